//! This round against the one before of the same kind, and its weighted share where strata had unequal chances.

use super::change::{Change, Part, change};
use super::results::{PlanResult, RoundResults, is_good_or_better};
use super::weighted::{NotWeighted, StratumPart, WeightedShare, weighted_share};
use crate::domain::ids::SubjectId;
use crate::domain::numerals::thousands;
use crate::domain::round::{Purpose, SampleOrigin};
use crate::domain::snapshot::AuditSnapshot;
use std::collections::BTreeSet;

/// This round against the one before.
#[derive(Debug, Clone, PartialEq)]
pub struct Versus {
    /// Title of the round before.
    pub title: String,
    /// Good or better; none: a tool without grades, or nothing agreed.
    pub good_or_better: Option<Change>,
    /// Plans without a gap in any section.
    pub without_gap: Option<Change>,
    /// By section: code, before and now, plans with a grade there that are good or better there. Counts only: among
    /// a dozen comparisons one stands out by chance.
    pub sections: Vec<(String, Part, Part)>,
    /// What is to be kept in mind.
    pub provisos: Vec<VersusProviso>,
}

/// What is to be kept in mind of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersusProviso {
    /// So many plans of the earlier round are not fully agreed.
    NotAgreedBefore(u64),
    /// So many plans of this one are not.
    NotAgreedNow(u64),
    /// So many plans were read in both rounds; the test takes the samples as independent.
    InBoth(u64),
    /// One of the rounds had unequal chances, and the counts compared are not weighted.
    NotWeighted,
}

/// Compares a round with the one before it of the same kind: random dips with the same tool version, depth, evidence
/// and filters only. None where there is none.
#[must_use]
pub fn versus(snapshot: &AuditSnapshot, results: &RoundResults) -> Option<Versus> {
    let before = snapshot.previous.as_ref()?;
    let now = drawn_plans(snapshot, results);
    let part = |is: &dyn Fn(&PlanResult) -> bool| Part {
        count: now.iter().filter(|plan| is(plan)).count() as u64,
        n: now.len() as u64,
    };
    let was = |count| Part { count, n: before.plans };
    let tool = &snapshot.tool;
    let good = part(&|plan| is_good_or_better(tool, plan));
    let good_or_better = change(was(before.good_or_better), good).filter(|_| !tool.grades.is_empty());
    let without_gap = change(was(before.without_gap), part(&|plan| plan.grading.gaps.is_empty()));
    let sections = tool.headings.iter().enumerate().filter_map(|(at, heading)| {
        let (_, n, count) = before.sections.iter().find(|(code, ..)| *code == heading.code)?;
        let grades = now.iter().filter_map(|plan| plan.grading.sections.get(at)?.grade.as_deref());
        let well = |code: &str| tool.get_grade(code).is_some_and(|grade| grade.good_or_better);
        let part = grades.fold(Part { count: 0, n: 0 }, |part, code| Part {
            count: part.count + u64::from(well(code)),
            n: part.n + 1,
        });
        Some((heading.code.clone(), Part { count: *count, n: *n }, part))
    });
    let sections = if tool.grades.is_empty() { Vec::new() } else { sections.collect() };
    let unequal = before.unequal_chances || has_unequal_chances(snapshot);
    let provisos = [
        (before.not_agreed > 0).then_some(VersusProviso::NotAgreedBefore(before.not_agreed)),
        (results.not_agreed > 0).then_some(VersusProviso::NotAgreedNow(results.not_agreed)),
        (before.also_now > 0).then_some(VersusProviso::InBoth(before.also_now)),
        unequal.then_some(VersusProviso::NotWeighted),
    ];
    let provisos = provisos.into_iter().flatten().collect();
    Some(Versus { title: before.title.clone(), good_or_better, without_gap, sections, provisos })
}

/// Plans fully agreed that came by chance: those added by hand stay out of trends.
fn drawn_plans<'a>(snapshot: &AuditSnapshot, results: &'a RoundResults) -> Vec<&'a PlanResult> {
    let by_hand: BTreeSet<SubjectId> =
        snapshot.sampled().filter(|p| p.sampled.origin == SampleOrigin::ByHand).map(|p| p.sampled.subject).collect();
    results.plan_results.iter().filter(|plan| !by_hand.contains(&plan.subject)).collect()
}

/// Whether the plans of the round had unequal chances: a minimum for each stratum was asked for.
#[must_use]
pub fn has_unequal_chances(snapshot: &AuditSnapshot) -> bool {
    let draw = snapshot.round.draw.as_ref();
    snapshot.round.facts.purpose == Purpose::Random && draw.is_some_and(|draw| draw.min_per_stratum > 0)
}

/// Good or better of this round, weighted by stratum; none where chances were equal, or nothing can be said at all.
/// Say "not weighted" and why where it is an error.
#[must_use]
pub fn weighted_good_or_better(
    snapshot: &AuditSnapshot,
    results: &RoundResults,
) -> Option<Result<WeightedShare, NotWeighted>> {
    let draw = snapshot.round.draw.as_ref().filter(|_| has_unequal_chances(snapshot))?;
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return None;
    }
    let mut strata: Vec<(&str, StratumPart)> = draw
        .strata
        .iter()
        .map(|s| (s.name.as_str(), StratumPart { population: s.population, n: 0, count: 0 }))
        .collect();
    for plan in drawn_plans(snapshot, results) {
        let of_plan = snapshot.get_plan(plan.subject).map(|p| p.sampled.stratum.as_str());
        let Some((_, part)) = strata.iter_mut().find(|(name, _)| Some(*name) == of_plan) else {
            return Some(Err(NotWeighted::Impossible));
        };
        part.n += 1;
        part.count += u64::from(is_good_or_better(&snapshot.tool, plan));
    }
    let strata: Vec<StratumPart> = strata.into_iter().map(|(_, part)| part).collect();
    Some(weighted_share(&strata))
}

impl VersusProviso {
    /// What it is, in a sentence.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NotAgreedBefore(n) => format!("Not in it: {} of the earlier round not fully agreed.", thousands(n)),
            Self::NotAgreedNow(n) => format!("Not in it: {} of this round not fully agreed.", thousands(n)),
            Self::InBoth(n) => format!("Read in both rounds: {}. The test takes the two samples as independent.", thousands(n)),
            Self::NotWeighted => {
                "Not weighted: a minimum for each stratum gave unequal chances, and the counts are compared as they are."
                    .to_owned()
            }
        }
    }
}

impl NotWeighted {
    /// Why, in a sentence.
    #[must_use]
    pub fn words(self) -> String {
        let why = match self {
            Self::Nothing => "nothing drawn by chance is agreed".to_owned(),
            Self::EmptyStrata(1) => "of one stratum nothing is agreed".to_owned(),
            Self::EmptyStrata(n) => format!("of {n} strata nothing is agreed"),
            Self::Impossible => "the strata do not fit what was read".to_owned(),
        };
        format!("Not weighted, though a minimum for each stratum gave unequal chances: {why}.")
    }
}
