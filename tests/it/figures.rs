//! Figures of a round beyond its own: against the round before, weighted by stratum, by group, between readers.

use golden_thread::domain::audit_tool::{Depth, Evidence};
use golden_thread::domain::panel::Agency;
use golden_thread::domain::round::{Purpose, Round};
use golden_thread::domain::sampling::StratumFact;
use golden_thread::domain::snapshot::AuditSnapshot;
use golden_thread::ops::{Actor, AnswerEntry, DrawRequest, NewRound, Session};
use golden_thread::stats::breakdown::{breakdown, list_by_lead};
use golden_thread::stats::change::{Part, Verdict};
use golden_thread::stats::readers::{Plans, ReaderAgreement, reader_agreement};
use golden_thread::stats::results::results;
use golden_thread::stats::versus::{VersusProviso, versus, weighted_good_or_better};
use golden_thread::testing::{self, TestFile};

const LEAD: Actor = Actor::CommandLine;

fn request(size: usize) -> DrawRequest {
    DrawRequest {
        size,
        seed: 11,
        stratify: Vec::new(),
        min_per_stratum: 0,
        filters: Vec::new(),
        issued_since: None,
        exclude_last_rounds: 0,
        reserves: 0,
    }
}

fn round_of(session: &mut Session, title: &str, purpose: Purpose, evidence: Evidence, request: &DrawRequest) -> Round {
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let new = NewRound { title: title.into(), tool, depth: Depth::Core, evidence, purpose, caution: None };
    let round = session.make_round(&LEAD, new).unwrap().value;
    session.draw_sample(&LEAD, round.id, request).unwrap();
    session.allocate(&LEAD, round.id, 2).unwrap();
    session.round(Some(title)).unwrap()
}

/// Hands in sheets of everybody on the plans wanted; `answer` has the place of the plan, the reader on it, the code.
fn score(
    session: &mut Session,
    round: &Round,
    plans: std::ops::Range<usize>,
    answer: impl Fn(usize, usize, &str) -> &'static str,
) {
    let tool = session.tool(round.facts.tool).unwrap();
    let mut rows = Vec::new();
    for (place, plan) in
        session.round_progress(round).unwrap().sampled().enumerate().filter(|(at, _)| plans.contains(at))
    {
        for (reader, sheet) in plan.sheets.iter().enumerate() {
            for (_, criterion) in tool.tested(round.facts.depth, round.facts.evidence) {
                rows.push(AnswerEntry {
                    row: rows.len() as u64 + 2,
                    plan: plan.facts.reference.clone(),
                    member: sheet.member.clone(),
                    criterion: criterion.code.clone(),
                    answer: answer(place, reader, &criterion.code).to_owned(),
                    na_reason: None,
                    note: None,
                });
            }
        }
    }
    session.import_answers(&LEAD, round.id, &rows, true).unwrap();
}

fn frozen(session: &mut Session, round: &Round) -> AuditSnapshot {
    session.snapshot(round, None).unwrap()
}

#[test]
fn a_round_is_compared_with_the_newest_one_before_it_of_the_same_kind_only() {
    let (_file, mut session) = TestFile::new();
    let first = testing::round(&mut session, 20, 4);
    // All poor: nothing met. Then all met.
    score(&mut session, &first, 0..20, |_, _, _| "not_met");
    session.agree_unanimous(&LEAD, first.id).unwrap();
    round_of(&mut session, "Thematic", Purpose::Thematic, Evidence::File, &request(5));
    round_of(&mut session, "Other evidence", Purpose::Random, Evidence::Plan, &request(5));
    let now = round_of(&mut session, "Spring", Purpose::Random, Evidence::File, &request(20));
    score(&mut session, &now, 0..20, |_, _, _| "met");
    session.agree_unanimous(&LEAD, now.id).unwrap();

    assert_eq!(frozen(&mut session, &first).previous, None);
    let snapshot = frozen(&mut session, &now);
    let found = versus(&snapshot, &results(&snapshot)).unwrap();
    assert_eq!(found.title, "Autumn 2026");
    let good = found.good_or_better.unwrap();
    assert_eq!((good.before, good.now), (Part { count: 0, n: 20 }, Part { count: 20, n: 20 }));
    assert_eq!(good.verdict, Verdict::Larger);
    assert_eq!(found.without_gap.unwrap().now.count, 20);
    let (_, before, after) = &found.sections[0];
    assert_eq!((before.count, before.n, after.count, after.n), (0, 20, 20, 20));
    let again = snapshot.previous.as_ref().unwrap().also_now;
    let said = found.provisos.contains(&VersusProviso::InBoth(again));
    assert_eq!(said, again > 0);
    let thematic = session.round(Some("Thematic")).unwrap();
    assert_eq!(frozen(&mut session, &thematic).previous, None, "a theme is no trend");
}

