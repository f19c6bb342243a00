//! Assignments, score sheets, answers and notes.

use super::{Db, StorageError};
use crate::domain::ids::{AssignmentId, MemberId, NoteId, RoundId, SheetId, SubjectId};
use crate::domain::sheet::{Assignment, GivenAnswer, Note, NoteKind, Scope, Sheet, SheetState};
use rusqlite::{Row, params};
use std::collections::BTreeMap;

const READING: &str = "reading the score sheets";
const WRITING: &str = "saving the score sheet";

/// A score sheet's own row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetRow {
    /// Its id.
    pub id: SheetId,
    /// The task it answers.
    pub assignment: AssignmentId,
    /// Draft or submitted.
    pub state: SheetState,
    /// When it was handed in.
    pub submitted_ms: Option<i64>,
    /// Handed in after its comparison opened.
    pub not_blind: bool,
}

/// How far an assignment has come: counts only, never answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentProgress {
    /// The task.
    pub assignment: Assignment,
    /// Draft or submitted; none: not started.
    pub state: Option<SheetState>,
    /// Criteria with an answer.
    pub answered: u64,
}

fn scope_columns(scope: &Scope) -> (&'static str, String) {
    match scope {
        Scope::Whole => ("whole", String::new()),
        Scope::Headings(codes) => ("headings", codes.join(",")),
        Scope::View(code) => ("view", code.clone()),
    }
}

fn scope_from(row: &Row<'_>) -> rusqlite::Result<Scope> {
    let (kind, codes): (String, String) = (row.get("scope")?, row.get("scope_codes")?);
    Ok(match kind.as_str() {
        "headings" => Scope::Headings(codes.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect()),
        "view" => Scope::View(codes),
        _ => Scope::Whole,
    })
}

pub(super) fn assignment_from(row: &Row<'_>) -> rusqlite::Result<Assignment> {
    Ok(Assignment {
        id: row.get("assignment_id")?,
        round: row.get("round_id")?,
        subject: row.get("subject_id")?,
        member: row.get("member_id")?,
        scope: scope_from(row)?,
        locked: row.get("locked")?,
    })
}

fn note_from(row: &Row<'_>) -> rusqlite::Result<(SheetId, Note)> {
    let note = Note {
        id: row.get("id")?,
        criterion: row.get("criterion")?,
        kind: row.get("kind")?,
        text: row.get("text")?,
        place: row.get("place")?,
        in_report: row.get("in_report")?,
    };
    Ok((row.get("sheet_id")?, note))
}

fn row_from(row: &Row<'_>) -> rusqlite::Result<SheetRow> {
    Ok(SheetRow {
        id: row.get("id")?,
        assignment: row.get("assignment_id")?,
        state: row.get("state")?,
        submitted_ms: row.get("submitted_ms")?,
        not_blind: row.get("not_blind")?,
    })
}

