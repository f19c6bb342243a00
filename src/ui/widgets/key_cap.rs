//! A key as it is drawn on the keyboard.

use super::text::galley;
use crate::ui::theme::{Type, tokens};
use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, vec2};

const HEIGHT: f32 = 20.0;

/// Draws the key. It has no node of its own: what it does carries the shortcut.
pub fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let size = size(ui, key);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let ink = tokens(ui).text_quiet;
    paint(ui, &ui.painter().clone(), rect.right_top(), key, ink);
    response
}

/// How large a key is.
pub(super) fn size(ui: &Ui, key: &str) -> Vec2 {
    let width = galley(ui, key, Type::Small, Color32::PLACEHOLDER, f32::INFINITY).size().x;
    vec2((width + 10.0).max(HEIGHT), HEIGHT)
}

/// Draws a key with its right top corner at `corner`, in one colour.
pub(super) fn paint(ui: &Ui, painter: &Painter, corner: Pos2, key: &str, ink: Color32) {
    let size = size(ui, key);
    let rect = Rect::from_min_size(corner - vec2(size.x, 0.0), size);
    painter.rect_stroke(rect, 3, Stroke::new(1.0, ink), StrokeKind::Inside);
    let galley = galley(ui, key, Type::Small, ink, f32::INFINITY);
    painter.galley(rect.center() - galley.size() / 2.0, galley, ink);
}
