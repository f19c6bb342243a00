//! Health and social care across all plans, the advice register, urgent concerns and families, on the screen.

use super::Window;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::domain::round::Round;
use golden_thread::domain::sheet::SheetState;
use golden_thread::ops::{Actor, AnswerEntry, Session};
use golden_thread::testing::{TestFile, panel, round};

const OFFICER: &str = "Member 06";

/// A core round of so many plans; the sixth member has the health view of all of them.
fn file_with(plans: usize) -> (TestFile, Round) {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, plans, 5);
    session.put_people(&Actor::Lead, panel(6)).unwrap();
    let officer = session.member(OFFICER).unwrap().id;
    session.assign_view(&Actor::Lead, round.id, officer, "health").unwrap();
    session.close().unwrap();
    (file, round)
}

fn open_board(file: &TestFile, name: &str) -> Window<'static> {
    let mut window = Window::open_as(file, name);
    window.press("Health");
    window.heading("Health");
    window
}

fn cell(window: &Window<'_>, start: &str) -> String {
    let cells = window.harness.query_all_by_role(Role::GridCell);
    let mut names = cells.filter_map(|node| node.accesskit_node().label());
    names.find(|name| name.starts_with(start)).unwrap_or_else(|| panic!("no cell {start:?}"))
}

fn board(session: &mut Session, round: &Round) -> golden_thread::ops::Board {
    let officer = session.member(OFFICER).unwrap().id;
    session.board(round.id, "health", Some(officer)).unwrap()
}

#[test]
fn a_board_is_scored_by_keyboard_along_a_criterion_and_along_a_plan() {
    let (file, round) = file_with(3);
    let before = board(&mut file.open(), &round);
    let plans: Vec<String> = before.plans.iter().map(|p| p.facts.reference.clone()).collect();
    let codes: Vec<String> = (0..before.criteria.len())
        .map(|at| {
            let (heading, place) = before.criteria[at];
            before.tool.headings[heading].criteria[place].code.clone()
        })
        .collect();
    let mut window = open_board(&file, OFFICER);
    let name = |row: usize, column: usize| format!("Plan {}, criterion {}: ", plans[row], codes[column]);
    assert_eq!(cell(&window, &name(0, 0)), format!("{}no answer", name(0, 0)));
    // Down the first criterion: one key a plan.
    for key in [Key::Num1, Key::Num2, Key::Num3] {
        window.key(key);
    }
    for (row, words) in ["Met", "Partly met", "Not met"].into_iter().enumerate() {
        assert_eq!(cell(&window, &name(row, 0)), format!("{}{words}", name(row, 0)));
    }
    // The end of a criterion leads to the top of the next. Turned, answers go on along the plan.
    let question = |at: usize| {
        let (heading, place) = before.criteria[at];
        before.tool.headings[heading].criteria[place].question.clone()
    };
    window.heading(&question(1));
    window.key(Key::T);
    window.key(Key::Num4);
    window.heading(&question(2));
    window.key(Key::J);
    assert!(cell(&window, &name(0, 2)).ends_with("Not for me to judge"));
    // Back, and the arrows walk.
    window.key(Key::Backspace);
    window.heading(&question(2));
    window.key(Key::ArrowDown);
    assert!(window.says(&format!("Plan {} · {}", plans[1], codes[2])));
    window.key(Key::N);
    window.type_text("Page 4 names it");
    window.key(Key::Escape);
    window.key(Key::ArrowDown);
    window.close();

    let after = board(&mut file.open(), &round);
    let given = |row: usize, column: usize| after.plans[row].cells[column].answer.clone().map(|a| a.answer);
    assert_eq!([given(0, 0), given(1, 0), given(2, 0)].map(Option::unwrap), ["met", "partly", "not_met"]);
    assert_eq!((given(0, 1).as_deref(), given(0, 2).as_deref()), (Some("not_evidenced"), Some("handed")));
    assert_eq!(after.plans[1].cells[2].note.as_ref().unwrap().text, "Page 4 names it");
}

#[test]
fn not_applicable_on_a_board_asks_for_its_reason_and_a_whole_plan_is_handed_in_by_key() {
    let (file, round) = file_with(2);
    let asked = board(&mut file.open(), &round);
    let mut window = open_board(&file, OFFICER);
    window.key(Key::T);
    let mut not_applicable = 0;
    for at in 0..asked.criteria.len() {
        let (heading, place) = asked.criteria[at];
        let criterion = &asked.tool.headings[heading].criteria[place];
        window.heading(&criterion.question);
        if criterion.na.is_some() && not_applicable == 0 {
            window.key(Key::Num0);
            assert!(window.says("Confirm not applicable"));
            window.key(Key::Enter);
            not_applicable += 1;
        } else {
            window.key(Key::Num1);
        }
    }
    assert_eq!(not_applicable, 1);
    window.key(Key::ArrowUp);
    window.ctrl(Key::Home);
    while !window.says(&format!("Advice behind plan {}", asked.plans[0].facts.reference)) {
        window.key(Key::ArrowUp);
    }
    window.ctrl(Key::Enter);
    window.heading(&format!("Hand in plan {}?", asked.plans[0].facts.reference));
    window.key(Key::Enter);
    assert!(window.says("Handed in."), "{:?}", window.all_words());
    window.close();
    let states = board(&mut file.open(), &round).plans.into_iter().map(|p| p.sheet.unwrap().state);
    assert_eq!(states.collect::<Vec<_>>(), [SheetState::Submitted, SheetState::Draft]);
}

