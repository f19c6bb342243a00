//! What is being chosen and typed on the screen of the file.

use super::data::{CareTold, Inside, LogLine};
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
    /// Of whom the log is shown.
    pub actor: Option<String>,
    /// Which events of the log are shown.
    pub event: Option<String>,
    /// Of which round the log is shown.
    pub round: Option<String>,
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
            CareTold::Proposed(words) => {
                self.again.clone_from(&words.0);
                self.new = words.0;
                self.is_proposed = true;
                self.strength = None;
            }
        }
    }

    /// Whether a line of the log is among those chosen.
    #[must_use]
    pub fn shows(&self, line: &LogLine) -> bool {
        let fits = |chosen: &Option<String>, has: &str| chosen.as_deref().is_none_or(|chosen| chosen == has);
        fits(&self.actor, &line.actor) && fits(&self.event, &line.event) && fits(&self.round, &line.round)
    }

    /// The passphrase is changed: nothing of it stays.
    pub fn forget_passphrase(&mut self) {
        self.new.clear();
        self.again.clear();
        self.strength = None;
        self.is_proposed = false;
    }
}
