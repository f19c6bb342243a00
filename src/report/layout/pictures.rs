//! Pictures: stacked bars, heat maps, points with intervals. Each is a table as well: the figures stand beside the
//! drawing, so that nothing has to be read off it.

use super::grid::{CHIP_MM, GridCell, GridRow};
use super::mark::{LineMark, Mark, NodeId, Role, Tag};
use super::signs::{disc, draw, sign_of};
use super::slice::{HeadId, Keep, Slice};
use super::wrap::Line;
use super::{Area, Builder, aligned_x, put_line, rule, swatch, top_for_centred_capitals};
use crate::report::doc::{
    Align, Axis, BarRow, Category, Chip, HeatColumn, HeatMap, HeatRow, IntervalPlot, StackedBars,
};
use crate::report::style::{
    ACCENT, CAPTION, COLUMN_HEAD, FULL_WIDTH_MM, IN_MARK, LEFT_MM, LINE_QUIET, MEASURE_MM, RIGHT_MM, RULE_HEAD_PT,
    RULE_ROW_PT, SMALL, SURFACE, TEXT, TEXT_QUIET, TextStyle, ink,
};

const LABEL: TextStyle = SMALL.sized(9.0);
const FIGURES: TextStyle = LABEL;
const WIDEST_LABEL_MM: f32 = 58.0;
const GUTTER_MM: f32 = 3.0;
/// Names in pictures are short; what is longer ends in an ellipsis and is reported.
const MOST_LINES: usize = 4;

/// The marks at the head of a picture: first on its own page, then repeated on the pages that follow.
struct Top {
    marks: Vec<Mark>,
    height_mm: f32,
}

impl Builder<'_> {
    fn picture_title(&mut self, title: &str) {
        self.begin(4.0);
        let lines = self.lines(&title.into(), CAPTION, MEASURE_MM);
        if !lines.is_empty() {
            let node = self.node(Role::Paragraph, None);
            self.flow(&lines, CAPTION, LEFT_MM, Tag::Node(node), Keep::Next, &|_| Vec::new());
        }
        self.end(1.4);
    }

    /// Keeps a picture on one page unless that would leave most of a page empty.
    fn hold_picture(&mut self, first: usize) {
        self.hold_up_to(first, 0.75);
    }

    /// Keeps what comes from `first` on one page where it takes no more than this share of one.
    fn hold_up_to(&mut self, first: usize, share: f32) {
        let height_mm: f32 = self.slices[first..].iter().map(|slice| slice.gap_mm + slice.height_mm).sum();
        if height_mm <= self.room_mm * share {
            self.hold_together(first);
        }
    }

    /// Width for the names of rows: as much as the longest needs, within bounds.
    fn label_width<'t>(&mut self, labels: impl Iterator<Item = &'t str>, style: TextStyle, widest_mm: f32) -> f32 {
        let mut width_mm = 12.0_f32;
        for label in labels {
            width_mm = width_mm.max(self.prepare(&label.into(), style).width_mm(style.size_pt));
        }
        width_mm.min(widest_mm)
    }

    /// Marks with their names, flowing over as many lines as they need.
    fn legend(&mut self, categories: &[Category]) -> Top {
        const STEP_MM: f32 = 6.4;
        const NAME_MM: f32 = CHIP_MM + 1.6;
        let mut marks = Vec::new();
        if categories.is_empty() {
            return Top { marks, height_mm: 0.0 };
        }
        let node = self.node(Role::Paragraph, None);
        let (mut x_mm, mut top_mm) = (LEFT_MM, 0.0);
        for category in categories {
            let lines = self.short(&category.label, SMALL, self.full_mm() - NAME_MM, 1);
            let width_mm = NAME_MM + lines.iter().map(|line| line.width_mm).fold(0.0, f32::max);
            if x_mm + width_mm > self.right_mm() && x_mm > LEFT_MM {
                x_mm = LEFT_MM;
                top_mm += STEP_MM;
            }
            let chip = Chip::new(category.letter.as_str(), category.colour, "");
            let middle = top_mm + STEP_MM / 2.0;
            // The name says what the sign means, so the sign itself is decoration here; a letter is read with its name.
            let tag = if sign_of(chip.colour).is_some() { Tag::Decoration } else { Tag::Node(node) };
            marks.extend(self.chip(&chip, Area::square(x_mm, middle - CHIP_MM / 2.0, CHIP_MM), tag));
            for line in &lines {
                put_line(
                    &mut marks,
                    line,
                    x_mm + NAME_MM,
                    top_for_centred_capitals(SMALL, middle),
                    SMALL,
                    Tag::Node(node),
                );
            }
            x_mm += width_mm + 6.0;
        }
        Top { marks, height_mm: top_mm + STEP_MM + 1.0 }
    }

    /// Puts legend and column heads as one piece, to be repeated; the rows that follow carry the returned head.
    fn push_top(&mut self, legend: Top, heads: Top) -> Option<HeadId> {
        let mut marks = legend.marks;
        marks.extend(heads.marks.into_iter().map(|mut mark| {
            mark.lower(legend.height_mm);
            mark
        }));
        let height_mm = legend.height_mm + heads.height_mm;
        let head = (height_mm <= self.room_mm / 2.0).then(|| self.add_head(height_mm, &marks));
        self.push(Slice::new(height_mm, Keep::Next, marks));
        head
    }

    /// Text in a column of a row, its capitals centred on the height of `area`.
    fn cell_text(
        &mut self,
        marks: &mut Vec<Mark>,
        text: &str,
        style: TextStyle,
        align: Align,
        area: Area,
        node: NodeId,
    ) {
        let lines = self.short(text, style, area.width_mm, MOST_LINES);
        let block_mm = (lines.len().max(1) - 1) as f32 * style.line_mm();
        for (at, line) in lines.iter().enumerate() {
            let middle = area.y_mm + (area.height_mm - block_mm) / 2.0 + at as f32 * style.line_mm();
            let x_mm = aligned_x(line, align, area.x_mm, area.width_mm);
            put_line(marks, line, x_mm, top_for_centred_capitals(style, middle), style, Tag::Node(node));
        }
    }

    /// Height of a row in which each text may need several lines.
    fn row_height(&mut self, texts: &[(&str, TextStyle, f32)], least_mm: f32) -> f32 {
        let mut lines = 1;
        for (text, style, width_mm) in texts {
            lines = lines.max(self.short(text, *style, *width_mm, MOST_LINES).len());
        }
        least_mm.max(lines as f32 * LABEL.line_mm() + 1.6)
    }
}

