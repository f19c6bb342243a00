//! The golden threads the panel agrees.

use super::marks::{MarkStep, marked, without_blank};
use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::rules::RuleViolation;
use crate::domain::thread::{Thread, check_threads};
use serde_json::json;

impl Session {
    /// Puts golden threads in place of those the panel agreed on a plan; blank ones are left out. The sheets stay as
    /// they were.
    ///
    /// # Errors
    /// When the comparison of the plan is not open, a number or a label does not fit, or the round is closed.
    pub fn set_agreed_threads(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        threads: Vec<Thread>,
    ) -> Result<Done<()>, OpError> {
        let after = without_blank(threads);
        check_threads(&after)?;
        self.open_round_by_id(round)?;
        let reference = self.reference_of(round, subject)?;
        self.transact(actor, |change| {
            if !change.db.list_open_comparisons(round)?.contains(&subject) {
                return Err(RuleViolation::ComparisonNotOpen(reference).into());
            }
            let before = change.db.list_agreed_threads(round)?.remove(&subject).unwrap_or_default();
            if before == after {
                return Ok(((), None));
            }
            change.db.put_agreed_threads(round, subject, &after)?;
            let content = json!({"from": before, "to": after});
            let changes = Changes { agreed: true, ..Changes::default() };
            let entry = Entry::new("agreed_threads_set", content, changes).of_round(round).of_subject(subject);
            let step = MarkStep::AgreedThreads { round, subject, before, after };
            Ok(((), Some(entry.undone_by(marked(step)))))
        })
    }
}
