//! Agreeing on the screen: unanimous, by rule, one by one with the reason.

use super::Window;
use egui::Key;
use egui_kittest::kittest::Queryable;
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

/// Twenty plans of 45 criteria, two readers on each, who differ on three answers in ten.
fn twenty_plans() -> TestFile {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 20, 6);
    let progress = session.round_progress(&round).unwrap();
    let tool = session.tool(round.facts.tool).unwrap();
    let codes: Vec<String> =
        tool.tested(round.facts.depth, round.facts.evidence).map(|(_, c)| c.code.clone()).collect();
    let splits = [("met", "not_met"), ("partly", "met"), ("partly", "not_met"), ("met", "not_evidenced")];
    let mut rows = Vec::new();
    for (plan, of_plan) in progress.plans.iter().filter(|p| !p.sheets.is_empty()).enumerate() {
        for (at, code) in codes.iter().enumerate() {
            let is_split = (plan * 7 + at * 3) % 10 < 3;
            let split = splits[(plan + at) % splits.len()];
            let same = if (plan + at) % 5 == 0 { "partly" } else { "met" };
            let answers = if is_split { [split.0, split.1] } else { [same, same] };
            for (sheet, answer) in of_plan.sheets.iter().zip(answers) {
                rows.push(AnswerEntry {
                    row: rows.len() as u64 + 2,
                    plan: of_plan.facts.reference.clone(),
                    member: sheet.member.clone(),
                    criterion: code.clone(),
                    answer: answer.to_owned(),
                    na_reason: None,
                    note: None,
                });
            }
        }
    }
    assert_eq!(rows.len(), 20 * 45 * 2);
    session.import_answers(&Actor::Lead, round.id, &rows, true).unwrap();
    session.close().unwrap();
    file
}

