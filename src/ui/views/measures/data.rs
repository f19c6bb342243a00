//! Every series of the file, and the areas the Department's figures set it beside.

use crate::domain::measure::{Benchmark, Quality};
use crate::jobs::Failure;
use crate::ops::Session;
use crate::stats::national::{Area, AreaFigures, National, area_figures, areas, set_beside};
use crate::stats::series::{Given, Period, Series, span_kind, span_words};
use crate::ui::widgets::ChartPoint;

/// The measures.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasuresData {
    /// Every series: of this file, kept, published by the Department.
    pub series: Vec<Series>,
    /// Figures of the area and those beside it, for each national measure the area has figures of.
    pub beside: Vec<Beside>,
    /// Authorities that can be chosen as neighbours, by name.
    pub authorities: Vec<Area>,
    /// ONS codes of those chosen.
    pub neighbours: Vec<String>,
}

/// A national measure of the area, England, the region and the neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// Which.
    pub of: National,
    /// The area itself.
    pub own: AreaFigures,
    /// England, the region, the neighbours.
    pub others: Vec<AreaFigures>,
}

impl Beside {
    /// Years with a figure of anybody, oldest first.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        let all = std::iter::once(&self.own).chain(&self.others);
        let mut years: Vec<i32> = all.flat_map(|area| area.years.keys().copied()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

impl MeasuresData {
    /// Reads them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session) -> Result<Self, Failure> {
        let figures: Vec<Benchmark> = session.list_benchmarks()?;
        let neighbours = session.neighbours()?;
        let la_code = session.file_facts()?.la_code.unwrap_or_default();
        let all = areas(&figures);
        let beside = set_beside(&all, &la_code, &neighbours).map(|(own, others)| {
            let of = |national: National| Beside {
                of: national,
                own: area_figures(national, &figures, &own),
                others: others.iter().map(|area| area_figures(national, &figures, area)).collect(),
            };
            National::ALL.map(of).into_iter().filter(|beside| !beside.own.years.is_empty()).collect()
        });
        let is_authority = |area: &Area| area.level == "Local authority" && area.la_code != la_code;
        Ok(Self {
            series: session.all_series()?,
            beside: beside.unwrap_or_default(),
            authorities: all.into_iter().filter(is_authority).collect(),
            neighbours,
        })
    }
}

/// A period in one sentence: what was reached, of what, between what, and what was aimed at.
#[must_use]
pub fn period_words(period: &Period) -> String {
    let mut words = vec![span_words(period.from, period.to)];
    match &period.result {
        Some(given) => {
            let counts = given.counts_words();
            words.push(if counts.is_empty() { given.words() } else { format!("{} ({counts})", given.words()) });
            words.extend(interval_words(given).map(|interval| format!("95 % interval {interval}")));
        }
        None => words.push("No data".to_owned()),
    }
    words.extend(period.target.as_ref().map(|target| format!("target {}", target.words())));
    words.extend(period.break_before.map(|why| why.to_lowercase()));
    words.join(", ")
}

/// "55 to 88 %".
#[must_use]
pub fn interval_words(given: &Given) -> Option<String> {
    given.interval().map(|i| format!("{:.0} to {:.0} %", 100.0 * i.low, 100.0 * i.high))
}

/// What its span is and what is to be known of it.
#[must_use]
pub fn note_words(period: &Period) -> String {
    let mut words = vec![span_kind(period.from, period.to)];
    let given = period.result.as_ref().or(period.target.as_ref());
    if let Some(value) = given.map(|given| &given.value) {
        words.extend(value.quality.filter(|q| *q != Quality::Exact).map(|q| q.label().to_lowercase()));
        words.extend(Some(value.note.clone()).filter(|note| !note.is_empty()));
        words.extend(Some(value.source.clone()).filter(|source| !source.is_empty()));
    }
    words.join("; ")
}

/// A series as points of a chart.
#[must_use]
pub fn chart_points(series: &Series) -> Vec<ChartPoint> {
    let mut has_before = false;
    let mut point = |period: &Period| {
        let given = period.result.as_ref();
        let value = given.and_then(|given| given.value.value);
        let is_joined = has_before && period.break_before.is_none();
        has_before |= value.is_some();
        ChartPoint {
            label: span_words(period.from, period.to),
            value,
            words: if value.is_some() { given.map(Given::words).unwrap_or_default() } else { String::new() },
            interval: given.and_then(Given::interval).map(|i| (100.0 * i.low, 100.0 * i.high)),
            target: period.target.as_ref().and_then(|target| target.value.value),
            is_joined,
            is_hollow: given
                .is_some_and(|g| g.value.part_year || g.value.quality.is_some_and(|quality| quality != Quality::Exact)),
            name: period_words(period),
            beside: Vec::new(),
        }
    };
    series.periods.iter().map(&mut point).collect()
}
