//! The round record, for inspectors: how the round was made, who sat on the panel by agency, how splits were settled,
//! what came of it, every answer, and what the audit cannot show. Readers appear by agency and letter, never by name.

pub(super) mod plan;

use super::figures::Counted;
use super::shared::{after, plans, round, sections, year};
use super::words::{count, day, day_of_instant, digest_words, event_words, panel, stratum_words};
use super::{Part, Source, advice, clocks};
use crate::domain::action::ActionState;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::numerals::thousands;
use crate::domain::panel::Member;
use crate::domain::sheet::AgreedHow;
use crate::report::doc::{Block, Column, ReportDoc, Table};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Its parts, in the order printed.
pub(super) const PARTS: &[Part] = &[
    Part { code: "headline", title: "Headline", write: round::headline },
    Part { code: "read", title: "What was read", write: |doc, s| round::what_was_read(doc, s.snapshot, s.results) },
    Part { code: "drawn", title: "How the sample was drawn", write: |doc, s| round::how_drawn(doc, s.snapshot) },
    Part { code: "sample", title: "The sample", write: sample_log },
    Part { code: "panel", title: "The panel", write: panel_by_agency },
    Part { code: "calibration", title: "Grades and their thresholds", write: calibration },
    Part { code: "trend", title: "Over time", write: after::trend },
    Part { code: "before", title: "Against the round before", write: after::versus },
    Part { code: "grades", title: "Grades by section", write: |doc, s| sections::grades(doc, s.snapshot, s.results) },
    Part { code: "map", title: "Plans and sections", write: |doc, s| sections::map(doc, s.snapshot, s.results) },
    Part { code: "plans", title: "Plan results", write: |doc, s| plans::plans(doc, s.snapshot, s.results) },
    Part { code: "gaps", title: "Gaps", write: |doc, s| plans::gaps(doc, s.snapshot, s.results) },
    Part { code: "threads", title: "The golden thread", write: |doc, s| after::threads(doc, s.snapshot) },
    Part {
        code: "standards",
        title: "Health and social care",
        write: |doc, s| plans::standards(doc, s.snapshot, s.results),
    },
    Part { code: "advice", title: "Advice on time", write: |doc, s| advice::section(doc, s.snapshot) },
    Part { code: "clocks", title: "On time", write: clocks::on_time },
    Part { code: "drafts", title: "Drafts checked", write: clocks::drafts },
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
    let has_reason = source.snapshot.plans.iter().any(|p| p.sampled.reason.is_some());
    let mut columns = vec![
        Column::right("Order", 0.6),
        Column::left(source.snapshot.tool.subject.head(), 1.4),
        Column::left("Stratum", 2.2),
        Column::left("State", 1.4),
        Column::left("How it came in", 2.0),
    ];
    if has_reason {
        columns.push(Column::left("Reason", 2.4));
    }
    let by = source.snapshot.round.draw.as_ref().map_or(&[][..], |draw| &draw.stratified_by);
    let mut table = Table::new(columns).caption("The sample in the order of the draw, with reserves");
    for plan in &source.snapshot.plans {
        let sampled = &plan.sampled;
        let mut cells = vec![
            sampled.order.to_string(),
            plan.facts.reference.clone(),
            stratum_words(&sampled.stratum, by),
            if sampled.practice { "For practice; counts nowhere" } else { sampled.state.label() }.to_owned(),
            sampled.origin.label().to_owned(),
        ];
        if has_reason {
            cells.push(sampled.reason.clone().unwrap_or_default());
        }
        table.row(cells);
    }
    doc.section("The sample");
    doc.push(table);
}

fn panel_by_agency(doc: &mut ReportDoc, source: &Source<'_>) {
    let mut agencies: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    for member in panel(source.snapshot) {
        agencies.entry(member.facts.agency.label()).or_default().push(member);
    }
    if agencies.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Agency", 2.6),
        Column::right("People", 0.8),
        Column::right("Score sheets given", 1.0),
        Column::left("Trained for auditing on", 2.4),
        Column::left("Undertaking signed on", 2.4),
    ];
    let mut table = Table::new(columns).caption("The panel by agency, with training and confidentiality undertaking");
    for (agency, members) in &agencies {
        let given = |m: &&Member| source.snapshot.assignments.iter().filter(|a| a.member == m.id).count() as u64;
        let sheets: u64 = members.iter().map(given).sum();
        table.row([
            (*agency).to_owned(),
            members.len().to_string(),
            thousands(sheets),
            dates(members.iter().map(|m| m.facts.trained_on)),
            dates(members.iter().map(|m| m.facts.undertaking_on)),
        ]);
    }
    doc.section("The panel");
    doc.paragraph(
        "Nobody was given to read what they had declared an interest in. Each scored alone; nobody saw another\u{2019}s \
         answers before handing in their own.",
    );
    doc.push(table);
}

