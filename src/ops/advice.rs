//! The advice register: taken in from a file, added to and corrected by hand.

use super::transact::{Actor, Change, Changes, Done, Entry, OpError, RowRefusal, Session, Undo};
use super::undo::UndoStep;
use crate::domain::advice::Advice;
use crate::domain::ids::AdviceId;
use crate::domain::rules::{Field, RuleViolation, Thing};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// Longest text of the register, in characters.
const MAX_TEXT_CHARS: usize = 200;

/// A change to the advice register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advising {
    /// Takes a file in.
    Import(Vec<AdviceEntry>),
    /// Adds a request, or corrects the one with this id.
    Put {
        /// Which; none: a new one.
        id: Option<AdviceId>,
        /// Its facts; the id among them plays no part.
        advice: Advice,
    },
    /// Takes a request away.
    Remove(AdviceId),
}

/// A row of an advice file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceEntry {
    /// Its line.
    pub row: u64,
    /// Its facts; the id among them plays no part.
    pub advice: Advice,
}

/// What an import of advice did; counts are requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AdviceOutcome {
    /// Rows read.
    pub read: u64,
    /// New in the register.
    pub added: u64,
    /// With other facts than before.
    pub updated: u64,
    /// As before.
    pub unchanged: u64,
}

/// A request of the register before and after a change; none: it is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct AdviceChange {
    pub(super) id: AdviceId,
    pub(super) from: Option<Advice>,
    pub(super) to: Option<Advice>,
}

impl Session {
    /// Carries out a change to the register.
    ///
    /// # Errors
    /// As the operation behind it.
    pub(super) fn run_advising(
        &mut self,
        actor: &Actor,
        advising: Advising,
    ) -> Result<Done<serde_json::Value>, OpError> {
        let as_value = |outcome: AdviceOutcome| json!(outcome);
        match advising {
            Advising::Import(rows) => self.import_advice(actor, &rows).map(|done| done.map(as_value)),
            Advising::Put { id, advice } => self.put_advice(actor, id, advice).map(|done| done.map(|id| json!(id))),
            Advising::Remove(id) => self.remove_advice(actor, id).map(|done| done.map(|()| json!(null))),
        }
    }

    /// The whole register, by reference, service and day of the request.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_advice(&self) -> Result<Vec<Advice>, OpError> {
        Ok(self.store.db().list_advice()?)
    }

    /// Takes in a file of requests, all or nothing. One with the reference, service and day of a request that is there
    /// brings it up to date; importing a file again changes nothing.
    ///
    /// # Errors
    /// [`OpError::Rows`] with every row that breaks a rule or repeats another.
    pub fn import_advice(&mut self, actor: &Actor, rows: &[AdviceEntry]) -> Result<Done<AdviceOutcome>, OpError> {
        let mut refusals = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for entry in rows {
            let refused = match check(&entry.advice) {
                Ok(()) if !seen.insert(entry.advice.key()) => {
                    Some(RuleViolation::NameTaken { what: Thing::Advice, name: name_of(&entry.advice) })
                }
                Ok(()) => None,
                Err(violation) => Some(violation),
            };
            refusals.extend(refused.map(|violation| RowRefusal { row: entry.row, violation }));
        }
        if !refusals.is_empty() {
            return Err(OpError::Rows(refusals));
        }
        self.transact(actor, |change| {
            let present = change.db.list_advice()?;
            let by_key: BTreeMap<_, &Advice> = present.iter().map(|advice| (advice.key(), advice)).collect();
            let mut outcome = AdviceOutcome { read: rows.len() as u64, ..AdviceOutcome::default() };
            let mut changed = Vec::new();
            for entry in rows {
                let before = by_key.get(&entry.advice.key()).copied();
                if before.is_some_and(|before| before.same_facts(&entry.advice)) {
                    outcome.unchanged += 1;
                    continue;
                }
                *(if before.is_some() { &mut outcome.updated } else { &mut outcome.added }) += 1;
                let id = before.map_or_else(|| AdviceId(change.world.new_uuid()), |before| before.id);
                let to = Advice { id, ..entry.advice.clone() };
                change.db.put_advice(&to)?;
                changed.push(AdviceChange { id, from: before.cloned(), to: Some(to) });
            }
            Ok((outcome, entry("advice_imported", changed)))
        })
    }

    /// Adds a request by hand, or corrects one.
    ///
    /// # Errors
    /// When reference or service is missing, the dates cross, or there is such a request already.
    pub fn put_advice(
        &mut self,
        actor: &Actor,
        id: Option<AdviceId>,
        advice: Advice,
    ) -> Result<Done<AdviceId>, OpError> {
        check(&advice)?;
        let present = self.list_advice()?;
        if present.iter().any(|other| Some(other.id) != id && other.key() == advice.key()) {
            return Err(RuleViolation::NameTaken { what: Thing::Advice, name: name_of(&advice) }.into());
        }
        let from = match id {
            None => None,
            Some(id) => Some(present.into_iter().find(|a| a.id == id).ok_or_else(|| missing(id))?),
        };
        self.transact(actor, |change| {
            let id = id.unwrap_or_else(|| AdviceId(change.world.new_uuid()));
            let to = Advice { id, ..advice };
            if from.as_ref() == Some(&to) {
                return Ok((id, None));
            }
            change.db.put_advice(&to)?;
            Ok((id, entry("advice_put", vec![AdviceChange { id, from, to: Some(to) }])))
        })
    }

    /// Takes a request out of the register.
    ///
    /// # Errors
    /// When there is no such request.
    pub fn remove_advice(&mut self, actor: &Actor, id: AdviceId) -> Result<Done<()>, OpError> {
        self.transact(actor, |change| {
            let from = change.db.get_advice(id)?.ok_or_else(|| missing(id))?;
            change.db.remove_advice(id)?;
            Ok(((), entry("advice_removed", vec![AdviceChange { id, from: Some(from), to: None }])))
        })
    }
}

