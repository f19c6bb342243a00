//! What is shown of the cohort: which rows in which order, worked out when what is asked changes and not while drawing.

use super::data::CohortData;
use crate::domain::cohort_check::CheckList;
use crate::domain::fact::{Fact, FactValue};
use crate::domain::plan::Plan;
use crate::stats::cohort::{Division, sentence};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a plan has where a fact is not known.
pub const NOT_KNOWN: &str = "Not known";

/// Which part of the screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// The table of plans.
    #[default]
    Plans,
    /// How the cohort divides.
    Pictures,
    /// What is outstanding.
    Checks,
}

/// Which plans, by whether they left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// In the cohort now.
    #[default]
    Present,
    /// No longer in the source.
    Left,
    /// Both.
    All,
}

impl Standing {
    /// All of them with their words.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Present, "Plans in the cohort"), (Self::Left, "Plans that left"), (Self::All, "All plans")];
}

/// What the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// The reference, or the list's own order where a check is shown.
    #[default]
    Reference,
    /// A fact.
    Fact(Fact),
    /// The day a plan left.
    Left,
}

/// What is asked of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Part of a reference.
    pub search: String,
    /// Facts and the values wanted.
    pub filters: Vec<(Fact, String)>,
    /// Only plans of this list.
    pub list: Option<CheckList>,
    /// Whether they left.
    pub standing: Standing,
    /// The order.
    pub sort: SortBy,
    /// From large to small.
    pub down: bool,
}

/// The screen.
#[derive(Debug)]
pub struct CohortScreen {
    /// The part shown.
    pub part: Part,
    /// What is asked.
    pub asked: Asked,
    /// The fact chosen to filter by, before its value is.
    pub filter_fact: Option<Fact>,
    /// Facts that have a column.
    pub columns: Vec<Fact>,
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The row of the list of checks.
    pub check_cursor: usize,
    /// The plan whose facts are all shown, by its place in the data.
    pub opened: Option<u32>,
    rows: Arc<Vec<u32>>,
    values: Arc<Vec<(String, usize)>>,
    // The plans themselves, not their address: another list may come to lie where the last one lay.
    made_for: Option<(Arc<Vec<Plan>>, Asked)>,
    values_for: Option<(Arc<Vec<Plan>>, Fact)>,
}

impl Default for CohortScreen {
    fn default() -> Self {
        Self {
            part: Part::Plans,
            asked: Asked::default(),
            filter_fact: None,
            columns: vec![
                Fact::YearGroup,
                Fact::Age,
                Fact::PrimaryNeed,
                Fact::SettingType,
                Fact::PlanKind,
                Fact::IssuedOn,
                Fact::LastReviewOn,
            ],
            cursor: 0,
            check_cursor: 0,
            opened: None,
            rows: Arc::default(),
            values: Arc::default(),
            made_for: None,
            values_for: None,
        }
    }
}

impl CohortScreen {
    /// The rows to show, as places among the plans of the data. Worked out anew only when something changed.
    pub fn rows(&mut self, data: &CohortData) -> Arc<Vec<u32>> {
        let is_same_cohort = self.made_for.as_ref().is_some_and(|(of, _)| Arc::ptr_eq(of, &data.plans));
        let is_same = is_same_cohort && self.made_for.as_ref().is_some_and(|(_, asked)| *asked == self.asked);
        if !is_same {
            self.rows = Arc::new(rows_for(data, &self.asked));
            if !is_same_cohort {
                self.opened = None;
            }
            self.cursor = 0;
            self.made_for = Some((Arc::clone(&data.plans), self.asked.clone()));
        }
        Arc::clone(&self.rows)
    }

    /// The values of the fact to filter by, with how many plans have each, the commonest first.
    pub fn values(&mut self, data: &CohortData, fact: Fact) -> Arc<Vec<(String, usize)>> {
        let is_same = |(of, asked): &(Arc<Vec<Plan>>, Fact)| Arc::ptr_eq(of, &data.plans) && *asked == fact;
        if !self.values_for.as_ref().is_some_and(is_same) {
            self.values = Arc::new(values_of(&data.plans, fact));
            self.values_for = Some((Arc::clone(&data.plans), fact));
        }
        Arc::clone(&self.values)
    }

