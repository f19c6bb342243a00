//! Arranging a round by hand: its panel, its papers, who reads what, the practice plan. Every step but adding people
//! and topping up can be taken back.

use super::command::{Outcome, outcome};
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::panel::MemberFacts;
use crate::domain::round::{Papers, SampleOrigin, SampleState};
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{Assignment, Scope};
use serde_json::json;

/// A step of arranging a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrange {
    /// Adds a person, or changes the one with this id; the name may change too.
    PutMember {
        /// Who; none: somebody new.
        id: Option<MemberId>,
        /// Everything about them.
        facts: Box<MemberFacts>,
    },
    /// Sets who sits on the panel of a round.
    SetPanel {
        /// The round.
        round: RoundId,
        /// Everybody on it.
        members: Vec<MemberId>,
    },
    /// Takes a plan out of the sample; the next reserve of its stratum comes in.
    Withdraw {
        /// The round.
        round: RoundId,
        /// Its reference.
        plan: String,
        /// Why.
        reason: String,
    },
    /// Adds plans in the order of the draw.
    TopUp {
        /// The round.
        round: RoundId,
        /// How many.
        add: usize,
    },
    /// Adds a plan by hand: it is marked and stays out of trends.
    AddByHand {
        /// The round.
        round: RoundId,
        /// Its reference.
        plan: String,
        /// Why.
        reason: String,
    },
    /// Adds the practice plan.
    AddPractice {
        /// The round.
        round: RoundId,
        /// Its reference.
        plan: String,
    },
    /// Sets what readers need to read a plan.
    SetPapers {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// What they need.
        papers: Papers,
    },
    /// Sets the lines of enquiry of a round.
    SetLines {
        /// The round.
        round: RoundId,
        /// The text; may be empty.
        text: String,
    },
    /// Keeps scoring shut, or opens it.
    HoldBack {
        /// The round.
        round: RoundId,
        /// Whether it is held back.
        held: bool,
    },
    /// Gives a plan to a member.
    Give {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// Who.
        member: MemberId,
    },
    /// Takes a plan from a member whose sheet is not begun.
    Take {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// Who.
        member: MemberId,
    },
    /// Locks a choice, or frees it: allocating again keeps what is locked.
    Lock {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// Who.
        member: MemberId,
        /// Whether it is locked.
        locked: bool,
    },
    /// Changes what a member scores of a plan.
    SetScope {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// Who.
        member: MemberId,
        /// The whole, some sections, or a view.
        scope: Scope,
    },
    /// Chooses who leads a section of a plan; none: nobody.
    SetLead {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// The section.
        heading: String,
        /// Who.
        member: Option<MemberId>,
    },
    /// Sets the agreed answer on a criterion of the practice plan; none takes it away.
    SetPracticeAnswer {
        /// The round.
        round: RoundId,
        /// The practice plan.
        subject: SubjectId,
        /// The criterion.
        criterion: String,
        /// The answer's code.
        answer: Option<String>,
        /// Why; may be empty.
        reason: String,
    },
}

/// What is put back when a step is taken back, and what must still be there for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ArrangeUndo {
    Panel { round: RoundId, before: Vec<MemberId>, after: Vec<MemberId> },
    Papers { round: RoundId, subject: SubjectId, before: Papers, after: Papers },
    Lines { round: RoundId, before: String, after: String },
    Held { round: RoundId, before: bool, after: bool },
    Task { round: RoundId, before: Option<Assignment>, after: Option<Assignment> },
    Lead { round: RoundId, subject: SubjectId, heading: String, before: Option<MemberId>, after: Option<MemberId> },
    Added { round: RoundId, subject: SubjectId, tasks: Vec<Assignment> },
    Withdrawn { round: RoundId, plan: (SubjectId, SampleOrigin), replacement: Option<(SubjectId, SampleOrigin)> },
}

impl ArrangeUndo {
    /// As the door takes it.
    pub(super) fn step(self) -> Undo {
        Undo::Step(Box::new(UndoStep::Arrange(self)))
    }

    fn round(&self) -> RoundId {
        match self {
            Self::Panel { round, .. }
            | Self::Papers { round, .. }
            | Self::Lines { round, .. }
            | Self::Held { round, .. }
            | Self::Task { round, .. }
            | Self::Lead { round, .. }
            | Self::Added { round, .. }
            | Self::Withdrawn { round, .. } => *round,
        }
    }

