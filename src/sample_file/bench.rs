//! A large filled file for measurements: invented plans with the sample's margins, many rounds, everything scored and
//! agreed. The newest round is at full depth, the others at core.

use super::chance::Chance;
use super::open_round::open_standings;
use super::picture::{Eyes, Picture};
use super::{Content, SampleError};
use crate::domain::audit_tool::{AuditTool, Depth, Evidence};
use crate::domain::moderation::Standing;
use crate::domain::panel::{Agency, Duty, MemberFacts};
use crate::domain::plan::PlanFacts;
use crate::domain::round::{Purpose, Round};
use crate::domain::sampling::StratumFact;
use crate::ops::{Actor, AgreedEntry, AnswerEntry, DrawRequest, NewFile, NewRound, OpError, Session};
use crate::platform::clock::World;
use std::path::Path;

/// How large a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BenchSize {
    /// Plans of the cohort.
    pub plans: usize,
    /// Rounds.
    pub rounds: usize,
    /// Plans in the sample of each.
    pub sampled: usize,
    /// Members who read each plan.
    pub members: usize,
    /// Seed of the draws and of the answers.
    pub seed: u64,
}

const AGENCIES: [Agency; 6] = [
    Agency::Education,
    Agency::Health,
    Agency::SocialCare,
    Agency::School,
    Agency::EducationalPsychology,
    Agency::ParentCarer,
];

/// Makes the file, marked as sample data: no real person is in it. `progress` is told after each round how many are
/// done.
///
/// # Errors
/// When the path is taken or cannot be written, or a sample is larger than the cohort.
pub fn make_bench(
    path: &Path,
    passphrase: Option<&str>,
    size: &BenchSize,
    world: Box<dyn World>,
    mut progress: impl FnMut(usize),
) -> Result<(), SampleError> {
    let content = Content::read()?;
    let new = NewFile {
        local_area: "Measurements (sample data)",
        la_code: Some(super::LA_CODE),
        passphrase,
        is_sample: true,
        tools: &content.tools,
    };
    Session::create(path, &new, world, false, |session| {
        let lead = Actor::Lead;
        let mut cohort = content.cohort.clone();
        cohort.plans = many(&content.cohort.plans, size.plans);
        session.import_plans(&lead, &cohort)?;
        session.add_measures(&lead, &content.measures)?;
        session.put_benchmarks(&lead, &content.benchmarks)?;
        session.put_people(&lead, people(size.members * 2))?;
        for number in 1..=size.rounds {
            let depth = if number == size.rounds { Depth::Full } else { Depth::Core };
            Filling { size, number, depth }.fill(session)?;
            progress(number);
        }
        Ok(())
    })?;
    Ok(())
}

/// So many plans, the sample's over and over under fresh references.
fn many(plans: &[PlanFacts], count: usize) -> Vec<PlanFacts> {
    let fresh =
        |(number, facts): (usize, &PlanFacts)| PlanFacts { reference: format!("B{:06}", number + 1), ..facts.clone() };
    plans.iter().cycle().take(count).enumerate().map(fresh).collect()
}

fn people(count: usize) -> Vec<MemberFacts> {
    let person = |(number, agency): (usize, &Agency)| MemberFacts {
        role: "Reader".to_owned(),
        duty: if number == 0 { Duty::AuditLead } else { Duty::Member },
        ..MemberFacts::named(format!("Invented member {:02}", number + 1), *agency)
    };
    AGENCIES.iter().cycle().take(count.max(2)).enumerate().map(person).collect()
}

/// One round being filled.
struct Filling<'a> {
    size: &'a BenchSize,
    number: usize,
    depth: Depth,
}

