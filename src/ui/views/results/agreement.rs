//! How far readers agree: words first, then part by part, the coefficients in an annex.

use super::data::ResultsData;
use super::readers::PartRow;
use super::state::ResultsScreen;
use crate::ui::theme::{space, tokens};
use crate::ui::views::cell_body;
use crate::ui::widgets::{Button, Column, DataTable, body, quiet, section_title, small, small_title, strong};
use egui::{Sense, StrokeKind, Ui, vec2};

pub(super) fn show(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    section_title(ui, "How far readers agree");
    small(ui, "On the score sheets as handed in, before anything was discussed. Moderation does not change it.");
    if let Some(first) = data.agreement.first() {
        strong(ui, first);
    }
    for words in data.agreement.iter().skip(1) {
        body(ui, words);
    }
    if data.readers.words.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "What divides the panel");
    small(ui, &data.readers.basis);
    for words in &data.readers.words {
        body(ui, words);
    }
    ui.add_space(space::STEP);
    parts(ui, state, 0, "By section", &data.readers.sections);
    parts(ui, state, 1, "By criterion, least agreed first", &data.readers.criteria);
    agencies(ui, data, state);
    if !data.readers.apart.is_empty() {
        ui.add_space(space::STEP * 2.0);
        small_title(ui, "Answers that are no step on the scale, counted apart");
        for words in &data.readers.apart {
            body(ui, words);
        }
    }
    ui.add_space(space::STEP * 2.0);
    annex(ui, data, state);
}

fn parts(ui: &mut Ui, state: &mut ResultsScreen, at: usize, title: &str, rows: &[PartRow]) {
    if rows.is_empty() {
        return;
    }
    ui.add_space(space::STEP * 2.0);
    small_title(ui, title);
    let columns = [
        Column::rest(if at == 0 { "Section" } else { "Criterion" }),
        Column::words("Same answer", 240.0),
        Column::figures("Within one step", 150.0),
        Column::figures("Answers", 100.0),
    ];
    let row_name = |row: usize| {
        rows.get(row)
            .map(|r| format!("{}, same answer {}, {} answers", r.name, r.plain[0], r.plain[2]))
            .unwrap_or_default()
    };
    let table =
        DataTable { salt: title, name: title, columns: &columns, rows: rows.len(), row_name: &row_name, opens: false };
    table.show_within(ui, usize::MAX, &mut state.rows[6], |ui, row, column| {
        let Some(part) = rows.get(row) else { return };
        match column {
            0 => drop(cell_body(ui, &part.name)),
            1 => same_answer(ui, part),
            _ => drop(cell_body(ui, &part.plain[column - 1])),
        }
    });
}

/// The share as a bar with its figure: the length says the same as the words.
fn same_answer(ui: &mut Ui, part: &PartRow) {
    let t = tokens(ui);
    if let Some(percent) = part.percent {
        let (rect, _) = ui.allocate_exact_size(vec2(120.0, 12.0), Sense::hover());
        let filled = rect.with_max_x(rect.left() + rect.width() * (percent / 100.0) as f32);
        ui.painter().rect_filled(filled, 0, t.accent);
        ui.painter().rect(
            rect,
            0,
            egui::Color32::TRANSPARENT,
            egui::Stroke::new(1.0, t.control_border),
            StrokeKind::Inside,
        );
        ui.add_space(space::STEP);
    }
    cell_body(ui, &part.plain[0]);
}

fn agencies(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let rows = &data.readers.agencies;
    if rows.is_empty() {
        return;
    }
    ui.add_space(space::STEP * 2.0);
    small_title(ui, "Between agencies");
    small(ui, "Which gives the lower answer, on average, in steps of the scale. Neither is the right one.");
    let columns = [
        Column::rest("Agencies"),
        Column::figures("Same answer", 120.0),
        Column::figures("Within one step", 140.0),
        Column::words("Gives the lower answer", 240.0),
        Column::figures("Compared", 100.0),
    ];
    plain_table(ui, &mut state.rows[7], "Between agencies", &columns, rows.len(), &|row, column| {
        rows.get(row).and_then(|cells| cells.get(column)).cloned().unwrap_or_default()
    });
}

fn annex(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let words = if state.shows_annex { "Hide the coefficients" } else { "Show the coefficients" };
    if Button::quiet(words).show(ui).clicked() {
        state.shows_annex = !state.shows_annex;
    }
    if !state.shows_annex {
        return;
    }
    ui.add_space(space::STEP);
    small_title(ui, "Annex: coefficients by section");
    quiet(
        ui,
        "Krippendorff’s alpha (ordinal) with its 95 % interval from 1,000 seeded draws of plans; Gwet’s AC2 and AC1; \
         Cohen’s kappa and quadratic kappa as means over pairs; alpha (nominal). 1 is complete agreement, 0 is what \
         chance would give. A dash: not defined.",
    );
    let rows = &data.readers.sections;
    let columns = [
        Column::rest("Section"),
        Column::words("Alpha (ordinal)", 180.0),
        Column::figures("AC2", 80.0),
        Column::figures("Kappa", 80.0),
        Column::figures("Quadratic", 100.0),
        Column::figures("Nominal", 90.0),
        Column::figures("AC1", 80.0),
    ];
    plain_table(ui, &mut state.rows[7], "Coefficients by section", &columns, rows.len(), &|row, column| {
        let Some(part) = rows.get(row) else { return String::new() };
        if column == 0 { part.name.clone() } else { part.annex.get(column - 1).cloned().unwrap_or_default() }
    });
}

fn plain_table(
    ui: &mut Ui,
    cursor: &mut usize,
    name: &str,
    columns: &[Column<'_>],
    rows: usize,
    cell: &dyn Fn(usize, usize) -> String,
) {
    let row_name = |row: usize| cell(row, 0);
    let table = DataTable { salt: name, name, columns, rows, row_name: &row_name, opens: false };
    table.show_within(ui, usize::MAX, cursor, |ui, row, column| drop(cell_body(ui, &cell(row, column))));
}
