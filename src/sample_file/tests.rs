#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use crate::domain::grading::Judgement;
use crate::domain::moderation::Standing;
use crate::domain::panel::Agency;
use crate::domain::plan::Phase;
use crate::domain::round::{Purpose, RoundState, SampleState};
use crate::domain::sheet::{AgreedHow, NoteKind, SheetState};
use crate::domain::snapshot::AuditSnapshot;
use crate::ops::RoundProgress;
use crate::stats::results::results;
use crate::testing::{FixedWorld, TestFile};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A copy of the sample, made once, that goes when this is dropped.
struct Sample {
    session: Session,
    _folder: tempfile::TempDir,
}

impl Sample {
    fn new() -> Self {
        static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.gthread");
        let bytes = BYTES.get_or_init(|| {
            make(&path, Box::new(FixedWorld::default()), true).unwrap();
            std::fs::read(&path).unwrap()
        });
        std::fs::write(&path, bytes).unwrap();
        Self { session: Session::open(&path, None, Box::new(FixedWorld::default())).unwrap(), _folder: folder }
    }

    fn snapshot(&mut self, title: &str) -> AuditSnapshot {
        let round = self.session.round(Some(title)).unwrap();
        self.session.snapshot(&round, None).unwrap()
    }

    fn open_snapshot(&mut self) -> AuditSnapshot {
        self.snapshot(open_round::TITLE)
    }

    fn progress(&mut self) -> RoundProgress {
        let round = self.session.round(Some(open_round::TITLE)).unwrap();
        self.session.round_progress(&round).unwrap()
    }
}

#[test]
fn the_file_is_marked_as_sample_sound_and_fits_its_log() {
    let sample = Sample::new();
    let facts = sample.session.file_facts().unwrap();
    assert_eq!((facts.local_area.as_str(), facts.la_code.as_deref()), ("Kingston upon Thames (sample)", Some("314")));
    assert!(facts.is_sample && !facts.is_encrypted);
    assert_eq!(facts.cohort_as_of, Some(date(2025, 1, 16)));
    assert_eq!(sample.session.check().unwrap(), []);
    sample.session.verify().unwrap();
}

#[test]
fn the_sample_has_every_tool_a_new_file_gets_and_that_of_the_review() {
    let sample = Sample::new();
    let mut codes: Vec<String> = sample.session.list_tools().unwrap().into_iter().map(|(_, tool)| tool.code).collect();
    let mut wanted: Vec<String> = crate::assets::TOOLS.iter().map(|text| parse_tool(text).unwrap().code).collect();
    wanted.push("lga-review-2021".to_owned());
    codes.sort();
    wanted.sort();
    assert_eq!(codes, wanted);
}

#[test]
fn the_same_world_makes_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let heads = ["a", "b"].map(|name| {
        let path = folder.path().join(name);
        make(&path, Box::new(FixedWorld::default()), false).unwrap();
        Session::open(&path, None, Box::new(FixedWorld::default())).unwrap().head_digest()
    });
    // The head covers the digest of every row and the content of every log entry.
    assert_eq!(heads[0], heads[1]);
}

#[test]
fn a_path_where_something_is_needs_to_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.gthread");
    std::fs::write(&path, "a letter").unwrap();
    assert!(matches!(make(&path, Box::new(FixedWorld::default()), false), Err(SampleError::Op(_))));
    assert_eq!(std::fs::read(&path).unwrap(), b"a letter");
    make(&path, Box::new(FixedWorld::default()), true).unwrap();
    assert!(is_sample_file(&path));
}

#[test]
fn only_an_open_file_marked_as_sample_is_taken_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let new = |passphrase| NewFile { local_area: "X", la_code: None, passphrase, is_sample: true, tools: &[] };
    let world = || Box::new(FixedWorld::default());
    Session::create(&at("plain"), &new(None), world(), false, |_| Ok(())).unwrap();
    Session::create(&at("locked"), &new(Some("pass")), world(), false, |_| Ok(())).unwrap();
    std::fs::write(at("letter"), "Dear panel").unwrap();
    assert!(is_sample_file(&at("plain")));
    for other in ["locked", "letter", "missing"] {
        assert!(!is_sample_file(&at(other)), "{other}");
    }
    let (own, session) = TestFile::new();
    drop(session);
    assert!(!is_sample_file(&own.path()), "an area's own file, not encrypted");
}

