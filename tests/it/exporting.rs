//! What goes out of a round and comes back: the workbook against the document, the document into another file.

use crate::program::{Bench, core_criteria};
use calamine::{Data, Reader};
use golden_thread::exchange::unguard_formula;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read;

const PLANS: &str = "reference,year_group,primary_need\nK001,3,ASD\nK002,9,SLCN\n";
const PANEL: &str = "name,agency,role,email\nAnn Example,education,,\nBen Example,health,,\n";
/// What a spreadsheet would run if it were no text, and what looks like it.
const NOTES: [&str; 8] =
    ["=1+1", "+44", "-5 is written", "@SUM(A1)", "'=1", "'tis so", "\tafter a tab", "plain, \"quoted\""];

/// A round of two plans that both members read, notes of every awkward kind on it; agreed where both say the same.
fn scored() -> Bench {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", PLANS);
    bench.write("panel.csv", PANEL);
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "Autumn", "--evidence", "file"]);
    bench.done(&["sample", "a.gthread", "--size", "2", "--seed", "5"]);
    bench.done(&["allocate", "a.gthread"]);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["plan", "member", "criterion", "answer", "na_reason", "note"]).unwrap();
    for (at, criterion) in core_criteria(&bench).iter().enumerate() {
        let code = criterion["code"].as_str().unwrap();
        for plan in ["K001", "K002"] {
            let note = NOTES.get(at).copied().unwrap_or_default();
            // A cell of ours that begins like a formula has an apostrophe, so that what is read back is the note itself.
            let note = golden_thread::exchange::guard_formula(note);
            for (member, answer) in
                [("Ann Example", "met"), ("Ben Example", if at % 5 == 0 { "partly" } else { "met" })]
            {
                writer.write_record([plan, member, code, answer, "", note.as_ref()]).unwrap();
            }
        }
    }
    bench.write("answers.csv", &String::from_utf8(writer.into_inner().unwrap()).unwrap());
    bench.done(&["answers", "a.gthread", "import", "answers.csv", "--submit"]);
    bench.done(&["agree", "a.gthread", "--unanimous"]);
    bench
}

fn document(bench: &Bench, arguments: &[&str], name: &str) -> Value {
    bench.done(&[arguments, &["--format", "json", "--out", name]].concat());
    serde_json::from_str(&std::fs::read_to_string(bench.path(name)).unwrap()).unwrap()
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => unguard_formula(text).into_owned(),
        Data::Float(number) => number.to_string(),
        other => panic!("neither text nor number: {other:?}"),
    }
}

