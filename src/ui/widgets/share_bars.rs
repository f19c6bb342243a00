//! Shares as bars, with the shares of other areas as marks on the same scale and every figure as a number beside.

use super::a11y;
use super::text::{galley, galley_in_lines, galley_one_line};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::Role;
use egui::{
    Align, AsIdSalt, Color32, Id, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

const BAR: f32 = 16.0;
const MARK: f32 = 6.0;
/// Room of a column of figures.
const FIGURE: f32 = 92.0;
/// Below it there is no room for bars, only for figures.
const BARS_FROM: f32 = 120.0;

/// One row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareRow<'a> {
    /// What is counted.
    pub name: &'a str,
    /// How many.
    pub count: u64,
    /// Their share, from 0 to 1.
    pub share: Option<f64>,
    /// The share in each area beside, in the order of their names.
    pub beside: &'a [Option<f64>],
}

/// Draws the key to the marks, and a bar with figures for each row. All bars have one scale. In the accessibility tree
/// it is a table.
pub fn share_bars(ui: &mut Ui, salt: impl AsIdSalt, name: &str, areas: &[&str], rows: &[ShareRow<'_>]) {
    let id = ui.make_persistent_id(salt);
    let layout = Layout::measure(ui, areas, rows);
    a11y::region(ui, id, Role::Table, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        a11y::write(ui, ui.unique_id(), |node| {
            node.set_row_count(rows.len() + 1);
            node.set_column_count(areas.len() + 3);
        });
        head(ui, id, areas, &layout);
        for (index, row) in rows.iter().enumerate() {
            bar_row(ui, id, index, row, areas, &layout);
        }
    });
}

struct Layout {
    label_width: f32,
    bar_width: f32,
    figure_width: f32,
    /// The share that fills the bar's room.
    full: f64,
}

impl Layout {
    fn measure(ui: &Ui, areas: &[&str], rows: &[ShareRow<'_>]) -> Self {
        let available = ui.available_width();
        let figures = (areas.len() + 2) as f32;
        let figure_width = FIGURE.min(available * 0.6 / figures);
        let width_of =
            |row: &ShareRow<'_>| galley(ui, row.name, Type::Body, Color32::PLACEHOLDER, f32::INFINITY).size().x;
        let widest = rows.iter().map(width_of).fold(0.0, f32::max) + 16.0;
        let rest = available - figures * figure_width;
        let label_width = widest.min((rest * 0.55).max(rest - 420.0)).min(rest);
        let room = rest - label_width;
        let largest = rows.iter().flat_map(|row| row.beside.iter().copied().chain([row.share])).flatten();
        let full = largest.fold(0.01, f64::max);
        Self { label_width, bar_width: if room >= BARS_FROM { room } else { 0.0 }, figure_width, full }
    }

    fn length(&self, share: f64) -> f32 {
        // Room for a mark at the longest share.
        (share / self.full) as f32 * (self.bar_width - 2.0 * MARK).max(0.0)
    }
}

/// "21 %", and "0.4 %" where a whole number would be nought.
fn percent(share: Option<f64>) -> String {
    match share {
        None => "–".to_owned(),
        Some(share) if share > 0.0 && share < 0.01 => format!("{:.1} %", 100.0 * share),
        Some(share) => format!("{:.0} %", 100.0 * share),
    }
}

/// Each area has a shape of its own: a line, a ring, a diamond.
fn paint_mark(painter: &Painter, at: Pos2, area: usize, ink: Color32, ground: Color32) {
    match area {
        0 => {
            let line = Rect::from_center_size(at, vec2(4.0, BAR + 6.0));
            painter.rect(line, 0, ink, Stroke::new(1.0, ground), StrokeKind::Outside);
        }
        1 => {
            painter.circle(at, MARK - 0.5, ground, Stroke::new(2.0, ink));
        }
        _ => {
            let corners = [vec2(0.0, -MARK), vec2(MARK, 0.0), vec2(0.0, MARK), vec2(-MARK, 0.0)];
            let points = corners.iter().map(|corner| at + *corner).collect();
            painter.add(Shape::convex_polygon(points, ink, Stroke::new(1.0, ground)));
        }
    }
}

fn head(ui: &mut Ui, id: Id, areas: &[&str], layout: &Layout) {
    let t = tokens(ui);
    let height = Type::Small.line_height() * 3.0 + space::HALF;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let row = ui.new_child(UiBuilder::new().max_rect(rect).accessibility_role(Role::Row));
    let add = |column: usize, rect: Rect, name: &str| {
        let id = id.with(("head", column));
        a11y::still(&row, rect, id, Role::ColumnHeader, name);
        a11y::write(&row, id, |node| node.set_column_index(column));
    };
    add(0, rect.with_max_x(rect.left() + layout.label_width), "Name");
    let mut right = rect.right();
    let names: Vec<&str> = ["Plans", "Share"].into_iter().chain(areas.iter().copied()).collect();
    for (place, name) in names.into_iter().enumerate().rev() {
        let cell = Rect::from_min_max(pos2(right - layout.figure_width, rect.top()), pos2(right, rect.bottom()));
        let area = place.checked_sub(2);
        let room = layout.figure_width - 8.0;
        let words = galley_in_lines(ui, name, Type::SmallStrong, t.text, (room, 2, Align::Max));
        let at = pos2(cell.right(), cell.bottom() - words.size().y - 2.0);
        // The mark of an area stands above its name: that is the key to the picture.
        if let (Some(area), true) = (area, layout.bar_width > 0.0) {
            let above = pos2(cell.right() - MARK, cell.top() + Type::Small.line_height() / 2.0 + 1.0);
            paint_mark(ui.painter(), above, area, t.text, t.surface);
        }
        ui.painter().galley(at, words, t.text);
        add(place + 1, cell, name);
        right = cell.left();
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.border_width, t.control_border));
}

