//! Where the keyboard stands in the pictures, and where the summary is to go.

use crate::ui::widgets::HeatMapState;

/// The state of the results.
#[derive(Debug, Default)]
pub struct ResultsScreen {
    /// The cell of the map the keyboard stands on.
    pub map: HeatMapState,
    /// Where the summary is to go.
    pub path: String,
    /// The form for the summary is shown.
    pub is_saving: bool,
    /// The table behind the bars is shown instead of them.
    pub shows_table: bool,
    /// Row of the table of agreement.
    pub agreement_row: usize,
}
