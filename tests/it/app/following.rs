//! Actions, measures and the year, on the screen.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use golden_thread::domain::action::{Action, ActionState};
use golden_thread::domain::ids::ActionId;
use golden_thread::ops::Actor;
use golden_thread::settings::Appearance;
use golden_thread::testing::{TestFile, round};
use golden_thread::ui::action::{Action as Asked, Preference};
use golden_thread::ui::route::Route;
use jiff::civil::date;

fn action(what: &str, owner: &str, due: jiff::civil::Date, state: ActionState) -> Action {
    Action {
        id: ActionId(uuid::Uuid::nil()),
        round: None,
        finding: None,
        what: what.to_owned(),
        theme: "Outcomes".to_owned(),
        criteria: vec!["E2".to_owned()],
        owner: owner.to_owned(),
        team: String::new(),
        forum: "SEND Partnership Board".to_owned(),
        due_on: Some(due),
        made_on: None,
        state,
        done_on: None,
        progress: String::new(),
        evidence: String::new(),
        public_line: String::new(),
        is_training: true,
    }
}

fn sample() -> (tempfile::TempDir, Window<'static>) {
    let (folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    (folder, window)
}

fn said(window: &Window<'_>, words: &str) {
    assert!(window.all_words().iter().any(|said| said.contains(words)), "{words:?} in {:#?}", window.all_words());
}

#[test]
fn the_board_of_actions_shows_what_is_overdue_first_and_an_action_is_changed_and_removed_and_brought_back() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    let lead = Actor::Lead;
    session
        .add_action(&lead, action("Train writers", "Quality officer", date(2026, 11, 10), ActionState::OnTrack))
        .unwrap();
    session.add_action(&lead, action("Agree a template", "The trust", date(2027, 1, 31), ActionState::AtRisk)).unwrap();
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Actions");
    window.heading("Actions");
    window.heading("Overdue or late: 1");
    window.heading("At risk: 1");
    said(&window, "Outcomes: 2 actions");
    window.focus_rows("Actions: overdue or late");
    window.key(Key::Enter);
    said(&window, "last said: on track");
    window.press("Change the action…");
    window.fill("Owner", "The quality team");
    window.fill("You said, we did", "We rang Amina Khan");
    said(&window, "This looks like the name of a person: Amina Khan.");
    window.fill("You said, we did", "");
    window.press("Save the action");
    window.settle();
    said(&window, "The quality team");
    window.press("Remove the action");
    assert!(window.says("The action is removed."), "{:?}", window.all_words());
    window.settle();
    assert!(!window.all_words().iter().any(|words| words.contains("Overdue or late: 1")));
    window.ctrl(Key::Z);
    window.settle();
    window.heading("Overdue or late: 1");
    window.close();
    let kept = file.open();
    assert_eq!(kept.list_actions().unwrap().len(), 2);
    assert_eq!(kept.verify().map_err(|e| e.to_string()), Ok(()));
}

#[test]
fn kingstons_series_is_shown_with_its_targets_and_the_year_without_data() {
    let (_folder, mut window) = sample();
    window.press("Measures");
    window.heading("Typed and brought in");
    open_measure(&mut window, "EHC plans judged good or better in internal quality assurance");
    for words in [
        "2018/19, No data, target 50 %",
        "2019/20, 48 %, target 65 %",
        "2020/21, 82 %, target 80 %",
        "2021/22, 84 %, target 90 %",
        "Published as shares without counts: no interval can be given",
    ] {
        said(&window, words);
    }
    looks(&mut window, "good-or-better");
}

#[test]
fn what_parents_said_has_its_intervals_and_is_not_called_a_change() {
    let (_folder, mut window) = sample();
    window.press("Measures");
    open_measure(&mut window, "Parents: the EHC assessment process has been positive");
    for words in [
        "2019/20, 75 % (18 of 24), 95 % interval 55 to 88 %",
        "2020/21, 84 % (27 of 32), 95 % interval 68 to 93 %",
        "72 % (26 of 36), 95 % interval 56 to 84 %, part of a year",
        "2020/21 (27 of 32): The 95 % intervals meet: these samples are too small to call this a change",
        "Survey answers: beside the audit, never mixed",
    ] {
        said(&window, words);
    }
    looks(&mut window, "parents");
}

