//! The table of plans: search, filters, order, columns, and all facts of one plan beside.

use super::data::CohortData;
use super::state::{Asked, CohortScreen, SortBy, Standing, shown};
use crate::domain::fact::Fact;
use crate::domain::plan::Plan;
use crate::ui::cx::Cx;
use crate::ui::menu::menu_button;
use crate::ui::theme::space;
use crate::ui::views::overview::data::long_date;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, SIDEWAYS_BAR, Sign, TextField, body, check, choice_list, fact, quiet, section_title,
    small,
};
use crate::words::{counted, thousands};
use egui::{Layout, ScrollArea, Ui, vec2};

/// Width of the facts of one plan beside the table.
const BESIDE: f32 = 280.0;
/// From this width they stand beside it, else in its place.
const BESIDE_FROM: f32 = 760.0;
/// Height of the table where the page scrolls around it.
const LOW_TABLE: f32 = 320.0;

/// Draws the table; `in_full` where the page scrolls around it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &CohortData, state: &mut CohortScreen, in_full: bool) {
    controls(ui, data, state);
    if in_full {
        ui.allocate_ui(vec2(ui.available_width(), LOW_TABLE), |ui| {
            ui.set_max_height(LOW_TABLE);
            below(ui, cx, data, state);
        });
    } else {
        below(ui, cx, data, state);
    }
}

fn controls(ui: &mut Ui, data: &CohortData, state: &mut CohortScreen) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 0.0);
        TextField::new("Find a reference").width(180.0).show(ui, &mut state.asked.search);
        let words: Vec<&str> = Standing::ALL.iter().map(|(_, words)| *words).collect();
        let chosen = Standing::ALL.iter().position(|(standing, _)| *standing == state.asked.standing);
        if let Some(at) = choice_list(ui, "Show", &words, chosen, 170.0) {
            state.asked.standing = Standing::ALL[at].0;
        }
        filter_ui(ui, data, state);
    });
    let rows = state.rows(data).len();
    ui.horizontal_wrapped(|ui| {
        let of = counted(data.plans.len(), "plan", "plans");
        small(ui, &format!("{} of {of} shown", thousands(rows as u64)));
        menu_button(ui, "Columns", "Choose the columns of the table", |ui| {
            // A long list must not be taller than the window.
            ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for fact in Fact::ALL {
                    let mut is_shown = state.columns.contains(fact);
                    if check(ui, fact.label(), &mut is_shown) {
                        if is_shown {
                            state.columns.push(*fact);
                        } else {
                            state.columns.retain(|column| column != fact);
                        }
                    }
                }
            });
        });
        chips(ui, state);
    });
    ui.add_space(space::HALF);
}

/// First the fact, then its value.
fn filter_ui(ui: &mut Ui, data: &CohortData, state: &mut CohortScreen) {
    let words: Vec<&str> = data.facts.iter().map(|fact| fact.label()).collect();
    let chosen = state.filter_fact.and_then(|fact| data.facts.iter().position(|known| *known == fact));
    if let Some(at) = choice_list(ui, "Only plans by", &words, chosen, 190.0) {
        state.filter_fact = data.facts.get(at).copied();
    }
    let Some(fact) = state.filter_fact else { return };
    let values = state.values(data, fact);
    let is_taken = |value: &str| state.asked.filters.iter().any(|(of, taken)| *of == fact && taken == value);
    let chosen = values.iter().position(|(value, _)| is_taken(value));
    let named: Vec<String> =
        values.iter().map(|(value, count)| format!("{value} ({})", thousands(*count as u64))).collect();
    let words: Vec<&str> = named.iter().map(String::as_str).collect();
    let pressed = ui.push_id(fact, |ui| choice_list(ui, &format!("{} is", fact.label()), &words, chosen, 190.0)).inner;
    if let Some((value, _)) = pressed.and_then(|at| values.get(at)) {
        state.asked.filters.retain(|(of, _)| *of != fact);
        state.asked.filters.push((fact, value.clone()));
    }
}

/// What the table is narrowed to; pressing one takes it away.
fn chips(ui: &mut Ui, state: &mut CohortScreen) {
    if state.asked.filters.is_empty() && state.asked.list.is_none() {
        return;
    }
    let mut gone = None;
    small(ui, "Only");
    if let Some(list) = state.asked.list {
        let name = format!("Take away: {list}");
        if Button::quiet(list.label()).small().sign_after(Sign::Cross).name(&name).show(ui).clicked() {
            state.asked.list = None;
        }
    }
    for (at, (fact, value)) in state.asked.filters.iter().enumerate() {
        let words = format!("{}: {value}", fact.label());
        let name = format!("Take away: {words}");
        if Button::quiet(&words).small().sign_after(Sign::Cross).name(&name).show(ui).clicked() {
            gone = Some(at);
        }
    }
    if Button::link("Show all plans").show(ui).clicked() {
        state.asked = Asked { standing: state.asked.standing, ..Asked::default() };
        gone = None;
    }
    if let Some(at) = gone {
        state.asked.filters.remove(at);
    }
}

