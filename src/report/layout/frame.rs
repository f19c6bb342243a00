//! What stands round the body of every page: marking and bands above, local area, round, date, digest and page below.

use super::mark::{Mark, NodeId, Page, Role, Tag};
use super::slice::Bodies;
use super::wrap::{Line, prepare};
use super::{Area, Builder, aligned_x, full_width_mm, put_line, rule};
use crate::report::doc::{Align, ReportMeta, RichText};
use crate::report::metrics::Fonts;
use crate::report::style::{
    FOOT, FULL_WIDTH_MM, HEADER, LEFT_MM, LINE_QUIET, MARGIN_BINDING_MM, MARGIN_MM, PAGE_HEIGHT_MM, PAGE_WIDTH_MM,
    RULE_ROW_PT, SURFACE_RAISED, TEXT, TextStyle,
};

/// The header of later pages: the title, without the round, which stands in the foot of every page.
fn later_words(meta: &ReportMeta) -> String {
    let kind = meta.title.strip_prefix(meta.round.as_str()).and_then(|rest| rest.strip_prefix(": "));
    let Some(kind) = kind.filter(|_| !meta.round.is_empty()) else { return meta.title.clone() };
    let mut letters = kind.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A header or foot must leave room for the report.
const MOST_LINES: usize = 3;
const BAND_PADDING_MM: f32 = 1.4;
const BAND_BAR_MM: f32 = 1.2;
const BAND_INDENT_MM: f32 = 4.0;
const PAGE_NUMBER_MM: f32 = 32.0;

/// Header and foot, measured once and the same on every page.
pub(super) struct Frame {
    first: Vec<Line>,
    later: Vec<Line>,
    marking: Vec<Line>,
    bands: Vec<Line>,
    foot: Vec<Vec<Line>>,
    first_node: NodeId,
    marking_node: NodeId,
    bands_node: NodeId,
}

impl Frame {
    pub(super) fn new(builder: &mut Builder<'_>, meta: &ReportMeta) -> Self {
        let marking_style = HEADER.bold().coloured(TEXT);
        let marking = meta.marking.as_deref().unwrap_or_default();
        let marking = builder.short(marking, marking_style, FULL_WIDTH_MM / 2.0, MOST_LINES);
        let taken = marking.iter().map(|line| line.width_mm).fold(0.0, f32::max);
        let left_mm = FULL_WIDTH_MM - taken - if marking.is_empty() { 0.0 } else { 8.0 };
        let band_width = FULL_WIDTH_MM - BAND_INDENT_MM * 2.0;
        let foot_width = FULL_WIDTH_MM - PAGE_NUMBER_MM;
        let identity = [meta.local_area.as_str(), meta.round.as_str(), &meta.created_text()];
        let identity: Vec<_> = identity.into_iter().filter(|part| !part.is_empty()).collect();
        let frame = Self {
            first: builder.short(&meta.local_area, HEADER, left_mm, MOST_LINES),
            later: builder.short(&later_words(meta), HEADER, left_mm, MOST_LINES),
            bands: builder.short(&meta.bands.join(" \u{B7} "), marking_style, band_width, MOST_LINES),
            foot: vec![
                builder.short(&identity.join(" \u{B7} "), FOOT, foot_width, MOST_LINES),
                builder.short(&meta.digest, FOOT, foot_width, MOST_LINES),
            ],
            marking,
            first_node: NodeId(0),
            marking_node: NodeId(0),
            bands_node: NodeId(0),
        };
        frame.with_nodes(builder)
    }

    /// On the first page the header is content, so that a screen reader says the marking once.
    fn with_nodes(self, builder: &mut Builder<'_>) -> Self {
        let mut node = |lines: &[Line]| {
            if lines.is_empty() { NodeId(0) } else { builder.node(Role::Paragraph, None) }
        };
        Self { first_node: node(&self.first), marking_node: node(&self.marking), bands_node: node(&self.bands), ..self }
    }

    /// The nodes under which the foot of the first page stands; last in the order of reading.
    pub(super) fn foot_nodes(&self, builder: &mut Builder<'_>) -> Vec<Option<NodeId>> {
        let part = |lines: &Vec<Line>| (!lines.is_empty()).then(|| builder.node(Role::Paragraph, None));
        self.foot.iter().map(part).collect()
    }

    fn header_lines(&self) -> usize {
        self.first.len().max(self.later.len()).max(self.marking.len())
    }

    fn bands_top_mm(&self, lies: bool) -> f32 {
        top_margin_mm(lies) + self.header_lines() as f32 * HEADER.line_mm() + 1.8
    }

    fn bands_mm(&self) -> f32 {
        if self.bands.is_empty() { 0.0 } else { self.bands.len() as f32 * HEADER.line_mm() + 2.0 * BAND_PADDING_MM }
    }

    fn foot_top_mm(&self, lies: bool) -> f32 {
        let lines = self.foot.iter().map(Vec::len).sum::<usize>().max(1);
        let page_mm = if lies { PAGE_WIDTH_MM } else { PAGE_HEIGHT_MM };
        page_mm - MARGIN_MM - lines as f32 * FOOT.line_mm()
    }

    fn body_mm(&self, lies: bool) -> (f32, f32) {
        (self.bands_top_mm(lies) + self.bands_mm() + 7.0, self.foot_top_mm(lies) - 6.0)
    }

    /// Where the body of a page stands.
    pub(super) fn bodies(&self) -> Bodies {
        Bodies { upright: self.body_mm(false), lying: self.body_mm(true) }
    }

    /// Height of the body of a page.
    pub(super) fn room_mm(&self, lies: bool) -> f32 {
        let (top_mm, bottom_mm) = self.body_mm(lies);
        bottom_mm - top_mm
    }

    /// Puts header and foot on all pages, the header before the body and the foot after it.
    pub(super) fn dress(&self, pages: &mut [Page], foot: &[Option<NodeId>], fonts: &Fonts) {
        let count = pages.len();
        for page in pages {
            let lies = page.lies();
            let mut marks = self.header(page.number == 1, lies);
            marks.append(&mut page.marks);
            marks.extend(self.foot((page.number, count), lies, foot, fonts));
            page.marks = marks;
        }
    }

    fn header(&self, is_first: bool, lies: bool) -> Vec<Mark> {
        let mut marks = Vec::new();
        let across = |y_mm| across(y_mm, lies);
        let top_mm = top_margin_mm(lies);
        let tag = |node: NodeId| if is_first { Tag::Node(node) } else { Tag::Header };
        let marking_style = HEADER.bold().coloured(TEXT);
        let left = if is_first { &self.first } else { &self.later };
        put_lines(&mut marks, left, Align::Left, across(top_mm), HEADER, tag(self.first_node));
        let marking = tag(self.marking_node);
        put_lines(&mut marks, &self.marking, Align::Right, across(top_mm), marking_style, marking);
        if !self.bands.is_empty() {
            let ground = Area { height_mm: self.bands_mm(), ..across(self.bands_top_mm(lies)) };
            marks.push(ground.filled(SURFACE_RAISED, None, Tag::Header));
            marks.push(Area { width_mm: BAND_BAR_MM, ..ground }.filled(TEXT, None, Tag::Header));
            let inner = Area { x_mm: LEFT_MM + BAND_INDENT_MM, ..across(ground.y_mm + BAND_PADDING_MM) };
            put_lines(&mut marks, &self.bands, Align::Left, inner, marking_style, tag(self.bands_node));
        }
        marks
    }

    fn foot(&self, (number, count): (usize, usize), lies: bool, nodes: &[Option<NodeId>], fonts: &Fonts) -> Vec<Mark> {
        let across = |y_mm| across(y_mm, lies);
        let mut y_mm = self.foot_top_mm(lies);
        let mut line = rule(LEFT_MM, LEFT_MM + full_width_mm(lies), y_mm - 1.8, RULE_ROW_PT, LINE_QUIET);
        line.set_tag(Tag::Foot);
        let mut marks = vec![line];
        let page: RichText = format!("Page {number} of {count}").into();
        let page = prepare(fonts, &page, false, &mut std::collections::BTreeSet::new()).wrap(FOOT, FULL_WIDTH_MM);
        put_lines(&mut marks, &page, Align::Right, across(y_mm), FOOT, Tag::Foot);
        for (lines, node) in self.foot.iter().zip(nodes) {
            let tag = node.filter(|_| number == 1).map_or(Tag::Foot, Tag::Node);
            put_lines(&mut marks, lines, Align::Left, across(y_mm), FOOT, tag);
            y_mm += lines.len() as f32 * FOOT.line_mm();
        }
        marks
    }
}

/// Sets lines from the upper edge of `area` down.
fn put_lines(marks: &mut Vec<Mark>, lines: &[Line], align: Align, area: Area, style: TextStyle, tag: Tag) {
    for (at, line) in lines.iter().enumerate() {
        let top_mm = area.y_mm + at as f32 * style.line_mm();
        put_line(marks, line, aligned_x(line, align, area.x_mm, area.width_mm), top_mm, style, tag);
    }
}

/// From `y_mm` down, as wide as the page allows.
fn across(y_mm: f32, lies: bool) -> Area {
    Area::new(LEFT_MM, y_mm, full_width_mm(lies), 0.0)
}

/// A page that lies is bound at its upper edge.
fn top_margin_mm(lies: bool) -> f32 {
    if lies { MARGIN_BINDING_MM } else { MARGIN_MM }
}
