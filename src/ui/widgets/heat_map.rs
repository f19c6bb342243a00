//! Grades of plans by section: plans down, sections across, with letters and colours; or answers by criterion, with
//! signs and colours.
//!
//! The heads of rows and columns stay in sight. Only the rows in sight are laid out, so thousands of plans cost what
//! twenty cost. The map is one stop of the Tab key; inside, the arrow keys move a cursor and Enter opens.

use super::a11y;
use super::grade::{GradeMark, paint_cell};
use super::sideways::told;
use super::sign::Sign;
use super::text::{galley, galley_one_line};
use crate::ui::theme::{AnswerTone, Type, ring, space, tokens};
use egui::accesskit::Role;
use egui::epaint::TextShape;
use egui::{
    EventFilter, Id, Key, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};
use std::f32::consts::FRAC_PI_2;
use std::ops::Range;

const CELL_WIDEST: f32 = 64.0;
const ROW: f32 = space::ROW;
const APART: f32 = 12.0;
const SCROLL_BAR: f32 = 24.0;
const HEAD_TEXT_MAX: f32 = 208.0;
const FIRST_COLUMN_MAX: f32 = 260.0;
const DETAIL_LINES: f32 = 2.0;
const ROWS_UNBOUNDED: f32 = 20.0;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeatColumn<'a> {
    /// Its letter, or empty.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Set off from the columns before it, as the plan's own grade is.
    pub apart: bool,
}

impl HeatColumn<'_> {
    fn spoken(&self) -> String {
        format!("{} {}", self.code, self.name).trim().to_owned()
    }
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeatRow<'a> {
    /// The plan's reference.
    pub name: &'a str,
    /// For each column the place of its grade in the table; none where there is no grade.
    pub places: &'a [Option<usize>],
}

/// What a heat map shows. Rows are drawn in the order given: sorting is the caller's.
#[derive(Clone, Copy)]
pub struct HeatMap<'a> {
    /// Tells it from other maps on the same screen.
    pub salt: &'a str,
    /// What it shows, such as "Grades of 20 plans by section".
    pub name: &'a str,
    /// Heads the first column, such as "Plan".
    pub row_heading: &'a str,
    /// Across.
    pub columns: &'a [HeatColumn<'a>],
    /// Down.
    pub rows: &'a [HeatRow<'a>],
    /// The grades of the tool, best first.
    pub grades: &'a [GradeMark<'a>],
    /// How the grade of a row and a column came about; asked only for cells in sight.
    pub detail: &'a dyn Fn(usize, usize) -> String,
}

/// Where the cursor stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeatMapState {
    /// Row and column, counted from 0.
    pub cursor: (usize, usize),
}

/// What the person did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeatMapResponse {
    /// Row and column that was opened.
    pub opened: Option<(usize, usize)>,
    /// Row and column whose detail is shown: under the pointer, else under the cursor.
    pub shown: Option<(usize, usize)>,
}

