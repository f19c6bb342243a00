//! Erasing a plan or a round: rows, what the log says of them, free pages, backups; and what the certificate states.

use super::transact::{Actor, Changes, Entry, OpError, Session};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::platform::clock::local_datetime;
use crate::storage::StorageError;
use jiff::civil::DateTime;
use serde::Serialize;
use serde_json::json;

/// What is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erasure {
    /// One plan, by reference, from the cohort and every round.
    Plan(String),
    /// One round, by title or id.
    Round(String),
}

/// What was erased: the certificate prints this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Such as "plan EHC-0042" or "round Spring 2026".
    pub what: String,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: String,
    /// When, local time.
    pub at: DateTime,
    /// How many rows went, by table.
    pub rows: Vec<(String, u64)>,
    /// How many backups were removed, because they held it.
    pub backups_removed: u64,
    /// How many packs of the round went out: those are not reached from here.
    pub packs_out: u64,
    /// The local area.
    pub local_area: String,
    /// Head of the log chain after it, hexadecimal.
    pub head_digest: String,
}

impl Session {
    /// Erases a plan or a round. The log chain stays whole: of rows that spoke of it only the content goes.
    ///
    /// # Errors
    /// When it is not there, no reason is given, or the file cannot be written. The rows go all or none; that backups
    /// could not be removed is an error too, after the rows went, and says so.
    pub fn erase(&mut self, actor: &Actor, what: &Erasure, reason: &str) -> Result<Erased, OpError> {
        if reason.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        let (label, packs_out) = self.name_erasure(what)?;
        let round = match what {
            Erasure::Round(name) => Some(self.round(Some(name))?.id),
            Erasure::Plan(_) => None,
        };
        // Against a fault half way; it goes with the others once all is done.
        self.keep_backup("before erasure")?;
        let done = self.transact(actor, |change| {
            let rows = match (what, round) {
                (Erasure::Plan(reference), _) => change.db.erase_plan(reference)?,
                (Erasure::Round(_), Some(round)) => change.db.erase_round(round)?,
                (Erasure::Round(_), None) => Vec::new(),
            };
            let kind = if round.is_some() { "round_erased" } else { "plan_erased" };
            // The log must not name again what has just gone; the certificate does.
            let content = json!({"rows": rows.iter().map(|(_, count)| count).sum::<u64>(), "reason": reason.trim()});
            Ok((rows, Some(Entry::new(kind, content, Changes::everything()))))
        })?;
        self.forget();
        self.store.wipe_free_pages()?;
        let backups_removed = self.remove_backups()?;
        let now_ms = self.world.now_ms();
        Ok(Erased {
            what: label,
            reason: reason.trim().to_owned(),
            by: actor.log_name().to_owned(),
            at: local_datetime(now_ms).unwrap_or_default(),
            rows: done.value.into_iter().map(|(table, count)| (table.to_owned(), count)).collect(),
            backups_removed,
            packs_out,
            local_area: self.file_facts()?.local_area,
            head_digest: self.head_digest(),
        })
    }

    pub(super) fn name_erasure(&mut self, what: &Erasure) -> Result<(String, u64), OpError> {
        match what {
            Erasure::Plan(reference) => {
                let plans = self.store.db().list_plans()?;
                if !plans.iter().any(|plan| &plan.facts.reference == reference) {
                    return Err(RuleViolation::NotFound { what: Thing::Plan, name: reference.clone() }.into());
                }
                Ok((format!("plan {reference}"), 0))
            }
            Erasure::Round(name) => {
                let round = self.round(Some(name))?;
                let packs = self.store.db().count_packs_out(round.id)?;
                Ok((format!("round {}", round.facts.title), packs))
            }
        }
    }

    /// Removes every backup of the file: each may hold what was erased.
    pub(super) fn remove_backups(&mut self) -> Result<u64, OpError> {
        let backups = self.list_backups()?;
        for backup in &backups {
            std::fs::remove_file(&backup.path).map_err(|e| StorageError::io(e, "removing a backup"))?;
        }
        Ok(backups.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{self, TestFile};

    fn whole_file(file: &TestFile) -> Vec<u8> {
        let mut bytes = std::fs::read(file.path()).unwrap();
        bytes.extend(std::fs::read(format!("{}-wal", file.path().display())).unwrap_or_default());
        bytes
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn an_erased_plan_is_in_no_row_no_log_no_free_page_and_no_backup() {
        let (file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 4, 4);
        let plan = session.round_progress(&round).unwrap().plans[0].facts.reference.clone();
        session.keep_backup("before trying").unwrap();
        session.settle().unwrap();
        assert!(holds(&whole_file(&file), &plan), "the test would see it if it were there");
        let erased = session.erase(&Actor::Lead, &Erasure::Plan(plan.clone()), "Asked for by the family").unwrap();
        assert_eq!((erased.backups_removed, erased.what.as_str()), (2, format!("plan {plan}").as_str()));
        assert!(!holds(&whole_file(&file), &plan));
        assert_eq!(session.list_backups().unwrap(), vec![]);
        assert_eq!(session.check().unwrap(), vec![]);
        let gone = session.erase(&Actor::Lead, &Erasure::Plan(plan), "Again").unwrap_err();
        assert!(matches!(gone, OpError::Rule(RuleViolation::NotFound { .. })), "{gone:?}");
    }

    #[test]
    fn an_erased_round_leaves_the_cohort_and_a_whole_log() {
        let (file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 4, 4);
        let plans = session.store.db().list_plans().unwrap().len();
        session.erase(&Actor::Lead, &Erasure::Round(round.facts.title.clone()), "Kept long enough").unwrap();
        assert_eq!(session.list_rounds().unwrap().len(), 0);
        assert_eq!(session.store.db().list_plans().unwrap().len(), plans);
        assert_eq!(session.check().unwrap(), vec![]);
        session.settle().unwrap();
        assert!(!holds(&whole_file(&file), &round.facts.title));
    }

    #[test]
    fn erasing_asks_for_a_reason() {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 2, 2);
        let refused = session.erase(&Actor::Lead, &Erasure::Round(round.facts.title), " ").unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::Empty(Field::Reason))), "{refused:?}");
    }
}
