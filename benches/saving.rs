//! How long an answer takes until it is durable, beside one raw SQLCipher insert-and-commit of the same row on the
//! same disk; and the import of Kent's cohort beside Python reading and joining the same files.
//!
//! `cargo bench --bench saving`. The disk measured is that of the temporary folder (`TMPDIR`).

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use golden_thread::domain::sheet::GivenAnswer;
use golden_thread::exchange::{CohortOptions, read_cohort};
use golden_thread::ops::{Actor, AnswerTarget, CohortImport, NewFile, Session};
use golden_thread::platform::clock::Machine;
use golden_thread::testing;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

const PASSPHRASE: &str = "four words for a bench";

fn new_file(path: &Path, passphrase: Option<&str>) -> Session {
    let tools = [testing::default_tool()];
    let new = NewFile { local_area: "Bench", la_code: None, passphrase, is_sample: false, tools: &tools };
    Session::create(path, &new, Box::new(Machine), true, |_| Ok(())).unwrap();
    Session::open(path, passphrase, Box::new(Machine)).unwrap()
}

fn durable_answer(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut session = new_file(&folder.path().join("a.gthread"), Some(PASSPHRASE));
    let round = testing::round(&mut session, 20, 6);
    let progress = session.round_progress(&round).unwrap();
    let task = &progress.plans[0].sheets[0];
    let (subject, member, actor) =
        (task.assignment.subject, task.assignment.member, Actor::Member(task.member.clone()));
    let tool = session.tool(round.facts.tool).unwrap();
    let codes: Vec<String> =
        tool.tested(round.facts.depth, round.facts.evidence).map(|(_, c)| c.code.clone()).collect();
    let mut n = 0;
    let mut group = c.benchmark_group("durable answer");
    group.bench_function("set_answer, encrypted", |b| {
        b.iter(|| {
            n += 1;
            let target = AnswerTarget { round: round.id, subject, member, criterion: &codes[n % codes.len()] };
            let code = ["met", "partly", "not_met"][n / codes.len() % 3];
            let answer = GivenAnswer { answer: code.to_owned(), na_reason: None };
            session.set_answer(&actor, target, Some(answer)).unwrap()
        });
    });

    let raw = rusqlite::Connection::open(folder.path().join("raw.db")).unwrap();
    raw.pragma_update(None, "key", PASSPHRASE).unwrap();
    raw.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE answer (sheet BLOB, criterion TEXT, answer TEXT, given_ms INTEGER, PRIMARY KEY (sheet, criterion))
         STRICT, WITHOUT ROWID;",
    )
    .unwrap();
    let sheet = [7_u8; 16];
    let mut n = 0;
    group.bench_function("one raw insert and commit, encrypted", |b| {
        b.iter(|| {
            n += 1;
            raw.prepare_cached("INSERT INTO answer VALUES (?1, ?2, ?3, ?4)")
                .unwrap()
                .execute(rusqlite::params![sheet, n.to_string(), "met", 1_795_348_800_000_i64])
                .unwrap()
        });
    });
    group.finish();
}

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools")
}

fn read(folder: &Path) -> CohortImport {
    let options = CohortOptions::new(jiff::civil::date(2026, 11, 22));
    let read = read_cohort(&[folder.to_owned()], &options, &mut |_, _| true).unwrap();
    CohortImport {
        source: "SEN2".to_owned(),
        plans: read.plans,
        columns: read.columns,
        as_of: read.as_of,
        is_return: true,
        keyed: false,
        rejected: 0,
        skip_rejected: false,
    }
}

fn kent(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("kent");
    let made = Command::new("python3")
        .arg(tools().join("make_sen2_export.py"))
        .args(["--la", "886", "--out"])
        .arg(&export)
        .status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "this bench needs python3 to make the export and as its baseline"
    );
    let mut group = c.benchmark_group("Kent, 20,635 plans");
    group.sample_size(10);
    group.bench_function("read, join and save durably, encrypted", |b| {
        b.iter_batched(
            || new_file(&folder.path().join("k.gthread"), Some(PASSPHRASE)),
            |mut session| {
                let outcome = session.import_plans(&Actor::CommandLine, &read(&export)).unwrap().value;
                assert_eq!(outcome.added, 20_635);
                session
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("read and join only", |b| b.iter(|| black_box(read(&export))));
    group.bench_function("Python, whole process: read and join only", |b| {
        b.iter(|| Command::new("python3").arg(tools().join("join_sen2.py")).arg(&export).output().unwrap());
    });
    group.finish();
}

criterion_group!(benches, durable_answer, kent);
criterion_main!(benches);
