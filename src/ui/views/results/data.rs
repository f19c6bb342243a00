//! The results of a round as the screen says them. Figures are those of `stats::results`, never computed here; notes
//! come from sheets that may be shown.

use super::plan_rows::{Behind, CriterionHead, PlanRow, criterion_heads, known_facts, plan_rows};
use super::readers::{ReadersData, agreement_words};
use crate::domain::access::Viewer;
use crate::domain::audit_tool::{AuditTool, SubjectKind};
use crate::domain::ids::{NoteId, RoundId};
use crate::domain::round::Purpose;
use crate::domain::sampling::StratumFact;
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::AuditSnapshot;
use crate::jobs::{Control, Failure, Query, Work};
use crate::stats::REPLICATES;
use crate::stats::breakdown::{Breakdown, LeadRow, breakdown, list_by_lead};
use crate::stats::readers::{Plans, ReaderAgreement, reader_agreement};
use crate::stats::results::{NOT_GRADED, RoundResults, Share, results_with};
use crate::stats::versus::{Versus, versus, weighted_good_or_better};
use crate::stats::weighted::WeightedShare;
use crate::ui::loaded::Loaded;
use crate::words::thousands;

/// Under so many plans a share cannot be definitive.
const SMALL_SAMPLE: u64 = 20;

/// The results.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultsData {
    /// What was read.
    pub subject: SubjectKind,
    /// The figures behind everything.
    pub results: RoundResults,
    /// Good or better in this round and over twelve months.
    pub headlines: Vec<Headline>,
    /// What is to be kept in mind with the headline.
    pub provisos: Vec<String>,
    /// Names of the grades, best first.
    pub grades: Vec<String>,
    /// Plans by grade for each section.
    pub bars: Vec<Bar>,
    /// Sections across: code and title.
    pub columns: Vec<(String, String)>,
    /// Criteria put to the panel, in the tool's order.
    pub criteria: Vec<CriterionHead>,
    /// Ways to answer: code, words, whether it earns all points.
    pub answers: Vec<(String, String, bool)>,
    /// The plans of the sample, in draw order.
    pub plans: Vec<PlanRow>,
    /// Facts that are known of some plan of the sample.
    pub facts: Vec<StratumFact>,
    /// Results by fact, in the order of `facts`.
    pub breakdowns: Vec<Breakdown>,
    /// Results by the agency that leads.
    pub leads: Vec<LeadRow>,
    /// This round against the one before of the same kind.
    pub versus: Option<Versus>,
    /// Gaps and what stands beside them: figure, what it is, and the plans behind it.
    pub gaps: Vec<(String, String, Option<Behind>)>,
    /// Criteria of the depth that were not put to the panel.
    pub not_tested: u64,
    /// How far members agree, in sentences.
    pub agreement: Vec<String>,
    /// The same part by part.
    pub readers: ReadersData,
    /// Standards met: view and sentence.
    pub standards: Vec<(String, String, usize)>,
    /// Notes that can be chosen for the report.
    pub notes: Vec<NoteRow>,
}

/// A headline figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// "65 %".
    pub figure: String,
    /// What it is, with its counts.
    pub words: String,
    /// Its uncertainty in words.
    pub uncertainty: String,
}

/// Plans of one section by grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Code and title.
    pub name: String,
    /// Counts, best first.
    pub counts: Vec<u32>,
    /// Plans without a grade there.
    pub without_grade: u32,
}

/// A note that can be chosen for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// Its id.
    pub id: NoteId,
    /// Plan and criterion.
    pub on: String,
    /// What it is for.
    pub kind: NoteKind,
    /// Its words.
    pub text: String,
    /// Where in the plan.
    pub place: String,
    /// Chosen already.
    pub in_report: bool,
}

