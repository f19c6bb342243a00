//! A draft tried on a past round: which grades would change, and why. Nothing is written.

use super::data::TrialData;
use super::state::Editor;
use super::tried;
use crate::domain::tool_trial::TrialRow;
use crate::ui::theme::space;
use crate::ui::theme::tokens;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Column, DataTable, Sign, body, choice_list, quiet, sign, small, strong};
use crate::words::counted;
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, data: Option<&TrialData>, editor: &mut Editor) {
    quiet(
        ui,
        "The draft on past answers, of every agreed plan or of one sheet: which grades would be other ones. Nothing is \
         written. Answers the draft does not have are left out; a grade the panel set by hand is not looked at.",
    );
    ui.add_space(space::STEP);
    let Some(data) = data.filter(|data| data.draft == editor.id) else {
        quiet(ui, "Reading…");
        return;
    };
    if data.rounds.is_empty() {
        body(ui, "No round with this tool, or one much like it, has a fully agreed plan or an open comparison yet.");
        return;
    }
    editor.round = editor.round.min(data.rounds.len() - 1);
    let titles: Vec<&str> = data.rounds.iter().map(|round| round.title.as_str()).collect();
    if let Some(round) = choice_list(ui, "Round", &titles, Some(editor.round), 360.0) {
        editor.round = round;
        editor.cursor = 0;
    }
    let at = editor.round;
    let Some(round) = data.rounds.get(at) else { return };
    let given = round.evidence.given(round.tool.subject);
    small(ui, &format!("Scored with {}, {} depth. Evidence given: {given}", round.tool.full_name(), round.depth));
    if !tried::choose(ui, round, &mut editor.tried_on) {
        tried::one(ui, round, at, editor);
        return;
    }
    if round.plans.is_empty() {
        body(ui, "No plan of this round is fully agreed yet. Choose one plan to try the draft on a sheet of it.");
        return;
    }
    let rows = editor.tried(data).get(at).cloned().unwrap_or_default();
    let changed = rows.iter().filter(|row| row.plan.is_change()).count();
    let sections: usize = rows.iter().map(|row| row.sections.len()).sum();
    let unanswered = rows.iter().map(|row| row.unanswered).max().unwrap_or_default();
    ui.add_space(space::STEP);
    strong(
        ui,
        &format!(
            "{changed} of {} would have another grade; so would {}",
            counted(rows.len(), "plan", "plans"),
            counted(sections, "section of a plan", "sections of plans")
        ),
    );
    if unanswered > 0 {
        let words = counted(unanswered, "criterion of the draft has", "criteria of the draft have");
        quiet(ui, &format!("{words} no agreed answer there and is left out of the grades."));
    }
    ui.add_space(space::STEP);
    table(ui, &rows, &mut editor.cursor);
    if let Some(row) = rows.get(editor.cursor) {
        ui.add_space(space::STEP);
        detail(ui, row);
    }
}

fn table(ui: &mut Ui, rows: &[TrialRow], cursor: &mut usize) {
    let columns = [
        Column::words("Plan", 110.0),
        Column::words("Grade now", 190.0),
        Column::words("Under the draft", 210.0),
        Column::rest("Why").at_least(260.0).in_two_lines(),
        Column::words("Sections", 150.0),
    ];
    let row_name = |at: usize| rows.get(at).map(row_words).unwrap_or_default();
    let table = DataTable {
        salt: "trial",
        name: "Grades now and under the draft",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let opened = table.show_within(ui, 14, cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &row.reference)),
            1 => drop(cell_body(ui, &row.plan.before)),
            2 if row.plan.is_change() => {
                let ink = tokens(ui).accent;
                sign(ui, Sign::ArrowRight, 14.0, ink, "");
                cell_strong(ui, &row.plan.after);
            }
            2 => drop(cell_quiet(ui, "the same")),
            3 => drop(cell_quiet(ui, &row.plan.why)),
            _ => {
                let codes: Vec<&str> = row.sections.iter().map(|section| section.of.as_str()).collect();
                cell_body(ui, &codes.join(" "));
            }
        }
    });
    if let Some(at) = opened.opened {
        *cursor = at;
    }
}

fn row_words(row: &TrialRow) -> String {
    let change = if row.plan.is_change() {
        format!("from {} to {}", row.plan.before, row.plan.after)
    } else {
        format!("{} stays", row.plan.before)
    };
    format!("{}, {change}", row.reference)
}

fn detail(ui: &mut Ui, row: &TrialRow) {
    strong(ui, &format!("Plan {}", row.reference));
    body(ui, &format!("Now {}; under the draft {}: {}", row.plan.before, row.plan.after, row.plan.why));
    for section in &row.sections {
        body(ui, &format!("Section {}: from {} to {} ({})", section.of, section.before, section.after, section.why));
    }
    if row.sections.is_empty() {
        quiet(ui, "No section of it would have another grade.");
    }
}
