//! Packs: out, scored apart, back in any order; and packs that are not what they say.

// The long runs print their figures.
#![allow(clippy::print_stdout)]

use crate::program::Bench;
use golden_thread::domain::access::Viewer;
use golden_thread::domain::pack::PackRefusal;
use golden_thread::domain::round::Round;
use golden_thread::domain::rules::RuleViolation;
use golden_thread::domain::sheet::{ConcernKind, GivenAnswer, NoteKind, SheetState};
use golden_thread::ops::{
    Actor, AnswerTarget, NoteDraft, OpError, PackKeys, PackMade, PackReport, ReadPack, Session, read_packs,
};
use golden_thread::testing::{self, FixedWorld, TestFile};
use std::path::{Path, PathBuf};

const LEAD: Actor = Actor::CommandLine;

pub(crate) struct Lead {
    pub(crate) file: TestFile,
    pub(crate) session: Session,
    pub(crate) round: Round,
    pub(crate) packs: Vec<PackMade>,
}

impl Lead {
    pub(crate) fn with_packs(plans: usize, members: usize) -> Self {
        let (file, mut session) = TestFile::new();
        let round = testing::round(&mut session, plans, members);
        let packs = session.make_packs(&LEAD, round.id, None, file.folder()).unwrap().value;
        Self { file, session, round, packs }
    }

    pub(crate) fn path(&self, pack: usize) -> PathBuf {
        self.file.folder().join(&self.packs[pack].file_name)
    }

    pub(crate) fn open(&self, pack: usize) -> Session {
        open(&self.path(pack), &self.packs[pack].passphrase)
    }

    fn keys(&self) -> PackKeys {
        self.session.pack_keys().unwrap()
    }

    pub(crate) fn read(&self, paths: &[PathBuf]) -> Vec<ReadPack> {
        read_packs(&self.keys(), paths, |_, _| true)
    }

    fn merge(&mut self, paths: &[PathBuf]) -> Vec<PackReport> {
        let read = self.read(paths);
        self.session.merge_packs(&LEAD, &read).unwrap().value
    }

    pub(crate) fn copy(&self, pack: usize, name: &str) -> PathBuf {
        let to = self.file.folder().join(name);
        std::fs::copy(self.path(pack), &to).unwrap();
        to
    }
}

pub(crate) fn open(path: &Path, passphrase: &str) -> Session {
    Session::open(path, Some(passphrase), Box::new(FixedWorld::default())).unwrap()
}

/// Answers the first `count` criteria of the first `sheets` sheets; hands in what is complete when told.
pub(crate) fn score(session: &mut Session, sheets: usize, count: usize, answer: &str, hand_in: bool) {
    let round = session.round(None).unwrap();
    let member = session.pack_member().unwrap();
    let progress = session.round_progress(&round).unwrap();
    let tasks: Vec<_> = progress.tasks_of(member).map(|(plan, task)| (plan.sampled.subject, task.clone())).collect();
    for (subject, task) in tasks.into_iter().take(sheets) {
        let actor = Actor::Member(task.member.clone());
        let desk = session.desk(round.id, subject, member).unwrap();
        for criterion in desk.criteria.iter().take(count) {
            let target = AnswerTarget { round: round.id, subject, member, criterion: &criterion.code };
            let given = GivenAnswer { answer: answer.to_owned(), na_reason: None };
            session.set_answer(&actor, target, Some(given)).unwrap();
        }
        if hand_in {
            session.submit_sheet(&actor, round.id, subject, member).unwrap();
        }
    }
}

fn counts(report: &PackReport) -> [u64; 4] {
    [report.new, report.updated, report.unchanged, report.conflicting]
}

