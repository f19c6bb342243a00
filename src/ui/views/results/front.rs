//! What stands in front of a part: the plans behind a figure, and what the panel agreed on one plan.

use super::data::ResultsData;
use super::plan_rows::{Behind, PlanRow, behind, not_evidenced_place};
use super::state::{Front, ResultsScreen};
use crate::ui::theme::{space, tokens};
use crate::ui::views::cell_body;
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, answer_look, body, page_title, quiet, region, sign, small, small_title,
};
use egui::Ui;
use egui::accesskit::Role;

pub(super) fn show(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let Some(front) = state.front.last().cloned() else { return };
    if Button::link("Back").sign(Sign::ChevronLeft).key("Esc").show(ui).clicked() {
        state.front.pop();
        return;
    }
    match front {
        Front::Behind { figure, title } => plans_behind(ui, data, state, &figure, &title),
        Front::Plan(subject) => match data.plans.iter().find(|plan| plan.subject == subject) {
            Some(plan) => record(ui, data, plan),
            None => drop(quiet(ui, "This is no longer in the sample.")),
        },
    }
}

fn plans_behind(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen, figure: &Behind, title: &str) {
    page_title(ui, title);
    let rows = behind(&data.plans, &data.criteria, not_evidenced_place(&data.answers), figure);
    quiet(ui, &format!("{}. Enter opens what the panel agreed on it.", data.subject.count(rows.len() as u64)));
    ui.add_space(space::STEP);
    let head = match figure {
        Behind::Gap | Behind::InPart | Behind::ToConfirm | Behind::NotEvidenced | Behind::Lead(_) => "Criteria",
        Behind::NotAgreed => "How far",
        Behind::Standard(_) => "The standard",
        _ => "Why",
    };
    let mut columns = vec![Column::words(data.subject.head(), 160.0)];
    if !data.grades.is_empty() {
        let of = if matches!(figure, Behind::Section(_)) { "Grade here" } else { data.whole_grade() };
        columns.push(Column::words(of, 180.0));
    }
    columns.push(Column::rest(head).in_two_lines());
    let grade = |place: Option<usize>| place.and_then(|place| data.grades.get(place)).map_or("–", String::as_str);
    let row_name = |row: usize| rows.get(row).map(|r| format!("{}, {}", r.reference, r.why)).unwrap_or_default();
    let table = DataTable {
        salt: "behind",
        name: title,
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let last = columns.len() - 1;
    let shown = table.show_within(ui, usize::MAX, &mut state.rows[3], |ui, row, column| {
        let Some(found) = rows.get(row) else { return };
        let words = match column {
            0 => found.reference.as_str(),
            at if at == last => found.why.as_str(),
            _ => grade(found.grade),
        };
        cell_body(ui, words);
    });
    if let Some(found) = shown.opened.and_then(|row| rows.get(row)) {
        state.open_plan(found.subject);
    }
}

/// What the panel agreed on a plan, section by section.
fn record(ui: &mut Ui, data: &ResultsData, plan: &PlanRow) {
    page_title(ui, &format!("{}: what the panel agreed", plan.reference));
    let agreed = plan.answers.iter().flatten().count();
    if plan.is_agreed {
        body(ui, &plan.sentence);
    } else {
        body(ui, &format!("{agreed} of {} answers agreed: no grade yet.", plan.answers.len()));
    }
    let known = data.facts.iter().filter_map(|known| Some(format!("{}: {}", known.label(), plan.fact(*known)?.1)));
    small(ui, &known.collect::<Vec<_>>().join(" · "));
    for (at, (code, title)) in data.columns.iter().enumerate() {
        let of_section: Vec<usize> =
            data.criteria.iter().enumerate().filter(|(_, c)| c.heading == *code).map(|(at, _)| at).collect();
        if of_section.is_empty() {
            continue;
        }
        ui.add_space(space::STEP * 2.0);
        small_title(ui, &format!("{code} {title}"));
        let grade = plan.places.get(at).copied().flatten().and_then(|place| data.grades.get(place));
        let words = match (grade, plan.details.get(at)) {
            (Some(grade), Some(detail)) => format!("{grade}. {detail}"),
            (None, Some(detail)) => detail.clone(),
            _ => String::new(),
        };
        if !words.is_empty() {
            small(ui, &words);
        }
        criteria(ui, data, plan, code, &of_section);
    }
}

fn criteria(ui: &mut Ui, data: &ResultsData, plan: &PlanRow, section: &str, places: &[usize]) {
    for at in places {
        let Some(head) = data.criteria.get(*at) else { continue };
        let cell = plan.answers.get(*at).and_then(Option::as_ref);
        let answer = cell.and_then(|cell| data.answers.get(cell.place));
        let (label, look) = match answer {
            Some((code, label, met)) => (label.as_str(), Some(answer_look(code, *met))),
            None => ("Not agreed yet", None),
        };
        region(ui, (section, *at), Role::Group, &format!("{}: {label}", head.code), |ui| {
            ui.horizontal_top(|ui| {
                let colour = look.map_or(tokens(ui).text_quiet, |(tone, _)| tokens(ui).answer(tone).mark);
                sign(ui, look.map_or(Sign::Ring, |(_, sign)| sign), space::SIGN + 2.0, colour, label);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    body(ui, &format!("{}  {}", head.code, head.question));
                    let how = cell.map(|cell| format!(" · {}", cell.how)).unwrap_or_default();
                    let reason = cell.map(|cell| cell.reason.as_str()).filter(|reason| !reason.is_empty());
                    let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
                    small(ui, &format!("{label}{how}{reason}"));
                });
            });
        });
        ui.add_space(space::HALF);
    }
}
