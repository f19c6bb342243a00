//! From answers to grades: section, group and plan, and why a plan is held below its points.
//!
//! Everything compares in whole numbers; percentages in floating point are for showing only. The rule is the tool's:
//! what it leaves out does not apply. Functions here expect a tool that passed [`AuditTool::validate`]; on any other
//! they still return, and only what the tool says wrongly is missing.

use super::audit_tool::{AuditTool, Criterion, Depth, Evidence, Group, Heading, Kind};
use super::audit_tool::{NOT_APPLICABLE, NOT_EVIDENCED, NOT_MET, PARTLY};
use std::collections::{BTreeMap, BTreeSet};

#[cfg(test)]
mod tests;

/// What is asked of one plan: by which tool, how much of it, on what evidence, and in which part.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// The tool.
    pub tool: &'a AuditTool,
    /// The depth of the round.
    pub depth: Depth,
    /// The evidence given to the panel.
    pub evidence: Evidence,
    /// Codes of the criteria of a part sheet (some sections, or a view); none: the whole plan. A part has section
    /// grades only.
    pub scope: Option<&'a BTreeSet<String>>,
}

/// What became of one tested criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// No answer yet, or one the tool does not have.
    Missing,
    /// "Not for me to judge": answered, outside the base.
    Handed,
    /// Rightly not applicable: answered, outside the base.
    NotApplicable,
    /// "Not applicable" where it does not hold: in the base as not evidenced, without points.
    NaRefused,
    /// Any other answer, by its code; in the base when it has points.
    Answered(&'a str, Option<u32>),
}

impl<'a> Verdict<'a> {
    /// The answer that counts in grading; it may differ from the one stored.
    #[must_use]
    pub fn effective_answer(self) -> Option<&'a str> {
        match self {
            Self::Missing | Self::Handed => None,
            Self::NotApplicable => Some(NOT_APPLICABLE),
            Self::NaRefused => Some(NOT_EVIDENCED),
            Self::Answered(code, _) => Some(code),
        }
    }

    /// Points earned by an answer in the base; none: outside the base.
    #[must_use]
    pub fn points(self) -> Option<u32> {
        match self {
            Self::Missing | Self::Handed | Self::NotApplicable => None,
            Self::NaRefused => Some(0),
            Self::Answered(_, points) => points,
        }
    }
}

/// A tested criterion and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// Its section.
    pub heading: &'a Heading,
    /// The criterion.
    pub criterion: &'a Criterion,
    /// What became of it.
    pub verdict: Verdict<'a>,
}

impl Judged<'_> {
    fn is_must(&self, answer: &str) -> bool {
        self.criterion.kind == Kind::Must && self.verdict.effective_answer() == Some(answer)
    }

    /// A must criterion that is not met.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        self.is_must(NOT_MET)
    }

    /// A must criterion that is partly met.
    #[must_use]
    pub fn is_gap_in_part(&self) -> bool {
        self.is_must(PARTLY)
    }

    /// A must criterion not evidenced, for the lead to confirm from the file.
    #[must_use]
    pub fn is_to_confirm(&self) -> bool {
        self.is_must(NOT_EVIDENCED)
    }
}

/// Why a plan is held at a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldReason {
    /// This group is among the weakest, and the plan is at most some grades above it.
    WeakestGroup(String),
    /// This must criterion is not met.
    Gap(String),
    /// This must criterion is partly met.
    GapInPart(String),
    /// This criterion has the answer that the top grade does not allow.
    TopGrade(String),
}

impl HoldReason {
    /// Code of the group or criterion that holds.
    #[must_use]
    pub fn code(&self) -> &str {
        let (Self::WeakestGroup(code) | Self::Gap(code) | Self::GapInPart(code) | Self::TopGrade(code)) = self;
        code
    }

    fn is_group(&self) -> bool {
        matches!(self, Self::WeakestGroup(_))
    }
}

/// Something that holds a plan below its grade on points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Code of the best grade it allows; always below the grade on points.
    pub cap: String,
    /// Why.
    pub reason: HoldReason,
}