#[test]
fn packs_go_out_are_scored_apart_come_back_and_the_result_is_agreed() {
    let mut lead = Lead::with_packs(3, 2);
    assert_eq!(lead.packs.len(), 2);
    for pack in 0..2 {
        let mut session = lead.open(pack);
        score(&mut session, 3, 45, if pack == 0 { "met" } else { "partly" }, true);
        assert_eq!(session.check().unwrap(), vec![]);
        session.close().unwrap();
    }
    let paths = [lead.path(0), lead.path(1)];
    let read = lead.read(&paths);
    let before = lead.session.head_digest();
    let preview = lead.session.preview_packs(&read).unwrap();
    assert_eq!(preview.iter().map(counts).collect::<Vec<_>>(), [[3, 0, 0, 0]; 2]);
    assert_eq!(lead.session.head_digest(), before, "a preview changes nothing");
    let reports = lead.merge(&paths);
    assert!(reports.iter().all(|r| counts(r) == [3, 0, 0, 0] && r.handed_in && r.refusal.is_none()), "{reports:?}");
    let head = lead.session.head_digest();
    let again = lead.merge(&paths);
    assert!(again.iter().all(|r| counts(r) == [0, 0, 3, 0]), "{again:?}");
    assert_eq!(lead.session.head_digest(), head, "merging again changes nothing");
    let agreed = lead.session.agree_by_rule(&LEAD, lead.round.id).unwrap().value;
    assert!(agreed.agreed > 0 && agreed.plans_not_open == 0, "{agreed:?}");
    assert!(lead.session.snapshot(&lead.round, None).unwrap().sheets.iter().all(|s| !s.not_blind));
    assert_eq!(lead.session.check().unwrap(), vec![]);
    lead.session.verify().unwrap();
}

#[test]
fn a_pack_is_blind_by_construction_nothing_of_another_member_is_in_it() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 4, 4);
    // Everybody has written something before the packs go out.
    for plan in session.round_progress(&round).unwrap().plans {
        for task in &plan.sheets {
            let (subject, member) = (plan.sampled.subject, task.assignment.member);
            let actor = Actor::Member(task.member.clone());
            let target = AnswerTarget { round: round.id, subject, member, criterion: "A1" };
            let text = format!("written by {}", task.member);
            let note = NoteDraft { kind: NoteKind::Strength, text, place: String::new() };
            session.set_note(&actor, target, &note).unwrap();
        }
    }
    let packs = session.make_packs(&LEAD, round.id, None, file.folder()).unwrap().value;
    let members = session.list_members().unwrap();
    assert_eq!(packs.len(), 4);
    for pack in &packs {
        let encrypted = std::fs::read(file.folder().join(&pack.file_name)).unwrap();
        assert!(!holds(&encrypted, b"Member 0"), "nothing is readable without the passphrase");
        let plain = decrypted(&file.folder().join(&pack.file_name), &pack.passphrase);
        assert!(holds(&plain, format!("written by {}", pack.member).as_bytes()), "the search finds what is there");
        for other in members.iter().filter(|m| m.facts.name != pack.member) {
            assert!(!holds(&plain, other.facts.name.as_bytes()), "{} in the pack of {}", other.facts.name, pack.member);
            assert!(!holds(&plain, other.id.0.as_bytes()), "id of {}", other.facts.name);
        }
        for other in packs.iter().filter(|other| other.member != pack.member) {
            assert!(!holds(&plain, other.passphrase.as_bytes()));
        }
        let own = session_plans(&mut open(&file.folder().join(&pack.file_name), &pack.passphrase));
        for plan in session.round_progress(&round).unwrap().plans {
            let reference = plan.facts.reference;
            assert_eq!(holds(&plain, reference.as_bytes()), own.contains(&reference), "{reference}");
        }
    }
}

fn session_plans(session: &mut Session) -> Vec<String> {
    let round = session.round(None).unwrap();
    session.round_progress(&round).unwrap().plans.into_iter().map(|p| p.facts.reference).collect()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// Every page of an encrypted file, decrypted.
fn decrypted(path: &Path, passphrase: &str) -> Vec<u8> {
    let plain = path.with_extension("plain");
    let _ = std::fs::remove_file(&plain);
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "key", passphrase).unwrap();
    conn.execute("ATTACH DATABASE ?1 AS plain KEY ''", [plain.to_string_lossy()]).unwrap();
    conn.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
    drop(conn);
    std::fs::read(plain).unwrap()
}

/// Changes a pack from outside with its passphrase, as a hostile member can; the log then covers nothing of it.
fn tampered(path: &Path, passphrase: &str, sql: &str) {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "key", passphrase).unwrap();
    conn.execute_batch(sql).unwrap();
}

