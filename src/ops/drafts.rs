//! The register of drafts: checks begun, answered, decided; second checks; months closed.

use super::drafts_undo::DraftStep;
use super::scoring::{check_answer, check_reason};
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::audit_tool::{AuditTool, SubjectKind};
use crate::domain::draft_check::{self, DraftAnswer, DraftAnswers, DraftCheck, DraftDecision, DraftMonth, may_see};
use crate::domain::ids::{DraftCheckId, MemberId, ToolId};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::GivenAnswer;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;
use std::sync::Arc;

/// Longest reference, in characters.
const MAX_REFERENCE_CHARS: usize = 64;

/// A change to the register of drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drafting {
    /// Begins the check of a draft.
    Begin {
        /// Reference of the case; it need not be in the cohort.
        reference: String,
        /// The day on the draft.
        draft_on: Date,
        /// Who checks.
        checker: MemberId,
    },
    /// Begins the second check of a draft.
    BeginSecond {
        /// The first check.
        of: DraftCheckId,
        /// Who checks: somebody else.
        checker: MemberId,
    },
    /// Gives or changes an answer with its note.
    Answer {
        /// The check.
        check: DraftCheckId,
        /// The criterion.
        criterion: String,
        /// The answer.
        given: DraftAnswer,
    },
    /// Decides: issue or hold.
    Decide {
        /// The check.
        check: DraftCheckId,
        /// What.
        decision: DraftDecision,
        /// Why; needed for a hold, and for issuing although a duty is not met.
        reason: String,
    },
    /// Closes a month that is over, such as `2026-10`.
    CloseMonth(String),
}

/// A check as somebody may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The check; without its decision where that may not be seen.
    pub check: DraftCheck,
    /// Name of the checker.
    pub checker: String,
    /// Its answers; empty where they may not be seen.
    pub answers: DraftAnswers,
    /// Whether answers and decision are left out.
    pub is_hidden: bool,
    /// The day of the decision, UTC; none while there is none to see.
    pub decided_on: Option<Date>,
    /// Days from the draft to the decision, or to today while there is none to see.
    pub days: i64,
    /// A second check is due and nobody has begun it.
    pub second_due: bool,
}

/// The register as somebody may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRegister {
    /// Checks, newest first.
    pub rows: Vec<DraftRow>,
    /// Months with a decision, newest first: figures over decided checks, never a single one's answers.
    pub months: Vec<DraftMonth>,
    /// Tools the checks were made against.
    pub tools: BTreeMap<ToolId, Arc<AuditTool>>,
    /// Today.
    pub today: Date,
}

impl Session {
    /// Carries out a change to the register; gives the check it was about.
    ///
    /// # Errors
    /// As the rule it would break; nothing is changed then.
    pub fn run_drafting(&mut self, actor: &Actor, drafting: Drafting) -> Result<Done<Option<DraftCheckId>>, OpError> {
        match drafting {
            Drafting::Begin { reference, draft_on, checker } => {
                check_reference(reference.trim())?;
                let tool = self.draft_tool()?;
                let reference = reference.trim().to_owned();
                self.begin_check(actor, (reference, draft_on, tool), checker, None)
            }
            Drafting::BeginSecond { of, checker } => self.begin_second(actor, of, checker),
            Drafting::Answer { check, criterion, given } => self.answer_draft(actor, check, &criterion, given),
            Drafting::Decide { check, decision, reason } => self.decide_draft(actor, check, decision, &reason),
            Drafting::CloseMonth(month) => self.close_draft_month(actor, &month),
        }
    }

    /// The newest version of the tool for drafts: the shipped one's code first.
    fn draft_tool(&self) -> Result<ToolId, OpError> {
        const CODE: &str = "draft-before-issue";
        let tools: Vec<_> =
            self.list_tools()?.into_iter().filter(|(_, tool)| tool.subject == SubjectKind::Draft).collect();
        let known = tools.iter().rev().find(|(_, tool)| tool.code == CODE).or(tools.last());
        let missing = || RuleViolation::NotFound { what: Thing::Tool, name: CODE.to_owned() };
        Ok(known.map(|(id, _)| *id).ok_or_else(missing)?)
    }

