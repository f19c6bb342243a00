//! The results of a round by one fact of its plans, and by the agency that leads.

use super::results::{PlanResult, RoundResults, Share, is_good_or_better};
use super::suppress::{Suppressed, suppress};
use crate::domain::audit_tool::{AuditTool, Lead};
use crate::domain::ids::SubjectId;
use crate::domain::plan::{Phase, PlanKind};
use crate::domain::round::Purpose;
use crate::domain::sampling::{NOT_KNOWN, StratumFact};
use crate::domain::snapshot::AuditSnapshot;
use std::collections::BTreeMap;

/// What is counted of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Good or better.
    GoodOrBetter,
    /// No gap in any section: where the tool gives no grades.
    WithoutGap,
}

/// The plans of a round by one fact. Only fully agreed plans are in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// The fact.
    pub fact: StratumFact,
    /// What is counted.
    pub counted: Counted,
    /// One row for each value that occurs: phases and kinds in their order, others by code, "not known" last.
    pub rows: Vec<BreakdownRow>,
}

/// Plans with one value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakdownRow {
    /// The value's code.
    pub value: String,
    /// The words shown.
    pub label: String,
    /// Those that count, of all with this value. The interval is without the correction for a frame: how many plans
    /// of the cohort have this value is not recorded with the round.
    pub share: Share,
    /// The plans, in draw order.
    pub plans: Vec<SubjectId>,
}

impl Breakdown {
    /// The counts as they may be shown: for each row those that count and the others, with all totals.
    #[must_use]
    pub fn suppressed(&self) -> Suppressed {
        let cells: Vec<Vec<u64>> = self.rows.iter().map(|r| vec![r.share.count, r.share.n - r.share.count]).collect();
        suppress(&cells)
    }
}

/// The criteria one agency leads, over all plans.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadRow {
    /// Who leads.
    pub lead: Lead,
    /// Plans with a gap in what it leads, of all.
    pub with_gap: Share,
    /// Agreed answers that earn all points, of those in the base.
    pub met: (u64, u64),
    /// Plans with a gap there, in draw order.
    pub plans: Vec<SubjectId>,
}

/// What is counted with this tool.
#[must_use]
pub fn counted(tool: &AuditTool) -> Counted {
    if tool.grades.is_empty() { Counted::WithoutGap } else { Counted::GoodOrBetter }
}

/// The plans of a round by a fact.
#[must_use]
pub fn breakdown(snapshot: &AuditSnapshot, results: &RoundResults, fact: StratumFact) -> Breakdown {
    let counted = counted(&snapshot.tool);
    let is_random = snapshot.round.facts.purpose == Purpose::Random;
    let mut by_value: BTreeMap<(bool, usize, String), Vec<&PlanResult>> = BTreeMap::new();
    for plan in &results.plan_results {
        let Some(of_plan) = snapshot.get_plan(plan.subject) else { continue };
        let value = fact.value_of(&of_plan.facts);
        by_value.entry((value == NOT_KNOWN, order(fact, &value), value)).or_default().push(plan);
    }
    let rows = by_value.into_iter().filter_map(|((.., value), plans)| {
        let counts = |plan: &&&PlanResult| match counted {
            Counted::GoodOrBetter => is_good_or_better(&snapshot.tool, plan),
            Counted::WithoutGap => plan.grading.gaps.is_empty(),
        };
        let count = plans.iter().filter(counts).count() as u64;
        let share = Share::new(count, plans.len() as u64, None, is_random)?;
        let label = value_label(fact, &value);
        Some(BreakdownRow { label, value, share, plans: plans.iter().map(|plan| plan.subject).collect() })
    });
    Breakdown { fact, counted, rows: rows.collect() }
}

/// The place of a value among those of its fact: phases and kinds have an order of their own, years are numbers.
fn order(fact: StratumFact, value: &str) -> usize {
    let place = match fact {
        StratumFact::Phase => Phase::ALL.iter().position(|phase| phase.code() == value),
        StratumFact::PlanKind => PlanKind::ALL.iter().position(|kind| kind.code() == value),
        StratumFact::YearGroup => value.parse::<i32>().ok().and_then(|year| usize::try_from(year + 100).ok()),
        _ => None,
    };
    place.unwrap_or(0)
}

/// The words for a value of a fact; codes of needs and settings stay as the area writes them.
#[must_use]
pub fn value_label(fact: StratumFact, value: &str) -> String {
    let known = match (fact, value) {
        (_, NOT_KNOWN) => Some("Not known"),
        (StratumFact::Phase, code) => Phase::from_code(code).map(Phase::label),
        (StratumFact::PlanKind, code) => PlanKind::from_code(code).map(PlanKind::label),
        (StratumFact::YearGroup, "0") => Some("Reception"),
        (_, "yes") => Some("Yes"),
        (_, "no") => Some("No"),
        _ => None,
    };
    match (fact, known) {
        (_, Some(label)) => label.to_owned(),
        (StratumFact::YearGroup, None) => format!("Year {value}"),
        (StratumFact::SettingType, None) => value.replace('_', " "),
        (_, None) => value.to_owned(),
    }
}

/// By the agency that leads: the criteria's own lead, else their section's. Agencies that lead nothing tested are
/// left out.
#[must_use]
pub fn list_by_lead(snapshot: &AuditSnapshot, results: &RoundResults) -> Vec<LeadRow> {
    let facts = &snapshot.round.facts;
    let is_random = snapshot.round.facts.purpose == Purpose::Random;
    let rows = Lead::ALL.iter().filter_map(|lead| {
        let led: Vec<&str> = snapshot
            .tool
            .tested(facts.depth, facts.evidence)
            .filter(|(heading, c)| c.lead.contains(lead) || (c.lead.is_empty() && heading.lead == *lead))
            .map(|(_, c)| c.code.as_str())
            .collect();
        if led.is_empty() {
            return None;
        }
        let has_gap = |plan: &&PlanResult| plan.grading.gaps.iter().any(|code| led.contains(&code.as_str()));
        let plans: Vec<SubjectId> = results.plan_results.iter().filter(has_gap).map(|plan| plan.subject).collect();
        let frame = results.frame;
        let with_gap = Share::new(plans.len() as u64, results.plan_results.len() as u64, frame, is_random)?;
        Some(LeadRow { lead: *lead, with_gap, met: count_met(snapshot, results, &led), plans })
    });
    rows.collect()
}

fn count_met(snapshot: &AuditSnapshot, results: &RoundResults, led: &[&str]) -> (u64, u64) {
    let facts = &snapshot.round.facts;
    let judgement = crate::domain::grading::Judgement::of_plan(&snapshot.tool, facts.depth, facts.evidence);
    let most = snapshot.tool.most_points();
    let (mut met, mut base) = (0, 0);
    for plan in &results.plan_results {
        for judged in judgement.judge(&snapshot.agreed_codes(plan.subject), &Default::default()) {
            let points = judged.verdict.points().filter(|_| led.contains(&judged.criterion.code.as_str()));
            base += u64::from(points.is_some());
            met += u64::from(points == Some(most));
        }
    }
    (met, base)
}
