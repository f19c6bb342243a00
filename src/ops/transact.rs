//! The one door for writes.

use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{MemberId, RoundId, SubjectId, ToolId};
use crate::domain::round::Round;
use crate::domain::rules::{RuleViolation, Thing};
use crate::ops::undo::UndoStep;
use crate::platform::clock::World;
use crate::storage::log::LogDraft;
use crate::storage::{Db, StorageError, Store};
use std::collections::HashMap;
use std::sync::Arc;
use thiserror::Error;

/// Who acts, as the log names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A panel member, by name.
    Member(String),
    /// Whoever runs the round at this machine.
    Lead,
    /// A command without `--as`.
    CommandLine,
}

impl Actor {
    /// The words of the log.
    #[must_use]
    pub fn log_name(&self) -> &str {
        match self {
            Self::Member(name) => name,
            Self::Lead => "audit lead",
            Self::CommandLine => "command line",
        }
    }
}

/// Why an operation did not happen. Nothing has been changed then.
#[derive(Debug, Error)]
pub enum OpError {
    /// A rule of the field forbids it.
    #[error(transparent)]
    Rule(#[from] RuleViolation),
    /// Rows of a file break rules: all of those found.
    #[error("{} rows refused", .0.len())]
    Rows(Vec<RowRefusal>),
    /// The file could not be read or written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The person cancelled it.
    #[error("cancelled")]
    Cancelled,
}

impl OpError {
    /// Whether the disk did not confirm a save: the file was read back, and what was read before counts no more.
    #[must_use]
    pub fn is_not_confirmed(&self) -> bool {
        use crate::storage::StorageErrorKind::NotConfirmed;
        matches!(self, Self::Storage(StorageError { kind: NotConfirmed { .. }, .. }))
    }
}

/// A row of a file that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRefusal {
    /// Line number in the file, the heading line being 1.
    pub row: u64,
    /// The rule.
    pub violation: RuleViolation,
}

/// What a change touched: screens that depend on it are loaded again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Facts of the file.
    pub file: bool,
    /// The cohort.
    pub cohort: bool,
    /// The panel.
    pub panel: bool,
    /// Audit tools.
    pub tools: bool,
    /// Drafts of audit tools and known grades.
    pub tool_drafts: bool,
    /// Rounds and their samples.
    pub rounds: bool,
    /// Who reads what.
    pub assignments: bool,
    /// Score sheets and notes.
    pub sheets: bool,
    /// Agreed answers, comparisons and overridden grades.
    pub agreed: bool,
    /// Urgent concerns.
    pub concerns: bool,
    /// Findings, what happens to plans, replies.
    pub findings: bool,
    /// Measures and benchmarks.
    pub measures: bool,
    /// Actions.
    pub actions: bool,
    /// The advice register.
    pub advice: bool,
    /// Days, exceptions and limits of clocks.
    pub clocks: bool,
    /// The register of drafts.
    pub drafts: bool,
    /// Conversations with families.
    pub family: bool,
    /// Packs out and back.
    pub packs: bool,
    /// Texts and choices of reports.
    pub reports: bool,
}

impl Changes {
    /// Everything: another file lies under the same name.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            file: true,
            cohort: true,
            panel: true,
            tools: true,
            tool_drafts: true,
            rounds: true,
            assignments: true,
            sheets: true,
            agreed: true,
            concerns: true,
            measures: true,
            actions: true,
            packs: true,
            reports: true,
            findings: true,
            advice: true,
            clocks: true,
            drafts: true,
            family: true,
        }
    }

    /// Whether anything changed.
    #[must_use]
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

/// A change that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<T> {
    /// What the operation gives back.
    pub value: T,
    /// What it touched.
    pub changes: Changes,
}

impl<T> Done<T> {
    /// The same change with another value.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Done<U> {
        Done { value: with(self.value), changes: self.changes }
    }
}

/// What a change hands to the door: its log entry, what it touched, how to undo it.
pub(super) struct Entry {
    pub(super) event: &'static str,
    pub(super) round: Option<RoundId>,
    pub(super) subject: Option<SubjectId>,
    pub(super) content: serde_json::Value,
    pub(super) changes: Changes,
    pub(super) undo: Undo,
}

/// How a change stands to Ctrl+Z.
pub(super) enum Undo {
    /// It can be taken back by this step.
    Step(Box<UndoStep>),
    /// Nothing before it can be taken back any more.
    Barrier,
    /// It neither can be taken back nor stands in the way.
    Aside,
}

impl Entry {
    pub(super) fn new(event: &'static str, content: serde_json::Value, changes: Changes) -> Self {
        Self { event, round: None, subject: None, content, changes, undo: Undo::Barrier }
    }

    pub(super) fn of_round(mut self, round: RoundId) -> Self {
        self.round = Some(round);
        self
    }

    pub(super) fn of_subject(mut self, subject: SubjectId) -> Self {
        self.subject = Some(subject);
        self
    }

    pub(super) fn undone_by(mut self, undo: Undo) -> Self {
        self.undo = undo;
        self
    }
}

