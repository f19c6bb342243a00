//! The schema: `schema.sql` makes new files, frozen numbered migrations lift old ones.

use super::error::{During, StorageError, StorageErrorKind};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

/// The whole current schema.
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");

/// Frozen: a released migration is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_initial.sql"),
    include_str!("migrations/0002_round_and_panel.sql"),
    include_str!("migrations/0003_tools_strands_clocks.sql"),
];

/// Marks a file as an audit file: "GThr".
pub(super) const APPLICATION_ID: i64 = 0x4754_6872;

/// The schema version of new files.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Lifts a file to the current schema in one transaction; `after` runs in it, when the last migration has.
pub(super) fn lift(
    conn: &mut Connection,
    after: impl Fn(&Connection) -> Result<(), String> + Clone + Send + Sync + 'static,
) -> Result<(), StorageError> {
    let last = MIGRATIONS.len() - 1;
    let step = |(number, sql): (usize, &&'static str)| {
        if number < last {
            return M::up(sql);
        }
        let after = after.clone();
        M::up_with_hook(sql, move |transaction: &rusqlite::Transaction<'_>| {
            after(transaction).map_err(rusqlite_migration::HookError::Hook)
        })
    };
    Migrations::new(MIGRATIONS.iter().enumerate().map(step).collect()).to_latest(conn).map_err(|error| StorageError {
        kind: StorageErrorKind::Failed(error.to_string()),
        during: "bringing the file up to date",
        source: Some(Box::new(error)),
    })
}

/// Makes the schema in a new, empty file.
pub(super) fn make(conn: &Connection) -> Result<(), StorageError> {
    let during = "making a new file";
    conn.execute_batch(&format!("BEGIN IMMEDIATE; {SCHEMA} COMMIT;")).during(during)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID).during(during)?;
    conn.pragma_update(None, "user_version", SCHEMA_VERSION).during(during)
}

/// Every object of a schema as text, in a fixed order.
fn objects(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare(
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || ifnull(sql, '') FROM main.sqlite_master ORDER BY 1",
    )?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut objects = texts.map(|text| text.map(|t| plain(&t))).collect::<rusqlite::Result<Vec<_>>>()?;
    objects.sort_unstable();
    Ok(objects)
}

/// The text of an object without its layout: a column that a migration added stands on the line SQLite gave it.
fn plain(sql: &str) -> String {
    let spaced: String = sql.lines().map(|line| line.split("--").next().unwrap_or("")).collect::<Vec<_>>().join(" ");
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("( ", "(").replace(" )", ")").replace(" ,", ",")
}

/// Refuses a file whose schema is not exactly ours: nothing else of it is then read.
pub(super) fn require_exact_schema(conn: &Connection) -> Result<(), StorageError> {
    let during = "comparing the file's form";
    let model = Connection::open_in_memory().during(during)?;
    model.execute_batch(SCHEMA).during(during)?;
    let (ours, theirs) = (objects(&model).during(during)?, objects(conn).during(during)?);
    if ours == theirs {
        return Ok(());
    }
    let odd = theirs.iter().find(|o| !ours.contains(o)).or_else(|| ours.iter().find(|o| !theirs.contains(o)));
    let name = odd.map(|o| o.split(' ').take(2).collect::<Vec<_>>().join(" ")).unwrap_or_default();
    Err(StorageError::new(StorageErrorKind::SchemaDiffers(name), during))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_schema_and_the_migrations_make_the_same_file() {
        let fresh = Connection::open_in_memory().unwrap();
        make(&fresh).unwrap();
        let mut lifted = Connection::open_in_memory().unwrap();
        lift(&mut lifted, |_| Ok(())).unwrap();
        assert_eq!(objects(&fresh).unwrap(), objects(&lifted).unwrap());
        let version = |c: &Connection| c.pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0)).unwrap();
        assert_eq!(version(&fresh), version(&lifted));
    }

    #[test]
    fn a_file_with_anything_added_is_refused() {
        let conn = Connection::open_in_memory().unwrap();
        make(&conn).unwrap();
        require_exact_schema(&conn).unwrap();
        conn.execute_batch("CREATE TRIGGER x AFTER INSERT ON plan BEGIN DELETE FROM plan; END").unwrap();
        let error = require_exact_schema(&conn).unwrap_err();
        assert_eq!(error.kind, StorageErrorKind::SchemaDiffers("trigger x".into()));
    }
}
