//! Backups, erasure, measures and actions from the command line.

use crate::program::Bench;

#[test]
fn a_backup_is_a_whole_file_of_its_own_and_never_overwrites() {
    let bench = Bench::new();
    bench.done(&["demo", "s.gthread"]);
    let made = bench.done(&["backup", "s.gthread", "--out", "copy.gthread", "--json"]).json();
    bench.done(&["check", "copy.gthread"]);
    let (ours, theirs) =
        (bench.done(&["stats", "s.gthread", "--json"]), bench.done(&["stats", "copy.gthread", "--json"]));
    assert_eq!(ours.json(), theirs.json());
    assert!(bench.done(&["history", "copy.gthread"]).out.contains(made["head"].as_str().unwrap()));
    bench.run(&["backup", "s.gthread", "--out", "copy.gthread"]).assert_refused(&["copy.gthread"]);
}

#[test]
fn a_plan_is_erased_with_a_certificate_and_the_rest_still_counts() {
    let bench = Bench::new();
    bench.done(&["demo", "s.gthread"]);
    bench.done(&["export", "s.gthread", "--format", "csv", "--out", "before"]);
    let sample = std::fs::read_to_string(bench.path("before/sample.csv")).unwrap();
    let plan = sample.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let erase = |certificate: &str| {
        bench.run(&[
            "erase",
            "s.gthread",
            "--plan",
            &plan,
            "--reason",
            "Asked for by the family",
            "--certificate",
            certificate,
            "--json",
        ])
    };
    bench.write("taken.pdf", "mine");
    erase("taken.pdf").assert_refused(&["taken.pdf", "exists"]);
    let erased = erase("certificate.pdf").json();
    assert_eq!(erased["what"], format!("plan {plan}"));
    assert!(std::fs::read(bench.path("certificate.pdf")).unwrap().starts_with(b"%PDF"));
    bench.done(&["check", "s.gthread"]);
    bench.done(&["export", "s.gthread", "--format", "json", "--out", "after.json"]);
    let after = std::fs::read_to_string(bench.path("after.json")).unwrap();
    assert!(!after.contains(&format!("\"{plan}\"")));
    let stats = bench.done(&["stats", "s.gthread", "--json"]).json();
    assert_eq!(stats["plans"], 19);
    erase("again.pdf").assert_refused(&[plan.as_str()]);
    assert!(!bench.path("again.pdf").exists());
}

#[test]
fn erasing_needs_one_thing_a_reason_and_a_certificate() {
    let bench = Bench::new();
    bench.new_file();
    let certificate = ["--reason", "x", "--certificate", "c.pdf"];
    assert_eq!(bench.run(&[&["erase", "a.gthread"][..], &certificate].concat()).code, 2);
    let both = [&["erase", "a.gthread", "--plan", "K1", "--round", "R"][..], &certificate].concat();
    assert_eq!(bench.run(&both).code, 2);
}

#[test]
fn an_export_points_out_what_looks_like_a_person_without_repeating_it() {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference\nK1\n");
    bench.write("panel.csv", "name,agency,role,email\nBen Example,health,Nurse,\n");
    bench.write(
        "answers.csv",
        "plan,member,criterion,answer,na_reason,note\nK1,Ben Example,A1,met,,Ring Amina Khan on 020 8547 5000\n",
    );
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "R"]);
    bench.done(&["sample", "a.gthread", "--size", "1", "--seed", "1"]);
    bench.done(&["allocate", "a.gthread", "--per-plan", "1"]);
    bench.done(&["answers", "a.gthread", "import", "answers.csv"]);
    let own = ["export", "a.gthread", "--as", "Ben Example", "--format", "json", "--out"];
    let said = bench.done(&[&own[..], &["o.json"]].concat()).out;
    assert!(said.contains("K1 A1") && said.contains("Name of a person") && said.contains("Telephone number"), "{said}");
    assert!(!said.contains("Amina") && !said.contains("8547"), "{said}");
    let json = bench.done(&[&own[..], &["p.json", "--json"]].concat()).json();
    assert_eq!(json["looks_like_a_person"].as_array().unwrap().len(), 2);
}

#[test]
fn actions_go_out_and_come_back_as_they_were() {
    let bench = Bench::new();
    bench.new_file();
    let csv = "what,state,owner,due_on,criteria,public_line,is_training\nTrain writers,at_risk,SEND quality officer,2027-01-31,E2 E4,,yes\n=SUM(1),on_track,Ann,,,,\n";
    bench.write("actions.csv", csv);
    let first = bench.done(&["actions", "a.gthread", "import", "actions.csv", "--json"]).json();
    assert_eq!((&first["read"], &first["added"]), (&2.into(), &2.into()));
    bench.done(&["actions", "a.gthread", "export", "out.csv"]);
    bench.done(&["actions", "a.gthread", "export", "--out", "same.csv"]);
    assert_eq!(bench.run(&["actions", "a.gthread", "export"]).code, 2);
    assert!(std::fs::read_to_string(bench.path("out.csv")).unwrap().contains("'=SUM(1)"));
    let again = bench.done(&["actions", "a.gthread", "import", "out.csv", "--json"]).json();
    assert_eq!((&again["unchanged"], &again["added"], &again["updated"]), (&2.into(), &0.into(), &0.into()));
    let listed = bench.done(&["actions", "a.gthread", "list", "--json"]).json();
    assert_eq!(listed["actions"][0]["criteria"], serde_json::json!(["E2", "E4"]));
    bench.write("wrong.csv", "what,state\nX,soon\n");
    bench.run(&["actions", "a.gthread", "import", "wrong.csv"]).assert_refused(&["row 2", "state", "soon"]);
}

#[test]
fn published_measures_come_in_once_and_are_listed_with_their_counts() {
    let bench = Bench::new();
    bench.new_file();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/benchmarks/kingston-kpis.csv");
    let first = bench.done(&["measures", "a.gthread", "import", source, "--json"]).json();
    assert_eq!(first["read"], first["added"]);
    let again = bench.done(&["measures", "a.gthread", "import", source, "--json"]).json();
    assert_eq!(again["added"], 0);
    let listed = bench.done(&["measures", "a.gthread", "list"]).out;
    assert!(listed.contains("(18 of 24)") && listed.contains("no data"), "{listed}");
}
