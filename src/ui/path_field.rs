//! A path: typed, or chosen in the system's dialog.

use super::action::PathFor;
use super::cx::Cx;
use super::theme::space;
use super::widgets::{Button, TextField};
use crate::jobs::{DialogKind, FileQuestion};
use egui::{Rect, Response, Ui, UiBuilder, pos2, vec2};
use std::path::PathBuf;

/// Endings of audit files.
pub const AUDIT_FILES: (&str, &[&str]) = ("Audit files", &["gthread", "gtpack"]);
/// Endings of packs.
pub const PACKS: (&str, &[&str]) = ("Packs", &["gtpack"]);
/// Endings of tables.
pub const TABLES: (&str, &[&str]) = ("CSV and XLSX tables", &["csv", "xlsx"]);
/// Endings of files that say what the columns of a table are.
pub const COLUMN_FILES: (&str, &[&str]) = ("Columns files", &["toml"]);
/// Endings of tool files.
pub const TOOL_FILES: (&str, &[&str]) = ("Tool files", &["toml"]);
/// Endings of summaries.
pub const PDFS: (&str, &[&str]) = ("PDF documents", &["pdf"]);
/// Endings of pictures.
pub const PICTURES: (&str, &[&str]) = ("Pictures", &["png", "jpg", "jpeg"]);

/// A field for a path.
#[derive(Debug, Clone, Copy)]
pub struct PathField<'a> {
    /// Its label.
    pub label: &'a str,
    /// What to enter.
    pub hint: &'a str,
    /// What is wrong.
    pub error: Option<&'a str>,
    /// Which path it is.
    pub path_for: PathFor,
    /// What the dialog chooses.
    pub kind: DialogKind,
    /// Title of the dialog.
    pub title: &'static str,
    /// Files the dialog shows.
    pub files: (&'static str, &'static [&'static str]),
    /// Name suggested for a new file.
    pub suggested: &'a str,
}

impl PathField<'_> {
    /// Draws it with "Browse…" beside; returns the field's response.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, text: &mut String) -> Response {
        const BROWSE: f32 = 104.0;
        let width = (ui.available_width() - BROWSE - space::STEP).clamp(160.0, 560.0);
        let field = TextField::new(self.label).hint(self.hint).error(self.error).width(width).show(ui, text);
        // Beside the field itself, whatever stands above it.
        let corner = pos2(field.rect.right() + space::STEP, field.rect.bottom() - space::ROW);
        let room = Rect::from_min_size(corner, vec2(BROWSE, space::ROW));
        let mut beside = ui.new_child(UiBuilder::new().id_salt((self.label, "browse")).max_rect(room));
        let name = format!("Browse for {}", self.label.to_lowercase());
        if Button::quiet("Browse…").small().name(&name).show(&mut beside).clicked() {
            cx.ask(self.question());
        }
        field
    }

    /// Draws it with a button under it; returns the path when that is pressed. Without a path the button says `missing`.
    pub fn show_saving(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        text: &mut String,
        (button, missing): (&str, &str),
    ) -> Option<PathBuf> {
        self.show(ui, cx, text);
        let path = typed_path(text);
        let reason = path.is_none().then_some(missing);
        Button::quiet(button).disabled_because(reason).show(ui).clicked().then_some(path).flatten()
    }

    /// The question this field asks the system.
    #[must_use]
    pub fn question(&self) -> FileQuestion {
        FileQuestion {
            field: self.path_for.number(),
            kind: self.kind,
            title: self.title,
            files: self.files,
            suggested: self.suggested.to_owned(),
        }
    }
}

/// The path that was typed; none where nothing was. Marks around it, as a file manager copies them, are left out.
#[must_use]
pub fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    (!text.is_empty()).then(|| PathBuf::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_copied_from_a_file_manager_is_understood() {
        assert_eq!(
            typed_path(" \"C:\\Audits\\Kent 2026.gthread\" "),
            Some(PathBuf::from("C:\\Audits\\Kent 2026.gthread"))
        );
        assert_eq!(typed_path("  "), None);
        assert_eq!(typed_path("''"), None);
    }
}
