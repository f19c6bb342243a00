//! The log on the screen: narrowed by person, event, round, plan and days; a hundred entries at a time.

use super::data::{CareAsk, CareData, LogLine};
use super::state::CareScreen;
use crate::jobs::DialogKind;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::path_field::{PathField, TABLES, typed_path};
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Button, Column, DataTable, TextField, body, choice_list, quiet, section_title, small};
use crate::words::{counted, thousands};
use egui::Ui;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// So many entries stand on the screen at once.
const PAGE: usize = 100;
/// Width of a list to choose from, in points.
const LIST: f32 = 200.0;
/// Rows of the list before it scrolls by itself.
const ROWS: usize = 14;

/// Which lines of the log are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Of whom; none: of everybody.
    pub actor: Option<String>,
    /// Which events.
    pub event: Option<String>,
    /// Of which round.
    pub round: Option<String>,
    /// On which plan.
    pub plan: Option<String>,
    /// From this day, as typed.
    pub from: String,
    /// To this day, as typed.
    pub to: String,
    /// Which page, from 0.
    pub page: usize,
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// Where the table is to be saved.
    pub out: String,
    /// Where it was saved last.
    pub saved: Option<String>,
}

impl LogFilter {
    /// Whether a line is among those chosen.
    #[must_use]
    pub fn shows(&self, line: &LogLine) -> bool {
        let fits = |chosen: &Option<String>, has: &str| chosen.as_deref().is_none_or(|chosen| chosen == has);
        let day = line.at.map(|at| at.date());
        let since = day_of(&self.from).is_none_or(|from| day.is_some_and(|day| day >= from));
        let until = day_of(&self.to).is_none_or(|to| day.is_some_and(|day| day <= to));
        fits(&self.actor, &line.actor)
            && fits(&self.event, &line.event)
            && fits(&self.round, &line.round)
            && fits(&self.plan, &line.plan)
            && since
            && until
    }
}

fn day_of(text: &str) -> Option<Date> {
    day::read(text)
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    section_title(ui, "Log");
    match &data.fault {
        None => quiet(ui, "Verified: the chain is whole, and the content is the one it speaks of."),
        Some(why) => body(ui, &format!("Not verified. {why}")),
    };
    let filter = &mut state.log;
    let before = filter.clone();
    narrowing(ui, data, filter);
    if *filter != before {
        filter.page = 0;
        filter.cursor = 0;
    }
    let chosen: Vec<&LogLine> = data.log.iter().filter(|line| filter.shows(line)).collect();
    ui.add_space(space::HALF);
    pages(ui, chosen.len(), filter);
    ui.add_space(space::HALF);
    let first = filter.page * PAGE;
    let shown = chosen.get(first..chosen.len().min(first + PAGE)).unwrap_or_default();
    if !shown.is_empty() {
        table(ui, shown, &mut filter.cursor);
    }
    ui.add_space(space::STEP);
    export(ui, cx, data, filter, chosen.len());
}