#[test]
fn a_pack_does_only_its_members_work() {
    let mut lead = Lead::with_packs(3, 2);
    let mut session = lead.open(0);
    let round = session.round(None).unwrap();
    assert_eq!(session.list_members().unwrap().len(), 1);
    let put = session.put_people(&LEAD, testing::panel(3));
    assert!(matches!(put, Err(OpError::Rule(RuleViolation::NotInAPack))));
    assert!(session.close_round(&LEAD, round.id).is_err());
    let import = session.import_plans(&LEAD, &testing::cohort(30));
    assert!(matches!(import, Err(OpError::Rule(RuleViolation::NotInAPack))));
    let pack_of_a_pack = session.make_packs(&LEAD, round.id, None, lead.file.folder());
    assert!(matches!(pack_of_a_pack, Err(OpError::Rule(RuleViolation::NotInAPack))));
    assert_eq!(session.list_members().unwrap().len(), 1);
    drop(session);
    assert_eq!(counts(&lead.merge(&[lead.path(0)])[0]), [0; 4], "nothing was begun");
}

#[test]
fn a_later_copy_replaces_an_earlier_one_and_the_earlier_brings_nothing_back() {
    let mut lead = Lead::with_packs(2, 2);
    let mut session = lead.open(0);
    score(&mut session, 1, 10, "met", false);
    session.close().unwrap();
    let early = lead.copy(0, "early.gtpack");
    let mut session = lead.open(0);
    score(&mut session, 2, 45, "partly", true);
    session.close().unwrap();
    let late = lead.path(0);
    assert_eq!(counts(&lead.merge(std::slice::from_ref(&early))[0]), [1, 0, 0, 0]);
    assert_eq!(counts(&lead.merge(&[late])[0]), [1, 1, 0, 0]);
    let digest = lead.session.sheets_digest().unwrap();
    let old = lead.merge(&[early])[0].clone();
    assert!(old.older && counts(&old)[3] == 0 && old.refusal.is_none(), "{old:?}");
    assert_eq!(lead.session.sheets_digest().unwrap(), digest);
}

#[test]
fn two_versions_of_one_sheet_are_kept_and_a_choice_survives_merging_again() {
    let mut lead = Lead::with_packs(2, 2);
    let other = lead.copy(0, "other laptop.gtpack");
    let mut session = lead.open(0);
    score(&mut session, 1, 45, "met", true);
    session.close().unwrap();
    let mut session = open(&other, &lead.packs[0].passphrase);
    score(&mut session, 1, 20, "partly", false);
    session.close().unwrap();
    let paths = [other, lead.path(0)];
    assert_eq!(counts(&lead.merge(&paths)[1]), [0, 0, 0, 1]);
    let conflict = lead.session.list_conflicts(lead.round.id, Viewer::Round).unwrap().remove(0);
    assert!(!conflict.may_see && conflict.versions.iter().all(|v| v.content.is_none()), "blind before all are in");
    assert_eq!((conflict.versions[0].answered, conflict.versions[1].answered), (45, 20));
    let owner = lead.session.member(&conflict.member).unwrap().id;
    let own = lead.session.list_conflicts(lead.round.id, Viewer::Member(owner)).unwrap();
    assert!(own[0].versions.iter().all(|v| v.content.is_some()));
    assert_eq!(conflict.differ.len(), 45);
    lead.session.choose_version(&LEAD, conflict.assignment, conflict.versions[1].id).unwrap();
    let digest = lead.session.sheets_digest().unwrap();
    for report in lead.merge(&paths) {
        assert_eq!(report.conflicting + report.new + report.updated, 0, "{report:?}");
    }
    assert_eq!(lead.session.sheets_digest().unwrap(), digest);
    assert!(lead.session.list_conflicts(lead.round.id, Viewer::Round).unwrap().is_empty());
    let subject = first_subject(&mut lead);
    let sheet = lead.session.desk(lead.round.id, subject, owner).unwrap();
    assert_eq!((sheet.answered(), sheet.state), (20, SheetState::Draft));
}

fn first_subject(lead: &mut Lead) -> golden_thread::domain::ids::SubjectId {
    let owner = lead.session.member(&lead.packs[0].member).unwrap().id;
    let progress = lead.session.round_progress(&lead.round).unwrap();
    progress.tasks_of(owner).next().unwrap().0.sampled.subject
}

