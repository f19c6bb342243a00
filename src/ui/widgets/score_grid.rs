//! Answers of many plans on a few criteria: plans down, criteria across, each cell with sign and letter.
//!
//! The heads stay in sight and only what is in sight is laid out. The grid is one stop of the Tab key; inside, the
//! arrow keys move a cursor. Giving answers is the screen's: it knows the keys.

use super::a11y;
use super::criterion_list::AnswerMark;
use super::sideways::told;
use super::sign::Sign;
use super::text::{galley, galley_one_line};
use crate::ui::theme::{Type, ring, space, tokens};
use egui::accesskit::Role;
use egui::{
    Color32, EventFilter, Id, Key, Pos2, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    pos2, vec2,
};

const ROW: f32 = space::TARGET;
const CELL_NARROWEST: f32 = 30.0;
const CELL_WIDEST: f32 = 44.0;
const FIRST_WIDEST: f32 = 150.0;
const APART: f32 = 8.0;
const SCROLL_BAR: f32 = 16.0;

/// An answer in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridMark<'a> {
    /// Sign, colour and words.
    pub mark: AnswerMark<'a>,
    /// Its letter.
    pub letter: &'a str,
    /// Whether there is a note on it.
    pub has_note: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow<'a> {
    /// The plan's reference.
    pub name: &'a str,
    /// One for each criterion; none: no answer.
    pub marks: Vec<Option<GridMark<'a>>>,
    /// Whether answers can be given here; else the cells are drawn as ground.
    pub is_open: bool,
    /// Words of the columns beside, each with whether it asks for attention.
    pub asides: Vec<(String, bool)>,
}

/// What a grid shows.
#[derive(Debug, Clone, Copy)]
pub struct ScoreGrid<'a> {
    /// Tells it from other grids on the same screen.
    pub salt: &'a str,
    /// What it shows.
    pub name: &'a str,
    /// Codes of the criteria across.
    pub criteria: &'a [&'a str],
    /// Heads and widths of the columns beside.
    pub asides: &'a [(&'a str, f32)],
    /// Down.
    pub rows: &'a [GridRow<'a>],
}

/// Where the cursor stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScoreGridState {
    /// Row and column, from 0.
    pub cursor: (usize, usize),
    /// The cursor was moved from outside: the grid is to show it.
    pub follow: bool,
}