/// The entries of a page. In a narrow window plan and round stand in what a row says alone.
fn table(ui: &mut Ui, shown: &[&LogLine], cursor: &mut usize) {
    *cursor = (*cursor).min(shown.len() - 1);
    let mut columns = vec![Column::words("When", 190.0), Column::rest("What happened"), Column::words("Who", 170.0)];
    if ui.available_width() >= 760.0 {
        columns.extend([Column::words("Plan", 120.0), Column::words("Round", 220.0), Column::figures("Entry", 70.0)]);
    }
    let spoken = |row: usize| {
        let Some(line) = shown.get(row) else { return String::new() };
        let parts = [line.event.as_str(), &line.actor, &line.at_words(), &line.plan, &line.round].map(str::to_owned);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let table =
        DataTable { salt: "log", name: "Log", columns: &columns, rows: shown.len(), row_name: &spoken, opens: false };
    table.show_within(ui, ROWS, cursor, |ui, row, column| {
        let Some(line) = shown.get(row) else { return };
        match column {
            0 => drop(cell_quiet(ui, &line.at_words())),
            1 => drop(cell_strong(ui, &line.event)),
            2 => drop(cell_body(ui, &line.actor)),
            3 => drop(cell_body(ui, &line.plan)),
            4 => drop(cell_quiet(ui, &line.round)),
            _ => drop(cell_quiet(ui, &line.seq.to_string())),
        }
    });
}

fn narrowing(ui: &mut Ui, data: &CareData, filter: &mut LogFilter) {
    let all = |of: fn(&LogLine) -> &String| -> Vec<&str> {
        let found: BTreeSet<&str> = data.log.iter().map(|line| of(line).as_str()).filter(|s| !s.is_empty()).collect();
        found.into_iter().collect()
    };
    let (people, events) = (all(|line| &line.actor), all(|line| &line.event));
    let (rounds, plans) = (all(|line| &line.round), all(|line| &line.plan));
    let mut lists = [
        ("Person", "Everybody", people, &mut filter.actor),
        ("Event", "Every event", events, &mut filter.event),
        ("Round", "Every round", rounds, &mut filter.round),
        ("Plan", "Every plan", plans, &mut filter.plan),
    ];
    let in_a_row = if ui.available_width() >= 4.0 * (LIST + space::STEP) { 4 } else { 2 };
    for row in lists.chunks_mut(in_a_row) {
        ui.horizontal_top(|ui| {
            for (label, every, options, chosen) in row {
                narrow(ui, label, every, options, chosen);
            }
        });
    }
    ui.horizontal_wrapped(|ui| {
        for (label, text) in [("From", &mut filter.from), ("To", &mut filter.to)] {
            let is_wrong = !text.trim().is_empty() && day_of(text).is_none();
            let error = is_wrong.then_some(day::FAULT);
            TextField::new(label).hint(day::HINT).error(error).width(180.0).show(ui, text);
        }
    });
}

fn pages(ui: &mut Ui, count: usize, filter: &mut LogFilter) {
    filter.page = filter.page.min(count.saturating_sub(1) / PAGE);
    let first = filter.page * PAGE;
    let last = count.min(first + PAGE);
    ui.horizontal_wrapped(|ui| {
        let entries = counted(count, "entry", "entries");
        if count <= PAGE {
            small(ui, &format!("{entries}, newest first"));
            return;
        }
        let span = format!("{}–{}", thousands(first as u64 + 1), thousands(last as u64));
        small(ui, &format!("{entries}, newest first; {span} shown"));
        let newest = (first == 0).then_some("These are the newest");
        if Button::quiet("Newer entries").small().disabled_because(newest).show(ui).clicked() {
            filter.page -= 1;
        }
        let oldest = (last == count).then_some("These are the oldest");
        if Button::quiet("Older entries").small().disabled_because(oldest).show(ui).clicked() {
            filter.page += 1;
        }
    });
}

fn export(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, filter: &mut LogFilter, count: usize) {
    let field = PathField {
        label: "Log as a table",
        hint: "A .csv file; the entries chosen above",
        error: None,
        path_for: PathFor::Log,
        kind: DialogKind::Save,
        title: "Save the log as a table",
        files: TABLES,
        suggested: "log.csv",
    };
    field.show(ui, cx, &mut filter.out);
    ui.add_space(space::HALF);
    let path = typed_path(&filter.out);
    let untrusted = data.fault.is_some().then_some("Nothing leaves a file that is not verified");
    let nothing = (count == 0).then_some("No entry is chosen");
    let reason = untrusted.or(nothing).or(path.is_none().then_some("Say where to save it"));
    let pressed = Button::quiet("Save the log").disabled_because(reason).show(ui).clicked();
    if let (true, Some(path)) = (pressed, path) {
        let chosen = filter.clone();
        let lines: Vec<LogLine> = data.log.iter().filter(|line| chosen.shows(line)).cloned().collect();
        cx.act(Action::AskCare(CareAsk::SaveLog(path, lines)));
    }
    if let Some(saved) = &filter.saved {
        small(ui, &format!("Saved: {saved}"));
    }
}

fn narrow(ui: &mut Ui, label: &str, all: &str, options: &[&str], chosen: &mut Option<String>) {
    let mut rows = vec![all];
    rows.extend(options);
    let at = chosen.as_deref().and_then(|chosen| options.iter().position(|option| *option == chosen));
    if let Some(pressed) = choice_list(ui, label, &rows, Some(at.map_or(0, |at| at + 1)), LIST) {
        *chosen = pressed.checked_sub(1).and_then(|at| options.get(at)).map(|option| (*option).to_owned());
    }
}
