//! The desk of one member with one plan: the score sheet and nothing of anybody else's.

use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::plan::PlanFacts;
use crate::domain::round::Round;
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{GivenAnswer, Note, Phrase, SheetOverride, SheetState, criteria_in_scope};
use crate::domain::thread::Thread;
use crate::ops::{OpError, Session};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A criterion on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskCriterion {
    /// Place of its section in the tool.
    pub heading: usize,
    /// Place of the criterion in its section.
    pub place: usize,
    /// Its code.
    pub code: String,
    /// The member's answer.
    pub answer: Option<GivenAnswer>,
    /// The member's note.
    pub note: Option<Note>,
    /// Whether the member wants to come back to it.
    pub flagged: bool,
}

/// One member's score sheet on one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The round.
    pub round: Round,
    /// Its tool.
    pub tool: Arc<AuditTool>,
    /// What is read.
    pub subject: SubjectId,
    /// What is known of it.
    pub facts: PlanFacts,
    /// Who scores.
    pub member: MemberId,
    /// Their name.
    pub member_name: String,
    /// Draft or submitted.
    pub state: SheetState,
    /// What is read of the plan, in words; empty where it needs none.
    pub label: String,
    /// Whether it is the practice plan.
    pub is_practice: bool,
    /// Whether the sheet may still be taken back.
    pub may_take_back: bool,
    /// Criteria put to this member, in the tool's order.
    pub criteria: Vec<DeskCriterion>,
    /// Criteria of the depth whose evidence was not given.
    pub not_tested: Vec<String>,
    /// The member's own grades in place of the suggested ones, by section; "" is the whole plan.
    pub own_grades: BTreeMap<String, SheetOverride>,
    /// The golden threads the member sees, in order of their number.
    pub threads: Vec<Thread>,
    /// The criterion answered last: after it one goes on.
    pub last_answered: Option<String>,
    /// Time spent, milliseconds, pauses left out.
    pub spent_ms: i64,
    /// Why the sheet was handed back, where it was and is not in again.
    pub returned_reason: Option<String>,
    /// Where the panel finds the plan, in the lead's words; empty: not said.
    pub where_to_find: String,
    /// Phrases the member keeps.
    pub phrases: Vec<Phrase>,
    /// The member's next plan that is not handed in, after this one in draw order, from the beginning again at the
    /// end; none: this is the last.
    pub next_plan: Option<NextPlan>,
}

/// Where a member goes on after a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextPlan {
    /// What is read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// Whether an answer is missing on it.
    pub has_gap: bool,
}

impl Desk {
    /// How many criteria have an answer.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.criteria.iter().filter(|c| c.answer.is_some()).count()
    }
}

impl Session {
    /// A member's own score sheet on a plan.
    ///
    /// # Errors
    /// When the plan was not given to them.
    pub fn desk(&mut self, round: RoundId, subject: SubjectId, member: MemberId) -> Result<Desk, OpError> {
        let round = self.round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let member_name = self.names()?.member(member).to_owned();
        let db = self.store.db();
        let sample = db.list_sample(round.id)?;
        let found = sample.into_iter().find(|(s, _)| s.subject == subject);
        let is_practice = found.as_ref().is_some_and(|(sampled, _)| sampled.practice);
        let label = found.as_ref().map(|(sampled, _)| sampled.label.clone()).unwrap_or_default();
        let facts = found.map(|(_, facts)| facts).unwrap_or_default();
        let Some(assignment) = db.get_assignment(round.id, subject, member)? else {
            return Err(RuleViolation::NotAssigned { member: member_name, plan: facts.reference }.into());
        };
        let row = db.get_sheet_row(assignment.id)?;
        let (mut answers, notes) = match row {
            Some(row) => (db.list_answers(row.id)?, db.list_notes(row.id)?),
            None => Default::default(),
        };
        let (flags, own_grades, threads, (spent_ms, returned_reason)) = match row {
            Some(row) => (
                db.list_flags(row.id)?,
                db.list_own_grades(row.id)?,
                db.list_threads(row.id)?,
                db.get_sheet_standing(row.id)?,
            ),
            None => Default::default(),
        };
        let last_answered = match row {
            Some(row) => db.get_last_answered(row.id)?,
            None => None,
        };
        let (where_to_find, phrases) = (db.get_where_to_find(round.id, subject)?, db.list_phrases(member)?);
        let (depth, evidence) = (round.facts.depth, round.facts.evidence);
        let scope = criteria_in_scope(&tool, depth, evidence, &assignment.scope);
        let mut criteria = Vec::new();
        for (heading, section) in tool.headings.iter().enumerate() {
            for (place, criterion) in section.criteria.iter().enumerate() {
                if scope.contains(&criterion.code) {
                    criteria.push(DeskCriterion {
                        heading,
                        place,
                        code: criterion.code.clone(),
                        answer: answers.remove(&criterion.code),
                        note: notes.iter().find(|n| n.criterion == criterion.code).cloned(),
                        flagged: flags.contains(&criterion.code),
                    });
                }
            }
        }
        let not_tested = tool.asked(depth).filter(|(_, c)| c.evidence > evidence).map(|(_, c)| c.code.clone());
        let not_tested = not_tested.collect();
        let state = row.map_or(SheetState::Draft, |row| row.state);
        let was_compared = db.was_compared(round.id, subject)?;
        let next_plan = self.next_plan(&round, subject, member)?;
        Ok(Desk {
            may_take_back: state == SheetState::Submitted && !was_compared,
            is_practice,
            label,
            round,
            tool,
            subject,
            facts,
            member,
            member_name,
            state,
            criteria,
            not_tested,
            own_grades,
            threads,
            last_answered,
            spent_ms,
            returned_reason: returned_reason.filter(|_| state == SheetState::Draft),
            where_to_find,
            phrases,
            next_plan,
        })
    }

    fn next_plan(&mut self, round: &Round, subject: SubjectId, member: MemberId) -> Result<Option<NextPlan>, OpError> {
        let tasks = self.my_work(round, member)?;
        let here = tasks.iter().position(|task| task.subject == subject).unwrap_or_default();
        let after = tasks.iter().skip(here + 1).chain(tasks.iter().take(here));
        let next = after.into_iter().find(|task| task.is_left());
        Ok(next.map(|task| NextPlan {
            subject: task.subject,
            reference: task.facts.reference.clone(),
            has_gap: !task.missing.is_empty(),
        }))
    }
}
