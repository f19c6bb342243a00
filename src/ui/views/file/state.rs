//! What is being chosen and typed on the screen of the file.

use super::data::{CareTold, Inside};
use super::log::LogFilter;
use crate::ops::Strength;

/// The state of the screen. Its `Debug` leaves passphrases out.
#[derive(Default)]
pub struct CareScreen {
    /// What the backup looked into holds.
    pub inside: Option<Inside>,
    /// Passphrase of an older backup.
    pub old_passphrase: String,
    /// Where to save a copy.
    pub copy: String,
    /// The new passphrase.
    pub new: String,
    /// The same again.
    pub again: String,
    /// How strong it is.
    pub strength: Option<Strength>,
    /// The words are shown: they were proposed.
    pub is_proposed: bool,
    /// Whether older backups are removed.
    pub remove_backups: bool,
    /// Which part of the log is shown.
    pub log: LogFilter,
    /// This disk takes no more: the copy stands first.
    pub copy_first: bool,
}

impl std::fmt::Debug for CareScreen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CareScreen").field("inside", &self.inside).finish_non_exhaustive()
    }
}

impl CareScreen {
    /// Takes in what was asked for.
    pub fn told(&mut self, told: CareTold) {
        match told {
            CareTold::Inside(inside) => self.inside = Some(inside),
            CareTold::LogSaved(path) => self.log.saved = Some(path.display().to_string()),
            CareTold::Proposed(words) => {
                self.again.clone_from(&words.0);
                self.new = words.0;
                self.is_proposed = true;
                self.strength = None;
            }
        }
    }

    /// The passphrase is changed: nothing of it stays.
    pub fn forget_passphrase(&mut self) {
        self.new.clear();
        self.again.clear();
        self.strength = None;
        self.is_proposed = false;
    }
}