    /// Sorts by something; a second time turns the order round.
    pub fn sort_by(&mut self, sort: SortBy) {
        self.asked.down = self.asked.sort == sort && !self.asked.down;
        self.asked.sort = sort;
    }

    /// Shows the plans of a list of the check.
    pub fn show_list(&mut self, list: CheckList) {
        self.asked = Asked { list: Some(list), ..Asked::default() };
        self.part = Part::Plans;
        self.opened = None;
    }
}

/// The value a plan is filtered by: the year of a day, because hardly two plans share the day itself.
fn filter_value(plan: &Plan, fact: Fact) -> String {
    match fact.value_of(&plan.facts) {
        None => NOT_KNOWN.to_owned(),
        Some(FactValue::Day(day)) => day.year().to_string(),
        Some(value) => shown(fact, value),
    }
}

/// A value in the words people use for it: year groups by their names, codes without underscores.
pub(super) fn shown(fact: Fact, value: FactValue<'_>) -> String {
    match (fact, value) {
        (Fact::YearGroup, FactValue::Number(0)) => "R".to_owned(),
        (Fact::YearGroup, FactValue::Number(-1)) => "N2".to_owned(),
        (Fact::YearGroup, FactValue::Number(-2)) => "N1".to_owned(),
        (Fact::SettingType, FactValue::Text(code)) => Division::Setting.words(code),
        (_, FactValue::Text(code)) if code.contains('_') => sentence(code),
        _ => value.to_string(),
    }
}

fn values_of(plans: &[Plan], fact: Fact) -> Vec<(String, usize)> {
    // More than these nobody reads through; the search finds the rest.
    const MOST: usize = 300;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for plan in plans.iter().filter(|plan| plan.left_on.is_none()) {
        *counts.entry(filter_value(plan, fact)).or_default() += 1;
    }
    let mut values: Vec<(String, usize)> = counts.into_iter().collect();
    values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    values.truncate(MOST);
    values
}

fn rows_for(data: &CohortData, asked: &Asked) -> Vec<u32> {
    let plans = &data.plans;
    let search = asked.search.trim().to_lowercase();
    let wanted = |at: &u32| {
        let Some(plan) = plans.get(*at as usize) else { return false };
        let stands = match asked.standing {
            Standing::Present => plan.left_on.is_none(),
            Standing::Left => plan.left_on.is_some(),
            Standing::All => true,
        };
        stands
            && (search.is_empty() || plan.facts.reference.to_lowercase().contains(&search))
            && asked.filters.iter().all(|(fact, value)| filter_value(plan, *fact) == *value)
    };
    let all = 0..u32::try_from(plans.len()).unwrap_or(u32::MAX);
    let listed = asked.list.and_then(|list| data.checks.iter().find(|checked| checked.list == list));
    let mut rows: Vec<u32> = match listed {
        Some(checked) => {
            checked.plans.iter().filter_map(|plan| u32::try_from(plan.plan).ok()).filter(|at| wanted(at)).collect()
        }
        None => all.filter(|at| wanted(at)).collect(),
    };
    let of = |at: &u32| plans.get(*at as usize);
    match asked.sort {
        SortBy::Reference => {
            if asked.down {
                rows.reverse();
            }
        }
        SortBy::Fact(fact) => rows.sort_by(|a, b| {
            let value = |at| of(at).and_then(|plan| fact.value_of(&plan.facts));
            known_first(value(a), value(b), asked.down)
        }),
        SortBy::Left => rows.sort_by(|a, b| {
            let day = |at| of(at).and_then(|plan| plan.left_on);
            known_first(day(a), day(b), asked.down)
        }),
    }
    rows
}

