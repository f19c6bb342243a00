//! What every command needs: the passphrase, who acts, where words and JSON go.

use super::args::Common;
use crate::exchange::ImportError;
use crate::ops::{Actor, OpError, Session};
use crate::platform::clock::Machine;
use crate::sample_file::SampleError;
use crate::storage::StorageErrorKind;
use crate::words;
use serde_json::Value;
use std::io::Write;
use std::path::Path;

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Refused or failed: what did not happen, why, what to do now.
    Refused { what: String, why: String, now: String },
    /// Wrong usage.
    Usage(String),
}

impl Failure {
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Refused { .. } => 1,
        }
    }

    pub(super) fn refused(what: &str, why: impl Into<String>, now: &str) -> Self {
        Self::Refused { what: what.to_owned(), why: why.into(), now: now.to_owned() }
    }

    pub(super) fn file(what: &str, path: &Path, error: &std::io::Error) -> Self {
        let why = format!("{}: {error}", path.display());
        Self::refused(what, why, "Check the path and that you may read and write there, then try again.")
    }
}

impl From<OpError> for Failure {
    fn from(error: OpError) -> Self {
        let words::Explained { what, why, mut now } = words::explain(&error);
        if let OpError::Storage(error) = &error
            && matches!(error.kind, StorageErrorKind::PassphraseNeeded | StorageErrorKind::WrongPassphrase)
        {
            now += " Give --passphrase-file PATH, or set GOLDEN_THREAD_PASSPHRASE.";
        }
        Self::Refused { what, why, now }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::Refused { what: "Nothing was taken in.".to_owned(), why: error.to_string(), now: String::new() }
    }
}

impl From<SampleError> for Failure {
    fn from(error: SampleError) -> Self {
        let damaged = |why: String| {
            Self::refused("The sample was not made.", why, "The program itself is damaged: install it again.")
        };
        match error {
            SampleError::Op(error) => error.into(),
            SampleError::Table(error) => damaged(error.to_string()),
            SampleError::Tool(error) => damaged(error.to_string()),
        }
    }
}

/// What every command needs.
pub(super) struct Context {
    common: Common,
}

impl Context {
    pub(super) fn new(common: Common) -> Self {
        Self { common }
    }

    pub(super) fn wants_json(&self) -> bool {
        self.common.json
    }

    pub(super) fn acting_name(&self) -> Option<&str> {
        self.common.acting.as_deref()
    }

    pub(super) fn actor(&self) -> Actor {
        self.common.acting.clone().map_or(Actor::CommandLine, Actor::Member)
    }

    /// The passphrase of the file or the environment; none: none given.
    pub(super) fn passphrase(&self) -> Result<Option<String>, Failure> {
        let Some(path) = &self.common.passphrase_file else {
            return Ok(std::env::var("GOLDEN_THREAD_PASSPHRASE").ok().filter(|p| !p.is_empty()));
        };
        read_passphrase(path).map(Some)
    }

    /// Opens an audit file and verifies it: nothing is read from or written to one that does not fit its log.
    pub(super) fn open(&self, path: &Path) -> Result<Session, Failure> {
        let session = self.open_unverified(path)?;
        session.verify()?;
        Ok(session)
    }

    pub(super) fn open_unverified(&self, path: &Path) -> Result<Session, Failure> {
        let passphrase = self.passphrase()?;
        let session = Session::open(path, passphrase.as_deref(), Box::new(Machine))?;
        Ok(session)
    }

    /// Prints JSON where asked for, else the words.
    pub(super) fn print(&self, json: &Value, words: impl FnOnce() -> String) -> Result<(), Failure> {
        let mut text = if self.common.json { format!("{json:#}") } else { words() };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        print_text(&text)
    }

    pub(super) fn say_failure(&self, failure: &Failure) {
        let text = match failure {
            Failure::Refused { what, why, now } => {
                [what, why, now].into_iter().filter(|t| !t.is_empty()).cloned().collect::<Vec<_>>().join("\n")
            }
            Failure::Usage(text) => text.clone(),
        };
        // Nowhere is left to say that standard error is closed.
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// The passphrase in a file: one line break at its end is removed.
pub(super) fn read_passphrase(path: &Path) -> Result<String, Failure> {
    let what = "The passphrase was not read.";
    let bytes = std::fs::read(path).map_err(|e| Failure::file(what, path, &e))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::refused(what, format!("{} is not UTF-8 text.", path.display()), "Save it as UTF-8."))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        let why = format!("{} is empty.", path.display());
        return Err(Failure::refused(what, why, "Put the passphrase in it."));
    }
    Ok(text.to_owned())
}

/// Writes to standard output; a reader that went away is no failure of ours.
pub(super) fn print_text(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            Err(Failure::refused("The output was not written.", error.to_string(), "Check where the output goes."))
        }
    }
}

/// "1 plan", "20 plans".
pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    crate::domain::numerals::counted(n, one, many)
}

/// Closes a file after a change, so that what is left is one whole file.
pub(super) fn close(session: Session) -> Result<(), Failure> {
    session.close()?;
    Ok(())
}
