//! The results of a round as the screen says them. Figures are those of `stats::results`, never computed here; notes
//! come from sheets that may be shown.

use crate::domain::access::Viewer;
use crate::domain::audit_tool::AuditTool;
use crate::domain::grading::SectionGrading;
use crate::domain::ids::{NoteId, RoundId};
use crate::domain::round::Purpose;
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::AuditSnapshot;
use crate::jobs::{Control, Failure, Query, Work};
use crate::stats::agreement::Undefined;
use crate::stats::care::Care;
use crate::stats::results::{AgreementResult, NOT_GRADED, RoundResults, Share, results_with};
use crate::ui::loaded::Loaded;
use crate::words::{counted, thousands};

/// Under so many plans a share cannot be definitive.
const SMALL_SAMPLE: u64 = 20;

/// The results.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultsData {
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
    /// Plans down.
    pub rows: Vec<MapRow>,
    /// Gaps and what stands beside them: figure, and what it is.
    pub gaps: Vec<(String, String)>,
    /// Criteria of the depth that were not put to the panel.
    pub not_tested: u64,
    /// How far members agree, in sentences.
    pub agreement: Vec<String>,
    /// Agreement by section: section, percent agreement, ordinal alpha, units.
    pub agreement_by_section: Vec<[String; 4]>,
    /// Standards met: view and sentence.
    pub standards: Vec<(String, String)>,
    /// Notes that can be chosen for the report.
    pub notes: Vec<NoteRow>,
    /// Name suggested for the summary.
    pub summary_name: String,
    /// The same beside the audit file.
    pub summary_path: String,
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

/// One plan of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRow {
    /// Its reference.
    pub plan: String,
    /// Place of the grade in each section, and of the plan at the end.
    pub places: Vec<Option<usize>>,
    /// How each came about.
    pub details: Vec<String>,
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
        let beside = session.path().to_owned();
        Ok(Work::Compute(Box::new(move |control: &mut Control| {
            let total = crate::stats::REPLICATES as u64;
            let go_on = &mut |done: usize| control.go_on(done as u64, total);
            let results = results_with(&snapshot, go_on).ok_or(Failure::Cancelled)?;
            let mut data = ResultsData::new(&snapshot, results);
            data.summary_path = beside.with_file_name(&data.summary_name).to_string_lossy().into_owned();
            Ok(Loaded::Results(Box::new(data)))
        })))
    })
}

impl ResultsData {
    /// Puts results into words.
    #[must_use]
    pub fn new(snapshot: &AuditSnapshot, results: RoundResults) -> Self {
        let tool = &snapshot.tool;
        let not_tested = results.headings.iter().map(|h| h.not_tested).sum();
        Self {
            headlines: headlines(&results),
            provisos: provisos(snapshot, &results),
            grades: tool.grades.iter().map(|g| g.label.clone()).collect(),
            bars: bars(tool, &results),
            columns: results.headings.iter().map(|h| (h.code.clone(), h.title.clone())).collect(),
            rows: rows(tool, &results),
            gaps: gaps(&results, not_tested),
            not_tested,
            agreement: agreement_words(tool, &results.agreement),
            agreement_by_section: by_section(&results),
            standards: standards(&results),
            notes: notes(snapshot),
            summary_name: file_name(&snapshot.round.facts.title),
            summary_path: String::new(),
            results,
        }
    }
}

/// A name that every file system takes.
fn file_name(title: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || " -_,.()".contains(c) { c } else { '-' };
    format!("{} summary.pdf", title.chars().map(plain).collect::<String>().trim())
}

fn headlines(results: &RoundResults) -> Vec<Headline> {
    let one = |share: &Option<Share>, words: &str| {
        let share = share.as_ref()?;
        let n = usize::try_from(share.n).unwrap_or(0);
        Some(Headline {
            figure: format!("{:.0} %", share.percent),
            words: format!("{words}: {} of {}", share.count, counted(n, "plan", "plans")),
            uncertainty: uncertainty(share),
        })
    };
    let both = [
        one(&results.good_or_better, "Good or better in this round"),
        one(&results.good_or_better_12_months, "Good or better over twelve months"),
    ];
    both.into_iter().flatten().collect()
}

