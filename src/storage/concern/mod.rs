//! Urgent concerns.

use super::{Db, StorageError};
use crate::domain::ids::RoundId;
use crate::domain::sheet::UrgentConcern;
use rusqlite::params;

impl Db<'_> {
    /// Records a concern, or replaces the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_concern(&self, concern: &UrgentConcern) -> Result<(), StorageError> {
        let values = params![
            concern.id,
            concern.round,
            concern.subject,
            concern.kind,
            concern.what,
            concern.told,
            concern.told_ms,
            concern.outcome,
            concern.recorded_ms,
            concern.closed_ms,
            concern.raised_by,
            concern.follow_up,
            concern.may_see
        ];
        self.execute(include_str!("put.sql"), values, "saving the urgent concern")?;
        Ok(())
    }

    /// Urgent concerns of a round, in the order recorded.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_concerns(&self, round: RoundId) -> Result<Vec<UrgentConcern>, StorageError> {
        self.list(include_str!("list.sql"), [round], "reading the urgent concerns", |row| {
            Ok(UrgentConcern {
                id: row.get("id")?,
                round: row.get("round_id")?,
                subject: row.get("subject_id")?,
                kind: row.get("kind")?,
                what: row.get("what")?,
                told: row.get("told")?,
                told_ms: row.get("told_ms")?,
                outcome: row.get("outcome")?,
                recorded_ms: row.get("recorded_ms")?,
                closed_ms: row.get("closed_ms")?,
                raised_by: row.get("raised_by")?,
                follow_up: row.get("follow_up")?,
                may_see: row.get("may_see")?,
            })
        })
    }
}
