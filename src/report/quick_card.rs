//! The quick card for panel members: one side of A4 to lie beside the keyboard.

use super::doc::{Block, Column, ReportDoc, ReportMeta, RichText, Table};
use crate::domain::audit_tool::{Answer, AuditTool, NOT_APPLICABLE};
use jiff::civil::DateTime;

/// What the card is about: a round, or scoring in general.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickCard<'a> {
    /// Local area and title of the round; none: no file is open.
    pub round: Option<(&'a str, &'a str)>,
    /// The tool whose answers and keys are printed.
    pub tool: &'a AuditTool,
    /// The key of each answer, in the tool's order.
    pub keys: &'a [String],
    /// The key of "not for me to judge"; none: the tool takes every key.
    pub handed_key: Option<&'a str>,
    /// How many criteria are asked on a plan; none: not known.
    pub asked: Option<usize>,
    /// When the card was made, local time.
    pub at: DateTime,
}

/// Keys besides those of the answers, each with what it does.
pub const KEYS: [(&str, &str); 8] = [
    ("Enter", "next criterion without an answer"),
    ("Right, Left", "next criterion, the one before"),
    ("N", "write a note; Esc leaves it"),
    ("G", "next gap"),
    ("P", "next plan that is not handed in"),
    ("C", "check what is missing"),
    ("Ctrl+Z", "take back the last step"),
    ("F1", "help"),
];

/// The card as a document of one page.
#[must_use]
pub fn quick_card(of: &QuickCard<'_>) -> ReportDoc {
    let (area, round) = of.round.unwrap_or(("Golden Thread", ""));
    let mut meta = ReportMeta::new("Quick card for panel members", area, round, of.at);
    meta.subtitle = vec![of.tool.title.clone()];
    let mut doc = ReportDoc::new(meta);
    doc.push(Block::Table(steps(of.asked)));
    doc.section("Answers and keys");
    doc.push(Block::Table(answers(of)));
    doc.push(Block::Table(keys()));
    let mut table =
        Table::new(vec![Column::left("Whom to ask: the audit lead", 1.0), Column::left("Telephone or e-mail", 1.0)]);
    table = table.for_pen();
    table.row([String::new(), String::new()]);
    doc.push(Block::Table(table));
    doc
}

/// What to do, in the order it is done.
fn steps(asked: Option<usize>) -> Table {
    let asked = asked.map_or_else(String::new, |asked| format!("{asked} questions on each plan, one at a time. "));
    let score = format!(
        "{asked}Enter opens a plan. Every answer is saved the moment it is given; the line at the foot says so. Nobody \
         sees yours before all who read the plan have handed in."
    );
    let steps = [
        (
            "Open",
            "Your own computer: open the pack you were sent. Its passphrase reaches you by another way. A shared \
             computer: open the audit file and choose your own name.",
        ),
        ("Score", score.as_str()),
        (
            "Evidence",
            "Judge what you were given, not what you know of the family. Say where in the plan you found it. What you \
             want to look at again, mark with F.",
        ),
        ("Notes", "Write as if the family will read it: they may. No names, no birth dates, no addresses."),
        (
            "Urgent",
            "A child at risk, another person’s data, a medical risk: tell whoever has to know now, under your local \
             procedure. Ctrl+Shift+U records it; recording it tells nobody.",
        ),
        (
            "Hand in",
            "C shows what is missing and what you marked. When every question has an answer, Ctrl+Enter hands in. You \
             can take the sheet back until the comparison of the plan opens. A pack: close it then, and send the file \
             back to the audit lead.",
        ),
    ];
    let mut table = Table::new(vec![Column::left("Step", 1.0), Column::left("What to do", 7.0)]);
    for (step, words) in steps {
        table.row([RichText::strong(step), words.into()]);
    }
    table
}

