//! One check on one screen: the criteria at the left, the one that is asked at the right, the decision below.

use super::data::DraftsData;
use super::state::DraftsScreen;
use super::view::{decision_words, progress_words};
use crate::domain::audit_tool::{AuditTool, Criterion, NOT_APPLICABLE};
use crate::domain::draft_check::{self, DraftAnswer, DraftDecision};
use crate::ops::{Command, DraftRow, Drafting};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{take_codes, take_key};
use crate::ui::theme::{NoticeTone, space};
use crate::ui::views::day_words;
use crate::ui::views::sheet::answer_keys;
use crate::ui::widgets::{
    AnswerButton, AnswerMark, Button, CriterionItem, Sign, TextField, answer_look, answer_row, body, criterion_list,
    page_column, page_title, question_title, quiet, section_title, small, standing_band,
};
use egui::{Key, Modifiers, ScrollArea, Ui, vec2};

/// Below this the question stands under the list.
const TWO_COLUMNS_FROM: f32 = 860.0;

/// Draws it.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &DraftsData,
    (row, tool): (&DraftRow, &AuditTool),
    state: &mut DraftsScreen,
) {
    let is_mine = data.me == Some(row.check.checker) && row.check.decision.is_none();
    let criteria: Vec<&Criterion> = tool.criteria().map(|(_, criterion)| criterion).collect();
    state.place = state.place.min(criteria.len().saturating_sub(1));
    if is_mine {
        keys(ui, cx, (row, tool), &criteria, state);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            if Button::link("Drafts").name("Back to the drafts").sign(Sign::ChevronLeft).show(ui).clicked() {
                state.open(None);
            }
            page_title(ui, &format!("Draft of {}", row.check.reference));
            quiet(ui, &format!("Draft of {}. Checked by {}.", day_words(row.check.draft_on), row.checker));
            second(ui, cx, data, row, state);
            if row.is_hidden {
                let words = "What was answered here is not shown to you yet.";
                standing_band(ui, NoticeTone::Info, Sign::Info, words);
                return;
            }
            if row.check.decision.is_some() {
                decided(ui, row, tool);
            }
            ui.add_space(space::STEP);
            two_columns(ui, cx, (row, tool), &criteria, state, is_mine);
            if is_mine {
                decide(ui, cx, (row, tool), state);
            }
        });
    });
}

fn two_columns(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (row, tool): (&DraftRow, &AuditTool),
    criteria: &[&Criterion],
    state: &mut DraftsScreen,
    is_mine: bool,
) {
    let width = ui.available_width();
    if width < TWO_COLUMNS_FROM {
        question(ui, cx, (row, tool), criteria, state, is_mine);
        ui.add_space(space::GROUP);
        list(ui, (row, tool), criteria, state);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::GROUP;
        let left = width * 0.44;
        ui.allocate_ui_with_layout(vec2(left, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(left);
            list(ui, (row, tool), criteria, state);
        });
        ui.vertical(|ui| question(ui, cx, (row, tool), criteria, state, is_mine));
    });
}

fn mark<'a>(tool: &'a AuditTool, code: &str) -> Option<AnswerMark<'a>> {
    let answer = tool.get_answer(code)?;
    let (tone, sign) = answer_look(code, tool.is_met(code));
    Some(AnswerMark { label: &answer.label, sign, tone })
}

fn list(ui: &mut Ui, (row, tool): (&DraftRow, &AuditTool), criteria: &[&Criterion], state: &mut DraftsScreen) {
    let answers = state.answers(row);
    let given = |code: &str| answers.get(code).and_then(|given| mark(tool, &given.answer));
    let items: Vec<CriterionItem<'_>> = criteria
        .iter()
        .enumerate()
        .map(|(at, criterion)| CriterionItem {
            code: &criterion.code,
            question: &criterion.question,
            answer: given(&criterion.code),
            flagged: false,
            current: at == state.place,
        })
        .collect();
    let missing = draft_check::missing(tool, &answers).len();
    small(ui, &progress_words(criteria.len() - missing, criteria.len()));
    if let Some(pressed) = criterion_list(ui, "criteria", "Criteria of the check", &items) {
        go(state, pressed);
    }
}

fn go(state: &mut DraftsScreen, place: usize) {
    state.place = place;
    state.na = None;
}

