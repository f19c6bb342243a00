//! The lock: hiding by hand and by itself, coming back with the PIN, closing by itself with everything saved.

use super::Window;
use crate::pictures::picture;
use egui::{Key, Modifiers};
use golden_thread::domain::round::Round;
use golden_thread::ops::{NewFile, Session};
use golden_thread::platform::presence::Away;
use golden_thread::testing::{self, FixedWorld, TestFile};
use golden_thread::ui::route::Route;
use std::path::{Path, PathBuf};

const PASSPHRASE: &str = "four ordinary words";
const PIN: &str = "270419";
const MINUTE: i64 = 60;

/// An encrypted file with a drawn and allocated round.
fn encrypted(folder: &Path) -> (PathBuf, Round) {
    let path = folder.join("kingston.gthread");
    let tools = [testing::default_tool()];
    let new = NewFile {
        local_area: "Kingston",
        la_code: None,
        passphrase: Some(PASSPHRASE),
        is_sample: false,
        tools: &tools,
    };
    Session::create(&path, &new, Box::new(FixedWorld::default()), false, |_| Ok(())).unwrap();
    let mut session = reopen(&path);
    let round = testing::round(&mut session, 3, 4);
    session.close().unwrap();
    (path, round)
}

fn reopen(path: &Path) -> Session {
    Session::open(path, Some(PASSPHRASE), Box::new(FixedWorld::default())).unwrap()
}

/// The window on an encrypted file, at the scorer's first sheet; with a PIN if one is wanted.
fn at_work(folder: &Path, path: &Path, pin: Option<&str>) -> Window<'static> {
    let mut window = Window::open(folder, Some(path.to_owned()));
    enter_passphrase(&mut window);
    if let Some(pin) = pin {
        window.press("Choose a PIN");
        window.heading("Session PIN");
        choose(&mut window, pin);
    }
    window.act_as("Member 01");
    window.key(Key::Enter);
    assert!(matches!(window.harness.state().route(), Route::Sheet(_)));
    window
}

fn enter_passphrase(window: &mut Window<'_>) {
    window.heading("Open the file");
    window.fill("Passphrase", PASSPHRASE);
    window.key(Key::Enter);
}

fn choose(window: &mut Window<'_>, pin: &str) {
    window.fill("New session PIN", pin);
    window.fill("The same again", pin);
    window.press("Use this PIN");
}

fn pass(window: &mut Window<'_>, seconds: i64) {
    window.clock.pass(seconds);
    window.settle();
}

/// Writes a note on the first criterion and leaves it as it is.
fn write_note(window: &mut Window<'_>, text: &str) {
    window.key(Key::N);
    for letter in text.chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.harness.step();
    }
}

/// The notes of the scorer, as the file has them.
fn notes(session: &mut Session, round: &Round) -> Vec<String> {
    let member = session.member("Member 01").unwrap().id;
    let progress = session.round_progress(round).unwrap();
    let subjects: Vec<_> = progress.tasks_of(member).map(|(plan, _)| plan.sampled.subject).collect();
    let desks = subjects.into_iter().map(|subject| session.desk(round.id, subject, member).unwrap());
    desks.flat_map(|desk| desk.criteria.into_iter().filter_map(|c| c.note.map(|note| note.text))).collect()
}

/// Nothing of the file is among the names, values and descriptions that a screen reader would find.
fn assert_nothing_of_the_file(window: &Window<'_>, also: &[&str]) {
    let words = window.all_words();
    for secret in
        ["Kingston", "kingston", "Testshire", "Member", "Autumn", "K00", "Section", "criteri"].iter().chain(also)
    {
        assert!(!words.iter().any(|said| said.contains(secret)), "{secret} among {words:?}");
    }
}

