//! Quiet grouping: by space and alignment, never by boxes.

use super::a11y;
use super::text::{body, small};
use crate::ui::theme::{space, tokens};
use egui::accesskit::Role;
use egui::{Frame, Margin, Stroke, Ui};

/// The column of a page of text or a form: no wider than reads well, with the page's margins.
pub fn page_column<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .inner_margin(Margin::same(space::PAGE_MARGIN as i8))
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(space::READING_WIDTH));
            contents(ui)
        })
        .inner
}

/// The contents of a page that may fill the window, such as tables and maps, in the margins of every page.
pub fn wide_page<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new().inner_margin(Margin::same(space::PAGE_MARGIN as i8)).show(ui, contents).inner
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

/// What belongs together under what stands above it: moved in, with a line at its left.
pub fn quiet_group<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = Frame::new().inner_margin(Margin { left: 16, right: 0, top: 2, bottom: 2 }).show(ui, contents);
    let rect = shown.response.rect;
    ui.painter().vline(rect.left() + 1.0, rect.y_range(), Stroke::new(2.0, tokens(ui).line_quiet));
    shown.inner
}

/// A fact with the word for it above.
pub fn fact(ui: &mut Ui, label: &str, value: &str) {
    a11y::region(ui, ("fact", label), Role::Group, &format!("{label}: {value}"), |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            small(ui, label);
            body(ui, value);
        });
    });
}