/// One open audit file and the world around it.
pub struct Session {
    pub(super) store: Store,
    pub(super) world: Box<dyn World>,
    /// What this file says it is, if it is a pack.
    pub(super) pack: Option<crate::domain::pack::PackFacts>,
    pub(super) undo_steps: Vec<(String, UndoStep)>,
    /// Who last acted on a sheet, and when: the time to the next action counts as spent, unless it was a pause.
    pub(super) last_act: Option<(MemberId, i64)>,
    /// Published tools never change, so they are parsed once.
    tools: HashMap<ToolId, Arc<AuditTool>>,
    rounds: Option<Arc<Vec<Round>>>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("path", &self.store.path()).finish_non_exhaustive()
    }
}

/// What a change may use: the file inside its transaction, and the world.
pub(super) struct Change<'a> {
    pub(super) db: &'a Db<'a>,
    pub(super) world: &'a mut dyn World,
}

impl Session {
    pub(super) fn over(store: Store, world: Box<dyn World>) -> Self {
        Self { store, world, pack: None, undo_steps: Vec::new(), last_act: None, tools: HashMap::new(), rounds: None }
    }

    /// Forgets what was read before: another content lies in the file now.
    pub(super) fn forget(&mut self) {
        self.undo_steps.clear();
        self.last_act = None;
        self.tools.clear();
        self.rounds = None;
    }

    /// Runs a change: all of it with its log row, durably, or none of it. `None` instead of an entry: there was
    /// nothing to do, and nothing is written.
    pub(super) fn transact<T>(
        &mut self,
        actor: &Actor,
        change: impl FnOnce(&mut Change<'_>) -> Result<(T, Option<Entry>), OpError>,
    ) -> Result<Done<T>, OpError> {
        let (world, pack) = (self.world.as_mut(), &self.pack);
        let written = self.store.write(|db| {
            let (value, entry) = change(&mut Change { db, world: &mut *world })?;
            let Some(entry) = entry else {
                return Ok::<_, OpError>(((value, Changes::default(), Undo::Aside), None));
            };
            if let Some(pack) = pack {
                super::pack::require_work_of_a_member(entry.changes)?;
                db.record_pack_versions((pack.round, pack.member), entry.subject, world.now_ms())?;
            }
            let draft = LogDraft {
                at_ms: world.now_ms(),
                actor: actor.log_name().to_owned(),
                event: entry.event,
                round: entry.round,
                subject: entry.subject,
                content: entry.content.to_string(),
                salt: world.random_16(),
            };
            Ok(((value, entry.changes, entry.undo), Some(draft)))
        });
        let (value, changes, undo) = match written {
            Ok(written) => written,
            Err(error) => {
                if error.is_not_confirmed() {
                    self.forget();
                }
                return Err(error);
            }
        };
        match undo {
            Undo::Step(step) => self.undo_steps.push((actor.log_name().to_owned(), *step)),
            Undo::Barrier => self.undo_steps.clear(),
            Undo::Aside => {}
        }
        if changes.rounds || changes.tools {
            self.rounds = None;
        }
        Ok(Done { value, changes })
    }

    /// A tool by id, parsed once.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn tool(&mut self, id: ToolId) -> Result<Arc<AuditTool>, OpError> {
        if let Some(tool) = self.tools.get(&id) {
            return Ok(Arc::clone(tool));
        }
        let tool = self.store.db().get_tool(id)?;
        let tool = tool.ok_or(RuleViolation::NotFound { what: Thing::Tool, name: id.to_string() })?;
        let tool = Arc::new(tool);
        self.tools.insert(id, Arc::clone(&tool));
        Ok(tool)
    }

    /// All rounds, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_rounds(&mut self) -> Result<Arc<Vec<Round>>, OpError> {
        if let Some(rounds) = &self.rounds {
            return Ok(Arc::clone(rounds));
        }
        let rounds = Arc::new(self.store.db().list_rounds()?);
        self.rounds = Some(Arc::clone(&rounds));
        Ok(rounds)
    }

    /// The round with this title or id; without a name, the newest.
    ///
    /// # Errors
    /// When there is none.
    pub fn round(&mut self, name: Option<&str>) -> Result<Round, OpError> {
        let rounds = self.list_rounds()?;
        let found = match name {
            None => rounds.first(),
            Some(name) => rounds.iter().find(|r| r.facts.title == name || r.id.to_string() == name),
        };
        let missing = || RuleViolation::NotFound { what: Thing::Round, name: name.unwrap_or_default().to_owned() };
        Ok(found.cloned().ok_or_else(missing)?)
    }

    /// The round with this id.
    pub(super) fn round_by_id(&mut self, id: RoundId) -> Result<Round, OpError> {
        let rounds = self.list_rounds()?;
        let found = rounds.iter().find(|r| r.id == id).cloned();
        Ok(found.ok_or(RuleViolation::NotFound { what: Thing::Round, name: id.to_string() })?)
    }

    /// A round whose score sheets may be written: open and not held back.
    pub(super) fn scoring_round_by_id(&mut self, id: RoundId) -> Result<Round, OpError> {
        let round = self.open_round_by_id(id)?;
        if round.held_back {
            return Err(RuleViolation::HeldBack(round.facts.title).into());
        }
        Ok(round)
    }

    /// A round that is open for changes.
    pub(super) fn open_round_by_id(&mut self, id: RoundId) -> Result<Round, OpError> {
        let round = self.round_by_id(id)?;
        if round.state == crate::domain::round::RoundState::Closed {
            return Err(RuleViolation::RoundClosed(round.facts.title).into());
        }
        Ok(round)
    }
}
