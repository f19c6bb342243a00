//! New files, cohort, panel, tools, rounds, samples, allocation.

use super::args::{ImportPlans, New, PeopleTask, RoundName, RoundTask, Sample, ToolTask};
use super::context::{Context, Failure, close, count, print_text};
use crate::domain::allocation::Why;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::panel::Member;
use crate::domain::round::Round;
use crate::domain::rules::RuleViolation;
use crate::domain::sampling::StratumFact;
use crate::exchange::tool_file::{parse_tool, parse_tool_bytes, tool_to_toml};
use crate::exchange::{self, CohortKind, CohortOptions, CohortRead};
use crate::ops::{
    AllocationOutcome, CohortImport, CopyOutcome, DrawRequest, ImportOutcome, NewFile, NewRound, OpError,
    SampleOutcome, Session, Uncovered,
};
use crate::platform::clock::{Machine, World};
use crate::words::old_cohort_words;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// The audit tools a new file begins with.
pub(super) fn default_tools() -> Result<Vec<crate::domain::audit_tool::AuditTool>, Failure> {
    let parsed: Result<Vec<_>, _> = crate::assets::TOOLS.iter().map(|text| parse_tool(text)).collect();
    parsed.map_err(|e| Failure::refused("The default audit tools were not read.", e.to_string(), ""))
}

pub(super) fn new(context: &Context, new: &New) -> Result<(), Failure> {
    let passphrase = context.passphrase()?;
    if passphrase.is_none() && !new.no_passphrase {
        return Err(Failure::Usage(
            "A new audit file needs a passphrase: give --passphrase-file PATH or set GOLDEN_THREAD_PASSPHRASE.\n\
             For tests and drills only, --no-passphrase leaves it unencrypted."
                .to_owned(),
        ));
    }
    let tools = default_tools()?;
    let file = NewFile {
        local_area: &new.local_area,
        la_code: new.la_code.as_deref(),
        passphrase: passphrase.as_deref().filter(|_| !new.no_passphrase),
        is_sample: false,
        tools: &tools,
    };
    Session::create(&new.file, &file, Box::new(Machine), false, |_| Ok(()))?;
    let json = json!({"file": new.file, "local_area": new.local_area, "encrypted": file.passphrase.is_some()});
    context.print(&json, || {
        let lock = if file.passphrase.is_some() { "encrypted" } else { "NOT encrypted" };
        format!("{} is made for {}, {lock}.", new.file.display(), new.local_area)
    })
}

pub(super) fn import_plans(context: &Context, import: &ImportPlans) -> Result<(), Failure> {
    // Read before the file is opened: a wrong source then leaves it alone.
    let read = read_source(import)?;
    let mut session = context.open(&import.file)?;
    let cohort = to_import(&read, import.skip_rejected);
    let refused = cohort.rejected > 0 && !import.skip_rejected;
    let outcome = if import.dry_run || refused {
        session.preview_import(&cohort)
    } else {
        let columns = import.map.as_deref().map(read_map).transpose()?;
        session.import_mapped_plans(&context.actor(), &cohort, columns.as_ref()).map(|done| done.value)
    }?;
    close(session)?;
    // What would have been taken in was not: the counts say so.
    let outcome = if refused {
        ImportOutcome { read: outcome.read, rejected: outcome.rejected, ..ImportOutcome::default() }
    } else {
        outcome
    };
    context.print(&import_json(&outcome, &read), || import_words(&outcome, &read, import.dry_run))?;
    if refused {
        let what = "No plan was taken in.";
        let why =
            format!("{} rejected; the list above says where and why.", count(cohort.rejected, "row was", "rows were"));
        return Err(Failure::refused(what, why, "Correct them, or take the rest with --skip-rejected."));
    }
    Ok(())
}

