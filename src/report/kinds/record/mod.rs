//! The round record, for inspectors: how the round was made, who sat on the panel by agency, how splits were settled,
//! what came of it, every answer, and what the audit cannot show. Readers appear by agency and letter, never by name.

pub(super) mod plan;

use super::figures::Counted;
use super::shared::{after, plans, round, sections, year};
use super::words::{count, day, day_of_instant, panel};
use super::{Part, Source, advice};
use crate::domain::action::ActionState;
use crate::domain::sheet::AgreedHow;
use crate::report::doc::{Block, Column, ReportDoc, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Its parts, in the order printed.
pub(super) const PARTS: &[Part] = &[
    Part { code: "headline", title: "Headline", write: |doc, s| round::headline(doc, s.snapshot, s.results) },
    Part { code: "read", title: "What was read", write: |doc, s| round::what_was_read(doc, s.snapshot, s.results) },
    Part { code: "drawn", title: "How the sample was drawn", write: |doc, s| round::how_drawn(doc, s.snapshot) },
    Part { code: "sample", title: "The sample", write: sample_log },
    Part { code: "panel", title: "The panel", write: panel_by_agency },
    Part { code: "trend", title: "Over time", write: after::trend },
    Part { code: "grades", title: "Grades by section", write: |doc, s| sections::grades(doc, s.snapshot, s.results) },
    Part { code: "map", title: "Plans and sections", write: |doc, s| sections::map(doc, s.snapshot, s.results) },
    Part { code: "plans", title: "Plan results", write: |doc, s| plans::plans(doc, s.snapshot, s.results) },
    Part { code: "gaps", title: "Gaps", write: |doc, s| plans::gaps(doc, s.snapshot, s.results) },
    Part { code: "threads", title: "The golden thread", write: |doc, s| after::threads(doc, s.snapshot) },
    Part { code: "standards", title: "Health and social care", write: |doc, s| plans::standards(doc, s.results) },
    Part { code: "advice", title: "Advice on time", write: |doc, s| advice::section(doc, s.snapshot) },
    Part { code: "agreement", title: "How far readers agreed", write: |doc, s| plans::agreement(doc, s.results) },
    Part { code: "splits", title: "Splits and how they were settled", write: splits },
    Part { code: "findings", title: "What readers found", write: |doc, s| after::findings(doc, s.snapshot) },
    Part { code: "replies", title: "Replies before closing", write: replies },
    Part { code: "outcomes", title: "What happens to the plans", write: |doc, s| after::outcomes(doc, s.snapshot) },
    Part { code: "themes", title: "Themes, training, re-audit", write: themes },
    Part { code: "effects", title: "Overdue actions, and what changed since", write: year::effects },
    Part { code: "concerns", title: "Urgent concerns", write: |doc, s| after::concerns(doc, s.snapshot) },
    Part { code: "family", title: "What families said", write: |doc, s| after::family(doc, s.snapshot) },
    Part { code: "limits", title: "What the audit cannot show", write: limits },
    Part { code: "log", title: "Extract of the log", write: log },
    Part { code: "answers", title: "Every answer", write: every_answer },
];

fn sample_log(doc: &mut ReportDoc, source: &Source<'_>) {
    if source.snapshot.plans.is_empty() {
        return;
    }
    let columns = vec![
        Column::right("Order", 0.6),
        Column::left("Plan", 1.4),
        Column::left("Stratum", 2.2),
        Column::left("State", 1.4),
        Column::left("How it came in", 2.0),
        Column::left("Reason", 2.4),
    ];
    let mut table = Table::new(columns).caption("The sample in the order of the draw, with reserves");
    for plan in &source.snapshot.plans {
        let sampled = &plan.sampled;
        table.row([
            sampled.order.to_string(),
            plan.facts.reference.clone(),
            sampled.stratum.clone(),
            sampled.state.label().to_owned(),
            sampled.origin.label().to_owned(),
            sampled.reason.clone().unwrap_or_default(),
        ]);
    }
    doc.section("The sample");
    doc.push(table);
}

fn panel_by_agency(doc: &mut ReportDoc, source: &Source<'_>) {
    let mut agencies: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for member in panel(source.snapshot) {
        let sheets = source.snapshot.assignments.iter().filter(|a| a.member == member.id).count() as u64;
        let entry = agencies.entry(member.facts.agency.label()).or_default();
        entry.0 += 1;
        entry.1 += sheets;
    }
    if agencies.is_empty() {
        return;
    }
    let columns = vec![Column::left("Agency", 4.0), Column::right("People", 1.0), Column::right("Plans given", 1.2)];
    let mut table = Table::new(columns).caption("The panel by agency");
    for (agency, (people, sheets)) in agencies {
        table.row([agency.to_owned(), people.to_string(), sheets.to_string()]);
    }
    doc.section("The panel");
    doc.paragraph(
        "Nobody was given a plan they had declared an interest in. Each scored alone; nobody saw another\u{2019}s answers \
         on a plan before handing in their own.",
    );
    doc.push(table);
}

fn splits(doc: &mut ReportDoc, source: &Source<'_>) {
    let snapshot = source.snapshot;
    let mut counts: BTreeMap<AgreedHow, u64> = BTreeMap::new();
    let columns = vec![
        Column::left("Plan", 1.2),
        Column::left("Criterion", 0.9),
        Column::left("Agreed", 1.4),
        Column::left("How", 1.6),
        Column::left("Reason", 5.0),
    ];
    let mut table = Table::new(columns).caption("Answers the panel settled itself");
    for plan in snapshot.sampled() {
        for agreed in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|a| a.values()) {
            *counts.entry(agreed.how).or_default() += 1;
            if agreed.how == AgreedHow::Panel {
                let label = snapshot.tool.get_answer(&agreed.answer).map(|a| a.label.as_str()).unwrap_or_default();
                table.row([
                    plan.facts.reference.as_str(),
                    &agreed.criterion,
                    label,
                    agreed.how.label(),
                    agreed.reason.as_deref().unwrap_or("none needed"),
                ]);
            }
        }
    }
    let total: u64 = counts.values().sum();
    if total == 0 {
        return;
    }
    doc.section("Splits and how they were settled");
    doc.push(Block::key_values(
        counts.into_iter().map(|(how, n)| (how.label(), format!("{} agreed answers", Counted::new(n, total).words()))),
    ));
    if !table.rows.is_empty() {
        doc.push(table);
    }
    let overridden: Vec<String> = snapshot
        .sampled()
        .filter_map(|p| Some((p, p.grade_override.as_ref()?)))
        .map(|(p, o)| {
            let grade = snapshot.tool.get_grade(&o.grade).map(|g| g.label.as_str()).unwrap_or_default();
            format!("{}: {grade}, set by the panel. {}", p.facts.reference, o.reason)
        })
        .collect();
    if !overridden.is_empty() {
        doc.subsection("Grades set by the panel");
        doc.push(Block::list(overridden));
    }
}

