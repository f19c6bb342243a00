//! Figures that cannot be dishonest: a percentage exists only together with what it was counted from, and a count that
//! is hidden cannot be asked for. No other module of reports writes a percent sign after a figure.

use crate::domain::audit_tool::SubjectKind;
use crate::domain::numerals::thousands;
use crate::stats::results::Share;
use crate::stats::suppress::{SMALL, may_show_share, suppress};
use crate::stats::weighted::WeightedShare;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    count: u64,
    of: u64,
}

impl Counted {
    /// `count` of `of`; more than all is all.
    pub(super) fn new(count: u64, of: u64) -> Self {
        Self { count: count.min(of), of }
    }

    /// The same with what must not be seen hidden.
    pub(super) fn shown(self, suppresses: bool) -> Shown {
        if suppresses && !may_show_share(self.count, self.of) { Shown::Hidden } else { Shown::As(self) }
    }

    /// Whether there is anything to count.
    pub(super) fn is_any(self) -> bool {
        self.count > 0
    }

    /// "13 of 20".
    pub(super) fn words(self) -> String {
        if self.of == 0 {
            "none to count".to_owned()
        } else {
            format!("{} of {}", thousands(self.count), thousands(self.of))
        }
    }

    /// "13 of 20 (65 %)".
    pub(super) fn percent_words(self) -> String {
        if self.of == 0 {
            return self.words();
        }
        format!("{} ({:.0} %)", self.words(), 100.0 * self.count as f64 / self.of as f64)
    }
}

/// A figure that is shown, or hidden because it is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// It may be seen.
    As(Counted),
    /// Too few: neither it nor what is left of the whole may be seen.
    Hidden,
}

/// What stands for a hidden count.
pub(super) const HIDDEN: &str = "not shown, since a count is under 5";

impl Shown {
    /// "13 of 20", or that it is hidden.
    pub(super) fn words(self) -> String {
        match self {
            Self::As(counted) => counted.words(),
            Self::Hidden => HIDDEN.to_owned(),
        }
    }

    /// "13 of 20 (65 %)", or that it is hidden.
    pub(super) fn percent_words(self) -> String {
        match self {
            Self::As(counted) => counted.percent_words(),
            Self::Hidden => HIDDEN.to_owned(),
        }
    }
}

/// A plain count without a whole: hidden from 1 to 4.
pub(super) fn plain(n: u64, suppresses: bool) -> String {
    if suppresses && (1..SMALL).contains(&n) { "fewer than 5".to_owned() } else { thousands(n) }
}

/// Counts of one whole, in the order given, with those left out that are small and those that would give them away by
/// subtraction. The whole is taken as known; where it is small itself, nothing is shown.
pub(super) fn parts(counts: &[u64], suppresses: bool) -> Vec<Option<u64>> {
    if !suppresses {
        return counts.iter().map(|n| Some(*n)).collect();
    }
    let found = suppress(&[counts.to_vec()]);
    let is_known = found.total.is_some();
    found.cells.into_iter().flatten().map(|n| n.filter(|_| is_known)).collect()
}

/// How far two readers agreed, with what was compared.
pub(super) fn agreed_words(percent: f64, units: u64) -> String {
    format!("{percent:.0} in 100 (of {} compared)", thousands(units))
}

/// The same in a table that has what was compared in a column beside.
pub(super) fn agreed_cells(percent: Option<f64>, within: Option<f64>, units: u64) -> [String; 3] {
    let words = |p: Option<f64>| p.map_or_else(|| "\u{2013}".to_owned(), |p| format!("{p:.0} in 100"));
    [words(percent), words(within), thousands(units)]
}

/// A share with its interval, or hidden.
pub(super) fn share_words(share: &Share, of: SubjectKind, suppresses: bool) -> String {
    match Counted::new(share.count, share.n).shown(suppresses) {
        Shown::As(_) => share.words(of),
        Shown::Hidden => HIDDEN.to_owned(),
    }
}

