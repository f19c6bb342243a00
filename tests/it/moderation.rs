//! Moderation through the library: names, sheets handed back, answers taken up again, findings, plan results, replies.

use golden_thread::domain::audit_tool::{Depth, Evidence};
use golden_thread::domain::finding::FindingKind;
use golden_thread::domain::ids::SubjectId;
use golden_thread::domain::plan_result::Outcome;
use golden_thread::domain::round::Round;
use golden_thread::domain::rules::{CloseObstacle, RuleViolation};
use golden_thread::domain::sheet::{AgreedHow, GivenAnswer, NoteKind};
use golden_thread::ops::{Actor, AnswerTarget, Command, FindingDraft, Moderating, NoteDraft, OpError, Session};
use golden_thread::testing::{self, TestFile};
use golden_thread::ui::views::agree::data::AgreeData;
use jiff::civil::date;

const LEAD: Actor = Actor::Lead;

fn given(answer: &str) -> Option<GivenAnswer> {
    Some(GivenAnswer { answer: answer.into(), na_reason: None })
}

/// Everyone answers Met; on each plan the second reader, by name, answers as `other` says. Handed in by those that
/// `hands_in` names by their place on the plan.
fn score(session: &mut Session, round: &Round, other: &[(&str, &str)], hands_in: impl Fn(usize) -> bool) {
    let tool = session.tool(round.facts.tool).unwrap();
    for plan in session.round_progress(round).unwrap().sampled() {
        for (place, sheet) in plan.sheets.iter().enumerate() {
            let (subject, member) = (plan.sampled.subject, sheet.assignment.member);
            let actor = Actor::Member(sheet.member.clone());
            for (_, c) in tool.tested(round.facts.depth, round.facts.evidence) {
                let differs = other.iter().find(|(code, _)| place == 1 && *code == c.code);
                let answer = differs.map_or("met", |(_, answer)| answer);
                let target = AnswerTarget { round: round.id, subject, member, criterion: &c.code };
                session.set_answer(&actor, target, given(answer)).unwrap();
            }
            if hands_in(place) {
                session.submit_sheet(&actor, round.id, subject, member).unwrap();
            }
        }
    }
}

fn first_plan(session: &mut Session, round: &Round) -> golden_thread::ops::PlanProgress {
    session.round_progress(round).unwrap().sampled().next().unwrap().clone()
}

fn how(session: &mut Session, round: &Round, subject: SubjectId, code: &str) -> Option<AgreedHow> {
    session.snapshot(round, None).unwrap().agreed.get(&subject)?.get(code).map(|a| a.how)
}

fn events(session: &mut Session) -> Vec<String> {
    session.history().unwrap().into_iter().map(|row| row.event).collect()
}

#[test]
fn what_the_rule_settled_can_be_undone_or_taken_up_again_one_by_one_or_all() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 4);
    score(&mut session, &round, &[("F3", "partly")], |_| true);
    let subject = first_plan(&mut session, &round).sampled.subject;
    session.agree_unanimous(&LEAD, round.id).unwrap();
    assert_eq!(session.agree_by_rule(&LEAD, round.id).unwrap().value.agreed, 2);
    assert_eq!(how(&mut session, &round, subject, "F3"), Some(AgreedHow::Rule));

    session.undo(&LEAD).unwrap();
    assert_eq!(how(&mut session, &round, subject, "F3"), None, "settling by rule is one step back");
    assert_eq!(how(&mut session, &round, subject, "A1"), Some(AgreedHow::Unanimous));
    session.undo(&LEAD).unwrap();
    assert_eq!(how(&mut session, &round, subject, "A1"), None);

    session.agree_unanimous(&LEAD, round.id).unwrap();
    session.agree_by_rule(&LEAD, round.id).unwrap();
    session.reopen(&LEAD, round.id, subject, "F3").unwrap();
    assert_eq!(how(&mut session, &round, subject, "F3"), None);
    session.agree_by_rule(&LEAD, round.id).unwrap();
    assert_eq!(session.reopen_by_rule(&LEAD, round.id).unwrap().value, 2);
    assert_eq!(how(&mut session, &round, subject, "F3"), None);
    assert_eq!(how(&mut session, &round, subject, "A1"), Some(AgreedHow::Unanimous), "only what the rule settled");
    session.undo(&LEAD).unwrap();
    assert_eq!(how(&mut session, &round, subject, "F3"), Some(AgreedHow::Rule));
    session.verify().unwrap();
}

