//! Data of a round written beside the file's thread, and what looks like a person in what is about to leave.

use super::control::Control;
use super::reports::Frozen;
use super::worker::{Failure, with_ending};
use crate::domain::access::Viewer;
use crate::domain::ids::SubjectId;
use crate::domain::snapshot::AuditSnapshot;
use crate::exchange::{TableError, round_json, round_tables, to_workbook};
use crate::platform::atomic;
use std::path::PathBuf;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// A workbook: a sheet for each table.
    Workbook,
    /// A folder with a CSV file for each table.
    Tables,
    /// One document, which this program reads back.
    Document,
}

impl ExportForm {
    /// All of them, the one most people want first.
    pub const ALL: [Self; 3] = [Self::Workbook, Self::Tables, Self::Document];

    /// Its words on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Workbook => "Workbook (XLSX)",
            Self::Tables => "Tables in a folder (CSV)",
            Self::Document => "Document (JSON)",
        }
    }

    /// The ending of its name; none for a folder.
    #[must_use]
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Self::Workbook => Some("xlsx"),
            Self::Tables => None,
            Self::Document => Some("json"),
        }
    }
}

/// What is to be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportWanted {
    /// The form.
    pub form: ExportForm,
    /// Only this plan.
    pub plan: Option<SubjectId>,
    /// Members as A, B, C instead of names.
    pub letters: bool,
}

fn failed(error: &TableError) -> Failure {
    Failure::Words("The export was not written", error.to_string())
}

/// Writes the export; each file whole or not at all. The rule of what may be seen is that of the command line: what is
/// not handed in, and sheets of a plan whose comparison is not open, are left out, but for those of whoever asks.
///
/// # Errors
/// When there is a file already and nobody said to replace it, it is cancelled, or it cannot be written.
pub fn write(
    frozen: &Frozen,
    viewer: Viewer,
    wanted: ExportWanted,
    (path, replace): (PathBuf, bool),
    control: &mut Control,
) -> Result<PathBuf, Failure> {
    let path = match wanted.form.ending() {
        Some(ending) => with_ending(path, ending),
        None => path,
    };
    if path.exists() {
        if wanted.form.ending().is_none() {
            // A folder may hold what is not ours: it is never replaced.
            let why = "There is a folder of that name already. Choose another name.".to_owned();
            return Err(Failure::Words("The export was not written", why));
        }
        if !replace {
            return Err(Failure::WouldReplace(path));
        }
    }
    let snapshot: &AuditSnapshot = &frozen.snapshot;
    let plan = wanted.plan.and_then(|subject| snapshot.get_plan(subject)).map(|p| p.facts.reference.as_str());
    let choice = round_json::Choice { viewer, plan, letters: wanted.letters };
    let mut go_on = |done| if control.go_on(done, 3) { Ok(()) } else { Err(Failure::Cancelled) };
    go_on(0)?;
    let written = match wanted.form {
        ExportForm::Document => {
            let text = format!("{:#}\n", round_json::write(snapshot, &choice));
            go_on(2)?;
            atomic::write(&path, text.as_bytes())
        }
        ExportForm::Workbook => {
            let tables = round_tables(snapshot, &choice);
            go_on(1)?;
            let workbook = to_workbook(&tables).map_err(|error| failed(&error))?;
            go_on(2)?;
            atomic::write(&path, &workbook)
        }
        ExportForm::Tables => {
            let tables = round_tables(snapshot, &choice);
            go_on(1)?;
            let files = tables.iter().map(|table| Ok((format!("{}.csv", table.name), table.to_csv()?)));
            let files = files.collect::<Result<Vec<_>, TableError>>().map_err(|error| failed(&error))?;
            go_on(2)?;
            atomic::write_folder(&path, &files)
        }
    };
    written.map_err(|error| Failure::NotWritten(path.clone(), error))?;
    Ok(path)
}
