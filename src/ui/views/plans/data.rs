//! The plans of the sample with the progress of each reader: counts and states, never answers.

use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::round::Papers;
use crate::domain::sheet::SheetState;
use crate::jobs::Failure;
use crate::ops::{MyTask, PlanProgress, Session, SheetProgress, TaskState};
use crate::ui::views::overview::data::long_date;

/// The plans of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansData {
    /// In draw order.
    pub plans: Vec<PlanRow>,
    /// Reserves that are not read so far.
    pub reserves: usize,
    /// Plans taken out, with the reason.
    pub withdrawn: Vec<(String, String)>,
    /// The acting member's own work, in draw order; empty for the lead.
    pub work: Vec<MyTask>,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// What is read.
    pub subject: SubjectId,
    /// Its reference.
    pub reference: String,
    /// For practice: it counts nowhere.
    pub practice: bool,
    /// Year group in words.
    pub year: String,
    /// Primary need.
    pub need: String,
    /// The acting member's own task on it.
    pub mine: Option<Progress>,
    /// What is needed to read it, in words; empty where nothing was said.
    pub papers: String,
    /// Everyone who reads it.
    pub readers: Vec<(String, Progress)>,
    /// Where it stands as a whole.
    pub standing: Standing,
}

impl PlanRow {
    /// Its reference, and that it is for practice where it is.
    #[must_use]
    pub fn shown_reference(&self) -> String {
        if self.practice { format!("{} · practice", self.reference) } else { self.reference.clone() }
    }
}

/// How far a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    NotBegun,
    /// So many of so many answered.
    Answered(u64, u64),
    /// Handed in.
    HandedIn,
}

/// Where a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody reads it.
    NotAllocated,
    /// Sheets are missing.
    Scoring,
    /// All sheets are in; so many of so many criteria are agreed.
    Agreeing(u64, u64),
    /// Every criterion is agreed.
    Agreed,
}

impl Progress {
    fn of(sheet: &SheetProgress) -> Self {
        match sheet.state {
            Some(SheetState::Submitted) => Self::HandedIn,
            Some(SheetState::Draft) if sheet.answered > 0 => Self::Answered(sheet.answered, sheet.asked),
            _ => Self::NotBegun,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NotBegun => "not begun".to_owned(),
            Self::Answered(answered, asked) => format!("{answered} of {asked}"),
            Self::HandedIn => "handed in".to_owned(),
        }
    }
}

impl Standing {
    fn of(plan: &PlanProgress) -> Self {
        match () {
            () if plan.sheets.is_empty() => Self::NotAllocated,
            () if !plan.comparison_open => Self::Scoring,
            () if plan.is_agreed() => Self::Agreed,
            () => Self::Agreeing(plan.agreed, plan.tested),
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NotAllocated => "No readers yet".to_owned(),
            Self::Scoring => "Being scored".to_owned(),
            Self::Agreeing(agreed, tested) => format!("{agreed} of {tested} agreed"),
            Self::Agreed => "Agreed".to_owned(),
        }
    }
}

