//! When to read an agreement figure with care. The words belong to screens and reports.

use super::counts::Counts;
use super::pairs::{CrossTable, CrossTables};
use super::ratings::Ratings;

/// From this share of the answers, in percent, one level dominates: alpha and kappa collapse, AC2 holds.
pub const DOMINANT_PERCENT: u64 = 85;
/// From this difference, in points, two members use a level differently.
pub const DIFFERENT_USE_POINTS: u64 = 20;
/// Below this many answers a level is rare.
pub const RARE_ANSWERS: u64 = 5;
/// Below this many units a figure rests on little.
pub const FEW_UNITS: u64 = 30;

/// A reason to read an agreement figure with care. Levels are positions on the declared scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Fewer than [`FEW_UNITS`] units have two levels given.
    FewUnits {
        /// How many have.
        units: u64,
    },
    /// One level is [`DOMINANT_PERCENT`] or more of the answers. A single disagreement then moves kappa and alpha
    /// a long way: one in ten units of an otherwise constant set gives 0 at 90 % agreement.
    LevelDominates {
        /// The level.
        level: usize,
        /// How often it was given.
        answers: u64,
        /// All answers with a level.
        of: u64,
    },
    /// A declared level was given fewer than [`RARE_ANSWERS`] times, perhaps never.
    LevelRare {
        /// The level.
        level: usize,
        /// How often it was given.
        answers: u64,
    },
    /// On the units both answered, two members' use of a level differs by [`DIFFERENT_USE_POINTS`] or more; the
    /// level where they differ most.
    MembersDiffer {
        /// The member with the lower number.
        first: usize,
        /// The other member.
        second: usize,
        /// The level.
        level: usize,
        /// How often the first gave it.
        by_first: u64,
        /// How often the second gave it.
        by_second: u64,
        /// Units both answered.
        units: u64,
    },
}

/// The reasons in the order of [`Care`]. Answers are those of units with two or more levels given: the ones the
/// figures rest on. Without any such unit the only reason is that there are none.
#[must_use]
pub fn list_care(ratings: &Ratings) -> Vec<Care> {
    let counts = Counts::of(ratings);
    let (units, given) = (counts.units(), counts.given());
    let of: u64 = given.iter().sum();
    let mut reasons = Vec::new();
    if units < FEW_UNITS {
        reasons.push(Care::FewUnits { units });
    }
    if units == 0 {
        return reasons;
    }
    let levels = || given.iter().copied().enumerate();
    let dominates = |answers: u64| answers * 100 >= of * DOMINANT_PERCENT;
    reasons.extend(levels().filter(|(_, a)| dominates(*a)).map(|(level, answers)| Care::LevelDominates {
        level,
        answers,
        of,
    }));
    reasons
        .extend(levels().filter(|(_, a)| *a < RARE_ANSWERS).map(|(level, answers)| Care::LevelRare { level, answers }));
    let tables = CrossTables::of(ratings);
    reasons.extend(tables.iter().filter_map(|(first, second, table)| members_differ(first, second, table)));
    reasons
}

fn members_differ(first: usize, second: usize, table: &CrossTable) -> Option<Care> {
    let units = table.comparisons();
    let (of_first, of_second) = table.margins();
    let uses = of_first.into_iter().zip(of_second).enumerate();
    // Of equal differences the lowest level.
    let (level, (by_first, by_second)) = uses.rev().max_by_key(|(_, (a, b))| a.abs_diff(*b))?;
    let differ = by_first.abs_diff(by_second) * 100 >= units * DIFFERENT_USE_POINTS;
    differ.then_some(Care::MembersDiffer { first, second, level, by_first, by_second, units })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::ratings::Unit;
    use super::*;

    /// Units of two members by their levels and how many there are.
    fn two_members(levels: usize, units: &[(u8, u8, usize)]) -> Ratings {
        let mut ratings = Ratings::new(levels, 2);
        for (first, second, times) in units {
            for plan in 0..*times {
                let given = vec![Some(*first), Some(*second)];
                ratings.push(&Unit { plan, heading: 0, criterion: 0, ratings: given }).unwrap();
            }
        }
        ratings
    }

    #[test]
    fn nothing_is_said_of_a_sound_figure() {
        assert_eq!(list_care(&two_members(3, &[(0, 0, 10), (1, 1, 10), (2, 2, 10), (1, 2, 5)])), []);
    }

    #[test]
    fn thirty_units_are_enough_and_one_less_is_not() {
        let of = |units: usize| list_care(&two_members(2, &[(0, 0, 10), (1, 1, units - 10)]));
        assert_eq!(of(30), []);
        assert_eq!(of(29), [Care::FewUnits { units: 29 }]);
    }

    #[test]
    fn units_with_one_answer_are_none_of_those_counted() {
        let mut ratings = two_members(2, &[(0, 0, 5), (1, 1, 20)]);
        for plan in 0..100 {
            ratings.push(&Unit { plan, heading: 0, criterion: 0, ratings: vec![Some(1), None] }).unwrap();
        }
        assert_eq!(list_care(&ratings), [Care::FewUnits { units: 25 }]);
    }

    #[test]
    fn eighty_five_percent_dominates_and_less_does_not() {
        let of = |top, other| list_care(&two_members(2, &[(1, 1, top), (0, 0, other)]));
        assert_eq!(of(85, 15), [Care::LevelDominates { level: 1, answers: 170, of: 200 }]);
        assert_eq!(of(849, 151), []);
    }

    #[test]
    fn five_answers_are_enough_and_an_unused_level_is_rare() {
        let found = list_care(&two_members(4, &[(0, 0, 20), (1, 1, 20), (2, 2, 2)]));
        assert_eq!(found, [Care::LevelRare { level: 2, answers: 4 }, Care::LevelRare { level: 3, answers: 0 }]);
        let found = list_care(&two_members(3, &[(0, 0, 20), (1, 1, 20), (2, 2, 2), (2, 1, 1)]));
        assert_eq!(found, []);
    }

    #[test]
    fn members_differ_from_twenty_points_in_the_level_where_they_differ_most() {
        let of = |apart| list_care(&two_members(3, &[(0, 0, 30), (1, 1, 30), (2, 2, 40 - apart), (0, 2, apart)]));
        assert_eq!(of(19), []);
        let found = Care::MembersDiffer { first: 0, second: 1, level: 0, by_first: 50, by_second: 30, units: 100 };
        assert_eq!(of(20), [found]);
    }

    #[test]
    fn members_are_compared_only_on_units_both_answered() {
        let mut ratings = two_members(2, &[(0, 0, 20), (1, 1, 20)]);
        for plan in 0..40 {
            ratings.push(&Unit { plan, heading: 0, criterion: 0, ratings: vec![Some(1), None] }).unwrap();
        }
        assert_eq!(list_care(&ratings), []);
    }

    #[test]
    fn without_pairs_the_only_reason_is_that_there_are_none() {
        assert_eq!(list_care(&Ratings::new(3, 2)), [Care::FewUnits { units: 0 }]);
    }
}
