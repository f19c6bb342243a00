//! What a screen asks for. Screens put these on a queue; the app carries them out, in order, once.

use super::cx::Acting;
use super::dialogs::Dialog;
use super::lock::LockAct;
use super::route::Route;
use super::views::concerns::form::ConcernForm;
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::report::ReportKind;
use crate::jobs::FileQuestion;
use crate::ops::Command;
use crate::settings::Appearance;
use crate::words::Explained;
use std::path::PathBuf;

/// Something a person asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// To go somewhere.
    Go(Route),
    /// To open an audit file; a passphrase is asked for where it needs one.
    Open(PathBuf),
    /// To open it with what was typed into the dialog.
    OpenWithPassphrase,
    /// To make the file that the start screen describes.
    Create,
    /// To describe a new audit file on the start screen; the open one is closed.
    BeginFile,
    /// To open the sample.
    OpenSample {
        /// Made anew.
        anew: bool,
    },
    /// To take a file off the list of those opened last.
    ForgetRecent(PathBuf),
    /// To agree the answers of a plan.
    AgreePlan(SubjectId),
    /// To close the file.
    CloseFile,
    /// To act as somebody.
    ActAs(Acting),
    /// To look at another round.
    ChooseRound(RoundId),
    /// To change something.
    Run(Command),
    /// To take back the last step.
    Undo,
    /// To choose a path in the system's dialog.
    Ask(FileQuestion),
    /// To read the plans named on the screen, and see what bringing them in would do.
    PreviewPlans,
    /// To read the round in the document named on the screen.
    PreviewRound,
    /// To write what the columns on the screen are into the file named there.
    SaveColumns {
        /// In place of a file that is there.
        replace: bool,
    },
    /// To read the panel named on the screen.
    PreviewPanel,
    /// To read the advice named on the screen.
    PreviewAdvice,
    /// To write the register of drafts into the file named on its screen.
    WriteDrafts,
    /// Something of the actions, the measures or the year.
    Follow(super::views::actions::data::FollowAsk),
    /// To record an urgent concern about the plan that is open.
    RaiseConcern,
    /// To read or bring up to date the record of a concern.
    WriteConcern(Box<ConcernForm>),
    /// To leave the record of a concern.
    LeaveConcern,
    /// To see what the draw on the screen would give.
    PreviewDraw,
    /// To write the panel as a table.
    WritePanel,
    /// To read packs, and see what bringing them in would do.
    PreviewPacks(Vec<PathBuf>),
    /// To save a copy on another disk, now that this one takes no more.
    SaveCopyElsewhere,
    /// To be told something of the file: what a backup holds, a passphrase.
    AskCare(super::views::file::data::CareAsk),
    /// To write the passphrases of the round's packs as a table.
    SavePassphrases(PathBuf),
    /// Something on the screen of the tools.
    Tools(ToolsAct),
    /// To watch a folder for packs; none: no longer.
    WatchPacks(Option<PathBuf>),
    /// To see a report of this kind.
    SeeReport(ReportKind),
    /// To save the whole record of a plan: what looks like a person in it is shown first.
    KeepPlan {
        /// The plan.
        plan: SubjectId,
        /// As what.
        form: KeepAs,
    },
    /// To see the report chosen on its screen.
    ShowReport,
    /// To write the report on the screen.
    SaveReport {
        /// Where to; `.pdf` is added.
        path: PathBuf,
        /// In place of a file that is there.
        replace: bool,
    },
    /// To write a feedback sheet for every plan into a folder.
    SaveAllSheets(PathBuf),
    /// To read the local area's logo from a file and print it from now on.
    TakeLogo(PathBuf),
    /// To write the quick card for panel members.
    SaveQuickCard {
        /// Where to; `.pdf` is added.
        path: PathBuf,
        /// In place of a file that is there.
        replace: bool,
    },
    /// To see a finished file in the system's viewer.
    ShowFile(PathBuf),
    /// To print a finished file.
    PrintFile(PathBuf),
    /// To write the round's data as chosen on the screen of reports.
    ExportRound {
        /// What.
        wanted: crate::jobs::exports::ExportWanted,
        /// Where to; its ending is added.
        path: PathBuf,
        /// In place of a file that is there.
        replace: bool,
    },
    /// To remember on this machine where the document of a plan lies, and see it; none: to forget it.
    SetDocument {
        /// The plan's reference.
        reference: String,
        /// Where it lies.
        path: Option<PathBuf>,
    },
    /// To change a preference of this machine.
    Prefer(Preference),
    /// To stop long work.
    CancelJob(u64),
    /// To put a notice away.
    Dismiss(u64),
    /// To be asked something.
    OpenDialog(Dialog),
    /// To see the help of the screen.
    Help,
    /// To hide the screen, to have it back, to choose the PIN.
    Lock(LockAct),
    /// To leave the dialog.
    CloseDialog,
    /// To be told something: no screen can say it by itself.
    Tell(Explained),
    /// To read a screen anew.
    Reload,
}

