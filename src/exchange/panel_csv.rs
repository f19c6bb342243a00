//! The panel: `name,agency,role,email` and optionally `team,interests`. All or nothing.

use super::cohort::{Notes, Warning};
use super::csv_table::{Column, CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use crate::domain::panel::{Agency, Duty, MemberFacts};
use std::collections::HashMap;
use std::path::Path;

const COLUMNS: [&str; 6] = ["name", "agency", "role", "email", "team", "interests"];
const NEEDED: usize = 4;

/// Reads the members of a panel, in the order of the file. Interests stand between semicolons; nobody gets a duty.
/// An address without `@` is a warning.
///
/// # Errors
/// Any row that cannot be taken: an unknown agency; a name that is empty or, whatever its case, repeated; an unknown
/// column, since a misspelt `interests` would let somebody score a plan they worked on.
pub fn read_panel(path: &Path) -> Result<(Vec<MemberFacts>, Vec<Warning>), ImportError> {
    let file = CsvFile::open(path)?;
    let mut table = file.table()?;
    let columns = table.strict(&COLUMNS, NEEDED)?;
    let (mut members, mut first_rows, mut notes) = (Vec::new(), HashMap::new(), Notes::default());
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let member = read_member(row, columns)?;
        if let Some(first_row) = first_rows.insert(member.name.to_lowercase(), row.number()) {
            return Err(row.problem("name", CellProblem::Repeated { first_row }));
        }
        if !member.email.is_empty() && !member.email.contains('@') {
            let message = "this does not look like an e-mail address; it was kept as it is";
            notes.warn(file.name(), Some(row.number()), Some("email"), message);
        }
        members.push(member);
    }
    Ok((members, notes.finish()))
}

fn read_member(row: StrictRow<'_>, columns: [Column; 6]) -> Result<MemberFacts, ImportError> {
    let [name, agency, role, email, team, interests] = columns;
    let interests = row.prose(interests, "interests", 64 * 1024)?;
    Ok(MemberFacts {
        name: one_space(&row.needed_line(name, "name")?),
        agency: read_agency(row, agency)?,
        role: row.line(role, "role")?,
        email: row.line(email, "email")?,
        team: row.line(team, "team")?,
        interests: list_interests(row, &interests)?,
        duty: Duty::Member,
    })
}

/// Two spaces are not seen, so they must not make two names.
fn one_space(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_agency(row: StrictRow<'_>, column: Column) -> Result<Agency, ImportError> {
    let given = row.needed_line(column, "agency")?;
    Agency::from_code(&super::csv_table::column_key(&given)).ok_or_else(|| {
        let allowed = Agency::ALL.iter().map(|a| a.code()).collect();
        row.problem("agency", CellProblem::UnknownCode { given, allowed })
    })
}

fn list_interests(row: StrictRow<'_>, cell: &str) -> Result<Vec<String>, ImportError> {
    let one = |part: &str| {
        let interest = super::safe_text::nfc(part.trim()).into_owned();
        if super::safe_text::has_control_or_bidi(&interest) {
            return Err(row.problem("interests", CellProblem::Invisible));
        }
        Ok(interest)
    };
    cell.split(';').filter(|part| !part.trim().is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn read(text: &str) -> Result<(Vec<MemberFacts>, Vec<Warning>), ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("panel.csv");
        std::fs::write(&path, text).unwrap();
        read_panel(&path)
    }

    #[test]
    fn a_panel_is_read_with_teams_and_interests() {
        let text = "Name,Agency,Role,Email,Team,Interests\n\
                    \"Lomax,  Siân\",Social care,DSCO,s@example.org,East,\"K0001; 100010 ;\"\n\
                    Ben,health,,,,\n";
        let (members, warnings) = read(text).unwrap();
        assert_eq!(members[0].name, "Lomax, Siân");
        assert_eq!(members[0].agency, Agency::SocialCare);
        assert_eq!(members[0].interests, ["K0001", "100010"]);
        assert_eq!((members[0].team.as_str(), members[0].duty), ("East", Duty::Member));
        assert_eq!((members[1].agency, members[1].interests.len()), (Agency::Health, 0));
        assert!(warnings.is_empty());
    }

    #[test]
    fn an_unknown_agency_names_row_and_column_and_what_may_stand_there() {
        let message = read("name,agency,role,email\nAda,health,,\nBen,helth,,\n").unwrap_err().to_string();
        assert!(message.starts_with("panel.csv, row 3, column agency: “helth” is not known here"), "{message}");
        assert!(message.contains("parent_carer"), "{message}");
    }

    #[test]
    fn an_empty_or_repeated_name_is_an_error() {
        let problem = |text: &str| match read(text).unwrap_err() {
            ImportError::Cell { row, column, problem, .. } => (row, column, problem),
            other => panic!("{other}"),
        };
        let head = "name,agency,role,email\n";
        assert_eq!(problem(&format!("{head}Ada,health,,\n ,health,,\n")), (3, "name".into(), CellProblem::Empty));
        let twice = problem(&format!("{head}Ada Lee,health,,\nBen,peer,,\nada  LEE,health,,\n"));
        assert_eq!(twice, (4, "name".into(), CellProblem::Repeated { first_row: 2 }));
        let hidden = problem(&format!("{head}A\u{202E}da,health,,\n"));
        assert_eq!(hidden, (2, "name".into(), CellProblem::Invisible));
    }

    #[test]
    fn a_misspelt_or_missing_column_is_an_error() {
        let misspelt = read("name,agency,role,email,interest\nAda,health,,,K1\n").unwrap_err();
        assert!(matches!(misspelt, ImportError::UnknownColumn { ref column, .. } if column == "interest"));
        let missing = read("name,role,email\nAda,,\n").unwrap_err();
        assert!(matches!(missing, ImportError::MissingColumn { ref column, .. } if column == "agency"));
        let wrong_file = read("plan,member\nK1,Ada\n").unwrap_err();
        assert!(matches!(wrong_file, ImportError::MissingColumn { ref column, .. } if column == "name"));
        assert!(matches!(read("name,agency,role,email\nAda,health,\n"), Err(ImportError::RaggedRow { row: 2, .. })));
    }

    #[test]
    fn an_odd_address_is_a_warning() {
        let (_, warnings) = read("name,agency,role,email\nAda,health,,ada\n").unwrap();
        assert_eq!((warnings.len(), warnings[0].row), (1, Some(2)));
    }
}
