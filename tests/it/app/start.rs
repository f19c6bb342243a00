//! The start screen: opening, making, the sample.

use super::Window;
use egui::Key;
use golden_thread::ops::Session;
use golden_thread::testing::{FixedWorld, TestFile};
use golden_thread::ui::route::Route;

#[test]
fn a_new_file_is_made_only_with_a_passphrase_of_twelve_characters_given_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kingston.gthread");
    let mut window = Window::open(folder.path(), None);
    window.heading("Golden Thread");
    window.press("Make a new audit file…");
    window.press("Make the file");
    assert!(window.says("Enter the name of the local area."));
    assert_eq!(window.focused_name(), "Local area", "what is wrong has the keyboard");
    window.fill("Local area", "Kingston upon Thames");
    window.fill("New file", path.to_str().unwrap());
    window.fill("Passphrase", "too short");
    window.press("Make the file");
    assert!(window.says("At least 12 characters") && !path.exists());
    assert_eq!(window.focused_name(), "Passphrase");
    window.fill("Passphrase", "four ordinary words");
    window.fill("Passphrase again", "four ordinary word");
    window.press("Make the file");
    assert!(window.says("The two are not the same.") && !path.exists());
    assert_eq!(window.focused_name(), "Passphrase again");
    window.fill("Passphrase again", "four ordinary words");
    window.press("Make the file");
    assert_eq!(window.harness.state().route(), Route::Overview);
    assert!(window.says("Kingston upon Thames") && window.says("Import the plans"));
    window.close();
    assert!(Session::open(&path, None, Box::new(FixedWorld::default())).is_err(), "it is encrypted");
    assert!(Session::open(&path, Some("four ordinary words"), Box::new(FixedWorld::default())).is_ok());
}

#[test]
fn an_encrypted_file_asks_for_its_passphrase_until_it_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gthread");
    let tools = [golden_thread::testing::default_tool()];
    let passphrase = Some("four ordinary words");
    let new =
        golden_thread::ops::NewFile { local_area: "Kent", la_code: None, passphrase, is_sample: false, tools: &tools };
    Session::create(&path, &new, Box::new(FixedWorld::default()), false, |_| Ok(())).unwrap();
    let mut window = Window::open(folder.path(), Some(path));
    window.heading("Open the file");
    window.type_text("something else entirely");
    window.key(Key::Enter);
    assert!(window.says("This passphrase does not open it."));
    assert!(window.says("It can be tried again in 1 second."), "{:?}", window.all_words());
    window.type_text("four ordinary words");
    window.key(Key::Enter);
    window.heading("Open the file");
    window.fill("Passphrase", "");
    window.clock.pass(1);
    window.settle();
    assert!(!window.says("It can be tried again"));
    window.type_text("still something else");
    window.key(Key::Enter);
    assert!(window.says("It can be tried again in 2 seconds."), "{:?}", window.all_words());
    window.clock.pass(2);
    window.settle();
    window.type_text("four ordinary words");
    window.key(Key::Enter);
    assert_eq!(window.harness.state().route(), Route::Overview);
    assert!(window.says("Kent"));
}

#[test]
fn a_file_that_is_not_there_says_so_and_a_chosen_one_opens() {
    let (file, session) = TestFile::new();
    session.close().unwrap();
    let mut window = Window::open_choosing(file.folder(), None, vec![Some(file.path())]);
    window.fill("Audit file", "/nowhere/at/all.gthread");
    window.press("Open");
    assert!(window.says("There is no file /nowhere/at/all.gthread."), "{:?}", window.all_words());
    window.press("Browse for audit file");
    assert!(window.says("Testshire"));
    assert!(window.says("This file is not encrypted"));
    window.press("Menu");
    window.press("Close the file");
    assert!(window.says("Open test.gthread"), "it stands among those opened last: {:?}", window.all_words());
}

#[test]
fn the_sample_opens_with_its_standing_band() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::open(folder.path(), None);
    window.press("Open the sample");
    window.heading("Who is acting?");
    assert!(window.says("Sample data: invented plans and people"));
    assert!(window.says("That rests on good manners."));
}