/// The table, and the facts of the plan that was opened.
fn below(ui: &mut Ui, cx: &mut Cx<'_>, data: &CohortData, state: &mut CohortScreen) {
    let opened = state.opened.and_then(|at| data.plans.get(at as usize));
    let (width, height) = (ui.available_width(), ui.available_height());
    match opened {
        None => rows_ui(ui, cx, data, state),
        Some(plan) if width < BESIDE_FROM => one_plan(ui, data, plan, state),
        Some(plan) => {
            ui.horizontal_top(|ui| {
                let layout = Layout::top_down(egui::Align::Min);
                let table = vec2(width - BESIDE - space::GROUP, height);
                ui.allocate_ui_with_layout(table, layout, |ui| rows_ui(ui, cx, data, state));
                ui.add_space(space::STEP);
                ui.allocate_ui_with_layout(vec2(BESIDE, height), layout, |ui| one_plan(ui, data, plan, state));
            });
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Reference,
    Fact(Fact),
    Left,
}

fn width_of(fact: Fact) -> f32 {
    match fact {
        Fact::YearGroup => 92.0,
        Fact::Age | Fact::Sex => 50.0,
        Fact::RequestedOn
        | Fact::IssuedOn
        | Fact::LastReviewOn
        | Fact::DecisionOn
        | Fact::TransferredOn
        | Fact::PhaseTransferDueOn
        | Fact::PhaseTransferFinalOn => 112.0,
        Fact::SettingType => 306.0,
        Fact::Setting | Fact::Ethnicity | Fact::PrimaryNeed | Fact::SecondaryNeed | Fact::PlanKind => 106.0,
        _ => 130.0,
    }
}

fn rows_ui(ui: &mut Ui, cx: &mut Cx<'_>, data: &CohortData, state: &mut CohortScreen) {
    let rows = state.rows(data);
    if rows.is_empty() {
        quiet(ui, "No plan is like this.");
        return;
    }
    let mut heads = vec![Shown::Reference];
    if state.asked.standing != Standing::Present {
        heads.push(Shown::Left);
    }
    heads.extend(state.columns.iter().map(|fact| Shown::Fact(*fact)));
    // A list of the check has an order of its own, that of no column.
    let is_own_order = state.asked.list.is_some() && state.asked.sort == SortBy::Reference;
    let up = |by: SortBy| (state.asked.sort == by && !is_own_order).then_some(!state.asked.down);
    let columns: Vec<Column<'_>> = heads
        .iter()
        .map(|column| match column {
            Shown::Reference => Column::words("Reference", 106.0).sorted(up(SortBy::Reference)),
            Shown::Left => Column::words("Left on", 126.0).sorted(up(SortBy::Left)),
            Shown::Fact(fact) => Column::words(fact.label(), width_of(*fact)).sorted(up(SortBy::Fact(*fact))),
        })
        .collect();
    let plan_at = |row: usize| rows.get(row).and_then(|at| data.plans.get(*at as usize));
    let row_name = |row: usize| plan_at(row).map(spoken).unwrap_or_default();
    let table = DataTable {
        salt: "cohort",
        name: "Plans of the cohort",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let mut cursor = state.cursor;
    let is_blocked = cx.is_blocked;
    let bar = if table.is_wide(ui) { SIDEWAYS_BAR } else { 0.0 };
    let room = vec2(ui.available_width(), ui.available_height() - bar);
    let draw = |ui: &mut Ui| {
        table.show(ui, &mut cursor, |ui, row, column| {
            let Some(plan) = plan_at(row) else { return };
            match heads.get(column) {
                Some(Shown::Reference) if plan.left_on.is_some() => drop(cell_quiet(ui, &plan.facts.reference)),
                Some(Shown::Reference) => drop(cell_strong(ui, &plan.facts.reference)),
                Some(Shown::Left) => match plan.left_on {
                    Some(day) => drop(cell_quiet(ui, &day.strftime("%-d %b %Y").to_string())),
                    None => drop(cell_quiet(ui, "")),
                },
                Some(Shown::Fact(fact)) => match fact.value_of(&plan.facts) {
                    Some(value) => drop(cell_body(ui, &shown(*fact, value))),
                    None => drop(cell_quiet(ui, "–")),
                },
                None => {}
            }
        })
    };
    let told = ui.allocate_ui(room, draw).inner;
    state.cursor = cursor;
    if let Some(column) = told.sort_by.and_then(|at| heads.get(at)) {
        state.sort_by(match column {
            Shown::Reference => SortBy::Reference,
            Shown::Left => SortBy::Left,
            Shown::Fact(fact) => SortBy::Fact(*fact),
        });
    }
    if let (Some(row), false) = (told.opened, is_blocked) {
        state.cursor = row;
        state.opened = rows.get(row).copied();
    }
}

fn spoken(plan: &Plan) -> String {
    let mut words = plan.facts.reference.clone();
    for fact in [Fact::YearGroup, Fact::PrimaryNeed] {
        if let Some(value) = fact.value_of(&plan.facts) {
            words += &format!(", {} {}", fact.label().to_lowercase(), shown(fact, value));
        }
    }
    if let Some(day) = plan.left_on {
        words += &format!(", left on {}", long_date(day));
    }
    words
}

/// All that is known of a plan.
fn one_plan(ui: &mut Ui, data: &CohortData, plan: &Plan, state: &mut CohortScreen) {
    section_title(ui, &plan.facts.reference);
    if Button::link("Close").name("Close the facts of this plan").show(ui).clicked() {
        state.opened = None;
    }
    ScrollArea::vertical().id_salt("facts of a plan").auto_shrink(false).show(ui, |ui| {
        if let Some(day) = plan.left_on {
            body(ui, &format!("No longer in the list since {}", long_date(day)));
        }
        for known in &data.facts {
            let value =
                known.value_of(&plan.facts).map_or_else(|| "Not known".to_owned(), |value| shown(*known, value));
            fact(ui, known.label(), &value);
        }
    });
}
