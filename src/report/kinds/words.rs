//! Words and marks that every kind of report shares.

use crate::domain::audit_tool::AuditTool;
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{Category, ColourToken, MONTHS};
use jiff::civil::Date;

pub(super) fn day(date: Date) -> String {
    let month = usize::try_from(date.month()).unwrap_or(1);
    let name = MONTHS.get(month.saturating_sub(1)).copied().unwrap_or_default();
    format!("{} {name} {}", date.day(), date.year())
}

pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The UTC day of an instant: reports have no time zone of their own.
pub(super) fn day_of_instant(at_ms: i64) -> Option<String> {
    let days = i32::try_from(at_ms.div_euclid(86_400_000)).ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(day(epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?))
}

pub(super) fn panel(snapshot: &AuditSnapshot) -> impl Iterator<Item = &crate::domain::panel::Member> {
    let works = |id| snapshot.assignments.iter().any(|a| a.member == id);
    snapshot.members.iter().filter(move |m| works(m.id))
}

pub(super) fn letters(labels: &[&str]) -> Vec<String> {
    let firsts: Vec<String> =
        labels.iter().map(|l| l.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default()).collect();
    let unique = firsts.iter().all(|f| firsts.iter().filter(|other| *other == f).count() == 1);
    if unique { firsts } else { (1..=labels.len()).map(|n| n.to_string()).collect() }
}

pub(super) fn step(place: usize, of: usize) -> ColourToken {
    ColourToken::Scale { step: u8::try_from(place).unwrap_or(u8::MAX), of: u8::try_from(of).unwrap_or(u8::MAX) }
}

pub(super) fn grade_categories(tool: &AuditTool) -> Vec<Category> {
    let labels: Vec<&str> = tool.grades.iter().map(|g| g.label.as_str()).collect();
    let colour = |place: usize, code: &str| match code {
        "outstanding" => ColourToken::Outstanding,
        "good" => ColourToken::Good,
        "requires_improvement" => ColourToken::RequiresImprovement,
        "inadequate" => ColourToken::Inadequate,
        _ => step(place, tool.grades.len()),
    };
    let grades = tool.grades.iter().zip(letters(&labels)).enumerate();
    grades.map(|(place, (g, letter))| Category::new(&g.label, letter, colour(place, &g.code))).collect()
}

pub(super) fn answer_categories(tool: &AuditTool) -> Vec<Category> {
    let labels: Vec<&str> = tool.answers.iter().map(|a| a.label.as_str()).collect();
    let colour = |place: usize, code: &str| match code {
        "met" => ColourToken::Met,
        "partly" => ColourToken::Partly,
        "not_met" => ColourToken::NotMet,
        "not_evidenced" => ColourToken::NotEvidenced,
        "na" => ColourToken::NotApplicable,
        _ => step(place, tool.answers.len()),
    };
    let answers = tool.answers.iter().zip(letters(&labels)).enumerate();
    answers.map(|(place, (a, letter))| Category::new(&a.label, letter, colour(place, &a.code))).collect()
}

pub(super) fn no_grade() -> Category {
    Category::new("No grade", "\u{2013}", ColourToken::Empty)
}

pub(super) fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

pub(super) fn section_name(code: &str, title: &str) -> String {
    format!("{code} {title}")
}