/// The figures of one section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionGrading {
    /// Code of the section.
    pub code: String,
    /// Criteria of the depth.
    pub asked: usize,
    /// Those of them whose evidence was given.
    pub tested: usize,
    /// Tested criteria with an answer, or handed on.
    pub answered: usize,
    /// Criteria in the base.
    pub base: usize,
    /// Points reached, before the section's weight.
    pub points: u64,
    /// Points there were to reach, before the section's weight.
    pub base_points: u64,
    /// Points reached, in percent of those there were; none: empty base.
    pub percent: Option<f64>,
    /// Code of the grade the points alone give; none: too few answers, or a tool without grades.
    pub on_points: Option<String>,
    /// Code of the grade.
    pub grade: Option<String>,
    /// Codes of the gaps that hold it below its grade on points.
    pub capped_by: Vec<String>,
}

/// The figures of one group of sections that can hold a plan back. Its sections' points are pooled as in the plan,
/// each multiplied by its section's weight.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupGrading {
    /// Code of the group.
    pub code: String,
    /// Criteria in the base.
    pub base: usize,
    /// Weighted points reached.
    pub points: u64,
    /// Weighted points there were to reach.
    pub base_points: u64,
    /// Points reached, in percent of those there were; none: empty base.
    pub percent: Option<f64>,
    /// Code of the grade the points alone give; none: too few answers (it holds nothing back).
    pub on_points: Option<String>,
    /// Code of the grade.
    pub grade: Option<String>,
    /// Codes of the gaps that hold it below its grade on points.
    pub capped_by: Vec<String>,
}

/// Everything that follows from the answers on one plan. Lists of criteria are codes in the tool's order.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanGrading {
    /// Criteria of the depth.
    pub asked: usize,
    /// Those of them whose evidence was given.
    pub tested: usize,
    /// Tested criteria with an answer, or handed on.
    pub answered: usize,
    /// Criteria in the base.
    pub base: usize,
    /// Points reached, each section's multiplied by its weight.
    pub points: u64,
    /// Points there were to reach, each section's multiplied by its weight.
    pub base_points: u64,
    /// Points reached, in percent of those there were; none: empty base.
    pub percent: Option<f64>,
    /// Code of the grade the points alone give; none: empty base, a part sheet, or a tool without grades.
    pub on_points: Option<String>,
    /// Code of the grade after all holds.
    pub grade: Option<String>,
    /// All that holds the plan below its points: weakest groups, gaps, gaps in part, what the top grade does not allow.
    pub held_by: Vec<Hold>,
    /// Fewer of the asked criteria were tested than the tool wants for a firm grade. Never on a part sheet.
    pub provisional: bool,
    /// Every tested criterion has an answer or is handed on.
    pub complete: bool,
    /// The sections, all of them, in the tool's order.
    pub sections: Vec<SectionGrading>,
    /// The groups, in the tool's order; empty on a part sheet.
    pub groups: Vec<GroupGrading>,
    /// Must criteria not met.
    pub gaps: Vec<String>,
    /// Must criteria partly met.
    pub in_part: Vec<String>,
    /// Must criteria not evidenced, those among them whose "not applicable" does not hold.
    pub to_confirm: Vec<String>,
    /// Criteria answered "not applicable" that count as not evidenced, because what it rests on is not met.
    pub na_refused: Vec<String>,
    /// Criteria of the depth whose evidence was not given.
    pub not_tested: Vec<String>,
    /// Tested criteria without an answer.
    pub missing: Vec<String>,
}

