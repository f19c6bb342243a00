//! The forms of preparing, one at a time.

use super::data::PrepareData;
use super::state::{PrepareScreen, whole};
use super::{panel, plans, round, sample};
use crate::ops::{Command, Prepare};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, Sign, TextField, body, page_column, page_title, quiet, small};
use egui::{ScrollArea, Ui};

/// Draws the form of a step.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, state: &mut PrepareScreen, task: Task) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            ui.set_max_width(ui.available_width().min(760.0));
            if Button::link("Overview").name("Back to the overview").sign(Sign::ChevronLeft).show(ui).clicked() {
                cx.act(Action::Go(Route::Overview));
            }
            match task {
                Task::Plans => plans::show(ui, cx, data, &mut state.plans),
                Task::Panel => panel::show(ui, cx, data, &mut state.panel),
                Task::Round => round::show(ui, cx, data, &mut state.round),
                Task::Sample => sample::show(ui, cx, data, &mut state.sample),
                Task::Allocate => allocate(ui, cx, data, state),
            }
        });
    });
}

fn allocate(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, state: &mut PrepareScreen) {
    page_title(ui, "Allocate the plans");
    quiet(
        ui,
        "Every plan gets its readers from different agencies, as evenly as can be. Nobody gets a plan in which they \
         declared an interest.",
    );
    ui.add_space(space::STEP);
    body(ui, &format!("{} plans in the sample, {} members on the panel.", data.sampled, data.panel.len()));
    if data.kept > 0 {
        small(ui, &format!("{} score sheets are begun or handed in; their readers stay.", data.kept));
    }
    ui.add_space(space::STEP);
    let per_plan = whole(&state.allocate.per_plan).filter(|number| (1..=12).contains(number));
    let error = per_plan.is_none().then_some("Enter a number from 1 to 12.");
    TextField::new("Readers for each plan").error(error).width(96.0).show(ui, &mut state.allocate.per_plan);
    ui.add_space(space::STEP);
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let reason = match () {
        () if !cx.round_is_open() => Some("The round is closed"),
        () if data.sampled == 0 => Some("Draw the sample first"),
        () if data.panel.is_empty() => Some("Bring the panel in first"),
        () => None,
    };
    let pressed =
        Button::primary("Allocate the plans").enabled(per_plan.is_some()).disabled_because(reason).show(ui).clicked();
    if let (true, Some(per_plan)) = (pressed, per_plan) {
        cx.run(Command::Prepare(Prepare::Allocate { round, per_plan }));
    }
    small(ui, reason.unwrap_or("It can be done again as long as sheets are not begun."));
}
