//! The results screen shows what the statistics say.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::ops::Session;
use golden_thread::stats::results::results;
use golden_thread::testing::FixedWorld;

#[test]
fn the_screen_shows_the_figures_of_the_statistics_and_saves_the_summary() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(golden_thread::platform::clock::Machine), false).unwrap();
    let mut session = Session::open(&path, None, Box::new(FixedWorld::default())).unwrap();
    let round = session.round(None).unwrap();
    let expected = results(&session.snapshot(&round, None).unwrap());
    session.close().unwrap();

    let mut window = Window::open(folder.path(), Some(path));
    window.act_as("Audit lead");
    window.press("Results");
    window.heading("Results");
    let shown = window.harness.state().results_data().unwrap();
    assert_eq!(shown.results, expected);
    let share = expected.good_or_better.unwrap();
    let figure = format!("{:.0} %, Good or better in this round: {} of {} plans", share.percent, share.count, share.n);
    assert!(window.says(&figure), "{figure} is not in {:?}", window.all_words());
    let interval = format!("it may be {:.0} to {:.0} %", share.low.unwrap(), share.high.unwrap());
    assert!(window.says(&interval));
    for (count, words) in [
        (expected.gaps.gap, "gaps: duties not met"),
        (expected.gaps.in_part, "gaps in part: duties partly met"),
        (expected.gaps.to_confirm, "to be confirmed from the case file"),
        (expected.not_evidenced, "answers “not evidenced”, counted apart"),
    ] {
        assert!(window.says(&format!("{count}, {words}")), "{words}");
    }
    window.press("Agreement");
    let alpha = expected.agreement.whole.alpha_ordinal.unwrap();
    assert!(window.says(&format!("alpha {alpha:.2}")));

    let pdf = folder.path().join("out").with_extension("pdf");
    window.press("See the summary as printed");
    window.heading("Reports");
    window.press("Save as PDF…");
    window.fill("Save the report as", pdf.to_str().unwrap());
    window.press("Save");
    assert!(window.says("The report is saved."), "{:?}", window.all_words());
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    window.press("Save as PDF…");
    window.fill("Save the report as", pdf.to_str().unwrap());
    window.press("Save");
    window.heading("Replace the file?");
}

#[test]
fn a_note_is_chosen_for_the_report_and_one_for_the_panel_only_is_never_offered() {
    use golden_thread::domain::sheet::NoteKind;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(golden_thread::platform::clock::Machine), false).unwrap();
    let mut window = Window::open(folder.path(), Some(path.clone()));
    window.act_as("Audit lead");
    window.press("Results");
    window.press("Notes");
    let data = window.harness.state().results_data().unwrap();
    assert!(data.notes.iter().all(|note| note.kind != NoteKind::PanelOnly));
    let note = data.notes.iter().find(|note| !note.in_report).unwrap().clone();
    let place = if note.place.is_empty() { String::new() } else { format!(" ({})", note.place) };
    window.press(&format!("{}{place}: {}", note.on, note.text));
    window.close();
    let mut session = Session::open(&path, None, Box::new(FixedWorld::default())).unwrap();
    let round = session.round(None).unwrap();
    let snapshot = session.snapshot(&round, None).unwrap();
    let saved = snapshot.sheets.iter().flat_map(|sheet| &sheet.notes).find(|n| n.id == note.id).unwrap();
    assert!(saved.in_report);
}

/// The sample on the results screen, as the lead.
fn sample_results() -> (tempfile::TempDir, Window<'static>) {
    let (folder, mut window) = Window::on_sample();
    window.act_as("Audit lead");
    window.press("Results");
    (folder, window)
}

/// Tab until the keyboard is in a table, then Enter on its first row.
fn open_first_row(window: &mut Window<'_>) -> String {
    for _ in 0..60 {
        if !window.at_cursor().is_empty() {
            let row = window.at_cursor();
            window.key(Key::Enter);
            return row;
        }
        window.key(Key::Tab);
    }
    panic!("no table takes the keyboard: {:?}", window.all_words());
}

