//! From an empty file to allocated plans, through the screens.

use super::Window;
use crate::pictures::picture;
use golden_thread::testing::TestFile;
use golden_thread::ui::action::Action;
use golden_thread::ui::route::{Route, Task};

#[test]
fn a_round_is_prepared_step_by_step_through_the_screens() {
    let (file, session) = TestFile::new();
    session.close().unwrap();
    let plans = file.folder().join("plans.csv");
    let rows: String = (0..60).map(|n| format!("K{n:04},{},{}\n", n % 14, ["ASD", "SEMH", "SLCN"][n % 3])).collect();
    std::fs::write(&plans, format!("reference,year_group,primary_need\n{rows}")).unwrap();
    let panel = file.folder().join("panel.csv");
    let people = "name,agency,role,email\nAda,education,,\nBen,health,,\nCai,social_care,,\n";
    std::fs::write(&panel, people).unwrap();

    let mut window = Window::open(file.folder(), Some(file.path()));
    window.press("Import plans…");
    window.fill("File or folder", plans.to_str().unwrap());
    window.press("Look at what it would do");
    assert!(window.says("60 plans new"), "{:?}", window.all_words());
    assert_eq!(window.harness.state().route(), Route::Prepare(Task::Plans));
    window.press("Import the plans");
    assert!(window.says("The plans are in: 60 new plans."));

    window.press("Bring the panel in…");
    window.fill("Panel", panel.to_str().unwrap());
    window.press("Look at it");
    window.heading("3 people read, 3 new");
    window.press("Put them on the panel");

    window.press("Make the round…");
    window.fill("Title", "Autumn 2026, first");
    window.press("Make the round");

    window.press("Draw the sample…");
    window.fill("Plans in the sample", "4");
    assert!(window.says("4 plans × 2 readers × 45 minutes is 6 hours of reading."), "{:?}", window.all_words());
    window.press("Draw the sample");
    assert!(window.says("The sample is drawn: 4 plans."));

    window.press("Allocate the plans…");
    window.press("Allocate the plans");
    assert!(window.says("Every plan has its readers."), "{:?}", window.all_words());
    assert!(window.says("no plan is read by one agency alone"), "{:?}", window.all_words());
    window.press("Back to the overview");
    assert!(window.says("0 of 8, score sheets handed in"));
    window.close();

    let mut session = file.open();
    let round = session.round(Some("Autumn 2026, first")).unwrap();
    let progress = session.round_progress(&round).unwrap();
    assert_eq!(progress.sampled().count(), 4);
    assert!(progress.sampled().all(|plan| plan.sheets.len() == 2));
    session.verify().unwrap();
}

#[test]
fn looking_at_an_import_writes_nothing_and_rejected_rows_must_be_accepted() {
    let (file, session) = TestFile::new();
    let before = session.head_digest();
    session.close().unwrap();
    let plans = file.folder().join("plans.csv");
    std::fs::write(&plans, "reference,year_group\nK1,4\n,5\nK3,6\n").unwrap();
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.press("Import plans…");
    window.fill("File or folder", plans.to_str().unwrap());
    window.press("Look at what it would do");
    assert!(window.says("plans.csv, row 3"), "{:?}", window.all_words());
    window.press("Import the plans");
    assert!(window.says("Correct the rows, or tick to go on without them"));
    window.close();
    assert_eq!(file.open().head_digest(), before);
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.press("Import plans…");
    window.fill("File or folder", plans.to_str().unwrap());
    window.press("Look at what it would do");
    window.press("Go on without these rows");
    window.press("Import the plans");
    window.close();
    assert_eq!(file.open().list_plans().unwrap().len(), 2);
}

#[test]
fn a_round_is_brought_in_from_its_data_after_it_was_shown() {
    let bench = crate::program::Bench::new();
    bench.done(&["demo", "s.gthread"]);
    let round = "LGA review, April 2021";
    bench.done(&["export", "s.gthread", "--round", round, "--format", "json", "--out", "r.json"]);
    bench.write("other.json", "{}");
    let (file, session) = TestFile::new();
    session.close().unwrap();
    let mut window = Window::open_in_turn(file.folder(), file.path(), 1);
    window.harness.state_mut().act(Action::Go(Route::Prepare(Task::Round)));
    window.settle();
    window.fill("Data of the round", bench.path("other.json").to_str().unwrap());
    window.press("Look at the round");
    assert!(window.says("is not a round written by this program"), "{:?}", window.all_words());
    window.fill("Data of the round", bench.path("r.json").to_str().unwrap());
    window.press("Look at the round");
    assert!(window.says("Closed. LGA review of EHC plans, 2021, version 1."), "{:?}", window.all_words());
    assert!(window.says("20 plans in the sample, 20 score sheets with 240 answers"), "{:?}", window.all_words());
    assert_eq!(file_rounds(&window), 0, "looking takes nothing in");
    picture(&mut window.harness, "bring-back");
    window.press("Take the round in");
    assert!(window.says("The round is taken in."), "{:?}", window.all_words());
    assert_eq!(window.harness.state().route(), Route::Overview);
    assert!(window.says(round), "{:?}", window.all_words());
    // The same title is not there twice.
    window.harness.state_mut().act(Action::Go(Route::Prepare(Task::Round)));
    window.settle();
    window.fill("Data of the round", bench.path("r.json").to_str().unwrap());
    window.press("Look at the round");
    assert!(window.says("There is a round with this title. Give it another."), "{:?}", window.all_words());
    window.close();
    let mut session = file.open();
    assert_eq!(session.check().unwrap(), []);
    assert_eq!(session.list_rounds().unwrap().len(), 1);
}

/// How many rounds can be chosen between.
fn file_rounds(window: &Window<'_>) -> usize {
    window.all_words().iter().filter(|words| words.starts_with("Round: ")).count()
}