#[test]
fn a_merge_taken_back_leaves_what_was_before_and_is_refused_when_work_builds_on_it() {
    let mut lead = Lead::with_packs(2, 2);
    let before = lead.session.sheets_digest().unwrap();
    for pack in 0..2 {
        let mut session = lead.open(pack);
        score(&mut session, 2, 45, "met", true);
        session.close().unwrap();
    }
    let paths = [lead.path(0), lead.path(1)];
    lead.merge(&paths);
    let merged = lead.session.sheets_digest().unwrap();
    let lines = lead.session.list_packs(lead.round.id).unwrap();
    for line in lines.iter().rev() {
        lead.session.take_back_merge(&LEAD, line.id, line.back[0].digest).unwrap();
    }
    assert_eq!(lead.session.sheets_digest().unwrap(), before);
    let progress = lead.session.round_progress(&lead.round).unwrap();
    assert!(progress.plans.iter().all(|p| !p.comparison_open && p.sheets.iter().all(|s| s.state.is_none())));
    lead.merge(&paths);
    assert_eq!(lead.session.sheets_digest().unwrap(), merged);
    lead.session.agree_unanimous(&LEAD, lead.round.id).unwrap();
    let line = &lead.session.list_packs(lead.round.id).unwrap()[0];
    let refused = lead.session.take_back_merge(&LEAD, line.id, line.back[0].digest);
    assert!(matches!(refused, Err(OpError::Rule(RuleViolation::MergeBuiltOn))));
    assert_eq!(lead.session.sheets_digest().unwrap(), merged);
    assert_eq!(lead.session.check().unwrap(), vec![]);
}

#[test]
fn an_urgent_concern_raised_in_a_pack_comes_in_once_and_stays() {
    let mut lead = Lead::with_packs(2, 2);
    let mut session = lead.open(0);
    let round = session.round(None).unwrap();
    let subject = session.round_progress(&round).unwrap().plans[0].sampled.subject;
    let actor = Actor::Member(lead.packs[0].member.clone());
    let told = ("The safeguarding lead", Some(5));
    session
        .record_concern(&actor, (lead.round.id, subject), ConcernKind::Safeguarding, "Seen in section D", told)
        .unwrap();
    session.close().unwrap();
    let paths = [lead.path(0)];
    let report = lead.merge(&paths)[0].clone();
    assert_eq!(report.concerns.len(), 1);
    assert!(report.concerns[0].ends_with(": Safeguarding"));
    assert!(lead.merge(&paths)[0].concerns.is_empty());
    let line = lead.session.list_packs(lead.round.id).unwrap().remove(0);
    lead.session.take_back_merge(&LEAD, line.id, line.back[0].digest).unwrap();
    let concerns = lead.session.snapshot(&lead.round, None).unwrap().concerns;
    assert_eq!(concerns.len(), 1);
    assert_eq!(concerns[0].raised_by, Some(lead.session.member(&lead.packs[0].member).unwrap().id));
}

/// What becomes of a pack that is changed by `sql` with its passphrase.
fn refusal_after(sql: &str) -> Option<PackRefusal> {
    let mut lead = Lead::with_packs(2, 2);
    let mut session = lead.open(0);
    score(&mut session, 1, 5, "met", false);
    session.close().unwrap();
    tampered(&lead.path(0), &lead.packs[0].passphrase, sql);
    let before = lead.session.head_digest();
    let report = lead.merge(&[lead.path(0)]).remove(0);
    assert_eq!(lead.session.head_digest(), before, "nothing was taken in");
    assert_eq!(lead.session.check().unwrap(), vec![]);
    report.refusal
}

#[test]
fn a_pack_whose_form_is_not_exactly_ours_is_refused() {
    for sql in [
        "CREATE TRIGGER x AFTER INSERT ON sheet BEGIN DELETE FROM sheet; END",
        "CREATE VIEW more AS SELECT * FROM sheet",
        "ALTER TABLE note DROP COLUMN place",
        "CREATE TABLE extra (a)",
        "DROP TABLE phrase",
    ] {
        assert!(matches!(refusal_after(sql), Some(PackRefusal::SchemaDiffers(_))), "{sql}");
    }
    assert!(matches!(refusal_after("PRAGMA user_version = 1"), Some(PackRefusal::OtherVersion { pack: 1, .. })));
    assert!(matches!(refusal_after("PRAGMA user_version = 99"), Some(PackRefusal::OtherVersion { pack: 99, .. })));
    assert!(matches!(refusal_after("PRAGMA application_id = 7"), Some(PackRefusal::NotAPack)));
}

