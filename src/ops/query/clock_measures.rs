//! Measures that the clocks of the cohort give.

use super::computed::share;
use crate::domain::clocks::{self, Clock, ClockCount, ClockLine, Limits, Period};
use crate::ops::{OpError, Session};
use crate::stats::series::{Given, Origin, Year, YearKind};
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Session {
    /// Final plans within 20 weeks, by the calendar year in which the weeks ended; reviews within 12 months, as on the
    /// day, since of earlier reviews a file knows only the last.
    pub(super) fn computed_of_clocks(&mut self) -> Result<Vec<Given>, OpError> {
        let board = self.clock_board(None)?;
        let lines: Vec<&ClockLine> = board.rows.iter().flat_map(|row| &row.lines).collect();
        let of_plan = || lines.iter().filter(|line| line.clock == Clock::FinalPlan);
        let years: BTreeSet<i16> = of_plan().filter_map(|line| line.due).map(Date::year).collect();
        let mut values = Vec::new();
        for start in years {
            let year = Year { kind: YearKind::Calendar, start };
            let period = Period { from: year.from(), to: year.to() };
            let counts = clocks::count(of_plan().copied(), Some(period));
            let how = "plans of the cohort whose weeks ended in the calendar year";
            values.extend(given(
                &counts,
                Clock::FinalPlan,
                "Final plans",
                how,
                (period, board.judged_on(), &board.limits),
            ));
        }
        let how = "the newest review clock of each plan of the cohort, as on the day";
        let day = Period { from: board.judged_on(), to: board.judged_on() };
        values.extend(given(&board.counts, Clock::Review, "Reviews", how, (day, board.judged_on(), &board.limits)));
        Ok(values)
    }
}

/// None where nothing can be judged yet.
fn given(
    counts: &[ClockCount],
    clock: Clock,
    what: &str,
    how: &str,
    (period, today, limits): (Period, Date, &Limits),
) -> Option<Given> {
    let of = counts.iter().find(|of| of.clock == clock && of.judged() > 0)?;
    let limit = limits.get(clock)?;
    let local = if limits.is_local(clock) { "; the limit is set locally" } else { "" };
    let definition = format!("{how}; with a lawful exception left out{local}");
    let note =
        format!("{} with an exception, {} not due yet, {} with a date missing", of.exception, of.not_due, of.missing);
    let measure = format!("{what} within {}", limit.words());
    let mut value = share(measure, definition, (period.from, period.to), (of.met, of.judged()), note);
    value.part_year = period.from < period.to && today <= period.to;
    Some(Given { id: None, value, origin: Origin::ThisFile, frame: None, has_interval: false })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::clocks::{Limit, LimitUnit};
    use crate::domain::fact::Fact;
    use crate::domain::plan::PlanFacts;
    use crate::ops::{Actor, Clocking, CohortImport, PlanClocks};
    use crate::testing::{self, TestFile};
    use jiff::ToSpan;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    fn prepared() -> (TestFile, Session) {
        let (file, mut session) = TestFile::new();
        let today = session.today();
        let plan = |reference: &str, asked: Date, days: i64| PlanFacts {
            reference: reference.to_owned(),
            requested_on: Some(asked),
            issued_on: Some(asked + days.days()),
            last_review_on: Some(today - 400.days()),
            ..PlanFacts::default()
        };
        // Twenty weeks are 140 days. The last one's end in the year after.
        let plans = vec![
            plan("K1", date(2024, 1, 8), 140),
            plan("K2", date(2024, 1, 8), 141),
            plan("K3", date(2024, 1, 8), 300),
            plan("K4", date(2024, 12, 2), 100),
        ];
        let columns = vec![Fact::RequestedOn, Fact::IssuedOn, Fact::LastReviewOn];
        let import = CohortImport { plans, columns, ..testing::cohort(0) };
        session.import_plans(&Actor::Lead, &import).unwrap();
        (file, session)
    }

    fn figures(session: &mut Session, measure: &str) -> Vec<(i16, f64, f64)> {
        let given = session.computed_measures().unwrap().into_iter().map(|given| given.value);
        let of = given.filter(|value| value.measure == measure);
        of.map(|v| (v.from.unwrap().year(), v.numerator.unwrap(), v.denominator.unwrap())).collect()
    }

    #[test]
    fn plans_count_in_the_year_in_which_their_twenty_weeks_ended() {
        let (_file, mut session) = prepared();
        assert_eq!(figures(&mut session, "Final plans within 20 weeks"), [(2024, 1.0, 3.0), (2025, 1.0, 1.0)]);
    }

    #[test]
    fn a_lawful_exception_is_left_out_and_counted_apart() {
        let (_file, mut session) = prepared();
        let plan = session.list_plans().unwrap().into_iter().find(|plan| plan.facts.reference == "K3").unwrap().id;
        let exceptions = BTreeMap::from([(Clock::FinalPlan, "reg 10(4)(b)".to_owned())]);
        let to = PlanClocks { exceptions, ..PlanClocks::default() };
        session.run_clocking(&Actor::Lead, Clocking::SetPlan { plan, to }).unwrap();
        assert_eq!(figures(&mut session, "Final plans within 20 weeks")[0], (2024, 1.0, 2.0));
        let all = session.computed_measures().unwrap();
        let of = all.iter().find(|given| given.value.measure == "Final plans within 20 weeks").unwrap();
        assert!(of.value.note.starts_with("1 with an exception"), "{}", of.value.note);
        assert!(of.value.definition.contains("exception left out"), "{}", of.value.definition);
    }

    #[test]
    fn a_review_that_is_overdue_counts_as_late_today() {
        let (_file, mut session) = prepared();
        let year = session.today().year();
        assert_eq!(figures(&mut session, "Reviews within 12 months"), [(year, 0.0, 4.0)]);
    }

    #[test]
    fn a_local_limit_never_goes_by_the_name_of_the_law() {
        let (_file, mut session) = prepared();
        let limit = Some(Limit { amount: 21, unit: LimitUnit::Weeks });
        session.run_clocking(&Actor::Lead, Clocking::SetLimit { clock: Clock::FinalPlan, limit }).unwrap();
        assert_eq!(figures(&mut session, "Final plans within 20 weeks"), []);
        assert_eq!(figures(&mut session, "Final plans within 21 weeks")[0], (2024, 2.0, 3.0));
    }
}
