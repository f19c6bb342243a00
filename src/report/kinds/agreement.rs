//! The agreement report, for the panel: how far its readers agreed before anything was discussed, where they differ by
//! section, criterion and agency. Never a league table of people: nobody is named or numbered.

use super::figures::{Counted, agreed_cells};
use super::words::{answer_categories, count, section_name};
use super::{Part, Source};
use crate::domain::numerals::thousands;
use crate::domain::panel::Agency;
use crate::domain::sheet::{AgreedHow, HANDED, Sheet, SheetState};
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{
    Block, Chip, ColourToken, Column, HeatColumn, HeatMap, HeatRow, KeyFigure, ReportDoc, RichText, Table,
};
use crate::stats::care::Care;
use crate::stats::list_between_agencies;
use crate::stats::results::ratings_of;
use std::collections::{BTreeMap, BTreeSet};

/// Its parts, in the order printed.
pub(super) const PARTS: &[Part] = &[
    Part { code: "headline", title: "Headline", write: headline },
    Part { code: "reading", title: "How to read the figures", write: reading },
    Part { code: "matrix", title: "Answer against answer", write: matrix },
    Part { code: "sections", title: "By section", write: by_section },
    Part { code: "agencies", title: "Between agencies", write: between_agencies },
    Part { code: "criteria", title: "Where readers differ most", write: by_criterion },
    Part { code: "settled", title: "How differences were settled", write: settled },
];

/// How many criteria are listed.
const MOST_CRITERIA: usize = 12;

fn coefficient(value: Option<f64>) -> String {
    value.map_or_else(|| "\u{2013}".to_owned(), |v| format!("{v:.2}").replace('-', "\u{2212}"))
}

fn headline(doc: &mut ReportDoc, source: &Source<'_>) {
    let result = &source.results.agreement;
    let whole = &result.whole;
    let (Some(percent), Some(within)) = (whole.percent, whole.within_one_percent) else {
        doc.paragraph("No answer was given by two readers yet, so nothing can be said of how far they agree.");
        return;
    };
    let alpha = match (whole.alpha_ordinal, result.alpha_ordinal_low.zip(result.alpha_ordinal_high)) {
        (Some(alpha), Some((low, high))) => {
            format!(
                "{alpha:.2}, 95 % interval {low:.2} to {high:.2} ({} drawn again 1,000 times)",
                source.snapshot.tool.subject.nouns()
            )
        }
        (Some(alpha), None) => format!("{alpha:.2}"),
        (None, _) => "not defined: all answers are the same, or too few were compared".to_owned(),
    };
    doc.push(Block::KeyFigures(vec![
        KeyFigure::new(
            format!("{percent:.0} in 100"),
            RichText::strong("answers given alike by two readers")
                .plain(format!(", of {} compared", thousands(whole.units))),
        ),
        KeyFigure::new(
            format!("{within:.0} in 100"),
            RichText::strong("alike or within one level").plain(format!(", of {} compared", thousands(whole.units))),
        ),
    ]));
    doc.push(Block::key_values([
        ("Krippendorff\u{2019}s alpha (ordinal)", alpha),
        ("Gwet\u{2019}s AC2 (quadratic)", coefficient(whole.ac2)),
        ("Cohen\u{2019}s kappa (mean of pairs)", coefficient(whole.kappa)),
        ("Readers", whole.raters.to_string()),
    ]));
    let care = care_words(source.snapshot, &result.care);
    if !care.is_empty() {
        doc.subsection("Read with care");
        doc.push(Block::list(care));
    }
}

/// Reasons for care; two members who differ are not named.
fn care_words(snapshot: &AuditSnapshot, care: &[Care]) -> Vec<String> {
    let levels = snapshot.tool.levels();
    let name = |level: usize| {
        let level = levels.get(level).copied();
        let answer = snapshot.tool.answers.iter().find(|a| a.level.is_some() && a.level == level);
        answer.map(|a| format!("\u{201c}{}\u{201d}", a.label)).unwrap_or_default()
    };
    let mut words: Vec<String> = care
        .iter()
        .map(|care| match care {
            Care::FewUnits { units } => format!("Only {} compared.", count(*units, "answer was", "answers were")),
            Care::LevelDominates { level, answers, of } => format!(
                "{} is {} of the answers: alpha and kappa fall on a few differences; AC2 holds.",
                name(*level),
                Counted::new(*answers, *of).words()
            ),
            Care::LevelRare { level, answers } => {
                format!("{} was given {}.", name(*level), count(*answers, "time", "times"))
            }
            Care::MembersDiffer { level, .. } => {
                format!("Two readers use {} very differently on what both read.", name(*level))
            }
        })
        .collect();
    words.dedup();
    words
}

