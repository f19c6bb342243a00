//! The results of a round: what the window shows, the command line prints and the report says.
//!
//! Grades, gaps and good-or-better come from **agreed** answers and plans fully agreed; agreement comes from the
//! members' own submitted sheets and is never changed by moderation.

use super::{
    Agreement, Bootstrap, Care, Ratings, Unit, agreement, bootstrap_alpha_ordinal, list_agreement_by_heading,
    list_care, wilson,
};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::audit_tool::{AuditTool, NOT_EVIDENCED};
use crate::domain::grading::{self, Judgement, Override, PlanGrading};
use crate::domain::ids::{MemberId, SubjectId};
use crate::domain::numerals::thousands;
use crate::domain::round::{Purpose, SampleOrigin};
use crate::domain::sheet::{Sheet, SheetState};
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::domain::standard::{self, PlanStandard, StandardSummary};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A share of plans with its uncertainty; percents are 0 to 100.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// Plans counted.
    pub n: u64,
    /// Those of them that count as good or better.
    pub count: u64,
    /// 100 · count ÷ n.
    pub percent: f64,
    /// Lower limit; none: no interval (a chosen sample).
    pub low: Option<f64>,
    /// Upper limit.
    pub high: Option<f64>,
    /// Plans drawn from, where known.
    pub frame: Option<u64>,
    /// How the interval was made: `wilson-fpc-95`, `wilson-95`, or none.
    pub method: Option<&'static str>,
}

impl Share {
    /// A share, with an interval where the plans are a random sample.
    #[must_use]
    pub fn new(count: u64, n: u64, frame: Option<u64>, is_random: bool) -> Option<Self> {
        if n == 0 {
            return None;
        }
        // A frame smaller than what was counted cannot be the one drawn from (plans of several rounds together).
        let frame = frame.filter(|frame| *frame >= n);
        let interval = if is_random { wilson(count, n, frame) } else { None };
        let method = if frame.is_some() { "wilson-fpc-95" } else { "wilson-95" };
        Some(Self {
            n,
            count,
            percent: 100.0 * count as f64 / n as f64,
            low: interval.as_ref().map(|i| 100.0 * i.low),
            high: interval.as_ref().map(|i| 100.0 * i.high),
            frame,
            method: interval.map(|_| method),
        })
    }
}

impl Share {
    /// "13 of 20 plans (65 %, 43 to 82 %)": never a percentage without its counts.
    #[must_use]
    pub fn words(&self, of: SubjectKind) -> String {
        let interval = match (self.low, self.high) {
            (Some(low), Some(high)) => format!(", {low:.0} to {high:.0} %"),
            _ => String::new(),
        };
        format!("{} of {} ({:.0} %{interval})", thousands(self.count), of.count(self.n), self.percent)
    }
}

/// Sheets of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SheetCounts {
    /// Handed in.
    pub submitted: u64,
    /// Started and not handed in.
    pub draft: u64,
}

/// Criteria of plans, over all sections, in agreed answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct GapCounts {
    /// Must and not met.
    pub gap: u64,
    /// Must and partly met.
    pub in_part: u64,
    /// Must and not evidenced: to be confirmed by the lead.
    pub to_confirm: u64,
}

/// The result of one plan that is fully agreed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanResult {
    /// Its reference.
    pub plan: String,
    /// The grade that stands.
    pub grade: Option<String>,
    /// Points reached, in percent of those in the base.
    pub percent: Option<f64>,
    /// The grade on points alone.
    pub on_points: Option<String>,
    /// Codes of the groups and criteria that hold it.
    pub held_by: Vec<String>,
    /// Criteria in the base.
    pub base: usize,
    /// Criteria put to the panel.
    pub tested: usize,
    /// Criteria of the depth.
    pub asked: usize,
    /// The panel's reason, where it set the grade itself.
    pub overridden: Option<String>,
    /// Too little was tested.
    pub provisional: bool,
    /// Why it has this grade, in a sentence.
    #[serde(skip)]
    pub sentence: String,
    /// What is read.
    #[serde(skip)]
    pub subject: SubjectId,
    /// Everything behind it.
    #[serde(skip)]
    pub grading: PlanGrading,
}

/// One section over all plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadingResult {
    /// Its code.
    pub code: String,
    /// Plans by grade, in the order of the tool, and `not_graded`.
    pub grades: Counts,
    /// Agreed answers by code, in the order of the tool, as stored.
    pub answers: Counts,
    /// Criteria of the depth that were not put to the panel.
    pub not_tested: u64,
    /// Its title.
    #[serde(skip)]
    pub title: String,
}

/// Counts by code in a fixed order; written as one JSON object, zeros shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(pub Vec<(String, u64)>);

