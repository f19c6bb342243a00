//! What can go wrong with the file, as data; the wording for people lives at the edges.

use std::path::PathBuf;
use thiserror::Error;

/// A storage operation that failed. Whatever was in the same change has been rolled back.
#[derive(Debug, Error)]
#[error("{kind:?} while {during}")]
pub struct StorageError {
    /// What went wrong.
    pub kind: StorageErrorKind,
    /// What was being done, such as `opening`.
    pub during: &'static str,
    /// The underlying error, for the help desk.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Kinds of storage failures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageErrorKind {
    /// There is no such file.
    NoSuchFile(PathBuf),
    /// There is something at this path already.
    Exists(PathBuf),
    /// The open file was moved, deleted or replaced: what is saved now would be lost.
    Gone(PathBuf),
    /// The path is a folder or something else that is no file.
    NotAFile(PathBuf),
    /// Somebody has it open: what their lock says.
    Locked(String),
    /// The folder is on a network share.
    NetworkShare(PathBuf),
    /// The file needs a passphrase and none was given.
    PassphraseNeeded,
    /// The passphrase does not open the file (or its first page is damaged: the two look alike).
    WrongPassphrase,
    /// The file is not an audit file.
    NotAnAuditFile,
    /// The file was made by a newer program.
    Newer {
        /// Schema version of the file.
        file: i64,
        /// The newest this program knows.
        ours: i64,
    },
    /// The schema is not exactly ours: the first difference.
    SchemaDiffers(String),
    /// The content is damaged: where.
    Damaged(String),
    /// The disk is full.
    DiskFull,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The built-in SQLite is older than is safe.
    OldSqlite(String),
    /// A stored value is not what its column holds: where.
    BadValue(String),
    /// The disk did not confirm a save. The file was closed, opened again and read back.
    NotConfirmed {
        /// Whether the change is in what was read back; none: the file could not be opened again.
        is_there: Option<bool>,
    },
    /// Any other failure of the disk or the database.
    Failed(String),
}

impl StorageError {
    /// An error without an underlying one.
    #[must_use]
    pub fn new(kind: StorageErrorKind, during: &'static str) -> Self {
        Self { kind, during, source: None }
    }

    /// Sorts an error of the file system.
    #[must_use]
    pub fn io(error: std::io::Error, during: &'static str) -> Self {
        use std::io::ErrorKind;
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageErrorKind::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StorageErrorKind::ReadOnly,
            _ => StorageErrorKind::Failed(error.to_string()),
        };
        Self { kind, during, source: Some(Box::new(error)) }
    }

    /// Sorts an error of SQLite.
    #[must_use]
    pub fn sql(error: rusqlite::Error, during: &'static str) -> Self {
        use rusqlite::{Error, ErrorCode};
        let kind = match &error {
            Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => StorageErrorKind::DiskFull,
                ErrorCode::ReadOnly => StorageErrorKind::ReadOnly,
                ErrorCode::DatabaseCorrupt => StorageErrorKind::Damaged(error.to_string()),
                ErrorCode::NotADatabase => StorageErrorKind::WrongPassphrase,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StorageErrorKind::Locked(String::new()),
                _ => StorageErrorKind::Failed(error.to_string()),
            },
            Error::FromSqlConversionFailure(..) | Error::InvalidColumnType(..) | Error::IntegralValueOutOfRange(..) => {
                StorageErrorKind::BadValue(error.to_string())
            }
            _ => StorageErrorKind::Failed(error.to_string()),
        };
        Self { kind, during, source: Some(Box::new(error)) }
    }
}

/// Names what was being done when an SQLite call failed.
pub(super) trait During<T> {
    /// Turns the error into ours.
    fn during(self, what: &'static str) -> Result<T, StorageError>;
}

impl<T> During<T> for rusqlite::Result<T> {
    fn during(self, what: &'static str) -> Result<T, StorageError> {
        self.map_err(|error| StorageError::sql(error, what))
    }
}
