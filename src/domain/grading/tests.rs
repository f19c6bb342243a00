#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::domain::audit_tool::{Rule, View};
use crate::domain::test_tool::{all, answers, default_tool, section, tool};
use proptest::prelude::*;

type Answers = BTreeMap<String, String>;

const FOUR: &[(&str, u32)] = &[("outstanding", 90), ("good", 70), ("requires_improvement", 45), ("inadequate", 0)];

fn grade_at(tool: &AuditTool, depth: Depth, evidence: Evidence, given: &Answers) -> PlanGrading {
    Judgement::of_plan(tool, depth, evidence).grade(given, &BTreeSet::new())
}

/// Core depth with the whole file.
fn grade(tool: &AuditTool, given: &Answers) -> PlanGrading {
    grade_at(tool, Depth::Core, Evidence::File, given)
}

/// Everything met but these, at core depth with the whole file.
fn but(tool: &AuditTool, others: &[(&str, &str)]) -> Answers {
    let mut given = all(tool, Depth::Core, Evidence::File, "met");
    given.extend(answers(others));
    given
}

fn section_of<'g>(grading: &'g PlanGrading, code: &str) -> &'g SectionGrading {
    grading.sections.iter().find(|s| s.code == code).unwrap()
}

fn group_of<'g>(grading: &'g PlanGrading, code: &str) -> &'g GroupGrading {
    grading.groups.iter().find(|g| g.code == code).unwrap()
}

fn hold(cap: &str, reason: fn(String) -> HoldReason, code: &str) -> Hold {
    Hold { cap: cap.to_owned(), reason: reason(code.to_owned()) }
}

fn codes(list: &[&str]) -> Vec<String> {
    list.iter().map(|c| (*c).to_owned()).collect()
}

/// Ten answers to `A1` to `A10` worth so many points: met, then partly where the number is odd, then not met.
fn worth(points: usize) -> Answers {
    let answer = |i: usize| match points.saturating_sub(2 * i) {
        0 => "not_met",
        1 => "partly",
        _ => "met",
    };
    (0..10).map(|i| (format!("A{}", i + 1), answer(i).to_owned())).collect()
}

// What is asked, tested and in the base.

#[test]
fn the_default_tool_asks_25_45_or_94_and_tests_what_the_panel_holds() {
    let tool = default_tool();
    let counts = |depth, evidence| {
        let grading = grade_at(&tool, depth, evidence, &Answers::new());
        (grading.tested, grading.asked, grading.not_tested.len())
    };
    assert_eq!(counts(Depth::Workshop, Evidence::File), (25, 25, 0));
    assert_eq!(counts(Depth::Core, Evidence::File), (45, 45, 0));
    assert_eq!(counts(Depth::Full, Evidence::File), (94, 94, 0));
    assert_eq!(counts(Depth::Core, Evidence::Plan), (31, 45, 14));
}

#[test]
fn criteria_whose_evidence_was_not_given_are_listed_and_their_answers_ignored() {
    let tool = default_tool();
    let with_answers = grade_at(&tool, Depth::Core, Evidence::Plan, &but(&tool, &[("B1", "not_met")]));
    let without = grade_at(&tool, Depth::Core, Evidence::Plan, &all(&tool, Depth::Core, Evidence::Plan, "met"));
    assert_eq!(with_answers, without);
    assert!(with_answers.not_tested.contains(&"B1".to_owned()));
    assert!(with_answers.gaps.is_empty());
    // A5 is asked at full depth only: not even listed.
    assert!(!with_answers.not_tested.contains(&"A5".to_owned()));
    assert_eq!(section_of(&with_answers, "B").asked, 6);
    assert_eq!(section_of(&with_answers, "B").tested, 3);
}

#[test]
fn met_partly_not_met_and_not_evidenced_are_in_the_base_and_not_applicable_is_not() {
    let mut tool = tool(FOUR, vec![section("A", 5)]);
    tool.headings[0].criteria[4].na = Some("none".to_owned());
    let given = answers(&[("A1", "met"), ("A2", "partly"), ("A3", "not_met"), ("A4", "not_evidenced"), ("A5", "na")]);
    let grading = grade(&tool, &given);
    assert_eq!((grading.tested, grading.answered, grading.base), (5, 5, 4));
    assert_eq!((grading.points, grading.base_points), (3, 8));
    assert_eq!(grading.percent, Some(37.5));
    assert!(grading.complete);
}

#[test]
fn what_is_handed_on_is_answered_earns_nothing_and_leaves_the_base() {
    let tool = tool(FOUR, vec![section("A", 4)]);
    let handed: BTreeSet<String> = ["A4".to_owned(), "Z9".to_owned()].into();
    let judgement = Judgement::of_plan(&tool, Depth::Core, Evidence::File);
    let three = answers(&[("A1", "met"), ("A2", "met"), ("A3", "met")]);
    let grading = judgement.grade(&three, &handed);
    assert_eq!((grading.answered, grading.base, grading.base_points), (4, 3, 6));
    assert!(grading.complete);
    let mut all_four = three.clone();
    all_four.insert("A4".to_owned(), "not_met".to_owned());
    assert_eq!(judgement.grade(&all_four, &handed), grading, "handing on goes before an answer");
    assert!(!judgement.grade(&three, &BTreeSet::new()).complete);
}

