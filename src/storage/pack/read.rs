//! Reads a pack that came back. It is hostile until proved otherwise: a copy is opened under limits, its form must be
//! exactly ours, its pages, its log and its content must fit together, and nothing in it is ever run.

use super::super::check::Finding;
use super::super::error::{During, StorageError, StorageErrorKind};
use super::super::state_digest::STATE_TABLES;
use super::super::store::{self, Store};
use super::super::{Db, migrate};
use crate::domain::ids::{PackId, RoundId};
use crate::domain::pack::{PackFacts, PackRefusal, SheetContent, Sum, VersionState, content_sum, tag, version_sum};
use crate::domain::sheet::{Assignment, MAX_NOTE_BYTES, UrgentConcern};
use crate::platform::file_lock::{FileLock, LockError, lock_path};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Larger files are no packs: a pack of forty plans has less than two megabytes.
const MAX_FILE_BYTES: u64 = 128 * 1024 * 1024;
/// Rows of all tables together: a member's whole round, changed many times over, has a tenth of it.
const MAX_ROWS: i64 = 200_000;
/// The longest text that is not a note, in bytes.
const MAX_TEXT_BYTES: i64 = 64 * 1024;
/// Packs are never smaller than one page.
const LEAST_BYTES: u64 = 4_096;

/// What a pack holds, read and typed; whether it may be taken in is for the caller to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// What it says it is.
    pub facts: PackFacts,
    /// The file's facts: names and values.
    pub file_facts: BTreeMap<String, String>,
    /// Its round, as it says: title and id.
    pub rounds: Vec<(RoundId, String)>,
    /// Its sheets, one for each task in it.
    pub sheets: Vec<PackSheet>,
    /// Urgent concerns raised in it.
    pub concerns: Vec<UrgentConcern>,
    /// When it was last changed, milliseconds UTC.
    pub saved_ms: i64,
    /// Digest of everything in it that can be taken in.
    pub digest: Sum,
}

/// One sheet of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSheet {
    /// The task, as the pack has it.
    pub assignment: Assignment,
    /// What stands on it; none: not begun.
    pub content: Option<SheetContent>,
    /// The version it is.
    pub id: Sum,
    /// The versions it came of, newest first; the last is the one that went out.
    pub lineage: Vec<Sum>,
}

/// A copy that goes when this is dropped.
struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(end);
            let _ = std::fs::remove_file(name);
        }
    }
}

/// Reads a pack. `keys` are the packs that went out with their passphrases; `scratch` is a folder in which an encrypted
/// copy may lie for the while.
///
/// # Errors
/// Why it is not a sound pack of ours. Nothing of it was taken in, and its file was not touched.
pub fn read_pack(path: &Path, scratch: &Path, keys: &[(PackId, String)]) -> Result<PackFile, PackRefusal> {
    refuse_open(path)?;
    let id = leading_id(path)?;
    let (_, passphrase) = keys.iter().find(|(pack, _)| *pack == id).ok_or(PackRefusal::Unknown)?;
    let copy = copy(path, scratch, id)?;
    let conn = open(&copy.0, passphrase)?;
    require_sound(&conn)?;
    let file = read(&Db(&conn)).map_err(damaged)?;
    let file = file.ok_or(PackRefusal::NotWhatWentOut)?;
    // Closed before the copy goes.
    drop(conn);
    if file.facts.id == id { Ok(file) } else { Err(PackRefusal::NotWhatWentOut) }
}

/// A pack that is open somewhere is not whole on the disk.
fn refuse_open(path: &Path) -> Result<(), PackRefusal> {
    if !lock_path(path).exists() {
        return Ok(());
    }
    match FileLock::acquire(path, "") {
        Err(LockError::Held(who)) => Err(PackRefusal::Open(who)),
        // Left over, or on a stick that cannot be written: no lock.
        Ok(_) | Err(LockError::Io(_)) => Ok(()),
    }
}

fn not_readable(error: &std::io::Error) -> PackRefusal {
    match error.kind() {
        std::io::ErrorKind::NotFound => PackRefusal::NoSuchFile,
        _ => PackRefusal::NotReadable(error.to_string()),
    }
}

/// The first sixteen bytes: the salt of the encryption, which is the pack's id.
fn leading_id(path: &Path) -> Result<PackId, PackRefusal> {
    let metadata = path.metadata().map_err(|e| not_readable(&e))?;
    if !metadata.is_file() || metadata.len() < LEAST_BYTES {
        return Err(PackRefusal::NotAPack);
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(PackRefusal::TooLarge("the file"));
    }
    let mut salt = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut salt));
    read.map_err(|e| not_readable(&e))?;
    if &salt == store::PLAIN_HEADER {
        return Err(PackRefusal::NotAPack);
    }
    Ok(PackId(uuid::Uuid::from_bytes(salt)))
}

