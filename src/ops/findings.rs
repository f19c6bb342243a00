//! Findings: gathered from notes, edited for the report, put into an order.

use super::agree_undo::AgreeStep;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::ids::{FindingId, RoundId, SubjectId};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::MAX_REASON_CHARS;
use serde_json::json;
use std::collections::BTreeSet;

/// What a finding says, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingDraft {
    /// What it is.
    pub kind: FindingKind,
    /// Code of its section; empty: the round as a whole.
    pub heading: String,
    /// Its theme; empty: none.
    pub theme: String,
    /// As the panel says it.
    pub text: String,
    /// As it may be published; empty: not published.
    pub public_text: String,
    /// Gap in service: the need.
    pub need: String,
    /// Gap in service: the service that is missing.
    pub service: String,
    /// Gap in service: the wait.
    pub wait: String,
    /// Whether it is to be printed.
    pub in_report: bool,
    /// Plans and criteria it rests on.
    pub sources: Vec<(SubjectId, String)>,
}

impl FindingDraft {
    /// One of this kind that says nothing yet, of the round as a whole; it is to be printed.
    #[must_use]
    pub fn blank(kind: FindingKind) -> Self {
        Self {
            kind,
            heading: String::new(),
            theme: String::new(),
            text: String::new(),
            public_text: String::new(),
            need: String::new(),
            service: String::new(),
            wait: String::new(),
            in_report: true,
            sources: Vec::new(),
        }
    }

    /// What is kept of it: texts without blanks around them, sources sorted and each once.
    fn tidied(self) -> Self {
        let tidy = |text: String| text.trim().to_owned();
        let is_gap = self.kind == FindingKind::GapInService;
        let of_gap = |text: String| if is_gap { tidy(text) } else { String::new() };
        let sources: BTreeSet<(SubjectId, String)> = self.sources.into_iter().collect();
        Self {
            theme: tidy(self.theme),
            text: tidy(self.text),
            public_text: tidy(self.public_text),
            need: of_gap(self.need),
            service: of_gap(self.service),
            wait: of_gap(self.wait),
            sources: sources.into_iter().collect(),
            ..self
        }
    }

    fn at(self, id: FindingId, place: u32) -> Finding {
        Finding {
            id,
            kind: self.kind,
            heading: self.heading,
            theme: self.theme,
            text: self.text,
            public_text: self.public_text,
            need: self.need,
            service: self.service,
            wait: self.wait,
            in_report: self.in_report,
            place,
            sources: self.sources,
        }
    }
}

impl From<&Finding> for FindingDraft {
    fn from(finding: &Finding) -> Self {
        let f = finding.clone();
        Self {
            kind: f.kind,
            heading: f.heading,
            theme: f.theme,
            text: f.text,
            public_text: f.public_text,
            need: f.need,
            service: f.service,
            wait: f.wait,
            in_report: f.in_report,
            sources: f.sources,
        }
    }
}

impl Session {
    /// Adds a finding at the end of its kind, or changes the one with this id; gives back its id.
    ///
    /// # Errors
    /// When it says nothing, is too long, names a section or criterion the tool does not have, or rests on a plan that
    /// is not in the sample.
    pub fn put_finding(
        &mut self,
        actor: &Actor,
        round: RoundId,
        id: Option<FindingId>,
        draft: FindingDraft,
    ) -> Result<Done<FindingId>, OpError> {
        let draft = draft.tidied();
        self.check_finding(round, &draft)?;
        self.transact(actor, |change| {
            let all = change.db.list_findings(round)?;
            let before = match id {
                None => None,
                Some(id) => Some(all.iter().find(|f| f.id == id).cloned().ok_or_else(|| no_finding(id))?),
            };
            let end = all.iter().filter(|f| f.kind == draft.kind).map(|f| f.place).max().unwrap_or(0) + 1;
            // A finding that becomes another kind goes to the end of those.
            let place = before.as_ref().filter(|f| f.kind == draft.kind).map_or(end, |f| f.place);
            let id = before.as_ref().map_or_else(|| FindingId(change.world.new_uuid()), |f| f.id);
            let after = draft.at(id, place);
            if before.as_ref() == Some(&after) {
                return Ok((id, None));
            }
            let step = AgreeStep::Findings(round, vec![(id, before.clone(), Some(after.clone()))]);
            step.put(change)?;
            let event = if before.is_some() { "finding_changed" } else { "finding_added" };
            Ok((id, Some(finding_entry(event, json!({"from": before, "to": after}), step))))
        })
    }

