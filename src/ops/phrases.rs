//! Phrases a member keeps for themselves: nobody else receives them.

use super::marks::{MarkStep, marked};
use super::scoring::check_reason;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::ids::{MemberId, PhraseId};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{MAX_REASON_CHARS, Phrase};
use serde_json::json;

impl Session {
    /// A member's own phrases, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_phrases(&self, member: MemberId) -> Result<Vec<Phrase>, OpError> {
        Ok(self.store.db().list_phrases(member)?)
    }

    /// Keeps a phrase; one that is kept already is not kept twice.
    ///
    /// # Errors
    /// When it is empty or too long.
    pub fn keep_phrase(&mut self, actor: &Actor, member: MemberId, text: &str) -> Result<Done<()>, OpError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RuleViolation::Empty(Field::Phrase).into());
        }
        check_reason(text).map_err(|_| {
            let (field, limit) = (Field::Phrase, MAX_REASON_CHARS);
            RuleViolation::TooLong { field, limit, unit: "characters" }
        })?;
        self.transact(actor, |change| {
            if change.db.list_phrases(member)?.iter().any(|phrase| phrase.text == text) {
                return Ok(((), None));
            }
            let phrase = Phrase { id: PhraseId(change.world.new_uuid()), text: text.to_owned() };
            change.db.add_phrase(member, &phrase)?;
            let changes = Changes { sheets: true, ..Changes::default() };
            let entry = Entry::new("phrase_kept", json!({"phrase": phrase}), changes);
            let step = MarkStep::Phrase { member, before: None, after: Some(phrase) };
            Ok(((), Some(entry.undone_by(marked(step)))))
        })
    }

    /// Removes a phrase of a member's own.
    ///
    /// # Errors
    /// When they have no such phrase.
    pub fn remove_phrase(&mut self, actor: &Actor, member: MemberId, phrase: PhraseId) -> Result<Done<()>, OpError> {
        self.transact(actor, |change| {
            let before = change.db.list_phrases(member)?.into_iter().find(|kept| kept.id == phrase);
            let missing = RuleViolation::NotFound { what: Thing::Phrase, name: String::new() };
            let before = before.ok_or(missing)?;
            change.db.remove_phrase(member, phrase)?;
            let changes = Changes { sheets: true, ..Changes::default() };
            let entry = Entry::new("phrase_removed", json!({"phrase": before}), changes);
            let step = MarkStep::Phrase { member, before: Some(before), after: None };
            Ok(((), Some(entry.undone_by(marked(step)))))
        })
    }
}
