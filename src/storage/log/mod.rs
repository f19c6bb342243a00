//! The log: append-only, each row chained to the one before.

use super::Db;
use super::error::{During, StorageError, StorageErrorKind};
use super::state_digest::StateDigest;
use crate::domain::ids::{RoundId, SubjectId};
use rusqlite::params;
use sha2::{Digest, Sha256};

/// What is to be logged of a change.
#[derive(Debug, Clone)]
pub struct LogDraft {
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who: a member's name, or "command line".
    pub actor: String,
    /// What happened, past tense.
    pub event: &'static str,
    /// The round it belongs to.
    pub round: Option<RoundId>,
    /// The subject it belongs to.
    pub subject: Option<SubjectId>,
    /// From what to what, as JSON.
    pub content: String,
    /// Random bytes that keep short content from being guessed from its hash.
    pub salt: [u8; 16],
}

/// A row of the log as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Counts from 1.
    pub seq: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who.
    pub actor: String,
    /// What happened.
    pub event: String,
    /// The round it belongs to.
    pub round: Option<RoundId>,
    /// The subject it belongs to.
    pub subject: Option<SubjectId>,
    /// From what to what, as JSON; none: erased.
    pub content: Option<String>,
    /// Hash of this row, which covers the one before.
    pub hash: [u8; 32],
}

/// Where the chain stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogHead {
    /// Number of the last row; 0: none.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// The digest of the state after it.
    pub state: StateDigest,
}

/// Something wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    /// The row.
    pub seq: i64,
    /// What is wrong with it.
    pub detail: &'static str,
}

struct Header<'a> {
    seq: i64,
    at_ms: i64,
    actor: &'a str,
    event: &'a str,
    round: Option<RoundId>,
    subject: Option<SubjectId>,
    state: [u8; 32],
    content_hash: [u8; 32],
}

