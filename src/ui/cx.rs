//! What every screen is given besides its own data: who acts, which file and round, and the queue.

use super::action::Action;
use super::loaded::FileData;
use crate::domain::access::Viewer;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::ids::MemberId;
use crate::domain::round::{Round, RoundState};
use crate::jobs::FileQuestion;
use crate::ops::{Actor, Command};
use crate::settings::Settings;

/// Who is acting at this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Acting {
    /// Whoever runs the round.
    #[default]
    Lead,
    /// A panel member.
    Member {
        /// Their id.
        id: MemberId,
        /// Their name.
        name: String,
    },
}

impl Acting {
    /// As the log names them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match self {
            Self::Lead => Actor::Lead,
            Self::Member { name, .. } => Actor::Member(name.clone()),
        }
    }

    /// As the screen names them.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Lead => "Audit lead",
            Self::Member { name, .. } => name,
        }
    }

    /// The panel member, if it is one.
    #[must_use]
    pub fn member(&self) -> Option<MemberId> {
        match self {
            Self::Lead => None,
            Self::Member { id, .. } => Some(*id),
        }
    }

    /// As whom sheets are looked at.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.member().map_or(Viewer::Round, Viewer::Member)
    }
}

/// Where the saving of changes stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was changed since the file was opened.
    #[default]
    Unchanged,
    /// The file was just opened, and its log and content are being checked.
    Checking,
    /// On its way.
    Saving,
    /// Safe on the disk since this time of day.
    At(String),
    /// Not written, in short why.
    Not(String),
}

/// What the help desk asks for first. Nothing of it is content of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Support {
    /// What draws the window, and why that.
    pub drawn_by: String,
    /// Where the log of this machine lies.
    pub log: Option<std::path::PathBuf>,
}

/// What a screen may look at, and the queue it asks through.
pub struct Cx<'a> {
    /// What was asked for and not carried out yet.
    pub queue: &'a mut Vec<Action>,
    /// Preferences of this machine.
    pub settings: &'a Settings,
    /// What draws the window, where the log lies.
    pub support: &'a Support,
    /// Who is acting.
    pub acting: &'a Acting,
    /// The open file.
    pub file: Option<&'a FileData>,
    /// The round looked at.
    pub round: Option<&'a Round>,
    /// Where saving stands.
    pub saved: &'a Saved,
    /// Whether the last step can be taken back.
    pub can_undo: bool,
    /// Whether something stands in front of the screen and has the keyboard.
    pub is_blocked: bool,
}

impl std::fmt::Debug for Cx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cx").field("acting", self.acting).field("queue", &self.queue.len()).finish_non_exhaustive()
    }
}

impl Cx<'_> {
    /// Asks for something.
    pub fn act(&mut self, action: Action) {
        self.queue.push(action);
    }

    /// Asks for a change.
    pub fn run(&mut self, command: Command) {
        self.act(Action::Run(command));
    }

    /// Asks for a path.
    pub fn ask(&mut self, question: FileQuestion) {
        self.act(Action::Ask(question));
    }

    /// What the round looked at reads: plans, unless it is known to read something else.
    #[must_use]
    pub fn subject(&self) -> SubjectKind {
        let subject = self.file.zip(self.round).map(|(file, round)| file.subject_of(round));
        subject.unwrap_or(SubjectKind::Plan)
    }

    /// Whether the round looked at takes changes.
    #[must_use]
    pub fn round_is_open(&self) -> bool {
        self.round.is_some_and(|round| round.state == RoundState::Open)
    }
}
