//! What families said: opened for a plan when all its sheets are in; shown beside, never scored.

use super::state::{FamiliesScreen, FamilyForm};
use crate::domain::family::{FamilySays, FamilyState};
use crate::ops::{Command, FamilyRow, Hearing};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong, day_words};
use crate::ui::widgets::{
    Button, Column, DataTable, TextField, choice_list, empty_state, page_column, page_title, quiet, section_title,
    small,
};
use crate::words::{Explained, counted};
use egui::{ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rows: &[FamilyRow], state: &mut FamiliesScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Families");
            quiet(
                ui,
                "What a family says of the plan stands beside its result and is never scored. A plan opens here when all \
                 its score sheets are in, so that it sways nobody’s answers.",
            );
            if rows.is_empty() {
                empty_state(ui, "No sample is drawn yet", "The plans of the round are listed here.", "");
                return;
            }
            ui.add_space(space::STEP);
            let height = space::ROW * (rows.len() + 1) as f32 + space::STEP;
            let shown = ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| table(ui, cx, rows, state));
            if let Some(row) = shown.inner.and_then(|at| rows.get(at)) {
                open(cx, row, state);
            }
            form(ui, cx, state);
        });
    });
}

fn open(cx: &mut Cx<'_>, row: &FamilyRow, state: &mut FamiliesScreen) {
    if row.may_open {
        state.form = Some(FamilyForm::of(row));
        return;
    }
    state.form = None;
    let what = format!("Plan {} is not open for this yet.", row.reference);
    cx.act(crate::ui::action::Action::Tell(Explained::new(what, sheets_words(row), "")));
}

fn sheets_words(row: &FamilyRow) -> String {
    match row.sheets_to_come {
        0 => "Nobody reads it yet.".to_owned(),
        count => format!("{} still to come.", counted(count, "score sheet is", "score sheets are")),
    }
}

fn words_of(row: &FamilyRow) -> String {
    match &row.said {
        None if row.may_open => "Nothing recorded".to_owned(),
        None => "Waits for score sheets".to_owned(),
        Some(said) => said.state.label().to_owned(),
    }
}

fn table(ui: &mut Ui, cx: &Cx<'_>, rows: &[FamilyRow], state: &mut FamiliesScreen) -> Option<usize> {
    let id = ui.make_persistent_id("families");
    if state.form.is_none() && !cx.is_blocked && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let columns = [
        Column::words("Plan", 120.0),
        Column::words("Family", 200.0),
        Column::words("Sounds like the child", 170.0),
        Column::words("Is it happening", 150.0),
        Column::rest("Worries answered"),
    ];
    let row_name = |at: usize| {
        rows.get(at).map(|row| format!("{}, {}", row.reference, words_of(row).to_lowercase())).unwrap_or_default()
    };
    let table = DataTable {
        salt: "families",
        name: "Families",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show(ui, &mut state.cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        let said = |answer: Option<FamilySays>| answer.map_or("", FamilySays::label);
        match (column, &row.said) {
            (0, _) => drop(cell_strong(ui, &row.reference)),
            (1, _) => drop(cell_quiet(ui, &words_of(row))),
            (2, Some(s)) => drop(cell_body(ui, said(s.sounds_like_child))),
            (3, Some(s)) => drop(cell_body(ui, said(s.is_happening))),
            (4, Some(s)) => drop(cell_body(ui, said(s.worries_answered))),
            _ => {}
        }
    });
    shown.opened
}

fn form(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut FamiliesScreen) {
    let Some(form) = &mut state.form else { return };
    let Some(round) = cx.round.map(|round| round.id) else { return };
    ui.add_space(space::GROUP);
    let title = section_title(ui, &format!("The family of plan {}", form.reference));
    if !std::mem::replace(&mut form.was_drawn, true) {
        // Under a long list the form would open out of sight.
        title.scroll_to_me(Some(egui::Align::TOP));
    }
    let states: Vec<&str> = FamilyState::ALL.iter().map(|state| state.label()).collect();
    let chosen = FamilyState::ALL.iter().position(|state| *state == form.said.state);
    if let Some(state) =
        choice_list(ui, "Did they speak?", &states, chosen, 240.0).and_then(|at| FamilyState::ALL.get(at))
    {
        form.said.state = *state;
    }
    if form.said.state == FamilyState::Spoke {
        let plain = &FamilySays::ALL[..3];
        says(ui, "Does the plan sound like your child?", plain, &mut form.said.sounds_like_child);
        says(ui, "Is what it says happening?", plain, &mut form.said.is_happening);
        says(ui, "Were your worries answered?", FamilySays::ALL, &mut form.said.worries_answered);
    }
    TextField::new("In their words")
        .hint("Only what they agreed to have written down. No names.")
        .rows(2)
        .width(640.0)
        .show(ui, &mut form.said.note);
    crate::ui::views::guarded::point_out(ui, cx, &form.said.note);
    let day = day::read_if_any(&form.day);
    let error = day.err();
    TextField::new("When").hint("Such as 22/11/2026; may stay empty").error(error).width(200.0).show(ui, &mut form.day);
    if let Some(on) = form.said.on {
        small(ui, &format!("Recorded for {}.", day_words(on)));
    }
    let closed = (!cx.round_is_open()).then_some("The round is closed");
    let mut left = false;
    ui.horizontal(|ui| {
        let reason = closed.or(error);
        if Button::primary("Record it").disabled_because(reason).show(ui).clicked()
            && let Ok(on) = day
        {
            let said = crate::domain::family::FamilyConversation { on, ..form.said.clone() };
            cx.run(Command::Hearing(Hearing { round, subject: form.subject, said: Some(said) }));
            left = true;
        }
        if form.is_there && Button::quiet("Remove the record").disabled_because(closed).show(ui).clicked() {
            cx.run(Command::Hearing(Hearing { round, subject: form.subject, said: None }));
            left = true;
        }
        left |= Button::quiet("Cancel").show(ui).clicked();
    });
    if left {
        state.form = None;
    }
}

fn says(ui: &mut Ui, label: &str, answers: &[FamilySays], given: &mut Option<FamilySays>) {
    let mut labels = vec!["Not asked"];
    labels.extend(answers.iter().map(|says| says.label()));
    let chosen = given.and_then(|given| answers.iter().position(|says| *says == given)).map_or(0, |at| at + 1);
    if let Some(pressed) = choice_list(ui, label, &labels, Some(chosen), 240.0) {
        *given = pressed.checked_sub(1).and_then(|at| answers.get(at)).copied();
    }
}
