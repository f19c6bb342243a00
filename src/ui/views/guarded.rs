//! What looks as if it named somebody in a text being written. A person decides; nothing is taken out by itself.

use crate::domain::identifiers::{Guard, IdentifierKind};
use crate::ops::{Care, Command};
use crate::ui::cx::Cx;
use crate::ui::widgets::{Button, small};
use egui::Ui;

/// Says below a text where it looks as if it named a child, with "Not a person" for names that are none.
pub fn point_out(ui: &mut Ui, cx: &mut Cx<'_>, text: &str) {
    let Some(file) = cx.file else { return };
    let guard = Guard { today: file.today, not_a_person: &file.not_a_person };
    for found in guard.find(text) {
        let Some(words) = text.get(found.at.clone()) else { continue };
        ui.horizontal_wrapped(|ui| {
            let looks = looks_like(found.kind);
            small(ui, &format!("This looks like {looks}: {words}. Write about the child or young person without it."));
            let is_name = found.kind == IdentifierKind::FullName;
            if is_name && Button::link("Not a person").name(&format!("Not a person: {words}")).show(ui).clicked() {
                cx.run(Command::Care(Care::NotAPerson(words.to_owned())));
            }
        });
    }
}

fn looks_like(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::NhsNumber => "an NHS number",
        IdentifierKind::Upn => "a unique pupil number",
        IdentifierKind::BirthDate => "a date of birth",
        IdentifierKind::Email => "an e-mail address",
        IdentifierKind::Phone => "a telephone number",
        IdentifierKind::Postcode => "a postcode",
        IdentifierKind::FullName => "the name of a person",
    }
}
