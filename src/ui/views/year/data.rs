//! The year, read on the file's thread.

use crate::domain::ids::MemberId;
use crate::domain::year::YearPage;
use crate::jobs::Failure;
use crate::ops::Session;
use crate::stats::series::{Year, YearKind};

/// Reads a year; without a start, the one today lies in.
///
/// # Errors
/// When the file cannot be read.
pub fn read(
    session: &mut Session,
    kind: YearKind,
    start: Option<i16>,
    viewer: Option<MemberId>,
) -> Result<YearPage, Failure> {
    let year = start.map_or_else(|| Year::of(kind, session.today()), |start| Year { kind, start });
    Ok(session.year_page(year, viewer)?)
}
