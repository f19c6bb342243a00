//! What the Department for Education publishes of every authority, as measures: England, a region, the area, others.

use super::series::{Given, Origin};
use crate::domain::measure::{Benchmark, Better, MeasureValue, Quality, ValueKind};
use jiff::civil::date;
use std::collections::BTreeMap;

/// A measure that the Department's figures give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum National {
    /// New plans issued within 20 weeks, those with a lawful exception left out.
    Within20Weeks,
    /// Decisions notified within four weeks of the annual review meeting.
    DecisionsWithin4Weeks,
    /// Plans maintained in January.
    PlansInJanuary,
    /// Personal budgets, as a share of the plans maintained in January.
    PersonalBudgets,
}

impl National {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::Within20Weeks, Self::DecisionsWithin4Weeks, Self::PlansInJanuary, Self::PersonalBudgets];

    /// What is measured, in words.
    #[must_use]
    pub fn measure(self) -> &'static str {
        match self {
            Self::Within20Weeks => "Plans issued within 20 weeks, exceptions left out",
            Self::DecisionsWithin4Weeks => "Decision within 4 weeks of the annual review meeting, national return",
            Self::PlansInJanuary => "EHC plans maintained in January",
            Self::PersonalBudgets => "Personal budgets, as a share of plans in January",
        }
    }

    /// Who is counted.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::Within20Weeks => "plans issued in the calendar year, those with a lawful exception left out",
            Self::DecisionsWithin4Weeks => "decisions after annual reviews in the calendar year",
            Self::PlansInJanuary => "all plans on the day of the January count",
            Self::PersonalBudgets => "personal budgets in place, of all plans on the day of the January count",
        }
    }

    fn unit(self) -> &'static str {
        if self == Self::PlansInJanuary { "plans" } else { "percent" }
    }

    fn better(self) -> Better {
        match self {
            Self::Within20Weeks | Self::DecisionsWithin4Weeks => Better::Up,
            Self::PlansInJanuary | Self::PersonalBudgets => Better::Neither,
        }
    }

    /// The measure of the Department that asks the same question as one of the area, though it may count others.
    #[must_use]
    pub fn beside(measure: &str) -> Option<Self> {
        let measure = measure.to_lowercase();
        let has = |words: &str| measure.contains(words);
        match () {
            () if has("20 weeks") => Some(Self::Within20Weeks),
            () if has("decision within 4 weeks") => Some(Self::DecisionsWithin4Weeks),
            () if has("plans maintained") => Some(Self::PlansInJanuary),
            () if has("personal budgets") => Some(Self::PersonalBudgets),
            () => None,
        }
    }

    /// Counted and out of, in one year of one area; none where it is not published.
    fn counts(self, figures: &BTreeMap<&str, f64>) -> Option<(f64, Option<f64>)> {
        let of = |name: &str| figures.get(name).copied();
        match self {
            Self::Within20Weeks => Some((
                of("new_plans_within_20_weeks_excluding_exceptions")?,
                Some(of("new_plans_excluding_exceptions").filter(|n| *n > 0.0)?),
            )),
            Self::DecisionsWithin4Weeks => {
                let within = of("annual_review_decisions_within_4_weeks")?;
                let all = within + of("annual_review_decisions_after_4_weeks")?;
                (all > 0.0).then_some((within, Some(all)))
            }
            Self::PlansInJanuary => Some((of("plans_in_january")?, None)),
            Self::PersonalBudgets => {
                Some((of("personal_budgets")?, Some(of("plans_in_january").filter(|n| *n > 0.0)?)))
            }
        }
    }
}

/// One area's figures of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaFigures {
    /// ONS code.
    pub ons_code: String,
    /// Name.
    pub name: String,
    /// Year → counted, out of (none: a plain count).
    pub years: BTreeMap<i32, (f64, Option<f64>)>,
}

impl AreaFigures {
    /// The value of a year: a share in percent, or a count.
    #[must_use]
    pub fn value(&self, year: i32) -> Option<f64> {
        let (count, of) = self.years.get(&year)?;
        Some(of.map_or(*count, |of| 100.0 * count / of))
    }
}

/// An area the Department publishes figures of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// ONS code.
    pub ons_code: String,
    /// Three-digit code; empty above authorities.
    pub la_code: String,
    /// The region it lies in; empty above authorities.
    pub region: String,
    /// `National`, `Regional` or `Local authority`.
    pub level: String,
}

/// All areas, by name, each once.
#[must_use]
pub fn areas(figures: &[Benchmark]) -> Vec<Area> {
    let mut found: BTreeMap<&str, Area> = BTreeMap::new();
    for figure in figures {
        found.entry(&figure.ons_code).or_insert_with(|| Area {
            name: figure.name.clone(),
            ons_code: figure.ons_code.clone(),
            la_code: figure.la_code.clone(),
            region: figure.region.clone(),
            level: figure.level.clone(),
        });
    }
    let mut areas: Vec<Area> = found.into_values().collect();
    areas.sort();
    areas
}

