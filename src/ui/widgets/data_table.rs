//! A table of facts: heads that sort, rows that open, thousands of rows.
//!
//! The table is one stop of the Tab key; inside, up and down move a cursor and Enter opens the row. Where its columns
//! need more than the room, it scrolls sideways, with the left and right keys too.

use super::a11y;
use super::sideways::sideways;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{Type, follow_inside, ring_inside, space, tokens};
use egui::accesskit::{Action, Role, SortDirection};
use egui::{Align, Color32, EventFilter, Id, Key, Layout, Rect, Response, Sense, Stroke, Ui, Vec2, pos2, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// Figures keep their distance from the words of the next column.
const FIGURES_RIGHT: f32 = 24.0;
/// Below this a column that takes what is left shows too little, in points.
const REST_LEAST: f32 = 160.0;
/// What a press of the left or right key moves a wide table by, in points.
const SIDE_STEP: f32 = 80.0;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column<'a> {
    /// Its head.
    pub heading: &'a str,
    /// Its width in points; none takes what the others leave.
    pub width: Option<f32>,
    /// The least it takes of what the others leave, in points.
    pub least: f32,
    /// Figures stand at the right.
    pub is_figures: bool,
    /// Whether pressing its head sorts by it.
    pub sorts: bool,
    /// Which way the rows are sorted by it now: true is from small to large.
    pub sorted_up: Option<bool>,
    /// Whether its words may take two lines: then every row of the table has room for them.
    pub has_two_lines: bool,
}

impl<'a> Column<'a> {
    /// A column of words of a given width.
    pub fn words(heading: &'a str, width: f32) -> Self {
        Column {
            heading,
            width: Some(width),
            least: REST_LEAST,
            is_figures: false,
            sorts: false,
            sorted_up: None,
            has_two_lines: false,
        }
    }

    /// A column of words that takes the width that is left.
    pub fn rest(heading: &'a str) -> Self {
        Column { width: None, ..Column::words(heading, 0.0) }
    }

    /// A column of figures of a given width.
    pub fn figures(heading: &'a str, width: f32) -> Self {
        Column { is_figures: true, ..Column::words(heading, width) }
    }

    /// Of what the others leave it takes no less than `least` points.
    pub fn at_least(mut self, least: f32) -> Self {
        self.least = least;
        self
    }

    /// Its words may take two lines.
    pub fn in_two_lines(mut self) -> Self {
        self.has_two_lines = true;
        self
    }

    /// Pressing its head sorts by it; `up` says which way the rows are sorted by it now, if they are.
    pub fn sorted(mut self, up: Option<bool>) -> Self {
        self.sorts = true;
        self.sorted_up = up;
        self
    }
}

/// What a table shows.
#[derive(Clone, Copy)]
pub struct DataTable<'a> {
    /// Tells it from other tables on the same screen.
    pub salt: &'a str,
    /// What it shows, such as "Plans of this round".
    pub name: &'a str,
    /// Its columns.
    pub columns: &'a [Column<'a>],
    /// How many rows it has.
    pub rows: usize,
    /// What a row is, in one sentence, such as "EHC-014, 31 of 45 answered".
    pub row_name: &'a dyn Fn(usize) -> String,
    /// Whether a row opens something.
    pub opens: bool,
}

/// What the person did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableResponse {
    /// The row that was opened.
    pub opened: Option<usize>,
    /// The column whose head was pressed.
    pub sort_by: Option<usize>,
}

