//! The board edition: it may be published. One side first, in a fixed order; then the pictures and what they rest on.
//!
//! No plan is named, nothing is broken down by coordinator or school, findings appear only in the words written for
//! publication, and counts under five are hidden with what would give them away, unless that is switched off.

use super::facts::{self, criteria, strongest_first, weakest_first};
use super::figures::{self, Counted, Shown, agreed_words, plain};
use super::shared::{after, round, sections, year};
use super::words::{
    count, day, day_of_instant, grade_categories, lower_first, no_grade, panel, section_name, small, stratum_words,
};
use super::{Part, Source, advice, clocks, overdue};
use crate::domain::action::ActionState;
use crate::domain::finding::FindingKind;
use crate::domain::numerals::thousands;
use crate::domain::round::Purpose;
use crate::report::doc::{BarRow, Block, Column, KeyFigure, ReportDoc, RichText, StackedBars, Table};

/// Its parts, in the order printed.
pub(super) const PARTS: &[Part] = &[
    Part { code: "first", title: "First page", write: first_page },
    Part { code: "trend", title: "Over time", write: after::trend },
    Part { code: "grades", title: "Grades by section", write: grades },
    Part { code: "threads", title: "The golden thread", write: threads },
    Part { code: "gaps", title: "Gaps by criterion", write: gaps },
    Part { code: "criteria", title: "Weakest criteria", write: weakest },
    Part { code: "done", title: "You said, we did", write: done },
    Part { code: "overdue", title: "Actions that are late", write: overdue::for_the_board },
    Part { code: "clocks", title: "On time", write: clocks::on_time },
    Part { code: "drafts", title: "Drafts checked", write: clocks::drafts },
    Part { code: "year", title: "The year", write: year::year },
    Part { code: "method", title: "How this was made", write: method },
];

/// So many groups without a plan are named; of more only their number.
const MOST_GROUPS: usize = 3;

/// How many strengths and things to mend stand on the first page.
const THREE: usize = 3;

fn first_page(doc: &mut ReportDoc, source: &Source<'_>) {
    what_this_is(doc, source);
    headline(doc, source);
    let mut rows: Vec<(&str, RichText)> = vec![("What was read", what_was_read(source).into())];
    rows.push(("Strengths", lines(&strengths(source)).into()));
    rows.push(("To mend", lines(&to_mend(source)).into()));
    rows.push(("Gaps in duties", gap_words(source).into()));
    rows.extend(standards(source).map(|words| ("Health and social care", words.into())));
    rows.extend(family(source).map(|words| ("Families said (not scored)", words.into())));
    rows.push(("Urgent concerns", concerns(source).into()));
    rows.push(("After the round", follow_up(source).into()));
    if !source.options.decisions.is_empty() {
        rows.push(("Decisions asked", lines(&source.options.decisions).into()));
    }
    rows.push(("Limits", limits(source).into()));
    doc.push(Block::key_values(rows));
    doc.push(Block::PageBreak);
}

fn lines(items: &[String]) -> String {
    let numbered = items.iter().enumerate().map(|(at, item)| format!("{}. {item}", at + 1));
    numbered.collect::<Vec<_>>().join("\n")
}

fn what_this_is(doc: &mut ReportDoc, source: &Source<'_>) {
    let agencies: std::collections::BTreeSet<_> = panel(source.snapshot).map(|m| m.facts.agency).collect();
    doc.paragraph(format!(
        "{} read by {} from {}. Nobody was given one they had declared an interest in, and nobody saw another\u{2019}s \
         answers before giving their own.",
        count(
            source.results.plans,
            &format!("{} was", source.snapshot.tool.subject.noun()),
            &format!("{} were", source.snapshot.tool.subject.nouns())
        ),
        count(panel(source.snapshot).count() as u64, "person", "people"),
        count(agencies.len() as u64, "agency", "agencies")
    ));
}

