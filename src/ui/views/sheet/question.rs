//! The middle of the sheet: the question, its answers, the note, the other criteria of the section.

use super::data::SheetData;
use super::keys::{answer_keys, confirm_na_now, give, handed_key};
use super::state::SheetScreen;
use super::view::{handed_in_band, is_small};
use super::{marks, note};
use crate::domain::audit_tool::{Criterion, Heading, NOT_APPLICABLE};
use crate::domain::sheet::{GivenAnswer, HANDED, SheetState};
use crate::ops::{Command, DeskCriterion, Scoring};
use crate::ui::cx::Cx;
use crate::ui::theme::{NoticeTone, Type, space, tokens};
use crate::ui::widgets::{
    AnswerButton, AnswerMark, Button, CriterionItem, Sign, TextField, answer_look, answer_row, body, criterion_list,
    key_cap, quiet_group, small, small_title, standing_band, text_in,
};
use egui::accesskit::Role;
use egui::{Key, Ui};

/// Words for an answer that hands a criterion on.
pub(super) const HANDED_WORDS: &str = "Not for me to judge";

/// Asks for an answer to be saved, and goes on.
pub(super) fn set(cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen, code: &str, na_reason: Option<String>) {
    let Some(on_desk) = state.current(data) else { return };
    let desk = &data.desk;
    cx.run(Command::Scoring(Scoring::SetAnswer {
        round: desk.round.id,
        subject: desk.subject,
        member: desk.member,
        criterion: on_desk.code.clone(),
        answer: Some(GivenAnswer { answer: code.to_owned(), na_reason }),
    }));
    state.answered_current(data, words_of(data, code), cx.settings.auto_advance);
    if let Some(unsaved) = state.turn_note(data) {
        note::save(cx, data, unsaved);
    }
}

/// The words for an answer.
pub(super) fn words_of<'a>(data: &'a SheetData, code: &str) -> &'a str {
    data.tool().get_answer(code).map_or(HANDED_WORDS, |answer| &answer.label)
}

/// Sign and colour of an answer.
pub(super) fn mark_of<'a>(data: &'a SheetData, code: &str) -> AnswerMark<'a> {
    if code == HANDED {
        return AnswerMark { label: HANDED_WORDS, sign: Sign::Handed, tone: crate::ui::theme::AnswerTone::Other };
    }
    let (tone, sign) = answer_look(code, data.tool().is_met(code));
    AnswerMark { label: words_of(data, code), sign, tone }
}

/// Draws the middle.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let Some(on_desk) = state.current(data) else {
        body(ui, &format!("Nothing is asked of you on this {}.", data.tool().subject.noun()));
        return;
    };
    let Some((heading, criterion)) = data.asked(on_desk) else { return };
    let is_open = state.is_open(data) && cx.round_is_open();
    if data.desk.state == SheetState::Submitted {
        handed_in_band(ui, data);
    }
    if let Some(reason) = &data.desk.returned_reason {
        standing_band(ui, NoticeTone::Caution, Sign::Undo, &format!("Handed back to you: {reason}"));
        ui.add_space(space::STEP);
    }
    if !is_small(ui) {
        head(ui, state, heading, criterion);
    }
    ui.vertical(|ui| {
        // Room for two lines always, so that the answers stay where the hand expects them.
        let lines = if ui.ctx().content_rect().height() >= space::LOW_WINDOW { 2.0 } else { 1.0 };
        ui.set_min_height(lines * Type::Question.line_height());
        question_ui(ui, &criterion.question);
    });
    ui.add_space(space::STEP);
    answers(ui, cx, data, state, on_desk, criterion, is_open);
    ui.add_space(space::STEP * 2.0);
    if is_open {
        marks::flag_button(ui, cx, data, state);
        ui.add_space(space::STEP);
    }
    note::show(ui, cx, data, state, is_open);
    ui.add_space(space::STEP * 2.0);
    others(ui, data, state, heading, on_desk);
}

/// The question, which a screen reader finds as the heading of the page.
fn question_ui(ui: &mut Ui, words: &str) {
    let shown = text_in(ui, words, Type::Question, tokens(ui).text);
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_role(Role::Heading);
        node.set_level(1);
        node.set_label(words);
    });
}

/// As [`head`], beside the section that is named already.
pub(super) fn small_head(ui: &mut Ui, data: &SheetData, state: &SheetScreen) {
    let asked = state.current(data).and_then(|on_desk| data.asked(on_desk));
    let Some((_, criterion)) = asked else { return };
    small(ui, &format!("{} · {}", criterion.code, criterion.kind.label()));
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| just_answered(ui, state));
}

/// What was just answered, with the way back.
fn just_answered(ui: &mut Ui, state: &SheetScreen) {
    let Some((code, words)) = &state.last else { return };
    small(ui, "to go back");
    key_cap(ui, "Backspace");
    text_in(ui, &format!("{code}: {words}"), Type::SmallStrong, tokens(ui).text_quiet);
}

