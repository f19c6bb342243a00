//! The figures: agreement between reviewers and the uncertainty of shares. Pure functions; no order of a hash map,
//! no clock, no thread, so that the same sheets give the same digits on every machine.
//!
//! Agreement is always computed on the members' own submitted sheets. Moderation does not change it: the agreed
//! record never enters here.
//!
//! * [`ratings`]: what the members gave, by unit (one criterion of one plan).
//! * [`mod@advice`]: the advice register, on time by service.
//! * [`mod@agreement`]: the coefficients of the panel, of each section, of each criterion.
//! * [`pairs`]: two members, two agencies.
//! * [`bootstrap`]: the interval of the headline coefficient.
//! * [`intervals`]: Wilson intervals of shares.
//! * [`care`]: when to read a figure with care.
//! * [`cohort`]: how the cohort divides, beside published figures.
//! * [`readers`]: agreement by section, criterion and agency, and what divides the panel first.
//! * [`results`]: the results of a round; [`breakdown`]: by the facts of the plans and by agency.
//! * [`weighted`]: the share of strata with unequal chances; [`change`]: this round against the one before;
//!   [`versus`]: both for a round.
//! * [`series`]: figures followed over time; [`trend`]: whether a step is called a change; [`national`]: what the
//!   Department publishes of every authority.
//! * [`suppress`]: small counts, and what would give them away.
//!
//! "Not applicable" and "not evidenced" have no level and are missing here. Their agreement is counted apart by
//! ratings on a scale of two levels (said so, did not say so).

pub mod advice;
pub mod agreement;
pub mod bootstrap;
pub mod breakdown;
pub mod care;
pub mod change;
pub mod cohort;
mod counts;
pub mod intervals;
pub mod national;
pub mod pairs;
pub mod ratings;
pub mod readers;
pub mod results;
pub mod series;
pub mod suppress;
pub mod trend;
pub mod versus;
pub mod weighted;

pub use advice::{AdviceResults, OnTime, ServiceGap, advice_results};
pub use agreement::{Agreement, Undefined, agreement, list_agreement_by_criterion, list_agreement_by_heading};
pub use bootstrap::{Bootstrap, REPLICATES, SEED, bootstrap_alpha_ordinal};
pub use care::{Care, list_care};
pub use intervals::{Interval, wilson, worst_half_width};
pub use pairs::{BetweenAgencies, Pair, list_between_agencies, list_pairs};
pub use ratings::{Ratings, RatingsError, Unit};

#[cfg(test)]
mod vectors;
