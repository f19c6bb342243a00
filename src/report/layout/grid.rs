//! Rows of cells side by side: tables, lists, facts and notes all stand on this.

use super::mark::{Mark, NodeId, Role, Tag};
use super::signs::{draw, sign_of};
use super::slice::{HeadId, Keep, Slice};
use super::wrap::Line;
use super::{Area, Builder, aligned_x, baseline_mm, put_line, rule, swatch, top_for_centred_capitals};
use crate::report::doc::{Align, Chip};
use crate::report::metrics::CAP_HEIGHT_EM;
use crate::report::style::{IN_MARK, MM_PER_PT, Rgb, TextStyle, ink};

/// Side of a mark that stands in a line of text.
pub(super) const CHIP_MM: f32 = 3.8;
/// From the left edge of a mark to the text beside it.
pub(super) const CHIP_STEP_MM: f32 = 5.2;

/// One cell of a row.
pub(super) struct GridCell<'c> {
    pub(super) node: NodeId,
    pub(super) lines: Vec<Line>,
    pub(super) style: TextStyle,
    pub(super) x_mm: f32,
    pub(super) width_mm: f32,
    pub(super) align: Align,
    /// How much lower its first line stands than that of the others.
    pub(super) drop_mm: f32,
    /// A mark before the first line, with its node.
    pub(super) chip: Option<(&'c Chip, NodeId)>,
}

impl GridCell<'_> {
    pub(super) fn new(node: NodeId, lines: Vec<Line>, style: TextStyle, x_mm: f32, width_mm: f32) -> Self {
        Self { node, lines, style, x_mm, width_mm, align: Align::Left, drop_mm: 0.0, chip: None }
    }

    fn height_mm(&self) -> f32 {
        self.drop_mm + self.lines.len().max(1) as f32 * self.style.line_mm()
    }
}

/// A row of cells.
pub(super) struct GridRow<'c> {
    pub(super) cells: Vec<GridCell<'c>>,
    pub(super) padding_mm: f32,
    /// Left end, right end, width in points and colour of the rule below.
    pub(super) rule_below: Option<(f32, f32, f32, Rgb)>,
    pub(super) keep: Keep,
    pub(super) head: Option<HeadId>,
    /// May run over a page although it would fit on one.
    pub(super) splits: bool,
}

impl<'c> GridRow<'c> {
    pub(super) fn new(cells: Vec<GridCell<'c>>) -> Self {
        Self { cells, padding_mm: 0.0, rule_below: None, keep: Keep::Free, head: None, splits: false }
    }

    pub(super) fn height_mm(&self) -> f32 {
        self.cells.iter().map(GridCell::height_mm).fold(0.0, f32::max) + 2.0 * self.padding_mm
    }

    /// All marks of the row, its upper edge at 0.
    pub(super) fn marks(&self, builder: &mut Builder<'_>) -> Vec<Mark> {
        let mut marks = Vec::new();
        for cell in &self.cells {
            for at in 0..cell.lines.len().max(1) {
                put_cell_line(&mut marks, builder, cell, at, self.padding_mm + at as f32 * cell.style.line_mm());
            }
        }
        marks.extend(self.rule_below.map(|(from, to, width, colour)| rule(from, to, self.height_mm(), width, colour)));
        marks
    }
}

fn put_cell_line(marks: &mut Vec<Mark>, builder: &mut Builder<'_>, cell: &GridCell<'_>, at: usize, top_mm: f32) {
    let top_mm = top_mm + cell.drop_mm;
    if let (0, Some((chip, node))) = (at, cell.chip) {
        let middle = top_mm + baseline_mm(cell.style) - CAP_HEIGHT_EM * cell.style.size_pt * MM_PER_PT / 2.0;
        let x_mm = match (cell.align, cell.lines.is_empty()) {
            (Align::Centre, true) => cell.x_mm + (cell.width_mm - CHIP_MM) / 2.0,
            (Align::Right, true) => cell.x_mm + cell.width_mm - CHIP_MM,
            _ => cell.x_mm,
        };
        marks.extend(builder.chip(chip, Area::square(x_mm, middle - CHIP_MM / 2.0, CHIP_MM), Tag::Node(node)));
    }
    let indent = if cell.chip.is_some() { CHIP_STEP_MM } else { 0.0 };
    if let Some(line) = cell.lines.get(at) {
        let x_mm = aligned_x(line, cell.align, cell.x_mm + indent, cell.width_mm - indent);
        put_line(marks, line, x_mm, top_mm, cell.style, Tag::Node(cell.node));
    }
}

