//! Arranging a round: filters and the preview of a draw, its panel, papers, the practice plan, choices by hand.

use golden_thread::domain::ids::{MemberId, SubjectId};
use golden_thread::domain::panel::Agency;
use golden_thread::domain::plan::PlanFacts;
use golden_thread::domain::round::{Papers, Purpose, Round, SampleOrigin, SampleState};
use golden_thread::domain::rules::RuleViolation;
use golden_thread::domain::sampling::{self, DrawSettings, FactFilter, Method, StratumFact};
use golden_thread::domain::sheet::{GivenAnswer, Scope};
use golden_thread::ops::{Actor, AnswerTarget, Arrange, DrawRequest, NewRound, OpError, PlanProgress, Session};
use golden_thread::stats::results::results;
use golden_thread::testing::{TestFile, cohort, draw as request, panel, round};
use proptest::prelude::*;
use std::collections::BTreeSet;

const LEAD: Actor = Actor::Lead;

fn empty_round(session: &mut Session, title: &str) -> Round {
    use golden_thread::domain::audit_tool::{Depth, Evidence};
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let (title, depth, evidence, purpose) = (title.to_owned(), Depth::Core, Evidence::File, Purpose::Random);
    session.make_round(&LEAD, NewRound { title, tool, depth, evidence, purpose, caution: None }).unwrap().value
}

fn plans(session: &mut Session) -> Vec<PlanProgress> {
    let round = session.round(None).unwrap();
    session.round_progress(&round).unwrap().read().cloned().collect()
}

fn free_plan(session: &mut Session) -> String {
    let round = session.round(None).unwrap();
    let all = session.round_progress(&round).unwrap().plans;
    let cohort = session.list_plans().unwrap();
    let free = cohort.iter().find(|plan| !all.iter().any(|p| p.facts.reference == plan.facts.reference));
    free.unwrap().facts.reference.clone()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, OpError>) -> RuleViolation {
    match result.unwrap_err() {
        OpError::Rule(violation) => violation,
        other => panic!("{other:?}"),
    }
}

