//! Whether the part of a plan that one discipline looks at meets the standard of its view.

use super::audit_tool::{AuditTool, Depth, Kind, NOT_MET, View};
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
    let musts = own.iter().filter(|j| j.criterion.kind == Kind::Must && !is_well(tool, j));
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::audit_tool::Evidence;
    use crate::domain::test_tool::{all, answers, default_tool, section, tool};

    /// Everything met but these, at core depth with the whole file, against a view of the default tool.
    fn judged(view: &str, others: &[(&str, &str)]) -> PlanStandard {
        judged_at(Depth::Core, view, others)
    }

    fn judged_at(depth: Depth, view: &str, others: &[(&str, &str)]) -> PlanStandard {
        let tool = default_tool();
        let mut given = all(&tool, depth, Evidence::File, "met");
        given.extend(answers(others));
        judge_view(&Judgement::of_plan(&tool, depth, Evidence::File), tool.get_view(view).unwrap(), &given)
    }

    fn below(view: &str, others: &[(&str, &str)]) -> Vec<Shortfall> {
        match judged(view, others).standing {
            Standing::Below(shortfalls) => shortfalls,
            other => panic!("{other:?}"),
        }
    }

    fn must(code: &str) -> Shortfall {
        Shortfall::Must(code.to_owned())
    }

    fn not_met(code: &str) -> Shortfall {
        Shortfall::NotMet(code.to_owned())
    }

    const NO_HEALTH_NEED: &[(&str, &str)] = &[("C3", "na"), ("G1", "na"), ("G2", "na"), ("E4", "na")];

    #[test]
    fn all_met_meets_the_standard() {
        for view in ["health", "social_care"] {
            let plan = judged(view, &[]);
            assert_eq!((plan.standing, plan.has_content, plan.percent), (Standing::Meets, true, Some(100.0)));
        }
        // B7 C1 C3 C4 E4 F6 G1 G2 G3 Q3 W10.
        assert_eq!((judged("health", &[]).base, judged("health", &[]).base_points), (11, 22));
    }

    #[test]
    fn what_lies_outside_the_view_plays_no_part() {
        assert_eq!(judged("health", &[("A9", "not_met"), ("D1", "not_met"), ("Q4", "not_met")]), judged("health", &[]));
    }

    #[test]
    fn every_must_is_met_or_rightly_not_applicable() {
        assert_eq!(below("health", &[("F6", "partly")]), [must("F6")]);
        assert_eq!(below("health", &[("F6", "not_evidenced")]), [must("F6")]);
        assert_eq!(judged("health", &[("F6", "na")]).standing, Standing::Meets);
        assert_eq!(judged("health", &[("G1", "na")]).standing, Standing::Meets);
        assert_eq!(below("health", &[("C1", "partly"), ("G1", "na")]), [must("C1"), must("G1")]);
        assert_eq!(below("social_care", &[("D1", "not_evidenced"), ("H-b", "na")]), [must("D1"), must("H-b")]);
    }

    #[test]
    fn none_of_its_workshop_or_core_criteria_is_not_met() {
        assert_eq!(below("health", &[("C3", "not_met")]), [not_met("C3")], "workshop");
        assert_eq!(below("health", &[("Q3", "not_met")]), [not_met("Q3")], "core");
        assert_eq!(judged("health", &[("Q3", "not_evidenced")]).standing, Standing::Meets);
        let full = judged_at(Depth::Full, "health", &[("C2", "not_met")]);
        assert_eq!(full.standing, Standing::Meets, "a criterion of full depth may be not met");
        assert_eq!(below("health", &[("C1", "not_met")]), [must("C1"), not_met("C1")], "both reasons are kept");
    }

    #[test]
    fn the_share_of_points_is_reached_at_exactly_70_percent() {
        let mut sheet = tool(&[], vec![section("A", 10)]);
        sheet.headings[0].weight = 5;
        let criteria = (1..=10).map(|i| format!("A{i}")).collect();
        let view = View { code: "v".to_owned(), title: "V".to_owned(), criteria, standard_from_percent: 70 };
        let standing = |partly: usize| {
            let given = (1..=10).map(|i| (format!("A{i}"), if i <= partly { "partly" } else { "met" }.to_owned()));
            judge_view(&Judgement::of_plan(&sheet, Depth::Core, Evidence::File), &view, &given.collect()).standing
        };
        assert_eq!(standing(6), Standing::Meets, "14 of 20");
        let share = Shortfall::Share { points: 13, base_points: 20, from_percent: 70 };
        assert_eq!(standing(7), Standing::Below(vec![share]), "points are not weighted");
    }

    #[test]
    fn criteria_that_were_not_tested_are_not_asked_of_the_standard() {
        let tool = default_tool();
        let mut given = all(&tool, Depth::Core, Evidence::Plan, "met");
        given.extend(answers(&[("G3", "not_met"), ("Q3", "not_met")]));
        let judgement = Judgement::of_plan(&tool, Depth::Core, Evidence::Plan);
        let plan = judge_view(&judgement, tool.get_view("health").unwrap(), &given);
        assert_eq!((plan.standing, plan.base), (Standing::Meets, 5), "C1 C3 E4 G1 G2");
    }

    #[test]
    fn a_plan_has_such_content_unless_all_that_rests_on_no_need_is_not_applicable() {
        let none = judged("health", NO_HEALTH_NEED);
        assert_eq!((none.standing, none.has_content), (Standing::Meets, false));
        for back in 0..NO_HEALTH_NEED.len() {
            let mut some = NO_HEALTH_NEED.to_vec();
            some[back].1 = "met";
            assert!(judged("health", &some).has_content, "{:?}", some[back]);
        }
        assert!(!judged("social_care", &[("E4", "na"), ("H-b", "na")]).has_content);
        assert!(judged("social_care", &[("H-b", "na")]).has_content);
    }

    #[test]
    fn a_silent_plan_stays_in_both_bases() {
        let mut silent = NO_HEALTH_NEED.to_vec();
        silent.push(("C1", "not_met"));
        let plan = judged("health", &silent);
        assert!(plan.has_content);
        assert!(matches!(plan.standing, Standing::Below(_)));
    }

    #[test]
    fn a_view_without_criteria_that_rest_on_no_need_counts_every_plan() {
        let tool = default_tool();
        let view = View { criteria: vec!["A1".to_owned()], ..tool.get_view("health").unwrap().clone() };
        let judgement = Judgement::of_plan(&tool, Depth::Core, Evidence::File);
        assert!(judge_view(&judgement, &view, &answers(&[("A1", "met")])).has_content);
        // C3 rests on C1, which is no matter of this view.
        let view = View { criteria: vec!["A1".to_owned(), "C3".to_owned()], ..view };
        assert!(judge_view(&judgement, &view, &answers(&[("A1", "met"), ("C1", "met"), ("C3", "na")])).has_content);
    }

    #[test]
    fn without_all_agreed_answers_nothing_is_said() {
        let tool = default_tool();
        let judgement = Judgement::of_plan(&tool, Depth::Core, Evidence::File);
        let mut given = all(&tool, Depth::Core, Evidence::File, "met");
        let standing =
            |given: &BTreeMap<String, String>| judge_view(&judgement, tool.get_view("health").unwrap(), given).standing;
        given.remove("A1");
        assert_eq!(standing(&given), Standing::Meets, "outside the view");
        given.remove("D1");
        assert_eq!(standing(&given), Standing::Meets, "E4 is met: it does not wait for D1");
        given.insert("E4".to_owned(), "na".to_owned());
        assert_eq!(standing(&given), Standing::NotAgreed(vec!["D1".to_owned()]), "now it does");
        given.insert("D1".to_owned(), "met".to_owned());
        given.remove("Q3");
        given.remove("C1");
        assert_eq!(standing(&given), Standing::NotAgreed(vec!["C1".to_owned(), "Q3".to_owned()]));
    }

    #[test]
    fn an_empty_base_says_nothing() {
        let tool = default_tool();
        let view = View { criteria: vec!["C8".to_owned()], ..tool.get_view("health").unwrap().clone() };
        let core = Judgement::of_plan(&tool, Depth::Core, Evidence::File);
        assert_eq!(judge_view(&core, &view, &BTreeMap::new()).standing, Standing::NothingToJudge, "not tested");
        let full = Judgement::of_plan(&tool, Depth::Full, Evidence::File);
        let plan = judge_view(&full, &view, &answers(&[("C8", "na")]));
        assert_eq!((plan.standing, plan.percent), (Standing::NothingToJudge, None));
    }

    #[test]
    fn plans_are_counted_on_two_bases() {
        let meets = judged("health", &[]);
        let no_content = judged("health", NO_HEALTH_NEED);
        let falls = judged("health", &[("C1", "not_met")]);
        let open = PlanStandard { standing: Standing::NotAgreed(vec!["C1".to_owned()]), ..meets.clone() };
        let nothing = PlanStandard { standing: Standing::NothingToJudge, ..meets.clone() };
        let summary = summarise([&meets, &meets, &no_content, &falls, &open, &nothing]);
        assert_eq!(
            summary,
            StandardSummary {
                all: Share { n: 4, count: 3 },
                with_content: Share { n: 3, count: 2 },
                not_agreed: 1,
                nothing_to_judge: 1
            }
        );
        assert_eq!(summarise([]), StandardSummary::default());
    }
}
