//! Results and exports.

use super::args::{Export, RoundName};
use super::context::{Context, Failure, close, count};
use super::preparing::rule;
use crate::domain::access::Viewer;
use crate::domain::rules::{RuleViolation, Thing};
use crate::domain::snapshot::AuditSnapshot;
use crate::exchange::round_json;
use crate::platform::atomic;
use crate::stats::results::{RoundResults, results};
use serde_json::{Value, json};
use std::path::Path;

fn snapshot(context: &Context, file: &Path, round: &RoundName) -> Result<AuditSnapshot, Failure> {
    let mut session = context.open(file)?;
    let round = session.round(round.round.as_deref())?;
    let snapshot = session.snapshot(&round, None)?;
    close(session)?;
    Ok(snapshot)
}

pub(super) fn stats(context: &Context, file: &Path, round: &RoundName) -> Result<(), Failure> {
    let snapshot = snapshot(context, file, round)?;
    let results = results(&snapshot);
    context.print(&stats_json(&snapshot, &results), || stats_words(&snapshot, &results))
}

fn stats_json(snapshot: &AuditSnapshot, r: &RoundResults) -> Value {
    let facts = &snapshot.round.facts;
    json!({
        "round": facts.title,
        "tool": {"code": snapshot.tool.code, "version": snapshot.tool.version},
        "depth": facts.depth,
        "evidence": facts.evidence,
        "frame": r.frame,
        "plans": r.plans,
        "sheets": r.sheets,
        "good_or_better": r.good_or_better,
        "good_or_better_12_months": r.good_or_better_12_months,
        "gaps": r.gaps,
        "not_agreed": r.not_agreed,
        "provisional": r.provisional,
        "plan_grades": r.plan_results,
        "headings": r.headings,
        "agreement": r.agreement,
        "measures": [],
    })
}

fn stats_words(snapshot: &AuditSnapshot, r: &RoundResults) -> String {
    let facts = &snapshot.round.facts;
    let tested = snapshot.tool.tested(facts.depth, facts.evidence).count();
    let mut lines = vec![
        format!("{}, {}", facts.title, snapshot.file.local_area),
        format!(
            "{} version {}, {} depth, {tested} criteria tested",
            snapshot.tool.title,
            snapshot.tool.version,
            facts.depth.code()
        ),
        format!(
            "{}; {} handed in, {} in draft",
            count(r.plans, "plan", "plans"),
            count(r.sheets.submitted, "sheet", "sheets"),
            r.sheets.draft
        ),
    ];
    if let Some(share) = &r.good_or_better {
        lines.push(format!("Good or better: {}", share.words()));
    }
    if let Some(share) = &r.good_or_better_12_months {
        lines.push(format!("Good or better, twelve months: {}", share.words()));
    }
    lines.push(format!("Gaps: {}; in part: {}; to be confirmed: {}", r.gaps.gap, r.gaps.in_part, r.gaps.to_confirm));
    lines.push(format!("Plans not fully agreed: {}; provisional: {}", r.not_agreed, r.provisional));
    let whole = &r.agreement.whole;
    if let (Some(percent), Some(within)) = (whole.percent, whole.within_one_percent) {
        lines.push(format!(
            "Two readers agreed on {percent:.0} answers in 100, and were within one level on {within:.0} ({} compared)",
            whole.units
        ));
    }
    lines.extend(r.plan_results.iter().map(|p| format!("{}: {}", p.plan, p.sentence)));
    lines.join("\n")
}

pub(super) fn export(context: &Context, export: &Export) -> Result<(), Failure> {
    let what = "The export was not written.";
    let mut session = context.open(&export.file)?;
    let round = session.round(export.round.round.as_deref())?;
    let viewer = match context.acting_name() {
        Some(name) => Viewer::Member(session.member(name)?.id),
        None => Viewer::Round,
    };
    let own = match viewer {
        Viewer::Member(id) => Some(id),
        Viewer::Round => None,
    };
    let snapshot = session.snapshot(&round, own)?;
    close(session)?;
    if let Some(plan) = &export.plan
        && !snapshot.plans.iter().any(|p| &p.facts.reference == plan)
    {
        return Err(rule(RuleViolation::NotFound { what: Thing::Plan, name: plan.clone() }));
    }
    let choice = round_json::Choice { viewer, plan: export.plan.as_deref(), letters: export.letters };
    let document = round_json::write(&snapshot, &choice);
    let text = format!("{document:#}\n");
    atomic::write(&export.out, text.as_bytes()).map_err(|e| Failure::file(what, &export.out, &e))?;
    context.print(&json!({"out": export.out, "round": round.facts.title}), || {
        format!("{} is written.", export.out.display())
    })
}