fn submit_met(session: &mut Session, round: &Round, subject: SubjectId, member: MemberId) {
    let tool = session.tool(round.facts.tool).unwrap();
    let codes: Vec<String> =
        tool.tested(round.facts.depth, round.facts.evidence).map(|(_, c)| c.code.clone()).collect();
    for criterion in &codes {
        let target = AnswerTarget { round: round.id, subject, member, criterion };
        let answer = GivenAnswer { answer: "met".to_owned(), na_reason: None };
        session.set_answer(&LEAD, target, Some(answer)).unwrap();
    }
    session.submit_sheet(&LEAD, round.id, subject, member).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Two rounds on a random cohort: the second honours what it was asked, and its record draws it again.
    #[test]
    fn a_draw_honours_filters_exclusions_and_minimums_and_its_record_draws_the_same_plans(
        needs in prop::collection::vec((0_usize..4, prop::bool::ANY), 12..60),
        before in 1_usize..6,
        asked in 1_usize..12,
        min in 0_usize..3,
        seed: u64,
        filtered: bool,
        excluded: bool,
    ) {
        let (_file, mut session) = TestFile::new();
        let mut import = cohort(needs.len());
        for (plan, (need, girl)) in import.plans.iter_mut().zip(&needs) {
            plan.primary_need = Some(format!("N{need}"));
            plan.sex = Some(if *girl { "F" } else { "M" }.to_owned());
        }
        session.import_plans(&LEAD, &import).unwrap();
        let first = empty_round(&mut session, "First");
        let earlier = session.draw_sample(&LEAD, first.id, &DrawRequest { reserves: 0, ..request(before) }).unwrap().value;
        let second = empty_round(&mut session, "Second");
        let filters = if filtered {
            vec![FactFilter { fact: StratumFact::Sex, values: vec!["F".to_owned()] }]
        } else {
            Vec::new()
        };
        let exclude_last_rounds = usize::from(excluded);
        let stratify = vec![StratumFact::PrimaryNeed];
        let ask = DrawRequest { seed, stratify, min_per_stratum: min, filters, exclude_last_rounds, ..request(asked) };

        let may = |plan: &PlanFacts| {
            (!filtered || plan.sex.as_deref() == Some("F")) && (!excluded || !earlier.plans.contains(&plan.reference))
        };
        let frame: Vec<&PlanFacts> = import.plans.iter().filter(|plan| may(plan)).collect();
        let strata: BTreeSet<&str> = frame.iter().filter_map(|plan| plan.primary_need.as_deref()).collect();
        let of = |need: &str| frame.iter().filter(|p| p.primary_need.as_deref() == Some(need)).count();
        let needed: usize = strata.iter().map(|need| min.min(of(need))).sum();

        let head = session.head_digest();
        let preview = session.preview_draw(second.id, &ask);
        prop_assert_eq!(session.head_digest(), head, "a preview writes nothing");
        let drawn = session.draw_sample(&LEAD, second.id, &ask);
        if asked > frame.len() || needed > asked {
            prop_assert!(preview.is_err() && drawn.is_err());
            return Ok(());
        }
        let drawn = drawn.unwrap().value;
        prop_assert_eq!(&preview.unwrap().outcome, &drawn);
        prop_assert_eq!(drawn.plans.len(), asked);
        prop_assert_eq!(drawn.frame, frame.len() as u64);
        for reference in drawn.plans.iter().chain(&drawn.reserves) {
            prop_assert!(frame.iter().any(|plan| plan.reference == *reference), "{reference} may not be drawn");
        }
        for stratum in &drawn.strata {
            let population = of(&stratum.name);
            prop_assert_eq!(stratum.population, population as u64);
            prop_assert!(stratum.sampled >= min.min(population) as u64);
            let share = (asked * population) as f64 / frame.len() as f64;
            let binds = strata.iter().any(|need| ((asked * of(need)) as f64 / frame.len() as f64) < min.min(of(need)) as f64);
            prop_assert!(binds || (stratum.sampled as f64 - share).abs() < 1.0, "{stratum:?} of {share}");
        }
        // From what the round records, and the cohort, anyone draws the same plans.
        let record = session.round(Some("Second")).unwrap().draw.unwrap();
        let kept: Vec<&PlanFacts> =
            frame.iter().copied().filter(|plan| record.filters.iter().all(|f| f.passes(plan))).collect();
        let settings = DrawSettings {
            size: usize::try_from(record.size).unwrap(),
            seed: record.seed.unwrap(),
            stratify: StratumFact::list_from_codes(&record.stratified_by.join(",")).unwrap(),
            min_per_stratum: usize::try_from(record.min_per_stratum).unwrap(),
            reserves: usize::try_from(record.reserves).unwrap(),
            method: Method::Proportional,
        };
        let pairs: Vec<(&str, &PlanFacts)> = kept.iter().map(|plan| (plan.reference.as_str(), *plan)).collect();
        let again = sampling::draw(&pairs, &settings).unwrap();
        let again: Vec<String> = again.plans.into_iter().map(|plan| plan.reference).collect();
        prop_assert_eq!(again, drawn.plans);
    }
}

#[test]
fn rounds_drawn_with_other_filters_do_not_join_one_trend() {
    let (_file, mut session) = TestFile::new();
    session.import_plans(&LEAD, &cohort(80)).unwrap();
    session.put_people(&LEAD, panel(4)).unwrap();
    let filter = FactFilter { fact: StratumFact::Sex, values: vec!["F".to_owned()] };
    for (title, filters) in [("First", vec![]), ("Same", vec![]), ("Girls", vec![filter])] {
        let round = empty_round(&mut session, title);
        session.draw_sample(&LEAD, round.id, &DrawRequest { filters, ..request(2) }).unwrap();
        session.allocate(&LEAD, round.id, 2).unwrap();
        let round = session.round(Some(title)).unwrap();
        for plan in session.round_progress(&round).unwrap().read() {
            for sheet in &plan.sheets {
                submit_met(&mut session, &round, plan.sampled.subject, sheet.assignment.member);
            }
        }
        session.agree_unanimous(&LEAD, round.id).unwrap();
    }
    let mut earlier = |title: &str| {
        let round = session.round(Some(title)).unwrap();
        session.snapshot(&round, None).unwrap().earlier.len()
    };
    assert_eq!((earlier("Same"), earlier("Girls")), (2, 0));
}

