//! Score sheets from a file, and single answers from a line. All or nothing.

use super::csv_table::{Column, CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use super::safe_text::check_reference;
use crate::domain::plan::{label_in, labelled_reference, plan_reference};
use std::collections::HashMap;
use std::path::Path;

/// The longest note, in bytes.
pub const MAX_NOTE_BYTES: usize = 1_048_576;

/// One answer of a score sheet, as read. Whether plan, member, criterion and answer exist is for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The line of the file.
    pub row: u64,
    /// Reference of the plan.
    pub plan: String,
    /// Name of the member.
    pub member: String,
    /// Code of the criterion.
    pub criterion: String,
    /// Code of the answer.
    pub answer: String,
    /// Why it is not applicable, if a reason is given.
    pub na_reason: Option<String>,
    /// The note as written; may be empty.
    pub note: String,
}

const COLUMNS: [&str; 6] = ["plan", "member", "criterion", "answer", "na_reason", "note"];
const NEEDED: usize = 4;

/// Reads `plan,member,criterion,answer` and, where they are there, `na_reason,note`, in the order of the file.
///
/// # Errors
/// The first cell that cannot be taken: an empty one that is needed, a note over [`MAX_NOTE_BYTES`], a criterion
/// answered twice by one member for one plan, an unknown column, a row of another length than the header.
pub fn read_answers(path: &Path) -> Result<Vec<AnswerRow>, ImportError> {
    let file = CsvFile::open(path)?;
    let mut table = file.table()?;
    let columns = table.strict(&COLUMNS, NEEDED)?;
    let (mut answers, mut first_rows) = (Vec::new(), HashMap::new());
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let answer = read_answer(row, columns)?;
        let key = (answer.plan.clone(), answer.member.clone(), answer.criterion.clone());
        if let Some(first_row) = first_rows.insert(key, row.number()) {
            return Err(row.problem("criterion", CellProblem::Repeated { first_row }));
        }
        answers.push(answer);
    }
    Ok(answers)
}

fn read_answer(row: StrictRow<'_>, columns: [Column; 6]) -> Result<AnswerRow, ImportError> {
    let [plan, member, criterion, answer, na_reason, note] = columns;
    Ok(AnswerRow {
        row: row.number(),
        plan: read_plan_reference(row, plan)?,
        member: row.needed_line(member, "member")?,
        criterion: row.needed_line(criterion, "criterion")?,
        answer: row.needed_line(answer, "answer")?,
        na_reason: Some(row.prose(na_reason, "na_reason", MAX_NOTE_BYTES)?).filter(|r| !r.trim().is_empty()),
        note: row.prose(note, "note", MAX_NOTE_BYTES)?,
    })
}

/// The reference in the column `plan`.
pub(super) fn read_plan_reference(row: StrictRow<'_>, column: Column) -> Result<String, ImportError> {
    let text = row.needed_line(column, "plan")?;
    // Where a round reads more than one thing of a plan, the label of what is read follows the reference. A name that the
    // round does not know is refused later, whatever stands in it.
    let reference = check_reference(plan_reference(&text)).map_err(|problem| row.problem("plan", problem.into()))?;
    let label = label_in(&text);
    Ok(if label.is_empty() { reference } else { labelled_reference(&reference, label) })
}

/// One answer from a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamLine {
    /// Reference of the plan.
    pub plan: String,
    /// Code of the criterion.
    pub criterion: String,
    /// Code of the answer.
    pub answer: String,
}

/// Reads one line `plan,criterion,answer` of a stream without a header. `number` is the line's, from 1.
///
/// # Errors
/// Anything but exactly three cells, none of them empty; the error names the line as that of "standard input".
pub fn parse_stream_line(number: u64, line: &str) -> Result<StreamLine, ImportError> {
    const FILE: &str = "standard input";
    // A header makes this the same as any other file; its line is taken off the number again.
    let at = |e: ImportError| at_line(e, number);
    let line = line.trim_end_matches(['\r', '\n']);
    if line.trim().is_empty() || line.contains(['\r', '\n']) {
        let found = line.lines().filter(|l| !l.trim().is_empty()).count();
        return Err(ImportError::RaggedRow { file: FILE.to_owned(), row: number, found, expected: 3 });
    }
    let file = CsvFile::from_text(FILE, &format!("plan,criterion,answer\n{line}\n")).map_err(at)?;
    let mut table = file.table().map_err(at)?;
    let Some(row) = table.next_row().map_err(at)? else {
        return Err(ImportError::RaggedRow { file: FILE.to_owned(), row: number, found: 0, expected: 3 });
    };
    let row = StrictRow::new(FILE, row).map_err(at)?;
    Ok(StreamLine {
        plan: read_plan_reference(row, Some(0)).map_err(at)?,
        criterion: row.needed_line(Some(1), "criterion").map_err(at)?,
        answer: row.needed_line(Some(2), "answer").map_err(at)?,
    })
}

