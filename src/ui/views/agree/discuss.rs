//! First what all gave alike, then what a rule may settle, then one split after the other.

use super::data::{AgreeData, AgreeItem, AgreePlan, VoteRow};
use super::state::{About, AgreeScreen};
use crate::domain::audit_tool::{Criterion, Heading, NOT_APPLICABLE, SubjectKind};
use crate::domain::moderation::needs_reason_among;
use crate::domain::sheet::{AgreedHow, HANDED};
use crate::ops::{Agreeing, Command, Moderating};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::{take_codes, take_key};
use crate::ui::route::Route;
use crate::ui::theme::{AnswerTone, Type, space, tokens};
use crate::ui::widgets::{
    AnswerButton, AnswerMark, Button, CriterionItem, GradeMark, SectionItem, Sign, TextField, answer_look, answer_row,
    body, choice_list, criterion_list, empty_state, grade_chip, grade_letter, progress_bar, quiet, quiet_group, region,
    section_list, sign, small, small_title, strong, text_in,
};
use crate::words::{counted, thousands};
use egui::accesskit::Role;
use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, ScrollArea, Ui};

/// From this width the plans have a column of their own, in points.
const PLANS_FROM: f32 = 760.0;
/// Readers beside each other; more stand in further rows. Each needs this width, in points.
const BESIDE: usize = 3;
const READER_WIDTH: f32 = 220.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen) {
    let Some(plan) = state.plan(data).cloned() else {
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            let subject = cx.subject();
            let words = format!(
                "{} can be compared when everyone who reads it has handed in. {} waiting for score sheets.",
                subject.any_head(),
                subject.count_are(data.waiting.len() as u64)
            );
            let title = format!("No {} can be compared yet", subject.noun());
            if empty_state(ui, &title, &words, &format!("See the {}", subject.nouns())) {
                cx.act(Action::Go(Route::Plans));
            }
        });
        return;
    };
    keys(ui, cx, data, state, &plan);
    let subject = cx.subject();
    let is_wide = ui.available_width() >= PLANS_FROM;
    let plain = Frame::new().fill(tokens(ui).surface);
    if is_wide {
        Panel::left("agree plans").exact_size(232.0).resizable(false).frame(plain).show(ui, |ui| {
            ui.add_space(16.0);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| plan_column(ui, data, state, &plan, subject));
        });
    }
    CentralPanel::default().frame(plain).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(820.0));
                at_once(ui, cx, data);
                let (done, total) = data.discussed();
                if total > 0 {
                    ui.add_space(space::STEP);
                    progress_bar(ui, done, total, &progress_words(data, state));
                }
                if !is_wide {
                    ui.add_space(space::STEP);
                    plan_list(ui, data, state, &plan, subject);
                }
                ui.add_space(space::GROUP);
                item(ui, cx, data, state, &plan);
                ui.add_space(space::GROUP);
                whole_plan(ui, cx, data, state, &plan);
                ui.add_space(space::GROUP);
                super::threads::threads_panel(ui, cx, plan.subject, &plan.threads, &mut state.threads);
            });
        });
    });
}

/// "31 of 270 to discuss are agreed, 2 left for later".
pub(super) fn progress_words(data: &AgreeData, state: &AgreeScreen) -> String {
    let (done, total) = data.discussed();
    let later = match state.skipped_count(data) {
        0 => String::new(),
        count => format!(", {count} left for later"),
    };
    format!("{} of {} to discuss are agreed{later}", thousands(done as u64), thousands(total as u64))
}

