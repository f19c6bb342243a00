//! What another tool would make of answers that were agreed: which grades would change, and why. Nothing is written.

use super::audit_tool::{AuditTool, Depth, Evidence};
use super::grading::{HoldReason, Judgement, PlanGrading};
use super::ids::SubjectId;
use super::sheet::{Scope, criteria_in_scope};
use std::collections::{BTreeMap, BTreeSet};

/// The agreed answers of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialPlan {
    /// What was read.
    pub subject: SubjectId,
    /// The plan's reference.
    pub reference: String,
    /// Answer codes by criterion.
    pub answers: BTreeMap<String, String>,
}

/// One sheet that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialSheet {
    /// What was read.
    pub subject: SubjectId,
    /// The plan's reference.
    pub reference: String,
    /// The reader's letter on this plan, as in the comparison: names are not shown beside answers.
    pub reader: String,
    /// What was asked of the reader.
    pub scope: Scope,
    /// Answer codes by criterion, without those handed on.
    pub answers: BTreeMap<String, String>,
    /// Criteria handed to whoever leads them.
    pub handed: BTreeSet<String>,
}

/// A grade before and after: codes, with the words of each tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeChange {
    /// What it is the grade of: a section's code; empty: the plan.
    pub of: String,
    /// In words, under the tool of the round.
    pub before: String,
    /// In words, under the other tool.
    pub after: String,
    /// Why, in words.
    pub why: String,
}

impl GradeChange {
    /// Whether the grade would be another.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// What the other tool makes of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialRow {
    /// What was read.
    pub subject: SubjectId,
    /// The plan's reference.
    pub reference: String,
    /// Points reached of those there were under the tool of the round, percent.
    pub percent_before: Option<f64>,
    /// The same under the other tool.
    pub percent_after: Option<f64>,
    /// Code of the plan's grade on the tool of the round; none: no grade.
    pub grade_before: Option<String>,
    /// Code of the plan's grade on the other tool; none: no grade.
    pub grade_after: Option<String>,
    /// The plan's grade.
    pub plan: GradeChange,
    /// Sections whose grade would be another.
    pub sections: Vec<GradeChange>,
    /// Every section of either tool, in the order of the other tool; those that are gone last.
    pub all_sections: Vec<GradeChange>,
    /// Criteria the other tool asks and these answers do not hold.
    pub unanswered: usize,
}

/// What a section that one of the tools does not have is said to be there.
const NOT_THERE: &str = "Not in it";

/// Grades each plan with both tools, at the depth and evidence of the round. An answer the other tool does not have, or
/// to a criterion it does not have, is left out there.
#[must_use]
pub fn try_on(
    (before, after): (&AuditTool, &AuditTool),
    (depth, evidence): (Depth, Evidence),
    plans: &[TrialPlan],
) -> Vec<TrialRow> {
    let nobody = BTreeSet::new();
    let row = |plan: &TrialPlan| {
        let was = Judgement::of_plan(before, depth, evidence).grade(&plan.answers, &nobody);
        let is = Judgement::of_plan(after, depth, evidence).grade(&plan.answers, &nobody);
        row_of((before, &was), (after, &is), (plan.subject, &plan.reference))
    };
    plans.iter().map(row).collect()
}

/// The same of one sheet. A sheet of a part of the plan has grades of its sections only.
#[must_use]
pub fn try_sheet(
    (before, after): (&AuditTool, &AuditTool),
    (depth, evidence): (Depth, Evidence),
    sheet: &TrialSheet,
) -> TrialRow {
    let grading = |tool: &AuditTool| {
        let judgement = Judgement::of_plan(tool, depth, evidence);
        if sheet.scope == Scope::Whole {
            return judgement.grade(&sheet.answers, &sheet.handed);
        }
        let scope: BTreeSet<String> = criteria_in_scope(tool, depth, evidence, &sheet.scope).into_iter().collect();
        Judgement { scope: Some(&scope), ..judgement }.grade(&sheet.answers, &sheet.handed)
    };
    row_of((before, &grading(before)), (after, &grading(after)), (sheet.subject, &sheet.reference))
}

fn row_of(
    (before, was): (&AuditTool, &PlanGrading),
    (after, is): (&AuditTool, &PlanGrading),
    (subject, reference): (SubjectId, &str),
) -> TrialRow {
    let plan = GradeChange {
        of: String::new(),
        before: grade_words(before, was.grade.as_deref()),
        after: grade_words(after, is.grade.as_deref()),
        why: why_words(after, is),
    };
    let all_sections = sections((before, was), (after, is));
    let in_both = |change: &&GradeChange| change.before != NOT_THERE && change.after != NOT_THERE;
    TrialRow {
        subject,
        reference: reference.to_owned(),
        percent_before: was.percent,
        percent_after: is.percent,
        grade_before: was.grade.clone(),
        grade_after: is.grade.clone(),
        plan,
        sections: all_sections.iter().filter(in_both).filter(|change| change.is_change()).cloned().collect(),
        all_sections,
        unanswered: is.missing.len(),
    }
}

