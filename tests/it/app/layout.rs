//! Where things stand: what must stay in sight stays in sight, what is wide scrolls, what is empty says the way on.

use super::Window;
use egui::accesskit::Role;
use egui::{Key, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::testing::{TestFile, round};
use golden_thread::ui::route::{Discipline, Route};

fn sample_as(name: &str) -> (tempfile::TempDir, Window<'static>) {
    let (folder, mut window) = Window::on_sample();
    window.act_as(name);
    (folder, window)
}

fn place(window: &Window<'_>, role: Role, name: &str) -> Rect {
    let all = window.harness.query_all_by_label(name);
    let found = all.filter(|node| node.accesskit_node().role() == role).map(|node| node.rect());
    found.reduce(|_, last| last).unwrap_or_else(|| panic!("no {role:?} {name:?}: {:?}", window.all_words()))
}

#[test]
fn the_place_that_is_shown_is_in_sight_in_the_list_at_the_left() {
    let (_folder, mut window) = sample_as("Audit lead");
    window.harness.set_size(vec2(1280.0, 600.0));
    for (route, name) in [(Route::Tools, "Audit tools"), (Route::Overview, "Overview"), (Route::File, "File")] {
        window.go(route);
        let row = place(&window, Role::Link, name);
        assert!(row.top() > 80.0 && row.bottom() < 556.0, "{name} stands at {row:?}");
    }
}

#[test]
fn a_table_wider_than_its_room_is_moved_with_the_arrow_keys_and_says_where_it_is() {
    let (_folder, mut window) = sample_as("Audit lead");
    window.harness.set_size(vec2(640.0, 700.0));
    window.go(Route::Clocks);
    let name = "Clocks counted, scrolls sideways";
    let scrolled = |window: &Window<'_>| {
        let area = window.harness.get_by_label(name);
        let node = area.accesskit_node();
        (node.scroll_x().unwrap(), node.scroll_x_max().unwrap())
    };
    let (before, most) = scrolled(&window);
    assert!(before == 0.0 && most > 100.0, "{before} of {most}");
    window.focus_rows("Clocks counted");
    window.key(Key::ArrowRight);
    let (after, _) = scrolled(&window);
    assert!((after - 80.0).abs() < 1.0, "moved by {after}");
    for _ in 0..20 {
        window.key(Key::ArrowRight);
    }
    let (end, most) = scrolled(&window);
    assert!((end - most).abs() < 1.0, "{end} is the end, {most}");
    window.key(Key::ArrowLeft);
    assert!((scrolled(&window).0 - (most - 80.0)).abs() < 1.0, "and back again");
    window.harness.set_size(vec2(1280.0, 800.0));
    window.settle();
    assert!(window.harness.query_by_label(name).is_none(), "where there is room it does not scroll");
}

#[test]
fn what_is_read_can_be_closed_without_scrolling_to_its_end() {
    let (_folder, mut window) = sample_as("Audit lead");
    window.harness.set_size(vec2(640.0, 360.0));
    window.key(Key::F1);
    let close = place(&window, Role::Button, "Close");
    assert!(close.top() > 0.0 && close.bottom() < 120.0, "Close stands at {close:?}");
    assert_eq!(window.focused_name(), "Close", "and has the keyboard");
    window.key(Key::Enter);
    assert!(window.harness.query_by_role(Role::Dialog).is_none());
}

#[test]
fn question_and_answers_stand_in_a_window_at_200_percent_together() {
    let (_folder, mut window) = sample_as("Hazel Brightwater");
    window.key(Key::Enter);
    window.harness.set_size(vec2(640.0, 360.0));
    window.settle();
    let question = place(
        &window,
        Role::Heading,
        "Is the set complete: each body the regulations name asked, or why not; \
                                                  for a reviewed plan, the advice the last review relied on?",
    );
    let foot = place(&window, Role::Button, "Hand in");
    let answers: Vec<Rect> = window.harness.query_all_by_role(Role::RadioButton).map(|node| node.rect()).collect();
    assert_eq!(answers.len(), 6);
    assert!(question.top() > 80.0, "{question:?}");
    for answer in answers {
        assert!(answer.top() >= question.bottom() && answer.bottom() <= foot.top(), "{answer:?} under {foot:?}");
    }
}

#[test]
fn an_empty_list_says_the_way_on_and_its_button_goes_there() {
    let (file, mut session) = TestFile::new();
    round(&mut session, 3, 2);
    session.close().unwrap();
    let mut window = Window::open_as(&file, "Audit lead");
    for (from, button, to) in [
        (Route::Concerns, "Go to the plans", Route::Plans),
        (Route::Drafts, "Go to the audit tools", Route::Tools),
        (Route::Agree, "See the plans", Route::Plans),
    ] {
        window.go(from);
        window.press(button);
        assert_eq!(window.harness.state().route(), to, "{button}");
    }
    // Where there is a tool for drafts, the lead who runs the round is no checker.
    let (_folder, mut window) = sample_as("Audit lead");
    window.go(Route::Drafts);
    window.press("Choose who is acting");
    assert_eq!(window.harness.state().route(), Route::Who);
}

#[test]
fn letters_in_the_grid_have_their_key_on_the_screen() {
    let (_folder, mut window) = sample_as("Hazel Brightwater");
    window.go(Route::Discipline(Discipline::Health));
    let key = "In the grid: M met, P partly met, N not met, E not evidenced, A not applicable, J not for me to judge.";
    assert!(window.says(key), "{:?}", window.all_words());
}

#[test]
fn a_part_of_a_year_never_stands_as_a_year_in_the_list_of_measures() {
    let (_folder, mut window) = sample_as("Audit lead");
    window.go(Route::Measures);
    let row = window.all_words().into_iter().find(|words| words.starts_with("Final plans within 20 weeks"));
    assert!(row.as_ref().is_some_and(|row| row.contains("(2025, part-year)")), "{row:?}");
}

#[test]
fn bars_carry_the_letters_of_their_grades() {
    let (_folder, mut window) = sample_as("Audit lead");
    window.go(Route::Results);
    let painted = crate::layout::painted_words(&window.harness);
    for words in ["O 4", "G 2", "R 1"] {
        assert!(painted.iter().any(|painted| painted == words), "{words} is not among {painted:?}");
    }
}
