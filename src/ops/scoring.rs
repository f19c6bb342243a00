//! Scoring: answers, notes, handing in. Every answer is saved the moment it is given.

use super::transact::{Actor, Change, Changes, Done, Entry, OpError, RowRefusal, Session, Undo};
use super::undo::UndoStep;
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE};
use crate::domain::ids::{MemberId, NoteId, RoundId, SheetId, SubjectId};
use crate::domain::panel::Member;
use crate::domain::round::{Round, SampleState};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{
    Assignment, GivenAnswer, HANDED, MAX_NOTE_BYTES, MAX_REASON_CHARS, Note, NoteKind, SheetState, criteria_in_scope,
};
use crate::storage::SheetRow;
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whose answer on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerTarget<'a> {
    /// The round.
    pub round: RoundId,
    /// What is read.
    pub subject: SubjectId,
    /// Who scores.
    pub member: MemberId,
    /// The criterion.
    pub criterion: &'a str,
}

/// A note as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteDraft {
    /// What it is for.
    pub kind: NoteKind,
    /// The text; empty takes the note away.
    pub text: String,
    /// Where in the plan.
    pub place: String,
}

/// A row of an answers file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerEntry {
    /// Its line.
    pub row: u64,
    /// The plan's reference.
    pub plan: String,
    /// The member's name.
    pub member: String,
    /// The criterion.
    pub criterion: String,
    /// The answer's code.
    pub answer: String,
    /// Why it does not apply.
    pub na_reason: Option<String>,
    /// A note on it.
    pub note: Option<String>,
}

/// What an import of answers did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AnswersOutcome {
    /// Rows read.
    pub read: u64,
    /// Answers that are new or different.
    pub saved: u64,
    /// Answers that were there already.
    pub unchanged: u64,
    /// Sheets handed in.
    pub submitted: u64,
}

/// A sheet made ready for a change: everything that was checked before it.
pub(super) struct OpenSheet {
    pub(super) assignment: Assignment,
    row: Option<SheetRow>,
}

impl Session {
    /// Gives, changes or (with `None`) takes back an answer; saved and synced when this returns.
    ///
    /// # Errors
    /// When the answer is outside assignment, depth, evidence or scope, is not of the tool, or needs a reason; when
    /// the sheet is handed in or the round closed.
    pub fn set_answer(
        &mut self,
        actor: &Actor,
        target: AnswerTarget<'_>,
        answer: Option<GivenAnswer>,
    ) -> Result<Done<()>, OpError> {
        let round = self.scoring_round_by_id(target.round)?;
        let tool = self.tool(round.facts.tool)?;
        let sheet = self.open_sheet(&round, target)?;
        check_criterion(&tool, &round, &sheet.assignment, target.criterion)?;
        if let Some(answer) = &answer {
            check_answer(&tool, target.criterion, answer)?;
        }
        self.act_on_sheet(actor, target.member, &sheet, |change, id| {
            let before = change.db.get_answer(id, target.criterion)?;
            if before == answer {
                return Ok(None);
            }
            put_or_remove(change, id, target.criterion, answer.as_ref())?;
            let content = json!({"criterion": target.criterion, "from": before, "to": answer});
            let criterion = target.criterion.to_owned();
            let step = UndoStep::Answer { sheet: id, criterion, before, after: answer };
            Ok(Some(sheet_entry("answer_set", content, target).undone_by(Undo::Step(Box::new(step)))))
        })
    }

