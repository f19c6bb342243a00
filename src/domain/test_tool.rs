//! Tools for tests: the default one as shipped, and small ones built in a line.

#![allow(clippy::unwrap_used)]

use super::audit_tool::{Answer, AuditTool, Criterion, Depth, Evidence, Grade, Heading, Kind, Lead, Rule, SubjectKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The default tool's file.
pub(crate) const DEFAULT_TOOL: &str = include_str!("../../assets/audit-tools/ehc-plan-audit.toml");

#[derive(serde::Deserialize)]
struct File {
    tool: AuditTool,
    heading: Vec<Heading>,
}

/// The default tool.
pub(crate) fn default_tool() -> AuditTool {
    static READ: LazyLock<AuditTool> = LazyLock::new(|| {
        let file: File = toml::from_str(DEFAULT_TOOL).unwrap();
        AuditTool { headings: file.heading, ..file.tool }
    });
    READ.clone()
}

/// A workshop criterion on the plan alone that may not be "not applicable".
pub(crate) fn criterion(code: &str, kind: Kind) -> Criterion {
    Criterion {
        code: code.to_owned(),
        kind,
        depth: Depth::Workshop,
        evidence: Evidence::Plan,
        question: format!("Is {code} so?"),
        good: String::new(),
        lead: Vec::new(),
        na: None,
        na_needs: Vec::new(),
        references: Vec::new(),
    }
}

/// A section of weight 1 with `n` should criteria `A1`, `A2`, ….
pub(crate) fn section(code: &str, n: usize) -> Heading {
    Heading {
        code: code.to_owned(),
        title: format!("Section {code}"),
        lead: Lead::All,
        weight: 1,
        criteria: (1..=n).map(|i| criterion(&format!("{code}{i}"), Kind::Should)).collect(),
    }
}

/// The answers of the default tool, grades as given (code and threshold; the first two are good or better), no rule.
pub(crate) fn tool(grades: &[(&str, u32)], headings: Vec<Heading>) -> AuditTool {
    let answer = |code: &str, points, level, key: &str| Answer {
        code: code.to_owned(),
        label: code.to_owned(),
        points,
        level,
        key: Some(key.to_owned()),
    };
    let grade = |(i, (code, from_percent)): (usize, &(&str, u32))| Grade {
        code: (*code).to_owned(),
        label: (*code).to_owned(),
        from_percent: *from_percent,
        good_or_better: i < 2,
    };
    AuditTool {
        code: "test".to_owned(),
        title: "Test".to_owned(),
        version: 1,
        subject: SubjectKind::Plan,
        source: String::new(),
        anchor: None,
        thresholds_set_on: None,
        answers: vec![
            answer("met", Some(2), Some(3), "1"),
            answer("partly", Some(1), Some(2), "2"),
            answer("not_met", Some(0), Some(1), "3"),
            answer("not_evidenced", Some(0), None, "4"),
            answer("na", None, None, "0"),
        ],
        grades: grades.iter().enumerate().map(grade).collect(),
        rule: Rule::default(),
        groups: Vec::new(),
        views: Vec::new(),
        headings,
    }
}

/// Answers from pairs.
pub(crate) fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(c, a)| ((*c).to_owned(), (*a).to_owned())).collect()
}

/// The same answer to every tested criterion.
pub(crate) fn all(tool: &AuditTool, depth: Depth, evidence: Evidence, answer: &str) -> BTreeMap<String, String> {
    tool.tested(depth, evidence).map(|(_, c)| (c.code.clone(), answer.to_owned())).collect()
}
