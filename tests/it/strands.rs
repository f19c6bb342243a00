//! Every strand from the draw to the report through the command line: drafts, advice, reviews, plans in practice.

use crate::main_job::pdf_text;
use crate::program::Bench;
use golden_thread::domain::audit_tool::{AuditTool, Depth, Evidence, SubjectKind};
use golden_thread::domain::plan_result::Outcome;
use golden_thread::domain::report::ReportKind;
use golden_thread::ops::{Actor, Session};
use golden_thread::platform::clock::Machine;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PANEL: &str = "name,agency,role,email\nAnn Example,education,SEND officer,\nBen Example,health,Clinician,\n\
    Cara Example,social_care,Social worker,\n";

pub(crate) fn tool(code: &str) -> AuditTool {
    let mut tools = golden_thread::assets::TOOLS.iter();
    let parse = |text: &&str| golden_thread::exchange::tool_file::parse_tool(text).unwrap();
    tools.find_map(|text| Some(parse(text)).filter(|tool| tool.code == code)).unwrap()
}

/// A file with forty plans and three pieces of advice on each of the first ten, one of them still to come.
pub(crate) fn prepared() -> Bench {
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

/// The answer of a reader on a criterion. Every third thing read is poor; the second reader of the first thing sees its
/// first criterion otherwise, and nobody's answer is taken for it.
fn answer(thing: usize, reader: usize, criterion: usize) -> &'static str {
    match () {
        () if (thing, reader, criterion) == (0, 1, 0) => "not_met",
        () if thing % 3 == 1 && criterion.is_multiple_of(2) => "not_met",
        () if (thing + criterion).is_multiple_of(5) => "partly",
        () => "met",
    }
}

