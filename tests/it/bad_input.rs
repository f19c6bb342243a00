//! Bad input: a clear message with its place, nothing half done, exit 1.

use crate::program::{Bench, sen2};
use golden_thread::storage::SCHEMA_VERSION;

fn digest(bench: &Bench) -> Vec<u8> {
    std::fs::read(bench.path("a.gthread")).unwrap()
}

/// Copies the fixture return, without the file whose name ends so.
fn return_without(bench: &Bench, end: &str) -> String {
    let folder = bench.path("return");
    std::fs::create_dir(&folder).unwrap();
    for entry in std::fs::read_dir(sen2()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.starts_with("Blade") && !name.ends_with(end) {
            std::fs::copy(&path, folder.join(name)).unwrap();
        }
    }
    folder.to_str().unwrap().to_owned()
}

#[test]
fn a_missing_file_of_a_return_is_named() {
    let bench = Bench::new();
    bench.new_file();
    let before = digest(&bench);
    let folder = return_without(&bench, "_requests.csv");
    bench.run(&["import-plans", "a.gthread", &folder]).assert_refused(&["requests"]);
    assert_eq!(digest(&bench), before);
}

#[test]
fn a_missing_column_is_named_with_its_file() {
    let bench = Bench::new();
    bench.new_file();
    let folder = return_without(&bench, "nothing");
    let path = format!("{folder}/Blade-Export_16-01-2025_person.csv");
    let text = std::fs::read_to_string(&path).unwrap().replacen("personbirthdate", "birthday", 1);
    std::fs::write(&path, text.replacen("persontableid", "personid", 1)).unwrap();
    bench.run(&["import-plans", "a.gthread", &folder]).assert_refused(&["person.csv", "persontableid"]);
    bench.write("plans.csv", "ref,year_group\nK1,3\n");
    bench.run(&["import-plans", "a.gthread", "plans.csv"]).assert_refused(&["reference", "plans.csv"]);
}

#[test]
fn an_impossible_date_is_not_known_and_warned_of_with_row_and_column() {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference,issued_on\nK1,2024-02-30\nK2,2024-02-28\n");
    let ran = bench.done(&["import-plans", "a.gthread", "plans.csv", "--json"]).json();
    assert_eq!((&ran["read"], &ran["added"]), (&2.into(), &2.into()));
    let warning = &ran["warnings"][0];
    assert_eq!((&warning["row"], &warning["column"]), (&2.into(), &"issued_on".into()));
}

#[test]
fn a_rejected_row_stops_the_import_unless_it_is_to_be_skipped() {
    let bench = Bench::new();
    bench.new_file();
    let before = digest(&bench);
    bench.write("plans.csv", "reference,age\nK1,9\nK1,10\nbad ref,11\n");
    let ran = bench.run(&["import-plans", "a.gthread", "plans.csv", "--json"]);
    ran.assert_refused(&["2 rows were rejected"]);
    assert_eq!((&ran.json()["rejected"], &ran.json()["added"]), (&2.into(), &0.into()));
    assert_eq!(digest(&bench), before);
    let skipped = bench.done(&["import-plans", "a.gthread", "plans.csv", "--skip-rejected", "--json"]).json();
    assert_eq!(skipped["added"], 1);
}

/// A round of two plans with one member on each, and the first assignment.
fn scored(bench: &Bench) -> (String, String) {
    bench.new_file();
    bench.write("plans.csv", "reference\nK1\nK2\nK3\n");
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.write("panel.csv", "name,agency,role,email\nAnn,education,Officer,\nBen,health,DCO,\n");
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "R"]);
    bench.done(&["sample", "a.gthread", "--size", "2", "--seed", "1"]);
    let allocation = bench.done(&["allocate", "a.gthread", "--per-plan", "1", "--json"]).json();
    let first = &allocation["assignments"][0];
    (first["plan"].as_str().unwrap().to_owned(), first["member"].as_str().unwrap().to_owned())
}

