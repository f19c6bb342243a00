//! Days as people type them: 22/11/2026, 22 November 2026, or as a case system writes them, 2026-11-22.

use jiff::civil::{Date, DateTime, Time};

/// What a field for a day says of itself.
pub const HINT: &str = "Such as 22/11/2026";
/// What is wrong with what is no day.
pub const FAULT: &str = "Write it as day/month/year, such as 22/11/2026";

/// How a day is typed. The day comes before the month.
const FORMS: [&str; 6] = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"];

/// The day that was typed; none where it is none. The year has four figures, so that nothing is guessed.
#[must_use]
pub fn read(text: &str) -> Option<Date> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let typed = FORMS.iter().find_map(|form| Date::strptime(form, &text).ok());
    text.parse().ok().or(typed).filter(|day| (1000..=9999).contains(&day.year()))
}

/// As [`read`], in a field that may stay empty.
///
/// # Errors
/// What is wrong with it.
pub fn read_if_any(text: &str) -> Result<Option<Date>, &'static str> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some).ok_or(FAULT) }
}

/// The day and time that were typed: 22/11/2026 14:03.
#[must_use]
pub fn read_with_time(text: &str) -> Option<DateTime> {
    let (day, time) = text.trim().rsplit_once([' ', 'T'])?;
    let time = Time::strptime("%H:%M", time).ok()?;
    Some(read(day)?.to_datetime(time))
}

/// As [`write()`]; nothing where there is none.
#[must_use]
pub fn write_if_any(day: Option<Date>) -> String {
    day.map(write).unwrap_or_default()
}

/// A day as it stands in a field.
#[must_use]
pub fn write(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "22/11/2026",
            "22.11.2026",
            "22 11 2026",
            "22-11-2026",
            " 22/11/2026 ",
            "22  November  2026",
            "22 November 2026",
            "22 nov 2026",
            "2026-11-22",
        ] {
            assert_eq!(read(text), Some(date(2026, 11, 22)), "{text}");
        }
        assert_eq!(read("1/2/2026"), Some(date(2026, 2, 1)), "the day comes first");
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_not_guessed() {
        for text in [
            "",
            "22",
            "22/11",
            "22/11/26",
            "31/02/2026",
            "11/22/2026",
            "22 N 2026",
            "22 no 2026",
            "2026/11/22",
            "tomorrow",
            "22/11/2026/1",
            "-1/11/2026",
            "+1/11/2026",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_follows_its_day() {
        for text in ["22/11/2026 14:03", "22 November 2026 14:03", "2026-11-22 14:03"] {
            assert_eq!(read_with_time(text), Some(datetime(2026, 11, 22, 14, 3, 0, 0)), "{text}");
        }
        for text in ["22/11/2026", "22/11/2026 25:00", "14:03", "22/11/2026 14.03"] {
            assert_eq!(read_with_time(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_field_shows_is_read_back() {
        let day = date(2026, 2, 1);
        assert_eq!(write(day), "01/02/2026");
        assert_eq!(read(&write(day)), Some(day));
    }
}
