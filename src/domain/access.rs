//! The blind rule: nobody sees another's answers on a plan before submitting their own.

use super::ids::MemberId;
use super::panel::{Duty, Member};
use super::sheet::{ConcernReaders, SheetState, UrgentConcern};

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// A panel member at their own work.
    Member(MemberId),
    /// The round as a whole: lead, reports, command line without a name. Never sees a sheet whose comparison is
    /// not open.
    Round,
}

/// What decides whether a sheet may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetFacts {
    /// Whose sheet it is.
    pub owner: MemberId,
    /// Draft or submitted.
    pub state: SheetState,
    /// Whether the comparison of its plan is open.
    pub comparison_open: bool,
}

/// Whether `viewer` may see the answers and notes of a sheet.
///
/// One's own always; another's only when it is submitted and the comparison of the plan is open. The comparison
/// opens when all assigned members have submitted, or by the lead with a logged reason.
#[must_use]
pub fn may_see_answers(viewer: Viewer, sheet: SheetFacts) -> bool {
    let own = matches!(viewer, Viewer::Member(member) if member == sheet.owner);
    own || (sheet.state == SheetState::Submitted && sheet.comparison_open)
}

/// Whether whoever edits the tool may try a draft on one sheet: handed in, and either open to whoever runs the round, or
/// of a round that is over.
#[must_use]
pub fn may_try_on(sheet: SheetFacts, is_round_closed: bool) -> bool {
    sheet.state == SheetState::Submitted && (is_round_closed || may_see_answers(Viewer::Round, sheet))
}

/// Whether a member may see the panel's agreed answers on a plan: they would tell of colleagues' sheets, so not while
/// a sheet of one's own on it is still to come. `own` is the state of that sheet (none: not begun) where the member was
/// given a task on the plan; the outer none: they have no task on it.
#[must_use]
pub fn may_see_agreed(own: Option<Option<SheetState>>) -> bool {
    own.is_none_or(|state| state == Some(SheetState::Submitted))
}

/// Whether somebody may see an urgent concern: whoever runs the round, whoever raised it, and those it is open to.
/// `member` is the panel member who looks; none: whoever runs the round.
#[must_use]
pub fn may_see_concern(member: Option<&Member>, concern: &UrgentConcern) -> bool {
    let Some(member) = member else { return true };
    let duty = member.facts.duty;
    let by_duty = match concern.may_see {
        ConcernReaders::Lead => duty == Duty::AuditLead,
        ConcernReaders::Designated => matches!(duty, Duty::AuditLead | Duty::Dco | Duty::Dsco),
        ConcernReaders::Panel => true,
    };
    by_duty || concern.raised_by == Some(member.id)
}

/// Whether somebody may give a member a view to score: whoever runs the round may give it to anybody, a designated
/// officer may take it on. `member` is who acts; none: whoever runs the round.
#[must_use]
pub fn may_assign_view(member: Option<&Member>, to: MemberId) -> bool {
    let Some(member) = member else { return true };
    match member.facts.duty {
        Duty::AuditLead => true,
        Duty::Dco | Duty::Dsco => member.id == to,
        Duty::Member => false,
    }
}

