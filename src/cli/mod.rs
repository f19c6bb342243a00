//! The command line: the same operations as in the window, for scripts, scheduled reports and tests.
//!
//! Exit codes: 0 done; 1 refused or failed, with what did not happen, why and what to do on standard error; 2 wrong
//! usage. With `--json`, one JSON document on standard output and nothing else there.

mod advising;
mod agreeing;
pub mod args;
mod care;
mod check;
mod context;
mod demo;
mod export;
mod following;
mod packs;
mod preparing;
mod reporting;
mod results;
mod scoring;

use crate::sample_file::BenchSize;
use args::{Arguments, Task};
use context::{Context, Failure};

/// What is left to do after a command.
#[derive(Debug, PartialEq, Eq)]
pub enum After {
    /// Leave with this exit code.
    Exit(u8),
    /// Open the window on this file; where none opens, the words say how to go on.
    Window {
        /// The file.
        file: std::path::PathBuf,
        /// How to go on without a window.
        without: String,
    },
}

/// Runs one command.
#[must_use]
pub fn run(arguments: Arguments) -> After {
    let Some(task) = arguments.command else { return After::Exit(0) };
    let context = Context::new(arguments.common);
    match dispatch(&context, task) {
        Ok(after) => after,
        Err(failure) => {
            context.say_failure(&failure);
            After::Exit(failure.exit_code())
        }
    }
}

fn dispatch(context: &Context, task: Task) -> Result<After, Failure> {
    let done = After::Exit(0);
    match task {
        Task::Demo { file } => return demo::demo(context, file),
        Task::New(new) => preparing::new(context, &new)?,
        Task::ImportPlans(import) => preparing::import_plans(context, &import)?,
        Task::ImportAdvice { file, advice } => advising::import_advice(context, &file, &advice)?,
        Task::People { file, task } => preparing::people(context, &file, &task)?,
        Task::Tool { file, task } => preparing::tool(context, &file, task)?,
        Task::Round { file, task } => preparing::round(context, &file, task)?,
        Task::Sample(sample) => preparing::sample(context, &sample)?,
        Task::Withdraw { file, round, plan, reason } => {
            preparing::withdraw(context, &file, &round, &plan, &reason)?;
        }
        Task::Allocate { file, round, per_plan } => preparing::allocate(context, &file, &round, per_plan)?,
        Task::Answers { file, task } => scoring::answers(context, &file, &task)?,
        Task::Agree(agree) => agreeing::agree(context, &agree)?,
        Task::Pack(pack) => packs::pack(context, &pack)?,
        Task::Merge(merge) => packs::merge(context, &merge)?,
        Task::Stats { file, round } => results::stats(context, &file, &round)?,
        Task::Report(report) => reporting::report(context, &report)?,
        Task::Export(export) => export::export(context, &export)?,
        Task::BenchData { file, plans, rounds, sampled, members, seed } => {
            let size = BenchSize { plans, rounds, sampled, members, seed };
            demo::bench_data(context, &file, &size)?;
        }
        Task::Measures { file, task } => following::measures(context, &file, &task)?,
        Task::Actions { file, task } => following::actions(context, &file, &task)?,
        Task::Backup { file, out } => care::backup(context, &file, &out)?,
        Task::Erase(erase) => care::erase(context, &erase)?,
        Task::Check { file } => return check::check(context, &file),
        Task::History { file, verify } => check::history(context, &file, verify)?,
    }
    Ok(done)
}