impl ScoreGrid<'_> {
    /// The id under which the grid takes the keyboard.
    pub fn id(ui: &Ui, salt: &str) -> Id {
        ui.make_persistent_id(salt)
    }

    /// The width it needs to show everything without scrolling sideways.
    #[must_use]
    pub fn narrowest(&self, ui: &Ui) -> f32 {
        let metrics = Metrics::of(ui, self, 0.0);
        metrics.total(self.rows.len()).x + SCROLL_BAR
    }

    /// Draws it, no higher than `height`. Returns the cell that was pressed.
    pub fn show(&self, ui: &mut Ui, state: &mut ScoreGridState, height: f32) -> Option<(usize, usize)> {
        let id = Self::id(ui, self.salt);
        let metrics = Metrics::of(ui, self, ui.available_width());
        state.cursor.0 = state.cursor.0.min(self.rows.len().saturating_sub(1));
        state.cursor.1 = state.cursor.1.min(self.criteria.len().saturating_sub(1));
        let area = ScrollArea::both().id_salt(id).max_height(height.max(4.0 * ROW)).auto_shrink([false, true]);
        told(ui, self.name, |ui| {
            area.show_viewport(ui, |ui, viewport| self.show_viewport(ui, viewport, id, &metrics, state))
        })
    }

    fn show_viewport(
        &self,
        ui: &mut Ui,
        viewport: Rect,
        id: Id,
        metrics: &Metrics,
        state: &mut ScoreGridState,
    ) -> Option<(usize, usize)> {
        let origin = ui.max_rect().min;
        let total = metrics.total(self.rows.len());
        ui.set_min_size(total);
        let visible = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size())
            .intersect(ui.clip_rect())
            .intersect(Rect::from_min_size(origin, total));
        let view = View { origin, visible, metrics };
        let grid = ui.interact(visible, id, Sense::FOCUSABLE);
        self.steer(ui, &grid, state, &view);
        self.describe(ui, id, state);
        self.show_heads(ui, id, &view);
        let mut pressed = None;
        let first = ((visible.top() - origin.y) / ROW).floor().max(0.0) as usize;
        let rows_in_sight = (visible.height() / ROW).ceil() as usize + 1;
        for row in (first..first + rows_in_sight).filter(|row| *row < self.rows.len()) {
            if let Some(column) = self.show_row(ui, id, row, &view) {
                pressed = Some((row, column));
            }
        }
        if let Some(cell) = pressed {
            state.cursor = cell;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if !self.rows.is_empty() && !self.criteria.is_empty() {
            let mut over = ui.new_child(UiBuilder::new().max_rect(visible));
            over.set_clip_rect(view.body().expand(5.0).intersect(visible));
            let cell = view.cell(state.cursor.0, state.cursor.1);
            if grid.has_focus() {
                ring(&over, cell);
            } else {
                let stroke = Stroke::new(2.0, tokens(ui).accent);
                over.painter().rect_stroke(cell, 2, stroke, StrokeKind::Inside);
            }
        }
        pressed
    }

    fn describe(&self, ui: &Ui, id: Id, state: &ScoreGridState) {
        a11y::write(ui, id, |node| {
            node.set_role(Role::Grid);
            node.set_label(self.name);
            node.set_row_count(self.rows.len() + 1);
            node.set_column_count(self.criteria.len() + self.asides.len() + 1);
            if !self.rows.is_empty() {
                node.set_active_descendant(id.with(state.cursor).accesskit_id());
            }
        });
    }

    fn steer(&self, ui: &Ui, grid: &Response, state: &mut ScoreGridState, view: &View) {
        if self.rows.is_empty() || self.criteria.is_empty() {
            return;
        }
        let before = state.cursor;
        if grid.has_focus() {
            let keep = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, keep));
            let (last_row, last_column) = (self.rows.len() - 1, self.criteria.len() - 1);
            let page = ((view.body().height() / ROW).floor() as usize).max(1);
            let (row, column) = &mut state.cursor;
            ui.input(|input| match () {
                () if input.key_pressed(Key::ArrowDown) => *row = (*row + 1).min(last_row),
                () if input.key_pressed(Key::ArrowUp) => *row = row.saturating_sub(1),
                () if input.key_pressed(Key::ArrowRight) => *column = (*column + 1).min(last_column),
                () if input.key_pressed(Key::ArrowLeft) => *column = column.saturating_sub(1),
                () if input.key_pressed(Key::PageDown) => *row = (*row + page).min(last_row),
                () if input.key_pressed(Key::PageUp) => *row = row.saturating_sub(page),
                () if input.key_pressed(Key::Home) => *column = 0,
                () if input.key_pressed(Key::End) => *column = last_column,
                () => {}
            });
        }
        if std::mem::take(&mut state.follow) || state.cursor != before || grid.gained_focus() {
            // The heads cover the top and the left, so ask for that much more.
            let cell = view.cell(state.cursor.0, state.cursor.1);
            let under_heads = vec2(view.metrics.first, ROW);
            ui.scroll_to_rect(Rect::from_min_max(cell.min - under_heads, cell.max).expand(4.0), None);
        }
    }

    fn show_heads(&self, ui: &mut Ui, id: Id, view: &View) {
        let t = tokens(ui);
        let builder = UiBuilder::new().max_rect(view.visible).accessibility_role(Role::Row).accessibility_parent(id);
        let mut row = ui.new_child(builder);
        let corner = view.corner();
        row.set_clip_rect(corner.intersect(view.visible));
        words(&row, corner, "Plan", Type::SmallStrong, t.text);
        a11y::still(&row, corner, id.with("corner"), Role::ColumnHeader, "Plan");
        row.set_clip_rect(view.head());
        for (index, code) in self.criteria.iter().enumerate() {
            let rect = view.column_head(view.metrics.criterion(index));
            if rect.intersects(view.head()) {
                let text = galley(&row, code, Type::SmallStrong, t.text, f32::INFINITY);
                row.painter().galley(rect.center() - text.size() / 2.0, text, t.text);
                let name = format!("Criterion {code}");
                a11y::still(&row, rect, id.with(("column", index)), Role::ColumnHeader, &name);
            }
        }
        for (index, (heading, _)) in self.asides.iter().enumerate() {
            let rect = view.column_head(view.metrics.aside(index));
            words(&row, rect, heading, Type::SmallStrong, t.text);
            a11y::still(&row, rect, id.with(("aside", index)), Role::ColumnHeader, heading);
        }
        row.set_clip_rect(view.visible);
        row.painter().hline(view.visible.x_range(), corner.bottom() - 0.5, Stroke::new(1.0, t.text_quiet));
    }

    /// Returns the column that was pressed.
    fn show_row(&self, ui: &mut Ui, id: Id, index: usize, view: &View) -> Option<usize> {
        let t = tokens(ui);
        let data = self.rows.get(index)?;
        let head = view.row_head(index);
        let builder = UiBuilder::new().max_rect(head).accessibility_role(Role::Row).accessibility_parent(id);
        let mut row = ui.new_child(builder);
        a11y::write(&row, row.unique_id(), |node| node.set_row_index(index + 1));
        row.set_clip_rect(view.row_heads());
        words(&row, head, data.name, Type::Body, t.text);
        a11y::still(&row, head, id.with(("row", index)), Role::RowHeader, data.name);
        row.set_clip_rect(view.body());
        let mut pressed = None;
        for (column, code) in self.criteria.iter().enumerate() {
            let rect = view.cell(index, column);
            if !rect.intersects(view.body()) {
                continue;
            }
            let mark = data.marks.get(column).copied().flatten();
            let response = row.interact(rect, id.with((index, column)), Sense::CLICK);
            paint_cell(&row, rect.shrink(1.0), mark, data.is_open);
            let answer = mark.map_or("no answer", |mark| mark.mark.label);
            let note = if mark.is_some_and(|mark| mark.has_note) { ", with a note" } else { "" };
            let name = format!("Plan {}, criterion {code}: {answer}{note}", data.name);
            a11y::name(&row, &response, Role::GridCell, &name);
            a11y::write(&row, response.id, |node| {
                node.set_row_index(index + 1);
                node.set_column_index(column + 1);
            });
            if response.clicked() {
                pressed = Some(column);
            }
        }
        for (at, ((heading, _), (text, alarms))) in self.asides.iter().zip(&data.asides).enumerate() {
            let rect = view.at(index, view.metrics.aside(at));
            let ink = if *alarms { t.answer_not_met.mark } else { t.text };
            let mut room = rect;
            if *alarms {
                let square = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), Vec2::splat(14.0));
                Sign::Warning.paint(row.painter(), square, ink);
                room = rect.with_min_x(rect.left() + 18.0);
            }
            words(&row, room, text, Type::Small, ink);
            let name = format!("Plan {}, {}: {text}", data.name, heading.to_lowercase());
            a11y::still(&row, rect, id.with((index, "aside", at)), Role::GridCell, &name);
        }
        pressed
    }
}

