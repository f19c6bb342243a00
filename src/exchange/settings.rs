//! The kinds of settings, from a list of schools: `urn,name,type`.

use super::csv_table::{CsvFile, StrictRow};
use super::import_error::ImportError;
use std::collections::HashMap;
use std::path::Path;

/// Settings by their unique reference number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    types: HashMap<String, String>,
}

impl Settings {
    /// Reads the list. Other columns may stand in it; an empty type is no type, and the first row of a URN counts.
    ///
    /// # Errors
    /// The file, or its `urn` or `type` column, cannot be read.
    pub(crate) fn read(path: &Path) -> Result<Self, ImportError> {
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let (urn, kind) = (Some(table.needed("urn")?), Some(table.needed("type")?));
        let mut types = HashMap::new();
        while let Some(row) = table.next_row()? {
            let row = StrictRow::new(file.name(), row)?;
            let kind = row.line(kind, "type")?;
            if !kind.is_empty() {
                types.entry(row.needed_line(urn, "urn")?).or_insert(kind);
            }
        }
        Ok(Self { types })
    }

    /// The kind of a setting, such as `special_academy`.
    pub(crate) fn get_type(&self, urn: &str) -> Option<&str> {
        self.types.get(urn).map(String::as_str)
    }
}
