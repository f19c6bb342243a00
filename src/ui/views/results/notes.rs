//! Notes that can be chosen for the report.

use super::data::{NoteRow, ResultsData};
use crate::domain::sheet::NoteKind;
use crate::ops::{Command, Scoring};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{check, quiet, section_title, small_title};
use egui::Ui;

pub(super) fn notes(ui: &mut Ui, cx: &mut Cx<'_>, data: &ResultsData) {
    section_title(ui, "Notes for the report");
    if data.notes.is_empty() {
        quiet(ui, "No note can be chosen yet: notes show here when the comparison of their plan is open.");
        return;
    }
    let chosen = data.notes.iter().filter(|note| note.in_report).count();
    quiet(
        ui,
        &format!(
            "Tick what is to be printed: {chosen} of {} chosen. Notes for the panel only are never printed.",
            data.notes.len()
        ),
    );
    ui.add_space(space::HALF);
    for (kind, title) in [(NoteKind::Strength, "Strengths"), (NoteKind::Consideration, "Areas for consideration")] {
        let mut of_kind = data.notes.iter().filter(|note| note.kind == kind).peekable();
        if of_kind.peek().is_some() {
            ui.add_space(space::STEP);
            small_title(ui, title);
        }
        for note in of_kind {
            note_ui(ui, cx, note);
        }
    }
}

fn note_ui(ui: &mut Ui, cx: &mut Cx<'_>, note: &NoteRow) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    ui.push_id(note.id.0, |ui| {
        if !cx.round_is_open() {
            ui.disable();
        }
        let mut ticked = note.in_report;
        let place = if note.place.is_empty() { String::new() } else { format!(" ({})", note.place) };
        let label = format!("{}{place}: {}", note.on, note.text);
        ui.spacing_mut().item_spacing.y = 0.0;
        if check(ui, &label, &mut ticked) {
            cx.run(Command::Scoring(Scoring::ChooseNote { round, note: note.id, in_report: ticked }));
        }
    });
}
