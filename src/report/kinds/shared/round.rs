//! The headline of a round, what was read, how the sample was drawn.

use super::super::Source;
use super::super::figures::{Counted, Shown, share_words, weighted_words};
use super::super::words::{count, day, day_of_instant, digest_words, divided_by, lower_first, panel, stratum_words};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::numerals::thousands;
use crate::domain::round::{DrawRecord, Purpose, SampleState};
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{Block, Column, KeyFigure, ReportDoc, RichText, Table};
use crate::stats::results::{RoundResults, Share};
use crate::stats::versus::weighted_good_or_better;
use crate::stats::worst_half_width;

/// Under so many plans a share cannot be definitive.
pub(in crate::report::kinds) const SMALL_SAMPLE: u64 = 20;

/// Days after which a cohort is old.
const OLD_COHORT_DAYS: i32 = 60;

/// Good or better of the round, as is to be said of it: weighted where strata had unequal chances, or "not weighted" in
/// words; with small counts hidden where they are.
pub(in crate::report::kinds) fn good_in_round(source: &Source<'_>) -> Option<(String, String)> {
    let hides = source.options.suppresses;
    let share = source.results.good_or_better.as_ref()?;
    let mut words = share_words(share, source.snapshot.tool.subject, hides);
    if shown_figure(share, hides).is_some() {
        match weighted_good_or_better(source.snapshot, source.results) {
            Some(Ok(weighted)) => {
                words =
                    format!("{} agreed; {}", agreed_of(share, source.snapshot.tool.subject), weighted_words(&weighted));
            }
            Some(Err(why)) => words += &format!(". {}", why.words().trim_end_matches('.')),
            None => {}
        }
    }
    Some((figure(share, hides), words))
}

/// The same over twelve months; none where this round is the only one, so that nothing is said twice.
pub(in crate::report::kinds) fn good_in_year(source: &Source<'_>) -> Option<(String, String)> {
    let (snapshot, hides) = (source.snapshot, source.options.suppresses);
    let share = source.results.good_or_better_12_months.as_ref().filter(|_| !snapshot.earlier.is_empty())?;
    let mut words = share_words(share, snapshot.tool.subject, hides);
    if snapshot.earlier_unequal_chances {
        words += ". Not weighted, though a minimum for each stratum gave unequal chances";
    }
    Some((figure(share, hides), words))
}

fn agreed_of(share: &Share, of: SubjectKind) -> String {
    format!("{} of {}", thousands(share.count), of.count(share.n))
}

fn shown_figure(share: &Share, hides: bool) -> Option<String> {
    match Counted::new(share.count, share.n).shown(hides) {
        Shown::As(counted) => Some(counted.words()),
        Shown::Hidden => None,
    }
}

fn figure(share: &Share, hides: bool) -> String {
    shown_figure(share, hides).unwrap_or_else(|| "Not shown".to_owned())
}

/// The share aimed at, as a sentence with a space before it; empty where none is set.
pub(in crate::report::kinds) fn target_words(source: &Source<'_>) -> String {
    source.options.target_percent.map(|t| format!(" Target {t:.0} %.")).unwrap_or_default()
}