    /// Writes, changes or takes away the note on a criterion.
    ///
    /// # Errors
    /// When it is too long, or the sheet may not be changed.
    pub fn set_note(
        &mut self,
        actor: &Actor,
        target: AnswerTarget<'_>,
        draft: &NoteDraft,
    ) -> Result<Done<()>, OpError> {
        check_note(&draft.text)?;
        let round = self.scoring_round_by_id(target.round)?;
        let tool = self.tool(round.facts.tool)?;
        let sheet = self.open_sheet(&round, target)?;
        check_criterion(&tool, &round, &sheet.assignment, target.criterion)?;
        self.act_on_sheet(actor, target.member, &sheet, |change, id| {
            let before = change.db.get_note(id, target.criterion)?;
            let note_id = before.as_ref().map_or_else(|| NoteId(change.world.new_uuid()), |note| note.id);
            let after = (!draft.text.trim().is_empty()).then(|| Note {
                id: note_id,
                criterion: target.criterion.to_owned(),
                kind: draft.kind,
                text: draft.text.clone(),
                place: draft.place.clone(),
                // A changed note must be read again before it is printed.
                in_report: false,
            });
            let same = |a: &Note, b: &Note| a.text == b.text && a.kind == b.kind && a.place == b.place;
            let unchanged = match (&before, &after) {
                (None, None) => true,
                (Some(a), Some(b)) => same(a, b),
                _ => false,
            };
            if unchanged {
                return Ok(None);
            }
            put_or_remove_note(change, id, target.criterion, after.as_ref())?;
            let content = json!({"criterion": target.criterion, "from": before, "to": after});
            let criterion = target.criterion.to_owned();
            let step = UndoStep::Note { sheet: id, criterion, before, after };
            Ok(Some(sheet_entry("note_set", content, target).undone_by(Undo::Step(Box::new(step)))))
        })
    }

    /// Hands a sheet in; opens the comparison when it was the last one of its plan.
    ///
    /// # Errors
    /// When answers are missing: with the list of them.
    pub fn submit_sheet(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
    ) -> Result<Done<()>, OpError> {
        let round = self.scoring_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let target = AnswerTarget { round: round.id, subject, member, criterion: "" };
        let sheet = self.open_sheet(&round, target)?;
        let names = self.names()?;
        self.transact(actor, |change| {
            let id = start_sheet(change, &sheet)?;
            submit(change, &tool, &round, &sheet.assignment, id, &names)?;
            open_comparison_if_all_in(change, round.id, subject)?;
            let entry = sheet_entry("sheet_submitted", json!({"member": names.member(member)}), target);
            Ok(((), Some(entry)))
        })
    }

    /// Takes a handed-in sheet back, until its comparison opens.
    ///
    /// # Errors
    /// When the comparison is open.
    pub fn take_back_sheet(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        member: MemberId,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        let names = self.names()?;
        let reference = self.reference_of(round, subject)?;
        let target = AnswerTarget { round, subject, member, criterion: "" };
        self.transact(actor, |change| {
            // Also where it was open and a sheet went back: what was seen cannot be unseen.
            if change.db.was_compared(round, subject)? {
                return Err(RuleViolation::ComparisonOpen(reference).into());
            }
            let assignment = change.db.get_assignment(round, subject, member)?;
            let sheet = match assignment {
                Some(assignment) => change.db.get_sheet_row(assignment.id)?,
                None => None,
            };
            let Some(sheet) = sheet.filter(|s| s.state == SheetState::Submitted) else { return Ok(((), None)) };
            change.db.set_sheet_state(sheet.id, None, sheet.not_blind)?;
            Ok(((), Some(sheet_entry("sheet_taken_back", json!({"member": names.member(member)}), target))))
        })
    }