/// Whether the conversation with the family may be opened: every sheet of the plan is in, so that what a family says
/// sways nobody's answers. `sheets` are the states of all tasks on the plan (none: not begun).
#[must_use]
pub fn may_open_family(sheets: impl IntoIterator<Item = Option<SheetState>>) -> bool {
    let mut any = false;
    let all_in = sheets.into_iter().all(|state| {
        any = true;
        state == Some(SheetState::Submitted)
    });
    any && all_in
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn member(n: u128) -> MemberId {
        MemberId(Uuid::from_u128(n))
    }

    #[test]
    fn a_colleagues_sheet_is_seen_only_when_submitted_and_compared() {
        for state in [SheetState::Draft, SheetState::Submitted] {
            for comparison_open in [false, true] {
                let sheet = SheetFacts { owner: member(1), state, comparison_open };
                let open = state == SheetState::Submitted && comparison_open;
                assert!(may_see_answers(Viewer::Member(member(1)), sheet));
                assert_eq!(may_see_answers(Viewer::Member(member(2)), sheet), open);
                assert_eq!(may_see_answers(Viewer::Round, sheet), open);
            }
        }
    }

    #[test]
    fn a_draft_is_tried_on_a_sheet_only_when_it_is_in_and_open_or_the_round_is_over() {
        for comparison_open in [false, true] {
            for is_closed in [false, true] {
                let sheet = |state| SheetFacts { owner: member(1), state, comparison_open };
                assert!(!may_try_on(sheet(SheetState::Draft), is_closed));
                assert_eq!(may_try_on(sheet(SheetState::Submitted), is_closed), is_closed || comparison_open);
            }
        }
    }

    #[test]
    fn agreed_answers_wait_for_ones_own_sheet() {
        assert!(may_see_agreed(None), "no task on the plan");
        assert!(!may_see_agreed(Some(None)));
        assert!(!may_see_agreed(Some(Some(SheetState::Draft))));
        assert!(may_see_agreed(Some(Some(SheetState::Submitted))));
    }

    fn person(n: u128, duty: Duty) -> Member {
        let mut facts = crate::testing::panel(1).remove(0);
        facts.duty = duty;
        Member { id: member(n), facts }
    }

    #[test]
    fn a_concern_is_seen_by_the_lead_by_who_raised_it_and_by_whom_it_is_open_to() {
        use crate::domain::ids::{ConcernId, RoundId, SubjectId};
        use crate::domain::sheet::ConcernKind;
        let concern = |may_see, raised_by| UrgentConcern {
            id: ConcernId(Uuid::nil()),
            round: RoundId(Uuid::nil()),
            subject: SubjectId(Uuid::nil()),
            kind: ConcernKind::Safeguarding,
            what: String::new(),
            told: String::new(),
            told_ms: None,
            outcome: String::new(),
            recorded_ms: 0,
            closed_ms: None,
            raised_by,
            follow_up: String::new(),
            may_see,
        };
        use ConcernReaders as R;
        // Whether member, lead, DCO and DSCO see it, none of whom raised it.
        let expected = [(R::Lead, [false, true, false, false]), (R::Designated, [false, true, true, true])];
        for (readers, seen) in expected.into_iter().chain([(R::Panel, [true; 4])]) {
            for (duty, seen) in [Duty::Member, Duty::AuditLead, Duty::Dco, Duty::Dsco].into_iter().zip(seen) {
                let concern = concern(readers, Some(member(9)));
                assert_eq!(may_see_concern(Some(&person(1, duty)), &concern), seen, "{readers:?} {duty:?}");
                assert!(may_see_concern(Some(&person(9, duty)), &concern), "whoever raised it");
                assert!(may_see_concern(None, &concern), "whoever runs the round");
            }
        }
    }

    #[test]
    fn a_designated_officer_takes_a_view_on_and_gives_it_to_nobody_else() {
        assert!(may_assign_view(None, member(1)));
        for (duty, own, other) in [
            (Duty::Member, false, false),
            (Duty::AuditLead, true, true),
            (Duty::Dco, true, false),
            (Duty::Dsco, true, false),
        ] {
            assert_eq!(may_assign_view(Some(&person(1, duty)), member(1)), own);
            assert_eq!(may_assign_view(Some(&person(1, duty)), member(2)), other);
        }
    }

    #[test]
    fn the_family_is_heard_when_every_sheet_is_in() {
        let (draft, submitted) = (Some(SheetState::Draft), Some(SheetState::Submitted));
        assert!(may_open_family([submitted, submitted]));
        for not_all in [vec![], vec![None], vec![submitted, draft], vec![submitted, None]] {
            assert!(!may_open_family(not_all));
        }
    }
}