#[test]
fn the_practice_plan_is_read_by_everybody_and_counts_nowhere() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4);
    let found = session.round(None).unwrap();
    let before = results(&session.snapshot(&found, None).unwrap());
    let plan = free_plan(&mut session);
    session.arrange(&LEAD, Arrange::AddPractice { round: round.id, plan: plan.clone() }).unwrap();
    let practice = plans(&mut session).remove(0);
    assert_eq!((practice.facts.reference.as_str(), practice.sheets.len()), (plan.as_str(), 4));
    for sheet in &practice.sheets {
        submit_met(&mut session, &round, practice.sampled.subject, sheet.assignment.member);
    }
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let found = session.round(None).unwrap();
    let snapshot = session.snapshot(&found, None).unwrap();
    assert_eq!(results(&snapshot), before, "nothing of the practice plan enters a figure");
    assert!(snapshot.sheets.is_empty() && snapshot.sampled().count() == 3);
    let obstacles = session.list_close_obstacles(&found).unwrap();
    assert!(!format!("{obstacles:?}").contains(&plan), "{obstacles:?}");
    let viewer = golden_thread::domain::access::Viewer::Round;
    let choice = golden_thread::exchange::round_json::Choice { viewer, plan: None, letters: false };
    let json = golden_thread::exchange::round_json::write(&snapshot, &choice).to_string();
    assert!(!json.contains(&plan), "it is not exported");
    // Allocating again leaves it with everybody.
    session.allocate(&LEAD, round.id, 2).unwrap();
    assert_eq!(plans(&mut session).remove(0).sheets.len(), 4);
    let another = free_plan(&mut session);
    let refused = session.arrange(&LEAD, Arrange::AddPractice { round: round.id, plan: another });
    assert_eq!(refusal(refused), RuleViolation::PracticePlanThere(plan));
    session.verify().unwrap();
}

#[test]
fn a_practice_answer_cannot_be_set_on_a_plan_that_counts() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let plan = plans(&mut session).remove(0);
    let (subject, criterion, reason) = (plan.sampled.subject, "A1".to_owned(), String::new());
    let step = Arrange::SetPracticeAnswer { round, subject, criterion, answer: Some("met".to_owned()), reason };
    assert_eq!(refusal(session.arrange(&LEAD, step)), RuleViolation::NotForPractice(plan.facts.reference));
}

#[test]
fn a_round_that_is_held_back_cannot_be_scored_and_says_why() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4);
    let plan = plans(&mut session).remove(0);
    let (subject, member) = (plan.sampled.subject, plan.sheets[0].assignment.member);
    session.arrange(&LEAD, Arrange::HoldBack { round: round.id, held: true }).unwrap();
    let target = AnswerTarget { round: round.id, subject, member, criterion: "A1" };
    let answer = GivenAnswer { answer: "met".to_owned(), na_reason: None };
    let refused = session.set_answer(&LEAD, target, Some(answer));
    assert_eq!(refusal(refused), RuleViolation::HeldBack("Autumn 2026".to_owned()));
    session.undo(&LEAD).unwrap();
    submit_met(&mut session, &round, subject, member);
}

#[test]
fn papers_and_lines_of_enquiry_are_kept_and_can_be_taken_back() {
    let (file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let subject = plans(&mut session)[1].sampled.subject;
    let papers = Papers {
        version_on: Some(jiff::civil::date(2026, 5, 4)),
        appendices: "A to F".to_owned(),
        where_to_find: "Case system, folder Final".to_owned(),
        ready: true,
    };
    session.arrange(&LEAD, Arrange::SetPapers { round, subject, papers: papers.clone() }).unwrap();
    session.arrange(&LEAD, Arrange::SetLines { round, text: "Is speech therapy specified?".to_owned() }).unwrap();
    session.close().unwrap();
    let mut session = file.open();
    assert_eq!(plans(&mut session)[1].sampled.papers, papers);
    assert_eq!(session.round(None).unwrap().lines_of_enquiry, "Is speech therapy specified?");
    session.arrange(&LEAD, Arrange::SetPapers { round, subject, papers: Papers::default() }).unwrap();
    session.undo(&LEAD).unwrap();
    assert_eq!(plans(&mut session)[1].sampled.papers, papers);
    session.verify().unwrap();
}

#[test]
fn a_plan_added_by_hand_is_marked_stays_out_of_the_draw_and_can_be_taken_back() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let plan = free_plan(&mut session);
    let step = Arrange::AddByHand { round, plan: plan.clone(), reason: "A complaint".to_owned() };
    session.arrange(&LEAD, step.clone()).unwrap();
    let added = plans(&mut session).into_iter().find(|p| p.facts.reference == plan).unwrap();
    assert_eq!((added.sampled.origin, added.sampled.reason.as_deref()), (SampleOrigin::ByHand, Some("A complaint")));
    assert_eq!(refusal(session.arrange(&LEAD, step.clone())), RuleViolation::PlanInSample(plan.clone()));
    session.undo(&LEAD).unwrap();
    assert!(plans(&mut session).iter().all(|p| p.facts.reference != plan));
    session.arrange(&LEAD, step).unwrap();
    session.arrange(&LEAD, Arrange::TopUp { round, add: 4 }).unwrap();
    let all = plans(&mut session);
    assert_eq!(all.len(), 8);
    let record = session.round(None).unwrap().draw.unwrap();
    assert_eq!((record.size, record.strata[0].sampled), (7, 7), "the plan by hand is no part of the draw");
    session.verify().unwrap();
}