    /// Takes in a file of answers, all or nothing; `submit` hands in the sheets it has rows for.
    ///
    /// # Errors
    /// [`OpError::Rows`] with every row that breaks a rule, or the first sheet that is incomplete.
    pub fn import_answers(
        &mut self,
        actor: &Actor,
        round: RoundId,
        rows: &[AnswerEntry],
        submit_them: bool,
    ) -> Result<Done<AnswersOutcome>, OpError> {
        let round = self.scoring_round_by_id(round)?;
        let tool = self.tool(round.facts.tool)?;
        let names = self.names()?;
        let sample = self.store.db().list_sample(round.id)?;
        let subjects: HashMap<&str, (SubjectId, SampleState)> =
            sample.iter().map(|(s, f)| (f.reference.as_str(), (s.subject, s.state))).collect();
        self.transact(actor, |change| {
            let mut import = AnswersImport { round: &round, tool: &tool, names: &names, sheets: BTreeMap::new() };
            let mut outcome = AnswersOutcome { read: rows.len() as u64, ..AnswersOutcome::default() };
            let mut refusals = Vec::new();
            for entry in rows {
                match import.take(change, &subjects, entry) {
                    Ok(true) => outcome.saved += 1,
                    Ok(false) => outcome.unchanged += 1,
                    Err(OpError::Rule(violation)) => refusals.push(RowRefusal { row: entry.row, violation }),
                    Err(other) => return Err(other),
                }
            }
            if !refusals.is_empty() {
                return Err(OpError::Rows(refusals));
            }
            if submit_them {
                outcome.submitted = import.submit_all(change)?;
            }
            let sheets: Vec<_> = import.sheets.keys().map(|(s, m)| (s, names.member(*m))).collect();
            let answers: Vec<_> =
                rows.iter().map(|r| json!([r.plan, r.member, r.criterion, r.answer, r.na_reason, r.note])).collect();
            let content = json!({"counts": outcome, "sheets": sheets, "answers": answers});
            let changes = Changes { sheets: true, agreed: true, ..Changes::default() };
            let did = outcome.saved + outcome.submitted > 0;
            let entry = did.then(|| Entry::new("answers_imported", content, changes).of_round(round.id));
            Ok((outcome, entry))
        })
    }

    /// Chooses a note for the report, or not. Notes "for the panel only" are never printed.
    ///
    /// # Errors
    /// When there is no such note.
    pub fn choose_note(
        &mut self,
        actor: &Actor,
        round: RoundId,
        note: NoteId,
        in_report: bool,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        self.transact(actor, |change| {
            match change.db.set_note_in_report(note, in_report)? {
                None => return Err(RuleViolation::NotFound { what: Thing::Note, name: note.to_string() }.into()),
                Some(NoteKind::PanelOnly) if in_report => return Err(RuleViolation::NotYours.into()),
                Some(_) => {}
            }
            let changes = Changes { sheets: true, ..Changes::default() };
            let entry = Entry::new("note_chosen", json!({"note": note, "in_report": in_report}), changes);
            Ok(((), Some(entry.of_round(round).undone_by(Undo::Aside))))
        })
    }

    pub(super) fn open_sheet(&mut self, round: &Round, target: AnswerTarget<'_>) -> Result<OpenSheet, OpError> {
        let found = self.store.db().get_assignment(round.id, target.subject, target.member)?;
        let Some(assignment) = found else {
            let member = self.names()?.member(target.member).to_owned();
            let plan = self.reference_of(round.id, target.subject)?;
            return Err(RuleViolation::NotAssigned { member, plan }.into());
        };
        let row = self.store.db().get_sheet_row(assignment.id)?;
        if row.is_some_and(|row| row.state == SheetState::Submitted) {
            let member = self.names()?.member(target.member).to_owned();
            let plan = self.reference_of(round.id, target.subject)?;
            return Err(RuleViolation::SheetSubmitted { member, plan }.into());
        }
        Ok(OpenSheet { assignment, row })
    }

    pub(super) fn reference_of(&self, round: RoundId, subject: SubjectId) -> Result<String, OpError> {
        let sample = self.store.db().list_sample(round)?;
        let found = sample.into_iter().find(|(s, _)| s.subject == subject);
        Ok(found.map(|(_, facts)| facts.reference).unwrap_or_default())
    }

    pub(super) fn names(&self) -> Result<Names, OpError> {
        Ok(Names(self.store.db().list_members()?))
    }
}

/// Members by name and id.
pub(super) struct Names(Vec<Member>);

