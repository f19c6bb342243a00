//! Measures: figures followed over time, and the published benchmarks they are set beside.

use super::coded::coded_enum;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// Whether a value was reached or aimed at.
    ValueKind {
        /// A value reached.
        Result = "result", "Result";
        /// A value aimed at, on the same definition.
        Target = "target", "Target";
    }
}

coded_enum! {
    /// Which way is better.
    Better {
        /// More is better.
        Up = "up", "Up is better";
        /// Less is better.
        Down = "down", "Down is better";
        /// Neither.
        Neither = "none", "Neither";
    }
}

coded_enum! {
    /// How good a value is.
    Quality {
        /// As published.
        Exact = "exact", "Exact";
        /// An estimate.
        Estimate = "estimate", "Estimate";
        /// Published, but not to be relied on.
        Unreliable = "unreliable", "Unreliable";
    }
}

/// One value of a measure, with the definition that makes it comparable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureValue {
    /// What is measured.
    pub measure: String,
    /// Who is counted, exceptions in or out.
    pub definition: String,
    /// Reached or aimed at.
    pub kind: ValueKind,
    /// Which way is better.
    pub better: Better,
    /// First day of the period.
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Option<Date>,
    /// Whether the period is part of a year.
    pub part_year: bool,
    /// Counted, if published.
    pub numerator: Option<f64>,
    /// Out of, if published.
    pub denominator: Option<f64>,
    /// The value in `unit`; none: asked for and not reported.
    pub value: Option<f64>,
    /// Such as `percent` or `count`.
    pub unit: String,
    /// How good it is; none where there is no value to judge.
    pub quality: Option<Quality>,
    /// Where it was published.
    pub source: String,
    /// What to know of it.
    pub note: String,
}

/// A published national figure of one area and year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// `National`, `Regional` or `Local authority`.
    pub level: String,
    /// ONS code of the area.
    pub ons_code: String,
    /// Three-digit code; empty above authorities.
    pub la_code: String,
    /// Name of the area.
    pub name: String,
    /// Region it lies in.
    pub region: String,
    /// Calendar year.
    pub year: i32,
    /// What is measured.
    pub measure: String,
    /// The value; none where not published.
    pub value: Option<f64>,
}
