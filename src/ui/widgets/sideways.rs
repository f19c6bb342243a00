//! Contents that may be wider than the room they stand in.

use super::a11y;
use egui::accesskit::Role;
use egui::scroll_area::ScrollAreaOutput;
use egui::{ScrollArea, Ui, UiBuilder};

/// What the bar of contents that scroll sideways takes below them, in points.
pub const SIDEWAYS_BAR: f32 = 12.0;

/// Draws `contents`, which need `width` points. Where there is less room they scroll sideways, and what stands around
/// them keeps its place: without this they would push the page's own bar out of the window. The bar comes below the
/// height that is given. `name` says what scrolls.
pub fn sideways<R>(ui: &mut Ui, name: &str, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    if width <= ui.available_width() {
        return contents(ui);
    }
    let height = ui.available_height();
    let area = ScrollArea::horizontal().max_height(height + SIDEWAYS_BAR);
    told(ui, name, |ui| {
        area.show(ui, |ui| {
            ui.set_min_width(width);
            ui.set_max_width(width);
            ui.set_max_height(height);
            contents(ui)
        })
    })
}

/// Draws an area that may scroll sideways, and tells a screen reader where it stands and how far it goes.
pub fn told<R>(ui: &mut Ui, name: &str, area: impl FnOnce(&mut Ui) -> ScrollAreaOutput<R>) -> R {
    let builder = UiBuilder::new().id_salt(("sideways", name)).accessibility_role(Role::GenericContainer);
    let shown = ui.scope_builder(builder, |ui| {
        let shown = area(ui);
        let beyond = shown.content_size.x - shown.inner_rect.width();
        if beyond <= 0.0 {
            return shown.inner;
        }
        a11y::write(ui, ui.unique_id(), |node| {
            node.set_role(Role::ScrollView);
            node.set_label(format!("{name}, scrolls sideways"));
            node.set_scroll_x(f64::from(shown.state.clamped_offset().x));
            node.set_scroll_x_min(0.0);
            node.set_scroll_x_max(f64::from(beyond));
            a11y::place(node, shown.inner_rect);
        });
        shown.inner
    });
    shown.inner
}
