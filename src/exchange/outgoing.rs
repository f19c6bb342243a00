//! What looks like an identifier in the texts of an export, so that a person looks before it goes out.

use super::round_json::Choice;
use crate::domain::access::Viewer;
use crate::domain::identifiers::{Guard, IdentifierKind};
use crate::domain::ids::SubjectId;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};

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

/// In what kind of text something looks like a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookIn {
    /// A note on a score sheet.
    Note,
    /// The reason of an agreed answer.
    Reason,
    /// A finding of the round.
    Finding,
    /// Words written for the reports of the round.
    Words,
}

/// The same with its text, for whoever decides: shown on the screen, never written anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The plan; none: of the round.
    pub subject: Option<SubjectId>,
    /// The plan, by reference; empty: of the round.
    pub plan: String,
    /// The criterion, or the kind of text.
    pub place: String,
    /// In what kind of text it stands.
    pub within: LookIn,
    /// What it looks like.
    pub kind: IdentifierKind,
    /// The text that looks so.
    pub text: String,
}

/// Everything pointed out in the notes, reasons and findings that an export with this choice holds.
#[must_use]
pub fn point_out(snapshot: &AuditSnapshot, choice: &Choice<'_>, guard: &Guard<'_>) -> Vec<PointedOut> {
    let pointed = |look: Look| PointedOut { plan: look.plan, place: look.place, kind: look.kind };
    looks(snapshot, choice, guard).into_iter().map(pointed).collect()
}

/// The same with what it is about.
#[must_use]
pub fn looks(snapshot: &AuditSnapshot, choice: &Choice<'_>, guard: &Guard<'_>) -> Vec<Look> {
    let mut found = Vec::new();
    let wanted = |reference: &str| choice.plan.is_none_or(|only| only == reference);
    for sheet in snapshot.shown_sheets(choice.viewer) {
        let Some(plan) = snapshot.get_plan(sheet.subject).filter(|p| wanted(&p.facts.reference)) else { continue };
        for note in &sheet.notes {
            look(&mut found, guard, (Some(plan), LookIn::Note, &note.criterion), &note.text);
        }
    }
    let may_see = |subject| snapshot.may_see_made_of(choice.viewer, subject);
    for plan in snapshot.plans.iter().filter(|p| wanted(&p.facts.reference) && may_see(p.sampled.subject)) {
        for agreed in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|all| all.values()) {
            let reason = agreed.reason.as_deref().unwrap_or_default();
            look(&mut found, guard, (Some(plan), LookIn::Reason, &agreed.criterion), reason);
        }
    }
    let findings = snapshot.findings.iter().filter(|_| choice.plan.is_none());
    for finding in findings.filter(|finding| finding.sources.iter().all(|(subject, _)| may_see(*subject))) {
        look(&mut found, guard, (None, LookIn::Finding, "a finding"), &finding.text);
    }
    found
}

/// What looks like a person in a report that says `said`: of notes, reasons, findings and the words written for
/// reports only what the report prints.
#[must_use]
pub fn looks_in_report(snapshot: &AuditSnapshot, guard: &Guard<'_>, said: &str) -> Vec<Look> {
    let all = Choice { viewer: Viewer::Round, plan: None, letters: false };
    let mut found = looks(snapshot, &all, guard);
    for text in snapshot.report_texts.values().flat_map(|texts| texts.values()) {
        look(&mut found, guard, (None, LookIn::Words, "words of the report"), text);
    }
    found.retain(|look| said.contains(&look.text));
    found
}

fn look(
    found: &mut Vec<Look>,
    guard: &Guard<'_>,
    (plan, within, place): (Option<&SnapshotPlan>, LookIn, &str),
    text: &str,
) {
    found.extend(guard.find(text).into_iter().map(|one| Look {
        subject: plan.map(|plan| plan.sampled.subject),
        plan: plan.map(|plan| plan.facts.reference.clone()).unwrap_or_default(),
        place: place.to_owned(),
        within,
        kind: one.kind,
        text: text.get(one.at).unwrap_or_default().to_owned(),
    }));
}
