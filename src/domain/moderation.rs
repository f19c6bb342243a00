//! Moderation: where sheets agree, what the panel must discuss, and what a rule may settle.
//!
//! Twenty plans of 45 criteria with three splits in ten would take a panel four hours at a minute each. So the
//! splits are sorted first. **To discuss**: those that cross met and not met, set "not evidenced" or "not
//! applicable" against another answer, or change a grade, a gap, a gap in part or a "to be confirmed" of the plan.
//! **By rule**: the rest take the answer of the agency that leads the criterion where its members agree among
//! themselves, else the lower answer. What somebody handed on ("not for me to judge") is no vote.

use super::audit_tool::{AuditTool, Depth, Evidence, NOT_APPLICABLE, NOT_EVIDENCED, NOT_MET};
use super::coded::coded_enum;
use super::grading::Judgement;
use super::panel::Agency;
use super::sheet::HANDED;
use std::collections::{BTreeMap, BTreeSet};

coded_enum! {
    /// Why a split is for the panel to discuss.
    Why {
        /// Somebody gave the best answer, somebody "not met".
        CrossesMet = "crosses_met", "Crosses met and not met";
        /// Somebody could not see whether it was done, others could.
        NotEvidenced = "not_evidenced", "Not evidenced against an answer";
        /// Somebody thinks it does not apply to this plan.
        NotApplicable = "not_applicable", "Not applicable against an answer";
        /// The choice decides the grade of the plan.
        ChangesPlanGrade = "changes_plan_grade", "Changes the plan’s grade";
        /// The choice decides the grade of a section.
        ChangesSectionGrade = "changes_section_grade", "Changes a section’s grade";
        /// The choice decides a gap, a gap in part or a "to be confirmed".
        ChangesGap = "changes_gap", "Changes a gap";
    }
}

/// One member's vote on a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Whom the member comes from.
    pub agency: Agency,
    /// The answer's code.
    pub answer: String,
}

/// Where a criterion of a plan stands after all sheets are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody gave an answer that counts.
    NoVotes,
    /// All votes are this answer.
    Unanimous(String),
    /// Split; the panel discusses it.
    Discuss,
    /// Split; the rule would take this answer.
    ByRule(String),
}

/// A criterion of a plan as the triage sorts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sorted {
    /// The criterion.
    pub code: String,
    /// Where it stands.
    pub standing: Standing,
    /// Why the panel is to discuss it; empty where it is not, or where nobody gave an answer that counts.
    pub why: Vec<Why>,
}

/// What a triage needs to know of a round.
#[derive(Debug, Clone, Copy)]
pub struct Triage<'a> {
    /// The tool.
    pub tool: &'a AuditTool,
    /// How much is asked.
    pub depth: Depth,
    /// What the panel holds.
    pub evidence: Evidence,
}

