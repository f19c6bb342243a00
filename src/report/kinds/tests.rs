//! Every kind of report from a round with everything in it: what it says, what it must never say, how it is set.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod strands;

use super::*;
use crate::domain::action::{Action, ActionState};
use crate::domain::advice::Advice;
use crate::domain::audit_tool::{Depth, Evidence};
use crate::domain::clocks::{Clock, ClockCount, Limit, LimitUnit};
use crate::domain::draft_check::{DraftAgreement, DraftTotals};
use crate::domain::family::{FamilyConversation, FamilySays, FamilyState};
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::ids::{ActionId, AdviceId, ConcernId, FindingId, NoteId, ReplyId};
use crate::domain::plan_result::{Outcome, PlanResult, Reply};
use crate::domain::report::text;
use crate::domain::round::{Purpose, RoundState};
use crate::domain::sheet::{ConcernKind, ConcernReaders, Note, NoteKind, UrgentConcern};
use crate::domain::snapshot::EarlierPlan;
use crate::domain::thread::{Link, Thread};
use crate::ops::{Actor, AgreedEntry, AnswerEntry, DrawRequest, NewRound};
use crate::report::tests::{assert_well_set, keep_pdf, laid, picture, runs, tagged_text, wide_table, without_space};
use crate::report::{Block, Level, Mark, Page, lay_out, render_pdf};
use crate::stats::results::results;
use crate::testing::{TestFile, cohort, panel};
use jiff::civil::date;
use std::sync::OnceLock;
use uuid::Uuid;

/// Numbers that look drawn and are the same every time.
fn chance(parts: &[usize]) -> usize {
    let mut state: u64 = 0x9E37_79B9;
    for part in parts {
        state = (state ^ *part as u64).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    }
    (state >> 20) as usize % 100
}

