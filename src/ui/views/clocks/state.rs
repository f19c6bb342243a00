//! Which clocks are listed, and what is being written.

use crate::domain::clocks::{Clock, ClockLine, ClockState, Event, Limit, LimitUnit};
use crate::domain::ids::PlanId;
use crate::ops::{ClockBoard, ClockRow, Clocking, PlanClocks};
use crate::ui::day;
use std::collections::BTreeMap;

/// Which lines are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Late ones.
    #[default]
    Late,
    /// Those that still run.
    NotDue,
    /// Those with a lawful exception.
    Exception,
    /// Those of which a day is missing.
    Missing,
}

impl Which {
    /// All of them with their words.
    pub const ALL: [(Self, &str); 5] = [
        (Self::Late, "Late"),
        (Self::All, "All"),
        (Self::NotDue, "Not due yet"),
        (Self::Exception, "With an exception"),
        (Self::Missing, "A date missing"),
    ];

    fn holds(self, state: &ClockState) -> bool {
        match self {
            Self::All => true,
            Self::Late => state.is_late(),
            Self::NotDue => matches!(state, ClockState::NotDue(_)),
            Self::Exception => matches!(state, ClockState::Exception(_)),
            Self::Missing => matches!(state, ClockState::Missing(_)),
        }
    }
}

type Wanted = (String, Which, Option<Clock>);

/// The state of the screen.
#[derive(Debug, Default)]
pub struct ClocksScreen {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The clock the keyboard stands on.
    pub clock_cursor: usize,
    /// What is looked for: a reference.
    pub filter: String,
    /// Which are listed.
    pub which: Which,
    /// Lines of one clock only.
    pub clock: Option<Clock>,
    /// The plan being written.
    pub plan: Option<PlanForm>,
    /// The limit being written.
    pub limit: Option<LimitForm>,
    listed_for: Option<Wanted>,
    listed: Vec<(usize, usize)>,
}

impl ClocksScreen {
    /// New data has come.
    pub fn settle(&mut self) {
        self.listed_for = None;
    }

    /// Places of the lines listed, plan and line. They are sought only when what is asked for changes.
    pub fn listed(&mut self, board: &ClockBoard) -> &[(usize, usize)] {
        let wanted = (self.filter.trim().to_lowercase(), self.which, self.clock);
        if self.listed_for.as_ref() != Some(&wanted) {
            let (words, which, clock) = &wanted;
            let holds = |line: &ClockLine| clock.is_none_or(|clock| clock == line.clock) && which.holds(&line.state);
            let mut listed = Vec::new();
            for (at, row) in board.rows.iter().enumerate() {
                if row.reference.to_lowercase().contains(words) {
                    listed.extend(row.lines.iter().enumerate().filter(|(_, l)| holds(l)).map(|(place, _)| (at, place)));
                }
            }
            self.listed = listed;
            self.listed_for = Some(wanted);
        }
        &self.listed
    }
}

/// The days and exceptions of one plan, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanForm {
    plan: PlanId,
    /// Its reference.
    pub reference: String,
    /// Each event with its day as typed.
    pub days: Vec<(Event, String)>,
    /// Each clock that may have an exception, with its words.
    pub exceptions: Vec<(Clock, String)>,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

impl PlanForm {
    /// The form of a plan. Exceptions of advice are kept in the advice register.
    #[must_use]
    pub fn of(row: &ClockRow) -> Self {
        let day = |event: &Event| day::write_if_any(row.recorded.dates.get(event).copied());
        let mut clocks: Vec<Clock> = row.lines.iter().map(|line| line.clock).collect();
        clocks.extend(row.recorded.exceptions.keys());
        clocks.sort_unstable();
        clocks.dedup();
        clocks.retain(|clock| *clock != Clock::Advice);
        let words = |clock: &Clock| row.recorded.exceptions.get(clock).cloned().unwrap_or_default();
        Self {
            plan: row.plan,
            reference: row.reference.clone(),
            days: Event::ALL.iter().map(|event| (*event, day(event))).collect(),
            exceptions: clocks.iter().map(|clock| (*clock, words(clock))).collect(),
            was_drawn: false,
        }
    }

    /// What is wrong with a day as typed.
    #[must_use]
    pub fn fault(typed: &str) -> Option<&'static str> {
        day::read_if_any(typed).err()
    }

    /// The change, where every day is one.
    #[must_use]
    pub fn made(&self) -> Option<Clocking> {
        let mut to = PlanClocks::default();
        for (event, typed) in self.days.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
            to.dates.insert(*event, day::read(typed)?);
        }
        let words = self.exceptions.iter().filter(|(_, words)| !words.trim().is_empty());
        to.exceptions = words.map(|(clock, words)| (*clock, words.trim().to_owned())).collect::<BTreeMap<_, _>>();
        Some(Clocking::SetPlan { plan: self.plan, to })
    }
}

/// The limit of a clock, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitForm {
    /// The clock.
    pub clock: Clock,
    /// How many.
    pub amount: String,
    /// Of what.
    pub unit: LimitUnit,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

impl LimitForm {
    /// The form of a clock's limit.
    #[must_use]
    pub fn of(clock: Clock, limit: Limit) -> Self {
        Self { clock, amount: limit.amount.to_string(), unit: limit.unit, was_drawn: false }
    }

    /// The limit, where it is one.
    #[must_use]
    pub fn made(&self) -> Option<Limit> {
        let amount = self.amount.trim().parse().ok().filter(|amount| (1..=400).contains(amount))?;
        Some(Limit { amount, unit: self.unit })
    }
}
