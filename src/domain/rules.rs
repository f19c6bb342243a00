//! What the rules of the field forbid, as data. The wording for people lives at the edges.

use thiserror::Error;

/// A rule of the field that an operation would break. Nothing has been changed when one is returned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{self:?}")]
pub enum RuleViolation {
    /// No such thing: what kind, and the name given.
    NotFound {
        /// What was looked for.
        what: Thing,
        /// The name given.
        name: String,
    },
    /// The name is taken.
    NameTaken {
        /// What it would name.
        what: Thing,
        /// The name given.
        name: String,
    },
    /// A needed text is empty.
    Empty(Field),
    /// A text is over its limit.
    TooLong {
        /// Which text.
        field: Field,
        /// The limit.
        limit: usize,
        /// Its unit, such as `characters`.
        unit: &'static str,
    },
    /// A text holds control or bidirectional characters, or what a reference may not hold.
    ForbiddenCharacters {
        /// Which text.
        field: Field,
        /// The text given.
        text: String,
    },
    /// The round is closed.
    RoundClosed(String),
    /// A passphrase of one's own has at least so many characters.
    PassphraseTooShort(usize),
    /// The file has no passphrase to change.
    NotEncrypted,
    /// The round has no sample yet.
    NoSample(String),
    /// The round has a sample already.
    SampleDrawn(String),
    /// The plan is not in the round's sample.
    PlanNotInSample(String),
    /// The plan is withdrawn from the sample.
    PlanWithdrawn(String),
    /// The member has no assignment on the plan.
    NotAssigned {
        /// Who.
        member: String,
        /// The plan's reference.
        plan: String,
    },
    /// The tool has no such criterion.
    UnknownCriterion(String),
    /// The criterion is not asked at this depth.
    BeyondDepth(String),
    /// The criterion's evidence was not given to the panel.
    NotTested(String),
    /// The criterion is outside the member's scope.
    OutsideScope(String),
    /// The tool has no such answer.
    UnknownAnswer(String),
    /// "Not applicable" is never allowed on this criterion.
    NeverNotApplicable(String),
    /// "Not applicable" needs a reason.
    ReasonForNotApplicableMissing(String),
    /// A reason was given with an answer that takes none.
    ReasonWithoutNotApplicable(String),
    /// The sheet is submitted and can no longer be changed by its member.
    SheetSubmitted {
        /// Whose sheet.
        member: String,
        /// The plan's reference.
        plan: String,
    },
    /// The sheet is incomplete: criteria without an answer.
    SheetIncomplete {
        /// Whose sheet.
        member: String,
        /// The plan's reference.
        plan: String,
        /// Criteria without an answer.
        missing: Vec<String>,
    },
    /// The sheet may no longer be taken back: its comparison is open.
    ComparisonOpen(String),
    /// The comparison of this plan is not open yet.
    ComparisonNotOpen(String),
    /// An agreed answer needs a reason: it is nobody's answer, or crosses met and not met.
    AgreedReasonMissing {
        /// The plan's reference.
        plan: String,
        /// The criterion.
        criterion: String,
    },
    /// A draw cannot be made as asked.
    Draw(super::sampling::DrawError),
    /// Plans would be left without readers: the panel is empty.
    NoPanel,
    /// A round cannot close: everything that stands in the way.
    CannotClose(Vec<CloseObstacle>),
    /// The same code and version of a tool with other content.
    ToolVersionTaken {
        /// The tool's code.
        code: String,
        /// The version.
        version: u32,
    },
    /// The tool's file has faults.
    ToolFaults(Vec<String>),
    /// The draft of a tool has faults.
    DraftFaults(Vec<String>),
    /// The draft of a tool is in nothing other than the newest version: the tool's code.
    DraftUnchanged(String),
    /// A file whose cohort came with a key refuses a return without one.
    KeyNeeded,
    /// Some plans of an import were rejected, so nothing was written.
    RowsRejected(usize),
    /// The lead holds the round back: nothing is scored yet.
    HeldBack(String),
    /// A task cannot be taken from a member: their sheet is begun.
    SheetBegun {
        /// Whose sheet.
        member: String,
        /// The plan's reference.
        plan: String,
    },
    /// A member has declared an interest in a plan.
    HasInterest {
        /// Who.
        member: String,
        /// The plan's reference.
        plan: String,
    },
    /// The plan is in the round's sample already, or among its reserves.
    PlanInSample(String),
    /// The plan is not the practice plan of the round.
    NotForPractice(String),
    /// The round has a practice plan already: its reference.
    PracticePlanThere(String),
    /// The tool has no such section or view.
    UnknownScope(String),
    /// There is nothing to undo.
    NothingToUndo,
    /// What would be undone has been changed since.
    UndoOvertaken,
    /// Only its own member may do this.
    NotYours,
    /// Only a sheet that is handed in can be handed back to its member.
    SheetNotSubmitted(String),
    /// A reply cannot have come before the findings went out.
    ReplyBeforeSending,
    /// An action was planned for this finding: it cannot go while that stands.
    FindingHasAction,
    /// A finding rests on plans of the round's sample only.
    FindingOutsideRound,
    /// Nobody was named as acting.
    NobodyActing,
    /// The conversation with the family waits until all sheets of this plan are in.
    SheetsNotIn(String),
    /// Advice that came before it was asked for.
    AdviceDatesCross,
    /// A share of this many percent cannot be.
    NotAPercentage(u32),
    /// A figure whose counts, span or quality contradict each other.
    FigureCannotBe,
    /// A pack is not taken in.
    Pack(Box<super::pack::PackRefusal>),
    /// A pack holds one member's work: this is for the lead's own file.
    NotInAPack,
    /// Nobody reads any plan of this round, so there is nothing to pack.
    NothingToPack(String),
    /// A merge cannot be taken back: work builds on it.
    MergeBuiltOn,
    /// There are no versions of this sheet to choose between.
    NothingToChoose,
    /// The check of this draft is decided.
    DraftDecided(String),
    /// A draft is decided when every criterion has an answer.
    DraftIncomplete {
        /// The reference of the draft.
        reference: String,
        /// Criteria without an answer.
        missing: Vec<String>,
    },
    /// There is no second check to begin on this draft for this person.
    NoSecondCheck(String),
    /// This month of the register is closed.
    MonthClosed(String),
    /// This month cannot be closed: it is not over, is closed, or nothing was decided in it.
    MonthNotToClose(String),
    /// So many second checks of the month are still to come.
    SecondChecksDue(u64),
    /// A clock that ends on a day of the year has no limit to set.
    ClockWithoutLimit(super::clocks::Clock),
    /// A limit of a clock is from 1 to so many, in the unit the clock takes.
    ClockLimitOutOfRange(u32),
    /// A golden thread's number comes twice or is out of range.
    ThreadNumber(u32),
}

