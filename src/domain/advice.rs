//! The advice register: what was asked of whom, and when it came.

use super::ids::AdviceId;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One request for advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// Its id.
    pub id: AdviceId,
    /// Reference of the case; there may be no plan of it, where none was issued.
    pub reference: String,
    /// Which service was asked, such as "Speech and language therapy".
    pub service: String,
    /// Which provider.
    pub provider: String,
    /// Job title of who wrote it; never a name.
    pub author_role: String,
    /// When it was asked for.
    pub requested_on: Option<Date>,
    /// When it came.
    pub returned_on: Option<Date>,
    /// What came of it, in the area's words; may be empty.
    pub outcome: String,
    /// The lawful exception that applies; empty: none.
    pub exception: String,
    /// When the provider checked it for quality.
    pub checked_by_provider_on: Option<Date>,
}

/// Advice is due within six weeks of being asked for (SEND Regulations 2014, regulation 8): calendar days, the last
/// of them counted.
pub const LIMIT_DAYS: i64 = 42;

/// Where a request stands to the six weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It came within six weeks, so many days after the request.
    OnTime {
        /// Days from the request.
        days: i64,
    },
    /// It came later than six weeks, so many days after the request.
    Late {
        /// Days from the request.
        days: i64,
    },
    /// A lawful exception is named: neither on time nor late.
    Excepted,
    /// It has not come, and the six weeks are still running.
    Due {
        /// The last day on time.
        by: Date,
    },
    /// It has not come, and the six weeks are over.
    Overdue {
        /// The last day that would have been on time.
        by: Date,
        /// Days past it.
        days: i64,
    },
    /// The day of the request is missing, so nothing can be said.
    DateMissing,
    /// It came before it was asked for: one of the two days is wrong.
    DatesCross,
}

impl Clock {
    /// Whether it counts as on time (true) or late (false); none: it is in neither count. What is overdue and has
    /// not come is late: a service that never answers is not on time by that.
    #[must_use]
    pub fn counts(self) -> Option<bool> {
        match self {
            Self::OnTime { .. } => Some(true),
            Self::Late { .. } | Self::Overdue { .. } => Some(false),
            Self::Excepted | Self::Due { .. } | Self::DateMissing | Self::DatesCross => None,
        }
    }

    /// In a few words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::OnTime { days } => format!("On time, {}", days_words(days)),
            Self::Late { days } => format!("Late, {}", days_words(days)),
            Self::Excepted => "Exception".to_owned(),
            Self::Due { by } => format!("Due by {by}"),
            Self::Overdue { days, .. } => format!("Not received, {} overdue", days_words(days)),
            Self::DateMissing => "Date of request missing".to_owned(),
            Self::DatesCross => "Dates cross".to_owned(),
        }
    }
}

