//! Figures followed over time: values of one measure on one definition, period by period, with targets beside.

use super::intervals::Interval;
use super::trend::{Counted, Step, step};
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Better, MeasureValue, Quality, ValueKind};
use crate::domain::numerals::thousands;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// Worked out from what is in this file.
    ThisFile,
    /// Typed or taken in.
    Kept,
    /// Published by the Department for every authority.
    National,
}

/// A value with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Its id, where it can be changed.
    pub id: Option<MeasureId>,
    /// The value.
    pub value: MeasureValue,
    /// Where it comes from.
    pub origin: Origin,
    /// What was drawn from, where it is a share of a sample.
    pub frame: Option<u64>,
    /// Whether an interval may be given where there are counts: not for chosen plans.
    pub has_interval: bool,
}

impl Given {
    /// A value that was typed or taken in.
    #[must_use]
    pub fn kept(id: MeasureId, value: MeasureValue) -> Self {
        Self { id: Some(id), value, origin: Origin::Kept, frame: None, has_interval: true }
    }

    /// Its counts, where it is a share and they are published.
    #[must_use]
    pub fn counted(&self) -> Option<Counted> {
        let (count, n) = self.value.numerator.zip(self.value.denominator)?;
        let is_share = self.value.unit == "percent" && count >= 0.0 && n >= 1.0 && count <= n;
        let (frame, has_interval) = (self.frame, self.has_interval);
        is_share.then_some(Counted { count: count as u64, n: n as u64, frame, has_interval })
    }

    /// Its interval at 95 %, where there is one.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.counted()?.interval()
    }

    /// "75 %", "1,042 plans", or that there is none. A share of known counts is a whole number, as in all reports: the
    /// counts beside it say the rest. A published figure stays as it was published.
    #[must_use]
    pub fn words(&self) -> String {
        let has_counts = self.value.numerator.is_some() && self.value.denominator.is_some();
        if let Some(share) = self.value.value.filter(|_| has_counts && self.value.unit == "percent") {
            return format!("{share:.0} %");
        }
        self.value.value.map_or_else(|| "No data".to_owned(), |value| figure_words(value, &self.value.unit))
    }

    /// "18 of 24"; empty where the counts are not published.
    #[must_use]
    pub fn counts_words(&self) -> String {
        let counts = self.value.numerator.zip(self.value.denominator);
        counts.map_or_else(String::new, |(count, n)| format!("{} of {}", number(count), number(n)))
    }
}

/// A number without a needless fraction, with commas from a thousand on.
fn number(value: f64) -> String {
    let text = if value.fract().abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    whole.parse().map_or_else(|_| text.clone(), |whole| format!("{}{rest}", thousands(whole)))
}

/// A figure with its unit.
#[must_use]
pub fn figure_words(value: f64, unit: &str) -> String {
    if unit == "percent" { format!("{} %", number(value)) } else { format!("{} {unit}", number(value)) }
}

/// What is known of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// First day; none: not stated.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// What was reached; none: a target was set and nothing was reported.
    pub result: Option<Given>,
    /// What was aimed at on this very definition.
    pub target: Option<Given>,
    /// Why its point is not joined with the one before; none: it is, or there is none before.
    pub break_before: Option<&'static str>,
    /// What can be said of the step from the point before it; none where the two are not joined.
    pub step: Option<Step>,
}

/// A measure on one definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What is measured.
    pub measure: String,
    /// Who is counted.
    pub definition: String,
    /// Such as `percent`.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// Where it comes from.
    pub origin: Origin,
    /// Its periods, oldest first.
    pub periods: Vec<Period>,
}

impl Series {
    /// The newest period with a value.
    #[must_use]
    pub fn newest(&self) -> Option<&Period> {
        self.periods.iter().rev().find(|p| p.result.as_ref().is_some_and(|r| r.value.value.is_some()))
    }

    /// The newest target.
    #[must_use]
    pub fn newest_target(&self) -> Option<&Period> {
        self.periods.iter().rev().find(|p| p.target.is_some())
    }

    /// Whether it is what people answered in a survey: it stands beside the audit and is never mixed with it.
    #[must_use]
    pub fn is_survey(&self) -> bool {
        is_survey(&self.measure)
    }

