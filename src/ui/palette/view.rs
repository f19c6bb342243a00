//! The list in front of the screen: type to filter, arrows to choose, Enter to do it.

use super::{Entry, entries, matching};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::{OpenDialog, in_front, take_key};
use crate::ui::theme::{space, tokens};
use crate::ui::views::plans::data::PlansData;
use crate::ui::widgets::{TextField, body, key_cap, list_line, spoken_status};
use egui::{Key, Modifiers, Ui};

/// More lines than these are not drawn: a word more finds the rest.
const MOST_SHOWN: usize = 60;

/// Draws it.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, open: &mut OpenDialog, plans: Option<&PlansData>) {
    let all = entries(cx, plans);
    let is_first = !std::mem::replace(&mut open.was_drawn, true);
    let (down, up) = (take_key(ui, Modifiers::NONE, Key::ArrowDown), take_key(ui, Modifiers::NONE, Key::ArrowUp));
    let enter = take_key(ui, Modifiers::NONE, Key::Enter);
    let mut chosen = None;
    let left = in_front(ui, "palette", "Search and do", |ui| {
        let before = open.text.clone();
        let field = TextField::new("Type what you look for")
            .hint("A place, an act, a plan’s reference or a page of help. Arrows choose, Enter does it.")
            .width(f32::INFINITY)
            .show(ui, &mut open.text);
        if is_first {
            field.request_focus();
        }
        if open.text != before {
            open.cursor = 0;
        }
        let found = matching(&all, &open.text);
        let last = found.len().min(MOST_SHOWN).saturating_sub(1);
        match () {
            () if down => open.cursor = (open.cursor + 1).min(last),
            () if up => open.cursor = open.cursor.saturating_sub(1),
            () => open.cursor = open.cursor.min(last),
        }
        spoken_status(ui, &spoken(&found, open.cursor));
        if found.is_empty() {
            body(
                ui,
                "Nothing fits all these words. Type fewer letters, or press Esc and look at the places at the left.",
            );
        }
        for (at, entry) in found.iter().take(MOST_SHOWN).enumerate() {
            let is_current = at == open.cursor;
            if line(ui, entry, is_current, (up || down) && is_current) || (enter && is_current) {
                chosen = Some((*entry).clone()).filter(|entry| entry.blocked.is_none());
            }
        }
        if found.len() > MOST_SHOWN {
            ui.add_space(space::STEP);
            body(ui, &format!("{} more: type another word.", found.len() - MOST_SHOWN));
        }
    });
    if let Some(entry) = chosen {
        cx.act(Action::CloseDialog);
        cx.act(entry.action);
    } else if left {
        cx.act(Action::CloseDialog);
    }
}

/// What a screen reader is told when the list or the line chosen changes.
fn spoken(found: &[&Entry], cursor: usize) -> String {
    let Some(entry) = found.get(cursor) else { return "Nothing found".to_owned() };
    let why = entry.blocked.map(|why| format!(", not now: {why}")).unwrap_or_default();
    format!("{}, {}{why}. {} of {}", entry.label, entry.kind.label(), cursor + 1, found.len())
}

/// A line; returns whether it was pressed.
fn line(ui: &mut Ui, entry: &Entry, is_current: bool, bring_up: bool) -> bool {
    let under = entry.blocked.map(|why| format!("Not now: {why}")).unwrap_or_default();
    let ink = if entry.blocked.is_some() { tokens(ui).text_quiet } else { tokens(ui).text };
    let response = list_line(ui, &entry.label, entry.kind.label(), &under, ink, is_current, |ui| {
        if !entry.key.is_empty() {
            key_cap(ui, entry.key);
        }
    });
    if bring_up {
        response.scroll_to_me(None);
    }
    response.clicked()
}