fn copy(path: &Path, scratch: &Path, id: PackId) -> Result<Copy, PackRefusal> {
    let to = scratch.join(format!(".pack-{}-{}.tmp", id.0.simple(), std::process::id()));
    let copy = Copy(to);
    copy_capped(path, &copy.0)?;
    // A pack whose program was killed has its last answers there.
    let beside = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        PathBuf::from(name)
    };
    if beside(path).is_file() {
        copy_capped(&beside(path), &beside(&copy.0))?;
    }
    Ok(copy)
}

fn copy_capped(from: &Path, to: &Path) -> Result<(), PackRefusal> {
    let mut source = std::fs::File::open(from).map_err(|e| not_readable(&e))?.take(MAX_FILE_BYTES + 1);
    let _ = std::fs::remove_file(to);
    let written = std::fs::File::create_new(to).and_then(|mut file| std::io::copy(&mut source, &mut file));
    match written {
        Ok(bytes) if bytes > MAX_FILE_BYTES => Err(PackRefusal::TooLarge("the file")),
        Ok(_) => Ok(()),
        Err(error) => Err(PackRefusal::NotReadable(error.to_string())),
    }
}

fn damaged(error: StorageError) -> PackRefusal {
    match error.kind {
        StorageErrorKind::SchemaDiffers(what) => PackRefusal::SchemaDiffers(what),
        StorageErrorKind::Damaged(what) | StorageErrorKind::BadValue(what) => PackRefusal::Damaged(what),
        // The passphrase is the one that went out: a first page it does not open was changed.
        StorageErrorKind::WrongPassphrase => PackRefusal::Damaged("its first page".to_owned()),
        StorageErrorKind::NotAnAuditFile => PackRefusal::NotAPack,
        _ => PackRefusal::Damaged(error.to_string()),
    }
}

/// Opens the copy and compares its form with ours before anything else of it is read.
fn open(path: &Path, passphrase: &str) -> Result<Connection, PackRefusal> {
    let conn = store::connect(path, Some(passphrase), None, OpenFlags::empty()).map_err(damaged)?;
    let pragma = |name: &str| {
        conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).during("opening a pack").map_err(damaged)
    };
    if pragma("application_id")? != migrate::APPLICATION_ID {
        return Err(PackRefusal::NotAPack);
    }
    let version = pragma("user_version")?;
    if version != migrate::SCHEMA_VERSION {
        return Err(PackRefusal::OtherVersion { pack: version, ours: migrate::SCHEMA_VERSION });
    }
    migrate::require_exact_schema(&conn).map_err(damaged)?;
    conn.pragma_update(None, "query_only", true).during("opening a pack").map_err(damaged)?;
    Ok(conn)
}

fn require_sound(conn: &Connection) -> Result<(), PackRefusal> {
    let during = "checking a pack";
    let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).during(during).map_err(damaged);
    let mut rows = 0;
    for table in STATE_TABLES.iter().chain(&["log", "log_content"]) {
        rows += number(&format!("SELECT count(*) FROM {table}"))?;
        if rows > MAX_ROWS {
            return Err(PackRefusal::TooLarge("its number of rows"));
        }
    }
    if number(include_str!("longest_note.sql"))? > MAX_NOTE_BYTES as i64 {
        return Err(PackRefusal::TooLarge("a note"));
    }
    if number(include_str!("longest_text.sql"))? > MAX_TEXT_BYTES {
        return Err(PackRefusal::TooLarge("a text"));
    }
    let mut findings: Vec<Finding> = Vec::new();
    Store::check_pages(conn, true, &mut findings).map_err(damaged)?;
    if findings.is_empty() {
        Store::check_foreign_keys(conn, &mut findings).map_err(damaged)?;
    }
    if let Some(finding) = findings.first() {
        return Err(PackRefusal::Damaged(format!("{}: {}", finding.place, finding.detail)));
    }
    let db = Db(conn);
    if let Some(fault) = db.list_chain_faults().map_err(damaged)?.first() {
        return Err(PackRefusal::Damaged(format!("log row {}: {}", fault.seq, fault.detail)));
    }
    db.require_state_fits_log().map_err(damaged)
}

/// Names of the facts by which a pack says what it is.
pub(in crate::storage) mod fact {
    pub(in crate::storage) const KIND: &str = "kind";
    pub(in crate::storage) const PACK: &str = "pack";
    pub(in crate::storage) const ID: &str = "pack_id";
    pub(in crate::storage) const ROUND: &str = "pack_round";
    pub(in crate::storage) const MEMBER: &str = "pack_member";
    pub(in crate::storage) const MADE_MS: &str = "pack_made_ms";
}

