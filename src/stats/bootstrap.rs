//! The interval of ordinal alpha: the percentile bootstrap over plans.

use super::counts::{Coincidences, Metric, count_levels};
use super::ratings::Ratings;
use std::collections::BTreeMap;

/// The replicates of published figures.
pub const REPLICATES: usize = 1000;
/// The seed of published figures, so that anyone can repeat them.
pub const SEED: u64 = 1;

/// The interval of a coefficient at 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// The 2.5th percentile of the defined replicates.
    pub low: f64,
    /// The 97.5th percentile.
    pub high: f64,
    /// Replicates in which the coefficient was not defined (all answers equal); left out of the percentiles.
    pub dropped: usize,
    /// Replicates drawn.
    pub replicates: usize,
}

/// The 95 % interval of ordinal alpha. Plans are drawn again with all their units, because the criteria of one plan
/// are not independent. Plans are those with a level given, in the order of their numbers.
///
/// `go_on` gets the number of replicates done after each and ends the work with `false`.
///
/// None where it was ended, with fewer than two plans (drawing one plan again says nothing of others), or where no
/// replicate is defined.
pub fn bootstrap_alpha_ordinal(
    ratings: &Ratings,
    replicates: usize,
    seed: u64,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Option<Bootstrap> {
    let plans = rows_by_plan(ratings);
    if plans.len() < 2 {
        return None;
    }
    let mut random = SplitMix64(seed);
    let mut times = vec![0u32; plans.len()];
    let mut sum = Coincidences::from_row(ratings.levels(), Coincidences::empty_row(ratings.levels()));
    let mut alphas = Vec::with_capacity(replicates);
    for done in 1..=replicates {
        times.fill(0);
        for _ in 0..plans.len() {
            times[random.index(plans.len())] += 1;
        }
        add_up(&plans, &times, sum.row_mut());
        alphas.extend(sum.alpha(Metric::Ordinal));
        if !go_on(done) {
            return None;
        }
    }
    alphas.sort_unstable_by(f64::total_cmp);
    let (low, high) = (percentile(&alphas, 0.025)?, percentile(&alphas, 0.975)?);
    Some(Bootstrap { low, high, dropped: replicates - alphas.len(), replicates })
}

/// Each plan's units as one row, so that a replicate is a sum of rows.
fn rows_by_plan(ratings: &Ratings) -> Vec<Vec<f64>> {
    let mut by_plan: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    let mut count = vec![0; ratings.levels()];
    ratings.for_each_unit(|plan, given| {
        if !given.is_empty() {
            count_levels(given, &mut count);
            let row = by_plan.entry(plan).or_insert_with(|| Coincidences::empty_row(ratings.levels()));
            Coincidences::add_unit(row, &count);
        }
    });
    by_plan.into_values().collect()
}

fn add_up(plans: &[Vec<f64>], times: &[u32], sum: &mut [f64]) {
    sum.fill(0.0);
    for (row, times) in plans.iter().zip(times).filter(|(_, times)| **times > 0) {
        let times = f64::from(*times);
        for (to, value) in sum.iter_mut().zip(row) {
            *to += times * value;
        }
    }
}

/// The percentile of sorted values by linear interpolation between the two nearest.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// Steele, Lea and Flood's generator: the same numbers on every machine and in every language.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// An index below `n`, from the upper half of the next number.
    fn index(&mut self, n: usize) -> usize {
        (((self.next_number() >> 32) * n as u64) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::ratings::Unit;
    use super::*;
    use proptest::prelude::*;

    const KRIPPENDORFF_2011: [[u8; 4]; 12] = [
        [1, 1, 0, 1],
        [2, 2, 3, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
        [2, 2, 2, 2],
        [1, 2, 3, 4],
        [4, 4, 4, 4],
        [1, 1, 2, 1],
        [2, 2, 2, 2],
        [0, 5, 5, 5],
        [0, 0, 1, 1],
        [0, 0, 3, 0],
    ];

    /// Units of these plans; level 0 stands for not given.
    fn ratings_of(levels: usize, units: &[[u8; 4]], plan_of: impl Fn(usize) -> usize) -> Ratings {
        let mut ratings = Ratings::new(levels, 4);
        for (unit, given) in units.iter().enumerate() {
            let ratings_of_unit = given.iter().map(|level| level.checked_sub(1)).collect();
            let unit = Unit { plan: plan_of(unit), heading: 0, criterion: unit, ratings: ratings_of_unit };
            ratings.push(&unit).unwrap();
        }
        ratings
    }

    fn interval(ratings: &Ratings) -> Option<Bootstrap> {
        bootstrap_alpha_ordinal(ratings, REPLICATES, SEED, &mut |_| true)
    }

    #[track_caller]
    fn is(found: Option<Bootstrap>, low: f64, high: f64, dropped: usize) {
        let found = found.expect("an interval");
        assert!((found.low - low).abs() < 1e-9, "low {} is not {low}", found.low);
        assert!((found.high - high).abs() < 1e-9, "high {} is not {high}", found.high);
        assert_eq!((found.dropped, found.replicates), (dropped, 1000));
    }

    #[test]
    fn the_generator_gives_the_published_numbers() {
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next_number(), 6_457_827_717_110_365_317);
        assert_eq!(random.next_number(), 3_203_168_211_198_807_973);
        assert_eq!(random.next_number(), 9_817_491_932_198_370_423);
        // 4593380528125082431 >> 32 is 1069479797; times 10 >> 32 is 2.
        assert_eq!(random.index(10), 2);
    }

    /// Limits worked out in Python: every replicate by the package krippendorff 0.9.0 on the units drawn,
    /// percentiles by numpy 1.26.
    #[test]
    fn the_interval_is_that_of_plans_drawn_one_by_one() {
        let each_its_own = ratings_of(5, &KRIPPENDORFF_2011, |unit| unit);
        is(interval(&each_its_own), 0.438_060_380_907_674_9, 1.0, 0);
        let three_a_plan = ratings_of(5, &KRIPPENDORFF_2011, |unit| unit / 3);
        is(interval(&three_a_plan), 0.478_201_750_658_621_6, 0.968_605_997_880_781_6, 0);
    }

    /// The same.
    #[test]
    fn replicates_with_all_answers_equal_are_dropped_and_counted() {
        let units = [[3, 3, 0, 0], [3, 3, 0, 0], [3, 3, 0, 0], [3, 2, 0, 0]];
        is(interval(&ratings_of(3, &units, |unit| unit)), -0.4, 0.0, 338);
    }

    #[test]
    fn plans_count_in_the_order_of_their_numbers_not_of_their_units() {
        let ordered = ratings_of(5, &KRIPPENDORFF_2011, |unit| 100 + 7 * (unit / 3));
        let mut units = KRIPPENDORFF_2011;
        units.reverse();
        let reversed = ratings_of(5, &units, |unit| (11 - unit) / 3);
        assert_eq!(interval(&ordered), interval(&ratings_of(5, &KRIPPENDORFF_2011, |unit| unit / 3)));
        is(interval(&reversed), interval(&ordered).unwrap().low, interval(&ordered).unwrap().high, 0);
    }

    #[test]
    fn a_plan_without_any_level_is_not_drawn() {
        let with = [&KRIPPENDORFF_2011[..], &[[0; 4]; 3]].concat();
        assert_eq!(
            interval(&ratings_of(5, &with, |unit| unit)),
            interval(&ratings_of(5, &KRIPPENDORFF_2011, |unit| unit))
        );
    }

    #[test]
    fn there_is_no_interval_of_one_plan_or_of_equal_answers() {
        assert_eq!(interval(&ratings_of(5, &KRIPPENDORFF_2011, |_| 0)), None);
        assert_eq!(interval(&ratings_of(5, &[[3; 4]; 6], |unit| unit)), None);
        assert_eq!(interval(&Ratings::new(5, 4)), None);
        let ratings = ratings_of(5, &KRIPPENDORFF_2011, |unit| unit);
        assert_eq!(bootstrap_alpha_ordinal(&ratings, 0, SEED, &mut |_| true), None);
    }

    #[test]
    fn it_tells_how_far_it_is_and_stops_when_told() {
        let ratings = ratings_of(5, &KRIPPENDORFF_2011, |unit| unit);
        let mut seen = Vec::new();
        let mut go_on = |done| {
            seen.push(done);
            done < 3
        };
        assert_eq!(bootstrap_alpha_ordinal(&ratings, 1000, SEED, &mut go_on), None);
        assert_eq!(seen, [1, 2, 3]);
    }

    #[test]
    fn percentiles_lie_between_the_nearest_values() {
        let sorted: Vec<f64> = (0..=10).map(f64::from).collect();
        assert!((percentile(&sorted, 0.025).unwrap() - 0.25).abs() < 1e-12);
        assert!((percentile(&sorted, 0.975).unwrap() - 9.75).abs() < 1e-12);
        assert_eq!(percentile(&[4.0], 0.975), Some(4.0));
        assert_eq!(percentile(&[], 0.025), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn a_replicate_is_alpha_of_the_units_of_the_plans_drawn(
            units in proptest::collection::vec([0u8..=4, 0u8..=4, 0u8..=4, 0u8..=4], 2..24), seed: u64,
        ) {
            let plan_of = |unit: usize| unit / 3;
            let given: Vec<usize> = (0..units.len()).filter(|u| units[*u] != [0; 4]).map(plan_of).collect();
            let mut plans = given;
            plans.dedup();
            prop_assume!(plans.len() >= 2);
            let found = bootstrap_alpha_ordinal(&ratings_of(4, &units, plan_of), 1, seed, &mut |_| true);
            let mut random = SplitMix64(seed);
            let drawn: Vec<usize> = (0..plans.len()).map(|_| plans[random.index(plans.len())]).collect();
            let of_plan = |plan: &usize| units.iter().skip(plan * 3).take(3).copied().collect::<Vec<_>>();
            let replicate: Vec<[u8; 4]> = drawn.iter().flat_map(of_plan).collect();
            let alpha = super::super::agreement(&ratings_of(4, &replicate, plan_of)).alpha_ordinal;
            prop_assert_eq!(found.is_some(), alpha.is_some());
            if let (Some(found), Some(alpha)) = (found, alpha) {
                prop_assert!((found.low - alpha).abs() < 1e-9 && found.low == found.high);
            }
        }
    }
}
