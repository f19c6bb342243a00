//! The golden thread as data: hope → need → outcome → provision, each link followed or broken. Labels are short: the
//! plan's own text is never in the file.

use super::coded::coded_enum;
use super::rules::{Field, RuleViolation};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What became of one link of a thread.
    Link {
        /// One follows from the other.
        Followed = "followed", "Followed";
        /// One does not follow from the other.
        Broken = "broken", "Broken";
        /// Nobody looked.
        NotChecked = "not_checked", "Not checked";
    }
}

/// One thread through a plan, for one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Counts from 1 within its plan.
    pub number: u32,
    /// Short label or number of the hope (section A).
    pub hope: String,
    /// Short label or number of the need (sections B to D).
    pub need: String,
    /// Short label or number of the outcome (section E).
    pub outcome: String,
    /// Short label or number of the provision (sections F to H).
    pub provision: String,
    /// From hope to need.
    pub hope_to_need: Link,
    /// From need to outcome.
    pub need_to_outcome: Link,
    /// From outcome to provision.
    pub outcome_to_provision: Link,
}

/// Most threads of one plan.
pub const MAX_THREADS: u32 = 12;
/// Longest label, in characters: a label or a number, never the plan's text.
pub const MAX_LABEL_CHARS: usize = 80;
/// Fewest outcomes to follow through a plan.
pub const FEWEST_OUTCOMES: u32 = 3;

/// Where a thread can break: the place that does not follow from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreakAt {
    /// The need does not follow from a hope.
    Need,
    /// The outcome does not follow from the need.
    Outcome,
    /// The provision does not follow from the outcome.
    Provision,
}

impl BreakAt {
    /// All of them, in the order of the thread.
    pub const ALL: [Self; 3] = [Self::Need, Self::Outcome, Self::Provision];

    /// In words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Outcome => "outcome",
            Self::Provision => "provision",
        }
    }

    /// The two ends of the link, in words.
    #[must_use]
    pub fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Need => ("hope", "need"),
            Self::Outcome => ("need", "outcome"),
            Self::Provision => ("outcome", "provision"),
        }
    }
}

impl Thread {
    /// A thread on which nothing is said yet.
    #[must_use]
    pub fn blank(number: u32) -> Self {
        let none = String::new;
        let link = Link::NotChecked;
        Self {
            number,
            hope: none(),
            need: none(),
            outcome: none(),
            provision: none(),
            hope_to_need: link,
            need_to_outcome: link,
            outcome_to_provision: link,
        }
    }

    /// Its links, in order.
    #[must_use]
    pub fn links(&self) -> [Link; 3] {
        [self.hope_to_need, self.need_to_outcome, self.outcome_to_provision]
    }

    /// Its labels, in order: hope, need, outcome, provision.
    #[must_use]
    pub fn labels(&self) -> [&str; 4] {
        [&self.hope, &self.need, &self.outcome, &self.provision]
    }

    /// The link to this place.
    pub fn link_mut(&mut self, at: BreakAt) -> &mut Link {
        match at {
            BreakAt::Need => &mut self.hope_to_need,
            BreakAt::Outcome => &mut self.need_to_outcome,
            BreakAt::Provision => &mut self.outcome_to_provision,
        }
    }

    /// Where it breaks, in order.
    pub fn breaks(&self) -> impl Iterator<Item = BreakAt> {
        let links = self.links();
        BreakAt::ALL.into_iter().zip(links).filter(|(_, link)| *link == Link::Broken).map(|(at, _)| at)
    }

    /// Whether nothing is said of it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.labels().iter().all(|label| label.trim().is_empty())
            && self.links().iter().all(|link| *link == Link::NotChecked)
    }

    /// Whether somebody looked at one of its links at least.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.links().iter().any(|link| *link != Link::NotChecked)
    }
}

/// Whether these can be the threads of a plan.
///
/// # Errors
/// When a number is out of range or comes twice, or a label is too long.
pub fn check_threads(threads: &[Thread]) -> Result<(), RuleViolation> {
    let mut seen = std::collections::BTreeSet::new();
    for thread in threads {
        if !(1..=MAX_THREADS).contains(&thread.number) || !seen.insert(thread.number) {
            return Err(RuleViolation::ThreadNumber(thread.number));
        }
        if thread.labels().iter().any(|label| label.chars().count() > MAX_LABEL_CHARS) {
            let (field, limit) = (Field::ThreadLabel, MAX_LABEL_CHARS);
            return Err(RuleViolation::TooLong { field, limit, unit: "characters" });
        }
    }
    Ok(())
}

/// How the threads of a round hold, over its plans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadBreaks {
    /// Plans of which one link at least was checked.
    pub plans: usize,
    /// Plans of which one thread at least breaks.
    pub broken: usize,
    /// Broken links over all threads, by where they break: need, outcome, provision.
    pub at: [usize; 3],
}