impl PackFacts {
    /// As facts of a file: names and values.
    #[must_use]
    pub fn to_file_facts(&self) -> Vec<(&'static str, String)> {
        vec![
            (fact::KIND, fact::PACK.to_owned()),
            (fact::ID, self.id.to_string()),
            (fact::ROUND, self.round.to_string()),
            (fact::MEMBER, self.member.to_string()),
            (fact::MADE_MS, self.made_ms.to_string()),
        ]
    }
}

impl Db<'_> {
    /// What a pack says it is; none: the file is no pack.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get_pack_facts(&self) -> Result<Option<PackFacts>, StorageError> {
        if self.get_file_fact(fact::KIND)?.as_deref() != Some(fact::PACK) {
            return Ok(None);
        }
        let id = |name: &str| -> Result<Option<uuid::Uuid>, StorageError> {
            Ok(self.get_file_fact(name)?.and_then(|text| text.parse().ok()))
        };
        let made_ms = self.get_file_fact(fact::MADE_MS)?.and_then(|text| text.parse().ok());
        let (Some(pack), Some(round), Some(member), Some(made_ms)) =
            (id(fact::ID)?, id(fact::ROUND)?, id(fact::MEMBER)?, made_ms)
        else {
            return Err(super::bad("what the pack says of itself"));
        };
        let member = crate::domain::ids::MemberId(member);
        Ok(Some(PackFacts { id: PackId(pack), round: RoundId(round), member, made_ms }))
    }
}

fn read(db: &Db<'_>) -> Result<Option<PackFile>, StorageError> {
    let during = "reading a pack";
    let Some(facts) = db.get_pack_facts()? else { return Ok(None) };
    let file_facts = db.list("SELECT name, value FROM file_fact", [], during, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rounds = db.list("SELECT id, title FROM round", [], during, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let assignments = db.list(include_str!("list_all_assignments.sql"), [], during, super::assignment_from)?;
    let mut sheets = Vec::with_capacity(assignments.len());
    for assignment in assignments {
        sheets.push(read_sheet(db, assignment)?);
    }
    let mut concerns = Vec::new();
    for (round, _) in &rounds {
        concerns.extend(db.list_concerns(*round)?);
    }
    let saved_ms = db.get("SELECT max(at_ms) FROM log", [], during, |row| row.get::<_, Option<i64>>(0))?;
    let digest = digest(&facts, &sheets, &concerns);
    let saved_ms = saved_ms.flatten().unwrap_or(facts.made_ms);
    Ok(Some(PackFile {
        facts,
        file_facts: BTreeMap::from_iter(file_facts),
        rounds,
        sheets,
        concerns,
        saved_ms,
        digest,
    }))
}

fn read_sheet(db: &Db<'_>, assignment: Assignment) -> Result<PackSheet, StorageError> {
    let mut content = db.get_sheet_content(assignment.id)?;
    if let Some(content) = &mut content {
        // What goes into the report is the lead's to choose.
        content.notes.values_mut().for_each(|note| note.in_report = false);
    }
    let versions = db.list_versions(assignment.id)?;
    let mut at = versions.iter().find(|version| version.state == VersionState::Current);
    let (mut lineage, mut seen) = (Vec::new(), BTreeSet::new());
    let recorded = at.map(|version| version.content);
    while let Some(version) = at {
        if !seen.insert(tag(&version.id)) {
            return Err(super::bad("a sheet that came of itself"));
        }
        lineage.push(version.id);
        at = version.parent.and_then(|parent| versions.iter().find(|version| version.id == parent));
    }
    let now = content_sum(content.as_ref());
    let id = match lineage.first() {
        Some(last) if recorded == Some(now) => {
            let last = *last;
            lineage.remove(0);
            last
        }
        // Written by something that keeps no versions: it came of the last one all the same.
        last => version_sum(last.copied(), now),
    };
    Ok(PackSheet { assignment, content, id, lineage })
}

fn digest(facts: &PackFacts, sheets: &[PackSheet], concerns: &[UrgentConcern]) -> Sum {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for sheet in sheets {
        parts.push([sheet.assignment.id.0.as_bytes().as_slice(), &sheet.id].concat());
    }
    for concern in concerns {
        parts.push(super::concern_id(facts.id, concern).0.as_bytes().to_vec());
    }
    parts.sort();
    let mut hash = Sha256::new();
    hash.update(facts.id.0.as_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