fn replies(doc: &mut ReportDoc, source: &Source<'_>) {
    if source.snapshot.replies.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Sent to", 1.6),
        Column::left("Sent", 1.2),
        Column::left("Reply by", 1.2),
        Column::left("Replied", 1.2),
        Column::left("What it said", 2.6),
        Column::left("What was changed", 2.6),
    ];
    let mut table = Table::new(columns).caption("Findings sent out for accuracy before closing");
    for reply in &source.snapshot.replies {
        table.row([
            reply.sent_to.clone(),
            day(reply.sent_on),
            day(reply.due_on),
            reply.replied_on.map_or_else(|| "no reply".to_owned(), day),
            reply.reply.clone(),
            reply.changed.clone(),
        ]);
    }
    doc.section("Replies before closing");
    doc.push(table);
}

/// From theme to training to what the re-audit shows.
fn themes(doc: &mut ReportDoc, source: &Source<'_>) {
    let snapshot = source.snapshot;
    let actions = after::own_actions(snapshot);
    if actions.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Theme", 1.6),
        Column::left("Action", 3.4),
        Column::left("Training", 0.9),
        Column::left("State", 1.0),
        Column::left("Re-audited on", 1.2),
        Column::left("What shows it", 2.4),
    ];
    let mut table = Table::new(columns).caption("From theme to action to what the next round shows");
    for action in actions {
        let state = if after::is_late(snapshot, action) { ActionState::Late } else { action.state };
        table.row([
            action.theme.clone(),
            action.what.clone(),
            if action.is_training { "yes" } else { "no" }.to_owned(),
            state.label().to_owned(),
            action.criteria.join(", "),
            action.evidence.clone(),
        ]);
    }
    doc.section("Themes, training, re-audit");
    doc.push(table);
}

fn limits(doc: &mut ReportDoc, source: &Source<'_>) {
    let n = source.results.plan_results.len() as u64;
    let mut items = vec![
        "Whether what a plan says is happening: it reads plans and their papers, not lives.".to_owned(),
        "What was not in the papers given: such criteria were not tested and count for nothing.".to_owned(),
        "How one school, service or writer does: the sample is of the area, and far too small for that.".to_owned(),
    ];
    if source.snapshot.round.facts.purpose != crate::domain::round::Purpose::Random {
        items.push("How other plans are: these were chosen, not drawn.".to_owned());
    } else if n < round::SMALL_SAMPLE {
        items.push(format!("Anything definitive: {} agreed.", count(n, "plan is", "plans are")));
    }
    doc.section("What the audit cannot show");
    doc.push(Block::list(items));
}

/// Events by day; whoever acted is not named.
fn log(doc: &mut ReportDoc, source: &Source<'_>) {
    if source.log.is_empty() {
        return;
    }
    let mut days: BTreeMap<(i64, &str), (u64, i64)> = BTreeMap::new();
    for line in source.log {
        let entry = days.entry((line.at_ms.div_euclid(86_400_000), &line.event)).or_insert((0, line.number));
        entry.0 += 1;
    }
    let columns = vec![
        Column::left("Day", 1.6),
        Column::left("What was recorded", 4.0),
        Column::right("Entries", 1.0),
        Column::right("First entry", 1.0),
    ];
    let mut table = Table::new(columns).caption(format!(
        "The log of this round: {}, chained so that a change to one shows",
        count(source.log.len() as u64, "entry", "entries")
    ));
    for ((at, event), (n, first)) in days {
        table.row([
            day_of_instant(at * 86_400_000).unwrap_or_default(),
            capital(&event.replace('_', " ")),
            n.to_string(),
            first.to_string(),
        ]);
    }
    doc.section("Extract of the log");
    doc.push(table);
    doc.push(Block::SmallPrint(
        format!("Head of the chain when this was made: {}", source.snapshot.head_digest).into(),
    ));
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn every_answer(doc: &mut ReportDoc, source: &Source<'_>) {
    let subjects: BTreeSet<_> = source.snapshot.agreed.keys().copied().collect();
    let read: Vec<_> = source.snapshot.sampled().filter(|p| subjects.contains(&p.sampled.subject)).collect();
    if read.is_empty() {
        return;
    }
    doc.push(Block::PageBreak);
    doc.section("Every answer");
    doc.paragraph(
        "Each plan with the agreed answers and those of its readers, by letter: A of one plan need not be A of another.",
    );
    for plan in read {
        doc.subsection(format!("Plan {}", plan.facts.reference));
        plan::answers(doc, source, plan);
    }
}
