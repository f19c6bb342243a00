//! The register with the clock of each request, and a file of requests read before it is taken in.

use crate::domain::advice::{Advice, Clock};
use crate::exchange::{AdviceRead, read_advice};
use crate::jobs::Failure;
use crate::ops::Session;
use crate::stats::{AdviceResults, advice_results};
use jiff::civil::Date;
use std::path::Path;

/// The register.
#[derive(Debug, Clone, PartialEq)]
pub struct AdviceData {
    /// Every request with where it stands today.
    pub rows: Vec<(Advice, Clock)>,
    /// On time by service.
    pub results: AdviceResults,
    /// Today.
    pub today: Date,
}

impl AdviceData {
    /// Reads it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(session: &mut Session) -> Result<Self, Failure> {
        let today = session.today();
        let register = session.list_advice()?;
        let results = advice_results(&register, today);
        let rows = register.into_iter().map(|advice| {
            let clock = advice.clock(today);
            (advice, clock)
        });
        Ok(Self { rows: rows.collect(), results, today })
    }
}

/// Reads a file of requests; writes nothing.
///
/// # Errors
/// When it is not a table with the columns of the register.
pub fn preview(session: &mut Session, path: &Path) -> Result<AdviceRead, Failure> {
    Ok(read_advice(path, session.today())?)
}