#[test]
fn an_answer_the_tool_does_not_have_is_no_answer() {
    let tool = tool(FOUR, vec![section("A", 2)]);
    let grading = grade(&tool, &answers(&[("A1", "met"), ("A2", "splendid")]));
    assert_eq!(grading.missing, ["A2"]);
    assert_eq!((grading.answered, grading.base, grading.complete), (1, 1, false));
}

#[test]
fn missing_answers_are_listed_and_leave_the_sheet_incomplete() {
    let tool = default_tool();
    let mut given = but(&tool, &[]);
    given.remove("W8");
    given.remove("A1");
    let grading = grade(&tool, &given);
    assert_eq!((grading.complete, grading.missing), (false, codes(&["A1", "W8"])));
    assert_eq!(grading.answered, 43);
}

// Not applicable.

#[test]
fn not_applicable_leaves_the_base_while_c1_is_met() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("C3", "na"), ("G1", "na"), ("G2", "na")]));
    assert_eq!((grading.base, grading.points, grading.base_points), (42, 84, 84));
    assert!(grading.na_refused.is_empty() && grading.to_confirm.is_empty());
    assert_eq!(grading.grade.as_deref(), Some("outstanding"));
}

#[test]
fn not_applicable_counts_as_not_evidenced_unless_what_it_rests_on_is_met() {
    let tool = default_tool();
    for c1 in ["partly", "not_met", "not_evidenced", "na"] {
        let grading = grade(&tool, &but(&tool, &[("C1", c1), ("C3", "na"), ("G1", "na")]));
        assert_eq!(grading.na_refused[..], codes(if c1 == "na" { &["C1", "C3", "G1"] } else { &["C3", "G1"] }), "{c1}");
        assert_eq!(grading.base, 45, "{c1}");
        assert!(grading.complete);
        // G1 is a must, C3 is not.
        assert!(grading.to_confirm.contains(&"G1".to_owned()) && !grading.to_confirm.contains(&"C3".to_owned()));
    }
    let mut unanswered = but(&tool, &[("C3", "na")]);
    unanswered.remove("C1");
    assert_eq!(grade(&tool, &unanswered).na_refused, ["C3"]);
    let handed = BTreeSet::from(["C1".to_owned()]);
    let judged = Judgement::of_plan(&tool, Depth::Core, Evidence::File).grade(&but(&tool, &[("C3", "na")]), &handed);
    assert_eq!(judged.na_refused, ["C3"]);
}

#[test]
fn not_applicable_holds_only_while_all_it_rests_on_is_met() {
    let tool = default_tool();
    let refused = |c1, d1| grade(&tool, &but(&tool, &[("C1", c1), ("D1", d1), ("E4", "na")])).na_refused;
    assert_eq!(refused("met", "met"), codes(&[]));
    assert_eq!(refused("met", "partly"), ["E4"]);
    assert_eq!(refused("not_met", "met"), ["E4"]);
}

#[test]
fn not_applicable_where_the_criterion_never_allows_it_counts_as_not_evidenced() {
    let tool = tool(FOUR, vec![section("A", 3)]);
    let grading = grade(&tool, &answers(&[("A1", "met"), ("A2", "met"), ("A3", "na")]));
    assert_eq!((grading.base, grading.points, grading.na_refused), (3, 4, codes(&["A3"])));
}

#[test]
fn not_applicable_is_refused_where_what_it_rests_on_was_not_tested() {
    let mut tool = tool(FOUR, vec![section("A", 3)]);
    tool.headings[0].criteria[0].evidence = Evidence::File;
    tool.headings[0].criteria[2].na = Some("none".to_owned());
    tool.headings[0].criteria[2].na_needs = codes(&["A1"]);
    let given = answers(&[("A1", "met"), ("A2", "met"), ("A3", "na")]);
    assert_eq!(grade_at(&tool, Depth::Core, Evidence::Plan, &given).na_refused, ["A3"]);
    assert!(grade_at(&tool, Depth::Core, Evidence::File, &given).na_refused.is_empty());
}

// Points to grades.

#[test]
fn a_threshold_is_reached_at_exactly_its_share() {
    let tool = tool(FOUR, vec![section("A", 10)]);
    for (points, expected) in [
        (20, "outstanding"),
        (18, "outstanding"),
        (17, "good"),
        (14, "good"),
        (13, "requires_improvement"),
        (9, "requires_improvement"),
        (8, "inadequate"),
        (0, "inadequate"),
    ] {
        let grading = grade(&tool, &worth(points));
        assert_eq!((grading.points, grading.base_points), (points as u64, 20));
        assert_eq!(grading.grade.as_deref(), Some(expected), "{points} of 20");
    }
}

#[test]
fn thresholds_compare_in_whole_numbers() {
    // 29 of 100 points: in floating point 29 / 100 * 100 is 28.999999999999996.
    let tool = tool(&[("upper", 29), ("lower", 0)], vec![section("A", 50)]);
    let mut given: Answers = (1..=50).map(|i| (format!("A{i}"), "not_met".to_owned())).collect();
    for i in 1..=14 {
        given.insert(format!("A{i}"), "met".to_owned());
    }
    given.insert("A15".to_owned(), "partly".to_owned());
    let grading = grade(&tool, &given);
    assert_eq!((grading.points, grading.base_points), (29, 100));
    assert_eq!(grading.grade.as_deref(), Some("upper"));
    given.insert("A15".to_owned(), "not_met".to_owned());
    assert_eq!(grade(&tool, &given).grade.as_deref(), Some("lower"));
}

