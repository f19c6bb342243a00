//! A round as one JSON document: written from a snapshot, field by field from a list of allowed ones, and read back.
//!
//! What is written respects the blind rule: sheets that are not submitted, and all sheets of a plan whose comparison
//! is not open, are left out, but for those of the member who asks.

use crate::domain::access::Viewer;
use crate::domain::ids::MemberId;
use crate::domain::sheet::Sheet;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
use serde::Deserialize;
use serde_json::{Value, json};

/// What of a round is written.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// For whom.
    pub viewer: Viewer,
    /// Only this plan, by reference.
    pub plan: Option<&'a str>,
    /// Members as A, B, C instead of names.
    pub letters: bool,
}

/// The document.
#[must_use]
pub fn write(snapshot: &AuditSnapshot, choice: &Choice<'_>) -> Value {
    let round = &snapshot.round;
    let wanted = |plan: &&SnapshotPlan| choice.plan.is_none_or(|only| plan.facts.reference == only);
    let sample: Vec<Value> = snapshot
        .plans
        .iter()
        .filter(wanted)
        .filter(|p| !p.sampled.practice)
        .map(|p| json!({"plan": p.facts.reference, "order": p.sampled.order, "state": p.sampled.state}))
        .collect();
    let sheets: Vec<Value> = snapshot
        .shown_sheets(choice.viewer)
        .filter_map(|sheet| {
            let plan = snapshot.get_plan(sheet.subject).filter(wanted)?;
            Some(sheet_json(snapshot, sheet, &plan.facts.reference, choice.letters))
        })
        .collect();
    let mut agreed = Vec::new();
    for plan in snapshot.plans.iter().filter(wanted) {
        for a in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|a| a.values()) {
            agreed.push(json!({
                "plan": plan.facts.reference, "criterion": a.criterion, "answer": a.answer, "reason": a.reason,
            }));
        }
    }
    let mut agreed_threads = Vec::new();
    for plan in snapshot.plans.iter().filter(wanted) {
        for thread in snapshot.agreed_threads.get(&plan.sampled.subject).into_iter().flatten() {
            agreed_threads.push(json!({"plan": plan.facts.reference, "thread": thread}));
        }
    }
    json!({
        "format": 1,
        "round": {
            "title": round.facts.title, "depth": round.facts.depth, "evidence": round.facts.evidence,
            "purpose": round.facts.purpose, "state": round.state, "draw": round.draw, "caution": round.caution,
        },
        "tool": snapshot.tool,
        "sample": sample,
        "sheets": sheets,
        "agreed": agreed,
        "agreed_threads": agreed_threads,
        "findings": findings(snapshot, choice),
    })
}

/// A finding rests on several plans: one plan's own record leaves them out.
fn findings(snapshot: &AuditSnapshot, choice: &Choice<'_>) -> Vec<Value> {
    let reference = |subject| snapshot.get_plan(subject).map(|plan| plan.facts.reference.as_str());
    let findings = snapshot.findings.iter().filter(|_| choice.plan.is_none());
    findings
        .map(|f| {
            let plans: std::collections::BTreeSet<&str> = f.sources.iter().filter_map(|(s, _)| reference(*s)).collect();
            json!({
                "kind": f.kind, "heading": f.heading, "theme": f.theme, "text": f.text, "public_text": f.public_text,
                "in_report": f.in_report, "plans": plans,
            })
        })
        .collect()
}

fn sheet_json(snapshot: &AuditSnapshot, sheet: &Sheet, plan: &str, letters: bool) -> Value {
    let note = |criterion: &str| sheet.notes.iter().find(|n| n.criterion == criterion).map(|n| n.text.as_str());
    let answers: Vec<Value> = sheet
        .answers
        .iter()
        .map(|(criterion, a)| {
            json!({
                "plan": plan, "criterion": criterion, "answer": a.answer, "na_reason": a.na_reason,
                "note": note(criterion),
            })
        })
        .collect();
    json!({
        "plan": plan, "member": member_word(snapshot, sheet.member, letters), "state": sheet.state, "answers": answers,
        "threads": sheet.threads,
    })
}

pub(super) fn member_word(snapshot: &AuditSnapshot, id: MemberId, letters: bool) -> String {
    if !letters {
        return snapshot.get_member(id).map(|m| m.facts.name.clone()).unwrap_or_default();
    }
    // Letters in the order of the panel's ids: not that of the names, which would give them away.
    let mut ids: Vec<MemberId> = snapshot.members.iter().map(|m| m.id).collect();
    ids.sort_unstable();
    letter(ids.iter().position(|other| *other == id).unwrap_or_default())
}

/// A, B, … Z, AA, AB, …
fn letter(mut place: usize) -> String {
    let mut word = String::new();
    loop {
        let last = u8::try_from(place % 26).unwrap_or_default();
        word.insert(0, char::from(b'A' + last));
        if place < 26 {
            return word;
        }
        place = place / 26 - 1;
    }
}

/// A round as read back: what the imports of answers and agreed answers take.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReadRound {
    /// The version of the form; 1.
    pub format: u32,
    /// Score sheets.
    pub sheets: Vec<ReadSheet>,
    /// Agreed answers.
    pub agreed: Vec<ReadAgreed>,
}

/// A score sheet as read back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReadSheet {
    /// Name (or letter) of the member.
    pub member: String,
    /// The answers.
    pub answers: Vec<ReadAnswer>,
}

/// An answer as read back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReadAnswer {
    /// The plan's reference.
    pub plan: String,
    /// The criterion.
    pub criterion: String,
    /// The answer's code.
    pub answer: String,
    /// Why it does not apply.
    pub na_reason: Option<String>,
    /// The note on it.
    pub note: Option<String>,
}

/// An agreed answer as read back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReadAgreed {
    /// The plan's reference.
    pub plan: String,
    /// The criterion.
    pub criterion: String,
    /// The answer's code.
    pub answer: String,
    /// Why the panel agreed on it.
    pub reason: Option<String>,
}

/// Reads a document back.
///
/// # Errors
/// Where the text is no such document, or of a newer form: in words, with line and column.
pub fn read(text: &str) -> Result<ReadRound, String> {
    let round: ReadRound = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if round.format == 1 { Ok(round) } else { Err(format!("its form is {}, and only form 1 is known", round.format)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
