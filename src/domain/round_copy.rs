//! A round as it stands in an export: everything of it that another audit file can take in.

use super::audit_tool::{AuditTool, Depth, Evidence};
use super::finding::FindingKind;
use super::panel::Agency;
use super::plan_result::Outcome;
use super::round::{DrawRecord, Purpose, RoundState, SampleOrigin, SampleState};
use super::sheet::{NoteKind, Scope, SheetState};
use super::thread::Thread;
use serde::{Deserialize, Serialize};

/// A round as copied out of an audit file. Plans go by reference, members by name (or by letter).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundCopy {
    /// The version of the form; 1.
    pub format: u32,
    /// What the round is.
    pub round: CopiedRound,
    /// Its audit tool, whole.
    pub tool: AuditTool,
    /// Its sample in draw order, reserves and withdrawn plans too.
    pub sample: Vec<CopiedPlan>,
    /// Score sheets.
    pub sheets: Vec<CopiedSheet>,
    /// Agreed answers.
    pub agreed: Vec<CopiedAgreed>,
    /// Agreed golden threads.
    #[serde(default)]
    pub agreed_threads: Vec<CopiedThread>,
    /// Findings.
    #[serde(default)]
    pub findings: Vec<CopiedFinding>,
    /// What happens to each plan.
    #[serde(default)]
    pub plan_results: Vec<CopiedResult>,
    /// Grades of the panel in place of the tool's.
    #[serde(default)]
    pub grade_overrides: Vec<CopiedGrade>,
}

/// What a round is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedRound {
    /// Its title.
    pub title: String,
    /// How much is asked.
    pub depth: Depth,
    /// What the panel holds.
    pub evidence: Evidence,
    /// Why these plans.
    pub purpose: Purpose,
    /// Open or closed.
    pub state: RoundState,
    /// How the sample was drawn; none: not drawn yet.
    pub draw: Option<DrawRecord>,
    /// Words that stand with every report.
    pub caution: Option<String>,
}

/// A plan of the sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedPlan {
    /// Its reference, with the label of what is read where the round reads more than one thing of it.
    pub plan: String,
    /// Place in the order of the draw.
    pub order: u32,
    /// In the sample, a reserve, or withdrawn.
    pub state: SampleState,
    /// Its stratum.
    #[serde(default)]
    pub stratum: String,
    /// How it came in.
    #[serde(default)]
    pub origin: Option<SampleOrigin>,
    /// Why it was withdrawn, or added by hand.
    #[serde(default)]
    pub reason: Option<String>,
    /// What is read of the plan; empty: it needs no words.
    #[serde(default)]
    pub label: String,
}

/// A score sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedSheet {
    /// The plan's reference.
    pub plan: String,
    /// Name (or letter) of the member.
    pub member: String,
    /// Whom the member comes from; none: not said.
    #[serde(default)]
    pub agency: Option<Agency>,
    /// Draft or handed in.
    pub state: SheetState,
    /// Handed in after its comparison opened.
    #[serde(default)]
    pub not_blind: bool,
    /// What was asked of its member; none: the whole plan.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// The answers.
    pub answers: Vec<CopiedAnswer>,
    /// The golden threads on it.
    #[serde(default)]
    pub threads: Vec<Thread>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedAnswer {
    /// The criterion.
    pub criterion: String,
    /// The answer's code.
    pub answer: String,
    /// Why it does not apply.
    pub na_reason: Option<String>,
    /// The note on it.
    pub note: Option<String>,
    /// What the note is for; none: an area for consideration.
    #[serde(default)]
    pub note_kind: Option<NoteKind>,
    /// Where in the plan the note points.
    #[serde(default)]
    pub note_place: Option<String>,
}

/// An agreed answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedAgreed {
    /// The plan's reference.
    pub plan: String,
    /// The criterion.
    pub criterion: String,
    /// The answer's code.
    pub answer: String,
    /// Why the panel agreed on it.
    pub reason: Option<String>,
}

/// An agreed golden thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedThread {
    /// The plan's reference.
    pub plan: String,
    /// The thread.
    pub thread: Thread,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedFinding {
    /// What it is.
    pub kind: FindingKind,
    /// Code of its section; empty: the round as a whole.
    pub heading: String,
    /// Its theme.
    pub theme: String,
    /// As the panel says it.
    pub text: String,
    /// As it may be published.
    pub public_text: String,
    /// Gap in service: the need.
    #[serde(default)]
    pub need: String,
    /// Gap in service: the service that is missing.
    #[serde(default)]
    pub service: String,
    /// Gap in service: how long the wait is.
    #[serde(default)]
    pub wait: String,
    /// Whether it is to be printed.
    pub in_report: bool,
    /// References of the plans it rests on.
    pub plans: Vec<String>,
}

/// What happens to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedResult {
    /// The plan's reference.
    pub plan: String,
    /// What happens to it.
    pub result: Outcome,
    /// Why.
    pub reason: String,
}

/// A grade of the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedGrade {
    /// The plan's reference.
    pub plan: String,
    /// The grade's code.
    pub grade: String,
    /// Why.
    pub reason: String,
}
