//! Drawing the sample, with what it would ask of the panel said before.

use super::data::PrepareData;
use super::state::{SampleForm, whole};
use crate::domain::audit_tool::Depth;
use crate::ops::{Command, Prepare};
use crate::stats::worst_half_width;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, body, check, page_title, quiet, quiet_group, small, small_title};
use crate::words::thousands;
use egui::Ui;

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut SampleForm) {
    page_title(ui, "Draw the sample");
    let depth = cx.round.map_or(Depth::Core, |round| round.facts.depth);
    quiet(ui, &format!("From {} plans, as of {}.", thousands(data.cohort as u64), data.as_of));
    if data.sampled > 0 {
        body(ui, &format!("This round has its sample already: {} plans.", data.sampled));
        return;
    }
    ui.add_space(space::STEP);
    numbers(ui, data, form);
    ui.add_space(space::STEP);
    workload(ui, data, form, depth);
    ui.add_space(space::STEP);
    strata(ui, data, form);
    ui.add_space(space::STEP);
    let Some(round) = cx.round.map(|round| round.id) else {
        small(ui, "Make the round first.");
        return;
    };
    let request = form.request();
    let reason = match () {
        () if !cx.round_is_open() => Some("The round is closed"),
        () if data.cohort == 0 => Some("Import the plans first"),
        () if request.is_none() => Some("Enter the numbers above"),
        () => None,
    };
    let pressed = Button::primary("Draw the sample").disabled_because(reason).show(ui).clicked();
    if let (true, Some(request)) = (pressed, request) {
        cx.run(Command::Prepare(Prepare::DrawSample { round, request }));
    }
    small(ui, reason.unwrap_or("The same seed and plans give the same sample, so that anyone can check the draw."));
}

fn number(ui: &mut Ui, label: &str, text: &mut String) {
    let error = text.trim().parse::<u64>().is_err().then_some("Enter a number.");
    TextField::new(label).error(error).width(120.0).show(ui, text);
}

fn numbers(ui: &mut Ui, data: &PrepareData, form: &mut SampleForm) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        number(ui, "Plans in the sample", &mut form.size);
        number(ui, "Reserves", &mut form.reserves);
        number(ui, "Seed", &mut form.seed);
        if data.titles.len() > 1 {
            number(ui, "Leave out plans of the last rounds", &mut form.exclude_last);
        }
    });
    let size = whole(&form.size).unwrap_or(0) as u64;
    if let Some(half) = worst_half_width(size, Some(data.cohort as u64)).filter(|_| size > 0) {
        small(
            ui,
            &format!(
                "A share found in this sample is uncertain by up to {:.0} percentage points either way.",
                half * 100.0
            ),
        );
    }
    if (1..20).contains(&size) {
        small(ui, "A sample under 20 plans cannot be definitive; the report will say so.");
    }
}

fn workload(ui: &mut Ui, data: &PrepareData, form: &mut SampleForm, depth: Depth) {
    small_title(ui, "What it asks of the panel");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        number(ui, "Readers for each plan", &mut form.readers);
        TextField::new("Hours each member has").width(120.0).show(ui, &mut form.hours);
    });
    let words = form.workload_words(depth, data.panel.len());
    if !words.is_empty() {
        body(ui, &words);
    }
}

fn strata(ui: &mut Ui, data: &PrepareData, form: &mut SampleForm) {
    if data.strata.is_empty() {
        return;
    }
    small_title(ui, "Divide by");
    small(ui, "Each group gets its share of the sample. Without any, plans are drawn from all alike.");
    quiet_group(ui, |ui| {
        for (fact, groups) in &data.strata {
            let mut ticked = form.stratify.contains(fact);
            if check(ui, &format!("{} ({groups} groups)", fact.label()), &mut ticked) {
                form.stratify.retain(|chosen| chosen != fact);
                if ticked {
                    form.stratify.push(*fact);
                }
            }
        }
        if !form.stratify.is_empty() {
            number(ui, "At least from each group", &mut form.min_per_stratum);
        }
    });
}
