//! Audit tools as text: TOML files that an area can read, edit and pass on.
//!
//! A file has one table `tool` (answers, grades, rule, groups, views) and at top level a `heading` for each section.

use super::tool_slips;
use crate::domain::audit_tool::{AuditTool, Criterion, Heading, Rule};
use crate::domain::tool_check::{Place, ToolFault};
use serde::Deserialize;
use std::fmt::Write as _;
use std::ops::Range;
use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Longest tool file read, in bytes; the default tool has 41 thousand.
pub const MAX_TOOL_FILE_BYTES: usize = 2_000_000;

/// A fault of the tool, and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedFault {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: ToolFault,
}

/// Why a tool file was refused. [`std::fmt::Display`] says it to people, a line for each fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ToolFileError {
    /// The file is far larger than any tool.
    #[error(
        "The file has {bytes} bytes, and a tool file has at most {MAX_TOOL_FILE_BYTES}. Check that it is the right file, and remove what is no part of the tool."
    )]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// Not TOML, or a key or value that a tool file does not have.
    #[error("Line {line}: {message}")]
    Unreadable {
        /// Line, counted from 1.
        line: usize,
        /// What was found and what was expected.
        message: String,
    },
    /// The file can be read, and the tool in it cannot be published.
    #[error("{}", .0.iter().map(|f| format!("Line {}: {}", f.line, f.fault)).collect::<Vec<_>>().join("\n"))]
    Faults(
        /// All faults, by line.
        Vec<PlacedFault>,
    ),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToolFile {
    tool: AuditTool,
    #[serde(default)]
    heading: Vec<Heading>,
}

/// Reads and checks a tool file.
///
/// # Errors
/// The first thing that cannot be read, or else all faults of the tool, each with its line.
pub fn parse_tool(text: &str) -> Result<AuditTool, ToolFileError> {
    if text.len() > MAX_TOOL_FILE_BYTES {
        return Err(ToolFileError::TooLarge { bytes: text.len() });
    }
    let tool = read_tool(text)?;
    tool.validate().map_err(|faults| place_faults(text, faults))?;
    Ok(tool)
}

/// Reads and checks a tool file as it lies on the disk.
///
/// # Errors
/// As [`parse_tool`]; and where it is no text, the line where that begins.
pub fn parse_tool_bytes(bytes: &[u8]) -> Result<AuditTool, ToolFileError> {
    if bytes.len() > MAX_TOOL_FILE_BYTES {
        return Err(ToolFileError::TooLarge { bytes: bytes.len() });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => parse_tool(text),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + good.iter().filter(|b| **b == b'\n').count();
            Err(ToolFileError::Unreadable { line, message: tool_slips::NOT_TEXT.to_owned() })
        }
    }
}

/// Reads a tool file without checking the tool.
fn read_tool(text: &str) -> Result<AuditTool, ToolFileError> {
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        return Err(ToolFileError::Unreadable { line: 1, message: tool_slips::EMPTY.to_owned() });
    }
    let file: ToolFile = toml::from_str(text).map_err(|e| unreadable(text, e.span().as_ref(), e.message()))?;
    if !file.tool.headings.is_empty() {
        let table = DeTable::parse(text).ok();
        let span = table.and_then(|t| Some(table_at(t.get_ref(), "tool")?.get_key_value("heading")?.0.span()));
        let line = line_of(text, span.map_or(0, |s| s.start));
        let message = "sections stand outside the part [tool]. Write [[heading]] and [[heading.criterion]].".to_owned();
        return Err(ToolFileError::Unreadable { line, message });
    }
    Ok(AuditTool { headings: file.heading, ..file.tool })
}

/// Says what the TOML reader found in the words of this file: it speaks of fields and variants.
fn unreadable(text: &str, span: Option<&Range<usize>>, found: &str) -> ToolFileError {
    let message = tool_slips::say(text, span, found);
    ToolFileError::Unreadable { line: line_of(text, span.map_or(0, |s| s.start)), message }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|b| *b == b'\n').count()
}

