//! Counts per clock, and under them every line: the days it was worked out from, the days counted, where it stands.

use super::form;
use super::state::{ClocksScreen, LimitForm, PlanForm, Which};
use crate::domain::clocks::{Clock, ClockCount, ClockLine, ClockState};
use crate::ops::{ClockBoard, ClockRow};
use crate::ui::cx::Cx;
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong, day_words};
use crate::ui::widgets::{
    Column, DataTable, Sign, TextField, choice_list, page_title, quiet, section_title, sign, small, wide_page,
};
use crate::words::{counted, thousands};
use egui::{ScrollArea, Ui};

/// Rows of the list before it scrolls by itself.
const ROWS: usize = 14;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, board: &ClockBoard, state: &mut ClocksScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        wide_page(ui, |ui| {
            page_title(ui, "On time");
            quiet(
                ui,
                "Each clock runs in calendar days from its event; a limit of six weeks is met on the 42nd day. What is \
                 still to be done past its last day counts as late. None of it enters a grade.",
            );
            if board.rows.is_empty() {
                quiet(ui, "No plan is in the cohort yet.");
                return;
            }
            ui.add_space(space::STEP);
            counts(ui, board, state);
            ui.add_space(space::GROUP);
            lines(ui, board, state);
        });
    });
    if let Some(open) = &mut state.plan
        && form::plan(ui, cx, open)
    {
        state.plan = None;
    }
    if let Some(open) = &mut state.limit
        && form::limit(ui, cx, open)
    {
        state.limit = None;
    }
}

fn as_on(board: &ClockBoard) -> String {
    let today = day_words(board.today);
    board.known_to.map_or_else(
        || format!("As on {today}."),
        |known| {
            let known = day_words(known);
            format!("As on {known}, the day the list of plans speaks of; what was recorded since, as on {today}.")
        },
    )
}

fn limit_words(board: &ClockBoard, clock: Clock) -> String {
    match board.limits.get(clock) {
        Some(limit) if board.limits.is_local(clock) => format!("{}, local", limit.words()),
        Some(limit) if clock == Clock::Comments => format!("{} at least", limit.words()),
        Some(limit) => limit.words(),
        None if clock == Clock::NextPhase => "A day of the year".to_owned(),
        None => "12 or 3 months".to_owned(),
    }
}

/// "9 of 12 (75 %)": never a share without its counts.
fn in_time_words(count: &ClockCount) -> String {
    let judged = count.judged();
    if judged == 0 {
        return "none to judge".to_owned();
    }
    let percent = 100.0 * count.met as f64 / judged as f64;
    format!("{} of {} ({percent:.0} %)", thousands(count.met), thousands(judged))
}

