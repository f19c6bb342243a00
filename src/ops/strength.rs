//! How hard a passphrase is to guess, in words.

/// How hard a passphrase is to guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Guessed at once.
    Weak,
    /// Guessed by somebody who tries long enough.
    Fair,
    /// Not guessed in practice.
    Strong,
}

impl Strength {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Weak => "Weak: it would be guessed quickly. Take the words proposed.",
            Self::Fair => "Fair: another word would make it strong.",
            Self::Strong => "Strong",
        }
    }
}

/// How hard a passphrase is to guess for somebody who knows these words of our own, such as the local area.
#[must_use]
pub fn strength(passphrase: &str, own: &[&str]) -> Strength {
    match zxcvbn::zxcvbn(passphrase, own).guesses_log10() {
        guesses if guesses < 8.0 => Strength::Weak,
        guesses if guesses < 14.0 => Strength::Fair,
        _ => Strength::Strong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_random_are_strong_and_our_own_words_are_weak() {
        assert_eq!(strength("password1234", &[]), Strength::Weak);
        assert_eq!(strength("unsettled walrus purple gravity comet", &[]), Strength::Strong);
        let area = "Kingston upon Thames";
        assert!(strength(area, &[area]) < strength(area, &[]));
    }
}