impl HeatMap<'_> {
    /// Draws the map and, under it, the detail of one cell. Fills the height it is given; on a page that scrolls as a
    /// whole, where no height is given, it shows some twenty rows and scrolls by itself.
    pub fn show(&self, ui: &mut Ui, state: &mut HeatMapState) -> HeatMapResponse {
        self.show_as(ui, state, None)
    }

    /// As [`HeatMap::show`] for answers: places in a row are those of `looks`, which has colour and sign of each
    /// answer, and `grades` has their names.
    pub fn show_answers(&self, ui: &mut Ui, state: &mut HeatMapState, looks: &[(AnswerTone, Sign)]) -> HeatMapResponse {
        self.show_as(ui, state, Some(looks))
    }

    fn show_as(&self, ui: &mut Ui, state: &mut HeatMapState, looks: Looks<'_>) -> HeatMapResponse {
        let id = ui.make_persistent_id(self.salt);
        let metrics = Metrics::of(ui, self);
        let detail_height = DETAIL_LINES * Type::Body.line_height() + space::STEP;
        let given = Some(ui.available_height()).filter(|height| height.is_finite());
        let height = given.map_or(metrics.head + ROWS_UNBOUNDED * ROW, |given| given - detail_height - space::STEP);
        state.cursor.0 = state.cursor.0.min(self.rows.len().saturating_sub(1));
        state.cursor.1 = state.cursor.1.min(self.columns.len().saturating_sub(1));
        let area = ScrollArea::both().id_salt(id).max_height(height.max(metrics.head + 3.0 * ROW));
        let mut response = told(ui, self.name, |ui| {
            area.show_viewport(ui, |ui, viewport| self.show_viewport(ui, viewport, id, (&metrics, looks), state))
        });
        if response.shown.is_none() && ui.memory(|memory| memory.has_focus(id)) && !self.rows.is_empty() {
            response.shown = Some(state.cursor);
        }
        self.show_detail(ui, detail_height, response.shown, looks.is_some());
        response
    }

    fn show_viewport(
        &self,
        ui: &mut Ui,
        viewport: Rect,
        id: Id,
        (metrics, looks): (&Metrics, Looks<'_>),
        state: &mut HeatMapState,
    ) -> HeatMapResponse {
        let origin = ui.max_rect().min;
        let total = metrics.total(self.rows.len());
        ui.set_min_size(total);
        let visible = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size())
            .intersect(ui.clip_rect())
            .intersect(Rect::from_min_size(origin, total));
        let view = View { origin, visible, metrics, looks };
        let grid = ui.interact(visible, id, Sense::FOCUSABLE);
        let rows = view.rows_in_sight(self.rows.len());
        let mut response = HeatMapResponse::default();
        if grid.has_focus() {
            response.opened = self.steer(ui, &grid, state, &view);
        }
        self.describe(ui, id, state, &rows);
        self.show_heads(ui, id, &view);
        for row in rows {
            self.show_row(ui, id, row, &view, &mut response);
        }
        if let Some(cell) = response.opened {
            state.cursor = cell;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if grid.has_focus() && !self.rows.is_empty() {
            let mut over = ui.new_child(UiBuilder::new().max_rect(visible));
            over.set_clip_rect(view.body().expand(5.0).intersect(visible));
            ring(&over, view.cell(state.cursor.0, state.cursor.1));
        }
        response
    }

    fn describe(&self, ui: &Ui, id: Id, state: &HeatMapState, rows: &Range<usize>) {
        a11y::write(ui, id, |node| {
            node.set_role(Role::Grid);
            node.set_label(self.name);
            node.set_row_count(self.rows.len() + 1);
            node.set_column_count(self.columns.len() + 1);
            // A node out of sight does not exist; the map scrolls to it and says so one frame later.
            if rows.contains(&state.cursor.0) {
                node.set_active_descendant(id.with(state.cursor).accesskit_id());
            }
        });
    }

    /// Moves the cursor by the keys; returns the cell that Enter opened.
    fn steer(&self, ui: &Ui, grid: &Response, state: &mut HeatMapState, view: &View) -> Option<(usize, usize)> {
        let keep = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, keep));
        if self.rows.is_empty() || self.columns.is_empty() {
            return None;
        }
        let page = ((view.body().height() / ROW).floor() as usize).max(1);
        let (last_row, last_column) = (self.rows.len() - 1, self.columns.len() - 1);
        let (row, column) = &mut state.cursor;
        let before = (*row, *column);
        let open = ui.input(|input| {
            match () {
                () if input.key_pressed(Key::ArrowDown) => *row = (*row + 1).min(last_row),
                () if input.key_pressed(Key::ArrowUp) => *row = row.saturating_sub(1),
                () if input.key_pressed(Key::PageDown) => *row = (*row + page).min(last_row),
                () if input.key_pressed(Key::PageUp) => *row = row.saturating_sub(page),
                () if input.key_pressed(Key::ArrowRight) => *column = (*column + 1).min(last_column),
                () if input.key_pressed(Key::ArrowLeft) => *column = column.saturating_sub(1),
                () if input.key_pressed(Key::Home) => {
                    (*row, *column) = if input.modifiers.command { (0, 0) } else { (*row, 0) }
                }
                () if input.key_pressed(Key::End) => {
                    (*row, *column) = (if input.modifiers.command { last_row } else { *row }, last_column);
                }
                () => {}
            }
            input.key_pressed(Key::Enter)
        });
        if state.cursor != before || grid.gained_focus() {
            // The heads cover the top and the left, so ask for that much more.
            let cell = view.cell(state.cursor.0, state.cursor.1);
            let under_heads = vec2(view.metrics.first_column, view.metrics.head);
            ui.scroll_to_rect(Rect::from_min_max(cell.min - under_heads, cell.max).expand(5.0), None);
        }
        open.then_some(state.cursor)
    }

    fn show_heads(&self, ui: &mut Ui, id: Id, view: &View) {
        let t = tokens(ui);
        let mut row = ui
            .new_child(UiBuilder::new().max_rect(view.visible).accessibility_role(Role::Row).accessibility_parent(id));
        let corner = view.corner();
        let words = galley(ui, self.row_heading, Type::SmallStrong, t.text, f32::INFINITY);
        row.set_clip_rect(corner.intersect(view.visible));
        row.painter().galley(pos2(corner.left(), corner.bottom() - words.size().y - space::HALF), words, t.text);
        a11y::still(&row, corner, id.with("corner"), Role::ColumnHeader, self.row_heading);
        row.set_clip_rect(view.head());
        for (index, column) in self.columns.iter().enumerate() {
            let rect = view.column_head(index);
            if rect.intersects(view.head()) {
                paint_column_head(&row, rect, column);
                let head = id.with(("column", index));
                a11y::still(&row, rect, head, Role::ColumnHeader, &column.spoken()).on_hover_text(column.spoken());
                a11y::write(&row, head, |node| node.set_column_index(index + 1));
            }
        }
        row.set_clip_rect(view.visible);
        row.painter().hline(view.visible.x_range(), view.head().bottom() - 0.5, Stroke::new(1.0, t.text_quiet));
    }

    fn show_row(&self, ui: &mut Ui, id: Id, index: usize, view: &View, response: &mut HeatMapResponse) {
        let t = tokens(ui);
        let Some(data) = self.rows.get(index) else { return };
        let head = view.row_head(index);
        let mut row =
            ui.new_child(UiBuilder::new().max_rect(head).accessibility_role(Role::Row).accessibility_parent(id));
        a11y::write(&row, row.unique_id(), |node| node.set_row_index(index + 1));
        row.set_clip_rect(view.row_heads());
        let name = galley_one_line(ui, data.name, Type::Body, t.text, head.width() - space::STEP);
        row.painter().galley(pos2(head.left(), head.center().y - name.size().y / 2.0), name, t.text);
        a11y::still(&row, head, id.with(("row", index)), Role::RowHeader, data.name);
        row.set_clip_rect(view.body());
        for column in 0..self.columns.len() {
            let rect = view.cell(index, column);
            if rect.intersects(view.body()) {
                let cell = self.show_cell(&row, id, (index, column), rect, view.looks);
                if cell.clicked() {
                    response.opened = Some((index, column));
                }
                if cell.hovered() {
                    response.shown = Some((index, column));
                }
            }
        }
    }

    fn show_cell(&self, ui: &Ui, id: Id, at: (usize, usize), rect: Rect, looks: Looks<'_>) -> Response {
        let response = ui.interact(rect, id.with(at), Sense::CLICK);
        let Some(row) = self.rows.get(at.0) else { return response };
        match looks {
            None => paint_cell(ui, ui.painter(), rect.shrink(1.0), self.grade_at(row, at.1)),
            Some(looks) => {
                let place = row.places.get(at.1).copied().flatten();
                paint_answer(ui, rect.shrink(1.0), place.and_then(|place| looks.get(place)).copied());
            }
        }
        a11y::name(ui, &response, Role::GridCell, &self.cell_name(at, looks.is_some()));
        a11y::write(ui, response.id, |node| {
            node.set_row_index(at.0 + 1);
            node.set_column_index(at.1 + 1);
            node.set_description((self.detail)(at.0, at.1));
        });
        response
    }

    fn grade_at(&self, row: &HeatRow, column: usize) -> Option<GradeMark<'_>> {
        let place = row.places.get(column).copied().flatten()?;
        self.grades.get(place).copied()
    }

    fn cell_name(&self, (row, column): (usize, usize), is_answers: bool) -> String {
        let (Some(row), Some(head)) = (self.rows.get(row), self.columns.get(column)) else { return String::new() };
        let grade =
            self.grade_at(row, column).map_or(if is_answers { "Not agreed" } else { "No grade" }, |grade| grade.name);
        format!("{}, {}: {grade}", row.name, head.spoken())
    }

    /// The same place always says what is under the pointer or the cursor, so nothing pops up or moves.
    fn show_detail(&self, ui: &mut Ui, height: f32, shown: Option<(usize, usize)>, is_answers: bool) {
        let t = tokens(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let (title, words) = match shown {
            Some(at) => (self.cell_name(at, is_answers), (self.detail)(at.0, at.1)),
            None => {
                let what = if is_answers { "the question" } else { "how its grade came about" };
                (String::new(), format!("Point at a cell, or move to it with the arrow keys, to see {what}."))
            }
        };
        let mut left = rect.min;
        if !title.is_empty() {
            let title = galley_one_line(ui, &title, Type::Strong, t.text, rect.width());
            let drop = title.size().y;
            ui.painter().galley(left, title, t.text);
            left.y += drop;
        }
        let shown_words = galley_one_line(ui, &words, Type::Body, t.text_quiet, rect.width());
        ui.painter().galley(left, shown_words, t.text_quiet);
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, format!("{title} {words}").trim()));
    }
}

