//! What happens to a plan after the round, and the reply before it closes.

use super::audit_tool::{AuditTool, SubjectKind};
use super::coded::coded_enum;
use super::grading::PlanGrading;
use super::ids::ReplyId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What happens to a plan. A final plan is not simply edited: proposed changes, evidence and 15 days go to the
    /// family, and appeal rights follow.
    Outcome {
        /// Nothing to do.
        NoChange = "no_change", "No change";
        /// At the next review.
        NextReview = "next_review", "Carry to the next review";
        /// A review is brought forward.
        EarlyReview = "early_review", "Early review";
        /// Now.
        AmendNow = "amend_now", "Amend now";
        /// A draft that is not to be issued as it is.
        Hold = "hold", "Draft: hold";
    }
}

impl Outcome {
    /// What the rule proposes for a plan, and why in a sentence. `grade` is the grade that stands; none: the tool gives
    /// no grades, or too little was answered, and nothing is proposed.
    ///
    /// Good or better: no change. Below, a draft is held; the lowest grade is amended now, a gap brings the review
    /// forward, and the rest is carried to the next review.
    #[must_use]
    pub fn proposed(tool: &AuditTool, grading: &PlanGrading, grade: Option<&str>) -> Option<(Self, String)> {
        let grade = tool.get_grade(grade?)?;
        let is_lowest = tool.grades.iter().map(|g| g.from_percent).min() == Some(grade.from_percent);
        let graded = format!("Graded {}", grade.label);
        Some(match () {
            () if grade.good_or_better => (Self::NoChange, format!("{graded}.")),
            () if tool.subject == SubjectKind::Draft => (Self::Hold, format!("{graded}: not to be issued as it is.")),
            () if is_lowest => (Self::AmendNow, format!("{graded}, the lowest grade.")),
            () if !grading.gaps.is_empty() => {
                (Self::EarlyReview, format!("{graded}, with a gap: {}.", grading.gaps.join(", ")))
            }
            () => (Self::NextReview, format!("{graded}, without a gap.")),
        })
    }

    /// Whether a plan with this grade needs a result before its round can close: it is below Good.
    #[must_use]
    pub fn is_needed(tool: &AuditTool, grade: Option<&str>) -> bool {
        grade.and_then(|code| tool.get_grade(code)).is_some_and(|grade| !grade.good_or_better)
    }
}

/// The result of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanResult {
    /// What happens.
    pub outcome: Outcome,
    /// Why; may be empty.
    pub reason: String,
    /// When it was set, milliseconds UTC.
    pub set_ms: i64,
}

/// Findings sent out for accuracy, without members' names, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Its id.
    pub id: ReplyId,
    /// To whom they went: a team or a role.
    pub sent_to: String,
    /// When.
    pub sent_on: Date,
    /// Last day for a reply: five working days on.
    pub due_on: Date,
    /// When a reply came; none: not yet.
    pub replied_on: Option<Date>,
    /// What it said.
    pub reply: String,
    /// What was changed for it.
    pub changed: String,
}

impl Reply {
    /// Whether the days for a reply are still running on a day; the last one counts.
    #[must_use]
    pub fn is_running(&self, today: Date) -> bool {
        self.replied_on.is_none() && today <= self.due_on
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::audit_tool::{Depth, Evidence};
    use crate::domain::grading::Judgement;
    use crate::testing::default_tool;
    use std::collections::{BTreeMap, BTreeSet};

    /// The plan with every answer Met but these.
    fn proposed(tool: &AuditTool, but: &[(&str, &str)]) -> Option<(Outcome, String)> {
        let mut answers: BTreeMap<String, String> =
            tool.tested(Depth::Core, Evidence::File).map(|(_, c)| (c.code.clone(), "met".to_owned())).collect();
        answers.extend(but.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())));
        let grading = Judgement::of_plan(tool, Depth::Core, Evidence::File).grade(&answers, &BTreeSet::new());
        Outcome::proposed(tool, &grading, grading.grade.as_deref())
    }

    #[test]
    fn the_proposal_follows_grade_and_gaps() {
        let tool = default_tool();
        assert_eq!(proposed(&tool, &[]).unwrap().0, Outcome::NoChange);
        let (outcome, why) = proposed(&tool, &[("F1", "not_met")]).unwrap();
        assert_eq!(outcome, Outcome::EarlyReview);
        assert!(why.contains("F1"), "{why}");
        let all: Vec<String> = tool.tested(Depth::Core, Evidence::File).map(|(_, c)| c.code.clone()).collect();
        let none: Vec<(&str, &str)> = all.iter().map(|code| (code.as_str(), "not_met")).collect();
        assert_eq!(proposed(&tool, &none).unwrap().0, Outcome::AmendNow);
        let draft = AuditTool { subject: SubjectKind::Draft, ..tool.clone() };
        assert_eq!(proposed(&draft, &[("F1", "not_met")]).unwrap().0, Outcome::Hold);
        assert_eq!(proposed(&draft, &[]).unwrap().0, Outcome::NoChange);
        let bare = AuditTool { grades: Vec::new(), ..tool };
        assert_eq!(proposed(&bare, &[("F1", "not_met")]), None);
    }

    #[test]
    fn only_plans_below_good_need_a_result() {
        let tool = default_tool();
        assert!(!Outcome::is_needed(&tool, None));
        let needed: Vec<bool> = tool.grades.iter().map(|g| Outcome::is_needed(&tool, Some(&g.code))).collect();
        assert_eq!(needed, [false, false, true, true]);
    }
}
