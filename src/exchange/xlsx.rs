//! The values of one worksheet of an XLSX file, as the text of a table. Nothing is unpacked before its size is known.
//!
//! The worksheet is the first one with a column `reference`, else the first with anything in it; visible ones go
//! before hidden ones. Only values are read: no formula, macro, link or picture. Dates become YYYY-MM-DD. A row keeps
//! the number it has in the worksheet.

use super::csv_table::{MAX_COLUMNS, column_key};
use super::import_error::ImportError;
use super::safe_text::shown;
use calamine::{Cell, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest workbook that is read, in bytes.
pub const MAX_WORKBOOK_BYTES: u64 = 64 * 1024 * 1024;
/// The most its parts may come to when unpacked, in bytes.
pub const MAX_UNPACKED_BYTES: u64 = 128 * 1024 * 1024;
/// The most parts it may have.
pub const MAX_PARTS: u64 = 2_000;
/// The most rows a worksheet may have or claim to have.
pub const MAX_SHEET_ROWS: u64 = 250_000;
/// The most cells that are read.
pub const MAX_CELLS: u64 = 5_000_000;
/// How many times its size a workbook may come to when unpacked, beyond [`RATIO_COUNTS_FROM`].
const MAX_RATIO: u64 = 100;
/// Small workbooks of one repeated word may pack better than any real one.
const RATIO_COUNTS_FROM: u64 = 16 * 1024 * 1024;

/// A worksheet as the text of a table.
pub(crate) struct SheetText {
    /// Comma-separated, UTF-8.
    pub(crate) text: Vec<u8>,
    /// For each line of the text its row in the worksheet, from 1.
    pub(crate) rows: Vec<u32>,
    /// The first row with something beside the table, under no column name; it was left out.
    pub(crate) beside: Option<u64>,
    /// Its name, where the workbook has others with something in them.
    pub(crate) one_of_many: Option<String>,
}

/// Reads the worksheet of an open file; `name` stands for it in errors.
pub(crate) fn read_sheet(name: &str, file: File) -> Result<SheetText, ImportError> {
    let mut reader = BufReader::new(file);
    check_parts(name, &mut reader)?;
    reader.seek(SeekFrom::Start(0)).map_err(|source| ImportError::Unreadable { file: name.to_owned(), source })?;
    // The workbook is foreign, and what reads it was not written for hostile ones.
    catch_unwind(AssertUnwindSafe(|| read_checked(name, reader))).unwrap_or_else(|_| Err(damaged(name)))
}

fn damaged(name: &str) -> ImportError {
    ImportError::DamagedWorkbook { file: name.to_owned() }
}

fn too_large(name: &str, what: &'static str, found: u64, limit: u64) -> ImportError {
    ImportError::WorkbookTooLarge { file: name.to_owned(), what, found, limit }
}

/// Size, number and ratio of the parts: first as the file claims them, then as they unpack, without keeping anything.
fn check_parts(name: &str, reader: &mut (impl Read + Seek)) -> Result<(), ImportError> {
    let size = reader.seek(SeekFrom::End(0)).map_err(|_| damaged(name))?;
    if size > MAX_WORKBOOK_BYTES {
        return Err(too_large(name, "bytes", size, MAX_WORKBOOK_BYTES));
    }
    reader.seek(SeekFrom::Start(0)).map_err(|_| damaged(name))?;
    let mut archive = zip::ZipArchive::new(reader).map_err(|_| damaged(name))?;
    if archive.len() as u64 > MAX_PARTS {
        return Err(too_large(name, "parts", archive.len() as u64, MAX_PARTS));
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err(ImportError::Spreadsheet { file: name.to_owned() });
    }
    let limit = MAX_UNPACKED_BYTES.min((size * MAX_RATIO).max(RATIO_COUNTS_FROM));
    let mut claimed = 0u64;
    for at in 0..archive.len() {
        claimed = claimed.saturating_add(archive.by_index_raw(at).map_err(|_| damaged(name))?.size());
    }
    if claimed > limit {
        return Err(too_large(name, "bytes when unpacked", claimed, limit));
    }
    let mut unpacked = 0u64;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| damaged(name))?;
        let room = limit - unpacked;
        unpacked += std::io::copy(&mut part.take(room + 1), &mut std::io::sink()).map_err(|_| damaged(name))?;
        if unpacked > limit {
            return Err(too_large(name, "bytes when unpacked", unpacked, limit));
        }
    }
    Ok(())
}

fn read_checked(name: &str, reader: BufReader<File>) -> Result<SheetText, ImportError> {
    let mut book = Xlsx::new(reader).map_err(|_| damaged(name))?;
    let mut names: Vec<(bool, String)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.visible != SheetVisible::Visible, sheet.name.clone()))
        .collect();
    names.sort_by_key(|(hidden, _)| *hidden);
    let mut filled: Vec<(String, Vec<String>)> = Vec::new();
    for (_, sheet) in names {
        if let Some(header) = header_of(name, &mut book, &sheet)? {
            filled.push((sheet, header));
        }
    }
    let has_reference = |header: &[String]| header.iter().any(|cell| column_key(cell) == "reference");
    let chosen = filled.iter().position(|(_, header)| has_reference(header)).unwrap_or(0);
    let Some((sheet, _)) = filled.get(chosen) else { return Err(ImportError::Empty { file: name.to_owned() }) };
    let mut text = read_rows(name, &mut book, sheet)?;
    text.one_of_many = (filled.len() > 1).then(|| shown(sheet));
    Ok(text)
}

