//! How a sample stands beside the plans it was drawn from, fact by fact.

use super::plan::PlanFacts;
use super::sampling::StratumFact;
use std::collections::BTreeMap;

/// One fact: how the frame divides by it, and how the sample does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactComparison {
    /// The fact.
    pub fact: StratumFact,
    /// Its groups, the largest first; groups of one size by name.
    pub groups: Vec<GroupComparison>,
    /// Plans drawn from.
    pub frame: usize,
    /// Plans in the sample.
    pub size: usize,
}

/// One group of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupComparison {
    /// The fact's value, as [`StratumFact::value_of`] gives it.
    pub value: String,
    /// Plans of it in the frame.
    pub population: usize,
    /// Plans of it in the sample.
    pub sampled: usize,
}

impl FactComparison {
    /// Plans of a group that an even share of the sample would have.
    #[must_use]
    pub fn share_of(&self, group: &GroupComparison) -> f64 {
        if self.frame == 0 { 0.0 } else { self.size as f64 * group.population as f64 / self.frame as f64 }
    }

    /// Groups of which no plan is in the sample, the largest first.
    pub fn missing(&self) -> impl Iterator<Item = &GroupComparison> {
        self.groups.iter().filter(|group| group.sampled == 0)
    }
}

/// Compares on every fact that divides the plans; each comes with whether it is in the sample. A fact with one value
/// for all says nothing and is left out.
pub fn of<'a>(plans: impl Iterator<Item = (&'a PlanFacts, bool)> + Clone) -> Vec<FactComparison> {
    let all = StratumFact::ALL.iter().map(|&fact| compare(fact, plans.clone()));
    all.filter(|comparison| comparison.groups.len() > 1).collect()
}

fn compare<'a>(fact: StratumFact, plans: impl Iterator<Item = (&'a PlanFacts, bool)>) -> FactComparison {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (plan, is_sampled) in plans {
        let (population, sampled) = counts.entry(fact.value_of(plan)).or_default();
        *population += 1;
        *sampled += usize::from(is_sampled);
    }
    let (frame, size) = counts.values().fold((0, 0), |(frame, size), (p, s)| (frame + p, size + s));
    let group = |(value, (population, sampled))| GroupComparison { value, population, sampled };
    let mut groups: Vec<GroupComparison> = counts.into_iter().map(group).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.population));
    FactComparison { fact, groups, frame, size }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn plan(need: &str) -> PlanFacts {
        PlanFacts { primary_need: Some(need.to_owned()), sex: Some("F".to_owned()), ..PlanFacts::default() }
    }

    #[test]
    fn a_group_without_a_plan_in_the_sample_is_missing_and_a_fact_all_share_is_left_out() {
        let plans = ["ASD", "ASD", "ASD", "SEMH", "HI"].map(plan);
        let drawn = [true, false, true, false, false];
        let facts = of(plans.iter().zip(drawn));
        let [need] = facts.as_slice() else { panic!("only the need divides these plans: {facts:?}") };
        assert_eq!((need.frame, need.size), (5, 2));
        let counts: Vec<_> = need.groups.iter().map(|g| (g.value.as_str(), g.population, g.sampled)).collect();
        assert_eq!(counts, [("ASD", 3, 2), ("HI", 1, 0), ("SEMH", 1, 0)]);
        assert_eq!(need.missing().map(|g| g.value.as_str()).collect::<Vec<_>>(), ["HI", "SEMH"]);
        assert!((need.share_of(&need.groups[0]) - 1.2).abs() < 1e-9);
    }
}