#[test]
fn an_empty_base_has_no_grade() {
    let mut tool = tool(FOUR, vec![section("A", 2)]);
    let nothing = grade(&tool, &Answers::new());
    assert_eq!((nothing.grade, nothing.on_points, nothing.percent), (None, None, None));
    tool.headings[0].criteria.iter_mut().for_each(|c| c.na = Some("none".to_owned()));
    let all_na = grade(&tool, &answers(&[("A1", "na"), ("A2", "na")]));
    assert_eq!((all_na.grade.as_deref(), all_na.percent, all_na.complete), (None, None, true));
    assert_eq!(held_sentence(&tool, &all_na), "Not graded: no answer counts towards a grade");
}

#[test]
fn a_tool_without_grades_has_points_only() {
    let tool = tool(&[], vec![section("A", 4)]);
    let grading = grade(&tool, &answers(&[("A1", "met"), ("A2", "met"), ("A3", "met"), ("A4", "partly")]));
    assert_eq!((grading.percent, grading.grade.as_deref()), (Some(87.5), None));
    assert_eq!(section_of(&grading, "A").grade, None);
    assert_eq!(held_sentence(&tool, &grading), "7 of 8 points (87.5 %)");
    assert_eq!(count_good_or_better(&tool, [(&grading, None)]), None);
}

#[test]
fn a_section_weight_multiplies_its_points_in_the_plan_and_not_in_the_section() {
    let mut tool = tool(FOUR, vec![section("A", 4), section("B", 4)]);
    tool.headings[1].weight = 3;
    let given = |a: &str, b: &str| -> Answers {
        tool.criteria().map(|(h, c)| (c.code.clone(), if h.code == "A" { a } else { b }.to_owned())).collect()
    };
    let grading = grade(&tool, &given("not_met", "met"));
    assert_eq!((grading.points, grading.base_points, grading.base), (24, 32, 8));
    assert_eq!(grading.grade.as_deref(), Some("good"), "24 of 32 is 75 %, 8 of 16 would be 50 %");
    let b = section_of(&grading, "B");
    assert_eq!((b.points, b.base_points), (8, 8));
    assert_eq!(grade(&tool, &given("met", "not_met")).grade.as_deref(), Some("inadequate"));
}

#[test]
fn a_group_pools_its_sections_with_their_weights() {
    let mut tool = tool(FOUR, vec![section("A", 3), section("B", 3), section("C", 3)]);
    tool.headings[1].weight = 3;
    tool.groups = vec![Group { code: "ab".to_owned(), headings: codes(&["A", "B"]) }];
    let mut given = all(&tool, Depth::Core, Evidence::File, "met");
    given.extend(answers(&[("A1", "not_met"), ("A2", "not_met"), ("A3", "not_met"), ("C1", "not_met")]));
    let grading = grade(&tool, &given);
    let group = group_of(&grading, "ab");
    assert_eq!((group.base, group.points, group.base_points), (6, 18, 24));
    assert_eq!(group.grade.as_deref(), Some("good"));
}

// Sections and gaps.

#[test]
fn a_gap_caps_the_section_at_requires_improvement() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("E10", "not_met")]));
    let e = section_of(&grading, "E");
    assert_eq!((e.points, e.base_points), (8, 10));
    assert_eq!((e.on_points.as_deref(), e.grade.as_deref()), (Some("good"), Some("requires_improvement")));
    assert_eq!(e.capped_by, ["E10"]);
    assert_eq!(grading.gaps, ["E10"]);
}

#[test]
fn a_cap_never_lifts_a_grade() {
    let tool = default_tool();
    let poor = [("E10", "not_met"), ("E1", "not_met"), ("E2", "not_met"), ("E4", "not_met")];
    let grading = grade(&tool, &but(&tool, &poor));
    let e = section_of(&grading, "E");
    assert_eq!((e.grade.as_deref(), e.capped_by.len()), (Some("inadequate"), 0));
}

#[test]
fn a_section_with_fewer_than_three_answers_in_the_base_has_no_grade() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[]));
    // I and J have one criterion each at core depth.
    assert_eq!(section_of(&grading, "I").grade, None);
    assert_eq!(section_of(&grading, "I").percent, Some(100.0));
    // Not applicable leaves D with two of three: its answers are shown, not a grade.
    let grading = grade(&tool, &but(&tool, &[("D2", "na")]));
    let d = section_of(&grading, "D");
    assert_eq!((d.answered, d.base, d.grade.as_deref()), (3, 2, None));
}

#[test]
fn without_a_least_number_one_answer_is_enough() {
    let tool = tool(FOUR, vec![section("A", 1), section("B", 1)]);
    let grading = grade(&tool, &answers(&[("A1", "met")]));
    assert_eq!(section_of(&grading, "A").grade.as_deref(), Some("outstanding"));
    assert_eq!(section_of(&grading, "B").grade, None);
}

#[test]
fn must_answers_are_counted_as_gap_gap_in_part_or_to_confirm_and_others_are_not() {
    let tool = default_tool();
    let grading =
        grade(&tool, &but(&tool, &[("A9", "not_met"), ("B1", "partly"), ("C1", "not_evidenced"), ("A1", "not_met")]));
    assert_eq!((grading.gaps, grading.in_part, grading.to_confirm), (codes(&["A9"]), codes(&["B1"]), codes(&["C1"])));
}

// Holds: the worked grades.

