//! A frozen picture of one round: everything statistics, results, reports and exports are made from.
//!
//! It holds submitted sheets only (and, on request, one member's own drafts). What of them may be *shown* is
//! decided by [`AuditSnapshot::shown_sheets`]; agreement figures use all submitted ones.

use super::access::{SheetFacts, Viewer, may_see_agreed, may_see_answers};
use super::action::{Action, Effect};
use super::advice::Advice;
use super::audit_tool::AuditTool;
use super::clocks::{ClockCount, Limits};
use super::draft_check::DraftTotals;
use super::family::FamilyConversation;
use super::finding::Finding;
use super::ids::{ActionId, MemberId, SubjectId};
use super::panel::Member;
use super::plan::PlanFacts;
use super::plan_result::{PlanResult, Reply};
use super::previous::PreviousRound;
use super::round::{Round, SampledPlan};
use super::sheet::{AgreedAnswer, Assignment, GradeOverride, Sheet, UrgentConcern};
use super::thread::Thread;
use super::year::YearPage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an audit file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// The local area's name.
    pub local_area: String,
    /// Its three-digit code, if given.
    pub la_code: Option<String>,
    /// Whether this is the sample with invented people.
    pub is_sample: bool,
    /// Whether nothing can be read without the passphrase.
    pub is_encrypted: bool,
    /// Day the cohort's source speaks of; none before the first import.
    pub cohort_as_of: Option<jiff::civil::Date>,
}

/// A plan of the round's sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotPlan {
    /// Its place in the sample.
    pub sampled: SampledPlan,
    /// What is known of it.
    pub facts: PlanFacts,
    /// Whether its comparison is open.
    pub comparison_open: bool,
    /// The panel's own grade in place of the tool's.
    pub grade_override: Option<GradeOverride>,
}

/// A plan of an earlier random dip that may join the rolling twelve months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierPlan {
    /// The plan's reference: one seen twice counts once, newest.
    pub reference: String,
    /// When it was drawn, milliseconds UTC.
    pub drawn_ms: i64,
    /// Whether its agreed grade is good or better.
    pub good_or_better: bool,
}

/// A frozen picture of one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSnapshot {
    /// What the file says of itself.
    pub file: FileFacts,
    /// Head of the log chain, hexadecimal: printed on every report.
    pub head_digest: String,
    /// When it was taken, local time.
    pub taken_at: jiff::civil::DateTime,
    /// The round.
    pub round: Round,
    /// Its tool.
    pub tool: AuditTool,
    /// Plans in the sample (reserves and withdrawn ones too), in draw order.
    pub plans: Vec<SnapshotPlan>,
    /// Panel members, by name.
    pub members: Vec<Member>,
    /// Who was given what.
    pub assignments: Vec<Assignment>,
    /// Submitted sheets, and drafts of one member where asked for.
    pub sheets: Vec<Sheet>,
    /// How many sheets are started and not submitted.
    pub drafts: u64,
    /// Agreed answers by plan and criterion.
    pub agreed: BTreeMap<SubjectId, BTreeMap<String, AgreedAnswer>>,
    /// Urgent concerns of the round.
    pub concerns: Vec<UrgentConcern>,
    /// Golden threads the panel agreed, by plan, in order of their number.
    pub agreed_threads: BTreeMap<SubjectId, Vec<Thread>>,
    /// Findings of the round, by kind and place.
    pub findings: Vec<Finding>,
    /// What happens to each plan.
    pub plan_results: BTreeMap<SubjectId, PlanResult>,
    /// Findings sent out before closing, oldest first.
    pub replies: Vec<Reply>,
    /// What families said, by plan.
    pub family: BTreeMap<SubjectId, FamilyConversation>,
    /// The advice register of the whole cohort, by reference and service.
    pub advice: Vec<Advice>,
    /// Actions of the whole file, by due date.
    pub actions: Vec<Action>,
    /// What became of the criteria of actions in later rounds; only where a report is made.
    #[serde(default)]
    pub effects: BTreeMap<ActionId, Effect>,
    /// The year the round was drawn in; only where a report is made.
    #[serde(default)]
    pub year: Option<YearPage>,
    /// How the plans of the cohort stand to each clock; only where a report is made.
    #[serde(default)]
    pub clocks: Vec<ClockCount>,
    /// Limits of the clocks in force; only where a report is made.
    #[serde(default)]
    pub clock_limits: Limits,
    /// What the register of drafts comes to; only where a report is made.
    #[serde(default)]
    pub draft_register: Option<DraftTotals>,
    /// Covering text and choices of the round's reports: kind → name → value; kind "" holds for every kind.
    pub report_texts: BTreeMap<String, BTreeMap<String, String>>,
    /// Plans of earlier random dips of the last twelve months that may join this round's.
    pub earlier: Vec<EarlierPlan>,
    /// Largest frame among the rounds joined, if all are known.
    pub earlier_frame: Option<u64>,
    /// Whether plans of a round joined, or of this one, had unequal chances (a minimum for each stratum).
    pub earlier_unequal_chances: bool,
    /// Random dips of the last twelve months with another version of the same tool, newest first: title and version.
    /// Their figures are not joined to this round's.
    pub other_versions: Vec<(String, u32)>,
    /// The local area's logo; none: no picture is printed.
    #[serde(skip)]
    pub logo: Option<super::picture::Picture>,
    /// The round before this one of the same kind; none for the first, and for samples that are not random dips.
    pub previous: Option<PreviousRound>,
}

