//! Erasing all of a plan or of a round: rows, what the log says of them, free pages.

use super::error::During;
use super::{Db, StorageError, Store};
use crate::domain::ids::RoundId;

/// Rows of one plan, in an order in which no row is left without the one it hangs on. `?1` is the plan's reference.
const OF_PLAN: &[(&str, &str)] = &[
    ("sheet_answer", "sheet_id IN (SELECT id FROM sheets)"),
    ("note", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet_flag", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet_override", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet_thread", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet", "id IN (SELECT id FROM sheets)"),
    ("sheet_version", "assignment_id IN (SELECT id FROM assignments)"),
    ("assignment", "id IN (SELECT id FROM assignments)"),
    ("heading_lead", "subject_id IN (SELECT id FROM subjects)"),
    ("agreed_answer", "subject_id IN (SELECT id FROM subjects)"),
    ("agreed_thread", "subject_id IN (SELECT id FROM subjects)"),
    ("comparison", "subject_id IN (SELECT id FROM subjects)"),
    ("grade_override", "subject_id IN (SELECT id FROM subjects)"),
    ("plan_result", "subject_id IN (SELECT id FROM subjects)"),
    ("family_conversation", "subject_id IN (SELECT id FROM subjects)"),
    ("urgent_concern", "subject_id IN (SELECT id FROM subjects)"),
    ("finding_source", "subject_id IN (SELECT id FROM subjects)"),
    ("sample_plan", "subject_id IN (SELECT id FROM subjects)"),
    ("known_grade", "subject_id IN (SELECT id FROM subjects)"),
    ("advice", "reference = ?1"),
    ("draft_check_answer", "check_id IN (SELECT id FROM draft_check WHERE reference = ?1)"),
    ("draft_check", "reference = ?1 AND second_of IS NOT NULL"),
    ("draft_check", "reference = ?1"),
    ("plan_date", "plan_id IN (SELECT id FROM plan WHERE reference = ?1)"),
    ("plan_exception", "plan_id IN (SELECT id FROM plan WHERE reference = ?1)"),
    ("subject", "id IN (SELECT id FROM subjects)"),
    ("plan", "reference = ?1"),
];

const PLAN_SETS: &str =
    "WITH subjects AS (SELECT subject.id FROM subject JOIN plan ON plan.id = plan_id WHERE reference = ?1),
     assignments AS (SELECT id FROM assignment WHERE subject_id IN (SELECT id FROM subjects)),
     sheets AS (SELECT id FROM sheet WHERE assignment_id IN (SELECT id FROM assignments))";

/// Rows of one round. `?1` is its id.
const OF_ROUND: &[(&str, &str)] = &[
    ("sheet_answer", "sheet_id IN (SELECT id FROM sheets)"),
    ("note", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet_flag", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet_override", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet_thread", "sheet_id IN (SELECT id FROM sheets)"),
    ("sheet", "id IN (SELECT id FROM sheets)"),
    ("sheet_version", "assignment_id IN (SELECT id FROM assignments)"),
    ("assignment", "round_id = ?1"),
    ("pack_merge", "pack_id IN (SELECT id FROM pack WHERE round_id = ?1)"),
    ("pack", "round_id = ?1"),
    ("heading_lead", "round_id = ?1"),
    ("round_member", "round_id = ?1"),
    ("agreed_answer", "round_id = ?1"),
    ("agreed_thread", "round_id = ?1"),
    ("comparison", "round_id = ?1"),
    ("grade_override", "round_id = ?1"),
    ("plan_result", "round_id = ?1"),
    ("family_conversation", "round_id = ?1"),
    ("urgent_concern", "round_id = ?1"),
    ("action", "round_id = ?1 OR finding_id IN (SELECT id FROM finding WHERE round_id = ?1)"),
    ("finding_source", "finding_id IN (SELECT id FROM finding WHERE round_id = ?1)"),
    ("finding", "round_id = ?1"),
    ("round_reply", "round_id = ?1"),
    ("report_text", "round_id = ?1"),
    ("sample_plan", "round_id = ?1"),
    ("draw_stratum", "round_id = ?1"),
    ("round_draw", "round_id = ?1"),
    ("round", "id = ?1"),
];

const ROUND_SETS: &str = "WITH assignments AS (SELECT id FROM assignment WHERE round_id = ?1),
     sheets AS (SELECT id FROM sheet WHERE assignment_id IN (SELECT id FROM assignments))";

/// How many rows went, by table; tables without one are left out.
type RowsErased = Vec<(&'static str, u64)>;

impl Db<'_> {
    /// Erases every row of a plan and the content of every log row that speaks of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn erase_plan(&self, reference: &str) -> Result<RowsErased, StorageError> {
        let content =
            "DELETE FROM log_content WHERE instr(content, ?1) > 0 OR seq IN (SELECT seq FROM log WHERE subject_id IN
             (SELECT subject.id FROM subject JOIN plan ON plan.id = plan_id WHERE reference = ?1))";
        self.erase(("log_content", content), PLAN_SETS, OF_PLAN, reference)
    }

    /// Erases every row of a round and the content of every log row of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn erase_round(&self, round: RoundId) -> Result<RowsErased, StorageError> {
        let content = "DELETE FROM log_content WHERE seq IN (SELECT seq FROM log WHERE round_id = ?1)";
        self.erase(("log_content", content), ROUND_SETS, OF_ROUND, round)
    }

    /// How many packs of a round went out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_packs_out(&self, round: RoundId) -> Result<u64, StorageError> {
        let count =
            self.get("SELECT count(*) FROM pack WHERE round_id = ?1", [round], "counting packs", |row| row.get(0));
        Ok(count?.unwrap_or_default())
    }

    fn erase(
        &self,
        log: (&'static str, &str),
        sets: &str,
        tables: &[(&'static str, &str)],
        what: impl rusqlite::ToSql,
    ) -> Result<RowsErased, StorageError> {
        let during = "erasing";
        let mut erased = vec![(log.0, self.0.execute(log.1, [&what]).during(during)? as u64)];
        for (table, condition) in tables {
            let count = self.0.execute(&format!("{sets} DELETE FROM {table} WHERE {condition}"), [&what]);
            erased.push((table, count.during(during)? as u64));
        }
        erased.retain(|(_, count)| *count > 0);
        Ok(erased)
    }
}

impl Store {
    /// Rewrites the file without its free pages, and empties the write-ahead log.
    ///
    /// # Errors
    /// When the disk refuses; what was erased is gone from the tables all the same.
    pub fn wipe_free_pages(&mut self) -> Result<(), StorageError> {
        self.db().0.execute_batch("VACUUM").during("rewriting the file without free pages")?;
        self.settle()
    }
}
