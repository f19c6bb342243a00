//! Gaps, standards, the result of each plan, agreement, answers by criterion.

use super::super::figures::points_words;
use super::super::words::{count, grade_categories, no_grade};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::numerals::thousands;
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{Block, Cell, Column, KeyFigure, ReportDoc, Table};
use crate::stats::results::RoundResults;
use std::collections::BTreeMap;

pub(in crate::report::kinds) fn gaps(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    let has_musts = snapshot.tool.criteria().any(|(_, c)| c.kind == crate::domain::audit_tool::Kind::Must);
    let answered = results.headings.iter().any(|h| h.answers.total() > 0);
    if !has_musts || !answered {
        return;
    }
    doc.section("Gaps");
    doc.paragraph(
        "A gap is a duty in statute or regulations that was not met; in part, one partly met; to be confirmed, one of \
         which nothing could be seen: the audit lead checks the case file. Three counts, never one.",
    );
    doc.push(Block::KeyFigures(vec![
        KeyFigure::new(thousands(results.gaps.gap), "gaps"),
        KeyFigure::new(thousands(results.gaps.in_part), "gaps in part"),
        KeyFigure::new(thousands(results.gaps.to_confirm), "to be confirmed"),
    ]));
    let n = results.not_evidenced;
    doc.paragraph(format!(
        "Apart from these, over all criteria {} \u{201c}not evidenced\u{201d}. Not evidenced is not the same as not met.",
        count(n, "answer is", "answers are")
    ));
    let mut by_criterion: BTreeMap<&str, [Vec<&str>; 3]> = BTreeMap::new();
    for plan in &results.plan_results {
        let kinds = [&plan.grading.gaps, &plan.grading.in_part, &plan.grading.to_confirm];
        for (kind, codes) in kinds.into_iter().enumerate() {
            for code in codes {
                by_criterion.entry(code).or_default()[kind].push(&plan.plan);
            }
        }
    }
    if by_criterion.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Criterion", 4.0),
        Column::right("Gap", 0.7),
        Column::right("In part", 0.7),
        Column::right("To confirm", 0.9),
        // The caption says which; a head is said again at the top of each page, where a sentence would be read as one.
        Column::left(snapshot.tool.subject.heads(), 2.4),
    ];
    let agreed = results.plan_results.len() as u64;
    let caption = {
        let subject = snapshot.tool.subject;
        format!("{} with each gap, of {} fully agreed", subject.heads(), subject.count(agreed))
    };
    let mut table = Table::new(columns).caption(caption);
    for (_, criterion) in snapshot.tool.criteria() {
        let Some([gap, in_part, to_confirm]) = by_criterion.get(criterion.code.as_str()) else { continue };
        table.row([
            format!("{} {}", criterion.code, criterion.question),
            gap.len().to_string(),
            in_part.len().to_string(),
            to_confirm.len().to_string(),
            gap.join(", "),
        ]);
    }
    doc.push(table);
}

pub(in crate::report::kinds) fn standards(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if results.plan_results.is_empty() || results.views.is_empty() {
        return;
    }
    let share = |count: usize, n: usize| if n == 0 { "none".to_owned() } else { format!("{count} of {n}") };
    let rows = results.views.iter().map(|view| {
        let (all, content) = (view.summary.all, view.summary.with_content);
        let words = format!(
            "{} {} agreed; {} of those with such content",
            share(all.count, all.n),
            snapshot.tool.subject.nouns(),
            share(content.count, content.n)
        );
        (format!("{}: meets the standard", view.title), words)
    });
    let rows: Vec<_> = rows.collect();
    doc.section("Health and social care");
    doc.push(Block::key_values(rows));
}

pub(in crate::report::kinds) fn plans(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return;
    }
    let categories = grade_categories(&snapshot.tool);
    let columns = vec![
        Column::left(snapshot.tool.subject.head(), 1.2),
        Column::left("Grade", 1.8),
        Column::right("Points", 1.4),
        Column::left("Why", 5.0),
    ];
    let mut table =
        Table::new(columns).caption(format!("Each {} with its grade, and why it has it", snapshot.tool.subject.noun()));
    for plan in &results.plan_results {
        let place = plan.grade.as_deref().and_then(|code| snapshot.tool.grade_place(code));
        let category = place.and_then(|place| categories.get(place)).cloned().unwrap_or_else(no_grade);
        let points = points_words(plan.grading.points, plan.grading.base_points);
        let grade = Cell::chip(&category);
        table.row([plan.plan.as_str().into(), grade, points.into(), plan.sentence.as_str().into()]);
    }
    doc.section(match snapshot.tool.subject {
        SubjectKind::Plan => "Plan results".to_owned(),
        other => format!("Result of each {}", other.noun()),
    });
    doc.push(table);
}

pub(in crate::report::kinds) fn agreement(doc: &mut ReportDoc, results: &RoundResults) {
    let whole = &results.agreement.whole;
    let (Some(percent), Some(within)) = (whole.percent, whole.within_one_percent) else { return };
    doc.section("How far readers agreed");
    doc.paragraph(format!(
        "Before anything was discussed, two readers gave the same answer on {percent:.0} answers in 100, and answers \
         within one level on {within:.0}. {} compared, on the readers\u{2019} own score sheets; moderation does not \
         change these figures.",
        count(whole.units, "answer was", "answers were")
    ));
    if let Some(lowest) = lowest_section(results) {
        doc.paragraph(lowest);
    }
}

fn lowest_section(results: &RoundResults) -> Option<String> {
    let sections = results.agreement.by_heading.iter().filter_map(|h| Some((h.figures.percent?, h)));
    let (percent, section) = sections.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let title = results.headings.iter().find(|h| h.code == section.code).map(|h| h.title.as_str())?;
    Some(format!("They agreed least in section {} ({title}): on {percent:.0} answers in 100.", section.code))
}

pub(in crate::report::kinds) fn by_criterion(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let (tool, facts) = (&snapshot.tool, &snapshot.round.facts);
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for plan in snapshot.sampled() {
        for agreed in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|a| a.values()) {
            *counts.entry((&agreed.criterion, &agreed.answer)).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return;
    }
    let mut columns = vec![Column::left("Criterion", 5.0)];
    columns.extend(tool.answers.iter().map(|a| Column::right(&a.label, 1.0)));
    columns.push(Column::right("Agreed", 0.9));
    let mut table = Table::new(columns)
        .caption(format!("{} by agreed answer, for each criterion put to the panel", tool.subject.heads()));
    for (_, criterion) in tool.tested(facts.depth, facts.evidence) {
        let of = |answer: &str| counts.get(&(criterion.code.as_str(), answer)).copied().unwrap_or(0);
        let mut cells = vec![format!("{} {}", criterion.code, criterion.question)];
        cells.extend(tool.answers.iter().map(|a| thousands(of(&a.code))));
        cells.push(thousands(tool.answers.iter().map(|a| of(&a.code)).sum()));
        table.row(cells);
    }
    doc.section("Answers by criterion");
    doc.push(table);
}
