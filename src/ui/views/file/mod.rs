//! Taking care of the file: backups, passphrase, log, words that are no names.

pub mod data;
pub mod log;
pub mod state;
pub mod view;

use crate::words::{Explained, counted};
use serde_json::Value;

/// What is said when something was done with the file; none: the screen shows it.
#[must_use]
pub fn done(value: &Value) -> Option<Explained> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let said = match text("did") {
        "backup" => Explained::new("A backup is made and compared with the file.", "", ""),
        "copy" => Explained::new(
            "A copy is saved and compared with the file.",
            text("path"),
            "It has the same passphrase. It is not kept up to date.",
        ),
        "restore" => Explained::new(
            "The file is as it was in the backup.",
            "The state before is in the list of backups.",
            "The file has the passphrase of that backup.",
        ),
        "passphrase" => {
            let removed = value.get("removed").and_then(Value::as_u64).unwrap_or_default();
            let backups = counted(usize::try_from(removed).unwrap_or(usize::MAX), "older backup", "older backups");
            let why = if removed > 0 {
                format!("{backups} removed; a new one is made.")
            } else {
                "Backups made before keep the old passphrase.".to_owned()
            };
            Explained::new("The file has its new passphrase.", why, "Tell those who need it, apart from the file.")
        }
        _ => return None,
    };
    Some(said)
}
