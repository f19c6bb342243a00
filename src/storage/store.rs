//! One open audit file: the only connection, its lock, and the one way to write.

use super::error::{During, StorageError, StorageErrorKind};
use super::fault;
use super::log::{LogDraft, LogHead};
use super::state_digest::{self, SharedDigest};
use super::still_there::FileMark;
use super::{Db, migrate};
use crate::platform::file_lock::{FileLock, LockError, holder_text};
use crate::platform::places::{self, Place};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Header of a file that anybody can read.
pub(super) const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// The oldest SQLite without the WAL-reset fault.
const LEAST_SQLITE: i32 = 3_051_003;

/// An open audit file.
#[derive(Debug)]
pub struct Store {
    // Dropped in this order: the connection empties the write-ahead log before the lock goes.
    conn: Connection,
    _lock: FileLock,
    path: PathBuf,
    key: Key,
    state: SharedDigest,
    head: LogHead,
    mark: FileMark,
}

/// The passphrase of an encrypted file; none: not encrypted. Kept because copies of the file are verified with it.
#[derive(Clone)]
struct Key(Option<String>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "a passphrase" } else { "no passphrase" })
    }
}

impl Store {
    /// Makes a new audit file; refuses a path where something is.
    ///
    /// # Errors
    /// When the path is taken, lies on a network share or cannot be written.
    pub fn create(path: &Path, passphrase: Option<&str>, now_ms: i64) -> Result<Self, StorageError> {
        let during = "making a new file";
        let path = usable_path(path, during)?;
        if path.symlink_metadata().is_ok() {
            return Err(StorageError::new(StorageErrorKind::Exists(path), during));
        }
        let lock = lock(&path, now_ms, during)?;
        let conn = connect(&path, passphrase, None, OpenFlags::SQLITE_OPEN_CREATE)?;
        migrate::make(&conn)?;
        Self::ready(conn, lock, path, passphrase)
    }