fn place_faults(text: &str, faults: Vec<ToolFault>) -> ToolFileError {
    let table = DeTable::parse(text).ok();
    let line = |fault: &ToolFault| {
        let span = table.as_ref().and_then(|t| span_of(t.get_ref(), fault.place, fault.field));
        line_of(text, span.map_or(0, |s| s.start))
    };
    let mut placed: Vec<PlacedFault> =
        faults.into_iter().map(|fault| PlacedFault { line: line(&fault), fault }).collect();
    placed.sort_by_key(|f| f.line);
    ToolFileError::Faults(placed)
}

type Value<'i> = Spanned<DeValue<'i>>;

fn table_at<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    table.get(key)?.get_ref().as_table()
}

fn item<'t, 'i>(table: &'t DeTable<'i>, key: &str, index: usize) -> Option<&'t Value<'i>> {
    table.get(key)?.get_ref().as_array()?.get(index)
}

/// Where a field of a part stands: its value, else the header of the part.
fn span_of(root: &DeTable, place: Place, field: &str) -> Option<Range<usize>> {
    let tool = root.get("tool")?;
    let in_tool = |key, index| item(tool.get_ref().as_table()?, key, index);
    let heading = |h| item(root, "heading", h);
    let criterion = |h, c| item(heading(h)?.get_ref().as_table()?, "criterion", c);
    let part = match place {
        Place::Tool => Some(tool),
        Place::Rule => tool.get_ref().as_table()?.get("rule"),
        Place::Answer(i) => in_tool("answer", i),
        Place::Grade(i) => in_tool("grade", i),
        Place::Group(i) => in_tool("group", i),
        Place::View(i) => in_tool("view", i),
        Place::Section(h) => heading(h),
        Place::Criterion(h, c) => criterion(h, c),
        Place::Reference(h, c, r) => item(criterion(h, c)?.get_ref().as_table()?, "references", r),
    }?;
    let value = part.get_ref().as_table().and_then(|t| t.get(field));
    Some(value.unwrap_or(part).span())
}

/// What stands at the head of every exported tool, for whoever edits it.
const HEAD: &str = "\
# An audit tool. Edit it as plain text, raise the version, and import it again.
#
# kind      must: statute or regulations; should: code of practice or case law; local: good practice
# depth     the smallest audit that asks it: workshop, core, full
# evidence  what the reader must hold to answer: plan, appendices, file
# na        when \"not applicable\" may be chosen (absent: never); na_needs: only while these criteria are met
# points    what an answer earns (absent: left out of the count); level: its place on the scale of agreement figures
# verified  how far a reference was checked: primary, secondary, none
";

/// Writes a tool as a file that [`parse_tool`] reads back to an equal tool.
#[must_use]
pub fn tool_to_toml(tool: &AuditTool) -> String {
    let mut out = Out(HEAD.to_owned());
    out.table("[tool]");
    out.text("code", &tool.code);
    out.text("title", &tool.title);
    out.number("version", Some(tool.version));
    out.text("subject", tool.subject.code());
    out.text("source", &tool.source);
    out.maybe_text("anchor", tool.anchor.as_deref());
    out.maybe_text("thresholds_set_on", tool.thresholds_set_on.map(|on| on.to_string()).as_deref());
    if tool.answers.is_empty() {
        out.line("answer", "[]");
    }
    for answer in &tool.answers {
        out.table("[[tool.answer]]");
        out.text("code", &answer.code);
        out.text("label", &answer.label);
        out.number("points", answer.points);
        out.number("level", answer.level);
        out.maybe_text("key", answer.key.as_deref());
    }
    for grade in &tool.grades {
        out.table("[[tool.grade]]");
        out.text("code", &grade.code);
        out.text("label", &grade.label);
        out.number("from_percent", Some(grade.from_percent));
        out.line("good_or_better", if grade.good_or_better { "true" } else { "false" });
    }
    out.rule(&tool.rule);
    for group in &tool.groups {
        out.table("[[tool.group]]");
        out.text("code", &group.code);
        out.texts("headings", &group.headings);
    }
    for view in &tool.views {
        out.table("[[tool.view]]");
        out.text("code", &view.code);
        out.text("title", &view.title);
        out.texts("criteria", &view.criteria);
        out.number("standard_from_percent", Some(view.standard_from_percent));
    }
    for heading in &tool.headings {
        out.heading(heading);
    }
    out.0
}

