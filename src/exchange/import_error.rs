//! Why a foreign file was not read. These messages are shown to people as they stand.

use super::safe_text::{ReferenceProblem, shown};
use std::path::Path;

/// Why a file was not read. Nothing was taken in.
///
/// `Display` is in plain words for the person at the screen: which file, which row and column, what to do.
/// Rows are line numbers of the file; the header is row 1. Files are named without their folder.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The person stopped it.
    #[error("Stopped. Nothing was taken in.")]
    Cancelled,
    /// No file was named.
    #[error("No file was chosen. Choose a CSV or XLSX file, or the folder or the files of a SEN2 export.")]
    NoSource,
    /// Several files that are not one SEN2 return.
    #[error("{file} is not a file of a SEN2 export. Choose one CSV file, or the files of one SEN2 export together.")]
    NotPartOfTheReturn {
        /// The file that does not fit.
        file: String,
    },
    /// The operating system would not open or read it.
    #[error("{file} could not be read: {source}. Check that it is there and not open in another program.")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder, a device or a pipe where a file is needed.
    #[error("{file} is not a file. Choose a CSV or XLSX file.")]
    NotAFile {
        /// What was named.
        file: String,
    },
    /// A folder with none of the files of a SEN2 export.
    #[error(
        "The folder {folder} holds no SEN2 export. Its files end in _person.csv, _requests.csv, _activeplans.csv and so \
         on; choose the folder they are in, or one CSV file."
    )]
    NotAnExport {
        /// The folder.
        folder: String,
    },
    /// A file of the return without which no plan can be read.
    #[error(
        "The SEN2 export has no {table} file (its name ends in _{table}.csv). Choose the folder with all the files of \
         the export."
    )]
    MissingTable {
        /// The table, as in the file name.
        table: &'static str,
    },
    /// Two files for one table of the return.
    #[error(
        "There are two {table} files: {first} and {second}. Leave only the files of one SEN2 export in the folder, or \
         choose its files yourself."
    )]
    RepeatedTable {
        /// The table, as in the file name.
        table: &'static str,
        /// One file.
        first: String,
        /// The other.
        second: String,
    },
    /// Nothing in it.
    #[error("{file} is empty. Save it again from its source.")]
    Empty {
        /// The file.
        file: String,
    },
    /// A header and nothing below.
    #[error("{file} has column names but no rows. Save it again from its source.")]
    NoRows {
        /// The file.
        file: String,
    },
    /// Beyond the cap on size.
    #[error("{file} is too large: {bytes} bytes; the limit is {limit_bytes}. Check that it is the right file.")]
    TooLarge {
        /// The file.
        file: String,
        /// Its size as far as read.
        bytes: u64,
        /// The cap.
        limit_bytes: u64,
    },
    /// The old Excel form.
    #[error("{file} is an old Excel workbook (.xls). Open it in Excel and save it as “CSV UTF-8”, or as .xlsx.")]
    OldSpreadsheet {
        /// The file.
        file: String,
    },
    /// Another packed form than XLSX, or what is only named like one.
    #[error(
        "{file} is not a workbook that can be read here. Open it in Excel and save it as “Excel workbook (.xlsx)” or \
         “CSV UTF-8”."
    )]
    Spreadsheet {
        /// The file.
        file: String,
    },
    /// A workbook under a password.
    #[error(
        "{file} is protected with a password, or is an old Excel workbook under another name. Open it in Excel and \
         save it without the password, or as “CSV UTF-8”."
    )]
    ProtectedWorkbook {
        /// The file.
        file: String,
    },
    /// A workbook beyond one of the caps.
    #[error(
        "{file} is too large: its workbook has {found} {what}; the limit is {limit}. Copy only the rows and columns of \
         the table into a new workbook, or save the worksheet as “CSV UTF-8”."
    )]
    WorkbookTooLarge {
        /// The file.
        file: String,
        /// What there is too much of, such as "rows".
        what: &'static str,
        /// As far as counted, or as claimed.
        found: u64,
        /// The cap.
        limit: u64,
    },
    /// Named or packed like a workbook, and not one that can be read.
    #[error("{file} could not be read as a workbook: it is damaged or cut off. Open it in Excel and save it again.")]
    DamagedWorkbook {
        /// The file.
        file: String,
    },
    /// UTF-16.
    #[error("{file} was saved as “Unicode text” (UTF-16). Save it as “CSV UTF-8”.")]
    Utf16 {
        /// The file.
        file: String,
    },
    /// Some other encoding.
    #[error("{file}, row {row}: a letter is not in UTF-8. Save the file as “CSV UTF-8”.")]
    NotUtf8 {
        /// The file.
        file: String,
        /// The first line that is not UTF-8.
        row: u64,
    },
    /// A zero byte: not a text file.
    #[error("{file}, row {row}: a zero byte, so this is no text file. Save it as “CSV UTF-8”.")]
    NulByte {
        /// The file.
        file: String,
        /// The line.
        row: u64,
    },
    /// A quotation mark that is never closed: all that follows would be one cell.
    #[error(
        "{file}, row {row}: a quotation mark is opened here and never closed. Correct the row, or save the file again."
    )]
    OpenQuote {
        /// The file.
        file: String,
        /// The line on which it is opened.
        row: u64,
    },
    /// Beyond the cap on columns.
    #[error("{file} has {columns} columns; the limit is {limit}. Check that it is the right file.")]
    TooManyColumns {
        /// The file.
        file: String,
        /// As counted in the header.
        columns: usize,
        /// The cap.
        limit: usize,
    },
    /// A needed column is not there.
    #[error("{file} has no column “{column}”. The first row of the file must hold the names of the columns.")]
    MissingColumn {
        /// The file.
        file: String,
        /// Its name as it should be.
        column: String,
    },
    /// Two columns with one name.
    #[error("{file} has two columns “{column}”. Rename or delete one of them.")]
    RepeatedColumn {
        /// The file.
        file: String,
        /// The name.
        column: String,
    },
    /// A column that a strict file may not have.
    #[error("{file} has a column “{}” that is not known here. The columns are: {}.", shown(column), known.join(", "))]
    UnknownColumn {
        /// The file.
        file: String,
        /// The name as read.
        column: String,
        /// The names that may be there.
        known: &'static [&'static str],
    },
    /// A row with more or fewer cells than the header.
    #[error(
        "{file}, row {row}: {found} cells where the first row has {expected}. A text with a comma in it must stand \
         between quotation marks."
    )]
    RaggedRow {
        /// The file.
        file: String,
        /// The line.
        row: u64,
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A cell that cannot be taken.
    #[error("{file}, row {row}, column {column}: {problem}.")]
    Cell {
        /// The file.
        file: String,
        /// The line.
        row: u64,
        /// The column's name.
        column: String,
        /// What is wrong.
        problem: CellProblem,
    },
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CellProblem {
    /// Nothing in it.
    #[error("the cell is empty, and this column needs a value in every row")]
    Empty,
    /// Too long; never cut.
    #[error("the text is too long: {bytes} bytes; the limit is {limit_bytes}. Shorten it")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The cap.
        limit_bytes: usize,
    },
    /// Not a date.
    #[error("this is not a date. Write it as YYYY-MM-DD, such as 2025-01-16")]
    NotADate,
    /// Not a number of the kind needed.
    #[error("this is not {wanted}")]
    NotANumber {
        /// Such as "a whole number".
        wanted: &'static str,
    },
    /// None of the values of the column.
    #[error("“{}” is not known here. Write one of: {}", shown(given), allowed.join(", "))]
    UnknownCode {
        /// As read.
        given: String,
        /// The values there are.
        allowed: Vec<&'static str>,
    },
    /// Given before.
    #[error("this repeats row {first_row}. Delete one of the two rows")]
    Repeated {
        /// The row that had it first.
        first_row: u64,
    },
    /// A control or bidirectional character in a name.
    #[error("there is an invisible character in it. Type it again")]
    Invisible,
    /// Not the reference of a plan.
    #[error("{0}")]
    Reference(#[from] ReferenceProblem),
    /// Two cells of the row do not go together.
    #[error("{why}")]
    Contradiction {
        /// In plain words.
        why: &'static str,
    },
}

/// A file's name without its folder, fit for a message.
pub(crate) fn file_name(path: &Path) -> String {
    shown(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}
