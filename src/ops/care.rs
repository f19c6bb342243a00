//! Taking care of the file from the window: backups, another passphrase, words that are no names.

use super::backup::Rekeyed;
use super::command::Outcome;
use super::transact::{Actor, Changes, OpError, Session};
use crate::domain::ids::RoundId;
use crate::domain::passphrase::draw_words;
use crate::domain::rules::RuleViolation;
use crate::platform::clock;
use crate::storage::StorageError;
use jiff::civil::Date;
use serde_json::json;
use std::path::PathBuf;

/// Words in the passphrase that is proposed for a file: five words are worth 64 bits.
pub const PROPOSED_WORDS: usize = 5;

/// A text that is never shown in a log: its `Debug` leaves it out.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a passphrase")
    }
}

/// What happens to the backups when the passphrase is changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OldBackups {
    /// They get the new one too.
    #[default]
    Rekey,
    /// They keep the old one.
    Keep,
    /// They are erased, and one is made with the new one.
    Erase,
}

/// A step of taking care of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Care {
    /// Makes a backup.
    Backup,
    /// Writes a verified copy elsewhere.
    SaveCopy(PathBuf),
    /// Goes back to a backup.
    Restore {
        /// Which.
        backup: PathBuf,
        /// Its passphrase, where it has an older one.
        passphrase: Option<Secret>,
    },
    /// Gives the file another passphrase.
    ChangePassphrase {
        /// The new one.
        new: Secret,
        /// What happens to the backups, which have the old one.
        old_backups: OldBackups,
    },
    /// Gives the backups that this older passphrase opens the one of the file.
    RekeyBackups {
        /// The older one.
        old: Secret,
    },
    /// Sets until when a round is kept; none: no longer set.
    KeepUntil {
        /// The round.
        round: RoundId,
        /// The last day.
        until: Option<Date>,
    },
    /// Remembers that a text is no person.
    NotAPerson(String),
    /// Forgets that.
    ForgetNotAPerson(String),
}

/// Proposes a passphrase of words drawn at random.
///
/// # Errors
/// When the machine gives no random numbers.
pub fn propose_passphrase() -> Result<String, OpError> {
    let drawn = draw_words(PROPOSED_WORDS, || clock::secret_bytes::<2>().ok().map(u16::from_le_bytes));
    let none = || std::io::Error::other("the machine gives no random numbers");
    Ok(drawn.ok_or_else(|| StorageError::io(none(), "proposing a passphrase"))?)
}

impl Session {
    /// Carries a step out.
    ///
    /// # Errors
    /// As the step; a member may not go back to a backup or change the passphrase.
    pub fn run_care(&mut self, actor: &Actor, care: Care) -> Result<Outcome, OpError> {
        let is_for_lead = matches!(
            care,
            Care::Restore { .. } | Care::ChangePassphrase { .. } | Care::RekeyBackups { .. } | Care::KeepUntil { .. }
        );
        if is_for_lead && matches!(actor, Actor::Member(_)) {
            return Err(RuleViolation::NotYours.into());
        }
        let file = Changes { file: true, ..Changes::default() };
        let (changes, value) = match care {
            Care::Backup => {
                self.keep_backup("by hand")?;
                (file, json!({"did": "backup"}))
            }
            Care::SaveCopy(path) => {
                let path = with_ending(path);
                self.backup_to(&path)?;
                (Changes::default(), json!({"did": "copy", "path": path}))
            }
            Care::Restore { backup, passphrase } => {
                self.restore(actor, &backup, passphrase.as_ref().map(|secret| secret.0.as_str()))?;
                (Changes::everything(), json!({"did": "restore"}))
            }
            Care::ChangePassphrase { new, old_backups } => {
                let old = self.store.passphrase().map(str::to_owned).unwrap_or_default();
                self.change_passphrase(actor, &new.0)?;
                let mut removed = 0;
                let mut rekeyed = Rekeyed::default();
                match old_backups {
                    OldBackups::Keep => {}
                    OldBackups::Rekey => rekeyed = self.rekey_backups(&old)?,
                    OldBackups::Erase => {
                        removed = self.remove_backups()?;
                        self.keep_backup("new passphrase")?;
                    }
                }
                let Rekeyed { rekeyed, left } = rekeyed;
                (file, json!({"did": "passphrase", "removed": removed, "rekeyed": rekeyed, "left": left}))
            }
            Care::RekeyBackups { old } => {
                let Rekeyed { rekeyed, left } = self.rekey_backups(&old.0)?;
                (file, json!({"did": "rekeyed", "rekeyed": rekeyed, "left": left}))
            }
            Care::KeepUntil { round, until } => {
                let done = self.keep_until(actor, round, until)?;
                (done.changes, json!({"did": "keep_until", "until": until.map(|day| day.to_string())}))
            }
            Care::NotAPerson(text) => (self.remember_not_a_person(actor, &text)?.changes, json!({"did": "word"})),
            Care::ForgetNotAPerson(text) => (self.forget_not_a_person(actor, &text)?.changes, json!({"did": "word"})),
        };
        Ok(Outcome { changes, value })
    }
}

fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|has| has.eq_ignore_ascii_case("gthread")) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".gthread");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::storage::StorageErrorKind;
    use crate::testing::{self, TestFile};

    #[test]
    fn a_passphrase_is_in_no_debug_text() {
        let care =
            Care::ChangePassphrase { new: Secret("four secret words here".to_owned()), old_backups: OldBackups::Keep };
        assert!(!format!("{care:?}").contains("secret words"));
    }

    #[test]
    fn a_proposal_has_five_words_and_is_another_each_time() {
        let (one, two) = (propose_passphrase().unwrap(), propose_passphrase().unwrap());
        assert_eq!(one.split(' ').count(), PROPOSED_WORDS);
        assert_ne!(one, two);
    }

    #[test]
    fn a_member_can_not_go_back_to_a_backup() {
        let (_file, mut session) = TestFile::new();
        let kept = session.keep_backup("before trying").unwrap();
        let care = Care::Restore { backup: kept.path, passphrase: None };
        let refused = session.run_care(&Actor::Member("Ann".to_owned()), care).unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::NotYours)), "{refused:?}");
    }

    #[test]
    fn a_word_that_is_no_name_is_forgotten_again() {
        let (_file, mut session) = TestFile::new();
        session.run_care(&Actor::Lead, Care::NotAPerson("Grace House".to_owned())).unwrap();
        assert!(session.not_a_person().unwrap().contains("grace house"));
        session.run_care(&Actor::Lead, Care::ForgetNotAPerson("grace house".to_owned())).unwrap();
        assert!(session.not_a_person().unwrap().is_empty());
        session.verify().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_said_to_be_saved_in_a_file_that_is_gone_or_replaced_and_a_copy_holds_what_was() {
        let (file, mut session) = TestFile::new();
        session.put_people(&Actor::Lead, testing::panel(2)).unwrap();
        let aside = file.folder().join("moved");
        std::fs::rename(file.path(), &aside).unwrap();
        let is_gone =
            |error: OpError| matches!(error, OpError::Storage(StorageError { kind: StorageErrorKind::Gone(_), .. }));
        assert!(is_gone(session.put_people(&Actor::Lead, testing::panel(3)).unwrap_err()));
        std::fs::write(file.path(), b"something else").unwrap();
        assert!(is_gone(session.put_people(&Actor::Lead, testing::panel(3)).unwrap_err()));
        let copy = file.folder().join("copy");
        session.run_care(&Actor::Lead, Care::SaveCopy(copy)).unwrap();
        let copied = session.peek_backup(&file.folder().join("copy.gthread"), None).unwrap();
        assert_eq!(copied.head_digest, session.head_digest());
        // Put back, the work goes on.
        std::fs::rename(aside, file.path()).unwrap();
        session.put_people(&Actor::Lead, testing::panel(3)).unwrap();
        assert_eq!(session.list_members().unwrap().len(), 3);
    }
}
