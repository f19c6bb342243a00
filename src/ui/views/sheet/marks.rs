//! Flags, grades of one's own, phrases, and the plan's document: what stands beside the answers.

use super::data::SheetData;
use super::state::{Overlay, OwnGradeDraft, SheetScreen, empty_note};
use super::view::grade_chip_of;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::sheet::{Because, NoteKind, SheetOverride};
use crate::jobs::DialogKind;
use crate::ops::{Command, Marking};
use crate::settings::DOCUMENT_ENDINGS;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{in_front, take_key};
use crate::ui::path_field::{PathField, typed_path};
use crate::ui::theme::space;
use crate::ui::widgets::{
    Button, Sign, TextField, body, choice_list, choice_radio, quiet, reading, small, small_title,
};
use egui::{Key, Modifiers, Ui};
use std::path::{Path, PathBuf};

/// Marks the current criterion to be come back to, or no longer.
pub(super) fn turn_flag(cx: &mut Cx<'_>, data: &SheetData, state: &SheetScreen) {
    let Some(on_desk) = state.current(data) else { return };
    let (round, subject, member) = (data.desk.round.id, data.desk.subject, data.desk.member);
    let (criterion, flagged) = (on_desk.code.clone(), !state.is_flagged(on_desk));
    cx.run(Command::Marking(Marking::Flag { round, subject, member, criterion, flagged }));
}

/// The button that marks the current criterion.
pub(super) fn flag_button(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &SheetScreen) {
    let is_flagged = state.current(data).is_some_and(|c| state.is_flagged(c));
    let words = if is_flagged { "To come back to" } else { "Come back to this" };
    let name = if is_flagged { "To come back to. Press when it is settled" } else { "Come back to this" };
    let id = ui.make_persistent_id("flag");
    let button = Button::quiet(words).small().key("F").name(name);
    let button = if is_flagged { button.sign(Sign::Flag) } else { button };
    if button.show_with_id(ui, id).clicked() {
        turn_flag(cx, data, state);
    }
}

/// Opens the choice of a grade of one's own for a section, or for the whole plan ("").
pub(super) fn begin_own_grade(data: &SheetData, state: &mut SheetScreen, heading: &str) {
    if data.tool().grades.is_empty() {
        return;
    }
    let own = state.own_grade_of(data, heading);
    state.own_grade = OwnGradeDraft {
        heading: heading.to_owned(),
        grade: own.map(|own| own.grade.clone()),
        because: own.and_then(|own| Because::from_code(&own.because)),
        reason: own.map(|own| own.reason.clone()).unwrap_or_default(),
    };
    state.put_in_front(Overlay::OwnGrade);
}

/// A grade of the member's own with its reason, and the way to it.
pub(super) fn own_grade_line(ui: &mut Ui, data: &SheetData, state: &mut SheetScreen, heading: &str, is_open: bool) {
    if let Some(own) = state.own_grade_of(data, heading).cloned() {
        small(ui, "Your own grade, in place of the suggested one");
        grade_chip_of(ui, data, Some(&own.grade));
        small(ui, &reason_words(&own));
    }
    if is_open {
        let of = if heading.is_empty() {
            format!("the {}", data.tool().subject.noun())
        } else {
            format!("section {heading}")
        };
        let name = format!("Set your own grade for {of}");
        if Button::link("Your own grade…").name(&name).show(ui).clicked() {
            begin_own_grade(data, state, heading);
        }
    }
}

fn reason_words(own: &SheetOverride) -> String {
    let because = Because::from_code(&own.because).map_or("", Because::label);
    match own.reason.trim() {
        "" => because.to_owned(),
        reason if own.because == Because::Other.code() => reason.to_owned(),
        reason => format!("{because}: {reason}"),
    }
}