/// Every section with something asked in it, before and after.
fn sections(before: (&AuditTool, &PlanGrading), after: (&AuditTool, &PlanGrading)) -> Vec<GradeChange> {
    let find = |grading: &PlanGrading, code: &str| grading.sections.iter().position(|s| s.code == code && s.tested > 0);
    let words = |(tool, grading): (&AuditTool, &PlanGrading), at: Option<usize>| {
        at.and_then(|at| grading.sections.get(at))
            .map_or_else(|| NOT_THERE.to_owned(), |section| grade_words(tool, section.grade.as_deref()))
    };
    let mut codes: Vec<&str> = Vec::new();
    for section in after.1.sections.iter().chain(&before.1.sections) {
        if section.tested > 0 && !codes.contains(&section.code.as_str()) {
            codes.push(&section.code);
        }
    }
    let change = |code: &str| {
        let (was, is) = (find(before.1, code), find(after.1, code));
        let shown = is.and_then(|at| after.1.sections.get(at));
        let why = shown.map_or_else(String::new, |is| {
            let held =
                if is.capped_by.is_empty() { String::new() } else { format!(", held by {}", is.capped_by.join(", ")) };
            format!("{}{held}", percent_words(is.percent))
        });
        GradeChange { of: code.to_owned(), before: words(before, was), after: words(after, is), why }
    };
    codes.into_iter().map(change).collect()
}

/// The label of a grade; "No grade" where there is none.
#[must_use]
pub fn grade_words(tool: &AuditTool, grade: Option<&str>) -> String {
    grade.and_then(|code| tool.get_grade(code)).map_or_else(|| "No grade".to_owned(), |grade| grade.label.clone())
}

/// "81.2 % of the points"; where nothing is in the base, that.
#[must_use]
pub fn percent_words(percent: Option<f64>) -> String {
    percent.map_or_else(|| "nothing in the base".to_owned(), |percent| format!("{percent:.1} % of the points"))
}

/// Why a plan has its grade: "Good on 81.2 % of the points, held at Requires improvement by D1".
#[must_use]
pub fn why_words(tool: &AuditTool, grading: &PlanGrading) -> String {
    let points = percent_words(grading.percent);
    let Some(on_points) = &grading.on_points else { return points };
    let mut words = format!("{} on {points}", grade_words(tool, Some(on_points)));
    let mut caps: Vec<&str> = Vec::new();
    for hold in &grading.held_by {
        if !caps.contains(&hold.cap.as_str()) {
            caps.push(&hold.cap);
        }
    }
    for cap in caps {
        let by = grading.held_by.iter().filter(|hold| hold.cap == cap).map(|hold| match &hold.reason {
            HoldReason::WeakestGroup(code) => format!("group {code}"),
            HoldReason::Gap(code) | HoldReason::GapInPart(code) | HoldReason::TopGrade(code) => code.clone(),
        });
        let by: Vec<String> = by.collect();
        words.push_str(&format!(", held at {} by {}", grade_words(tool, Some(cap)), by.join(", ")));
    }
    words
}

/// How well a tool fits the grades an area gave plans it knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fit {
    /// Plans the area gave a grade.
    pub known: usize,
    /// Of these, the grade on the tool of the round is the same.
    pub before: usize,
    /// Of these, the grade on the other tool is the same.
    pub after: usize,
}