#[test]
fn a_minimum_for_each_stratum_makes_the_share_a_weighted_one() {
    let (_file, mut session) = TestFile::new();
    session.import_plans(&LEAD, &testing::cohort(170)).unwrap();
    session.put_people(&LEAD, testing::panel(4)).unwrap();
    let stratified = DrawRequest { stratify: vec![StratumFact::Phase], min_per_stratum: 3, ..request(16) };
    let round = round_of(&mut session, "Weighted", Purpose::Random, Evidence::File, &stratified);
    let progress = session.round_progress(&round).unwrap();
    let strata: Vec<String> = progress.sampled().map(|plan| plan.sampled.stratum.clone()).collect();
    score(&mut session, &round, 0..16, |plan, _, _| if strata[plan] == "primary" { "met" } else { "not_met" });
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let snapshot = frozen(&mut session, &round);
    let found = weighted_good_or_better(&snapshot, &results(&snapshot)).unwrap().unwrap();
    // Only primary plans are good, and all of them: the share is that of primary plans in the frame.
    let draw = snapshot.round.draw.as_ref().unwrap();
    let primary = draw.strata.iter().find(|stratum| stratum.name == "primary").unwrap();
    let expected = 100.0 * primary.population as f64 / draw.strata.iter().map(|s| s.population).sum::<u64>() as f64;
    assert!((found.percent - expected).abs() < 1e-9, "{} is not {expected}", found.percent);
    let plain = results(&snapshot).good_or_better.unwrap().percent;
    assert!((plain - expected).abs() > 1.0, "the minimum changed nothing");
}

#[test]
fn equal_chances_need_no_weights() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 4);
    score(&mut session, &round, 0..3, |_, _, _| "met");
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let snapshot = frozen(&mut session, &round);
    assert!(weighted_good_or_better(&snapshot, &results(&snapshot)).is_none());
}

#[test]
fn groups_add_up_to_the_round_and_agencies_have_the_gaps_they_lead() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 12, 4);
    // C is led by health; only the first four plans have a gap there.
    score(&mut session, &round, 0..12, |plan, _, code| if code == "C1" && plan < 4 { "not_met" } else { "met" });
    session.agree_unanimous(&LEAD, round.id).unwrap();
    let snapshot = frozen(&mut session, &round);
    let results = results(&snapshot);
    let whole = results.good_or_better.as_ref().unwrap();
    for fact in [StratumFact::Phase, StratumFact::PrimaryNeed, StratumFact::Setting, StratumFact::PlanKind] {
        let found = breakdown(&snapshot, &results, fact);
        let sum = |of: fn(&golden_thread::stats::results::Share) -> u64| {
            found.rows.iter().map(|row| of(&row.share)).sum::<u64>()
        };
        assert_eq!((sum(|s| s.n), sum(|s| s.count)), (whole.n, whole.count), "{fact}");
        assert!(found.rows.iter().all(|row| row.plans.len() as u64 == row.share.n));
    }
    let phases = breakdown(&snapshot, &results, StratumFact::Phase);
    let labels: Vec<&str> = phases.rows.iter().map(|row| row.label.as_str()).collect();
    let mut ordered = labels.clone();
    ordered.sort_by_key(|label| {
        ["Early years", "Primary", "Secondary", "Post-16", "Post-19"].iter().position(|p| p == label)
    });
    assert_eq!(labels, ordered);
    let leads = list_by_lead(&snapshot, &results);
    let gaps: Vec<(&str, u64)> = leads.iter().map(|row| (row.lead.code(), row.with_gap.count)).collect();
    assert!(gaps.contains(&("health", 4)), "{gaps:?}");
    assert!(gaps.iter().filter(|(lead, _)| *lead != "health").all(|(_, count)| *count == 0), "{gaps:?}");
}

fn read(snapshot: &AuditSnapshot, which: Plans) -> ReaderAgreement {
    reader_agreement(snapshot, which, &mut |_, _| true).unwrap()
}