#[test]
fn topping_up_leaves_drawn_plans_as_they_were_and_withdrawn_ones_out() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let plan = plans(&mut session)[0].facts.reference.clone();
    session.arrange(&LEAD, Arrange::Withdraw { round, plan: plan.clone(), reason: "Ceased".to_owned() }).unwrap();
    session.arrange(&LEAD, Arrange::TopUp { round, add: 2 }).unwrap();
    let now = plans(&mut session);
    assert!(now.iter().all(|p| p.facts.reference != plan), "a withdrawn plan stays out");
    let count = |origin| now.iter().filter(|p| p.sampled.origin == origin).count();
    assert_eq!(
        (count(SampleOrigin::Drawn), count(SampleOrigin::Replacement), count(SampleOrigin::ToppedUp)),
        (2, 1, 2)
    );
}

#[test]
fn withdrawing_can_be_taken_back_until_somebody_has_the_replacement() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let before = plans(&mut session);
    let plan = before[0].facts.reference.clone();
    let step = Arrange::Withdraw { round, plan, reason: "Ceased".to_owned() };
    session.arrange(&LEAD, step.clone()).unwrap();
    session.undo(&LEAD).unwrap();
    assert_eq!(plans(&mut session), before);
    session.arrange(&LEAD, step).unwrap();
    let replacement = plans(&mut session).into_iter().find(|p| p.sampled.origin == SampleOrigin::Replacement).unwrap();
    assert_eq!(replacement.sampled.state, SampleState::Sampled);
    session.allocate(&LEAD, round, 2).unwrap();
    assert_eq!(refusal(session.undo(&LEAD)), RuleViolation::NothingToUndo, "allocating is a barrier");
}

#[test]
fn a_given_plan_is_locked_so_that_allocating_again_keeps_it() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 4, 4).id;
    let plan = plans(&mut session).remove(0);
    let subject = plan.sampled.subject;
    let members = session.list_members().unwrap();
    let other = members.iter().find(|m| !plan.sheets.iter().any(|s| s.assignment.member == m.id)).unwrap().id;
    let first = plan.sheets[0].assignment.member;
    session.arrange(&LEAD, Arrange::Take { round, subject, member: first }).unwrap();
    session.arrange(&LEAD, Arrange::Give { round, subject, member: other }).unwrap();
    session.allocate(&LEAD, round, 2).unwrap();
    let now = plans(&mut session).remove(0);
    let task = now.sheets.iter().find(|s| s.assignment.member == other).unwrap();
    assert!(task.assignment.locked && now.sheets.len() == 2);
    // Taken back in turn: nothing of the two steps is left.
    session.arrange(&LEAD, Arrange::Lock { round, subject, member: other, locked: false }).unwrap();
    session.undo(&LEAD).unwrap();
    assert_eq!(plans(&mut session).remove(0), now);
}