#[test]
fn hiding_by_key_shows_nothing_of_the_file_and_saves_the_note_being_written() {
    let folder = tempfile::tempdir().unwrap();
    let (path, round) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, Some(PIN));
    write_note(&mut window, "unheard voice");
    assert!(window.says("unheard voice"));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::L);
    window.harness.step();
    // In the very frame.
    assert_nothing_of_the_file(&window, &["unheard"]);
    window.settle();
    window.heading("The screen is hidden");
    assert_nothing_of_the_file(&window, &["unheard"]);
    assert!(window.says("The PIN guards the screen"));
    picture(&mut window.harness, "lock-hidden");
    // Keys of the screen behind do nothing.
    window.key(Key::Num1);
    window.ctrl(Key::Z);
    window.fill("Session PIN", PIN);
    window.key(Key::Enter);
    assert!(window.says("unheard voice"), "{:?}", window.all_words());
    window.close();
    assert_eq!(notes(&mut reopen(&path), &round), ["unheard voice"]);
}

#[test]
fn the_screen_warns_a_minute_before_it_hides_and_any_key_keeps_it_and_does_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (path, round) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, Some(PIN));
    pass(&mut window, 14 * MINUTE);
    assert!(window.says("The screen hides in less than a minute."));
    picture(&mut window.harness, "lock-warning");
    window.key(Key::Num1);
    assert!(!window.says("The screen hides in less than a minute."));
    pass(&mut window, 14 * MINUTE + 1);
    assert!(window.says("The screen hides in less than a minute."), "the wait begins anew");
    pass(&mut window, MINUTE);
    window.heading("The screen is hidden");
    assert_nothing_of_the_file(&window, &[]);
    window.fill("Session PIN", PIN);
    window.press("Show the screen");
    assert!(matches!(window.harness.state().route(), Route::Sheet(_)));
    window.close();
    let mut session = reopen(&path);
    let member = session.member("Member 01").unwrap().id;
    let progress = session.round_progress(&round).unwrap();
    assert_eq!(progress.tasks_of(member).map(|(_, task)| task.answered).sum::<u64>(), 0, "the key gave no answer");
}

#[test]
fn five_wrong_pins_close_the_file_and_the_passphrase_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, Some(PIN));
    window.press("Lock: hide the screen");
    for left in (1..5).rev() {
        window.fill("Session PIN", "000001");
        window.key(Key::Enter);
        assert!(window.says(&format!("{left} ")), "{left}: {:?}", window.all_words());
        assert!(window.harness.state().is_hidden());
    }
    window.fill("Session PIN", "000001");
    window.key(Key::Enter);
    window.heading("Open the file");
    assert!(window.says("Five wrong session PINs were entered."));
    enter_passphrase(&mut window);
    window.heading("Who is acting?");
    // The PIN went with the file.
    assert!(window.says("Choose a PIN"));
}

#[test]
fn without_a_pin_an_encrypted_file_closes_with_the_note_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (path, round) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, None);
    write_note(&mut window, "half a thought");
    pass(&mut window, 15 * MINUTE);
    window.heading("Open the file");
    assert!(window.says("no session PIN was chosen"), "{:?}", window.all_words());
    assert!(!window.says("half a thought"));
    drop(window);
    assert_eq!(notes(&mut reopen(&path), &round), ["half a thought"]);
}

#[test]
fn hidden_by_hand_without_a_pin_one_is_chosen_at_once_or_the_file_closes() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, None);
    window.ctrl(Key::L);
    window.heading("The screen is hidden");
    choose(&mut window, "123456");
    assert!(window.says("This is the first one somebody would try."));
    choose(&mut window, PIN);
    assert!(window.says("Session PIN") && window.harness.state().is_hidden());
    window.fill("Session PIN", PIN);
    window.key(Key::Enter);
    assert!(!window.harness.state().is_hidden());
    window.close();
    let mut window = at_work(folder.path(), &path, None);
    window.ctrl(Key::L);
    pass(&mut window, 59);
    assert!(window.harness.state().is_hidden());
    pass(&mut window, 61);
    window.heading("Open the file");
}

