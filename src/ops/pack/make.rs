//! Makes packs: a file for each member with nothing of anybody else's in it.

use super::super::file::fact;
use super::super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::{current_id, versions_now};
use crate::domain::ids::{MemberId, PackId, RoundId};
use crate::domain::pack::PackFacts;
use crate::domain::passphrase::{PACK_WORDS, draw_words};
use crate::domain::round::Round;
use crate::domain::rules::{Field, RuleViolation};
use crate::platform::{atomic, clock, places};
use crate::storage::log::LogDraft;
use crate::storage::{NewPack, PackRow, StorageError, StorageErrorKind, build_pack};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const DURING: &str = "making the packs";

/// A pack that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackMade {
    /// Whose.
    pub member: String,
    /// The name of its file.
    pub file_name: String,
    /// Opens it.
    pub passphrase: String,
    /// Plans in it.
    pub plans: usize,
}

/// A pack on its way to its name.
struct Making {
    row: PackRow,
    made: PackMade,
    temporary: PathBuf,
    path: PathBuf,
}

impl Session {
    /// Makes a pack for each member who reads plans of a round, or for one of them with a passphrase of the lead's own,
    /// in a folder. A file that is there is never replaced.
    ///
    /// # Errors
    /// When nobody reads anything, the passphrase is empty, or a file cannot be written: then there is no pack.
    pub fn make_packs(
        &mut self,
        actor: &Actor,
        round: RoundId,
        only: Option<(MemberId, String)>,
        folder: &Path,
    ) -> Result<Done<Vec<PackMade>>, OpError> {
        let round = self.open_round_by_id(round)?;
        if only.as_ref().is_some_and(|(_, passphrase)| passphrase.trim().is_empty()) {
            return Err(RuleViolation::Empty(Field::Passphrase).into());
        }
        let folder = places::absolute(folder).map_err(|e| StorageError::io(e, DURING))?;
        if !folder.is_dir() {
            return Err(StorageError::new(StorageErrorKind::NoSuchFile(folder), DURING).into());
        }
        let mut packs = self.begin_packs(&round, only, &folder)?;
        if packs.is_empty() {
            return Err(RuleViolation::NothingToPack(round.facts.title).into());
        }
        let facts = self.facts_for_packs()?;
        let made = self.transact(actor, |change| {
            for pack in &mut packs {
                build(change, &round, &facts, pack)?;
            }
            let names: Vec<_> = packs.iter().map(|p| json!([p.made.member, p.made.file_name, p.made.plans])).collect();
            let changes = Changes { packs: true, ..Changes::default() };
            let entry = Entry::new("packs_made", json!({ "packs": names }), changes).of_round(round.id);
            Ok(((), Some(entry.undone_by(Undo::Aside))))
        });
        // The passphrases are safe in the file before any pack has its name.
        let named = made.and_then(|done| publish(&packs).map(|()| done));
        if named.is_err() {
            for pack in &packs {
                remove(&pack.temporary);
            }
        }
        let changes = named?.changes;
        Ok(Done { value: packs.into_iter().map(|pack| pack.made).collect(), changes })
    }

    fn begin_packs(
        &mut self,
        round: &Round,
        only: Option<(MemberId, String)>,
        folder: &Path,
    ) -> Result<Vec<Making>, OpError> {
        let (mut packs, mut taken) = (Vec::new(), BTreeSet::new());
        for member in self.store.db().list_members()? {
            if only.as_ref().is_some_and(|(id, _)| *id != member.id) {
                continue;
            }
            let plans = self.store.db().list_member_assignments(round.id, member.id, false)?.len();
            if plans == 0 {
                continue;
            }
            let passphrase = match &only {
                Some((_, passphrase)) => passphrase.clone(),
                None => fresh_passphrase()?,
            };
            let made_ms = self.world.now_ms();
            let path = free_path(folder, &file_stem(&round.facts.title, &member.facts.name), &mut taken);
            let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let row = PackRow {
                id: fresh_id(made_ms)?,
                round: round.id,
                member: member.id,
                passphrase: passphrase.clone(),
                file_name: file_name.clone(),
                made_ms,
            };
            let made = PackMade { member: member.facts.name, file_name, passphrase, plans };
            packs.push(Making { row, made, temporary: atomic::temporary_beside(&path), path });
        }
        Ok(packs)
    }

