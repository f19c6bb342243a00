//! The golden thread as a picture: hope, need, outcome, provision, and whether each follows from the one before.

use super::a11y;
use super::sign::Sign;
use super::text::{galley, galley_one_line};
use crate::domain::thread::{BreakAt, Link, Thread};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::Role;
use egui::{AsIdSalt, Color32, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

const HEADS: [&str; 4] = ["Hope", "Need", "Outcome", "Provision"];
const ROW: f32 = 44.0;
const NUMBER: f32 = 24.0;

/// The sign of a link; its colour is [`link_ink`].
pub fn link_sign(link: Link) -> Sign {
    match link {
        Link::Followed => Sign::Tick,
        Link::Broken => Sign::Cross,
        Link::NotChecked => Sign::Ring,
    }
}

/// The colour of a link, never without its sign.
pub fn link_ink(ui: &Ui, link: Link) -> Color32 {
    let t = tokens(ui);
    match link {
        Link::Followed => t.answer_met.mark,
        Link::Broken => t.answer_not_met.mark,
        Link::NotChecked => t.control_border,
    }
}

/// A thread in words, as a screen reader says it.
#[must_use]
pub fn thread_words(thread: &Thread) -> String {
    let named = |at: usize| {
        let label = thread.labels()[at].trim();
        if label.is_empty() { HEADS[at].to_lowercase() } else { format!("{} {label}", HEADS[at].to_lowercase()) }
    };
    let links = thread.links().into_iter().enumerate().map(|(at, link)| {
        let link = match link {
            Link::Followed => "is followed by",
            Link::Broken => "is not followed by",
            Link::NotChecked => "was not checked against",
        };
        format!("{} {link} {}", named(at), named(at + 1))
    });
    format!("Thread {}: {}", thread.number, links.collect::<Vec<_>>().join("; "))
}

/// Draws the threads below each other, each with its words for a screen reader.
pub fn thread_picture(ui: &mut Ui, salt: impl AsIdSalt, name: &str, threads: &[Thread]) {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::List, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let places = Places::of(ui.available_width());
        heads(ui, &places);
        for thread in threads {
            row(ui, id.with(thread.number), &places, thread);
        }
    });
}

/// Where the four places stand, from the left of the row.
struct Places {
    box_width: f32,
    gap: f32,
}

impl Places {
    fn of(width: f32) -> Self {
        let room = (width - NUMBER).max(160.0);
        let gap = (room * 0.08).clamp(28.0, 64.0);
        Self { box_width: ((room - 3.0 * gap) / 4.0).min(220.0), gap }
    }

    fn left(&self, at: usize) -> f32 {
        NUMBER + at as f32 * (self.box_width + self.gap)
    }

    fn width(&self) -> f32 {
        self.left(3) + self.box_width
    }
}

fn heads(ui: &mut Ui, places: &Places) {
    let (_, rect) = ui.allocate_space(vec2(places.width(), Type::Small.line_height() + space::HALF));
    let ink = tokens(ui).text_quiet;
    for (at, head) in HEADS.iter().enumerate() {
        let words = galley(ui, head, Type::Small, ink, f32::INFINITY);
        ui.painter().galley(pos2(rect.left() + places.left(at), rect.top()), words, ink);
    }
}

fn row(ui: &mut Ui, id: egui::Id, places: &Places, thread: &Thread) {
    let (_, rect) = ui.allocate_space(vec2(places.width(), ROW));
    a11y::still(ui, rect, id, Role::ListItem, &thread_words(thread));
    let t = tokens(ui);
    let middle = rect.center().y;
    let number = galley(ui, &thread.number.to_string(), Type::SmallStrong, t.text, f32::INFINITY);
    ui.painter().galley(pos2(rect.left(), middle - number.size().y / 2.0), number, t.text);
    let at = |place: usize| {
        let left = rect.left() + places.left(place);
        Rect::from_min_max(pos2(left, rect.top() + 4.0), pos2(left + places.box_width, rect.bottom() - 4.0))
    };
    for (place, label) in thread.labels().into_iter().enumerate() {
        node(ui, at(place), label);
    }
    for (place, link) in thread.links().into_iter().enumerate().take(BreakAt::ALL.len()) {
        let (from, to) = (at(place).right(), at(place + 1).left());
        link_ui(ui, from, to, middle, link);
    }
}

fn node(ui: &Ui, rect: Rect, label: &str) {
    let t = tokens(ui);
    let label = label.trim();
    let (fill, ink) = if label.is_empty() { (t.surface, t.text_quiet) } else { (t.surface_raised, t.text) };
    let stroke = Stroke::new(1.0, if label.is_empty() { t.line_quiet } else { t.control_border });
    ui.painter().rect(rect, space::RADIUS, fill, stroke, StrokeKind::Inside);
    let words = if label.is_empty() { "not named" } else { label };
    let words = galley_one_line(ui, words, Type::Small, ink, rect.width() - 12.0);
    ui.painter().galley(rect.center() - words.size() / 2.0, words, ink);
}

/// A line with its sign: whole where it is followed, parted where it breaks, in dashes where nobody looked.
fn link_ui(ui: &Ui, from: f32, to: f32, y: f32, link: Link) {
    let ink = link_ink(ui, link);
    let stroke = Stroke::new(2.0, ink);
    let painter = ui.painter();
    let centre = pos2((from + to) / 2.0, y);
    let half = space::SIGN / 2.0 + 2.0;
    let sides = [(from, centre.x - half), (centre.x + half, to)];
    for (side, (left, right)) in sides.into_iter().enumerate() {
        match link {
            Link::Followed => drop(painter.hline(left..=right, y, stroke)),
            Link::NotChecked => {
                let line = [pos2(left, y), pos2(right, y)];
                painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, ink), 3.0, 3.0));
            }
            // The ends hang apart.
            Link::Broken => {
                let drop = if side == 0 { -5.0 } else { 5.0 };
                let (outer, inner) = if side == 0 { (left, right) } else { (right, left) };
                painter.line_segment([pos2(outer, y), pos2(inner, y + drop)], stroke);
            }
        }
    }
    link_sign(link).paint(painter, Rect::from_center_size(centre, Vec2::splat(space::SIGN)), ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_told_link_by_link() {
        let mut thread = Thread::blank(2);
        thread.hope = "1".to_owned();
        thread.outcome = "E2".to_owned();
        thread.hope_to_need = Link::Followed;
        thread.outcome_to_provision = Link::Broken;
        assert_eq!(
            thread_words(&thread),
            "Thread 2: hope 1 is followed by need; need was not checked against outcome E2; outcome E2 is not followed \
             by provision"
        );
    }
}
