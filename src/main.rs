//! Golden Thread: opens the window, or runs a command.

use clap::Parser;
use golden_thread::cli::{self, args::Arguments};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(Arguments::parse()).exit_code()
}