#[test]
fn gaps_in_c1_and_d1_hold_the_plan_whatever_the_panel_was_given() {
    let tool = default_tool();
    let silent =
        [("C1", "not_met"), ("D1", "not_met"), ("C3", "na"), ("G1", "na"), ("G2", "na"), ("E4", "na"), ("H-b", "na")];
    let given = but(&tool, &silent);
    let plan_only = grade_at(&tool, Depth::Core, Evidence::Plan, &given);
    let with_file = grade_at(&tool, Depth::Core, Evidence::File, &given);
    assert_eq!((plan_only.points, plan_only.base_points, plan_only.base), (48, 62, 31));
    assert_eq!((with_file.points, with_file.base_points, with_file.base), (76, 90, 45));
    assert_eq!(base_words(&plan_only), "31 of 45 tested");
    assert_eq!(base_words(&with_file), "45 of 45 tested");
    for grading in [&plan_only, &with_file] {
        assert_eq!(grading.on_points.as_deref(), Some("good"));
        assert_eq!(grading.grade.as_deref(), Some("requires_improvement"));
        assert_eq!(grading.gaps, ["C1", "D1"]);
        assert_eq!(grading.to_confirm, ["G1", "H-b"]);
        assert_eq!(grading.na_refused, ["C3", "E4", "G1", "G2", "H-b"]);
        assert_eq!(
            grading.held_by,
            [
                hold("requires_improvement", HoldReason::WeakestGroup, "health"),
                hold("requires_improvement", HoldReason::Gap, "C1"),
                hold("requires_improvement", HoldReason::Gap, "D1"),
            ]
        );
        assert_eq!(grading.held_by_codes(), ["health", "C1", "D1"]);
        assert_eq!(
            held_sentence(&tool, grading),
            "Good on points, held at Requires improvement by C1 and D1 and by the health sections (C with G)"
        );
        assert!(grading.complete && !grading.provisional);
    }
}

#[test]
fn a_gap_in_part_holds_the_plan_at_good() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("F1", "partly")]));
    assert_eq!((grading.points, grading.base_points), (89, 90));
    assert_eq!(grading.on_points.as_deref(), Some("outstanding"));
    assert_eq!(grading.grade.as_deref(), Some("good"));
    assert_eq!(grading.held_by, [hold("good", HoldReason::GapInPart, "F1")]);
    assert_eq!(held_sentence(&tool, &grading), "Outstanding on points, held at Good by F1");
    assert_eq!(grading.in_part, ["F1"]);
}

#[test]
fn outstanding_only_when_nothing_is_not_met() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("W4", "not_met")]));
    assert_eq!(grading.held_by, [hold("good", HoldReason::TopGrade, "W4")]);
    assert_eq!(grading.grade.as_deref(), Some("good"));
    let untested = grade_at(&tool, Depth::Core, Evidence::Plan, &but(&tool, &[("K4", "not_met")]));
    assert_eq!(untested.grade.as_deref(), Some("outstanding"));
    assert!(untested.held_by.is_empty());
}

#[test]
fn what_the_top_grade_does_not_allow_is_judged_on_the_answer_that_counts() {
    let mut tool = default_tool();
    tool.rule = Rule { top_grade_allows_no: Some("not_evidenced".to_owned()), ..Rule::default() };
    let refused = grade(&tool, &but(&tool, &[("C1", "partly"), ("C3", "na")]));
    assert_eq!(refused.held_by, [hold("good", HoldReason::TopGrade, "C3")]);
    assert!(grade(&tool, &but(&tool, &[("C3", "na")])).held_by.is_empty());
}

#[test]
fn everything_met_is_outstanding_and_held_by_nothing() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[]));
    assert_eq!(grading.grade.as_deref(), Some("outstanding"));
    assert!(grading.held_by.is_empty());
    assert_eq!(held_sentence(&tool, &grading), "Outstanding on points");
}

#[test]
fn a_gap_outside_a_to_h_caps_only_its_section() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("K2", "not_met")]));
    assert_eq!(grading.gaps, ["K2"]);
    assert_eq!(section_of(&grading, "K").capped_by, ["K2"]);
    assert_eq!(grading.held_by, [hold("good", HoldReason::TopGrade, "K2")]);
    let in_part = grade(&tool, &but(&tool, &[("K2", "partly")]));
    assert_eq!((in_part.grade.as_deref(), in_part.in_part), (Some("outstanding"), codes(&["K2"])));
    let mut everywhere = default_tool();
    everywhere.rule.must_caps_headings = None;
    let grading = grade(&everywhere, &but(&everywhere, &[("K2", "not_met")]));
    assert_eq!(grading.grade.as_deref(), Some("requires_improvement"));
    assert_eq!(held_sentence(&everywhere, &grading), "Outstanding on points, held at Requires improvement by K2");
}

#[test]
fn all_reasons_are_kept_even_if_another_cap_is_lower() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("C1", "not_met"), ("F1", "partly"), ("W4", "not_met")]));
    assert_eq!(
        grading.held_by,
        [
            hold("good", HoldReason::WeakestGroup, "health"),
            hold("requires_improvement", HoldReason::Gap, "C1"),
            hold("good", HoldReason::GapInPart, "F1"),
            hold("good", HoldReason::TopGrade, "C1"),
            hold("good", HoldReason::TopGrade, "W4"),
        ]
    );
    assert_eq!(grading.grade.as_deref(), Some("requires_improvement"));
    assert_eq!(grading.held_by_codes(), ["health", "C1", "F1", "W4"]);
    assert_eq!(
        held_sentence(&tool, &grading),
        "Outstanding on points, held at Requires improvement by C1; \
         also held at Good by F1 and W4 and by the health sections (C with G)"
    );
}

