//! The area's own tools: edited, published, used, edited again; tool files with every kind of mistake.

use crate::program::Bench;
use golden_thread::domain::audit_tool::{AuditTool, Depth, Evidence};
use golden_thread::domain::round::{Purpose, Round};
use golden_thread::domain::tool_check::MAX_PARTS;
use golden_thread::exchange::tool_file::{ToolFileError, parse_tool, tool_to_toml};
use golden_thread::ops::{Actor, AnswerEntry, DrawRequest, NewRound, Session};
use golden_thread::stats::change::{Part, change};
use golden_thread::stats::results::results;
use golden_thread::testing::{self, TestFile};

const LEAD: Actor = Actor::Lead;
const TOOL: &str = include_str!("../../assets/audit-tools/ehc-plan-audit.toml");

/// Every sheet of a round handed in and agreed: met, but every seventh criterion partly met.
pub(crate) fn agree_all(session: &mut Session, round: &Round) {
    let (_, tool) = session.list_tools().unwrap().into_iter().find(|(id, _)| *id == round.facts.tool).unwrap();
    let plans = session.round_progress(round).unwrap().plans;
    let mut rows = Vec::new();
    for (p, plan) in plans.iter().filter(|plan| plan.sampled.counts()).enumerate() {
        for (c, (_, criterion)) in tool.tested(round.facts.depth, round.facts.evidence).enumerate() {
            let answer = if (p + c) % 7 == 0 { "partly" } else { "met" };
            rows.extend(plan.sheets.iter().map(|sheet| AnswerEntry {
                row: 0,
                plan: plan.facts.reference.clone(),
                member: sheet.member.clone(),
                criterion: criterion.code.clone(),
                answer: answer.to_owned(),
                na_reason: None,
                note: None,
            }));
        }
    }
    session.import_answers(&LEAD, round.id, &rows, true).unwrap();
    session.agree_unanimous(&LEAD, round.id).unwrap();
}

fn next_round(session: &mut Session, title: &str, seed: u64) -> Round {
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let (depth, evidence, purpose) = (Depth::Core, Evidence::File, Purpose::Random);
    let new = NewRound { title: title.to_owned(), tool, depth, evidence, purpose, caution: None };
    let round = session.make_round(&LEAD, new).unwrap().value;
    let request = DrawRequest {
        size: 4,
        seed,
        stratify: Vec::new(),
        min_per_stratum: 0,
        filters: Vec::new(),
        issued_since: None,
        exclude_last_rounds: 0,
        reserves: 0,
    };
    session.draw_sample(&LEAD, round.id, &request).unwrap();
    session.allocate(&LEAD, round.id, 2).unwrap();
    session.round(Some(title)).unwrap()
}

/// Everything that is worked out of a round, every figure in full.
fn figures(session: &mut Session, title: &str) -> String {
    let round = session.round(Some(title)).unwrap();
    let snapshot = session.snapshot(&round, None).unwrap();
    format!("{:?}", results(&snapshot))
}

/// Edits the newest version and publishes the next.
fn edit(session: &mut Session, change: impl FnOnce(&mut AuditTool)) {
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let draft = session.edit_tool(&LEAD, tool).unwrap().value.draft.unwrap();
    let mut tool = session.list_tool_drafts().unwrap().remove(0).tool;
    change(&mut tool);
    session.set_tool_draft(&LEAD, draft, tool).unwrap();
    session.publish_draft(&LEAD, draft).unwrap();
}

