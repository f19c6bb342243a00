//! Making, opening, checking and closing an audit file.

use super::transact::{Actor, Changes, Entry, OpError, Session};
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::ToolId;
use crate::domain::rules::{Field, RuleViolation};
use crate::domain::snapshot::FileFacts;
use crate::platform::clock::World;
use crate::platform::{atomic, places};
use crate::storage::log::LogRow;
use crate::storage::{Finding, StorageError, StorageErrorKind, Store};
use serde_json::json;
use std::path::Path;

/// Names of the facts that a file keeps of itself.
pub(super) mod fact {
    pub(in crate::ops) const LOCAL_AREA: &str = "local_area";
    pub(in crate::ops) const LA_CODE: &str = "la_code";
    pub(in crate::ops) const IS_SAMPLE: &str = "is_sample";
    pub(in crate::ops) const COHORT_AS_OF: &str = "cohort_as_of";
    pub(in crate::ops) const COHORT_KEYED: &str = "cohort_keyed";
    pub(in crate::ops) const COHORT_MAP: &str = "cohort_map";
    pub(in crate::ops) const COHORT_COLUMNS: &str = "cohort_columns";
}

/// What a new file starts with.
#[derive(Debug, Clone)]
pub struct NewFile<'a> {
    /// Name of the local area.
    pub local_area: &'a str,
    /// Its three-digit code, if known.
    pub la_code: Option<&'a str>,
    /// Encrypts the file; none only for samples, tests and drills.
    pub passphrase: Option<&'a str>,
    /// Marks the file as the sample.
    pub is_sample: bool,
    /// Audit tools to begin with, already checked.
    pub tools: &'a [AuditTool],
}