/// The sign of an answer on its quiet ground; empty where nothing is agreed.
fn paint_answer(ui: &Ui, rect: Rect, look: Option<(AnswerTone, Sign)>) {
    let t = tokens(ui);
    let ground = look.map_or(t.surface, |(tone, _)| t.answer(tone).soft);
    ui.painter().rect(rect, 0, ground, Stroke::new(1.0, t.line_quiet), StrokeKind::Inside);
    if let Some((tone, sign)) = look {
        let square = Rect::from_center_size(rect.center(), Vec2::splat(space::SIGN));
        sign.paint(ui.painter(), square, t.answer(tone).mark);
    }
}

/// Colour and sign of answers by their place; none: the map shows grades.
type Looks<'a> = Option<&'a [(AnswerTone, Sign)]>;

/// Code level above the line, name rising from it.
fn paint_column_head(ui: &Ui, rect: Rect, column: &HeatColumn) {
    let t = tokens(ui);
    let code = galley(ui, column.code, Type::Strong, t.text, f32::INFINITY);
    let code_top = rect.bottom() - code.size().y - space::HALF;
    ui.painter().galley(pos2(rect.center().x - code.size().x / 2.0, code_top), code, t.text);
    let name = galley_one_line(ui, column.name, Type::Small, t.text, HEAD_TEXT_MAX);
    let foot = if column.code.is_empty() { rect.bottom() - space::STEP } else { code_top - space::HALF };
    let at = pos2(rect.center().x - name.size().y / 2.0, foot);
    ui.painter().add(TextShape::new(at, name, t.text).with_angle(-FRAC_PI_2));
}

