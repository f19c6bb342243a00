//! The check of the cohort: plans whose dates and facts say that something is outstanding.
//!
//! All is worked out from the facts of the source as of its own day. A list that the source cannot answer, because it
//! has no such fact for any plan, says so instead of being empty.

use super::coded::coded_enum;
use super::plan::{Plan, PlanFacts};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

coded_enum! {
    /// What a plan is listed for.
    CheckList {
        /// A plan ends at 25 at the latest.
        AgedOut = "aged_out", "Aged 25 or over";
        /// At least 12 months and less than 24 since the plan was issued or last reviewed.
        NoReview12 = "no_review_12", "No review for 12 to 24 months";
        /// At least 24 months and less than 36.
        NoReview24 = "no_review_24", "No review for 24 to 36 months";
        /// 36 months or more.
        NoReview36 = "no_review_36", "No review for 36 months or more";
        /// The day for the next phase has passed without a final plan.
        PhaseTransfer = "phase_transfer", "Phase transfer not finished after its date";
        /// Came from another area, and not reviewed by the day that regulation 15 gives.
        MovedIn = "moved_in", "Moved in and not reviewed in time";
        /// Neither a setting nor another placement.
        NoPlacement = "no_placement", "No placement";
        /// More than four weeks since the review meeting, and no decision.
        DecisionOutstanding = "decision_outstanding", "Decision outstanding after the review meeting";
    }
}

impl CheckList {
    /// How it is worked out, in a few words.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::AgedOut => "A plan ends with the academic year of the 25th birthday at the latest",
            Self::NoReview12 | Self::NoReview24 | Self::NoReview36 => {
                "Since the last review, or the issue of the plan; due every 12 months"
            }
            Self::PhaseTransfer => "Its due date has passed, and no final date is known",
            Self::MovedIn => "Due by the later of 12 months from plan or review, 3 from the transfer",
            Self::NoPlacement => "Neither a setting nor another placement is known",
            Self::DecisionOutstanding => "The decision is due within 4 weeks of the review meeting",
        }
    }
}

/// A plan on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Its place among the plans given.
    pub plan: usize,
    /// The day that counts: last review or issue, the day that passed, the meeting.
    pub day: Option<Date>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What for.
    pub list: CheckList,
    /// The plans, longest outstanding first, then in the order given.
    pub plans: Vec<Listed>,
    /// How many plans have the facts it needs; none has: the list says nothing.
    pub known: usize,
}

/// Checks the plans that are in the cohort, as of the day of their source.
#[must_use]
pub fn check_cohort(plans: &[Plan], as_of: Date) -> Vec<Checked> {
    CheckList::ALL.iter().map(|list| check_one(*list, plans, as_of)).collect()
}

fn check_one(list: CheckList, plans: &[Plan], as_of: Date) -> Checked {
    let mut checked = Checked { list, plans: Vec::new(), known: 0 };
    for (plan, of) in plans.iter().enumerate().filter(|(_, plan)| plan.left_on.is_none()) {
        let facts = &of.facts;
        checked.known += usize::from(has_facts(list, facts));
        if let Some(day) = listed_for(list, facts, as_of) {
            checked.plans.push(Listed { plan, day });
        }
    }
    if checked.known == 0 {
        // Nobody has a placement where the source has none: that is no list of plans.
        checked.plans.clear();
    }
    checked.plans.sort_by_key(|listed| (listed.day.is_none(), listed.day, listed.plan));
    checked
}

/// Whether the source says what this list needs.
fn has_facts(list: CheckList, facts: &PlanFacts) -> bool {
    match list {
        CheckList::AgedOut => facts.age.is_some(),
        CheckList::NoReview12 | CheckList::NoReview24 | CheckList::NoReview36 => last_seen(facts).is_some(),
        CheckList::PhaseTransfer => facts.phase_transfer_due_on.is_some(),
        CheckList::MovedIn => facts.transferred_on.is_some(),
        CheckList::NoPlacement => facts.setting.is_some() || facts.placement.is_some(),
        CheckList::DecisionOutstanding => facts.decision_on.is_some(),
    }
}

/// The last day on which somebody is known to have gone through the plan. Where only the decision after a review is
/// known it stands for the meeting: a few weeks late is better than a list of plans that were reviewed.
fn last_seen(facts: &PlanFacts) -> Option<Date> {
    facts.last_review_on.or(facts.decision_on).max(facts.issued_on)
}

