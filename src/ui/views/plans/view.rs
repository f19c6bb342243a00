//! The plans of the sample.

use super::data::{PlanRow, PlansData, Progress};
use super::mine;
use super::state::PlansScreen;
use crate::domain::audit_tool::SubjectKind;
use crate::ui::action::{Action, KeepAs};
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong, name_column};
use crate::ui::widgets::{
    Button, Column, DataTable, body, choice_list, empty_state, page_column, page_title, quiet, small, small_title,
};
use crate::words::Explained;
use egui::{ScrollArea, Ui};

/// Room for the line about the record of a plan, in points.
const KEEP: f32 = 48.0;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PlansData, state: &mut PlansScreen) {
    // In a low window the page scrolls as a whole; else the list alone, under its head.
    if ui.available_height() < 480.0 {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| page(ui, cx, data, state, true));
    } else {
        page(ui, cx, data, state, false);
    }
}

fn page(ui: &mut Ui, cx: &mut Cx<'_>, data: &PlansData, state: &mut PlansScreen, in_full: bool) {
    page_column(ui, |ui| {
        let is_member = cx.acting.member().is_some();
        let has_own = is_member && data.mine().next().is_some();
        let subject = cx.subject();
        let own_title = format!("Your {}", subject.nouns());
        page_title(ui, if has_own && !state.shows_all { &own_title } else { subject.heads() });
        if data.plans.is_empty() {
            let words = format!("The {} of this round are listed here when its sample is drawn.", subject.nouns());
            if empty_state(ui, "No sample is drawn yet", &words, "Draw the sample") {
                cx.act(Action::Go(Route::Prepare(Task::Sample)));
            }
            return;
        }
        if is_member {
            quiet(ui, &data.mine_words(subject));
        }
        if let Some(round) = cx.round.filter(|round| round.held_back || !round.lines_of_enquiry.is_empty()) {
            if round.held_back {
                body(ui, "The audit lead holds this round back: scoring has not begun.");
            }
            if !round.lines_of_enquiry.is_empty() {
                small_title(ui, "Lines of enquiry");
                body(ui, &round.lines_of_enquiry);
            }
        }
        // In a pack there are only one's own.
        let is_pack = cx.file.is_some_and(|file| file.pack.is_some());
        if has_own && !is_pack {
            let chosen = usize::from(state.shows_all);
            let all_of_round = format!("All {} of the round", subject.nouns());
            if let Some(pressed) = choice_list(ui, "Show", &[&own_title, &all_of_round], Some(chosen), 240.0) {
                state.shows_all = pressed == 1;
                state.cursor = 0;
            }
        }
        ui.add_space(space::STEP);
        let rows: Vec<&PlanRow> =
            data.plans.iter().filter(|plan| !has_own || state.shows_all || plan.mine.is_some()).collect();
        let own = has_own && !state.shows_all;
        if own {
            mine::keys(ui, cx, data);
            mine::next_steps(ui, cx, data);
        }
        let height = space::ROW + space::ROW_OF_TWO * rows.len() as f32 + space::STEP;
        if in_full {
            ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| table(ui, cx, data, &rows, state, own));
        } else {
            // Room for what stands under the list.
            let under = after_list_height(data, own) + if own || is_pack { 0.0 } else { KEEP };
            let height = height.min(ui.available_height() - under);
            ui.allocate_ui(egui::vec2(ui.available_width(), height.max(120.0)), |ui| {
                table(ui, cx, data, &rows, state, own);
            });
        }
        ui.add_space(space::STEP);
        if own {
            mine::handed_back(ui, data);
        }
        if !own && !is_pack {
            keep_ui(ui, cx, rows.get(state.cursor).copied());
        }
        after_list(ui, data, cx.subject());
    });
}

/// The whole record of the plan on which the keyboard stands: shown before it is saved, with what looks like a person.
fn keep_ui(ui: &mut Ui, cx: &mut Cx<'_>, plan: Option<&PlanRow>) {
    let Some(plan) = plan.filter(|plan| !plan.practice) else { return };
    ui.horizontal_wrapped(|ui| {
        quiet(ui, &format!("All that is held of {} in this round:", plan.reference));
        for (what, words, form) in
            [("record", "Save its record (PDF)…", KeepAs::Pdf), ("data", "Save its data…", KeepAs::Data)]
        {
            let name = format!("Save the {what} of {}…", plan.reference);
            if Button::quiet(words).small().name(&name).show(ui).clicked() {
                cx.act(Action::KeepPlan { plan: plan.subject, form });
            }
        }
    });
    ui.add_space(space::STEP);
}

