//! Actions: what someone will do about a finding, and whether it helped.

use super::coded::coded_enum;
use super::ids::{ActionId, FindingId, RoundId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// How an action stands.
    ActionState {
        /// Going as planned.
        OnTrack = "on_track", "On track";
        /// May not be done in time.
        AtRisk = "at_risk", "At risk";
        /// Its day has passed.
        Late = "late", "Late";
        /// Done.
        Done = "done", "Done";
    }
}

/// What someone will do about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// The round it came from; none: typed in by hand.
    pub round: Option<RoundId>,
    /// The finding it answers, if it is one of the file.
    pub finding: Option<FindingId>,
    /// What will be done.
    pub what: String,
    /// Its theme; empty: none.
    pub theme: String,
    /// Codes of the criteria on which a re-audit would show whether it helped.
    pub criteria: Vec<String>,
    /// Who does it: a role or a name of staff.
    pub owner: String,
    /// Their team.
    pub team: String,
    /// The forum that follows it.
    pub forum: String,
    /// By when.
    pub due_on: Option<Date>,
    /// How it stands, as last said.
    pub state: ActionState,
    /// When it was done.
    pub done_on: Option<Date>,
    /// Notes on the way.
    pub progress: String,
    /// What shows that it was done.
    pub evidence: String,
    /// "You said, we did": as it may be published; empty: not for publication.
    pub public_line: String,
    /// Whether it is training.
    pub is_training: bool,
}
