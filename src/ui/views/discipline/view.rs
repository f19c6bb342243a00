//! The screen of one discipline: what it comes to, the board, and the cell under the cursor.

use super::data::{DisciplineData, asked, is_open};
use super::detail::mark_of;
use super::state::DisciplineScreen;
use super::{detail, head, keys};
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE, NOT_EVIDENCED, NOT_MET, PARTLY};
use crate::domain::sheet::{HANDED, SheetState};
use crate::domain::standard::Standing;
use crate::ops::{Board, BoardPlan};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::{GridMark, GridRow, ScoreGrid, empty_state, grade_letter, page_column, page_title, small};
use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

/// Tells the grid from others.
pub(super) const GRID: &str = "board";
/// From this height the grid has what the head and the detail leave; in a lower window the page scrolls.
const PANELS_FROM: f32 = 540.0;
/// Height of the detail: where answers can be given, and where they are only read.
const DETAIL: f32 = 206.0;
const DETAIL_READ: f32 = 150.0;
const MARGIN: i8 = space::PAGE_MARGIN as i8;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &DisciplineData, state: &mut DisciplineScreen) {
    let Some(board) = &data.board else {
        return nothing(ui, cx, data, "The audit tool of this round has no criteria for this discipline", None);
    };
    if board.plans.is_empty() {
        let act = Some(("Draw the sample", Action::Go(Route::Prepare(Task::Sample))));
        return nothing(ui, cx, data, "No sample is drawn yet", act);
    }
    if board.criteria.is_empty() {
        return nothing(ui, cx, data, "No criterion of this discipline is put to the panel in this round", None);
    }
    if let Some(unsaved) = state.turn_note(board) {
        detail::save_note(cx, board, unsaved);
    }
    ui.push_id(data.discipline.view(), |ui| {
        keys::take(ui, cx, board, state);
        let plain = Frame::new().fill(tokens(ui).surface);
        // In a low window the title must not take the room of what is scored.
        let top = if ui.available_height() < PANELS_FROM { 8 } else { MARGIN };
        let framed = plain.inner_margin(Margin { left: MARGIN, right: MARGIN, top, bottom: 8 });
        if ui.available_height() < PANELS_FROM {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                framed.show(ui, |ui| {
                    // What is asked and where to answer it come first: there is room for little more.
                    if let Some((_, criterion)) = asked(board, state.grid.cursor.1) {
                        small(ui, &format!("{} · {}", criterion.code, criterion.question));
                    }
                    let lines = (board.plans.len() + 1).min(4) as f32;
                    grid(ui, cx, board, state, lines * space::TARGET + 20.0);
                    ui.add_space(space::STEP);
                    detail::show(ui, cx, board, state);
                    ui.add_space(space::GROUP);
                    head::show(ui, cx, data, board, state);
                });
            });
            return;
        }
        let raised = Frame::new().fill(tokens(ui).surface_raised);
        let raised = raised.inner_margin(Margin { left: MARGIN, right: MARGIN, top: 8, bottom: 4 });
        let detail = if board.member.is_some() { DETAIL } else { DETAIL_READ };
        Panel::bottom("board detail").exact_size(detail).resizable(false).frame(raised).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| detail::show(ui, cx, board, state));
        });
        CentralPanel::default().frame(framed).show(ui, |ui| {
            head::show(ui, cx, data, board, state);
            ui.add_space(space::STEP);
            let height = ui.available_height();
            grid(ui, cx, board, state, height);
        });
    });
}

fn nothing(ui: &mut Ui, cx: &mut Cx<'_>, data: &DisciplineData, title: &str, act: Option<(&str, Action)>) {
    page_column(ui, |ui| {
        page_title(ui, data.discipline.label());
        let words = "Here the criteria of one discipline are scored across all plans of the round, with the advice \
                     behind each plan.";
        let (label, action) = act.map_or(("", None), |(label, action)| (label, Some(action)));
        if empty_state(ui, title, words, label)
            && let Some(action) = action
        {
            cx.act(action);
        }
    });
}

