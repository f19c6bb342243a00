//! A draft tried on one plan: as it was agreed, or on one sheet of it; each section's grade before and after.

use super::state::Editor;
use crate::domain::ids::SubjectId;
use crate::domain::sheet::Scope;
use crate::domain::tool_trial::{GradeChange, TrialRow, TrialSheet, try_on, try_sheet};
use crate::ops::TrialRound;
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Column, DataTable, Sign, body, choice_list, quiet, section_title, sign, strong};
use crate::words::counted;
use egui::Ui;

/// Revision of the draft, place of the round, plan, reader: what a result was worked out of.
type Of = (u64, usize, SubjectId, Option<String>);

/// What is chosen of a round, and what the draft makes of it.
#[derive(Debug, Default)]
pub struct TriedOn {
    /// The plan; none: every agreed one.
    pub plan: Option<SubjectId>,
    /// Letter of the reader whose sheet it is; none: as agreed.
    pub reader: Option<String>,
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// What was worked out, and what of.
    made: Option<(Of, TrialRow)>,
}

impl TriedOn {
    /// What was worked out no longer holds.
    pub fn forget(&mut self) {
        self.made = None;
    }

    fn row(
        &mut self,
        draft: &crate::domain::audit_tool::AuditTool,
        revision: u64,
        at: usize,
        round: &TrialRound,
    ) -> Option<&TrialRow> {
        let plan = self.plan?;
        let key = (revision, at, plan, self.reader.clone());
        if self.made.as_ref().is_none_or(|(made, _)| *made != key) {
            let (tools, asked) = ((&*round.tool, draft), (round.depth, round.evidence));
            let row = match &self.reader {
                Some(reader) => {
                    let mut sheets = round.sheets.iter();
                    try_sheet(tools, asked, sheets.find(|s| s.subject == plan && s.reader == *reader)?)
                }
                None => {
                    let agreed = round.plans.iter().find(|agreed| agreed.subject == plan)?;
                    try_on(tools, asked, std::slice::from_ref(agreed)).pop()?
                }
            };
            self.made = Some((key, row));
        }
        self.made.as_ref().map(|(_, row)| row)
    }
}

/// Plans of a round with something to try on, in draw order.
fn plans(round: &TrialRound) -> Vec<(SubjectId, &str)> {
    let mut found: Vec<(SubjectId, &str)> = Vec::new();
    let sheets = round.sheets.iter().map(|sheet| (sheet.subject, sheet.reference.as_str()));
    let agreed = round.plans.iter().map(|plan| (plan.subject, plan.reference.as_str()));
    for (subject, reference) in agreed.chain(sheets) {
        if found.iter().all(|(known, _)| *known != subject) {
            found.push((subject, reference));
        }
    }
    found
}

/// What a sheet is called in the list.
fn sheet_words(sheet: &TrialSheet) -> String {
    match &sheet.scope {
        Scope::Whole => format!("Sheet of reader {}", sheet.reader),
        Scope::Headings(codes) => format!("Sheet of reader {}: sections {}", sheet.reader, codes.join(", ")),
        Scope::View(view) => format!("Sheet of reader {}: {} view", sheet.reader, view.replace('_', " ")),
    }
}

