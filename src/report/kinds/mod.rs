//! What each kind of report says: one module a kind, from a frozen round and its results to a plain document.
//!
//! A kind is a list of parts in their order; each can be left out. What stands on every kind (marking, bands, the
//! digest, covering text, local details) is put there by [`build`], so that none can forget it.

mod advice;
mod agreement;
mod board;
mod clocks;
mod facts;
mod figures;
mod learning;
mod overdue;
mod plan;
mod record;
mod shared;
mod summary;
#[cfg(test)]
mod tests;
mod view;
mod words;

use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::SubjectId;
use crate::domain::report::{LogLine, ReportKind, ReportOptions};
use crate::domain::round::RoundState;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use crate::report::doc::{Block, Callout, CalloutKind, ReportDoc, ReportMeta};
use crate::stats::results::RoundResults;

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The frozen round.
    pub snapshot: &'a AuditSnapshot,
    /// Its results.
    pub results: &'a RoundResults,
    /// What was chosen for this kind.
    pub options: &'a ReportOptions,
    /// The log of the round, oldest first; only the record prints it.
    pub log: &'a [LogLine],
}

/// A part of a kind of report.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its code, by which it is left out.
    pub code: &'static str,
    /// Its name, on the screen where parts are chosen.
    pub title: &'static str,
    write: fn(&mut ReportDoc, &Source<'_>),
}

/// The parts of a kind, in the order printed.
#[must_use]
pub fn parts(kind: ReportKind) -> &'static [Part] {
    match kind {
        ReportKind::Summary => summary::PARTS,
        ReportKind::Board => board::PARTS,
        ReportKind::Health | ReportKind::SocialCare => view::PARTS,
        ReportKind::Plan => plan::PARTS,
        ReportKind::Agreement => agreement::PARTS,
        ReportKind::Learning => learning::PARTS,
        ReportKind::Record => record::PARTS,
    }
}

/// The five themes of the learning note: the name under which wording before and after is kept, and what is shown.
#[must_use]
pub fn themes(source: &Source<'_>) -> Vec<(String, String)> {
    learning::list(source)
}

/// Why a report cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoReport {
    /// This kind is about one plan, and none was named.
    NeedsPlan,
    /// This kind is about the whole round.
    OfWholeRound,
    /// The plan is not in the round's sample.
    NoSuchPlan,
    /// The plan is not fully agreed: there is nothing to feed back yet.
    NotAgreed,
    /// The tool of the round has no such view.
    NoView,
}

/// Makes a report of a round, or of one of its plans.
///
/// # Errors
/// When the kind does not go with what was asked.
pub fn build(kind: ReportKind, source: &Source<'_>, plan: Option<SubjectId>) -> Result<ReportDoc, NoReport> {
    let plan = match plan {
        Some(subject) => Some(source.snapshot.get_plan(subject).ok_or(NoReport::NoSuchPlan)?),
        None => None,
    };
    let mut doc = ReportDoc::new(meta(kind, source, plan));
    opening(&mut doc, source);
    match (kind, plan) {
        (ReportKind::Plan, Some(plan)) => plan::write(&mut doc, source, plan)?,
        (ReportKind::Plan, None) => return Err(NoReport::NeedsPlan),
        (ReportKind::Record, Some(plan)) => record::plan::write(&mut doc, source, plan),
        (_, Some(_)) => return Err(NoReport::OfWholeRound),
        (ReportKind::Health | ReportKind::SocialCare, None) => {
            let view = view::view_of(kind, source.snapshot).ok_or(NoReport::NoView)?;
            view::write(&mut doc, source, view);
        }
        (_, None) => write_parts(&mut doc, source, parts(kind)),
    }
    closing(&mut doc, source, kind);
    Ok(doc)
}

/// The summary of a round, as chosen for it.
///
/// # Errors
/// As [`build`].
pub fn summary_of(snapshot: &AuditSnapshot, results: &RoundResults) -> Result<ReportDoc, NoReport> {
    let options = ReportOptions::of(ReportKind::Summary, &snapshot.report_texts);
    build(ReportKind::Summary, &Source { snapshot, results, options: &options, log: &[] }, None)
}

fn write_parts(doc: &mut ReportDoc, source: &Source<'_>, parts: &[Part]) {
    for part in parts.iter().filter(|part| !source.options.left_out.contains(part.code)) {
        (part.write)(doc, source);
    }
}

/// Words that must stand with every report of the round, and the covering text.
fn opening(doc: &mut ReportDoc, source: &Source<'_>) {
    if let Some(caution) = &source.snapshot.round.caution {
        let (kind, title) = (CalloutKind::Caution, "Read with care".to_owned());
        doc.push(Callout { kind, title, text: caution.as_str().into() });
    }
    paragraphs(doc, &source.options.covering);
}

