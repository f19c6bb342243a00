//! Where the round stands, and the next step to take. Plain counts; no answers.

use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::RoundId;
use crate::domain::retention::Keeping;
use crate::domain::round::{Purpose, Round, RoundState};
use crate::domain::sheet::SheetState;
use crate::jobs::Failure;
use crate::ops::{RoundProgress, Session};
use crate::platform::clock::local_datetime;
use crate::ui::route::{Route, Task};
use crate::ui::views::file::data::reminder;
use crate::words::{counted, thousands};
use std::collections::BTreeMap;

/// Where everything stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewData {
    /// Title of the page.
    pub title: String,
    /// What the round is, in a line; empty without a round.
    pub about: String,
    /// Words that must stand with the round.
    pub caution: String,
    /// Figures at a glance: figure, and what it is.
    pub figures: Vec<(String, String)>,
    /// The steps in order.
    pub steps: Vec<StepRow>,
    /// Steps that can be taken again: words and where.
    pub again: Vec<(&'static str, Route)>,
    /// Members with sheets still to hand in: name, how many, how many in all.
    pub waiting: Vec<(String, usize, usize)>,
    /// That the last day the round is kept is near or gone; empty: it is not.
    pub keeping: String,
    /// Whether the round can be closed now.
    pub may_close: bool,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// The act.
    pub title: String,
    /// Where it stands.
    pub words: String,
    /// Done, next, later.
    pub state: StepStanding,
    /// The words of its button; empty: none.
    pub act: String,
    /// Where the button goes.
    pub to: Route,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepStanding {
    /// Behind.
    Done,
    /// To do now.
    Next,
    /// To come.
    Later,
}

/// The counts the steps go by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counts {
    subject: SubjectKind,
    cohort: u64,
    panel: u64,
    has_round: bool,
    is_closed: bool,
    sampled: usize,
    without_readers: usize,
    sheets: usize,
    handed_in: usize,
    begun: usize,
    plans_compared: usize,
    plans_agreed: usize,
    frame: Option<u64>,
}

impl OverviewData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: Option<RoundId>) -> Result<Self, Failure> {
        let Some(id) = round else { return Self::without_round(session) };
        let round = session.round(Some(&id.to_string()))?;
        let progress = session.round_progress(&round)?;
        let as_of = session.file_facts()?.cohort_as_of;
        let subject = session.tool(round.facts.tool)?.subject;
        let counts = counts_of(subject, &round, &progress);
        let sources =
            Sources { as_of: as_of.map(long_date), drawn: round.draw.as_ref().and_then(|d| day_of(d.drawn_ms)) };
        Ok(Self {
            title: round.facts.title.clone(),
            about: about(subject, &round, &progress),
            caution: round.caution.clone().unwrap_or_default(),
            figures: figures(&counts),
            steps: steps(&counts, &sources),
            again: again(&counts),
            waiting: waiting(&progress),
            keeping: keeping_words(session, id)?,
            may_close: round.state == RoundState::Open && counts.sampled > 0 && counts.plans_agreed == counts.sampled,
        })
    }

    fn without_round(session: &mut Session) -> Result<Self, Failure> {
        let plans = session.list_plans()?;
        let counts = Counts {
            cohort: plans.iter().filter(|plan| plan.left_on.is_none()).count() as u64,
            panel: session.list_members()?.len() as u64,
            ..Counts::default()
        };
        let sources = Sources { as_of: session.file_facts()?.cohort_as_of.map(long_date), drawn: None };
        Ok(Self {
            title: "Overview".to_owned(),
            about: String::new(),
            caution: String::new(),
            figures: Vec::new(),
            steps: steps(&counts, &sources),
            again: again(&counts),
            waiting: Vec::new(),
            keeping: String::new(),
            may_close: false,
        })
    }

    /// Which of the places at the left the next step is in.
    #[must_use]
    pub fn next_place(&self) -> Option<usize> {
        self.steps.iter().find(|step| step.state == StepStanding::Next).and_then(|step| step.to.place())
    }
}

