//! The advice register, the boards of the disciplines, urgent concerns and families, through the operations.

use golden_thread::domain::advice::{Advice, Clock};
use golden_thread::domain::family::{FamilyConversation, FamilySays, FamilyState};
use golden_thread::domain::ids::AdviceId;
use golden_thread::domain::panel::Duty;
use golden_thread::domain::round::Round;
use golden_thread::domain::rules::RuleViolation;
use golden_thread::domain::sheet::{ConcernKind, ConcernReaders, GivenAnswer, Scope, SheetState};
use golden_thread::ops::{Actor, AdviceEntry, AnswerTarget, ConcernDraft, Hearing, OpError, Session, Source, ToldWhen};
use golden_thread::testing::{self, TestFile};
use jiff::civil::{Date, date};

const LEAD: Actor = Actor::Lead;

fn advice(reference: &str, service: &str, requested: Option<Date>, returned: Option<Date>) -> Advice {
    Advice {
        id: AdviceId(uuid::Uuid::nil()),
        reference: reference.to_owned(),
        service: service.to_owned(),
        provider: String::new(),
        author_role: String::new(),
        requested_on: requested,
        returned_on: returned,
        outcome: String::new(),
        exception: String::new(),
        checked_by_provider_on: None,
    }
}

fn entries(all: &[Advice]) -> Vec<AdviceEntry> {
    all.iter().enumerate().map(|(n, a)| AdviceEntry { row: n as u64 + 2, advice: a.clone() }).collect()
}

