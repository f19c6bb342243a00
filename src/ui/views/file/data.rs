//! What the file says of itself, its backups and its log.

use crate::jobs::{Failure, Query, Work};
use crate::ops::{Backup, Secret, Session, propose_passphrase};
use crate::platform::clock::local_datetime;
use crate::ui::loaded::Loaded;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareData {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether nothing can be read without the passphrase.
    pub is_encrypted: bool,
    /// Its backups, newest first.
    pub backups: Vec<Backup>,
    /// Its log, newest first.
    pub log: Vec<LogLine>,
    /// Why the log or the content cannot be trusted; none: all of it was verified just now.
    pub fault: Option<String>,
    /// Words that look like a name and are none.
    pub words: Vec<String>,
}

/// A line of the log: what happened, never from what to what, which may be another's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Counts from 1.
    pub seq: i64,
    /// When, for people.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What happened, in words.
    pub event: String,
    /// Title of the round; empty: none.
    pub round: String,
}

/// What a backup holds, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// Which.
    pub path: PathBuf,
    /// When it was last changed.
    pub changed: String,
    /// Titles of its rounds.
    pub rounds: Vec<String>,
    /// Plans of the cohort.
    pub plans: u64,
    /// Answers on score sheets.
    pub answers: u64,
}

/// What is read on the file's thread besides the screen itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CareAsk {
    /// What a backup holds.
    Look(PathBuf, Option<Secret>),
    /// A passphrase of words.
    Propose,
}

/// What came of it.
#[derive(Debug)]
pub enum CareTold {
    /// What a backup holds.
    Inside(Inside),
    /// A passphrase of words.
    Proposed(Secret),
}

impl CareData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file or the folder of its backups cannot be read.
    pub fn read(session: &mut Session) -> Result<Self, Failure> {
        let rounds: BTreeMap<_, _> =
            session.list_rounds()?.iter().map(|round| (round.id, round.facts.title.clone())).collect();
        let line = |row: crate::storage::log::LogRow| LogLine {
            seq: row.seq,
            at: day_and_time(row.at_ms),
            actor: row.actor,
            event: event_words(&row.event),
            round: row.round.and_then(|id| rounds.get(&id).cloned()).unwrap_or_default(),
        };
        Ok(Self {
            path: session.path().to_owned(),
            is_encrypted: session.file_facts()?.is_encrypted,
            backups: session.list_backups()?,
            log: session.history()?.into_iter().rev().map(line).collect(),
            fault: session.verify().err().map(|error| crate::words::explain(&error).why),
            words: session.not_a_person()?.into_iter().collect(),
        })
    }
}

/// Reads what was asked for.
#[must_use]
pub fn query(ask: CareAsk) -> Query<Loaded> {
    Box::new(move |session, _| {
        let told = match ask {
            CareAsk::Propose => CareTold::Proposed(Secret(propose_passphrase()?)),
            CareAsk::Look(path, passphrase) => {
                let facts = session.peek_backup(&path, passphrase.as_ref().map(|secret| secret.0.as_str()))?;
                CareTold::Inside(Inside {
                    path,
                    changed: facts.last_change_ms.map(day_and_time).unwrap_or_default(),
                    rounds: facts.rounds,
                    plans: facts.plans,
                    answers: facts.answers,
                })
            }
        };
        Ok(Work::Done(Loaded::CareTold(told)))
    })
}

fn day_and_time(at_ms: i64) -> String {
    local_datetime(at_ms).map(|at| at.strftime("%-d %B %Y, %H:%M").to_string()).unwrap_or_default()
}

/// "answer_set" as "Answer set".
fn event_words(event: &str) -> String {
    let words = event.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
