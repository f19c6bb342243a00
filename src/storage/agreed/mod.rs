//! Comparisons, agreed answers and overridden grades.

use super::{Db, StorageError};
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::sheet::{AgreedAnswer, GradeOverride};
use rusqlite::{Row, params};

const READING: &str = "reading the agreed answers";
const WRITING: &str = "saving the agreed answer";

fn agreed_from(row: &Row<'_>) -> rusqlite::Result<AgreedAnswer> {
    Ok(AgreedAnswer {
        subject: row.get("subject_id")?,
        criterion: row.get("criterion")?,
        answer: row.get("answer")?,
        reason: row.get("reason")?,
        how: row.get("how")?,
    })
}

impl Db<'_> {
    /// Agreed answers of a round, by plan and criterion.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_agreed(&self, round: RoundId) -> Result<Vec<AgreedAnswer>, StorageError> {
        self.list(include_str!("list.sql"), [round], READING, agreed_from)
    }

    /// Sets or replaces an agreed answer.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_agreed(&self, round: RoundId, agreed: &AgreedAnswer, agreed_ms: i64) -> Result<(), StorageError> {
        let values =
            params![round, agreed.subject, agreed.criterion, agreed.answer, agreed.reason, agreed.how, agreed_ms];
        self.execute(include_str!("put.sql"), values, WRITING)?;
        Ok(())
    }

    /// Takes an agreed answer away: the criterion is to be moderated again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_agreed(&self, round: RoundId, subject: SubjectId, criterion: &str) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), params![round, subject, criterion], WRITING)?;
        Ok(())
    }

    /// Subjects of a round whose comparison is open.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_open_comparisons(&self, round: RoundId) -> Result<Vec<SubjectId>, StorageError> {
        self.list(include_str!("list_comparisons.sql"), [round], READING, |row| row.get(0))
    }

    /// Opens a comparison; `reason` where the lead opened it early.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn open_comparison(
        &self,
        round: RoundId,
        subject: SubjectId,
        opened_ms: i64,
        reason: Option<&str>,
    ) -> Result<(), StorageError> {
        let values = params![round, subject, opened_ms, reason];
        self.execute(include_str!("open_comparison.sql"), values, "opening the comparison")?;
        Ok(())
    }

    /// Open comparisons of a round with the lead's reason, where they were opened early.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_comparison_reasons(&self, round: RoundId) -> Result<Vec<(SubjectId, Option<String>)>, StorageError> {
        let sql = include_str!("list_comparison_reasons.sql");
        self.list(sql, [round], READING, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Closes a comparison: one of its sheets went back to its member.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn close_comparison(&self, round: RoundId, subject: SubjectId) -> Result<(), StorageError> {
        self.execute(include_str!("close_comparison.sql"), params![round, subject], "closing the comparison")?;
        Ok(())
    }

    /// Plans on which the panel asked who gave which answer, from the log.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_named(&self, round: RoundId) -> Result<Vec<SubjectId>, StorageError> {
        self.list(include_str!("list_named.sql"), [round], READING, |row| row.get(0))
    }

    /// Overridden grades of a round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_overrides(&self, round: RoundId) -> Result<Vec<(SubjectId, GradeOverride)>, StorageError> {
        self.list(include_str!("list_overrides.sql"), [round], READING, |row| {
            Ok((row.get(0)?, GradeOverride { grade: row.get(1)?, reason: row.get(2)? }))
        })
    }

    /// Sets, replaces or (with `None`) takes away an overridden grade.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_override(
        &self,
        round: RoundId,
        subject: SubjectId,
        grade: Option<&GradeOverride>,
        set_ms: i64,
    ) -> Result<(), StorageError> {
        let during = "saving the grade";
        match grade {
            Some(grade) => {
                let values = params![round, subject, grade.grade, grade.reason, set_ms];
                self.execute(include_str!("put_override.sql"), values, during)?;
            }
            None => {
                self.execute(include_str!("remove_override.sql"), params![round, subject], during)?;
            }
        }
        Ok(())
    }
}