/// Lets one plan and one sheet be chosen. Returns whether every agreed plan is meant.
pub(super) fn choose(ui: &mut Ui, round: &TrialRound, tried: &mut TriedOn) -> bool {
    let plans = plans(round);
    if tried.plan.is_some_and(|plan| plans.iter().all(|(known, _)| *known != plan)) {
        (tried.plan, tried.reader) = (None, None);
    }
    let every = format!("Every agreed plan ({})", round.plans.len());
    let names: Vec<&str> = std::iter::once(every.as_str()).chain(plans.iter().map(|(_, name)| *name)).collect();
    let chosen = tried.plan.and_then(|plan| plans.iter().position(|(known, _)| *known == plan)).map_or(0, |at| at + 1);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        if let Some(at) = choice_list(ui, "Plan", &names, Some(chosen), 260.0) {
            tried.plan = at.checked_sub(1).and_then(|at| plans.get(at)).map(|(plan, _)| *plan);
            (tried.reader, tried.cursor) = (None, 0);
        }
        let Some(plan) = tried.plan else { return };
        let is_agreed = round.plans.iter().any(|agreed| agreed.subject == plan);
        let sheets: Vec<&TrialSheet> = round.sheets.iter().filter(|sheet| sheet.subject == plan).collect();
        let mut options: Vec<(Option<String>, String)> = Vec::new();
        if is_agreed {
            options.push((None, "As the panel agreed".to_owned()));
        }
        options.extend(sheets.iter().map(|sheet| (Some(sheet.reader.clone()), sheet_words(sheet))));
        if options.iter().all(|(reader, _)| *reader != tried.reader) {
            tried.reader = options.first().and_then(|(reader, _)| reader.clone());
        }
        let words: Vec<&str> = options.iter().map(|(_, words)| words.as_str()).collect();
        let chosen = options.iter().position(|(reader, _)| *reader == tried.reader);
        if let Some((reader, _)) = choice_list(ui, "Answers", &words, chosen, 320.0).and_then(|at| options.get(at)) {
            (tried.reader, tried.cursor) = (reader.clone(), 0);
        }
    });
    tried.plan.is_none()
}

/// Draws one plan: its grade, and that of every section.
pub(super) fn one(ui: &mut Ui, round: &TrialRound, at: usize, editor: &mut Editor) {
    let Editor { tool, revision, tried_on, .. } = editor;
    let Some(row) = tried_on.row(tool, *revision, at, round).cloned() else { return };
    ui.add_space(space::STEP);
    section_title(ui, &format!("Plan {}", row.reference));
    let is_part = row.grade_before.is_none() && row.grade_after.is_none();
    if is_part {
        body(
            ui,
            "No grade of the plan: a sheet of a part of it, or without enough answers, has grades of sections only.",
        );
    } else if row.plan.is_change() {
        strong(ui, &format!("The plan: from {} to {}", row.plan.before, row.plan.after));
        quiet(ui, &row.plan.why);
    } else {
        strong(ui, &format!("The plan: {} stays", row.plan.before));
        quiet(ui, &row.plan.why);
    }
    let changed = row.all_sections.iter().filter(|section| section.is_change()).count();
    let all = counted(row.all_sections.len(), "section", "sections");
    body(ui, &format!("{changed} of {all} would be graded otherwise"));
    if row.unanswered > 0 {
        let words = counted(row.unanswered, "criterion of the draft has", "criteria of the draft have");
        quiet(ui, &format!("{words} no answer there and is left out of the grades."));
    }
    ui.add_space(space::STEP);
    table(ui, &row.all_sections, &mut editor.tried_on.cursor, &|code| {
        let section = editor.tool.get_heading(code).or_else(|| round.tool.get_heading(code));
        section.map_or_else(|| code.to_owned(), |section| format!("{code} {}", section.title))
    });
}

fn table(ui: &mut Ui, sections: &[GradeChange], cursor: &mut usize, name_of: &dyn Fn(&str) -> String) {
    let columns = [
        Column::words("Section", 260.0),
        Column::words("Grade now", 190.0),
        Column::words("Under the draft", 210.0),
        Column::rest("Why").at_least(260.0).in_two_lines(),
    ];
    let row_name = |at: usize| {
        let Some(section) = sections.get(at) else { return String::new() };
        let change = if section.is_change() {
            format!("from {} to {}", section.before, section.after)
        } else {
            format!("{} stays", section.before)
        };
        format!("{}, {change}, {}", name_of(&section.of), section.why)
    };
    let table = DataTable {
        salt: "tried sections",
        name: "Grades of the sections now and under the draft",
        columns: &columns,
        rows: sections.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, 16, cursor, |ui, at, column| {
        let Some(section) = sections.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &name_of(&section.of))),
            1 => drop(cell_body(ui, &section.before)),
            2 if section.is_change() => {
                let ink = tokens(ui).accent;
                sign(ui, Sign::ArrowRight, 14.0, ink, "");
                cell_strong(ui, &section.after);
            }
            2 => drop(cell_quiet(ui, "the same")),
            _ => drop(cell_quiet(ui, &section.why)),
        }
    });
}
