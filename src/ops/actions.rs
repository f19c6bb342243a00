//! Actions: added, brought up to date, removed, taken in from a file.

use super::command::{Outcome, outcome};
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::action::{Action, ActionState};
use crate::domain::ids::{ActionId, RoundId};
use crate::domain::rules::{Field, RuleViolation, Thing};
use serde::Serialize;
use serde_json::json;

/// What somebody says of an action; its id and where it came from stay with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionDraft {
    /// Title of the round it came from; empty: none.
    pub round: String,
    /// Everything else; its id is not looked at, nor its round.
    pub action: Action,
}

/// A change to the actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planning {
    /// Adds an action; its id is given by the file.
    Add(Box<Action>),
    /// Changes one.
    Change(Box<Action>),
    /// Removes one.
    Remove(ActionId),
    /// Takes actions in from a file.
    Import(Vec<ActionDraft>),
}

/// What an import of actions did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ActionsOutcome {
    /// Rows read.
    pub read: u64,
    /// New ones.
    pub added: u64,
    /// Brought up to date: the same act by the same owner.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
}

impl Session {
    /// All actions of the file, those due first before the others.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_actions(&self) -> Result<Vec<Action>, OpError> {
        Ok(self.store.db().list_actions()?)
    }

    /// Carries a change of the actions out.
    pub(super) fn run_planning(&mut self, actor: &Actor, planning: Planning) -> Result<Outcome, OpError> {
        match planning {
            Planning::Add(action) => self.add_action(actor, *action).map(outcome),
            Planning::Change(action) => self.update_action(actor, *action).map(outcome),
            Planning::Remove(id) => self.remove_action(actor, id).map(outcome),
            Planning::Import(drafts) => self.import_actions(actor, &drafts).map(outcome),
        }
    }

    /// Takes actions in, all or nothing. One with the same words, owner and round as one that is there replaces it.
    ///
    /// # Errors
    /// When a round is not there, or an action says nothing.
    pub fn import_actions(&mut self, actor: &Actor, drafts: &[ActionDraft]) -> Result<Done<ActionsOutcome>, OpError> {
        let mut wanted = Vec::new();
        for draft in drafts {
            let round = self.round_of(&draft.round)?;
            wanted.push(check(Action { round, ..draft.action.clone() })?);
        }
        self.transact(actor, |change| {
            let present = change.db.list_actions()?;
            let mut undo = Vec::new();
            let mut outcome = ActionsOutcome { read: wanted.len() as u64, ..ActionsOutcome::default() };
            for mut action in wanted {
                let same = |other: &&Action| {
                    (&other.what, &other.owner, other.round) == (&action.what, &action.owner, action.round)
                };
                match present.iter().find(same) {
                    Some(before) => {
                        (action.id, action.finding) = (before.id, before.finding);
                        // A file without the day does not take it away.
                        action.made_on = action.made_on.or(before.made_on);
                        if &action == before {
                            outcome.unchanged += 1;
                            continue;
                        }
                        outcome.updated += 1;
                        undo.push((before.id, Some(before.clone())));
                    }
                    None => {
                        action.id = ActionId(change.world.new_uuid());
                        undo.push((action.id, None));
                        outcome.added += 1;
                    }
                }
                change.db.put_action(&action)?;
            }
            let entry = (outcome.added + outcome.updated > 0).then(|| {
                Entry::new("actions_imported", json!(outcome), action_changes())
                    .undone_by(Undo::Step(Box::new(UndoStep::Actions(undo))))
            });
            Ok((outcome, entry))
        })
    }

    /// Adds an action; its id is given here, and the day it was made where none is said.
    ///
    /// # Errors
    /// When it says nothing.
    pub fn add_action(&mut self, actor: &Actor, action: Action) -> Result<Done<ActionId>, OpError> {
        let mut action = check(action)?;
        self.transact(actor, |change| {
            action.id = ActionId(change.world.new_uuid());
            action.made_on = action.made_on.or_else(|| Some(change.world.today()));
            change.db.put_action(&action)?;
            let undo = Undo::Step(Box::new(UndoStep::Action { id: action.id, before: None }));
            let entry = Entry::new("action_added", json!(action), action_changes()).undone_by(undo);
            Ok((action.id, Some(entry)))
        })
    }

    /// Brings an action up to date.
    ///
    /// # Errors
    /// When there is none with this id, or it says nothing.
    pub fn update_action(&mut self, actor: &Actor, action: Action) -> Result<Done<()>, OpError> {
        let action = check(action)?;
        self.transact(actor, |change| {
            let before = change.db.list_actions()?.into_iter().find(|other| other.id == action.id);
            let before = before.ok_or_else(|| missing(action.id))?;
            if before == action {
                return Ok(((), None));
            }
            change.db.put_action(&action)?;
            let content = json!({"from": before, "to": action});
            let undo = Undo::Step(Box::new(UndoStep::Action { id: action.id, before: Some(Box::new(before)) }));
            Ok(((), Some(Entry::new("action_changed", content, action_changes()).undone_by(undo))))
        })
    }

    /// Removes an action.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn remove_action(&mut self, actor: &Actor, id: ActionId) -> Result<Done<()>, OpError> {
        self.transact(actor, |change| {
            let before = change.db.list_actions()?.into_iter().find(|other| other.id == id);
            let before = before.ok_or_else(|| missing(id))?;
            change.db.remove_action(id)?;
            let content = json!({"from": before});
            let undo = Undo::Step(Box::new(UndoStep::Action { id, before: Some(Box::new(before)) }));
            Ok(((), Some(Entry::new("action_removed", content, action_changes()).undone_by(undo))))
        })
    }

    fn round_of(&mut self, title: &str) -> Result<Option<RoundId>, OpError> {
        if title.is_empty() { Ok(None) } else { Ok(Some(self.round(Some(title))?.id)) }
    }
}

