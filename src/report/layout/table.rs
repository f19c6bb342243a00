//! Tables: widths from the content, heads repeated, rows never cut where they fit on a page.

use super::grid::{CHIP_STEP_MM, GridCell, GridRow};
use super::mark::{NodeId, Role};
use super::slice::{HeadId, Keep, Slice};
use super::wrap::Prepared;
use super::{Builder, LEFT_MM, TextStyle};
use crate::report::doc::{Align, Cell, Column, Row, Table};
use crate::report::style::{
    CAPTION, COLUMN_HEAD, FULL_WIDTH_MM, LINE_QUIET, MEASURE_MM, RULE_HEAD_PT, RULE_ROW_PT, SMALL, TEXT, TEXT_QUIET,
};

const MOST_GUTTER_MM: f32 = 5.0;
/// Above and below what stands in a row that somebody writes in by hand.
const PEN_MM: f32 = 4.0;
const TABLE: TextStyle = SMALL.sized(9.0);

/// What a column needs.
#[derive(Debug, Clone, Copy)]
struct Need {
    /// Its share against the others.
    weight: f32,
    /// Width of its longest word.
    least_mm: f32,
    /// Width at which nothing in it is wrapped.
    natural_mm: f32,
    /// The same without its head.
    cells_mm: f32,
}

/// A column of figures or of short words is given what it needs up to this width before longer ones are; with less than
/// it in the columns of words, a table is cramped.
const NARROW_MM: f32 = 32.0;
const CRAMPED_MM: f32 = 22.0;

/// Left edge and width of a column, and how its cells stand.
#[derive(Debug, Clone, Copy)]
struct Place {
    x_mm: f32,
    width_mm: f32,
    align: Align,
}

/// How many rows go with the last one to its page. Of a long table of short rows a few, so that no page holds only two.
fn kept_before_last(rows: &[Vec<Vec<super::Line>>]) -> usize {
    const LONG_TABLE: usize = 16;
    const ROWS: usize = 4;
    const LINES: usize = 3;
    let is_short = |row: &Vec<Vec<super::Line>>| row.iter().all(|lines| lines.len() <= LINES);
    let end = rows.get(rows.len().saturating_sub(ROWS + 1)..).unwrap_or_default();
    if rows.len() >= LONG_TABLE && end.iter().all(is_short) { ROWS } else { 1 }
}

