//! The panel, the sample and who reads what, as the screens of preparing show them. Counts and states, never answers.

use crate::domain::audit_tool::{AuditTool, Lead, SubjectKind};
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::panel::{Agency, Member};
use crate::domain::plan::Plan;
use crate::domain::round::{Papers, Purpose, Round, RoundState, SampleOrigin, SampleState};
use crate::domain::sampling::StratumFact;
use crate::domain::sheet::{Assignment, Scope, SheetState};
use crate::jobs::Failure;
use crate::ops::{PlanProgress, Session};
use crate::words::counted;
use std::collections::BTreeSet;

/// A list of values longer than this is typed, not ticked.
pub const MOST_TICKED: usize = 40;

/// What the screens of preparing know of a round.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arrangement {
    /// The round; none before it is made.
    pub round: Option<Round>,
    /// Everybody of the area, by name.
    pub people: Vec<Person>,
    /// Plans that are read: the practice plan first, then the sample in draw order.
    pub plans: Vec<PlanCard>,
    /// References of reserves.
    pub reserves: Vec<String>,
    /// Plans taken out: reference and reason.
    pub withdrawn: Vec<(String, String)>,
    /// Sections of the tool: code, title, who leads.
    pub sections: Vec<(String, String, Lead)>,
    /// Views of the tool: code and words.
    pub views: Vec<(String, String)>,
    /// Facts that tell plans apart, with their values and how many plans have them.
    pub facts: Vec<(StratumFact, Vec<(String, usize)>)>,
    /// Days since the day the cohort's source speaks of.
    pub cohort_days: Option<u64>,
}

/// A person of the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub member: Member,
    /// Whether they sit on the panel of this round.
    pub on_panel: bool,
    /// Plans of this round they read, the practice plan not among them.
    pub load: usize,
}

/// A plan that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCard {
    /// What is read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// Its stratum, or that it was added by hand.
    pub origin: SampleOrigin,
    /// For practice.
    pub practice: bool,
    /// What its readers need.
    pub papers: Papers,
    /// Who reads it.
    pub tasks: Vec<Task>,
    /// Who has an interest in it.
    pub interested: Vec<MemberId>,
    /// Who leads which section.
    pub leads: Vec<(String, MemberId)>,
}

/// A reader of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The task.
    pub assignment: Assignment,
    /// Not begun, begun or handed in.
    pub state: Option<SheetState>,
}

impl Person {
    /// What is missing before they should read anything, in words; shown, never a lock.
    #[must_use]
    pub fn missing(&self) -> Option<&'static str> {
        let facts = &self.member.facts;
        match (facts.undertaking_on.is_some(), facts.trained_on.is_some()) {
            (true, true) => None,
            (false, true) => Some("No undertaking"),
            (true, false) => Some("No training"),
            (false, false) => Some("No undertaking, no training"),
        }
    }
}

impl PlanCard {
    /// The task of a member.
    #[must_use]
    pub fn task_of(&self, member: MemberId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.assignment.member == member)
    }

    /// Members who read the whole of it.
    pub fn readers(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.assignment.scope == Scope::Whole)
    }
}

