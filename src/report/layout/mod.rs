//! From blocks to pages: each block becomes slices that are never cut, slices flow over pages, and header and foot go
//! round them. Painter-neutral; the PDF and the preview on screen paint the same pages.

mod blocks;
mod frame;
mod grid;
mod mark;
mod pictures;
mod signs;
mod slice;
mod table;
mod threads;
mod wrap;

use std::collections::BTreeSet;

use self::frame::Frame;
pub use self::mark::{
    ImageMark, Laid, LayoutWarning, LineMark, Mark, NodeId, OutlineEntry, Page, PathMark, RectMark, Role, Step,
    StructNode, Tag, TextRun,
};
use self::slice::{Head, HeadId, Keep, Slice, paginate};
use self::wrap::{Line, Prepared, prepare};
use super::doc::{Align, ColourToken, Level, ReportDoc, RichText};
use super::metrics::{CAP_HEIGHT_EM, Fonts};
use super::style::{EDGE_PT, FULL_WIDTH_MM, LEFT_MM, LYING_WIDTH_MM, MM_PER_PT, Rgb, TEXT_QUIET, TextStyle, fill};

/// Lays a report out on A4 pages.
pub(super) fn layout(doc: &ReportDoc, fonts: &Fonts) -> Laid {
    let mut builder = Builder::new(fonts);
    let frame = Frame::new(&mut builder, &doc.meta);
    builder.rooms_mm = (frame.room_mm(false), frame.room_mm(true));
    builder.room_mm = builder.rooms_mm.0;
    builder.title(&doc.meta);
    builder.blocks(&doc.blocks);
    let foot = frame.foot_nodes(&mut builder);
    let Builder { structure, slices, heads, missing, mut warnings, .. } = builder;
    let (mut pages, outline) = paginate(slices, &heads, frame.bodies());
    frame.dress(&mut pages, &foot, fonts);
    if !missing.is_empty() {
        warnings.push(LayoutWarning::NotInFont(missing.into_iter().collect()));
    }
    Laid { pages, structure, outline, warnings }
}

/// Collects slices and structure while the blocks are walked.
struct Builder<'f> {
    fonts: &'f Fonts,
    structure: Vec<StructNode>,
    slices: Vec<Slice>,
    heads: Vec<Head>,
    missing: BTreeSet<char>,
    warnings: Vec<LayoutWarning>,
    /// Height of the body of the page being set.
    room_mm: f32,
    /// The same of a page that stands upright and of one that lies.
    rooms_mm: (f32, f32),
    /// What is set stands on pages that lie.
    is_wide: bool,
    /// Distance to be kept before the next slice.
    gap_mm: f32,
    new_page: bool,
    /// The order of the last heading, so that none is skipped.
    last_level: Option<Level>,
}