/// Sheets that were submitted blind, on plans read and compared: before its comparison opens nothing of a plan is shown.
fn compared_sheets(snapshot: &AuditSnapshot) -> Vec<&Sheet> {
    let shown =
        |sheet: &&Sheet| snapshot.sampled().any(|plan| plan.sampled.subject == sheet.subject && plan.comparison_open);
    snapshot.sheets.iter().filter(|s| s.state == SheetState::Submitted && !s.not_blind).filter(shown).collect()
}

/// Answers of two readers on the same criterion of the same plan: how often each pair of answers was given.
fn pairs_of_answers(snapshot: &AuditSnapshot) -> BTreeMap<(usize, usize), u64> {
    let place = |code: &str| snapshot.tool.answers.iter().position(|a| a.code == code);
    let sheets = compared_sheets(snapshot);
    let mut pairs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (at, first) in sheets.iter().enumerate() {
        for second in sheets[at + 1..].iter().filter(|s| s.subject == first.subject) {
            for (criterion, answer) in first.answers.iter().filter(|(_, a)| a.answer != HANDED) {
                let other = second.answers.get(criterion).and_then(|a| place(&a.answer));
                if let (Some(a), Some(b)) = (place(&answer.answer), other) {
                    *pairs.entry((a.min(b), a.max(b))).or_default() += 1;
                }
            }
        }
    }
    pairs
}

fn matrix(doc: &mut ReportDoc, source: &Source<'_>) {
    let tool = &source.snapshot.tool;
    let pairs = pairs_of_answers(source.snapshot);
    let total: u64 = pairs.values().sum();
    if total == 0 {
        return;
    }
    let most = pairs.values().max().copied().unwrap_or(1).max(1);
    let categories = answer_categories(tool);
    let chip = |row: usize, column: usize| {
        if column > row {
            return Chip::new("", ColourToken::Empty, "counted in the other half");
        }
        let n = pairs.get(&(column, row)).copied().unwrap_or(0);
        // Five tones: the darker, the more often.
        let step = u8::try_from(4 - (4 * n).div_ceil(most).min(4)).unwrap_or(4);
        let colour = if n == 0 { ColourToken::Empty } else { ColourToken::Scale { step, of: 5 } };
        let (a, b) = (&tool.answers[row].label, &tool.answers[column].label);
        let what = if row == column { format!("both {a}") } else { format!("one {a}, the other {b}") };
        Chip::new(thousands(n), colour, format!("{what}: {}", Counted::new(n, total).words()))
    };
    let columns = categories.iter().map(|c| HeatColumn::new(c.letter.clone(), c.label.clone()));
    let alike: u64 = pairs.iter().filter(|((a, b), _)| a == b).map(|(_, n)| n).sum();
    doc.section("Answer against answer");
    doc.push(HeatMap {
        title: format!("What two readers answered on the same criterion, {}", count(total, "pair", "pairs")),
        alt: format!("Both gave the same answer in {} pairs.", Counted::new(alike, total).percent_words()),
        row_title: "One reader, the other across".to_owned(),
        columns: columns.collect(),
        rows: (0..tool.answers.len())
            .map(|row| {
                let cells: Vec<Chip> = (0..tool.answers.len()).map(|column| chip(row, column)).collect();
                HeatRow::new(tool.answers[row].label.clone(), cells)
            })
            .collect(),
        legend: Vec::new(),
    });
    doc.push(Block::SmallPrint(
        format!(
            "On the diagonal both gave the same answer. The darker, the more often. Only {} whose comparison is open.",
            tool.subject.nouns()
        )
        .into(),
    ));
}

fn by_section(doc: &mut ReportDoc, source: &Source<'_>) {
    let result = &source.results.agreement;
    if result.by_heading.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Section", 4.0),
        Column::right("Alike", 1.2),
        Column::right("Within one level", 1.4),
        Column::right("Compared", 1.0),
        Column::right("Alpha", 0.8),
        Column::right("AC2", 0.8),
    ];
    let mut table = Table::new(columns).caption("How far readers agreed, by section");
    for heading in &result.by_heading {
        let title = source.snapshot.tool.get_heading(&heading.code).map(|h| h.title.as_str()).unwrap_or_default();
        let f = &heading.figures;
        let [alike, within, compared] = agreed_cells(f.percent, f.within_one_percent, f.units);
        let name = section_name(&heading.code, title);
        table.row([name, alike, within, compared, coefficient(f.alpha_ordinal), coefficient(f.ac2)]);
    }
    doc.section("By section");
    doc.push(table);
}

