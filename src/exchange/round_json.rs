//! A round as one JSON document: written from a snapshot, field by field from a list of allowed ones, and read back.
//!
//! What is written respects the blind rule: sheets that are not submitted, and all sheets of a plan whose comparison
//! is not open, are left out, but for those of the member who asks.

use super::safe_text::{check_reference, shown};
use crate::domain::access::Viewer;
use crate::domain::finding::Finding;
use crate::domain::ids::MemberId;
use crate::domain::plan::plan_reference;
use crate::domain::round_copy::RoundCopy;
use crate::domain::sheet::Sheet;
use crate::domain::snapshot::{AuditSnapshot, SnapshotPlan};
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
        .map(|p| {
            json!({
                "plan": p.facts.reference, "order": p.sampled.order, "state": p.sampled.state,
                "stratum": p.sampled.stratum, "origin": p.sampled.origin, "reason": p.sampled.reason,
                "label": p.sampled.label,
            })
        })
        .collect();
    let sheets: Vec<Value> = snapshot
        .shown_sheets(choice.viewer)
        .filter_map(|sheet| {
            let plan = snapshot.get_plan(sheet.subject).filter(wanted)?;
            Some(sheet_json(snapshot, sheet, &plan.facts.reference, choice.letters))
        })
        .collect();
    let made_of = |plan: &&SnapshotPlan| wanted(plan) && snapshot.may_see_made_of(choice.viewer, plan.sampled.subject);
    let mut agreed = Vec::new();
    for plan in snapshot.plans.iter().filter(made_of) {
        for a in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|a| a.values()) {
            agreed.push(json!({
                "plan": plan.facts.reference, "criterion": a.criterion, "answer": a.answer, "reason": a.reason,
            }));
        }
    }
    let mut agreed_threads = Vec::new();
    for plan in snapshot.plans.iter().filter(made_of) {
        for thread in snapshot.agreed_threads.get(&plan.sampled.subject).into_iter().flatten() {
            agreed_threads.push(json!({"plan": plan.facts.reference, "thread": thread}));
        }
    }
    let (mut plan_results, mut grade_overrides) = (Vec::new(), Vec::new());
    for plan in snapshot.plans.iter().filter(made_of) {
        let reference = &plan.facts.reference;
        if let Some(result) = snapshot.plan_results.get(&plan.sampled.subject) {
            plan_results.push(json!({"plan": reference, "result": result.outcome, "reason": result.reason}));
        }
        if let Some(own) = &plan.grade_override {
            grade_overrides.push(json!({"plan": reference, "grade": own.grade, "reason": own.reason}));
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
        "plan_results": plan_results,
        "grade_overrides": grade_overrides,
    })
}

/// A finding rests on several plans: one plan's own record leaves them out.
fn findings(snapshot: &AuditSnapshot, choice: &Choice<'_>) -> Vec<Value> {
    let reference = |subject| snapshot.get_plan(subject).map(|plan| plan.facts.reference.as_str());
    let may_see = |f: &&Finding| f.sources.iter().all(|(subject, _)| snapshot.may_see_made_of(choice.viewer, *subject));
    let findings = snapshot.findings.iter().filter(|_| choice.plan.is_none()).filter(may_see);
    findings
        .map(|f| {
            let plans: std::collections::BTreeSet<&str> = f.sources.iter().filter_map(|(s, _)| reference(*s)).collect();
            json!({
                "kind": f.kind, "heading": f.heading, "theme": f.theme, "text": f.text, "public_text": f.public_text,
                "need": f.need, "service": f.service, "wait": f.wait, "in_report": f.in_report, "plans": plans,
            })
        })
        .collect()
}

fn sheet_json(snapshot: &AuditSnapshot, sheet: &Sheet, plan: &str, letters: bool) -> Value {
    let note = |criterion: &str| sheet.notes.iter().find(|n| n.criterion == criterion);
    let answers: Vec<Value> = sheet
        .answers
        .iter()
        .map(|(criterion, a)| {
            let note = note(criterion);
            json!({
                "plan": plan, "criterion": criterion, "answer": a.answer, "na_reason": a.na_reason,
                "note": note.map(|n| n.text.as_str()), "note_kind": note.map(|n| n.kind),
                "note_place": note.map(|n| n.place.as_str()),
            })
        })
        .collect();
    let agency = snapshot.get_member(sheet.member).map(|m| m.facts.agency).filter(|_| !letters);
    json!({
        "plan": plan, "member": member_word(snapshot, sheet.member, letters), "agency": agency, "state": sheet.state,
        "not_blind": sheet.not_blind, "scope": sheet.scope, "answers": answers, "threads": sheet.threads,
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

/// Larger documents are no round of ours, in bytes.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Reads a document back from where it lies.
///
/// # Errors
/// In words, with the path: it cannot be read, is too large, or is no such document.
pub fn read_file(path: &std::path::Path) -> Result<RoundCopy, String> {
    let at = |why: String| format!("{}: {why}", path.display());
    let size = path.metadata().map_err(|e| at(e.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(at(format!("it has {size} bytes, more than any round written by this program")));
    }
    let text = std::fs::read_to_string(path).map_err(|e| at(e.to_string()))?;
    read(&text).map_err(|e| format!("{} is not a round written by this program: {e}", path.display()))
}

/// Reads a document back.
///
/// # Errors
/// Where the text is no such document, or of a newer form: in words, with line and column.
pub fn read(text: &str) -> Result<RoundCopy, String> {
    let copy: RoundCopy = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if copy.format != 1 {
        return Err(format!("its form is {}, and only form 1 is known", copy.format));
    }
    for plan in &copy.sample {
        let reference = plan_reference(&plan.plan);
        check_reference(reference).map_err(|why| format!("plan {}: {why}", shown(reference)))?;
    }
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
