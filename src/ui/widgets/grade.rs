//! Grades: a letter and a colour, always both.

use super::a11y;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{Fill, Type, space, tokens};
use egui::accesskit::Role;
use egui::{Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// A grade of the tool's table. Tools have none or two to six, of any codes: the colour goes by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeMark<'a> {
    /// The letter drawn in a cell, one or two characters.
    pub letter: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its place in the table, 0 for the best.
    pub place: usize,
    /// How many grades the table has.
    pub of: usize,
}

impl GradeMark<'_> {
    pub(super) fn fill(&self, ui: &Ui) -> Fill {
        tokens(ui).grade(self.place, self.of)
    }
}

/// The letter for the grade at `place` among `names`: its first, two where two grades begin alike, else its number.
pub fn grade_letter(names: &[&str], place: usize) -> String {
    let Some(name) = names.get(place) else { return String::new() };
    let shared = |letters: &str| names.iter().enumerate().any(|(at, other)| at != place && other.starts_with(letters));
    let one: String = name.chars().take(1).collect();
    let two: String = name.chars().take(2).collect();
    [one, two].into_iter().find(|letters| !shared(letters)).unwrap_or_else(|| (place + 1).to_string())
}

/// A grade with its name beside the letter; `None` is "No grade".
pub fn grade_chip(ui: &mut Ui, grade: Option<GradeMark>) -> Response {
    let t = tokens(ui);
    let words = grade.map_or("No grade", |grade| grade.name);
    let text = galley(ui, words, Type::Body, t.text, f32::INFINITY);
    let side = vec2(space::TARGET, 24.0);
    let size = vec2(side.x + space::STEP + text.size().x, space::TARGET);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let cell = Rect::from_min_size(pos2(rect.left(), rect.center().y - side.y / 2.0), side);
    paint_cell(ui, ui.painter(), cell, grade);
    ui.painter().galley(pos2(cell.right() + space::STEP, rect.center().y - text.size().y / 2.0), text, t.text);
    a11y::name(ui, &response, Role::Label, words);
    response
}

/// The grades of a tool with their letters, in order, as the key to a picture; "No grade" too where it occurs.
pub fn grade_legend(ui: &mut Ui, grades: &[GradeMark], with_none: bool) -> Response {
    a11y::region(ui, "grade legend", Role::List, "Key to the grades", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(16.0, space::HALF);
            for grade in grades {
                grade_chip(ui, Some(*grade));
            }
            if with_none {
                grade_chip(ui, None);
            }
        });
    })
    .response
}

/// Draws one cell: letter, colour, edge. Without a grade, an empty cell with a dash.
pub(super) fn paint_cell(ui: &Ui, painter: &Painter, rect: Rect, grade: Option<GradeMark>) {
    let t = tokens(ui);
    let edge = Stroke::new(1.0, t.text_quiet);
    let Some(grade) = grade else {
        painter.rect(rect, 0, t.surface, Stroke::new(1.0, t.line_quiet), StrokeKind::Inside);
        Sign::Dash.paint(painter, Rect::from_center_size(rect.center(), Vec2::splat(10.0)), t.text_quiet);
        return;
    };
    let fill = grade.fill(ui);
    painter.rect(rect, 0, fill.fill, edge, StrokeKind::Inside);
    let letter = galley(ui, grade.letter, Type::Strong, fill.ink, f32::INFINITY);
    painter.galley(rect.center() - letter.size() / 2.0, letter, fill.ink);
}

#[cfg(test)]
mod tests {
    use super::grade_letter;

    #[test]
    fn letters_tell_grades_apart() {
        let usual = ["Outstanding", "Good", "Requires improvement", "Inadequate"];
        let letters: Vec<_> = (0..4).map(|place| grade_letter(&usual, place)).collect();
        assert_eq!(letters, ["O", "G", "R", "I"]);
        let alike = ["Strong", "Secure", "Developing"];
        let letters: Vec<_> = (0..3).map(|place| grade_letter(&alike, place)).collect();
        assert_eq!(letters, ["St", "Se", "D"]);
    }

    #[test]
    fn grades_that_begin_alike_are_numbered() {
        assert_eq!(grade_letter(&["Good", "Good enough"], 0), "1");
        assert_eq!(grade_letter(&["Good", "Good enough"], 1), "2");
    }

    #[test]
    fn a_letter_may_be_any_letter() {
        assert_eq!(grade_letter(&["Ŵych", "Da"], 0), "Ŵ");
        assert_eq!(grade_letter(&[], 3), "");
    }
}
