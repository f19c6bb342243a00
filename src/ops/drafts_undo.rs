//! Taking back steps of the register of drafts.

use super::drafts::month_of;
use super::transact::{Change, OpError};
use crate::domain::draft_check::{DraftAnswer, DraftCheck};
use crate::domain::ids::DraftCheckId;
use crate::domain::rules::RuleViolation;
use serde_json::json;

/// How to take a step back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DraftStep {
    /// A check begun or decided; none before: it was begun.
    Check { id: DraftCheckId, before: Option<DraftCheck>, after: Option<DraftCheck> },
    /// An answer.
    Answer { id: DraftCheckId, criterion: String, before: Option<DraftAnswer>, after: Option<DraftAnswer> },
    /// A month closed.
    Month(String),
}

impl DraftStep {
    /// Puts it back; refused where something was changed since or builds on it.
    pub(super) fn take_back(&self, change: &mut Change<'_>) -> Result<serde_json::Value, OpError> {
        let overtaken = || OpError::from(RuleViolation::UndoOvertaken);
        match self {
            Self::Check { id, before, after } => {
                let all = change.db.list_draft_checks()?;
                let second = all.iter().any(|check| check.second_of == Some(*id));
                let closed = change.db.list_closed_months()?;
                let first = after.as_ref().and_then(|check| check.second_of);
                let first = all.iter().find(|check| Some(check.id) == first);
                // A decision is in the figures of its month, a second one in those of the first.
                let decided = [after.as_ref(), first].into_iter().flatten().filter_map(|check| check.decided_ms);
                let is_closed = decided.map(month_of).any(|month| closed.contains(&month));
                if change.db.get_draft_check(*id)? != *after || second || is_closed {
                    return Err(overtaken());
                }
                match before {
                    Some(before) => change.db.put_draft_check(before)?,
                    None if change.db.list_draft_answers(*id)?.is_empty() => change.db.remove_draft_check(*id)?,
                    None => return Err(overtaken()),
                }
                let reference = before.as_ref().or(after.as_ref()).map(|check| check.reference.clone());
                Ok(json!({"reference": reference, "check": id, "from": after, "to": before}))
            }
            Self::Answer { id, criterion, before, after } => {
                let check = change.db.get_draft_check(*id)?.ok_or_else(overtaken)?;
                let now = change.db.list_draft_answers(*id)?.remove(criterion);
                if check.decision.is_some() || now != *after {
                    return Err(overtaken());
                }
                change.db.set_draft_answer(*id, criterion, before.as_ref(), change.world.now_ms())?;
                let reference = check.reference;
                Ok(json!({"reference": reference, "check": id, "criterion": criterion, "from": after, "to": before}))
            }
            Self::Month(month) => {
                if !change.db.list_closed_months()?.contains(month) {
                    return Err(overtaken());
                }
                change.db.set_month_closed(month, None)?;
                Ok(json!({"month": month, "from": "closed", "to": "open"}))
            }
        }
    }
}
