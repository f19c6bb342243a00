//! One member's score sheet on one plan, as made by the session: nobody else's answers are in it.

use crate::domain::audit_tool::{AuditTool, Criterion, Heading, SubjectKind};
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::jobs::Failure;
use crate::ops::{Desk, DeskCriterion, Session};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The score sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetData {
    /// The member's own answers and notes, and what is asked.
    pub desk: Desk,
    /// Whether the whole plan is asked of this member: only then a plan grade can be suggested.
    pub is_whole: bool,
    /// Today: dates in notes are weighed against it.
    pub today: Date,
    /// Texts that look like a person and are none.
    pub not_a_person: BTreeSet<String>,
}

impl SheetData {
    /// Reads it.
    ///
    /// # Errors
    /// When the plan was not given to this member.
    pub fn read(session: &mut Session, round: RoundId, subject: SubjectId, member: MemberId) -> Result<Self, Failure> {
        let desk = session.desk(round, subject, member)?;
        let facts = &desk.round.facts;
        let is_whole = desk.criteria.len() == desk.tool.tested(facts.depth, facts.evidence).count();
        Ok(Self { desk, is_whole, today: session.today(), not_a_person: session.not_a_person()? })
    }

    /// Whether threads from need to provision can be followed in what is read: a piece of advice is one end of them.
    #[must_use]
    pub fn has_threads(&self) -> bool {
        self.tool().subject != SubjectKind::Advice
    }

    /// The tool.
    #[must_use]
    pub fn tool(&self) -> &AuditTool {
        &self.desk.tool
    }

    /// What is read, named.
    #[must_use]
    pub fn read_words(&self) -> String {
        self.tool().subject.title(&self.desk.facts.reference, &self.desk.label)
    }

    /// Section and criterion of a place on the sheet.
    #[must_use]
    pub fn asked(&self, on_desk: &DeskCriterion) -> Option<(&Heading, &Criterion)> {
        let heading = self.desk.tool.headings.get(on_desk.heading)?;
        Some((heading, heading.criteria.get(on_desk.place)?))
    }

    /// The place of a criterion on the sheet.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.desk.criteria.iter().position(|c| c.code == code)
    }
}
