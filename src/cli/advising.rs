//! The advice register from a file.

use super::context::{Context, Failure, close, count};
use crate::exchange::{self, AdviceRead};
use crate::ops::{AdviceEntry, AdviceOutcome};
use crate::platform::clock::{Machine, World};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn import_advice(context: &Context, file: &Path, advice: &Path) -> Result<(), Failure> {
    // Read before the file is opened: a wrong source then leaves it alone.
    let read = exchange::read_advice(advice, Machine.today())?;
    let mut session = context.open(file)?;
    let refused = !read.rejected.is_empty();
    let outcome = if refused {
        AdviceOutcome { read: (read.rows.len() + read.rejected.len()) as u64, ..AdviceOutcome::default() }
    } else {
        let rows: Vec<AdviceEntry> =
            read.rows.iter().map(|(row, advice)| AdviceEntry { row: *row, advice: advice.clone() }).collect();
        session.import_advice(&context.actor(), &rows)?.value
    };
    close(session)?;
    context.print(&outcome_json(&outcome, &read), || outcome_words(&outcome, &read))?;
    if refused {
        let rows = count(read.rejected.len() as u64, "row was", "rows were");
        let why = format!("{rows} rejected; the list above says where and why.");
        return Err(Failure::refused("No advice was taken in.", why, "Correct them and bring the file in again."));
    }
    Ok(())
}

fn outcome_json(outcome: &AdviceOutcome, read: &AdviceRead) -> Value {
    let rejected: Vec<Value> =
        read.rejected.iter().map(|r| json!({"row": r.row, "column": r.column, "message": r.message})).collect();
    json!({
        "read": outcome.read,
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": rejected,
    })
}

fn outcome_words(outcome: &AdviceOutcome, read: &AdviceRead) -> String {
    let mut text = format!(
        "{} read: {} added, {} brought up to date, {} as before.",
        count(outcome.read, "request", "requests"),
        outcome.added,
        outcome.updated,
        outcome.unchanged
    );
    for rejected in &read.rejected {
        let column = if rejected.column.is_empty() { String::new() } else { format!(", column {}", rejected.column) };
        text += &format!("\nRow {}{column}: {}.", rejected.row, rejected.message);
    }
    text
}
