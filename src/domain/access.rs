//! The blind rule: nobody sees another's answers on a plan before submitting their own.

use super::ids::MemberId;
use super::sheet::SheetState;

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
}