impl Db<'_> {
    /// Adds a task.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_assignment(&self, assignment: &Assignment) -> Result<(), StorageError> {
        let (scope, codes) = scope_columns(&assignment.scope);
        let values = params![
            assignment.id,
            assignment.round,
            assignment.subject,
            assignment.member,
            scope,
            codes,
            assignment.locked
        ];
        self.execute(include_str!("add_assignment.sql"), values, "writing the allocation")?;
        Ok(())
    }

    /// Changes what is asked of a task, and whether allocating again keeps it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_assignment(&self, id: AssignmentId, scope: &Scope, locked: bool) -> Result<(), StorageError> {
        let (scope, codes) = scope_columns(scope);
        self.execute(include_str!("set_assignment.sql"), params![id, scope, codes, locked], "writing the allocation")?;
        Ok(())
    }

    /// Who leads the sections of the plans of a round: plan, section, member.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_heading_leads(&self, round: RoundId) -> Result<Vec<(SubjectId, String, MemberId)>, StorageError> {
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        self.list(include_str!("list_leads.sql"), [round], "reading the allocation", read)
    }

    /// Sets who leads a section of a plan; none: nobody.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_heading_lead(
        &self,
        round: RoundId,
        subject: SubjectId,
        heading: &str,
        member: Option<MemberId>,
    ) -> Result<(), StorageError> {
        self.execute(include_str!("remove_lead.sql"), params![round, subject, heading], "writing the allocation")?;
        if let Some(member) = member {
            let values = params![round, subject, heading, member];
            self.execute(include_str!("add_lead.sql"), values, "writing the allocation")?;
        }
        Ok(())
    }

    /// Removes a task that has no sheet.
    ///
    /// # Errors
    /// When it has a sheet, or the file cannot be written.
    pub fn remove_assignment(&self, id: AssignmentId) -> Result<(), StorageError> {
        self.execute(include_str!("remove_assignment.sql"), [id], "writing the allocation")?;
        Ok(())
    }

    /// Tasks of a round with how far each has come: no answers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_progress(&self, round: RoundId) -> Result<Vec<AssignmentProgress>, StorageError> {
        self.list(include_str!("list_progress.sql"), [round], READING, |row| {
            Ok(AssignmentProgress {
                assignment: assignment_from(row)?,
                state: row.get("state")?,
                answered: row.get("answered")?,
            })
        })
    }

    /// A member's task on a subject of a round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_assignment(
        &self,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
    ) -> Result<Option<Assignment>, StorageError> {
        self.get(include_str!("get_assignment.sql"), params![round, subject, member], READING, assignment_from)
    }

    /// The sheet of a task, if it was started.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_sheet_row(&self, assignment: AssignmentId) -> Result<Option<SheetRow>, StorageError> {
        self.get(include_str!("get_sheet.sql"), [assignment], READING, row_from)
    }

    /// Starts a sheet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_sheet(&self, id: SheetId, assignment: AssignmentId, started_ms: i64) -> Result<(), StorageError> {
        self.execute(include_str!("add_sheet.sql"), params![id, assignment, started_ms], WRITING)?;
        Ok(())
    }

    /// Submits a sheet (`submitted_ms` given) or takes it back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_sheet_state(&self, id: SheetId, submitted_ms: Option<i64>, not_blind: bool) -> Result<(), StorageError> {
        self.execute(include_str!("set_sheet_state.sql"), params![id, submitted_ms, not_blind], WRITING)?;
        Ok(())
    }

    /// An answer as it stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_answer(&self, sheet: SheetId, criterion: &str) -> Result<Option<GivenAnswer>, StorageError> {
        self.get(include_str!("get_answer.sql"), params![sheet, criterion], READING, |row| {
            Ok(GivenAnswer { answer: row.get(0)?, na_reason: row.get(1)? })
        })
    }

    /// Sets or replaces an answer.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_answer(
        &self,
        sheet: SheetId,
        criterion: &str,
        answer: &GivenAnswer,
        given_ms: i64,
    ) -> Result<(), StorageError> {
        let values = params![sheet, criterion, answer.answer, answer.na_reason, given_ms];
        self.execute(include_str!("put_answer.sql"), values, WRITING)?;
        Ok(())
    }

    /// Takes an answer away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_answer(&self, sheet: SheetId, criterion: &str) -> Result<(), StorageError> {
        self.execute(include_str!("remove_answer.sql"), params![sheet, criterion], WRITING)?;
        Ok(())
    }

    /// Answers of one sheet by criterion.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_answers(&self, sheet: SheetId) -> Result<BTreeMap<String, GivenAnswer>, StorageError> {
        let rows = self.list(include_str!("list_answers.sql"), [sheet], READING, |row| {
            Ok((row.get(0)?, GivenAnswer { answer: row.get(1)?, na_reason: row.get(2)? }))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Notes of one sheet, in the order written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_notes(&self, sheet: SheetId) -> Result<Vec<Note>, StorageError> {
        let rows = self.list(include_str!("list_notes.sql"), [sheet], READING, note_from)?;
        Ok(rows.into_iter().map(|(_, note)| note).collect())
    }

    /// The note on a criterion of a sheet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_note(&self, sheet: SheetId, criterion: &str) -> Result<Option<Note>, StorageError> {
        let found = self.get(include_str!("get_note.sql"), params![sheet, criterion], READING, note_from)?;
        Ok(found.map(|(_, note)| note))
    }

    /// Writes or replaces the note on a criterion of a sheet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_note(&self, sheet: SheetId, note: &Note, written_ms: i64) -> Result<(), StorageError> {
        let values =
            params![note.id, sheet, note.criterion, note.kind, note.text, note.place, note.in_report, written_ms];
        self.execute(include_str!("put_note.sql"), values, "saving the note")?;
        Ok(())
    }

    /// Takes a note away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_note(&self, sheet: SheetId, criterion: &str) -> Result<(), StorageError> {
        self.execute(include_str!("remove_note.sql"), params![sheet, criterion], "saving the note")?;
        Ok(())
    }

    /// Chooses a note of a submitted sheet for the report, or not; `None` if there is no such note.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_note_in_report(&self, note: NoteId, in_report: bool) -> Result<Option<NoteKind>, StorageError> {
        let kind = self.get("SELECT kind FROM note WHERE id = ?1", [note], READING, |row| row.get(0))?;
        self.execute(include_str!("set_note_in_report.sql"), params![note, in_report], "saving the note")?;
        Ok(kind)
    }

    /// Submitted sheets of a round with answers and notes; drafts of `and_drafts_of` beside them.
    ///
    /// The blind rule begins here: a draft of anybody else never leaves the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_sheets(&self, round: RoundId, and_drafts_of: Option<MemberId>) -> Result<Vec<Sheet>, StorageError> {
        let who = params![round, and_drafts_of];
        let mut sheets = self.list(include_str!("list_sheets.sql"), who, READING, |row| {
            let assignment = assignment_from(row)?;
            let sheet = row_from(row)?;
            Ok(Sheet {
                id: sheet.id,
                round: assignment.round,
                subject: assignment.subject,
                member: assignment.member,
                state: sheet.state,
                submitted_ms: sheet.submitted_ms,
                not_blind: sheet.not_blind,
                scope: assignment.scope,
                answers: BTreeMap::new(),
                notes: Vec::new(),
                spent_ms: row.get("spent_ms")?,
                returned_reason: row.get("returned_reason")?,
                flags: std::collections::BTreeSet::new(),
                overrides: BTreeMap::new(),
                threads: Vec::new(),
            })
        })?;
        let place: std::collections::HashMap<SheetId, usize> =
            sheets.iter().enumerate().map(|(place, sheet)| (sheet.id, place)).collect();
        let answers = self.list(include_str!("list_round_answers.sql"), who, READING, |row| {
            let answer = GivenAnswer { answer: row.get(2)?, na_reason: row.get(3)? };
            Ok((row.get::<_, SheetId>(0)?, row.get::<_, String>(1)?, answer))
        })?;
        for (sheet, criterion, answer) in answers {
            if let Some(sheet) = place.get(&sheet).and_then(|at| sheets.get_mut(*at)) {
                sheet.answers.insert(criterion, answer);
            }
        }
        for (sheet, note) in self.list(include_str!("list_round_notes.sql"), who, READING, note_from)? {
            if let Some(sheet) = place.get(&sheet).and_then(|at| sheets.get_mut(*at)) {
                sheet.notes.push(note);
            }
        }
        for (sheet, criterion) in self.list_round_flags(round, and_drafts_of)? {
            if let Some(sheet) = place.get(&sheet).and_then(|at| sheets.get_mut(*at)) {
                sheet.flags.insert(criterion);
            }
        }
        for (sheet, heading, own) in self.list_round_own_grades(round, and_drafts_of)? {
            if let Some(sheet) = place.get(&sheet).and_then(|at| sheets.get_mut(*at)) {
                sheet.overrides.insert(heading, own);
            }
        }
        for (sheet, thread) in self.list_round_threads(round, and_drafts_of)? {
            if let Some(sheet) = place.get(&sheet).and_then(|at| sheets.get_mut(*at)) {
                sheet.threads.push(thread);
            }
        }
        Ok(sheets)
    }

    /// Hands a sheet back to its member: a draft again, marked with when and why.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn return_sheet(
        &self,
        sheet: SheetId,
        returned_ms: i64,
        reason: &str,
        not_blind: bool,
    ) -> Result<(), StorageError> {
        let values = params![sheet, returned_ms, reason, not_blind];
        self.execute(include_str!("return_sheet.sql"), values, "handing the score sheet back")?;
        Ok(())
    }

    /// Sheets of one member that were handed back and are not in again, with the reason.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_returned(&self, round: RoundId, member: MemberId) -> Result<Vec<(SubjectId, String)>, StorageError> {
        let sql = include_str!("list_returned.sql");
        self.list(sql, params![round, member], READING, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Whether others may have seen the sheets of a plan: its comparison is open, or was when a sheet went back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn was_compared(&self, round: RoundId, subject: SubjectId) -> Result<bool, StorageError> {
        let found = self.get(include_str!("was_compared.sql"), params![round, subject], READING, |row| row.get(0))?;
        Ok(found.unwrap_or(false))
    }

    /// How many sheets of a round are started and not submitted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_drafts(&self, round: RoundId) -> Result<u64, StorageError> {
        Ok(self.get(include_str!("count_drafts.sql"), [round], READING, |row| row.get(0))?.unwrap_or(0))
    }
}
