//! One face in two weights, in five sizes.

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// Name of the family with the bold weight.
pub const BOLD_FAMILY: &str = "bold";

// Digits of equal width are frozen into these files, so columns of figures stand under each other.
const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Regular-tnum.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext-Bold-tnum.ttf");

/// What a piece of text is; gives its size and weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// 13: hints, units, codes.
    Small,
    /// 13, bold.
    SmallStrong,
    /// 15: everything.
    Body,
    /// 15, bold: labels, what was chosen.
    Strong,
    /// 18: the question asked.
    Question,
    /// 18, bold: title of a part of a page.
    Section,
    /// 24, bold: title of a page.
    Title,
    /// 32, bold: the figure a page is about.
    Figure,
}

impl Type {
    /// Size in points.
    pub fn size(self) -> f32 {
        match self {
            Type::Small | Type::SmallStrong => 13.0,
            Type::Body | Type::Strong => 15.0,
            Type::Question | Type::Section => 18.0,
            Type::Title => 24.0,
            Type::Figure => 32.0,
        }
    }

    /// Distance from line to line in points, 1.4 times the size.
    pub fn line_height(self) -> f32 {
        (self.size() * 1.4).round()
    }

    /// The font.
    pub fn font(self) -> FontId {
        let family = match self {
            Type::Small | Type::Body | Type::Question => FontFamily::Proportional,
            Type::SmallStrong | Type::Strong | Type::Section | Type::Title | Type::Figure => {
                FontFamily::Name(BOLD_FAMILY.into())
            }
        };
        FontId::new(self.size(), family)
    }
}

/// Ours first; egui's own behind them for scripts ours lacks.
pub(super) fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    fonts.font_data.insert("regular".into(), Arc::new(FontData::from_static(REGULAR)));
    fonts.font_data.insert(BOLD_FAMILY.into(), Arc::new(FontData::from_static(BOLD)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.entry(family).or_default().insert(0, "regular".into());
    }
    let mut bold = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    bold.insert(0, BOLD_FAMILY.into());
    fonts.families.insert(FontFamily::Name(BOLD_FAMILY.into()), bold);
    fonts
}
