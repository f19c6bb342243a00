//! Which help belongs to which screen. The texts are data: `assets/help`.

use super::route::Route;
use crate::assets::{HELP_ACTIONS, HELP_MEASURES, HELP_MY_WORK, HELP_SCORE_SHEET, HELP_START, HELP_TOOLS, HELP_YEAR};

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
        _ => HELP_START,
    }
}