fn words(ui: &Ui, rect: Rect, text: &str, kind: Type, ink: Color32) {
    let galley = galley_one_line(ui, text, kind, ink, rect.width() - space::HALF);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
}

fn paint_cell(ui: &Ui, rect: Rect, mark: Option<GridMark<'_>>, is_open: bool) {
    let t = tokens(ui);
    let Some(GridMark { mark, letter, has_note }) = mark else {
        let fill = if is_open { t.surface } else { t.surface_raised };
        let line = if is_open { t.control_border } else { t.line_quiet };
        ui.painter().rect(rect, 2, fill, Stroke::new(1.0, line), StrokeKind::Inside);
        return;
    };
    let tone = t.answer(mark.tone);
    ui.painter().rect(rect, 2, tone.soft, Stroke::new(1.0, tone.mark), StrokeKind::Inside);
    let text = galley(ui, letter, Type::SmallStrong, t.text, f32::INFINITY);
    let sign = 11.0;
    let width = sign + 2.0 + text.size().x;
    let left = rect.center().x - width / 2.0;
    let square = Rect::from_center_size(pos2(left + sign / 2.0, rect.center().y), Vec2::splat(sign));
    mark.sign.paint(ui.painter(), square, tone.mark);
    ui.painter().galley(pos2(left + sign + 2.0, rect.center().y - text.size().y / 2.0), text, t.text);
    if has_note {
        let corner = rect.right_top();
        let points = vec![corner, corner - vec2(7.0, 0.0), corner + vec2(0.0, 7.0)];
        ui.painter().add(egui::Shape::convex_polygon(points, t.text_quiet, Stroke::NONE));
    }
}

