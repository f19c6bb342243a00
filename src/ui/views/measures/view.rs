//! The list of measures with their newest values, targets and courses; a file to bring in.

use super::data::{MeasuresData, interval_words};
use super::page::origin_words;
use super::state::{MeasureForm, MeasuresScreen};
use super::{form, page};
use crate::domain::measure::{Better, Quality, ValueKind};
use crate::jobs::DialogKind;
use crate::ops::{Command, Measuring};
use crate::stats::series::{Origin, Series, span_words};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::theme::space;
use crate::ui::views::actions::data::FollowAsk;
use crate::ui::views::{cell_body, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, page_column, page_title, quiet, section_title, small, sparkline,
};
use crate::words::counted;
use egui::{ScrollArea, Ui, vec2};

/// A group of figures: its words, and what belongs to it.
type Group = (&'static str, fn(&Series) -> bool);

/// The groups, in their order: where a figure comes from.
const GROUPS: [Group; 4] = [
    ("From this file", |series| series.origin == Origin::ThisFile),
    ("Typed and brought in", |series| series.origin == Origin::Kept && !series.is_survey()),
    ("Survey answers, beside the audit", |series| series.origin == Origin::Kept && series.is_survey()),
    ("Department for Education", |series| series.origin == Origin::National),
];

/// Rows of a list before it scrolls by itself.
const ROWS: usize = 14;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &MeasuresData, state: &mut MeasuresScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Measures");
            let open = state.open.clone().filter(|name| data.series.iter().any(|series| series.measure == *name));
            if let Some(measure) = open {
                if page::show(ui, cx, data, state, &measure) {
                    state.open = None;
                }
            } else {
                list(ui, cx, data, state);
            }
        });
    });
    if let Some(written) = &mut state.form
        && form::show(ui, cx, written)
    {
        state.form = None;
    }
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, data: &MeasuresData, state: &mut MeasuresScreen) {
    quiet(
        ui,
        "Figures followed over time, each on its own definition. A target is drawn only on its own definition, and \
         survey answers stand beside the audit, never in it.",
    );
    if Button::primary("Add a figure…").sign(Sign::Plus).show(ui).clicked() {
        state.form = Some(MeasureForm::new("", "", "percent", Better::Up));
    }
    for (at, (title, holds)) in GROUPS.into_iter().enumerate() {
        let rows: Vec<&Series> = data.series.iter().filter(|series| holds(series)).collect();
        if rows.is_empty() {
            continue;
        }
        ui.add_space(space::STEP * 2.0);
        section_title(ui, title);
        if let Some(opened) = table(ui, title, &rows, state.cursors.get_mut(at).unwrap_or(&mut 0)) {
            state.open = rows.get(opened).map(|series| series.measure.clone());
        }
    }
    ui.add_space(space::GROUP);
    bring_in(ui, cx, state);
}

/// The newest value with its counts and what is to be known of it.
fn newest_words(series: &Series) -> String {
    let Some(period) = series.newest() else { return "No data".to_owned() };
    let Some(given) = &period.result else { return "No data".to_owned() };
    let counts = given.counts_words();
    let counts = if counts.is_empty() { String::new() } else { format!(", {counts}") };
    let quality = given.value.quality.filter(|quality| *quality != Quality::Exact);
    let quality = quality.map(|quality| format!(", {}", quality.label().to_lowercase())).unwrap_or_default();
    format!("{}{counts}{quality}", given.words())
}

/// The time the newest value speaks of. A part of a year never stands as if it were a year.
fn newest_span(series: &Series) -> String {
    let Some(period) = series.newest() else { return String::new() };
    let Some(given) = &period.result else { return String::new() };
    let part = if given.value.part_year { ", part-year" } else { "" };
    format!("{}{part}", span_words(period.from, period.to))
}

fn target_words(series: &Series) -> String {
    let Some(period) = series.newest_target() else { return String::new() };
    let Some(target) = &period.target else { return String::new() };
    format!("{} ({})", target.words(), span_words(target.value.from, target.value.to))
}

fn table(ui: &mut Ui, title: &str, rows: &[&Series], cursor: &mut usize) -> Option<usize> {
    let columns = [
        Column::rest("Measure").at_least(300.0).in_two_lines(),
        Column::words("Newest", 220.0),
        Column::words("Period", 235.0),
        Column::words("Target", 130.0),
        Column::words("Over time", 110.0),
    ];
    let row_name = |at: usize| {
        let Some(series) = rows.get(at) else { return String::new() };
        let interval = series.newest().and_then(|p| p.result.as_ref()).and_then(interval_words);
        let interval = interval.map(|words| format!(", 95 % interval {words}")).unwrap_or_default();
        let target = target_words(series);
        let target = if target.is_empty() { String::new() } else { format!(", target {target}") };
        let definition = if series.definition.is_empty() { String::new() } else { format!(", {}", series.definition) };
        let way = series.better.label();
        let newest = format!("{} ({})", newest_words(series), newest_span(series));
        format!("{}{definition}, {newest}{interval}{target}. {way}. {}", series.measure, origin_words(series))
    };
    let shown = DataTable {
        salt: title,
        name: &format!("Measures: {}", title.to_lowercase()),
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let drawn = shown.show_within(ui, ROWS, cursor, |ui, at, column| {
        let Some(series) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &series.measure).on_hover_text(&series.definition)),
            1 => drop(cell_body(ui, &newest_words(series))),
            2 => drop(cell_body(ui, &newest_span(series))),
            3 => drop(cell_body(ui, &target_words(series))),
            _ => {
                let values: Vec<(f64, bool)> = series
                    .periods
                    .iter()
                    .filter_map(|p| Some((p.result.as_ref()?.value.value?, p.break_before.is_none())))
                    .collect();
                sparkline(ui, &values, vec2(92.0, 28.0));
            }
        }
    });
    drawn.opened
}

fn bring_in(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut MeasuresScreen) {
    section_title(ui, "Bring a file in");
    quiet(
        ui,
        "A table (CSV) with the columns measure, definition, kind, better, from, to, part_year, numerator, denominator, \
         value, unit, quality, source and note. Figures that are there already are left alone.",
    );
    let field = PathField {
        label: "Measures",
        hint: "A .csv file",
        error: None,
        path_for: PathFor::Measures,
        kind: DialogKind::Open,
        title: "Choose a table of measures",
        files: TABLES,
        suggested: "",
    };
    if field.show(ui, cx, &mut state.path).changed() {
        state.preview = None;
    }
    let reason = state.path.trim().is_empty().then_some("Enter the path of the file");
    if Button::quiet("Look at the figures").disabled_because(reason).show(ui).clicked() {
        cx.act(Action::Follow(FollowAsk::PreviewMeasures));
    }
    let Some(values) = &state.preview else { return };
    let mut names: Vec<&str> = values.iter().map(|value| value.measure.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let targets = values.iter().filter(|value| value.kind == ValueKind::Target).count();
    let empty = values.iter().filter(|value| value.value.is_none()).count();
    small(
        ui,
        &format!(
            "{} of {}; {targets} of them targets, {empty} asked for and not reported.",
            counted(values.len(), "figure", "figures"),
            counted(names.len(), "measure", "measures")
        ),
    );
    for name in names.iter().take(8) {
        small(ui, name);
    }
    let label = format!("Take in {}", counted(values.len(), "figure", "figures"));
    if Button::primary(&label).show(ui).clicked() {
        cx.run(Command::Measuring(Measuring::Import(values.clone())));
        state.preview = None;
        state.path.clear();
    }
}
