//! The clocks of the law: from which day each runs, which day is the last in time, and where a plan stands to it.
//!
//! Calendar days throughout. A limit of n weeks is met on the n×7th day after the event; a period of months that begins
//! with a day ends on the day before that day comes round again. Clocks are reported under "On time" and never enter a
//! grade.

use super::advice::{Advice, days_between};
use super::coded::coded_enum;
use super::plan::{PlanFacts, PlanKind};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

coded_enum! {
    /// A clock of the law.
    Clock {
        /// From the request: 6 weeks (SEND Regulations 2014 reg 5).
        Assess = "assess", "Decision whether to assess";
        /// From being asked: 6 weeks (reg 8). One line for each piece of advice.
        Advice = "advice", "Advice";
        /// From the request: 16 weeks (reg 10). Only where the family was told that no plan comes.
        NotIssuing = "not_issuing", "Telling the family that no plan will be issued";
        /// The family's comments on a draft: at least 15 days, counting the day of service (reg 13).
        Comments = "comments", "Family's days to comment on the draft";
        /// From the request: 20 weeks (reg 13).
        FinalPlan = "final_plan", "Final plan";
        /// From issue or the last review: 12 months (Children and Families Act 2014 s.44).
        Review = "review", "Review within 12 months";
        /// Under fives: a review is to be considered every 3 to 6 months.
        UnderFive = "under_five", "Review considered, under five";
        /// From the review meeting: 4 weeks (reg 20).
        ReviewDecision = "review_decision", "Decision after the review meeting";
        /// From the notice of changes: 8 weeks (reg 22).
        AmendedFromNotice = "amended_from_notice", "Final amended plan, from the notice";
        /// From the review meeting: 12 weeks (R (L, M and P) v Devon \[2022\] EWHC 493 (Admin)).
        AmendedFromMeeting = "amended_from_meeting", "Final amended plan, from the meeting";
        /// Before 15 February, or 31 March from secondary school into post-16, or five months before (reg 18).
        NextPhase = "next_phase", "Next phase of education";
        /// Moved in: the family is told in 6 weeks (reg 15).
        MovedInTold = "moved_in_told", "Moved in: telling the family";
        /// Moved in: review by the later of 12 months from plan or review and 3 months from the transfer (reg 15).
        MovedInReview = "moved_in_review", "Moved in: review";
        /// From the notice that it is needed: 14 weeks (reg 27).
        Reassessed = "reassessed", "Final plan after reassessment";
    }
}

coded_enum! {
    /// A day that a clock runs from or ends on and that is no fact of the cohort.
    Event {
        /// The decision whether to assess was notified.
        AssessDecided = "assess_decided", "Decision whether to assess notified";
        /// The family was told that no plan will be issued.
        NotIssuingTold = "not_issuing_told", "Family told that no plan will be issued";
        /// The draft was served.
        DraftServed = "draft_served", "Draft sent to the family";
        /// The last day the family was given for comments.
        CommentsUntil = "comments_until", "Last day given for comments";
        /// The review before the last one.
        ReviewBefore = "review_before", "Review before the last one";
        /// A review was considered (under fives).
        ReviewConsidered = "review_considered", "Review considered";
        /// The notice of changes was sent.
        AmendmentNotice = "amendment_notice", "Notice of changes sent";
        /// The amended plan was issued.
        AmendedFinal = "amended_final", "Final amended plan issued";
        /// The day of the move to the next phase.
        NextPhaseStarts = "next_phase_starts", "Next phase starts";
        /// The family was told after moving in.
        MovedInTold = "moved_in_told", "Family told after moving in";
        /// The notice that a reassessment is needed.
        ReassessmentNotice = "reassessment_notice", "Notice of reassessment";
        /// The plan after reassessment was issued.
        ReassessedFinal = "reassessed_final", "Plan after reassessment issued";
    }
}

coded_enum! {
    /// What a limit counts in.
    LimitUnit {
        /// Calendar days.
        Days = "days", "days";
        /// Weeks.
        Weeks = "weeks", "weeks";
        /// Months.
        Months = "months", "months";
    }
}

/// How long a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How many, 1 or more.
    pub amount: u32,
    /// Of what.
    pub unit: LimitUnit,
}

