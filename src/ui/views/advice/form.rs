//! A request by hand, in front of the register.

use super::state::AdviceForm;
use crate::ops::{Advising, Command};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::dialogs::in_front;
use crate::ui::theme::space;
use crate::ui::views::guarded::point_out;
use crate::ui::widgets::{Button, TextField};
use egui::Ui;

/// Draws it. Returns whether it was left.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, form: &mut AdviceForm) -> bool {
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let title = if form.id.is_some() { "Correct a request for advice" } else { "Record a request for advice" };
    let mut done = false;
    let left = in_front(ui, "advice", title, |ui| {
        let reference = TextField::new("Reference").width(240.0).show(ui, &mut form.reference);
        if is_first {
            reference.request_focus();
        }
        TextField::new("Service").hint("Such as Speech and language therapy").width(400.0).show(ui, &mut form.service);
        TextField::new("Provider").width(400.0).show(ui, &mut form.provider);
        TextField::new("Role of the author")
            .hint("A job title, never a name")
            .width(400.0)
            .show(ui, &mut form.author_role);
        point_out(ui, cx, &form.author_role);
        ui.horizontal_wrapped(|ui| {
            for (at, label) in ["Asked for on", "Received on", "Checked by the provider on"].into_iter().enumerate() {
                let error = form.day(at).err();
                if let Some(text) = form.days.get_mut(at) {
                    TextField::new(label).hint(day::HINT).error(error).width(156.0).show(ui, text);
                }
            }
        });
        TextField::new("Outcome").hint("In your own words; may stay empty").width(400.0).show(ui, &mut form.outcome);
        point_out(ui, cx, &form.outcome);
        TextField::new("Exception")
            .hint("The lawful exception of regulation 8, if one applies")
            .width(400.0)
            .show(ui, &mut form.exception);
        point_out(ui, cx, &form.exception);
        ui.add_space(space::STEP);
        let made = form.advice();
        let reason = made.as_ref().err().copied();
        ui.horizontal(|ui| {
            if Button::primary("Record it").disabled_because(reason).show(ui).clicked()
                && let Ok(advice) = made
            {
                cx.run(Command::Advising(Advising::Put { id: form.id, advice }));
                done = true;
            }
            if let Some(id) = form.id
                && Button::quiet("Remove it").show(ui).clicked()
            {
                cx.run(Command::Advising(Advising::Remove(id)));
                done = true;
            }
            done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    left || done
}
