//! The health and the social care report: for the designated officer. The standard on both bases, the advice on time
//! over all requests, the weakest criteria first, gaps in service for whoever commissions.

use super::facts::{CriterionFigure, chosen_notes, criteria, weakest_first};
use super::figures::{Counted, points_words};
use super::shared::after;
use super::{Part, Source, advice};
use crate::domain::audit_tool::View;
use crate::domain::finding::FindingKind;
use crate::domain::grading::Judgement;
use crate::domain::report::ReportKind;
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::AuditSnapshot;
use crate::domain::standard::{Shortfall, Standing, judge_view};
use crate::report::doc::{Axis, Block, Column, IntervalPlot, IntervalRow, KeyFigure, Note, ReportDoc, RichText, Table};
use crate::stats::results::Share;

/// Its parts, in the order printed. What they say is of the view the report is for, so they are written by [`write()`].
pub(super) const PARTS: &[Part] = &[
    Part { code: "standard", title: "The standard", write: |_, _| {} },
    Part { code: "advice", title: "Advice on time", write: |_, _| {} },
    Part { code: "criteria", title: "Criteria, weakest first", write: |_, _| {} },
    Part { code: "services", title: "Gaps in service", write: |_, _| {} },
    Part { code: "notes", title: "What readers wrote", write: |_, _| {} },
    Part { code: "plans", title: "Each plan", write: |_, _| {} },
];

/// The view a kind is for, where the tool has it.
pub(super) fn view_of(kind: ReportKind, snapshot: &AuditSnapshot) -> Option<&View> {
    snapshot.tool.get_view(if kind == ReportKind::Health { "health" } else { "social_care" })
}

/// The whole report.
pub(super) fn write(doc: &mut ReportDoc, source: &Source<'_>, view: &View) {
    let has = |code: &str| !source.options.left_out.contains(code);
    if has("standard") {
        standard(doc, source, view);
    }
    if has("advice") {
        advice::section(doc, source.snapshot);
    }
    if has("criteria") {
        by_criterion(doc, source, view);
    }
    if has("services") && source.snapshot.findings.iter().any(|f| f.kind == FindingKind::GapInService && f.in_report) {
        doc.section("For whoever commissions services");
        after::services(doc, source.snapshot);
    }
    if has("notes") {
        notes(doc, source.snapshot, view);
    }
    if has("plans") {
        plans(doc, source.snapshot, view);
    }
}

fn standard(doc: &mut ReportDoc, source: &Source<'_>, view: &View) {
    let Some(result) = source.results.views.iter().find(|v| v.code == view.code) else { return };
    let is_random = source.snapshot.round.facts.purpose == crate::domain::round::Purpose::Random;
    let frame = source.snapshot.round.draw.as_ref().and_then(|d| d.frame);
    let (all, content) = (result.summary.all, result.summary.with_content);
    let of_all = Share::new(all.count as u64, all.n as u64, frame, is_random);
    // How many of the plans drawn from have such content is not known, so there is no correction for them.
    let of_content = Share::new(content.count as u64, content.n as u64, None, is_random);
    let subject = source.snapshot.tool.subject;
    let nouns = subject.nouns();
    let mut figures = Vec::new();
    for (share, what) in
        [(&of_all, format!("of all {nouns} agreed")), (&of_content, format!("of the {nouns} with such content"))]
    {
        if let Some(share) = share {
            let words = RichText::strong(format!("meet the standard, {what}: ")).plain(share.words(subject));
            figures.push(KeyFigure::new(Counted::new(share.count, share.n).words(), words));
        }
    }
    doc.section(format!("{}: the standard", view.title));
    if figures.is_empty() {
        doc.paragraph(format!("No {} is fully agreed yet, so none can be held against the standard.", subject.noun()));
        return;
    }
    doc.push(Block::KeyFigures(figures));
    doc.paragraph(format!(
        "The standard is met when every duty of this view that was tested is met or rightly does not apply, no workshop \
         or core criterion of it is not met, and {} of every 100 points are reached.",
        view.standard_from_percent
    ));
    let (open, nothing) = (result.summary.not_agreed as u64, result.summary.nothing_to_judge as u64);
    if open + nothing > 0 {
        doc.paragraph(format!(
            "Outside both bases: {} not fully agreed in this view, {} with nothing in it to judge.",
            subject.count(open),
            subject.count(nothing)
        ));
    }
}

fn figures_of<'a>(snapshot: &'a AuditSnapshot, view: &View) -> Vec<CriterionFigure<'a>> {
    let mut figures = criteria(snapshot, false);
    figures.retain(|f| view.criteria.contains(&f.criterion.code));
    weakest_first(figures)
}

