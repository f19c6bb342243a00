//! What happens to plans after a round, and replies to its findings.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::ids::{ReplyId, RoundId, SubjectId};
use crate::domain::plan_result::{PlanResult, Reply};
use rusqlite::params;
use std::collections::BTreeMap;

const SAVING_RESULT: &str = "saving what happens to the plan";
const SAVING_REPLY: &str = "saving the reply";

impl Db<'_> {
    /// What happens to each plan of a round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_plan_results(&self, round: RoundId) -> Result<BTreeMap<SubjectId, PlanResult>, StorageError> {
        let rows = self.list(include_str!("list.sql"), [round], "reading the plan results", |row| {
            Ok((row.get(0)?, PlanResult { outcome: row.get(1)?, reason: row.get(2)?, set_ms: row.get(3)? }))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Sets, replaces or (with `None`) takes away what happens to a plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_plan_result(
        &self,
        round: RoundId,
        subject: SubjectId,
        result: Option<&PlanResult>,
    ) -> Result<(), StorageError> {
        match result {
            Some(result) => {
                let values = params![round, subject, result.outcome, result.reason, result.set_ms];
                self.execute(include_str!("put.sql"), values, SAVING_RESULT)?;
            }
            None => {
                self.execute(include_str!("remove.sql"), params![round, subject], SAVING_RESULT)?;
            }
        }
        Ok(())
    }

    /// Sendings of a round's findings with the replies, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_replies(&self, round: RoundId) -> Result<Vec<Reply>, StorageError> {
        let rows = self.list(include_str!("list_replies.sql"), [round], "reading the replies", |row| {
            let id = row.get("id")?;
            let (sent_on, due_on) = (get_day(row, "sent_on")?, get_day(row, "due_on")?);
            let replied_on = get_day(row, "replied_on")?;
            let (sent_to, reply, changed) = (row.get("sent_to")?, row.get("reply")?, row.get("changed")?);
            // Both days are required columns.
            let days = sent_on.zip(due_on);
            Ok(days.map(|(sent_on, due_on)| Reply { id, sent_to, sent_on, due_on, replied_on, reply, changed }))
        })?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// Adds a sending, or replaces the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_reply(&self, round: RoundId, reply: &Reply) -> Result<(), StorageError> {
        let values = params![
            reply.id,
            round,
            reply.sent_to,
            day(Some(reply.sent_on)),
            day(Some(reply.due_on)),
            day(reply.replied_on),
            reply.reply,
            reply.changed
        ];
        self.execute(include_str!("put_reply.sql"), values, SAVING_REPLY)?;
        Ok(())
    }

    /// Removes a sending.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_reply(&self, id: ReplyId) -> Result<(), StorageError> {
        self.execute(include_str!("remove_reply.sql"), [id], SAVING_REPLY)?;
        Ok(())
    }
}