impl Names {
    pub(super) fn member(&self, id: MemberId) -> &str {
        self.0.iter().find(|m| m.id == id).map_or("", |m| m.facts.name.as_str())
    }

    fn id(&self, name: &str) -> Option<MemberId> {
        self.0.iter().find(|m| m.facts.name == name).map(|m| m.id)
    }
}

/// Sheets of an import, each looked up once.
struct AnswersImport<'a> {
    round: &'a Round,
    tool: &'a AuditTool,
    names: &'a Names,
    sheets: BTreeMap<(SubjectId, MemberId), ImportSheet>,
}

struct ImportSheet {
    plan: String,
    id: SheetId,
    state: SheetState,
    assignment: Assignment,
    scope: BTreeSet<String>,
}

impl AnswersImport<'_> {
    /// Takes a row in; `true`: something changed.
    fn take(
        &mut self,
        change: &mut Change<'_>,
        subjects: &HashMap<&str, (SubjectId, SampleState)>,
        entry: &AnswerEntry,
    ) -> Result<bool, OpError> {
        let plan = || entry.plan.clone();
        let (subject, state) =
            *subjects.get(entry.plan.as_str()).ok_or_else(|| RuleViolation::PlanNotInSample(plan()))?;
        match state {
            SampleState::Sampled => {}
            SampleState::Withdrawn => return Err(RuleViolation::PlanWithdrawn(plan()).into()),
            SampleState::Reserve => return Err(RuleViolation::PlanNotInSample(plan()).into()),
        }
        let missing = || RuleViolation::NotFound { what: Thing::Member, name: entry.member.clone() };
        let member = self.names.id(&entry.member).ok_or_else(missing)?;
        check_tested(self.tool, self.round, &entry.criterion)?;
        let given = GivenAnswer { answer: entry.answer.clone(), na_reason: entry.na_reason.clone() };
        check_answer(self.tool, &entry.criterion, &given)?;
        check_note(entry.note.as_deref().unwrap_or_default())?;
        let sheet = self.sheet(change, (subject, member), entry)?;
        if !sheet.scope.contains(&entry.criterion) {
            return Err(RuleViolation::OutsideScope(entry.criterion.clone()).into());
        }
        let before = change.db.get_answer(sheet.id, &entry.criterion)?;
        let changed = before.as_ref() != Some(&given);
        let note_changed = note_differs(change, sheet.id, entry)?;
        if !changed && !note_changed {
            return Ok(false);
        }
        if sheet.state == SheetState::Submitted {
            return Err(RuleViolation::SheetSubmitted { member: entry.member.clone(), plan: plan() }.into());
        }
        let now_ms = change.world.now_ms();
        change.db.put_answer(sheet.id, &entry.criterion, &given, now_ms)?;
        if let Some(text) = entry.note.as_ref().filter(|_| note_changed) {
            let note = Note {
                id: NoteId(change.world.new_uuid()),
                criterion: entry.criterion.clone(),
                kind: NoteKind::Consideration,
                text: text.clone(),
                place: String::new(),
                in_report: false,
            };
            change.db.put_note(sheet.id, &note, now_ms)?;
        }
        Ok(true)
    }

    fn sheet(
        &mut self,
        change: &mut Change<'_>,
        key: (SubjectId, MemberId),
        entry: &AnswerEntry,
    ) -> Result<&ImportSheet, OpError> {
        if !self.sheets.contains_key(&key) {
            let found = change.db.get_assignment(self.round.id, key.0, key.1)?;
            let missing = || RuleViolation::NotAssigned { member: entry.member.clone(), plan: entry.plan.clone() };
            let assignment = found.ok_or_else(missing)?;
            let row = change.db.get_sheet_row(assignment.id)?;
            let state = row.map_or(SheetState::Draft, |row| row.state);
            let id = start_sheet(change, &OpenSheet { assignment: assignment.clone(), row })?;
            let facts = &self.round.facts;
            let scope = criteria_in_scope(self.tool, facts.depth, facts.evidence, &assignment.scope);
            let scope = scope.into_iter().collect();
            self.sheets.insert(key, ImportSheet { plan: entry.plan.clone(), id, state, assignment, scope });
        }
        let missing = || RuleViolation::NotAssigned { member: entry.member.clone(), plan: entry.plan.clone() };
        Ok(self.sheets.get(&key).ok_or_else(missing)?)
    }

    fn submit_all(&self, change: &mut Change<'_>) -> Result<u64, OpError> {
        let mut submitted = 0;
        for sheet in self.sheets.values().filter(|s| s.state == SheetState::Draft) {
            submit(change, self.tool, self.round, &sheet.assignment, sheet.id, self.names).map_err(|error| {
                // The plan's reference is known here; in the change it would be looked up for each sheet.
                match error {
                    OpError::Rule(RuleViolation::SheetIncomplete { member, missing, .. }) => {
                        let plan = sheet.plan.clone();
                        RuleViolation::SheetIncomplete { member, plan, missing }.into()
                    }
                    other => other,
                }
            })?;
            submitted += 1;
        }
        let subjects: BTreeSet<SubjectId> = self.sheets.keys().map(|(subject, _)| *subject).collect();
        for subject in subjects {
            open_comparison_if_all_in(change, self.round.id, subject)?;
        }
        Ok(submitted)
    }
}