fn read_source(import: &ImportPlans) -> Result<CohortRead, Failure> {
    let mut options = CohortOptions::new(Machine.today());
    options.as_of = import.as_of;
    options.key.clone_from(&import.key);
    options.settings.clone_from(&import.settings);
    if let Some(map) = &import.map {
        options.columns = read_map(map)?;
    }
    let on_terminal = std::io::stderr().is_terminal();
    let read = exchange::read_cohort(&import.source, &options, &mut |done, total| {
        if on_terminal && total > 0 {
            let _ = write!(std::io::stderr(), "\rReading … {} %", 100 * done / total);
        }
        true
    });
    if on_terminal {
        let _ = writeln!(std::io::stderr());
    }
    Ok(read?)
}

fn read_map(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let what = "The names of the columns were not read.";
    let text = std::fs::read_to_string(path).map_err(|e| Failure::file(what, path, &e))?;
    exchange::map_from_toml(&text).map_err(|e| {
        Failure::refused(
            what,
            format!("{}: {e}", path.display()),
            "The file needs a table [columns] of \"name in the file\" = \"name here\".",
        )
    })
}

/// What was read, as the operation takes it.
fn to_import(read: &CohortRead, skip_rejected: bool) -> CohortImport {
    let (source, is_return) = match read.kind {
        CohortKind::Sen2 { year, .. } => (format!("SEN2 return {year}"), true),
        CohortKind::Csv => ("CSV".to_owned(), false),
        CohortKind::Xlsx => ("XLSX".to_owned(), false),
    };
    CohortImport {
        source,
        plans: read.plans.clone(),
        columns: read.columns.clone(),
        as_of: read.as_of,
        is_return,
        // A table from the case system carries its references; only a return can be without them.
        keyed: read.keyed || !is_return,
        rejected: read.rejected.len() as u64,
        skip_rejected,
    }
}

fn import_json(outcome: &ImportOutcome, read: &CohortRead) -> Value {
    let warnings: Vec<Value> = read
        .rejected
        .iter()
        .map(|r| json!({"file": r.file, "row": r.row, "column": r.column, "message": r.message}))
        .chain(
            read.warnings
                .iter()
                .map(|w| json!({"file": w.file, "row": w.row, "column": w.column, "message": w.message})),
        )
        .collect();
    json!({
        "read": outcome.read, "added": outcome.added, "updated": outcome.updated, "unchanged": outcome.unchanged,
        "left": outcome.left, "rejected": outcome.rejected, "warnings": warnings,
    })
}

fn import_words(outcome: &ImportOutcome, read: &CohortRead, dry_run: bool) -> String {
    let place = |file: &str, row: Option<u64>, column: Option<&str>| {
        let mut place = file.to_owned();
        if let Some(row) = row {
            place += &format!(", row {row}");
        }
        if let Some(column) = column {
            place += &format!(", column {column}");
        }
        place
    };
    let mut text = format!(
        "{}{} read: {} added, {} updated, {} unchanged, {} left, {} rejected. As of {}.",
        if dry_run { "Nothing written. " } else { "" },
        count(outcome.read, "plan", "plans"),
        outcome.added,
        outcome.updated,
        outcome.unchanged,
        outcome.left,
        outcome.rejected,
        read.as_of.strftime("%-d %B %Y"),
    );
    for r in &read.rejected {
        text += &format!("\nRejected: {}: {}", place(&r.file, Some(r.row), r.column.as_deref()), r.message);
    }
    for w in &read.warnings {
        text += &format!("\nWarning: {}: {}", place(&w.file, w.row, w.column.as_deref()), w.message);
    }
    text
}

