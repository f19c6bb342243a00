//! What a person asks for, as plain data. The window queues these; the worker hands them to the session in order.

use super::actions::Planning;
use super::advice::Advising;
use super::arrange::Arrange;
use super::cohort::{CohortChange, CohortImport};
use super::concern::Concerning;
use super::discipline::Viewing;
use super::family::Hearing;
use super::marks::Marking;
use super::measures::Measuring;
use super::moderate::Moderating;
use super::report_text::SetReportText;
use super::rounds::NewRound;
use super::sample::DrawRequest;
use super::scoring::{AnswerTarget, NoteDraft};
use super::transact::{Actor, Changes, OpError, Session};
use crate::domain::ids::{MemberId, NoteId, RoundId, SubjectId};
use crate::domain::panel::MemberFacts;
use crate::domain::sheet::GivenAnswer;

/// A change that somebody asks for, grouped by area.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The cohort.
    Cohort(CohortChange),
    /// Rounds and samples.
    Prepare(Prepare),
    /// Score sheets.
    Scoring(Scoring),
    /// What else is on a score sheet: flags, own grades, golden threads; phrases.
    Marking(Marking),
    /// Agreed answers.
    Agreeing(Agreeing),
    /// Everything around them: names, sheets handed back, findings, what happens to plans, replies.
    Moderating(Moderating),
    /// The advice register.
    Advising(Advising),
    /// Views of single disciplines.
    Viewing(Viewing),
    /// Urgent concerns.
    Concerning(Concerning),
    /// Days, exceptions and limits of clocks.
    Clocking(super::clocks::Clocking),
    /// The register of drafts.
    Drafting(super::drafts::Drafting),
    /// Conversations with families.
    Hearing(Hearing),
    /// Arranging a round by hand.
    Arrange(Arrange),
    /// Actions.
    Planning(Planning),
    /// Figures followed over time.
    Measuring(Measuring),
    /// Taking care of the file.
    Care(super::care::Care),
    /// The area's own tools.
    Tools(super::tool_drafts::Tooling),
    /// Packs out and back.
    Packs(super::pack::PackCommand),
    /// Sets a text or choice of a round's reports.
    ReportText(SetReportText),
    /// The local area's logo.
    Logo(super::logo::Logo),
    /// Takes the last step of the same person back.
    Undo,
}

/// Preparing a round.
#[derive(Debug, Clone, PartialEq)]
pub enum Prepare {
    /// Takes a cohort in.
    ImportPlans(Box<CohortImport>),
    /// Adds people to the panel or brings their facts up to date.
    PutPeople(Vec<MemberFacts>),
    /// Makes a round.
    MakeRound(NewRound),
    /// Takes a round in that an audit file wrote as an export.
    TakeInRound {
        /// What it wrote.
        copy: Box<crate::domain::round_copy::RoundCopy>,
        /// The title it is to have here; none: its own.
        title: Option<String>,
    },
    /// Draws its sample.
    DrawSample {
        /// The round.
        round: RoundId,
        /// How.
        request: DrawRequest,
    },
    /// Gives each plan its readers.
    Allocate {
        /// The round.
        round: RoundId,
        /// Members for each plan.
        per_plan: usize,
    },
    /// Closes a round.
    CloseRound(RoundId),
}

/// Scoring a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scoring {
    /// Gives, changes or takes back an answer.
    SetAnswer {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Who scores.
        member: MemberId,
        /// The criterion.
        criterion: String,
        /// The answer; none takes it back.
        answer: Option<GivenAnswer>,
    },
    /// Writes a note.
    SetNote {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Who scores.
        member: MemberId,
        /// The criterion.
        criterion: String,
        /// The note.
        note: NoteDraft,
    },
    /// Hands a sheet in.
    Submit {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Whose sheet.
        member: MemberId,
    },
    /// Takes a sheet back.
    TakeBack {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Whose sheet.
        member: MemberId,
    },
    /// Chooses a note for the report, or not.
    ChooseNote {
        /// The round.
        round: RoundId,
        /// The note.
        note: NoteId,
        /// Whether it is to be printed.
        in_report: bool,
    },
}

/// Agreeing the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreeing {
    /// Takes every unanimous answer.
    Unanimous(RoundId),
    /// Settles by rule what triage leaves to it.
    ByRule(RoundId),
    /// Sets the panel's answer.
    Set {
        /// The round.
        round: RoundId,
        /// The plan.
        subject: SubjectId,
        /// The criterion.
        criterion: String,
        /// The answer.
        answer: String,
        /// Why, where a reason is needed.
        reason: Option<String>,
    },
}

/// What became of a command.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// What it touched.
    pub changes: Changes,
    /// What it gave back, as JSON, for the notice that names it.
    pub value: serde_json::Value,
}

