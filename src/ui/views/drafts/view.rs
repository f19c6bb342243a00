//! The register: every draft checked, what is due, month by month.

use super::check;
use super::data::DraftsData;
use super::state::{BeginForm, DraftsScreen};
use crate::domain::draft_check::{DraftDecision, DraftMonth, SECOND_IN};
use crate::jobs::DialogKind;
use crate::ops::{Command, DraftRow, Drafting};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::dialogs::in_front;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::route::Route;
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong, day_words};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, TextField, body, page_column, page_title, quiet, section_title, sign, small,
};
use crate::words::counted;
use egui::{ScrollArea, Ui};

/// Rows of the list before it scrolls by itself.
const ROWS: usize = 12;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &DraftsData, state: &mut DraftsScreen) {
    if std::mem::take(&mut state.opens_newest)
        && let Some(row) = data.register.rows.iter().find(|row| Some(row.check.checker) == data.me)
    {
        state.open(Some(row.check.id));
    }
    if let Some((row, tool)) = state.open.and_then(|id| data.get(id)) {
        check::show(ui, cx, data, (row, tool), state);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Drafts");
            quiet(
                ui,
                &format!(
                    "Every draft is checked by one person before it is issued: issue or hold. One in {SECOND_IN} is \
                     checked again by somebody else, who sees nothing of the first check before deciding."
                ),
            );
            ui.add_space(space::STEP);
            begin_or_why_not(ui, cx, data, state);
            ui.add_space(space::STEP);
            if data.register.rows.is_empty() {
                quiet(ui, "No draft has been checked yet.");
            } else {
                list(ui, data, state);
                months(ui, cx, data, state);
                write_out(ui, cx, state);
            }
        });
    });
    begin(ui, cx, data, state);
}

/// Begins a check; where nobody can, what stands in the way and the way on.
fn begin_or_why_not(ui: &mut Ui, cx: &mut Cx<'_>, data: &DraftsData, state: &mut DraftsScreen) {
    let (why, label, to) = match (data.has_tool, data.me) {
        (true, Some(_)) => {
            if Button::primary("Check a draft…").show(ui).clicked() {
                state.form = Some(BeginForm { day: day::write(data.register.today), ..BeginForm::default() });
            }
            return;
        }
        (false, _) => {
            ("This file has no audit tool for drafts. Bring one in first.", "Go to the audit tools", Route::Tools)
        }
        (true, None) => {
            ("A check belongs to its checker: choose who is acting to begin one.", "Choose who is acting", Route::Who)
        }
    };
    body(ui, why);
    if Button::primary(label).show(ui).clicked() {
        cx.act(Action::Go(to));
    }
}

fn list(ui: &mut Ui, data: &DraftsData, state: &mut DraftsScreen) {
    let rows = &data.register.rows;
    let columns = [
        Column::words("Reference", 150.0),
        Column::words("Draft of", 170.0),
        Column::rest("Checker"),
        Column::words("Decision", 190.0),
        Column::figures("Days", 90.0),
        Column::words("Second check", 200.0),
    ];
    let row_name = |at: usize| {
        let Some(row) = rows.get(at) else { return String::new() };
        let second = second_words(row);
        let second = if second.is_empty() { String::new() } else { format!(", {}", second.to_lowercase()) };
        format!("{}, {}{second}", row.check.reference, decision_words(row).to_lowercase())
    };
    let table = DataTable {
        salt: "drafts",
        name: "Drafts checked",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let mut cursor = state.cursor;
    let shown = table.show_within(ui, ROWS, &mut cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &row.check.reference)),
            1 => drop(cell_quiet(ui, &day_words(row.check.draft_on))),
            2 => drop(cell_body(ui, &row.checker)),
            3 => {
                if row.check.decision == Some(DraftDecision::Hold) {
                    sign(ui, Sign::Warning, space::SIGN, tokens(ui).answer_not_met.mark, "");
                    ui.add_space(space::HALF);
                }
                cell_body(ui, &decision_words(row));
            }
            4 => drop(cell_body(ui, &row.days.to_string())),
            _ => drop(cell_quiet(ui, &second_words(row))),
        }
    });
    state.cursor = cursor;
    if let Some(row) = shown.opened.and_then(|at| rows.get(at)) {
        state.open(Some(row.check.id));
    }
}

/// What may be said of the decision.
pub(super) fn decision_words(row: &DraftRow) -> String {
    match row.check.decision {
        Some(DraftDecision::Issue) => "Issued".to_owned(),
        Some(DraftDecision::Hold) => "Held".to_owned(),
        None if row.is_hidden => "Not shown yet".to_owned(),
        None => "Being checked".to_owned(),
    }
}

fn second_words(row: &DraftRow) -> String {
    match (row.check.second_of, row.second_due) {
        (Some(_), _) => "Is a second check".to_owned(),
        (None, true) => "Due".to_owned(),
        (None, false) => String::new(),
    }
}

