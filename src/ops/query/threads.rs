//! Golden threads side by side, for the panel to agree on one set.

use crate::domain::access::Viewer;
use crate::domain::ids::{MemberId, SubjectId};
use crate::domain::sheet::SheetState;
use crate::domain::snapshot::AuditSnapshot;
use crate::domain::thread::Thread;

/// The golden threads of one plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanThreads {
    /// As the panel agreed.
    pub agreed: Vec<Thread>,
    /// As each member saw them, by name or letter; those who said nothing are left out.
    pub sheets: Vec<(String, Vec<Thread>)>,
}

impl PlanThreads {
    /// Those of a plan of a frozen round, each member in the words of `who`: only of sheets that may be shown to everybody.
    #[must_use]
    pub fn of(snapshot: &AuditSnapshot, subject: SubjectId, who: impl Fn(MemberId) -> Option<String>) -> Self {
        let shown = snapshot.shown_sheets(Viewer::Round);
        let shown = shown.filter(|sheet| sheet.subject == subject && sheet.state == SheetState::Submitted);
        let sheets = shown
            .filter(|sheet| !sheet.threads.is_empty())
            .filter_map(|sheet| Some((who(sheet.member)?, sheet.threads.clone())));
        Self { sheets: sheets.collect(), agreed: snapshot.agreed_threads.get(&subject).cloned().unwrap_or_default() }
    }
}