    /// Whether nothing changed since; then puts back what was there before.
    fn put_back(&self, change: &mut Change<'_>) -> Result<bool, OpError> {
        let db = change.db;
        let still = match self {
            Self::Panel { round, before, after } => {
                let still = db.list_round_members(*round)? == *after;
                db.set_round_members(*round, before)?;
                still
            }
            Self::Papers { round, subject, before, after } => {
                let sample = db.list_sample(*round)?;
                let still = sample.iter().any(|(s, _)| s.subject == *subject && s.papers == *after);
                db.set_papers(*round, *subject, before)?;
                still
            }
            Self::Lines { round, before, after } => {
                let still = db.list_rounds()?.iter().any(|r| r.id == *round && r.lines_of_enquiry == *after);
                db.set_lines_of_enquiry(*round, before)?;
                still
            }
            Self::Held { round, before, after } => {
                let still = db.list_rounds()?.iter().any(|r| r.id == *round && r.held_back == *after);
                db.set_held_back(*round, *before)?;
                still
            }
            Self::Task { round, before, after } => return put_task_back(change, *round, before, after),
            Self::Lead { round, subject, heading, before, after } => {
                let leads = db.list_heading_leads(*round)?;
                let now = leads.iter().find(|(s, h, _)| s == subject && h == heading).map(|(.., member)| *member);
                db.set_heading_lead(*round, *subject, heading, *before)?;
                now == *after
            }
            Self::Added { round, subject, tasks } => {
                let progress = db.list_progress(*round)?;
                let mut here = progress.iter().filter(|p| p.assignment.subject == *subject);
                // What was given along with the plan goes with it; what came later stays in the way.
                if !here.all(|p| p.state.is_none() && tasks.contains(&p.assignment)) {
                    return Ok(false);
                }
                if db.list_agreed(*round)?.iter().any(|a| a.subject == *subject) {
                    return Ok(false);
                }
                for task in tasks {
                    db.remove_assignment(task.id)?;
                }
                db.remove_sampled_plan(*round, *subject)?;
                true
            }
            Self::Withdrawn { round, plan, replacement } => {
                let sample = db.list_sample(*round)?;
                let is = |subject, state| sample.iter().any(|(s, _)| s.subject == subject && s.state == state);
                let progress = db.list_progress(*round)?;
                let is_read = |subject| progress.iter().any(|p| p.assignment.subject == subject);
                if !is(plan.0, SampleState::Withdrawn)
                    || replacement.is_some_and(|(other, _)| !is(other, SampleState::Sampled) || is_read(other))
                {
                    return Ok(false);
                }
                db.set_sample_state(*round, plan.0, SampleState::Sampled, plan.1, None)?;
                if let Some((subject, origin)) = *replacement {
                    db.set_sample_state(*round, subject, SampleState::Reserve, origin, None)?;
                }
                true
            }
        };
        Ok(still)
    }
}

fn put_task_back(
    change: &mut Change<'_>,
    round: RoundId,
    before: &Option<Assignment>,
    after: &Option<Assignment>,
) -> Result<bool, OpError> {
    let Some(task) = after.as_ref().or(before.as_ref()) else { return Ok(false) };
    let progress = change.db.list_progress(round)?;
    let now = progress
        .iter()
        .find(|p| (p.assignment.subject, p.assignment.member) == (task.subject, task.member))
        .map(|p| (&p.assignment, p.state.is_some()));
    if now.map(|(task, _)| task) != after.as_ref() {
        return Ok(false);
    }
    let is_begun = now.is_some_and(|(_, begun)| begun);
    match (before, after) {
        (Some(before), Some(after)) if before.scope == after.scope || !is_begun => {
            change.db.set_assignment(before.id, &before.scope, before.locked)?;
        }
        (Some(before), None) => change.db.add_assignment(before)?,
        (None, Some(after)) if !is_begun => change.db.remove_assignment(after.id)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Everything arranging may touch.
pub(super) fn arrange_changes() -> Changes {
    Changes { rounds: true, assignments: true, ..Changes::default() }
}

impl Session {
    /// Carries out a step of arranging a round.
    ///
    /// # Errors
    /// As the operation behind it; nothing is changed then.
    pub fn arrange(&mut self, actor: &Actor, step: Arrange) -> Result<Outcome, OpError> {
        match step {
            Arrange::PutMember { id, facts } => self.put_member(actor, id, *facts).map(outcome),
            Arrange::SetPanel { round, members } => self.set_round_panel(actor, round, &members).map(outcome),
            Arrange::Withdraw { round, plan, reason } => {
                let done = self.withdraw_plan(actor, round, &plan, &reason)?;
                let (withdrawn, replacement) = done.value;
                let value = json!({"withdrawn": withdrawn, "replacement": replacement});
                Ok(Outcome { changes: done.changes, value })
            }
            Arrange::TopUp { round, add } => {
                let done = self.top_up_sample(actor, round, add)?;
                Ok(Outcome { changes: done.changes, value: json!({"size": done.value.plans.len(), "added": add}) })
            }
            Arrange::AddByHand { round, plan, reason } => self.add_by_hand(actor, round, &plan, &reason).map(outcome),
            Arrange::AddPractice { round, plan } => self.add_practice_plan(actor, round, &plan).map(outcome),
            Arrange::SetPapers { round, subject, papers } => {
                self.set_papers(actor, round, subject, papers).map(outcome)
            }
            Arrange::SetLines { round, text } => self.set_lines_of_enquiry(actor, round, &text).map(outcome),
            Arrange::HoldBack { round, held } => self.hold_back(actor, round, held).map(outcome),
            Arrange::Give { round, subject, member } => self.give_plan(actor, round, subject, member).map(outcome),
            Arrange::Take { round, subject, member } => self.take_plan(actor, round, subject, member).map(outcome),
            Arrange::Lock { round, subject, member, locked } => {
                self.lock_task(actor, round, subject, member, locked).map(outcome)
            }
            Arrange::SetScope { round, subject, member, scope } => {
                self.set_scope(actor, round, subject, member, scope).map(outcome)
            }
            Arrange::SetLead { round, subject, heading, member } => {
                self.set_section_lead(actor, round, subject, &heading, member).map(outcome)
            }
            Arrange::SetPracticeAnswer { round, subject, criterion, answer, reason } => {
                let given = answer.as_deref();
                self.set_practice_answer(actor, round, subject, (&criterion, given), &reason).map(outcome)
            }
        }
    }

    pub(super) fn undo_arrange(&mut self, actor: &Actor, step: &ArrangeUndo) -> Result<Done<()>, OpError> {
        let round = step.round();
        self.open_round_by_id(round)?;
        self.transact(actor, |change| {
            if !step.put_back(change)? {
                return Err(RuleViolation::UndoOvertaken.into());
            }
            let content = json!({"step": format!("{step:?}")});
            let entry = Entry::new("undone", content, arrange_changes()).of_round(round);
            Ok(((), Some(entry.undone_by(Undo::Aside))))
        })
    }
}
