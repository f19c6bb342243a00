//! Actions.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::action::Action;
use crate::domain::ids::ActionId;
use rusqlite::params;

impl Db<'_> {
    /// Adds an action, or replaces the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_action(&self, action: &Action) -> Result<(), StorageError> {
        let values = params![
            action.id,
            action.round,
            action.finding,
            action.what,
            action.theme,
            action.criteria.join(" "),
            action.owner,
            action.team,
            action.forum,
            day(action.due_on),
            action.state,
            day(action.done_on),
            action.progress,
            action.evidence,
            action.public_line,
            action.is_training,
            day(action.made_on)
        ];
        self.execute(include_str!("put.sql"), values, "saving an action")?;
        Ok(())
    }

    /// Removes an action.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_action(&self, id: ActionId) -> Result<(), StorageError> {
        self.execute("DELETE FROM action WHERE id = ?1", [id], "removing an action")?;
        Ok(())
    }

    /// All actions, those due first before the others; without a day last.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_actions(&self) -> Result<Vec<Action>, StorageError> {
        self.list(include_str!("list.sql"), [], "reading the actions", |row| {
            let criteria: String = row.get("criteria")?;
            Ok(Action {
                id: row.get("id")?,
                round: row.get("round_id")?,
                finding: row.get("finding_id")?,
                what: row.get("what")?,
                theme: row.get("theme")?,
                criteria: criteria.split_whitespace().map(str::to_owned).collect(),
                owner: row.get("owner")?,
                team: row.get("team")?,
                forum: row.get("forum")?,
                due_on: get_day(row, "due_on")?,
                made_on: get_day(row, "made_on")?,
                state: row.get("state")?,
                done_on: get_day(row, "done_on")?,
                progress: row.get("progress")?,
                evidence: row.get("evidence")?,
                public_line: row.get("public_line")?,
                is_training: row.get("is_training")?,
            })
        })
    }
}