impl Filling<'_> {
    fn fill(&self, session: &mut Session) -> Result<(), OpError> {
        let lead = Actor::Lead;
        let (tool, _) = session.find_tool("ehc-plan-audit", None)?;
        let new = NewRound {
            title: format!("Round {:02}", self.number),
            tool,
            depth: self.depth,
            evidence: Evidence::File,
            purpose: Purpose::Random,
            caution: None,
        };
        let id = session.make_round(&lead, new)?.value.id;
        let request = DrawRequest {
            size: self.size.sampled,
            seed: self.size.seed.wrapping_add(self.number as u64),
            stratify: vec![StratumFact::Phase],
            min_per_stratum: 0,
            filters: Vec::new(),
            issued_since: None,
            exclude_last_rounds: 0,
            reserves: 0,
        };
        session.draw_sample(&lead, id, &request)?;
        session.allocate(&lead, id, self.size.members)?;
        let round = session.round(Some(&id.to_string()))?;
        let rows = self.answers(session, &round)?;
        session.import_answers(&lead, id, &rows, true)?;
        session.agree_unanimous(&lead, id)?;
        session.agree_by_rule(&lead, id)?;
        self.settle(session, &round)
    }

    /// Every member's answers on every plan given to them.
    fn answers(&self, session: &mut Session, round: &Round) -> Result<Vec<AnswerEntry>, OpError> {
        let tool = session.tool(round.facts.tool)?;
        let mut rows = Vec::new();
        let progress = session.round_progress(round)?;
        for (place, plan) in progress.sampled().enumerate() {
            let order = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let picture = Picture::new(order, &plan.facts, false);
            for (seat, sheet) in plan.sheets.iter().enumerate() {
                let eyes = Eyes { severity: i32::try_from(seat % 5).unwrap_or(0) * 3 - 6, own_ground: false };
                self.read(
                    &mut rows,
                    &tool,
                    round,
                    (&plan.facts.reference, &sheet.member, place),
                    (eyes, seat, &picture),
                );
            }
        }
        Ok(rows)
    }

    fn read(
        &self,
        rows: &mut Vec<AnswerEntry>,
        tool: &AuditTool,
        round: &Round,
        (plan, member, place): (&str, &str, usize),
        (eyes, seat, picture): (Eyes, usize, &Picture),
    ) {
        for (number, (_, criterion)) in tool.tested(round.facts.depth, round.facts.evidence).enumerate() {
            let stream = ((place as u64) << 32) | ((seat as u64) << 24) | ((number as u64) << 8) | self.number as u64;
            let answer = eyes.answer(picture.truth(&criterion.code), &mut Chance::new(self.size.seed, stream));
            // The story of a plan is the default tool's at core depth; elsewhere "not applicable" may not be allowed.
            let answer = if answer == "na" && criterion.na.is_none() { "not_evidenced" } else { answer };
            rows.push(AnswerEntry {
                row: rows.len() as u64 + 1,
                plan: plan.to_owned(),
                member: member.to_owned(),
                criterion: criterion.code.clone(),
                answer: answer.to_owned(),
                na_reason: criterion.na.clone().filter(|_| answer == "na"),
                note: number
                    .is_multiple_of(15)
                    .then(|| "Written for measurements; it says nothing of anybody.".to_owned()),
            });
        }
    }

    /// Agrees what triage left to the panel, at the lower answer.
    fn settle(&self, session: &mut Session, round: &Round) -> Result<(), OpError> {
        // What is agreed can move the ground under what was left to the rule.
        for _ in 0..5 {
            let snapshot = session.snapshot(round, None)?;
            let mut rows = Vec::new();
            for plan in snapshot.sampled() {
                for (criterion, standing) in open_standings(&snapshot, plan.sampled.subject) {
                    if standing == Standing::NoVotes {
                        continue;
                    }
                    rows.push(AgreedEntry {
                        row: rows.len() as u64 + 1,
                        plan: plan.facts.reference.clone(),
                        answer: "partly".to_owned(),
                        reason: Some("Talked through by the panel.".to_owned()),
                        criterion,
                    });
                }
            }
            if rows.is_empty() {
                return Ok(());
            }
            session.import_agreed(&Actor::Lead, round.id, &rows)?;
            session.agree_by_rule(&Actor::Lead, round.id)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::FixedWorld;

    #[test]
    fn a_small_one_is_scored_agreed_and_sound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.gthread");
        let size = BenchSize { plans: 60, rounds: 2, sampled: 5, members: 3, seed: 9 };
        let mut told = Vec::new();
        make_bench(&path, None, &size, Box::new(FixedWorld::default()), |n| told.push(n)).unwrap();
        let mut session = Session::open(&path, None, Box::new(FixedWorld::default())).unwrap();
        assert_eq!((told, session.list_plans().unwrap().len()), (vec![1, 2], 60));
        for (title, criteria) in [("Round 01", 45), ("Round 02", 94)] {
            let round = session.round(Some(title)).unwrap();
            let snapshot = session.snapshot(&round, None).unwrap();
            assert_eq!(snapshot.sheets.len(), 15);
            assert!(snapshot.sheets.iter().all(|sheet| sheet.answers.len() == criteria), "{title}");
            assert!(snapshot.agreed.values().all(|agreed| agreed.len() == criteria), "{title}");
        }
        assert_eq!(session.check().unwrap(), vec![]);
    }
}