#[test]
fn the_cohort_is_as_many_plans_as_were_published_and_none_is_rejected() {
    let sample = Sample::new();
    let options = CohortOptions { as_of: Some(AS_OF), ..CohortOptions::new(LAST_DAY) };
    let read = read_cohort_text("cohort.csv", COHORT, &options).unwrap();
    assert_eq!((read.rejected.len(), read.warnings.len()), (0, 0));
    let plans = sample.session.list_plans().unwrap();
    assert_eq!(plans.len(), 1958);
    let published = sample.session.list_benchmarks().unwrap();
    let january = published.iter().find(|b| b.la_code == "314" && b.year == 2025 && b.measure == "plans_in_january");
    assert_eq!(january.unwrap().value, Some(1958.0));
    let asd = plans.iter().filter(|p| p.facts.primary_need.as_deref() == Some("ASD")).count();
    assert_eq!(asd, 886, "the published margin of the primary need");
}

#[test]
fn kingstons_measures_and_the_national_figures_are_all_there() {
    let sample = Sample::new();
    let measures = sample.session.list_measures().unwrap();
    assert_eq!(measures.len(), 137);
    let names: BTreeSet<&str> = measures.iter().map(|m| m.measure.as_str()).collect();
    assert_eq!(names.len(), 51);
    let never_reported = measures.iter().filter(|m| m.value.is_none() && m.quality.is_none());
    assert_eq!(never_reported.count(), 5);
    assert_eq!(sample.session.list_benchmarks().unwrap().len(), 5314);
}

#[test]
fn the_lga_round_has_exactly_the_published_counts() {
    let mut sample = Sample::new();
    let snapshot = sample.snapshot(lga_round::TITLE);
    let codes: Vec<&str> = snapshot.tool.criteria().map(|(_, c)| c.code.as_str()).collect();
    let met = |code: &str| {
        let agreed = snapshot.agreed.values().filter_map(|plan| plan.get(code));
        agreed.filter(|a| a.answer == "met").count()
    };
    let counts: Vec<usize> = codes.iter().map(|code| met(code)).collect();
    assert_eq!(counts, [10, 18, 17, 15, 20, 0, 18, 0, 20, 18, 20, 0]);
    let results = results(&snapshot);
    assert_eq!((results.plans, results.not_agreed, results.frame), (20, 0, None));
    let by_heading: Vec<(&str, u64, u64)> =
        results.headings.iter().map(|h| (h.code.as_str(), h.answers.get("met"), h.answers.get("not_met"))).collect();
    assert_eq!(
        by_heading,
        [("A", 60, 20), ("C", 20, 0), ("D", 0, 20), ("I", 18, 2), ("J", 0, 20), ("K", 20, 0), ("Q", 38, 22)]
    );
    assert_eq!(results.good_or_better, None, "a tool without grades");
}

#[test]
fn the_lga_round_is_closed_chosen_and_says_what_is_invented() {
    let mut sample = Sample::new();
    let snapshot = sample.snapshot(lga_round::TITLE);
    let round = &snapshot.round;
    assert_eq!((round.state, round.facts.purpose), (RoundState::Closed, Purpose::Chosen));
    assert!(round.caution.as_deref().unwrap().contains("which plan had which answer, are invented"));
    assert!(snapshot.sheets.iter().all(|s| snapshot.get_member(s.member).unwrap().facts.name == lga_round::TEAM));
    assert!(snapshot.sampled().all(|p| p.facts.issued_on.unwrap() < date(2021, 4, 1)), "there when they came");
    let spread: BTreeSet<&str> = snapshot.sampled().map(|p| &p.facts.reference[..5]).collect();
    assert!(spread.len() >= 10, "over the whole cohort: {spread:?}");
}

