//! Actions as somebody may see them, and what became of their criteria in the rounds since.
//!
//! Only plans on which no score sheet is to come are counted, so that no figure can tell a member what others agreed on
//! a plan they have not handed in.

use super::computed::CountedRound;
use crate::domain::action::{Action, Effect, EffectRound};
use crate::domain::ids::{ActionId, FindingId, MemberId, RoundId, SubjectId};
use crate::domain::round::{Purpose, Round, RoundState};
use crate::domain::sheet::SheetState;
use crate::ops::{OpError, Session};
use crate::stats::trend::{Counted, step};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// An action with where it came from and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAction {
    /// The action.
    pub action: Action,
    /// Title of the round it came from; empty: typed in by hand.
    pub round: String,
    /// What became of its criteria.
    pub effect: Effect,
}

impl Session {
    /// The actions a member may see, or whoever runs the round: those made of a finding that rests on a plan the member
    /// reads and has not handed in are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actions_seen(&mut self, viewer: Option<MemberId>) -> Result<Vec<SeenAction>, OpError> {
        let hidden = self.hidden_findings(viewer)?;
        let actions = self.list_actions()?;
        let mut effects = self.effects(&actions)?;
        let rounds = self.list_rounds()?;
        let title = |id: Option<RoundId>| {
            let round = rounds.iter().find(|round| Some(round.id) == id);
            round.map(|round| round.facts.title.clone()).unwrap_or_default()
        };
        let seen = actions.into_iter().filter(|action| action.finding.is_none_or(|finding| !hidden.contains(&finding)));
        let seen = seen.map(|action| SeenAction {
            round: title(action.round),
            effect: effects.remove(&action.id).unwrap_or_default(),
            action,
        });
        Ok(seen.collect())
    }

    /// Findings that rest on a plan the member reads and has not handed in.
    pub(super) fn hidden_findings(&mut self, viewer: Option<MemberId>) -> Result<BTreeSet<FindingId>, OpError> {
        let mut hidden = BTreeSet::new();
        if viewer.is_none() {
            return Ok(hidden);
        }
        for round in self.list_rounds()?.iter().filter(|round| round.state == RoundState::Open) {
            let db = self.store.db();
            let waiting: BTreeSet<SubjectId> = db
                .list_progress(round.id)?
                .into_iter()
                .filter(|p| Some(p.assignment.member) == viewer && p.state != Some(SheetState::Submitted))
                .map(|p| p.assignment.subject)
                .collect();
            if waiting.is_empty() {
                continue;
            }
            let findings = db.list_findings(round.id)?.into_iter();
            let rests = |sources: &[(SubjectId, String)]| sources.iter().any(|(subject, _)| waiting.contains(subject));
            hidden.extend(findings.filter(|finding| rests(&finding.sources)).map(|finding| finding.id));
        }
        Ok(hidden)
    }

    /// What became of the criteria of each action that has any and came from a round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn effects(&mut self, actions: &[Action]) -> Result<BTreeMap<ActionId, Effect>, OpError> {
        let rounds = self.list_rounds()?;
        let mut counted: BTreeMap<RoundId, CountedRound> = BTreeMap::new();
        let mut effects = BTreeMap::new();
        for action in actions.iter().filter(|action| !action.criteria.is_empty()) {
            let Some(origin) = rounds.iter().find(|round| Some(round.id) == action.round) else { continue };
            let before = self.count_in(&mut counted, origin, &action.criteria)?;
            let mut effect = Effect { before: Some(before.row), ..Effect::default() };
            let mut later: Vec<&Round> = rounds.iter().filter(|round| is_later(round, origin, action)).collect();
            later.sort_by_key(|round| (round.draw.as_ref().map(|draw| draw.drawn_ms), round.id));
            for round in later {
                if let Some(why) = self.why_apart(origin, round)? {
                    effect.apart.push((round.facts.title.clone(), why));
                    continue;
                }
                let mut now = self.count_in(&mut counted, round, &action.criteria)?;
                now.row.words = step(before.counted, now.counted).words().to_owned();
                effect.later.push(now.row);
            }
            effects.insert(action.id, effect);
        }
        Ok(effects)
    }

    fn count_in(
        &mut self,
        known: &mut BTreeMap<RoundId, CountedRound>,
        round: &Round,
        criteria: &[String],
    ) -> Result<Counts, OpError> {
        let of = match known.entry(round.id) {
            Entry::Occupied(of) => of.into_mut(),
            Entry::Vacant(free) => free.insert(self.counted_round(round)?),
        };
        let (mut met, mut n) = (0, 0);
        for plan in &of.plans {
            let mut own = criteria.iter().filter_map(|code| plan.met.get(code)).peekable();
            if own.peek().is_some() {
                n += 1;
                met += u64::from(own.all(|is_met| *is_met));
            }
        }
        let each = criteria.iter().map(|code| {
            let answers = || of.plans.iter().filter_map(|plan| plan.met.get(code));
            (code.clone(), answers().filter(|is_met| **is_met).count() as u64, answers().count() as u64)
        });
        let row = EffectRound {
            title: round.facts.title.clone(),
            drawn_on: of.drawn_on,
            met,
            n,
            criteria: each.collect(),
            words: String::new(),
        };
        let frame = round.draw.as_ref().and_then(|draw| draw.frame);
        let has_interval = round.facts.purpose == Purpose::Random;
        Ok(Counts { row, counted: Counted { count: met, n, frame, has_interval } })
    }

    /// Why a later round is not set beside the round an action came from; none: it is.
    fn why_apart(&mut self, origin: &Round, round: &Round) -> Result<Option<String>, OpError> {
        if origin.facts.tool != round.facts.tool {
            let (before, now) = (self.tool(origin.facts.tool)?, self.tool(round.facts.tool)?);
            return Ok(Some(if before.code == now.code {
                format!("Version {} of the audit tool, not version {}", now.version, before.version)
            } else {
                format!("Another audit tool: {}", now.title)
            }));
        }
        let (before, now) = (&origin.facts, &round.facts);
        Ok(match () {
            () if before.depth != now.depth => Some(format!("Another depth: {}", now.depth.label().to_lowercase())),
            () if before.evidence != now.evidence => {
                let given = now.evidence.given(self.tool(now.tool)?.subject);
                Some(format!("Other evidence was given: {}", given.to_lowercase()))
            }
            () => None,
        })
    }
}