#[test]
fn a_tool_edited_published_used_and_edited_again_leaves_old_results_unchanged_to_the_digit() {
    let (file, mut session) = TestFile::new();
    let one = testing::round(&mut session, 4, 4);
    agree_all(&mut session, &one);
    let before = figures(&mut session, "Autumn 2026");
    assert!(before.contains("good_or_better: Some"), "{before}");

    edit(&mut session, |tool| {
        tool.grades[0].from_percent = 99;
        tool.grades[1].from_percent = 98;
        tool.headings[0].weight = 7;
        tool.headings[1].criteria.remove(0);
    });
    let two = next_round(&mut session, "Spring 2027", 8);
    agree_all(&mut session, &two);
    let of_two = figures(&mut session, "Spring 2027");
    assert_eq!(figures(&mut session, "Autumn 2026"), before);

    edit(&mut session, |tool| tool.headings[0].criteria[0].question = "Asked in other words?".to_owned());
    assert_eq!(figures(&mut session, "Autumn 2026"), before);
    assert_eq!(figures(&mut session, "Spring 2027"), of_two);
    let versions: Vec<u32> = session.list_tools().unwrap().iter().map(|(_, tool)| tool.version).collect();
    assert_eq!(versions, [1, 2, 3]);
    session.verify().unwrap();
    drop(session);
    let mut session = file.open();
    assert_eq!(figures(&mut session, "Autumn 2026"), before);
}

#[test]
fn rounds_of_another_version_are_never_joined_and_it_is_said() {
    let (_file, mut session) = TestFile::new();
    let one = testing::round(&mut session, 4, 4);
    agree_all(&mut session, &one);
    let same = next_round(&mut session, "Winter 2026", 8);
    agree_all(&mut session, &same);
    let snapshot = session.snapshot(&same, None).unwrap();
    assert_eq!((snapshot.earlier.len(), snapshot.previous.is_some()), (4, true));
    assert_eq!(snapshot.not_joined_words(), None);

    edit(&mut session, |tool| tool.grades[1].from_percent -= 1);
    let two = next_round(&mut session, "Spring 2027", 9);
    agree_all(&mut session, &two);
    let snapshot = session.snapshot(&two, None).unwrap();
    assert_eq!((snapshot.earlier.len(), snapshot.previous.is_some()), (0, false));
    let said = snapshot.not_joined_words().unwrap();
    assert!(said.contains("Winter 2026 (version 1), Autumn 2026 (version 1)"), "{said}");
    assert!(said.contains("version 2 of the tool"), "{said}");
    assert!(snapshot.tool.full_name().ends_with("version 2 (local thresholds, set on 22 November 2026)"));
    // Without rounds to compare with there is nothing that could be called a change.
    assert_eq!(change(Part { count: 0, n: 0 }, Part { count: 3, n: 4 }), None);
}

#[test]
fn a_pack_carries_the_version_of_its_round_whatever_is_published_since() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 4, 4);
    edit(&mut session, |tool| tool.headings[0].criteria[0].question = "Asked in other words?".to_owned());
    let made = session.make_packs(&LEAD, round.id, None, file.folder()).unwrap().value;
    let world = Box::new(golden_thread::testing::FixedWorld::default());
    let path = file.folder().join(&made[0].file_name);
    let pack = Session::open(&path, Some(&made[0].passphrase), world).unwrap();
    let tools: Vec<AuditTool> = pack.list_tools().unwrap().into_iter().map(|(_, tool)| tool).collect();
    assert_eq!(tools, [testing::default_tool()]);
}

#[test]
fn a_pack_edits_no_tool() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 4, 4);
    let made = session.make_packs(&LEAD, round.id, None, file.folder()).unwrap().value;
    let world = Box::new(golden_thread::testing::FixedWorld::default());
    let path = file.folder().join(&made[0].file_name);
    let mut pack = Session::open(&path, Some(&made[0].passphrase), world).unwrap();
    let (tool, _) = pack.find_tool("ehc-plan-audit", None).unwrap();
    assert!(pack.edit_tool(&LEAD, tool).is_err());
    assert!(pack.list_tool_drafts().unwrap().is_empty());
}

