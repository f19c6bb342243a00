//! The advice register in figures: on time by service, outcomes, and where a service is missing.

use super::intervals::{Interval, wilson};
use crate::domain::advice::{Advice, Clock};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// How the requests of one service stand. Counts are requests.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OnTime {
    /// The service; empty: all of them.
    pub service: String,
    /// All requests.
    pub requests: u64,
    /// Received within six weeks.
    pub on_time: u64,
    /// Received later.
    pub late: u64,
    /// Not received, and the six weeks are over.
    pub overdue: u64,
    /// A lawful exception is named: in neither count.
    pub excepted: u64,
    /// Not received, and the six weeks are still running: in neither count.
    pub not_due: u64,
    /// The dates say nothing (missing, or crossing): in neither count.
    pub unknown: u64,
    /// Wilson's interval at 95 % of the share on time; none where nothing counts.
    pub interval: Option<Interval>,
    /// How many requests had each outcome, in the area's words; "" is none recorded.
    pub outcomes: BTreeMap<String, u64>,
}

impl OnTime {
    /// Requests that count: on time, late and overdue ones.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.on_time + self.late + self.overdue
    }

    /// The share on time in percent; none where nothing counts.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        (self.n() > 0).then(|| 100.0 * self.on_time as f64 / self.n() as f64)
    }

    fn add(&mut self, advice: &Advice, today: Date) {
        self.requests += 1;
        *self.outcomes.entry(advice.outcome.trim().to_owned()).or_default() += 1;
        *(match advice.clock(today) {
            Clock::OnTime { .. } => &mut self.on_time,
            Clock::Late { .. } => &mut self.late,
            Clock::Overdue { .. } => &mut self.overdue,
            Clock::Excepted => &mut self.excepted,
            Clock::Due { .. } => &mut self.not_due,
            Clock::DateMissing | Clock::DatesCross => &mut self.unknown,
        }) += 1;
    }

    fn finish(mut self) -> Self {
        self.interval = wilson(self.on_time, self.n(), None);
        self
    }
}

/// Advice that was asked for and never came, by service and provider: what a commissioner should know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceGap {
    /// The service.
    pub service: String,
    /// The provider; may be empty.
    pub provider: String,
    /// Requests that are overdue and not received.
    pub missing: u64,
    /// The longest of them, in days past the six weeks.
    pub longest_days: i64,
    /// References of the cases, sorted.
    pub references: Vec<String>,
}

/// The register on one day.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AdviceResults {
    /// All services together.
    pub all: OnTime,
    /// Each service, by name.
    pub services: Vec<OnTime>,
    /// Where advice is missing: the most first.
    pub gaps: Vec<ServiceGap>,
}

/// Works the register out as it stands on a day. Spellings that differ only in case are one service.
#[must_use]
pub fn advice_results<'a>(register: impl IntoIterator<Item = &'a Advice>, today: Date) -> AdviceResults {
    let mut all = OnTime::default();
    let mut services: BTreeMap<String, OnTime> = BTreeMap::new();
    let mut gaps: BTreeMap<(String, String), ServiceGap> = BTreeMap::new();
    for advice in register {
        all.add(advice, today);
        let key = advice.service.to_lowercase();
        let of_service = services.entry(key.clone()).or_default();
        if of_service.service.is_empty() {
            of_service.service.clone_from(&advice.service);
        }
        of_service.add(advice, today);
        if let Clock::Overdue { days, .. } = advice.clock(today) {
            let gap = gaps.entry((key, advice.provider.to_lowercase())).or_insert_with(|| ServiceGap {
                service: advice.service.clone(),
                provider: advice.provider.clone(),
                missing: 0,
                longest_days: 0,
                references: Vec::new(),
            });
            gap.missing += 1;
            gap.longest_days = gap.longest_days.max(days);
            gap.references.push(advice.reference.clone());
        }
    }
    let mut gaps: Vec<ServiceGap> = gaps.into_values().collect();
    for gap in &mut gaps {
        gap.references.sort();
        gap.references.dedup();
    }
    gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.missing), std::cmp::Reverse(gap.longest_days)));
    AdviceResults { all: all.finish(), services: services.into_values().map(OnTime::finish).collect(), gaps }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::ids::AdviceId;
    use jiff::civil::date;

    fn advice(service: &str, requested: Option<Date>, returned: Option<Date>, outcome: &str) -> Advice {
        Advice {
            id: AdviceId(uuid::Uuid::nil()),
            reference: format!("K{}", requested.map_or(0, |d| i64::from(d.day()))),
            service: service.to_owned(),
            provider: "Trust".to_owned(),
            author_role: String::new(),
            requested_on: requested,
            returned_on: returned,
            outcome: outcome.to_owned(),
            exception: String::new(),
            checked_by_provider_on: None,
        }
    }

    #[test]
    fn every_request_is_counted_once_and_only_judged_ones_make_the_base() {
        let asked = Some(date(2026, 1, 5));
        let mut excepted = advice("OT", asked, Some(date(2026, 6, 1)), "advice given");
        excepted.exception = "family away".to_owned();
        let register = [
            advice("OT", asked, Some(date(2026, 2, 16)), "advice given"),
            advice("ot", asked, Some(date(2026, 2, 17)), "advice given"),
            advice("OT", asked, None, ""),
            excepted,
            advice("OT", Some(date(2026, 11, 1)), None, ""),
            advice("OT", None, None, ""),
            advice("SLT", asked, Some(date(2026, 1, 9)), "not known to the service"),
        ];
        let found = advice_results(&register, date(2026, 11, 22));
        let ot = &found.services[0];
        assert_eq!((ot.requests, ot.on_time, ot.late, ot.overdue), (6, 1, 1, 1));
        assert_eq!((ot.excepted, ot.not_due, ot.unknown, ot.n()), (1, 1, 1, 3));
        assert_eq!(ot.outcomes["advice given"], 3);
        assert_eq!(ot.percent().map(f64::round), Some(33.0));
        assert_eq!(ot.interval, wilson(1, 3, None));
        assert_eq!((found.all.requests, found.all.on_time, found.all.n()), (7, 2, 4));
        assert_eq!(found.services.len(), 2);
    }

    #[test]
    fn a_gap_names_the_service_that_never_answered_with_its_longest_wait() {
        let register = [
            advice("OT", Some(date(2026, 9, 1)), None, ""),
            advice("OT", Some(date(2026, 8, 2)), None, ""),
            advice("SLT", Some(date(2026, 1, 3)), None, ""),
        ];
        let gaps = advice_results(&register, date(2026, 11, 22)).gaps;
        assert_eq!((gaps[0].service.as_str(), gaps[0].missing, gaps[0].longest_days), ("OT", 2, 70));
        assert_eq!(gaps[0].references, ["K1", "K2"]);
        assert_eq!((gaps[1].service.as_str(), gaps[1].missing), ("SLT", 1));
    }

    #[test]
    fn an_empty_register_says_nothing_rather_than_none_on_time() {
        let found = advice_results(&[], date(2026, 11, 22));
        assert_eq!((found.all.percent(), found.all.interval), (None, None));
    }
}