/// Room for the lines under the list, in points.
fn after_list_height(data: &PlansData, own: bool) -> f32 {
    let back = data.work.iter().filter(|task| own && task.returned_reason.is_some()).count();
    let lines = usize::from(data.reserves > 0) + data.withdrawn.len() + 2 * back;
    space::STEP * 2.0 + 24.0 * lines as f32
}

fn table(ui: &mut Ui, cx: &mut Cx<'_>, data: &PlansData, rows: &[&PlanRow], state: &mut PlansScreen, own: bool) {
    let id = ui.make_persistent_id("plans");
    if !state.was_focused && !cx.is_blocked && ui.memory(|memory| memory.focused().is_none()) {
        state.was_focused = true;
        // Where there is work left, the keyboard stands on it.
        let next = data.next_plan().map(|task| task.subject);
        state.cursor = rows.iter().position(|plan| Some(plan.subject) == next).unwrap_or(0);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let is_narrow = ui.available_width() < 640.0;
    let columns = if own {
        mine::columns(is_narrow, data.has_papers(), cx.subject())
    } else {
        all_columns(is_narrow, cx.subject())
    };
    let me = own.then(|| cx.acting.name().to_owned());
    let row_name = |row: usize| rows.get(row).map(|plan| spoken(data, plan, own)).unwrap_or_default();
    let table = DataTable {
        salt: "plans",
        name: cx.subject().heads(),
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show(ui, &mut state.cursor, |ui, row, column| {
        let Some(plan) = rows.get(row) else { return };
        match data.task(plan.subject).filter(|_| own) {
            Some(task) => mine::cell(ui, plan, task, me.as_deref(), mine::column(column, is_narrow, data.has_papers())),
            None => cell_of_all(ui, plan, column, is_narrow),
        }
    });
    if let Some(plan) = shown.opened.and_then(|row| rows.get(row)) {
        open(cx, plan);
    }
}

/// Heads the column that says how far the whole of one is.
pub(super) const fn whole_words(subject: SubjectKind) -> &'static str {
    match subject {
        SubjectKind::Plan => "Plan as a whole",
        _ => "As a whole",
    }
}

fn all_columns(is_narrow: bool, subject: SubjectKind) -> Vec<Column<'static>> {
    let mut columns = vec![name_column(subject, 130.0)];
    if !is_narrow {
        columns.extend([Column::words("Year group", 110.0), Column::words("Primary need", 110.0)]);
    }
    columns
        .extend([Column::rest("Readers").at_least(300.0).in_two_lines(), Column::words(whole_words(subject), 150.0)]);
    columns
}

fn cell_of_all(ui: &mut Ui, plan: &PlanRow, column: usize, is_narrow: bool) {
    match if is_narrow && column > 0 { column + 2 } else { column } {
        0 => drop(cell_strong(ui, &plan.shown_reference())),
        1 => drop(cell_body(ui, &plan.year)),
        2 => drop(cell_body(ui, &plan.need)),
        3 => drop(cell_quiet(ui, &readers(plan, None))),
        _ => drop(cell_quiet(ui, &plan.standing.words())),
    }
}

/// Everyone who reads it and how far they are; `but` is left out.
pub(super) fn readers(plan: &PlanRow, but: Option<&str>) -> String {
    let others = plan.readers.iter().filter(|(name, _)| Some(name.as_str()) != but);
    let words = others.map(|(name, progress)| format!("{name}: {}", progress.words()));
    words.collect::<Vec<_>>().join("; ")
}

fn spoken(data: &PlansData, plan: &PlanRow, own: bool) -> String {
    let mine = data.task(plan.subject).filter(|_| own).map(mine::spoken).unwrap_or_default();
    format!("{}{mine}, {}", plan.reference, plan.standing.words().to_lowercase())
}

fn open(cx: &mut Cx<'_>, plan: &PlanRow) {
    if plan.practice && (plan.mine == Some(Progress::HandedIn) || cx.acting.member().is_none()) {
        cx.act(Action::Go(Route::Practice(plan.subject)));
    } else if plan.mine.is_some() {
        cx.act(Action::Go(Route::Sheet(plan.subject)));
    } else if cx.acting.member().is_none() {
        // The lead has no sheets: what can be opened is the comparison, when it is open.
        cx.act(Action::Go(Route::Agree));
    } else {
        let what = format!("{} {} was not given to you.", cx.subject().head(), plan.reference);
        cx.act(Action::Tell(Explained::new(what, "Its score sheets belong to those who read it.", "")));
    }
}

fn after_list(ui: &mut Ui, data: &PlansData, subject: SubjectKind) {
    if data.reserves > 0 {
        let words = format!("{} drawn as reserves, to replace {} that is withdrawn.", data.reserves, subject.any());
        small(ui, &words);
    }
    for (reference, reason) in &data.withdrawn {
        small(ui, &format!("{reference} was withdrawn: {reason}"));
    }
}
