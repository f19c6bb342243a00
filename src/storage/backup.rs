//! Copies of the open file: written beside their final name, synced, opened again and compared, then renamed. Also how
//! the passphrase changes, which is the same with another key.

use super::error::{During, StorageError, StorageErrorKind};
use super::store::{self, Store};
use super::{Db, state_digest};
use crate::platform::atomic;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// What a new name ends in while it is not whole yet, and what SQLite may put beside it.
const LEFT_OVER: [&str; 3] = ["", "-wal", "-journal"];

impl Store {
    /// Writes a verified copy of the whole file: same content, same passphrase.
    ///
    /// # Errors
    /// When something lies at `out`, it cannot be written, or the copy does not hold what this file holds. Nothing is
    /// left behind then.
    pub fn copy_to(&self, out: &Path) -> Result<(), StorageError> {
        let during = "making a copy";
        let out = store::usable_path(out, during)?;
        if out.symlink_metadata().is_ok() {
            return Err(StorageError::new(StorageErrorKind::Exists(out), during));
        }
        self.copy_aside(&out, |_| Ok(()), self.passphrase(), during)
    }

    /// Gives the file another passphrase: a copy with the new key takes its place in one step. Copies made before keep
    /// the old one.
    ///
    /// # Errors
    /// When the copy cannot be made or does not hold what this file holds: the file then keeps the old passphrase.
    pub fn change_passphrase(&mut self, new: &str, now_ms: i64) -> Result<(), StorageError> {
        let during = "changing the passphrase";
        let path = self.path().to_owned();
        let fresh = atomic::temporary_beside(&path);
        let aside = fresh.with_extension("key");
        remove(&aside);
        self.copy_aside(&aside, |conn| conn.pragma_update(None, "rekey", new).during(during), Some(new), during)?;
        let swapped = self.swap_for(&aside, Some(new), now_ms, during);
        if swapped.is_err() {
            remove(&aside);
        }
        swapped
    }

    /// Copies, changes the copy, verifies it with `key`, and gives it its name.
    fn copy_aside(
        &self,
        out: &Path,
        change: impl FnOnce(&Connection) -> Result<(), StorageError>,
        key: Option<&str>,
        during: &'static str,
    ) -> Result<(), StorageError> {
        let temporary = atomic::temporary_beside(out);
        remove(&temporary);
        let made = (|| {
            let name = temporary.to_str().ok_or_else(|| {
                StorageError::new(StorageErrorKind::Failed("the path is not valid text".to_owned()), during)
            })?;
            self.db().0.execute("VACUUM INTO ?1", [name]).during(during)?;
            {
                let conn = open_copy(&temporary, self.passphrase(), during)?;
                change(&conn)?;
                conn.close().map_err(|(_, error)| StorageError::sql(error, during))?;
            }
            atomic::sync_file(&temporary).map_err(|e| StorageError::io(e, during))?;
            self.require_same(&temporary, key, during)?;
            atomic::publish(&temporary, out).map_err(|e| StorageError::io(e, during))
        })();
        if made.is_err() {
            remove(&temporary);
        }
        made
    }

    /// Opens a copy and compares: its pages, where its log chain stands, and the digest of every row.
    fn require_same(&self, copy: &Path, key: Option<&str>, during: &'static str) -> Result<(), StorageError> {
        let differs =
            |what: &str| StorageError::new(StorageErrorKind::Damaged(format!("the copy differs in {what}")), during);
        let conn = open_copy(copy, key, during)?;
        let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).during(during)?;
        if sound != "ok" {
            return Err(differs("its pages"));
        }
        if Db(&conn).log_head()? != self.head() {
            return Err(differs("its log"));
        }
        if state_digest::compute(&conn)? != self.head().state {
            return Err(differs("its content"));
        }
        conn.close().map_err(|(_, error)| StorageError::sql(error, during))
    }
}

/// Opens a copy as an ordinary file of one process: no write-ahead log is left beside it.
fn open_copy(path: &Path, key: Option<&str>, during: &'static str) -> Result<Connection, StorageError> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .during(during)?;
    conn.pragma_update(None, "cipher_log_level", "NONE").during(during)?;
    if let Some(key) = key {
        conn.pragma_update(None, "key", key).during(during)?;
    }
    conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;")
        .during(during)?;
    Ok(conn)
}

/// What a copy holds, for people who choose one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyFacts {
    /// When it was last changed, milliseconds UTC.
    pub last_change_ms: Option<i64>,
    /// Titles of its rounds, oldest first.
    pub rounds: Vec<String>,
    /// How many plans of the cohort.
    pub plans: u64,
    /// How many answers on score sheets.
    pub answers: u64,
    /// Head of its log chain, hexadecimal.
    pub head_digest: String,
}