#[test]
fn the_20_weeks_of_the_department_stand_apart_from_the_series_that_counts_others() {
    let (_folder, mut window) = sample();
    window.press("Measures");
    open_measure(&mut window, "Plans issued within 20 weeks, exceptions included");
    said(&window, "not joined with the figures above, nor with their targets");
    for words in ["2019, 96.2 % (178 of 185)", "2021, 68.7 % (123 of 179)", "2024, 93.8 % (259 of 276)"] {
        said(&window, words);
    }
    assert!(!window.all_words().iter().any(|words| words.contains("(178 of 185)") && words.contains("target")));
    looks(&mut window, "20-weeks");
    window.key(Key::T);
    window.settle();
    assert!(window.says("Show as charts"));
}

#[test]
fn the_year_has_its_rounds_measures_and_targets() {
    let (_folder, mut window) = sample();
    window.press("Year");
    window.heading("Rounds");
    window.choose("Kind of year", "Financial year");
    window.settle();
    for _ in 0..7 {
        if window.all_words().iter().any(|words| words == "Financial year 2021/22") {
            break;
        }
        window.press("Year before");
        window.settle();
    }
    window.heading("Financial year 2021/22");
    said(&window, "EHC plans judged good or better in internal quality assurance, 2021/22, 84 %, target 90 %");
    looks(&mut window, "year");
}

#[test]
fn the_board_shows_all_four_states_each_with_its_letter_and_counts_training() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    for (what, due, state) in [
        ("Train writers", date(2027, 2, 1), ActionState::OnTrack),
        ("Agree a template", date(2027, 1, 31), ActionState::AtRisk),
        ("Ask for advice earlier", date(2026, 10, 1), ActionState::Late),
        ("Name who does what", date(2026, 9, 1), ActionState::Done),
    ] {
        session.add_action(&Actor::Lead, action(what, "Quality officer", due, state)).unwrap();
    }
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Actions");
    for (of, title) in [
        (ActionState::Late, "Overdue or late"),
        (ActionState::AtRisk, "At risk"),
        (ActionState::OnTrack, "On track"),
        (ActionState::Done, "Done"),
    ] {
        window.heading(&format!("{title}: 1"));
        said(&window, &format!("{} {}", of.letter(), title.to_lowercase()));
    }
    window.heading("Training topics");
    said(&window, "Outcomes: 4 actions");
    looks(&mut window, "board");
}

#[test]
fn kingstons_measures_come_in_on_the_screen_in_one_step_and_what_was_never_reported_stays_as_an_empty_row() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    session.close().unwrap();
    let path = file.folder().join("kpis.csv");
    std::fs::write(&path, include_str!("../../../assets/benchmarks/kingston-kpis.csv")).unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Measures");
    window.fill("Measures", path.to_str().unwrap());
    window.press("Look at the figures");
    said(&window, "51 measures");
    let take = window.all_words().into_iter().find(|words| words.starts_with("Take in ")).unwrap();
    window.press(&take);
    window.heading("Typed and brought in");
    said(&window, "No data");
    window.close();
    let kept = file.open();
    let values = kept.list_measures().unwrap();
    assert_eq!(take, format!("Take in {} figures", values.len()));
    assert!(values.iter().any(|value| value.value.is_none()), "asked for and never reported");
    assert_eq!(kept.verify().map_err(|e| e.to_string()), Ok(()));
}

#[test]
fn a_figure_is_typed_and_its_share_worked_out_from_its_counts() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 2);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Measures");
    window.press("Add a figure…");
    window.heading("Add a figure");
    window.fill("What is measured", "Plans with a named outcome");
    window.fill("First day", "2025-09-01");
    window.fill("Last day", "2026-08-31");
    window.fill("Count", "26");
    window.fill("Out of", "36");
    window.press("Save the figure");
    window.heading("Typed and brought in");
    said(&window, "Plans with a named outcome");
    said(&window, "95 % interval 56 to 84 %");
}

