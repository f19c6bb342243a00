//! Takes packs in: all of a pack or nothing, in any order, any number of times.

use super::super::scoring::{check_answer, check_criterion, check_reason};
use super::super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::{current_id, settle_and_put, settle_comparison, versions_now};
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::{MemberId, PackId};
use crate::domain::pack::{PackRefusal, SheetContent, Sum, Version, VersionState, content_sum, is_known, tag};
use crate::domain::round::Round;
use crate::domain::rules::{Field, RuleViolation};
use crate::domain::sheet::{
    Assignment, GivenAnswer, MAX_NOTE_BYTES, MAX_REASON_CHARS, SheetState, UrgentConcern, criteria_in_scope,
};
use crate::storage::{MergeRow, PackFile, PackSheet, concern_id, read_pack};
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// More threads than a plan can have.
const MAX_THREADS: usize = 200;
/// More concerns than a pack can have.
const MAX_CONCERNS: usize = 500;

/// What is needed to read packs beside the file: the passphrases of those that went out. It has no `Debug`.
#[derive(Clone)]
pub struct PackKeys {
    scratch: PathBuf,
    keys: Vec<(PackId, String)>,
}

/// A pack as read: not yet taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPack {
    /// Its path, as given.
    pub path: PathBuf,
    /// What it holds, or why it is refused.
    pub content: Result<Arc<PackFile>, PackRefusal>,
}

/// What taking a pack in did, or would do; counts are sheets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct PackReport {
    /// The name of its file.
    pub file: String,
    /// Whose it is; none: refused before that was known.
    pub member: Option<String>,
    /// Sheets that were not begun here.
    pub new: u64,
    /// Sheets that came of what was here.
    pub updated: u64,
    /// Sheets that were here already.
    pub unchanged: u64,
    /// Sheets that were changed here and there: both are kept for a choice.
    pub conflicting: u64,
    /// Why it was not taken in, in words; the code is the caller's to word.
    pub refused: Option<String>,
    /// It is older than what was taken from it before: nothing in it is new.
    pub older: bool,
    /// Whether every sheet in it is handed in.
    pub handed_in: bool,
    /// Urgent concerns raised in it that were not known: the plan and what it is about.
    pub concerns: Vec<String>,
    /// The refusal as data.
    #[serde(skip)]
    pub refusal: Option<PackRefusal>,
}

impl PackReport {
    fn refused(file: String, refusal: PackRefusal) -> Self {
        Self { file, refusal: Some(refusal), ..Self::default() }
    }

    /// Whether anything of it is or would be taken in.
    #[must_use]
    pub fn brings_anything(&self) -> bool {
        self.new + self.updated + self.conflicting > 0 || !self.concerns.is_empty()
    }
}

/// Reads packs without taking anything in; `go_on` hears how many are read and may stop it.
#[must_use]
pub fn read_packs(keys: &PackKeys, paths: &[PathBuf], mut go_on: impl FnMut(u64, u64) -> bool) -> Vec<ReadPack> {
    let mut read = Vec::with_capacity(paths.len());
    for (at, path) in paths.iter().enumerate() {
        if !go_on(at as u64, paths.len() as u64) {
            break;
        }
        let content = read_pack(path, &keys.scratch, &keys.keys).map(Arc::new);
        read.push(ReadPack { path: path.clone(), content });
    }
    read
}

/// A pack that may be taken in.
struct Checked<'a> {
    file: &'a PackFile,
    file_name: String,
    member: (MemberId, String),
    /// The sheets of it with our tasks.
    sheets: Vec<(&'a PackSheet, Assignment, String)>,
}