impl AuditSnapshot {
    /// Plans that count: in the sample now, in draw order. The practice plan is not among them.
    pub fn sampled(&self) -> impl Iterator<Item = &SnapshotPlan> {
        self.plans.iter().filter(|p| p.sampled.counts())
    }

    /// What is said of rounds that are not joined because they were scored with another version of the tool; none
    /// where there is none.
    #[must_use]
    pub fn not_joined_words(&self) -> Option<String> {
        let rounds: Vec<String> =
            self.other_versions.iter().map(|(title, version)| format!("{title} (version {version})")).collect();
        let now = self.tool.version;
        (!rounds.is_empty()).then(|| {
            format!(
                "Not joined: {}. This round was scored with version {now} of the tool; figures of different versions are \
                 not compared.",
                rounds.join(", ")
            )
        })
    }

    /// The plan with this subject.
    #[must_use]
    pub fn get_plan(&self, subject: SubjectId) -> Option<&SnapshotPlan> {
        self.plans.iter().find(|p| p.sampled.subject == subject)
    }

    /// The member with this id.
    #[must_use]
    pub fn get_member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|m| m.id == id)
    }

    /// Whether `viewer` may see what others made of a plan: not while a sheet of their own on it is still to come, though
    /// its comparison was opened early.
    #[must_use]
    pub fn may_see_made_of(&self, viewer: Viewer, subject: SubjectId) -> bool {
        let Viewer::Member(member) = viewer else { return true };
        if !self.assignments.iter().any(|task| task.subject == subject && task.member == member) {
            return true;
        }
        let own = self.sheets.iter().find(|sheet| sheet.subject == subject && sheet.member == member);
        may_see_agreed(Some(own.map(|sheet| sheet.state)))
    }

    /// Sheets whose answers and notes `viewer` may see.
    pub fn shown_sheets(&self, viewer: Viewer) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(move |sheet| {
            let is_own = viewer == Viewer::Member(sheet.member);
            if !is_own && !self.may_see_made_of(viewer, sheet.subject) {
                return false;
            }
            let comparison_open = self.get_plan(sheet.subject).is_some_and(|p| p.comparison_open);
            may_see_answers(viewer, SheetFacts { owner: sheet.member, state: sheet.state, comparison_open })
        })
    }

    /// Agreed answer codes of a plan, by criterion.
    #[must_use]
    pub fn agreed_codes(&self, subject: SubjectId) -> BTreeMap<String, String> {
        let agreed = self.agreed.get(&subject).into_iter().flatten();
        agreed.map(|(criterion, a)| (criterion.clone(), a.answer.clone())).collect()
    }
}