/// The interval in words; why there is none, where there is none.
fn uncertainty(share: &Share) -> String {
    match (share.low, share.high, share.frame) {
        (Some(low), Some(high), Some(frame)) => {
            format!("Of all {} plans it may be {low:.0} to {high:.0} % (95 % interval).", thousands(frame))
        }
        (Some(low), Some(high), None) => {
            format!("Of all plans it may be {low:.0} to {high:.0} % (95 % interval; how many there are is not known).")
        }
        _ => "No interval: these plans were chosen, not drawn by chance.".to_owned(),
    }
}

fn provisos(snapshot: &AuditSnapshot, results: &RoundResults) -> Vec<String> {
    let mut said = Vec::new();
    let agreed = results.plan_results.len();
    if results.not_agreed > 0 {
        said.push(format!(
            "{agreed} of {} agreed. The others are not in these figures.",
            counted(usize::try_from(results.plans).unwrap_or(0), "plan", "plans")
        ));
    }
    let small = results.good_or_better.as_ref().is_some_and(|share| share.n < SMALL_SAMPLE);
    if small && snapshot.round.facts.purpose == Purpose::Random {
        said.push("Under 20 plans: a sample this small cannot be definitive.".to_owned());
    }
    if results.provisional > 0 {
        let plans = counted(usize::try_from(results.provisional).unwrap_or(0), "plan is", "plans are");
        said.push(format!("The grade of {plans} provisional: too little could be tested on the evidence given."));
    }
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

fn rows(tool: &AuditTool, results: &RoundResults) -> Vec<MapRow> {
    let rows = results.plan_results.iter().map(|plan| {
        let sections = &plan.grading.sections;
        let place = |code: Option<&str>| code.and_then(|code| tool.grade_place(code));
        let mut places: Vec<Option<usize>> = sections.iter().map(|s| place(s.grade.as_deref())).collect();
        let mut details: Vec<String> = sections.iter().map(|s| section_detail(tool, s)).collect();
        places.push(place(plan.grade.as_deref()));
        details.push(plan.sentence.clone());
        MapRow { plan: plan.plan.clone(), places, details }
    });
    rows.collect()
}

fn section_detail(tool: &AuditTool, section: &SectionGrading) -> String {
    if section.base == 0 {
        return format!("{} of {} criteria tested; none of them counts here.", section.tested, section.asked);
    }
    let mut words = format!(
        "{} of {} points, {} of {} criteria tested",
        section.points, section.base_points, section.tested, section.asked
    );
    if !section.capped_by.is_empty() {
        let on_points = section.on_points.as_deref().and_then(|code| tool.get_grade(code)).map_or("", |g| &g.label);
        words.push_str(&format!("; {on_points} on points, held by a gap at {}", section.capped_by.join(", ")));
    } else if section.grade.is_none() && !tool.grades.is_empty() {
        words.push_str("; too few for a grade");
    }
    words.push('.');
    words
}

fn gaps(results: &RoundResults, not_tested: u64) -> Vec<(String, String)> {
    let figure = |n: u64, words: &str| (thousands(n), words.to_owned());
    vec![
        figure(results.gaps.gap, "gaps: duties not met"),
        figure(results.gaps.in_part, "gaps in part: duties partly met"),
        figure(results.gaps.to_confirm, "to be confirmed from the case file"),
        figure(results.not_evidenced, "answers “not evidenced”, counted apart"),
        figure(not_tested, "criteria not tested: evidence not given"),
    ]
}

fn agreement_words(tool: &AuditTool, agreement: &AgreementResult) -> Vec<String> {
    let whole = &agreement.whole;
    let Some(percent) = whole.percent else {
        return vec![
            "There are no two score sheets on the same plan yet, so nothing can be said of agreement.".to_owned(),
        ];
    };
    let mut said = vec![format!(
        "On {} answers given by two or more, before anything was discussed, readers gave the same answer on {percent:.0} in 100{}.",
        thousands(whole.units),
        whole
            .within_one_percent
            .map(|within| format!(", and answers within one step on {within:.0} in 100"))
            .unwrap_or_default(),
    )];
    match (whole.alpha_ordinal, whole.undefined) {
        (Some(alpha), _) => said.push(alpha_words(alpha, agreement, whole.ac2)),
        (None, Some(Undefined::AllEqual)) => {
            said.push(
                "All gave the same answer throughout: agreement is complete, and cannot be set against chance."
                    .to_owned(),
            );
        }
        (None, _) => {}
    }
    said.extend(agreement.care.iter().map(|care| care_words(tool, care)));
    said
}

fn alpha_words(alpha: f64, agreement: &AgreementResult, ac2: Option<f64>) -> String {
    let interval = match (agreement.alpha_ordinal_low, agreement.alpha_ordinal_high) {
        (Some(low), Some(high)) => format!(" (95 % interval {low:.2} to {high:.2})"),
        _ => String::new(),
    };
    let ac2 = ac2.map(|ac2| format!("; Gwet’s AC2 {ac2:.2}")).unwrap_or_default();
    format!("Beyond chance, where 1 is complete agreement: Krippendorff’s alpha {alpha:.2}{interval}{ac2}.")
}

/// When to read the figures with care. Never a table of people: members are not named.
fn care_words(tool: &AuditTool, care: &Care) -> String {
    let label = |level: usize| {
        let level = tool.levels().get(level).copied();
        let answer = tool.answers.iter().find(|a| a.level.is_some() && a.level == level);
        answer.map_or_else(String::new, |a| format!("“{}”", a.label.to_lowercase()))
    };
    match care {
        Care::FewUnits { units } => format!(
            "This rests on {}: too few for firm words.",
            counted(usize::try_from(*units).unwrap_or(0), "answer", "answers")
        ),
        Care::LevelDominates { level, answers, of } => format!(
            "{} is {:.0} in 100 of all answers. Alpha is then low even where readers agree; AC2 is the better guide.",
            label(*level),
            100.0 * *answers as f64 / (*of).max(1) as f64
        ),
        Care::LevelRare { level, answers: 0 } => format!("{} was never given.", label(*level)),
        Care::LevelRare { level, answers } => {
            format!(
                "{} was given only {}.",
                label(*level),
                counted(usize::try_from(*answers).unwrap_or(0), "time", "times")
            )
        }
        Care::MembersDiffer { level, .. } => format!(
            "Two readers use {} differently on the plans they both read: worth a talk before the next round.",
            label(*level)
        ),
    }
}

fn by_section(results: &RoundResults) -> Vec<[String; 4]> {
    let dash = || "–".to_owned();
    let rows = results.agreement.by_heading.iter().map(|heading| {
        let title = results.headings.iter().find(|h| h.code == heading.code).map_or("", |h| &h.title);
        [
            format!("{} {title}", heading.code),
            heading.figures.percent.map_or_else(dash, |percent| format!("{percent:.0} %")),
            heading.figures.alpha_ordinal.map_or_else(dash, |alpha| format!("{alpha:.2}")),
            thousands(heading.figures.units),
        ]
    });
    rows.collect()
}

fn standards(results: &RoundResults) -> Vec<(String, String)> {
    let views = results.views.iter().map(|view| {
        let (all, content) = (view.summary.all, view.summary.with_content);
        let plans = |n: usize| counted(n, "plan", "plans");
        let mut words = format!("{} of {} meet the standard", all.count, plans(all.n));
        words.push_str(&format!("; {} of {} with such content.", content.count, plans(content.n)));
        (view.title.clone(), words)
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