impl Limit {
    const fn weeks(amount: u32) -> Self {
        Self { amount, unit: LimitUnit::Weeks }
    }

    const fn months(amount: u32) -> Self {
        Self { amount, unit: LimitUnit::Months }
    }

    /// In words, such as "6 weeks".
    #[must_use]
    pub fn words(self) -> String {
        let unit = self.unit.label();
        let unit = if self.amount == 1 { unit.trim_end_matches('s') } else { unit };
        format!("{} {unit}", self.amount)
    }

    /// The last day that is in time when the clock starts on `from`.
    #[must_use]
    pub fn last_day(self, from: Date) -> Date {
        let amount = i64::from(self.amount);
        match self.unit {
            LimitUnit::Days => from.saturating_add(amount.days()),
            LimitUnit::Weeks => from.saturating_add(amount.weeks()),
            LimitUnit::Months => {
                let again = from.saturating_add(amount.months());
                // A month without such a day: the period ends with that month.
                if again.day() < from.day() { again } else { again.saturating_sub(1.days()) }
            }
        }
    }
}

impl Clock {
    /// The limit of the law; none where the law names a day of the year.
    #[must_use]
    pub fn law(self) -> Option<Limit> {
        Some(match self {
            Self::Assess | Self::Advice | Self::MovedInTold => Limit::weeks(6),
            Self::NotIssuing => Limit::weeks(16),
            Self::Comments => Limit { amount: 15, unit: LimitUnit::Days },
            Self::FinalPlan => Limit::weeks(20),
            Self::Review => Limit::months(12),
            Self::UnderFive => Limit::months(6),
            Self::ReviewDecision => Limit::weeks(4),
            Self::AmendedFromNotice => Limit::weeks(8),
            Self::AmendedFromMeeting => Limit::weeks(12),
            Self::Reassessed => Limit::weeks(14),
            Self::NextPhase | Self::MovedInReview => return None,
        })
    }
}

/// Limits in force: an area's own, else the law's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits(pub BTreeMap<Clock, Limit>);

impl Limits {
    /// The limit in force for a clock.
    #[must_use]
    pub fn get(&self, clock: Clock) -> Option<Limit> {
        clock.law().map(|law| self.0.get(&clock).copied().unwrap_or(law))
    }

    /// Whether the area set its own limit for this clock.
    #[must_use]
    pub fn is_local(&self, clock: Clock) -> bool {
        self.get(clock) != clock.law()
    }
}

/// Where a plan stands to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockState {
    /// Done in time.
    Met,
    /// So many days past the last day in time, done since or still to be done.
    Late(i64),
    /// A lawful exception is named: neither met nor late.
    Exception(String),
    /// Still running, so many days left; 0 on the last day.
    NotDue(i64),
    /// A day is missing, or two days cross: which, in words.
    Missing(String),
}

impl ClockState {
    /// In a few words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Met => "Met".to_owned(),
            Self::Late(days) => format!("Late by {}", days_words(*days)),
            Self::Exception(_) => "Exception".to_owned(),
            Self::NotDue(0) => "Due today".to_owned(),
            Self::NotDue(days) => format!("Not due, {} left", days_words(*days)),
            Self::Missing(_) => "Date missing".to_owned(),
        }
    }

    /// Whether it is late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        matches!(self, Self::Late(_))
    }
}

/// Days in words, such as "1 day".
#[must_use]
pub fn days_words(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// One clock of one plan with the days it was worked out from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockLine {
    /// Which clock.
    pub clock: Clock,
    /// Which piece of advice; empty for every other clock.
    pub what: String,
    /// The day it runs from.
    pub from: Option<Date>,
    /// The day it ended; none: still running.
    pub to: Option<Date>,
    /// The last day in time.
    pub due: Option<Date>,
    /// Days counted: from the first to the day it ended, or to the day it is judged on.
    pub days: Option<i64>,
    /// Where it stands.
    pub state: ClockState,
}

