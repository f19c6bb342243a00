//! Whether the open file is still the one at its path: one that was deleted or replaced while it was open would take
//! every change and lose it when it is closed.

use super::error::{StorageError, StorageErrorKind};
use std::path::Path;

/// What tells a file from another that takes its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileMark(Option<(u64, u64)>);

impl FileMark {
    /// The mark of what lies at a path now.
    #[cfg(unix)]
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        path.metadata().map(|metadata| Self(Some((metadata.dev(), metadata.ino()))))
    }

    /// The mark of what lies at a path now. Here the system keeps an open file from being replaced.
    #[cfg(not(unix))]
    pub(super) fn of(path: &Path) -> std::io::Result<Self> {
        path.metadata().map(|_| Self(None))
    }

    /// Refuses a path at which the marked file no longer lies.
    pub(super) fn require_at(self, path: &Path, during: &'static str) -> Result<(), StorageError> {
        let gone = || StorageError::new(StorageErrorKind::Gone(path.to_owned()), during);
        match Self::of(path) {
            Ok(now) if now == self => Ok(()),
            Ok(_) => Err(gone()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(gone()),
            Err(error) => Err(StorageError::io(error, during)),
        }
    }
}
