//! Bringing the panel in.

use super::data::PrepareData;
use super::plans::lines;
use super::state::PanelForm;
use crate::jobs::DialogKind;
use crate::ops::{Command, Prepare};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, body, page_title, quiet, section_title, small};
use crate::words::counted;
use egui::{Key, Ui};

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut PanelForm) {
    page_title(ui, "Bring the panel in");
    quiet(
        ui,
        "A table (CSV) with the columns name, agency, role and email, and if you like team and interests. Interests are \
         plans, settings and coordinators somebody worked with; those plans are never given to them.",
    );
    ui.add_space(space::STEP);
    let field = PathField {
        label: "Panel",
        hint: "A .csv file",
        error: None,
        path_for: PathFor::Panel,
        kind: DialogKind::Open,
        title: "Choose the panel",
        files: TABLES,
        suggested: "",
    };
    let response = field.show(ui, cx, &mut form.path);
    if response.changed() {
        form.preview = None;
    }
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::HALF);
    let is_empty = form.path.trim().is_empty();
    let reason = is_empty.then_some("Enter the path of the file");
    let look = Button::quiet("Look at it").disabled_because(reason).show(ui).clicked();
    if (look || by_enter) && !is_empty {
        cx.act(Action::PreviewPanel);
    }
    if let Some(preview) = form.preview.clone() {
        ui.add_space(space::GROUP);
        let words = format!("{} read, {} new", counted(preview.people.len(), "person", "people"), preview.added);
        section_title(ui, &words);
        for person in &preview.people {
            body(ui, &format!("{}, {}", person.name, person.agency.label().to_lowercase()));
        }
        lines(ui, "What was not understood", &preview.warnings);
        ui.add_space(space::STEP);
        if Button::primary("Put them on the panel").show(ui).clicked() {
            cx.run(Command::Prepare(Prepare::PutPeople(preview.people.clone())));
        }
        small(ui, "Nobody is taken off the panel by this.");
        return;
    }
    if !data.panel.is_empty() {
        ui.add_space(space::GROUP);
        section_title(ui, "On the panel now");
        for (name, agency) in &data.panel {
            body(ui, &format!("{name}, {}", agency.to_lowercase()));
        }
    }
}
