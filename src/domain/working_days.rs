//! Working days of England: not Saturday, not Sunday, not one of the eight bank holidays, which follow from a rule.
//!
//! Holidays proclaimed for one year only, or moved in one year, are not known here; a day too early is then shown.

use jiff::civil::{Date, Weekday, date};

/// The day so many working days after `from`; the day itself does not count.
#[must_use]
pub fn after_working_days(from: Date, days: u32) -> Date {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        let Ok(next) = day.tomorrow() else { return day };
        day = next;
        left -= u32::from(is_working_day(day));
    }
    day
}

/// Whether people are at work in England on this day.
#[must_use]
pub fn is_working_day(day: Date) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_bank_holiday(day: Date) -> bool {
    let year = day.year();
    let easter = easter_sunday(year);
    let from_easter = |days: i64| easter.checked_add(jiff::Span::new().days(days)).ok();
    let mondays = match day.month() {
        5 => day.weekday() == Weekday::Monday && (day.day() <= 7 || day.day() > 24),
        8 => day.weekday() == Weekday::Monday && day.day() > 24,
        _ => false,
    };
    mondays
        || Some(day) == from_easter(-2)
        || Some(day) == from_easter(1)
        || day == kept_on(date(year, 1, 1), 0)
        || day == kept_on(date(year, 12, 25), 1)
        || day == kept_on_boxing_day(year)
}

/// The first weekday on or after a holiday; `taken` more days where the next holiday has the Monday already.
fn kept_on(day: Date, taken: i64) -> Date {
    let ahead = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1 + taken,
        _ => 0,
    };
    day.checked_add(jiff::Span::new().days(ahead)).unwrap_or(day)
}

/// 26 December; where Christmas Day or the day itself falls on a weekend, the day after what Christmas Day takes.
fn kept_on_boxing_day(year: i16) -> Date {
    let day = date(year, 12, 26);
    let ahead = match day.weekday() {
        // A Sunday follows a Saturday that was kept on the Monday.
        Weekday::Saturday | Weekday::Sunday => 2,
        _ => 0,
    };
    day.checked_add(jiff::Span::new().days(ahead)).unwrap_or(day)
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, Astronomical Algorithms, chapter 8).
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let place = h + l - 7 * m + 114;
    let (month, day) = (place / 31, place % 31 + 1);
    date(year, i8::try_from(month).unwrap_or(4), i8::try_from(day).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As published on gov.uk/bank-holidays for England and Wales.
    const PUBLISHED: &[(i16, [(i8, i8); 8])] = &[
        (2023, [(1, 2), (4, 7), (4, 10), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)]),
        (2024, [(1, 1), (3, 29), (4, 1), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26)]),
        (2025, [(1, 1), (4, 18), (4, 21), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26)]),
        (2026, [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]),
        (2027, [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)]),
    ];

    #[test]
    fn the_eight_bank_holidays_are_those_published() {
        for (year, published) in PUBLISHED {
            let mut day = date(*year, 1, 1);
            let mut found = Vec::new();
            while day.year() == *year {
                if is_bank_holiday(day) && !is_weekend(day) {
                    found.push((day.month(), day.day()));
                }
                day = day.tomorrow().unwrap_or(Date::MAX);
            }
            assert_eq!(found, published, "{year}");
        }
        // 2022: Christmas Day on a Sunday is kept on the Tuesday, after Boxing Day on the Monday.
        assert!(is_bank_holiday(date(2022, 12, 26)) && is_bank_holiday(date(2022, 12, 27)));
        assert!(!is_bank_holiday(date(2022, 12, 28)));
    }

    #[test]
    fn five_working_days_skip_weekends_and_christmas() {
        assert_eq!(after_working_days(date(2026, 11, 23), 5), date(2026, 11, 30), "Monday to Monday");
        assert_eq!(after_working_days(date(2026, 11, 20), 5), date(2026, 11, 27), "Friday to Friday");
        assert_eq!(after_working_days(date(2026, 11, 22), 5), date(2026, 11, 27), "sent on a Sunday");
        assert_eq!(after_working_days(date(2026, 12, 23), 5), date(2027, 1, 4), "24, 29, 30, 31 December, 4 January");
        assert_eq!(after_working_days(date(2026, 4, 2), 1), date(2026, 4, 7), "over Easter");
    }
}
