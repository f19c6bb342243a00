//! What bringing plans in would do: read on the file's thread, with progress, and nothing written.

use crate::exchange::{
    CohortKind, CohortOptions, CohortRead, ColumnMap, ColumnSeen, REFERENCE, look_at_columns, map_from_toml, map_of,
    map_to_toml, read_cohort,
};
use crate::jobs::{Failure, Query, Work};
use crate::ops::{CohortImport, ImportOutcome};
use crate::platform::atomic;
use crate::ui::loaded::Loaded;
use crate::ui::views::overview::data::long_date;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many rows of what was not understood are shown.
const MOST_SHOWN: usize = 20;

/// The source of an import of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansSource {
    /// A CSV, an XLSX, or the folder of a SEN2 return.
    pub path: PathBuf,
    /// The key of a return.
    pub key: Option<PathBuf>,
    /// The kinds of settings.
    pub settings: Option<PathBuf>,
    /// A file that says what the columns are.
    pub map: Option<PathBuf>,
    /// What the columns are, as chosen on the screen: it goes before the file.
    pub columns: Option<ColumnMap>,
    /// Go on without the rows that cannot be used.
    pub skip_rejected: bool,
}

/// Something that was not understood, or a row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the row cannot be used.
    pub rejected: bool,
    /// The file's name; may be empty.
    pub file: String,
    /// The row, as words; may be empty.
    pub row: String,
    /// The column; may be empty.
    pub column: String,
    /// What is wrong.
    pub message: String,
}

impl Problem {
    /// In one line.
    #[must_use]
    pub fn words(&self) -> String {
        let mut place = self.file.clone();
        if !self.row.is_empty() {
            place += &format!(", row {}", self.row);
        }
        if !self.column.is_empty() {
            place += &format!(", column {}", self.column);
        }
        let kind = if self.rejected { "Cannot be used: " } else { "" };
        if place.is_empty() { format!("{kind}{}", self.message) } else { format!("{kind}{place}: {}", self.message) }
    }
}

/// What bringing plans in would do.
#[derive(Debug, Clone, PartialEq)]
pub struct PlansPreview {
    /// The columns of the source and what they are taken for; none: a return, whose columns are known.
    pub columns: Option<Vec<ColumnSeen>>,
    /// What was read; none: no column is the reference yet.
    pub read: Option<PlansRead>,
}

/// A source that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct PlansRead {
    /// Ready to be brought in.
    pub import: Arc<CohortImport>,
    /// What the source is, in words.
    pub source: String,
    /// What it would do.
    pub outcome: ImportOutcome,
    /// The first of what was not understood, rows that cannot be used before others.
    pub problems: Vec<Problem>,
    /// How many there are beyond.
    pub beyond: usize,
}

impl PlansPreview {
    /// Whether somebody should look at the columns before going on: one is not taken for anything.
    #[must_use]
    pub fn asks_about_columns(&self) -> bool {
        let Some(columns) = &self.columns else { return false };
        let is_ours = |column: &ColumnSeen| column.is == Some(column.header.as_str());
        self.read.is_none() || columns.iter().any(|column| !is_ours(column))
    }

    /// What the columns are, to be kept; none for a return.
    #[must_use]
    pub fn column_map(&self) -> Option<ColumnMap> {
        self.columns.as_deref().map(map_of)
    }
}

/// Reads plans and says what bringing them in would do; writes nothing.
#[must_use]
pub fn plans_query(source: PlansSource) -> Query<Loaded> {
    Box::new(move |session, control| {
        let columns_of = match (&source.columns, &source.map) {
            (Some(columns), _) => columns.clone(),
            (None, Some(path)) => read_map(path)?,
            (None, None) => session.kept_columns()?,
        };
        let columns = look_at_columns(std::slice::from_ref(&source.path), &columns_of)?;
        let has_reference = columns.as_ref().is_none_or(|seen| seen.iter().any(|c| c.is == Some(REFERENCE)));
        if !has_reference {
            let preview = PlansPreview { columns, read: None };
            return Ok(Work::Done(Loaded::PlansPreview(Box::new(preview))));
        }
        let options = CohortOptions {
            key: source.key.clone(),
            settings: source.settings.clone(),
            columns: columns.as_deref().map(map_of).unwrap_or_default(),
            ..CohortOptions::new(session.today())
        };
        let path = std::slice::from_ref(&source.path);
        let read = read_cohort(path, &options, &mut |done, total| control.go_on(done, total))?;
        let (problems, beyond) = problems_of(&read);
        let words = source_words(&read);
        let import = to_import(read, source.skip_rejected);
        let outcome = session.preview_import(&import)?;
        let read = PlansRead { import: Arc::new(import), source: words, outcome, problems, beyond };
        let preview = PlansPreview { columns, read: Some(read) };
        Ok(Work::Done(Loaded::PlansPreview(Box::new(preview))))
    })
}

fn read_map(path: &Path) -> Result<ColumnMap, Failure> {
    const WHAT: &str = "The columns file was not read";
    let text = atomic::read_text(path).map_err(|e| Failure::Words(WHAT, format!("{}: {e}", path.display())))?;
    map_from_toml(&text).map_err(|why| Failure::Words(WHAT, format!("{}: {why}", path.display())))
}

/// Writes what the columns are as a file that can be read here and with `--map`.
#[must_use]
pub fn save_columns_query(path: PathBuf, columns: Vec<ColumnSeen>, replace: bool) -> Query<Loaded> {
    Box::new(move |_, _| {
        let path = if path.extension().is_none() { path.with_extension("toml") } else { path };
        if !replace && path.exists() {
            return Err(Failure::WouldReplace(path));
        }
        let text = map_to_toml(&map_of(&columns));
        atomic::write(&path, text.as_bytes()).map_err(|error| Failure::NotWritten(path.clone(), error))?;
        Ok(Work::Done(Loaded::ColumnsSaved(path)))
    })
}

fn source_words(read: &CohortRead) -> String {
    let day = long_date(read.as_of);
    match read.kind {
        CohortKind::Sen2 { year, .. } => format!("SEN2 return {year}, as of {day}"),
        CohortKind::Csv => format!("CSV, as of {day}"),
        CohortKind::Xlsx => format!("XLSX, as of {day}"),
    }
}

fn problems_of(read: &CohortRead) -> (Vec<Problem>, usize) {
    let rejected = read.rejected.iter().map(|r| Problem {
        rejected: true,
        file: r.file.clone(),
        row: r.row.to_string(),
        column: r.column.clone().unwrap_or_default(),
        message: r.message.clone(),
    });
    let warned = read.warnings.iter().map(|w| Problem {
        rejected: false,
        file: w.file.clone(),
        row: w.row.map(|row| row.to_string()).unwrap_or_default(),
        column: w.column.clone().unwrap_or_default(),
        message: w.message.clone(),
    });
    let count = read.rejected.len() + read.warnings.len();
    (rejected.chain(warned).take(MOST_SHOWN).collect(), count.saturating_sub(MOST_SHOWN))
}

fn to_import(read: CohortRead, skip_rejected: bool) -> CohortImport {
    let (source, is_return) = match read.kind {
        CohortKind::Sen2 { .. } => ("SEN2", true),
        CohortKind::Csv => ("CSV", false),
        CohortKind::Xlsx => ("XLSX", false),
    };
    CohortImport {
        source: source.to_owned(),
        columns: read.columns,
        as_of: read.as_of,
        is_return,
        keyed: read.keyed || !is_return,
        rejected: read.rejected.len() as u64,
        skip_rejected,
        plans: read.plans,
    }
}