#[test]
fn the_findings_become_the_criteria_of_their_own_sections_read_at_the_source() {
    let tool = parse_tool(LGA_TOOL).unwrap();
    let findings = read_lga_findings(LGA_FINDINGS).unwrap();
    assert_eq!(tool.criteria().count(), findings.len());
    for ((heading, criterion), finding) in tool.criteria().zip(&findings) {
        assert_eq!(heading.code, finding.heading);
        let paragraph = format!("LGA review 2021 para {}", finding.source_paragraph);
        assert_eq!(criterion.references.iter().map(|r| r.text.as_str()).collect::<Vec<_>>(), [paragraph]);
        assert!(criterion.question.ends_with('?') && criterion.question != finding.finding);
    }
    assert!(tool.grades.is_empty() && tool.groups.is_empty());
}

#[test]
fn six_people_from_five_agencies_share_the_open_round_two_to_a_plan() {
    let mut sample = Sample::new();
    let progress = sample.progress();
    let members = sample.session.list_members().unwrap();
    let mut loads: BTreeMap<&str, usize> = BTreeMap::new();
    for plan in progress.sampled() {
        assert_eq!(plan.sheets.len(), 2);
        let agency = |n: usize| members.iter().find(|m| m.facts.name == plan.sheets[n].member).unwrap().facts.agency;
        assert_ne!(agency(0), agency(1), "two agencies see each plan");
        for sheet in &plan.sheets {
            *loads.entry(&sheet.member).or_default() += 1;
        }
    }
    assert_eq!(loads.len(), 6);
    assert!(!loads.contains_key(lga_round::TEAM));
    assert!(loads.values().all(|load| (6..=7).contains(load)), "{loads:?}");
    let agencies: BTreeSet<Agency> =
        members.iter().filter(|m| loads.contains_key(m.facts.name.as_str())).map(|m| m.facts.agency).collect();
    assert_eq!(agencies.len(), 5);
}

#[test]
fn the_senco_does_not_read_a_plan_of_their_own_school() {
    let mut sample = Sample::new();
    let progress = sample.progress();
    let senco = sample.session.member("Ivy Thistledown").unwrap();
    let own: Vec<_> = progress.sampled().filter(|plan| senco.facts.has_interest_in(&plan.facts)).collect();
    assert!(!own.is_empty());
    assert!(own.iter().all(|plan| plan.sheets.iter().all(|sheet| sheet.member != senco.facts.name)));
}

#[test]
fn the_open_round_is_a_random_dip_over_the_whole_cohort_with_reserves() {
    let mut sample = Sample::new();
    let round = sample.session.round(None).unwrap();
    assert_eq!((round.facts.title.as_str(), round.state), (open_round::TITLE, RoundState::Open), "the newest round");
    let draw = round.draw.clone().unwrap();
    assert_eq!((draw.size, draw.seed, draw.frame, draw.reserves), (20, Some(7), Some(1958), 3));
    let progress = sample.progress();
    assert_eq!(progress.plans.iter().filter(|p| p.sampled.state == SampleState::Reserve).count(), 3);
    let phases: BTreeSet<Option<Phase>> = progress.sampled().map(|p| p.facts.phase()).collect();
    assert!(phases.len() >= 4, "{phases:?}");
}

#[test]
fn sheets_of_the_open_round_are_partly_handed_in() {
    let mut sample = Sample::new();
    let progress = sample.progress();
    let states = |plan: &crate::ops::PlanProgress| {
        let mut states: Vec<Option<SheetState>> = plan.sheets.iter().map(|s| s.state).collect();
        states.sort_by_key(|state| state.map(SheetState::code));
        states
    };
    let (draft, handed_in) = (Some(SheetState::Draft), Some(SheetState::Submitted));
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for plan in progress.sampled() {
        *counts.entry(states(plan)).or_default() += 1;
        assert_eq!(plan.comparison_open, states(plan) == [handed_in, handed_in]);
    }
    let expected = [
        (vec![handed_in, handed_in], 14),
        (vec![draft, handed_in], 3),
        (vec![draft, draft], 1),
        (vec![None, draft], 1),
        (vec![None, None], 1),
    ];
    assert_eq!(counts, expected.into_iter().collect());
    for sheet in progress.sampled().flat_map(|plan| &plan.sheets) {
        assert_eq!(sheet.state == handed_in, sheet.answered == sheet.asked);
    }
}

