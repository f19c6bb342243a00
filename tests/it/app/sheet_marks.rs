//! The sheet people live in: everything by keys, nothing lost, and what stands beside the answers.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::domain::audit_tool::Depth;
use golden_thread::domain::round::Round;
use golden_thread::domain::sheet::{HANDED, SheetState};
use golden_thread::domain::thread::{Link, count_breaks};
use golden_thread::ops::{Actor, AnswerTarget, Desk, Session};
use golden_thread::testing::{self, TestFile};
use golden_thread::ui::route::Route;

const SCORER: &str = "Member 01";

/// A file with one plan read by two, at a depth.
fn file(depth: Depth) -> (TestFile, Round) {
    let (file, mut session) = TestFile::new();
    let round = testing::round_at(&mut session, 1, 2, depth);
    session.close().unwrap();
    (file, round)
}

fn desk_of(session: &mut Session, round: &Round, name: &str) -> Desk {
    let member = session.member(name).unwrap().id;
    let progress = session.round_progress(round).unwrap();
    let subject = progress.tasks_of(member).next().unwrap().0.sampled.subject;
    session.desk(round.id, subject, member).unwrap()
}

fn desk(file: &TestFile, round: &Round) -> Desk {
    desk_of(&mut file.open(), round, SCORER)
}

fn open_sheet(file: &TestFile) -> Window<'static> {
    let mut window = Window::open_as(file, SCORER);
    window.key(Key::Enter);
    assert!(matches!(window.harness.state().route(), Route::Sheet(_)));
    window
}

fn question(desk: &Desk, at: usize) -> String {
    desk.tool.get_criterion(&desk.criteria[at].code).unwrap().1.question.clone()
}

/// Draws for so many seconds of the window's clock; a quarter of a second a step.
fn wait(window: &mut Window<'_>, seconds: usize) {
    window.harness.run_steps(seconds * 4);
    window.settle();
}

#[test]
fn a_full_sheet_of_94_criteria_is_scored_and_handed_in_by_keys_alone() {
    let (file, round) = file(Depth::Full);
    let asked = desk(&file, &round);
    assert_eq!(asked.criteria.len(), 94);
    let keys = [
        (Key::Num1, "met"),
        (Key::Num2, "partly"),
        (Key::Num3, "not_met"),
        (Key::Num4, "not_evidenced"),
        (Key::Num5, HANDED),
    ];
    let mut window = open_sheet(&file);
    let mut expected = Vec::new();
    for (number, on_desk) in asked.criteria.iter().enumerate() {
        window.heading(&question(&asked, number));
        let has_na = asked.tool.get_criterion(&on_desk.code).unwrap().1.na.is_some();
        if has_na && number % 4 == 0 {
            window.key(Key::Num0);
            window.key(Key::Enter);
            expected.push("na");
        } else {
            let (key, code) = keys[number % keys.len()];
            window.key(key);
            expected.push(code);
        }
    }
    assert!(window.says("94 of 94 answered"));
    window.ctrl(Key::Enter);
    window.heading("Hand in this sheet?");
    window.key(Key::Enter);
    window.close();
    let saved = desk(&file, &round);
    assert_eq!(saved.state, SheetState::Submitted);
    let answers: Vec<&str> = saved.criteria.iter().map(|c| c.answer.as_ref().unwrap().answer.as_str()).collect();
    assert_eq!(answers, expected);
    assert!(saved.spent_ms > 93_000, "the clock of the test goes on by the second: {}", saved.spent_ms);
}