impl DataTable<'_> {
    /// Draws it; `cell` draws one cell of a row and a column, with the functions of this module or `body`. `cursor`
    /// is the row the keyboard stands on.
    pub fn show(&self, ui: &mut Ui, cursor: &mut usize, cell: impl FnMut(&mut Ui, usize, usize)) -> TableResponse {
        let id = ui.make_persistent_id(self.salt);
        let mut response = TableResponse::default();
        *cursor = (*cursor).min(self.rows.saturating_sub(1));
        a11y::region(ui, id.with("table"), Role::Table, self.name, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            // The table paints the row under the pointer with this; elsewhere it is the handle of a scroll bar.
            ui.visuals_mut().widgets.hovered.bg_fill = tokens(ui).surface_hover;
            a11y::write(ui, ui.unique_id(), |node| {
                node.set_row_count(self.rows + 1);
                node.set_column_count(self.columns.len());
            });
            let is_wide = self.is_wide(ui);
            let moved = if self.opens || is_wide { self.steer(ui, id, is_wide, cursor, &mut response) } else { None };
            sideways(ui, self.name, self.width(), |ui| {
                if is_wide && ui.memory(|memory| memory.has_focus(id)) {
                    let [left, right] = [Key::ArrowLeft, Key::ArrowRight].map(|key| ui.input(|i| i.key_pressed(key)));
                    let step = SIDE_STEP * (f32::from(left) - f32::from(right));
                    if step != 0.0 {
                        ui.scroll_with_delta(vec2(step, 0.0));
                    }
                }
                self.show_table(ui, id, *cursor, moved, &mut response, cell);
            });
        });
        response
    }

    /// Whether it scrolls sideways here: then [`super::SIDEWAYS_BAR`] stands below its height.
    pub fn is_wide(&self, ui: &Ui) -> bool {
        self.width() > ui.available_width()
    }

    /// Height of a row, in points.
    pub fn row_height(&self) -> f32 {
        if self.columns.iter().any(|column| column.has_two_lines) { space::ROW_OF_TWO } else { space::ROW }
    }

    /// Height of its heads and so many of its rows at most, in points; a table with more scrolls by itself.
    pub fn height(&self, most_rows: usize) -> f32 {
        space::ROW + self.row_height() * self.rows.min(most_rows) as f32 + space::HALF
    }

    /// Draws it within a page, no higher than so many rows.
    pub fn show_within(
        &self,
        ui: &mut Ui,
        most_rows: usize,
        cursor: &mut usize,
        cell: impl FnMut(&mut Ui, usize, usize),
    ) -> TableResponse {
        let height = self.height(most_rows);
        let shown = ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            ui.set_max_height(height);
            self.show(ui, cursor, cell)
        });
        shown.inner
    }

    /// What its columns need, in points.
    fn width(&self) -> f32 {
        self.columns.iter().map(|column| column.width.unwrap_or(column.least)).sum()
    }

    /// Lets the table take the keyboard; returns the row to scroll to.
    fn steer(&self, ui: &Ui, id: Id, is_wide: bool, cursor: &mut usize, response: &mut TableResponse) -> Option<usize> {
        let area = ui.available_rect_before_wrap().intersect(ui.clip_rect());
        let stop = ui.interact(area, id, Sense::FOCUSABLE);
        a11y::name(ui, &stop, Role::Group, &format!("{}, rows", self.name));
        if !stop.has_focus() || self.rows == 0 {
            return None;
        }
        let keep = EventFilter { vertical_arrows: true, horizontal_arrows: is_wide, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keep));
        let (before, last) = (*cursor, self.rows - 1);
        let page = ((area.height() / self.row_height()) as usize).saturating_sub(2).max(1);
        ui.input(|input| {
            match () {
                () if input.key_pressed(Key::ArrowDown) => *cursor = (*cursor + 1).min(last),
                () if input.key_pressed(Key::ArrowUp) => *cursor = cursor.saturating_sub(1),
                () if input.key_pressed(Key::PageDown) => *cursor = (*cursor + page).min(last),
                () if input.key_pressed(Key::PageUp) => *cursor = cursor.saturating_sub(page),
                () if input.key_pressed(Key::Home) => *cursor = 0,
                () if input.key_pressed(Key::End) => *cursor = last,
                () => {}
            }
            if self.opens && input.key_pressed(Key::Enter) {
                response.opened = Some(*cursor);
            }
        });
        (*cursor != before || stop.gained_focus()).then_some(*cursor)
    }

    fn show_table(
        &self,
        ui: &mut Ui,
        id: Id,
        cursor: usize,
        scroll_to: Option<usize>,
        response: &mut TableResponse,
        mut cell: impl FnMut(&mut Ui, usize, usize),
    ) {
        let focused = ui.memory(|memory| memory.has_focus(id));
        let mut ring = None;
        let mut table = TableBuilder::new(ui)
            .id_salt(id)
            .auto_shrink([false, true])
            .cell_layout(Layout::left_to_right(Align::Center));
        for column in self.columns {
            let width = column.width.map_or_else(|| Width::remainder().at_least(column.least), Width::exact);
            table = table.column(width.clip(true));
        }
        if self.opens {
            table = table.sense(Sense::CLICK);
        }
        if let Some(row) = scroll_to {
            table = table.scroll_to_row(row, None);
        }
        let head = table.header(space::ROW, |mut row| {
            for (index, column) in self.columns.iter().enumerate() {
                row.col(|ui| {
                    if show_head(ui, id.with(("head", index)), index, column) {
                        response.sort_by = Some(index);
                    }
                });
            }
        });
        head.body(|body| {
            body.rows(self.row_height(), self.rows, |mut row| {
                let index = row.index();
                let (shown, cells) = self.show_row(&mut row, id, focused && index == cursor, &mut cell);
                if shown.clicked() {
                    response.opened = Some(index);
                }
                if focused && index == cursor {
                    ring = Some(cells);
                }
            });
        });
        if let Some(rect) = ring {
            ring_inside(ui, rect);
        }
    }

    fn show_row(
        &self,
        row: &mut TableRow,
        id: Id,
        at_cursor: bool,
        cell: &mut impl FnMut(&mut Ui, usize, usize),
    ) -> (Response, Rect) {
        let index = row.index();
        // Words that are cut at the edge of their cell still count in the row's own rectangle.
        let mut cells = Rect::NOTHING;
        for (column, look) in self.columns.iter().enumerate() {
            row.col(|ui| {
                let role = if column == 0 { Role::RowHeader } else { Role::Cell };
                let rect = ui.max_rect();
                a11y::write(ui, ui.unique_id(), |node| {
                    node.set_role(role);
                    a11y::place(node, rect);
                    node.set_row_index(index + 1);
                    node.set_column_index(column);
                    if column == 0 {
                        node.set_label((self.row_name)(index));
                        if self.opens {
                            // The row hears it; a screen reader offers it only where it is said.
                            node.add_action(Action::Click);
                        }
                    }
                });
                if column == 0 && at_cursor {
                    let node = ui.unique_id().accesskit_id();
                    a11y::write(ui, id, |stop| stop.set_active_descendant(node));
                }
                cells |= ui.max_rect();
                paint_cell_ground(ui);
                let layout = if look.is_figures {
                    Layout::right_to_left(Align::Center)
                } else {
                    Layout::left_to_right(Align::Center)
                };
                ui.with_layout(layout, |ui| {
                    ui.add_space(if look.is_figures { FIGURES_RIGHT } else { space::STEP });
                    cell(ui, index, column);
                });
            });
        }
        (row.response(), cells)
    }
}

