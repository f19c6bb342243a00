//! How it looks: colours, type and spacing, each named by what it means.
//!
//! Colours are written here and nowhere else. Light, dark and high contrast are drawn each for itself, not derived;
//! the tests of this module compute the WCAG contrast of every pair that meets on a screen.

mod focus;
mod palette;
pub mod space;
mod style;
mod tokens;
mod typeface;

#[cfg(test)]
mod contrast_tests;

pub use focus::{follow, follow_inside, ring, ring_inside};
pub use tokens::{AnswerTone, Fill, NoticeTone, Tokens, Tone};
pub use typeface::{BOLD_FAMILY, Type};

/// One of the three drawn appearances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on a dark ground.
    Dark,
    /// Black on white, thick lines, at least 7:1 everywhere.
    HighContrast,
}

impl Theme {
    /// All of them, in the order of a settings list.
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::HighContrast];

    /// The words for a settings list.
    pub fn label(self) -> &'static str {
        match self {
            Theme::Light => "Light",
            Theme::Dark => "Dark",
            Theme::HighContrast => "High contrast",
        }
    }

    /// Its colours.
    pub fn tokens(self) -> &'static Tokens {
        match self {
            Theme::Light => &palette::LIGHT,
            Theme::Dark => &palette::DARK,
            Theme::HighContrast => &palette::HIGH_CONTRAST,
        }
    }

    /// Sets fonts, sizes, spacing and colours of everything drawn from the next frame on. Cheap enough to call on
    /// every change of the setting, not on every frame. The system's title bar is the caller's
    /// (`egui::Context::set_theme`).
    pub fn install(self, ctx: &egui::Context) {
        ctx.set_fonts(typeface::fonts());
        let style = std::sync::Arc::new(style::style(self));
        ctx.set_style_of(egui::Theme::Light, style.clone());
        ctx.set_style_of(egui::Theme::Dark, style);
        ctx.data_mut(|data| data.insert_temp(Theme::data_id(), self));
    }

    /// The installed theme; light before any is.
    pub fn of(ctx: &egui::Context) -> Theme {
        ctx.data(|data| data.get_temp(Theme::data_id())).unwrap_or_default()
    }

    fn data_id() -> egui::Id {
        egui::Id::unique("golden thread theme")
    }
}

/// A colour of paper: a page looks on the screen as it is printed, whatever the theme.
#[must_use]
pub fn paper_colour(red: u8, green: u8, blue: u8) -> egui::Color32 {
    egui::Color32::from_rgb(red, green, blue)
}

/// The colours of the installed theme.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    Theme::of(ui.ctx()).tokens()
}
