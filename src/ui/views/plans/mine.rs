//! A member's own plans: where each sheet stands, what is missing, what to come back to, the time spent.

use super::data::{PlanRow, PlansData, missing_words, state_words, time_words};
use super::view::{readers, whole_words};
use crate::domain::audit_tool::SubjectKind;
use crate::ops::{MyTask, TaskState};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::take_key;
use crate::ui::route::Route;
use crate::ui::theme::{NoticeTone, space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Button, Column, Sign, progress_ring, sign, standing_band};
use egui::{Key, Modifiers, Ui};

/// What a column of the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Plan,
    About,
    Papers,
    Sheet,
    Missing,
    Flags,
    Time,
    Whole,
}

const WIDE: [Cell; 7] = [Cell::Plan, Cell::About, Cell::Sheet, Cell::Missing, Cell::Flags, Cell::Time, Cell::Whole];
const NARROW: [Cell; 3] = [Cell::Plan, Cell::Sheet, Cell::Missing];

/// With what to read in place of what it is about.
const WITH_PAPERS: [Cell; 7] =
    [Cell::Plan, Cell::Papers, Cell::Sheet, Cell::Missing, Cell::Flags, Cell::Time, Cell::Whole];

/// The columns of the list; `papers`: something was said of what to read.
pub(super) fn columns(is_narrow: bool, papers: bool, subject: SubjectKind) -> Vec<Column<'static>> {
    let last = shown(is_narrow, papers).len() - 1;
    // Reference, service, provider and day: the other columns give way.
    let has_long_names = subject == SubjectKind::Advice && !is_narrow;
    let columns = shown(is_narrow, papers).iter().enumerate().map(|(at, cell)| {
        let (words, width) = match cell {
            Cell::Plan if has_long_names => (subject.head(), 236.0),
            Cell::Plan => (subject.head(), 110.0),
            Cell::About => ("About", 126.0),
            Cell::Papers => ("What to read", 200.0),
            Cell::Sheet if has_long_names => ("Your sheet", 150.0),
            Cell::Sheet => ("Your sheet", 200.0),
            Cell::Missing if has_long_names => ("Missing", 110.0),
            Cell::Missing => ("Missing", 140.0),
            Cell::Flags => ("To come back to", 124.0),
            Cell::Time => ("Time spent", 96.0),
            Cell::Whole => (whole_words(subject), 150.0),
        };
        match cell {
            _ if at == last => Column::rest(words).in_two_lines(),
            Cell::Papers => Column::words(words, width).in_two_lines(),
            _ => Column::words(words, width),
        }
    });
    columns.collect()
}

fn shown(is_narrow: bool, papers: bool) -> &'static [Cell] {
    match (is_narrow, papers) {
        (true, _) => &NARROW,
        (false, true) => &WITH_PAPERS,
        (false, false) => &WIDE,
    }
}

/// What the column at this place shows.
pub(super) fn column(at: usize, is_narrow: bool, papers: bool) -> Cell {
    shown(is_narrow, papers).get(at).copied().unwrap_or(Cell::Whole)
}

/// Draws a cell.
pub(super) fn cell(ui: &mut Ui, plan: &PlanRow, task: &MyTask, me: Option<&str>, cell: Cell) {
    match cell {
        Cell::Plan => drop(cell_strong(ui, &plan.shown_reference())),
        Cell::Papers => drop(cell_body(ui, &plan.papers)),
        Cell::About => {
            let about: Vec<&str> = [plan.year.as_str(), &plan.need].into_iter().filter(|w| !w.is_empty()).collect();
            cell_body(ui, &about.join(" · "));
        }
        Cell::Sheet => sheet(ui, task),
        Cell::Missing => drop(cell_quiet(ui, &missing_words(task))),
        Cell::Flags => {
            if !task.flagged.is_empty() {
                ui.spacing_mut().item_spacing.x = space::HALF;
                let ink = tokens(ui).answer_partly.mark;
                sign(ui, Sign::Flag, space::SIGN, ink, "");
                cell_body(ui, &task.flagged.len().to_string());
            }
        }
        Cell::Time => drop(cell_quiet(ui, &time_words(task.spent_ms))),
        Cell::Whole => {
            let others = readers(plan, me);
            let others = if others.is_empty() { others } else { format!(" · {others}") };
            cell_quiet(ui, &format!("{}{others}", plan.standing.words()));
        }
    }
}

fn sheet(ui: &mut Ui, task: &MyTask) {
    ui.spacing_mut().item_spacing.x = space::STEP;
    let done = task.asked - task.missing.len();
    if task.returned_reason.is_some() {
        let ink = tokens(ui).answer_partly.mark;
        sign(ui, Sign::Undo, space::SIGN, ink, "");
    } else if task.state == TaskState::Submitted {
        let ink = tokens(ui).answer_met.mark;
        sign(ui, Sign::Tick, space::SIGN, ink, "");
    } else {
        progress_ring(ui, done, task.asked.max(1), 18.0, &format!("{done} of {} answered", task.asked));
    }
    let count = if task.state == TaskState::InProgress { format!(", {done} of {}", task.asked) } else { String::new() };
    cell_body(ui, &format!("{}{count}", state_words(task)));
}

/// A task in words, as a screen reader says it after the reference.
pub(super) fn spoken(task: &MyTask) -> String {
    let mut words = format!(", your sheet {}", state_words(task).to_lowercase());
    if task.is_left() && !task.missing.is_empty() {
        words.push_str(&format!(", missing {}", missing_words(task).to_lowercase()));
    }
    if !task.flagged.is_empty() {
        words.push_str(&format!(", {} to come back to", task.flagged.len()));
    }
    words
}

/// Keys of the list: P to the next plan, G to the next gap.
pub(super) fn keys(ui: &Ui, cx: &mut Cx<'_>, data: &PlansData) {
    if cx.is_blocked || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    for (key, next) in [(Key::P, data.next_plan()), (Key::G, data.next_gap())] {
        if take_key(ui, Modifiers::NONE, key)
            && let Some(task) = next
        {
            cx.act(Action::Go(Route::Sheet(task.subject)));
        }
    }
}

/// One press to the next plan, one to the next gap.
pub(super) fn next_steps(ui: &mut Ui, cx: &mut Cx<'_>, data: &PlansData) {
    let (plan, gap) = (data.next_plan(), data.next_gap());
    if plan.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let next_one = format!("Next {}", cx.subject().noun());
        for (label, key, next) in [(next_one.as_str(), "P", plan), ("Next gap", "G", gap)] {
            let Some(task) = next else { continue };
            let first = task.missing.first().filter(|_| key == "G").map(|code| format!(", {code}")).unwrap_or_default();
            let name = format!("{label}: {}{first}", task.facts.reference);
            let button = if key == "P" { Button::primary(label) } else { Button::quiet(label) };
            if button.key(key).name(&name).show(ui).clicked() {
                cx.act(Action::Go(Route::Sheet(task.subject)));
            }
        }
    });
    ui.add_space(space::STEP);
}

/// Sheets that were handed back, with the reason.
pub(super) fn handed_back(ui: &mut Ui, data: &PlansData) {
    for task in &data.work {
        if let Some(reason) = &task.returned_reason {
            let words = format!("{} was handed back to you: {reason}", task.facts.reference);
            standing_band(ui, NoticeTone::Caution, Sign::Undo, &words);
            ui.add_space(space::HALF);
        }
    }
}