    /// Sources of its values, each once, in the order of the periods.
    #[must_use]
    pub fn sources(&self) -> Vec<&str> {
        let mut sources: Vec<&str> = Vec::new();
        for given in self.periods.iter().flat_map(|p| [&p.result, &p.target]).flatten() {
            let source = given.value.source.as_str();
            if !source.is_empty() && !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

/// Whether a measure is what people answered in a survey, by the words it begins with.
#[must_use]
pub fn is_survey(measure: &str) -> bool {
    const ASKED: [&str; 7] =
        ["parents:", "sendcos:", "young people:", "annual review:", "parent consortium survey", "feedback", "survey"];
    let measure = measure.to_lowercase();
    ASKED.iter().any(|begins| measure.starts_with(begins))
}

/// Puts values together: a series for each measure and definition, by origin, measure and definition.
#[must_use]
pub fn series(values: Vec<Given>) -> Vec<Series> {
    let mut groups: BTreeMap<(Origin, String, String, String), Vec<Given>> = BTreeMap::new();
    for given in values {
        let value = &given.value;
        let key = (given.origin, value.measure.clone(), value.definition.clone(), value.unit.clone());
        groups.entry(key).or_default().push(given);
    }
    let made = groups.into_iter().map(|((origin, measure, definition, unit), values)| {
        let better = values.first().map_or(Better::Neither, |given| given.value.better);
        Series { measure, definition, unit, better, origin, periods: periods(values) }
    });
    made.collect()
}

fn periods(values: Vec<Given>) -> Vec<Period> {
    let (mut results, mut targets): (Vec<Given>, Vec<Given>) =
        values.into_iter().partition(|given| given.value.kind == ValueKind::Result);
    let key = |given: &Given| (given.value.to, given.value.from, given.value.source.clone());
    results.sort_by_key(key);
    targets.sort_by_key(key);
    let mut all: Vec<Period> = Vec::new();
    for given in results {
        let span = (given.value.from, given.value.to);
        let target = targets.iter().find(|target| aims_at(target, &given)).cloned();
        all.push(Period { from: span.0, to: span.1, result: Some(given), target, break_before: None, step: None });
    }
    for target in targets {
        let span = (target.value.from, target.value.to);
        let is_said = |p: &Period| p.target.as_ref() == Some(&target) || (p.from, p.to) == span;
        if !all.iter().any(is_said) {
            let (from, to) = span;
            all.push(Period { from, to, result: None, target: Some(target), break_before: None, step: None });
        }
    }
    all.sort_by_key(|p| (p.to, p.from));
    join(&mut all);
    all
}

/// Whether a target is for the span of a result: the same, or, for what this file works out on one day, around it.
fn aims_at(target: &Given, result: &Given) -> bool {
    let (aim, of) = ((target.value.from, target.value.to), (result.value.from, result.value.to));
    let is_around = || aim.0.is_none_or(|first| of.0.is_some_and(|from| first <= from)) && of.1 <= aim.1;
    aim == of || (result.origin == Origin::ThisFile && is_around())
}

/// Says of each point whether it is joined with the one before.
fn join(all: &mut [Period]) {
    let mut before: Option<Period> = None;
    for period in all.iter_mut() {
        let has_value = |p: &Period| p.result.as_ref().is_some_and(|r| r.value.value.is_some());
        if !has_value(period) {
            continue;
        }
        if let Some(before) = &before {
            period.break_before = break_between(before, period);
            let counts = |p: &Period| p.result.as_ref().and_then(Given::counted);
            if period.break_before.is_none() || has_only_part(period) {
                let pair = counts(before).zip(counts(period));
                period.step = Some(pair.map_or(Step::NoInterval, |(a, b)| step(a, b)));
            }
        }
        before = Some(period.clone());
    }
}

/// A part of a year is shown apart, but what was counted in it can still be set beside the year before.
fn has_only_part(period: &Period) -> bool {
    period.break_before == Some(PART)
}

const PART: &str = "Part of a year";

fn break_between(before: &Period, now: &Period) -> Option<&'static str> {
    let (a, b) = (before.result.as_ref()?, now.result.as_ref()?);
    let days = |p: &Period| Some((p.to? - p.from?).get_days());
    let is_part = |p: &Period| p.result.as_ref().is_some_and(|r| r.value.part_year);
    let doubtful = |given: &Given| given.value.quality == Some(Quality::Unreliable);
    match (days(before), days(now)) {
        _ if is_part(now) => return Some(PART),
        _ if is_part(before) => return Some("After a part of a year"),
        _ if doubtful(a) || doubtful(b) => return Some("Not to be relied on"),
        // What this file works out at a draw is of one day.
        _ if a.origin == Origin::ThisFile => {}
        (Some(one), Some(other)) if (one - other).abs() > 31 => return Some("A span of another length"),
        (Some(_), Some(_)) => {}
        _ => return Some("The span before is not stated"),
    }
    if a.value.source != b.value.source {
        return Some("From another source");
    }
    let follows = before.to.zip(now.from).is_none_or(|(to, from)| {
        a.origin == Origin::ThisFile || to.checked_add(40.days()).is_ok_and(|latest| from <= latest)
    });
    if !follows {
        return Some("A period between is missing");
    }
    if now.from.zip(before.to).is_some_and(|(from, to)| from <= to && a.origin != Origin::ThisFile) {
        return Some("The spans overlap");
    }
    None
}

/// A kind of year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum YearKind {
    /// 1 September to 31 August.
    #[default]
    Academic,
    /// 1 April to 31 March.
    Financial,
    /// 1 January to 31 December.
    Calendar,
}

impl YearKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Academic, Self::Financial, Self::Calendar];

    /// The words shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Academic => "Academic year",
            Self::Financial => "Financial year",
            Self::Calendar => "Calendar year",
        }
    }

    fn first_month(self) -> i8 {
        match self {
            Self::Academic => 9,
            Self::Financial => 4,
            Self::Calendar => 1,
        }
    }
}