/// What a plan's clocks are worked out from.
#[derive(Debug, Clone, Copy)]
pub struct PlanDays<'a> {
    /// The plan.
    pub facts: &'a PlanFacts,
    /// Days that are no fact of the cohort.
    pub events: &'a BTreeMap<Event, Date>,
    /// Lawful exceptions recorded for the plan, by clock.
    pub exceptions: &'a BTreeMap<Clock, String>,
    /// Advice asked for this plan.
    pub advice: &'a [&'a Advice],
    /// The day the list of plans speaks of: what was done after it cannot be in it, so a clock that began by then is
    /// judged on that day. None: today.
    pub known_to: Option<Date>,
}

/// The last day in time for the next phase: "before 15 February", "before 31 March" or five months before the move.
#[must_use]
pub fn next_phase_last_day(starts: Date, year_group: Option<i32>) -> Date {
    let year = starts.year();
    match year_group {
        Some(11) => date(year, 3, 30),
        Some(12..) => starts.saturating_sub(5.months()),
        _ => date(year, 2, 14),
    }
}

/// A recorded last day for the next phase. The days the regulation names are days *before* which it must be done.
fn recorded_next_phase_day(due: Date) -> Date {
    let named = matches!((due.month(), due.day()), (2, 15) | (3, 31));
    if named { due.saturating_sub(1.days()) } else { due }
}

/// All clocks that run for a plan, in the order of [`Clock::ALL`].
#[must_use]
pub fn clocks_of(plan: PlanDays<'_>, limits: &Limits, today: Date) -> Vec<ClockLine> {
    let run = Run { plan, limits, today };
    Clock::ALL.iter().flat_map(|clock| run.lines(*clock)).collect()
}

struct Run<'a> {
    plan: PlanDays<'a>,
    limits: &'a Limits,
    today: Date,
}

