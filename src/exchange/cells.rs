//! Cells as foreign files write them: dates, yes or no, codes.

use super::csv_table::MAX_NAME_BYTES;
use super::safe_text::{has_control_or_bidi, nfc};
use jiff::civil::Date;

/// What a cell for a date holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateCell {
    /// Nothing.
    Empty,
    /// A date from 1900 to today.
    Day(Date),
    /// A date nobody can mean: before 1900 or after today.
    Unlikely,
    /// No date.
    Unreadable,
}

impl DateCell {
    fn of(empty: bool, read: Option<Date>, today: Date) -> Self {
        match read {
            _ if empty => Self::Empty,
            Some(day) if day.year() < 1900 || day > today => Self::Unlikely,
            Some(day) => Self::Day(day),
            None => Self::Unreadable,
        }
    }

    /// `YYYY-MM-DD` and nothing else.
    pub(crate) fn iso(cell: &[u8], today: Date) -> Self {
        Self::of(cell.is_empty(), iso_date(cell), today)
    }

    /// As a SEN2 return writes it: `2024-Dec-26 00:00:00`, or `YYYY-MM-DD`, with or without a time.
    pub(crate) fn of_return(cell: &[u8], today: Date) -> Self {
        Self::of(cell.is_empty(), return_date(cell), today)
    }
}

/// `YYYY-MM-DD`.
pub(crate) fn iso_date(cell: &[u8]) -> Option<Date> {
    let [y @ .., b'-', m1, m2, b'-', d1, d2] = cell else { return None };
    if y.len() != 4 {
        return None;
    }
    date(number(y)?, number(&[*m1, *m2])?, &[*d1, *d2])
}

/// `YYYY-Mon-DD` or `YYYY-MM-DD`, a time may follow and is dropped.
pub(crate) fn return_date(cell: &[u8]) -> Option<Date> {
    // From the eleventh byte on: OCT has a T too.
    let end = cell.iter().skip(10).position(|&b| b == b' ' || b == b'T').map_or(cell.len(), |at| at + 10);
    let (day, time) = cell.split_at(end);
    if !time.iter().skip(1).all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.')) {
        return None;
    }
    match day {
        [y1, y2, y3, y4, b'-', m1, m2, m3, b'-', d @ ..] => {
            date(number(&[*y1, *y2, *y3, *y4])?, month([*m1, *m2, *m3])?, d)
        }
        _ => iso_date(day),
    }
}

fn date(year: i16, month: i16, day: &[u8]) -> Option<Date> {
    if day.len() != 2 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// At most four digits, so that it always fits.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0i16, |n, b| b.is_ascii_digit().then(|| n * 10 + i16::from(b - b'0')))
}

fn month(name: [u8; 3]) -> Option<i16> {
    Some(match &name.map(|b| b.to_ascii_lowercase()) {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

/// Yes or no as people and systems write it.
pub(crate) fn yes_no(cell: &str) -> Option<bool> {
    let is = |words: [&str; 4]| words.iter().any(|w| cell.eq_ignore_ascii_case(w));
    if is(["true", "yes", "1", "y"]) {
        Some(true)
    } else if is(["false", "no", "0", "n"]) {
        Some(false)
    } else {
        None
    }
}

/// A code or a name, composed; none if too long or with control characters.
pub(crate) fn fact_text(cell: &str) -> Option<String> {
    let text = nfc(cell);
    (text.len() <= MAX_NAME_BYTES && !has_control_or_bidi(&text)).then(|| text.into_owned())
}

/// `F` and `M` however they are written; other codes stay.
pub(crate) fn sex_code(text: String) -> String {
    match text.to_ascii_lowercase().as_str() {
        "f" | "female" => "F".to_owned(),
        "m" | "male" => "M".to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_of_a_return_are_read_with_month_names_or_numbers() {
        assert_eq!(return_date(b"2024-Dec-26 00:00:00"), Some(day(2024, 12, 26)));
        assert_eq!(return_date(b"2024-feb-29"), Some(day(2024, 2, 29)));
        assert_eq!(return_date(b"2024-OCT-09T00:00:00"), Some(day(2024, 10, 9)));
        assert_eq!(return_date(b"2024-02-29T00:00:00.000"), Some(day(2024, 2, 29)));
        for bad in
            ["2023-Feb-29 00:00:00", "26/12/2024", "2024-Dez-26", "2024-Dec-6", "2024-Dec-26 noon", "24-Dec-26", "-"]
        {
            assert_eq!(return_date(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn every_month_name_is_read() {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        for (number, name) in (1i8..).zip(names) {
            assert_eq!(return_date(format!("2020-{name}-01").as_bytes()), Some(day(2020, number, 1)));
        }
    }

    #[test]
    fn a_plain_date_is_year_month_day_and_nothing_else() {
        assert_eq!(iso_date(b"2025-01-16"), Some(day(2025, 1, 16)));
        for bad in ["2025-1-16", "2025-01-16 00:00:00", "2025-13-01", "20250116", "+025-01-16", "2025-Jan-16", ""] {
            assert_eq!(iso_date(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn a_date_before_1900_or_after_today_is_unlikely() {
        let today = day(2025, 6, 1);
        assert_eq!(DateCell::iso(b"2025-06-01", today), DateCell::Day(today));
        assert_eq!(DateCell::iso(b"2025-06-02", today), DateCell::Unlikely);
        assert_eq!(DateCell::iso(b"1899-12-31", today), DateCell::Unlikely);
        assert_eq!(DateCell::iso(b"1900-01-01", today), DateCell::Day(day(1900, 1, 1)));
        assert_eq!(DateCell::iso(b"", today), DateCell::Empty);
        assert_eq!(DateCell::iso(b"soon", today), DateCell::Unreadable);
    }
}
