//! The log of this machine, for the help desk: what drew the window, what failed. Never any content of an audit file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// From this size on, in bytes, a log begins anew and the old one is kept beside it.
const MAX_BYTES: u64 = 256 * 1024;

/// Opens the log to be written on; where it cannot be, what is written is dropped.
#[must_use]
pub fn open(path: Option<&Path>) -> Box<dyn Write + Send> {
    match path.map(try_open) {
        Some(Ok(file)) => Box::new(file),
        Some(Err(_)) | None => Box::new(io::sink()),
    }
}

/// Where the log before this one is kept.
#[must_use]
pub fn older(path: &Path) -> PathBuf {
    path.with_extension("old.log")
}

fn try_open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if path.metadata().is_ok_and(|metadata| metadata.len() > MAX_BYTES) {
        std::fs::rename(path, older(path))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_log_is_written_on_and_begins_anew_when_it_is_long() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("window.log");
        open(Some(&path)).write_all(b"one\n").unwrap();
        open(Some(&path)).write_all(b"two\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\ntwo\n");
        std::fs::write(&path, vec![b'x'; usize::try_from(MAX_BYTES).unwrap() + 1]).unwrap();
        open(Some(&path)).write_all(b"three\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "three\n");
        assert_eq!(older(&path).metadata().unwrap().len(), MAX_BYTES + 1);
    }

    #[test]
    fn where_no_log_can_be_kept_nothing_fails() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        open(Some(&folder.path().join("file").join("window.log"))).write_all(b"one").unwrap();
        open(None).write_all(b"one").unwrap();
    }
}
