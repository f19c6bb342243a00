//! The plans of the sample one by one: what the map shows, what stands behind a figure, what the panel agreed. Only
//! agreed answers are in it, never those of a member.

use crate::domain::audit_tool::{AuditTool, Lead, NOT_EVIDENCED};
use crate::domain::grading::{Judgement, SectionGrading};
use crate::domain::ids::SubjectId;
use crate::domain::sampling::{NOT_KNOWN, StratumFact};
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::domain::standard::{Standing, judge_view};
use crate::stats::breakdown::value_label;
use crate::stats::results::{PlanResult, RoundResults};
use std::collections::BTreeSet;

/// A criterion put to the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionHead {
    /// Its code.
    pub code: String,
    /// Code of its section.
    pub heading: String,
    /// The question.
    pub question: String,
}

/// One plan of the sample.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// What was read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// Code and words of each fact, in the order of [`StratumFact::ALL`].
    pub facts: Vec<(String, String)>,
    /// Every tested criterion has an agreed answer.
    pub is_agreed: bool,
    /// Place of its grade in the tool's; none: not agreed, or no grade.
    pub grade: Option<usize>,
    /// Whether that is good or better.
    pub is_good: bool,
    /// Why it has this grade.
    pub sentence: String,
    /// Too little was tested.
    pub is_provisional: bool,
    /// Place of the grade in each section, and of the plan at the end; empty before it is agreed.
    pub places: Vec<Option<usize>>,
    /// How each came about.
    pub details: Vec<String>,
    /// Agreed answers by criterion put to the panel.
    pub answers: Vec<Option<AgreedCell>>,
    /// Codes of its gaps.
    pub gaps: Vec<String>,
    /// Codes of its gaps in part.
    pub in_part: Vec<String>,
    /// Codes to be confirmed.
    pub to_confirm: Vec<String>,
    /// Agencies that lead a criterion with a gap.
    pub gap_leads: Vec<Lead>,
    /// Whether it meets the standard of each view; none: not known.
    pub meets: Vec<Option<bool>>,
}

/// An agreed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedCell {
    /// Its place among the tool's answers.
    pub place: usize,
    /// How it came about.
    pub how: &'static str,
    /// Why, where the panel said so.
    pub reason: String,
}

/// The figure somebody wants the plans of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// Good or better.
    GoodOrBetter,
    /// Agreed plans by their grade in a section.
    Section(usize),
    /// With a gap.
    Gap,
    /// With a gap in part.
    InPart,
    /// With something to be confirmed.
    ToConfirm,
    /// With an answer "not evidenced".
    NotEvidenced,
    /// Not fully agreed.
    NotAgreed,
    /// With a provisional grade.
    Provisional,
    /// Against the standard of a view.
    Standard(usize),
    /// With this value of a fact.
    Fact(StratumFact, String),
    /// With a gap in what this agency leads.
    Lead(Lead),
}

/// A plan behind a figure, with what makes it one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BehindRow {
    /// The plan.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// Place of its grade.
    pub grade: Option<usize>,
    /// What makes it one, such as the criteria.
    pub why: String,
}

/// In which order plans are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sorting {
    /// As drawn.
    #[default]
    Drawn,
    /// By reference.
    Reference,
    /// Best grade first, those without one last.
    Grade,
    /// By the value of a fact, as its words; not known last.
    Fact(StratumFact),
}

/// The plans that have this value of a fact (all without one), sorted. Equal ones stay as drawn.
#[must_use]
pub fn arranged<'a>(plans: &'a [PlanRow], sorting: Sorting, only: Option<&(StratumFact, String)>) -> Vec<&'a PlanRow> {
    let has =
        |plan: &&PlanRow| only.is_none_or(|(fact, value)| plan.fact(*fact).is_some_and(|(code, _)| code == value));
    let mut plans: Vec<&PlanRow> = plans.iter().filter(has).collect();
    match sorting {
        Sorting::Drawn => {}
        Sorting::Reference => plans.sort_by(|a, b| a.reference.cmp(&b.reference)),
        Sorting::Grade => plans.sort_by_key(|plan| (plan.grade.is_none(), plan.grade)),
        Sorting::Fact(fact) => plans.sort_by_key(|plan| {
            let (code, label) = plan.fact(fact).cloned().unwrap_or_default();
            let number = code.parse::<i64>().unwrap_or(i64::MAX);
            (code == NOT_KNOWN, number, label)
        }),
    }
    plans
}

