//! The actions with where they came from and what became of them, and files of actions.

use crate::domain::action::Action;
use crate::domain::ids::{FindingId, MemberId, RoundId};
use crate::exchange::{actions_table, read_actions};
use crate::jobs::Failure;
use crate::ops::{ActionDraft, SeenAction, Session};
use crate::platform::atomic;
use jiff::civil::Date;
use std::path::Path;

/// What the screens of actions, measures and the year ask for besides changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowAsk {
    /// To read the file of actions named on the screen.
    PreviewActions,
    /// To write the actions into the file named on the screen.
    WriteActions,
    /// To read the file of measures named on the screen.
    PreviewMeasures,
    /// To see the year chosen on its screen.
    ShowYear,
    /// To begin an action, such as one made of a finding.
    PlanAction(Box<Action>),
    /// To go back to a finding, from the form of an action that is not made after all.
    BackToFinding(FindingId),
}

/// The actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionsData {
    /// Those that may be seen, due first before the others.
    pub actions: Vec<SeenAction>,
    /// Rounds an action may come from, newest first.
    pub rounds: Vec<(RoundId, String)>,
    /// Today.
    pub today: Date,
}

impl ActionsData {
    /// Reads them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session, viewer: Option<MemberId>) -> Result<Self, Failure> {
        let rounds = session.list_rounds()?;
        Ok(Self {
            actions: session.actions_seen(viewer)?,
            rounds: rounds.iter().map(|round| (round.id, round.facts.title.clone())).collect(),
            today: session.today(),
        })
    }
}

/// Reads a file of actions; writes nothing.
///
/// # Errors
/// When it is not a table of actions.
pub fn preview(path: &Path) -> Result<Vec<ActionDraft>, Failure> {
    let rows = read_actions(path)?;
    Ok(rows.into_iter().map(|row| ActionDraft { round: row.round, action: row.action }).collect())
}

/// Writes the actions as a table.
///
/// # Errors
/// When there is a file of that name, or it cannot be written.
pub fn write(session: &mut Session, path: &Path) -> Result<(), Failure> {
    if path.exists() {
        return Err(Failure::WouldReplace(path.to_owned()));
    }
    let seen = session.actions_seen(None)?;
    let table = actions_table(seen.iter().map(|seen| (&seen.action, seen.round.as_str())));
    let failed = |why: String| Failure::Words("The actions were not written", why);
    let csv = table.to_csv().map_err(|e| failed(e.to_string()))?;
    atomic::write(path, &csv).map_err(|e| Failure::NotWritten(path.to_owned(), e))
}
