//! The score sheet by keyboard alone.

use super::Window;
use egui::Key;
use golden_thread::domain::round::Round;
use golden_thread::domain::sheet::{NoteKind, SheetState};
use golden_thread::ops::{AnswerTarget, Desk, Session};
use golden_thread::testing::{TestFile, round};
use golden_thread::ui::route::Route;

const SCORER: &str = "Member 01";

/// A file with a drawn and allocated core round.
fn file() -> (TestFile, Round) {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4);
    session.close().unwrap();
    (file, round)
}

/// The desks of the scorer, as the file has them.
fn desks(session: &mut Session, round: &Round) -> Vec<Desk> {
    let member = session.member(SCORER).unwrap().id;
    let progress = session.round_progress(round).unwrap();
    let subjects: Vec<_> = progress.tasks_of(member).map(|(plan, _)| plan.sampled.subject).collect();
    subjects.into_iter().map(|subject| session.desk(round.id, subject, member).unwrap()).collect()
}

fn first_desk(file: &TestFile, round: &Round) -> Desk {
    desks(&mut file.open(), round).remove(0)
}

/// Opens the first sheet of the scorer: choosing the name, then Enter on the list of plans.
fn open_sheet(file: &TestFile) -> Window<'static> {
    let mut window = Window::open_as(file, SCORER);
    window.heading("Your plans");
    window.key(Key::Enter);
    assert!(matches!(window.harness.state().route(), Route::Sheet(_)));
    window
}

/// The keys of the default tool's answers that every criterion takes.
const KEYS: [(Key, &str); 4] =
    [(Key::Num1, "met"), (Key::Num2, "partly"), (Key::Num3, "not_met"), (Key::Num4, "not_evidenced")];

#[test]
fn a_whole_core_sheet_is_scored_by_keyboard_alone_and_is_in_the_file() {
    let (file, round) = file();
    let asked = first_desk(&file, &round);
    assert_eq!(asked.criteria.len(), 45);
    let mut window = open_sheet(&file);
    let mut expected = Vec::new();
    for (number, on_desk) in asked.criteria.iter().enumerate() {
        let (_, criterion) = asked.tool.get_criterion(&on_desk.code).unwrap();
        window.heading(&criterion.question);
        assert!(window.says(&format!("{number} of 45 answered")));
        // Where it is allowed now and then "not applicable": the tool's reason, confirmed by Enter.
        if criterion.na.is_some() && number % 3 == 0 {
            window.key(Key::Num0);
            assert!(window.says("Confirm not applicable"));
            window.key(Key::Enter);
            expected.push((on_desk.code.clone(), "na", criterion.na.clone()));
        } else {
            let (key, code) = KEYS[number % KEYS.len()];
            window.key(key);
            expected.push((on_desk.code.clone(), code, None));
        }
    }
    assert!(window.says("45 of 45 answered") && window.says("All changes saved "));
    window.ctrl(Key::Enter);
    window.heading("Hand in this sheet?");
    window.key(Key::Enter);
    assert!(window.says("Handed in. You can take it back until the comparison of this plan opens."));
    window.close();

    let desk = first_desk(&file, &round);
    assert_eq!(desk.state, SheetState::Submitted);
    let saved = desk.criteria.iter().map(|c| {
        let given = c.answer.as_ref().unwrap();
        (c.code.as_str(), given.answer.as_str(), given.na_reason.as_deref())
    });
    let expected: Vec<_> = expected.iter().map(|(code, answer, na)| (code.as_str(), *answer, na.as_deref())).collect();
    assert_eq!(saved.collect::<Vec<_>>(), expected);
    let session = file.open();
    session.verify().unwrap();
    assert_eq!(session.check().unwrap(), []);
}

#[test]
fn ctrl_z_takes_the_last_answer_back_and_leads_to_it() {
    let (file, round) = file();
    let asked = first_desk(&file, &round);
    let question = |at: usize| &asked.tool.get_criterion(&asked.criteria[at].code).unwrap().1.question;
    let mut window = open_sheet(&file);
    window.key(Key::Num1);
    window.key(Key::Num3);
    window.heading(question(2));
    window.ctrl(Key::Z);
    window.heading(question(1));
    assert!(window.says("1 of 45 answered"));
    window.ctrl(Key::Z);
    window.heading(question(0));
    assert!(window.says("0 of 45 answered"));
    window.close();
    assert_eq!(first_desk(&file, &round).answered(), 0);
}

