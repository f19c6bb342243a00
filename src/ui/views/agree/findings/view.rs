//! Findings at the left, what they are gathered from or the one being written at the right.

use super::data::{FindingsData, NoteRow};
use super::edit;
use super::state::FindingsScreen;
use crate::domain::action;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::ids::RoundId;
use crate::ops::{Command, Moderating};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::actions::data::FollowAsk;
use crate::ui::widgets::{
    Button, Sign, body, check, choice_list, quiet, quiet_group, section_title, small, small_title, strong,
};
use crate::words::counted;
use egui::Ui;

/// From this width findings and notes stand beside each other, in points.
const BESIDE_FROM: f32 = 860.0;
/// More notes than these are looked at by section.
const MOST_NOTES: usize = 60;

/// Draws it.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &FindingsData, state: &mut FindingsScreen) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    if ui.available_width() >= BESIDE_FROM {
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                // Columns stretch what stands in them; a plain column does not.
                left.vertical(|ui| findings(ui, cx, data, state, round));
                right.vertical(|ui| ui.push_id("beside", |ui| beside(ui, cx, data, state, round)));
            }
        });
    } else {
        findings(ui, cx, data, state, round);
        ui.add_space(space::GROUP);
        beside(ui, cx, data, state, round);
    }
}

fn beside(ui: &mut Ui, cx: &mut Cx<'_>, data: &FindingsData, state: &mut FindingsScreen, round: RoundId) {
    if state.editing.is_some() {
        edit::show(ui, cx, data, state, round);
        ui.add_space(space::GROUP);
    }
    notes(ui, cx, data, state);
}

/// Keeps what was written of one finding before another is begun.
fn keep(cx: &mut Cx<'_>, state: &mut FindingsScreen, round: RoundId) {
    if let (Some((id, draft)), true) = (state.take_unsaved(), cx.round_is_open()) {
        cx.run(Command::Moderating(Moderating::PutFinding { round, id, draft: Box::new(draft) }));
    }
}

fn findings(ui: &mut Ui, cx: &mut Cx<'_>, data: &FindingsData, state: &mut FindingsScreen, round: RoundId) {
    section_title(ui, "Findings of the round");
    if data.findings.is_empty() {
        quiet(ui, "None yet. Tick notes that say the same and make a finding of them, or write one.");
    }
    if cx.round_is_open() && Button::quiet("Write a finding").sign(Sign::Plus).show(ui).clicked() {
        keep(cx, state, round);
        state.ticked.clear();
        state.begin_new(data);
    }
    for kind in FindingKind::ALL {
        let of_kind: Vec<&Finding> = data.findings.iter().filter(|f| f.kind == *kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        ui.add_space(space::STEP);
        small_title(ui, kind_title(*kind));
        let last = of_kind.len() - 1;
        for (at, finding) in of_kind.into_iter().enumerate() {
            ui.push_id(finding.id.0, |ui| one(ui, cx, data, state, (round, finding), (at > 0, at < last)));
        }
    }
}

fn kind_title(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Strength => "Strengths",
        FindingKind::Consideration => "Areas for consideration",
        FindingKind::GapInService => "Gaps in service",
    }
}

fn one(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &FindingsData,
    state: &mut FindingsScreen,
    (round, finding): (RoundId, &Finding),
    (has_above, has_below): (bool, bool),
) {
    quiet_group(ui, |ui| {
        let theme = if finding.theme.is_empty() { String::new() } else { format!(" · {}", finding.theme) };
        strong(ui, &format!("{}{theme}", data.section_title(&finding.heading)));
        body(ui, &finding.text);
        if finding.kind == FindingKind::GapInService {
            let parts = [("Need", &finding.need), ("Service", &finding.service), ("Wait", &finding.wait)];
            let said: Vec<String> = parts
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(word, text)| format!("{word}: {text}"))
                .collect();
            small(ui, &said.join(" · "));
        }
        let printed = if finding.in_report { "in the report" } else { "not in the report" };
        let public =
            if finding.public_text.is_empty() { "not worded for publication" } else { "worded for publication" };
        let rests = counted(finding.count_plans(), "plan", "plans");
        small(ui, &format!("Rests on {rests} · {printed} · {public}"));
        if !cx.round_is_open() {
            return;
        }
        let short: String = finding.text.chars().take(40).collect();
        ui.horizontal(|ui| {
            if Button::link("Change").name(&format!("Change: {short}")).show(ui).clicked() {
                keep(cx, state, round);
                state.begin(data, finding.id);
            }
            if finding.kind != FindingKind::Strength {
                let make = Button::link("Make an action").name(&format!("Make an action: {short}")).show(ui);
                if state.back_to.take_if(|back_to| *back_to == finding.id).is_some() {
                    make.request_focus();
                }
                if make.clicked() {
                    keep(cx, state, round);
                    cx.act(action_from(round, finding));
                }
            }
            for (words, up, enabled) in [("Up", true, has_above), ("Down", false, has_below)] {
                let name = format!("{words}: {short}");
                if enabled && Button::link(words).name(&name).show(ui).clicked() {
                    cx.run(Command::Moderating(Moderating::MoveFinding { round, id: finding.id, up }));
                }
            }
        });
    });
}

