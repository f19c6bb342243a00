//! Panel, preview of a draw, papers and allocation by hand, through the screens.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::domain::panel::Duty;
use golden_thread::domain::sheet::SheetState;
use golden_thread::testing::{TestFile, cohort, panel, round};
use golden_thread::ui::action::Action;
use golden_thread::ui::route::{Route, Task};

fn go(window: &mut Window<'_>, task: Task) {
    window.harness.state_mut().act(Action::Go(Route::Prepare(task)));
    window.settle();
}

fn lead<'a>(file: &TestFile) -> Window<'a> {
    Window::open_as(file, "Audit lead")
}

fn focus(window: &mut Window<'_>, role: Role, name: &str) {
    window.harness.get_by_role_and_label(role, name).focus();
    window.settle();
}

#[test]
fn a_person_is_changed_on_the_panel_and_what_is_missing_is_shown_and_locks_nothing() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 3, 4);
    session.close().unwrap();
    let mut window = lead(&file);
    go(&mut window, Task::Panel);
    assert!(window.says("4 members are without a confidentiality undertaking or training"), "{:?}", window.all_words());
    focus(&mut window, Role::Group, "People, rows");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    window.heading("Member 02");
    window.fill("Undertaking signed on", "2026-09-01");
    window.fill("Trained on", "2026-13-01");
    assert!(window.says("Write it as day/month/year, such as 22/11/2026"));
    window.fill("Trained on", "2026-09-30");
    window.fill("Interests", "K00001; 100003");
    window.press("May see health records");
    picture(&mut window.harness, "panel-person");
    window.press("Save the person");
    assert!(window.says("3 members are without"), "{:?}", window.all_words());
    picture(&mut window.harness, "panel");
    window.fill("Table to write", file.folder().join("out.csv").to_str().unwrap());
    window.press("Write the panel");
    assert!(window.says("The panel is written."));
    window.close();
    let facts = file.open().member("Member 02").unwrap().facts;
    assert_eq!((facts.duty, facts.sees_health, facts.interests.len()), (Duty::Member, true, 2));
    let written = std::fs::read_to_string(file.folder().join("out.csv")).unwrap();
    assert!(
        written.contains("Member 02,health,Reviewer,,,\"100003; K00001\",none,2026-09-01,2026-09-30,yes"),
        "{written}"
    );
}

#[test]
fn a_draw_is_looked_at_before_it_is_made_and_what_was_seen_is_what_is_drawn() {
    let (file, mut session) = TestFile::new();
    let actor = golden_thread::ops::Actor::Lead;
    session.import_plans(&actor, &cohort(200)).unwrap();
    session.put_people(&actor, panel(6)).unwrap();
    session.close().unwrap();
    let mut window = lead(&file);
    go(&mut window, Task::Round);
    window.press("Make the round");
    go(&mut window, Task::Sample);
    assert!(
        window.says("Your panel has 12 hours: enough for 6 plans with 2 members each."),
        "{:?}",
        window.all_words()
    );
    window.fill("Plans in the sample", "10");
    window.fill("Seed", "5");
    window.press("See what it would give");
    assert!(window.says("10 of 200: ± 26 points at worst."), "{:?}", window.all_words());
    let words = window.all_words();
    let order = words.iter().find(|w| w.starts_with("In draw order: ")).unwrap().clone();
    picture(&mut window.harness, "sample-preview");
    window.press("Draw the sample");
    go(&mut window, Task::Sample);
    picture(&mut window.harness, "sample-drawn");
    window.close();
    let mut session = file.open();
    let round = session.round(None).unwrap();
    let drawn = session.round_progress(&round).unwrap();
    let first: Vec<String> = drawn.sampled().take(8).map(|p| p.facts.reference.clone()).collect();
    assert!(order.contains(&first.join(", ")), "{order} is not {first:?}");
}

#[test]
fn a_plan_is_taken_given_and_locked_with_the_keyboard_and_the_balance_is_seen_at_once() {
    let (file, mut session) = TestFile::new();
    let id = round(&mut session, 4, 4).id;
    session.close().unwrap();
    let mut window = lead(&file);
    go(&mut window, Task::Allocate);
    assert!(window.says("Everybody reads 2 plans"), "{:?}", window.all_words());
    picture(&mut window.harness, "allocate");
    focus(&mut window, Role::Grid, "Who reads which plan");
    // To the first member who reads the first plan, then take it.
    let plan = {
        let mut s = file_plans(&window);
        s.remove(0)
    };
    let cells: Vec<String> =
        window.all_words().into_iter().filter(|w| w.starts_with(&format!("{plan}, Member"))).collect();
    let at = cells.iter().position(|words| words.ends_with(": reads it")).unwrap();
    let free = cells.iter().position(|words| words.ends_with(": does not read it")).unwrap();
    (0..at).for_each(|_| window.key(Key::ArrowRight));
    window.key(Key::Space);
    assert!(window.says("Loads from 1 to 2 plans"), "{:?}", window.all_words());
    assert!(window.says("1 of 2 readers: nobody else was given it yet"));
    window.key(Key::Home);
    (0..free).for_each(|_| window.key(Key::ArrowRight));
    window.key(Key::Space);
    let given = format!("{plan}, Member {:02}: reads it, locked", free + 1);
    assert!(window.says(&given), "{given} among {:?}", window.all_words());
    window.key(Key::L);
    assert!(!window.says(&given));
    window.ctrl(Key::Z);
    assert!(window.says(&given), "the lock is back");
    window.press("Allocate the plans");
    assert!(window.says(&given), "what is locked stays");
    picture(&mut window.harness, "allocate-by-hand");
    window.close();
    let mut session = file.open();
    let round = session.round(Some(&id.to_string())).unwrap();
    assert!(session.round_progress(&round).unwrap().sampled().all(|p| p.sheets.len() == 2));
    session.verify().unwrap();
}

