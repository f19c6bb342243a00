//! Golden threads: as members see them on their sheets, and as the panel agreed.

use super::{Db, StorageError};
use crate::domain::ids::{MemberId, RoundId, SheetId, SubjectId};
use crate::domain::thread::Thread;
use rusqlite::{Row, params};
use std::collections::BTreeMap;

const READING: &str = "reading the golden threads";
const WRITING: &str = "saving the golden threads";

fn thread_from(row: &Row<'_>) -> rusqlite::Result<Thread> {
    Ok(Thread {
        number: row.get("number")?,
        hope: row.get("hope")?,
        need: row.get("need")?,
        outcome: row.get("outcome")?,
        provision: row.get("provision")?,
        hope_to_need: row.get("hope_to_need")?,
        need_to_outcome: row.get("need_to_outcome")?,
        outcome_to_provision: row.get("outcome_to_provision")?,
    })
}

impl Db<'_> {
    /// The threads of a sheet, in order of their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_threads(&self, sheet: SheetId) -> Result<Vec<Thread>, StorageError> {
        self.list(include_str!("list_of_sheet.sql"), [sheet], READING, thread_from)
    }

    /// Puts these threads in place of those of a sheet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_threads(&self, sheet: SheetId, threads: &[Thread]) -> Result<(), StorageError> {
        self.execute(include_str!("clear_sheet.sql"), [sheet], WRITING)?;
        for t in threads {
            let links = (t.hope_to_need, t.need_to_outcome, t.outcome_to_provision);
            let values = params![sheet, t.number, t.hope, t.need, t.outcome, t.provision, links.0, links.1, links.2];
            self.execute(include_str!("add_to_sheet.sql"), values, WRITING)?;
        }
        Ok(())
    }

    /// Threads of the submitted sheets of a round, and of the drafts of `and_drafts_of`: nobody else's drafts.
    pub(super) fn list_round_threads(
        &self,
        round: RoundId,
        and_drafts_of: Option<MemberId>,
    ) -> Result<Vec<(SheetId, Thread)>, StorageError> {
        self.list(include_str!("list_of_round.sql"), params![round, and_drafts_of], READING, |row| {
            Ok((row.get("sheet_id")?, thread_from(row)?))
        })
    }

    /// The threads the panel agreed, by plan, in order of their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_agreed_threads(&self, round: RoundId) -> Result<BTreeMap<SubjectId, Vec<Thread>>, StorageError> {
        let rows = self.list(include_str!("list_agreed.sql"), [round], READING, |row| {
            Ok((row.get::<_, SubjectId>("subject_id")?, thread_from(row)?))
        })?;
        let mut threads: BTreeMap<SubjectId, Vec<Thread>> = BTreeMap::new();
        for (subject, thread) in rows {
            threads.entry(subject).or_default().push(thread);
        }
        Ok(threads)
    }

    /// Puts these threads in place of those the panel agreed on a plan.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_agreed_threads(
        &self,
        round: RoundId,
        subject: SubjectId,
        threads: &[Thread],
    ) -> Result<(), StorageError> {
        self.execute(include_str!("clear_agreed.sql"), params![round, subject], WRITING)?;
        for t in threads {
            let links = (t.hope_to_need, t.need_to_outcome, t.outcome_to_provision);
            let values =
                params![round, subject, t.number, t.hope, t.need, t.outcome, t.provision, links.0, links.1, links.2];
            self.execute(include_str!("add_agreed.sql"), values, WRITING)?;
        }
        Ok(())
    }
}