/// The choice of a grade of one's own.
pub(super) fn own_grade_dialog(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let sections: Vec<(String, String)> =
        std::iter::once((String::new(), format!("The whole {}", data.tool().subject.noun())))
            .filter(|_| data.is_whole)
            .chain(state.sections(data).iter().filter_map(|count| {
                let heading = data.tool().headings.get(count.heading)?;
                Some((heading.code.clone(), format!("Section {}: {}", heading.code, heading.title)))
            }))
            .collect();
    let was_set = state.own_grade_of(data, &state.own_grade.heading).is_some();
    let mut acted: Option<Option<SheetOverride>> = None;
    let mut cancelled = false;
    let mut other = None;
    let left = in_front(ui, "own grade", "A grade of your own", |ui| {
        body(ui, "It stands beside the suggested grade, with your reason. The panel agrees the grade that counts.");
        let draft = &mut state.own_grade;
        let names: Vec<&str> = sections.iter().map(|(_, name)| name.as_str()).collect();
        let at = sections.iter().position(|(code, _)| *code == draft.heading);
        if let Some(pressed) = choice_list(ui, "For", &names, at, 380.0) {
            other = sections.get(pressed).map(|(code, _)| code.clone());
        }
        grade_and_reason(ui, data, draft);
        let hint = if draft.because == Some(Because::Other) { "In your own words" } else { "May stay empty" };
        let salt = format!("{} {} {}", data.desk.member, data.desk.subject, draft.heading);
        TextField::new("The reason in words").hint(hint).width(440.0).rows(2).salt(salt).show(ui, &mut draft.reason);
        crate::ui::views::guarded::point_out(ui, cx, &draft.reason);
        let ready = draft
            .grade
            .clone()
            .zip(draft.because)
            .filter(|(_, because)| *because != Because::Other || !draft.reason.trim().is_empty());
        ui.horizontal(|ui| {
            let missing = ready.is_none().then_some("Choose a grade and a reason first");
            let set = Button::primary("Set this grade").disabled_because(missing).show(ui).clicked();
            if let (true, Some((grade, because))) = (set, ready) {
                let (because, reason) = (because.code().to_owned(), draft.reason.trim().to_owned());
                acted = Some(Some(SheetOverride { grade, because, reason }));
            }
            if was_set && Button::quiet("Take the suggested grade").show(ui).clicked() {
                acted = Some(None);
            }
            cancelled = Button::quiet("Cancel").key("Esc").show(ui).clicked();
        });
    });
    if let Some(heading) = other {
        begin_own_grade(data, state, &heading);
        return;
    }
    if let Some(own) = acted {
        let (round, subject, member) = (data.desk.round.id, data.desk.subject, data.desk.member);
        let heading = state.own_grade.heading.clone();
        cx.run(Command::Marking(Marking::OwnGrade { round, subject, member, heading, own }));
        state.put_in_front(Overlay::None);
    } else if left || cancelled {
        state.put_in_front(Overlay::None);
    }
}

/// Grade and reason beside each other: both short lists, seen at once.
fn grade_and_reason(ui: &mut Ui, data: &SheetData, draft: &mut OwnGradeDraft) {
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.allocate_ui(egui::vec2(width * 0.38, 0.0), |ui| {
            let grades: Vec<(&str, &str)> = data.tool().grades.iter().map(|grade| (grade.label.as_str(), "")).collect();
            let chosen = draft.grade.as_deref().and_then(|code| data.tool().grade_place(code));
            if let Some(pressed) = ui.vertical(|ui| choice_radio(ui, "Grade", &grades, chosen)).inner {
                draft.grade = data.tool().grades.get(pressed).map(|grade| grade.code.clone());
            }
        });
        ui.allocate_ui(egui::vec2(width * 0.58, 0.0), |ui| {
            let reasons: Vec<(&str, &str)> = Because::ALL.iter().map(|because| (because.label(), "")).collect();
            let chosen = Because::ALL.iter().position(|because| Some(*because) == draft.because);
            if let Some(pressed) = ui.vertical(|ui| choice_radio(ui, "Because", &reasons, chosen)).inner {
                draft.because = Because::ALL.get(pressed).copied();
            }
        });
    });
}

