//! Taking care of the file: backups and erasure.

use super::args::EraseArgs;
use super::context::{Context, Failure, close, count};
use crate::ops::Erasure;
use crate::platform::atomic;
use crate::report::{self, certificate::Certificate};
use serde_json::json;
use std::path::Path;

pub(super) fn backup(context: &Context, file: &Path, out: &Path) -> Result<(), Failure> {
    let mut session = context.open(file)?;
    session.backup_to(out)?;
    let head = session.head_digest();
    close(session)?;
    context.print(&json!({"out": out, "head": head}), || {
        format!("{} is a verified copy of {}.\nHead: {head}", out.display(), file.display())
    })
}

pub(super) fn erase(context: &Context, args: &EraseArgs) -> Result<(), Failure> {
    let what = "Nothing was erased.";
    if args.certificate.symlink_metadata().is_ok() {
        let why = format!("{} exists already.", args.certificate.display());
        return Err(Failure::refused(what, why, "Give the certificate another name."));
    }
    // The certificate must be writable before anything goes that cannot come back.
    atomic::write(&args.certificate, b"").map_err(|e| Failure::file(what, &args.certificate, &e))?;
    let erased = erase_and_certify(context, args);
    if erased.is_err() && args.certificate.metadata().is_ok_and(|m| m.len() == 0) {
        let _ = std::fs::remove_file(&args.certificate);
    }
    erased
}

fn erase_and_certify(context: &Context, args: &EraseArgs) -> Result<(), Failure> {
    let what = match (&args.what.plan, &args.what.round) {
        (Some(plan), _) => Erasure::Plan(plan.clone()),
        (None, Some(round)) => Erasure::Round(round.clone()),
        (None, None) => return Err(Failure::Usage("Name --round or --plan.".to_owned())),
    };
    let mut session = context.open(&args.file)?;
    let erased = session.erase(&context.actor(), &what, &args.reason)?;
    close(session)?;
    let doc = report::certificate::certificate(&Certificate {
        what: &erased.what,
        reason: &erased.reason,
        by: &erased.by,
        at: erased.at,
        rows: &erased.rows,
        backups_removed: erased.backups_removed,
        packs_out: erased.packs_out,
        local_area: &erased.local_area,
        head_digest: &erased.head_digest,
    });
    let gone = "It was erased, but the certificate was not written.";
    let pdf = report::render_pdf(&doc).map_err(|e| Failure::refused(gone, e.to_string(), ""))?;
    atomic::write(&args.certificate, &pdf).map_err(|e| Failure::file(gone, &args.certificate, &e))?;
    let rows: u64 = erased.rows.iter().map(|(_, count)| count).sum();
    context.print(&json!(erased), || {
        format!(
            "Erased: {}\nWhen: {}\nBy: {}\nReason: {}\n{} and {} removed.\nThe certificate is {}.",
            erased.what,
            erased.at.strftime("%-d %B %Y %H:%M"),
            erased.by,
            erased.reason,
            count(rows, "row", "rows"),
            count(erased.backups_removed, "backup", "backups"),
            args.certificate.display()
        )
    })
}
