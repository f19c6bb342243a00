//! How long rounds are kept, and what erasing one would take with it.

use super::erase::Erasure;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::ids::RoundId;
use crate::domain::retention::{Keeping, keeping};
use crate::domain::rules::{RuleViolation, Thing};
use crate::platform::clock::local_datetime;
use jiff::civil::Date;
use serde_json::json;

/// Until when a round is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The round.
    pub round: RoundId,
    /// Its title.
    pub title: String,
    /// The last day; none: not set.
    pub until: Option<Date>,
    /// When it was closed, local day.
    pub closed_on: Option<Date>,
    /// How that stands to today.
    pub keeping: Keeping,
}

/// What an erasure would take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WouldGo {
    /// Such as "plan EHC-0042" or "round Spring 2026".
    pub what: String,
    /// How many rows, by table of the file.
    pub rows: Vec<(String, u64)>,
    /// How many backups, because each may hold it.
    pub backups: u64,
    /// How many packs of it went out: those are not reached from here.
    pub packs_out: u64,
}

impl Session {
    /// Until when each round is kept, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_kept(&mut self) -> Result<Vec<Kept>, OpError> {
        let (rows, rounds, today) = (self.store.db().list_keep()?, self.list_rounds()?, self.world.today());
        let title = |id| rounds.iter().find(|round| round.id == id).map(|round| round.facts.title.clone());
        let kept = rows.into_iter().map(|row| Kept {
            round: row.round,
            title: title(row.round).unwrap_or_default(),
            until: row.until,
            closed_on: row.closed_ms.and_then(local_datetime).map(|at| at.date()),
            keeping: keeping(row.until, today),
        });
        Ok(kept.collect())
    }

    /// Sets until when a round is kept; none: no longer set. Nothing is erased by itself.
    ///
    /// # Errors
    /// When there is no such round, or the file cannot be written.
    pub fn keep_until(&mut self, actor: &Actor, round: RoundId, until: Option<Date>) -> Result<Done<()>, OpError> {
        if matches!(actor, Actor::Member(_)) {
            return Err(RuleViolation::NotYours.into());
        }
        let known = self.store.db().list_keep()?.into_iter().find(|row| row.round == round);
        let Some(before) = known else {
            return Err(RuleViolation::NotFound { what: Thing::Round, name: round.to_string() }.into());
        };
        self.transact(actor, |change| {
            if before.until == until {
                return Ok(((), None));
            }
            change.db.set_keep_until(round, until)?;
            let content = json!({"from": before.until.map(|d| d.to_string()), "to": until.map(|d| d.to_string())});
            let changes = Changes { rounds: true, ..Changes::default() };
            Ok(((), Some(Entry::new("keep_until_set", content, changes).of_round(round).undone_by(Undo::Aside))))
        })
    }

    /// What erasing would take: the very rows, counted by doing it and taking it back before anything is kept.
    ///
    /// # Errors
    /// When it is not there, or the file cannot be read.
    pub fn would_go(&mut self, what: &Erasure) -> Result<WouldGo, OpError> {
        let (label, packs_out) = self.name_erasure(what)?;
        let round = match what {
            Erasure::Round(name) => Some(self.round(Some(name))?.id),
            Erasure::Plan(_) => None,
        };
        let mut rows = Vec::new();
        // Cancelled: nothing of it is written.
        let counted = self.transact::<()>(&Actor::Lead, |change| {
            rows = match (what, round) {
                (Erasure::Plan(reference), _) => change.db.erase_plan(reference)?,
                (Erasure::Round(_), Some(round)) => change.db.erase_round(round)?,
                (Erasure::Round(_), None) => Vec::new(),
            };
            Err(OpError::Cancelled)
        });
        match counted {
            Err(OpError::Cancelled) => {}
            Err(error) => return Err(error),
            Ok(_) => {}
        }
        let rows = rows.into_iter().map(|(table, count)| (table.to_owned(), count)).collect();
        Ok(WouldGo { what: label, rows, backups: self.list_backups()?.len() as u64, packs_out })
    }

    /// The passphrase of the open file, for the emergency sheet; none: it has none.
    #[must_use]
    pub fn passphrase_for_sheet(&self) -> Option<&str> {
        self.store.passphrase()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{self, TestFile};
    use jiff::civil::date;

    #[test]
    fn the_day_a_round_is_kept_until_is_set_logged_and_taken_off_by_the_lead_alone() {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 2, 2);
        assert_eq!(session.list_kept().unwrap()[0].keeping, Keeping::Unset);
        let until = Some(date(2026, 12, 1));
        let refused = session.keep_until(&Actor::Member("Ann".to_owned()), round.id, until).unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::NotYours)), "{refused:?}");
        session.keep_until(&Actor::Lead, round.id, until).unwrap();
        let kept = session.list_kept().unwrap().remove(0);
        assert_eq!((kept.until, kept.keeping), (until, Keeping::Soon(9)));
        let last = session.history().unwrap().pop().unwrap();
        assert_eq!(last.event, "keep_until_set");
        assert!(last.content.unwrap().contains("2026-12-01"));
        session.keep_until(&Actor::Lead, round.id, None).unwrap();
        assert_eq!(session.list_kept().unwrap()[0].until, None);
        session.verify().unwrap();
    }

    #[test]
    fn what_would_go_is_what_goes_and_looking_changes_nothing() {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 4, 4);
        let plan = session.round_progress(&round).unwrap().plans[0].facts.reference.clone();
        for what in [Erasure::Plan(plan), Erasure::Round(round.facts.title.clone())] {
            let head = session.head_digest();
            let would = session.would_go(&what).unwrap();
            assert_eq!(session.head_digest(), head);
            assert_eq!(session.check().unwrap(), vec![]);
            let erased = session.erase(&Actor::Lead, &what, "Kept long enough").unwrap();
            assert!(would.rows.iter().map(|(_, count)| count).sum::<u64>() > 3, "{would:?}");
            assert_eq!((would.rows, would.what), (erased.rows, erased.what));
        }
    }
}