fn note_differs(change: &Change<'_>, sheet: SheetId, entry: &AnswerEntry) -> Result<bool, OpError> {
    let Some(text) = &entry.note else { return Ok(false) };
    Ok(change.db.get_note(sheet, &entry.criterion)?.is_none_or(|note| &note.text != text))
}

pub(super) fn sheet_entry(event: &'static str, content: serde_json::Value, target: AnswerTarget<'_>) -> Entry {
    let agreed = event.starts_with("sheet_");
    let changes = Changes { sheets: true, agreed, ..Changes::default() };
    Entry::new(event, content, changes).of_round(target.round).of_subject(target.subject)
}

pub(super) fn start_sheet(change: &mut Change<'_>, sheet: &OpenSheet) -> Result<SheetId, OpError> {
    if let Some(row) = sheet.row {
        return Ok(row.id);
    }
    let id = SheetId(change.world.new_uuid());
    change.db.add_sheet(id, sheet.assignment.id, change.world.now_ms())?;
    Ok(id)
}

pub(super) fn put_or_remove(
    change: &mut Change<'_>,
    sheet: SheetId,
    criterion: &str,
    answer: Option<&GivenAnswer>,
) -> Result<(), OpError> {
    match answer {
        Some(answer) => change.db.put_answer(sheet, criterion, answer, change.world.now_ms())?,
        None => change.db.remove_answer(sheet, criterion)?,
    }
    Ok(())
}

pub(super) fn put_or_remove_note(
    change: &mut Change<'_>,
    sheet: SheetId,
    criterion: &str,
    note: Option<&Note>,
) -> Result<(), OpError> {
    match note {
        Some(note) => change.db.put_note(sheet, note, change.world.now_ms())?,
        None => change.db.remove_note(sheet, criterion)?,
    }
    Ok(())
}

fn submit(
    change: &mut Change<'_>,
    tool: &AuditTool,
    round: &Round,
    assignment: &Assignment,
    sheet: SheetId,
    names: &Names,
) -> Result<(), OpError> {
    let answers = change.db.list_answers(sheet)?;
    let mut missing = criteria_in_scope(tool, round.facts.depth, round.facts.evidence, &assignment.scope);
    missing.retain(|criterion| !answers.contains_key(criterion));
    if !missing.is_empty() {
        let sample = change.db.list_sample(round.id)?;
        let plan = sample.into_iter().find(|(s, _)| s.subject == assignment.subject);
        let plan = plan.map(|(_, facts)| facts.reference).unwrap_or_default();
        let member = names.member(assignment.member).to_owned();
        return Err(RuleViolation::SheetIncomplete { member, plan, missing }.into());
    }
    let was_not_blind = change.db.get_sheet_row(assignment.id)?.is_some_and(|row| row.not_blind);
    let not_blind = was_not_blind || change.db.list_open_comparisons(round.id)?.contains(&assignment.subject);
    change.db.set_sheet_state(sheet, Some(change.world.now_ms()), not_blind)?;
    Ok(())
}