struct Counts {
    row: EffectRound,
    counted: Counted,
}

/// Drawn after the round the action came from, and not before the action was made.
fn is_later(round: &Round, origin: &Round, action: &Action) -> bool {
    let drawn = |round: &Round| round.draw.as_ref().map(|draw| draw.drawn_ms);
    let (Some(now), Some(before)) = (drawn(round), drawn(origin)) else { return false };
    let made = action.made_on.zip(super::computed::day_of(now)).is_none_or(|(made, drawn_on)| drawn_on >= made);
    round.id != origin.id && now > before && made
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::audit_tool::{Depth, Evidence};
    use crate::domain::finding::FindingKind;
    use crate::ops::{Actor, AnswerEntry, DrawRequest, FindingDraft, NewRound};
    use crate::testing::{TestFile, round};

    const CRITERION: &str = "E2";

    fn action(round: &Round) -> Action {
        Action {
            round: Some(round.id),
            what: "Train writers on outcomes".to_owned(),
            criteria: vec![CRITERION.to_owned()],
            is_training: true,
            ..Action::blank()
        }
    }

    /// Everybody answers the criterion of the first `met` plans with met and of the others with not met; all sheets but
    /// those of the last `left` plans are handed in, and what is unanimous is agreed.
    fn score(session: &mut Session, round: &Round, met: usize, left: usize) {
        let before = session.snapshot(round, None).unwrap();
        let codes: Vec<String> = before
            .tool
            .tested(round.facts.depth, round.facts.evidence)
            .map(|(_, criterion)| criterion.code.clone())
            .collect();
        let mut rows = Vec::new();
        let plans: Vec<_> = before.sampled().collect();
        let plans_in = plans.len() - left;
        for (at, plan) in plans.into_iter().take(plans_in).enumerate() {
            for task in before.assignments.iter().filter(|task| task.subject == plan.sampled.subject) {
                for code in &codes {
                    let is_met = code != CRITERION || at < met;
                    rows.push(AnswerEntry {
                        row: rows.len() as u64 + 2,
                        plan: plan.facts.reference.clone(),
                        member: before.get_member(task.member).unwrap().facts.name.clone(),
                        criterion: code.clone(),
                        answer: if is_met { "met" } else { "not_met" }.to_owned(),
                        na_reason: None,
                        note: None,
                    });
                }
            }
        }
        session.import_answers(&Actor::Lead, round.id, &rows, true).unwrap();
        session.agree_unanimous(&Actor::Lead, round.id).unwrap();
    }

    fn later(session: &mut Session, title: &str, depth: Depth, seed: u64) -> Round {
        let lead = Actor::Lead;
        let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
        let new = NewRound {
            title: title.to_owned(),
            tool,
            depth,
            evidence: Evidence::File,
            purpose: Purpose::Random,
            caution: None,
        };
        let round = session.make_round(&lead, new).unwrap().value;
        let request = DrawRequest {
            size: 4,
            seed,
            stratify: Vec::new(),
            min_per_stratum: 0,
            filters: Vec::new(),
            issued_since: None,
            exclude_last_rounds: 0,
            reserves: 0,
        };
        session.draw_sample(&lead, round.id, &request).unwrap();
        session.allocate(&lead, round.id, 2).unwrap();
        session.round(Some(title)).unwrap()
    }

    #[test]
    fn a_re_audit_shows_the_same_criteria_before_and_since_and_says_what_may_be_said() {
        let (_file, mut session) = TestFile::new();
        let first = round(&mut session, 4, 4);
        score(&mut session, &first, 1, 0);
        session.add_action(&Actor::Lead, action(&first)).unwrap();
        let second = later(&mut session, "Spring 2027", Depth::Core, 8);
        score(&mut session, &second, 4, 0);
        let short = later(&mut session, "Workshop", Depth::Workshop, 9);
        let seen = session.actions_seen(None).unwrap().remove(0);
        assert_eq!(seen.round, first.facts.title);
        assert_eq!(seen.effect.counts().as_deref(), Some("1 of 4 \u{2192} 4 of 4"));
        assert!(seen.effect.newest().unwrap().words.contains("too small to call this a change"));
        assert_eq!(seen.effect.apart, vec![(short.facts.title, "Another depth: workshop".to_owned())]);
        let measures = session.computed_of_round(&second).unwrap();
        let good = measures.iter().find(|given| given.value.measure == "Plans good or better").unwrap();
        assert_eq!((good.value.numerator, good.value.denominator, good.frame), (Some(4.0), Some(4.0), Some(40)));
    }

    #[test]
    fn a_plan_with_a_sheet_to_come_counts_in_no_figure_over_time() {
        let (_file, mut session) = TestFile::new();
        let first = round(&mut session, 4, 4);
        score(&mut session, &first, 4, 0);
        session.add_action(&Actor::Lead, action(&first)).unwrap();
        let second = later(&mut session, "Spring 2027", Depth::Core, 8);
        score(&mut session, &second, 3, 1);
        let seen = session.actions_seen(None).unwrap().remove(0);
        assert_eq!(seen.effect.counts().as_deref(), Some("4 of 4 \u{2192} 3 of 3"));
    }

    #[test]
    fn an_action_made_of_a_finding_is_hidden_from_whoever_reads_its_plan_and_has_not_handed_in() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 4, 4);
        let snapshot = session.snapshot(&round, None).unwrap();
        let task = snapshot.assignments.first().unwrap().clone();
        let draft = FindingDraft {
            heading: "E".to_owned(),
            text: "Outcomes are not specific".to_owned(),
            sources: vec![(task.subject, CRITERION.to_owned())],
            ..FindingDraft::blank(FindingKind::Consideration)
        };
        let finding = session.put_finding(&Actor::Lead, round.id, None, draft).unwrap().value;
        session.add_action(&Actor::Lead, Action { finding: Some(finding), ..action(&round) }).unwrap();
        assert_eq!(session.actions_seen(None).unwrap().len(), 1);
        assert_eq!(session.actions_seen(Some(task.member)).unwrap(), vec![]);
        let other = snapshot
            .members
            .iter()
            .find(|member| !snapshot.assignments.iter().any(|a| a.member == member.id && a.subject == task.subject));
        assert_eq!(session.actions_seen(other.map(|member| member.id)).unwrap().len(), 1);
    }
}
