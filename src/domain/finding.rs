//! Findings: what a round says of the plans it read, gathered from notes and edited for the report.

use super::coded::coded_enum;
use super::ids::{FindingId, SubjectId};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What a finding is.
    FindingKind {
        /// Something done well.
        Strength = "strength", "Strength";
        /// Something to mend.
        Consideration = "consideration", "Area for consideration";
        /// A need without a service to meet it.
        GapInService = "gap_in_service", "Gap in service";
    }
}

/// A finding of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its id.
    pub id: FindingId,
    /// What it is.
    pub kind: FindingKind,
    /// Code of its section; empty: the round as a whole.
    pub heading: String,
    /// Its theme, in the area's words; empty: none yet.
    pub theme: String,
    /// As the panel says it, for managers.
    pub text: String,
    /// As it may be published; empty: not worded for publication, so not published.
    pub public_text: String,
    /// Gap in service: the need.
    pub need: String,
    /// Gap in service: the service that is missing.
    pub service: String,
    /// Gap in service: how long the wait is.
    pub wait: String,
    /// Whether it is to be printed.
    pub in_report: bool,
    /// Its place among the findings of its kind, from 1.
    pub place: u32,
    /// The plans it rests on, with the criterion whose note said so (empty: none), sorted.
    pub sources: Vec<(SubjectId, String)>,
}

impl Finding {
    /// How many plans it rests on.
    #[must_use]
    pub fn count_plans(&self) -> usize {
        self.sources.iter().map(|(subject, _)| *subject).collect::<std::collections::BTreeSet<_>>().len()
    }
}
