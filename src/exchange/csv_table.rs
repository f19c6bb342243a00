//! A foreign CSV file: read whole under a cap, checked before anything is made of it, then walked row by row.

use super::import_error::{CellProblem, ImportError, file_name};
use super::safe_text::{has_control_or_bidi, nfc, unguard_formula};
use super::xlsx::{self, SheetText};
use csv::{ByteRecord, ReaderBuilder};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// The largest file that is read.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// The most columns a file may have.
pub const MAX_COLUMNS: usize = 200;
/// The longest name (of a person, a team, a setting), in bytes.
pub(crate) const MAX_NAME_BYTES: usize = 200;

/// The checked text of one file. It may hold names of children: it has no `Debug`, and is dropped after reading.
pub(crate) struct CsvFile {
    name: String,
    bytes: Vec<u8>,
    /// Where the text begins, after a byte order mark.
    start: usize,
    /// Of a worksheet: what its text does not say.
    sheet: Option<Sheet>,
}

/// What is known of a worksheet besides its text.
struct Sheet {
    /// For each line of the text its row in the worksheet.
    rows: Vec<u32>,
    /// In plain words what was left out of it: the row, if it is one, and the words.
    left_out: Vec<(Option<u64>, String)>,
}

impl CsvFile {
    /// Reads and checks a file.
    pub(crate) fn open(path: &Path) -> Result<Self, ImportError> {
        let name = file_name(path);
        let unreadable = |source| ImportError::Unreadable { file: file_name(path), source };
        let metadata = path.metadata().map_err(unreadable)?;
        // A pipe or a device would never end.
        if !metadata.is_file() {
            return Err(ImportError::NotAFile { file: name });
        }
        if metadata.len() > MAX_FILE_BYTES {
            return Err(ImportError::TooLarge { file: name, bytes: metadata.len(), limit_bytes: MAX_FILE_BYTES });
        }
        let mut file = File::open(path).map_err(unreadable)?;
        let mut first = [0; 4];
        let begun = file.read(&mut first).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        if let Some(sheet) = open_workbook(path, &name, &first[..begun], &file)? {
            return Self::from_sheet(name, sheet);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        Self::from_bytes(name, bytes)
    }

    fn from_sheet(name: String, sheet: SheetText) -> Result<Self, ImportError> {
        let mut left_out = Vec::new();
        if let Some(of_many) = sheet.one_of_many {
            left_out.push((None, format!("the worksheet “{of_many}” was read; the others were left out")));
        }
        if let Some(row) = sheet.beside {
            let message =
                "here, and perhaps below, cells stand beside the table under no column name; they were left out";
            left_out.push((Some(row), message.to_owned()));
        }
        let mut file = Self::from_bytes(name, sheet.text)?;
        file.sheet = Some(Sheet { rows: sheet.rows, left_out });
        Ok(file)
    }

    /// Whether it is a worksheet.
    pub(crate) fn is_sheet(&self) -> bool {
        self.sheet.is_some()
    }

    /// What was left out of a worksheet: the row, if it is one, and the words.
    pub(crate) fn left_out(&self) -> &[(Option<u64>, String)] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.left_out)
    }

    /// Checks text that is already in memory.
    pub(crate) fn from_text(name: &str, text: &str) -> Result<Self, ImportError> {
        Self::from_bytes(name.to_owned(), text.as_bytes().to_vec())
    }

    fn from_bytes(name: String, bytes: Vec<u8>) -> Result<Self, ImportError> {
        let size = bytes.len() as u64;
        if size > MAX_FILE_BYTES {
            return Err(ImportError::TooLarge { file: name, bytes: size, limit_bytes: MAX_FILE_BYTES });
        }
        match &bytes[..] {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Err(ImportError::Utf16 { file: name }),
            [b'P', b'K', 3 | 5, 4 | 6, ..] => return Err(ImportError::Spreadsheet { file: name }),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(ImportError::OldSpreadsheet { file: name }),
            _ => {}
        }
        let start = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        let text = &bytes[start..];
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(ImportError::Empty { file: name });
        }
        // `contains` is many times faster than `position`, and nearly always the end of it.
        if text.contains(&0) {
            let at = text.iter().position(|&b| b == 0).unwrap_or_default();
            return Err(ImportError::NulByte { file: name, row: line_of(text, at) });
        }
        if let Err(e) = std::str::from_utf8(text) {
            return Err(ImportError::NotUtf8 { file: name, row: line_of(text, e.valid_up_to()) });
        }
        if let Some(at) = open_quote(text) {
            return Err(ImportError::OpenQuote { file: name, row: line_of(text, at) });
        }
        Ok(Self { name, bytes, start, sheet: None })
    }

    /// Its name without the folder.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its size in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn text(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Reads the header and stands before the first row.
    pub(crate) fn table(&self) -> Result<Table<'_>, ImportError> {
        Table::new(self)
    }
}

