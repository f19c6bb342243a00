//! The keys of a board: those of the score sheet, and one that turns the way answers go on.

use super::data::{asked, is_open};
use super::detail;
use super::state::{Along, DisciplineScreen};
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE};
use crate::domain::sheet::{GivenAnswer, HANDED};
use crate::ops::{Board, Command, Scoring};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{take_codes, take_key};
use egui::{Event, Key, Modifiers, Ui};

/// Each answer of the tool with its key: the tool's own, else its place.
pub(super) fn answer_keys(tool: &AuditTool) -> Vec<(String, String)> {
    let keys =
        tool.answers.iter().enumerate().map(|(place, answer)| {
            (answer.code.clone(), answer.key.clone().unwrap_or_else(|| (place + 1).to_string()))
        });
    keys.collect()
}

/// The key of "not for me to judge": 5, or the first digit the tool leaves free, else J.
pub(super) fn handed_key(tool: &AuditTool) -> String {
    let taken: Vec<String> = answer_keys(tool).into_iter().map(|(_, key)| key).collect();
    let digits = ["5", "1", "2", "3", "4", "6", "7", "8", "9", "0"];
    let free = digits.into_iter().find(|digit| !taken.iter().any(|key| key == digit));
    free.unwrap_or("J").to_owned()
}

/// Carries out the keys pressed since the last frame.
pub(super) fn take(ui: &Ui, cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen) {
    if cx.is_blocked || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    if ui.ctx().text_edit_focused() {
        if take_key(ui, Modifiers::COMMAND, Key::Enter)
            && !confirm_na(cx, board, state)
            && let Some(unsaved) = state.take_unsaved_note()
        {
            detail::save_note(cx, board, unsaved);
        }
        return;
    }
    if take_key(ui, Modifiers::COMMAND, Key::Enter) {
        detail::hand_in(cx, board, state);
        return;
    }
    if state.na.is_some() {
        if take_key(ui, Modifiers::NONE, Key::Escape) {
            state.na = None;
            return;
        }
        if take_key(ui, Modifiers::NONE, Key::Enter) {
            confirm_na(cx, board, state);
            return;
        }
    }
    for code in take_codes(ui, &by_key(&board.tool)) {
        give(cx, board, state, &code);
    }
    if take_key(ui, Modifiers::NONE, Key::N) {
        // The letter itself must not end up in the note.
        ui.input_mut(|i| i.events.retain(|e| !matches!(e, Event::Text(text) if text.eq_ignore_ascii_case("n"))));
        state.focus_note = true;
    }
    if take_key(ui, Modifiers::NONE, Key::T) {
        state.along = if state.along == Along::Plan { Along::Criterion } else { Along::Plan };
    }
    if take_key(ui, Modifiers::NONE, Key::Backspace) {
        state.go_back();
    }
    let grid = crate::ui::widgets::ScoreGrid::id(ui, super::view::GRID);
    let on_grid = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == grid));
    if on_grid
        && take_key(ui, Modifiers::NONE, Key::Enter)
        && let Some(gap) = state.next_gap(board)
    {
        state.go_to(gap);
    }
}

fn by_key(tool: &AuditTool) -> Vec<(Key, String)> {
    let handed = (HANDED.to_owned(), handed_key(tool));
    let keys = answer_keys(tool).into_iter().chain([handed]);
    let mut by_key: Vec<(Key, String)> =
        keys.filter_map(|(code, key)| Key::from_name(&key.to_uppercase()).map(|key| (key, code))).collect();
    if !by_key.iter().any(|(key, _)| *key == Key::J) {
        by_key.push((Key::J, HANDED.to_owned()));
    }
    by_key
}

/// Gives an answer in the cell under the cursor; "not applicable" first asks for its reason.
pub(super) fn give(cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen, code: &str) {
    let Some((_, criterion)) = asked(board, state.grid.cursor.1) else { return };
    if !may_answer(cx, board, state) {
        return;
    }
    if code == NOT_APPLICABLE {
        state.na = criterion.na.is_some().then(String::new);
        return;
    }
    set(cx, board, state, GivenAnswer { answer: code.to_owned(), na_reason: None });
}

/// Whether the cell under the cursor takes an answer.
pub(super) fn may_answer(cx: &Cx<'_>, board: &Board, state: &DisciplineScreen) -> bool {
    cx.round_is_open() && board.plans.get(state.grid.cursor.0).is_some_and(is_open)
}

/// Gives "not applicable" with its reason, if it waits for that.
pub(super) fn confirm_na(cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen) -> bool {
    let Some(addition) = state.na.take() else { return false };
    let Some(reason) = asked(board, state.grid.cursor.1).and_then(|(_, c)| c.na.clone()) else { return false };
    let addition = addition.trim();
    let reason = if addition.is_empty() { reason } else { format!("{reason}: {addition}") };
    set(cx, board, state, GivenAnswer { answer: NOT_APPLICABLE.to_owned(), na_reason: Some(reason) });
    true
}

fn set(cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen, answer: GivenAnswer) {
    let (row, column) = state.grid.cursor;
    let (Some(plan), Some((_, criterion)), Some(member)) = (board.plans.get(row), asked(board, column), board.member)
    else {
        return;
    };
    cx.run(Command::Scoring(Scoring::SetAnswer {
        round: board.round.id,
        subject: plan.subject,
        member,
        criterion: criterion.code.clone(),
        answer: Some(answer),
    }));
    state.na = None;
    // The echo comes with the next frame: this cell is never the next gap.
    if cx.settings.auto_advance
        && let Some(next) = state.next_gap(board)
    {
        state.go_to(next);
    }
}
