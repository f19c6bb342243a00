//! The emergency sheet: one page to print, so that a lost passphrase does not lose the file.

use super::doc::{Block, Column, ReportDoc, ReportMeta, Table};
use jiff::civil::DateTime;

/// What the sheet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencySheet<'a> {
    /// Name of the audit file.
    pub file: &'a str,
    /// The local area.
    pub local_area: &'a str,
    /// When the sheet was made, local time.
    pub at: DateTime,
    /// Printed where somebody chose so; none: there is room to write it by hand.
    pub passphrase: Option<&'a str>,
}

/// Lines to write on.
const LINES: usize = 3;

/// The sheet as a document of one page.
#[must_use]
pub fn emergency_sheet(of: &EmergencySheet<'_>) -> ReportDoc {
    let mut meta = ReportMeta::new("Emergency sheet", of.local_area, "", of.at);
    meta.subtitle = vec![of.local_area.to_owned(), format!("For the audit file {}", of.file)];
    meta.marking = Some("OFFICIAL-SENSITIVE".to_owned());
    let made = meta.created_text();
    let mut doc = ReportDoc::new(meta);
    doc.paragraph(
        "The file is encrypted. Without its passphrase nobody can open it: not the audit lead, not the IT department, \
         not those who made the program. This sheet is for the day on which nobody remembers it.",
    );
    doc.section("The file");
    doc.push(Block::key_values([
        ("Audit file", of.file.to_owned()),
        ("Local area", of.local_area.to_owned()),
        ("Sheet made on", made),
    ]));
    doc.section("Its passphrase");
    match of.passphrase {
        Some(passphrase) => {
            doc.push(Block::key_values([("Passphrase", passphrase.to_owned())]));
            doc.paragraph("Capital and small letters, spaces and signs count as they are printed here.");
        }
        None => {
            doc.paragraph("Write it here by hand, as it is typed: capital and small letters, spaces and signs count.");
            let mut table =
                Table::new(vec![Column::left("Line", 1.0), Column::left("Passphrase, by hand", 9.0)]).for_pen();
            for line in 1..=LINES {
                table.row([line.to_string(), String::new()]);
            }
            doc.push(Block::Table(table.caption("Room for the passphrase")));
        }
    }
    doc.section("Where to keep it");
    doc.push(Block::list([
        "In a sealed envelope, with the name of the file, the date and two signatures across the flap.",
        "In the team’s safe or another locked place that two named people can reach; never with the computer, its bag, \
         or a stick that holds the file.",
        "Not as a photograph, not in an e-mail, not scanned into a shared folder. Delete the PDF once it is printed.",
        "When the passphrase is changed, print a new sheet and shred this one. Backups made before the change may still \
         need the old one, unless they were given the new one or erased.",
    ]));
    doc
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn sheet(passphrase: Option<&str>) -> ReportDoc {
        let at = date(2026, 11, 23).at(9, 5, 0, 0);
        emergency_sheet(&EmergencySheet { file: "kent.gthread", local_area: "Kent", at, passphrase })
    }

    #[test]
    fn it_is_one_page_and_names_the_file_the_area_the_day_and_where_to_keep_it() {
        for passphrase in [None, Some("unsettled walrus purple gravity comet")] {
            let doc = sheet(passphrase);
            assert_eq!(crate::report::pages(&doc).unwrap().len(), 1);
            let bytes = crate::report::render_pdf(&doc).unwrap();
            assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
            let name = if passphrase.is_some() { "emergency-sheet-printed" } else { "emergency-sheet-by-hand" };
            crate::report::tests::keep_pdf(name, &bytes);
            let text = doc.to_text();
            for said in ["kent.gthread", "Kent", "23 November 2026", "safe", "shred this one"] {
                assert!(text.contains(said), "{said} in {text}");
            }
        }
    }

    #[test]
    fn the_passphrase_is_printed_only_where_somebody_chose_so() {
        assert!(sheet(Some("unsettled walrus")).to_text().contains("unsettled walrus"));
        assert!(sheet(None).to_text().contains("by hand"));
    }
}
