//! Everything the file holds of one plan in one round: for a request of the family to see it. Readers are named by
//! letter and agency.

use super::super::Source;
use super::super::shared::after;
use super::super::words::{answer_categories, day, day_of_instant, grade_categories, section_name};
use crate::domain::access::Viewer;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::plan::{PlanFacts, plan_reference};
use crate::domain::sheet::{HANDED, Sheet};
use crate::domain::snapshot::SnapshotPlan;
use crate::report::doc::{Block, Callout, CalloutKind, Category, Cell, Column, ReportDoc, Row, Table};
use crate::stats::cohort::Division;

/// The whole record.
pub(in crate::report::kinds) fn write(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    doc.push(Callout {
        kind: CalloutKind::Caution,
        title: "Check before it is handed out".to_owned(),
        text: "Notes and urgent concerns may speak of other people. Their words are theirs: take them out before this \
               goes to the family."
            .into(),
    });
    let is_plan = source.snapshot.tool.subject == SubjectKind::Plan;
    doc.section(if is_plan { "The plan".to_owned() } else { super::super::subject_words(source, plan) });
    doc.push(Block::key_values(known(&plan.facts)));
    result(doc, source, plan);
    doc.section("Answers");
    answers(doc, source, plan, Telling::Questions);
    notes(doc, source, plan);
    if let Some(picture) = after::thread_picture(source.snapshot, plan) {
        doc.section("The golden thread");
        doc.push(picture);
    }
    family(doc, source, plan);
    concerns(doc, source, plan);
    advice(doc, source, plan);
    log(doc, source, plan);
}

fn known(facts: &PlanFacts) -> Vec<(&'static str, String)> {
    let mut rows = vec![("Reference", facts.reference.clone())];
    let mut put = |name, value: Option<String>| rows.extend(value.filter(|v| !v.is_empty()).map(|v| (name, v)));
    let yes_no = |value: Option<bool>| value.map(|v| if v { "yes" } else { "no" }.to_owned());
    put("Year group", facts.year_group.map(|y| if y == 0 { "reception".to_owned() } else { y.to_string() }));
    put("Age", facts.age.map(|a| a.to_string()));
    put("Sex", facts.sex.clone());
    put("Ethnicity", facts.ethnicity.clone());
    put("Primary need", facts.primary_need.clone());
    put("Secondary need", facts.secondary_need.clone());
    put("Setting", facts.setting.clone());
    put("Kind of setting", facts.setting_type.as_deref().map(|code| Division::Setting.words(code)));
    put("SEN unit", yes_no(facts.sen_unit));
    put("Resourced provision", yes_no(facts.resourced_provision));
    put("Placement", facts.placement.clone());
    put("Kind of plan", facts.plan_kind.map(|k| k.label().to_owned()));
    put("Asked for on", facts.requested_on.map(day));
    put("Issued on", facts.issued_on.map(day));
    put("Last review on", facts.last_review_on.map(day));
    put("Decision on", facts.decision_on.map(day));
    put("Personal budget", yes_no(facts.personal_budget));
    let flags = &facts.flags;
    for (name, value) in [
        ("Looked after", flags.looked_after),
        ("Child in need", flags.child_in_need),
        ("Child protection plan", flags.protection_plan),
        ("Adopted", flags.adopted),
        ("English as an additional language", flags.eal),
        ("Out of area", flags.out_of_area),
        ("Not in education", flags.not_in_education),
    ] {
        put(name, yes_no(value));
    }
    rows
}