impl PlanGrading {
    /// Codes of what holds the plan: groups, then criteria, each once.
    #[must_use]
    pub fn held_by_codes(&self) -> Vec<String> {
        let (groups, criteria): (Vec<&Hold>, Vec<&Hold>) = self.held_by.iter().partition(|h| h.reason.is_group());
        let mut codes: Vec<String> = Vec::new();
        for code in groups.into_iter().chain(criteria).map(|h| h.reason.code()) {
            if !codes.iter().any(|c| c == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    }
}

impl<'a> Judgement<'a> {
    /// The whole plan.
    #[must_use]
    pub fn of_plan(tool: &'a AuditTool, depth: Depth, evidence: Evidence) -> Self {
        Self { tool, depth, evidence, scope: None }
    }

    /// A part of the plan: only these criteria.
    #[must_use]
    pub fn of_part(tool: &'a AuditTool, depth: Depth, evidence: Evidence, scope: &'a BTreeSet<String>) -> Self {
        Self { tool, depth, evidence, scope: Some(scope) }
    }

    /// Criteria of the depth, within the scope.
    fn asked(&self) -> impl Iterator<Item = (&'a Heading, &'a Criterion)> {
        let scope = self.scope;
        self.tool.asked(self.depth).filter(move |(_, c)| scope.is_none_or(|s| s.contains(&c.code)))
    }

    /// What became of each tested criterion, in the tool's order. `answers` are stored answer codes by criterion code;
    /// those to criteria that are not tested are ignored, and `handed` goes before an answer.
    #[must_use]
    pub fn judge(&self, answers: &BTreeMap<String, String>, handed: &BTreeSet<String>) -> Vec<Judged<'a>> {
        self.asked()
            .filter(|(_, c)| c.evidence <= self.evidence)
            .map(|(heading, criterion)| {
                let verdict = match answers.get(&criterion.code).and_then(|a| self.tool.get_answer(a)) {
                    _ if handed.contains(&criterion.code) => Verdict::Handed,
                    None => Verdict::Missing,
                    Some(a) if a.code != NOT_APPLICABLE => Verdict::Answered(&a.code, a.points),
                    Some(_) if self.na_holds(criterion, answers, handed) => Verdict::NotApplicable,
                    Some(_) => Verdict::NaRefused,
                };
                Judged { heading, criterion, verdict }
            })
            .collect()
    }

    /// Whether "not applicable" holds: the criterion allows it, and all it rests on was tested and is met among the
    /// same answers. The scope does not matter here: what the answers say of the rest of the plan still counts.
    fn na_holds(&self, criterion: &Criterion, answers: &BTreeMap<String, String>, handed: &BTreeSet<String>) -> bool {
        criterion.na.is_some()
            && criterion.na_needs.iter().all(|need| {
                self.tool.is_tested(need, self.depth, self.evidence)
                    && !handed.contains(need)
                    && answers.get(need).is_some_and(|a| self.tool.is_met(a))
            })
    }

    /// The figures and grades that follow from the answers. `answers` and `handed` as for [`Judgement::judge`].
    #[must_use]
    pub fn grade(&self, answers: &BTreeMap<String, String>, handed: &BTreeSet<String>) -> PlanGrading {
        let judged = self.judge(answers, handed);
        let list = |is: fn(&Judged<'a>) -> bool| -> Vec<String> {
            judged.iter().filter(|j| is(j)).map(|j| j.criterion.code.clone()).collect()
        };
        let sections: Vec<SectionGrading> = self.tool.headings.iter().map(|h| self.section(h, &judged)).collect();
        let (asked, tested) = (self.asked().count(), judged.len());
        let missing = list(|j| j.verdict == Verdict::Missing);
        let tally = pool(self.tool, &sections, |_| true);
        let mut grading = PlanGrading {
            asked,
            tested,
            answered: tested - missing.len(),
            base: tally.base,
            points: tally.points,
            base_points: tally.base_points,
            percent: tally.percent(),
            on_points: None,
            grade: None,
            held_by: Vec::new(),
            provisional: false,
            complete: missing.is_empty(),
            sections,
            groups: Vec::new(),
            gaps: list(Judged::is_gap),
            in_part: list(Judged::is_gap_in_part),
            to_confirm: list(Judged::is_to_confirm),
            na_refused: list(|j| j.verdict == Verdict::NaRefused),
            not_tested: self.asked().filter(|(_, c)| c.evidence > self.evidence).map(|(_, c)| c.code.clone()).collect(),
            missing,
        };
        if self.scope.is_none() {
            self.grade_plan(&judged, tally, &mut grading);
        }
        grading
    }

    fn grade_plan(&self, judged: &[Judged], tally: Tally, grading: &mut PlanGrading) {
        let tool = self.tool;
        grading.provisional =
            tool.rule.provisional_under_percent.is_some_and(|share| is_under(grading.tested, grading.asked, share));
        grading.groups = tool.groups.iter().map(|g| group(tool, g, &grading.sections, judged)).collect();
        let Some(on_points) = tally.grade_place(tool) else { return };
        let holds = self.holds(on_points, &grading.groups, judged);
        let held_at = holds.iter().map(|(cap, _)| *cap).fold(on_points, usize::max);
        grading.on_points = grade_code(tool, on_points);
        grading.grade = grade_code(tool, held_at);
        grading.held_by =
            holds.into_iter().filter_map(|(cap, reason)| Some(Hold { cap: grade_code(tool, cap)?, reason })).collect();
    }

    /// All caps below the grade on points, in the order of the rule.
    fn holds(&self, on_points: usize, groups: &[GroupGrading], judged: &[Judged]) -> Vec<(usize, HoldReason)> {
        let (tool, rule) = (self.tool, &self.tool.rule);
        let mut holds: Vec<(usize, HoldReason)> = weakest_groups(tool, groups);
        let caps_plan = |j: &&Judged| rule.must_caps_headings.as_ref().is_none_or(|s| s.contains(&j.heading.code));
        if let Some(cap) = place_of(tool, rule.must_not_met_caps_plan_at.as_ref()) {
            let gaps = judged.iter().filter(caps_plan).filter(|j| j.is_gap());
            holds.extend(gaps.map(|j| (cap, HoldReason::Gap(j.criterion.code.clone()))));
        }
        if let Some(cap) = place_of(tool, rule.must_partly_caps_plan_at.as_ref()) {
            let in_part = judged.iter().filter(caps_plan).filter(|j| j.is_gap_in_part());
            holds.extend(in_part.map(|j| (cap, HoldReason::GapInPart(j.criterion.code.clone()))));
        }
        if let Some(barred) = rule.top_grade_allows_no.as_deref().filter(|_| tool.grades.len() > 1) {
            let barring = judged.iter().filter(|j| j.verdict.effective_answer() == Some(barred));
            holds.extend(barring.map(|j| (1, HoldReason::TopGrade(j.criterion.code.clone()))));
        }
        holds.retain(|(cap, _)| *cap > on_points);
        holds
    }

    fn section(&self, heading: &Heading, judged: &[Judged]) -> SectionGrading {
        let tool = self.tool;
        let own: Vec<&Judged> = judged.iter().filter(|j| j.heading.code == heading.code).collect();
        let earned: Vec<u32> = own.iter().filter_map(|j| j.verdict.points()).collect();
        let tally = Tally {
            base: earned.len(),
            points: earned.iter().copied().map(u64::from).sum(),
            base_points: u64::from(tool.most_points()) * earned.len() as u64,
        };
        let gaps = own.iter().filter(|j| j.is_gap()).map(|j| j.criterion.code.clone()).collect();
        let graded = capped(tool, tally, gaps);
        SectionGrading {
            code: heading.code.clone(),
            asked: self.asked().filter(|(h, _)| h.code == heading.code).count(),
            tested: own.len(),
            answered: own.iter().filter(|j| j.verdict != Verdict::Missing).count(),
            base: tally.base,
            points: tally.points,
            base_points: tally.base_points,
            percent: tally.percent(),
            on_points: graded.on_points,
            grade: graded.grade,
            capped_by: graded.capped_by,
        }
    }
}

/// Points reached and to be reached over some criteria.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    base: usize,
    points: u64,
    base_points: u64,
}

