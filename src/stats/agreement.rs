//! Agreement of the panel: percent agreement, Cohen's kappa, Krippendorff's alpha, Gwet's AC1 and AC2.

use super::counts::{Counts, Metric};
use super::pairs::CrossTables;
use super::ratings::Ratings;
use serde::Serialize;

/// The figures of some units. `None` is "not defined", to be shown as a dash or in words, never as 0.
///
/// Coefficients corrected for chance need two units: of one, alpha is 0 whatever was answered. They may be
/// negative and are never clamped.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Units (criteria of plans) with two or more levels given.
    pub units: u64,
    /// Of the round: members with a submitted sheet. Of a section or criterion: members who gave it a level.
    pub raters: usize,
    /// Percent agreement, 0 to 100: how often two members who answered the same unit gave it the same level.
    pub percent: Option<f64>,
    /// How often they were at most one level apart, 0 to 100.
    pub within_one_percent: Option<f64>,
    /// Cohen's kappa: the plain mean over the pairs of members for whom it is defined.
    pub kappa: Option<f64>,
    /// Cohen's kappa with quadratic weights: the plain mean over the pairs of members for whom it is defined.
    pub kappa_quadratic: Option<f64>,
    /// Krippendorff's alpha, levels as names.
    pub alpha_nominal: Option<f64>,
    /// Krippendorff's alpha, levels as ranks: the headline coefficient.
    pub alpha_ordinal: Option<f64>,
    /// Krippendorff's alpha, levels as numbers.
    pub alpha_interval: Option<f64>,
    /// Gwet's AC1.
    pub ac1: Option<f64>,
    /// Gwet's AC2 with quadratic weights.
    pub ac2: Option<f64>,
    /// Why alpha is not defined; none where it is.
    #[serde(skip)]
    pub undefined: Option<Undefined>,
}

/// Why a coefficient cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undefined {
    /// No unit has two levels given.
    NoPairs,
    /// Only one has.
    OneUnit,
    /// All answers are the same level: agreement is complete, and what chance would give is not known (0/0).
    AllEqual,
}

/// The figures of all units.
#[must_use]
pub fn agreement(ratings: &Ratings) -> Agreement {
    let counts = Counts::of(ratings);
    let coincidences = counts.coincidences();
    let tables = CrossTables::of(ratings);
    let percent =
        |most_apart: usize| counts.observed(|k, l| flag(k.abs_diff(l) <= most_apart)).map(|share| 100.0 * share);
    let alpha_ordinal = coincidences.alpha(Metric::Ordinal);
    Agreement {
        units: counts.units(),
        raters: ratings.raters(),
        percent: percent(0),
        within_one_percent: percent(1),
        kappa: tables.mean(|table| table.kappa()),
        kappa_quadratic: tables.mean(|table| table.kappa_quadratic()),
        alpha_nominal: coincidences.alpha(Metric::Nominal),
        alpha_ordinal,
        alpha_interval: coincidences.alpha(Metric::Interval),
        ac1: gwet(&counts, ratings.levels(), |k, l| flag(k == l)),
        ac2: gwet(&counts, ratings.levels(), |k, l| quadratic(k, l, ratings.levels())),
        undefined: if alpha_ordinal.is_none() { Some(why_undefined(counts.units())) } else { None },
    }
}

/// The figures of each section, by its number.
#[must_use]
pub fn list_agreement_by_heading(ratings: &Ratings) -> Vec<(usize, Agreement)> {
    list_agreement(ratings.list_by_heading())
}

/// The figures of each criterion, by its number.
#[must_use]
pub fn list_agreement_by_criterion(ratings: &Ratings) -> Vec<(usize, Agreement)> {
    list_agreement(ratings.list_by_criterion())
}

fn list_agreement(parts: Vec<(usize, Ratings)>) -> Vec<(usize, Agreement)> {
    let of_part = |part: Ratings| Agreement { raters: part.count_active_raters(), ..agreement(&part) };
    parts.into_iter().map(|(number, part)| (number, of_part(part))).collect()
}

fn why_undefined(units: u64) -> Undefined {
    match units {
        0 => Undefined::NoPairs,
        1 => Undefined::OneUnit,
        _ => Undefined::AllEqual,
    }
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn quadratic(k: usize, l: usize, levels: usize) -> f64 {
    1.0 - (k.abs_diff(l) as f64 / (levels - 1) as f64).powi(2)
}

/// Gwet's coefficient; none for fewer than two units or two levels. Defined where all answers are equal, and 1.
fn gwet(counts: &Counts, levels: usize, weight: impl Fn(usize, usize) -> f64) -> Option<f64> {
    if counts.units() < 2 || levels < 2 {
        return None;
    }
    let q = levels as f64;
    let weights: f64 = (0..levels * levels).map(|i| weight(i / levels, i % levels)).sum();
    let spread: f64 = counts.mean_shares()?.iter().map(|p| p * (1.0 - p)).sum();
    let chance = weights * spread / (q * (q - 1.0));
    Some((counts.observed(weight)? - chance) / (1.0 - chance))
}
