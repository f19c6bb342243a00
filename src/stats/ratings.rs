//! What the members gave: for each unit (one criterion of one plan) one position on the declared scale a member.

use std::collections::BTreeMap;
use std::fmt;

/// Marks a member who gave a unit no level; no scale is that long.
const NOT_GIVEN: u8 = u8::MAX;

/// One criterion of one plan, with what the members gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The plan, as the caller numbers plans. The bootstrap draws plans in this order.
    pub plan: usize,
    /// The section, as the caller numbers sections.
    pub heading: usize,
    /// The criterion, as the caller numbers criteria.
    pub criterion: usize,
    /// For each member the position of the level on the declared scale, 0 for the lowest; `None` where the member
    /// gave no answer or one without a level.
    pub ratings: Vec<Option<u8>>,
}

/// A unit that does not fit the ratings it is added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingsError {
    /// A position beyond the declared scale.
    OffScale {
        /// The position given.
        position: u8,
        /// The number of declared levels.
        levels: usize,
    },
    /// Not one place for each member.
    OtherRaters {
        /// Places given.
        given: usize,
        /// Places expected.
        raters: usize,
    },
}

impl fmt::Display for RatingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OffScale { position, levels } => write!(f, "position {position} on a scale of {levels} levels"),
            Self::OtherRaters { given, raters } => write!(f, "{given} ratings in a unit of {raters} raters"),
        }
    }
}

impl std::error::Error for RatingsError {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    plan: usize,
    heading: usize,
    criterion: usize,
}

/// The ratings of a panel on one scale. The scale is the declared one, unused levels included: they change Gwet's
/// coefficients and, between used levels, the weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratings {
    levels: usize,
    raters: usize,
    places: Vec<Place>,
    // One flat row of bytes: twenty thousand units of eight members stay in the cache.
    given: Vec<u8>,
}

impl Ratings {
    /// No units yet. `levels` is the number of levels the tool declares, `raters` the number of members with a
    /// submitted sheet.
    #[must_use]
    pub fn new(levels: usize, raters: usize) -> Self {
        Self { levels, raters, places: Vec::new(), given: Vec::new() }
    }

    /// Adds a unit.
    ///
    /// # Errors
    /// [`RatingsError`] where it does not fit the scale or the members; nothing is added then.
    pub fn push(&mut self, unit: &Unit) -> Result<(), RatingsError> {
        if unit.ratings.len() != self.raters {
            return Err(RatingsError::OtherRaters { given: unit.ratings.len(), raters: self.raters });
        }
        let off = |p: &&u8| usize::from(**p) >= self.levels || **p == NOT_GIVEN;
        if let Some(&position) = unit.ratings.iter().flatten().find(off) {
            return Err(RatingsError::OffScale { position, levels: self.levels });
        }
        self.places.push(Place { plan: unit.plan, heading: unit.heading, criterion: unit.criterion });
        self.given.extend(unit.ratings.iter().map(|r| r.unwrap_or(NOT_GIVEN)));
        Ok(())
    }

    /// The ratings of these units.
    ///
    /// # Errors
    /// [`RatingsError`] for the first unit that does not fit.
    pub fn from_units(levels: usize, raters: usize, units: &[Unit]) -> Result<Self, RatingsError> {
        let mut ratings = Self::new(levels, raters);
        units.iter().try_for_each(|unit| ratings.push(unit))?;
        Ok(ratings)
    }

    /// The number of levels the tool declares, used or not.
    #[must_use]
    pub fn levels(&self) -> usize {
        self.levels
    }

    /// The number of members with a submitted sheet.
    #[must_use]
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// The units of each section, by its number.
    #[must_use]
    pub fn list_by_heading(&self) -> Vec<(usize, Self)> {
        self.split(|place| place.heading)
    }

    /// The units of each criterion, by its number.
    #[must_use]
    pub fn list_by_criterion(&self) -> Vec<(usize, Self)> {
        self.split(|place| place.criterion)
    }

