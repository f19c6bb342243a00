//! How long an answer takes until it is durable, beside one raw SQLCipher insert-and-commit of the same row on the
//! same disk, with the 99th percentile of both over the window's worker; how long a frame takes while somebody scores
//! in a file with 20,635 plans and 500 sheets; and the import of Kent's cohort beside Python reading and joining the same files.
//!
//! `cargo bench --bench saving`. The disk measured is that of the temporary folder (`TMPDIR`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use golden_thread::domain::sheet::GivenAnswer;
use golden_thread::exchange::{CohortOptions, read_cohort};
use golden_thread::jobs::{Config, FakeDialogs, Reply, Request, Worker};
use golden_thread::ops::{Actor, AnswerEntry, AnswerTarget, CohortImport, Command, NewFile, Scoring, Session};
use golden_thread::platform::clock::Machine;
use golden_thread::testing;
use golden_thread::ui::action::Action;
use golden_thread::ui::app::App;
use golden_thread::ui::route::Route;
use golden_thread::ui::theme::Theme;
use std::cell::RefCell;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

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
    let made = process::Command::new("python3")
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
        b.iter(|| process::Command::new("python3").arg(tools().join("join_sen2.py")).arg(&export).output().unwrap());
    });
    group.finish();
}

/// The value below which this share of the sorted times lies, in milliseconds.
fn quantile_ms(sorted: &[Duration], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len()) - 1;
    sorted[at].as_secs_f64() * 1_000.0
}

fn print_times(what: &str, times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    let p99 = quantile_ms(times, 0.99);
    let (half, most) = (quantile_ms(times, 0.5), quantile_ms(times, 1.0));
    println!("{what}: {} times, median {half:.2} ms, 99th percentile {p99:.2} ms, longest {most:.2} ms", times.len());
    p99
}

/// What a worker needs of the world, in a folder.
fn config(folder: &Path) -> Config {
    Config {
        world: Arc::new(|| Box::new(Machine)),
        wake: Arc::new(|| {}),
        tools: Arc::new(golden_thread::jobs::worker::shipped_tools),
        sample: Arc::new(|_| Err("not in a bench".to_owned())),
        sample_path: folder.join("sample.gthread"),
        settings_path: None,
        print_file: Arc::new(|_| Ok(())),
        show_file: Arc::new(|_| Ok(())),
    }
}

/// The next reply; waits for it.
fn next(worker: &mut Worker<String>, wake: &Receiver<()>) -> Reply<String> {
    loop {
        if let Some(reply) = worker.take_reply() {
            return reply;
        }
        wake.recv().unwrap();
    }
}

/// An encrypted file with Kent's number of plans, and 500 sheets of six members: those of the first are drafts.
fn large_file(path: &Path) -> String {
    let mut session = new_file(path, Some(PASSPHRASE));
    let round = testing::round(&mut session, 250, 6);
    session.import_plans(&Actor::CommandLine, &testing::cohort(20_635)).unwrap();
    let progress = session.round_progress(&round).unwrap();
    let tool = session.tool(round.facts.tool).unwrap();
    let codes: Vec<String> =
        tool.tested(round.facts.depth, round.facts.evidence).map(|(_, c)| c.code.clone()).collect();
    let first = session.list_members().unwrap()[0].facts.name.clone();
    for is_first in [false, true] {
        let mut rows = Vec::new();
        for plan in progress.sampled() {
            for sheet in plan.sheets.iter().filter(|sheet| (sheet.member == first) == is_first) {
                for (n, criterion) in codes.iter().enumerate().skip(usize::from(is_first) * 44) {
                    let answer = ["met", "partly", "not_met"][(n + plan.sampled.order as usize) % 3];
                    rows.push(AnswerEntry {
                        row: rows.len() as u64 + 2,
                        plan: plan.facts.reference.clone(),
                        member: sheet.member.clone(),
                        criterion: criterion.clone(),
                        answer: answer.to_owned(),
                        na_reason: None,
                        note: (n % 9 == 0).then(|| "Page 3 names the need, not its effect".to_owned()),
                    });
                }
            }
        }
        session.import_answers(&Actor::CommandLine, round.id, &rows, !is_first).unwrap();
    }
    session.close().unwrap();
    first
}

