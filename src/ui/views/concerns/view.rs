//! The urgent concerns of the round that whoever acts may see, open ones first.

use super::form::ConcernForm;
use crate::ops::ConcernRow;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong, time_words};
use crate::ui::widgets::{Column, DataTable, Sign, empty_state, page_column, page_title, quiet, sign};
use crate::words::counted;
use egui::{ScrollArea, Ui};

/// Draws the screen; `cursor` is the row the keyboard stands on.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[ConcernRow], cursor: &mut usize) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Urgent concerns");
            if rows.is_empty() {
                let nouns = cx.subject().nouns();
                let words = format!(
                    "None that you may see in this round. Open one of the {nouns} and press Ctrl+Shift+U to record one."
                );
                if empty_state(ui, "No urgent concern", &words, &format!("Go to the {nouns}")) {
                    cx.act(Action::Go(Route::Plans));
                }
                return;
            }
            let open = rows.iter().filter(|row| row.concern.closed_ms.is_none()).count();
            let rule = if open > 0 { " The round cannot close with one open." } else { "" };
            quiet(ui, &format!("{} open, {} in all.{rule}", counted(open, "concern is", "concerns are"), rows.len()));
            ui.add_space(space::STEP);
            let height = space::ROW + space::ROW_OF_TWO * rows.len() as f32 + space::STEP;
            ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| table(ui, cx, rows, cursor));
        });
    });
}

fn table(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[ConcernRow], cursor: &mut usize) {
    let id = ui.make_persistent_id("concerns");
    if !cx.is_blocked && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let columns = [
        Column::words("Plan", 110.0),
        Column::words("State", 90.0),
        Column::words("About", 190.0),
        Column::words("Recorded", 220.0),
        Column::rest("Told").at_least(290.0).in_two_lines(),
    ];
    let state = |row: &ConcernRow| if row.concern.closed_ms.is_none() { "Open" } else { "Closed" };
    let row_name = |at: usize| {
        rows.get(at)
            .map(|row| format!("{}, {}, {}", row.reference, row.concern.kind.label(), state(row).to_lowercase()))
            .unwrap_or_default()
    };
    let table = DataTable {
        salt: "concerns",
        name: "Urgent concerns",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show(ui, cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &row.reference)),
            1 => {
                if row.concern.closed_ms.is_none() {
                    let ink = tokens(ui).answer_not_met.mark;
                    sign(ui, Sign::Warning, space::SIGN, ink, "");
                    ui.add_space(space::HALF);
                }
                cell_body(ui, state(row));
            }
            2 => drop(cell_body(ui, row.concern.kind.label())),
            3 => drop(cell_quiet(ui, &row.recorded_at.map(time_words).unwrap_or_default())),
            _ => {
                let told = if row.concern.told.is_empty() { "Nobody yet" } else { &row.concern.told };
                cell_quiet(ui, told);
            }
        }
    });
    if let Some(row) = shown.opened.and_then(|at| rows.get(at)) {
        cx.act(Action::WriteConcern(Box::new(ConcernForm::of(row))));
    }
}