fn paint_cell_ground(ui: &Ui) {
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, tokens(ui).line_quiet));
}

/// Draws the head of a column; returns whether it was pressed.
fn show_head(ui: &mut Ui, id: Id, index: usize, column: &Column) -> bool {
    let t = tokens(ui);
    let rect = ui.max_rect();
    a11y::write(ui, ui.unique_id(), |node| {
        node.set_role(Role::ColumnHeader);
        a11y::place(node, rect);
        node.set_label(column.heading);
        node.set_column_index(index);
        if let Some(up) = column.sorted_up {
            node.set_sort_direction(if up { SortDirection::Ascending } else { SortDirection::Descending });
        }
    });
    ui.painter().rect_filled(rect, 0, t.surface_raised);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(t.border_width, t.control_border));
    let sense = if column.sorts { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, id, sense);
    if column.sorts {
        a11y::name(ui, &response, Role::Button, &format!("Sort by {}", column.heading));
    }
    let ink = if column.sorts && response.hovered() { t.accent } else { t.text };
    paint_head(ui, rect, column, ink);
    follow_inside(ui, &response);
    response.clicked()
}

fn paint_head(ui: &Ui, rect: Rect, column: &Column, ink: Color32) {
    const SIGN: f32 = 12.0;
    let text = galley(ui, column.heading, Type::SmallStrong, ink, f32::INFINITY);
    let width = text.size().x + column.sorted_up.map_or(0.0, |_| SIGN + space::HALF);
    let left = if column.is_figures { rect.right() - FIGURES_RIGHT - width } else { rect.left() + space::STEP };
    let sign_at = pos2(left + text.size().x + space::HALF, rect.center().y - SIGN / 2.0);
    ui.painter().galley(pos2(left, rect.center().y - text.size().y / 2.0), text, ink);
    if let Some(up) = column.sorted_up {
        let sign = if up { Sign::ArrowUp } else { Sign::ArrowDown };
        sign.paint(ui.painter(), Rect::from_min_size(sign_at, vec2(SIGN, SIGN)), ink);
    }
}
