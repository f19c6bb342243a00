//! What a draw would give, before it is confirmed: the interval, groups missing, cohort against sample on every fact.

use crate::domain::audit_tool::SubjectKind;
use crate::domain::representation::FactComparison;
use crate::domain::sampling::{NOT_KNOWN, StratumFact};
use crate::ops::DrawPreview;
use crate::stats::worst_half_width;
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Column, DataTable, Sign, body, choice_list, section_title, sign, small, strong};
use crate::words::{counted, thousands};
use egui::Ui;

/// A cohort older than this is said to be old, in days.
const OLD_DAYS: u64 = 60;
/// Groups named before "and 12 more".
const MOST_NAMED: usize = 6;

/// Draws it; `fact` is the place of the fact that is shown.
pub(super) fn show(ui: &mut Ui, preview: &DrawPreview, fact: &mut usize, subject: SubjectKind) {
    let outcome = &preview.outcome;
    section_title(ui, "What it would give");
    body(ui, &interval_words(preview, subject));
    if let Some(days) = preview.cohort_days.filter(|days| *days > OLD_DAYS) {
        warn(ui, &format!("The cohort is {days} days old: bring a newer one in, or say so in the report."));
    }
    let missing = missing_words(preview);
    if missing.is_empty() {
        body(ui, &format!("No group that should have {} is missing.", subject.any()));
    }
    for words in &missing {
        warn(ui, words);
    }
    let first: Vec<&str> = outcome.plans.iter().take(8).map(String::as_str).collect();
    let more = if outcome.plans.len() > first.len() { ", …" } else { "" };
    small(ui, &format!("In draw order: {}{more}. Nothing is recorded yet.", first.join(", ")));
    ui.add_space(space::STEP);
    strong(ui, &format!("{} drawn from, and the sample", subject.heads()));
    let words: Vec<&str> = preview.facts.iter().map(|comparison| comparison.fact.label()).collect();
    if words.is_empty() {
        small(ui, &format!("No fact tells these {} apart.", subject.nouns()));
        return;
    }
    *fact = (*fact).min(words.len() - 1);
    if let Some(chosen) = choice_list(ui, "By", &words, Some(*fact), 300.0) {
        *fact = chosen;
    }
    if let Some(comparison) = preview.facts.get(*fact) {
        table(ui, comparison, subject);
    }
}

fn warn(ui: &mut Ui, words: &str) {
    ui.horizontal_wrapped(|ui| {
        let ink = tokens(ui).answer_partly.mark;
        sign(ui, Sign::Warning, space::SIGN, ink, "");
        body(ui, words);
    });
}

/// "20 of 1,958: ± 20 points at worst."
fn interval_words(preview: &DrawPreview, subject: SubjectKind) -> String {
    let outcome = &preview.outcome;
    let half = worst_half_width(outcome.size, Some(outcome.frame)).unwrap_or_default();
    let frame = if outcome.frame == preview.cohort {
        String::new()
    } else {
        format!(" The filters leave {} of {}.", thousands(outcome.frame), subject.count(preview.cohort))
    };
    format!("{} of {}: ± {:.0} points at worst.{frame}", outcome.size, thousands(outcome.frame), half * 100.0)
}

/// Groups that an even share would give half a plan or more, and that have none; one line a fact.
fn missing_words(preview: &DrawPreview) -> Vec<String> {
    let of = |comparison: &FactComparison| {
        let due: Vec<String> = comparison
            .missing()
            .filter(|group| comparison.share_of(group) >= 0.5)
            .map(|group| {
                let words = value_words(comparison.fact, &group.value);
                format!("{words} ({} of {})", thousands(group.population as u64), thousands(comparison.frame as u64))
            })
            .collect();
        if due.is_empty() {
            return None;
        }
        let beyond = due.len().saturating_sub(MOST_NAMED);
        let more = if beyond > 0 { format!(", and {beyond} more") } else { String::new() };
        let named = due.into_iter().take(MOST_NAMED).collect::<Vec<_>>().join(", ");
        Some(format!("{}: nothing of {named}{more}.", comparison.fact.label()))
    };
    preview
        .facts
        .iter()
        .filter(|comparison| comparison.groups.len() <= super::arrangement::MOST_TICKED)
        .filter_map(of)
        .collect()
}

fn table(ui: &mut Ui, comparison: &FactComparison, subject: SubjectKind) {
    let columns = [
        Column::rest("Group"),
        Column::figures("Drawn from", 150.0),
        Column::figures("An even share", 150.0),
        Column::figures("In the sample", 150.0),
    ];
    let groups = &comparison.groups;
    let row_name = |row: usize| {
        let Some(group) = groups.get(row) else { return String::new() };
        let words = value_words(comparison.fact, &group.value);
        format!("{words}, {} drawn from, {} in the sample", group.population, group.sampled)
    };
    let name = format!("{} drawn from, and the sample", subject.heads());
    let (salt, rows) = ("comparison", groups.len());
    let table = DataTable { salt, name: &name, columns: &columns, rows, row_name: &row_name, opens: false };
    table.show_within(ui, 12, &mut 0, |ui, row, column| {
        let Some(group) = groups.get(row) else { return };
        match column {
            0 => drop(cell_strong(ui, &value_words(comparison.fact, &group.value))),
            1 => drop(cell_body(ui, &thousands(group.population as u64))),
            2 => drop(cell_quiet(ui, &format!("{:.1}", comparison.share_of(group)))),
            _ if group.sampled == 0 => drop(cell_quiet(ui, "none")),
            _ => drop(cell_body(ui, &group.sampled.to_string())),
        }
    });
    small(ui, &counted(rows, "group", "groups"));
}

/// A value as people read it.
pub(super) fn value_words(fact: StratumFact, value: &str) -> String {
    use crate::domain::plan::{Phase, PlanKind};
    match fact {
        _ if value == NOT_KNOWN => "Not known".to_owned(),
        StratumFact::Phase => Phase::from_code(value).map_or(value, |phase| phase.label()).to_owned(),
        StratumFact::PlanKind => PlanKind::from_code(value).map_or(value, |kind| kind.label()).to_owned(),
        StratumFact::YearGroup => {
            value.parse().map_or_else(|_| value.to_owned(), crate::ui::views::plans::data::year_words)
        }
        _ if value == "yes" => "Yes".to_owned(),
        _ if value == "no" => "No".to_owned(),
        _ => value.to_owned(),
    }
}
