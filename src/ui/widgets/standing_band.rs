//! A band that stands as long as a fact about the file does: sample data, not encrypted, read-only.

use super::a11y;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{NoticeTone, Type, space, tokens};
use egui::accesskit::Role;
use egui::{Rect, Response, Sense, Ui, Vec2, pos2, vec2};

/// Draws the band over the whole width.
pub fn standing_band(ui: &mut Ui, tone: NoticeTone, sign: Sign, words: &str) -> Response {
    const PADDING: f32 = 16.0;
    let t = tokens(ui);
    let colours = t.notice(tone);
    let text_left = PADDING + space::SIGN + space::STEP;
    let text = galley(ui, words, Type::Body, t.text, ui.available_width() - text_left - PADDING);
    let size = vec2(ui.available_width(), (text.size().y + 12.0).max(space::ROW));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(rect, 0, colours.soft);
    painter.rect_filled(rect.with_max_x(rect.left() + space::BAR), 0, colours.mark);
    let first_line = rect.center().y - text.size().y / 2.0 + Type::Body.line_height() / 2.0;
    let square =
        Rect::from_center_size(pos2(rect.left() + PADDING + space::SIGN / 2.0, first_line), Vec2::splat(space::SIGN));
    sign.paint(painter, square, colours.mark);
    painter.galley(pos2(rect.left() + text_left, rect.center().y - text.size().y / 2.0), text, t.text);
    a11y::name(ui, &response, Role::Status, words);
    response
}