fn at_line(mut error: ImportError, number: u64) -> ImportError {
    match &mut error {
        ImportError::Cell { row, .. }
        | ImportError::RaggedRow { row, .. }
        | ImportError::OpenQuote { row, .. }
        | ImportError::NulByte { row, .. } => *row = number,
        _ => {}
    }
    error
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn read(text: &str) -> Result<Vec<AnswerRow>, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answers.csv");
        std::fs::write(&path, text).unwrap();
        read_answers(&path)
    }

    fn problem(text: &str) -> (u64, String, CellProblem) {
        match read(text).unwrap_err() {
            ImportError::Cell { row, column, problem, .. } => (row, column, problem),
            other => panic!("{other}"),
        }
    }

    const HEAD: &str = "plan,member,criterion,answer,na_reason,note\n";

    #[test]
    fn answers_are_read_with_reasons_and_notes_as_written() {
        let text = format!("\u{feff}{HEAD}K1,Ada Lee,A1,met,,\"first\nsecond, “quoted”\"\nK1,Ada Lee,C4,na,no need,\n");
        let answers = read(&text).unwrap();
        assert_eq!(answers[0].note, "first\nsecond, “quoted”");
        assert_eq!((answers[0].row, answers[0].na_reason.as_deref()), (2, None));
        assert_eq!((answers[1].row, answers[1].na_reason.as_deref()), (4, Some("no need")));
        assert_eq!(answers[1].answer, "na");
    }

    #[test]
    fn a_protective_apostrophe_is_taken_off_and_any_other_stays() {
        let text = format!("{HEAD}K1,Ada,A1,met,,'=1+1\nK1,Ada,A2,met,,'tis so\nK1,Ada,A3,met,,'-\n");
        let notes: Vec<String> = read(&text).unwrap().into_iter().map(|a| a.note).collect();
        assert_eq!(notes, ["=1+1", "'tis so", "-"]);
    }

    #[test]
    fn reasons_and_notes_may_have_no_column() {
        let answers = read("answer,plan,member,criterion\nmet,K1,Ada,A1\n").unwrap();
        assert_eq!((answers[0].plan.as_str(), answers[0].note.as_str()), ("K1", ""));
    }

    #[test]
    fn a_row_that_lacks_something_is_named_and_nothing_is_taken() {
        assert_eq!(
            problem(&format!("{HEAD}K1,Ada,A1,met,,\nK1,,A2,met,,\n")),
            (3, "member".into(), CellProblem::Empty)
        );
        assert_eq!(problem(&format!("{HEAD},Ada,A1,met,,\n")), (2, "plan".into(), CellProblem::Empty));
        let (row, column, why) = problem(&format!("{HEAD}\"K,1\",Ada,A1,met,,\n"));
        assert!(matches!((row, column.as_str(), why), (2, "plan", CellProblem::Reference(_))));
        assert!(read(&format!("{HEAD}K1,Ada,A1,met,a, b\n")).is_ok());
        assert!(matches!(read(&format!("{HEAD}K1,Ada,A1,met,a, b, c\n")), Err(ImportError::RaggedRow { row: 2, .. })));
        assert!(matches!(read("plan,member,criterion\n"), Err(ImportError::MissingColumn { .. })));
        assert!(matches!(read(&format!("{HEAD}K1,Ada,A1,met,,\"open\n")), Err(ImportError::OpenQuote { row: 2, .. })));
    }

    #[test]
    fn one_criterion_answered_twice_names_both_rows() {
        let text = format!("{HEAD}K1,Ada,A1,met,,\nK1,Ben,A1,met,,\nK1,Ada,A1,partly,,\n");
        assert_eq!(problem(&text), (4, "criterion".into(), CellProblem::Repeated { first_row: 2 }));
    }

    #[test]
    fn a_note_of_a_mebibyte_is_read_and_one_byte_more_is_refused_with_the_limit() {
        let note = "n".repeat(MAX_NOTE_BYTES);
        assert_eq!(read(&format!("{HEAD}K1,Ada,A1,met,,{note}\n")).unwrap()[0].note.len(), MAX_NOTE_BYTES);
        let message = read(&format!("{HEAD}K1,Ada,A1,met,,{note}n\n")).unwrap_err().to_string();
        assert!(message.contains("row 2, column note") && message.contains("1048576"), "{message}");
    }

    #[test]
    fn a_line_of_a_stream_is_three_cells() {
        let expected = StreamLine { plan: "K1".into(), criterion: "A1".into(), answer: "met".into() };
        assert_eq!(parse_stream_line(1, "K1,A1,met").unwrap(), expected);
        assert_eq!(parse_stream_line(1, "\"K1\", A1 ,met\r\n").unwrap(), expected);
        for bad in
            ["", " ", "K1,A1", "K1,A1,met,x", "K1,,met", ",,", "K1;A1;met", "\"K1,A1,met", "K1,A1,met\nK1,A2,met"]
        {
            let message = parse_stream_line(7, bad).unwrap_err().to_string();
            assert!(message.starts_with("standard input, row 7"), "{bad:?}: {message}");
        }
    }
}
