//! The round before this one of the same kind: what a change is measured against.

use serde::{Deserialize, Serialize};

/// The newest earlier random dip with the same tool version, depth, evidence and filters. Counts are of its fully
/// agreed plans; those added by hand are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviousRound {
    /// Its title.
    pub title: String,
    /// When it was drawn, milliseconds UTC.
    pub drawn_ms: i64,
    /// Plans counted.
    pub plans: u64,
    /// Those of them good or better.
    pub good_or_better: u64,
    /// Those of them without a gap in any section.
    pub without_gap: u64,
    /// Plans of its sample that are not fully agreed: the figures may still move.
    pub not_agreed: u64,
    /// Plans counted that were drawn again for this round.
    pub also_now: u64,
    /// Whether its plans had unequal chances (a minimum for each stratum).
    pub unequal_chances: bool,
    /// For each section in the tool's order: its code, plans with a grade there, those good or better there.
    pub sections: Vec<(String, u64, u64)>,
}
