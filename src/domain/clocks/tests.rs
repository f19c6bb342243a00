#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn opt(text: &str) -> Option<Date> {
    (!text.is_empty()).then(|| day(text))
}

/// One plan from a few words: `fact=day` or an age.
fn lines(words: &str, today: &str) -> Vec<ClockLine> {
    let (mut facts, mut events, mut exceptions) = (PlanFacts::default(), BTreeMap::new(), BTreeMap::new());
    for word in words.split_whitespace() {
        let (name, value) = word.split_once('=').unwrap();
        match name {
            "requested" => facts.requested_on = opt(value),
            "issued" => facts.issued_on = opt(value),
            "review" => facts.last_review_on = opt(value),
            "decision" => facts.decision_on = opt(value),
            "moved" => facts.transferred_on = opt(value),
            "phase_due" => facts.phase_transfer_due_on = opt(value),
            "phase_done" => facts.phase_transfer_final_on = opt(value),
            "age" => facts.age = Some(value.parse().unwrap()),
            "year" => facts.year_group = Some(value.parse().unwrap()),
            "except" => drop(exceptions.insert(Clock::from_code(value).unwrap(), "reg 10(4)".to_owned())),
            event => drop(events.insert(Event::from_code(event).unwrap(), day(value))),
        }
    }
    let plan = PlanDays { facts: &facts, events: &events, exceptions: &exceptions, advice: &[], known_to: None };
    clocks_of(plan, &Limits::default(), day(today))
}

fn state(clock: Clock, words: &str, today: &str) -> Option<ClockState> {
    lines(words, today).into_iter().find(|line| line.clock == clock).map(|line| line.state)
}

/// Each row of DOMAIN.md's table on its last day and the day after: clock, what runs it, the last day in time.
#[test]
fn every_clock_is_met_on_its_last_day_and_late_by_one_the_day_after() {
    let table = [
        (Clock::Assess, "requested=2026-01-05", "assess_decided", "2026-02-16"),
        (Clock::NotIssuing, "requested=2026-01-05", "not_issuing_told", "2026-04-27"),
        (Clock::FinalPlan, "requested=2026-01-05", "issued", "2026-05-25"),
        (Clock::Review, "issued=2020-01-01 review_before=2025-03-01 review=2026-01-20", "decision", "2026-02-28"),
        (Clock::ReviewDecision, "review=2026-03-02", "decision", "2026-03-30"),
        (Clock::AmendedFromNotice, "amendment_notice=2026-03-30", "amended_final", "2026-05-25"),
        (Clock::AmendedFromMeeting, "review=2026-03-02 amendment_notice=2026-03-30", "amended_final", "2026-05-25"),
        (Clock::NextPhase, "phase_due=2026-02-15", "phase_done", "2026-02-14"),
        (Clock::NextPhase, "phase_due=2026-03-31", "phase_done", "2026-03-30"),
        (Clock::NextPhase, "phase_due=2026-03-27", "phase_done", "2026-03-27"),
        (Clock::NextPhase, "year=6 next_phase_starts=2026-09-01", "phase_done", "2026-02-14"),
        (Clock::NextPhase, "year=11 next_phase_starts=2026-09-01", "phase_done", "2026-03-30"),
        (Clock::NextPhase, "year=13 next_phase_starts=2026-09-01", "phase_done", "2026-04-01"),
        (Clock::MovedInTold, "moved=2026-03-02", "moved_in_told", "2026-04-13"),
        (Clock::MovedInReview, "issued=2025-03-20 moved=2026-03-02", "review", "2026-06-01"),
        (Clock::MovedInReview, "issued=2025-12-20 moved=2026-03-02", "review", "2026-12-19"),
        (Clock::Reassessed, "reassessment_notice=2026-01-05", "reassessed_final", "2026-04-13"),
    ];
    for (clock, from, ends, last) in table {
        let after = day(last).tomorrow().unwrap();
        let today = "2027-01-01";
        assert_eq!(state(clock, &format!("{from} {ends}={last}"), today), Some(ClockState::Met), "{clock} {from}");
        let late = state(clock, &format!("{from} {ends}={after}"), today);
        assert_eq!(late, Some(ClockState::Late(1)), "{clock} {from}, a day after {last}");
    }
}

#[test]
fn advice_on_the_forty_second_day_is_within_six_weeks() {
    let asked = day("2026-01-05");
    assert_eq!(Clock::Advice.law().unwrap().last_day(asked), day("2026-02-16"));
    assert_eq!(days_between(asked, day("2026-02-16")), super::super::advice::LIMIT_DAYS);
}

#[test]
fn a_family_has_fifteen_days_counting_the_day_of_service() {
    let comments =
        |until: &str| state(Clock::Comments, &format!("draft_served=2026-03-01 comments_until={until}"), "2026-06-01");
    assert_eq!(comments("2026-03-15"), Some(ClockState::Met));
    assert_eq!(comments("2026-03-14"), Some(ClockState::Late(1)));
    assert!(matches!(comments("2026-02-28"), Some(ClockState::Missing(_))), "the days cross");
    let line = lines("draft_served=2026-03-01 comments_until=2026-03-15", "2026-06-01");
    assert_eq!(line.iter().find(|line| line.clock == Clock::Comments).unwrap().days, Some(15));
}