fn result(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let subject = plan.sampled.subject;
    let graded = source.results.plan_results.iter().find(|r| r.subject == subject);
    let outcome = source.snapshot.plan_results.get(&subject);
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(graded) = graded {
        rows.push(("Grade", graded.sentence.clone()));
    }
    if let Some(outcome) = outcome {
        rows.push(("What happens", outcome.outcome.label().to_owned()));
        if !outcome.reason.is_empty() {
            rows.push(("Why", outcome.reason.clone()));
        }
    }
    if let Some(graded) = graded.filter(|_| !source.snapshot.tool.grades.is_empty()) {
        doc.section("Result");
        doc.push(Block::key_values(rows));
        let categories = grade_categories(&source.snapshot.tool);
        let columns = vec![Column::left("Section", 4.0), Column::left("Grade", 2.0), Column::right("Points", 1.4)];
        let mut table = Table::new(columns).caption("Grades by section");
        for section in graded.grading.sections.iter().filter(|s| s.base > 0) {
            let place = section.grade.as_deref().and_then(|code| source.snapshot.tool.grade_place(code));
            let grade: Cell =
                place.and_then(|place| categories.get(place)).map_or_else(|| Cell::from("No grade"), Cell::chip);
            let title = source.snapshot.tool.get_heading(&section.code).map(|h| h.title.as_str()).unwrap_or_default();
            let points = super::super::figures::points_words(section.points, section.base_points);
            table.row([section_name(&section.code, title).into(), grade, points.into()]);
        }
        doc.push(table);
    } else if !rows.is_empty() {
        doc.section("Result");
        doc.push(Block::key_values(rows));
    }
}

/// Sheets on this plan that may be shown, in the order in which members are listed, each with its reader's letter and
/// agency.
fn readers<'a>(source: &Source<'a>, plan: &SnapshotPlan) -> Vec<(&'a Sheet, String)> {
    let snapshot = source.snapshot;
    let of_plan: Vec<&Sheet> =
        snapshot.shown_sheets(Viewer::Round).filter(|s| s.subject == plan.sampled.subject).collect();
    let mut found = Vec::new();
    for member in &snapshot.members {
        if let Some(sheet) = of_plan.iter().find(|s| s.member == member.id) {
            let letter = char::from(b'A' + u8::try_from(found.len().min(25)).unwrap_or(25));
            found.push((
                *sheet,
                format!("{letter} ({})", super::super::words::lower_first(member.facts.agency.label())),
            ));
        }
    }
    found
}

/// How much a table of answers says of each criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// Its code: what it asks and the reasons stand elsewhere in the report.
    Codes,
    /// What it asks, and why the answer was agreed.
    Questions,
}

/// The agreed answer of each criterion and those of each reader.
pub(super) fn answers(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan, telling: Telling) {
    let (tool, facts) = (&source.snapshot.tool, &source.snapshot.round.facts);
    let readers = readers(source, plan);
    let categories = answer_categories(tool);
    let agreed = source.snapshot.agreed.get(&plan.sampled.subject);
    let is_short = telling == Telling::Codes;
    let has_reason = !is_short && agreed.is_some_and(|a| a.values().any(|a| a.reason.is_some()));
    let mut columns = vec![Column::left("Criterion", if is_short { 0.8 } else { 4.0 }), Column::left("Agreed", 1.4)];
    columns.extend(readers.iter().map(|(_, name)| Column::left(name.clone(), 1.2)));
    if has_reason {
        columns.push(Column::left("Reason", 3.0));
    }
    let mut table = Table::new(columns);
    for (_, criterion) in tool.tested(facts.depth, facts.evidence) {
        let own = agreed.and_then(|a| a.get(&criterion.code));
        let name = if is_short { criterion.code.clone() } else { format!("{} {}", criterion.code, criterion.question) };
        let mut cells: Vec<Cell> = vec![name.into()];
        cells.push(own.map_or_else(Cell::default, |a| answer_cell(tool, &categories, &a.answer)));
        for (sheet, _) in &readers {
            let given = sheet.answers.get(&criterion.code);
            // In words only: the sign of the agreed answer is the one to be found at a glance.
            cells.push(given.map_or_else(Cell::default, |a| answer_cell(tool, &categories, &a.answer).text.into()));
        }
        if has_reason {
            cells.push(own.and_then(|a| a.reason.clone()).unwrap_or_default().into());
        }
        table.rows.push(Row { cells, strong: false });
    }
    if table
        .rows
        .iter()
        .all(|row| row.cells.iter().skip(1).all(|cell| *cell == Cell::default() || cell.text.is_empty()))
    {
        doc.paragraph(format!(
            "Nothing of this {} may be shown yet: its readers have not all handed in.",
            source.snapshot.tool.subject.noun()
        ));
        return;
    }
    doc.push(table);
}

