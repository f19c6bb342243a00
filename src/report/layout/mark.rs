//! What stands on a page: text runs, lines, rectangles and paths in millimetres from the top left corner, each tied to
//! a node of the document's structure or declared decoration. A painter needs nothing else.

use crate::domain::picture::Picture;
use crate::report::doc::Level;
use crate::report::style::Rgb;
use std::sync::Arc;

/// A laid-out report.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its structure: nodes in reading order, each after its parent.
    pub structure: Vec<StructNode>,
    /// Its headings, for bookmarks.
    pub outline: Vec<OutlineEntry>,
    /// What the reader should be told before the report goes out.
    pub warnings: Vec<LayoutWarning>,
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its number, from 1.
    pub number: usize,
    /// Its width in millimetres.
    pub width_mm: f32,
    /// Its height in millimetres.
    pub height_mm: f32,
    /// What stands on it, in the order of painting, which is the order of reading.
    pub marks: Vec<Mark>,
}

impl Page {
    /// Whether it is wider than high.
    #[must_use]
    pub fn lies(&self) -> bool {
        self.width_mm > self.height_mm
    }
}

/// Something to paint.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A stretch of text on one line.
    Text(TextRun),
    /// A straight line.
    Line(LineMark),
    /// A rectangle.
    Rect(RectMark),
    /// A sign: tick, cross, half disc, question mark, dash, point.
    Path(PathMark),
    /// A picture.
    Image(ImageMark),
}

impl Mark {
    /// What the mark belongs to.
    pub fn tag(&self) -> Tag {
        match self {
            Self::Text(mark) => mark.tag,
            Self::Line(mark) => mark.tag,
            Self::Rect(mark) => mark.tag,
            Self::Path(mark) => mark.tag,
            Self::Image(mark) => mark.tag,
        }
    }

    pub(crate) fn set_tag(&mut self, tag: Tag) {
        match self {
            Self::Text(mark) => mark.tag = tag,
            Self::Line(mark) => mark.tag = tag,
            Self::Rect(mark) => mark.tag = tag,
            Self::Path(mark) => mark.tag = tag,
            Self::Image(mark) => mark.tag = tag,
        }
    }

    /// Moves the mark down.
    pub(crate) fn lower(&mut self, by_mm: f32) {
        match self {
            Self::Text(mark) => mark.y_mm += by_mm,
            Self::Line(mark) => {
                mark.y1_mm += by_mm;
                mark.y2_mm += by_mm;
            }
            Self::Rect(mark) => mark.y_mm += by_mm,
            Self::Image(mark) => mark.y_mm += by_mm,
            Self::Path(mark) => mark.steps.iter_mut().for_each(|step| *step = step.map(|x, y| (x, y + by_mm))),
        }
    }
}

/// A stretch of text on one line, in one weight.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Left edge, in millimetres.
    pub x_mm: f32,
    /// Baseline, in millimetres from the top of the page.
    pub y_mm: f32,
    /// Width without trailing spaces, in millimetres.
    pub width_mm: f32,
    /// Type size in points.
    pub size_pt: f32,
    /// Bold rather than regular.
    pub bold: bool,
    /// Colour of the letters.
    pub colour: Rgb,
    /// The characters to paint; both weights have every one of them.
    pub text: String,
    /// The characters meant, where the fonts lack them and `text` only stands in.
    pub stands_for: Option<String>,
    /// What it belongs to.
    pub tag: Tag,
}

/// A straight line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineMark {
    /// Start, from the left, in millimetres.
    pub x1_mm: f32,
    /// Start, from the top, in millimetres.
    pub y1_mm: f32,
    /// End, from the left, in millimetres.
    pub x2_mm: f32,
    /// End, from the top, in millimetres.
    pub y2_mm: f32,
    /// Width in points.
    pub width_pt: f32,
    /// Its colour.
    pub colour: Rgb,
    /// What it belongs to.
    pub tag: Tag,
}

