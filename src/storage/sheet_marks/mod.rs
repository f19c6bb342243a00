//! What a member marks on their sheet besides answers and notes: criteria to come back to, grades of their own, and
//! the time they spent.

use super::{Db, StorageError};
use crate::domain::ids::{MemberId, RoundId, SheetId, SubjectId};
use crate::domain::sheet::SheetOverride;
use rusqlite::{Row, params};
use std::collections::{BTreeMap, BTreeSet};

const READING: &str = "reading the score sheets";
const WRITING: &str = "saving the score sheet";

fn override_from(row: &Row<'_>) -> rusqlite::Result<(String, SheetOverride)> {
    let (grade, because, reason) = (row.get("grade")?, row.get("because")?, row.get("reason")?);
    Ok((row.get("heading")?, SheetOverride { grade, because, reason }))
}

impl Db<'_> {
    /// Criteria of a sheet that its member wants to come back to.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_flags(&self, sheet: SheetId) -> Result<BTreeSet<String>, StorageError> {
        Ok(self.list(include_str!("list_flags.sql"), [sheet], READING, |row| row.get(0))?.into_iter().collect())
    }

    /// Marks a criterion to be come back to, or not.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_flag(&self, sheet: SheetId, criterion: &str, flagged: bool) -> Result<(), StorageError> {
        let sql = if flagged { include_str!("put_flag.sql") } else { include_str!("remove_flag.sql") };
        self.execute(sql, params![sheet, criterion], WRITING)?;
        Ok(())
    }

    /// A member's own grades on a sheet, by section; "" is the whole plan.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_own_grades(&self, sheet: SheetId) -> Result<BTreeMap<String, SheetOverride>, StorageError> {
        let rows = self.list(include_str!("list_overrides.sql"), [sheet], READING, override_from)?;
        Ok(rows.into_iter().collect())
    }

    /// Sets, replaces or (with `None`) takes away a member's own grade of a section; "" is the whole plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_own_grade(
        &self,
        sheet: SheetId,
        heading: &str,
        own: Option<&SheetOverride>,
    ) -> Result<(), StorageError> {
        match own {
            Some(own) => {
                let values = params![sheet, heading, own.grade, own.because, own.reason];
                self.execute(include_str!("put_override.sql"), values, WRITING)?;
            }
            None => {
                self.execute(include_str!("remove_override.sql"), params![sheet, heading], WRITING)?;
            }
        }
        Ok(())
    }

    /// Adds to the time spent on a sheet, milliseconds.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_spent(&self, sheet: SheetId, spent_ms: i64) -> Result<(), StorageError> {
        self.execute(include_str!("add_spent.sql"), params![sheet, spent_ms], WRITING)?;
        Ok(())
    }

    /// Time spent on a sheet, milliseconds, and why it was handed back, if it was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_sheet_standing(&self, sheet: SheetId) -> Result<(i64, Option<String>), StorageError> {
        let found = self.get(include_str!("get_standing.sql"), [sheet], READING, |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found?.unwrap_or_default())
    }

    /// The criterion answered last on a sheet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_last_answered(&self, sheet: SheetId) -> Result<Option<String>, StorageError> {
        self.get(include_str!("get_last_answered.sql"), [sheet], READING, |row| row.get(0))
    }

    /// Where the panel finds the plan, in the lead's words; empty: not said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_where_to_find(&self, round: RoundId, subject: SubjectId) -> Result<String, StorageError> {
        let found =
            self.get(include_str!("get_where_to_find.sql"), params![round, subject], READING, |row| row.get(0))?;
        Ok(found.unwrap_or_default())
    }

    /// Marks of the submitted sheets of a round, and of the drafts of `and_drafts_of`: nobody else's drafts.
    pub(super) fn list_round_flags(
        &self,
        round: RoundId,
        and_drafts_of: Option<MemberId>,
    ) -> Result<Vec<(SheetId, String)>, StorageError> {
        self.list(include_str!("list_round_flags.sql"), params![round, and_drafts_of], READING, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Own grades of the submitted sheets of a round, and of the drafts of `and_drafts_of`: nobody else's drafts.
    pub(super) fn list_round_own_grades(
        &self,
        round: RoundId,
        and_drafts_of: Option<MemberId>,
    ) -> Result<Vec<(SheetId, String, SheetOverride)>, StorageError> {
        self.list(include_str!("list_round_overrides.sql"), params![round, and_drafts_of], READING, |row| {
            let (heading, own) = override_from(row)?;
            Ok((row.get("sheet_id")?, heading, own))
        })
    }
}