/// A share of which each stratum counts by its plans: "62 % (43 to 82 %), each stratum weighted by its share of the frame".
pub(super) fn weighted_words(share: &WeightedShare) -> String {
    format!(
        "{:.0} % ({:.0} to {:.0} %), each stratum weighted by its share of the frame",
        share.percent,
        100.0 * share.interval.low,
        100.0 * share.interval.high
    )
}

/// Points in percent with the points they are made of: "31 of 40 (78 %)".
pub(super) fn points_words(points: u64, of: u64) -> String {
    Counted::new(points, of).percent_words()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_percentage_comes_with_its_counts() {
        assert_eq!(Counted::new(13, 20).percent_words(), "13 of 20 (65 %)");
        assert_eq!(Counted::new(0, 0).percent_words(), "none to count");
    }

    #[test]
    fn a_small_count_is_hidden_and_so_is_a_small_rest() {
        assert_eq!(Counted::new(4, 20).shown(true), Shown::Hidden);
        assert_eq!(Counted::new(16, 20).shown(true), Shown::Hidden);
        assert_eq!(Counted::new(5, 20).shown(true).words(), "5 of 20");
        assert_eq!(Counted::new(0, 20).shown(true).words(), "0 of 20");
        assert_eq!(Counted::new(4, 20).shown(false).words(), "4 of 20");
    }

    #[test]
    fn one_hidden_part_takes_another_with_it() {
        assert_eq!(parts(&[10, 7, 3], true), [Some(10), None, None]);
        assert_eq!(parts(&[10, 7, 3], false), [Some(10), Some(7), Some(3)]);
        assert_eq!(parts(&[2, 3, 15], true), [None, None, Some(15)]);
        assert_eq!(parts(&[3, 0, 0], true), [None, None, None], "the whole is known, so it would be the first");
        assert_eq!(Counted::new(0, 3).shown(true), Shown::Hidden);
    }

    /// What the parts can be to somebody who knows the whole and that a part left out is at least 1, or 0 and left out
    /// to protect others.
    fn possible(counts: &[u64], shown: &[Option<u64>]) -> Vec<std::collections::BTreeSet<u64>> {
        let whole: u64 = counts.iter().sum();
        let mut values = vec![std::collections::BTreeSet::new(); counts.len()];
        let mut trial = vec![0u64; counts.len()];
        loop {
            let fits = |at: usize| shown[at].map_or(trial[at] >= counts[at].min(1), |n| n == trial[at]);
            if trial.iter().sum::<u64>() == whole && (0..trial.len()).all(fits) {
                trial.iter().enumerate().for_each(|(at, n)| {
                    values[at].insert(*n);
                });
            }
            let Some(place) = trial.iter().position(|n| *n < whole) else { return values };
            trial[..place].fill(0);
            trial[place] += 1;
        }
    }

    proptest! {
        #[test]
        fn nothing_left_out_can_be_worked_out_from_the_whole(counts in prop::collection::vec(0u64..9, 2..5)) {
            let shown = parts(&counts, true);
            let values = possible(&counts, &shown);
            let whole: u64 = counts.iter().sum();
            for ((n, shown), values) in counts.iter().zip(&shown).zip(values) {
                prop_assert!(shown.is_none() || !(1..SMALL).contains(n));
                // Of a whole that is small nothing is shown at all: what it is made of may be the only way to make it.
                prop_assert!(shown.is_some() || values.len() > 1 || (1..SMALL).contains(&whole), "{counts:?}");
            }
        }

        #[test]
        fn a_share_shows_no_small_count_on_either_side(count in 0u64..40, rest in 0u64..40) {
            if let Shown::As(_) = Counted::new(count, count + rest).shown(true) {
                for n in [count, rest, count + rest] {
                    prop_assert!(!(1..SMALL).contains(&n));
                }
            }
        }
    }
}
