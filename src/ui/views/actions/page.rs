//! One action: who, by when, what was said on the way, and what became of its criteria.

use super::data::ActionsData;
use super::state::{ActionForm, ActionsScreen, with_note};
use super::view::state_mark;
use crate::domain::action::{Action, Effect};
use crate::ops::{Command, Planning, SeenAction};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_strong, day_words};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, TextField, body, fact, quiet, quiet_group, reading, section_title, small, strong,
};
use egui::{Ui, vec2};

/// Draws it. Returns whether it was left.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    data: &ActionsData,
    state: &mut ActionsScreen,
    seen: &SeenAction,
) -> bool {
    let action = &seen.action;
    let mut left = Button::link("Actions").name("Back to the actions").sign(Sign::ChevronLeft).show(ui).clicked();
    section_title(ui, &action.what);
    state_mark(ui, action, data.today);
    ui.add_space(space::STEP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::GROUP, space::STEP);
        let or = |text: &str| if text.is_empty() { "Not said".to_owned() } else { text.to_owned() };
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "Not said".to_owned(), day_words);
        fact(ui, "Owner", &or(&action.owner));
        fact(ui, "Team", &or(&action.team));
        fact(ui, "Lead forum", &or(&action.forum));
        fact(ui, "Theme", &or(&action.theme));
        fact(ui, "Due", &day(action.due_on));
        fact(ui, "Agreed", &day(action.made_on));
        if action.done_on.is_some() {
            fact(ui, "Done", &day(action.done_on));
        }
        fact(ui, "From the round", if seen.round.is_empty() { "None: by hand" } else { &seen.round });
        if action.is_training {
            fact(ui, "Training", "Yes");
        }
    });
    ui.add_space(space::GROUP);
    effect_ui(ui, action, &seen.effect);
    ui.add_space(space::GROUP);
    section_title(ui, "Progress");
    if action.progress.trim().is_empty() {
        quiet(ui, "Nothing noted yet.");
    } else {
        quiet_group(ui, |ui| {
            for line in action.progress.lines() {
                reading(ui, line);
            }
        });
    }
    let field = TextField::new("A note on the way").hint("Kept with today’s date").rows(2).width(560.0);
    let field = field.show(ui, &mut state.note);
    let empty = state.note.trim().is_empty().then_some("Write the note first");
    if Button::quiet("Add the note").disabled_because(empty).show(ui).clicked() {
        let progress = with_note(&action.progress, data.today, &state.note);
        cx.run(Command::Planning(Planning::Change(Box::new(Action { progress, ..action.clone() }))));
        state.note.clear();
        field.request_focus();
    }
    for (label, text) in [("What shows that it was done", &action.evidence), ("You said, we did", &action.public_line)]
    {
        if !text.trim().is_empty() {
            ui.add_space(space::STEP);
            strong(ui, label);
            reading(ui, text);
        }
    }
    ui.add_space(space::GROUP);
    ui.horizontal(|ui| {
        if Button::primary("Change the action…").show(ui).clicked() {
            state.form = Some(ActionForm::of(action, false));
        }
        if Button::quiet("Remove the action").show(ui).clicked() {
            cx.run(Command::Planning(Planning::Remove(action.id)));
            left = true;
        }
    });
    left
}

fn effect_ui(ui: &mut Ui, action: &Action, effect: &Effect) {
    section_title(ui, "Since the action");
    if action.criteria.is_empty() {
        quiet(
            ui,
            "No criteria are named, so no re-audit can show whether it helped. Name them with “Change the action”.",
        );
        return;
    }
    let Some(before) = &effect.before else {
        quiet(ui, "It came from no round, so there is nothing to compare with.");
        return;
    };
    match (effect.counts(), effect.newest()) {
        (Some(counts), Some(newest)) => {
            strong(ui, &format!("Since the action: {counts}"));
            body(ui, &format!("{}.", newest.words));
        }
        _ => drop(quiet(ui, "No later round with the same version of the tool, depth and evidence has results yet.")),
    }
    small(
        ui,
        "Plans that meet all of these criteria, of the plans with at least one of them in the base. Plans on which a \
         score sheet is still to come are not counted.",
    );
    let rounds: Vec<_> = std::iter::once(before).chain(&effect.later).collect();
    let mut columns = vec![Column::rest("Round"), Column::words("Drawn", 170.0), Column::figures("All of them", 120.0)];
    columns.extend(action.criteria.iter().map(|code| Column::figures(code, 100.0)));
    let row_name = |at: usize| rows_name(rounds.get(at).map(|round| (round.title.as_str(), round.met, round.n)));
    let table = DataTable {
        salt: "effect",
        name: "What became of the criteria",
        columns: &columns,
        rows: rounds.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, &mut 0, |ui, at, column| {
        let Some(round) = rounds.get(at) else { return };
        let of = |met: u64, n: u64| if n == 0 { "–".to_owned() } else { format!("{met} of {n}") };
        match column {
            0 => drop(cell_strong(ui, &round.title)),
            1 => drop(cell_body(ui, &round.drawn_on.map(day_words).unwrap_or_default())),
            2 => drop(cell_body(ui, &of(round.met, round.n))),
            more => {
                if let Some((_, met, n)) = round.criteria.get(more - 3) {
                    cell_body(ui, &of(*met, *n));
                }
            }
        }
    });
    for (title, why) in &effect.apart {
        small(ui, &format!("Not set beside: {title}. {why}."));
    }
}

fn rows_name(round: Option<(&str, u64, u64)>) -> String {
    round.map(|(title, met, n)| format!("{title}, {met} of {n}")).unwrap_or_default()
}
