//! Whether a share has changed from one round to the next, or whether chance alone could have done it.
//!
//! Fisher's exact test, two-sided: the chance, with the margins given, of a table no likelier than this one. It takes
//! the two samples as independent, which two draws with different seeds are. A sample that is a good part of its
//! frame varies less than that, so the test then errs on the side of saying nothing.

use crate::domain::numerals::thousands;

/// From this chance, and over it, a change is not called one.
pub const ALPHA: f64 = 0.05;
/// A change that would have to be larger than this to stand out, in points, cannot be told by so few plans.
pub const TELLING_POINTS: f64 = 20.0;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Those that count.
    pub count: u64,
    /// All.
    pub n: u64,
}

impl Part {
    /// The share, 0 to 100; none of nothing.
    #[must_use]
    pub fn percent(self) -> Option<f64> {
        (self.n > 0).then(|| 100.0 * self.count as f64 / self.n as f64)
    }
}

/// What can be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The share is larger, and chance alone would hardly do that.
    Larger,
    /// The share is smaller, and chance alone would hardly do that.
    Smaller,
    /// Chance alone may have done it; a change of [`TELLING_POINTS`] or less would have stood out.
    MayBeChance,
    /// Chance alone may have done it, and only a very large change would have stood out.
    TooFew,
}

/// A share before and now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// In the earlier round.
    pub before: Part,
    /// In this one.
    pub now: Part,
    /// Now less before, in points.
    pub points: f64,
    /// Fisher's exact p, two-sided.
    pub p: f64,
    /// The least rise in points that would have stood out, with so many plans now and the share before; none: not even
    /// a rise to all.
    pub least_rise: Option<f64>,
    /// The same for a fall.
    pub least_fall: Option<f64>,
    /// What can be said.
    pub verdict: Verdict,
}

/// Compares two shares of independent samples. None where either is of nothing, or cannot be.
#[must_use]
pub fn change(before: Part, now: Part) -> Option<Change> {
    let points = now.percent()? - before.percent()?;
    if before.count > before.n || now.count > now.n {
        return None;
    }
    let stands_out = |count: u64| fisher(before, Part { count, ..now }) < ALPHA;
    let was = before.percent()?;
    let from_before = |count: u64| Part { count, ..now }.percent().map(|percent| percent - was);
    let rise = (0..=now.n).filter_map(|count| Some((count, from_before(count)?)));
    let least_rise = rise.clone().find(|(count, points)| *points > 0.0 && stands_out(*count)).map(|(_, points)| points);
    let least_fall = rise.rev().find(|(count, points)| *points < 0.0 && stands_out(*count)).map(|(_, points)| -points);
    let p = fisher(before, now);
    let could_tell = [least_rise, least_fall].into_iter().flatten().any(|points| points <= TELLING_POINTS);
    let verdict = match () {
        () if p < ALPHA && points > 0.0 => Verdict::Larger,
        () if p < ALPHA && points < 0.0 => Verdict::Smaller,
        () if could_tell => Verdict::MayBeChance,
        () => Verdict::TooFew,
    };
    Some(Change { before, now, points, p, least_rise, least_fall, verdict })
}

impl Change {
    /// "13 of 20 now, 8 of 20 before".
    #[must_use]
    pub fn counts(&self) -> String {
        let of = |part: &Part| format!("{} of {}", thousands(part.count), thousands(part.n));
        format!("{} now, {} before", of(&self.now), of(&self.before))
    }

    /// What can be said, in a sentence or two. Never "better" or "worse": that hangs on the figure.
    #[must_use]
    pub fn words(&self) -> String {
        let test = format!("(Fisher’s exact test, p {})", p_words(self.p));
        match self.verdict {
            Verdict::Larger => format!("A rise that chance alone would hardly give {test}."),
            Verdict::Smaller => format!("A fall that chance alone would hardly give {test}."),
            Verdict::MayBeChance => format!("Chance alone may have done this {test}."),
            Verdict::TooFew => {
                let needed = match (self.least_rise, self.least_fall) {
                    (Some(rise), _) => format!("a rise of {} points", rise.ceil()),
                    (None, Some(fall)) => format!("a fall of {} points", fall.ceil()),
                    (None, None) => return format!("Too few to tell: no change could stand out {test}."),
                };
                format!("Too few to tell: only {needed} or more would stand out {test}.")
            }
        }
    }
}

fn p_words(p: f64) -> String {
    if p < 0.001 { "under 0.001".to_owned() } else { format!("= {p:.3}") }
}

