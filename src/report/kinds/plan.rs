//! The feedback sheet on one plan, for whoever wrote it: strengths first, then three things to mend, each with what
//! good looks like. No reviewer is named; the grade only where the area wants it.

use super::facts::chosen_notes;
use super::figures::points_words;
use super::shared::after;
use super::words::{count, section_name};
use super::{NoReport, Part, Source};
use crate::domain::audit_tool::{Criterion, Kind, NOT_EVIDENCED, NOT_MET, PARTLY, SubjectKind};
use crate::domain::grading::{Judged, Judgement};
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::SnapshotPlan;
use crate::report::doc::{Block, Callout, CalloutKind, ReportDoc, RichText};
use std::collections::BTreeSet;

/// Its parts, in the order printed; written by [`write()`], since they are about one plan.
pub(super) const PARTS: &[Part] = &[
    Part { code: "strengths", title: "Strengths", write: |_, _| {} },
    Part { code: "mend", title: "Three things to mend", write: |_, _| {} },
    Part { code: "thread", title: "The golden thread", write: |_, _| {} },
    Part { code: "next", title: "What happens next", write: |_, _| {} },
];

/// How many things are to be mended at a time, and how many strengths are named at most.
const TO_MEND: usize = 3;
const MOST_STRENGTHS: usize = 5;

/// The whole sheet.
///
/// # Errors
/// When the plan is not fully agreed.
pub(super) fn write(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) -> Result<(), NoReport> {
    let subject = plan.sampled.subject;
    let result = source.results.plan_results.iter().find(|r| r.subject == subject).ok_or(NoReport::NotAgreed)?;
    let has = |code: &str| !source.options.left_out.contains(code);
    let facts = &source.snapshot.round.facts;
    let answers = source.snapshot.agreed_codes(subject);
    let judged =
        Judgement::of_plan(&source.snapshot.tool, facts.depth, facts.evidence).judge(&answers, &BTreeSet::new());
    let kind = source.snapshot.tool.subject;
    let noun = kind.noun();
    let thanks = match kind {
        // What was read is what happens, which no one person wrote.
        SubjectKind::Practice => "This sheet is about what happens for the child, not about you.".to_owned(),
        _ => format!("Thank you for the {noun}: this sheet is about its words, not about you."),
    };
    doc.paragraph(format!(
        "This {noun} was read by a panel of {} in the round \u{201c}{}\u{201d}. {} criteria were tested ({}, version {}); \
         this is what the panel agreed. {thanks}",
        count(readers(source, plan), "person", "people"),
        facts.title,
        result.tested,
        source.snapshot.tool.title,
        source.snapshot.tool.version
    ));
    if source.options.names_grade
        && let Some(grade) = result.grade.as_deref().and_then(|code| source.snapshot.tool.get_grade(code))
    {
        let text =
            format!("{}. {} points.", result.sentence, points_words(result.grading.points, result.grading.base_points));
        doc.push(Callout { kind: CalloutKind::Information, title: grade.label.clone(), text: text.into() });
    }
    if has("strengths") {
        strengths(doc, source, plan, &judged);
    }
    if has("mend") {
        mend(doc, source, plan, &judged);
    }
    if has("thread")
        && let Some(picture) = after::thread_picture(source.snapshot, plan)
    {
        doc.section("The golden thread");
        doc.push(picture);
    }
    if has("next") {
        next(doc, source, plan);
    }
    Ok(())
}

fn readers(source: &Source<'_>, plan: &SnapshotPlan) -> u64 {
    source.snapshot.assignments.iter().filter(|a| a.subject == plan.sampled.subject).count() as u64
}

