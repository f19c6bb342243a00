//! The views of single disciplines: who scores them, and the target their standard is held against.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::access::may_assign_view;
use crate::domain::ids::{AssignmentId, MemberId, RoundId};
use crate::domain::panel::Member;
use crate::domain::round::SampleState;
use crate::domain::rules::{RuleViolation, Thing};
use crate::domain::sheet::{Assignment, Scope};
use serde::Serialize;
use serde_json::json;

/// A change to a view of a discipline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewing {
    /// Gives a member the view of every sampled plan.
    Assign {
        /// The round.
        round: RoundId,
        /// To whom.
        member: MemberId,
        /// Code of the view.
        view: String,
    },
    /// Sets the share of plans that is to meet the standard.
    SetTarget {
        /// Code of the view.
        view: String,
        /// In percent; none: no target.
        percent: Option<u32>,
    },
}

/// What giving a view did; counts are plans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ViewOutcome {
    /// Given now.
    pub given: u64,
    /// Theirs already: the whole plan, or this view.
    pub had: u64,
    /// Left out: they have another part of the plan.
    pub other_part: u64,
    /// Left out: a declared interest.
    pub interest: u64,
}

impl Session {
    pub(super) fn run_viewing(&mut self, actor: &Actor, viewing: Viewing) -> Result<Done<serde_json::Value>, OpError> {
        match viewing {
            Viewing::Assign { round, member, view } => {
                self.assign_view(actor, round, member, &view).map(|done| done.map(|outcome| json!(outcome)))
            }
            Viewing::SetTarget { view, percent } => {
                self.set_target(actor, &view, percent).map(|done| done.map(|()| json!(null)))
            }
        }
    }

    /// Gives a member the view of every sampled plan they do not read already: a sheet like any, blind, of the view's
    /// criteria. A plan with a declared interest is left out.
    ///
    /// # Errors
    /// When there is no such view or sample, the round is closed, or whoever acts may not give it.
    pub fn assign_view(
        &mut self,
        actor: &Actor,
        round: RoundId,
        member: MemberId,
        view: &str,
    ) -> Result<Done<ViewOutcome>, OpError> {
        let round = self.open_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        if tool.get_view(view).is_none() {
            return Err(RuleViolation::NotFound { what: Thing::View, name: view.to_owned() }.into());
        }
        let acting = self.acting_member(actor)?;
        if !may_assign_view(acting.as_ref(), member) {
            return Err(RuleViolation::NotYours.into());
        }
        let found = self.list_members()?.into_iter().find(|m| m.id == member);
        let reader = found.ok_or_else(|| RuleViolation::NotFound { what: Thing::Member, name: member.to_string() })?;
        let sample = self.store.db().list_sample(round.id)?;
        let plans: Vec<_> = sample.iter().filter(|(s, _)| s.state == SampleState::Sampled).collect();
        if plans.is_empty() {
            return Err(RuleViolation::NoSample(round.facts.title).into());
        }
        self.transact(actor, |change| {
            let mut outcome = ViewOutcome::default();
            let mut given = Vec::new();
            let scope = Scope::View(view.to_owned());
            for (sampled, facts) in plans {
                match change.db.get_assignment(round.id, sampled.subject, member)? {
                    Some(has) if has.scope == Scope::Whole || has.scope == scope => outcome.had += 1,
                    Some(_) => outcome.other_part += 1,
                    None if reader.facts.has_interest_in(facts) => outcome.interest += 1,
                    None => {
                        let id = AssignmentId(change.world.new_uuid());
                        let (round, subject) = (round.id, sampled.subject);
                        let assignment = Assignment { id, round, subject, member, scope: scope.clone(), locked: false };
                        change.db.add_assignment(&assignment)?;
                        outcome.given += 1;
                        given.push(facts.reference.clone());
                    }
                }
            }
            let content = json!({"member": reader.facts.name, "view": view, "plans": given});
            let changes = Changes { assignments: true, ..Changes::default() };
            let entry = (!given.is_empty()).then(|| Entry::new("view_assigned", content, changes).of_round(round.id));
            Ok((outcome, entry))
        })
    }

    /// The target set in this file for the standard of a view, in percent.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn target(&self, view: &str) -> Result<Option<u32>, OpError> {
        Ok(self.store.db().get_file_fact(&target_name(view))?.and_then(|value| value.parse().ok()))
    }

    /// Sets it, or takes it away.
    ///
    /// # Errors
    /// When it is over 100 percent.
    pub fn set_target(&mut self, actor: &Actor, view: &str, percent: Option<u32>) -> Result<Done<()>, OpError> {
        if let Some(given) = percent.filter(|percent| *percent > 100) {
            return Err(RuleViolation::NotAPercentage(given).into());
        }
        let before = self.target(view)?;
        self.transact(actor, |change| {
            if before == percent {
                return Ok(((), None));
            }
            // An empty value is no target: a fact of the file is replaced, never deleted.
            let value = percent.map(|percent| percent.to_string()).unwrap_or_default();
            change.db.set_file_fact(&target_name(view), &value)?;
            let changes = Changes { measures: true, ..Changes::default() };
            let content = json!({"view": view, "from": before, "to": percent});
            Ok(((), Some(Entry::new("target_set", content, changes).undone_by(Undo::Aside))))
        })
    }

    /// The panel member who acts; none: whoever runs the round.
    pub(super) fn acting_member(&self, actor: &Actor) -> Result<Option<Member>, OpError> {
        match actor {
            Actor::Member(name) => self.member(name).map(Some),
            Actor::Lead | Actor::CommandLine => Ok(None),
        }
    }
}

fn target_name(view: &str) -> String {
    format!("standard_target.{view}")
}
