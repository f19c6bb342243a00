//! Which year is shown.

use crate::domain::year::YearPage;
use crate::stats::series::YearKind;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct YearScreen {
    /// The kind of year.
    pub kind: YearKind,
    /// The calendar year it begins in; none: the year of today.
    pub start: Option<i16>,
}

impl YearScreen {
    /// The first page read says which year it is.
    pub fn begin_with(&mut self, page: &YearPage) {
        if self.start.is_none() {
            self.start = page.from.map(jiff::civil::Date::year);
        }
    }
}