impl Triage<'_> {
    /// Where each tested criterion of a plan stands, in the tool's order. `agreed` are answers the panel has set
    /// already: they are the ground on which a change of grade is judged.
    #[must_use]
    pub fn standings(
        &self,
        votes: &BTreeMap<String, Vec<Vote>>,
        agreed: &BTreeMap<String, String>,
    ) -> Vec<(String, Standing)> {
        let tested: Vec<&str> = self.tool.tested(self.depth, self.evidence).map(|(_, c)| c.code.as_str()).collect();
        let ground = self.ground(votes, agreed);
        let standing = |code: &str| self.standing(code, &counted(votes, code), &ground);
        tested.into_iter().map(|code| (code.to_owned(), standing(code))).collect()
    }

    /// As [`Triage::standings`], with why the panel is to discuss what it is to discuss. A split that is agreed already
    /// is not weighed again: it stays one that was discussed, and nothing is said of why.
    #[must_use]
    pub fn sorted(&self, votes: &BTreeMap<String, Vec<Vote>>, agreed: &BTreeMap<String, String>) -> Vec<Sorted> {
        let ground = self.ground(votes, agreed);
        let sorted = |code: &str| {
            let votes = counted(votes, code);
            let distinct: BTreeSet<&str> = votes.iter().map(|v| v.answer.as_str()).collect();
            let is_weighed = distinct.len() > 1 && !agreed.contains_key(code);
            let why = if is_weighed { self.why(code, &distinct, &ground) } else { Vec::new() };
            let standing = match distinct.first() {
                None => Standing::NoVotes,
                Some(only) if distinct.len() == 1 => Standing::Unanimous((*only).to_owned()),
                Some(_) if !why.is_empty() || !is_weighed => Standing::Discuss,
                Some(_) => self.rule(code, &votes).map_or(Standing::Discuss, Standing::ByRule),
            };
            Sorted { code: code.to_owned(), standing, why }
        };
        self.tool.tested(self.depth, self.evidence).map(|(_, c)| sorted(&c.code)).collect()
    }

    fn why(&self, code: &str, distinct: &BTreeSet<&str>, ground: &BTreeMap<String, String>) -> Vec<Why> {
        let judgement = Judgement::of_plan(self.tool, self.depth, self.evidence);
        let nobody = BTreeSet::new();
        let mut answers = ground.clone();
        let (mut grades, mut sections, mut gaps) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for answer in distinct {
            answers.insert(code.to_owned(), (*answer).to_owned());
            let g = judgement.grade(&answers, &nobody);
            grades.insert(g.grade);
            sections.insert(g.sections.into_iter().map(|s| s.grade).collect::<Vec<_>>());
            gaps.insert((g.gaps, g.in_part, g.to_confirm));
        }
        let crosses = distinct.contains(NOT_MET) && distinct.iter().any(|a| self.tool.is_met(a));
        let all = [
            (Why::CrossesMet, crosses),
            (Why::NotEvidenced, distinct.contains(NOT_EVIDENCED)),
            (Why::NotApplicable, distinct.contains(NOT_APPLICABLE)),
            (Why::ChangesPlanGrade, grades.len() > 1),
            (Why::ChangesSectionGrade, sections.len() > 1),
            (Why::ChangesGap, gaps.len() > 1),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect()
    }

    /// What each criterion is taken to be while another is weighed: agreed, else unanimous, else by the rule.
    fn ground(
        &self,
        votes: &BTreeMap<String, Vec<Vote>>,
        agreed: &BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        let mut ground: BTreeMap<String, String> = BTreeMap::new();
        for (_, criterion) in self.tool.tested(self.depth, self.evidence) {
            let code = criterion.code.as_str();
            let votes = counted(votes, code);
            let first = votes.first().map(|v| v.answer.clone());
            let unanimous = first.filter(|first| votes.iter().all(|v| &v.answer == first));
            let answer = agreed.get(code).cloned().or(unanimous).or_else(|| self.rule(code, &votes));
            ground.extend(answer.map(|answer| (code.to_owned(), answer)));
        }
        ground
    }

    fn standing(&self, code: &str, votes: &[&Vote], ground: &BTreeMap<String, String>) -> Standing {
        let distinct: BTreeSet<&str> = votes.iter().map(|v| v.answer.as_str()).collect();
        let mut answers = distinct.iter();
        match (answers.next(), distinct.len()) {
            (None, _) => return Standing::NoVotes,
            (Some(only), 1) => return Standing::Unanimous((*only).to_owned()),
            _ => {}
        }
        if self.crosses(&distinct) || self.changes_the_result(code, &distinct, ground) {
            return Standing::Discuss;
        }
        self.rule(code, votes).map_or(Standing::Discuss, Standing::ByRule)
    }

    fn crosses(&self, distinct: &BTreeSet<&str>) -> bool {
        let met_and_not_met = distinct.contains(NOT_MET) && distinct.iter().any(|a| self.tool.is_met(a));
        met_and_not_met || distinct.contains(NOT_EVIDENCED) || distinct.contains(NOT_APPLICABLE)
    }

    /// Whether the choice between these answers changes a grade or a gap of the plan.
    fn changes_the_result(&self, code: &str, distinct: &BTreeSet<&str>, ground: &BTreeMap<String, String>) -> bool {
        let judgement = Judgement::of_plan(self.tool, self.depth, self.evidence);
        let nobody = BTreeSet::new();
        let mut answers = ground.clone();
        let mut first = None;
        for answer in distinct {
            answers.insert(code.to_owned(), (*answer).to_owned());
            let g = judgement.grade(&answers, &nobody);
            let sections: Vec<_> = g.sections.into_iter().map(|s| s.grade).collect();
            let result = (g.grade, sections, g.gaps, g.in_part, g.to_confirm);
            match &first {
                None => first = Some(result),
                Some(first) if *first != result => return true,
                Some(_) => {}
            }
        }
        false
    }

    /// The lead agency's answer where its members agree among themselves, else the lower.
    fn rule(&self, code: &str, votes: &[&Vote]) -> Option<String> {
        let (heading, criterion) = self.tool.get_criterion(code)?;
        let leads = self.tool.leads_of(heading, criterion);
        let of_lead: BTreeSet<&str> = votes
            .iter()
            .filter(|v| leads.iter().any(|lead| v.agency.leads(*lead)))
            .map(|v| v.answer.as_str())
            .collect();
        if let (Some(answer), 1) = (of_lead.first(), of_lead.len()) {
            return Some((*answer).to_owned());
        }
        let points = |answer: &str| self.tool.get_answer(answer).and_then(|a| a.points);
        let lowest = votes.iter().filter_map(|v| points(&v.answer).map(|p| (p, v.answer.as_str()))).min();
        lowest.map(|(_, answer)| answer.to_owned())
    }
}

