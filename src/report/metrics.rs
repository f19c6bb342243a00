//! How wide characters are: advance widths read from the shipped fonts (`cmap` format 4 and `hmtx`).
//!
//! The layout must not know the PDF library, and the screen paints the same pages, so both take their widths here.

use super::error::FontError;
use super::style::MM_PER_PT;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Regular-tnum.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext-Bold-tnum.ttf");

/// The two weights reports are set in.
#[derive(Debug)]
pub struct Fonts {
    /// Regular weight.
    pub regular: FontMetrics,
    /// Bold weight.
    pub bold: FontMetrics,
}

impl Fonts {
    /// The fonts that are part of the program.
    ///
    /// # Errors
    /// Only if a font file was damaged before the program was built.
    pub fn shipped() -> Result<Self, FontError> {
        Ok(Self { regular: FontMetrics::read(REGULAR)?, bold: FontMetrics::read(BOLD)? })
    }

    /// The font of a weight.
    pub fn get(&self, bold: bool) -> &FontMetrics {
        if bold { &self.bold } else { &self.regular }
    }

    /// Whether both weights can draw `character`.
    pub fn has(&self, character: char) -> bool {
        self.regular.advance_em(character).is_some() && self.bold.advance_em(character).is_some()
    }

    /// Width of `text` on one line, in millimetres; characters the font lacks count nothing.
    pub fn width_mm(&self, text: &str, size_pt: f32, bold: bool) -> f32 {
        let font = self.get(bold);
        let em: f32 = text.chars().filter_map(|character| font.advance_em(character)).sum();
        em * size_pt * MM_PER_PT
    }
}

/// A font file and the widths of its characters.
#[derive(Debug)]
pub struct FontMetrics {
    bytes: &'static [u8],
    /// Sorted by character.
    advances: Vec<(char, f32)>,
    ascent_em: f32,
    descent_em: f32,
}

impl FontMetrics {
    /// Reads a TrueType file.
    ///
    /// # Errors
    /// When the file is cut short or lacks a table that is needed.
    pub fn read(bytes: &'static [u8]) -> Result<Self, FontError> {
        let file = Reader(bytes);
        let units_per_em = f32::from(file.table("head")?.u16(18)?.max(1));
        let hhea = file.table("hhea")?;
        let hmtx = file.table("hmtx")?;
        let metrics = usize::from(hhea.u16(34)?.max(1));
        let mut advances = Vec::new();
        for (character, glyph) in file.table("cmap")?.character_map()? {
            let row = usize::from(glyph).min(metrics - 1);
            advances.push((character, f32::from(hmtx.u16(row * 4)?) / units_per_em));
        }
        advances.sort_by_key(|(character, _)| *character);
        advances.dedup_by_key(|(character, _)| *character);
        Ok(Self {
            bytes,
            advances,
            ascent_em: f32::from(hhea.i16(4)?) / units_per_em,
            descent_em: -f32::from(hhea.i16(6)?) / units_per_em,
        })
    }

    /// The file itself, for embedding.
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }

    /// Width of a character as a share of the type size; none where the font lacks it.
    pub fn advance_em(&self, character: char) -> Option<f32> {
        let place = self.advances.binary_search_by_key(&character, |(known, _)| *known).ok()?;
        self.advances.get(place).map(|(_, advance)| *advance)
    }

    /// How far the font reaches above the baseline, as a share of the type size.
    pub fn ascent_em(&self) -> f32 {
        self.ascent_em
    }

    /// How far the font reaches below the baseline, as a share of the type size.
    pub fn descent_em(&self) -> f32 {
        self.descent_em
    }
}

/// Height of capital letters as a share of the type size; both weights have the same.
pub(crate) const CAP_HEIGHT_EM: f32 = 0.668;

