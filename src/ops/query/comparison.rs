//! What may be compared, and by whom: a frozen round with what the comparison adds to it.

use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::round::Round;
use crate::domain::sheet::SheetState;
use crate::domain::snapshot::AuditSnapshot;
use crate::ops::{OpError, Session};
use std::collections::{BTreeMap, BTreeSet};

/// A round as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The frozen round. Of plans that are hidden it holds neither others' sheets nor what was agreed on them.
    pub snapshot: AuditSnapshot,
    /// Who looks; none: whoever runs the round.
    pub viewer: Option<MemberId>,
    /// Plans the one who looks reads and has not handed in: nothing of others on them may reach them, although the
    /// comparison was opened early.
    pub hidden: BTreeSet<SubjectId>,
    /// Plans on which the panel asked who gave which answer.
    pub named: BTreeSet<SubjectId>,
    /// Plans whose comparison was opened before all sheets were in, and why.
    pub opened_early: BTreeMap<SubjectId, String>,
}

impl Session {
    /// A member's own sheets that were handed back to them and are not in again: the plan, and why.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_returned(&self, round: RoundId, member: MemberId) -> Result<Vec<(SubjectId, String)>, OpError> {
        Ok(self.store.db().list_returned(round, member)?)
    }

    /// A round as it is compared by a member, or by whoever runs the round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn comparison(&mut self, round: &Round, viewer: Option<MemberId>) -> Result<Comparison, OpError> {
        let mut snapshot = self.snapshot(round, None)?;
        let hidden: BTreeSet<SubjectId> = snapshot
            .assignments
            .iter()
            .filter(|task| Some(task.member) == viewer)
            .filter(|task| {
                let mut sheets = snapshot.sheets.iter().filter(|s| s.subject == task.subject);
                !sheets.any(|s| s.member == task.member && s.state == SheetState::Submitted)
            })
            .map(|task| task.subject)
            .collect();
        // Left out here, not on the screen: what a screen never got it cannot show. How many sheets are in is known.
        for sheet in snapshot.sheets.iter_mut().filter(|s| hidden.contains(&s.subject) && Some(s.member) != viewer) {
            sheet.answers.clear();
            sheet.notes.clear();
            sheet.flags.clear();
            sheet.overrides.clear();
            sheet.threads.clear();
        }
        snapshot.agreed.retain(|subject, _| !hidden.contains(subject));
        snapshot.agreed_threads.retain(|subject, _| !hidden.contains(subject));
        snapshot.plan_results.retain(|subject, _| !hidden.contains(subject));
        snapshot.findings.retain(|finding| !finding.sources.iter().any(|(subject, _)| hidden.contains(subject)));
        let db = self.store.db();
        Ok(Comparison {
            viewer,
            hidden,
            named: db.list_named(round.id)?.into_iter().collect(),
            opened_early: db
                .list_comparison_reasons(round.id)?
                .into_iter()
                .filter_map(|(subject, reason)| Some((subject, reason?)))
                .collect(),
            snapshot,
        })
    }
}
