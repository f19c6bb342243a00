//! The main job from nothing to the printed summary, through the command line.

use crate::program::{Bench, core_criteria, sen2};
use serde_json::Value;
use std::collections::BTreeMap;

const PANEL: &str = "name,agency,role,email,team,interests\n\
    Ann Example,education,SEND officer,,,\n\
    Ben Example,health,Designated Clinical Officer,,,\n\
    Cara Example,social_care,Social worker,,,\n\
    Dev Example,educational_psychology,Psychologist,,,\n";

fn prepared(size: &str) -> Bench {
    let bench = Bench::new();
    bench.new_file();
    bench.done(&["import-plans", "a.gthread", sen2().to_str().unwrap()]);
    bench.write("panel.csv", PANEL);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "Autumn", "--evidence", "file"]);
    bench.done(&["sample", "a.gthread", "--size", size, "--seed", "7", "--reserves", "2"]);
    bench
}

/// The answer of a member on a criterion, from a small generator: agreeing mostly, splitting of every kind.
fn answer(n: u64, second: bool, may_be_na: bool) -> &'static str {
    let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(99);
    z = (z ^ (z >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let (base, other) = (z >> 40, (z >> 20) & 0xfff);
    let pick = |x: u64| match x % 20 {
        0..=11 => "met",
        12..=15 => "partly",
        16..=17 => "not_met",
        18 => "not_evidenced",
        _ if may_be_na => "na",
        _ => "partly",
    };
    if second && other % 4 == 0 { pick(other) } else { pick(base) }
}

/// Two members' sheets on every plan; returns the votes by plan and criterion.
fn score(bench: &Bench) -> BTreeMap<(String, String), Vec<String>> {
    let allocation = bench.done(&["allocate", "a.gthread", "--json"]).json();
    assert_eq!(allocation["uncovered"], Value::Array(vec![]));
    let criteria = core_criteria(bench);
    let mut csv = "plan,member,criterion,answer,na_reason,note\n".to_owned();
    let mut votes: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (n, assignment) in allocation["assignments"].as_array().unwrap().iter().enumerate() {
        let (plan, member) = (assignment["plan"].as_str().unwrap(), assignment["member"].as_str().unwrap());
        for (c, criterion) in criteria.iter().enumerate() {
            let code = criterion["code"].as_str().unwrap();
            let key = (plan.to_owned(), code.to_owned());
            let second = votes.contains_key(&key);
            let given = answer((n / 2 * 1_000 + c) as u64, second, criterion["na"].is_string());
            let reason = if given == "na" { "the tool's reason" } else { "" };
            let note = if c == 3 { "Łódź “quoted”, with a comma" } else { "" };
            csv += &format!("{plan},{member},{code},{given},{reason},\"{note}\"\n");
            votes.entry(key).or_default().push(given.to_owned());
        }
    }
    bench.write("answers.csv", &csv);
    bench.done(&["answers", "a.gthread", "import", "answers.csv", "--submit"]);
    votes
}

#[test]
fn a_return_becomes_a_printed_summary_with_the_same_figures_everywhere() {
    let bench = prepared("10");
    let votes = score(&bench);
    let unanimous = bench.done(&["agree", "a.gthread", "--unanimous", "--json"]).json();
    let expected = votes.values().filter(|v| v[0] == v[1]).count() as u64;
    assert_eq!(unanimous["agreed"], expected);
    bench.done(&["agree", "a.gthread", "--by-rule"]);
    let mut agreed = "plan,criterion,answer,reason\n".to_owned();
    for ((plan, criterion), v) in votes.iter().filter(|(_, v)| v[0] != v[1]) {
        agreed += &format!("{plan},{criterion},{},Read again together\n", v[0]);
    }
    bench.write("agreed.csv", &agreed);
    bench.done(&["agree", "a.gthread", "--import", "agreed.csv"]);

    let stats = bench.done(&["stats", "a.gthread", "--json"]).json();
    assert_eq!(stats["not_agreed"], 0);
    assert_eq!(stats["sheets"]["submitted"], 20);
    assert_eq!(stats["plan_grades"].as_array().unwrap().len(), 10);
    // Every vote with a level by both is a unit; percent agreement of two readers is plain counting.
    let levelled: Vec<_> =
        votes.values().filter(|v| v.iter().all(|a| ["met", "partly", "not_met"].contains(&a.as_str()))).collect();
    let same = levelled.iter().filter(|v| v[0] == v[1]).count();
    assert_eq!(stats["agreement"]["units"], levelled.len() as u64);
    let percent = stats["agreement"]["percent"].as_f64().unwrap();
    assert!((percent - 100.0 * same as f64 / levelled.len() as f64).abs() < 1e-9);

    bench.done(&["report", "a.gthread", "--kind", "summary", "--out", "s.pdf"]);
    let text = pdf_text(&std::fs::read(bench.path("s.pdf")).unwrap());
    let share = &stats["good_or_better"];
    let line = format!(
        "good or better in this round: {} of {} plans ({:.0} %, {:.0} to {:.0} %)",
        share["count"],
        share["n"],
        share["percent"].as_f64().unwrap(),
        share["low"].as_f64().unwrap(),
        share["high"].as_f64().unwrap()
    );
    assert!(text.contains(&line), "no \"{line}\" in {text}");
    for plan in stats["plan_grades"].as_array().unwrap() {
        assert!(text.contains(plan["plan"].as_str().unwrap()));
    }
    bench.done(&["check", "a.gthread"]);
    bench.done(&["history", "a.gthread", "--verify"]);
}

/// The text of a PDF, pages joined by spaces: what a reader would search.
pub(crate) fn pdf_text(bytes: &[u8]) -> String {
    let doc = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = doc.get_pages().keys().copied().collect();
    doc.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_export_is_read_back_and_gives_the_same_results() {
    let bench = prepared("6");
    score(&bench);
    bench.done(&["agree", "a.gthread", "--unanimous"]);
    bench.done(&["export", "a.gthread", "--format", "json", "--out", "round.json"]);
    let before = bench.done(&["stats", "a.gthread", "--json"]).json();

    std::fs::rename(bench.path("a.gthread"), bench.path("old.gthread")).unwrap();
    bench.new_file();
    bench.done(&["import-plans", "a.gthread", sen2().to_str().unwrap()]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "Autumn", "--evidence", "file"]);
    bench.done(&["sample", "a.gthread", "--size", "6", "--seed", "7", "--reserves", "2"]);
    bench.done(&["allocate", "a.gthread"]);
    bench.done(&["answers", "a.gthread", "import", "round.json", "--submit"]);
    bench.done(&["agree", "a.gthread", "--import", "round.json"]);
    let after = bench.done(&["stats", "a.gthread", "--json"]).json();
    assert_eq!(before, after);
}

#[test]
fn the_same_seed_draws_the_same_plans_on_two_fresh_files_and_another_seed_others() {
    let draw = |seed: &str| {
        let bench = Bench::new();
        bench.new_file();
        let key = sen2().join("key.csv");
        bench.done(&["import-plans", "a.gthread", sen2().to_str().unwrap(), "--key", key.to_str().unwrap()]);
        bench.done(&["round", "a.gthread", "new", "--title", "R"]);
        let arguments =
            ["sample", "a.gthread", "--size", "8", "--seed", seed, "--stratify", "phase,primary_need", "--json"];
        bench.done(&arguments).json()
    };
    let (first, again, other) = (draw("7"), draw("7"), draw("8"));
    assert_eq!(first, again);
    assert_ne!(first["plans"], other["plans"]);
    assert_eq!(first["frame"], 26);
    let sampled: u64 = first["strata"].as_array().unwrap().iter().map(|s| s["sampled"].as_u64().unwrap()).sum();
    assert_eq!(sampled, 8);
}

#[test]
fn a_second_import_changes_nothing_and_no_name_or_number_of_a_child_reaches_the_file() {
    let bench = Bench::new();
    bench.new_file();
    let (source, key, settings) = (sen2(), sen2().join("key.csv"), sen2().join("gias.csv"));
    let arguments = [
        "import-plans",
        "a.gthread",
        source.to_str().unwrap(),
        "--key",
        key.to_str().unwrap(),
        "--settings",
        settings.to_str().unwrap(),
        "--json",
    ];
    let first = bench.done(&arguments).json();
    assert_eq!((&first["read"], &first["added"], &first["rejected"]), (&26.into(), &26.into(), &0.into()));
    let second = bench.done(&arguments).json();
    assert_eq!((&second["added"], &second["updated"], &second["left"]), (&0.into(), &0.into(), &0.into()));
    assert_eq!(second["unchanged"], 26);

    let file = String::from_utf8_lossy(&std::fs::read(bench.path("a.gthread")).unwrap()).into_owned();
    assert!(file.contains("K000001"), "the file can be searched for what it holds");
    let mut people = csv::Reader::from_path(source.join("Blade-Export_16-01-2025_person.csv")).unwrap();
    let heads: Vec<String> = people.headers().unwrap().iter().map(str::to_owned).collect();
    for record in people.records() {
        let record = record.unwrap();
        for column in ["surname", "forename", "personbirthdate", "postcode", "upn"] {
            let value = &record[heads.iter().position(|h| h == column).unwrap()];
            // Three letters occur in any file of this size; longer values are looked for whole.
            if value.len() > 3 {
                assert!(!file.contains(value), "{column} {value} is in the file");
            }
        }
    }
    // A file whose cohort came with a key refuses a return without one.
    bench.run(&["import-plans", "a.gthread", source.to_str().unwrap()]).assert_refused(&["key"]);
}

#[test]
fn streamed_answers_are_said_to_be_saved_one_by_one_and_a_bad_line_keeps_what_was_saved() {
    let bench = prepared("4");
    let allocation = bench.done(&["allocate", "a.gthread", "--json"]).json();
    let first = &allocation["assignments"][0];
    let (plan, member) = (first["plan"].as_str().unwrap(), first["member"].as_str().unwrap());
    let input = format!("{plan},A1,met\n{plan},A2,partly\n{plan},A4,wrong\n{plan},A7,met\n");
    let ran = bench.run_with(&input, &["answers", "a.gthread", "stream", "--as", member]);
    assert_eq!(ran.out, "saved 1\nsaved 2\n");
    ran.assert_refused(&["Line 3", "wrong"]);
    bench.done(&["export", "a.gthread", "--format", "json", "--out", "own.json", "--as", member]);
    let own: Value = serde_json::from_str(&std::fs::read_to_string(bench.path("own.json")).unwrap()).unwrap();
    assert_eq!(own["sheets"][0]["answers"].as_array().unwrap().len(), 2);
    // Nobody else is given an unsubmitted sheet.
    bench.done(&["export", "a.gthread", "--format", "json", "--out", "all.json"]);
    let all: Value = serde_json::from_str(&std::fs::read_to_string(bench.path("all.json")).unwrap()).unwrap();
    assert_eq!(all["sheets"], Value::Array(vec![]));
}

#[test]
fn the_demo_makes_the_sample_and_its_summary_and_goes_on_without_a_window() {
    let bench = Bench::new();
    let ran = bench.done(&["demo"]);
    assert!(ran.out.contains("kingston-sample.gthread"), "{}", ran.out);
    let names = bench.names();
    assert!(names.contains(&"kingston-sample.gthread".to_owned()), "{names:?}");
    assert!(names.contains(&"kingston-sample-summary.pdf".to_owned()), "{names:?}");
    let pdf = std::fs::read(bench.path("kingston-sample-summary.pdf")).unwrap();
    assert!(pdf_text(&pdf).contains("Sample data"));
    // Made again over itself, but never over anything else.
    bench.done(&["demo", "kingston-sample.gthread"]);
    bench.new_file();
    bench.run(&["demo", "a.gthread"]).assert_refused(&["not marked as sample"]);
    bench.done(&["check", "kingston-sample.gthread"]);
    let stats = bench.done(&["stats", "kingston-sample.gthread", "--round", "LGA review, April 2021", "--json"]).json();
    let met: Vec<u64> =
        stats["headings"].as_array().unwrap().iter().map(|h| h["answers"]["met"].as_u64().unwrap()).collect();
    // Published: A 10+18+17+15, C 20, D 0, I 18, J 0, K 20, Q 18+20+0 of 20 plans each.
    assert_eq!(met, [60, 20, 0, 18, 0, 20, 38]);
    assert_eq!(stats["good_or_better"], Value::Null);
}

#[test]
fn an_encrypted_file_opens_with_its_passphrase_and_shows_nothing_without() {
    let bench = Bench::new();
    bench.write("pass.txt", "correct horse battery staple\n");
    bench.write("wrong.txt", "incorrect horse battery staple\n");
    let with = ["--passphrase-file", "pass.txt"];
    bench.done(&["new", "e.gthread", "--local-area", "Secretshire", with[0], with[1]]);
    bench.write("panel.csv", PANEL);
    bench.done(&["people", "e.gthread", "import", "panel.csv", with[0], with[1]]);
    let bytes = std::fs::read(bench.path("e.gthread")).unwrap();
    for marker in ["SQLite format", "Secretshire", "Ben Example"] {
        let found = bytes.windows(marker.len()).any(|w| w == marker.as_bytes());
        assert!(!found, "{marker} can be read");
    }
    let before = bytes;
    bench.run(&["people", "e.gthread", "list"]).assert_refused(&["passphrase"]);
    bench.run(&["people", "e.gthread", "list", "--passphrase-file", "wrong.txt"]).assert_refused(&["passphrase"]);
    assert_eq!(std::fs::read(bench.path("e.gthread")).unwrap(), before, "a wrong passphrase changed the file");
    assert!(bench.done(&["people", "e.gthread", "list", with[0], with[1]]).out.contains("Ben Example"));
    bench.done(&["check", "e.gthread", with[0], with[1]]);
    assert_eq!(bench.run(&["new", "f.gthread", "--local-area", "X"]).code, 2);
    assert!(!bench.path("f.gthread").exists());
}

/// One plan, one member; every criterion Met but those named, agreed and worked out.
fn graded(evidence: &str, other: &[(&str, &str)]) -> Value {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference,year_group\nK1,4\n");
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.write("panel.csv", PANEL);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "R", "--evidence", evidence]);
    bench.done(&["sample", "a.gthread", "--size", "1", "--seed", "1"]);
    let allocation = bench.done(&["allocate", "a.gthread", "--per-plan", "1", "--json"]).json();
    let member = allocation["assignments"][0]["member"].as_str().unwrap();
    let given = |criterion: &Value| match evidence {
        "plan" => criterion["evidence"] == "plan",
        _ => true,
    };
    let mut csv = "plan,member,criterion,answer,na_reason,note\n".to_owned();
    for criterion in core_criteria(&bench).iter().filter(|c| given(c)) {
        let code = criterion["code"].as_str().unwrap();
        let answer = other.iter().find(|(c, _)| *c == code).map_or("met", |(_, a)| a);
        let reason = if answer == "na" { "no need found" } else { "" };
        csv += &format!("K1,{member},{code},{answer},{reason},\n");
    }
    bench.write("answers.csv", &csv);
    bench.done(&["answers", "a.gthread", "import", "answers.csv", "--submit"]);
    bench.done(&["agree", "a.gthread", "--unanimous"]);
    let stats = bench.done(&["stats", "a.gthread", "--json"]).json();
    bench.done(&["report", "a.gthread", "--kind", "summary", "--out", "s.pdf"]);
    let text = pdf_text(&std::fs::read(bench.path("s.pdf")).unwrap());
    let mut grade = stats["plan_grades"][0].clone();
    grade["held_sentence_printed"] = text.contains("held at Requires improvement by C1 and D1").into();
    grade
}

