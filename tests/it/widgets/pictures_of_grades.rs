//! Heat map, bars and grade chips.

use super::mock_results::{COLUMNS, GRADES, plans};
use super::show;
use crate::pictures::{picture, window};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use golden_thread::ui::theme::Theme;
use golden_thread::ui::widgets::*;

#[derive(Default)]
struct Map {
    state: HeatMapState,
    opened: Option<(usize, usize)>,
    shown: Option<(usize, usize)>,
}

fn map<'a>(count: usize, size: [f32; 2], theme: Theme) -> Harness<'a, Map> {
    let plans = plans(count);
    window(theme, size, 1.0, Map::default(), move |ui, map: &mut Map| {
        let rows: Vec<_> = plans.iter().map(|(name, places)| HeatRow { name, places }).collect();
        let detail = |row: usize, column: usize| format!("Points {row} of {column}.");
        quiet_button(ui, "Before");
        let shown = HeatMap {
            salt: "map",
            name: "Grades by section",
            row_heading: "Plan",
            columns: &COLUMNS,
            rows: &rows,
            grades: &GRADES,
            detail: &detail,
        };
        let response = shown.show(ui, &mut map.state);
        map.opened = response.opened.or(map.opened);
        map.shown = response.shown;
    })
}

fn press(harness: &mut Harness<Map>, key: Key, times: usize) {
    for _ in 0..times {
        harness.key_press(key);
        harness.run();
    }
}

#[test]
fn each_cell_says_plan_section_and_grade() {
    let harness = map(20, [900.0, 1100.0], Theme::Light);
    let grid = harness.get_by_role_and_label(Role::Grid, "Grades by section");
    let data = grid.accesskit_node().data().clone();
    assert_eq!((data.row_count(), data.column_count()), (Some(21), Some(10)));
    assert_eq!(harness.get_all_by_role(Role::GridCell).count(), 20 * 9);
    let cell = harness.get_by_role_and_label(Role::GridCell, "EHC-0101, C Health needs: Requires improvement");
    assert_eq!(cell.accesskit_node().data().description(), Some("Points 0 of 2."));
    assert_eq!(
        (cell.accesskit_node().data().row_index(), cell.accesskit_node().data().column_index()),
        (Some(1), Some(3))
    );
    harness.get_by_role_and_label(Role::GridCell, "EHC-0101, F Special educational provision: No grade");
    harness.get_by_role_and_label(Role::GridCell, "EHC-0101, Plan grade: Outstanding");
    harness.get_by_role_and_label(Role::ColumnHeader, "B Special educational needs");
    harness.get_by_role_and_label(Role::RowHeader, "EHC-0138");
}

#[test]
fn the_cursor_moves_by_arrows_shows_the_detail_and_opens_with_enter() {
    let mut harness = map(20, [900.0, 700.0], Theme::Light);
    harness.get_by_role_and_label(Role::Grid, "Grades by section").focus();
    harness.run();
    assert_eq!(harness.state().shown, Some((0, 0)));
    press(&mut harness, Key::ArrowDown, 3);
    press(&mut harness, Key::ArrowRight, 2);
    press(&mut harness, Key::ArrowUp, 1);
    assert_eq!(harness.state().state.cursor, (2, 2));
    assert_eq!(harness.state().shown, Some((2, 2)));
    harness.get_by_label("EHC-0175, C Health needs: Good Points 2 of 2.");
    picture(&mut harness, "heat-map-cursor");
    press(&mut harness, Key::Enter, 1);
    assert_eq!(harness.state().opened, Some((2, 2)));
}

#[test]
fn the_cursor_stops_at_the_edges() {
    let mut harness = map(3, [900.0, 700.0], Theme::Light);
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    press(&mut harness, Key::ArrowLeft, 2);
    press(&mut harness, Key::ArrowUp, 2);
    assert_eq!(harness.state().state.cursor, (0, 0));
    press(&mut harness, Key::End, 1);
    press(&mut harness, Key::ArrowRight, 1);
    press(&mut harness, Key::PageDown, 2);
    assert_eq!(harness.state().state.cursor, (2, 8));
    let cell = harness.get_by_role_and_label(Role::GridCell, "EHC-0175, Plan grade: Good");
    assert!(cell.is_focused(), "a screen reader follows the cursor, and the arrows never leave the map");
}

#[test]
fn pointer_shows_the_detail_and_opens() {
    let mut harness = map(20, [900.0, 1100.0], Theme::Light);
    harness.get_by_label("EHC-0138, B Special educational needs: Outstanding").hover();
    harness.run();
    assert_eq!(harness.state().shown, Some((1, 1)));
    harness.get_by_label("EHC-0138, B Special educational needs: Outstanding").click();
    harness.run();
    assert_eq!(harness.state().opened, Some((1, 1)));
    assert_eq!(harness.state().state.cursor, (1, 1));
}

