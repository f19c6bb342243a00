//! What happens to a plan after the round, and the reply before it closes.

use super::coded::coded_enum;
use super::ids::ReplyId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What happens to a plan. A final plan is not simply edited: proposed changes, evidence and 15 days go to the
    /// family, and appeal rights follow.
    Outcome {
        /// Nothing to do.
        NoChange = "no_change", "No change";
        /// At the next review.
        NextReview = "next_review", "Carry to the next review";
        /// A review is brought forward.
        EarlyReview = "early_review", "Early review";
        /// Now.
        AmendNow = "amend_now", "Amend now";
        /// A draft that is not to be issued as it is.
        Hold = "hold", "Draft: hold";
    }
}

/// The result of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanResult {
    /// What happens.
    pub outcome: Outcome,
    /// Why; may be empty.
    pub reason: String,
    /// When it was set, milliseconds UTC.
    pub set_ms: i64,
}

/// Findings sent out for accuracy, without members' names, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its id.
    pub id: ReplyId,
    /// To whom they went: a team or a role.
    pub sent_to: String,
    /// When.
    pub sent_on: Date,
    /// Last day for a reply: five working days on.
    pub due_on: Date,
    /// When a reply came; none: not yet.
    pub replied_on: Option<Date>,
    /// What it said.
    pub reply: String,
    /// What was changed for it.
    pub changed: String,
}