    fn split(&self, key: impl Fn(&Place) -> usize) -> Vec<(usize, Self)> {
        let mut parts: BTreeMap<usize, Self> = BTreeMap::new();
        for (unit, place) in self.places.iter().enumerate() {
            let part = parts.entry(key(place)).or_insert_with(|| Self::new(self.levels, self.raters));
            part.places.push(*place);
            part.given.extend_from_slice(self.row(unit));
        }
        parts.into_iter().collect()
    }

    fn row(&self, unit: usize) -> &[u8] {
        &self.given[unit * self.raters..(unit + 1) * self.raters]
    }

    /// Calls `each` with the plan and the pairs (member, position) of every unit, in the order added.
    pub(super) fn for_each_unit(&self, mut each: impl FnMut(usize, &[(usize, usize)])) {
        let mut given = Vec::with_capacity(self.raters);
        for (unit, place) in self.places.iter().enumerate() {
            let row = self.row(unit).iter().enumerate();
            given.clear();
            given.extend(row.filter(|(_, p)| **p != NOT_GIVEN).map(|(rater, p)| (rater, usize::from(*p))));
            each(place.plan, &given);
        }
    }

    /// Members who gave at least one level.
    pub(super) fn count_active_raters(&self) -> usize {
        let gave = |rater: usize| (0..self.places.len()).any(|unit| self.row(unit)[rater] != NOT_GIVEN);
        (0..self.raters).filter(|rater| gave(*rater)).count()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn unit(plan: usize, heading: usize, criterion: usize, ratings: &[Option<u8>]) -> Unit {
        Unit { plan, heading, criterion, ratings: ratings.to_vec() }
    }

    #[test]
    fn a_position_beyond_the_scale_is_refused_and_nothing_is_added() {
        let mut ratings = Ratings::new(3, 2);
        let refused = ratings.push(&unit(0, 0, 0, &[Some(2), Some(3)]));
        assert_eq!(refused, Err(RatingsError::OffScale { position: 3, levels: 3 }));
        assert_eq!(ratings, Ratings::new(3, 2));
        assert!(ratings.push(&unit(0, 0, 0, &[Some(2), None])).is_ok());
    }

    #[test]
    fn the_mark_for_not_given_is_never_taken_for_a_level() {
        let mut ratings = Ratings::new(1000, 1);
        let refused = ratings.push(&unit(0, 0, 0, &[Some(u8::MAX)]));
        assert_eq!(refused, Err(RatingsError::OffScale { position: 255, levels: 1000 }));
    }

    #[test]
    fn a_unit_has_one_place_for_each_member() {
        let refused = Ratings::from_units(3, 2, &[unit(0, 0, 0, &[Some(1)])]);
        assert_eq!(refused, Err(RatingsError::OtherRaters { given: 1, raters: 2 }));
    }

    #[test]
    fn splitting_keeps_every_unit_once_in_ascending_order() {
        let units = [
            unit(0, 7, 3, &[Some(0), Some(1)]),
            unit(0, 2, 1, &[Some(1), None]),
            unit(1, 7, 4, &[None, Some(2)]),
            unit(1, 2, 1, &[Some(2), Some(2)]),
        ];
        let ratings = Ratings::from_units(3, 2, &units).unwrap();
        let part = |chosen: &[usize]| {
            let chosen: Vec<Unit> = chosen.iter().map(|u| units[*u].clone()).collect();
            Ratings::from_units(3, 2, &chosen).unwrap()
        };
        assert_eq!(ratings.list_by_heading(), vec![(2, part(&[1, 3])), (7, part(&[0, 2]))]);
        assert_eq!(ratings.list_by_criterion(), vec![(1, part(&[1, 3])), (3, part(&[0])), (4, part(&[2]))]);
    }

    #[test]
    fn a_panel_without_members_or_units_is_no_error() {
        let ratings = Ratings::from_units(3, 0, &[unit(0, 0, 0, &[])]).unwrap();
        let mut seen = 0;
        ratings.for_each_unit(|_, given| seen += 1 + given.len());
        assert_eq!((seen, ratings.count_active_raters()), (1, 0));
    }
}
