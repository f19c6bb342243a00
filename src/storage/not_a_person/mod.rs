//! Words that look like a name and are not one, as a file remembers them.

use super::{Db, StorageError};

impl Db<'_> {
    /// All of them, lower case, sorted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_not_a_person(&self) -> Result<Vec<String>, StorageError> {
        let sql = "SELECT text FROM not_a_person ORDER BY text";
        self.list(sql, [], "reading the words that are no names", |row| row.get(0))
    }

    /// Remembers one, lower case; whether it was new.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_not_a_person(&self, text: &str) -> Result<bool, StorageError> {
        let sql = "INSERT OR IGNORE INTO not_a_person (text) VALUES (?1)";
        Ok(self.execute(sql, [text], "remembering a word that is no name")? > 0)
    }

    /// Forgets one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_not_a_person(&self, text: &str) -> Result<(), StorageError> {
        self.execute("DELETE FROM not_a_person WHERE text = ?1", [text], "forgetting a word that is no name")?;
        Ok(())
    }
}