    /// Makes a new encrypted file whose first sixteen bytes are `salt`; refuses a path where something is.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub(super) fn create_salted(
        path: &Path,
        passphrase: &str,
        salt: [u8; 16],
        now_ms: i64,
    ) -> Result<Self, StorageError> {
        let during = "making a new file";
        let path = usable_path(path, during)?;
        if path.symlink_metadata().is_ok() {
            return Err(StorageError::new(StorageErrorKind::Exists(path), during));
        }
        let lock = lock(&path, now_ms, during)?;
        let conn = connect(&path, Some(passphrase), Some(salt), OpenFlags::SQLITE_OPEN_CREATE)?;
        migrate::make(&conn)?;
        Self::ready(conn, lock, path, Some(passphrase))
    }

    /// Opens an audit file.
    ///
    /// # Errors
    /// When there is none, somebody has it, the passphrase is wrong, it is newer, or its form is not ours. The file
    /// is then left as it was.
    pub fn open(path: &Path, passphrase: Option<&str>, now_ms: i64) -> Result<Self, StorageError> {
        let during = "opening the file";
        let path = usable_path(path, during)?;
        let encrypted = is_encrypted(&path)?;
        if encrypted && passphrase.is_none_or(str::is_empty) {
            return Err(StorageError::new(StorageErrorKind::PassphraseNeeded, during));
        }
        let lock = lock(&path, now_ms, during)?;
        let key = passphrase.filter(|_| encrypted);
        let mut conn = connect(&path, key, None, OpenFlags::empty())?;
        if require_version(&conn)? < migrate::SCHEMA_VERSION {
            super::backup::keep_before_lift(&conn, &path, now_ms)?;
            lift(&mut conn, now_ms)?;
        }
        migrate::require_exact_schema(&conn)?;
        Self::ready(conn, lock, path, key)
    }

    fn ready(conn: Connection, lock: FileLock, path: PathBuf, key: Option<&str>) -> Result<Self, StorageError> {
        let state = SharedDigest::default();
        state_digest::install(&conn, &state)?;
        let head = Db(&conn).log_head()?;
        state.set(head.state);
        let key = Key(key.map(str::to_owned));
        let mark = FileMark::of(&path).map_err(|e| StorageError::io(e, "opening the file"))?;
        Ok(Self { conn, _lock: lock, path, key, state, head, mark })
    }

    /// The open file for reading.
    #[must_use]
    pub fn db(&self) -> Db<'_> {
        Db(&self.conn)
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing can be read without the passphrase.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.key.0.is_some()
    }

    /// The passphrase, for verifying copies and for coming back after the screen was hidden.
    pub(crate) fn passphrase(&self) -> Option<&str> {
        self.key.0.as_deref()
    }

    /// Whether this is the file's passphrase.
    #[must_use]
    pub fn is_passphrase(&self, text: &str) -> bool {
        self.key.0.as_deref() == Some(text)
    }

    /// Puts another file, already verified, in the place of this one, and goes on with it.
    pub(super) fn swap_for(
        &mut self,
        other: &Path,
        key: Option<&str>,
        now_ms: i64,
        during: &'static str,
    ) -> Result<(), StorageError> {
        self.settle()?;
        // The connection must be gone before the file is replaced; one in memory stands in for that moment.
        let nowhere = Connection::open_in_memory().during(during)?;
        let old = std::mem::replace(&mut self.conn, nowhere);
        let closed = old.close().map_err(|(conn, error)| {
            self.conn = conn;
            StorageError::sql(error, during)
        });
        closed?;
        let renamed = crate::platform::atomic::publish(other, &self.path).map_err(|e| StorageError::io(e, during));
        if renamed.is_ok() {
            self.key = Key(key.map(str::to_owned));
        }
        self.conn = connect(&self.path, self.passphrase(), None, OpenFlags::empty())?;
        if require_version(&self.conn)? < migrate::SCHEMA_VERSION {
            lift(&mut self.conn, now_ms)?;
        }
        migrate::require_exact_schema(&self.conn)?;
        state_digest::install(&self.conn, &self.state)?;
        self.head = Db(&self.conn).log_head()?;
        self.state.set(self.head.state);
        self.mark = FileMark::of(&self.path).map_err(|e| StorageError::io(e, during))?;
        renamed
    }

    /// Where the log chain stands.
    #[must_use]
    pub fn head(&self) -> LogHead {
        self.head
    }

    /// Runs a change: all of it with its log row, durably, or none of it. A change that returns no log draft is
    /// rolled back: it found nothing to do.
    ///
    /// # Errors
    /// What the change returns, or why it could not be made durable. The file is then as before.
    pub fn write<T, E: From<StorageError>>(
        &mut self,
        change: impl FnOnce(&Db<'_>) -> Result<(T, Option<LogDraft>), E>,
    ) -> Result<T, E> {
        let before = self.state.get();
        let place = (self.mark, self.path.as_path());
        let mut unconfirmed = None;
        let written = Self::write_inner(&mut self.conn, &self.state, self.head, place, &mut unconfirmed, change);
        match written {
            Ok((value, Some(head))) => {
                self.head = head;
                Ok(value)
            }
            Ok((value, None)) => {
                self.state.set(before);
                Ok(value)
            }
            Err(error) => {
                self.state.set(before);
                match unconfirmed {
                    None => Err(error),
                    Some(tried) => Err(self.read_back(tried).into()),
                }
            }
        }
    }

    /// After a failed sync the connection is worth nothing: close it, open the file again from the disk, and compare
    /// what is there with what was to be saved.
    fn read_back(&mut self, tried: LogHead) -> StorageError {
        let is_there = self.reopen("reading the file back").ok().map(|()| self.head == tried);
        StorageError::new(StorageErrorKind::NotConfirmed { is_there }, "saving")
    }

    fn reopen(&mut self, during: &'static str) -> Result<(), StorageError> {
        // One in memory stands in while the old one goes; it answers nothing if the file cannot be opened again.
        let nowhere = Connection::open_in_memory().during(during)?;
        drop(std::mem::replace(&mut self.conn, nowhere));
        self.mark.require_at(&self.path, during)?;
        let conn = connect(&self.path, self.passphrase(), None, OpenFlags::empty())?;
        migrate::require_exact_schema(&conn)?;
        state_digest::install(&conn, &self.state)?;
        self.head = Db(&conn).log_head()?;
        self.state.set(self.head.state);
        self.conn = conn;
        Ok(())
    }

    fn write_inner<T, E: From<StorageError>>(
        conn: &mut Connection,
        state: &SharedDigest,
        head: LogHead,
        (mark, path): (FileMark, &Path),
        unconfirmed: &mut Option<LogHead>,
        change: impl FnOnce(&Db<'_>) -> Result<(T, Option<LogDraft>), E>,
    ) -> Result<(T, Option<LogHead>), E> {
        let during = "saving";
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate).during(during)?;
        let db = Db(&transaction);
        let (value, draft) = change(&db)?;
        let Some(draft) = draft else {
            transaction.rollback().during(during)?;
            return Ok((value, None));
        };
        let head = db.append_log(head, state.get(), &draft)?;
        // Last before the commit: nothing may be called saved in a file that nobody will find again.
        mark.require_at(path, during)?;
        let committed = fault::commit(transaction, path);
        if committed.as_ref().is_err_and(fault::is_unconfirmed) {
            *unconfirmed = Some(head);
        }
        committed.during(during)?;
        Ok((value, Some(head)))
    }

    /// Empties the write-ahead log into the file, so that a copy of the file is whole.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn settle(&self) -> Result<(), StorageError> {
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).during("emptying the write-ahead log")
    }

    /// Closes the file: the write-ahead log is emptied and removed.
    ///
    /// # Errors
    /// When the last of it could not be written; what was said to be saved is safe in the write-ahead log then.
    pub fn close(self) -> Result<(), StorageError> {
        self.settle()?;
        self.conn.close().map_err(|(_, error)| StorageError::sql(error, "closing the file"))
    }
}

