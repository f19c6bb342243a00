//! What the file says of itself: names and values.

use super::{Db, StorageError};
use rusqlite::params;

impl Db<'_> {
    /// The value of a fact.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_file_fact(&self, name: &str) -> Result<Option<String>, StorageError> {
        self.get(include_str!("get.sql"), [name], "reading the file's facts", |row| row.get(0))
    }

    /// Sets or replaces a fact.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_file_fact(&self, name: &str, value: &str) -> Result<(), StorageError> {
        self.execute(include_str!("set.sql"), params![name, value], "writing the file's facts")?;
        Ok(())
    }
}
