//! An audit tool being edited: steps that keep it whole. A code that changes or goes is followed wherever it stands.

use super::audit_tool::{AuditTool, Criterion, Depth, Evidence, Heading, Kind, Lead};
use super::ids::ToolDraftId;
use std::collections::BTreeSet;

/// A tool being edited. It may have faults; publishing it makes the next version of its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolDraft {
    /// Its id.
    pub id: ToolDraftId,
    /// The published version of the same code that it was begun from; none: a new tool.
    pub from_version: Option<u32>,
    /// The tool as it stands. Its version is the one it would be published as when it was begun.
    pub tool: AuditTool,
    /// When it was last changed, milliseconds UTC.
    pub changed_ms: i64,
}

/// Thresholds of the grades by code: what an area calibrates.
#[must_use]
pub fn thresholds(tool: &AuditTool) -> Vec<(&str, u32)> {
    tool.grades.iter().map(|grade| (grade.code.as_str(), grade.from_percent)).collect()
}

/// A code that nothing of its kind has yet: `stem1`, `stem2`, ….
#[must_use]
pub fn free_code<'a>(stem: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: BTreeSet<&str> = taken.collect();
    // One of so many numbers is free.
    let mut numbers = (1..=taken.len() + 1).map(|n| format!("{stem}{n}"));
    numbers.find(|code| !taken.contains(code.as_str())).unwrap_or_else(|| stem.to_owned())
}

/// A criterion as it is first added: nothing of it is written yet but its code.
#[must_use]
pub fn new_criterion(code: String) -> Criterion {
    Criterion {
        code,
        kind: Kind::Should,
        depth: Depth::Core,
        evidence: Evidence::Plan,
        question: String::new(),
        good: String::new(),
        lead: Vec::new(),
        na: None,
        na_needs: Vec::new(),
        references: Vec::new(),
    }
}

/// A section as it is first added.
#[must_use]
pub fn new_section(code: String) -> Heading {
    Heading { code, title: String::new(), lead: Lead::All, weight: 1, criteria: Vec::new() }
}

/// Moves an item of a list one place up or down; returns its new place.
pub fn move_item<T>(list: &mut [T], at: usize, down: bool) -> usize {
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    if at < list.len() && to < list.len() {
        list.swap(at, to);
        return to;
    }
    at
}

fn follow(codes: &mut [String], from: &str, to: &str) {
    for code in codes.iter_mut().filter(|code| *code == from) {
        to.clone_into(code);
    }
}

fn follow_one(code: &mut Option<String>, from: &str, to: &str) {
    if code.as_deref() == Some(from) {
        *code = Some(to.to_owned());
    }
}

/// Gives a section another code, in groups and the rule too.
pub fn rename_section(tool: &mut AuditTool, at: usize, to: &str) {
    let Some(section) = tool.headings.get_mut(at) else { return };
    let from = std::mem::replace(&mut section.code, to.to_owned());
    // While two sections share a code it is not known which of them is meant.
    if tool.headings.iter().any(|section| section.code == from) {
        return;
    }
    for group in &mut tool.groups {
        follow(&mut group.headings, &from, to);
    }
    if let Some(codes) = &mut tool.rule.must_caps_headings {
        follow(codes, &from, to);
    }
}

/// Gives a criterion another code, in views and in what "not applicable" rests on too.
pub fn rename_criterion(tool: &mut AuditTool, (section, at): (usize, usize), to: &str) {
    let Some(criterion) = tool.headings.get_mut(section).and_then(|s| s.criteria.get_mut(at)) else { return };
    let from = std::mem::replace(&mut criterion.code, to.to_owned());
    if tool.get_criterion(&from).is_some() {
        return;
    }
    for view in &mut tool.views {
        follow(&mut view.criteria, &from, to);
    }
    for criterion in tool.headings.iter_mut().flat_map(|section| &mut section.criteria) {
        follow(&mut criterion.na_needs, &from, to);
    }
}

/// Gives a grade another code, in the rule too.
pub fn rename_grade(tool: &mut AuditTool, at: usize, to: &str) {
    let Some(grade) = tool.grades.get_mut(at) else { return };
    let from = std::mem::replace(&mut grade.code, to.to_owned());
    if tool.get_grade(&from).is_some() {
        return;
    }
    let rule = &mut tool.rule;
    follow_one(&mut rule.must_not_met_caps_heading_at, &from, to);
    follow_one(&mut rule.must_not_met_caps_plan_at, &from, to);
    follow_one(&mut rule.must_partly_caps_plan_at, &from, to);
}

/// Gives an answer another code, in the rule too.
pub fn rename_answer(tool: &mut AuditTool, at: usize, to: &str) {
    let Some(answer) = tool.answers.get_mut(at) else { return };
    let from = std::mem::replace(&mut answer.code, to.to_owned());
    if tool.get_answer(&from).is_none() {
        follow_one(&mut tool.rule.top_grade_allows_no, &from, to);
    }
}

/// Removes a criterion, from views and from what "not applicable" rests on too.
pub fn remove_criterion(tool: &mut AuditTool, (section, at): (usize, usize)) {
    let Some(section) = tool.headings.get_mut(section).filter(|s| at < s.criteria.len()) else { return };
    let gone = section.criteria.remove(at).code;
    forget_criterion(tool, &gone);
}

