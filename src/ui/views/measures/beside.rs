//! The area beside England, its region and chosen neighbours, from what the Department publishes.

use super::data::{Beside, MeasuresData};
use crate::ops::{Command, Measuring};
use crate::stats::series::figure_words;
use crate::stats::trend::Counted;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_strong};
use crate::ui::widgets::{
    Button, ChartPoint, Column, DataTable, Sign, choice_list, quiet, section_title, small, trend_chart,
};
use crate::words::thousands;
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &MeasuresData, beside: &Beside, as_tables: bool, joins: bool) {
    section_title(ui, "Beside England, the region and neighbours");
    quiet(ui, &format!("{}: {}.", beside.of.measure(), beside.of.definition()));
    if !joins {
        quiet(
            ui,
            "Published by the Department on a definition of its own: not joined with the figures above, nor with their \
             targets.",
        );
    }
    small(
        ui,
        "Source: Department for Education, Education, health and care plans 2025 (Open Government Licence v3.0).",
    );
    let years = beside.years();
    if as_tables {
        table(ui, beside, &years);
    } else {
        let names: Vec<&str> = beside.others.iter().map(|area| area.name.as_str()).collect();
        let is_percent = beside.own.years.values().any(|(_, of)| of.is_some());
        let largest = beside.own.years.values().map(|(count, _)| *count).fold(1.0, f64::max);
        // A count of the whole of England on one scale with that of an authority would flatten the authority.
        let fits = |value: f64| is_percent || value <= 4.0 * largest;
        let points: Vec<ChartPoint> = years.iter().map(|year| point(beside, *year, is_percent, &fits)).collect();
        trend_chart(ui, "beside", &format!("{}, year by year", beside.of.measure()), is_percent, &points, &names);
        if !is_percent {
            small(ui, "Counts of larger areas are not drawn; the table has them.");
        }
    }
    neighbours(ui, cx, data);
}

fn unit(beside: &Beside) -> &'static str {
    if beside.own.years.values().any(|(_, of)| of.is_some()) { "percent" } else { "plans" }
}

fn point(beside: &Beside, year: i32, is_percent: bool, fits: &dyn Fn(f64) -> bool) -> ChartPoint {
    let value = beside.own.value(year);
    let counts = beside.own.years.get(&year).and_then(|(count, of)| Some((*count as u64, of.map(|of| of as u64)?)));
    let interval = counts.filter(|(count, n)| is_percent && count <= n);
    let interval = interval.and_then(|(count, n)| Counted::of(count, n).interval());
    let mut name = format!("{year}, {}", words(beside, 0, year));
    for (at, area) in beside.others.iter().enumerate() {
        name += &format!("; {}: {}", area.name, words(beside, at + 1, year));
    }
    ChartPoint {
        label: year.to_string(),
        value,
        words: value.map(|value| own_words(value, is_percent)).unwrap_or_default(),
        interval: interval.map(|i| (100.0 * i.low, 100.0 * i.high)),
        target: None,
        is_joined: beside.own.value(year - 1).is_some(),
        is_hollow: false,
        name,
        beside: beside.others.iter().map(|area| area.value(year).filter(|value| fits(*value))).collect(),
    }
}

fn own_words(value: f64, is_percent: bool) -> String {
    if is_percent { figure_words(value, "percent") } else { thousands(value as u64) }
}

/// "96 % (178 of 185)", of the area itself (0) or one beside it.
fn words(beside: &Beside, at: usize, year: i32) -> String {
    let area = at.checked_sub(1).map_or(Some(&beside.own), |at| beside.others.get(at));
    let Some((count, of)) = area.and_then(|area| area.years.get(&year)) else { return "–".to_owned() };
    let number = |value: f64| thousands(value as u64);
    match of {
        Some(of) => {
            format!("{} ({} of {})", figure_words(100.0 * count / of, unit(beside)), number(*count), number(*of))
        }
        None => number(*count),
    }
}

fn table(ui: &mut Ui, beside: &Beside, years: &[i32]) {
    let heads: Vec<String> = years.iter().map(i32::to_string).collect();
    let width = ((ui.available_width() - 220.0) / years.len().max(1) as f32).clamp(100.0, 210.0);
    let mut columns = vec![Column::rest("Area")];
    columns.extend(heads.iter().map(|year| Column::words(year, width)));
    let name = |at: usize| {
        let area = at.checked_sub(1).map_or(Some(&beside.own), |at| beside.others.get(at));
        area.map(|area| area.name.clone()).unwrap_or_default()
    };
    let table = DataTable {
        salt: "beside table",
        name: "Areas beside each other",
        columns: &columns,
        rows: beside.others.len() + 1,
        row_name: &name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, &mut 0, |ui, at, column| match (column.checked_sub(1), at) {
        (None, _) => drop(cell_strong(ui, &name(at))),
        (Some(place), _) => {
            if let Some(year) = years.get(place) {
                cell_body(ui, &words(beside, at, *year));
            }
        }
    });
}

fn neighbours(ui: &mut Ui, cx: &mut Cx<'_>, data: &MeasuresData) {
    ui.add_space(space::STEP);
    let free: Vec<_> = data.authorities.iter().filter(|area| !data.neighbours.contains(&area.ons_code)).collect();
    let names: Vec<&str> = free.iter().map(|area| area.name.as_str()).collect();
    if let Some(area) = choice_list(ui, "Set another authority beside", &names, None, 280.0).and_then(|at| free.get(at))
    {
        let mut codes = data.neighbours.clone();
        codes.push(area.ons_code.clone());
        cx.run(Command::Measuring(Measuring::SetNeighbours(codes)));
    }
    ui.horizontal_wrapped(|ui| {
        for code in &data.neighbours {
            let Some(area) = data.authorities.iter().find(|area| area.ons_code == *code) else { continue };
            let name = format!("Take {} away", area.name);
            if Button::quiet(&area.name).small().sign_after(Sign::Cross).name(&name).show(ui).clicked() {
                let codes = data.neighbours.iter().filter(|other| *other != code).cloned().collect();
                cx.run(Command::Measuring(Measuring::SetNeighbours(codes)));
            }
        }
    });
}
