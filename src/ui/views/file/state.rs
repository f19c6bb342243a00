//! What is being chosen and typed on the screen of the file.

use super::data::{CareTold, Inside};
use super::log::LogFilter;
use crate::domain::ids::RoundId;
use crate::ops::{Erasure, OldBackups, Strength, WouldGo};
use std::collections::BTreeMap;

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
    /// What happens to older backups.
    pub old_backups: OldBackups,
    /// Where the emergency sheet goes.
    pub sheet: String,
    /// Whether the passphrase is printed on it.
    pub sheet_prints: bool,
    /// Last days being typed.
    pub keep_until: BTreeMap<RoundId, String>,
    /// The plan to be erased.
    pub erase_plan: String,
    /// What is about to be erased.
    pub erase: Option<EraseForm>,
    /// Which part of the log is shown.
    pub log: LogFilter,
    /// This disk takes no more: the copy stands first.
    pub copy_first: bool,
}

/// What is about to be erased.
#[derive(Debug, Clone)]
pub struct EraseForm {
    /// What.
    pub what: Erasure,
    /// As it is called, to be typed again.
    pub name: String,
    /// What would go; none: it is being counted.
    pub would: Option<WouldGo>,
    /// Why.
    pub reason: String,
    /// Where the certificate goes.
    pub path: String,
    /// The name, typed again.
    pub typed: String,
    /// Whether it has been drawn: the first time the screen goes there.
    pub was_drawn: bool,
}

impl Default for EraseForm {
    fn default() -> Self {
        let (name, reason, path, typed) = Default::default();
        Self { what: Erasure::Plan(String::new()), name, would: None, reason, path, typed, was_drawn: false }
    }
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
            // These change more than this screen: the app takes them in.
            CareTold::Erased(_) | CareTold::SheetSaved(_) => {}
            CareTold::WouldGo(what, would) => {
                if let Some(form) = self.erase.as_mut().filter(|form| form.what == what) {
                    form.would = Some(would);
                }
            }
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