#[test]
fn a_cap_that_is_not_below_the_points_is_no_hold() {
    let tool = default_tool();
    // Good on points: a gap in part and the top grade's condition change nothing.
    let local: Vec<(&str, &str)> =
        ["A4", "A7", "B3", "B9", "D3", "E1", "F2"].into_iter().map(|c| (c, "partly")).collect();
    let mut others = local.clone();
    others.extend([("F1", "partly"), ("W4", "not_met"), ("Q1", "not_met"), ("J1", "not_met")]);
    let grading = grade(&tool, &but(&tool, &others));
    assert_eq!((grading.on_points.as_deref(), grading.grade.as_deref()), (Some("good"), Some("good")));
    assert!(grading.held_by.is_empty());
    assert_eq!(grading.in_part, ["F1"]);
    assert_eq!(held_sentence(&tool, &grading), "Good on points");
}

#[test]
fn the_plan_is_at_most_one_grade_above_its_weakest_group() {
    let tool = default_tool();
    let poor = [("E1", "not_evidenced"), ("E2", "not_evidenced"), ("E4", "not_evidenced"), ("E6", "not_evidenced")];
    let grading = grade(&tool, &but(&tool, &poor));
    assert_eq!(group_of(&grading, "outcomes").grade.as_deref(), Some("inadequate"));
    assert_eq!(grading.on_points.as_deref(), Some("outstanding"), "82 of 90");
    assert_eq!(grading.held_by, [hold("requires_improvement", HoldReason::WeakestGroup, "outcomes")]);
    assert_eq!(held_sentence(&tool, &grading), "Outstanding on points, held at Requires improvement by section E");
    for (steps, expected) in
        [(Some(0), "inadequate"), (Some(2), "good"), (Some(9), "outstanding"), (None, "outstanding")]
    {
        let mut other = default_tool();
        other.rule.steps_above_weakest_group = steps;
        assert_eq!(grade(&other, &but(&other, &poor)).grade.as_deref(), Some(expected), "{steps:?}");
    }
}

#[test]
fn all_groups_that_are_the_weakest_hold() {
    let tool = default_tool();
    let poor: Vec<(&str, &str)> =
        ["E1", "E2", "E4", "E6", "D2", "D3", "H-a", "H-e", "H-b"].into_iter().map(|c| (c, "not_evidenced")).collect();
    let grading = grade(&tool, &but(&tool, &poor));
    assert_eq!(grading.held_by_codes(), ["outcomes", "social_care"]);
    assert_eq!(
        held_sentence(&tool, &grading),
        "Good on points, held at Requires improvement by section E and the social care sections (D with H)"
    );
}

#[test]
fn a_group_is_capped_by_a_gap_in_it() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("G3", "not_met")]));
    let health = group_of(&grading, "health");
    assert_eq!((health.points, health.base_points), (10, 12));
    assert_eq!((health.on_points.as_deref(), health.grade.as_deref()), (Some("good"), Some("requires_improvement")));
    assert_eq!(health.capped_by, ["G3"]);
}

#[test]
fn a_group_with_fewer_than_three_answers_in_the_base_holds_nothing_back() {
    let tool = default_tool();
    let mut given = all(&tool, Depth::Workshop, Evidence::Plan, "met");
    given.extend(answers(&[("D1", "not_evidenced"), ("D3", "not_evidenced"), ("H-a", "na"), ("H-b", "not_evidenced")]));
    let three = grade_at(&tool, Depth::Workshop, Evidence::Plan, &given);
    assert_eq!(three.held_by_codes(), ["social_care"]);
    given.insert("D3".to_owned(), "na".to_owned());
    let two = grade_at(&tool, Depth::Workshop, Evidence::Plan, &given);
    assert_eq!((group_of(&two, "social_care").base, &group_of(&two, "social_care").grade), (2, &None));
    assert!(two.held_by.is_empty());
}

#[test]
fn what_the_rule_leaves_out_does_not_apply() {
    let mut tool = default_tool();
    tool.rule = Rule::default();
    let grading = grade(&tool, &but(&tool, &[("C1", "not_met"), ("F1", "partly"), ("W4", "not_met")]));
    assert_eq!((grading.on_points.as_deref(), grading.grade.as_deref()), (Some("outstanding"), Some("outstanding")));
    assert!(grading.held_by.is_empty() && !grading.provisional);
    assert_eq!(section_of(&grading, "C").grade, section_of(&grading, "C").on_points);
    assert_eq!(grading.gaps, ["C1"], "counted all the same");
}

#[test]
fn a_grade_is_provisional_under_the_tools_share_of_the_criteria() {
    let mut tool = tool(FOUR, vec![section("A", 20)]);
    tool.rule.provisional_under_percent = Some(65);
    let mut provisional_with = |untested: usize| {
        for (i, c) in tool.headings[0].criteria.iter_mut().enumerate() {
            c.evidence = if i < untested { Evidence::File } else { Evidence::Plan };
        }
        let grading = grade_at(&tool, Depth::Core, Evidence::Plan, &all(&tool, Depth::Core, Evidence::Plan, "met"));
        (grading.provisional, grade_line(&tool, &grading, None))
    };
    let firm = "Outstanding on points; 13 of 20 tested".replace("Outstanding", "outstanding");
    assert_eq!(provisional_with(7), (false, firm), "13 of 20 is 65 %");
    let weak = "outstanding on points; 12 of 20 tested; provisional, because too little of the audit was tested";
    assert_eq!(provisional_with(8), (true, weak.to_owned()));
}

