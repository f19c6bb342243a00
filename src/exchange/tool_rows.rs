//! Criteria pasted from a worksheet: tab-separated rows, looked at before they go into a draft.

use crate::domain::audit_tool::{AuditTool, Criterion, Depth, Evidence, Kind, Lead, Reference, Verified};
use crate::domain::tool_check::{MAX_CODE_CHARS, MAX_CRITERIA};
use crate::domain::tool_draft::{new_criterion, new_section};
use std::collections::BTreeSet;

/// The columns in the order taken where the first row does not name them.
pub const COLUMNS: &[&str] = &[
    "section",
    "code",
    "question",
    "kind",
    "depth",
    "evidence",
    "good",
    "lead",
    "reference",
    "verified",
    "na",
    "na_needs",
];

/// Longest text that is taken, in bytes.
pub const MAX_PASTED_BYTES: usize = 2_000_000;

/// A criterion as pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedRow {
    /// Its row, counted from 1.
    pub row: usize,
    /// Code of its section.
    pub section: String,
    /// Title of the section, where the cell gives one after the code.
    pub section_title: String,
    /// The criterion. What a row leaves empty is as for a new one.
    pub criterion: Criterion,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row, counted from 1.
    pub row: usize,
    /// The column; empty: the row as a whole.
    pub column: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// What was pasted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Rows that can be taken.
    pub rows: Vec<PastedRow>,
    /// What is wrong with the others. Nothing is taken while there is any.
    pub faults: Vec<RowFault>,
}

/// Reads pasted rows. The first may name the columns, in any order; else they are [`COLUMNS`].
#[must_use]
pub fn read_rows(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    if text.len() > MAX_PASTED_BYTES {
        let message = format!("There are {} bytes, and at most {MAX_PASTED_BYTES} are taken. Paste less.", text.len());
        pasted.faults.push(RowFault { row: 1, column: "", message });
        return pasted;
    }
    let rows = cells_of(text);
    let mut rows = rows.iter().enumerate().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).peekable();
    let mut columns: Vec<Option<&'static str>> = COLUMNS.iter().copied().map(Some).collect();
    if let Some((at, head)) = rows.peek().copied()
        && let Some(named) = named_columns(head)
    {
        for (cell, _) in head.iter().zip(&named).filter(|(cell, name)| name.is_none() && !cell.is_empty()) {
            let message = format!("There is no column “{cell}”. Use: {}.", COLUMNS.join(", "));
            pasted.faults.push(RowFault { row: at + 1, column: "", message });
        }
        columns = named;
        rows.next();
    }
    let mut codes = BTreeSet::new();
    for (at, cells) in rows {
        let mut reader = Reader { row: at + 1, columns: &columns, cells, faults: Vec::new() };
        let row = reader.read(&mut codes);
        if reader.faults.is_empty() {
            pasted.rows.push(row);
        } else {
            pasted.faults.append(&mut reader.faults);
        }
        if pasted.rows.len() > MAX_CRITERIA {
            let message = format!("A tool has at most {MAX_CRITERIA} criteria. Paste fewer rows.");
            pasted.faults.push(RowFault { row: at + 1, column: "", message });
            break;
        }
    }
    pasted
}

/// What each cell of a heading row names; none: it is no heading row.
fn named_columns(cells: &[String]) -> Option<Vec<Option<&'static str>>> {
    let name = |cell: &String| {
        let plain = cell.to_lowercase().replace([' ', '-'], "_");
        let plain = match plain.as_str() {
            "criterion" => "code",
            "what_good_looks_like" => "good",
            "not_applicable_when" | "not_applicable" => "na",
            "heading" => "section",
            "references" => "reference",
            other => other,
        };
        COLUMNS.iter().copied().find(|column| *column == plain)
    };
    let named: Vec<Option<&'static str>> = cells.iter().map(name).collect();
    let has = |column| named.contains(&Some(column));
    (has("section") && has("code") && has("question")).then_some(named)
}

struct Reader<'a> {
    row: usize,
    columns: &'a [Option<&'static str>],
    cells: &'a [String],
    faults: Vec<RowFault>,
}

