//! What the file remembers of text that looks like a person and is none.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::rules::{Field, RuleViolation};
use serde_json::json;
use std::collections::BTreeSet;

impl Session {
    /// Texts that look like a person and are none, lower case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn not_a_person(&self) -> Result<BTreeSet<String>, OpError> {
        Ok(self.store.db().list_not_a_person()?.into_iter().collect())
    }

    /// Remembers that a text is no person: it is not pointed out again in this file.
    ///
    /// # Errors
    /// When the text is empty.
    pub fn remember_not_a_person(&mut self, actor: &Actor, text: &str) -> Result<Done<()>, OpError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(RuleViolation::Empty(Field::Note).into());
        }
        self.transact(actor, |change| {
            let new = change.db.add_not_a_person(&text)?;
            let changes = Changes { file: true, ..Changes::default() };
            // What looks like a name is not written to the log: it would be there for ever if it was one after all.
            Ok(((), new.then(|| Entry::new("text_called_no_person", json!({}), changes).undone_by(Undo::Aside))))
        })
    }

    /// Forgets that a text is no person: it is pointed out again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_not_a_person(&mut self, actor: &Actor, text: &str) -> Result<Done<()>, OpError> {
        let text = text.trim().to_lowercase();
        self.transact(actor, |change| {
            let known = change.db.list_not_a_person()?.contains(&text);
            change.db.remove_not_a_person(&text)?;
            let changes = Changes { file: true, ..Changes::default() };
            Ok((
                (),
                known.then(|| Entry::new("text_no_longer_called_no_person", json!({}), changes).undone_by(Undo::Aside)),
            ))
        })
    }
}