#[test]
fn a_session_killed_in_the_middle_reopens_at_the_same_criterion_with_nothing_missing() {
    let (file, round) = file(Depth::Core);
    let asked = desk(&file, &round);
    let mut window = open_sheet(&file);
    // The section in the middle first, then back to the beginning and on to the tenth criterion.
    for _ in 0..20 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Num2);
    for _ in 0..21 {
        window.key(Key::Backspace);
    }
    for _ in 0..9 {
        window.key(Key::Num1);
    }
    window.key(Key::F);
    window.key(Key::N);
    window.type_text("Page 7 says why");
    wait(&mut window, 3);
    assert!(window.says("All changes saved "));
    window.heading(&question(&asked, 9));

    // What a kill leaves on the disk: the file and its journal as they are, without any last word.
    let left = tempfile::tempdir().unwrap();
    let copy = left.path().join("left.gthread");
    for end in ["", "-wal"] {
        let from = format!("{}{end}", file.path().display());
        std::fs::copy(from, format!("{}{end}", copy.display())).unwrap();
    }
    let mut again = Window::open(left.path(), Some(copy.clone()));
    again.act_as(SCORER);
    again.key(Key::Enter);
    again.heading(&question(&asked, 9));
    assert!(again.says("10 of 45 answered · 1 to come back to") && again.says("Page 7 says why"));
    again.close();
    let mut session = Session::open(&copy, None, Box::new(testing::FixedWorld::default())).unwrap();
    session.verify().unwrap();
    let saved = desk_of(&mut session, &round, SCORER);
    let given: Vec<Option<&str>> =
        saved.criteria.iter().map(|c| c.answer.as_ref().map(|given| given.answer.as_str())).collect();
    let expected = |at: usize| {
        if at < 9 {
            Some("met")
        } else if at == 20 {
            Some("partly")
        } else {
            None
        }
    };
    assert_eq!(given, (0..45).map(expected).collect::<Vec<_>>());
    assert!(saved.criteria[9].flagged && saved.criteria[9].note.is_some());
}

#[test]
fn what_is_flagged_is_listed_by_the_check_and_one_key_away() {
    let (file, round) = file(Depth::Core);
    let asked = desk(&file, &round);
    let mut window = open_sheet(&file);
    window.key(Key::F);
    assert!(window.says("1 to come back to"));
    for _ in 0..44 {
        window.key(Key::Num1);
    }
    window.key(Key::C);
    window.heading("One answer is missing");
    window.heading("1 to come back to");
    picture(&mut window.harness, "sheet-check");
    window.key(Key::Num2);
    window.heading(&question(&asked, 0));
    window.key(Key::G);
    window.heading(&question(&asked, 44));
    window.key(Key::Num1);
    window.key(Key::C);
    window.heading("No answer is missing");
    window.key(Key::Num1);
    window.heading(&question(&asked, 0));
    window.key(Key::F);
    assert!(!window.says("1 to come back to"));
    window.ctrl(Key::Z);
    assert!(window.says("1 to come back to"), "taken back");
    window.close();
    assert!(desk(&file, &round).criteria[0].flagged);
}

#[test]
fn three_threads_are_written_by_keyboard_and_the_picture_says_where_they_break() {
    let (file, round) = file(Depth::Core);
    let mut window = open_sheet(&file);
    window.key(Key::T);
    window.heading("The golden thread");
    // From the first label to the second, then on to the links of the first outcome.
    let is_field = |role| role == egui::accesskit::Role::TextInput;
    let mut fields = window.harness.query_all_by_label("Hope (A)").filter(|n| is_field(n.accesskit_node().role()));
    fields.next().unwrap().focus();
    drop(fields);
    window.settle();
    for label in ["1", "B2", "E1", "F4"] {
        window.type_text(label);
        window.key(Key::Tab);
    }
    for presses in [1, 2, 2] {
        for _ in 0..presses {
            window.key(Key::Space);
        }
        window.key(Key::Tab);
    }
    assert!(
        window
            .says("Thread 1: hope 1 is followed by need B2; need B2 is not followed by outcome E1; outcome E1 is not"),
        "{:?}",
        window.all_words()
    );
    picture(&mut window.harness, "sheet-threads");
    window.key(Key::Escape);
    assert!(window.says("1 followed, 1 broken"));
    picture(&mut window.harness, "sheet-after-threads");
    window.close();
    let threads = desk(&file, &round).threads;
    assert_eq!(threads.len(), 1);
    assert_eq!(threads[0].labels(), ["1", "B2", "E1", "F4"]);
    assert_eq!(threads[0].links(), [Link::Followed, Link::Broken, Link::Broken]);
    assert_eq!(count_breaks([threads.as_slice()]).at, [0, 1, 1]);
}

#[test]
fn a_thread_being_written_is_not_lost_when_the_window_is_closed() {
    let (file, round) = file(Depth::Core);
    let mut window = open_sheet(&file);
    window.key(Key::T);
    window.fill("Outcome (E)", "E3");
    window.close();
    assert_eq!(desk(&file, &round).threads[0].outcome, "E3");
}

