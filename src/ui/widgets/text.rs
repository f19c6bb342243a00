//! Text of every kind. A line is 1.4 times its size high.

use super::a11y;
use super::group::fit;
use crate::ui::theme::{Type, tokens};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Galley, Label, Response, RichText, Sense, Ui};
use std::sync::Arc;

/// Lays out `text` to be painted, no wider than `width`.
pub(super) fn galley(ui: &Ui, text: &str, kind: Type, colour: Color32, width: f32) -> Arc<Galley> {
    ui.painter().layout_job(job(text, kind, colour, width))
}

/// Like [`galley`] on one line, cut with "…" where it does not fit.
pub(super) fn galley_one_line(ui: &Ui, text: &str, kind: Type, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = job(text, kind, colour, width);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().layout_job(job)
}

/// Like [`galley`] on so many lines at most, cut with "…" where it does not fit. The lines end at, begin at or stand
/// about the place it is painted at.
pub(super) fn galley_in_lines(
    ui: &Ui,
    text: &str,
    kind: Type,
    colour: Color32,
    (width, lines, align): (f32, usize, Align),
) -> Arc<Galley> {
    let mut job = job(text, kind, colour, width);
    job.wrap.max_rows = lines;
    job.halign = align;
    ui.painter().layout_job(job)
}

fn job(text: &str, kind: Type, colour: Color32, width: f32) -> LayoutJob {
    let format = TextFormat {
        font_id: kind.font(),
        color: colour,
        line_height: Some(kind.line_height()),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job
}

fn rich(text: &str, kind: Type, colour: Color32) -> RichText {
    RichText::new(text).font(kind.font()).line_height(Some(kind.line_height())).color(colour)
}

/// Text of a given kind and colour.
pub fn text_in(ui: &mut Ui, text: &str, kind: Type, colour: Color32) -> Response {
    ui.add(Label::new(rich(text, kind, colour)).wrap())
}

/// Text as everything is set in.
pub fn body(ui: &mut Ui, text: &str) -> Response {
    text_in(ui, text, Type::Body, tokens(ui).text)
}

/// Text of less weight.
pub fn quiet(ui: &mut Ui, text: &str) -> Response {
    text_in(ui, text, Type::Body, tokens(ui).text_quiet)
}

/// Small text of less weight.
pub fn small(ui: &mut Ui, text: &str) -> Response {
    text_in(ui, text, Type::Small, tokens(ui).text_quiet)
}

/// Text with weight.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    text_in(ui, text, Type::Strong, tokens(ui).text)
}

/// Text to be read and perhaps copied, such as a reference: it can be selected.
pub fn reading(ui: &mut Ui, text: &str) -> Response {
    ui.add(Label::new(rich(text, Type::Body, tokens(ui).text)).wrap().selectable(true))
}

/// The label of a control, above it. Hand its `id` to `labelled_by`.
pub fn label_above(ui: &mut Ui, text: &str) -> Response {
    text_in(ui, text, Type::Strong, tokens(ui).text)
}

/// The title of a page, once.
pub fn page_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, text, Type::Title, 1)
}

/// The title of a part of a page.
pub fn section_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, text, Type::Section, 2)
}

/// The title of a part of a part.
pub fn small_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, text, Type::Strong, 3)
}

/// The question asked, as the heading of what answers it.
pub fn question_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, text, Type::Question, 2)
}

/// A heading of any kind; `level` counts from 1.
pub(super) fn heading(ui: &mut Ui, text: &str, kind: Type, level: usize) -> Response {
    let galley = galley(ui, text, kind, tokens(ui).text, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, tokens(ui).text);
    a11y::name(ui, &response, Role::Heading, text);
    a11y::write(ui, response.id, |node| node.set_level(level));
    response
}

/// A headline figure with the words that say what it is.
pub fn figure(ui: &mut Ui, value: &str, words: &str) -> Response {
    let lines = [(value, Type::Figure), (words, Type::Small)];
    let widths = lines.map(|(words, kind)| galley(ui, words, kind, Color32::PLACEHOLDER, f32::INFINITY).size().x);
    fit(ui, widths.into_iter().fold(0.0, f32::max));
    a11y::region(ui, (value, words), Role::Group, &format!("{value}, {words}"), |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text_in(ui, value, Type::Figure, tokens(ui).text);
            text_in(ui, words, Type::Small, tokens(ui).text_quiet);
        })
    })
    .response
}