/// A year of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Year {
    /// Its kind.
    pub kind: YearKind,
    /// The calendar year it begins in.
    pub start: i16,
}

impl Year {
    /// The year of a kind a day lies in.
    #[must_use]
    pub fn of(kind: YearKind, day: Date) -> Self {
        let start = if day.month() >= kind.first_month() { day.year() } else { day.year() - 1 };
        Self { kind, start }
    }

    /// Its first day.
    #[must_use]
    pub fn from(self) -> Date {
        date(self.start.clamp(1, 9_998), self.kind.first_month(), 1)
    }

    /// Its last day.
    #[must_use]
    pub fn to(self) -> Date {
        let next = date(self.start.clamp(1, 9_998) + 1, self.kind.first_month(), 1);
        next.yesterday().unwrap_or(next)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        (self.from()..=self.to()).contains(&day)
    }

    /// "Academic year 2025/26".
    #[must_use]
    pub fn label(self) -> String {
        format!("{} {}", self.kind.label(), self.short())
    }

    /// "2025/26", or "2025".
    #[must_use]
    pub fn short(self) -> String {
        match self.kind {
            YearKind::Calendar => self.start.to_string(),
            _ => format!("{}/{:02}", self.start, (self.start + 1).rem_euclid(100)),
        }
    }
}

/// A span in few words: "2019/20", "2019", "June 2019", "September 2018 to March 2019".
#[must_use]
pub fn span_words(from: Option<Date>, to: Option<Date>) -> String {
    let Some(to) = to else { return "No day".to_owned() };
    let Some(from) = from else { return format!("to {}", to.strftime("%B %Y")) };
    for kind in YearKind::ALL {
        let year = Year::of(kind, to);
        if (from, to) == (year.from(), year.to()) {
            return year.short();
        }
    }
    if from == to {
        return to.strftime("%-d %b %Y").to_string();
    }
    if from.first_of_month() == from && to == from.last_of_month() {
        return to.strftime("%b %Y").to_string();
    }
    format!("{} to {}", from.strftime("%b %Y"), to.strftime("%b %Y"))
}

