//! Audit tools being edited, tried on agreed answers, calibrated and published. A published version never changes.

use super::command::{Outcome, outcome};
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::access::{SheetFacts, may_try_on};
use crate::domain::audit_tool::{AuditTool, Depth, Evidence};
use crate::domain::grading::Judgement;
use crate::domain::ids::{RoundId, SubjectId, ToolDraftId, ToolId};
use crate::domain::letters::{letter, shuffle};
use crate::domain::round::{Round, RoundState};
use crate::domain::rules::{RuleViolation, Thing};
use crate::domain::sheet::{HANDED, Sheet};
use crate::domain::tool_compare::compare;
use crate::domain::tool_draft::{ToolDraft, thresholds};
use crate::domain::tool_trial::{TrialPlan, TrialSheet};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A change of the area's own tools.
#[derive(Debug, Clone, PartialEq)]
pub enum Tooling {
    /// Begins to edit a published tool; its draft where there is one.
    Edit(ToolId),
    /// Begins a new tool with the content of another.
    NewFrom {
        /// The other.
        tool: ToolId,
        /// The new tool's code.
        code: String,
        /// Its title.
        title: String,
    },
    /// Writes a draft as it stands.
    SetDraft {
        /// Which.
        id: ToolDraftId,
        /// The tool. Its version and the day of its thresholds are kept by the file.
        tool: Box<AuditTool>,
    },
    /// Removes a draft.
    DeleteDraft(ToolDraftId),
    /// Publishes a draft as the next version of its code.
    Publish(ToolDraftId),
    /// Publishes a tool from a file.
    Import(Box<AuditTool>),
    /// Sets the grade the area would give a plan it knows; none takes it back.
    SetKnownGrade {
        /// The tool's code.
        tool_code: String,
        /// What was read.
        subject: SubjectId,
        /// The grade's code.
        grade: Option<String>,
    },
}

/// What a step of editing tools gives back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tooled {
    /// What was done, as a code.
    pub did: &'static str,
    /// The draft it was done with, if it is there.
    pub draft: Option<ToolDraftId>,
    /// The tool, as named.
    pub name: String,
}

/// What is put back, and what must still be there for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ToolingStep {
    /// A draft; none before: it was begun, none after: it was removed.
    Draft { id: ToolDraftId, before: Option<Box<ToolDraft>>, after: Option<Box<ToolDraft>> },
    /// A known grade.
    Known { tool_code: String, subject: SubjectId, before: Option<String>, after: Option<String> },
}

/// A round with agreed answers that a tool can be tried on.
#[derive(Debug, Clone, PartialEq)]
pub struct TrialRound {
    /// The round.
    pub id: RoundId,
    /// Its title.
    pub title: String,
    /// The tool it was scored with.
    pub tool: Arc<AuditTool>,
    /// How much was asked.
    pub depth: Depth,
    /// What the panel held.
    pub evidence: Evidence,
    /// Its fully agreed plans, in draw order.
    pub plans: Vec<TrialPlan>,
    /// Sheets handed in that may be looked at, by plan in draw order, then by the reader's letter.
    pub sheets: Vec<TrialSheet>,
}

fn drafts_changed() -> Changes {
    Changes { tool_drafts: true, ..Changes::default() }
}

fn find_draft(change: &Change<'_>, id: ToolDraftId) -> Result<ToolDraft, OpError> {
    let found = change.db.list_tool_drafts()?.into_iter().find(|draft| draft.id == id);
    Ok(found.ok_or(RuleViolation::NotFound { what: Thing::Tool, name: "the draft".to_owned() })?)
}

fn tooled(did: &'static str, draft: Option<ToolDraftId>, tool: &AuditTool) -> Tooled {
    Tooled { did, draft, name: tool.full_name() }
}

/// The entry of a change of a draft, with its way back.
fn draft_entry(
    event: &'static str,
    content: serde_json::Value,
    (before, after): (Option<ToolDraft>, Option<ToolDraft>),
) -> Option<Entry> {
    let id = before.as_ref().or(after.as_ref())?.id;
    let step = ToolingStep::Draft { id, before: before.map(Box::new), after: after.map(Box::new) };
    let undo = Undo::Step(Box::new(UndoStep::Tooling(step)));
    Some(Entry::new(event, content, drafts_changed()).undone_by(undo))
}

