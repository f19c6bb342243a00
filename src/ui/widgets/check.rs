//! A box to tick.

use super::a11y;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{Type, follow, space, tokens};
use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

const BOX: f32 = 20.0;

/// A box with its words at its right. Returns whether it was changed.
pub fn check(ui: &mut Ui, label: &str, ticked: &mut bool) -> bool {
    let t = tokens(ui);
    let text = galley(ui, label, Type::Body, t.text, ui.available_width() - BOX - space::STEP - space::HALF);
    let size = vec2(BOX + space::STEP + text.size().x + space::HALF, text.size().y.max(space::ROW));
    let id = ui.make_persistent_id(("check", label));
    let response = a11y::sense(ui, size, id, Sense::click());
    if response.clicked() {
        *ticked = !*ticked;
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), *ticked, label));
    let rect = response.rect;
    let centre = pos2(rect.left() + BOX / 2.0 + 1.0, rect.top() + space::ROW / 2.0);
    let square = Rect::from_center_size(centre, Vec2::splat(BOX));
    let (fill, border) = if *ticked { (t.accent, t.accent) } else { (t.surface, t.control_border) };
    let border = if response.hovered() { t.text } else { border };
    ui.painter().rect(square, space::RADIUS, fill, Stroke::new(t.border_width, border), StrokeKind::Inside);
    if *ticked {
        Sign::Tick.paint(ui.painter(), square.shrink(4.0), t.on_accent);
    }
    let text_top = rect.top() + (space::ROW - Type::Body.line_height()) / 2.0;
    ui.painter().galley(pos2(square.right() + space::STEP, text_top), text, t.text);
    follow(ui, &response);
    response.clicked()
}
