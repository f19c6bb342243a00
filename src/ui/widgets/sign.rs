//! Signs, drawn as paths in a square.

use super::a11y;
use egui::accesskit::Role;
use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// A sign. The same sign always means the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Met; done.
    Tick,
    /// Partly.
    HalfDisc,
    /// Not met; close.
    Cross,
    /// Not evidenced.
    Question,
    /// Not applicable; nothing.
    Dash,
    /// Not answered yet.
    Ring,
    /// Any other answer.
    Disc,
    /// Something is missing here, or to come back to.
    Flag,
    /// Locked; not to be changed.
    Lock,
    /// Add.
    Plus,
    /// Handed to another agency.
    Handed,
    /// To the left.
    ArrowLeft,
    /// To the right.
    ArrowRight,
    /// Up.
    ArrowUp,
    /// Down.
    ArrowDown,
    /// Back one.
    ChevronLeft,
    /// Opens.
    ChevronRight,
    /// Folds.
    ChevronUp,
    /// Unfolds.
    ChevronDown,
    /// Look at this.
    Warning,
    /// Worth knowing.
    Info,
    /// Search.
    Search,
    /// A note.
    Note,
    /// Undo.
    Undo,
    /// A document, a file.
    Page,
}

impl Sign {
    /// Draws it in the largest square in the middle of `rect`.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let pen = Pen::new(painter, rect, colour);
        match self {
            Sign::Tick => pen.line(&[(0.14, 0.54), (0.39, 0.78), (0.87, 0.23)]),
            Sign::HalfDisc => pen.half_disc(),
            Sign::Cross => {
                pen.line(&[(0.2, 0.2), (0.8, 0.8)]);
                pen.line(&[(0.8, 0.2), (0.2, 0.8)]);
            }
            Sign::Question => pen.question(),
            Sign::Dash => pen.line(&[(0.18, 0.5), (0.82, 0.5)]),
            Sign::Ring => pen.circle(0.36),
            Sign::Disc => pen.disc((0.5, 0.5), 0.3),
            Sign::Flag => pen.flag(),
            Sign::Lock => pen.lock(),
            Sign::Plus => {
                pen.line(&[(0.5, 0.14), (0.5, 0.86)]);
                pen.line(&[(0.14, 0.5), (0.86, 0.5)]);
            }
            Sign::Handed => {
                pen.arrow(0.0, 0.78);
                pen.line(&[(0.9, 0.16), (0.9, 0.84)]);
            }
            Sign::ArrowRight => pen.arrow(0.0, 0.88),
            Sign::ArrowDown => pen.arrow(1.0, 0.88),
            Sign::ArrowLeft => pen.arrow(2.0, 0.88),
            Sign::ArrowUp => pen.arrow(3.0, 0.88),
            Sign::ChevronRight => pen.chevron(0.0),
            Sign::ChevronDown => pen.chevron(1.0),
            Sign::ChevronLeft => pen.chevron(2.0),
            Sign::ChevronUp => pen.chevron(3.0),
            Sign::Warning => pen.warning(),
            Sign::Info => pen.info(),
            Sign::Search => pen.search(),
            Sign::Note => pen.note(),
            Sign::Undo => pen.undo(),
            Sign::Page => pen.page(),
        }
    }
}

/// A sign: with a name where it stands alone; without one where the words beside it say the same, and a screen reader
/// passes over it.
pub fn sign(ui: &mut Ui, sign: Sign, size: f32, colour: Color32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    sign.paint(ui.painter(), rect, colour);
    if !name.is_empty() {
        a11y::name(ui, &response, Role::Image, name);
    }
    response
}

/// Draws in a unit square, with lines as thick as the text beside it.
struct Pen<'a> {
    painter: &'a Painter,
    origin: Pos2,
    side: f32,
    stroke: Stroke,
}