#[test]
fn a_grade_of_ones_own_needs_a_reason_and_stands_beside_the_suggested_one() {
    let (file, round) = file(Depth::Core);
    let mut window = open_sheet(&file);
    for _ in 0..6 {
        window.key(Key::Num1);
    }
    window.key(Key::O);
    window.heading("A grade of your own");
    window.press("Good");
    window.press("Another reason");
    window.fill("The reason in words", "The hopes are not in it");
    picture(&mut window.harness, "sheet-own-grade");
    window.press("Set this grade");
    picture(&mut window.harness, "sheet-with-own-grade");
    assert!(window.says("Your own grade, in place of the suggested one") && window.says("The hopes are not in it"));
    window.ctrl(Key::Z);
    assert!(!window.says("The hopes are not in it"), "taken back");
    window.close();
    assert!(desk(&file, &round).own_grades.is_empty());
}

#[test]
fn a_phrase_is_kept_from_a_note_and_put_into_another_by_key() {
    let (file, round) = file(Depth::Core);
    let mut window = open_sheet(&file);
    window.key(Key::N);
    window.type_text("In the words of the child");
    window.ctrl(Key::P);
    window.heading("Your phrases");
    window.press("Keep the note as a phrase");
    assert!(window.says("Put into the note: In the words of the child"));
    picture(&mut window.harness, "sheet-phrases");
    window.key(Key::Escape);
    window.key(Key::ArrowDown);
    window.ctrl(Key::P);
    window.key(Key::Num1);
    wait(&mut window, 3);
    window.close();
    let saved = desk(&file, &round);
    let notes: Vec<_> = saved.criteria.iter().filter_map(|c| c.note.as_ref()).map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["In the words of the child"; 2]);
    assert_eq!(saved.phrases.len(), 1);
    let other = desk_of(&mut file.open(), &round, "Member 02");
    assert_eq!(other.phrases, [], "a phrase is its member's own");
}

#[test]
fn a_phrase_that_was_removed_is_had_back_from_the_notice() {
    let (file, round) = file(Depth::Core);
    let mut window = open_sheet(&file);
    window.key(Key::N);
    window.type_text("In the words of the child");
    window.ctrl(Key::P);
    window.press("Keep the note as a phrase");
    window.press("Remove the phrase: In the words of the child");
    assert!(!window.says("Put into the note: In the words of the child"));
    window.key(Key::Escape);
    assert!(window.says("The phrase is removed."), "{:?}", window.all_words());
    window.press("Undo");
    wait(&mut window, 3);
    window.close();
    assert_eq!(desk(&file, &round).phrases.len(), 1);
}

#[test]
fn the_plans_document_is_opened_by_key_and_its_path_is_not_in_the_audit_file() {
    let (file, round) = file(Depth::Core);
    let mut window = open_sheet(&file);
    window.key(Key::D);
    window.heading("The plan’s document");
    window.fill("Document", "/plans/Zaphod-Beeblebrox.exe");
    assert!(window.says("This is no document"));
    window.fill("Document", "/plans/Zaphod-Beeblebrox.pdf");
    window.press("Open it");
    let shown = || std::fs::read_to_string(file.folder().join("shown")).unwrap_or_default();
    window.close();
    assert_eq!(shown(), "/plans/Zaphod-Beeblebrox.pdf");
    std::fs::remove_file(file.folder().join("shown")).unwrap();
    let mut window = open_sheet(&file);
    window.key(Key::D);
    window.close();
    assert_eq!(shown(), "/plans/Zaphod-Beeblebrox.pdf", "one key, from then on");
    let bytes = std::fs::read(file.path()).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"Zaphod"));
    drop(round);
}