fn headline(doc: &mut ReportDoc, source: &Source<'_>) {
    let (results, hides) = (source.results, source.options.suppresses);
    let target = round::target_words(source);
    let mut key_figures = Vec::new();
    let year = round::good_in_year(source);
    if let Some((figure, words)) = &year {
        let words = RichText::strong("good or better over twelve months: ").plain(format!("{words}.{target}"));
        key_figures.push(KeyFigure::new(figure.as_str(), words));
    }
    // With one figure shown, the rest of the year could be worked out from the other.
    let year_share = results.good_or_better_12_months.as_ref().filter(|_| year.is_some());
    let may_be_seen = |share| !hides || year_share.is_none_or(|year| rest_may_be_seen(year, share));
    match &results.good_or_better {
        Some(share) if may_be_seen(share) => {
            let target = if year.is_some() { "" } else { target.as_str() };
            key_figures.extend(round::good_in_round(source).map(|(figure, words)| {
                let words = RichText::strong("good or better in this round: ").plain(format!("{words}.{target}"));
                KeyFigure::new(figure, words)
            }));
        }
        Some(_) => {}
        None if source.snapshot.tool.grades.is_empty() => {
            let words = format!("{} read. This audit tool gives no grades.", source.snapshot.tool.subject.nouns());
            key_figures.push(KeyFigure::new(thousands(results.plans), words));
        }
        None => key_figures.push(KeyFigure::new("Not yet", round::none_agreed(source.snapshot.tool.subject))),
    }
    if !key_figures.is_empty() {
        doc.push(Block::KeyFigures(key_figures));
    }
}

fn rest_may_be_seen(year: &crate::stats::results::Share, round: &crate::stats::results::Share) -> bool {
    let rest = Counted::new(year.count.saturating_sub(round.count), year.n.saturating_sub(round.n));
    rest.shown(true) != Shown::Hidden
}

fn what_was_read(source: &Source<'_>) -> String {
    let (snapshot, facts) = (source.snapshot, &source.snapshot.round.facts);
    let mut words = Vec::new();
    if let Some(draw) = &snapshot.round.draw {
        let frame = draw.frame.map(|n| format!(" from {}", snapshot.tool.subject.count(n))).unwrap_or_default();
        let when = day_of_instant(draw.drawn_ms).unwrap_or_default();
        let how = if facts.purpose == Purpose::Random { "Drawn at random" } else { "Chosen, not drawn at random" };
        words.push(format!("{how}{frame}, {when}."));
        let missing: Vec<String> = draw
            .strata
            .iter()
            .filter(|s| s.sampled == 0)
            .map(|s| stratum_words(&s.name, &draw.stratified_by))
            .collect();
        match missing.len() {
            0 => {}
            1..=MOST_GROUPS => {
                words.push(format!("No {} in the sample from: {}.", snapshot.tool.subject.noun(), missing.join("; ")))
            }
            n => words.push(format!("{n} groups have no {} in the sample.", snapshot.tool.subject.noun())),
        }
    }
    let asked = snapshot.tool.asked(facts.depth).count();
    let tested = snapshot.tool.tested(facts.depth, facts.evidence).count();
    words.push(format!("Evidence given: {}.", lower_first(facts.evidence.given(snapshot.tool.subject))));
    words.push(if asked == tested {
        format!("All {asked} criteria of this depth were tested.")
    } else {
        format!("{tested} of {asked} criteria tested; {} not tested for want of evidence.", asked - tested)
    });
    words.join(" ")
}

/// Findings worded for publication first, then what the figures say, up to three.
fn strengths(source: &Source<'_>) -> Vec<String> {
    let figures = strongest_first(criteria(source.snapshot, source.options.suppresses));
    let strong = figures.iter().filter(|f| 2 * f.met > f.base && f.shown()[0] != Shown::Hidden);
    three(source, FindingKind::Strength, strong.map(|f| (f.name(), f.met_of())).collect(), "met")
}

