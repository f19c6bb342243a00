//! What looks like an identifier in the texts of an export, so that a person looks before it goes out.

use super::round_json::Choice;
use crate::domain::identifiers::{Guard, IdentifierKind};
use crate::domain::snapshot::AuditSnapshot;

/// A text that goes out and looks as if it said who somebody is. The text itself is not repeated here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointedOut {
    /// The plan, by reference; empty: a finding of the round.
    pub plan: String,
    /// The criterion, or the kind of text.
    pub place: String,
    /// What it looks like.
    pub kind: IdentifierKind,
}

/// Everything pointed out in the notes, reasons and findings that an export with this choice holds.
#[must_use]
pub fn point_out(snapshot: &AuditSnapshot, choice: &Choice<'_>, guard: &Guard<'_>) -> Vec<PointedOut> {
    let mut found = Vec::new();
    let mut look = |plan: &str, place: &str, text: &str| {
        let here = guard.find(text).into_iter();
        found.extend(here.map(|one| PointedOut { plan: plan.to_owned(), place: place.to_owned(), kind: one.kind }));
    };
    let wanted = |reference: &str| choice.plan.is_none_or(|only| only == reference);
    for sheet in snapshot.shown_sheets(choice.viewer) {
        let Some(plan) = snapshot.get_plan(sheet.subject).filter(|p| wanted(&p.facts.reference)) else { continue };
        for note in &sheet.notes {
            look(&plan.facts.reference, &note.criterion, &note.text);
        }
    }
    for plan in snapshot.plans.iter().filter(|p| wanted(&p.facts.reference)) {
        for agreed in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|all| all.values()) {
            look(&plan.facts.reference, &agreed.criterion, agreed.reason.as_deref().unwrap_or_default());
        }
    }
    for finding in snapshot.findings.iter().filter(|_| choice.plan.is_none()) {
        look("", "a finding", &finding.text);
    }
    found
}
