//! Text into lines: one form of accented letters, characters the fonts lack made visible, lines no wider than asked.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::report::doc::{MONTHS, RichText};
use crate::report::metrics::Fonts;
use crate::report::style::{MM_PER_PT, TextStyle};

/// Drawn, in a box, for a character the fonts lack.
const STAND_IN: char = '?';
/// Handed on in place of control and direction characters: those must not reach a page, not even unseen.
const REPLACEMENT: char = '\u{FFFD}';

/// A character ready to be set.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    shown: char,
    bold: bool,
    /// The character this one is a stand-in for.
    stands_for: Option<char>,
    advance_em: f32,
    /// A space at which no line may end.
    glued: bool,
}

/// Text as glyphs, ready to be broken into lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prepared(Vec<Glyph>);

/// A stretch of a line in one weight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// Distance from the start of the line, in millimetres.
    pub(crate) x_mm: f32,
    /// Width without trailing spaces, in millimetres.
    pub(crate) width_mm: f32,
    pub(crate) bold: bool,
    pub(crate) text: String,
    pub(crate) stands_for: Option<String>,
}

/// One line. Its runs put together, line after line, are the text again.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// Width without trailing spaces, in millimetres.
    pub(crate) width_mm: f32,
}

/// Normalises `text` and finds a width for every character; what the fonts lack is added to `missing`.
pub(crate) fn prepare(fonts: &Fonts, text: &RichText, all_bold: bool, missing: &mut BTreeSet<char>) -> Prepared {
    let mut glyphs = Vec::new();
    for span in &text.0 {
        let mut previous = None;
        for character in span.text.nfc() {
            if !(character == '\n' && previous == Some('\r')) {
                push_character(fonts, character, span.bold || all_bold, missing, &mut glyphs);
            }
            previous = Some(character);
        }
    }
    glue_units(&mut glyphs);
    Prepared(glyphs)
}

fn push_character(fonts: &Fonts, character: char, bold: bool, missing: &mut BTreeSet<char>, glyphs: &mut Vec<Glyph>) {
    let mut push = |shown: char, stands_for: Option<char>, glued: bool| {
        let advance_em = fonts.get(bold).advance_em(shown).unwrap_or(0.0);
        glyphs.push(Glyph { shown, bold, stands_for, advance_em, glued });
    };
    match character {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => push('\n', None, false),
        '\t' => push(' ', None, false),
        '\u{A0}' | '\u{202F}' | '\u{2007}' => push(' ', None, true),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => push(' ', None, false),
        '\u{2010}' | '\u{2011}' => push('-', None, character == '\u{2011}'),
        // Without form: places where a word might be broken, and marks at the start of a file.
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
        _ if fonts.has(character) => push(character, None, false),
        _ => match spelled_out(fonts, character) {
            Some(letters) => letters.into_iter().for_each(|letter| push(letter, None, false)),
            None => {
                missing.insert(character);
                let hidden = character.is_control() || changes_direction(character);
                push(STAND_IN, Some(if hidden { REPLACEMENT } else { character }), false);
            }
        },
    }
}

/// Ligatures, full-width letters, arrows: said with characters the fonts have.
fn spelled_out(fonts: &Fonts, character: char) -> Option<Vec<char>> {
    match character {
        '\u{2192}' => return Some(vec!['-', '>']),
        '\u{2190}' => return Some(vec!['<', '-']),
        _ => {}
    }
    let letters: Vec<char> = std::iter::once(character).nfkc().collect();
    letters.iter().all(|letter| fonts.has(*letter)).then_some(letters)
}

