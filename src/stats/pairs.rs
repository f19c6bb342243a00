//! Two members, or the members of two agencies, on the units both answered.

use super::ratings::Ratings;
use serde::Serialize;
use std::collections::BTreeMap;

/// How two members agree on the units both gave a level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The member with the lower number.
    pub first: usize,
    /// The other member.
    pub second: usize,
    /// Units both gave a level, at least one.
    pub units: u64,
    /// Same level, 0 to 100.
    pub percent: f64,
    /// At most one level apart, 0 to 100.
    pub within_one_percent: f64,
    /// Mean of the first member's level less the second's, in levels.
    pub difference: f64,
    /// Cohen's kappa; none for a single unit or where both gave one and the same level throughout.
    pub kappa: Option<f64>,
    /// Cohen's kappa with linear weights.
    pub kappa_linear: Option<f64>,
    /// Cohen's kappa with quadratic weights.
    pub kappa_quadratic: Option<f64>,
}

/// How the members of two agencies agree, over every pair of one member from each on the units both gave a level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BetweenAgencies {
    /// The agency with the lower number.
    pub first: usize,
    /// The other agency.
    pub second: usize,
    /// Comparisons: units times pairs of members, at least one.
    pub comparisons: u64,
    /// Same level, 0 to 100.
    pub percent: f64,
    /// At most one level apart, 0 to 100.
    pub within_one_percent: f64,
    /// Mean of the first agency's level less the second's, in levels; negative where the first is the stricter.
    pub difference: f64,
}

/// Every pair of members with a unit in common, by their numbers.
#[must_use]
pub fn list_pairs(ratings: &Ratings) -> Vec<Pair> {
    let of_pair = |(first, second, table): (usize, usize, &CrossTable)| Pair {
        first,
        second,
        units: table.comparisons,
        percent: table.percent_within(0),
        within_one_percent: table.percent_within(1),
        difference: table.difference(),
        kappa: table.kappa(),
        kappa_linear: table.kappa_linear(),
        kappa_quadratic: table.kappa_quadratic(),
    };
    CrossTables::of(ratings).iter().map(of_pair).collect()
}

/// Every two agencies with a comparison, by their numbers. `agency_of` has each member's agency, as the caller
/// numbers agencies; a member without one is left out.
#[must_use]
pub fn list_between_agencies(ratings: &Ratings, agency_of: &[usize]) -> Vec<BetweenAgencies> {
    let mut by_agencies: BTreeMap<(usize, usize), CrossTable> = BTreeMap::new();
    for (first, second, table) in CrossTables::of(ratings).iter() {
        let (Some(&from), Some(&to)) = (agency_of.get(first), agency_of.get(second)) else { continue };
        let key = (from.min(to), from.max(to));
        if from != to {
            by_agencies.entry(key).or_insert_with(|| CrossTable::new(ratings.levels())).add(table, from > to);
        }
    }
    let of_two = |((first, second), table): ((usize, usize), CrossTable)| BetweenAgencies {
        first,
        second,
        comparisons: table.comparisons,
        percent: table.percent_within(0),
        within_one_percent: table.percent_within(1),
        difference: table.difference(),
    };
    by_agencies.into_iter().map(of_two).collect()
}

/// How often one side gave level i where the other gave level j.
#[derive(Debug, Clone)]
pub(super) struct CrossTable {
    levels: usize,
    comparisons: u64,
    /// Levels × levels, a row for each level of the first side.
    cells: Vec<u64>,
}

impl CrossTable {
    fn new(levels: usize) -> Self {
        Self { levels, comparisons: 0, cells: vec![0; levels * levels] }
    }

    fn count(&mut self, first: usize, second: usize) {
        self.cells[first * self.levels + second] += 1;
        self.comparisons += 1;
    }

    fn add(&mut self, other: &Self, swap_sides: bool) {
        for (i, j, count) in other.iter() {
            let place = if swap_sides { j * self.levels + i } else { i * self.levels + j };
            self.cells[place] += count;
        }
        self.comparisons += other.comparisons;
    }

    fn iter(&self) -> impl Iterator<Item = (usize, usize, u64)> {
        self.cells.iter().enumerate().map(|(place, count)| (place / self.levels, place % self.levels, *count))
    }

    pub(super) fn comparisons(&self) -> u64 {
        self.comparisons
    }

    /// How often each side gave each level.
    pub(super) fn margins(&self) -> (Vec<u64>, Vec<u64>) {
        let (mut first, mut second) = (vec![0; self.levels], vec![0; self.levels]);
        for (i, j, count) in self.iter() {
            first[i] += count;
            second[j] += count;
        }
        (first, second)
    }

    fn percent_within(&self, most_apart: usize) -> f64 {
        let within: u64 = self.iter().filter(|(i, j, _)| i.abs_diff(*j) <= most_apart).map(|(_, _, count)| count).sum();
        100.0 * within as f64 / self.comparisons as f64
    }

    fn difference(&self) -> f64 {
        let sum: f64 = self.iter().map(|(i, j, count)| (i as f64 - j as f64) * count as f64).sum();
        sum / self.comparisons as f64
    }

    pub(super) fn kappa(&self) -> Option<f64> {
        self.weighted_kappa(|apart| u64::from(apart > 0))
    }

    fn kappa_linear(&self) -> Option<f64> {
        self.weighted_kappa(|apart| apart)
    }

    pub(super) fn kappa_quadratic(&self) -> Option<f64> {
        self.weighted_kappa(|apart| apart * apart)
    }

    /// Cohen's kappa as 1 − observed / expected disagreement, which is the same as with weights 1 − disagreement ÷
    /// (levels − 1): the divisor drops out. In whole numbers, so that 0/0 is seen for certain.
    fn weighted_kappa(&self, disagreement: impl Fn(u64) -> u64) -> Option<f64> {
        let (first, second) = self.margins();
        let (mut observed, mut expected) = (0, 0);
        for (i, j, count) in self.iter() {
            let weight = disagreement(i.abs_diff(j) as u64);
            observed += weight * count;
            expected += weight * first[i] * second[j];
        }
        let defined = self.comparisons >= 2 && expected > 0;
        defined.then(|| 1.0 - (self.comparisons * observed) as f64 / expected as f64)
    }
}

/// The tables of all pairs of members.
pub(super) struct CrossTables {
    raters: usize,
    /// Rater × rater; only places with first < second are filled.
    tables: Vec<CrossTable>,
}

impl CrossTables {
    pub(super) fn of(ratings: &Ratings) -> Self {
        let raters = ratings.raters();
        let mut tables = vec![CrossTable::new(ratings.levels()); raters * raters];
        ratings.for_each_unit(|_, given| {
            for (place, (first, level)) in given.iter().enumerate() {
                for (second, other) in &given[place + 1..] {
                    tables[first * raters + second].count(*level, *other);
                }
            }
        });
        Self { raters, tables }
    }

    /// Pairs of members with a unit in common, by their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize, &CrossTable)> {
        let places = self.tables.iter().enumerate().filter(|(_, table)| table.comparisons > 0);
        places.map(|(place, table)| (place / self.raters, place % self.raters, table))
    }

    /// The plain mean over the pairs for whom the figure is defined.
    pub(super) fn mean(&self, figure: impl Fn(&CrossTable) -> Option<f64>) -> Option<f64> {
        let defined: Vec<f64> = self.iter().filter_map(|(_, _, table)| figure(table)).collect();
        (!defined.is_empty()).then(|| defined.iter().sum::<f64>() / defined.len() as f64)
    }
}
