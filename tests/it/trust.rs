//! A file that can be trusted: edits from outside are noticed, old files open.

use crate::program::Bench;
use golden_thread::domain::sheet::GivenAnswer;
use golden_thread::ops::{Actor, AnswerTarget};
use golden_thread::testing::{self, TestFile};

fn edited(sql: &str) -> Bench {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference,age\nK1,9\nK2,10\n");
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    let raw = rusqlite::Connection::open(bench.path("a.gthread")).unwrap();
    raw.execute_batch(sql).unwrap();
    raw.close().unwrap();
    bench
}

const WITHOUT_GUARD: &str = "DROP TRIGGER log_is_append_only_update; ";
const GUARD: &str = "CREATE TRIGGER log_is_append_only_update BEFORE UPDATE ON log\n\
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;";

#[test]
fn a_row_changed_from_outside_is_noticed() {
    let bench = edited("UPDATE plan SET age = 11 WHERE reference = 'K1'");
    let ran = bench.run(&["check", "a.gthread", "--json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.json()["findings"][0]["kind"], "state_digest");
    bench.run(&["stats", "a.gthread"]).assert_refused(&["damaged"]);
}

#[test]
fn a_log_row_changed_from_outside_is_noticed_although_its_guard_was_put_back() {
    let bench = edited(&format!("{WITHOUT_GUARD} UPDATE log SET actor = 'somebody else' WHERE seq = 1; {GUARD}"));
    let ran = bench.run(&["check", "a.gthread", "--json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("log_chain"), "{}", ran.out);
    assert_eq!(bench.run(&["history", "a.gthread", "--verify"]).code, 1);
}

#[test]
fn a_file_with_a_foreign_trigger_is_not_read() {
    let bench = edited("CREATE TRIGGER x AFTER INSERT ON plan BEGIN DELETE FROM plan; END");
    bench.run(&["check", "a.gthread"]).assert_refused(&["trigger x"]);
}

#[test]
fn the_log_cannot_be_edited_through_sql() {
    let bench = Bench::new();
    bench.new_file();
    let raw = rusqlite::Connection::open(bench.path("a.gthread")).unwrap();
    assert!(raw.execute("DELETE FROM log", []).is_err());
    assert!(raw.execute("UPDATE log SET actor = 'x'", []).is_err());
    assert!(raw.execute("UPDATE log_content SET content = '{}'", []).is_err());
}

#[test]
fn a_file_of_every_released_schema_version_opens_and_passes_the_check() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema");
    let mut opened = 0;
    for entry in std::fs::read_dir(fixtures).unwrap() {
        let bench = Bench::new();
        std::fs::copy(entry.unwrap().path(), bench.path("a.gthread")).unwrap();
        bench.done(&["check", "a.gthread"]);
        bench.done(&["stats", "a.gthread"]);
        opened += 1;
    }
    assert_eq!(opened, golden_thread::storage::SCHEMA_VERSION);
}

#[test]
fn an_answer_is_in_the_file_when_it_is_said_to_be_saved() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 4, 4);
    let progress = session.round_progress(&round).unwrap();
    let task = progress.plans[0].sheets[0].assignment.clone();
    let actor = Actor::Member(progress.plans[0].sheets[0].member.clone());
    let target = AnswerTarget { round: round.id, subject: task.subject, member: task.member, criterion: "A1" };
    session.set_answer(&actor, target, Some(GivenAnswer { answer: "met".into(), na_reason: None })).unwrap();
    // The file and its write-ahead log as a power cut would leave them, while the session is still open.
    let copy = file.folder().join("cut.gthread");
    std::fs::copy(file.path(), &copy).unwrap();
    let wal = |path: &std::path::Path| std::path::PathBuf::from(format!("{}-wal", path.display()));
    std::fs::copy(wal(&file.path()), wal(&copy)).unwrap();
    let mut after = golden_thread::ops::Session::open(&copy, None, Box::new(testing::FixedWorld::default())).unwrap();
    after.verify().unwrap();
    let desk = after.desk(round.id, task.subject, task.member).unwrap();
    assert_eq!(desk.answered(), 1);
}

/// A power cut while the write-ahead log is emptied leaves pages half written that the log still holds whole.
#[test]
fn a_page_half_written_when_the_power_went_is_no_damage_while_the_write_ahead_log_holds_it() {
    let (file, mut session) = TestFile::encrypted();
    testing::round(&mut session, 4, 4);
    let copy = file.folder().join("cut.gthread");
    let wal = std::fs::read(format!("{}-wal", file.path().display())).unwrap();
    let mut bytes = std::fs::read(file.path()).unwrap();
    let page_size = u32::from_be_bytes(wal[8..12].try_into().unwrap()) as usize;
    let pages = bytes.len() / page_size;
    // The first page in the log that the file has too, but for the one with the salt at its start.
    let page = wal[32..]
        .chunks_exact(24 + page_size)
        .map(|frame| u32::from_be_bytes(frame[..4].try_into().unwrap()) as usize)
        .find(|page| (2..=pages).contains(page))
        .unwrap();
    for byte in &mut bytes[(page - 1) * page_size + 512..page * page_size] {
        *byte ^= 0x55;
    }
    std::fs::write(&copy, &bytes).unwrap();
    let open = || {
        let world = Box::new(testing::FixedWorld::default());
        golden_thread::ops::Session::open(&copy, Some(testing::PASSPHRASE), world)
    };
    // Without the log it is damage.
    assert!(open().and_then(|session| session.check()).map_or(true, |findings| !findings.is_empty()));
    std::fs::write(&copy, &bytes).unwrap();
    std::fs::write(format!("{}-wal", copy.display()), &wal).unwrap();
    assert_eq!(open().unwrap().check().unwrap(), []);
}
