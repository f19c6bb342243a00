//! A line of a list that is walked with the arrows while the keyboard stays in a field.

use super::a11y;
use super::section_list::paint_ground;
use super::text::{galley, galley_one_line};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::{Live, Role};
use egui::{Align, Color32, Layout, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Draws a line: its words, a word at the right saying what kind it is, small words under it (which may be empty),
/// and what `right` draws before the kind.
pub fn list_line(
    ui: &mut Ui,
    words: &str,
    kind: &str,
    under: &str,
    ink: Color32,
    is_current: bool,
    right: impl FnOnce(&mut Ui),
) -> Response {
    /// Room for the kind and the keys.
    const RIGHT: f32 = 170.0;
    let id = ui.make_persistent_id(("line", words, kind));
    let under_height = if under.is_empty() { 0.0 } else { Type::Small.line_height() };
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), space::ROW + under_height));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, under.is_empty(), is_current, words));
    a11y::write(ui, id, |node| node.set_description([kind, under].join(". ").trim_end_matches(". ")));
    paint_ground(ui, rect, is_current, response.hovered());
    let left = rect.left() + space::BAR + space::STEP;
    let text = galley_one_line(ui, words, Type::Body, ink, rect.width() - RIGHT);
    let top = rect.top() + (space::ROW - text.size().y) / 2.0;
    ui.painter().galley(pos2(left, top), text, ink);
    let quiet = tokens(ui).text_quiet;
    if !under.is_empty() {
        let text = galley_one_line(ui, under, Type::Small, quiet, rect.width() - 2.0 * space::STEP);
        ui.painter().galley(pos2(left, rect.top() + space::ROW - space::HALF), text, quiet);
    }
    let kind_text = galley(ui, kind, Type::Small, quiet, f32::INFINITY);
    let kind_left = rect.right() - space::STEP - 36.0;
    ui.painter().galley(pos2(kind_left, rect.top() + (space::ROW - kind_text.size().y) / 2.0), kind_text, quiet);
    let room = rect.with_max_x(kind_left - space::STEP).with_max_y(rect.top() + space::ROW);
    let layout = Layout::right_to_left(Align::Center);
    right(&mut ui.new_child(UiBuilder::new().id_salt((id, "right")).max_rect(room).layout(layout)));
    response
}

/// Words for a screen reader alone, read out when they change.
pub fn spoken_status(ui: &mut Ui, words: &str) {
    let status = a11y::region(ui, "spoken status", Role::Status, words, |_| {});
    a11y::write(ui, status.response.id, |node| node.set_live(Live::Polite));
}
