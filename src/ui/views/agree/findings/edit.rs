//! The form in which a finding is written.

use super::data::FindingsData;
use super::state::FindingsScreen;
use crate::domain::finding::FindingKind;
use crate::domain::ids::{RoundId, SubjectId};
use crate::ops::{Command, FindingDraft, Moderating};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, check, choice_list, choice_radio, quiet_group, section_title, small};
use crate::words::counted;
use egui::Ui;
use std::collections::BTreeSet;

const WIDTH: f32 = 460.0;

/// Draws the finding being written.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &FindingsData, state: &mut FindingsScreen, round: RoundId) {
    let is_open = cx.round_is_open();
    let Some(editing) = &mut state.editing else { return };
    let id = editing.id;
    let mut is_done = false;
    quiet_group(ui, |ui| {
        section_title(ui, if id.is_some() { "Change the finding" } else { "New finding" });
        let draft = &mut editing.draft;
        kind(ui, draft);
        place(ui, data, draft);
        let salt = id.map(|id| id.0);
        TextField::new("Finding")
            .hint("As the panel says it")
            .rows(4)
            .width(WIDTH)
            .salt(salt)
            .show(ui, &mut draft.text);
        crate::ui::views::guarded::point_out(ui, cx, &draft.text);
        let hint = "Without anything that points to a child, a family or a member of staff. Empty: not published.";
        let public = TextField::new("Wording for publication").hint(hint).rows(2).width(WIDTH);
        public.salt(salt).show(ui, &mut draft.public_text);
        crate::ui::views::guarded::point_out(ui, cx, &draft.public_text);
        if draft.kind == FindingKind::GapInService {
            TextField::new("The need").width(WIDTH).salt(salt).show(ui, &mut draft.need);
            crate::ui::views::guarded::point_out(ui, cx, &draft.need);
            TextField::new("The service that is missing").width(WIDTH).salt(salt).show(ui, &mut draft.service);
            let hint = "How long families wait, such as “40 weeks”";
            TextField::new("The wait").hint(hint).width(WIDTH).salt(salt).show(ui, &mut draft.wait);
        }
        check(ui, "In the report", &mut draft.in_report);
        sources(ui, data, draft);
        ui.add_space(space::STEP);
        ui.horizontal(|ui| {
            let missing = draft.text.trim().is_empty().then_some("Write the finding first");
            let closed = (!is_open).then_some("The round is closed");
            if Button::primary("Save the finding").disabled_because(closed.or(missing)).show(ui).clicked() {
                let draft = Box::new(draft.clone());
                cx.run(Command::Moderating(Moderating::PutFinding { round, id, draft }));
                is_done = true;
            }
            is_done |= Button::quiet("Cancel").show(ui).clicked();
            if let (Some(id), true) = (id, is_open)
                && Button::link("Remove the finding").show(ui).clicked()
            {
                cx.run(Command::Moderating(Moderating::RemoveFinding { round, id }));
                is_done = true;
            }
        });
    });
    if is_done {
        state.editing = None;
    }
}

fn kind(ui: &mut Ui, draft: &mut FindingDraft) {
    let options: Vec<(&str, &str)> = FindingKind::ALL
        .iter()
        .map(|kind| {
            (kind.label(), if *kind == FindingKind::GapInService { "A need without a service to meet it" } else { "" })
        })
        .collect();
    let chosen = FindingKind::ALL.iter().position(|kind| *kind == draft.kind);
    if let Some(kind) = choice_radio(ui, "Kind", &options, chosen).and_then(|at| FindingKind::ALL.get(at)) {
        draft.kind = *kind;
    }
}

fn place(ui: &mut Ui, data: &FindingsData, draft: &mut FindingDraft) {
    let titles: Vec<String> = std::iter::once(data.section_title(""))
        .chain(data.sections.iter().map(|(code, _)| data.section_title(code)))
        .collect();
    let options: Vec<&str> = titles.iter().map(String::as_str).collect();
    let chosen = data.sections.iter().position(|(code, _)| *code == draft.heading).map_or(0, |at| at + 1);
    if let Some(pressed) = choice_list(ui, "Section", &options, Some(chosen), 320.0) {
        let code = pressed.checked_sub(1).and_then(|at| data.sections.get(at)).map(|(code, _)| code.clone());
        draft.heading = code.unwrap_or_default();
    }
    let used = if data.themes.is_empty() { String::new() } else { format!("In use: {}", data.themes.join(", ")) };
    TextField::new("Theme").hint(&used).width(320.0).show(ui, &mut draft.theme);
}

/// The plans it rests on, each of which can be taken out.
fn sources(ui: &mut Ui, data: &FindingsData, draft: &mut FindingDraft) {
    let plans: BTreeSet<SubjectId> = draft.sources.iter().map(|(subject, _)| *subject).collect();
    small(ui, &format!("Rests on {}", counted(plans.len(), "plan", "plans")));
    let mut taken_out = None;
    ui.horizontal_wrapped(|ui| {
        for (at, (subject, criterion)) in draft.sources.iter().enumerate() {
            let plan = data.plans.iter().find(|(s, _)| s == subject).map_or("a withdrawn plan", |(_, name)| name);
            let words = if criterion.is_empty() { plan.to_owned() } else { format!("{plan} {criterion}") };
            let name = format!("Take {words} out of what the finding rests on");
            if Button::quiet(&words).small().sign_after(crate::ui::widgets::Sign::Cross).name(&name).show(ui).clicked()
            {
                taken_out = Some(at);
            }
        }
    });
    if let Some(at) = taken_out {
        draft.sources.remove(at);
    }
}
