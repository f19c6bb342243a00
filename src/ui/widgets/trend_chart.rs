//! A figure over time: points with their intervals, targets as a line, others as marks beside. Every period is named
//! in the accessibility tree with its figures, so the picture says what its table says.

use super::a11y;
use super::text::{galley, small};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::Role;
use egui::{Align2, AsIdSalt, Color32, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

const HEIGHT: f32 = 220.0;
const AXIS: f32 = 48.0;
const DOT: f32 = 5.0;
/// Room of a letter.
const LETTER: egui::Vec2 = vec2(14.0, 15.0);
/// How far left of its point the first letter stands.
const FIRST_LETTER: f32 = 16.0;

/// One period of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartPoint {
    /// Its name on the axis.
    pub label: String,
    /// What was reached; none: no data.
    pub value: Option<f64>,
    /// The value as it is written beside its point.
    pub words: String,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// What was aimed at.
    pub target: Option<f64>,
    /// Whether its point is joined with the one before.
    pub is_joined: bool,
    /// Part of a year, an estimate, or not to be relied on: drawn hollow.
    pub is_hollow: bool,
    /// Everything in one sentence.
    pub name: String,
    /// The values of the others, in the order of their names.
    pub beside: Vec<Option<f64>>,
}

/// Draws the chart of a share (`is_percent`) or a count, with the key to its marks. `beside` names the others.
pub fn trend_chart(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    name: &str,
    is_percent: bool,
    points: &[ChartPoint],
    beside: &[&str],
) {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::Figure, name, |ui| {
        key(ui, points, beside);
        let slot_width = ((ui.available_width() - AXIS) / points.len().max(1) as f32).clamp(28.0, 150.0);
        let words = |p: &ChartPoint| galley(ui, &p.label, Type::Small, Color32::PLACEHOLDER, slot_width - 8.0).size().y;
        let labels = points.iter().map(words).fold(0.0, f32::max);
        let size = vec2(AXIS + slot_width * points.len() as f32, HEIGHT + labels + space::STEP);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let plot =
            Rect::from_min_max(pos2(rect.left() + AXIS, rect.top() + 16.0), pos2(rect.right(), rect.top() + HEIGHT));
        let scale = Scale { plot, top: top_of(is_percent, points) };
        axis(ui, &scale, is_percent);
        let t = tokens(ui);
        let centre = |at: usize| plot.left() + slot_width * (at as f32 + 0.5);
        let mut before: Option<Pos2> = None;
        let mut target_before: Option<Pos2> = None;
        for (at, point) in points.iter().enumerate() {
            let x = centre(at);
            let painter = ui.painter();
            if let Some(target) = point.target {
                let here = pos2(x, scale.y(target));
                let half = vec2(slot_width * 0.5, 0.0);
                let from = target_before.unwrap_or(here - half);
                dashed(painter, &[from, here], t.text);
                dashed(painter, &[here, here + half], t.text);
                target_before = Some(here + half);
            } else {
                target_before = None;
            }
            if let Some((low, high)) = point.interval {
                interval(painter, x, (scale.y(low), scale.y(high)), t.text_quiet);
            }
            if let Some(value) = point.value {
                let here = pos2(x, scale.y(value));
                if let Some(before) = before.filter(|_| point.is_joined) {
                    painter.line_segment([before, here], Stroke::new(2.0, t.accent));
                }
                if point.is_hollow {
                    painter.circle(here, DOT, t.surface, Stroke::new(2.0, t.accent));
                } else {
                    painter.circle_filled(here, DOT, t.accent);
                }
                before = Some(here);
            } else if point.target.is_some() || point.beside.iter().all(Option::is_none) {
                let at = pos2(x, plot.bottom() - 4.0);
                ui.painter().text(at, Align2::CENTER_BOTTOM, "No data", Type::Small.font(), t.text_quiet);
            }
            let label = galley(ui, &point.label, Type::Small, t.text, slot_width - 8.0);
            let corner = pos2(x - label.size().x / 2.0, rect.top() + HEIGHT + space::HALF);
            ui.painter().galley(corner, label, t.text);
            let slot = Rect::from_x_y_ranges(x - slot_width / 2.0..=x + slot_width / 2.0, rect.y_range());
            a11y::still(ui, slot, id.with(("period", at)), Role::Image, &point.name);
        }
        // Words and letters over all lines, so that none goes through them.
        for (at, point) in points.iter().enumerate() {
            let x = centre(at);
            let heights: Vec<Option<f32>> = point.beside.iter().map(|value| value.map(|v| scale.y(v))).collect();
            for (which, place) in places_beside(&heights).into_iter().enumerate() {
                if let Some((y, column)) = place {
                    mark(ui, pos2(x - FIRST_LETTER - LETTER.x * column as f32, y), which, t.text);
                }
            }
            if let Some(value) = point.value {
                let highest = point.interval.map_or(value, |(_, high)| high.max(value));
                value_words(ui, pos2(x, scale.y(value)), scale.y(highest), rect.top(), &point.words);
            }
        }
    });
}

