//! The advice register: on time by service, where advice is missing, every request, a file to bring in.

use super::data::AdviceData;
use super::form;
use super::state::{AdviceForm, AdviceScreen, Which};
use crate::domain::advice::{Advice, Clock};
use crate::jobs::DialogKind;
use crate::ops::{AdviceEntry, Advising, Command};
use crate::stats::{AdviceResults, OnTime};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong, day_words};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, TextField, body, choice_list, level_with_fields, page_column, page_title, quiet,
    section_title, sign, small,
};
use crate::words::{counted, thousands};
use egui::{Key, ScrollArea, Ui};

/// Rows of the list before it scrolls by itself.
const ROWS: usize = 14;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &AdviceData, state: &mut AdviceScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Advice");
            quiet(
                ui,
                "What was asked of whom over the whole cohort, and when it came. Advice is due within six weeks: the 42nd \
                 day is on time, an exception is neither on time nor late. What is overdue and has not come counts as late.",
            );
            if !data.rows.is_empty() {
                ui.add_space(space::STEP);
                by_service(ui, data);
                missing(ui, &data.results);
                ui.add_space(space::GROUP);
            }
            requests(ui, data, state);
            ui.add_space(space::GROUP);
            bring_in(ui, cx, state);
        });
    });
    if let Some(written) = &mut state.form
        && form::show(ui, cx, written)
    {
        state.form = None;
    }
}

fn share_words(of: &OnTime) -> String {
    let Some(percent) = of.percent() else { return "none counts yet".to_owned() };
    let range = of.interval.map(|i| format!(" ({:.0} to {:.0} %)", 100.0 * i.low, 100.0 * i.high));
    format!("{percent:.0} %{}", range.unwrap_or_default())
}

fn by_service(ui: &mut Ui, data: &AdviceData) {
    section_title(ui, "On time by service");
    let all = OnTime { service: "All services".to_owned(), ..data.results.all.clone() };
    let rows: Vec<&OnTime> = std::iter::once(&all).chain(&data.results.services).collect();
    let columns = [
        Column::rest("Service"),
        Column::figures("Requests", 96.0),
        Column::figures("On time", 96.0),
        Column::figures("Late", 80.0),
        Column::figures("Overdue", 96.0),
        Column::figures("Exception", 104.0),
        Column::figures("Not due", 92.0),
        Column::figures("Unclear", 92.0),
        Column::words("Share on time", 190.0),
    ];
    let row_name = |at: usize| {
        let Some(of) = rows.get(at) else { return String::new() };
        let (on_time, all) = (thousands(of.on_time), thousands(of.n()));
        format!("{}, {on_time} of {all} on time, {}", of.service, share_words(of))
    };
    let table = DataTable {
        salt: "on time",
        name: "Advice on time by service",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, &mut 0, |ui, at, column| {
        let Some(of) = rows.get(at) else { return };
        let figure = match column {
            0 => return drop(cell_strong(ui, &of.service)),
            1 => of.requests,
            2 => of.on_time,
            3 => of.late,
            4 => of.overdue,
            5 => of.excepted,
            6 => of.not_due,
            7 => of.unknown,
            _ => return drop(cell_body(ui, &share_words(of))),
        };
        cell_body(ui, &thousands(figure));
    });
    let outcomes = data.results.all.outcomes.iter().map(|(outcome, count)| {
        let words = if outcome.is_empty() { "no outcome recorded" } else { outcome };
        format!("{words}: {}", thousands(*count))
    });
    small(ui, &format!("Outcomes: {}. As on {}.", outcomes.collect::<Vec<_>>().join("; "), day_words(data.today)));
}

/// Where a service is missing: for the commissioner.
fn missing(ui: &mut Ui, results: &AdviceResults) {
    if results.gaps.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    section_title(ui, "Gaps in service, for the commissioner");
    for gap in &results.gaps {
        let provider = if gap.provider.is_empty() { String::new() } else { format!(", {}", gap.provider) };
        let count = usize::try_from(gap.missing).unwrap_or(usize::MAX);
        body(
            ui,
            &format!(
                "{}{provider}: {} overdue and not received, the longest by {}",
                gap.service,
                counted(count, "request", "requests"),
                counted(usize::try_from(gap.longest_days).unwrap_or_default(), "day", "days")
            ),
        );
    }
}