fn chain_hash(previous: [u8; 32], header: &Header<'_>) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"gtlog1");
    hash.update(previous);
    hash.update(header.seq.to_le_bytes());
    hash.update(header.at_ms.to_le_bytes());
    for text in [header.actor, header.event] {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    for id in [header.round.map(|r| r.0), header.subject.map(|s| s.0)] {
        hash.update([u8::from(id.is_some())]);
        hash.update(id.unwrap_or_default().as_bytes());
    }
    hash.update(header.state);
    hash.update(header.content_hash);
    hash.finalize().into()
}

fn content_hash(salt: &[u8], content: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(content.as_bytes());
    hash.finalize().into()
}

const COLUMNS: &str = include_str!("list.sql");

impl Db<'_> {
    /// Appends a row that covers the state after the change; returns the new head.
    pub(super) fn append_log(
        &self,
        head: LogHead,
        state: StateDigest,
        draft: &LogDraft,
    ) -> Result<LogHead, StorageError> {
        let during = "writing the log";
        let header = Header {
            seq: head.seq + 1,
            at_ms: draft.at_ms,
            actor: &draft.actor,
            event: draft.event,
            round: draft.round,
            subject: draft.subject,
            state: state.to_bytes(),
            content_hash: content_hash(&draft.salt, &draft.content),
        };
        let hash = chain_hash(head.hash, &header);
        self.0
            .prepare_cached(include_str!("append.sql"))
            .and_then(|mut statement| {
                statement.execute(params![
                    header.seq,
                    header.at_ms,
                    header.actor,
                    header.event,
                    header.round,
                    header.subject,
                    header.state,
                    header.content_hash,
                    hash
                ])
            })
            .during(during)?;
        self.0
            .prepare_cached(include_str!("append_content.sql"))
            .and_then(|mut statement| statement.execute(params![header.seq, draft.salt, draft.content]))
            .during(during)?;
        Ok(LogHead { seq: header.seq, hash, state })
    }

    /// Where the chain stands.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn log_head(&self) -> Result<LogHead, StorageError> {
        let row = self.0.query_row("SELECT seq, hash, state_digest FROM log ORDER BY seq DESC LIMIT 1", [], |row| {
            let (hash, state) = (row.get::<_, [u8; 32]>(1)?, row.get::<_, [u8; 32]>(2)?);
            Ok(LogHead { seq: row.get(0)?, hash, state: StateDigest::from_bytes(state) })
        });
        match row {
            Ok(head) => Ok(head),
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(LogHead::default()),
            Err(error) => Err(StorageError::sql(error, "reading the log")),
        }
    }

    /// When the last row of the log was written, milliseconds UTC.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn last_log_ms(&self) -> Result<Option<i64>, StorageError> {
        self.get("SELECT at_ms FROM log ORDER BY seq DESC LIMIT 1", [], "reading the log", |row| row.get(0))
    }

    /// The reference of the plan of each subject: what entries of the log are about.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_references(&self) -> Result<Vec<(SubjectId, String)>, StorageError> {
        self.list(include_str!("references.sql"), [], "reading the log", |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The log, oldest first.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn list_log(&self) -> Result<Vec<LogRow>, StorageError> {
        let during = "reading the log";
        let mut statement = self.0.prepare(COLUMNS).during(during)?;
        let rows = statement.query_map([], |row| {
            Ok(LogRow {
                seq: row.get("seq")?,
                at_ms: row.get("at_ms")?,
                actor: row.get("actor")?,
                event: row.get("event")?,
                round: row.get("round_id")?,
                subject: row.get("subject_id")?,
                content: row.get("content")?,
                hash: row.get("hash")?,
            })
        });
        rows.and_then(Iterator::collect).during(during)
    }

    /// Every link of the chain that does not fit. Erased content is no fault; changed content is.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn list_chain_faults(&self) -> Result<Vec<ChainFault>, StorageError> {
        let during = "checking the log";
        let mut statement = self.0.prepare(COLUMNS).during(during)?;
        let mut rows = statement.query([]).during(during)?;
        let (mut faults, mut previous, mut expected_seq) = (Vec::new(), [0; 32], 1);
        while let Some(row) = rows.next().during(during)? {
            let fault = check_row(row, previous, expected_seq).during(during)?;
            let seq: i64 = row.get("seq").during(during)?;
            faults.extend(fault.map(|detail| ChainFault { seq, detail }));
            previous = row.get("hash").during(during)?;
            expected_seq = seq + 1;
        }
        Ok(faults)
    }

    /// Whether the state that the last log row speaks of is the one in the file.
    ///
    /// # Errors
    /// [`StorageErrorKind::Damaged`] when it is not, or when rows cannot be read.
    pub fn require_state_fits_log(&self) -> Result<(), StorageError> {
        if super::state_digest::compute(self.0)? == self.log_head()?.state {
            return Ok(());
        }
        let kind = StorageErrorKind::Damaged("the content is not the one the log speaks of".into());
        Err(StorageError::new(kind, "checking the state"))
    }
}

fn check_row(row: &rusqlite::Row<'_>, previous: [u8; 32], expected_seq: i64) -> rusqlite::Result<Option<&'static str>> {
    let (actor, event): (String, String) = (row.get("actor")?, row.get("event")?);
    let header = Header {
        seq: row.get("seq")?,
        at_ms: row.get("at_ms")?,
        actor: &actor,
        event: &event,
        round: row.get("round_id")?,
        subject: row.get("subject_id")?,
        state: row.get("state_digest")?,
        content_hash: row.get("content_hash")?,
    };
    if header.seq != expected_seq {
        return Ok(Some("rows are missing before it"));
    }
    if chain_hash(previous, &header) != row.get::<_, [u8; 32]>("hash")? {
        return Ok(Some("it does not follow from the row before"));
    }
    let (salt, content): (Option<Vec<u8>>, Option<String>) = (row.get("salt")?, row.get("content")?);
    match (salt, content) {
        (Some(salt), Some(content)) if content_hash(&salt, &content) != header.content_hash => {
            Ok(Some("its content was changed"))
        }
        _ => Ok(None),
    }
}
