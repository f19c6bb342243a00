//! Rounds: made and closed.

use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use crate::domain::audit_tool::{Depth, Evidence};
use crate::domain::ids::{RoundId, ToolId};
use crate::domain::round::{Purpose, Round, RoundFacts, RoundState};
use crate::domain::rules::{CloseObstacle, Field, RuleViolation, Thing};
use serde_json::json;
use std::collections::BTreeMap;

/// Longest title, in characters: it must fit a page head.
const MAX_TITLE_CHARS: usize = 120;

/// What a new round is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// Unique in the file.
    pub title: String,
    /// The tool version.
    pub tool: ToolId,
    /// How much is asked.
    pub depth: Depth,
    /// What the panel holds.
    pub evidence: Evidence,
    /// Why these plans.
    pub purpose: Purpose,
    /// Words that must stand with every report.
    pub caution: Option<String>,
}

impl Session {
    /// Makes a round.
    ///
    /// # Errors
    /// When the title is empty, too long or taken, or there is no such tool.
    pub fn make_round(&mut self, actor: &Actor, new: NewRound) -> Result<Done<Round>, OpError> {
        let title = self.free_title(&new.title)?;
        self.tool(new.tool)?;
        self.transact(actor, |change| {
            let NewRound { tool, depth, evidence, purpose, caution, .. } = new;
            let round = Round {
                id: RoundId(change.world.new_uuid()),
                facts: RoundFacts { title, tool, depth, evidence, purpose },
                state: RoundState::Open,
                created_ms: change.world.now_ms(),
                draw: None,
                caution,
                lines_of_enquiry: String::new(),
                held_back: false,
            };
            change.db.add_round(&round)?;
            let entry = Entry::new("round_made", json!(round.facts), Changes { rounds: true, ..Changes::default() });
            let entry = entry.of_round(round.id);
            Ok((round, Some(entry)))
        })
    }

    /// A title as it is kept, if a new round may have it.
    pub(super) fn free_title(&mut self, title: &str) -> Result<String, OpError> {
        let title = title.trim().to_owned();
        if title.is_empty() {
            return Err(RuleViolation::Empty(Field::RoundTitle).into());
        }
        if title.chars().count() > MAX_TITLE_CHARS {
            let (field, limit) = (Field::RoundTitle, MAX_TITLE_CHARS);
            return Err(RuleViolation::TooLong { field, limit, unit: "characters" }.into());
        }
        if title.chars().any(char::is_control) {
            return Err(RuleViolation::ForbiddenCharacters { field: Field::RoundTitle, text: title }.into());
        }
        if self.list_rounds()?.iter().any(|r| r.facts.title == title) {
            return Err(RuleViolation::NameTaken { what: Thing::Round, name: title }.into());
        }
        Ok(title)
    }

    /// Closes a round.
    ///
    /// # Errors
    /// With one list of everything that stands in the way.
    pub fn close_round(&mut self, actor: &Actor, id: RoundId) -> Result<Done<()>, OpError> {
        let round = self.open_round_by_id(id)?;
        if round.draw.is_none() {
            return Err(RuleViolation::NoSample(round.facts.title).into());
        }
        let obstacles = self.list_close_obstacles(&round)?;
        if !obstacles.is_empty() {
            return Err(RuleViolation::CannotClose(obstacles).into());
        }
        self.transact(actor, |change| {
            let closed_ms = change.world.now_ms();
            change.db.set_round_state(id, RoundState::Closed, Some(closed_ms))?;
            let entry = Entry::new("round_closed", json!({}), Changes { rounds: true, ..Changes::default() });
            Ok(((), Some(entry.of_round(id))))
        })
    }

    /// Everything that stands in the way of closing a round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_close_obstacles(&mut self, round: &Round) -> Result<Vec<CloseObstacle>, OpError> {
        let tool = self.tool(round.facts.tool)?;
        let db = self.store.db();
        let sample = db.list_sample(round.id)?;
        let reference = |subject| {
            sample.iter().find(|(s, _)| s.subject == subject).map(|(_, f)| f.reference.clone()).unwrap_or_default()
        };
        let mut obstacles: Vec<_> = db
            .list_concerns(round.id)?
            .iter()
            .filter(|concern| concern.closed_ms.is_none())
            .map(|concern| CloseObstacle::OpenConcern(reference(concern.subject)))
            .collect();
        let mut agreed: BTreeMap<_, std::collections::BTreeSet<String>> = BTreeMap::new();
        for answer in db.list_agreed(round.id)? {
            agreed.entry(answer.subject).or_default().insert(answer.criterion);
        }
        for (sampled, facts) in sample.iter().filter(|(s, _)| s.counts()) {
            let has = |code: &str| agreed.get(&sampled.subject).is_some_and(|codes| codes.contains(code));
            let tested = tool.tested(round.facts.depth, round.facts.evidence);
            let missing = tested.filter(|(_, c)| !has(&c.code)).count();
            if missing > 0 {
                obstacles.push(CloseObstacle::NotAgreed(facts.reference.clone(), missing));
            }
        }
        obstacles.extend(self.list_result_obstacles(round)?);
        Ok(obstacles)
    }
}