/// An action begun from a finding: its words as a start, its theme, the criteria it rests on.
fn action_from(round: RoundId, finding: &Finding) -> Action {
    let mut criteria: Vec<String> = finding.sources.iter().map(|(_, criterion)| criterion.clone()).collect();
    criteria.sort();
    criteria.dedup();
    criteria.retain(|criterion| !criterion.is_empty());
    let action = action::Action {
        round: Some(round),
        finding: Some(finding.id),
        what: finding.text.clone(),
        theme: finding.theme.clone(),
        criteria,
        ..action::Action::blank()
    };
    Action::Follow(FollowAsk::PlanAction(Box::new(action)))
}

fn notes(ui: &mut Ui, cx: &mut Cx<'_>, data: &FindingsData, state: &mut FindingsScreen) {
    section_title(ui, "Notes to gather from");
    let total = data.open_notes(None).count();
    if total == 0 {
        quiet(ui, "No note is left that is not in a finding. Notes for the panel only are never gathered.");
        return;
    }
    let all = format!("All sections ({total})");
    let with_notes: Vec<(usize, String)> = data
        .sections
        .iter()
        .enumerate()
        .map(|(at, (code, title))| (at, format!("{code} {title} ({})", data.open_notes(Some(code)).count())))
        .filter(|(_, words)| !words.ends_with("(0)"))
        .collect();
    let options: Vec<&str> = std::iter::once(all.as_str()).chain(with_notes.iter().map(|(_, w)| w.as_str())).collect();
    let chosen = state.section.and_then(|section| with_notes.iter().position(|(at, _)| *at == section));
    let chosen = chosen.map_or(0, |at| at + 1);
    if let Some(pressed) = choice_list(ui, "Section of the notes", &options, Some(chosen), 320.0) {
        state.section = pressed.checked_sub(1).and_then(|at| with_notes.get(at)).map(|(at, _)| *at);
    }
    let code = state.section.and_then(|at| data.sections.get(at)).map(|(code, _)| code.as_str());
    let code = code.filter(|code| data.open_notes(Some(code)).next().is_some());
    gather(ui, cx, data, state);
    let shown: Vec<&NoteRow> = data.open_notes(code).collect();
    for note in shown.iter().take(MOST_NOTES) {
        ui.push_id(note.id.0, |ui| note_row(ui, note, state));
    }
    if shown.len() > MOST_NOTES {
        quiet(ui, &format!("And {} more: choose a section.", shown.len() - MOST_NOTES));
    }
}

fn gather(ui: &mut Ui, cx: &mut Cx<'_>, data: &FindingsData, state: &mut FindingsScreen) {
    let count = state.ticked_notes(data).len();
    let Some(round) = cx.round.filter(|_| cx.round_is_open()).map(|round| round.id) else { return };
    if count == 0 {
        small(ui, "Tick the notes that say the same.");
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let notes = counted(count, "note", "notes");
        if Button::quiet(&format!("Make a finding of {notes}")).show(ui).clicked() {
            let ticked = state.ticked.clone();
            keep(cx, state, round);
            state.ticked = ticked;
            state.begin_new(data);
        }
        if state.editing.is_some() && Button::quiet(&format!("Add {notes} to the finding")).show(ui).clicked() {
            state.add_ticked(data);
        }
    });
}

fn note_row(ui: &mut Ui, note: &NoteRow, state: &mut FindingsScreen) {
    let mut is_ticked = state.ticked.contains(&note.id);
    let label = format!("{} · {} · {}", note.criterion, note.plan, note.kind.label().to_lowercase());
    if check(ui, &label, &mut is_ticked) {
        if is_ticked {
            state.ticked.insert(note.id);
        } else {
            state.ticked.remove(&note.id);
        }
    }
    quiet_group(ui, |ui| {
        body(ui, &note.text);
        if !note.place.is_empty() {
            small(ui, &note.place);
        }
    });
}