/// Bytes with big-endian numbers in them; reading past the end is an error.
#[derive(Clone, Copy)]
struct Reader(&'static [u8]);

impl Reader {
    fn u16(self, at: usize) -> Result<u16, FontError> {
        match self.0.get(at..at.saturating_add(2)) {
            Some(&[high, low]) => Ok(u16::from_be_bytes([high, low])),
            _ => Err(FontError::CutShort),
        }
    }

    fn i16(self, at: usize) -> Result<i16, FontError> {
        self.u16(at).map(u16::cast_signed)
    }

    fn offset(self, at: usize) -> Result<usize, FontError> {
        Ok(usize::from(self.u16(at)?) << 16 | usize::from(self.u16(at + 2)?))
    }

    fn from(self, start: usize) -> Result<Self, FontError> {
        self.0.get(start..).map(Self).ok_or(FontError::CutShort)
    }

    fn table(self, tag: &'static str) -> Result<Self, FontError> {
        for entry in 0..usize::from(self.u16(4)?) {
            let at = 12 + entry * 16;
            if self.0.get(at..at + 4) == Some(tag.as_bytes()) {
                return self.from(self.offset(at + 8)?);
            }
        }
        Err(FontError::NoTable(tag))
    }

    /// Characters and their glyph numbers, from the first Unicode map of format 4.
    fn character_map(self) -> Result<Vec<(char, u16)>, FontError> {
        for entry in 0..usize::from(self.u16(2)?) {
            let at = 4 + entry * 8;
            let unicode = matches!((self.u16(at)?, self.u16(at + 2)?), (0, _) | (3, 1));
            let map = self.from(self.offset(at + 4)?)?;
            if unicode && map.u16(0)? == 4 {
                return map.segments();
            }
        }
        Err(FontError::NoCharacterMap)
    }

    fn segments(self) -> Result<Vec<(char, u16)>, FontError> {
        let twice = usize::from(self.u16(6)?);
        let mut found = Vec::new();
        for segment in (0..twice).step_by(2) {
            let last = self.u16(14 + segment)?;
            let first = self.u16(16 + twice + segment)?;
            let delta = self.u16(16 + twice * 2 + segment)?;
            let range_at = 16 + twice * 3 + segment;
            let range = usize::from(self.u16(range_at)?);
            for code in first..=last {
                let glyph = if range == 0 {
                    code.wrapping_add(delta)
                } else {
                    match self.u16(range_at + range + usize::from(code - first) * 2) {
                        Ok(0) | Err(_) => 0,
                        Ok(glyph) => glyph.wrapping_add(delta),
                    }
                };
                if let (Some(character), true) = (char::from_u32(u32::from(code)), glyph != 0) {
                    found.push((character, glyph));
                }
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn milli_em(bold: bool, character: char) -> Option<u32> {
        let fonts = Fonts::shipped().unwrap();
        fonts.get(bold).advance_em(character).map(|em| (em * 1000.0).round() as u32)
    }

    #[test]
    fn widths_are_those_of_the_font_files() {
        // Read with fontTools 4.68.
        for (character, regular, bold) in [
            ('A', 626, 678),
            ('W', 856, 886),
            ('i', 252, 300),
            (' ', 280, 312),
            ('%', 919, 969),
            ('\u{2013}', 504, 501),
            ('\u{2022}', 438, 438),
            ('\u{2026}', 670, 780),
        ] {
            assert_eq!(milli_em(false, character), Some(regular), "{character:?}");
            assert_eq!(milli_em(true, character), Some(bold), "{character:?}");
        }
    }

    #[test]
    fn digits_all_have_one_width_in_both_weights() {
        for digit in '0'..='9' {
            assert_eq!(milli_em(false, digit), Some(632), "{digit}");
            assert_eq!(milli_em(true, digit), Some(632), "{digit}");
        }
    }

    #[test]
    fn welsh_and_polish_letters_are_there_and_ticks_are_not() {
        let fonts = Fonts::shipped().unwrap();
        for character in "ŵŷẁẃẅỳŁódźŞıİőđ£€“”’≥≤×".chars() {
            assert!(fonts.has(character), "{character}");
        }
        for character in "✓✗→●漢".chars() {
            assert!(!fonts.has(character), "{character}");
        }
    }

    #[test]
    fn ascent_and_descent_are_read() {
        let fonts = Fonts::shipped().unwrap();
        assert!((fonts.regular.ascent_em() - 0.984).abs() < 1e-6);
        assert!((fonts.bold.descent_em() - 0.316).abs() < 1e-6);
    }

    #[test]
    fn a_damaged_font_is_an_error_and_no_panic() {
        for length in (0..REGULAR.len()).step_by(97) {
            let _ = FontMetrics::read(&REGULAR[..length]);
        }
        assert_eq!(FontMetrics::read(&REGULAR[..3]).unwrap_err(), FontError::CutShort);
        assert_eq!(FontMetrics::read(&[0; 64]).unwrap_err(), FontError::NoTable("head"));
    }
}
