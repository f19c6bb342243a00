//! The overview keeps nothing of its own so far.

/// The state of the overview.
#[derive(Debug, Default)]
pub struct OverviewScreen;
