//! Each widget by role, name and keyboard; and all of them composed, to be looked at.

mod controls;
mod house;
mod lists;
mod mock_results;
mod mock_sheet;
mod pictures_of_grades;

use crate::pictures::window;
use egui_kittest::Harness;
use golden_thread::ui::theme::Theme;

/// A window in the light theme with some state, for one widget.
fn show<'a, S: 'a>(state: S, contents: impl FnMut(&mut egui::Ui, &mut S) + 'a) -> Harness<'a, S> {
    window(Theme::Light, [900.0, 700.0], 1.0, state, contents)
}