/// The phrases a member keeps: into the note, from the note, away.
pub(super) fn phrases_dialog(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let member = data.desk.member;
    let written = state.note.draft.as_ref().map(|note| note.text.trim().to_owned()).unwrap_or_default();
    let is_new = !written.is_empty() && data.desk.phrases.iter().all(|phrase| phrase.text != written);
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    let is_open = state.is_open(data) && cx.round_is_open();
    let mut insert = None;
    if is_open {
        for (phrase, key) in data.desk.phrases.iter().zip(keys) {
            if take_key(ui, Modifiers::NONE, key) {
                insert = Some(phrase.text.clone());
            }
        }
    }
    let mut closed = false;
    let left = in_front(ui, "phrases", "Your phrases", |ui| {
        quiet(ui, "Only you see them. They are kept in this audit file, under your name.");
        ui.add_space(space::STEP);
        for (row, phrase) in data.desk.phrases.iter().enumerate() {
            ui.push_id(egui::IdSalt::new(phrase.id), |ui| {
                reading(ui, &phrase.text);
                ui.horizontal(|ui| {
                    let key = (row + 1).to_string();
                    let name = format!("Put into the note: {}", phrase.text);
                    let mut button = Button::quiet("Put into the note").small().name(&name).enabled(is_open);
                    if row < keys.len() {
                        button = button.key(&key);
                    }
                    if button.show(ui).clicked() {
                        insert = Some(phrase.text.clone());
                    }
                    let name = format!("Remove the phrase: {}", phrase.text);
                    if Button::link("Remove").name(&name).show(ui).clicked() {
                        cx.run(Command::Marking(Marking::RemovePhrase { member, phrase: phrase.id }));
                    }
                });
                ui.add_space(space::STEP);
            });
        }
        if data.desk.phrases.is_empty() {
            body(ui, "You keep none yet. Write a note, then keep it here to use it again.");
            ui.add_space(space::STEP);
        }
        ui.horizontal(|ui| {
            let why = if written.is_empty() { "There is no note to keep" } else { "It is kept already" };
            let keep = Button::quiet("Keep the note as a phrase").disabled_because((!is_new).then_some(why)).show(ui);
            if keep.clicked() {
                cx.run(Command::Marking(Marking::KeepPhrase { member, text: written.clone() }));
            }
            closed = Button::primary("Close").key("Esc").show(ui).clicked();
        });
    });
    if let Some(text) = insert {
        put_into_note(ui, state, &text);
        state.put_in_front(Overlay::None);
        state.focus_note = true;
    } else if left || closed {
        state.put_in_front(Overlay::None);
    }
}

fn put_into_note(ui: &Ui, state: &mut SheetScreen, phrase: &str) {
    let mut note = state.note.draft.clone().unwrap_or_else(|| empty_note(NoteKind::Consideration));
    if !note.text.is_empty() && !note.text.ends_with(char::is_whitespace) {
        note.text.push(' ');
    }
    note.text.push_str(phrase);
    state.note.draft = Some(note);
    state.note.changed_at_s = Some(ui.input(|input| input.time));
}

/// Where the plan's document lies on this machine.
pub(super) fn document<'a>(cx: &Cx<'a>, data: &SheetData) -> Option<&'a Path> {
    cx.settings.document(&cx.file?.path, &data.desk.facts.reference)
}

/// Opens the plan's document, or asks where it lies.
pub(super) fn open_document(cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    match document(cx, data).map(Path::to_owned) {
        Some(path) => cx.act(Action::ShowFile(path)),
        None => ask_document(cx, data, state),
    }
}

fn ask_document(cx: &Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    state.document_path = document(cx, data).map(|path| path.display().to_string()).unwrap_or_default();
    state.put_in_front(Overlay::Document);
}