impl Builder<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let columns = full_columns(table);
        if columns.is_empty() {
            // Still say what would have been shown.
            if let Some(caption) = &table.caption {
                self.text_block(&caption.as_str().into(), Role::Paragraph, CAPTION, MEASURE_MM, Keep::Free);
            }
            return;
        }
        let set: Vec<Vec<Prepared>> = table.rows.iter().map(|row| self.prepare_row(row, columns.len())).collect();
        let heads: Vec<Prepared> =
            columns.iter().map(|column| self.prepare(&column.title.as_str().into(), COLUMN_HEAD)).collect();
        let needs = needs(table, &columns, &heads, &set);
        if !self.is_wide && wants_wide(&needs) {
            self.lying(|builder| builder.set_table(table, &columns, (&heads, &set), &needs));
        } else {
            self.set_table(table, &columns, (&heads, &set), &needs);
        }
    }

    fn set_table(
        &mut self,
        table: &Table,
        columns: &[Column],
        (heads, set): (&[Prepared], &[Vec<Prepared>]),
        needs: &[Need],
    ) {
        let (places, right_mm) = places(columns, needs, self.full_mm());
        let first = self.slices.len();
        let node = self.node(Role::Table, None);
        self.begin(4.0);
        if let Some(caption) = &table.caption {
            let caption_node = self.node(Role::Caption, Some(node));
            let lines = self.lines(&caption.as_str().into(), CAPTION, MEASURE_MM);
            self.flow(&lines, CAPTION, LEFT_MM, super::Tag::Node(caption_node), Keep::Next, &|_| Vec::new());
            self.end(1.2);
        }
        let head = self.table_head(node, columns, heads, &places, right_mm);
        self.table_rows(node, table, set, &places, right_mm, head);
        let height_mm: f32 = self.slices[first..].iter().map(|slice| slice.gap_mm + slice.height_mm).sum();
        if height_mm <= self.room_mm / 2.0 {
            self.hold_together(first);
        }
        self.end(7.0);
    }

    fn prepare_row(&mut self, row: &Row, columns: usize) -> Vec<Prepared> {
        let empty = Cell::default();
        let style = if row.strong { TABLE.bold() } else { TABLE };
        (0..columns).map(|at| self.prepare(&row.cells.get(at).unwrap_or(&empty).text, style)).collect()
    }

    fn table_head(
        &mut self,
        table: NodeId,
        columns: &[Column],
        heads: &[Prepared],
        places: &[Place],
        right_mm: f32,
    ) -> Option<HeadId> {
        if columns.iter().all(|column| column.title.is_empty()) {
            return None;
        }
        let row = self.node(Role::Row, Some(table));
        let mut cells = Vec::new();
        for (head, place) in heads.iter().zip(places) {
            let node = self.node(Role::ColumnHead, Some(row));
            let lines = head.wrap(COLUMN_HEAD, place.width_mm);
            cells.push(GridCell {
                align: place.align,
                ..GridCell::new(node, lines, COLUMN_HEAD, place.x_mm, place.width_mm)
            });
        }
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        for cell in &mut cells {
            // Heads of one line stand at the foot of their row, next to the figures.
            cell.drop_mm = (most - cell.lines.len().max(1).min(most)) as f32 * COLUMN_HEAD.line_mm();
        }
        let mut grid = GridRow::new(cells);
        grid.padding_mm = 0.9;
        grid.rule_below = Some((LEFT_MM, right_mm, RULE_HEAD_PT, TEXT_QUIET));
        grid.keep = Keep::Next;
        let height_mm = grid.height_mm();
        if height_mm > self.room_mm / 2.0 {
            // A head that tall cannot be repeated without pushing out the rows, and may itself run over a page.
            grid.cells.iter_mut().for_each(|cell| cell.drop_mm = 0.0);
            self.grid_row(grid);
            return None;
        }
        let marks = grid.marks(self);
        let head = self.add_head(height_mm, &marks);
        self.push(Slice::new(height_mm, Keep::Next, marks));
        Some(head)
    }

    fn table_rows(
        &mut self,
        table: NodeId,
        content: &Table,
        set: &[Vec<Prepared>],
        places: &[Place],
        right_mm: f32,
        head: Option<HeadId>,
    ) {
        let last = content.rows.len().saturating_sub(1);
        let wrapped: Vec<_> = content.rows.iter().zip(set).map(|(row, texts)| wrap_row(row, texts, places)).collect();
        let ruled = content.for_pen || places.len() > 4 || wrapped.iter().flatten().any(|lines| lines.len() > 1);
        // A name and one figure, or a single row: the heads of the columns say all, and twice as many heads as figures
        // would be read out for nothing.
        let has_row_heads = places.len() > 2 && content.rows.len() > 1;
        let tail = kept_before_last(&wrapped);
        for (at, (row, lines)) in content.rows.iter().zip(wrapped).enumerate() {
            let cells = self.table_cells((table, has_row_heads), row, lines, places);
            let mut grid = GridRow::new(cells);
            grid.padding_mm = match (content.for_pen, ruled) {
                (true, _) => PEN_MM,
                (false, true) => 1.15,
                (false, false) => 0.7,
            };
            grid.head = head;
            // Neither the first row nor the last stands alone on a page.
            grid.keep = if at < last && (at == 0 || at + tail >= last) { Keep::Next } else { Keep::Free };
            let before_sum = content.rows.get(at + 1).is_some_and(|next| next.strong);
            grid.rule_below = if at == last || before_sum {
                Some((LEFT_MM, right_mm, RULE_ROW_PT, TEXT_QUIET))
            } else if ruled {
                Some((LEFT_MM, right_mm, RULE_ROW_PT, LINE_QUIET))
            } else {
                None
            };
            self.grid_row(grid);
        }
    }

    fn table_cells<'c>(
        &mut self,
        (table, has_row_heads): (NodeId, bool),
        row: &'c Row,
        lines: Vec<Vec<super::Line>>,
        places: &[Place],
    ) -> Vec<GridCell<'c>> {
        let node = self.node(Role::Row, Some(table));
        let style = if row.strong { TABLE.bold() } else { TABLE };
        let mut cells = Vec::new();
        for (at, (lines, place)) in lines.into_iter().zip(places).enumerate() {
            let role = if at == 0 && has_row_heads { Role::RowHead } else { Role::Cell };
            let cell_node = self.node(role, Some(node));
            let mut cell = GridCell {
                align: place.align,
                ..GridCell::new(cell_node, lines, style.coloured(TEXT), place.x_mm, place.width_mm)
            };
            if let Some(chip) = row.cells.get(at).and_then(|cell| cell.chip.as_ref()) {
                cell.chip = Some((chip, self.chip_node(chip, cell_node)));
                cell.node = self.node(Role::Span, Some(cell_node));
            }
            cells.push(cell);
        }
        cells
    }
}