impl Run<'_> {
    fn event(&self, event: Event) -> Option<Date> {
        self.plan.events.get(&event).copied()
    }

    fn lines(&self, clock: Clock) -> Vec<ClockLine> {
        if clock == Clock::Advice {
            return self.plan.advice.iter().map(|advice| self.advice(advice)).collect();
        }
        self.line(clock).into_iter().collect()
    }

    fn line(&self, clock: Clock) -> Option<ClockLine> {
        let facts = self.plan.facts;
        let assessed_here = facts.plan_kind != Some(PlanKind::TransferredIn);
        match clock {
            Clock::Assess => assessed_here.then(|| self.assess()),
            Clock::FinalPlan => assessed_here.then(|| self.plain(clock, facts.requested_on, facts.issued_on)),
            Clock::NotIssuing => {
                let told = self.event(Event::NotIssuingTold)?;
                Some(self.plain(clock, facts.requested_on, Some(told)))
            }
            Clock::Comments => assessed_here.then(|| self.comments()),
            Clock::Review => Some(self.review()),
            Clock::UnderFive => facts.age.filter(|age| *age < 5).map(|_| self.under_five()),
            Clock::ReviewDecision => {
                facts.last_review_on.map(|meeting| self.plain(clock, Some(meeting), self.decided_after(meeting)))
            }
            Clock::AmendedFromNotice => {
                let (notice, amended) = (self.event(Event::AmendmentNotice), self.event(Event::AmendedFinal));
                (notice.is_some() || amended.is_some()).then(|| self.plain(clock, notice, amended))
            }
            Clock::AmendedFromMeeting => {
                let (notice, amended) = (self.event(Event::AmendmentNotice), self.event(Event::AmendedFinal));
                (notice.is_some() || amended.is_some()).then(|| self.plain(clock, facts.last_review_on, amended))
            }
            Clock::NextPhase => self.next_phase(),
            Clock::MovedInTold => {
                let moved = facts.transferred_on?;
                Some(self.plain(clock, Some(moved), self.event(Event::MovedInTold)))
            }
            Clock::MovedInReview => facts.transferred_on.map(|moved| self.moved_in_review(moved)),
            Clock::Reassessed => {
                let (notice, done) = (self.event(Event::ReassessmentNotice), self.event(Event::ReassessedFinal));
                (notice.is_some() || done.is_some()).then(|| self.plain(clock, notice, done))
            }
            // One line for each piece of advice, made above.
            Clock::Advice => None,
        }
    }

    /// Where the plan has been issued, the decision was made: a day that is not recorded is missing, not late.
    fn assess(&self) -> ClockLine {
        let decided = self.event(Event::AssessDecided);
        let line = self.plain(Clock::Assess, self.plan.facts.requested_on, decided);
        let is_unknown = decided.is_none() && self.plan.facts.issued_on.is_some() && line.state.is_late();
        if is_unknown {
            let state = ClockState::Missing("the day the decision was notified".to_owned());
            return ClockLine { days: None, state, ..line };
        }
        line
    }

    fn decided_after(&self, meeting: Date) -> Option<Date> {
        self.plan.facts.decision_on.filter(|decided| *decided >= meeting)
    }

    /// A clock from one day to another under its limit.
    fn plain(&self, clock: Clock, from: Option<Date>, to: Option<Date>) -> ClockLine {
        let due = from.zip(self.limits.get(clock)).map(|(from, limit)| limit.last_day(from));
        self.until(clock, from, to, due)
    }

    fn until(&self, clock: Clock, from: Option<Date>, to: Option<Date>, due: Option<Date>) -> ClockLine {
        let exception = self.plan.exceptions.get(&clock).map(String::as_str).unwrap_or_default();
        line(clock, (from, to, due), exception, self.judged_on(from))
    }

    /// A clock that began after the day of the list is known from what was typed since: it is judged today.
    fn judged_on(&self, from: Option<Date>) -> Date {
        let known = self.plan.known_to.filter(|known| from.is_none_or(|from| from <= *known));
        known.map_or(self.today, |known| known.min(self.today))
    }

    fn advice(&self, advice: &Advice) -> ClockLine {
        let due = advice.requested_on.zip(self.limits.get(Clock::Advice)).map(|(asked, limit)| limit.last_day(asked));
        let days = (advice.requested_on, advice.returned_on, due);
        ClockLine { what: advice.service.clone(), ..line(Clock::Advice, days, &advice.exception, self.today) }
    }

    /// The family has at least so many days, the day of service counted: too few days are late by those that lack.
    fn comments(&self) -> ClockLine {
        let (served, until) = (self.event(Event::DraftServed), self.event(Event::CommentsUntil));
        let least = self.limits.get(Clock::Comments).map_or(15, |limit| i64::from(limit.amount));
        let due = served.map(|served| served.saturating_add((least - 1).days()));
        let exception = self.plan.exceptions.get(&Clock::Comments).filter(|words| !words.trim().is_empty());
        let state = match (exception, due, until) {
            (Some(words), ..) => ClockState::Exception(words.clone()),
            (None, None, _) => ClockState::Missing("the day the draft was sent".to_owned()),
            (None, _, None) => ClockState::Missing("the last day given for comments".to_owned()),
            (None, Some(_), Some(until)) if served.is_some_and(|served| until < served) => {
                ClockState::Missing(format!("the days cross: comments until {until}"))
            }
            (None, Some(due), Some(until)) if until >= due => ClockState::Met,
            (None, Some(due), Some(until)) => ClockState::Late(days_between(until, due)),
        };
        let days = served.zip(until).map(|(served, until)| days_between(served, until) + 1);
        ClockLine { clock: Clock::Comments, what: String::new(), from: served, to: until, due, days, state }
    }

    /// A review that is overdue now comes first; else the last one, where the one before it is known.
    fn review(&self) -> ClockLine {
        let facts = self.plan.facts;
        let Some(limit) = self.limits.get(Clock::Review) else {
            return self.until(Clock::Review, None, None, None);
        };
        let running_from = facts.last_review_on.max(facts.issued_on);
        let running = self.until(Clock::Review, running_from, None, running_from.map(|from| limit.last_day(from)));
        if running.state.is_late() {
            return running;
        }
        let first_from = facts.issued_on.filter(|issued| {
            // Only the first review runs from the issue; a later one runs from the review before it.
            facts.last_review_on.is_some_and(|met| *issued < met && met <= limit.last_day(*issued))
        });
        let before = self.event(Event::ReviewBefore).or(first_from);
        let (Some(from), Some(meeting)) = (before, facts.last_review_on) else { return running };
        let due = limit.last_day(from);
        match self.decided_after(meeting) {
            Some(decided) => self.until(Clock::Review, Some(from), Some(decided), Some(due)),
            None => self.until(Clock::Review, Some(from), None, Some(due)),
        }
    }

    fn under_five(&self) -> ClockLine {
        let facts = self.plan.facts;
        let from = facts.issued_on.max(facts.last_review_on).max(self.event(Event::ReviewConsidered));
        self.plain(Clock::UnderFive, from, None)
    }

    fn next_phase(&self) -> Option<ClockLine> {
        let facts = self.plan.facts;
        let starts = self.event(Event::NextPhaseStarts);
        let due = facts
            .phase_transfer_due_on
            .map(recorded_next_phase_day)
            .or_else(|| starts.map(|starts| next_phase_last_day(starts, facts.year_group)));
        if due.is_none() && facts.phase_transfer_final_on.is_none() {
            return None;
        }
        // There is no first day: only the last one counts.
        Some(self.until(Clock::NextPhase, None, facts.phase_transfer_final_on, due))
    }

    fn moved_in_review(&self, moved: Date) -> ClockLine {
        let facts = self.plan.facts;
        let reviewed = facts.last_review_on.filter(|met| *met >= moved);
        let before = self.event(Event::ReviewBefore).or(facts.last_review_on).filter(|met| *met < moved);
        let (year, quarter) = (Limit::months(12), Limit::months(3));
        let from_plan = before.or(facts.issued_on.filter(|issued| *issued < moved)).map(|from| year.last_day(from));
        let due = from_plan.max(Some(quarter.last_day(moved)));
        self.until(Clock::MovedInReview, Some(moved), reviewed, due)
    }
}

