//! Sections over all plans: grades, answers, the map of plans and sections.

use super::super::words::{answer_categories, grade_categories, no_grade, section_name, small};
use crate::domain::numerals::thousands;
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{BarRow, Block, Chip, Column, HeatColumn, HeatMap, HeatRow, ReportDoc, StackedBars, Table};
use crate::stats::results::{NOT_GRADED, RoundResults};

pub(in crate::report::kinds) fn grades(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return answers_by_section(doc, snapshot, results);
    }
    let agreed = results.plan_results.len();
    let mut categories = grade_categories(&snapshot.tool);
    categories.push(no_grade());
    let rows = results.headings.iter().map(|h| {
        let counts: Vec<u32> = h.grades.0.iter().map(|(_, n)| small(*n)).collect();
        BarRow::new(section_name(&h.code, &h.title), counts, thousands(agreed as u64))
    });
    let rows: Vec<BarRow> = rows.collect();
    doc.section("Grades by section");
    doc.push(StackedBars {
        title: grades_title(snapshot, agreed as u64),
        alt: grades_in_words(snapshot, results),
        row_title: "Section".to_owned(),
        total_title: snapshot.tool.subject.heads().to_owned(),
        categories,
        rows,
    });
    doc.push(Block::SmallPrint(
        "No grade: too few criteria of the section were answered. Grades are the local area\u{2019}s own words for shares \
         of points; they are not an inspectorate\u{2019}s judgement."
            .into(),
    ));
    let table = unseen_table(results);
    if !table.rows.is_empty() {
        doc.push(table);
    }
}

/// What the picture of grades by section shows.
pub(in crate::report::kinds) fn grades_title(snapshot: &AuditSnapshot, agreed: u64) -> String {
    let subject = snapshot.tool.subject;
    format!("{} by grade in each section, {} fully agreed", subject.heads(), subject.count(agreed))
}

/// What is in no grade: answers "not evidenced" and criteria not tested, where there are any.
fn unseen_table(results: &RoundResults) -> Table {
    let columns = vec![
        Column::left("Section", 4.0),
        Column::right("Answers not evidenced", 1.6),
        Column::right("Criteria not tested", 1.4),
    ];
    let mut table = Table::new(columns).caption("What could not be seen, or was not put to the panel, counted apart");
    for h in &results.headings {
        let unseen = h.answers.get(crate::domain::audit_tool::NOT_EVIDENCED);
        if unseen + h.not_tested > 0 {
            table.row([section_name(&h.code, &h.title), thousands(unseen), thousands(h.not_tested)]);
        }
    }
    table
}

pub(in crate::report::kinds) fn grades_in_words(snapshot: &AuditSnapshot, results: &RoundResults) -> String {
    let sections = results.headings.iter().map(|h| {
        let grades = snapshot.tool.grades.iter().map(|g| format!("{} {}", h.grades.get(&g.code), g.label));
        let grades: Vec<String> = grades.chain([format!("{} without a grade", h.grades.get(NOT_GRADED))]).collect();
        format!("{}: {}", section_name(&h.code, &h.title), grades.join(", "))
    });
    sections.collect::<Vec<_>>().join(". ")
}

fn answers_by_section(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if results.headings.iter().all(|h| h.answers.total() == 0) {
        return;
    }
    let rows: Vec<BarRow> = results
        .headings
        .iter()
        .map(|h| {
            let counts: Vec<u32> = h.answers.0.iter().map(|(_, n)| small(*n)).collect();
            BarRow::new(section_name(&h.code, &h.title), counts, thousands(h.answers.total()))
        })
        .collect();
    let alt = results.headings.iter().map(|h| {
        let answers = snapshot.tool.answers.iter().map(|a| format!("{} {}", h.answers.get(&a.code), a.label));
        format!("{}: {}", section_name(&h.code, &h.title), answers.collect::<Vec<_>>().join(", "))
    });
    doc.section("Answers by section");
    doc.push(StackedBars {
        title: "Agreed answers in each section".to_owned(),
        alt: alt.collect::<Vec<_>>().join(". "),
        row_title: "Section".to_owned(),
        total_title: "Answers".to_owned(),
        categories: answer_categories(&snapshot.tool),
        rows,
    });
}

pub(in crate::report::kinds) fn map(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return;
    }
    let categories = grade_categories(&snapshot.tool);
    let chip = |grade: Option<&str>, points: String| {
        let place = grade.and_then(|code| snapshot.tool.grade_place(code));
        let category = place.and_then(|place| categories.get(place)).cloned().unwrap_or_else(no_grade);
        Chip::new(category.letter, category.colour, format!("{}, {points}", category.label))
    };
    let mut columns: Vec<HeatColumn> = results.headings.iter().map(|h| HeatColumn::new(&h.code, &h.title)).collect();
    columns.push(HeatColumn::new("All", format!("The whole {}", snapshot.tool.subject.noun())).apart());
    let rows: Vec<HeatRow> = results
        .plan_results
        .iter()
        .map(|plan| {
            let sections = plan.grading.sections.iter();
            let mut cells: Vec<Chip> = sections
                .map(|s| chip(s.grade.as_deref(), format!("{} of {} points", s.points, s.base_points)))
                .collect();
            cells.push(chip(plan.grade.as_deref(), plan.sentence.clone()));
            HeatRow::new(&plan.plan, cells)
        })
        .collect();
    let mut legend = categories.clone();
    legend.push(no_grade());
    let subject = snapshot.tool.subject;
    doc.section(format!("{} and sections", subject.heads()));
    doc.push(HeatMap {
        title: format!("Grade of each {} in each section, in draw order", subject.noun()),
        alt: format!(
            "Grades of {} in {} sections and as a whole.",
            subject.count(rows.len() as u64),
            results.headings.len()
        ),
        row_title: subject.head().to_owned(),
        columns,
        rows,
        legend,
    });
}
