//! Packs out and back.

pub mod data;
pub mod state;
pub mod view;

use crate::ops::PackReport;
use crate::words::{Explained, counted};
use serde_json::Value;

/// What is said when packs were made or taken in: urgent concerns before anything else.
#[must_use]
pub fn done(value: &Value) -> Explained {
    let packs = value.get("packs").cloned().unwrap_or_default();
    let Ok(reports) = serde_json::from_value::<Vec<PackReport>>(packs.clone()) else {
        let made = packs.as_array().map_or(0, Vec::len);
        let what = format!("{} made.", counted(made, "pack is", "packs are"));
        return Explained::new(what, "", "Tell each member their passphrase apart from the file.");
    };
    let sum = |of: fn(&PackReport) -> u64| usize::try_from(reports.iter().map(of).sum::<u64>()).unwrap_or(usize::MAX);
    let (new, updated, conflicting) = (sum(|r| r.new), sum(|r| r.updated), sum(|r| r.conflicting));
    let counts = format!("{} and {updated} updated came in.", counted(new, "new sheet", "new sheets"));
    let now = if conflicting == 0 {
        String::new()
    } else {
        format!("{} below.", counted(conflicting, "sheet waits for your choice", "sheets wait for your choice"))
    };
    let concerns: Vec<String> = reports.iter().flat_map(|r| r.concerns.clone()).collect();
    if concerns.is_empty() {
        return Explained::new(counts, "", now);
    }
    let what = format!("Urgent concern raised in a pack: {}. Act on it now.", concerns.join("; "));
    Explained::new(what, counts, now)
}
