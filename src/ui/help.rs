//! Which help belongs to which screen. The texts are data: `assets/help`.

use super::route::{Route, Task};
use crate::assets::{
    HELP_ACTIONS, HELP_CLOCKS, HELP_DRAFTS, HELP_MEASURES, HELP_MY_WORK, HELP_SCORE_SHEET, HELP_START, HELP_STRANDS,
    HELP_TOOLS, HELP_YEAR,
};

/// The help of a screen.
#[must_use]
pub fn help_of(route: Route) -> &'static str {
    match route {
        Route::Sheet(_) => HELP_SCORE_SHEET,
        Route::Plans => HELP_MY_WORK,
        Route::Tools => HELP_TOOLS,
        Route::Actions => HELP_ACTIONS,
        Route::Measures => HELP_MEASURES,
        Route::Year => HELP_YEAR,
        Route::Prepare(Task::Round | Task::Sample) => HELP_STRANDS,
        Route::Drafts => HELP_DRAFTS,
        Route::Clocks => HELP_CLOCKS,
        _ => HELP_START,
    }
}