/// Agencies, never people: what each knows of a plan differs, and that is the point.
fn between_agencies(doc: &mut ReportDoc, source: &Source<'_>) {
    let snapshot = source.snapshot;
    let sheets: BTreeSet<_> = compared_sheets(snapshot).iter().map(|s| s.member).collect();
    // Raters in the order in which `ratings_of` numbers them: by name, those with a blind submitted sheet.
    let sampled: BTreeSet<_> = snapshot.sampled().map(|p| p.sampled.subject).collect();
    let wrote = |id| {
        let is_in = |s: &&Sheet| s.state == SheetState::Submitted && !s.not_blind && sampled.contains(&s.subject);
        snapshot.sheets.iter().filter(is_in).any(|s| s.member == id)
    };
    let raters: Vec<_> = snapshot.members.iter().filter(|m| wrote(m.id)).collect();
    let agencies: Vec<Agency> = raters.iter().map(|m| m.facts.agency).collect();
    let number = |agency: Agency| Agency::ALL.iter().position(|a| *a == agency).unwrap_or_default();
    let of: Vec<usize> = agencies.iter().map(|a| number(*a)).collect();
    if sheets.is_empty() {
        return;
    }
    let between = list_between_agencies(&ratings_of(snapshot), &of);
    if between.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Agencies", 4.0),
        Column::right("Alike", 1.2),
        Column::right("Within one level", 1.4),
        Column::right("Compared", 1.0),
        Column::left("Which is stricter", 2.6),
    ];
    let mut table = Table::new(columns).caption("How far readers of two agencies agreed");
    for b in &between {
        let (first, second) = (Agency::ALL[b.first], Agency::ALL[b.second]);
        let stricter = match b.difference {
            d if d <= -0.1 => first.label(),
            d if d >= 0.1 => second.label(),
            _ => "about the same",
        };
        let name = format!("{first} and {}", super::words::lower_first(second.label()));
        let [alike, within, compared] = agreed_cells(Some(b.percent), Some(b.within_one_percent), b.comparisons);
        table.row([name, alike, within, compared, stricter.to_owned()]);
    }
    doc.section("Between agencies");
    doc.paragraph(
        "Where agencies read differently there is something to talk about: each knows something else. This \
         is no measure of people.",
    );
    doc.push(table);
}

fn by_criterion(doc: &mut ReportDoc, source: &Source<'_>) {
    let sheets = compared_sheets(source.snapshot);
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (at, first) in sheets.iter().enumerate() {
        for second in sheets[at + 1..].iter().filter(|s| s.subject == first.subject) {
            for (criterion, answer) in first.answers.iter().filter(|(_, a)| a.answer != HANDED) {
                let Some(other) = second.answers.get(criterion).filter(|a| a.answer != HANDED) else { continue };
                let entry = counts.entry(criterion).or_default();
                entry.0 += u64::from(answer.answer != other.answer);
                entry.1 += 1;
            }
        }
    }
    let mut most: Vec<(&str, (u64, u64))> = counts.into_iter().filter(|(_, (apart, _))| *apart > 0).collect();
    most.sort_by(|(_, (a, of_a)), (_, (b, of_b))| (b * of_a).cmp(&(a * of_b)).then(of_b.cmp(of_a)));
    if most.is_empty() {
        return;
    }
    let columns = vec![Column::left("Criterion", 6.0), Column::right("Readers differed", 1.6)];
    let mut table = Table::new(columns).caption("Criteria on which two readers most often gave different answers");
    for (code, (apart, of)) in most.into_iter().take(MOST_CRITERIA) {
        let question = source.snapshot.tool.get_criterion(code).map(|(_, c)| c.question.as_str()).unwrap_or_default();
        table.row([format!("{code} {question}"), Counted::new(apart, of).words()]);
    }
    doc.section("Where readers differ most");
    let noun = source.snapshot.tool.subject.noun();
    doc.paragraph(format!(
        "These are the criteria to calibrate on: read one {noun} together and agree what each answer means."
    ));
    doc.push(table);
}

fn settled(doc: &mut ReportDoc, source: &Source<'_>) {
    let mut counts: BTreeMap<AgreedHow, u64> = BTreeMap::new();
    for plan in source.snapshot.sampled() {
        for agreed in source.snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|a| a.values()) {
            *counts.entry(agreed.how).or_default() += 1;
        }
    }
    let total: u64 = counts.values().sum();
    if total == 0 {
        return;
    }
    doc.section("How differences were settled");
    doc.push(Block::key_values(
        counts.into_iter().map(|(how, n)| (how.label(), format!("{} agreed answers", Counted::new(n, total).words()))),
    ));
}

fn reading(doc: &mut ReportDoc, _: &Source<'_>) {
    doc.section("How to read the figures");
    doc.push(Block::list([
        "Everything is computed on the readers\u{2019} own score sheets as they were handed in; agreeing a result \
         changes none of it.",
        "Not applicable and not evidenced are no points on the scale: they are left out of \u{201c}within one \
         level\u{201d} and of the coefficients.",
        "Alpha is 1 where readers agree fully and 0 where they agree no more than chance would give; it falls fast when \
         nearly all answers are the same, and AC2 is read beside it then.",
    ]));
}