/// Column heads at the foot of `area`.
fn head_text(marks: &mut Vec<Mark>, lines: &[Line], align: Align, area: Area, node: NodeId) {
    let mut top_mm = area.y_mm + area.height_mm - 0.9 - lines.len() as f32 * COLUMN_HEAD.line_mm();
    for line in lines {
        let x_mm = aligned_x(line, align, area.x_mm, area.width_mm);
        put_line(marks, line, x_mm, top_mm, COLUMN_HEAD, Tag::Node(node));
        top_mm += COLUMN_HEAD.line_mm();
    }
}

// ---------------------------------------------------------------- stacked bars

/// Bars narrower than this say nothing; their counts stand in a table instead.
const NARROWEST_BAR_MM: f32 = 12.0;

/// Where things stand in a picture of bars.
struct BarColumns {
    label_mm: f32,
    bar_x_mm: f32,
    bar_mm: f32,
    count_x_mm: f32,
    count_mm: f32,
    total_x_mm: f32,
    total_mm: f32,
    most: u64,
}

impl Builder<'_> {
    pub(super) fn stacked_bars(&mut self, bars: &StackedBars) {
        let first = self.slices.len();
        let columns = self.bar_columns(bars);
        if columns.bar_mm < NARROWEST_BAR_MM {
            self.table(&bars.table());
            return;
        }
        self.picture_title(&bars.title);
        let figure = self.node_with_alt(Role::Figure, None, words(&bars.alt, &bars.title));
        let legend = self.legend(&bars.categories);
        let table = self.node(Role::Table, None);
        let heads = self.bar_heads(bars, &columns, table);
        let head = self.push_top(legend, heads);
        let last = bars.rows.len().saturating_sub(1);
        for (at, row) in bars.rows.iter().enumerate() {
            let (mut marks, height_mm) = self.bar_row(bars, row, &columns, table, figure);
            if at == last {
                marks.push(rule(LEFT_MM, RIGHT_MM, height_mm, RULE_ROW_PT, TEXT_QUIET));
            }
            let keep = if at < last && (at == 0 || at + 1 == last) { Keep::Next } else { Keep::Free };
            self.push(Slice { head, ..Slice::new(height_mm, keep, marks) });
        }
        self.hold_picture(first);
        self.end(8.0);
    }

    fn bar_columns(&mut self, bars: &StackedBars) -> BarColumns {
        let names = bars.rows.iter().map(|row| row.label.as_str()).chain([bars.row_title.as_str()]);
        let widest_mm = if bars.categories.len() > 5 { 44.0 } else { WIDEST_LABEL_MM };
        let label_mm = self.label_width(names, LABEL, widest_mm);
        let totals = bars.rows.iter().map(|row| row.total.as_str()).chain([bars.total_title.as_str()]);
        let total_mm = self.label_width(totals, FIGURES.bold(), 30.0) + GUTTER_MM;
        let most_count = bars.rows.iter().flat_map(|row| &row.counts).max().copied().unwrap_or(0).to_string();
        let digits_mm = self.fonts.width_mm(&most_count, FIGURES.size_pt, false);
        let count_mm = (digits_mm + 2.0).max(if bars.categories.len() > 5 { 6.0 } else { 8.0 });
        let counts_mm = count_mm * bars.categories.len() as f32;
        let total_x_mm = RIGHT_MM - total_mm;
        let count_x_mm = total_x_mm - counts_mm;
        let bar_x_mm = LEFT_MM + label_mm + GUTTER_MM;
        BarColumns {
            label_mm,
            bar_x_mm,
            bar_mm: count_x_mm - bar_x_mm - 1.0,
            count_x_mm,
            count_mm,
            total_x_mm,
            total_mm,
            most: bars.rows.iter().map(BarRow::sum).max().unwrap_or(0).max(1),
        }
    }

    fn bar_heads(&mut self, bars: &StackedBars, columns: &BarColumns, table: NodeId) -> Top {
        const LEAST_MM: f32 = 6.2;
        let row = self.node(Role::Row, Some(table));
        let row_title = self.short(&bars.row_title, COLUMN_HEAD, columns.label_mm, MOST_LINES);
        let total_title = self.short(&bars.total_title, COLUMN_HEAD, columns.total_mm - GUTTER_MM, MOST_LINES);
        let lines = row_title.len().max(total_title.len());
        let height_mm = LEAST_MM.max(lines as f32 * COLUMN_HEAD.line_mm() + 1.8);
        let mut marks = Vec::new();
        let node = self.node(Role::ColumnHead, Some(row));
        head_text(&mut marks, &row_title, Align::Left, Area::new(LEFT_MM, 0.0, columns.label_mm, height_mm), node);
        for (at, category) in bars.categories.iter().enumerate() {
            let head = self.node(Role::ColumnHead, Some(row));
            let chip = Chip::new(category.letter.as_str(), category.colour, category.label.as_str());
            let node = self.chip_node(&chip, head);
            let right_mm = columns.count_x_mm + (at + 1) as f32 * columns.count_mm;
            // Flush with the figures below.
            let area = Area::square(right_mm - CHIP_MM, height_mm - CHIP_MM - 1.2, CHIP_MM);
            marks.extend(self.chip(&chip, area, Tag::Node(node)));
        }
        let node = self.node(Role::ColumnHead, Some(row));
        head_text(
            &mut marks,
            &total_title,
            Align::Right,
            Area::new(columns.total_x_mm, 0.0, columns.total_mm, height_mm),
            node,
        );
        marks.push(rule(LEFT_MM, RIGHT_MM, height_mm, RULE_HEAD_PT, TEXT_QUIET));
        Top { marks, height_mm: height_mm + 0.8 }
    }

    fn bar_row(
        &mut self,
        bars: &StackedBars,
        row: &BarRow,
        columns: &BarColumns,
        table: NodeId,
        figure: NodeId,
    ) -> (Vec<Mark>, f32) {
        let texts =
            [(row.label.as_str(), LABEL, columns.label_mm), (&row.total, FIGURES.bold(), columns.total_mm - GUTTER_MM)];
        let height_mm = self.row_height(&texts, 6.8);
        let mut marks = Vec::new();
        let node = self.node(Role::Row, Some(table));
        let label = self.node(Role::RowHead, Some(node));
        self.cell_text(
            &mut marks,
            &row.label,
            LABEL,
            Align::Left,
            Area::new(LEFT_MM, 0.0, columns.label_mm, height_mm),
            label,
        );
        marks.extend(self.bar(bars, row, columns, height_mm, figure));
        for (at, _) in bars.categories.iter().enumerate() {
            let cell = self.node(Role::Cell, Some(node));
            let x_mm = columns.count_x_mm + at as f32 * columns.count_mm;
            let count = row.count(at);
            // Nought is there to be read, but does not shout.
            let style = if count == 0 { FIGURES.coloured(TEXT_QUIET) } else { FIGURES };
            self.cell_text(
                &mut marks,
                &count.to_string(),
                style,
                Align::Right,
                Area::new(x_mm, 0.0, columns.count_mm, height_mm),
                cell,
            );
        }
        let cell = self.node(Role::Cell, Some(node));
        let bold = FIGURES.bold();
        let (x_mm, width_mm) = (columns.total_x_mm + GUTTER_MM, columns.total_mm - GUTTER_MM);
        self.cell_text(&mut marks, &row.total, bold, Align::Right, Area::new(x_mm, 0.0, width_mm, height_mm), cell);
        (marks, height_mm)
    }

    /// The stretches of a bar, each with letter and count where they fit.
    fn bar(
        &mut self,
        bars: &StackedBars,
        row: &BarRow,
        columns: &BarColumns,
        row_mm: f32,
        figure: NodeId,
    ) -> Vec<Mark> {
        const HEIGHT_MM: f32 = 4.8;
        let mut marks = Vec::new();
        let tag = Tag::Node(figure);
        let y_mm = (row_mm - HEIGHT_MM) / 2.0;
        let mut x_mm = columns.bar_x_mm;
        for (at, category) in bars.categories.iter().enumerate() {
            let count = row.count(at);
            let width_mm = columns.bar_mm * count as f32 / columns.most as f32;
            if count > 0 {
                let area = Area::new(x_mm, y_mm, width_mm, HEIGHT_MM);
                marks.push(swatch(area, category.colour, tag));
                marks.extend(self.in_bar(category, count, area, tag));
            }
            x_mm += width_mm;
        }
        marks
    }

    /// Sign or letter with the count; only the sign or letter where that is all that fits.
    fn in_bar(&mut self, category: &Category, count: u32, area: Area, tag: Tag) -> Vec<Mark> {
        const SIGN_MM: f32 = 3.6;
        let style = IN_MARK.coloured(ink(category.colour));
        let fonts = self.fonts;
        let width_of = |text: &str| fonts.width_mm(text, style.size_pt, style.bold);
        let count = count.to_string();
        let Some(sign) = sign_of(category.colour) else {
            let both = format!("{} {count}", category.letter);
            let mut fitting = [both.as_str(), category.letter.as_str()].into_iter();
            let fitting = fitting.find(|text| width_of(text) + 0.8 <= area.width_mm);
            return fitting.map(|text| self.centred(text, style, area, tag)).unwrap_or_default();
        };
        if area.width_mm < SIGN_MM {
            return Vec::new();
        }
        let count_mm = width_of(&count) * 1.1;
        let with_count = area.width_mm >= SIGN_MM + count_mm + 1.0;
        let content_mm = SIGN_MM + if with_count { count_mm } else { 0.0 };
        let left_mm = area.x_mm + (area.width_mm - content_mm) / 2.0;
        let top_mm = area.y_mm + (area.height_mm - SIGN_MM) / 2.0;
        let mut marks = paths(draw(sign, left_mm, top_mm, SIGN_MM, style.colour, tag));
        if with_count {
            marks.extend(self.centred(
                &count,
                style,
                Area { x_mm: left_mm + SIGN_MM, width_mm: count_mm, ..area },
                tag,
            ));
        }
        marks
    }
}

