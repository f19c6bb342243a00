//! What stands behind figures, and how plans are arranged.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::plan_rows::{AgreedCell, Behind, CriterionHead, PlanRow, Sorting, arranged, behind, values_of};
use crate::domain::ids::SubjectId;
use crate::domain::sampling::{NOT_KNOWN, StratumFact};

fn head(code: &str) -> CriterionHead {
    CriterionHead { code: code.to_owned(), heading: code[..1].to_owned(), question: String::new() }
}

/// An agreed plan with a grade at this place and answers at these.
fn plan(reference: &str, year: &str, grade: Option<usize>, answers: &[usize]) -> PlanRow {
    let at = |fact: StratumFact| if fact == StratumFact::YearGroup { year.to_owned() } else { NOT_KNOWN.to_owned() };
    let cell = |place: &usize| Some(AgreedCell { place: *place, how: "Unanimous", reason: String::new() });
    PlanRow {
        subject: SubjectId(uuid::Uuid::from_u128(reference.len() as u128)),
        reference: reference.to_owned(),
        facts: StratumFact::ALL.iter().map(|fact| (at(*fact), at(*fact))).collect(),
        is_agreed: true,
        grade,
        is_good: grade.is_some_and(|place| place < 2),
        sentence: "Good on points".to_owned(),
        is_provisional: false,
        places: vec![Some(1), Some(3), grade],
        details: vec!["in A".to_owned(), "in B".to_owned(), "all".to_owned()],
        answers: answers.iter().map(cell).collect(),
        gaps: Vec::new(),
        in_part: Vec::new(),
        to_confirm: Vec::new(),
        gap_leads: Vec::new(),
        meets: Vec::new(),
    }
}

fn plans() -> Vec<PlanRow> {
    let mut last = plan("K4", NOT_KNOWN, None, &[0]);
    last.is_agreed = false;
    last.answers.push(None);
    last.gaps = vec!["A1".to_owned()];
    vec![
        plan("K2", "10", Some(1), &[0, 3]),
        plan("K3", "9", Some(0), &[0, 0]),
        plan("K1", "10", Some(2), &[3, 3]),
        last,
    ]
}

fn names(rows: &[&PlanRow]) -> String {
    rows.iter().map(|row| row.reference.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn plans_are_sorted_by_any_fact_with_numbers_as_numbers_and_the_unknown_last() {
    let plans = plans();
    let by = |sorting| names(&arranged(&plans, sorting, None));
    assert_eq!(by(Sorting::Drawn), "K2 K3 K1 K4");
    assert_eq!(by(Sorting::Reference), "K1 K2 K3 K4");
    assert_eq!(by(Sorting::Grade), "K3 K2 K1 K4");
    assert_eq!(by(Sorting::Fact(StratumFact::YearGroup)), "K3 K2 K1 K4");
}

#[test]
fn only_plans_with_the_chosen_value_stay() {
    let plans = plans();
    let only = (StratumFact::YearGroup, "10".to_owned());
    assert_eq!(names(&arranged(&plans, Sorting::Reference, Some(&only))), "K1 K2");
    let values = values_of(&plans, StratumFact::YearGroup);
    let values: Vec<(&str, usize)> = values.iter().map(|(code, _, count)| (code.as_str(), *count)).collect();
    assert_eq!(values, [("9", 1), ("10", 2), (NOT_KNOWN, 1)]);
}

#[test]
fn behind_each_figure_stand_its_plans_and_why() {
    let (plans, heads) = (plans(), [head("A1"), head("B1")]);
    let of = |figure| {
        let rows = behind(&plans, &heads, Some(3), &figure);
        rows.iter().map(|row| format!("{}: {}", row.reference, row.why)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(of(Behind::GoodOrBetter), "K2: Good on points; K3: Good on points");
    assert_eq!(of(Behind::NotEvidenced), "K2: B1; K1: A1, B1");
    assert_eq!(of(Behind::Gap), "K4: A1", "gaps count before a plan is fully agreed");
    assert_eq!(of(Behind::NotAgreed), "K4: 1 of 2 agreed");
    assert_eq!(of(Behind::Fact(StratumFact::YearGroup, "9".to_owned())), "K3: Good on points");
    let section = behind(&plans, &heads, Some(3), &Behind::Section(1));
    assert!(section.iter().all(|row| row.grade == Some(3) && row.why == "in B"));
    assert_eq!(section.len(), 3, "only agreed plans have a grade in a section");
}

#[test]
fn results_of_a_round_that_read_advice_speak_of_pieces_of_advice() {
    use super::data::ResultsData;
    use crate::domain::audit_tool::SubjectKind;
    use crate::platform::clock::Machine;
    use crate::stats::readers::{Plans, reader_agreement};
    use crate::stats::results::results;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.gthread");
    crate::sample_file::make(&path, Box::new(Machine), false).unwrap();
    let mut session = crate::ops::Session::open(&path, None, Box::new(Machine)).unwrap();
    let round = session.round(None).unwrap();
    let mut snapshot = session.snapshot(&round, None).unwrap();
    let said = |snapshot: &crate::domain::snapshot::AuditSnapshot| {
        let readers = reader_agreement(snapshot, Plans::Compared, &mut |_, _| true).unwrap();
        let data = ResultsData::new(snapshot, results(snapshot), &readers);
        let headlines = data.headlines.iter().flat_map(|h| [h.words.clone(), h.uncertainty.clone()]);
        let standards = data.standards.iter().map(|(_, words, _)| words.clone());
        let all = headlines.chain(data.provisos.clone()).chain(standards).chain([data.readers.basis.clone()]);
        (all.collect::<Vec<_>>().join("\n"), data.whole_grade())
    };
    let (of_plans, grade) = said(&snapshot);
    assert!(of_plans.contains(" plan") && grade == "Plan grade", "{of_plans}");
    snapshot.tool.subject = SubjectKind::Advice;
    let (of_advice, grade) = said(&snapshot);
    assert!(!of_advice.contains("plan") && grade == "Grade", "{of_advice}");
    assert!(of_advice.matches("of advice").count() >= 4, "{of_advice}");
}