fn grid(ui: &mut Ui, cx: &Cx<'_>, board: &Board, state: &mut DisciplineScreen, height: f32) {
    let columns = board.criteria.len();
    let codes: Vec<&str> =
        (0..columns).filter_map(|at| asked(board, at).map(|(_, criterion)| criterion.code.as_str())).collect();
    let asides: &[(&str, f32)] = if ui.available_width() >= 900.0 {
        &[("Advice", 108.0), ("Standard", 92.0), ("Your sheet", 92.0)]
    } else {
        &[]
    };
    let rows: Vec<GridRow<'_>> =
        board.plans.iter().enumerate().map(|(row, plan)| grid_row(board, state, row, plan)).collect();
    let mut at = state.grid;
    let name = format!("{}: {} plans by {columns} criteria", board.view.title, rows.len());
    let grid = ScoreGrid { salt: GRID, name: &name, criteria: &codes, asides, rows: &rows };
    let id = ScoreGrid::id(ui, GRID);
    if !state.was_focused && !cx.is_blocked && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    grid.show(ui, &mut at, height);
    drop(rows);
    if !state.was_focused {
        state.was_focused = true;
        at.follow = true;
    }
    if at.cursor != state.grid.cursor {
        state.na = None;
    }
    state.grid = at;
}

fn grid_row<'a>(board: &'a Board, state: &'a DisciplineScreen, row: usize, plan: &'a BoardPlan) -> GridRow<'a> {
    let marks = plan.cells.iter().enumerate().map(|(column, cell)| {
        let given = state.answer_at(board, (row, column))?;
        let mark = mark_of(&board.tool, &given.answer);
        let letter = letter_of(&board.tool, &given.answer);
        Some(GridMark { mark, letter, has_note: cell.note.is_some() })
    });
    GridRow {
        name: &plan.facts.reference,
        marks: marks.collect(),
        is_open: is_open(plan),
        asides: vec![advice_words(plan), standard_words(plan), sheet_words(board, state, row, plan)],
    }
}

/// One letter that tells an answer from the others; the sign says it too.
fn letter_of<'a>(tool: &'a AuditTool, code: &str) -> &'a str {
    match code {
        HANDED => "J",
        NOT_MET => "N",
        NOT_EVIDENCED => "E",
        NOT_APPLICABLE => "A",
        PARTLY => "P",
        _ => {
            let names: Vec<&str> = tool.answers.iter().map(|answer| answer.label.as_str()).collect();
            let place = tool.answers.iter().position(|answer| answer.code == code).unwrap_or_default();
            let letter = grade_letter(&names, place);
            names.get(place).and_then(|name| name.get(..letter.len())).unwrap_or("?")
        }
    }
}

/// The key to the letters in the grid: "M met, P partly met, …".
pub(super) fn letters_words(tool: &AuditTool) -> String {
    let given = tool.answers.iter().map(|answer| (answer.code.as_str(), answer.label.as_str()));
    let all = given.chain([(HANDED, "not for me to judge")]);
    let words = all.map(|(code, label)| format!("{} {}", letter_of(tool, code), label.to_lowercase()));
    format!("In the grid: {}.", words.collect::<Vec<_>>().join(", "))
}

fn advice_words(plan: &BoardPlan) -> (String, bool) {
    let late = plan.advice.iter().filter(|line| line.clock.counts() == Some(false)).count();
    match (plan.advice.len(), late) {
        (0, _) => ("none known".to_owned(), false),
        (all, 0) => (format!("{all}, none late"), false),
        (all, late) => (format!("{late} of {all} late"), true),
    }
}

fn standard_words(plan: &BoardPlan) -> (String, bool) {
    match &plan.standard.standing {
        Standing::Meets => ("Meets it".to_owned(), false),
        Standing::Below(_) => ("Below it".to_owned(), false),
        Standing::NotAgreed(codes) => (format!("{} to come", codes.len()), false),
        Standing::NothingToJudge => ("Does not apply".to_owned(), false),
    }
}

fn sheet_words(board: &Board, state: &DisciplineScreen, row: usize, plan: &BoardPlan) -> (String, bool) {
    let words = match plan.sheet.as_ref().map(|sheet| sheet.state) {
        None => "not yours".to_owned(),
        Some(SheetState::Submitted) => "handed in".to_owned(),
        Some(SheetState::Draft) => {
            let all = board.criteria.len();
            format!("{} of {all}", all - state.missing(board, row))
        }
    };
    (words, false)
}
