//! Packs on the screen: made, opened by their member, brought back, chosen between, taken back.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use golden_thread::domain::sheet::GivenAnswer;
use golden_thread::ops::{Actor, AnswerTarget, PackMade, Session};
use golden_thread::settings::Appearance;
use golden_thread::testing::{FixedWorld, TestFile, round};
use golden_thread::ui::action::{Action, Preference};
use golden_thread::ui::route::Route;
use std::path::PathBuf;

/// An allocated round with packs made, and a folder they lie in.
fn with_packs() -> (TestFile, Vec<PackMade>, PathBuf) {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 2, 2);
    let folder = file.folder().join("out");
    std::fs::create_dir(&folder).unwrap();
    let packs = session.make_packs(&Actor::Lead, round.id, None, &folder).unwrap().value;
    session.close().unwrap();
    (file, packs, folder)
}

fn answer(path: &std::path::Path, passphrase: &str, count: usize, answer: &str) {
    let mut session = Session::open(path, Some(passphrase), Box::new(FixedWorld::default())).unwrap();
    let round = session.round(None).unwrap();
    let member = session.pack_member().unwrap();
    let progress = session.round_progress(&round).unwrap();
    let subject = progress.tasks_of(member).next().unwrap().0.sampled.subject;
    let desk = session.desk(round.id, subject, member).unwrap();
    for criterion in desk.criteria.iter().take(count) {
        let target = AnswerTarget { round: round.id, subject, member, criterion: &criterion.code };
        let given = GivenAnswer { answer: answer.to_owned(), na_reason: None };
        session.set_answer(&Actor::Member(desk.member_name.clone()), target, Some(given)).unwrap();
    }
    session.close().unwrap();
}

#[test]
fn packs_are_made_and_their_passphrases_shown_and_saved_as_a_list() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    session.close().unwrap();
    let out = file.folder().join("out");
    std::fs::create_dir(&out).unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    window.heading("Packs");
    window.fill("Folder for the packs", &out.to_string_lossy());
    window.press("Make the packs");
    assert!(window.says("2 packs are made."), "{:?}", window.all_words());
    window.heading("Out and back");
    assert!(window.says("Not back yet"));
    picture(&mut window.harness, "packs-made");
    window.fill("List of passphrases", &file.folder().join("list").to_string_lossy());
    window.press("Save the list");
    let list = std::fs::read_to_string(file.folder().join("list.csv")).unwrap();
    assert_eq!(list.lines().count(), 3);
    let words = list.lines().nth(1).unwrap().split(',').nth(2).unwrap().trim_matches('"').to_owned();
    assert_eq!(words.split(' ').count(), 6);
    assert!(window.says(&words));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 2);
    window.close();
}

#[test]
fn a_pack_opens_on_its_members_plans_and_shows_nothing_of_the_lead() {
    let (file, packs, folder) = with_packs();
    let mut window = Window::open(file.folder(), Some(folder.join(&packs[0].file_name)));
    window.fill("Passphrase", &packs[0].passphrase);
    window.key(Key::Enter);
    assert_eq!(window.harness.state().route(), Route::Plans);
    window.heading("Your plans");
    assert!(!window.says("All plans of the round"), "there are only their own");
    assert!(window.says("This is a pack: your plans and your score sheets"));
    for hidden in ["Overview", "Agree", "Results", "Packs", "Change who is acting"] {
        assert!(!window.all_words().iter().any(|said| said == hidden), "{hidden}");
    }
    picture(&mut window.harness, "packs-pack-opened");
    window.harness.state_mut().act(Action::Go(Route::Results));
    window.settle();
    assert_eq!(window.harness.state().route(), Route::Plans);
    window.key(Key::Enter);
    window.key(Key::Num1);
    assert!(window.says("1 of 45 answered"));
    window.close();
}

