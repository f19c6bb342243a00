//! The practice plan as the acting person may see it.

use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE};
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::jobs::Failure;
use crate::ops::Session;

/// The practice plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeData {
    /// The round.
    pub round: RoundId,
    /// What is read.
    pub subject: SubjectId,
    /// Its reference.
    pub plan: String,
    /// Whether the acting person is a member, who sees; the lead sets.
    pub is_member: bool,
    /// Whether the member's own sheet is in.
    pub handed_in: bool,
    /// Criteria put to the panel.
    pub rows: Vec<PracticeRow>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeRow {
    /// Its code.
    pub code: String,
    /// The question.
    pub question: String,
    /// Codes and words of answers that can be given.
    pub answers: Vec<(String, String)>,
    /// The member's own answer, in words.
    pub own: Option<String>,
    /// The agreed answer's code; none while it may not be seen or is not set.
    pub agreed: Option<String>,
    /// Why it is the agreed one.
    pub reason: String,
}

impl PracticeRow {
    /// The agreed answer in words.
    #[must_use]
    pub fn agreed_words(&self) -> Option<&str> {
        let code = self.agreed.as_ref()?;
        self.answers.iter().find(|(c, _)| c == code).map(|(_, words)| words.as_str())
    }

    /// Whether the member's own answer is the agreed one; none where one of the two is not there.
    #[must_use]
    pub fn agrees(&self) -> Option<bool> {
        Some(self.own.as_deref()? == self.agreed_words()?)
    }
}

impl PracticeData {
    /// Reads it; `member` is who is acting.
    ///
    /// # Errors
    /// When it was not given to the member, or the file cannot be read.
    pub fn read(
        session: &mut Session,
        round: RoundId,
        subject: SubjectId,
        member: Option<MemberId>,
    ) -> Result<Self, Failure> {
        let found = session.round(Some(&round.to_string()))?;
        let tool = session.tool(found.facts.tool)?;
        let view = session.practice_view(round, subject, member)?;
        let agreed = view.agreed.unwrap_or_default();
        let tested = tool.tested(found.facts.depth, found.facts.evidence);
        let rows = tested.map(|(_, criterion)| PracticeRow {
            code: criterion.code.clone(),
            question: criterion.question.clone(),
            answers: answers(&tool, criterion.na.is_some()),
            own: view.own.get(&criterion.code).map(|given| words_of(&tool, &given.answer)),
            agreed: agreed.get(&criterion.code).map(|a| a.answer.clone()),
            reason: agreed.get(&criterion.code).and_then(|a| a.reason.clone()).unwrap_or_default(),
        });
        let (is_member, handed_in) = (member.is_some(), view.handed_in);
        Ok(Self { round, subject, plan: view.plan, is_member, handed_in, rows: rows.collect() })
    }

    /// "3 of 45 agreed answers are set", or how often the member's answers are the agreed ones.
    #[must_use]
    pub fn words(&self) -> String {
        let set = self.rows.iter().filter(|row| row.agreed.is_some()).count();
        if !self.is_member {
            return format!("{set} of {} agreed answers are set.", self.rows.len());
        }
        let (same, both) = self
            .rows
            .iter()
            .filter_map(PracticeRow::agrees)
            .fold((0, 0), |(same, both), is| (same + usize::from(is), both + 1));
        match (self.handed_in, set) {
            (false, _) => "Hand your own sheet in first: then you see the agreed answers beside yours.".to_owned(),
            (true, 0) => "The agreed answers are not set yet.".to_owned(),
            (true, _) => format!("Your answer is the agreed one on {same} of {both} criteria."),
        }
    }
}

fn answers(tool: &AuditTool, na: bool) -> Vec<(String, String)> {
    let all = tool.answers.iter().filter(|answer| na || answer.code != NOT_APPLICABLE);
    all.map(|answer| (answer.code.clone(), answer.label.clone())).collect()
}

fn words_of(tool: &AuditTool, code: &str) -> String {
    tool.get_answer(code).map_or_else(|| "Not for me to judge".to_owned(), |answer| answer.label.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::sheet::GivenAnswer;
    use crate::ops::{Actor, AnswerTarget, Arrange};
    use crate::testing::{TestFile, round};

    #[test]
    fn a_member_sees_the_agreed_answers_of_the_practice_plan_only_when_their_own_sheet_is_in() {
        let (_file, mut session) = TestFile::new();
        let round = round(&mut session, 3, 4).id;
        let lead = Actor::Lead;
        let taken: Vec<String> = {
            let found = session.round(None).unwrap();
            session.round_progress(&found).unwrap().plans.iter().map(|p| p.facts.reference.clone()).collect()
        };
        let plans = session.list_plans().unwrap();
        let plan = plans.iter().map(|p| p.facts.reference.clone()).find(|r| !taken.contains(r)).unwrap();
        session.arrange(&lead, Arrange::AddPractice { round, plan: plan.clone() }).unwrap();
        let found = session.round(None).unwrap();
        let progress = session.round_progress(&found).unwrap();
        let practice = progress.read().next().unwrap();
        assert_eq!((practice.facts.reference.as_str(), practice.sheets.len()), (plan.as_str(), 4));
        let (subject, member) = (practice.sampled.subject, practice.sheets[0].assignment.member);
        let lead_view = PracticeData::read(&mut session, round, subject, None).unwrap();
        for row in &lead_view.rows {
            let (criterion, answer, reason) = (row.code.clone(), Some("met".to_owned()), String::new());
            let step = Arrange::SetPracticeAnswer { round, subject, criterion, answer, reason };
            session.arrange(&lead, step).unwrap();
        }
        for (at, row) in lead_view.rows.iter().enumerate() {
            let before = PracticeData::read(&mut session, round, subject, Some(member)).unwrap();
            assert!(before.rows.iter().all(|row| row.agreed.is_none()), "shown before the sheet is in");
            let answer = if at < 2 { "not_met" } else { "met" }.to_owned();
            let target = AnswerTarget { round, subject, member, criterion: &row.code };
            session.set_answer(&lead, target, Some(GivenAnswer { answer, na_reason: None })).unwrap();
        }
        session.submit_sheet(&lead, round, subject, member).unwrap();
        let after = PracticeData::read(&mut session, round, subject, Some(member)).unwrap();
        assert!(after.rows.iter().all(|row| row.agreed.as_deref() == Some("met")));
        let all = after.rows.len();
        assert_eq!(after.words(), format!("Your answer is the agreed one on {} of {all} criteria.", all - 2));
    }
}
