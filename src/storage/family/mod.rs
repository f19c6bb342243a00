//! What families said of their child's plan.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::family::{FamilyConversation, FamilySays};
use crate::domain::ids::{RoundId, SubjectId};
use rusqlite::{Row, params};

const WRITING: &str = "saving what the family said";

/// An empty text is a question that was not answered.
fn says(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<FamilySays>> {
    let code: String = row.get(column)?;
    Ok(FamilySays::from_code(&code))
}

fn code(says: Option<FamilySays>) -> &'static str {
    says.map_or("", FamilySays::code)
}

impl Db<'_> {
    /// Conversations of a round, by subject.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_family(&self, round: RoundId) -> Result<Vec<(SubjectId, FamilyConversation)>, StorageError> {
        self.list(include_str!("list.sql"), [round], "reading what families said", |row| {
            let conversation = FamilyConversation {
                state: row.get("state")?,
                sounds_like_child: says(row, "sounds_like_child")?,
                is_happening: says(row, "is_happening")?,
                worries_answered: says(row, "worries_answered")?,
                note: row.get("note")?,
                on: get_day(row, "on_day")?,
            };
            Ok((row.get("subject_id")?, conversation))
        })
    }

    /// Writes or replaces the conversation about a plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_family(
        &self,
        round: RoundId,
        subject: SubjectId,
        said: &FamilyConversation,
    ) -> Result<(), StorageError> {
        let values = params![
            round,
            subject,
            said.state,
            code(said.sounds_like_child),
            code(said.is_happening),
            code(said.worries_answered),
            said.note,
            day(said.on)
        ];
        self.execute(include_str!("put.sql"), values, WRITING)?;
        Ok(())
    }

    /// Takes the conversation about a plan away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_family(&self, round: RoundId, subject: SubjectId) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), params![round, subject], WRITING)?;
        Ok(())
    }
}