    fn begin_check(
        &mut self,
        actor: &Actor,
        (reference, draft_on, tool): (String, Date, ToolId),
        checker: MemberId,
        second_of: Option<DraftCheckId>,
    ) -> Result<Done<Option<DraftCheckId>>, OpError> {
        let members = self.list_members()?;
        let missing = || RuleViolation::NotFound { what: Thing::Member, name: checker.to_string() };
        let name = members.iter().find(|m| m.id == checker).map(|m| m.facts.name.clone()).ok_or_else(missing)?;
        require_own(actor, &name)?;
        self.transact(actor, |change| {
            let check = DraftCheck {
                id: DraftCheckId(change.world.new_uuid()),
                reference,
                draft_on,
                tool,
                checker,
                second_of,
                begun_ms: change.world.now_ms(),
                decision: None,
                reason: String::new(),
                decided_ms: None,
            };
            change.db.put_draft_check(&check)?;
            let content = json!({"reference": check.reference, "check": check, "checker": name});
            let id = check.id;
            let step = DraftStep::Check { id, before: None, after: Some(check) };
            Ok((Some(id), Some(entry("draft_check_begun", content, step))))
        })
    }

    fn begin_second(
        &mut self,
        actor: &Actor,
        of: DraftCheckId,
        checker: MemberId,
    ) -> Result<Done<Option<DraftCheckId>>, OpError> {
        let all = self.store.db().list_draft_checks()?;
        let first = all.iter().find(|check| check.id == of).ok_or_else(|| no_check(of))?;
        let begun = all.iter().any(|check| check.second_of == Some(of));
        if !first.wants_second() || begun || first.decision.is_none() || first.checker == checker {
            return Err(RuleViolation::NoSecondCheck(first.reference.clone()).into());
        }
        self.begin_check(actor, (first.reference.clone(), first.draft_on, first.tool), checker, Some(of))
    }

    /// An undecided check, for whoever checks.
    fn open_check(&mut self, actor: &Actor, id: DraftCheckId) -> Result<(DraftCheck, Arc<AuditTool>), OpError> {
        let check = self.store.db().get_draft_check(id)?.ok_or_else(|| no_check(id))?;
        if check.decision.is_some() {
            return Err(RuleViolation::DraftDecided(check.reference).into());
        }
        let members = self.list_members()?;
        let name = members.iter().find(|m| m.id == check.checker).map(|m| m.facts.name.clone()).unwrap_or_default();
        require_own(actor, &name)?;
        let tool = self.tool(check.tool)?;
        Ok((check, tool))
    }

    fn answer_draft(
        &mut self,
        actor: &Actor,
        id: DraftCheckId,
        criterion: &str,
        mut given: DraftAnswer,
    ) -> Result<Done<Option<DraftCheckId>>, OpError> {
        let (check, tool) = self.open_check(actor, id)?;
        if tool.get_criterion(criterion).is_none() {
            return Err(RuleViolation::UnknownCriterion(criterion.to_owned()).into());
        }
        given.note = given.note.trim().to_owned();
        check_reason(&given.note)?;
        if !given.answer.is_empty() {
            let answer = GivenAnswer { answer: given.answer.clone(), na_reason: given.na_reason.clone() };
            check_answer(&tool, criterion, &answer)?;
        }
        let given = Some(given).filter(|given| *given != DraftAnswer::default());
        self.transact(actor, |change| {
            let before = change.db.list_draft_answers(id)?.remove(criterion);
            if before == given {
                return Ok((Some(id), None));
            }
            change.db.set_draft_answer(id, criterion, given.as_ref(), change.world.now_ms())?;
            let content = json!({"reference": check.reference, "check": id, "criterion": criterion, "from": before,
                "to": given});
            let step = DraftStep::Answer { id, criterion: criterion.to_owned(), before, after: given };
            Ok((Some(id), Some(entry("draft_check_answered", content, step))))
        })
    }

