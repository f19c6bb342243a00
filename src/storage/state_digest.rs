//! The digest of the state: the sum of the SHA-256 digests of all rows, as one 256-bit number.
//!
//! A sum does not care about order and can be kept up to date row by row. Temporary triggers on every table of
//! the state (they live in the connection, never in the file) add what is written and subtract what is
//! overwritten, so no change can escape it, however it is made. Each log row keeps the digest after its change:
//! an older page put back, or a row edited from outside, then no longer fits the last one.

use super::error::{During, StorageError};
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tables whose rows make up the state: all but the log.
pub(super) const STATE_TABLES: &[&str] = &[
    "file_fact",
    "audit_tool",
    "plan",
    "subject",
    "panel_member",
    "member_interest",
    "round",
    "round_draw",
    "draw_stratum",
    "sample_plan",
    "assignment",
    "sheet",
    "sheet_answer",
    "note",
    "comparison",
    "agreed_answer",
    "grade_override",
    "urgent_concern",
    "measure_value",
    "benchmark",
    "round_member",
    "heading_lead",
    "sheet_flag",
    "sheet_override",
    "sheet_thread",
    "agreed_thread",
    "phrase",
    "advice",
    "family_conversation",
    "plan_result",
    "round_reply",
    "finding",
    "finding_source",
    "action",
    "report_text",
    "file_blob",
    "not_a_person",
    "pack",
    "pack_merge",
    "sheet_version",
    "tool_draft",
    "known_grade",
    "draft_check",
    "draft_check_answer",
    "draft_month",
    "plan_date",
    "plan_exception",
    "clock_limit",
];

/// A 256-bit number with wrapping addition, lowest word first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StateDigest([u64; 4]);

impl StateDigest {
    /// From the 32 bytes of a log row.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut words = [0; 4];
        for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            let mut eight = [0; 8];
            eight.copy_from_slice(chunk);
            *word = u64::from_le_bytes(eight);
        }
        Self(words)
    }

    /// The 32 bytes kept in a log row.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(self.0) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    fn add(&mut self, row: Self) {
        let mut carry = false;
        for (word, other) in self.0.iter_mut().zip(row.0) {
            let (sum, over) = word.overflowing_add(other);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            (*word, carry) = (sum, over || over_again);
        }
    }

    fn subtract(&mut self, row: Self) {
        let mut borrow = false;
        for (word, other) in self.0.iter_mut().zip(row.0) {
            let (rest, under) = word.overflowing_sub(other);
            let (rest, under_again) = rest.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (rest, under || under_again);
        }
    }
}

/// The digest shared between the connection's triggers and the store.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedDigest(Arc<Mutex<StateDigest>>);

impl SharedDigest {
    fn lock(&self) -> MutexGuard<'_, StateDigest> {
        // A panic elsewhere cannot leave a half-added number: it is a plain copy of four words.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self) -> StateDigest {
        *self.lock()
    }

    pub(super) fn set(&self, digest: StateDigest) {
        *self.lock() = digest;
    }
}

fn hash_value(hash: &mut Sha256, value: ValueRef<'_>) {
    let (tag, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(i) => {
            hash.update([1]);
            hash.update(i.to_le_bytes());
            return;
        }
        ValueRef::Real(r) => {
            hash.update([2]);
            hash.update(r.to_bits().to_le_bytes());
            return;
        }
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    hash.update([tag]);
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn finish(hash: Sha256) -> StateDigest {
    StateDigest::from_bytes(hash.finalize().into())
}

fn begin(table: &[u8]) -> Sha256 {
    let mut hash = Sha256::new();
    hash_value(&mut hash, ValueRef::Text(table));
    hash
}

fn digest_of_row(table: &str, row: &Row<'_>, columns: usize) -> rusqlite::Result<StateDigest> {
    let mut hash = begin(table.as_bytes());
    for column in 0..columns {
        hash_value(&mut hash, row.get_ref(column)?);
    }
    Ok(finish(hash))
}

/// The digest of the state as it lies in the file, from every row.
pub(super) fn compute(conn: &Connection) -> Result<StateDigest, StorageError> {
    let during = "reading every row";
    let mut total = StateDigest::default();
    for table in STATE_TABLES {
        // A file that is not lifted yet has only the tables of its own version.
        if !conn.table_exists(Some("main"), *table).during(during)? {
            continue;
        }
        let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).during(during)?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).during(during)?;
        while let Some(row) = rows.next().during(during)? {
            total.add(digest_of_row(table, row, columns).during(during)?);
        }
    }
    Ok(total)
}

/// Installs the function and the temporary triggers that keep `shared` up to date.
pub(super) fn install(conn: &Connection, shared: &SharedDigest) -> Result<(), StorageError> {
    let during = "preparing the state digest";
    let state = shared.clone();
    let apply = move |context: &Context<'_>| -> rusqlite::Result<Option<i64>> {
        let mut hash = begin(context.get_raw(1).as_bytes().unwrap_or_default());
        for column in 2..context.len() {
            hash_value(&mut hash, context.get_raw(column));
        }
        let row = finish(hash);
        if context.get::<i64>(0)? > 0 {
            state.lock().add(row);
        } else {
            state.lock().subtract(row);
        }
        Ok(None)
    };
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("gt_state", -1, flags, apply).during(during)?;
    for table in STATE_TABLES {
        conn.execute_batch(&triggers_of(conn, table)?).during(during)?;
    }
    Ok(())
}

fn triggers_of(conn: &Connection, table: &str) -> Result<String, StorageError> {
    let statement = conn.prepare(&format!("SELECT * FROM {table}")).during("reading the schema")?;
    let columns = statement.column_names();
    let values = |row: &str| columns.iter().map(|c| format!("{row}.\"{c}\"")).collect::<Vec<_>>().join(", ");
    let add = format!("SELECT gt_state(1, '{table}', {})", values("NEW"));
    let subtract = format!("SELECT gt_state(-1, '{table}', {})", values("OLD"));
    Ok(format!(
        "CREATE TEMP TRIGGER state_{table}_insert AFTER INSERT ON main.{table} BEGIN {add}; END;
         CREATE TEMP TRIGGER state_{table}_delete AFTER DELETE ON main.{table} BEGIN {subtract}; END;
         CREATE TEMP TRIGGER state_{table}_update AFTER UPDATE ON main.{table} BEGIN {subtract}; {add}; END;"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_triggers_keep_what_reading_every_row_gives() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(super::super::migrate::SCHEMA).unwrap();
        let shared = SharedDigest::default();
        install(&conn, &shared).unwrap();
        let empty = shared.get();
        conn.execute("INSERT INTO file_fact VALUES ('a', '1'), ('b', '2')", []).unwrap();
        assert_ne!(shared.get(), empty);
        assert_eq!(shared.get(), compute(&conn).unwrap());
        conn.execute("INSERT INTO file_fact VALUES ('a', '3') ON CONFLICT DO UPDATE SET value = excluded.value", [])
            .unwrap();
        assert_eq!(shared.get(), compute(&conn).unwrap());
        conn.execute("DELETE FROM file_fact", []).unwrap();
        assert_eq!(shared.get(), empty);
    }

    #[test]
    fn every_table_but_the_log_is_part_of_the_state() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(super::super::migrate::SCHEMA).unwrap();
        let mut statement = conn.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
        let tables: Vec<String> = statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        for table in tables.iter().filter(|t| !t.starts_with("log") && !t.starts_with("sqlite_")) {
            assert!(STATE_TABLES.contains(&table.as_str()), "{table} is not part of the state digest");
        }
    }
}