#[test]
fn answers_and_grades_of_any_code_are_graded() {
    let mut tool = tool(&[("pass", 50), ("fail", 0)], vec![section("A", 4)]);
    for (i, code) in ["yes", "somewhat", "no", "unclear"].into_iter().enumerate() {
        tool.answers[i].code = code.to_owned();
    }
    tool.headings[0].criteria[3].kind = Kind::Must;
    tool.rule.must_not_met_caps_plan_at = Some("fail".to_owned());
    let grading = grade(&tool, &answers(&[("A1", "yes"), ("A2", "yes"), ("A3", "somewhat"), ("A4", "no")]));
    assert_eq!((grading.points, grading.base_points, grading.grade.as_deref()), (5, 8, Some("pass")));
    assert!(grading.gaps.is_empty(), "only not_met makes a gap");
}

#[test]
fn a_tool_that_would_be_refused_is_graded_as_far_as_it_goes() {
    let mut tool = tool(&[("only", 0)], vec![section("A", 3)]);
    tool.rule.top_grade_allows_no = Some("not_met".to_owned());
    tool.rule.must_not_met_caps_plan_at = Some("none such".to_owned());
    tool.headings[0].criteria[0].kind = Kind::Must;
    let grading = grade(&tool, &answers(&[("A1", "not_met"), ("A2", "met"), ("A3", "met")]));
    assert_eq!((grading.grade.as_deref(), grading.held_by.len()), (Some("only"), 0));
}

// Part sheets.

#[test]
fn a_part_sheet_has_section_grades_only() {
    let tool = default_tool();
    let scope: BTreeSet<String> = tool.headings[2].criteria.iter().map(|c| c.code.clone()).collect();
    let judgement = Judgement::of_part(&tool, Depth::Core, Evidence::Plan, &scope);
    let grading = judgement.grade(&but(&tool, &[("C1", "not_met"), ("A9", "not_met")]), &BTreeSet::new());
    assert_eq!((grading.asked, grading.tested, grading.base), (3, 2, 2));
    assert_eq!(grading.not_tested, ["C4"]);
    assert_eq!(grading.gaps, ["C1"], "what lies outside the part is not its matter");
    assert_eq!((grading.grade.as_deref(), grading.on_points.as_deref()), (None, None));
    assert!(grading.held_by.is_empty() && grading.groups.is_empty() && !grading.provisional && grading.complete);
    let judgement = Judgement::of_part(&tool, Depth::Core, Evidence::File, &scope);
    let grading = judgement.grade(&but(&tool, &[("C1", "not_met")]), &BTreeSet::new());
    assert_eq!(section_of(&grading, "C").grade.as_deref(), Some("requires_improvement"));
    assert_eq!(section_of(&grading, "A").asked, 0);
    assert_eq!(section_of(&grading, "A").grade, None);
}

#[test]
fn a_view_sheet_asks_the_criteria_of_the_view_across_sections() {
    let tool = default_tool();
    let view: &View = tool.get_view("health").unwrap();
    let scope: BTreeSet<String> = view.criteria.iter().cloned().collect();
    let judgement = Judgement::of_part(&tool, Depth::Core, Evidence::Appendices, &scope);
    // B7 C1 C3 C4 E4 F6 G1 G2 Q3 W10; G3 needs the file.
    let given: Answers = scope.iter().map(|c| (c.clone(), "met".to_owned())).collect();
    let grading = judgement.grade(&given, &BTreeSet::new());
    assert_eq!((grading.asked, grading.tested, grading.base, grading.complete), (11, 10, 10, true));
    assert_eq!(grading.not_tested, ["G3"]);
    assert_eq!(grading.grade, None);
    assert_eq!(section_of(&grading, "C").grade.as_deref(), Some("outstanding"));
    assert_eq!(section_of(&grading, "B").grade, None, "one answer");
}

#[test]
fn not_applicable_on_a_part_sheet_rests_on_the_same_sheet() {
    let tool = default_tool();
    let scope: BTreeSet<String> = codes(&["C1", "E4"]).into_iter().collect();
    let judgement = Judgement::of_part(&tool, Depth::Core, Evidence::File, &scope);
    let own = answers(&[("C1", "met"), ("E4", "na")]);
    assert_eq!(judgement.grade(&own, &BTreeSet::new()).na_refused, ["E4"], "D1 is not on this sheet");
    let mut whole = own.clone();
    whole.insert("D1".to_owned(), "met".to_owned());
    assert!(judgement.grade(&whole, &BTreeSet::new()).na_refused.is_empty(), "the agreed record seen in part");
}

// Overrides and the share of plans.

#[test]
fn an_override_stands_and_is_shown_as_one_also_when_it_is_the_same_grade() {
    let tool = default_tool();
    let grading = grade(&tool, &but(&tool, &[("F1", "partly")]));
    let none = final_grade(&grading, None);
    assert_eq!((none.grade.as_deref(), none.overridden), (Some("good"), None));
    for code in ["good", "inadequate"] {
        let by_panel = Override { grade: code.to_owned(), reason: "seen in practice".to_owned() };
        let stands = final_grade(&grading, Some(&by_panel));
        assert_eq!((stands.grade.as_deref(), stands.by_answers.as_deref()), (Some(code), Some("good")));
        assert_eq!(stands.overridden.as_deref(), Some("seen in practice"));
    }
    let by_panel = Override { grade: "inadequate".to_owned(), reason: "seen in practice".to_owned() };
    assert_eq!(
        grade_line(&tool, &grading, Some(&by_panel)),
        "Outstanding on points, held at Good by F1; 45 of 45 tested; \
         overridden by the panel to Inadequate: seen in practice"
    );
}