fn after(day: Date, span: Span) -> Date {
    day.saturating_add(span)
}

/// Some where the plan is on the list, with the day that counts.
fn listed_for(list: CheckList, facts: &PlanFacts, as_of: Date) -> Option<Option<Date>> {
    let between = |from: i32, to: Option<i32>| {
        let day = last_seen(facts)?;
        let is_due = as_of >= after(day, from.months()) && to.is_none_or(|to| as_of < after(day, to.months()));
        is_due.then_some(Some(day))
    };
    match list {
        CheckList::AgedOut => facts.age.filter(|age| *age >= 25).map(|_| None),
        CheckList::NoReview12 => between(12, Some(24)),
        CheckList::NoReview24 => between(24, Some(36)),
        CheckList::NoReview36 => between(36, None),
        CheckList::PhaseTransfer => {
            let due = facts.phase_transfer_due_on?;
            (due < as_of && facts.phase_transfer_final_on.is_none()).then_some(Some(due))
        }
        CheckList::MovedIn => {
            let due = moved_in_due(facts)?;
            let is_reviewed = facts.last_review_on.is_some_and(|day| Some(day) >= facts.transferred_on);
            (due < as_of && !is_reviewed).then_some(Some(due))
        }
        CheckList::NoPlacement => (facts.setting.is_none() && facts.placement.is_none()).then_some(None),
        CheckList::DecisionOutstanding => {
            let meeting = facts.last_review_on?;
            let is_decided = facts.decision_on.is_some_and(|decision| decision >= meeting);
            // Exactly four weeks is within four weeks.
            (!is_decided && as_of > after(meeting, 28.days())).then_some(Some(meeting))
        }
    }
}