impl ToolingStep {
    /// Puts back what was there; refused where it has been changed since.
    pub(super) fn take_back(&self, change: &Change<'_>) -> Result<serde_json::Value, OpError> {
        match self {
            Self::Draft { id, before, after } => {
                let now = change.db.list_tool_drafts()?.into_iter().find(|draft| draft.id == *id);
                let as_left = now.as_ref().map(|draft| &draft.tool) == after.as_ref().map(|draft| &draft.tool);
                if !as_left {
                    return Err(RuleViolation::UndoOvertaken.into());
                }
                match before {
                    Some(before) => change.db.put_tool_draft(before)?,
                    None => change.db.remove_tool_draft(*id)?,
                }
                let changes = match (after, before) {
                    (Some(from), Some(to)) => json!(compare(&from.tool, &to.tool)),
                    _ => json!(null),
                };
                Ok(json!({"draft": id, "is_there": before.is_some(), "changes": changes}))
            }
            Self::Known { tool_code, subject, before, after } => {
                let known = change.db.list_known_grades(tool_code)?;
                let now = known.into_iter().find(|(known, _)| known == subject).map(|(_, grade)| grade);
                if now != *after {
                    return Err(RuleViolation::UndoOvertaken.into());
                }
                put_known(change, tool_code, *subject, before.as_deref())?;
                Ok(json!({"tool": tool_code, "from": after, "to": before}))
            }
        }
    }

    pub(super) fn changes() -> Changes {
        drafts_changed()
    }
}

fn put_known(change: &Change<'_>, code: &str, subject: SubjectId, grade: Option<&str>) -> Result<(), OpError> {
    match grade {
        Some(grade) => change.db.put_known_grade(code, subject, grade)?,
        None => change.db.remove_known_grade(code, subject)?,
    }
    Ok(())
}

impl Session {
    /// Carries a step out.
    ///
    /// # Errors
    /// A member may do none of this; else as the step.
    pub fn run_tooling(&mut self, actor: &Actor, tooling: Tooling) -> Result<Outcome, OpError> {
        if matches!(actor, Actor::Member(_)) {
            return Err(RuleViolation::NotYours.into());
        }
        match tooling {
            Tooling::Edit(tool) => self.edit_tool(actor, tool).map(outcome),
            Tooling::NewFrom { tool, code, title } => self.new_tool_from(actor, tool, &code, &title).map(outcome),
            Tooling::SetDraft { id, tool } => self.set_tool_draft(actor, id, *tool).map(outcome),
            Tooling::DeleteDraft(id) => self.delete_tool_draft(actor, id).map(outcome),
            Tooling::Publish(id) => self.publish_draft(actor, id).map(outcome),
            Tooling::Import(tool) => {
                let done = self.publish_tool(actor, &tool)?;
                let did = if done.changes.any() { "import" } else { "there" };
                Ok(outcome(done.map(|_| tooled(did, None, &tool))))
            }
            Tooling::SetKnownGrade { tool_code, subject, grade } => {
                self.set_known_grade(actor, &tool_code, subject, grade.as_deref()).map(outcome)
            }
        }
    }

