//! Whether the part of a plan that one discipline looks at meets the standard of its view.

use super::audit_tool::{AuditTool, Depth, NOT_MET, View};
use super::grading::{Judged, Judgement, Verdict, reaches};
use std::collections::{BTreeMap, BTreeSet};

/// Why a plan does not meet the standard of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortfall {
    /// This must criterion is neither met nor rightly not applicable.
    Must(String),
    /// This workshop or core criterion is not met.
    NotMet(String),
    /// The points reached are under the view's share.
    Share {
        /// Points reached.
        points: u64,
        /// Points there were to reach.
        base_points: u64,
        /// The share that meets the standard, in percent.
        from_percent: u32,
    },
}

/// Whether a plan meets the standard of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Meets,
    /// It does not, for all these reasons: musts, not met, share.
    Below(Vec<Shortfall>),
    /// Not known yet: these criteria have no agreed answer.
    NotAgreed(Vec<String>),
    /// Nothing of the view was tested, or nothing is in its base.
    NothingToJudge,
}

/// One plan against the standard of one view.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanStandard {
    /// Whether it meets the standard.
    pub standing: Standing,
    /// Whether it has such content: not every tested criterion that rests on "no need" is rightly not applicable. A
    /// plan that is silent has it, because there "not applicable" does not hold.
    pub has_content: bool,
    /// The view's criteria in the base.
    pub base: usize,
    /// Points reached in the view. A section's weight belongs to the plan grade and plays no part here.
    pub points: u64,
    /// Points there were to reach in the view.
    pub base_points: u64,
    /// Points reached, in percent of those there were; none: empty base.
    pub percent: Option<f64>,
}

/// Judges the agreed answers on one plan (stored answer codes by criterion code) against a view. The scope of the
/// judgement plays no part: what "not applicable" rests on may lie outside the view.
#[must_use]
pub fn judge_view(judgement: &Judgement, view: &View, answers: &BTreeMap<String, String>) -> PlanStandard {
    let tool = judgement.tool;
    let whole = Judgement::of_plan(tool, judgement.depth, judgement.evidence).judge(answers, &BTreeSet::new());
    let own: Vec<&Judged> = whole.iter().filter(|j| view.criteria.contains(&j.criterion.code)).collect();
    let earned: Vec<u32> = own.iter().filter_map(|j| j.verdict.points()).collect();
    let points = earned.iter().copied().map(u64::from).sum();
    let base_points = u64::from(tool.most_points()) * earned.len() as u64;
    let not_agreed = list_not_agreed(&whole, &own);
    let standing = if !not_agreed.is_empty() {
        Standing::NotAgreed(not_agreed)
    } else if base_points == 0 {
        Standing::NothingToJudge
    } else {
        standing(tool, view, &own, points, base_points)
    };
    PlanStandard {
        standing,
        has_content: has_content(view, &own),
        base: earned.len(),
        points,
        base_points,
        percent: (base_points > 0).then(|| 100.0 * points as f64 / base_points as f64),
    }
}

fn standing(tool: &AuditTool, view: &View, own: &[&Judged], points: u64, base_points: u64) -> Standing {
    let from_percent = view.standard_from_percent;
    let code = |j: &&&Judged| j.criterion.code.clone();
    let musts = own.iter().filter(|j| j.criterion.kind == super::audit_tool::Kind::Must && !is_well(tool, j));
    let not_met =
        own.iter().filter(|j| j.criterion.depth <= Depth::Core && j.verdict.effective_answer() == Some(NOT_MET));
    let mut shortfalls: Vec<Shortfall> = musts.map(|j| Shortfall::Must(code(&j))).collect();
    shortfalls.extend(not_met.map(|j| Shortfall::NotMet(code(&j))));
    if !reaches(points, base_points, from_percent) {
        shortfalls.push(Shortfall::Share { points, base_points, from_percent });
    }
    if shortfalls.is_empty() { Standing::Meets } else { Standing::Below(shortfalls) }
}

fn is_well(tool: &AuditTool, judged: &Judged) -> bool {
    match judged.verdict {
        Verdict::NotApplicable => true,
        Verdict::Answered(code, _) => tool.is_met(code),
        Verdict::Missing | Verdict::Handed | Verdict::NaRefused => false,
    }
}

/// The view's unanswered criteria, and those elsewhere on which one of its "not applicable" still waits.
fn list_not_agreed(whole: &[Judged], own: &[&Judged]) -> Vec<String> {
    let waited_for: BTreeSet<&str> = own
        .iter()
        .filter(|j| j.verdict == Verdict::NaRefused)
        .flat_map(|j| j.criterion.na_needs.iter().map(String::as_str))
        .collect();
    let of_view: BTreeSet<&str> = own.iter().map(|j| j.criterion.code.as_str()).collect();
    whole
        .iter()
        .filter(|j| j.verdict == Verdict::Missing)
        .map(|j| j.criterion.code.as_str())
        .filter(|code| of_view.contains(code) || waited_for.contains(code))
        .map(str::to_owned)
        .collect()
}

/// Criteria that rest on "no need" are those of the view that need another of its criteria to be met (C1 in the health
/// view, D1 in that of social care). Where none was tested nothing says the content is missing.
fn has_content(view: &View, own: &[&Judged]) -> bool {
    let mut resting = own.iter().filter(|j| j.criterion.na_needs.iter().any(|need| view.criteria.contains(need)));
    let mut any = false;
    let all_absent = resting.all(|j| {
        any = true;
        j.verdict == Verdict::NotApplicable
    });
    !(any && all_absent)
}

/// How many plans meet the standard, of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Plans that could be judged.
    pub n: usize,
    /// Those of them that meet the standard.
    pub count: usize,
}

impl Share {
    fn add(&mut self, meets: bool) {
        self.n += 1;
        self.count += usize::from(meets);
    }
}

/// The standard of a view over the sampled plans, on its two bases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StandardSummary {
    /// Of all sampled plans that could be judged.
    pub all: Share,
    /// Of those with such content.
    pub with_content: Share,
    /// Plans outside both bases: the view is not fully agreed.
    pub not_agreed: usize,
    /// Plans outside both bases: nothing of the view is in the base.
    pub nothing_to_judge: usize,
}

/// Counts plans on the two bases.
#[must_use]
pub fn summarise<'p>(plans: impl IntoIterator<Item = &'p PlanStandard>) -> StandardSummary {
    let mut summary = StandardSummary::default();
    for plan in plans {
        let meets = match plan.standing {
            Standing::NotAgreed(_) => {
                summary.not_agreed += 1;
                continue;
            }
            Standing::NothingToJudge => {
                summary.nothing_to_judge += 1;
                continue;
            }
            Standing::Meets => true,
            Standing::Below(_) => false,
        };
        summary.all.add(meets);
        if plan.has_content {
            summary.with_content.add(meets);
        }
    }
    summary
}