fn days_words(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Days from one day to another on the calendar: daylight saving has no part in it.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

impl Advice {
    /// Where it stands on this day.
    #[must_use]
    pub fn clock(&self, today: Date) -> Clock {
        if !self.exception.trim().is_empty() {
            return Clock::Excepted;
        }
        let Some(requested) = self.requested_on else { return Clock::DateMissing };
        if let Some(returned) = self.returned_on {
            return match days_between(requested, returned) {
                days if days < 0 => Clock::DatesCross,
                days if days <= LIMIT_DAYS => Clock::OnTime { days },
                days => Clock::Late { days },
            };
        }
        let by = requested.saturating_add(LIMIT_DAYS.days());
        match days_between(by, today) {
            days if days > 0 => Clock::Overdue { by, days },
            _ => Clock::Due { by },
        }
    }

    /// What it is called among what is read: service, provider, day it was asked for.
    #[must_use]
    pub fn label(&self) -> String {
        let asked = self.requested_on.map(|day| day.to_string());
        let parts = [Some(self.service.clone()), Some(self.provider.clone()), asked];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect();
        parts.join(", ")
    }

    /// What tells one request from another: a second import of it brings it up to date.
    #[must_use]
    pub fn key(&self) -> (&str, &str, Option<Date>) {
        (&self.reference, &self.service, self.requested_on)
    }

    /// Whether both are the same but for their ids.
    #[must_use]
    pub fn same_facts(&self, other: &Self) -> bool {
        let other = Self { id: self.id, ..other.clone() };
        *self == other
    }
}

/// The service as the register spells it first: spellings that differ only in case are one service.
#[must_use]
pub fn service_spelt<'a>(register: &'a [Advice], service: &'a str) -> &'a str {
    let wanted = service.trim().to_lowercase();
    let known = register.iter().map(|advice| advice.service.trim());
    known.into_iter().find(|known| known.to_lowercase() == wanted).unwrap_or(service.trim())
}

/// The service of the piece of advice on a case that carries this label. A piece that is no longer in the register
/// (as in a member's pack) has what stands before the first comma of its label.
#[must_use]
pub fn service_labelled(register: &[Advice], reference: &str, label: &str) -> Option<String> {
    let found = register.iter().find(|advice| advice.reference == reference && advice.label() == label);
    let service = match found {
        Some(advice) => advice.service.as_str(),
        None => label.split_once(", ").map_or(label, |(service, _)| service),
    };
    (!service.trim().is_empty()).then(|| service_spelt(register, service).to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn asked(requested_on: Option<Date>, returned_on: Option<Date>, exception: &str) -> Advice {
        Advice {
            id: AdviceId(uuid::Uuid::nil()),
            reference: "K1".to_owned(),
            service: "Speech and language therapy".to_owned(),
            provider: String::new(),
            author_role: String::new(),
            requested_on,
            returned_on,
            outcome: String::new(),
            exception: exception.to_owned(),
            checked_by_provider_on: None,
        }
    }

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn exactly_42_days_is_on_time_and_43_is_late() {
        let from = date(2026, 1, 5);
        let of = |to| asked(Some(from), Some(to), "").clock(TODAY);
        assert_eq!(of(date(2026, 2, 16)), Clock::OnTime { days: 42 });
        assert_eq!(of(date(2026, 2, 17)), Clock::Late { days: 43 });
        assert_eq!(of(from), Clock::OnTime { days: 0 });
    }

    #[test]
    fn a_leap_day_is_a_day_like_any_other() {
        let of = |from, to| asked(Some(from), Some(to), "").clock(TODAY);
        // 2024 has 29 February: 42 days end a day earlier on the calendar than in 2023.
        assert_eq!(of(date(2024, 2, 1), date(2024, 3, 14)), Clock::OnTime { days: 42 });
        assert_eq!(of(date(2024, 2, 1), date(2024, 3, 15)), Clock::Late { days: 43 });
        assert_eq!(of(date(2023, 2, 1), date(2023, 3, 15)), Clock::OnTime { days: 42 });
        assert_eq!(of(date(2024, 2, 29), date(2024, 4, 11)), Clock::OnTime { days: 42 });
    }

    #[test]
    fn the_change_to_summer_time_takes_no_day_and_gives_none() {
        // The clocks went forward on 29 March 2026 and back on 25 October 2026.
        let of = |from, to| asked(Some(from), Some(to), "").clock(TODAY);
        assert_eq!(of(date(2026, 3, 2), date(2026, 4, 13)), Clock::OnTime { days: 42 });
        assert_eq!(of(date(2026, 3, 2), date(2026, 4, 14)), Clock::Late { days: 43 });
        assert_eq!(of(date(2026, 10, 1), date(2026, 11, 12)), Clock::OnTime { days: 42 });
        assert_eq!(of(date(2026, 10, 1), date(2026, 11, 13)), Clock::Late { days: 43 });
    }

    #[test]
    fn an_exception_is_neither_on_time_nor_late_whatever_the_dates() {
        for returned in [None, Some(date(2026, 2, 1)), Some(date(2026, 9, 1))] {
            for requested in [None, Some(date(2026, 1, 1))] {
                let clock = asked(requested, returned, "child away for four weeks").clock(TODAY);
                assert_eq!((clock, clock.counts()), (Clock::Excepted, None));
            }
        }
    }

    #[test]
    fn what_has_not_come_is_due_until_the_42nd_day_and_overdue_and_late_after_it() {
        let requested = date(2026, 10, 11);
        assert_eq!(asked(Some(requested), None, "").clock(TODAY), Clock::Due { by: TODAY });
        assert_eq!(asked(Some(requested), None, "").clock(TODAY).counts(), None);
        let overdue = asked(Some(date(2026, 10, 10)), None, "").clock(TODAY);
        assert_eq!(overdue, Clock::Overdue { by: date(2026, 11, 21), days: 1 });
        assert_eq!(overdue.counts(), Some(false));
    }

    #[test]
    fn missing_and_crossing_dates_are_said_and_not_guessed() {
        assert_eq!(asked(None, Some(TODAY), "").clock(TODAY), Clock::DateMissing);
        assert_eq!(asked(None, None, "").clock(TODAY), Clock::DateMissing);
        let crossing = asked(Some(date(2026, 5, 2)), Some(date(2026, 5, 1)), "").clock(TODAY);
        assert_eq!((crossing, crossing.counts()), (Clock::DatesCross, None));
        // The end of the calendar is no reason to fall over.
        assert!(matches!(asked(Some(Date::MAX), None, "").clock(TODAY), Clock::Due { .. }));
    }

    #[test]
    fn a_piece_of_advice_is_of_the_service_the_register_names_and_its_label_serves_where_it_names_none() {
        let piece = |reference: &str, service: &str, provider: &str| Advice {
            reference: reference.to_owned(),
            service: service.to_owned(),
            provider: provider.to_owned(),
            ..asked(Some(date(2026, 1, 5)), None, "")
        };
        let register = [
            piece("K1", "Speech, language and communication", "Trust"),
            piece("K2", "Physiotherapy", ""),
            piece("K3", "PHYSIOTHERAPY", "Trust"),
        ];
        let of = |reference: &str, label: &str| service_labelled(&register, reference, label);
        let comma = register[0].label();
        assert_eq!(of("K1", &comma).as_deref(), Some("Speech, language and communication"));
        assert_eq!(of("K3", &register[2].label()).as_deref(), Some("Physiotherapy"), "one service, spelt once");
        assert_eq!(of("K9", "Social care, Borough, 2026-01-05").as_deref(), Some("Social care"));
        assert_eq!(of("K9", "").as_deref(), None);
    }

    proptest! {
        #[test]
        fn the_limit_is_the_same_from_every_day_of_the_calendar(start in 0_i64..80_000, days in 0_i64..200) {
            let from = date(1900, 1, 1).checked_add(start.days()).unwrap();
            let to = from.checked_add(days.days()).unwrap();
            let clock = asked(Some(from), Some(to), "").clock(TODAY);
            prop_assert_eq!(clock.counts(), Some(days <= 42));
            // Returned on a day it would be due by that day is never late.
            let waiting = asked(Some(from), None, "").clock(to);
            prop_assert_eq!(waiting.counts(), if days <= 42 { None } else { Some(false) });
        }
    }
}