    /// Drafts of tools, by code.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list_tool_drafts(&self) -> Result<Vec<ToolDraft>, OpError> {
        Ok(self.store.db().list_tool_drafts()?)
    }

    /// Begins to edit a published tool: a draft with the content of this version, and the next version to come. A draft
    /// of the same code that is there already is gone on with.
    ///
    /// # Errors
    /// When there is no such tool.
    pub fn edit_tool(&mut self, actor: &Actor, tool: ToolId) -> Result<Done<Tooled>, OpError> {
        let from = self.tool(tool)?;
        self.transact(actor, |change| {
            if let Some(draft) = change.db.list_tool_drafts()?.into_iter().find(|draft| draft.tool.code == from.code) {
                return Ok((tooled("edit", Some(draft.id), &draft.tool), None));
            }
            let tool = AuditTool { version: next_version(change, &from.code)?, ..(*from).clone() };
            let draft = ToolDraft {
                id: ToolDraftId(change.world.new_uuid()),
                from_version: Some(from.version),
                tool,
                changed_ms: change.world.now_ms(),
            };
            change.db.put_tool_draft(&draft)?;
            let content = json!({"draft": draft.id, "code": from.code, "from_version": from.version});
            let value = tooled("edit", Some(draft.id), &draft.tool);
            Ok((value, draft_entry("tool_draft_begun", content, (None, Some(draft)))))
        })
    }

    /// Begins a new tool with the content of another.
    ///
    /// # Errors
    /// When there is no such tool, the code is taken, or title or code is empty.
    pub fn new_tool_from(
        &mut self,
        actor: &Actor,
        tool: ToolId,
        code: &str,
        title: &str,
    ) -> Result<Done<Tooled>, OpError> {
        let from = self.tool(tool)?;
        let (code, title) = (code.trim().to_owned(), title.trim().to_owned());
        self.transact(actor, |change| {
            let is_taken = change.db.list_tools()?.iter().any(|(_, tool)| tool.code == code)
                || change.db.list_tool_drafts()?.iter().any(|draft| draft.tool.code == code);
            if is_taken {
                return Err(RuleViolation::NameTaken { what: Thing::Tool, name: code }.into());
            }
            let tool = AuditTool { code, title, version: 1, ..(*from).clone() };
            let id = ToolDraftId(change.world.new_uuid());
            let draft = ToolDraft { id, from_version: None, tool, changed_ms: change.world.now_ms() };
            change.db.put_tool_draft(&draft)?;
            let of = json!({"code": from.code, "version": from.version});
            let content = json!({"draft": id, "code": draft.tool.code, "content_of": of});
            let value = tooled("new", Some(id), &draft.tool);
            Ok((value, draft_entry("tool_draft_begun", content, (None, Some(draft)))))
        })
    }

    /// Writes a draft as it stands. What it came with of version and day of thresholds is the file's to keep; where a
    /// threshold moves, the day is today.
    ///
    /// # Errors
    /// When there is no such draft, or a draft of a published tool was given another code.
    pub fn set_tool_draft(
        &mut self,
        actor: &Actor,
        id: ToolDraftId,
        mut tool: AuditTool,
    ) -> Result<Done<Tooled>, OpError> {
        self.transact(actor, |change| {
            let before = find_draft(change, id)?;
            if before.from_version.is_some() {
                tool.code.clone_from(&before.tool.code);
            }
            tool.version = before.tool.version;
            tool.thresholds_set_on = before.tool.thresholds_set_on;
            if thresholds(&tool) != thresholds(&before.tool) {
                tool.thresholds_set_on = day_of_thresholds(change, &before, &tool)?;
            }
            let value = tooled("set", Some(id), &tool);
            if tool == before.tool {
                return Ok((value, None));
            }
            let after = ToolDraft { tool, changed_ms: change.world.now_ms(), ..before.clone() };
            change.db.put_tool_draft(&after)?;
            let content = json!({"draft": id, "changes": compare(&before.tool, &after.tool)});
            Ok((value, draft_entry("tool_draft_changed", content, (Some(before), Some(after)))))
        })
    }

    /// Removes a draft.
    ///
    /// # Errors
    /// When there is no such draft.
    pub fn delete_tool_draft(&mut self, actor: &Actor, id: ToolDraftId) -> Result<Done<Tooled>, OpError> {
        self.transact(actor, |change| {
            let before = find_draft(change, id)?;
            change.db.remove_tool_draft(id)?;
            let content = json!({"draft": id, "code": before.tool.code});
            let value = tooled("delete", None, &before.tool);
            Ok((value, draft_entry("tool_draft_deleted", content, (Some(before), None))))
        })
    }

    /// Publishes a draft as the next version of its code; the draft is gone then.
    ///
    /// # Errors
    /// When it has faults, or is in nothing other than the version it was begun from.
    pub fn publish_draft(&mut self, actor: &Actor, id: ToolDraftId) -> Result<Done<Tooled>, OpError> {
        self.transact(actor, |change| {
            let draft = find_draft(change, id)?;
            let published = change.db.list_tools()?;
            let mut tool = draft.tool.clone();
            tool.version = next_version(change, &tool.code)?;
            if let Err(faults) = tool.validate() {
                return Err(RuleViolation::DraftFaults(faults.iter().map(ToString::to_string).collect()).into());
            }
            let newest = published.iter().filter(|(_, t)| t.code == tool.code).max_by_key(|(_, t)| t.version);
            let differences = newest.map(|(_, newest)| compare(newest, &tool));
            if differences.as_ref().is_some_and(Vec::is_empty) {
                return Err(RuleViolation::DraftUnchanged(tool.code).into());
            }
            let tool_id = ToolId(change.world.new_uuid());
            change.db.add_tool(tool_id, &tool, change.world.now_ms())?;
            change.db.remove_tool_draft(id)?;
            let content = json!({"code": tool.code, "version": tool.version, "changes": differences});
            let changes = Changes { tools: true, tool_drafts: true, ..Changes::default() };
            Ok((tooled("publish", None, &tool), Some(Entry::new("tool_published", content, changes))))
        })
    }

    /// Sets the grade the area would give a plan it knows; none takes it back.
    ///
    /// # Errors
    /// When no version or draft of the tool has such a grade.
    pub fn set_known_grade(
        &mut self,
        actor: &Actor,
        tool_code: &str,
        subject: SubjectId,
        grade: Option<&str>,
    ) -> Result<Done<Tooled>, OpError> {
        self.transact(actor, |change| {
            let tools = change.db.list_tools()?.into_iter().map(|(_, tool)| tool);
            let tools = tools.chain(change.db.list_tool_drafts()?.into_iter().map(|draft| draft.tool));
            let tools: Vec<AuditTool> = tools.filter(|tool| tool.code == tool_code).collect();
            let Some(tool) = tools.last() else {
                return Err(RuleViolation::NotFound { what: Thing::Tool, name: tool_code.to_owned() }.into());
            };
            if let Some(code) = grade.filter(|code| tools.iter().all(|tool| tool.get_grade(code).is_none())) {
                return Err(RuleViolation::NotFound { what: Thing::Grade, name: code.to_owned() }.into());
            }
            let known = change.db.list_known_grades(tool_code)?;
            let before = known.into_iter().find(|(known, _)| *known == subject).map(|(_, grade)| grade);
            let value = tooled("known", None, tool);
            if before.as_deref() == grade {
                return Ok((value, None));
            }
            put_known(change, tool_code, subject, grade)?;
            let content = json!({"tool": tool_code, "from": before, "to": grade});
            let after = grade.map(str::to_owned);
            let step = ToolingStep::Known { tool_code: tool_code.to_owned(), subject, before, after };
            let undo = Undo::Step(Box::new(UndoStep::Tooling(step)));
            let entry = Entry::new("known_grade_set", content, drafts_changed()).of_subject(subject);
            Ok((value, Some(entry.undone_by(undo))))
        })
    }

    /// Grades the area gave plans it knows, under a tool's code.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known_grades(&self, tool_code: &str) -> Result<BTreeMap<SubjectId, String>, OpError> {
        Ok(self.store.db().list_known_grades(tool_code)?.into_iter().collect())
    }

    /// Rounds with fully agreed plans, or sheets that may be looked at, that a tool can be tried on: those of its code,
    /// and those of a tool with at least half of its criteria. For whoever runs the rounds only: a member may not see what was agreed on a plan they
    /// still have to hand in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn trial_rounds(&mut self, draft: &AuditTool) -> Result<Vec<TrialRound>, OpError> {
        let codes: BTreeSet<&str> = draft.criteria().map(|(_, c)| c.code.as_str()).collect();
        let mut found = Vec::new();
        for round in self.list_rounds()?.iter() {
            let tool = self.tool(round.facts.tool)?;
            let shared = tool.criteria().filter(|(_, c)| codes.contains(c.code.as_str())).count();
            if tool.code != draft.code && 2 * shared < codes.len().max(1) {
                continue;
            }
            let (depth, evidence) = (round.facts.depth, round.facts.evidence);
            let judgement = Judgement::of_plan(&tool, depth, evidence);
            let mut agreed: BTreeMap<SubjectId, BTreeMap<String, String>> = BTreeMap::new();
            for answer in self.store.db().list_agreed(round.id)? {
                agreed.entry(answer.subject).or_default().insert(answer.criterion, answer.answer);
            }
            let sample = self.store.db().list_sample(round.id)?;
            let read: Vec<(SubjectId, String)> = sample
                .into_iter()
                .filter(|(sampled, _)| sampled.counts())
                .map(|(sampled, facts)| (sampled.subject, facts.reference))
                .collect();
            let plans = read.iter().filter_map(|(subject, reference)| {
                let answers = agreed.remove(subject)?;
                let is_complete = judgement.grade(&answers, &BTreeSet::new()).complete;
                is_complete.then(|| TrialPlan { subject: *subject, reference: reference.clone(), answers })
            });
            let plans: Vec<TrialPlan> = plans.collect();
            let sheets = self.trial_sheets(round, &read)?;
            if !plans.is_empty() || !sheets.is_empty() {
                let (id, title) = (round.id, round.facts.title.clone());
                found.push(TrialRound { id, title, tool, depth, evidence, plans, sheets });
            }
        }
        Ok(found)
    }

    /// The sheets of these plans that a tool may be tried on.
    fn trial_sheets(&self, round: &Round, plans: &[(SubjectId, String)]) -> Result<Vec<TrialSheet>, OpError> {
        let db = self.store.db();
        let open: BTreeSet<SubjectId> = db.list_open_comparisons(round.id)?.into_iter().collect();
        let is_closed = round.state == RoundState::Closed;
        let mut shown = db.list_sheets(round.id, None)?;
        shown.retain(|sheet| {
            let comparison_open = open.contains(&sheet.subject);
            may_try_on(SheetFacts { owner: sheet.member, state: sheet.state, comparison_open }, is_closed)
        });
        let mut found = Vec::new();
        for (subject, reference) in plans {
            let of_plan: Vec<&Sheet> = shown.iter().filter(|sheet| sheet.subject == *subject).collect();
            let mut readers: Vec<_> = of_plan.iter().map(|sheet| sheet.member).collect();
            shuffle(round.id, *subject, &mut readers);
            for (place, member) in readers.into_iter().enumerate() {
                let Some(sheet) = of_plan.iter().find(|sheet| sheet.member == member) else { continue };
                let given = sheet.answers.iter();
                let (handed, answers): (Vec<_>, Vec<_>) = given.partition(|(_, given)| given.answer == HANDED);
                found.push(TrialSheet {
                    subject: *subject,
                    reference: reference.clone(),
                    reader: letter(place),
                    scope: sheet.scope.clone(),
                    answers: answers.into_iter().map(|(code, given)| (code.clone(), given.answer.clone())).collect(),
                    handed: handed.into_iter().map(|(code, _)| code.clone()).collect(),
                });
            }
        }
        Ok(found)
    }
}