impl Tally {
    fn percent(self) -> Option<f64> {
        (self.base_points > 0).then(|| 100.0 * self.points as f64 / self.base_points as f64)
    }

    /// The best grade whose share is reached; none: empty base, or no such grade.
    fn grade_place(self, tool: &AuditTool) -> Option<usize> {
        if self.base_points == 0 {
            return None;
        }
        tool.grades.iter().position(|g| reaches(self.points, self.base_points, g.from_percent))
    }
}

/// Whether points are at least this share of the points there were: in whole numbers, so that exactly 70 % is 70 %.
pub(super) fn reaches(points: u64, base_points: u64, percent: u32) -> bool {
    100 * u128::from(points) >= u128::from(percent) * u128::from(base_points)
}

/// Whether part of whole is under a share.
fn is_under(part: usize, whole: usize, percent: u32) -> bool {
    !reaches(part as u64, whole as u64, percent)
}

/// Pools the points of sections, each multiplied by its weight.
fn pool(tool: &AuditTool, sections: &[SectionGrading], belongs: impl Fn(&str) -> bool) -> Tally {
    sections.iter().filter(|s| belongs(&s.code)).fold(Tally::default(), |sum, section| {
        let weight = tool.get_heading(&section.code).map_or(1, |h| u64::from(h.weight));
        Tally {
            base: sum.base + section.base,
            points: sum.points.saturating_add(weight.saturating_mul(section.points)),
            base_points: sum.base_points.saturating_add(weight.saturating_mul(section.base_points)),
        }
    })
}

