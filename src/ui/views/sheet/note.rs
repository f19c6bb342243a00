//! The note on a criterion: saved when typing stops, when the field is left, or by Ctrl+Enter.

use super::data::SheetData;
use super::state::{NOTE_SAVES_AFTER_S, Overlay, SheetScreen, empty_note};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::sheet::NoteKind;
use crate::ops::{Command, NoteDraft, Scoring};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::guarded::point_out;
use crate::ui::widgets::{Button, TextField, choice_list};
use egui::Ui;

/// Asks for a note to be saved.
pub(super) fn save(cx: &mut Cx<'_>, data: &SheetData, (criterion, note): (String, NoteDraft)) {
    let desk = &data.desk;
    let (round, subject, member) = (desk.round.id, desk.subject, desk.member);
    cx.run(Command::Scoring(Scoring::SetNote { round, subject, member, criterion, note }));
}

/// Saves the note when nothing was typed for a while.
pub(super) fn save_when_still(ui: &Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let Some(changed_at) = state.note.changed_at_s else { return };
    let still_for = ui.input(|input| input.time) - changed_at;
    if still_for < NOTE_SAVES_AFTER_S {
        // A hair more, so that the frame does not come just before the time.
        let left = (NOTE_SAVES_AFTER_S - still_for + 0.02) as f32;
        ui.ctx().request_repaint_after_secs(left);
        return;
    }
    if let Some(unsaved) = state.take_unsaved_note() {
        save(cx, data, unsaved);
    }
}

/// Draws the note with its kind and its place in the plan.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen, is_open: bool) {
    let usual = usual_kind(data, state);
    let mut note = state.note.draft.clone().unwrap_or_else(|| empty_note(usual));
    let before = note.clone();
    // A field remembers what was typed into it: one of its own for each person, plan and criterion.
    let desk = &data.desk;
    let code = format!("{} {} {}", desk.member, desk.subject, state.note.criterion);
    let field = TextField::new("Note")
        .hint("Write as if the family will read it: they may.")
        .rows(2)
        .width(f32::INFINITY)
        .read_only(!is_open)
        .salt(&code)
        .show(ui, &mut note.text);
    if std::mem::take(&mut state.focus_note) {
        field.request_focus();
        field.scroll_to_me(None);
    }
    let mut left = field.lost_focus();
    point_out(ui, cx, &note.text);
    // Kind and place say something only of a note.
    if !note.text.trim().is_empty() || field.has_focus() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            left |= kind_and_place(ui, (&code, place_words(data.tool().subject)), &mut note, is_open);
        });
    }
    if is_open {
        let name = "Your phrases: put one into the note, or keep the note as one";
        if Button::link("Your phrases…").name(name).key("Ctrl+P").show(ui).clicked() {
            state.put_in_front(Overlay::Phrases);
        }
    }
    if note != before {
        state.note.changed_at_s = Some(ui.input(|input| input.time));
        state.note.draft = Some(note);
    }
    if left && let Some(unsaved) = state.take_unsaved_note() {
        save(cx, data, unsaved);
    }
    if state.note.changed_at_s.is_some() {
        ui.ctx().request_repaint_after_secs(NOTE_SAVES_AFTER_S as f32 + 0.02);
    }
    ui.add_space(space::HALF);
}

/// Asks where a note belongs.
const fn place_words(subject: SubjectKind) -> &'static str {
    match subject {
        SubjectKind::Plan => "Where in the plan",
        SubjectKind::Draft => "Where in the draft",
        SubjectKind::Advice => "Where in the advice",
        SubjectKind::Review => "Where in the papers of the review",
        SubjectKind::Practice => "Where it was seen",
    }
}

/// Returns whether a field was left or a kind chosen: the note is saved then.
fn kind_and_place(ui: &mut Ui, (code, place): (&str, &str), note: &mut NoteDraft, is_open: bool) -> bool {
    let labels: Vec<&str> = NoteKind::ALL.iter().map(|kind| kind.label()).collect();
    let chosen = NoteKind::ALL.iter().position(|kind| *kind == note.kind);
    let mut left = false;
    let pressed = ui.add_enabled_ui(is_open, |ui| choice_list(ui, "This note is", &labels, chosen, 220.0)).inner;
    if let Some(kind) = pressed.and_then(|at| NoteKind::ALL.get(at)) {
        note.kind = *kind;
        left = true;
    }
    let field = TextField::new(place).width(240.0).read_only(!is_open).salt(code).show(ui, &mut note.place);
    left || field.lost_focus()
}

/// A criterion that is met invites a strength, any other something to consider.
fn usual_kind(data: &SheetData, state: &SheetScreen) -> NoteKind {
    let answer = state.current(data).and_then(|c| state.answer_of(c));
    if answer.is_some_and(|given| data.tool().is_met(&given.answer)) {
        NoteKind::Strength
    } else {
        NoteKind::Consideration
    }
}
