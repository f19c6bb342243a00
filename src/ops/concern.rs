//! Urgent concerns: recorded outside blindness and grades.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::ids::{ConcernId, RoundId, SubjectId};
use crate::domain::rules::{Field, RuleViolation};
use crate::domain::sheet::{ConcernKind, ConcernReaders, UrgentConcern};
use serde_json::json;

impl Session {
    /// Records an urgent concern about a plan.
    ///
    /// # Errors
    /// When nothing is said of what was seen, or the plan is not in the round.
    pub fn record_concern(
        &mut self,
        actor: &Actor,
        (round, subject): (RoundId, SubjectId),
        kind: ConcernKind,
        what: &str,
        (told, told_ms): (&str, Option<i64>),
    ) -> Result<Done<ConcernId>, OpError> {
        if what.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        self.open_round_by_id(round)?;
        self.transact(actor, |change| {
            let concern = UrgentConcern {
                id: ConcernId(change.world.new_uuid()),
                round,
                subject,
                kind,
                what: what.trim().to_owned(),
                told: told.trim().to_owned(),
                told_ms,
                outcome: String::new(),
                recorded_ms: change.world.now_ms(),
                closed_ms: None,
                raised_by: None,
                follow_up: String::new(),
                may_see: ConcernReaders::Lead,
            };
            change.db.put_concern(&concern)?;
            let changes = Changes { concerns: true, ..Changes::default() };
            let entry = Entry::new("concern_recorded", json!(concern), changes);
            Ok((concern.id, Some(entry.of_round(round).of_subject(subject).undone_by(Undo::Aside))))
        })
    }

    /// Closes an urgent concern with what came of it.
    ///
    /// # Errors
    /// When no outcome is given.
    pub fn close_concern(
        &mut self,
        actor: &Actor,
        round: RoundId,
        id: ConcernId,
        outcome: &str,
    ) -> Result<Done<()>, OpError> {
        if outcome.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        self.transact(actor, |change| {
            let found = change.db.list_concerns(round)?.into_iter().find(|c| c.id == id);
            let Some(mut concern) = found.filter(|c| c.closed_ms.is_none()) else { return Ok(((), None)) };
            concern.outcome = outcome.trim().to_owned();
            concern.closed_ms = Some(change.world.now_ms());
            change.db.put_concern(&concern)?;
            let changes = Changes { concerns: true, ..Changes::default() };
            let entry = Entry::new("concern_closed", json!({"id": id, "outcome": concern.outcome}), changes);
            Ok(((), Some(entry.of_round(round).of_subject(concern.subject).undone_by(Undo::Aside))))
        })
    }
}
