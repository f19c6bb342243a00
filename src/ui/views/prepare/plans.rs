//! Bringing the plans in: choose, look at what it would do, then do it.

use super::data::{PlansPreview, PrepareData};
use super::state::PlansForm;
use crate::jobs::DialogKind;
use crate::ops::{Command, Prepare};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, body, check, page_title, quiet, quiet_group, section_title, small};
use crate::words::{counted, thousands};
use egui::{Key, Ui};

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut PlansForm) {
    page_title(ui, "Import the plans");
    quiet(
        ui,
        "A list from the case system as CSV, or the folder of a SEN2 person-level return. Names, birth dates, addresses \
         and pupil numbers are left behind: only the reference and the facts that sampling needs come in.",
    );
    if data.cohort > 0 {
        small(ui, &format!("There are {} plans now, as of {}.", thousands(data.cohort as u64), data.as_of));
    }
    ui.add_space(space::STEP);
    let field = PathField {
        label: "File or folder",
        hint: "A .csv file, or the folder with the nine files of a SEN2 return",
        error: None,
        path_for: PathFor::Plans,
        kind: DialogKind::Open,
        title: "Choose the plans",
        files: TABLES,
        suggested: "",
    };
    let source = field.show(ui, cx, &mut form.path);
    if Button::link("Choose the folder of a SEN2 return…").show(ui).clicked() {
        cx.ask(PathField { kind: DialogKind::Folder, ..field }.question());
    }
    let key = PathField {
        label: "Key file",
        hint: "Only for a SEN2 return: a .csv with the columns upn and reference; may stay empty",
        path_for: PathFor::PlansKey,
        title: "Choose the key file",
        ..field
    };
    key.show(ui, cx, &mut form.key);
    if source.changed() {
        form.preview = None;
    }
    ui.add_space(space::HALF);
    let by_enter = source.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let reason = form.source().is_none().then_some("Enter the path of the file or folder");
    let look = Button::quiet("Look at what it would do").disabled_because(reason).show(ui).clicked();
    if (look || by_enter) && form.source().is_some() {
        cx.act(Action::PreviewPlans);
    }
    if let Some(preview) = form.preview.clone() {
        ui.add_space(space::GROUP);
        preview_ui(ui, cx, &preview, form);
    }
}

fn preview_ui(ui: &mut Ui, cx: &mut Cx<'_>, preview: &PlansPreview, form: &mut PlansForm) {
    let outcome = &preview.outcome;
    section_title(ui, "What it would do");
    small(ui, &preview.source);
    let plans = |n: u64, words: &str| format!("{} {words}", counted(usize::try_from(n).unwrap_or(0), "plan", "plans"));
    for line in [
        plans(outcome.read, "read"),
        plans(outcome.added, "new"),
        plans(outcome.updated, "brought up to date"),
        plans(outcome.unchanged, "as before"),
        plans(outcome.left, "no longer in the source, and marked so"),
    ] {
        body(ui, &line);
    }
    lines(ui, "Rows that cannot be used", &preview.rejected);
    lines(ui, "What was not understood", &preview.warnings);
    ui.add_space(space::STEP);
    let has_rejected = outcome.rejected > 0;
    if has_rejected {
        check(ui, "Go on without these rows", &mut form.skip_rejected);
    }
    let nothing = outcome.added + outcome.updated + outcome.left == 0;
    let reason = match () {
        () if nothing => Some("Nothing would change"),
        () if has_rejected && !form.skip_rejected => Some("Correct the rows, or tick to go on without them"),
        () => None,
    };
    if Button::primary("Import the plans").disabled_because(reason).show(ui).clicked() {
        let mut import = (*preview.import).clone();
        import.skip_rejected = form.skip_rejected;
        cx.run(Command::Prepare(Prepare::ImportPlans(Box::new(import))));
    }
    // The line stands always, so that nothing moves under the pointer.
    small(ui, reason.unwrap_or("Nothing has been written so far."));
}

/// Lines under a title, where there are any.
pub(super) fn lines(ui: &mut Ui, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    crate::ui::widgets::small_title(ui, title);
    quiet_group(ui, |ui| {
        for line in lines {
            small(ui, line);
        }
    });
}