pub(in crate::report::kinds) fn headline(doc: &mut ReportDoc, source: &Source<'_>) {
    let (snapshot, results) = (source.snapshot, source.results);
    let agreed = results.plan_results.len() as u64;
    let nouns = snapshot.tool.subject.nouns();
    let mut figures = Vec::new();
    let target = target_words(source);
    let year = good_in_year(source);
    if let Some((figure, words)) = &year {
        let words = RichText::strong("good or better over twelve months: ")
            .plain(format!("{words}. Random dips with the same tool version, depth, evidence and filters.{target}"));
        figures.push(KeyFigure::new(figure.as_str(), words));
    }
    if let Some((figure, words)) = good_in_round(source) {
        let method = results.good_or_better.as_ref().and_then(|share| share.method);
        let basis = share_basis(method, nouns);
        let target = if year.is_some() { "" } else { target.as_str() };
        let words = RichText::strong("good or better in this round: ").plain(format!("{words}.{basis}{target}"));
        figures.push(KeyFigure::new(figure, words));
    } else if snapshot.tool.grades.is_empty() {
        let words =
            format!("{nouns} read. This audit tool gives no grades: what was found is counted for each criterion.");
        figures.push(KeyFigure::new(thousands(results.plans), words));
    } else {
        figures.push(KeyFigure::new("Not yet", none_agreed(snapshot.tool.subject)));
    }
    doc.push(Block::KeyFigures(figures));
    if agreed < results.plans {
        doc.paragraph(format!(
            "{} of {} agreed. What is not fully agreed is in no grade.",
            thousands(agreed),
            snapshot.tool.subject.count(results.plans)
        ));
    }
    if snapshot.round.facts.purpose != Purpose::Random {
        doc.paragraph(format!(
            "The {nouns} were not drawn at random. What is said here holds for these {nouns}; it cannot be carried \
                 over to all {nouns}, so there is no interval."
        ));
    } else if results.good_or_better.as_ref().is_some_and(|share| share.n < SMALL_SAMPLE) {
        doc.paragraph(format!("Fewer than 20 {nouns} are agreed: a sample this small cannot be definitive."));
    }
    if results.provisional > 0 {
        let plans = snapshot.tool.subject.count_are(results.provisional);
        doc.paragraph(format!(
            "The grades of {plans} provisional: too little of what this depth asks could be tested on the evidence \
             given."
        ));
    }
}

/// Why there is no grade yet.
pub(in crate::report::kinds) fn none_agreed(of: SubjectKind) -> String {
    format!("No {} is fully agreed, so none has a grade.", of.noun())
}

fn share_basis(method: Option<&str>, nouns: &str) -> String {
    match method {
        Some("wilson-fpc-95") => format!(" The range is the 95 % interval for all {nouns} drawn from."),
        Some(_) => format!(" The range is the 95 % interval; how many {nouns} were drawn from is not known."),
        None => String::new(),
    }
}

pub(in crate::report::kinds) fn what_was_read(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    let (facts, tool) = (&snapshot.round.facts, &snapshot.tool);
    let asked = tool.asked(facts.depth).count();
    let tested = tool.tested(facts.depth, facts.evidence).count();
    let mut agencies: Vec<_> = panel(snapshot).map(|m| m.facts.agency).collect();
    let people = agencies.len() as u64;
    agencies.sort_unstable();
    agencies.dedup();
    let mut rows = vec![
        ("Read", tool.subject.count(results.plans)),
        (
            "Panel",
            format!(
                "{} from {}",
                count(people, "person", "people"),
                count(agencies.len() as u64, "agency", "agencies")
            ),
        ),
        ("Score sheets", sheets_words(results)),
        ("Criteria", format!("{tested} of {asked} tested")),
        ("Evidence given", facts.evidence.given(snapshot.tool.subject).to_owned()),
    ];
    if let Some(draw) = &snapshot.round.draw {
        let drawn = day_of_instant(draw.drawn_ms);
        rows.push((
            "Sample",
            drawn.map_or_else(|| facts.purpose.label().to_owned(), |d| format!("{}, {d}", facts.purpose)),
        ));
    }
    doc.section("What was read");
    doc.push(Block::key_values(rows));
    let not_tested: Vec<String> =
        tool.asked(facts.depth).filter(|(_, c)| c.evidence > facts.evidence).map(|(_, c)| c.code.clone()).collect();
    if !not_tested.is_empty() {
        doc.paragraph(
            RichText::strong("Not tested: ").plain(not_tested.join(", ")).plain(
                ". Their evidence was not given to the panel, so they were not put to it and count for nothing.",
            ),
        );
    }
}

pub(in crate::report::kinds) fn sheets_words(results: &RoundResults) -> String {
    let mut words = format!("{} handed in", thousands(results.sheets.submitted));
    if results.sheets.draft > 0 {
        words += &format!(", {} still in draft", results.sheets.draft);
    }
    words
}

