//! Golden Thread: arguments and log, then a command or the window; nothing else.

use clap::Parser;
use golden_thread::cli::args::{Arguments, Renderer};
use golden_thread::cli::{self, After};
use golden_thread::platform::log_file;
use golden_thread::{settings, window};
use std::process::ExitCode;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;
use tracing_subscriber::{EnvFilter, fmt};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    keep_log();
    let renderer = match arguments.renderer {
        Renderer::Auto => settings::Renderer::Auto,
        Renderer::Wgpu => settings::Renderer::Wgpu,
        Renderer::Glow => settings::Renderer::Glow,
        Renderer::Software => settings::Renderer::Software,
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

/// For the help desk: what happened, never any content of the file. Standard error is silent unless
/// `GOLDEN_THREAD_LOG` asks for it; the log of this machine takes what drew the window and what failed.
fn keep_log() {
    let asked = EnvFilter::try_from_env("GOLDEN_THREAD_LOG").unwrap_or_else(|_| EnvFilter::new("off"));
    let path = settings::log_path();
    let kept = Targets::new()
        .with_target("golden_thread::window", LevelFilter::INFO)
        .with_target("golden_thread::platform", LevelFilter::WARN);
    tracing_subscriber::registry()
        .with(fmt::layer().with_writer(std::io::stderr).with_filter(asked))
        .with(fmt::layer().with_writer(move || log_file::open(path.as_deref())).with_filter(kept))
        .init();
}