/// The days on which several people did something, each day once with how many; last those of whom it is not known.
fn dates(of: impl Iterator<Item = Option<Date>>) -> String {
    let mut days: BTreeMap<Date, u64> = BTreeMap::new();
    let mut unknown = 0;
    for on in of {
        match on {
            Some(on) => *days.entry(on).or_default() += 1,
            None => unknown += 1,
        }
    }
    let several = days.values().sum::<u64>() + unknown > 1;
    let mut words: Vec<String> =
        days.into_iter().map(|(on, n)| if several { format!("{} ({n})", day(on)) } else { day(on) }).collect();
    if unknown > 0 {
        words.push(if several { format!("not recorded ({unknown})") } else { "not recorded".to_owned() });
    }
    words.join("; ")
}

/// From how many points each grade is reached, and whose thresholds these are.
fn calibration(doc: &mut ReportDoc, source: &Source<'_>) {
    let tool = &source.snapshot.tool;
    if tool.grades.is_empty() {
        return;
    }
    doc.section("Grades and their thresholds");
    doc.paragraph(match super::thresholds_set_on(source) {
        Some(on) => format!(
            "Local thresholds, set on {}: the area scored plans it knew, saw where thresholds would put them, and set \
             its own. The grades are its words; they are not an inspectorate\u{2019}s judgement.",
            day(on)
        ),
        None => "The thresholds are those of the audit tool; no thresholds of the area\u{2019}s own are recorded. The grades \
                 are not an inspectorate\u{2019}s judgement."
            .to_owned(),
    });
    let columns = vec![
        Column::left("Grade", 3.0),
        Column::right("From points in 100", 1.6),
        Column::left("Counts as good or better", 2.0),
    ];
    let mut table =
        Table::new(columns).caption(format!("{}, version {}: from points to grade", tool.title, tool.version));
    for grade in &tool.grades {
        let counts = if grade.good_or_better { "yes" } else { "no" };
        table.row([grade.label.clone(), grade.from_percent.to_string(), counts.to_owned()]);
    }
    doc.push(table);
}

fn splits(doc: &mut ReportDoc, source: &Source<'_>) {
    let snapshot = source.snapshot;
    let mut counts: BTreeMap<AgreedHow, u64> = BTreeMap::new();
    let columns = vec![
        Column::left(snapshot.tool.subject.head(), 1.2),
        Column::left("Criterion", 0.9),
        Column::left("Agreed", 1.4),
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
    let subject = source.snapshot.tool.subject;
    let mut items = vec![
        match subject {
            SubjectKind::Practice => {
                "What nobody asked about or saw: it rests on what people said and showed.".to_owned()
            }
            _ => format!(
                "Whether what a plan says is happening: it reads {} and their papers, not lives.",
                subject.nouns()
            ),
        },
        "What was not in the papers given: such criteria were not tested and count for nothing.".to_owned(),
        "How one school, service or writer does: the sample is of the area, and far too small for that.".to_owned(),
    ];
    if source.snapshot.round.facts.purpose != crate::domain::round::Purpose::Random {
        items.push(format!("How other {} are: these were chosen, not drawn.", subject.nouns()));
    } else if n < round::SMALL_SAMPLE {
        items.push(format!("Anything definitive: {} agreed.", subject.count_are(n)));
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
            event_words(event),
            thousands(n),
            first.to_string(),
        ]);
    }
    doc.section("Extract of the log");
    doc.push(table);
    doc.push(Block::SmallPrint(
        format!("Head of the chain when this was made: {}", digest_words(&source.snapshot.head_digest)).into(),
    ));
}

fn every_answer(doc: &mut ReportDoc, source: &Source<'_>) {
    let subjects: BTreeSet<_> = source.snapshot.agreed.keys().copied().collect();
    let read: Vec<_> = source.snapshot.sampled().filter(|p| subjects.contains(&p.sampled.subject)).collect();
    if read.is_empty() {
        return;
    }
    doc.push(Block::PageBreak);
    doc.section("Every answer");
    let noun = source.snapshot.tool.subject.noun();
    doc.paragraph(format!(
        "Each {noun} with the agreed answers and those of its readers, by letter: A of one {noun} need not be A of \
         another. Criteria stand by their code; what each asks comes first. Reasons stand with the splits."
    ));
    let facts = &source.snapshot.round.facts;
    let columns = vec![Column::left("Code", 0.6), Column::left("What it asks", 6.0)];
    let mut key = Table::new(columns).caption("The criteria put to the panel");
    for (_, criterion) in source.snapshot.tool.tested(facts.depth, facts.evidence) {
        key.row([criterion.code.as_str(), &criterion.question]);
    }
    doc.push(key);
    for plan in read {
        doc.subsection(super::subject_words(source, plan));
        plan::answers(doc, source, plan, plan::Telling::Codes);
    }
}
