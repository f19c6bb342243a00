//! The ledger of packs out and back, forks that wait for a choice, and taking a merge back.

use super::super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::{current_id, put_versions, settle_and_put, settle_comparison};
use crate::domain::access::Viewer;
use crate::domain::ids::{AssignmentId, PackId, RoundId};
use crate::domain::pack::{SheetContent, Sum, VersionState, choose, content_sum};
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::SheetState;
use crate::storage::MergeRow;
use serde_json::json;
use std::collections::BTreeSet;

/// A pack that went out, and what came back of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackLine {
    /// Its id.
    pub id: PackId,
    /// Whose it is.
    pub member: String,
    /// Under which name it went out.
    pub file_name: String,
    /// Opens it.
    pub passphrase: String,
    /// When it was made, milliseconds UTC.
    pub made_ms: i64,
    /// What came back, in the order taken in.
    pub back: Vec<PackBack>,
}

/// A content of a pack that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackBack {
    /// Its digest.
    pub digest: Sum,
    /// When it was taken in, milliseconds UTC.
    pub merged_ms: i64,
    /// When its member last saved it, milliseconds UTC.
    pub saved_ms: i64,
    /// Whether every sheet in it was handed in.
    pub handed_in: bool,
}

/// A sheet of which several versions wait for a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The task.
    pub assignment: AssignmentId,
    /// The plan's reference.
    pub plan: String,
    /// Whose sheet.
    pub member: String,
    /// Whether the answers may be seen: by whose they are, and by the round once all other sheets of the plan are in.
    pub may_see: bool,
    /// The version on the sheet first, then those that wait.
    pub versions: Vec<ConflictVersion>,
    /// Criteria on which they differ.
    pub differ: Vec<String>,
}

/// One of the versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictVersion {
    /// Its digest.
    pub id: Sum,
    /// Whether a pack brought it.
    pub from_pack: bool,
    /// When it came into this file, milliseconds UTC.
    pub came_ms: i64,
    /// When it was handed in, milliseconds UTC.
    pub submitted_ms: Option<i64>,
    /// When an answer or note of it was last written, milliseconds UTC.
    pub written_ms: i64,
    /// How many criteria have an answer.
    pub answered: usize,
    /// How many have a note.
    pub notes: usize,
    /// What stands on it; none where it may not be seen.
    pub content: Option<SheetContent>,
}