fn by_criterion(doc: &mut ReportDoc, source: &Source<'_>, view: &View) {
    let figures = figures_of(source.snapshot, view);
    if figures.is_empty() {
        return;
    }
    let heads = source.snapshot.tool.subject.heads();
    doc.section("Criteria, weakest first");
    let is_random = source.snapshot.round.facts.purpose == crate::domain::round::Purpose::Random;
    let frame = source.snapshot.round.draw.as_ref().and_then(|d| d.frame);
    let rows = figures.iter().map(|f| {
        let share = Share::new(f.met, f.base, frame, is_random);
        IntervalRow {
            label: f.criterion.code.clone(),
            value: share.as_ref().map(|s| s.percent),
            interval: share.as_ref().and_then(|s| s.low.zip(s.high)),
            base: f.met_of().words(),
            break_before: None,
        }
    });
    let rows: Vec<IntervalRow> = rows.collect();
    let weakest = figures.first().map(|f| format!("{} is least often met: {}.", f.criterion.code, f.met_of().words()));
    doc.push(IntervalPlot {
        title: format!("{heads} that meet each criterion"),
        alt: weakest.unwrap_or_default(),
        row_title: "Criterion".to_owned(),
        value_title: "Met".to_owned(),
        interval_title: "95 % interval".to_owned(),
        base_title: heads.to_owned(),
        axis: Axis::percent(),
        rows,
        target: None,
    });
    let columns = vec![
        Column::left("Criterion", 5.0),
        Column::right("Met", 0.6),
        Column::right("Partly", 0.7),
        Column::right("Not met", 0.7),
        Column::right("Not evidenced", 1.0),
        Column::right("Not applicable", 1.0),
    ];
    let mut table = Table::new(columns).caption(format!("{heads} by agreed answer"));
    for f in &figures {
        let counts = [f.met, f.partly, f.not_met, f.not_evidenced, f.not_applicable];
        table.row(std::iter::once(f.name()).chain(counts.map(|n| n.to_string())));
    }
    doc.push(table);
    doc.push(Block::SmallPrint(
        "Not evidenced: the readers could not see whether it was done; not the same as not met.".into(),
    ));
}

fn notes(doc: &mut ReportDoc, snapshot: &AuditSnapshot, view: &View) {
    let sections: Vec<String> = snapshot
        .tool
        .headings
        .iter()
        .filter(|h| h.criteria.iter().any(|c| view.criteria.contains(&c.code)))
        .map(|h| super::words::section_name(&h.code, &h.title))
        .collect();
    let of_view = |kind: NoteKind| -> Vec<Note> {
        chosen_notes(snapshot, kind, None).into_iter().filter(|n| sections.contains(&n.section)).collect()
    };
    let (strengths, considerations) = (of_view(NoteKind::Strength), of_view(NoteKind::Consideration));
    if strengths.is_empty() && considerations.is_empty() {
        return;
    }
    doc.section("What readers wrote");
    for (title, notes) in [("Strengths", strengths), ("Areas for consideration", considerations)] {
        if !notes.is_empty() {
            doc.subsection(title);
            doc.push(notes);
        }
    }
}

fn plans(doc: &mut ReportDoc, snapshot: &AuditSnapshot, view: &View) {
    let facts = &snapshot.round.facts;
    let judgement = Judgement::of_plan(&snapshot.tool, facts.depth, facts.evidence);
    let columns = vec![
        Column::left(snapshot.tool.subject.head(), 1.2),
        Column::left("Standard", 1.4),
        Column::right("Points", 1.4),
        Column::left("Why", 4.0),
    ];
    let mut table = Table::new(columns).caption(format!("Each {} against the standard", snapshot.tool.subject.noun()));
    let mut open: Vec<&str> = Vec::new();
    for plan in snapshot.sampled() {
        let judged = judge_view(&judgement, view, &snapshot.agreed_codes(plan.sampled.subject));
        let (standing, why) = match &judged.standing {
            Standing::Meets => ("Meets", String::new()),
            Standing::Below(shortfalls) => ("Below", shortfalls.iter().map(why_below).collect::<Vec<_>>().join(", ")),
            // Nothing can be said of it yet: named under the table, instead of rows without a figure.
            Standing::NotAgreed(_) => {
                open.push(&plan.facts.reference);
                continue;
            }
            Standing::NothingToJudge => ("Nothing to judge", String::new()),
        };
        table.row([
            plan.facts.reference.clone(),
            standing.to_owned(),
            points_words(judged.points, judged.base_points),
            why,
        ]);
    }
    if !table.rows.is_empty() || !open.is_empty() {
        doc.section(format!("Each {}", snapshot.tool.subject.noun()));
    }
    if !table.rows.is_empty() {
        doc.push(table);
    }
    if !open.is_empty() {
        let plans = snapshot.tool.subject.count_are(open.len() as u64);
        doc.paragraph(format!("{plans} not fully agreed in this view yet: {}.", open.join(", ")));
    }
}

fn why_below(shortfall: &Shortfall) -> String {
    match shortfall {
        Shortfall::Must(code) => format!("{code} (duty)"),
        Shortfall::NotMet(code) => format!("{code} not met"),
        Shortfall::Share { points, base_points, from_percent } => {
            format!("{points} of {base_points} points, under {from_percent} in 100")
        }
    }
}