impl<'f> Builder<'f> {
    fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            structure: Vec::new(),
            slices: Vec::new(),
            heads: Vec::new(),
            missing: BTreeSet::new(),
            warnings: Vec::new(),
            room_mm: 0.0,
            rooms_mm: (0.0, 0.0),
            is_wide: false,
            gap_mm: 0.0,
            new_page: false,
            last_level: None,
        }
    }

    fn node(&mut self, role: Role, parent: Option<NodeId>) -> NodeId {
        self.structure.push(StructNode { role, parent, alt: None, columns: 1 });
        NodeId(self.structure.len() - 1)
    }

    /// A node with words for those who cannot see it.
    fn node_with_alt(&mut self, role: Role, parent: Option<NodeId>, alt: &str) -> NodeId {
        let node = self.node(role, parent);
        self.structure[node.0].alt = Some(alt.to_owned());
        node
    }

    fn prepare(&mut self, text: &RichText, style: TextStyle) -> Prepared {
        prepare(self.fonts, text, style.bold, &mut self.missing)
    }

    fn lines(&mut self, text: &RichText, style: TextStyle, width_mm: f32) -> Vec<Line> {
        self.prepare(text, style).wrap(style, width_mm)
    }

    /// The lines of `text`, at most `most`; what is longer ends in an ellipsis and is reported.
    fn short(&mut self, text: &str, style: TextStyle, width_mm: f32, most: usize) -> Vec<Line> {
        let one_line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines = self.lines(&one_line.as_str().into(), style, width_mm);
        if lines.len() <= most {
            return lines;
        }
        let warning = LayoutWarning::Shortened(text.to_owned());
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
        let ends: Vec<usize> = one_line.char_indices().map(|(at, _)| at).collect();
        let (mut fits, mut too_long) = (0, ends.len());
        let mut cut = |kept: usize| {
            let end = ends.get(kept).copied().unwrap_or(one_line.len());
            self.lines(&format!("{}\u{2026}", one_line[..end].trim_end()).into(), style, width_mm)
        };
        while fits + 1 < too_long {
            let middle = (fits + too_long) / 2;
            if cut(middle).len() <= most {
                fits = middle;
            } else {
                too_long = middle;
            }
        }
        let mut lines = cut(fits);
        lines.truncate(most);
        lines
    }

    /// Asks for at least `before_mm` of space before what comes next.
    fn begin(&mut self, before_mm: f32) {
        self.gap_mm = self.gap_mm.max(before_mm);
    }

    /// Asks for `after_mm` of space after what came last.
    fn end(&mut self, after_mm: f32) {
        self.gap_mm = after_mm;
    }

    /// Sets what `set` makes for pages that lie.
    fn lying(&mut self, set: impl FnOnce(&mut Self)) {
        let before = (self.is_wide, self.room_mm);
        (self.is_wide, self.room_mm) = (true, self.rooms_mm.1);
        set(self);
        (self.is_wide, self.room_mm) = before;
    }

    /// Width for tables and pictures on the page being set.
    fn full_mm(&self) -> f32 {
        full_width_mm(self.is_wide)
    }

    /// Right edge of the content of the page being set.
    fn right_mm(&self) -> f32 {
        LEFT_MM + self.full_mm()
    }

    fn push(&mut self, mut slice: Slice) {
        slice.is_wide = self.is_wide;
        slice.gap_mm = std::mem::take(&mut self.gap_mm);
        slice.new_page = std::mem::take(&mut self.new_page);
        self.slices.push(slice);
    }

    fn add_head(&mut self, height_mm: f32, marks: &[Mark]) -> HeadId {
        let mut marks = marks.to_vec();
        marks.iter_mut().for_each(|mark| mark.set_tag(Tag::Decoration));
        self.heads.push(Head { height_mm, marks });
        HeadId(self.heads.len() - 1)
    }

    /// Sets lines as running text: a slice for each, at least two together at the end and the beginning of a page.
    fn flow(
        &mut self,
        lines: &[Line],
        style: TextStyle,
        x_mm: f32,
        tag: Tag,
        keep: Keep,
        beside: &dyn Fn(f32) -> Vec<Mark>,
    ) {
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.iter().enumerate() {
            let mut marks = beside(style.line_mm());
            put_line(&mut marks, line, x_mm, 0.0, style, tag);
            let lonely = at == 0 || at + 2 == lines.len();
            let keep = if at == last {
                keep
            } else if lonely {
                Keep::Next
            } else {
                Keep::Free
            };
            self.push(Slice::new(style.line_mm(), keep, marks));
        }
    }

    /// Sets a paragraph of `role` between the left margin and `width_mm`.
    fn text_block(&mut self, text: &RichText, role: Role, style: TextStyle, width_mm: f32, keep: Keep) {
        let lines = self.lines(text, style, width_mm);
        if !lines.is_empty() {
            let node = self.node(role, None);
            self.flow(&lines, style, LEFT_MM, Tag::Node(node), keep, &|_| Vec::new());
        }
    }
}