    fn decide_draft(
        &mut self,
        actor: &Actor,
        id: DraftCheckId,
        decision: DraftDecision,
        reason: &str,
    ) -> Result<Done<Option<DraftCheckId>>, OpError> {
        let (check, tool) = self.open_check(actor, id)?;
        let answers = self.store.db().list_draft_answers(id)?;
        let missing = draft_check::missing(&tool, &answers);
        if !missing.is_empty() {
            return Err(RuleViolation::DraftIncomplete { reference: check.reference, missing }.into());
        }
        let reason = reason.trim();
        check_reason(reason)?;
        let needs_reason = decision == DraftDecision::Hold || draft_check::has_gap(&tool, &answers);
        if needs_reason && reason.is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        self.transact(actor, |change| {
            let (now_ms, closed) = (change.world.now_ms(), change.db.list_closed_months()?);
            if closed.contains(&month_of(now_ms)) {
                return Err(RuleViolation::MonthClosed(month_of(now_ms)).into());
            }
            let (decision, reason) = (Some(decision), reason.to_owned());
            let after = DraftCheck { decision, reason, decided_ms: Some(now_ms), ..check.clone() };
            change.db.put_draft_check(&after)?;
            let mend = draft_check::to_mend(&tool, &answers);
            let content = json!({"reference": check.reference, "check": id, "from": null, "to": decision,
                "reason": after.reason, "to_mend": mend});
            let step = DraftStep::Check { id, before: Some(check), after: Some(after) };
            Ok((Some(id), Some(entry("draft_decided", content, step))))
        })
    }

    fn close_draft_month(&mut self, actor: &Actor, month: &str) -> Result<Done<Option<DraftCheckId>>, OpError> {
        if matches!(actor, Actor::Member(_)) {
            return Err(RuleViolation::NotYours.into());
        }
        let now = self.today().strftime("%Y-%m").to_string();
        let figures = self.draft_register(None)?.months.into_iter().find(|m| m.month == month);
        let Some(figures) = figures.filter(|m| m.month < now && !m.closed) else {
            return Err(RuleViolation::MonthNotToClose(month.to_owned()).into());
        };
        if figures.seconds_due > 0 {
            return Err(RuleViolation::SecondChecksDue(figures.seconds_due).into());
        }
        self.transact(actor, |change| {
            change.db.set_month_closed(month, Some(change.world.now_ms()))?;
            let content = json!({"month": month, "figures": figures});
            Ok((None, Some(entry("draft_month_closed", content, DraftStep::Month(month.to_owned())))))
        })
    }

    /// The register as a panel member may see it; none: whoever runs it. What the blind rule keeps from them is left
    /// out here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn draft_register(&mut self, viewer: Option<MemberId>) -> Result<DraftRegister, OpError> {
        let today = self.today();
        let checks = self.store.db().list_draft_checks()?;
        let mut answers: BTreeMap<DraftCheckId, DraftAnswers> = BTreeMap::new();
        let mut tools = BTreeMap::new();
        for check in &checks {
            answers.insert(check.id, self.store.db().list_draft_answers(check.id)?);
            if let Place::Vacant(place) = tools.entry(check.tool) {
                place.insert(self.tool(check.tool)?);
            }
        }
        let names: BTreeMap<MemberId, String> =
            self.list_members()?.into_iter().map(|m| (m.id, m.facts.name)).collect();
        let closed = self.store.db().list_closed_months()?;
        let seconds: BTreeMap<DraftCheckId, &DraftCheck> =
            checks.iter().filter_map(|check| Some((check.second_of?, check))).collect();
        // Figures over one or two drafts would tell what was answered: a draft that may not be seen is in no figure.
        let seen = |check: &&DraftCheck| may_see(viewer, check, seconds.get(&check.id).copied());
        let counted: Vec<&DraftCheck> = checks.iter().filter(|c| c.second_of.is_none()).filter(seen).collect();
        let months = months_of(&counted, &answers, &seconds, (&tools, &closed));
        let row = |check: &DraftCheck| {
            let second = seconds.get(&check.id).copied();
            let is_hidden = !may_see(viewer, check, second);
            let mut shown = check.clone();
            if is_hidden {
                (shown.decision, shown.decided_ms, shown.reason) = (None, None, String::new());
            }
            let decided_on = shown.decided_ms.map(day_of);
            DraftRow {
                checker: names.get(&check.checker).cloned().unwrap_or_default(),
                answers: if is_hidden {
                    DraftAnswers::new()
                } else {
                    answers.get(&check.id).cloned().unwrap_or_default()
                },
                days: crate::domain::advice::days_between(check.draft_on, decided_on.unwrap_or(today)),
                decided_on,
                second_due: check.wants_second() && check.decision.is_some() && second.is_none(),
                check: shown,
                is_hidden,
            }
        };
        Ok(DraftRegister { rows: checks.iter().rev().map(row).collect(), months, tools, today })
    }
}

