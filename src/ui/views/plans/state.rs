//! Which plans are listed, and where the keyboard stands.

/// The state of the list of plans.
#[derive(Debug, Default)]
pub struct PlansScreen {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// All plans, although some are the acting member's own.
    pub shows_all: bool,
    /// The list has had the keyboard since the screen was entered.
    pub was_focused: bool,
}
