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
//! | [`platform`] | the machine: clock and randomness, paths, file lock, atomic writes, sleep and screen lock | nothing |
//! | [`storage`] | the only place that knows SQLite; a folder per entity with its SQL beside it | domain, platform |
//! | [`ops`] | use cases, the only writers | domain, stats, storage, platform |
//! | [`report`] | snapshot and results → plain document → pages of marks → PDF (the only place that knows it) | domain, stats |
//! | [`exchange`] | foreign files in (SEN2 return, CSV, XLSX, tool files) and out (JSON) | domain, stats |
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
//!   [`ops::Session::verify`] compares it with every row before anything is read out by a command. In the window the
//!   first screen is read before that and says that the file is being checked: on a county's file the check takes as long
//!   as all else. Whatever changes the file or leaves it waits for the check (`jobs::worker`).
//! * **Blind**: the rule is [`domain::access`]; the queries of `ops` leave out what may not be seen, so a screen cannot
//!   leak what it never got. Drafts of others never leave [`storage`].
//! * **A pack goes in once, whole or not at all** (`ops::pack`): a version of a sheet is the digest of its content and of
//!   its parent ([`domain::pack`]). A pack keeps a version for each change, so that a later copy of it is told from a
//!   fork; the lead's file keeps what a version came of. Which version is the sheet is worked out from all that are
//!   known, never from the order in which they came. A copy of the pack is read under limits, its form exactly ours,
//!   its pages, log and content checked (`storage::pack`); ids it brings are never taken over.
//! * **Nobody finds the file open** (`ui::lock`): a state machine moved by moments hides the screen, brings it back with a
//!   session PIN and closes the file after sleep, two hours or the system's lock; what was being written is saved first.
//!   While it is hidden nothing of the file is drawn, so nothing of it is in the accessibility tree. The system's lock is
//!   heard on Linux only: Windows has no call for it that is safe Rust, so there a sleep is told by a late clock alone.
//! * **Time, randomness and ids** come from [`platform::clock::World`], so a run can be repeated.
//!
//! # Decisions where building changed the design
//!
//! * The first sixteen bytes of a pack, the salt of its encryption, are its id: the lead's file knows at once which
//!   passphrase opens it, and a pack from elsewhere is told without trying any.
//! * Where two versions of a sheet wait for a choice, the one handed in (else the one that went through more versions,
//!   else by digest) stands on the sheet, so that any order of merging gives the same: times are no part of a version,
//!   so they decide nothing. Its plan is not compared before somebody chose. What was answered is shown to its member,
//!   and to the lead only when every other sheet of the plan is in.
//! * A sheet from a pack is never "not blind": nothing of anybody else's was in the pack. A newer version of a sheet that
//!   the panel has built on waits for a choice. Urgent concerns stay when their merge is taken back.
//! * Wording lives in [`words`], not in `ui/notice.rs` with a twin in `cli`: one list, matched exhaustively, for both.
//! * An audit tool is stored as one JSON document, not as rows: a published version never changes, is always read
//!   whole, and `check` looks into it with SQLite's JSON functions.
//! * A draft of a tool is written whole with each edit; the log holds what differs, part by part and field by field.
//!   Version and day of the thresholds are the file's to keep, not the editor's.
//! * A worksheet is read as the text of a CSV, under caps that are checked before anything is unpacked: there is one
//!   reader with one set of messages, and every import that takes a CSV takes an XLSX.
//! * A return speaks for its columns, empty ones too. A CSV that lacks a column of the cohort's source only adds facts:
//!   nobody has left for not being in a list of looked-after children.
//! * "Answered", where a section needs three answers for a grade, means answers in the base: three times "not
//!   applicable" and one "met" is not a section graded on four.
//! * A split with "not applicable" on one side always goes to the panel: it is no step on the scale, so "the lower
//!   answer" means nothing for it.
//! * Names beside answers: the comparison reads them only for plans on which the log says that somebody asked.
//! * A comparison opened early stays hidden from a member who reads the plan and has not handed in, with everything made
//!   of it (agreed answers, findings, what happens to the plan).
//! * Figures over time (what became of an action, computed measures, the year) count only plans on which no score sheet
//!   is to come, or of closed rounds: a figure of four plans would otherwise tell a member what others agreed. A series is
//!   one measure on one definition; points are joined by rule ([`stats::series`]), never by eye.
//! * A round of an export goes into another file in one step ([`ops::Session::take_in_round`]), with its tool, sample and
//!   people where they are not there. What is exported to a member leaves out what others made of a plan on which their
//!   own sheet is still to come, also where its comparison was opened early.
//! * A sheet handed back after its comparison was open is "not blind" for good, and none of the plan's sheets can be
//!   taken back by its member any more.

//!
//! # Measuring a start
//!
//! `GOLDEN_THREAD_PROBE=PATH` has the window write a line for each moment of its start and for each frame: microseconds
//! since 1970, then `started`, `created`, `begin`, `frame NUMBER OWN BEFORE file|none PLACE` (our own work in it and the
//! whole frame before it with the renderer, microseconds), `enter`, `go PLACE`, `toured`. With
//! `GOLDEN_THREAD_PROBE_TOUR=1` all places are visited once a file is open. No content of a file is written.
//! `tests/lanes/startup.sh` reads it.

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