/// Reads what a copy holds; changes nothing of it.
///
/// # Errors
/// When it cannot be opened with this key, is no audit file, or is damaged.
pub fn peek(path: &Path, key: Option<&str>) -> Result<CopyFacts, StorageError> {
    let during = "reading a backup";
    let conn = open_sound(path, key, during)?;
    let db = Db(&conn);
    let count = |table: &str| {
        conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u64>(0)).during(during)
    };
    let mut titles = conn.prepare("SELECT title FROM round ORDER BY created_ms, id").during(during)?;
    let rounds = titles.query_map([], |row| row.get(0)).and_then(Iterator::collect).during(during)?;
    let head = db.log_head()?;
    Ok(CopyFacts {
        last_change_ms: db.last_log_ms()?,
        rounds,
        plans: count("plan")?,
        answers: count("sheet_answer")?,
        head_digest: head.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

/// Opens a copy for reading, after all of it was found sound: pages, log chain, content.
fn open_sound(path: &Path, key: Option<&str>, during: &'static str) -> Result<Connection, StorageError> {
    let path = store::usable_path(path, during)?;
    let key = key.filter(|_| store::is_encrypted(&path).unwrap_or(true));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(&path, flags).during(during)?;
    conn.pragma_update(None, "cipher_log_level", "NONE").during(during)?;
    if let Some(key) = key {
        conn.pragma_update(None, "key", key).during(during)?;
    }
    conn.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;").during(during)?;
    store::require_version(&conn)?;
    let damaged = |detail: String| StorageError::new(StorageErrorKind::Damaged(detail), during);
    let sound: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).during(during)?;
    if sound != "ok" {
        return Err(damaged(sound));
    }
    if let Some(fault) = Db(&conn).list_chain_faults()?.first() {
        return Err(damaged(format!("log row {}: {}", fault.seq, fault.detail)));
    }
    Db(&conn).require_state_fits_log()?;
    Ok(conn)
}

impl Store {
    /// Puts a copy in the place of this file, once all of it was found sound, and goes on with it.
    ///
    /// # Errors
    /// When the copy is not sound or the step cannot be taken whole: this file stays then.
    pub fn restore_from(&mut self, copy: &Path, key: Option<&str>, now_ms: i64) -> Result<(), StorageError> {
        let during = "going back to a backup";
        let key = key.filter(|_| store::is_encrypted(copy).unwrap_or(true));
        let aside = atomic::temporary_beside(self.path());
        remove(&aside);
        let taken = (|| {
            let conn = open_sound(copy, key, during)?;
            let name = aside.to_str().ok_or_else(|| {
                StorageError::new(StorageErrorKind::Failed("the path is not valid text".to_owned()), during)
            })?;
            conn.execute("VACUUM INTO ?1", [name]).during(during)?;
            atomic::sync_file(&aside).map_err(|e| StorageError::io(e, during))?;
            open_sound(&aside, key, during)?;
            self.swap_for(&aside, key, now_ms, during)
        })();
        if taken.is_err() {
            remove(&aside);
        }
        taken
    }
}

/// Gives a copy another passphrase: a new one beside it, found sound, takes its name.
///
/// # Errors
/// When it is not sound, `old` does not open it, or the new one cannot be written: it is as it was then.
pub fn rekey_copy(path: &Path, old: &str, new: &str) -> Result<(), StorageError> {
    let during = "giving a backup the new passphrase";
    let aside = atomic::temporary_beside(path);
    remove(&aside);
    let made = (|| {
        let name = aside.to_str().ok_or_else(|| {
            StorageError::new(StorageErrorKind::Failed("the path is not valid text".to_owned()), during)
        })?;
        let head = {
            let conn = open_sound(path, Some(old), during)?;
            conn.execute("VACUUM INTO ?1", [name]).during(during)?;
            Db(&conn).log_head()?
        };
        {
            let conn = open_copy(&aside, Some(old), during)?;
            conn.pragma_update(None, "rekey", new).during(during)?;
            conn.close().map_err(|(_, error)| StorageError::sql(error, during))?;
        }
        atomic::sync_file(&aside).map_err(|e| StorageError::io(e, during))?;
        if Db(&open_sound(&aside, Some(new), during)?).log_head()? != head {
            return Err(StorageError::new(StorageErrorKind::Damaged("the copy differs in its log".to_owned()), during));
        }
        atomic::publish(&aside, path).map_err(|e| StorageError::io(e, during))
    })();
    if made.is_err() {
        remove(&aside);
    }
    made
}

/// Keeps a file of an earlier form as it is, in the folder of its backups, before it is brought up to date.
///
/// # Errors
/// When the copy cannot be made whole: the file must then not be touched.
pub(super) fn keep_before_lift(conn: &Connection, path: &Path, now_ms: i64) -> Result<(), StorageError> {
    let during = "making a backup before bringing the file up to date";
    let io = |error| StorageError::io(error, during);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.with_file_name(format!("{stem} backups"));
    std::fs::create_dir_all(&folder).map_err(io)?;
    let at = crate::platform::clock::local_datetime(now_ms).unwrap_or_default();
    let out = folder.join(format!("{stem} {} before new form.gthread", at.strftime("%Y-%m-%d %H-%M-%S")));
    let temporary = atomic::temporary_beside(&out);
    remove(&temporary);
    let name = temporary
        .to_str()
        .ok_or_else(|| StorageError::new(StorageErrorKind::Failed("the path is not valid text".to_owned()), during))?;
    let kept = conn.execute("VACUUM INTO ?1", [name]).during(during).and_then(|_| {
        atomic::sync_file(&temporary).map_err(io)?;
        atomic::publish(&temporary, &out).map_err(io)
    });
    if kept.is_err() {
        remove(&temporary);
    }
    kept
}

fn remove(path: &Path) {
    for end in LEFT_OVER {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // Mostly there is none; one that cannot be removed makes the next step fail with the reason.
        let _ = std::fs::remove_file(name);
    }
}