struct Capped {
    on_points: Option<String>,
    grade: Option<String>,
    capped_by: Vec<String>,
}

/// The grade of a section or a group: enough answers, the points, and the cap of its gaps.
fn capped(tool: &AuditTool, tally: Tally, gaps: Vec<String>) -> Capped {
    let needed = tool.rule.heading_grade_needs_answers.unwrap_or(1) as usize;
    let Some(on_points) = tally.grade_place(tool).filter(|_| tally.base >= needed) else {
        return Capped { on_points: None, grade: None, capped_by: Vec::new() };
    };
    let cap = place_of(tool, tool.rule.must_not_met_caps_heading_at.as_ref())
        .filter(|cap| *cap > on_points && !gaps.is_empty());
    Capped {
        on_points: grade_code(tool, on_points),
        grade: grade_code(tool, cap.unwrap_or(on_points)),
        capped_by: if cap.is_some() { gaps } else { Vec::new() },
    }
}

fn group(tool: &AuditTool, group: &Group, sections: &[SectionGrading], judged: &[Judged]) -> GroupGrading {
    let belongs = |code: &str| group.headings.iter().any(|h| h == code);
    let tally = pool(tool, sections, belongs);
    let gaps = judged.iter().filter(|j| belongs(&j.heading.code) && j.is_gap()).map(|j| j.criterion.code.clone());
    let graded = capped(tool, tally, gaps.collect());
    GroupGrading {
        code: group.code.clone(),
        base: tally.base,
        points: tally.points,
        base_points: tally.base_points,
        percent: tally.percent(),
        on_points: graded.on_points,
        grade: graded.grade,
        capped_by: graded.capped_by,
    }
}

/// The weakest of the groups that have a grade, and where they hold the plan.
fn weakest_groups(tool: &AuditTool, groups: &[GroupGrading]) -> Vec<(usize, HoldReason)> {
    let place = |g: &GroupGrading| place_of(tool, g.grade.as_ref());
    let (Some(steps), Some(worst)) = (tool.rule.steps_above_weakest_group, groups.iter().filter_map(place).max())
    else {
        return Vec::new();
    };
    let cap = worst.saturating_sub(steps as usize);
    let weakest = groups.iter().filter(|g| place(g) == Some(worst));
    weakest.map(|g| (cap, HoldReason::WeakestGroup(g.code.clone()))).collect()
}

fn place_of(tool: &AuditTool, grade: Option<&String>) -> Option<usize> {
    grade.and_then(|code| tool.grade_place(code))
}

fn grade_code(tool: &AuditTool, place: usize) -> Option<String> {
    tool.grades.get(place).map(|g| g.code.clone())
}

/// A panel's own grade in place of the one the answers give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Code of the grade.
    pub grade: String,
    /// Why, in the panel's words.
    pub reason: String,
}

/// The grade that stands for a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalGrade {
    /// Code of the grade that stands; none: not graded.
    pub grade: Option<String>,
    /// Code of the grade the answers give.
    pub by_answers: Option<String>,
    /// The reason, where the panel set the grade: always shown, also when it is the same grade.
    pub overridden: Option<String>,
}

/// The grade that stands for a plan: the panel's own where it set one, else that of the answers.
#[must_use]
pub fn final_grade(grading: &PlanGrading, by_panel: Option<&Override>) -> FinalGrade {
    FinalGrade {
        grade: by_panel.map(|o| o.grade.clone()).or_else(|| grading.grade.clone()),
        by_answers: grading.grade.clone(),
        overridden: by_panel.map(|o| o.reason.clone()),
    }
}

/// How many plans are good or better: plain counts; the interval is made of them elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoodOrBetter {
    /// Plans on which every tested criterion has an agreed answer.
    pub n: usize,
    /// Those of them whose grade counts as good or better.
    pub count: usize,
    /// Plans not fully agreed: outside `n`.
    pub not_agreed: usize,
}

