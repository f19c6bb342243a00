//! Blocks of text: title, headings, paragraphs, headline figures, lists, facts, notes, remarks.

use super::grid::{GridCell, GridRow};
use super::mark::{ImageMark, Mark, RectMark, Role, Tag};
use super::slice::{Keep, Slice};
use super::{Builder, put_line};
use crate::domain::picture::Picture;
use crate::report::doc::{Block, Callout, CalloutKind, KeyFigure, KeyValue, Level, Note, ReportMeta, RichText};
use crate::report::style::{
    ACCENT, BODY, CAUTION, FIGURE, FIGURE_BESIDE, FIGURE_WORDS, FULL_WIDTH_MM, LEFT_MM, MEASURE_MM, SECTION, SMALL,
    SUBSECTION, SUBTITLE, TEXT_QUIET, TITLE, TextStyle,
};

use std::sync::Arc;

const BULLET_INDENT_MM: f32 = 5.0;
const KEY_WIDTH_MM: f32 = 46.0;
const CALLOUT_INDENT_MM: f32 = 5.0;

impl Builder<'_> {
    pub(super) fn title(&mut self, meta: &ReportMeta) {
        const AFTER_MM: f32 = 9.0;
        const BESIDE_MM: f32 = 6.0;
        self.begin(4.0);
        let first = self.slices.len();
        let logo = meta.logo.as_ref().map(|picture| self.logo(meta, picture));
        let width_mm = FULL_WIDTH_MM - logo.as_ref().map_or(0.0, |logo| logo.width_mm + BESIDE_MM);
        let title = self.balanced_title(&meta.title, width_mm);
        self.text_block(&title, Role::Title, TITLE, width_mm, Keep::Next);
        self.end(2.0);
        for line in &meta.subtitle {
            let width_mm = width_mm.min(MEASURE_MM);
            self.text_block(&line.as_str().into(), Role::Paragraph, SUBTITLE, width_mm, Keep::Free);
        }
        self.end(AFTER_MM);
        if let (Some(logo), true) = (logo, first < self.slices.len()) {
            // What follows begins under the logo, where the title is the shorter of the two.
            let taken = |slice: &Slice| slice.gap_mm + slice.height_mm;
            let taken_mm = self.slices[first..].iter().map(taken).sum::<f32>() - self.slices[first].gap_mm;
            self.end(AFTER_MM.max(logo.height_mm - taken_mm + BESIDE_MM));
            self.slices[first].marks.insert(0, Mark::Image(logo));
        }
    }

    /// The logo at the right, as large as its place allows.
    fn logo(&mut self, meta: &ReportMeta, picture: &Arc<Picture>) -> ImageMark {
        const MOST_WIDTH_MM: f32 = 45.0;
        const MOST_HEIGHT_MM: f32 = 20.0;
        let (across, down) = (picture.width() as f32, picture.height() as f32);
        let per_pixel = (MOST_WIDTH_MM / across).min(MOST_HEIGHT_MM / down);
        let node = self.node_with_alt(Role::Figure, None, &format!("Logo of {}", meta.local_area));
        ImageMark {
            x_mm: LEFT_MM + FULL_WIDTH_MM - across * per_pixel,
            y_mm: 0.0,
            width_mm: across * per_pixel,
            height_mm: down * per_pixel,
            picture: Arc::clone(picture),
            tag: Tag::Node(node),
        }
    }

    /// A title that does not fit on one line breaks where it says what kind it is: "Autumn 2026: / board report".
    fn balanced_title(&mut self, title: &str, width_mm: f32) -> RichText {
        let text: RichText = title.into();
        let Some((round, kind)) = title.rsplit_once(": ") else { return text };
        if self.prepare(&text, TITLE).width_mm(TITLE.size_pt) <= width_mm {
            return text;
        }
        format!("{round}:\n{kind}").into()
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            let first = self.slices.len();
            self.block(block);
            let after_heading = at > 0 && matches!(blocks[at - 1], Block::Heading { .. });
            if after_heading && matches!(block, Block::Paragraph(_)) && blocks.get(at + 1).is_some_and(is_picture) {
                // A heading with nothing but a sentence about what stands overleaf helps nobody.
                self.slices[first..].iter_mut().for_each(|slice| slice.keep = slice.keep.max(Keep::Together));
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(text) => self.paragraph(text, BODY, 3.2),
            Block::SmallPrint(text) => self.paragraph(text, SMALL.coloured(TEXT_QUIET), 2.6),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::List(items) => self.list(items),
            Block::Table(table) => self.table(table),
            Block::StackedBars(bars) => self.stacked_bars(bars),
            Block::HeatMap(map) => self.heat_map(map),
            Block::IntervalPlot(plot) => self.interval_plot(plot),
            Block::Threads(picture) => self.threads(picture),
            Block::KeyValues(rows) => self.key_values(rows),
            Block::Notes(notes) => self.notes(notes),
            Block::Callout(callout) => self.callout(callout),
            Block::PageBreak => self.new_page = true,
            Block::KeepTogether(blocks) => self.keep_together(blocks),
        }
    }

    fn heading(&mut self, level: Level, text: &str) {
        // A heading of the second order before any of the first would skip one in the structure.
        let level = if self.last_level.is_none() { Level::Section } else { level };
        self.last_level = Some(level);
        let (style, before, after) = match level {
            Level::Section => (SECTION, 11.0, 3.0),
            Level::Subsection => (SUBSECTION, 7.0, 1.8),
        };
        self.begin(before);
        let first = self.slices.len();
        self.text_block(&text.into(), Role::Heading(level), style, FULL_WIDTH_MM, Keep::Next);
        if let Some(slice) = self.slices.get_mut(first) {
            slice.heading = Some((level, text.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
        for slice in self.slices.iter_mut().skip(first) {
            slice.keep = Keep::Next;
        }
        self.end(after);
    }

    fn paragraph(&mut self, text: &RichText, style: TextStyle, after_mm: f32) {
        self.text_block(text, Role::Paragraph, style, MEASURE_MM, Keep::Free);
        self.end(after_mm);
    }

    fn keep_together(&mut self, blocks: &[Block]) {
        let first = self.slices.len();
        self.blocks(blocks);
        self.hold_together(first);
    }

    /// Keeps the slices from `first` on one page, where they fit on one.
    pub(super) fn hold_together(&mut self, first: usize) {
        let end = self.slices.len().saturating_sub(1).max(first);
        for slice in &mut self.slices[first..end] {
            slice.keep = slice.keep.max(Keep::Together);
        }
    }

    /// The first figure is large; the others stand beside it on its baseline.
    fn key_figures(&mut self, figures: &[KeyFigure]) {
        const GUTTER_MM: f32 = 9.0;
        // The headline gets twice the width of the others.
        let shares = figures.len() + 1;
        let share_mm = (FULL_WIDTH_MM - GUTTER_MM * figures.len().saturating_sub(1) as f32) / shares as f32;
        self.begin(4.0);
        for (row, group) in figures.chunks(3).enumerate() {
            let share_mm = if figures.len() > 3 { (FULL_WIDTH_MM - GUTTER_MM * 2.0) / 4.0 } else { share_mm };
            let mut x_mm = LEFT_MM;
            let mut columns = Vec::new();
            for (at, figure) in group.iter().enumerate() {
                let leads = row == 0 && at == 0;
                let width_mm = share_mm * if leads { 2.0 } else { 1.0 };
                columns.push((figure, if leads { FIGURE } else { FIGURE_BESIDE }, x_mm, width_mm));
                x_mm += width_mm + GUTTER_MM;
            }
            self.key_figure_row(&columns);
        }
        self.end(8.0);
    }

    fn key_figure_row(&mut self, columns: &[(&KeyFigure, TextStyle, f32, f32)]) {
        let mut set = Vec::new();
        for (figure, style, x_mm, width_mm) in columns {
            let text: RichText = figure.figure.as_str().into();
            let style = self.shrunk(&text, *style, *width_mm);
            let figure_lines = self.lines(&text, style, *width_mm);
            let words = self.lines(&figure.words, FIGURE_WORDS, *width_mm);
            let nodes = (self.node(Role::Paragraph, None), self.node(Role::Paragraph, None));
            set.push((figure_lines, words, style, *x_mm, nodes));
        }
        // All figures stand on one baseline, all words begin on one line; larger type has more air below it.
        let air = |style: &TextStyle| style.line_mm() - super::baseline_mm(*style);
        let most_air = set.iter().map(|(_, _, style, ..)| air(style)).fold(0.0, f32::max);
        let figures_mm = set
            .iter()
            .map(|(lines, _, style, ..)| lines.len() as f32 * style.line_mm() + most_air - air(style))
            .fold(0.0, f32::max);
        let mut marks = Vec::new();
        let mut height_mm = figures_mm;
        for (figure, words, style, x_mm, nodes) in &set {
            let mut top = figures_mm - most_air + air(style) - figure.len() as f32 * style.line_mm();
            for line in figure {
                put_line(&mut marks, line, *x_mm, top, *style, Tag::Node(nodes.0));
                top += style.line_mm();
            }
            for (at, line) in words.iter().enumerate() {
                let top = figures_mm + 0.5 + at as f32 * FIGURE_WORDS.line_mm();
                put_line(&mut marks, line, *x_mm, top, FIGURE_WORDS, Tag::Node(nodes.1));
                height_mm = height_mm.max(top + FIGURE_WORDS.line_mm());
            }
        }
        self.begin(5.0);
        if height_mm <= self.room_mm {
            self.push(Slice::new(height_mm, Keep::Free, marks));
            return;
        }
        // Words without end: below each other, so that they can run over pages.
        for (figure, words, style, _, nodes) in &set {
            self.flow(figure, *style, LEFT_MM, Tag::Node(nodes.0), Keep::Next, &|_| Vec::new());
            self.flow(words, FIGURE_WORDS, LEFT_MM, Tag::Node(nodes.1), Keep::Free, &|_| Vec::new());
        }
    }

    /// The style, smaller where the text would not fit on one line; not under half its size.
    fn shrunk(&mut self, text: &RichText, style: TextStyle, width_mm: f32) -> TextStyle {
        let natural = self.prepare(text, style).width_mm(style.size_pt);
        if natural <= width_mm { style } else { style.sized(style.size_pt * (width_mm / natural * 0.999).max(0.5)) }
    }

    fn list(&mut self, items: &[RichText]) {
        let list = self.node(Role::List, None);
        for item in items {
            let node = self.node(Role::Item, Some(list));
            let (label, body) = (self.node(Role::ItemLabel, Some(node)), self.node(Role::ItemBody, Some(node)));
            let bullet = self.lines(&"\u{2022}".into(), BODY, BULLET_INDENT_MM);
            let lines = self.lines(item, BODY, MEASURE_MM - BULLET_INDENT_MM);
            let cells = vec![
                GridCell::new(label, bullet, BODY, LEFT_MM, BULLET_INDENT_MM),
                GridCell::new(body, lines, BODY, LEFT_MM + BULLET_INDENT_MM, MEASURE_MM - BULLET_INDENT_MM),
            ];
            self.grid_row(GridRow { splits: true, ..GridRow::new(cells) });
            self.end(1.2);
        }
        self.end(3.2);
    }

    fn key_values(&mut self, rows: &[KeyValue]) {
        if rows.is_empty() {
            return;
        }
        let table = self.node(Role::Table, None);
        for row in rows {
            let node = self.node(Role::Row, Some(table));
            let (key, value) = (self.node(Role::RowHead, Some(node)), self.node(Role::Cell, Some(node)));
            let quiet = BODY.coloured(TEXT_QUIET);
            let key_lines = self.lines(&row.key.as_str().into(), quiet, KEY_WIDTH_MM - 4.0);
            let value_lines = self.lines(&row.value, BODY, FULL_WIDTH_MM - KEY_WIDTH_MM);
            let cells = vec![
                GridCell::new(key, key_lines, quiet, LEFT_MM, KEY_WIDTH_MM - 4.0),
                GridCell::new(value, value_lines, BODY, LEFT_MM + KEY_WIDTH_MM, FULL_WIDTH_MM - KEY_WIDTH_MM),
            ];
            self.grid_row(GridRow { splits: true, ..GridRow::new(cells) });
            self.end(0.9);
        }
        self.end(4.0);
    }

    /// Where the note belongs stands left, small and quiet; the words stand right.
    fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        let list = self.node(Role::List, None);
        for note in notes {
            let node = self.node(Role::Item, Some(list));
            let (label, body) = (self.node(Role::ItemLabel, Some(node)), self.node(Role::ItemBody, Some(node)));
            let quiet = SMALL.coloured(TEXT_QUIET);
            let source = RichText::strong(note.plan.as_str()).plain(format!("\n{}", note.section));
            let source = self.lines(&source, quiet, KEY_WIDTH_MM - 5.0);
            let quote = quoted(&note.quote);
            let quote = self.lines(&quote, BODY, FULL_WIDTH_MM - KEY_WIDTH_MM);
            let cells = vec![
                // The small first line stands on the baseline of the quotation.
                GridCell {
                    drop_mm: super::baseline_mm(BODY) - super::baseline_mm(quiet),
                    ..GridCell::new(label, source, quiet, LEFT_MM, KEY_WIDTH_MM - 5.0)
                },
                GridCell::new(body, quote, BODY, LEFT_MM + KEY_WIDTH_MM, FULL_WIDTH_MM - KEY_WIDTH_MM),
            ];
            self.grid_row(GridRow { splits: true, ..GridRow::new(cells) });
            self.end(3.4);
        }
        self.end(5.0);
    }

    fn callout(&mut self, callout: &Callout) {
        let colour = match callout.kind {
            CalloutKind::Information => ACCENT,
            CalloutKind::Caution => CAUTION,
        };
        let bar = |height_mm: f32| {
            let (x_mm, y_mm, width_mm, tag) = (LEFT_MM, 0.0, 1.2, Tag::Decoration);
            vec![Mark::Rect(RectMark { x_mm, y_mm, width_mm, height_mm, fill: Some(colour), edge: None, tag })]
        };
        let width_mm = MEASURE_MM - CALLOUT_INDENT_MM;
        let x_mm = LEFT_MM + CALLOUT_INDENT_MM;
        self.begin(5.0);
        for (text, style, keep) in
            [(&callout.title.as_str().into(), BODY.bold(), Keep::Next), (&callout.text, BODY, Keep::Free)]
        {
            let lines = self.lines(text, style, width_mm);
            if !lines.is_empty() {
                let node = self.node(Role::Paragraph, None);
                self.flow(&lines, style, x_mm, Tag::Node(node), keep, &bar);
            }
        }
        self.end(6.0);
    }
}

/// In quotation marks that differ from those inside.
fn quoted(words: &str) -> RichText {
    let words = words.trim();
    if words.contains(['"', '\u{201C}', '\u{201D}']) {
        format!("\u{2018}{words}\u{2019}").into()
    } else {
        format!("\u{201C}{words}\u{201D}").into()
    }
}

fn is_picture(block: &Block) -> bool {
    matches!(
        block,
        Block::Table(_) | Block::StackedBars(_) | Block::HeatMap(_) | Block::IntervalPlot(_) | Block::Threads(_)
    )
}
