//! Agreeing: the comparison, unanimous answers, the rule, the panel's own answers.

use super::agree_undo::{AgreeStep, AgreedChange};
use super::scoring::{check_answer, check_reason};
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, RowRefusal, Session, Undo};
use super::undo::UndoStep;
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE};
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::moderation::{Standing, Triage, Vote, needs_reason};
use crate::domain::round::Round;
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{AgreedAnswer, AgreedHow, GivenAnswer, GradeOverride, SheetState};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a file of agreed answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedEntry {
    /// Its line.
    pub row: u64,
    /// The plan's reference.
    pub plan: String,
    /// The criterion.
    pub criterion: String,
    /// The answer's code.
    pub answer: String,
    /// Why, where a reason is needed.
    pub reason: Option<String>,
}

/// What agreeing did; counts are criteria of plans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AgreedOutcome {
    /// Agreed now.
    pub agreed: u64,
    /// Agreed before and as they were.
    pub unchanged: u64,
    /// Still to be agreed on plans whose comparison is open.
    pub to_discuss: u64,
    /// Plans left out, because not all their sheets are in.
    pub plans_not_open: u64,
}

/// Votes on the plans of a round whose comparison is open.
pub(super) struct Ballot {
    pub(super) round: Round,
    pub(super) tool: std::sync::Arc<AuditTool>,
    pub(super) references: BTreeMap<SubjectId, String>,
    pub(super) open: BTreeSet<SubjectId>,
    votes: BTreeMap<SubjectId, BTreeMap<String, Vec<Vote>>>,
    pub(super) agreed: BTreeMap<SubjectId, BTreeMap<String, AgreedAnswer>>,
}

impl Ballot {
    fn standings(&self, subject: SubjectId) -> Vec<(String, Standing)> {
        let facts = &self.round.facts;
        let triage = Triage { tool: &self.tool, depth: facts.depth, evidence: facts.evidence };
        let nothing = BTreeMap::new();
        let agreed = self.agreed.get(&subject).into_iter().flatten();
        let agreed = agreed.map(|(criterion, a)| (criterion.clone(), a.answer.clone())).collect();
        triage.standings(self.votes.get(&subject).unwrap_or(&nothing), &agreed)
    }

    /// Refuses a plan whose comparison is not open.
    pub(super) fn check_open(&self, subject: SubjectId) -> Result<(), RuleViolation> {
        let plan = || self.references.get(&subject).cloned().unwrap_or_default();
        if self.open.contains(&subject) { Ok(()) } else { Err(RuleViolation::ComparisonNotOpen(plan())) }
    }

    fn is_agreed(&self, subject: SubjectId, criterion: &str) -> bool {
        self.agreed.get(&subject).is_some_and(|agreed| agreed.contains_key(criterion))
    }

    fn votes_on(&self, subject: SubjectId, criterion: &str) -> &[Vote] {
        self.votes.get(&subject).and_then(|v| v.get(criterion)).map_or(&[], Vec::as_slice)
    }

    /// Everything that must hold before an answer is agreed.
    fn check(
        &self,
        subject: SubjectId,
        criterion: &str,
        answer: &str,
        reason: Option<&str>,
    ) -> Result<(), RuleViolation> {
        let facts = &self.round.facts;
        let (_, found) =
            self.tool.get_criterion(criterion).ok_or_else(|| RuleViolation::UnknownCriterion(criterion.to_owned()))?;
        if found.depth > facts.depth {
            return Err(RuleViolation::BeyondDepth(criterion.to_owned()));
        }
        if found.evidence > facts.evidence {
            return Err(RuleViolation::NotTested(criterion.to_owned()));
        }
        if self.tool.get_answer(answer).is_none() {
            return Err(RuleViolation::UnknownAnswer(answer.to_owned()));
        }
        // The tool's own reason stands for an agreed "not applicable"; only whether it is allowed is checked here.
        let na_reason = (answer == NOT_APPLICABLE).then(|| "agreed".to_owned());
        check_answer(&self.tool, criterion, &GivenAnswer { answer: answer.to_owned(), na_reason })?;
        if let Some(reason) = reason {
            check_reason(reason)?;
        }
        let plan = || self.references.get(&subject).cloned().unwrap_or_default();
        self.check_open(subject)?;
        let has_reason = reason.is_some_and(|reason| !reason.trim().is_empty());
        if !has_reason && needs_reason(&self.tool, self.votes_on(subject, criterion), answer) {
            return Err(RuleViolation::AgreedReasonMissing { plan: plan(), criterion: criterion.to_owned() });
        }
        Ok(())
    }
}

impl Session {
    /// Takes every answer on which all sheets of a plan agree.
    ///
    /// # Errors
    /// When the round is closed or the file cannot be written.
    pub fn agree_unanimous(&mut self, actor: &Actor, round: RoundId) -> Result<Done<AgreedOutcome>, OpError> {
        self.agree_where(actor, round, AgreedHow::Unanimous, |standing| match standing {
            Standing::Unanimous(answer) => Some(answer),
            _ => None,
        })
    }