/// Counts the plans that are good or better, by the grade that stands; none: the tool has no grades.
#[must_use]
pub fn count_good_or_better<'g>(
    tool: &AuditTool,
    plans: impl IntoIterator<Item = (&'g PlanGrading, Option<&'g Override>)>,
) -> Option<GoodOrBetter> {
    if tool.grades.is_empty() {
        return None;
    }
    let mut counted = GoodOrBetter { n: 0, count: 0, not_agreed: 0 };
    for (grading, by_panel) in plans {
        if !grading.complete {
            counted.not_agreed += 1;
            continue;
        }
        let grade = final_grade(grading, by_panel).grade;
        counted.n += 1;
        counted.count += usize::from(grade.and_then(|g| tool.get_grade(&g)).is_some_and(|g| g.good_or_better));
    }
    Some(counted)
}

/// The base in words, always printed with a grade: "31 of 45 tested".
#[must_use]
pub fn base_words(grading: &PlanGrading) -> String {
    format!("{} of {} tested", grading.tested, grading.asked)
}

/// The grade on points and what holds the plan below it: "Good on points, held at Requires improvement by C1 and D1".
/// Without a grade: the points, or that there was nothing to grade.
#[must_use]
pub fn held_sentence(tool: &AuditTool, grading: &PlanGrading) -> String {
    let Some(on_points) = &grading.on_points else {
        return match grading.percent {
            Some(percent) => format!("{} of {} points ({percent:.1} %)", grading.points, grading.base_points),
            None => "Not graded: no answer counts towards a grade".to_owned(),
        };
    };
    let mut sentence = format!("{} on points", grade_label(tool, on_points));
    let mut caps: Vec<&str> = grading.held_by.iter().map(|h| h.cap.as_str()).collect();
    // Lowest first: the cap that decides, then those that would hold without it.
    caps.sort_by_key(|cap| std::cmp::Reverse(tool.grade_place(cap)));
    caps.dedup();
    let mut named: Vec<&str> = Vec::new();
    for cap in caps {
        let here: Vec<&HoldReason> = grading.held_by.iter().filter(|h| h.cap == cap).map(|h| &h.reason).collect();
        let fresh: Vec<&HoldReason> = here.into_iter().filter(|r| !named.contains(&r.code())).collect();
        if fresh.is_empty() {
            continue;
        }
        sentence.push_str(if named.is_empty() { ", held at " } else { "; also held at " });
        sentence.push_str(&format!("{} by {}", grade_label(tool, cap), holders(tool, &fresh)));
        named.extend(fresh.iter().map(|r| r.code()));
    }
    sentence
}

/// The whole line under a grade: why, on what base, whether it is provisional, and the panel's own grade.
#[must_use]
pub fn grade_line(tool: &AuditTool, grading: &PlanGrading, by_panel: Option<&Override>) -> String {
    let mut line = held_sentence(tool, grading);
    line.push_str("; ");
    line.push_str(&base_words(grading));
    if grading.provisional {
        line.push_str("; provisional, because too little of the audit was tested");
    }
    if let Some(by_panel) = by_panel {
        line.push_str(&format!(
            "; overridden by the panel to {}: {}",
            grade_label(tool, &by_panel.grade),
            by_panel.reason
        ));
    }
    line
}

fn grade_label<'t>(tool: &'t AuditTool, code: &'t str) -> &'t str {
    tool.get_grade(code).map_or(code, |g| &g.label)
}

/// "C1 and D1 and by the health sections (C with G)": criteria first, each once.
fn holders(tool: &AuditTool, reasons: &[&HoldReason]) -> String {
    let mut criteria: Vec<String> = Vec::new();
    for code in reasons.iter().filter(|r| !r.is_group()).map(|r| r.code()) {
        if !criteria.iter().any(|c| c == code) {
            criteria.push(code.to_owned());
        }
    }
    let groups: Vec<String> = reasons.iter().filter(|r| r.is_group()).map(|r| group_words(tool, r.code())).collect();
    match (criteria.is_empty(), groups.is_empty()) {
        (false, false) => format!("{} and by {}", joined(&criteria), joined(&groups)),
        (false, true) => joined(&criteria),
        (true, _) => joined(&groups),
    }
}

/// "section B", "the social care sections (D with H)".
fn group_words(tool: &AuditTool, code: &str) -> String {
    let headings = tool.groups.iter().find(|g| g.code == code).map_or(&[][..], |g| &g.headings);
    match headings {
        [] => code.to_owned(),
        [one] => format!("section {one}"),
        [first, rest @ ..] => format!("the {} sections ({first} with {})", code.replace('_', " "), joined(rest)),
    }
}

/// "C1", "C1 and D1", "C1, D1 and F1".
fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
