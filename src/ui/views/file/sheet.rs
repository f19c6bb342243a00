//! The part of the screen about the emergency sheet.

use super::data::{CareAsk, CareData};
use super::state::CareScreen;
use crate::jobs::DialogKind;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PDFS, PathField};
use crate::ui::theme::space;
use crate::ui::widgets::{body, check, quiet, section_title};
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &CareData, state: &mut CareScreen) {
    if !data.is_encrypted || cx.acting.member().is_some() {
        return;
    }
    section_title(ui, "Emergency sheet");
    quiet(
        ui,
        "One page to print and keep in the team’s safe: the file, the local area, room to write the passphrase by hand. \
         Print a new one after every change of the passphrase.",
    );
    check(ui, "Print the passphrase on it", &mut state.sheet_prints);
    if state.sheet_prints {
        body(
            ui,
            "The PDF is not encrypted: whoever has it has the file. Print it at once on a printer that keeps no copies, \
             then delete it and empty the bin.",
        );
    }
    let field = PathField {
        label: "Sheet",
        hint: "Where the PDF goes, under a name that is not taken",
        error: None,
        path_for: PathFor::EmergencySheet,
        kind: DialogKind::Save,
        title: "Save the emergency sheet",
        files: PDFS,
        suggested: "emergency sheet.pdf",
    };
    let button = ("Save the emergency sheet", "Say where the sheet goes");
    if let Some(path) = field.show_saving(ui, cx, &mut state.sheet, button) {
        cx.act(Action::AskCare(CareAsk::EmergencySheet { path, prints_passphrase: state.sheet_prints }));
    }
    ui.add_space(space::GROUP);
}