#[test]
fn what_divides_the_panel_is_said_with_the_figures_of_the_round() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 10, 2);
    // Two readers differ on every question of section F, by one step on F1, and nowhere else.
    score(&mut session, &round, 0..10, |_, reader, code| match (reader, code) {
        (1, "F1") => "partly",
        (1, code) if code.starts_with('F') => "not_met",
        _ => "met",
    });
    let snapshot = frozen(&mut session, &round);
    let (found, whole) = (read(&snapshot, Plans::All), results(&snapshot).agreement);
    assert_eq!(found.whole, whole.whole);
    assert_eq!(found.sections.len(), whole.by_heading.len());
    for (part, heading) in found.sections.iter().zip(&whole.by_heading) {
        assert_eq!((&part.code, &part.figures), (&heading.code, &heading.figures));
    }
    assert_eq!(found.dividing_sections(3).iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["F"]);
    let percent = whole.whole.percent.unwrap();
    let words = found.words();
    assert_eq!(words[0], format!("Two readers agreed on {percent:.0} answers in 100; in section F on 0."));
    assert!(words[1].starts_with("The questions that divide readers first: F"), "{words:?}");
    let two = &found.agencies[0];
    assert_eq!((found.agencies.len(), two.first, two.second), (1, Agency::Education, Agency::Health));
    assert_eq!(two.comparisons, whole.whole.units);
    assert!(two.difference.abs() > 0.1);
    let members: Vec<String> = snapshot.members.iter().map(|m| m.facts.name.clone()).collect();
    assert!(words.iter().all(|said| members.iter().all(|name| !said.contains(name))), "nobody is named");
}

#[test]
fn parts_for_everybody_rest_only_on_plans_whose_comparison_is_open() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 4, 2);
    score(&mut session, &round, 0..2, |_, reader, code| if (reader, code) == (1, "A1") { "partly" } else { "met" });
    // One of the two readers of the third plan has handed in; nobody else may learn anything of it.
    let plan = session.round_progress(&round).unwrap().sampled().nth(2).unwrap().clone();
    let tool = session.tool(round.facts.tool).unwrap();
    let rows: Vec<AnswerEntry> = tool
        .tested(round.facts.depth, round.facts.evidence)
        .map(|(_, criterion)| AnswerEntry {
            row: 2,
            plan: plan.facts.reference.clone(),
            member: plan.sheets[0].member.clone(),
            criterion: criterion.code.clone(),
            answer: "not_met".to_owned(),
            na_reason: None,
            note: None,
        })
        .collect();
    session.import_answers(&LEAD, round.id, &rows, true).unwrap();
    let snapshot = frozen(&mut session, &round);
    let found = read(&snapshot, Plans::Compared);
    assert_eq!(found.plans, 2);
    let mut without = snapshot.clone();
    without.sheets.retain(|sheet| sheet.subject != plan.sampled.subject);
    assert_eq!(found, read(&without, Plans::Compared));
    assert_ne!(read(&snapshot, Plans::All), read(&without, Plans::All), "the round's own figures have it");
}

#[test]
fn moderation_changes_no_figure_of_the_readers() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 3, 2);
    score(
        &mut session,
        &round,
        0..3,
        |plan, reader, code| {
            if (plan + reader + code.len()) % 3 == 0 { "partly" } else { "met" }
        },
    );
    let before = read(&frozen(&mut session, &round), Plans::All);
    session.agree_unanimous(&LEAD, round.id).unwrap();
    session.agree_by_rule(&LEAD, round.id).unwrap();
    assert_eq!(read(&frozen(&mut session, &round), Plans::All), before);
    let mut seen = 0;
    let stopped = reader_agreement(&frozen(&mut session, &round), Plans::All, &mut |done, total| {
        seen = done;
        assert!(done <= total);
        done < 1_500
    });
    assert_eq!((stopped, seen), (None, 1_500));
}

#[test]
fn answers_without_a_level_are_counted_apart() {
    let (_file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 2, 2);
    // On A1 both say not evidenced, on B1 one of them.
    score(&mut session, &round, 0..2, |_, reader, code| match (reader, code) {
        (_, "A1") | (1, "B1") => "not_evidenced",
        _ => "met",
    });
    let found = read(&frozen(&mut session, &round), Plans::All);
    let apart = found.apart.iter().find(|apart| apart.label == "Not evidenced").unwrap();
    assert_eq!(apart.shared_percent, Some(50.0));
    let wanted = 100.0 * (apart.units - 2) as f64 / apart.units as f64;
    assert!((apart.percent.unwrap() - wanted).abs() < 1e-9);
    assert_eq!(found.apart.iter().find(|a| a.label == "Not applicable").unwrap().shared_percent, None);
}