#[test]
fn importing_advice_again_changes_nothing_and_a_changed_row_brings_its_request_up_to_date() {
    let (_file, mut session) = TestFile::new();
    let mut rows = vec![
        advice("K1", "OT", Some(date(2026, 1, 5)), None),
        advice("K1", "OT", Some(date(2026, 6, 5)), None),
        advice("NO-PLAN", "SLT", None, None),
    ];
    let first = session.import_advice(&LEAD, &entries(&rows)).unwrap();
    assert_eq!((first.value.added, first.changes.advice), (3, true));
    let again = session.import_advice(&LEAD, &entries(&rows)).unwrap();
    assert_eq!((again.value.unchanged, again.changes.any()), (3, false));
    rows[1].returned_on = Some(date(2026, 7, 17));
    let changed = session.import_advice(&LEAD, &entries(&rows)).unwrap().value;
    assert_eq!((changed.added, changed.updated, changed.unchanged), (0, 1, 2));
    let register = session.list_advice().unwrap();
    assert_eq!(register.len(), 3);
    assert_eq!(register[1].clock(date(2026, 11, 22)), Clock::OnTime { days: 42 });
    session.undo(&LEAD).unwrap();
    assert_eq!(session.list_advice().unwrap()[1].returned_on, None);
    session.undo(&LEAD).unwrap();
    assert_eq!(session.list_advice().unwrap(), vec![]);
    session.verify().unwrap();
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn advice_is_taken_in_whole_or_not_at_all() {
    let (_file, mut session) = TestFile::new();
    let good = advice("K1", "OT", Some(date(2026, 1, 5)), None);
    let crossing = advice("K2", "OT", Some(date(2026, 1, 5)), Some(date(2026, 1, 4)));
    let nameless = advice("K3", " ", None, None);
    let rows = [good.clone(), crossing, nameless, good];
    let Err(OpError::Rows(refused)) = session.import_advice(&LEAD, &entries(&rows)) else { panic!("taken in") };
    assert_eq!(refused.iter().map(|r| r.row).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(session.list_advice().unwrap(), vec![]);
}

#[test]
fn advice_by_hand_is_added_corrected_removed_and_taken_back() {
    let (_file, mut session) = TestFile::new();
    let id = session.put_advice(&LEAD, None, advice("K1", "OT", None, None)).unwrap().value;
    assert!(session.put_advice(&LEAD, None, advice("K1", "OT", None, None)).is_err(), "twice the same request");
    session.put_advice(&LEAD, Some(id), advice("K1", "OT", Some(date(2026, 1, 5)), None)).unwrap();
    session.remove_advice(&LEAD, id).unwrap();
    assert!(session.remove_advice(&LEAD, id).is_err());
    session.undo(&LEAD).unwrap();
    assert_eq!(session.list_advice().unwrap()[0].requested_on, Some(date(2026, 1, 5)));
}

/// A core round of three plans with four members; the first is the DCO and has the health view of all plans.
fn with_dco(session: &mut Session) -> Round {
    let round = testing::round(session, 3, 5);
    let mut people = testing::panel(6);
    people[5].duty = Duty::Dco;
    session.put_people(&LEAD, people).unwrap();
    let dco = session.member("Member 06").unwrap().id;
    let given = session.assign_view(&Actor::Member("Member 06".into()), round.id, dco, "health").unwrap().value;
    assert_eq!((given.given, given.had), (3, 0));
    round
}

fn answer_all(session: &mut Session, round: &Round, name: &str, answer: &str) {
    let member = session.member(name).unwrap().id;
    let progress = session.round_progress(round).unwrap();
    let subjects: Vec<_> = progress.tasks_of(member).map(|(plan, _)| plan.sampled.subject).collect();
    for subject in subjects {
        for criterion in session.desk(round.id, subject, member).unwrap().criteria {
            let target = AnswerTarget { round: round.id, subject, member, criterion: &criterion.code };
            let given = GivenAnswer { answer: answer.to_owned(), na_reason: None };
            session.set_answer(&Actor::Member(name.to_owned()), target, Some(given)).unwrap();
        }
    }
}

fn hand_in_all(session: &mut Session, round: &Round, name: &str) {
    let member = session.member(name).unwrap().id;
    let progress = session.round_progress(round).unwrap();
    let subjects: Vec<_> = progress.tasks_of(member).map(|(plan, _)| plan.sampled.subject).collect();
    for subject in subjects {
        session.submit_sheet(&Actor::Member(name.to_owned()), round.id, subject, member).unwrap();
    }
}

#[test]
fn a_view_is_a_sheet_of_its_criteria_on_every_plan_and_allocating_again_leaves_it() {
    let (_file, mut session) = TestFile::new();
    let round = with_dco(&mut session);
    let dco = session.member("Member 06").unwrap().id;
    let board = session.board(round.id, "health", Some(dco)).unwrap();
    assert_eq!((board.plans.len(), board.criteria.len()), (3, 11), "core depth with the case file");
    assert!(board.plans.iter().all(|p| p.source == Source::Own && p.sheet.as_ref().is_some_and(|s| s.is_view)));
    let before = session.round_progress(&round).unwrap();
    session.allocate(&LEAD, round.id, 2).unwrap();
    let after = session.round_progress(&round).unwrap();
    for (before, after) in before.sampled().zip(after.sampled()) {
        let views = |p: &golden_thread::ops::PlanProgress| {
            p.sheets.iter().filter(|s| matches!(s.assignment.scope, Scope::View(_))).count()
        };
        assert_eq!((views(before), views(after), after.sheets.len()), (1, 1, 3));
    }
    let member = session.member("Member 01").unwrap().id;
    let own_name = Actor::Member("Member 01".into());
    assert!(session.assign_view(&own_name, round.id, member, "health").is_err(), "neither lead nor officer");
    assert!(session.assign_view(&LEAD, round.id, member, "nursing").is_err(), "no such view");
    assert_eq!(session.check().unwrap(), vec![]);
}

#[test]
fn boards_hold_only_ones_own_answers_until_ones_own_sheet_is_in_for_every_person_view_and_stage() {
    let (_file, mut session) = TestFile::new();
    let round = with_dco(&mut session);
    let names: Vec<String> = session.list_members().unwrap().into_iter().map(|m| m.facts.name).collect();
    // Everybody answers something of their own, so that each answer on a board tells whose it is.
    let answers = ["met", "partly", "not_met", "not_evidenced", "met", "partly"];
    for (name, answer) in names.iter().zip(answers) {
        answer_all(&mut session, &round, name, answer);
    }
    let look = |session: &mut Session| {
        let progress = session.round_progress(&round).unwrap();
        let members = session.list_members().unwrap();
        for viewer in members.iter().map(Some).chain([None]) {
            for view in ["health", "social_care"] {
                let board = session.board(round.id, view, viewer.map(|m| m.id)).unwrap();
                for plan in &board.plans {
                    let tasks = progress.plans.iter().find(|p| p.sampled.subject == plan.subject).unwrap();
                    let own = tasks.sheets.iter().find(|s| Some(s.assignment.member) == viewer.map(|m| m.id));
                    let shown = plan.cells.iter().filter_map(|c| c.answer.as_ref());
                    let mut shown = shown.map(|a| a.answer.as_str()).collect::<Vec<_>>();
                    shown.dedup();
                    let name = viewer.map(|m| m.facts.name.as_str());
                    match (plan.source, own) {
                        (Source::Own, Some(own)) => {
                            let at = names.iter().position(|n| *n == own.member).unwrap();
                            assert_eq!(shown, [answers[at]], "{name:?} {view}");
                        }
                        (Source::Nobody, _) => assert!(shown.is_empty(), "{name:?} {view}: {shown:?}"),
                        (Source::Agreed, own) => {
                            assert!(tasks.comparison_open, "{name:?} {view}");
                            assert!(own.is_none_or(|own| own.state == Some(SheetState::Submitted)), "{name:?} {view}");
                        }
                        (Source::Own, None) => panic!("{name:?} has no task on this plan"),
                    }
                    // Before the comparison opens nothing but one's own is known of a plan.
                    if !tasks.comparison_open {
                        assert_ne!(plan.source, Source::Agreed);
                    }
                }
            }
        }
    };
    look(&mut session);
    for name in &names {
        hand_in_all(&mut session, &round, name);
        look(&mut session);
    }
    let first = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    session.set_agreed(&LEAD, round.id, first, ("C1", "met"), Some("Read again together")).unwrap();
    look(&mut session);
    let lead = session.board(round.id, "health", None).unwrap();
    assert!(lead.plans.iter().any(|p| p.source == Source::Agreed), "then the lead sees what was agreed");
}

#[test]
fn a_late_reader_sees_no_agreed_answer_before_their_own_sheet_is_in() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 2);
    for name in ["Member 01", "Member 02"] {
        answer_all(&mut session, &round, name, "met");
        hand_in_all(&mut session, &round, name);
    }
    session.agree_unanimous(&LEAD, round.id).unwrap();
    session.put_people(&LEAD, testing::panel(3)).unwrap();
    let third = session.member("Member 03").unwrap().id;
    assert!(session.board(round.id, "health", Some(third)).unwrap().plans.iter().all(|p| p.source == Source::Agreed));
    // With the social care view to score, the health criteria they have no part in stay hidden too.
    session.assign_view(&LEAD, round.id, third, "social_care").unwrap();
    let board = session.board(round.id, "social_care", Some(third)).unwrap();
    assert!(board.plans.iter().all(|p| p.source == Source::Own && p.cells.iter().all(|c| c.answer.is_none())));
    let health = format!("{:?}", session.board(round.id, "health", Some(third)).unwrap().plans);
    assert!(!health.contains("\"met\""), "{health}");
    // Handed in late, it is kept and marked.
    answer_all(&mut session, &round, "Member 03", "partly");
    hand_in_all(&mut session, &round, "Member 03");
    let sheets = session.snapshot(&round, None).unwrap().sheets;
    assert!(sheets.iter().filter(|s| s.member == third).all(|s| s.not_blind));
}

