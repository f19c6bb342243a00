//! The screens. Each has `data` (made on the file's thread, knows no egui), `state` (drafts, cursor) and `view`
//! (draws, and queues actions; knows no storage).

pub mod actions;
pub mod advice;
pub mod agree;
pub mod clocks;
pub mod cohort;
pub mod concerns;
pub mod discipline;
pub mod drafts;
pub mod families;
pub mod file;
pub mod guarded;
pub mod measures;
pub mod overview;
pub mod packs;
pub mod plans;
pub mod practice;
pub mod prepare;
pub mod reports;
pub mod results;
pub mod sheet;
pub mod start;
pub mod tools;
pub mod who;
pub mod year;

use crate::ui::theme::{Type, tokens};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Label, Response, RichText, Ui};

/// Words of a cell on as many lines as its row has room for, cut with "…" where they do not fit; all of them under the
/// pointer.
fn cell(ui: &mut Ui, words: &str, kind: Type, ink: Color32) -> Response {
    if ui.max_rect().height() < 2.0 * kind.line_height() {
        let text = RichText::new(words).font(kind.font()).color(ink);
        return ui.add(Label::new(text).truncate());
    }
    let format = TextFormat { font_id: kind.font(), color: ink, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_rows = 2;
    ui.add(Label::new(job).wrap())
}

/// A day in words: 22 November 2026.
fn day_words(day: jiff::civil::Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A day and time in words: 22 November 2026 at 14:03.
fn time_words(at: jiff::civil::DateTime) -> String {
    at.strftime("%-d %B %Y at %H:%M").to_string()
}

/// The column with the name of what is read: a piece of advice has a long one. Width in points.
fn name_column(subject: crate::domain::audit_tool::SubjectKind, width: f32) -> super::widgets::Column<'static> {
    use crate::domain::audit_tool::SubjectKind;
    super::widgets::Column::words(subject.head(), if subject == SubjectKind::Advice { 330.0 } else { width })
}

/// A cell of a table.
fn cell_body(ui: &mut Ui, words: &str) -> Response {
    let ink = tokens(ui).text;
    cell(ui, words, Type::Body, ink)
}

/// A cell of less weight.
fn cell_quiet(ui: &mut Ui, words: &str) -> Response {
    let ink = tokens(ui).text_quiet;
    cell(ui, words, Type::Body, ink)
}

/// A cell with weight: what its row is about.
fn cell_strong(ui: &mut Ui, words: &str) -> Response {
    let ink = tokens(ui).text;
    cell(ui, words, Type::Strong, ink)
}
