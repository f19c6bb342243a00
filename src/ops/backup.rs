//! Copies of the audit file: on request, before each step that could go wrong, and daily; how long they are kept; going
//! back to one; another passphrase.

use super::transact::{Actor, Changes, Entry, OpError, Session};
use crate::domain::rules::RuleViolation;
use crate::platform::clock::local_datetime;
use crate::storage::{CopyFacts, StorageError};
use jiff::civil::{Date, DateTime};
use serde_json::json;
use std::path::{Path, PathBuf};

/// How long a copy is kept, in days.
pub const KEPT_DAYS: i32 = 14;

/// The shortest passphrase of one's own, in characters.
pub const LEAST_PASSPHRASE_CHARS: usize = 12;

const ENDING: &str = "gthread";

/// A copy in the folder of backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made, local time, from its name.
    pub made_at: DateTime,
    /// Before what: "merge", "erasure"; "daily" else.
    pub why: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// How many backups got the passphrase of the file, and how many could not be opened with the one given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rekeyed {
    /// Have it now.
    pub rekeyed: u64,
    /// Are as they were: another passphrase yet, or damaged.
    pub left: u64,
}

impl Session {
    /// Gives every backup that `old` opens the passphrase of the file; each whole or not at all. Those that have it
    /// already do not count.
    ///
    /// # Errors
    /// When the folder cannot be read or the disk does not take a new copy.
    pub fn rekey_backups(&mut self, old: &str) -> Result<Rekeyed, OpError> {
        let Some(new) = self.store.passphrase().map(str::to_owned) else {
            return Err(RuleViolation::NotEncrypted.into());
        };
        let mut done = Rekeyed::default();
        for backup in self.list_backups()? {
            if crate::storage::peek(&backup.path, Some(&new)).is_ok() {
                continue;
            }
            if crate::storage::peek(&backup.path, Some(old)).is_err() {
                done.left += 1;
                continue;
            }
            crate::storage::rekey_copy(&backup.path, old, &new)?;
            done.rekeyed += 1;
        }
        Ok(done)
    }

    /// Writes a verified copy of the file to `out`, where nothing may be.
    ///
    /// # Errors
    /// When it cannot be written or does not hold what the file holds; nothing is left behind.
    pub fn backup_to(&mut self, out: &Path) -> Result<(), OpError> {
        Ok(self.store.copy_to(out)?)
    }

    /// Where the backups of this file lie: a folder beside it.
    #[must_use]
    pub fn backup_folder(&self) -> PathBuf {
        folder_of(self.store.path())
    }

    /// Makes a backup before a step, named after it, and removes those that are too old.
    ///
    /// # Errors
    /// When it cannot be made: the step must then not be taken.
    pub fn keep_backup(&mut self, why: &str) -> Result<Backup, OpError> {
        let during = "making a backup";
        let now_ms = self.world.now_ms();
        let at = local_datetime(now_ms).unwrap_or_default();
        let folder = self.backup_folder();
        std::fs::create_dir_all(&folder).map_err(|e| StorageError::io(e, during))?;
        let stem = stem_of(self.store.path());
        let mut path = folder.join(name_of(&stem, at, why));
        let mut again = 2;
        while path.symlink_metadata().is_ok() {
            path = folder.join(name_of(&stem, at, &format!("{why} {again}")));
            again += 1;
        }
        self.store.copy_to(&path)?;
        for old in to_remove(&self.list_backups()?, at.date()) {
            // One that cannot be removed is tried again next time; the new one is safe already.
            let _ = std::fs::remove_file(old);
        }
        let bytes = path.metadata().map_err(|e| StorageError::io(e, during))?.len();
        Ok(Backup { path, made_at: at, why: why.to_owned(), bytes })
    }