#[test]
fn a_neighbour_is_chosen_and_stands_beside_the_area_with_its_counts() {
    let (_folder, mut window) = sample();
    window.press("Measures");
    open_measure(&mut window, "Plans issued within 20 weeks, exceptions included");
    window.choose("Set another authority beside", "Kent");
    said(&window, "Take Kent away");
    said(&window, "; Kent: ");
    looks(&mut window, "neighbour");
    window.press("Take Kent away");
    assert!(!window.says("; Kent: "));
}

#[test]
fn an_action_is_made_from_a_finding_and_knows_its_round_theme_and_criteria() {
    let (_folder, mut window) = sample();
    window.press("Agree");
    window.press("Findings");
    window.press("Write a finding");
    window.fill("Finding", "Health provision is not specified");
    window.press("Write a finding");
    let made = "Make an action: Health provision is not specified";
    window.press(made);
    window.heading("New action");
    said(&window, "Health provision is not specified");
    window.fill("Owner", "Health lead");
    window.fill("Due on", "2027-03-31");
    window.press("Save the action");
    window.heading("On track: 1");
    window.focus_rows("Actions: on track");
    window.key(Key::Enter);
    window.heading("Health provision is not specified");
    said(&window, "Health lead");
    assert!(!window.says("None: by hand"), "it came from the round");
}

fn open_measure(window: &mut Window<'_>, measure: &str) {
    window.harness.state_mut().act(Asked::Go(Route::Measures));
    window.settle();
    let group = if measure.starts_with("Parents") {
        "Measures: survey answers, beside the audit"
    } else {
        "Measures: typed and brought in"
    };
    window.focus_rows(group);
    for _ in 0..60 {
        window.key(Key::Enter);
        window.settle();
        if window.all_words().iter().any(|words| words == measure) && window.says("Back to the measures") {
            return;
        }
        window.press("Back to the measures");
        window.focus_rows(group);
        window.key(Key::ArrowDown);
    }
    panic!("no measure {measure:?}");
}

fn looks(window: &mut Window<'_>, name: &str) {
    for (appearance, look) in [(Appearance::Light, "light"), (Appearance::Dark, "dark")] {
        window.harness.state_mut().act(Asked::Prefer(Preference::Appearance(appearance)));
        for (size, scale) in [([1280.0, 800.0], ""), ([640.0, 400.0], "-double")] {
            window.harness.set_size(egui::Vec2::from(size));
            window.settle();
            picture(&mut window.harness, &format!("following-{name}-{look}{scale}"));
        }
    }
    window.harness.set_size(egui::Vec2::from([1280.0, 800.0]));
    window.settle();
}

/// Walks on with Tab until what has a name that begins so has the keyboard.
fn tab_to(window: &mut Window<'_>, name: &str) {
    for _ in 0..120 {
        if window.focused_name().starts_with(name) {
            return;
        }
        window.key(Key::Tab);
    }
    panic!("Tab never comes to {name:?}; {:?}", window.all_words());
}

