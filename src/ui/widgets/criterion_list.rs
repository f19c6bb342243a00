//! The other criteria of a section, quietly, with their answers.

use super::a11y;
use super::section_list::paint_ground;
use super::sign::Sign;
use super::text::{galley, galley_one_line};
use crate::ui::theme::{AnswerTone, Type, follow_inside, space, tokens};
use egui::accesskit::Role;
use egui::{AsIdSalt, Id, Rect, Response, Sense, Stroke, Ui, Vec2, pos2, vec2};

const PADDING: f32 = 12.0;
const CODE_WIDTH: f32 = 40.0;
const ANSWER_WIDTH: f32 = 136.0;
/// From the sign of an answer to the flag before it.
const FLAG: f32 = space::SIGN + space::STEP;

/// An answer that was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswerMark<'a> {
    /// The tool's words for it.
    pub label: &'a str,
    /// Its sign.
    pub sign: Sign,
    /// Its colour.
    pub tone: AnswerTone,
}

/// A criterion.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CriterionItem<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its question.
    pub question: &'a str,
    /// What was answered.
    pub answer: Option<AnswerMark<'a>>,
    /// Whether it is marked to come back to.
    pub flagged: bool,
    /// Whether it is the one asked now.
    pub current: bool,
}

impl CriterionItem<'_> {
    fn spoken(&self) -> String {
        let answer = self.answer.map_or("not answered", |answer| answer.label);
        let flag = if self.flagged { ", to come back to" } else { "" };
        format!("{} {} {answer}{flag}", self.code, self.question)
    }
}

/// Draws the criteria below each other; returns the index of the one that was pressed.
pub fn criterion_list(ui: &mut Ui, salt: impl AsIdSalt, name: &str, criteria: &[CriterionItem]) -> Option<usize> {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::ListBox, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let mut pressed = None;
        for (index, criterion) in criteria.iter().enumerate() {
            if row(ui, id.with(criterion.code), criterion).clicked() {
                pressed = Some(index);
            }
        }
        pressed
    })
    .inner
}

fn row(ui: &mut Ui, id: Id, criterion: &CriterionItem) -> Response {
    let t = tokens(ui);
    // A question is read to its end: its row grows with it.
    let beside = PADDING + CODE_WIDTH + ANSWER_WIDTH + 2.0 * space::STEP + if criterion.flagged { FLAG } else { 0.0 };
    let question = galley(ui, criterion.question, Type::Body, t.text, ui.available_width() - beside);
    let height = (question.size().y + space::STEP).max(space::ROW);
    let response = a11y::sense(ui, vec2(ui.available_width(), height), id, Sense::click());
    a11y::name(ui, &response, Role::ListBoxOption, &criterion.spoken());
    a11y::write(ui, response.id, |node| node.set_selected(criterion.current));
    let rect = response.rect;
    paint_ground(ui, rect, criterion.current, response.hovered());
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.line_quiet));
    let middle = rect.center().y;
    let code = galley(ui, criterion.code, Type::SmallStrong, t.text, f32::INFINITY);
    painter.galley(pos2(rect.left() + PADDING, middle - code.size().y / 2.0), code, t.text);
    paint_answer(ui, rect, criterion);
    let left = rect.left() + PADDING + CODE_WIDTH;
    painter.galley(pos2(left, middle - question.size().y / 2.0), question, t.text);
    follow_inside(ui, &response);
    response
}

/// Draws sign and words of the answer at the right.
fn paint_answer(ui: &Ui, rect: Rect, criterion: &CriterionItem) {
    let t = tokens(ui);
    let left = rect.right() - ANSWER_WIDTH;
    let (sign, colour, words) = match criterion.answer {
        Some(answer) => (answer.sign, t.answer(answer.tone).mark, answer.label),
        None => (Sign::Ring, t.control_border, "Not answered"),
    };
    let square = Rect::from_center_size(pos2(left + space::SIGN / 2.0, rect.center().y), Vec2::splat(space::SIGN));
    sign.paint(ui.painter(), square, colour);
    let words = galley_one_line(ui, words, Type::Small, t.text_quiet, ANSWER_WIDTH - space::SIGN - 2.0 * space::STEP);
    ui.painter().galley(
        pos2(square.right() + space::STEP, rect.center().y - words.size().y / 2.0),
        words,
        t.text_quiet,
    );
    if criterion.flagged {
        Sign::Flag.paint(ui.painter(), square.translate(vec2(-FLAG, 0.0)), t.answer_partly.mark);
    }
}
