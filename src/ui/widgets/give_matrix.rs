//! Who reads what: plans down, members across. Space gives or takes, L locks, a mark can be dragged to another member.
//!
//! The matrix is one stop of the Tab key; inside, the arrow keys move a cursor. The heads stay in sight.

use super::a11y;
use super::sideways::sideways;
use super::sign::Sign;
use super::text::{galley_in_lines, galley_one_line};
use crate::ui::theme::{Type, ring_inside, space, tokens};
use egui::accesskit::{Role, Toggled};
use egui::{Align, Align2, EventFilter, Id, Key, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

const FIRST: f32 = 190.0;
const LAST: f32 = 120.0;
const HEAD: f32 = 104.0;
/// A name of a member in two lines, an agency in two.
const CELL_LEAST: f32 = 104.0;
const CELL_MOST: f32 = 150.0;

/// A member at the head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixColumn {
    /// The name.
    pub name: String,
    /// Whom they come from.
    pub words: String,
    /// Their load: "7 plans".
    pub load: String,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// Its reference, and what sets it apart.
    pub name: String,
    /// At the end: "2 agencies".
    pub words: String,
    /// Whether something is missing.
    pub warns: bool,
    /// Its cells, one for each column.
    pub cells: Vec<MatrixCell>,
}

/// One plan and one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixCell {
    /// The member does not read it.
    Free,
    /// The member has an interest in it and may not.
    Barred,
    /// The member reads it.
    Given {
        /// A choice of the lead.
        locked: bool,
        /// The sheet is begun: it stays.
        begun: bool,
        /// Only a part of it.
        in_part: bool,
    },
}

/// What the person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixAct {
    /// Give or take this row and column.
    Toggle(usize, usize),
    /// Lock or free it.
    Lock(usize, usize),
    /// From one column of a row to another.
    Move(usize, usize, usize),
}

/// Draws it; `cursor` is row and column.
pub fn give_matrix(
    ui: &mut Ui,
    name: &str,
    columns: &[MatrixColumn],
    rows: &[MatrixRow],
    cursor: &mut (usize, usize),
) -> Option<MatrixAct> {
    let id = ui.make_persistent_id(("matrix", name));
    if columns.is_empty() || rows.is_empty() {
        return None;
    }
    cursor.0 = cursor.0.min(rows.len() - 1);
    cursor.1 = cursor.1.min(columns.len() - 1);
    let room = (ui.available_width() - FIRST - LAST - 16.0) / columns.len() as f32;
    let cell = room.clamp(CELL_LEAST, CELL_MOST);
    let width = FIRST + cell * columns.len() as f32 + LAST;
    sideways(ui, name, width, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heads(ui, id, columns, cell);
        // Some twelve rows at least stay in sight; the page goes on below.
        let height = (rows.len() as f32 * space::ROW).min(14.0 * space::ROW);
        ScrollArea::vertical()
            .id_salt(id.with("down"))
            .max_height(height)
            .show(ui, |ui| body(ui, id, name, columns, rows, (cell, width), cursor))
            .inner
    })
}

fn heads(ui: &mut Ui, id: Id, columns: &[MatrixColumn], cell: f32) {
    let t = tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(FIRST + cell * columns.len() as f32 + LAST, HEAD));
    ui.painter().rect_filled(rect, 0, t.surface_raised);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.border_width, t.control_border));
    let word = |x: f32, text: &str| {
        let at = pos2(x + space::STEP, rect.bottom() - 10.0);
        ui.painter().text(at, Align2::LEFT_BOTTOM, text, Type::SmallStrong.font(), t.text);
    };
    word(rect.left(), "Plan");
    word(rect.right() - LAST, "Covered by");
    for (at, column) in columns.iter().enumerate() {
        let left = rect.left() + FIRST + at as f32 * cell;
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(cell, HEAD));
        let spoken = format!("{}, {}, {}", column.name, column.words, column.load);
        a11y::still(ui, place, id.with(("head", at)), Role::ColumnHeader, &spoken).on_hover_text(&spoken);
        // In the middle, as the marks below are.
        let mut bottom = place.bottom() - 6.0;
        for (text, kind, ink, lines) in [
            (&column.load, Type::Small, t.text, 1),
            (&column.words, Type::Small, t.text_quiet, 2),
            (&column.name, Type::SmallStrong, t.text, 2),
        ] {
            let text = galley_in_lines(ui, text, kind, ink, (cell - 8.0, lines, Align::Center));
            bottom -= text.size().y;
            ui.painter().galley(pos2(place.center().x, bottom), text, ink);
        }
    }
}