/// The votes on a criterion that count.
fn counted<'v>(votes: &'v BTreeMap<String, Vec<Vote>>, code: &str) -> Vec<&'v Vote> {
    votes.get(code).into_iter().flatten().filter(|v| v.answer != HANDED).collect()
}

/// Whether an agreed answer needs a reason: it is nobody's answer, or the votes cross met and not met.
#[must_use]
pub fn needs_reason(tool: &AuditTool, votes: &[Vote], agreed: &str) -> bool {
    needs_reason_among(tool, votes.iter().map(|v| v.answer.as_str()), agreed)
}

/// As [`needs_reason`], where only the answers given are known and not by whom.
#[must_use]
pub fn needs_reason_among<'v>(tool: &AuditTool, given: impl Iterator<Item = &'v str>, agreed: &str) -> bool {
    let answers: BTreeSet<&str> = given.filter(|answer| *answer != HANDED).collect();
    if answers.is_empty() {
        return false;
    }
    !answers.contains(agreed) || (answers.contains(NOT_MET) && answers.iter().any(|a| tool.is_met(a)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::default_tool;

    fn vote(agency: Agency, answer: &str) -> Vote {
        Vote { agency, answer: answer.to_owned() }
    }

    fn standing_of(code: &str, votes: Vec<Vote>) -> Standing {
        let tool = default_tool();
        let triage = Triage { tool: &tool, depth: Depth::Core, evidence: Evidence::File };
        let mut all: BTreeMap<String, Vec<Vote>> = tool
            .tested(Depth::Core, Evidence::File)
            .map(|(_, c)| (c.code.clone(), vec![vote(Agency::Education, "met"), vote(Agency::Health, "met")]))
            .collect();
        all.insert(code.to_owned(), votes);
        let standings = triage.standings(&all, &BTreeMap::new());
        standings.into_iter().find(|(c, _)| c == code).unwrap().1
    }

    #[test]
    fn a_split_across_met_and_not_met_is_discussed() {
        let votes = vec![vote(Agency::Education, "met"), vote(Agency::Health, "not_met")];
        assert_eq!(standing_of("B3", votes), Standing::Discuss);
    }

    #[test]
    fn not_evidenced_against_an_answer_is_discussed() {
        let votes = vec![vote(Agency::Education, "partly"), vote(Agency::Health, "not_evidenced")];
        assert_eq!(standing_of("B3", votes), Standing::Discuss);
    }

    #[test]
    fn a_split_that_makes_a_gap_in_part_is_discussed() {
        let votes = vec![vote(Agency::Education, "met"), vote(Agency::Health, "partly")];
        assert_eq!(standing_of("F1", votes), Standing::Discuss);
    }

    #[test]
    fn a_harmless_split_takes_the_lead_agencys_answer_else_the_lower() {
        // Section F has five criteria at this depth: one point less of ten leaves it Outstanding.
        let lead = vec![vote(Agency::Education, "partly"), vote(Agency::Health, "met")];
        assert_eq!(standing_of("F3", lead), Standing::ByRule("partly".into()));
        let lead_is_higher = vec![vote(Agency::Education, "met"), vote(Agency::Health, "partly")];
        assert_eq!(standing_of("F3", lead_is_higher), Standing::ByRule("met".into()));
        let nobody_leads = vec![vote(Agency::ParentCarer, "met"), vote(Agency::Peer, "partly")];
        assert_eq!(standing_of("F3", nobody_leads), Standing::ByRule("partly".into()));
        // Section W has three: the same split there changes its grade.
        let changes_a_grade = vec![vote(Agency::Education, "met"), vote(Agency::Health, "partly")];
        assert_eq!(standing_of("W10", changes_a_grade), Standing::Discuss);
    }

    #[test]
    fn what_is_to_be_discussed_says_why_and_only_that() {
        let tool = default_tool();
        let triage = Triage { tool: &tool, depth: Depth::Core, evidence: Evidence::File };
        let mut votes: BTreeMap<String, Vec<Vote>> = tool
            .tested(Depth::Core, Evidence::File)
            .map(|(_, c)| (c.code.clone(), vec![vote(Agency::Education, "met"), vote(Agency::Health, "met")]))
            .collect();
        let mut split = |code: &str, a: &str, b: &str| {
            votes.insert(code.to_owned(), vec![vote(Agency::Education, a), vote(Agency::Health, b)]);
        };
        split("B3", "met", "not_evidenced");
        split("F1", "met", "partly");
        split("F3", "partly", "met");
        split("W10", "met", "not_met");
        let sorted = triage.sorted(&votes, &BTreeMap::new());
        let plain: Vec<_> = sorted.iter().map(|s| (s.code.clone(), s.standing.clone())).collect();
        assert_eq!(plain, triage.standings(&votes, &BTreeMap::new()));
        let reasons: BTreeMap<&str, &[Why]> =
            sorted.iter().filter(|s| !s.why.is_empty()).map(|s| (s.code.as_str(), s.why.as_slice())).collect();
        assert_eq!(reasons.keys().copied().collect::<Vec<_>>(), ["B3", "F1", "W10"], "F3 is left to the rule");
        assert!(reasons["B3"].contains(&Why::NotEvidenced) && !reasons["B3"].contains(&Why::CrossesMet));
        assert!(reasons["F1"].contains(&Why::ChangesGap));
        assert!(reasons["W10"].contains(&Why::CrossesMet) && reasons["W10"].contains(&Why::ChangesSectionGrade));
        let agreed = BTreeMap::from([("B3".to_owned(), "met".to_owned())]);
        let sorted = triage.sorted(&votes, &agreed);
        let b3 = sorted.iter().find(|s| s.code == "B3").unwrap();
        assert!(b3.standing == Standing::Discuss && b3.why.is_empty(), "settled: not weighed again");
    }

    #[test]
    fn what_was_handed_on_is_no_vote() {
        let votes = vec![vote(Agency::Education, "met"), vote(Agency::Health, HANDED)];
        assert_eq!(standing_of("B3", votes), Standing::Unanimous("met".into()));
        assert_eq!(standing_of("B3", vec![vote(Agency::Health, HANDED)]), Standing::NoVotes);
    }

    #[test]
    fn nobodys_answer_and_a_crossing_need_a_reason() {
        let tool = default_tool();
        let split = [vote(Agency::Education, "met"), vote(Agency::Health, "not_met")];
        assert!(needs_reason(&tool, &split, "met"));
        let near = [vote(Agency::Education, "met"), vote(Agency::Health, "partly")];
        assert!(!needs_reason(&tool, &near, "partly"));
        assert!(needs_reason(&tool, &near, "not_evidenced"));
        assert!(!needs_reason(&tool, &[], "met"));
    }
}