fn missing(id: AdviceId) -> RuleViolation {
    RuleViolation::NotFound { what: Thing::Advice, name: id.to_string() }
}

fn entry(event: &'static str, changed: Vec<AdviceChange>) -> Option<Entry> {
    let content = json!(changed);
    (!changed.is_empty()).then(|| {
        Entry::new(event, content, advice_changes()).undone_by(Undo::Step(Box::new(UndoStep::Advice(changed))))
    })
}

/// What a change of the register touches.
pub(super) fn advice_changes() -> Changes {
    Changes { advice: true, ..Changes::default() }
}

/// Puts a change of the register back; refused where something was changed since.
pub(super) fn take_back(change: &mut Change<'_>, changed: &[AdviceChange]) -> Result<serde_json::Value, OpError> {
    for one in changed {
        if change.db.get_advice(one.id)? != one.to {
            return Err(RuleViolation::UndoOvertaken.into());
        }
        match &one.from {
            Some(from) => change.db.put_advice(from)?,
            None => change.db.remove_advice(one.id)?,
        }
    }
    let back: Vec<AdviceChange> =
        changed.iter().map(|one| AdviceChange { id: one.id, from: one.to.clone(), to: one.from.clone() }).collect();
    Ok(json!(back))
}

fn name_of(advice: &Advice) -> String {
    let day = advice.requested_on.map(|day| format!(", {day}")).unwrap_or_default();
    format!("{}, {}{day}", advice.reference, advice.service)
}

fn check(advice: &Advice) -> Result<(), RuleViolation> {
    if advice.reference.is_empty() {
        return Err(RuleViolation::Empty(Field::Reference));
    }
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | '"' | '\'');
    if advice.reference.chars().any(forbidden) {
        let (field, text) = (Field::Reference, advice.reference.clone());
        return Err(RuleViolation::ForbiddenCharacters { field, text });
    }
    if advice.service.trim().is_empty() {
        return Err(RuleViolation::Empty(Field::Service));
    }
    let texts = [
        (Field::Reference, &advice.reference),
        (Field::Service, &advice.service),
        (Field::Service, &advice.provider),
        (Field::Service, &advice.author_role),
        (Field::Reason, &advice.outcome),
        (Field::Reason, &advice.exception),
    ];
    if let Some((field, _)) = texts.into_iter().find(|(_, text)| text.chars().count() > MAX_TEXT_CHARS) {
        return Err(RuleViolation::TooLong { field, limit: MAX_TEXT_CHARS, unit: "characters" });
    }
    if advice.requested_on.zip(advice.returned_on).is_some_and(|(requested, returned)| returned < requested) {
        return Err(RuleViolation::AdviceDatesCross);
    }
    Ok(())
}
