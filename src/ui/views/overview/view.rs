//! The overview of the round.

use super::data::{OverviewData, StepStanding};
use super::state::OverviewScreen;
use crate::domain::round::RoundState;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::theme::space;
use crate::ui::views::agree::closing::view::ask_to_close;
use crate::ui::widgets::{
    Button, Step, StepState, body, figure, page_column, page_title, quiet, quiet_group, section_title, stepper,
};
use egui::{ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &OverviewData, _state: &mut OverviewScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, &data.title);
            if !data.about.is_empty() {
                quiet(ui, &data.about);
            }
            if !data.caution.is_empty() {
                quiet(ui, &data.caution);
            }
            if !data.keeping.is_empty() {
                ui.add_space(space::STEP);
                quiet_group(ui, |ui| {
                    body(ui, &data.keeping);
                    if Button::link("Go to how long rounds are kept").show(ui).clicked() {
                        cx.act(Action::Go(Route::File));
                    }
                });
            }
            if !data.figures.is_empty() {
                ui.add_space(space::STEP);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 48.0;
                    for (value, words) in &data.figures {
                        figure(ui, value, words);
                    }
                });
            }
            ui.add_space(space::GROUP);
            if ui.available_width() >= 760.0 && !data.waiting.is_empty() {
                ui.horizontal_top(|ui| {
                    let width = ui.available_width() - 300.0;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        steps(ui, cx, data);
                    });
                    ui.vertical(|ui| waiting(ui, data));
                });
            } else {
                steps(ui, cx, data);
                waiting(ui, data);
            }
            again(ui, cx, data);
            close(ui, cx, data);
        });
    });
}

fn steps(ui: &mut Ui, cx: &mut Cx<'_>, data: &OverviewData) {
    let state = |standing| match standing {
        StepStanding::Done => StepState::Done,
        StepStanding::Next => StepState::Next,
        StepStanding::Later => StepState::Later,
    };
    let steps: Vec<Step<'_>> = data
        .steps
        .iter()
        .map(|step| Step { title: &step.title, words: &step.words, state: state(step.state), act: &step.act })
        .collect();
    let pressed = stepper(ui, "steps", "Steps of the round", &steps);
    if let Some(step) = pressed.and_then(|at| data.steps.get(at)) {
        cx.act(Action::Go(step.to));
    }
}

fn again(ui: &mut Ui, cx: &mut Cx<'_>, data: &OverviewData) {
    if data.again.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        for (words, to) in &data.again {
            if Button::link(words).show(ui).clicked() {
                cx.act(Action::Go(*to));
            }
        }
    });
}

fn waiting(ui: &mut Ui, data: &OverviewData) {
    if data.waiting.is_empty() {
        return;
    }
    section_title(ui, "Who is waited for");
    for (name, left, all) in &data.waiting {
        body(ui, &format!("{name}: {left} of {all} sheets to come"));
    }
}

fn close(ui: &mut Ui, cx: &mut Cx<'_>, data: &OverviewData) {
    let Some(round) = cx.round else { return };
    ui.add_space(space::GROUP);
    if round.state == RoundState::Closed {
        quiet(ui, "This round is closed: nothing of it changes any more.");
        return;
    }
    if !data.may_close {
        return;
    }
    if Button::quiet("Close the round…").show(ui).clicked() {
        cx.act(ask_to_close(round.id, &round.facts.title));
    }
}