impl Counts {
    fn of<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        Self(codes.map(|code| (code.to_owned(), 0)).collect())
    }

    fn add(&mut self, code: &str) {
        if let Some((_, count)) = self.0.iter_mut().find(|(c, _)| c == code) {
            *count += 1;
        }
    }

    /// The count of a code; 0 where there is none.
    #[must_use]
    pub fn get(&self, code: &str) -> u64 {
        self.0.iter().find(|(c, _)| c == code).map_or(0, |(_, count)| *count)
    }

    /// All counts together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(code, count)| (code, count)))
    }
}

/// The name of the count of plans without a grade.
pub const NOT_GRADED: &str = "not_graded";

/// How far members agree, on their own submitted sheets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreementResult {
    /// The figures of the round.
    #[serde(flatten)]
    pub whole: Agreement,
    /// Lower limit of ordinal alpha, bootstrapped over plans.
    pub alpha_ordinal_low: Option<f64>,
    /// Upper limit.
    pub alpha_ordinal_high: Option<f64>,
    /// The figures of each section with units.
    pub by_heading: Vec<HeadingAgreement>,
    /// When to read the figures with care.
    #[serde(skip)]
    pub care: Vec<Care>,
}

/// Agreement within a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeadingAgreement {
    /// Its code.
    pub code: String,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Agreement,
}

/// One discipline over all plans.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewResult {
    /// Code of the view.
    pub code: String,
    /// The words shown.
    pub title: String,
    /// Plans that meet the standard, on both bases.
    pub summary: StandardSummary,
}

/// The results of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundResults {
    /// Plans drawn from, where known.
    pub frame: Option<u64>,
    /// Plans in the sample.
    pub plans: u64,
    /// Score sheets.
    pub sheets: SheetCounts,
    /// Good or better in this round; none before a plan is agreed, or without grades.
    pub good_or_better: Option<Share>,
    /// The same over the random dips of twelve months.
    pub good_or_better_12_months: Option<Share>,
    /// Gaps, gaps in part, to be confirmed.
    pub gaps: GapCounts,
    /// Agreed answers "not evidenced", counted apart.
    pub not_evidenced: u64,
    /// Plans of which some tested criterion has no agreed answer.
    pub not_agreed: u64,
    /// Plans whose grade is provisional.
    pub provisional: u64,
    /// Plans fully agreed, in draw order.
    pub plan_results: Vec<PlanResult>,
    /// Sections in the tool's order.
    pub headings: Vec<HeadingResult>,
    /// Agreement between members.
    pub agreement: AgreementResult,
    /// Standards met, by view.
    pub views: Vec<ViewResult>,
}

fn override_of(plan: &SnapshotPlan) -> Option<Override> {
    plan.grade_override.as_ref().map(|o| Override { grade: o.grade.clone(), reason: o.reason.clone() })
}

/// Works everything out.
#[must_use]
pub fn results(snapshot: &AuditSnapshot) -> RoundResults {
    let ratings = ratings_of(snapshot);
    let interval = bootstrap_alpha_ordinal(&ratings, super::REPLICATES, super::SEED, &mut |_| true);
    with_agreement(snapshot, agreement_of(snapshot, &ratings, interval))
}

/// As [`results`], telling how many bootstrap replicates are done; none when told to stop.
pub fn results_with(snapshot: &AuditSnapshot, go_on: &mut dyn FnMut(usize) -> bool) -> Option<RoundResults> {
    let ratings = ratings_of(snapshot);
    let mut stopped = false;
    let interval = bootstrap_alpha_ordinal(&ratings, super::REPLICATES, super::SEED, &mut |done| {
        stopped = !go_on(done);
        !stopped
    });
    (!stopped).then(|| with_agreement(snapshot, agreement_of(snapshot, &ratings, interval)))
}

fn with_agreement(snapshot: &AuditSnapshot, agreement: AgreementResult) -> RoundResults {
    let (tool, facts) = (&snapshot.tool, &snapshot.round.facts);
    let judgement = Judgement::of_plan(tool, facts.depth, facts.evidence);
    let nobody = BTreeSet::new();
    let graded: Vec<(&SnapshotPlan, PlanGrading)> = snapshot
        .sampled()
        .map(|plan| (plan, judgement.grade(&snapshot.agreed_codes(plan.sampled.subject), &nobody)))
        .collect();
    let plan_results: Vec<PlanResult> =
        graded.iter().filter(|(_, g)| g.complete).map(|(plan, g)| plan_result(tool, plan, g)).collect();
    let submitted = snapshot.sheets.iter().filter(|s| s.state == SheetState::Submitted).count() as u64;
    let frame = snapshot.round.draw.as_ref().and_then(|d| d.frame);
    let mut gaps = GapCounts::default();
    for (_, g) in &graded {
        gaps.gap += g.gaps.len() as u64;
        gaps.in_part += g.in_part.len() as u64;
        gaps.to_confirm += g.to_confirm.len() as u64;
    }
    let headings = headings_of(snapshot, &plan_results);
    RoundResults {
        frame,
        plans: graded.len() as u64,
        sheets: SheetCounts { submitted, draft: snapshot.drafts },
        good_or_better: good_or_better(snapshot, &plan_results),
        good_or_better_12_months: good_or_better_12_months(snapshot, &plan_results),
        gaps,
        not_evidenced: headings.iter().map(|h| h.answers.get(NOT_EVIDENCED)).sum(),
        not_agreed: graded.iter().filter(|(_, g)| !g.complete).count() as u64,
        provisional: plan_results.iter().filter(|p| p.provisional).count() as u64,
        headings,
        agreement,
        views: views_of(snapshot, &judgement, &plan_results),
        plan_results,
    }
}

