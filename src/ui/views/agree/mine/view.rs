//! One's own answers against the agreed ones: only those that differ, or all.

use super::data::{MineData, MineRow};
use crate::domain::audit_tool::AuditTool;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Column, DataTable, body, check, quiet, small};
use egui::Ui;

/// What is looked at.
#[derive(Debug, Default)]
pub struct MineScreen {
    /// Also the answers that were agreed as given.
    pub shows_all: bool,
    /// The row the keyboard stands on.
    pub cursor: usize,
}

/// Draws it.
pub fn show(ui: &mut Ui, tool: &AuditTool, data: &MineData, state: &mut MineScreen) {
    body(ui, &data.words());
    small(ui, "Your sheets stay as you handed them in. Nobody is ranked by this.");
    ui.add_space(space::STEP);
    check(ui, "Also show the answers agreed as you gave them", &mut state.shows_all);
    let rows: Vec<&MineRow> = data.rows.iter().filter(|row| state.shows_all || row.differs()).collect();
    if rows.is_empty() {
        quiet(ui, "The panel agreed every one of your answers.");
        return;
    }
    let is_narrow = ui.available_width() < 760.0;
    let mut columns = vec![Column::words("Plan", 100.0), Column::words("Criterion", 80.0)];
    columns.extend([Column::words("You", 130.0), Column::words("The panel", 130.0)]);
    columns.push(Column::rest("Why").in_two_lines());
    if is_narrow {
        columns.truncate(4);
    }
    let row_name = |row: usize| rows.get(row).map(|row| spoken(tool, row)).unwrap_or_default();
    let (salt, name, count) = ("mine", "Your answers and the agreed ones", rows.len());
    let table = DataTable { salt, name, columns: &columns, rows: count, row_name: &row_name, opens: false };
    table.show_within(ui, usize::MAX, &mut state.cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &row.plan)),
            1 => drop(cell_body(ui, &row.code).on_hover_text(&row.question)),
            2 => drop(cell_body(ui, MineData::label(tool, &row.own))),
            3 => drop(cell_body(ui, MineData::label(tool, &row.agreed))),
            _ => drop(cell_quiet(ui, why(row))),
        }
    });
}

fn why(row: &MineRow) -> &str {
    if row.reason.is_empty() { row.how } else { &row.reason }
}

fn spoken(tool: &AuditTool, row: &MineRow) -> String {
    let (own, agreed) = (MineData::label(tool, &row.own), MineData::label(tool, &row.agreed));
    format!("{}, {}: you {own}, the panel {agreed}, {}", row.plan, row.code, why(row))
}
