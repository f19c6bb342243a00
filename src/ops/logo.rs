//! The local area's logo, printed on the first page of every report.

use super::command::Outcome;
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::picture::Picture;
use crate::domain::rules::RuleViolation;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Under which name it is kept.
const LOGO: &str = "logo";

/// The logo is set or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logo {
    /// From now on this one is printed.
    Set(Picture),
    /// None is printed any more.
    Remove,
}

impl Session {
    /// The local area's logo, where one is kept and can be read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn logo(&self) -> Result<Option<Picture>, OpError> {
        Ok(self.store.db().get_file_blob(LOGO)?.and_then(|bytes| Picture::from_bytes(&bytes)))
    }

    /// Sets or removes the logo.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_logo(&mut self, actor: &Actor, logo: &Logo) -> Result<Done<()>, OpError> {
        let bytes = match logo {
            Logo::Set(picture) => Some(picture.to_bytes()),
            Logo::Remove => None,
        };
        self.transact(actor, |change| {
            let before = change.db.get_file_blob(LOGO)?;
            if before == bytes {
                return Ok(((), None));
            }
            put(change, bytes.as_deref())?;
            let content = told(before.as_deref(), bytes.as_deref());
            let step = LogoStep { before, after: bytes };
            let undo = Undo::Step(Box::new(UndoStep::Logo(step)));
            Ok(((), Some(Entry::new("logo_set", content, logo_changes()).undone_by(undo))))
        })
    }

    pub(super) fn run_logo(&mut self, actor: &Actor, logo: &Logo) -> Result<Outcome, OpError> {
        self.set_logo(actor, logo).map(super::command::outcome)
    }
}

/// How a change of the logo is taken back: the picture that was there and the one that must be there; none: none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogoStep {
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

impl LogoStep {
    /// Puts back what was there; what changed, for the log.
    pub(super) fn take_back(&self, change: &mut Change<'_>) -> Result<Value, OpError> {
        if change.db.get_file_blob(LOGO)? != self.after {
            return Err(RuleViolation::UndoOvertaken.into());
        }
        put(change, self.before.as_deref())?;
        Ok(told(self.after.as_deref(), self.before.as_deref()))
    }
}

/// What a change of the logo touches.
pub(super) fn logo_changes() -> Changes {
    Changes { reports: true, ..Changes::default() }
}

fn put(change: &mut Change<'_>, logo: Option<&[u8]>) -> Result<(), OpError> {
    match logo {
        Some(bytes) => change.db.set_file_blob(LOGO, bytes)?,
        None => change.db.remove_file_blob(LOGO)?,
    }
    Ok(())
}

/// Which picture it was can be told by its digest; the pixels themselves would swell the log.
fn told(from: Option<&[u8]>, to: Option<&[u8]>) -> Value {
    json!({"from": from.map(digest), "to": to.map(digest)})
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{TestFile, round};

    #[test]
    fn a_logo_is_kept_logged_by_its_digest_stands_in_the_frozen_round_and_is_removed() {
        let (file, mut session) = TestFile::new();
        let round = round(&mut session, 2, 3);
        let picture = Picture::new(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let set = Logo::Set(picture.clone());
        assert!(session.set_logo(&Actor::Lead, &set).unwrap().changes.reports);
        assert!(!session.set_logo(&Actor::Lead, &set).unwrap().changes.any());
        drop(session);
        let mut session = file.open();
        assert_eq!(session.logo().unwrap(), Some(picture.clone()));
        assert_eq!(session.snapshot(&round, None).unwrap().logo, Some(picture.clone()));
        let last = session.history().unwrap().pop().unwrap();
        assert!(last.content.unwrap().contains(&digest(&picture.to_bytes())));
        session.set_logo(&Actor::Lead, &Logo::Remove).unwrap();
        assert_eq!(session.logo().unwrap(), None);
        assert!(session.undo(&Actor::Lead).unwrap().changes.reports, "the page is drawn again");
        assert_eq!(session.logo().unwrap(), Some(picture));
        assert!(session.history().unwrap().pop().unwrap().content.unwrap().contains("\"from\":null"));
        assert_eq!(session.check().unwrap(), vec![]);
    }
}