fn plan_result(tool: &AuditTool, plan: &SnapshotPlan, grading: &PlanGrading) -> PlanResult {
    let by_panel = override_of(plan);
    let stands = grading::final_grade(grading, by_panel.as_ref());
    PlanResult {
        plan: plan.facts.reference.clone(),
        grade: stands.grade,
        percent: grading.percent,
        on_points: grading.on_points.clone(),
        held_by: grading.held_by_codes(),
        base: grading.base,
        tested: grading.tested,
        asked: grading.asked,
        overridden: stands.overridden,
        provisional: grading.provisional,
        sentence: grading::grade_line(tool, grading, by_panel.as_ref()),
        subject: plan.sampled.subject,
        grading: grading.clone(),
    }
}

pub(super) fn is_good_or_better(tool: &AuditTool, plan: &PlanResult) -> bool {
    plan.grade.as_deref().and_then(|code| tool.get_grade(code)).is_some_and(|grade| grade.good_or_better)
}

fn good_or_better(snapshot: &AuditSnapshot, plans: &[PlanResult]) -> Option<Share> {
    if snapshot.tool.grades.is_empty() {
        return None;
    }
    let count = plans.iter().filter(|p| is_good_or_better(&snapshot.tool, p)).count() as u64;
    let is_random = snapshot.round.facts.purpose == Purpose::Random;
    let frame = snapshot.round.draw.as_ref().and_then(|d| d.frame);
    Share::new(count, plans.len() as u64, frame, is_random)
}

/// Random dips of the twelve months to this draw; a plan seen twice counts once, newest.
fn good_or_better_12_months(snapshot: &AuditSnapshot, plans: &[PlanResult]) -> Option<Share> {
    let is_random = snapshot.round.facts.purpose == Purpose::Random;
    if snapshot.tool.grades.is_empty() || !is_random {
        return None;
    }
    let by_hand: BTreeSet<SubjectId> =
        snapshot.sampled().filter(|p| p.sampled.origin == SampleOrigin::ByHand).map(|p| p.sampled.subject).collect();
    let mut newest: BTreeMap<&str, (i64, bool)> = BTreeMap::new();
    for plan in &snapshot.earlier {
        let entry = newest.entry(&plan.reference).or_insert((plan.drawn_ms, plan.good_or_better));
        if plan.drawn_ms > entry.0 {
            *entry = (plan.drawn_ms, plan.good_or_better);
        }
    }
    for plan in plans.iter().filter(|p| !by_hand.contains(&p.subject)) {
        newest.insert(&plan.plan, (i64::MAX, is_good_or_better(&snapshot.tool, plan)));
    }
    let count = newest.values().filter(|(_, good)| *good).count() as u64;
    Share::new(count, newest.len() as u64, snapshot.earlier_frame, true)
}

fn headings_of(snapshot: &AuditSnapshot, plans: &[PlanResult]) -> Vec<HeadingResult> {
    let (tool, facts) = (&snapshot.tool, &snapshot.round.facts);
    let grade_codes = || tool.grades.iter().map(|g| g.code.as_str()).chain([NOT_GRADED]);
    let mut headings: Vec<HeadingResult> = tool
        .headings
        .iter()
        .map(|heading| HeadingResult {
            code: heading.code.clone(),
            grades: Counts::of(grade_codes()),
            answers: Counts::of(tool.answers.iter().map(|a| a.code.as_str())),
            not_tested: heading
                .criteria
                .iter()
                .filter(|c| c.depth <= facts.depth && c.evidence > facts.evidence)
                .count() as u64,
            title: heading.title.clone(),
        })
        .collect();
    for plan in plans {
        for (heading, section) in headings.iter_mut().zip(&plan.grading.sections) {
            heading.grades.add(section.grade.as_deref().unwrap_or(NOT_GRADED));
        }
    }
    for plan in snapshot.sampled() {
        for (criterion, agreed) in snapshot.agreed.get(&plan.sampled.subject).into_iter().flatten() {
            let place = tool.headings.iter().position(|h| h.criteria.iter().any(|c| &c.code == criterion));
            if let Some(heading) = place.and_then(|place| headings.get_mut(place)) {
                heading.answers.add(&agreed.answer);
            }
        }
    }
    headings
}