/// A digest of everything members handed in.
fn originals(file: &TestFile) -> String {
    use sha2::Digest;
    let mut session = file.open();
    let round = session.round(None).unwrap();
    let sheets = session.snapshot(&round, None).unwrap().sheets;
    assert_eq!(sheets.len(), 40);
    let digest = sha2::Sha256::digest(serde_json::to_vec(&sheets).unwrap());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many of how many to discuss are agreed, as the screen says it.
fn discussed(window: &Window<'_>) -> (usize, usize) {
    let said = window.all_words().into_iter().find(|words| words.contains(" to discuss are agreed")).unwrap();
    let mut numbers = said.split_whitespace().filter_map(|word| word.parse().ok());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// Agrees the criterion on the screen by key, with a reason where one is asked for.
fn answer(window: &mut Window<'_>, key: Key) {
    window.key(key);
    if window.says("This answer needs its reason") {
        window.harness.event(egui::Event::Text("Seen".to_owned()));
        window.settle();
        window.key(Key::Enter);
    }
}

#[test]
fn twenty_plans_are_moderated_by_keyboard_with_undo_across_it_and_no_original_changes() {
    let file = twenty_plans();
    let before = originals(&file);
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Agree");
    window.press("Take 630 unanimous answers");
    assert!(window.says("630 answers were taken as unanimous."));
    let (done, total) = discussed(&window);
    assert_eq!(done, 0);
    assert!((120..=270).contains(&total), "{total} of 270 splits are to be discussed");
    assert!(window.says("can be left to the rule"));

    // Left for later, it comes back when nothing else is left.
    window.key(Key::S);
    assert!(window.says(", 1 left for later"));
    for _ in 0..10 {
        answer(&mut window, Key::Num1);
    }
    assert_eq!(discussed(&window).0, 10);
    for left in [9, 8, 7] {
        window.ctrl(Key::Z);
        assert_eq!(discussed(&window).0, left);
    }
    window.key(Key::P);
    assert!(window.says("Leave the projector view") && !window.says("Places"));
    assert!(!window.says("Member 0"), "no names before the room");
    answer(&mut window, Key::Num2);
    window.key(Key::Escape);
    assert_eq!(discussed(&window).0, 8);
    let mut keys = [Key::Num1, Key::Num2, Key::Num1, Key::Num3].into_iter().cycle();
    for _ in 0..400 {
        let (done, total) = discussed(&window);
        if done == total {
            break;
        }
        answer(&mut window, keys.next().unwrap());
    }
    let (done, total) = discussed(&window);
    assert_eq!(done, total);
    assert!(!window.says("left for later"), "what was left came back");
    assert!(window.says("0 answers to be agreed one by one."));

    let by_rule = window.all_words().into_iter().find(|words| words.starts_with("Settle ")).unwrap();
    window.press(&by_rule);
    window.ctrl(Key::Z);
    assert!(window.all_words().contains(&by_rule), "settling by rule is one step back");
    window.press(&by_rule);
    window.press("Overview");
    assert!(window.says("20 of 20, plans agreed"), "{:?}", window.all_words());
    window.close();

    assert_eq!(originals(&file), before);
    let mut session = file.open();
    let round = session.round(None).unwrap();
    let snapshot = session.snapshot(&round, None).unwrap();
    let agreed = || snapshot.agreed.values().flat_map(|plan| plan.values());
    assert_eq!(agreed().count(), 900);
    let count = |how| agreed().filter(|a| a.how == how).count();
    assert_eq!(count(AgreedHow::Unanimous), 630);
    assert_eq!(count(AgreedHow::Panel) + count(AgreedHow::Rule), 270);
    assert!(count(AgreedHow::Panel) >= total.min(120) && count(AgreedHow::Rule) > 0);
    session.verify().unwrap();
}

#[test]
fn a_sheet_is_handed_back_with_a_reason_and_a_waiting_plan_opened_with_one() {
    let (file, _) = compared();
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Agree");
    assert!(!window.says("Member 01"));
    window.press("Show who gave which answer");
    assert!(window.says("Member 01") && window.says("Member 02"));
    window.press("Hand sheet A back");
    assert!(window.says("Write the reason first"));
    window.fill("Reason", "The appendix was missing");
    window.press("Hand the sheet back");
    assert!(window.says("The score sheet is with its member again."));
    assert!(window.says("No plan can be compared yet"));
    window.press("Plans to compare");
    assert!(window.says("Waits for 1 of 2 sheets"));
    window.close();

    let session = file.open();
    let members = session.list_members().unwrap();
    drop(session);
    let reads_it = |name: &str| {
        let mut window = Window::open_as(&file, name);
        window.press("Plans");
        let said = window.says("was handed back to you: The appendix was missing");
        window.close();
        said
    };
    let told = members.iter().filter(|member| reads_it(&member.facts.name)).count();
    assert_eq!(told, 1, "its own member reads why, and nobody else");
}

#[test]
fn findings_are_gathered_from_notes_and_a_round_is_closed_from_the_screen() {
    let (file, split) = compared();
    let mut session = file.open();
    let round = session.round(None).unwrap();
    let plan = session.round_progress(&round).unwrap().sampled().next().unwrap().clone();
    for (sheet, text) in plan.sheets.iter().zip(["Provision is vague", "Nobody is named for it"]) {
        let (subject, member) = (plan.sampled.subject, sheet.assignment.member);
        session.return_sheet(&Actor::Lead, (round.id, subject, member), "For a note").unwrap();
        let target = golden_thread::ops::AnswerTarget { round: round.id, subject, member, criterion: &split };
        let kind = golden_thread::domain::sheet::NoteKind::Consideration;
        let note = golden_thread::ops::NoteDraft { kind, text: text.to_owned(), place: "Page 3".to_owned() };
        session.set_note(&Actor::Lead, target, &note).unwrap();
        session.submit_sheet(&Actor::Lead, round.id, subject, member).unwrap();
    }
    session.agree_unanimous(&Actor::Lead, round.id).unwrap();
    session.set_agreed(&Actor::Lead, round.id, plan.sampled.subject, (&split, "not_met"), Some("Seen")).unwrap();
    let worse = golden_thread::domain::sheet::GradeOverride { grade: "inadequate".into(), reason: "Unsafe".into() };
    session.override_grade(&Actor::Lead, round.id, plan.sampled.subject, Some(worse)).unwrap();
    session.close().unwrap();

    let reference = &plan.facts.reference;
    let mut window = Window::open_as(&file, "Audit lead");
    window.press("Agree");
    window.press("Findings");
    let label = format!("{split} · {reference} · area for consideration");
    assert_eq!(window.harness.query_all_by_label(&label).count(), 2);
    for at in 0..2 {
        window.harness.query_all_by_label(&label).nth(at).unwrap().click();
        window.settle();
    }
    window.press("Make a finding of 2 notes");
    window.press("Save the finding");
    assert!(window.says("Rests on 1 plan · in the report"), "{:?}", window.all_words());
    assert!(window.says("No note is left"));
    window.ctrl(Key::Z);
    assert!(window.says("None yet."), "adding it is one step back");

    window.press("Reply and closing");
    assert!(window.says("below Good, and what happens to it is not recorded"));
    window.press("Plan results");
    window.press("Record as proposed for 1 plan");
    assert!(window.says("What happens is recorded for 1 plan, as proposed."));
    assert!(window.says("Amend now"));
    window.press("Reply and closing");
    window.fill("Sent to", "SEND team");
    window.fill("Sent on", "2026-11-13");
    assert!(window.says("Last day for a reply: 20 November 2026"));
    window.press("Record that the findings went out");
    assert!(window.says("No reply came until 20 November 2026"));
    assert!(window.says("Nothing stands in the way."));
    window.press("Close the round…");
    window.press("Close the round");
    assert!(window.says("The round is closed. Nothing of it changes any more."));
    window.close();

    let mut window = Window::open_as(&file, "Member 01");
    window.press("Agree");
    window.press("Your answers");
    assert!(window.says("Of your 45 answers the panel agreed"));
    window.close();
}
