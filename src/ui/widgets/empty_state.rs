//! Where there is nothing yet: what it is for, and the one thing to do.

use super::button::Button;
use super::text::{quiet, section_title};
use crate::ui::theme::space;
use egui::Ui;

/// Says what will stand here and what to do; `act` may be empty. Returns whether the button was pressed.
pub fn empty_state(ui: &mut Ui, title: &str, what_to_do: &str, act: &str) -> bool {
    ui.vertical(|ui| {
        ui.set_max_width(560.0);
        ui.add_space(space::GROUP);
        section_title(ui, title);
        quiet(ui, what_to_do);
        if act.is_empty() {
            return false;
        }
        ui.add_space(space::STEP);
        Button::primary(act).show(ui).clicked()
    })
    .inner
}
