//! By group: the plans by one fact, and by the agency that leads.

use super::data::ResultsData;
use super::plan_rows::Behind;
use super::state::ResultsScreen;
use crate::domain::audit_tool::Lead;
use crate::stats::breakdown::{Breakdown, Counted};
use crate::stats::results::Share;
use crate::stats::suppress::may_show_share;
use crate::ui::theme::{space, tokens};
use crate::ui::views::cell_body;
use crate::ui::widgets::{Column, DataTable, check, choice_list, quiet, section_title, small};
use egui::{Sense, Stroke, Ui, vec2};

/// Stands for a count left out.
const LEFT_OUT: &str = "left out";

pub(super) fn show(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    section_title(ui, &format!("By what is known of the {}", data.subject.nouns()));
    let words: Vec<&str> = data.facts.iter().map(|fact| fact.label()).collect();
    if words.is_empty() {
        quiet(ui, &format!("Nothing is known of these {} but their reference.", data.subject.nouns()));
    } else {
        state.breakdown = state.breakdown.min(words.len() - 1);
        if let Some(at) = choice_list(ui, "Fact", &words, Some(state.breakdown), 240.0) {
            state.breakdown = at;
        }
    }
    check(ui, "Leave out counts under 5, and those that would give them away", &mut state.suppresses);
    if let Some(found) = data.breakdowns.get(state.breakdown) {
        by_fact(ui, data, state, found);
    }
    ui.add_space(space::GROUP);
    section_title(ui, "By the agency that leads");
    small(ui, "A criterion belongs to the agency that leads it, else to the one that leads its section.");
    by_lead(ui, data, state);
}

fn counted_words(counted: Counted) -> &'static str {
    match counted {
        Counted::GoodOrBetter => "Good or better",
        Counted::WithoutGap => "Without a gap",
    }
}

fn by_fact(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen, found: &Breakdown) {
    let left_out = found.suppressed();
    let is_shown = |row: usize| {
        let cells = left_out.cells.get(row);
        !state.suppresses || cells.is_some_and(|cells| cells.iter().all(Option::is_some))
    };
    let plans = |row: usize| {
        let total = if state.suppresses { left_out.row_totals.get(row).copied().flatten() } else { None };
        let known = found.rows.get(row).map(|r| r.share.n).filter(|_| !state.suppresses);
        known.or(total).map_or_else(|| LEFT_OUT.to_owned(), |n| n.to_string())
    };
    let columns = [
        Column::rest(found.fact.label()),
        Column::figures(data.subject.heads(), 140.0),
        Column::figures(counted_words(found.counted), 150.0),
        Column::figures("Share", 90.0),
        Column::words("95 % interval", 300.0),
    ];
    let row_name = |row: usize| {
        let Some(of_row) = found.rows.get(row) else { return String::new() };
        if is_shown(row) {
            format!("{}: {}", of_row.label, of_row.share.words(data.subject))
        } else {
            format!("{}: {LEFT_OUT}", of_row.label)
        }
    };
    let name = format!("{} by {}", counted_words(found.counted), found.fact.label().to_lowercase());
    let table = DataTable {
        salt: "breakdown",
        name: &name,
        columns: &columns,
        rows: found.rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let mut cursor = state.rows[4];
    let shown = table.show_within(ui, usize::MAX, &mut cursor, |ui, row, column| {
        let Some(of_row) = found.rows.get(row) else { return };
        match column {
            0 => drop(cell_body(ui, &of_row.label)),
            1 => drop(cell_body(ui, &plans(row))),
            2 if !is_shown(row) => drop(cell_body(ui, LEFT_OUT)),
            2 => drop(cell_body(ui, &of_row.share.count.to_string())),
            _ if !is_shown(row) => drop(cell_body(ui, "–")),
            3 => drop(cell_body(ui, &format!("{:.0} %", of_row.share.percent))),
            _ => interval(ui, &of_row.share),
        }
    });
    state.rows[4] = cursor;
    let opened = shown.opened.filter(|row| is_shown(*row)).and_then(|row| found.rows.get(row));
    if let Some(of_row) = opened {
        let title = format!("{}: {}", found.fact.label(), of_row.label);
        state.open_behind(Behind::Fact(found.fact, of_row.value.clone()), title);
    }
    let small_groups = found.rows.iter().any(|row| row.share.n < 20);
    if small_groups && !data.results.plan_results.is_empty() {
        small(
            ui,
            &format!(
                "Groups under 20 {} cannot be definitive: differences between them are mostly chance.",
                data.subject.nouns()
            ),
        );
    }
}

/// The share as a point with its interval on a line from 0 to 100, its limits beside it.
fn interval(ui: &mut Ui, share: &Share) {
    let (Some(low), Some(high)) = (share.low, share.high) else {
        cell_body(ui, "no interval: chosen, not drawn");
        return;
    };
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(160.0, 16.0), Sense::hover());
    let at = |percent: f64| rect.left() + rect.width() * (percent / 100.0) as f32;
    let middle = rect.center().y;
    ui.painter().hline(rect.x_range(), middle, Stroke::new(1.0, t.line_quiet));
    ui.painter().hline(at(low)..=at(high), middle, Stroke::new(3.0, t.text_quiet));
    ui.painter().circle(egui::pos2(at(share.percent), middle), 5.0, t.text, Stroke::new(1.0, t.surface));
    ui.add_space(space::STEP);
    cell_body(ui, &format!("{low:.0} to {high:.0} %"));
}

fn by_lead(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let may_show = |share: &Share| !state.suppresses || may_show_share(share.count, share.n);
    let columns = [
        Column::rest("Agency"),
        Column::figures("With a gap", 160.0),
        Column::words("95 % interval", 300.0),
        Column::figures("Answers met", 160.0),
    ];
    let name = |lead: Lead| if lead == Lead::All { "No single agency" } else { lead.label() };
    let row_name = |row: usize| {
        let Some(of_row) = data.leads.get(row) else { return String::new() };
        let share = if may_show(&of_row.with_gap) { of_row.with_gap.words(data.subject) } else { LEFT_OUT.to_owned() };
        format!("{}: with a gap {share}", name(of_row.lead))
    };
    let table = DataTable {
        salt: "leads",
        name: "Gaps by the agency that leads",
        columns: &columns,
        rows: data.leads.len(),
        row_name: &row_name,
        opens: true,
    };
    let mut cursor = state.rows[5];
    let shown = table.show_within(ui, usize::MAX, &mut cursor, |ui, row, column| {
        let Some(of_row) = data.leads.get(row) else { return };
        let share = &of_row.with_gap;
        match column {
            0 => drop(cell_body(ui, name(of_row.lead))),
            1 if !may_show(share) => drop(cell_body(ui, LEFT_OUT)),
            1 => drop(cell_body(ui, &format!("{} of {}", share.count, share.n))),
            2 if !may_show(share) => drop(cell_body(ui, "–")),
            2 => interval(ui, share),
            _ => drop(cell_body(ui, &format!("{} of {}", of_row.met.0, of_row.met.1))),
        }
    });
    state.rows[5] = cursor;
    let opened = shown.opened.and_then(|row| data.leads.get(row)).filter(|row| may_show(&row.with_gap)).map(|r| r.lead);
    if let Some(lead) = opened {
        state.open_behind(Behind::Lead(lead), format!("With a gap: {}", name(lead).to_lowercase()));
    }
}
