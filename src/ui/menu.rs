//! Menus that unfold from a button.

use super::theme::{follow_inside, space, tokens};
use super::widgets::{Button, Sign, key_cap};
use crate::ui::theme::Type;
use egui::accesskit::Role;
use egui::{Align, Align2, Layout, Popup, Rect, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

/// Width of a menu, in points.
const WIDTH: f32 = 300.0;

/// A button with a menu under it. `name` says in the accessibility tree what is chosen or done there.
pub fn menu_button(ui: &mut Ui, label: &str, name: &str, contents: impl FnOnce(&mut Ui)) {
    let button = Button::quiet(label).small().name(name).sign_after(Sign::ChevronDown).show(ui);
    Popup::menu(&button).accessible_name(name).width(WIDTH).gap(2.0).show(|ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui);
    });
}

/// A line of a menu. Returns whether it was chosen; the menu closes then by itself.
pub fn menu_item(ui: &mut Ui, label: &str, is_chosen: bool, key: &str) -> bool {
    let id = ui.make_persistent_id(("menu item", label));
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), space::ROW));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, ui.is_enabled(), is_chosen, label));
    let t = tokens(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 0, t.surface_hover);
    }
    if is_chosen {
        let square = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), Vec2::splat(space::SIGN));
        Sign::Tick.paint(ui.painter(), square, t.text);
    }
    let left = pos2(rect.left() + 32.0, rect.center().y);
    ui.painter().text(left, Align2::LEFT_CENTER, label, Type::Body.font(), t.text);
    if !key.is_empty() {
        let room = rect.with_max_x(rect.right() - space::STEP);
        let layout = Layout::right_to_left(Align::Center);
        let mut right = ui.new_child(UiBuilder::new().id_salt((label, "key")).max_rect(room).layout(layout));
        key_cap(&mut right, key);
    }
    follow_inside(ui, &response);
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}

/// A quiet rule between groups of lines.
pub fn menu_rule(ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 9.0));
    let stroke = egui::Stroke::new(1.0, tokens(ui).line_quiet);
    ui.painter().hline(rect.x_range(), rect.center().y, stroke);
}
