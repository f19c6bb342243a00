//! The golden thread of a plan, as members saw it and as the panel agrees it.

use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::thread::count_breaks;
use crate::ops::{Command, Marking, PlanThreads};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, ThreadsEdit, quiet, small, small_title, strong, thread_editor, thread_picture};
use egui::Ui;

/// The threads the panel is agreeing on.
#[derive(Debug, Default)]
pub struct ThreadsPanel {
    subject: Option<SubjectId>,
    edit: ThreadsEdit,
    is_editing: bool,
}

impl ThreadsPanel {
    /// What was written and is not sent yet.
    pub fn take_unsaved(&mut self, round: RoundId) -> Option<Command> {
        let subject = self.subject?;
        let threads = self.edit.take_unsaved()?;
        Some(Command::Marking(Marking::AgreeThreads { round, subject, threads }))
    }

    /// What was sent was not saved.
    pub fn not_saved(&mut self) {
        self.edit.not_saved();
    }
}

/// Draws the threads of one plan: those of the sheets side by side, the panel's own below.
pub fn threads_panel(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    subject: SubjectId,
    threads: &PlanThreads,
    panel: &mut ThreadsPanel,
) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    if panel.subject != Some(subject) {
        if let Some(unsaved) = panel.take_unsaved(round) {
            cx.run(unsaved);
        }
        *panel = ThreadsPanel { subject: Some(subject), ..ThreadsPanel::default() };
    }
    panel.edit.follow(&threads.agreed);
    small_title(ui, "The golden thread");
    let is_open = cx.round_is_open();
    if threads.sheets.is_empty() && threads.agreed.is_empty() {
        quiet(ui, "Nobody wrote a golden thread down here.");
    }
    for (member, seen) in &threads.sheets {
        ui.push_id(egui::IdSalt::new(("threads of", member)), |ui| {
            strong(ui, member);
            thread_picture(ui, "picture", &format!("Golden thread as {member} saw it"), seen);
            if is_open && panel.edit.written() != *seen {
                let name = format!("Take the golden thread of {member} as the panel’s");
                if Button::link("Take this as the panel’s").name(&name).show(ui).clicked() {
                    panel.edit.replace(seen);
                    if let Some(threads) = panel.edit.take_unsaved() {
                        cx.run(Command::Marking(Marking::AgreeThreads { round, subject, threads }));
                    }
                }
            }
            ui.add_space(space::STEP);
        });
    }
    agreed(ui, cx, (round, subject), panel, is_open);
}

fn agreed(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (round, subject): (RoundId, SubjectId),
    panel: &mut ThreadsPanel,
    is_open: bool,
) {
    let written = panel.edit.written();
    if !written.is_empty() {
        strong(ui, "As the panel agreed");
        thread_picture(ui, "agreed threads", "Golden thread as the panel agreed", &written);
        if let Some(words) = count_breaks([written.as_slice()]).words() {
            small(ui, if words.starts_with("In none") { "No thread breaks." } else { "At least one thread breaks." });
        }
    }
    if !is_open {
        return;
    }
    let words = match (panel.is_editing, written.is_empty()) {
        (true, _) => "Done writing the golden thread",
        (false, true) => "Write the panel’s golden thread",
        (false, false) => "Change the panel’s golden thread",
    };
    let mut saved = None;
    if Button::link(words).show(ui).clicked() {
        panel.is_editing = !panel.is_editing;
        saved = panel.edit.take_unsaved();
    }
    if panel.is_editing {
        saved = saved.or(thread_editor(ui, "agreed editor", &mut panel.edit, is_open));
    }
    if let Some(threads) = saved {
        cx.run(Command::Marking(Marking::AgreeThreads { round, subject, threads }));
    }
}