/// Draws, reads, agrees, closes and reports a round of this tool; gives the names of what was read, and the figures.
fn whole_round(bench: &Bench, code: &str, size: &str) -> (Vec<String>, Value) {
    bench.done(&["round", "a.gthread", "new", "--title", "Strand", "--tool", code, "--evidence", "file"]);
    let drawn = bench.done(&["sample", "a.gthread", "--size", size, "--seed", "7", "--json"]).json();
    let names: Vec<String> =
        drawn["plans"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    let allocation = bench.done(&["allocate", "a.gthread", "--json"]).json();
    assert_eq!(allocation["uncovered"], Value::Array(Vec::new()));
    let tool = tool(code);
    let mut csv = "plan,member,criterion,answer,na_reason,note\n".to_owned();
    let mut readers: BTreeMap<String, usize> = BTreeMap::new();
    for task in allocation["assignments"].as_array().unwrap() {
        let (plan, member) = (task["plan"].as_str().unwrap(), task["member"].as_str().unwrap());
        let thing = names.iter().position(|name| name == plan).unwrap();
        let reader = readers.entry(plan.to_owned()).and_modify(|n| *n += 1).or_default();
        for (at, (_, criterion)) in tool.tested(Depth::Core, Evidence::File).enumerate() {
            csv += &format!("\"{plan}\",{member},{},{},,\n", criterion.code, answer(thing, *reader, at));
        }
    }
    assert!(readers.len() == names.len() && readers.values().all(|last| *last == 1), "two readers each: {readers:?}");
    bench.write("answers.csv", &csv);
    bench.done(&["answers", "a.gthread", "import", "answers.csv", "--submit"]);
    bench.done(&["agree", "a.gthread", "--unanimous"]);
    bench.done(&["agree", "a.gthread", "--by-rule"]);
    let before = bench.done(&["stats", "a.gthread", "--json"]).json();
    let split = tool.tested(Depth::Core, Evidence::File).next().unwrap().1.code.clone();
    if before["not_agreed"] != 0 {
        let agreed = format!("plan,criterion,answer,reason\n\"{}\",{split},partly,Read again together\n", names[0]);
        bench.write("agreed.csv", &agreed);
        bench.done(&["agree", "a.gthread", "--import", "agreed.csv"]);
    }
    let stats = bench.done(&["stats", "a.gthread", "--json"]).json();
    assert_eq!(stats["not_agreed"], 0, "{code}");
    let graded: BTreeSet<String> =
        stats["plan_grades"].as_array().unwrap().iter().map(|one| one["plan"].as_str().unwrap().to_owned()).collect();
    assert_eq!(graded, names.iter().cloned().collect(), "{code}: what was drawn is what is graded");
    close(bench, code);
    reports(bench, &tool, &names);
    for (format, out) in [("csv", "whole-csv"), ("xlsx", "whole.xlsx"), ("json", "whole.json")] {
        bench.done(&["export", "a.gthread", "--format", format, "--out", out]);
        assert!(bench.path(out).exists(), "{code}: {format}");
    }
    bench.done(&["check", "a.gthread"]);
    (names, stats)
}

/// Says what happens to what is below Good, which only the screen does, and closes the round.
fn close(bench: &Bench, code: &str) {
    bench.run(&["round", "a.gthread", "close"]).assert_refused(&["what happens to it is not recorded"]);
    let mut session = Session::open(&bench.path("a.gthread"), None, Box::new(Machine)).unwrap();
    let round = session.round(None).unwrap();
    let tool = session.tool(round.facts.tool).unwrap();
    let mut poor = 0;
    for one in session.graded_sample(&round).unwrap() {
        let proposed = Outcome::proposed(&tool, &one.grading, one.grade.grade.as_deref()).unwrap();
        if Outcome::is_needed(&tool, one.grade.grade.as_deref()) {
            poor += 1;
            session.set_plan_result(&Actor::Lead, round.id, one.subject, Some(proposed)).unwrap();
        }
    }
    assert!(poor > 0, "{code}: something is to be decided on");
    session.close().unwrap();
    bench.done(&["round", "a.gthread", "close"]);
    bench.run(&["round", "a.gthread", "close"]).assert_refused(&["closed"]);
}

/// Every kind of report, with the words for what was read.
fn reports(bench: &Bench, tool: &AuditTool, names: &[String]) {
    let code = &tool.code;
    for kind in ReportKind::ALL {
        let out = format!("{}.pdf", kind.code());
        let mut arguments = vec!["report", "a.gthread", "--kind", kind.code(), "--out", &out];
        if *kind == ReportKind::Plan {
            arguments.extend(["--plan", &names[0]]);
        }
        let view = match kind {
            ReportKind::Health => Some("health"),
            ReportKind::SocialCare => Some("social_care"),
            _ => None,
        };
        if view.is_some_and(|view| tool.get_view(view).is_none()) {
            bench.run(&arguments).assert_refused(&["view"]);
            continue;
        }
        bench.done(&arguments);
        let text = pdf_text(&std::fs::read(bench.path(&out)).unwrap());
        let said = if *kind == ReportKind::Plan { tool.subject.noun() } else { tool.subject.nouns() };
        let said = if *kind == ReportKind::Plan && tool.subject == SubjectKind::Plan { "Plan" } else { said };
        let is_said = text.to_lowercase().contains(&said.to_lowercase()) || *kind == ReportKind::Plan;
        assert!(is_said, "{code}, {kind:?}: no \"{said}\" in {text}");
        if let Ok(folder) = std::env::var("GT_PICTURES") {
            std::fs::write(format!("{folder}/strand-{code}-{}.txt", kind.code()), &text).unwrap();
            std::fs::copy(bench.path(&out), format!("{folder}/strand-{code}-{}.pdf", kind.code())).unwrap();
        }
    }
    bench.done(&["report", "a.gthread", "--kind", "plan", "--all-plans", "--out", "sheets"]);
    assert_eq!(std::fs::read_dir(bench.path("sheets")).unwrap().count(), names.len(), "{code}: a sheet for each");
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
fn plans_drafts_reviews_and_plans_in_practice_are_read_one_a_plan_under_its_reference_and_taken_in_elsewhere() {
    for code in ["ehc-plan-audit", "draft-before-issue", "annual-review", "plan-in-practice"] {
        let bench = prepared();
        let (names, stats) = whole_round(&bench, code, "6");
        assert_eq!(names.len(), 6);
        assert!(names.iter().all(|name| name.len() == 4), "{names:?}");
        taken_in_elsewhere(&bench, &stats);
    }
}

/// A file that knows nothing of the round takes its export in and comes to the same figures.
fn taken_in_elsewhere(bench: &Bench, before: &Value) {
    bench.done(&["new", "b.gthread", "--local-area", "Testshire", "--no-passphrase"]);
    bench.done(&["round", "b.gthread", "import", "whole.json"]);
    let after = bench.done(&["stats", "b.gthread", "--json"]).json();
    for figure in ["plan_grades", "headings", "gaps", "agreement", "good_or_better", "tool"] {
        assert_eq!(after[figure], before[figure], "{figure}");
    }
    bench.done(&["check", "b.gthread"]);
}

#[test]
fn advice_is_drawn_piece_by_piece_from_what_came_and_reads_back() {
    let bench = prepared();
    // All twenty pieces that came: each plan twice, so every name carries its label.
    let (names, before) = whole_round(&bench, "advice-audit", "20");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 20);
    assert!(names.contains(&"K003: Physiotherapy, Trust, 2026-01-05".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("Social care")), "what has not come cannot be read");
    taken_in_elsewhere(&bench, &before);

    std::fs::rename(bench.path("a.gthread"), bench.path("old.gthread")).unwrap();
    bench.new_file();
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.done(&["import-advice", "a.gthread", "advice.csv"]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "Strand", "--tool", "advice-audit", "--evidence", "file"]);
    bench.done(&["sample", "a.gthread", "--size", "20", "--seed", "7"]);
    bench.done(&["allocate", "a.gthread"]);
    bench.done(&["answers", "a.gthread", "import", "whole.json", "--submit"]);
    bench.done(&["agree", "a.gthread", "--import", "whole.json"]);
    assert_eq!(bench.done(&["stats", "a.gthread", "--json"]).json(), before);
}