impl PlansData {
    /// Reads it; `member` is who is acting.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, round: RoundId, member: Option<MemberId>) -> Result<Self, Failure> {
        let round = session.round(Some(&round.to_string()))?;
        let progress = session.round_progress(&round)?;
        use crate::domain::round::SampleState;
        let in_state = |state: SampleState| progress.plans.iter().filter(move |p| p.sampled.state == state);
        let withdrawn = in_state(SampleState::Withdrawn)
            .map(|p| (p.facts.reference.clone(), p.sampled.reason.clone().unwrap_or_default()));
        Ok(Self {
            plans: progress.read().map(|plan| row(plan, member)).collect(),
            reserves: in_state(SampleState::Reserve).count(),
            withdrawn: withdrawn.collect(),
            work: member.map_or(Ok(Vec::new()), |member| session.my_work(&round, member))?,
        })
    }

    /// Plans given to the acting member.
    pub fn mine(&self) -> impl Iterator<Item = &PlanRow> {
        self.plans.iter().filter(|plan| plan.mine.is_some())
    }

    /// Whether something was said of what to read on a plan of the acting member.
    #[must_use]
    pub fn has_papers(&self) -> bool {
        self.mine().any(|plan| !plan.papers.is_empty())
    }

    /// The acting member's own task on a plan.
    #[must_use]
    pub fn task(&self, subject: SubjectId) -> Option<&MyTask> {
        self.work.iter().find(|task| task.subject == subject)
    }

    /// Where the acting member goes on: the first plan that is handed back or begun, else the first not started, else
    /// one that only waits to be handed in.
    #[must_use]
    pub fn next_plan(&self) -> Option<&MyTask> {
        let left = || self.work.iter().filter(|task| task.is_left());
        let in_state = |state: TaskState| left().find(move |task| task.state == state);
        left()
            .find(|task| task.returned_reason.is_some())
            .or_else(|| in_state(TaskState::InProgress))
            .or_else(|| in_state(TaskState::NotStarted))
            .or_else(|| left().next())
    }

    /// The first plan on which an answer is missing; one that was begun comes first.
    #[must_use]
    pub fn next_gap(&self) -> Option<&MyTask> {
        let gaps = || self.work.iter().filter(|task| task.is_left() && !task.missing.is_empty());
        gaps().find(|task| task.state == TaskState::InProgress).or_else(|| gaps().next())
    }

    /// How many of the acting member's sheets are where, and the time spent, in words.
    #[must_use]
    pub fn mine_words(&self, subject: SubjectKind) -> String {
        let all = self.work.len();
        let in_state = |state: TaskState| self.work.iter().filter(|task| task.state == state).count();
        let spent = time_words(self.work.iter().map(|task| task.spent_ms).sum());
        let spent = if spent.is_empty() { String::new() } else { format!(" Time spent: {spent}.") };
        if all == 0 {
            return format!("No {} of this round was given to you.", subject.noun());
        }
        if in_state(TaskState::Submitted) == all {
            return format!("All your sheets are handed in. Thank you.{spent}");
        }
        let parts = [
            (TaskState::NotStarted, "not started"),
            (TaskState::InProgress, "in progress"),
            (TaskState::Complete, "complete, still to be handed in"),
            (TaskState::Submitted, "handed in"),
        ];
        let parts = parts.into_iter().map(|(state, words)| (in_state(state), words)).filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, words)| format!("{count} {words}")).collect();
        format!("{} of yours: {}.{spent}", subject.count(all as u64), parts.join(", "))
    }
}

/// Where a sheet stands, in words.
#[must_use]
pub fn state_words(task: &MyTask) -> &'static str {
    match task.state {
        TaskState::Submitted => "Handed in",
        _ if task.returned_reason.is_some() => "Handed back",
        TaskState::NotStarted => "Not started",
        TaskState::InProgress => "In progress",
        TaskState::Complete => "Complete",
    }
}

/// What is missing, in words short enough for a cell: at most three codes.
#[must_use]
pub fn missing_words(task: &MyTask) -> String {
    match task.missing.len() {
        0 => "Nothing".to_owned(),
        all if all == task.asked => format!("All {all}"),
        many => {
            let named = task.missing.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
            format!("{many}: {named}{}", if many > 3 { " …" } else { "" })
        }
    }
}

/// A length of time in words, such as "1 h 05 min"; empty where there is none.
#[must_use]
pub fn time_words(ms: i64) -> String {
    let minutes = ms / 60_000;
    match (ms, minutes) {
        (..=0, _) => String::new(),
        (_, 0) => "under 1 min".to_owned(),
        (_, 1..=59) => format!("{minutes} min"),
        _ => format!("{} h {:02} min", minutes / 60, minutes % 60),
    }
}

fn row(plan: &PlanProgress, member: Option<MemberId>) -> PlanRow {
    let mine = plan.sheets.iter().find(|sheet| Some(sheet.assignment.member) == member);
    PlanRow {
        subject: plan.sampled.subject,
        reference: plan.facts.reference.clone(),
        practice: plan.sampled.practice,
        year: plan.facts.year_group.map(year_words).unwrap_or_default(),
        need: plan.facts.primary_need.clone().unwrap_or_default(),
        papers: papers_words(&plan.sampled.papers),
        mine: mine.map(Progress::of),
        readers: plan.sheets.iter().map(|sheet| (sheet.member.clone(), Progress::of(sheet))).collect(),
        standing: Standing::of(plan),
    }
}

