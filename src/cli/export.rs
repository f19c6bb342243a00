//! Exports of a round.

use super::args::{Export, ExportFormat};
use super::context::{Context, Failure, close};
use super::preparing::rule;
use crate::domain::access::Viewer;
use crate::domain::identifiers::Guard;
use crate::domain::rules::{RuleViolation, Thing};
use crate::domain::snapshot::AuditSnapshot;
use crate::exchange::{Table, TableError, point_out, round_json, round_tables, to_workbook};
use crate::platform::atomic;
use serde_json::json;

const WHAT: &str = "The export was not written.";

pub(super) fn export(context: &Context, export: &Export) -> Result<(), Failure> {
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
    let (today, not_a_person) = (session.today(), session.not_a_person()?);
    close(session)?;
    if let Some(plan) = &export.plan
        && !snapshot.plans.iter().any(|p| &p.facts.reference == plan)
    {
        return Err(rule(RuleViolation::NotFound { what: Thing::Plan, name: plan.clone() }));
    }
    let choice = round_json::Choice { viewer, plan: export.plan.as_deref(), letters: export.letters };
    let looks = point_out(&snapshot, &choice, &Guard { today, not_a_person: &not_a_person });
    write(&snapshot, &choice, export)?;
    let json: Vec<_> =
        looks.iter().map(|look| json!({"plan": look.plan, "place": look.place, "kind": look.kind})).collect();
    context.print(&json!({"out": export.out, "round": round.facts.title, "looks_like_a_person": json}), || {
        let mut lines = vec![format!("{} is written.", export.out.display())];
        lines.extend(looks.iter().map(|look| {
            format!(
                "Look before it goes out: {} {} holds what looks like: {}",
                look.plan,
                look.place,
                look.kind.label()
            )
        }));
        lines.join("\n")
    })
}

fn write(snapshot: &AuditSnapshot, choice: &round_json::Choice<'_>, export: &Export) -> Result<(), Failure> {
    let written = match export.format {
        ExportFormat::Json => {
            let text = format!("{:#}\n", round_json::write(snapshot, choice));
            atomic::write(&export.out, text.as_bytes())
        }
        ExportFormat::Xlsx => {
            let workbook = to_workbook(&round_tables(snapshot, choice)).map_err(refused)?;
            atomic::write(&export.out, &workbook)
        }
        ExportFormat::Csv => {
            let tables = round_tables(snapshot, choice);
            let file = |table: &Table| Ok((format!("{}.csv", table.name), table.to_csv()?));
            let files = tables.iter().map(file).collect::<Result<Vec<_>, TableError>>().map_err(refused)?;
            atomic::write_folder(&export.out, &files)
        }
    };
    written.map_err(|e| Failure::file(WHAT, &export.out, &e))
}

fn refused(error: TableError) -> Failure {
    let now = match error {
        TableError::TooLongForWorksheet { .. } => "Export as csv or json, which hold any length.",
        TableError::Workbook(_) | TableError::Csv(_) => "Send the help desk this message; the file was not changed.",
    };
    Failure::refused(WHAT, error.to_string(), now)
}