    /// Makes the daily backup where the file has changed since the last one and none was made today.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn keep_daily_backup(&mut self) -> Result<Option<Backup>, OpError> {
        let Some(last) = self.store.db().last_log_ms()? else { return Ok(None) };
        let today = self.world.today();
        let newest = self.list_backups()?.into_iter().next();
        let is_due = newest.is_none_or(|newest| {
            let changed_since = local_datetime(last).is_some_and(|changed| changed > newest.made_at);
            changed_since && newest.made_at.date() < today
        });
        if is_due { self.keep_backup("daily").map(Some) } else { Ok(None) }
    }

    /// The backups of this file, newest first.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn list_backups(&self) -> Result<Vec<Backup>, OpError> {
        let entries = match std::fs::read_dir(self.backup_folder()) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StorageError::io(error, "listing the backups").into()),
        };
        let stem = stem_of(self.store.path());
        let mut backups: Vec<Backup> = entries
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                let (made_at, why) = read_name(&stem, &path)?;
                Some(Backup { made_at, why, bytes: path.metadata().ok()?.len(), path })
            })
            .collect();
        backups.sort_by(|a, b| b.made_at.cmp(&a.made_at).then_with(|| b.path.cmp(&a.path)));
        Ok(backups)
    }

    /// What a backup holds, read without changing it. `passphrase`: the one the copy has, which may be an older one.
    ///
    /// # Errors
    /// When it cannot be opened with this passphrase, or is damaged.
    pub fn peek_backup(&self, path: &Path, passphrase: Option<&str>) -> Result<CopyFacts, OpError> {
        Ok(crate::storage::peek(path, passphrase.or(self.store.passphrase()))?)
    }

    /// Puts a backup in the place of the file, after the present one was backed up. The file then has the passphrase of
    /// the backup.
    ///
    /// # Errors
    /// When the present cannot be backed up or the backup is not sound: nothing is changed then.
    pub fn restore(&mut self, actor: &Actor, backup: &Path, passphrase: Option<&str>) -> Result<Backup, OpError> {
        let kept = self.keep_backup("before going back")?;
        let key = passphrase.map(str::to_owned).or_else(|| self.store.passphrase().map(str::to_owned));
        let before = self.head_digest();
        self.store.restore_from(backup, key.as_deref(), self.world.now_ms())?;
        self.forget();
        let content = json!({"from": backup.file_name().map(|n| n.to_string_lossy()), "head_before": before});
        self.transact(actor, |_| Ok(((), Some(Entry::new("file_restored", content, Changes::everything())))))?;
        Ok(kept)
    }

    /// Gives the file another passphrase, after a backup. Backups made before keep the old one.
    ///
    /// # Errors
    /// When the new one is too short, the file is not encrypted, or the change cannot be made whole: the file then keeps
    /// its passphrase.
    pub fn change_passphrase(&mut self, actor: &Actor, new: &str) -> Result<(), OpError> {
        if new.chars().count() < LEAST_PASSPHRASE_CHARS {
            return Err(RuleViolation::PassphraseTooShort(LEAST_PASSPHRASE_CHARS).into());
        }
        if !self.store.is_encrypted() {
            return Err(RuleViolation::NotEncrypted.into());
        }
        self.keep_backup("before passphrase change")?;
        self.store.change_passphrase(new, self.world.now_ms())?;
        let changes = Changes { file: true, ..Changes::default() };
        self.transact(actor, |_| Ok(((), Some(Entry::new("passphrase_changed", json!({}), changes)))))?;
        Ok(())
    }
}

fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn folder_of(path: &Path) -> PathBuf {
    path.with_file_name(format!("{} backups", stem_of(path)))
}

fn name_of(stem: &str, at: DateTime, why: &str) -> String {
    format!("{stem} {} {why}.{ENDING}", at.strftime("%Y-%m-%d %H-%M-%S"))
}

/// When and why, where the name is one of ours.
fn read_name(stem: &str, path: &Path) -> Option<(DateTime, String)> {
    if path.extension()? != ENDING {
        return None;
    }
    let name = path.file_stem()?.to_str()?;
    let rest = name.strip_prefix(stem)?.strip_prefix(' ')?;
    let (at, why) = rest.split_at_checked("2026-11-22 14-03-05".len())?;
    let at = DateTime::strptime("%Y-%m-%d %H-%M-%S", at).ok()?;
    Some((at, why.trim_start().to_owned()))
}