#[test]
fn my_work_leads_by_one_key_to_the_next_plan_and_to_the_next_gap() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 2);
    let asked = desk_of(&mut session, &round, SCORER);
    let member = session.member(SCORER).unwrap().id;
    let work = session.my_work(&round, member).unwrap();
    let answer = |session: &mut Session, subject, code: &str| {
        let given = golden_thread::domain::sheet::GivenAnswer { answer: "met".to_owned(), na_reason: None };
        let target = AnswerTarget { round: round.id, subject, member, criterion: code };
        session.set_answer(&Actor::Member(SCORER.to_owned()), target, Some(given)).unwrap();
    };
    // The first is complete, the second has one gap.
    for c in &asked.criteria {
        answer(&mut session, work[0].subject, &c.code);
    }
    for (at, c) in asked.criteria.iter().enumerate() {
        if at != 30 {
            answer(&mut session, work[1].subject, &c.code);
        }
    }
    session.close().unwrap();
    let mut window = Window::open_as(&file, SCORER);
    assert!(window.says("3 plans of yours: 1 not started, 1 in progress, 1 complete, still to be handed in."));
    assert!(window.says("Time spent: ") && window.says(&format!("1: {}", asked.criteria[30].code)));
    picture(&mut window.harness, "my-work");
    window.key(Key::G);
    assert_eq!(window.harness.state().route(), Route::Sheet(work[1].subject));
    window.heading(&question(&asked, 30));
    window.key(Key::Num1);
    window.key(Key::G);
    assert_eq!(window.harness.state().route(), Route::Sheet(work[2].subject), "the next gap is on another plan");
    window.key(Key::P);
    assert_eq!(window.harness.state().route(), Route::Sheet(work[0].subject), "and from the last plan to the first");
    window.close();
}

#[test]
fn nothing_is_drawn_in_ten_idle_seconds() {
    let (file, _) = file(Depth::Core);
    let mut window = open_sheet(&file);
    window.key(Key::Num1);
    window.key(Key::N);
    window.type_text("A note");
    wait(&mut window, 3);
    window.key(Key::Escape);
    wait(&mut window, 2);
    // A window is drawn again only when it asked for it: ten seconds of its own wishes.
    let mut frames = 0;
    let mut clock = std::time::Duration::ZERO;
    while clock < std::time::Duration::from_secs(10) {
        let output = window.harness.output();
        let delay = output.viewport_output.values().map(|v| v.repaint_delay).min().unwrap();
        clock = clock.saturating_add(delay.max(std::time::Duration::from_millis(16)));
        if clock < std::time::Duration::from_secs(10) {
            frames += 1;
            window.harness.step();
        }
    }
    assert!(frames <= 2, "{frames} frames in ten idle seconds");
}

#[test]
fn the_panel_takes_a_members_thread_as_its_own() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 1, 2);
    let mut subject = None;
    for name in [SCORER, "Member 02"] {
        let sheet = desk_of(&mut session, &round, name);
        subject = Some(sheet.subject);
        let actor = Actor::Member(name.to_owned());
        for c in &sheet.criteria {
            let target =
                AnswerTarget { round: round.id, subject: sheet.subject, member: sheet.member, criterion: &c.code };
            let given = golden_thread::domain::sheet::GivenAnswer { answer: "met".to_owned(), na_reason: None };
            session.set_answer(&actor, target, Some(given)).unwrap();
        }
        let target = AnswerTarget { round: round.id, subject: sheet.subject, member: sheet.member, criterion: "" };
        let mut thread = golden_thread::domain::thread::Thread::blank(1);
        thread.need = format!("B2 {name}");
        thread.outcome_to_provision = Link::Broken;
        session.set_threads(&actor, target, vec![thread]).unwrap();
        assert!(
            session.set_agreed_threads(&Actor::Lead, round.id, sheet.subject, Vec::new()).is_err(),
            "not before the comparison is open"
        );
        session.submit_sheet(&actor, round.id, sheet.subject, sheet.member).unwrap();
    }
    let mut readers = [SCORER, "Member 02"].map(|name| session.member(name).unwrap().id);
    let second = readers[1];
    golden_thread::domain::letters::shuffle(round.id, subject.unwrap(), &mut readers);
    let place = readers.iter().position(|reader| *reader == second).unwrap();
    let second = golden_thread::domain::letters::letter(place);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Agree");
    // Readers stand there as letters.
    window.press(&format!("Take the golden thread of {second} as the panel’s"));
    assert!(window.says("At least one thread breaks."));
    picture(&mut window.harness, "agree-threads");
    window.close();
    let mut session = file.open();
    let snapshot = session.snapshot(&round, None).unwrap();
    let agreed = &snapshot.agreed_threads[&subject.unwrap()];
    assert_eq!(agreed[0].need, "B2 Member 02");
    let words = count_breaks(snapshot.agreed_threads.values().map(Vec::as_slice)).words();
    assert_eq!(words.as_deref(), Some("In 1 of 1 plan at least one thread breaks, most often at provision"));
    assert_eq!(snapshot.sheets.iter().filter(|sheet| sheet.threads.len() == 1).count(), 2);
    session.verify().unwrap();
}