/// The worksheet of a file that is a workbook; other forms of one are refused by their content and by their name.
fn open_workbook(path: &Path, name: &str, first: &[u8], file: &File) -> Result<Option<SheetText>, ImportError> {
    let is = |ending: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    let file_name = || name.to_owned();
    let (is_packed, is_compound) = (matches!(first, [b'P', b'K', 3 | 5, 4 | 6]), first == [0xD0, 0xCF, 0x11, 0xE0]);
    if is("xls") || (is_compound && !is("xlsx")) {
        return Err(ImportError::OldSpreadsheet { file: file_name() });
    }
    if is_compound {
        return Err(ImportError::ProtectedWorkbook { file: file_name() });
    }
    if ["xlsm", "xlsb", "ods"].into_iter().any(is) || (is("xlsx") && !is_packed && !first.is_empty()) {
        return Err(ImportError::Spreadsheet { file: file_name() });
    }
    if !is_packed {
        return Ok(None);
    }
    let file = file.try_clone().map_err(|source| ImportError::Unreadable { file: file_name(), source })?;
    xlsx::read_sheet(name, file).map(Some)
}

fn count_of(bytes: &[u8], wanted: u8) -> usize {
    bytes.iter().filter(|&&b| b == wanted).count()
}

/// The number of the line that holds a byte.
fn line_of(text: &[u8], at: usize) -> u64 {
    1 + count_of(&text[..at.min(text.len())], line_mark(text)) as u64
}

/// What ends a line; files of very old Macs have returns only.
fn line_mark(text: &[u8]) -> u8 {
    if text.contains(&b'\n') || !text.contains(&b'\r') { b'\n' } else { b'\r' }
}

/// Where a quotation mark is opened that is never closed. Without this check the rest of a damaged file would
/// silently become one cell.
fn open_quote(text: &[u8]) -> Option<usize> {
    if count_of(text, b'"').is_multiple_of(2) {
        return None;
    }
    let delimiter = delimiter_of(text);
    let (mut opened, mut closed_at, mut at_cell_start) = (None, usize::MAX, true);
    for (at, &b) in text.iter().enumerate() {
        if b == b'"' {
            match opened {
                Some(_) => (opened, closed_at) = (None, at),
                // A doubled mark within a quoted cell: it was not closed after all.
                None if at_cell_start || closed_at.wrapping_add(1) == at => opened = Some(at),
                None => {}
            }
        }
        at_cell_start = opened.is_none() && (b == delimiter || b == b'\n' || b == b'\r');
    }
    opened
}

