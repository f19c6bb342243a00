//! Pictures the file keeps of its own, such as the local area's logo.

use super::{Db, StorageError};
use rusqlite::params;

impl Db<'_> {
    /// What is kept under a name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_file_blob(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.get(include_str!("get.sql"), [name], "reading a picture", |row| row.get(0))
    }

    /// Sets or replaces it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_file_blob(&self, name: &str, content: &[u8]) -> Result<(), StorageError> {
        self.execute(include_str!("set.sql"), params![name, content], "keeping a picture")?;
        Ok(())
    }

    /// Removes it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_file_blob(&self, name: &str) -> Result<(), StorageError> {
        self.execute(include_str!("remove.sql"), [name], "removing a picture")?;
        Ok(())
    }
}
