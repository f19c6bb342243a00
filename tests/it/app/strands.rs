//! Every strand on the screen: round, sample, allocation, score sheets, agreeing, closing, results and reports, by names
//! and keys. And the register of drafts, from the first draft typed to the month closed.

use super::Window;
use crate::pictures::picture;
use crate::program::Bench;
use egui::{Key, Modifiers};
use golden_thread::domain::audit_tool::{AuditTool, Depth, Evidence, SubjectKind};
use golden_thread::domain::draft_check::{DraftAnswer, DraftDecision};
use golden_thread::domain::report::ReportKind;
use golden_thread::ops::Session;
use golden_thread::ops::{Actor, Drafting};
use golden_thread::platform::clock::Machine;
use golden_thread::testing::{FixedWorld, TestFile, panel};
use golden_thread::ui::action::Action;
use golden_thread::ui::route::Route;
use jiff::civil::date;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

fn session(bench: &Bench) -> Session {
    Session::open(&bench.path("a.gthread"), None, Box::new(Machine)).unwrap()
}

/// People come one after the other, each to a window of their own.
fn window_on(path: &Path, name: &str) -> Window<'static> {
    static TURN: AtomicU32 = AtomicU32::new(1);
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let mut window = Window::open_in_turn(path.parent().unwrap(), path.to_owned(), turn);
    window.act_as(name);
    window
}

/// A screen of another strand than plans calls nothing it reads a plan. Questions of the tools speak of plans rightly, and
/// places of the window, the cohort and the ways into it are about plans in every strand.
fn says_nothing_of_plans(window: &Window<'_>, subject: SubjectKind, place: &str) {
    if matches!(subject, SubjectKind::Plan | SubjectKind::Practice) {
        return;
    }
    const WRONG: [&str; 14] = [
        "plans in the sample",
        "Plans in the sample",
        "plans drawn",
        "Plans drawn",
        "Your plans",
        "plans agreed",
        "this plan",
        "This plan",
        "plans to compare",
        "Plans to compare",
        "a plan with",
        "Next plan",
        "Withdraw plan",
        "each plan",
    ];
    for said in window.all_words() {
        let wrong = WRONG.iter().find(|words| said.contains(**words));
        assert!(wrong.is_none(), "{place} of {subject:?}: {said}");
    }
}

/// Makes a round of this tool on the screen and draws two of what it reads, each given to two readers.
fn prepare(bench: &Bench, tool: &AuditTool) {
    let subject = tool.subject;
    let mut window = window_on(&bench.path("a.gthread"), "Audit lead");
    window.press("Make the round…");
    window.fill("Title", "Strand");
    window.choose("Audit tool", &format!("{}, version {}", tool.title, tool.version));
    window.press(Evidence::File.given(subject));
    says_nothing_of_plans(&window, subject, "round");
    window.press("Make the round");
    let place = Route::place_words("Plans", Route::Plans, subject);
    assert!(window.all_words().iter().any(|said| said.starts_with(place)), "the place is called {place}");
    let plans = window.all_words().iter().any(|said| said == "Plans");
    assert_eq!(plans, subject == SubjectKind::Plan, "{:?}", window.all_words());
    window.press("Draw the sample…");
    window.fill(&format!("{} in the sample", subject.heads()), "2");
    window.fill("Reserves", "1");
    if subject == SubjectKind::Advice {
        window.press("Service of the advice (2 groups)");
    }
    says_nothing_of_plans(&window, subject, "sample");
    window.press("See what it would give");
    says_nothing_of_plans(&window, subject, "preview");
    picture(&mut window.harness, &format!("strand-{}-sample", tool.code));
    window.press("Draw the sample");
    assert!(window.says(&format!("The sample is drawn: {}.", subject.count(2))), "{:?}", window.all_words());
    window.press(&format!("Allocate the {}…", subject.nouns()));
    says_nothing_of_plans(&window, subject, "allocate");
    window.press(&format!("Allocate the {}", subject.nouns()));
    assert!(window.says(&format!("Every {} has its readers.", subject.noun())), "{:?}", window.all_words());
    for task in [golden_thread::ui::route::Task::Sample, golden_thread::ui::route::Task::Ready] {
        window.harness.state_mut().act(Action::Go(Route::Prepare(task)));
        window.settle();
        says_nothing_of_plans(&window, subject, "drawn, ready");
        picture(&mut window.harness, &format!("strand-{}-{task:?}", tool.code));
    }
    window.close();
}

