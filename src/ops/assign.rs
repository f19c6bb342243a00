//! Allocation by hand: give, take, lock, scope, section leads; the panel of a round.

use super::arrange::{ArrangeUndo, arrange_changes};
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::ids::{AssignmentId, MemberId, RoundId, SubjectId};
use crate::domain::leads::{Leads, PlanReaders, Reader, section_leads};
use crate::domain::panel::{Agency, Member, MemberFacts};
use crate::domain::round::{Round, RoundState};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{Assignment, Scope};
use crate::storage::AssignmentProgress;
use serde_json::json;
use std::collections::BTreeSet;

/// Longest name and other line about a person, in characters.
const MAX_LINE_CHARS: usize = 200;

impl Session {
    /// Adds a person, or changes the one with this id; the name may change too.
    ///
    /// # Errors
    /// When the name is empty, too long or somebody else's.
    pub fn put_member(
        &mut self,
        actor: &Actor,
        id: Option<MemberId>,
        mut facts: MemberFacts,
    ) -> Result<Done<()>, OpError> {
        facts.name = facts.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if facts.name.is_empty() {
            return Err(RuleViolation::Empty(Field::MemberName).into());
        }
        for text in [&facts.name, &facts.role, &facts.email, &facts.team] {
            if text.chars().count() > MAX_LINE_CHARS {
                let (field, limit) = (Field::MemberName, MAX_LINE_CHARS);
                return Err(RuleViolation::TooLong { field, limit, unit: "characters" }.into());
            }
            if text.chars().any(char::is_control) {
                return Err(RuleViolation::ForbiddenCharacters { field: Field::MemberName, text: text.clone() }.into());
            }
        }
        facts.interests.sort();
        facts.interests.dedup();
        let members = self.list_members()?;
        if members.iter().any(|m| Some(m.id) != id && m.facts.name.to_lowercase() == facts.name.to_lowercase()) {
            return Err(RuleViolation::NameTaken { what: Thing::Member, name: facts.name }.into());
        }
        let before = members.into_iter().find(|m| Some(m.id) == id);
        if before.as_ref().is_some_and(|before| before.facts == facts) {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            let id = before.as_ref().map_or_else(|| MemberId(change.world.new_uuid()), |m| m.id);
            change.db.put_member(&Member { id, facts: facts.clone() })?;
            let content = json!([{"from": before.map(|m| m.facts), "to": facts}]);
            let changes = Changes { panel: true, assignments: true, ..Changes::default() };
            Ok(((), Some(Entry::new("people_put", content, changes).undone_by(Undo::Aside))))
        })
    }

    /// Who sits on the panel of a round: those set for it, and whoever reads a plan of it. Where none were set:
    /// everybody, but peers from another area who came for a round that is closed; peers come for one round, an area's
    /// own people sit on every one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn round_panel(&mut self, round: &Round) -> Result<Vec<MemberId>, OpError> {
        let rounds = self.list_rounds()?;
        let db = self.store.db();
        let stored = db.list_round_members(round.id)?;
        let readers = |id: RoundId| -> Result<BTreeSet<MemberId>, OpError> {
            Ok(db.list_progress(id)?.iter().map(|p| p.assignment.member).collect())
        };
        let here = readers(round.id)?;
        let mut gone = BTreeSet::new();
        for other in rounds.iter().filter(|other| other.id != round.id && other.state == RoundState::Closed) {
            gone.extend(readers(other.id)?);
            gone.extend(db.list_round_members(other.id)?);
        }
        let sits = |m: &Member| match stored.is_empty() {
            false => stored.contains(&m.id) || here.contains(&m.id),
            true => here.contains(&m.id) || m.facts.agency != Agency::Peer || !gone.contains(&m.id),
        };
        Ok(db.list_members()?.iter().filter(|m| sits(m)).map(|m| m.id).collect())
    }

    /// Sets who sits on the panel of a round.
    ///
    /// # Errors
    /// When it would be empty, or the round is closed.
    pub fn set_round_panel(
        &mut self,
        actor: &Actor,
        round: RoundId,
        members: &[MemberId],
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        let known = self.list_members()?;
        let after: Vec<MemberId> = known.iter().map(|m| m.id).filter(|id| members.contains(id)).collect();
        if after.is_empty() {
            return Err(RuleViolation::NoPanel.into());
        }
        let before = self.store.db().list_round_members(round)?;
        if before == after {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.set_round_members(round, &after)?;
            let changes = Changes { panel: true, ..arrange_changes() };
            let entry = Entry::new("round_panel_set", json!({"from": before, "to": after}), changes);
            let step = ArrangeUndo::Panel { round, before, after }.step();
            Ok(((), Some(entry.of_round(round).undone_by(step))))
        })
    }

    /// Gives a plan to a member, as a locked choice.
    ///
    /// # Errors
    /// When they declared an interest in it, or it is not in the sample.
    pub fn give_plan(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        let sample = self.store.db().list_sample(round)?;
        let found = sample.iter().find(|(s, _)| s.subject == subject && s.is_read());
        let Some((_, plan)) = found else {
            return Err(RuleViolation::PlanNotInSample(self.reference_of(round, subject)?).into());
        };
        let members = self.list_members()?;
        let missing = || RuleViolation::NotFound { what: Thing::Member, name: member.to_string() };
        let person = members.iter().find(|m| m.id == member).ok_or_else(missing)?;
        if person.facts.has_interest_in(plan) {
            let (member, plan) = (person.facts.name.clone(), plan.reference.clone());
            return Err(RuleViolation::HasInterest { member, plan }.into());
        }
        if self.store.db().get_assignment(round, subject, member)?.is_some() {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            let id = AssignmentId(change.world.new_uuid());
            let task = Assignment { id, round, subject, member, scope: Scope::Whole, locked: true };
            change.db.add_assignment(&task)?;
            let content = json!({"from": null, "to": task, "member": person.facts.name});
            Ok(((), Some(task_entry("plan_given", content, None, Some(task)))))
        })
    }

    /// Takes a plan from a member whose sheet is not begun.
    ///
    /// # Errors
    /// When their sheet is begun.
    pub fn take_plan(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
    ) -> Result<Done<()>, OpError> {
        let task = self.task_not_begun(round, subject, member)?;
        self.transact(actor, |change| {
            change.db.remove_assignment(task.id)?;
            let content = json!({"from": task, "to": null});
            Ok(((), Some(task_entry("plan_taken", content, Some(task), None))))
        })
    }

    /// Locks a choice, or frees it.
    ///
    /// # Errors
    /// When the plan was not given to the member.
    pub fn lock_task(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
        locked: bool,
    ) -> Result<Done<()>, OpError> {
        let before = self.task(round, subject, member)?.assignment;
        self.change_task(actor, "task_locked", before.clone(), Assignment { locked, ..before })
    }

    /// Changes what a member scores of a plan.
    ///
    /// # Errors
    /// When their sheet is begun, or the tool has no such section or view.
    pub fn set_scope(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
        scope: Scope,
    ) -> Result<Done<()>, OpError> {
        let found = self.open_round_by_id(round)?;
        let tool = self.tool(found.facts.tool)?;
        let unknown = match &scope {
            Scope::Whole => None,
            Scope::Headings(codes) if codes.is_empty() => Some(String::new()),
            Scope::Headings(codes) => codes.iter().find(|c| !tool.headings.iter().any(|h| h.code == **c)).cloned(),
            Scope::View(view) => Some(view.clone()).filter(|view| tool.get_view(view).is_none()),
        };
        if let Some(code) = unknown {
            return Err(RuleViolation::UnknownScope(code).into());
        }
        let before = self.task_not_begun(round, subject, member)?;
        let after = Assignment { scope, locked: true, ..before.clone() };
        self.change_task(actor, "scope_set", before, after)
    }

    /// Who leads which section of which plan.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_section_leads(&self, round: RoundId) -> Result<Vec<(SubjectId, String, MemberId)>, OpError> {
        Ok(self.store.db().list_heading_leads(round)?)
    }

    /// Chooses who leads a section of a plan; none: nobody.
    ///
    /// # Errors
    /// When they do not read the plan, or the tool has no such section.
    pub fn set_section_lead(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        heading: &str,
        member: Option<MemberId>,
    ) -> Result<Done<()>, OpError> {
        let found = self.open_round_by_id(round)?;
        let tool = self.tool(found.facts.tool)?;
        if !tool.headings.iter().any(|h| h.code == heading) {
            return Err(RuleViolation::UnknownScope(heading.to_owned()).into());
        }
        if let Some(member) = member {
            self.task(round, subject, member)?;
        }
        let leads = self.store.db().list_heading_leads(round)?;
        let before = leads.into_iter().find(|(s, h, _)| *s == subject && h == heading).map(|(.., member)| member);
        if before == member {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.set_heading_lead(round, subject, heading, member)?;
            let content = json!({"heading": heading, "from": before, "to": member});
            let entry = Entry::new("section_lead_set", content, arrange_changes()).of_round(round).of_subject(subject);
            let heading = heading.to_owned();
            let step = ArrangeUndo::Lead { round, subject, heading, before, after: member }.step();
            Ok(((), Some(entry.undone_by(step))))
        })
    }

    fn task(&mut self, round: RoundId, subject: SubjectId, member: MemberId) -> Result<AssignmentProgress, OpError> {
        self.open_round_by_id(round)?;
        let progress = self.store.db().list_progress(round)?;
        let found = progress.into_iter().find(|p| (p.assignment.subject, p.assignment.member) == (subject, member));
        if let Some(task) = found {
            return Ok(task);
        }
        let (member, plan) = (self.names()?.member(member).to_owned(), self.reference_of(round, subject)?);
        Err(RuleViolation::NotAssigned { member, plan }.into())
    }

    fn task_not_begun(&mut self, round: RoundId, subject: SubjectId, member: MemberId) -> Result<Assignment, OpError> {
        let task = self.task(round, subject, member)?;
        if task.state.is_some() {
            let (member, plan) = (self.names()?.member(member).to_owned(), self.reference_of(round, subject)?);
            return Err(RuleViolation::SheetBegun { member, plan }.into());
        }
        Ok(task.assignment)
    }

    fn change_task(
        &mut self,
        actor: &Actor,
        event: &'static str,
        before: Assignment,
        after: Assignment,
    ) -> Result<Done<()>, OpError> {
        if before == after {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.set_assignment(after.id, &after.scope, after.locked)?;
            let content = json!({"from": before, "to": after});
            Ok(((), Some(task_entry(event, content, Some(before), Some(after)))))
        })
    }
}