/// What kind of span it is, for a table: "financial year", "calendar year", "a day", or the days themselves.
#[must_use]
pub fn span_kind(from: Option<Date>, to: Option<Date>) -> String {
    let (Some(from), Some(to)) = (from, to) else { return "beginning not stated".to_owned() };
    for kind in YearKind::ALL {
        let year = Year::of(kind, to);
        if (from, to) == (year.from(), year.to()) {
            return kind.label().to_lowercase();
        }
    }
    if from == to {
        return "one day".to_owned();
    }
    format!("{} to {}", from.strftime("%-d %b %Y"), to.strftime("%-d %b %Y"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn given(kind: ValueKind, year: i16, percent: f64, part_year: bool, source: &str) -> Given {
        let value = MeasureValue {
            measure: "Plans".to_owned(),
            definition: "all".to_owned(),
            kind,
            better: Better::Up,
            from: Some(date(year, 4, 1)),
            to: Some(if part_year { date(year, 12, 31) } else { date(year + 1, 3, 31) }),
            part_year,
            numerator: None,
            denominator: None,
            value: Some(percent),
            unit: "percent".to_owned(),
            quality: Some(Quality::Exact),
            source: source.to_owned(),
            note: String::new(),
        };
        Given::kept(MeasureId(uuid::Uuid::nil()), value)
    }

    #[test]
    fn a_figure_has_commas_from_a_thousand_on_and_no_needless_fraction() {
        assert_eq!([7.0, 7.5, 1_237.0, 20_635.5, -3.5].map(number), ["7", "7.5", "1,237", "20,635.5", "-3.5"]);
        assert_eq!(figure_words(1_042.0, "plans"), "1,042 plans");
    }

    #[test]
    fn a_target_without_a_result_is_a_period_with_no_data() {
        let made = series(vec![
            given(ValueKind::Target, 2018, 50.0, false, "plan"),
            given(ValueKind::Target, 2019, 65.0, false, "plan"),
            given(ValueKind::Result, 2019, 48.0, false, "report"),
        ]);
        let periods = &made[0].periods;
        assert_eq!(periods.len(), 2);
        assert!(periods[0].result.is_none() && periods[0].target.is_some());
        assert_eq!(periods[1].result.as_ref().unwrap().value.value, Some(48.0));
        assert_eq!(periods[1].target.as_ref().unwrap().value.value, Some(65.0));
    }

    #[test]
    fn a_target_on_another_definition_is_never_drawn_beside() {
        let mut other = given(ValueKind::Target, 2019, 80.0, false, "plan");
        other.value.definition = "exceptions included".to_owned();
        let made = series(vec![given(ValueKind::Result, 2019, 97.0, false, "report"), other]);
        assert_eq!(made.len(), 2);
        assert!(made.iter().all(|s| s.periods.iter().all(|p| p.result.is_none() || p.target.is_none())));
    }

    #[test]
    fn a_part_year_another_source_and_a_missing_year_are_not_joined() {
        let result = |year, part, source| given(ValueKind::Result, year, 50.0, part, source);
        let made = series(vec![
            result(2015, false, "a"),
            result(2016, false, "a"),
            result(2017, false, "b"),
            result(2019, false, "b"),
            result(2020, true, "b"),
        ]);
        let breaks: Vec<_> = made[0].periods.iter().map(|p| p.break_before).collect();
        let wanted =
            [None, None, Some("From another source"), Some("A period between is missing"), Some("Part of a year")];
        assert_eq!(breaks, wanted);
    }

    #[test]
    fn what_people_answered_is_told_from_what_was_audited() {
        assert!(is_survey("Parents: confidence in the quality of the final EHC plan"));
        assert!(is_survey("Parent consortium survey: plan quality good"));
        assert!(!is_survey("EHC plans judged good or better in internal quality assurance"));
        assert!(!is_survey("Annual reviews completed within 12 months"));
    }

    #[test]
    fn years_have_their_names_and_bounds() {
        let academic = Year::of(YearKind::Academic, date(2026, 8, 31));
        assert_eq!((academic.label().as_str(), academic.from()), ("Academic year 2025/26", date(2025, 9, 1)));
        assert_eq!(Year::of(YearKind::Financial, date(2026, 4, 1)).short(), "2026/27");
        assert_eq!(span_words(Some(date(2019, 4, 1)), Some(date(2020, 3, 31))), "2019/20");
        assert_eq!(span_words(Some(date(2019, 6, 1)), Some(date(2019, 6, 30))), "Jun 2019");
        assert_eq!(span_words(Some(date(2018, 9, 1)), Some(date(2019, 3, 31))), "Sep 2018 to Mar 2019");
        assert_eq!(span_kind(Some(date(2020, 1, 1)), Some(date(2020, 12, 31))), "calendar year");
        assert_eq!(figure_words(75.0, "percent"), "75 %");
    }
}