/// Every row of a sheet as column → text.
fn rows(
    workbook: &mut calamine::Xlsx<std::io::BufReader<std::fs::File>>,
    sheet: &str,
) -> Vec<BTreeMap<String, String>> {
    let range = workbook.worksheet_range(sheet).unwrap();
    let mut rows = range.rows();
    let names: Vec<String> = rows.next().unwrap().iter().map(text).collect();
    rows.map(|row| names.iter().cloned().zip(row.iter().map(text)).collect()).collect()
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn the_workbook_says_in_every_cell_what_the_document_says() {
    let bench = scored();
    bench.done(&["export", "a.gthread", "--format", "xlsx", "--out", "round.xlsx"]);
    let document = document(&bench, &["export", "a.gthread"], "round.json");
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(bench.path("round.xlsx")).unwrap();
    let all = |part: &str| document[part].as_array().unwrap().clone();
    let answers: Vec<Value> = all("sheets")
        .iter()
        .flat_map(|sheet| {
            let member = sheet["member"].clone();
            let of_member = move |mut answer: Value| {
                answer["member"] = member.clone();
                answer
            };
            sheet["answers"].as_array().unwrap().clone().into_iter().map(of_member)
        })
        .collect();
    assert_eq!(answers.len(), 4 * core_criteria(&bench).len());
    let questions: Vec<Value> = document["tool"]["heading"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|heading| {
            let of = |c: &Value| {
                json!({"section": heading["code"], "section_title": heading["title"], "criterion": c["code"],
                       "question": c["question"]})
            };
            heading["criterion"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    for (sheet, expected) in [
        ("answers", answers),
        ("agreed", all("agreed")),
        ("sample", all("sample")),
        ("sheets", all("sheets")),
        ("questions", questions),
    ] {
        let found = rows(&mut workbook, sheet);
        assert_eq!(found.len(), expected.len(), "{sheet}");
        for (row, expected) in found.iter().zip(&expected) {
            let mut compared = 0;
            for (column, cell) in row {
                let value = match (&expected[column], column.as_str()) {
                    (Value::Array(answers), _) => answers.len().to_string(),
                    (Value::Bool(is), _) => if *is { "yes" } else { "no" }.to_owned(),
                    // Facts of the cohort stand beside the sample in the tables only.
                    (Value::Null, "phase" | "primary_need" | "placement") => continue,
                    (value, _) => said(value),
                };
                assert_eq!(cell, &value, "{sheet}, {column}");
                compared += 1;
            }
            assert!(compared >= 4, "{sheet}: {compared} cells compared");
        }
    }
    let notes: Vec<String> = rows(&mut workbook, "notes").into_iter().map(|row| row["text"].clone()).collect();
    for note in NOTES {
        assert_eq!(notes.iter().filter(|found| *found == note).count(), 4, "{note:?}");
    }
}

#[test]
fn a_workbook_has_a_sheet_for_each_table_with_a_frozen_head_and_numbers_that_are_numbers() {
    let bench = scored();
    bench.done(&["export", "a.gthread", "--format", "xlsx", "--out", "round.xlsx"]);
    bench.done(&["export", "a.gthread", "--format", "csv", "--out", "tables"]);
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(bench.path("round.xlsx")).unwrap();
    let mut tables: Vec<String> = std::fs::read_dir(bench.path("tables"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap().trim_end_matches(".csv").to_owned())
        .collect();
    let mut sheets = workbook.sheet_names();
    tables.sort();
    sheets.sort();
    assert_eq!(sheets, tables);
    assert!(sheets.len() >= 10, "{sheets:?}");
    for name in &sheets {
        assert!(workbook.worksheet_formula(name).unwrap().used_cells().next().is_none(), "{name} holds a formula");
    }
    let sample = workbook.worksheet_range("sample").unwrap();
    let order = sample.rows().next().unwrap().iter().position(|cell| text(cell) == "order").unwrap();
    let numbers: Vec<&Data> = sample.rows().skip(1).map(|row| &row[order]).collect();
    assert_eq!(numbers, [&Data::Float(1.0), &Data::Float(2.0)]);
    // As the spreadsheet program reads it: the first row stays, whatever is scrolled.
    let mut archive = zip::ZipArchive::new(std::fs::File::open(bench.path("round.xlsx")).unwrap()).unwrap();
    for number in 1..=sheets.len() {
        let mut xml = String::new();
        let mut part = archive.by_name(&format!("xl/worksheets/sheet{number}.xml")).unwrap();
        part.read_to_string(&mut xml).unwrap();
        let pane = xml.split("<pane ").nth(1).and_then(|rest| rest.split("/>").next()).unwrap_or_default();
        assert!(pane.contains("ySplit=\"1\"") && pane.contains("state=\"frozen\""), "sheet {number}: {pane:?}");
        assert!(!xml.contains("<f>"), "sheet {number}");
    }
}

/// What the two files say of the same round; measures are the file's, not the round's.
fn results(bench: &Bench, file: &str, round: &str) -> Value {
    let mut stats = bench.done(&["stats", file, "--round", round, "--json"]).json();
    stats.as_object_mut().unwrap().remove("measures");
    stats
}

#[test]
fn a_round_of_the_sample_goes_into_a_new_file_with_the_same_results() {
    let bench = Bench::new();
    bench.done(&["demo", "s.gthread"]);
    bench.new_file();
    let list = bench.done(&["round", "s.gthread", "list", "--json"]).json();
    let titles: Vec<String> =
        list["rounds"].as_array().unwrap().iter().map(|round| round["title"].as_str().unwrap().to_owned()).collect();
    assert_eq!(titles.len(), 2);
    for title in &titles {
        let before = document(&bench, &["export", "s.gthread", "--round", title], "before.json");
        let taken = bench.done(&["round", "a.gthread", "import", "before.json", "--json"]).json();
        assert_eq!(taken["round"], title.as_str());
        assert_eq!(taken["agreed"], before["agreed"].as_array().unwrap().len());
        let (mut first, mut second) = (results(&bench, "s.gthread", title), results(&bench, "a.gthread", title));
        assert!(first["plan_grades"].is_array());
        if before["round"]["state"] == "open" {
            // Sheets of plans that are not compared yet do not go out, so they are not counted in the other file.
            for stats in [&mut first, &mut second] {
                stats.as_object_mut().unwrap().retain(|name, _| name != "sheets" && name != "agreement");
            }
        }
        assert_eq!(first, second, "{title}");
        // What comes out of the other file is what went into it.
        let mut after = document(&bench, &["export", "a.gthread", "--round", title], "after.json");
        let mut before = before;
        for document in [&mut before, &mut after] {
            document["round"]["draw"].as_object_mut().unwrap().remove("drawn_ms");
            // Sheets of one plan lie in the order of ids, which are new.
            let order = |sheet: &Value| (said(&sheet["plan"]), said(&sheet["member"]));
            document["sheets"].as_array_mut().unwrap().sort_by_key(order);
        }
        assert_eq!(before, after, "{title}");
    }
    bench.done(&["check", "a.gthread"]);
    bench.done(&["history", "a.gthread", "--verify"]);
    bench.done(&["report", "a.gthread", "--round", &titles[0], "--kind", "summary", "--out", "s.pdf"]);
}

#[test]
fn a_round_that_is_there_or_breaks_a_rule_is_not_taken_in_at_all() {
    let bench = scored();
    let whole = document(&bench, &["export", "a.gthread"], "round.json");
    bench.run(&["round", "a.gthread", "import", "round.json"]).assert_refused(&["Autumn"]);
    bench.done(&["round", "a.gthread", "import", "round.json", "--title", "Autumn again"]);
    let rounds = |bench: &Bench| bench.done(&["round", "a.gthread", "list", "--json"]).json()["rounds"].clone();
    let before = rounds(&bench);
    assert_eq!(before.as_array().unwrap().len(), 2);
    let wrong = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut copy = whole.clone();
        copy["round"]["title"] = json!("Wrong");
        change(&mut copy);
        bench.write(name, &copy.to_string());
        let ran = bench.run(&["round", "a.gthread", "import", name]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.out);
        assert_eq!(rounds(&bench), before, "{name}");
        ran
    };
    wrong("answer.json", &|copy| copy["sheets"][0]["answers"][0]["answer"] = json!("perhaps"))
        .assert_refused(&["perhaps"]);
    wrong("missing.json", &|copy| copy["sheets"][0]["answers"] = json!([]));
    wrong("plan.json", &|copy| copy["agreed"][0]["plan"] = json!("K999")).assert_refused(&["K999"]);
    wrong("twice.json", &|copy| {
        let first = copy["sheets"][0].clone();
        copy["sheets"].as_array_mut().unwrap().push(first);
    });
    wrong("reference.json", &|copy| copy["sample"][0]["plan"] = json!("K 1"));
    wrong("newer.json", &|copy| copy["format"] = json!(2)).assert_refused(&["form"]);
    wrong("tool.json", &|copy| copy["tool"]["title"] = json!("Another tool of the same name"));
}