#[test]
fn a_plan_is_neither_given_against_an_interest_nor_taken_from_a_sheet_that_is_begun() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let plan = plans(&mut session).remove(0);
    let (subject, member) = (plan.sampled.subject, plan.sheets[0].assignment.member);
    let target = AnswerTarget { round, subject, member, criterion: "A1" };
    session.set_answer(&LEAD, target, Some(GivenAnswer { answer: "met".to_owned(), na_reason: None })).unwrap();
    let taken = session.arrange(&LEAD, Arrange::Take { round, subject, member });
    assert!(matches!(refusal(taken), RuleViolation::SheetBegun { .. }));
    let scoped =
        session.arrange(&LEAD, Arrange::SetScope { round, subject, member, scope: Scope::View("health".into()) });
    assert!(matches!(refusal(scoped), RuleViolation::SheetBegun { .. }));
    let members = session.list_members().unwrap();
    let other = members.iter().find(|m| !plan.sheets.iter().any(|s| s.assignment.member == m.id)).unwrap();
    let mut facts = other.facts.clone();
    facts.interests = vec![plan.facts.reference.clone()];
    session.arrange(&LEAD, Arrange::PutMember { id: Some(other.id), facts: Box::new(facts) }).unwrap();
    let given = session.arrange(&LEAD, Arrange::Give { round, subject, member: other.id });
    assert!(matches!(refusal(given), RuleViolation::HasInterest { .. }));
}

#[test]
fn a_reader_of_a_view_is_no_cover_and_two_others_read_the_whole() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 3, 4).id;
    let plan = plans(&mut session).remove(0);
    let (subject, member) = (plan.sampled.subject, plan.sheets[0].assignment.member);
    session.arrange(&LEAD, Arrange::SetScope { round, subject, member, scope: Scope::View("health".into()) }).unwrap();
    let outcome = session.allocate(&LEAD, round, 2).unwrap().value;
    assert_eq!(outcome.uncovered, []);
    let now = plans(&mut session).remove(0);
    let whole = now.sheets.iter().filter(|s| s.assignment.scope == Scope::Whole).count();
    assert_eq!((now.sheets.len(), whole), (3, 2));
    assert_eq!(outcome.assignments.iter().filter(|a| a.plan == now.facts.reference).count(), 3);
}

#[test]
fn sections_are_led_by_a_reader_of_the_agency_that_leads_them() {
    let (_file, mut session) = TestFile::new();
    let round = round(&mut session, 5, 6);
    let tool = session.tool(round.facts.tool).unwrap();
    let members = session.list_members().unwrap();
    let agency = |id: MemberId| members.iter().find(|m| m.id == id).unwrap().facts.agency;
    let leads = session.list_section_leads(round.id).unwrap();
    assert!(!leads.is_empty());
    for (subject, heading, member) in &leads {
        let lead = tool.headings.iter().find(|h| h.code == *heading).unwrap().lead;
        assert!(agency(*member).leads(lead), "section {heading}");
        assert!(
            plans(&mut session)
                .iter()
                .any(|p| { p.sampled.subject == *subject && p.sheets.iter().any(|s| s.assignment.member == *member) })
        );
    }
    let (subject, heading, _) = leads[0].clone();
    session.arrange(&LEAD, Arrange::SetLead { round: round.id, subject, heading, member: None }).unwrap();
    assert_eq!(session.list_section_leads(round.id).unwrap().len(), leads.len() - 1);
    session.undo(&LEAD).unwrap();
    assert_eq!(session.list_section_leads(round.id).unwrap(), leads);
}

#[test]
fn only_the_panel_of_a_round_is_given_plans_and_a_peer_who_came_for_a_closed_round_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.gthread");
    golden_thread::sample_file::make(&path, Box::new(golden_thread::testing::FixedWorld::default()), false).unwrap();
    let mut session = Session::open(&path, None, Box::new(golden_thread::testing::FixedWorld::default())).unwrap();
    let team = session.member("LGA review team").unwrap().id;
    let open = session.round(None).unwrap();
    assert!(!session.round_panel(&open).unwrap().contains(&team));
    let outcome = session.allocate(&LEAD, open.id, 3).unwrap().value;
    assert!(outcome.assignments.iter().all(|a| a.member != "LGA review team"));
    // A round made now has no panel of its own yet: everybody but the peers who came for the closed one.
    let next = empty_round(&mut session, "Next");
    let panel = session.round_panel(&next).unwrap();
    assert!(!panel.contains(&team) && panel.len() == session.list_members().unwrap().len() - 1);
    assert_eq!(session.member("LGA review team").unwrap().facts.agency, Agency::Peer);
    session.arrange(&LEAD, Arrange::SetPanel { round: next.id, members: panel[..2].to_vec() }).unwrap();
    session.draw_sample(&LEAD, next.id, &request(4)).unwrap();
    let outcome = session.allocate(&LEAD, next.id, 2).unwrap().value;
    let readers: BTreeSet<&str> = outcome.assignments.iter().map(|a| a.member.as_str()).collect();
    assert_eq!(readers.len(), 2);
}
