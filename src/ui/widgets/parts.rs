//! The parts of a screen beside each other, the one on the screen underlined.

use super::a11y;
use super::text::galley;
use crate::ui::theme::{Type, follow_inside, space, tokens};
use egui::accesskit::Role;
use egui::{Color32, Id, Sense, Stroke, Ui, pos2, vec2};

/// Draws the parts in rows, each with its label; what was pressed is shown from then on. Returns whether one was pressed.
pub fn part_row<T: Copy + PartialEq>(ui: &mut Ui, name: &str, all: &[(T, &str)], shown: &mut T) -> bool {
    let labels: Vec<&str> = all.iter().map(|(_, label)| *label).collect();
    let current = all.iter().position(|(part, _)| part == shown).unwrap_or_default();
    let pressed = parts(ui, name, &labels, current).and_then(|at| all.get(at));
    if let Some((part, _)) = pressed {
        *shown = *part;
    }
    pressed.is_some()
}

/// Draws the parts in rows; returns the index of the one that was pressed.
fn parts(ui: &mut Ui, name: &str, labels: &[&str], current: usize) -> Option<usize> {
    // Not of the place it stands in: a part has a scroll position of its own, and the keyboard stays on the row.
    let id = Id::unique(("parts", name));
    let row = a11y::region(ui, id, Role::TabList, name, |ui| {
        let mut pressed = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::GROUP, 0.0);
            for (index, label) in labels.iter().enumerate() {
                let t = tokens(ui);
                let is_current = index == current;
                let (weight, ink) = if is_current { (Type::Strong, t.text) } else { (Type::Body, t.accent) };
                let text = galley(ui, label, weight, ink, f32::INFINITY);
                // The width is that of the bold words, so that the row stays still.
                let bold = galley(ui, label, Type::Strong, Color32::PLACEHOLDER, f32::INFINITY);
                let response = a11y::sense(ui, vec2(bold.size().x, space::BUTTON), id.with(label), Sense::click());
                a11y::name(ui, &response, Role::Tab, label);
                a11y::write(ui, response.id, |node| node.set_selected(is_current));
                let rect = response.rect;
                let left = rect.center().x - text.size().x / 2.0;
                ui.painter().galley(pos2(left, rect.center().y - text.size().y / 2.0), text, ink);
                if is_current {
                    ui.painter().hline(rect.x_range(), rect.bottom() - 2.0, Stroke::new(space::BAR, t.accent));
                } else if response.hovered() {
                    ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(2.0, t.control_border));
                }
                follow_inside(ui, &response);
                if response.clicked() {
                    pressed = Some(index);
                }
            }
        });
        pressed
    });
    let line = row.response.rect;
    ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, tokens(ui).line_quiet));
    row.inner
}
