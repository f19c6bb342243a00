//! What is said when a save fails: what was saved, what not, what to do; and what follows when a file is not to be trusted.

use super::Window;
use crate::pictures::picture;
use golden_thread::ops::{Actor, Command, Prepare};
use golden_thread::storage::{DiskFault, next_save_fails};
use golden_thread::testing::{self, TestFile};
use golden_thread::ui::action::Action;
use golden_thread::ui::route::Route;

fn file_with_people() -> TestFile {
    let (file, mut session) = TestFile::new();
    session.put_people(&Actor::Lead, testing::panel(2)).unwrap();
    session.close().unwrap();
    file
}

fn put_people(window: &mut Window<'_>, count: usize) {
    let command = Command::Prepare(Prepare::PutPeople(testing::panel(count)));
    window.harness.state_mut().act(Action::Run(command));
    window.settle();
}

/// Says that a word that looks like a name is none: a small step whose failure stays beside the work.
fn try_to_save(window: &mut Window<'_>) {
    put_people(window, 3);
}

#[test]
fn a_full_disk_is_said_stays_said_and_a_copy_elsewhere_is_offered_and_works() {
    let file = file_with_people();
    let copy = file.folder().join("elsewhere.gthread");
    let mut window = Window::open_choosing(file.folder(), Some(file.path()), vec![Some(copy.clone())]);
    window.act_as("Audit lead");
    next_save_fails(&file.path(), DiskFault::Full);
    try_to_save(&mut window);
    assert!(window.says("The disk is full."), "{:?}", window.all_words());
    assert!(window.says("What was saved before is safe."), "{:?}", window.all_words());
    assert!(window.says("Not saved: The disk is full"), "{:?}", window.all_words());
    assert!(!window.says("All changes saved"), "{:?}", window.all_words());
    picture(&mut window.harness, "failures-full-disk");
    // Going on to another screen leaves the words where they are.
    window.press("Cohort");
    assert!(window.says("The disk is full."), "{:?}", window.all_words());
    window.press("Save a copy elsewhere…");
    assert_eq!(window.harness.state().route(), Route::File);
    assert!(window.says("A copy is saved and compared with the file."), "{:?}", window.all_words());
    assert!(window.says("The disk is full."), "a copy does not make saved what was not: {:?}", window.all_words());
    assert!(!window.says("All changes saved"), "{:?}", window.all_words());
    picture(&mut window.harness, "failures-copy-saved");
    // There is room again: the same step works.
    put_people(&mut window, 3);
    assert!(window.says("All changes saved"), "{:?}", window.all_words());
    window.close();
    assert_eq!(file.open().list_members().unwrap().len(), 3);
    std::fs::rename(copy, file.path()).unwrap();
    assert_eq!(file.open().list_members().unwrap().len(), 2, "the copy holds what was saved then");
}

#[test]
fn an_answer_that_could_not_be_saved_is_taken_from_the_sheet_and_said_not_to_be() {
    let (file, mut session) = TestFile::new();
    testing::round(&mut session, 2, 2);
    let name = session.list_members().unwrap().remove(0).facts.name;
    session.close().unwrap();
    let mut window = Window::open_as(&file, &name);
    window.key(egui::Key::Enter);
    next_save_fails(&file.path(), DiskFault::ReadOnly);
    window.key(egui::Key::Num1);
    assert!(window.says("Not saved: The file or its folder cannot be written"), "{:?}", window.all_words());
    assert!(window.says("0 of 45 answered"), "{:?}", window.all_words());
    assert!(!window.says("All changes saved"), "{:?}", window.all_words());
    picture(&mut window.harness, "failures-read-only");
    window.close();
}

#[test]
fn after_a_failed_sync_the_file_is_read_back_and_what_is_in_it_is_told() {
    for (fault, found, members) in [
        (DiskFault::SyncLost, "this change is not in it; everything saved before is", 2),
        (DiskFault::SyncUnconfirmed, "this change is in it, but may not last", 3),
    ] {
        let file = file_with_people();
        let mut window = Window::open_as(&file, "Audit lead");
        next_save_fails(&file.path(), fault);
        try_to_save(&mut window);
        assert!(window.says("The disk did not confirm that it was written."), "{:?}", window.all_words());
        assert!(window.says(found), "{:?}", window.all_words());
        assert!(window.says("Save a copy elsewhere…") && !window.says("All changes saved"), "{:?}", window.all_words());
        // The file was opened again: work goes on, and it is whole.
        put_people(&mut window, 4);
        assert!(window.says("All changes saved"), "{:?}", window.all_words());
        window.close();
        let session = file.open();
        assert_eq!(session.list_members().unwrap().len(), 4);
        assert_eq!(session.check().unwrap(), []);
        let puts = session.history().unwrap().iter().filter(|row| row.event == "people_put").count();
        assert_eq!(puts, members, "the log tells what was in the file after the fault");
    }
}

