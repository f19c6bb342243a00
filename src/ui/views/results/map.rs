//! The map: plans down, sections or criteria across; or the same as a table.

use super::data::ResultsData;
use super::plan_rows::{PlanRow, Sorting, values_of};
use super::state::ResultsScreen;
use super::view::{letters, marks, table_switch};
use crate::domain::sampling::StratumFact;
use crate::ui::theme::{AnswerTone, space};
use crate::ui::views::cell_body;
use crate::ui::widgets::{
    Column, DataTable, GradeMark, HeatColumn, HeatMap, HeatRow, Sign, answer_look, check, choice_list, grade_legend,
    quiet, section_title, small, small_title,
};
use egui::Ui;

/// Height of the heads of the map, and of the sentence under it; rows beyond the most scroll.
const MAP_HEAD: f32 = 256.0;
const MAP_DETAIL: f32 = 72.0;
const MOST_MAP_ROWS: usize = 24;

pub(super) fn show(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    if data.grades.is_empty() {
        state.by_criterion = true;
    }
    let by = if state.by_criterion { "criterion" } else { "section" };
    section_title(ui, &format!("{} by {by}", data.subject.heads()));
    arrange(ui, data, state);
    let plans: Vec<&PlanRow> = state.plans(data);
    if plans.is_empty() {
        quiet(ui, "Nothing in the sample has this.");
        return;
    }
    match (state.shows_table, state.by_criterion) {
        (true, _) => table(ui, data, state, &plans),
        (false, true) => answers(ui, data, state, &plans),
        (false, false) => grades(ui, data, state, &plans),
    }
    table_switch(ui, state);
}

fn arrange(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let mut orders = vec![(Sorting::Drawn, "As drawn"), (Sorting::Reference, "Reference")];
        if !data.grades.is_empty() {
            orders.push((Sorting::Grade, data.whole_grade()));
        }
        orders.extend(data.facts.iter().map(|fact| (Sorting::Fact(*fact), fact.label())));
        let words: Vec<&str> = orders.iter().map(|(_, words)| *words).collect();
        let chosen = orders.iter().position(|(order, _)| *order == state.sorting);
        if let Some((order, _)) = choice_list(ui, "Sort by", &words, chosen, 180.0).and_then(|at| orders.get(at)) {
            state.sorting = *order;
        }
        filter(ui, data, state);
    });
    if !data.grades.is_empty() {
        check(ui, "Every criterion instead of sections", &mut state.by_criterion);
    }
}