#[test]
fn from_a_figure_to_the_plans_behind_it_to_what_was_agreed_and_back_by_keyboard() {
    let (_folder, mut window) = sample_results();
    picture(&mut window.harness, "results-overview");
    let data = window.harness.state().results_data().unwrap();
    let with_gap: Vec<String> = data
        .plans
        .iter()
        .filter(|p| !p.gaps.is_empty())
        .map(|p| format!("{}, {}", p.reference, p.gaps.join(", ")))
        .collect();
    assert!(!with_gap.is_empty());
    window.press("See those behind: gaps: duties not met");
    window.heading("Gaps: duties not met");
    for plan in &with_gap {
        assert!(window.says(plan), "{plan}");
    }
    picture(&mut window.harness, "results-behind");
    let row = open_first_row(&mut window);
    assert_eq!(row, with_gap[0]);
    let plan = row.split(',').next().unwrap().to_owned();
    window.heading(&format!("{plan}: what the panel agreed"));
    picture(&mut window.harness, "results-record");
    window.key(Key::Escape);
    window.heading("Gaps: duties not met");
    window.key(Key::Escape);
    window.heading("Results");
}

#[test]
fn every_picture_has_its_table_one_key_away() {
    let (_folder, mut window) = sample_results();
    let bars = "Plans by grade in each section";
    assert!(window.says("Key to the grades"));
    window.key(Key::T);
    assert!(window.says(bars) && !window.says("Key to the grades"));
    picture(&mut window.harness, "results-overview-table");
    window.press("Plan by plan");
    assert!(window.says("Grades of the plans"));
    picture(&mut window.harness, "results-map-table");
    window.key(Key::T);
    assert!(window.says("plans by section") && !window.says("Grades of the plans"));
    picture(&mut window.harness, "results-map");
}

#[test]
fn the_map_shows_answers_by_criterion_and_enter_opens_what_was_agreed() {
    let (_folder, mut window) = sample_results();
    window.press("Plan by plan");
    window.press("Every criterion instead of sections");
    assert!(window.says("plans by criterion"));
    let data = window.harness.state().results_data().unwrap();
    let (plan, answer) = (data.plans[0].clone(), data.answers.clone());
    let first = plan.answers[0].as_ref().map_or("Not agreed".to_owned(), |cell| answer[cell.place].1.clone());
    assert!(window.says(&format!("{}, {}: {first}", plan.reference, data.criteria[0].code)));
    picture(&mut window.harness, "results-criteria");
    let grid = window.harness.query_all_by_role(Role::Grid).next().unwrap();
    grid.focus();
    window.settle();
    window.key(Key::ArrowRight);
    let question = window.harness.state().results_data().unwrap().criteria[1].question.clone();
    assert!(window.says(&question), "the keyboard shows the detail");
    window.key(Key::Enter);
    window.heading(&format!("{}: what the panel agreed", plan.reference));
}

#[test]
fn small_counts_are_left_out_when_asked_for() {
    let (_folder, mut window) = sample_results();
    window.press("By group");
    picture(&mut window.harness, "results-groups");
    let data = window.harness.state().results_data().unwrap();
    let found = data.breakdowns[0].clone();
    let small = found.rows.iter().find(|row| row.share.n < 5).expect("the sample has small groups");
    let shown = format!("{}: {}", small.label, small.share.words(golden_thread::domain::audit_tool::SubjectKind::Plan));
    assert!(window.says(&shown), "{shown}");
    window.press("Leave out counts under 5, and those that would give them away");
    assert!(!window.says(&shown));
    assert!(window.says(&format!("{}: left out", small.label)));
    picture(&mut window.harness, "results-groups-suppressed");
}

#[test]
fn agreement_is_said_in_words_first_and_names_nobody() {
    let (_folder, mut window) = sample_results();
    window.press("Agreement");
    assert!(window.says("Two readers agreed on"));
    picture(&mut window.harness, "results-agreement");
    assert!(!window.says("Annex: coefficients by section"));
    window.press("Show the coefficients");
    assert!(window.says("Annex: coefficients by section"));
    window.press("Acting: Audit lead. Change who is acting");
    let names: Vec<String> = {
        let nodes = window.harness.query_all_by_role(Role::RowHeader);
        nodes.filter_map(|n| n.accesskit_node().label()).collect()
    };
    assert!(names.len() > 3);
    window.key(Key::Enter);
    window.press("Results");
    window.press("Agreement");
    for name in names.iter().filter(|name| !name.starts_with("Audit lead")) {
        let name = name.split(',').next().unwrap();
        let data = window.harness.state().results_data().unwrap();
        let said = format!("{:?} {:?}", data.agreement, data.readers);
        assert!(!said.contains(name), "{name}");
    }
}
