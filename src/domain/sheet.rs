//! Score sheets: one member's answers on one plan, draft and then submitted; notes; urgent concerns.

use super::coded::coded_enum;
use super::ids::{AssignmentId, ConcernId, MemberId, NoteId, PhraseId, RoundId, SheetId, SubjectId};
use super::thread::Thread;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Longest note, in bytes of UTF-8.
pub const MAX_NOTE_BYTES: usize = 1_048_576;
/// Longest reason or other short text, in characters.
pub const MAX_REASON_CHARS: usize = 2_000;
/// Stored instead of an answer of the tool: "Not for me to judge", handed to the agency that leads the criterion.
pub const HANDED: &str = "handed";

coded_enum! {
    /// What a member is asked to score of a subject.
    ScopeKind {
        /// All criteria put to the panel.
        Whole = "whole", "The whole plan";
        /// Only some sections.
        Headings = "headings", "Some sections";
        /// Only a view of the tool.
        View = "view", "One view";
    }
}

coded_enum! {
    /// Where a score sheet stands.
    SheetState {
        /// Being filled in; seen by its member only.
        Draft = "draft", "Draft";
        /// Handed in.
        Submitted = "submitted", "Submitted";
    }
}

coded_enum! {
    /// What a note is for.
    NoteKind {
        /// Something done well.
        Strength = "strength", "Strength";
        /// Something to mend.
        Consideration = "consideration", "Area for consideration";
        /// Never printed.
        PanelOnly = "panel_only", "For the panel only";
    }
}

coded_enum! {
    /// How an agreed answer came about.
    AgreedHow {
        /// All sheets said the same.
        Unanimous = "unanimous", "Unanimous";
        /// By the rule: the lead agency's answer, else the lower.
        Rule = "rule", "Settled by rule";
        /// Set by the panel.
        Panel = "panel", "Agreed by the panel";
        /// Imported from a file.
        Import = "import", "Imported";
    }
}

coded_enum! {
    /// What an urgent concern is about.
    ConcernKind {
        /// A child may be at risk.
        Safeguarding = "safeguarding", "Safeguarding";
        /// Another person's data is in the plan.
        OtherPersonsData = "other_persons_data", "Another person's data";
        /// A medical risk.
        MedicalRisk = "medical_risk", "Medical risk";
        /// Provision is not in place.
        ProvisionNotInPlace = "provision_not_in_place", "Provision not in place";
        /// The wrong version of the plan is in use.
        WrongVersion = "wrong_version", "Wrong version";
    }
}

coded_enum! {
    /// Who may see an urgent concern, besides whoever raised it.
    ConcernReaders {
        /// The audit lead.
        Lead = "lead", "The audit lead";
        /// The lead and the designated officers.
        Designated = "designated", "The audit lead and the designated officers";
        /// Everybody on the panel.
        Panel = "panel", "The panel";
    }
}

/// One member's task on one subject in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// The round.
    pub round: RoundId,
    /// What is read.
    pub subject: SubjectId,
    /// Who reads.
    pub member: MemberId,
    /// What is asked of them.
    pub scope: Scope,
    /// A choice of the lead: allocating again keeps it.
    pub locked: bool,
}

/// What a member is asked to score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "codes", rename_all = "snake_case")]
pub enum Scope {
    /// All criteria put to the panel.
    Whole,
    /// These sections.
    Headings(Vec<String>),
    /// This view of the tool.
    View(String),
}

/// An answer as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// Code of an answer of the tool, or [`HANDED`].
    pub answer: String,
    /// Why it does not apply; only with "not applicable".
    pub na_reason: Option<String>,
}

/// A note on a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The criterion it is on.
    pub criterion: String,
    /// What it is for.
    pub kind: NoteKind,
    /// The text, at most [`MAX_NOTE_BYTES`].
    pub text: String,
    /// Where in the plan; may be empty.
    pub place: String,
    /// Chosen by the lead for the report.
    pub in_report: bool,
}

/// A score sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// The round.
    pub round: RoundId,
    /// What is read.
    pub subject: SubjectId,
    /// Whose it is.
    pub member: MemberId,
    /// Draft or submitted.
    pub state: SheetState,
    /// When it was handed in, milliseconds UTC.
    pub submitted_ms: Option<i64>,
    /// Handed in after its comparison opened: kept, left out of agreement.
    pub not_blind: bool,
    /// What is asked of its member.
    pub scope: Scope,
    /// Answers by criterion code.
    pub answers: BTreeMap<String, GivenAnswer>,
    /// Notes, in the order written.
    pub notes: Vec<Note>,
    /// Time spent on it, milliseconds; pauses are left out.
    pub spent_ms: i64,
    /// Why it was handed back, if it was and is not in again.
    pub returned_reason: Option<String>,
    /// Criteria the member wants to come back to.
    pub flags: BTreeSet<String>,
    /// The member's own grades in place of the suggested ones, by section; "" is the whole plan.
    pub overrides: BTreeMap<String, SheetOverride>,
    /// The golden threads the member sees, in order of their number.
    pub threads: Vec<Thread>,
}

