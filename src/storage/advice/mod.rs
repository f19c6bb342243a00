//! The advice register.

use super::values::{day, get_day};
use super::{Db, StorageError};
use crate::domain::advice::Advice;
use crate::domain::ids::AdviceId;
use rusqlite::{Row, params};

const READING: &str = "reading the advice register";
const WRITING: &str = "writing the advice register";

fn advice_from(row: &Row<'_>) -> rusqlite::Result<Advice> {
    Ok(Advice {
        id: row.get("id")?,
        reference: row.get("reference")?,
        service: row.get("service")?,
        provider: row.get("provider")?,
        author_role: row.get("author_role")?,
        requested_on: get_day(row, "requested_on")?,
        returned_on: get_day(row, "returned_on")?,
        outcome: row.get("outcome")?,
        exception: row.get("exception")?,
        checked_by_provider_on: get_day(row, "checked_by_provider_on")?,
    })
}

impl Db<'_> {
    /// All requests, by reference, service and day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_advice(&self) -> Result<Vec<Advice>, StorageError> {
        self.list(include_str!("list.sql"), [], READING, advice_from)
    }

    /// The request with this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_advice(&self, id: AdviceId) -> Result<Option<Advice>, StorageError> {
        self.get(include_str!("get.sql"), [id], READING, advice_from)
    }

    /// Adds a request, or replaces the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_advice(&self, advice: &Advice) -> Result<(), StorageError> {
        let values = params![
            advice.id,
            advice.reference,
            advice.service,
            advice.provider,
            advice.author_role,
            day(advice.requested_on),
            day(advice.returned_on),
            advice.outcome,
            advice.exception,
            day(advice.checked_by_provider_on)
        ];
        self.execute(include_str!("put.sql"), values, WRITING)?;
        Ok(())
    }

    /// Takes a request away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_advice(&self, id: AdviceId) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), [id], WRITING)?;
        Ok(())
    }
}
