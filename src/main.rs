//! Golden Thread: arguments and log, then a command or the window; nothing else.

use clap::Parser;
use golden_thread::cli::args::{Arguments, Renderer};
use golden_thread::cli::{self, After};
use golden_thread::{settings, window};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    keep_log();
    let renderer = match arguments.renderer {
        Renderer::Auto => settings::Renderer::Auto,
        Renderer::Wgpu => settings::Renderer::Wgpu,
        Renderer::Glow => settings::Renderer::Glow,
    };
    if arguments.command.is_none() {
        return window::run(arguments.file, renderer, "");
    }
    match cli::run(arguments) {
        After::Exit(code) => ExitCode::from(code),
        After::Window { file, without } => {
            // The main job is done by then: where no window opens, the words say how to go on.
            let _ = window::run(Some(file), renderer, &without);
            ExitCode::SUCCESS
        }
    }
}

/// For the help desk: what happened, never any content of the file. Silent unless `GOLDEN_THREAD_LOG` asks for it.
fn keep_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("GOLDEN_THREAD_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
