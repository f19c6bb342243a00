//! What the reader of TOML found in a tool file, said to whoever edits it: what is wrong, and what to write instead.

use crate::domain::audit_tool::{Depth, Evidence, Kind, Lead, SubjectKind, Verified};
use std::ops::Range;

/// The headers of a tool file, and how many brackets each has.
const HEADERS: &str = "Write [tool] and [tool.rule] once, and [[tool.answer]], [[tool.grade]], [[tool.group]], [[tool.view]], [[heading]] \
    and [[heading.criterion]] with two brackets, once for each";

/// An example of every value a tool file can have.
const EXAMPLES: &[(&str, &str)] = &[
    ("anchor", "\"Write as if the family will read it\""),
    ("code", "\"A1\""),
    ("criteria", "[\"C1\", \"C2\"]"),
    ("depth", "\"core\""),
    ("evidence", "\"plan\""),
    ("from_percent", "70"),
    ("good", "\"What a good plan shows\""),
    ("good_or_better", "true"),
    ("heading_grade_needs_answers", "3"),
    ("headings", "[\"C\", \"G\"]"),
    ("key", "\"1\""),
    ("kind", "\"must\""),
    ("label", "\"Met\""),
    ("lead", "\"health\""),
    ("level", "2"),
    ("must_caps_headings", "[\"A\", \"B\"]"),
    ("must_not_met_caps_heading_at", "\"requires_improvement\""),
    ("must_not_met_caps_plan_at", "\"requires_improvement\""),
    ("must_partly_caps_plan_at", "\"good\""),
    ("na", "\"none found, and C1 met\""),
    ("na_needs", "[\"C1\"]"),
    ("points", "2"),
    ("provisional_under_percent", "60"),
    ("question", "\"Is every need named?\""),
    ("references", "[{ text = \"Regulation 12\", verified = \"primary\" }]"),
    ("source", "\"Where the tool comes from\""),
    ("standard_from_percent", "70"),
    ("steps_above_weakest_group", "1"),
    ("subject", "\"plan\""),
    ("text", "\"Regulation 12\""),
    ("thresholds_set_on", "\"2026-11-22\""),
    ("title", "\"Health needs\""),
    ("top_grade_allows_no", "\"not_met\""),
    ("verified", "\"primary\""),
    ("version", "1"),
    ("weight", "1"),
];

/// Keys that are parts with lines of their own, and their headers.
const PARTS: &[(&str, &str)] = &[
    ("answer", "[[tool.answer]]"),
    ("criterion", "[[heading.criterion]]"),
    ("grade", "[[tool.grade]]"),
    ("group", "[[tool.group]]"),
    ("heading", "[[heading]]"),
    ("rule", "[tool.rule]"),
    ("tool", "[tool]"),
    ("view", "[[tool.view]]"),
];

/// A file without anything in it.
pub(super) const EMPTY: &str = "the file holds no tool. Export a published tool, and edit that file.";

/// Bytes that are no text.
pub(super) const NOT_TEXT: &str =
    "this is not text in UTF-8. Save the file again as plain text with the encoding UTF-8, and bring that in.";

/// Says what was found. `span` is where, in bytes of `text`; `found` the reader's own words.
pub(super) fn say(text: &str, span: Option<&Range<usize>>, found: &str) -> String {
    let span = span.cloned().unwrap_or(0..0);
    let at = text.get(span.clone()).unwrap_or_default();
    if let Some(rest) = found.strip_prefix("unknown field ") {
        return unknown_key(rest);
    }
    if let Some(rest) = found.strip_prefix("missing field ") {
        return missing_key(&quoted(rest).concat());
    }
    if found.starts_with("duplicate") {
        return twice(text, at, span.start);
    }
    let key = key_before(text, span.start);
    if found.starts_with("unknown variant ") || found.starts_with("wanted string or table") {
        return unknown_word(&key, at, found);
    }
    if let Some(rest) = found.strip_prefix("invalid type: ").or_else(|| found.strip_prefix("invalid value: ")) {
        return wrong_type(&key, at, rest);
    }
    if key == "thresholds_set_on" && at.starts_with(['"', '\'']) {
        return format!("`{key}` is not a day. {}", like(&key));
    }
    slip(text, span.start, found)
}

/// The words between grave accents.
fn quoted(words: &str) -> Vec<&str> {
    words.split('`').skip(1).step_by(2).collect()
}