/// What a picture says; its title where nobody said more.
fn words<'t>(alt: &'t str, title: &'t str) -> &'t str {
    if alt.trim().is_empty() { title } else { alt }
}

fn paths(paths: Vec<super::PathMark>) -> Vec<Mark> {
    paths.into_iter().map(Mark::Path).collect()
}

// ---------------------------------------------------------------- heat map

const HEAT_ROW_MM: f32 = 5.8;
const HEAT_GAP_MM: f32 = 0.5;
const APART_MM: f32 = 2.5;
const NARROWEST_CELL_MM: f32 = 4.6;
const WIDEST_CELL_MM: f32 = 11.0;

impl Builder<'_> {
    /// A map with more columns than fit on a page that stands upright turns its pages; only one that is wider still is cut
    /// into parts below each other.
    pub(super) fn heat_map(&mut self, map: &HeatMap) {
        let names = map.rows.iter().map(|row| row.label.as_str()).chain([map.row_title.as_str()]);
        let label_mm = self.label_width(names, LABEL, WIDEST_LABEL_MM) + GUTTER_MM;
        if !self.is_wide && map.columns.len() > most_across(self.full_mm() - label_mm) {
            self.lying(|builder| builder.set_heat_map(map, label_mm));
        } else {
            self.set_heat_map(map, label_mm);
        }
    }

    fn set_heat_map(&mut self, map: &HeatMap, label_mm: f32) {
        let mut first = self.slices.len();
        let most = most_across(self.full_mm() - label_mm);
        self.picture_title(&map.title);
        // Parts of one width, so that the eye can compare them.
        let across = map.columns.len().div_ceil(map.columns.len().div_ceil(most).max(1)).max(1);
        for (part, columns) in map.columns.chunks(across).enumerate() {
            if part > 0 {
                self.begin(6.0);
            }
            self.heat_part(map, columns, part * across, label_mm, across);
            // Its legend and heads are repeated, so that it may go on over the page like a table.
            self.hold_up_to(first, 0.5);
            first = self.slices.len();
        }
        self.heat_key(&map.columns);
        self.end(8.0);
    }

    fn heat_part(&mut self, map: &HeatMap, columns: &[HeatColumn], first: usize, label_mm: f32, across: usize) {
        let lefts = cell_lefts(columns, self.full_mm() - label_mm, label_mm, across);
        let legend = self.legend(&map.legend);
        let table = self.node_with_alt(Role::Table, None, words(&map.alt, &map.title));
        let heads = self.heat_heads(map, columns, &lefts, label_mm, table);
        let head = self.push_top(legend, heads);
        let last = map.rows.len().saturating_sub(1);
        // No page with only a row or two of a long map.
        let tail = if map.rows.len() >= 12 { 4 } else { 1 };
        for (at, row) in map.rows.iter().enumerate() {
            let (marks, height_mm) = self.heat_row(row, first, &lefts, label_mm, table);
            let keep = if at < last && (at == 0 || at + tail >= last) { Keep::Next } else { Keep::Free };
            self.push(Slice { head, ..Slice::new(height_mm, keep, marks) });
        }
    }

    fn heat_heads(
        &mut self,
        map: &HeatMap,
        columns: &[HeatColumn],
        lefts: &Lefts,
        label_mm: f32,
        table: NodeId,
    ) -> Top {
        let row = self.node(Role::Row, Some(table));
        let title = self.short(&map.row_title, COLUMN_HEAD, label_mm - GUTTER_MM, MOST_LINES);
        let height_mm = title.len().max(1) as f32 * COLUMN_HEAD.line_mm() + 1.8;
        let mut marks = Vec::new();
        let node = self.node(Role::ColumnHead, Some(row));
        head_text(&mut marks, &title, Align::Left, Area::new(LEFT_MM, 0.0, label_mm - GUTTER_MM, height_mm), node);
        for (column, x_mm) in columns.iter().zip(&lefts.x_mm) {
            let head = self.node(Role::ColumnHead, Some(row));
            let node = if column.title.is_empty() || column.title == column.code {
                head
            } else {
                self.node_with_alt(Role::Span, Some(head), &column.title)
            };
            let style = COLUMN_HEAD;
            let top_mm = height_mm - 0.9 - COLUMN_HEAD.line_mm();
            let area = Area::new(*x_mm, top_mm, lefts.cell_mm, style.line_mm());
            marks.extend(self.centred(&column.code, style, area, Tag::Node(node)));
        }
        Top { marks, height_mm }
    }

    fn heat_row(
        &mut self,
        row: &HeatRow,
        first: usize,
        lefts: &Lefts,
        label_mm: f32,
        table: NodeId,
    ) -> (Vec<Mark>, f32) {
        let height_mm = self.row_height(&[(&row.label, LABEL, label_mm - GUTTER_MM)], HEAT_ROW_MM);
        let mut marks = Vec::new();
        let node = self.node(Role::Row, Some(table));
        let label = self.node(Role::RowHead, Some(node));
        self.cell_text(
            &mut marks,
            &row.label,
            LABEL,
            Align::Left,
            Area::new(LEFT_MM, 0.0, label_mm - GUTTER_MM, height_mm),
            label,
        );
        for (at, x_mm) in lefts.x_mm.iter().enumerate() {
            let cell = self.node(Role::Cell, Some(node));
            if let Some(chip) = row.cells.get(first + at) {
                let node = self.chip_node(chip, cell);
                let inner = height_mm - HEAT_GAP_MM;
                marks.extend(self.chip(
                    chip,
                    Area::new(*x_mm, HEAT_GAP_MM / 2.0, lefts.cell_mm, inner),
                    Tag::Node(node),
                ));
            }
        }
        (marks, height_mm)
    }

    /// The names of the columns, three to a line under the picture.
    fn heat_key(&mut self, columns: &[HeatColumn]) {
        const CODE_MM: f32 = 7.0;
        const ACROSS: usize = 3;
        let named = |column: &&HeatColumn| !column.title.is_empty() && column.title != column.code;
        let named: Vec<_> = columns.iter().filter(named).collect();
        if named.is_empty() {
            return;
        }
        // The key to the columns stays with the last rows.
        if let Some(last) = self.slices.last_mut() {
            last.keep = Keep::Next;
        }
        let quiet = SMALL.coloured(TEXT_QUIET);
        let column_mm = (self.full_mm() - (ACROSS - 1) as f32 * GUTTER_MM) / ACROSS as f32;
        let list = self.node(Role::List, None);
        self.begin(3.0);
        let last = named.chunks(ACROSS).len() - 1;
        for (line, group) in named.chunks(ACROSS).enumerate() {
            let mut cells = Vec::new();
            for (at, column) in group.iter().enumerate() {
                let item = self.node(Role::Item, Some(list));
                let (label, body) = (self.node(Role::ItemLabel, Some(item)), self.node(Role::ItemBody, Some(item)));
                let code = self.lines(&column.code.as_str().into(), quiet.bold(), CODE_MM);
                let name = self.lines(&column.title.as_str().into(), quiet, column_mm - CODE_MM);
                let x_mm = LEFT_MM + at as f32 * (column_mm + GUTTER_MM);
                cells.push(GridCell::new(label, code, quiet.bold(), x_mm, CODE_MM));
                cells.push(GridCell::new(body, name, quiet, x_mm + CODE_MM, column_mm - CODE_MM));
            }
            let keep = if line < last { Keep::Together } else { Keep::Free };
            self.grid_row(GridRow { keep, ..GridRow::new(cells) });
        }
    }
}

