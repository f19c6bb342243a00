//! The panel: `name,agency,role,email` and optionally `team,interests,duty,undertaking_on,trained_on,sees_health`. All or
//! nothing.

use super::cohort::{Notes, Warning};
use super::csv_table::{Column, CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use crate::domain::panel::{Agency, Duty, Member, MemberFacts};
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::Path;

const COLUMNS: [&str; 10] =
    ["name", "agency", "role", "email", "team", "interests", "duty", "undertaking_on", "trained_on", "sees_health"];
const NEEDED: usize = 4;

/// A panel as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelRead {
    /// The people, in the order of the file.
    pub people: Vec<MemberFacts>,
    /// What was not understood.
    pub warnings: Vec<Warning>,
    /// Which of the columns `team`, `interests`, `duty`, `undertaking_on`, `trained_on`, `sees_health` the file has.
    has: [bool; 6],
}

impl PanelRead {
    /// The people over those known by the same name: what the file has no column for stays as it was.
    #[must_use]
    pub fn over(&self, known: &[Member]) -> Vec<MemberFacts> {
        let [team, interests, duty, undertaking, trained, health] = self.has;
        let fill = |mut person: MemberFacts| {
            let Some(old) = known.iter().find(|m| m.facts.name == person.name).map(|m| &m.facts) else {
                return person;
            };
            if !team {
                person.team.clone_from(&old.team);
            }
            if !interests {
                person.interests.clone_from(&old.interests);
            }
            person.duty = if duty { person.duty } else { old.duty };
            person.undertaking_on = if undertaking { person.undertaking_on } else { old.undertaking_on };
            person.trained_on = if trained { person.trained_on } else { old.trained_on };
            person.sees_health = if health { person.sees_health } else { old.sees_health };
            person
        };
        self.people.iter().cloned().map(fill).collect()
    }
}

/// The people of a panel as the CSV that [`read_panel`] reads back.
#[must_use]
pub fn panel_to_csv(members: &[Member]) -> String {
    let mut text = COLUMNS.join(",") + "\r\n";
    for facts in members.iter().map(|m| &m.facts) {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            facts.name.clone(),
            facts.agency.code().to_owned(),
            facts.role.clone(),
            facts.email.clone(),
            facts.team.clone(),
            facts.interests.join("; "),
            facts.duty.code().to_owned(),
            day(facts.undertaking_on),
            day(facts.trained_on),
            if facts.sees_health { "yes" } else { "no" }.to_owned(),
        ];
        text += &cells.map(|cell| quoted(&cell)).join(",");
        text += "\r\n";
    }
    text
}