/// The figure above its point and interval, or, where there is no room up to `top`, beside the point.
fn value_words(ui: &Ui, point: Pos2, highest: f32, top: f32, words: &str) {
    let t = tokens(ui);
    let label = galley(ui, words, Type::SmallStrong, t.text, f32::INFINITY);
    let size = label.size();
    let above = pos2(point.x - size.x / 2.0, highest.min(point.y - DOT) - 2.0 - size.y);
    let corner = if above.y >= top { above } else { pos2(point.x + DOT + 4.0, point.y - size.y / 2.0) };
    ui.painter().rect_filled(Rect::from_min_size(corner, size).expand2(vec2(1.0, -1.0)), 2, t.surface);
    ui.painter().galley(corner, label, t.text);
}

/// Where the letters of other areas stand at the left of a point: height, and how many columns further left, so that
/// none covers another. Lower values give way.
fn places_beside(heights: &[Option<f32>]) -> Vec<Option<(f32, usize)>> {
    let mut order: Vec<(usize, f32)> = heights.iter().enumerate().filter_map(|(at, y)| Some((at, (*y)?))).collect();
    order.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let mut places = vec![None; heights.len()];
    let mut taken: Vec<(f32, usize)> = Vec::new();
    for (at, y) in order {
        let is_free = |column: usize| !taken.iter().any(|(other, of)| *of == column && (y - other).abs() < LETTER.y);
        let column = (0..heights.len()).find(|column| is_free(*column)).unwrap_or_default();
        taken.push((y, column));
        if let Some(place) = places.get_mut(at) {
            *place = Some((y, column));
        }
    }
    places
}

struct Scale {
    plot: Rect,
    top: f64,
}

impl Scale {
    fn y(&self, value: f64) -> f32 {
        let share = (value / self.top).clamp(0.0, 1.0) as f32;
        self.plot.bottom() - share * self.plot.height()
    }
}

