//! What the screen of the cohort shows, made once on the file's thread and beside it.

use crate::assets::{DFE_BENCHMARKS, DFE_COHORTS};
use crate::domain::cohort_check::{Checked, check_cohort};
use crate::domain::fact::Fact;
use crate::domain::plan::Plan;
use crate::exchange::{ImportError, read_benchmarks, read_cohort_figures};
use crate::jobs::{Query, Work};
use crate::stats::cohort::{Divided, Divides, Division, Published, divide, divide_published, known_facts};
use crate::ui::loaded::Loaded;
use crate::ui::views::overview::data::long_date;
use crate::words::old_cohort_words;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The whole cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortData {
    /// Plans by reference, those that left too.
    pub plans: Arc<Vec<Plan>>,
    /// How many are in the cohort now.
    pub present: usize,
    /// Facts known of at least one plan.
    pub facts: Vec<Fact>,
    /// The day the plans are of; none: nothing was imported yet.
    pub as_of: Option<Date>,
    /// The same in words.
    pub as_of_words: String,
    /// That the cohort is old, if it is.
    pub is_old: Option<String>,
    /// What is outstanding.
    pub checks: Vec<Checked>,
    /// How the cohort divides.
    pub divides: Vec<Divides>,
    /// Names of the areas beside: the authority if its code is known, its region, England.
    pub areas: Vec<String>,
}

impl CohortData {
    /// How many plans have left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.plans.len() - self.present
    }

    /// From the plans of a file and its three-digit code.
    ///
    /// # Errors
    /// When the figures kept with the program cannot be read: the program is damaged.
    pub fn make(
        plans: Vec<Plan>,
        as_of: Option<Date>,
        today: Date,
        la_code: Option<&str>,
    ) -> Result<Self, ImportError> {
        let (areas, figures) = figures_beside(la_code)?;
        Ok(Self {
            present: plans.iter().filter(|plan| plan.left_on.is_none()).count(),
            facts: known_facts(&plans),
            as_of,
            as_of_words: as_of.map(long_date).unwrap_or_default(),
            is_old: as_of.and_then(|as_of| old_cohort_words(as_of, today)),
            checks: check_cohort(&plans, as_of.unwrap_or(today)),
            divides: Division::ALL.into_iter().map(|by| divide(&plans, by, &figures)).collect(),
            areas,
            plans: Arc::new(plans),
        })
    }
}

/// Names of the areas and how their plans divide: the authority and its region where the code is one, and England.
fn figures_beside(la_code: Option<&str>) -> Result<(Vec<String>, Vec<Divided>), ImportError> {
    let figures = read_cohort_figures(DFE_COHORTS)?;
    let benchmarks = read_benchmarks(DFE_BENCHMARKS)?;
    let divided = |wanted: &dyn Fn(&str) -> bool| {
        let lines = figures.iter().map(|figure| Published {
            la_code: &figure.la_code,
            dimension: &figure.dimension,
            category: &figure.category,
            plans: figure.plans,
        });
        divide_published(lines, wanted)
    };
    let (mut names, mut areas) = (Vec::new(), Vec::new());
    if let Some(own) = la_code.and_then(|code| figures.iter().find(|figure| figure.la_code == code)) {
        names.push(own.la_name.clone());
        areas.push(divided(&|code| code == own.la_code));
        let region = benchmarks.iter().find(|b| b.la_code == own.la_code).map(|b| b.region.as_str());
        if let Some(region) = region.filter(|region| !region.is_empty()) {
            let within: BTreeSet<&str> = benchmarks
                .iter()
                .filter(|b| b.region == region && !b.la_code.is_empty())
                .map(|b| b.la_code.as_str())
                .collect();
            names.push(region.to_owned());
            areas.push(divided(&|code| within.contains(code)));
        }
    }
    names.push("England".to_owned());
    areas.push(divided(&|_| true));
    Ok((names, areas))
}

/// Reads the plans on the file's thread; the rest is worked out beside.
#[must_use]
pub fn query() -> Query<Loaded> {
    Box::new(|session, _| {
        let (plans, facts, today) = (session.list_plans()?, session.file_facts()?, session.today());
        Ok(Work::Compute(Box::new(move |_| {
            let data = CohortData::make(plans, facts.cohort_as_of, today, facts.la_code.as_deref())?;
            Ok(Loaded::Cohort(Box::new(data)))
        })))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_authority_its_region_and_england_stand_beside_and_only_england_where_the_code_is_none() {
        let (names, areas) = figures_beside(Some("314")).unwrap();
        assert_eq!(names, ["Kingston upon Thames", "London", "England"]);
        let asd = |at: usize| areas[at][&Division::Need]["ASD"];
        assert!(asd(0) < asd(1) && asd(1) < asd(2));
        assert_eq!(asd(2), 201_183);
        assert_eq!(figures_beside(Some("999")).unwrap().0, ["England"]);
        assert_eq!(figures_beside(None).unwrap().0, ["England"]);
    }

    #[test]
    fn an_old_cohort_says_so() {
        let plans = crate::testing::cohort(3).plans.into_iter();
        let plans: Vec<Plan> = plans
            .map(|facts| Plan { id: crate::domain::ids::PlanId(uuid::Uuid::nil()), facts, left_on: None })
            .collect();
        let of = |today| CohortData::make(plans.clone(), Some(date(2026, 9, 1)), today, None).unwrap().is_old;
        assert!(of(date(2026, 11, 22)).unwrap().contains("82 days ago"));
        assert_eq!(of(date(2026, 10, 1)), None);
    }
}
