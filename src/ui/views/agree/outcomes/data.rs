//! What happens to each plan: the grade, what the rule proposes, what is recorded.

use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::SubjectId;
use crate::domain::plan_result::{Outcome, PlanResult};
use crate::ops::{Comparison, GradedPlan};

/// What happens to the plans of a round, in draw order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutcomesData {
    /// The plans.
    pub rows: Vec<OutcomeRow>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    /// What was read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// The words for its grade; empty: not fully agreed, or the tool gives none.
    pub grade: String,
    /// Whether every criterion is agreed.
    pub is_agreed: bool,
    /// Below Good: the round cannot close without a result.
    pub is_needed: bool,
    /// What the rule proposes, and why.
    pub proposed: Option<(Outcome, String)>,
    /// What is recorded.
    pub set: Option<PlanResult>,
}

impl OutcomeRow {
    /// Whether a result is missing.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.is_needed && self.set.is_none()
    }
}

impl OutcomesData {
    /// Of a round as it is compared; plans hidden from the one who looks are left out.
    #[must_use]
    pub fn new(tool: &AuditTool, plans: Vec<GradedPlan>, comparison: &Comparison) -> Self {
        let shown = plans.into_iter().filter(|plan| !comparison.hidden.contains(&plan.subject));
        let row = |plan: GradedPlan| {
            let is_agreed = plan.grading.complete;
            let code = plan.grade.grade.as_deref().filter(|_| is_agreed);
            OutcomeRow {
                subject: plan.subject,
                grade: code.and_then(|code| tool.get_grade(code)).map(|g| g.label.clone()).unwrap_or_default(),
                is_agreed,
                is_needed: Outcome::is_needed(tool, code),
                proposed: Outcome::proposed(tool, &plan.grading, code),
                set: comparison.snapshot.plan_results.get(&plan.subject).cloned(),
                reference: plan.reference,
            }
        };
        Self { rows: shown.map(row).collect() }
    }

    /// Plans below Good without a result.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.rows.iter().filter(|row| row.is_missing()).count()
    }
}