/// Every reader answers every criterion of every sheet by key and hands it in.
fn score(bench: &Bench, tool: &AuditTool) -> usize {
    let asked = tool.tested(Depth::Core, Evidence::File).count();
    let mut sheets = 0;
    for name in ["Ann Example", "Ben Example", "Cara Example"] {
        let member = session(bench).member(name).unwrap().id;
        let tasks = {
            let mut session = session(bench);
            let round = session.round(None).unwrap();
            session.round_progress(&round).unwrap().tasks_of(member).count()
        };
        if tasks == 0 {
            continue;
        }
        let mut window = window_on(&bench.path("a.gthread"), name);
        window.heading(&format!("Your {}", tool.subject.nouns()));
        says_nothing_of_plans(&window, tool.subject, "list");
        picture(&mut window.harness, &format!("strand-{}-list", tool.code));
        for task in 0..tasks {
            window.key(if task == 0 { Key::Enter } else { Key::P });
            assert!(matches!(window.harness.state().route(), Route::Sheet(_)));
            says_nothing_of_plans(&window, tool.subject, "sheet");
            let has_threads = tool.subject != SubjectKind::Advice;
            assert_eq!(window.says("The golden thread"), has_threads, "{:?}", tool.subject);
            picture(&mut window.harness, &format!("strand-{}-sheet", tool.code));
            for at in 0..asked {
                window.key(if at % 2 == 0 { Key::Num3 } else { Key::Num1 });
            }
            assert!(window.says(&format!("{asked} of {asked} answered")), "{:?}", window.all_words());
            window.ctrl(Key::Enter);
            window.heading("Hand in this sheet?");
            window.key(Key::Enter);
            assert!(window.says("Handed in."), "{:?}", window.all_words());
            says_nothing_of_plans(&window, tool.subject, "handed in");
            sheets += 1;
            window.press(&format!("Back to the {}", tool.subject.nouns()));
        }
        window.close();
    }
    sheets
}

/// Agrees what all readers said, says what happens, closes; then the results and every report.
fn agree_and_report(bench: &Bench, tool: &AuditTool) {
    let (subject, asked) = (tool.subject, tool.tested(Depth::Core, Evidence::File).count());
    let mut window = window_on(&bench.path("a.gthread"), "Audit lead");
    window.press("Agree");
    says_nothing_of_plans(&window, subject, "agree");
    window.press(&format!("Take {} unanimous answers", 2 * asked));
    window.press(if subject == SubjectKind::Plan { "Plans to compare" } else { "To compare" });
    says_nothing_of_plans(&window, subject, "to compare");
    window.press("Findings");
    says_nothing_of_plans(&window, subject, "findings");
    window.press(if subject == SubjectKind::Plan { "Plan results" } else { "What happens" });
    says_nothing_of_plans(&window, subject, "outcomes");
    picture(&mut window.harness, &format!("strand-{}-outcomes", tool.code));
    window.press(&format!("Record as proposed for {}", subject.count(2)));
    window.press("Reply and closing");
    says_nothing_of_plans(&window, subject, "closing");
    assert!(window.says("Nothing stands in the way."), "{:?}", window.all_words());
    window.press("Close the round…");
    window.press("Close the round");
    assert!(window.says("The round is closed."));
    window.press("Overview");
    says_nothing_of_plans(&window, subject, "overview");
    window.press("Results");
    assert!(window.says(subject.nouns()), "{:?}", window.all_words());
    says_nothing_of_plans(&window, subject, "results");
    window.press("Reports");
    for kind in ReportKind::ALL {
        let view = match kind {
            ReportKind::Health => Some("health"),
            ReportKind::SocialCare => Some("social_care"),
            _ => None,
        };
        if view.is_some_and(|view| tool.get_view(view).is_none()) {
            continue;
        }
        if *kind != ReportKind::Summary {
            window.choose("Report", kind.label());
        }
        let data = window.harness.state().reports_data().unwrap().clone();
        assert_eq!(data.wanted.kind, *kind);
        assert!(data.pages.is_ok(), "{kind:?}: {:?}", data.pages.as_ref().err());
        says_nothing_of_plans(&window, subject, "reports");
    }
    let pdf = bench.path("record.pdf");
    window.press("Save as PDF…");
    window.fill("Save the report as", pdf.to_str().unwrap());
    window.press("Save");
    assert!(window.says("The report is saved."), "{:?}", window.all_words());
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    window.close();
    session(bench).verify().unwrap();
}

fn walk(code: &str) {
    let bench = crate::strands::prepared();
    let tool = crate::strands::tool(code);
    prepare(&bench, &tool);
    assert_eq!(score(&bench, &tool), 4, "two readers on each of two");
    agree_and_report(&bench, &tool);
}

#[test]
fn a_round_of_plans_is_walked_on_the_screen_from_its_title_to_its_reports() {
    walk("ehc-plan-audit");
}

