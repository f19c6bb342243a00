//! A draft being edited: its parts, what is wrong with it, and publishing.

use super::data::{ToolsData, TrialData};
use super::fields::{Form, Look, sentence};
use super::state::{Editor, Part, SAVES_AFTER_S};
use super::{calibrate, compare, grades, groups, paste, sections, trial};
use crate::domain::audit_tool::{AuditTool, SubjectKind};
use crate::domain::tool_check::Place;
use crate::domain::tool_draft::ToolDraft;
use crate::ops::{Command, Tooling};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::Dialog;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, body, page_title, part_row, quiet, quiet_group, small, strong};
use crate::words::counted;
use egui::Ui;

/// More faults than this are counted, not listed.
const MOST_FAULTS: usize = 60;

/// Draws the editor. Returns whether it is left.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &ToolsData,
    trial: Option<&TrialData>,
    editor: &mut Editor,
) -> bool {
    let Some(draft) = data.get_draft(editor.id) else { return true };
    let left = head(ui, cx, draft, editor);
    faults(ui, editor);
    ui.add_space(space::STEP);
    if part_row(ui, "Parts of the tool", &Part::ALL, &mut editor.part) {
        editor.cursor = 0;
    }
    ui.add_space(space::STEP * 2.0);
    ui.push_id(("part", editor.part), |ui| part(ui, cx, (data, trial, draft), editor));
    save_when_still(ui, cx, editor);
    left
}

fn part(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (data, trial, draft): (&ToolsData, Option<&TrialData>, &ToolDraft),
    editor: &mut Editor,
) {
    match editor.part {
        Part::Head => edit(ui, cx, editor, |ui, form, tool| tool_head(ui, form, tool, draft.from_version.is_some())),
        Part::Sections => sections::show(ui, cx, editor),
        Part::Answers => edit(ui, cx, editor, groups::answers),
        Part::Grades => edit(ui, cx, editor, grades::show),
        Part::Groups => edit(ui, cx, editor, groups::show),
        Part::Paste => paste::show(ui, cx, editor),
        Part::Trial => trial::show(ui, trial, editor),
        Part::Calibrate => calibrate::show(ui, cx, data, trial, editor),
        Part::Compare => compare::of_draft(ui, data, editor),
    }
}

/// Draws fields over the tool; what they change is taken in, and sent where a field was left.
pub(super) fn edit(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    editor: &mut Editor,
    draw: impl FnOnce(&mut Ui, &mut Form<'_>, &mut AuditTool),
) {
    let mut tool = editor.tool.clone();
    let faults = std::mem::take(&mut editor.faults);
    let mut form = Form { faults: &faults, typed: &mut editor.typed, focus: &mut editor.focus, left: false };
    draw(ui, &mut form, &mut tool);
    let left = form.left;
    editor.faults = faults;
    if tool != editor.tool {
        editor.tool = tool;
        editor.change(ui.input(|input| input.time));
    }
    if left && let Some(command) = editor.take_unsaved() {
        cx.run(command);
    }
}

/// Sends what was typed when nothing was typed for a while.
fn save_when_still(ui: &Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    let Some(changed_at) = editor.changed_at_s else { return };
    let still_for = ui.input(|input| input.time) - changed_at;
    if still_for < SAVES_AFTER_S {
        // A hair more, so that the frame does not come just before the time.
        ui.ctx().request_repaint_after_secs((SAVES_AFTER_S - still_for + 0.02) as f32);
    } else if let Some(command) = editor.take_unsaved() {
        cx.run(command);
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, draft: &ToolDraft, editor: &mut Editor) -> bool {
    let mut left = false;
    if Button::link("All audit tools").sign(crate::ui::widgets::Sign::ArrowLeft).show(ui).clicked() {
        left = true;
    }
    let tool = &editor.tool;
    let title = if tool.title.trim().is_empty() { &tool.code } else { &tool.title };
    page_title(ui, &format!("Draft: {title}"));
    let from = match draft.from_version {
        Some(from) => format!("Begun from version {from}; published, it is version {}.", draft.tool.version),
        None => "A new tool; published, it is version 1.".to_owned(),
    };
    let counts = format!(
        "{}, {}. {from}",
        counted(tool.headings.len(), "section", "sections"),
        counted(tool.criteria().count(), "criterion", "criteria")
    );
    quiet(ui, &counts);
    ui.add_space(space::HALF);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let why = (!editor.faults.is_empty()).then_some("Put right what is listed below first");
        if Button::primary("Publish…").disabled_because(why).show(ui).clicked() {
            if let Some(command) = editor.take_unsaved() {
                cx.run(command);
            }
            let version = draft.tool.version;
            cx.act(Action::OpenDialog(Dialog::Confirm {
                title: format!("Publish version {version}?"),
                words:
                    "A published version never changes. Rounds that are there keep the version they were made with; \
                        new rounds can use this one. Results of different versions are not joined."
                        .to_owned(),
                act: "Publish".to_owned(),
                action: Box::new(Action::Run(Command::Tools(Tooling::Publish(draft.id)))),
            }));
        }
        if Button::quiet("Delete the draft").show(ui).clicked() {
            editor.changed_at_s = None;
            cx.run(Command::Tools(Tooling::DeleteDraft(draft.id)));
        }
    });
    left
}

