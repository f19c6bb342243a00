//! The board of one discipline, as the session gives it to whoever looks.

use crate::domain::access::may_assign_view;
use crate::domain::audit_tool::{Criterion, Heading};
use crate::domain::ids::{MemberId, RoundId};
use crate::domain::panel::Duty;
use crate::domain::sheet::SheetState;
use crate::jobs::Failure;
use crate::ops::{Board, BoardPlan, Session, Source};
use crate::ui::route::Discipline;

/// The screen of one discipline.
#[derive(Debug, Clone, PartialEq)]
pub struct DisciplineData {
    /// Which.
    pub discipline: Discipline,
    /// What may be seen; none: the round's tool has no such view.
    pub board: Option<Board>,
    /// Members the view may be given to by whoever looks: id and words, those of the discipline first.
    pub may_give_to: Vec<(MemberId, String)>,
    /// The acting member, as the screen names them.
    pub member: Option<MemberId>,
}

impl DisciplineData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(
        session: &mut Session,
        round: RoundId,
        discipline: Discipline,
        member: Option<MemberId>,
    ) -> Result<Self, Failure> {
        let facts = session.round(Some(&round.to_string()))?.facts;
        let has_view = session.tool(facts.tool)?.get_view(discipline.view()).is_some();
        let board = if has_view { Some(session.board(round, discipline.view(), member)?) } else { None };
        let members = session.list_members()?;
        let acting = member.and_then(|id| members.iter().find(|m| m.id == id));
        let given = board.as_ref().map(|board| (board.round.id, board.view.code.clone()));
        let mut may_give_to: Vec<_> = members
            .iter()
            .filter(|m| given.is_some() && may_assign_view(acting, m.id))
            .map(|m| {
                let of_it = m.facts.agency.leads(discipline.lead());
                let is_officer = m.facts.duty == discipline.duty();
                let words = if is_officer { m.facts.duty.label() } else { m.facts.agency.label() };
                let order = (!is_officer, !of_it || m.facts.duty == Duty::AuditLead, m.facts.name.clone());
                (order, (m.id, format!("{}, {}", m.facts.name, words)))
            })
            .collect();
        may_give_to.sort_by(|(a, _), (b, _)| a.cmp(b));
        let may_give_to = may_give_to.into_iter().map(|(_, one)| one).collect();
        Ok(Self { discipline, board, may_give_to, member })
    }
}

/// Section and criterion of a column.
#[must_use]
pub fn asked(board: &Board, column: usize) -> Option<(&Heading, &Criterion)> {
    let (heading, place) = board.criteria.get(column)?;
    let heading = board.tool.headings.get(*heading)?;
    Some((heading, heading.criteria.get(*place)?))
}

/// Whether answers of this plan may be given by whoever looks.
#[must_use]
pub fn is_open(plan: &BoardPlan) -> bool {
    plan.source == Source::Own && plan.sheet.as_ref().is_some_and(|sheet| sheet.state == SheetState::Draft)
}
