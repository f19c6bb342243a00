//! What a screen reader and a test see.

use egui::accesskit::{Node, Role};
use egui::{AsIdSalt, Id, InnerResponse, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo};

/// Writes to the node of `id`, if anything listens.
pub(super) fn write(ui: &Ui, id: Id, change: impl FnOnce(&mut Node)) {
    ui.ctx().accesskit_node_builder(id, change);
}

/// Gives what was drawn in `response` a role and a name.
pub(super) fn name(ui: &Ui, response: &Response, role: Role, label: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), label));
}

/// Says where a node is, for one that egui knows no rectangle of.
pub(super) fn place(node: &mut Node, rect: Rect) {
    let (x0, y0) = (rect.min.x.into(), rect.min.y.into());
    let (x1, y1) = (rect.max.x.into(), rect.max.y.into());
    node.set_bounds(egui::accesskit::Rect { x0, y0, x1, y1 });
}

/// A node for something drawn in `rect` that nobody can press.
pub(super) fn still(ui: &Ui, rect: Rect, id: Id, role: Role, label: &str) -> Response {
    let response = ui.interact(rect, id, Sense::hover());
    name(ui, &response, role, label);
    response
}

/// A part of the screen with a role and a name, such as a list or a table; what is drawn inside belongs to it.
pub fn region<R>(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    role: Role,
    label: &str,
    contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let builder = UiBuilder::new().id_salt(salt).accessibility_role(role).accessibility_label(label.to_owned());
    ui.scope_builder(builder, contents)
}

/// Takes `size` from the layout and senses it under a name of its own, so that the keyboard stays where it is when
/// something above comes or goes.
pub(super) fn sense(ui: &mut Ui, size: egui::Vec2, id: Id, sense: Sense) -> Response {
    let (_, rect) = ui.allocate_space(size);
    ui.interact(rect, id, sense)
}

/// Gives the dialog that `ui` stands in its title as name.
pub fn name_dialog(ui: &Ui, title: &str) {
    if let Some(dialog) = ui.stack().iter().find(|stack| stack.kind() == Some(egui::UiKind::Modal)) {
        write(ui, dialog.unique_id, |node| node.set_label(title));
    }
}
