//! Rounds over time: samples that grow and change, twelve months, undo, closing.

use golden_thread::domain::audit_tool::{Depth, Evidence};
use golden_thread::domain::round::{Purpose, Round};
use golden_thread::domain::rules::{CloseObstacle, RuleViolation};
use golden_thread::domain::sheet::{ConcernKind, GivenAnswer, GradeOverride, NoteKind};
use golden_thread::ops::{Actor, AgreedEntry, AnswerTarget, DrawRequest, NewRound, NoteDraft, OpError, Session};
use golden_thread::stats::results::results;
use golden_thread::testing::{self, TestFile, draw as request};
use proptest::prelude::*;

const LEAD: Actor = Actor::CommandLine;

fn another_round(session: &mut Session, title: &str, request: &DrawRequest) -> Round {
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let (depth, evidence, purpose) = (Depth::Core, Evidence::File, Purpose::Random);
    let new = NewRound { title: title.into(), tool, depth, evidence, purpose, caution: None };
    let round = session.make_round(&LEAD, new).unwrap().value;
    session.draw_sample(&LEAD, round.id, request).unwrap();
    session.allocate(&LEAD, round.id, 2).unwrap();
    session.round(Some(title)).unwrap()
}

/// Everyone answers Met on everything, but `worse` on criterion F1; handed in and agreed.
fn score_all(session: &mut Session, round: &Round, worse: &str) {
    let tool = session.tool(round.facts.tool).unwrap();
    for plan in session.round_progress(round).unwrap().sampled() {
        for sheet in &plan.sheets {
            let (subject, member) = (plan.sampled.subject, sheet.assignment.member);
            let actor = Actor::Member(sheet.member.clone());
            for (_, c) in tool.tested(round.facts.depth, round.facts.evidence) {
                let target = AnswerTarget { round: round.id, subject, member, criterion: &c.code };
                let answer = if c.code == "F1" { worse } else { "met" };
                session.set_answer(&actor, target, Some(given(answer))).unwrap();
            }
            session.submit_sheet(&actor, round.id, subject, member).unwrap();
        }
    }
    session.agree_unanimous(&LEAD, round.id).unwrap();
}

fn given(answer: &str) -> GivenAnswer {
    GivenAnswer { answer: answer.into(), na_reason: None }
}

#[test]
fn a_sample_tops_up_without_losing_a_plan_and_replaces_a_withdrawn_one() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 6, 4);
    let first: Vec<String> =
        session.round_progress(&round).unwrap().sampled().map(|p| p.facts.reference.clone()).collect();
    assert!(matches!(
        session.draw_sample(&LEAD, round.id, &request(6)),
        Err(OpError::Rule(RuleViolation::SampleDrawn(_)))
    ));
    let more = session.top_up_sample(&LEAD, round.id, 3).unwrap().value;
    assert_eq!(more.plans.len(), 9);
    assert!(first.iter().all(|plan| more.plans.contains(plan)));

    assert!(session.withdraw_plan(&LEAD, round.id, &first[0], " ").is_err());
    let (out, replacement) = session.withdraw_plan(&LEAD, round.id, &first[0], "Moved away").unwrap().value;
    assert_eq!(out, first[0]);
    let now: Vec<String> =
        session.round_progress(&round).unwrap().sampled().map(|p| p.facts.reference.clone()).collect();
    assert!(!now.contains(&first[0]));
    assert_eq!(now.contains(&replacement.clone().unwrap_or_default()), replacement.is_some());
    assert!(matches!(
        session.withdraw_plan(&LEAD, round.id, &first[0], "Again"),
        Err(OpError::Rule(RuleViolation::PlanWithdrawn(_)))
    ));
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn twelve_months_join_like_with_like_and_count_a_plan_once() {
    let (_file, mut session) = TestFile::new();
    let first = testing::round(&mut session, 5, 4);
    score_all(&mut session, &first, "not_met");
    // The same seed draws the same plans again unless the last round is left out.
    let second = another_round(&mut session, "Same plans", &request(5));
    score_all(&mut session, &second, "met");
    let snapshot = session.snapshot(&second, None).unwrap();
    let worked = results(&snapshot);
    let own = worked.good_or_better.unwrap();
    assert_eq!((own.count, own.n), (5, 5));
    let year = worked.good_or_better_12_months.unwrap();
    assert_eq!((year.count, year.n), (5, 5), "seen twice, the newest counts");

    let without = DrawRequest { exclude_last_rounds: 2, ..request(5) };
    let third = another_round(&mut session, "Other plans", &without);
    score_all(&mut session, &third, "met");
    let year = results(&session.snapshot(&third, None).unwrap()).good_or_better_12_months.unwrap();
    assert_eq!((year.count, year.n), (10, 10));
    assert_eq!(year.frame, Some(50));
    // The first round stands alone: what came after it is not in its twelve months.
    let year = results(&session.snapshot(&first, None).unwrap()).good_or_better_12_months.unwrap();
    assert_eq!((year.count, year.n), (0, 5));
}

#[test]
fn a_round_closes_only_when_nothing_stands_in_the_way_and_is_then_left_alone() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    let subject = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    let told = ("The safeguarding lead", Some(1));
    let concern = session
        .record_concern(&LEAD, (round.id, subject), ConcernKind::Safeguarding, "Seen in section D", told)
        .unwrap()
        .value;
    let Err(OpError::Rule(RuleViolation::CannotClose(obstacles))) = session.close_round(&LEAD, round.id) else {
        panic!("closed with a concern open");
    };
    assert!(obstacles.iter().any(|o| matches!(o, CloseObstacle::OpenConcern(_))));
    assert_eq!(obstacles.iter().filter(|o| matches!(o, CloseObstacle::NotAgreed(_, 45))).count(), 3);
    session.close_concern(&LEAD, round.id, concern, "Referred, seen the same day").unwrap();
    score_all(&mut session, &round, "partly");
    session.close_round(&LEAD, round.id).unwrap();
    let closed = session.override_grade(&LEAD, round.id, subject, None);
    assert!(matches!(closed, Err(OpError::Rule(RuleViolation::RoundClosed(_)))));
}

