//! Grades an area would give plans it knows.

use super::{Db, StorageError};
use crate::domain::ids::SubjectId;
use rusqlite::params;

impl Db<'_> {
    /// Known grades of a tool's code: what was read, and the grade's code.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_known_grades(&self, tool_code: &str) -> Result<Vec<(SubjectId, String)>, StorageError> {
        self.list(include_str!("list.sql"), [tool_code], "reading the known grades", |row| {
            Ok((row.get("subject_id")?, row.get("grade")?))
        })
    }

    /// Writes or replaces a known grade.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_known_grade(&self, tool_code: &str, subject: SubjectId, grade: &str) -> Result<(), StorageError> {
        self.execute(include_str!("put.sql"), params![tool_code, subject, grade], "saving a known grade")?;
        Ok(())
    }

    /// Removes a known grade.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_known_grade(&self, tool_code: &str, subject: SubjectId) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), params![tool_code, subject], "removing a known grade")?;
        Ok(())
    }
}