#[test]
fn a_pack_changed_past_its_log_is_refused() {
    for sql in [
        "UPDATE sheet_answer SET answer = 'not_met'",
        "UPDATE file_fact SET value = 'Elsewhere' WHERE name = 'local_area'",
        "UPDATE panel_member SET name = 'Somebody else'",
        "DELETE FROM file_fact WHERE name = 'kind'",
    ] {
        assert!(matches!(refusal_after(sql), Some(PackRefusal::Damaged(_))), "{sql}");
    }
}

/// What becomes of a pack that reads as if `change` had been in it when it was sealed.
fn refusal_of(change: impl Fn(&mut golden_thread::storage::PackFile)) -> Option<PackRefusal> {
    let mut lead = Lead::with_packs(2, 2);
    let mut session = lead.open(0);
    score(&mut session, 1, 5, "met", false);
    session.close().unwrap();
    let mut read = lead.read(&[lead.path(0)]);
    let mut content = (**read[0].content.as_ref().unwrap()).clone();
    change(&mut content);
    read[0].content = Ok(std::sync::Arc::new(content));
    let before = lead.session.head_digest();
    let report = lead.session.merge_packs(&LEAD, &read).unwrap().value.remove(0);
    assert_eq!(lead.session.head_digest() == before, report.refusal.is_some(), "taken in whole or not at all");
    report.refusal
}

#[test]
fn a_pack_of_a_wrong_area_a_wrong_round_or_a_member_who_is_not_of_the_file_is_refused_by_its_reason() {
    assert_eq!(refusal_of(|_| {}), None, "the control is taken in");
    let area = refusal_of(|pack| drop(pack.file_facts.insert("local_area".to_owned(), "Elsewhere".to_owned())));
    assert_eq!(area, Some(PackRefusal::WrongArea("Elsewhere".to_owned())));
    let other = || golden_thread::domain::ids::RoundId(uuid::Uuid::from_bytes([7; 16]));
    let round = refusal_of(|pack| pack.rounds.push((other(), "Spring".to_owned())));
    assert_eq!(round, Some(PackRefusal::WrongRound("Spring".to_owned())));
    let stranger = golden_thread::domain::ids::MemberId(uuid::Uuid::from_bytes([7; 16]));
    let foreign = refusal_of(|pack| pack.sheets[0].assignment.member = stranger);
    assert!(matches!(foreign, Some(PackRefusal::ForeignMember(_))), "{foreign:?}");
    let made_for_another = refusal_of(|pack| pack.facts.member = stranger);
    assert_eq!(made_for_another, Some(PackRefusal::NotWhatWentOut));
}

#[test]
fn a_pack_larger_than_a_pack_can_be_is_refused() {
    let rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
        INSERT INTO not_a_person SELECT 'w' || i FROM n";
    assert_eq!(refusal_after(rows), Some(PackRefusal::TooLarge("its number of rows")));
    let text = "UPDATE sheet_answer SET na_reason = printf('%.*c', 400000, 'x')";
    assert_eq!(refusal_after(text), Some(PackRefusal::TooLarge("a text")));
}

#[test]
fn a_pack_of_another_file_and_what_is_no_pack_are_refused() {
    let mut lead = Lead::with_packs(2, 2);
    let other = Lead::with_packs(2, 2);
    let plain = lead.file.folder().join("plain.gtpack");
    std::fs::copy(lead.file.path(), &plain).unwrap();
    let short = lead.file.folder().join("short.gtpack");
    std::fs::write(&short, "no pack").unwrap();
    let paths = [other.path(0), plain, short, lead.file.folder().join("gone.gtpack")];
    let refusals: Vec<_> = lead.merge(&paths).into_iter().map(|r| r.refusal.unwrap()).collect();
    assert_eq!(refusals, [PackRefusal::Unknown, PackRefusal::NotAPack, PackRefusal::NotAPack, PackRefusal::NoSuchFile]);
    let open_elsewhere = lead.open(0);
    assert!(matches!(lead.merge(&[lead.path(0)])[0].refusal, Some(PackRefusal::Open(_))));
    drop(open_elsewhere);
}

/// A small generator of its own, so that a run can be repeated from its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

fn runs(name: &str, short: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(short)
}

