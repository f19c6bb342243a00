//! The screen of the file: backups, going back, passphrase, log, words that are no names.

use super::Window;
use golden_thread::ops::{Actor, Session};
use golden_thread::testing::{self, FixedWorld, TestFile};
use golden_thread::ui::action::Action;
use golden_thread::ui::route::Route;

fn on_file_screen(file: &TestFile) -> Window<'static> {
    let mut window = Window::open(file.folder(), Some(file.path()));
    if window.harness.state().route() == Route::Who {
        window.act_as("Audit lead");
    }
    window.press("File");
    assert_eq!(window.harness.state().route(), Route::File);
    window
}

#[test]
fn a_backup_is_made_looked_into_and_gone_back_to() {
    let (file, session) = TestFile::new();
    drop(session);
    let mut window = on_file_screen(&file);
    assert!(window.says("There is no backup yet."));
    window.press("Make a backup now");
    assert!(window.says("A backup is made and compared with the file."));
    assert!(window.says("by hand"));
    drop(window);
    let mut session = file.open();
    testing::round(&mut session, 4, 4);
    drop(session);
    let mut window = on_file_screen(&file);
    let oldest = window.all_words().into_iter().rfind(|w| w.starts_with("Look inside the backup of")).unwrap();
    window.press(&oldest);
    assert!(window.says("Rounds: No round") && window.says("0 plans, 0 answers"), "{:?}", window.all_words());
    window.press("Go back to this backup…");
    window.heading("Go back to this backup?");
    window.press("Go back");
    assert!(window.says("The file is as it was in the backup."));
    drop(window);
    assert_eq!(file.open().list_rounds().unwrap().len(), 0);
}

#[test]
fn the_log_is_verified_and_narrowed_and_never_says_what_somebody_answered() {
    let (file, mut session) = TestFile::new();
    testing::round(&mut session, 4, 4);
    session.remember_not_a_person(&Actor::Lead, "Grace House").unwrap();
    drop(session);
    let mut window = on_file_screen(&file);
    assert!(window.says("Verified: the chain is whole"));
    window.choose("Person", "audit lead");
    assert!(window.says("1 entry, newest first"), "{:?}", window.all_words());
    assert!(window.says("Words said to be no name"));
    window.press("Forget grace house");
    assert!(window.says("None yet."));
    window.press("Where the data is");
    assert!(window.says("The program opens no connection to a network."));
    window.press("Close");
    window.press("What the file is protected against");
    assert!(window.says("A passphrase that is lost."));
    drop(window);
    assert!(file.open().not_a_person().unwrap().is_empty());
}

#[test]
fn the_passphrase_is_proposed_in_words_and_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gthread");
    let new = golden_thread::ops::NewFile {
        local_area: "Testshire",
        la_code: None,
        passphrase: Some("correct horse battery"),
        is_sample: false,
        tools: &[testing::default_tool()],
    };
    let world = || Box::new(FixedWorld::default());
    Session::create(&path, &new, world(), false, |_| Ok(())).unwrap();
    let mut window = Window::open(folder.path(), Some(path.clone()));
    window.fill("Passphrase", "correct horse battery");
    window.key(egui::Key::Enter);
    window.harness.state_mut().act(Action::Go(Route::File));
    window.settle();
    window.press("Propose words");
    assert!(window.says("Strong"));
    window.fill("New passphrase", "too short");
    window.press("Change the passphrase");
    assert!(!window.says("The file has its new passphrase."));
    window.fill("New passphrase", "another horse altogether");
    window.fill("New passphrase again", "another horse altogether");
    window.press("Change the passphrase");
    assert!(window.says("Given it too: "), "{:?}", window.all_words());
    assert!(window.says("Make an emergency sheet for the safe."));
    let sheet = folder.path().join("sheet.pdf");
    window.fill("Sheet", &sheet.display().to_string());
    window.press("Save the emergency sheet");
    assert!(window.says("The emergency sheet is saved."), "{:?}", window.all_words());
    assert!(sheet.exists());
    crate::pictures::paper(&sheet, "emergency.pdf");
    window.press("Save the emergency sheet");
    assert!(window.says("Nothing was written."), "a sheet that is there is not replaced");
    let printed = folder.path().join("printed.pdf");
    assert!(!window.says("The PDF is not encrypted"));
    window.press("Print the passphrase on it");
    assert!(window.says("The PDF is not encrypted: whoever has it has the file."));
    window.fill("Sheet", &printed.display().to_string());
    window.press("Save the emergency sheet");
    assert!(std::fs::metadata(&printed).unwrap().len() > 0);
    drop(window);
    Session::open(&path, Some("correct horse battery"), world()).unwrap_err();
    Session::open(&path, Some("another horse altogether"), world()).unwrap();
}

#[cfg(unix)]
#[test]
fn what_is_written_into_a_file_that_is_gone_is_said_not_to_be_saved_and_a_copy_is_offered() {
    let (file, session) = TestFile::new();
    drop(session);
    let mut window = on_file_screen(&file);
    let aside = file.folder().join("aside");
    std::fs::rename(file.path(), &aside).unwrap();
    let people = golden_thread::ops::Prepare::PutPeople(testing::panel(2));
    window.harness.state_mut().act(Action::Run(golden_thread::ops::Command::Prepare(people)));
    window.settle();
    assert!(window.says("was moved, deleted or replaced while it was open"), "{:?}", window.all_words());
    let copy = file.folder().join("copy.gthread");
    window.fill("Copy", &copy.display().to_string());
    window.press("Save a copy");
    assert!(window.says("A copy is saved and compared with the file."), "{:?}", window.all_words());
    std::fs::rename(&aside, file.path()).unwrap();
    drop(window);
    assert!(copy.exists());
}

#[test]
fn a_file_of_an_earlier_form_is_kept_as_it_was_before_it_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.gthread");
    let old = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema/v1.gthread");
    std::fs::copy(old, &path).unwrap();
    let open = || Session::open(&path, None, Box::new(FixedWorld::default()));
    let session = open().unwrap();
    let kept = session.list_backups().unwrap();
    assert_eq!(kept.iter().map(|backup| backup.why.as_str()).collect::<Vec<_>>(), ["before new form"]);
    drop(session);
    // Opened again there is nothing to keep.
    assert_eq!(open().unwrap().list_backups().unwrap().len(), 1);
    // The copy is the old file: taken for itself, it can be brought up to date too.
    std::fs::rename(&kept[0].path, &path).unwrap();
    assert_eq!(open().unwrap().check().unwrap(), vec![]);
}