#[test]
fn the_standard_of_a_board_is_that_of_the_answers_shown_with_the_targets_of_measures_first() {
    let (_file, mut session) = TestFile::new();
    let round = with_dco(&mut session);
    let dco = session.member("Member 06").unwrap().id;
    answer_all(&mut session, &round, "Member 06", "met");
    let board = session.board(round.id, "health", Some(dco)).unwrap();
    assert_eq!((board.summary.all.count, board.summary.all.n), (3, 3));
    let interval = board.interval.unwrap();
    assert!(interval.low > 0.4 && interval.high > 0.99, "{interval:?}");
    let lead = session.board(round.id, "health", None).unwrap();
    assert_eq!((lead.summary.all.n, lead.summary.not_agreed), (0, 3), "nothing is agreed");
    assert_eq!(lead.target, None);
    session.set_target(&LEAD, "health", Some(65)).unwrap();
    assert_eq!(session.board(round.id, "health", None).unwrap().target.unwrap().percent, 65.0);
    assert_eq!(session.board(round.id, "social_care", None).unwrap().target, None);
    assert!(session.set_target(&LEAD, "health", Some(101)).is_err());
    session.set_target(&LEAD, "health", None).unwrap();
    assert_eq!(session.board(round.id, "health", None).unwrap().target, None);
}

