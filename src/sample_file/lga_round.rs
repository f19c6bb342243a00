//! The closed round: what the LGA reviewers counted in 20 plans in April 2021. The counts are real; which plan had
//! which answer was never published and is invented here, so that each count comes out as published.

use crate::domain::audit_tool::{Depth, Evidence};
use crate::domain::panel::{Agency, MemberFacts};
use crate::domain::round::Purpose;
use crate::exchange::LgaFinding;
use crate::ops::{Actor, AnswerEntry, NewRound, OpError, Session};
use jiff::civil::{Date, date};

pub(super) const TITLE: &str = "LGA review, April 2021";
pub(super) const TEAM: &str = "LGA review team";
const TOOL: &str = "lga-review-2021";
const CAUTION: &str = "The counts are those the LGA reviewers published in April 2021; the plans themselves, and which \
                       plan had which answer, are invented for this sample.";
/// The reviewers can only have read plans issued before they came.
const REVIEWED_ON: Date = date(2021, 4, 1);
const PLANS: usize = 20;

/// Adds the round: chosen plans, one sheet each, agreed as they stand, closed.
pub(super) fn add(session: &mut Session, findings: &[LgaFinding]) -> Result<(), OpError> {
    let lead = Actor::Lead;
    session.put_people(&lead, vec![team()])?;
    let (tool, content) = session.find_tool(TOOL, None)?;
    let new = NewRound {
        title: TITLE.to_owned(),
        tool,
        depth: Depth::Workshop,
        evidence: Evidence::Appendices,
        purpose: Purpose::Chosen,
        caution: Some(CAUTION.to_owned()),
    };
    let round = session.make_round(&lead, new)?.value.id;
    let plans = choose_plans(session)?;
    session.choose_sample(&lead, round, &plans, None)?;
    session.allocate(&lead, round, 1)?;
    let criteria: Vec<&str> = content.criteria().map(|(_, c)| c.code.as_str()).collect();
    let rows = answers(&plans, &criteria, findings);
    session.import_answers(&Actor::Member(TEAM.to_owned()), round, &rows, true)?;
    session.agree_unanimous(&lead, round)?;
    session.close_round(&lead, round)?;
    Ok(())
}

fn team() -> MemberFacts {
    MemberFacts {
        role: "Reviewers of the Local Government Association".to_owned(),
        ..MemberFacts::named(TEAM, Agency::Peer)
    }
}

/// Twenty plans that were there at the time, evenly over the cohort.
fn choose_plans(session: &Session) -> Result<Vec<String>, OpError> {
    let cohort = session.list_plans()?;
    let old: Vec<&str> = cohort
        .iter()
        .filter(|plan| plan.facts.issued_on.is_some_and(|day| day < REVIEWED_ON))
        .map(|plan| plan.facts.reference.as_str())
        .collect();
    let step = (old.len() / PLANS).max(1);
    Ok(old.into_iter().skip(step / 2).step_by(step).take(PLANS).map(str::to_owned).collect())
}

/// The criteria of the tool are the findings in their order.
fn answers(plans: &[String], criteria: &[&str], findings: &[LgaFinding]) -> Vec<AnswerEntry> {
    let mut rows = Vec::new();
    for (p, plan) in (0_u64..).zip(plans) {
        for ((f, finding), criterion) in (0_u64..).zip(findings).zip(criteria) {
            // 7 and 20 share no factor, so over 20 plans each place comes once: as many are met as were counted.
            let place = (7 * p + 3 * f) % finding.plans_reviewed.max(1);
            let answer = if place < finding.plans_met { "met" } else { "not_met" };
            rows.push(AnswerEntry {
                row: rows.len() as u64 + 1,
                plan: plan.clone(),
                member: TEAM.to_owned(),
                criterion: (*criterion).to_owned(),
                answer: answer.to_owned(),
                na_reason: None,
                note: None,
            });
        }
    }
    rows
}
