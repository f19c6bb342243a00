//! A form that is refused says at its fields why, and gives the keyboard to the first of them.

use super::Window;
use egui::Key;
use golden_thread::testing::{TestFile, round};
use golden_thread::ui::action::Action;
use golden_thread::ui::route::{Route, Task};

fn at(route: Route) -> (TestFile, Window<'static>) {
    let (file, mut session) = TestFile::new();
    round(&mut session, 2, 3);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    window.harness.state_mut().act(Action::Go(route));
    window.settle();
    (file, window)
}

/// Sends the form off; the field with this name must have the keyboard then, and say this.
fn refused(window: &mut Window<'_>, button: &str, field: &str, words: &str) {
    window.press(button);
    assert_eq!(window.focused_name(), field, "{:?}", window.all_words());
    assert!(window.says(words), "{:?}", window.all_words());
}

#[test]
fn a_round_without_a_title_or_with_one_that_is_taken() {
    let (_file, mut window) = at(Route::Prepare(Task::Round));
    window.fill("Title", "x");
    window.key(Key::Backspace);
    assert!(!window.says("Enter a title"), "nothing is wrong before it is sent off");
    refused(&mut window, "Make the round", "Title", "Enter a title");
    window.type_text("Autumn 2026");
    refused(&mut window, "Make the round", "Title", "There is a round with this title.");
    window.fill("Title", "Spring 2027");
    window.press("Make the round");
    assert_eq!(window.harness.state().route(), Route::Overview);
}

#[test]
fn a_person_without_a_name_or_with_a_day_that_is_none() {
    let (_file, mut window) = at(Route::Prepare(Task::Panel));
    window.press("Add a person");
    window.fill("Role", "SENCO");
    refused(&mut window, "Save the person", "Name", "Enter a name");
    window.type_text("Juniper Fernsby");
    window.fill("Undertaking signed on", "2026-09-01");
    window.fill("Trained on", "2026-13-01");
    refused(&mut window, "Save the person", "Trained on", "Write it as day/month/year, such as 22/11/2026");
    window.fill("Trained on", "2026-09-30");
    window.press("Save the person");
    assert!(window.says("Juniper Fernsby") && !window.says("Save the person"), "{:?}", window.all_words());
}

#[test]
fn an_action_that_says_nothing_or_is_done_before_it_is_done() {
    let (_file, mut window) = at(Route::Actions);
    window.press("Write an action…");
    window.fill("Owner", "Head of SEND");
    refused(&mut window, "Save the action", "What will be done", "Write what will be done");
    window.type_text("Train on section F");
    window.fill("Due on", "next week");
    refused(&mut window, "Save the action", "Due on", "Write it as day/month/year, such as 22/11/2026");
    crate::pictures::picture(&mut window.harness, "refused-action");
    window.fill("Due on", "2027-03-31");
    window.fill("Done on", "2026-11-20");
    refused(&mut window, "Save the action", "Done on", "choose the state Done, or clear the day");
    window.choose("State", "D Done");
    window.press("Save the action");
    assert!(window.says("Train on section F") && !window.says("Save the action"), "{:?}", window.all_words());
}

#[test]
fn a_figure_of_nothing_of_no_day_or_out_of_nothing() {
    let (_file, mut window) = at(Route::Measures);
    window.press("Add a figure…");
    window.fill("Source", "The service");
    refused(&mut window, "Save the figure", "What is measured", "Write what is measured");
    window.type_text("Parents: positive");
    refused(&mut window, "Save the figure", "Last day", "Write the last day of the span");
    window.type_text("2026-03-31");
    window.fill("Count", "18");
    refused(&mut window, "Save the figure", "Out of", "Write what the count is out of");
    window.type_text("24");
    window.press("Save the figure");
    assert!(!window.says("Save the figure"), "{:?}", window.all_words());
}
