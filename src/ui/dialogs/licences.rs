//! The version of the program, where its preferences lie, and the licences of everything it is made of.

use super::{OpenDialog, in_front_to_read};
use crate::assets::licences::{self, Package};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::{TextField, body, list_line, quiet, section_title};
use egui::Ui;

/// More lines than these are not drawn: a word finds the rest.
const MOST_SHOWN: usize = 40;

/// Draws the page in front of the screen.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, open: &mut OpenDialog, is_first: bool) {
    let left = in_front_to_read(ui, "about", "About Golden Thread", is_first, |ui| {
        super::about::show(ui, cx, open);
        ui.add_space(space::STEP);
        section_title(ui, "What it carries");
        for words in licences::CARRIED {
            body(ui, words);
        }
        ui.add_space(space::STEP);
        section_title(ui, "What it is made of");
        packages(ui, open);
    });
    if left {
        cx.act(Action::CloseDialog);
    }
}

/// The packages that hold what is sought; of one alone, the texts of its licences too.
fn packages(ui: &mut Ui, open: &mut OpenDialog) {
    TextField::new("Search the packages")
        .hint("A name or a licence. Press a line to read its licence.")
        .width(f32::INFINITY)
        .show(ui, &mut open.text);
    let found: Vec<Package<'_>> = licences::packages().filter(|package| package.fits(&open.text)).collect();
    let ink = tokens(ui).text;
    for package in found.iter().take(MOST_SHOWN) {
        let name = format!("{} {}", package.name, package.version);
        if list_line(ui, &name, "", package.licence, ink, false, |_| {}).clicked() {
            open.text.clone_from(&name);
        }
    }
    match found.as_slice() {
        [] => drop(body(ui, "No package has these words in its name or licence. Use fewer.")),
        [only] => {
            for text in only.texts() {
                ui.add_space(space::STEP);
                quiet(ui, text);
            }
        }
        many if many.len() > MOST_SHOWN => {
            body(ui, &format!("{} more: search by name.", many.len() - MOST_SHOWN));
        }
        _ => {}
    }
}
