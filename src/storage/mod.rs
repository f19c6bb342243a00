//! The only place that knows SQLite: one encrypted file, one connection, one way to write.
//!
//! A folder per entity with one row mapper and SQL files named by verb. [`Store`] is the open file; [`Db`] is
//! what entities are read and written through, inside a change or outside.

mod action;
mod advice;
mod agreed;
mod audit_tool;
mod backup;
mod check;
mod clock;
mod concern;
mod draft_check;
mod erase;
mod error;
mod family;
mod fault;
mod file_blob;
mod file_fact;
mod finding;
mod known_grade;
pub mod log;
mod measure;
mod migrate;
mod not_a_person;
mod pack;
mod panel;
mod phrase;
mod plan;
mod plan_result;
mod report_text;
mod retention;
mod round;
mod sample;
mod sheet;
mod sheet_marks;
mod state_digest;
mod still_there;
mod store;
mod thread;
mod tool_draft;
mod values;

pub use backup::{CopyFacts, peek, rekey_copy};
pub use check::Finding;
pub use error::{StorageError, StorageErrorKind};
#[cfg(any(test, feature = "testing"))]
pub use fault::{DiskFault, next_save_fails};
pub use migrate::SCHEMA_VERSION;
pub use pack::{MergeRow, NewPack, PackFile, PackRow, PackSheet, build_pack, concern_id, read_pack};
pub use sheet::{AssignmentProgress, SheetRow};
pub use state_digest::StateDigest;
pub use store::Store;

/// The open file, for entities to be read and written through.
#[derive(Debug, Clone, Copy)]
pub struct Db<'a>(&'a rusqlite::Connection);

impl Db<'_> {
    /// Runs a kept statement.
    fn execute(&self, sql: &str, params: impl rusqlite::Params, during: &'static str) -> Result<usize, StorageError> {
        use error::During;
        self.0.prepare_cached(sql).and_then(|mut statement| statement.execute(params)).during(during)
    }

    /// All rows of a kept statement.
    fn list<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        during: &'static str,
        map: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StorageError> {
        use error::During;
        let mut statement = self.0.prepare_cached(sql).during(during)?;
        statement.query_map(params, map).and_then(Iterator::collect).during(during)
    }

    /// The first row of a kept statement, if there is one.
    fn get<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        during: &'static str,
        map: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StorageError> {
        use error::During;
        use rusqlite::OptionalExtension;
        self.0.prepare_cached(sql).and_then(|mut s| s.query_row(params, map).optional()).during(during)
    }
}