/// Fisher's exact p, two-sided: the sum of the chances of all tables no likelier than the one found.
#[must_use]
pub fn fisher(a: Part, b: Part) -> f64 {
    let (n, drawn) = (a.n + b.n, a.count + b.count);
    let least = drawn.saturating_sub(b.n);
    let most = drawn.min(a.n);
    let log_all = log_choose(n, drawn);
    let chance = |x: u64| (log_choose(a.n, x) + log_choose(b.n, drawn - x) - log_all).exp();
    let found = chance(a.count.clamp(least, most));
    // Equal chances differ by rounding: what is as likely within 1e-7 counts as no likelier.
    let sum: f64 = (least..=most).map(chance).filter(|chance| *chance <= found * (1.0 + 1e-7)).sum();
    sum.min(1.0)
}

fn log_choose(n: u64, k: u64) -> f64 {
    let k = k.min(n - k.min(n));
    (1..=k).map(|i| ((n - k + i) as f64).ln() - (i as f64).ln()).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn part(count: u64, n: u64) -> Part {
        Part { count, n }
    }

    fn found(before: (u64, u64), now: (u64, u64)) -> Change {
        change(part(before.0, before.1), part(now.0, now.1)).unwrap()
    }

    /// Fisher's tea: three of four cups told right is p 34/70, four of four 2/70.
    #[test]
    fn the_lady_tasting_tea_has_the_published_chances() {
        assert!((fisher(part(3, 4), part(1, 4)) - 34.0 / 70.0).abs() < 1e-12);
        assert!((fisher(part(4, 4), part(0, 4)) - 2.0 / 70.0).abs() < 1e-12);
    }

    /// Worked out in whole numbers: sums of binomial products over the choose of the total.
    #[test]
    fn p_is_that_of_whole_numbers() {
        for (before, now, p) in [
            ((8, 20), (17, 20), 0.007911693673651405),
            ((10, 20), (13, 20), 0.5231070892917389),
            ((3, 45), (11, 40), 0.01695470113617363),
            ((40, 120), (70, 130), 0.0014012841248484287),
            ((1, 7), (6, 9), 0.06013986013986014),
        ] {
            assert!((found(before, now).p - p).abs() < 1e-12, "{before:?} {now:?}");
        }
    }

    #[test]
    fn chances_of_thousands_of_plans_do_not_overflow() {
        let p = fisher(part(900, 2000), part(1100, 2000));
        assert!(p > 0.0 && p < 1e-8, "{p}");
        assert_eq!(fisher(part(0, 5000), part(0, 5000)), 1.0);
    }

    #[test]
    fn a_rise_of_twenty_plans_is_told_only_where_it_is_large() {
        assert_eq!(found((8, 20), (17, 20)).verdict, Verdict::Larger);
        assert_eq!(found((17, 20), (8, 20)).verdict, Verdict::Smaller);
        let small = found((10, 20), (13, 20));
        assert_eq!(small.verdict, Verdict::TooFew);
        assert!(small.words().starts_with("Too few to tell: only a rise of 35 points or more"), "{}", small.words());
        assert_eq!(found((500, 1000), (510, 1000)).verdict, Verdict::MayBeChance);
    }

    #[test]
    fn words_never_say_better_and_always_have_the_test() {
        for change in
            [found((8, 20), (17, 20)), found((17, 20), (8, 20)), found((10, 20), (13, 20)), found((1, 2), (1, 2))]
        {
            let words = change.words();
            assert!(words.contains("Fisher") && !words.contains("better") && !words.contains("improve"), "{words}");
        }
        assert_eq!(
            found((1, 2), (1, 2)).words(),
            "Too few to tell: no change could stand out (Fisher’s exact test, p = 1.000)."
        );
        assert_eq!(found((8, 20), (17, 20)).counts(), "17 of 20 now, 8 of 20 before");
    }

    #[test]
    fn nothing_is_compared_with_nothing() {
        assert_eq!(change(part(0, 0), part(3, 4)), None);
        assert_eq!(change(part(3, 4), part(0, 0)), None);
        assert_eq!(change(part(5, 4), part(3, 4)), None);
    }

    proptest! {
        #[test]
        fn p_is_a_chance_and_does_not_care_which_came_first(
            n in 1u64..60, m in 1u64..60, a in 0.0..=1.0f64, b in 0.0..=1.0f64,
        ) {
            let before = part((n as f64 * a) as u64, n);
            let now = part((m as f64 * b) as u64, m);
            let p = fisher(before, now);
            prop_assert!(p > 0.0 && p <= 1.0);
            prop_assert!((p - fisher(now, before)).abs() < 1e-9);
            let other = |x: Part| Part { count: x.n - x.count, ..x };
            prop_assert!((p - fisher(other(before), other(now))).abs() < 1e-9);
        }

        #[test]
        fn the_least_change_that_stands_out_does(n in 5u64..60, m in 5u64..60, a in 0.0..=1.0f64) {
            let before = part((n as f64 * a) as u64, n);
            let found = change(before, part(m / 2, m)).unwrap();
            if let Some(rise) = found.least_rise {
                let count = ((before.percent().unwrap() + rise) * m as f64 / 100.0).round() as u64;
                prop_assert!(fisher(before, part(count, m)) < ALPHA);
            }
        }
    }
}
