//! The plans of the sample with the progress of each reader: counts and states, never answers.

use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::round::Papers;
use crate::domain::sheet::SheetState;
use crate::jobs::Failure;
use crate::ops::{PlanProgress, Session, SheetProgress};
use crate::ui::views::overview::data::long_date;
use crate::words::counted;

/// The plans of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansData {
    /// In draw order.
    pub plans: Vec<PlanRow>,
    /// Reserves that are not read so far.
    pub reserves: usize,
    /// Plans taken out, with the reason.
    pub withdrawn: Vec<(String, String)>,
    /// The acting member's own sheets that were handed back: the plan, and why.
    pub returned: Vec<(String, String)>,
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
        let returned = member.map(|member| session.list_returned(round.id, member)).transpose()?.unwrap_or_default();
        let reference = |subject| {
            let plan = progress.plans.iter().find(|plan| plan.sampled.subject == subject);
            plan.map(|plan| plan.facts.reference.clone()).unwrap_or_default()
        };
        let returned = returned.into_iter().map(|(subject, why)| (reference(subject), why)).collect();
        let in_state = |state: SampleState| progress.plans.iter().filter(move |p| p.sampled.state == state);
        let withdrawn = in_state(SampleState::Withdrawn)
            .map(|p| (p.facts.reference.clone(), p.sampled.reason.clone().unwrap_or_default()));
        Ok(Self {
            plans: progress.read().map(|plan| row(plan, member)).collect(),
            reserves: in_state(SampleState::Reserve).count(),
            withdrawn: withdrawn.collect(),
            returned,
        })
    }

    /// Plans given to the acting member.
    pub fn mine(&self) -> impl Iterator<Item = &PlanRow> {
        self.plans.iter().filter(|plan| plan.mine.is_some())
    }

    /// How many of the acting member's sheets are still to be handed in, in words.
    #[must_use]
    pub fn mine_words(&self) -> String {
        let all = self.mine().count();
        let left = self.mine().filter(|plan| plan.mine != Some(Progress::HandedIn)).count();
        match (all, left) {
            (0, _) => "No plan of this round was given to you.".to_owned(),
            (_, 0) => "All your sheets are handed in. Thank you.".to_owned(),
            (all, left) => format!("{} of yours, {left} still to be handed in.", counted(all, "plan", "plans")),
        }
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

    #[test]
    fn progress_is_told_in_counts() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4);
        let member = session.member("Member 01").unwrap();
        let data = PlansData::read(&mut session, round.id, Some(member.id)).unwrap();
        assert_eq!((data.plans.len(), data.reserves), (3, 2));
        assert!(data.plans.iter().all(|p| p.standing == Standing::Scoring && p.readers.len() == 2));
        assert!(data.mine().count() > 0);
        assert!(data.mine_words().ends_with("still to be handed in."));
        let lead = PlansData::read(&mut session, round.id, None).unwrap();
        assert_eq!(lead.mine().count(), 0);
    }
}
