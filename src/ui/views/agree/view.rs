//! Agreeing: first what all gave alike, then what a rule may settle, then one split after the other.

use super::data::{AgreeData, AgreeItem, AgreePlan};
use super::state::AgreeScreen;
use crate::domain::audit_tool::{Criterion, Heading, NOT_APPLICABLE};
use crate::domain::moderation::needs_reason;
use crate::domain::sheet::HANDED;
use crate::ops::{Agreeing, Command};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{take_codes, take_key};
use crate::ui::theme::{AnswerTone, Type, space, tokens};
use crate::ui::widgets::{
    AnswerButton, AnswerMark, Button, CriterionItem, SectionItem, Sign, TextField, answer_look, answer_row, body,
    choice_list, criterion_list, empty_state, page_column, page_title, quiet, quiet_group, section_list, sign, small,
    small_title, strong, text_in,
};
use crate::words::{counted, thousands};
use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, ScrollArea, Ui};

/// From this width the plans have a column of their own, in points.
const PLANS_FROM: f32 = 760.0;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen) {
    let Some(plan) = state.plan(data).cloned() else {
        page_column(ui, |ui| {
            page_title(ui, "Agree the result");
            let words = format!(
                "A plan can be compared when everyone who reads it has handed in. {} waiting for score sheets.",
                counted(data.not_open, "plan is", "plans are")
            );
            empty_state(ui, "No plan can be compared yet", &words, "");
        });
        return;
    };
    keys(ui, cx, data, state, &plan);
    let is_wide = ui.available_width() >= PLANS_FROM;
    let plain = Frame::new().fill(tokens(ui).surface);
    if is_wide {
        Panel::left("agree plans").exact_size(232.0).resizable(false).frame(plain).show(ui, |ui| {
            ui.add_space(16.0);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| plans(ui, data, state, &plan));
        });
    }
    CentralPanel::default().frame(plain).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(820.0));
                page_title(ui, "Agree the result");
                at_once(ui, cx, data);
                if !is_wide {
                    plan_list(ui, data, state, &plan);
                }
                ui.add_space(space::GROUP);
                item(ui, cx, data, state, &plan);
                ui.add_space(space::GROUP);
                super::threads::threads_panel(ui, cx, plan.subject, &plan.threads, &mut state.threads);
            });
        });
    });
}

/// What can be settled for all plans at once.
fn at_once(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let waiting = if data.not_open == 0 {
        String::new()
    } else {
        format!(" {} still waiting for score sheets.", counted(data.not_open, "plan is", "plans are"))
    };
    let small_ones = if data.by_rule == 0 {
        String::new()
    } else {
        format!(" {} can be left to the rule.", counted(data.by_rule, "small difference", "small differences"))
    };
    let left = counted(data.to_discuss(), "answer", "answers");
    quiet(ui, &format!("{left} to be agreed one by one.{small_ones}{waiting}"));
    ui.add_space(space::HALF);
    ui.horizontal_wrapped(|ui| {
        let closed = (!cx.round_is_open()).then_some("The round is closed");
        let words = format!("Take {} unanimous answers", thousands(data.unanimous as u64));
        let none = (data.unanimous == 0).then_some("All unanimous answers are taken");
        if data.unanimous > 0 && Button::primary(&words).disabled_because(closed.or(none)).show(ui).clicked() {
            cx.run(Command::Agreeing(Agreeing::Unanimous(round)));
        }
        let words = format!("Settle {} by rule", counted(data.by_rule, "small difference", "small differences"));
        let none = (data.by_rule == 0).then_some("Nothing is left to the rule");
        let hint =
            "The answer of the agency that leads the criterion, else the lower; none of them changes a grade or a gap";
        if data.by_rule > 0
            && Button::quiet(&words).disabled_because(closed.or(none)).show(ui).on_hover_text(hint).clicked()
        {
            cx.run(Command::Agreeing(Agreeing::ByRule(round)));
        }
    });
}

fn plans(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen, current: &AgreePlan) {
    let flags: Vec<String> = data.plans.iter().map(|plan| open_words(state.open_count(plan))).collect();
    let items: Vec<SectionItem<'_>> = data
        .plans
        .iter()
        .zip(&flags)
        .map(|(plan, flag)| SectionItem {
            code: &plan.reference,
            name: "",
            done: plan.agreed.min(plan.tested),
            total: plan.tested,
            flag,
            current: plan.subject == current.subject,
        })
        .collect();
    let pressed = section_list(ui, "agree plans", "Plans", &items);
    if let Some(plan) = pressed.and_then(|at| data.plans.get(at)) {
        state.go_to_plan(plan.subject);
    }
}

