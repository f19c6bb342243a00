//! Clocks: days and lawful exceptions of a plan, limits of the area. What they come to is worked out, never kept.

use super::file::fact;
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::advice::Advice;
use crate::domain::clocks::{self, Clock, ClockCount, ClockLine, Event, Limit, Limits, Period, PlanDays};
use crate::domain::ids::PlanId;
use crate::domain::rules::{Field, RuleViolation, Thing};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// Longest words of an exception, in characters.
const MAX_EXCEPTION_CHARS: usize = 200;
/// The longest limit, in its own unit.
const MAX_AMOUNT: u32 = 400;

/// Days and lawful exceptions recorded for one plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanClocks {
    /// Days that are no fact of the cohort.
    pub dates: BTreeMap<Event, Date>,
    /// Lawful exceptions in words, by clock.
    pub exceptions: BTreeMap<Clock, String>,
}

/// A change to clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clocking {
    /// Sets the days and exceptions of a plan; what is not among them is taken away.
    SetPlan {
        /// The plan.
        plan: PlanId,
        /// What is recorded from now on.
        to: PlanClocks,
    },
    /// Sets the area's own limit of a clock; none: the law's again.
    SetLimit {
        /// The clock.
        clock: Clock,
        /// The limit.
        limit: Option<Limit>,
    },
}

/// How to take a change to clocks back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClockStep {
    /// Days and exceptions of a plan.
    Plan { plan: PlanId, reference: String, before: PlanClocks, after: PlanClocks },
    /// A limit.
    Limit { clock: Clock, before: Option<Limit>, after: Option<Limit> },
}

/// One plan with its clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// The plan.
    pub plan: PlanId,
    /// Its reference.
    pub reference: String,
    /// Its clocks, in the order of [`Clock::ALL`]; one line for each piece of advice.
    pub lines: Vec<ClockLine>,
    /// What is recorded for it.
    pub recorded: PlanClocks,
}

/// The clocks of the whole cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockBoard {
    /// Plans by reference; those that left are not among them.
    pub rows: Vec<ClockRow>,
    /// How many stand where, every clock named.
    pub counts: Vec<ClockCount>,
    /// Limits in force.
    pub limits: Limits,
    /// The day it speaks of.
    pub today: Date,
    /// The day the list of plans speaks of, where that is before today: what the list holds is judged on it.
    pub known_to: Option<Date>,
}

impl ClockBoard {
    /// The day on which what the list of plans holds is judged.
    #[must_use]
    pub fn judged_on(&self) -> Date {
        self.known_to.unwrap_or(self.today)
    }
}

impl Session {
    /// Carries out a change to clocks.
    ///
    /// # Errors
    /// When there is no such plan, an exception is too long, or the clock has no limit that could be set.
    pub fn run_clocking(&mut self, actor: &Actor, clocking: Clocking) -> Result<Done<()>, OpError> {
        match clocking {
            Clocking::SetPlan { plan, to } => self.set_plan_clocks(actor, plan, to),
            Clocking::SetLimit { clock, limit } => self.set_clock_limit(actor, clock, limit),
        }
    }

    fn set_plan_clocks(&mut self, actor: &Actor, plan: PlanId, mut to: PlanClocks) -> Result<Done<()>, OpError> {
        to.exceptions.retain(|_, words| {
            *words = words.trim().to_owned();
            !words.is_empty()
        });
        if to.exceptions.values().any(|words| words.chars().count() > MAX_EXCEPTION_CHARS) {
            let (field, limit) = (Field::Reason, MAX_EXCEPTION_CHARS);
            return Err(RuleViolation::TooLong { field, limit, unit: "characters" }.into());
        }
        let missing = || RuleViolation::NotFound { what: Thing::Plan, name: plan.to_string() };
        let found = self.list_plans()?.into_iter().find(|p| p.id == plan).ok_or_else(missing)?;
        let reference = found.facts.reference;
        self.transact(actor, |change| {
            let before = recorded(change, plan)?;
            if before == to {
                return Ok(((), None));
            }
            change.db.put_plan_clocks(plan, &to.dates, &to.exceptions)?;
            let content = json!({"plan": reference, "from": before, "to": to});
            let step = ClockStep::Plan { plan, reference, before, after: to };
            Ok(((), Some(entry("plan_clocks_set", content, step))))
        })
    }

