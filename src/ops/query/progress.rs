//! How far a round has come: counts, never answers.

use crate::domain::ids::{MemberId, SubjectId};
use crate::domain::plan::PlanFacts;
use crate::domain::round::{Round, SampledPlan};
use crate::domain::sheet::{Assignment, SheetState, criteria_in_scope};
use crate::ops::{OpError, Session};
use std::collections::{BTreeMap, BTreeSet};

/// One member's progress on one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetProgress {
    /// Whose task it is.
    pub assignment: Assignment,
    /// The member's name.
    pub member: String,
    /// Draft or submitted; none: not started.
    pub state: Option<SheetState>,
    /// Criteria with an answer.
    pub answered: u64,
    /// Criteria asked of them.
    pub asked: u64,
}

/// One plan of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanProgress {
    /// Its place in the sample.
    pub sampled: SampledPlan,
    /// What is known of it.
    pub facts: PlanFacts,
    /// Its readers, by name.
    pub sheets: Vec<SheetProgress>,
    /// Whether its comparison is open.
    pub comparison_open: bool,
    /// Criteria with an agreed answer.
    pub agreed: u64,
    /// Criteria put to the panel.
    pub tested: u64,
    /// Urgent concerns open on it.
    pub open_concerns: u64,
}

impl PlanProgress {
    /// Whether every tested criterion has an agreed answer.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.tested > 0 && self.agreed == self.tested
    }
}

/// A round and its plans in draw order; reserves and withdrawn plans too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundProgress {
    /// The round.
    pub round: Round,
    /// Its tool's title and version.
    pub tool: (String, u32),
    /// Its plans.
    pub plans: Vec<PlanProgress>,
    /// Plans in the cohort now.
    pub cohort: u64,
    /// Members on the panel of this round.
    pub panel: u64,
}

impl RoundProgress {
    /// Plans that count: in the sample now, without the practice plan.
    pub fn sampled(&self) -> impl Iterator<Item = &PlanProgress> {
        self.plans.iter().filter(|p| p.sampled.counts())
    }

    /// Plans that are read: the practice plan first, then the sample.
    pub fn read(&self) -> impl Iterator<Item = &PlanProgress> {
        self.plans.iter().filter(|p| p.sampled.is_read())
    }

    /// Plans given to a member, with their task, in draw order.
    pub fn tasks_of(&self, member: MemberId) -> impl Iterator<Item = (&PlanProgress, &SheetProgress)> {
        self.read().filter_map(move |plan| {
            plan.sheets.iter().find(|s| s.assignment.member == member).map(|sheet| (plan, sheet))
        })
    }
}

impl Session {
    /// How far a round has come.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn round_progress(&mut self, round: &Round) -> Result<RoundProgress, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let names = self.names()?;
        let panel = self.round_panel(round)?.len() as u64;
        let db = self.store.db();
        let (depth, evidence) = (round.facts.depth, round.facts.evidence);
        let tested: BTreeSet<String> = tool.tested(depth, evidence).map(|(_, c)| c.code.clone()).collect();
        let open: BTreeSet<SubjectId> = db.list_open_comparisons(round.id)?.into_iter().collect();
        let mut agreed: BTreeMap<SubjectId, u64> = BTreeMap::new();
        for answer in db.list_agreed(round.id)? {
            *agreed.entry(answer.subject).or_default() += u64::from(tested.contains(&answer.criterion));
        }
        let mut concerns: BTreeMap<SubjectId, u64> = BTreeMap::new();
        for concern in db.list_concerns(round.id)?.iter().filter(|c| c.closed_ms.is_none()) {
            *concerns.entry(concern.subject).or_default() += 1;
        }
        let mut sheets: BTreeMap<SubjectId, Vec<SheetProgress>> = BTreeMap::new();
        for p in db.list_progress(round.id)? {
            let asked = criteria_in_scope(&tool, depth, evidence, &p.assignment.scope).len() as u64;
            let member = names.member(p.assignment.member).to_owned();
            let (state, answered) = (p.state, p.answered);
            let of_plan = sheets.entry(p.assignment.subject).or_default();
            of_plan.push(SheetProgress { assignment: p.assignment, member, state, answered, asked });
        }
        let plans = db.list_sample(round.id)?.into_iter().map(|(sampled, facts)| PlanProgress {
            sheets: sheets.remove(&sampled.subject).unwrap_or_default(),
            comparison_open: open.contains(&sampled.subject),
            agreed: agreed.get(&sampled.subject).copied().unwrap_or(0),
            tested: tested.len() as u64,
            open_concerns: concerns.get(&sampled.subject).copied().unwrap_or(0),
            sampled,
            facts,
        });
        Ok(RoundProgress {
            round: round.clone(),
            tool: (tool.title.clone(), tool.version),
            plans: plans.collect(),
            cohort: db.count_plans()?,
            panel,
        })
    }
}
