//! Lists, steps and tables: what they say, and how the keyboard goes through them.

use super::show;
use egui::Key;
use egui::accesskit::{AriaCurrent, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::ui::theme::AnswerTone;
use golden_thread::ui::widgets::*;

#[test]
fn a_section_tells_how_far_it_is_and_what_is_missing() {
    let mut harness = show(None, |ui, pressed: &mut Option<usize>| {
        let item = |code, name, done, flag, current| SectionItem { code, name, done, total: 5, flag, current };
        let sections = [item("B", "Needs", 5, "", true), item("C", "Health needs", 2, "1 to come back to", false)];
        *pressed = section_list(ui, "sections", "Sections", &sections).or(*pressed);
    });
    harness.get_by_role_and_label(Role::ListBox, "Sections");
    let first = harness.get_by_role_and_label(Role::ListBoxOption, "B Needs, 5 of 5");
    assert_eq!(first.accesskit_node().data().is_selected(), Some(true));
    let second = harness.get_by_role_and_label(Role::ListBoxOption, "C Health needs, 2 of 5, 1 to come back to");
    assert_eq!(second.accesskit_node().data().is_selected(), Some(false));
    second.focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), Some(1));
}

#[test]
fn the_section_list_stays_still_when_another_section_becomes_current() {
    let mut harness = show(0, |ui, current: &mut usize| {
        ui.set_max_width(200.0);
        let names = ["Views, interests and aspirations", "Special educational needs", "Health needs"];
        let items: Vec<_> = (0..3)
            .map(|at| SectionItem { code: "A", name: names[at], done: 0, total: 9, flag: "", current: at == *current })
            .collect();
        for (at, item) in items.iter().enumerate() {
            section_list(ui, ("sections", at), "Sections", &[*item]);
        }
    });
    let tops = |harness: &Harness<usize>| -> Vec<f32> {
        harness.get_all_by_role(Role::ListBoxOption).map(|node| node.rect().top()).collect()
    };
    let before = tops(&harness);
    for current in 1..3 {
        *harness.state_mut() = current;
        harness.run();
        assert_eq!(tops(&harness), before);
    }
}

#[test]
fn a_criterion_tells_its_answer_in_words() {
    let mut harness = show(None, |ui, pressed: &mut Option<usize>| {
        let met = AnswerMark { label: "Met", sign: Sign::Tick, tone: AnswerTone::Met };
        let item =
            |code, answer, flagged| CriterionItem { code, question: "Is it there?", answer, flagged, current: false };
        let criteria = [item("C1", Some(met), false), item("C2", None, true)];
        *pressed = criterion_list(ui, "criteria", "Criteria of section C", &criteria).or(*pressed);
    });
    harness.get_by_role_and_label(Role::ListBoxOption, "C1 Is it there? Met");
    harness.get_by_role_and_label(Role::ListBoxOption, "C2 Is it there? not answered, to come back to").click();
    harness.run();
    assert_eq!(*harness.state(), Some(1));
}

#[test]
fn progress_has_words_and_a_value() {
    let harness = show((), |ui, ()| {
        progress_bar(ui, 31, 45, "31 of 45 answered");
        progress_ring(ui, 0, 0, 20.0, "Nothing asked");
    });
    let node = harness.get_by_role_and_label(Role::ProgressIndicator, "31 of 45 answered");
    let data = node.accesskit_node();
    assert_eq!((data.numeric_value(), data.max_numeric_value()), (Some(31.0), Some(45.0)));
}

#[test]
fn the_next_step_is_marked_and_has_the_button() {
    let mut harness = show(None, |ui, pressed: &mut Option<usize>| {
        let step = |title, state, act| Step { title, words: "", state, act };
        let steps = [
            step("Set up the round", StepState::Done, "Change"),
            step("Draw the sample", StepState::Next, "Draw the sample now"),
            step("Score the plans", StepState::Later, ""),
        ];
        *pressed = stepper(ui, "steps", "Steps of this round", &steps).or(*pressed);
    });
    let next = harness.get_by_role_and_label(Role::ListItem, "Step 2 of 3, next: Draw the sample");
    assert_eq!(next.accesskit_node().data().aria_current(), Some(AriaCurrent::Step));
    harness.get_by_role_and_label(Role::ListItem, "Step 1 of 3, done: Set up the round");
    harness.get_by_role_and_label(Role::ListItem, "Step 3 of 3, later: Score the plans");
    harness.get_by_role_and_label(Role::Button, "Draw the sample now").click();
    harness.run();
    assert_eq!(*harness.state(), Some(1));
    harness.get_by_role_and_label(Role::Link, "Change").click();
    harness.run();
    assert_eq!(*harness.state(), Some(0));
}

