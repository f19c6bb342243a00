//! One measure: each definition with its chart or table, what can be said of its steps, and others beside.

use super::beside;
use super::data::{MeasuresData, chart_points, interval_words, note_words, period_words};
use super::state::{MeasureForm, MeasuresScreen};
use crate::stats::national::National;
use crate::stats::series::{Given, Origin, Series, span_words};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, body, quiet, section_title, small, small_title, strong, trend_chart,
};
use egui::{Key, Ui};

/// Draws it. Returns whether it was left.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &MeasuresData,
    state: &mut MeasuresScreen,
    measure: &str,
) -> bool {
    let left = Button::link("Measures").name("Back to the measures").sign(Sign::ChevronLeft).show(ui).clicked();
    section_title(ui, measure);
    let own: Vec<&Series> = data.series.iter().filter(|series| series.measure == measure).collect();
    let label = if state.as_tables { "Show as charts" } else { "Show as tables" };
    let by_key = state.form.is_none()
        && !cx.is_blocked
        && !ui.ctx().text_edit_focused()
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::T));
    if Button::quiet(label).small().key("T").show(ui).clicked() || by_key {
        state.as_tables = !state.as_tables;
    }
    if own.len() > 1 {
        quiet(ui, "Each definition stands apart: figures on different definitions are never joined.");
    }
    for (at, series) in own.iter().enumerate() {
        ui.add_space(space::STEP * 2.0);
        ui.push_id(("series", at), |ui| one(ui, state, series));
    }
    let national = National::beside(measure).or_else(|| National::ALL.into_iter().find(|of| of.measure() == measure));
    if let Some(found) = national.and_then(|of| data.beside.iter().find(|beside| beside.of == of)) {
        ui.add_space(space::GROUP);
        let joins = own.iter().any(|series| series.origin == Origin::National);
        beside::show(ui, cx, data, found, state.as_tables, joins);
    }
    left
}

/// Where a series comes from, in words.
pub(super) fn origin_words(series: &Series) -> &'static str {
    match series.origin {
        Origin::ThisFile => "Worked out from this file",
        Origin::National => "Published by the Department for Education",
        Origin::Kept if series.is_survey() => "Survey answers: beside the audit, never mixed with its scores",
        Origin::Kept => "Typed or brought in",
    }
}

fn one(ui: &mut Ui, state: &mut MeasuresScreen, series: &Series) {
    let definition =
        if series.definition.is_empty() { "Definition not stated".to_owned() } else { capital(&series.definition) };
    small_title(ui, &definition);
    let sources = series.sources().join("; ");
    small(ui, &format!("{}. {}. Source: {sources}.", origin_words(series), series.better.label()));
    if state.as_tables {
        table(ui, state, series);
    } else {
        let points = chart_points(series);
        let name = format!("{}, {definition}", series.measure);
        trend_chart(ui, "chart", &name, series.unit == "percent", &points, &[]);
    }
    steps(ui, series);
    if series.origin == Origin::Kept
        && Button::link("Add a figure…").name(&format!("Add a figure to: {definition}")).show(ui).clicked()
    {
        state.form = Some(MeasureForm::new(&series.measure, &series.definition, &series.unit, series.better));
    }
    if series.origin == Origin::ThisFile {
        targets(ui, state, series);
        if Button::link("Set a target…").name(&format!("Set a target on: {definition}")).show(ui).clicked() {
            state.form = Some(MeasureForm::target(&series.measure, &series.definition, &series.unit, series.better));
        }
    }
}

/// What is aimed at, each to be changed.
fn targets(ui: &mut Ui, state: &mut MeasuresScreen, series: &Series) {
    let mut targets: Vec<&Given> = series.periods.iter().filter_map(|p| p.target.as_ref()).collect();
    targets.dedup();
    if targets.is_empty() {
        return;
    }
    strong(ui, "Targets");
    ui.horizontal_wrapped(|ui| {
        for target in targets {
            let span = span_words(target.value.from, target.value.to);
            let words = format!("{span}: {}", target.words());
            let name = format!("Change the target of {span}");
            if let (true, Some(id)) = (Button::link(&words).name(&name).show(ui).clicked(), target.id) {
                state.form = Some(MeasureForm::of(id, &target.value));
            }
        }
    });
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What can be said of each step; where no counts are published, that nothing can.
fn steps(ui: &mut Ui, series: &Series) {
    if series.unit != "percent" {
        return;
    }
    let with_counts = |given: &Given| given.counted().is_some();
    let results: Vec<&Given> =
        series.periods.iter().filter_map(|p| p.result.as_ref()).filter(|g| g.value.value.is_some()).collect();
    if !results.is_empty() && !results.iter().any(|given| with_counts(given)) {
        body(ui, "Published as shares without counts: no interval can be given, and no change can be called.");
        return;
    }
    let mut before: Option<String> = None;
    for period in &series.periods {
        let Some(given) = period.result.as_ref().filter(|given| given.value.value.is_some()) else { continue };
        let here = format!("{} ({})", span_words(period.from, period.to), given.counts_words());
        if let (Some(before), Some(step)) = (&before, period.step.filter(|_| with_counts(given))) {
            body(ui, &format!("{before} to {here}: {}.", step.words()));
        }
        before = Some(here);
    }
}

fn table(ui: &mut Ui, state: &mut MeasuresScreen, series: &Series) {
    let columns = [
        Column::words("Span", 190.0),
        Column::words("Figure", 120.0),
        Column::words("Counts", 120.0),
        Column::words("95 % interval", 120.0),
        Column::words("Target", 90.0),
        Column::words("Joined", 170.0),
        Column::rest("What to know"),
    ];
    let row_name = |at: usize| series.periods.get(at).map(period_words).unwrap_or_default();
    let table = DataTable {
        salt: "periods",
        name: &format!("{}, period by period", series.measure),
        columns: &columns,
        rows: series.periods.len(),
        row_name: &row_name,
        opens: series.origin == Origin::Kept,
    };
    let shown = table.show_within(ui, usize::MAX, &mut 0, |ui, at, column| {
        let Some(period) = series.periods.get(at) else { return };
        let given = period.result.as_ref();
        match column {
            0 => drop(cell_strong(ui, &span_words(period.from, period.to))),
            1 => drop(cell_body(ui, &given.map_or_else(|| "No data".to_owned(), Given::words))),
            2 => drop(cell_body(ui, &given.map(Given::counts_words).unwrap_or_default())),
            3 => drop(cell_body(ui, &given.and_then(interval_words).unwrap_or_default())),
            4 => drop(cell_body(ui, &period.target.as_ref().map(Given::words).unwrap_or_default())),
            5 => drop(cell_quiet(ui, period.break_before.unwrap_or_default())),
            _ => drop(cell_quiet(ui, &note_words(period))),
        }
    });
    let opened = shown.opened.and_then(|at| series.periods.get(at));
    let given = opened.and_then(|period| period.result.as_ref().or(period.target.as_ref()));
    if let Some((id, given)) = given.and_then(|given| Some((given.id?, given))) {
        state.form = Some(MeasureForm::of(id, &given.value));
    }
    if series.origin == Origin::Kept {
        targets(ui, state, series);
    }
}