#[test]
fn the_advice_behind_a_plan_stands_beside_it_with_its_clock() {
    let (_file, mut session) = TestFile::new();
    let round = with_dco(&mut session);
    let reference = session.round_progress(&round).unwrap().plans[0].facts.reference.clone();
    let late = advice(&reference, "Paediatrics", Some(date(2026, 1, 5)), Some(date(2026, 2, 17)));
    let elsewhere = advice("NO-PLAN", "Paediatrics", Some(date(2026, 1, 5)), Some(date(2026, 1, 9)));
    session.import_advice(&LEAD, &entries(&[late, elsewhere])).unwrap();
    let board = session.board(round.id, "health", None).unwrap();
    let clocks: Vec<Vec<Clock>> = board.plans.iter().map(|p| p.advice.iter().map(|l| l.clock).collect()).collect();
    assert_eq!(clocks, [vec![Clock::Late { days: 43 }], vec![], vec![]]);
    assert_eq!((board.advice.all.requests, board.advice.all.late), (1, 1), "of the sampled plans only");
    let snapshot = session.snapshot(&round, None).unwrap();
    assert_eq!(snapshot.advice.len(), 2, "reports have the whole register");
}

fn concern(may_see: ConcernReaders) -> ConcernDraft {
    ConcernDraft {
        kind: ConcernKind::MedicalRisk,
        what: "The dose in section G is that of another plan".to_owned(),
        told: "Designated Clinical Officer, by telephone".to_owned(),
        told_when: ToldWhen::Now,
        outcome: String::new(),
        follow_up: String::new(),
        may_see,
    }
}

#[test]
fn a_concern_reaches_those_it_is_open_to_and_to_others_there_is_none() {
    let (_file, mut session) = TestFile::new();
    let round = with_dco(&mut session);
    let subject = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    let raiser = Actor::Member("Member 01".to_owned());
    let seen = |session: &Session, name: Option<&str>| {
        let member = name.map(|name| session.member(name).unwrap().id);
        session.concerns_seen(round.id, member).unwrap().len()
    };
    for (readers, expected) in
        [(ConcernReaders::Lead, [0, 0]), (ConcernReaders::Designated, [0, 1]), (ConcernReaders::Panel, [1, 2])]
    {
        let id = session.raise_concern(&raiser, (round.id, subject), &concern(readers)).unwrap().value;
        let others = [seen(&session, Some("Member 02")), seen(&session, Some("Member 06"))];
        assert_eq!(others, expected, "{readers:?}");
        let outsider = Actor::Member("Member 02".to_owned());
        let closing = session.close_concern(&outsider, round.id, id, "Seen to");
        assert_eq!(closing.is_ok(), readers == ConcernReaders::Panel, "{readers:?}");
    }
    assert_eq!((seen(&session, None), seen(&session, Some("Member 01"))), (3, 3));
    let rows = session.concerns_seen(round.id, None).unwrap();
    assert_eq!(rows.iter().map(|r| r.concern.closed_ms.is_some()).collect::<Vec<_>>(), [false, false, true]);
    assert!(rows.iter().all(|r| r.raised_by == "Member 01" && r.told_at.is_some()));
    // What is recorded says what it was and what it became.
    let draft = ConcernDraft { follow_up: "Plan corrected".to_owned(), ..concern(ConcernReaders::Panel) };
    session.amend_concern(&raiser, round.id, rows[0].concern.id, &draft).unwrap();
    assert_eq!(session.concerns_seen(round.id, None).unwrap()[0].concern.follow_up, "Plan corrected");
    let nothing = ConcernDraft { what: " ".to_owned(), ..concern(ConcernReaders::Lead) };
    assert!(session.raise_concern(&raiser, (round.id, subject), &nothing).is_err());
    session.verify().unwrap();
}