pub(super) fn usable_path(path: &Path, during: &'static str) -> Result<PathBuf, StorageError> {
    let path = places::absolute(path).map_err(|e| StorageError::io(e, during))?;
    if places::place_of(&path) == Place::NetworkShare {
        return Err(StorageError::new(StorageErrorKind::NetworkShare(path), during));
    }
    Ok(path)
}

fn lock(path: &Path, now_ms: i64, during: &'static str) -> Result<FileLock, StorageError> {
    FileLock::acquire(path, &holder_text(now_ms)).map_err(|error| match error {
        LockError::Held(who) => StorageError::new(StorageErrorKind::Locked(who), during),
        LockError::Io(error) => StorageError::io(error, during),
    })
}

/// Reads the header with ordinary calls; only before the database is open, whose locks that would drop.
pub(super) fn is_encrypted(path: &Path) -> Result<bool, StorageError> {
    let during = "opening the file";
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StorageError::new(StorageErrorKind::NoSuchFile(path.to_owned()), during));
        }
        Err(error) => return Err(StorageError::io(error, during)),
    };
    if !metadata.is_file() {
        return Err(StorageError::new(StorageErrorKind::NotAFile(path.to_owned()), during));
    }
    // SQLCipher pages are 4,096 bytes: anything shorter was never an audit file, or was cut.
    if metadata.len() < 4_096 {
        return Err(StorageError::new(StorageErrorKind::NotAnAuditFile, during));
    }
    let mut header = [0; 16];
    let mut file = std::fs::File::open(path).map_err(|e| StorageError::io(e, during))?;
    file.read_exact(&mut header).map_err(|e| StorageError::io(e, during))?;
    Ok(&header != PLAIN_HEADER)
}

/// Opens the one connection with the settings that carry the promises, in the order that matters.
/// A salt is given only where a new file is to begin with it.
pub(super) fn connect(
    path: &Path,
    passphrase: Option<&str>,
    salt: Option<[u8; 16]>,
    extra: OpenFlags,
) -> Result<Connection, StorageError> {
    let during = "opening the file";
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(StorageError::new(StorageErrorKind::OldSqlite(rusqlite::version().to_owned()), during));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | extra;
    let conn = Connection::open_with_flags(path, flags).during(during)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.pragma_update(None, "cipher_log_level", "NONE").during(during)?;
    if let Some(passphrase) = passphrase {
        conn.pragma_update(None, "key", passphrase).during(during)?;
    }
    if let Some(salt) = salt {
        let hex = salt.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        conn.pragma_update(None, "cipher_salt", format!("x'{hex}'")).during(during)?;
    }
    // Exclusive before WAL: then no shared-memory file is made and no second writer can come.
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE").during(during)?;
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).during(during)?;
    conn.pragma_update(None, "journal_mode", "WAL").during(during)?;
    conn.pragma_update(None, "synchronous", "FULL").during(during)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;",
    )
    .during(during)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).during(during)?;
    Ok(conn)
}

/// Lifts a file of an earlier version: only one whose content is the one its log speaks of, with a log row that
/// covers the new form, in one transaction.
fn lift(conn: &mut Connection, now_ms: i64) -> Result<(), StorageError> {
    Db(conn).require_state_fits_log()?;
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|e| StorageError::io(e.into(), "bringing the file up to date"))?;
    migrate::lift(conn, move |conn| {
        let draft = LogDraft {
            at_ms: now_ms,
            actor: "Golden Thread".to_owned(),
            event: "file_brought_up_to_date",
            round: None,
            subject: None,
            content: format!(r#"{{"schema":{}}}"#, migrate::SCHEMA_VERSION),
            salt,
        };
        let appended = state_digest::compute(conn)
            .and_then(|state| Ok((state, Db(conn).log_head()?)))
            .and_then(|(state, head)| Db(conn).append_log(head, state, &draft));
        appended.map(|_| ()).map_err(|error| error.to_string())
    })
}

/// The schema version of an audit file that is not newer than we are.
pub(super) fn require_version(conn: &Connection) -> Result<i64, StorageError> {
    let during = "opening the file";
    let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).during(during);
    if pragma("application_id")? != migrate::APPLICATION_ID {
        return Err(StorageError::new(StorageErrorKind::NotAnAuditFile, during));
    }
    let version = pragma("user_version")?;
    if version > migrate::SCHEMA_VERSION {
        let kind = StorageErrorKind::Newer { file: version, ours: migrate::SCHEMA_VERSION };
        return Err(StorageError::new(kind, during));
    }
    Ok(version)
}
