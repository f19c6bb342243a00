//! Under the board: the question of the cell under the cursor large, its answers, the note; the advice behind the plan.

use super::data::{asked, is_open};
use super::keys::{answer_keys, confirm_na, give, handed_key, may_answer};
use super::state::DisciplineScreen;
use crate::domain::advice::Clock;
use crate::domain::audit_tool::{AuditTool, Criterion, NOT_APPLICABLE};
use crate::domain::ids::SubjectId;
use crate::domain::sheet::{HANDED, NoteKind, SheetState};
use crate::domain::standard::{Shortfall, Standing};
use crate::ops::{AdviceLine, Board, BoardPlan, Command, NoteDraft, Scoring, Source};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::Dialog;
use crate::ui::route::Route;
use crate::ui::theme::{AnswerTone, Type, space, tokens};
use crate::ui::views::day_words;
use crate::ui::widgets::{
    AnswerButton, AnswerMark, Button, Sign, TextField, answer_look, answer_row, body, choice_list, key_cap,
    question_title, quiet, quiet_group, sign, small, small_title, text_in,
};
use crate::words::counted;
use egui::{Key, Ui, vec2};

const HANDED_WORDS: &str = "Not for me to judge";

/// Sign, colour and words of an answer.
pub(super) fn mark_of<'a>(tool: &'a AuditTool, code: &str) -> AnswerMark<'a> {
    if code == HANDED {
        return AnswerMark { label: HANDED_WORDS, sign: Sign::Handed, tone: AnswerTone::Other };
    }
    let (tone, sign) = answer_look(code, tool.is_met(code));
    let label = tool.get_answer(code).map_or(HANDED_WORDS, |answer| answer.label.as_str());
    AnswerMark { label, sign, tone }
}

/// Draws it, in columns where there is room.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen) {
    let (row, column) = state.grid.cursor;
    let (Some(plan), Some((heading, criterion))) = (board.plans.get(row), asked(board, column)) else { return };
    let over =
        format!("Plan {} · {} · {} · {}", plan.facts.reference, criterion.code, heading.title, criterion.kind.label());
    let width = ui.available_width();
    if width < 820.0 {
        question(ui, cx, board, state, plan, criterion, &over);
        ui.add_space(space::STEP);
        note(ui, cx, board, state, plan);
        ui.add_space(space::STEP);
        beside(ui, cx, board, state, plan);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        let room = width - 48.0;
        let part = |ui: &mut Ui, share: f32, contents: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui(vec2(room * share, 10.0), |ui| {
                ui.set_width(room * share);
                ui.vertical(|ui| contents(ui));
            });
        };
        part(ui, 0.52, &mut |ui| question(ui, cx, board, state, plan, criterion, &over));
        part(ui, 0.20, &mut |ui| note(ui, cx, board, state, plan));
        part(ui, 0.28, &mut |ui| beside(ui, cx, board, state, plan));
    });
}

fn question(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    board: &Board,
    state: &mut DisciplineScreen,
    plan: &BoardPlan,
    criterion: &Criterion,
    over: &str,
) {
    ui.spacing_mut().item_spacing.y = space::HALF;
    small(ui, over);
    question_title(ui, &criterion.question);
    if plan.source != Source::Own {
        quiet(
            ui,
            match plan.source {
                Source::Agreed => "The answers of this plan are those the panel agreed.",
                _ if board.member.is_some() => "This plan was not given to you, or its result is not agreed yet.",
                _ => "Answers stand here when the panel has agreed them.",
            },
        );
        return;
    }
    let keys = answer_keys(&board.tool);
    let open = may_answer(cx, board, state);
    let hint = criterion.na.as_ref().map_or_else(
        || "Not on this criterion: it applies to every plan".to_owned(),
        |when| format!("Only where: {when}"),
    );
    let buttons: Vec<AnswerButton<'_>> = board
        .tool
        .answers
        .iter()
        .zip(&keys)
        .map(|(answer, (_, key))| {
            let mark = mark_of(&board.tool, &answer.code);
            let is_na = answer.code == NOT_APPLICABLE;
            AnswerButton {
                code: &answer.code,
                label: &answer.label,
                key,
                sign: mark.sign,
                tone: mark.tone,
                enabled: open && (!is_na || criterion.na.is_some()),
                hint: if is_na { &hint } else { "" },
            }
        })
        .collect();
    let given = state.answer_at(board, state.grid.cursor).cloned();
    let chosen = state.na.as_ref().map(|_| NOT_APPLICABLE).or(given.as_ref().map(|g| g.answer.as_str()));
    let name = format!("{}, your answer on plan {}", criterion.code, plan.facts.reference);
    if let Some(code) = answer_row(ui, "board answers", &name, &buttons, chosen) {
        give(cx, board, state, code);
    }
    if state.na.is_some() {
        reason_for_na(ui, cx, board, state, criterion);
    } else if let Some(reason) = given.as_ref().and_then(|g| g.na_reason.as_deref()) {
        small(ui, &format!("Not applicable because: {reason}"));
    }
    if given.as_ref().is_some_and(|g| g.answer == HANDED) {
        small(ui, "Not for me to judge: left to those who lead it. It earns no points.");
    } else if open && state.na.is_none() {
        ui.horizontal(|ui| {
            if Button::link(HANDED_WORDS).show(ui).clicked() {
                give(cx, board, state, HANDED);
            }
            key_cap(ui, &handed_key(&board.tool));
        });
    }
}

