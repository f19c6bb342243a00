//! How long a round is kept: the day that somebody set, and how near it is.

use jiff::ToSpan;
use jiff::civil::Date;

/// The day is spoken of from so many days before.
pub const REMIND_DAYS: i32 = 30;
/// The longest time that can be proposed, in years.
pub const MOST_KEEP_YEARS: u32 = 25;

/// How the day until which a round is kept stands to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// No day is set.
    Unset,
    /// It is further away than the reminder.
    Later,
    /// It comes in so many days; nought: today.
    Soon(i32),
    /// It went by so many days ago.
    Passed(i32),
}

/// How a day stands to today.
#[must_use]
pub fn keeping(until: Option<Date>, today: Date) -> Keeping {
    let Some(until) = until else { return Keeping::Unset };
    match today.until(until).map(|span| span.get_days()) {
        Ok(days) if days < 0 => Keeping::Passed(-days),
        Ok(days) if days <= REMIND_DAYS => Keeping::Soon(days),
        _ => Keeping::Later,
    }
}

/// The day proposed: so many years after the round was closed; while it is open, after today. None beyond the calendar.
#[must_use]
pub fn propose(closed_on: Option<Date>, today: Date, years: u32) -> Option<Date> {
    let years = i64::from(years.clamp(1, MOST_KEEP_YEARS));
    closed_on.unwrap_or(today).checked_add(years.years()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_round_is_spoken_of_from_thirty_days_before_until_it_is_erased() {
        let today = date(2026, 11, 23);
        assert_eq!(keeping(None, today), Keeping::Unset);
        assert_eq!(keeping(Some(date(2026, 12, 24)), today), Keeping::Later);
        assert_eq!(keeping(Some(date(2026, 12, 23)), today), Keeping::Soon(30));
        assert_eq!(keeping(Some(today), today), Keeping::Soon(0), "the day itself is still kept");
        assert_eq!(keeping(Some(date(2026, 11, 22)), today), Keeping::Passed(1));
        assert_eq!(keeping(Some(date(2024, 11, 23)), today), Keeping::Passed(730));
    }

    #[test]
    fn the_proposal_counts_from_closing() {
        let today = date(2026, 11, 23);
        assert_eq!(propose(Some(date(2024, 2, 29)), today, 1), Some(date(2025, 2, 28)));
        assert_eq!(propose(None, today, 6), Some(date(2032, 11, 23)));
        assert_eq!(propose(None, today, 99), Some(date(2051, 11, 23)));
    }
}