type Tools = BTreeMap<ToolId, Arc<AuditTool>>;

fn months_of(
    firsts: &[&DraftCheck],
    answers: &BTreeMap<DraftCheckId, DraftAnswers>,
    seconds: &BTreeMap<DraftCheckId, &DraftCheck>,
    (tools, closed): (&Tools, &[String]),
) -> Vec<DraftMonth> {
    let empty = DraftAnswers::new();
    let of = |check: &DraftCheck| answers.get(&check.id).unwrap_or(&empty);
    let mut months: BTreeMap<String, Vec<&DraftCheck>> = BTreeMap::new();
    for check in firsts.iter().copied() {
        if let Some(decided_ms) = check.decided_ms {
            months.entry(month_of(decided_ms)).or_default().push(check);
        }
    }
    let figures = months.into_iter().rev().map(|(month, firsts)| {
        let mut figures = DraftMonth {
            closed: closed.contains(&month),
            month,
            checked: firsts.len() as u64,
            held: 0,
            issued: 0,
            missed: Vec::new(),
            seconds_due: 0,
            agreement: draft_check::DraftAgreement::default(),
        };
        let mut missed: BTreeMap<String, u64> = BTreeMap::new();
        for first in firsts {
            match first.decision {
                Some(DraftDecision::Hold) => figures.held += 1,
                _ => figures.issued += 1,
            }
            let lacking = tools.get(&first.tool).map(|tool| draft_check::to_mend(tool, of(first)));
            for code in lacking.into_iter().flatten() {
                *missed.entry(code).or_default() += 1;
            }
            match seconds.get(&first.id).filter(|second| second.decision.is_some()) {
                Some(second) => figures.agreement.add((first, of(first)), (second, of(second))),
                None => figures.seconds_due += u64::from(first.wants_second()),
            }
        }
        figures.missed = missed.into_iter().collect();
        figures.missed.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), code.clone()));
        figures
    });
    figures.collect()
}

/// The day of a time, UTC.
fn day_of(ms: i64) -> Date {
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

pub(super) fn month_of(ms: i64) -> String {
    day_of(ms).strftime("%Y-%m").to_string()
}

/// A member works on their own checks only; whoever runs the register may write down what a checker says.
fn require_own(actor: &Actor, checker: &str) -> Result<(), RuleViolation> {
    match actor {
        Actor::Member(name) if name != checker => Err(RuleViolation::NotYours),
        _ => Ok(()),
    }
}

fn no_check(id: DraftCheckId) -> RuleViolation {
    RuleViolation::NotFound { what: Thing::DraftCheck, name: id.to_string() }
}

fn check_reference(reference: &str) -> Result<(), RuleViolation> {
    if reference.is_empty() {
        return Err(RuleViolation::Empty(Field::Reference));
    }
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | '"' | '\'');
    if reference.chars().any(forbidden) {
        return Err(RuleViolation::ForbiddenCharacters { field: Field::Reference, text: reference.to_owned() });
    }
    if reference.chars().count() > MAX_REFERENCE_CHARS {
        let (field, limit) = (Field::Reference, MAX_REFERENCE_CHARS);
        return Err(RuleViolation::TooLong { field, limit, unit: "characters" });
    }
    Ok(())
}

fn entry(event: &'static str, content: serde_json::Value, step: DraftStep) -> Entry {
    Entry::new(event, content, draft_changes()).undone_by(Undo::Step(Box::new(UndoStep::Drafts(step))))
}

/// What a change to the register touches.
pub(super) fn draft_changes() -> Changes {
    Changes { drafts: true, ..Changes::default() }
}

#[cfg(test)]
mod tests;
