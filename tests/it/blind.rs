//! Nobody sees another's answers on a plan before submitting their own.

use golden_thread::domain::access::Viewer;
use golden_thread::domain::sheet::{GivenAnswer, NoteKind, SheetState};
use golden_thread::exchange::round_json::{self, Choice};
use golden_thread::ops::{Actor, AnswerTarget, NoteDraft, Session};
use golden_thread::testing::{self, TestFile};
use proptest::prelude::*;

/// A text no other part of a file holds.
const SECRET: &str = "SECRET-OF";
const OWN: &str = "OWN-GRADE-OF";
const THREAD: &str = "THRD-OF";
const PHRASE: &str = "PHRASE-OF";

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
        marks(session, &round, task);
        if hand_in {
            session.submit_sheet(&actor(&task.member), round.id, a.subject, a.member).unwrap();
        }
    }
    round
}

/// A secret in everything else a sheet can hold, and in a phrase.
fn marks(session: &mut Session, round: &golden_thread::domain::round::Round, task: &golden_thread::ops::SheetProgress) {
    use golden_thread::domain::sheet::SheetOverride;
    use golden_thread::domain::thread::Thread;
    let (a, actor) = (&task.assignment, actor(&task.member));
    let target = AnswerTarget { round: round.id, subject: a.subject, member: a.member, criterion: "B1" };
    session.set_flag(&actor, target, true).unwrap();
    let reason = format!("{OWN}-{}-{}", a.subject, a.member);
    let own = SheetOverride { grade: "good".to_owned(), because: "other".to_owned(), reason };
    session.set_own_grade(&actor, target, "", Some(own)).unwrap();
    let need = format!("{THREAD}-{}-{}", a.subject.0.simple(), a.member.0.simple());
    session.set_threads(&actor, target, vec![Thread { need, ..Thread::blank(1) }]).unwrap();
    session.keep_phrase(&actor, a.member, &format!("{PHRASE}-{}", a.member)).unwrap();
}

/// The data of every screen of the round, as a member is given it.
fn screens(
    session: &mut Session,
    round: &golden_thread::domain::round::Round,
    member: golden_thread::domain::ids::MemberId,
) -> String {
    use golden_thread::ui::views::{agree, overview, plans, prepare, sheet};
    let mut all = format!("{:?}", plans::data::PlansData::read(session, round.id, Some(member)).unwrap());
    all += &format!("{:?}", agree::data::AgreeData::read(session, round.id, Some(member)).unwrap());
    all += &format!("{:?}", overview::data::OverviewData::read(session, Some(round.id)).unwrap());
    all += &format!("{:?}", prepare::data::PrepareData::read(session, Some(round.id)).unwrap());
    let progress = session.round_progress(round).unwrap();
    let tasks: Vec<_> = progress.tasks_of(member).map(|(plan, _)| plan.sampled.subject).collect();
    for subject in tasks {
        all += &format!("{:?}", sheet::data::SheetData::read(session, round.id, subject, member).unwrap());
    }
    all
}

