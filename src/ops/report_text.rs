//! Covering text and choices of reports, and what a record prints of the log.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::ids::RoundId;
use crate::domain::report::{LogLine, MAX_REPORT_TEXT_CHARS, ReportKind};
use crate::domain::round::Round;
use crate::domain::rules::{Field, RuleViolation};
use serde_json::json;

/// A text or choice of a round's reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetReportText {
    /// The round.
    pub round: RoundId,
    /// For which kind; none: for every kind.
    pub kind: Option<ReportKind>,
    /// Its name, one of those in `domain::report::text`.
    pub name: String,
    /// The words; empty: none.
    pub value: String,
}

impl Session {
    /// Sets a text or choice of a round's reports; of a closed round too, since reports are made after closing.
    ///
    /// # Errors
    /// When it is too long, or the round is not there.
    pub fn set_report_text(&mut self, actor: &Actor, set: &SetReportText) -> Result<Done<()>, OpError> {
        let value = set.value.trim();
        if value.chars().count() > MAX_REPORT_TEXT_CHARS {
            let (field, limit, unit) = (Field::ReportText, MAX_REPORT_TEXT_CHARS, "characters");
            return Err(RuleViolation::TooLong { field, limit, unit }.into());
        }
        let kind = set.kind.map_or("", ReportKind::code);
        let round = self.round_by_id(set.round)?.id;
        self.transact(actor, |change| {
            let texts = change.db.list_report_texts(round)?;
            let before = texts.get(kind).and_then(|texts| texts.get(&set.name)).cloned().unwrap_or_default();
            if before == value {
                return Ok(((), None));
            }
            change.db.put_report_text(round, kind, &set.name, value)?;
            let changes = Changes { reports: true, ..Changes::default() };
            let content = json!({"kind": kind, "name": set.name, "from": before, "to": value});
            Ok(((), Some(Entry::new("report_text_set", content, changes).of_round(round).undone_by(Undo::Aside))))
        })
    }

    /// The log of a round, oldest first: without content and without the names of those who acted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn round_log(&self, round: &Round) -> Result<Vec<LogLine>, OpError> {
        let rows = self.history()?.into_iter().filter(|row| row.round == Some(round.id));
        Ok(rows
            .map(|row| LogLine { number: row.seq, at_ms: row.at_ms, event: row.event, subject: row.subject })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::report::text;
    use crate::testing::{TestFile, round};

    #[test]
    fn a_text_is_kept_logged_with_what_it_was_and_removed_when_empty() {
        let (file, mut session) = TestFile::new();
        let round = round(&mut session, 2, 3);
        let set = |value: &str| SetReportText {
            round: round.id,
            kind: Some(ReportKind::Board),
            name: text::COVERING.to_owned(),
            value: value.to_owned(),
        };
        assert!(session.set_report_text(&Actor::Lead, &set("For the board")).unwrap().changes.reports);
        assert!(!session.set_report_text(&Actor::Lead, &set("For the board ")).unwrap().changes.any());
        drop(session);
        let mut session = file.open();
        let texts = session.snapshot(&round, None).unwrap().report_texts;
        assert_eq!(texts["board"][text::COVERING], "For the board");
        session.set_report_text(&Actor::Lead, &set("")).unwrap();
        assert!(session.snapshot(&round, None).unwrap().report_texts.is_empty());
        let last = session.history().unwrap().pop().unwrap();
        assert!(last.content.unwrap().contains("For the board"), "what it was is in the log");
    }

    #[test]
    fn a_text_that_is_too_long_is_refused() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 2, 3);
        let value = "x".repeat(MAX_REPORT_TEXT_CHARS + 1);
        let set = SetReportText { round: round.id, kind: None, name: text::COVERING.to_owned(), value };
        assert!(session.set_report_text(&Actor::Lead, &set).is_err());
    }

    #[test]
    fn the_log_of_a_round_names_nobody() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 2, 3);
        let log = session.round_log(&round).unwrap();
        assert!(log.iter().any(|line| line.event == "sample_drawn"), "{log:?}");
        assert!(!format!("{log:?}").contains("command line"));
    }
}