#[test]
fn a_sheet_handed_back_closes_the_comparison_keeps_what_was_agreed_and_is_not_blind_from_then_on() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 4);
    score(&mut session, &round, &[("F1", "not_met")], |_| true);
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let plan = first_plan(&mut session, &round);
    let (subject, sheets) = (plan.sampled.subject, plan.sheets);
    let (one, other) = (sheets[0].assignment.member, sheets[1].assignment.member);
    let back = |session: &mut Session, reason: &str| session.return_sheet(&LEAD, (round.id, subject, other), reason);
    assert!(matches!(back(&mut session, "  "), Err(OpError::Rule(RuleViolation::Empty(_)))));
    back(&mut session, "Section F was read in the wrong version").unwrap();
    assert!(matches!(back(&mut session, "Again"), Err(OpError::Rule(RuleViolation::SheetNotSubmitted(_)))));

    let snapshot = session.snapshot(&round, None).unwrap();
    assert!(!snapshot.get_plan(subject).unwrap().comparison_open);
    assert_eq!(snapshot.agreed[&subject].len(), 44, "what was agreed stays");
    assert!(matches!(
        session.set_agreed(&LEAD, round.id, subject, ("F1", "met"), Some("Why")),
        Err(OpError::Rule(RuleViolation::ComparisonNotOpen(_)))
    ));
    // The other reader has seen it: nothing of theirs is taken back now.
    assert!(matches!(
        session.take_back_sheet(&Actor::Member(sheets[0].member.clone()), round.id, subject, one),
        Err(OpError::Rule(RuleViolation::ComparisonOpen(_)))
    ));
    let own = session.snapshot(&round, Some(other)).unwrap();
    let own = own.sheets.iter().find(|s| s.subject == subject && s.member == other).unwrap().clone();
    assert_eq!(own.returned_reason.as_deref(), Some("Section F was read in the wrong version"));

    let actor = Actor::Member(sheets[1].member.clone());
    let target = AnswerTarget { round: round.id, subject, member: other, criterion: "F1" };
    session.set_answer(&actor, target, given("met")).unwrap();
    session.submit_sheet(&actor, round.id, subject, other).unwrap();
    let snapshot = session.snapshot(&round, None).unwrap();
    assert!(snapshot.get_plan(subject).unwrap().comparison_open, "all are in again");
    let blind = |member| snapshot.sheets.iter().find(|s| s.subject == subject && s.member == member).unwrap().not_blind;
    assert!(blind(other) && !blind(one));
    assert!(events(&mut session).contains(&"sheet_returned".to_owned()));
    session.verify().unwrap();
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn names_stand_beside_answers_only_on_the_plan_they_were_asked_for_and_the_log_says_so() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    score(&mut session, &round, &[("F1", "not_met")], |_| true);
    let data = AgreeData::read(&mut session, round.id, None).unwrap();
    let names: Vec<String> = testing::panel(4).into_iter().map(|m| m.name).collect();
    let plain = format!("{:?}", data.plans);
    assert!(names.iter().all(|name| !plain.contains(name)), "not on the screen's side at all");
    assert!(data.plans.iter().all(|plan| plan.readers.iter().map(|r| r.letter.as_str()).eq(["A", "B"])));

    let subject = data.plans[1].subject;
    session.show_names(&LEAD, round.id, subject).unwrap();
    let data = AgreeData::read(&mut session, round.id, None).unwrap();
    let named: Vec<bool> = data.plans.iter().map(|plan| plan.readers.iter().all(|r| r.name.is_some())).collect();
    assert_eq!(named, [false, true, false]);
    assert!(events(&mut session).contains(&"names_shown".to_owned()));
}

#[test]
fn a_comparison_opened_early_shows_nothing_to_a_reader_who_has_not_handed_in() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 4);
    score(&mut session, &round, &[("F1", "not_met")], |place| place == 0);
    let plan = first_plan(&mut session, &round);
    let subject = plan.sampled.subject;
    let (first, second) = (plan.sheets[0].assignment.member, plan.sheets[1].assignment.member);
    let member = Actor::Member(plan.sheets[0].member.clone());
    let target = AnswerTarget { round: round.id, subject, member: first, criterion: "F1" };
    let note = NoteDraft { kind: NoteKind::Strength, text: "Written for the child".into(), place: String::new() };
    session.take_back_sheet(&member, round.id, subject, first).unwrap();
    session.set_note(&member, target, &note).unwrap();
    session.submit_sheet(&member, round.id, subject, first).unwrap();
    let command = |reason: &str| {
        Command::Moderating(Moderating::OpenEarly { round: round.id, subject, reason: reason.to_owned() })
    };
    assert!(session.run(&LEAD, command("")).is_err());
    session.run(&LEAD, command("The second reader is ill")).unwrap();
    let finding = draft(FindingKind::Strength, "Plans are written for the child", vec![(subject, "F1".into())]);
    session.put_finding(&LEAD, round.id, None, finding).unwrap();

    let seen = AgreeData::read(&mut session, round.id, Some(second)).unwrap();
    assert!(seen.get_plan(subject).is_none());
    assert!(seen.waiting.iter().any(|plan| plan.subject == subject && plan.is_own));
    let everything = format!("{seen:?}");
    assert!(!everything.to_lowercase().contains("written for the child"), "neither note nor what was made of it");
    let seen = AgreeData::read(&mut session, round.id, Some(first)).unwrap();
    assert_eq!(seen.get_plan(subject).unwrap().early.as_deref(), Some("The second reader is ill"));
    assert_eq!(seen.findings.notes.len(), 1);
}

