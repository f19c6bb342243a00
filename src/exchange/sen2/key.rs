//! The key of a return: which UPN has which reference in the case system. Used in memory and dropped.

use crate::exchange::csv_table::CsvFile;
use crate::exchange::import_error::ImportError;
use crate::exchange::safe_text::{ReferenceProblem, check_reference, unguard_formula};
use std::collections::HashMap;
use std::path::Path;

/// References by UPN. No `Debug`: it holds UPNs.
pub(super) struct Key {
    references: HashMap<Vec<u8>, Entry>,
}

enum Entry {
    One(String),
    /// No plan may have the reference on this row.
    Unfit(ReferenceProblem, u64),
    /// Two rows give one UPN different references.
    Several,
}

/// What the key says of a UPN.
pub(super) enum Looked<'a> {
    Reference(&'a str),
    /// Not in the key, or without a reference there.
    Missing,
    /// On this row of the key stands something no plan may have.
    Unfit(ReferenceProblem, u64),
    /// In it with several references.
    Several,
}

impl Key {
    /// Reads `upn,reference`. Rows that lack either are passed over: a case system lists pupils without a plan too.
    ///
    /// # Errors
    /// The file or a column cannot be read. UPNs are never part of an error.
    pub(super) fn read(path: &Path) -> Result<Self, ImportError> {
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let (upn, reference) = (Some(table.needed("upn")?), Some(table.needed("reference")?));
        let mut references: HashMap<Vec<u8>, Entry> = HashMap::new();
        while let Some(row) = table.next_row()? {
            let upn = row.bytes(upn).to_ascii_uppercase();
            let entry = match check_reference(&unguard_formula(row.text(reference))) {
                Err(ReferenceProblem::Empty) => continue,
                Err(problem) => Entry::Unfit(problem, row.number()),
                Ok(text) => Entry::One(text),
            };
            if upn.is_empty() {
                continue;
            }
            references.entry(upn).and_modify(|known| known.add(&entry)).or_insert(entry);
        }
        Ok(Self { references })
    }

    pub(super) fn look_up(&self, upn: &[u8]) -> Looked<'_> {
        let found = if upn.iter().any(u8::is_ascii_lowercase) {
            self.references.get(&upn.to_ascii_uppercase())
        } else {
            self.references.get(upn)
        };
        match found {
            None => Looked::Missing,
            Some(Entry::Several) => Looked::Several,
            Some(Entry::Unfit(problem, row)) => Looked::Unfit(*problem, *row),
            Some(Entry::One(reference)) => Looked::Reference(reference),
        }
    }
}

impl Entry {
    /// The same reference twice is one; anything else is not.
    fn add(&mut self, other: &Self) {
        if !matches!((&*self, other), (Self::One(a), Self::One(b)) if a == b) {
            *self = Self::Several;
        }
    }
}