#[test]
fn an_answer_outside_the_tool_the_depth_the_evidence_or_the_assignment_is_refused_with_its_row() {
    let bench = Bench::new();
    let (plan, member) = scored(&bench);
    let other = if member == "Ann" { "Ben" } else { "Ann" };
    let before = digest(&bench);
    let head = "plan,member,criterion,answer,na_reason,note\n";
    let good = format!("{plan},{member},A1,met,,\n");
    for (row, words) in [
        (format!("{plan},{member},A2,perfect,,\n"), ["row 3", "perfect"]),
        (format!("{plan},{member},Z9,met,,\n"), ["row 3", "Z9"]),
        (format!("{plan},{member},A3,met,,\n"), ["row 3", "A3"]),
        (format!("{plan},{member},G3,met,,\n"), ["row 3", "G3"]),
        (format!("{plan},{other},A2,met,,\n"), ["row 3", other]),
        (format!("{plan},Nobody,A2,met,,\n"), ["row 3", "Nobody"]),
        (format!("K9,{member},A2,met,,\n"), ["row 3", "K9"]),
        (format!("{plan},{member},A7,na,,\n"), ["row 3", "A7"]),
        (format!("{plan},{member},A9,na,why,\n"), ["row 3", "A9"]),
    ] {
        bench.write("answers.csv", &format!("{head}{good}{row}"));
        let ran = bench.run(&["answers", "a.gthread", "import", "answers.csv"]);
        assert_eq!(ran.code, 1, "{row}");
        let said = ran.err.to_lowercase();
        assert!(words.iter().all(|w| said.contains(&w.to_lowercase())), "{row}: {}", ran.err);
        assert_eq!(digest(&bench), before, "{row}");
    }
    bench.write("answers.csv", &format!("{head}{good}"));
    let ran = bench.run(&["answers", "a.gthread", "import", "answers.csv", "--submit"]);
    ran.assert_refused(&[&plan, "A2", "W10"]);
    assert_eq!(digest(&bench), before);
}

#[test]
fn a_note_of_two_mebibytes_is_refused_with_the_limit_and_never_cut() {
    let bench = Bench::new();
    let (plan, member) = scored(&bench);
    let before = digest(&bench);
    let text = "x".repeat(2 * 1_048_576);
    bench.write(
        "answers.csv",
        &format!("plan,member,criterion,answer,na_reason,note\n{plan},{member},A1,met,,{text}\n"),
    );
    bench.run(&["answers", "a.gthread", "import", "answers.csv"]).assert_refused(&["note"]);
    assert_eq!(digest(&bench), before);
    let longest = "x".repeat(1_048_576);
    bench.write(
        "answers.csv",
        &format!("plan,member,criterion,answer,na_reason,note\n{plan},{member},A1,met,,{longest}\n"),
    );
    bench.done(&["answers", "a.gthread", "import", "answers.csv"]);
}

#[test]
fn a_file_of_a_newer_program_is_refused_untouched() {
    let bench = Bench::new();
    bench.new_file();
    let raw = rusqlite::Connection::open(bench.path("a.gthread")).unwrap();
    raw.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    raw.close().unwrap();
    let before = digest(&bench);
    bench.run(&["stats", "a.gthread"]).assert_refused(&["newer"]);
    assert_eq!(digest(&bench), before);
}

#[test]
fn a_file_that_is_open_says_who_has_it() {
    let bench = Bench::new();
    bench.new_file();
    let lock = std::fs::File::create(bench.path("a.gthread.lock")).unwrap();
    lock.try_lock().unwrap();
    std::fs::write(bench.path("a.gthread.lock"), "ann on desk-4").unwrap();
    bench.run(&["check", "a.gthread"]).assert_refused(&["ann on desk-4"]);
    drop(lock);
    bench.done(&["check", "a.gthread"]);
}

#[test]
fn what_is_no_audit_file_is_said_so() {
    let bench = Bench::new();
    bench.run(&["stats", "none.gthread"]).assert_refused(&["none.gthread"]);
    bench.write("text.gthread", "hello");
    bench.run(&["stats", "text.gthread"]).assert_refused(&["audit file"]);
    std::fs::create_dir(bench.path("folder.gthread")).unwrap();
    bench.run(&["stats", "folder.gthread"]).assert_refused(&["folder.gthread"]);
    let other = rusqlite::Connection::open(bench.path("other.gthread")).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    other.close().unwrap();
    bench.run(&["stats", "other.gthread"]).assert_refused(&["audit file"]);
    assert_eq!(bench.run(&["frobnicate", "a.gthread"]).code, 2);
}