#[test]
fn not_applicable_takes_the_tools_reason_and_what_is_added() {
    let (file, round) = file();
    let asked = first_desk(&file, &round);
    let with_na = |c: &golden_thread::ops::DeskCriterion| asked.tool.get_criterion(&c.code).unwrap().1.na.is_some();
    let at = asked.criteria.iter().position(with_na).unwrap();
    let never = asked.criteria.iter().position(|c| !with_na(c)).unwrap();
    let mut window = open_sheet(&file);
    for _ in 0..never {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Num0);
    assert!(!window.says("Confirm not applicable"), "a criterion that applies to every plan");
    for _ in never..at {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Num0);
    window.fill("Add to the reason", "the plan says so on page 2");
    window.ctrl(Key::Enter);
    window.close();
    let desk = first_desk(&file, &round);
    let given = desk.criteria[at].answer.clone().unwrap();
    let tool_reason = asked.tool.get_criterion(&desk.criteria[at].code).unwrap().1.na.clone().unwrap();
    assert_eq!(given.answer, "na");
    assert_eq!(given.na_reason.unwrap(), format!("{tool_reason}: the plan says so on page 2"));
    assert_eq!(desk.answered(), 1);
}

#[test]
fn typing_a_note_answers_nothing_and_the_note_is_saved_when_typing_stops() {
    let (file, round) = file();
    let mut window = open_sheet(&file);
    window.key(Key::N);
    // As a keyboard sends it: the key and its text.
    for key in [Key::Num1, Key::Num2, Key::J] {
        window.harness.key_press(key);
    }
    window.type_text("Page 12, box 4");
    assert!(window.says("0 of 45 answered") && window.says("No changes to save"));
    // A quarter of a second a step: typing stops.
    window.harness.run_steps(8);
    window.settle();
    assert!(window.says("All changes saved "));
    window.key(Key::Escape);
    window.key(Key::Num1);
    assert!(window.says("1 of 45 answered"), "after Esc the keys are the sheet's again");
    window.close();
    let desk = first_desk(&file, &round);
    let note = desk.criteria[0].note.clone().unwrap();
    assert_eq!((note.text.as_str(), note.kind), ("Page 12, box 4", NoteKind::Consideration));
}

#[test]
fn a_note_is_not_lost_when_the_window_is_closed_while_writing() {
    let (file, round) = file();
    let mut window = open_sheet(&file);
    window.key(Key::N);
    window.type_text("Half a sentence");
    window.close();
    assert_eq!(first_desk(&file, &round).criteria[0].note.clone().unwrap().text, "Half a sentence");
}

#[test]
fn handing_in_too_soon_lists_what_is_missing_one_key_away() {
    let (file, round) = file();
    let asked = first_desk(&file, &round);
    {
        // All but the third and the last.
        let mut session = file.open();
        let member = session.member(SCORER).unwrap().id;
        for (number, c) in asked.criteria.iter().enumerate() {
            if number == 2 || number == 44 {
                continue;
            }
            let target = AnswerTarget { round: round.id, subject: asked.subject, member, criterion: &c.code };
            let answer = golden_thread::domain::sheet::GivenAnswer { answer: "met".to_owned(), na_reason: None };
            session.set_answer(&golden_thread::ops::Actor::Lead, target, Some(answer)).unwrap();
        }
    }
    let mut window = open_sheet(&file);
    window.ctrl(Key::Enter);
    window.heading("2 answers are missing");
    window.key(Key::Num2);
    let last = &asked.tool.get_criterion(&asked.criteria[44].code).unwrap().1.question;
    window.heading(last);
    window.key(Key::Num1);
    window.key(Key::Num1);
    assert!(window.says("45 of 45 answered"));
    window.ctrl(Key::Enter);
    window.key(Key::Enter);
    window.press("Take back");
    assert!(window.says("You can change your answers again."));
    window.close();
    assert_eq!(first_desk(&file, &round).state, SheetState::Draft);
}

