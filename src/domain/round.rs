//! An audit round: one sample, one tool version, one depth, one panel; how its sample was drawn.

use super::audit_tool::{Depth, Evidence};
use super::coded::coded_enum;
use super::ids::{RoundId, SubjectId, ToolId};
use super::sampling::FactFilter;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// Why these plans are read. Only random dips form a trend and have intervals.
    Purpose {
        /// A random sample.
        Random = "random", "Random dip";
        /// A theme.
        Thematic = "thematic", "Thematic";
        /// Plans targeted for a reason.
        Targeted = "targeted", "Targeted";
        /// Chosen by the reviewers.
        Chosen = "chosen", "Chosen by reviewers";
    }
}

coded_enum! {
    /// Where a round stands.
    RoundState {
        /// Being prepared, scored or moderated.
        Open = "open", "Open";
        /// Closed: nothing of it changes.
        Closed = "closed", "Closed";
    }
}

coded_enum! {
    /// Where a plan of a sample stands.
    SampleState {
        /// Part of the sample.
        Sampled = "sampled", "In the sample";
        /// Drawn as a reserve, not read so far.
        Reserve = "reserve", "Reserve";
        /// Taken out, with a reason.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

coded_enum! {
    /// How a plan came into the sample.
    SampleOrigin {
        /// By the draw.
        Drawn = "drawn", "Drawn";
        /// By a later top-up in the same order.
        ToppedUp = "topped_up", "Added by a top-up";
        /// As the next reserve for a withdrawn plan.
        Replacement = "replacement", "Replaces a withdrawn plan";
        /// By hand; stays out of trends.
        ByHand = "by_hand", "Added by hand";
    }
}

/// What a round is, as set before scoring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundFacts {
    /// Unique in the audit file.
    pub title: String,
    /// The tool version it scores against.
    pub tool: ToolId,
    /// How much is asked.
    pub depth: Depth,
    /// What the panel holds.
    pub evidence: Evidence,
    /// Why these plans.
    pub purpose: Purpose,
}

/// A round as kept in the audit file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its id in this and every merged file.
    pub id: RoundId,
    /// What it is.
    pub facts: RoundFacts,
    /// Whether it is still open.
    pub state: RoundState,
    /// When it was made, milliseconds UTC.
    pub created_ms: i64,
    /// How the sample was drawn; none before the draw.
    pub draw: Option<DrawRecord>,
    /// Words that must stand with every report of the round, such as what was invented in a sample file.
    pub caution: Option<String>,
    /// What the panel is asked to look for besides the criteria; may be empty.
    pub lines_of_enquiry: String,
    /// The lead keeps scoring shut although plans are allocated.
    pub held_back: bool,
}

/// Everything needed to repeat a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawRecord {
    /// Version of the drawing rule, such as `gt1`.
    pub algorithm: String,
    /// `simple`, `stratified` or `chosen`.
    pub method: String,
    /// The seed; none for plans chosen by hand.
    pub seed: Option<u64>,
    /// Plans in the frame; none: not known.
    pub frame: Option<u64>,
    /// Plans asked for.
    pub size: u64,
    /// Facts stratified by, as codes.
    pub stratified_by: Vec<String>,
    /// Least number of plans a stratum.
    pub min_per_stratum: u64,
    /// Only plans with these facts; a plan must pass all of them.
    #[serde(default)]
    pub filters: Vec<FactFilter>,
    /// Only plans issued since.
    pub issued_since: Option<Date>,
    /// Plans sampled in so many earlier rounds were left out.
    pub exclude_last_rounds: u64,
    /// Reserves asked for.
    pub reserves: u64,
    /// Strata with population and sample, by name; empty ones too.
    pub strata: Vec<StratumRecord>,
    /// Day the cohort's source speaks of.
    pub cohort_as_of: Option<Date>,
    /// Digest of the references and facts drawn from, hexadecimal.
    pub cohort_digest: String,
    /// When it was drawn, milliseconds UTC.
    pub drawn_ms: i64,
}

/// One stratum of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumRecord {
    /// Its name, such as `primary / ASD`.
    pub name: String,
    /// Plans of the frame in it.
    pub population: u64,
    /// Plans drawn from it.
    pub sampled: u64,
}

/// A plan of a round's sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampledPlan {
    /// What is read.
    pub subject: SubjectId,
    /// Place in the order of the draw, from 1.
    pub order: u32,
    /// Its stratum.
    pub stratum: String,
    /// In the sample, a reserve, or withdrawn.
    pub state: SampleState,
    /// How it came in.
    pub origin: SampleOrigin,
    /// Why it was withdrawn, or why it was added by hand.
    pub reason: Option<String>,
    /// Everybody scores it first, to practise: it counts nowhere.
    pub practice: bool,
    /// What readers need to read it.
    pub papers: Papers,
    /// What is read of the plan, such as service, provider and day of a piece of advice; empty: it needs no words.
    #[serde(default)]
    pub label: String,
}

impl SampledPlan {
    /// Whether it is part of the sample that results speak of: not withdrawn, no reserve, not for practice.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.is_read() && !self.practice
    }

    /// Whether it is read at all: the sample and the practice plan.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.state == SampleState::Sampled
    }
}

/// What readers need to read a plan: shown and asked for, never a lock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// The date on the version that is to be read.
    pub version_on: Option<Date>,
    /// Its appendices, in words; may be empty.
    pub appendices: String,
    /// Where to find it, in words that travel with a pack; may be empty.
    pub where_to_find: String,
    /// Whether everything is there.
    pub ready: bool,
}
