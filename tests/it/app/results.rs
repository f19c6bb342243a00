//! The results screen shows what the statistics say.

use super::Window;
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
    let alpha = expected.agreement.whole.alpha_ordinal.unwrap();
    assert!(window.says(&format!("alpha {alpha:.2}")));

    let pdf = folder.path().join("out").with_extension("pdf");
    window.press("Save summary as PDF…");
    window.fill("Save the summary as", pdf.to_str().unwrap());
    window.press("Save");
    assert!(window.says("The summary is saved."), "{:?}", window.all_words());
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    window.press("Save summary as PDF…");
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
