//! The conversation with a family about their child's plan: shown beside the score, never in it.

use super::coded::coded_enum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// Whether a family spoke.
    FamilyState {
        /// Asked, no answer yet.
        Asked = "asked", "Asked";
        /// They spoke.
        Spoke = "spoke", "Spoke";
        /// They would rather not.
        Declined = "declined", "Declined";
    }
}

coded_enum! {
    /// What a family said to one question.
    FamilySays {
        /// Yes.
        Yes = "yes", "Yes";
        /// In part.
        Partly = "partly", "Partly";
        /// No.
        No = "no", "No";
        /// They had none (worries only).
        NoWorries = "none", "Had no worries";
    }
}

/// What a family said of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyConversation {
    /// Whether they spoke.
    pub state: FamilyState,
    /// Does the plan sound like your child?
    pub sounds_like_child: Option<FamilySays>,
    /// Is what it says happening?
    pub is_happening: Option<FamilySays>,
    /// Were your worries answered?
    pub worries_answered: Option<FamilySays>,
    /// In their words, as agreed with them.
    pub note: String,
    /// When.
    pub on: Option<Date>,
}
