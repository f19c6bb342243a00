//! An action being written, in front of the board.

use super::data::ActionsData;
use super::state::ActionForm;
use crate::domain::action::ActionState;
use crate::ops::{Command, Planning};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::dialogs::in_front;
use crate::ui::theme::space;
use crate::ui::views::guarded::point_out;
use crate::ui::widgets::{Button, TextField, check, choice_list};
use egui::Ui;

const WIDTH: f32 = 500.0;

/// How it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// With what was written.
    Saved,
    /// Without it.
    Unsaved,
}

/// Draws it. Returns whether it was left, and how.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, data: &ActionsData, form: &mut ActionForm) -> Option<Left> {
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let title = if form.is_new { "New action" } else { "Change the action" };
    let mut done = None;
    let left = in_front(ui, "action", title, |ui| {
        let label = "What will be done";
        let what = TextField::new(label).error(form.fault(label)).rows(2).width(WIDTH).show(ui, &mut form.action.what);
        if is_first {
            what.request_focus();
        }
        point_out(ui, cx, &form.action.what);
        ui.horizontal_top(|ui| {
            TextField::new("Owner").hint("A role or a member of staff").width(240.0).show(ui, &mut form.action.owner);
            TextField::new("Team").hint("May stay empty").width(240.0).show(ui, &mut form.action.team);
        });
        ui.horizontal_top(|ui| {
            TextField::new("Lead forum").hint("Who follows it").width(240.0).show(ui, &mut form.action.forum);
            TextField::new("Theme").hint("In your own words").width(240.0).show(ui, &mut form.action.theme);
        });
        let labels: Vec<String> =
            ActionState::ALL.iter().map(|state| format!("{} {}", state.letter(), state.label())).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let chosen = ActionState::ALL.iter().position(|state| *state == form.action.state);
        if let Some(state) = choice_list(ui, "State", &labels, chosen, 240.0).and_then(|at| ActionState::ALL.get(at)) {
            form.action.state = *state;
        }
        ui.horizontal_wrapped(|ui| {
            for (at, label) in ["Due on", "Agreed on", "Done on"].into_iter().enumerate() {
                let error = form.day(at).err().or(form.fault(label));
                if let Some(text) = form.days.get_mut(at) {
                    TextField::new(label).hint(day::HINT).error(error).width(150.0).show(ui, text);
                }
            }
        });
        let rounds: Vec<&str> =
            std::iter::once("None: by hand").chain(data.rounds.iter().map(|(_, title)| title.as_str())).collect();
        let at = data.rounds.iter().position(|(id, _)| Some(*id) == form.action.round).map_or(0, |at| at + 1);
        if let Some(pressed) = choice_list(ui, "From the round", &rounds, Some(at), 320.0) {
            form.action.round = pressed.checked_sub(1).and_then(|at| data.rounds.get(at)).map(|(id, _)| *id);
        }
        TextField::new("Criteria a re-audit shows it on")
            .hint("Codes such as C1 E4; may stay empty")
            .width(320.0)
            .show(ui, &mut form.criteria);
        TextField::new("Progress").hint("Dated lines").rows(3).width(WIDTH).show(ui, &mut form.action.progress);
        point_out(ui, cx, &form.action.progress);
        TextField::new("What shows that it was done").rows(2).width(WIDTH).show(ui, &mut form.action.evidence);
        point_out(ui, cx, &form.action.evidence);
        TextField::new("You said, we did")
            .hint("As it may be published: no child, family or member of staff. Empty: not published")
            .rows(2)
            .width(WIDTH)
            .show(ui, &mut form.action.public_line);
        point_out(ui, cx, &form.action.public_line);
        check(ui, "It is training", &mut form.action.is_training);
        ui.add_space(space::STEP);
        ui.horizontal(|ui| {
            if Button::primary("Save the action").show(ui).clicked() {
                form.was_tried = true;
                if let Ok(action) = form.made() {
                    let (action, is_new) = (Box::new(action), form.is_new);
                    cx.run(Command::Planning(if is_new { Planning::Add(action) } else { Planning::Change(action) }));
                    done = Some(Left::Saved);
                }
            }
            if Button::quiet("Cancel").show(ui).clicked() {
                done = Some(Left::Unsaved);
            }
        });
    });
    done.or(left.then_some(Left::Unsaved))
}