impl Session {
    /// What is needed to read packs.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pack_keys(&self) -> Result<PackKeys, OpError> {
        let scratch = self.path().parent().unwrap_or(Path::new(".")).to_owned();
        let keys = self.store.db().list_packs()?.into_iter().map(|pack| (pack.id, pack.passphrase)).collect();
        Ok(PackKeys { scratch, keys })
    }

    /// What taking packs in would do, in this order. Nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn preview_packs(&mut self, packs: &[ReadPack]) -> Result<Vec<PackReport>, OpError> {
        let mut checked = Vec::new();
        for pack in packs {
            checked.push((pack, self.check_pack(pack)?));
        }
        let world = self.world.as_mut();
        self.store.write(|db| {
            let mut reports = Vec::new();
            for (pack, checked) in &checked {
                reports.push(match checked {
                    Ok(checked) => apply(&mut Change { db, world: &mut *world }, checked)?.0,
                    Err(refusal) => PackReport::refused(name_of(&pack.path), refusal.clone()),
                });
            }
            // Without a log row everything is rolled back.
            Ok((reports, None))
        })
    }

    /// Takes packs in, each whole or not at all; refused ones are reported and the others go on.
    ///
    /// # Errors
    /// When the file cannot be written. Packs before that one are in.
    pub fn merge_packs(&mut self, actor: &Actor, packs: &[ReadPack]) -> Result<Done<Vec<PackReport>>, OpError> {
        let (mut reports, mut changes) = (Vec::new(), Changes::default());
        if self.pack.is_some() {
            return Err(RuleViolation::NotInAPack.into());
        }
        if self.preview_packs(packs)?.iter().any(PackReport::brings_anything) {
            self.keep_backup("before merge")?;
        }
        for pack in packs {
            let checked = match self.check_pack(pack)? {
                Ok(checked) => checked,
                Err(refusal) => {
                    reports.push(PackReport::refused(name_of(&pack.path), refusal));
                    continue;
                }
            };
            let done = self.transact(actor, |change| apply(change, &checked))?;
            changes.sheets |= done.changes.sheets;
            changes.agreed |= done.changes.agreed;
            changes.concerns |= done.changes.concerns;
            changes.packs |= done.changes.packs;
            reports.push(done.value);
        }
        Ok(Done { value: reports, changes })
    }

    fn check_pack<'a>(&mut self, pack: &'a ReadPack) -> Result<Result<Checked<'a>, PackRefusal>, OpError> {
        let file = match &pack.content {
            Ok(file) => file.as_ref(),
            Err(refusal) => return Ok(Err(refusal.clone())),
        };
        match self.check_content(file, name_of(&pack.path)) {
            Ok(checked) => Ok(Ok(checked)),
            Err(OpError::Rule(RuleViolation::Pack(refusal))) => Ok(Err(*refusal)),
            Err(other) => Err(other),
        }
    }

    fn check_content<'a>(&mut self, file: &'a PackFile, file_name: String) -> Result<Checked<'a>, OpError> {
        let facts = &file.facts;
        let out = self.store.db().list_packs()?.into_iter().find(|row| row.id == facts.id);
        let out = out.ok_or_else(|| refuse(PackRefusal::Unknown))?;
        if (out.round, out.member) != (facts.round, facts.member) {
            return Err(refuse(PackRefusal::NotWhatWentOut));
        }
        let area = file.file_facts.get("local_area").cloned().unwrap_or_default();
        if area != self.file_facts()?.local_area {
            return Err(refuse(PackRefusal::WrongArea(area)));
        }
        if let Some((_, title)) = file.rounds.iter().find(|(id, _)| *id != facts.round) {
            return Err(refuse(PackRefusal::WrongRound(title.clone())));
        }
        let round = match self.open_round_by_id(facts.round) {
            Err(OpError::Rule(RuleViolation::RoundClosed(title))) => {
                return Err(refuse(PackRefusal::RoundClosed(title)));
            }
            other => other?,
        };
        let tool = self.tool(round.facts.tool)?;
        let name = self.names()?.member(facts.member).to_owned();
        let foreign = file.sheets.iter().any(|sheet| sheet.assignment.member != facts.member);
        if name.is_empty() || foreign {
            return Err(refuse(PackRefusal::ForeignMember(name)));
        }
        if file.concerns.len() > MAX_CONCERNS {
            return Err(refuse(PackRefusal::TooLarge("its number of urgent concerns")));
        }
        let ours = self.store.db().list_member_assignments(facts.round, facts.member, true)?;
        let mut sheets = Vec::new();
        for sheet in &file.sheets {
            let reference = self.reference_of(facts.round, sheet.assignment.subject)?;
            let same = |ours: &&Assignment| {
                (ours.id, ours.subject, &ours.scope)
                    == (sheet.assignment.id, sheet.assignment.subject, &sheet.assignment.scope)
            };
            let Some(ours) = ours.iter().find(same).cloned() else {
                if sheet.content.as_ref().is_none_or(SheetContent::is_blank) {
                    continue;
                }
                let plan = if reference.is_empty() { sheet.assignment.subject.to_string() } else { reference };
                return Err(refuse(PackRefusal::NotAssigned(plan)));
            };
            if let Some(content) = &sheet.content {
                check_sheet(&tool, &round, &ours, content)
                    .map_err(|rule| refuse(PackRefusal::Rule(reference.clone(), Box::new(rule))))?;
            }
            sheets.push((sheet, ours, reference));
        }
        for concern in &file.concerns {
            let plan = sheets.iter().find(|(_, ours, _)| ours.subject == concern.subject);
            let Some((_, _, reference)) = plan else {
                return Err(refuse(PackRefusal::NotAssigned(concern.subject.to_string())));
            };
            for text in [&concern.what, &concern.told] {
                check_reason(text).map_err(|rule| refuse(PackRefusal::Rule(reference.clone(), Box::new(rule))))?;
            }
        }
        Ok(Checked { file, file_name, member: (facts.member, name), sheets })
    }
}