/// The comparison of a plan opens by itself when all assigned members have submitted.
fn open_comparison_if_all_in(change: &mut Change<'_>, round: RoundId, subject: SubjectId) -> Result<(), OpError> {
    let progress = change.db.list_progress(round)?;
    let mut tasks = progress.iter().filter(|p| p.assignment.subject == subject).peekable();
    if tasks.peek().is_some() && tasks.all(|p| p.state == Some(SheetState::Submitted)) {
        change.db.open_comparison(round, subject, change.world.now_ms(), None)?;
    }
    Ok(())
}

/// Whether a criterion is put to the panel of this round.
pub(super) fn check_tested(tool: &AuditTool, round: &Round, criterion: &str) -> Result<(), RuleViolation> {
    let found = tool.get_criterion(criterion);
    let (_, found) = found.ok_or_else(|| RuleViolation::UnknownCriterion(criterion.to_owned()))?;
    if found.depth > round.facts.depth {
        return Err(RuleViolation::BeyondDepth(criterion.to_owned()));
    }
    if found.evidence > round.facts.evidence {
        return Err(RuleViolation::NotTested(criterion.to_owned()));
    }
    Ok(())
}

/// Whether a criterion is put to this member.
pub(super) fn check_criterion(
    tool: &AuditTool,
    round: &Round,
    assignment: &Assignment,
    criterion: &str,
) -> Result<(), RuleViolation> {
    check_tested(tool, round, criterion)?;
    let scope = criteria_in_scope(tool, round.facts.depth, round.facts.evidence, &assignment.scope);
    if scope.iter().any(|c| c == criterion) { Ok(()) } else { Err(RuleViolation::OutsideScope(criterion.to_owned())) }
}

/// Whether an answer can be given on a criterion.
pub(super) fn check_answer(tool: &AuditTool, criterion: &str, given: &GivenAnswer) -> Result<(), RuleViolation> {
    let reason = given.na_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if given.answer != HANDED && tool.get_answer(&given.answer).is_none() {
        return Err(RuleViolation::UnknownAnswer(given.answer.clone()));
    }
    if given.answer == NOT_APPLICABLE {
        let allowed = tool.get_criterion(criterion).is_some_and(|(_, c)| c.na.is_some());
        if !allowed {
            return Err(RuleViolation::NeverNotApplicable(criterion.to_owned()));
        }
        let reason = reason.ok_or_else(|| RuleViolation::ReasonForNotApplicableMissing(criterion.to_owned()))?;
        return check_reason(reason);
    }
    if reason.is_some() {
        return Err(RuleViolation::ReasonWithoutNotApplicable(criterion.to_owned()));
    }
    Ok(())
}

/// Whether a reason is within its limit.
pub(super) fn check_reason(reason: &str) -> Result<(), RuleViolation> {
    if reason.chars().count() > MAX_REASON_CHARS {
        let (field, limit) = (Field::Reason, MAX_REASON_CHARS);
        return Err(RuleViolation::TooLong { field, limit, unit: "characters" });
    }
    Ok(())
}

/// Whether a note is within its limit.
pub(super) fn check_note(text: &str) -> Result<(), RuleViolation> {
    if text.len() > MAX_NOTE_BYTES {
        return Err(RuleViolation::TooLong { field: Field::Note, limit: MAX_NOTE_BYTES, unit: "bytes" });
    }
    Ok(())
}
