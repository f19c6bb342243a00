//! Golden Thread: multi-agency panels score sampled Education, Health and Care plans against an audit tool, agree the
//! result and print a report. Everything stays in one encrypted SQLite file on the machine: no server, no network.
//!
//! This page is the architecture.
//!
//! # The layers
//!
//! Each module may import those named after it and nothing else of ours; `tests/it/layers.rs` reads the sources and
//! checks it.
//!
//! | module | what it is | imports |
//! | --- | --- | --- |
//! | [`domain`] | types and rules of the field; no I/O, no clock, no SQL, no window | nothing |
//! | [`stats`] | pure functions on domain data: agreement, intervals, the results of a round | domain |
//! | [`platform`] | the machine: clock and randomness, paths, file lock, atomic writes | nothing |
//! | [`storage`] | the only place that knows SQLite; a folder per entity with its SQL beside it | domain, platform |
//! | [`ops`] | use cases, the only writers | domain, stats, storage, platform |
//! | [`report`] | snapshot and results → plain document → pages of marks → PDF (the only place that knows it) | domain, stats |
//! | [`exchange`] | foreign files in (SEN2 return, CSV, tool files) and out (JSON) | domain, stats |
//! | [`words`] | what did not happen, why, what to do now: the wording of every refusal, for window and command line | domain, ops, report, storage |
//! | [`sample_file`] | the sample audit file | assets, domain, exchange, ops, platform, storage |
//! | [`jobs`] | the worker thread on which the open file lives, progress, cancel, file dialogs | all above |
//! | [`cli`] | the command line | all above but jobs |
//! | [`ui`] | the only place that knows egui | all above; no file, no clock, no thread, no SQL |
//! | [`window`] | opens the window, with a fallback between renderers | ui, jobs |
//! | [`settings`], [`assets`] | preferences of this machine; what is shipped inside the program | platform; nothing |
//!
//! # The way a change travels
//!
//! 1. A view draws read-only data and pushes actions on a queue. It cannot write.
//! 2. The app drains the queue and sends each [`ops::Command`], in order, to the one worker thread on which the
//!    [`ops::Session`] and the only database connection live. An answer shows at once; "saved" only on the reply.
//! 3. `ops::transact` is the one door: check → run → append the log row → commit → remember how to undo it. It returns
//!    the value and [what changed](ops::Changes); on error everything is rolled back.
//! 4. Only the data of screens that depend on what changed is loaded again, on that thread.
//!
//! The command line goes in at step 3 with the same operations: it has no window to keep fluid, so it needs no thread.
//!
//! # What the file promises, and where
//!
//! * **Saved means saved**: exclusive lock, then write-ahead log, then `synchronous = FULL` (`storage::Store`).
//! * **Damage is noticed**: each log row keeps a digest of the whole state. It is the sum of the digests of all rows,
//!   kept up to date by temporary triggers of the connection, so that no change can escape it, however it is made.
//!   [`ops::Session::verify`] compares it with every row before anything is read out by a command.
//! * **Blind**: the rule is [`domain::access`]; the queries of `ops` leave out what may not be seen, so a screen cannot
//!   leak what it never got. Drafts of others never leave [`storage`].
//! * **Time, randomness and ids** come from [`platform::clock::World`], so a run can be repeated.
//!
//! # Decisions where building changed the design
//!
//! * Wording lives in [`words`], not in `ui/notice.rs` with a twin in `cli`: one list, matched exhaustively, for both.
//! * An audit tool is stored as one JSON document, not as rows: a published version never changes, is always read
//!   whole, and `check` looks into it with SQLite's JSON functions.
//! * A return speaks for its columns, empty ones too. A CSV that lacks a column of the cohort's source only adds facts:
//!   nobody has left for not being in a list of looked-after children.
//! * "Answered", where a section needs three answers for a grade, means answers in the base: three times "not
//!   applicable" and one "met" is not a section graded on four.
//! * A split with "not applicable" on one side always goes to the panel: it is no step on the scale, so "the lower
//!   answer" means nothing for it.

pub mod assets;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod jobs;
pub mod ops;
pub mod platform;
pub mod report;
pub mod sample_file;
pub mod settings;
pub mod stats;
pub mod storage;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod ui;
pub mod window;
pub mod words;