/// Which backups are past their days. The newest stays whatever its age: it may be the only good one.
fn to_remove(newest_first: &[Backup], today: Date) -> Vec<&Path> {
    let is_old = |backup: &&Backup| today.since(backup.made_at.date()).is_ok_and(|age| age.get_days() > KEPT_DAYS);
    newest_first.iter().skip(1).filter(is_old).map(|backup| backup.path.as_path()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::TestFile;
    use jiff::civil::date;

    fn backup(day: Date) -> Backup {
        let path = PathBuf::from(name_of("a", day.at(9, 0, 0, 0), "daily"));
        Backup { path, made_at: day.at(9, 0, 0, 0), why: "daily".to_owned(), bytes: 1 }
    }

    #[test]
    fn a_backup_is_kept_for_fourteen_days_and_the_newest_for_ever() {
        let today = date(2026, 11, 22);
        let list = [date(2026, 11, 8), date(2026, 11, 7), date(2024, 1, 1)].map(backup);
        assert_eq!(to_remove(&list, today), [list[1].path.as_path(), list[2].path.as_path()]);
        assert!(to_remove(&list[2..], today).is_empty());
    }

    #[test]
    fn names_of_backups_are_read_back_and_others_are_not_ours() {
        let at = date(2026, 11, 22).at(14, 3, 5, 0);
        let name = name_of("Round file", at, "before merge");
        assert_eq!(read_name("Round file", Path::new(&name)), Some((at, "before merge".to_owned())));
        for other in
            ["Round file.gthread", "Round file 2026-13-22 14-03-05 x.gthread", "other 2026-11-22 14-03-05 x.gthread"]
        {
            assert_eq!(read_name("Round file", Path::new(other)), None, "{other}");
        }
    }

    #[test]
    fn going_back_brings_the_old_content_and_keeps_the_present_as_a_backup() {
        let (file, mut session) = TestFile::new();
        let kept = session.keep_backup("before trying").unwrap();
        let before = session.peek_backup(&kept.path, None).unwrap();
        crate::testing::round(&mut session, 4, 4);
        let head = session.head_digest();
        let present = session.restore(&Actor::Lead, &kept.path, None).unwrap();
        assert_eq!(session.list_rounds().unwrap().len(), 0);
        assert_eq!(before.rounds, Vec::<String>::new());
        session.verify().unwrap();
        // The present is one step away, whole.
        session.restore(&Actor::Lead, &present.path, None).unwrap();
        assert_eq!(session.list_rounds().unwrap().len(), 1);
        assert!(
            session
                .history()
                .unwrap()
                .iter()
                .any(|row| row.content.as_deref().is_some_and(|c| c.contains(&head)) || row.event == "file_restored")
        );
        assert_eq!(session.check().unwrap(), vec![]);
        drop(file);
    }

    #[test]
    fn a_damaged_backup_is_refused_and_nothing_changes() {
        let (_file, mut session) = TestFile::new();
        let kept = session.keep_backup("before trying").unwrap();
        let mut bytes = std::fs::read(&kept.path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 4_096].fill(7);
        std::fs::write(&kept.path, bytes).unwrap();
        let head = session.head_digest();
        session.restore(&Actor::Lead, &kept.path, None).unwrap_err();
        assert_eq!(session.head_digest(), head);
        session.verify().unwrap();
    }

    #[test]
    fn the_new_passphrase_opens_and_the_old_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gthread");
        let new = super::super::NewFile {
            local_area: "Area",
            la_code: None,
            passphrase: Some("correct horse battery"),
            is_sample: false,
            tools: &[],
        };
        let world = || Box::new(crate::testing::FixedWorld::default());
        Session::create(&path, &new, world(), false, |_| Ok(())).unwrap();
        let mut session = Session::open(&path, Some("correct horse battery"), world()).unwrap();
        session.change_passphrase(&Actor::Lead, "too short").unwrap_err();
        session.change_passphrase(&Actor::Lead, "another horse altogether").unwrap();
        session.verify().unwrap();
        session.close().unwrap();
        Session::open(&path, Some("correct horse battery"), world()).unwrap_err();
        let session = Session::open(&path, Some("another horse altogether"), world()).unwrap();
        assert_eq!(session.check().unwrap(), vec![]);
        let old = &session.list_backups().unwrap()[0];
        session.peek_backup(&old.path, None).unwrap_err();
        session.peek_backup(&old.path, Some("correct horse battery")).unwrap();
        // Nothing half made is left.
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names.retain(|name| !name.starts_with("a.gthread"));
        assert_eq!(names, ["a backups"], "besides the open file and what belongs to it");
    }

    #[test]
    fn backups_get_the_new_passphrase_hold_the_same_and_the_old_one_opens_none() {
        use super::super::{Care, NewFile, OldBackups, Secret};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gthread");
        let (old, new) = ("correct horse battery", "another horse altogether");
        let made = NewFile { local_area: "Area", la_code: None, passphrase: Some(old), is_sample: false, tools: &[] };
        let world = || Box::new(crate::testing::FixedWorld::default());
        Session::create(&path, &made, world(), false, |_| Ok(())).unwrap();
        let mut session = Session::open(&path, Some(old), world()).unwrap();
        let first = session.keep_backup("by hand").unwrap();
        let held = session.peek_backup(&first.path, None).unwrap();
        let broken = session.keep_backup("broken").unwrap();
        std::fs::write(&broken.path, vec![7; 8_192]).unwrap();
        let care = Care::ChangePassphrase { new: Secret(new.to_owned()), old_backups: OldBackups::Rekey };
        let told = session.run_care(&Actor::Lead, care).unwrap().value;
        assert_eq!((told["rekeyed"].as_u64(), told["left"].as_u64()), (Some(2), Some(1)), "{told}");
        assert_eq!(session.peek_backup(&first.path, None).unwrap(), held);
        for backup in session.list_backups().unwrap() {
            session.peek_backup(&backup.path, Some(old)).unwrap_err();
        }
        assert_eq!(std::fs::read(&broken.path).unwrap(), vec![7; 8_192], "what cannot be opened is as it was");
        // Left with the old one first, given the new one later.
        let care =
            Care::ChangePassphrase { new: Secret("a third horse indeed".to_owned()), old_backups: OldBackups::Keep };
        session.run_care(&Actor::Lead, care).unwrap();
        session.peek_backup(&first.path, None).unwrap_err();
        let told = session.run_care(&Actor::Lead, Care::RekeyBackups { old: Secret(new.to_owned()) }).unwrap().value;
        assert_eq!(told["rekeyed"].as_u64(), Some(3), "{told}");
        session.peek_backup(&first.path, None).unwrap();
        let care = Care::ChangePassphrase { new: Secret(old.to_owned()), old_backups: OldBackups::Erase };
        session.run_care(&Actor::Lead, care).unwrap();
        let left = session.list_backups().unwrap();
        assert_eq!(left.iter().map(|backup| backup.why.as_str()).collect::<Vec<_>>(), ["new passphrase"]);
    }
}