/// The form in which a plan's whole record is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepAs {
    /// Pages.
    Pdf,
    /// Data.
    Data,
}

/// A preference of this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// How everything is drawn.
    Appearance(Appearance),
    /// Larger or smaller by so many steps.
    ZoomBy(isize),
    /// As designed.
    ZoomReset,
    /// Whether the next criterion comes by itself.
    AutoAdvance(bool),
    /// So many years are proposed for keeping a round.
    KeepYears(u32),
    /// After so many minutes without a key or the mouse the screen hides.
    IdleMinutes(u32),
    /// What draws, from the next start.
    Renderer(crate::settings::Renderer),
    /// The first steps: seen, or to be shown.
    TourSeen(bool),
}

/// What the screen of the tools asks for besides changes.
#[derive(Debug, Clone, PartialEq)]
pub enum ToolsAct {
    /// To read the tool file named there; nothing is taken in.
    ReadFile,
    /// To write a tool into the file named there.
    WriteFile {
        /// The tool.
        tool: Box<crate::domain::audit_tool::AuditTool>,
        /// In place of a file that is there.
        replace: bool,
    },
}

/// Which field a path is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFor {
    /// Where to save a copy of the file.
    Copy,
    /// Where to save the emergency sheet.
    EmergencySheet,
    /// Where the certificate of an erasure goes.
    Certificate,
    /// Where to save one at once.
    CopyNow,
    /// Where to save the log as a table.
    Log,
    /// The audit file to open.
    Open,
    /// The new audit file.
    New,
    /// The plans to bring in.
    Plans,
    /// The key of a return.
    PlansKey,
    /// The list of settings.
    PlansSettings,
    /// The file that says what the columns are.
    PlansMap,
    /// Where to write one.
    SaveMap,
    /// The panel to bring in.
    Panel,
    /// The panel to write.
    PanelOut,
    /// The advice to bring in.
    Advice,
    /// The actions to bring in.
    Actions,
    /// Where to write the actions.
    ActionsOut,
    /// Where to write the register of drafts.
    DraftsOut,
    /// The measures to bring in.
    Measures,
    /// The folder for new packs.
    PacksFolder,
    /// A pack that came back.
    Pack,
    /// The list of passphrases to write.
    Passphrases,
    /// The shared folder to watch.
    WatchFolder,
    /// The tool file to bring in.
    ToolIn,
    /// The tool file to write.
    ToolOut,
    /// The document of the plan on the screen.
    Document,
    /// The report to write, or the folder for sheets.
    Report,
    /// The local area's logo.
    Logo,
    /// Where data of the round is written.
    Export,
    /// The data of a round to bring in.
    RoundData,
    /// Where the quick card goes.
    QuickCard,
}

impl PathFor {
    /// All of them.
    pub const ALL: [Self; 31] = [
        Self::Copy,
        Self::EmergencySheet,
        Self::Certificate,
        Self::CopyNow,
        Self::Log,
        Self::Open,
        Self::New,
        Self::Plans,
        Self::PlansKey,
        Self::PlansSettings,
        Self::PlansMap,
        Self::SaveMap,
        Self::Panel,
        Self::Advice,
        Self::PanelOut,
        Self::Actions,
        Self::ActionsOut,
        Self::DraftsOut,
        Self::Measures,
        Self::PacksFolder,
        Self::Pack,
        Self::Passphrases,
        Self::WatchFolder,
        Self::ToolIn,
        Self::ToolOut,
        Self::Document,
        Self::Report,
        Self::Logo,
        Self::Export,
        Self::RoundData,
        Self::QuickCard,
    ];

    /// Its number in questions and answers.
    #[must_use]
    pub fn number(self) -> u64 {
        Self::ALL.iter().position(|field| *field == self).unwrap_or_default() as u64
    }

    /// The field with this number.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        usize::try_from(number).ok().and_then(|at| Self::ALL.get(at)).copied()
    }
}
