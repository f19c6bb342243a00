//! Packs: the ledger, versions of sheets, and what one member wrote on a sheet as one value.

mod build;
mod read;

pub use build::{NewPack, build_pack};
pub use read::{PackFile, PackSheet, read_pack};

use super::sheet::assignment_from;
use super::{Db, StorageError, StorageErrorKind};
use crate::domain::ids::{AssignmentId, MemberId, NoteId, PackId, RoundId, SheetId, SubjectId};
use crate::domain::pack::{
    AnswerContent, NoteContent, SheetContent, Sum, Tag, Version, VersionState, content_sum, version_sum,
};
use crate::domain::sheet::{Assignment, SheetOverride};
use crate::domain::thread::Thread;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

const READING: &str = "reading the packs";
const WRITING: &str = "saving the packs";

/// A pack that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRow {
    /// Its id.
    pub id: PackId,
    /// Its round.
    pub round: RoundId,
    /// Whose it is.
    pub member: MemberId,
    /// Opens it.
    pub passphrase: String,
    /// Under which name it was written.
    pub file_name: String,
    /// When, milliseconds UTC.
    pub made_ms: i64,
}

/// A content of a pack that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRow {
    /// Of which pack.
    pub pack: PackId,
    /// The digest of the content.
    pub digest: Sum,
    /// Under which name it came.
    pub file_name: String,
    /// When it was taken in, milliseconds UTC.
    pub merged_ms: i64,
    /// When it was last saved by its member, milliseconds UTC.
    pub saved_ms: i64,
    /// Whether every sheet in it was handed in.
    pub handed_in: bool,
}

/// What stands in `sheet_version.content`.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Envelope {
    content: String,
    ancestors: Vec<String>,
    merge: Option<String>,
    sheet: Option<SheetContent>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

fn bad(what: &str) -> StorageError {
    StorageError::new(StorageErrorKind::BadValue(what.to_owned()), READING)
}

fn version_from(row: &VersionRow) -> Result<Version, StorageError> {
    let envelope: Envelope = serde_json::from_str(&row.content).map_err(|_| bad("sheet_version.content"))?;
    let ancestors = envelope.ancestors.iter().map(|tag| from_hex::<8>(tag));
    Ok(Version {
        id: row.id,
        parent: row.parent,
        state: row.state,
        came_ms: row.came_ms,
        content: from_hex(&envelope.content).ok_or_else(|| bad("sheet_version.content"))?,
        ancestors: ancestors.collect::<Option<_>>().ok_or_else(|| bad("sheet_version.content"))?,
        merge: match envelope.merge {
            Some(text) => Some(from_hex(&text).ok_or_else(|| bad("sheet_version.content"))?),
            None => None,
        },
        sheet: envelope.sheet,
    })
}

struct VersionRow {
    id: Sum,
    parent: Option<Sum>,
    state: VersionState,
    content: String,
    came_ms: i64,
}

