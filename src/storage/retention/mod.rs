//! Until when rounds are kept.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::ids::RoundId;
use jiff::civil::Date;
use rusqlite::params;

/// Until when a round is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeepRow {
    /// The round.
    pub round: RoundId,
    /// The last day; none: not set.
    pub until: Option<Date>,
    /// When it was closed, milliseconds UTC.
    pub closed_ms: Option<i64>,
}

impl Db<'_> {
    /// Until when each round is kept, newest round first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_keep(&self) -> Result<Vec<KeepRow>, StorageError> {
        self.list(include_str!("list.sql"), [], "reading until when rounds are kept", |row| {
            Ok(KeepRow { round: row.get("id")?, until: get_day(row, "keep_until")?, closed_ms: row.get("closed_ms")? })
        })
    }

    /// Sets until when a round is kept; none: not set.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_keep_until(&self, round: RoundId, until: Option<Date>) -> Result<(), StorageError> {
        let during = "writing until when a round is kept";
        self.execute(include_str!("set.sql"), params![round, day(until)], during)?;
        Ok(())
    }
}