fn body(
    ui: &mut Ui,
    id: Id,
    name: &str,
    columns: &[MatrixColumn],
    rows: &[MatrixRow],
    (cell, width): (f32, f32),
    cursor: &mut (usize, usize),
) -> Option<MatrixAct> {
    let (_, rect) = ui.allocate_space(vec2(width, rows.len() as f32 * space::ROW));
    let grid = ui.interact(rect.intersect(ui.clip_rect()), id, Sense::FOCUSABLE);
    a11y::write(ui, id, |node| {
        node.set_role(Role::Grid);
        node.set_label(name);
        node.set_row_count(rows.len() + 1);
        node.set_column_count(columns.len() + 1);
        node.set_active_descendant(id.with(*cursor).accesskit_id());
    });
    let place = |row: usize, column: usize| {
        let corner = pos2(rect.left() + FIRST + column as f32 * cell, rect.top() + row as f32 * space::ROW);
        Rect::from_min_size(corner, vec2(cell, space::ROW))
    };
    let mut act = None;
    if grid.has_focus() {
        act = steer(ui, &grid, rows, columns.len(), cursor);
        if grid.gained_focus() || act.is_none() {
            let at = place(cursor.0, cursor.1);
            if !ui.clip_rect().contains_rect(at) {
                ui.scroll_to_rect(at, None);
            }
        }
    }
    for (r, row) in rows.iter().enumerate() {
        let line = Rect::from_min_size(pos2(rect.left(), place(r, 0).top()), vec2(width, space::ROW));
        if !ui.is_rect_visible(line) {
            continue;
        }
        paint_row(ui, id, r, row, line);
        for (c, column) in columns.iter().enumerate() {
            let place = place(r, c);
            let given = row.cells.get(c).copied().unwrap_or(MatrixCell::Free);
            let response = ui.interact(place, id.with((r, c)), Sense::CLICK | Sense::DRAG);
            let spoken = format!("{}, {}: {}", row.name, column.name, cell_words(given));
            a11y::name(ui, &response, Role::CheckBox, &spoken);
            let is_given = matches!(given, MatrixCell::Given { .. });
            a11y::write(ui, response.id, |node| node.set_toggled(Toggled::from(is_given)));
            if response.hovered() {
                ui.painter().rect_filled(place.shrink(1.0), 0, tokens(ui).surface_hover);
            }
            paint_cell(ui, place, given);
            if response.clicked() {
                *cursor = (r, c);
                ui.memory_mut(|memory| memory.request_focus(id));
                act = Some(MatrixAct::Toggle(r, c));
            }
            if response.drag_stopped() {
                act = dropped(ui, place, (r, c), columns.len()).or(act);
            }
        }
    }
    if grid.has_focus() {
        ring_inside(ui, place(cursor.0, cursor.1));
    }
    act
}

/// Where a mark was dropped: another column of the same row.
fn dropped(ui: &Ui, from: Rect, (row, column): (usize, usize), columns: usize) -> Option<MatrixAct> {
    let pointer = ui.input(|input| input.pointer.interact_pos())?;
    if !from.y_range().contains(pointer.y) {
        return None;
    }
    let steps = ((pointer.x - from.left()) / from.width()).floor() as isize;
    let to = column.checked_add_signed(steps).filter(|to| *to < columns && *to != column)?;
    Some(MatrixAct::Move(row, column, to))
}

