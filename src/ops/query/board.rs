//! One discipline across all plans of a round: the board of its criteria, the advice behind each plan, and whether
//! the plans meet the standard. The blind rule is in what is left out here: a member's cells are their own, and agreed
//! answers are given only where no sheet of theirs is still to come.

use crate::domain::access::may_see_agreed;
use crate::domain::advice::{Advice, Clock};
use crate::domain::audit_tool::{AuditTool, View};
use crate::domain::grading::Judgement;
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::measure::ValueKind;
use crate::domain::plan::{PlanFacts, plan_reference};
use crate::domain::round::{Purpose, Round};
use crate::domain::rules::{RuleViolation, Thing};
use crate::domain::sheet::{GivenAnswer, HANDED, Note, Scope, SheetState, criteria_in_scope};
use crate::domain::standard::{PlanStandard, StandardSummary, judge_view, summarise};
use crate::ops::{OpError, Session};
use crate::stats::{AdviceResults, Interval, advice_results, wilson};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whose answers a plan's cells hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The acting member's own.
    Own,
    /// The panel's agreed answers.
    Agreed,
    /// Nobody's that may be shown.
    Nobody,
}

/// A criterion of the view on a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoardCell {
    /// The answer.
    pub answer: Option<GivenAnswer>,
    /// The acting member's own note.
    pub note: Option<Note>,
}

/// The acting member's sheet on a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardSheet {
    /// Draft or submitted.
    pub state: SheetState,
    /// Whether it may still be taken back.
    pub may_take_back: bool,
    /// Whether it holds only the view; else it is part of a larger sheet, which is handed in as a whole.
    pub is_view: bool,
    /// Criteria of the whole sheet without an answer.
    pub missing: usize,
}

/// A request for advice and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceLine {
    /// The request.
    pub advice: Advice,
    /// Where it stands to the six weeks.
    pub clock: Clock,
}

/// A plan on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardPlan {
    /// What is read.
    pub subject: SubjectId,
    /// What is known of it.
    pub facts: PlanFacts,
    /// Whose answers the cells hold.
    pub source: Source,
    /// The acting member's sheet on it, if the plan was given to them.
    pub sheet: Option<BoardSheet>,
    /// One for each criterion of the board.
    pub cells: Vec<BoardCell>,
    /// The advice behind it.
    pub advice: Vec<AdviceLine>,
    /// Whether it meets the standard by the answers shown.
    pub standard: PlanStandard,
}

/// The share of plans that is to meet the standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// In percent.
    pub percent: f64,
    /// Where it comes from; empty: set in this file.
    pub source: String,
}

/// One discipline across all plans of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The round.
    pub round: Round,
    /// Its tool.
    pub tool: Arc<AuditTool>,
    /// The view.
    pub view: View,
    /// Who looks; none: whoever runs the round.
    pub member: Option<MemberId>,
    /// Section and place of each criterion of the board, in the tool's order.
    pub criteria: Vec<(usize, usize)>,
    /// Criteria of the view that were not put to the panel.
    pub not_tested: Vec<String>,
    /// The plans, in draw order.
    pub plans: Vec<BoardPlan>,
    /// The standard on both bases, by the answers shown.
    pub summary: StandardSummary,
    /// Wilson's interval of the share of all plans; none where the sample is not random.
    pub interval: Option<Interval>,
    /// The same of the plans with such content; its frame is not known.
    pub interval_with_content: Option<Interval>,
    /// What the share is held against.
    pub target: Option<Target>,
    /// The advice register of the sampled plans, by service.
    pub advice: AdviceResults,
}