#[test]
fn packs_are_looked_at_taken_in_chosen_between_by_key_and_taken_back() {
    let (file, packs, folder) = with_packs();
    let path = folder.join(&packs[0].file_name);
    let other = folder.join("other.gtpack");
    std::fs::copy(&path, &other).unwrap();
    answer(&path, &packs[0].passphrase, 3, "met");
    answer(&other, &packs[0].passphrase, 5, "partly");
    std::fs::write(folder.join("broken.gtpack"), [3; 8192]).unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    window.fill("Pack that came back", &folder.to_string_lossy());
    window.key(Key::Enter);
    assert!(window.says("This pack was not made from this audit file"), "{:?}", window.all_words());
    assert!(window.says("1 new, 0 updated, 0 unchanged, 0 conflicting. Not all handed in."));
    picture(&mut window.harness, "packs-preview");
    window.press("Take in 3 packs");
    assert!(window.says("1 sheet waits for your choice"), "{:?}", window.all_words());
    assert!(window.says("5 criteria differ"));
    for (appearance, look) in
        [(Appearance::Dark, "-dark"), (Appearance::HighContrast, "-contrast"), (Appearance::Light, "")]
    {
        window.harness.state_mut().act(Action::Prefer(Preference::Appearance(appearance)));
        for (size, scale) in [([640.0, 400.0], "-double"), ([1280.0, 800.0], "")] {
            window.harness.set_size(egui::Vec2::from(size));
            window.settle();
            picture(&mut window.harness, &format!("packs-choice{look}{scale}"));
        }
    }
    window.harness.state_mut().act(Action::Reload);
    window.settle();
    window.key(Key::Num2);
    assert!(window.says("The other version is put aside."), "{:?}", window.all_words());
    assert!(!window.says("waits for your choice"));
    window.close();
    let mut session = file.open();
    let round = session.round(None).unwrap();
    assert!(session.list_conflicts(round.id, golden_thread::domain::access::Viewer::Round).unwrap().is_empty());
    assert_eq!(session.check().unwrap(), []);
}

#[test]
fn a_merge_is_taken_back_after_it_was_asked_for() {
    let (file, packs, folder) = with_packs();
    let path = folder.join(&packs[0].file_name);
    answer(&path, &packs[0].passphrase, 3, "met");
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    window.harness.state_mut().act(Action::PreviewPacks(vec![path]));
    window.settle();
    window.press("Take in 1 pack");
    assert!(window.says("1 new sheet and 0 updated came in."), "{:?}", window.all_words());
    window.press(&format!("Take back what {} sent…", packs[0].member));
    window.press("Take it back");
    assert!(window.says("The sheets are as they were"), "{:?}", window.all_words());
    window.close();
    let mut session = file.open();
    let round = session.round(None).unwrap();
    let progress = session.round_progress(&round).unwrap();
    assert!(progress.plans.iter().flat_map(|p| &p.sheets).all(|sheet| sheet.state.is_none()));
}

#[test]
fn a_watched_folder_tells_that_packs_are_back_and_an_idle_window_asks_for_no_repaint() {
    let (file, packs, folder) = with_packs();
    answer(&folder.join(&packs[0].file_name), &packs[0].passphrase, 3, "met");
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    window.fill("Shared folder", &folder.to_string_lossy());
    window.press("Watch it");
    for _ in 0..400 {
        if window.says("1 pack is back.") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.settle();
    }
    assert!(window.says("1 pack is back."), "{:?}", window.all_words());
    window.harness.run_steps(12);
    let output = window.harness.output();
    let delay = output.viewport_output.values().map(|v| v.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_secs(60), "repaints after {delay:?}");
    window.press("Overview");
    window.press("Packs");
    assert!(window.says("1 new, 0 updated"));
    window.close();
    // Closed and opened again, the folder is still watched, until somebody says no longer.
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    assert!(window.says("You are told when packs are back."), "{:?}", window.all_words());
    window.press("Stop watching");
    window.close();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Packs");
    assert!(!window.says("You are told when packs are back."), "{:?}", window.all_words());
    window.close();
}