#[test]
fn a_clock_that_runs_says_how_many_days_are_left_and_then_how_many_it_is_late() {
    let assess = |today: &str| state(Clock::Assess, "requested=2026-01-05", today);
    assert_eq!(assess("2026-02-15"), Some(ClockState::NotDue(1)));
    assert_eq!(assess("2026-02-16"), Some(ClockState::NotDue(0)));
    assert_eq!(assess("2026-02-18"), Some(ClockState::Late(2)));
}

#[test]
fn the_last_day_of_a_review_is_the_day_before_the_anniversary() {
    let review = |today: &str| state(Clock::Review, "issued=2025-03-10", today);
    assert_eq!(review("2026-03-09"), Some(ClockState::NotDue(0)));
    assert_eq!(review("2026-03-10"), Some(ClockState::Late(1)));
    let leap = |today: &str| state(Clock::Review, "issued=2024-02-29", today);
    assert_eq!(leap("2025-02-28"), Some(ClockState::NotDue(0)), "twelve months from 29 February end on 28 February");
    assert_eq!(leap("2025-03-01"), Some(ClockState::Late(1)));
}

#[test]
fn a_review_that_is_overdue_now_comes_before_one_that_was_in_time() {
    let words = "review_before=2024-03-01 review=2024-10-01 decision=2024-10-20";
    assert_eq!(state(Clock::Review, words, "2025-09-30"), Some(ClockState::Met));
    assert_eq!(state(Clock::Review, words, "2025-10-02"), Some(ClockState::Late(2)));
}

#[test]
fn under_fives_are_asked_about_after_six_months_and_others_are_not() {
    assert_eq!(state(Clock::UnderFive, "age=4 issued=2026-01-10", "2026-07-09"), Some(ClockState::NotDue(0)));
    assert_eq!(state(Clock::UnderFive, "age=4 issued=2026-01-10", "2026-07-10"), Some(ClockState::Late(1)));
    let considered = "age=4 issued=2026-01-10 review_considered=2026-05-01";
    assert!(matches!(state(Clock::UnderFive, considered, "2026-07-10"), Some(ClockState::NotDue(_))));
    assert_eq!(state(Clock::UnderFive, "age=5 issued=2026-01-10", "2026-07-10"), None);
}

#[test]
fn a_missing_day_and_an_exception_are_neither_met_nor_late() {
    assert!(matches!(state(Clock::FinalPlan, "issued=2026-05-25", "2026-06-01"), Some(ClockState::Missing(_))));
    let late = "requested=2025-01-05 issued=2026-05-25 except=final_plan";
    assert_eq!(state(Clock::FinalPlan, late, "2026-06-01"), Some(ClockState::Exception("reg 10(4)".to_owned())));
    let crossed = state(Clock::FinalPlan, "requested=2026-01-05 issued=2025-12-01", "2026-06-01");
    assert!(matches!(crossed, Some(ClockState::Missing(_))));
}

#[test]
fn counts_name_every_clock_and_lose_no_line() {
    let all = lines("age=3 requested=2026-01-05 issued=2026-05-25 moved=2026-06-01", "2026-07-01");
    let counts = count(all.iter(), None);
    assert_eq!(counts.len(), Clock::ALL.len());
    assert_eq!(counts.iter().map(ClockCount::all).sum::<u64>(), all.len() as u64);
}

proptest! {
    #[test]
    fn one_day_later_is_never_better(from in 0i64..4000, gap in 0i64..500, weeks in 1u32..60) {
        let from = day("2015-01-01").saturating_add(from.days());
        let due = Limit::weeks(weeks).last_day(from);
        prop_assert_eq!(days_between(from, due), i64::from(weeks) * 7);
        let at = |extra: i64| {
            let to = from.saturating_add((gap + extra).days());
            line(Clock::FinalPlan, (Some(from), Some(to), Some(due)), "", to).state
        };
        prop_assert!(!at(0).is_late() || at(1).is_late());
    }
}

#[test]
fn a_decision_of_an_issued_plan_whose_day_is_not_recorded_is_missing_and_not_late() {
    let issued = state(Clock::Assess, "requested=2026-01-05 issued=2026-05-20", "2026-06-01");
    assert_eq!(issued, Some(ClockState::Missing("the day the decision was notified".to_owned())));
    let named = state(Clock::Assess, "requested=2026-01-05 issued=2026-05-20 except=assess", "2026-06-01");
    assert_eq!(named, Some(ClockState::Exception("reg 10(4)".to_owned())));
    let decided = "requested=2026-01-05 issued=2026-05-20 assess_decided=2026-02-18";
    assert_eq!(state(Clock::Assess, decided, "2026-06-01"), Some(ClockState::Late(2)));
}

#[test]
fn what_the_list_cannot_know_yet_is_judged_on_the_day_the_list_speaks_of() {
    let facts = PlanFacts { last_review_on: Some(day("2024-06-01")), ..PlanFacts::default() };
    let (events, exceptions) = (BTreeMap::new(), BTreeMap::new());
    let review = |known_to| {
        let plan = PlanDays { facts: &facts, events: &events, exceptions: &exceptions, advice: &[], known_to };
        let lines = clocks_of(plan, &Limits::default(), day("2026-11-23"));
        lines.into_iter().find(|line| line.clock == Clock::Review).unwrap().state
    };
    assert!(review(None).is_late());
    assert_eq!(review(Some(day("2025-01-16"))), ClockState::NotDue(135), "to 31 May 2025");
    assert!(review(Some(day("2025-06-01"))).is_late());
    assert!(review(Some(day("2027-01-01"))).is_late(), "a list of a day to come changes nothing");
    assert!(review(Some(day("2024-01-01"))).is_late(), "a review typed since is judged today");
}
