//! Every strand from the draw to the report through the command line: drafts, advice, reviews, plans in practice.

use crate::program::Bench;
use golden_thread::domain::audit_tool::{AuditTool, Depth, Evidence};
use serde_json::Value;
use std::collections::BTreeSet;

const PANEL: &str = "name,agency,role,email\nAnn Example,education,SEND officer,\nBen Example,health,Clinician,\n\
    Cara Example,social_care,Social worker,\n";

fn tool(code: &str) -> AuditTool {
    let mut tools = golden_thread::assets::TOOLS.iter();
    let parse = |text: &&str| golden_thread::exchange::tool_file::parse_tool(text).unwrap();
    tools.find_map(|text| Some(parse(text)).filter(|tool| tool.code == code)).unwrap()
}

/// A file with forty plans and three pieces of advice on each of the first ten, one of them still to come.
fn prepared() -> Bench {
    let bench = Bench::new();
    bench.new_file();
    let mut plans = "reference,year_group,primary_need,last_review_on\n".to_owned();
    let mut advice =
        "reference,service,provider,author_role,requested_on,returned_on,outcome,exception,checked_by_provider_on\n"
            .to_owned();
    for n in 0..40 {
        plans += &format!("K{n:03},{},ASD,2026-0{}-10\n", n % 12, 1 + n % 9);
        if n < 10 {
            advice += &format!("K{n:03},Physiotherapy,Trust,Therapist,2026-01-05,2026-02-01,,,\n");
            advice += &format!("K{n:03},Educational psychology,Borough,Psychologist,2026-01-05,2026-02-20,,,\n");
            advice += &format!("K{n:03},Social care,Borough,Social worker,2026-01-05,,,,\n");
        }
    }
    bench.write("plans.csv", &plans);
    bench.write("advice.csv", &advice);
    bench.write("panel.csv", PANEL);
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.done(&["import-advice", "a.gthread", "advice.csv"]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench
}

/// Draws, reads, agrees and reports a round of this tool; gives the names of what was read, and the figures.
fn whole_round(bench: &Bench, code: &str, size: &str) -> (Vec<String>, Value) {
    bench.done(&["round", "a.gthread", "new", "--title", "Strand", "--tool", code, "--evidence", "file"]);
    let drawn = bench.done(&["sample", "a.gthread", "--size", size, "--seed", "7", "--json"]).json();
    let names: Vec<String> =
        drawn["plans"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    let allocation = bench.done(&["allocate", "a.gthread", "--json"]).json();
    assert_eq!(allocation["uncovered"], Value::Array(Vec::new()));
    let tool = tool(code);
    let mut csv = "plan,member,criterion,answer,na_reason,note\n".to_owned();
    for (n, task) in allocation["assignments"].as_array().unwrap().iter().enumerate() {
        let (plan, member) = (task["plan"].as_str().unwrap(), task["member"].as_str().unwrap());
        for (c, (_, criterion)) in tool.tested(Depth::Core, Evidence::File).enumerate() {
            let answer = if (n / 2 + c) % 5 == 0 { "partly" } else { "met" };
            csv += &format!("\"{plan}\",{member},{},{answer},,\n", criterion.code);
        }
    }
    bench.write("answers.csv", &csv);
    bench.done(&["answers", "a.gthread", "import", "answers.csv", "--submit"]);
    bench.done(&["agree", "a.gthread", "--unanimous"]);
    bench.done(&["agree", "a.gthread", "--by-rule"]);
    let stats = bench.done(&["stats", "a.gthread", "--json"]).json();
    assert_eq!(stats["not_agreed"], 0, "{code}");
    let graded: BTreeSet<String> =
        stats["plan_grades"].as_array().unwrap().iter().map(|one| one["plan"].as_str().unwrap().to_owned()).collect();
    assert_eq!(graded, names.iter().cloned().collect(), "{code}: what was drawn is what is graded");
    for kind in ["summary", "board", "agreement", "learning", "record"] {
        let out = format!("{kind}.pdf");
        bench.done(&["report", "a.gthread", "--kind", kind, "--out", &out]);
        assert!(std::fs::read(bench.path(&out)).unwrap().starts_with(b"%PDF"), "{code}: {kind}");
    }
    for (format, out) in [("csv", "whole-csv"), ("xlsx", "whole.xlsx"), ("json", "whole.json")] {
        bench.done(&["export", "a.gthread", "--format", format, "--out", out]);
        assert!(bench.path(out).exists(), "{code}: {format}");
    }
    bench.done(&["report", "a.gthread", "--kind", "plan", "--plan", &names[0], "--out", "p.pdf"]);
    bench.done(&["check", "a.gthread"]);
    (names, stats)
}

#[test]
fn a_new_file_has_a_tool_for_every_strand() {
    let bench = prepared();
    let list = bench.done(&["tool", "a.gthread", "list"]).out;
    for code in ["ehc-plan-audit", "draft-before-issue", "advice-audit", "annual-review", "plan-in-practice"] {
        assert!(list.contains(code), "{code} is not in {list}");
        let criteria = tool(code).criteria().count();
        assert!(code == "ehc-plan-audit" || (12..=30).contains(&criteria), "{code} has {criteria}");
    }
    let made = bench.done(&["round", "a.gthread", "new", "--title", "Plain", "--json"]);
    drop(made);
    let export = bench.done(&["stats", "a.gthread", "--json"]).json();
    assert_eq!(export["tool"]["code"], "ehc-plan-audit", "the plan's own tool stays the default");
}

#[test]
fn drafts_reviews_and_plans_in_practice_are_read_one_a_plan_under_its_reference() {
    for code in ["draft-before-issue", "annual-review", "plan-in-practice"] {
        let bench = prepared();
        let (names, _) = whole_round(&bench, code, "6");
        assert_eq!(names.len(), 6);
        assert!(names.iter().all(|name| name.len() == 4), "{names:?}");
    }
}

#[test]
fn advice_is_drawn_piece_by_piece_from_what_came_and_reads_back() {
    let bench = prepared();
    // All twenty pieces that came: each plan twice, so every name carries its label.
    let (names, before) = whole_round(&bench, "advice-audit", "20");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 20);
    assert!(names.contains(&"K003: Physiotherapy, Trust, 2026-01-05".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("Social care")), "what has not come cannot be read");
    bench.done(&["export", "a.gthread", "--format", "json", "--out", "round.json"]);
    bench.done(&["export", "a.gthread", "--format", "csv", "--out", "tables"]);

    std::fs::rename(bench.path("a.gthread"), bench.path("old.gthread")).unwrap();
    bench.new_file();
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.done(&["import-advice", "a.gthread", "advice.csv"]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "Strand", "--tool", "advice-audit", "--evidence", "file"]);
    bench.done(&["sample", "a.gthread", "--size", "20", "--seed", "7"]);
    bench.done(&["allocate", "a.gthread"]);
    bench.done(&["answers", "a.gthread", "import", "round.json", "--submit"]);
    bench.done(&["agree", "a.gthread", "--import", "round.json"]);
    assert_eq!(bench.done(&["stats", "a.gthread", "--json"]).json(), before);
}

#[test]
fn a_piece_that_is_the_only_one_of_its_plan_goes_by_the_reference_and_a_top_up_never_draws_it_again() {
    let bench = prepared();
    bench.done(&["round", "a.gthread", "new", "--title", "Strand", "--tool", "advice-audit"]);
    let one = bench.done(&["sample", "a.gthread", "--size", "1", "--seed", "3", "--json"]).json();
    assert_eq!(one["plans"][0].as_str().unwrap().len(), 4, "{one}");
    let all = bench.done(&["sample", "a.gthread", "--add", "19", "--json"]).json();
    let names: BTreeSet<&str> = all["plans"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(names.len(), 20, "{all}");
    assert!(names.iter().all(|name| name.contains(": ")), "each plan is read twice now: {names:?}");
}
