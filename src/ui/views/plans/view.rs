//! The plans of the sample.

use super::data::{PlanRow, PlansData, Progress};
use super::state::PlansScreen;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Column, DataTable, Sign, body, choice_list, empty_state, page_column, page_title, progress_ring, quiet, sign,
    small, small_title,
};
use crate::words::Explained;
use egui::{ScrollArea, Ui};

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
        page_title(ui, if has_own && !state.shows_all { "Your plans" } else { "Plans" });
        if data.plans.is_empty() {
            let words = "The plans of this round are listed here when its sample is drawn.";
            if empty_state(ui, "No sample is drawn yet", words, "Draw the sample") {
                cx.act(Action::Go(Route::Prepare(Task::Sample)));
            }
            return;
        }
        if is_member {
            quiet(ui, &data.mine_words());
            for (reference, why) in &data.returned {
                body(ui, &format!("{reference} was handed back to you: {why}"));
            }
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
        if has_own {
            let chosen = usize::from(state.shows_all);
            if let Some(pressed) =
                choice_list(ui, "Show", &["Your plans", "All plans of the round"], Some(chosen), 240.0)
            {
                state.shows_all = pressed == 1;
                state.cursor = 0;
            }
        }
        ui.add_space(space::STEP);
        let rows: Vec<&PlanRow> =
            data.plans.iter().filter(|plan| !has_own || state.shows_all || plan.mine.is_some()).collect();
        let own = has_own && !state.shows_all;
        if in_full {
            let height = space::ROW * (rows.len() + 1) as f32 + space::STEP;
            ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| table(ui, cx, &rows, state, own));
        } else {
            table(ui, cx, &rows, state, own);
        }
        ui.add_space(space::STEP);
        after_list(ui, data);
    });
}

fn table(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[&PlanRow], state: &mut PlansScreen, own: bool) {
    let id = ui.make_persistent_id("plans");
    if !state.was_focused && !cx.is_blocked && ui.memory(|memory| memory.focused().is_none()) {
        state.was_focused = true;
        // Where there is work left, the keyboard stands on it.
        state.cursor =
            rows.iter().position(|plan| plan.mine.is_some_and(|mine| mine != Progress::HandedIn)).unwrap_or(0);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let is_narrow = ui.available_width() < 640.0;
    let mut columns = vec![Column::words("Plan", 170.0)];
    if !is_narrow {
        columns.extend([Column::words("Year group", 110.0), Column::words("Primary need", 110.0)]);
    }
    let facts = columns.len();
    columns.push(if own { Column::words("Your sheet", 170.0) } else { Column::rest("Readers") });
    let papers = own && !is_narrow && rows.iter().any(|plan| !plan.papers.is_empty());
    if papers {
        columns.push(Column::words("What to read", 240.0));
    }
    if own && !is_narrow {
        columns.push(Column::rest("Others who read it"));
    }
    columns.push(if own && is_narrow {
        Column::rest("Plan as a whole")
    } else {
        Column::words("Plan as a whole", 150.0)
    });
    let last = columns.len() - 1;
    let me = own.then(|| cx.acting.name().to_owned());
    let row_name = |row: usize| rows.get(row).map(|plan| spoken(plan, own)).unwrap_or_default();
    let table = DataTable {
        salt: "plans",
        name: "Plans",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show(ui, &mut state.cursor, |ui, row, column| {
        let Some(plan) = rows.get(row) else { return };
        match column {
            0 if plan.practice => drop(cell_strong(ui, &format!("{} · practice", plan.reference))),
            0 => drop(cell_strong(ui, &plan.reference)),
            at if at == last => drop(cell_quiet(ui, &plan.standing.words())),
            1 if facts > 1 => drop(cell_body(ui, &plan.year)),
            2 if facts > 1 => drop(cell_body(ui, &plan.need)),
            at if at == facts && own => own_sheet(ui, plan),
            at if papers && at == facts + 1 => drop(cell_body(ui, &plan.papers)),
            _ => drop(cell_quiet(ui, &readers(plan, me.as_deref()))),
        }
    });
    if let Some(plan) = shown.opened.and_then(|row| rows.get(row)) {
        open(cx, plan);
    }
}

fn own_sheet(ui: &mut Ui, plan: &PlanRow) {
    let Some(progress) = plan.mine else { return };
    ui.spacing_mut().item_spacing.x = space::STEP;
    match progress {
        Progress::HandedIn => {
            let ink = crate::ui::theme::tokens(ui).answer_met.mark;
            sign(ui, Sign::Tick, space::SIGN, ink, "");
            body(ui, "Handed in");
        }
        Progress::Answered(answered, asked) => {
            let (done, total) = (usize::try_from(answered).unwrap_or(0), usize::try_from(asked).unwrap_or(0));
            progress_ring(ui, done, total, 18.0, &format!("{answered} of {asked} answered"));
            body(ui, &format!("{answered} of {asked}"));
        }
        Progress::NotBegun => {
            progress_ring(ui, 0, 1, 18.0, "Not begun");
            body(ui, "Not begun");
        }
    }
}

/// Everyone who reads it and how far they are; `but` is left out.
fn readers(plan: &PlanRow, but: Option<&str>) -> String {
    let others = plan.readers.iter().filter(|(name, _)| Some(name.as_str()) != but);
    let words = others.map(|(name, progress)| format!("{name}: {}", progress.words()));
    words.collect::<Vec<_>>().join("; ")
}

fn spoken(plan: &PlanRow, own: bool) -> String {
    let mine = plan.mine.filter(|_| own).map(|mine| format!(", your sheet {}", mine.words())).unwrap_or_default();
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
        let what = format!("Plan {} was not given to you.", plan.reference);
        cx.act(Action::Tell(Explained::new(what, "Its score sheets belong to those who read it.", "")));
    }
}

fn after_list(ui: &mut Ui, data: &PlansData) {
    if data.reserves > 0 {
        small(ui, &format!("{} drawn as reserves, to replace a plan that is withdrawn.", data.reserves));
    }
    for (reference, reason) in &data.withdrawn {
        small(ui, &format!("{reference} was withdrawn: {reason}"));
    }
}