fn filter(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let mut facts: Vec<Option<StratumFact>> = vec![None];
    facts.extend(data.facts.iter().copied().map(Some));
    let words: Vec<&str> = facts.iter().map(|fact| fact.map_or("All", StratumFact::label)).collect();
    let chosen = facts.iter().position(|fact| *fact == state.filter_fact);
    if let Some(fact) = choice_list(ui, "Show", &words, chosen, 180.0).and_then(|at| facts.get(at)) {
        state.filter_fact = *fact;
        state.only = None;
    }
    let Some(fact) = state.filter_fact else { return };
    let values = values_of(&data.plans, fact);
    let words: Vec<String> = values.iter().map(|(_, label, count)| format!("{label} ({count})")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is = |code: &str| state.only.as_ref().is_some_and(|(_, value)| value == code);
    let chosen = values.iter().position(|(code, ..)| is(code));
    if let Some((code, ..)) = choice_list(ui, fact.label(), &words, chosen, 220.0).and_then(|at| values.get(at)) {
        state.only = Some((fact, code.clone()));
    }
}

fn height(rows: usize) -> f32 {
    // All of it where it is not too long: a map that scrolls within a page that scrolls is hard to steer.
    MAP_HEAD + MAP_DETAIL + space::ROW * rows.min(MOST_MAP_ROWS) as f32
}

fn grades(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen, plans: &[&PlanRow]) {
    small(ui, "Move with the arrow keys, or point at a cell, to see how a grade came about. Enter opens the row.");
    let letters = letters(data);
    let marks = marks(data, &letters);
    grade_legend(ui, &marks, plans.iter().any(|plan| plan.places.iter().any(Option::is_none) || !plan.is_agreed));
    let mut columns: Vec<HeatColumn<'_>> =
        data.columns.iter().map(|(code, name)| HeatColumn { code, name, apart: false }).collect();
    columns.push(HeatColumn { code: "", name: data.whole_grade(), apart: true });
    let rows: Vec<HeatRow<'_>> = plans.iter().map(|p| HeatRow { name: &p.reference, places: &p.places }).collect();
    let detail = |row: usize, column: usize| {
        let Some(plan) = plans.get(row) else { return String::new() };
        if !plan.is_agreed {
            return "Not fully agreed yet.".to_owned();
        }
        plan.details.get(column).cloned().unwrap_or_default()
    };
    let name = format!("Grades of {} by section", data.subject.count(rows.len() as u64));
    let (salt, row_heading) = ("map", data.subject.head());
    let map =
        HeatMap { salt, name: &name, row_heading, columns: &columns, rows: &rows, grades: &marks, detail: &detail };
    let size = egui::vec2(ui.available_width(), height(rows.len()));
    let shown = ui.allocate_ui(size, |ui| map.show(ui, &mut state.map)).inner;
    open(state, plans, shown.opened);
}

fn open(state: &mut ResultsScreen, plans: &[&PlanRow], opened: Option<(usize, usize)>) {
    if let Some(plan) = opened.and_then(|(row, _)| plans.get(row)) {
        state.open_plan(plan.subject);
    }
}

fn answers(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen, plans: &[&PlanRow]) {
    small(
        ui,
        "Agreed answers. Move with the arrow keys, or point at a cell, to see the question. Enter opens the row.",
    );
    let looks: Vec<(AnswerTone, Sign)> = data.answers.iter().map(|(code, _, met)| answer_look(code, *met)).collect();
    answer_legend(ui, data, &looks);
    let of = data.answers.len();
    let marks: Vec<GradeMark<'_>> = data
        .answers
        .iter()
        .enumerate()
        .map(|(place, (_, label, _))| GradeMark { letter: "", name: label, place, of })
        .collect();
    let columns: Vec<HeatColumn<'_>> = data
        .criteria
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let before = at.checked_sub(1).and_then(|before| data.criteria.get(before));
            HeatColumn { code: &head.code, name: "", apart: before.is_some_and(|b| b.heading != head.heading) }
        })
        .collect();
    let places: Vec<Vec<Option<usize>>> =
        plans.iter().map(|plan| plan.answers.iter().map(|cell| Some(cell.as_ref()?.place)).collect()).collect();
    let rows: Vec<HeatRow<'_>> =
        plans.iter().zip(&places).map(|(plan, places)| HeatRow { name: &plan.reference, places }).collect();
    let detail = |_: usize, column: usize| data.criteria.get(column).map(|c| c.question.clone()).unwrap_or_default();
    let name = format!("Agreed answers of {} by criterion", data.subject.count(rows.len() as u64));
    let (salt, row_heading) = ("answers", data.subject.head());
    let map =
        HeatMap { salt, name: &name, row_heading, columns: &columns, rows: &rows, grades: &marks, detail: &detail };
    // Codes need less room than titles of sections; the bar that scrolls sideways needs some.
    let size = egui::vec2(ui.available_width(), height(rows.len()) - MAP_HEAD + 72.0);
    let shown = ui.allocate_ui(size, |ui| map.show_answers(ui, &mut state.map, &looks)).inner;
    open(state, plans, shown.opened);
}

fn answer_legend(ui: &mut Ui, data: &ResultsData, looks: &[(AnswerTone, Sign)]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for ((_, label, _), (tone, sign)) in data.answers.iter().zip(looks) {
            let colour = crate::ui::theme::tokens(ui).answer(*tone).mark;
            crate::ui::widgets::sign(ui, *sign, space::SIGN, colour, label);
            small(ui, label);
            ui.add_space(space::STEP);
        }
    });
}

/// The same as a table: a row for each plan, a column for each section.
fn table(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen, plans: &[&PlanRow]) {
    let title = format!("Grades of the {}", data.subject.nouns());
    small_title(ui, &title);
    let mut columns = vec![Column::rest(data.subject.head())];
    if !data.grades.is_empty() {
        columns.push(Column::words(data.whole_grade(), 180.0));
        columns.extend(data.columns.iter().map(|(code, _)| Column::words(code, 44.0)));
    }
    columns.push(Column::figures("Gaps", 72.0));
    let letters = letters(data);
    let grade = |place: Option<usize>| place.and_then(|place| data.grades.get(place)).map_or("–", String::as_str);
    let letter = |place: Option<usize>| place.and_then(|place| letters.get(place)).map_or("–", String::as_str);
    let sections = if data.grades.is_empty() { 0 } else { data.columns.len() };
    let row_name = |row: usize| {
        plans
            .get(row)
            .map(|p| format!("{}, {}, {} gaps", p.reference, grade(p.grade), p.gaps.len()))
            .unwrap_or_default()
    };
    let table = DataTable {
        salt: "plans table",
        name: &title,
        columns: &columns,
        rows: plans.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show_within(ui, usize::MAX, &mut state.rows[2], |ui, row, column| {
        let Some(plan) = plans.get(row) else { return };
        let words = match column {
            0 => plan.reference.as_str(),
            1 if sections > 0 => grade(plan.grade),
            at if sections > 0 && at < sections + 2 => letter(plan.places.get(at - 2).copied().flatten()),
            _ => {
                cell_body(ui, &plan.gaps.len().to_string());
                return;
            }
        };
        cell_body(ui, words);
    });
    open(state, plans, shown.opened.map(|row| (row, 0)));
}
