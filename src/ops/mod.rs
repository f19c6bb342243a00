//! Use cases: the only writers. The window and the command line both come in here.
//!
//! A [`Session`] is one open audit file with a world around it (clock, ids). Every change goes through
//! `transact`: check, run, append the log row, commit, remember how to undo it. It returns the value and
//! what changed; on error everything is as before.

mod agree;
mod allocate;
mod cohort;
mod command;
mod concern;
mod file;
mod measures;
mod panel;
mod query;
mod report_text;
mod rounds;
mod sample;
mod scoring;
mod tools;
mod transact;
mod undo;

pub use agree::{AgreedEntry, AgreedOutcome};
pub use allocate::{AllocationOutcome, Uncovered};
pub use cohort::{CohortImport, ImportOutcome};
pub use command::{Agreeing, Command, Outcome, Prepare, Scoring};
pub use file::NewFile;
pub use panel::PeopleOutcome;
pub use query::progress::{PlanProgress, RoundProgress, SheetProgress};
pub use query::sheet::{Desk, DeskCriterion};
pub use report_text::SetReportText;
pub use rounds::NewRound;
pub use sample::{DrawRequest, SampleOutcome};
pub use scoring::{AnswerEntry, AnswerTarget, AnswersOutcome, NoteDraft};
pub use transact::{Actor, Changes, Done, OpError, RowRefusal, Session};
