//! Every command beside and over rounds, carried out where it can be.

use super::Trial;
use crate::packs;
use golden_thread::domain::access::Viewer;
use golden_thread::domain::action::Action;
use golden_thread::domain::advice::Advice;
use golden_thread::domain::clocks::{Clock, Event, Limit, LimitUnit};
use golden_thread::domain::draft_check::{DraftAnswer, DraftDecision};
use golden_thread::domain::family::{FamilyConversation, FamilyState};
use golden_thread::domain::ids::{AdviceId, DraftCheckId, MemberId};
use golden_thread::domain::measure::Benchmark;
use golden_thread::domain::picture::Picture;
use golden_thread::domain::sheet::{ConcernKind, ConcernReaders};
use golden_thread::ops::{
    ActionDraft, Actor, AdviceEntry, Advising, Care, Clocking, Command, ConcernDraft, Concerning, Drafting, Hearing,
    Logo, Measuring, OldBackups, PackCommand, PlanClocks, Planning, Secret, Session, SetReportText, ToldWhen, Viewing,
};
use golden_thread::testing::{self, FixedWorld, PASSPHRASE, TestFile};
use jiff::civil::date;
use std::collections::BTreeMap;

const LEAD: Actor = Actor::Lead;

/// What stands beside the sheets and goes over rounds.
pub(super) fn beside(trial: &mut Trial) {
    let (file, mut session) = TestFile::new();
    let s = &mut session;
    let found = testing::round(s, 2, 4);
    let round = found.id;
    let subject = s.round_progress(&found).unwrap().sampled().next().unwrap().sampled.subject;
    super::steps::score(s, &found, |_| true);
    let said = FamilyConversation {
        state: FamilyState::Asked,
        sounds_like_child: None,
        is_happening: None,
        worries_answered: None,
        note: String::new(),
        on: Some(date(2026, 11, 20)),
    };
    trial.run(s, &LEAD, Command::Hearing(Hearing { round, subject, said: Some(said) }));
    trial.run(s, &LEAD, Command::Hearing(Hearing { round, subject, said: None }));
    let advice = |reference: &str| Advice {
        id: AdviceId(uuid::Uuid::nil()),
        reference: reference.to_owned(),
        service: "Physiotherapy".to_owned(),
        provider: "Trust".to_owned(),
        author_role: "Therapist".to_owned(),
        requested_on: Some(date(2026, 1, 5)),
        returned_on: Some(date(2026, 2, 1)),
        outcome: String::new(),
        exception: String::new(),
        checked_by_provider_on: None,
    };
    trial.run(s, &LEAD, Command::Advising(Advising::Import(vec![AdviceEntry { row: 1, advice: advice("K00001") }])));
    trial.run(s, &LEAD, Command::Advising(Advising::Put { id: None, advice: advice("K00002") }));
    let id = s.list_advice().unwrap()[0].id;
    trial.run(s, &LEAD, Command::Advising(Advising::Remove(id)));
    let member = s.list_members().unwrap()[1].id;
    trial.run(s, &LEAD, Command::Viewing(Viewing::SetTarget { view: "health".to_owned(), percent: Some(80) }));
    trial.run(s, &LEAD, Command::Viewing(Viewing::Assign { round, member, view: "health".to_owned() }));

    let draft = ConcernDraft {
        kind: ConcernKind::WrongVersion,
        what: "An older version".to_owned(),
        told: String::new(),
        told_when: ToldWhen::NotYet,
        outcome: String::new(),
        follow_up: String::new(),
        may_see: ConcernReaders::Lead,
    };
    trial.run(s, &LEAD, Command::Concerning(Concerning::Raise { round, subject, draft: draft.clone() }));
    let id = s.concerns_seen(round, None).unwrap()[0].concern.id;
    let draft = ConcernDraft { follow_up: "Asked for the newest".to_owned(), ..draft };
    trial.run(s, &LEAD, Command::Concerning(Concerning::Amend { round, id, draft }));
    let outcome = "The newest is read".to_owned();
    trial.run(s, &LEAD, Command::Concerning(Concerning::Close { round, id, outcome }));

    let plan = s.list_plans().unwrap()[0].id;
    let to = PlanClocks { dates: [(Event::DraftServed, date(2026, 3, 1))].into(), exceptions: BTreeMap::new() };
    trial.run(s, &LEAD, Command::Clocking(Clocking::SetPlan { plan, to }));
    let limit = Some(Limit { amount: 5, unit: LimitUnit::Weeks });
    trial.run(s, &LEAD, Command::Clocking(Clocking::SetLimit { clock: Clock::Advice, limit }));
    following(trial, s);
    let value = "Thank you".to_owned();
    let text = SetReportText { round, kind: None, name: "covering".to_owned(), value };
    trial.run(s, &LEAD, Command::ReportText(text));
    let picture = Picture::new(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap();
    trial.run(s, &LEAD, Command::Logo(Logo::Set(picture)));
    trial.run(s, &LEAD, Command::Logo(Logo::Remove));
    trial.run(s, &LEAD, Command::Undo);
    session.close().unwrap();
    drafts(trial, &file);
}

fn following(trial: &mut Trial, s: &mut Session) {
    let action = Action { what: "Train on section F".to_owned(), owner: "Head".to_owned(), ..Action::blank() };
    trial.run(s, &LEAD, Command::Planning(Planning::Add(Box::new(action))));
    let id = s.list_actions().unwrap()[0].id;
    let changed = Action { progress: "Half done".to_owned(), ..s.list_actions().unwrap().remove(0) };
    trial.run(s, &LEAD, Command::Planning(Planning::Change(Box::new(changed))));
    trial.run(s, &LEAD, Command::Planning(Planning::Remove(id)));
    let action = Action { what: "Meet health".to_owned(), owner: "Head".to_owned(), ..Action::blank() };
    let drafts = vec![ActionDraft { round: String::new(), action }];
    trial.run(s, &LEAD, Command::Planning(Planning::Import(drafts)));

    let put = Measuring::Put { id: None, value: Box::new(testing::figure(60.0)) };
    trial.run(s, &LEAD, Command::Measuring(put));
    let id = s.put_measure(&LEAD, None, testing::figure(65.0)).unwrap().value;
    trial.run(s, &LEAD, Command::Measuring(Measuring::Remove(id)));
    trial.run(s, &LEAD, Command::Measuring(Measuring::Import(vec![testing::figure(70.0)])));
    let figure = Benchmark {
        level: "Local authority".to_owned(),
        ons_code: "E09000027".to_owned(),
        la_code: "318".to_owned(),
        name: "Richmond upon Thames".to_owned(),
        region: "London".to_owned(),
        year: 2025,
        measure: "Plans".to_owned(),
        value: Some(1.0),
    };
    s.put_benchmarks(&LEAD, &[figure]).unwrap();
    trial.run(s, &LEAD, Command::Measuring(Measuring::SetNeighbours(vec!["E09000027".to_owned()])));
}

/// The register of drafts: October's checks, and its close in November.
fn drafts(trial: &mut Trial, file: &TestFile) {
    let mut session = file.open_in(FixedWorld::on(date(2026, 10, 5)));
    let s = &mut session;
    let tool = crate::strands::tool("draft-before-issue");
    s.publish_tool(&LEAD, &tool).unwrap();
    let members: Vec<MemberId> = s.list_members().unwrap().iter().map(|m| m.id).collect();
    let answer_all = |s: &mut Session, check: DraftCheckId| {
        for (_, criterion) in tool.criteria() {
            let given = DraftAnswer { answer: "met".to_owned(), ..DraftAnswer::default() };
            let answer = Drafting::Answer { check, criterion: criterion.code.clone(), given };
            s.run_drafting(&LEAD, answer).unwrap();
        }
    };
    let mut first = None;
    for n in 0..200 {
        let (reference, draft_on) = (format!("NEW-{n}"), date(2026, 10, 2));
        let begin = Drafting::Begin { reference, draft_on, checker: members[0] };
        if n == 0 {
            trial.run(s, &LEAD, Command::Drafting(begin));
        } else {
            s.run_drafting(&LEAD, begin).unwrap();
        }
        let rows = s.draft_register(None).unwrap().rows;
        let row = rows.into_iter().find(|row| row.check.reference == format!("NEW-{n}")).unwrap();
        if row.check.wants_second() {
            first = Some(row.check.id);
            break;
        }
    }
    let check = first.unwrap();
    let given = DraftAnswer { answer: "not_met".to_owned(), ..DraftAnswer::default() };
    let criterion = tool.criteria().next().unwrap().1.code.clone();
    trial.run(s, &LEAD, Command::Drafting(Drafting::Answer { check, criterion, given }));
    answer_all(s, check);
    let (decision, reason) = (DraftDecision::Issue, String::new());
    trial.run(s, &LEAD, Command::Drafting(Drafting::Decide { check, decision, reason: reason.clone() }));
    trial.run(s, &LEAD, Command::Drafting(Drafting::BeginSecond { of: check, checker: members[1] }));
    let rows = s.draft_register(None).unwrap().rows;
    let second = rows.into_iter().find(|row| row.check.second_of == Some(check)).unwrap().check.id;
    answer_all(s, second);
    s.run_drafting(&LEAD, Drafting::Decide { check: second, decision, reason }).unwrap();
    session.close().unwrap();
    let mut session = file.open();
    trial.run(&mut session, &LEAD, Command::Drafting(Drafting::CloseMonth("2026-10".to_owned())));
}

/// Packs out, back, taken back, and two versions of one sheet.
pub(super) fn packs(trial: &mut Trial) {
    let mut lead = packs::Lead::with_packs(2, 2);
    let round = lead.round.id;
    let folder = lead.file.folder().join("again");
    std::fs::create_dir(&folder).unwrap();
    trial.run(&mut lead.session, &LEAD, Command::Packs(PackCommand::Make { round, folder }));
    let other = lead.copy(0, "other laptop.gtpack");
    let mut session = lead.open(0);
    packs::score(&mut session, 1, 45, "met", true);
    session.close().unwrap();
    let mut session = packs::open(&other, &lead.packs[0].passphrase);
    packs::score(&mut session, 1, 20, "partly", false);
    session.close().unwrap();
    let read = lead.read(&[lead.path(0)]);
    trial.run(&mut lead.session, &LEAD, Command::Packs(PackCommand::Merge(read)));
    let lines = lead.session.list_packs(round).unwrap();
    let line = lines.iter().find(|line| !line.back.is_empty()).unwrap();
    let (pack, digest) = (line.id, line.back[0].digest);
    trial.run(&mut lead.session, &LEAD, Command::Packs(PackCommand::TakeBack { pack, digest }));
    let read = lead.read(&[other, lead.path(0)]);
    lead.session.merge_packs(&LEAD, &read).unwrap();
    let conflict = lead.session.list_conflicts(round, Viewer::Round).unwrap().remove(0);
    let (assignment, version) = (conflict.assignment, conflict.versions[1].id);
    trial.run(&mut lead.session, &LEAD, Command::Packs(PackCommand::Choose { assignment, version }));
}

/// Taking care of an encrypted file.
pub(super) fn care(trial: &mut Trial) {
    let (file, mut session) = TestFile::encrypted();
    let s = &mut session;
    let round = testing::round(s, 2, 2).id;
    let word = "Grace House".to_owned();
    let until = Some(date(2030, 1, 1));
    for care in [
        Care::Backup,
        Care::SaveCopy(file.folder().join("copy")),
        Care::KeepUntil { round, until },
        Care::NotAPerson(word.clone()),
        Care::ForgetNotAPerson(word),
    ] {
        trial.run(s, &LEAD, Command::Care(care));
    }
    let backup = s.keep_backup("before").unwrap().path;
    let passphrase = Some(Secret(PASSPHRASE.to_owned()));
    trial.run(s, &LEAD, Command::Care(Care::Restore { backup, passphrase }));
    let new = Secret("four other secret words".to_owned());
    trial.run(s, &LEAD, Command::Care(Care::ChangePassphrase { new, old_backups: OldBackups::Keep }));
    let old = Secret(PASSPHRASE.to_owned());
    trial.run(s, &LEAD, Command::Care(Care::RekeyBackups { old }));
}
