//! The form under the page on the quick card.

use super::OpenDialog;
use crate::jobs::DialogKind;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PDFS, PathField};
use crate::ui::theme::space;
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut OpenDialog) {
    let field = PathField {
        label: "Save the quick card as",
        hint: "Path of the PDF.",
        error: None,
        path_for: PathFor::QuickCard,
        kind: DialogKind::Save,
        title: "Save the quick card",
        files: PDFS,
        suggested: "quick card.pdf",
    };
    let button = ("Save the quick card", "Say where the card goes");
    if let Some(path) = field.show_saving(ui, cx, &mut open.path, button) {
        cx.act(Action::SaveQuickCard { path, replace: false });
    }
    ui.add_space(space::STEP);
}
