//! `FILE.lock` beside an audit file: says who has it open. Left over without a holder it is no lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A held lock; released when dropped.
#[derive(Debug)]
pub struct FileLock {
    file: File,
    path: PathBuf,
}

/// Why a lock was not taken.
#[derive(Debug)]
pub enum LockError {
    /// Somebody has it: what they wrote of themselves.
    Held(String),
    /// The lock file cannot be made or read.
    Io(std::io::Error),
}

/// The path of the lock file that goes with an audit file.
#[must_use]
pub fn lock_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

impl FileLock {
    /// Takes the lock beside `file`, or says who has it. `holder` is written for the next one to read.
    ///
    /// # Errors
    /// [`LockError::Held`] at once when somebody else has it.
    pub fn acquire(file: &Path, holder: &str) -> Result<Self, LockError> {
        let path = lock_path(file);
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(&path).map_err(LockError::Io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut who = String::new();
                // On Windows a locked region cannot be read; the name is then unknown, the lock is not.
                let _ = Read::by_ref(&mut file).take(500).read_to_string(&mut who);
                return Err(LockError::Held(who.trim().to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(LockError::Io(error)),
        }
        file.set_len(0).map_err(LockError::Io)?;
        file.rewind().map_err(LockError::Io)?;
        file.write_all(holder.as_bytes()).map_err(LockError::Io)?;
        Ok(Self { file, path })
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Removed while still held, so that no second holder's file is removed.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// "user on machine since time", for the lock file.
#[must_use]
pub fn holder_text(now_ms: i64) -> String {
    let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_else(|_| "someone".into());
    let machine = std::fs::read_to_string("/etc/hostname")
        .map(|name| name.trim().to_owned())
        .or_else(|_| std::env::var("COMPUTERNAME"))
        .unwrap_or_else(|_| "this machine".into());
    let since = super::clock::local_datetime(now_ms)
        .map(|at| at.strftime("%-d %B %Y at %H:%M").to_string())
        .unwrap_or_default();
    format!("{user} on {machine} since {since}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_second_opener_hears_who_has_the_file_and_a_leftover_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.gthread");
        std::fs::write(lock_path(&file), "left over").unwrap();
        let first = FileLock::acquire(&file, "Ann on desk").unwrap();
        let Err(LockError::Held(who)) = FileLock::acquire(&file, "Ben") else { panic!("second lock taken") };
        assert_eq!(who, "Ann on desk");
        drop(first);
        assert!(!lock_path(&file).exists());
        assert!(FileLock::acquire(&file, "Ben").is_ok());
    }
}