fn open_words(open: usize) -> String {
    if open == 0 { String::new() } else { format!("{open} to discuss") }
}

fn plan_list(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen, current: &AgreePlan) {
    let words: Vec<String> =
        data.plans.iter().map(|plan| format!("{}, {} to discuss", plan.reference, state.open_count(plan))).collect();
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    let chosen = data.plans.iter().position(|plan| plan.subject == current.subject);
    let pressed = choice_list(ui, "Plan", &options, chosen, 300.0);
    if let Some(plan) = pressed.and_then(|at| data.plans.get(at)) {
        state.go_to_plan(plan.subject);
    }
}

fn asked<'a>(data: &'a AgreeData, item: &AgreeItem) -> Option<(&'a Heading, &'a Criterion)> {
    let heading = data.tool.headings.get(item.heading)?;
    Some((heading, heading.criteria.get(item.place)?))
}

fn item(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan) {
    let Some((at, found)) = state.item(plan) else {
        strong(ui, &plan.reference);
        body(ui, "On this plan nothing is left to discuss: all who read it gave the same answers.");
        return;
    };
    let Some((heading, criterion)) = asked(data, found) else { return };
    small(ui, &format!("{} · {} · {} · {}", plan.reference, criterion.code, heading.title, criterion.kind.label()));
    text_in(ui, &criterion.question, Type::Question, tokens(ui).text);
    ui.add_space(space::STEP);
    votes(ui, data, found);
    ui.add_space(space::STEP);
    small_title(ui, "The panel’s answer");
    let chosen = state.waiting.clone().or_else(|| state.agreed_on(plan, found).map(str::to_owned));
    let keys = answer_keys(data);
    let buttons: Vec<AnswerButton<'_>> = data
        .tool
        .answers
        .iter()
        .zip(&keys)
        .map(|(answer, (_, key))| {
            let mark = mark_of(data, &answer.code);
            let enabled = cx.round_is_open() && (answer.code != NOT_APPLICABLE || criterion.na.is_some());
            AnswerButton {
                code: &answer.code,
                label: &answer.label,
                key,
                sign: mark.sign,
                tone: mark.tone,
                enabled,
                hint: "",
            }
        })
        .collect();
    let name = format!("{}, the panel’s answer", criterion.code);
    if let Some(code) = answer_row(ui, "agreed", &name, &buttons, chosen.as_deref()) {
        give(cx, data, state, plan, code);
    }
    if let Some((_, _, how)) = found.agreed.as_ref() {
        small(ui, how);
    } else if let Some(answer) = &found.by_rule {
        small(ui, &format!("A small difference: the rule would take “{}”.", label(data, answer)));
    }
    reason(ui, cx, data, state, plan, at, found);
    ui.add_space(space::STEP);
    others(ui, data, state, plan, at);
}

fn votes(ui: &mut Ui, data: &AgreeData, item: &AgreeItem) {
    if item.votes.is_empty() {
        quiet(ui, "Nobody gave an answer that counts.");
        return;
    }
    for row in &item.votes {
        let mark = mark_of(data, &row.vote.answer);
        ui.horizontal(|ui| {
            let ink = tokens(ui).answer(mark.tone).mark;
            sign(ui, mark.sign, space::SIGN, ink, mark.label);
            strong(ui, mark.label);
            quiet(ui, &format!("{}, {}", row.member, row.vote.agency.label().to_lowercase()));
        });
        if !row.note.trim().is_empty() {
            quiet_group(ui, |ui| {
                body(ui, &row.note);
            });
        }
    }
}