/// What members wrote as strengths; beside it the sections in which everything tested is met.
fn strengths(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan, judged: &[Judged<'_>]) {
    let tool = &source.snapshot.tool;
    let is_met = |j: &Judged<'_>| j.verdict.effective_answer().is_some_and(|answer| tool.is_met(answer));
    let whole: Vec<String> = tool
        .headings
        .iter()
        .filter(|h| {
            let mut based =
                judged.iter().filter(|j| j.heading.code == h.code && j.verdict.points().is_some()).peekable();
            based.peek().is_some() && based.all(is_met)
        })
        .map(|h| section_name(&h.code, &h.title))
        .collect();
    let met = judged.iter().filter(|j| is_met(j)).count() as u64;
    let based = judged.iter().filter(|j| j.verdict.points().is_some()).count() as u64;
    doc.section("Strengths");
    doc.paragraph(format!("{met} of {based} criteria that could be judged are met."));
    if whole.is_empty() {
        let duties = judged.iter().filter(|j| is_met(j) && j.criterion.kind == Kind::Must);
        let duties: Vec<String> = duties.take(MOST_STRENGTHS).map(|j| statement(j.criterion)).collect();
        if !duties.is_empty() {
            doc.paragraph("Among them these duties:");
            doc.push(Block::list(duties));
        }
    } else {
        doc.paragraph(
            RichText::strong("Everything that was tested is met in: ").plain(format!("{}.", whole.join("; "))),
        );
    }
    let notes = quoted(source, NoteKind::Strength, plan);
    if !notes.is_empty() {
        doc.paragraph("Readers wrote:");
        doc.push(Block::list(notes));
    }
}

/// What readers wrote of this plan and was chosen, with its section; said twice, it stands once.
fn quoted(source: &Source<'_>, kind: NoteKind, plan: &SnapshotPlan) -> Vec<String> {
    let notes = chosen_notes(source.snapshot, kind, Some(plan));
    let mut quotes: Vec<String> = Vec::new();
    for note in notes {
        let quote = format!("\u{201c}{}\u{201d} ({})", note.quote.trim(), note.section);
        if !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    quotes
}

fn statement(criterion: &Criterion) -> String {
    format!("{} {}", criterion.code, criterion.question)
}

/// The three that weigh most: duties before the rest, not met before in part, in the order of the tool.
fn worst<'j, 'a>(judged: &'j [Judged<'a>]) -> Vec<&'j Judged<'a>> {
    let weight = |j: &Judged<'_>| {
        let kind = match j.criterion.kind {
            Kind::Must => 0,
            Kind::Should => 1,
            Kind::Local => 2,
        };
        let answer = match j.verdict.effective_answer() {
            Some(NOT_MET) => 0,
            Some(PARTLY) => 1,
            Some(NOT_EVIDENCED) => 2,
            _ => 3,
        };
        (answer, kind)
    };
    let mut open: Vec<&Judged<'_>> = judged.iter().filter(|j| weight(j).0 < 3).collect();
    open.sort_by_key(|j| {
        let (answer, kind) = weight(j);
        // A duty met in part weighs more than good practice not met.
        (answer == 2, kind, answer)
    });
    open
}

fn mend(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan, judged: &[Judged<'_>]) {
    let open = worst(judged);
    doc.section(match open.len() {
        0 => "To mend",
        1 => "One thing to mend",
        2 => "Two things to mend",
        _ => "Three things to mend",
    });
    if open.is_empty() {
        doc.paragraph("Nothing: every criterion that could be judged is met.");
        return;
    }
    for (place, judged) in open.iter().take(TO_MEND).enumerate() {
        let answer = judged.verdict.effective_answer().and_then(|code| source.snapshot.tool.get_answer(code));
        let label = answer.map(|a| super::words::lower_first(&a.label)).unwrap_or_default();
        let mut blocks = vec![
            Block::Heading {
                level: crate::report::doc::Level::Subsection,
                text: format!("{}. {}", place + 1, section_name(&judged.heading.code, &judged.heading.title)),
            },
            Block::Paragraph(
                RichText::default().plain(statement(judged.criterion)).plain(" ").bold(format!("({label})")),
            ),
        ];
        if !judged.criterion.good.trim().is_empty() {
            blocks
                .push(Block::Paragraph(RichText::strong("What good looks like: ").plain(judged.criterion.good.trim())));
        }
        let references: Vec<&str> = judged.criterion.shown_references().map(|r| r.text.as_str()).collect();
        if !references.is_empty() {
            blocks.push(Block::SmallPrint(format!("Where it comes from: {}", references.join("; ")).into()));
        }
        doc.push(Block::KeepTogether(blocks));
    }
    let more = open.len().saturating_sub(TO_MEND) as u64;
    if more > 0 {
        let what = count(more, "criterion is", "criteria are");
        doc.paragraph(format!("{what} not fully met besides these; they can wait until these three are mended."));
    }
    let notes = quoted(source, NoteKind::Consideration, plan);
    if !notes.is_empty() {
        doc.paragraph("Readers wrote:");
        doc.push(Block::list(notes));
    }
}

fn next(doc: &mut ReportDoc, source: &Source<'_>, plan: &SnapshotPlan) {
    let Some(result) = source.snapshot.plan_results.get(&plan.sampled.subject) else { return };
    doc.section("What happens next");
    let reason = if result.reason.trim().is_empty() { String::new() } else { format!(" {}", result.reason.trim()) };
    doc.paragraph(RichText::strong(format!("{}.", result.outcome.label())).plain(reason));
    if source.snapshot.tool.subject != SubjectKind::Plan {
        return;
    }
    doc.push(Block::SmallPrint(
        "A final plan is not simply edited: proposed changes with their evidence go to the family, who have 15 days, \
         and rights of appeal follow."
            .into(),
    ));
}