#[test]
fn thousands_of_plans_cost_what_is_in_sight_and_the_heads_stay() {
    let mut harness = map(5_000, [900.0, 700.0], Theme::Light);
    let in_sight = harness.get_all_by_role(Role::GridCell).count();
    assert!(in_sight < 9 * 25, "{in_sight} cells");
    let head_top = harness.get_by_role_and_label(Role::ColumnHeader, "C Health needs").rect().top();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::End);
    harness.run();
    assert_eq!(harness.state().state.cursor, (4_999, 8));
    let last = plans(5_000)[4_999].0.clone();
    let row = harness.get_by_role_and_label(Role::RowHeader, &last);
    assert!(row.rect().bottom() <= 700.0, "the last row is in sight");
    assert_eq!(harness.get_by_role_and_label(Role::ColumnHeader, "C Health needs").rect().top(), head_top);
    // Going up again, the row must come out from under the heads.
    press(&mut harness, Key::PageUp, 3);
    let cursor = plans(5_000)[harness.state().state.cursor.0].0.clone();
    let head_bottom = harness.get_by_role_and_label(Role::ColumnHeader, "C Health needs").rect().bottom();
    let row = harness.get_by_role_and_label(Role::RowHeader, &cursor);
    assert!(row.rect().top() >= head_bottom - 0.5, "{} under {head_bottom}", row.rect().top());
}

#[test]
fn in_a_narrow_window_the_first_column_stays_while_the_sections_scroll() {
    let mut harness = map(20, [360.0, 700.0], Theme::Dark);
    let left = harness.get_by_role_and_label(Role::RowHeader, "EHC-0101").rect().left();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    press(&mut harness, Key::End, 1);
    picture(&mut harness, "heat-map-narrow");
    assert_eq!(harness.get_by_role_and_label(Role::RowHeader, "EHC-0101").rect().left(), left);
    let cell = harness.get_by_role_and_label(Role::GridCell, "EHC-0101, Plan grade: Outstanding");
    assert!(cell.rect().right() <= 360.0);
}

#[test]
fn on_a_page_that_scrolls_the_map_is_still_bounded() {
    let plans = plans(500);
    let harness = show((), move |ui, ()| {
        egui::ScrollArea::vertical().show(ui, |ui| {
            let rows: Vec<_> = plans.iter().map(|(name, places)| HeatRow { name, places }).collect();
            let detail = |_, _| String::new();
            HeatMap {
                salt: "map",
                name: "Grades by section",
                row_heading: "Plan",
                columns: &COLUMNS,
                rows: &rows,
                grades: &GRADES,
                detail: &detail,
            }
            .show(ui, &mut HeatMapState::default());
            quiet_button(ui, "After");
        });
    });
    assert!(harness.get_by_label("After").rect().bottom() < 1_200.0);
}

#[test]
fn a_map_without_plans_or_sections_takes_the_keyboard_and_does_nothing() {
    let mut harness = map(0, [900.0, 700.0], Theme::Light);
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    for key in [Key::ArrowDown, Key::End, Key::PageDown, Key::Enter] {
        press(&mut harness, key, 1);
    }
    assert_eq!((harness.state().opened, harness.state().shown), (None, None));
}

#[test]
fn bars_read_as_a_table_with_their_totals() {
    let harness = show((), |ui, ()| {
        let rows = [
            BarRow { name: "C Health needs", counts: &[0, 5, 10, 3], without_grade: 2 },
            BarRow { name: "D Social care needs", counts: &[1, 4, 9, 6], without_grade: 0 },
        ];
        stacked_bars(ui, "bars", "Grades by section", "Plans", &GRADES, &rows);
    });
    harness.get_by_role_and_label(Role::Table, "Grades by section");
    assert_eq!(harness.get_all_by_role(Role::RowHeader).count(), 2);
    let cells: Vec<_> =
        harness.get_all_by_role(Role::Cell).map(|node| node.accesskit_node().label().unwrap()).collect();
    assert_eq!(
        cells,
        [
            "Outstanding: 0",
            "Good: 5",
            "Requires improvement: 10",
            "Inadequate: 3",
            "No grade: 2",
            "Total: 20",
            "Outstanding: 1",
            "Good: 4",
            "Requires improvement: 9",
            "Inadequate: 6",
            "No grade: 0",
            "Total: 20",
        ]
    );
}

#[test]
fn the_length_of_a_bar_is_its_count() {
    let harness = show((), |ui, ()| {
        let rows = [
            BarRow { name: "C", counts: &[0, 5, 10, 0], without_grade: 0 },
            BarRow { name: "D", counts: &[0, 10, 20, 0], without_grade: 0 },
        ];
        stacked_bars(ui, "bars", "Grades", "Plans", &GRADES, &rows);
    });
    let width = |label: &str| harness.get_all_by_label(label).map(|node| node.rect().width()).collect::<Vec<_>>();
    let (five, ten, twenty) = (width("Good: 5")[0], width("Good: 10")[0], width("Requires improvement: 20")[0]);
    assert!((ten - 2.0 * five).abs() < 0.5 && (twenty - 4.0 * five).abs() < 0.5);
}

#[test]
fn tools_with_other_tables_of_grades_are_drawn_too() {
    let names = ["Strong", "Secure", "Developing", "Emerging", "Weak", "Absent"];
    for of in 2..=6 {
        let letters: Vec<String> = (0..of).map(|place| grade_letter(&names[..of], place)).collect();
        let grades: Vec<_> =
            (0..of).map(|place| GradeMark { letter: &letters[place], name: names[place], place, of }).collect();
        let mut harness = show((), |ui, ()| {
            grade_legend(ui, &grades, true);
        });
        picture(&mut harness, &format!("grades-of-{of}"));
        assert_eq!(harness.get_all_by_role(Role::Label).count(), of + 1);
    }
}
