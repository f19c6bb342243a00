//! Tables out: the same rows as CSV files of a folder or as sheets of one workbook.

use super::safe_text::guard_formula;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

/// The longest text a worksheet cell holds, in UTF-16 units.
pub const MAX_WORKSHEET_TEXT: usize = 32_767;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words; made safe when written.
    Text(String),
    /// A number, written as one.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}

/// A table with a name that is a file name and a sheet name.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Lower case, no spaces: `answers`.
    pub name: &'static str,
    /// Column names, as the imports read them.
    pub columns: Vec<&'static str>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A text does not fit a worksheet cell.
    #[error("row {row} of {table}, column {column}: a worksheet cell holds at most {MAX_WORKSHEET_TEXT} characters")]
    TooLongForWorksheet {
        /// The table.
        table: &'static str,
        /// Its row, the header being 1.
        row: usize,
        /// The column.
        column: &'static str,
    },
    /// The workbook could not be built.
    #[error("{0}")]
    Workbook(#[from] XlsxError),
    /// The CSV could not be built.
    #[error("{0}")]
    Csv(#[from] csv::Error),
}

impl Table {
    /// The table as CSV: UTF-8, a comma between cells, text made safe for spreadsheets.
    ///
    /// # Errors
    /// Only if rows differ in length.
    pub fn to_csv(&self) -> Result<Vec<u8>, TableError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => guard_formula(text).into_owned(),
                Cell::Number(number) => number.to_string(),
            });
            writer.write_record(cells)?;
        }
        writer.into_inner().map_err(|e| TableError::Csv(e.into_error().into()))
    }
}

/// The tables as one workbook: a sheet each, heads in bold and frozen, numbers as numbers.
///
/// # Errors
/// When a text is longer than a worksheet cell holds: nothing is cut.
pub fn to_workbook(tables: &[Table]) -> Result<Vec<u8>, TableError> {
    let head = Format::new().set_bold().set_align(FormatAlign::Top);
    let body = Format::new().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let mut workbook = Workbook::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.name)?.set_freeze_panes(1, 0)?;
        for (column, name) in (0..).zip(&table.columns) {
            sheet.write_string_with_format(0, column, *name, &head)?;
            sheet.set_column_width(column, width(table, usize::from(column)))?;
        }
        for (number, row) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Empty => {}
                    Cell::Number(value) => {
                        sheet.write_number_with_format(number, column, *value, &body)?;
                    }
                    Cell::Text(text) => {
                        let text = guard_formula(text);
                        if text.encode_utf16().count() > MAX_WORKSHEET_TEXT {
                            return Err(TableError::TooLongForWorksheet {
                                table: table.name,
                                row: number as usize + 1,
                                column: table.columns[usize::from(column)],
                            });
                        }
                        let format = if text.chars().count() > WIDEST { &wrapped } else { &body };
                        sheet.write_string_with_format(number, column, text.as_ref(), format)?;
                    }
                }
            }
        }
        if let (false, Ok(last_row), Ok(last_column)) =
            (table.rows.is_empty(), u32::try_from(table.rows.len()), u16::try_from(table.columns.len() - 1))
        {
            sheet.autofilter(0, 0, last_row, last_column)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// The widest column, in characters; longer text wraps.
const WIDEST: usize = 60;

fn width(table: &Table, column: usize) -> f64 {
    let longest = table.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Text(text)) => Some(text.chars().take(WIDEST).count()),
        Some(Cell::Number(number)) => Some(number.to_string().len()),
        _ => None,
    });
    let most = longest.chain([table.columns[column].len() + 3]).max().unwrap_or(8);
    f64::from(u32::try_from(most).unwrap_or(60)) + 2.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    fn table(text: &str) -> Table {
        let row = vec![Cell::from("P-1"), Cell::Number(12.5), Cell::from(text), Cell::Empty];
        Table { name: "answers", columns: vec!["plan", "order", "note", "reason"], rows: vec![row] }
    }

    #[test]
    fn numbers_are_numbers_and_formulas_are_text() {
        let workbook = to_workbook(&[table("=1+1")]).unwrap();
        let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(workbook)).unwrap();
        let sheet = read.worksheet_range("answers").unwrap();
        assert_eq!(sheet.get_value((1, 1)), Some(&Data::Float(12.5)));
        assert_eq!(sheet.get_value((1, 2)), Some(&Data::String("'=1+1".into())));
        assert!(read.worksheet_formula("answers").unwrap().used_cells().next().is_none());
    }

    #[test]
    fn csv_cells_are_safe_and_quoted() {
        let text = String::from_utf8(table("@now, \"then\"\nagain").to_csv().unwrap()).unwrap();
        assert_eq!(text, "plan,order,note,reason\nP-1,12.5,\"'@now, \"\"then\"\"\nagain\",\n");
    }

    #[test]
    fn a_note_too_long_for_a_worksheet_is_refused_with_its_place_not_cut() {
        let error = to_workbook(&[table(&"x".repeat(MAX_WORKSHEET_TEXT + 1))]).unwrap_err();
        assert!(error.to_string().starts_with("row 2 of answers, column note"), "{error}");
        to_workbook(&[table(&"x".repeat(MAX_WORKSHEET_TEXT))]).unwrap();
    }
}
