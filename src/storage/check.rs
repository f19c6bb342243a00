//! `check`: everything that can be wrong with a file. Changes nothing of its content.

use super::Store;
use super::error::{During, StorageError};
use super::state_digest;
use rusqlite::Connection;

/// Something found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `cipher`, `integrity`, `foreign_key`, `log_chain`, `state_digest` or `impossible_row`.
    pub kind: &'static str,
    /// Where: a page, a table, a log row.
    pub place: String,
    /// What is wrong there.
    pub detail: String,
}

/// Rows that the rules can never have written, as one query each: place, detail.
const IMPOSSIBLE: &[(&str, &str)] = &[
    ("sheet_answer", include_str!("sheet/check_answers.sql")),
    ("agreed_answer", include_str!("agreed/check.sql")),
    ("grade_override", include_str!("agreed/check_overrides.sql")),
    ("sample_plan", include_str!("sample/check.sql")),
    ("sheet", include_str!("sheet/check_sheets.sql")),
];

impl Store {
    /// Checks all pages, links, rules and the log; finds nothing in a sound file.
    ///
    /// # Errors
    /// When the check itself could not run.
    pub fn check(&self) -> Result<Vec<Finding>, StorageError> {
        // After a power cut, pages of the file can be half written that the write-ahead log still holds whole. The check of
        // the cipher looks past that log, so it is emptied into the file first, as closing does.
        self.settle()?;
        let mut findings = Vec::new();
        Self::check_pages(self.db().0, self.is_encrypted(), &mut findings)?;
        if !findings.is_empty() {
            // What lies on damaged pages would only repeat itself below.
            return Ok(findings);
        }
        Self::check_foreign_keys(self.db().0, &mut findings)?;
        for fault in self.db().list_chain_faults()? {
            let place = format!("log row {}", fault.seq);
            findings.push(Finding { kind: "log_chain", place, detail: fault.detail.to_owned() });
        }
        if state_digest::compute(self.db().0)? != self.db().log_head()?.state {
            let detail = "the content is not the one the last log row speaks of".to_owned();
            findings.push(Finding { kind: "state_digest", place: "whole file".to_owned(), detail });
        }
        for (table, sql) in IMPOSSIBLE {
            self.check_rows(table, sql, &mut findings)?;
        }
        Ok(findings)
    }

    /// Checks all pages, free ones too, and that rows, indexes and limits fit together.
    pub(super) fn check_pages(
        conn: &Connection,
        is_encrypted: bool,
        findings: &mut Vec<Finding>,
    ) -> Result<(), StorageError> {
        if is_encrypted {
            Self::check_pragma(conn, "cipher_integrity_check", "cipher", findings)?;
        }
        Self::check_pragma(conn, "integrity_check", "integrity", findings)?;
        Ok(())
    }

    fn check_pragma(
        conn: &Connection,
        pragma: &str,
        kind: &'static str,
        findings: &mut Vec<Finding>,
    ) -> Result<(), StorageError> {
        let during = "checking the pages";
        let mut statement = conn.prepare(&format!("PRAGMA {pragma}")).during(during)?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0)).during(during)?;
        for line in lines {
            match line {
                Ok(line) if line == "ok" => {}
                Ok(detail) => findings.push(Finding { kind, place: "pages".to_owned(), detail }),
                // A page that cannot be read at all is a finding, not a failure of the check.
                Err(error) => {
                    findings.push(Finding { kind, place: "pages".to_owned(), detail: error.to_string() });
                    break;
                }
            }
        }
        Ok(())
    }

    pub(super) fn check_foreign_keys(conn: &Connection, findings: &mut Vec<Finding>) -> Result<(), StorageError> {
        let during = "checking the links between rows";
        let mut statement = conn.prepare("PRAGMA foreign_key_check").during(during)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)));
        for row in rows.during(during)? {
            let (place, parent) = row.during(during)?;
            findings.push(Finding { kind: "foreign_key", place, detail: format!("its row in {parent} is missing") });
        }
        Ok(())
    }

    fn check_rows(&self, table: &str, sql: &str, findings: &mut Vec<Finding>) -> Result<(), StorageError> {
        let during = "checking the rows";
        let mut statement = self.db().0.prepare(sql).during(during)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0));
        for detail in rows.during(during)? {
            findings.push(Finding { kind: "impossible_row", place: table.to_owned(), detail: detail.during(during)? });
        }
        Ok(())
    }
}
