//! Which help belongs to which screen. The texts are data: `assets/help`.

use super::route::{Route, Task};
use crate::assets::{HELP_CLOCKS, HELP_DRAFTS, HELP_MY_WORK, HELP_SCORE_SHEET, HELP_START, HELP_STRANDS};

/// The help of a screen.
#[must_use]
pub fn help_of(route: Route) -> &'static str {
    match route {
        Route::Sheet(_) => HELP_SCORE_SHEET,
        Route::Plans => HELP_MY_WORK,
        Route::Prepare(Task::Round | Task::Sample) => HELP_STRANDS,
        Route::Drafts => HELP_DRAFTS,
        Route::Clocks => HELP_CLOCKS,
        _ => HELP_START,
    }
}