/// That the last day of a round is near or gone.
fn keeping_words(session: &mut Session, round: RoundId) -> Result<String, Failure> {
    let kept = session.list_kept()?.into_iter().find(|kept| kept.round == round);
    let due = kept.filter(|kept| matches!(kept.keeping, Keeping::Soon(_) | Keeping::Passed(_)));
    Ok(due.and_then(|kept| Some(reminder(kept.until?, kept.keeping))).unwrap_or_default())
}

/// Dates in words.
struct Sources {
    as_of: Option<String>,
    drawn: Option<String>,
}

fn counts_of(subject: SubjectKind, round: &Round, progress: &RoundProgress) -> Counts {
    let plans: Vec<_> = progress.sampled().collect();
    let sheets = || plans.iter().flat_map(|plan| &plan.sheets);
    let submitted = |state: Option<SheetState>| state == Some(SheetState::Submitted);
    Counts {
        subject,
        cohort: progress.cohort,
        panel: progress.panel,
        has_round: true,
        is_closed: round.state == RoundState::Closed,
        sampled: plans.len(),
        without_readers: plans.iter().filter(|plan| plan.sheets.is_empty()).count(),
        sheets: sheets().count(),
        handed_in: sheets().filter(|sheet| submitted(sheet.state)).count(),
        begun: sheets().filter(|sheet| !submitted(sheet.state) && sheet.answered > 0).count(),
        plans_compared: plans.iter().filter(|plan| plan.comparison_open).count(),
        plans_agreed: plans.iter().filter(|plan| plan.is_agreed()).count(),
        frame: round.draw.as_ref().and_then(|draw| draw.frame),
    }
}