fn of_words(part: u64, whole: u64) -> String {
    if whole == 0 { "none yet".to_owned() } else { format!("{part} of {whole}") }
}

fn missed_words(month: &DraftMonth) -> String {
    let most: Vec<String> = month.missed.iter().take(3).map(|(code, count)| format!("{code} ({count})")).collect();
    if most.is_empty() { "none".to_owned() } else { most.join(", ") }
}

fn months(ui: &mut Ui, cx: &mut Cx<'_>, data: &DraftsData, state: &mut DraftsScreen) {
    let months = &data.register.months;
    if months.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Month by month");
    let columns = [
        Column::words("Month", 100.0),
        Column::figures("Checked", 100.0),
        Column::figures("Issued", 90.0),
        Column::figures("Held", 80.0),
        Column::rest("Most often missed"),
        Column::words("Same decision twice", 170.0),
        Column::words("Same answer twice", 160.0),
        Column::words("State", 130.0),
    ];
    let state_words = |month: &DraftMonth| match (month.closed, month.seconds_due) {
        (true, _) => "Closed".to_owned(),
        (false, 0) => "Open".to_owned(),
        (false, due) => format!("{due} second due"),
    };
    let row_name = |at: usize| {
        let Some(m) = months.get(at) else { return String::new() };
        format!("{}, {} checked, {} held, {}", m.month, m.checked, m.held, state_words(m).to_lowercase())
    };
    let table = DataTable {
        salt: "months",
        name: "Months of the register",
        columns: &columns,
        rows: months.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, &mut state.month, |ui, at, column| {
        let Some(m) = months.get(at) else { return };
        let words = match column {
            0 => return drop(cell_strong(ui, &m.month)),
            1 => m.checked.to_string(),
            2 => m.issued.to_string(),
            3 => m.held.to_string(),
            4 => missed_words(m),
            5 => of_words(m.agreement.same_decision, m.agreement.drafts),
            6 => of_words(m.agreement.same_answer, m.agreement.criteria),
            _ => state_words(m),
        };
        cell_body(ui, &words);
    });
    small(ui, "A draft counts in the month of its decision. Drafts you may not see yet are in no figure here.");
    let this_month = data.register.today.strftime("%Y-%m").to_string();
    let open = months.iter().filter(|m| !m.closed && m.month < this_month);
    for month in open {
        let due = (month.seconds_due > 0).then_some("Its second checks come first");
        let is_lead = data.me.is_none();
        if is_lead && Button::quiet(&format!("Close {}", month.month)).disabled_because(due).show(ui).clicked() {
            cx.run(Command::Drafting(Drafting::CloseMonth(month.month.clone())));
        }
    }
}

fn write_out(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut DraftsScreen) {
    ui.add_space(space::GROUP);
    section_title(ui, "Write out");
    quiet(ui, "A table (CSV) of the checks above, with what is to be mended. What you may not see yet is not in it.");
    let field = PathField {
        label: "Where to write the register",
        hint: "A new .csv file",
        error: None,
        path_for: PathFor::DraftsOut,
        kind: DialogKind::Save,
        title: "Where to write the register of drafts",
        files: TABLES,
        suggested: "drafts.csv",
    };
    field.show(ui, cx, &mut state.out);
    let reason = state.out.trim().is_empty().then_some("Enter the path of the file");
    if Button::quiet("Write the register").disabled_because(reason).show(ui).clicked() {
        cx.act(Action::WriteDrafts);
    }
}

fn begin(ui: &Ui, cx: &mut Cx<'_>, data: &DraftsData, state: &mut DraftsScreen) {
    let (Some(form), Some(me)) = (&mut state.form, data.me) else { return };
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let (mut done, mut begun) = (false, false);
    let left = in_front(ui, "draft", "Check a draft", |ui| {
        let reference = TextField::new("Reference")
            .hint("It need not be in the cohort: the child may have no plan yet")
            .width(300.0)
            .show(ui, &mut form.reference);
        if is_first {
            reference.request_focus();
        }
        TextField::new("Draft of")
            .hint("The day on the draft, such as 22/11/2026")
            .width(300.0)
            .show(ui, &mut form.day);
        ui.add_space(space::STEP);
        let made = form.made();
        let reason = made.as_ref().err().copied();
        ui.horizontal(|ui| {
            if Button::primary("Begin the check").disabled_because(reason).show(ui).clicked()
                && let Ok((reference, draft_on)) = made
            {
                cx.run(Command::Drafting(Drafting::Begin { reference, draft_on, checker: me }));
                (done, begun) = (true, true);
            }
            done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    if left || done {
        state.form = None;
    }
    if begun {
        state.opens_when_loaded = true;
    }
}

/// How many answers are there, in words.
pub(super) fn progress_words(answered: usize, asked: usize) -> String {
    format!("{answered} of {} answered", counted(asked, "criterion", "criteria"))
}