/// What can be settled for all plans at once.
fn at_once(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let waiting = if data.waiting.is_empty() {
        String::new()
    } else {
        format!(" {} still waiting for score sheets.", counted(data.waiting.len(), "plan is", "plans are"))
    };
    let small_ones = if data.by_rule == 0 {
        String::new()
    } else {
        format!(" {} can be left to the rule.", counted(data.by_rule, "small difference", "small differences"))
    };
    let left = counted(data.to_discuss(), "answer", "answers");
    quiet(ui, &format!("{left} to be agreed one by one.{small_ones}{waiting}"));
    if !cx.round_is_open() || data.unanimous + data.by_rule + data.settled_by_rule == 0 {
        return;
    }
    ui.add_space(space::HALF);
    ui.horizontal_wrapped(|ui| {
        let words = format!("Take {} unanimous answers", thousands(data.unanimous as u64));
        if data.unanimous > 0 && Button::primary(&words).show(ui).clicked() {
            cx.run(Command::Agreeing(Agreeing::Unanimous(round)));
        }
        let words = format!("Settle {} by rule", counted(data.by_rule, "small difference", "small differences"));
        let hint =
            "The answer of the agency that leads the criterion, else the lower; none of them changes a grade or a gap";
        if data.by_rule > 0 && Button::quiet(&words).show(ui).on_hover_text(hint).clicked() {
            cx.run(Command::Agreeing(Agreeing::ByRule(round)));
        }
        let words = format!("Take up {} settled by rule again", counted(data.settled_by_rule, "answer", "answers"));
        if data.settled_by_rule > 0 && Button::link(&words).show(ui).clicked() {
            cx.run(Command::Moderating(Moderating::ReopenByRule(round)));
        }
    });
}

fn plan_column(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen, current: &AgreePlan, subject: SubjectKind) {
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
    let pressed = section_list(ui, "agree plans", subject.heads(), &items);
    if let Some(plan) = pressed.and_then(|at| data.plans.get(at)) {
        state.go_to_plan(plan.subject);
    }
}

fn open_words(open: usize) -> String {
    if open == 0 { String::new() } else { format!("{open} to discuss") }
}

fn plan_list(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen, current: &AgreePlan, subject: SubjectKind) {
    let words: Vec<String> =
        data.plans.iter().map(|plan| format!("{}, {} to discuss", plan.reference, state.open_count(plan))).collect();
    let options: Vec<&str> = words.iter().map(String::as_str).collect();
    let chosen = data.plans.iter().position(|plan| plan.subject == current.subject);
    let pressed = choice_list(ui, subject.head(), &options, chosen, 300.0);
    if let Some(plan) = pressed.and_then(|at| data.plans.get(at)) {
        state.go_to_plan(plan.subject);
    }
}

pub(super) fn asked<'a>(data: &'a AgreeData, item: &AgreeItem) -> Option<(&'a Heading, &'a Criterion)> {
    let heading = data.tool.headings.get(item.heading)?;
    Some((heading, heading.criteria.get(item.place)?))
}

fn item(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan) {
    let Some((at, found)) = state.item(plan) else {
        strong(ui, &plan.reference);
        body(
            ui,
            &format!(
                "On this {} nothing is left to discuss: all who read it gave the same answers.",
                cx.subject().noun()
            ),
        );
        return;
    };
    let Some((heading, criterion)) = asked(data, found) else { return };
    small(ui, &format!("{} · {} · {} · {}", plan.reference, criterion.code, heading.title, criterion.kind.label()));
    text_in(ui, &criterion.question, Type::Question, tokens(ui).text);
    if !found.why.is_empty() {
        small(ui, &format!("To discuss: {}", why_words(found)));
    }
    ui.add_space(space::STEP);
    votes(ui, data, found);
    ui.add_space(space::STEP);
    small_title(ui, "The panel’s answer");
    panel_answer(ui, cx, data, state, (plan, at, found));
    if let Some(settled) = found.agreed.as_ref() {
        ui.horizontal(|ui| {
            small(ui, settled.how.label());
            let words = if settled.how == AgreedHow::Rule { "Take it up again" } else { "Take the answer away" };
            if cx.round_is_open() && Button::link(words).show(ui).clicked() {
                reopen(cx, plan, found);
            }
        });
    } else if let Some(answer) = &found.by_rule {
        small(ui, &format!("A small difference: the rule would take “{}”.", label(data, answer)));
    }
    reason(ui, cx, data, state, plan, at, found);
    steps(ui, data, state, plan, at);
    ui.add_space(space::STEP);
    others(ui, data, state, plan, at);
}

/// "crosses met and not met; changes a gap".
pub(super) fn why_words(item: &AgreeItem) -> String {
    let mut words: Vec<String> = Vec::with_capacity(item.why.len());
    for why in &item.why {
        let mut chars = why.label().chars();
        words.push(chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect()));
    }
    words.join("; ")
}

