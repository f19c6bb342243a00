//! What the file says of itself, its backups and its log.

use crate::domain::retention::Keeping;
use crate::exchange::{LogEntry, log_to_csv};
use crate::jobs::care::{self, ErasedTold};
use crate::jobs::{Failure, Query, Work};
use crate::ops::{Actor, Backup, Erasure, Kept, Secret, Session, WouldGo, propose_passphrase};
use crate::platform::clock::local_datetime;
use crate::ui::loaded::Loaded;
use crate::words::counted;
use crate::words::log::{WORK_ON_A_SHEET, event_words, is_private};
use jiff::civil::{Date, DateTime};
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
    /// Until when its rounds are kept.
    pub kept: Vec<Kept>,
    /// Today.
    pub today: Date,
}

/// A line of the log: what happened, never from what to what, which may be another's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Counts from 1.
    pub seq: i64,
    /// When, local time.
    pub at: Option<DateTime>,
    /// Who.
    pub actor: String,
    /// What happened, in words.
    pub event: String,
    /// Title of the round; empty: none.
    pub round: String,
    /// The plan's reference; empty: none.
    pub plan: String,
}

impl LogLine {
    /// When, for people.
    #[must_use]
    pub fn at_words(&self) -> String {
        self.at.map(|at| at.strftime("%-d %B %Y, %H:%M").to_string()).unwrap_or_default()
    }
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
    /// What an erasure would take.
    WouldGo(Erasure),
    /// An erasure, with its certificate.
    Erase {
        /// Who.
        actor: Actor,
        /// What.
        what: Erasure,
        /// Why.
        reason: String,
        /// Where the certificate goes.
        certificate: PathBuf,
    },
    /// The emergency sheet.
    EmergencySheet {
        /// Where it goes.
        path: PathBuf,
        /// Whether the passphrase is printed on it.
        prints_passphrase: bool,
    },
    /// Entries of the log saved as a table.
    SaveLog(PathBuf, Vec<LogLine>),
}

/// What came of it.
#[derive(Debug)]
pub enum CareTold {
    /// What a backup holds.
    Inside(Inside),
    /// A passphrase of words.
    Proposed(Secret),
    /// What an erasure would take.
    WouldGo(Erasure, WouldGo),
    /// It is erased.
    Erased(ErasedTold),
    /// The emergency sheet is saved here.
    SheetSaved(PathBuf),
    /// Where the log was saved as a table.
    LogSaved(PathBuf),
}

impl CareData {
    /// Reads it; `own` is who reads: what others do on their sheets is told only as work on a sheet.
    ///
    /// # Errors
    /// When the file or the folder of its backups cannot be read.
    pub fn read(session: &mut Session, own: Option<&str>) -> Result<Self, Failure> {
        let plans = session.log_references()?;
        let rounds: BTreeMap<_, _> =
            session.list_rounds()?.iter().map(|round| (round.id, round.facts.title.clone())).collect();
        let line = |row: crate::storage::log::LogRow| LogLine {
            seq: row.seq,
            at: local_datetime(row.at_ms),
            event: if is_private(&row.event) && own != Some(row.actor.as_str()) {
                WORK_ON_A_SHEET.to_owned()
            } else {
                event_words(&row.event)
            },
            actor: row.actor,
            plan: row.subject.and_then(|id| plans.get(&id).cloned()).unwrap_or_default(),
            round: row.round.and_then(|id| rounds.get(&id).cloned()).unwrap_or_default(),
        };
        Ok(Self {
            path: session.path().to_owned(),
            is_encrypted: session.file_facts()?.is_encrypted,
            backups: session.list_backups()?,
            log: session.history()?.into_iter().rev().map(line).collect(),
            fault: session.verify().err().map(|error| crate::words::explain(&error).why),
            words: session.not_a_person()?.into_iter().collect(),
            kept: session.list_kept()?,
            today: session.today(),
        })
    }
}

/// Reads what was asked for.
#[must_use]
pub fn query(ask: CareAsk) -> Query<Loaded> {
    Box::new(move |session, control| {
        let told = match ask {
            CareAsk::WouldGo(what) => {
                let would = session.would_go(&what)?;
                CareTold::WouldGo(what, would)
            }
            CareAsk::Erase { actor, what, reason, certificate } => {
                CareTold::Erased(care::erase(session, &actor, (&what, &reason), certificate, control)?)
            }
            CareAsk::EmergencySheet { path, prints_passphrase } => {
                CareTold::SheetSaved(care::save_emergency_sheet(session, &path, prints_passphrase)?)
            }
            CareAsk::SaveLog(path, lines) => CareTold::LogSaved(save_log(session, path, &lines)?),
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

/// How a last day stands, in words.
#[must_use]
pub fn reminder(until: Date, keeping: Keeping) -> String {
    let days = |days: i32| counted(usize::try_from(days).unwrap_or_default(), "day", "days");
    match keeping {
        Keeping::Unset | Keeping::Later => format!("Kept until {}.", long(until)),
        Keeping::Soon(0) => format!("Kept until today, {}.", long(until)),
        Keeping::Soon(left) => format!("Kept until {}: {} left.", long(until), days(left)),
        Keeping::Passed(gone) => {
            format!(
                "It was to be kept until {}: that was {} ago. Erase it, or set another day.",
                long(until),
                days(gone)
            )
        }
    }
}

/// A day, for people.
#[must_use]
pub fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn day_and_time(at_ms: i64) -> String {
    local_datetime(at_ms).map(|at| at.strftime("%-d %B %Y, %H:%M").to_string()).unwrap_or_default()
}

/// Writes entries of the log as a table, out of a file that was verified just before.
fn save_log(session: &Session, path: PathBuf, lines: &[LogLine]) -> Result<PathBuf, Failure> {
    session.verify()?;
    let path = crate::jobs::worker::with_ending(path, "csv");
    if path.exists() {
        return Err(Failure::WouldReplace(path));
    }
    let entry = |line: &'_ LogLine| line.at.map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default();
    let entries: Vec<LogEntry<'_>> = lines
        .iter()
        .map(|line| LogEntry {
            number: line.seq,
            at: entry(line),
            person: &line.actor,
            event: &line.event,
            plan: &line.plan,
            round: &line.round,
        })
        .collect();
    let text = log_to_csv(&entries);
    crate::platform::atomic::write(&path, text.as_bytes()).map_err(|error| Failure::NotWritten(path.clone(), error))?;
    Ok(path)
}
