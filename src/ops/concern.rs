//! Urgent concerns: recorded outside blindness and grades, seen by those they are open to.

use super::scoring::check_reason;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::access::may_see_concern;
use crate::domain::ids::{ConcernId, MemberId, RoundId, SubjectId};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{ConcernKind, ConcernReaders, UrgentConcern};
use crate::platform::clock::{local_datetime, local_ms};
use jiff::civil::DateTime;
use serde_json::json;

/// A change to the urgent concerns of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concerning {
    /// Records one.
    Raise {
        /// The round.
        round: RoundId,
        /// The plan it is about.
        subject: SubjectId,
        /// What is recorded.
        draft: ConcernDraft,
    },
    /// Brings the record up to date.
    Amend {
        /// The round.
        round: RoundId,
        /// Which.
        id: ConcernId,
        /// What is recorded from now on.
        draft: ConcernDraft,
    },
    /// Closes one.
    Close {
        /// The round.
        round: RoundId,
        /// Which.
        id: ConcernId,
        /// What came of it.
        outcome: String,
    },
}

/// When somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldWhen {
    /// Nobody was told yet.
    NotYet,
    /// Just now.
    Now,
    /// At this time on the clock of the machine.
    At(DateTime),
}

/// An urgent concern as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernDraft {
    /// What it is about.
    pub kind: ConcernKind,
    /// What was seen.
    pub what: String,
    /// Who was told.
    pub told: String,
    /// When they were told.
    pub told_when: ToldWhen,
    /// What came of it so far.
    pub outcome: String,
    /// What happened since.
    pub follow_up: String,
    /// Who may see it besides whoever raised it.
    pub may_see: ConcernReaders,
}

/// An urgent concern that the person who asked may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernRow {
    /// The record.
    pub concern: UrgentConcern,
    /// The plan's reference.
    pub reference: String,
    /// Who raised it; empty: not recorded.
    pub raised_by: String,
    /// When it was recorded, on the clock of the machine.
    pub recorded_at: Option<DateTime>,
    /// When somebody was told.
    pub told_at: Option<DateTime>,
    /// When it was closed.
    pub closed_at: Option<DateTime>,
}

impl Session {
    pub(super) fn run_concerning(
        &mut self,
        actor: &Actor,
        concerning: Concerning,
    ) -> Result<Done<serde_json::Value>, OpError> {
        match concerning {
            Concerning::Raise { round, subject, draft } => {
                self.raise_concern(actor, (round, subject), &draft).map(|done| done.map(|id| json!(id)))
            }
            Concerning::Amend { round, id, draft } => {
                self.amend_concern(actor, round, id, &draft).map(|done| done.map(|()| json!(null)))
            }
            Concerning::Close { round, id, outcome } => {
                self.close_concern(actor, round, id, &outcome).map(|done| done.map(|()| json!(null)))
            }
        }
    }

    /// Records an urgent concern that the lead may see: what was seen, who was told and when (milliseconds UTC).
    ///
    /// # Errors
    /// As [`Self::raise_concern`].
    pub fn record_concern(
        &mut self,
        actor: &Actor,
        about: (RoundId, SubjectId),
        kind: ConcernKind,
        what: &str,
        (told, told_ms): (&str, Option<i64>),
    ) -> Result<Done<ConcernId>, OpError> {
        let draft = ConcernDraft {
            kind,
            what: what.to_owned(),
            told: told.to_owned(),
            told_when: ToldWhen::NotYet,
            outcome: String::new(),
            follow_up: String::new(),
            may_see: ConcernReaders::Lead,
        };
        self.add_concern(actor, about, &draft, told_ms)
    }

    /// Records an urgent concern about a plan.
    ///
    /// # Errors
    /// When nothing is said of what was seen, or the plan is not in the round.
    pub fn raise_concern(
        &mut self,
        actor: &Actor,
        about: (RoundId, SubjectId),
        draft: &ConcernDraft,
    ) -> Result<Done<ConcernId>, OpError> {
        let told_ms = self.told_ms(draft, None);
        self.add_concern(actor, about, draft, told_ms)
    }

    fn add_concern(
        &mut self,
        actor: &Actor,
        (round, subject): (RoundId, SubjectId),
        draft: &ConcernDraft,
        told_ms: Option<i64>,
    ) -> Result<Done<ConcernId>, OpError> {
        check(draft)?;
        self.open_round_by_id(round)?;
        let raised_by = self.acting_id(actor)?;
        self.transact(actor, |change| {
            let concern = UrgentConcern {
                id: ConcernId(change.world.new_uuid()),
                round,
                subject,
                kind: draft.kind,
                what: draft.what.trim().to_owned(),
                told: draft.told.trim().to_owned(),
                told_ms,
                outcome: draft.outcome.trim().to_owned(),
                recorded_ms: change.world.now_ms(),
                closed_ms: None,
                raised_by,
                follow_up: draft.follow_up.trim().to_owned(),
                may_see: draft.may_see,
            };
            change.db.put_concern(&concern)?;
            Ok((concern.id, Some(entry("concern_recorded", json!(concern), &concern))))
        })
    }

