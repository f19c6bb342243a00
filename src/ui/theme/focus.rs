//! The ring around what has the keyboard: a yellow band with a dark edge, so that one of the two shows on any ground.

use super::{space, tokens};
use egui::{Rect, Response, Stroke, StrokeKind, Ui};

const BAND: f32 = 3.0;
const EDGE: f32 = 1.5;

/// Draws the ring outside `rect`.
pub fn ring(ui: &Ui, rect: Rect) {
    let t = tokens(ui);
    let painter = ui.painter();
    painter.rect_stroke(rect, space::RADIUS, Stroke::new(BAND, t.focus_band), StrokeKind::Outside);
    painter.rect_stroke(rect.expand(BAND), space::RADIUS + 2, Stroke::new(EDGE, t.focus_edge), StrokeKind::Outside);
}

/// Draws the ring inside `rect`, for rows that touch each other.
pub fn ring_inside(ui: &Ui, rect: Rect) {
    let t = tokens(ui);
    let painter = ui.painter();
    painter.rect_stroke(rect, 0, Stroke::new(EDGE, t.focus_edge), StrokeKind::Inside);
    painter.rect_stroke(rect.shrink(EDGE), 0, Stroke::new(BAND, t.focus_band), StrokeKind::Inside);
}

/// Draws the ring if `response` has the keyboard, and brings it into view when it gets it.
pub fn follow(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ring(ui, response.rect);
    }
    bring_into_view(response);
}

/// Like [`follow`], for rows that touch each other.
pub fn follow_inside(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ring_inside(ui, response.rect);
    }
    bring_into_view(response);
}

fn bring_into_view(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}
