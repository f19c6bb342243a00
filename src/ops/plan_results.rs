//! What happens to plans after the round, and the reply before it closes.

use super::agree_undo::AgreeStep;
use super::scoring::check_reason;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::grading::{FinalGrade, Judgement, Override, PlanGrading, final_grade};
use crate::domain::ids::{ReplyId, RoundId, SubjectId};
use crate::domain::plan_result::{Outcome, PlanResult, Reply};
use crate::domain::round::{Round, SampleState};
use crate::domain::rules::{CloseObstacle, Field, RuleViolation, Thing};
use crate::domain::working_days::after_working_days;
use jiff::civil::Date;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Working days for a reply to the findings.
const REPLY_DAYS: u32 = 5;

/// A plan as its agreed answers grade it.
#[derive(Debug, Clone, PartialEq)]
pub struct GradedPlan {
    /// What was read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// What the agreed answers come to; complete when every tested criterion is agreed.
    pub grading: PlanGrading,
    /// The grade that stands.
    pub grade: FinalGrade,
}

impl Session {
    /// The plans of a round's sample as their agreed answers grade them, in draw order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn graded_sample(&mut self, round: &Round) -> Result<Vec<GradedPlan>, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let db = self.store.db();
        let mut answers: BTreeMap<SubjectId, BTreeMap<String, String>> = BTreeMap::new();
        for agreed in db.list_agreed(round.id)? {
            answers.entry(agreed.subject).or_default().insert(agreed.criterion, agreed.answer);
        }
        let overrides: BTreeMap<SubjectId, Override> = db
            .list_overrides(round.id)?
            .into_iter()
            .map(|(subject, o)| (subject, Override { grade: o.grade, reason: o.reason }))
            .collect();
        let judgement = Judgement::of_plan(&tool, round.facts.depth, round.facts.evidence);
        let sample = db.list_sample(round.id)?.into_iter().filter(|(s, _)| s.state == SampleState::Sampled);
        let nothing = BTreeMap::new();
        let graded = sample.map(|(sampled, facts)| {
            let grading = judgement.grade(answers.get(&sampled.subject).unwrap_or(&nothing), &BTreeSet::new());
            let grade = final_grade(&grading, overrides.get(&sampled.subject));
            GradedPlan { subject: sampled.subject, reference: facts.reference, grading, grade }
        });
        Ok(graded.collect())
    }

    /// Says what happens to a plan and why, or takes that back.
    ///
    /// # Errors
    /// When the plan is not in the sample, the reason is too long, or the round is closed.
    pub fn set_plan_result(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        result: Option<(Outcome, String)>,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        if let Some((_, reason)) = &result {
            check_reason(reason.trim())?;
        }
        let sample = self.store.db().list_sample(round)?;
        if !sample.iter().any(|(s, _)| s.subject == subject && s.state == SampleState::Sampled) {
            return Err(RuleViolation::PlanNotInSample(self.reference_of(round, subject)?).into());
        }
        self.transact(actor, |change| {
            let before = change.db.list_plan_results(round)?.remove(&subject);
            let set_ms = change.world.now_ms();
            let after =
                result.map(|(outcome, reason)| PlanResult { outcome, reason: reason.trim().to_owned(), set_ms });
            let same = |a: &PlanResult, b: &PlanResult| a.outcome == b.outcome && a.reason == b.reason;
            let unchanged = match (&before, &after) {
                (None, None) => true,
                (Some(a), Some(b)) => same(a, b),
                _ => false,
            };
            if unchanged {
                return Ok(((), None));
            }
            let content = json!({"from": before, "to": after});
            let step = AgreeStep::Results(round, vec![(subject, before, after)]);
            step.put(change)?;
            Ok(((), Some(entry("plan_result_set", content, step).of_subject(subject))))
        })
    }

    /// Takes what the rule proposes for every fully agreed plan below Good that has no result; gives back how many.
    ///
    /// # Errors
    /// When the round is closed.
    pub fn take_proposed_results(&mut self, actor: &Actor, round: RoundId) -> Result<Done<u64>, OpError> {
        let round = self.open_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let missing = self.without_result(&round)?;
        self.transact(actor, |change| {
            let set_ms = change.world.now_ms();
            let proposed = missing.iter().filter_map(|plan| {
                let (outcome, reason) = Outcome::proposed(&tool, &plan.grading, plan.grade.grade.as_deref())?;
                Some((plan.subject, None, Some(PlanResult { outcome, reason, set_ms })))
            });
            let rows: Vec<_> = proposed.collect();
            if rows.is_empty() {
                return Ok((0, None));
            }
            let count = rows.len() as u64;
            let content = json!(rows.iter().map(|(subject, _, result)| json!([subject, result])).collect::<Vec<_>>());
            let step = AgreeStep::Results(round.id, rows);
            step.put(change)?;
            Ok((count, Some(entry("plan_results_proposed", content, step))))
        })
    }

    /// Records that the findings went out for accuracy, without members' names; gives back the last day for a reply.
    ///
    /// # Errors
    /// When it is not said to whom, or the round is closed.
    pub fn send_findings(
        &mut self,
        actor: &Actor,
        round: RoundId,
        sent_to: &str,
        sent_on: Date,
    ) -> Result<Done<Date>, OpError> {
        self.open_round_by_id(round)?;
        let sent_to = sent_to.trim().to_owned();
        if sent_to.is_empty() {
            return Err(RuleViolation::Empty(Field::SentTo).into());
        }
        check_reason(&sent_to)?;
        let due_on = after_working_days(sent_on, REPLY_DAYS);
        self.transact(actor, |change| {
            let id = ReplyId(change.world.new_uuid());
            let (reply, changed) = (String::new(), String::new());
            let after = Reply { id, sent_to, sent_on, due_on, replied_on: None, reply, changed };
            let content = json!({"to": after});
            let step = AgreeStep::Reply { round, id, before: None, after: Some(after) };
            step.put(change)?;
            Ok((due_on, Some(entry("findings_sent", content, step))))
        })
    }

    /// Records what came back on the findings, and what was changed for it.
    ///
    /// # Errors
    /// When the reply is empty or would have come before the findings went out.
    pub fn record_reply(
        &mut self,
        actor: &Actor,
        (round, id): (RoundId, ReplyId),
        replied_on: Date,
        (reply, changed): (&str, &str),
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        if reply.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::Reply).into());
        }
        check_reason(reply)?;
        check_reason(changed)?;
        self.transact(actor, |change| {
            let before = change.db.list_replies(round)?.into_iter().find(|r| r.id == id).ok_or_else(|| no_reply(id))?;
            if replied_on < before.sent_on {
                return Err(RuleViolation::ReplyBeforeSending.into());
            }
            let (reply, changed) = (reply.trim().to_owned(), changed.trim().to_owned());
            let after = Reply { replied_on: Some(replied_on), reply, changed, ..before.clone() };
            if after == before {
                return Ok(((), None));
            }
            let content = json!({"from": before, "to": after});
            let step = AgreeStep::Reply { round, id, before: Some(before), after: Some(after) };
            step.put(change)?;
            Ok(((), Some(entry("reply_recorded", content, step))))
        })
    }

    /// Removes a sending that was recorded by mistake.
    ///
    /// # Errors
    /// When there is no such sending.
    pub fn remove_reply(&mut self, actor: &Actor, round: RoundId, id: ReplyId) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        self.transact(actor, |change| {
            let before = change.db.list_replies(round)?.into_iter().find(|r| r.id == id).ok_or_else(|| no_reply(id))?;
            let content = json!({"from": before});
            let step = AgreeStep::Reply { round, id, before: Some(before), after: None };
            step.put(change)?;
            Ok(((), Some(entry("reply_removed", content, step))))
        })
    }

    /// Plans below Good without a result, and sendings whose days for a reply are still running.
    pub(super) fn list_result_obstacles(&mut self, round: &Round) -> Result<Vec<CloseObstacle>, OpError> {
        let missing = self.without_result(round)?;
        let mut obstacles: Vec<_> =
            missing.into_iter().map(|plan| CloseObstacle::NoPlanResult(plan.reference)).collect();
        let today = self.world.today();
        let replies = self.store.db().list_replies(round.id)?;
        let running = replies.into_iter().filter(|reply| reply.is_running(today));
        obstacles.extend(running.map(|r| CloseObstacle::ReplyDaysRunning { sent_to: r.sent_to, due_on: r.due_on }));
        Ok(obstacles)
    }

    fn without_result(&mut self, round: &Round) -> Result<Vec<GradedPlan>, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let set = self.store.db().list_plan_results(round.id)?;
        let mut plans = self.graded_sample(round)?;
        plans.retain(|plan| {
            plan.grading.complete
                && !set.contains_key(&plan.subject)
                && Outcome::is_needed(&tool, plan.grade.grade.as_deref())
        });
        Ok(plans)
    }
}

fn no_reply(id: ReplyId) -> RuleViolation {
    RuleViolation::NotFound { what: Thing::Reply, name: id.to_string() }
}

fn entry(event: &'static str, content: serde_json::Value, step: AgreeStep) -> Entry {
    let changes = Changes { findings: true, ..Changes::default() };
    let round = step.round();
    Entry::new(event, content, changes).of_round(round).undone_by(Undo::Step(Box::new(UndoStep::Agreeing(step))))
}
