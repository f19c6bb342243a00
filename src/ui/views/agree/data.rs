//! What the panel still has to agree: only plans whose comparison is open, only sheets that may be shown, and never to
//! somebody who reads the plan and has not handed in.

use super::closing::data::ClosingData;
use super::findings::data::FindingsData;
use super::mine::data::MineData;
use super::outcomes::data::OutcomesData;
use crate::domain::access::Viewer;
use crate::domain::audit_tool::AuditTool;
use crate::domain::grading::{Judgement, Override, final_grade, grade_line};
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::letters::{letter, shuffle};
use crate::domain::moderation::{Sorted, Standing, Triage, Vote, Why};
use crate::domain::round::RoundState;
use crate::domain::sheet::{AgreedAnswer, AgreedHow, GradeOverride, Note, Sheet, SheetState};
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::jobs::Failure;
use crate::ops::{Comparison, PlanThreads, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Agreeing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeData {
    /// The tool.
    pub tool: Arc<AuditTool>,
    /// Whether the round is closed: nothing of it changes.
    pub is_closed: bool,
    /// Plans that can be compared, in draw order.
    pub plans: Vec<AgreePlan>,
    /// Plans that cannot be compared yet, in draw order.
    pub waiting: Vec<WaitingPlan>,
    /// Unanimous answers not taken yet, over all plans.
    pub unanimous: usize,
    /// Splits that the rule would settle, over all plans.
    pub by_rule: usize,
    /// Answers that were settled by rule, over all plans.
    pub settled_by_rule: usize,
    /// Findings and the notes they are gathered from.
    pub findings: FindingsData,
    /// What happens to plans.
    pub outcomes: OutcomesData,
    /// Replies and what stands in the way of closing.
    pub closing: ClosingData,
    /// After closing: the acting member's own answers against the agreed ones.
    pub mine: MineData,
}

/// A plan that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPlan {
    /// What is read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// Sheets that are not in.
    pub missing: usize,
    /// Sheets in all.
    pub readers: usize,
    /// Its comparison is open, but the one who looks has not handed in.
    pub is_own: bool,
}

/// A plan whose sheets are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreePlan {
    /// What was read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// Criteria with an agreed answer.
    pub agreed: usize,
    /// Criteria put to the panel.
    pub tested: usize,
    /// What is to be discussed, or was.
    pub items: Vec<AgreeItem>,
    /// Who read it, by letter.
    pub readers: Vec<Reader>,
    /// Why it was opened before all sheets were in.
    pub early: Option<String>,
    /// Its golden threads.
    pub threads: PlanThreads,
    /// What the agreed answers come to so far, and why.
    pub grade: GradeNow,
}

/// Somebody who read a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Their letter on this plan.
    pub letter: String,
    /// To hand their sheet back.
    pub member: MemberId,
    /// Name and agency, where the panel has asked.
    pub name: Option<(String, &'static str)>,
    /// Handed in after others could be seen.
    pub not_blind: bool,
}

/// The grade of a plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeNow {
    /// Code of the grade; none: too little is agreed.
    pub code: Option<String>,
    /// Why, in a sentence.
    pub line: String,
    /// Whether every criterion is agreed.
    pub is_final: bool,
    /// The panel's own grade.
    pub by_panel: Option<GradeOverride>,
}

/// A criterion on which the sheets of a plan differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeItem {
    /// Place of its section in the tool.
    pub heading: usize,
    /// Place in the section.
    pub place: usize,
    /// Its code.
    pub code: String,
    /// What each reader gave, by letter.
    pub votes: Vec<VoteRow>,
    /// Why it is to be discussed.
    pub why: Vec<Why>,
    /// The answer the rule would take; none: the panel discusses it.
    pub by_rule: Option<String>,
    /// The agreed answer.
    pub agreed: Option<Settled>,
}

/// An agreed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its code.
    pub answer: String,
    /// Why.
    pub reason: Option<String>,
    /// How it came about.
    pub how: AgreedHow,
}

/// What one reader gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteRow {
    /// Who, by letter.
    pub letter: String,
    /// Name and agency, where the panel has asked.
    pub name: Option<(String, &'static str)>,
    /// The answer's code.
    pub answer: String,
    /// Why it does not apply; empty: not said.
    pub na_reason: String,
    /// Their note.
    pub note: Option<Note>,
}

impl AgreePlan {
    /// Criteria still to be discussed; what the rule would settle is not among them.
    pub fn open_items(&self) -> impl Iterator<Item = (usize, &AgreeItem)> {
        self.items.iter().enumerate().filter(|(_, item)| item.agreed.is_none() && item.by_rule.is_none())
    }
}