/// The values of a fact that occur: code, words and how many plans.
#[must_use]
pub fn values_of(plans: &[PlanRow], fact: StratumFact) -> Vec<(String, String, usize)> {
    let mut values: Vec<(String, String, usize)> = Vec::new();
    for plan in arranged(plans, Sorting::Fact(fact), None) {
        let Some((code, label)) = plan.fact(fact) else { continue };
        match values.iter_mut().find(|(known, ..)| known == code) {
            Some((.., count)) => *count += 1,
            None => values.push((code.clone(), label.clone(), 1)),
        }
    }
    values
}

/// The plans behind a figure, in draw order. `heads` are the criteria put to the panel, `not_evidenced` the place of
/// that answer.
#[must_use]
pub fn behind(plans: &[PlanRow], heads: &[CriterionHead], not_evidenced: Option<usize>, of: &Behind) -> Vec<BehindRow> {
    let agreed = |plan: &PlanRow, is: bool, why: &str| (plan.is_agreed && is).then(|| why.to_owned());
    let codes = |codes: &[String]| (!codes.is_empty()).then(|| codes.join(", "));
    let rows = plans.iter().filter_map(|plan| {
        let why = match of {
            Behind::GoodOrBetter => agreed(plan, plan.is_good, &plan.sentence),
            Behind::Section(at) => agreed(plan, true, plan.details.get(*at).map_or("", String::as_str)),
            Behind::Gap => codes(&plan.gaps),
            Behind::InPart => codes(&plan.in_part),
            Behind::ToConfirm => codes(&plan.to_confirm),
            Behind::NotEvidenced => codes(&plan.codes_answered(heads, not_evidenced?)),
            Behind::NotAgreed => (!plan.is_agreed).then(|| {
                let agreed = plan.answers.iter().flatten().count();
                format!("{agreed} of {} agreed", plan.answers.len())
            }),
            Behind::Provisional => agreed(plan, plan.is_provisional, &plan.sentence),
            Behind::Standard(at) => {
                let meets = plan.meets.get(*at).copied().flatten();
                agreed(
                    plan,
                    true,
                    meets.map_or("Not known", |meets| if meets { "Meets it" } else { "Does not meet it" }),
                )
            }
            Behind::Fact(fact, value) => {
                agreed(plan, plan.fact(*fact).is_some_and(|(code, _)| code == value), &plan.sentence)
            }
            Behind::Lead(lead) => agreed(plan, plan.gap_leads.contains(lead), &plan.gaps.join(", ")),
        }?;
        // In a section the grade shown is the section's own.
        let grade = match of {
            Behind::Section(at) => plan.places.get(*at).copied().flatten(),
            _ => plan.grade,
        };
        Some(BehindRow { subject: plan.subject, reference: plan.reference.clone(), grade, why })
    });
    rows.collect()
}

impl PlanRow {
    /// Code and words of a fact.
    #[must_use]
    pub fn fact(&self, fact: StratumFact) -> Option<&(String, String)> {
        self.facts.get(StratumFact::ALL.iter().position(|other| *other == fact)?)
    }

    fn codes_answered(&self, heads: &[CriterionHead], place: usize) -> Vec<String> {
        let answered = heads.iter().zip(&self.answers);
        let with = answered.filter(|(_, cell)| cell.as_ref().is_some_and(|cell| cell.place == place));
        with.map(|(head, _)| head.code.clone()).collect()
    }
}

/// Place of "not evidenced" among the tool's answers.
#[must_use]
pub fn not_evidenced_place(answers: &[(String, String, bool)]) -> Option<usize> {
    answers.iter().position(|(code, ..)| code == NOT_EVIDENCED)
}

pub(super) fn criterion_heads(snapshot: &AuditSnapshot) -> Vec<CriterionHead> {
    let facts = &snapshot.round.facts;
    let tested = snapshot.tool.tested(facts.depth, facts.evidence).map(|(heading, criterion)| CriterionHead {
        code: criterion.code.clone(),
        heading: heading.code.clone(),
        question: criterion.question.clone(),
    });
    tested.collect()
}

/// Facts that are known of some plan.
pub(super) fn known_facts(plans: &[PlanRow]) -> Vec<StratumFact> {
    let known = |fact: &StratumFact| plans.iter().any(|p| p.fact(*fact).is_some_and(|(code, _)| code != NOT_KNOWN));
    StratumFact::ALL.iter().copied().filter(known).collect()
}