    /// Settles by rule the splits that triage leaves to it.
    ///
    /// # Errors
    /// When the round is closed or the file cannot be written.
    pub fn agree_by_rule(&mut self, actor: &Actor, round: RoundId) -> Result<Done<AgreedOutcome>, OpError> {
        self.agree_where(actor, round, AgreedHow::Rule, |standing| match standing {
            Standing::ByRule(answer) => Some(answer),
            _ => None,
        })
    }

    fn agree_where(
        &mut self,
        actor: &Actor,
        round: RoundId,
        how: AgreedHow,
        take: impl Fn(Standing) -> Option<String>,
    ) -> Result<Done<AgreedOutcome>, OpError> {
        let ballot = self.ballot(round)?;
        let mut outcome = AgreedOutcome {
            plans_not_open: (ballot.references.len() - ballot.open.len()) as u64,
            ..AgreedOutcome::default()
        };
        let mut new = Vec::new();
        for subject in &ballot.open {
            for (criterion, standing) in ballot.standings(*subject) {
                let settled = ballot.is_agreed(*subject, &criterion);
                match take(standing) {
                    Some(_) if settled => outcome.unchanged += 1,
                    Some(answer) => {
                        new.push(AgreedAnswer { subject: *subject, criterion, answer, reason: None, how });
                    }
                    None if !settled => outcome.to_discuss += 1,
                    None => {}
                }
            }
        }
        outcome.agreed = new.len() as u64;
        self.transact(actor, |change| {
            put_all(change, round, &new)?;
            let log: Vec<_> = new.iter().map(|a| json!([a.subject, a.criterion, a.answer])).collect();
            let event = if how == AgreedHow::Rule { "agreed_by_rule" } else { "agreed_unanimous" };
            let changed = new.into_iter().map(AgreedChange::newly).collect();
            let step = UndoStep::Agreeing(AgreeStep::Answers(round, changed));
            let entry = (outcome.agreed > 0).then(|| Entry::new(event, json!(log), agreed_changes()).of_round(round));
            Ok((outcome, entry.map(|entry| entry.undone_by(Undo::Step(Box::new(step))))))
        })
    }

    /// Takes in a file of agreed answers, all or nothing.
    ///
    /// # Errors
    /// [`OpError::Rows`] with every row that breaks a rule.
    pub fn import_agreed(
        &mut self,
        actor: &Actor,
        round: RoundId,
        rows: &[AgreedEntry],
    ) -> Result<Done<AgreedOutcome>, OpError> {
        let ballot = self.ballot(round)?;
        let subjects: BTreeMap<&str, SubjectId> =
            ballot.references.iter().map(|(subject, reference)| (reference.as_str(), *subject)).collect();
        let mut outcome = AgreedOutcome::default();
        let (mut new, mut refusals) = (Vec::new(), Vec::new());
        for entry in rows {
            let reason = entry.reason.as_deref().map(str::trim).filter(|r| !r.is_empty());
            let checked = match subjects.get(entry.plan.as_str()) {
                None => Err(RuleViolation::PlanNotInSample(entry.plan.clone())),
                Some(subject) => ballot.check(*subject, &entry.criterion, &entry.answer, reason).map(|()| *subject),
            };
            match checked {
                Err(violation) => refusals.push(RowRefusal { row: entry.row, violation }),
                Ok(subject) => {
                    let before = ballot.agreed.get(&subject).and_then(|a| a.get(&entry.criterion));
                    if before.is_some_and(|b| b.answer == entry.answer && b.reason.as_deref() == reason) {
                        outcome.unchanged += 1;
                    } else {
                        new.push(AgreedAnswer {
                            subject,
                            criterion: entry.criterion.clone(),
                            answer: entry.answer.clone(),
                            reason: reason.map(str::to_owned),
                            how: AgreedHow::Import,
                        });
                    }
                }
            }
        }
        if !refusals.is_empty() {
            return Err(OpError::Rows(refusals));
        }
        outcome.agreed = new.len() as u64;
        self.transact(actor, |change| {
            put_all(change, round, &new)?;
            let log: Vec<_> = rows.iter().map(|r| json!([r.plan, r.criterion, r.answer, r.reason])).collect();
            let entry = (!new.is_empty()).then(|| Entry::new("agreed_imported", json!(log), agreed_changes()));
            Ok((outcome, entry.map(|entry| entry.of_round(round))))
        })
    }

