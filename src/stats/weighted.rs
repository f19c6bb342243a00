//! The share of a sample whose strata had unequal chances: each stratum counts by its part of the frame, not by how
//! many plans of it were drawn.

use super::intervals::{Interval, wilson_of};

/// One stratum and what was found in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StratumPart {
    /// Plans of the frame in it.
    pub population: u64,
    /// Plans of it that were read.
    pub n: u64,
    /// Those of them that count.
    pub count: u64,
}

/// Why there is no weighted share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWeighted {
    /// Nothing was read.
    Nothing,
    /// Of so many strata with plans none was read: nobody can say how those plans are.
    EmptyStrata(u64),
    /// More was read than there is, or counted than read.
    Impossible,
}

/// A weighted share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedShare {
    /// The share, 0 to 100.
    pub percent: f64,
    /// Its interval at 95 %, 0 to 1.
    pub interval: Interval,
    /// Plans counted.
    pub n: u64,
    /// Those of them that count, not weighted.
    pub count: u64,
    /// As many plans of a simple random sample of an endless frame would tell as much; none: every plan was read.
    pub worth: Option<f64>,
}

/// The weighted share: the sum over strata of its part of the frame times the share found in it.
///
/// Its interval is Wilson's with the size of the simple sample that is worth as much: with W the stratum's part of
/// the frame, N its plans and n those read, the worth is 1 ÷ Σ W²·(N−n)/(N−1)/n. The spread within strata is taken
/// from the whole share, because a stratum of one or two plans has none to speak of. With one stratum, or equal
/// chances, it is Wilson's interval with the correction for the frame.
///
/// # Errors
/// [`NotWeighted`] where it cannot be had; say "not weighted" then, and why.
pub fn weighted_share(strata: &[StratumPart]) -> Result<WeightedShare, NotWeighted> {
    let strata: Vec<&StratumPart> = strata.iter().filter(|s| s.population > 0 || s.n > 0).collect();
    if strata.iter().any(|s| s.n > s.population || s.count > s.n) {
        return Err(NotWeighted::Impossible);
    }
    let (n, count) = strata.iter().fold((0, 0), |(n, count), s| (n + s.n, count + s.count));
    if n == 0 {
        return Err(NotWeighted::Nothing);
    }
    let empty = strata.iter().filter(|s| s.n == 0).count() as u64;
    if empty > 0 {
        return Err(NotWeighted::EmptyStrata(empty));
    }
    let all: u64 = strata.iter().map(|s| s.population).sum();
    let part = |s: &StratumPart| s.population as f64 / all as f64;
    let share: f64 = strata.iter().map(|s| part(s) * s.count as f64 / s.n as f64).sum();
    let share = if count == n { 1.0 } else { share };
    let spread: f64 = strata
        .iter()
        .filter(|s| s.n < s.population)
        .map(|s| part(s).powi(2) * (s.population - s.n) as f64 / (s.population - 1) as f64 / s.n as f64)
        .sum();
    let worth = (spread > 0.0).then(|| 1.0 / spread);
    let interval = match worth {
        Some(worth) => wilson_of(share, worth, count == 0, count == n),
        None => Interval { low: share, high: share },
    };
    Ok(WeightedShare { percent: 100.0 * share, interval, n, count, worth })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::intervals::wilson;
    use super::*;
    use proptest::prelude::*;

    fn stratum(population: u64, n: u64, count: u64) -> StratumPart {
        StratumPart { population, n, count }
    }

    /// Worked out with Python's fractions and decimal: the share is exact, the interval from the formula of Wilson
    /// with 50 digits.
    #[test]
    fn the_share_and_its_interval_are_those_worked_out_apart() {
        let worked = [
            (
                vec![stratum(900, 10, 2), stratum(100, 10, 10)],
                [28.0, 0.10727346805093008, 0.5572418668475356, 12.330731439686776],
            ),
            (
                vec![stratum(1203, 12, 7), stratum(512, 5, 4), stratum(230, 2, 0), stratum(13, 1, 1)],
                [57.423391215526046, 0.3603743455626628, 0.7635123277418867, 19.360588681002103],
            ),
            (
                vec![stratum(40, 3, 3), stratum(1, 1, 0), stratum(3, 2, 1)],
                [94.31818181818181, 0.44420967261175287, 0.9971079683763966, 3.8092771585811405],
            ),
        ];
        for (strata, [percent, low, high, worth]) in worked {
            let found = weighted_share(&strata).unwrap();
            assert!((found.percent - percent).abs() < 1e-9);
            assert!((found.interval.low - low).abs() < 1e-9 && (found.interval.high - high).abs() < 1e-9);
            assert!((found.worth.unwrap() - worth).abs() < 1e-9 * worth);
        }
    }

    #[test]
    fn a_small_stratum_read_as_much_as_a_large_one_weighs_less() {
        let found = weighted_share(&[stratum(900, 10, 2), stratum(100, 10, 10)]).unwrap();
        assert!((found.percent - 28.0).abs() < 1e-12, "not 12 of 20, which is 60 %");
        assert_eq!((found.n, found.count), (20, 12));
    }

    #[test]
    fn strata_without_a_plan_read_leave_it_unweighted() {
        assert_eq!(weighted_share(&[stratum(900, 10, 2), stratum(100, 0, 0)]), Err(NotWeighted::EmptyStrata(1)));
        assert_eq!(weighted_share(&[]), Err(NotWeighted::Nothing));
        assert_eq!(weighted_share(&[stratum(9, 0, 0)]), Err(NotWeighted::Nothing));
        assert_eq!(weighted_share(&[stratum(3, 4, 1)]), Err(NotWeighted::Impossible));
        assert_eq!(weighted_share(&[stratum(9, 4, 5)]), Err(NotWeighted::Impossible));
        assert!(weighted_share(&[stratum(9, 4, 1), stratum(0, 0, 0)]).is_ok(), "an empty stratum is none");
    }

    #[test]
    fn every_plan_read_is_a_point() {
        let found = weighted_share(&[stratum(4, 4, 1), stratum(1, 1, 1)]).unwrap();
        assert!((found.percent - 40.0).abs() < 1e-12);
        assert_eq!((found.worth, found.interval.low, found.interval.high), (None, 0.4, 0.4));
    }

    proptest! {
        #[test]
        fn one_stratum_is_wilson_with_the_correction(n in 1u64..200, more in 0u64..2000, part in 0.0..=1.0f64) {
            let count = (n as f64 * part) as u64;
            let found = weighted_share(&[stratum(n + more, n, count)]).unwrap();
            let usual = wilson(count, n, Some(n + more)).unwrap();
            prop_assert!((found.interval.low - usual.low).abs() < 1e-9);
            prop_assert!((found.interval.high - usual.high).abs() < 1e-9);
        }

        #[test]
        fn it_lies_between_the_least_and_the_largest_share_and_within_its_interval(
            strata in proptest::collection::vec((1u64..20, 0u64..300, 0.0..=1.0f64), 1..8),
        ) {
            let strata: Vec<StratumPart> =
                strata.iter().map(|(n, more, part)| stratum(n + more, *n, (*n as f64 * part) as u64)).collect();
            let found = weighted_share(&strata).unwrap();
            let shares = strata.iter().map(|s| 100.0 * s.count as f64 / s.n as f64);
            let (least, largest) = shares.fold((100.0f64, 0.0f64), |(a, b), s| (a.min(s), b.max(s)));
            prop_assert!(least - 1e-9 <= found.percent && found.percent <= largest + 1e-9);
            let share = found.percent / 100.0;
            prop_assert!(found.interval.low <= share + 1e-9 && share <= found.interval.high + 1e-9);
            prop_assert!(found.interval.low >= 0.0 && found.interval.high <= 1.0);
        }
    }
}