/// Comma, semicolon or tab: the one seen most often in the header, outside quotation marks.
fn delimiter_of(text: &[u8]) -> u8 {
    let mut seen = [(b',', 0u32), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &b in text {
        match b {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => seen.iter_mut().filter(|(d, _)| *d == b).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    // The first of equals wins: the comma.
    seen.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| d)
}

/// A header as it is compared: lower case, spaces and hyphens as underscores.
pub(crate) fn column_key(header: &str) -> String {
    header.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Where a column is in this file, if it is there.
pub(crate) type Column = Option<usize>;

/// The rows of a file, with the places of its columns.
pub(crate) struct Table<'a> {
    file: &'a str,
    size: u64,
    text: &'a [u8],
    headers: Vec<String>,
    /// Cells of the first row, those without a name among them.
    header_cells: usize,
    reader: csv::Reader<&'a [u8]>,
    record: ByteRecord,
    line: u64,
    counted_to: usize,
    line_mark: u8,
    /// Of a worksheet: for each line its row there.
    sheet_rows: Option<&'a [u32]>,
}

impl<'a> Table<'a> {
    fn new(file: &'a CsvFile) -> Result<Self, ImportError> {
        let text = file.text();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter_of(text))
            .buffer_capacity(64 * 1024)
            .from_reader(text);
        let mut table = Self {
            file: &file.name,
            size: file.size(),
            text,
            headers: Vec::new(),
            header_cells: 0,
            reader,
            record: ByteRecord::new(),
            line: 1,
            counted_to: 0,
            line_mark: line_mark(text),
            sheet_rows: file.sheet.as_ref().map(|sheet| sheet.rows.as_slice()),
        };
        table.read_headers()?;
        Ok(table)
    }

    fn read_headers(&mut self) -> Result<(), ImportError> {
        if !self.read_record()? {
            return Err(ImportError::Empty { file: self.file.to_owned() });
        }
        self.header_cells = self.record.len();
        self.headers = self.record.iter().map(|cell| column_key(utf8(cell))).collect();
        // Spreadsheets leave empty columns at the right.
        while self.headers.last().is_some_and(String::is_empty) {
            self.headers.pop();
        }
        if self.headers.len() > MAX_COLUMNS {
            let (file, columns) = (self.file.to_owned(), self.headers.len());
            return Err(ImportError::TooManyColumns { file, columns, limit: MAX_COLUMNS });
        }
        Ok(())
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &'a str {
        self.file
    }

    /// The names of the columns, as compared.
    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Gives columns the names they have here.
    pub(crate) fn rename_columns(&mut self, name: impl Fn(&str) -> Option<String>) {
        for header in &mut self.headers {
            if let Some(ours) = name(header) {
                *header = ours;
            }
        }
    }

    /// The place of a column that may be missing; an error if it is there twice.
    pub(crate) fn column(&self, name: &str) -> Result<Column, ImportError> {
        let mut places = self.headers.iter().enumerate().filter(|(_, h)| h.as_str() == name).map(|(i, _)| i);
        let place = places.next();
        match places.next() {
            Some(_) => Err(ImportError::RepeatedColumn { file: self.file.to_owned(), column: name.to_owned() }),
            None => Ok(place),
        }
    }

    /// The place of a column without which the file cannot be read.
    pub(crate) fn needed(&self, name: &str) -> Result<usize, ImportError> {
        self.column(name)?
            .ok_or_else(|| ImportError::MissingColumn { file: self.file.to_owned(), column: name.to_owned() })
    }

    /// The places of all columns of a strict file: the first `needed` of them must be there, no other may.
    pub(crate) fn strict<const N: usize>(
        &self,
        known: &'static [&'static str; N],
        needed: usize,
    ) -> Result<[Column; N], ImportError> {
        if let Some(column) = self.headers.iter().find(|h| !known.contains(&h.as_str())) {
            // Without the needed columns this is most likely the wrong file: say that first.
            for name in &known[..needed] {
                self.needed(name)?;
            }
            let (file, column) = (self.file.to_owned(), column.clone());
            return Err(ImportError::UnknownColumn { file, column, known });
        }
        let mut places = [None; N];
        for (i, name) in known.iter().enumerate() {
            places[i] = if i < needed { Some(self.needed(name)?) } else { self.column(name)? };
        }
        Ok(places)
    }

    /// The next row that is not blank.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row<'_>>, ImportError> {
        loop {
            if !self.read_record()? {
                return Ok(None);
            }
            // Spreadsheets write rows of nothing but commas.
            if !self.record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                break;
            }
        }
        self.count_lines();
        let row_of = |line: u64| {
            let rows = self.sheet_rows?;
            rows.get(usize::try_from(line).ok()?.checked_sub(1)?).map(|row| u64::from(*row))
        };
        Ok(Some(Row {
            record: &self.record,
            width: self.headers.len(),
            header_cells: self.header_cells,
            number: row_of(self.line).unwrap_or(self.line),
        }))
    }

    /// The size of the file in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// How much of the text has been read.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.counted_to as u64
    }

    fn read_record(&mut self) -> Result<bool, ImportError> {
        self.reader.read_byte_record(&mut self.record).map_err(|e| ImportError::Unreadable {
            file: self.file.to_owned(),
            source: std::io::Error::other(e.to_string()),
        })
    }

    /// The reader begins a record before the line break and the blank lines that are left of the last one.
    fn count_lines(&mut self) {
        let (begin, line) =
            self.record.position().map_or((0, 1), |p| (usize::try_from(p.byte()).unwrap_or_default(), p.line()));
        let begin = begin.min(self.text.len());
        let gap = self.text[begin..].iter().take_while(|&&b| b == b'\r' || b == b'\n').count();
        self.line = match self.line_mark {
            b'\n' => line + count_of(&self.text[begin..begin + gap], b'\n') as u64,
            // The reader counts no returns.
            mark => self.line + count_of(&self.text[self.counted_to..begin + gap], mark) as u64,
        };
        self.counted_to = begin + gap;
    }
}

/// The file was checked as a whole, and cells are cut at ASCII characters only.
fn utf8(cell: &[u8]) -> &str {
    std::str::from_utf8(cell).unwrap_or_default()
}

/// One row. Cells beyond its end are empty.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    record: &'a ByteRecord,
    width: usize,
    header_cells: usize,
    number: u64,
}

impl<'a> Row<'a> {
    /// Its line in the file; the header is line 1.
    pub(crate) fn number(self) -> u64 {
        self.number
    }