pub(super) fn plan_rows(snapshot: &AuditSnapshot, results: &RoundResults) -> Vec<PlanRow> {
    let facts = &snapshot.round.facts;
    let judgement = Judgement::of_plan(&snapshot.tool, facts.depth, facts.evidence);
    let rows = snapshot.sampled().map(|plan| {
        let result = results.plan_results.iter().find(|result| result.subject == plan.sampled.subject);
        plan_row(snapshot, &judgement, plan, result)
    });
    rows.collect()
}

fn plan_row(
    snapshot: &AuditSnapshot,
    judgement: &Judgement<'_>,
    plan: &SnapshotPlan,
    result: Option<&PlanResult>,
) -> PlanRow {
    let tool = &snapshot.tool;
    let subject = plan.sampled.subject;
    let codes = snapshot.agreed_codes(subject);
    let grading = judgement.grade(&codes, &BTreeSet::new());
    let place = |code: Option<&str>| code.and_then(|code| tool.grade_place(code));
    let grade = result.and_then(|result| result.grade.as_deref());
    let sections = result.map_or(&[][..], |result| &result.grading.sections);
    let mut places: Vec<Option<usize>> = sections.iter().map(|s| place(s.grade.as_deref())).collect();
    let mut details: Vec<String> = sections.iter().map(|s| section_detail(tool, s)).collect();
    if let Some(result) = result {
        places.push(place(grade));
        details.push(result.sentence.clone());
    }
    let agreed = snapshot.agreed.get(&subject);
    let answers = tool.tested(judgement.depth, judgement.evidence).map(|(_, criterion)| {
        let agreed = agreed?.get(&criterion.code)?;
        let place = tool.answers.iter().position(|answer| answer.code == agreed.answer)?;
        Some(AgreedCell { place, how: agreed.how.label(), reason: agreed.reason.clone().unwrap_or_default() })
    });
    let value = |fact: &StratumFact| {
        let code = fact.value_of(&plan.facts);
        let label = value_label(*fact, &code);
        (code, label)
    };
    let meets = tool.views.iter().map(|view| match judge_view(judgement, view, &codes).standing {
        Standing::Meets => Some(true),
        Standing::Below(_) => Some(false),
        Standing::NotAgreed(_) | Standing::NothingToJudge => None,
    });
    PlanRow {
        subject,
        reference: plan.facts.reference.clone(),
        facts: StratumFact::ALL.iter().map(value).collect(),
        is_agreed: result.is_some(),
        grade: place(grade),
        is_good: grade.and_then(|code| tool.get_grade(code)).is_some_and(|grade| grade.good_or_better),
        sentence: result.map(|result| result.sentence.clone()).unwrap_or_default(),
        is_provisional: result.is_some_and(|result| result.provisional),
        places,
        details,
        answers: answers.collect(),
        gap_leads: gap_leads(tool, &grading.gaps),
        gaps: grading.gaps,
        in_part: grading.in_part,
        to_confirm: grading.to_confirm,
        meets: meets.collect(),
    }
}

fn gap_leads(tool: &AuditTool, gaps: &[String]) -> Vec<Lead> {
    let leads = |lead: &Lead| {
        let led = gaps.iter().filter_map(|code| tool.get_criterion(code));
        led.into_iter().any(|(heading, c)| c.lead.contains(lead) || (c.lead.is_empty() && heading.lead == *lead))
    };
    Lead::ALL.iter().copied().filter(leads).collect()
}

fn section_detail(tool: &AuditTool, section: &SectionGrading) -> String {
    if section.base == 0 {
        return format!("{} of {} criteria tested; none of them counts here.", section.tested, section.asked);
    }
    let mut words = format!(
        "{} of {} points, {} of {} criteria tested",
        section.points, section.base_points, section.tested, section.asked
    );
    if !section.capped_by.is_empty() {
        let on_points = section.on_points.as_deref().and_then(|code| tool.get_grade(code)).map_or("", |g| &g.label);
        words.push_str(&format!("; {on_points} on points, held by a gap at {}", section.capped_by.join(", ")));
    } else if section.grade.is_none() && !tool.grades.is_empty() {
        words.push_str("; too few for a grade");
    }
    words.push('.');
    words
}
