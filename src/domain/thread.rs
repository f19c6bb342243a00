//! The golden thread as data: hope → need → outcome → provision, each link followed or broken. Labels are short: the
//! plan's own text is never in the file.

use super::coded::coded_enum;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What became of one link of a thread.
    Link {
        /// One follows from the other.
        Followed = "followed", "Followed";
        /// One does not follow from the other.
        Broken = "broken", "Broken";
        /// Nobody looked.
        NotChecked = "not_checked", "Not checked";
    }
}

/// One thread through a plan, for one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Counts from 1 within its plan.
    pub number: u32,
    /// Short label or number of the hope (section A).
    pub hope: String,
    /// Short label or number of the need (sections B to D).
    pub need: String,
    /// Short label or number of the outcome (section E).
    pub outcome: String,
    /// Short label or number of the provision (sections F to H).
    pub provision: String,
    /// From hope to need.
    pub hope_to_need: Link,
    /// From need to outcome.
    pub need_to_outcome: Link,
    /// From outcome to provision.
    pub outcome_to_provision: Link,
}