#[test]
fn twenty_plans_show_at_1366_by_768_without_scrolling_sideways_and_the_board_works_at_twice_the_size() {
    let (file, mut session) = TestFile::new();
    // Full depth asks all 21 criteria of the view.
    golden_thread::testing::round(&mut session, 20, 5);
    session.put_people(&Actor::Lead, panel(6)).unwrap();
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let new = golden_thread::ops::NewRound {
        title: "Deep dive".to_owned(),
        tool,
        depth: golden_thread::domain::audit_tool::Depth::Full,
        evidence: golden_thread::domain::audit_tool::Evidence::File,
        purpose: golden_thread::domain::round::Purpose::Random,
        caution: None,
    };
    let deep = session.make_round(&Actor::Lead, new).unwrap().value;
    let request = golden_thread::ops::DrawRequest {
        size: 20,
        seed: 3,
        stratify: Vec::new(),
        min_per_stratum: 0,
        filters: Vec::new(),
        issued_since: None,
        exclude_last_rounds: 0,
        reserves: 0,
    };
    session.draw_sample(&Actor::Lead, deep.id, &request).unwrap();
    let officer = session.member(OFFICER).unwrap().id;
    session.assign_view(&Actor::Lead, deep.id, officer, "health").unwrap();
    session.close().unwrap();
    let mut window = Window::open_as(&file, OFFICER);
    window.harness.set_size(egui::vec2(1366.0, 768.0));
    window.press("Health");
    let heads: Vec<egui::Rect> = {
        let all = window.harness.query_all_by_role(Role::ColumnHeader);
        let named = |n: &egui_kittest::Node<'_>| n.accesskit_node().label().unwrap_or_default();
        all.filter(|n| {
            named(n).starts_with("Criterion ") || ["Advice", "Standard", "Your sheet"].contains(&named(n).as_str())
        })
        .map(|n| n.rect())
        .collect()
    };
    assert_eq!(heads.len(), 24, "21 criteria and what stands beside");
    assert!(heads.iter().all(|head| head.left() >= 0.0 && head.right() <= 1366.0), "{heads:?}");
    assert!(heads.windows(2).all(|two| two[0].right() <= two[1].left() + 0.5), "none lies over another");
    let rows = window.harness.query_all_by_role(Role::RowHeader).count();
    assert!(rows >= 10, "{rows} rows in sight at once");
    crate::pictures::picture(&mut window.harness, "board-1366");
    // All twenty are reached by the keyboard, each in sight when the cursor is on it.
    for _ in 0..19 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Num1);
    // At 200 % the same window has half the points.
    window.harness.set_size(egui::vec2(683.0, 384.0));
    window.settle();
    window.key(Key::Num2);
    window.key(Key::Num3);
    crate::pictures::picture(&mut window.harness, "board-double");
    window.close();
    let mut session = file.open();
    let board = session.board(deep.id, "health", Some(officer)).unwrap();
    let answers = board.plans.iter().flat_map(|p| &p.cells).filter(|c| c.answer.is_some()).count();
    assert_eq!((board.plans.len(), answers), (20, 3));
    assert!(board.plans[19].cells[0].answer.is_some(), "the last plan was under the cursor");
}

#[test]
fn the_lead_gives_the_view_to_a_member_and_sets_a_target() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    session.close().unwrap();
    let mut window = open_board(&file, "Audit lead");
    assert!(window.says("Answers stand here when the panel has agreed them."));
    window.fill("Target in percent", "70");
    window.key(Key::Tab);
    window.press("Give these criteria on every plan");
    assert!(window.says("2 plans theirs already"), "both read every plan as a whole: {:?}", window.all_words());
    window.close();
    assert_eq!(file.open().target("health").unwrap(), Some(70));
}