fn question(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (row, tool): (&DraftRow, &AuditTool),
    criteria: &[&Criterion],
    state: &mut DraftsScreen,
    is_mine: bool,
) {
    let Some(criterion) = criteria.get(state.place).copied() else { return };
    small(ui, &format!("{} · {}", criterion.code, criterion.kind.label()));
    question_title(ui, &criterion.question);
    quiet(ui, &criterion.good);
    ui.add_space(space::STEP);
    let given = state.answer(row, &criterion.code);
    if !is_mine {
        body(ui, mark(tool, &given.answer).map_or("Not answered", |mark| mark.label));
        if let Some(reason) = &given.na_reason {
            small(ui, &format!("Not applicable because: {reason}"));
        }
        if !given.note.is_empty() {
            body(ui, &format!("To mend: {}", given.note));
        }
        return;
    }
    let keys = answer_keys(tool);
    let buttons: Vec<AnswerButton<'_>> = tool
        .answers
        .iter()
        .zip(&keys)
        .map(|(answer, (_, key))| {
            let (tone, sign) = answer_look(&answer.code, tool.is_met(&answer.code));
            let is_na = answer.code == NOT_APPLICABLE;
            let enabled = !is_na || criterion.na.is_some();
            let hint = if enabled { "" } else { "Not on this criterion: it applies to every draft" };
            AnswerButton { code: &answer.code, label: &answer.label, key, sign, tone, enabled, hint }
        })
        .collect();
    let chosen = if state.na.is_some() { NOT_APPLICABLE } else { given.answer.as_str() };
    let name = format!("{}, your answer", criterion.code);
    if let Some(code) = answer_row(ui, "draft answers", &name, &buttons, Some(chosen)) {
        give(cx, (row, tool), criterion, state, code);
    }
    not_applicable(ui, cx, row, criterion, state);
    note(ui, cx, row, criterion, state);
}

/// The tool says when; the checker confirms it or says it in their own words.
fn not_applicable(ui: &mut Ui, cx: &mut Cx<'_>, row: &DraftRow, criterion: &Criterion, state: &mut DraftsScreen) {
    let Some(mut reason) = state.na.clone() else { return };
    TextField::new("Why it does not apply").width(420.0).show(ui, &mut reason);
    let missing = reason.trim().is_empty().then_some("Say why");
    let confirmed = Button::quiet("It does not apply").disabled_because(missing).show(ui).clicked();
    state.na = Some(reason.clone());
    if confirmed {
        let note = state.answer(row, &criterion.code).note;
        let given = DraftAnswer { answer: NOT_APPLICABLE.to_owned(), na_reason: Some(reason), note };
        send(cx, row, &criterion.code, state, given);
        state.na = None;
        state.place += 1;
    }
}

fn note(ui: &mut Ui, cx: &mut Cx<'_>, row: &DraftRow, criterion: &Criterion, state: &mut DraftsScreen) {
    let given = state.answer(row, &criterion.code);
    if state.note.0 != criterion.code {
        // Whoever goes on without leaving the field loses nothing of what they typed.
        let (before, typed) = std::mem::take(&mut state.note);
        let was = state.answer(row, &before);
        if !before.is_empty() && typed.trim() != was.note {
            send(cx, row, &before, state, DraftAnswer { note: typed.trim().to_owned(), ..was });
        }
        state.note = (criterion.code.clone(), given.note.clone());
    }
    ui.add_space(space::STEP);
    let field = TextField::new("What to mend")
        .hint("Write as if the family will read it")
        .width(420.0)
        .salt(&criterion.code)
        .show(ui, &mut state.note.1);
    if field.lost_focus() && state.note.1.trim() != given.note {
        let note = state.note.1.trim().to_owned();
        send(cx, row, &criterion.code, state, DraftAnswer { note, ..given });
    }
}

fn give(
    cx: &mut Cx<'_>,
    (row, _): (&DraftRow, &AuditTool),
    criterion: &Criterion,
    state: &mut DraftsScreen,
    code: &str,
) {
    if code == NOT_APPLICABLE {
        state.na = criterion.na.clone();
        return;
    }
    let note = state.answer(row, &criterion.code).note;
    send(cx, row, &criterion.code, state, DraftAnswer { answer: code.to_owned(), na_reason: None, note });
    state.na = None;
    state.place += 1;
}

