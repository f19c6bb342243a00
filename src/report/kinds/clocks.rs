//! Under "On time": how the plans of the cohort stand to each clock of the law, as counts; and what the register of
//! drafts comes to. Neither enters a grade.

use super::Source;
use super::figures::{self, Counted, Shown, plain};
use super::words::{count, day};
use crate::domain::clocks::{Clock, ClockCount};
use crate::domain::draft_check::DraftTotals;
use crate::domain::numerals::thousands;
use crate::report::doc::{Block, Column, ReportDoc, Table};

/// The counts by clock. Small ones are left out where the edition hides them, judged and not judged each by
/// themselves: how many were judged also stands with measures.
pub(super) fn on_time(doc: &mut ReportDoc, source: &Source<'_>) {
    let (snapshot, hides) = (source.snapshot, source.options.suppresses);
    let running: Vec<&ClockCount> = snapshot.clocks.iter().filter(|of| of.all() > 0).collect();
    if running.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Clock", 3.6),
        Column::left("Limit", 1.7),
        Column::right("Met", 0.8),
        Column::right("Late", 0.8),
        Column::right("Lawful exception", 1.0),
        Column::right("Not due yet", 0.9),
        Column::right("Date missing", 0.9),
    ];
    let today = snapshot.taken_at.date();
    let known_to = snapshot.file.cohort_as_of.filter(|known| *known < today);
    let on = day(known_to.unwrap_or(today));
    let mut table = Table::new(columns).caption(format!("Plans of the cohort at each clock, on {on}"));
    let mut is_any_hidden = false;
    for of in running {
        let mut cells = vec![of.clock.label().to_owned(), limit_words(source, of.clock)];
        for group in [&[of.met, of.late][..], &[of.exception, of.not_due, of.missing]] {
            for shown in figures::parts(group, hides) {
                is_any_hidden |= shown.is_none();
                cells.push(shown.map_or_else(|| "\u{b7}".to_owned(), thousands));
            }
        }
        table.row(cells);
    }
    doc.section("On time");
    doc.paragraph(
        "Each clock runs in calendar days from its event; exactly the limit is in time. What is still to be done past \
         its last day counts as late; a lawful exception is neither. These are all plans of the cohort, for advice all \
         pieces of advice, not only those read; nothing here enters a grade.",
    );
    if known_to.is_some() {
        doc.paragraph(format!(
            "The list of plans speaks of {on}, and plans are judged on that day: what was done since is not in it. \
             Advice, and what was recorded since, are judged on the day of this report."
        ));
    }
    doc.push(table);
    if is_any_hidden {
        let words = "A dot: a count under 5, or one from which such a count could be worked out.";
        doc.push(Block::SmallPrint(words.into()));
    }
}

fn limit_words(source: &Source<'_>, clock: Clock) -> String {
    let limits = &source.snapshot.clock_limits;
    match limits.get(clock) {
        Some(limit) if limits.is_local(clock) => format!("{}, set locally", limit.words()),
        Some(limit) if clock == Clock::Comments => format!("{} at least", limit.words()),
        Some(limit) => limit.words(),
        None if clock == Clock::NextPhase => "a day of the year".to_owned(),
        None => "12 or 3 months".to_owned(),
    }
}

/// What the register of drafts comes to since it was begun.
pub(super) fn drafts(doc: &mut ReportDoc, source: &Source<'_>) {
    let Some(totals) = source.snapshot.draft_register.as_ref().filter(|totals| totals.checked > 0) else { return };
    doc.section("Drafts checked");
    doc.paragraph(drafts_words(totals, source.options.suppresses));
}

fn drafts_words(totals: &DraftTotals, hides: bool) -> String {
    let span = if totals.first_month == totals.last_month {
        format!("in {}", totals.first_month)
    } else {
        format!("from {} to {}", totals.first_month, totals.last_month)
    };
    let shown = figures::parts(&[totals.issued, totals.held], hides);
    let decided = match shown.as_slice() {
        [Some(issued), Some(held)] => format!("{} issued, {} held", thousands(*issued), thousands(*held)),
        _ => "how many of them were held is not shown, since a count is under 5".to_owned(),
    };
    let checked = plain(totals.checked, hides);
    let is_one = totals.checked == 1 && !hides;
    let noun = if is_one { "draft was" } else { "drafts were" };
    let mut words = format!("{checked} {noun} checked before issue {span}: {decided}.");
    let (twice, same) = (&totals.agreement, "came to the same decision");
    if twice.drafts == 0 {
        return words + " No second check is finished yet.";
    }
    let decisions = Counted::new(twice.same_decision, twice.drafts).shown(hides);
    // How many were not checked twice could be worked out, too.
    let may_be_said = !hides || Counted::new(twice.drafts, totals.checked).shown(true) != Shown::Hidden;
    match decisions {
        Shown::As(decisions) if may_be_said => {
            words += &format!(
                " A second checker, who saw nothing of the first check, {same} on {} drafts and gave the same answer on \
                 {}.",
                decisions.words(),
                match Counted::new(twice.same_answer, twice.criteria).shown(hides) {
                    Shown::As(answers) => format!("{} criteria", answers.words()),
                    Shown::Hidden => "a number of criteria too small to be shown".to_owned(),
                }
            );
        }
        _ => words += " How far second checks agreed is not shown, since a count is under 5.",
    }
    if totals.seconds_due > 0 && !hides {
        words += &format!(" {} still to come.", count(totals.seconds_due, "second check is", "second checks are"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft_check::DraftAgreement;

    fn totals(issued: u64, held: u64, agreement: DraftAgreement) -> DraftTotals {
        DraftTotals {
            first_month: "2026-09".to_owned(),
            last_month: "2026-11".to_owned(),
            checked: issued + held,
            issued,
            held,
            seconds_due: 2,
            agreement,
        }
    }

    #[test]
    fn the_edition_that_hides_says_no_small_count_of_drafts() {
        let agreement = DraftAgreement { drafts: 3, same_decision: 2, criteria: 36, same_answer: 30 };
        let totals = totals(26, 4, agreement);
        let (open, hidden) = (drafts_words(&totals, false), drafts_words(&totals, true));
        assert!(open.contains("26 issued, 4 held") && open.contains("on 2 of 3 drafts"), "{open}");
        assert!(open.contains("30 of 36 criteria") && open.contains("2 second checks are still to come"), "{open}");
        let figures: Vec<&str> = hidden.split(|c: char| !c.is_ascii_digit()).filter(|w| !w.is_empty()).collect();
        assert_eq!(figures, ["30", "2026", "09", "2026", "11", "5", "5"], "{hidden}");
    }

    #[test]
    fn without_a_second_check_nothing_is_said_of_agreement() {
        let words = drafts_words(&totals(20, 10, DraftAgreement::default()), true);
        assert!(words.contains("20 issued, 10 held") && words.contains("No second check is finished"), "{words}");
    }
}