/// A rectangle.
#[derive(Debug, Clone, PartialEq)]
pub struct RectMark {
    /// Left edge, in millimetres.
    pub x_mm: f32,
    /// Upper edge, in millimetres.
    pub y_mm: f32,
    /// Width, in millimetres.
    pub width_mm: f32,
    /// Height, in millimetres.
    pub height_mm: f32,
    /// Colour of the inside.
    pub fill: Option<Rgb>,
    /// Colour and width in points of the edge.
    pub edge: Option<(Rgb, f32)>,
    /// What it belongs to.
    pub tag: Tag,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageMark {
    /// Left edge, in millimetres.
    pub x_mm: f32,
    /// Upper edge, in millimetres.
    pub y_mm: f32,
    /// Width, in millimetres.
    pub width_mm: f32,
    /// Height, in millimetres.
    pub height_mm: f32,
    /// Its pixels.
    pub picture: Arc<Picture>,
    /// What it belongs to.
    pub tag: Tag,
}

/// A path of lines and curves; stroked, filled, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct PathMark {
    /// How it is drawn.
    pub steps: Vec<Step>,
    /// Colour of the inside.
    pub fill: Option<Rgb>,
    /// Colour and width in points of the stroke.
    pub stroke: Option<(Rgb, f32)>,
    /// What it belongs to.
    pub tag: Tag,
}

/// A step of a path, in millimetres from the top left corner of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Begins a stretch.
    Move(f32, f32),
    /// A straight line to here.
    Line(f32, f32),
    /// A cubic curve by two control points to the third point.
    Curve([(f32, f32); 3]),
    /// Back to where the stretch began.
    Close,
}

impl Step {
    /// The same step with every point moved.
    pub(crate) fn map(self, go: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        match self {
            Self::Move(x, y) => {
                let (x, y) = go(x, y);
                Self::Move(x, y)
            }
            Self::Line(x, y) => {
                let (x, y) = go(x, y);
                Self::Line(x, y)
            }
            Self::Curve(points) => Self::Curve(points.map(|(x, y)| go(x, y))),
            Self::Close => Self::Close,
        }
    }

    /// The points of the step, control points among them.
    pub fn points(&self) -> Vec<(f32, f32)> {
        match self {
            Self::Move(x, y) | Self::Line(x, y) => vec![(*x, *y)],
            Self::Curve(points) => points.to_vec(),
            Self::Close => Vec::new(),
        }
    }
}

/// What a mark belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// A node of the structure.
    Node(NodeId),
    /// Decoration: rules, grounds, repeated heads.
    Decoration,
    /// The running header.
    Header,
    /// The foot of the page.
    Foot,
}

/// Place of a node in [`Laid::structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub usize);

/// A node of the document's structure, as a screen reader walks it. A node has either children or marks of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct StructNode {
    /// What it is.
    pub role: Role,
    /// The node it stands under; none at the top.
    pub parent: Option<NodeId>,
    /// What it says to those who cannot see it.
    pub alt: Option<String>,
    /// How many columns a cell spans.
    pub columns: u16,
}

/// What a node of the structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The title.
    Title,
    /// A heading under the title.
    Heading(Level),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The bullet or name of an item.
    ItemLabel,
    /// The content of an item.
    ItemBody,
    /// A table.
    Table,
    /// The title of a table.
    Caption,
    /// A row.
    Row,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    /// A cell.
    Cell,
    /// A picture.
    Figure,
    /// A part of a line.
    Span,
}

/// A heading and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Its order.
    pub level: Level,
    /// Its words.
    pub text: String,
    /// Place of its page in [`Laid::pages`].
    pub page: usize,
    /// Its upper edge, in whole millimetres from the top of the page.
    pub y_mm: u32,
}

/// What the reader should be told before the report goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutWarning {
    /// The fonts lack these characters, sorted; each stands on paper as a question mark in a box.
    NotInFont(Vec<char>),
    /// The running header or foot was too long for its place and ends in an ellipsis.
    Shortened(String),
}
