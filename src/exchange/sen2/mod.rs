//! A SEN2 person-level return, as the nine CSV files that the Department's COLLECT exports.
//!
//! | file | needed | gives |
//! | --- | --- | --- |
//! | activeplans | yes | one plan a row; how it came about; the last review |
//! | requests | yes | who it is for; when the assessment was asked for |
//! | person | yes | age, year group, sex, ethnicity; with a key, the reference |
//! | assessment, namedplan | no | when the plan was issued; a personal budget |
//! | placementdetail | no | setting, SEN unit, resourced provision, placement |
//! | senneed | no | primary and secondary need |
//! | sen2 | no | the year and the date of the return |
//! | plandetail | never | the placement named in the plan: what is read is the placement there is |
//!
//! Joins are exact: person ← requests (`persontableid`) ← assessment (`requeststableid`) ← namedplan
//! (`assessmenttableid`); requests ← activeplans ← placementdetail and senneed (`activeplanstableid`). Columns are
//! found by name. The columns of these joins are needed; any other that is missing gives one warning, and so does
//! a missing file.
//!
//! What the facts mean:
//! * Age is that of the as-of date; the year group comes from the age on the last 31 August before it.
//! * `last_review_on` is `reviewmeeting`; `decision_on` is `lastreview`, which in every year is the date on which the
//!   authority wrote its decision. Returns before 2024 have no meeting date: it is then not known, and the decision
//!   does not stand in for it, because a decision four weeks after the meeting would look like one on its day.
//! * A plan with a `transferla` was transferred in. Otherwise it is new until a review, and amended when the outcome
//!   of the last review is A (amend). A reviewed plan in a return without outcomes: not known.
//! * The return says that a plan was transferred in, not when: `transferred_on` comes by a second file, if at all. The
//!   dates of a phase transfer are in it since 2025; the due date may lie ahead.
//! * The setting is the URN, or the UKPRN where there is no URN, of the placement ranked 1 that was not left; of two
//!   such, the one entered last. The placement is the `sensetting` code.
//! * Of several named plans of one request the one that has not ceased counts, then the newest. An active plan whose
//!   named plan had ceased by the as-of date stays, with a warning.
//!
//! Rejected: no request or person row, or two with one id; a UPN that the key lacks or has twice; a second active plan
//! of one person, and any other repeated reference. Birth dates, UPNs, names, postcodes and ULNs stay in here.

mod files;
mod ids;
mod join;
mod key;
#[cfg(test)]
mod tests;

pub(crate) use files::{Found, ReturnFiles, find_return};

use super::cohort::{CohortOptions, CohortRead, Notes, Progress};
use super::import_error::ImportError;

/// Reads and joins a return.
pub(crate) fn read_return(
    files: &ReturnFiles,
    options: &CohortOptions,
    notes: Notes,
    progress: &mut Progress<'_>,
) -> Result<CohortRead, ImportError> {
    join::Join::new(options, notes, progress)?.read(files)
}
