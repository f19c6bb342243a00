//! What the panel still has to agree: only plans whose comparison is open, only sheets that may be shown.

use crate::domain::access::Viewer;
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::moderation::{Standing, Triage, Vote};
use crate::domain::sheet::{AgreedAnswer, SheetState};
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::jobs::Failure;
use crate::ops::{PlanThreads, Session};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Agreeing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeData {
    /// The tool.
    pub tool: Arc<AuditTool>,
    /// Plans that can be compared, in draw order.
    pub plans: Vec<AgreePlan>,
    /// Plans that wait for sheets.
    pub not_open: usize,
    /// Unanimous answers not taken yet, over all plans.
    pub unanimous: usize,
    /// Splits that the rule would settle, over all plans.
    pub by_rule: usize,
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
    /// Its golden threads.
    pub threads: PlanThreads,
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
    /// What each member gave.
    pub votes: Vec<VoteRow>,
    /// The answer the rule would take; none: the panel discusses it.
    pub by_rule: Option<String>,
    /// The agreed answer: code, reason, and how it came about in words.
    pub agreed: Option<(String, Option<String>, &'static str)>,
}

/// What one member gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteRow {
    /// Who.
    pub member: String,
    /// As the rules take it.
    pub vote: Vote,
    /// Their note, but for those with no words.
    pub note: String,
}

impl AgreePlan {
    /// Criteria still to be discussed; what the rule would settle is not among them.
    pub fn open_items(&self) -> impl Iterator<Item = (usize, &AgreeItem)> {
        self.items.iter().enumerate().filter(|(_, item)| item.agreed.is_none() && item.by_rule.is_none())
    }
}

impl AgreeItem {
    /// The votes as the rules take them.
    #[must_use]
    pub fn votes(&self) -> Vec<Vote> {
        self.votes.iter().map(|row| row.vote.clone()).collect()
    }
}

impl AgreeData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: RoundId) -> Result<Self, Failure> {
        let round = session.round(Some(&round.to_string()))?;
        let tool = session.tool(round.facts.tool)?;
        let snapshot = session.snapshot(&round, None)?;
        Ok(Self::new(&snapshot, tool))
    }

    /// Works it out from a frozen round.
    #[must_use]
    pub fn new(snapshot: &AuditSnapshot, tool: Arc<AuditTool>) -> Self {
        let mut data = Self { tool, plans: Vec::new(), not_open: 0, unanimous: 0, by_rule: 0 };
        for plan in snapshot.sampled() {
            if !plan.comparison_open {
                data.not_open += 1;
                continue;
            }
            let row = data.plan(snapshot, plan);
            data.plans.push(row);
        }
        data
    }

    fn plan(&mut self, snapshot: &AuditSnapshot, plan: &SnapshotPlan) -> AgreePlan {
        let subject = plan.sampled.subject;
        let votes = votes_on(snapshot, subject);
        let nothing = BTreeMap::new();
        let agreed = snapshot.agreed.get(&subject).unwrap_or(&nothing);
        let codes = agreed.iter().map(|(code, a)| (code.clone(), a.answer.clone())).collect();
        let plain: BTreeMap<String, Vec<Vote>> =
            votes.iter().map(|(code, rows)| (code.clone(), rows.iter().map(|r| r.vote.clone()).collect())).collect();
        let facts = &snapshot.round.facts;
        let triage = Triage { tool: &snapshot.tool, depth: facts.depth, evidence: facts.evidence };
        let standings = triage.standings(&plain, &codes);
        let tested = standings.len();
        let agreed_count = standings.iter().filter(|(code, _)| agreed.contains_key(code)).count();
        let mut items = Vec::new();
        for (code, standing) in standings {
            let settled = agreed.get(&code);
            let by_rule = match standing {
                Standing::Unanimous(_) => {
                    self.unanimous += usize::from(settled.is_none());
                    continue;
                }
                Standing::ByRule(answer) => {
                    self.by_rule += usize::from(settled.is_none());
                    Some(answer)
                }
                Standing::Discuss | Standing::NoVotes => None,
            };
            items.extend(item(&snapshot.tool, &code, votes.get(&code), by_rule, settled));
        }
        let threads = PlanThreads::of(snapshot, subject);
        AgreePlan { subject, reference: plan.facts.reference.clone(), agreed: agreed_count, tested, items, threads }
    }

    /// Criteria still to be agreed one by one, over all plans.
    #[must_use]
    pub fn to_discuss(&self) -> usize {
        self.plans.iter().map(|plan| plan.open_items().count()).sum()
    }

    /// The plan with this subject.
    #[must_use]
    pub fn get_plan(&self, subject: SubjectId) -> Option<&AgreePlan> {
        self.plans.iter().find(|plan| plan.subject == subject)
    }
}

fn item(
    tool: &AuditTool,
    code: &str,
    votes: Option<&Vec<VoteRow>>,
    by_rule: Option<String>,
    settled: Option<&AgreedAnswer>,
) -> Option<AgreeItem> {
    let heading = tool.headings.iter().position(|h| h.criteria.iter().any(|c| c.code == code))?;
    let place = tool.headings.get(heading)?.criteria.iter().position(|c| c.code == code)?;
    let agreed = settled.map(|a| (a.answer.clone(), a.reason.clone(), a.how.label()));
    let votes = votes.cloned().unwrap_or_default();
    Some(AgreeItem { heading, place, code: code.to_owned(), votes, by_rule, agreed })
}

fn votes_on(snapshot: &AuditSnapshot, subject: SubjectId) -> BTreeMap<String, Vec<VoteRow>> {
    let mut votes: BTreeMap<String, Vec<VoteRow>> = BTreeMap::new();
    let shown = snapshot.shown_sheets(Viewer::Round);
    for sheet in shown.filter(|sheet| sheet.subject == subject && sheet.state == SheetState::Submitted) {
        let Some(member) = snapshot.get_member(sheet.member) else { continue };
        for (code, given) in &sheet.answers {
            let note = sheet.notes.iter().find(|note| &note.criterion == code);
            votes.entry(code.clone()).or_default().push(VoteRow {
                member: member.facts.name.clone(),
                vote: Vote { agency: member.facts.agency, answer: given.answer.clone() },
                note: note.map(|note| note.text.clone()).unwrap_or_default(),
            });
        }
    }
    votes
}