/// The text so far.
struct Out(String);

impl Out {
    fn table(&mut self, header: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "\n{header}");
    }

    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(key, &literal(text));
    }

    fn maybe_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn number(&mut self, key: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.line(key, &number.to_string());
        }
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        let list: Vec<String> = texts.iter().map(|t| literal(t)).collect();
        self.line(key, &format!("[{}]", list.join(", ")));
    }

    fn rule(&mut self, rule: &Rule) {
        if *rule == Rule::default() {
            return;
        }
        self.table("[tool.rule]");
        self.number("heading_grade_needs_answers", rule.heading_grade_needs_answers);
        self.maybe_text("must_not_met_caps_heading_at", rule.must_not_met_caps_heading_at.as_deref());
        self.maybe_text("must_not_met_caps_plan_at", rule.must_not_met_caps_plan_at.as_deref());
        if let Some(headings) = &rule.must_caps_headings {
            self.texts("must_caps_headings", headings);
        }
        self.maybe_text("must_partly_caps_plan_at", rule.must_partly_caps_plan_at.as_deref());
        self.maybe_text("top_grade_allows_no", rule.top_grade_allows_no.as_deref());
        self.number("steps_above_weakest_group", rule.steps_above_weakest_group);
        self.number("provisional_under_percent", rule.provisional_under_percent);
    }

    fn heading(&mut self, heading: &Heading) {
        self.table("[[heading]]");
        self.text("code", &heading.code);
        self.text("title", &heading.title);
        self.text("lead", heading.lead.code());
        self.number("weight", Some(heading.weight));
        if heading.criteria.is_empty() {
            self.line("criterion", "[]");
        }
        for criterion in &heading.criteria {
            self.criterion(criterion);
        }
    }

    fn criterion(&mut self, criterion: &Criterion) {
        self.table("[[heading.criterion]]");
        self.text("code", &criterion.code);
        self.text("kind", criterion.kind.code());
        self.text("depth", criterion.depth.code());
        self.text("evidence", criterion.evidence.code());
        self.text("question", &criterion.question);
        self.text("good", &criterion.good);
        let leads: Vec<String> = criterion.lead.iter().map(|l| l.code().to_owned()).collect();
        self.texts("lead", &leads);
        self.maybe_text("na", criterion.na.as_deref());
        if !criterion.na_needs.is_empty() {
            self.texts("na_needs", &criterion.na_needs);
        }
        let reference = |r: &crate::domain::audit_tool::Reference| {
            format!("{{ text = {}, verified = {} }}", literal(&r.text), literal(r.verified.code()))
        };
        let references: Vec<String> = criterion.references.iter().map(reference).collect();
        self.line("references", &format!("[{}]", references.join(", ")));
    }
}