/// How long the window's own work takes a frame (its logic and its drawing, without the painter of the system) while
/// somebody scores by key in a large file.
fn frames(_: &mut Criterion) {
    use egui::Key;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.gthread");
    let first = large_file(&path);
    let times = Rc::new(RefCell::new(Vec::new()));
    let app = App::new(config(folder.path()), Box::new(FakeDialogs::choosing(Vec::new())), None);
    let of_frames = Rc::clone(&times);
    let mut harness = egui_kittest::Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(20)
        .with_context_setup(|ctx| Theme::Light.install(ctx))
        .build_ui_state(
            move |ui, app: &mut App| {
                let begun = Instant::now();
                app.logic(ui.ctx());
                app.ui(ui);
                of_frames.borrow_mut().push(begun.elapsed());
            },
            app,
        );
    let settle = |harness: &mut egui_kittest::Harness<'_, App>| {
        for _ in 0..60_000 {
            harness.step();
            if !harness.state().is_busy() {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    harness.state_mut().act(Action::Open(path));
    settle(&mut harness);
    // The passphrase stands in front: type it, then choose the first member and open their first plan.
    for letter in PASSPHRASE.chars() {
        harness.event(egui::Event::Text(letter.to_string()));
        harness.step();
    }
    harness.key_press(Key::Enter);
    settle(&mut harness);
    harness.state_mut().act(Action::Go(Route::Who));
    settle(&mut harness);
    harness.key_press(Key::ArrowDown);
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    let sheet = harness.state().sheet_data().map(|data| data.desk.member_name.clone());
    assert_eq!(sheet.as_deref(), Some(first.as_str()), "the sheet of the first member is open");
    times.borrow_mut().clear();
    for n in 0..400 {
        harness.key_press([Key::Num1, Key::Num2, Key::Num3, Key::ArrowDown, Key::G][n % 5]);
        settle(&mut harness);
    }
    let mut times = times.borrow_mut();
    print_times("Our own work a frame while scoring, 20,635 plans and 500 sheets", &mut times);
    let over = times.iter().filter(|time| time.as_secs_f64() > 0.016).count();
    println!("Frames over 16 ms: {over}");
}

/// From the command of a key to the reply that the answer is durable, over the worker's thread as the window does
/// it, beside one raw commit of the same row; in turns, so that both meet the same disk.
fn durable_p99(_: &mut Criterion) {
    const TIMES: usize = 2_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gthread");
    let mut session = new_file(&path, Some(PASSPHRASE));
    let round = testing::round(&mut session, 20, 6);
    let progress = session.round_progress(&round).unwrap();
    let task = progress.plans[0].sheets[0].clone();
    let tool = session.tool(round.facts.tool).unwrap();
    let codes: Vec<String> =
        tool.tested(round.facts.depth, round.facts.evidence).map(|(_, c)| c.code.clone()).collect();
    session.close().unwrap();

    let (woken, wake) = std::sync::mpsc::channel();
    let woken = std::sync::Mutex::new(woken);
    let mut worker: Worker<String> = Worker::start(Config {
        wake: Arc::new(move || woken.lock().unwrap().send(()).unwrap_or_default()),
        ..config(folder.path())
    });
    let raw = rusqlite::Connection::open(folder.path().join("raw.db")).unwrap();
    raw.pragma_update(None, "key", PASSPHRASE).unwrap();
    raw.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE sheet_answer (sheet_id BLOB, criterion TEXT, answer TEXT, na_reason TEXT, given_ms INTEGER,
             PRIMARY KEY (sheet_id, criterion)) STRICT, WITHOUT ROWID;",
    )
    .unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut requests: Vec<Request<String>> = vec![Request::Open { path, passphrase: Some(PASSPHRASE.to_owned()) }];
    let actor = Actor::Member(task.member.clone());
    for n in 0..TIMES {
        let answer = ["met", "partly", "not_met"][n / codes.len() % 3].to_owned();
        let a = &task.assignment;
        let command = Command::Scoring(Scoring::SetAnswer {
            round: round.id,
            subject: a.subject,
            member: a.member,
            criterion: codes[n % codes.len()].clone(),
            answer: Some(GivenAnswer { answer, na_reason: None }),
        });
        requests.push(Request::Execute { tag: n as u64 + 1, actor: actor.clone(), command });
    }
    let mut requests = requests.into_iter();
    worker.send(requests.next().unwrap());
    while !matches!(next(&mut worker, &wake), Reply::Verified(_)) {}
    for (n, request) in requests.enumerate() {
        let begun = Instant::now();
        worker.send(request);
        loop {
            if let Reply::Executed { result, .. } = next(&mut worker, &wake) {
                result.unwrap();
                break;
            }
        }
        ours.push(begun.elapsed());
        let begun = Instant::now();
        raw.prepare_cached(
            "INSERT INTO sheet_answer VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET answer = ?3",
        )
        .unwrap()
        .execute(rusqlite::params![[7_u8; 16], codes[n % codes.len()], n.to_string(), None::<String>, n as i64])
        .unwrap();
        theirs.push(begun.elapsed());
    }
    let ours = print_times("From the key to the durable answer", &mut ours);
    let theirs = print_times("One raw SQLCipher commit of the row", &mut theirs);
    println!("Ratio at the 99th percentile: {:.2}", ours / theirs);
}

criterion_group!(benches, durable_answer, kent, durable_p99, frames);
criterion_main!(benches);
