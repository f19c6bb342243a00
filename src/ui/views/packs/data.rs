//! The ledger of packs, and sheets that wait for a choice.

use crate::domain::access::Viewer;
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{PackId, RoundId};
use crate::domain::pack::Sum;
use crate::domain::sheet::HANDED;
use crate::jobs::Failure;
use crate::ops::{Conflict, ConflictVersion, PackLine, Session};
use crate::platform::clock::local_datetime;
use std::sync::Arc;

/// Packs of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacksData {
    /// Packs that went out, oldest first.
    pub lines: Vec<LedgerLine>,
    /// Members who read plans.
    pub readers: usize,
    /// Sheets that wait for a choice.
    pub conflicts: Vec<Conflict>,
    /// The tool, for the labels of answers.
    pub tool: Arc<AuditTool>,
}

/// A pack and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// Its id.
    pub id: PackId,
    /// Whose.
    pub member: String,
    /// Its file.
    pub file_name: String,
    /// Opens it.
    pub passphrase: String,
    /// When it was made.
    pub made: String,
    /// What came back, in words.
    pub back: String,
    /// The content taken in last.
    pub last: Option<Sum>,
}

/// Day and time for people.
#[must_use]
pub fn day_and_time(at_ms: i64) -> String {
    local_datetime(at_ms).map(|at| at.strftime("%-d %B %Y, %H:%M").to_string()).unwrap_or_default()
}

fn line(line: PackLine) -> LedgerLine {
    let back = line.back.last().map(|back| {
        let handed_in = if back.handed_in { "all handed in" } else { "not all handed in" };
        format!("{}; {handed_in}", day_and_time(back.merged_ms))
    });
    LedgerLine {
        id: line.id,
        member: line.member,
        file_name: line.file_name,
        passphrase: line.passphrase,
        made: day_and_time(line.made_ms),
        back: back.unwrap_or_else(|| "Not back yet".to_owned()),
        last: line.back.last().map(|back| back.digest),
    }
}

impl PacksData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: RoundId, viewer: Viewer) -> Result<Self, Failure> {
        let round = session.round(Some(&round.to_string()))?;
        let progress = session.round_progress(&round)?;
        let readers: std::collections::BTreeSet<_> =
            progress.sampled().flat_map(|plan| &plan.sheets).map(|sheet| sheet.assignment.member).collect();
        Ok(Self {
            lines: session.list_packs(round.id)?.into_iter().map(line).collect(),
            readers: readers.len(),
            conflicts: session.list_conflicts(round.id, viewer)?,
            tool: session.tool(round.facts.tool)?,
        })
    }

    /// The label of what a version says on a criterion; note included.
    #[must_use]
    pub fn said(&self, version: &ConflictVersion, code: &str) -> String {
        let Some(content) = &version.content else { return String::new() };
        let label = content.answers.get(code).map(|given| match self.tool.get_answer(&given.answer) {
            Some(answer) => answer.label.clone(),
            None if given.answer == HANDED => "Not for me to judge".to_owned(),
            None => given.answer.clone(),
        });
        let note = content.notes.get(code).map(|note| format!(" – {}", note.text));
        label.unwrap_or_else(|| "No answer".to_owned()) + &note.unwrap_or_default()
    }
}

/// A version in a sentence.
#[must_use]
pub fn version_words(version: &ConflictVersion) -> String {
    let from = if version.from_pack { "From a pack" } else { "Written in this file" };
    let state = match version.submitted_ms {
        Some(at_ms) => format!("handed in {}", day_and_time(at_ms)),
        None => format!("a draft, last written {}", day_and_time(version.written_ms)),
    };
    let answers = crate::words::counted(version.answered, "answer", "answers");
    format!("{from}: {answers}, {}, {state}", crate::words::counted(version.notes, "note", "notes"))
}