fn wrap_row(row: &Row, texts: &[Prepared], places: &[Place]) -> Vec<Vec<super::Line>> {
    let style = if row.strong { TABLE.bold() } else { TABLE };
    let indent = |at: usize| if row.cells.get(at).is_some_and(|cell| cell.chip.is_some()) { CHIP_STEP_MM } else { 0.0 };
    texts
        .iter()
        .zip(places)
        .enumerate()
        .map(|(at, (text, place))| text.wrap(style, place.width_mm - indent(at)))
        .collect()
}

/// The columns, and more of them without a title where a row has more cells: nothing is left out.
fn full_columns(table: &Table) -> Vec<Column> {
    let most = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = table.columns.clone();
    while columns.len() < most {
        columns.push(Column::left("", 1.0));
    }
    columns
}

/// What each column needs.
fn needs(table: &Table, columns: &[Column], heads: &[Prepared], set: &[Vec<Prepared>]) -> Vec<Need> {
    let mut needs: Vec<Need> = columns
        .iter()
        .zip(heads)
        .map(|(column, head)| Need {
            weight: if column.weight.is_finite() { column.weight.max(0.01) } else { 1.0 },
            least_mm: head.longest_word_mm(COLUMN_HEAD.size_pt),
            natural_mm: head.width_mm(COLUMN_HEAD.size_pt),
            cells_mm: 0.0,
        })
        .collect();
    for (row, texts) in table.rows.iter().zip(set) {
        for (at, (need, text)) in needs.iter_mut().zip(texts).enumerate() {
            let chip = row.cells.get(at).is_some_and(|cell| cell.chip.is_some());
            let indent = if chip { CHIP_STEP_MM } else { 0.0 };
            need.least_mm = need.least_mm.max(text.longest_word_mm(TABLE.size_pt) + indent);
            need.natural_mm = need.natural_mm.max(text.width_mm(TABLE.size_pt) + indent);
            need.cells_mm = need.cells_mm.max(text.width_mm(TABLE.size_pt) + indent);
        }
    }
    needs
}

fn gutter_mm(columns: usize, full_mm: f32) -> f32 {
    MOST_GUTTER_MM.min(full_mm / (columns as f32 * 4.0))
}

/// Whether a page that stands upright is too narrow: words would be broken, or every column would be a narrow one.
fn wants_wide(needs: &[Need]) -> bool {
    let gutters_mm = gutter_mm(needs.len(), FULL_WIDTH_MM) * (needs.len() - 1) as f32;
    let all_mm: f32 = needs.iter().map(|need| need.least_mm.max(need.cells_mm.min(CRAMPED_MM))).sum();
    // Words too long for any page do not make a table a wide one.
    let longest_mm = needs.iter().map(|need| need.least_mm).fold(0.0, f32::max);
    all_mm + gutters_mm > FULL_WIDTH_MM && longest_mm <= FULL_WIDTH_MM / 2.0
}

/// Where the columns stand, and the right edge of the table.
fn places(columns: &[Column], needs: &[Need], full_mm: f32) -> (Vec<Place>, f32) {
    let gutter_mm = gutter_mm(columns.len(), full_mm);
    let count = columns.len();
    let gutters_mm = gutter_mm * (count - 1) as f32;
    let natural_mm: f32 = needs.iter().map(|need| need.natural_mm).sum::<f32>() + gutters_mm;
    let width_mm = if natural_mm <= MEASURE_MM { MEASURE_MM } else { full_mm };
    let mut x_mm = LEFT_MM;
    let mut places = Vec::new();
    for (column, width_mm) in columns.iter().zip(share_out(width_mm - gutters_mm, needs)) {
        places.push(Place { x_mm, width_mm, align: column.align });
        x_mm += width_mm + gutter_mm;
    }
    (places, LEFT_MM + width_mm)
}

