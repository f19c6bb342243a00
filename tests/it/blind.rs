//! Nobody sees another's answers on a plan before submitting their own.

use golden_thread::domain::access::Viewer;
use golden_thread::domain::sheet::{GivenAnswer, NoteKind, SheetState};
use golden_thread::exchange::round_json::{self, Choice};
use golden_thread::ops::{Actor, AnswerTarget, NoteDraft, Session};
use golden_thread::testing::{self, TestFile};
use proptest::prelude::*;

/// A text no other part of a file holds.
const SECRET: &str = "SECRET-OF";

fn actor(name: &str) -> Actor {
    Actor::Member(name.to_owned())
}

/// Answers and a secret note of everyone on every plan; `submitted` says whose sheets are handed in, by place.
fn scored(session: &mut Session, submitted: &[bool]) -> golden_thread::domain::round::Round {
    let round = testing::round(session, 3, 4);
    let progress = session.round_progress(&round).unwrap();
    let tool = session.tool(round.facts.tool).unwrap();
    let codes: Vec<String> =
        tool.tested(round.facts.depth, round.facts.evidence).map(|(_, c)| c.code.clone()).collect();
    let tasks = progress.sampled().flat_map(|p| p.sheets.iter());
    for (place, task) in tasks.enumerate() {
        let a = &task.assignment;
        let hand_in = submitted[place % submitted.len()];
        for code in codes.iter().take(if hand_in { codes.len() } else { 5 }) {
            let target = AnswerTarget { round: round.id, subject: a.subject, member: a.member, criterion: code };
            let answer = GivenAnswer { answer: "met".into(), na_reason: None };
            session.set_answer(&actor(&task.member), target, Some(answer)).unwrap();
        }
        let target = AnswerTarget { round: round.id, subject: a.subject, member: a.member, criterion: "A1" };
        let text = format!("{SECRET}-{}-{}", a.subject, a.member);
        let note = NoteDraft { kind: NoteKind::Strength, text, place: String::new() };
        session.set_note(&actor(&task.member), target, &note).unwrap();
        if hand_in {
            session.submit_sheet(&actor(&task.member), round.id, a.subject, a.member).unwrap();
        }
    }
    round
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_member_never_receives_a_colleagues_unsubmitted_answer(submitted in prop::collection::vec(any::<bool>(), 6)) {
        let (_file, mut session) = TestFile::new();
        let round = scored(&mut session, &submitted);
        let progress = session.round_progress(&round).unwrap();
        let members = session.list_members().unwrap();
        let viewers = members.iter().map(|m| Viewer::Member(m.id)).chain([Viewer::Round]);
        for viewer in viewers {
            let own = match viewer { Viewer::Member(id) => Some(id), Viewer::Round => None };
            let snapshot = session.snapshot(&round, own).unwrap();
            let shown = format!("{:?}", snapshot.shown_sheets(viewer).collect::<Vec<_>>());
            let exported = round_json::write(&snapshot, &Choice { viewer, plan: None, letters: false }).to_string();
            for plan in progress.sampled() {
                let all_in = plan.sheets.iter().all(|s| s.state == Some(SheetState::Submitted));
                for sheet in &plan.sheets {
                    let a = &sheet.assignment;
                    let secret = format!("{SECRET}-{}-{}", a.subject, a.member);
                    let may = own == Some(a.member) || all_in;
                    prop_assert_eq!(shown.contains(&secret), may);
                    prop_assert_eq!(exported.contains(&secret), may);
                }
            }
            // Screens of a member: their own desk and counts, nothing else.
            if let Some(id) = own {
                let screens = format!("{progress:?}");
                prop_assert!(!screens.contains(SECRET));
                for (plan, _) in progress.tasks_of(id) {
                    let desk = format!("{:?}", session.desk(round.id, plan.sampled.subject, id).unwrap().criteria);
                    let secrets = desk.matches(SECRET).count();
                    prop_assert_eq!(secrets, 1);
                    let mine = format!("{SECRET}-{}-{}", plan.sampled.subject, id);
                    prop_assert!(desk.contains(&mine));
                }
            }
        }
    }
}

#[test]
fn a_desk_of_somebody_without_the_task_is_refused() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    let progress = session.round_progress(&round).unwrap();
    let plan = progress.sampled().next().unwrap();
    let members = session.list_members().unwrap();
    let outsider = members.iter().find(|m| plan.sheets.iter().all(|s| s.assignment.member != m.id)).unwrap();
    assert!(session.desk(round.id, plan.sampled.subject, outsider.id).is_err());
}

#[test]
fn nobody_takes_back_another_persons_step() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    let progress = session.round_progress(&round).unwrap();
    let plan = progress.sampled().next().unwrap();
    let (first, second) = (&plan.sheets[0], &plan.sheets[1]);
    let a = &first.assignment;
    let target = AnswerTarget { round: round.id, subject: a.subject, member: a.member, criterion: "A1" };
    let answer = GivenAnswer { answer: "partly".into(), na_reason: None };
    session.set_answer(&actor(&first.member), target, Some(answer)).unwrap();
    assert!(session.undo(&actor(&second.member)).is_err());
    session.undo(&actor(&first.member)).unwrap();
    assert_eq!(session.desk(round.id, a.subject, a.member).unwrap().answered(), 0);
    session.verify().unwrap();
}
