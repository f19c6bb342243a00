//! Quiet grouping: by space and alignment, never by boxes.

use super::a11y;
use super::text::{body, galley, small};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::Role;
use egui::{Color32, Frame, Margin, Stroke, Ui};

/// Room that buttons beside fields take at least, in points.
const BESIDE_FIELDS: f32 = 180.0;

/// The column of a page of text or a form: no wider than reads well, with the page's margins.
pub fn page_column<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .inner_margin(page_margin(ui))
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(space::READING_WIDTH));
            contents(ui)
        })
        .inner
}

/// The contents of a page that may fill the window, such as tables and maps, in the margins of every page.
pub fn wide_page<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new().inner_margin(page_margin(ui)).show(ui, contents).inner
}

/// The margins of every page. In a low window the first line comes sooner.
fn page_margin(ui: &Ui) -> Margin {
    let whole = space::PAGE_MARGIN as i8;
    let top = if ui.ctx().content_rect().height() < space::LOW_WINDOW { space::STEP as i8 } else { whole };
    Margin { top, ..Margin::same(whole) }
}

/// In a line that wraps: goes to the next row where this one has not the room of `width` points left. What is put
/// together of several parts does not wrap by itself: it would be cut at the edge.
pub fn fit(ui: &mut Ui, width: f32) {
    let left = ui.available_size_before_wrap().x;
    let is_begun = ui.cursor().left() > ui.max_rect().left() + 1.0;
    if ui.layout().main_wrap() && is_begun && left < width.min(ui.max_rect().width()) {
        ui.end_row();
    }
}

/// Buttons of this height beside fields with a label above: level with the fields, not with their labels.
pub fn level_with_fields<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let above = Type::Strong.line_height() + space::HALF + (space::ROW - height) / 2.0;
    fit(ui, BESIDE_FIELDS);
    let shown = ui.vertical(|ui| {
        ui.add_space(above);
        ui.horizontal(contents).inner
    });
    shown.inner
}

/// What belongs together under what stands above it: moved in, with a line at its left.
pub fn quiet_group<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = Frame::new().inner_margin(Margin { left: 16, right: 0, top: 2, bottom: 2 }).show(ui, contents);
    let rect = shown.response.rect;
    ui.painter().vline(rect.left() + 1.0, rect.y_range(), Stroke::new(2.0, tokens(ui).line_quiet));
    shown.inner
}

/// A fact with the word for it above.
pub fn fact(ui: &mut Ui, label: &str, value: &str) {
    let lines = [(label, Type::Small), (value, Type::Body)];
    let widths = lines.map(|(words, kind)| galley(ui, words, kind, Color32::PLACEHOLDER, f32::INFINITY).size().x);
    fit(ui, widths.into_iter().fold(0.0, f32::max));
    a11y::region(ui, ("fact", label), Role::Group, &format!("{label}: {value}"), |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            small(ui, label);
            body(ui, value);
        });
    });
}