/// Left edges of the cells of a heat map, and their common width.
struct Lefts {
    x_mm: Vec<f32>,
    cell_mm: f32,
}

/// How many cells of a heat map stand side by side in so much room.
fn most_across(room_mm: f32) -> usize {
    ((room_mm / (NARROWEST_CELL_MM + APART_MM / 2.0)) as usize).max(1)
}

fn cell_lefts(columns: &[HeatColumn], room_mm: f32, label_mm: f32, across: usize) -> Lefts {
    let apart = |at: usize, column: &HeatColumn| if at > 0 && column.apart { APART_MM } else { 0.0 };
    let aparts_mm: f32 = columns.iter().enumerate().map(|(at, column)| apart(at, column)).sum();
    let step_mm = ((room_mm - aparts_mm) / across as f32).min(WIDEST_CELL_MM + HEAT_GAP_MM);
    let mut next_mm = LEFT_MM + label_mm;
    let mut x_mm = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        next_mm += apart(at, column);
        x_mm.push(next_mm);
        next_mm += step_mm;
    }
    Lefts { x_mm, cell_mm: step_mm - HEAT_GAP_MM }
}

// ---------------------------------------------------------------- points with intervals

/// Where things stand in a picture of intervals.
struct PlotColumns {
    label_mm: f32,
    plot_x_mm: f32,
    plot_mm: f32,
    /// Left edge and width of value, interval and base.
    figures: [(f32, f32); 3],
}

