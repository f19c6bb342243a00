//! What is being written on the practice plan.

use std::collections::BTreeMap;

/// Drafts.
#[derive(Debug, Default)]
pub struct PracticeScreen {
    /// Reasons as typed, by criterion.
    pub reasons: BTreeMap<String, String>,
}
