//! A page of help with the list of all pages and a search.

use super::{Dialog, OpenDialog, in_front_to_read};
use crate::assets::{HELP_EVERYWHERE, HELP_QUICK_CARD};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::help::find_pages;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, body, help_sheet, help_title, section_title};
use egui::Ui;

/// Draws the page in front of the screen.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, open: &mut OpenDialog, text: &'static str, is_first: bool) {
    // Each page begins at its top.
    let name = format!("help: {}", help_title(text));
    let left = in_front_to_read(ui, &name, help_title(text), is_first, |ui| {
        if open.text.trim().is_empty() {
            let pictures = &mut open.pictures;
            help_sheet(ui, text, &mut |ui, name| pictures.texture(ui, name));
            if text == HELP_QUICK_CARD {
                super::card::show(ui, cx, open);
            }
            help_sheet(ui, HELP_EVERYWHERE, &mut |_, _| None);
        }
        pages(ui, cx, open, text);
    });
    if left {
        cx.act(Action::CloseDialog);
    }
}

/// The other pages, or those that hold what is sought.
fn pages(ui: &mut Ui, cx: &mut Cx<'_>, open: &mut OpenDialog, shown: &str) {
    ui.add_space(space::GROUP);
    section_title(ui, "All pages of help");
    TextField::new("Search the help").width(f32::INFINITY).show(ui, &mut open.text);
    let found = find_pages(&open.text);
    if found.is_empty() {
        body(ui, "No page holds all these words. Use fewer, or other ones.");
    }
    for page in found {
        let is_shown = page.text == shown && open.text.trim().is_empty();
        if !is_shown && Button::link(page.name).small().show(ui).clicked() {
            cx.act(Action::OpenDialog(Dialog::Help(page.text)));
        }
    }
}
