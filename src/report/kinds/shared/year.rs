//! The year on one page, and what became of the actions in later rounds.

use super::super::Source;
use super::super::figures::{Counted, Shown, plain};
use super::super::words::{count, day};
use super::after;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::year::YearPage;
use crate::report::doc::{Block, Column, ReportDoc, Table};

/// The year of the round, for the public: small counts are hidden where the edition hides them, no owner is named, and
/// of the actions only lines worded for publication are printed.
pub(in crate::report::kinds) fn year(doc: &mut ReportDoc, source: &Source<'_>) {
    let Some(page) = &source.snapshot.year else { return };
    let hides = source.options.suppresses;
    if page.rounds.is_empty() && page.measures.is_empty() && page.actions.is_empty() {
        return;
    }
    doc.section(format!("The year: {}", page.label.to_lowercase()));
    rounds(doc, page, hides);
    measures(doc, page, hides);
    actions(doc, page, hides);
    let themes = page.themes.iter().filter(|theme| theme.findings > 0);
    let themes: Vec<String> = themes
        .map(|theme| {
            let findings = plain(theme.findings as u64, hides);
            format!("{}: findings {findings}", theme.theme)
        })
        .collect();
    if !themes.is_empty() {
        doc.subsection("Themes of the findings");
        doc.push(Block::list(themes));
    }
}

fn rounds(doc: &mut ReportDoc, page: &YearPage, hides: bool) {
    if page.rounds.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Round", 3.0),
        Column::left("Drawn", 1.8),
        Column::right("Agreed", 1.4),
        Column::right("Good or better", 2.0),
        Column::left("95 % interval", 1.6),
        Column::left("Sample", 1.8),
    ];
    let mut table = Table::new(columns).caption("Rounds of the year");
    for round in &page.rounds {
        let shown = round.good_or_better.filter(|_| round.agreed > 0);
        let shown = shown.map(|good| Counted::new(good, round.agreed).shown(hides));
        let is_hidden = shown == Some(Shown::Hidden);
        table.row([
            round.title.clone(),
            round.drawn_on.map(day).unwrap_or_default(),
            Counted::new(round.agreed, round.plans).words(),
            shown.map_or_else(|| "\u{2013}".to_owned(), Shown::percent_words),
            if is_hidden { String::new() } else { round.interval.clone() },
            match round.subject {
                SubjectKind::Plan => round.purpose.clone(),
                other => format!("{}, {}", round.purpose, other.nouns()),
            },
        ]);
    }
    doc.push(table);
}

fn measures(doc: &mut ReportDoc, page: &YearPage, hides: bool) {
    for (title, of_survey) in [("Measures of the year", false), ("Survey answers, beside the audit", true)] {
        let columns = vec![
            Column::left("Measure", 4.4),
            Column::left("Span", 1.8),
            Column::right("Figure", 1.3),
            Column::right("Counts", 1.6),
            Column::right("Target", 1.1),
        ];
        let mut table = Table::new(columns).caption(title);
        for measure in page.measures.iter().filter(|measure| measure.is_survey == of_survey) {
            // What this file works out is of the plans read: a small count could point to one of them.
            let hidden = measure.computed.is_some_and(|(met, n)| Counted::new(met, n).shown(hides) == Shown::Hidden);
            let name = if measure.definition.is_empty() {
                measure.measure.clone()
            } else {
                format!("{} ({})", measure.measure, measure.definition)
            };
            let (value, counts) = if hidden {
                ("\u{b7}".to_owned(), "\u{b7}".to_owned())
            } else {
                (measure.value.clone(), measure.counts.clone())
            };
            table.row([name, measure.span.clone(), value, counts, measure.target.clone()]);
        }
        if !table.rows.is_empty() {
            doc.push(table);
        }
    }
}

fn actions(doc: &mut ReportDoc, page: &YearPage, hides: bool) {
    if page.actions.is_empty() {
        return;
    }
    let all = page.actions.len() as u64;
    let done = page.actions.iter().filter(|action| action.is_done).count() as u64;
    let late = page.actions.iter().filter(|action| action.is_late).count() as u64;
    doc.subsection("Actions of the year");
    doc.paragraph(format!(
        "{} done, {late} late; {} for training.",
        Counted::new(done, all).words(),
        count(page.training.len() as u64, "is", "are")
    ));
    let mut lines: Vec<String> = Vec::new();
    for action in page.actions.iter().filter(|action| !action.public_line.trim().is_empty()) {
        let effect = match action.counts {
            Some((before, now)) if !action.effect.is_empty() => {
                let hidden = [before, now].into_iter().any(|(m, n)| Counted::new(m, n).shown(hides) == Shown::Hidden);
                if hidden { String::new() } else { format!(" Since the action: {}.", action.effect) }
            }
            _ => String::new(),
        };
        lines.push(format!("{}.{effect}", action.public_line.trim().trim_end_matches('.')));
    }
    if !lines.is_empty() {
        doc.push(Block::list(lines));
    }
}

