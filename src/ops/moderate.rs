//! Around the agreed answers: who gave which answer, sheets handed back, settled answers taken up again.

use super::agree::agreed_changes;
use super::agree_undo::{AgreeStep, AgreedChange};
use super::command::{Outcome, outcome};
use super::findings::FindingDraft;
use super::scoring::check_reason;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::ids::{FindingId, MemberId, ReplyId, RoundId, SubjectId};
use crate::domain::plan_result;
use crate::domain::rules::{Field, RuleViolation};
use crate::domain::sheet::{AgreedHow, GradeOverride, SheetState};
use jiff::civil::Date;
use serde_json::json;

/// Moderating and closing a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moderating {
    /// Opens the comparison of a plan before all sheets are in.
    OpenEarly {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// Why.
        reason: String,
    },
    /// Asks who gave which answer on a plan.
    ShowNames {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
    },
    /// Hands a sheet back to its member.
    ReturnSheet {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// Whose sheet.
        member: MemberId,
        /// Why; the member reads it.
        reason: String,
    },
    /// Takes up an agreed answer again.
    Reopen {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// The criterion.
        criterion: String,
    },
    /// Takes up again everything that was settled by rule.
    ReopenByRule(RoundId),
    /// Sets the panel's own grade for a plan, or takes it away.
    Override {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// The grade and why.
        grade: Option<GradeOverride>,
    },
    /// Adds a finding, or changes the one with this id.
    PutFinding {
        /// The round.
        round: RoundId,
        /// Which; none: a new one.
        id: Option<FindingId>,
        /// What it says.
        draft: Box<FindingDraft>,
    },
    /// Removes a finding.
    RemoveFinding {
        /// The round.
        round: RoundId,
        /// Which.
        id: FindingId,
    },
    /// Moves a finding among those of its kind.
    MoveFinding {
        /// The round.
        round: RoundId,
        /// Which.
        id: FindingId,
        /// Towards the first, else towards the last.
        up: bool,
    },
    /// Says what happens to a plan, or takes that back.
    SetResult {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// What happens and why.
        result: Option<(plan_result::Outcome, String)>,
    },
    /// Takes what the rule proposes for every plan below Good that has no result.
    TakeProposals(RoundId),
    /// Records that the findings went out for accuracy.
    SendFindings {
        /// The round.
        round: RoundId,
        /// To whom.
        sent_to: String,
        /// When.
        sent_on: Date,
    },
    /// Records a reply.
    RecordReply {
        /// The round.
        round: RoundId,
        /// To which sending.
        id: ReplyId,
        /// When it came.
        replied_on: Date,
        /// What it said.
        reply: String,
        /// What was changed for it.
        changed: String,
    },
    /// Removes a sending that was recorded by mistake.
    RemoveReply {
        /// The round.
        round: RoundId,
        /// Which.
        id: ReplyId,
    },
}

impl Session {
    pub(super) fn run_moderating(&mut self, actor: &Actor, moderating: Moderating) -> Result<Outcome, OpError> {
        use Moderating as M;
        match moderating {
            M::OpenEarly { round, subject, reason } => {
                self.open_comparison(actor, round, subject, &reason).map(outcome)
            }
            M::ShowNames { round, subject } => self.show_names(actor, round, subject).map(outcome),
            M::ReturnSheet { round, subject, member, reason } => {
                self.return_sheet(actor, (round, subject, member), &reason).map(outcome)
            }
            M::Reopen { round, subject, criterion } => self.reopen(actor, round, subject, &criterion).map(outcome),
            M::ReopenByRule(round) => self.reopen_by_rule(actor, round).map(outcome),
            M::Override { round, subject, grade } => self.override_grade(actor, round, subject, grade).map(outcome),
            M::PutFinding { round, id, draft } => self.put_finding(actor, round, id, *draft).map(outcome),
            M::RemoveFinding { round, id } => self.remove_finding(actor, round, id).map(outcome),
            M::MoveFinding { round, id, up } => self.move_finding(actor, round, id, up).map(outcome),
            M::SetResult { round, subject, result } => self.set_plan_result(actor, round, subject, result).map(outcome),
            M::TakeProposals(round) => self.take_proposed_results(actor, round).map(outcome),
            M::SendFindings { round, sent_to, sent_on } => {
                self.send_findings(actor, round, &sent_to, sent_on).map(outcome)
            }
            M::RecordReply { round, id, replied_on, reply, changed } => {
                self.record_reply(actor, (round, id), replied_on, (&reply, &changed)).map(outcome)
            }
            M::RemoveReply { round, id } => self.remove_reply(actor, round, id).map(outcome),
        }
    }