/// A closed core round of 20 plans that two of six members read, fully agreed.
fn scored() -> &'static AuditSnapshot {
    static SNAPSHOT: OnceLock<AuditSnapshot> = OnceLock::new();
    SNAPSHOT.get_or_init(|| {
        let (_file, mut session) = TestFile::new();
        let actor = Actor::CommandLine;
        session.import_plans(&actor, &cohort(200)).unwrap();
        let mut people = panel(6);
        for (at, member) in people.iter_mut().enumerate() {
            member.name = format!("Forbidden Name {at}");
            member.email = format!("forbidden{at}@example.org");
        }
        session.put_people(&actor, people).unwrap();
        let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
        let (depth, evidence, purpose) = (Depth::Core, Evidence::Appendices, Purpose::Random);
        let new = NewRound { title: "Autumn 2026".to_owned(), tool, depth, evidence, purpose, caution: None };
        let round = session.make_round(&actor, new).unwrap().value;
        let request = DrawRequest {
            size: 20,
            seed: 7,
            stratify: Vec::new(),
            filters: Vec::new(),
            min_per_stratum: 0,
            issued_since: None,
            exclude_last_rounds: 0,
            reserves: 2,
        };
        session.draw_sample(&actor, round.id, &request).unwrap();
        session.allocate(&actor, round.id, 2).unwrap();
        let round = session.round(None).unwrap();
        let before = session.snapshot(&round, None).unwrap();
        let tested: Vec<(String, Option<String>)> =
            before.tool.tested(depth, evidence).map(|(_, c)| (c.code.clone(), c.na.clone())).collect();
        let answer = |plan: usize, criterion: usize, reader: usize| {
            let split = chance(&[plan, criterion, reader, 5]) < 12;
            match chance(&[plan, criterion]) + usize::from(split) * 9 {
                0..=61 => "met",
                62..=81 => "partly",
                82..=93 => "not_met",
                _ => "not_evidenced",
            }
        };
        let mut rows = Vec::new();
        for (plan, sampled) in before.sampled().enumerate() {
            let of_plan = before.assignments.iter().filter(|a| a.subject == sampled.sampled.subject);
            for (reader, assignment) in of_plan.enumerate() {
                for (criterion, (code, na)) in tested.iter().enumerate() {
                    let is_na = na.is_some() && chance(&[plan, criterion, 77]) < 20;
                    rows.push(AnswerEntry {
                        row: rows.len() as u64 + 2,
                        plan: sampled.facts.reference.clone(),
                        member: before.get_member(assignment.member).unwrap().facts.name.clone(),
                        criterion: code.clone(),
                        answer: if is_na { "na" } else { answer(plan, criterion, reader) }.to_owned(),
                        na_reason: na.clone().filter(|_| is_na),
                        note: None,
                    });
                }
            }
        }
        session.import_answers(&actor, round.id, &rows, true).unwrap();
        session.agree_unanimous(&actor, round.id).unwrap();
        session.agree_by_rule(&actor, round.id).unwrap();
        let now = session.snapshot(&round, None).unwrap();
        let mut open = Vec::new();
        for sampled in now.sampled() {
            for (code, _) in &tested {
                if !now.agreed.get(&sampled.sampled.subject).is_some_and(|a| a.contains_key(code)) {
                    open.push(AgreedEntry {
                        row: open.len() as u64 + 2,
                        plan: sampled.facts.reference.clone(),
                        criterion: code.clone(),
                        answer: "partly".to_owned(),
                        reason: Some("The panel read the section together.".to_owned()),
                    });
                }
            }
        }
        session.import_agreed(&actor, round.id, &open).unwrap();
        let round = session.round(None).unwrap();
        session.snapshot(&round, None).unwrap()
    })
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// The round with everything a file can hold of one, markers in every field that some kind must not print.
fn full() -> AuditSnapshot {
    let mut s = scored().clone();
    s.head_digest = "0123456789abcdef".repeat(4);
    s.round.state = RoundState::Closed;
    for (at, plan) in s.plans.iter_mut().enumerate() {
        plan.facts.coordinator = Some(format!("forbidden-coordinator-{at}"));
        plan.facts.setting = Some(format!("forbidden-setting-{at}"));
    }
    let subjects: Vec<SubjectId> = s.sampled().map(|p| p.sampled.subject).collect();
    for (at, sheet) in s.sheets.iter_mut().enumerate() {
        let note = |n: u128, criterion: &str, kind: NoteKind, text: String, in_report: bool| Note {
            id: NoteId(id(n)),
            criterion: criterion.to_owned(),
            kind,
            text,
            place: String::new(),
            in_report,
        };
        sheet.notes = vec![
            note(1, "A1", NoteKind::PanelOnly, format!("forbidden-panel-note-{at}"), true),
            note(2, "B1", NoteKind::Strength, format!("forbidden-unchosen-{at}"), false),
        ];
        if at < 4 {
            sheet.notes.push(note(
                3,
                "A2",
                NoteKind::Strength,
                "The morning routine can be run tomorrow.".into(),
                true,
            ));
            sheet.notes.push(note(4, "C1", NoteKind::Consideration, "Say who does it and how often.".into(), true));
        }
    }
    let finding = |n: u128, kind, heading: &str, theme: &str, text: &str, public: &str, plans: usize| Finding {
        id: FindingId(id(n)),
        kind,
        heading: heading.to_owned(),
        theme: theme.to_owned(),
        text: text.to_owned(),
        public_text: public.to_owned(),
        need: "Anxiety".to_owned(),
        service: "Talking therapies for under-fives".to_owned(),
        wait: "32 weeks".to_owned(),
        in_report: true,
        place: u32::try_from(n).unwrap(),
        sources: subjects.iter().take(plans).map(|s| (*s, "C1".to_owned())).collect(),
    };
    s.findings = vec![
        finding(
            1,
            FindingKind::Strength,
            "A",
            "Voice",
            "forbidden-internal The voice is heard.",
            "The voice of the child or young person is heard",
            14,
        ),
        finding(
            2,
            FindingKind::Consideration,
            "C",
            "Health needs",
            "forbidden-internal Health is thin.",
            "Health needs are named without their effect at school",
            9,
        ),
        finding(3, FindingKind::GapInService, "G", "", "forbidden-internal No service before school age.", "", 3),
    ];
    s.plan_results = subjects
        .iter()
        .enumerate()
        .map(|(at, subject)| {
            let outcome = [Outcome::NoChange, Outcome::NextReview, Outcome::NextReview, Outcome::EarlyReview][at % 4];
            (*subject, PlanResult { outcome, reason: format!("forbidden-result-reason {at}"), set_ms: 0 })
        })
        .collect();
    let thread = |number, a: Link, b: Link, c: Link| Thread {
        number,
        hope: "To travel to college alone".to_owned(),
        need: "B3 Planning and memory".to_owned(),
        outcome: "E2 Uses the bus with one change".to_owned(),
        provision: "F4 Travel training, 1 hour a week for two terms".to_owned(),
        hope_to_need: a,
        need_to_outcome: b,
        outcome_to_provision: c,
    };
    s.agreed_threads = subjects
        .iter()
        .map(|subject| {
            let threads = vec![
                thread(1, Link::Followed, Link::Followed, Link::Followed),
                thread(2, Link::Followed, Link::Broken, Link::NotChecked),
            ];
            (*subject, threads)
        })
        .collect();
    s.family = subjects
        .iter()
        .take(8)
        .enumerate()
        .map(|(at, subject)| {
            let family = FamilyConversation {
                state: if at < 7 { FamilyState::Spoke } else { FamilyState::Declined },
                sounds_like_child: Some(if at < 6 { FamilySays::Yes } else { FamilySays::Partly }),
                is_happening: Some(if at < 4 { FamilySays::Yes } else { FamilySays::No }),
                worries_answered: Some(FamilySays::Yes),
                note: "forbidden-family-note".to_owned(),
                on: Some(date(2026, 11, 10)),
            };
            (*subject, family)
        })
        .collect();
    let advice = |n: u128, service: &str, returned_on| Advice {
        id: AdviceId(id(n)),
        reference: format!("forbidden-reference-{n}"),
        service: service.to_owned(),
        provider: "forbidden-provider".to_owned(),
        author_role: "forbidden-role".to_owned(),
        requested_on: Some(date(2026, 8, 3)),
        returned_on,
        outcome: String::new(),
        exception: String::new(),
        checked_by_provider_on: None,
    };
    s.advice = (0..30)
        .map(|n| {
            let service = ["Educational psychology", "Speech and language therapy", "Social care"][n % 3];
            let late = chance(&[n, 900]) < 35;
            advice(n as u128, service, Some(if late { date(2026, 10, 20) } else { date(2026, 9, 1) }))
        })
        .collect();
    let action = |n: u128, what: &str, state, due, public: &str| Action {
        id: ActionId(id(n)),
        round: Some(s.round.id),
        finding: None,
        what: what.to_owned(),
        theme: "Health needs".to_owned(),
        criteria: vec!["C1".to_owned()],
        owner: "forbidden-owner".to_owned(),
        team: "SEND health team".to_owned(),
        forum: "SEND Partnership Board".to_owned(),
        due_on: Some(due),
        made_on: None,
        state,
        done_on: None,
        progress: String::new(),
        evidence: String::new(),
        public_line: public.to_owned(),
        is_training: n == 1,
    };
    s.actions = vec![
        action(
            1,
            "Train writers on health needs",
            ActionState::Done,
            date(2026, 10, 1),
            "Writers were trained on health needs",
        ),
        action(2, "Agree a template with the trust", ActionState::OnTrack, date(2026, 11, 1), ""),
    ];
    s.replies = vec![Reply {
        id: ReplyId(id(1)),
        sent_to: "EHC team".to_owned(),
        sent_on: date(2026, 11, 2),
        due_on: date(2026, 11, 9),
        replied_on: Some(date(2026, 11, 6)),
        reply: "The nursing plan was in the file.".to_owned(),
        changed: "G4 of one plan is met.".to_owned(),
    }];
    s.concerns = (0..6)
        .map(|n| UrgentConcern {
            id: ConcernId(id(n)),
            round: s.round.id,
            subject: subjects[usize::try_from(n).unwrap()],
            kind: ConcernKind::OtherPersonsData,
            what: "forbidden-concern-what".to_owned(),
            told: "forbidden-concern-told".to_owned(),
            told_ms: Some(1_795_000_000_000),
            outcome: "forbidden-concern-outcome".to_owned(),
            recorded_ms: 1_795_000_000_000,
            closed_ms: Some(1_795_100_000_000),
            raised_by: None,
            follow_up: String::new(),
            may_see: ConcernReaders::Lead,
        })
        .collect();
    for (at, member) in s.members.iter_mut().enumerate() {
        member.facts.trained_on = Some(date(2026, 9, 1 + i8::try_from(at % 3).unwrap()));
        member.facts.undertaking_on = (at > 0).then(|| date(2026, 8, 31));
    }
    if let Some(draw) = &mut s.round.draw {
        draw.stratified_by = vec!["phase".to_owned()];
        for (at, stratum) in draw.strata.iter_mut().enumerate() {
            stratum.name = ["post_16", "early_years"][at % 2].to_owned();
        }
    }
    for plan in &mut s.plans {
        plan.sampled.stratum = "post_16".to_owned();
    }
    let drawn_ms = s.round.draw.as_ref().unwrap().drawn_ms;
    s.earlier = (0..40)
        .map(|n| EarlierPlan {
            reference: format!("E{n}"),
            drawn_ms: drawn_ms - 86_400_000 * if n < 20 { 180 } else { 90 },
            good_or_better: n % 2 == 0,
        })
        .collect();
    s.earlier_frame = Some(200);
    let clock = |clock, [met, late, exception, not_due, missing]: [u64; 5]| ClockCount {
        clock,
        met,
        late,
        exception,
        not_due,
        missing,
        period: None,
    };
    s.clocks = vec![
        clock(Clock::Assess, [120, 30, 6, 0, 44]),
        clock(Clock::Advice, [20, 10, 3, 0, 0]),
        clock(Clock::FinalPlan, [98, 61, 12, 0, 29]),
        clock(Clock::Review, [140, 3, 0, 51, 6]),
        clock(Clock::NextPhase, [2, 1, 0, 7, 0]),
        clock(Clock::Reassessed, [0, 0, 0, 0, 0]),
    ];
    s.clock_limits.0.insert(Clock::FinalPlan, Limit { amount: 18, unit: LimitUnit::Weeks });
    s.draft_register = Some(DraftTotals {
        first_month: "2026-09".to_owned(),
        last_month: "2026-11".to_owned(),
        checked: 61,
        issued: 48,
        held: 13,
        seconds_due: 1,
        agreement: DraftAgreement { drafts: 7, same_decision: 7, criteria: 84, same_answer: 76 },
    });
    let set = |s: &mut AuditSnapshot, kind: &str, name: &str, value: &str| {
        s.report_texts.entry(kind.to_owned()).or_default().insert(name.to_owned(), value.to_owned());
    };
    set(&mut s, "", text::TARGET_PERCENT, "65");
    set(&mut s, "", text::THRESHOLDS_SET_ON, "2026-09-01");
    set(&mut s, "", text::LOCAL_DETAILS, "Questions: the SEND quality team.");
    set(&mut s, "board", text::DECISIONS, "Agree the target for 2027\nFund travel training for a year");
    set(&mut s, "learning", "before/Health needs", "Has epilepsy.");
    set(&mut s, "learning", "after/Health needs", "Has short absences four times a day and loses what was just said.");
    s
}

