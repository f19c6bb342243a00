//! How paper looks: sizes, distances and colours, each named by its meaning.

use super::doc::ColourToken;

/// Millimetres in a point.
pub const MM_PER_PT: f32 = 25.4 / 72.0;

/// A colour as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Width of A4 in millimetres.
pub const PAGE_WIDTH_MM: f32 = 210.0;
/// Height of A4 in millimetres.
pub const PAGE_HEIGHT_MM: f32 = 297.0;
/// The margin on the side where pages are bound, in millimetres.
pub const MARGIN_BINDING_MM: f32 = 25.0;
/// The other margins, in millimetres.
pub const MARGIN_MM: f32 = 18.0;
/// Left edge of all content, in millimetres.
pub const LEFT_MM: f32 = MARGIN_BINDING_MM;
/// Right edge of all content, in millimetres.
pub const RIGHT_MM: f32 = PAGE_WIDTH_MM - MARGIN_MM;
/// Width for tables and pictures, in millimetres.
pub const FULL_WIDTH_MM: f32 = RIGHT_MM - LEFT_MM;
/// Width for tables and pictures on a page that lies, in millimetres: its binding margin is the upper one, and the left
/// one stays as it is.
pub const LYING_WIDTH_MM: f32 = PAGE_HEIGHT_MM - MARGIN_MM - LEFT_MM;
/// Width of running text, in millimetres: about seventy characters, so that the eye finds the next line.
pub const MEASURE_MM: f32 = 128.0;

/// Text.
pub const TEXT: Rgb = Rgb(0x10, 0x20, 0x2F);
/// Text that may be passed over.
pub const TEXT_QUIET: Rgb = Rgb(0x46, 0x58, 0x68);
/// Rules between rows.
pub const LINE_QUIET: Rgb = Rgb(0xC9, 0xD2, 0xDB);
/// Ground of the bands.
pub const SURFACE_RAISED: Rgb = Rgb(0xF4, 0xF6, 0xF8);
/// Paper.
pub const SURFACE: Rgb = Rgb(0xFF, 0xFF, 0xFF);
/// Points, and the bar beside a remark.
pub const ACCENT: Rgb = Rgb(0x1B, 0x5E, 0x9E);
/// The bar beside a remark to be heeded.
pub const CAUTION: Rgb = Rgb(0xA8, 0x64, 0x00);

/// Size, line height and colour of a kind of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Size in points.
    pub size_pt: f32,
    /// Line height as a multiple of the size.
    pub leading: f32,
    /// All of it bold.
    pub bold: bool,
    /// Its colour.
    pub colour: Rgb,
}

impl TextStyle {
    const fn new(size_pt: f32, leading: f32, bold: bool, colour: Rgb) -> Self {
        Self { size_pt, leading, bold, colour }
    }

    /// Height of a line in millimetres.
    pub fn line_mm(&self) -> f32 {
        self.size_pt * self.leading * MM_PER_PT
    }

    /// The same in another colour.
    #[must_use]
    pub const fn coloured(mut self, colour: Rgb) -> Self {
        self.colour = colour;
        self
    }

    /// The same in bold.
    #[must_use]
    pub const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// The same in another size.
    #[must_use]
    pub const fn sized(mut self, size_pt: f32) -> Self {
        self.size_pt = size_pt;
        self
    }
}

/// The title on the first page.
pub const TITLE: TextStyle = TextStyle::new(24.0, 1.2, true, TEXT);
/// The lines under the title.
pub const SUBTITLE: TextStyle = TextStyle::new(11.0, 1.4, false, TEXT_QUIET);
/// Heading of a section.
pub const SECTION: TextStyle = TextStyle::new(15.0, 1.25, true, TEXT);
/// Heading of a subsection.
pub const SUBSECTION: TextStyle = TextStyle::new(11.5, 1.3, true, TEXT);
/// Running text.
pub const BODY: TextStyle = TextStyle::new(10.0, 1.4, false, TEXT);
/// Tables, pictures and small print.
pub const SMALL: TextStyle = TextStyle::new(8.5, 1.4, false, TEXT);
/// Heads of columns.
pub const COLUMN_HEAD: TextStyle = TextStyle::new(8.0, 1.3, true, TEXT_QUIET);
/// Titles of tables and pictures.
pub const CAPTION: TextStyle = TextStyle::new(10.0, 1.4, true, TEXT);
/// Letters and counts in marks and bars.
pub const IN_MARK: TextStyle = TextStyle::new(7.5, 1.0, true, TEXT);
/// The first headline figure.
pub const FIGURE: TextStyle = TextStyle::new(44.0, 1.1, true, TEXT);
/// Headline figures beside the first.
pub const FIGURE_BESIDE: TextStyle = TextStyle::new(24.0, 1.1, true, TEXT);
/// The words to a headline figure.
pub const FIGURE_WORDS: TextStyle = TextStyle::new(11.0, 1.4, false, TEXT);
/// Running header.
pub const HEADER: TextStyle = TextStyle::new(8.5, 1.4, false, TEXT_QUIET);
/// Foot of the page.
pub const FOOT: TextStyle = TextStyle::new(7.5, 1.4, false, TEXT_QUIET);