    fn set_clock_limit(&mut self, actor: &Actor, clock: Clock, limit: Option<Limit>) -> Result<Done<()>, OpError> {
        let law = clock.law().ok_or(RuleViolation::ClockWithoutLimit(clock))?;
        if limit.is_some_and(|limit| !(1..=MAX_AMOUNT).contains(&limit.amount)) {
            return Err(RuleViolation::ClockLimitOutOfRange(MAX_AMOUNT).into());
        }
        // Comments count days from the day of service, the others run in whole units from their day.
        let limit = limit.filter(|limit| *limit != law);
        if clock == Clock::Comments && limit.is_some_and(|limit| limit.unit != law.unit) {
            return Err(RuleViolation::ClockLimitOutOfRange(MAX_AMOUNT).into());
        }
        self.transact(actor, |change| {
            let before = change.db.list_clock_limits()?.0.get(&clock).copied();
            if before == limit {
                return Ok(((), None));
            }
            change.db.set_clock_limit(clock, limit)?;
            let content = json!({"clock": clock, "from": before, "to": limit});
            Ok(((), Some(entry("clock_limit_set", content, ClockStep::Limit { clock, before, after: limit }))))
        })
    }

    /// Every clock of every plan of the cohort, counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clock_board(&mut self, period: Option<Period>) -> Result<ClockBoard, OpError> {
        let today = self.today();
        let db = self.store.db();
        let listed = db.get_file_fact(fact::COHORT_AS_OF)?.and_then(|day| day.parse::<Date>().ok());
        let known_to = listed.filter(|day| *day < today);
        let limits = db.list_clock_limits()?;
        let (mut dates, mut exceptions) = (db.list_plan_dates()?, db.list_plan_exceptions()?);
        let advice = db.list_advice()?;
        let mut asked: BTreeMap<&str, Vec<&Advice>> = BTreeMap::new();
        for one in &advice {
            asked.entry(&one.reference).or_default().push(one);
        }
        let mut rows = Vec::new();
        for plan in db.list_plans()?.into_iter().filter(|plan| plan.left_on.is_none()) {
            let recorded = PlanClocks {
                dates: dates.remove(&plan.id).unwrap_or_default(),
                exceptions: exceptions.remove(&plan.id).unwrap_or_default(),
            };
            let days = PlanDays {
                facts: &plan.facts,
                events: &recorded.dates,
                exceptions: &recorded.exceptions,
                advice: asked.get(plan.facts.reference.as_str()).map(Vec::as_slice).unwrap_or_default(),
                known_to,
            };
            let mut lines = clocks::clocks_of(days, &limits, today);
            // A county has twenty thousand of these.
            lines.shrink_to_fit();
            rows.push(ClockRow { plan: plan.id, reference: plan.facts.reference, lines, recorded });
        }
        let counts = clocks::count(rows.iter().flat_map(|row| &row.lines), period);
        Ok(ClockBoard { rows, counts, limits, today, known_to })
    }

    /// How many plans stand where to each clock, every clock named; with a period, those whose last day in time falls
    /// into it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clocks(&mut self, period: Option<Period>) -> Result<Vec<ClockCount>, OpError> {
        Ok(self.clock_board(period)?.counts)
    }
}

fn entry(event: &'static str, content: serde_json::Value, step: ClockStep) -> Entry {
    Entry::new(event, content, clock_changes()).undone_by(Undo::Step(Box::new(UndoStep::Clocks(step))))
}

/// What a change to clocks touches.
pub(super) fn clock_changes() -> Changes {
    Changes { clocks: true, ..Changes::default() }
}

fn recorded(change: &Change<'_>, plan: PlanId) -> Result<PlanClocks, OpError> {
    Ok(PlanClocks {
        dates: change.db.list_plan_dates()?.remove(&plan).unwrap_or_default(),
        exceptions: change.db.list_plan_exceptions()?.remove(&plan).unwrap_or_default(),
    })
}

