//! Work on the file that leaves something beside it: an erasure with its certificate, the emergency sheet.

use super::control::Control;
use super::worker::{Failure, with_ending};
use crate::domain::rules::RuleViolation;
use crate::ops::{Actor, Erasure, OpError, Session};
use crate::platform::atomic;
use crate::report::certificate::{Certificate, certificate};
use crate::report::emergency::{EmergencySheet, emergency_sheet};
use crate::report::render_pdf;
use std::path::{Path, PathBuf};

/// What was erased, for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedTold {
    /// What was asked to go.
    pub asked: Erasure,
    /// Such as "plan EHC-0042".
    pub what: String,
    /// How many rows went.
    pub rows: u64,
    /// How many backups went.
    pub backups: u64,
    /// Where the certificate lies.
    pub certificate: PathBuf,
}

/// Steps of an erasure, as progress.
const STEPS: u64 = 3;

/// Erases a plan or a round and writes the certificate. It can be cancelled until it begins.
///
/// # Errors
/// When the certificate cannot be written there, which is tried before anything goes; as [`Session::erase`]; or when it
/// went and the certificate could not be written, which is said.
pub fn erase(
    session: &mut Session,
    actor: &Actor,
    (what, reason): (&Erasure, &str),
    path: PathBuf,
    control: &mut Control,
) -> Result<ErasedTold, Failure> {
    if matches!(actor, Actor::Member(_)) {
        return Err(OpError::from(RuleViolation::NotYours).into());
    }
    let path = with_ending(path, "pdf");
    if path.symlink_metadata().is_ok() {
        return Err(Failure::WouldReplace(path));
    }
    let not_written = |error| Failure::NotWritten(path.clone(), error);
    atomic::write(&path, b"").map_err(not_written)?;
    let begun = if control.go_on(0, STEPS) { Ok(()) } else { Err(Failure::Cancelled) };
    let erased = begun.and_then(|()| Ok(session.erase(actor, what, reason)?));
    let erased = match erased {
        Ok(erased) => erased,
        Err(failure) => {
            let _ = std::fs::remove_file(&path);
            return Err(failure);
        }
    };
    control.go_on(1, STEPS);
    let doc = certificate(&Certificate {
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
    let made = render_pdf(&doc).map_err(|error| error.to_string());
    let written = made.and_then(|pdf| atomic::write(&path, &pdf).map_err(|error| error.to_string()));
    written.map_err(|why| Failure::Words("It was erased, but the certificate was not written", why))?;
    control.go_on(2, STEPS);
    let rows = erased.rows.iter().map(|(_, count)| count).sum();
    Ok(ErasedTold { asked: what.clone(), what: erased.what, rows, backups: erased.backups_removed, certificate: path })
}

/// Writes the emergency sheet of the open file.
///
/// # Errors
/// When something lies there already, or it cannot be written.
pub fn save_emergency_sheet(session: &mut Session, path: &Path, prints_passphrase: bool) -> Result<PathBuf, Failure> {
    let path = with_ending(path.to_owned(), "pdf");
    if path.symlink_metadata().is_ok() {
        return Err(Failure::WouldReplace(path));
    }
    let file = session.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let local_area = session.file_facts()?.local_area;
    let at = session.now_local();
    let passphrase = session.passphrase_for_sheet().filter(|_| prints_passphrase);
    let doc = emergency_sheet(&EmergencySheet { file: &file, local_area: &local_area, at, passphrase });
    let pdf = render_pdf(&doc).map_err(|e| Failure::Words("The sheet was not made", e.to_string()))?;
    atomic::write(&path, &pdf).map_err(|error| Failure::NotWritten(path.clone(), error))?;
    Ok(path)
}
