//! Whether a step between two shares is called a change: only where their intervals do not meet.

use super::intervals::{Interval, wilson};

/// An interval wider than this, in points, comes of a sample too small to show any change but a very large one.
pub const WIDE_POINTS: f64 = 20.0;

/// So many of so many, and what they were drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Those that count.
    pub count: u64,
    /// All.
    pub n: u64,
    /// What they were drawn from; none: not known, or endless.
    pub frame: Option<u64>,
    /// Whether an interval may be given: not where they were chosen.
    pub has_interval: bool,
}

impl Counted {
    /// Counts of an endless whole.
    #[must_use]
    pub fn of(count: u64, n: u64) -> Self {
        Self { count, n, frame: None, has_interval: true }
    }

    /// Wilson's interval at 95 %.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        // More counted than the frame holds cannot be: then the frame is not that of these.
        let frame = self.frame.filter(|frame| *frame >= self.n);
        if self.has_interval { wilson(self.count, self.n, frame) } else { None }
    }
}

/// What can be said of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The intervals do not meet, and the share is larger.
    Rise,
    /// The intervals do not meet, and the share is smaller.
    Fall,
    /// They meet, and one of them is wider than [`WIDE_POINTS`].
    TooSmall,
    /// They meet.
    Meets,
    /// There are no counts, or plans were chosen: nothing can be said.
    NoInterval,
}

/// The step from one share to the next.
#[must_use]
pub fn step(before: Counted, now: Counted) -> Step {
    let (Some(a), Some(b)) = (before.interval(), now.interval()) else { return Step::NoInterval };
    let is_wide = |i: Interval| 100.0 * (i.high - i.low) > WIDE_POINTS;
    match () {
        () if b.low > a.high => Step::Rise,
        () if b.high < a.low => Step::Fall,
        () if is_wide(a) || is_wide(b) => Step::TooSmall,
        () => Step::Meets,
    }
}

impl Step {
    /// What can be said, in a sentence. Never "better" or "worse": that hangs on the figure.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Rise => "A rise: the 95 % intervals do not meet",
            Self::Fall => "A fall: the 95 % intervals do not meet",
            Self::TooSmall => "The 95 % intervals meet: these samples are too small to call this a change",
            Self::Meets => "The 95 % intervals meet: not called a change",
            Self::NoInterval => "No interval, so no change can be called",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(before: (u64, u64), now: (u64, u64)) -> Step {
        step(Counted::of(before.0, before.1), Counted::of(now.0, now.1))
    }

    #[test]
    fn samples_of_two_or_three_dozen_parents_are_too_small_to_call_a_change() {
        assert_eq!(steps((18, 24), (27, 32)), Step::TooSmall);
        assert_eq!(steps((27, 32), (26, 36)), Step::TooSmall);
        assert!(Step::TooSmall.words().contains("too small to call this a change"));
    }

    #[test]
    fn a_change_is_called_one_only_where_the_intervals_do_not_meet() {
        assert_eq!(steps((2, 20), (18, 20)), Step::Rise);
        assert_eq!(steps((18, 20), (2, 20)), Step::Fall);
        assert_eq!(steps((898, 1166), (1237, 1345)), Step::Rise);
        assert_eq!(steps((500, 1000), (510, 1000)), Step::Meets);
    }

    #[test]
    fn chosen_plans_and_figures_without_counts_have_no_interval() {
        let chosen = Counted { has_interval: false, ..Counted::of(2, 20) };
        assert_eq!(step(chosen, Counted::of(18, 20)), Step::NoInterval);
        assert_eq!(steps((0, 0), (18, 20)), Step::NoInterval);
    }

    #[test]
    fn a_whole_frame_has_a_point_for_an_interval() {
        let all = Counted { frame: Some(20), ..Counted::of(9, 20) };
        assert_eq!(step(all, Counted { frame: Some(20), ..Counted::of(10, 20) }), Step::Rise);
    }
}
