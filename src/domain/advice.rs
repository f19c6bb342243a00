//! The advice register: what was asked of whom, and when it came.

use super::ids::AdviceId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One request for advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// Its id.
    pub id: AdviceId,
    /// Reference of the case; there may be no plan of it, where none was issued.
    pub reference: String,
    /// Which service was asked, such as "Speech and language therapy".
    pub service: String,
    /// Which provider.
    pub provider: String,
    /// Job title of who wrote it; never a name.
    pub author_role: String,
    /// When it was asked for.
    pub requested_on: Option<Date>,
    /// When it came.
    pub returned_on: Option<Date>,
    /// What came of it, in the area's words; may be empty.
    pub outcome: String,
    /// The lawful exception that applies; empty: none.
    pub exception: String,
    /// When the provider checked it for quality.
    pub checked_by_provider_on: Option<Date>,
}