fn log() -> Vec<LogLine> {
    let events = ["round_made", "sample_drawn", "answers_imported", "answers_agreed"];
    let line = |(at, event): (usize, &&str)| LogLine {
        number: at as i64 + 3,
        at_ms: 1_795_348_800_000,
        event: (*event).to_owned(),
        subject: None,
    };
    events.iter().enumerate().map(line).collect()
}

fn made_of(s: &AuditSnapshot, kind: ReportKind, plan: Option<SubjectId>) -> ReportDoc {
    let options = ReportOptions::of(kind, &s.report_texts);
    let (results, log) = (results(s), log());
    build(kind, &Source { snapshot: s, results: &results, options: &options, log: &log }, plan).unwrap()
}

/// Every kind, feedback and the record of one plan on the first plan of the sample.
fn every_kind(s: &AuditSnapshot) -> Vec<(&'static str, ReportKind, ReportDoc)> {
    let first = s.sampled().next().unwrap().sampled.subject;
    let mut docs: Vec<_> = ReportKind::ALL
        .iter()
        .map(|kind| (kind.code(), *kind, made_of(s, *kind, (*kind == ReportKind::Plan).then_some(first))))
        .collect();
    docs.push(("record-of-plan", ReportKind::Record, made_of(s, ReportKind::Record, Some(first))));
    docs
}