/// Counts where threads break; each item is the threads of one plan. A plan of which no link was checked is left
/// out: nothing is known of it.
pub fn count_breaks<'a>(plans: impl IntoIterator<Item = &'a [Thread]>) -> ThreadBreaks {
    let mut counts = ThreadBreaks::default();
    for threads in plans {
        if !threads.iter().any(Thread::is_checked) {
            continue;
        }
        counts.plans += 1;
        let mut breaks = false;
        for (place, at) in BreakAt::ALL.into_iter().enumerate() {
            let here = threads.iter().filter(|thread| thread.breaks().any(|b| b == at)).count();
            counts.at[place] += here;
            breaks |= here > 0;
        }
        counts.broken += usize::from(breaks);
    }
    counts
}

impl ThreadBreaks {
    /// Where threads break most often; several where they break equally often; none where none breaks.
    #[must_use]
    pub fn most_often(&self) -> Vec<BreakAt> {
        let most = self.at.iter().copied().max().unwrap_or(0);
        let places = BreakAt::ALL.into_iter().zip(self.at);
        places.filter(|(_, count)| most > 0 && *count == most).map(|(at, _)| at).collect()
    }

    /// As a report says it: "In 12 of 20 plans at least one thread breaks, most often at provision". None where no
    /// plan's thread was checked.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let of = |count: usize| format!("{count} of {} {}", self.plans, if self.plans == 1 { "plan" } else { "plans" });
        if self.plans == 0 {
            return None;
        }
        let places: Vec<&str> = self.most_often().into_iter().map(BreakAt::label).collect();
        let Some((last, before)) = places.split_last() else {
            return Some(format!("In none of {} a thread breaks", of(0).trim_start_matches("0 of ")));
        };
        let most = match before {
            [] => format!("most often at {last}"),
            before => format!("equally often at {} and {last}", before.join(", ")),
        };
        Some(format!("In {} at least one thread breaks, {most}", of(self.broken)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(number: u32, links: [Link; 3]) -> Thread {
        let [hope_to_need, need_to_outcome, outcome_to_provision] = links;
        Thread { hope_to_need, need_to_outcome, outcome_to_provision, ..Thread::blank(number) }
    }

    const FOLLOWED: [Link; 3] = [Link::Followed; 3];
    const AT_PROVISION: [Link; 3] = [Link::Followed, Link::Followed, Link::Broken];
    const AT_NEED: [Link; 3] = [Link::Broken, Link::NotChecked, Link::Followed];

    #[test]
    fn a_plan_breaks_where_one_of_its_threads_breaks() {
        let plans = [
            vec![thread(1, FOLLOWED), thread(2, AT_PROVISION), thread(3, AT_PROVISION)],
            vec![thread(1, AT_NEED)],
            vec![thread(1, FOLLOWED)],
            vec![Thread::blank(1)],
            vec![],
        ];
        let counts = count_breaks(plans.iter().map(Vec::as_slice));
        assert_eq!(counts, ThreadBreaks { plans: 3, broken: 2, at: [1, 0, 2] });
        assert_eq!(
            counts.words().as_deref(),
            Some("In 2 of 3 plans at least one thread breaks, most often at provision")
        );
    }

    #[test]
    fn where_threads_break_equally_often_both_places_are_named() {
        let plans = [vec![thread(1, AT_NEED), thread(2, AT_PROVISION)]];
        let words = count_breaks(plans.iter().map(Vec::as_slice)).words();
        assert_eq!(
            words.as_deref(),
            Some("In 1 of 1 plan at least one thread breaks, equally often at need and provision")
        );
    }

    #[test]
    fn what_nobody_checked_is_not_said_to_hold() {
        assert_eq!(count_breaks([[Thread::blank(1)].as_slice()]).words(), None);
        let held = [vec![thread(1, FOLLOWED)], vec![thread(1, FOLLOWED)]];
        let words = count_breaks(held.iter().map(Vec::as_slice)).words();
        assert_eq!(words.as_deref(), Some("In none of 2 plans a thread breaks"));
    }

    #[test]
    fn a_number_comes_once_and_a_label_is_no_text_of_the_plan() {
        assert_eq!(check_threads(&[Thread::blank(1), Thread::blank(3)]), Ok(()));
        assert_eq!(check_threads(&[Thread::blank(2), Thread::blank(2)]), Err(RuleViolation::ThreadNumber(2)));
        assert_eq!(check_threads(&[Thread::blank(0)]), Err(RuleViolation::ThreadNumber(0)));
        let long = Thread { need: "x".repeat(MAX_LABEL_CHARS + 1), ..Thread::blank(1) };
        assert!(matches!(check_threads(&[long]), Err(RuleViolation::TooLong { field: Field::ThreadLabel, .. })));
    }
}