    /// Sets the panel's answer on one criterion of a plan.
    ///
    /// # Errors
    /// When the comparison is not open, or a reason is needed and missing.
    pub fn set_agreed(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        (criterion, answer): (&str, &str),
        reason: Option<&str>,
    ) -> Result<Done<()>, OpError> {
        let ballot = self.ballot(round)?;
        let reason = reason.map(str::trim).filter(|r| !r.is_empty());
        ballot.check(subject, criterion, answer, reason)?;
        let before = ballot.agreed.get(&subject).and_then(|a| a.get(criterion)).cloned();
        let after = AgreedAnswer {
            subject,
            criterion: criterion.to_owned(),
            answer: answer.to_owned(),
            reason: reason.map(str::to_owned),
            how: AgreedHow::Panel,
        };
        if before.as_ref() == Some(&after) {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.put_agreed(round, &after, change.world.now_ms())?;
            let content = json!({"criterion": criterion, "from": before, "to": after});
            let step = UndoStep::Agreed { round, subject, criterion: criterion.to_owned(), before, after: Some(after) };
            let entry = Entry::new("agreed_set", content, agreed_changes()).of_round(round).of_subject(subject);
            Ok(((), Some(entry.undone_by(Undo::Step(Box::new(step))))))
        })
    }

    /// Opens the comparison of a plan before all sheets are in, with a reason.
    ///
    /// # Errors
    /// When no reason is given.
    pub fn open_comparison(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        reason: &str,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        if reason.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        check_reason(reason)?;
        self.transact(actor, |change| {
            if change.db.list_open_comparisons(round)?.contains(&subject) {
                return Ok(((), None));
            }
            change.db.open_comparison(round, subject, change.world.now_ms(), Some(reason.trim()))?;
            let content = json!({"reason": reason.trim()});
            let entry = Entry::new("comparison_opened", content, agreed_changes());
            Ok(((), Some(entry.of_round(round).of_subject(subject))))
        })
    }

    /// Sets the panel's own grade for a plan, with the reason, or takes it away.
    ///
    /// # Errors
    /// When no reason is given, the grade is not of the tool, or the comparison is not open.
    pub fn override_grade(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        grade: Option<GradeOverride>,
    ) -> Result<Done<()>, OpError> {
        let ballot = self.ballot(round)?;
        ballot.check_open(subject)?;
        if let Some(grade) = &grade {
            if ballot.tool.get_grade(&grade.grade).is_none() {
                return Err(RuleViolation::NotFound { what: Thing::Grade, name: grade.grade.clone() }.into());
            }
            if grade.reason.trim().is_empty() {
                return Err(RuleViolation::Empty(Field::Reason).into());
            }
            check_reason(&grade.reason)?;
        }
        self.transact(actor, |change| {
            let before = change.db.list_overrides(round)?.into_iter().find(|(s, _)| *s == subject).map(|(_, g)| g);
            if before == grade {
                return Ok(((), None));
            }
            let content = json!({"from": before, "to": grade});
            let step = AgreeStep::Override { round, subject, before, after: grade };
            step.put(change)?;
            let entry = Entry::new("grade_overridden", content, agreed_changes()).of_round(round).of_subject(subject);
            Ok(((), Some(entry.undone_by(Undo::Step(Box::new(UndoStep::Agreeing(step)))))))
        })
    }

    pub(super) fn ballot(&mut self, round: RoundId) -> Result<Ballot, OpError> {
        let round = self.open_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let db = self.store.db();
        let members = db.list_members()?;
        let sample = db.list_sample(round.id)?;
        let references: BTreeMap<SubjectId, String> =
            sample.into_iter().filter(|(s, _)| s.counts()).map(|(s, facts)| (s.subject, facts.reference)).collect();
        let mut open: BTreeSet<SubjectId> = db.list_open_comparisons(round.id)?.into_iter().collect();
        open.retain(|subject| references.contains_key(subject));
        let mut votes: BTreeMap<SubjectId, BTreeMap<String, Vec<Vote>>> = BTreeMap::new();
        for sheet in db.list_sheets(round.id, None)? {
            if sheet.state != SheetState::Submitted || !open.contains(&sheet.subject) {
                continue;
            }
            let Some(member) = members.iter().find(|m| m.id == sheet.member) else { continue };
            let of_plan = votes.entry(sheet.subject).or_default();
            for (criterion, given) in sheet.answers {
                let vote = Vote { agency: member.facts.agency, answer: given.answer };
                of_plan.entry(criterion).or_default().push(vote);
            }
        }
        let mut agreed: BTreeMap<SubjectId, BTreeMap<String, AgreedAnswer>> = BTreeMap::new();
        for answer in db.list_agreed(round.id)? {
            agreed.entry(answer.subject).or_default().insert(answer.criterion.clone(), answer);
        }
        Ok(Ballot { round, tool, references, open, votes, agreed })
    }
}

pub(super) fn agreed_changes() -> Changes {
    Changes { agreed: true, ..Changes::default() }
}

fn put_all(change: &mut Change<'_>, round: RoundId, answers: &[AgreedAnswer]) -> Result<(), OpError> {
    for answer in answers {
        change.db.put_agreed(round, answer, change.world.now_ms())?;
    }
    Ok(())
}
