//! The certificate of an erasure: what went, when, why, by whom, and what cannot be reached from here.

use super::doc::{Block, Column, ReportDoc, ReportMeta, Table};
use jiff::civil::DateTime;

/// What a certificate states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// Such as "plan EHC-0042" or "round Spring 2026".
    pub what: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who did it, as the log names them.
    pub by: &'a str,
    /// When, local time.
    pub at: DateTime,
    /// How many rows went, by table of the file.
    pub rows: &'a [(String, u64)],
    /// How many backups were removed.
    pub backups_removed: u64,
    /// How many packs of it went out.
    pub packs_out: u64,
    /// The local area.
    pub local_area: &'a str,
    /// Head of the log chain after it, hexadecimal.
    pub head_digest: &'a str,
}

/// The certificate as a document.
#[must_use]
pub fn certificate(of: &Certificate<'_>) -> ReportDoc {
    let mut meta = ReportMeta::new("Certificate of erasure", of.local_area, "", of.at);
    meta.subtitle = vec![of.local_area.to_owned(), format!("Erased: {}", of.what)];
    meta.marking = Some("OFFICIAL-SENSITIVE".to_owned());
    meta.digest = format!("Data {}", of.head_digest.get(..16).unwrap_or_default());
    let when = format!("{} at {}", meta.created_text(), of.at.strftime("%H:%M"));
    let mut doc = ReportDoc::new(meta);
    doc.section("What was erased");
    doc.push(Block::key_values([
        ("Erased", of.what.to_owned()),
        ("When", when),
        ("By", of.by.to_owned()),
        ("Reason", of.reason.to_owned()),
        ("Backups removed", of.backups_removed.to_string()),
        ("Head of the log after it", of.head_digest.to_owned()),
    ]));
    let mut table = Table::new(vec![Column::left("What the file held", 3.0), Column::right("Rows erased", 1.0)]);
    for (name, count) in in_words(of.rows) {
        table.row([name.to_owned(), count.to_string()]);
    }
    doc.push(Block::Table(table.caption("Rows erased from the audit file")));
    doc.section("What this means");
    doc.push(Block::list(reach(of)));
    doc
}

fn reach(of: &Certificate<'_>) -> Vec<String> {
    let mut reach = vec![
        "The rows were overwritten in the audit file, and the file was written anew without free pages.".to_owned(),
        "The log keeps that something happened, when and by whom, and no longer what it was about. Its chain is whole."
            .to_owned(),
        "Every backup in the folder beside the file was removed, because each may have held it.".to_owned(),
        "Not reached from here: copies made elsewhere, printed pages, reports and exports saved before.".to_owned(),
    ];
    if of.packs_out > 0 {
        reach.push(format!("Packs of it that went out: {}. Ask those who have them to delete them.", of.packs_out));
    }
    if of.what.starts_with("plan ") {
        reach.push("A later import of the same return takes the plan in again: leave it out of the source.".to_owned());
    }
    reach
}

/// Rows that go, or went, in the field's words: tables of one name together, without those that held nothing.
#[must_use]
pub fn in_words(rows: &[(String, u64)]) -> Vec<(&str, u64)> {
    let mut all: Vec<(&str, u64)> = Vec::new();
    for (table, count) in rows.iter().filter(|(_, count)| *count > 0) {
        let name = named(table);
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += count,
            None => all.push((name, *count)),
        }
    }
    all
}

/// A table of the file in the field's words.
fn named(table: &str) -> &str {
    match table {
        "log_content" => "What the log said of it",
        "sheet_answer" => "Answers on score sheets",
        "note" => "Notes",
        "sheet" => "Score sheets",
        "sheet_flag" | "sheet_override" | "sheet_thread" => "Marks, own grades and golden threads on score sheets",
        "sheet_version" => "Versions of score sheets that packs brought",
        "assignment" => "Assignments",
        "agreed_answer" => "Agreed answers",
        "agreed_thread" => "Agreed golden threads",
        "comparison" => "Comparisons",
        "grade_override" => "Grades set by the panel",
        "plan_result" => "Plan results",
        "family_conversation" => "Conversations with families",
        "urgent_concern" => "Urgent concerns",
        "finding" | "finding_source" => "Findings and what they rest on",
        "sample_plan" => "Places in samples",
        "advice" => "Requests for advice",
        "known_grade" => "Grades given before",
        "draft_check" | "draft_check_answer" => "Checks of its drafts",
        "plan_date" | "plan_exception" => "Its dates and their exceptions",
        "subject" | "plan" => "The plan and its facts",
        "round" | "round_draw" | "draw_stratum" | "round_member" => "The round, its panel and its draw",
        "heading_lead" => "Leads of sections",
        "round_reply" => "Replies before closing",
        "report_text" => "Covering text of reports",
        "action" => "Actions",
        "pack" | "pack_merge" => "The ledger of packs",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn it_says_what_when_by_whom_why_and_what_is_out_of_reach() {
        let rows = [("sheet_answer".to_owned(), 45), ("subject".to_owned(), 1), ("plan".to_owned(), 1)];
        let of = Certificate {
            what: "plan K0042",
            reason: "Asked for by the family",
            by: "audit lead",
            at: date(2026, 11, 22).at(14, 3, 0, 0),
            rows: &rows,
            backups_removed: 2,
            packs_out: 0,
            local_area: "Testshire",
            head_digest: "0123456789abcdef0123",
        };
        let text = certificate(&of).to_text();
        for said in [
            "plan K0042",
            "22 November 2026 at 14:03",
            "audit lead",
            "Asked for by the family",
            "Answers on score sheets",
            "45",
            "Not reached",
        ] {
            assert!(text.contains(said), "{said} in {text}");
        }
        assert!(!text.contains("sheet_answer"));
        assert_eq!(in_words(&rows), [("Answers on score sheets", 45), ("The plan and its facts", 2)]);
    }

    #[test]
    fn every_table_that_hangs_on_a_plan_or_a_round_has_words() {
        let schema = include_str!("../../schema.sql");
        let tables = schema.split("CREATE TABLE ").skip(1).filter_map(|table| table.split_once('('));
        let hangs = |columns: &str| {
            ["round_id", "subject_id", "plan_id", "sheet_id", "check_id"].iter().any(|column| columns.contains(column))
        };
        let named_by: Vec<&str> = tables
            .filter(|(_, rest)| hangs(rest.split(';').next().unwrap_or_default()))
            .map(|(table, _)| table.trim())
            .filter(|table| *table != "log" && named(table) == *table)
            .collect();
        assert_eq!(named_by, Vec::<&str>::new());
    }
}
