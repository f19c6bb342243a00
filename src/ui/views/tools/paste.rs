//! Rows pasted from a worksheet: looked at first, taken into the draft whole or not at all.

use super::fields::short;
use super::state::Editor;
use crate::exchange::tool_rows::{COLUMNS, read_rows, take_rows};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Button, Column, DataTable, TextField, body, quiet, small, strong};
use crate::words::counted;
use egui::Ui;

/// Rows shown before the list scrolls by itself.
const ROWS: usize = 10;
/// More faults than this are counted, not listed.
const MOST_FAULTS: usize = 60;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    quiet(
        ui,
        "Copy rows in a worksheet and paste them here. The first row may name the columns, in any order; without it they \
         are taken in this order:",
    );
    body(ui, &COLUMNS.join(", "));
    quiet(
        ui,
        "A section may have its title after its code, such as “A Views”. A criterion the tool has under the same code is \
         brought up to date; the others are added. Several references stand between semicolons.",
    );
    ui.add_space(space::STEP);
    let field = TextField::new("Rows").rows(6).width(f32::INFINITY).salt(editor.id);
    if field.show(ui, &mut editor.pasted).changed() {
        editor.preview = None;
    }
    let reason = editor.pasted.trim().is_empty().then_some("Paste rows first");
    if Button::quiet("Look at the rows").disabled_because(reason).show(ui).clicked() {
        editor.preview = Some(read_rows(&editor.pasted));
    }
    let Some(preview) = editor.preview.take() else { return };
    ui.add_space(space::STEP);
    for fault in preview.faults.iter().take(MOST_FAULTS) {
        let column = if fault.column.is_empty() { String::new() } else { format!(", {}", fault.column) };
        body(ui, &format!("Row {}{column}: {}", fault.row, fault.message));
    }
    if !preview.faults.is_empty() {
        let count = counted(preview.faults.len(), "thing has", "things have");
        strong(ui, &format!("{count} to be put right. Nothing is taken in before."));
    } else if preview.rows.is_empty() {
        body(ui, "There is no row to take in.");
    } else {
        let is_new = |code: &str| editor.tool.get_criterion(code).is_none();
        let added = preview.rows.iter().filter(|row| is_new(&row.criterion.code)).count();
        let changed = preview.rows.len() - added;
        table(ui, editor, &preview.rows);
        let words = format!("{} new, {changed} brought up to date.", counted(added, "criterion is", "criteria are"));
        small(ui, &words);
        if Button::primary(&format!("Take in {}", counted(preview.rows.len(), "row", "rows"))).show(ui).clicked() {
            take_rows(&mut editor.tool, &preview.rows);
            editor.typed.clear();
            editor.pasted.clear();
            editor.change(ui.input(|input| input.time));
            if let Some(command) = editor.take_unsaved() {
                cx.run(command);
            }
            return;
        }
    }
    editor.preview = Some(preview);
}

fn table(ui: &mut Ui, editor: &mut Editor, rows: &[crate::exchange::tool_rows::PastedRow]) {
    let columns = [
        Column::words("Section", 90.0),
        Column::words("Code", 90.0),
        Column::rest("Question"),
        Column::words("Kind", 90.0),
        Column::words("Depth", 110.0),
        Column::words("What happens", 150.0),
    ];
    let tool = &editor.tool;
    let does = |at: usize| match rows.get(at).and_then(|row| tool.get_criterion(&row.criterion.code)) {
        Some(_) => "Brought up to date",
        None => "New",
    };
    let row_name = |at: usize| {
        let row = rows.get(at);
        row.map(|row| format!("{}, {}: {}", row.criterion.code, does(at), short(&row.criterion.question, 60)))
            .unwrap_or_default()
    };
    let table = DataTable {
        salt: "pasted",
        name: "Rows pasted",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    table.show_within(ui, ROWS, &mut editor.cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_quiet(ui, &row.section)),
            1 => drop(cell_strong(ui, &row.criterion.code)),
            2 => drop(cell_body(ui, &row.criterion.question)),
            3 => drop(cell_quiet(ui, row.criterion.kind.label())),
            4 => drop(cell_quiet(ui, row.criterion.depth.label())),
            _ => drop(cell_quiet(ui, does(at))),
        }
    });
}
