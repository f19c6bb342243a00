//! The pages of help against the program they speak of. What stands between “ and ” on a page is on a screen.

use golden_thread::assets::HELP_EVERYWHERE;
use golden_thread::ui::help::PAGES;
use golden_thread::ui::widgets::{HelpLine, help_keys, help_lines, help_pictures};
use std::collections::BTreeSet;
use std::path::Path;

/// All Rust sources under a folder, without their tests.
fn sources(folder: &Path, into: &mut Vec<String>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let said = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            into.push(said.collect::<Vec<_>>().join("\n"));
        }
    }
}

fn program() -> String {
    let mut found = Vec::new();
    for part in ["ui", "domain", "jobs", "report", "words"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(part), &mut found);
    }
    found.join("\n")
}

/// The string literals of sources, with their escapes resolved.
fn literals(code: &str) -> BTreeSet<String> {
    let (mut found, mut chars) = (BTreeSet::new(), code.chars().peekable());
    while let Some(c) = chars.next() {
        if c == '\'' && chars.peek() == Some(&'"') {
            // The sign itself.
            chars.next();
            continue;
        }
        if c != '"' {
            continue;
        }
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('u') => {
                        let code: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                        text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                    }
                    Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                    Some(other) => text.push(other),
                    None => break,
                },
                other => text.push(other),
            }
        }
        found.insert(text);
    }
    found
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('“').skip(1).filter_map(|rest| Some(rest.split_once('”')?.0))
}

/// Labels that a tool file brings, not the program.
fn of_the_tool() -> BTreeSet<String> {
    let tools = golden_thread::assets::TOOLS.map(|text| golden_thread::exchange::tool_file::parse_tool(text).unwrap());
    tools.iter().flat_map(|tool| tool.answers.iter().map(|a| a.label.clone()).chain([tool.title.clone()])).collect()
}

fn pages() -> Vec<(&'static str, &'static str)> {
    PAGES.iter().map(|page| (page.name, page.text)).chain([("everywhere", HELP_EVERYWHERE)]).collect()
}

/// Labels with one hole as they stand in a round of plans: a round of advice fills it otherwise.
fn of_plans(said: &BTreeSet<String>) -> BTreeSet<String> {
    let subject = golden_thread::domain::audit_tool::SubjectKind::Plan;
    let words = [subject.noun(), subject.nouns(), subject.any(), subject.head(), subject.heads()];
    let filled = said.iter().filter_map(|label| {
        let (before, rest) = label.split_once('{')?;
        let (_, after) = rest.split_once('}')?;
        Some(words.map(|word| format!("{before}{word}{after}"))).filter(|_| !after.contains('{'))
    });
    filled.flatten().collect()
}

#[test]
fn every_label_a_page_quotes_is_in_the_program() {
    let (mut said, tools) = (literals(&program()), of_the_tool());
    said.extend(of_plans(&said));
    assert!(said.contains("Make the packs") && said.len() > 2_000, "{}", said.len());
    let (mut quotes, mut nowhere) = (0, Vec::new());
    for (page, text) in pages() {
        assert!(!text.contains('"'), "{page}: a label stands between “ and ”");
        assert_eq!(text.matches('“').count(), text.matches('”').count(), "{page}");
        for label in quoted(text) {
            quotes += 1;
            // With what belongs to a place in it, such as "Verified: …".
            let begins = |words: &String| words.strip_prefix(label).is_some_and(|rest| rest.starts_with([':', ' ']));
            let is_there = said.contains(label) || tools.contains(label) || said.iter().any(begins);
            if !is_there {
                nowhere.push(format!("{page}: “{label}”"));
            }
        }
    }
    assert!(nowhere.is_empty(), "{nowhere:#?}");
    assert!(quotes > 100, "{quotes}");
}

#[test]
fn every_key_a_page_names_is_one_the_program_hears() {
    let (code, mut unheard) = (program(), Vec::new());
    for (page, text) in pages() {
        for line in help_lines(text) {
            let HelpLine::Keys(keys, _) = line else { continue };
            for key in help_keys(keys) {
                let name = match key.strip_suffix("++").map(|_| "+").unwrap_or(key.rsplit('+').next().unwrap()) {
                    "Up" => "ArrowUp",
                    "Down" => "ArrowDown",
                    "Left" => "ArrowLeft",
                    "Right" => "ArrowRight",
                    "Esc" => "Escape",
                    "+" => "Plus",
                    "-" => "Minus",
                    // The answers' keys come from the tool.
                    digit if digit.parse::<u8>().is_ok() => continue,
                    // egui's own.
                    "Tab" => continue,
                    other => other,
                };
                if !code.contains(&format!("Key::{name}")) {
                    unheard.push(format!("{page}: `{key}`"));
                }
            }
        }
    }
    assert!(unheard.is_empty(), "{unheard:#?}");
}

#[test]
fn every_page_is_called_as_its_title_and_every_job_has_one() {
    for page in PAGES {
        let title = help_lines(page.text).find_map(|line| if let HelpLine::Title(t) = line { Some(t) } else { None });
        assert_eq!(title, Some(page.name));
    }
    for job in [
        "Prepare a round",
        "Run a workshop",
        "Review the health sections",
        "Print the summary",
        "Bring packs together",
        "The quick card",
        "What the file is protected against",
        "Where the data is",
    ] {
        assert!(PAGES.iter().any(|page| page.name == job), "{job}");
    }
}

#[test]
fn every_picture_a_page_shows_is_shipped_says_what_it_shows_and_is_small() {
    let shown: BTreeSet<&str> = PAGES.iter().flat_map(|page| help_pictures(page.text).map(|(_, name)| name)).collect();
    let shipped: BTreeSet<&str> = golden_thread::assets::HELP_PICTURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, shipped);
    for (words, name) in PAGES.iter().flat_map(|page| help_pictures(page.text)) {
        assert!(words.len() > 20, "{name}: {words}");
    }
    let sizes = golden_thread::assets::HELP_PICTURES.map(|(name, png)| (name, png.len()));
    assert!(sizes.iter().all(|(_, bytes)| *bytes < 60_000), "{sizes:?}");
    assert!(sizes.iter().map(|(_, bytes)| bytes).sum::<usize>() < 800_000, "{sizes:?}");
}