/// What is not known stands last, whichever way the rest is sorted.
fn known_first<T: Ord>(a: Option<T>, b: Option<T>, down: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if down => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::ids::PlanId;
    use crate::domain::plan::PlanFacts;
    use jiff::civil::date;

    fn data() -> CohortData {
        let plan = |reference: &str, age: Option<i32>, need: &str, left: bool| Plan {
            id: PlanId(uuid::Uuid::nil()),
            facts: PlanFacts {
                reference: reference.to_owned(),
                age,
                primary_need: Some(need.to_owned()),
                issued_on: age.map(|age| date(2025 - age as i16, 3, 1)),
                ..PlanFacts::default()
            },
            left_on: left.then(|| date(2026, 1, 1)),
        };
        let plans = vec![
            plan("K1", Some(9), "ASD", false),
            plan("K2", None, "SLCN", false),
            plan("K3", Some(26), "ASD", false),
            plan("L4", Some(4), "ASD", false),
            plan("L5", Some(10), "ASD", true),
        ];
        CohortData::make(plans, Some(date(2026, 2, 1)), date(2026, 2, 1), None).unwrap()
    }

    fn references(data: &CohortData, screen: &mut CohortScreen) -> Vec<String> {
        screen.rows(data).iter().map(|at| data.plans[*at as usize].facts.reference.clone()).collect()
    }

    #[test]
    fn rows_are_sorted_by_any_fact_with_what_is_not_known_last_both_ways() {
        let (data, mut screen) = (data(), CohortScreen::default());
        assert_eq!(references(&data, &mut screen), ["K1", "K2", "K3", "L4"]);
        screen.sort_by(SortBy::Fact(Fact::Age));
        assert_eq!(references(&data, &mut screen), ["L4", "K1", "K3", "K2"]);
        screen.sort_by(SortBy::Fact(Fact::Age));
        assert_eq!(references(&data, &mut screen), ["K3", "K1", "L4", "K2"]);
        screen.sort_by(SortBy::Reference);
        screen.sort_by(SortBy::Reference);
        assert_eq!(references(&data, &mut screen), ["L4", "K3", "K2", "K1"]);
    }

    #[test]
    fn plans_are_found_by_reference_filter_and_standing_together() {
        let (data, mut screen) = (data(), CohortScreen::default());
        screen.asked.search = " l".to_owned();
        assert_eq!(references(&data, &mut screen), ["L4"]);
        screen.asked.standing = Standing::All;
        assert_eq!(references(&data, &mut screen), ["L4", "L5"]);
        screen.asked.standing = Standing::Left;
        assert_eq!(references(&data, &mut screen), ["L5"]);
        screen.asked = Asked { filters: vec![(Fact::PrimaryNeed, "ASD".to_owned())], ..Asked::default() };
        assert_eq!(references(&data, &mut screen), ["K1", "K3", "L4"]);
        screen.asked.filters.push((Fact::IssuedOn, "1999".to_owned()));
        assert_eq!(references(&data, &mut screen), ["K3"], "a day is filtered by its year");
        screen.asked.filters = vec![(Fact::Age, NOT_KNOWN.to_owned())];
        assert_eq!(references(&data, &mut screen), ["K2"]);
    }

    #[test]
    fn a_list_of_the_check_is_shown_as_rows() {
        let (data, mut screen) = (data(), CohortScreen { part: Part::Checks, ..CohortScreen::default() });
        screen.show_list(CheckList::AgedOut);
        assert_eq!((references(&data, &mut screen), screen.part), (vec!["K3".to_owned()], Part::Plans));
        screen.show_list(CheckList::NoReview36);
        assert_eq!(references(&data, &mut screen), ["K3", "K1", "L4"], "the longest outstanding first");
    }

    #[test]
    fn the_values_of_a_fact_are_counted_the_commonest_first() {
        let (data, mut screen) = (data(), CohortScreen::default());
        let values = screen.values(&data, Fact::PrimaryNeed);
        assert_eq!(*values, [("ASD".to_owned(), 3), ("SLCN".to_owned(), 1)]);
        assert_eq!(screen.values(&data, Fact::Adopted)[0], (NOT_KNOWN.to_owned(), 4));
    }

    #[test]
    fn rows_are_worked_out_only_when_something_changed() {
        let (data, mut screen) = (data(), CohortScreen::default());
        let first = screen.rows(&data);
        assert!(Arc::ptr_eq(&first, &screen.rows(&data)));
        screen.asked.search = "K".to_owned();
        assert!(!Arc::ptr_eq(&first, &screen.rows(&data)));
    }
}
