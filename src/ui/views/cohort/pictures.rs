//! How the cohort divides, beside the Department's figures.

use super::data::CohortData;
use crate::stats::cohort::Divides;
use crate::ui::theme::space;
use crate::ui::widgets::{ShareRow, body, quiet, section_title, share_bars, small};
use crate::words::thousands;
use egui::Ui;

/// Draws the pictures, one for each division.
pub(super) fn show(ui: &mut Ui, data: &CohortData) {
    ui.vertical(|ui| {
        ui.set_max_width(ui.available_width().min(space::READING_WIDTH));
        quiet(
            ui,
            "Shares of the plans of which it is known. Beside them: Department for Education, Education, health and care \
             plans, January 2025 (Open Government Licence v3.0).",
        );
        const MARKS: [&str; 3] = ["a line", "a ring", "a diamond"];
        // Where only England stands beside, its mark is the first.
        let marks = data.areas.iter().zip(MARKS).map(|(area, mark)| format!("{mark} for {area}"));
        small(ui, &format!("On the bars: {}.", marks.collect::<Vec<_>>().join(", ")));
        for divides in &data.divides {
            division(ui, data, divides);
        }
    });
}

fn division(ui: &mut Ui, data: &CohortData, divides: &Divides) {
    ui.add_space(space::GROUP);
    section_title(ui, divides.by.label());
    if divides.known == 0 {
        body(ui, "The list of plans does not say.");
        return;
    }
    let known = thousands(divides.known);
    small(
        ui,
        &match divides.not_known {
            0 => format!("Known of all {known} plans."),
            unknown => format!("Known of {known} plans; not known of {}.", thousands(unknown)),
        },
    );
    let areas: Vec<&str> =
        if divides.by.published().is_some() { data.areas.iter().map(String::as_str).collect() } else { Vec::new() };
    if areas.is_empty() {
        small(ui, "The Department publishes no figures divided like this.");
    }
    let rows: Vec<ShareRow<'_>> = divides
        .groups
        .iter()
        .map(|group| ShareRow {
            name: &group.words,
            count: group.plans,
            share: group.share,
            beside: if areas.is_empty() { &[] } else { &group.beside },
        })
        .collect();
    share_bars(ui, divides.by.label(), divides.by.label(), &areas, &rows);
}
