//! Draws the year.

use super::state::YearScreen;
use crate::domain::year::{YearMeasure, YearPage};
use crate::stats::series::{Year, YearKind};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::Route;
use crate::ui::theme::{space, tokens};
use crate::ui::views::actions::data::FollowAsk;
use crate::ui::views::{cell_body, cell_quiet, cell_strong, day_words};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, body, choice_list, figure, level_with_fields, page_column, page_title, quiet,
    section_title, sign, small, strong,
};
use crate::words::counted;
use egui::{ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, page: &YearPage, state: &mut YearScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, &page.label);
            choose(ui, cx, state);
            rounds(ui, page);
            measures(ui, page);
            actions(ui, page);
            lists(ui, page);
            ui.add_space(space::GROUP);
            small(
                ui,
                "Printed as the part “The year” of the board edition, for the academic year its round was drawn in.",
            );
            if Button::quiet("Go to the reports").show(ui).clicked() {
                cx.act(Action::Go(Route::Reports));
            }
        });
    });
}

fn choose(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut YearScreen) {
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let kinds = YearKind::ALL.map(YearKind::label);
        let chosen = YearKind::ALL.iter().position(|kind| *kind == state.kind);
        if let Some(kind) = choice_list(ui, "Kind of year", &kinds, chosen, 180.0).and_then(|at| YearKind::ALL.get(at))
        {
            state.kind = *kind;
            changed = true;
        }
        let Some(start) = state.start else { return };
        // Ten years back from the newest that was looked at, one ahead.
        let starts: Vec<i16> = (start - 10..=start + 1).rev().collect();
        let names: Vec<String> = starts.iter().map(|start| Year { kind: state.kind, start: *start }.short()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let chosen = starts.iter().position(|s| *s == start);
        if let Some(at) = choice_list(ui, "Year", &names, chosen, 140.0) {
            state.start = starts.get(at).copied();
            changed = true;
        }
        for (label, by) in [("Year before", -1), ("Year after", 1)] {
            let button = Button::quiet(label).small();
            if level_with_fields(ui, space::ROW, |ui| button.show(ui).clicked()) {
                state.start = Some(start + by);
                changed = true;
            }
        }
    });
    if changed {
        cx.act(Action::Follow(FollowAsk::ShowYear));
    }
}

fn table(
    ui: &mut Ui,
    (salt, name): (&str, &str),
    columns: &[Column<'_>],
    rows: usize,
    row_name: &dyn Fn(usize) -> String,
    cell: impl FnMut(&mut Ui, usize, usize),
) {
    let table = DataTable { salt, name, columns, rows, row_name, opens: false };
    table.show_within(ui, usize::MAX, &mut 0, cell);
}

fn rounds(ui: &mut Ui, page: &YearPage) {
    ui.add_space(space::STEP * 2.0);
    section_title(ui, "Rounds");
    if page.rounds.is_empty() {
        quiet(ui, "No round was drawn in this year.");
        return;
    }
    let columns = [
        Column::rest("Round").at_least(230.0),
        Column::words("Drawn", 150.0),
        Column::words("Read", 225.0),
        Column::words("Good or better", 135.0),
        Column::words("95 % interval", 112.0),
        Column::words("Sample", 145.0),
    ];
    let good = |at: usize| {
        page.rounds.get(at).and_then(|round| {
            let good = round.good_or_better?;
            Some(if round.agreed == 0 { "None agreed yet".to_owned() } else { format!("{good} of {}", round.agreed) })
        })
    };
    let row_name = |at: usize| {
        let title = page.rounds.get(at).map(|round| round.title.clone()).unwrap_or_default();
        format!("{title}, good or better: {}", good(at).unwrap_or_else(|| "no grades".to_owned()))
    };
    table(ui, ("rounds", "Rounds of the year"), &columns, page.rounds.len(), &row_name, |ui, at, column| {
        let Some(round) = page.rounds.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &round.title)),
            1 => drop(cell_quiet(ui, &round.drawn_on.map(day_words).unwrap_or_default())),
            2 => drop(cell_body(ui, &format!("{} of {} agreed", round.agreed, round.subject.count(round.plans)))),
            3 => drop(cell_body(ui, &good(at).unwrap_or_else(|| "No grades".to_owned()))),
            4 => drop(cell_body(ui, &round.interval)),
            _ => drop(cell_quiet(ui, &round.purpose)),
        }
    });
}

