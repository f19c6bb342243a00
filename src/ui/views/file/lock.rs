//! The part of the screen about hiding it.

use crate::settings::Settings;
use crate::ui::action::{Action, Preference};
use crate::ui::cx::Cx;
use crate::ui::lock::LockAct;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, choice_list, quiet, section_title};
use crate::words::counted;
use egui::Ui;

/// The waits there are to choose, in minutes.
pub const WAITS: [u32; 8] = [1, 2, 3, 5, 10, 15, 20, Settings::MOST_IDLE_MINUTES];

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    section_title(ui, "Lock");
    quiet(
        ui,
        "Ctrl+L hides the screen, and so does a while without a key or the mouse. It comes back with a session PIN: \
         six digits that guard the screen, not the open file. After two hours, after sleep and when this computer’s own \
         screen is locked the file closes and asks for its passphrase. What was being written is saved first.",
    );
    ui.add_space(space::STEP);
    let words: Vec<String> = WAITS.iter().map(|wait| counted(*wait as usize, "minute", "minutes")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let at = WAITS.iter().position(|wait| *wait == cx.settings.idle_minutes);
    if let Some(wait) = choice_list(ui, "The screen hides after", &words, at, 200.0).and_then(|at| WAITS.get(at)) {
        cx.act(Action::Prefer(Preference::IdleMinutes(*wait)));
    }
    ui.add_space(space::STEP);
    if Button::quiet("Choose a session PIN…").show(ui).clicked() {
        cx.act(Action::Lock(LockAct::ChoosePin));
    }
}
