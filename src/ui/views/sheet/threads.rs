//! The golden thread on the sheet, in the place of the question.

use super::data::SheetData;
use super::state::SheetScreen;
use crate::ops::{Command, Marking};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, page_title, quiet, thread_editor, thread_picture};
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let is_open = state.is_open(data) && cx.round_is_open();
    page_title(ui, "The golden thread");
    quiet(
        ui,
        "Follow three outcomes at least through the plan: from a hope to a need, to the outcome, to the provision. \
         Write numbers or short labels only, never the plan’s text.",
    );
    ui.add_space(space::STEP * 2.0);
    thread_picture(ui, "thread picture", "The golden thread as you see it", &state.threads.rows);
    ui.add_space(space::GROUP);
    if let Some(threads) =
        thread_editor(ui, ("threads", data.desk.member, data.desk.subject), &mut state.threads, is_open)
    {
        let (round, subject, member) = (data.desk.round.id, data.desk.subject, data.desk.member);
        cx.run(Command::Marking(Marking::Threads { round, subject, member, threads }));
    }
    ui.add_space(space::STEP * 2.0);
    if Button::quiet("Back to the questions").key("T").show(ui).clicked() {
        state.turn_threads(data);
    }
}
