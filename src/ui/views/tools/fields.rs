//! Fields of a tool being edited: each with its faults, each saved when it is left.

use crate::domain::tool_check::{Place, ToolFault};
use crate::ui::theme::space;
use crate::ui::widgets::{TextField, check, choice_list, fit};
use egui::{Key, Response, Ui};
use std::collections::BTreeMap;

/// Where a field stands: its part of the tool, and its key in a tool file.
pub(super) type At = (Place, &'static str);

/// Width of a list to choose from, in points.
const WIDEST_CHOICE: f32 = 240.0;

/// How a field looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) hint: &'static str,
    pub(super) width: f32,
    pub(super) rows: usize,
}

impl Look {
    /// One line of this width.
    pub(super) fn line(width: f32) -> Self {
        Self { hint: "", width, rows: 1 }
    }

    /// So many lines, as wide as there is room.
    pub(super) fn text(rows: usize) -> Self {
        Self { hint: "", width: 720.0, rows }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }
}

/// What fields share: the faults of the tool, what is half typed, and which field wants the keyboard.
pub(super) struct Form<'a> {
    pub(super) faults: &'a [ToolFault],
    pub(super) typed: &'a mut BTreeMap<String, String>,
    pub(super) focus: &'a mut Option<At>,
    /// A field was left or something was chosen: what changed is saved now.
    pub(super) left: bool,
}

impl Form<'_> {
    /// What is wrong with a field.
    fn fault(&self, at: At) -> Option<String> {
        let found = self.faults.iter().find(|fault| (fault.place, fault.field) == at);
        found.map(|fault| sentence(&fault.problem.to_string()))
    }

    fn field(
        &mut self,
        ui: &mut Ui,
        label: &str,
        at: At,
        look: Look,
        error: Option<&str>,
        text: &mut String,
    ) -> Response {
        let fault = self.fault(at);
        let error = error.or(fault.as_deref());
        let field =
            TextField::new(label).hint(look.hint).error(error).width(look.width).rows(look.rows).salt(at_key(at));
        let response = field.show(ui, text);
        if *self.focus == Some(at) {
            *self.focus = None;
            response.request_focus();
            response.scroll_to_me(Some(egui::Align::Center));
        }
        self.left |= response.lost_focus();
        response
    }

    /// A text of the tool. It has no line breaks: Enter is a space.
    pub(super) fn text(&mut self, ui: &mut Ui, label: &str, at: At, look: Look, text: &mut String) {
        if self.field(ui, label, at, look, None, text).changed() && text.contains(['\n', '\r']) {
            *text = text.replace(['\n', '\r'], " ");
        }
    }

    /// A text that may be absent.
    pub(super) fn maybe_text(&mut self, ui: &mut Ui, label: &str, at: At, look: Look, text: &mut Option<String>) {
        let mut typed = text.clone().unwrap_or_default();
        self.text(ui, label, at, look, &mut typed);
        *text = Some(typed).filter(|typed| !typed.is_empty());
    }

    /// A code: taken when the field is left, so that what names it can follow. Returns the new one then.
    pub(super) fn code(&mut self, ui: &mut Ui, label: &str, at: At, code: &str) -> Option<String> {
        let key = at_key(at);
        let mut typed = self.typed.get(&key).cloned().unwrap_or_else(|| code.to_owned());
        let look = Look::line(180.0);
        let response = self.field(ui, label, at, look, None, &mut typed);
        if response.lost_focus() {
            self.typed.remove(&key);
            let typed = typed.trim();
            return (typed != code).then(|| typed.to_owned());
        }
        if response.changed() {
            self.typed.insert(key, typed);
        }
        None
    }

    /// A whole number; up and down change it by one.
    pub(super) fn number(&mut self, ui: &mut Ui, label: &str, at: At, look: Look, number: &mut u32) {
        let mut maybe = Some(*number);
        self.maybe_number(ui, label, at, look, &mut maybe);
        *number = maybe.unwrap_or(*number);
    }

    /// A whole number that may be absent.
    pub(super) fn maybe_number(&mut self, ui: &mut Ui, label: &str, at: At, look: Look, number: &mut Option<u32>) {
        let key = at_key(at);
        let shown = number.map(|n| n.to_string()).unwrap_or_default();
        let mut typed = self.typed.get(&key).cloned().unwrap_or(shown);
        let is_wrong = !typed.trim().is_empty() && typed.trim().parse::<u32>().is_err();
        let error = is_wrong.then_some("Write a whole number, such as 2");
        let response = self.field(ui, label, at, look, error, &mut typed);
        if response.changed() {
            if typed.trim().is_empty() {
                *number = None;
            } else if let Ok(parsed) = typed.trim().parse() {
                *number = Some(parsed);
            }
            self.typed.insert(key.clone(), typed);
        }
        if response.has_focus() {
            let (up, down) = ui.input(|input| (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown)));
            let moved = match (up, down, *number) {
                (true, _, Some(n)) => Some(n.saturating_add(1)),
                (_, true, Some(n)) => Some(n.saturating_sub(1)),
                _ => None,
            };
            if moved.is_some() {
                *number = moved;
                self.typed.remove(&key);
            }
        }
        if response.lost_focus() {
            self.typed.remove(&key);
        }
    }

    /// A list of codes, between commas.
    pub(super) fn codes(&mut self, ui: &mut Ui, label: &str, at: At, look: Look, codes: &mut Vec<String>) {
        let key = at_key(at);
        let mut typed = self.typed.get(&key).cloned().unwrap_or_else(|| codes.join(", "));
        let response = self.field(ui, label, at, look, None, &mut typed);
        if response.changed() {
            let parts = typed.split([',', ';', ' ', '\n']).map(str::trim).filter(|part| !part.is_empty());
            *codes = parts.map(str::to_owned).collect();
            self.typed.insert(key.clone(), typed);
        }
        if response.lost_focus() {
            self.typed.remove(&key);
        }
    }

    /// One of a list.
    pub(super) fn choice<T: Copy + PartialEq>(
        &mut self,
        ui: &mut Ui,
        label: &str,
        at: At,
        all: &[(T, &str)],
        value: &mut T,
    ) {
        fit(ui, WIDEST_CHOICE);
        ui.push_id(at_key(at), |ui| {
            let labels: Vec<&str> = all.iter().map(|(_, label)| *label).collect();
            let chosen = all.iter().position(|(one, _)| one == value);
            if let Some((one, _)) = choice_list(ui, label, &labels, chosen, WIDEST_CHOICE).and_then(|at| all.get(at)) {
                *value = *one;
                self.left = true;
            }
        });
    }

    /// A box to tick.
    pub(super) fn tick(&mut self, ui: &mut Ui, label: &str, at: At, ticked: &mut bool) {
        ui.push_id((at_key(at), label), |ui| self.left |= check(ui, label, ticked));
        ui.add_space(space::HALF);
    }
}

fn at_key((place, field): At) -> String {
    format!("{place:?} {field}")
}

/// A problem as a sentence of its own.
pub(super) fn sentence(problem: &str) -> String {
    let mut letters = problem.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Words cut to so many characters.
pub(super) fn short(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}