pub(super) fn people(context: &Context, file: &Path, task: &PeopleTask) -> Result<(), Failure> {
    match task {
        PeopleTask::Import { panel } => {
            let read = exchange::read_panel(panel)?;
            let mut session = context.open(file)?;
            let people = read.over(&session.list_members()?);
            let outcome = session.put_people(&context.actor(), people)?.value;
            let warnings = read.warnings;
            close(session)?;
            let warnings: Vec<Value> = warnings
                .iter()
                .map(|w| json!({"file": w.file, "row": w.row, "column": w.column, "message": w.message}))
                .collect();
            let json = json!({
                "added": outcome.added, "updated": outcome.updated, "unchanged": outcome.unchanged,
                "warnings": warnings,
            });
            context.print(&json, || {
                format!("{} added, {} updated, {} unchanged.", outcome.added, outcome.updated, outcome.unchanged)
            })
        }
        PeopleTask::Export { panel } => {
            let what = "The panel was not written.";
            if panel.exists() {
                let why = format!("There is a file {} already.", panel.display());
                return Err(Failure::refused(what, why, "Choose another name."));
            }
            let session = context.open(file)?;
            let members = session.list_members()?;
            close(session)?;
            let csv = exchange::panel_to_csv(&members);
            crate::platform::atomic::write(panel, csv.as_bytes()).map_err(|e| Failure::file(what, panel, &e))?;
            let json = json!({"file": panel, "people": members.len()});
            context.print(&json, || format!("{} written.", count(members.len() as u64, "person", "people")))
        }
        PeopleTask::List => {
            let session = context.open(file)?;
            let members = session.list_members()?;
            close(session)?;
            let json: Vec<Value> = members.iter().map(member_json).collect();
            context.print(&json!({ "people": json }), || {
                let line = |m: &Member| format!("{} ({}), {}", m.facts.name, m.facts.agency, m.facts.role);
                members.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
    }
}

fn member_json(member: &Member) -> Value {
    let f = &member.facts;
    json!({
        "name": f.name, "agency": f.agency.code(), "role": f.role, "email": f.email, "team": f.team,
        "interests": f.interests, "duty": f.duty, "undertaking_on": f.undertaking_on, "trained_on": f.trained_on,
        "sees_health": f.sees_health,
    })
}

pub(super) fn tool(context: &Context, file: &Path, task: ToolTask) -> Result<(), Failure> {
    match task {
        ToolTask::List => {
            let session = context.open(file)?;
            let tools = session.list_tools()?;
            close(session)?;
            let json: Vec<Value> = tools
                .iter()
                .map(|(_, t)| json!({"code": t.code, "version": t.version, "title": t.title, "criteria": t.criteria().count()}))
                .collect();
            context.print(&json!({ "tools": json }), || {
                let line = |(_, t): &(_, crate::domain::audit_tool::AuditTool)| {
                    format!("{} version {}: {}, {} criteria", t.code, t.version, t.title, t.criteria().count())
                };
                tools.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        ToolTask::Import { tool } => {
            let what = "The audit tool was not published.";
            let bytes = std::fs::read(&tool).map_err(|e| Failure::file(what, &tool, &e))?;
            let parsed = parse_tool_bytes(&bytes).map_err(|e| {
                Failure::refused(what, format!("{}:\n{e}", tool.display()), "Correct the file and import it again.")
            })?;
            let mut session = context.open(file)?;
            let done = session.publish_tool(&context.actor(), &parsed)?;
            close(session)?;
            let new = done.changes.any();
            let json = json!({"code": parsed.code, "version": parsed.version, "published": new});
            context.print(&json, || {
                let what = if new { "is published" } else { "was there already" };
                format!("{} version {} {what}.", parsed.code, parsed.version)
            })
        }
        ToolTask::Export { code, version } => {
            let session = context.open(file)?;
            let (_, tool) = session.find_tool(&code, version)?;
            close(session)?;
            if context.wants_json() {
                context.print(&json!(tool), String::new)
            } else {
                print_text(&tool_to_toml(&tool))
            }
        }
    }
}

fn round_json(round: &Round, tool: (&str, u32)) -> Value {
    json!({
        "id": round.id, "title": round.facts.title, "tool": {"code": tool.0, "version": tool.1},
        "depth": round.facts.depth, "evidence": round.facts.evidence, "purpose": round.facts.purpose,
        "state": round.state, "plans": round.draw.as_ref().map(|d| d.size),
    })
}

pub(super) fn round(context: &Context, file: &Path, task: RoundTask) -> Result<(), Failure> {
    let mut session = context.open(file)?;
    match task {
        RoundTask::New { title, tool, depth, evidence, purpose } => {
            let (id, tool) = session.find_tool(&tool, None)?;
            let new = NewRound { title, tool: id, depth, evidence, purpose, caution: None };
            let round = session.make_round(&context.actor(), new)?.value;
            close(session)?;
            context.print(&round_json(&round, (&tool.code, tool.version)), || {
                let asked = tool.asked(depth).count();
                let tested = tool.tested(depth, evidence).count();
                format!("Round \"{}\" is made: {tested} of {asked} criteria will be tested.", round.facts.title)
            })
        }
        RoundTask::List => {
            let rounds = session.list_rounds()?;
            let mut list = Vec::new();
            for round in rounds.iter() {
                let tool = session.tool(round.facts.tool)?;
                list.push((round.clone(), tool.code.clone(), tool.version));
            }
            close(session)?;
            let json: Vec<Value> = list.iter().map(|(r, code, version)| round_json(r, (code, *version))).collect();
            context.print(&json!({ "rounds": json }), || {
                let line = |(r, code, version): &(Round, String, u32)| {
                    format!("{}: {code} version {version}, {}, {}", r.facts.title, r.facts.depth, r.state)
                };
                list.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        RoundTask::Import { export, title } => {
            let copy = super::scoring::read_round(&export)?;
            let taken_in = session.take_in_round(&context.actor(), &copy, title.as_deref())?.value;
            close(session)?;
            context.print(&json!(taken_in), || copy_words(&taken_in))
        }
        RoundTask::Close { round } => {
            let round = session.round(round.round.as_deref())?;
            session.close_round(&context.actor(), round.id)?;
            close(session)?;
            let json = json!({"round": round.facts.title, "state": "closed"});
            context.print(&json, || format!("Round \"{}\" is closed.", round.facts.title))
        }
    }
}

fn copy_words(copy: &CopyOutcome) -> String {
    let mut words = format!(
        "Round \"{}\" is taken in: {}, {} with {}, {} agreed, {}.",
        copy.round,
        count(copy.plans, "plan", "plans"),
        count(copy.sheets, "score sheet", "score sheets"),
        count(copy.answers, "answer", "answers"),
        count(copy.agreed, "answer", "answers"),
        count(copy.findings, "finding", "findings"),
    );
    for (n, one, many) in [
        (copy.plans_added, "plan was not in the cohort and is there", "plans were not in the cohort and are there"),
        (copy.people_added, "person was not on the panel and is there", "people were not on the panel and are there"),
    ] {
        if n > 0 {
            words += &format!("\n{} now.", count(n, one, many));
        }
    }
    words
}

pub(super) fn sample(context: &Context, sample: &Sample) -> Result<(), Failure> {
    let stratify = StratumFact::list_from_codes(&sample.stratify).map_err(|_| {
        let known: Vec<&str> = StratumFact::ALL.iter().map(|fact| fact.code()).collect();
        Failure::Usage(format!("--stratify takes facts of the cohort, separated by commas: {}.", known.join(", ")))
    })?;
    let mut session = context.open(&sample.file)?;
    let round = session.round(sample.round.round.as_deref())?;
    let outcome = match (sample.add, sample.size) {
        (Some(add), _) => session.top_up_sample(&context.actor(), round.id, add)?.value,
        (None, size) => {
            let request = DrawRequest {
                size: size.unwrap_or_default(),
                seed: sample.seed.unwrap_or_default(),
                stratify,
                min_per_stratum: sample.min_per_stratum,
                filters: Vec::new(),
                issued_since: sample.issued_since,
                exclude_last_rounds: sample.exclude_last_rounds,
                reserves: sample.reserves,
            };
            session.draw_sample(&context.actor(), round.id, &request)?.value
        }
    };
    let as_of = session.file_facts()?.cohort_as_of;
    let subject = session.tool(round.facts.tool)?.subject;
    close(session)?;
    let is_old = as_of.and_then(|as_of| old_cohort_words(as_of, Machine.today()));
    context.print(&json!(outcome), || {
        let words = sample_words(&outcome, subject);
        is_old.iter().fold(words, |words, old| format!("{words}\n{old}"))
    })
}

fn sample_words(outcome: &SampleOutcome, subject: SubjectKind) -> String {
    let mut text = format!(
        "{} drawn from {} with seed {}, in draw order:\n{}",
        subject.count(outcome.plans.len() as u64),
        outcome.frame,
        outcome.seed,
        outcome.plans.join("\n"),
    );
    if !outcome.reserves.is_empty() {
        text += &format!("\nReserves:\n{}", outcome.reserves.join("\n"));
    }
    text
}

pub(super) fn withdraw(
    context: &Context,
    file: &Path,
    round: &RoundName,
    plan: &str,
    reason: &str,
) -> Result<(), Failure> {
    let mut session = context.open(file)?;
    let round = session.round(round.round.as_deref())?;
    let (withdrawn, replacement) = session.withdraw_plan(&context.actor(), round.id, plan, reason)?.value;
    close(session)?;
    context.print(&json!({"withdrawn": withdrawn, "replacement": replacement}), || match &replacement {
        Some(replacement) => format!("{withdrawn} is withdrawn; {replacement} comes in."),
        None => format!("{withdrawn} is withdrawn. There is no reserve left in its stratum."),
    })
}

pub(super) fn allocate(context: &Context, file: &Path, round: &RoundName, per_plan: u16) -> Result<(), Failure> {
    let mut session = context.open(file)?;
    let round = session.round(round.round.as_deref())?;
    let outcome = session.allocate(&context.actor(), round.id, usize::from(per_plan))?.value;
    let members = session.list_members()?;
    close(session)?;
    let why = |u: &Uncovered| uncovered_words(u, per_plan, &members);
    let uncovered: Vec<Value> = outcome.uncovered.iter().map(|u| json!({"plan": u.plan, "why": why(u)})).collect();
    let json = json!({"assignments": outcome.assignments, "uncovered": uncovered});
    context.print(&json, || allocation_words(&outcome, why))
}

fn allocation_words(outcome: &AllocationOutcome, why: impl Fn(&Uncovered) -> String) -> String {
    let mut lines: Vec<String> = outcome.assignments.iter().map(|a| format!("{}: {}", a.plan, a.member)).collect();
    lines.extend(outcome.uncovered.iter().map(|u| format!("Not covered: {}: {}", u.plan, why(u))));
    lines.join("\n")
}

fn uncovered_words(uncovered: &Uncovered, per_plan: u16, members: &[Member]) -> String {
    let name = |id| members.iter().find(|m| m.id == id).map_or("", |m| m.facts.name.as_str());
    let reasons: Vec<String> = uncovered
        .why
        .iter()
        .map(|why| match why {
            Why::TooFewMembers { panel } => {
                format!("the panel has {}", count(*panel as u64, "member", "members"))
            }
            Why::Interests { members } => {
                let names: Vec<&str> = members.iter().map(|id| name(*id)).collect();
                format!("an interest is declared by {}", names.join(", "))
            }
            Why::ReadInPart { members } => {
                let names: Vec<&str> = members.iter().map(|id| name(*id)).collect();
                format!("a part of it is read by {}", names.join(", "))
            }
        })
        .collect();
    format!("{} of {per_plan} members: {}", uncovered.covered, reasons.join("; "))
}

/// A rule as an operation's failure.
pub(super) fn rule(violation: RuleViolation) -> Failure {
    OpError::Rule(violation).into()
}