impl Session {
    /// Packs of a round that went out, oldest first, with what came back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_packs(&self, round: RoundId) -> Result<Vec<PackLine>, OpError> {
        let db = self.store.db();
        let (names, merges) = (self.names()?, db.list_merges()?);
        let line = |row: crate::storage::PackRow| PackLine {
            back: merges.iter().filter(|m| m.pack == row.id).map(back).collect(),
            member: names.member(row.member).to_owned(),
            id: row.id,
            file_name: row.file_name,
            passphrase: row.passphrase,
            made_ms: row.made_ms,
        };
        Ok(db.list_packs()?.into_iter().filter(|row| row.round == round).map(line).collect())
    }

    /// Sheets of a round with versions that wait for a choice. Answers are left out where `viewer` may not see them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_conflicts(&self, round: RoundId, viewer: Viewer) -> Result<Vec<Conflict>, OpError> {
        let db = self.store.db();
        let (names, progress) = (self.names()?, db.list_progress(round)?);
        let mut conflicts = Vec::new();
        for id in db.list_waiting(round)? {
            let Some(task) = progress.iter().find(|p| p.assignment.id == id) else { continue };
            let others = || progress.iter().filter(|p| p.assignment.subject == task.assignment.subject);
            let all_others_in = others().all(|p| p.assignment.id == id || p.state == Some(SheetState::Submitted));
            let may_see = match viewer {
                Viewer::Member(member) => member == task.assignment.member,
                Viewer::Round => all_others_in,
            };
            let mut versions = db.list_versions(id)?;
            versions.retain(|v| matches!(v.state, VersionState::Current | VersionState::Waiting));
            versions.sort_by_key(|v| (v.state != VersionState::Current, v.id));
            let sheets: Vec<_> = versions.iter().map(|v| v.sheet.clone()).collect();
            let shown = versions.into_iter().map(|version| {
                let sheet = version.sheet.as_ref();
                ConflictVersion {
                    id: version.id,
                    from_pack: version.merge.is_some(),
                    came_ms: version.came_ms,
                    submitted_ms: sheet.and_then(|s| s.submitted_ms),
                    written_ms: sheet.map(last_written).unwrap_or_default(),
                    answered: sheet.map_or(0, SheetContent::answered),
                    notes: sheet.map_or(0, |s| s.notes.len()),
                    content: version.sheet.filter(|_| may_see),
                }
            });
            conflicts.push(Conflict {
                assignment: id,
                plan: self.reference_of(round, task.assignment.subject)?,
                member: names.member(task.assignment.member).to_owned(),
                may_see,
                versions: shown.collect(),
                differ: differing(&sheets),
            });
        }
        Ok(conflicts)
    }

    /// Makes one of the versions the sheet; the others are put aside for good.
    ///
    /// # Errors
    /// When there is no such version that waits, or the round is closed.
    pub fn choose_version(
        &mut self,
        actor: &Actor,
        assignment: AssignmentId,
        version: Sum,
    ) -> Result<Done<()>, OpError> {
        let task = self.assignment_by_id(assignment)?;
        self.open_round_by_id(task.round)?;
        self.transact(actor, |change| {
            let mut versions = change.db.list_versions(assignment)?;
            let is_open = |v: &crate::domain::pack::Version| {
                v.id == version && matches!(v.state, VersionState::Current | VersionState::Waiting)
            };
            if !versions.iter().any(is_open) || !versions.iter().any(|v| v.state == VersionState::Waiting) {
                return Err(RuleViolation::NothingToChoose.into());
            }
            let before = current_id(&versions);
            let from = change.db.get_sheet_content(assignment)?;
            if versions.iter().any(|v| Some(v.id) == before && v.content != content_sum(from.as_ref())) {
                return Err(RuleViolation::UndoOvertaken.into());
            }
            choose(&mut versions, &version);
            put_versions(change, assignment, &versions, before)?;
            settle_comparison(change, &task)?;
            let to = change.db.get_sheet_content(assignment)?;
            let content = json!({"from": from, "to": to, "put_aside": versions
                .iter()
                .filter(|v| v.state == VersionState::PutAside)
                .map(|v| super::super::file::hex(&v.id))
                .collect::<Vec<_>>()});
            let changes = Changes { sheets: true, agreed: true, packs: true, ..Changes::default() };
            let entry = Entry::new("version_chosen", content, changes).of_round(task.round).of_subject(task.subject);
            Ok(((), Some(entry.undone_by(Undo::Barrier))))
        })
    }

    /// Takes a merge back: the sheets are as they were before it. Urgent concerns it brought stay: somebody must act
    /// on them.
    ///
    /// # Errors
    /// When work builds on it: agreed answers, a choice, changes to a sheet, a later pack.
    pub fn take_back_merge(&mut self, actor: &Actor, pack: PackId, digest: Sum) -> Result<Done<()>, OpError> {
        let db = self.store.db();
        let out = db.list_packs()?.into_iter().find(|row| row.id == pack);
        let known = db.list_merges()?.iter().any(|row| (row.pack, row.digest) == (pack, digest));
        let Some(out) = out.filter(|_| known) else { return Err(RuleViolation::NothingToUndo.into()) };
        self.open_round_by_id(out.round)?;
        self.transact(actor, |change| {
            let mut log = Vec::new();
            for task in change.db.list_member_assignments(out.round, out.member, true)? {
                let mut versions = change.db.list_versions(task.id)?;
                let brought: BTreeSet<Sum> =
                    versions.iter().filter(|v| v.merge == Some(digest)).map(|v| v.id).collect();
                if brought.is_empty() {
                    continue;
                }
                let from = change.db.get_sheet_content(task.id)?;
                let before = current_id(&versions);
                let built = change.db.is_built_on(task.round, task.subject)?
                    || versions.iter().any(|v| v.state == VersionState::PutAside)
                    || versions
                        .iter()
                        .any(|v| !brought.contains(&v.id) && brought.iter().any(|brought| v.descends_from(brought)))
                    || versions.iter().any(|v| Some(v.id) == before && v.content != content_sum(from.as_ref()));
                if built {
                    return Err(RuleViolation::MergeBuiltOn.into());
                }
                for id in &brought {
                    change.db.remove_version(task.id, id)?;
                }
                versions.retain(|version| !brought.contains(&version.id));
                if settle_and_put(change, &task, &mut versions, before)? {
                    let to = change.db.get_sheet_content(task.id)?;
                    log.push(json!({"assignment": task.id, "from": from, "to": to}));
                }
                settle_comparison(change, &task)?;
            }
            change.db.remove_merge(pack, &digest)?;
            let changes = Changes { sheets: true, agreed: true, packs: true, ..Changes::default() };
            let entry = Entry::new("merge_taken_back", json!({"pack": pack, "changed": log}), changes);
            Ok(((), Some(entry.of_round(out.round).undone_by(Undo::Barrier))))
        })
    }

    fn assignment_by_id(&mut self, assignment: AssignmentId) -> Result<crate::domain::sheet::Assignment, OpError> {
        for round in self.list_rounds()?.iter() {
            let progress = self.store.db().list_progress(round.id)?;
            if let Some(found) = progress.into_iter().find(|p| p.assignment.id == assignment) {
                return Ok(found.assignment);
            }
        }
        Err(RuleViolation::NothingToChoose.into())
    }
}

fn back(row: &MergeRow) -> PackBack {
    PackBack { digest: row.digest, merged_ms: row.merged_ms, saved_ms: row.saved_ms, handed_in: row.handed_in }
}

fn last_written(sheet: &SheetContent) -> i64 {
    let answers = sheet.answers.values().map(|given| given.given_ms);
    let notes = sheet.notes.values().map(|note| note.written_ms);
    answers.chain(notes).max().unwrap_or(sheet.started_ms)
}

/// Criteria on which versions differ in answer or note.
fn differing(sheets: &[Option<SheetContent>]) -> Vec<String> {
    let on = |sheet: &Option<SheetContent>, code: &str| {
        let sheet = sheet.as_ref();
        let answer = sheet.and_then(|s| s.answers.get(code)).map(|a| (a.answer.clone(), a.na_reason.clone()));
        let note = sheet.and_then(|s| s.notes.get(code)).map(|n| (n.kind, n.text.clone(), n.place.clone()));
        (answer, note)
    };
    let codes: BTreeSet<&String> =
        sheets.iter().flatten().flat_map(|s| s.answers.keys().chain(s.notes.keys())).collect();
    let differ = |code: &&String| {
        sheets.windows(2).any(|pair| match pair {
            [a, b] => on(a, code) != on(b, code),
            _ => false,
        })
    };
    codes.into_iter().filter(differ).cloned().collect()
}
