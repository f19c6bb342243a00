//! The keys of the score sheet. They do nothing while somebody types.

use super::data::SheetData;
use super::state::{NaDraft, Overlay, SheetScreen};
use super::{note, question};
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE};
use crate::domain::sheet::HANDED;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::{Dialog, take_codes, take_key};
use egui::{Key, Modifiers, Ui};

/// What the keys do, for the list of keys.
pub const KEYS: &[(&str, &str)] = &[
    ("", "Score sheet"),
    ("1 2 3 4", "Give the answer with this key; the number pad too"),
    ("0", "Not applicable, where the criterion allows it; Enter confirms the reason"),
    ("J", "Not for me to judge"),
    ("Right Down", "Next criterion"),
    ("Left Up", "Criterion before"),
    ("Enter", "Next criterion without an answer"),
    ("Backspace", "Back to where you were"),
    ("N", "Write a note; Esc leaves it, Ctrl+Enter saves it at once"),
    ("Ctrl+Z", "Take back the last answer or note"),
    ("Ctrl+Enter", "Hand in"),
    ("Ctrl+Shift+U", "Record an urgent concern about the plan that is open"),
    ("", "Health and social care"),
    ("1 2 3 4", "The keys of the score sheet, in the cell under the cursor"),
    ("T", "Turn: on to the next plan, or to the next question"),
    ("", "Everywhere"),
    ("F1 ?", "This list"),
    ("Tab", "To the next control; Enter or the space bar presses it"),
    ("Ctrl++ Ctrl+-", "Larger, smaller"),
    ("Ctrl+0", "As designed"),
];

/// Carries out the keys pressed since the last frame.
pub(super) fn take(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if cx.is_blocked || state.overlay != Overlay::None || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    if ui.ctx().text_edit_focused() {
        while_typing(ui, cx, data, state);
        return;
    }
    if take_key(ui, Modifiers::NONE, Key::F1) || typed(ui, "?") {
        cx.act(Action::OpenDialog(Dialog::Keys(KEYS.to_vec())));
        return;
    }
    if take_key(ui, Modifiers::COMMAND, Key::Enter) {
        state.overlay = Overlay::HandIn;
        return;
    }
    if state.na.is_some() && confirm_na(ui, cx, data, state) {
        return;
    }
    if state.is_open(data) && cx.round_is_open() {
        answers(ui, cx, data, state);
        if take_key(ui, Modifiers::NONE, Key::N) {
            // The letter itself must not end up in the note.
            typed(ui, "n");
            state.focus_note = true;
        }
    }
    walk(ui, data, state);
}

fn while_typing(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if take_key(ui, Modifiers::COMMAND, Key::Enter)
        && !confirm_na_now(cx, data, state)
        && let Some(unsaved) = state.take_unsaved_note()
    {
        note::save(cx, data, unsaved);
    }
}

/// Whether this letter was typed; it is taken away.
fn typed(ui: &Ui, letter: &str) -> bool {
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !matches!(event, egui::Event::Text(text) if text.eq_ignore_ascii_case(letter)));
        input.events.len() < before
    })
}

/// Each answer of the tool with its key: the tool's own, else its place.
pub(super) fn answer_keys(tool: &AuditTool) -> Vec<(String, String)> {
    let keys = tool.answers.iter().enumerate().map(|(place, answer)| {
        let key = answer.key.clone().unwrap_or_else(|| (place + 1).to_string());
        (answer.code.clone(), key)
    });
    keys.collect()
}

/// All answers pressed, in the order pressed: fast fingers may press two within a frame.
fn answers(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let mut by_key: Vec<(Key, String)> = answer_keys(data.tool())
        .into_iter()
        .filter_map(|(code, key)| Key::from_name(&key.to_uppercase()).map(|key| (key, code)))
        .collect();
    if !by_key.iter().any(|(key, _)| *key == Key::J) {
        by_key.push((Key::J, HANDED.to_owned()));
    }
    for code in take_codes(ui, &by_key) {
        give(cx, data, state, &code);
    }
}

/// Gives an answer on the current criterion; "not applicable" first asks for its reason.
pub(super) fn give(cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen, code: &str) {
    let Some(on_desk) = state.current(data) else { return };
    let Some((_, criterion)) = data.asked(on_desk) else { return };
    if code == NOT_APPLICABLE {
        if criterion.na.is_some() {
            state.na = Some(NaDraft { criterion: criterion.code.clone(), ..NaDraft::default() });
        }
        return;
    }
    question::set(cx, data, state, code, None);
}

/// Enter confirms "not applicable", Esc leaves it. True: the key was for it.
fn confirm_na(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) -> bool {
    if take_key(ui, Modifiers::NONE, Key::Escape) {
        state.na = None;
        return true;
    }
    let nothing_has_focus = ui.memory(|memory| memory.focused().is_none());
    nothing_has_focus && take_key(ui, Modifiers::NONE, Key::Enter) && confirm_na_now(cx, data, state)
}

/// Gives "not applicable" with its reason, if it waits for that.
pub(super) fn confirm_na_now(cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) -> bool {
    let Some(draft) = state.na.take() else { return false };
    let found = data.tool().get_criterion(&draft.criterion);
    let Some(reason) = found.and_then(|(_, criterion)| criterion.na.clone()) else { return false };
    let addition = draft.addition.trim();
    let reason = if addition.is_empty() { reason } else { format!("{reason}: {addition}") };
    question::set(cx, data, state, NOT_APPLICABLE, Some(reason));
    true
}

fn walk(ui: &Ui, data: &SheetData, state: &mut SheetScreen) {
    if take_key(ui, Modifiers::NONE, Key::Backspace) {
        state.go_back(data);
    }
    // With the keyboard on a control these keys are that control's.
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    for (key, by) in [(Key::ArrowRight, 1), (Key::ArrowDown, 1), (Key::ArrowLeft, -1), (Key::ArrowUp, -1)] {
        if take_key(ui, Modifiers::NONE, key) {
            state.step(data, by);
        }
    }
    if take_key(ui, Modifiers::NONE, Key::Enter) {
        match state.next_gap(data, Some(state.position(data))) {
            Some(gap) => state.go_to(data, gap),
            None => state.overlay = Overlay::HandIn,
        }
    }
}