/// What an undo of an action touches.
pub(super) fn action_changes() -> Changes {
    Changes { actions: true, ..Changes::default() }
}

fn missing(id: ActionId) -> OpError {
    RuleViolation::NotFound { what: Thing::Action, name: id.to_string() }.into()
}

/// An action that says what is done; one that is done has no other state.
fn check(mut action: Action) -> Result<Action, OpError> {
    action.what = action.what.trim().to_owned();
    if action.what.is_empty() {
        return Err(RuleViolation::Empty(Field::Action).into());
    }
    if action.done_on.is_some() {
        action.state = ActionState::Done;
    }
    Ok(action)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::TestFile;
    use jiff::civil::date;

    fn action(what: &str) -> Action {
        Action {
            what: what.to_owned(),
            theme: "Outcomes".to_owned(),
            criteria: vec!["E2".to_owned(), "E4".to_owned()],
            owner: "SEND quality officer".to_owned(),
            due_on: Some(date(2027, 1, 31)),
            is_training: true,
            ..Action::blank()
        }
    }

    #[test]
    fn an_action_taken_in_twice_is_there_once_and_changes_replace_it() {
        let (_file, mut session) = TestFile::new();
        let draft = |action| ActionDraft { round: String::new(), action };
        let first = session.import_actions(&Actor::Lead, &[draft(action("Train writers"))]).unwrap().value;
        assert_eq!((first.added, first.updated, first.unchanged), (1, 0, 0));
        let again = session.import_actions(&Actor::Lead, &[draft(action("Train writers"))]).unwrap().value;
        assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 1));
        let done = Action { done_on: Some(date(2026, 12, 1)), ..action("Train writers") };
        session.import_actions(&Actor::Lead, &[draft(done)]).unwrap();
        let listed = session.list_actions().unwrap();
        assert_eq!((listed.len(), listed[0].state), (1, ActionState::Done));
    }

    #[test]
    fn each_change_of_an_action_can_be_undone() {
        let (_file, mut session) = TestFile::new();
        let lead = Actor::Lead;
        let id = session.add_action(&lead, action("Train writers")).unwrap().value;
        let first = session.list_actions().unwrap();
        session.update_action(&lead, Action { state: ActionState::AtRisk, ..first[0].clone() }).unwrap();
        session.remove_action(&lead, id).unwrap();
        session.undo(&lead).unwrap();
        assert_eq!(session.list_actions().unwrap()[0].state, ActionState::AtRisk);
        session.undo(&lead).unwrap();
        assert_eq!(session.list_actions().unwrap(), first);
        session.undo(&lead).unwrap();
        assert_eq!(session.list_actions().unwrap(), vec![]);
        assert_eq!(session.check().unwrap(), vec![]);
    }

    #[test]
    fn an_action_that_says_nothing_is_refused() {
        let (_file, mut session) = TestFile::new();
        session.add_action(&Actor::Lead, action("  ")).unwrap_err();
    }
}