fn refuse(refusal: PackRefusal) -> OpError {
    RuleViolation::Pack(Box::new(refusal)).into()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a sheet could have been written by our score sheet.
fn check_sheet(
    tool: &AuditTool,
    round: &Round,
    assignment: &Assignment,
    content: &SheetContent,
) -> Result<(), RuleViolation> {
    let asked = |criterion: &str| check_criterion(tool, round, assignment, criterion);
    let short = |text: &str| check_reason(text);
    for (criterion, given) in &content.answers {
        asked(criterion)?;
        let answer = GivenAnswer { answer: given.answer.clone(), na_reason: given.na_reason.clone() };
        check_answer(tool, criterion, &answer)?;
    }
    for (criterion, note) in &content.notes {
        asked(criterion)?;
        short(&note.place)?;
        if note.text.len() > MAX_NOTE_BYTES {
            return Err(RuleViolation::TooLong { field: Field::Note, limit: MAX_NOTE_BYTES, unit: "bytes" });
        }
    }
    for criterion in &content.flags {
        asked(criterion)?;
    }
    for (heading, own) in &content.overrides {
        if !heading.is_empty() && !tool.headings.iter().any(|h| h.code == *heading) {
            return Err(RuleViolation::UnknownCriterion(heading.clone()));
        }
        if tool.get_grade(&own.grade).is_none() {
            return Err(RuleViolation::UnknownAnswer(own.grade.clone()));
        }
        short(&own.because)?;
        short(&own.reason)?;
    }
    if content.threads.len() > MAX_THREADS {
        return Err(RuleViolation::TooLong { field: Field::Reason, limit: MAX_THREADS, unit: "threads" });
    }
    for thread in &content.threads {
        for text in [&thread.hope, &thread.need, &thread.outcome, &thread.provision] {
            short(text)?;
        }
    }
    if content.state == SheetState::Submitted {
        let mut missing = criteria_in_scope(tool, round.facts.depth, round.facts.evidence, &assignment.scope);
        missing.retain(|criterion| !content.answers.contains_key(criterion));
        if !missing.is_empty() {
            return Err(RuleViolation::SheetIncomplete { member: String::new(), plan: String::new(), missing });
        }
    }
    let odd_time = content.spent_ms < 0 || content.started_ms < 0;
    if odd_time {
        return Err(RuleViolation::TooLong { field: Field::Reason, limit: MAX_REASON_CHARS, unit: "characters" });
    }
    Ok(())
}

/// Takes a checked pack in, inside a change.
fn apply(change: &mut Change<'_>, checked: &Checked<'_>) -> Result<(PackReport, Option<Entry>), OpError> {
    let file = checked.file;
    let mut report = PackReport {
        file: checked.file_name.clone(),
        member: Some(checked.member.1.clone()),
        handed_in: is_handed_in(file),
        ..PackReport::default()
    };
    let (mut log, mut older) = (Vec::new(), false);
    for (sheet, assignment, reference) in &checked.sheets {
        let taken = take_sheet(change, sheet, assignment, file.digest)?;
        older |= taken.older;
        match taken.as_what {
            Some(What::New) => report.new += 1,
            Some(What::Updated) => report.updated += 1,
            Some(What::Unchanged) => report.unchanged += 1,
            Some(What::Conflicting) => report.conflicting += 1,
            None => {}
        }
        log.extend(taken.log.map(|(from, to)| json!({"plan": reference, "from": from, "to": to})));
    }
    for concern in &file.concerns {
        let concern = take_concern(change, checked, concern)?;
        log.extend(concern.map(|concern| {
            let plan = checked.sheets.iter().find(|(_, ours, _)| ours.subject == concern.subject);
            let reference = plan.map(|(.., reference)| reference.clone()).unwrap_or_default();
            report.concerns.push(format!("{reference}: {}", concern.kind.label()));
            json!({ "concern": concern })
        }));
    }
    report.older = older && !report.brings_anything();
    let is_known = change.db.list_merges()?.iter().any(|row| (row.pack, row.digest) == (file.facts.id, file.digest));
    if is_known || report.older {
        return Ok((report, None));
    }
    change.db.add_merge(&MergeRow {
        pack: file.facts.id,
        digest: file.digest,
        file_name: checked.file_name.clone(),
        merged_ms: change.world.now_ms(),
        saved_ms: file.saved_ms,
        handed_in: report.handed_in,
    })?;
    let sheets = report.new + report.updated + report.conflicting > 0;
    let changes =
        Changes { sheets, agreed: sheets, concerns: !report.concerns.is_empty(), packs: true, ..Changes::default() };
    let content = json!({"pack": file.facts.id, "counts": report, "changed": log});
    let entry = Entry::new("pack_merged", content, changes).of_round(file.facts.round);
    Ok((report, Some(entry.undone_by(Undo::Barrier))))
}

fn is_handed_in(file: &PackFile) -> bool {
    let in_ = |sheet: &PackSheet| sheet.content.as_ref().is_some_and(|c| c.state == SheetState::Submitted);
    !file.sheets.is_empty() && file.sheets.iter().all(in_)
}

#[derive(Clone, Copy)]
enum What {
    New,
    Updated,
    Unchanged,
    Conflicting,
}

struct Taken {
    /// None: nothing was begun here or there.
    as_what: Option<What>,
    older: bool,
    log: Option<(Option<SheetContent>, Option<SheetContent>)>,
}

fn take_sheet(
    change: &mut Change<'_>,
    sheet: &PackSheet,
    assignment: &Assignment,
    merge: Sum,
) -> Result<Taken, OpError> {
    let mut versions = versions_now(change, assignment.id)?;
    let before = versions.iter().find(|v| v.state == VersionState::Current).cloned();
    let before_id = current_id(&versions);
    let content = content_sum(sheet.content.as_ref());
    let blank = content_sum(None);
    let was_blank = before.as_ref().is_none_or(|v| v.content == blank);
    let is_new = !is_known(&versions, &sheet.id);
    if is_new {
        let mut ancestors: std::collections::BTreeSet<_> = sheet.lineage.iter().map(tag).collect();
        for known in versions.iter().filter(|version| sheet.lineage.contains(&version.id)) {
            ancestors.extend(&known.ancestors);
        }
        versions.push(Version {
            id: sheet.id,
            parent: sheet.lineage.first().copied(),
            state: VersionState::Waiting,
            came_ms: change.world.now_ms(),
            content,
            ancestors,
            merge: Some(merge),
            sheet: sheet.content.clone(),
        });
        let changed = settle_and_put(change, assignment, &mut versions, before_id)?;
        if changed || versions.iter().any(|v| v.state == VersionState::Waiting) {
            settle_comparison(change, assignment)?;
        }
    }
    let state = versions.iter().find(|version| version.id == sheet.id).map(|version| version.state);
    let is_live = matches!(state, Some(VersionState::Current | VersionState::Waiting));
    let waits = versions.iter().any(|version| version.state == VersionState::Waiting);
    let same = before.as_ref().is_some_and(|v| v.content == content);
    let as_what = match () {
        () if is_live && waits => Some(What::Conflicting),
        () if was_blank && (content == blank || !is_new) => (content != blank).then_some(What::Unchanged),
        () if !is_new || same => Some(What::Unchanged),
        () if was_blank => Some(What::New),
        () => Some(What::Updated),
    };
    let log = (is_new && !same).then(|| (before.and_then(|v| v.sheet), sheet.content.clone()));
    Ok(Taken { as_what, older: !is_new && !matches!(state, Some(s) if s != VersionState::Replaced), log })
}

fn take_concern(
    change: &mut Change<'_>,
    checked: &Checked<'_>,
    concern: &UrgentConcern,
) -> Result<Option<UrgentConcern>, OpError> {
    let round = checked.file.facts.round;
    let id = concern_id(checked.file.facts.id, concern);
    if change.db.list_concerns(round)?.iter().any(|known| known.id == id) {
        return Ok(None);
    }
    let ours = UrgentConcern {
        id,
        round,
        raised_by: Some(checked.member.0),
        outcome: String::new(),
        closed_ms: None,
        ..concern.clone()
    };
    change.db.put_concern(&ours)?;
    Ok(Some(ours))
}