/// Compares with the text kept for `name`; with `WRITE_SNAPSHOTS` set it is written anew, to be read before it is kept.
fn assert_kept(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/reports/{name}.txt"));
    if std::env::var_os("WRITE_SNAPSHOTS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (kept, now)) in kept.lines().zip(text.lines()).enumerate() {
        assert_eq!(now, kept, "{name}, line {}", number + 1);
    }
    assert_eq!(text.lines().count(), kept.lines().count(), "{name}");
}

#[test]
fn each_kind_says_what_is_kept() {
    for (name, _, doc) in every_kind(&full()) {
        assert_kept(name, &doc.to_text());
    }
}

/// That `doc` is well set, that its pages hold its words, and that preview and PDF have the same pages with the same text.
fn assert_same_on_paper(name: &str, doc: &ReportDoc) -> crate::report::Laid {
    let laid = laid(doc);
    assert!(laid.warnings.is_empty(), "{name}: {:?}", laid.warnings);
    assert_well_set(&laid);
    assert_eq!(tagged_text(&laid), crate::report::tests::content(doc), "{name}");
    let bytes = render_pdf(doc).unwrap();
    keep_pdf(name, &bytes);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(file.get_pages().len(), laid.pages.len(), "{name}: pages of the preview and of the PDF");
    for (at, page) in laid.pages.iter().enumerate() {
        let painted: String = runs(page).map(|run| without_space(&run.text)).collect();
        let number = u32::try_from(at + 1).unwrap();
        assert_eq!(without_space(&file.extract_text(&[number]).unwrap()), painted, "{name}, page {number}");
    }
    laid
}