/// An id of our own for what a pack brings: a pack cannot choose one that is taken.
fn own_id(parts: &[&[u8]]) -> uuid::Uuid {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let whole: Sum = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&whole[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl Db<'_> {
    /// Everything written on the sheet of a task; none: it was not begun.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_sheet_content(&self, assignment: AssignmentId) -> Result<Option<SheetContent>, StorageError> {
        let row = self.get(include_str!("get_sheet.sql"), [assignment], READING, |row| {
            let content = SheetContent {
                state: row.get("state")?,
                started_ms: row.get("started_ms")?,
                submitted_ms: row.get("submitted_ms")?,
                spent_ms: row.get("spent_ms")?,
                answers: Default::default(),
                notes: Default::default(),
                flags: Default::default(),
                overrides: Default::default(),
                threads: Vec::new(),
            };
            Ok((row.get::<_, SheetId>("id")?, content))
        })?;
        let Some((sheet, mut content)) = row else { return Ok(None) };
        let answers = self.list(include_str!("list_answers.sql"), [sheet], READING, |row| {
            Ok((row.get(0)?, AnswerContent { answer: row.get(1)?, na_reason: row.get(2)?, given_ms: row.get(3)? }))
        })?;
        content.answers = answers.into_iter().collect();
        let notes = self.list(include_str!("list_notes.sql"), [sheet], READING, |row| {
            let note = NoteContent {
                kind: row.get(1)?,
                text: row.get(2)?,
                place: row.get(3)?,
                in_report: row.get(4)?,
                written_ms: row.get(5)?,
            };
            Ok((row.get(0)?, note))
        })?;
        content.notes = notes.into_iter().collect();
        let flags = self.list(include_str!("list_flags.sql"), [sheet], READING, |row| row.get(0))?;
        content.flags = flags.into_iter().collect();
        let overrides = self.list(include_str!("list_overrides.sql"), [sheet], READING, |row| {
            Ok((row.get(0)?, SheetOverride { grade: row.get(1)?, because: row.get(2)?, reason: row.get(3)? }))
        })?;
        content.overrides = overrides.into_iter().collect();
        content.threads = self.list(include_str!("list_threads.sql"), [sheet], READING, |row| {
            Ok(Thread {
                number: row.get(0)?,
                hope: row.get(1)?,
                need: row.get(2)?,
                outcome: row.get(3)?,
                provision: row.get(4)?,
                hope_to_need: row.get(5)?,
                need_to_outcome: row.get(6)?,
                outcome_to_provision: row.get(7)?,
            })
        })?;
        Ok(Some(content))
    }

    /// Makes the sheet of a task what `content` says; none: as if never begun. A note that stays the same keeps
    /// whether it was chosen for the report.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_sheet_content(
        &self,
        assignment: AssignmentId,
        content: Option<&SheetContent>,
    ) -> Result<(), StorageError> {
        let before = self.get_sheet_content(assignment)?;
        let sheet = self.get(include_str!("get_sheet.sql"), [assignment], READING, |row| row.get("id"))?;
        let sheet = sheet.unwrap_or_else(|| SheetId(own_id(&[b"sheet", assignment.0.as_bytes()])));
        for table in ["sheet_answer", "sheet_flag", "sheet_override", "sheet_thread"] {
            self.execute(&format!("DELETE FROM {table} WHERE sheet_id = ?1"), [sheet], WRITING)?;
        }
        let Some(content) = content else {
            self.execute("DELETE FROM note WHERE sheet_id = ?1", [sheet], WRITING)?;
            self.execute("DELETE FROM sheet WHERE id = ?1", [sheet], WRITING)?;
            return Ok(());
        };
        let values =
            params![sheet, assignment, content.state, content.started_ms, content.submitted_ms, content.spent_ms];
        self.execute(include_str!("put_sheet.sql"), values, WRITING)?;
        for (criterion, given) in &content.answers {
            let values = params![sheet, criterion, given.answer, given.na_reason, given.given_ms];
            self.execute(include_str!("put_answer.sql"), values, WRITING)?;
        }
        let old_notes = before.map(|before| before.notes).unwrap_or_default();
        for criterion in old_notes.keys().filter(|criterion| !content.notes.contains_key(*criterion)) {
            self.remove_note(sheet, criterion)?;
        }
        for (criterion, note) in &content.notes {
            let same = |old: &NoteContent| (old.kind, &old.text, &old.place) == (note.kind, &note.text, &note.place);
            let kept = old_notes.get(criterion).filter(|old| same(old)).is_some_and(|old| old.in_report);
            let id = NoteId(own_id(&[b"note", sheet.0.as_bytes(), criterion.as_bytes()]));
            let in_report = kept || note.in_report;
            let values = params![id, sheet, criterion, note.kind, note.text, note.place, in_report, note.written_ms];
            self.execute(include_str!("put_note.sql"), values, WRITING)?;
        }
        for criterion in &content.flags {
            self.execute(include_str!("put_flag.sql"), params![sheet, criterion], WRITING)?;
        }
        for (heading, own) in &content.overrides {
            let values = params![sheet, heading, own.grade, own.because, own.reason];
            self.execute(include_str!("put_override.sql"), values, WRITING)?;
        }
        for thread in &content.threads {
            let values = params![
                sheet,
                thread.number,
                thread.hope,
                thread.need,
                thread.outcome,
                thread.provision,
                thread.hope_to_need,
                thread.need_to_outcome,
                thread.outcome_to_provision
            ];
            self.execute(include_str!("put_thread.sql"), values, WRITING)?;
        }
        Ok(())
    }

    /// Versions of the sheet of a task, in the order they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_versions(&self, assignment: AssignmentId) -> Result<Vec<Version>, StorageError> {
        let rows = self.list(include_str!("list_versions.sql"), [assignment], READING, |row| {
            Ok(VersionRow {
                id: row.get(0)?,
                parent: row.get(1)?,
                state: row.get(2)?,
                content: row.get(3)?,
                came_ms: row.get(4)?,
            })
        })?;
        rows.iter().map(version_from).collect()
    }

    /// Adds a version, or says anew how one stands.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_version(&self, assignment: AssignmentId, version: &Version) -> Result<(), StorageError> {
        let envelope = Envelope {
            content: hex(&version.content),
            ancestors: version.ancestors.iter().map(|tag: &Tag| hex(tag)).collect(),
            merge: version.merge.map(|merge| hex(&merge)),
            sheet: version.sheet.clone(),
        };
        let content = serde_json::to_string(&envelope).map_err(|_| bad("sheet_version.content"))?;
        let values = params![assignment, version.id, version.parent, version.state, content, version.came_ms];
        self.execute(include_str!("put_version.sql"), values, WRITING)?;
        Ok(())
    }

    /// Forgets a version: the merge that brought it is taken back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_version(&self, assignment: AssignmentId, version: &Sum) -> Result<(), StorageError> {
        self.execute(include_str!("remove_version.sql"), params![assignment, version], WRITING)?;
        Ok(())
    }

    /// In a pack: what was changed becomes a version that came of the one before, so that the lead's file can tell a
    /// later copy of the pack from a fork. `subject`: only that sheet can have changed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn record_pack_versions(
        &self,
        facts: (RoundId, MemberId),
        subject: Option<SubjectId>,
        now_ms: i64,
    ) -> Result<(), StorageError> {
        let assignments = self.list_member_assignments(facts.0, facts.1, true)?;
        for assignment in assignments.iter().filter(|a| subject.is_none_or(|subject| a.subject == subject)) {
            let versions = self.list_versions(assignment.id)?;
            let now = content_sum(self.get_sheet_content(assignment.id)?.as_ref());
            let Some(mut last) = versions.into_iter().find(|v| v.state == VersionState::Current) else { continue };
            if last.content == now {
                continue;
            }
            let id = version_sum(Some(last.id), now);
            let next = Version {
                id,
                parent: Some(last.id),
                state: VersionState::Current,
                came_ms: now_ms,
                content: now,
                ancestors: Default::default(),
                merge: None,
                sheet: None,
            };
            last.state = VersionState::Replaced;
            self.put_version(assignment.id, &last)?;
            self.put_version(assignment.id, &next)?;
        }
        Ok(())
    }

    /// Tasks of a member in a round, in draw order; `all`: on withdrawn plans too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_member_assignments(
        &self,
        round: RoundId,
        member: MemberId,
        all: bool,
    ) -> Result<Vec<Assignment>, StorageError> {
        let sql = include_str!("list_member_assignments.sql");
        self.list(sql, params![round, member, all], READING, assignment_from)
    }

    /// Tasks of a round with versions that wait for a choice, in draw order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_waiting(&self, round: RoundId) -> Result<Vec<AssignmentId>, StorageError> {
        self.list(include_str!("list_waiting.sql"), [round], READING, |row| row.get(0))
    }

    /// Records a pack that goes out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_pack(&self, pack: &PackRow) -> Result<(), StorageError> {
        let values = params![pack.id, pack.round, pack.member, pack.passphrase, pack.file_name, pack.made_ms];
        self.execute(include_str!("add_pack.sql"), values, WRITING)?;
        Ok(())
    }

    /// Packs that went out, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_packs(&self) -> Result<Vec<PackRow>, StorageError> {
        self.list(include_str!("list_packs.sql"), [], READING, |row| {
            Ok(PackRow {
                id: row.get("id")?,
                round: row.get("round_id")?,
                member: row.get("member_id")?,
                passphrase: row.get("passphrase")?,
                file_name: row.get("file_name")?,
                made_ms: row.get("made_ms")?,
            })
        })
    }

    /// Records a content that came back, with the row of the log that speaks of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_merge(&self, merge: &MergeRow) -> Result<(), StorageError> {
        let log_seq = self.log_head()?.seq + 1;
        let values = params![
            merge.pack,
            merge.digest,
            merge.file_name,
            merge.merged_ms,
            merge.saved_ms,
            merge.handed_in,
            log_seq
        ];
        self.execute(include_str!("add_merge.sql"), values, WRITING)?;
        Ok(())
    }

    /// Contents that came back, in the order taken in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_merges(&self) -> Result<Vec<MergeRow>, StorageError> {
        self.list(include_str!("list_merges.sql"), [], READING, |row| {
            Ok(MergeRow {
                pack: row.get("pack_id")?,
                digest: row.get("digest")?,
                file_name: row.get("file_name")?,
                merged_ms: row.get("merged_ms")?,
                saved_ms: row.get("saved_ms")?,
                handed_in: row.get("handed_in")?,
            })
        })
    }

    /// Forgets that a content came back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_merge(&self, pack: PackId, digest: &Sum) -> Result<(), StorageError> {
        self.execute(include_str!("remove_merge.sql"), params![pack, digest], WRITING)?;
        Ok(())
    }

    /// Closes a comparison that opened by itself; one that the lead opened with a reason stays open.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn close_own_comparison(&self, round: RoundId, subject: SubjectId) -> Result<(), StorageError> {
        self.execute(include_str!("close_own_comparison.sql"), params![round, subject], WRITING)?;
        Ok(())
    }

    /// Whether the panel has built on the sheets of a plan: agreed answers, an overridden grade, agreed threads.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_built_on(&self, round: RoundId, subject: SubjectId) -> Result<bool, StorageError> {
        let found = self.get(include_str!("is_built_on.sql"), params![round, subject], READING, |row| row.get(0))?;
        Ok(found.unwrap_or(false))
    }
}

/// The id under which a concern of a pack is kept here: each wording of it once, whatever the pack calls it.
#[must_use]
pub fn concern_id(pack: PackId, concern: &crate::domain::sheet::UrgentConcern) -> crate::domain::ids::ConcernId {
    let told_ms = concern.told_ms.unwrap_or_default().to_le_bytes();
    let parts: [&[u8]; 7] = [
        b"concern",
        pack.0.as_bytes(),
        concern.subject.0.as_bytes(),
        concern.kind.code().as_bytes(),
        concern.what.as_bytes(),
        concern.told.as_bytes(),
        &told_ms,
    ];
    crate::domain::ids::ConcernId(own_id(&parts))
}
