//! Work on packs that touches files: reading them, the list of passphrases, watching a shared folder.

use super::control::Control;
use super::worker::Failure;
use crate::domain::ids::RoundId;
use crate::ops::{PackReport, ReadPack, Session, read_packs};
use crate::platform::atomic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, SystemTime};

/// How often a watched folder is looked at.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(20);
/// More packs than a round can have: a folder with more is not one of packs.
const MOST_PACKS: usize = 500;

/// Packs as read, and what taking them in would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PacksPreview {
    /// What was read.
    pub packs: Vec<ReadPack>,
    /// What taking each in would do.
    pub reports: Vec<PackReport>,
}

/// The packs at these paths: files as they are, of a folder those with the ending of packs, by name.
fn packs_at(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut packs = Vec::new();
    for path in paths {
        if path.is_dir() {
            packs.extend(packs_in(path).into_keys());
        } else {
            packs.push(path.clone());
        }
    }
    packs.truncate(MOST_PACKS);
    packs
}

/// The packs in a folder with size and time: what differs when one of them does.
fn packs_in(folder: &Path) -> BTreeMap<PathBuf, (u64, Option<SystemTime>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let packs = entries.filter_map(Result::ok).filter_map(|entry| {
        let path = entry.path();
        let metadata = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let is_pack = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gtpack"));
        is_pack.then(|| (path, (metadata.len(), metadata.modified().ok())))
    });
    packs.take(MOST_PACKS).collect()
}

/// Reads packs and says what taking them in would do. Nothing is changed.
///
/// # Errors
/// When the audit file cannot be read, or when stopped.
pub fn preview(session: &mut Session, paths: &[PathBuf], control: &mut Control) -> Result<PacksPreview, Failure> {
    let keys = session.pack_keys()?;
    let packs = read_packs(&keys, &packs_at(paths), |done, total| control.go_on(done, total));
    if control.is_cancelled() {
        return Err(Failure::Cancelled);
    }
    let reports = session.preview_packs(&packs)?;
    Ok(PacksPreview { packs, reports })
}

/// Writes the passphrases of a round's packs as a table; a file that is there is not replaced.
///
/// # Errors
/// When there is a file already, or it cannot be written.
pub fn save_passphrases(session: &mut Session, round: RoundId, path: PathBuf) -> Result<PathBuf, Failure> {
    let path = super::worker::with_ending(path, "csv");
    if path.exists() {
        return Err(Failure::WouldReplace(path));
    }
    let cell = |text: &str| format!("\"{}\"", crate::exchange::guard_formula(text).replace('"', "\"\""));
    let mut text = "member,file,passphrase\n".to_owned();
    for pack in session.list_packs(round)? {
        text += &format!("{},{},{}\n", cell(&pack.member), cell(&pack.file_name), cell(&pack.passphrase));
    }
    atomic::write(&path, text.as_bytes()).map_err(|error| Failure::NotWritten(path.clone(), error))?;
    Ok(path)
}

/// Looks at a folder now and then until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    _stop: Sender<()>,
}

impl Watch {
    /// Tells `seen` the packs that are new or other than before: not when nothing changed.
    pub(super) fn start(
        folder: PathBuf,
        every: Duration,
        seen: impl Fn(Vec<PathBuf>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (stop, stopped) = channel();
        std::thread::Builder::new().name("watching a folder".to_owned()).spawn(move || {
            let mut before = BTreeMap::new();
            loop {
                let now = packs_in(&folder);
                let changed: Vec<PathBuf> = now
                    .iter()
                    .filter(|(path, is)| before.get(*path) != Some(*is))
                    .map(|(path, _)| path.clone())
                    .collect();
                if !changed.is_empty() {
                    seen(changed);
                }
                before = now;
                match stopped.recv_timeout(every) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })?;
        Ok(Self { _stop: stop })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_watched_folder_is_told_of_once_for_each_change_and_no_more_when_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, told) = channel();
        let path = folder.path().join("a.gtpack");
        std::fs::write(&path, "one").unwrap();
        std::fs::write(folder.path().join("b.txt"), "no pack").unwrap();
        let tell = move |seen: Vec<PathBuf>| drop(sender.send(seen));
        let watch = Watch::start(folder.path().to_owned(), Duration::from_millis(5), tell).unwrap();
        let long = Duration::from_secs(20);
        assert_eq!(told.recv_timeout(long).unwrap(), std::slice::from_ref(&path));
        assert!(told.recv_timeout(Duration::from_millis(60)).is_err(), "nothing changed");
        std::fs::write(&path, "another").unwrap();
        assert_eq!(told.recv_timeout(long).unwrap(), [path]);
        drop(watch);
        assert!(told.recv_timeout(long).is_err_and(|e| e == RecvTimeoutError::Disconnected));
    }
}