/// Rule under the head of a table, in points.
pub const RULE_HEAD_PT: f32 = 0.75;
/// Rule between rows, in points.
pub const RULE_ROW_PT: f32 = 0.4;
/// Edge of a coloured mark, in points.
pub const EDGE_PT: f32 = 0.35;

/// The colour of a mark, as the screen has it.
pub fn fill(token: ColourToken) -> Rgb {
    match token {
        ColourToken::Met => Rgb(0x1B, 0x7A, 0x4A),
        ColourToken::Partly => Rgb(0xA8, 0x64, 0x00),
        ColourToken::NotMet => Rgb(0xB3, 0x26, 0x1E),
        ColourToken::NotEvidenced => Rgb(0x6A, 0x4F, 0xA3),
        ColourToken::NotApplicable => Rgb(0x66, 0x75, 0x83),
        ColourToken::Outstanding => Rgb(0x0A, 0x5A, 0x43),
        ColourToken::Good => Rgb(0x3F, 0x9B, 0x6B),
        ColourToken::RequiresImprovement => Rgb(0xE9, 0xA9, 0x3A),
        ColourToken::Inadequate => Rgb(0xB3, 0x32, 0x2A),
        ColourToken::Scale { step, of } => scale(step, of),
        ColourToken::Empty => SURFACE,
    }
}

/// The colour of a letter or sign on a mark: white or text, whichever stands out more.
pub fn ink(token: ColourToken) -> Rgb {
    if token == ColourToken::Empty {
        return TEXT_QUIET;
    }
    let ground = fill(token);
    if contrast(SURFACE, ground) >= contrast(TEXT, ground) { SURFACE } else { TEXT }
}

/// Contrast of two colours after WCAG 2, from 1 to 21.
pub fn contrast(a: Rgb, b: Rgb) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f32 {
    let part = |value: u8| {
        let value = f32::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(colour.0) + 0.7152 * part(colour.1) + 0.0722 * part(colour.2)
}

/// One hue from dark to light: the order shows in grey as well. A middle tone on which neither white nor dark letters
/// could be read moves towards the light.
fn scale(step: u8, of: u8) -> Rgb {
    let last = f32::from(of.saturating_sub(1).max(1));
    let mut share = (f32::from(step) / last).min(1.0);
    loop {
        let tone = blue(share);
        if contrast(SURFACE, tone).max(contrast(TEXT, tone)) >= 4.5 || share >= 1.0 {
            return tone;
        }
        share += 0.01;
    }
}

fn blue(share: f32) -> Rgb {
    const DARK: Rgb = Rgb(0x12, 0x47, 0x6F);
    const LIGHT: Rgb = Rgb(0xDF, 0xE9, 0xF2);
    let mix = |dark: u8, light: u8| (f32::from(dark) + (f32::from(light) - f32::from(dark)) * share).round() as u8;
    Rgb(mix(DARK.0, LIGHT.0), mix(DARK.1, LIGHT.1), mix(DARK.2, LIGHT.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: [ColourToken; 13] = [
        ColourToken::Met,
        ColourToken::Partly,
        ColourToken::NotMet,
        ColourToken::NotEvidenced,
        ColourToken::NotApplicable,
        ColourToken::Outstanding,
        ColourToken::Good,
        ColourToken::RequiresImprovement,
        ColourToken::Inadequate,
        ColourToken::Empty,
        ColourToken::Scale { step: 0, of: 3 },
        ColourToken::Scale { step: 1, of: 3 },
        ColourToken::Scale { step: 2, of: 3 },
    ];

    #[test]
    fn letters_stand_out_on_every_mark() {
        for token in TOKENS {
            assert!(contrast(ink(token), fill(token)) >= 4.5, "{token:?}");
        }
        for of in 1..=9 {
            for step in 0..of {
                let token = ColourToken::Scale { step, of };
                assert!(contrast(ink(token), fill(token)) >= 4.5, "{token:?}");
            }
        }
    }

    #[test]
    fn text_stands_out_on_paper_and_on_bands() {
        for text in [TEXT, TEXT_QUIET, ACCENT, CAUTION] {
            assert!(contrast(text, SURFACE) >= 4.5, "{text:?}");
            assert!(contrast(text, SURFACE_RAISED) >= 4.2, "{text:?}");
        }
    }

    #[test]
    fn letters_have_the_ink_the_house_colours_ask_for() {
        assert_eq!(ink(ColourToken::Outstanding), SURFACE);
        assert_eq!(ink(ColourToken::Inadequate), SURFACE);
        assert_eq!(ink(ColourToken::Good), TEXT);
        assert_eq!(ink(ColourToken::RequiresImprovement), TEXT);
    }

    #[test]
    fn a_scale_runs_from_dark_to_light() {
        for of in 2..=9 {
            for step in 1..of {
                let darker = luminance(fill(ColourToken::Scale { step: step - 1, of }));
                assert!(luminance(fill(ColourToken::Scale { step, of })) > darker);
            }
        }
    }
}