    /// Fewer cells than the header has.
    pub(crate) fn is_short(self) -> bool {
        self.record.len() < self.width
    }

    /// More cells than the first row, even empty ones, or something in a column without a name: a comma too many has
    /// moved the cells after it, and a name may stand where a code belongs.
    pub(crate) fn is_shifted(self) -> bool {
        self.record.len() > self.header_cells || self.record.iter().skip(self.width).any(|c| !c.trim_ascii().is_empty())
    }

    /// A cell without spaces at its ends.
    pub(crate) fn bytes(self, column: Column) -> &'a [u8] {
        column.and_then(|i| self.record.get(i)).unwrap_or_default().trim_ascii()
    }

    /// A cell without spaces at its ends.
    pub(crate) fn text(self, column: Column) -> &'a str {
        self.raw(column).trim()
    }

    /// A cell exactly as it stands.
    pub(crate) fn raw(self, column: Column) -> &'a str {
        utf8(column.and_then(|i| self.record.get(i)).unwrap_or_default())
    }
}

/// A row of a file that is taken in whole or not at all: every oddity is an error that names row and column.
#[derive(Clone, Copy)]
pub(crate) struct StrictRow<'a> {
    file: &'a str,
    row: Row<'a>,
}

impl<'a> StrictRow<'a> {
    /// The row, if it has as many cells as the header.
    pub(crate) fn new(file: &'a str, row: Row<'a>) -> Result<Self, ImportError> {
        if row.is_short() || row.is_shifted() {
            let (found, expected) = (row.record.len(), row.width);
            return Err(ImportError::RaggedRow { file: file.to_owned(), row: row.number, found, expected });
        }
        Ok(Self { file, row })
    }

    pub(crate) fn number(self) -> u64 {
        self.row.number
    }

    /// The error for a cell of this row.
    pub(crate) fn problem(self, column: &str, problem: CellProblem) -> ImportError {
        ImportError::Cell { file: self.file.to_owned(), row: self.row.number, column: column.to_owned(), problem }
    }

    /// One line of text, composed, without a protective apostrophe; may be empty.
    pub(crate) fn line(self, column: Column, name: &str) -> Result<String, ImportError> {
        let text = nfc(&unguard_formula(self.row.text(column))).into_owned();
        if text.len() > MAX_NAME_BYTES {
            let problem = CellProblem::TooLong { bytes: text.len(), limit_bytes: MAX_NAME_BYTES };
            return Err(self.problem(name, problem));
        }
        if has_control_or_bidi(&text) {
            return Err(self.problem(name, CellProblem::Invisible));
        }
        Ok(text)
    }

    /// As [`Self::line`], and not empty.
    pub(crate) fn needed_line(self, column: Column, name: &str) -> Result<String, ImportError> {
        match self.line(column, name)? {
            text if text.is_empty() => Err(self.problem(name, CellProblem::Empty)),
            text => Ok(text),
        }
    }

    /// Free text, kept as written but for a protective apostrophe.
    pub(crate) fn prose(self, column: Column, name: &str, limit_bytes: usize) -> Result<String, ImportError> {
        let text = unguard_formula(self.row.raw(column)).into_owned();
        if text.len() > limit_bytes {
            return Err(self.problem(name, CellProblem::TooLong { bytes: text.len(), limit_bytes }));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use std::path::PathBuf;

    fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn refusal(name: &str, bytes: &[u8]) -> ImportError {
        let (_folder, path) = file(name, bytes);
        CsvFile::open(&path).and_then(|f| f.table().map(|_| ())).expect_err("must be refused")
    }

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let file = CsvFile::from_text("x.csv", text).unwrap();
        let mut table = file.table().unwrap();
        let width = table.headers().len();
        let mut out = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            out.push((row.number(), (0..width).map(|i| row.text(Some(i)).to_owned()).collect()));
        }
        out
    }