#[test]
fn the_places_tell_which_is_current_and_which_is_next() {
    let mut harness = show(None, |ui, pressed: &mut Option<usize>| {
        let item = |label, current, next| NavItem { label, icon: Some(Icon::Tiles), current, mine: true, next };
        let items = [item("Overview", true, false), item("Score", false, true)];
        *pressed = nav_list(ui, "places", "Places", &items).or(*pressed);
    });
    let overview = harness.get_by_role_and_label(Role::Link, "Overview");
    assert_eq!(overview.accesskit_node().data().aria_current(), Some(AriaCurrent::Page));
    harness.get_by_role_and_label(Role::Link, "Score, next step").click();
    harness.run();
    assert_eq!(*harness.state(), Some(1));
}

#[derive(Default)]
struct Table {
    cursor: usize,
    opened: Option<usize>,
    sort_by: Option<usize>,
    drawn: usize,
}

fn table<'a>(rows: usize) -> Harness<'a, Table> {
    show(Table::default(), move |ui, table: &mut Table| {
        table.drawn = 0;
        quiet_button(ui, "Before");
        let columns = [
            Column::words("Plan", 140.0).sorted(Some(false)),
            Column::rest("Need"),
            Column::figures("Answered", 120.0),
        ];
        let row_name = |row: usize| format!("EHC-{row}, {row} answered");
        let shown =
            DataTable { salt: "plans", name: "Plans", columns: &columns, rows, row_name: &row_name, opens: true };
        let mut cursor = table.cursor;
        let response = shown.show(ui, &mut cursor, |ui, row, column| {
            table.drawn += 1;
            body(ui, &format!("{row}.{column}"));
        });
        table.cursor = cursor;
        table.opened = response.opened.or(table.opened);
        table.sort_by = response.sort_by.or(table.sort_by);
    })
}

#[test]
fn a_table_is_a_table_to_a_screen_reader() {
    let harness = table(3);
    let node = harness.get_by_role_and_label(Role::Table, "Plans");
    let data = node.accesskit_node().data().clone();
    assert_eq!((data.row_count(), data.column_count()), (Some(4), Some(3)));
    let head = harness.get_by_role_and_label(Role::ColumnHeader, "Plan");
    assert_eq!(head.accesskit_node().data().sort_direction(), Some(egui::accesskit::SortDirection::Descending));
    let row = harness.get_by_role_and_label(Role::RowHeader, "EHC-2, 2 answered");
    assert_eq!(row.accesskit_node().data().row_index(), Some(3));
    assert_eq!(harness.get_all_by_role(Role::Cell).count(), 6);
}

#[test]
fn a_row_is_opened_with_the_keyboard_and_the_head_sorts() {
    let mut harness = table(20_000);
    assert!(harness.state().drawn < 200, "only the rows in sight are drawn, not {}", harness.state().drawn);
    harness.get_by_role_and_label(Role::Group, "Plans, rows").focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().cursor, 2);
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().cursor, 19_999);
    let row = harness.get_by_role_and_label(Role::RowHeader, "EHC-19999, 19999 answered");
    assert!(row.is_focused(), "a screen reader follows the cursor");
    assert!(row.rect().bottom() <= 700.0, "the last row is in sight");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().opened, Some(19_999));
    harness.get_by_label("Sort by Plan").click();
    harness.run();
    assert_eq!(harness.state().sort_by, Some(0));
}

#[test]
fn a_row_is_opened_with_the_pointer() {
    let mut harness = table(5);
    harness.get_by_label("EHC-3, 3 answered").click();
    harness.run();
    assert_eq!(harness.state().opened, Some(3));
}

#[test]
fn a_row_is_opened_with_a_screen_reader() {
    let mut harness = table(5);
    let row = harness.get_by_label("EHC-4, 4 answered");
    assert!(
        row.accesskit_node().data().supports_action(egui::accesskit::Action::Click),
        "it says that it can be pressed"
    );
    row.click_accesskit();
    harness.run();
    assert_eq!(harness.state().opened, Some(4));
}

#[test]
fn an_empty_table_takes_the_keyboard_without_opening_anything() {
    let mut harness = table(0);
    harness.get_by_role_and_label(Role::Group, "Plans, rows").focus();
    harness.run();
    for key in [Key::ArrowDown, Key::End, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(harness.state().opened, None);
}
