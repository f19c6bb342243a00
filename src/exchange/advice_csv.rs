//! The advice register from a file: all or nothing, and every row that cannot be taken is named.

use super::cells::iso_date;
use super::csv_table::{Column, CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use super::safe_text::check_reference;
use crate::domain::advice::Advice;
use crate::domain::ids::AdviceId;
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::Path;

/// The file as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdviceRead {
    /// Line and request of each row that can be taken, in the order of the file. The ids are empty: they are given when
    /// the requests are taken in.
    pub rows: Vec<(u64, Advice)>,
    /// Rows that cannot be taken.
    pub rejected: Vec<RejectedAdvice>,
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedAdvice {
    /// Its line.
    pub row: u64,
    /// The column; empty: the row as a whole.
    pub column: String,
    /// Why, in plain words.
    pub message: String,
}

const COLUMNS: [&str; 9] = [
    "reference",
    "service",
    "requested_on",
    "returned_on",
    "provider",
    "author_role",
    "outcome",
    "exception",
    "checked_by_provider_on",
];
const NEEDED: usize = 4;

/// Reads requests for advice. Dates are YYYY-MM-DD or empty; `today` is the last day that can have happened.
///
/// # Errors
/// When the file itself is not a table with the columns of the register; bad rows are listed instead.
pub fn read_advice(path: &Path, today: Date) -> Result<AdviceRead, ImportError> {
    let file = CsvFile::open(path)?;
    let mut table = file.table()?;
    let columns = table.strict(&COLUMNS, NEEDED)?;
    let mut read = AdviceRead::default();
    let mut first_rows = HashMap::new();
    while let Some(row) = table.next_row()? {
        let number = row.number();
        let taken = StrictRow::new(file.name(), row).and_then(|row| {
            let advice = read_row(row, columns, today)?;
            let key = (advice.reference.clone(), advice.service.clone(), advice.requested_on);
            match first_rows.insert(key, number) {
                Some(first_row) => Err(row.problem("reference", CellProblem::Repeated { first_row })),
                None => Ok(advice),
            }
        });
        match taken {
            Ok(advice) => read.rows.push((number, advice)),
            Err(error) => read.rejected.push(rejected(number, &error)),
        }
    }
    Ok(read)
}

fn rejected(row: u64, error: &ImportError) -> RejectedAdvice {
    match error {
        ImportError::Cell { column, problem, .. } => {
            RejectedAdvice { row, column: column.clone(), message: problem.to_string() }
        }
        ImportError::RaggedRow { found, expected, .. } => RejectedAdvice {
            row,
            column: String::new(),
            message: format!("{found} cells where the first row has {expected}"),
        },
        other => RejectedAdvice { row, column: String::new(), message: other.to_string() },
    }
}

fn read_row(row: StrictRow<'_>, columns: [Column; 9], today: Date) -> Result<Advice, ImportError> {
    let [reference, service, requested, returned, provider, author_role, outcome, exception, checked] = columns;
    let text = row.needed_line(reference, "reference")?;
    let reference = check_reference(&text).map_err(|problem| row.problem("reference", problem.into()))?;
    let requested_on = read_day(row, requested, "requested_on", today)?;
    let returned_on = read_day(row, returned, "returned_on", today)?;
    if requested_on.zip(returned_on).is_some_and(|(requested, returned)| returned < requested) {
        let why = "the advice would have come before it was asked for. Correct one of the two dates";
        return Err(row.problem("returned_on", CellProblem::Contradiction { why }));
    }
    Ok(Advice {
        id: AdviceId(uuid::Uuid::nil()),
        reference,
        service: row.needed_line(service, "service")?,
        provider: row.line(provider, "provider")?,
        author_role: row.line(author_role, "author_role")?,
        requested_on,
        returned_on,
        outcome: row.line(outcome, "outcome")?,
        exception: row.line(exception, "exception")?,
        checked_by_provider_on: read_day(row, checked, "checked_by_provider_on", today)?,
    })
}

fn read_day(row: StrictRow<'_>, column: Column, name: &str, today: Date) -> Result<Option<Date>, ImportError> {
    let text = row.line(column, name)?;
    if text.is_empty() {
        return Ok(None);
    }
    let day = iso_date(text.as_bytes()).ok_or_else(|| row.problem(name, CellProblem::NotADate))?;
    if day > today || day.year() < 1990 {
        let why = "nobody can mean this day: it is after today or before 1990. Correct it";
        return Err(row.problem(name, CellProblem::Contradiction { why }));
    }
    Ok(Some(day))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    const HEAD: &str = "reference,service,provider,author_role,requested_on,returned_on,outcome,exception,\
                        checked_by_provider_on\n";

    fn read(text: &str) -> Result<AdviceRead, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("advice.csv");
        std::fs::write(&path, text).unwrap();
        read_advice(&path, date(2026, 11, 22))
    }

    #[test]
    fn requests_are_read_with_their_dates_or_without() {
        let text = format!(
            "{HEAD}K1,Speech and language therapy,Trust,Therapist,2026-01-05,2026-02-16,advice given,,2026-02-18\n\
             K9,Paediatrics,,,,,,,\n"
        );
        let found = read(&text).unwrap();
        assert_eq!(found.rejected, []);
        let (row, first) = &found.rows[0];
        assert_eq!((*row, first.returned_on), (2, Some(date(2026, 2, 16))));
        assert_eq!(first.checked_by_provider_on, Some(date(2026, 2, 18)));
        assert_eq!((found.rows[1].1.requested_on, found.rows[1].1.provider.as_str()), (None, ""));
    }

    #[test]
    fn every_row_that_cannot_be_taken_is_named_with_its_column_and_why() {
        let text = format!(
            "{HEAD}K1,OT,,,2026-02-30,,,,\nK2,,,,2026-01-05,,,,\nK 3,OT,,,2026-01-05,,,,\nK4,OT,,,2026-01-05,2026-01-04,,,\n\
             K5,OT,,,2027-01-05,,,,\nK6,OT,,,2026-01-05,,,,\nK6,OT,,,2026-01-05,2026-02-01,,,\nK7,OT,,\n"
        );
        let found = read(&text).unwrap();
        let said: Vec<(u64, &str)> = found.rejected.iter().map(|r| (r.row, r.column.as_str())).collect();
        let expected = [
            (2, "requested_on"),
            (3, "service"),
            (4, "reference"),
            (5, "returned_on"),
            (6, "requested_on"),
            (8, "reference"),
            (9, ""),
        ];
        assert_eq!(said, expected);
        assert!(found.rejected[0].message.contains("YYYY-MM-DD"), "{:?}", found.rejected[0]);
        assert!(found.rejected[5].message.contains("row 7"), "{:?}", found.rejected[5]);
        assert_eq!(found.rows.len(), 1);
    }

    #[test]
    fn a_file_without_the_days_is_refused_rather_than_read_as_all_missing() {
        assert!(matches!(read("reference,service,requested_on\nK1,OT,\n"), Err(ImportError::MissingColumn { .. })));
        let unknown = format!("{}{}", HEAD.trim_end(), ",child\nK1,OT,,,,,,,,x\n");
        assert!(matches!(read(&unknown), Err(ImportError::UnknownColumn { .. })));
    }
}