impl<'a> Pen<'a> {
    fn new(painter: &'a Painter, rect: Rect, colour: Color32) -> Self {
        let side = rect.width().min(rect.height());
        let origin = rect.center() - Vec2::splat(side / 2.0);
        Pen { painter, origin, side, stroke: Stroke::new((side * 0.115).max(1.5), colour) }
    }

    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.origin + vec2(x, y) * self.side
    }

    fn points(&self, points: &[(f32, f32)]) -> Vec<Pos2> {
        points.iter().map(|point| self.at(*point)).collect()
    }

    fn line(&self, points: &[(f32, f32)]) {
        self.painter.add(PathShape::line(self.points(points), self.stroke));
    }

    fn outline(&self, points: &[(f32, f32)]) {
        self.painter.add(PathShape::closed_line(self.points(points), self.stroke));
    }

    fn area(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::convex_polygon(self.points(points), self.stroke.color, Stroke::NONE));
    }

    fn circle(&self, radius: f32) {
        self.painter.circle_stroke(self.at((0.5, 0.5)), radius * self.side, self.stroke);
    }

    fn disc(&self, centre: (f32, f32), radius: f32) {
        self.painter.circle_filled(self.at(centre), (radius * self.side).max(1.0), self.stroke.color);
    }

    fn half_disc(&self) {
        self.circle(0.38);
        self.area(&arc((0.5, 0.5), 0.38, FRAC_PI_2, PI + FRAC_PI_2));
    }

    fn question(&self) {
        let mut hook = arc((0.5, 0.33), 0.22, PI, TAU + FRAC_PI_2 * 0.75);
        hook.extend([(0.5, 0.58), (0.5, 0.7)]);
        self.line(&hook);
        self.disc((0.5, 0.87), 0.075);
    }

    fn flag(&self) {
        self.line(&[(0.24, 0.1), (0.24, 0.92)]);
        self.area(&[(0.24, 0.12), (0.86, 0.34), (0.24, 0.58)]);
    }

    fn lock(&self) {
        self.area(&[(0.2, 0.46), (0.8, 0.46), (0.8, 0.9), (0.2, 0.9)]);
        let mut shackle = vec![(0.32, 0.5)];
        shackle.extend(arc((0.5, 0.33), 0.18, PI, TAU));
        shackle.push((0.68, 0.5));
        self.line(&shackle);
    }

    /// An arrow to the right up to `tip`, turned by quarters clockwise.
    fn arrow(&self, quarters: f32, tip: f32) {
        let turn = |points: &[(f32, f32)]| points.iter().map(|point| turned(*point, quarters)).collect::<Vec<_>>();
        self.line(&turn(&[(0.12, 0.5), (tip, 0.5)]));
        self.line(&turn(&[(tip - 0.28, 0.22), (tip, 0.5), (tip - 0.28, 0.78)]));
    }

    fn chevron(&self, quarters: f32) {
        let points: Vec<_> =
            [(0.36, 0.2), (0.66, 0.5), (0.36, 0.8)].iter().map(|point| turned(*point, quarters)).collect();
        self.line(&points);
    }

    fn warning(&self) {
        self.outline(&[(0.5, 0.12), (0.93, 0.88), (0.07, 0.88)]);
        self.line(&[(0.5, 0.38), (0.5, 0.62)]);
        self.disc((0.5, 0.75), 0.06);
    }

    fn info(&self) {
        self.circle(0.42);
        self.line(&[(0.5, 0.46), (0.5, 0.74)]);
        self.disc((0.5, 0.3), 0.065);
    }

    fn search(&self) {
        self.painter.circle_stroke(self.at((0.42, 0.42)), 0.28 * self.side, self.stroke);
        self.line(&[(0.62, 0.62), (0.9, 0.9)]);
    }

    fn note(&self) {
        self.line(&[(0.14, 0.22), (0.86, 0.22)]);
        self.line(&[(0.14, 0.5), (0.86, 0.5)]);
        self.line(&[(0.14, 0.78), (0.56, 0.78)]);
    }

    fn undo(&self) {
        let mut curve = vec![(0.16, 0.36)];
        curve.extend(arc((0.58, 0.58), 0.22, -FRAC_PI_2, FRAC_PI_2));
        curve.push((0.36, 0.8));
        self.line(&curve);
        self.line(&[(0.36, 0.14), (0.14, 0.36), (0.36, 0.58)]);
    }

    fn page(&self) {
        self.outline(&[(0.2, 0.1), (0.6, 0.1), (0.82, 0.32), (0.82, 0.9), (0.2, 0.9)]);
        self.line(&[(0.36, 0.5), (0.66, 0.5)]);
        self.line(&[(0.36, 0.7), (0.66, 0.7)]);
    }
}

/// Points on a circle, angles clockwise from the right.
fn arc(centre: (f32, f32), radius: f32, from: f32, to: f32) -> Vec<(f32, f32)> {
    const PIECES: usize = 20;
    (0..=PIECES)
        .map(|piece| {
            let angle = from + (to - from) * piece as f32 / PIECES as f32;
            (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
        })
        .collect()
}

fn turned(point: (f32, f32), quarters: f32) -> (f32, f32) {
    let rotation = egui::emath::Rot2::from_angle(quarters * FRAC_PI_2);
    let turned = rotation * (pos2(point.0, point.1) - pos2(0.5, 0.5));
    (0.5 + turned.x, 0.5 + turned.y)
}