/// What became of the criteria of the round's actions in later rounds; overdue ones first, for the record.
pub(in crate::report::kinds) fn effects(doc: &mut ReportDoc, source: &Source<'_>) {
    let snapshot = source.snapshot;
    let today = snapshot.taken_at.date();
    let own = after::own_actions(snapshot);
    let overdue: Vec<String> = own
        .iter()
        .filter_map(|action| {
            action.late_days(today)?;
            let owner = if action.owner.is_empty() { "nobody yet" } else { &action.owner };
            Some(format!("{} ({owner}): {}", action.what, action.state_words(today).to_lowercase()))
        })
        .collect();
    let with_effect: Vec<_> = own
        .iter()
        .filter_map(|action| Some((action, snapshot.effects.get(&action.id)?)))
        .filter(|(_, effect)| effect.newest().is_some() || !effect.apart.is_empty())
        .collect();
    if overdue.is_empty() && with_effect.is_empty() {
        return;
    }
    doc.section("Overdue actions, and what changed since");
    if !overdue.is_empty() {
        doc.subsection("Overdue");
        doc.push(Block::list(overdue));
    }
    if with_effect.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Action", 3.0),
        Column::left("Criteria", 1.2),
        Column::left(format!("{} that meet them", source.snapshot.tool.subject.heads()), 2.0),
        Column::left("What can be said", 4.0),
    ];
    let mut table = Table::new(columns).caption("The same criteria in later rounds");
    for (action, effect) in with_effect {
        let apart = effect.apart.iter().map(|(title, why)| format!("Not set beside: {title}. {why}."));
        let said: Vec<String> = effect.newest().map(|now| format!("{}.", now.words)).into_iter().chain(apart).collect();
        let counts = effect.counts().unwrap_or_else(|| "\u{2013}".to_owned());
        table.row([action.what.clone(), action.criteria.join(" "), counts, said.join(" ")]);
    }
    doc.push(table);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::year::{YearAction, YearMeasure, YearRound};
    use crate::report::doc::ReportMeta;

    fn page() -> YearPage {
        let measure = |name: &str, computed, counts: &str| YearMeasure {
            measure: name.to_owned(),
            definition: String::new(),
            span: "2025/26".to_owned(),
            value: "84 %".to_owned(),
            computed,
            counts: counts.to_owned(),
            target: "90 %".to_owned(),
            reached: Some(false),
            step: String::new(),
            is_survey: false,
        };
        let action = |what: &str, public: &str, counts| YearAction {
            what: what.to_owned(),
            state: "On track".to_owned(),
            is_done: false,
            is_late: false,
            due_on: None,
            counts,
            effect: "9 of 20 \u{2192} 15 of 20. The 95 % intervals meet".to_owned(),
            public_line: public.to_owned(),
        };
        YearPage {
            label: "Academic year 2025/26".to_owned(),
            rounds: vec![YearRound {
                title: "Autumn".to_owned(),
                drawn_on: None,
                purpose: "Random dip".to_owned(),
                subject: SubjectKind::Plan,
                plans: 20,
                agreed: 20,
                good_or_better: Some(17),
                interval: "hidden-interval".to_owned(),
            }],
            measures: vec![measure("Computed", Some((3, 20)), "3 of 20"), measure("Published", None, "27 of 32")],
            actions: vec![
                action("not-for-the-public", "", Some(((9, 20), (15, 20)))),
                action("what", "Writers were trained.", Some(((9, 20), (15, 20)))),
                action("what", "A template is in use.", Some(((2, 20), (15, 20)))),
            ],
            ..YearPage::default()
        }
    }

    fn printed(hides: bool) -> String {
        let at = jiff::civil::date(2026, 11, 22).at(12, 0, 0, 0);
        let mut doc = ReportDoc::new(ReportMeta::new("Board", "Testshire", "Autumn", at));
        rounds(&mut doc, &page(), hides);
        measures(&mut doc, &page(), hides);
        actions(&mut doc, &page(), hides);
        doc.to_text()
    }

    #[test]
    fn the_year_prints_of_actions_only_what_was_worded_for_publication() {
        let text = printed(true);
        assert!(text.contains("Writers were trained. Since the action: 9 of 20"), "{text}");
        assert!(!text.contains("not-for-the-public"), "{text}");
    }

    #[test]
    fn small_counts_of_the_plans_read_are_hidden_in_the_year_with_what_would_give_them_away() {
        let text = printed(true);
        for small in ["3 of 20", "17 of 20", "hidden-interval", "2 of 20"] {
            assert!(!text.contains(small), "{small}: {text}");
        }
        assert!(text.contains("27 of 32"), "published counts stand: {text}");
        assert!(text.contains("A template is in use."));
        assert!(printed(false).contains("17 of 20"));
    }
}
