//! The record of a whole round as PDF: 64 plans × 94 criteria, 6,016 rows with the agreed answer and those of three
//! readers; beside it LibreOffice turning the same rows alone, without any chart or heading, into PDF in the same run.
//!
//! `cargo bench --bench record`. The whole process of the program is measured as well, with its peak memory, from the
//! encrypted file to the PDF on the disk. Where `soffice` or GNU time (`/usr/bin/time`) is missing, that is said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::Criterion;
use golden_thread::domain::report::{LogLine, ReportKind, ReportOptions};
use golden_thread::domain::snapshot::AuditSnapshot;
use golden_thread::ops::Session;
use golden_thread::platform::clock::Machine;
use golden_thread::report::kinds::{Source, build};
use golden_thread::report::render_pdf;
use golden_thread::stats::results::results;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_golden-thread");
const PASSPHRASE: &str = "four words for a bench";
const PLANS: &str = "64";
const READERS: &str = "3";
/// Runs of each process, one of ours and one of theirs in turn; the quickest counts.
const RUNS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("round.gthread");
    program(
        folder.path(),
        &["bench-data", "--plans", "1958", "--rounds", "1", "--sampled", PLANS, "--members", READERS],
    )
    .args(["--seed", "7"])
    .arg(&file)
    .status()
    .unwrap();
    let mut session = Session::open(&file, Some(PASSPHRASE), Box::new(Machine)).unwrap();
    let round = session.round(None).unwrap();
    let snapshot = session.report_snapshot(&round, None, None).unwrap();
    let log = session.round_log(&round).unwrap();
    session.close().unwrap();
    let rows = write_rows(&snapshot, &folder.path().join("rows.csv"));
    println!("{rows} rows: {PLANS} plans, {READERS} readers each");
    in_process(&snapshot, &log);
    side_by_side(folder.path());
}

/// From the frozen round to the bytes of the PDF, its figures worked out each time.
fn in_process(snapshot: &AuditSnapshot, log: &[LogLine]) {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let options = ReportOptions::of(ReportKind::Record, &snapshot.report_texts);
    let results_once = results(snapshot);
    let pdf = |results: &_| {
        let source = Source { snapshot, results, options: &options, log };
        render_pdf(&build(ReportKind::Record, &source, None).unwrap()).unwrap()
    };
    println!("the record has {} bytes", pdf(&results_once).len());
    criterion.bench_function("record: document, layout, PDF", |b| b.iter(|| black_box(pdf(&results_once)).len()));
    criterion.bench_function("record: figures with their bootstrap too", |b| {
        b.iter(|| black_box(pdf(&results(black_box(snapshot)))).len());
    });
    criterion.final_summary();
}

/// The rows of the record as a table, as LibreOffice is given them.
fn write_rows(snapshot: &AuditSnapshot, path: &Path) -> usize {
    let mut csv = csv::Writer::from_path(path).unwrap();
    csv.write_record(["Plan", "Criterion", "Agreed", "A", "B", "C"]).unwrap();
    let label = |code: &str| snapshot.tool.get_answer(code).map_or("", |answer| answer.label.as_str());
    let mut rows = 0;
    for plan in snapshot.sampled() {
        let sheets: Vec<_> = snapshot.sheets.iter().filter(|sheet| sheet.subject == plan.sampled.subject).collect();
        for (criterion, agreed) in &snapshot.agreed[&plan.sampled.subject] {
            let mut row = vec![plan.facts.reference.as_str(), criterion, label(&agreed.answer)];
            row.extend(sheets.iter().map(|sheet| sheet.answers.get(criterion).map_or("", |a| label(&a.answer))));
            csv.write_record(row).unwrap();
            rows += 1;
        }
    }
    csv.flush().unwrap();
    rows
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(folder).env("GOLDEN_THREAD_PASSPHRASE", PASSPHRASE).stdout(Stdio::null());
    command
}

fn side_by_side(folder: &Path) {
    let report = ["report", "round.gthread", "--kind", "record", "--out", "record.pdf"];
    let profile = format!("-env:UserInstallation=file://{}/office", folder.display());
    let convert = [profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir", "office-out", "rows.csv"];
    let has_office = Command::new("soffice").arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success());
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..RUNS {
        ours.push(timed(folder, PROGRAM, &report));
        if has_office {
            theirs.push(timed(folder, "soffice", &convert));
        }
    }
    say("golden-thread, whole process, encrypted file to PDF", &ours, &folder.join("record.pdf"));
    if has_office {
        // Its first run also makes its profile; only the quickest counts.
        say("LibreOffice, the same rows alone", &theirs, &folder.join("office-out/rows.pdf"));
    } else {
        println!("LibreOffice: soffice is not installed, so there is nothing beside it");
    }
}

/// How long a process takes, and its peak memory in KiB where GNU time is there to say it.
fn timed(folder: &Path, program: &str, arguments: &[&str]) -> (Duration, Option<u64>) {
    let watch = Path::new("/usr/bin/time");
    let mut command = if watch.exists() {
        let mut command = Command::new(watch);
        command.args(["-f", "%M", "-o", "peak.txt", program]);
        command
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder).env("GOLDEN_THREAD_PASSPHRASE", PASSPHRASE);
    let begun = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let took = begun.elapsed();
    assert!(status.success(), "{program} failed");
    let peak = std::fs::read_to_string(folder.join("peak.txt")).ok();
    (took, peak.and_then(|text| text.trim().parse().ok()))
}

fn say(who: &str, runs: &[(Duration, Option<u64>)], pdf: &Path) {
    let quickest = runs.iter().map(|(took, _)| *took).min().unwrap_or_default();
    let peak = runs.iter().filter_map(|(_, peak)| *peak).max();
    let memory = peak.map_or_else(|| "not known: GNU time is missing".to_owned(), |kib| format!("{} MB", kib / 1_000));
    let pages = lopdf::Document::load(pdf).map(|pdf| pdf.get_pages().len()).unwrap_or_default();
    println!("{who}: {:.2} s (quickest of {}), peak {memory}, {pages} pages", quickest.as_secs_f64(), runs.len());
}