/// Width for tables and pictures, in millimetres, on a page that stands upright or lies.
fn full_width_mm(lies: bool) -> f32 {
    if lies { LYING_WIDTH_MM } else { FULL_WIDTH_MM }
}

/// Distance from the upper edge of a line to its baseline: the space left over stands half above, half below.
fn baseline_mm(style: TextStyle) -> f32 {
    const ASCENT_EM: f32 = 0.984;
    const DESCENT_EM: f32 = 0.316;
    ((style.leading - ASCENT_EM - DESCENT_EM) / 2.0 + ASCENT_EM) * style.size_pt * MM_PER_PT
}

/// Adds the runs of a line whose upper edge is at `top_mm`; characters the fonts lack stand in a box.
fn put_line(marks: &mut Vec<Mark>, line: &Line, x_mm: f32, top_mm: f32, style: TextStyle, tag: Tag) {
    let y_mm = top_mm + baseline_mm(style);
    let em_mm = style.size_pt * MM_PER_PT;
    for run in &line.runs {
        if run.stands_for.is_some() {
            marks.push(Mark::Rect(RectMark {
                x_mm: x_mm + run.x_mm,
                y_mm: y_mm - 0.78 * em_mm,
                width_mm: run.width_mm,
                height_mm: 0.92 * em_mm,
                fill: None,
                edge: Some((style.colour, EDGE_PT)),
                tag: if matches!(tag, Tag::Node(_)) { Tag::Decoration } else { tag },
            }));
        }
        marks.push(Mark::Text(TextRun {
            x_mm: x_mm + run.x_mm,
            y_mm,
            width_mm: run.width_mm,
            size_pt: style.size_pt,
            bold: run.bold,
            colour: style.colour,
            text: run.text.clone(),
            stands_for: run.stands_for.clone(),
            tag,
        }));
    }
}

/// Where a line begins in its column.
fn aligned_x(line: &Line, align: Align, x_mm: f32, width_mm: f32) -> f32 {
    match align {
        Align::Left => x_mm,
        Align::Right => x_mm + width_mm - line.width_mm,
        Align::Centre => x_mm + (width_mm - line.width_mm) / 2.0,
    }
}

/// A rule across the page.
fn rule(x1_mm: f32, x2_mm: f32, y_mm: f32, width_pt: f32, colour: Rgb) -> Mark {
    Mark::Line(LineMark { x1_mm, y1_mm: y_mm, x2_mm, y2_mm: y_mm, width_pt, colour, tag: Tag::Decoration })
}

/// The top edge of a line box of `style` whose capitals stand centred on `middle_mm`.
fn top_for_centred_capitals(style: TextStyle, middle_mm: f32) -> f32 {
    middle_mm + CAP_HEIGHT_EM * style.size_pt * MM_PER_PT / 2.0 - baseline_mm(style)
}

/// A rectangle on the page or in a slice.
#[derive(Debug, Clone, Copy)]
struct Area {
    x_mm: f32,
    y_mm: f32,
    width_mm: f32,
    height_mm: f32,
}

impl Area {
    fn new(x_mm: f32, y_mm: f32, width_mm: f32, height_mm: f32) -> Self {
        Self { x_mm, y_mm, width_mm, height_mm }
    }

    fn square(x_mm: f32, y_mm: f32, side_mm: f32) -> Self {
        Self::new(x_mm, y_mm, side_mm, side_mm)
    }

    fn filled(self, fill: Rgb, edge: Option<(Rgb, f32)>, tag: Tag) -> Mark {
        let Self { x_mm, y_mm, width_mm, height_mm } = self;
        Mark::Rect(RectMark { x_mm, y_mm, width_mm, height_mm, fill: Some(fill), edge, tag })
    }
}

/// A coloured rectangle with its edge in quiet text colour.
fn swatch(area: Area, colour: ColourToken, tag: Tag) -> Mark {
    area.filled(fill(colour), Some((TEXT_QUIET, EDGE_PT)), tag)
}
