//! A member's own work in a round: their plans, how far each is, what is missing. Nobody else's sheet is read.

use crate::domain::ids::{MemberId, SubjectId};
use crate::domain::plan::PlanFacts;
use crate::domain::round::{Round, SampleState};
use crate::domain::sheet::{SheetState, criteria_in_scope};
use crate::ops::{OpError, Session};

/// Where a member's sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing is on it.
    NotStarted,
    /// Some criteria have no answer.
    InProgress,
    /// Every criterion has an answer; it is not handed in.
    Complete,
    /// Handed in.
    Submitted,
}

/// One plan given to a member, with their own sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyTask {
    /// What is read.
    pub subject: SubjectId,
    /// What is known of the plan.
    pub facts: PlanFacts,
    /// Where the sheet stands.
    pub state: TaskState,
    /// Criteria asked.
    pub asked: usize,
    /// Criteria without an answer, in the tool's order.
    pub missing: Vec<String>,
    /// Criteria to come back to, in the tool's order.
    pub flagged: Vec<String>,
    /// Time spent, milliseconds, pauses left out.
    pub spent_ms: i64,
    /// Why the sheet was handed back, where it was and is not in again.
    pub returned_reason: Option<String>,
    /// Whether the comparison of the plan is open.
    pub comparison_open: bool,
}

impl MyTask {
    /// Whether something is left to do on it.
    #[must_use]
    pub fn is_left(&self) -> bool {
        self.state != TaskState::Submitted
    }
}

impl Session {
    /// The plans given to a member, in draw order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn my_work(&mut self, round: &Round, member: MemberId) -> Result<Vec<MyTask>, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let db = self.store.db();
        let open = db.list_open_comparisons(round.id)?;
        let (depth, evidence) = (round.facts.depth, round.facts.evidence);
        let mut tasks = Vec::new();
        for (sampled, facts) in db.list_sample(round.id)? {
            if sampled.state != SampleState::Sampled {
                continue;
            }
            let subject = sampled.subject;
            let Some(assignment) = db.get_assignment(round.id, subject, member)? else { continue };
            let asked = criteria_in_scope(&tool, depth, evidence, &assignment.scope);
            let row = db.get_sheet_row(assignment.id)?;
            let (answers, flags, (spent_ms, returned_reason)) = match row {
                Some(row) => (db.list_answers(row.id)?, db.list_flags(row.id)?, db.get_sheet_standing(row.id)?),
                None => Default::default(),
            };
            let missing: Vec<String> = asked.iter().filter(|code| !answers.contains_key(*code)).cloned().collect();
            let flagged: Vec<String> = asked.iter().filter(|code| flags.contains(*code)).cloned().collect();
            let state = match row.map(|row| row.state) {
                Some(SheetState::Submitted) => TaskState::Submitted,
                Some(SheetState::Draft) if missing.is_empty() => TaskState::Complete,
                Some(SheetState::Draft) if !(answers.is_empty() && flagged.is_empty()) => TaskState::InProgress,
                _ => TaskState::NotStarted,
            };
            let returned_reason = returned_reason.filter(|_| state != TaskState::Submitted);
            let (asked, comparison_open) = (asked.len(), open.contains(&subject));
            tasks.push(MyTask {
                subject,
                facts,
                state,
                asked,
                missing,
                flagged,
                spent_ms,
                returned_reason,
                comparison_open,
            });
        }
        Ok(tasks)
    }
}