impl Session {
    /// Makes a new audit file, whole or not at all: it is built under a temporary name beside and then renamed.
    ///
    /// `fill` may put content into it before it gets its name. `replace` allows a path where something is.
    ///
    /// # Errors
    /// When the path is taken, cannot be written, or `fill` fails. Nothing is then left behind.
    pub fn create(
        path: &Path,
        new: &NewFile<'_>,
        world: Box<dyn World>,
        replace: bool,
        fill: impl FnOnce(&mut Session) -> Result<(), OpError>,
    ) -> Result<(), OpError> {
        let during = "making a new file";
        if new.local_area.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::LocalArea).into());
        }
        let path = places::absolute(path).map_err(|e| StorageError::io(e, during))?;
        if !replace && path.symlink_metadata().is_ok() {
            return Err(StorageError::new(StorageErrorKind::Exists(path), during).into());
        }
        let temporary = atomic::temporary_beside(&path);
        // Left over from a run that was killed; nobody else can hold this process's name.
        let _ = std::fs::remove_file(&temporary);
        let built = Self::build(&temporary, new, world, fill);
        let published = built.and_then(|()| {
            let synced = atomic::sync_file(&temporary);
            let renamed = synced.and_then(|()| atomic::publish(&temporary, &path));
            renamed.map_err(|e| StorageError::io(e, during).into())
        });
        if published.is_err() {
            for end in ["", "-wal", "-journal", ".lock"] {
                let mut name = temporary.as_os_str().to_owned();
                name.push(end);
                let _ = std::fs::remove_file(name);
            }
        }
        published
    }

    fn build(
        temporary: &Path,
        new: &NewFile<'_>,
        mut world: Box<dyn World>,
        fill: impl FnOnce(&mut Session) -> Result<(), OpError>,
    ) -> Result<(), OpError> {
        let store = Store::create(temporary, new.passphrase, world.now_ms())?;
        let mut session = Session::over(store, world);
        session.write_first_facts(new)?;
        fill(&mut session)?;
        Ok(session.store.close()?)
    }

    fn write_first_facts(&mut self, new: &NewFile<'_>) -> Result<(), OpError> {
        self.transact(&Actor::CommandLine, |change| {
            change.db.set_file_fact(fact::LOCAL_AREA, new.local_area.trim())?;
            if let Some(code) = new.la_code {
                change.db.set_file_fact(fact::LA_CODE, code)?;
            }
            if new.is_sample {
                change.db.set_file_fact(fact::IS_SAMPLE, "yes")?;
            }
            for tool in new.tools {
                let published_ms = change.world.now_ms();
                change.db.add_tool(ToolId(change.world.new_uuid()), tool, published_ms)?;
            }
            let tools: Vec<_> = new.tools.iter().map(|t| json!({"code": t.code, "version": t.version})).collect();
            let content = json!({"local_area": new.local_area, "la_code": new.la_code, "tools": tools});
            let changes = Changes { file: true, tools: true, ..Changes::default() };
            Ok(((), Some(Entry::new("file_made", content, changes))))
        })?;
        Ok(())
    }

    /// Opens an audit file.
    ///
    /// # Errors
    /// As [`Store::open`]; the file is left as it was.
    pub fn open(path: &Path, passphrase: Option<&str>, mut world: Box<dyn World>) -> Result<Self, OpError> {
        let store = Store::open(path, passphrase, world.now_ms())?;
        let pack = store.db().get_pack_facts()?;
        let mut session = Self::over(store, world);
        session.pack = pack;
        Ok(session)
    }

    /// Verifies that the log chain is whole and that the content is the one it speaks of. Before this, nothing is
    /// exported.
    ///
    /// # Errors
    /// [`StorageErrorKind::Damaged`] with what does not fit.
    pub fn verify(&self) -> Result<(), OpError> {
        if let Some(fault) = self.store.db().list_chain_faults()?.first() {
            let detail = format!("log row {}: {}", fault.seq, fault.detail);
            return Err(StorageError::new(StorageErrorKind::Damaged(detail), "checking the log").into());
        }
        Ok(self.store.db().require_state_fits_log()?)
    }

    /// Everything that can be wrong with the file; changes nothing.
    ///
    /// # Errors
    /// When the check itself could not run.
    pub fn check(&self) -> Result<Vec<Finding>, OpError> {
        Ok(self.store.check()?)
    }

    /// What the file says of itself.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn file_facts(&self) -> Result<FileFacts, OpError> {
        let db = self.store.db();
        Ok(FileFacts {
            local_area: db.get_file_fact(fact::LOCAL_AREA)?.unwrap_or_default(),
            la_code: db.get_file_fact(fact::LA_CODE)?,
            is_sample: db.get_file_fact(fact::IS_SAMPLE)?.is_some(),
            is_encrypted: self.store.is_encrypted(),
            cohort_as_of: db.get_file_fact(fact::COHORT_AS_OF)?.and_then(|day| day.parse().ok()),
        })
    }

    /// The log, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self) -> Result<Vec<LogRow>, OpError> {
        Ok(self.store.db().list_log()?)
    }

    /// The reference of the plan of each subject: what entries of the log are about.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log_references(&self) -> Result<std::collections::BTreeMap<crate::domain::ids::SubjectId, String>, OpError> {
        Ok(self.store.db().list_references()?.into_iter().collect())
    }

    /// Head of the log chain, hexadecimal.
    #[must_use]
    pub fn head_digest(&self) -> String {
        hex(&self.store.head().hash)
    }

    /// Now, in the machine's time zone.
    #[must_use]
    pub fn now_local(&mut self) -> jiff::civil::DateTime {
        self.world.now_local()
    }

    /// Today in the machine's time zone.
    #[must_use]
    pub fn today(&mut self) -> jiff::civil::Date {
        self.world.today()
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Empties the write-ahead log when there is time.
    ///
    /// # Errors
    /// When the disk refuses; nothing is lost then.
    pub fn settle(&self) -> Result<(), OpError> {
        Ok(self.store.settle()?)
    }

    /// Closes the file.
    ///
    /// # Errors
    /// When the last of the write-ahead log could not be emptied; what was saved is safe in it.
    pub fn close(self) -> Result<(), OpError> {
        Ok(self.store.close()?)
    }
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