fn counts(ui: &mut Ui, board: &ClockBoard, state: &mut ClocksScreen) {
    section_title(ui, "Clocks");
    let rows = &board.counts;
    let columns = [
        Column::rest("Clock").at_least(334.0),
        Column::words("Limit", 118.0),
        Column::words("On time", 170.0),
        Column::figures("Late", 78.0),
        Column::figures("Exception", 94.0),
        Column::figures("Not due", 84.0),
        Column::figures("Date missing", 110.0),
    ];
    let row_name = |at: usize| {
        let Some(of) = rows.get(at) else { return String::new() };
        format!("{}, {}, on time: {}", of.clock, limit_words(board, of.clock), in_time_words(of))
    };
    let table = DataTable {
        salt: "clocks",
        name: "Clocks counted",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show_within(ui, usize::MAX, &mut state.clock_cursor, |ui, at, column| {
        let Some(of) = rows.get(at) else { return };
        let figure = match column {
            0 => return drop(cell_strong(ui, of.clock.label())),
            1 => return drop(cell_quiet(ui, &limit_words(board, of.clock))),
            2 => return drop(cell_body(ui, &in_time_words(of))),
            3 => of.late,
            4 => of.exception,
            5 => of.not_due,
            _ => of.missing,
        };
        cell_body(ui, &thousands(figure));
    });
    small(ui, &format!("Plans, for advice pieces of advice. {} Enter changes a limit.", as_on(board)));
    let opened = shown.opened.and_then(|at| rows.get(at)).map(|of| of.clock);
    if let Some((clock, limit)) = opened.and_then(|clock| Some((clock, board.limits.get(clock)?))) {
        state.limit = Some(LimitForm::of(clock, limit));
    }
}

fn lines(ui: &mut Ui, board: &ClockBoard, state: &mut ClocksScreen) {
    section_title(ui, "Plan by plan");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        TextField::new("Find a plan").width(200.0).show(ui, &mut state.filter);
        let labels = Which::ALL.map(|(_, label)| label);
        let chosen = Which::ALL.iter().position(|(which, _)| *which == state.which);
        if let Some((which, _)) = choice_list(ui, "Show", &labels, chosen, 200.0).and_then(|at| Which::ALL.get(at)) {
            state.which = *which;
        }
        let mut clocks = vec!["Every clock"];
        clocks.extend(Clock::ALL.iter().map(|clock| clock.label()));
        let place = |clock| Clock::ALL.iter().position(|c| *c == clock).map(|at| at + 1);
        let chosen = state.clock.map_or(Some(0), place);
        if let Some(at) = choice_list(ui, "Clock", &clocks, chosen, 320.0) {
            state.clock = at.checked_sub(1).and_then(|at| Clock::ALL.get(at)).copied();
        }
    });
    let listed = state.listed(board).to_vec();
    let of_plan = |(at, place): &(usize, usize)| {
        let row = board.rows.get(*at)?;
        Some((row, row.lines.get(*place)?))
    };
    let rows: Vec<(&ClockRow, &ClockLine)> = listed.iter().filter_map(of_plan).collect();
    small(
        ui,
        &format!(
            "{} listed, of {}",
            counted(rows.len(), "clock", "clocks"),
            counted(board.rows.len(), "plan", "plans")
        ),
    );
    if rows.is_empty() {
        quiet(ui, "No clock is like this.");
        return;
    }
    if let Some((row, _)) = table(ui, &rows, &mut state.cursor).and_then(|at| rows.get(at)) {
        state.plan = Some(PlanForm::of(row));
    }
}

fn clock_words(line: &ClockLine) -> String {
    if line.what.is_empty() { line.clock.label().to_owned() } else { format!("{}: {}", line.clock, line.what) }
}

fn state_words(line: &ClockLine) -> String {
    match &line.state {
        ClockState::Exception(words) => format!("Exception: {words}"),
        ClockState::Missing(words) => format!("Date missing: {words}"),
        other => other.words(),
    }
}

fn table(ui: &mut Ui, rows: &[(&ClockRow, &ClockLine)], cursor: &mut usize) -> Option<usize> {
    let columns = [
        Column::words("Plan", 104.0),
        Column::rest("Clock").at_least(190.0).in_two_lines(),
        Column::words("From", 150.0),
        Column::words("Ended", 150.0),
        Column::words("Last day", 150.0),
        Column::figures("Days", 70.0),
        Column::words("Where it stands", 200.0).in_two_lines(),
    ];
    let row_name = |at: usize| {
        let Some((row, line)) = rows.get(at) else { return String::new() };
        format!("{}, {}, {}", row.reference, clock_words(line), state_words(line))
    };
    let table = DataTable {
        salt: "lines",
        name: "Clocks of plans",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show_within(ui, ROWS, cursor, |ui, at, column| {
        let Some((row, line)) = rows.get(at) else { return };
        let day = |day: Option<jiff::civil::Date>| day.map(day_words).unwrap_or_default();
        match column {
            0 => drop(cell_strong(ui, &row.reference)),
            1 => drop(cell_body(ui, &clock_words(line))),
            2 => drop(cell_quiet(ui, &day(line.from))),
            3 => drop(cell_quiet(ui, &day(line.to))),
            4 => drop(cell_quiet(ui, &day(line.due))),
            5 => drop(cell_body(ui, &line.days.map(|days| days.to_string()).unwrap_or_default())),
            _ => {
                if line.state.is_late() {
                    sign(ui, Sign::Warning, space::SIGN, tokens(ui).answer_not_met.mark, "");
                    ui.add_space(space::HALF);
                }
                cell_body(ui, &state_words(line));
            }
        }
    });
    shown.opened
}