impl PlotColumns {
    /// Where a value stands; values off the scale stand at its end.
    fn x_mm(&self, axis: &Axis, value: f64) -> f32 {
        let span = axis.max - axis.min;
        let share = (value - axis.min) / span;
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 };
        self.plot_x_mm + self.plot_mm * share as f32
    }
}

impl Builder<'_> {
    pub(super) fn interval_plot(&mut self, plot: &IntervalPlot) {
        let first = self.slices.len();
        let columns = self.plot_columns(plot);
        self.picture_title(&plot.title);
        let figure = self.node_with_alt(Role::Figure, None, words(&plot.alt, &plot.title));
        let table = self.node(Role::Table, None);
        let heads = self.plot_heads(plot, &columns, table, figure);
        let head = self.push_top(Top { marks: Vec::new(), height_mm: 0.0 }, heads);
        let last = plot.rows.len().saturating_sub(1);
        for (at, row) in plot.rows.iter().enumerate() {
            if let Some(reason) = &row.break_before {
                self.plot_break(reason, plot.table().columns.len(), table, head);
            }
            let (mut marks, height_mm) = self.plot_row(plot, at, &columns, table, figure);
            if at == last {
                marks.push(rule(LEFT_MM, RIGHT_MM, height_mm, RULE_ROW_PT, TEXT_QUIET));
            }
            let keep = if at < last && (at == 0 || at + 1 == last) { Keep::Next } else { Keep::Free };
            self.push(Slice { head, ..Slice::new(height_mm, keep, marks) });
        }
        self.hold_picture(first);
        self.end(8.0);
    }

    fn plot_columns(&mut self, plot: &IntervalPlot) -> PlotColumns {
        let names = plot.rows.iter().map(|row| row.label.as_str()).chain([plot.row_title.as_str()]);
        let label_mm = self.label_width(names, LABEL, 46.0);
        let values: Vec<_> = plot.rows.iter().map(|row| plot.value_text(row)).collect();
        let intervals: Vec<_> = plot.rows.iter().map(|row| plot.interval_text(row)).collect();
        let bases: Vec<_> = plot.rows.iter().map(|row| row.base.clone()).collect();
        let mut width = |texts: &[String], title: &str| {
            let figures_mm = self.label_width(texts.iter().map(String::as_str), FIGURES.bold(), 26.0);
            figures_mm.max(self.label_width([title].into_iter(), COLUMN_HEAD, 24.0))
        };
        let widths = [
            width(&values, &plot.value_title),
            width(&intervals, &plot.interval_title),
            width(&bases, &plot.base_title),
        ];
        let mut right_mm = RIGHT_MM;
        let mut figures = [(0.0, 0.0); 3];
        for (place, width_mm) in figures.iter_mut().zip(widths).rev() {
            *place = (right_mm - width_mm, width_mm);
            right_mm -= width_mm + GUTTER_MM;
        }
        let plot_x_mm = LEFT_MM + label_mm + GUTTER_MM + 2.0;
        // The unit of the last tick reaches over the end of the scale.
        let last_mm = self.fonts.width_mm(&plot.axis.number(plot.axis.max), COLUMN_HEAD.size_pt, false) / 2.0
            + self.fonts.width_mm(&plot.axis.unit, COLUMN_HEAD.size_pt, false);
        let end_mm = right_mm - last_mm.min(10.0) - 1.0;
        PlotColumns { label_mm, plot_x_mm, plot_mm: (end_mm - plot_x_mm).max(10.0), figures }
    }

    fn plot_heads(&mut self, plot: &IntervalPlot, columns: &PlotColumns, table: NodeId, figure: NodeId) -> Top {
        let row = self.node(Role::Row, Some(table));
        let titles = [&plot.value_title, &plot.interval_title, &plot.base_title];
        let row_title = self.short(&plot.row_title, COLUMN_HEAD, columns.label_mm, MOST_LINES);
        let set = titles.into_iter().zip(columns.figures);
        let set: Vec<_> = set.map(|(title, (_, width))| self.short(title, COLUMN_HEAD, width, MOST_LINES)).collect();
        let lines = set.iter().map(Vec::len).max().unwrap_or(1).max(row_title.len());
        let target_mm = if plot.target.is_some() { 4.4 } else { 0.0 };
        let height_mm = (lines as f32 * COLUMN_HEAD.line_mm() + 1.8).max(target_mm + 6.0);
        let mut marks = Vec::new();
        let node = self.node(Role::ColumnHead, Some(row));
        head_text(&mut marks, &row_title, Align::Left, Area::new(LEFT_MM, 0.0, columns.label_mm, height_mm), node);
        marks.extend(self.ticks(&plot.axis, columns, height_mm, figure));
        marks.extend(self.target_label(plot, columns, height_mm, figure));
        for (lines, (x_mm, width_mm)) in set.iter().zip(columns.figures) {
            let node = self.node(Role::ColumnHead, Some(row));
            head_text(&mut marks, lines, Align::Right, Area::new(x_mm, 0.0, width_mm, height_mm), node);
        }
        marks.push(rule(LEFT_MM, RIGHT_MM, height_mm, RULE_HEAD_PT, TEXT_QUIET));
        Top { marks, height_mm }
    }

    /// Numbers along the scale, with short ticks; no lines across the picture.
    fn ticks(&mut self, axis: &Axis, columns: &PlotColumns, height_mm: f32, figure: NodeId) -> Vec<Mark> {
        let mut marks = Vec::new();
        let steps = if axis.step > 0.0 { ((axis.max - axis.min) / axis.step + 1e-9).floor() } else { -1.0 };
        if !(0.0..=50.0).contains(&steps) {
            return marks;
        }
        let style = COLUMN_HEAD;
        let mut free_from = f32::MIN;
        for step in 0..=steps as u32 {
            let value = axis.min + axis.step * f64::from(step);
            let x_mm = columns.x_mm(axis, value);
            marks.push(upright(x_mm, height_mm - 1.0, height_mm, RULE_ROW_PT, TEXT_QUIET, Tag::Node(figure)));
            let is_last = step == steps as u32;
            let text = if is_last { axis.text(value) } else { axis.number(value) };
            let lines = self.lines(&text.as_str().into(), TextStyle { bold: false, ..style }, FULL_WIDTH_MM);
            for line in lines.iter().take(1) {
                // The figure, not its unit, stands over the tick.
                let number_mm = self.fonts.width_mm(&axis.number(value), style.size_pt, false);
                let left_mm = x_mm - number_mm / 2.0;
                if left_mm > free_from {
                    let top_mm = height_mm - 1.2 - style.line_mm();
                    put_line(&mut marks, line, left_mm, top_mm, TextStyle { bold: false, ..style }, Tag::Node(figure));
                    free_from = left_mm + line.width_mm + 1.0;
                }
            }
        }
        marks
    }

    fn target_label(
        &mut self,
        plot: &IntervalPlot,
        columns: &PlotColumns,
        height_mm: f32,
        figure: NodeId,
    ) -> Vec<Mark> {
        let Some(target) = &plot.target else { return Vec::new() };
        let x_mm = columns.x_mm(&plot.axis, target.value);
        let style = COLUMN_HEAD.coloured(TEXT);
        let mut marks = Vec::new();
        for line in self.short(&target.label, style, columns.plot_mm, 1) {
            let right_mm = columns.plot_x_mm + columns.plot_mm;
            let left_mm = (x_mm - line.width_mm / 2.0).min(right_mm - line.width_mm).max(columns.plot_x_mm);
            put_line(
                &mut marks,
                &line,
                left_mm,
                height_mm - 1.2 - 2.0 * style.line_mm() - 0.4,
                style,
                Tag::Node(figure),
            );
        }
        marks
    }

    fn plot_row(
        &mut self,
        plot: &IntervalPlot,
        at: usize,
        columns: &PlotColumns,
        table: NodeId,
        figure: NodeId,
    ) -> (Vec<Mark>, f32) {
        let row = &plot.rows[at];
        let texts = [plot.value_text(row), plot.interval_text(row), row.base.clone()];
        let mut set = vec![(row.label.as_str(), LABEL, columns.label_mm)];
        set.extend(
            texts.iter().zip(columns.figures).map(|(text, (_, width_mm))| (text.as_str(), FIGURES.bold(), width_mm)),
        );
        let height_mm = self.row_height(&set, 7.4);
        let mut marks = Vec::new();
        let node = self.node(Role::Row, Some(table));
        let label = self.node(Role::RowHead, Some(node));
        self.cell_text(
            &mut marks,
            &row.label,
            LABEL,
            Align::Left,
            Area::new(LEFT_MM, 0.0, columns.label_mm, height_mm),
            label,
        );
        marks.extend(point(plot, at, columns, height_mm, Tag::Node(figure)));
        for (place, (text, (x_mm, width_mm))) in texts.iter().zip(columns.figures).enumerate() {
            let cell = self.node(Role::Cell, Some(node));
            let style = if place == 0 { FIGURES.bold() } else { FIGURES };
            self.cell_text(&mut marks, text, style, Align::Right, Area::new(x_mm, 0.0, width_mm, height_mm), cell);
        }
        (marks, height_mm)
    }

    /// Says why the points above and below cannot be compared; the target's line is broken here too.
    fn plot_break(&mut self, reason: &str, columns: usize, table: NodeId, head: Option<HeadId>) {
        let row = self.node(Role::Row, Some(table));
        let cell = self.node(Role::Cell, Some(row));
        self.structure[cell.0].columns = u16::try_from(columns).unwrap_or(1);
        let style = SMALL.coloured(TEXT_QUIET);
        let lines = self.short(reason, style, FULL_WIDTH_MM, MOST_LINES);
        let height_mm = lines.len().max(1) as f32 * style.line_mm() + 3.0;
        let mut marks = vec![
            rule(LEFT_MM, RIGHT_MM, 0.5, RULE_ROW_PT, LINE_QUIET),
            rule(LEFT_MM, RIGHT_MM, height_mm - 0.5, RULE_ROW_PT, LINE_QUIET),
        ];
        for (at, line) in lines.iter().enumerate() {
            put_line(&mut marks, line, LEFT_MM, 1.4 + at as f32 * style.line_mm(), style, Tag::Node(cell));
        }
        self.push(Slice { head, ..Slice::new(height_mm, Keep::Next, marks) });
    }
}