/// A cell, safe in a spreadsheet, in quotation marks where it needs them.
fn quoted(cell: &str) -> String {
    let cell = super::safe_text::guard_formula(cell);
    if cell.contains([',', '"', ';', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into_owned()
    }
}

/// Reads the members of a panel, in the order of the file. Interests stand between semicolons.
/// An address without `@` is a warning.
///
/// # Errors
/// Any row that cannot be taken: an unknown agency; a name that is empty or, whatever its case, repeated; an unknown
/// column, since a misspelt `interests` would let somebody score a plan they worked on.
pub fn read_panel(path: &Path) -> Result<PanelRead, ImportError> {
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
    let has = [4, 5, 6, 7, 8, 9].map(|at| columns[at].is_some());
    Ok(PanelRead { people: members, warnings: notes.finish(), has })
}

fn read_member(row: StrictRow<'_>, columns: [Column; 10]) -> Result<MemberFacts, ImportError> {
    let [name, agency, role, email, team, interests, duty, undertaking, trained, health] = columns;
    let interests = row.prose(interests, "interests", 64 * 1024)?;
    Ok(MemberFacts {
        name: one_space(&row.needed_line(name, "name")?),
        agency: read_agency(row, agency)?,
        role: row.line(role, "role")?,
        email: row.line(email, "email")?,
        team: row.line(team, "team")?,
        interests: list_interests(row, &interests)?,
        duty: read_duty(row, duty)?,
        undertaking_on: read_day(row, undertaking, "undertaking_on")?,
        trained_on: read_day(row, trained, "trained_on")?,
        sees_health: read_yes_no(row, health, "sees_health")?,
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

fn read_duty(row: StrictRow<'_>, column: Column) -> Result<Duty, ImportError> {
    let given = row.line(column, "duty")?;
    if given.is_empty() {
        return Ok(Duty::Member);
    }
    Duty::from_code(&super::csv_table::column_key(&given)).ok_or_else(|| {
        let allowed = Duty::ALL.iter().map(|duty| duty.code()).collect();
        row.problem("duty", CellProblem::UnknownCode { given, allowed })
    })
}

fn read_day(row: StrictRow<'_>, column: Column, name: &'static str) -> Result<Option<Date>, ImportError> {
    let given = row.line(column, name)?;
    if given.is_empty() {
        return Ok(None);
    }
    let day = super::cells::iso_date(given.as_bytes());
    day.map(Some).ok_or_else(|| row.problem(name, CellProblem::NotADate))
}

fn read_yes_no(row: StrictRow<'_>, column: Column, name: &'static str) -> Result<bool, ImportError> {
    let given = row.line(column, name)?;
    if given.is_empty() {
        return Ok(false);
    }
    super::cells::yes_no(&given)
        .ok_or_else(|| row.problem(name, CellProblem::UnknownCode { given, allowed: vec!["yes", "no"] }))
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
        read_panel(&path).map(|read| (read.people, read.warnings))
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

    fn members(people: &[MemberFacts]) -> Vec<Member> {
        let id = |n: usize| crate::domain::ids::MemberId(uuid::Uuid::from_u128(n as u128));
        people.iter().cloned().enumerate().map(|(n, facts)| Member { id: id(n), facts }).collect()
    }

    #[test]
    fn a_panel_is_written_as_it_is_read() {
        let text = "name,agency,role,email,team,interests,duty,undertaking_on,trained_on,sees_health\n\
                    Siân,health,\"Nurse, community\",,East,K1;K2,dco,2026-09-01,,yes\n\
                    Ben,school,=SENCO,,,,none,,2026-10-02,no\n";
        let (people, _) = read(text).unwrap();
        assert_eq!((people[0].duty, people[0].sees_health), (Duty::Dco, true));
        assert_eq!(people[0].undertaking_on, Some(jiff::civil::date(2026, 9, 1)));
        let written = panel_to_csv(&members(&people));
        assert!(written.contains(",'=SENCO,"), "{written}");
        assert_eq!(read(&written).unwrap().0, people);
    }

    #[test]
    fn what_the_file_has_no_column_for_stays_as_it_was_and_a_no_takes_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("panel.csv");
        let full = "name,agency,role,email,duty,undertaking_on,sees_health\nAda,health,,,dco,2026-09-01,yes\n";
        let known = members(&read(full).unwrap().0);
        std::fs::write(&path, "name,agency,role,email\nAda,health,Nurse,\n").unwrap();
        let [kept] = read_panel(&path).unwrap().over(&known).try_into().unwrap();
        assert_eq!((kept.role.as_str(), kept.duty, kept.sees_health), ("Nurse", Duty::Dco, true));
        assert_eq!(kept.undertaking_on, known[0].facts.undertaking_on);
        std::fs::write(&path, "name,agency,role,email,sees_health\nAda,health,Nurse,,no\n").unwrap();
        let [taken] = read_panel(&path).unwrap().over(&known).try_into().unwrap();
        assert!(!taken.sees_health && taken.duty == Duty::Dco);
    }

    #[test]
    fn a_wrong_date_a_wrong_duty_and_a_wrong_yes_are_named_with_their_column() {
        for (column, cell) in [("trained_on", "1/2/26"), ("duty", "boss"), ("sees_health", "maybe")] {
            let message =
                read(&format!("name,agency,role,email,{column}\nAda,health,,,{cell}\n")).unwrap_err().to_string();
            assert!(message.starts_with(&format!("panel.csv, row 2, column {column}: ")), "{message}");
        }
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