#[test]
fn each_kind_is_well_set_and_says_on_paper_what_it_says_as_data() {
    for (name, _, doc) in every_kind(&full()) {
        assert_same_on_paper(name, &doc);
    }
}

#[test]
fn each_kind_with_a_logo_is_as_well_set_and_says_the_same() {
    for (name, _, mut doc) in every_kind(&full()) {
        let words = tagged_text(&laid(&doc));
        doc.meta.logo = Some(picture(540, 120));
        let laid = assert_same_on_paper(&format!("{name}-with-logo"), &doc);
        assert_eq!(tagged_text(&laid), words, "{name}");
        let images = |page: &Page| page.marks.iter().filter(|mark| matches!(mark, Mark::Image(_))).count();
        let counts: Vec<usize> = laid.pages.iter().map(images).collect();
        assert_eq!((counts[0], counts.iter().sum::<usize>()), (1, 1), "{name}: on the first page, once");
    }
}

#[test]
fn each_kind_is_as_well_set_where_some_of_its_pages_lie() {
    for (name, _, mut doc) in every_kind(&full()) {
        // A wide table before the last section, so that pages turn and turn back.
        let is_section = |block: &Block| matches!(block, Block::Heading { level: Level::Section, .. });
        let at = doc.blocks.iter().rposition(is_section).unwrap_or(doc.blocks.len());
        doc.blocks.insert(at, Block::Table(wide_table(10)));
        let laid = assert_same_on_paper(&format!("{name}-lying"), &doc);
        let lies: Vec<bool> = laid.pages.iter().map(Page::lies).collect();
        assert!(lies.contains(&true) && lies.contains(&false), "{name}: {lies:?}");
    }
}

/// Markers that `text` holds, without those that this report may have.
fn leaks(text: &str, allowed: &[&str]) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || "|().,:".contains(c));
    let is_marker = |word: &&str| word.to_lowercase().contains("forbidden");
    words.filter(is_marker).filter(|word| !allowed.iter().any(|a| word.contains(a))).map(str::to_owned).collect()
}

