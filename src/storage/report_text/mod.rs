//! Covering text and choices of a round's reports.

use super::{Db, StorageError};
use crate::domain::ids::RoundId;
use rusqlite::params;
use std::collections::BTreeMap;

impl Db<'_> {
    /// Texts of a round: kind → name → value; the kind "" holds for every kind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_report_texts(
        &self,
        round: RoundId,
    ) -> Result<BTreeMap<String, BTreeMap<String, String>>, StorageError> {
        let rows = self.list(include_str!("list.sql"), [round], "reading the texts of reports", |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?;
        let mut texts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (kind, name, value) in rows {
            texts.entry(kind).or_default().insert(name, value);
        }
        Ok(texts)
    }

    /// Sets a text of a round's reports; an empty one is removed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_report_text(&self, round: RoundId, kind: &str, name: &str, value: &str) -> Result<(), StorageError> {
        let during = "writing a text of a report";
        if value.is_empty() {
            self.execute(include_str!("remove.sql"), params![round, kind, name], during)?;
        } else {
            self.execute(include_str!("set.sql"), params![round, kind, name, value], during)?;
        }
        Ok(())
    }
}