impl Arrangement {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: Option<RoundId>, plans: &[Plan]) -> Result<Self, Failure> {
        let today = session.today();
        let as_of = session.file_facts()?.cohort_as_of;
        let mut data = Self {
            facts: facts(plans),
            cohort_days: as_of.and_then(|day| u64::try_from(day.until(today).ok()?.get_days()).ok()),
            ..Self::default()
        };
        let members = session.list_members()?;
        let mut panel: BTreeSet<MemberId> = members.iter().map(|m| m.id).collect();
        if let Some(id) = round {
            let found = session.round(Some(&id.to_string()))?;
            panel = session.round_panel(&found)?.into_iter().collect();
            data.read_round(session, found, &members)?;
        }
        let load = |id: MemberId| {
            let read = data.plans.iter().filter(|plan| !plan.practice && plan.task_of(id).is_some());
            read.count()
        };
        data.people = members
            .iter()
            .map(|m| Person { member: m.clone(), on_panel: panel.contains(&m.id), load: load(m.id) })
            .collect();
        Ok(data)
    }

    fn read_round(&mut self, session: &mut Session, round: Round, members: &[Member]) -> Result<(), Failure> {
        let tool = session.tool(round.facts.tool)?;
        let leads = session.list_section_leads(round.id)?;
        let progress = session.round_progress(&round)?;
        for plan in progress.read() {
            let of_plan = leads.iter().filter(|(subject, ..)| *subject == plan.sampled.subject);
            let leads = of_plan.map(|(_, heading, member)| (heading.clone(), *member)).collect();
            self.plans.push(card(plan, members, leads));
        }
        let in_state = |state| progress.plans.iter().filter(move |plan| plan.sampled.state == state);
        self.reserves = in_state(SampleState::Reserve).map(|plan| plan.facts.reference.clone()).collect();
        self.withdrawn = in_state(SampleState::Withdrawn)
            .map(|plan| (plan.facts.reference.clone(), plan.sampled.reason.clone().unwrap_or_default()))
            .collect();
        self.sections = sections(&tool);
        self.views = tool.views.iter().map(|view| (view.code.clone(), view.title.clone())).collect();
        self.round = Some(round);
        Ok(())
    }

    /// Whether the round takes changes.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.round.as_ref().is_some_and(|round| round.state == RoundState::Open)
    }

    /// Whether plans of this round are drawn by chance.
    #[must_use]
    pub fn is_random(&self) -> bool {
        self.round.as_ref().is_none_or(|round| round.facts.purpose == Purpose::Random)
    }

    /// People on the panel of the round, by name.
    pub fn panel(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.on_panel)
    }

    /// The person with this id.
    #[must_use]
    pub fn person(&self, id: MemberId) -> Option<&Person> {
        self.people.iter().find(|person| person.member.id == id)
    }

    /// The agencies that read a plan, in the order in which they are listed.
    #[must_use]
    pub fn agencies(&self, plan: &PlanCard) -> Vec<Agency> {
        let of = |task: &Task| self.person(task.assignment.member).map(|person| person.member.facts.agency);
        let agencies: BTreeSet<Agency> = plan.tasks.iter().filter_map(of).collect();
        agencies.into_iter().collect()
    }

    /// Why a plan has fewer than `wanted` readers, in words; none: it has them.
    #[must_use]
    pub fn why_short(&self, plan: &PlanCard, wanted: usize) -> Option<String> {
        let readers = plan.readers().count();
        if plan.practice || readers >= wanted {
            return None;
        }
        let panel = self.panel().count();
        let mut why = Vec::new();
        if panel < wanted {
            why.push(format!("the panel has {}", counted(panel, "member", "members")));
        }
        let interested = self.panel().filter(|p| plan.interested.contains(&p.member.id));
        let names: Vec<&str> = interested.map(|p| p.member.facts.name.as_str()).collect();
        if !names.is_empty() {
            why.push(format!("an interest is declared by {}", names.join(", ")));
        }
        if why.is_empty() {
            why.push("nobody else was given it yet".to_owned());
        }
        Some(format!("{readers} of {wanted} readers: {}", why.join("; ")))
    }

    /// How evenly the plans lie, in words: "Loads from 6 to 7 plans; every plan has readers from 2 agencies or more".
    #[must_use]
    pub fn balance_words(&self, subject: SubjectKind) -> String {
        let loads = || self.panel().map(|person| person.load);
        let (Some(least), Some(most)) = (loads().min(), loads().max()) else { return String::new() };
        let load = if least == most {
            format!("Everybody reads {}", subject.count(most as u64))
        } else {
            format!("Loads from {least} to {}", subject.count(most as u64))
        };
        let counted_plans = self.plans.iter().filter(|plan| !plan.practice && plan.readers().count() > 1);
        let alone = counted_plans.filter(|plan| self.agencies(plan).len() < 2).count();
        match alone {
            0 => format!("{load}; no {} is read by one agency alone.", subject.noun()),
            n => format!("{load}; {} read by one agency alone.", subject.count_are(n as u64)),
        }
    }
}

fn sections(tool: &AuditTool) -> Vec<(String, String, Lead)> {
    tool.headings.iter().map(|h| (h.code.clone(), h.title.clone(), h.lead)).collect()
}

fn card(plan: &PlanProgress, members: &[Member], leads: Vec<(String, MemberId)>) -> PlanCard {
    let interested = members.iter().filter(|m| m.facts.has_interest_in(&plan.facts)).map(|m| m.id);
    PlanCard {
        subject: plan.sampled.subject,
        reference: plan.facts.reference.clone(),
        origin: plan.sampled.origin,
        practice: plan.sampled.practice,
        papers: plan.sampled.papers.clone(),
        tasks: plan.sheets.iter().map(|s| Task { assignment: s.assignment.clone(), state: s.state }).collect(),
        interested: interested.collect(),
        leads,
    }
}

/// Facts with more than one value, each with its values by how many plans have them.
fn facts(plans: &[Plan]) -> Vec<(StratumFact, Vec<(String, usize)>)> {
    let plans = plans.iter().map(|plan| (&plan.facts, false));
    let compared = crate::domain::representation::of(plans).into_iter();
    compared.map(|c| (c.fact, c.groups.into_iter().map(|g| (g.value, g.population)).collect())).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::ops::{Actor, Arrange};
    use crate::testing::{TestFile, round};

    #[test]
    fn loads_agencies_and_missing_undertakings_are_told_in_words() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 6, 4);
        let plans = session.list_plans().unwrap();
        let data = Arrangement::read(&mut session, Some(round.id), &plans).unwrap();
        assert_eq!(data.panel().count(), 4);
        assert_eq!(
            data.balance_words(SubjectKind::Plan),
            "Everybody reads 3 plans; no plan is read by one agency alone."
        );
        assert_eq!(data.people[0].missing(), Some("No undertaking, no training"));
        assert_eq!(data.why_short(&data.plans[0], 2), None);
        assert_eq!(data.why_short(&data.plans[0], 5).unwrap(), "2 of 5 readers: the panel has 4 members");
        let task = data.plans[0].tasks[0].assignment.clone();
        let (subject, member) = (task.subject, task.member);
        session.arrange(&Actor::Lead, Arrange::Take { round: round.id, subject, member }).unwrap();
        let data = Arrangement::read(&mut session, Some(round.id), &plans).unwrap();
        assert_eq!(data.why_short(&data.plans[0], 2).unwrap(), "1 of 2 readers: nobody else was given it yet");
        assert!(data.balance_words(SubjectKind::Plan).starts_with("Loads from 2 to 3 plans"));
    }
}