impl Reader<'_> {
    fn cell(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| *name == Some(column));
        at.and_then(|at| self.cells.get(at)).map_or("", |cell| cell.as_str())
    }

    fn fault(&mut self, column: &'static str, message: impl Into<String>) {
        self.faults.push(RowFault { row: self.row, column, message: message.into() });
    }

    fn read(&mut self, codes: &mut BTreeSet<String>) -> PastedRow {
        let section_cell = self.cell("section").to_owned();
        let (section, title) = section_cell.split_once(' ').unwrap_or((&section_cell, ""));
        let section = section.trim_end_matches([':', '.', ',']).to_owned();
        self.code("section", &section);
        let code = self.cell("code").to_owned();
        self.code("code", &code);
        if !code.is_empty() && !codes.insert(code.clone()) {
            self.fault("code", format!("“{code}” is used in a row before. Give each criterion its own code."));
        }
        let mut criterion = new_criterion(code);
        self.cell("question").clone_into(&mut criterion.question);
        if criterion.question.is_empty() {
            self.fault("question", "is empty. Write the question as it is put.");
        }
        self.cell("good").clone_into(&mut criterion.good);
        if let Some(kind) = self.one_of("kind", Kind::ALL, Kind::code, Kind::label) {
            criterion.kind = kind;
        }
        if let Some(depth) = self.one_of("depth", Depth::ALL, Depth::code, Depth::label) {
            criterion.depth = depth;
        }
        if let Some(evidence) = self.one_of("evidence", Evidence::ALL, Evidence::code, Evidence::label) {
            criterion.evidence = evidence;
        }
        criterion.lead = self.leads();
        let verified = self.one_of("verified", Verified::ALL, Verified::code, Verified::label);
        let verified = verified.unwrap_or(Verified::Unchecked);
        let references = self.cell("reference").split(';').map(str::trim).filter(|text| !text.is_empty());
        criterion.references = references.map(|text| Reference { text: text.to_owned(), verified }).collect();
        criterion.na = Some(self.cell("na").to_owned()).filter(|na| !na.is_empty());
        criterion.na_needs = list_of(self.cell("na_needs")).map(str::to_owned).collect();
        PastedRow { row: self.row, section, section_title: title.trim().to_owned(), criterion }
    }

    fn code(&mut self, column: &'static str, code: &str) {
        let is_code = (1..=MAX_CODE_CHARS).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if code.is_empty() {
            self.fault(column, "is empty. Give its code, such as A1 for a criterion and A for a section.");
        } else if !is_code {
            self.fault(
                column,
                format!("“{code}” cannot be a code. Use 1 to {MAX_CODE_CHARS} letters, digits, _ or -."),
            );
        }
    }

    /// The value a cell names by code or label; none: empty, or a fault.
    fn one_of<T: Copy>(
        &mut self,
        column: &'static str,
        all: &[T],
        code: impl Fn(T) -> &'static str,
        label: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let cell = self.cell(column).to_lowercase();
        let found = all.iter().copied().find(|one| code(*one) == cell || label(*one).to_lowercase() == cell);
        if found.is_none() && !cell.is_empty() {
            let codes: Vec<&str> = all.iter().map(|one| code(*one)).collect();
            self.fault(column, format!("“{cell}” is not known. Use one of: {}.", codes.join(", ")));
        }
        found
    }

    fn leads(&mut self) -> Vec<Lead> {
        let mut leads = Vec::new();
        let cell = self.cell("lead").to_owned();
        for name in list_of(&cell) {
            let plain = name.to_lowercase();
            let lead = Lead::ALL.iter().copied().find(|l| l.code() == plain || l.label().to_lowercase() == plain);
            match lead {
                Some(lead) if !leads.contains(&lead) => leads.push(lead),
                Some(_) => {}
                None => {
                    let codes: Vec<&str> = Lead::ALL.iter().map(|lead| lead.code()).collect();
                    self.fault("lead", format!("“{name}” is not known. Use: {}.", codes.join(", ")));
                }
            }
        }
        leads
    }
}

fn list_of(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty())
}

/// The cells of each row. A cell that begins with a quotation mark goes to the next single one, as worksheets write
/// cells that hold a tab or a line break; a line break inside becomes a space.
fn cells_of(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    let put = |rows: &mut Vec<Vec<String>>, cell: &mut String| {
        let plain = std::mem::take(cell).split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(row) = rows.last_mut() {
            row.push(plain);
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() => is_quoted = true,
            '\t' if !is_quoted => put(&mut rows, &mut cell),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                put(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            other => cell.push(other),
        }
    }
    put(&mut rows, &mut cell);
    rows
}

/// How many criteria are new and how many are brought up to date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// New ones.
    pub added: usize,
    /// Those the tool had under the same code.
    pub updated: usize,
}