fn measures(ui: &mut Ui, page: &YearPage) {
    for (title, of_survey) in [("Measures", false), ("Survey answers, beside the audit", true)] {
        let rows: Vec<&YearMeasure> = page.measures.iter().filter(|m| m.is_survey == of_survey).collect();
        if rows.is_empty() {
            continue;
        }
        ui.add_space(space::GROUP);
        section_title(ui, title);
        let columns = [
            Column::rest("Measure").at_least(300.0).in_two_lines(),
            Column::words("Span", 165.0),
            Column::words("Figure", 85.0),
            Column::words("Counts", 105.0),
            Column::words("Target", 70.0),
            Column::words("Against it", 120.0),
        ];
        let against = |m: &YearMeasure| match m.reached {
            Some(true) => "Reached",
            Some(false) => "Not reached",
            None => "",
        };
        let row_name = |at: usize| {
            let Some(m) = rows.get(at) else { return String::new() };
            let target = if m.target.is_empty() { String::new() } else { format!(", target {}", m.target) };
            format!("{}, {}, {}{target}", m.measure, m.span, m.value)
        };
        table(ui, (title, title), &columns, rows.len(), &row_name, |ui, at, column| {
            let Some(m) = rows.get(at) else { return };
            match column {
                0 => drop(cell_strong(ui, &m.measure).on_hover_text(&m.definition)),
                1 => drop(cell_quiet(ui, &m.span)),
                2 => drop(cell_body(ui, &m.value)),
                3 => drop(cell_body(ui, &m.counts)),
                4 => drop(cell_body(ui, &m.target)),
                _ => {
                    if let Some(reached) = m.reached {
                        let t = tokens(ui);
                        let (mark, ink) = if reached {
                            (Sign::Tick, t.answer_met.mark)
                        } else {
                            (Sign::Cross, t.answer_not_met.mark)
                        };
                        sign(ui, mark, space::SIGN, ink, "");
                        ui.add_space(space::HALF);
                    }
                    cell_body(ui, against(m));
                }
            }
        });
    }
}

fn actions(ui: &mut Ui, page: &YearPage) {
    ui.add_space(space::GROUP);
    section_title(ui, "Actions");
    if page.actions.is_empty() {
        quiet(ui, "No action was agreed, due or done in this year.");
        return;
    }
    let done = page.actions.iter().filter(|action| action.is_done).count();
    let late = page.actions.iter().filter(|action| action.is_late).count();
    let effect = page.actions.iter().filter(|action| !action.effect.is_empty()).count();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::GROUP * 1.5;
        figure(ui, &format!("{done} of {}", page.actions.len()), "done");
        figure(ui, &late.to_string(), "late");
        figure(ui, &effect.to_string(), "with a re-audit since");
    });
    for action in &page.actions {
        ui.add_space(space::STEP);
        strong(ui, &action.what);
        let due = action.due_on.map(|due| format!(", due {}", day_words(due))).unwrap_or_default();
        small(ui, &format!("{}{due}", action.state));
        if !action.effect.is_empty() {
            body(ui, &format!("Since the action: {}", action.effect));
        }
        if !action.public_line.is_empty() {
            body(ui, &format!("You said, we did: {}", action.public_line));
        }
    }
}

fn lists(ui: &mut Ui, page: &YearPage) {
    if !page.themes.is_empty() {
        ui.add_space(space::GROUP);
        section_title(ui, "Themes");
        for theme in &page.themes {
            let findings = counted(theme.findings, "finding", "findings");
            body(ui, &format!("{}: {findings}, {}", theme.theme, counted(theme.actions, "action", "actions")));
        }
    }
    if !page.training.is_empty() {
        ui.add_space(space::GROUP);
        section_title(ui, "Training");
        for training in &page.training {
            body(ui, training);
        }
    }
}
