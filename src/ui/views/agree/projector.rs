//! One criterion in large type for a room to read: letters, no names.

use super::data::{AgreeData, AgreeItem};
use super::discuss::{asked, keys, mark_of, panel_answer, progress_words, reason, steps, why_words};
use super::state::AgreeScreen;
use crate::ui::cx::Cx;
use crate::ui::theme::{Type, space, tokens};
use crate::ui::widgets::{Button, body, quiet_group, region, sign, small_title, text_in};
use egui::accesskit::Role;
use egui::{CentralPanel, Frame, Margin, ScrollArea, Ui};

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen) {
    let Some(plan) = state.plan(data).cloned() else { return };
    keys(ui, cx, data, state, &plan);
    // An answer by key brings the next plan at once.
    let Some(plan) = state.plan(data).cloned() else { return };
    let plain = Frame::new().fill(tokens(ui).surface);
    CentralPanel::default().frame(plain).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(48, 24)).show(ui, |ui| {
                let Some((at, found)) = state.item(&plan) else {
                    text_in(ui, &plan.reference, Type::Title, tokens(ui).text);
                    body(ui, "Nothing is left to discuss here.");
                    if Button::quiet("Leave the projector view").key("P").show(ui).clicked() {
                        state.is_projected = false;
                    }
                    return;
                };
                let found = found.clone();
                let Some((heading, criterion)) = asked(data, &found) else { return };
                let (quiet, ink) = (tokens(ui).text_quiet, tokens(ui).text);
                let where_ = format!("{} · {} · {}", plan.reference, criterion.code, heading.title);
                text_in(ui, &where_, Type::Question, quiet);
                text_in(ui, &criterion.question, Type::Figure, ink);
                if !found.why.is_empty() {
                    text_in(ui, &format!("To discuss: {}", why_words(&found)), Type::Question, quiet);
                }
                ui.add_space(space::GROUP);
                votes(ui, data, &found);
                ui.add_space(space::GROUP);
                small_title(ui, "The panel’s answer");
                panel_answer(ui, cx, data, state, (&plan, at, &found));
                if state.waiting.is_some() {
                    reason(ui, cx, data, state, &plan, at, &found);
                }
                ui.add_space(space::STEP);
                text_in(ui, &progress_words(data, state), Type::Question, quiet);
                steps(ui, data, state, &plan, at);
            });
        });
    });
}

fn votes(ui: &mut Ui, data: &AgreeData, item: &AgreeItem) {
    for row in &item.votes {
        let mark = mark_of(data, &row.answer);
        let spoken = format!("Reader {}: {}", row.letter, mark.label);
        region(ui, ("reader", &row.letter), Role::Group, &spoken, |ui| {
            ui.horizontal(|ui| {
                text_in(ui, &row.letter, Type::Figure, tokens(ui).text_quiet);
                ui.add_space(space::STEP);
                let ink = tokens(ui).answer(mark.tone).mark;
                sign(ui, mark.sign, 28.0, ink, mark.label);
                text_in(ui, mark.label, Type::Title, tokens(ui).text);
            });
            if let Some(note) = row.note.as_ref().filter(|note| !note.text.trim().is_empty()) {
                quiet_group(ui, |ui| text_in(ui, &note.text, Type::Question, tokens(ui).text));
            }
        });
        ui.add_space(space::STEP);
    }
}