fn views_of(snapshot: &AuditSnapshot, judgement: &Judgement<'_>, plans: &[PlanResult]) -> Vec<ViewResult> {
    let agreed: BTreeSet<SubjectId> = plans.iter().map(|p| p.subject).collect();
    let views = snapshot.tool.views.iter().map(|view| {
        // The same plans as in every other figure of agreed answers.
        let plans: Vec<PlanStandard> = snapshot
            .sampled()
            .filter(|plan| agreed.contains(&plan.sampled.subject))
            .map(|plan| standard::judge_view(judgement, view, &snapshot.agreed_codes(plan.sampled.subject)))
            .collect();
        ViewResult { code: view.code.clone(), title: view.title.clone(), summary: standard::summarise(&plans) }
    });
    views.collect()
}

/// The sheets agreement is computed on: submitted and blind, whether or not their comparison is open.
fn blind_sheets(snapshot: &AuditSnapshot) -> Vec<&Sheet> {
    let sampled: BTreeSet<SubjectId> = snapshot.sampled().map(|p| p.sampled.subject).collect();
    let sheets = snapshot.sheets.iter();
    sheets.filter(|s| s.state == SheetState::Submitted && !s.not_blind && sampled.contains(&s.subject)).collect()
}

/// Answers with a level as positions on the tool's scale: a unit is one criterion of one plan.
#[must_use]
pub fn ratings_of(snapshot: &AuditSnapshot) -> Ratings {
    let tool = &snapshot.tool;
    let levels = tool.levels();
    let position = |answer: &str| {
        let level = tool.get_answer(answer).and_then(|a| a.level)?;
        levels.iter().position(|l| *l == level).and_then(|at| u8::try_from(at).ok())
    };
    ratings_by(snapshot, levels.len(), &|_| true, &position).0
}

/// Answers as positions on any scale of so many levels, of the plans wanted; and whose they are, by rater. Headings
/// and criteria are numbered as in the tool.
pub(super) fn ratings_by(
    snapshot: &AuditSnapshot,
    levels: usize,
    wanted: &dyn Fn(&SnapshotPlan) -> bool,
    position: &dyn Fn(&str) -> Option<u8>,
) -> (Ratings, Vec<MemberId>) {
    let tool = &snapshot.tool;
    let sheets = blind_sheets(snapshot);
    // By name, as the panel is listed: ids differ from file to file, and the last digit of a mean hangs on the order.
    let wrote = |id| sheets.iter().any(|s| s.member == id);
    let raters: Vec<MemberId> = snapshot.members.iter().map(|m| m.id).filter(|id| wrote(*id)).collect();
    let mut ratings = Ratings::new(levels, raters.len());
    let facts = &snapshot.round.facts;
    for (plan, sampled) in snapshot.sampled().enumerate().filter(|(_, plan)| wanted(plan)) {
        let of_plan: Vec<&&Sheet> = sheets.iter().filter(|s| s.subject == sampled.sampled.subject).collect();
        for (number, (heading, criterion)) in tool.criteria().enumerate() {
            if criterion.depth > facts.depth || criterion.evidence > facts.evidence {
                continue;
            }
            let mut given = vec![None; raters.len()];
            for sheet in &of_plan {
                let answer = sheet.answers.get(&criterion.code);
                if let Some(rater) = raters.iter().position(|id| *id == sheet.member) {
                    given[rater] = answer.and_then(|a| position(&a.answer));
                }
            }
            let heading = tool.headings.iter().position(|h| h.code == heading.code).unwrap_or_default();
            let unit = Unit { plan, heading, criterion: number, ratings: given };
            // Positions come from the scale's own levels and the row from its raters, so none is out of range.
            let _ = ratings.push(&unit);
        }
    }
    (ratings, raters)
}

fn agreement_of(snapshot: &AuditSnapshot, ratings: &Ratings, interval: Option<Bootstrap>) -> AgreementResult {
    let by_heading = list_agreement_by_heading(ratings).into_iter().filter_map(|(heading, figures)| {
        let code = snapshot.tool.headings.get(heading)?.code.clone();
        Some(HeadingAgreement { code, figures })
    });
    AgreementResult {
        whole: agreement(ratings),
        alpha_ordinal_low: interval.as_ref().map(|i| i.low),
        alpha_ordinal_high: interval.as_ref().map(|i| i.high),
        by_heading: by_heading.collect(),
        care: list_care(ratings),
    }
}