#[test]
fn several_plans_are_agreed_whole_with_different_grades_and_real_splits_are_left() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let results = results(&snapshot);
    let share = results.good_or_better.unwrap();
    assert_eq!(share.n, 6);
    assert!((1..6).contains(&share.count));
    let grades: BTreeSet<_> = results.plan_results.iter().map(|p| p.grade.clone()).collect();
    assert!(grades.len() >= 3, "{grades:?}");
    assert!(results.plan_results.iter().any(|p| !p.held_by.is_empty()), "one is held below its points");
    let standings: Vec<Standing> = snapshot
        .sampled()
        .filter(|plan| plan.comparison_open)
        .flat_map(|plan| open_round::open_standings(&snapshot, plan.sampled.subject))
        .map(|(_, standing)| standing)
        .collect();
    assert!(standings.iter().filter(|s| **s == Standing::Discuss).count() >= 10);
    assert!(standings.iter().any(|s| matches!(s, Standing::ByRule(_))));
    assert!(standings.iter().any(|s| matches!(s, Standing::Unanimous(_))), "four plans nobody has looked at yet");
    assert!(!standings.contains(&Standing::NoVotes));
}

#[test]
fn what_the_panel_talked_through_has_its_reason() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let agreed: Vec<_> = snapshot.agreed.values().flat_map(BTreeMap::values).collect();
    let ways: BTreeSet<AgreedHow> = agreed.iter().map(|a| a.how).collect();
    assert_eq!(ways.into_iter().collect::<Vec<_>>(), [AgreedHow::Unanimous, AgreedHow::Rule, AgreedHow::Panel]);
    let talked_through: Vec<_> = agreed.iter().filter(|a| a.how == AgreedHow::Panel).collect();
    assert!(talked_through.len() >= 10);
    assert!(talked_through.iter().all(|a| a.reason.as_ref().is_some_and(|reason| reason.len() > 20)));
}

#[test]
fn members_agree_about_as_often_as_panels_do_and_health_and_care_come_out_weaker() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let results = results(&snapshot);
    let percent = results.agreement.whole.percent.unwrap();
    assert!((70.0..88.0).contains(&percent), "{percent}");
    let alpha = results.agreement.whole.alpha_ordinal.unwrap();
    assert!((0.5..0.85).contains(&alpha), "{alpha}");
    let met_share = |codes: &[&str]| {
        let of = |answer| {
            let headings = results.headings.iter().filter(|h| codes.contains(&h.code.as_str()));
            headings.map(|h| h.answers.get(answer)).sum::<u64>() as f64
        };
        of("met") / (of("met") + of("partly") + of("not_met") + of("not_evidenced"))
    };
    assert!(met_share(&["C", "D", "G", "H"]) < met_share(&["A", "B", "E", "F"]) - 0.1);
}

#[test]
fn not_applicable_is_answered_only_where_the_tool_allows_it_and_it_holds() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let facts = &snapshot.round.facts;
    let judgement = Judgement::of_plan(&snapshot.tool, facts.depth, facts.evidence);
    let mut seen = 0;
    for sheet in &snapshot.sheets {
        let plan = &snapshot.get_plan(sheet.subject).unwrap().facts;
        for (code, given) in sheet.answers.iter().filter(|(_, given)| given.answer == "na") {
            let (_, criterion) = snapshot.tool.get_criterion(code).unwrap();
            assert_eq!(given.na_reason, criterion.na);
            assert!(!["E6", "F9"].contains(&code.as_str()) || plan.year_group.unwrap() < 9);
            assert!(code != "H-a" || plan.age.unwrap() >= 18);
            seen += 1;
        }
    }
    assert!(seen > 50);
    for plan in snapshot.sampled() {
        let grading = judgement.grade(&snapshot.agreed_codes(plan.sampled.subject), &BTreeSet::new());
        let refused = grading.na_refused.iter().filter(|_| grading.complete);
        assert_eq!(refused.count(), 0, "{}", plan.facts.reference);
    }
}