fn requests(ui: &mut Ui, data: &AdviceData, state: &mut AdviceScreen) {
    section_title(ui, "Requests");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        TextField::new("Find a reference, service or provider").width(280.0).show(ui, &mut state.filter);
        let labels = Which::ALL.map(|(_, label)| label);
        let chosen = Which::ALL.iter().position(|(which, _)| *which == state.which);
        if let Some((which, _)) = choice_list(ui, "Show", &labels, chosen, 220.0).and_then(|at| Which::ALL.get(at)) {
            state.which = *which;
        }
        level_with_fields(ui, space::BUTTON, |ui| {
            if Button::quiet("Record a request…").show(ui).clicked() {
                state.form = Some(AdviceForm::default());
            }
        });
    });
    let listed = state.listed(data).to_vec();
    small(ui, &format!("{} of {}", thousands(listed.len() as u64), counted(data.rows.len(), "request", "requests")));
    if listed.is_empty() {
        let none = if data.rows.is_empty() { "The register is empty." } else { "No request is like this." };
        quiet(ui, none);
        return;
    }
    let rows: Vec<&(Advice, Clock)> = listed.iter().filter_map(|at| data.rows.get(*at)).collect();
    let opened = table(ui, &rows, &mut state.cursor);
    if let Some((advice, _)) = opened.and_then(|at| rows.get(at)) {
        state.form = Some(AdviceForm::of(advice));
    }
}

fn table(ui: &mut Ui, rows: &[&(Advice, Clock)], cursor: &mut usize) -> Option<usize> {
    let columns = [
        Column::words("Case", 110.0),
        Column::rest("Service"),
        Column::words("Asked for", 140.0),
        Column::words("Received", 140.0),
        Column::words("Six weeks", 220.0),
        Column::words("Outcome", 170.0),
    ];
    let row_name = |at: usize| {
        rows.get(at)
            .map(|(advice, clock)| format!("{}, {}, {}", advice.reference, advice.service, clock_words(advice, *clock)))
            .unwrap_or_default()
    };
    let table = DataTable {
        salt: "requests",
        name: "Requests for advice",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show_within(ui, ROWS, cursor, |ui, at, column| {
        let Some((advice, clock)) = rows.get(at) else { return };
        let day = |day: Option<jiff::civil::Date>| day.map(day_words).unwrap_or_default();
        match column {
            0 => drop(cell_strong(ui, &advice.reference)),
            1 => drop(cell_body(ui, &advice.service)),
            2 => drop(cell_quiet(ui, &day(advice.requested_on))),
            3 => drop(cell_quiet(ui, &day(advice.returned_on))),
            4 => {
                if clock.counts() == Some(false) {
                    let ink = tokens(ui).answer_not_met.mark;
                    sign(ui, Sign::Warning, space::SIGN, ink, "");
                    ui.add_space(space::HALF);
                }
                cell_body(ui, &clock_words(advice, *clock));
            }
            _ => drop(cell_quiet(ui, &advice.outcome)),
        }
    });
    shown.opened
}

fn clock_words(advice: &Advice, clock: Clock) -> String {
    match clock {
        Clock::Due { by } => format!("Due by {}", day_words(by)),
        Clock::Excepted => format!("Exception: {}", advice.exception),
        other => other.words(),
    }
}

/// A file of requests: looked at first, taken in whole or not at all.
fn bring_in(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut AdviceScreen) {
    section_title(ui, "Bring a file in");
    quiet(
        ui,
        "A table (CSV) with the columns reference, service, requested_on and returned_on, and if you like provider, \
         author_role, outcome, exception and checked_by_provider_on. A request with the same reference, service and day \
         is brought up to date.",
    );
    let field = PathField {
        label: "Advice",
        hint: "A .csv file",
        error: None,
        path_for: PathFor::Advice,
        kind: DialogKind::Open,
        title: "Choose the advice register",
        files: TABLES,
        suggested: "",
    };
    let response = field.show(ui, cx, &mut state.path);
    if response.changed() {
        state.preview = None;
    }
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let reason = state.path.trim().is_empty().then_some("Enter the path of the file");
    let look = Button::quiet("Look at the file").disabled_because(reason).show(ui).clicked();
    if (look || by_enter) && reason.is_none() {
        cx.act(Action::PreviewAdvice);
    }
    let Some(preview) = &state.preview else { return };
    ui.add_space(space::STEP);
    let (good, bad) = (preview.rows.len(), preview.rejected.len());
    if bad > 0 {
        body(
            ui,
            &format!(
                "{} cannot be used. Correct the file; nothing of it is taken in before.",
                counted(bad, "row", "rows")
            ),
        );
        for rejected in preview.rejected.iter().take(50) {
            let column =
                if rejected.column.is_empty() { String::new() } else { format!(", column {}", rejected.column) };
            small(ui, &format!("Row {}{column}: {}.", rejected.row, rejected.message));
        }
        return;
    }
    let label = format!("Take in {}", counted(good, "request", "requests"));
    if good > 0 && Button::primary(&label).show(ui).clicked() {
        let rows = preview.rows.iter().map(|(row, advice)| AdviceEntry { row: *row, advice: advice.clone() });
        cx.run(Command::Advising(Advising::Import(rows.collect())));
        state.preview = None;
        state.path.clear();
    }
}
