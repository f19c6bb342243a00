//! The screen of the cohort.

use super::data::CohortData;
use super::state::{CohortScreen, Part};
use super::{checks, pictures, table};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::{NoticeTone, space};
use crate::ui::widgets::{
    Button, Sign, empty_state, page_column, page_title, part_row, small, standing_band, wide_page,
};
use crate::words::{counted, thousands};
use egui::{ScrollArea, Ui};

/// Below it there is no room for a table under the head, in points.
const LOW: f32 = 480.0;

const PARTS: [(Part, &str); 3] =
    [(Part::Plans, "List of plans"), (Part::Pictures, "How it divides"), (Part::Checks, "What is outstanding")];

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &CohortData, state: &mut CohortScreen) {
    if data.plans.is_empty() {
        page_column(ui, |ui| {
            page_title(ui, "Cohort");
            let words = "All plans that the local area keeps: what a sample is drawn from.";
            if empty_state(ui, "There are no plans yet", words, "Import plans…") {
                cx.act(Action::Go(Route::Prepare(Task::Plans)));
            }
        });
        return;
    }
    // In a low window the page scrolls as a whole; else what stands under its head.
    if ui.available_height() < LOW {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| page(ui, cx, data, state, true));
    } else {
        page(ui, cx, data, state, false);
    }
}

fn page(ui: &mut Ui, cx: &mut Cx<'_>, data: &CohortData, state: &mut CohortScreen, in_full: bool) {
    // A table may fill the window; its margins stay.
    wide_page(ui, |ui| {
        head(ui, cx, data, state);
        match state.part {
            Part::Plans => table::show(ui, cx, data, state, in_full),
            Part::Pictures if in_full => pictures::show(ui, data),
            Part::Checks if in_full => checks::show(ui, data, state),
            part => {
                ScrollArea::vertical().id_salt("part").auto_shrink(false).show(ui, |ui| {
                    if part == Part::Pictures { pictures::show(ui, data) } else { checks::show(ui, data, state) }
                });
            }
        }
    });
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, data: &CohortData, state: &mut CohortScreen) {
    page_title(ui, "Cohort");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::GROUP;
        let left = match data.left() {
            0 => String::new(),
            left => format!(", {} left", thousands(left as u64)),
        };
        small(ui, &format!("{} as of {}{left}", counted(data.present, "plan", "plans"), data.as_of_words));
        if Button::link("Import a newer list…").show(ui).clicked() {
            cx.act(Action::Go(Route::Prepare(Task::Plans)));
        }
    });
    if let Some(words) = &data.is_old {
        standing_band(ui, NoticeTone::Caution, Sign::Warning, words);
    }
    part_row(ui, "Parts of the cohort", &PARTS, &mut state.part);
    ui.add_space(space::STEP);
}
