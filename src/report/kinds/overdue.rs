//! Actions whose day has passed: for the panel's edition as they are written, for the board without anything typed that
//! could name somebody.

use super::Source;
use super::shared::after;
use super::words::{count, day, section_name};
use crate::domain::action::Action;
use crate::domain::identifiers::Guard;
use crate::domain::numerals::thousands;
use crate::report::doc::{Column, ReportDoc, Table};
use std::collections::BTreeSet;

/// Late actions of the round, the longest overdue first; those only said to be late come last.
fn late<'a>(source: &Source<'a>) -> Vec<(&'a Action, Option<u64>)> {
    let snapshot = source.snapshot;
    let today = snapshot.taken_at.date();
    let actions = after::own_actions(snapshot).into_iter().filter(|action| after::is_late(snapshot, action));
    let days = |action: &Action| action.late_days(today).and_then(|days| u64::try_from(days).ok());
    let mut late: Vec<(&Action, Option<u64>)> = actions.map(|action| (action, days(action))).collect();
    late.sort_by_key(|(action, days)| (std::cmp::Reverse(*days), action.due_on, action.id));
    late
}

fn days_words(days: Option<u64>) -> String {
    days.map_or_else(|| "\u{2013}".to_owned(), thousands)
}

/// What is late, for the board: by team and by theme or section. What will be done is printed only in the words written
/// for publication, nobody who does it is named, and a team or theme that looks like a person is left out.
pub(super) fn for_the_board(doc: &mut ReportDoc, source: &Source<'_>) {
    let late = late(source);
    if late.is_empty() {
        return;
    }
    let has_lines = late.iter().any(|(action, _)| !action.public_line.trim().is_empty());
    let mut columns = vec![
        Column::left("Team or service", 2.2),
        Column::left("Theme or section", 2.4),
        Column::left("Due", 1.6),
        Column::right("Days late", 0.9),
    ];
    if has_lines {
        columns.push(Column::left("As published", 3.0));
    }
    let mut table = Table::new(columns).caption("Actions past their day, the longest overdue first");
    for (action, days) in &late {
        let mut cells = vec![
            publishable(source, action, &action.team),
            theme_or_section(source, action),
            action.due_on.map(day).unwrap_or_default(),
            days_words(*days),
        ];
        if has_lines {
            cells.push(action.public_line.trim().to_owned());
        }
        table.row(cells);
    }
    doc.section("Actions that are late");
    let all = after::own_actions(source.snapshot).len() as u64;
    doc.paragraph(format!(
        "Late on {}: {} of {}.",
        day(source.snapshot.taken_at.date()),
        thousands(late.len() as u64),
        count(all, "action", "actions")
    ));
    doc.push(table);
}

/// The same for the panel and managers, as it is written.
pub(super) fn for_the_panel(doc: &mut ReportDoc, source: &Source<'_>) {
    let late = late(source);
    if late.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Action", 4.0),
        Column::left("Owner", 1.6),
        Column::left("Team", 1.6),
        Column::left("Due", 1.4),
        Column::right("Days late", 0.9),
    ];
    let mut table = Table::new(columns).caption("Actions past their day, the longest overdue first");
    for (action, days) in &late {
        let owner = if action.owner.trim().is_empty() { "nobody yet" } else { action.owner.trim() };
        table.row([
            action.what.clone(),
            owner.to_owned(),
            action.team.trim().to_owned(),
            action.due_on.map(day).unwrap_or_default(),
            days_words(*days),
        ]);
    }
    doc.subsection("Overdue");
    doc.push(table);
}

/// The theme, else the sections of the criteria on which a re-audit would show it.
fn theme_or_section(source: &Source<'_>, action: &Action) -> String {
    let theme = publishable(source, action, &action.theme);
    if theme != NOTHING {
        return theme;
    }
    let tool = &source.snapshot.tool;
    let sections: BTreeSet<&str> =
        action.criteria.iter().filter_map(|code| tool.get_criterion(code)).map(|(h, _)| h.code.as_str()).collect();
    let named = sections.iter().filter_map(|code| tool.get_heading(code)).map(|h| section_name(&h.code, &h.title));
    let named: Vec<String> = named.collect();
    if named.is_empty() { theme } else { named.join("; ") }
}

const NOTHING: &str = "\u{2013}";

/// A team or theme, unless it is the owner's own name or looks like a person.
fn publishable(source: &Source<'_>, action: &Action, text: &str) -> String {
    let text = text.trim();
    let owner = action.owner.trim().to_lowercase();
    let says_owner = !owner.is_empty() && text.to_lowercase().contains(&owner);
    let nobody = BTreeSet::new();
    let guard = Guard { today: source.snapshot.taken_at.date(), not_a_person: &nobody };
    if text.is_empty() || says_owner || !guard.find(text).is_empty() { NOTHING.to_owned() } else { text.to_owned() }
}