fn draft(kind: FindingKind, text: &str, sources: Vec<(SubjectId, String)>) -> FindingDraft {
    FindingDraft { heading: "F".into(), text: text.into(), sources, ..FindingDraft::blank(kind) }
}

#[test]
fn findings_count_their_plans_keep_their_order_and_every_step_can_be_taken_back() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    let plans: Vec<SubjectId> = session.round_progress(&round).unwrap().sampled().map(|p| p.sampled.subject).collect();
    let sources =
        vec![(plans[0], "F1".into()), (plans[0], "F3".into()), (plans[1], "F1".into()), (plans[1], "F1".into())];
    let put = |session: &mut Session, draft| session.put_finding(&LEAD, round.id, None, draft);
    assert!(put(&mut session, draft(FindingKind::Strength, " ", Vec::new())).is_err(), "says nothing");
    let stranger = SubjectId(uuid::Uuid::from_u128(7));
    let outside = draft(FindingKind::Strength, "Text", vec![(stranger, String::new())]);
    assert!(matches!(put(&mut session, outside), Err(OpError::Rule(RuleViolation::FindingOutsideRound))));
    let first = put(&mut session, draft(FindingKind::Consideration, "Provision is vague", sources)).unwrap().value;
    let second = put(&mut session, draft(FindingKind::Consideration, "Second", Vec::new())).unwrap().value;
    let gap = FindingDraft {
        need: "Speech and language".into(),
        service: "Therapy for over 16s".into(),
        wait: "40 weeks".into(),
        ..draft(FindingKind::GapInService, "No therapy for young people", Vec::new())
    };
    put(&mut session, gap).unwrap();
    let list = |session: &mut Session| session.snapshot(&round, None).unwrap().findings;
    let texts = |session: &mut Session| list(session).into_iter().map(|f| f.text).collect::<Vec<_>>();
    assert_eq!(list(&mut session)[0].count_plans(), 2);
    assert_eq!(list(&mut session)[0].sources.len(), 3, "the same source counts once");
    session.move_finding(&LEAD, round.id, second, true).unwrap();
    assert_eq!(texts(&mut session), ["Second", "Provision is vague", "No therapy for young people"]);
    assert!(!session.move_finding(&LEAD, round.id, second, true).unwrap().changes.any(), "it is the first");
    session.undo(&LEAD).unwrap();
    assert_eq!(texts(&mut session)[0], "Provision is vague");

    let changed =
        FindingDraft { text: "Provision is not specified".into(), ..FindingDraft::from(&list(&mut session)[0]) };
    session.put_finding(&LEAD, round.id, Some(first), changed).unwrap();
    session.remove_finding(&LEAD, round.id, first).unwrap();
    assert_eq!(texts(&mut session).len(), 2);
    session.undo(&LEAD).unwrap();
    assert_eq!(list(&mut session)[0].count_plans(), 2, "with what it rests on");
    session.undo(&LEAD).unwrap();
    assert_eq!(texts(&mut session)[0], "Provision is vague");
    for _ in 0..3 {
        session.undo(&LEAD).unwrap();
    }
    assert_eq!(texts(&mut session), Vec::<String>::new());
    session.verify().unwrap();
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn a_round_closes_when_plans_below_good_have_results_and_the_days_for_replies_are_over() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    score(&mut session, &round, &[], |_| true);
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let plan = first_plan(&mut session, &round);
    let (subject, reference) = (plan.sampled.subject, plan.facts.reference);
    session.set_agreed(&LEAD, round.id, subject, ("F1", "not_met"), Some("Read again together")).unwrap();
    let obstacles = |session: &mut Session| match session.close_round(&LEAD, round.id) {
        Err(OpError::Rule(RuleViolation::CannotClose(obstacles))) => obstacles,
        other => panic!("{other:?}"),
    };
    assert_eq!(obstacles(&mut session), [CloseObstacle::NoPlanResult(reference)], "the others are good");

    // The world's day is Sunday 22 November 2026: what went out on the 20th may be answered until the 27th.
    session.send_findings(&LEAD, round.id, "SEND team", date(2026, 11, 13)).unwrap();
    let due_on = session.send_findings(&LEAD, round.id, "Health", date(2026, 11, 20)).unwrap().value;
    assert_eq!(due_on, date(2026, 11, 27));
    let running = CloseObstacle::ReplyDaysRunning { sent_to: "Health".into(), due_on };
    assert_eq!(obstacles(&mut session).len(), 2);
    assert!(obstacles(&mut session).contains(&running));
    let id = session.snapshot(&round, None).unwrap().replies[1].id;
    let early = session.record_reply(&LEAD, (round.id, id), date(2026, 11, 19), ("All right", ""));
    assert!(matches!(early, Err(OpError::Rule(RuleViolation::ReplyBeforeSending))));
    session.record_reply(&LEAD, (round.id, id), date(2026, 11, 21), ("F1 of one plan", "Worded again")).unwrap();

    assert_eq!(session.take_proposed_results(&LEAD, round.id).unwrap().value, 1);
    session.undo(&LEAD).unwrap();
    assert_eq!(obstacles(&mut session).len(), 1);
    session.take_proposed_results(&LEAD, round.id).unwrap();
    let result = session.snapshot(&round, None).unwrap().plan_results[&subject].clone();
    assert_eq!(result.outcome, Outcome::EarlyReview);
    assert!(result.reason.contains("F1"), "{}", result.reason);
    session
        .set_plan_result(&LEAD, round.id, subject, Some((Outcome::AmendNow, "Provision is missing".into())))
        .unwrap();
    session.close_round(&LEAD, round.id).unwrap();

    let closed =
        |result: Result<(), OpError>| assert!(matches!(result, Err(OpError::Rule(RuleViolation::RoundClosed(_)))));
    let finding = draft(FindingKind::Strength, "Late", Vec::new());
    closed(session.put_finding(&LEAD, round.id, None, finding).map(drop));
    closed(session.set_plan_result(&LEAD, round.id, subject, None).map(drop));
    closed(session.send_findings(&LEAD, round.id, "School", date(2026, 11, 20)).map(drop));
    closed(session.remove_reply(&LEAD, round.id, id).map(drop));
    closed(session.reopen(&LEAD, round.id, subject, "F1").map(drop));
    closed(session.reopen_by_rule(&LEAD, round.id).map(drop));
    closed(session.return_sheet(&LEAD, (round.id, subject, plan.sheets[0].assignment.member), "Why").map(drop));
    assert!(session.undo(&LEAD).is_err(), "closing ends what can be undone");
    let snapshot = session.snapshot(&round, None).unwrap();
    assert_eq!(snapshot.plan_results[&subject].outcome, Outcome::AmendNow);
    assert_eq!(snapshot.replies[1].changed, "Worded again");
    session.verify().unwrap();
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn after_closing_a_member_sees_their_own_answers_against_the_agreed_ones_and_only_then() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 4);
    score(&mut session, &round, &[("F3", "partly")], |_| true);
    session.agree_unanimous(&LEAD, round.id).unwrap();
    session.agree_by_rule(&LEAD, round.id).unwrap();
    let plan = first_plan(&mut session, &round);
    let member = plan.sheets[1].assignment.member;
    session.set_agreed(&LEAD, round.id, plan.sampled.subject, ("F3", "met"), None).unwrap();
    let mine = |session: &mut Session, who| AgreeData::read(session, round.id, who).unwrap().mine.rows;
    assert!(mine(&mut session, Some(member)).is_empty(), "the round is open");
    session.close_round(&LEAD, round.id).unwrap();
    assert!(mine(&mut session, None).is_empty(), "the lead reads no plan");
    let rows = mine(&mut session, Some(member));
    let of_plan: Vec<_> = rows.iter().filter(|row| row.plan == plan.facts.reference).collect();
    let tool = session.tool(round.facts.tool).unwrap();
    assert_eq!(of_plan.len(), tool.tested(Depth::Core, Evidence::File).count());
    let differ: Vec<&str> = of_plan.iter().filter(|row| row.differs()).map(|row| row.code.as_str()).collect();
    assert_eq!(differ, ["F3"]);
}