/// The last day for the review of a plan that came from another area.
fn moved_in_due(facts: &PlanFacts) -> Option<Date> {
    let came = facts.transferred_on?;
    let before = facts.issued_on.max(facts.last_review_on).filter(|day| *day <= came);
    // The plan was made or reviewed before it came, so 12 months from then is at most 12 months from the transfer.
    let from_plan = after(before.unwrap_or(came), 12.months());
    // The last day of 12 months is the day before the anniversary.
    Some(from_plan.yesterday().unwrap_or(from_plan).max(after(came, 3.months())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::PlanId;
    use jiff::civil::date;

    const AS_OF: Date = date(2025, 6, 1);

    fn plan(facts: PlanFacts) -> Plan {
        Plan { id: PlanId(uuid::Uuid::nil()), facts, left_on: None }
    }

    fn listed(list: CheckList, facts: PlanFacts) -> bool {
        listed_for(list, &facts, AS_OF).is_some()
    }

    #[test]
    fn a_plan_is_aged_out_from_25() {
        for (age, expected) in [(Some(24), false), (Some(25), true), (Some(26), true), (None, false)] {
            assert_eq!(listed(CheckList::AgedOut, PlanFacts { age, ..PlanFacts::default() }), expected, "{age:?}");
        }
    }

    #[test]
    fn a_plan_is_on_one_list_of_missed_reviews_from_the_anniversary_on() {
        let lists = [CheckList::NoReview12, CheckList::NoReview24, CheckList::NoReview36];
        for (day, expected) in [
            (date(2024, 6, 2), [false, false, false]),
            (date(2024, 6, 1), [true, false, false]),
            (date(2023, 6, 2), [true, false, false]),
            (date(2023, 6, 1), [false, true, false]),
            (date(2022, 6, 2), [false, true, false]),
            (date(2022, 6, 1), [false, false, true]),
            (date(2012, 1, 1), [false, false, true]),
        ] {
            let facts = || PlanFacts { last_review_on: Some(day), ..PlanFacts::default() };
            assert_eq!(lists.map(|list| listed(list, facts())), expected, "{day}");
        }
    }

    #[test]
    fn a_plan_issued_since_its_last_review_counts_from_the_issue_and_a_decision_stands_for_an_unknown_meeting() {
        let facts = |review, decision, issued| PlanFacts {
            last_review_on: review,
            decision_on: decision,
            issued_on: issued,
            ..PlanFacts::default()
        };
        let old = Some(date(2020, 1, 1));
        let new = Some(date(2025, 1, 1));
        assert_eq!(last_seen(&facts(old, None, new)), new);
        assert_eq!(last_seen(&facts(None, new, old)), new);
        assert_eq!(last_seen(&facts(old, new, None)), old, "the meeting is known");
        assert_eq!(last_seen(&facts(None, None, None)), None);
    }

    #[test]
    fn a_phase_transfer_is_listed_from_the_day_after_it_was_due_until_it_is_final() {
        let facts = |due, fin| PlanFacts {
            phase_transfer_due_on: Some(due),
            phase_transfer_final_on: fin,
            ..PlanFacts::default()
        };
        assert!(!listed(CheckList::PhaseTransfer, facts(AS_OF, None)));
        assert!(listed(CheckList::PhaseTransfer, facts(date(2025, 5, 31), None)));
        assert!(!listed(CheckList::PhaseTransfer, facts(date(2025, 2, 15), Some(date(2025, 3, 1)))));
    }

    #[test]
    fn a_plan_that_moved_in_has_until_the_later_of_the_two_days_of_regulation_15() {
        let facts = |came, issued, review| PlanFacts {
            transferred_on: Some(came),
            issued_on: issued,
            last_review_on: review,
            ..PlanFacts::default()
        };
        // Reviewed in July 2024: until 30 June 2025, although three months since the transfer are over.
        let early = facts(date(2024, 9, 1), Some(date(2020, 1, 1)), Some(date(2024, 7, 1)));
        assert_eq!(moved_in_due(&early), Some(date(2025, 6, 30)));
        // An old plan: three months from the transfer.
        let old = facts(date(2025, 2, 1), Some(date(2020, 1, 1)), None);
        assert_eq!(moved_in_due(&old), Some(date(2025, 5, 1)));
        assert!(listed(CheckList::MovedIn, old.clone()) && !listed(CheckList::MovedIn, early));
        let reviewed = PlanFacts { last_review_on: Some(date(2025, 3, 1)), ..old };
        assert!(!listed(CheckList::MovedIn, reviewed));
        assert!(!listed(CheckList::MovedIn, facts(date(2024, 6, 2), None, None)), "nothing else is known");
        assert!(listed(CheckList::MovedIn, facts(date(2024, 6, 1), None, None)));
    }

    #[test]
    fn a_decision_is_outstanding_after_exactly_four_weeks() {
        let facts = |meeting, decision| PlanFacts {
            last_review_on: Some(meeting),
            decision_on: decision,
            ..PlanFacts::default()
        };
        let list = CheckList::DecisionOutstanding;
        assert!(!listed(list, facts(date(2025, 5, 4), None)), "the 28th day");
        assert!(listed(list, facts(date(2025, 5, 3), None)));
        assert!(!listed(list, facts(date(2025, 5, 3), Some(date(2025, 5, 3)))));
        assert!(listed(list, facts(date(2025, 4, 1), Some(date(2024, 5, 3)))), "the decision of the year before");
    }

    #[test]
    fn plans_that_left_are_on_no_list_and_what_the_source_cannot_say_is_no_list() {
        let old = PlanFacts { age: Some(26), ..PlanFacts::default() };
        let mut gone = plan(old.clone());
        gone.left_on = Some(AS_OF);
        let checked = check_cohort(&[gone, plan(old)], AS_OF);
        let of = |list| checked.iter().find(|c| c.list == list).map(|c| (c.known, c.plans.len()));
        assert_eq!(of(CheckList::AgedOut), Some((1, 1)));
        assert_eq!(of(CheckList::NoPlacement), Some((0, 0)), "no plan of this source has a placement");
        let placed = PlanFacts { setting: Some("100010".to_owned()), ..PlanFacts::default() };
        let checked = check_cohort(&[plan(placed), plan(PlanFacts::default())], AS_OF);
        let list = checked.iter().find(|c| c.list == CheckList::NoPlacement).map(|c| c.plans.clone());
        assert_eq!(list, Some(vec![Listed { plan: 1, day: None }]));
    }

    #[test]
    fn the_longest_outstanding_stands_first() {
        let of = |day| plan(PlanFacts { last_review_on: Some(day), ..PlanFacts::default() });
        let plans = [of(date(2021, 1, 1)), of(date(2019, 1, 1)), of(date(2020, 1, 1))];
        let checked = check_cohort(&plans, AS_OF);
        let order: Vec<usize> =
            checked.iter().filter(|c| c.list == CheckList::NoReview36).flat_map(|c| &c.plans).map(|l| l.plan).collect();
        assert_eq!(order, [1, 2, 0]);
    }
}
