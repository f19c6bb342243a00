//! The forms of preparing, one at a time.

use super::data::PrepareData;
use super::state::PrepareScreen;
use super::{allocate, bring_back, panel, plans, ready, round, sample};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, Sign, page_column};
use egui::{ScrollArea, Ui};

/// Draws the form of a step.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, state: &mut PrepareScreen, task: Task) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            // Lists and the matrix may be wider than a form reads well.
            let is_wide = matches!(task, Task::Panel | Task::Sample | Task::Ready | Task::Allocate);
            let width = if is_wide { space::READING_WIDTH } else { 760.0 };
            ui.set_max_width(ui.available_width().min(width));
            if Button::link("Overview").name("Back to the overview").sign(Sign::ChevronLeft).show(ui).clicked() {
                cx.act(Action::Go(Route::Overview));
            }
            match task {
                Task::Plans => plans::show(ui, cx, data, &mut state.plans),
                Task::Panel => panel::show(ui, cx, data, &mut state.panel),
                Task::Round => {
                    round::show(ui, cx, data, &mut state.round);
                    bring_back::show(ui, cx, data, &mut state.bring_back);
                }
                Task::Sample => sample::show(ui, cx, data, &mut state.sample),
                Task::Ready => ready::show(ui, cx, &data.arrangement, &mut state.ready),
                Task::Allocate => allocate::show(ui, cx, &data.arrangement, &mut state.allocate),
            }
        });
    });
}