#[test]
fn good_or_better_counts_fully_agreed_plans_by_the_grade_that_stands() {
    let tool = default_tool();
    let good = grade(&tool, &but(&tool, &[("F1", "partly")]));
    let outstanding = grade(&tool, &but(&tool, &[]));
    let held = grade(&tool, &but(&tool, &[("C1", "not_met")]));
    let mut part = but(&tool, &[]);
    part.remove("A1");
    let part = grade(&tool, &part);
    let raised = Override { grade: "good".to_owned(), reason: "r".to_owned() };
    let lowered = Override { grade: "inadequate".to_owned(), reason: "r".to_owned() };
    let counted = |plans: Vec<(&PlanGrading, Option<&Override>)>| count_good_or_better(&tool, plans).unwrap();
    assert_eq!(
        counted(vec![(&good, None), (&outstanding, None), (&held, None), (&part, None)]),
        GoodOrBetter { n: 3, count: 2, not_agreed: 1 }
    );
    assert_eq!(
        counted(vec![(&good, Some(&lowered)), (&held, Some(&raised)), (&part, Some(&raised))]),
        GoodOrBetter { n: 2, count: 1, not_agreed: 1 }
    );
    assert_eq!(counted(vec![]), GoodOrBetter { n: 0, count: 0, not_agreed: 0 });
}

// Words.

#[test]
fn the_sentence_joins_codes_as_people_do() {
    assert_eq!(joined(&codes(&["C1"])), "C1");
    assert_eq!(joined(&codes(&["C1", "D1"])), "C1 and D1");
    assert_eq!(joined(&codes(&["C1", "D1", "F1"])), "C1, D1 and F1");
    let mut tool = default_tool();
    tool.groups[3].headings.push("J".to_owned());
    assert_eq!(group_words(&tool, "health"), "the health sections (C with G and J)");
    assert_eq!(group_words(&tool, "needs"), "section B");
}

// Properties over any answers, rules and weights.

const ANSWERS: [&str; 5] = ["met", "partly", "not_met", "not_evidenced", "na"];

prop_compose! {
    fn any_rule()(
        caps in prop::collection::vec(prop::option::of(0..4usize), 3),
        needs in prop::option::of(0..6u32),
        steps in prop::option::of(0..4u32),
        barred in prop::option::of(0..5usize),
        sections in prop::option::of(prop::sample::subsequence(vec!["A", "B", "C", "D", "E", "F", "G", "H", "K"], 0..9)),
    ) -> Rule {
        let cap = |i: usize| caps[i].map(|g| FOUR[g].0.to_owned());
        Rule {
            heading_grade_needs_answers: needs,
            must_not_met_caps_heading_at: cap(0),
            must_not_met_caps_plan_at: cap(1),
            must_caps_headings: sections.map(|s| codes(&s)),
            must_partly_caps_plan_at: cap(2),
            top_grade_allows_no: barred.map(|a| ANSWERS[a].to_owned()),
            steps_above_weakest_group: steps,
            provisional_under_percent: Some(65),
        }
    }
}

prop_compose! {
    /// The default tool under its own or any other rule, sections weighted, at any depth and evidence.
    fn any_setting()(
        rule in prop::option::of(any_rule()),
        weights in prop::collection::vec(1..4u32, 13),
        depth in prop::sample::select(Depth::ALL),
        evidence in prop::sample::select(Evidence::ALL),
    ) -> (AuditTool, Depth, Evidence) {
        let mut tool = default_tool();
        tool.rule = rule.unwrap_or(tool.rule);
        for (heading, weight) in tool.headings.iter_mut().zip(weights) {
            heading.weight = weight;
        }
        (tool, depth, evidence)
    }
}

/// Answers to the 94 criteria, mostly good so that holds come into play; some missing.
fn any_answers() -> impl Strategy<Value = Vec<Option<&'static str>>> {
    let answer = prop_oneof![
        12 => Just(Some("met")),
        3 => Just(Some("partly")),
        1 => Just(Some("not_met")),
        1 => Just(Some("not_evidenced")),
        2 => Just(Some("na")),
        1 => Just(None),
    ];
    prop::collection::vec(answer, 94)
}

fn given(tool: &AuditTool, answers: &[Option<&str>]) -> Answers {
    tool.criteria().zip(answers).filter_map(|((_, c), a)| Some((c.code.clone(), (*a)?.to_owned()))).collect()
}

fn place(tool: &AuditTool, grade: &Option<String>) -> Option<usize> {
    grade.as_ref().and_then(|g| tool.grade_place(g))
}