/// Freezes the round on the file's thread and works the results out beside it.
#[must_use]
pub fn query(round: RoundId) -> Query<Loaded> {
    Box::new(move |session, _| {
        let round = session.round(Some(&round.to_string()))?;
        let snapshot = session.snapshot(&round, None)?;
        Ok(Work::Compute(Box::new(move |control: &mut Control| {
            // The round's own interval is a tenth of the work, those of its parts the rest.
            let share_done = |done: usize, of: usize| (1_000 * done / of.max(1)) as u64;
            let go_on = &mut |done: usize| control.go_on(share_done(done, REPLICATES) / 10, 1_000);
            let results = results_with(&snapshot, go_on).ok_or(Failure::Cancelled)?;
            let go_on = &mut |done: usize, of: usize| control.go_on(100 + share_done(done, of) * 9 / 10, 1_000);
            let readers = reader_agreement(&snapshot, Plans::Compared, go_on).ok_or(Failure::Cancelled)?;
            Ok(Loaded::Results(Box::new(ResultsData::new(&snapshot, results, &readers))))
        })))
    })
}

impl ResultsData {
    /// What the grade of the whole is called at the head of a column.
    #[must_use]
    pub fn whole_grade(&self) -> &'static str {
        if self.subject == SubjectKind::Plan { "Plan grade" } else { "Grade" }
    }

    /// Puts results into words.
    #[must_use]
    pub fn new(snapshot: &AuditSnapshot, results: RoundResults, readers: &ReaderAgreement) -> Self {
        let tool = &snapshot.tool;
        let plans = plan_rows(snapshot, &results);
        let facts = known_facts(&plans);
        let not_tested = results.headings.iter().map(|h| h.not_tested).sum();
        Self {
            subject: tool.subject,
            headlines: headlines(snapshot, &results),
            provisos: provisos(snapshot, &results),
            grades: tool.grades.iter().map(|g| g.label.clone()).collect(),
            bars: bars(tool, &results),
            columns: results.headings.iter().map(|h| (h.code.clone(), h.title.clone())).collect(),
            criteria: criterion_heads(snapshot),
            answers: tool.answers.iter().map(|a| (a.code.clone(), a.label.clone(), tool.is_met(&a.code))).collect(),
            plans,
            breakdowns: facts.iter().map(|fact| breakdown(snapshot, &results, *fact)).collect(),
            facts,
            leads: list_by_lead(snapshot, &results),
            versus: versus(snapshot, &results),
            gaps: gaps(&results, not_tested),
            not_tested,
            agreement: agreement_words(tool, &results.agreement),
            readers: ReadersData::new(snapshot, readers),
            standards: standards(&results, tool.subject),
            notes: notes(snapshot),
            results,
        }
    }
}

fn headlines(snapshot: &AuditSnapshot, results: &RoundResults) -> Vec<Headline> {
    let subject = snapshot.tool.subject;
    let one = |share: &Option<Share>, words: &str| {
        let share = share.as_ref()?;
        Some(Headline {
            figure: format!("{:.0} %", share.percent),
            words: format!("{words}: {} of {}", thousands(share.count), subject.count(share.n)),
            uncertainty: uncertainty(share, subject),
        })
    };
    let round = match weighted_good_or_better(snapshot, results) {
        Some(Ok(weighted)) => Some(weighted_headline(&weighted, subject)),
        Some(Err(_)) | None => one(&results.good_or_better, "Good or better in this round"),
    };
    // The round's own figure would only be said twice where it is all there is.
    let year = results.good_or_better_12_months.as_ref().filter(|_| !snapshot.earlier.is_empty()).cloned();
    let year = one(&year, "Good or better over twelve months, random dips of the same kind");
    year.into_iter().chain(round).collect()
}

fn weighted_headline(share: &WeightedShare, subject: SubjectKind) -> Headline {
    Headline {
        figure: format!("{:.0} %", share.percent),
        words: format!(
            "Good or better in this round, each stratum weighted by its share of the frame: {} of {} read",
            thousands(share.count),
            subject.count(share.n)
        ),
        uncertainty: format!(
            "Of all {} it may be {:.0} to {:.0} % (95 % interval).",
            subject.nouns(),
            100.0 * share.interval.low,
            100.0 * share.interval.high
        ),
    }
}

/// The interval in words; why there is none, where there is none.
fn uncertainty(share: &Share, subject: SubjectKind) -> String {
    let nouns = subject.nouns();
    match (share.low, share.high, share.frame) {
        (Some(low), Some(high), Some(frame)) => {
            format!("Of all {} {nouns} it may be {low:.0} to {high:.0} % (95 % interval).", thousands(frame))
        }
        (Some(low), Some(high), None) => {
            format!(
                "Of all {nouns} it may be {low:.0} to {high:.0} % (95 % interval; how many there are is not known)."
            )
        }
        _ => format!("No interval: these {nouns} were chosen, not drawn by chance."),
    }
}

