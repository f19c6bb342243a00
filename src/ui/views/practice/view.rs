//! The practice plan, criterion by criterion.

use super::data::{PracticeData, PracticeRow};
use super::state::PracticeScreen;
use crate::ops::{Arrange, Command};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::{
    Button, Sign, TextField, body, choice_list, page_column, page_title, quiet, quiet_group, sign, small, strong,
};
use egui::{ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PracticeData, state: &mut PracticeScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            ui.set_max_width(ui.available_width().min(760.0));
            let (words, route) = if data.is_member {
                ("Plans", Route::Plans)
            } else {
                ("Get the plans ready", Route::Prepare(Task::Ready))
            };
            if Button::link(words).name(&format!("Back to “{words}”")).sign(Sign::ChevronLeft).show(ui).clicked() {
                cx.act(Action::Go(route));
            }
            page_title(ui, &format!("Practice plan {}", data.plan));
            quiet(ui, "It shows what the questions mean. Nothing of it enters a figure.");
            strong(ui, &data.words());
            ui.add_space(space::STEP);
            if data.is_member && !data.handed_in {
                if Button::primary("Score the practice plan").show(ui).clicked() {
                    cx.act(Action::Go(Route::Sheet(data.subject)));
                }
                return;
            }
            for row in &data.rows {
                quiet_group(ui, |ui| {
                    small(ui, &row.code);
                    body(ui, &row.question);
                    if data.is_member {
                        compare(ui, row);
                    } else {
                        set(ui, cx, data, row, state);
                    }
                });
                ui.add_space(space::STEP);
            }
        });
    });
}

fn compare(ui: &mut Ui, row: &PracticeRow) {
    let own = row.own.as_deref().unwrap_or("no answer");
    let t = tokens(ui);
    let (mark, ink, words) = match (row.agreed_words(), row.agrees()) {
        (Some(agreed), Some(true)) => (Sign::Tick, t.answer_met.mark, format!("{agreed}, as you answered")),
        (Some(agreed), _) => (Sign::Flag, t.answer_partly.mark, format!("Agreed: {agreed}. You: {own}")),
        (None, _) => (Sign::Dash, t.text_quiet, format!("Not agreed yet. You: {own}")),
    };
    ui.horizontal_wrapped(|ui| {
        sign(ui, mark, space::SIGN, ink, "");
        strong(ui, &words);
    });
    if !row.reason.is_empty() {
        body(ui, &row.reason);
    }
}

fn set(ui: &mut Ui, cx: &mut Cx<'_>, data: &PracticeData, row: &PracticeRow, state: &mut PracticeScreen) {
    let mut words = vec!["Not set"];
    words.extend(row.answers.iter().map(|(_, words)| words.as_str()));
    let now = row.agreed.as_ref().and_then(|code| row.answers.iter().position(|(c, _)| c == code));
    let chosen = now.map_or(0, |at| at + 1);
    let reason = state.reasons.entry(row.code.clone()).or_insert_with(|| row.reason.clone());
    let (round, subject) = (data.round, data.subject);
    let step = |answer: Option<String>, reason: String| {
        let criterion = row.code.clone();
        Command::Arrange(Arrange::SetPracticeAnswer { round, subject, criterion, answer, reason })
    };
    if let Some(at) = choice_list(ui, &format!("Agreed answer on {}", row.code), &words, Some(chosen), 300.0) {
        let answer = at.checked_sub(1).and_then(|at| row.answers.get(at)).map(|(code, _)| code.clone());
        cx.run(step(answer, reason.clone()));
    }
    if row.agreed.is_some() {
        let label = format!("Why, on {}", row.code);
        let response = TextField::new(&label).width(560.0).show(ui, reason);
        if response.lost_focus() && *reason != row.reason {
            cx.run(step(row.agreed.clone(), reason.clone()));
        }
    }
}