/// A hundred, or the next round number over the largest count.
fn top_of(is_percent: bool, points: &[ChartPoint]) -> f64 {
    if is_percent {
        return 100.0;
    }
    let values = points.iter().flat_map(|p| p.beside.iter().copied().chain([p.value, p.target])).flatten();
    let largest = values.fold(1.0, f64::max);
    let unit = 10_f64.powf(largest.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    steps.into_iter().map(|step| step * unit).find(|top| *top >= largest).unwrap_or(largest)
}

fn axis(ui: &Ui, scale: &Scale, is_percent: bool) {
    let t = tokens(ui);
    for step in 0..=4 {
        let value = scale.top * f64::from(step) / 4.0;
        let y = scale.y(value);
        ui.painter().hline(scale.plot.x_range(), y, Stroke::new(1.0, t.line_quiet));
        let words = if is_percent { format!("{value:.0} %") } else { crate::words::thousands(value as u64) };
        let at = pos2(scale.plot.left() - space::STEP, y);
        ui.painter().text(at, Align2::RIGHT_CENTER, words, Type::Small.font(), t.text_quiet);
    }
}

fn dashed(painter: &Painter, path: &[Pos2], ink: Color32) {
    painter.extend(Shape::dashed_line(path, Stroke::new(1.5, ink), 6.0, 4.0));
}

fn interval(painter: &Painter, x: f32, (low, high): (f32, f32), ink: Color32) {
    let stroke = Stroke::new(1.5, ink);
    painter.vline(x, high..=low, stroke);
    for y in [low, high] {
        painter.hline(x - 4.0..=x + 4.0, y, stroke);
    }
}

/// Another area: its letter on the surface, the same in the key.
fn mark(ui: &Ui, at: Pos2, which: usize, ink: Color32) {
    let ground = Rect::from_center_size(at, LETTER);
    ui.painter().rect_filled(ground, 2, tokens(ui).surface);
    ui.painter().text(at, Align2::CENTER_CENTER, letter(which), Type::SmallStrong.font(), ink);
}

/// The letter of an area set beside.
#[must_use]
pub fn letter(which: usize) -> char {
    u8::try_from(which).ok().and_then(|which| b'A'.checked_add(which)).map_or('?', char::from)
}

fn key(ui: &mut Ui, points: &[ChartPoint], beside: &[&str]) {
    let mut words = vec!["Point: the figure".to_owned()];
    if points.iter().any(|p| p.interval.is_some()) {
        words.push("upright line: its 95 % interval".to_owned());
    }
    if points.iter().any(|p| p.target.is_some()) {
        words.push("broken line: the target".to_owned());
    }
    if points.iter().any(|p| p.is_hollow) {
        words.push("hollow: part of a year or an estimate".to_owned());
    }
    if points.iter().skip(1).any(|p| p.value.is_some() && !p.is_joined) {
        words.push("points that are not joined may not be compared".to_owned());
    }
    words.extend(beside.iter().enumerate().map(|(which, name)| format!("{}: {name}", letter(which))));
    small(ui, &words.join(" · "));
}

/// A small picture of a course, for a cell of a table: values oldest first; a line joins those that may be compared.
pub fn sparkline(ui: &mut Ui, values: &[(f64, bool)], size: egui::Vec2) {
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let room = rect.shrink2(vec2(4.0, 7.0));
    let (least, most) =
        values.iter().fold((f64::MAX, f64::MIN), |(least, most), (value, _)| (least.min(*value), most.max(*value)));
    let spread = (most - least).max(f64::EPSILON);
    let last = values.len().saturating_sub(1);
    let place = |at: usize, value: f64| {
        let across = if last == 0 { 0.5 } else { at as f32 / last as f32 };
        let up = if most > least { ((value - least) / spread) as f32 } else { 0.5 };
        pos2(room.left() + across * room.width(), room.bottom() - up * room.height())
    };
    let t = tokens(ui);
    for (at, (value, is_joined)) in values.iter().enumerate() {
        let here = place(at, *value);
        if let Some((before, _)) = at.checked_sub(1).and_then(|before| values.get(before)).filter(|_| *is_joined) {
            ui.painter().line_segment([place(at - 1, *before), here], Stroke::new(1.5, t.accent));
        }
        ui.painter().circle_filled(here, if at == last { 3.5 } else { 2.0 }, t.accent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_areas_with_near_figures_stand_beside_each_other() {
        let places = places_beside(&[Some(100.0), Some(104.0), None, Some(107.0), Some(180.0)]);
        assert_eq!(places, [Some((100.0, 0)), Some((104.0, 1)), None, Some((107.0, 2)), Some((180.0, 0))]);
    }

    #[test]
    fn a_share_is_drawn_on_a_hundred_and_a_count_on_the_next_round_number() {
        let point = |value| ChartPoint {
            label: String::new(),
            value: Some(value),
            words: String::new(),
            interval: None,
            target: None,
            is_joined: false,
            is_hollow: false,
            name: String::new(),
            beside: vec![],
        };
        assert_eq!(top_of(true, &[point(12.0)]), 100.0);
        assert_eq!(top_of(false, &[point(1_958.0)]), 2_000.0);
        assert_eq!(top_of(false, &[point(17.0), point(3.0)]), 20.0);
        assert_eq!((letter(0), letter(2)), ('A', 'C'));
    }
}