proptest! {
    #[test]
    fn the_grade_is_the_lowest_of_points_and_caps(
        (tool, depth, evidence) in any_setting(),
        list in any_answers(),
    ) {
        let grading = grade_at(&tool, depth, evidence, &given(&tool, &list));
        let on_points = place(&tool, &grading.on_points);
        let caps: Vec<usize> = grading.held_by.iter().map(|h| tool.grade_place(&h.cap).unwrap()).collect();
        prop_assert!(caps.iter().all(|cap| Some(*cap) > on_points), "every hold is below the points");
        prop_assert_eq!(place(&tool, &grading.grade), caps.into_iter().chain(on_points).max());
        prop_assert!(place(&tool, &grading.grade) >= on_points, "never above the points");
        for section in &grading.sections {
            prop_assert!(place(&tool, &section.grade) >= place(&tool, &section.on_points));
            prop_assert_eq!(section.grade != section.on_points, !section.capped_by.is_empty());
        }
    }

    #[test]
    fn the_counts_add_up(
        (tool, depth, evidence) in any_setting(),
        list in any_answers(),
    ) {
        let grading = grade_at(&tool, depth, evidence, &given(&tool, &list));
        let sum = |of: fn(&SectionGrading) -> usize| grading.sections.iter().map(of).sum::<usize>();
        prop_assert_eq!(sum(|s| s.asked), grading.asked);
        prop_assert_eq!(sum(|s| s.tested), grading.tested);
        prop_assert_eq!(sum(|s| s.answered), grading.answered);
        prop_assert_eq!(sum(|s| s.base), grading.base);
        prop_assert_eq!(grading.tested + grading.not_tested.len(), grading.asked);
        prop_assert_eq!(grading.answered + grading.missing.len(), grading.tested);
        prop_assert!(grading.points <= grading.base_points);
        prop_assert_eq!(grading.percent.is_none(), grading.base == 0);
        prop_assert_eq!(grading.grade.is_none(), grading.base == 0);
    }

    #[test]
    fn raising_one_answer_never_lowers_the_points(
        (tool, depth, evidence) in any_setting(),
        list in any_answers(),
        at in 0..94usize,
    ) {
        let before = grade_at(&tool, depth, evidence, &given(&tool, &list));
        let mut raised = list.clone();
        raised[at] = match list[at] {
            Some("not_met" | "not_evidenced") => Some("partly"),
            Some("partly") => Some("met"),
            other => other,
        };
        let after = grade_at(&tool, depth, evidence, &given(&tool, &raised));
        prop_assert!(after.points >= before.points);
        let share = |g: &PlanGrading| (u128::from(g.points), u128::from(g.base_points));
        let ((p, b), (q, c)) = (share(&before), share(&after));
        prop_assert!(q * b >= p * c, "nor the share");
    }

    #[test]
    fn raising_not_met_or_partly_never_lowers_a_grade_of_the_default_rule(
        list in any_answers(),
        at in 0..94usize,
        depth in prop::sample::select(Depth::ALL),
        evidence in prop::sample::select(Evidence::ALL),
    ) {
        let tool = default_tool();
        let mut list = list;
        list[at] = Some("not_met");
        let mut worst = place(&tool, &grade_at(&tool, depth, evidence, &given(&tool, &list)).grade);
        for better in ["partly", "met"] {
            list[at] = Some(better);
            let grade = place(&tool, &grade_at(&tool, depth, evidence, &given(&tool, &list)).grade);
            prop_assert!(grade <= worst, "{better} is worse");
            worst = grade;
        }
    }

    #[test]
    fn the_order_of_sections_and_criteria_does_not_matter(
        (tool, depth, evidence) in any_setting(),
        list in any_answers(),
        turn in 0..13usize,
    ) {
        let given = given(&tool, &list);
        let mut turned = tool.clone();
        turned.headings.rotate_left(turn);
        turned.headings.iter_mut().for_each(|h| h.criteria.reverse());
        turned.groups.reverse();
        let (a, b) = (grade_at(&tool, depth, evidence, &given), grade_at(&turned, depth, evidence, &given));
        prop_assert_eq!((a.points, a.base_points, &a.grade, &a.on_points), (b.points, b.base_points, &b.grade, &b.on_points));
        let set = |g: &PlanGrading| g.held_by_codes().into_iter().collect::<BTreeSet<String>>();
        prop_assert_eq!(set(&a), set(&b));
    }

    #[test]
    fn a_plan_silent_on_health_and_care_never_looks_good(
        list in any_answers(),
        silence in prop::collection::vec(prop::sample::select(vec!["na", "not_evidenced", "not_met"]), 94),
        depth in prop::sample::select(Depth::ALL),
        evidence in prop::sample::select(Evidence::ALL),
    ) {
        let tool = default_tool();
        let mut given = given(&tool, &list);
        for ((heading, criterion), silent) in tool.criteria().zip(silence) {
            if ["C", "D", "G", "H"].contains(&heading.code.as_str()) || criterion.code == "E4" {
                given.insert(criterion.code.clone(), silent.to_owned());
            }
        }
        let grading = grade_at(&tool, depth, evidence, &given);
        let good = grading.grade.and_then(|g| tool.get_grade(&g).map(|g| g.good_or_better));
        prop_assert_ne!(good, Some(true));
    }

    #[test]
    fn held_codes_are_groups_then_criteria_each_once(
        (tool, depth, evidence) in any_setting(),
        list in any_answers(),
    ) {
        let grading = grade_at(&tool, depth, evidence, &given(&tool, &list));
        let held = grading.held_by_codes();
        let unique: BTreeSet<&String> = held.iter().collect();
        prop_assert_eq!(unique.len(), held.len());
        let is_group: Vec<bool> = held.iter().map(|c| tool.groups.iter().any(|g| g.code == *c)).collect();
        prop_assert!(is_group.is_sorted_by(|a, b| a >= b));
        let reasons: BTreeSet<String> = grading.held_by.iter().map(|h| h.reason.code().to_owned()).collect();
        prop_assert_eq!(reasons, held.into_iter().collect::<BTreeSet<String>>());
    }
}