/// The long run, cut up with `GT_PACK_SEED`: `GT_PACK_DAMAGE=10000 cargo test --release --test it -- --nocapture damaged_pack`.
#[test]
fn a_damaged_pack_is_refused_or_says_the_same_and_nothing_is_half_taken_in() {
    let mut lead = Lead::with_packs(2, 2);
    let mut session = lead.open(0);
    score(&mut session, 2, 45, "met", true);
    session.close().unwrap();
    let sound = std::fs::read(lead.path(0)).unwrap();
    let whole = lead.read(&[lead.path(0)]).remove(0).content.unwrap();
    let path = lead.file.folder().join("damaged.gtpack");
    let head = lead.session.head_digest();
    let (mut chance, mut refused) = (Chance(20_261_122 + runs("GT_PACK_SEED", 0) as u64), 0);
    let faults = runs("GT_PACK_DAMAGE", 24);
    for _ in 0..faults {
        let mut bytes = sound.clone();
        match chance.below(4) {
            0 => {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
            1 => bytes.truncate(chance.below(sound.len())),
            2 => {
                let (from, to) = (chance.below(bytes.len() / 4096), chance.below(bytes.len() / 4096));
                let page = sound[from * 4096..(from + 1) * 4096].to_vec();
                bytes[to * 4096..(to + 1) * 4096].copy_from_slice(&page);
            }
            _ => {
                let at = chance.below(bytes.len());
                let end = (at + 1 + chance.below(2_000)).min(bytes.len());
                bytes[at..end].fill(0);
            }
        }
        std::fs::write(&path, &bytes).unwrap();
        let read = lead.read(std::slice::from_ref(&path));
        match &read[0].content {
            Ok(content) => assert_eq!(content, &whole, "a silent change"),
            Err(_) => refused += 1,
        }
        if read[0].content.is_err() {
            assert!(lead.session.merge_packs(&LEAD, &read).unwrap().value[0].refusal.is_some());
        }
        assert_eq!(lead.session.head_digest(), head, "half taken in");
    }
    println!("{refused} of {faults} damaged packs refused, the rest read as the sound one");
    assert!(refused * 10 >= faults * 8, "{refused} of {faults}");
    assert_eq!(lead.session.check().unwrap(), vec![]);
    let left: Vec<_> = std::fs::read_dir(lead.file.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "no copy is left behind");
}

/// The long run: `GT_PACK_ORDERS=1000 cargo test --release --test it -- --nocapture any_order`.
#[test]
fn packs_of_twelve_members_in_any_order_with_repeats_give_one_content() {
    let (file, mut session) = TestFile::new();
    let round = testing::round(&mut session, 12, 12);
    let packs = session.make_packs(&LEAD, round.id, None, file.folder()).unwrap().value;
    assert_eq!(packs.len(), 12);
    let mut paths = Vec::new();
    for (n, pack) in packs.iter().enumerate() {
        let path = file.folder().join(&pack.file_name);
        let copy = |name: &str| {
            let to = file.folder().join(format!("{n} {name}.gtpack"));
            std::fs::copy(&path, &to).unwrap();
            to
        };
        // An early copy, one of halfway, the last one, and now and then a fork: forty in all.
        let mut own = open(&path, &pack.passphrase);
        score(&mut own, 1, 4, "met", false);
        own.close().unwrap();
        paths.push(copy("early"));
        if n % 3 == 0 {
            let fork = copy("fork");
            let mut forked = open(&fork, &pack.passphrase);
            score(&mut forked, 2, 6, "partly", false);
            forked.close().unwrap();
            paths.push(fork);
        }
        let mut own = open(&path, &pack.passphrase);
        score(&mut own, 2, 20, "met", false);
        own.close().unwrap();
        paths.push(copy("halfway"));
        let mut own = open(&path, &pack.passphrase);
        score(&mut own, 12, 45, if n % 2 == 0 { "met" } else { "partly" }, true);
        own.close().unwrap();
        paths.push(path);
    }
    let keys = session.pack_keys().unwrap();
    let read = read_packs(&keys, &paths, |_, _| true);
    assert_eq!(read.len(), 40);
    assert!(read.iter().all(|pack| pack.content.is_ok()));
    session.close().unwrap();
    let start = std::fs::read(file.path()).unwrap();
    let (mut chance, mut seen) = (Chance(7 + runs("GT_PACK_SEED", 0) as u64), std::collections::BTreeSet::new());
    let orders = runs("GT_PACK_ORDERS", 4);
    for order in 0..orders {
        std::fs::write(file.path(), &start).unwrap();
        let mut session = file.open();
        let mut all: Vec<_> = (0..read.len()).collect();
        all.extend((0..read.len() / 2).map(|_| chance.below(read.len())));
        for at in (1..all.len()).rev() {
            all.swap(at, chance.below(at + 1));
        }
        let packs: Vec<_> = all.iter().map(|at| read[*at].clone()).collect();
        session.merge_packs(&LEAD, &packs).unwrap();
        seen.insert(session.sheets_digest().unwrap());
        if order == 0 {
            let (conflicts, progress) =
                (session.list_conflicts(round.id, Viewer::Round).unwrap(), session.round_progress(&round).unwrap());
            assert!(!conflicts.is_empty());
            let sheets = progress.plans.iter().flat_map(|p| &p.sheets);
            assert!(sheets.clone().all(|s| s.answered == 45), "an answer was lost");
            assert_eq!(session.check().unwrap(), vec![]);
        }
        session.close().unwrap();
    }
    println!("{orders} orders of {} packs: {} digest", read.len(), seen.len());
    assert_eq!(seen.len(), 1);
}

#[test]
fn packs_and_merging_from_the_command_line() {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference,age\nK1,9\nK2,10\nK3,11\nK4,12\n");
    bench.write("panel.csv", "name,agency,role,email\nAnn Lee,education,Lead,\nBen Ray,health,Nurse,\n");
    bench.done(&["import-plans", "a.gthread", "plans.csv"]);
    bench.done(&["people", "a.gthread", "import", "panel.csv"]);
    bench.done(&["round", "a.gthread", "new", "--title", "Spring 2026"]);
    bench.done(&["sample", "a.gthread", "--size", "2", "--seed", "1"]);
    bench.done(&["allocate", "a.gthread"]);
    std::fs::create_dir(bench.path("out")).unwrap();
    assert_eq!(bench.run(&["pack", "a.gthread", "--out", "out"]).code, 2);
    let ran = bench.run(&["pack", "a.gthread", "--out", "out", "--passphrases-out", "words.csv", "--json"]);
    assert_eq!(ran.assert_done().json()["packs"].as_array().unwrap().len(), 2);
    let words = std::fs::read_to_string(bench.path("words.csv")).unwrap();
    assert_eq!(words.lines().count(), 3);
    assert!(words.starts_with("member,file,passphrase\n\"Ann Lee\",\"Spring 2026 - Ann Lee.gtpack\",\""), "{words}");
    bench.write("p.txt", "a passphrase of my own\n");
    let one = ["pack", "a.gthread", "--out", "out", "--member", "Ben Ray", "--pack-passphrase-file", "p.txt"];
    bench.done(&one);
    let pack = "out/Spring 2026 - Ben Ray (2).gtpack";
    bench.write("answers.csv", "plan,member,criterion,answer\nK1,Ben Ray,A1,met\nK2,Ben Ray,A1,met\n");
    let sample = bench.run(&["round", "a.gthread", "list"]);
    sample.assert_done();
    let plans = bench.run(&["allocate", "a.gthread", "--json"]).json();
    let plan = plans["assignments"][0]["plan"].as_str().unwrap().to_owned();
    bench.write("answers.csv", &format!("plan,member,criterion,answer\n{plan},Ben Ray,A1,met\n"));
    bench.run(&["answers", pack, "import", "answers.csv"]).assert_refused(&["passphrase"]);
    bench.run(&["answers", pack, "import", "answers.csv", "--passphrase-file", "p.txt"]).assert_done();
    let line = format!("{plan},A2,met\n");
    bench.run_with(&line, &["answers", pack, "stream", "--as", "Ben Ray", "--passphrase-file", "p.txt"]).assert_done();
    let merged = bench.run(&["merge", "a.gthread", pack, "--json"]);
    let first = &merged.assert_done().json()["packs"][0];
    assert_eq!((first["new"].as_u64(), first["member"].as_str()), (Some(1), Some("Ben Ray")));
    assert!(first["refused"].is_null());
    let again = bench.run(&["merge", "a.gthread", pack, "--json"]);
    assert_eq!(again.assert_done().json()["packs"][0]["unchanged"], 1);
    std::fs::write(bench.path("bad.gtpack"), [7; 9000]).unwrap();
    let mixed = bench.run(&["merge", "a.gthread", "bad.gtpack", pack, "--json"]);
    assert_eq!(mixed.code, 1);
    assert!(mixed.json()["packs"][0]["refused"].is_string());
    assert!(mixed.err.contains("bad.gtpack"));
    bench.done(&["check", "a.gthread"]);
}