    fn facts_for_packs(&self) -> Result<Vec<(&'static str, String)>, OpError> {
        let db = self.store.db();
        let mut facts = Vec::new();
        for name in [fact::LOCAL_AREA, fact::LA_CODE, fact::IS_SAMPLE] {
            facts.extend(db.get_file_fact(name)?.map(|value| (name, value)));
        }
        facts.push(("pack_head", self.head_digest()));
        Ok(facts)
    }
}

fn no_randomness(error: std::io::Error) -> OpError {
    StorageError::io(error, DURING).into()
}

fn fresh_passphrase() -> Result<String, OpError> {
    let drawn = draw_words(PACK_WORDS, || clock::secret_bytes::<2>().ok().map(u16::from_le_bytes));
    drawn.ok_or_else(|| no_randomness(std::io::Error::other("the machine gives no random numbers")))
}

fn fresh_id(now_ms: i64) -> Result<PackId, OpError> {
    // The id is also the salt of the encryption: never from a clock alone.
    let tail = clock::secret_bytes::<10>().map_err(no_randomness)?;
    let now_ms = u64::try_from(now_ms).unwrap_or_default();
    Ok(PackId(uuid::Builder::from_unix_timestamp_millis(now_ms, &tail).into_uuid()))
}

/// "Autumn 2026 - Ann Lee", without what a file system may refuse.
fn file_stem(round: &str, member: &str) -> String {
    let plain = |text: &str| -> String {
        let kept = text.chars().map(|c| if c.is_alphanumeric() || " -'’()".contains(c) { c } else { ' ' });
        let kept: String = kept.collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
    };
    format!("{} - {}", plain(round), plain(member))
}

fn free_path(folder: &Path, stem: &str, taken: &mut BTreeSet<PathBuf>) -> PathBuf {
    let mut number = 1;
    loop {
        let name = if number == 1 { format!("{stem}.gtpack") } else { format!("{stem} ({number}).gtpack") };
        let path = folder.join(name);
        // A member's work may lie under that name: it is never replaced.
        if path.symlink_metadata().is_err() && taken.insert(path.clone()) {
            return path;
        }
        number += 1;
    }
}

fn build(
    change: &mut Change<'_>,
    round: &Round,
    file_facts: &[(&'static str, String)],
    pack: &mut Making,
) -> Result<(), OpError> {
    let facts = PackFacts { id: pack.row.id, round: round.id, member: pack.row.member, made_ms: pack.row.made_ms };
    let mut parents = Vec::new();
    for assignment in change.db.list_member_assignments(round.id, pack.row.member, false)? {
        let versions = versions_now(change, assignment.id)?;
        let current = current_id(&versions);
        parents.extend(versions.into_iter().find(|v| Some(v.id) == current).map(|v| (assignment.id, v)));
    }
    let content = json!({"pack": facts.id, "round": round.facts.title, "member": pack.made.member});
    let log = LogDraft {
        at_ms: facts.made_ms,
        actor: "Golden Thread".to_owned(),
        event: "pack_made",
        round: Some(round.id),
        subject: None,
        content: content.to_string(),
        salt: change.world.random_16(),
    };
    let mut all_facts = file_facts.to_vec();
    all_facts.extend(facts.to_file_facts());
    remove(&pack.temporary);
    let new = NewPack { facts, passphrase: &pack.row.passphrase, file_facts: all_facts, parents, log };
    build_pack(*change.db, &pack.temporary, &new)?;
    atomic::sync_file(&pack.temporary).map_err(|e| StorageError::io(e, DURING))?;
    change.db.add_pack(&pack.row)?;
    Ok(())
}

fn publish(packs: &[Making]) -> Result<(), OpError> {
    for pack in packs {
        atomic::publish(&pack.temporary, &pack.path).map_err(|e| StorageError::io(e, DURING))?;
    }
    Ok(())
}

fn remove(temporary: &Path) {
    for end in ["", "-wal", "-journal", ".lock"] {
        let mut name = temporary.as_os_str().to_owned();
        name.push(end);
        let _ = std::fs::remove_file(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_holds_nothing_a_file_system_refuses() {
        assert_eq!(file_stem("Spring: 2026/27", "Ann \"Lee\""), "Spring 2026 27 - Ann Lee");
        assert_eq!(file_stem("../../etc", "Zoë O’Hara"), "etc - Zoë O’Hara");
    }
}