#[test]
fn sleep_the_system_lock_and_two_hours_close_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, Some(PIN));
    window.clock.sleep(10 * MINUTE);
    window.settle();
    window.heading("Open the file");
    assert!(window.says("The computer was asleep."));
    enter_passphrase(&mut window);
    window.noticed.put(Away::Locked);
    window.settle();
    assert!(window.says("The screen of this computer was locked."));
    enter_passphrase(&mut window);
    window.press("Choose a PIN");
    choose(&mut window, PIN);
    window.ctrl(Key::L);
    pass(&mut window, 119 * MINUTE);
    assert!(window.harness.state().is_hidden());
    pass(&mut window, 2 * MINUTE);
    assert!(window.says("Nobody came back for two hours."), "{:?}", window.all_words());
}

#[test]
fn a_file_that_is_not_encrypted_hides_too_and_needs_no_pin_to_come_back() {
    let (file, mut session) = TestFile::new();
    testing::round(&mut session, 3, 4);
    drop(session);
    let mut window = Window::open_as(&file, "Audit lead");
    pass(&mut window, 15 * MINUTE);
    window.heading("The screen is hidden");
    assert_nothing_of_the_file(&window, &[]);
    window.key(Key::Enter);
    assert!(window.says("Testshire"));
}

#[test]
fn the_wait_is_chosen_on_the_screen_of_the_file_and_kept_on_this_machine() {
    let (file, session) = TestFile::new();
    drop(session);
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.press("File");
    window.choose("The screen hides after", "5 minutes");
    pass(&mut window, 4 * MINUTE);
    assert!(window.says("The screen hides in less than a minute."));
    drop(window);
    let kept = std::fs::read_to_string(file.folder().join("settings.json")).unwrap();
    assert!(kept.contains("\"idle_minutes\": 5"), "{kept}");
}

#[test]
fn an_idle_window_asks_for_no_frame_before_something_is_due() {
    let (file, session) = TestFile::new();
    drop(session);
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.harness.step();
    let output = window.harness.output();
    let delay = output.viewport_output.values().map(|of| of.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_secs(14 * 60 - 1), "{delay:?}");
}

#[test]
fn the_files_screen_the_lock_and_the_pin_can_be_drawn_in_every_appearance_at_two_sizes() {
    use golden_thread::settings::Appearance;
    use golden_thread::ui::action::{Action, Preference};
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = encrypted(folder.path());
    let mut window = at_work(folder.path(), &path, Some(PIN));
    window.harness.state_mut().act(Action::Go(Route::Who));
    window.settle();
    window.act_as("Audit lead");
    window.harness.state_mut().act(Action::Go(Route::File));
    window.settle();
    window.press("Make a backup now");
    let inside = window.all_words().into_iter().find(|words| words.starts_with("Look inside the backup of")).unwrap();
    window.press(&inside);
    let title =
        window.all_words().into_iter().find_map(|w| Some(w.strip_prefix("Erase ")?.strip_suffix('…')?.to_owned()));
    window.press(&format!("Erase {}…", title.unwrap()));
    assert!(window.says("What goes"));
    for (size, scale) in [([1280.0, 3000.0], ""), ([640.0, 4200.0], "-double")] {
        for (appearance, look) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
            window.harness.set_size(egui::Vec2::from(size));
            window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
            window.settle();
            picture(&mut window.harness, &format!("file-whole-{look}{scale}"));
            window.harness.set_size(egui::vec2(size[0], if scale.is_empty() { 800.0 } else { 400.0 }));
            window.settle();
            window.press("Choose a session PIN…");
            window.heading("Session PIN");
            picture(&mut window.harness, &format!("pin-choose-{look}{scale}"));
            window.press("Not now");
            window.ctrl(Key::L);
            window.heading("The screen is hidden");
            picture(&mut window.harness, &format!("lock-{look}{scale}"));
            window.fill("Session PIN", "111111");
            window.press("Show the screen");
            assert!(window.says("This is not the PIN."));
            picture(&mut window.harness, &format!("lock-wrong-{look}{scale}"));
            window.fill("Session PIN", PIN);
            window.press("Show the screen");
            assert_eq!(window.harness.state().route(), Route::File);
        }
    }
}
