//! Phrases a member keeps for themselves.

use super::{Db, StorageError};
use crate::domain::ids::{MemberId, PhraseId};
use crate::domain::sheet::Phrase;
use rusqlite::params;

impl Db<'_> {
    /// A member's own phrases, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_phrases(&self, member: MemberId) -> Result<Vec<Phrase>, StorageError> {
        self.list(include_str!("list.sql"), [member], "reading the phrases", |row| {
            Ok(Phrase { id: row.get(0)?, text: row.get(1)? })
        })
    }

    /// Keeps a phrase.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_phrase(&self, member: MemberId, phrase: &Phrase) -> Result<(), StorageError> {
        self.execute(include_str!("add.sql"), params![phrase.id, member, phrase.text], "saving the phrase")?;
        Ok(())
    }

    /// Removes a phrase of a member. Returns whether there was one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_phrase(&self, member: MemberId, id: PhraseId) -> Result<bool, StorageError> {
        Ok(self.execute(include_str!("remove.sql"), params![id, member], "removing the phrase")? > 0)
    }
}