fn next_version(change: &Change<'_>, code: &str) -> Result<u32, OpError> {
    let tools = change.db.list_tools()?;
    let newest = tools.iter().filter(|(_, tool)| tool.code == code).map(|(_, tool)| tool.version).max();
    Ok(newest.unwrap_or(0).saturating_add(1))
}

/// Today, where thresholds are other than those of the version the draft was begun from; else that version's day.
fn day_of_thresholds(
    change: &mut Change<'_>,
    draft: &ToolDraft,
    tool: &AuditTool,
) -> Result<Option<jiff::civil::Date>, OpError> {
    let tools = change.db.list_tools()?;
    let from = draft.from_version.and_then(|v| tools.iter().find(|(_, t)| t.code == tool.code && t.version == v));
    if let Some((_, from)) = from.filter(|(_, from)| thresholds(from) == thresholds(tool)) {
        return Ok(from.thresholds_set_on);
    }
    Ok(Some(change.world.today()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::testing::{self, TestFile};

    fn begun() -> (TestFile, Session, ToolDraft) {
        let (file, mut session) = TestFile::new();
        let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
        session.edit_tool(&Actor::Lead, tool).unwrap();
        let draft = session.list_tool_drafts().unwrap().remove(0);
        (file, session, draft)
    }

    fn set(session: &mut Session, draft: &ToolDraft, edit: impl FnOnce(&mut AuditTool)) -> ToolDraft {
        let mut tool = draft.tool.clone();
        edit(&mut tool);
        session.set_tool_draft(&Actor::Lead, draft.id, tool).unwrap();
        session.list_tool_drafts().unwrap().into_iter().find(|d| d.id == draft.id).unwrap()
    }

    #[test]
    fn an_edit_makes_the_next_version_and_leaves_the_published_one_as_it_was() {
        let (_file, mut session, draft) = begun();
        assert_eq!((draft.from_version, draft.tool.version), (Some(1), 2));
        let again = session.find_tool("ehc-plan-audit", None).unwrap().0;
        assert_eq!(session.edit_tool(&Actor::Lead, again).unwrap().value.draft, Some(draft.id));
        set(&mut session, &draft, |tool| tool.headings[0].criteria[0].question = "Another question?".to_owned());
        session.publish_draft(&Actor::Lead, draft.id).unwrap();
        assert!(session.list_tool_drafts().unwrap().is_empty());
        let (_, one) = session.find_tool("ehc-plan-audit", Some(1)).unwrap();
        let (_, two) = session.find_tool("ehc-plan-audit", None).unwrap();
        assert_eq!(one, testing::default_tool());
        assert_eq!((two.version, two.thresholds_set_on), (2, None));
        assert_eq!(two.headings[0].criteria[0].question, "Another question?");
        session.verify().unwrap();
    }

    #[test]
    fn what_is_undone_is_as_before_to_the_letter() {
        let (_file, mut session, draft) = begun();
        let changed = set(&mut session, &draft, |tool| drop(tool.headings.remove(3)));
        session.delete_tool_draft(&Actor::Lead, draft.id).unwrap();
        session.undo(&Actor::Lead).unwrap();
        assert_eq!(session.list_tool_drafts().unwrap(), [changed]);
        session.undo(&Actor::Lead).unwrap();
        assert_eq!(session.list_tool_drafts().unwrap(), [draft]);
        session.undo(&Actor::Lead).unwrap();
        assert!(session.list_tool_drafts().unwrap().is_empty());
        session.verify().unwrap();
    }

    #[test]
    fn the_day_of_local_thresholds_is_the_files_to_keep() {
        let (_file, mut session, draft) = begun();
        let today = jiff::civil::date(2026, 11, 22);
        let moved = set(&mut session, &draft, |tool| tool.grades[1].from_percent -= 3);
        assert_eq!(moved.tool.thresholds_set_on, Some(today));
        assert_eq!(moved.tool.thresholds_words().unwrap(), "local thresholds, set on 22 November 2026");
        let back = set(&mut session, &moved, |tool| tool.grades[1].from_percent += 3);
        assert_eq!(back.tool.thresholds_set_on, None);
        let moved = set(&mut session, &back, |tool| {
            tool.grades[1].from_percent -= 3;
            tool.thresholds_set_on = None;
        });
        session.publish_draft(&Actor::Lead, moved.id).unwrap();
        let (_, two) = session.find_tool("ehc-plan-audit", None).unwrap();
        assert_eq!(two.thresholds_set_on, Some(today));
        let text = crate::exchange::tool_file::tool_to_toml(&two);
        assert!(text.contains("thresholds_set_on = \"2026-11-22\""));
        assert_eq!(crate::exchange::tool_file::parse_tool(&text).unwrap(), two);
    }

    #[test]
    fn a_draft_with_faults_or_without_changes_is_not_published() {
        let (_file, mut session, draft) = begun();
        let refused = session.publish_draft(&Actor::Lead, draft.id).unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::DraftUnchanged(_))), "{refused:?}");
        set(&mut session, &draft, |tool| tool.headings[0].criteria[0].question.clear());
        let refused = session.publish_draft(&Actor::Lead, draft.id).unwrap_err();
        let OpError::Rule(RuleViolation::DraftFaults(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!(faults, ["Criterion A1, question: is empty. Write the words people are to read."]);
    }

    #[test]
    fn a_new_tool_takes_the_content_of_another_under_a_code_of_its_own() {
        let (_file, mut session) = TestFile::new();
        let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
        let taken = session.new_tool_from(&Actor::Lead, tool, "ehc-plan-audit", "Ours").unwrap_err();
        assert!(matches!(taken, OpError::Rule(RuleViolation::NameTaken { .. })), "{taken:?}");
        let draft = session.new_tool_from(&Actor::Lead, tool, "ours", "Ours").unwrap().value.draft.unwrap();
        session.publish_draft(&Actor::Lead, draft).unwrap();
        let (_, ours) = session.find_tool("ours", None).unwrap();
        assert_eq!((ours.version, ours.title.as_str()), (1, "Ours"));
        assert_eq!(ours.headings, testing::default_tool().headings);
    }

    #[test]
    fn a_sheet_is_tried_only_once_its_comparison_is_open_and_goes_by_its_letter() {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 1, 2);
        let tool = testing::default_tool();
        let sheets = |session: &mut Session| -> Vec<TrialSheet> {
            session.trial_rounds(&tool).unwrap().into_iter().flat_map(|round| round.sheets).collect()
        };
        let plan = session.round_progress(&round).unwrap().plans.remove(0);
        for (at, sheet) in plan.sheets.iter().enumerate() {
            assert!(sheets(&mut session).is_empty(), "a sheet is still to come");
            let row = |(_, criterion): (_, &crate::domain::audit_tool::Criterion)| crate::ops::AnswerEntry {
                row: 2,
                plan: plan.facts.reference.clone(),
                member: sheet.member.clone(),
                criterion: criterion.code.clone(),
                answer: if at == 0 { "met" } else { "partly" }.to_owned(),
                na_reason: None,
                note: None,
            };
            let rows: Vec<_> = tool.tested(round.facts.depth, round.facts.evidence).map(row).collect();
            session.import_answers(&Actor::Lead, round.id, &rows, true).unwrap();
        }
        let found = sheets(&mut session);
        let readers: Vec<&str> = found.iter().map(|sheet| sheet.reader.as_str()).collect();
        assert_eq!(readers, ["A", "B"]);
        assert_ne!(found[0].answers, found[1].answers);
        assert!(session.trial_rounds(&tool).unwrap()[0].plans.is_empty(), "nothing is agreed yet");
    }

    #[test]
    fn a_member_edits_no_tool() {
        let (_file, mut session, draft) = begun();
        let member = Actor::Member("Member 01".to_owned());
        let refused = session.run_tooling(&member, Tooling::DeleteDraft(draft.id)).unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::NotYours)), "{refused:?}");
    }

    #[test]
    fn a_known_grade_is_kept_changed_and_taken_back() {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 2, 2);
        let subject = session.store.db().list_sample(round.id).unwrap()[0].0.subject;
        let code = "ehc-plan-audit";
        session.set_known_grade(&Actor::Lead, code, subject, Some("good")).unwrap();
        session.set_known_grade(&Actor::Lead, code, subject, Some("inadequate")).unwrap();
        session.undo(&Actor::Lead).unwrap();
        assert_eq!(session.known_grades(code).unwrap(), BTreeMap::from([(subject, "good".to_owned())]));
        let refused = session.set_known_grade(&Actor::Lead, code, subject, Some("superb")).unwrap_err();
        assert!(matches!(refused, OpError::Rule(RuleViolation::NotFound { what: Thing::Grade, .. })), "{refused:?}");
        session.set_known_grade(&Actor::Lead, code, subject, None).unwrap();
        assert!(session.known_grades(code).unwrap().is_empty());
        session.verify().unwrap();
    }
}