#[test]
fn an_action_is_made_of_a_finding_by_keys_alone_and_the_keyboard_goes_back_where_it_came_from() {
    let (_folder, mut window) = sample();
    window.harness.state_mut().act(Asked::Go(Route::Agree));
    window.settle();
    window.press("Findings");
    window.press("Write a finding");
    window.fill("Finding", "Health provision is not specified");
    window.press("Write a finding");
    let make = "Make an action: Health provision is not specified";
    tab_to(&mut window, make);
    window.key(Key::Enter);
    window.heading("New action");
    assert_eq!(window.focused_name(), "What will be done", "the first field has the keyboard");
    window.key(Key::Escape);
    window.settle();
    window.heading("Findings of the round");
    assert_eq!(window.focused_name(), make, "left unsaved: back to the finding");

    window.key(Key::Enter);
    tab_to(&mut window, "Owner");
    window.type_text("Health lead");
    tab_to(&mut window, "State");
    window.key(Key::Enter);
    window.key(Key::ArrowDown);
    while window.focused_name() != "R At risk" && window.focused_name() != "A At risk" {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    assert_eq!(window.focused_name(), "State", "chosen, and the list is folded");
    tab_to(&mut window, "Due on");
    window.type_text("2027-03-31");
    tab_to(&mut window, "Save the action");
    window.key(Key::Enter);
    window.settle();
    window.heading("At risk: 1");
    assert_eq!(window.focused_name(), "Write an action…");

    // The board: the action opened, a note on the way, its state changed; all of it by keys.
    tab_to(&mut window, "Health provision is not specified, At risk");
    window.key(Key::Enter);
    window.heading("Health provision is not specified");
    tab_to(&mut window, "A note on the way");
    window.type_text("The trust has agreed a form of words");
    tab_to(&mut window, "Add the note");
    window.key(Key::Enter);
    window.settle();
    said(&window, ": The trust has agreed a form of words");
    assert_eq!(window.focused_name(), "A note on the way", "for the next one");
    tab_to(&mut window, "Change the action…");
    window.key(Key::Enter);
    assert_eq!(window.focused_name(), "What will be done");
    tab_to(&mut window, "State");
    window.key(Key::Enter);
    for _ in 0..6 {
        if window.focused_name().ends_with("Done") {
            break;
        }
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    tab_to(&mut window, "Save the action");
    window.key(Key::Enter);
    window.settle();
    assert_eq!(window.focused_name(), "Change the action…");
    for _ in 0..120 {
        if window.focused_name() == "Back to the actions" {
            break;
        }
        window.harness.key_press_modifiers(egui::Modifiers::SHIFT, Key::Tab);
        window.settle();
    }
    window.key(Key::Enter);
    window.heading("Done: 1");
    assert!(window.at_cursor().starts_with("Health provision is not specified, Done"), "back on its row");
}

#[test]
fn a_target_set_on_a_figure_that_this_file_works_out_stands_beside_it_and_a_typed_result_never_takes_its_place() {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 2, 2);
    let tool = session.tool(round.facts.tool).unwrap();
    let mut rows = Vec::new();
    for plan in session.round_progress(&round).unwrap().sampled() {
        for sheet in &plan.sheets {
            for (_, criterion) in tool.tested(round.facts.depth, round.facts.evidence) {
                rows.push(golden_thread::ops::AnswerEntry {
                    row: rows.len() as u64 + 2,
                    plan: plan.facts.reference.clone(),
                    member: sheet.member.clone(),
                    criterion: criterion.code.clone(),
                    answer: "met".to_owned(),
                    na_reason: None,
                    note: None,
                });
            }
        }
    }
    session.import_answers(&Actor::Lead, round.id, &rows, true).unwrap();
    session.agree_unanimous(&Actor::Lead, round.id).unwrap();
    let computed = session.computed_measures().unwrap();
    let good = computed.iter().find(|given| given.value.measure == "Plans good or better").unwrap().value.clone();
    let typed = golden_thread::domain::measure::MeasureValue {
        numerator: Some(1.0),
        value: Some(50.0),
        source: "A letter".to_owned(),
        ..good.clone()
    };
    session.put_measure(&Actor::Lead, None, typed).unwrap();
    session.close().unwrap();

    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Measures");
    window.focus_rows("Measures: from this file");
    while !window.at_cursor().starts_with("Plans good or better") {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    said(&window, "100 % (2 of 2)");
    said(&window, "50 % (1 of 2)");
    window.press(&format!("Set a target on: {}", good.definition));
    window.heading("Add a figure");
    window.fill("First day", "2026-09-01");
    window.fill("Last day", "2027-08-31");
    window.fill("Figure", "65");
    window.press("Save the figure");
    window.settle();
    let of_file = |words: &String| words.contains("100 % (2 of 2)") && words.contains("target 65 %");
    assert!(window.all_words().iter().any(of_file), "{:?}", window.all_words());
    let of_typed = |words: &String| words.contains("50 % (1 of 2)") && words.contains("target 65 %");
    assert!(!window.all_words().iter().any(of_typed), "a target stands on its own definition and source");
    window.press("Change the target of 2026/27");
    window.heading("Change a figure");
}