fn send(cx: &mut Cx<'_>, row: &DraftRow, criterion: &str, state: &mut DraftsScreen, given: DraftAnswer) {
    state.pending.insert(criterion.to_owned(), given.clone());
    let (check, criterion) = (row.check.id, criterion.to_owned());
    cx.run(Command::Drafting(Drafting::Answer { check, criterion, given }));
}

/// Digits answer and go on, up and down move; nothing of it while somebody types.
fn keys(
    ui: &Ui,
    cx: &mut Cx<'_>,
    (row, tool): (&DraftRow, &AuditTool),
    criteria: &[&Criterion],
    state: &mut DraftsScreen,
) {
    if cx.is_blocked || ui.ctx().text_edit_focused() {
        return;
    }
    let by_key: Vec<(Key, String)> = answer_keys(tool)
        .into_iter()
        .filter_map(|(code, key)| Key::from_name(&key.to_uppercase()).map(|key| (key, code)))
        .collect();
    for code in take_codes(ui, &by_key) {
        let Some(criterion) = criteria.get(state.place).copied() else { break };
        if code != NOT_APPLICABLE || criterion.na.is_some() {
            give(cx, (row, tool), criterion, state, &code);
        }
        state.place = state.place.min(criteria.len() - 1);
    }
    if take_key(ui, Modifiers::NONE, Key::ArrowDown) {
        go(state, (state.place + 1).min(criteria.len().saturating_sub(1)));
    }
    if take_key(ui, Modifiers::NONE, Key::ArrowUp) {
        go(state, state.place.saturating_sub(1));
    }
}

fn decide(ui: &mut Ui, cx: &mut Cx<'_>, (row, tool): (&DraftRow, &AuditTool), state: &mut DraftsScreen) {
    ui.add_space(space::GROUP);
    section_title(ui, "Decide");
    let answers = state.answers(row);
    let mend = draft_check::to_mend(tool, &answers);
    if !mend.is_empty() {
        small(ui, &format!("Not fully met: {}", mend.join(", ")));
    }
    TextField::new("Reason")
        .hint("Needed to hold, and to issue although a duty is not met")
        .width(560.0)
        .show(ui, &mut state.reason);
    let open = !draft_check::missing(tool, &answers).is_empty();
    let unanswered = open.then_some("Answer every criterion first");
    let no_reason = state.reason.trim().is_empty().then_some("Give the reason first");
    let gap = draft_check::has_gap(tool, &answers).then_some(no_reason).flatten();
    ui.horizontal(|ui| {
        let choices = [
            ("Issue the draft", DraftDecision::Issue, unanswered.or(gap)),
            ("Hold the draft", DraftDecision::Hold, unanswered.or(no_reason)),
        ];
        for (words, decision, refused) in choices {
            if Button::quiet(words).disabled_because(refused).show(ui).clicked() {
                let (check, reason) = (row.check.id, state.reason.clone());
                cx.run(Command::Drafting(Drafting::Decide { check, decision, reason }));
            }
        }
    });
}

/// What was decided, and for a hold what to mend, criterion by criterion.
fn decided(ui: &mut Ui, row: &DraftRow, tool: &AuditTool) {
    ui.add_space(space::STEP);
    section_title(ui, &decision_words(row));
    if !row.check.reason.is_empty() {
        body(ui, &row.check.reason);
    }
    for code in draft_check::to_mend(tool, &row.answers) {
        let (Some((_, criterion)), Some(given)) = (tool.get_criterion(&code), row.answers.get(&code)) else { continue };
        let answer = tool.get_answer(&given.answer).map_or("", |answer| answer.label.as_str());
        let note = if given.note.is_empty() { String::new() } else { format!(" {}", given.note) };
        body(ui, &format!("{code} {} {answer}.{note}", criterion.question));
    }
}

/// A second check, where one is due and whoever acts did not make the first.
fn second(ui: &mut Ui, cx: &mut Cx<'_>, data: &DraftsData, row: &DraftRow, state: &mut DraftsScreen) {
    if !row.second_due {
        return;
    }
    match data.me {
        Some(me) if me != row.check.checker => {
            small(ui, "This draft is among those checked twice. Read it again, without the first check.");
            if Button::primary("Begin the second check").show(ui).clicked() {
                cx.run(Command::Drafting(Drafting::BeginSecond { of: row.check.id, checker: me }));
                state.open(None);
                state.opens_when_loaded = true;
            }
        }
        _ => drop(small(ui, "This draft is among those checked twice: somebody else is to check it again.")),
    }
}