#[test]
fn a_file_in_a_folder_that_is_copied_to_a_cloud_opens_with_a_warning() {
    let file = file_with_people();
    let cloud = file.folder().join("OneDrive - Testshire Council");
    std::fs::create_dir(&cloud).unwrap();
    let moved = cloud.join("a.gthread");
    std::fs::rename(file.path(), &moved).unwrap();
    let mut window = Window::open(file.folder(), Some(moved.clone()));
    assert!(window.says("This file lies in a folder that is copied to a cloud."), "{:?}", window.all_words());
    assert!(window.says("Close it and move it to a folder of this computer."), "{:?}", window.all_words());
    picture(&mut window.harness, "failures-cloud");
    window.act_as("Audit lead");
    window.close();
    std::fs::rename(moved, file.path()).unwrap();
    let mut window = Window::open(file.folder(), Some(file.path()));
    assert!(!window.says("copied to a cloud"), "{:?}", window.all_words());
    window.act_as("Audit lead");
    window.close();
}

#[test]
fn a_file_that_is_not_what_its_log_says_is_closed_and_its_newest_good_backup_named() {
    let file = file_with_people();
    let mut session = file.open();
    let kept = session.keep_backup("by hand").unwrap();
    session.close().unwrap();
    let raw = rusqlite::Connection::open(file.path()).unwrap();
    raw.execute("UPDATE panel_member SET role = 'edited'", []).unwrap();
    raw.close().unwrap();
    let mut window = Window::open(file.folder(), Some(file.path()));
    assert!(window.says("The file was closed: it cannot be trusted."), "{:?}", window.all_words());
    let name = kept.path.file_name().unwrap().to_string_lossy().into_owned();
    assert!(window.says(&name), "{:?}", window.all_words());
    assert_eq!(window.harness.state().route(), Route::default());
    picture(&mut window.harness, "failures-not-trusted");
    window.close();
}

#[test]
fn the_log_is_narrowed_by_plan_and_day_paged_and_saved_as_a_table() {
    let (file, mut session) = TestFile::new();
    testing::round(&mut session, 4, 4);
    for n in 0..120 {
        session.remember_not_a_person(&Actor::Lead, &format!("Word Number{n}")).unwrap();
    }
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("File");
    assert!(window.says("newest first; 1–100 shown"), "{:?}", window.all_words());
    picture(&mut window.harness, "failures-log");
    window.press("Older entries");
    assert!(window.says("newest first; 101–"), "{:?}", window.all_words());
    window.choose("Event", "Plans allocated");
    assert!(window.says("1 entry, newest first"), "{:?}", window.all_words());
    let out = file.folder().join("log");
    window.fill("Log as a table", &out.to_string_lossy());
    window.press("Save the log");
    assert!(window.says("Saved: "), "{:?}", window.all_words());
    let text = std::fs::read_to_string(file.folder().join("log.csv")).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("\"Plans allocated\""), "{text}");
    window.fill("From", "2999-01-01");
    assert!(window.says("0 entries, newest first"), "{:?}", window.all_words());
    window.close();
}

#[test]
fn in_the_log_others_learn_that_a_member_worked_on_a_sheet_and_not_what_they_did() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 2);
    let people = session.list_members().unwrap();
    let (own, other) = (people[0].facts.name.clone(), people[1].facts.name.clone());
    let progress = session.round_progress(&round).unwrap();
    let subject = progress.tasks_of(people[0].id).next().unwrap().0.sampled.subject;
    let desk = session.desk(round.id, subject, people[0].id).unwrap();
    let criterion = &desk.criteria[0].code;
    let target = golden_thread::ops::AnswerTarget { round: round.id, subject, member: people[0].id, criterion };
    let given = golden_thread::domain::sheet::GivenAnswer { answer: "met".to_owned(), na_reason: None };
    session.set_answer(&Actor::Member(own.clone()), target, Some(given)).unwrap();
    session.close().unwrap();
    for (who, sees) in [(own.as_str(), true), (other.as_str(), false), ("Audit lead", false)] {
        let mut window = Window::open_as(&file, who);
        window.press("File");
        assert_eq!(window.says("Answer given"), sees, "{who}: {:?}", window.all_words());
        assert_eq!(window.says("Worked on a score sheet"), !sees, "{who}: {:?}", window.all_words());
        window.close();
    }
}

#[test]
fn a_name_in_lines_of_enquiry_is_pointed_out_and_remembered_as_no_person() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 2);
    session.set_lines_of_enquiry(&Actor::Lead, round.id, "Look at what Daisy Marchbanks said.").unwrap();
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.harness.state_mut().act(Action::Go(Route::Prepare(golden_thread::ui::route::Task::Ready)));
    window.settle();
    assert!(window.says("This looks like the name of a person: Daisy Marchbanks."), "{:?}", window.all_words());
    window.press("Not a person: Daisy Marchbanks");
    assert!(!window.says("This looks like the name of a person"), "{:?}", window.all_words());
    window.close();
    assert!(file.open().not_a_person().unwrap().contains("daisy marchbanks"));
}