impl Builder<'_> {
    /// Adds a row: in one piece where it fits on a page and need not run on, else line by line.
    pub(super) fn grid_row(&mut self, row: GridRow<'_>) {
        let height_mm = row.height_mm();
        let head_mm = row.head.map_or(0.0, |id| self.heads[id.0].height_mm);
        let lines = row.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        if lines <= 1 || (!row.splits && height_mm + head_mm <= self.room_mm) {
            let slice = Slice { head: row.head, ..Slice::new(height_mm, row.keep, row.marks(self)) };
            self.push(slice);
            return;
        }
        let line_mm = row.cells.iter().map(|cell| cell.style.line_mm()).fold(0.0, f32::max);
        for at in 0..lines {
            let is_last = at + 1 == lines;
            let top_mm = if at == 0 { row.padding_mm } else { 0.0 };
            let mut slice_mm = top_mm + line_mm;
            let mut marks = Vec::new();
            for cell in row.cells.iter().filter(|cell| at < cell.lines.len().max(1)) {
                put_cell_line(&mut marks, self, cell, at, top_mm);
            }
            if is_last {
                slice_mm += row.padding_mm;
                marks.extend(row.rule_below.map(|(from, to, width, colour)| rule(from, to, slice_mm, width, colour)));
            }
            let keep = if is_last {
                row.keep
            } else if at == 0 || at + 2 == lines {
                Keep::Next
            } else {
                Keep::Free
            };
            self.push(Slice { head: row.head, ..Slice::new(slice_mm, keep, marks) });
        }
    }

    /// A coloured rectangle with its sign or letter in the middle.
    pub(super) fn chip(&mut self, chip: &Chip, area: Area, tag: Tag) -> Vec<Mark> {
        let Some(sign) = sign_of(chip.colour) else {
            let mut marks = vec![swatch(area, chip.colour, Tag::Decoration)];
            marks.extend(self.centred(&chip.letter, IN_MARK.coloured(ink(chip.colour)), area, tag));
            return marks;
        };
        let mut marks = vec![swatch(area, chip.colour, tag)];
        let side = area.width_mm.min(area.height_mm);
        let (x, y) = (area.x_mm + (area.width_mm - side) / 2.0, area.y_mm + (area.height_mm - side) / 2.0);
        marks.extend(draw(sign, x, y, side, ink(chip.colour), tag).into_iter().map(Mark::Path));
        marks
    }

    /// A few characters in the middle of a rectangle, smaller where they would not fit.
    pub(super) fn centred(&mut self, text: &str, style: TextStyle, area: Area, tag: Tag) -> Vec<Mark> {
        let prepared = self.prepare(&text.into(), style);
        let natural = prepared.width_mm(style.size_pt);
        let room = area.width_mm * 0.92;
        let style = if natural > room { style.sized(style.size_pt * room / natural) } else { style };
        let top_mm = top_for_centred_capitals(style, area.y_mm + area.height_mm / 2.0);
        let mut marks = Vec::new();
        for line in prepared.wrap(style, area.width_mm).iter().take(1) {
            put_line(&mut marks, line, aligned_x(line, Align::Centre, area.x_mm, area.width_mm), top_mm, style, tag);
        }
        marks
    }

    /// A node for a mark inside a cell, with the words it stands for.
    pub(super) fn chip_node(&mut self, chip: &Chip, parent: NodeId) -> NodeId {
        let role = if sign_of(chip.colour).is_some() { Role::Figure } else { Role::Span };
        self.node_with_alt(role, Some(parent), &chip.words)
    }
}