/// References in the order of the matrix.
fn file_plans(window: &Window<'_>) -> Vec<String> {
    let heads = window.harness.get_all_by_role(Role::RowHeader);
    let words = heads.filter_map(|node| node.accesskit_node().label());
    words.filter_map(|label| label.split(',').next().map(str::to_owned)).collect()
}

#[test]
fn papers_are_ticked_lines_written_and_the_round_held_back_until_the_lead_opens_it() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 3, 4);
    session.close().unwrap();
    let mut window = lead(&file);
    go(&mut window, Task::Ready);
    focus(&mut window, Role::Group, "Papers of the plans, rows");
    window.key(Key::Enter);
    window.fill("Date of the version to be read", "2026-05-04");
    window.fill("Where to find it", "Case system, Final");
    window.press("The papers are there");
    picture(&mut window.harness, "ready");
    window.press("Save the papers");
    assert!(window.says("1 of 3 plans have their papers."), "{:?}", window.all_words());
    window.press("Hold the round back: nobody can score yet");
    assert!(window.says("is told that you hold the round back"));
    window.ctrl(Key::Z);
    assert!(!window.says("is told that you hold the round back"));
    window.close();
    let mut session = file.open();
    let found = session.round(None).unwrap();
    assert!(!found.held_back);
    let plan = session.round_progress(&found).unwrap().plans.remove(0);
    assert!(plan.sampled.papers.ready && plan.sampled.papers.where_to_find == "Case system, Final");
}

#[test]
fn a_member_who_hands_the_practice_plan_in_sees_the_agreed_answers_at_once() {
    use golden_thread::domain::sheet::GivenAnswer;
    use golden_thread::ops::{Actor, AnswerTarget, Arrange};
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4);
    let progress = session.round_progress(&round).unwrap();
    let cohort = session.list_plans().unwrap();
    let free = cohort.iter().find(|p| !progress.plans.iter().any(|q| q.facts.reference == p.facts.reference)).unwrap();
    let plan = free.facts.reference.clone();
    session.arrange(&Actor::Lead, Arrange::AddPractice { round: round.id, plan: plan.clone() }).unwrap();
    let practice = session.round_progress(&round).unwrap().read().next().unwrap().clone();
    let subject = practice.sampled.subject;
    let member = session.member("Member 01").unwrap().id;
    let tool = session.tool(round.facts.tool).unwrap();
    for (_, c) in tool.tested(round.facts.depth, round.facts.evidence) {
        let target = AnswerTarget { round: round.id, subject, member, criterion: &c.code };
        let answer = GivenAnswer { answer: "met".to_owned(), na_reason: None };
        session.set_answer(&Actor::Member("Member 01".to_owned()), target, Some(answer)).unwrap();
    }
    let (criterion, answer) = ("A1".to_owned(), Some("partly".to_owned()));
    let reason = "The views are there, the child's are not".to_owned();
    session
        .arrange(&Actor::Lead, Arrange::SetPracticeAnswer { round: round.id, subject, criterion, answer, reason })
        .unwrap();
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Member 01");
    assert!(window.says(&format!("{plan} · practice")), "{:?}", window.all_words());
    window.harness.state_mut().act(Action::Go(Route::Practice(subject)));
    window.settle();
    assert!(!window.says("the child's are not") && window.says("Hand your own sheet in first"));
    window.press("Score the practice plan");
    use golden_thread::ops::{Command, Scoring};
    let submit = Scoring::Submit { round: round.id, subject, member };
    window.harness.state_mut().act(Action::Run(Command::Scoring(submit)));
    window.settle();
    assert_eq!(window.harness.state().route(), Route::Practice(subject));
    assert!(window.says("Agreed: Partly met. You: Met"), "{:?}", window.all_words());
    assert!(window.says("the child's are not"));
    picture(&mut window.harness, "practice");
    window.close();
    let mut session = file.open();
    let handed = session.desk(round.id, subject, member).unwrap();
    assert_eq!(handed.state, SheetState::Submitted);
}