#[test]
fn one_urgent_concern_was_recorded_and_closed_with_its_outcome() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let [concern] = &snapshot.concerns[..] else { panic!("{} concerns", snapshot.concerns.len()) };
    assert!(concern.told_ms.unwrap() < concern.recorded_ms && concern.recorded_ms < concern.closed_ms.unwrap());
    assert!(!concern.told.is_empty() && !concern.outcome.is_empty());
    let sheets = snapshot.sheets.iter().filter(|s| s.subject == concern.subject);
    assert!(sheets.map(|s| s.answers["W4"].answer.as_str()).all(|answer| answer != "met"), "both readers saw it");
}

#[test]
fn chosen_notes_are_of_compared_plans_and_each_is_said_once() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let mut texts = BTreeMap::new();
    for sheet in &snapshot.sheets {
        for note in sheet.notes.iter().filter(|note| note.in_report) {
            assert!(snapshot.get_plan(sheet.subject).unwrap().comparison_open);
            *texts.entry((note.kind, note.text.as_str())).or_insert(0) += 1;
        }
    }
    assert!(texts.values().all(|times| *times == 1));
    let of = |kind| texts.keys().filter(|(k, _)| *k == kind).count();
    assert_eq!((of(NoteKind::Strength), of(NoteKind::Consideration), of(NoteKind::PanelOnly)), (8, 8, 0));
    let written = snapshot.sheets.iter().flat_map(|s| &s.notes);
    assert!(written.clone().count() > 60);
    assert!(written.clone().any(|note| note.kind == NoteKind::PanelOnly));
    assert!(
        written.filter(|note| note.kind == NoteKind::Strength).any(|note| note.place.starts_with("Section B, page"))
    );
}

#[test]
fn there_are_words_for_every_criterion_of_the_round_and_none_names_a_person() {
    let mut sample = Sample::new();
    let snapshot = sample.open_snapshot();
    let facts = &snapshot.round.facts;
    let tested: Vec<&str> = snapshot.tool.tested(facts.depth, facts.evidence).map(|(_, c)| c.code.as_str()).collect();
    assert_eq!(notes::criteria_with_words(), tested);
    let people = snapshot.members.iter().filter(|m| m.facts.name != lga_round::TEAM);
    let names: Vec<&str> = people.flat_map(|m| m.facts.name.split(' ')).collect();
    assert_eq!(names.len(), 12);
    for text in notes::all_texts() {
        assert!(text.ends_with('.') && text.len() < 160, "{text}");
        assert!(!names.iter().any(|name| text.contains(name)), "{text}");
        let is_of_one_sex = |word: &str| ["he", "she", "him", "her", "his", "hers"].contains(&word);
        assert!(!text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(is_of_one_sex), "{text}");
    }
}

#[test]
fn kingstons_20_weeks_of_the_department_are_those_published_and_join_no_other_definition() {
    use crate::stats::series::Origin;
    let mut sample = Sample::new();
    let series = sample.session.all_series().unwrap();
    let weeks: Vec<_> = series.iter().filter(|s| s.measure.contains("20 weeks")).collect();
    let national = weeks.iter().find(|s| s.origin == Origin::National).unwrap();
    let counts: Vec<String> = national.periods.iter().filter_map(|p| Some(p.result.as_ref()?.counts_words())).collect();
    assert_eq!(counts, ["178 of 185", "182 of 208", "123 of 179", "162 of 225", "106 of 224", "259 of 276"]);
    assert!(national.periods.iter().all(|p| p.target.is_none()));
    let included = weeks.iter().find(|s| s.definition == "exceptions included").unwrap();
    assert!(included.periods.iter().filter(|p| p.target.is_some()).count() == 4);
    assert!(weeks.len() >= 3, "each definition is a series of its own");
}