/// Counts how many known grades each tool matches.
#[must_use]
pub fn fit(rows: &[TrialRow], known: &BTreeMap<SubjectId, String>) -> Fit {
    let mut fit = Fit::default();
    for (row, grade) in rows.iter().filter_map(|row| Some((row, known.get(&row.subject)?))) {
        fit.known += 1;
        fit.before += usize::from(row.grade_before.as_ref() == Some(grade));
        fit.after += usize::from(row.grade_after.as_ref() == Some(grade));
    }
    fit
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::audit_tool::Criterion;
    use crate::domain::test_tool::default_tool;
    use crate::domain::tool_draft::{new_criterion, remove_criterion};
    use uuid::Uuid;

    /// A plan with every core criterion answered "met", but for those named.
    fn plan(but: &[(&str, &str)]) -> TrialPlan {
        let tool = default_tool();
        let mut answers: BTreeMap<String, String> =
            tool.asked(Depth::Core).map(|(_, c)| (c.code.clone(), "met".to_owned())).collect();
        for (criterion, answer) in but {
            answers.insert((*criterion).to_owned(), (*answer).to_owned());
        }
        TrialPlan { subject: SubjectId(Uuid::nil()), reference: "K1".to_owned(), answers }
    }

    fn tried(after: &AuditTool, plans: &[TrialPlan]) -> Vec<TrialRow> {
        try_on((&default_tool(), after), (Depth::Core, Evidence::File), plans)
    }

    #[test]
    fn the_same_tool_changes_nothing() {
        let rows = tried(&default_tool(), &[plan(&[]), plan(&[("C1", "not_met")])]);
        assert!(rows.iter().all(|row| !row.plan.is_change() && row.sections.is_empty() && row.unanswered == 0));
    }

    #[test]
    fn a_rule_that_goes_lifts_the_plan_it_held_and_says_why() {
        let mut after = default_tool();
        let plans = [plan(&[("C1", "not_met")])];
        let row = &tried(&after, &plans)[0];
        assert!(row.plan.why.contains("held at Requires improvement by"), "{}", row.plan.why);
        after.rule.must_not_met_caps_plan_at = None;
        after.rule.must_not_met_caps_heading_at = None;
        after.rule.steps_above_weakest_group = None;
        let row = &tried(&after, &plans)[0];
        assert_eq!((row.plan.before.as_str(), row.plan.after.as_str()), ("Requires improvement", "Good"));
        assert!(row.plan.why.starts_with("Outstanding on "), "{}", row.plan.why);
        // Section C stays where it was: its points alone put it there.
        assert!(row.sections.is_empty(), "{:?}", row.sections);
    }

    #[test]
    fn every_section_is_set_beside_itself_also_one_that_is_new_or_gone() {
        let mut after = default_tool();
        let gone = after.headings.remove(2);
        let mut new = gone.clone();
        new.code = "NEW".to_owned();
        new.criteria.truncate(1);
        new.criteria[0] = Criterion { code: "N1".to_owned(), na_needs: Vec::new(), ..new.criteria[0].clone() };
        after.headings.insert(0, new);
        let row = &tried(&after, &[plan(&[("A1", "not_met")])])[0];
        let codes: Vec<&str> = row.all_sections.iter().map(|section| section.of.as_str()).collect();
        assert_eq!((codes[0], codes[1], *codes.last().unwrap()), ("NEW", "A", gone.code.as_str()));
        assert_eq!(
            (row.all_sections[0].before.as_str(), row.all_sections[0].after.as_str()),
            ("Not in it", "No grade")
        );
        let last = row.all_sections.last().unwrap();
        assert_eq!((last.before.as_str(), last.after.as_str()), ("Outstanding", "Not in it"));
        assert!(row.sections.is_empty(), "neither is a change of a grade: {:?}", row.sections);
        let same = row.all_sections.iter().find(|section| section.of == "A").unwrap();
        assert!(!same.is_change() && same.why.ends_with(" % of the points"), "{same:?}");
    }

    #[test]
    fn a_sheet_of_some_sections_is_graded_in_those_alone_and_what_was_handed_on_is_not_missing() {
        let tool = default_tool();
        let whole = plan(&[]);
        let mut sheet = TrialSheet {
            subject: whole.subject,
            reference: whole.reference,
            reader: "A".to_owned(),
            scope: Scope::Headings(vec!["A".to_owned(), "C".to_owned()]),
            answers: whole.answers,
            handed: BTreeSet::new(),
        };
        let row = try_sheet((&tool, &tool), (Depth::Core, Evidence::File), &sheet);
        let codes: Vec<&str> = row.all_sections.iter().map(|section| section.of.as_str()).collect();
        assert_eq!((codes, row.grade_after.clone(), row.unanswered), (vec!["A", "C"], None, 0));
        sheet.answers.remove("A1");
        let row = try_sheet((&tool, &tool), (Depth::Core, Evidence::File), &sheet);
        assert_eq!(row.unanswered, 1);
        sheet.handed.insert("A1".to_owned());
        let row = try_sheet((&tool, &tool), (Depth::Core, Evidence::File), &sheet);
        assert_eq!(row.unanswered, 0);
    }

    #[test]
    fn a_criterion_without_an_answer_is_counted_and_one_that_went_is_left_out() {
        let mut after = default_tool();
        after.headings[0].criteria.push(new_criterion("A99".to_owned()));
        remove_criterion(&mut after, (0, 0));
        let row = &tried(&after, &[plan(&[])])[0];
        assert_eq!((row.unanswered, row.percent_after), (1, Some(100.0)));
    }

    #[test]
    fn known_grades_are_matched_on_either_tool() {
        let mut after = default_tool();
        let plans = [plan(&[("A1", "partly"), ("A2", "partly"), ("E1", "not_evidenced")])];
        let rows = tried(&after, &plans);
        let on_now = rows[0].grade_before.clone().unwrap();
        let known = BTreeMap::from([(plans[0].subject, on_now)]);
        assert_eq!(fit(&rows, &known), Fit { known: 1, before: 1, after: 1 });
        after.grades.iter_mut().for_each(|grade| grade.from_percent = grade.from_percent.min(3));
        after.grades[0].from_percent = 4;
        after.rule = Default::default();
        let rows = tried(&after, &plans);
        assert_eq!(rows[0].grade_after.as_deref(), Some("outstanding"));
        let fits = fit(&rows, &known);
        assert_eq!((fits.known, fits.before), (1, 1));
        assert_eq!(fits.after, usize::from(known[&plans[0].subject] == "outstanding"));
    }
}