fn answer_cell(tool: &crate::domain::audit_tool::AuditTool, categories: &[Category], code: &str) -> Cell {
    if code == HANDED {
        return "Handed on".into();
    }
    let place = tool.answers.iter().position(|a| a.code == code);
    place.and_then(|place| categories.get(place)).map_or_else(Cell::default, Cell::chip)
}

/// All notes on the plan, those for the panel only too: the family may ask for them.
fn notes(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let columns = vec![
        Column::left("Criterion", 0.9),
        Column::left("Reader", 1.4),
        Column::left("Kind", 1.4),
        Column::left("Note", 5.0),
    ];
    let mut table = Table::new(columns).caption("What readers wrote");
    for (sheet, name) in readers(source, plan) {
        for note in &sheet.notes {
            table.row([note.criterion.as_str(), &name, note.kind.label(), &note.text]);
        }
    }
    if !table.rows.is_empty() {
        doc.section("Notes");
        doc.push(table);
    }
}

fn family(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let Some(family) = source.snapshot.family.get(&plan.sampled.subject) else { return };
    let said = |answer: Option<crate::domain::family::FamilySays>| {
        answer.map_or_else(|| "not asked".to_owned(), |a| a.label().to_owned())
    };
    let mut rows = vec![
        ("Conversation", family.state.label().to_owned()),
        ("Sounds like their child", said(family.sounds_like_child)),
        ("What it says is happening", said(family.is_happening)),
        ("Worries answered", said(family.worries_answered)),
    ];
    rows.extend(family.on.map(|on| ("On", day(on))));
    if !family.note.is_empty() {
        rows.push(("In their words", family.note.clone()));
    }
    doc.section("What the family said");
    doc.push(Block::key_values(rows));
}

fn concerns(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let own = source.snapshot.concerns.iter().filter(|c| c.subject == plan.sampled.subject);
    let when = |at: Option<i64>| at.and_then(day_of_instant).unwrap_or_else(|| "\u{2013}".to_owned());
    for (at, concern) in own.enumerate() {
        if at == 0 {
            doc.section("Urgent concerns");
        }
        doc.push(Block::key_values([
            ("What it is about", concern.kind.label().to_owned()),
            ("What was seen", concern.what.clone()),
            ("Raised", when(Some(concern.recorded_ms))),
            ("Passed on", when(concern.told_ms)),
            ("Closed", when(concern.closed_ms)),
            ("Outcome", concern.outcome.clone()),
        ]));
    }
}

fn advice(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let own = source.snapshot.advice.iter().filter(|a| a.reference == plan_reference(&plan.facts.reference));
    let columns = vec![
        Column::left("Service", 2.0),
        Column::left("Asked for", 1.4),
        Column::left("Came", 1.4),
        Column::left("Outcome", 2.4),
        Column::left("Exception", 2.0),
    ];
    let mut table = Table::new(columns).caption("Advice asked for");
    for request in own {
        let on = |date: Option<jiff::civil::Date>| date.map(day).unwrap_or_default();
        table.row([
            request.service.clone(),
            on(request.requested_on),
            on(request.returned_on),
            request.outcome.clone(),
            request.exception.clone(),
        ]);
    }
    if !table.rows.is_empty() {
        doc.section("Advice");
        doc.push(table);
    }
}

fn log(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let own: Vec<String> = source
        .log
        .iter()
        .filter(|line| line.subject == Some(plan.sampled.subject))
        .map(|line| {
            format!(
                "{}: {} (entry {})",
                day_of_instant(line.at_ms).unwrap_or_default(),
                line.event.replace('_', " "),
                line.number
            )
        })
        .collect();
    if !own.is_empty() {
        doc.section("From the log");
        doc.push(Block::list(own));
    }
}
