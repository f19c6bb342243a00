//! Conversations with families: recorded when all sheets of a plan are in, shown beside, never scored.

use super::scoring::check_reason;
use super::transact::{Actor, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::access::may_open_family;
use crate::domain::family::{FamilyConversation, FamilySays, FamilyState};
use crate::domain::ids::{RoundId, SubjectId};
use crate::domain::rules::RuleViolation;
use serde_json::json;

/// A change to what families said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// The round.
    pub round: RoundId,
    /// The plan.
    pub subject: SubjectId,
    /// What the family said; none takes the record away.
    pub said: Option<FamilyConversation>,
}

/// One plan and whether its family may be heard now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyRow {
    /// What is read.
    pub subject: SubjectId,
    /// The plan's reference.
    pub reference: String,
    /// Sheets that are still to come; 0: the conversation may be recorded.
    pub sheets_to_come: usize,
    /// Whether it may be recorded.
    pub may_open: bool,
    /// What was said; only where it may be recorded.
    pub said: Option<FamilyConversation>,
}

impl Session {
    /// Records what a family said, or that they were asked or declined.
    ///
    /// # Errors
    /// When not all sheets of the plan are in, or the round is closed.
    pub fn set_family(&mut self, actor: &Actor, hearing: Hearing) -> Result<Done<()>, OpError> {
        let Hearing { round, subject, said } = hearing;
        self.open_round_by_id(round)?;
        let said = said.map(tidy);
        if let Some(said) = &said {
            check_reason(&said.note)?;
        }
        let reference = self.reference_of(round, subject)?;
        self.transact(actor, |change| {
            let progress = change.db.list_progress(round)?;
            if !may_open_family(progress.iter().filter(|p| p.assignment.subject == subject).map(|p| p.state)) {
                return Err(RuleViolation::SheetsNotIn(reference).into());
            }
            let before = change.db.list_family(round)?.into_iter().find(|(s, _)| *s == subject).map(|(_, said)| said);
            if before == said {
                return Ok(((), None));
            }
            match &said {
                Some(said) => change.db.put_family(round, subject, said)?,
                None => change.db.remove_family(round, subject)?,
            }
            let content = json!({"from": before, "to": said});
            let step = UndoStep::Family { round, subject, before, after: said };
            let entry = Entry::new("family_recorded", content, family_changes()).of_round(round).of_subject(subject);
            Ok(((), Some(entry.undone_by(Undo::Step(Box::new(step))))))
        })
    }

    /// The sampled plans of a round with what their families said. Where sheets are still to come nothing of it is
    /// given out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn families(&mut self, round: RoundId) -> Result<Vec<FamilyRow>, OpError> {
        let round = self.round_by_id(round)?;
        let progress = self.round_progress(&round)?;
        let mut said: std::collections::BTreeMap<_, _> = self.store.db().list_family(round.id)?.into_iter().collect();
        let rows = progress.sampled().map(|plan| {
            let states = || plan.sheets.iter().map(|sheet| sheet.state);
            let may_open = may_open_family(states());
            let subject = plan.sampled.subject;
            FamilyRow {
                subject,
                reference: plan.facts.reference.clone(),
                sheets_to_come: states().filter(|s| *s != Some(crate::domain::sheet::SheetState::Submitted)).count(),
                may_open,
                said: said.remove(&subject).filter(|_| may_open),
            }
        });
        Ok(rows.collect())
    }
}

/// What a change of a conversation touches.
pub(super) fn family_changes() -> Changes {
    Changes { family: true, ..Changes::default() }
}

/// Answers belong to a family that spoke; "had no worries" answers only the question about worries.
fn tidy(mut said: FamilyConversation) -> FamilyConversation {
    if said.state != FamilyState::Spoke {
        (said.sounds_like_child, said.is_happening, said.worries_answered) = (None, None, None);
    }
    let not_worries = |says: &FamilySays| *says != FamilySays::NoWorries;
    said.sounds_like_child = said.sounds_like_child.filter(not_worries);
    said.is_happening = said.is_happening.filter(not_worries);
    said.note = said.note.trim().to_owned();
    said
}
