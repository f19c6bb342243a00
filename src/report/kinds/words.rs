//! Words and marks that every kind of report shares.

use crate::domain::audit_tool::AuditTool;
use crate::domain::plan::PlanKind;
use crate::domain::sampling::{NOT_KNOWN, StratumFact, WHOLE_FRAME};
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{Category, ColourToken, MONTHS};
use crate::stats::cohort::Division;
use jiff::civil::Date;

pub(super) fn day(date: Date) -> String {
    let month = usize::try_from(date.month()).unwrap_or(1);
    let name = MONTHS.get(month.saturating_sub(1)).copied().unwrap_or_default();
    format!("{} {name} {}", date.day(), date.year())
}

pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    crate::domain::numerals::counted(n, one, many)
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

/// What stands for each label in a mark: first letters, else the initials of its words, else numbers.
pub(super) fn letters(labels: &[&str]) -> Vec<String> {
    let initial = |word: &str| word.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let are_unique = |marks: &[String]| {
        marks.iter().all(|m| !m.is_empty() && m.chars().count() <= 2)
            && marks.iter().all(|m| marks.iter().filter(|other| *other == m).count() == 1)
    };
    let firsts: Vec<String> = labels.iter().map(|l| initial(l)).collect();
    if are_unique(&firsts) {
        return firsts;
    }
    let initials: Vec<String> = labels.iter().map(|l| l.split_whitespace().map(initial).collect()).collect();
    if are_unique(&initials) {
        return initials;
    }
    (1..=labels.len()).map(|n| n.to_string()).collect()
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

/// The name of a stratum: its codes as the words they stand for. `by` are the codes of the facts that divide.
pub(super) fn stratum_words(name: &str, by: &[String]) -> String {
    if name == WHOLE_FRAME || name.trim().is_empty() {
        return "The whole frame".to_owned();
    }
    let codes: Vec<&str> = name.split(" / ").collect();
    let words = codes.iter().enumerate().map(|(at, code)| {
        let fact = by.get(at).filter(|_| codes.len() == by.len()).and_then(|fact| StratumFact::from_code(fact));
        fact_words(fact, code.trim())
    });
    words.collect::<Vec<_>>().join(" / ")
}

/// The value of a fact in words.
fn fact_words(fact: Option<StratumFact>, code: &str) -> String {
    if code == NOT_KNOWN {
        return fact.map_or_else(|| "Not known".to_owned(), |f| format!("{} not known", f.label()));
    }
    match fact {
        Some(StratumFact::Phase) => Division::Phase.words(code),
        Some(StratumFact::PrimaryNeed | StratumFact::SecondaryNeed) => Division::Need.words(&code.to_uppercase()),
        Some(StratumFact::SettingType) => Division::Setting.words(code),
        Some(StratumFact::Placement) => Division::Placement.words(&code.to_uppercase()),
        Some(StratumFact::PlanKind) => {
            PlanKind::from_code(code).map_or_else(|| capital(&code.replace('_', " ")), |k| k.label().to_owned())
        }
        Some(StratumFact::YearGroup) if code == "0" => "Reception".to_owned(),
        Some(StratumFact::YearGroup) => format!("Year {code}"),
        Some(StratumFact::Sex) => match code {
            "F" => "Female".to_owned(),
            "M" => "Male".to_owned(),
            other => other.to_owned(),
        },
        Some(fact) if matches!(code, "yes" | "no") => format!("{}: {code}", fact.label()),
        _ => code.to_owned(),
    }
}

/// The facts by which a sample was divided, in words.
pub(super) fn divided_by(codes: &[String]) -> String {
    let words = codes.iter().map(|code| {
        let fact = StratumFact::from_code(code);
        fact.map_or_else(|| code.replace('_', " "), |fact| lower_first(fact.label()))
    });
    words.collect::<Vec<_>>().join(" and ")
}

/// Begins with a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What an event of the log was, in words.
pub(super) fn event_words(event: &str) -> String {
    let words = match event {
        "round_made" => "Round set up",
        "round_closed" => "Round closed",
        "round_held_back" => "Round held back from closing",
        "round_panel_set" => "Panel of the round set",
        "sample_drawn" => "Sample drawn",
        "sample_topped_up" => "Sample topped up",
        "sample_chosen" => "Plans chosen",
        "plan_withdrawn" => "Plan withdrawn from the sample",
        "plans_allocated" => "Plans given to panel members",
        "view_assigned" => "Health or social care sheet given",
        "section_lead_set" => "Agency set that leads a section",
        "papers_set" => "Papers of a plan recorded",
        "answers_imported" => "Answers brought in from a file",
        "answer_set" => "Answer given",
        "note_set" => "Note written",
        "note_chosen" => "Note chosen for the report",
        "flag_set" => "Answer marked to come back to",
        "own_grade_set" => "Reader\u{2019}s own grade given",
        "threads_set" => "Golden threads followed",
        "sheet_submitted" => "Score sheet handed in",
        "sheet_taken_back" => "Score sheet taken back",
        "sheet_returned" => "Score sheet handed back",
        "comparison_opened" => "Comparison opened",
        "names_shown" => "Names shown beside answers",
        "agreed_set" => "Answer agreed by the panel",
        "agreed_by_rule" => "Answers agreed by the rule",
        "agreed_unanimous" => "Unanimous answers agreed",
        "agreed_imported" => "Agreed answers brought in from a file",
        "agreed_reopened" => "Agreed answer opened again",
        "agreed_threads_set" => "Golden threads agreed",
        "grade_overridden" => "Grade set by the panel",
        "family_recorded" => "Conversation with a family recorded",
        "concern_recorded" => "Urgent concern raised",
        "concern_told" => "Urgent concern passed on",
        "concern_closed" => "Urgent concern closed",
        "report_text_set" => "Words or parts of a report set",
        "packs_made" => "Packs made",
        "pack_merged" => "Pack brought in",
        "merge_taken_back" => "Pack taken back",
        "version_chosen" => "Version of a sheet chosen",
        "undone" => "Step undone",
        other => return capital(&other.replace('_', " ")),
    };
    words.to_owned()
}

/// A long digest in groups of eight, so that it can be compared by eye and breaks between lines.
pub(super) fn digest_words(digest: &str) -> String {
    let signs: Vec<char> = digest.chars().collect();
    signs.chunks(8).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strata_are_named_in_words() {
        let by = ["phase".to_owned(), "primary_need".to_owned()];
        assert_eq!(stratum_words("post_16 / ASD", &by), "Post-16 / Autistic spectrum disorder");
        assert_eq!(stratum_words("early_years", &by[..1]), "Early years");
        assert_eq!(stratum_words("all", &[]), "The whole frame");
        assert_eq!(stratum_words("yes", &["looked_after".to_owned()]), "Looked after: yes");
        assert_eq!(divided_by(&by), "phase and primary need");
    }

    #[test]
    fn marks_of_labels_are_first_letters_else_initials_else_numbers() {
        assert_eq!(letters(&["Good", "Inadequate"]), ["G", "I"]);
        assert_eq!(letters(&["Met", "Not met", "Not evidenced"]), ["M", "NM", "NE"]);
        assert_eq!(letters(&["Good", "Great"]), ["1", "2"]);
    }
}
