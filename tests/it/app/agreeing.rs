//! Agreeing on the screen: unanimous, by rule, one by one with the reason.

use super::Window;
use egui::Key;
use golden_thread::domain::sheet::AgreedHow;
use golden_thread::ops::{Actor, AnswerEntry};
use golden_thread::testing::{TestFile, round};

/// One plan, two readers, all sheets in: the same answers but for one that crosses met and not met.
fn compared() -> (TestFile, String) {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 1, 2);
    let progress = session.round_progress(&round).unwrap();
    let plan = &progress.plans[0];
    let member = session.member(&plan.sheets[0].member).unwrap().id;
    let desk = session.desk(round.id, plan.sampled.subject, member).unwrap();
    let split = desk.criteria[5].code.clone();
    let mut rows = Vec::new();
    for (reader, sheet) in plan.sheets.iter().enumerate() {
        for criterion in &desk.criteria {
            let answer = if reader == 1 && criterion.code == split { "not_met" } else { "met" };
            rows.push(AnswerEntry {
                row: rows.len() as u64 + 2,
                plan: plan.facts.reference.clone(),
                member: sheet.member.clone(),
                criterion: criterion.code.clone(),
                answer: answer.to_owned(),
                na_reason: None,
                note: None,
            });
        }
    }
    session.import_answers(&Actor::Lead, round.id, &rows, true).unwrap();
    session.close().unwrap();
    (file, split)
}

#[test]
fn a_plan_is_agreed_by_taking_the_unanimous_and_giving_the_rest_by_key_with_a_reason() {
    let (file, split) = compared();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Agree");
    window.press("Take 44 unanimous answers");
    assert!(window.says("44 answers were taken as unanimous."));
    assert!(window.says("1 answer to be agreed one by one."));
    window.key(Key::Num2);
    assert!(window.says("This answer needs its reason"), "nobody gave it, and the answers cross met and not met");
    window.type_text("Page 3 names the need, not its effect");
    window.key(Key::Enter);
    assert!(window.says("0 answers to be agreed one by one."), "{:?}", window.all_words());
    window.press("Overview");
    assert!(window.says("1 of 1, plans agreed"));
    window.close();

    let mut session = file.open();
    let round = session.round(None).unwrap();
    let snapshot = session.snapshot(&round, None).unwrap();
    let (_, agreed) = snapshot.agreed.iter().next().unwrap();
    assert_eq!(agreed.len(), 45);
    let answer = &agreed[&split];
    assert_eq!((answer.answer.as_str(), answer.how), ("partly", AgreedHow::Panel));
    assert_eq!(answer.reason.as_deref(), Some("Page 3 names the need, not its effect"));
}
