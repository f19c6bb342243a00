//! The acting member's own answers against the agreed ones, once the round is closed.

use crate::domain::audit_tool::AuditTool;
use crate::domain::round::RoundState;
use crate::domain::sheet::{HANDED, SheetState};
use crate::ops::Comparison;

/// Own answers against the agreed ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MineData {
    /// Each answer of the member's own submitted sheets, in the order of plans and criteria; empty while the round is
    /// open, and for whoever runs it.
    pub rows: Vec<MineRow>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MineRow {
    /// The plan's reference.
    pub plan: String,
    /// The criterion.
    pub code: String,
    /// Its question.
    pub question: String,
    /// Code of the member's answer.
    pub own: String,
    /// Code of the agreed answer.
    pub agreed: String,
    /// Why the panel agreed it; empty: not said.
    pub reason: String,
    /// How it came about, in words.
    pub how: &'static str,
}

impl MineRow {
    /// Whether the panel agreed another answer.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.own != self.agreed && self.own != HANDED
    }
}

impl MineData {
    /// Of a round as it is compared.
    #[must_use]
    pub fn new(comparison: &Comparison) -> Self {
        let snapshot = &comparison.snapshot;
        let Some(member) = comparison.viewer.filter(|_| snapshot.round.state == RoundState::Closed) else {
            return Self::default();
        };
        let mut rows = Vec::new();
        for plan in snapshot.sampled() {
            let subject = plan.sampled.subject;
            let own = snapshot
                .sheets
                .iter()
                .find(|s| s.subject == subject && s.member == member && s.state == SheetState::Submitted);
            let (Some(own), Some(agreed)) = (own, snapshot.agreed.get(&subject)) else { continue };
            for (_, criterion) in snapshot.tool.tested(snapshot.round.facts.depth, snapshot.round.facts.evidence) {
                let (Some(given), Some(settled)) = (own.answers.get(&criterion.code), agreed.get(&criterion.code))
                else {
                    continue;
                };
                rows.push(MineRow {
                    plan: plan.facts.reference.clone(),
                    code: criterion.code.clone(),
                    question: criterion.question.clone(),
                    own: given.answer.clone(),
                    agreed: settled.answer.clone(),
                    reason: settled.reason.clone().unwrap_or_default(),
                    how: settled.how.label(),
                });
            }
        }
        Self { rows }
    }

    /// "Of your 90 answers the panel agreed 78 as you gave them"; what was handed on is left out.
    #[must_use]
    pub fn words(&self) -> String {
        let given = self.rows.iter().filter(|row| row.own != HANDED).count();
        let differ = self.rows.iter().filter(|row| row.differs()).count();
        format!("Of your {given} answers the panel agreed {} as you gave them.", given - differ)
    }

    /// The words for an answer.
    #[must_use]
    pub fn label<'a>(tool: &'a AuditTool, code: &str) -> &'a str {
        tool.get_answer(code).map_or("Not for me to judge", |answer| &answer.label)
    }
}
