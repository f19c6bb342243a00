//! The sample file, and with it the main job: make it, print its summary, open the window.

use super::After;
use super::context::{Context, Failure};
use crate::platform::atomic;
use crate::platform::clock::Machine;
use crate::sample_file::BenchSize;
use crate::stats::results::results;
use crate::{report, sample_file};
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

const SAMPLE: &str = "kingston-sample.gthread";
const SUMMARY: &str = "kingston-sample-summary.pdf";

pub(super) fn demo(context: &Context, file: Option<PathBuf>) -> Result<After, Failure> {
    if let Some(file) = file {
        make(&file)?;
        context
            .print(&json!({ "file": file }), || format!("{} is made: sample data, no real person.", file.display()))?;
        return Ok(After::Exit(0));
    }
    let (file, summary) = (PathBuf::from(SAMPLE), PathBuf::from(SUMMARY));
    make(&file)?;
    write_summary(context, &file, &summary)?;
    let json = json!({"file": file, "summary": summary});
    context.print(&json, || {
        format!("{} is made: sample data, no real person.\n{} is its summary.", file.display(), summary.display())
    })?;
    let without = format!(
        "No window opens here. The summary is in {SUMMARY}; open it with any PDF viewer.\n\
         On a machine with a display: golden-thread {SAMPLE}\n\
         Without one, go on at the command line: golden-thread --help"
    );
    Ok(After::Window { file, without })
}

pub(super) fn bench_data(context: &Context, file: &Path, size: &BenchSize) -> Result<(), Failure> {
    let passphrase = context.passphrase()?;
    let to_terminal = std::io::stderr().is_terminal();
    sample_file::make_bench(file, passphrase.as_deref(), size, Box::new(Machine), |done| {
        if to_terminal {
            // Progress is a courtesy: a terminal that went away must not stop the work.
            let _ = writeln!(std::io::stderr(), "Round {done} of {} is filled.", size.rounds);
        }
    })?;
    let json = json!({
        "file": file, "plans": size.plans, "rounds": size.rounds, "sampled": size.sampled, "members": size.members,
        "seed": size.seed,
    });
    context.print(&json, || format!("{} is made: sample data for measurements, no real person.", file.display()))
}

fn make(file: &Path) -> Result<(), Failure> {
    let exists = file.symlink_metadata().is_ok();
    if exists && !sample_file::is_sample_file(file) {
        let why = format!("{} exists and is not marked as sample.", file.display());
        return Err(Failure::refused("The sample was not made.", why, "Move it away, or give another name."));
    }
    sample_file::make(file, Box::new(Machine), exists)?;
    Ok(())
}

fn write_summary(context: &Context, file: &Path, out: &Path) -> Result<(), Failure> {
    let what = "The summary was not written.";
    let mut session = context.open(file)?;
    let round = session.round(None)?;
    let snapshot = session.snapshot(&round, None)?;
    session.close()?;
    let doc = report::kinds::summary_of(&snapshot, &results(&snapshot)).map_err(|why| {
        let words = crate::words::no_report(why);
        Failure::refused(what, words.why, &words.now)
    })?;
    let pdf = report::render_pdf(&doc).map_err(|e| Failure::refused(what, e.to_string(), ""))?;
    atomic::write(out, &pdf).map_err(|e| Failure::file(what, out, &e))
}
