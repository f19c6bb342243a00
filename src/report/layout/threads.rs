//! Golden threads: beads in boxes with the links drawn between them. A link that is followed is a whole line with a
//! tick, a broken one stops short of a cross, one that nobody checked is dotted: the same in black and white.

use super::grid::CHIP_MM;
use super::mark::{LineMark, Mark, RectMark, Role, Tag};
use super::slice::{Keep, Slice};
use super::{Area, Builder, put_line, rule, top_for_centred_capitals};
use crate::report::doc::{LinkState, ThreadPicture, ThreadRow};
use crate::report::style::{
    CAPTION, COLUMN_HEAD, FULL_WIDTH_MM, LEFT_MM, MEASURE_MM, RIGHT_MM, RULE_HEAD_PT, SMALL, SURFACE_RAISED, TEXT,
    TEXT_QUIET,
};
use crate::report::thread_picture::{HEADS, LINK};

const LINK_MM: f32 = 15.0;
const BEAD_MM: f32 = (FULL_WIDTH_MM - 3.0 * LINK_MM) / 4.0;
const PADDING_MM: f32 = 1.6;
const BETWEEN_MM: f32 = 2.2;
/// Labels are short; what is longer ends in an ellipsis and is reported.
const MOST_LINES: usize = 4;

fn bead_x(at: usize) -> f32 {
    LEFT_MM + at as f32 * (BEAD_MM + LINK_MM)
}

impl Builder<'_> {
    pub(super) fn threads(&mut self, picture: &ThreadPicture) {
        let first = self.slices.len();
        self.begin(4.0);
        let lines = self.lines(&picture.title.as_str().into(), CAPTION, MEASURE_MM);
        if !lines.is_empty() {
            let node = self.node(Role::Paragraph, None);
            self.flow(&lines, CAPTION, LEFT_MM, Tag::Node(node), Keep::Next, &|_| Vec::new());
        }
        self.end(1.4);
        let alt = if picture.alt.trim().is_empty() { &picture.title } else { &picture.alt };
        let table = self.node_with_alt(Role::Table, None, alt);
        let row = self.node(Role::Row, Some(table));
        let mut marks = Vec::new();
        for (at, head) in HEADS.iter().enumerate() {
            if at > 0 {
                let node = self.node(Role::ColumnHead, Some(row));
                let area = Area::new(bead_x(at) - LINK_MM, 0.0, LINK_MM, COLUMN_HEAD.line_mm());
                marks.extend(self.centred(LINK, COLUMN_HEAD, area, Tag::Node(node)));
            }
            let node = self.node(Role::ColumnHead, Some(row));
            for line in self.short(head, COLUMN_HEAD, BEAD_MM, 1) {
                put_line(&mut marks, &line, bead_x(at), 0.0, COLUMN_HEAD, Tag::Node(node));
            }
        }
        let height_mm = COLUMN_HEAD.line_mm() + 0.9;
        marks.push(rule(LEFT_MM, RIGHT_MM, height_mm, RULE_HEAD_PT, TEXT_QUIET));
        let head = self.add_head(height_mm + BETWEEN_MM, &marks);
        self.push(Slice::new(height_mm + BETWEEN_MM, Keep::Next, marks));
        let last = picture.rows.len().saturating_sub(1);
        for (at, thread) in picture.rows.iter().enumerate() {
            let (marks, height_mm) = self.thread(thread, table);
            let keep = if at < last && (at == 0 || at + 1 == last) { Keep::Next } else { Keep::Free };
            self.push(Slice { head: Some(head), ..Slice::new(height_mm, keep, marks) });
        }
        let height_mm: f32 = self.slices[first..].iter().map(|slice| slice.gap_mm + slice.height_mm).sum();
        if height_mm <= self.room_mm * 0.75 {
            self.hold_together(first);
        }
        self.end(7.0);
    }

    fn thread(&mut self, thread: &ThreadRow, table: super::NodeId) -> (Vec<Mark>, f32) {
        let inner_mm = BEAD_MM - 2.0 * PADDING_MM;
        let beads = thread.beads.each_ref().map(|bead| self.short(bead, SMALL, inner_mm, MOST_LINES));
        let most = beads.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let box_mm = (most as f32 * SMALL.line_mm() + 2.0 * PADDING_MM).max(8.0);
        let row = self.node(Role::Row, Some(table));
        let mut marks = Vec::new();
        for (at, lines) in beads.iter().enumerate() {
            if at > 0 {
                marks.extend(self.link(thread.links[at - 1], bead_x(at) - LINK_MM, box_mm / 2.0, row));
            }
            let role = if at == 0 { Role::RowHead } else { Role::Cell };
            let node = self.node(role, Some(row));
            marks.push(Mark::Rect(RectMark {
                x_mm: bead_x(at),
                y_mm: 0.0,
                width_mm: BEAD_MM,
                height_mm: box_mm,
                fill: Some(SURFACE_RAISED),
                edge: Some((TEXT_QUIET, 0.5)),
                tag: Tag::Decoration,
            }));
            let block_mm = (lines.len().max(1) - 1) as f32 * SMALL.line_mm();
            for (place, line) in lines.iter().enumerate() {
                let middle = (box_mm - block_mm) / 2.0 + place as f32 * SMALL.line_mm();
                let top_mm = top_for_centred_capitals(SMALL, middle);
                put_line(&mut marks, line, bead_x(at) + PADDING_MM, top_mm, SMALL, Tag::Node(node));
            }
        }
        (marks, box_mm + BETWEEN_MM)
    }

    /// A link from `x_mm` over its whole width, its mark in the middle.
    fn link(&mut self, link: LinkState, x_mm: f32, y_mm: f32, row: super::NodeId) -> Vec<Mark> {
        let side = CHIP_MM;
        let (left, right) = (x_mm + (LINK_MM - side) / 2.0, x_mm + (LINK_MM + side) / 2.0);
        let line = |x1_mm: f32, x2_mm: f32| {
            Mark::Line(LineMark {
                x1_mm,
                y1_mm: y_mm,
                x2_mm,
                y2_mm: y_mm,
                width_pt: 1.2,
                colour: TEXT,
                tag: Tag::Decoration,
            })
        };
        let mut marks = match link {
            LinkState::Followed => vec![line(x_mm, left), line(right, x_mm + LINK_MM)],
            LinkState::Broken => vec![line(x_mm, x_mm + 1.8), line(x_mm + LINK_MM - 1.8, x_mm + LINK_MM)],
            LinkState::NotChecked => {
                let dots = |from: f32| (0..3).map(move |n| from + 0.6 + n as f32 * 1.9);
                dots(x_mm).chain(dots(right)).map(|from| line(from, from + 0.7)).collect()
            }
        };
        let cell = self.node(Role::Cell, Some(row));
        let chip = link.chip();
        let node = self.chip_node(&chip, cell);
        marks.extend(self.chip(&chip, Area::square(left, y_mm - side / 2.0, side), Tag::Node(node)));
        marks
    }
}