fn task_entry(
    event: &'static str,
    content: serde_json::Value,
    before: Option<Assignment>,
    after: Option<Assignment>,
) -> Entry {
    let of = after.as_ref().or(before.as_ref()).map(|task| (task.round, task.subject));
    let mut entry = Entry::new(event, content, Changes { sheets: true, ..arrange_changes() });
    if let Some((round, subject)) = of {
        entry = entry.of_round(round).of_subject(subject);
        entry = entry.undone_by(ArrangeUndo::Task { round, before, after }.step());
    }
    entry
}

/// Brings the section leads of a round up to date with who reads what; true: something changed.
pub(super) fn settle_leads(
    change: &mut Change<'_>,
    round: RoundId,
    tool: &crate::domain::audit_tool::AuditTool,
) -> Result<bool, OpError> {
    let db = change.db;
    let members = db.list_members()?;
    let mut plans: Vec<PlanReaders> = Vec::new();
    for progress in db.list_progress(round)? {
        let task = progress.assignment;
        let headings = match task.scope {
            Scope::Whole => None,
            Scope::Headings(codes) => Some(codes),
            Scope::View(_) => continue,
        };
        let reader = Reader { member: task.member, headings };
        match plans.iter_mut().find(|plan| plan.subject == task.subject) {
            Some(plan) => plan.readers.push(reader),
            None => plans.push(PlanReaders { subject: task.subject, readers: vec![reader] }),
        }
    }
    let before: Leads = db.list_heading_leads(round)?.into_iter().map(|(s, h, m)| ((s, h), m)).collect();
    let after = section_leads(tool, &plans, &members, &before);
    for (subject, heading) in before.keys().filter(|key| !after.contains_key(*key)) {
        db.set_heading_lead(round, *subject, heading, None)?;
    }
    for ((subject, heading), member) in after.iter().filter(|(key, member)| before.get(*key) != Some(member)) {
        db.set_heading_lead(round, *subject, heading, Some(*member))?;
    }
    Ok(before != after)
}
