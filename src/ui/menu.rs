//! Menus that unfold from a button.

use super::theme::{follow_inside, space, tokens};
use super::widgets::{Button, Sign, key_cap, text_in};
use crate::ui::theme::Type;
use egui::accesskit::Role;
use egui::{Popup, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

/// A button with a menu under it. `name` says in the accessibility tree what is chosen or done there.
pub fn menu_button(ui: &mut Ui, label: &str, name: &str, contents: impl FnOnce(&mut Ui)) {
    let button = Button::quiet(label).small().name(name).sign_after(Sign::ChevronDown).show(ui);
    Popup::menu(&button).accessible_name(name).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui);
    });
}

/// A line of a menu. Returns whether it was chosen; the menu closes then by itself.
pub fn menu_item(ui: &mut Ui, label: &str, is_chosen: bool, key: &str) -> bool {
    let width = ui.available_width().max(240.0);
    let id = ui.make_persistent_id(("menu item", label));
    let (_, rect) = ui.allocate_space(vec2(width, space::ROW));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, ui.is_enabled(), is_chosen, label));
    let t = tokens(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0, t.surface_hover);
    }
    let inner = Rect::from_min_max(pos2(rect.left() + 32.0, rect.top() + 5.0), rect.max);
    if is_chosen {
        let square = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), Vec2::splat(space::SIGN));
        Sign::Tick.paint(ui.painter(), square, t.text);
    }
    let mut line = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    line.horizontal(|ui| {
        text_in(ui, label, Type::Body, t.text);
        if !key.is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                ui.add_space(space::STEP);
                key_cap(ui, key);
            });
        }
    });
    follow_inside(ui, &response);
    response.clicked()
}

/// A quiet rule between groups of lines.
pub fn menu_rule(ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width().max(240.0), 9.0));
    let stroke = egui::Stroke::new(1.0, tokens(ui).line_quiet);
    ui.painter().hline(rect.x_range(), rect.center().y, stroke);
}