    /// Asks who gave which answer on a plan; the log says who asked.
    ///
    /// # Errors
    /// When the comparison of the plan is not open.
    pub fn show_names(&mut self, actor: &Actor, round: RoundId, subject: SubjectId) -> Result<Done<()>, OpError> {
        // A closed round may still be looked at closely.
        let round = self.round_by_id(round)?;
        let reference = self.reference_of(round.id, subject)?;
        self.transact(actor, |change| {
            if !change.db.list_open_comparisons(round.id)?.contains(&subject) {
                return Err(RuleViolation::ComparisonNotOpen(reference).into());
            }
            let entry = Entry::new("names_shown", json!({"plan": reference}), agreed_changes());
            Ok(((), Some(entry.of_round(round.id).of_subject(subject).undone_by(Undo::Aside))))
        })
    }

    /// Hands a sheet back to its member, with a reason they read. It is a draft again; the comparison of the plan
    /// closes until it is in once more, and what was agreed stays. A sheet whose member may have seen the others' is
    /// marked "not blind" from then on.
    ///
    /// # Errors
    /// When no reason is given or the sheet is not handed in.
    pub fn return_sheet(
        &mut self,
        actor: &Actor,
        (round, subject, member): (RoundId, SubjectId, MemberId),
        reason: &str,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        check_reason(reason)?;
        let reference = self.reference_of(round, subject)?;
        let name = self.names()?.member(member).to_owned();
        self.transact(actor, |change| {
            let Some(assignment) = change.db.get_assignment(round, subject, member)? else {
                return Err(RuleViolation::NotAssigned { member: name, plan: reference }.into());
            };
            let row = change.db.get_sheet_row(assignment.id)?;
            let Some(row) = row.filter(|row| row.state == SheetState::Submitted) else {
                return Err(RuleViolation::SheetNotSubmitted(reference).into());
            };
            let was_open = change.db.list_open_comparisons(round)?.contains(&subject);
            change.db.return_sheet(row.id, change.world.now_ms(), reason, was_open)?;
            change.db.close_comparison(round, subject)?;
            let agreed = change.db.list_agreed(round)?.iter().filter(|a| a.subject == subject).count();
            let content = json!({"member": name, "reason": reason, "comparison_was_open": was_open, "agreed": agreed});
            let changes = Changes { sheets: true, agreed: true, ..Changes::default() };
            let entry = Entry::new("sheet_returned", content, changes);
            Ok(((), Some(entry.of_round(round).of_subject(subject))))
        })
    }

    /// Takes up an agreed answer again: the criterion is open once more.
    ///
    /// # Errors
    /// When the comparison of the plan is not open or the round is closed.
    pub fn reopen(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        criterion: &str,
    ) -> Result<Done<u64>, OpError> {
        let ballot = self.ballot(round)?;
        ballot.check_open(subject)?;
        let before = ballot.agreed.get(&subject).and_then(|agreed| agreed.get(criterion)).cloned();
        self.take_up_again(actor, round, before.into_iter().collect())
    }

    /// Takes up again every answer of a round that was settled by rule; gives back how many.
    ///
    /// # Errors
    /// When the round is closed.
    pub fn reopen_by_rule(&mut self, actor: &Actor, round: RoundId) -> Result<Done<u64>, OpError> {
        let ballot = self.ballot(round)?;
        let open = ballot.agreed.iter().filter(|(subject, _)| ballot.open.contains(subject));
        let by_rule = open.flat_map(|(_, agreed)| agreed.values()).filter(|a| a.how == AgreedHow::Rule);
        self.take_up_again(actor, round, by_rule.cloned().collect())
    }

    fn take_up_again(
        &mut self,
        actor: &Actor,
        round: RoundId,
        answers: Vec<crate::domain::sheet::AgreedAnswer>,
    ) -> Result<Done<u64>, OpError> {
        let count = answers.len() as u64;
        self.transact(actor, |change| {
            if answers.is_empty() {
                return Ok((0, None));
            }
            let content = json!(answers);
            let step = AgreeStep::Answers(round, answers.into_iter().map(AgreedChange::gone).collect());
            step.put(change)?;
            let entry = Entry::new("agreed_reopened", content, agreed_changes()).of_round(round);
            Ok((count, Some(entry.undone_by(Undo::Step(Box::new(UndoStep::Agreeing(step)))))))
        })
    }
}