fn forget_criterion(tool: &mut AuditTool, gone: &str) {
    if tool.get_criterion(gone).is_some() {
        return;
    }
    for view in &mut tool.views {
        view.criteria.retain(|code| code != gone);
    }
    for criterion in tool.headings.iter_mut().flat_map(|section| &mut section.criteria) {
        criterion.na_needs.retain(|code| code != gone);
    }
}

/// Removes a section with its criteria, from groups and the rule too.
pub fn remove_section(tool: &mut AuditTool, at: usize) {
    if at >= tool.headings.len() {
        return;
    }
    let gone = tool.headings.remove(at);
    if tool.get_heading(&gone.code).is_none() {
        for group in &mut tool.groups {
            group.headings.retain(|code| *code != gone.code);
        }
        if let Some(codes) = &mut tool.rule.must_caps_headings {
            codes.retain(|code| *code != gone.code);
        }
    }
    for criterion in &gone.criteria {
        forget_criterion(tool, &criterion.code);
    }
}

/// Moves a criterion to the end of another section; returns its place there.
pub fn move_to_section(tool: &mut AuditTool, (section, at): (usize, usize), to: usize) -> (usize, usize) {
    let is_there = tool.headings.get(section).is_some_and(|s| at < s.criteria.len());
    if !is_there || to == section || to >= tool.headings.len() {
        return (section, at);
    }
    let Some(criterion) = tool.headings.get_mut(section).map(|s| s.criteria.remove(at)) else { return (section, at) };
    let Some(target) = tool.headings.get_mut(to) else { return (section, at) };
    target.criteria.push(criterion);
    (to, target.criteria.len() - 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::test_tool::default_tool;

    fn place(tool: &AuditTool, code: &str) -> (usize, usize) {
        let find = |(s, section): (usize, &Heading)| Some((s, section.criteria.iter().position(|c| c.code == code)?));
        tool.headings.iter().enumerate().find_map(find).unwrap()
    }

    #[test]
    fn a_code_that_changes_is_followed_wherever_it_stands() {
        let mut tool = default_tool();
        let c1 = place(&tool, "C1");
        rename_criterion(&mut tool, c1, "C-one");
        let c = tool.headings.iter().position(|h| h.code == "C").unwrap();
        rename_section(&mut tool, c, "HN");
        rename_grade(&mut tool, 2, "fair");
        let not_met = tool.answers.iter().position(|a| a.code == "not_met").unwrap();
        rename_answer(&mut tool, not_met, "never");
        assert_eq!(tool.validate(), Ok(()));
        assert!(tool.groups.iter().any(|group| group.headings.iter().any(|code| code == "HN")));
        assert_eq!(tool.rule.must_not_met_caps_plan_at.as_deref(), Some("fair"));
        assert_eq!(tool.rule.top_grade_allows_no.as_deref(), Some("never"));
        assert!(!format!("{tool:?}").contains("\"C1\""));
    }

    #[test]
    fn a_code_two_share_for_a_moment_is_not_followed_from_the_other() {
        let mut tool = default_tool();
        let (a1, c1) = (place(&tool, "A1"), place(&tool, "C1"));
        let before = tool.views.clone();
        rename_criterion(&mut tool, a1, "C1");
        rename_criterion(&mut tool, a1, "A1x");
        assert_eq!(tool.views, before);
        assert_eq!(tool.headings[c1.0].criteria[c1.1].code, "C1");
        assert_eq!(tool.validate(), Ok(()));
    }

    #[test]
    fn what_is_removed_leaves_no_name_behind() {
        let mut tool = default_tool();
        let c1 = place(&tool, "C1");
        remove_criterion(&mut tool, c1);
        let named = |t: &AuditTool| format!("{:?}", (&t.views, &t.groups, &t.rule));
        assert!(!named(&tool).contains("\"C1\""));
        assert!(tool.criteria().all(|(_, c)| !c.na_needs.iter().any(|need| need == "C1")));
        let d = tool.headings.iter().position(|h| h.code == "D").unwrap();
        remove_section(&mut tool, d);
        assert!(!named(&tool).contains("\"D\"") && !named(&tool).contains("\"D1\""));
    }

    #[test]
    fn what_is_moved_keeps_everything_else_in_order() {
        let mut tool = default_tool();
        let (from, to) = (place(&tool, "B2"), 0);
        let all = tool.criteria().count();
        let moved = move_to_section(&mut tool, from, to);
        assert_eq!(tool.headings[moved.0].criteria[moved.1].code, "B2");
        assert_eq!(tool.criteria().count(), all);
        assert_eq!(tool.validate(), Ok(()));
        let mut letters = ['a', 'b', 'c'];
        assert_eq!((move_item(&mut letters, 0, true), letters), (1, ['b', 'a', 'c']));
        assert_eq!((move_item(&mut letters, 0, false), letters), (0, ['b', 'a', 'c']));
        assert_eq!((move_item(&mut letters, 2, true), letters), (2, ['b', 'a', 'c']));
    }

    #[test]
    fn a_new_code_is_free() {
        assert_eq!(free_code("A", ["A1", "A2", "A4"].into_iter()), "A3");
        assert_eq!(free_code("A", std::iter::empty()), "A1");
    }
}
