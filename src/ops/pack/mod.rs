//! Packs: one member's work out and back.

mod ledger;
mod make;
mod merge;

pub use ledger::{Conflict, ConflictVersion, PackBack, PackLine};
pub use make::PackMade;
pub use merge::{PackKeys, PackReport, ReadPack, read_packs};

use super::Outcome;
use super::transact::{Actor, Change, OpError, Session};
use crate::domain::ids::{AssignmentId, MemberId, PackId, RoundId};
use crate::domain::pack::{Sum, Version, VersionState, content_sum, settle, tag, version_sum};
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{Assignment, SheetState};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is done with packs.
#[derive(Debug, Clone, PartialEq)]
pub enum PackCommand {
    /// Makes a pack for each member who reads plans of a round.
    Make {
        /// The round.
        round: RoundId,
        /// Where to.
        folder: PathBuf,
    },
    /// Takes in packs that were read.
    Merge(Vec<ReadPack>),
    /// Takes a merge back.
    TakeBack {
        /// Which pack.
        pack: PackId,
        /// Which content of it.
        digest: Sum,
    },
    /// Chooses between two versions of a sheet.
    Choose {
        /// Whose sheet on what.
        assignment: AssignmentId,
        /// The version that is to be the sheet.
        version: Sum,
    },
}

impl Session {
    pub(super) fn run_packs(&mut self, actor: &Actor, command: PackCommand) -> Result<Outcome, OpError> {
        let done = match command {
            PackCommand::Make { round, folder } => {
                let done = self.make_packs(actor, round, None, &folder)?;
                let made: Vec<_> = done.value.iter().map(|pack| pack.file_name.clone()).collect();
                return Ok(Outcome { changes: done.changes, value: serde_json::json!({ "packs": made }) });
            }
            PackCommand::Merge(packs) => {
                let done = self.merge_packs(actor, &packs)?;
                return Ok(Outcome { changes: done.changes, value: serde_json::json!({ "packs": done.value }) });
            }
            PackCommand::TakeBack { pack, digest } => self.take_back_merge(actor, pack, digest)?,
            PackCommand::Choose { assignment, version } => self.choose_version(actor, assignment, version)?,
        };
        Ok(Outcome { changes: done.changes, value: serde_json::Value::Null })
    }

    /// Whose pack this file is; none: it is no pack.
    #[must_use]
    pub fn pack_member(&self) -> Option<MemberId> {
        self.pack.as_ref().map(|pack| pack.member)
    }

    /// The digest of all that packs can bring: sheets, forks and choices. The same content gives the same digest, in
    /// whatever order it came; hexadecimal.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sheets_digest(&mut self) -> Result<String, OpError> {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        let mut assignments = Vec::new();
        for round in self.list_rounds()?.iter() {
            let progress = self.store.db().list_progress(round.id)?;
            assignments.extend(progress.into_iter().map(|p| p.assignment.id));
        }
        assignments.sort();
        let db = self.store.db();
        for assignment in assignments {
            hash.update(assignment.0.as_bytes());
            hash.update(content_sum(db.get_sheet_content(assignment)?.as_ref()));
            let versions = db.list_versions(assignment)?;
            let mut forks: Vec<_> = versions
                .iter()
                .filter(|v| matches!(v.state, VersionState::Waiting | VersionState::PutAside))
                .map(|v| (v.state.code(), v.content))
                .collect();
            forks.sort();
            for (state, content) in forks {
                hash.update(state.as_bytes());
                hash.update(content);
            }
        }
        Ok(super::file::hex(&hash.finalize()))
    }
}

/// The versions of a sheet with what stands on it now among them: what was written in this file since the last one is
/// a version that came of it.
fn versions_now(change: &mut Change<'_>, assignment: AssignmentId) -> Result<Vec<Version>, OpError> {
    let mut versions = change.db.list_versions(assignment)?;
    let sheet = change.db.get_sheet_content(assignment)?;
    let content = content_sum(sheet.as_ref());
    let last = versions.iter().position(|version| version.state == VersionState::Current);
    let last = last.and_then(|at| versions.get_mut(at));
    if last.as_ref().is_some_and(|last| last.content == content) {
        return Ok(versions);
    }
    let mut ancestors = BTreeSet::new();
    let mut parent = None;
    if let Some(last) = last {
        ancestors = last.ancestors.clone();
        ancestors.insert(tag(&last.id));
        parent = Some(last.id);
        last.state = VersionState::Replaced;
        change.db.put_version(assignment, last)?;
    }
    let version = Version {
        id: version_sum(parent, content),
        parent,
        state: VersionState::Current,
        came_ms: change.world.now_ms(),
        content,
        ancestors,
        merge: None,
        sheet,
    };
    change.db.put_version(assignment, &version)?;
    versions.push(version);
    Ok(versions)
}

/// Writes how the versions of a sheet stand, and the sheet itself where another one is current.
fn put_versions(
    change: &mut Change<'_>,
    assignment: AssignmentId,
    versions: &[Version],
    before: Option<Sum>,
) -> Result<bool, OpError> {
    for version in versions {
        change.db.put_version(assignment, version)?;
    }
    let current = versions.iter().find(|version| version.state == VersionState::Current);
    if current.map(|version| version.id) == before {
        return Ok(false);
    }
    change.db.put_sheet_content(assignment, current.and_then(|version| version.sheet.as_ref()))?;
    Ok(true)
}

fn current_id(versions: &[Version]) -> Option<Sum> {
    versions.iter().find(|version| version.state == VersionState::Current).map(|version| version.id)
}

/// Settles the versions of a sheet and writes them; true: the sheet is another now.
fn settle_and_put(
    change: &mut Change<'_>,
    assignment: &Assignment,
    versions: &mut [Version],
    before: Option<Sum>,
) -> Result<bool, OpError> {
    let pinned = change.db.is_built_on(assignment.round, assignment.subject)?;
    settle(versions, pinned);
    put_versions(change, assignment.id, versions, before)
}

/// Opens the comparison of a plan when all its sheets are in and none waits for a choice; closes one that had opened
/// by itself when that no longer holds, unless the panel has built on it.
fn settle_comparison(change: &mut Change<'_>, assignment: &Assignment) -> Result<(), OpError> {
    let (round, subject) = (assignment.round, assignment.subject);
    let waiting: BTreeSet<AssignmentId> = change.db.list_waiting(round)?.into_iter().collect();
    let progress = change.db.list_progress(round)?;
    let mut tasks = progress.iter().filter(|p| p.assignment.subject == subject);
    let all_in = tasks.all(|p| p.state == Some(SheetState::Submitted) && !waiting.contains(&p.assignment.id));
    if all_in {
        change.db.open_comparison(round, subject, change.world.now_ms(), None)?;
    } else if !change.db.is_built_on(round, subject)? {
        change.db.close_own_comparison(round, subject)?;
    }
    Ok(())
}

/// In a pack: refuses what is the lead's to do.
pub(super) fn require_work_of_a_member(changes: super::Changes) -> Result<(), RuleViolation> {
    let lead = changes.file
        || changes.cohort
        || changes.panel
        || changes.tools
        || changes.tool_drafts
        || changes.rounds
        || changes.assignments
        || changes.measures
        || changes.clocks
        || changes.drafts
        || changes.packs
        || (changes.agreed && !changes.sheets);
    if lead { Err(RuleViolation::NotInAPack) } else { Ok(()) }
}
