//! What was typed on the start screen.

use crate::ops::Strength;

/// A passphrase has at least so many characters.
pub const MIN_PASSPHRASE_CHARS: usize = 12;

/// The state of the start screen.
#[derive(Debug, Default)]
pub struct StartScreen {
    /// First steps are shown.
    pub shows_tour: bool,
    /// The path typed.
    pub open_path: String,
    /// Of the files opened last these are not where they were.
    pub gone: Vec<std::path::PathBuf>,
    /// Whether the form for a new file is shown.
    pub is_making: bool,
    /// That form.
    pub new_file: NewFileForm,
}

/// The form for a new file. Its `Debug` leaves the passphrase out.
#[derive(Default)]
pub struct NewFileForm {
    /// Name of the local area.
    pub local_area: String,
    /// Its three-digit code.
    pub la_code: String,
    /// Where to make the file.
    pub path: String,
    /// Encrypts it.
    pub passphrase: String,
    /// The same again.
    pub again: String,
    /// How strong it is.
    pub strength: Option<Strength>,
    /// The words are shown: they were proposed.
    pub is_proposed: bool,
    /// The button was pressed: what is missing is said.
    pub was_tried: bool,
}

impl std::fmt::Debug for NewFileForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewFileForm").field("local_area", &self.local_area).finish_non_exhaustive()
    }
}

/// What is missing or wrong in the form for a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No name of the local area.
    NoArea,
    /// A code that is not three digits.
    Code,
    /// No path.
    NoPath,
    /// Too short a passphrase.
    Short,
    /// The two passphrases differ.
    Differs,
}

impl NewFileForm {
    /// Takes words that were proposed.
    pub fn propose(&mut self, words: String) {
        self.again.clone_from(&words);
        self.passphrase = words;
        self.is_proposed = true;
        self.strength = None;
    }

    /// The first thing that is missing or wrong.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        let code = self.la_code.trim();
        let is_code = code.is_empty() || (code.len() == 3 && code.chars().all(|c| c.is_ascii_digit()));
        match () {
            () if self.local_area.trim().is_empty() => Some(Fault::NoArea),
            () if !is_code => Some(Fault::Code),
            () if self.path.trim().is_empty() => Some(Fault::NoPath),
            () if self.passphrase.chars().count() < MIN_PASSPHRASE_CHARS => Some(Fault::Short),
            () if self.passphrase != self.again => Some(Fault::Differs),
            () => None,
        }
    }

    /// The words for a fault, once the button was pressed.
    #[must_use]
    pub fn error(&self, fault: Fault) -> Option<&'static str> {
        (self.was_tried && self.fault() == Some(fault)).then_some(match fault {
            Fault::NoArea => "Enter the name of the local area.",
            Fault::Code => "The code has three digits, such as 314. It may stay empty.",
            Fault::NoPath => "Say where to make the file.",
            Fault::Short => "At least 12 characters: four ordinary words are good.",
            Fault::Differs => "The two are not the same. Type them again.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_needs_an_area_a_place_and_a_passphrase_of_twelve_characters_twice() {
        let mut form = NewFileForm::default();
        assert_eq!(form.fault(), Some(Fault::NoArea));
        form.local_area = "Kingston upon Thames".to_owned();
        form.la_code = "31".to_owned();
        assert_eq!(form.fault(), Some(Fault::Code));
        form.la_code = "314".to_owned();
        assert_eq!(form.fault(), Some(Fault::NoPath));
        form.path = "/tmp/kingston".to_owned();
        form.passphrase = "Ŵŷ345678901".to_owned();
        assert_eq!(form.fault(), Some(Fault::Short), "characters count, not bytes");
        form.passphrase.push('2');
        assert_eq!(form.fault(), Some(Fault::Differs));
        form.again.clone_from(&form.passphrase);
        assert_eq!(form.fault(), None);
    }

    #[test]
    fn what_is_wrong_is_said_only_after_trying() {
        let mut form = NewFileForm::default();
        assert_eq!(form.error(Fault::NoArea), None);
        form.was_tried = true;
        assert!(form.error(Fault::NoArea).is_some());
        assert_eq!(form.error(Fault::Short), None);
    }
}