fn to_mend(source: &Source<'_>) -> Vec<String> {
    let figures = weakest_first(criteria(source.snapshot, source.options.suppresses));
    let weak = figures.iter().filter(|f| f.met < f.base && f.shown()[0] != Shown::Hidden);
    three(
        source,
        FindingKind::Consideration,
        weak.map(|f| (f.name(), Counted::new(f.base - f.met, f.base))).collect(),
        "not fully met",
    )
}

fn three(source: &Source<'_>, kind: FindingKind, figures: Vec<(String, Counted)>, what: &str) -> Vec<String> {
    let (snapshot, hides) = (source.snapshot, source.options.suppresses);
    let of = snapshot.sampled().count() as u64;
    let published = facts::findings(snapshot, kind).into_iter().filter(|f| !f.public_text.trim().is_empty());
    let mut items: Vec<String> = published
        .take(THREE)
        .map(|f| {
            let text = f.public_text.trim().trim_end_matches('.').to_owned();
            if f.sources.is_empty() {
                return text;
            }
            format!("{text}: in {}", Counted::new(f.count_plans() as u64, of).shown(hides).words())
        })
        .collect();
    let shown = figures.into_iter().filter_map(|(name, counted)| match counted.shown(hides) {
        Shown::As(counted) => Some(format!("{}: {what} in {}", name.trim_end_matches(['.', '?']), counted.words())),
        Shown::Hidden => None,
    });
    items.extend(shown.take(THREE.saturating_sub(items.len())));
    if items.is_empty() {
        items.push("Nothing can be said yet without naming small numbers.".to_owned());
    }
    items
}

fn gap_words(source: &Source<'_>) -> String {
    if source.results.plan_results.is_empty() {
        return format!("No {} is fully agreed.", source.snapshot.tool.subject.noun());
    }
    let shown = facts::duties(source.snapshot, source.options.suppresses);
    let [not_met, partly, to_confirm] = shown.map(|n| n.map_or_else(|| "too few to be shown".to_owned(), thousands));
    format!(
        "{not_met} not met, {partly} met in part, {to_confirm} to be confirmed from the case file: duties in statute \
         and regulations, counted over all {}.",
        source.snapshot.tool.subject.nouns()
    )
}