/// Shares `room_mm` out. Where all fits unwrapped, what is left over goes by weight; else every column gets its longest
/// word, and the rest goes by weight to those that are still wrapped.
fn share_out(room_mm: f32, needs: &[Need]) -> Vec<f32> {
    let total = |of: fn(&Need) -> f32| needs.iter().map(of).sum::<f32>();
    let (weights, natural, least) =
        (total(|need| need.weight), total(|need| need.natural_mm), total(|need| need.least_mm));
    if natural <= room_mm {
        return needs.iter().map(|need| need.natural_mm + (room_mm - natural) * need.weight / weights).collect();
    }
    if least > room_mm {
        let cap_mm = common_cap(room_mm, needs);
        return needs.iter().map(|need| need.least_mm.min(cap_mm)).collect();
    }
    let mut widths: Vec<f32> = needs.iter().map(|need| need.least_mm).collect();
    let mut rest_mm = room_mm - least;
    const HAIR_MM: f32 = 1e-3;
    // Figures and short words are not wrapped for the sake of long ones, as long as half of the room is left to those.
    let keeps_mm = rest_mm / 2.0;
    let mut narrow: Vec<usize> = (0..needs.len()).filter(|at| needs[*at].cells_mm <= NARROW_MM).collect();
    narrow.sort_by(|a, b| needs[*a].cells_mm.total_cmp(&needs[*b].cells_mm));
    for at in narrow {
        let more_mm = (needs[at].cells_mm - widths[at]).max(0.0);
        if rest_mm - more_mm >= keeps_mm {
            widths[at] += more_mm;
            rest_mm -= more_mm;
        }
    }
    // Each turn either satisfies a column or gives the last of the room away.
    for _ in 0..needs.len() {
        let open: Vec<usize> = (0..needs.len()).filter(|at| needs[*at].natural_mm > widths[*at] + HAIR_MM).collect();
        let weights: f32 = open.iter().map(|at| needs[*at].weight).sum();
        let lacking = |at: &usize| (needs[*at].natural_mm - widths[*at]) / needs[*at].weight;
        let turn = open.iter().map(lacking).fold(rest_mm / weights, f32::min);
        for at in open {
            widths[at] += turn * needs[at].weight;
            rest_mm -= turn * needs[at].weight;
        }
    }
    widths
}

/// The width at which only the columns with the longest words have to break them.
fn common_cap(room_mm: f32, needs: &[Need]) -> f32 {
    let mut least: Vec<f32> = needs.iter().map(|need| need.least_mm).collect();
    least.sort_by(f32::total_cmp);
    let mut rest_mm = room_mm;
    for (at, width_mm) in least.iter().enumerate() {
        let share_mm = rest_mm / (least.len() - at) as f32;
        if *width_mm > share_mm {
            return share_mm;
        }
        rest_mm -= width_mm;
    }
    rest_mm
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn need(weight: f32, least_mm: f32, natural_mm: f32) -> Need {
        Need { weight, least_mm, natural_mm, cells_mm: natural_mm }
    }

    #[test]
    fn what_one_column_does_not_need_goes_to_the_others() {
        let widths = share_out(100.0, &[need(1.0, 5.0, 10.0), need(1.0, 5.0, 300.0), need(1.0, 5.0, 300.0)]);
        assert_eq!(widths, [10.0, 45.0, 45.0]);
    }

    #[test]
    fn a_column_is_never_narrower_than_its_longest_word() {
        let widths = share_out(100.0, &[need(0.1, 40.0, 90.0), need(5.0, 10.0, 300.0)]);
        assert!(widths[0] >= 40.0 && widths[1] > 59.0, "{widths:?}");
    }

    #[test]
    fn only_the_longest_words_are_broken() {
        let widths = share_out(100.0, &[need(9.0, 300.0, 300.0), need(1.0, 20.0, 20.0), need(1.0, 50.0, 60.0)]);
        assert_eq!(widths, [40.0, 20.0, 40.0]);
    }

    #[test]
    fn where_all_fits_nothing_is_wrapped() {
        let widths = share_out(100.0, &[need(1.0, 5.0, 20.0), need(3.0, 5.0, 40.0)]);
        assert_eq!(widths, [30.0, 70.0]);
    }

    proptest! {
        #[test]
        fn the_whole_width_is_shared_out(
            columns in prop::collection::vec((0.01f32..9.0, 0.0f32..60.0, 0.0f32..200.0), 1..12),
        ) {
            let needs: Vec<_> = columns.into_iter().map(|(w, least, more)| need(w, least, least + more)).collect();
            let widths = share_out(160.0, &needs);
            prop_assert!((widths.iter().sum::<f32>() - 160.0).abs() < 0.1, "{widths:?}");
            let fits = needs.iter().map(|need| need.least_mm).sum::<f32>() <= 160.0;
            for (width, need) in widths.iter().zip(&needs) {
                prop_assert!(*width >= need.least_mm - 0.01 || !fits);
            }
        }
    }
}
