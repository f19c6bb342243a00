//! Undo: the row that was overwritten is put back in a new change. It adds to the log and never erases.

use super::actions::action_changes;
use super::advice::{AdviceChange, advice_changes, take_back};
use super::agree_undo::AgreeStep;
use super::family::family_changes;
use super::marks::MarkStep;
use super::scoring::{put_or_remove, put_or_remove_note};
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use crate::domain::action::Action;
use crate::domain::family::FamilyConversation;
use crate::domain::ids::{ActionId, RoundId, SheetId, SubjectId};
use crate::domain::rules::RuleViolation;
use crate::domain::sheet::{AgreedAnswer, GivenAnswer, Note};
use serde_json::json;

/// What to put back, and what must still be there for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UndoStep {
    /// An answer of a sheet.
    Answer { sheet: SheetId, criterion: String, before: Option<GivenAnswer>, after: Option<GivenAnswer> },
    /// A note of a sheet.
    Note { sheet: SheetId, criterion: String, before: Option<Note>, after: Option<Note> },
    /// A flag, an own grade or the golden threads.
    Mark(MarkStep),
    /// An agreed answer.
    Agreed {
        round: RoundId,
        subject: SubjectId,
        criterion: String,
        before: Option<AgreedAnswer>,
        after: Option<AgreedAnswer>,
    },
    /// An action; none before: it was added.
    Action { id: ActionId, before: Option<Box<Action>> },
    /// Actions taken in from a file, each as it was before; none: it was added.
    Actions(Vec<(ActionId, Option<Action>)>),
    /// Values of measures: before and after; none: it was not there.
    Measures(Vec<super::measures::MeasureStep>),
    /// Many agreed answers, a grade, findings, what happens to plans, a reply.
    Agreeing(AgreeStep),
    /// Requests of the advice register.
    Advice(Vec<AdviceChange>),
    /// What a family said of a plan.
    Family { round: RoundId, subject: SubjectId, before: Option<FamilyConversation>, after: Option<FamilyConversation> },
    /// A draft of a tool or a known grade.
    Tooling(super::tool_drafts::ToolingStep),
    /// A step of the register of drafts.
    Drafts(super::drafts_undo::DraftStep),
    /// Days, exceptions or a limit of clocks.
    Clocks(super::clocks::ClockStep),
    /// The local area's logo.
    Logo(super::logo::LogoStep),
    /// A step of arranging a round.
    Arrange(super::arrange::ArrangeUndo),
}

impl Session {
    /// How many steps, one after another, this person can take back now: those at the end that are theirs.
    #[must_use]
    pub fn steps_to_take_back(&self, actor: &Actor) -> usize {
        self.undo_steps.iter().rev().take_while(|(by, _)| by == actor.log_name()).count()
    }

    /// Takes back the last answer, note or agreed answer of the same person.
    ///
    /// # Errors
    /// When there is nothing of theirs to take back, or it has been changed since.
    pub fn undo(&mut self, actor: &Actor) -> Result<Done<()>, OpError> {
        // Only one's own last step: another's answers are not to be learned by undoing them.
        let step = match self.undo_steps.last() {
            Some((by, step)) if by == actor.log_name() => step.clone(),
            _ => return Err(RuleViolation::NothingToUndo.into()),
        };
        if let UndoStep::Arrange(step) = step {
            let done = self.undo_arrange(actor, &step)?;
            self.undo_steps.pop();
            return Ok(done);
        }
        let done = self.transact(actor, |change| {
            let content = match &step {
                UndoStep::Answer { sheet, criterion, before, after } => {
                    if change.db.get_answer(*sheet, criterion)? != *after {
                        return Err(RuleViolation::UndoOvertaken.into());
                    }
                    put_or_remove(change, *sheet, criterion, before.as_ref())?;
                    json!({"criterion": criterion, "from": after, "to": before})
                }
                UndoStep::Note { sheet, criterion, before, after } => {
                    if change.db.get_note(*sheet, criterion)? != *after {
                        return Err(RuleViolation::UndoOvertaken.into());
                    }
                    put_or_remove_note(change, *sheet, criterion, before.as_ref())?;
                    json!({"criterion": criterion, "from": after, "to": before})
                }
                UndoStep::Mark(mark) => mark.take_back(change)?,
                UndoStep::Agreed { round, subject, criterion, before, after } => {
                    let agreed = change.db.list_agreed(*round)?;
                    let now = agreed.iter().find(|a| a.subject == *subject && a.criterion == *criterion);
                    if now != after.as_ref() {
                        return Err(RuleViolation::UndoOvertaken.into());
                    }
                    match before {
                        Some(before) => change.db.put_agreed(*round, before, change.world.now_ms())?,
                        None => change.db.remove_agreed(*round, *subject, criterion)?,
                    }
                    json!({"criterion": criterion, "from": after, "to": before})
                }
                UndoStep::Action { id, before } => {
                    match before {
                        Some(before) => change.db.put_action(before)?,
                        None => change.db.remove_action(*id)?,
                    }
                    json!({"action": id, "to": before})
                }
                UndoStep::Actions(rows) => {
                    for (id, before) in rows {
                        match before {
                            Some(before) => change.db.put_action(before)?,
                            None => change.db.remove_action(*id)?,
                        }
                    }
                    json!({"actions": rows.len()})
                }
                UndoStep::Measures(steps) => super::measures::take_back(change, steps)?,
                UndoStep::Agreeing(step) => step.take_back(change)?,
                UndoStep::Tooling(step) => step.take_back(change)?,
                UndoStep::Advice(changed) => take_back(change, changed)?,
                UndoStep::Family { round, subject, before, after } => {
                    let said = change.db.list_family(*round)?.into_iter().find(|(s, _)| s == subject);
                    if said.map(|(_, said)| said) != *after {
                        return Err(RuleViolation::UndoOvertaken.into());
                    }
                    match before {
                        Some(before) => change.db.put_family(*round, *subject, before)?,
                        None => change.db.remove_family(*round, *subject)?,
                    }
                    json!({"from": after, "to": before})
                }
                UndoStep::Clocks(step) => step.take_back(change)?,
                UndoStep::Drafts(step) => step.take_back(change)?,
                UndoStep::Logo(step) => step.take_back(change)?,
                // Taken back above.
                UndoStep::Arrange(_) => return Err(RuleViolation::NothingToUndo.into()),
            };
            let changes = match &step {
                UndoStep::Action { .. } | UndoStep::Actions(_) => action_changes(),
                UndoStep::Measures(_) => super::measures::measure_changes(),
                UndoStep::Advice(_) => advice_changes(),
                UndoStep::Drafts(_) => super::drafts::draft_changes(),
                UndoStep::Clocks(_) => super::clocks::clock_changes(),
                UndoStep::Logo(_) => super::logo::logo_changes(),
                UndoStep::Family { .. } => family_changes(),
                UndoStep::Tooling(_) => super::tool_drafts::ToolingStep::changes(),
                _ => Changes { sheets: true, agreed: true, findings: true, ..Changes::default() },
            };
            let mut entry = Entry::new("undone", content, changes).undone_by(Undo::Aside);
            if let UndoStep::Agreed { round, subject, .. } | UndoStep::Family { round, subject, .. } = &step {
                entry = entry.of_round(*round).of_subject(*subject);
            }
            if let UndoStep::Agreeing(step) = &step {
                entry = entry.of_round(step.round());
            }
            Ok(((), Some(entry)))
        })?;
        self.undo_steps.pop();
        Ok(done)
    }
}
