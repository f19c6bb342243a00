//! The register of drafts as a table.

use super::tables::{Cell, Table};
use crate::domain::draft_check::DraftCheck;
use jiff::civil::Date;

/// A check as whoever takes the table out may see it.
#[derive(Debug, Clone)]
pub struct DraftLine<'a> {
    /// The check; without its decision where that may not be seen.
    pub check: &'a DraftCheck,
    /// Name of the checker.
    pub checker: &'a str,
    /// The day of the decision, where that may be seen.
    pub decided_on: Option<Date>,
    /// Days from the draft to the decision, or to today.
    pub days: i64,
    /// Criteria that are not fully met, with what to mend where it was written.
    pub to_mend: Vec<(String, String)>,
    /// Whether decision and answers may not be seen yet.
    pub is_hidden: bool,
}

const COLUMNS: [&str; 10] = [
    "reference",
    "draft_on",
    "checker",
    "check",
    "state",
    "decided_on",
    "days",
    "reason",
    "criteria_to_mend",
    "what_to_mend",
];

/// The register in the order given: `check` is `first` or `second`; `state` is `issue`, `hold`, `open`, or `not_shown`
/// where a second check is still to come.
#[must_use]
pub fn drafts_table<'a>(lines: impl IntoIterator<Item = DraftLine<'a>>) -> Table {
    let row = |line: DraftLine<'_>| {
        let state = match line.check.decision {
            _ if line.is_hidden => "not_shown",
            Some(decision) => decision.code(),
            None => "open",
        };
        let codes: Vec<&str> = line.to_mend.iter().map(|(code, _)| code.as_str()).collect();
        let notes = line.to_mend.iter().filter(|(_, note)| !note.is_empty());
        let notes: Vec<String> = notes.map(|(code, note)| format!("{code}: {note}")).collect();
        vec![
            line.check.reference.as_str().into(),
            line.check.draft_on.to_string().into(),
            line.checker.into(),
            if line.check.second_of.is_some() { "second" } else { "first" }.into(),
            state.into(),
            Cell::from(line.decided_on.map(|day| day.to_string())),
            line.days.to_string().into(),
            line.check.reason.as_str().into(),
            codes.join(" ").into(),
            notes.join("; ").into(),
        ]
    };
    Table { name: "drafts", columns: COLUMNS.to_vec(), rows: lines.into_iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::draft_check::DraftDecision;
    use crate::domain::ids::{DraftCheckId, MemberId, ToolId};
    use jiff::civil::date;
    use uuid::Uuid;

    fn check() -> DraftCheck {
        DraftCheck {
            id: DraftCheckId(Uuid::nil()),
            reference: "=K1".to_owned(),
            draft_on: date(2026, 11, 2),
            tool: ToolId(Uuid::nil()),
            checker: MemberId(Uuid::nil()),
            second_of: None,
            begun_ms: 0,
            decision: Some(DraftDecision::Hold),
            reason: "+ too vague".to_owned(),
            decided_ms: Some(0),
        }
    }

    #[test]
    fn a_hold_says_what_to_mend_and_no_cell_becomes_a_formula() {
        let check = check();
        let line = DraftLine {
            check: &check,
            checker: "Ada",
            decided_on: Some(date(2026, 11, 4)),
            days: 2,
            to_mend: vec![("D3".to_owned(), "Say how often".to_owned()), ("D7".to_owned(), String::new())],
            is_hidden: false,
        };
        let csv = String::from_utf8(drafts_table([line]).to_csv().unwrap()).unwrap();
        let row = "'=K1,2026-11-02,Ada,first,hold,2026-11-04,2,'+ too vague,D3 D7,D3: Say how often";
        assert_eq!(csv.lines().nth(1), Some(row), "{csv}");
    }

    #[test]
    fn a_first_check_that_may_not_be_seen_is_not_called_open() {
        let check = DraftCheck { decision: None, decided_ms: None, reason: String::new(), ..check() };
        let line = |is_hidden| DraftLine {
            check: &check,
            checker: "Ada",
            decided_on: None,
            days: 9,
            to_mend: Vec::new(),
            is_hidden,
        };
        let csv = String::from_utf8(drafts_table([line(true), line(false)]).to_csv().unwrap()).unwrap();
        assert!(csv.contains(",not_shown,,9,") && csv.contains(",open,,9,"), "{csv}");
    }
}