    /// Brings the record of a concern up to date.
    ///
    /// # Errors
    /// When it may not be seen by whoever acts, or nothing is said of what was seen.
    pub fn amend_concern(
        &mut self,
        actor: &Actor,
        round: RoundId,
        id: ConcernId,
        draft: &ConcernDraft,
    ) -> Result<Done<()>, OpError> {
        check(draft)?;
        let before = self.seen_concern(actor, round, id)?;
        let told_ms = self.told_ms(draft, before.told_ms);
        let after = UrgentConcern {
            kind: draft.kind,
            what: draft.what.trim().to_owned(),
            told: draft.told.trim().to_owned(),
            told_ms,
            outcome: draft.outcome.trim().to_owned(),
            follow_up: draft.follow_up.trim().to_owned(),
            may_see: draft.may_see,
            ..before.clone()
        };
        self.transact(actor, |change| {
            if before == after {
                return Ok(((), None));
            }
            change.db.put_concern(&after)?;
            Ok(((), Some(entry("concern_amended", json!({"from": before, "to": after}), &after))))
        })
    }

    /// Closes an urgent concern with what came of it.
    ///
    /// # Errors
    /// When no outcome is given, or it may not be seen by whoever acts.
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
        check_reason(outcome)?;
        let mut concern = self.seen_concern(actor, round, id)?;
        self.transact(actor, |change| {
            if concern.closed_ms.is_some() {
                return Ok(((), None));
            }
            concern.outcome = outcome.trim().to_owned();
            concern.closed_ms = Some(change.world.now_ms());
            change.db.put_concern(&concern)?;
            let content = json!({"id": id, "outcome": concern.outcome});
            Ok(((), Some(entry("concern_closed", content, &concern))))
        })
    }

    /// Urgent concerns of a round that this member may see (none: whoever runs the round), open ones first, the newest
    /// first among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn concerns_seen(&self, round: RoundId, member: Option<MemberId>) -> Result<Vec<ConcernRow>, OpError> {
        let members = self.list_members()?;
        let viewer = match member {
            None => None,
            Some(id) => {
                let found = members.iter().find(|m| m.id == id);
                Some(found.ok_or_else(|| RuleViolation::NotFound { what: Thing::Member, name: id.to_string() })?)
            }
        };
        let db = self.store.db();
        let sample = db.list_sample(round)?;
        let mut seen: Vec<UrgentConcern> = db.list_concerns(round)?;
        seen.retain(|concern| may_see_concern(viewer, concern));
        seen.sort_by_key(|concern| (concern.closed_ms.is_some(), std::cmp::Reverse(concern.recorded_ms)));
        let rows = seen.into_iter().map(|concern| {
            let plan = sample.iter().find(|(sampled, _)| sampled.subject == concern.subject);
            let raised_by = members.iter().find(|m| Some(m.id) == concern.raised_by);
            ConcernRow {
                reference: plan.map(|(_, facts)| facts.reference.clone()).unwrap_or_default(),
                raised_by: raised_by.map(|m| m.facts.name.clone()).unwrap_or_default(),
                recorded_at: local_datetime(concern.recorded_ms),
                told_at: concern.told_ms.and_then(local_datetime),
                closed_at: concern.closed_ms.and_then(local_datetime),
                concern,
            }
        });
        Ok(rows.collect())
    }

    /// A concern that whoever acts may see: to others there is no such concern.
    fn seen_concern(&self, actor: &Actor, round: RoundId, id: ConcernId) -> Result<UrgentConcern, OpError> {
        let acting = self.acting_member(actor)?;
        let found = self.store.db().list_concerns(round)?.into_iter().find(|concern| concern.id == id);
        let seen = found.filter(|concern| may_see_concern(acting.as_ref(), concern));
        Ok(seen.ok_or_else(|| RuleViolation::NotFound { what: Thing::Concern, name: String::new() })?)
    }

    fn acting_id(&self, actor: &Actor) -> Result<Option<MemberId>, OpError> {
        Ok(self.acting_member(actor)?.map(|member| member.id))
    }

    fn told_ms(&mut self, draft: &ConcernDraft, before: Option<i64>) -> Option<i64> {
        match draft.told_when {
            ToldWhen::NotYet => None,
            ToldWhen::Now => Some(self.world.now_ms()),
            // The screen shows no seconds: a time that was not touched keeps its own.
            ToldWhen::At(at) => match before.and_then(|ms| Some((ms, local_datetime(ms)?))) {
                Some((ms, shown)) if to_minute(shown) == to_minute(at) => Some(ms),
                _ => local_ms(at),
            },
        }
    }
}

fn to_minute(at: DateTime) -> (jiff::civil::Date, i8, i8) {
    (at.date(), at.hour(), at.minute())
}

fn check(draft: &ConcernDraft) -> Result<(), RuleViolation> {
    if draft.what.trim().is_empty() {
        return Err(RuleViolation::Empty(Field::Concern));
    }
    [&draft.what, &draft.told, &draft.outcome, &draft.follow_up].into_iter().try_for_each(|text| check_reason(text))
}

fn entry(event: &'static str, content: serde_json::Value, concern: &UrgentConcern) -> Entry {
    let changes = Changes { concerns: true, ..Changes::default() };
    let entry = Entry::new(event, content, changes).of_round(concern.round).of_subject(concern.subject);
    entry.undone_by(Undo::Aside)
}
