//! The running register of drafts before issue: one draft, one checker, issue or hold; one in ten is checked twice.

use super::audit_tool::{AuditTool, Kind, NOT_APPLICABLE, NOT_MET};
use super::coded::coded_enum;
use super::ids::{DraftCheckId, MemberId, ToolId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

coded_enum! {
    /// What became of a draft.
    DraftDecision {
        /// It may go out.
        Issue = "issue", "Issue";
        /// It is mended first.
        Hold = "hold", "Hold";
    }
}

/// One draft out of so many is checked a second time.
pub const SECOND_IN: u64 = 10;

/// A check of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftCheck {
    /// Its id.
    pub id: DraftCheckId,
    /// Reference of the case; the child may have no plan yet.
    pub reference: String,
    /// The day on the draft.
    pub draft_on: Date,
    /// The tool version it is checked against.
    pub tool: ToolId,
    /// Who checks.
    pub checker: MemberId,
    /// The check that this one repeats.
    pub second_of: Option<DraftCheckId>,
    /// When it was begun, milliseconds UTC.
    pub begun_ms: i64,
    /// What was decided; none: not yet.
    pub decision: Option<DraftDecision>,
    /// Why; never empty for a hold.
    pub reason: String,
    /// When it was decided, milliseconds UTC.
    pub decided_ms: Option<i64>,
}

impl DraftCheck {
    /// Whether a second checker is to check this draft too: one first check in ten, told by the digest of its id.
    #[must_use]
    pub fn wants_second(&self) -> bool {
        let digest = Sha256::digest(self.id.0.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        self.second_of.is_none() && u64::from_be_bytes(first).is_multiple_of(SECOND_IN)
    }
}

/// An answer of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAnswer {
    /// The tool's code; empty where only a note was written so far.
    pub answer: String,
    /// Why not applicable.
    pub na_reason: Option<String>,
    /// What to mend; may be empty.
    pub note: String,
}

/// Answers of a check by criterion.
pub type DraftAnswers = BTreeMap<String, DraftAnswer>;

/// Criteria without an answer, in the tool's order.
#[must_use]
pub fn missing(tool: &AuditTool, answers: &DraftAnswers) -> Vec<String> {
    let has = |code: &str| answers.get(code).is_some_and(|given| !given.answer.is_empty());
    tool.criteria().filter(|(_, c)| !has(&c.code)).map(|(_, c)| c.code.clone()).collect()
}

/// Criteria that are not fully met, in the tool's order: what a hold asks to mend.
#[must_use]
pub fn to_mend(tool: &AuditTool, answers: &DraftAnswers) -> Vec<String> {
    let lacks = |code: &str| {
        answers.get(code).is_some_and(|given| {
            !given.answer.is_empty() && given.answer != NOT_APPLICABLE && !tool.is_met(&given.answer)
        })
    };
    tool.criteria().filter(|(_, c)| lacks(&c.code)).map(|(_, c)| c.code.clone()).collect()
}

/// Whether a duty is not met: issuing the draft all the same needs a reason.
#[must_use]
pub fn has_gap(tool: &AuditTool, answers: &DraftAnswers) -> bool {
    let not_met = |code: &str| answers.get(code).is_some_and(|given| given.answer == NOT_MET);
    tool.criteria().any(|(_, c)| c.kind == Kind::Must && not_met(&c.code))
}

/// Whether somebody may see the answers and the decision of a check. Whoever checks sees their own. Another's are seen
/// once it is decided, and not by whoever has the second check of the draft still before them; where a second check is
/// due or begun, no member but the checker sees the first before the second is decided.
#[must_use]
pub fn may_see(viewer: Option<MemberId>, check: &DraftCheck, second: Option<&DraftCheck>) -> bool {
    if viewer == Some(check.checker) {
        return true;
    }
    if check.decision.is_none() {
        return false;
    }
    let second_is_done = second.is_some_and(|second| second.decision.is_some());
    let second_to_come = (check.wants_second() || second.is_some()) && !second_is_done;
    viewer.is_none() || !second_to_come
}

/// How far first and second checks agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAgreement {
    /// Drafts checked twice.
    pub drafts: u64,
    /// Of those, with the same decision.
    pub same_decision: u64,
    /// Criteria answered in both.
    pub criteria: u64,
    /// Of those, with the same answer.
    pub same_answer: u64,
}

impl DraftAgreement {
    /// Counts a pair in.
    pub fn add(&mut self, first: (&DraftCheck, &DraftAnswers), second: (&DraftCheck, &DraftAnswers)) {
        self.drafts += 1;
        self.same_decision += u64::from(first.0.decision == second.0.decision);
        for (criterion, given) in first.1.iter().filter(|(_, given)| !given.answer.is_empty()) {
            let Some(other) = second.1.get(criterion).filter(|other| !other.answer.is_empty()) else { continue };
            self.criteria += 1;
            self.same_answer += u64::from(other.answer == given.answer);
        }
    }
}