#[test]
fn a_family_is_heard_only_when_all_sheets_of_the_plan_are_in() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 1, 2);
    let subject = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    let said = FamilyConversation {
        state: FamilyState::Spoke,
        sounds_like_child: Some(FamilySays::Partly),
        is_happening: Some(FamilySays::No),
        worries_answered: Some(FamilySays::NoWorries),
        note: "The plan says football; he has not played since he was six".to_owned(),
        on: Some(date(2026, 11, 20)),
    };
    let hearing = |said: Option<FamilyConversation>| Hearing { round: round.id, subject, said };
    for name in ["Member 01", "Member 02"] {
        let early = session.set_family(&LEAD, hearing(Some(said.clone())));
        assert!(matches!(early, Err(OpError::Rule(RuleViolation::SheetsNotIn(_)))), "before {name}");
        assert!(session.families(round.id).unwrap().iter().all(|row| !row.may_open && row.said.is_none()));
        answer_all(&mut session, &round, name, "met");
        hand_in_all(&mut session, &round, name);
    }
    session.set_family(&LEAD, hearing(Some(said.clone()))).unwrap();
    assert_eq!(session.families(round.id).unwrap()[0].said.as_ref(), Some(&said));
    let before = session.snapshot(&round, None).unwrap();
    assert_eq!(before.family.get(&subject), Some(&said));
    // A family that would rather not has no answers on record.
    let declined = FamilyConversation { state: FamilyState::Declined, ..said.clone() };
    session.set_family(&LEAD, hearing(Some(declined))).unwrap();
    assert_eq!(session.families(round.id).unwrap()[0].said.as_ref().unwrap().is_happening, None);
    session.undo(&LEAD).unwrap();
    assert_eq!(session.families(round.id).unwrap()[0].said.as_ref(), Some(&said));
    // Beside, never scored.
    let scored = |session: &mut Session| {
        let snapshot = session.snapshot(&round, None).unwrap();
        golden_thread::stats::results::results(&snapshot).plan_results
    };
    let with = scored(&mut session);
    session.set_family(&LEAD, hearing(None)).unwrap();
    assert_eq!(scored(&mut session), with);
    session.verify().unwrap();
}

#[test]
fn the_command_takes_the_register_in_whole_names_bad_rows_and_changes_nothing_the_second_time() {
    let bench = crate::program::Bench::new();
    bench.run(&["new", "a.gthread", "--local-area", "Testshire", "--no-passphrase"]).assert_done();
    let head =
        "reference,service,provider,author_role,requested_on,returned_on,outcome,exception,checked_by_provider_on";
    bench.write("bad.csv", &format!("{head}\nK1,OT,,,2026-01-05,2026-01-04,,,\nK2,OT,,,2026-01-05,,,,\n"));
    bench.write("good.csv", &format!("{head}\nK1,OT,,,2026-01-05,2026-02-16,given,,\nK2,OT,,,2026-01-05,,,,\n"));
    let bad = bench.run(&["import-advice", "a.gthread", "bad.csv", "--json"]);
    bad.assert_refused(&["No advice was taken in.", "1 row was rejected"]);
    let said = bad.json();
    assert_eq!((said["read"].as_u64(), said["added"].as_u64()), (Some(2), Some(0)));
    assert_eq!(
        (said["rejected"][0]["row"].as_u64(), said["rejected"][0]["column"].as_str()),
        (Some(2), Some("returned_on"))
    );
    for (added, unchanged) in [(2, 0), (0, 2)] {
        let done = bench.run(&["import-advice", "a.gthread", "good.csv", "--json"]);
        let said = done.assert_done().json();
        assert_eq!((said["added"].as_u64(), said["unchanged"].as_u64()), (Some(added), Some(unchanged)));
    }
    bench.run(&["check", "a.gthread"]).assert_done();
}