fn answers(of: &QuickCard<'_>) -> Table {
    let mut table =
        Table::new(vec![Column::left("Key", 1.0), Column::left("Answer", 3.0), Column::left("What it says", 9.0)]);
    for (answer, key) in of.tool.answers.iter().zip(of.keys) {
        table.row([RichText::strong(key.as_str()), RichText::from(answer.label.as_str()), meaning(answer).into()]);
    }
    if let Some(key) = of.handed_key {
        let says = "It goes to those who lead it. It counts as answered and earns no points.";
        table.row([RichText::strong(key), "Not for me to judge".into(), says.into()]);
    }
    table
}

/// What an answer says. Only some codes have a meaning of their own; others say what they earn.
fn meaning(answer: &Answer) -> String {
    match answer.code.as_str() {
        "met" => "It is there, as the question asks.".to_owned(),
        "partly" => "Some of it is there.".to_owned(),
        "not_met" => "It was not done: you looked, and it is not there.".to_owned(),
        "not_evidenced" => "You cannot see from what you hold whether it was done.".to_owned(),
        NOT_APPLICABLE => "Only where the question says when, and with that reason.".to_owned(),
        _ => match answer.points {
            Some(1) => "Earns one point.".to_owned(),
            Some(points) => format!("Earns {points} points."),
            None => "Earns no points and is left out of the grade.".to_owned(),
        },
    }
}

/// Two pairs of key and act in each row: half the height.
fn keys() -> Table {
    let columns = [("Key", 2.0), ("Does", 5.0), ("Key ", 2.0), ("Does ", 5.0)];
    let mut table = Table::new(columns.map(|(title, weight)| Column::left(title, weight)).into());
    let half = KEYS.len().div_ceil(2);
    for row in 0..half {
        let pair = |at: usize| KEYS.get(at).copied().unwrap_or_default();
        let ((key, does), (other, also)) = (pair(row), pair(row + half));
        table.row([RichText::strong(key), does.into(), RichText::strong(other), also.into()]);
    }
    table
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::assets::{DEFAULT_TOOL, HELP_EVERYWHERE, HELP_SCORE_SHEET, TOOLS};
    use crate::exchange::tool_file::parse_tool;
    use jiff::civil::date;

    fn card(tool: &AuditTool, round: Option<(&str, &str)>) -> ReportDoc {
        let keys: Vec<String> = (1..=tool.answers.len()).map(|key| key.to_string()).collect();
        let at = date(2026, 11, 23).at(9, 5, 0, 0);
        let (asked, handed_key) = (round.map(|_| 45), Some("J"));
        quick_card(&QuickCard { round, tool, keys: &keys, handed_key, asked, at })
    }

    #[test]
    fn it_is_one_page_for_every_tool_with_a_round_and_without() {
        for text in TOOLS {
            let tool = parse_tool(text).unwrap();
            for round in [None, Some(("Royal Borough of Kingston upon Thames", "Autumn term 2026, second round"))] {
                let doc = card(&tool, round);
                assert_eq!(crate::report::pages(&doc).unwrap().len(), 1, "{}", tool.code);
            }
        }
    }

    #[test]
    fn it_names_each_answer_of_the_tool_with_its_key_and_the_round() {
        let mut tool = parse_tool(DEFAULT_TOOL).unwrap();
        tool.answers[0].label = "Fully there".to_owned();
        let text = card(&tool, Some(("Kent", "Spring 2027"))).to_text();
        for said in
            ["Fully there", "Not evidenced", "Not for me to judge", "Kent", "Whom to ask", "45 questions on each plan"]
        {
            assert!(text.contains(said), "{said} in {text}");
        }
        assert!(!card(&tool, None).to_text().contains("Spring"));
    }

    #[test]
    fn every_key_on_it_is_in_the_help_of_the_score_sheet() {
        let help = format!("{HELP_SCORE_SHEET}{HELP_EVERYWHERE}");
        for (keys, _) in KEYS {
            for key in keys.split(", ") {
                assert!(help.contains(&format!("`{key}`")), "{key}");
            }
        }
    }
}