/// The answers there are, as buttons; pressing one gives it.
pub(super) fn panel_answer(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &AgreeData,
    state: &mut AgreeScreen,
    (plan, _, found): (&AgreePlan, usize, &AgreeItem),
) {
    let Some((_, criterion)) = asked(data, found) else { return };
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
            let (code, label) = (answer.code.as_str(), answer.label.as_str());
            AnswerButton { code, label, key, sign: mark.sign, tone: mark.tone, enabled, hint: "" }
        })
        .collect();
    let name = format!("{}, the panel’s answer", criterion.code);
    if let Some(code) = answer_row(ui, "agreed", &name, &buttons, chosen.as_deref()) {
        give(cx, data, state, plan, code);
    }
}

fn reopen(cx: &mut Cx<'_>, plan: &AgreePlan, item: &AgreeItem) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    let (subject, criterion) = (plan.subject, item.code.clone());
    cx.run(Command::Moderating(Moderating::Reopen { round, subject, criterion }));
}

fn votes(ui: &mut Ui, data: &AgreeData, item: &AgreeItem) {
    if item.votes.is_empty() {
        quiet(ui, "Nobody gave an answer that counts.");
        return;
    }
    let fitting = (ui.available_width() / READER_WIDTH).floor() as usize;
    let beside = item.votes.len().min(BESIDE).min(fitting).max(1);
    for row in item.votes.chunks(beside) {
        ui.columns(beside, |columns| {
            for (column, vote) in columns.iter_mut().zip(row) {
                // Columns stretch what stands in them; a plain column does not.
                column.vertical(|ui| ui.push_id(&vote.letter, |ui| one_vote(ui, data, vote)));
            }
        });
    }
}

fn one_vote(ui: &mut Ui, data: &AgreeData, row: &VoteRow) {
    let mark = mark_of(data, &row.answer);
    let spoken = format!("Reader {}: {}", row.letter, mark.label);
    region(ui, "reader", Role::Group, &spoken, |ui| {
        ui.horizontal(|ui| {
            text_in(ui, &row.letter, Type::Section, tokens(ui).text_quiet);
            let ink = tokens(ui).answer(mark.tone).mark;
            sign(ui, mark.sign, space::SIGN, ink, mark.label);
            strong(ui, mark.label);
        });
        if let Some((name, agency)) = &row.name {
            small(ui, &format!("{name}, {}", agency.to_lowercase()));
        }
        if !row.na_reason.is_empty() {
            small(ui, &format!("Why it does not apply: {}", row.na_reason));
        }
        if let Some(note) = row.note.as_ref().filter(|note| !note.text.trim().is_empty()) {
            quiet_group(ui, |ui| {
                body(ui, &note.text);
                let place = if note.place.is_empty() { String::new() } else { format!(" · {}", note.place) };
                small(ui, &format!("{}{place}", note.kind.label()));
            });
        }
    });
}

pub(super) fn reason(
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
    if let Some(before) = item.agreed.as_ref().and_then(|settled| settled.reason.as_ref()) {
        small(ui, &format!("Reason: {before}"));
    }
    if !cx.round_is_open() {
        return;
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
    crate::ui::views::guarded::point_out(ui, cx, &state.reason);
    let pressed = is_needed && Button::primary("Agree").key("Enter").show(ui).clicked();
    if (by_enter || pressed)
        && let Some(answer) = state.waiting.clone().filter(|_| !state.reason.trim().is_empty())
    {
        send(cx, data, state, plan, &answer);
    }
}

/// On to another criterion, by button or key.
pub(super) fn steps(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan, at: usize) {
    ui.horizontal_wrapped(|ui| {
        if Button::quiet("Previous open").small().key("B").show(ui).clicked() {
            state.go_to_undecided(data, (plan.subject, at), false);
        }
        if Button::quiet("Next open").small().key("N").show(ui).clicked() {
            state.go_to_undecided(data, (plan.subject, at), true);
        }
        if Button::quiet("Leave for later").small().key("S").show(ui).clicked() {
            state.skip(data, plan, at);
        }
        let words = if state.is_projected { "Leave the projector view" } else { "Projector view" };
        if Button::quiet(words).small().key("P").show(ui).clicked() {
            state.is_projected = !state.is_projected;
        }
    });
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
            let flagged = answer.is_none() && state.is_skipped(plan, item);
            let (code, question) = (item.code.as_str(), criterion.question.as_str());
            Some(CriterionItem { code, question, answer, flagged, current: row == at })
        })
        .collect();
    if let Some(row) = criterion_list(ui, "differences", "Where the sheets differ", &items) {
        state.go_to(plan, row);
    }
}

