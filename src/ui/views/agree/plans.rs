//! The plans and where each stands: waiting, open, settled. Who is waited for is a count only.

use super::data::{AgreeData, AgreePlan, WaitingPlan};
use super::state::{About, AgreeScreen, Part};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong, name_column};
use crate::ui::widgets::{Column, DataTable, body, empty_state, small};
use crate::words::counted;
use egui::Ui;

enum Row<'a> {
    Open(&'a AgreePlan),
    Waiting(&'a WaitingPlan),
}

impl Row<'_> {
    fn reference(&self) -> &str {
        match self {
            Row::Open(plan) => &plan.reference,
            Row::Waiting(plan) => &plan.reference,
        }
    }

    fn standing(&self, state: &AgreeScreen) -> String {
        match self {
            Row::Waiting(plan) if plan.is_own => "Waits for your own sheet".to_owned(),
            Row::Waiting(plan) if plan.readers == 0 => "Nobody reads it yet".to_owned(),
            Row::Waiting(plan) => {
                format!("Waits for {} of {}", plan.missing, counted(plan.readers, "sheet", "sheets"))
            }
            Row::Open(plan) if plan.agreed == plan.tested => "Settled".to_owned(),
            Row::Open(plan) => match state.open_count(plan) {
                0 => "Open: nothing to discuss".to_owned(),
                left => format!("Open: {left} to discuss"),
            },
        }
    }

    fn agreed(&self) -> String {
        match self {
            Row::Open(plan) => format!("{} of {}", plan.agreed, plan.tested),
            Row::Waiting(_) => String::new(),
        }
    }

    fn remark(&self) -> String {
        match self {
            Row::Open(plan) => plan.early.as_ref().map(|why| format!("Opened early: {why}")).unwrap_or_default(),
            Row::Waiting(_) => String::new(),
        }
    }
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen) {
    let rows: Vec<Row<'_>> = data.plans.iter().map(Row::Open).chain(data.waiting.iter().map(Row::Waiting)).collect();
    if rows.is_empty() {
        empty_state(
            ui,
            "No sample is drawn yet",
            &format!("The {} of this round are listed here when it is.", cx.subject().nouns()),
            "",
        );
        return;
    }
    body(
        ui,
        &format!(
            "{} can be compared when everyone who reads it has handed in. The lead can open it earlier with a reason; \
             sheets handed in after that are kept, marked “not blind”, and left out of the agreement figures.",
            cx.subject().any_head()
        ),
    );
    ui.add_space(space::STEP);
    let standing: Vec<String> = rows.iter().map(|row| row.standing(state)).collect();
    let is_narrow = ui.available_width() < 700.0;
    let mut columns = vec![name_column(cx.subject(), 120.0), Column::words("Where it stands", 230.0)];
    columns.push(if is_narrow { Column::rest("Agreed") } else { Column::words("Agreed", 110.0) });
    if !is_narrow {
        columns.push(Column::rest("Remark"));
    }
    let row_name = |at: usize| match (rows.get(at), standing.get(at)) {
        (Some(row), Some(standing)) => format!("{}, {standing}", row.reference()),
        _ => String::new(),
    };
    let (salt, name) = ("compared plans", format!("{} to compare", cx.subject().heads()));
    let table = DataTable { salt, name: &name, columns: &columns, rows: rows.len(), row_name: &row_name, opens: true };
    let mut cursor = state.plans_cursor;
    let shown = table.show_within(ui, usize::MAX, &mut cursor, |ui, at, column| {
        let (Some(row), Some(standing)) = (rows.get(at), standing.get(at)) else { return };
        match column {
            0 => drop(cell_strong(ui, row.reference())),
            1 => drop(cell_body(ui, standing)),
            2 => drop(cell_body(ui, &row.agreed())),
            _ => drop(cell_quiet(ui, &row.remark())),
        }
    });
    state.plans_cursor = cursor;
    small(ui, "Enter shows the answers where they are open, or opens one that waits, with a reason.");
    match shown.opened.and_then(|at| rows.get(at)) {
        Some(Row::Open(plan)) => {
            state.part = Part::Answers;
            state.go_to_plan(plan.subject);
        }
        Some(Row::Waiting(plan)) if !plan.is_own && plan.readers > 0 && cx.round_is_open() => {
            state.ask(About::OpenEarly(plan.subject));
        }
        _ => {}
    }
}