/// Forty pieces from two services: thirty of physiotherapy, spelt in two ways, and ten of a service with a comma.
fn with_two_services() -> Bench {
    let bench = Bench::new();
    bench.new_file();
    let mut plans = "reference,year_group\n".to_owned();
    let mut advice =
        "reference,service,provider,author_role,requested_on,returned_on,outcome,exception,checked_by_provider_on\n"
            .to_owned();
    for n in 0..30 {
        plans += &format!("K{n:03},{}\n", n % 12);
        let spelt = if n == 17 { "PHYSIOTHERAPY" } else { "Physiotherapy" };
        advice += &format!("K{n:03},{spelt},Trust,Therapist,2026-01-05,2026-02-01,,,\n");
        if n % 3 == 0 {
            advice += &format!("K{n:03},\"Speech, language\",Trust,Therapist,2026-01-05,2026-02-01,,,\n");
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

#[test]
fn advice_is_divided_by_the_service_that_gave_it_in_proportion_and_the_same_seed_draws_the_same_pieces() {
    let draw = |seed: &str| {
        let bench = with_two_services();
        bench.done(&["round", "a.gthread", "new", "--title", "Strand", "--tool", "advice-audit"]);
        let by = ["sample", "a.gthread", "--size", "8", "--seed", seed, "--stratify", "service", "--json"];
        let drawn = bench.done(&by).json();
        (bench, drawn)
    };
    let (bench, drawn) = draw("7");
    let strata: Vec<(String, u64, u64)> = drawn["strata"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| {
            let whole = |field: &str| s[field].as_u64().unwrap();
            (s["name"].as_str().unwrap().to_owned(), whole("population"), whole("sampled"))
        })
        .collect();
    assert_eq!(
        strata,
        [("Physiotherapy".to_owned(), 30, 6), ("Speech, language".to_owned(), 10, 2)],
        "a quarter of the pieces, a quarter of the sample; one service however it is spelt"
    );
    assert_eq!(draw("7").1, drawn);
    assert_ne!(draw("8").1["plans"], drawn["plans"]);

    let more = bench.done(&["sample", "a.gthread", "--add", "4", "--json"]).json();
    let sampled: Vec<u64> = more["strata"].as_array().unwrap().iter().map(|s| s["sampled"].as_u64().unwrap()).collect();
    assert_eq!(sampled, [9, 3], "a top-up is divided in the same way");
    let drawn_by = bench.done(&["history", "a.gthread", "--json"]).out;
    assert!(drawn_by.contains("sample_drawn"), "{drawn_by}");
    bench.done(&["report", "a.gthread", "--kind", "record", "--out", "record.pdf"]);
    let record = pdf_text(&std::fs::read(bench.path("record.pdf")).unwrap());
    assert!(record.contains("service of the advice") && record.contains("Speech, language"), "{record}");
}

#[test]
fn plans_are_not_divided_by_the_service_of_advice() {
    let bench = with_two_services();
    bench.done(&["round", "a.gthread", "new", "--title", "Plans"]);
    let by = ["sample", "a.gthread", "--size", "8", "--seed", "7", "--stratify", "service"];
    bench.run(&by).assert_refused(&["No sample was drawn", "does not read advice"]);
    let plain = ["sample", "a.gthread", "--size", "8", "--seed", "7"];
    assert!(bench.done(&plain).out.starts_with("8 plans drawn from 30 with seed 7"));
    bench.done(&["round", "a.gthread", "new", "--title", "Advice", "--tool", "advice-audit"]);
    assert!(bench.done(&plain).out.starts_with("8 pieces of advice drawn from 40 with seed 7"));
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