fn part(key: &str) -> Option<&'static str> {
    PARTS.iter().find(|(part, _)| *part == key).map(|(_, header)| *header)
}

/// "Write it like this: version = 1"; how a part is written; for a key no tool file has, the general form.
fn like(key: &str) -> String {
    if let Some(header) = part(key) {
        return format!("Write {header} on a line of its own, and its lines below it.");
    }
    match EXAMPLES.iter().find(|(known, _)| *known == key) {
        Some((_, example)) => format!("Write it like this: {key} = {example}"),
        None => "Write a key, the sign = and a value, such as: weight = 1".to_owned(),
    }
}

fn unknown_key(rest: &str) -> String {
    let names = quoted(rest);
    let Some((key, known)) = names.split_first() else { return format!("a key is not known. {HEADERS}.") };
    let near = known.iter().copied().min_by_key(|other| distance(key, other)).filter(|n| distance(key, n) <= 2);
    let advice = match near {
        Some(near) => format!("Did you mean `{near}`? Correct it, or remove the line."),
        None if known.is_empty() => "Remove the line.".to_owned(),
        None => format!("Remove the line, or use one of: {}.", known.join(", ")),
    };
    format!("there is no key `{key}` in this part. {advice}")
}

fn missing_key(key: &str) -> String {
    match part(key) {
        Some(_) if key == "tool" => "the part [tool] is missing. Write [tool] at the top, with code, title and version below it, or export a published tool and edit that file.".to_owned(),
        Some(header) => format!("the part beginning here has no {header}. Add {header} and its lines below it."),
        None => format!("the part beginning here has no `{key}`. {}", like(key).replacen("Write it", "Add a line", 1)),
    }
}

fn twice(text: &str, at: &str, start: usize) -> String {
    if line_at(text, start).trim_start().starts_with('[') {
        return format!("a part with this header is there already. {HEADERS}.");
    }
    let key = at.split('=').next().unwrap_or_default().trim();
    format!("the key `{key}` is given twice in this part. Remove one of the two lines.")
}

fn unknown_word(key: &str, at: &str, found: &str) -> String {
    let codes: Vec<&str> = match key {
        "kind" => Kind::ALL.iter().map(|kind| kind.code()).collect(),
        "depth" => Depth::ALL.iter().map(|depth| depth.code()).collect(),
        "evidence" => Evidence::ALL.iter().map(|evidence| evidence.code()).collect(),
        "lead" => Lead::ALL.iter().map(|lead| lead.code()).collect(),
        "subject" => SubjectKind::ALL.iter().map(|kind| kind.code()).collect(),
        "verified" => Verified::ALL.iter().map(|verified| verified.code()).collect(),
        _ => quoted(found).into_iter().skip(1).collect(),
    };
    let is_word = at.starts_with(['"', '\'']);
    let wrong =
        if is_word { format!("{at} is not known here") } else { "this needs one word between quotes".to_owned() };
    let name = if key.is_empty() { String::new() } else { format!("`{key}`: ") };
    format!("{name}{wrong}. Use one of: {}.", codes.join(", "))
}

