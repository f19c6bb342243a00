//! Findings and what they rest on.

use super::{Db, StorageError};
use crate::domain::finding::Finding;
use crate::domain::ids::{FindingId, RoundId, SubjectId};
use rusqlite::params;
use std::collections::BTreeMap;

const READING: &str = "reading the findings";
const WRITING: &str = "saving the finding";

impl Db<'_> {
    /// Findings of a round with their sources: strengths, considerations, gaps in service, each by place.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_findings(&self, round: RoundId) -> Result<Vec<Finding>, StorageError> {
        let mut sources: BTreeMap<FindingId, Vec<(SubjectId, String)>> = BTreeMap::new();
        let rows = self.list(include_str!("list_sources.sql"), [round], READING, |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
        })?;
        for (finding, source) in rows {
            sources.entry(finding).or_default().push(source);
        }
        self.list(include_str!("list.sql"), [round], READING, |row| {
            let id = row.get("id")?;
            Ok(Finding {
                id,
                kind: row.get("kind")?,
                heading: row.get("heading")?,
                theme: row.get("theme")?,
                text: row.get("text")?,
                public_text: row.get("public_text")?,
                need: row.get("need")?,
                service: row.get("service")?,
                wait: row.get("wait")?,
                in_report: row.get("in_report")?,
                place: row.get("place")?,
                sources: sources.remove(&id).unwrap_or_default(),
            })
        })
    }

    /// Adds a finding with its sources, or replaces the one with this id.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_finding(&self, round: RoundId, finding: &Finding) -> Result<(), StorageError> {
        let values = params![
            finding.id,
            round,
            finding.kind,
            finding.heading,
            finding.theme,
            finding.text,
            finding.public_text,
            finding.need,
            finding.service,
            finding.wait,
            finding.in_report,
            finding.place
        ];
        self.execute(include_str!("put.sql"), values, WRITING)?;
        self.execute(include_str!("remove_sources.sql"), [finding.id], WRITING)?;
        for (subject, criterion) in &finding.sources {
            self.execute(include_str!("put_source.sql"), params![finding.id, subject, criterion], WRITING)?;
        }
        Ok(())
    }

    /// Whether an action was planned for a finding.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_action(&self, id: FindingId) -> Result<bool, StorageError> {
        let found = self.get(include_str!("has_action.sql"), [id], READING, |row| row.get(0))?;
        Ok(found.unwrap_or(false))
    }

    /// Removes a finding with its sources.
    ///
    /// # Errors
    /// When something rests on it, or the file cannot be written.
    pub fn remove_finding(&self, id: FindingId) -> Result<(), StorageError> {
        self.execute(include_str!("remove_sources.sql"), [id], WRITING)?;
        self.execute(include_str!("remove.sql"), [id], WRITING)?;
        Ok(())
    }
}
