//! What looks like a person in what is about to leave: shown before every save and export, and decided by a person.

use crate::domain::identifiers::IdentifierKind;
use crate::exchange::{Look, LookIn};
use crate::ops::{Care, Command};
use crate::ui::action::Action;
use crate::ui::cx::{Acting, Cx};
use crate::ui::route::Route;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, body, small, strong};
use egui::Ui;

/// Most rows shown at once; those after them follow as the first are decided.
const SHOWN: usize = 12;

/// Draws the list; nothing where there is nothing to look at.
pub fn looks_ui(ui: &mut Ui, cx: &mut Cx<'_>, looks: &[&Look]) {
    if looks.is_empty() {
        return;
    }
    let places = crate::words::counted(looks.len(), "place looks", "places look");
    strong(ui, &format!("{places} like a person"));
    small(ui, "Look at each before it leaves the file.");
    for (at, look) in looks.iter().take(SHOWN).enumerate() {
        ui.push_id(("look", at), |ui| look_ui(ui, cx, look));
    }
    if looks.len() > SHOWN {
        small(ui, &format!("And {} more.", looks.len() - SHOWN));
    }
    ui.add_space(space::STEP);
}

fn look_ui(ui: &mut Ui, cx: &mut Cx<'_>, look: &Look) {
    ui.add_space(space::STEP);
    body(ui, &format!("{}: \u{201c}{}\u{201d}", look.kind.label(), look.text));
    let place = if look.plan.is_empty() { look.place.clone() } else { format!("{} {}", look.plan, look.place) };
    small(ui, &format!("In {}", place_words(look.within, &place)));
    ui.horizontal_wrapped(|ui| {
        let name = format!("Not a person: {}", look.text);
        // Only a name can be taken for a person by its words alone; a number that passes its check is one.
        let may_be_none = look.kind == IdentifierKind::FullName;
        if may_be_none && Button::quiet("Not a person").small().name(&name).show(ui).clicked() {
            cx.run(Command::Care(Care::NotAPerson(look.text.clone())));
        }
        if let Some(route) = where_to(cx.acting, look) {
            let name = format!("Go and change it: {place}");
            if Button::quiet("Go and change it").small().name(&name).show(ui).clicked() {
                cx.act(Action::Go(route));
            }
        }
    });
}

fn place_words(within: LookIn, place: &str) -> String {
    match within {
        LookIn::Note => format!("a note on {place}"),
        LookIn::Reason => format!("the reason for {place}"),
        LookIn::Finding => place.to_owned(),
        LookIn::Words => format!("{place}, further down on this screen"),
    }
}

/// Where it can be changed; none: on this screen.
fn where_to(acting: &Acting, look: &Look) -> Option<Route> {
    match (look.within, look.subject) {
        (LookIn::Note, Some(subject)) if acting.member().is_some() => Some(Route::Sheet(subject)),
        (LookIn::Words, _) => None,
        _ => Some(Route::Agree),
    }
}
