//! Counts of grades as bars: in the order of the grades, counts inside, totals at the end.

use super::a11y;
use super::grade::{GradeMark, grade_legend};
use super::sign::Sign;
use super::text::{galley, galley_one_line};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::Role;
use egui::{AsIdSalt, Id, Rect, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2};

const BAR: f32 = 24.0;
const TOTAL_WIDTH: f32 = 56.0;

/// One bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BarRow<'a> {
    /// What is counted, such as a section.
    pub name: &'a str,
    /// Counts in the order of the grades.
    pub counts: &'a [u32],
    /// How many have no grade; drawn empty, at the end.
    pub without_grade: u32,
}

impl BarRow<'_> {
    fn total(&self) -> u32 {
        self.counts.iter().sum::<u32>() + self.without_grade
    }
}

/// Draws the key to the grades and a bar for each row. All bars have one scale: the longest total fills the width.
/// `counted` heads the totals, such as "Plans". In the accessibility tree it is a table.
pub fn stacked_bars(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    name: &str,
    counted: &str,
    grades: &[GradeMark],
    rows: &[BarRow],
) {
    let id = ui.make_persistent_id(salt);
    grade_legend(ui, grades, rows.iter().any(|row| row.without_grade > 0));
    let layout = Layout::measure(ui, rows);
    a11y::region(ui, id, Role::Table, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        a11y::write(ui, ui.unique_id(), |node| {
            node.set_row_count(rows.len() + 1);
            node.set_column_count(grades.len() + 3);
        });
        head(ui, id, counted, grades);
        for (index, row) in rows.iter().enumerate() {
            bar_row(ui, id, index, row, grades, &layout);
        }
    });
}

struct Layout {
    label_width: f32,
    points_per_count: f32,
}

impl Layout {
    fn measure(ui: &Ui, rows: &[BarRow]) -> Layout {
        let available = ui.available_width();
        let widest = rows
            .iter()
            .map(|row| galley(ui, row.name, Type::Body, tokens(ui).text, f32::INFINITY).size().x)
            .fold(0.0, f32::max);
        let label_width = widest.min(available * 0.4) + 16.0;
        let longest = rows.iter().map(BarRow::total).max().unwrap_or(0).max(1);
        let bar_width = (available - label_width - TOTAL_WIDTH).max(80.0);
        Layout { label_width, points_per_count: bar_width / longest as f32 }
    }
}

/// The heads of the columns: seen as the key to the grades and the word over the totals.
fn head(ui: &mut Ui, id: Id, counted: &str, grades: &[GradeMark]) {
    let t = tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), Type::Small.line_height() + space::HALF));
    let words = galley(ui, counted, Type::Small, t.text_quiet, f32::INFINITY);
    ui.painter().galley(pos2(rect.right() - words.size().x, rect.top()), words, t.text_quiet);
    let row = ui.new_child(UiBuilder::new().max_rect(rect).accessibility_role(Role::Row));
    let names = grades.iter().map(|grade| grade.name).chain(["No grade", counted]);
    for (column, name) in std::iter::once("Name").chain(names).enumerate() {
        a11y::still(&row, rect, id.with(("head", column)), Role::ColumnHeader, name);
        a11y::write(&row, id.with(("head", column)), |node| node.set_column_index(column));
    }
}

fn bar_row(ui: &mut Ui, id: Id, index: usize, row: &BarRow, grades: &[GradeMark], layout: &Layout) {
    let t = tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), space::ROW));
    let mut cells =
        Cells { ui: ui.new_child(UiBuilder::new().max_rect(rect).accessibility_role(Role::Row)), id, index };
    let middle = rect.center().y;
    let label = galley_one_line(ui, row.name, Type::Body, t.text, layout.label_width - 16.0);
    ui.painter().galley(pos2(rect.left(), middle - label.size().y / 2.0), label, t.text);
    cells.add(0, rect.with_max_x(rect.left() + layout.label_width), Role::RowHeader, row.name.to_owned());
    let mut left = rect.left() + layout.label_width;
    for (place, grade) in grades.iter().enumerate() {
        let count = row.counts.get(place).copied().unwrap_or(0);
        let segment = segment(left, middle, count, layout);
        if count > 0 {
            paint_segment(ui, segment, count, Some(*grade));
        }
        cells.add(place + 1, segment, Role::Cell, format!("{}: {count}", grade.name));
        left = segment.right();
    }
    let rest = segment(left, middle, row.without_grade, layout);
    if row.without_grade > 0 {
        paint_segment(ui, rest, row.without_grade, None);
    }
    cells.add(grades.len() + 1, rest, Role::Cell, format!("No grade: {}", row.without_grade));
    let total = galley(ui, &row.total().to_string(), Type::Strong, t.text, f32::INFINITY);
    ui.painter().galley(pos2(rect.right() - total.size().x, middle - total.size().y / 2.0), total, t.text);
    let total_rect = rect.with_min_x(rect.right() - TOTAL_WIDTH);
    cells.add(grades.len() + 2, total_rect, Role::Cell, format!("Total: {}", row.total()));
}

struct Cells {
    ui: Ui,
    id: Id,
    index: usize,
}

impl Cells {
    fn add(&mut self, column: usize, rect: Rect, role: Role, label: String) {
        let id = self.id.with((self.index, column));
        a11y::still(&self.ui, rect, id, role, &label);
        a11y::write(&self.ui, id, |node| {
            node.set_row_index(self.index + 1);
            node.set_column_index(column);
        });
    }
}

fn segment(left: f32, middle: f32, count: u32, layout: &Layout) -> Rect {
    let width = count as f32 * layout.points_per_count;
    Rect::from_min_size(pos2(left, middle - BAR / 2.0), vec2(width, BAR))
}

fn paint_segment(ui: &Ui, rect: Rect, count: u32, grade: Option<GradeMark>) {
    let t = tokens(ui);
    let (fill, ink) = grade.map_or((t.surface, t.text), |grade| (grade.fill(ui).fill, grade.fill(ui).ink));
    let painter = ui.painter();
    // Neighbours share their edge.
    let shared = rect.with_max_x(rect.right() + 1.0);
    painter.rect(shared, 0, fill, Stroke::new(1.0, t.text_quiet), StrokeKind::Inside);
    // With the letter where there is room, so that the bars can be told apart without their colours.
    let lettered = grade.map(|grade| format!("{} {count}", grade.letter));
    let fitting = [lettered, Some(count.to_string())].into_iter().flatten().find_map(|words| {
        let words = galley(ui, &words, Type::Strong, ink, f32::INFINITY);
        (words.size().x + space::HALF <= rect.width()).then_some(words)
    });
    if let Some(words) = fitting {
        painter.galley(rect.center() - words.size() / 2.0, words, ink);
    } else if grade.is_none() {
        Sign::Dash.paint(painter, Rect::from_center_size(rect.center(), Vec2::splat(rect.width().min(8.0))), ink);
    }
}
