//! The cohort as read from a file: plans and facts for sampling, and everything that could not be read.

use super::cohort_csv;
use super::import_error::ImportError;
use super::sen2;
use crate::domain::plan::PlanFacts;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How many warnings are kept; one more line then says how many there were beyond.
pub const MAX_WARNINGS: usize = 1_000;

/// How to read a cohort.
#[derive(Debug, Clone)]
pub struct CohortOptions {
    /// The date the cohort is of. None: the return's reference date, else today.
    pub as_of: Option<Date>,
    /// `upn,reference`, for a SEN2 return. Read, used and dropped.
    pub key: Option<PathBuf>,
    /// `urn,name,type`, for the kind of setting.
    pub settings: Option<PathBuf>,
    /// Other names of the columns of a plain CSV: the name in the file, then ours.
    pub columns: BTreeMap<String, String>,
    /// Dates after it are unlikely.
    pub today: Date,
}

impl CohortOptions {
    /// Nothing but the source itself.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self { as_of: None, key: None, settings: None, columns: BTreeMap::new(), today }
    }
}

/// What a cohort was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CohortKind {
    /// A SEN2 person-level return.
    Sen2 {
        /// The year of the return.
        year: i16,
        /// Its census date, if it says one.
        reference_date: Option<Date>,
    },
    /// A plain CSV.
    Csv,
    /// A worksheet.
    Xlsx,
}

/// A row without a plan that can be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The file's name, without its folder.
    pub file: String,
    /// The line; the header is line 1.
    pub row: u64,
    /// The column, where it is one column's fault.
    pub column: Option<String>,
    /// What is wrong, in plain words; never a value from the row.
    pub message: String,
}

/// Something that was not understood; the plan was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The file's name, without its folder; empty for the line that only counts further warnings.
    pub file: String,
    /// The line; the header is line 1. None: the file as a whole.
    pub row: Option<u64>,
    /// The column.
    pub column: Option<String>,
    /// What is wrong and what became of it, in plain words; never a value from the row.
    pub message: String,
}

/// A cohort as read. Holds no name, postcode, birth date, UPN or ULN.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortRead {
    /// What it was read from.
    pub kind: CohortKind,
    /// The date it is of.
    pub as_of: Date,
    /// The plans, in the order of the source. A fact that is None was empty, missing or unreadable.
    pub plans: Vec<PlanFacts>,
    /// The facts for which the source has a column, in the order of [`Fact::ALL`].
    pub columns: Vec<Fact>,
    /// Rows without a plan that can be taken in, in the order of the source.
    pub rejected: Vec<Rejected>,
    /// At most [`MAX_WARNINGS`], then one that counts the others.
    pub warnings: Vec<Warning>,
    /// Whether the references came from a key.
    pub keyed: bool,
}

impl CohortRead {
    /// Plans in the source, taken or rejected.
    #[must_use]
    pub fn read_count(&self) -> usize {
        self.plans.len() + self.rejected.len()
    }
}

/// Reads a cohort from one folder with a SEN2 export, the files of one, or one plain CSV or XLSX.
///
/// `progress` gets bytes read and bytes in all, and stops the reading by returning false.
///
/// # Errors
/// [`ImportError`] where no cohort can be read at all. Single rows that cannot be taken are in
/// [`CohortRead::rejected`]; whether to go on without them is for the caller.
pub fn read_cohort(
    sources: &[PathBuf],
    options: &CohortOptions,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<CohortRead, ImportError> {
    let notes = Notes::default();
    match sen2::find_return(sources)? {
        sen2::Found::Return(files) => sen2::read_return(&files, options, notes, &mut Progress::new(progress)),
        sen2::Found::PlainCsv(path) => cohort_csv::read_cohort_csv(&path, options, notes, &mut Progress::new(progress)),
    }
}

/// Bytes read so far, told now and then.
pub(crate) struct Progress<'p> {
    tell: &'p mut dyn FnMut(u64, u64) -> bool,
    /// Bytes of the files already behind.
    behind: u64,
    /// Bytes of all files.
    total: u64,
    told: u64,
}

/// Seldom enough to cost nothing, often enough to look alive.
const TELL_EVERY_BYTES: u64 = 1024 * 1024;

impl<'p> Progress<'p> {
    pub(crate) fn new(tell: &'p mut dyn FnMut(u64, u64) -> bool) -> Self {
        Self { tell, behind: 0, total: 0, told: 0 }
    }

    pub(crate) fn start(&mut self, total: u64) -> Result<(), ImportError> {
        self.total = total;
        self.now(0)
    }

    /// So much of the file at hand is read.
    pub(crate) fn within(&mut self, bytes: u64) -> Result<(), ImportError> {
        if self.behind + bytes < self.told + TELL_EVERY_BYTES { Ok(()) } else { self.now(bytes) }
    }

    /// The file at hand, of so many bytes, is done.
    pub(crate) fn file_done(&mut self, bytes: u64) -> Result<(), ImportError> {
        self.behind += bytes;
        self.now(0)
    }

    fn now(&mut self, within: u64) -> Result<(), ImportError> {
        self.told = self.behind + within;
        if (self.tell)(self.told.min(self.total), self.total) { Ok(()) } else { Err(ImportError::Cancelled) }
    }
}

/// Collects warnings, up to [`MAX_WARNINGS`].
#[derive(Default)]
pub(crate) struct Notes {
    kept: Vec<Warning>,
    beyond: u64,
}

impl Notes {
    pub(crate) fn warn(&mut self, file: &str, row: Option<u64>, column: Option<&str>, message: impl Into<String>) {
        if self.kept.len() == MAX_WARNINGS {
            self.beyond += 1;
            return;
        }
        let (file, column, message) = (file.to_owned(), column.map(str::to_owned), message.into());
        self.kept.push(Warning { file, row, column, message });
    }

    pub(crate) fn finish(mut self) -> Vec<Warning> {
        if self.beyond > 0 {
            let message = format!("and {} more", self.beyond);
            self.kept.push(Warning { file: String::new(), row: None, column: None, message });
        }
        self.kept
    }
}

/// The facts a source carries, in the order of [`Fact::ALL`].
pub(crate) fn in_order(facts: &BTreeSet<Fact>) -> Vec<Fact> {
    facts.iter().copied().collect()
}

pub use crate::domain::fact::{Fact, add_known_facts};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_beyond_the_cap_are_counted_in_one_line() {
        let mut notes = Notes::default();
        for row in 0..1_023 {
            notes.warn("x.csv", Some(row), None, "odd");
        }
        let warnings = notes.finish();
        assert_eq!(warnings.len(), 1_001);
        assert_eq!(warnings.last().map(|w| w.message.as_str()), Some("and 23 more"));
        let mut few = Notes::default();
        few.warn("x.csv", None, None, "odd");
        assert_eq!(few.finish().len(), 1);
    }
}