/// The line, counted from 1, at which a text begins.
fn line_at(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

/// A mistake: what it replaces, what stands there then, and words of the message that say what to do.
type Mistake = (&'static str, &'static str, &'static str);

/// Mistakes in the value that is told. One for every kind of fault a tool can have, and for what TOML can have.
const MISTAKES: &[Mistake] = &[
    // TOML itself.
    ("version = 1", "version 1", "the sign = is missing. Write it like this: version = 1"),
    ("version = 1", "version =", "has no value. Write it like this: version = 1"),
    ("version = 1", "= 1", "the key before the sign = is missing. Write a key"),
    ("version = 1", "version = 01", "does not begin with 0. Write it like this: version = 1"),
    ("version = 1", "version = 1 2", "one line holds one value. Write it like this: version = 1"),
    ("title = \"Health needs\"", "title = Health needs", "between straight quotes"),
    ("title = \"Health needs\"", "title = “Health needs”", "the quotes are curly. Use straight ones."),
    ("title = \"Health needs\"", "title = \"Health needs", "a quote is missing, or one stands within the text. Write"),
    ("title = \"Health needs\"", "title = \"Health \\needs\\q\"", "Write two of them for one"),
    ("headings = [\"C\", \"G\"]", "headings = [\"C\" \"G\"]", "a comma is missing"),
    (
        "[[heading.criterion]]",
        "[[heading.criterion]",
        "the header is not closed, or holds something else. Write [tool]",
    ),
    // Keys.
    (
        "version = 1",
        "version = 1\ncolour = \"red\"",
        "there is no key `colour` in this part. Remove the line, or use one of: ",
    ),
    ("version = 1", "version = 1\nversion = 2", "`version` is given twice in this part. Remove one of the two lines."),
    ("[tool]", "[tool]\n[tool]", "a part with this header is there already. Write [tool] and [tool.rule] once"),
    ("weight = 1", "wieght = 1", "Did you mean `weight`? Correct it, or remove the line."),
    ("references = [{ text = \"local", "references = [{ test = \"local", "Did you mean `text`?"),
    ("[tool]", "[tol]", "Did you mean `tool`?"),
    // Kinds of value.
    ("version = 1", "version = \"one\"", "`version` holds text and needs a whole number from 0 on"),
    ("version = 1", "version = 1.5", "holds the number 1.5 and needs a whole number"),
    ("points = 2", "points = -2", "holds the number -2 and needs a whole number from 0 on"),
    (
        "version = 1",
        "version = 9999999999",
        "of at most nine digits and without quotes. Write it like this: version = 1",
    ),
    ("key = \"1\"", "key = 1", "holds a number and needs text between quotes. Write it like this: key = \"1\""),
    ("good_or_better = true", "good_or_better = \"yes\"", "needs true or false, without quotes. Write it like this:"),
    (
        "headings = [\"C\", \"G\"]",
        "headings = \"C\"",
        "needs a list in square brackets. Write it like this: headings = [",
    ),
    ("headings = [\"C\", \"G\"]", "headings = [\"C\", 3]", "needs a list of codes, each between quotes. Write"),
    (
        "lead = [\"health\"]",
        "lead = \"health\"",
        "needs a list in square brackets. Write it like this: lead = [\"health\"]",
    ),
    (
        "[tool]",
        "[tool]\nthresholds_set_on = \"lately\"",
        "is not a day. Write it like this: thresholds_set_on = \"2026-11-22\"",
    ),
    // Words of our own lists.
    ("kind = \"must\"", "kind = \"duty\"", "`kind`: \"duty\" is not known here. Use one of: must, should, local."),
    ("kind = \"must\"", "kind = 3", "needs one word between quotes. Use one of: must, should, local."),
    ("depth = \"workshop\"", "depth = \"deep\"", "Use one of: workshop, core, full."),
    ("evidence = \"plan\"", "evidence = \"the plan\"", "Use one of: plan, appendices, file."),
    ("lead = \"health\"", "lead = \"nhs\"", "Use one of: all, education, health, social_care."),
    ("lead = [\"health\"]", "lead = [\"nhs\"]", "Use one of: all, education, health, social_care."),
    ("subject = \"plan\"", "subject = \"plans\"", "Use one of: plan, draft, advice, review, practice."),
    ("verified = \"primary\"", "verified = \"yes\"", "Use one of: primary, secondary, none."),
    // Codes.
    ("code = \"A2\"", "code = \"A 2\"", "Use 1 to 32 letters, digits, _ or -."),
    ("code = \"A2\"", "code = \"A1\"", "Give each its own code."),
    // Texts.
    ("title = \"Health needs\"", "title = \"\"", "Write the words people are to read."),
    ("label = \"Met\"", "label = \"Met\\u0007\"", "Remove it."),
    // Numbers.
    ("version = 1", "version = 0", "Use 1 to"),
    ("standard_from_percent = 70", "standard_from_percent = 170", "Use 0 to 100."),
    ("from_percent = 90", "from_percent = 190", "Use 0 to 100."),
    ("weight = 1", "weight = 0", "Use 1 to 100."),
    ("weight = 1", "weight = 101", "Use 1 to 100."),
    // Points, keys, levels.
    ("key = \"4\"", "key = \"44\"", "Use one key, such as 1."),
    ("key = \"4\"", "key = \"3\"", "Give each its own, or none."),
    ("level = 1", "level = 2", "Give each its own, or none."),
    // Grades.
    ("from_percent = 0", "from_percent = 5", "The last grade starts at 0"),
    // The rule.
    ("must_partly_caps_plan_at = \"good\"", "must_partly_caps_plan_at = \"fine\"", "Use one of its codes."),
    ("top_grade_allows_no = \"not_met\"", "top_grade_allows_no = \"never\"", "Use one of its codes."),
    // Groups and views.
    ("headings = [\"C\", \"G\"]", "headings = [\"C\", \"G\", \"Z\"]", "Use one of its codes."),
    ("headings = [\"C\", \"G\"]", "headings = [\"C\", \"G\", \"C\"]", "Remove one."),
    ("headings = [\"C\", \"G\"]", "headings = []", "Fill it or remove it."),
    // Not applicable.
    ("na_needs = [\"C1\", \"D1\"]", "na_needs = [\"C1\", \"X1\"]", "Use one of its codes."),
];

#[test]
fn a_tool_file_with_each_kind_of_mistake_gives_the_line_and_what_to_do() {
    assert!(parse_tool(TOOL).is_ok());
    for (old, new, what_to_do) in MISTAKES {
        let at = TOOL.find(old).unwrap_or_else(|| panic!("{old} is not in the tool"));
        let text = TOOL.replacen(old, new, 1);
        // Where the new text goes over several lines the fault is in the last.
        let line = line_at(&text, at) + new.matches('\n').count();
        let said = parse_tool(&text).unwrap_err().to_string();
        let told = said.lines().find(|l| l.starts_with(&format!("Line {line}: ")));
        let told = told.unwrap_or_else(|| panic!("{new}: no line {line} in {said}"));
        assert!(told.contains(what_to_do), "{new}: {told}");
    }
}

/// A mistake that is made by a change of the tool rather than of one value: the change, and what is said.
fn said_of(change: impl FnOnce(&mut AuditTool)) -> Vec<String> {
    let mut tool = testing::default_tool();
    change(&mut tool);
    let text = tool_to_toml(&tool);
    let lines = text.lines().count();
    match parse_tool(&text).unwrap_err() {
        ToolFileError::Faults(faults) => {
            assert!(faults.iter().all(|fault| (1..=lines).contains(&fault.line)));
            faults
                .iter()
                .map(|fault| format!("{} | {}", text.lines().nth(fault.line - 1).unwrap(), fault.fault))
                .collect()
        }
        other => panic!("{other}"),
    }
}

#[test]
fn faults_of_several_parts_are_told_at_the_part_and_say_what_to_do() {
    let one = |change: fn(&mut AuditTool), line: &str, what_to_do: &str| {
        let said = said_of(change);
        let found = said.iter().any(|s| s.starts_with(line) && s.contains(what_to_do));
        assert!(found, "no {line:?} with {what_to_do:?} in {said:#?}");
    };
    let threshold = |t: &mut AuditTool| t.grades[1].from_percent = t.grades[0].from_percent;
    one(threshold, "from_percent = ", "List grades best first.");
    let below = |t: &mut AuditTool| t.grades.iter_mut().enumerate().for_each(|(i, g)| g.good_or_better = i == 1);
    one(below, "good_or_better = true", "Mark that one too, or neither.");
    one(|t| t.grades.truncate(1), "[", "no grades, or 2 to 6");
    one(|t| t.grades.clear(), "must_not_met_caps_heading_at", "Add grades or remove it.");
    one(|t| t.answers.truncate(1), "[", "Allowed: 2 to 9 answers.");
    one(|t| t.answers.iter_mut().for_each(|a| a.points = None), "[", "Give points to at least one.");
    let na = |t: &mut AuditTool| t.answers.iter_mut().filter(|a| a.code == "na").for_each(|a| a.points = Some(1));
    one(na, "points = 1", "Remove its points.");
    one(|t| t.answers[0].code = "handed".to_owned(), "code = \"handed\"", "Choose another code.");
    one(|t| t.answers.retain(|a| a.code != "na"), "na = ", "Add it or remove na.");
    one(|t| t.headings.iter_mut().for_each(|h| h.criteria.clear()), "criterion = []", "Fill it or remove it.");
    one(|t| t.headings.clear(), "[tool]", "1 to 100 sections");
    let groups = |t: &mut AuditTool| {
        let group = t.groups[0].clone();
        t.groups = vec![group; MAX_PARTS + 1];
    };
    one(groups, "[", "at most 100 groups");
    let long = |t: &mut AuditTool| t.headings[0].criteria[0].question = "x".repeat(2_001);
    one(long, "question = ", "Shorten it.");
    let no_na = |t: &mut AuditTool| {
        for criterion in t.headings.iter_mut().flat_map(|h| &mut h.criteria).filter(|c| !c.na_needs.is_empty()) {
            criterion.na = None;
        }
    };
    one(no_na, "na_needs = ", "Add na.");
    let itself = |t: &mut AuditTool| {
        let c = t.headings.iter_mut().flat_map(|h| &mut h.criteria).find(|c| !c.na_needs.is_empty()).unwrap();
        c.na_needs = vec![c.code.clone()];
    };
    one(itself, "na_needs = ", "Name another.");
    let circle = |t: &mut AuditTool| {
        let criteria = &mut t.headings[0].criteria;
        let codes = [criteria[0].code.clone(), criteria[1].code.clone()];
        for (at, need) in [(0, 1), (1, 0)] {
            criteria[at].na = Some("never asked".to_owned());
            criteria[at].na_needs = vec![codes[need].clone()];
            criteria[at].depth = Depth::Workshop;
            criteria[at].evidence = Evidence::Plan;
        }
    };
    one(circle, "na_needs = ", "Break it at one of them.");
    let less = |t: &mut AuditTool| {
        let full = t.criteria().find(|(_, c)| c.depth == Depth::Full).map(|(_, c)| c.code.clone()).unwrap();
        let c = t.headings.iter_mut().flat_map(|h| &mut h.criteria).find(|c| c.depth == Depth::Workshop).unwrap();
        (c.na, c.na_needs) = (Some("never".to_owned()), vec![full]);
    };
    one(less, "na_needs = ", "Give it no greater depth");
}

/// What is said first of a file that lacks something, or is something else altogether.
#[test]
fn what_is_missing_is_told_at_the_part_that_lacks_it_with_an_example() {
    let first = |text: &str| parse_tool(text).unwrap_err().to_string().lines().next().unwrap().to_owned();
    for key in ["code", "kind", "depth", "evidence", "question"] {
        let at = TOOL.find("[[heading.criterion]]").unwrap();
        let from = at + TOOL[at..].find(&format!("\n{key} = ")).unwrap() + 1;
        let to = from + TOOL[from..].find('\n').unwrap() + 1;
        let said = first(&format!("{}{}", &TOOL[..from], &TOOL[to..]));
        let wanted = format!(
            "Line {}: the part beginning here has no `{key}`. Add a line like this: {key} = ",
            line_at(TOOL, at)
        );
        assert!(said.starts_with(&wanted), "{said}");
    }
    let headed = "[tool]\ncode = \"x\"\ntitle = \"X\"\nversion = 1\nsource = \"\"\nsubject = \"plan\"\n";
    for (text, wanted) in [
        ("", "Line 1: the file holds no tool. Export a published tool"),
        ("  \r\n\n", "Line 1: the file holds no tool. Export a published tool"),
        ("# A remark\n", "Line 1: the part [tool] is missing. Write [tool] at the top"),
        (headed, "Line 1: the part beginning here has no [[tool.answer]]. Add [[tool.answer]] and its lines below it."),
        ("heading = 3", "Line 1: a part is not written as a tool file has it. Write [tool]"),
        ("[[tool]]", "Line 1: a part is not written as a tool file has it. Write [tool]"),
    ] {
        let said = first(text);
        assert!(said.starts_with(wanted), "{text:?}: {said}");
    }
    let unclosed = TOOL.replacen("headings = [\"C\", \"G\"]", "headings = [\"C\", \"G\"", 1);
    assert!(first(&unclosed).contains("the list above is not closed. Write ]"), "{}", first(&unclosed));
    let huge = parse_tool(&"#".repeat(2_000_001)).unwrap_err().to_string();
    assert!(huge.contains("at most 2000000") && huge.contains("Check that it is the right file"), "{huge}");
}

#[test]
fn the_command_line_says_what_to_do_with_a_file_that_is_no_tool_file() {
    let bench = Bench::new();
    bench.new_file();
    std::fs::write(bench.path("latin.toml"), b"[tool]\ncode = \"x\"\ntitle = \"Caf\xe9\"\n").unwrap();
    bench.write("empty.toml", "");
    bench.write("slip.toml", &TOOL.replacen("lead = \"health\"", "lead = \"nhs\"", 1));
    let line = line_at(TOOL, TOOL.find("lead = \"health\"").unwrap());
    for (file, words) in [
        ("latin.toml", ["Line 3: this is not text in UTF-8", "encoding UTF-8"]),
        ("empty.toml", ["Line 1: the file holds no tool", "Export a published tool"]),
        ("slip.toml", [&format!("Line {line}: `lead`"), "Use one of: all, education, health, social_care."]),
    ] {
        bench.run(&["tool", "a.gthread", "import", file]).assert_refused(&words);
    }
}

#[test]
fn the_command_line_names_file_line_and_what_to_do_and_changes_nothing() {
    let bench = Bench::new();
    bench.new_file();
    let before = std::fs::read(bench.path("a.gthread")).unwrap();
    let text = TOOL.replacen("title = \"Health needs\"", "title = \"\"", 1);
    let line = line_at(&text, TOOL.find("title = \"Health needs\"").unwrap());
    bench.write("tool.toml", &text);
    let words = ["tool.toml", &format!("Line {line}: Section C, title:"), "Write the words", "Correct the file"];
    bench.run(&["tool", "a.gthread", "import", "tool.toml"]).assert_refused(&words);
    assert_eq!(std::fs::read(bench.path("a.gthread")).unwrap(), before);
    // The same version with other content never takes the place of a published one.
    bench.write("tool.toml", &TOOL.replacen("title = \"Health needs\"", "title = \"Needs in health\"", 1));
    let words = ["Version 1", "never changes", "next version number"];
    bench.run(&["tool", "a.gthread", "import", "tool.toml"]).assert_refused(&words);
    let text = TOOL.replacen("title = \"Health needs\"", "title = \"Needs in health\"", 1);
    bench.write("tool.toml", &text.replacen("version = 1", "version = 2", 1));
    bench.done(&["tool", "a.gthread", "import", "tool.toml"]);
    let out = bench.done(&["tool", "a.gthread", "export", "ehc-plan-audit"]).out;
    assert_eq!(parse_tool(&out).unwrap().version, 2);
}
