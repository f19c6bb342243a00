//! Checking a file, and reading its log.

use super::After;
use super::context::{Context, Failure, close, count};
use crate::platform::clock::local_datetime;
use crate::storage::Finding;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn check(context: &Context, file: &Path) -> Result<After, Failure> {
    let session = match context.open_unverified(file) {
        Ok(session) => session,
        Err(failure) => {
            // A file that cannot be opened is a finding too: scripts read one document either way.
            if let (Failure::Refused { what, why, .. }, true) = (&failure, context.wants_json()) {
                let detail = format!("{what} {why}");
                let finding = json!({"kind": "not_opened", "where": "whole file", "detail": detail});
                context.print(&json!({"findings": [finding]}), String::new)?;
            }
            return Err(failure);
        }
    };
    let findings = session.check()?;
    // Closing writes the rest of the write-ahead log; a damaged file is left as it is.
    if findings.is_empty() {
        close(session)?;
    }
    let json: Vec<Value> = findings.iter().map(finding_json).collect();
    context.print(&json!({ "findings": json }), || {
        if findings.is_empty() {
            return "Nothing was found wrong.".to_owned();
        }
        let line = |f: &Finding| format!("{}: {}: {}", f.kind, f.place, f.detail);
        findings.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    if findings.is_empty() {
        return Ok(After::Exit(0));
    }
    let what = format!("{} in {}.", count(findings.len() as u64, "thing is wrong", "things are wrong"), file.display());
    let now = "Do not go on working with this file. Copy it away, and go back to the newest good backup.";
    Err(Failure::Refused { what, why: String::new(), now: now.to_owned() })
}

fn finding_json(finding: &Finding) -> Value {
    json!({"kind": finding.kind, "where": finding.place, "detail": finding.detail})
}

pub(super) fn history(context: &Context, file: &Path, verify: bool) -> Result<(), Failure> {
    let session = if verify { context.open(file)? } else { context.open_unverified(file)? };
    let rows = session.history()?;
    let head = session.head_digest();
    close(session)?;
    let json: Vec<Value> = rows
        .iter()
        .map(|r| {
            let content: Value = r.content.as_deref().and_then(|c| serde_json::from_str(c).ok()).unwrap_or(Value::Null);
            json!({"seq": r.seq, "at_ms": r.at_ms, "actor": r.actor, "event": r.event, "content": content})
        })
        .collect();
    let verified = verify.then_some(true);
    context.print(&json!({"head": head, "verified": verified, "log": json}), || {
        let mut lines: Vec<String> = rows
            .iter()
            .map(|r| {
                let at = local_datetime(r.at_ms).map(|at| at.strftime("%-d %B %Y %H:%M:%S").to_string());
                format!(
                    "{} · {} · {} · {}",
                    r.seq,
                    at.unwrap_or_default(),
                    r.actor,
                    crate::words::log::event_words(&r.event)
                )
            })
            .collect();
        if verify {
            lines.push("The chain is whole, and the content is the one it speaks of.".to_owned());
        }
        lines.push(format!("Head: {head}"));
        lines.join("\n")
    })
}