fn wrong_type(key: &str, at: &str, rest: &str) -> String {
    let (unexpected, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
    // The head of a part, or a part where one value should be.
    if part(key).is_some() || key.is_empty() || at.trim_start().starts_with('[') && unexpected == "map" {
        return format!("a part is not written as a tool file has it. {HEADERS}.");
    }
    let holds = match unexpected.split([' ', '`']).next().unwrap_or_default() {
        "string" => "text",
        "integer" | "floating" => "a number",
        "boolean" => "true or false",
        "sequence" => "a list",
        _ => "another kind of value",
    };
    let (needs, example) = match expected {
        "u32" => ("a whole number from 0 on, of at most nine digits and without quotes", like(key)),
        "a string" if matches!(key, "headings" | "criteria" | "na_needs" | "must_caps_headings") => {
            ("a list of codes, each between quotes", like(key))
        }
        "a string" => ("text between quotes", like(key)),
        "a boolean" => ("true or false, without quotes", like(key)),
        "a sequence" if key == "lead" => {
            ("a list in square brackets", "Write it like this: lead = [\"health\"]".to_owned())
        }
        "a sequence" => ("a list in square brackets", like(key)),
        "a date string" => ("a day between quotes", like(key)),
        _ => ("a value of another kind", like(key)),
    };
    let wrong = if holds == "a number" && expected == "u32" { "the number" } else { holds };
    let shown: String = at.chars().take(40).collect();
    let shown = if wrong == "the number" { format!("the number {shown}") } else { wrong.to_owned() };
    format!("`{key}` holds {shown} and needs {needs}. {example}")
}

/// A slip in the writing itself.
fn slip(text: &str, start: usize, found: &str) -> String {
    let line = line_at(text, start);
    let trimmed = line.trim();
    let key = trimmed.split(|c: char| !is_key(c)).next().unwrap_or_default();
    let value = trimmed.split_once('=').map(|(_, value)| value.trim());
    if trimmed.contains(['“', '”', '„', '‘', '’']) && !trimmed.contains('"') {
        return format!("the quotes are curly. Use straight ones. {}", like(key));
    }
    if trimmed.starts_with('[') && value.is_none() && found.contains("comma") {
        return "the list above is not closed. Write ] behind its last value, as in headings = [\"C\", \"G\"]"
            .to_owned();
    }
    if trimmed.starts_with('[') && value.is_none() {
        return format!("the header is not closed, or holds something else. {HEADERS}.");
    }
    if value == Some("") {
        return format!("`{key}` has no value. {}", like(key));
    }
    let wrong = match found {
        f if f.contains("key with no value") => "the sign = is missing",
        f if f.contains("keys cannot be empty") => "the key before the sign = is missing",
        f if f.contains("must be quoted") => {
            "the value is not one that can be read: a text stands between straight quotes, and one line holds one value"
        }
        f if f.contains("comma") => "a comma is missing, or the list is not closed with ]",
        f if f.contains("unclosed array") => "the list is not closed with ]",
        f if f.contains("escape") => {
            "a backslash stands alone. Write two of them for one, and \\\" for a quote within a text; this line cannot be read as it is"
        }
        f if f.contains("leading zero") => "a number does not begin with 0",
        f if f.contains("basic string") || f.contains("literal string") => {
            "the text is not closed: a quote is missing, or one stands within the text"
        }
        _ => "this line cannot be read",
    };
    let key = if found.contains("comma") { key_before(text, start) } else { key.to_owned() };
    format!("{wrong}. {}", like(&key))
}

fn line_at(text: &str, start: usize) -> &str {
    let start = (0..=start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[from..].lines().next().unwrap_or_default()
}

/// The key whose value stands at a place: what stands before the last = above it.
fn key_before(text: &str, start: usize) -> String {
    let before = text.get(..start).unwrap_or_default();
    // In a header there is none.
    if line_at(text, start).trim_start().starts_with('[') {
        return String::new();
    }
    let Some((before, _)) = before.rsplit_once('=') else { return String::new() };
    let word = before.trim_end().rsplit(|c: char| !is_key(c)).next().unwrap_or_default();
    word.to_owned()
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// How many letters must be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = row.get(j).copied().unwrap_or_default() + usize::from(a != *b);
            let taken = row.get(j + 1).copied().unwrap_or_default() + 1;
            let put = next.get(j).copied().unwrap_or_default() + 1;
            next.push(changed.min(taken).min(put));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::test_tool::{DEFAULT_TOOL, default_tool};
    use crate::exchange::tool_file::{parse_tool, tool_to_toml};

    #[test]
    fn every_key_of_a_tool_file_has_an_example_and_every_example_is_right() {
        let text = DEFAULT_TOOL.to_owned() + &tool_to_toml(&default_tool());
        let keys = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
        for (key, _) in keys {
            let key = key.trim();
            assert!(EXAMPLES.iter().any(|(known, _)| *known == key), "{key} has no example");
        }
        for (key, example) in EXAMPLES {
            assert!(format!("{key} = {example}").parse::<toml::Table>().is_ok(), "{key} = {example}");
        }
    }

    #[test]
    fn a_key_near_a_known_one_is_named() {
        assert_eq!((distance("questoin", "question"), distance("", "ab"), distance("lead", "lead")), (2, 2, 0));
        let said = parse_tool("[tool]\ncode = \"x\"\ntitel = \"y\"\n").map_err(|e| e.to_string());
        assert_eq!(
            said,
            Err("Line 3: there is no key `titel` in this part. Did you mean `title`? Correct it, or remove the line."
                .to_owned())
        );
    }
}