fn steer(
    ui: &Ui,
    grid: &egui::Response,
    rows: &[MatrixRow],
    columns: usize,
    cursor: &mut (usize, usize),
) -> Option<MatrixAct> {
    let keep = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, keep));
    let (row, column) = cursor;
    ui.input(|input| {
        match () {
            () if input.key_pressed(Key::ArrowDown) => *row = (*row + 1).min(rows.len() - 1),
            () if input.key_pressed(Key::ArrowUp) => *row = row.saturating_sub(1),
            () if input.key_pressed(Key::ArrowRight) => *column = (*column + 1).min(columns - 1),
            () if input.key_pressed(Key::ArrowLeft) => *column = column.saturating_sub(1),
            () if input.key_pressed(Key::Home) => *column = 0,
            () if input.key_pressed(Key::End) => *column = columns - 1,
            () => {}
        }
        match () {
            () if input.key_pressed(Key::Space) => Some(MatrixAct::Toggle(*row, *column)),
            () if input.key_pressed(Key::L) && input.modifiers.is_none() => Some(MatrixAct::Lock(*row, *column)),
            () => None,
        }
    })
}

fn paint_row(ui: &Ui, id: Id, at: usize, row: &MatrixRow, line: Rect) {
    let t = tokens(ui);
    ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, t.line_quiet));
    let head = line.with_max_x(line.left() + FIRST);
    let spoken = format!("{}, {}", row.name, row.words);
    a11y::still(ui, head, id.with(("row", at)), Role::RowHeader, &spoken);
    let name = galley_one_line(ui, &row.name, Type::Strong, t.text, FIRST - 2.0 * space::STEP);
    ui.painter().galley(pos2(line.left() + space::STEP, line.center().y - name.size().y / 2.0), name, t.text);
    let mut left = line.right() - LAST + space::STEP;
    let ink = if row.warns { t.answer_not_met.mark } else { t.text_quiet };
    if row.warns {
        let square = Rect::from_center_size(pos2(left + 8.0, line.center().y), vec2(16.0, 16.0));
        Sign::Warning.paint(ui.painter(), square, ink);
        left += 22.0;
    }
    let words = galley_one_line(ui, &row.words, Type::Small, ink, line.right() - left);
    ui.painter().galley(pos2(left, line.center().y - words.size().y / 2.0), words, ink);
}

fn paint_cell(ui: &Ui, place: Rect, cell: MatrixCell) {
    let t = tokens(ui);
    let painter = ui.painter();
    let square = Rect::from_center_size(place.center(), vec2(20.0, 20.0));
    match cell {
        MatrixCell::Free => {
            painter.rect_stroke(
                square,
                space::RADIUS,
                Stroke::new(t.border_width, t.control_border),
                egui::StrokeKind::Inside,
            );
        }
        MatrixCell::Barred => Sign::Cross.paint(painter, square.shrink(4.0), t.text_quiet),
        MatrixCell::Given { locked, begun, in_part } => {
            painter.rect_filled(square, space::RADIUS, t.accent);
            let sign = if in_part { Sign::HalfDisc } else { Sign::Tick };
            sign.paint(painter, square.shrink(4.0), t.on_accent);
            if locked || begun {
                let small = Rect::from_min_size(pos2(square.right() + 4.0, square.top() + 3.0), vec2(14.0, 14.0));
                let sign = if begun { Sign::Page } else { Sign::Lock };
                sign.paint(painter, small, t.text);
            }
        }
    }
}

/// A cell in words.
#[must_use]
pub fn cell_words(cell: MatrixCell) -> &'static str {
    match cell {
        MatrixCell::Free => "does not read it",
        MatrixCell::Barred => "has declared an interest",
        MatrixCell::Given { begun: true, in_part: true, .. } => "reads a part, begun",
        MatrixCell::Given { begun: true, .. } => "reads it, begun",
        MatrixCell::Given { locked: true, in_part: true, .. } => "reads a part, locked",
        MatrixCell::Given { locked: true, .. } => "reads it, locked",
        MatrixCell::Given { in_part: true, .. } => "reads a part",
        MatrixCell::Given { .. } => "reads it",
    }
}
