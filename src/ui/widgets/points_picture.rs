//! Points of plans on a scale of 0 to 100 %, a row for each grade, with thresholds as lines.

use super::a11y;
use super::sign::Sign;
use super::text::{galley, galley_one_line};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::Role;
use egui::{AsIdSalt, Color32, Rect, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

const ROW: f32 = 30.0;
const DOT: f32 = 12.0;
/// Plans this near each other are drawn above each other, in points of the screen.
const NEAR: f32 = 9.0;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRow {
    /// What the plans of it have in common.
    pub name: String,
    /// The share of points of each, in percent, and whether it has the grade it should have.
    pub points: Vec<(f64, bool)>,
}

impl PointRow {
    fn spoken(&self) -> String {
        let mut shares: Vec<f64> = self.points.iter().map(|(percent, _)| *percent).collect();
        shares.sort_by(f64::total_cmp);
        let (Some(low), Some(high)) = (shares.first(), shares.last()) else { return format!("{}: no plan", self.name) };
        let matching = self.points.iter().filter(|(_, fits)| *fits).count();
        format!("{}: {} plans from {low:.1} to {high:.1} %, {matching} match", self.name, shares.len())
    }
}

/// Draws it. In the accessibility tree each row says how many plans it has, where they lie and how many match.
pub fn points_picture(ui: &mut Ui, salt: impl AsIdSalt, name: &str, rows: &[PointRow], lines: &[(f64, String)]) {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::List, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let t = tokens(ui);
        let width_of = |row: &PointRow| galley(ui, &row.name, Type::Body, t.text, f32::INFINITY).size().x;
        let widest = rows.iter().map(width_of).fold(0.0, f32::max) + 24.0;
        let label = widest.min(ui.available_width() * 0.4);
        let scale = |rect: Rect, percent: f64| {
            let room = rect.width() - label - 24.0;
            rect.left() + label + 12.0 + room * (percent.clamp(0.0, 100.0) / 100.0) as f32
        };
        let levels = lines.len().max(1) as f32;
        let head = Type::Small.line_height() * levels + space::HALF;
        let (_, top) = ui.allocate_space(vec2(ui.available_width(), head));
        let height = ROW * rows.len() as f32;
        let (_, body) = ui.allocate_space(vec2(ui.available_width(), height));
        let (_, foot) = ui.allocate_space(vec2(ui.available_width(), Type::Small.line_height() + space::HALF));
        for (at, (percent, words)) in lines.iter().enumerate() {
            let x = scale(body, *percent);
            // The best grade stands highest, so that no two names meet.
            let y = top.top() + Type::Small.line_height() * at as f32;
            let text = galley(ui, words, Type::SmallStrong, t.text, f32::INFINITY);
            let left = (x - text.size().x - space::HALF).max(body.left());
            ui.painter().vline(x, y..=body.bottom(), Stroke::new(1.5, t.text_quiet));
            ui.painter().galley(pos2(left, y), text, t.text);
        }
        for (at, row) in rows.iter().enumerate() {
            let rect = Rect::from_min_size(pos2(body.left(), body.top() + ROW * at as f32), vec2(body.width(), ROW));
            let cell = ui.new_child(UiBuilder::new().max_rect(rect));
            a11y::still(&cell, rect, id.with(("row", at)), Role::ListItem, &row.spoken());
            let words = galley_one_line(ui, &row.name, Type::Body, t.text, label - 12.0);
            ui.painter().galley(pos2(rect.left(), rect.center().y - words.size().y / 2.0), words, t.text);
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.line_quiet));
            paint_points(ui, rect, row, |percent| scale(body, percent));
        }
        for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
            let text = galley(ui, &format!("{percent:.0} %"), Type::Small, t.text_quiet, f32::INFINITY);
            let at = pos2(scale(foot, percent) - text.size().x / 2.0, foot.top() + space::HALF);
            ui.painter().galley(at, text, t.text_quiet);
        }
    });
}

fn paint_points(ui: &Ui, rect: Rect, row: &PointRow, x_of: impl Fn(f64) -> f32) {
    let t = tokens(ui);
    let mut points = row.points.clone();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut last, mut level) = (f32::NEG_INFINITY, 0);
    for (percent, fits) in points {
        let x = x_of(percent);
        level = if x - last < NEAR { (level + 1) % 3 } else { 0 };
        last = x;
        let lift = [0.0, -8.0, 8.0].get(level).copied().unwrap_or_default();
        let square = Rect::from_center_size(pos2(x, rect.center().y + lift), Vec2::splat(DOT));
        let (sign, ink): (Sign, Color32) =
            if fits { (Sign::Disc, t.accent) } else { (Sign::Cross, t.answer_not_met.mark) };
        sign.paint(ui.painter(), square, ink);
    }
}