fn about(subject: SubjectKind, round: &Round, progress: &RoundProgress) -> String {
    let facts = &round.facts;
    let tested = progress.plans.first().map(|plan| plan.tested);
    let criteria = tested.map(|tested| format!(", {tested} criteria")).unwrap_or_default();
    let kind = match facts.purpose {
        Purpose::Random => "Random dip".to_owned(),
        Purpose::Thematic => "Thematic round".to_owned(),
        Purpose::Targeted => "Targeted round".to_owned(),
        Purpose::Chosen => format!("{} chosen by the reviewers", subject.heads()),
    };
    let (title, version) = &progress.tool;
    let closed = if round.state == RoundState::Closed { " · closed" } else { "" };
    format!(
        "{kind} · {}{criteria} · {} · {title}, version {version}{closed}",
        facts.depth.label().to_lowercase(),
        lower_first(facts.evidence.given(subject)),
    )
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn figures(counts: &Counts) -> Vec<(String, String)> {
    if counts.sampled == 0 {
        return Vec::new();
    }
    vec![
        (counts.sampled.to_string(), format!("{} in the sample", counts.subject.nouns())),
        (format!("{} of {}", counts.handed_in, counts.sheets), "score sheets handed in".to_owned()),
        (format!("{} of {}", counts.plans_agreed, counts.sampled), format!("{} agreed", counts.subject.nouns())),
    ]
}

/// The steps with the next one marked: the first that is not done.
fn steps(counts: &Counts, sources: &Sources) -> Vec<StepRow> {
    let subject = counts.subject;
    let nouns = subject.nouns();
    let plans = |n: usize| subject.count(n as u64);
    let words = str::to_owned;
    let all_in = counts.sheets > 0 && counts.handed_in == counts.sheets && counts.without_readers == 0;
    let all_agreed = counts.sampled > 0 && counts.plans_agreed == counts.sampled;
    let as_of = sources.as_of.as_ref().map(|day| format!(", as of {day}")).unwrap_or_default();
    let drawn = sources.drawn.as_ref().map(|day| format!(", drawn {day}")).unwrap_or_default();
    let from = counts.frame.map(|frame| format!(" of {}", thousands(frame))).unwrap_or_default();
    let (waiting, not_begun) = (counts.sheets - counts.handed_in, counts.sheets - counts.handed_in - counts.begun);
    let rows = [
        (
            "Import the plans".to_owned(),
            counts.cohort > 0,
            if counts.cohort > 0 {
                format!("{} plans{as_of}", thousands(counts.cohort))
            } else {
                "From the case system’s list (CSV) or the SEN2 return".to_owned()
            },
            (words("Import plans…"), words("")),
            Route::Prepare(Task::Plans),
        ),
        (
            "Bring the panel in".to_owned(),
            counts.panel > 0,
            if counts.panel > 0 {
                format!("{} on the panel", counted(usize::try_from(counts.panel).unwrap_or(0), "member", "members"))
            } else {
                "Names, whom they come from, and plans they must not read".to_owned()
            },
            (words("Bring the panel in…"), words("")),
            Route::Prepare(Task::Panel),
        ),
        (
            "Make the round".to_owned(),
            counts.has_round,
            if counts.has_round {
                "Made".to_owned()
            } else {
                "Its title, how much is asked, and what the panel holds".to_owned()
            },
            (words("Make the round…"), words("")),
            Route::Prepare(Task::Round),
        ),
        (
            "Draw the sample".to_owned(),
            counts.sampled > 0,
            if counts.sampled > 0 {
                format!("{}{from}{drawn}", plans(counts.sampled))
            } else {
                format!("By chance, so that the result speaks for all {nouns}")
            },
            (words("Draw the sample…"), words("")),
            Route::Prepare(Task::Sample),
        ),
        (
            format!("Allocate the {nouns}"),
            counts.sheets > 0 && counts.without_readers == 0,
            match (counts.sheets, counts.without_readers) {
                (0, _) => format!("Two readers {}, from different agencies", subject.any()),
                (sheets, 0) => format!("{sheets} score sheets"),
                (_, left) => format!("{} without readers", plans(left)),
            },
            (format!("Allocate the {nouns}…"), words("")),
            Route::Prepare(Task::Allocate),
        ),
        (
            format!("Score the {nouns}"),
            all_in,
            match counts.sheets {
                0 => "Each reader alone, by keyboard".to_owned(),
                _ if all_in => format!("All {} score sheets are in", counts.sheets),
                _ => format!("{waiting} of {} score sheets still to come; {not_begun} not begun", counts.sheets),
            },
            (format!("See the {nouns}"), format!("See the {nouns}")),
            Route::Plans,
        ),
        (
            "Agree the result".to_owned(),
            all_agreed,
            match counts.plans_compared {
                0 => format!("When the score sheets of {} are in", subject.any()),
                _ if all_agreed => format!("All {} agreed", plans(counts.sampled)),
                open => format!("{} can be compared; {} agreed", plans(open), plans(counts.plans_agreed)),
            },
            (words("Agree…"), words("See")),
            Route::Agree,
        ),
        (
            "Print the report".to_owned(),
            false,
            if counts.plans_agreed > 0 { format!("On {} agreed", plans(counts.plans_agreed)) } else { String::new() },
            (words("See the results"), words("See the results")),
            Route::Results,
        ),
    ];
    // Scoring and agreeing overlap: what can be compared can be agreed while other sheets are still out.
    let next = rows.iter().position(|(_, done, ..)| !done);
    let mut list = Vec::with_capacity(rows.len());
    for (at, (title, done, words, (act, again), to)) in rows.into_iter().enumerate() {
        let state = match () {
            () if Some(at) == next && !counts.is_closed => StepStanding::Next,
            () if done => StepStanding::Done,
            () => StepStanding::Later,
        };
        let act = match state {
            StepStanding::Next => act,
            StepStanding::Done => again,
            StepStanding::Later if to == Route::Agree && counts.plans_compared > 0 => act,
            StepStanding::Later if to == Route::Results && counts.plans_agreed > 0 => act,
            _ => String::new(),
        };
        list.push(StepRow { title, words, state, act, to });
    }
    list
}

/// What is done and can be done again: quietly, under the steps.
fn again(counts: &Counts) -> Vec<(&'static str, Route)> {
    let allocated = counts.sheets > 0 && counts.without_readers == 0 && !counts.is_closed;
    let links = [
        (counts.cohort > 0, "Import the plans again", Task::Plans),
        (counts.panel > 0, "Change the panel", Task::Panel),
        (counts.sampled > 0, "See or change the sample", Task::Sample),
        (counts.sampled > 0 && !counts.is_closed, "Papers, lines of enquiry, practice plan", Task::Ready),
        (allocated, "See or change who reads what", Task::Allocate),
        (counts.has_round, "Make another round", Task::Round),
    ];
    links.into_iter().filter(|(there, ..)| *there).map(|(_, words, task)| (words, Route::Prepare(task))).collect()
}

fn waiting(progress: &RoundProgress) -> Vec<(String, usize, usize)> {
    let mut by_member: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for sheet in progress.read().flat_map(|plan| &plan.sheets) {
        let entry = by_member.entry(&sheet.member).or_default();
        entry.0 += usize::from(sheet.state != Some(SheetState::Submitted));
        entry.1 += 1;
    }
    by_member
        .into_iter()
        .filter(|(_, (left, _))| *left > 0)
        .map(|(name, (left, all))| (name.to_owned(), left, all))
        .collect()
}

/// A day in full: 22 November 2026.
#[must_use]
pub fn long_date(day: jiff::civil::Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn day_of(at_ms: i64) -> Option<String> {
    local_datetime(at_ms).map(|at| long_date(at.date()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{TestFile, cohort, panel, round};

    fn next(data: &OverviewData) -> &str {
        data.steps.iter().find(|s| s.state == StepStanding::Next).unwrap().title.as_str()
    }

    #[test]
    fn the_next_step_is_the_first_that_is_not_done() {
        let (_file, mut session) = TestFile::new();
        assert_eq!(next(&OverviewData::read(&mut session, None).unwrap()), "Import the plans");
        session.import_plans(&crate::ops::Actor::Lead, &cohort(30)).unwrap();
        assert_eq!(next(&OverviewData::read(&mut session, None).unwrap()), "Bring the panel in");
        session.put_people(&crate::ops::Actor::Lead, panel(4)).unwrap();
        assert_eq!(next(&OverviewData::read(&mut session, None).unwrap()), "Make the round");
    }

    #[test]
    fn the_panel_counted_is_that_of_the_round_not_everybody_in_the_file() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4);
        let here: Vec<_> = session.list_members().unwrap().iter().map(|member| member.id).collect();
        session.set_round_panel(&crate::ops::Actor::Lead, round.id, &here).unwrap();
        session.put_people(&crate::ops::Actor::Lead, panel(here.len() + 2)).unwrap();
        assert!(session.list_members().unwrap().len() > here.len());
        let data = OverviewData::read(&mut session, Some(round.id)).unwrap();
        assert_eq!(data.steps[1].words, format!("{} members on the panel", here.len()));
    }

    #[test]
    fn an_allocated_round_waits_for_its_sheets_and_names_who_is_waited_for() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4);
        let data = OverviewData::read(&mut session, Some(round.id)).unwrap();
        assert_eq!(next(&data), "Score the plans");
        assert_eq!(data.next_place(), Route::Plans.place());
        assert_eq!(data.waiting.iter().map(|(_, left, _)| left).sum::<usize>(), 6);
        assert_eq!(data.figures[1].0, "0 of 6");
        assert!(data.about.starts_with("Random dip · core, 45 criteria"), "{}", data.about);
    }
}