    /// Removes a finding.
    ///
    /// # Errors
    /// When there is no such finding, or an action was planned for it.
    pub fn remove_finding(&mut self, actor: &Actor, round: RoundId, id: FindingId) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        self.transact(actor, |change| {
            let before = change.db.list_findings(round)?.into_iter().find(|f| f.id == id);
            let before = before.ok_or_else(|| no_finding(id))?;
            let content = json!({"from": before});
            let step = AgreeStep::Findings(round, vec![(id, Some(before), None)]);
            step.put(change)?;
            Ok(((), Some(finding_entry("finding_removed", content, step))))
        })
    }

    /// Changes the place of a finding with the next one of its kind.
    ///
    /// # Errors
    /// When there is no such finding.
    pub fn move_finding(
        &mut self,
        actor: &Actor,
        round: RoundId,
        id: FindingId,
        up: bool,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        self.transact(actor, |change| {
            let all = change.db.list_findings(round)?;
            let one = all.iter().find(|f| f.id == id).ok_or_else(|| no_finding(id))?;
            let of_kind: Vec<&Finding> = all.iter().filter(|f| f.kind == one.kind).collect();
            let at = of_kind.iter().position(|f| f.id == id).unwrap_or_default();
            let other = if up { at.checked_sub(1) } else { Some(at + 1) };
            let Some(other) = other.and_then(|at| of_kind.get(at)) else { return Ok(((), None)) };
            let moved =
                |from: &Finding, place: u32| (from.id, Some(from.clone()), Some(Finding { place, ..from.clone() }));
            let rows = vec![moved(one, other.place), moved(other, one.place)];
            let content = json!({"finding": id, "from": one.place, "to": other.place});
            let step = AgreeStep::Findings(round, rows);
            step.put(change)?;
            Ok(((), Some(finding_entry("finding_moved", content, step))))
        })
    }

    fn check_finding(&mut self, round: RoundId, draft: &FindingDraft) -> Result<(), OpError> {
        let round = self.open_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        if draft.text.is_empty() {
            return Err(RuleViolation::Empty(Field::Finding).into());
        }
        let texts = [&draft.text, &draft.public_text, &draft.theme, &draft.need, &draft.service, &draft.wait];
        if texts.into_iter().any(|text| text.chars().count() > MAX_REASON_CHARS) {
            let (field, limit) = (Field::Finding, MAX_REASON_CHARS);
            return Err(RuleViolation::TooLong { field, limit, unit: "characters" }.into());
        }
        if !draft.heading.is_empty() && tool.get_heading(&draft.heading).is_none() {
            return Err(RuleViolation::UnknownCriterion(draft.heading.clone()).into());
        }
        let sample = self.store.db().list_sample(round.id)?;
        for (subject, criterion) in &draft.sources {
            if !sample.iter().any(|(sampled, _)| sampled.subject == *subject) {
                return Err(RuleViolation::FindingOutsideRound.into());
            }
            if !criterion.is_empty() && tool.get_criterion(criterion).is_none() {
                return Err(RuleViolation::UnknownCriterion(criterion.clone()).into());
            }
        }
        Ok(())
    }
}

fn no_finding(id: FindingId) -> RuleViolation {
    RuleViolation::NotFound { what: Thing::Finding, name: id.to_string() }
}

fn finding_entry(event: &'static str, content: serde_json::Value, step: AgreeStep) -> Entry {
    let changes = Changes { findings: true, ..Changes::default() };
    let round = step.round();
    Entry::new(event, content, changes).of_round(round).undone_by(Undo::Step(Box::new(UndoStep::Agreeing(step))))
}