/// Code, section and kind of the criterion; or what was just answered, with the way back.
fn head(ui: &mut Ui, state: &SheetScreen, heading: &Heading, criterion: &Criterion) {
    ui.horizontal(|ui| {
        ui.set_min_height(space::ROW);
        small(ui, &format!("{} · {} · {}", criterion.code, heading.title, criterion.kind.label()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| just_answered(ui, state));
    });
}

fn answers(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &SheetData,
    state: &mut SheetScreen,
    on_desk: &DeskCriterion,
    criterion: &Criterion,
    is_open: bool,
) {
    let keys = answer_keys(data.tool());
    let hint = criterion.na.as_ref().map_or_else(
        || format!("Not on this criterion: it applies to every {}", data.tool().subject.noun()),
        |when| format!("Only where: {when}"),
    );
    let handed_hint = format!("Left to {}. It counts as answered and earns no points.", leads(data, criterion));
    let mut buttons: Vec<AnswerButton<'_>> = data
        .tool()
        .answers
        .iter()
        .zip(&keys)
        .map(|(answer, (_, key))| {
            let mark = mark_of(data, &answer.code);
            let is_na = answer.code == NOT_APPLICABLE;
            let enabled = is_open && (!is_na || criterion.na.is_some());
            let hint = if is_na { hint.as_str() } else { "" };
            AnswerButton {
                code: &answer.code,
                label: &answer.label,
                key,
                sign: mark.sign,
                tone: mark.tone,
                enabled,
                hint,
            }
        })
        .collect();
    if let Some(key) = handed_key(data.tool()) {
        let mark = mark_of(data, HANDED);
        buttons.push(AnswerButton {
            code: HANDED,
            label: HANDED_WORDS,
            key,
            sign: mark.sign,
            tone: mark.tone,
            enabled: is_open,
            hint: &handed_hint,
        });
    }
    let given = state.answer_of(on_desk).cloned();
    let chosen = state.na.as_ref().map(|_| NOT_APPLICABLE).or(given.as_ref().map(|g| g.answer.as_str()));
    let name = format!("{}, your answer", criterion.code);
    if let Some(code) = answer_row(ui, "answers", &name, &buttons, chosen) {
        give(cx, data, state, code);
    }
    if state.na.is_some() {
        reason_for_na(ui, cx, data, state, criterion);
    } else if let Some(reason) = given.as_ref().and_then(|g| g.na_reason.as_deref()) {
        small(ui, &format!("Not applicable because: {reason}"));
    }
    if given.as_ref().is_some_and(|g| g.answer == HANDED) {
        small(ui, &format!("{HANDED_WORDS}: {}{}", handed_hint[..1].to_lowercase(), &handed_hint[1..]));
    }
}

fn leads(data: &SheetData, criterion: &Criterion) -> String {
    let Some((heading, _)) = data.tool().get_criterion(&criterion.code) else { return String::new() };
    let leads = data.tool().leads_of(heading, criterion);
    if leads.contains(&crate::domain::audit_tool::Lead::All) {
        return format!("the others who read this {}", data.tool().subject.noun());
    }
    leads.iter().map(|lead| lead.label().to_lowercase()).collect::<Vec<_>>().join(" and ")
}

/// The tool's reason for "not applicable", to be confirmed, and what the member adds to it.
fn reason_for_na(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen, criterion: &Criterion) {
    let Some(when) = criterion.na.clone() else { return };
    ui.add_space(space::STEP);
    let mut confirmed = false;
    let mut left = false;
    quiet_group(ui, |ui| {
        small_title(ui, "Not applicable because");
        body(ui, &when);
        let Some(draft) = state.na.as_mut() else { return };
        let salt = format!("{} {} {}", data.desk.member, data.desk.subject, criterion.code);
        let field = TextField::new("Add to the reason").hint("May stay empty").width(420.0).salt(salt);
        let field = field.show(ui, &mut draft.addition);
        crate::ui::views::guarded::point_out(ui, cx, &draft.addition);
        confirmed = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            confirmed |= Button::primary("Confirm").name("Confirm not applicable").key("Enter").show(ui).clicked();
            left = Button::quiet("Cancel").key("Esc").show(ui).clicked();
        });
        if !criterion.na_needs.is_empty() {
            small(
                ui,
                &format!(
                    "It holds only while {} is met; else it counts as not evidenced.",
                    criterion.na_needs.join(" and ")
                ),
            );
        }
    });
    if confirmed {
        confirm_na_now(cx, data, state);
    } else if left {
        state.na = None;
    }
}

fn others(ui: &mut Ui, data: &SheetData, state: &mut SheetScreen, heading: &Heading, on_desk: &DeskCriterion) {
    let of_section: Vec<&DeskCriterion> = data.desk.criteria.iter().filter(|c| c.heading == on_desk.heading).collect();
    if of_section.len() < 2 {
        return;
    }
    small_title(ui, &format!("Section {}", heading.code));
    let items: Vec<CriterionItem<'_>> = of_section
        .iter()
        .filter_map(|c| {
            let (_, criterion) = data.asked(c)?;
            let answer = state.answer_of(c).map(|given| mark_of(data, &given.answer));
            let current = c.code == on_desk.code;
            Some(CriterionItem {
                code: &c.code,
                question: &criterion.question,
                answer,
                flagged: state.is_flagged(c),
                current,
            })
        })
        .collect();
    let name = format!("Criteria of section {}", heading.code);
    let pressed = criterion_list(ui, "criteria", &name, &items);
    let pressed = pressed.and_then(|row| of_section.get(row)).and_then(|c| data.position(&c.code));
    if let Some(place) = pressed {
        state.go_to(data, place);
    }
}