#[test]
fn an_urgent_concern_is_recorded_from_an_open_plan_listed_first_and_closed() {
    let (file, round) = file_with(2);
    let mut window = open_board(&file, OFFICER);
    window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::U);
    window.settle();
    assert!(window.says("Urgent concern about plan "), "{:?}", window.all_words());
    assert!(window.says("Write as if the family will read it"));
    window.type_text("The dose in section G is another plan's");
    window.fill("Who was told", "Safeguarding lead, by telephone");
    window.press("They were told just now");
    window.press("Record the concern");
    assert!(window.says("The urgent concern is recorded."));
    window.press("Concerns");
    window.heading("Urgent concerns");
    assert!(window.says("1 concern is open"));
    // A colleague it is not open to sees none.
    window.press(&format!("Acting: {OFFICER}. Change who is acting"));
    window.act_as("Member 02");
    window.press("Concerns");
    assert!(window.says("No urgent concern") && !window.says("another plan's"));
    window.press("Acting: Member 02. Change who is acting");
    window.act_as("Audit lead");
    window.press("Concerns");
    window.key(Key::Enter);
    window.fill("What came of it", "Corrected the same day");
    window.press("Close the concern");
    assert!(window.says("The urgent concern is closed."));
    assert!(window.says("0 concerns are open"));
    window.close();
    let session = file.open();
    let rows = session.concerns_seen(round.id, None).unwrap();
    assert_eq!((rows.len(), rows[0].raised_by.as_str()), (1, OFFICER));
    assert_eq!(rows[0].concern.outcome, "Corrected the same day");
    assert!(rows[0].concern.told_ms.is_some() && rows[0].concern.closed_ms.is_some());
}

#[test]
fn without_an_open_plan_the_key_says_so_and_on_sheets_and_comparisons_it_is_about_that_plan() {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 1, 2);
    let reference = session.round_progress(&round).unwrap().plans[0].facts.reference.clone();
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Member 01");
    let press = |window: &mut Window<'_>| {
        window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::U);
        window.settle();
    };
    press(&mut window);
    assert!(window.says("none is open here"));
    window.key(Key::Enter);
    window.key(Key::N);
    press(&mut window);
    window.heading(&format!("Urgent concern about plan {reference}"));
    window.press("Cancel");
    assert!(!window.says("Who may see it besides you"));
    window.close();
}

#[test]
fn the_register_is_brought_in_found_added_to_by_hand_and_taken_back() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    session.close().unwrap();
    let path = file.folder().join("advice.csv");
    let head =
        "reference,service,provider,author_role,requested_on,returned_on,outcome,exception,checked_by_provider_on";
    let rows = "K00001,Paediatrics,Trust,,2026-01-05,2026-02-16,advice given,,\n\
                K00002,Paediatrics,Trust,,2026-01-05,2026-02-17,advice given,,\n\
                K00003,Occupational therapy,,,2026-01-05,,,,\n";
    std::fs::write(&path, format!("{head}\n{rows}")).unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Advice");
    window.heading("Advice");
    assert!(window.says("The register is empty."));
    window.fill("Advice", path.to_str().unwrap());
    window.press("Look at the file");
    window.press("Take in 3 requests");
    assert!(window.says("The advice register is in: 3 new requests."), "{:?}", window.all_words());
    assert!(window.says("Paediatrics, 1 of 2 on time"));
    assert!(window.says("Occupational therapy: 1 request overdue and not received"));
    window.fill("Find a reference, service or provider", "occupational");
    assert!(window.says("1 of 3 requests"));
    window.press("Record a request…");
    window.fill("Reference", "NO-PLAN");
    window.fill("Service", "Social care");
    window.fill("Outcome", "Written by Amina Khan");
    assert!(window.says("This looks like the name of a person: Amina Khan."), "{:?}", window.all_words());
    window.fill("Outcome", "");
    window.press("Record it");
    window.fill("Find a reference, service or provider", "social");
    assert!(window.says("NO-PLAN, Social care, Date of request missing"), "{:?}", window.all_words());
    window.press("Undo");
    assert!(window.says("0 of 3 requests"));
    window.close();
    assert_eq!(file.open().list_advice().unwrap().len(), 3);
}

#[test]
fn a_family_is_written_about_when_the_sheets_are_in() {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 1, 2);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Families");
    assert!(window.says("waits for score sheets"));
    window.key(Key::Enter);
    assert!(window.says("2 score sheets are still to come."), "{:?}", window.all_words());
    window.close();

    let mut session = file.open();
    let plan = session.round_progress(&round).unwrap().plans[0].clone();
    let tool = session.tool(round.facts.tool).unwrap();
    let mut rows = Vec::new();
    for sheet in &plan.sheets {
        for (_, criterion) in tool.tested(round.facts.depth, round.facts.evidence) {
            rows.push(AnswerEntry {
                row: 2,
                plan: plan.facts.reference.clone(),
                member: sheet.member.clone(),
                criterion: criterion.code.clone(),
                answer: "met".to_owned(),
                na_reason: None,
                note: None,
            });
        }
    }
    session.import_answers(&Actor::Lead, round.id, &rows, true).unwrap();
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Families");
    window.key(Key::Enter);
    window.heading(&format!("The family of plan {}", plan.facts.reference));
    window.fill("In their words", "It sounds like her");
    window.press("Record it");
    assert!(window.says(&format!("{}, asked", plan.facts.reference)), "{:?}", window.all_words());
    window.close();
    let mut session = file.open();
    let said = session.families(round.id).unwrap()[0].said.clone().unwrap();
    assert_eq!(said.note, "It sounds like her");
}
