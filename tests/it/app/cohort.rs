//! The cohort on screen: its table, its pictures, what is outstanding, and lists whose columns are called otherwise.

use super::Window;
use crate::pictures::picture;
use egui::Key;
use golden_thread::testing::TestFile;
use golden_thread::ui::action::Action;
use golden_thread::ui::route::Route;

fn sample() -> (tempfile::TempDir, Window<'static>) {
    let (folder, mut window) = Window::on_sample();
    window.harness.state_mut().act(Action::Go(Route::Cohort));
    window.settle();
    (folder, window)
}

#[test]
fn the_cohort_is_searched_filtered_sorted_and_opened() {
    let (_folder, mut window) = sample();
    window.heading("Cohort");
    assert!(window.says("1,958 of 1,958 plans shown"), "{:?}", window.all_words());
    picture(&mut window.harness, "cohort-plans");
    window.fill("Find a reference", "K00012");
    assert!(window.says("10 of 1,958 plans shown"), "{:?}", window.all_words());
    window.press("Sort by Age");
    window.fill("Find a reference", "K");
    assert!(window.says("1,958 of 1,958 plans shown"));
    // The keyboard: the table is one stop, down moves, Enter opens.
    window.focus_rows("Plans of the cohort");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(window.says("Close the facts of this plan"), "{:?}", window.all_words());
    picture(&mut window.harness, "cohort-one-plan");
    window.press("Close the facts of this plan");
    assert!(!window.says("Close the facts of this plan"));
}

#[test]
fn the_cohort_is_shown_beside_the_published_figures_and_what_is_outstanding_opens_as_rows() {
    let (_folder, mut window) = sample();
    window.press("How it divides");
    window.heading("Primary need");
    for words in
        ["Autistic spectrum disorder", "England:", "Kingston upon Thames:", "London:", "Open Government Licence"]
    {
        assert!(window.says(words), "{words} is not among {:?}", window.all_words());
    }
    picture(&mut window.harness, "cohort-divides");
    window.press("What is outstanding");
    picture(&mut window.harness, "cohort-outstanding");
    window.focus_rows("What is outstanding");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(window.says("Take away: No review for 12 to 24 months"), "{:?}", window.all_words());
    picture(&mut window.harness, "cohort-list");
    window.press("Show all plans");
    assert!(window.says("1,958 of 1,958 plans shown"));
}

#[test]
fn a_list_with_other_column_names_is_mapped_on_screen_and_the_map_is_there_next_time() {
    let (file, session) = TestFile::new();
    session.close().unwrap();
    let plans = file.folder().join("case list.csv");
    let list = |ages: &str| format!("Our number,NCY,Surname,Mystery\nC1,7,Marker,{ages}\nC2,8,Marker,{ages}\n");
    std::fs::write(&plans, list("12")).unwrap();
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.press("Import plans…");
    window.fill("File or folder", plans.to_str().unwrap());
    window.press("Look at what it would do");
    window.heading("Which column is the reference?");
    assert!(!window.says("Marker"), "who somebody is does not stand on the screen");
    window.choose("our_number is", "Reference of the plan");
    assert!(window.says("2 plans new"), "{:?}", window.all_words());
    window.choose("mystery is", "Age");
    picture(&mut window.harness, "import-columns");
    window.press("Import the plans");
    window.close();
    let session = file.open();
    let kept = session.list_plans().unwrap();
    assert_eq!(kept.iter().map(|plan| plan.facts.age).collect::<Vec<_>>(), [Some(12), Some(12)]);
    session.close().unwrap();

    std::fs::write(&plans, list("13")).unwrap();
    let mut window = Window::open(file.folder(), Some(file.path()));
    window.harness.state_mut().act(Action::Go(Route::Prepare(golden_thread::ui::route::Task::Plans)));
    window.settle();
    window.fill("File or folder", plans.to_str().unwrap());
    window.press("Look at what it would do");
    assert!(window.says("2 plans brought up to date"), "the columns are as they were: {:?}", window.all_words());
    let toml = file.folder().join("columns.toml");
    window.fill("Save these columns as a file", toml.to_str().unwrap());
    window.press("Save the columns");
    assert!(window.says("The columns file is saved."), "{:?}", window.all_words());
    let text = std::fs::read_to_string(&toml).unwrap();
    let map = golden_thread::exchange::map_from_toml(&text).unwrap();
    assert_eq!(map.get("mystery").map(String::as_str), Some("age"), "{text}");
}