/// The grade as it stands, who read the plan, and what may be done with their sheets.
fn whole_plan(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan) {
    let round = cx.round.map(|round| round.id);
    small_title(ui, &format!("{} as a whole", plan.reference));
    if !data.tool.grades.is_empty() {
        let names: Vec<&str> = data.tool.grades.iter().map(|g| g.label.as_str()).collect();
        let place = plan.grade.code.as_deref().and_then(|code| data.tool.grade_place(code));
        let letter = place.map(|place| grade_letter(&names, place)).unwrap_or_default();
        let mark = place
            .and_then(|place| Some(GradeMark { letter: &letter, name: names.get(place)?, place, of: names.len() }));
        grade_chip(ui, mark);
        small(ui, &plan.grade.line);
        if !plan.grade.is_final {
            small(ui, &format!("{} of {} agreed; this will change.", plan.agreed, plan.tested));
        }
        if cx.round_is_open() {
            ui.horizontal(|ui| {
                if Button::link("Set another grade…").show(ui).clicked() {
                    state.ask(About::Override(plan.subject));
                }
                let is_set = plan.grade.by_panel.is_some();
                if let (true, Some(round)) = (is_set, round)
                    && Button::link("Go back to the grade of the answers").show(ui).clicked()
                {
                    cx.run(Command::Moderating(Moderating::Override { round, subject: plan.subject, grade: None }));
                }
            });
        }
    }
    if let Some(why) = &plan.early {
        small(ui, &format!("Opened before all sheets were in: {why}"));
    }
    ui.add_space(space::STEP);
    readers(ui, cx, state, plan);
}

fn readers(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut AgreeScreen, plan: &AgreePlan) {
    let is_named = plan.readers.iter().any(|reader| reader.name.is_some());
    for reader in &plan.readers {
        ui.horizontal_wrapped(|ui| {
            let who = reader.name.as_ref();
            let who = who.map(|(name, agency)| format!(": {name}, {}", agency.to_lowercase())).unwrap_or_default();
            let blind = if reader.not_blind { " · not blind" } else { "" };
            body(ui, &format!("Sheet {}{who}{blind}", reader.letter));
            let name = format!("Hand sheet {} back", reader.letter);
            if cx.round_is_open() && Button::link("Hand back…").name(&name).show(ui).clicked() {
                state.ask(About::Return(plan.subject, reader.member, reader.letter.clone()));
            }
        });
    }
    let Some(round) = cx.round.filter(|_| !is_named && !plan.readers.is_empty()).map(|round| round.id) else { return };
    let hint = "The log says who asked";
    if Button::link("Show who gave which answer").show(ui).on_hover_text(hint).clicked() {
        cx.run(Command::Moderating(Moderating::ShowNames { round, subject: plan.subject }));
    }
}

pub(super) fn label<'a>(data: &'a AgreeData, code: &str) -> &'a str {
    data.tool.get_answer(code).map_or("Not for me to judge", |answer| &answer.label)
}

pub(super) fn mark_of<'a>(data: &'a AgreeData, code: &str) -> AnswerMark<'a> {
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
    if needs_reason_among(&data.tool, item.given(), code) && state.reason.trim().is_empty() {
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

pub(super) fn keys(ui: &Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen, plan: &AgreePlan) {
    let is_open = state.asking.is_some() || egui::Popup::is_any_open(ui.ctx());
    if cx.is_blocked || is_open || ui.ctx().text_edit_focused() {
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
        if state.waiting.is_some() {
            // What is pressed after it is meant for the reason.
            return;
        }
    }
    let Some((at, _)) = state.item(plan) else { return };
    if take_key(ui, Modifiers::NONE, Key::P) || (state.is_projected && take_key(ui, Modifiers::NONE, Key::Escape)) {
        state.is_projected = !state.is_projected;
    }
    if take_key(ui, Modifiers::NONE, Key::S) {
        state.skip(data, plan, at);
        return;
    }
    for (key, forward) in [(Key::N, true), (Key::B, false)] {
        if take_key(ui, Modifiers::NONE, key) {
            state.go_to_undecided(data, (plan.subject, at), forward);
            return;
        }
    }
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
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
    if take_key(ui, Modifiers::NONE, Key::Enter) {
        state.go_to_undecided(data, (plan.subject, at), true);
    }
}
