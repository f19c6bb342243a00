//! Sums over units from which the panel's coefficients follow. They are whole numbers kept apart by how many
//! members answered, so that neither the order of the units nor that of the members changes a digit.

use super::ratings::Ratings;

/// Units that the same number of members gave a level.
#[derive(Debug, Clone)]
struct OfSize {
    units: u64,
    /// How often each level was given.
    given: Vec<u64>,
    /// Ordered pairs of two different members of one unit, by their levels (levels × levels).
    pairs: Vec<u64>,
}

/// The sums of some units.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    levels: usize,
    /// By the number of members who gave a level, from 0.
    by_size: Vec<OfSize>,
}

impl Counts {
    pub(super) fn of(ratings: &Ratings) -> Self {
        let levels = ratings.levels();
        let empty = OfSize { units: 0, given: vec![0; levels], pairs: vec![0; levels * levels] };
        let mut by_size = vec![empty; ratings.raters() + 1];
        let mut count = vec![0u64; levels];
        ratings.for_each_unit(|_, given| {
            count_levels(given, &mut count);
            let sums = &mut by_size[given.len()];
            sums.units += 1;
            for (k, of_k) in count.iter().enumerate() {
                sums.given[k] += of_k;
                for (l, of_l) in count.iter().enumerate() {
                    sums.pairs[k * levels + l] += if k == l { of_k * of_k.saturating_sub(1) } else { of_k * of_l };
                }
            }
        });
        Self { levels, by_size }
    }

    /// The sums by number of members, for units that `least` or more members gave a level.
    fn at_least(&self, least: usize) -> impl Iterator<Item = (f64, &OfSize)> {
        self.by_size.iter().enumerate().skip(least).map(|(size, sums)| (size as f64, sums))
    }

    /// Units with two or more levels given.
    pub(super) fn units(&self) -> u64 {
        self.at_least(2).map(|(_, sums)| sums.units).sum()
    }

    /// How often each level was given in units with two or more.
    pub(super) fn given(&self) -> Vec<u64> {
        (0..self.levels).map(|k| self.at_least(2).map(|(_, sums)| sums.given[k]).sum()).collect()
    }

    /// Mean over units with two or more of the mean weight of two of its members' levels; none without such units.
    pub(super) fn observed(&self, weight: impl Fn(usize, usize) -> f64) -> Option<f64> {
        let units = self.units();
        let q = self.levels;
        let of_size = |sums: &OfSize| (0..q * q).map(|i| weight(i / q, i % q) * sums.pairs[i] as f64).sum::<f64>();
        let sum: f64 = self.at_least(2).map(|(m, sums)| of_size(sums) / (m * (m - 1.0))).sum();
        (units > 0).then(|| sum / units as f64)
    }

    /// Mean over units with one or more of the share of each level; none without such units.
    pub(super) fn mean_shares(&self) -> Option<Vec<f64>> {
        let units: u64 = self.at_least(1).map(|(_, sums)| sums.units).sum();
        let mean = |k: usize| self.at_least(1).map(|(m, sums)| sums.given[k] as f64 / m).sum::<f64>() / units as f64;
        (units > 0).then(|| (0..self.levels).map(mean).collect())
    }

    /// Krippendorff's coincidences.
    pub(super) fn coincidences(&self) -> Coincidences {
        let mut row = Coincidences::empty_row(self.levels);
        row[0] = self.units() as f64;
        for (to, of_level) in row[1..].iter_mut().zip(self.given()) {
            *to = of_level as f64;
        }
        for (place, (k, l)) in off_diagonal(self.levels).enumerate() {
            let coincide = |(m, sums): (f64, &OfSize)| sums.pairs[k * self.levels + l] as f64 / (m - 1.0);
            row[1 + self.levels + place] = self.at_least(2).map(coincide).sum();
        }
        Coincidences { levels: self.levels, row }
    }
}

/// Fills `count` with how many members gave each level.
pub(super) fn count_levels(given: &[(usize, usize)], count: &mut [u64]) {
    count.fill(0);
    for (_, level) in given {
        count[*level] += 1;
    }
}

/// The pairs of levels k < l in the order in which coincidences are stored.
pub(super) fn off_diagonal(levels: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..levels).flat_map(move |k| (k + 1..levels).map(move |l| (k, l)))
}

/// How far two levels are apart in Krippendorff's alpha.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Metric {
    /// 1 where they differ.
    Nominal,
    /// The squared count of answers ranked between them, both end levels counted by half. This is not the same as
    /// "ordinal weights".
    Ordinal,
    /// Their squared difference.
    Interval,
}

impl Metric {
    fn distance(self, k: usize, l: usize, given: &[f64]) -> f64 {
        match self {
            Self::Nominal => 1.0,
            Self::Ordinal => (given[k..=l].iter().sum::<f64>() - (given[k] + given[l]) / 2.0).powi(2),
            Self::Interval => ((l - k) as f64).powi(2),
        }
    }
}

/// What alpha needs of some units, in one row of numbers, so that units add up by adding rows: the number of units
/// with two or more levels given, how often each level was given in them, the coincidences of levels k < l. Those
/// on the diagonal have no distance.
#[derive(Debug, Clone)]
pub(super) struct Coincidences {
    levels: usize,
    row: Vec<f64>,
}

impl Coincidences {
    pub(super) fn from_row(levels: usize, row: Vec<f64>) -> Self {
        Self { levels, row }
    }

    pub(super) fn empty_row(levels: usize) -> Vec<f64> {
        vec![0.0; 1 + levels + levels * levels.saturating_sub(1) / 2]
    }

    /// Adds the unit whose levels `count` has to `row`; one with fewer than two levels adds nothing.
    pub(super) fn add_unit(row: &mut [f64], count: &[u64]) {
        let size: u64 = count.iter().sum();
        if size < 2 {
            return;
        }
        row[0] += 1.0;
        for (to, of_level) in row[1..].iter_mut().zip(count) {
            *to += *of_level as f64;
        }
        for (to, (k, l)) in row[1 + count.len()..].iter_mut().zip(off_diagonal(count.len())) {
            *to += (count[k] * count[l]) as f64 / (size - 1) as f64;
        }
    }

    pub(super) fn row_mut(&mut self) -> &mut [f64] {
        &mut self.row
    }

    /// Alpha; none for fewer than two units (one unit gives 0 whatever the answers) or where all answers are equal
    /// (0/0). Never clamped: it may be negative.
    pub(super) fn alpha(&self, metric: Metric) -> Option<f64> {
        let given = &self.row[1..=self.levels];
        let (mut observed, mut expected) = (0.0, 0.0);
        for (o, (k, l)) in self.row[1 + self.levels..].iter().zip(off_diagonal(self.levels)) {
            let distance = metric.distance(k, l, given);
            observed += o * distance;
            expected += given[k] * given[l] * distance;
        }
        let total: f64 = given.iter().sum();
        (self.row[0] >= 2.0 && expected > 0.0).then(|| 1.0 - (total - 1.0) * observed / expected)
    }
}