/// Figures of a month of the register; drafts count in the month of their decision, second checks not again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftMonth {
    /// The month, such as `2026-11`.
    pub month: String,
    /// Drafts checked.
    pub checked: u64,
    /// Held.
    pub held: u64,
    /// Issued.
    pub issued: u64,
    /// Criteria not fully met with how often, most often first, then in order of code.
    pub missed: Vec<(String, u64)>,
    /// Second checks that are still to come.
    pub seconds_due: u64,
    /// First against second checks.
    pub agreement: DraftAgreement,
    /// Whether the month was closed.
    pub closed: bool,
}

/// What the months of the register come to together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTotals {
    /// The first month with a decision, such as `2026-09`.
    pub first_month: String,
    /// The last one.
    pub last_month: String,
    /// Drafts checked.
    pub checked: u64,
    /// Issued.
    pub issued: u64,
    /// Held.
    pub held: u64,
    /// Second checks that are still to come.
    pub seconds_due: u64,
    /// First against second checks.
    pub agreement: DraftAgreement,
}

impl DraftTotals {
    /// Adds months up; none where there is no month.
    #[must_use]
    pub fn of(months: &[DraftMonth]) -> Option<Self> {
        let names = || months.iter().map(|month| month.month.clone());
        let sum = |figure: fn(&DraftMonth) -> u64| months.iter().map(figure).sum();
        Some(Self {
            first_month: names().min()?,
            last_month: names().max()?,
            checked: sum(|m| m.checked),
            issued: sum(|m| m.issued),
            held: sum(|m| m.held),
            seconds_due: sum(|m| m.seconds_due),
            agreement: DraftAgreement {
                drafts: sum(|m| m.agreement.drafts),
                same_decision: sum(|m| m.agreement.same_decision),
                criteria: sum(|m| m.agreement.criteria),
                same_answer: sum(|m| m.agreement.same_answer),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    fn check(n: u128) -> DraftCheck {
        DraftCheck {
            id: DraftCheckId(Uuid::from_u128(n)),
            reference: "K1".to_owned(),
            draft_on: jiff::civil::date(2026, 11, 2),
            tool: ToolId(Uuid::nil()),
            checker: MemberId(Uuid::from_u128(1)),
            second_of: None,
            begun_ms: 0,
            decision: Some(DraftDecision::Issue),
            reason: String::new(),
            decided_ms: Some(1),
        }
    }

    #[test]
    fn about_one_draft_in_ten_is_checked_twice_and_a_second_check_never_a_third_time() {
        let chosen = (0..2000).filter(|n| check(*n).wants_second()).count();
        assert!((160..=240).contains(&chosen), "{chosen} of 2000");
        let all_seconds = (0..2000).map(|n| DraftCheck { second_of: Some(check(n).id), ..check(n) });
        assert_eq!(all_seconds.filter(DraftCheck::wants_second).count(), 0);
    }

    #[test]
    fn months_in_any_order_add_up_to_the_register() {
        let month = |name: &str, issued: u64, held: u64, drafts: u64| DraftMonth {
            month: name.to_owned(),
            checked: issued + held,
            held,
            issued,
            missed: Vec::new(),
            seconds_due: 1,
            agreement: DraftAgreement {
                drafts,
                same_decision: drafts,
                criteria: 12 * drafts,
                same_answer: 11 * drafts,
            },
            closed: false,
        };
        let totals = DraftTotals::of(&[month("2026-11", 7, 3, 1), month("2026-09", 10, 2, 2)]).unwrap();
        assert_eq!((totals.first_month.as_str(), totals.last_month.as_str()), ("2026-09", "2026-11"));
        assert_eq!((totals.checked, totals.issued, totals.held, totals.seconds_due), (22, 17, 5, 2));
        let agreement = DraftAgreement { drafts: 3, same_decision: 3, criteria: 36, same_answer: 33 };
        assert_eq!(totals.agreement, agreement);
        assert_eq!(DraftTotals::of(&[]), None);
    }

    #[test]
    fn nobody_learns_of_a_first_check_before_the_second_is_decided() {
        let first = (0..).map(check).find(DraftCheck::wants_second).unwrap();
        let checker = MemberId(Uuid::from_u128(2));
        let colleague = Some(checker);
        let open = DraftCheck { second_of: Some(first.id), checker, decision: None, ..check(7) };
        let done = DraftCheck { decision: Some(DraftDecision::Hold), ..open.clone() };
        assert!(!may_see(colleague, &first, None), "the second is due");
        assert!(!may_see(colleague, &first, Some(&open)), "the second is begun");
        assert!(may_see(colleague, &first, Some(&done)));
        assert!(may_see(Some(first.checker), &first, None));
        assert!(!may_see(Some(first.checker), &open, None), "an open check is its checker's alone");
        assert!(!may_see(None, &open, None));
        assert!(may_see(None, &first, None), "whoever runs the register sees what is decided");
    }
}
