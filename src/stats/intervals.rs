//! The uncertainty of a share of a sample: Wilson's score interval with the finite population correction.

use serde::Serialize;

/// The 97.5th percentile of the normal distribution: intervals are at 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// An interval of a share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower limit, 0 to 1.
    pub low: f64,
    /// Upper limit, 0 to 1.
    pub high: f64,
}

/// Wilson's score interval at 95 % of `count` of `n`, drawn from a frame of `population`; without one the frame
/// counts as endless. A sample of the whole frame gives a point.
///
/// None where nothing was counted, or where the numbers cannot be (more counted than drawn, more drawn than there
/// are).
#[must_use]
pub fn wilson(count: u64, n: u64, population: Option<u64>) -> Option<Interval> {
    if count > n {
        return None;
    }
    let share = count as f64 / n as f64;
    let Some(size) = Size::of(n, population)?.drawn() else {
        return Some(Interval { low: share, high: share });
    };
    Some(wilson_of(share, size, count == 0, count == n))
}

/// Wilson's interval of a share of a sample worth `size` plans of an endless frame.
pub(super) fn wilson_of(share: f64, size: f64, is_none: bool, is_all: bool) -> Interval {
    let centre = (share + Z * Z / (2.0 * size)) / (1.0 + Z * Z / size);
    let half = half_width(share, size);
    // In exact terms none of n reaches 0 and all of n reaches 1; rounding may miss it by a hair.
    let low = if is_none { 0.0 } else { (centre - half).clamp(0.0, 1.0) };
    let high = if is_all { 1.0 } else { (centre + half).clamp(0.0, 1.0) };
    Interval { low, high }
}

/// Half the width of the widest interval a sample of `n` can have, 0 to 1 (a share of one half): 20 of 1,958 gives
/// 0.20, "plus or minus 20 points at worst". None as in [`wilson`].
#[must_use]
pub fn worst_half_width(n: u64, population: Option<u64>) -> Option<f64> {
    Some(Size::of(n, population)?.drawn().map_or(0.0, |size| half_width(0.5, size)))
}

fn half_width(share: f64, size: f64) -> f64 {
    let spread = share * (1.0 - share) / size + Z * Z / (4.0 * size * size);
    Z * spread.sqrt() / (1.0 + Z * Z / size)
}

/// What a sample is worth.
enum Size {
    /// As much as this many of an endless frame.
    Drawn(f64),
    /// It is the whole frame.
    Whole,
}

impl Size {
    fn of(n: u64, population: Option<u64>) -> Option<Self> {
        match population {
            _ if n == 0 => None,
            None => Some(Self::Drawn(n as f64)),
            Some(all) if n < all => Some(Self::Drawn(n as f64 * (all - 1) as f64 / (all - n) as f64)),
            Some(all) => (n == all).then_some(Self::Whole),
        }
    }

    fn drawn(self) -> Option<f64> {
        match self {
            Self::Drawn(size) => Some(size),
            Self::Whole => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_correction_narrows_the_interval_as_worked_out() {
        let found = wilson(14, 32, Some(1000)).unwrap();
        assert!((found.low - 0.283_745_994_666_663).abs() < 1e-12);
        assert!((found.high - 0.604_278_989_534_686).abs() < 1e-12);
    }

    #[test]
    fn published_intervals_come_out() {
        let printed = |count, n| wilson(count, n, None).map(|i| format!("{:.4} {:.4}", i.low, i.high)).unwrap();
        assert_eq!(printed(81, 263), "0.2553 0.3662");
        assert_eq!(printed(0, 20), "0.0000 0.1611");
    }

    #[test]
    fn none_and_all_reach_the_very_ends() {
        // (centre + half width) of 30 of 30 rounds to 0.9999999999999999.
        for n in 1..=300 {
            for population in [None, Some(n + 1), Some(10 * n), Some(1958)] {
                assert_eq!(wilson(n, n, population.filter(|all| *all > n)).unwrap().high, 1.0);
                assert_eq!(wilson(0, n, population.filter(|all| *all > n)).unwrap().low, 0.0);
            }
        }
    }

    #[test]
    fn a_sample_of_the_whole_frame_gives_a_point() {
        assert_eq!(wilson(13, 20, Some(20)), Some(Interval { low: 0.65, high: 0.65 }));
        assert_eq!(wilson(1, 1, Some(1)), Some(Interval { low: 1.0, high: 1.0 }));
        assert_eq!(worst_half_width(20, Some(20)), Some(0.0));
    }

    #[test]
    fn numbers_that_cannot_be_have_no_interval() {
        for (count, n, population) in [(0, 0, None), (0, 0, Some(0)), (0, 0, Some(9)), (3, 2, None), (1, 3, Some(2))] {
            assert_eq!(wilson(count, n, population), None, "{count} of {n} of {population:?}");
        }
        assert_eq!((worst_half_width(0, None), worst_half_width(3, Some(2))), (None, None));
    }

    #[test]
    fn twenty_of_kingston_is_twenty_points_at_worst() {
        let points = |n, population| format!("{:.1}", 100.0 * worst_half_width(n, population).unwrap());
        assert_eq!(points(20, Some(1958)), "20.0");
        // Without a frame it is z ÷ 2√(n + z²).
        assert_eq!(points(96, None), "9.8");
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_lies_within_none_and_all(n in 1u64..5000, part in 0.0..=1.0f64, more in 0u64..5000) {
            let count = (n as f64 * part) as u64;
            let share = count as f64 / n as f64;
            for population in [None, Some(n + more)] {
                let found = wilson(count, n, population).unwrap();
                prop_assert!(0.0 <= found.low && found.high <= 1.0);
                prop_assert!(found.low <= share + 1e-12 && share <= found.high + 1e-12);
                let half = (found.high - found.low) / 2.0;
                prop_assert!(half <= worst_half_width(n, population).unwrap() + 1e-12);
            }
        }

        #[test]
        fn a_frame_only_narrows_it_and_the_other_share_mirrors_it(n in 1u64..3000, part in 0.0..=1.0f64, more in 0u64..3000) {
            let count = (n as f64 * part) as u64;
            let (wide, narrow) = (wilson(count, n, None).unwrap(), wilson(count, n, Some(n + more)).unwrap());
            prop_assert!(wide.low <= narrow.low + 1e-12 && narrow.high <= wide.high + 1e-12);
            let other = wilson(n - count, n, Some(n + more)).unwrap();
            prop_assert!((other.low - (1.0 - narrow.high)).abs() < 1e-9);
            prop_assert!((other.high - (1.0 - narrow.low)).abs() < 1e-9);
        }
    }
}