fn bar_row(ui: &mut Ui, id: Id, index: usize, row: &ShareRow<'_>, areas: &[&str], layout: &Layout) {
    let t = tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), space::TARGET));
    let cells = ui.new_child(UiBuilder::new().max_rect(rect).accessibility_role(Role::Row));
    let add = |column: usize, rect: Rect, role: Role, label: &str| {
        let id = id.with((index, column));
        a11y::still(&cells, rect, id, role, label);
        a11y::write(&cells, id, |node| {
            node.set_row_index(index + 1);
            node.set_column_index(column);
        });
    };
    let middle = rect.center().y;
    let label = galley_one_line(ui, row.name, Type::Body, t.text, layout.label_width - 16.0);
    ui.painter().galley(pos2(rect.left(), middle - label.size().y / 2.0), label, t.text);
    add(0, rect.with_max_x(rect.left() + layout.label_width), Role::RowHeader, row.name);
    let left = rect.left() + layout.label_width;
    if layout.bar_width > 0.0 {
        let bar =
            Rect::from_min_size(pos2(left, middle - BAR / 2.0), vec2(layout.length(row.share.unwrap_or(0.0)), BAR));
        ui.painter().rect_filled(bar, 0, t.accent);
        for (area, share) in row.beside.iter().enumerate().rev() {
            if let Some(share) = share {
                paint_mark(ui.painter(), pos2(left + layout.length(*share), middle), area, t.text, t.surface);
            }
        }
    }
    let own = [("Plans", crate::words::thousands(row.count)), ("Share", percent(row.share))];
    let beside = areas.iter().zip(row.beside).map(|(name, share)| (*name, percent(*share)));
    let figures: Vec<(&str, String)> = own.into_iter().chain(beside).collect();
    let mut right = rect.right();
    for (place, (name, figure)) in figures.iter().enumerate().rev() {
        let cell = Rect::from_min_max(pos2(right - layout.figure_width, rect.top()), pos2(right, rect.bottom()));
        let (kind, ink) = if place < 2 { (Type::Strong, t.text) } else { (Type::Body, t.text_quiet) };
        let words = galley(ui, figure, kind, ink, f32::INFINITY);
        ui.painter().galley(pos2(cell.right() - words.size().x, middle - words.size().y / 2.0), words, ink);
        add(place + 1, cell, Role::Cell, &format!("{name}: {figure}"));
        right = cell.left();
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.line_quiet));
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_small_share_is_not_nought() {
        assert_eq!(percent(Some(0.004)), "0.4 %");
        assert_eq!(percent(Some(0.0)), "0 %");
        assert_eq!(percent(Some(0.215)), "22 %");
        assert_eq!(percent(None), "–");
    }
}
