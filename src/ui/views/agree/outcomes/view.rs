//! What happens to the plans: a list for the SEND team, and under it the plan being decided.

use super::data::{OutcomeRow, OutcomesData};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::SubjectId;
use crate::domain::plan_result::Outcome;
use crate::ops::{Command, Moderating};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong, name_column};
use crate::ui::widgets::{
    Button, Column, DataTable, TextField, body, check, choice_radio, quiet, quiet_group, section_title, small,
};
use crate::words::counted;
use egui::Ui;

/// What is being decided.
#[derive(Debug, Default)]
pub struct OutcomesScreen {
    /// Only plans below Good or with something to do.
    pub only_to_do: bool,
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The plan being decided, what was chosen for it and why.
    pub deciding: Option<(SubjectId, Option<Outcome>, String)>,
}

impl OutcomesScreen {
    fn begin(&mut self, row: &OutcomeRow) {
        let (outcome, reason) = match (&row.set, &row.proposed) {
            (Some(set), _) => (Some(set.outcome), set.reason.clone()),
            (None, Some((outcome, why))) => (Some(*outcome), why.clone()),
            (None, None) => (None, String::new()),
        };
        self.deciding = Some((row.subject, outcome, reason));
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &OutcomesData, state: &mut OutcomesScreen) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let subject = cx.subject();
    let nouns = subject.nouns();
    section_title(ui, &format!("What happens to the {nouns}"));
    body(
        ui,
        &format!(
            "A final plan is not simply edited: proposed changes, the evidence and 15 days go to the family, and appeal \
             rights follow. The round closes when every {} below Good has a result.",
            subject.noun()
        ),
    );
    let missing = data.missing();
    let agreed = data.rows.iter().filter(|row| row.is_agreed).count();
    quiet(
        ui,
        &format!(
            "{agreed} of {} agreed. {} without a result.",
            subject.count(data.rows.len() as u64),
            counted(missing, &format!("{} below Good is", subject.noun()), &format!("{nouns} below Good are"))
        ),
    );
    ui.add_space(space::HALF);
    let words = format!("Record as proposed for {}", subject.count(missing as u64));
    if missing > 0 && cx.round_is_open() && Button::primary(&words).show(ui).clicked() {
        cx.run(Command::Moderating(Moderating::TakeProposals(round)));
        state.deciding = None;
    }
    check(ui, &format!("Only {nouns} with something to do"), &mut state.only_to_do);
    let to_do = |row: &&OutcomeRow| {
        !state.only_to_do || row.is_needed || row.set.as_ref().is_some_and(|set| set.outcome != Outcome::NoChange)
    };
    let rows: Vec<&OutcomeRow> = data.rows.iter().filter(to_do).collect();
    if rows.is_empty() {
        quiet(ui, &format!("No {} is on this list.", subject.noun()));
        return;
    }
    let opened = table(ui, &rows, &mut state.cursor, subject);
    if let Some(row) = opened.and_then(|at| rows.get(at)) {
        state.begin(row);
    }
    small(ui, &format!("Enter opens {} to record what happens to it.", subject.any()));
    deciding(ui, cx, data, state);
}

fn table(ui: &mut Ui, rows: &[&OutcomeRow], cursor: &mut usize, subject: SubjectKind) -> Option<usize> {
    let is_narrow = ui.available_width() < 700.0;
    let mut columns =
        vec![name_column(subject, 110.0), Column::words("Agreed grade", 170.0), Column::words("What happens", 190.0)];
    if is_narrow {
        columns = vec![
            Column::words(subject.head(), 100.0),
            Column::words("Agreed grade", 150.0),
            Column::rest("What happens"),
        ];
    } else {
        columns.push(Column::rest("Why").in_two_lines());
    }
    let row_name = |at: usize| rows.get(at).map(|row| spoken(row)).unwrap_or_default();
    let (salt, name) = ("outcomes", format!("What happens to the {}", subject.nouns()));
    let table = DataTable { salt, name: &name, columns: &columns, rows: rows.len(), row_name: &row_name, opens: true };
    let shown = table.show_within(ui, usize::MAX, cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &row.reference)),
            1 => drop(cell_body(ui, grade_words(row))),
            2 if row.set.is_some() => drop(cell_body(ui, &happens(row))),
            2 => drop(cell_quiet(ui, &happens(row))),
            _ => drop(cell_quiet(ui, why(row))),
        }
    });
    shown.opened
}

fn grade_words(row: &OutcomeRow) -> &str {
    match (row.is_agreed, row.grade.is_empty()) {
        (false, _) => "Not fully agreed",
        (true, true) => "No grade",
        (true, false) => &row.grade,
    }
}

fn happens(row: &OutcomeRow) -> String {
    match (&row.set, &row.proposed) {
        (Some(set), _) => set.outcome.label().to_owned(),
        (None, Some((outcome, _))) if row.is_needed => format!("Proposed: {}", outcome.label().to_lowercase()),
        _ => String::new(),
    }
}

fn why(row: &OutcomeRow) -> &str {
    match (&row.set, &row.proposed) {
        (Some(set), _) => &set.reason,
        (None, Some((_, why))) if row.is_needed => why,
        _ => "",
    }
}

fn spoken(row: &OutcomeRow) -> String {
    let happens = happens(row);
    let happens = if happens.is_empty() { "nothing recorded" } else { &happens };
    format!("{}, {}, {happens}", row.reference, grade_words(row))
}

fn deciding(ui: &mut Ui, cx: &mut Cx<'_>, data: &OutcomesData, state: &mut OutcomesScreen) {
    let Some(round) = cx.round.filter(|_| cx.round_is_open()).map(|round| round.id) else { return };
    let Some((subject, chosen, reason)) = state.deciding.as_mut() else { return };
    let Some(row) = data.rows.iter().find(|row| row.subject == *subject) else { return };
    let subject = *subject;
    let mut is_done = false;
    ui.add_space(space::STEP);
    quiet_group(ui, |ui| {
        section_title(ui, &format!("{}: what happens", row.reference));
        if let Some((outcome, why)) = &row.proposed {
            small(ui, &format!("Proposed: {}. {why}", outcome.label().to_lowercase()));
        }
        let options: Vec<(&str, &str)> = Outcome::ALL.iter().map(|outcome| (outcome.label(), "")).collect();
        let at = Outcome::ALL.iter().position(|outcome| Some(*outcome) == *chosen);
        if let Some(pressed) = choice_radio(ui, "What happens", &options, at) {
            *chosen = Outcome::ALL.get(pressed).copied();
        }
        TextField::new("Why").rows(2).width(560.0).salt(subject.0).show(ui, reason);
        crate::ui::views::guarded::point_out(ui, cx, reason);
        ui.horizontal(|ui| {
            let missing = chosen.is_none().then_some("Choose what happens");
            if Button::primary("Record the result").disabled_because(missing).show(ui).clicked() {
                let result = chosen.map(|outcome| (outcome, reason.clone()));
                cx.run(Command::Moderating(Moderating::SetResult { round, subject, result }));
                is_done = true;
            }
            if row.set.is_some() && Button::quiet("Take the result away").show(ui).clicked() {
                cx.run(Command::Moderating(Moderating::SetResult { round, subject, result: None }));
                is_done = true;
            }
            is_done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    if is_done {
        state.deciding = None;
    }
}
