//! The form under the page on the quick card.

use super::OpenDialog;
use crate::jobs::DialogKind;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PDFS, PathField, typed_path};
use crate::ui::theme::space;
use crate::ui::widgets::Button;
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
    field.show(ui, cx, &mut open.path);
    let path = typed_path(&open.path);
    let reason = path.is_none().then_some("Say where the card goes");
    let pressed = Button::quiet("Save the quick card").disabled_because(reason).show(ui).clicked();
    if let (true, Some(path)) = (pressed, path) {
        cx.act(Action::SaveQuickCard { path, replace: false });
    }
    ui.add_space(space::STEP);
}