/// "Version of 4 May 2026 · A to F · Case system, folder Final".
fn papers_words(papers: &Papers) -> String {
    let version = papers.version_on.map(|day| format!("Version of {}", long_date(day)));
    let texts = [&papers.appendices, &papers.where_to_find].into_iter().filter(|text| !text.is_empty()).cloned();
    version.into_iter().chain(texts).collect::<Vec<_>>().join(" · ")
}

/// A year group in words.
#[must_use]
pub fn year_words(year_group: i32) -> String {
    match year_group {
        ..=-1 => "Early years".to_owned(),
        0 => "Reception".to_owned(),
        1..=14 => format!("Year {year_group}"),
        15.. => "Post-19".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{TestFile, round};
    use crate::words::counted;

    #[test]
    fn progress_is_told_in_counts() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4);
        let member = session.member("Member 01").unwrap();
        let data = PlansData::read(&mut session, round.id, Some(member.id)).unwrap();
        assert_eq!((data.plans.len(), data.reserves), (3, 2));
        assert!(data.plans.iter().all(|p| p.standing == Standing::Scoring && p.readers.len() == 2));
        assert!(data.mine().count() > 0);
        let mine = data.work.len();
        assert_eq!(data.mine().count(), mine);
        assert_eq!(
            data.mine_words(SubjectKind::Plan),
            format!("{} of yours: {mine} not started.", counted(mine, "plan", "plans"))
        );
        let lead = PlansData::read(&mut session, round.id, None).unwrap();
        assert_eq!((lead.mine().count(), lead.work.len()), (0, 0));
    }

    #[test]
    fn time_is_told_in_hours_and_minutes() {
        let words = [0, 59_000, 60_000, 59 * 60_000, 65 * 60_000].map(time_words);
        assert_eq!(words, ["", "under 1 min", "1 min", "59 min", "1 h 05 min"]);
    }

    fn task(state: TaskState, missing: &[&str]) -> MyTask {
        MyTask {
            subject: SubjectId(uuid::Uuid::from_u128(missing.len() as u128 + 10 * state as u128)),
            facts: Default::default(),
            state,
            asked: 45,
            missing: missing.iter().map(|code| (*code).to_owned()).collect(),
            flagged: Vec::new(),
            spent_ms: 61_000,
            returned_reason: None,
            comparison_open: false,
        }
    }

    #[test]
    fn the_next_plan_is_the_one_begun_and_the_next_gap_is_on_it() {
        let work = vec![
            task(TaskState::Submitted, &[]),
            task(TaskState::NotStarted, &["A1", "A2"]),
            task(TaskState::Complete, &[]),
            task(TaskState::InProgress, &["E3"]),
        ];
        let mut data = PlansData { plans: Vec::new(), reserves: 0, withdrawn: Vec::new(), work };
        assert_eq!(data.next_plan().map(|task| task.state), Some(TaskState::InProgress));
        assert_eq!(data.next_gap().map(|task| task.missing.len()), Some(1));
        data.work.pop();
        assert_eq!(data.next_plan().map(|task| task.state), Some(TaskState::NotStarted));
        data.work[2].returned_reason = Some("B2 needs a note".to_owned());
        assert_eq!(data.next_plan().map(state_words), Some("Handed back"));
        assert_eq!(
            data.mine_words(SubjectKind::Plan),
            "3 plans of yours: 1 not started, 1 complete, still to be handed in, 1 handed in. Time spent: 3 min."
        );
        data.work.truncate(1);
        assert_eq!((data.next_plan(), data.next_gap()), (None, None));
    }

    #[test]
    fn what_is_missing_is_named_where_it_is_little() {
        let words = |missing: &[&str]| missing_words(&task(TaskState::InProgress, missing));
        assert_eq!(words(&[]), "Nothing");
        assert_eq!(words(&["A1", "E3"]), "2: A1, E3");
        assert_eq!(words(&["A1", "E3", "F1", "F2"]), "4: A1, E3, F1 …");
    }
}