/// A text as TOML writes it, always on one line.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || c == '\u{FEFF}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::audit_tool::{Lead, Reference, Verified};
    use crate::domain::test_tool::{DEFAULT_TOOL, default_tool, section, tool};
    use crate::domain::tool_check::Problem;
    use proptest::prelude::*;

    /// The default file with one text replaced, and the line where the new text begins.
    fn changed(old: &str, new: &str) -> (String, usize) {
        let at = DEFAULT_TOOL.find(old).expect("the text to change is there");
        (DEFAULT_TOOL.replacen(old, new, 1), 1 + DEFAULT_TOOL[..at].matches('\n').count())
    }

    fn refused_at(text: &str) -> (usize, String) {
        match parse_tool(text).unwrap_err() {
            ToolFileError::Unreadable { line, message } => (line, message),
            other => panic!("{other:?}"),
        }
    }

    fn faults_of(text: &str) -> Vec<PlacedFault> {
        match parse_tool(text).unwrap_err() {
            ToolFileError::Faults(faults) => faults,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_default_tool_is_read() {
        let read = parse_tool(DEFAULT_TOOL).unwrap();
        assert_eq!(read, default_tool());
        let counted = (read.headings.len(), read.answers.len(), read.grades.len(), read.groups.len(), read.views.len());
        assert_eq!(counted, (13, 5, 4, 5, 2));
        assert_eq!(read.get_criterion("E4").unwrap().1.na_needs, ["C1", "D1"]);
        assert_eq!(read.rule.must_caps_headings.unwrap().len(), 8);
    }

    #[test]
    fn the_default_tool_survives_being_written_and_read() {
        let tool = default_tool();
        assert_eq!(parse_tool(&tool_to_toml(&tool)), Ok(tool));
    }

    #[test]
    fn writing_what_was_read_gives_the_same_text() {
        let text = tool_to_toml(&default_tool());
        assert_eq!(tool_to_toml(&parse_tool(&text).unwrap()), text);
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_are_read() {
        let windows = format!("\u{FEFF}{}", DEFAULT_TOOL.replace('\n', "\r\n"));
        assert_eq!(parse_tool(&windows), Ok(default_tool()));
        let (broken, line) = changed("weight = 1\n", "weight = 0\n");
        let windows = format!("\u{FEFF}{}", broken.replace('\n', "\r\n"));
        assert_eq!(faults_of(&windows)[0].line, line);
    }

    #[test]
    fn a_slip_in_the_text_is_told_with_its_line() {
        let (text, line) = changed("label = \"Partly met\"", "label = \"Partly met");
        assert_eq!(refused_at(&text).0, line);
        let (text, line) = changed("from_percent = 70", "from_percent = ");
        assert_eq!(refused_at(&text).0, line);
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line() {
        for (old, new) in [
            ("source = \"Sections", "sauce = 1\nsource = \"Sections"),
            ("top_grade_allows_no", "top_grade_allows"),
            ("lead = \"education\"", "led = \"education\""),
            ("question = \"Is every special", "questoin = \"Is every special"),
        ] {
            let (text, line) = changed(old, new);
            let (found, message) = refused_at(&text);
            assert_eq!(found, line, "{new}");
            let key = new.split(' ').next().unwrap();
            assert!(message.starts_with(&format!("there is no key `{key}`")), "{message}");
        }
        let (found, message) = refused_at("# A slip in the first table.\n\n[aim]\n");
        assert_eq!((found, message.starts_with("there is no key `aim`")), (3, true), "{message}");
    }

    #[test]
    fn a_wrong_or_missing_value_is_told_with_its_line() {
        let (text, line) = changed("kind = \"must\"", "kind = \"duty\"");
        let (found, message) = refused_at(&text);
        assert_eq!((found, message.starts_with("`kind`: \"duty\" is not known here")), (line, true), "{message}");
        let (text, line) = changed("points = 2", "points = -2");
        assert_eq!(refused_at(&text).0, line);
        // A missing key is told at the head of its table: five lines up, at [[heading.criterion]].
        let (text, line) =
            changed("question = \"Is every special educational need named in the advice also in B?\"\n", "");
        let (found, message) = refused_at(&text);
        let wanted =
            "the part beginning here has no `question`. Add a line like this: question = \"Is every need named?\"";
        assert_eq!((found, message.as_str()), (line - 5, wanted));
    }

    #[test]
    fn sections_inside_the_tool_table_are_refused() {
        let text = DEFAULT_TOOL.replace("[[heading", "[[tool.heading");
        let line = 1 + text[..text.find("[[tool.heading").unwrap()].matches('\n').count();
        let (found, message) = refused_at(&text);
        assert_eq!((found, message.contains("[[heading]]")), (line, true));
    }

    #[test]
    fn a_fault_of_the_tool_is_told_with_the_line_of_its_value() {
        for (old, new) in [
            ("code = \"A2\"", "code = \"A1\""),
            ("must_partly_caps_plan_at = \"good\"", "must_partly_caps_plan_at = \"fine\""),
            ("version = 1", "version = 0"),
            ("key = \"4\"", "key = \"44\""),
            ("from_percent = 0", "from_percent = 5"),
            ("headings = [\"C\", \"G\"]", "headings = [\"C\", \"G\", \"Z\"]"),
            ("criteria = [\"D1\", ", "criteria = [\"D9\", \"D1\", "),
            ("title = \"Health needs\"", "title = \"\""),
            ("na_needs = [\"C1\", \"D1\"]", "na_needs = [\"C1\", \"D1\", \"D1\"]"),
            ("references = [{ text = \"local practice\"", "references = [{ text = \"\""),
        ] {
            let (text, line) = changed(old, new);
            let faults = faults_of(&text);
            let lines: Vec<usize> = faults.iter().map(|f| f.line).collect();
            assert_eq!(lines, [line], "{new}: {faults:?}");
        }
    }

    #[test]
    fn a_fault_of_something_absent_is_told_at_its_part() {
        let (text, line) = changed("na = \"none found, and C1 met\"\nna_needs", "na_needs");
        let faults = faults_of(&text);
        assert_eq!((faults[0].line, &faults[0].fault.problem), (line, &Problem::NeedsWithoutNa));
        let text = DEFAULT_TOOL.replace("code = \"na\"", "code = \"none\"");
        let asked = |l: &&str| l.starts_with("na = ");
        assert_eq!(faults_of(&text).len(), text.lines().filter(asked).count());
    }

    #[test]
    fn all_faults_are_told_by_line() {
        let text = DEFAULT_TOOL
            .replace("weight = 1", "weight = 0")
            .replace("top_grade_allows_no = \"not_met\"", "top_grade_allows_no = \"never\"")
            .replace("label = \"Met\"", "label = \"\"")
            .replace("question = \"Does section A say", "question = \"\\nDoes section A say");
        let lines: Vec<usize> = faults_of(&text).iter().map(|f| f.line).collect();
        let expected: Vec<usize> = (1..)
            .zip(text.lines())
            .filter(|(_, l)| {
                let l = l.trim_end();
                l == "weight = 0" || l == "label = \"\"" || l.starts_with("top_grade_") || l.contains("\"\\nDoes")
            })
            .map(|(n, _)| n)
            .collect();
        assert_eq!(lines.len(), 16);
        assert_eq!(lines, expected);
        let said = parse_tool(&text).unwrap_err().to_string();
        assert_eq!(said.lines().count(), 16);
        let rule = format!("Line {}: The rule, top_grade_allows_no: there is no answer “never”", lines[1]);
        assert!(said.lines().nth(1).unwrap().starts_with(&rule), "{said}");
    }

    #[test]
    fn a_huge_file_is_refused_before_it_is_read() {
        let bytes = MAX_TOOL_FILE_BYTES + 1;
        assert_eq!(parse_tool(&"#".repeat(bytes)), Err(ToolFileError::TooLarge { bytes }));
    }

    #[test]
    fn what_is_no_text_is_told_at_its_line() {
        let (at, _) = DEFAULT_TOOL.match_indices("title").next().unwrap();
        let mut bytes = DEFAULT_TOOL.as_bytes().to_vec();
        bytes[at] = 0xE9;
        let line = 1 + DEFAULT_TOOL[..at].matches('\n').count();
        let said = parse_tool_bytes(&bytes).unwrap_err().to_string();
        assert_eq!(said, format!("Line {line}: {}", tool_slips::NOT_TEXT));
        assert_eq!(parse_tool_bytes(DEFAULT_TOOL.as_bytes()), Ok(default_tool()));
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("[tool]".bytes().flat_map(|b| [b, 0])).collect();
        assert!(parse_tool_bytes(&wide).unwrap_err().to_string().contains("encoding UTF-8"));
        for empty in ["", " \r\n", "\u{FEFF}"] {
            assert_eq!(refused_at(empty), (1, tool_slips::EMPTY.to_owned()));
        }
    }

    #[test]
    fn nothing_foreign_makes_the_reader_fall_over() {
        for text in ["", "\0", "[tool]", "tool = 1", "[[tool]]", "heading = 3", &"[".repeat(100_000)] {
            assert!(parse_tool(text).is_err());
        }
    }

    /// Any characters, control characters and quotes more often than chance would have them.
    fn any_text() -> impl Strategy<Value = String> {
        let c =
            prop_oneof![any::<char>(), proptest::char::range('\0', '\u{A0}'), Just('"'), Just('\\'), Just('\u{FEFF}')];
        prop::collection::vec(c, 0..12).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn any_tool_survives_being_written_and_read(
            texts in prop::collection::vec(any_text(), 12),
            number in any::<u32>(),
            some in any::<[bool; 8]>(),
        ) {
            let text = |i: usize| texts[i].clone();
            let mut odd = tool(&[("g", number), ("h", 0)], vec![section("A", 2), section("B", 0)]);
            odd.title = text(0);
            odd.source = text(1);
            odd.anchor = some[0].then(|| text(2));
            odd.answers[0].label = text(3);
            odd.answers[0].points = some[1].then_some(number);
            odd.answers[0].key = some[2].then(|| text(4));
            odd.grades[0].label = text(5);
            if some[3] {
                odd.grades.clear();
            }
            odd.rule.must_not_met_caps_heading_at = some[4].then(|| text(6));
            odd.rule.must_caps_headings = some[5].then(|| vec![text(7), text(8)]);
            odd.rule.steps_above_weakest_group = some[6].then_some(number);
            odd.headings[1].weight = number;
            odd.headings[1].title = text(9);
            let criterion = &mut odd.headings[0].criteria[1];
            criterion.question = text(10);
            criterion.good = text(11);
            criterion.na = some[7].then(|| text(0));
            criterion.na_needs = texts.iter().take(number as usize % 4).cloned().collect();
            criterion.lead = Lead::ALL.iter().copied().take(number as usize % 6).collect();
            criterion.references = vec![Reference { text: text(3), verified: Verified::Unchecked }; number as usize % 3];
            prop_assert_eq!(read_tool(&tool_to_toml(&odd)), Ok(odd));
        }

        #[test]
        fn no_text_makes_the_reader_fall_over(
            start in 0..DEFAULT_TOOL.len(),
            cut in 0..400usize,
            put in any::<String>(),
        ) {
            let from = (0..=start).rev().find(|i| DEFAULT_TOOL.is_char_boundary(*i)).unwrap();
            let to = (start + cut..).find(|i| *i >= DEFAULT_TOOL.len() || DEFAULT_TOOL.is_char_boundary(*i)).unwrap();
            let text = format!("{}{put}{}", &DEFAULT_TOOL[..from], DEFAULT_TOOL.get(to..).unwrap_or(""));
            let lines = 1 + text.matches('\n').count();
            match parse_tool(&text) {
                Ok(tool) => prop_assert_eq!(tool.validate(), Ok(())),
                Err(ToolFileError::Unreadable { line, .. }) => prop_assert!((1..=lines).contains(&line)),
                Err(ToolFileError::Faults(faults)) => {
                    prop_assert!(!faults.is_empty());
                    prop_assert!(faults.iter().all(|f| (1..=lines).contains(&f.line)));
                }
                Err(ToolFileError::TooLarge { .. }) => prop_assert!(false),
            }
        }
    }
}
