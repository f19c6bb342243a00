//! Which of the files named by a person is which table of the return.

use crate::exchange::csv_table::column_key;
use crate::exchange::import_error::{ImportError, file_name};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A table of the return, that is one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    Sen2,
    Person,
    Requests,
    Assessment,
    NamedPlan,
    PlanDetail,
    ActivePlans,
    PlacementDetail,
    SenNeed,
}

impl TableKind {
    const ALL: [Self; 9] = [
        Self::Sen2,
        Self::Person,
        Self::Requests,
        Self::Assessment,
        Self::NamedPlan,
        Self::PlanDetail,
        Self::ActivePlans,
        Self::PlacementDetail,
        Self::SenNeed,
    ];

    /// All that are read, for the measure of progress.
    pub(crate) const READ: [Self; 8] = [
        Self::Sen2,
        Self::ActivePlans,
        Self::Requests,
        Self::Assessment,
        Self::NamedPlan,
        Self::Person,
        Self::PlacementDetail,
        Self::SenNeed,
    ];

    /// As in the file's name and in the names of its own columns.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sen2 => "sen2",
            Self::Person => "person",
            Self::Requests => "requests",
            Self::Assessment => "assessment",
            Self::NamedPlan => "namedplan",
            Self::PlanDetail => "plandetail",
            Self::ActivePlans => "activeplans",
            Self::PlacementDetail => "placementdetail",
            Self::SenNeed => "senneed",
        }
    }

    /// From a name such as `Blade-Export_16-01-2025_person.csv`.
    fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let stem = name.strip_suffix(".csv")?;
        // Lock files of office programs carry the name of the file they lock.
        if stem.starts_with(['.', '~']) {
            return None;
        }
        let last = stem.rsplit('_').next()?;
        Self::ALL.into_iter().find(|t| t.name() == last)
    }

    /// From the two columns that only the table itself has.
    fn of_headers(headers: &[String]) -> Option<Self> {
        let has = |name: String| headers.contains(&name);
        Self::ALL
            .into_iter()
            .find(|t| has(format!("{}tableid", t.name())) && has(format!("{}orderseqcolumn", t.name())))
    }
}

/// The files of one return.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ReturnFiles {
    paths: [Option<PathBuf>; 9],
}

impl ReturnFiles {
    pub(crate) fn get(&self, table: TableKind) -> Option<&Path> {
        self.paths[table as usize].as_deref()
    }

    /// A table without which no plan can be read.
    pub(crate) fn needed(&self, table: TableKind) -> Result<&Path, ImportError> {
        self.get(table).ok_or(ImportError::MissingTable { table: table.name() })
    }

    fn is_empty(&self) -> bool {
        self.paths.iter().all(Option::is_none)
    }

    fn add(&mut self, table: TableKind, path: PathBuf) -> Result<(), ImportError> {
        match &self.paths[table as usize] {
            Some(first) => Err(ImportError::RepeatedTable {
                table: table.name(),
                first: file_name(first),
                second: file_name(&path),
            }),
            None => {
                self.paths[table as usize] = Some(path);
                Ok(())
            }
        }
    }
}

/// What the sources of a cohort are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A SEN2 return.
    Return(ReturnFiles),
    /// Some other single file.
    PlainCsv(PathBuf),
}

/// Tells a SEN2 return (one folder, or its files) from a plain file.
pub(crate) fn find_return(sources: &[PathBuf]) -> Result<Found, ImportError> {
    match sources {
        [] => Err(ImportError::NoSource),
        [folder] if folder.is_dir() => in_folder(folder).map(Found::Return),
        [file] => match table_of(file) {
            None => Ok(Found::PlainCsv(file.clone())),
            Some(_) => among(sources).map(Found::Return),
        },
        files => among(files).map(Found::Return),
    }
}

fn in_folder(folder: &Path) -> Result<ReturnFiles, ImportError> {
    let unreadable = |source| ImportError::Unreadable { file: file_name(folder), source };
    let mut names = Vec::new();
    for entry in folder.read_dir().map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.path());
    }
    // The system lists a folder in any order; errors must not depend on it.
    names.sort();
    let mut files = ReturnFiles::default();
    for path in names {
        if let Some(table) = TableKind::of_name(&path) {
            files.add(table, path)?;
        }
    }
    if files.is_empty() { Err(ImportError::NotAnExport { folder: file_name(folder) }) } else { Ok(files) }
}

fn among(paths: &[PathBuf]) -> Result<ReturnFiles, ImportError> {
    let mut files = ReturnFiles::default();
    for path in paths {
        let table = table_of(path).ok_or_else(|| ImportError::NotPartOfTheReturn { file: file_name(path) })?;
        files.add(table, path.clone())?;
    }
    Ok(files)
}

/// By its columns if they say so, else by its name; a file with a `reference` is a plain one whatever its name.
fn table_of(path: &Path) -> Option<TableKind> {
    let headers = headers_of(path);
    TableKind::of_headers(&headers)
        .or_else(|| TableKind::of_name(path).filter(|_| !headers.iter().any(|h| h == "reference")))
}

/// The column names, as far as they can be seen without judging the file; what is wrong with it is said on reading.
fn headers_of(path: &Path) -> Vec<String> {
    const ENOUGH: u64 = 64 * 1024;
    if !path.is_file() {
        return Vec::new();
    }
    let mut start = Vec::new();
    if File::open(path).and_then(|f| f.take(ENOUGH).read_to_end(&mut start)).is_err() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&start);
    let first_line = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    first_line.split([',', ';', '\t']).map(|h| column_key(h.trim_matches('"'))).collect()
}
