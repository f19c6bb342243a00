//! Days, exceptions and limits, written in front of the screen.

use super::state::{LimitForm, PlanForm};
use crate::domain::clocks::{Clock, LimitUnit};
use crate::ops::{Clocking, Command};
use crate::ui::cx::Cx;
use crate::ui::dialogs::in_front;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, choice_list, quiet, section_title};
use egui::Ui;

/// Draws the form of a plan. Returns whether it was left.
pub(super) fn plan(ui: &Ui, cx: &mut Cx<'_>, form: &mut PlanForm) -> bool {
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let mut done = false;
    let left = in_front(ui, "clocks of a plan", &format!("Days of plan {}", form.reference), |ui| {
        quiet(
            ui,
            "Days of the cohort, such as the request or the last review, come with the list of plans; those of advice \
             with the advice register. A clock with a lawful exception is neither met nor late.",
        );
        ui.add_space(space::STEP);
        for (at, (event, typed)) in form.days.iter_mut().enumerate() {
            let fault = PlanForm::fault(typed);
            let field = TextField::new(event.label()).error(fault).width(200.0).show(ui, typed);
            if is_first && at == 0 {
                field.request_focus();
            }
        }
        if !form.exceptions.is_empty() {
            ui.add_space(space::STEP);
            section_title(ui, "Lawful exceptions");
            for (clock, words) in &mut form.exceptions {
                TextField::new(clock.label()).salt(("exception", clock.code())).width(420.0).show(ui, words);
            }
        }
        ui.add_space(space::STEP);
        let made = form.made();
        let reason = made.is_none().then_some("Write every day as day/month/year, such as 22/11/2026");
        ui.horizontal(|ui| {
            if Button::primary("Record it").disabled_because(reason).show(ui).clicked()
                && let Some(set) = made
            {
                cx.run(Command::Clocking(set));
                done = true;
            }
            done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    left || done
}

/// Draws the form of a limit. Returns whether it was left.
pub(super) fn limit(ui: &Ui, cx: &mut Cx<'_>, form: &mut LimitForm) -> bool {
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let mut done = false;
    let left = in_front(ui, "limit of a clock", form.clock.label(), |ui| {
        let law = form.clock.law().map(|law| law.words()).unwrap_or_default();
        quiet(ui, &format!("The law says {law}. A limit of your own is marked as local wherever it counts."));
        ui.add_space(space::STEP);
        let made = form.made();
        let fault = made.is_none().then_some("A whole number from 1 to 400");
        let field = TextField::new("Limit").error(fault).width(120.0).show(ui, &mut form.amount);
        if is_first {
            field.request_focus();
        }
        // Days to comment count the day of service: weeks and months have no such day.
        if form.clock != Clock::Comments {
            let units = LimitUnit::ALL.iter().map(|unit| unit.label()).collect::<Vec<_>>();
            let chosen = LimitUnit::ALL.iter().position(|unit| *unit == form.unit);
            if let Some(unit) = choice_list(ui, "In", &units, chosen, 160.0).and_then(|at| LimitUnit::ALL.get(at)) {
                form.unit = *unit;
            }
        }
        ui.horizontal(|ui| {
            if Button::primary("Set the limit").disabled_because(fault).show(ui).clicked() {
                cx.run(Command::Clocking(Clocking::SetLimit { clock: form.clock, limit: made }));
                done = true;
            }
            if Button::quiet("Use the law’s").show(ui).clicked() {
                cx.run(Command::Clocking(Clocking::SetLimit { clock: form.clock, limit: None }));
                done = true;
            }
            done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    left || done
}
