//! The learning note, for training: five themes, each with what is found, what good looks like, and wording before and
//! after. It names no plan and nobody.

use super::facts::{self, CriterionFigure, criteria, weakest_first};
use super::figures::{Counted, Shown};
use super::words::section_name;
use super::{Part, Source};
use crate::domain::finding::FindingKind;
use crate::report::doc::{Block, Level, ReportDoc, RichText};
use std::collections::BTreeSet;

/// Its parts, in the order printed.
pub(super) const PARTS: &[Part] = &[
    Part { code: "themes", title: "Five themes", write: themes },
    Part { code: "use", title: "How to use this note", write: how_to_use },
];

const THEMES: usize = 5;

/// A theme: its name, what was found, and the criteria behind it.
struct Theme<'a> {
    name: String,
    found: Vec<String>,
    criteria: Vec<CriterionFigure<'a>>,
}

/// Themes of findings worded for publication first; then the weakest criteria, one a section.
fn five<'a>(source: &Source<'a>) -> Vec<Theme<'a>> {
    let snapshot = source.snapshot;
    let hides = source.options.suppresses;
    let of = snapshot.sampled().count() as u64;
    let figures = weakest_first(criteria(snapshot, hides));
    let mut themes: Vec<Theme<'a>> = Vec::new();
    for finding in facts::findings(snapshot, FindingKind::Consideration) {
        let text = finding.public_text.trim();
        if finding.theme.trim().is_empty() || text.is_empty() {
            continue;
        }
        let base = if finding.sources.is_empty() {
            String::new()
        } else {
            match Counted::new(finding.count_plans() as u64, of).shown(hides) {
                Shown::As(counted) => format!(" (in {} {})", counted.words(), snapshot.tool.subject.nouns()),
                Shown::Hidden => String::new(),
            }
        };
        let codes: BTreeSet<&str> = finding.sources.iter().map(|(_, code)| code.as_str()).collect();
        let own = figures.iter().filter(|f| codes.contains(f.criterion.code.as_str())).cloned();
        let found = format!("{text}{base}");
        match themes.iter_mut().find(|t| t.name == finding.theme.trim()) {
            Some(theme) => theme.found.push(found),
            None => themes.push(Theme {
                name: finding.theme.trim().to_owned(),
                found: vec![found],
                criteria: own.collect(),
            }),
        }
    }
    // Those whose count may be shown go before those of which only the criterion can be named.
    let (shown, hidden): (Vec<_>, Vec<_>) =
        figures.into_iter().filter(|f| f.met < f.base).partition(|f| f.shown()[0] != Shown::Hidden);
    let mut sections: BTreeSet<String> = BTreeSet::new();
    for figure in shown.into_iter().chain(hidden) {
        let name = section_name(&figure.heading.code, &figure.heading.title);
        if themes.len() < THEMES && sections.insert(name.clone()) {
            themes.push(Theme { name, found: Vec::new(), criteria: vec![figure] });
        }
    }
    themes.truncate(THEMES);
    themes
}

/// The themes as the screen offers them to be worded: the name under which wording is kept, and what is shown.
pub(super) fn list(source: &Source<'_>) -> Vec<(String, String)> {
    five(source)
        .into_iter()
        .map(|theme| match theme.criteria.first().filter(|_| theme.found.is_empty()) {
            // A theme made of one criterion has no other name that would stay the same from day to day.
            Some(figure) => (figure.criterion.code.clone(), figure.name()),
            None => (theme.name.clone(), theme.name),
        })
        .collect()
}

fn themes(doc: &mut ReportDoc, source: &Source<'_>) {
    let themes = five(source);
    if themes.is_empty() {
        doc.paragraph("Nothing is agreed yet that could be learned from, or the numbers are too small to be shown.");
        return;
    }
    doc.paragraph(format!(
        "What a panel from several agencies found when it read {}, and how to write the next one. The examples are of \
         wording, not of any child\u{2019}s plan.",
        source.snapshot.tool.subject.nouns()
    ));
    for (place, theme) in themes.iter().enumerate() {
        doc.section(format!("{}. {}", place + 1, theme.name));
        if !theme.found.is_empty() {
            doc.push(Block::list(theme.found.iter().map(String::as_str)));
        }
        for figure in theme.criteria.iter().take(2) {
            criterion(doc, source, figure);
        }
        if let Some((before, after)) = source.options.wording.get(&theme.name) {
            wording(doc, before, after);
        }
    }
}

fn criterion(doc: &mut ReportDoc, source: &Source<'_>, figure: &CriterionFigure<'_>) {
    let mut blocks = vec![Block::Heading { level: Level::Subsection, text: figure.name() }];
    if let Shown::As(counted) = figure.shown()[0] {
        blocks.push(Block::Paragraph(
            format!("Met in {} {}.", counted.words(), source.snapshot.tool.subject.nouns()).into(),
        ));
    }
    if !figure.criterion.good.trim().is_empty() {
        blocks.push(Block::Paragraph(RichText::strong("What good looks like: ").plain(figure.criterion.good.trim())));
    }
    doc.push(Block::KeepTogether(blocks));
    if let Some((before, after)) = source.options.wording.get(&figure.criterion.code) {
        wording(doc, before, after);
    }
}

fn wording(doc: &mut ReportDoc, before: &str, after: &str) {
    let rows: Vec<(&str, &str)> =
        [("Before", before.trim()), ("After", after.trim())].into_iter().filter(|(_, text)| !text.is_empty()).collect();
    if !rows.is_empty() {
        doc.push(Block::key_values(rows));
    }
}

fn how_to_use(doc: &mut ReportDoc, source: &Source<'_>) {
    doc.section("How to use this note");
    doc.push(Block::list([
        format!(
            "Take one theme at a time. Read {} of your own against it, then write the sentence again.",
            source.snapshot.tool.subject.any()
        ),
        "Ask somebody who does not know the child or young person whether they could do what it says tomorrow."
            .to_owned(),
        "The next round asks the same questions: it will show whether the wording has changed.".to_owned(),
    ]));
}
