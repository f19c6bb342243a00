//! The register of drafts.

use super::values::Day;
use super::{Db, StorageError};
use crate::domain::draft_check::{DraftAnswer, DraftAnswers, DraftCheck};
use crate::domain::ids::DraftCheckId;
use rusqlite::{Row, params};

const READING: &str = "reading the register of drafts";
const WRITING: &str = "writing the register of drafts";

fn check_from(row: &Row<'_>) -> rusqlite::Result<DraftCheck> {
    Ok(DraftCheck {
        id: row.get("id")?,
        reference: row.get("reference")?,
        draft_on: row.get::<_, Day>("draft_on")?.0,
        tool: row.get("tool_id")?,
        checker: row.get("checker_id")?,
        second_of: row.get("second_of")?,
        begun_ms: row.get("begun_ms")?,
        decision: row.get("decision")?,
        reason: row.get("reason")?,
        decided_ms: row.get("decided_ms")?,
    })
}

impl Db<'_> {
    /// All checks, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_draft_checks(&self) -> Result<Vec<DraftCheck>, StorageError> {
        self.list(include_str!("list.sql"), [], READING, check_from)
    }

    /// The check with this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_draft_check(&self, id: DraftCheckId) -> Result<Option<DraftCheck>, StorageError> {
        self.get(include_str!("get.sql"), [id], READING, check_from)
    }

    /// Adds a check, or replaces what was decided of the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_draft_check(&self, check: &DraftCheck) -> Result<(), StorageError> {
        let values = params![
            check.id,
            check.reference,
            Day(check.draft_on),
            check.tool,
            check.checker,
            check.second_of,
            check.begun_ms,
            check.decision,
            check.reason,
            check.decided_ms
        ];
        self.execute(include_str!("put.sql"), values, WRITING)?;
        Ok(())
    }

    /// Takes a check without answers away.
    ///
    /// # Errors
    /// When it has answers, or the file cannot be written.
    pub fn remove_draft_check(&self, id: DraftCheckId) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), [id], WRITING)?;
        Ok(())
    }

    /// The answers of a check.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_draft_answers(&self, id: DraftCheckId) -> Result<DraftAnswers, StorageError> {
        let rows = self.list(include_str!("list_answers.sql"), [id], READING, |row| {
            let (answer, na_reason, note) = (row.get("answer")?, row.get("na_reason")?, row.get("note")?);
            Ok((row.get("criterion")?, DraftAnswer { answer, na_reason, note }))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Gives or changes an answer; none takes it away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_draft_answer(
        &self,
        id: DraftCheckId,
        criterion: &str,
        given: Option<&DraftAnswer>,
        now_ms: i64,
    ) -> Result<(), StorageError> {
        match given {
            Some(DraftAnswer { answer, na_reason, note }) => {
                let values = params![id, criterion, answer, na_reason, note, now_ms];
                self.execute(include_str!("put_answer.sql"), values, WRITING)?
            }
            None => self.execute(include_str!("remove_answer.sql"), params![id, criterion], WRITING)?,
        };
        Ok(())
    }

    /// Months that were closed, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_closed_months(&self) -> Result<Vec<String>, StorageError> {
        self.list(include_str!("list_months.sql"), [], READING, |row| row.get(0))
    }

    /// Closes a month; none for the time opens it again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_month_closed(&self, month: &str, closed_ms: Option<i64>) -> Result<(), StorageError> {
        match closed_ms {
            Some(closed_ms) => self.execute(include_str!("close_month.sql"), params![month, closed_ms], WRITING)?,
            None => self.execute(include_str!("open_month.sql"), [month], WRITING)?,
        };
        Ok(())
    }
}