fn closing(doc: &mut ReportDoc, source: &Source<'_>, kind: ReportKind) {
    let details = &source.options.local_details;
    if kind == ReportKind::Plan && !details.is_empty() {
        // A sheet of two pages has no room for a section of its own.
        doc.push(Block::SmallPrint(details.as_str().into()));
    } else if !details.is_empty() {
        doc.section("Local details");
        paragraphs(doc, details);
    }
}

fn paragraphs(doc: &mut ReportDoc, text: &str) {
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        doc.paragraph(paragraph);
    }
}

fn meta(kind: ReportKind, source: &Source<'_>, plan: Option<&SnapshotPlan>) -> ReportMeta {
    let snapshot = source.snapshot;
    let (file, facts, tool) = (&snapshot.file, &snapshot.round.facts, &snapshot.tool);
    let what = match (kind, plan) {
        (ReportKind::Record, Some(_)) => format!("record of one {}", tool.subject.noun()),
        (ReportKind::Plan, Some(_)) if tool.subject != SubjectKind::Plan => "feedback".to_owned(),
        (ReportKind::Health, _) => "health report".to_owned(),
        (ReportKind::SocialCare, _) => "social care report".to_owned(),
        (kind, _) => words::lower_first(kind.label()),
    };
    let title = match plan {
        Some(plan) => format!("{}: {what}", subject_words(source, plan)),
        None => format!("{}: {what}", facts.title),
    };
    let mut meta = ReportMeta::new(title, &file.local_area, &facts.title, snapshot.taken_at);
    meta.subtitle = match kind {
        // One side is short: the same facts stand in its text.
        ReportKind::Board => vec![format!("{}. Made on {}", file.local_area, meta.created_text())],
        ReportKind::Plan => {
            vec![format!("{}, round {}. Made on {}", file.local_area, facts.title, meta.created_text())]
        }
        _ => vec![
            file.local_area.clone(),
            format!("Audit tool: {}", tool.full_name()),
            format!(
                "{} depth. Evidence given: {}",
                facts.depth,
                words::lower_first(facts.evidence.given(tool.subject))
            ),
            format!("Made on {}", meta.created_text()),
        ],
    };
    if !kind.may_be_published() {
        meta.marking = Some("OFFICIAL-SENSITIVE".to_owned());
    }
    if file.is_sample {
        meta.bands.push("Sample data: no real person".to_owned());
    }
    if !file.is_encrypted {
        meta.bands.push("The audit file is not encrypted".to_owned());
    }
    if snapshot.round.state == RoundState::Open {
        meta.bands.push("Draft: the round is still open".to_owned());
    }
    // A tool that knows the day says it with its name.
    if let Some(day) = thresholds_set_on(source).filter(|_| tool.thresholds_set_on.is_none()) {
        meta.bands.push(format!("Local thresholds, set on {}", words::day(day)));
    }
    meta.logo = snapshot.logo.clone().map(std::sync::Arc::new);
    meta.digest = format!("Data {}", snapshot.head_digest.get(..16).unwrap_or_default());
    meta
}

/// What was read, named: "Plan K0012", or "Advice from Physiotherapy on K0012".
fn subject_words(source: &Source<'_>, plan: &SnapshotPlan) -> String {
    match source.snapshot.tool.subject {
        SubjectKind::Plan => format!("Plan {}", plan.facts.reference),
        other => other.title(&plan.facts.reference, &plan.sampled.label),
    }
}

/// The day on which the area set its own thresholds: as the tool knows it, or as it was said on the screen of reports.
fn thresholds_set_on(source: &Source<'_>) -> Option<jiff::civil::Date> {
    source.snapshot.tool.thresholds_set_on.or(source.options.thresholds_set_on)
}

/// The name proposed for a report's file, without its folder: from the round and the kind, never from a person.
#[must_use]
pub fn file_name(kind: ReportKind, round: &str, plan: Option<(u32, &str)>) -> String {
    let stem = match plan {
        Some((order, reference)) => format!("{}-{order:02}-{}", slug(kind.label()), slug(reference)),
        None => format!("{}-{}", slug(round), slug(kind.label())),
    };
    format!("{stem}.pdf")
}

/// The name proposed for data of a round, without an ending; it holds nothing of a person.
pub fn data_name(round: &str) -> String {
    format!("{}-data", slug(round))
}

/// Letters and digits with single hyphens between: a name on every system.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(80) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let name = out.trim_end_matches('-');
    if name.is_empty() { "report".to_owned() } else { name.to_owned() }
}
