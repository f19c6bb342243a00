//! Steps of agreeing that can be taken back: what was there before, and what must still be there for that.

use super::transact::{Change, OpError};
use crate::domain::finding::Finding;
use crate::domain::ids::{FindingId, ReplyId, RoundId, SubjectId};
use crate::domain::plan_result::{PlanResult, Reply};
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{AgreedAnswer, GradeOverride};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// An agreed answer that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct AgreedChange {
    pub(super) subject: SubjectId,
    pub(super) criterion: String,
    pub(super) before: Option<AgreedAnswer>,
    pub(super) after: Option<AgreedAnswer>,
}

impl AgreedChange {
    /// One that was not there.
    pub(super) fn newly(after: AgreedAnswer) -> Self {
        Self { subject: after.subject, criterion: after.criterion.clone(), before: None, after: Some(after) }
    }

    /// One that goes.
    pub(super) fn gone(before: AgreedAnswer) -> Self {
        Self { subject: before.subject, criterion: before.criterion.clone(), before: Some(before), after: None }
    }
}

/// A step. Each knows what was there before and what is there after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AgreeStep {
    /// Agreed answers of a round.
    Answers(RoundId, Vec<AgreedChange>),
    /// The panel's own grade of a plan.
    Override { round: RoundId, subject: SubjectId, before: Option<GradeOverride>, after: Option<GradeOverride> },
    /// Findings of a round.
    Findings(RoundId, Vec<(FindingId, Option<Finding>, Option<Finding>)>),
    /// What happens to plans of a round.
    Results(RoundId, Vec<(SubjectId, Option<PlanResult>, Option<PlanResult>)>),
    /// A sending of the findings and its reply.
    Reply { round: RoundId, id: ReplyId, before: Option<Reply>, after: Option<Reply> },
}

impl AgreeStep {
    /// The round it is of.
    pub(super) fn round(&self) -> RoundId {
        match self {
            Self::Answers(round, _) | Self::Findings(round, _) | Self::Results(round, _) => *round,
            Self::Override { round, .. } | Self::Reply { round, .. } => *round,
        }
    }

    /// Carries it out.
    pub(super) fn put(&self, change: &mut Change<'_>) -> Result<(), OpError> {
        self.write(change, true)
    }

    /// Takes it back, if what it left is still there; returns what the log says.
    pub(super) fn take_back(&self, change: &mut Change<'_>) -> Result<serde_json::Value, OpError> {
        if !self.stands(change)? {
            return Err(RuleViolation::UndoOvertaken.into());
        }
        self.write(change, false)?;
        Ok(match self {
            Self::Answers(_, rows) => json!({ "taken_back": rows }),
            Self::Override { subject, before, after, .. } => json!({"subject": subject, "from": after, "to": before}),
            Self::Findings(_, rows) => {
                let rows: Vec<_> = rows.iter().map(|(_, before, after)| json!({"from": after, "to": before})).collect();
                json!({ "findings": rows })
            }
            Self::Results(_, rows) => {
                let row = |(subject, before, after): &(SubjectId, Option<PlanResult>, Option<PlanResult>)| json!({"subject": subject, "from": after, "to": before});
                json!({ "plan_results": rows.iter().map(row).collect::<Vec<_>>() })
            }
            Self::Reply { before, after, .. } => json!({"from": after, "to": before}),
        })
    }

    /// Whether what it left is there as it left it.
    fn stands(&self, change: &Change<'_>) -> Result<bool, OpError> {
        let db = change.db;
        Ok(match self {
            Self::Answers(round, rows) => {
                let now: BTreeMap<(SubjectId, String), AgreedAnswer> =
                    db.list_agreed(*round)?.into_iter().map(|a| ((a.subject, a.criterion.clone()), a)).collect();
                rows.iter().all(|row| now.get(&(row.subject, row.criterion.clone())) == row.after.as_ref())
            }
            Self::Override { round, subject, after, .. } => {
                let now = db.list_overrides(*round)?.into_iter().find(|(s, _)| s == subject).map(|(_, grade)| grade);
                now == *after
            }
            Self::Findings(round, rows) => {
                let now = db.list_findings(*round)?;
                rows.iter().all(|(id, _, after)| now.iter().find(|f| f.id == *id) == after.as_ref())
            }
            Self::Results(round, rows) => {
                let now = db.list_plan_results(*round)?;
                rows.iter().all(|(subject, _, after)| now.get(subject) == after.as_ref())
            }
            Self::Reply { round, id, after, .. } => {
                db.list_replies(*round)?.iter().find(|reply| reply.id == *id) == after.as_ref()
            }
        })
    }

    fn write(&self, change: &mut Change<'_>, forward: bool) -> Result<(), OpError> {
        let now_ms = change.world.now_ms();
        let db = change.db;
        match self {
            Self::Answers(round, rows) => {
                for row in rows {
                    match if forward { &row.after } else { &row.before } {
                        Some(answer) => db.put_agreed(*round, answer, now_ms)?,
                        None => db.remove_agreed(*round, row.subject, &row.criterion)?,
                    }
                }
            }
            Self::Override { round, subject, before, after } => {
                let grade = if forward { after } else { before };
                db.set_override(*round, *subject, grade.as_ref(), now_ms)?;
            }
            Self::Findings(round, rows) => {
                for (id, before, after) in rows {
                    match if forward { after } else { before } {
                        Some(finding) => db.put_finding(*round, finding)?,
                        None if db.has_action(*id)? => return Err(RuleViolation::FindingHasAction.into()),
                        None => db.remove_finding(*id)?,
                    }
                }
            }
            Self::Results(round, rows) => {
                for (subject, before, after) in rows {
                    let result = if forward { after } else { before };
                    db.set_plan_result(*round, *subject, result.as_ref())?;
                }
            }
            Self::Reply { round, id, before, after } => match if forward { after } else { before } {
                Some(reply) => db.put_reply(*round, reply)?,
                None => db.remove_reply(*id)?,
            },
        }
        Ok(())
    }
}
