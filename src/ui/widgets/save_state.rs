//! Whether the work is saved: the sentence a panel member looks for.

use super::a11y;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{Type, space, tokens};
use egui::accesskit::{Live, Role};
use egui::{Rect, Response, Sense, Ui, Vec2, pos2, vec2};

/// What became of the last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveState<'a> {
    /// Nothing was changed since the file was opened.
    Unchanged,
    /// The file was just opened; its log and content are being checked.
    Checking,
    /// Written and synced at this time of day, such as "14:03".
    Saved {
        /// Hours and minutes.
        at: &'a str,
    },
    /// On its way.
    Saving,
    /// Not written; the words say why, in short.
    NotSaved {
        /// The reason.
        why: &'a str,
    },
}

impl SaveState<'_> {
    fn words(&self) -> String {
        match self {
            SaveState::Checking => "The file is being checked…".to_owned(),
            SaveState::Unchanged => "No changes to save".to_owned(),
            SaveState::Saved { at } => format!("All changes saved {at}"),
            SaveState::Saving => "Saving…".to_owned(),
            SaveState::NotSaved { why } => format!("Not saved: {why}"),
        }
    }
}

/// Draws sign and words; a screen reader announces what changes, at once where something was not saved.
pub fn save_state(ui: &mut Ui, state: SaveState) -> Response {
    let t = tokens(ui);
    let (sign, colour, ink, kind) = match state {
        SaveState::NotSaved { .. } => (Sign::Warning, t.answer_not_met.mark, t.text, Type::Strong),
        SaveState::Saved { .. } => (Sign::Tick, t.answer_met.mark, t.text_quiet, Type::Body),
        SaveState::Saving | SaveState::Checking => (Sign::Ring, t.text_quiet, t.text_quiet, Type::Body),
        SaveState::Unchanged => (Sign::Dash, t.text_quiet, t.text_quiet, Type::Body),
    };
    let words = state.words();
    let text = galley(ui, &words, kind, ink, f32::INFINITY);
    let size = vec2(space::SIGN + space::STEP + text.size().x, space::ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let square =
        Rect::from_center_size(pos2(rect.left() + space::SIGN / 2.0, rect.center().y), Vec2::splat(space::SIGN));
    sign.paint(ui.painter(), square, colour);
    ui.painter().galley(pos2(square.right() + space::STEP, rect.center().y - text.size().y / 2.0), text, ink);
    a11y::name(ui, &response, Role::Status, &words);
    let live = if matches!(state, SaveState::NotSaved { .. }) { Live::Assertive } else { Live::Polite };
    a11y::write(ui, response.id, |node| node.set_live(live));
    response
}
