//! What differs between two tools: parts added, removed, changed and moved, texts word by word.

use super::audit_tool::{Answer, AuditTool, Criterion, Grade, Group, Heading, Reference, Rule, View};
use serde::Serialize;

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// A field of it is other than before.
    Changed,
    /// The parts of its kind stand in another order.
    Order,
}

impl ChangeKind {
    /// The words shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Removed => "Removed",
            Self::Changed => "Changed",
            Self::Order => "In another order",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToolChange {
    /// The part in words, such as "Criterion C1".
    pub part: String,
    /// What became of it.
    pub kind: ChangeKind,
    /// The field that changed, in words; empty: the part as a whole.
    pub field: &'static str,
    /// What was there; empty: nothing.
    pub before: String,
    /// What is there; empty: nothing.
    pub after: String,
}

/// A field of a part: its name in words, and what is in it.
type Fields = Vec<(&'static str, String)>;

/// A part: its code and its fields, the one that says most first.
type Part = (String, Fields);

/// All differences, in the order of the newer tool; the version and where a tool was begun from are none.
#[must_use]
pub fn compare(before: &AuditTool, after: &AuditTool) -> Vec<ToolChange> {
    let mut changes = Vec::new();
    fields("The tool", &head(before), &head(after), &mut changes);
    parts("Answer", &list(&before.answers, answer), &list(&after.answers, answer), &mut changes);
    parts("Grade", &list(&before.grades, grade), &list(&after.grades, grade), &mut changes);
    fields("The rule", &rule(&before.rule), &rule(&after.rule), &mut changes);
    parts("Group", &list(&before.groups, group), &list(&after.groups, group), &mut changes);
    parts("View", &list(&before.views, view), &list(&after.views, view), &mut changes);
    parts("Section", &list(&before.headings, section), &list(&after.headings, section), &mut changes);
    let all = |tool: &AuditTool| -> Vec<Part> { tool.criteria().map(|(h, c)| criterion(h, c)).collect() };
    parts("Criterion", &all(before), &all(after), &mut changes);
    changes
}

fn list<T>(items: &[T], part: impl Fn(&T) -> Part) -> Vec<Part> {
    items.iter().map(part).collect()
}

fn fields(part: &str, before: &Fields, after: &Fields, changes: &mut Vec<ToolChange>) {
    for ((field, was), (_, is)) in before.iter().zip(after) {
        if was != is {
            changes.push(ToolChange {
                part: part.to_owned(),
                kind: ChangeKind::Changed,
                field,
                before: was.clone(),
                after: is.clone(),
            });
        }
    }
}

fn parts(word: &str, before: &[Part], after: &[Part], changes: &mut Vec<ToolChange>) {
    let find = |list: &'_ [Part], code: &str| list.iter().position(|(has, _)| has == code);
    let says = |part: &Part| part.1.first().map(|(_, words)| words.clone()).unwrap_or_default();
    for part in after {
        let name = format!("{word} {}", part.0);
        match find(before, &part.0).and_then(|at| before.get(at)) {
            Some(was) => fields(&name, &was.1, &part.1, changes),
            None => changes.push(ToolChange {
                part: name,
                kind: ChangeKind::Added,
                field: "",
                before: String::new(),
                after: says(part),
            }),
        }
    }
    for part in before.iter().filter(|part| find(after, &part.0).is_none()) {
        changes.push(ToolChange {
            part: format!("{word} {}", part.0),
            kind: ChangeKind::Removed,
            field: "",
            before: says(part),
            after: String::new(),
        });
    }
    let common = |list: &[Part], other: &[Part]| -> Vec<String> {
        list.iter().filter(|part| find(other, &part.0).is_some()).map(|part| part.0.clone()).collect()
    };
    let (was, is) = (common(before, after), common(after, before));
    if was != is {
        let part = match word {
            "Criterion" => "Criteria".to_owned(),
            word => format!("{word}s"),
        };
        let (before, after) = (was.join(", "), is.join(", "));
        changes.push(ToolChange { part, kind: ChangeKind::Order, field: "", before, after });
    }
}

// Each of these takes its part to pieces, so that a new field cannot be forgotten here.

fn head(tool: &AuditTool) -> Fields {
    let AuditTool {
        code,
        title,
        version: _,
        subject,
        source,
        anchor,
        thresholds_set_on,
        answers: _,
        grades: _,
        rule: _,
        groups: _,
        views: _,
        headings: _,
    } = tool;
    vec![
        ("Title", title.clone()),
        ("Code", code.clone()),
        ("Subject", subject.label().to_owned()),
        ("Source", source.clone()),
        ("How to read “each” and “every”", anchor.clone().unwrap_or_default()),
        ("Local thresholds set on", thresholds_set_on.map(|on| on.to_string()).unwrap_or_default()),
    ]
}

fn number(number: Option<u32>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

fn answer(answer: &Answer) -> Part {
    let Answer { code, label, points, level, key } = answer;
    let fields = vec![
        ("Label", label.clone()),
        ("Points", number(*points)),
        ("Level", number(*level)),
        ("Key", key.clone().unwrap_or_default()),
    ];
    (code.clone(), fields)
}

fn grade(grade: &Grade) -> Part {
    let Grade { code, label, from_percent, good_or_better } = grade;
    let good = if *good_or_better { "yes" } else { "no" };
    let fields = vec![
        ("Label", label.clone()),
        ("Threshold", format!("{from_percent} %")),
        ("Counts as good or better", good.to_owned()),
    ];
    (code.clone(), fields)
}

fn rule(rule: &Rule) -> Fields {
    let Rule {
        heading_grade_needs_answers,
        must_not_met_caps_heading_at,
        must_not_met_caps_plan_at,
        must_caps_headings,
        must_partly_caps_plan_at,
        top_grade_allows_no,
        steps_above_weakest_group,
        provisional_under_percent,
    } = rule;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let codes = must_caps_headings.as_ref().map_or("all".to_owned(), |codes| codes.join(", "));
    vec![
        ("Answers a section needs for a grade", number(*heading_grade_needs_answers)),
        ("A gap caps its section at", text(must_not_met_caps_heading_at)),
        ("A gap caps the plan at", text(must_not_met_caps_plan_at)),
        ("Sections whose gaps hold the plan", codes),
        ("A gap in part caps the plan at", text(must_partly_caps_plan_at)),
        ("The top grade allows no", text(top_grade_allows_no)),
        ("Grades above the weakest group", number(*steps_above_weakest_group)),
        ("Provisional under this share tested, percent", number(*provisional_under_percent)),
    ]
}

fn group(group: &Group) -> Part {
    let Group { code, headings } = group;
    (code.clone(), vec![("Sections", headings.join(", "))])
}

fn view(view: &View) -> Part {
    let View { code, title, criteria, standard_from_percent } = view;
    let fields = vec![
        ("Title", title.clone()),
        ("Criteria", criteria.join(", ")),
        ("Standard from", format!("{standard_from_percent} %")),
    ];
    (code.clone(), fields)
}

fn section(section: &Heading) -> Part {
    let Heading { code, title, lead, weight, criteria: _ } = section;
    let fields = vec![("Title", title.clone()), ("Lead", lead.label().to_owned()), ("Weight", weight.to_string())];
    (code.clone(), fields)
}

fn criterion(section: &Heading, criterion: &Criterion) -> Part {
    let Criterion { code, kind, depth, evidence, question, good, lead, na, na_needs, references } = criterion;
    let leads: Vec<&str> = lead.iter().map(|lead| lead.label()).collect();
    let reference = |r: &Reference| {
        let Reference { text, verified } = r;
        format!("{text} ({verified})")
    };
    let fields = vec![
        ("Question", question.clone()),
        ("Section", section.code.clone()),
        ("Kind", kind.label().to_owned()),
        ("Depth", depth.label().to_owned()),
        ("Evidence", evidence.label().to_owned()),
        ("What good looks like", good.clone()),
        ("Lead", leads.join(", ")),
        ("Not applicable when", na.clone().unwrap_or_default()),
        ("Not applicable only while met", na_needs.join(", ")),
        ("References", references.iter().map(reference).collect::<Vec<_>>().join("; ")),
    ];
    (code.clone(), fields)
}

/// A piece of two texts compared word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the older one.
    Gone(String),
    /// Only in the newer one.
    New(String),
}

/// Words more than this on both sides are not compared one by one: the older text is gone, the newer is new.
const MOST_WORDS: usize = 600;

/// Two texts word by word; pieces of the same kind are joined.
#[must_use]
pub fn word_diff(before: &str, after: &str) -> Vec<Piece> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.split_whitespace().collect(), after.split_whitespace().collect());
    let mut pieces: Vec<Piece> = Vec::new();
    if a.len() > MOST_WORDS || b.len() > MOST_WORDS {
        pieces.extend((!a.is_empty()).then(|| Piece::Gone(a.join(" "))));
        pieces.extend((!b.is_empty()).then(|| Piece::New(b.join(" "))));
        return pieces;
    }
    // Lengths of the longest common run of words from each pair of places on.
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let value = |common: &[u32], i: usize, j: usize| common.get(at(i, j)).copied().unwrap_or_default();
    for (i, word) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            let longest = if word == other {
                value(&common, i + 1, j + 1) + 1
            } else {
                value(&common, i + 1, j).max(value(&common, i, j + 1))
            };
            if let Some(cell) = common.get_mut(at(i, j)) {
                *cell = longest;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(word), Some(other)) if word == other => {
                push(&mut pieces, Piece::Same((*word).to_owned()));
                (i, j) = (i + 1, j + 1);
            }
            (Some(word), other) if other.is_none() || value(&common, i + 1, j) >= value(&common, i, j + 1) => {
                push(&mut pieces, Piece::Gone((*word).to_owned()));
                i += 1;
            }
            (_, Some(other)) => {
                push(&mut pieces, Piece::New((*other).to_owned()));
                j += 1;
            }
            _ => break,
        }
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), &piece) {
        (Some(Piece::Same(words)), Piece::Same(word))
        | (Some(Piece::Gone(words)), Piece::Gone(word))
        | (Some(Piece::New(words)), Piece::New(word)) => {
            words.push(' ');
            words.push_str(word);
        }
        _ => pieces.push(piece),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::audit_tool::Kind;
    use crate::domain::test_tool::default_tool;
    use crate::domain::tool_draft::{move_to_section, new_criterion, remove_criterion};
    use proptest::prelude::*;

    fn changed(edit: impl FnOnce(&mut AuditTool)) -> Vec<(String, ChangeKind, &'static str)> {
        let (before, mut after) = (default_tool(), default_tool());
        edit(&mut after);
        compare(&before, &after).into_iter().map(|c| (c.part, c.kind, c.field)).collect()
    }

    #[test]
    fn the_same_tool_has_no_differences_and_a_version_is_none() {
        assert_eq!(changed(|_| {}), []);
        assert_eq!(changed(|t| t.version = 9), []);
    }

    #[test]
    fn each_kind_of_change_is_named_at_its_place() {
        let at = |part: &str, field| vec![(part.to_owned(), ChangeKind::Changed, field)];
        assert_eq!(changed(|t| t.headings[0].criteria[0].question.push('!')), at("Criterion A1", "Question"));
        assert_eq!(changed(|t| t.headings[0].criteria[0].kind = Kind::Local), at("Criterion A1", "Kind"));
        assert_eq!(changed(|t| t.headings[2].weight = 3), at("Section C", "Weight"));
        assert_eq!(changed(|t| t.grades[1].from_percent = 68), at("Grade good", "Threshold"));
        assert_eq!(changed(|t| t.answers[0].points = Some(3)), at("Answer met", "Points"));
        let top = |t: &mut AuditTool| t.rule.top_grade_allows_no = None;
        assert_eq!(changed(top), at("The rule", "The top grade allows no"));
        assert_eq!(changed(|t| t.views[0].standard_from_percent = 71), at("View health", "Standard from"));
        assert_eq!(changed(|t| t.groups[0].headings.push("A".into()))[0].2, "Sections");
        assert_eq!(changed(|t| t.source.push('x')), at("The tool", "Source"));
    }

    #[test]
    fn criteria_added_removed_and_moved_are_told_apart() {
        let added = changed(|t| t.headings[0].criteria.push(new_criterion("A99".into())));
        assert_eq!(added, [("Criterion A99".to_owned(), ChangeKind::Added, "")]);
        let removed = changed(|t| remove_criterion(t, (0, 2)));
        assert_eq!(removed[0].1, ChangeKind::Removed);
        let swapped = changed(|t| t.headings[0].criteria.swap(0, 1));
        assert_eq!(swapped, [("Criteria".to_owned(), ChangeKind::Order, "")]);
        let moved = changed(|t| {
            move_to_section(t, (0, 0), 1);
        });
        assert_eq!(moved[0], ("Criterion A1".to_owned(), ChangeKind::Changed, "Section"));
    }

    #[test]
    fn texts_are_compared_word_by_word() {
        let pieces = word_diff("Does A say how?", "Does section A say when and how?");
        let same = |words: &str| Piece::Same(words.to_owned());
        let new = |words: &str| Piece::New(words.to_owned());
        assert_eq!(pieces, [same("Does"), new("section"), same("A say"), new("when and"), same("how?")]);
        assert_eq!(word_diff("one two", ""), [Piece::Gone("one two".to_owned())]);
        assert_eq!(word_diff("", ""), []);
    }

    proptest! {
        #[test]
        fn either_text_can_be_read_back_from_the_pieces(a in "[ab ]{0,20}", b in "[ab ]{0,20}") {
            let pieces = word_diff(&a, &b);
            let read = |gone: bool| -> String {
                let kept = pieces.iter().filter_map(|piece| match piece {
                    Piece::Same(words) => Some(words.as_str()),
                    Piece::Gone(words) => gone.then_some(words.as_str()),
                    Piece::New(words) => (!gone).then_some(words.as_str()),
                });
                kept.collect::<Vec<_>>().join(" ")
            };
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(read(true), plain(&a));
            prop_assert_eq!(read(false), plain(&b));
        }
    }
}