#[test]
fn an_overridden_grade_needs_a_reason_and_is_always_shown_as_overridden() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    let subject = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    let grade = |reason: &str| Some(GradeOverride { grade: "good".into(), reason: reason.into() });
    assert!(matches!(
        session.override_grade(&LEAD, round.id, subject, grade("Why")),
        Err(OpError::Rule(RuleViolation::ComparisonNotOpen(_)))
    ));
    score_all(&mut session, &round, "not_met");
    assert!(session.override_grade(&LEAD, round.id, subject, grade("")).is_err());
    session.override_grade(&LEAD, round.id, subject, grade("The advice came after the audit")).unwrap();
    let worked = results(&session.snapshot(&round, None).unwrap());
    let plan = worked.plan_results.iter().find(|p| p.subject == subject).unwrap();
    assert_eq!(plan.grade.as_deref(), Some("good"));
    assert_eq!(plan.grading.grade.as_deref(), Some("requires_improvement"));
    assert!(plan.sentence.contains("overridden") && plan.sentence.contains("The advice came after the audit"));
    assert_eq!(worked.good_or_better.unwrap().count, 1);
}

#[test]
fn an_agreed_answer_across_met_and_not_met_needs_a_reason_and_sheets_stay_as_they_were() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    let progress = session.round_progress(&round).unwrap();
    let plan = progress.sampled().next().unwrap().clone();
    let tool = session.tool(round.facts.tool).unwrap();
    for (place, sheet) in plan.sheets.iter().enumerate() {
        let actor = Actor::Member(sheet.member.clone());
        let (subject, member) = (plan.sampled.subject, sheet.assignment.member);
        for (_, c) in tool.tested(round.facts.depth, round.facts.evidence) {
            let answer = if c.code == "B3" && place == 1 { "not_met" } else { "met" };
            let target = AnswerTarget { round: round.id, subject, member, criterion: &c.code };
            session.set_answer(&actor, target, Some(given(answer))).unwrap();
        }
        session.submit_sheet(&actor, round.id, subject, member).unwrap();
    }
    let before = session.snapshot(&round, None).unwrap().sheets;
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let by_rule = session.agree_by_rule(&LEAD, round.id).unwrap().value;
    assert_eq!((by_rule.agreed, by_rule.to_discuss), (0, 1), "a crossing split is the panel's");
    let row = |reason: Option<&str>| AgreedEntry {
        row: 2,
        plan: plan.facts.reference.clone(),
        criterion: "B3".into(),
        answer: "met".into(),
        reason: reason.map(str::to_owned),
    };
    let Err(OpError::Rows(refused)) = session.import_agreed(&LEAD, round.id, &[row(None)]) else {
        panic!("agreed without a reason");
    };
    assert!(matches!(refused[0].violation, RuleViolation::AgreedReasonMissing { .. }));
    session.import_agreed(&LEAD, round.id, &[row(Some("Read again together"))]).unwrap();
    assert_eq!(session.snapshot(&round, None).unwrap().sheets, before);
}

#[derive(Debug, Clone)]
enum Step {
    Answer(usize, usize),
    Clear(usize),
    Note(usize, String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0_usize..6, 0_usize..3).prop_map(|(c, a)| Step::Answer(c, a)),
        (0_usize..6).prop_map(Step::Clear),
        (0_usize..6, "[a-z]{0,5}").prop_map(|(c, text)| Step::Note(c, text)),
    ];
    prop::collection::vec(step, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn undoing_everything_brings_back_the_sheet_as_it_was(steps in steps()) {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 2, 4);
        let progress = session.round_progress(&round).unwrap();
        let task = progress.plans[0].sheets[0].clone();
        let (subject, member) = (task.assignment.subject, task.assignment.member);
        let actor = Actor::Member(task.member.clone());
        let tool = session.tool(round.facts.tool).unwrap();
        let codes: Vec<String> = tool.tested(Depth::Core, Evidence::File).map(|(_, c)| c.code.clone()).collect();
        let start = session.desk(round.id, subject, member).unwrap();
        let mut changed = 0;
        for step in steps {
            let (Step::Answer(c, _) | Step::Clear(c) | Step::Note(c, _)) = &step;
            let target = AnswerTarget { round: round.id, subject, member, criterion: &codes[*c] };
            let done = match &step {
                Step::Answer(_, a) => session.set_answer(&actor, target, Some(given(["met", "partly", "not_met"][*a]))),
                Step::Clear(_) => session.set_answer(&actor, target, None),
                Step::Note(_, text) => {
                    let note = NoteDraft { kind: NoteKind::Strength, text: text.clone(), place: String::new() };
                    session.set_note(&actor, target, &note)
                }
            };
            changed += usize::from(done.unwrap().changes.any());
        }
        for _ in 0..changed {
            session.undo(&actor).unwrap();
        }
        prop_assert!(session.undo(&actor).is_err());
        // The time somebody spent is not taken back.
        let spent_ms = start.spent_ms;
        let end = session.desk(round.id, subject, member).unwrap();
        prop_assert!(end.spent_ms >= spent_ms);
        prop_assert_eq!(golden_thread::ops::Desk { spent_ms, ..end }, start);
        session.verify().unwrap();
        prop_assert_eq!(session.check().unwrap(), vec![]);
    }
}
