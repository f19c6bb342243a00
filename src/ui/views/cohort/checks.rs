//! What is outstanding: each list with how many plans are on it; a list opens as rows of the table.

use super::data::CohortData;
use super::state::CohortScreen;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Column, DataTable, quiet};
use crate::words::thousands;
use egui::Ui;

/// Draws the lists.
pub(super) fn show(ui: &mut Ui, data: &CohortData, state: &mut CohortScreen) {
    quiet(
        ui,
        &format!(
            "Worked out from the dates of the list, as of {}. Choose a line to see its plans. A wrong or missing date in \
             the case system shows here too.",
            data.as_of_words
        ),
    );
    ui.add_space(space::STEP);
    lists(ui, data, state);
}

fn lists(ui: &mut Ui, data: &CohortData, state: &mut CohortScreen) {
    let is_wide = ui.available_width() >= 760.0;
    let mut columns = vec![
        if is_wide { Column::words("What", 340.0) } else { Column::rest("What") },
        Column::figures("Plans", 90.0),
        Column::figures("Known of", 110.0),
    ];
    if is_wide {
        columns.push(Column::rest("How it is worked out"));
    }
    let plans_of = |row: usize| {
        let checked = data.checks.get(row)?;
        let words = if checked.known == 0 { "–".to_owned() } else { thousands(checked.plans.len() as u64) };
        Some((checked, words))
    };
    let row_name = |row: usize| match plans_of(row) {
        Some((checked, _)) if checked.known == 0 => format!("{}: the list of plans does not say", checked.list),
        Some((checked, plans)) => {
            format!("{}: {plans}, known of {}", checked.list, thousands(checked.known as u64))
        }
        None => String::new(),
    };
    let table = DataTable {
        salt: "checks",
        name: "What is outstanding",
        columns: &columns,
        rows: data.checks.len(),
        row_name: &row_name,
        opens: true,
    };
    let mut cursor = state.check_cursor;
    let shown = table.show_within(ui, usize::MAX, &mut cursor, |ui, row, column| {
        let Some((checked, plans)) = plans_of(row) else { return };
        match column {
            0 => drop(cell_strong(ui, checked.list.label())),
            1 => drop(cell_body(ui, &plans)),
            2 => drop(cell_quiet(ui, &thousands(checked.known as u64))),
            _ if checked.known == 0 => drop(cell_quiet(ui, "The list of plans does not say")),
            _ => drop(cell_quiet(ui, checked.list.rule())),
        }
    });
    state.check_cursor = cursor;
    if let Some((checked, _)) = shown.opened.and_then(plans_of) {
        state.show_list(checked.list);
    }
}
