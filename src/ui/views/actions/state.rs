//! What is listed of the actions, and what is being written.

use super::data::ActionsData;
use crate::domain::action::{Action, ActionState};
use crate::domain::ids::{ActionId, FindingId};
use crate::ops::{ActionDraft, SeenAction};
use crate::ui::day;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What actions can be chosen by.
pub const FACTS: [&str; 5] = ["Owner", "Team", "Forum", "Theme", "Round"];

fn facts(seen: &SeenAction) -> [&str; 5] {
    let action = &seen.action;
    [&action.owner, &action.team, &action.forum, &action.theme, &seen.round]
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct ActionsScreen {
    /// What is chosen of each of [`FACTS`]; none: all.
    pub chosen: [Option<String>; 5],
    /// The row the keyboard stands on, in each group.
    pub cursors: [usize; 5],
    /// The action on the screen.
    pub open: Option<ActionId>,
    /// The action being written.
    pub form: Option<ActionForm>,
    /// The finding from which the form was asked for, to go back to where it is left unsaved; none: this screen.
    pub came_from: Option<FindingId>,
    /// A new action was saved: the keyboard goes to writing the next.
    pub has_saved: bool,
    /// The action that was on the screen and is left: the keyboard goes to its row.
    pub left: Option<ActionId>,
    /// A note being written about the action on the screen.
    pub note: String,
    /// The file to bring in.
    pub path: String,
    /// What it holds.
    pub preview: Option<Vec<ActionDraft>>,
    /// Where to write the actions.
    pub out: String,
}

impl ActionsScreen {
    /// Values of a fact that are in use, each once.
    #[must_use]
    pub fn options(data: &ActionsData, fact: usize) -> Vec<String> {
        let mut values: Vec<String> =
            data.actions.iter().filter_map(|seen| facts(seen).get(fact).map(|v| (*v).to_owned())).collect();
        values.sort();
        values.dedup();
        values.retain(|value| !value.is_empty());
        values
    }

    /// The actions chosen that stand so today.
    #[must_use]
    pub fn listed<'a>(&self, data: &'a ActionsData, state: ActionState) -> Vec<&'a SeenAction> {
        let holds = |seen: &&SeenAction| {
            let own = facts(seen);
            let wanted = self.chosen.iter().zip(own).all(|(wanted, own)| wanted.as_deref().is_none_or(|w| w == own));
            wanted && seen.action.state_on(data.today) == state
        };
        data.actions.iter().filter(holds).collect()
    }
}

/// Themes, each with how many.
pub type Counted = Vec<(String, usize)>;

/// How many actions have each theme, and how many are training by theme; the most first.
#[must_use]
pub fn count_themes(data: &ActionsData) -> (Counted, Counted) {
    let count = |training: bool| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for seen in data.actions.iter().filter(|seen| !training || seen.action.is_training) {
            let theme = if seen.action.theme.is_empty() { "No theme" } else { &seen.action.theme };
            *counts.entry(theme).or_default() += 1;
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(t, n)| (t.to_owned(), n)).collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    };
    (count(false), count(true))
}

/// An action being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionForm {
    /// What it was; its texts and days are taken from the fields.
    pub action: Action,
    /// Whether it is a new one.
    pub is_new: bool,
    /// Codes of criteria as typed.
    pub criteria: String,
    /// Days as typed: due, made, done.
    pub days: [String; 3],
    /// Whether it has been drawn before.
    pub was_drawn: bool,
    /// Whether it was sent off and refused: its fields say why from then on.
    pub was_tried: bool,
}

impl ActionForm {
    /// The form of an action.
    #[must_use]
    pub fn of(action: &Action, is_new: bool) -> Self {
        let day = day::write_if_any;
        Self {
            criteria: action.criteria.join(" "),
            days: [day(action.due_on), day(action.made_on), day(action.done_on)],
            action: action.clone(),
            is_new,
            was_drawn: false,
            was_tried: false,
        }
    }

    /// The form of a new action.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(&Action::blank(), true)
    }

    /// The day typed in a field.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn day(&self, at: usize) -> Result<Option<Date>, &'static str> {
        day::read_if_any(self.days.get(at).map_or("", String::as_str))
    }

    /// The action, if it can be saved; else in a few words why not.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn made(&self) -> Result<Action, &'static str> {
        self.checked().map_err(|(_, words)| words)
    }

    /// What is wrong with the field of this label, once the form was sent off.
    #[must_use]
    pub fn fault(&self, label: &str) -> Option<&'static str> {
        let fault = self.checked().err().filter(|(field, _)| self.was_tried && *field == label);
        fault.map(|(_, words)| words)
    }

    /// As [`Self::made`], with the label of the field that is missing or wrong.
    fn checked(&self) -> Result<Action, (&'static str, &'static str)> {
        if self.action.what.trim().is_empty() {
            return Err(("What will be done", "Write what will be done"));
        }
        let codes = self.criteria.split([' ', ',']).map(str::trim).filter(|code| !code.is_empty());
        let day = |at: usize, label: &'static str| self.day(at).map_err(|words| (label, words));
        let (due_on, made_on, done_on) = (day(0, "Due on")?, day(1, "Agreed on")?, day(2, "Done on")?);
        if done_on.is_some() && self.action.state != ActionState::Done {
            return Err(("Done on", "It has a day done: choose the state Done, or clear the day"));
        }
        Ok(Action {
            what: self.action.what.trim().to_owned(),
            criteria: codes.map(str::to_owned).collect(),
            due_on,
            made_on,
            done_on,
            ..self.action.clone()
        })
    }
}

/// Progress with a dated line at its end.
#[must_use]
pub fn with_note(progress: &str, today: Date, note: &str) -> String {
    let line = format!("{}: {}", today.strftime("%-d %B %Y"), note.trim());
    if progress.trim().is_empty() { line } else { format!("{}\n{line}", progress.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_note_on_the_way_is_a_dated_line_after_those_before() {
        let one = with_note("", date(2026, 11, 22), " Template agreed ");
        assert_eq!(one, "22 November 2026: Template agreed");
        let two = with_note(&one, date(2026, 12, 1), "In use");
        assert_eq!(two, "22 November 2026: Template agreed\n1 December 2026: In use");
    }

    #[test]
    fn a_form_gives_back_the_action_it_was_made_of() {
        let mut action = Action::blank();
        action.what = "Train writers".to_owned();
        action.criteria = vec!["C1".to_owned(), "E4".to_owned()];
        action.due_on = Some(date(2027, 1, 31));
        assert_eq!(ActionForm::of(&action, false).made(), Ok(action.clone()));
        let mut form = ActionForm::of(&action, false);
        form.days[0] = "soon".to_owned();
        assert_eq!(form.made(), Err(day::FAULT));
        assert!(ActionForm::empty().made().is_err());
    }
}