fn reason_for_na(ui: &mut Ui, cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen, criterion: &Criterion) {
    let (mut confirmed, mut left) = (false, false);
    quiet_group(ui, |ui| {
        small_title(ui, "Not applicable because");
        body(ui, criterion.na.as_deref().unwrap_or_default());
        let Some(addition) = state.na.as_mut() else { return };
        let field = TextField::new("Add to the reason").hint("May stay empty").width(420.0).show(ui, addition);
        confirmed = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            confirmed |= Button::primary("Confirm").name("Confirm not applicable").key("Enter").show(ui).clicked();
            left = Button::quiet("Cancel").key("Esc").show(ui).clicked();
        });
        if !criterion.na_needs.is_empty() {
            let needs = criterion.na_needs.join(" and ");
            small(ui, &format!("It holds only while {needs} is met; else it counts as not evidenced."));
        }
    });
    if confirmed {
        confirm_na(cx, board, state);
    } else if left {
        state.na = None;
    }
}

/// Asks for a note to be saved.
pub(super) fn save_note(cx: &mut Cx<'_>, board: &Board, (subject, criterion, note): (SubjectId, String, NoteDraft)) {
    let Some(member) = board.member else { return };
    cx.run(Command::Scoring(Scoring::SetNote { round: board.round.id, subject, member, criterion, note }));
}

fn note(ui: &mut Ui, cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen, plan: &BoardPlan) {
    if plan.source != Source::Own {
        return;
    }
    let read_only = !may_answer(cx, board, state);
    let empty = NoteDraft { kind: NoteKind::Consideration, text: String::new(), place: String::new() };
    let mut draft = state.note.draft.clone().unwrap_or(empty);
    let before = draft.clone();
    let salt = (state.grid.cursor, plan.subject.0);
    let field = TextField::new("Note")
        .hint("Write as if the family will read it: they may.")
        .rows(2)
        .width(f32::INFINITY)
        .read_only(read_only)
        .salt(salt)
        .show(ui, &mut draft.text);
    if std::mem::take(&mut state.focus_note) {
        field.request_focus();
    }
    let mut left = field.lost_focus();
    crate::ui::views::guarded::point_out(ui, cx, &draft.text);
    if !draft.text.trim().is_empty() {
        let labels: Vec<&str> = NoteKind::ALL.iter().map(|kind| kind.label()).collect();
        let chosen = NoteKind::ALL.iter().position(|kind| *kind == draft.kind);
        let pressed = ui.add_enabled_ui(!read_only, |ui| choice_list(ui, "This note is", &labels, chosen, 220.0)).inner;
        if let Some(kind) = pressed.and_then(|at| NoteKind::ALL.get(at)) {
            draft.kind = *kind;
            left = true;
        }
        let place =
            TextField::new("Where in the plan").width(220.0).read_only(read_only).salt(salt).show(ui, &mut draft.place);
        left |= place.lost_focus();
    }
    if draft != before {
        state.note.draft = Some(draft);
    }
    if left && let Some(unsaved) = state.take_unsaved_note() {
        save_note(cx, board, unsaved);
    }
}