impl ClockStep {
    /// Puts it back; refused where something was changed since.
    pub(super) fn take_back(&self, change: &mut Change<'_>) -> Result<serde_json::Value, OpError> {
        match self {
            Self::Plan { plan, reference, before, after } => {
                if recorded(change, *plan)? != *after {
                    return Err(RuleViolation::UndoOvertaken.into());
                }
                change.db.put_plan_clocks(*plan, &before.dates, &before.exceptions)?;
                Ok(json!({"plan": reference, "from": after, "to": before}))
            }
            Self::Limit { clock, before, after } => {
                if change.db.list_clock_limits()?.0.get(clock) != after.as_ref() {
                    return Err(RuleViolation::UndoOvertaken.into());
                }
                change.db.set_clock_limit(*clock, *before)?;
                Ok(json!({"clock": clock, "from": after, "to": before}))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::fact::Fact;
    use crate::domain::plan::PlanFacts;
    use crate::ops::CohortImport;
    use crate::testing::{self, TestFile};
    use jiff::civil::date;

    fn prepared() -> (TestFile, Session, PlanId) {
        let (file, mut session) = TestFile::new();
        let plan = PlanFacts {
            reference: "K1".to_owned(),
            requested_on: Some(date(2026, 1, 5)),
            issued_on: Some(date(2026, 5, 26)),
            ..PlanFacts::default()
        };
        let columns = vec![Fact::RequestedOn, Fact::IssuedOn];
        let import = CohortImport { plans: vec![plan], columns, ..testing::cohort(0) };
        session.import_plans(&Actor::Lead, &import).unwrap();
        let id = session.list_plans().unwrap()[0].id;
        (file, session, id)
    }

    fn of(session: &mut Session, clock: Clock) -> ClockCount {
        session.clocks(None).unwrap().into_iter().find(|count| count.clock == clock).unwrap()
    }

    #[test]
    fn an_exception_moves_a_late_plan_out_of_the_count_and_undo_brings_it_back() {
        let (_file, mut session, plan) = prepared();
        assert_eq!((of(&mut session, Clock::FinalPlan).met, of(&mut session, Clock::FinalPlan).late), (0, 1));
        let exceptions = BTreeMap::from([(Clock::FinalPlan, " reg 10(4)(a) ".to_owned())]);
        let to = PlanClocks { exceptions, ..PlanClocks::default() };
        session.run_clocking(&Actor::Lead, Clocking::SetPlan { plan, to }).unwrap();
        assert_eq!(of(&mut session, Clock::FinalPlan).exception, 1);
        session.undo(&Actor::Lead).unwrap();
        assert_eq!(of(&mut session, Clock::FinalPlan).late, 1);
        session.verify().unwrap();
    }

    #[test]
    fn a_local_limit_counts_and_is_known_as_local_until_it_is_taken_back() {
        let (_file, mut session, _) = prepared();
        let limit = Some(Limit { amount: 21, unit: clocks::LimitUnit::Weeks });
        let set = Clocking::SetLimit { clock: Clock::FinalPlan, limit };
        session.run_clocking(&Actor::Lead, set.clone()).unwrap();
        assert!(session.clock_board(None).unwrap().limits.is_local(Clock::FinalPlan));
        assert_eq!(of(&mut session, Clock::FinalPlan).met, 1);
        assert!(!session.run_clocking(&Actor::Lead, set).unwrap().changes.any(), "nothing to do a second time");
        session.undo(&Actor::Lead).unwrap();
        assert!(!session.clock_board(None).unwrap().limits.is_local(Clock::FinalPlan));
    }

    #[test]
    fn a_day_of_the_year_has_no_limit_to_set() {
        let (_file, mut session, _) = prepared();
        let set = Clocking::SetLimit { clock: Clock::NextPhase, limit: None };
        let refused = session.run_clocking(&Actor::Lead, set).unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::ClockWithoutLimit(Clock::NextPhase))));
    }

    #[test]
    fn a_period_counts_the_plans_whose_last_day_falls_into_it() {
        let (_file, mut session, _) = prepared();
        let may = Period { from: date(2026, 5, 1), to: date(2026, 5, 31) };
        let june = Period { from: date(2026, 6, 1), to: date(2026, 6, 30) };
        let mut all = |period| session.clocks(Some(period)).unwrap()[4].all();
        assert_eq!((all(may), all(june)), (1, 0));
    }
}