impl Session {
    /// A view of the tool across the plans of a round, as `member` may see it (none: whoever runs the round).
    ///
    /// # Errors
    /// When the round's tool has no such view.
    pub fn board(&mut self, round: RoundId, view: &str, member: Option<MemberId>) -> Result<Board, OpError> {
        let round = self.round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let missing = || RuleViolation::NotFound { what: Thing::View, name: view.to_owned() };
        let view = tool.get_view(view).cloned().ok_or_else(missing)?;
        let (depth, evidence) = (round.facts.depth, round.facts.evidence);
        let of_view: BTreeSet<String> =
            criteria_in_scope(&tool, depth, evidence, &Scope::View(view.code.clone())).into_iter().collect();
        let criteria = list_places(&tool, &of_view);
        let not_tested = view.criteria.iter().filter(|code| !of_view.contains(*code)).cloned().collect();
        let today = self.world.today();
        let register = self.advice_by_reference()?;
        let agreed = self.agreed(&round)?;
        let judgement = Judgement::of_plan(&tool, depth, evidence);
        let mut plans = Vec::new();
        for plan in self.round_progress(&round)?.sampled() {
            let subject = plan.sampled.subject;
            let task = plan.sheets.iter().find(|sheet| Some(sheet.assignment.member) == member);
            let own = match (task, member) {
                (Some(_), Some(member)) => Some(self.desk(round.id, subject, member)?),
                _ => None,
            };
            let in_own_scope = own.as_ref().is_some_and(|desk| desk.criteria.iter().any(|c| of_view.contains(&c.code)));
            let (source, cells, answers) = if let Some(desk) = own.as_ref().filter(|_| in_own_scope) {
                let cells = codes(&tool, &criteria).map(|code| {
                    let on_desk = desk.criteria.iter().find(|c| c.code == code);
                    let answer = on_desk.and_then(|c| c.answer.clone());
                    BoardCell { answer, note: on_desk.and_then(|c| c.note.clone()) }
                });
                let answers = desk.criteria.iter().filter_map(|c| Some((c.code.clone(), c.answer.clone()?.answer)));
                (Source::Own, cells.collect(), answers.filter(|(_, answer)| answer != HANDED).collect())
            } else if may_see_agreed(task.map(|task| task.state)) {
                let nothing = BTreeMap::new();
                let of_plan = agreed.get(&subject).unwrap_or(&nothing);
                let cells = codes(&tool, &criteria).map(|code| {
                    let agreed = of_plan.get(code);
                    let answer = agreed.map(|a| GivenAnswer { answer: a.answer.clone(), na_reason: None });
                    BoardCell { answer, note: None }
                });
                let source = if of_plan.is_empty() { Source::Nobody } else { Source::Agreed };
                let answers = of_plan.iter().map(|(code, a)| (code.clone(), a.answer.clone())).collect();
                (source, cells.collect(), answers)
            } else {
                (Source::Nobody, vec![BoardCell::default(); criteria.len()], BTreeMap::new())
            };
            let sheet = own.filter(|_| in_own_scope).zip(task).map(|(desk, task)| BoardSheet {
                state: desk.state,
                may_take_back: desk.may_take_back,
                is_view: task.assignment.scope == Scope::View(view.code.clone()),
                missing: desk.criteria.len() - desk.answered(),
            });
            let lines = register.get(plan_reference(&plan.facts.reference)).into_iter().flatten();
            plans.push(BoardPlan {
                subject,
                facts: plan.facts.clone(),
                source,
                sheet,
                cells,
                advice: lines.map(|a| AdviceLine { clock: a.clock(today), advice: a.clone() }).collect(),
                standard: judge_view(&judgement, &view, &answers),
            });
        }
        let summary = summarise(plans.iter().map(|plan| &plan.standard));
        let is_random = round.facts.purpose == Purpose::Random;
        let frame = round.draw.as_ref().and_then(|draw| draw.frame);
        let interval_of = |share: crate::domain::standard::Share, frame| {
            if is_random { wilson(share.count as u64, share.n as u64, frame) } else { None }
        };
        let sampled_advice: Vec<&Advice> = plans.iter().flat_map(|p| p.advice.iter().map(|l| &l.advice)).collect();
        Ok(Board {
            target: self.target_of(&view)?,
            interval: interval_of(summary.all, frame),
            interval_with_content: interval_of(summary.with_content, None),
            advice: advice_results(sampled_advice, today),
            round,
            view,
            member,
            criteria,
            not_tested,
            plans,
            summary,
            tool,
        })
    }

    /// The newest target of a measure on this very standard, else the one set in this file.
    fn target_of(&self, view: &View) -> Result<Option<Target>, OpError> {
        let wanted = format!("{} information meets the standard", view.code.replace('_', " "));
        let values = self.list_measures()?;
        let targets = values.iter().filter(|v| v.kind == ValueKind::Target && v.unit == "percent");
        let matching = targets.filter(|v| v.measure.to_lowercase().contains(&wanted));
        if let Some(newest) = matching.max_by_key(|v| (v.to, v.from))
            && let Some(percent) = newest.value
        {
            return Ok(Some(Target { percent, source: newest.source.clone() }));
        }
        Ok(self.target(&view.code)?.map(|percent| Target { percent: f64::from(percent), source: String::new() }))
    }

    fn advice_by_reference(&self) -> Result<BTreeMap<String, Vec<Advice>>, OpError> {
        let mut by_reference: BTreeMap<String, Vec<Advice>> = BTreeMap::new();
        for advice in self.list_advice()? {
            by_reference.entry(advice.reference.clone()).or_default().push(advice);
        }
        Ok(by_reference)
    }
}

fn list_places(tool: &AuditTool, codes: &BTreeSet<String>) -> Vec<(usize, usize)> {
    let sections = tool.headings.iter().enumerate();
    let all = sections.flat_map(|(h, section)| section.criteria.iter().enumerate().map(move |(p, c)| ((h, p), c)));
    all.filter(|(_, criterion)| codes.contains(&criterion.code)).map(|(place, _)| place).collect()
}

fn codes<'a>(tool: &'a AuditTool, places: &'a [(usize, usize)]) -> impl Iterator<Item = &'a str> {
    places.iter().filter_map(|(h, p)| Some(tool.headings.get(*h)?.criteria.get(*p)?.code.as_str()))
}