/// Both bases, or only the first where the second would give a small number away.
fn standards(source: &Source<'_>) -> Option<String> {
    let hides = source.options.suppresses;
    let mut sentences = Vec::new();
    for view in source.results.views.iter().filter(|_| !source.results.plan_results.is_empty()) {
        let (all, content) = (view.summary.all, view.summary.with_content);
        let of_all = Counted::new(all.count as u64, all.n as u64);
        let of_content = Counted::new(content.count as u64, content.n as u64);
        let rest =
            Counted::new((all.count - content.count.min(all.count)) as u64, (all.n - content.n.min(all.n)) as u64);
        let mut words = format!("{} meets the standard: {}", view.title, of_all.shown(hides).words());
        let may_be_seen = |c: Counted| c.shown(hides) != Shown::Hidden;
        if may_be_seen(of_all) && may_be_seen(of_content) && may_be_seen(rest) {
            words += &format!(" ({} with such content)", of_content.words());
        }
        sentences.push(words + ".");
    }
    let advice = advice::register(source.snapshot).all;
    if advice.requests > 0 {
        sentences.push(format!(
            "Advice within six weeks, over all requests: {}.",
            advice::in_time(&advice).shown(hides).percent_words()
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn family(source: &Source<'_>) -> Option<String> {
    let (asked, spoke, figures) = facts::family(source.snapshot);
    if asked == 0 {
        return None;
    }
    let hides = source.options.suppresses;
    if spoke == 0 || plain(spoke, hides) != thousands(spoke) {
        return Some("Too few families spoke for figures to be shown.".to_owned());
    }
    let said = figures.iter().filter_map(|f| {
        // Those who were not asked this question are a part of those who spoke, too.
        let not_asked = spoke.saturating_sub(f.yes + f.partly + f.no);
        let shown = figures::parts(&[f.yes, f.partly, f.no, not_asked], hides);
        Some(format!("{}: yes {} of {spoke}", lower_first(f.question), (*shown.first()?)?))
    });
    let said: Vec<String> = said.collect();
    let what = if said.is_empty() { "the answers are too few to be shown".to_owned() } else { said.join("; ") };
    Some(format!("{} spoke: {what}.", count(spoke, "family", "families")))
}

fn concerns(source: &Source<'_>) -> String {
    let concerns = &source.snapshot.concerns;
    if concerns.is_empty() {
        return "None raised.".to_owned();
    }
    let closed = concerns.iter().filter(|c| c.closed_ms.is_some()).count();
    let all = plain(concerns.len() as u64, source.options.suppresses);
    let state = if closed == concerns.len() {
        "all acted on and closed".to_owned()
    } else {
        format!("{} still open", plain((concerns.len() - closed) as u64, source.options.suppresses))
    };
    format!("{all} raised at once, outside the grades; {state}.")
}

fn follow_up(source: &Source<'_>) -> String {
    let (snapshot, hides) = (source.snapshot, source.options.suppresses);
    let mut sentences = Vec::new();
    let counts: Vec<(&str, u64)> =
        after::outcome_counts(snapshot).into_iter().map(|(outcome, n)| (outcome.label(), n)).collect();
    let known: u64 = counts.iter().map(|(_, n)| n).sum();
    if known > 0 {
        let shown = figures::parts(&counts.iter().map(|(_, n)| *n).collect::<Vec<_>>(), hides);
        let named = counts.iter().zip(shown).filter(|((_, n), _)| *n > 0);
        let named: Vec<String> = named
            .map(|((label, _), n)| {
                format!("{} {}", lower_first(label), n.map_or_else(|| "not shown".to_owned(), |n| n.to_string()))
            })
            .collect();
        sentences.push(format!("Results of {}: {}.", snapshot.tool.subject.count(known), named.join(", ")));
    }
    let actions = after::own_actions(snapshot);
    if !actions.is_empty() {
        let done = actions.iter().filter(|a| a.state == ActionState::Done).count() as u64;
        let late = actions.iter().filter(|a| after::is_late(snapshot, a)).count();
        let shown = actions.iter().filter(|a| !a.evidence.trim().is_empty()).count();
        sentences.push(format!(
            "Actions: {} done, {late} late; {shown} with an effect shown.",
            Counted::new(done, actions.len() as u64).words()
        ));
    }
    sentences.extend(after::versus_words(source));
    if sentences.is_empty() {
        sentences.push(format!("No results of {} and no actions are recorded yet.", snapshot.tool.subject.nouns()));
    }
    sentences.join(" ")
}

fn limits(source: &Source<'_>) -> String {
    let mut sentences = Vec::new();
    let n = source.results.plan_results.len() as u64;
    let nouns = source.snapshot.tool.subject.nouns();
    if source.snapshot.round.facts.purpose != Purpose::Random {
        sentences.push(format!("The {nouns} were chosen, so the figures hold for these {nouns} only."));
    } else if n < round::SMALL_SAMPLE {
        sentences.push(format!(
            "{} agreed: a sample this small cannot be definitive.",
            source.snapshot.tool.subject.count_are(n)
        ));
    }
    sentences.push("What is written was judged, not what happens in practice.".to_owned());
    let whole = &source.results.agreement.whole;
    sentences.push(match (whole.percent, whole.units) {
        (Some(percent), units) => {
            let how = match percent {
                p if p >= 80.0 => "Readers agreed closely",
                p if p >= 65.0 => "Readers agreed on most answers",
                _ => "Readers often differed",
            };
            format!("{how} before anything was discussed: {}.", agreed_words(percent, units))
        }
        _ => format!("How far readers agree is not known: too few {nouns} were read by two."),
    });
    sentences.join(" ")
}

/// Plans by grade in each section; as a table with gaps where small counts are hidden.
fn grades(doc: &mut ReportDoc, source: &Source<'_>) {
    let (snapshot, results) = (source.snapshot, source.results);
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return;
    }
    let agreed = results.plan_results.len() as u64;
    let mut categories = grade_categories(&snapshot.tool);
    categories.push(no_grade());
    let counts = |h: &crate::stats::results::HeadingResult| h.grades.0.iter().map(|(_, n)| *n).collect::<Vec<_>>();
    let shown: Vec<(String, Vec<Option<u64>>)> = results
        .headings
        .iter()
        .map(|h| (section_name(&h.code, &h.title), figures::parts(&counts(h), source.options.suppresses)))
        .collect();
    let title = sections::grades_title(snapshot, agreed);
    doc.section("Grades by section");
    let all = shown.iter().map(|(_, counts)| counts.len()).sum::<usize>();
    let hidden = shown.iter().flat_map(|(_, counts)| counts).filter(|n| n.is_none()).count();
    if 2 * hidden > all {
        doc.paragraph(format!(
            "Not shown: with {} agreed, most of the counts are under 5 or would give such a count away.",
            snapshot.tool.subject.count(agreed)
        ));
        return;
    }
    if hidden > 0 {
        let mut columns = vec![Column::left("Section", 4.0)];
        columns.extend(categories.iter().map(|c| Column::right(&c.label, 1.2)));
        let mut table = Table::new(columns).caption(title);
        for (name, counts) in shown {
            let cells = counts.iter().map(|n| n.map_or_else(|| "\u{b7}".to_owned(), thousands));
            table.row(std::iter::once(name).chain(cells));
        }
        doc.push(table);
        doc.push(Block::SmallPrint(
            "A dot stands for a count under 5, or for one from which such a count could be worked out.".into(),
        ));
        return;
    }
    let rows: Vec<BarRow> = shown
        .iter()
        .map(|(name, counts)| {
            let counts: Vec<u32> = counts.iter().map(|n| small(n.unwrap_or(0))).collect();
            BarRow::new(name, counts, agreed.to_string())
        })
        .collect();
    doc.push(StackedBars {
        alt: super::shared::sections::grades_in_words(snapshot, results),
        title,
        row_title: "Section".to_owned(),
        total_title: snapshot.tool.subject.heads().to_owned(),
        categories,
        rows,
    });
}

fn threads(doc: &mut ReportDoc, source: &Source<'_>) {
    let links = facts::links(source.snapshot);
    let names = ["Hope to need", "Need to outcome", "Outcome to provision"];
    if links.iter().all(|l| l.followed + l.broken == 0) {
        return;
    }
    doc.section("The golden thread");
    doc.push(Block::key_values(names.iter().zip(&links).map(|(name, l)| {
        let counted = Counted::new(l.followed, l.followed + l.broken);
        (*name, format!("followed in {} threads checked", counted.shown(source.options.suppresses).percent_words()))
    })));
}

fn gaps(doc: &mut ReportDoc, source: &Source<'_>) {
    let hides = source.options.suppresses;
    let musts = criteria(source.snapshot, hides)
        .into_iter()
        .filter(|f| f.criterion.kind == crate::domain::audit_tool::Kind::Must && f.not_met + f.partly > 0);
    let mut musts: Vec<_> = musts.collect();
    musts.sort_by_key(|f| std::cmp::Reverse((f.not_met, f.partly)));
    if musts.is_empty() {
        return;
    }
    let columns = vec![Column::left("Duty", 5.0), Column::right("Gap", 1.6), Column::right("Gap in part", 1.6)];
    let mut table = Table::new(columns).caption(format!(
        "Duties not met, or met in part: {} of those in the base",
        source.snapshot.tool.subject.nouns()
    ));
    let says = |shown: Shown| matches!(shown, Shown::As(counted) if counted.is_any());
    let mut left = 0;
    for f in &musts {
        let [_, not_met, partly, _] = f.shown();
        if says(not_met) || says(partly) {
            table.row([f.name(), short(not_met), short(partly)]);
        } else {
            left += 1;
        }
    }
    if table.rows.is_empty() {
        return;
    }
    doc.section("Gaps by criterion");
    doc.push(table);
    small_print(doc, hides, left);
}

/// In a table a hidden figure is a dot; what it means stands under the table.
fn short(shown: Shown) -> String {
    match shown {
        Shown::As(counted) => counted.words(),
        Shown::Hidden => "\u{b7}".to_owned(),
    }
}

/// What a dot means, and how many criteria are not listed since all that could be said of them is a dot.
fn small_print(doc: &mut ReportDoc, hides: bool, left: u64) {
    if !hides {
        return;
    }
    let mut words = "A dot: a count under 5, or one from which such a count could be worked out.".to_owned();
    if left > 0 {
        words += &format!(" Not listed for the same reason: {}.", count(left, "criterion", "criteria"));
    }
    doc.push(Block::SmallPrint(words.into()));
}

fn weakest(doc: &mut ReportDoc, source: &Source<'_>) {
    let hides = source.options.suppresses;
    let figures = weakest_first(criteria(source.snapshot, hides));
    let not_met: Vec<_> = figures.iter().filter(|f| f.met < f.base).collect();
    let shown: Vec<_> = not_met.iter().filter(|f| f.shown()[0] != Shown::Hidden).collect();
    if shown.is_empty() {
        return;
    }
    let columns = vec![Column::left("Criterion", 5.0), Column::right("Met", 2.0)];
    let mut table = Table::new(columns).caption("The criteria least often met");
    for f in shown.iter().take(10) {
        let [met, ..] = f.shown();
        table.row([f.name(), met.percent_words()]);
    }
    doc.section("Weakest criteria");
    doc.push(table);
    let left = (not_met.len() - shown.len()) as u64;
    if hides && left > 0 {
        let left = count(left, "criterion", "criteria");
        doc.push(Block::SmallPrint(
            format!("Not listed: {left} of which a count is under 5 on one side, so that it may not be shown.").into(),
        ));
    }
}

/// Lines worded for publication; owners are not named.
fn done(doc: &mut ReportDoc, source: &Source<'_>) {
    let actions = after::own_actions(source.snapshot);
    let lines: Vec<String> =
        actions.iter().map(|a| a.public_line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        doc.section("You said, we did");
        doc.push(Block::list(lines));
    }
}

fn method(doc: &mut ReportDoc, source: &Source<'_>) {
    let (snapshot, tool) = (source.snapshot, &source.snapshot.tool);
    let mut rows = vec![("Audit tool", tool.full_name())];
    rows.push(("Depth", snapshot.round.facts.depth.label().to_owned()));
    if let Some(draw) = &snapshot.round.draw {
        rows.extend(draw.seed.map(|seed| ("Draw", format!("seed {seed}, rule {}", draw.algorithm))));
        rows.extend(draw.cohort_as_of.map(|as_of| ("Cohort as of", day(as_of))));
    }
    let nouns = tool.subject.nouns();
    rows.push((
        "Intervals",
        format!("95 %, after Wilson, corrected for the {nouns} drawn from; none where {nouns} were chosen"),
    ));
    rows.push((
        "Small numbers",
        if source.options.suppresses {
            "Counts under 5 are hidden, with any from which they could be worked out".to_owned()
        } else {
            "Shown: suppression was switched off for this edition".to_owned()
        },
    ));
    doc.section("How this was made");
    doc.push(Block::key_values(rows));
    doc.push(Block::SmallPrint(
        "Grades are the local area\u{2019}s own words for shares of points; they are not an inspectorate\u{2019}s \
         judgement. Not evidenced is not the same as not met."
            .into(),
    ));
}
