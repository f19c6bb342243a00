//! Reports as PDF: one, or a feedback sheet for every plan of a round.

use super::args::Report;
use super::context::{Context, Failure, close, count};
use crate::domain::ids::SubjectId;
use crate::domain::report::{LogLine, ReportKind, ReportOptions};
use crate::domain::rules::{RuleViolation, Thing};
use crate::domain::snapshot::AuditSnapshot;
use crate::platform::atomic;
use crate::report::kinds::{NoReport, Source, build, file_name};
use crate::report::render_pdf;
use crate::stats::results::{RoundResults, results};
use crate::words::no_report;
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

const WHAT: &str = "The report was not written.";

pub(super) fn report(context: &Context, report: &Report) -> Result<(), Failure> {
    if report.all_plans && report.kind != ReportKind::Plan {
        return Err(Failure::Usage("--all-plans goes with --kind plan only.".to_owned()));
    }
    if report.plan.is_none() && !report.all_plans && report.kind == ReportKind::Plan {
        return Err(Failure::Usage("--kind plan needs --plan REF, or --all-plans for a folder of sheets.".to_owned()));
    }
    let mut session = context.open(&report.file)?;
    let round = session.round(report.round.round.as_deref())?;
    let snapshot = session.report_snapshot(&round, None, None)?;
    let log = session.round_log(&round)?;
    close(session)?;
    let made =
        Made { results: results(&snapshot), options: ReportOptions::of(report.kind, &snapshot.report_texts), log };
    if report.all_plans {
        return all_plans(context, &snapshot, &made, &report.out);
    }
    let plan = report.plan.as_deref().map(|reference| find_plan(&snapshot, reference)).transpose()?;
    let pdf = pdf(&snapshot, &made, report.kind, plan)?;
    atomic::write(&report.out, &pdf).map_err(|e| Failure::file(WHAT, &report.out, &e))?;
    let json = json!({"out": report.out, "round": snapshot.round.facts.title, "bytes": pdf.len()});
    context.print(&json, || format!("{} is written.", report.out.display()))
}

/// What every sheet of a round shares.
struct Made {
    results: RoundResults,
    options: ReportOptions,
    log: Vec<LogLine>,
}

fn find_plan(snapshot: &AuditSnapshot, reference: &str) -> Result<SubjectId, Failure> {
    let found = snapshot.plans.iter().find(|p| p.facts.reference == reference);
    let missing = || RuleViolation::NotFound { what: Thing::Plan, name: reference.to_owned() };
    Ok(found.ok_or_else(missing).map_err(super::preparing::rule)?.sampled.subject)
}

fn pdf(snapshot: &AuditSnapshot, made: &Made, kind: ReportKind, plan: Option<SubjectId>) -> Result<Vec<u8>, Failure> {
    let source = Source { snapshot, results: &made.results, options: &made.options, log: &made.log };
    let doc = build(kind, &source, plan).map_err(refused)?;
    render_pdf(&doc).map_err(|e| {
        Failure::refused(WHAT, e.to_string(), "Send the help desk this message; nothing in the file was changed.")
    })
}

fn refused(why: NoReport) -> Failure {
    let words = no_report(why);
    Failure::refused(&words.what, words.why, &words.now)
}

/// A sheet for each plan that is fully agreed. Each file appears whole or not at all; stopped half-way, those that are
/// there are whole.
fn all_plans(context: &Context, snapshot: &AuditSnapshot, made: &Made, folder: &Path) -> Result<(), Failure> {
    let agreed = made.results.plan_results.len();
    if agreed == 0 {
        return Err(refused(NoReport::NotAgreed));
    }
    std::fs::create_dir_all(folder).map_err(|e| Failure::file("The sheets were not written.", folder, &e))?;
    let tells = std::io::stderr().is_terminal();
    let mut written: Vec<PathBuf> = Vec::new();
    for (place, result) in made.results.plan_results.iter().enumerate() {
        let order = snapshot.get_plan(result.subject).map_or(0, |p| p.sampled.order);
        let name = file_name(ReportKind::Plan, &snapshot.round.facts.title, Some((order, &result.plan)));
        let path = folder.join(name);
        let pdf = pdf(snapshot, made, ReportKind::Plan, Some(result.subject))?;
        atomic::write(&path, &pdf).map_err(|e| Failure::file("The sheets were not all written.", &path, &e))?;
        written.push(path);
        if tells {
            // Progress that cannot be shown is no failure.
            let _ = write!(std::io::stderr(), "\r{} of {agreed}", place + 1);
        }
    }
    if tells {
        let _ = writeln!(std::io::stderr());
    }
    let left: Vec<&str> = snapshot
        .sampled()
        .filter(|p| !made.results.plan_results.iter().any(|r| r.subject == p.sampled.subject))
        .map(|p| p.facts.reference.as_str())
        .collect();
    let json = json!({"out": folder, "round": snapshot.round.facts.title, "written": written, "not_agreed": left});
    context.print(&json, || {
        let mut words = format!("{} written to {}.", count(agreed as u64, "sheet is", "sheets are"), folder.display());
        if !left.is_empty() {
            words += &format!(" Not fully agreed, so without a sheet: {}.", left.join(", "));
        }
        words
    })
}