fn line(
    clock: Clock,
    (from, to, due): (Option<Date>, Option<Date>, Option<Date>),
    exception: &str,
    today: Date,
) -> ClockLine {
    let days = from.map(|from| days_between(from, to.unwrap_or(today)));
    let exception = exception.trim();
    let state = match (due, to) {
        _ if !exception.is_empty() => ClockState::Exception(exception.to_owned()),
        (None, _) => ClockState::Missing("the day it runs from".to_owned()),
        (Some(_), Some(to)) if from.is_some_and(|from| to < from) => {
            ClockState::Missing(format!("the days cross: {to} is before the start"))
        }
        (Some(due), Some(to)) if to <= due => ClockState::Met,
        (Some(due), Some(to)) => ClockState::Late(days_between(due, to)),
        (Some(due), None) if today <= due => ClockState::NotDue(days_between(today, due)),
        (Some(due), None) => ClockState::Late(days_between(due, today)),
    };
    ClockLine { clock, what: String::new(), from, to, due, days, state }
}

/// Days of a period, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// How many lines of a clock stand where. Plans; for advice, pieces of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockCount {
    /// Which clock.
    pub clock: Clock,
    /// Done in time.
    pub met: u64,
    /// Late, done since or not.
    pub late: u64,
    /// With a lawful exception: in neither count.
    pub exception: u64,
    /// Still running.
    pub not_due: u64,
    /// A day is missing.
    pub missing: u64,
    /// Only lines whose last day in time falls into these days; none: all of them.
    pub period: Option<Period>,
}

impl ClockCount {
    /// Those that can be judged: met and late.
    #[must_use]
    pub fn judged(&self) -> u64 {
        self.met + self.late
    }

    /// All lines of the clock.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.judged() + self.exception + self.not_due + self.missing
    }
}

/// Counts lines by clock, every clock named, in the order of [`Clock::ALL`].
pub fn count<'a>(lines: impl Iterator<Item = &'a ClockLine> + Clone, period: Option<Period>) -> Vec<ClockCount> {
    let within = |line: &ClockLine| {
        period.is_none_or(|period| line.due.is_some_and(|due| (period.from..=period.to).contains(&due)))
    };
    let of = |clock: Clock| {
        let mut count = ClockCount { clock, met: 0, late: 0, exception: 0, not_due: 0, missing: 0, period };
        for line in lines.clone().filter(|line| line.clock == clock && within(line)) {
            match line.state {
                ClockState::Met => count.met += 1,
                ClockState::Late(_) => count.late += 1,
                ClockState::Exception(_) => count.exception += 1,
                ClockState::NotDue(_) => count.not_due += 1,
                ClockState::Missing(_) => count.missing += 1,
            }
        }
        count
    };
    Clock::ALL.iter().map(|clock| of(*clock)).collect()
}

#[cfg(test)]
mod tests;