/// A member's own grade in place of the suggested one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetOverride {
    /// The grade's code.
    pub grade: String,
    /// Why, from the short list.
    pub because: String,
    /// Why, in words; may be empty.
    pub reason: String,
}

coded_enum! {
    /// Why a member sets a grade of their own: the short list; words of their own may follow.
    Because {
        /// One answer says more than its points.
        OneWeighsMore = "one_weighs_more", "One answer weighs more than its points";
        /// The parts are there, the whole is not.
        DoesNotFit = "does_not_fit", "The parts do not fit together";
        /// The whole is better than its parts.
        BetterAsAWhole = "better_as_a_whole", "It is better as a whole than its parts";
        /// Too little could be seen.
        ThinEvidence = "thin_evidence", "There was too little to go by";
        /// Anything else: the words are required.
        Other = "other", "Another reason";
    }
}

/// A phrase a member keeps for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// Its id.
    pub id: PhraseId,
    /// The text, at most [`MAX_REASON_CHARS`].
    pub text: String,
}

/// Longest pause between two actions that still counts as time spent, in milliseconds: five minutes.
pub const LONGEST_PAUSE_MS: i64 = 5 * 60 * 1_000;

/// Time to be added to a sheet for an action at `now_ms`, when the same member last acted at `last_ms`: the time
/// between, unless it was a pause. A clock that was set back adds nothing.
#[must_use]
pub fn time_between(last_ms: Option<i64>, now_ms: i64) -> i64 {
    let between = last_ms.map_or(0, |last| now_ms.saturating_sub(last));
    if (0..=LONGEST_PAUSE_MS).contains(&between) { between } else { 0 }
}

impl Sheet {
    /// Answer codes by criterion, without what was handed on: what grading takes.
    #[must_use]
    pub fn scored_answers(&self) -> BTreeMap<String, String> {
        let scored = self.answers.iter().filter(|(_, a)| a.answer != HANDED);
        scored.map(|(code, a)| (code.clone(), a.answer.clone())).collect()
    }

    /// Criteria marked "not for me to judge".
    #[must_use]
    pub fn handed(&self) -> BTreeSet<String> {
        let handed = self.answers.iter().filter(|(_, a)| a.answer == HANDED);
        handed.map(|(code, _)| code.clone()).collect()
    }
}

/// The panel's answer on a criterion of a plan: a record of its own, sheets never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedAnswer {
    /// What was read.
    pub subject: SubjectId,
    /// The criterion.
    pub criterion: String,
    /// Code of an answer of the tool.
    pub answer: String,
    /// Why; required when it is nobody's answer or crosses met and not met.
    pub reason: Option<String>,
    /// How it came about.
    pub how: AgreedHow,
}

/// The panel's grade for a plan in place of the tool's, with the reason; always shown as overridden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeOverride {
    /// Grade code of the tool.
    pub grade: String,
    /// Why.
    pub reason: String,
}

/// Something that must be acted on now, outside blindness and grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UrgentConcern {
    /// Its id.
    pub id: ConcernId,
    /// The round in which it was seen.
    pub round: RoundId,
    /// The plan it is about.
    pub subject: SubjectId,
    /// What it is about.
    pub kind: ConcernKind,
    /// What was seen.
    pub what: String,
    /// Who was told.
    pub told: String,
    /// When they were told, milliseconds UTC.
    pub told_ms: Option<i64>,
    /// What came of it.
    pub outcome: String,
    /// When it was recorded, milliseconds UTC.
    pub recorded_ms: i64,
    /// When it was closed; none: open, and the round cannot close.
    pub closed_ms: Option<i64>,
    /// Who raised it; none: not recorded.
    pub raised_by: Option<MemberId>,
    /// What happened since.
    pub follow_up: String,
    /// Who may see it besides whoever raised it.
    pub may_see: ConcernReaders,
}

/// Criteria put to a member: those tested in the round that are in the scope.
#[must_use]
pub fn criteria_in_scope(
    tool: &super::audit_tool::AuditTool,
    depth: super::audit_tool::Depth,
    evidence: super::audit_tool::Evidence,
    scope: &Scope,
) -> Vec<String> {
    let in_scope = |heading: &str, criterion: &str| match scope {
        Scope::Whole => true,
        Scope::Headings(codes) => codes.iter().any(|c| c == heading),
        Scope::View(view) => tool.get_view(view).is_some_and(|v| v.criteria.iter().any(|c| c == criterion)),
    };
    tool.tested(depth, evidence).filter(|(h, c)| in_scope(&h.code, &c.code)).map(|(_, c)| c.code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_of_five_minutes_counts_and_a_longer_one_does_not() {
        assert_eq!(time_between(None, 90_000), 0, "the first action has nothing before it");
        assert_eq!(time_between(Some(30_000), 90_000), 60_000);
        assert_eq!(time_between(Some(0), LONGEST_PAUSE_MS), LONGEST_PAUSE_MS);
        assert_eq!(time_between(Some(0), LONGEST_PAUSE_MS + 1), 0);
        assert_eq!(time_between(Some(90_000), 30_000), 0, "a clock set back");
    }
}
