//! The sample audit file: Kingston's published figures around invented people, so that everything can be tried out.
//!
//! What is real: how many plans there are and how they divide (Department for Education, January 2025), how many of 20
//! plans met each of twelve findings (LGA review, April 2021), Kingston's published measures and targets, and the
//! national benchmarks. All else is invented, and always in the same way: the only things that differ between two
//! sample files are the ids, salts and times, which come from the world.

mod bench;
mod chance;
mod lga_round;
mod notes;
mod open_round;
mod picture;
#[cfg(test)]
mod tests;

pub use bench::{BenchSize, make_bench};

use crate::assets::TOOLS;
use crate::domain::audit_tool::AuditTool;
use crate::domain::measure::{Benchmark, MeasureValue};
use crate::exchange::tool_file::{ToolFileError, parse_tool};
use crate::exchange::{
    CohortOptions, ImportError, LgaFinding, read_benchmarks, read_cohort_text, read_lga_findings, read_measures_text,
};
use crate::ops::{Actor, CohortImport, NewFile, OpError, Session};
use crate::platform::clock::{Machine, World};
use jiff::civil::{Date, date};
use std::path::Path;
use thiserror::Error;

const LGA_TOOL: &str = include_str!("../../assets/audit-tools/lga-review-2021.toml");
const COHORT: &str = include_str!("../../assets/sample/cohort.csv");
const MEASURES: &str = include_str!("../../assets/benchmarks/kingston-kpis.csv");
const BENCHMARKS: &str = include_str!("../../assets/benchmarks/dfe-ehc-plan-benchmarks-2025.csv");
const LGA_FINDINGS: &str = include_str!("../../assets/benchmarks/lga-review-kingston-2021.csv");

const LOCAL_AREA: &str = "Kingston upon Thames (sample)";
const LA_CODE: &str = "314";

/// The census day of the published figures.
const AS_OF: Date = date(2025, 1, 16);
/// Some invented decisions follow the census day. A fixed limit, so that no clock decides what is read.
const LAST_DAY: Date = date(2025, 12, 31);

/// Why the sample was not made. Nothing is left behind then.
#[derive(Debug, Error)]
pub enum SampleError {
    /// The file could not be made.
    #[error(transparent)]
    Op(#[from] OpError),
    /// A table that the program carries cannot be read: the program is damaged.
    #[error(transparent)]
    Table(#[from] ImportError),
    /// An audit tool that the program carries cannot be read: the program is damaged.
    #[error(transparent)]
    Tool(#[from] ToolFileError),
}

/// Makes the sample audit file: not encrypted, marked as sample. `replace` allows a path where something is.
///
/// # Errors
/// When the path is taken or cannot be written.
pub fn make(path: &Path, world: Box<dyn World>, replace: bool) -> Result<(), SampleError> {
    let content = Content::read()?;
    let new = NewFile {
        local_area: LOCAL_AREA,
        la_code: Some(LA_CODE),
        passphrase: None,
        is_sample: true,
        tools: &content.tools,
    };
    Ok(Session::create(path, &new, world, replace, |session| content.put_into(session))?)
}

/// Whether this is an audit file, not encrypted and marked as sample: one that may be replaced by a new sample. A file
/// that cannot be opened, or that somebody has open, is taken for none.
#[must_use]
pub fn is_sample_file(path: &Path) -> bool {
    let facts = Session::open(path, None, Box::new(Machine)).and_then(|session| session.file_facts());
    facts.is_ok_and(|facts| facts.is_sample && !facts.is_encrypted)
}

/// Everything the program carries for the sample, read.
struct Content {
    tools: Vec<AuditTool>,
    cohort: CohortImport,
    measures: Vec<MeasureValue>,
    benchmarks: Vec<Benchmark>,
    findings: Vec<LgaFinding>,
}

impl Content {
    fn read() -> Result<Self, SampleError> {
        Ok(Self {
            // What every new file begins with, and the tool of the review.
            tools: TOOLS.into_iter().chain([LGA_TOOL]).map(parse_tool).collect::<Result<_, _>>()?,
            cohort: read_cohort()?,
            measures: read_measures_text("kingston-kpis.csv", MEASURES)?,
            benchmarks: read_benchmarks(BENCHMARKS)?,
            findings: read_lga_findings(LGA_FINDINGS)?,
        })
    }

    fn put_into(&self, session: &mut Session) -> Result<(), OpError> {
        let lead = Actor::Lead;
        session.import_plans(&lead, &self.cohort)?;
        session.add_measures(&lead, &self.measures)?;
        session.put_benchmarks(&lead, &self.benchmarks)?;
        lga_round::add(session, &self.findings)?;
        open_round::add(session)
    }
}

fn read_cohort() -> Result<CohortImport, ImportError> {
    let options = CohortOptions { as_of: Some(AS_OF), ..CohortOptions::new(LAST_DAY) };
    let read = read_cohort_text("cohort.csv", COHORT, &options)?;
    Ok(CohortImport {
        source: "the sample's invented cohort".to_owned(),
        plans: read.plans,
        columns: read.columns,
        as_of: read.as_of,
        is_return: false,
        // The references are those a case system would have.
        keyed: true,
        rejected: read.rejected.len() as u64,
        skip_rejected: false,
    })
}
