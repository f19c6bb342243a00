//! Results in words and as JSON.

use super::args::RoundName;
use super::context::{Context, Failure, close, count};
use crate::domain::measure::MeasureValue;
use crate::domain::snapshot::AuditSnapshot;
use crate::stats::results::{RoundResults, results};
use crate::stats::versus::{versus, weighted_good_or_better};
use serde_json::{Value, json};
use std::path::Path;

fn frozen(context: &Context, file: &Path, round: &RoundName) -> Result<(AuditSnapshot, Vec<MeasureValue>), Failure> {
    let mut session = context.open(file)?;
    let round = session.round(round.round.as_deref())?;
    let snapshot = session.snapshot(&round, None)?;
    let measures = session.measures_beside(&round)?;
    close(session)?;
    Ok((snapshot, measures))
}

pub(super) fn stats(context: &Context, file: &Path, round: &RoundName) -> Result<(), Failure> {
    let (snapshot, measures) = frozen(context, file, round)?;
    let results = results(&snapshot);
    context.print(&stats_json(&snapshot, &results, &measures), || stats_words(&snapshot, &results))
}

fn stats_json(snapshot: &AuditSnapshot, r: &RoundResults, measures: &[MeasureValue]) -> Value {
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
        "measures": measures,
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
            snapshot.tool.subject.count(r.plans),
            count(r.sheets.submitted, "sheet", "sheets"),
            r.sheets.draft
        ),
    ];
    if let Some(share) = &r.good_or_better {
        lines.push(format!("Good or better: {}", share.words(snapshot.tool.subject)));
    }
    match weighted_good_or_better(snapshot, r) {
        Some(Ok(weighted)) => lines.push(format!(
            "Weighted by stratum: {:.0} %, {:.0} to {:.0} %",
            weighted.percent,
            100.0 * weighted.interval.low,
            100.0 * weighted.interval.high
        )),
        Some(Err(why)) => lines.push(why.words()),
        None => {}
    }
    if let Some(share) = &r.good_or_better_12_months {
        lines.push(format!("Good or better, twelve months: {}", share.words(snapshot.tool.subject)));
    }
    if let Some((before, change)) = versus(snapshot, r).and_then(|v| Some((v.title.clone(), v.good_or_better?))) {
        lines.push(format!("Against {before}: {}. {}", change.counts(), change.words()));
    }
    lines.push(format!("Gaps: {}; in part: {}; to be confirmed: {}", r.gaps.gap, r.gaps.in_part, r.gaps.to_confirm));
    lines.push(format!("Not fully agreed: {}; provisional: {}", r.not_agreed, r.provisional));
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
