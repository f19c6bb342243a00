//! Allocation: who reads which plan.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::allocation::{self, PlanToCover, Why};
use crate::domain::ids::{AssignmentId, MemberId, RoundId, SubjectId};
use crate::domain::panel::Member;
use crate::domain::round::SampleState;
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{Assignment, Scope};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;

/// A plan with fewer members than asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// Its reference.
    pub plan: String,
    /// Members it has.
    pub covered: usize,
    /// Why there are no more.
    pub why: Vec<Why>,
}

/// An allocation as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationOutcome {
    /// References and names, in draw order and by name.
    pub assignments: Vec<PlanMember>,
    /// Plans with fewer members than asked for.
    pub uncovered: Vec<Uncovered>,
}

/// A plan and one of its readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanMember {
    /// The plan's reference.
    pub plan: String,
    /// The member's name.
    pub member: String,
}

impl Session {
    /// Gives each plan of a sample `per_plan` members. Assignments with a sheet are kept; the rest is solved anew.
    ///
    /// # Errors
    /// When there is no sample or no panel.
    pub fn allocate(
        &mut self,
        actor: &Actor,
        round: RoundId,
        per_plan: usize,
    ) -> Result<Done<AllocationOutcome>, OpError> {
        let everyone: Vec<MemberId> = self.list_members()?.iter().map(|m| m.id).collect();
        self.allocate_among(actor, round, per_plan, &everyone)
    }

    /// As [`Self::allocate`], but only these members are given plans: a file may know people who are not on the panel
    /// of this round.
    ///
    /// # Errors
    /// As [`Self::allocate`].
    pub fn allocate_among(
        &mut self,
        actor: &Actor,
        round: RoundId,
        per_plan: usize,
        panel: &[MemberId],
    ) -> Result<Done<AllocationOutcome>, OpError> {
        let round = self.open_round_by_id(round)?;
        let db = self.store.db();
        let known = db.list_members()?;
        // Who scores a view of a discipline was given it by a person: no reader of whole plans, and left as they are.
        let is_view = |scope: &Scope| matches!(scope, Scope::View(_));
        let (views, progress): (Vec<_>, Vec<_>) =
            db.list_progress(round.id)?.into_iter().partition(|p| is_view(&p.assignment.scope));
        let has_view: BTreeSet<MemberId> = views.iter().map(|p| p.assignment.member).collect();
        let may_read = |m: &&Member| panel.contains(&m.id) && !has_view.contains(&m.id);
        let members: Vec<Member> = known.iter().filter(may_read).cloned().collect();
        if members.is_empty() {
            return Err(RuleViolation::NoPanel.into());
        }
        let sample = db.list_sample(round.id)?;
        let plans: Vec<PlanToCover<'_>> = sample
            .iter()
            .filter(|(sampled, _)| sampled.state == SampleState::Sampled)
            .map(|(sampled, facts)| PlanToCover { id: sampled.subject, facts })
            .collect();
        if plans.is_empty() {
            return Err(RuleViolation::NoSample(round.facts.title).into());
        }
        let kept: Vec<(SubjectId, MemberId)> = progress
            .iter()
            .filter(|p| p.state.is_some())
            .map(|p| (p.assignment.subject, p.assignment.member))
            .collect();
        let solved = allocation::allocate(&plans, &members, per_plan, &kept);
        let reference = |subject: SubjectId| {
            sample.iter().find(|(s, _)| s.subject == subject).map(|(_, f)| f.reference.clone()).unwrap_or_default()
        };
        let name = |id: MemberId| known.iter().find(|m| m.id == id).map(|m| m.facts.name.clone()).unwrap_or_default();
        let outcome = AllocationOutcome {
            assignments: solved
                .assignments
                .iter()
                .map(|(subject, member)| PlanMember { plan: reference(*subject), member: name(*member) })
                .collect(),
            uncovered: solved
                .uncovered
                .iter()
                .map(|u| Uncovered { plan: reference(u.subject), covered: u.covered, why: u.why.clone() })
                .collect(),
        };
        let wanted: BTreeSet<(SubjectId, MemberId)> = solved.assignments.iter().copied().collect();
        self.transact(actor, |change| {
            let mut changed = false;
            let mut present = BTreeSet::new();
            for p in &progress {
                let pair = (p.assignment.subject, p.assignment.member);
                if p.state.is_none() && !wanted.contains(&pair) {
                    change.db.remove_assignment(p.assignment.id)?;
                    changed = true;
                } else {
                    present.insert(pair);
                }
            }
            for (subject, member) in solved.assignments.iter().copied().filter(|pair| !present.contains(pair)) {
                let id = AssignmentId(change.world.new_uuid());
                let assignment = Assignment { id, round: round.id, subject, member, scope: Scope::Whole };
                change.db.add_assignment(&assignment)?;
                changed = true;
            }
            let content = json!({"per_plan": per_plan, "assignments": outcome.assignments});
            let changes = Changes { assignments: true, ..Changes::default() };
            let entry = changed.then(|| Entry::new("plans_allocated", content, changes).of_round(round.id));
            Ok((outcome, entry))
        })
    }
}
