//! The steps of a round: done, next, later.

use super::a11y;
use super::button::Button;
use super::sign::Sign;
use super::text::{galley, text_in};
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::{AriaCurrent, Role};
use egui::{AsIdSalt, Frame, Margin, Pos2, Rect, Stroke, Ui, Vec2, pos2};

const MARKER: f32 = 28.0;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// To do now.
    Next,
    /// To come.
    Later,
}

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// The act, such as "Draw the sample".
    pub title: &'a str,
    /// What was done, what is to do, or what it waits for.
    pub words: &'a str,
    /// Where it stands.
    pub state: StepState,
    /// The words of its button; empty: none. Filled for the next step, a link for the others.
    pub act: &'a str,
}

impl Step<'_> {
    fn spoken(&self, number: usize, of: usize) -> String {
        let state = match self.state {
            StepState::Done => "done",
            StepState::Next => "next",
            StepState::Later => "later",
        };
        format!("Step {number} of {of}, {state}: {}", self.title)
    }
}

/// Draws the steps below each other; returns the index of the one whose button was pressed.
pub fn stepper(ui: &mut Ui, salt: impl AsIdSalt, name: &str, steps: &[Step]) -> Option<usize> {
    a11y::region(ui, salt, Role::List, name, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut pressed = None;
        for (index, step) in steps.iter().enumerate() {
            if show_step(ui, index + 1, steps.len(), step) {
                pressed = Some(index);
            }
        }
        pressed
    })
    .inner
}

fn show_step(ui: &mut Ui, number: usize, of: usize, step: &Step) -> bool {
    let last = number == of;
    let region = a11y::region(ui, ("step", number), Role::ListItem, &step.spoken(number, of), |ui| {
        let margin = Margin { left: MARKER as i8 + 16, right: 0, top: 0, bottom: if last { 0 } else { 20 } };
        let shown = Frame::new().inner_margin(margin).show(ui, |ui| show_words(ui, step));
        let rect = shown.response.rect;
        let centre = pos2(rect.left() + MARKER / 2.0, rect.top() + MARKER / 2.0);
        if !last {
            let from = centre.y + MARKER / 2.0 + space::HALF;
            ui.painter().vline(centre.x, from..=rect.bottom() - space::HALF, Stroke::new(2.0, tokens(ui).line_quiet));
        }
        paint_marker(ui, centre, number, step.state);
        shown.inner
    });
    if step.state == StepState::Next {
        a11y::write(ui, region.response.id, |node| node.set_aria_current(AriaCurrent::Step));
    }
    region.inner
}

fn show_words(ui: &mut Ui, step: &Step) -> bool {
    let t = tokens(ui);
    let (kind, ink) = match step.state {
        StepState::Next => (Type::Section, t.text),
        StepState::Done => (Type::Body, t.text),
        StepState::Later => (Type::Body, t.text_quiet),
    };
    ui.add_space((MARKER - kind.line_height()) / 2.0);
    text_in(ui, step.title, kind, ink);
    if !step.words.is_empty() {
        let kind = if step.state == StepState::Next { Type::Body } else { Type::Small };
        text_in(ui, step.words, kind, t.text_quiet);
    }
    if step.act.is_empty() {
        return false;
    }
    let next = step.state == StepState::Next;
    ui.add_space(if next { 12.0 } else { 0.0 });
    let button = if next { Button::primary(step.act) } else { Button::link(step.act) };
    button.show(ui).clicked()
}

fn paint_marker(ui: &Ui, centre: Pos2, number: usize, state: StepState) {
    let t = tokens(ui);
    let (painter, radius) = (ui.painter(), MARKER / 2.0 - 1.0);
    let number = |ink| galley(ui, &number.to_string(), Type::SmallStrong, ink, f32::INFINITY);
    match state {
        StepState::Done => {
            painter.circle(centre, radius, t.surface, Stroke::new(2.0, t.accent));
            Sign::Tick.paint(painter, Rect::from_center_size(centre, Vec2::splat(14.0)), t.accent);
        }
        StepState::Next => {
            painter.circle_filled(centre, radius, t.accent);
            let number = number(t.on_accent);
            painter.galley(centre - number.size() / 2.0, number, t.on_accent);
        }
        StepState::Later => {
            painter.circle(centre, radius, t.surface, Stroke::new(1.0, t.control_border));
            let number = number(t.text_quiet);
            painter.galley(centre - number.size() / 2.0, number, t.text_quiet);
        }
    }
}