/// Sizes that do not change while scrolling.
struct Metrics {
    first: f32,
    cell: f32,
    criteria: usize,
    /// Left edge and width of the columns beside.
    asides: Vec<(f32, f32)>,
}

impl Metrics {
    fn of(ui: &Ui, grid: &ScoreGrid<'_>, room: f32) -> Self {
        let t = tokens(ui);
        let width = |text: &str| galley(ui, text, Type::Body, t.text, f32::INFINITY).size().x;
        let names = grid.rows.iter().take(200).map(|row| width(row.name));
        let first = names.fold(40.0, f32::max).min(FIRST_WIDEST) + 12.0;
        let beside: f32 = grid.asides.iter().map(|(_, width)| width + APART).sum();
        let criteria = grid.criteria.len();
        let cells = room - first - beside - SCROLL_BAR;
        let cell = (cells / criteria.max(1) as f32).floor().clamp(CELL_NARROWEST, CELL_WIDEST);
        let mut left = first + cell * criteria as f32;
        let mut asides = Vec::new();
        for (_, width) in grid.asides {
            left += APART;
            asides.push((left, *width));
            left += width;
        }
        Self { first, cell, criteria, asides }
    }

    fn criterion(&self, index: usize) -> (f32, f32) {
        (self.first + self.cell * index as f32, self.cell)
    }

    fn aside(&self, index: usize) -> (f32, f32) {
        self.asides.get(index).copied().unwrap_or_default()
    }

    fn total(&self, rows: usize) -> Vec2 {
        let cells = self.first + self.cell * self.criteria as f32;
        let right = self.asides.last().map_or(cells, |(left, width)| left + width);
        vec2(right, ROW * (rows + 1) as f32 + 4.0)
    }
}

/// Where things are on the screen now.
struct View<'a> {
    origin: Pos2,
    visible: Rect,
    metrics: &'a Metrics,
}

impl View<'_> {
    fn corner(&self) -> Rect {
        Rect::from_min_size(self.visible.min, vec2(self.metrics.first, ROW))
    }

    fn head(&self) -> Rect {
        let corner = self.corner();
        Rect::from_min_max(corner.right_top(), pos2(self.visible.right(), corner.bottom())).intersect(self.visible)
    }

    fn row_heads(&self) -> Rect {
        let corner = self.corner();
        Rect::from_min_max(corner.left_bottom(), pos2(corner.right(), self.visible.bottom())).intersect(self.visible)
    }

    fn body(&self) -> Rect {
        Rect::from_min_max(self.corner().max, self.visible.max)
    }

    fn at(&self, row: usize, (left, width): (f32, f32)) -> Rect {
        let top = ROW * (row + 1) as f32;
        Rect::from_min_size(self.origin + vec2(left, top), vec2(width, ROW))
    }

    fn cell(&self, row: usize, column: usize) -> Rect {
        self.at(row, self.metrics.criterion(column))
    }

    fn column_head(&self, (left, width): (f32, f32)) -> Rect {
        Rect::from_min_size(pos2(self.origin.x + left, self.visible.top()), vec2(width, ROW))
    }

    fn row_head(&self, row: usize) -> Rect {
        let row = self.at(row, (0.0, self.metrics.first));
        Rect::from_min_size(pos2(self.visible.left(), row.top()), row.size())
    }
}