#[test]
fn what_was_not_saved_stays_on_the_screen() {
    use golden_thread::ops::{Command, Scoring};
    let (file, round) = file();
    let asked = first_desk(&file, &round);
    let mut window = open_sheet(&file);
    let command = Command::Scoring(Scoring::SetAnswer {
        round: round.id,
        subject: asked.subject,
        member: asked.member,
        criterion: "no such criterion".to_owned(),
        answer: Some(golden_thread::domain::sheet::GivenAnswer { answer: "met".to_owned(), na_reason: None }),
    });
    window.harness.state_mut().act(golden_thread::ui::action::Action::Run(command));
    window.settle();
    assert!(window.says("Not saved: "));
    window.key(Key::ArrowDown);
    window.harness.run_steps(20);
    assert!(window.says("Not saved: ") && window.says("has no criterion “no such criterion”"));
    window.key(Key::Num1);
    assert!(window.says("All changes saved "), "until something is saved again");
}

#[test]
fn the_way_back_from_an_answer_goes_when_it_is_not_saved() {
    let (file, _) = file();
    let mut window = open_sheet(&file);
    window.key(Key::Num1);
    assert!(window.says("to go back"), "{:?}", window.all_words());
    // The file is gone: the next answer is refused.
    std::fs::remove_file(file.path()).unwrap();
    window.key(Key::Num1);
    assert!(window.says("Not saved: "), "{:?}", window.all_words());
    assert!(!window.says("to go back"), "there is no answer to go back from");
}

#[test]
fn f1_shows_the_keys_and_esc_leaves_them() {
    let (file, _) = file();
    let mut window = open_sheet(&file);
    window.key(Key::F1);
    window.heading("The score sheet");
    assert!(window.says("take back the last step"));
    crate::pictures::picture(&mut window.harness, "sheet-help");
    window.key(Key::Num1);
    window.key(Key::Escape);
    assert!(window.says("0 of 45 answered"), "keys do nothing behind the list");
    window.key(Key::Num1);
    assert!(window.says("1 of 45 answered"));
}

#[test]
fn an_idle_sheet_asks_for_no_repaint() {
    let (file, _) = file();
    let mut window = open_sheet(&file);
    window.key(Key::Num1);
    window.harness.run_steps(12);
    let output = window.harness.output();
    let delay = output.viewport_output.values().map(|v| v.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_secs(60), "repaints after {delay:?}");
}

#[test]
fn the_answers_are_on_the_screen_at_twice_the_size() {
    use egui::accesskit::Role;
    use egui_kittest::kittest::Queryable;
    let (file, _) = file();
    let mut window = open_sheet(&file);
    // What is left of 1280 by 800 at 200 %.
    window.harness.set_size(egui::vec2(640.0, 400.0));
    window.settle();
    let answers: Vec<_> = window.harness.get_all_by_role(Role::RadioButton).map(|node| node.rect()).collect();
    assert_eq!(answers.len(), 6);
    assert!(answers.iter().all(|rect| rect.bottom() <= 344.0 && rect.right() <= 640.0), "{answers:?}");
    window.key(Key::Num1);
    assert!(window.says("1 of 45 answered"));
}

#[test]
fn the_size_is_changed_by_keyboard_and_remembered() {
    let (file, _) = file();
    let mut window = open_sheet(&file);
    window.ctrl(Key::Plus);
    window.ctrl(Key::Plus);
    assert!((window.harness.ctx.zoom_factor() - 1.5).abs() < 1e-3);
    window.close();
    let settings = golden_thread::settings::read(&file.folder().join("settings.json"));
    assert_eq!(settings.zoom_percent, 150);
    let mut window = open_sheet(&file);
    assert!((window.harness.ctx.zoom_factor() - 1.5).abs() < 1e-3);
    window.ctrl(Key::Num0);
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 1e-3);
}

#[test]
fn a_name_in_a_note_is_pointed_out_until_somebody_says_that_it_is_none() {
    let (file, _round) = file();
    let mut window = open_sheet(&file);
    window.fill("Note", "Amina Khan likes maths");
    assert!(window.says("This looks like the name of a person: Amina Khan."), "{:?}", window.all_words());
    window.press("Not a person: Amina Khan");
    assert!(!window.says("This looks like"));
    assert!(window.says("Amina Khan likes maths"), "the note stays as it was typed");
    drop(window);
    assert!(file.open().not_a_person().unwrap().contains("amina khan"));
}
