//! Files other than the audit file: temporary name in the same folder, write, sync, rename, sync the folder.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a whole file under its final name, or leaves what was there untouched.
///
/// # Errors
/// The first failing step; nothing is left behind under the final name, and the temporary file is removed.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary_beside(path);
    let written = (|| {
        let mut file = File::create_new(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    })();
    if let Err(error) = written.and_then(|()| publish(&temporary, path)) {
        let _ = std::fs::remove_file(&temporary);
        return Err(error);
    }
    Ok(())
}

/// Writes files into a folder: a new folder appears whole or not at all; in one that is there, each file is replaced
/// whole.
///
/// # Errors
/// The first failing step; a new folder is then not left behind.
pub fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    if folder.is_dir() {
        return files.iter().try_for_each(|(name, bytes)| write(&folder.join(name), bytes));
    }
    let temporary = temporary_beside(folder);
    let written = std::fs::create_dir(&temporary).and_then(|()| {
        files.iter().try_for_each(|(name, bytes)| write(&temporary.join(name), bytes))?;
        publish(&temporary, folder)
    });
    if written.is_err() {
        let _ = std::fs::remove_dir_all(&temporary);
    }
    written
}

/// The largest text file of ours that is read whole, in bytes.
const MAX_TEXT_BYTES: u64 = 1024 * 1024;

/// Reads a small text file.
/// When it cannot be read, is no UTF-8, or is larger than a mebibyte.
pub fn read_text(path: &Path) -> io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    std::fs::File::open(path)?.take(MAX_TEXT_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_TEXT_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is too large"));
    }
    Ok(text)
}

/// Makes what another library wrote into a file survive a power cut. Not for an open database: closing the file here
/// drops its locks. Windows syncs only what is open for writing.
///
/// # Errors
/// When the file cannot be opened for writing, or the disk refuses.
pub fn sync_file(path: &Path) -> io::Result<()> {
    File::options().write(true).open(path)?.sync_all()
}

/// Renames a finished, synced temporary file to its final name and syncs the folder.
///
/// # Errors
/// When the rename or the sync of the folder fails.
pub fn publish(temporary: &Path, path: &Path) -> io::Result<()> {
    std::fs::rename(temporary, path)?;
    sync_folder_of(path)
}

/// A temporary name in the same folder, told apart by this process.
#[must_use]
pub fn temporary_beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

/// Makes a new or renamed name in a folder survive a power cut.
///
/// # Errors
/// When the folder cannot be synced. Windows has no such call; there the rename itself is durable.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_rubbish() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let inside_a_file = path.join("b.pdf");
        assert!(write(&inside_a_file, b"three").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
