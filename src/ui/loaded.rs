//! What the window reads of a file: one kind of data for each screen, made on the file's thread.

use super::app::{BesideLoaded, FollowingLoaded};
use super::views::agree::data::AgreeData;
use super::views::cohort::data::CohortData;
use super::views::file::data::{CareData, CareTold};
use super::views::overview::data::OverviewData;
use super::views::packs::data::PacksData;
use super::views::plans::data::PlansData;
use super::views::practice::data::PracticeData;
use super::views::prepare::data::{PanelPreview, PrepareData};
use super::views::prepare::plans_data::PlansPreview;
use super::views::reports::data::ReportsData;
use super::views::results::data::ResultsData;
use super::views::sheet::data::SheetData;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::{MemberId, RoundId, ToolId};
use crate::domain::panel::Member;
use crate::domain::round::Round;
use crate::domain::snapshot::FileFacts;
use crate::jobs::Failure;
use crate::jobs::packs::PacksPreview;
use crate::ops::{DrawPreview, DrawRequest, Session};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What was read.
#[derive(Debug)]
pub enum Loaded {
    /// What every screen needs of the file.
    File(FileData),
    /// Overview.
    Overview(Box<OverviewData>),
    /// Steps of preparing.
    Prepare(Box<PrepareData>),
    /// Plans.
    Plans(PlansData),
    /// A score sheet.
    Sheet(Box<SheetData>),
    /// Agreeing.
    Agree(Box<AgreeData>),
    /// Results.
    Results(Box<ResultsData>),
    /// Cohort.
    Cohort(Box<CohortData>),
    /// A report on its pages.
    Reports(Box<ReportsData>),
    /// Of the files opened last these are not where they were.
    RecentGone(Vec<PathBuf>),
    /// A report was written here.
    ReportSaved(std::path::PathBuf),
    /// Data of the round was written here.
    Exported {
        /// Where it was written.
        path: std::path::PathBuf,
        /// Reference of the one plan it is of; none: of the whole round.
        plan: Option<String>,
    },
    /// So many feedback sheets were written into this folder.
    SheetsSaved(std::path::PathBuf, usize),
    /// The local area's logo, read from a file.
    Logo(crate::domain::picture::Picture),
    /// What bringing plans in would do.
    PlansPreview(Box<PlansPreview>),
    /// A round that an audit file wrote as an export.
    RoundRead(Box<crate::domain::round_copy::RoundCopy>),
    /// A file that says what the columns of a source are was written.
    ColumnsSaved(PathBuf),
    /// What bringing a panel in would do.
    PanelPreview(PanelPreview),
    /// The screens beside scoring and agreeing.
    Beside(BesideLoaded),
    /// The audit tools.
    Tools(super::app::ToolsLoaded),
    /// Actions, measures, the year.
    Following(FollowingLoaded),
    /// What a draw would give, and the draw it is of.
    DrawPreview(Box<(DrawRequest, DrawPreview)>),
    /// The panel is written.
    PanelWritten(PathBuf),
    /// The practice plan.
    Practice(Box<PracticeData>),
    /// The file.
    Care(Box<CareData>),
    /// What was asked about the file.
    CareTold(CareTold),
    /// Packs.
    Packs(Box<PacksData>),
    /// What bringing packs in would do.
    PacksPreview(PacksPreview),
    /// Something for the help.
    Help(super::app::HelpLoaded),
    /// The list of passphrases was written there.
    PassphrasesSaved(PathBuf),
}

/// What every screen needs of the open file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileData {
    /// What it says of itself.
    pub facts: FileFacts,
    /// Where it lies.
    pub path: std::path::PathBuf,
    /// Its name without the folder.
    pub name: String,
    /// Its rounds, newest first.
    pub rounds: Arc<Vec<Round>>,
    /// The panel, by name.
    pub members: Vec<Member>,
    /// The audit tools in it: code and version of each, oldest first.
    pub tools: Vec<(String, u32)>,
    /// What is read with each of them.
    pub tool_subjects: Vec<(ToolId, SubjectKind)>,
    /// Whose pack it is; none: it is no pack.
    pub pack: Option<MemberId>,
    /// The day it was read: what is a date of birth depends on it.
    pub today: jiff::civil::Date,
    /// Words that look like a name and are none.
    pub not_a_person: BTreeSet<String>,
}

impl FileData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session) -> Result<Self, Failure> {
        let name = session.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (tools, tool_subjects) = tools(session)?;
        Ok(Self {
            facts: session.file_facts()?,
            path: session.path().to_owned(),
            name,
            rounds: session.list_rounds()?,
            members: session.list_members()?,
            tools,
            tool_subjects,
            pack: session.pack_member(),
            today: session.today(),
            not_a_person: session.not_a_person()?,
        })
    }

    /// The audit tools in it by code, each with its versions in words.
    #[must_use]
    pub fn tool_words(&self) -> Vec<String> {
        let mut versions: std::collections::BTreeMap<&str, Vec<u32>> = std::collections::BTreeMap::new();
        for (code, version) in &self.tools {
            versions.entry(code).or_default().push(*version);
        }
        let words = versions.into_iter().map(|(code, mut of_it)| {
            of_it.sort_unstable();
            let word = if of_it.len() == 1 { "version" } else { "versions" };
            let numbers: Vec<String> = of_it.iter().map(ToString::to_string).collect();
            format!("{code}, {word} {}", numbers.join(", "))
        });
        words.collect()
    }

    /// What a round reads.
    #[must_use]
    pub fn subject_of(&self, round: &Round) -> SubjectKind {
        let found = self.tool_subjects.iter().find(|(tool, _)| *tool == round.facts.tool);
        found.map_or(SubjectKind::Plan, |(_, subject)| *subject)
    }

    /// The round with this id.
    #[must_use]
    pub fn get_round(&self, id: RoundId) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id == id)
    }
}

/// Code and version of each tool, and what is read with it; each is parsed once in the life of the session.
type Tools = (Vec<(String, u32)>, Vec<(ToolId, SubjectKind)>);

fn tools(session: &mut Session) -> Result<Tools, Failure> {
    let ids: Vec<_> = session.tool_days()?.into_keys().collect();
    let (mut tools, mut subjects) = (Vec::new(), Vec::new());
    for id in ids {
        let tool = session.tool(id)?;
        tools.push((tool.code.clone(), tool.version));
        subjects.push((id, tool.subject));
    }
    Ok((tools, subjects))
}