pub(super) fn outcome<T: serde::Serialize>(done: super::transact::Done<T>) -> Outcome {
    // Outcomes are plain counts and texts; one that had no JSON form would only lose its notice.
    Outcome { changes: done.changes, value: serde_json::to_value(done.value).unwrap_or_default() }
}

impl Session {
    /// Carries a command out.
    ///
    /// # Errors
    /// As the operation behind it; nothing is changed then.
    pub fn run(&mut self, actor: &Actor, command: Command) -> Result<Outcome, OpError> {
        match command {
            Command::Cohort(CohortChange::Import { import, columns }) => {
                self.import_mapped_plans(actor, &import, columns.as_ref()).map(outcome)
            }
            Command::Prepare(prepare) => self.run_prepare(actor, prepare),
            Command::Scoring(scoring) => self.run_scoring(actor, scoring),
            Command::Marking(marking) => self.run_marking(actor, marking).map(outcome),
            Command::Agreeing(agreeing) => self.run_agreeing(actor, agreeing),
            Command::Moderating(moderating) => self.run_moderating(actor, moderating),
            Command::Advising(advising) => self.run_advising(actor, advising).map(outcome),
            Command::Viewing(viewing) => self.run_viewing(actor, viewing).map(outcome),
            Command::Concerning(concerning) => self.run_concerning(actor, concerning).map(outcome),
            Command::Clocking(clocking) => self.run_clocking(actor, clocking).map(outcome),
            Command::Drafting(drafting) => self.run_drafting(actor, drafting).map(outcome),
            Command::Hearing(hearing) => self.set_family(actor, hearing).map(outcome),
            Command::Arrange(step) => self.arrange(actor, step),
            Command::Planning(planning) => self.run_planning(actor, planning),
            Command::Measuring(measuring) => self.run_measuring(actor, measuring).map(outcome),
            Command::Care(care) => self.run_care(actor, care),
            Command::Tools(tooling) => self.run_tooling(actor, tooling),
            Command::Packs(packs) => self.run_packs(actor, packs),
            Command::ReportText(set) => self.set_report_text(actor, &set).map(outcome),
            Command::Logo(logo) => self.run_logo(actor, &logo),
            Command::Undo => self.undo(actor).map(outcome),
        }
    }

    fn run_prepare(&mut self, actor: &Actor, prepare: Prepare) -> Result<Outcome, OpError> {
        match prepare {
            Prepare::ImportPlans(import) => self.import_plans(actor, &import).map(outcome),
            Prepare::PutPeople(people) => self.put_people(actor, people).map(outcome),
            Prepare::MakeRound(new) => self.make_round(actor, new).map(outcome),
            Prepare::TakeInRound { copy, title } => self.take_in_round(actor, &copy, title.as_deref()).map(outcome),
            Prepare::DrawSample { round, request } => self.draw_sample(actor, round, &request).map(outcome),
            Prepare::Allocate { round, per_plan } => {
                let done = self.allocate(actor, round, per_plan)?;
                let uncovered: Vec<String> = done.value.uncovered.iter().map(|u| u.plan.clone()).collect();
                Ok(Outcome { changes: done.changes, value: serde_json::json!({ "uncovered": uncovered }) })
            }
            Prepare::CloseRound(round) => self.close_round(actor, round).map(outcome),
        }
    }

    fn run_scoring(&mut self, actor: &Actor, scoring: Scoring) -> Result<Outcome, OpError> {
        match scoring {
            Scoring::SetAnswer { round, subject, member, criterion, answer } => {
                let target = AnswerTarget { round, subject, member, criterion: &criterion };
                self.set_answer(actor, target, answer).map(outcome)
            }
            Scoring::SetNote { round, subject, member, criterion, note } => {
                let target = AnswerTarget { round, subject, member, criterion: &criterion };
                self.set_note(actor, target, &note).map(outcome)
            }
            Scoring::Submit { round, subject, member } => self.submit_sheet(actor, round, subject, member).map(outcome),
            Scoring::TakeBack { round, subject, member } => {
                self.take_back_sheet(actor, round, subject, member).map(outcome)
            }
            Scoring::ChooseNote { round, note, in_report } => {
                self.choose_note(actor, round, note, in_report).map(outcome)
            }
        }
    }

    fn run_agreeing(&mut self, actor: &Actor, agreeing: Agreeing) -> Result<Outcome, OpError> {
        match agreeing {
            Agreeing::Unanimous(round) => self.agree_unanimous(actor, round).map(outcome),
            Agreeing::ByRule(round) => self.agree_by_rule(actor, round).map(outcome),
            Agreeing::Set { round, subject, criterion, answer, reason } => {
                let what = (criterion.as_str(), answer.as_str());
                self.set_agreed(actor, round, subject, what, reason.as_deref()).map(outcome)
            }
        }
    }
}