/// Every secret a sheet holds, as one can look for it.
fn secrets(a: &golden_thread::domain::sheet::Assignment) -> [String; 3] {
    [
        format!("{SECRET}-{}-{}", a.subject, a.member),
        format!("{OWN}-{}-{}", a.subject, a.member),
        format!("{THREAD}-{}-{}", a.subject.0.simple(), a.member.0.simple()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_member_never_receives_a_colleagues_unsubmitted_answer(submitted in prop::collection::vec(any::<bool>(), 6)) {
        let (_file, mut session) = TestFile::new();
        let round = scored(&mut session, &submitted);
        let progress = session.round_progress(&round).unwrap();
        let members = session.list_members().unwrap();
        // The results are the same for everybody, so nobody's closed sheet may be in them.
        let frozen = session.snapshot(&round, None).unwrap();
        let results = golden_thread::stats::results::results(&frozen);
        let readers = golden_thread::stats::readers::reader_agreement(
            &frozen, golden_thread::stats::readers::Plans::Compared, &mut |_, _| true,
        );
        let readers = readers.unwrap();
        let results = golden_thread::ui::views::results::data::ResultsData::new(&frozen, results, &readers);
        let results = format!("{results:?}");
        for plan in progress.sampled() {
            let all_in = plan.sheets.iter().all(|s| s.state == Some(SheetState::Submitted));
            for secret in plan.sheets.iter().filter(|_| !all_in).flat_map(|s| secrets(&s.assignment)) {
                prop_assert!(!results.contains(&secret), "{} in the results", secret);
            }
        }
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
                    let may = own == Some(a.member) || all_in;
                    let [note, own_grade, thread] = secrets(a);
                    for secret in [&note, &own_grade, &thread] {
                        prop_assert_eq!(shown.contains(secret), may, "{}", secret);
                    }
                    prop_assert_eq!(exported.contains(&note), may);
                    prop_assert_eq!(exported.contains(&thread), may);
                    prop_assert!(!exported.contains(PHRASE) && !shown.contains(PHRASE));
                    // Flags carry no words: a sheet with a flag is shown only where the sheet is.
                    let flagged = snapshot.shown_sheets(viewer).filter(|s| s.subject == a.subject && s.member == a.member);
                    prop_assert_eq!(flagged.filter(|s| s.flags.contains("B1")).count(), usize::from(may));
                    let drafts = snapshot.sheets.iter().filter(|s| s.state == SheetState::Draft);
                    prop_assert!(drafts.clone().all(|s| own == Some(s.member)));
                }
            }
            // Screens of a member: their own desk and counts, nothing else.
            if let Some(id) = own {
                let counts = format!("{progress:?}");
                prop_assert!(!counts.contains(SECRET));
                for (plan, _) in progress.tasks_of(id) {
                    let desk = format!("{:?}", session.desk(round.id, plan.sampled.subject, id).unwrap().criteria);
                    let secrets = desk.matches(SECRET).count();
                    prop_assert_eq!(secrets, 1);
                    let mine = format!("{SECRET}-{}-{}", plan.sampled.subject, id);
                    prop_assert!(desk.contains(&mine));
                    let whole = format!("{:?}", session.desk(round.id, plan.sampled.subject, id).unwrap());
                    for kind in [OWN, THREAD, PHRASE] {
                        prop_assert_eq!(whole.matches(kind).count(), 1, "{}", kind);
                    }
                    let phrase = format!("{PHRASE}-{id}");
                    prop_assert!(whole.contains(&phrase));
                }
                let work = format!("{:?}", session.my_work(&round, id).unwrap());
                prop_assert!(![SECRET, OWN, THREAD, PHRASE].iter().any(|secret| work.contains(secret)));
                let on_screens = screens(&mut session, &round, id);
                for plan in progress.sampled() {
                    let all_in = plan.sheets.iter().all(|s| s.state == Some(SheetState::Submitted));
                    for sheet in plan.sheets.iter().filter(|s| s.assignment.member != id && !all_in) {
                        for secret in secrets(&sheet.assignment) {
                            prop_assert!(!on_screens.contains(&secret), "{} on a screen of another", secret);
                        }
                    }
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

#[test]
fn a_comparison_opened_early_goes_out_to_nobody_whose_own_sheet_is_still_to_come() {
    use golden_thread::exchange::{Cell, round_tables};
    const REASON: &str = "AGREED-BECAUSE";
    let (_file, mut session) = TestFile::new();
    // The first sheet of every plan is in, the second is not.
    let round = scored(&mut session, &[true, false]);
    let progress = session.round_progress(&round).unwrap();
    let plan = progress.sampled().next().unwrap();
    let (subject, reference) = (plan.sampled.subject, plan.facts.reference.clone());
    session.open_comparison(&Actor::Lead, round.id, subject, "The second reader is ill.").unwrap();
    let agreed = golden_thread::ops::AgreedEntry {
        row: 2,
        plan: reference,
        criterion: "A1".to_owned(),
        answer: "not_met".to_owned(),
        reason: Some(REASON.to_owned()),
    };
    session.import_agreed(&Actor::Lead, round.id, &[agreed]).unwrap();
    let state = |wanted: Option<SheetState>| plan.sheets.iter().find(|sheet| sheet.state == wanted).unwrap();
    let (done, outstanding) = (state(Some(SheetState::Submitted)), state(Some(SheetState::Draft)));
    let [note, _, thread] = secrets(&done.assignment);
    for (viewer, own, may) in [
        (Viewer::Member(outstanding.assignment.member), Some(outstanding.assignment.member), false),
        // Frozen without their own draft, it is still to come.
        (Viewer::Member(outstanding.assignment.member), None, false),
        (Viewer::Member(done.assignment.member), Some(done.assignment.member), true),
        (Viewer::Round, None, true),
    ] {
        let snapshot = session.snapshot(&round, own).unwrap();
        let choice = Choice { viewer, plan: None, letters: false };
        let document = round_json::write(&snapshot, &choice).to_string();
        let cells = round_tables(&snapshot, &choice).into_iter().flat_map(|table| table.rows).flatten();
        let tables: Vec<String> =
            cells.filter_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None }).collect();
        for secret in [note.as_str(), thread.as_str(), REASON] {
            assert_eq!(document.contains(secret), may, "{viewer:?}: {secret} in the document");
            assert_eq!(tables.iter().any(|text| text.contains(secret)), may, "{viewer:?}: {secret} in a table");
        }
    }
}