fn changes_direction(character: char) -> bool {
    matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// "65 %", "1 September" and "55 of 60" stay on one line although written with ordinary spaces; so does a last word of a
/// few letters with the one before it, so that it does not stand alone under a paragraph.
fn glue_units(glyphs: &mut [Glyph]) {
    for at in 1..glyphs.len().saturating_sub(1) {
        let candidate = glyphs[at].shown == ' ' && glyphs[at - 1].shown.is_ascii_digit();
        glyphs[at].glued |= candidate && (glyphs[at + 1].shown == '%' || begins_with_month(&glyphs[at + 1..]));
        if candidate && is_whole(&glyphs[at + 1..]) {
            glyphs[at].glued = true;
            glyphs[at + 3].glued = true;
        }
    }
    glue_last_word(glyphs);
}

/// "of 60" follows.
fn is_whole(glyphs: &[Glyph]) -> bool {
    let starts = ['o', 'f', ' '].iter().zip(glyphs).all(|(letter, glyph)| glyph.shown == *letter);
    starts && glyphs.get(3).is_some_and(|glyph| glyph.shown.is_ascii_digit())
}

/// Letters of a last word that is kept with the one before it, and how much text there must be for that.
const SHORT_WORD: usize = 4;
const LONG_TEXT: usize = 80;

fn glue_last_word(glyphs: &mut [Glyph]) {
    let Some(space) = glyphs.iter().rposition(|glyph| matches!(glyph.shown, ' ' | '\n')) else { return };
    let is_short = (1..=SHORT_WORD).contains(&(glyphs.len() - space - 1));
    if is_short && glyphs.len() >= LONG_TEXT && glyphs[space].shown == ' ' {
        glyphs[space].glued = true;
    }
}

fn begins_with_month(glyphs: &[Glyph]) -> bool {
    let starts = |month: &str| month.chars().eq(glyphs.iter().take(month.len()).map(|glyph| glyph.shown));
    MONTHS.into_iter().any(starts)
}

impl Prepared {
    /// Width on one line, in millimetres; the widest where the text has line ends of its own.
    pub(crate) fn width_mm(&self, size_pt: f32) -> f32 {
        let lines = self.0.split(|glyph| glyph.shown == '\n');
        lines.map(|line| trimmed_em(line) * size_pt * MM_PER_PT).fold(0.0, f32::max)
    }

    /// Width of the longest stretch that should not be broken, in millimetres.
    pub(crate) fn longest_word_mm(&self, size_pt: f32) -> f32 {
        let words = self.0.split(|glyph| matches!(glyph.shown, ' ' | '\n') && !glyph.glued);
        words.map(|word| trimmed_em(word) * size_pt * MM_PER_PT).fold(0.0, f32::max)
    }

    /// Breaks the text into lines of at most `width_mm`. Only a single character may be wider than that.
    pub(crate) fn wrap(&self, style: TextStyle, width_mm: f32) -> Vec<Line> {
        let mm_per_em = style.size_pt * MM_PER_PT;
        // A hair of tolerance: a text that was measured to fit must fit.
        let limit_em = width_mm / mm_per_em + 1e-4;
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.0.len() {
            let (end, next) = self.line_end(start, limit_em);
            lines.push(make_line(&self.0[start..end], mm_per_em));
            start = next;
        }
        if self.0.last().is_some_and(|glyph| glyph.shown == '\n') {
            lines.push(Line::default());
        }
        lines
    }

    /// Where the line that begins at `start` ends, and where the next one begins.
    fn line_end(&self, start: usize, limit_em: f32) -> (usize, usize) {
        let mut width_em = 0.0;
        let mut last_break = None;
        for at in start..self.0.len() {
            let glyph = self.0[at];
            if glyph.shown == '\n' {
                return (at, at + 1);
            }
            width_em += glyph.advance_em;
            if glyph.shown != ' ' && width_em > limit_em {
                let end = last_break.unwrap_or(at.max(start + 1));
                return (end, end);
            }
            if self.may_end_after(at) {
                last_break = Some(at + 1);
            }
        }
        (self.0.len(), self.0.len())
    }

    fn may_end_after(&self, at: usize) -> bool {
        let (glyph, next) = (self.0[at], self.0.get(at + 1));
        let Some(next) = next else { return false };
        match glyph.shown {
            ' ' => !glyph.glued && next.shown != ' ',
            '-' | '\u{2013}' | '\u{2014}' | '/' => {
                let before = at > 0 && self.0[at - 1].shown.is_alphabetic();
                !glyph.glued && before && next.shown.is_alphabetic()
            }
            _ => false,
        }
    }
}

fn trimmed_em(glyphs: &[Glyph]) -> f32 {
    let length = glyphs.iter().rposition(|glyph| glyph.shown != ' ').map_or(0, |last| last + 1);
    glyphs.iter().take(length).map(|glyph| glyph.advance_em).fold(0.0, |sum, advance| sum + advance)
}

fn make_line(glyphs: &[Glyph], mm_per_em: f32) -> Line {
    let mut line = Line::default();
    let mut x_mm = 0.0;
    for run in glyphs.chunk_by(|a, b| a.bold == b.bold && a.stands_for.is_some() == b.stands_for.is_some()) {
        let width_mm = trimmed_em(run) * mm_per_em;
        if width_mm > 0.0 {
            line.width_mm = x_mm + width_mm;
        }
        line.runs.push(Run {
            x_mm,
            width_mm,
            bold: run.iter().any(|glyph| glyph.bold),
            text: run.iter().map(|glyph| glyph.shown).collect(),
            stands_for: run.iter().map(|glyph| glyph.stands_for).collect(),
        });
        x_mm += run.iter().map(|glyph| glyph.advance_em).sum::<f32>() * mm_per_em;
    }
    // Spaces at the end in another weight: kept for those who copy the text, but not outside the column.
    for run in line.runs.iter_mut().rev().take_while(|run| run.width_mm <= 0.0) {
        run.x_mm = line.width_mm;
    }
    line
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::report::style::BODY;

    fn lines(text: impl Into<RichText>, width_mm: f32) -> (Vec<Line>, BTreeSet<char>) {
        let mut missing = BTreeSet::new();
        let fonts = Fonts::shipped().unwrap();
        (prepare(&fonts, &text.into(), false, &mut missing).wrap(BODY, width_mm), missing)
    }

    fn texts(text: impl Into<RichText>, width_mm: f32) -> Vec<String> {
        let join = |line: Line| line.runs.into_iter().map(|run| run.text).collect::<String>();
        lines(text, width_mm).0.into_iter().map(join).collect()
    }

    #[test]
    fn a_count_with_its_whole_stays_on_one_line_and_no_short_word_stands_alone() {
        assert_eq!(texts("met in 55 of 60", 20.0), ["met in ", "55 of 60"]);
        let long = "Nobody was given one they had declared an interest in, nor saw what others gave before own.";
        for width_mm in 30..90 {
            let lines = texts(long, width_mm as f32);
            assert_ne!(lines.last().map(|line| line.trim()), Some("own."), "{width_mm} mm");
        }
    }

    #[test]
    fn a_line_ends_at_a_space_and_keeps_it() {
        assert_eq!(texts("the health needs are named", 25.0), ["the health ", "needs are ", "named"]);
    }

    #[test]
    fn a_line_ends_after_a_hyphen_between_letters_but_not_in_a_number() {
        assert_eq!(texts("well-known", 12.0), ["well-", "known"]);
        assert_eq!(texts("a 5-10", 10.0), ["a ", "5-10"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_and_nothing_is_lost() {
        let broken = texts("Rhododendronhain", 10.0);
        assert!(broken.len() > 2);
        assert_eq!(broken.concat(), "Rhododendronhain");
    }

    #[test]
    fn a_percentage_stays_on_one_line() {
        let text = "share 65 %";
        let whole = lines(text, 500.0).0[0].width_mm;
        assert_eq!(texts(text, whole - 0.5), ["share ", "65 %"]);
    }

    #[test]
    fn a_day_stays_with_its_month() {
        assert_eq!(texts("set on 1 September", 30.0), ["set on ", "1 September"]);
        assert_eq!(texts("set on 1 Someday", 15.0), ["set on 1 ", "Someday"]);
    }

    #[test]
    fn line_feeds_of_every_kind_end_a_line_once() {
        assert_eq!(texts("a\nb\r\nc\rd", 50.0), ["a", "b", "c", "d"]);
        assert_eq!(texts("a\n\nb\n", 50.0), ["a", "", "b", ""]);
    }

    #[test]
    fn a_combining_accent_becomes_one_letter() {
        assert_eq!(texts("Tom w\u{302} e\u{301}", 50.0), ["Tom \u{175} \u{e9}"]);
    }

    #[test]
    fn what_the_fonts_lack_is_shown_and_reported() {
        let (lines, missing) = lines("Li 漢 and \u{202E}", 50.0);
        let shown: Vec<_> = lines[0].runs.iter().map(|run| (run.text.as_str(), run.stands_for.as_deref())).collect();
        assert_eq!(shown, [("Li ", None), ("?", Some("漢")), (" and ", None), ("?", Some("\u{FFFD}"))]);
        assert_eq!(missing.into_iter().collect::<String>(), "\u{202E}漢");
    }

    #[test]
    fn ligatures_and_arrows_are_spelled_out() {
        assert_eq!(texts("\u{FB01}ne 50 \u{2192} 65", 50.0), ["fine 50 -> 65"]);
    }

    #[test]
    fn bold_is_a_run_of_its_own_and_wider() {
        let (set, _) = lines(RichText::from("with ").bold("health").plain(" advice"), 100.0);
        let runs = &set[0].runs;
        assert_eq!(runs.iter().map(|run| run.bold).collect::<Vec<_>>(), [false, true, false]);
        assert!(runs[1].x_mm > runs[0].width_mm && runs[2].x_mm >= runs[1].x_mm + runs[1].width_mm);
        assert!(runs[1].width_mm > lines("health", 100.0).0[0].width_mm);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-zA-Z ,.\\-%0-9ŵ漢]{0,200}", width in 2.0f32..150.0) {
            let (set, _) = lines(text.clone(), width);
            for line in &set {
                let one = line.runs.iter().map(|run| run.text.trim_end().chars().count()).sum::<usize>() <= 1;
                prop_assert!(line.width_mm <= width + 0.01 || one, "{line:?}");
            }
            let back: String = set.iter().flat_map(|line| &line.runs)
                .map(|run| run.stands_for.as_deref().unwrap_or(&run.text)).collect();
            prop_assert_eq!(back, text.nfc().collect::<String>());
        }
    }
}
