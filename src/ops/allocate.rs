//! Allocation: who reads which plan.

use super::assign::settle_leads;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::allocation::{self, PlanToCover, Why};
use crate::domain::ids::{AssignmentId, MemberId, RoundId, SubjectId};
use crate::domain::panel::Member;
use crate::domain::plan::PlanFacts;
use crate::domain::round::SampledPlan;
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{Assignment, Scope};
use crate::storage::AssignmentProgress;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Gives each plan of a sample `per_plan` members of the round's panel. Assignments with a sheet, locked ones and
    /// those of a part of a plan are kept; the rest is solved anew. Everybody gets the practice plan. Sections get
    /// their leads.
    ///
    /// # Errors
    /// When there is no sample or no panel.
    pub fn allocate(
        &mut self,
        actor: &Actor,
        round: RoundId,
        per_plan: usize,
    ) -> Result<Done<AllocationOutcome>, OpError> {
        let found = self.open_round_by_id(round)?;
        let panel = self.round_panel(&found)?;
        self.allocate_to(actor, round, per_plan, &panel, false)
    }

    /// As [`Self::allocate`], and makes these members the panel of the round.
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
        self.allocate_to(actor, round, per_plan, panel, true)
    }

    fn allocate_to(
        &mut self,
        actor: &Actor,
        round: RoundId,
        per_plan: usize,
        panel: &[MemberId],
        store_panel: bool,
    ) -> Result<Done<AllocationOutcome>, OpError> {
        let round = self.open_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let db = self.store.db();
        let known = db.list_members()?;
        let progress = db.list_progress(round.id)?;
        // Who scores a view of a discipline was given it by a person: no reader of whole plans, and left as they are.
        let views = progress.iter().filter(|p| matches!(p.assignment.scope, Scope::View(_)));
        let has_view: BTreeSet<MemberId> = views.map(|p| p.assignment.member).collect();
        let may_read = |m: &&Member| panel.contains(&m.id) && !has_view.contains(&m.id);
        let members: Vec<Member> = known.iter().filter(may_read).cloned().collect();
        if members.is_empty() {
            return Err(RuleViolation::NoPanel.into());
        }
        let sample = db.list_sample(round.id)?;
        let in_part: BTreeMap<SubjectId, Vec<MemberId>> = readers_in_part(&progress);
        let nobody = Vec::new();
        let plans: Vec<PlanToCover<'_>> = sample
            .iter()
            .filter(|(sampled, _)| sampled.counts())
            .map(|(sampled, facts)| {
                let in_part = in_part.get(&sampled.subject).unwrap_or(&nobody);
                PlanToCover { id: sampled.subject, facts, in_part }
            })
            .collect();
        if plans.is_empty() {
            return Err(RuleViolation::NoSample(round.facts.title).into());
        }
        let kept: Vec<(SubjectId, MemberId)> = progress
            .iter()
            .filter(|p| p.assignment.scope == Scope::Whole && (p.state.is_some() || p.assignment.locked))
            .map(|p| (p.assignment.subject, p.assignment.member))
            .collect();
        let solved = allocation::allocate(&plans, &members, per_plan, &kept);
        let mut beside = practice_tasks(&sample, &members, &progress);
        let parts = in_part.iter().flat_map(|(subject, members)| members.iter().map(|member| (*subject, *member)));
        beside.extend(parts);
        let reference = |subject: SubjectId| {
            sample.iter().find(|(s, _)| s.subject == subject).map(|(_, f)| f.reference.clone()).unwrap_or_default()
        };
        let name = |id: MemberId| known.iter().find(|m| m.id == id).map(|m| m.facts.name.clone()).unwrap_or_default();
        let outcome = AllocationOutcome {
            assignments: solved
                .assignments
                .iter()
                .chain(&beside)
                .map(|(subject, member)| PlanMember { plan: reference(*subject), member: name(*member) })
                .collect(),
            uncovered: solved
                .uncovered
                .iter()
                .map(|u| Uncovered { plan: reference(u.subject), covered: u.covered, why: u.why.clone() })
                .collect(),
        };
        let wanted: BTreeSet<(SubjectId, MemberId)> = solved.assignments.iter().chain(&beside).copied().collect();
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
            for (subject, member) in wanted.iter().copied().filter(|pair| !present.contains(pair)) {
                let id = AssignmentId(change.world.new_uuid());
                let assignment =
                    Assignment { id, round: round.id, subject, member, scope: Scope::Whole, locked: false };
                change.db.add_assignment(&assignment)?;
                changed = true;
            }
            let before = change.db.list_round_members(round.id)?;
            let panel: Vec<MemberId> = members.iter().map(|m| m.id).collect();
            if store_panel && before != panel {
                change.db.set_round_members(round.id, &panel)?;
                changed = true;
            }
            changed |= settle_leads(change, round.id, &tool)?;
            let content = json!({"per_plan": per_plan, "assignments": outcome.assignments});
            let changes = Changes { assignments: true, sheets: true, ..Changes::default() };
            let entry = changed.then(|| Entry::new("plans_allocated", content, changes).of_round(round.id));
            Ok((outcome, entry))
        })
    }
}

/// Who reads only some sections or a view of a plan.
fn readers_in_part(progress: &[AssignmentProgress]) -> BTreeMap<SubjectId, Vec<MemberId>> {
    let mut readers: BTreeMap<SubjectId, Vec<MemberId>> = BTreeMap::new();
    for task in progress.iter().map(|p| &p.assignment).filter(|task| task.scope != Scope::Whole) {
        readers.entry(task.subject).or_default().push(task.member);
    }
    readers
}

/// Everybody on the panel gets the practice plan, but for those with an interest in it; who began it keeps it.
fn practice_tasks(
    sample: &[(SampledPlan, PlanFacts)],
    members: &[Member],
    progress: &[AssignmentProgress],
) -> Vec<(SubjectId, MemberId)> {
    let mut tasks = Vec::new();
    for (sampled, facts) in sample.iter().filter(|(s, _)| s.practice && s.is_read()) {
        let may = members.iter().filter(|m| !m.facts.has_interest_in(facts)).map(|m| (sampled.subject, m.id));
        tasks.extend(may);
        let begun = progress.iter().filter(|p| p.assignment.subject == sampled.subject && p.state.is_some());
        tasks.extend(begun.map(|p| (sampled.subject, p.assignment.member)));
    }
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}
