//! Actions: what someone will do about a finding, and whether it helped.

use super::coded::coded_enum;
use super::ids::{ActionId, FindingId, RoundId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// How an action stands.
    ActionState {
        /// Going as planned.
        OnTrack = "on_track", "On track";
        /// May not be done in time.
        AtRisk = "at_risk", "At risk";
        /// Its day has passed.
        Late = "late", "Late";
        /// Done.
        Done = "done", "Done";
    }
}

/// What someone will do about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// The round it came from; none: typed in by hand.
    pub round: Option<RoundId>,
    /// The finding it answers, if it is one of the file.
    pub finding: Option<FindingId>,
    /// What will be done.
    pub what: String,
    /// Its theme; empty: none.
    pub theme: String,
    /// Codes of the criteria on which a re-audit would show whether it helped.
    pub criteria: Vec<String>,
    /// Who does it: a role or a name of staff.
    pub owner: String,
    /// Their team.
    pub team: String,
    /// The forum that follows it.
    pub forum: String,
    /// By when.
    pub due_on: Option<Date>,
    /// The day it was agreed; none: not known, as for actions kept before this was asked.
    #[serde(default)]
    pub made_on: Option<Date>,
    /// How it stands, as last said.
    pub state: ActionState,
    /// When it was done.
    pub done_on: Option<Date>,
    /// Notes on the way.
    pub progress: String,
    /// What shows that it was done.
    pub evidence: String,
    /// "You said, we did": as it may be published; empty: not for publication.
    pub public_line: String,
    /// Whether it is training.
    pub is_training: bool,
}

impl ActionState {
    /// The letter that stands for it.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::OnTrack => "O",
            Self::AtRisk => "A",
            Self::Late => "L",
            Self::Done => "D",
        }
    }
}

impl Action {
    /// An action that says nothing yet.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            id: ActionId(uuid::Uuid::nil()),
            round: None,
            finding: None,
            what: String::new(),
            theme: String::new(),
            criteria: Vec::new(),
            owner: String::new(),
            team: String::new(),
            forum: String::new(),
            due_on: None,
            made_on: None,
            state: ActionState::OnTrack,
            done_on: None,
            progress: String::new(),
            evidence: String::new(),
            public_line: String::new(),
            is_training: false,
        }
    }

    /// How many days its day has passed by, where it is not done.
    #[must_use]
    pub fn late_days(&self, today: Date) -> Option<i32> {
        let due = self.due_on.filter(|due| self.state != ActionState::Done && *due < today)?;
        due.until(today).ok().map(|span| span.get_days())
    }

    /// How it stands on a day: late by itself when its day has passed and it is not done. What was last said stays in
    /// [`Action::state`].
    #[must_use]
    pub fn state_on(&self, today: Date) -> ActionState {
        if self.late_days(today).is_some() { ActionState::Late } else { self.state }
    }

    /// How it stands, in words: "Late, 12 days (last said: on track)".
    #[must_use]
    pub fn state_words(&self, today: Date) -> String {
        let Some(days) = self.late_days(today) else { return self.state.label().to_owned() };
        let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        match self.state {
            ActionState::Late => format!("Late, {days}"),
            other => format!("Late, {days} (last said: {})", other.label().to_lowercase()),
        }
    }
}

/// In how many plans of a round the criteria of an action are met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectRound {
    /// Title of the round.
    pub title: String,
    /// The day it was drawn; none: not drawn.
    pub drawn_on: Option<Date>,
    /// Plans in which every criterion of the action that is in their base is met.
    pub met: u64,
    /// Plans in which at least one of them is in the base. Only plans on which no score sheet is to come count.
    pub n: u64,
    /// For each criterion: its code, plans that meet it, plans with it in their base.
    pub criteria: Vec<(String, u64, u64)>,
    /// What can be said of the change since the round before the action; of that round itself nothing.
    pub words: String,
}

/// What became of the criteria of an action in the rounds since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The round the action came from.
    pub before: Option<EffectRound>,
    /// Later rounds with the same tool version, depth and evidence, oldest first.
    pub later: Vec<EffectRound>,
    /// Later rounds that are not set beside it: title and why.
    pub apart: Vec<(String, String)>,
}

impl Effect {
    /// "9 of 20 \u{2192} 15 of 20", the newest round last; none before a later round has plans.
    #[must_use]
    pub fn counts(&self) -> Option<String> {
        let (before, now) = (self.before.as_ref()?, self.later.iter().rev().find(|round| round.n > 0)?);
        Some(format!("{} of {} \u{2192} {} of {}", before.met, before.n, now.met, now.n))
    }

    /// The newest later round with plans.
    #[must_use]
    pub fn newest(&self) -> Option<&EffectRound> {
        self.later.iter().rev().find(|round| round.n > 0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn due(on: Date, state: ActionState) -> Action {
        Action { what: "Train writers".to_owned(), due_on: Some(on), state, ..Action::blank() }
    }

    #[test]
    fn an_action_is_late_by_itself_when_its_day_has_passed_and_what_was_last_said_is_kept() {
        let action = due(date(2026, 11, 10), ActionState::OnTrack);
        assert_eq!(action.state_on(date(2026, 11, 22)), ActionState::Late);
        assert_eq!(action.state_words(date(2026, 11, 22)), "Late, 12 days (last said: on track)");
        assert_eq!(action.state, ActionState::OnTrack);
        assert_eq!(due(date(2026, 10, 1), ActionState::Late).late_days(date(2026, 11, 1)), Some(31));
    }

    #[test]
    fn an_action_is_not_late_on_its_day_nor_when_it_is_done() {
        assert_eq!(due(date(2026, 11, 22), ActionState::AtRisk).state_on(date(2026, 11, 22)), ActionState::AtRisk);
        assert_eq!(due(date(2026, 1, 1), ActionState::Done).state_on(date(2026, 11, 22)), ActionState::Done);
    }
}
