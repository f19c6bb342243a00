//! What is missing and what is to be come back to, each a key away; and handing in.

use super::data::SheetData;
use super::state::{Overlay, SheetScreen};
use crate::ops::{Command, Scoring};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{in_front, take_key, two_buttons};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, body, section_title};
use egui::{Key, Modifiers, Ui};

const KEYS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// A criterion one can go to: its place on the sheet, its code, its question.
type Row = (usize, String, String);

fn rows(data: &SheetData, of: &[&crate::ops::DeskCriterion]) -> Vec<Row> {
    let row = |c: &&crate::ops::DeskCriterion| {
        let (_, criterion) = data.asked(c)?;
        Some((data.position(&c.code)?, c.code.clone(), criterion.question.clone()))
    };
    of.iter().filter_map(row).collect()
}

/// What stands in front when handing in: the question, or what is missing.
pub(super) fn hand_in(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if !state.missing(data).is_empty() {
        list(ui, data, state);
        return;
    }
    let flagged = state.flagged(data).len();
    let left = in_front(ui, "hand in", "Hand in this sheet?", |ui| {
        let this = data.tool().subject.noun();
        let until = format!("You can take the sheet back until the comparison of this {this} opens.");
        body(ui, &format!("Every criterion has an answer. {until}"));
        if flagged > 0 {
            let one = if flagged == 1 { "1 criterion is" } else { &format!("{flagged} criteria are") };
            body(ui, &format!("{one} still marked to come back to."));
        }
        ui.add_space(space::STEP * 2.0);
        let nothing_has_focus = ui.memory(|memory| memory.focused().is_none());
        let (done, cancelled) = two_buttons(ui, "Hand in", true, nothing_has_focus);
        if done {
            let desk = &data.desk;
            let (round, subject, member) = (desk.round.id, desk.subject, desk.member);
            cx.run(Command::Scoring(Scoring::Submit { round, subject, member }));
        }
        if done || cancelled {
            state.overlay = Overlay::None;
        }
    });
    if left {
        state.overlay = Overlay::None;
    }
}

/// What is missing and what is to be come back to.
pub(super) fn list(ui: &mut Ui, data: &SheetData, state: &mut SheetScreen) {
    let missing = rows(data, &state.missing(data));
    let flagged = rows(data, &state.flagged(data));
    let title = match missing.len() {
        0 => "No answer is missing".to_owned(),
        1 => "One answer is missing".to_owned(),
        many => format!("{many} answers are missing"),
    };
    let mut chosen = None;
    for ((place, ..), key) in missing.iter().chain(&flagged).zip(KEYS) {
        if take_key(ui, Modifiers::NONE, key) {
            chosen = Some(*place);
        }
    }
    let nothing_has_focus = ui.memory(|memory| memory.focused().is_none());
    let mut cancelled = false;
    let left = in_front(ui, "check", &title, |ui| {
        let words = match (missing.is_empty(), state.overlay) {
            (false, Overlay::HandIn) => {
                "The sheet can be handed in when every criterion has an answer. Go to the one you choose:"
            }
            (false, _) => "Go to the one you choose:",
            (true, _) => "Every criterion has an answer.",
        };
        body(ui, words);
        ui.add_space(space::STEP);
        let mut number = 0;
        for (place, code, question) in &missing {
            row(ui, &mut number, (code, question), nothing_has_focus).then(|| chosen = Some(*place));
        }
        if !flagged.is_empty() {
            ui.add_space(space::STEP);
            section_title(ui, &format!("{} to come back to", flagged.len()));
            for (place, code, question) in &flagged {
                row(ui, &mut number, (code, question), nothing_has_focus).then(|| chosen = Some(*place));
            }
        }
        ui.add_space(space::STEP);
        let cancel = Button::quiet("Cancel").key("Esc").show(ui);
        if nothing_has_focus && number == 0 {
            cancel.request_focus();
        }
        cancelled = cancel.clicked();
    });
    if let Some(place) = chosen {
        state.overlay = Overlay::None;
        state.go_to(data, place);
        state.shows_threads = false;
    } else if left || cancelled {
        state.overlay = Overlay::None;
    }
}

/// A criterion to go to; `number` counts the rows. Returns whether it was pressed.
fn row(ui: &mut Ui, number: &mut usize, (code, question): (&str, &str), takes_focus: bool) -> bool {
    *number += 1;
    let key = number.to_string();
    let is_first = *number == 1;
    let has_key = *number <= KEYS.len();
    ui.push_id(egui::IdSalt::new(("check row", *number)), |ui| {
        ui.horizontal(|ui| {
            let mut button = Button::quiet(code).small();
            if has_key {
                button = button.key(&key);
            }
            let name = format!("Go to {code}");
            // One width for all, so that the questions stand under each other.
            let room = egui::vec2(96.0, space::ROW);
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            let button = ui.allocate_ui_with_layout(room, layout, |ui| {
                ui.set_min_width(room.x);
                button.name(&name).show(ui)
            });
            if is_first && takes_focus {
                button.inner.request_focus();
            }
            // In a line that does not wrap, words wrap where they are given their own column.
            ui.vertical(|ui| ui.add(egui::Label::new(question).wrap()));
            button.inner.clicked()
        })
        .inner
    })
    .inner
}