/// What stands in the way of closing a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloseObstacle {
    /// An urgent concern is open on this plan.
    OpenConcern(String),
    /// This plan has tested criteria without an agreed answer: how many.
    NotAgreed(String, usize),
    /// This plan is below Good and has no plan result.
    NoPlanResult(String),
    /// The days for replies to the findings are still running.
    ReplyDaysRunning {
        /// To whom the findings went.
        sent_to: String,
        /// The last day for a reply.
        due_on: jiff::civil::Date,
    },
}

/// Kinds of things that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A round, by title or id.
    Round,
    /// A plan, by reference.
    Plan,
    /// A panel member, by name.
    Member,
    /// An audit tool, by code.
    Tool,
    /// A grade of the tool, by code.
    Grade,
    /// A note.
    Note,
    /// A finding.
    Finding,
    /// A sending of the findings for reply.
    Reply,
    /// A reserve of the stratum.
    Reserve,
    /// An action.
    Action,
    /// A view of the audit tool.
    View,
    /// A request in the advice register.
    Advice,
    /// An urgent concern.
    Concern,
    /// A section of the tool, by code.
    Section,
    /// A phrase a member keeps.
    Phrase,
    /// A figure followed over time.
    Measure,
    /// A local authority, by its ONS code.
    Authority,
    /// A check of a draft.
    DraftCheck,
}

/// Texts with limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// A plan's reference.
    Reference,
    /// A round's title.
    RoundTitle,
    /// A member's name.
    MemberName,
    /// A note.
    Note,
    /// A reason.
    Reason,
    /// The text of a finding.
    Finding,
    /// To whom the findings went.
    SentTo,
    /// What a reply said.
    Reply,
    /// The name of the local area.
    LocalArea,
    /// The passphrase.
    Passphrase,
    /// What an action is.
    Action,
    /// The service asked for advice.
    Service,
    /// What an urgent concern is about.
    Concern,
    /// A label in a golden thread.
    ThreadLabel,
    /// A phrase a member keeps.
    Phrase,
    /// A text of a report.
    ReportText,
    /// What a figure measures.
    Measure,
    /// The last day of what a figure counts.
    MeasurePeriod,
}