/// What must be put right before publishing: how much, and each with a way to its place.
fn faults(ui: &mut Ui, editor: &mut Editor) {
    ui.add_space(space::STEP);
    if editor.faults.is_empty() {
        small(ui, "Nothing is wrong with it: it can be published.");
        return;
    }
    let count = counted(editor.faults.len(), "thing is", "things are");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        strong(ui, &format!("{count} to be put right before it can be published"));
        let act = if editor.lists_faults { "Hide the list" } else { "List them" };
        if Button::link(act).show(ui).clicked() {
            editor.lists_faults = !editor.lists_faults;
        }
        if Button::link("Go to the first").show(ui).clicked()
            && let Some((place, field)) = editor.faults.first().map(|fault| (fault.place, fault.field))
        {
            editor.jump(place, field);
        }
    });
    if !editor.lists_faults {
        return;
    }
    let mut wanted = None;
    quiet_group(ui, |ui| {
        for (at, fault) in editor.faults.iter().take(MOST_FAULTS).enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal_wrapped(|ui| {
                    let name = format!("Go to {}", fault.name);
                    if Button::link(&fault.name).name(&name).show(ui).clicked() {
                        wanted = Some((fault.place, fault.field));
                    }
                    body(ui, &sentence(&fault.problem.to_string()));
                });
            });
        }
        let more = editor.faults.len().saturating_sub(MOST_FAULTS);
        if more > 0 {
            small(ui, &format!("and {more} more"));
        }
    });
    if let Some((place, field)) = wanted {
        editor.jump(place, field);
    }
}

fn tool_head(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool, has_code: bool) {
    form.text(ui, "Title", (Place::Tool, "title"), Look::line(520.0), &mut tool.title);
    if has_code {
        quiet(ui, &format!("Code: {}. The code of a published tool stays.", tool.code));
        ui.add_space(space::STEP);
    } else if let Some(code) = form.code(ui, "Code", (Place::Tool, "code"), &tool.code) {
        tool.code = code;
    }
    let subjects: Vec<(SubjectKind, &str)> = SubjectKind::ALL.iter().map(|kind| (*kind, kind.label())).collect();
    form.choice(ui, "What is read", (Place::Tool, "subject"), &subjects, &mut tool.subject);
    let look = Look::text(2).hint("Where the tool comes from, in words");
    form.text(ui, "Source", (Place::Tool, "source"), look, &mut tool.source);
    let look = Look::text(2).hint("Shown beside every question; may stay empty");
    form.maybe_text(ui, "How to read “each” and “every”", (Place::Tool, "anchor"), look, &mut tool.anchor);
    if let Some(words) = tool.thresholds_words() {
        quiet(ui, &sentence(&words));
    }
}