impl AgreeItem {
    /// The answers given.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.votes.iter().map(|row| row.answer.as_str())
    }
}

impl AgreeData {
    /// Reads it for whoever is acting; `member` where it is a panel member.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: RoundId, member: Option<MemberId>) -> Result<Self, Failure> {
        let round = session.round(Some(&round.to_string()))?;
        let tool = session.tool(round.facts.tool)?;
        let comparison = session.comparison(&round, member)?;
        let outcomes = OutcomesData::new(&tool, session.graded_sample(&round)?, &comparison);
        let obstacles = match round.state {
            RoundState::Open => session.list_close_obstacles(&round)?,
            RoundState::Closed => Vec::new(),
        };
        Ok(Self::new(&comparison, tool, outcomes, ClosingData::new(&comparison.snapshot, &obstacles)))
    }

    fn new(comparison: &Comparison, tool: Arc<AuditTool>, outcomes: OutcomesData, closing: ClosingData) -> Self {
        let snapshot = &comparison.snapshot;
        let mut data = Self {
            findings: FindingsData::new(comparison),
            mine: MineData::new(comparison),
            is_closed: snapshot.round.state == RoundState::Closed,
            plans: Vec::new(),
            waiting: Vec::new(),
            unanimous: 0,
            by_rule: 0,
            settled_by_rule: 0,
            tool,
            outcomes,
            closing,
        };
        for plan in snapshot.sampled() {
            let is_own = comparison.hidden.contains(&plan.sampled.subject);
            if plan.comparison_open && !is_own {
                let row = data.plan(comparison, plan);
                data.plans.push(row);
            } else {
                data.waiting.push(waiting(snapshot, plan, is_own));
            }
        }
        data
    }

    fn plan(&mut self, comparison: &Comparison, plan: &SnapshotPlan) -> AgreePlan {
        let snapshot = &comparison.snapshot;
        let subject = plan.sampled.subject;
        let sheets: Vec<&Sheet> = snapshot
            .shown_sheets(Viewer::Round)
            .filter(|sheet| sheet.subject == subject && sheet.state == SheetState::Submitted)
            .collect();
        let readers = readers(comparison, subject, &sheets);
        let nothing = BTreeMap::new();
        let agreed = snapshot.agreed.get(&subject).unwrap_or(&nothing);
        let codes = snapshot.agreed_codes(subject);
        let plain = plain_votes(snapshot, &sheets);
        let facts = &snapshot.round.facts;
        let triage = Triage { tool: &snapshot.tool, depth: facts.depth, evidence: facts.evidence };
        let sorted = triage.sorted(&plain, &codes);
        let tested = sorted.len();
        let agreed_count = sorted.iter().filter(|s| agreed.contains_key(&s.code)).count();
        self.settled_by_rule += agreed.values().filter(|a| a.how == AgreedHow::Rule).count();
        let mut items = Vec::new();
        for Sorted { code, standing, why } in sorted {
            let settled = agreed.get(&code);
            let by_rule = match standing {
                Standing::Discuss => settled.filter(|a| a.how == AgreedHow::Rule).map(|a| a.answer.clone()),
                Standing::Unanimous(_) => {
                    self.unanimous += usize::from(settled.is_none());
                    continue;
                }
                Standing::ByRule(answer) => {
                    self.by_rule += usize::from(settled.is_none());
                    Some(answer)
                }
                Standing::NoVotes => None,
            };
            items.extend(item(&snapshot.tool, &code, votes(&code, &readers, &sheets), (why, by_rule), settled));
        }
        AgreePlan {
            subject,
            reference: plan.facts.reference.clone(),
            agreed: agreed_count,
            tested,
            items,
            threads: threads(snapshot, subject, &readers),
            early: comparison.opened_early.get(&subject).cloned(),
            grade: grade_now(snapshot, plan, &codes),
            readers,
        }
    }

    /// Criteria still to be agreed one by one, over all plans.
    #[must_use]
    pub fn to_discuss(&self) -> usize {
        self.plans.iter().map(|plan| plan.open_items().count()).sum()
    }

    /// Splits that the panel discusses, over all plans: how many are agreed, and how many there are.
    #[must_use]
    pub fn discussed(&self) -> (usize, usize) {
        let items = || self.plans.iter().flat_map(|plan| &plan.items).filter(|item| item.by_rule.is_none());
        (items().filter(|item| item.agreed.is_some()).count(), items().count())
    }

    /// The plan with this subject.
    #[must_use]
    pub fn get_plan(&self, subject: SubjectId) -> Option<&AgreePlan> {
        self.plans.iter().find(|plan| plan.subject == subject)
    }
}

