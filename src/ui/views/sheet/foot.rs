//! The foot of the sheet: how far it is, whether it is saved, and where to go.

use super::data::SheetData;
use super::keys;
use super::state::{Overlay, SheetScreen};
use super::view::is_small;
use crate::domain::sheet::SheetState;
use crate::ops::{Command, Scoring};
use crate::ui::action::Action;
use crate::ui::app::saved_ui;
use crate::ui::cx::Cx;
use crate::ui::theme::tokens;
use crate::ui::widgets::{Button, Sign, progress_bar};
use egui::{Align, Frame, Layout, Margin, Panel, Ui, vec2};

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let frame = Frame::new().fill(tokens(ui).surface_raised).inner_margin(Margin::symmetric(16, 4));
    let is_wide = ui.available_width() >= 900.0;
    let height = if is_small(ui) { 48.0 } else { 56.0 };
    Panel::bottom("sheet foot").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let (done, total) = (state.answered(data), data.desk.criteria.len());
            let flagged = state.flagged(data).len();
            let back = if flagged > 0 { format!(" · {flagged} to come back to") } else { String::new() };
            let words = format!("{done} of {total} answered{back}");
            let width = if is_wide { 290.0 } else { 130.0 };
            ui.allocate_ui(vec2(width, 40.0), |ui| progress_bar(ui, done, total, &words));
            ui.add_space(8.0);
            saved_ui(ui, cx.saved);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons(ui, cx, data, state, is_wide));
        });
    });
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen, is_wide: bool) {
    let desk = &data.desk;
    if desk.state == SheetState::Draft {
        let reason = (!cx.round_is_open()).then_some("The round is closed");
        if Button::primary("Hand in").disabled_because(reason).show(ui).clicked() {
            state.overlay = Overlay::HandIn;
        }
    } else {
        let is_open = format!("The comparison of this {} is open", data.tool().subject.noun());
        let reason = (!desk.may_take_back).then_some(is_open.as_str());
        if Button::quiet("Take back").disabled_because(reason).show(ui).clicked() {
            let (round, subject, member) = (desk.round.id, desk.subject, desk.member);
            cx.run(Command::Scoring(Scoring::TakeBack { round, subject, member }));
        }
    }
    let reason = (!state.has_next_gap(data)).then_some("Every criterion has an answer");
    let next = Button::quiet("Next gap").key("G").sign_after(Sign::ArrowRight).disabled_because(reason).show(ui);
    if next.clicked() {
        keys::next_gap(cx, data, state);
    }
    if !is_wide {
        return;
    }
    if Button::quiet("Check").key("C").name("Check what is missing").show(ui).clicked() {
        state.put_in_front(Overlay::Check);
    }
    let first = (state.position(data) == 0).then_some("This is the first criterion");
    if Button::quiet("Previous").sign(Sign::ArrowLeft).disabled_because(first).show(ui).clicked() {
        state.step(data, -1);
    }
    let nothing = (!cx.can_undo).then_some("Nothing of yours to take back");
    if Button::quiet("Undo").sign(Sign::Undo).disabled_because(nothing).show(ui).clicked() {
        cx.act(Action::Undo);
    }
}