/// Puts pasted rows into a tool: a criterion with the same code takes what the row says, in the place where it is; a
/// new one goes to the end of its section, a new section to the end of the tool.
pub fn take_rows(tool: &mut AuditTool, rows: &[PastedRow]) -> Taken {
    let mut taken = Taken::default();
    for row in rows {
        let there = tool.headings.iter_mut().flat_map(|section| &mut section.criteria);
        if let Some(there) = there.into_iter().find(|there| there.code == row.criterion.code) {
            *there = row.criterion.clone();
            taken.updated += 1;
            continue;
        }
        taken.added += 1;
        if let Some(section) = tool.headings.iter_mut().find(|section| section.code == row.section) {
            section.criteria.push(row.criterion.clone());
            continue;
        }
        let mut section = new_section(row.section.clone());
        section.title = if row.section_title.is_empty() { row.section.clone() } else { row.section_title.clone() };
        section.criteria.push(row.criterion.clone());
        tool.headings.push(section);
    }
    taken
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::test_tool::default_tool;
    use proptest::prelude::*;

    #[test]
    fn rows_of_a_worksheet_become_criteria_of_new_and_known_sections() {
        let text = "Section\tCode\tQuestion\tKind\tDepth\tEvidence\tGood\tLead\tReference\tVerified\r\n\
            Z Local offer\tZ1\t\"Is it said\nwhere \"\"help\"\" is?\"\tMust\tworkshop\tThe plan\tIt is.\thealth; social_care\tReg 12; Reg 13\tprimary\r\n\
            \r\n\
            A\tA1\tAnother question?\t\t\t\t\t\t\t\r\n";
        let pasted = read_rows(text);
        assert_eq!(pasted.faults, []);
        let mut tool = default_tool();
        assert_eq!(take_rows(&mut tool, &pasted.rows), Taken { added: 1, updated: 1 });
        let (section, z1) = tool.get_criterion("Z1").unwrap();
        assert_eq!((section.code.as_str(), section.title.as_str()), ("Z", "Local offer"));
        assert_eq!(z1.question, "Is it said where \"help\" is?");
        assert_eq!((z1.kind, z1.depth, z1.evidence), (Kind::Must, Depth::Workshop, Evidence::Plan));
        assert_eq!(z1.lead, [Lead::Health, Lead::SocialCare]);
        assert_eq!(z1.references.len(), 2);
        assert!(z1.references.iter().all(|r| r.verified == Verified::Primary));
        assert_eq!(tool.headings[0].criteria[0].question, "Another question?");
        assert_eq!(tool.validate(), Ok(()));
    }

    #[test]
    fn without_a_heading_row_the_columns_are_in_the_order_told() {
        let pasted = read_rows("A\tA77\tIs it so?\tlocal\tfull\tfile");
        assert_eq!(pasted.rows[0].criterion.kind, Kind::Local);
        assert_eq!(pasted.rows[0].criterion.evidence, Evidence::File);
    }

    #[test]
    fn every_fault_is_told_with_its_row_and_column_and_what_to_do() {
        let text = "A\tA 1\tq\nA\tA2\t\n\tA3\tq\nA\tA4\tq\tduty\tdeep\tall\t\tnhs\t\tsure\nA\tA4\tq\nA\tA4\tq";
        let faults = read_rows(text).faults;
        let places: Vec<(usize, &str)> = faults.iter().map(|f| (f.row, f.column)).collect();
        let expected = [
            (1, "code"),
            (2, "question"),
            (3, "section"),
            (4, "kind"),
            (4, "depth"),
            (4, "evidence"),
            (4, "lead"),
            (4, "verified"),
            (5, "code"),
            (6, "code"),
        ];
        assert_eq!(places, expected);
        assert!(
            faults
                .iter()
                .all(|f| f.message.contains("Use") || f.message.contains("Give") || f.message.contains("Write"))
        );
        let unknown = read_rows("section\tcode\tquestion\tcolour\nA\tA1\tq\tred").faults;
        assert_eq!((unknown[0].row, unknown[0].message.contains("“colour”")), (1, true));
    }

    proptest! {
        #[test]
        fn nothing_pasted_makes_the_reader_fall_over(text in "[\"\\t\\n\\rA-C1 ]{0,80}") {
            let pasted = read_rows(&text);
            let mut tool = default_tool();
            let taken = take_rows(&mut tool, &pasted.rows);
            prop_assert_eq!(taken.added + taken.updated, pasted.rows.len());
        }
    }
}