#[test]
fn no_kind_holds_what_it_must_not() {
    for (name, kind, doc) in every_kind(&full()) {
        let allowed: &[&str] = match (name, kind) {
            // The whole record of one plan is for the family: all that was written on it is in it.
            ("record-of-plan", _) => &[
                "forbidden-panel-note",
                "forbidden-unchosen",
                "forbidden-result-reason",
                "forbidden-family-note",
                "forbidden-concern-what",
                "forbidden-concern-outcome",
                "forbidden-setting",
            ],
            (_, ReportKind::Summary | ReportKind::Record) => {
                &["forbidden-internal", "forbidden-result-reason", "forbidden-owner"]
            }
            (_, ReportKind::Health | ReportKind::SocialCare) => &["forbidden-internal"],
            (_, ReportKind::Plan) => &["forbidden-result-reason"],
            _ => &[],
        };
        let pdf = lopdf::Document::load_mem(&render_pdf(&doc).unwrap()).unwrap();
        let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
        let printed = pdf.extract_text(&pages).unwrap();
        let info = format!("{:?}", pdf.trailer);
        for text in [doc.to_text(), printed, info, file_name(kind, "Autumn 2026", None)] {
            assert_eq!(leaks(&text, allowed), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn what_may_be_published_names_no_plan_and_carries_no_marking() {
    let s = full();
    for (name, kind, doc) in every_kind(&s) {
        let text = doc.to_text();
        let names_plan = s.plans.iter().any(|p| text.contains(&p.facts.reference));
        if kind.may_be_published() {
            assert!(!names_plan && doc.meta.marking.is_none(), "{name}");
        } else {
            assert_eq!(doc.meta.marking.as_deref(), Some("OFFICIAL-SENSITIVE"), "{name}");
        }
    }
}

#[test]
fn the_first_page_of_the_board_edition_is_one_side_in_its_order() {
    let doc = made_of(&full(), ReportKind::Board, None);
    let laid = laid(&doc);
    let page = |needle: &str| {
        let has = |page: &crate::report::Page| {
            let text: String = runs(page).map(|run| without_space(&run.text)).collect();
            text.contains(&without_space(needle))
        };
        laid.pages.iter().position(has).unwrap_or(usize::MAX)
    };
    assert_eq!((page("Limits"), page("How this was made") > 0), (0, true));
    let text = doc.to_text();
    let first = text.split("[new page]").next().unwrap();
    let order = [
        "20 plans were read by 6 people from 6 agencies",
        "good or better over twelve months",
        "good or better in this round",
        "What was read",
        "Strengths",
        "To mend",
        "Gaps in duties",
        "Health and social care",
        "Families said (not scored)",
        "Urgent concerns",
        "After the round",
        "Decisions asked",
        "Limits",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|needle| first.find(needle)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?}\n{first}");
    assert!(places.is_sorted(), "{places:?}");
    // The second page begins what stands behind the figures.
    assert!(laid.pages.len() > 1);
}

#[test]
fn small_counts_are_hidden_in_the_board_edition_until_that_is_switched_off() {
    let mut s = full();
    // Three families spoke.
    let keep: Vec<SubjectId> = s.family.keys().copied().take(3).collect();
    s.family.retain(|subject, _| keep.contains(subject));
    let hidden = made_of(&s, ReportKind::Board, None).to_text();
    assert!(hidden.contains("Too few families spoke"), "{hidden}");
    s.report_texts.entry("board".to_owned()).or_default().insert(text::SUPPRESSION.to_owned(), "off".to_owned());
    let shown = made_of(&s, ReportKind::Board, None).to_text();
    assert!(shown.contains("3 families spoke") && shown.contains("suppression was switched off"), "{shown}");
}

#[test]
fn a_feedback_sheet_names_no_grade_until_it_is_switched_on_and_stays_short() {
    let mut s = full();
    let first = s.sampled().next().unwrap().sampled.subject;
    let labels: Vec<String> = s.tool.grades.iter().map(|g| g.label.clone()).collect();
    let names_grade = |doc: &ReportDoc| {
        let text = doc.to_text();
        labels.iter().any(|label| text.contains(&format!(" {label}:")) || text.contains(&format!("] {label}")))
    };
    let sheet = made_of(&s, ReportKind::Plan, Some(first));
    assert!(!names_grade(&sheet), "{}", sheet.to_text());
    assert!(laid(&sheet).pages.len() <= 2);
    let places = ["## Strengths", "## Three things to mend", "What good looks like", "## The golden thread"];
    let text = sheet.to_text();
    let found: Vec<Option<usize>> = places.iter().map(|p| text.find(p)).collect();
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{found:?}\n{text}");
    s.report_texts.entry("plan".to_owned()).or_default().insert(text::GRADE_WORDS.to_owned(), "on".to_owned());
    assert!(names_grade(&made_of(&s, ReportKind::Plan, Some(first))));
}

#[test]
fn a_part_that_is_left_out_is_not_there_and_every_part_has_its_own_code() {
    for kind in ReportKind::ALL {
        let mut codes: Vec<&str> = parts(*kind).iter().map(|p| p.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), parts(*kind).len(), "{kind:?}");
    }
    let mut s = full();
    assert!(made_of(&s, ReportKind::Summary, None).to_text().contains("\n## Gaps\n"));
    s.report_texts.entry("summary".to_owned()).or_default().insert(text::LEFT_OUT.to_owned(), "gaps map".to_owned());
    let text = made_of(&s, ReportKind::Summary, None).to_text();
    assert!(!text.contains("\n## Gaps\n") && !text.contains("## Plans and sections") && text.contains("## Grades"));
}

#[test]
fn no_kind_prints_a_code_where_there_are_words() {
    for (name, _, doc) in every_kind(&full()) {
        let text = doc.to_text();
        for code in
            ["post_16", "early_years", "primary_need", "requires_improvement", "not_evidenced", "answers_agreed"]
        {
            assert!(!text.contains(code), "{name}: {code}");
        }
        let is_iso = |word: &str| {
            let digits = |part: &str, n: usize| part.len() == n && part.chars().all(|c| c.is_ascii_digit());
            let parts: Vec<&str> = word.trim_matches(|c: char| !c.is_ascii_digit()).split('-').collect();
            parts.len() == 3 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2)
        };
        let dates: Vec<&str> = text.split_whitespace().filter(|word| is_iso(word)).collect();
        assert_eq!(dates, Vec::<&str>::new(), "{name}: dates are written out");
    }
}

#[test]
fn unequal_strata_are_weighted_or_said_not_to_be() {
    let mut s = full();
    let subjects: Vec<SubjectId> = s.sampled().map(|p| p.sampled.subject).collect();
    let draw = s.round.draw.as_mut().unwrap();
    draw.min_per_stratum = 5;
    let stratum =
        |name: &str, population| crate::domain::round::StratumRecord { name: name.to_owned(), population, sampled: 10 };
    draw.strata = vec![stratum("early_years", 20), stratum("post_16", 180)];
    for plan in &mut s.plans {
        let first = subjects.iter().position(|subject| *subject == plan.sampled.subject).is_some_and(|at| at < 10);
        plan.sampled.stratum = if first { "early_years" } else { "post_16" }.to_owned();
    }
    s.earlier_unequal_chances = true;
    for kind in [ReportKind::Summary, ReportKind::Record] {
        let text = made_of(&s, kind, None).to_text();
        assert!(text.contains("each stratum weighted by its share of the frame"), "{kind:?}");
        assert!(text.contains("Not weighted, though a minimum for each stratum"), "{kind:?}: twelve months");
    }
    // Of one stratum nothing was read: no weight can be given to it.
    s.round.draw.as_mut().unwrap().strata.push(stratum("secondary", 40));
    let text = made_of(&s, ReportKind::Summary, None).to_text();
    assert!(!text.contains("each stratum weighted by") && text.contains("of one stratum nothing is agreed"), "{text}");
}

/// A board report of any round whose duties, answers and shares are small: nothing left out follows from what is shown.
#[test]
fn duties_left_out_of_the_board_report_cannot_be_worked_out_from_their_sums() {
    let s = full();
    let figures = facts::criteria(&s, true);
    let sums = facts::duties(&s, true);
    for (column, place) in [(0, 1), (1, 2), (2, 3)] {
        let duties = figures.iter().filter(|f| f.criterion.kind == crate::domain::audit_tool::Kind::Must);
        let hidden = duties.filter(|f| f.shown()[place] == figures::Shown::Hidden).count();
        assert!(sums[column].is_none() || hidden != 1, "column {column}: one count follows from the sum");
    }
    // Something is left out here, so the test can fail.
    assert!(figures.iter().any(|f| f.shown().contains(&figures::Shown::Hidden)));
}

#[test]
fn signatures_stand_on_every_kind_where_they_apply() {
    let mut s = full();
    s.round.state = RoundState::Open;
    s.file.is_sample = true;
    for (name, _, doc) in every_kind(&s) {
        let bands = doc.meta.bands.join("; ");
        for words in ["Sample data", "Draft: the round is still open", "Local thresholds, set on 1 September 2026"] {
            assert!(bands.contains(words), "{name}: {bands}");
        }
        assert!(doc.meta.digest.contains("0123456789abcdef"), "{name}");
        assert!(doc.to_text().contains("Questions: the SEND quality team."), "{name}");
    }
}

#[test]
fn a_round_without_any_answer_makes_every_kind_but_feedback() {
    let (_file, mut session) = TestFile::new();
    let round = crate::testing::round(&mut session, 3, 3);
    let s = session.snapshot(&round, None).unwrap();
    let (results, options) = (results(&s), ReportOptions::default());
    let source = Source { snapshot: &s, results: &results, options: &options, log: &[] };
    for kind in ReportKind::ALL.iter().filter(|k| **k != ReportKind::Plan) {
        let doc = build(*kind, &source, None).unwrap();
        assert_well_set(&lay_out(&doc).unwrap());
    }
    let first = s.sampled().next().unwrap().sampled.subject;
    assert_eq!(build(ReportKind::Plan, &source, Some(first)), Err(NoReport::NotAgreed));
    assert_eq!(build(ReportKind::Plan, &source, None), Err(NoReport::NeedsPlan));
    assert_eq!(build(ReportKind::Board, &source, Some(first)), Err(NoReport::OfWholeRound));
}

#[test]
fn sheets_that_may_not_be_seen_are_in_no_kind() {
    let mut s = full();
    for plan in &mut s.plans {
        plan.comparison_open = false;
    }
    s.agreed.clear();
    for kind in ReportKind::ALL.iter().filter(|k| **k != ReportKind::Plan) {
        let text = made_of(&s, *kind, None).to_text();
        assert!(!text.contains("The morning routine can be run tomorrow."), "{kind:?}");
        assert!(!text.contains("What two readers answered"), "{kind:?}");
    }
    let first = s.sampled().next().unwrap().sampled.subject;
    let text = made_of(&s, ReportKind::Record, Some(first)).to_text();
    assert!(text.contains("Nothing of this plan may be shown yet") && !text.contains("forbidden-panel-note"));
}

#[test]
fn a_short_report_is_small_and_file_names_are_plain() {
    let first = scored().sampled().next().unwrap().sampled.subject;
    let bytes = render_pdf(&made_of(&full(), ReportKind::Plan, Some(first))).unwrap();
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
    assert_eq!(file_name(ReportKind::Board, "Autumn 2026: dip/1", None), "autumn-2026-dip-1-board-report.pdf");
    assert_eq!(file_name(ReportKind::Plan, "Autumn", Some((3, "KT/0214"))), "plan-feedback-03-kt-0214.pdf");
    assert_eq!(file_name(ReportKind::Plan, "\u{2026}", None), "report-plan-feedback.pdf");
}

#[test]
fn percentages_are_written_in_one_place_only() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/kinds");
    let mut left = vec![folder];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "figures.rs" || name == "tests.rs" {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            // A target and the worst half-width are no shares of anything counted.
            let is_aim = line.contains("Target") || line.contains("percentage points");
            assert!(is_aim || !line.contains("} %"), "{name}: {line}");
        }
    }
}

#[test]
fn headings_of_every_kind_nest() {
    for (name, _, doc) in every_kind(&full()) {
        let mut has_section = false;
        for block in &doc.blocks {
            if let Block::Heading { level, text } = block {
                assert!(*level == Level::Section || has_section, "{name}: {text}");
                has_section |= *level == Level::Section;
            }
        }
    }
}