/// The advice behind the plan, whether it meets the standard, and handing in.
fn beside(ui: &mut Ui, cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen, plan: &BoardPlan) {
    ui.spacing_mut().item_spacing.y = space::HALF;
    small_title(ui, &format!("Advice behind plan {}", plan.facts.reference));
    if plan.advice.is_empty() {
        small(ui, "None in the advice register.");
    }
    for line in &plan.advice {
        advice_line(ui, line);
    }
    ui.add_space(space::HALF);
    small_title(ui, "The standard");
    small(ui, &standing_words(&plan.standard.standing));
    if let Some(percent) = plan.standard.percent {
        small(ui, &format!("{} of {} points ({percent:.1} %)", plan.standard.points, plan.standard.base_points));
    }
    if plan.source != Source::Own {
        return;
    }
    let Some(sheet) = &plan.sheet else { return };
    ui.add_space(space::HALF);
    if !sheet.is_view {
        small(ui, "These criteria are part of your sheet of the whole plan, which is handed in as one.");
        if Button::link("Open the whole sheet").show(ui).clicked() {
            cx.act(Action::Go(Route::Sheet(plan.subject)));
        }
        return;
    }
    if sheet.state == SheetState::Draft {
        let missing = state.missing(board, state.grid.cursor.0);
        let words = counted(missing, "answer is missing", "answers are missing");
        let reason = (missing > 0).then_some(words.as_str());
        let name = format!("Hand in plan {}", plan.facts.reference);
        let button = Button::quiet("Hand in").name(&name).key("Ctrl+Enter").small().disabled_because(reason);
        if button.show(ui).clicked() {
            hand_in(cx, board, state);
        }
    } else {
        let reason = (!sheet.may_take_back).then_some("The comparison of this plan is open");
        if Button::quiet("Take back").small().disabled_because(reason).show(ui).clicked()
            && let Some(member) = board.member
        {
            let (round, subject) = (board.round.id, plan.subject);
            cx.run(Command::Scoring(Scoring::TakeBack { round, subject, member }));
        }
    }
}

/// Asks whether the sheet of the plan under the cursor is to be handed in; refused with words where it cannot be.
pub(super) fn hand_in(cx: &mut Cx<'_>, board: &Board, state: &mut DisciplineScreen) {
    let row = state.grid.cursor.0;
    let (Some(plan), Some(member)) = (board.plans.get(row).filter(|plan| is_open(plan)), board.member) else { return };
    if plan.sheet.as_ref().is_some_and(|sheet| !sheet.is_view) {
        cx.act(Action::Go(Route::Sheet(plan.subject)));
        return;
    }
    let (round, subject) = (board.round.id, plan.subject);
    let submit = Action::Run(Command::Scoring(Scoring::Submit { round, subject, member }));
    if state.missing(board, row) > 0 {
        // The refusal names what is missing.
        cx.act(submit);
        return;
    }
    cx.act(Action::OpenDialog(Dialog::Confirm {
        title: format!("Hand in plan {}?", plan.facts.reference),
        words: "Every criterion of this view has an answer. You can take the sheet back until the comparison of this \
                plan opens."
            .to_owned(),
        act: "Hand in".to_owned(),
        action: Box::new(submit),
    }));
}

fn advice_line(ui: &mut Ui, line: &AdviceLine) {
    let advice = &line.advice;
    let late = line.clock.counts() == Some(false);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::HALF;
        let t = tokens(ui);
        if late {
            sign(ui, Sign::Warning, 14.0, t.answer_not_met.mark, "Late");
        }
        text_in(ui, &advice.service, Type::SmallStrong, t.text);
        let ink = if late { t.answer_not_met.mark } else { t.text };
        text_in(ui, &clock_words(line), Type::SmallStrong, ink);
    });
    let asked =
        advice.requested_on.map_or("day of the request not known".to_owned(), |d| format!("asked {}", day_words(d)));
    let came = advice.returned_on.map_or("not received".to_owned(), |d| format!("received {}", day_words(d)));
    let mut words = format!("{asked}; {came}");
    if !advice.outcome.is_empty() {
        words += &format!("; {}", advice.outcome);
    }
    small(ui, &words);
}

/// Where a request stands, with the day written out.
pub(super) fn clock_words(line: &AdviceLine) -> String {
    match line.clock {
        Clock::Due { by } => format!("Due by {}", day_words(by)),
        Clock::Excepted => format!("Exception: {}", line.advice.exception),
        other => other.words(),
    }
}

fn standing_words(standing: &Standing) -> String {
    match standing {
        Standing::Meets => "Meets the standard.".to_owned(),
        Standing::NotAgreed(codes) => format!("Not known yet: without an answer {}.", codes.join(", ")),
        Standing::NothingToJudge => "Nothing of it counts on this plan.".to_owned(),
        Standing::Below(reasons) => {
            let words = reasons.iter().map(|reason| match reason {
                Shortfall::Must(code) => format!("{code} is a must and not met in full"),
                Shortfall::NotMet(code) => format!("{code} is not met"),
                Shortfall::Share { points, base_points, from_percent } => {
                    format!("{points} of {base_points} points are under {from_percent} %")
                }
            });
            format!("Below the standard: {}.", words.collect::<Vec<_>>().join("; "))
        }
    }
}