/// The golden threads, in the order of the letters; names only where the panel has asked.
fn threads(snapshot: &AuditSnapshot, subject: SubjectId, readers: &[Reader]) -> PlanThreads {
    let mut found = PlanThreads::of(snapshot, subject, |member| {
        let reader = readers.iter().find(|reader| reader.member == member)?;
        let name = reader.name.as_ref().map(|(name, _)| format!(", {name}")).unwrap_or_default();
        Some(format!("{}{name}", reader.letter))
    });
    found.sheets.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn waiting(snapshot: &AuditSnapshot, plan: &SnapshotPlan, is_own: bool) -> WaitingPlan {
    let subject = plan.sampled.subject;
    let assigned: BTreeSet<MemberId> =
        snapshot.assignments.iter().filter(|a| a.subject == subject).map(|a| a.member).collect();
    let is_in = |member: &&MemberId| {
        let mut sheets = snapshot.sheets.iter();
        sheets.any(|s| s.subject == subject && s.member == **member && s.state == SheetState::Submitted)
    };
    let missing = assigned.len() - assigned.iter().filter(is_in).count();
    WaitingPlan { subject, reference: plan.facts.reference.clone(), missing, readers: assigned.len(), is_own }
}

fn readers(comparison: &Comparison, subject: SubjectId, sheets: &[&Sheet]) -> Vec<Reader> {
    let snapshot = &comparison.snapshot;
    let mut members: Vec<MemberId> = sheets.iter().map(|sheet| sheet.member).collect();
    shuffle(snapshot.round.id, subject, &mut members);
    let is_named = comparison.named.contains(&subject);
    let reader = |(place, member): (usize, MemberId)| {
        let facts = snapshot.get_member(member).map(|m| &m.facts).filter(|_| is_named);
        let name = facts.map(|facts| (facts.name.clone(), facts.agency.label()));
        let not_blind = sheets.iter().any(|sheet| sheet.member == member && sheet.not_blind);
        Reader { letter: letter(place), member, name, not_blind }
    };
    members.into_iter().enumerate().map(reader).collect()
}

fn plain_votes(snapshot: &AuditSnapshot, sheets: &[&Sheet]) -> BTreeMap<String, Vec<Vote>> {
    let mut votes: BTreeMap<String, Vec<Vote>> = BTreeMap::new();
    for sheet in sheets {
        let Some(member) = snapshot.get_member(sheet.member) else { continue };
        for (code, given) in &sheet.answers {
            let vote = Vote { agency: member.facts.agency, answer: given.answer.clone() };
            votes.entry(code.clone()).or_default().push(vote);
        }
    }
    votes
}

fn votes(code: &str, readers: &[Reader], sheets: &[&Sheet]) -> Vec<VoteRow> {
    let row = |reader: &Reader| {
        let sheet = sheets.iter().find(|sheet| sheet.member == reader.member)?;
        let given = sheet.answers.get(code)?;
        Some(VoteRow {
            letter: reader.letter.clone(),
            name: reader.name.clone(),
            answer: given.answer.clone(),
            na_reason: given.na_reason.clone().unwrap_or_default(),
            note: sheet.notes.iter().find(|note| note.criterion == code).cloned(),
        })
    };
    readers.iter().filter_map(row).collect()
}

fn item(
    tool: &AuditTool,
    code: &str,
    votes: Vec<VoteRow>,
    (why, by_rule): (Vec<Why>, Option<String>),
    settled: Option<&AgreedAnswer>,
) -> Option<AgreeItem> {
    let heading = tool.headings.iter().position(|h| h.criteria.iter().any(|c| c.code == code))?;
    let place = tool.headings.get(heading)?.criteria.iter().position(|c| c.code == code)?;
    let agreed = settled.map(|a| Settled { answer: a.answer.clone(), reason: a.reason.clone(), how: a.how });
    Some(AgreeItem { heading, place, code: code.to_owned(), votes, why, by_rule, agreed })
}

fn grade_now(snapshot: &AuditSnapshot, plan: &SnapshotPlan, codes: &BTreeMap<String, String>) -> GradeNow {
    let facts = &snapshot.round.facts;
    let grading = Judgement::of_plan(&snapshot.tool, facts.depth, facts.evidence).grade(codes, &BTreeSet::new());
    let by_panel = plan.grade_override.as_ref().map(|o| Override { grade: o.grade.clone(), reason: o.reason.clone() });
    GradeNow {
        code: final_grade(&grading, by_panel.as_ref()).grade,
        line: grade_line(&snapshot.tool, &grading, by_panel.as_ref()),
        is_final: grading.complete,
        by_panel: plan.grade_override.clone(),
    }
}
