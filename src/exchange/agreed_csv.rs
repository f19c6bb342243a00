//! Agreed answers from a file: `plan,criterion,answer,reason`. All or nothing.

use super::answers_csv::{MAX_NOTE_BYTES, read_plan_reference};
use super::csv_table::{CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use std::collections::HashMap;
use std::path::Path;

/// One agreed answer, as read. Whether plan, criterion and answer exist is for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedRow {
    /// The line of the file.
    pub row: u64,
    /// Reference of the plan.
    pub plan: String,
    /// Code of the criterion.
    pub criterion: String,
    /// Code of the answer.
    pub answer: String,
    /// Why the panel agreed on it; may be empty.
    pub reason: String,
}

const COLUMNS: [&str; 4] = ["plan", "criterion", "answer", "reason"];
const NEEDED: usize = 3;

/// Reads agreed answers, in the order of the file.
///
/// # Errors
/// As [`super::read_answers`]; a criterion may be agreed once for a plan.
pub fn read_agreed(path: &Path) -> Result<Vec<AgreedRow>, ImportError> {
    let file = CsvFile::open(path)?;
    let mut table = file.table()?;
    let [plan, criterion, answer, reason] = table.strict(&COLUMNS, NEEDED)?;
    let (mut agreed, mut first_rows) = (Vec::new(), HashMap::new());
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let one = AgreedRow {
            row: row.number(),
            plan: read_plan_reference(row, plan)?,
            criterion: row.needed_line(criterion, "criterion")?,
            answer: row.needed_line(answer, "answer")?,
            reason: row.prose(reason, "reason", MAX_NOTE_BYTES)?,
        };
        if let Some(first_row) = first_rows.insert((one.plan.clone(), one.criterion.clone()), row.number()) {
            return Err(row.problem("criterion", CellProblem::Repeated { first_row }));
        }
        agreed.push(one);
    }
    Ok(agreed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn read(text: &str) -> Result<Vec<AgreedRow>, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agreed.csv");
        std::fs::write(&path, text).unwrap();
        read_agreed(&path)
    }

    #[test]
    fn agreed_answers_are_read_with_their_reason() {
        let agreed = read("plan,criterion,answer,reason\nK1,A1,met,'@home is said\nK1,A2,partly,\n").unwrap();
        assert_eq!(agreed[0].reason, "@home is said");
        assert_eq!((agreed[1].row, agreed[1].answer.as_str(), agreed[1].reason.as_str()), (3, "partly", ""));
    }

    #[test]
    fn one_criterion_agreed_twice_or_without_an_answer_is_an_error() {
        let twice = read("plan,criterion,answer,reason\nK1,A1,met,\nK1,A1,met,\n").unwrap_err().to_string();
        assert!(twice.starts_with("agreed.csv, row 3, column criterion: this repeats row 2"), "{twice}");
        let empty = read("plan,criterion,answer,reason\nK1,A1,,x\n").unwrap_err().to_string();
        assert!(empty.starts_with("agreed.csv, row 2, column answer"), "{empty}");
    }
}
