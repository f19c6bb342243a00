//! How far something is: always with words.

use super::a11y;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::{Node, Role};
use egui::epaint::PathShape;
use egui::{Painter, Rect, Response, Sense, Stroke, Ui, pos2, vec2};
use std::f32::consts::{FRAC_PI_2, TAU};

const THICK: f32 = 8.0;

/// A bar over the whole width with its words above it, such as "31 of 45 answered".
pub fn progress_bar(ui: &mut Ui, done: usize, total: usize, words: &str) -> Response {
    let t = tokens(ui);
    let text = galley(ui, words, Type::Body, t.text, ui.available_width());
    let size = vec2(ui.available_width(), text.size().y + space::HALF + THICK);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - THICK), rect.max);
    let painter = ui.painter();
    painter.galley(rect.min, text, t.text);
    painter.rect(bar, 0, t.surface, Stroke::new(1.0, t.control_border), egui::StrokeKind::Inside);
    let filled = bar.width() * share(done, total);
    painter.rect_filled(bar.with_max_x(bar.left() + filled), 0, t.accent);
    a11y::name(ui, &response, Role::ProgressIndicator, words);
    a11y::write(ui, response.id, |node| write_progress(node, done, total));
    response
}

/// A small ring; complete, it is a disc with a tick. What it counts must stand in words beside it.
pub fn progress_ring(ui: &mut Ui, done: usize, total: usize, size: f32, words: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    paint_ring(ui, ui.painter(), rect, done, total);
    a11y::name(ui, &response, Role::ProgressIndicator, words);
    a11y::write(ui, response.id, |node| write_progress(node, done, total));
    response
}

pub(super) fn write_progress(node: &mut Node, done: usize, total: usize) {
    node.set_numeric_value(done as f64);
    node.set_min_numeric_value(0.0);
    node.set_max_numeric_value(total as f64);
}

pub(super) fn paint_ring(ui: &Ui, painter: &Painter, rect: Rect, done: usize, total: usize) {
    let t = tokens(ui);
    let side = rect.width().min(rect.height());
    if total > 0 && done >= total {
        painter.circle_filled(rect.center(), side / 2.0, t.accent);
        Sign::Tick.paint(painter, rect.shrink(side * 0.2), t.on_accent);
        return;
    }
    let (thick, radius) = (side * 0.16, side * 0.42);
    painter.circle_stroke(rect.center(), radius, Stroke::new(1.0, t.control_border));
    let share = share(done, total);
    if share > 0.0 {
        let pieces = (share * 40.0).ceil().max(2.0);
        let points = (0..=pieces as usize)
            .map(|piece| share * TAU * piece as f32 / pieces - FRAC_PI_2)
            .map(|angle| rect.center() + radius * vec2(angle.cos(), angle.sin()))
            .collect();
        painter.add(PathShape::line(points, Stroke::new(thick, t.accent)));
    }
}

fn share(done: usize, total: usize) -> f32 {
    if total == 0 { 0.0 } else { (done as f32 / total as f32).min(1.0) }
}
