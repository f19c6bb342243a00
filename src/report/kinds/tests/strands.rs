//! What a round reads is called by its name in every kind of report: a plan only where it is one.

use super::*;

/// Sentences that speak of the plans of the cohort, or of the plan itself, whatever is read of them.
const OF_THE_COHORT: [&str; 6] = [
    "Plans of the cohort",
    "all plans of the cohort",
    "list of plans",
    "plans are judged on that day",
    "The plan sounds like",
    "what a plan says",
];

/// Places where a text counts or names what was read as a plan.
fn called_plans(text: &str) -> Vec<String> {
    let heads = [
        "Plans by",
        "Plans that",
        "Plans with",
        "Plans good",
        "Plans read",
        "Plans drawn",
        "Plans and",
        "Plans ",
        "Each plan ",
        "each plan ",
        "No plan ",
        "these plans",
        "plans are",
        "plan is",
        "Plan results",
        "of the plans",
        "all plans",
        "through the plans",
        "plans agreed",
        "plans compared",
        "same plan",
        "one plan",
        "whole plan",
        "plans were",
        "other plans",
        "the plans",
        "(Plan)",
        "| Plan |",
        "of a plan",
        "a plan they",
        "on a plan",
        "read plans",
    ];
    let mut found: Vec<String> = heads
        .iter()
        .filter_map(|head| text.lines().find(|l| l.contains(head)).map(|l| format!("{head}: {l}")))
        .collect();
    for (at, _) in text.match_indices(" plan") {
        let before = text[..at].chars().next_back();
        let counted = before.is_some_and(|c| c.is_ascii_digit());
        let rest = &text[at + 5..];
        let whole = rest.strip_prefix('s').unwrap_or(rest).chars().next().is_none_or(|c| !c.is_alphanumeric());
        if counted && whole {
            found.push(text[at.saturating_sub(30)..].chars().take(60).collect());
        }
    }
    found
}

/// A report without what is not ours to word: the questions of the tool, and the names of what is read.
fn our_words(s: &AuditSnapshot, doc: &ReportDoc) -> String {
    let mut text = doc.to_text();
    let mut questions: Vec<&str> =
        s.tool.criteria().flat_map(|(_, c)| [c.question.as_str(), c.good.trim()]).filter(|q| !q.is_empty()).collect();
    questions.sort_by_key(|question| std::cmp::Reverse(question.len()));
    let subject = s.tool.subject;
    let names = [subject.heads(), subject.head(), subject.nouns(), subject.noun()];
    for taken in questions.into_iter().chain(OF_THE_COHORT).chain([s.tool.title.as_str()]) {
        text = text.replace(taken, "");
    }
    // A plan in practice is called so; nothing of that may hide a bare "plan".
    if subject != crate::domain::audit_tool::SubjectKind::Plan {
        for name in names {
            text = text.replace(name, "");
        }
    }
    text
}

#[test]
fn what_a_round_reads_is_called_by_its_name_in_every_kind() {
    use crate::domain::audit_tool::SubjectKind;
    let mut s = full();
    // What came back is printed as it was typed.
    s.replies.clear();
    let mut found = Vec::new();
    for subject in [SubjectKind::Draft, SubjectKind::Advice, SubjectKind::Review, SubjectKind::Practice] {
        s.tool.subject = subject;
        for (name, kind, doc) in every_kind(&s) {
            let called = called_plans(&our_words(&s, &doc)).into_iter();
            found.extend(called.map(|where_it_stands| format!("{subject:?}, {name}: {where_it_stands}")));
            if !matches!(kind, ReportKind::Plan) && name != "record-of-plan" {
                let text = doc.to_text();
                assert!(text.contains(subject.nouns()) || text.contains(subject.heads()), "{subject:?}, {name}");
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    // The same search finds plans where plans were read, so it can fail.
    s.tool.subject = SubjectKind::Plan;
    assert!(!called_plans(&our_words(&s, &made_of(&s, ReportKind::Summary, None))).is_empty());
}

#[test]
fn counts_of_a_thousand_and_more_have_commas_in_every_kind_and_years_and_ids_have_none() {
    let mut s = full();
    let draw = s.round.draw.as_mut().unwrap();
    draw.frame = Some(20_635);
    draw.seed = Some(1_234_567);
    let stratum = crate::domain::round::StratumRecord { name: "primary".to_owned(), population: 10_318, sampled: 10 };
    draw.strata.push(stratum);
    for clock in &mut s.clocks {
        clock.met = 1_406;
    }
    let text = made_of(&s, ReportKind::Record, None).to_text();
    for words in ["20,635 plans", "10,318", "1,406", "1234567 (rule"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for wrong in ["20635", "10318", "1406", "1,234,567", "2,026"] {
        assert!(!text.contains(wrong), "{wrong}");
    }
    assert!(made_of(&s, ReportKind::Board, None).to_text().contains("from 20,635 plans"));
}

#[test]
fn the_board_says_what_is_late_without_what_was_typed_or_who_does_it() {
    let mut s = full();
    for (action, (what, team, theme)) in s.actions.iter_mut().zip([
        ("forbidden-what one", "SEND health team", "Health needs"),
        ("forbidden-what two", "Team of Forbidden-Owner", ""),
    ]) {
        action.what = what.to_owned();
        action.team = team.to_owned();
        action.theme = theme.to_owned();
        action.state = ActionState::OnTrack;
        action.public_line = String::new();
        action.due_on = Some(date(2020, 1, 1));
    }
    s.actions[1].due_on = Some(date(2021, 1, 1));
    s.taken_at = date(2026, 11, 22).at(12, 0, 0, 0);
    let board = made_of(&s, ReportKind::Board, None).to_text();
    let part = board.split("## Actions that are late").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(part.contains("Late on 22 November 2026: 2 of 2 actions."), "{part}");
    assert!(part.contains("SEND health team") && part.contains("Health needs") && part.contains("2,517"), "{part}");
    // Without a theme the section stands; a team that holds the owner's name does not.
    assert!(part.contains("C Health needs") && part.contains("2,151"), "{part}");
    assert_eq!(leaks(part, &[]), Vec::<String>::new());
    s.actions[0].public_line = "Writers are being trained.".to_owned();
    assert!(made_of(&s, ReportKind::Board, None).to_text().contains("Writers are being trained."));
    let summary = made_of(&s, ReportKind::Summary, None).to_text();
    let part = summary.split("### Overdue").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(
        part.contains("forbidden-what one") && part.contains("forbidden-owner") && part.contains("2,517"),
        "{part}"
    );
    let first = part.find("forbidden-what one").unwrap();
    assert!(first < part.find("forbidden-what two").unwrap(), "the longest overdue first");
    s.actions.iter_mut().for_each(|action| action.state = ActionState::Done);
    for kind in [ReportKind::Board, ReportKind::Summary] {
        let text = made_of(&s, kind, None).to_text();
        assert!(!text.contains("Actions that are late") && !text.contains("### Overdue"), "{kind:?}");
    }
}