/// The first row of a worksheet with anything in it.
fn header_of(name: &str, book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<Option<Vec<String>>, ImportError> {
    let mut cells = Cells::open(name, book, sheet)?;
    let Some(first) = cells.next_filled()? else { return Ok(None) };
    let (row, mut header) = (first.0, vec![first.2]);
    while let Some((at, _, value)) = cells.next_filled()? {
        if at != row || header.len() > MAX_COLUMNS {
            break;
        }
        header.push(value);
    }
    Ok(Some(header))
}

/// The cells of a worksheet that are not empty, under the caps.
struct Cells<'a> {
    name: &'a str,
    reader: calamine::XlsxCellReader<'a, BufReader<File>>,
    read: u64,
}

impl<'a> Cells<'a> {
    fn open(name: &'a str, book: &'a mut Xlsx<BufReader<File>>, sheet: &str) -> Result<Self, ImportError> {
        let reader = book.worksheet_cells_reader(sheet).map_err(|_| damaged(name))?;
        let claimed = u64::from(reader.dimensions().end.0) + 1;
        if claimed > MAX_SHEET_ROWS {
            return Err(too_large(name, "rows", claimed, MAX_SHEET_ROWS));
        }
        Ok(Self { name, reader, read: 0 })
    }

    /// Row and column from 0, and the value.
    fn next_filled(&mut self) -> Result<Option<(u32, usize, String)>, ImportError> {
        while let Some(cell) = self.reader.next_cell().map_err(|_| damaged(self.name))? {
            self.read += 1;
            if self.read > MAX_CELLS {
                return Err(too_large(self.name, "cells", self.read, MAX_CELLS));
            }
            let (row, column) = cell.get_position();
            if u64::from(row) >= MAX_SHEET_ROWS {
                return Err(too_large(self.name, "rows", u64::from(row) + 1, MAX_SHEET_ROWS));
            }
            let value = words_of(&cell);
            if !value.trim().is_empty() {
                return Ok(Some((row, column as usize, value)));
            }
        }
        Ok(None)
    }
}

fn read_rows(name: &str, book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<SheetText, ImportError> {
    let mut cells = Cells::open(name, book, sheet)?;
    let mut out = SheetText { text: Vec::new(), rows: Vec::new(), beside: None, one_of_many: None };
    // The first row says how wide the table is.
    let mut width = None;
    let mut row: Vec<String> = Vec::new();
    let mut at = None;
    while let Some((number, column, value)) = cells.next_filled()? {
        if at.is_some_and(|at| at != number) {
            width.get_or_insert(row.len());
            out.write_row(at.unwrap_or_default(), &mut row, width.unwrap_or_default());
        }
        at = Some(number);
        if width.is_some_and(|width| column >= width) {
            out.beside.get_or_insert(u64::from(number) + 1);
            continue;
        }
        if column >= MAX_COLUMNS {
            let (file, columns) = (name.to_owned(), column + 1);
            return Err(ImportError::TooManyColumns { file, columns, limit: MAX_COLUMNS });
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = value;
        if out.text.len() as u64 > MAX_UNPACKED_BYTES {
            return Err(too_large(name, "bytes of text", out.text.len() as u64, MAX_UNPACKED_BYTES));
        }
    }
    if let Some(at) = at {
        let width = width.unwrap_or(row.len());
        out.write_row(at, &mut row, width);
    }
    Ok(out)
}

impl SheetText {
    /// Writes a row as one record. Its cells may hold line breaks: each line of the text gets the row's number.
    fn write_row(&mut self, number: u32, row: &mut Vec<String>, width: usize) {
        row.resize(width, String::new());
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                self.text.push(b',');
            }
            // A row of one empty cell must not look like a blank line.
            let plain = !cell.is_empty() && !cell.contains([',', ';', '\t', '"', '\n', '\r']);
            if plain {
                self.text.extend_from_slice(cell.as_bytes());
                continue;
            }
            self.text.push(b'"');
            // A zero byte would end the text for what reads it next.
            self.text.extend_from_slice(cell.replace('"', "\"\"").replace('\0', "\u{FFFD}").as_bytes());
            self.text.push(b'"');
        }
        self.text.push(b'\n');
        let lines = 1 + row.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        self.rows.extend(std::iter::repeat_n(number + 1, lines));
        row.clear();
    }
}

/// A value as a person would write it into a CSV.
fn words_of(cell: &Cell<DataRef<'_>>) -> String {
    match cell.get_value() {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_words(*number),
        DataRef::Bool(yes) => if *yes { "true" } else { "false" }.to_owned(),
        DataRef::DateTime(moment) => moment_words(moment),
        DataRef::DateTimeIso(text) => match text.split_once('T') {
            Some((day, _)) => day.to_owned(),
            None => text.clone(),
        },
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn number_words(number: f64) -> String {
    // Beyond it not every whole number has a value of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT { format!("{number:.0}") } else { number.to_string() }
}

/// The day; of a moment within the first day of the calendar, which is a time without a date, the number itself.
fn moment_words(moment: &ExcelDateTime) -> String {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return number_words(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests;
