//! Use cases: the only writers. The window and the command line both come in here.
//!
//! A [`Session`] is one open audit file with a world around it (clock, ids). Every change goes through
//! `transact`: check, run, append the log row, commit, remember how to undo it. It returns the value and
//! what changed; on error everything is as before.

mod actions;
mod advice;
mod agree;
mod agree_undo;
mod allocate;
mod arrange;
mod assign;
mod backup;
mod care;
mod clocks;
mod cohort;
mod command;
mod concern;
mod discipline;
mod drafts;
mod drafts_undo;
mod erase;
mod family;
mod file;
mod findings;
mod guard;
mod logo;
mod marks;
mod measures;
mod moderate;
mod pack;
mod panel;
mod papers;
mod phrases;
mod plan_results;
mod query;
mod report_text;
mod retention;
mod round_copy;
mod rounds;
mod sample;
mod scoring;
mod strength;
mod subjects;
mod threads;
mod tool_drafts;
mod tools;
mod transact;
mod undo;

pub use actions::{ActionDraft, ActionsOutcome, Planning};
pub use advice::{AdviceEntry, AdviceOutcome, Advising};
pub use agree::{AgreedEntry, AgreedOutcome};
pub use allocate::{AllocationOutcome, Uncovered};
pub use arrange::Arrange;
pub use backup::{Backup, KEPT_DAYS, LEAST_PASSPHRASE_CHARS};
pub use care::{Care, OldBackups, PROPOSED_WORDS, Secret, propose_passphrase};
pub use clocks::{ClockBoard, ClockRow, Clocking, PlanClocks};
pub use cohort::{CohortChange, CohortImport, ImportOutcome};
pub use command::{Agreeing, Command, Outcome, Prepare, Scoring};
pub use concern::{ConcernDraft, ConcernRow, Concerning, ToldWhen};
pub use discipline::{ViewOutcome, Viewing};
pub use drafts::{DraftRegister, DraftRow, Drafting};
pub use erase::{Erased, Erasure};
pub use family::{FamilyRow, Hearing};
pub use file::NewFile;
pub use findings::FindingDraft;
pub use logo::Logo;
pub use marks::Marking;
pub use measures::Measuring;
pub use moderate::Moderating;
pub use pack::{
    Conflict, ConflictVersion, PackBack, PackCommand, PackKeys, PackLine, PackMade, PackReport, ReadPack, read_packs,
};
pub use panel::PeopleOutcome;
pub use papers::PracticeView;
pub use plan_results::GradedPlan;
pub use query::actions::SeenAction;
pub use query::board::{AdviceLine, Board, BoardCell, BoardPlan, BoardSheet, Source, Target};
pub use query::comparison::Comparison;
pub use query::my_work::{MyTask, TaskState};
pub use query::progress::{PlanProgress, RoundProgress, SheetProgress};
pub use query::sheet::{Desk, DeskCriterion, NextPlan};
pub use query::threads::PlanThreads;
pub use report_text::SetReportText;
pub use retention::{Kept, WouldGo};
pub use round_copy::CopyOutcome;
pub use rounds::NewRound;
pub use sample::{DrawPreview, DrawRequest, SampleOutcome};
pub use scoring::{AnswerEntry, AnswerTarget, AnswersOutcome, NoteDraft};
pub use strength::{Strength, strength};
pub use tool_drafts::{Tooled, Tooling, TrialRound};
pub use transact::{Actor, Changes, Done, OpError, RowRefusal, Session};
