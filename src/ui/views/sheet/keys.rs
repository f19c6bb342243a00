//! The keys of the score sheet. They do nothing while somebody types.

use super::data::SheetData;
use super::state::{NaDraft, Overlay, SheetScreen};
use super::{marks, note, question};
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE};
use crate::domain::sheet::HANDED;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::{take_codes, take_key};
use crate::ui::route::Route;
use egui::{Key, Modifiers, Ui};

/// Carries out the keys pressed since the last frame.
pub(super) fn take(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if cx.is_blocked || state.overlay != Overlay::None || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    if ui.ctx().text_edit_focused() {
        while_typing(ui, cx, data, state);
        return;
    }
    if typed(ui, "?") {
        cx.act(Action::Help);
        return;
    }
    if take_key(ui, Modifiers::COMMAND, Key::P) {
        state.put_in_front(Overlay::Phrases);
        return;
    }
    if state.shows_threads {
        if take_key(ui, Modifiers::NONE, Key::T) || take_key(ui, Modifiers::NONE, Key::Escape) {
            state.turn_threads(data);
        }
        return;
    }
    if take_key(ui, Modifiers::COMMAND, Key::Enter) {
        state.put_in_front(Overlay::HandIn);
        return;
    }
    if state.na.is_some() && confirm_na(ui, cx, data, state) {
        return;
    }
    if state.is_open(data) && cx.round_is_open() {
        answers(ui, cx, data, state);
        if take_key(ui, Modifiers::NONE, Key::F) {
            marks::turn_flag(cx, data, state);
        }
        if take_key(ui, Modifiers::NONE, Key::O) {
            let heading = state.current(data).and_then(|c| data.tool().headings.get(c.heading));
            let whole = if data.is_whole { Some(String::new()) } else { heading.map(|h| h.code.clone()) };
            if let Some(heading) = whole {
                marks::begin_own_grade(data, state, &heading);
            }
            return;
        }
        if take_key(ui, Modifiers::NONE, Key::N) {
            // The letter itself must not end up in the note.
            typed(ui, "n");
            state.focus_note = true;
        }
    }
    go(ui, cx, data, state);
    walk(ui, data, state);
}

/// The keys that lead to the plan as a whole, and on to others.
fn go(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if take_key(ui, Modifiers::NONE, Key::C) {
        state.put_in_front(Overlay::Check);
    }
    if take_key(ui, Modifiers::NONE, Key::D) {
        marks::open_document(cx, data, state);
    }
    if take_key(ui, Modifiers::NONE, Key::T) {
        state.turn_threads(data);
    }
    if take_key(ui, Modifiers::NONE, Key::G) {
        next_gap(cx, data, state);
    }
    if take_key(ui, Modifiers::NONE, Key::P)
        && let Some(next) = &data.desk.next_plan
    {
        cx.act(Action::Go(Route::Sheet(next.subject)));
    }
}

/// Goes to the next criterion without an answer: of this plan, else of the member's next one.
pub(super) fn next_gap(cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    match (state.next_gap(data, Some(state.position(data))), &data.desk.next_plan) {
        (Some(gap), _) => state.go_to(data, gap),
        (None, Some(next)) if next.has_gap => cx.act(Action::Go(Route::Sheet(next.subject))),
        (None, _) => {}
    }
}

fn while_typing(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if take_key(ui, Modifiers::COMMAND, Key::P) && !state.shows_threads {
        ui.memory_mut(|memory| memory.stop_text_input());
        state.put_in_front(Overlay::Phrases);
        return;
    }
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
#[must_use]
pub fn answer_keys(tool: &AuditTool) -> Vec<(String, String)> {
    let keys = tool.answers.iter().enumerate().map(|(place, answer)| {
        let key = answer.key.clone().unwrap_or_else(|| (place + 1).to_string());
        (answer.code.clone(), key)
    });
    keys.collect()
}

/// The key of "not for me to judge": 5, else the first digit the tool leaves free, else J. None: all are taken.
#[must_use]
pub fn handed_key(tool: &AuditTool) -> Option<&'static str> {
    let taken = answer_keys(tool);
    let is_free = |key: &&str| !taken.iter().any(|(_, used)| used.eq_ignore_ascii_case(key));
    ["5", "1", "2", "3", "4", "6", "7", "8", "9", "0", "J"].into_iter().find(is_free)
}

/// All answers pressed, in the order pressed: fast fingers may press two within a frame.
fn answers(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let mut by_key: Vec<(Key, String)> = answer_keys(data.tool())
        .into_iter()
        .filter_map(|(code, key)| Key::from_name(&key.to_uppercase()).map(|key| (key, code)))
        .collect();
    by_key.extend(handed_key(data.tool()).and_then(Key::from_name).map(|key| (key, HANDED.to_owned())));
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
            None => state.put_in_front(Overlay::HandIn),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::default_tool;

    #[test]
    fn not_for_me_to_judge_is_on_key_5_or_the_first_free_digit_or_j() {
        let mut tool = default_tool();
        assert_eq!(handed_key(&tool), Some("5"));
        tool.answers[0].key = Some("5".to_owned());
        assert_eq!(handed_key(&tool), Some("1"));
        let answer = tool.answers[0].clone();
        tool.answers = "1234567890"
            .chars()
            .map(|key| {
                let mut answer = answer.clone();
                answer.key = Some(key.to_string());
                answer
            })
            .collect();
        assert_eq!(handed_key(&tool), Some("J"));
    }
}