/// A point with its interval, and the stretch of the target's line that crosses the row.
fn point(plot: &IntervalPlot, at: usize, columns: &PlotColumns, row_mm: f32, tag: Tag) -> Vec<Mark> {
    let row = &plot.rows[at];
    let middle = row_mm / 2.0;
    let mut marks = Vec::new();
    if let Some(target) = &plot.target {
        marks.push(upright(columns.x_mm(&plot.axis, target.value), 0.0, row_mm, 1.0, TEXT, tag));
    }
    if let Some((low, high)) = row.interval {
        let (from, to) = (columns.x_mm(&plot.axis, low), columns.x_mm(&plot.axis, high));
        marks.push(Mark::Line(LineMark {
            x1_mm: from,
            y1_mm: middle,
            x2_mm: to,
            y2_mm: middle,
            width_pt: 1.4,
            colour: ACCENT,
            tag,
        }));
        marks.push(upright(from, middle - 1.1, middle + 1.1, 1.0, ACCENT, tag));
        marks.push(upright(to, middle - 1.1, middle + 1.1, 1.0, ACCENT, tag));
    }
    if let Some(value) = row.value {
        let x_mm = columns.x_mm(&plot.axis, value);
        marks.push(Mark::Path(disc(x_mm, middle, 1.75, SURFACE, tag)));
        marks.push(Mark::Path(disc(x_mm, middle, 1.4, ACCENT, tag)));
    }
    marks
}

fn upright(x_mm: f32, y1_mm: f32, y2_mm: f32, width_pt: f32, colour: crate::report::style::Rgb, tag: Tag) -> Mark {
    Mark::Line(LineMark { x1_mm: x_mm, y1_mm, x2_mm: x_mm, y2_mm, width_pt, colour, tag })
}
