//! Figures that cannot be dishonest: a percentage exists only together with what it was counted from, and a count that
//! is hidden cannot be asked for. No other module of reports writes a percent sign after a figure.

use crate::stats::results::Share;

/// Counts below this are hidden where small counts are.
pub(super) const SMALL_COUNT: u64 = 5;

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
        let rest = self.of - self.count;
        let is_small = |n: u64| (1..SMALL_COUNT).contains(&n);
        if suppresses && (is_small(self.count) || is_small(rest)) { Shown::Hidden } else { Shown::As(self) }
    }

    /// "13 of 20".
    pub(super) fn words(self) -> String {
        if self.of == 0 { "none to count".to_owned() } else { format!("{} of {}", self.count, self.of) }
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
pub(super) const HIDDEN: &str = "not shown (a count is under 5)";

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
    if suppresses && (1..SMALL_COUNT).contains(&n) { "fewer than 5".to_owned() } else { n.to_string() }
}

/// Counts of one whole in the order given, with all hidden that would let a small one be worked out: the small ones
/// (from 1 to 4), and where exactly one is hidden, the smallest other that is not nought.
pub(super) fn parts(counts: &[u64], suppresses: bool) -> Vec<Option<u64>> {
    let mut shown: Vec<Option<u64>> = counts.iter().map(|n| Some(*n)).collect();
    if !suppresses {
        return shown;
    }
    for (place, n) in counts.iter().enumerate() {
        if (1..SMALL_COUNT).contains(n) {
            shown[place] = None;
        }
    }
    if shown.iter().filter(|n| n.is_none()).count() == 1 {
        let others = counts.iter().enumerate().filter(|(place, n)| shown[*place].is_some() && **n > 0);
        let smallest = others.min_by_key(|(place, n)| (**n, *place)).map(|(place, _)| place);
        // Where every other is nought, the hidden one would be the whole itself: nought is hidden too then.
        let partner = smallest.or_else(|| shown.iter().position(Option::is_some));
        if let Some(partner) = partner {
            shown[partner] = None;
        }
    }
    shown
}

/// How far two readers agreed, with what was compared.
pub(super) fn agreed_words(percent: f64, units: u64) -> String {
    format!("{percent:.0} in 100 (of {units} compared)")
}

/// The same in a table that has what was compared in a column beside.
pub(super) fn agreed_cells(percent: Option<f64>, within: Option<f64>, units: u64) -> [String; 3] {
    let words = |p: Option<f64>| p.map_or_else(|| "\u{2013}".to_owned(), |p| format!("{p:.0} in 100"));
    [words(percent), words(within), units.to_string()]
}

/// A share with its interval, or hidden.
pub(super) fn share_words(share: &Share, suppresses: bool) -> String {
    match Counted::new(share.count, share.n).shown(suppresses) {
        Shown::As(_) => share.words(),
        Shown::Hidden => HIDDEN.to_owned(),
    }
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
        assert_eq!(parts(&[3, 0, 0], true), [None, None, Some(0)]);
        assert_eq!(parts(&[2, 3, 15], true), [None, None, Some(15)]);
    }

    proptest! {
        #[test]
        fn nothing_hidden_can_be_worked_out_from_the_whole(counts in prop::collection::vec(0u64..30, 2..7)) {
            let shown = parts(&counts, true);
            let hidden = shown.iter().filter(|n| n.is_none()).count();
            prop_assert!(hidden != 1, "{counts:?} {shown:?}");
            for (n, shown) in counts.iter().zip(&shown) {
                prop_assert!(shown.is_none() || !(1..SMALL_COUNT).contains(n));
            }
        }
    }
}