#[test]
fn a_plan_silent_on_health_and_care_is_held_whatever_evidence_was_given() {
    let silent =
        [("C1", "not_met"), ("D1", "not_met"), ("C3", "na"), ("E4", "na"), ("G1", "na"), ("G2", "na"), ("H-b", "na")];
    let (plan_only, with_file) = (graded("plan", &silent), graded("file", &silent));
    for (grade, base) in [(&plan_only, 31), (&with_file, 45)] {
        assert_eq!(grade["grade"], "requires_improvement");
        assert_eq!(grade["on_points"], "good");
        assert_eq!((&grade["base"], &grade["tested"], &grade["asked"]), (&base.into(), &base.into(), &45.into()));
        let held: Vec<&str> = grade["held_by"].as_array().unwrap().iter().map(|h| h.as_str().unwrap()).collect();
        assert!(held.contains(&"C1") && held.contains(&"D1"), "{held:?}");
        assert_eq!(grade["held_sentence_printed"], true);
    }
    assert_eq!(plan_only["held_by"], with_file["held_by"]);
}

#[test]
fn a_gap_in_part_with_everything_else_met_is_good_and_not_outstanding() {
    let grade = graded("file", &[("F1", "partly")]);
    assert_eq!((&grade["grade"], &grade["on_points"]), (&"good".into(), &"outstanding".into()));
    assert_eq!(grade["held_by"], serde_json::json!(["F1"]));
    assert_eq!(graded("file", &[])["grade"], "outstanding");
}

#[test]
fn an_export_as_csv_is_read_back_and_a_workbook_holds_the_same_rows() {
    use calamine::Reader;
    let bench = Bench::new();
    bench.done(&["demo", "s.gthread"]);
    bench.done(&["export", "s.gthread", "--format", "csv", "--out", "tables"]);
    bench.done(&["export", "s.gthread", "--format", "xlsx", "--out", "round.xlsx"]);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(bench.path("round.xlsx")).unwrap();
    for name in workbook.sheet_names() {
        let csv = std::fs::read_to_string(bench.path(&format!("tables/{name}.csv"))).unwrap();
        let rows = csv::Reader::from_reader(csv.as_bytes()).into_records().count();
        assert_eq!(workbook.worksheet_range(&name).unwrap().height(), rows + 1, "{name}");
    }
    // Taken in again, nothing is new: what went out is what is there.
    let again = bench.done(&["answers", "s.gthread", "import", "tables/answers.csv", "--json"]).json();
    assert_eq!(again["saved"], 0);
    assert!(again["unchanged"].as_u64().unwrap() > 500, "{again}");
}
