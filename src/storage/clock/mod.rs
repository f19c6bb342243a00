//! Days, lawful exceptions and limits of clocks.

use super::values::Day;
use super::{Db, StorageError};
use crate::domain::clocks::{Clock, Event, Limit, Limits};
use crate::domain::ids::PlanId;
use jiff::civil::Date;
use rusqlite::params;
use std::collections::BTreeMap;

const READING: &str = "reading the clocks";
const WRITING: &str = "writing the clocks";

/// Days by plan and event.
pub(crate) type DatesByPlan = BTreeMap<PlanId, BTreeMap<Event, Date>>;
/// Exceptions by plan and clock.
pub(crate) type ExceptionsByPlan = BTreeMap<PlanId, BTreeMap<Clock, String>>;

impl Db<'_> {
    /// All days that are no fact of the cohort.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_plan_dates(&self) -> Result<DatesByPlan, StorageError> {
        let rows = self.list(include_str!("list_dates.sql"), [], READING, |row| {
            Ok((row.get::<_, PlanId>(0)?, row.get::<_, Event>(1)?, row.get::<_, Day>(2)?.0))
        })?;
        let mut dates = DatesByPlan::new();
        for (plan, event, day) in rows {
            dates.entry(plan).or_default().insert(event, day);
        }
        Ok(dates)
    }

    /// All lawful exceptions recorded for plans.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_plan_exceptions(&self) -> Result<ExceptionsByPlan, StorageError> {
        let rows = self.list(include_str!("list_exceptions.sql"), [], READING, |row| {
            Ok((row.get::<_, PlanId>(0)?, row.get::<_, Clock>(1)?, row.get::<_, String>(2)?))
        })?;
        let mut exceptions = ExceptionsByPlan::new();
        for (plan, clock, exception) in rows {
            exceptions.entry(plan).or_default().insert(clock, exception);
        }
        Ok(exceptions)
    }

    /// Replaces the days and exceptions of one plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_plan_clocks(
        &self,
        plan: PlanId,
        dates: &BTreeMap<Event, Date>,
        exceptions: &BTreeMap<Clock, String>,
    ) -> Result<(), StorageError> {
        self.execute(include_str!("remove_dates.sql"), [plan], WRITING)?;
        for (event, day) in dates {
            self.execute(include_str!("put_date.sql"), params![plan, event, Day(*day)], WRITING)?;
        }
        self.execute(include_str!("remove_exceptions.sql"), [plan], WRITING)?;
        for (clock, exception) in exceptions {
            self.execute(include_str!("put_exception.sql"), params![plan, clock, exception], WRITING)?;
        }
        Ok(())
    }

    /// Limits the area set for itself.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_clock_limits(&self) -> Result<Limits, StorageError> {
        let rows = self.list(include_str!("list_limits.sql"), [], READING, |row| {
            Ok((row.get("clock")?, Limit { amount: row.get("amount")?, unit: row.get("unit")? }))
        })?;
        Ok(Limits(rows.into_iter().collect()))
    }

    /// Sets a limit; none: the law's again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_clock_limit(&self, clock: Clock, limit: Option<Limit>) -> Result<(), StorageError> {
        match limit {
            Some(Limit { amount, unit }) => {
                self.execute(include_str!("put_limit.sql"), params![clock, amount, unit], WRITING)?
            }
            None => self.execute(include_str!("remove_limit.sql"), [clock], WRITING)?,
        };
        Ok(())
    }
}
