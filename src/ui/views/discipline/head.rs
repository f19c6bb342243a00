//! Over the board: the standard on both bases against its target, what advice is missing, who scores it.

use super::data::DisciplineData;
use super::state::{Along, DisciplineScreen};
use crate::domain::standard::Share;
use crate::ops::{Board, Command, Source, Viewing};
use crate::stats::Interval;
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, body, choice_list, page_title, small};
use crate::words::counted;
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &DisciplineData, board: &Board, state: &mut DisciplineScreen) {
    ui.spacing_mut().item_spacing.y = space::HALF;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        page_title(ui, data.discipline.label());
        if board.plans.iter().any(|plan| plan.source == Source::Own) {
            along(ui, state);
        }
    });
    body(ui, &standard_words(board));
    small(ui, &advice_words(board));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        target(ui, cx, data, board, state);
        give(ui, cx, data, board, state);
    });
    small(ui, &super::view::letters_words(&board.tool));
    if !board.not_tested.is_empty() {
        small(ui, &format!("Not put to the panel at this depth and evidence: {}.", board.not_tested.join(", ")));
    }
}

fn along(ui: &mut Ui, state: &mut DisciplineScreen) {
    let (label, other) = match state.along {
        Along::Criterion => ("After an answer: next plan, same question", Along::Plan),
        Along::Plan => ("After an answer: next question, same plan", Along::Criterion),
    };
    if Button::quiet(label).key("T").small().show(ui).clicked() {
        state.along = other;
    }
}

/// "Meets the standard: 12 of 20 plans (60 %, 41 to 76 %)", the other base, and the target.
fn standard_words(board: &Board) -> String {
    let content = match board.view.code.as_str() {
        "health" => "health",
        "social_care" => "social care",
        _ => "such",
    };
    let summary = &board.summary;
    let left = summary.not_agreed + summary.nothing_to_judge;
    if summary.all.n == 0 {
        return format!("Whether plans meet the standard is not known yet on any of {}.", board.plans.len());
    }
    let mut words = format!("Meets the standard: {}", share_words(summary.all, "plans", board.interval));
    words += &format!(
        "; of plans with {content} content: {}",
        share_words(summary.with_content, "", board.interval_with_content)
    );
    if let Some(target) = &board.target {
        let source = if target.source.is_empty() { String::new() } else { format!(", {}", target.source) };
        words += &format!(". Target {} %{source}", target.percent);
    }
    if left > 0 {
        words += &format!(". {} not known yet", counted(left, "plan is", "plans are"));
    }
    if board.plans.iter().any(|plan| plan.source == Source::Own) {
        words += ". On your plans by your own answers, not the panel’s";
    }
    words + "."
}

fn share_words(share: Share, noun: &str, interval: Option<Interval>) -> String {
    let of = if noun.is_empty() {
        format!("{} of {}", share.count, share.n)
    } else {
        format!("{} of {} {noun}", share.count, share.n)
    };
    if share.n == 0 {
        return of;
    }
    let percent = 100.0 * share.count as f64 / share.n as f64;
    let range = interval.map(|i| format!(", {:.0} to {:.0} %", 100.0 * i.low, 100.0 * i.high)).unwrap_or_default();
    format!("{of} ({percent:.0} %{range})")
}

fn advice_words(board: &Board) -> String {
    let advice = &board.advice;
    if advice.all.requests == 0 {
        return "The advice register has no request for these plans.".to_owned();
    }
    let mut words = format!(
        "Advice behind these plans: {} on time of {} that count, {} asked in all",
        advice.all.on_time,
        advice.all.n(),
        advice.all.requests
    );
    let missing: Vec<String> = advice.gaps.iter().map(|gap| format!("{} {}", gap.service, gap.missing)).collect();
    if !missing.is_empty() {
        words += &format!(". Overdue and not received, by service: {}", missing.join(", "));
    }
    words + "."
}

/// The target, where no measure has one.
fn target(ui: &mut Ui, cx: &mut Cx<'_>, data: &DisciplineData, board: &Board, state: &mut DisciplineScreen) {
    let from_measures = board.target.as_ref().is_some_and(|target| !target.source.is_empty());
    if from_measures || cx.acting.member().is_some() {
        return;
    }
    let shown = board.target.as_ref().map(|target| format!("{}", target.percent)).unwrap_or_default();
    let text = state.target.get_or_insert(shown);
    let wrong = !text.trim().is_empty() && text.trim().parse::<u32>().map_or(true, |percent| percent > 100);
    let error = wrong.then_some("A whole number from 0 to 100");
    let field = TextField::new("Target in percent").error(error).width(130.0).show(ui, text);
    if field.lost_focus() && !wrong {
        let percent = text.trim().parse().ok();
        cx.run(Command::Viewing(Viewing::SetTarget { view: data.discipline.view().to_owned(), percent }));
    }
}

/// Giving the view to somebody to score.
fn give(ui: &mut Ui, cx: &mut Cx<'_>, data: &DisciplineData, board: &Board, state: &mut DisciplineScreen) {
    let has_all = data.member.is_some() && board.plans.iter().all(|plan| plan.source == Source::Own);
    if data.may_give_to.is_empty() || has_all || !cx.round_is_open() {
        return;
    }
    let own_only = data.member.is_some_and(|own| data.may_give_to.iter().all(|(id, _)| *id == own));
    let label = if own_only { "Score these criteria on every plan" } else { "Give these criteria on every plan" };
    if !own_only {
        let names: Vec<&str> = data.may_give_to.iter().map(|(_, words)| words.as_str()).collect();
        let chosen = state.give_to.min(names.len().saturating_sub(1));
        if let Some(pressed) = choice_list(ui, "To be scored by", &names, Some(chosen), 260.0) {
            state.give_to = pressed;
        }
    }
    if Button::quiet(label).small().show(ui).clicked()
        && let Some((member, _)) = data.may_give_to.get(state.give_to.min(data.may_give_to.len() - 1))
    {
        let (round, view) = (board.round.id, data.discipline.view().to_owned());
        cx.run(Command::Viewing(Viewing::Assign { round, member: *member, view }));
    }
}