/// Sizes that do not change while scrolling.
struct Metrics {
    first_column: f32,
    head: f32,
    cell: f32,
    /// Left edge of each column, from the first column's left.
    columns: Vec<f32>,
}

impl Metrics {
    fn of(ui: &Ui, map: &HeatMap) -> Metrics {
        let t = tokens(ui);
        let width = |text: &str, kind| galley(ui, text, kind, t.text, f32::INFINITY).size().x;
        // Thousands of names are not measured every frame: references of one file are about as long as each other.
        let names = map.rows.iter().take(200).map(|row| width(row.name, Type::Body));
        let first_column = names.fold(width(map.row_heading, Type::SmallStrong), f32::max).min(FIRST_COLUMN_MAX) + 16.0;
        let tallest = map.columns.iter().map(|column| width(column.name, Type::Small)).fold(0.0, f32::max);
        let head = tallest.min(HEAD_TEXT_MAX) + Type::Strong.line_height() + 2.0 * space::STEP;
        let apart = map.columns.iter().filter(|column| column.apart).count() as f32 * APART;
        let room = ui.available_width() - first_column - apart - SCROLL_BAR;
        let cell = (room / map.columns.len().max(1) as f32).floor().clamp(space::CELL.x, CELL_WIDEST);
        let mut left = first_column;
        let mut columns = Vec::with_capacity(map.columns.len() + 1);
        for column in map.columns {
            left += if column.apart { APART } else { 0.0 };
            columns.push(left);
            left += cell;
        }
        columns.push(left);
        Metrics { first_column, head, cell, columns }
    }

    fn total(&self, rows: usize) -> Vec2 {
        let right = self.columns.last().copied().unwrap_or(self.first_column);
        vec2(right + 6.0, self.head + rows as f32 * ROW + 6.0)
    }
}

/// Where things are on the screen now.
struct View<'a> {
    origin: egui::Pos2,
    visible: Rect,
    metrics: &'a Metrics,
    looks: Looks<'a>,
}

impl View<'_> {
    fn corner(&self) -> Rect {
        Rect::from_min_size(self.visible.min, vec2(self.metrics.first_column, self.metrics.head))
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

    fn cell(&self, row: usize, column: usize) -> Rect {
        let left = self.metrics.columns.get(column).copied().unwrap_or_default();
        let top = self.metrics.head + row as f32 * ROW;
        Rect::from_min_size(self.origin + vec2(left, top), vec2(self.metrics.cell, ROW))
    }

    fn column_head(&self, column: usize) -> Rect {
        let cell = self.cell(0, column);
        Rect::from_min_max(pos2(cell.left(), self.visible.top()), pos2(cell.right(), self.corner().bottom()))
    }

    fn row_head(&self, row: usize) -> Rect {
        let cell = self.cell(row, 0);
        let corner = self.corner();
        Rect::from_min_max(pos2(corner.left(), cell.top()), pos2(corner.right(), cell.bottom()))
    }

    fn rows_in_sight(&self, count: usize) -> Range<usize> {
        let scrolled = self.visible.top() - self.origin.y;
        let first = (scrolled / ROW).floor().max(0.0) as usize;
        let last = ((scrolled + self.visible.height() - self.metrics.head) / ROW).ceil().max(0.0) as usize;
        first.min(count)..last.min(count)
    }
}
