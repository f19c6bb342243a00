//! Actions in and out: what someone will do about a finding. All or nothing.

use super::csv_table::{Column, CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use super::measures_csv::{codes, needed_code, read_day, read_yes};
use super::tables::{Cell, Table};
use crate::domain::action::{Action, ActionState};
use crate::domain::ids::ActionId;
use std::path::Path;

const COLUMNS: [&str; 15] = [
    "what",
    "state",
    "owner",
    "team",
    "forum",
    "due_on",
    "done_on",
    "theme",
    "criteria",
    "round",
    "progress",
    "evidence",
    "public_line",
    "is_training",
    "made_on",
];
const NEEDED: usize = 2;
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// An action as read: the round by its title (empty: none); its id is nil until the file gives it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// Title of the round it came from.
    pub round: String,
    /// The action.
    pub action: Action,
}

/// Reads actions, in the order of the file: `what,state` and, where they are there, the other columns of
/// [`actions_table`].
///
/// # Errors
/// The first cell that cannot be taken: an empty one that is needed, an unknown state, a day that is none, a day done
/// with another state than done.
pub fn read_actions(path: &Path) -> Result<Vec<ActionRow>, ImportError> {
    let file = CsvFile::open(path)?;
    let mut table = file.table()?;
    let columns = table.strict(&COLUMNS, NEEDED)?;
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        rows.push(read_action(StrictRow::new(file.name(), row)?, columns)?);
    }
    Ok(rows)
}

fn read_action(row: StrictRow<'_>, columns: [Column; 15]) -> Result<ActionRow, ImportError> {
    let [
        what,
        state,
        owner,
        team,
        forum,
        due_on,
        done_on,
        theme,
        criteria,
        round,
        progress,
        evidence,
        public_line,
        is_training,
        made_on,
    ] = columns;
    let given =
        needed_code(row, state, "state", ActionState::from_code, || codes(ActionState::ALL, ActionState::code))?;
    let done_on = read_day(row, done_on, "done_on")?;
    if done_on.is_some() && given != ActionState::Done {
        return Err(
            row.problem("done_on", CellProblem::Contradiction { why: "it has a day done, and its state is not done" })
        );
    }
    let what = row.prose(what, "what", MAX_TEXT_BYTES)?;
    if what.trim().is_empty() {
        return Err(row.problem("what", CellProblem::Empty));
    }
    Ok(ActionRow {
        round: row.line(round, "round")?,
        action: Action {
            id: ActionId(uuid::Uuid::nil()),
            round: None,
            finding: None,
            what: what.trim().to_owned(),
            theme: row.line(theme, "theme")?,
            criteria: row.line(criteria, "criteria")?.split_whitespace().map(str::to_owned).collect(),
            owner: row.line(owner, "owner")?,
            team: row.line(team, "team")?,
            forum: row.line(forum, "forum")?,
            due_on: read_day(row, due_on, "due_on")?,
            made_on: read_day(row, made_on, "made_on")?,
            state: given,
            done_on,
            progress: row.prose(progress, "progress", MAX_TEXT_BYTES)?,
            evidence: row.prose(evidence, "evidence", MAX_TEXT_BYTES)?,
            public_line: row.prose(public_line, "public_line", MAX_TEXT_BYTES)?,
            is_training: read_yes(row, is_training, "is_training")?,
        },
    })
}

/// The actions as a table in the form [`read_actions`] reads; each with the title of its round.
#[must_use]
pub fn actions_table<'a>(actions: impl IntoIterator<Item = (&'a Action, &'a str)>) -> Table {
    let row = |(action, round): (&Action, &str)| {
        let day = |day: Option<jiff::civil::Date>| Cell::from(day.map(|day| day.to_string()));
        vec![
            action.what.as_str().into(),
            action.state.code().into(),
            action.owner.as_str().into(),
            action.team.as_str().into(),
            action.forum.as_str().into(),
            day(action.due_on),
            day(action.done_on),
            action.theme.as_str().into(),
            action.criteria.join(" ").into(),
            round.into(),
            action.progress.as_str().into(),
            action.evidence.as_str().into(),
            action.public_line.as_str().into(),
            if action.is_training { "yes" } else { "no" }.into(),
            day(action.made_on),
        ]
    };
    Table { name: "actions", columns: COLUMNS.to_vec(), rows: actions.into_iter().map(row).collect() }
}