/// Where the panel finds the plan, and its document on this machine.
pub(super) fn document_ui(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if !data.desk.where_to_find.trim().is_empty() {
        small(ui, &format!("Where to find it: {}", data.desk.where_to_find.trim()));
    }
    let is_known = document(cx, data).is_some();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::STEP;
        let words = match (is_known, data.tool().subject) {
            (true, SubjectKind::Plan) => "Open the plan",
            (true, _) => "Open the document",
            (false, SubjectKind::Plan) => "The plan’s document…",
            (false, _) => "Its document…",
        };
        if Button::link(words).key("D").show(ui).clicked() {
            open_document(cx, data, state);
        }
        if is_known && Button::link("Change").name("Change where the document lies").show(ui).clicked() {
            ask_document(cx, data, state);
        }
        let label = if state.shows_threads { "Back to the questions" } else { "The golden thread" };
        if data.has_threads() && Button::link(label).key("T").show(ui).clicked() {
            state.turn_threads(data);
        }
    });
}

/// Asks where the plan's document lies.
pub(super) fn document_dialog(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let reference = data.desk.facts.reference.clone();
    let is_known = document(cx, data).is_some();
    let mut closed = false;
    let left = in_front(ui, "document", "The plan’s document", |ui| {
        body(
            ui,
            "Choose the plan’s document to open it beside the sheet. Where it lies is kept on this computer only, never \
             in the audit file.",
        );
        ui.add_space(space::STEP);
        let fault = document_fault(&state.document_path);
        let field = PathField {
            label: "Document",
            hint: "A PDF, a text document or a picture",
            error: fault,
            path_for: PathFor::Document,
            kind: DialogKind::Open,
            title: "The plan’s document",
            files: ("Documents", &DOCUMENT_ENDINGS),
            suggested: "",
        };
        let shown = field.show(ui, cx, &mut state.document_path);
        let by_enter = shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let path = typed_path(&state.document_path).filter(|_| fault.is_none());
            let none = path.is_none().then_some("Choose a document first");
            let open = Button::primary("Open it").disabled_because(none).show(ui).clicked();
            if let (true, Some(path)) = (open || by_enter, path) {
                cx.act(Action::SetDocument { reference: reference.clone(), path: Some(path) });
                closed = true;
            }
            if is_known && Button::quiet("Forget it").show(ui).clicked() {
                cx.act(Action::SetDocument { reference: reference.clone(), path: None });
                closed = true;
            }
            closed |= Button::quiet("Cancel").key("Esc").show(ui).clicked();
        });
    });
    if left || closed {
        state.put_in_front(Overlay::None);
    }
}

/// What keeps a path from being a plan's document; nothing where the field is empty.
fn document_fault(text: &str) -> Option<&'static str> {
    let path: PathBuf = typed_path(text)?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_document = DOCUMENT_ENDINGS.contains(&ending.as_str());
    (!is_document).then_some("This is no document. Choose a PDF, a text document or a picture.")
}

/// How the golden thread holds, in words.
pub(super) fn thread_words(ui: &mut Ui, state: &SheetScreen) {
    let checked = state.threads.written().iter().filter(|thread| thread.is_checked()).count();
    small_title(ui, "The golden thread");
    let breaks = state.threads.written().iter().filter(|thread| thread.breaks().next().is_some()).count();
    let words = match (checked, breaks) {
        (0, _) => "Not followed yet".to_owned(),
        (checked, 0) => format!("{checked} followed, none breaks"),
        (checked, breaks) => format!("{checked} followed, {breaks} broken"),
    };
    small(ui, &words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documents_are_opened() {
        assert_eq!(document_fault(""), None);
        assert_eq!(document_fault("/plans/K1.PDF"), None);
        for path in ["/plans/K1.exe", "/plans/K1", "/plans/K1.pdf.bat"] {
            assert!(document_fault(path).is_some(), "{path}");
        }
    }
}