/// The figures of one area.
#[must_use]
pub fn area_figures(of: National, figures: &[Benchmark], area: &Area) -> AreaFigures {
    let mut years: BTreeMap<i32, BTreeMap<&str, f64>> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| figure.ons_code == area.ons_code) {
        if let Some(value) = figure.value {
            years.entry(figure.year).or_default().insert(&figure.measure, value);
        }
    }
    let counted = years.into_iter().filter_map(|(year, figures)| Some((year, of.counts(&figures)?)));
    AreaFigures { ons_code: area.ons_code.clone(), name: area.name.clone(), years: counted.collect() }
}

/// The area itself, with whom it is set beside: England, its region, the chosen neighbours, in this order.
#[must_use]
pub fn set_beside(areas: &[Area], la_code: &str, neighbours: &[String]) -> Option<(Area, Vec<Area>)> {
    let own = areas.iter().find(|area| area.la_code == la_code && !la_code.is_empty())?.clone();
    let england = areas.iter().find(|area| area.level == "National");
    let region = areas.iter().find(|area| area.level == "Regional" && area.name == own.region);
    let chosen = neighbours.iter().filter_map(|code| areas.iter().find(|area| area.ons_code == *code));
    let beside = england.into_iter().chain(region).chain(chosen).filter(|area| area.ons_code != own.ons_code);
    let beside = beside.cloned().collect();
    Some((own, beside))
}

/// The area's own figures as values of measures, with their source.
#[must_use]
pub fn as_values(figures: &[Benchmark], own: &Area) -> Vec<Given> {
    let mut values = Vec::new();
    for of in National::ALL {
        for (year, (count, out_of)) in area_figures(of, figures, own).years {
            let Ok(year) = i16::try_from(year) else { continue };
            let is_day = matches!(of, National::PlansInJanuary | National::PersonalBudgets);
            let (from, to) =
                if is_day { (date(year, 1, 1), date(year, 1, 31)) } else { (date(year, 1, 1), date(year, 12, 31)) };
            let value = MeasureValue {
                measure: of.measure().to_owned(),
                definition: of.definition().to_owned(),
                kind: ValueKind::Result,
                better: of.better(),
                from: Some(from),
                to: Some(to),
                part_year: false,
                numerator: out_of.map(|_| count),
                denominator: out_of,
                value: Some(out_of.map_or(count, |of| 100.0 * count / of)),
                unit: of.unit().to_owned(),
                quality: Some(Quality::Exact),
                source: "Department for Education, EHC plans 2025".to_owned(),
                note: String::new(),
            };
            values.push(Given { id: None, value, origin: Origin::National, frame: None, has_interval: true });
        }
    }
    values
}

#[cfg(test)]
fn tests_data() -> Vec<Benchmark> {
    let rows = [
        ("National", "E92000001", "", "England", "", 2024, "plans_in_january", 575_963.0),
        ("Regional", "E12000007", "", "London", "London", 2024, "plans_in_january", 1.0),
        ("Local authority", "E09000021", "314", "Kingston upon Thames", "London", 2019, WITHIN, 178.0),
        ("Local authority", "E09000021", "314", "Kingston upon Thames", "London", 2019, ALL, 185.0),
        ("Local authority", "E09000021", "314", "Kingston upon Thames", "London", 2024, WITHIN, 259.0),
        ("Local authority", "E09000021", "314", "Kingston upon Thames", "London", 2024, ALL, 276.0),
        ("Local authority", "E09000021", "314", "Kingston upon Thames", "London", 2023, WITHIN, 1.0),
    ];
    let figure =
        |(level, ons, la, name, region, year, measure, value): (&str, &str, &str, &str, &str, i32, &str, f64)| {
            Benchmark {
                level: level.to_owned(),
                ons_code: ons.to_owned(),
                la_code: la.to_owned(),
                name: name.to_owned(),
                region: region.to_owned(),
                year,
                measure: measure.to_owned(),
                value: Some(value),
            }
        };
    rows.into_iter().map(figure).collect()
}

#[cfg(test)]
const WITHIN: &str = "new_plans_within_20_weeks_excluding_exceptions";
#[cfg(test)]
const ALL: &str = "new_plans_excluding_exceptions";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::measure::Benchmark;

    fn published() -> Vec<Benchmark> {
        crate::stats::national::tests_data()
    }

    #[test]
    fn the_20_weeks_of_an_authority_are_those_published_year_by_year() {
        let figures = published();
        let (own, beside) = set_beside(&areas(&figures), "314", &[]).unwrap();
        let years = area_figures(National::Within20Weeks, &figures, &own).years;
        let counts: Vec<(i32, f64, f64)> = years.iter().map(|(y, (n, of))| (*y, *n, of.unwrap())).collect();
        assert_eq!(counts, [(2019, 178.0, 185.0), (2024, 259.0, 276.0)]);
        let names: Vec<&str> = beside.iter().map(|area| area.name.as_str()).collect();
        assert_eq!(names, ["England", "London"]);
    }

    #[test]
    fn an_authority_without_a_code_is_set_beside_nobody() {
        assert_eq!(set_beside(&areas(&published()), "", &[]), None);
        assert_eq!(set_beside(&areas(&published()), "999", &[]), None);
    }

    #[test]
    fn personal_health_budgets_are_not_personal_budgets() {
        assert_eq!(National::beside("Personal health budgets"), None);
        assert_eq!(National::beside("Plans issued within 20 weeks"), Some(National::Within20Weeks));
    }
}