fn reason(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &AgreeData,
    state: &mut AgreeScreen,
    plan: &AgreePlan,
    at: usize,
    item: &AgreeItem,
) {
    let is_needed = state.waiting.is_some();
    let error =
        is_needed.then_some("This answer needs its reason: nobody gave it, or the answers cross met and not met.");
    let before = item.agreed.as_ref().and_then(|(_, reason, _)| reason.clone());
    if let Some(before) = before {
        small(ui, &format!("Reason: {before}"));
    }
    let field = TextField::new("Reason")
        .hint("A sentence for the record. Enter agrees the answer chosen above.")
        .error(error)
        .width(560.0)
        .salt((plan.subject.0, at))
        .show(ui, &mut state.reason);
    if std::mem::take(&mut state.focus_reason) {
        field.request_focus();
    }
    let by_enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let pressed = is_needed && Button::primary("Agree").key("Enter").show(ui).clicked();
    if (by_enter || pressed)
        && let Some(answer) = state.waiting.clone().filter(|_| !state.reason.trim().is_empty())
    {
        send(cx, data, state, plan, &answer);
    }
}

fn others(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan, at: usize) {
    small_title(ui, &format!("Where the sheets of {} differ", plan.reference));
    let items: Vec<CriterionItem<'_>> = plan
        .items
        .iter()
        .enumerate()
        .filter_map(|(row, item)| {
            let (_, criterion) = asked(data, item)?;
            let answer = state.agreed_on(plan, item).map(|code| mark_of(data, code));
            Some(CriterionItem {
                code: &item.code,
                question: &criterion.question,
                answer,
                flagged: false,
                current: row == at,
            })
        })
        .collect();
    if let Some(row) = criterion_list(ui, "differences", "Where the sheets differ", &items) {
        state.go_to(plan, row);
    }
}

fn label<'a>(data: &'a AgreeData, code: &str) -> &'a str {
    data.tool.get_answer(code).map_or("Not for me to judge", |answer| &answer.label)
}

fn mark_of<'a>(data: &'a AgreeData, code: &str) -> AnswerMark<'a> {
    if code == HANDED {
        return AnswerMark { label: "Not for me to judge", sign: Sign::Handed, tone: AnswerTone::Other };
    }
    let (tone, sign) = answer_look(code, data.tool.is_met(code));
    AnswerMark { label: label(data, code), sign, tone }
}

fn answer_keys(data: &AgreeData) -> Vec<(String, String)> {
    let keys =
        data.tool.answers.iter().enumerate().map(|(place, answer)| {
            (answer.code.clone(), answer.key.clone().unwrap_or_else(|| (place + 1).to_string()))
        });
    keys.collect()
}

/// Chooses the panel's answer on the criterion on the screen; it is sent at once unless it needs a reason.
fn give(cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan, code: &str) {
    let Some((_, item)) = state.item(plan) else { return };
    let Some((_, criterion)) = asked(data, item) else { return };
    if !cx.round_is_open() || (code == NOT_APPLICABLE && criterion.na.is_none()) {
        return;
    }
    if needs_reason(&data.tool, &item.votes(), code) && state.reason.trim().is_empty() {
        state.waiting = Some(code.to_owned());
        state.focus_reason = true;
        return;
    }
    send(cx, data, state, plan, code);
}

fn send(cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan, answer: &str) {
    let (Some(round), Some((at, item))) = (cx.round.map(|round| round.id), state.item(plan)) else { return };
    let reason = Some(state.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let (subject, criterion) = (plan.subject, item.code.clone());
    cx.run(Command::Agreeing(Agreeing::Set { round, subject, criterion, answer: answer.to_owned(), reason }));
    state.sent(data, plan, at, answer);
}

fn keys(ui: &Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan) {
    if cx.is_blocked || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let by_key: Vec<(Key, String)> = answer_keys(data)
        .into_iter()
        .filter_map(|(code, key)| Key::from_name(&key.to_uppercase()).map(|key| (key, code)))
        .collect();
    for code in take_codes(ui, &by_key) {
        // After the last answer of a plan the next plan is on the screen.
        let Some(now) = state.plan(data).cloned() else { return };
        give(cx, data, state, &now, &code);
    }
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let Some((at, _)) = state.item(plan) else { return };
    for (key, to) in [
        (Key::ArrowDown, at + 1),
        (Key::ArrowRight, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::ArrowLeft, at.saturating_sub(1)),
    ] {
        if take_key(ui, Modifiers::NONE, key) && to < plan.items.len() {
            state.go_to(plan, to);
        }
    }
    if take_key(ui, Modifiers::NONE, Key::Enter)
        && let Some(next) = state.next_open(plan, Some(at))
    {
        state.go_to(plan, next);
    }
}