#[test]
fn a_round_of_advice_is_walked_on_the_screen_divided_by_service() {
    walk("advice-audit");
}

#[test]
fn a_round_of_annual_reviews_is_walked_on_the_screen() {
    walk("annual-review");
}

#[test]
fn a_round_of_plans_in_practice_is_walked_on_the_screen() {
    walk("plan-in-practice");
}

/// A file whose register has a draft of October, decided and among those checked twice.
fn register_of_october() -> TestFile {
    let (file, mut session) = TestFile::new();
    let tool = crate::strands::tool("draft-before-issue");
    session.publish_tool(&Actor::Lead, &tool).unwrap();
    session.put_people(&Actor::Lead, panel(3)).unwrap();
    session.close().unwrap();
    let mut session = file.open_in(FixedWorld::on(date(2026, 10, 20)));
    let (checker, actor) = (session.member("Member 01").unwrap().id, Actor::Member("Member 01".to_owned()));
    for n in 0..200 {
        let begin = Drafting::Begin { reference: format!("OCT-{n}"), draft_on: date(2026, 10, 12), checker };
        let check = session.run_drafting(&actor, begin).unwrap().value.unwrap();
        let rows = session.draft_register(None).unwrap().rows;
        if !rows.iter().any(|row| row.check.id == check && row.check.wants_second()) {
            session.undo(&actor).unwrap();
            continue;
        }
        for (_, criterion) in tool.criteria() {
            let given = DraftAnswer { answer: "met".to_owned(), ..DraftAnswer::default() };
            let answer = Drafting::Answer { check, criterion: criterion.code.clone(), given };
            session.run_drafting(&actor, answer).unwrap();
        }
        let decide = Drafting::Decide { check, decision: DraftDecision::Issue, reason: String::new() };
        session.run_drafting(&actor, decide).unwrap();
        session.close().unwrap();
        return file;
    }
    unreachable!("none of two hundred")
}

/// Walks on with Tab until what has this name has the keyboard.
fn tab_to(window: &mut Window<'_>, name: &str) {
    for _ in 0..80 {
        if window.focused_name() == name {
            return;
        }
        window.key(Key::Tab);
    }
    panic!("Tab never comes to {name:?}; {:?}", window.all_words());
}

#[test]
fn drafts_are_checked_held_checked_again_and_the_month_closed_on_the_screen() {
    let file = register_of_october();
    // One draft, typed and held by keys.
    let mut window = window_on(&file.path(), "Member 01");
    window.harness.state_mut().act(Action::Go(Route::Drafts));
    window.settle();
    tab_to(&mut window, "Check a draft…");
    window.key(Key::Enter);
    assert_eq!(window.focused_name(), "Reference", "the first field has the keyboard");
    window.type_text("NEW-77");
    tab_to(&mut window, "Draft of");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.settle();
    window.type_text("2026-11-16");
    tab_to(&mut window, "Begin the check");
    window.key(Key::Enter);
    window.heading("Draft of NEW-77");
    for at in 0..12 {
        window.key(if at == 3 { Key::Num3 } else { Key::Num1 });
    }
    assert!(window.says("12 of 12 criteria answered"), "{:?}", window.all_words());
    tab_to(&mut window, "Reason");
    window.type_text("Nobody is named for the help in F");
    tab_to(&mut window, "Hold the draft");
    window.key(Key::Enter);
    window.heading("Held");
    window.close();

    // The draft of October again, by somebody else, who sees nothing of the first check.
    let mut window = window_on(&file.path(), "Member 02");
    window.harness.state_mut().act(Action::Go(Route::Drafts));
    window.settle();
    assert!(!window.says("Nobody is named for the help in F"));
    assert!(!window.says("Close 2026-10"), "whoever runs the register closes its months");
    window.focus_rows("Drafts checked");
    while !window.at_cursor().starts_with("OCT-") {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    assert!(window.says("What was answered here is not shown to you yet."));
    tab_to(&mut window, "Begin the second check");
    window.key(Key::Enter);
    for _ in 0..12 {
        window.key(Key::Num1);
    }
    tab_to(&mut window, "Issue the draft");
    window.key(Key::Enter);
    window.heading("Issued");
    window.close();

    let mut window = window_on(&file.path(), "Audit lead");
    window.harness.state_mut().act(Action::Go(Route::Drafts));
    window.settle();
    tab_to(&mut window, "Close 2026-10");
    window.key(Key::Enter);
    assert!(window.says("2026-10, 1 checked, 0 held, closed"), "{:?}", window.all_words());
    assert!(window.says("2026-11, 1 checked, 1 held, open"), "{:?}", window.all_words());
    window.close();
    file.open().verify().unwrap();
}
