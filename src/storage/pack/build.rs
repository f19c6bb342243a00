//! Makes the file of a pack: one member's work and nothing of anybody else's.

use super::super::Db;
use super::super::error::{During, StorageError};
use super::super::log::LogDraft;
use super::super::store::Store;
use crate::domain::ids::AssignmentId;
use crate::domain::pack::{PackFacts, Version, VersionState};
use rusqlite::types::Value;
use std::path::Path;

/// Rows that go into a pack: the table, and what of it. `?1` is the round, `?2` the member. What is not named here
/// stays behind.
const GOES_OUT: &[(&str, &str)] = &[
    ("audit_tool", include_str!("out_tool.sql")),
    ("round", include_str!("out_round.sql")),
    ("panel_member", include_str!("out_member.sql")),
    ("plan", include_str!("out_plan.sql")),
    ("subject", include_str!("out_subject.sql")),
    ("sample_plan", include_str!("out_sample_plan.sql")),
    ("assignment", include_str!("out_assignment.sql")),
    ("heading_lead", include_str!("out_heading_lead.sql")),
    ("sheet", include_str!("out_sheet.sql")),
    ("sheet_answer", include_str!("out_sheet_answer.sql")),
    ("note", include_str!("out_note.sql")),
    ("sheet_flag", include_str!("out_sheet_flag.sql")),
    ("sheet_override", include_str!("out_sheet_override.sql")),
    ("sheet_thread", include_str!("out_sheet_thread.sql")),
    ("phrase", include_str!("out_phrase.sql")),
];

/// What a pack is made of besides the rows of the lead's file.
#[derive(Debug)]
pub struct NewPack<'a> {
    /// What it says it is.
    pub facts: PackFacts,
    /// Opens it.
    pub passphrase: &'a str,
    /// Facts of the file: names and values.
    pub file_facts: Vec<(&'static str, String)>,
    /// The version each sheet starts from.
    pub parents: Vec<(AssignmentId, Version)>,
    /// Its first log row.
    pub log: LogDraft,
}

/// Writes a pack at `path`, closed and whole; the caller syncs and names it.
///
/// # Errors
/// When it cannot be written; what was begun of it is still there then.
pub fn build_pack(from: Db<'_>, path: &Path, new: &NewPack<'_>) -> Result<(), StorageError> {
    let salt = *new.facts.id.0.as_bytes();
    let mut store = Store::create_salted(path, new.passphrase, salt, new.facts.made_ms)?;
    store.write(|db| -> Result<((), Option<LogDraft>), StorageError> {
        for (name, value) in &new.file_facts {
            db.set_file_fact(name, value)?;
        }
        for (table, sql) in GOES_OUT {
            copy(from, *db, table, sql, new)?;
        }
        for (assignment, parent) in &new.parents {
            let base = Version {
                parent: None,
                state: VersionState::Current,
                ancestors: Default::default(),
                merge: None,
                sheet: None,
                ..parent.clone()
            };
            db.put_version(*assignment, &base)?;
        }
        Ok(((), Some(new.log.clone())))
    })?;
    store.close()
}

fn copy(from: Db<'_>, to: Db<'_>, table: &str, sql: &str, new: &NewPack<'_>) -> Result<(), StorageError> {
    let during = "making the pack";
    let mut read = from.0.prepare(sql).during(during)?;
    let columns = read.column_names().iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
    let marks = (1..=columns.len()).map(|at| format!("?{at}")).collect::<Vec<_>>();
    let insert = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), marks.join(", "));
    let mut write = to.0.prepare(&insert).during(during)?;
    let count = columns.len();
    let mut rows = read.query(rusqlite::params![new.facts.round, new.facts.member]).during(during)?;
    while let Some(row) = rows.next().during(during)? {
        let values = (0..count).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>();
        write.execute(rusqlite::params_from_iter(values.during(during)?)).during(during)?;
    }
    Ok(())
}
