//! Golden Thread: opens the window, or runs a command.

use clap::Parser;
use golden_thread::cli::args::{Arguments, Renderer};
use golden_thread::cli::{self, After};
use golden_thread::settings::Renderer as Drawn;
use golden_thread::window;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    // For the help desk: `RUST_LOG=debug golden-thread`. Nothing of a file's content is ever logged.
    let quiet = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(quiet).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let renderer = match arguments.renderer {
        Renderer::Auto => Drawn::Auto,
        Renderer::Wgpu => Drawn::Wgpu,
        Renderer::Glow => Drawn::Glow,
    };
    if arguments.command.is_none() {
        return window::run(arguments.file, renderer, "");
    }
    match cli::run(arguments) {
        After::Exit(code) => ExitCode::from(code),
        After::Window { file, without } => window::run(Some(file), renderer, &without),
    }
}
