//! The last step of a save, and faults of the disk that tests can ask for at that point.

use rusqlite::Transaction;
use std::path::Path;

#[cfg(any(test, feature = "testing"))]
pub use on_demand::{DiskFault, next_save_fails};

/// Commits: what was changed is on the disk when this returns.
#[cfg(not(any(test, feature = "testing")))]
pub(super) fn commit(transaction: Transaction<'_>, _path: &Path) -> rusqlite::Result<()> {
    transaction.commit()
}

/// Commits, unless a test asked for a fault.
#[cfg(any(test, feature = "testing"))]
pub(super) fn commit(transaction: Transaction<'_>, path: &Path) -> rusqlite::Result<()> {
    on_demand::commit(transaction, path)
}

/// Whether the disk refused to confirm that something is written: what the connection believes is worth nothing then.
pub(super) fn is_unconfirmed(error: &rusqlite::Error) -> bool {
    use rusqlite::{Error, ErrorCode};
    matches!(error, Error::SqliteFailure(failure, _) if failure.code == ErrorCode::SystemIoFailure)
}

#[cfg(any(test, feature = "testing"))]
mod on_demand {
    use rusqlite::{Error, Transaction, ffi};
    use std::path::{Path, PathBuf};
    use std::sync::{Mutex, PoisonError};

    /// What a disk can do to a save.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum DiskFault {
        /// Nothing more fits on it.
        Full,
        /// The file or its folder became read-only.
        ReadOnly,
        /// A sync failed, and what was to be saved is not on the disk.
        SyncLost,
        /// A sync failed, although what was to be saved can be read back.
        SyncUnconfirmed,
    }

    static ASKED: Mutex<Vec<(PathBuf, DiskFault)>> = Mutex::new(Vec::new());

    /// The next save into this file meets this fault; asked for twice, the next two do.
    pub fn next_save_fails(path: &Path, fault: DiskFault) {
        ASKED.lock().unwrap_or_else(PoisonError::into_inner).push((path.to_owned(), fault));
    }

    fn take(path: &Path) -> Option<DiskFault> {
        let mut asked = ASKED.lock().unwrap_or_else(PoisonError::into_inner);
        let at = asked.iter().position(|(of, _)| of == path)?;
        Some(asked.remove(at).1)
    }

    pub(super) fn commit(transaction: Transaction<'_>, path: &Path) -> rusqlite::Result<()> {
        let failed = |code| Err(Error::SqliteFailure(ffi::Error::new(code), None));
        match take(path) {
            None => transaction.commit(),
            Some(DiskFault::Full) => failed(ffi::SQLITE_FULL),
            Some(DiskFault::ReadOnly) => failed(ffi::SQLITE_READONLY),
            Some(DiskFault::SyncLost) => failed(ffi::SQLITE_IOERR_FSYNC),
            Some(DiskFault::SyncUnconfirmed) => {
                transaction.commit()?;
                failed(ffi::SQLITE_IOERR_FSYNC)
            }
        }
    }
}