pub(in crate::report::kinds) fn how_drawn(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let Some(draw) = &snapshot.round.draw else { return };
    doc.section("How the sample was drawn");
    doc.push(Block::key_values(draw_facts(snapshot, draw)));
    if let Some(frame) = draw.frame.filter(|_| snapshot.round.facts.purpose == Purpose::Random) {
        let n = snapshot.sampled().count() as u64;
        if let Some(width) = worst_half_width(n, Some(frame)) {
            doc.paragraph(format!(
                "A sample of {} of {} can be off by \u{b1} {:.0} percentage points at worst.",
                thousands(n),
                snapshot.tool.subject.count(frame),
                100.0 * width
            ));
        }
    }
    if draw.min_per_stratum > 0 {
        doc.paragraph(
            "Strata were given a minimum, so chances were unequal. Good or better in this round is weighted by the size of \
             each stratum where something of every one of them was read; no other share is weighted.",
        );
    }
    if let Some(as_of) = draw.cohort_as_of.filter(|_| snapshot.round.facts.purpose == Purpose::Random) {
        let drawn = jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(draw.drawn_ms.div_euclid(86_400_000).clamp(0, 100_000)));
        let age_days = drawn.ok().and_then(|drawn| (drawn - as_of).get_days().into());
        if age_days.is_some_and(|days: i32| days > OLD_COHORT_DAYS) {
            doc.paragraph(
                "The cohort was more than 60 days old when the sample was drawn: what came since had no chance.",
            );
        }
    }
    withdrawn(doc, snapshot);
    if draw.strata.len() > 1 {
        let heads = snapshot.tool.subject.heads();
        let columns = vec![Column::left("Stratum", 4.0), Column::right(heads, 1.2), Column::right("Sampled", 1.0)];
        let mut table = Table::new(columns).caption("Strata, those of which nothing was sampled too");
        for s in &draw.strata {
            let name = stratum_words(&s.name, &draw.stratified_by);
            table.row([name, thousands(s.population), thousands(s.sampled)]);
        }
        doc.push(table);
    }
}

pub(in crate::report::kinds) fn draw_facts(snapshot: &AuditSnapshot, draw: &DrawRecord) -> Vec<(&'static str, String)> {
    let method = match draw.method.as_str() {
        "stratified" => format!("Stratified by {}, in proportion", divided_by(&draw.stratified_by)),
        "simple" => "Simple random".to_owned(),
        _ => "Chosen, not drawn".to_owned(),
    };
    let mut rows = vec![("Purpose", snapshot.round.facts.purpose.label().to_owned()), ("Method", method)];
    if let Some(seed) = draw.seed {
        rows.push(("Seed", format!("{seed} (rule {})", draw.algorithm)));
    }
    rows.push(("Drawn from", draw.frame.map_or_else(|| "not known".to_owned(), |n| snapshot.tool.subject.count(n))));
    if let Some(as_of) = draw.cohort_as_of {
        rows.push(("Cohort as of", day(as_of)));
    }
    if let Some(since) = draw.issued_since {
        rows.push(("Only plans issued since", day(since)));
    }
    for filter in draw.filters.iter().filter(|filter| !filter.values.is_empty()) {
        let by = [filter.fact.code().to_owned()];
        let values: Vec<String> = filter.values.iter().map(|value| stratum_words(value, &by)).collect();
        rows.push(("Only plans with", format!("{}: {}", lower_first(filter.fact.label()), values.join(" or "))));
    }
    if draw.exclude_last_rounds > 0 {
        let rounds = count(draw.exclude_last_rounds, "round", "rounds");
        rows.push(("Left out", format!("plans sampled in the last {rounds}")));
    }
    let when = if draw.seed.is_some() { "Drawn on" } else { "Recorded on" };
    rows.extend(day_of_instant(draw.drawn_ms).map(|d| (when, d)));
    rows.push(("Cohort digest", digest_words(draw.cohort_digest.get(..16).unwrap_or_default())));
    rows.push(("Data digest", digest_words(&snapshot.head_digest)));
    rows
}

pub(in crate::report::kinds) fn withdrawn(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let withdrawn: Vec<String> = snapshot
        .plans
        .iter()
        .filter(|p| p.sampled.state == SampleState::Withdrawn)
        .map(|p| format!("{}: {}", p.facts.reference, p.sampled.reason.as_deref().unwrap_or("no reason given")))
        .collect();
    if !withdrawn.is_empty() {
        doc.subsection(format!("{} withdrawn from the sample", snapshot.tool.subject.heads()));
        doc.push(Block::list(withdrawn));
    }
}