fn provisos(snapshot: &AuditSnapshot, results: &RoundResults) -> Vec<String> {
    let mut said = Vec::new();
    let agreed = results.plan_results.len();
    let subject = snapshot.tool.subject;
    if results.not_agreed > 0 {
        said.push(format!("{agreed} of {} agreed. The others are not in these figures.", subject.count(results.plans)));
    }
    let small = results.good_or_better.as_ref().is_some_and(|share| share.n < SMALL_SAMPLE);
    if small && snapshot.round.facts.purpose == Purpose::Random {
        said.push(format!("Under 20 {}: a sample this small cannot be definitive.", subject.nouns()));
    }
    if let Some(Err(why)) = weighted_good_or_better(snapshot, results) {
        said.push(why.words());
    }
    if snapshot.earlier_unequal_chances && !snapshot.earlier.is_empty() {
        said.push(
            "Over twelve months: not weighted, though a minimum for each stratum gave unequal chances.".to_owned(),
        );
    }
    if results.provisional > 0 {
        let plans = subject.count_are(results.provisional);
        said.push(format!("The grade of {plans} provisional: too little could be tested on the evidence given."));
    }
    said.extend(snapshot.not_joined_words());
    if snapshot.tool.grades.is_empty() {
        said.push("This audit tool gives no grades: what was found is counted.".to_owned());
    }
    said
}

fn bars(tool: &AuditTool, results: &RoundResults) -> Vec<Bar> {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let bars = results.headings.iter().map(|heading| Bar {
        name: format!("{} {}", heading.code, heading.title),
        counts: tool.grades.iter().map(|grade| small(heading.grades.get(&grade.code))).collect(),
        without_grade: small(heading.grades.get(NOT_GRADED)),
    });
    bars.collect()
}

fn gaps(results: &RoundResults, not_tested: u64) -> Vec<(String, String, Option<Behind>)> {
    let figure = |n: u64, words: &str, behind| (thousands(n), words.to_owned(), behind);
    vec![
        figure(results.gaps.gap, "gaps: duties not met", Some(Behind::Gap)),
        figure(results.gaps.in_part, "gaps in part: duties partly met", Some(Behind::InPart)),
        figure(results.gaps.to_confirm, "to be confirmed from the case file", Some(Behind::ToConfirm)),
        figure(results.not_evidenced, "answers “not evidenced”, counted apart", Some(Behind::NotEvidenced)),
        figure(not_tested, "criteria not tested: evidence not given", None),
    ]
}

fn standards(results: &RoundResults, subject: SubjectKind) -> Vec<(String, String, usize)> {
    let views = results.views.iter().enumerate().map(|(at, view)| {
        let (all, content) = (view.summary.all, view.summary.with_content);
        let plans = |n: usize| subject.count(n as u64);
        let mut words = format!("{} of {} meet the standard", all.count, plans(all.n));
        words.push_str(&format!("; {} of {} with such content.", content.count, plans(content.n)));
        (view.title.clone(), words, at)
    });
    if results.plan_results.is_empty() { Vec::new() } else { views.collect() }
}

/// Notes of sheets whose comparison is open. Those for the panel only are never offered.
fn notes(snapshot: &AuditSnapshot) -> Vec<NoteRow> {
    let mut rows = Vec::new();
    for sheet in snapshot.shown_sheets(Viewer::Round) {
        let plan = snapshot.get_plan(sheet.subject).map(|p| p.facts.reference.clone()).unwrap_or_default();
        for note in sheet.notes.iter().filter(|note| note.kind != NoteKind::PanelOnly) {
            rows.push(NoteRow {
                id: note.id,
                on: format!("{plan}, {}", note.criterion),
                kind: note.kind,
                text: note.text.clone(),
                place: note.place.clone(),
                in_report: note.in_report,
            });
        }
    }
    rows.sort_by(|a, b| a.on.cmp(&b.on).then(a.id.cmp(&b.id)));
    rows
}
