//! Taking care of the file: backups, passphrase, log, words that are no names.

pub mod data;
pub mod keeping;
pub mod lock;
pub mod log;
mod sheet;
pub mod state;
pub mod view;

use crate::words::{Explained, counted};
use serde_json::Value;

/// What is said when something was done with the file; none: the screen shows it.
#[must_use]
pub fn done(value: &Value) -> Option<Explained> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let number = |name: &str| {
        let number = value.get(name).and_then(Value::as_u64).unwrap_or_default();
        usize::try_from(number).unwrap_or(usize::MAX)
    };
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
            let backups = |name: &str| counted(number(name), "older backup", "older backups");
            let why = match (number("removed"), number("rekeyed")) {
                (0, 0) => "Backups made before keep the old passphrase.".to_owned(),
                (0, _) => format!("Given it too: {}.{}", backups("rekeyed"), left_words(number("left"))),
                (_, _) => format!("{} removed; a new one is made.", backups("removed")),
            };
            Explained::new("The file has its new passphrase.", why, "Tell those who need it, apart from the file.")
        }
        "rekeyed" => {
            let what = match number("rekeyed") {
                0 => "No backup was opened by this older passphrase.".to_owned(),
                count => format!("{} the passphrase of the file now.", counted(count, "backup has", "backups have")),
            };
            Explained::new(what, left_words(number("left")).trim(), "")
        }
        "keep_until" => Explained::new("The last day of the round is set.", "", ""),
        _ => return None,
    };
    Some(said)
}

fn left_words(left: usize) -> String {
    match left {
        0 => String::new(),
        left => format!(" {} as before: another passphrase opens it, or it is damaged.", counted(left, "is", "are")),
    }
}
