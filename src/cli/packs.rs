//! Packs out, packs back.

use super::args::{Merge, Pack};
use super::context::{Context, Failure, close, count};
use crate::exchange::guard_formula;
use crate::ops::{PackMade, PackReport, read_packs};
use crate::platform::atomic;
use crate::words::packs::explain_refusal;
use serde_json::{Value, json};

pub(super) fn pack(context: &Context, pack: &Pack) -> Result<(), Failure> {
    if let Some(path) = pack.passphrases_out.as_ref().filter(|path| path.symlink_metadata().is_ok()) {
        let why = format!("There is a file {} already.", path.display());
        return Err(Failure::refused("No pack was made.", why, "Choose another name for the passphrases."));
    }
    let mut session = context.open(&pack.file)?;
    let round = session.round(pack.round.round.as_deref())?;
    let only = match (&pack.member, &pack.pack_passphrase_file) {
        (Some(name), Some(path)) => Some((session.member(name)?.id, super::context::read_passphrase(path)?)),
        _ => None,
    };
    // The folder is made where it is missing; its own parent must be there, so that a mistyped path is noticed.
    let is_new = !pack.out.is_dir();
    if is_new {
        std::fs::create_dir(&pack.out).map_err(|e| Failure::file("No pack was made.", &pack.out, &e))?;
    }
    let made = session.make_packs(&context.actor(), round.id, only, &pack.out);
    if made.is_err() && is_new {
        // Empty again, or not ours to remove.
        let _ = std::fs::remove_dir(&pack.out);
    }
    let made = made?.value;
    close(session)?;
    if let Some(path) = &pack.passphrases_out {
        let what = "The packs are made; their passphrases are in the audit file, but were not written beside.";
        atomic::write(path, passphrases(&made).as_bytes()).map_err(|e| Failure::file(what, path, &e))?;
    }
    let line = |p: &PackMade| json!({"file": p.file_name, "member": p.member, "plans": p.plans});
    context.print(&json!({"packs": made.iter().map(line).collect::<Vec<_>>()}), || {
        let packs = count(made.len() as u64, "pack", "packs");
        let lines: String = made.iter().map(|p| format!("\n{}: {}", p.member, p.file_name)).collect();
        format!("{packs} made. Tell each passphrase apart from its file.{lines}")
    })
}

/// `member,file,passphrase`, one line a pack.
fn passphrases(made: &[PackMade]) -> String {
    let cell = |text: &str| format!("\"{}\"", guard_formula(text).replace('"', "\"\""));
    let line = |p: &PackMade| format!("{},{},{}\n", cell(&p.member), cell(&p.file_name), cell(&p.passphrase));
    "member,file,passphrase\n".to_owned() + &made.iter().map(line).collect::<String>()
}

pub(super) fn merge(context: &Context, merge: &Merge) -> Result<(), Failure> {
    let mut session = context.open(&merge.file)?;
    let keys = session.pack_keys()?;
    let read = read_packs(&keys, &merge.packs, |_, _| true);
    let reports = session.merge_packs(&context.actor(), &read)?.value;
    close(session)?;
    let lines: Vec<Value> = reports.iter().map(as_json).collect();
    context.print(&json!({ "packs": lines }), || in_words(&reports))?;
    let refused: Vec<String> = reports.iter().filter_map(|r| Some(format!("{}: {}", r.file, reason(r)?))).collect();
    if refused.is_empty() {
        return Ok(());
    }
    let what = format!("{} not taken in.", count(refused.len() as u64, "pack was", "packs were"));
    Err(Failure::Refused { what, why: refused.join("\n"), now: String::new() })
}

fn reason(report: &PackReport) -> Option<String> {
    let said = explain_refusal(report.refusal.as_ref()?);
    Some(format!("{} {}", said.why, said.now))
}

fn as_json(report: &PackReport) -> Value {
    json!({
        "file": report.file, "member": report.member, "new": report.new, "updated": report.updated,
        "unchanged": report.unchanged, "conflicting": report.conflicting, "refused": reason(report),
        "older": report.older, "handed_in": report.handed_in, "concerns": report.concerns
    })
}

/// Urgent concerns before anything else.
fn in_words(reports: &[PackReport]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for report in reports {
        let from = report.member.as_deref().unwrap_or_default();
        lines.extend(report.concerns.iter().map(|what| format!("URGENT CONCERN raised by {from}, plan {what}")));
    }
    for report in reports.iter().filter(|report| report.refusal.is_none()) {
        let member = report.member.as_deref().unwrap_or_default();
        let mut line = format!(
            "{} ({member}): {} new, {} updated, {} unchanged, {} conflicting",
            report.file, report.new, report.updated, report.unchanged, report.conflicting
        );
        if report.older {
            line += "; older than what was taken in before, nothing in it is new";
        }
        lines.push(line + ".");
    }
    lines.join("\n")
}
