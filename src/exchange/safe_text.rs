//! Text that is safe to write into a spreadsheet cell, and text that is safe to take in as a name.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The longest reference of a plan, in characters.
pub const MAX_REFERENCE_CHARS: usize = 64;

/// Makes a text cell safe to open in a spreadsheet: one that begins with `= + - @`, tab or return gets a leading
/// apostrophe. So does one that already has apostrophes before such a character, so that
/// [`unguard_formula`] gives back exactly what was guarded.
#[must_use]
pub fn guard_formula(text: &str) -> Cow<'_, str> {
    if starts_a_formula(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes the protective apostrophe of [`guard_formula`] away again.
#[must_use]
pub fn unguard_formula(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\'') {
        Some(rest) if starts_a_formula(rest.trim_start_matches('\'')) => Cow::Borrowed(rest),
        _ => Cow::Borrowed(text),
    }
}

fn starts_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Whether text holds a control character or one that turns the direction of writing: with them two names can
/// look the same, or one can look like another.
#[must_use]
pub fn has_control_or_bidi(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_control());
    }
    text.chars().any(|c| c.is_control() || is_bidi_control(c))
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Not seen on screen, so that two references which differ only by it look the same.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The canonical composed form of accented letters, in which names and references are compared.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// What is wrong with the reference of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceProblem {
    /// There is none.
    #[error("there is no reference; every plan needs the reference it has in the case system")]
    Empty,
    /// More than [`MAX_REFERENCE_CHARS`] characters.
    #[error("the reference is too long; the limit is {MAX_REFERENCE_CHARS} characters")]
    TooLong,
    /// A space of any kind.
    #[error("the reference has a space in it; a reference holds no space, comma or quotation mark")]
    Space,
    /// A comma or a quotation mark.
    #[error("the reference has a comma or a quotation mark in it; a reference holds no space, comma or quotation mark")]
    CommaOrQuote,
    /// A control, bidirectional or invisible character.
    #[error("the reference has an invisible character in it; type it again in the source")]
    Invisible,
}

/// The reference in its canonical form, if it is one a plan may have.
///
/// # Errors
/// Says which rule it breaks. The text itself is never part of the error.
pub fn check_reference(text: &str) -> Result<String, ReferenceProblem> {
    let reference = nfc(text);
    if reference.is_empty() {
        return Err(ReferenceProblem::Empty);
    }
    if has_control_or_bidi(&reference) || (!reference.is_ascii() && reference.chars().any(is_invisible)) {
        return Err(ReferenceProblem::Invisible);
    }
    if reference.chars().any(char::is_whitespace) {
        return Err(ReferenceProblem::Space);
    }
    if reference.contains([',', '"', '\'', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}']) {
        return Err(ReferenceProblem::CommaOrQuote);
    }
    if reference.chars().count() > MAX_REFERENCE_CHARS {
        return Err(ReferenceProblem::TooLong);
    }
    Ok(reference.into_owned())
}

/// Foreign text fit for one line of a message: control and bidirectional characters replaced, cut after 60.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let visible = |c: char| if c.is_control() || is_bidi_control(c) { '\u{FFFD}' } else { c };
    let mut out: String = text.chars().take(MOST).map(visible).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_that_a_spreadsheet_would_run_get_an_apostrophe_and_lose_it_on_reading() {
        for text in ["=1+1", "+44", "-5", "@SUM(A1)", "\tx", "\rx"] {
            let guarded = guard_formula(text);
            assert_eq!(guarded, format!("'{text}"));
            assert_eq!(unguard_formula(&guarded), text);
        }
        for text in ["", "plain", "a=b", "'quoted'", "it's", "'"] {
            assert_eq!(guard_formula(text), text);
            assert_eq!(unguard_formula(text), text);
        }
    }

    #[test]
    fn text_that_was_guarded_by_hand_keeps_its_own_apostrophe() {
        assert_eq!(guard_formula("'=1"), "''=1");
        assert_eq!(unguard_formula("''=1"), "'=1");
    }

    proptest! {
        #[test]
        fn guarding_is_undone_exactly_and_never_leaves_a_formula(text in "['=+@\t\ra -]{0,6}") {
            let guarded = guard_formula(&text).into_owned();
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(unguard_formula(&guarded), text);
        }
    }

    #[test]
    fn control_and_bidirectional_characters_are_seen() {
        for bad in ["a\u{0}b", "a\nb", "\u{7f}", "\u{85}", "x\u{202E}y", "\u{200F}", "\u{2066}z"] {
            assert!(has_control_or_bidi(bad), "{bad:?}");
        }
        assert!(!has_control_or_bidi("Siân Đặng, Ōta – O'Neill-Żak"));
    }

    #[test]
    fn a_reference_keeps_the_rules_and_becomes_one_form() {
        use ReferenceProblem as P;
        assert_eq!(check_reference("Cafe\u{301}-1"), Ok("Café-1".to_owned()));
        assert_eq!(check_reference("EHC/2024-001"), Ok("EHC/2024-001".to_owned()));
        assert_eq!(check_reference(&"é".repeat(64)), Ok("é".repeat(64)));
        let too_long = "x".repeat(65);
        for (text, problem) in [
            ("", P::Empty),
            ("A 1", P::Space),
            ("A\u{a0}1", P::Space),
            ("A,1", P::CommaOrQuote),
            ("A\"1", P::CommaOrQuote),
            ("A'1", P::CommaOrQuote),
            ("A\u{202E}1", P::Invisible),
            ("A\u{200B}1", P::Invisible),
            ("A\t1", P::Invisible),
            (too_long.as_str(), P::TooLong),
        ] {
            assert_eq!(check_reference(text), Err(problem), "{text:?}");
        }
    }
}
