//! The log as a table.

/// An entry of the log, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry<'a> {
    /// Counts from 1.
    pub number: i64,
    /// Day and time, as 2026-11-22 14:03:09.
    pub at: String,
    /// Who.
    pub person: &'a str,
    /// What happened.
    pub event: &'a str,
    /// The plan's reference; empty: none.
    pub plan: &'a str,
    /// Title of the round; empty: none.
    pub round: &'a str,
}

/// The entries as a CSV, its cells safe to open in a spreadsheet.
#[must_use]
pub fn log_to_csv(entries: &[LogEntry<'_>]) -> String {
    let mut text = "number,at,person,event,plan,round\r\n".to_owned();
    for entry in entries {
        let number = entry.number.to_string();
        let cells = [&number, entry.at.as_str(), entry.person, entry.event, entry.plan, entry.round];
        let cells = cells.map(|cell| format!("\"{}\"", super::safe_text::guard_formula(cell).replace('"', "\"\"")));
        text += &cells.join(",");
        text += "\r\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_be_a_formula_is_made_safe_and_quotation_marks_are_doubled() {
        let entry = LogEntry {
            number: 3,
            at: String::new(),
            person: "=cmd|'/C calc'!A0",
            event: "a \"b\"",
            plan: "",
            round: "",
        };
        let text = log_to_csv(&[entry]);
        assert!(text.contains("\"3\",\"\",\"'=cmd|'/C calc'!A0\",\"a \"\"b\"\"\",\"\",\"\""), "{text}");
    }
}