    #[test]
    fn rows_carry_the_line_on_which_they_begin_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,2", "", "\"x", "y\",3", "  ,", "4,5", ""].join(end);
            let numbers: Vec<u64> = rows(&text).into_iter().map(|(n, _)| n).collect();
            assert_eq!(numbers, [2, 4, 7], "{end:?}");
        }
    }

    #[test]
    fn the_delimiter_is_taken_from_the_header() {
        for text in ["a,b;c\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\"a;;;;\",b\n1,2\n"] {
            assert_eq!(rows(text)[0].1[..2], ["1", "2"], "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_column() {
        let file = CsvFile::from_text("x.csv", "\u{feff}Plan Kind,B\n1,2\n").unwrap();
        assert_eq!(file.table().unwrap().headers(), ["plan_kind", "b"]);
    }

    #[test]
    fn what_is_no_csv_is_refused_by_its_content_and_by_its_name() {
        use ImportError as E;
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("a,b\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert!(matches!(refusal("x.csv", &utf16), E::Utf16 { .. }));
        assert!(matches!(refusal("x.csv", b"a,b\n1,\xE9\n"), E::NotUtf8 { row: 2, .. }));
        assert!(matches!(refusal("x.csv", b"a,b\n1,2\n3,\0\n"), E::NulByte { row: 3, .. }));
        assert!(matches!(refusal("x.csv", b""), E::Empty { .. }));
        assert!(matches!(refusal("x.csv", b"\xEF\xBB\xBF \r\n"), E::Empty { .. }));
        assert!(matches!(refusal("x.csv", b"PK\x03\x04rest"), E::DamagedWorkbook { .. }));
        assert!(matches!(refusal("x.XLSX", b"a,b\n1,2\n"), E::Spreadsheet { .. }));
        assert!(matches!(refusal("x.csv", b"\xD0\xCF\x11\xE0\xA1"), E::OldSpreadsheet { .. }));
        assert!(matches!(refusal("x.xls", b"a,b\n1,2\n"), E::OldSpreadsheet { .. }));
        let wide = vec!["c"; 201].join(",");
        assert!(matches!(refusal("x.csv", wide.as_bytes()), E::TooManyColumns { columns: 201, .. }));
        let message = refusal("letters.csv", b"a,b\n1,\xE9\n").to_string();
        assert!(message.contains("letters.csv, row 2") && message.contains("CSV UTF-8"), "{message}");
    }

    #[test]
    fn a_file_over_the_cap_is_refused_before_it_is_read() {
        let (_folder, path) = file("big.csv", b"");
        // Sparse: takes no room on the disk.
        File::options().write(true).open(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert!(matches!(CsvFile::open(&path).err(), Some(ImportError::TooLarge { limit_bytes: MAX_FILE_BYTES, .. })));
    }

    #[test]
    fn a_folder_and_a_missing_file_are_errors_that_name_them() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(CsvFile::open(folder.path()).err(), Some(ImportError::NotAFile { .. })));
        let gone = folder.path().join("gone.csv");
        let message = CsvFile::open(&gone).err().unwrap().to_string();
        assert!(message.starts_with("gone.csv could not be read"), "{message}");
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_found_where_it_opens() {
        let found = |text: &str| CsvFile::from_text("x.csv", text).err();
        assert!(matches!(found("a,b\n1,2\n3,\"x\n5,6\n"), Some(ImportError::OpenQuote { row: 3, .. })));
        assert!(matches!(found("a,b\n1,\"x\"\"y\n5,6\n"), Some(ImportError::OpenQuote { row: 2, .. })));
        // Inside an unquoted cell a mark is a letter like any other.
        assert_eq!(rows("a,b\n6\" ruler,2\n3,4\n").len(), 2);
        assert_eq!(rows("a,b\n6\"\"\" ruler,2\n3,4\n").len(), 2);
        assert_eq!(rows("a,b\n\"x \"\"y\"\"\",2\n3,4\n").len(), 2);
    }

    #[test]
    fn two_columns_of_one_name_are_refused_where_the_column_is_used() {
        let file = CsvFile::from_text("x.csv", "a,B,b\n1,2,3\n").unwrap();
        let table = file.table().unwrap();
        assert_eq!(table.column("a").unwrap(), Some(0));
        assert!(matches!(table.column("b"), Err(ImportError::RepeatedColumn { column, .. }) if column == "b"));
    }

    #[test]
    fn a_cell_too_many_shifts_a_row_even_when_it_is_empty() {
        let shifted = |text: &str| {
            let file = CsvFile::from_text("x.csv", text).unwrap();
            let mut table = file.table().unwrap();
            let row = table.next_row().unwrap().unwrap();
            (row.is_shifted(), row.is_short())
        };
        assert_eq!(shifted("a,b\n1,2\n"), (false, false));
        assert_eq!(shifted("a,b\n1,2,\n"), (true, false));
        assert_eq!(shifted("a,b\n1\n"), (false, true));
        // Spreadsheets write empty columns at the right, header and all.
        assert_eq!(shifted("a,b,,\n1,2,,\n"), (false, false));
        assert_eq!(shifted("a,b,,\n1,2\n"), (false, false));
        assert_eq!(shifted("a,b,,\n1,2,,3\n"), (true, false));
        assert_eq!(shifted("a,b,,\n1,2,,,\n"), (true, false));
    }
}
