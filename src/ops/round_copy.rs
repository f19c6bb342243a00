//! Taking in a round that another audit file (or this one, earlier) wrote as an export: one step, whole or not at all.

use super::file::hex;
use super::scoring::{check_answer, check_note, check_reason, check_tested};
use super::transact::{Actor, Change, Changes, Done, Entry, OpError, RowRefusal, Session};
use crate::domain::audit_tool::{AuditTool, NOT_APPLICABLE, SubjectKind};
use crate::domain::finding::Finding;
use crate::domain::ids::{AssignmentId, FindingId, MemberId, NoteId, PlanId, RoundId, SheetId, SubjectId, ToolId};
use crate::domain::panel::{Agency, Member, MemberFacts};
use crate::domain::plan::{Plan, PlanFacts, label_in, plan_reference};
use crate::domain::plan_result::PlanResult;
use crate::domain::round::{Papers, Round, RoundFacts, RoundState, SampleOrigin, SampledPlan};
use crate::domain::round_copy::{CopiedAnswer, CopiedFinding, CopiedPlan, CopiedSheet, RoundCopy};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{
    AgreedAnswer, AgreedHow, Assignment, GivenAnswer, GradeOverride, MAX_REASON_CHARS, Note, NoteKind, Scope,
    SheetState, criteria_in_scope,
};
use crate::domain::thread::{Thread, check_threads};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Longest name of a member, in characters.
const MAX_NAME_CHARS: usize = 120;

/// What taking in a round did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CopyOutcome {
    /// The title under which the round is in the file.
    pub round: String,
    /// Plans of the sample, reserves and withdrawn ones too.
    pub plans: u64,
    /// Of these, plans the cohort did not have: added with nothing but their reference.
    pub plans_added: u64,
    /// Members the panel did not have.
    pub people_added: u64,
    /// Whether its audit tool was not in the file.
    pub tool_added: bool,
    /// Score sheets.
    pub sheets: u64,
    /// Answers on them.
    pub answers: u64,
    /// Agreed answers.
    pub agreed: u64,
    /// Findings.
    pub findings: u64,
}

/// What the writing of a copy needs at every step.
struct Copying<'a> {
    round: Round,
    tool: &'a AuditTool,
    now_ms: i64,
    subjects: BTreeMap<String, SubjectId>,
    members: HashMap<String, MemberId>,
    outcome: CopyOutcome,
}

impl Session {
    /// Takes in a round as [`RoundCopy`] holds it, under its own title or another: its tool, plans and members where the
    /// file does not have them, its draw, sample, score sheets, agreed answers, threads, findings and plan results.
    ///
    /// # Errors
    /// When the title is taken or unfit, the tool is faulty or there with other content, or a row breaks a rule:
    /// [`OpError::Rows`] with every answer that does (counted over all sheets, then the agreed answers, from 1).
    pub fn take_in_round(
        &mut self,
        actor: &Actor,
        copy: &RoundCopy,
        title: Option<&str>,
    ) -> Result<Done<CopyOutcome>, OpError> {
        let title = self.free_title(title.unwrap_or(&copy.round.title))?;
        if let Err(faults) = copy.tool.validate() {
            return Err(RuleViolation::ToolFaults(faults.iter().map(ToString::to_string).collect()).into());
        }
        check_copy(copy)?;
        let digest = hex(&Sha256::digest(serde_json::to_vec(copy).unwrap_or_default()));
        self.transact(actor, |change| {
            let now_ms = change.world.now_ms();
            let (tool, tool_added) = find_or_add_tool(change, &copy.tool, now_ms)?;
            let facts = RoundFacts {
                title: title.clone(),
                tool,
                depth: copy.round.depth,
                evidence: copy.round.evidence,
                purpose: copy.round.purpose,
            };
            let round = Round {
                id: RoundId(change.world.new_uuid()),
                facts,
                state: RoundState::Open,
                created_ms: now_ms,
                draw: copy.round.draw.clone(),
                caution: copy.round.caution.clone(),
                lines_of_enquiry: String::new(),
                held_back: false,
            };
            change.db.add_round(&round)?;
            if let Some(draw) = &round.draw {
                change.db.put_draw(round.id, draw)?;
            }
            let (subjects, members) = (BTreeMap::new(), HashMap::new());
            let outcome = CopyOutcome { round: title, tool_added, ..CopyOutcome::default() };
            let mut copying = Copying { round, tool: &copy.tool, now_ms, subjects, members, outcome };
            copying.add_sample(change, &copy.sample)?;
            copying.add_members(change, &copy.sheets)?;
            copying.add_sheets(change, copy)?;
            copying.add_agreed(change, copy)?;
            copying.add_findings(change, &copy.findings)?;
            if copy.round.state == RoundState::Closed {
                change.db.set_round_state(copying.round.id, RoundState::Closed, Some(now_ms))?;
            }
            let content = json!({
                "title": copying.outcome.round, "tool": {"code": copy.tool.code, "version": copy.tool.version},
                "state": copy.round.state, "counts": copying.outcome, "document_sha256": digest,
            });
            let entry = Entry::new("round_taken_in", content, taken_in_changes()).of_round(copying.round.id);
            Ok((copying.outcome, Some(entry)))
        })
    }
}

fn taken_in_changes() -> Changes {
    Changes {
        cohort: true,
        panel: true,
        tools: true,
        rounds: true,
        assignments: true,
        sheets: true,
        agreed: true,
        findings: true,
        ..Changes::default()
    }
}

/// Texts within their limits, and every name in its place, before anything is written.
fn check_copy(copy: &RoundCopy) -> Result<(), OpError> {
    let too_long = |field, limit| RuleViolation::TooLong { field, limit, unit: "characters" };
    for finding in &copy.findings {
        let texts =
            [&finding.text, &finding.public_text, &finding.theme, &finding.need, &finding.service, &finding.wait];
        if texts.into_iter().any(|text| text.chars().count() > MAX_REASON_CHARS) {
            return Err(too_long(Field::Finding, MAX_REASON_CHARS).into());
        }
        if !finding.heading.is_empty() && copy.tool.get_heading(&finding.heading).is_none() {
            return Err(RuleViolation::UnknownCriterion(finding.heading.clone()).into());
        }
    }
    for sheet in &copy.sheets {
        if sheet.member.trim().is_empty() {
            return Err(RuleViolation::Empty(Field::MemberName).into());
        }
        if sheet.member.chars().count() > MAX_NAME_CHARS {
            return Err(too_long(Field::MemberName, MAX_NAME_CHARS).into());
        }
        if sheet.member.chars().any(char::is_control) {
            let (field, text) = (Field::MemberName, sheet.member.clone());
            return Err(RuleViolation::ForbiddenCharacters { field, text }.into());
        }
        check_threads(&sheet.threads)?;
    }
    let reasons = copy.plan_results.iter().map(|r| &r.reason).chain(copy.grade_overrides.iter().map(|g| &g.reason));
    for reason in reasons.chain(copy.sample.iter().filter_map(|plan| plan.reason.as_ref())) {
        check_reason(reason)?;
    }
    for own in &copy.grade_overrides {
        if copy.tool.get_grade(&own.grade).is_none() {
            return Err(RuleViolation::NotFound { what: Thing::Grade, name: own.grade.clone() }.into());
        }
    }
    Ok(())
}

fn find_or_add_tool(change: &mut Change<'_>, tool: &AuditTool, now_ms: i64) -> Result<(ToolId, bool), OpError> {
    let tools = change.db.list_tools()?;
    match tools.iter().find(|(_, known)| known.code == tool.code && known.version == tool.version) {
        Some((id, known)) if known == tool => Ok((*id, false)),
        Some(_) => Err(RuleViolation::ToolVersionTaken { code: tool.code.clone(), version: tool.version }.into()),
        None => {
            let id = ToolId(change.world.new_uuid());
            change.db.add_tool(id, tool, now_ms)?;
            Ok((id, true))
        }
    }
}

impl Copying<'_> {
    fn subject(&self, plan: &str) -> Result<SubjectId, RuleViolation> {
        self.subjects.get(plan).copied().ok_or_else(|| RuleViolation::PlanNotInSample(plan.to_owned()))
    }

    /// The sample; a plan the cohort does not have is added, with nothing known of it but its reference.
    fn add_sample(&mut self, change: &mut Change<'_>, sample: &[CopiedPlan]) -> Result<(), OpError> {
        let known = change.db.list_plans()?;
        let mut plans: HashMap<String, PlanId> = known.into_iter().map(|p| (p.facts.reference, p.id)).collect();
        for copied in sample {
            let reference = plan_reference(&copied.plan);
            let plan = match plans.get(reference) {
                Some(id) => *id,
                None => {
                    let id = PlanId(change.world.new_uuid());
                    let facts = PlanFacts { reference: reference.to_owned(), ..PlanFacts::default() };
                    change.db.put_plan(&Plan { id, facts, left_on: None })?;
                    plans.insert(reference.to_owned(), id);
                    self.outcome.plans_added += 1;
                    id
                }
            };
            let subject = self.subject_of(change, plan, copied)?;
            if self.subjects.insert(copied.plan.clone(), subject).is_some() {
                return Err(RuleViolation::NameTaken { what: Thing::Plan, name: copied.plan.clone() }.into());
            }
            let sampled = SampledPlan {
                subject,
                order: copied.order,
                stratum: copied.stratum.clone(),
                state: copied.state,
                origin: copied.origin.unwrap_or(SampleOrigin::Drawn),
                reason: copied.reason.clone(),
                practice: false,
                papers: Papers::default(),
                label: String::new(),
            };
            change.db.add_sampled_plan(self.round.id, &sampled)?;
            self.outcome.plans += 1;
        }
        Ok(())
    }

    fn subject_of(&self, change: &mut Change<'_>, plan: PlanId, copied: &CopiedPlan) -> Result<SubjectId, OpError> {
        let kind = self.tool.subject;
        let label = match kind {
            SubjectKind::Plan | SubjectKind::Draft | SubjectKind::Practice => "",
            SubjectKind::Advice | SubjectKind::Review if copied.label.is_empty() => label_in(&copied.plan),
            SubjectKind::Advice | SubjectKind::Review => copied.label.as_str(),
        };
        if let Some(subject) = change.db.get_subject(plan, kind, label)? {
            return Ok(subject);
        }
        let subject = SubjectId(change.world.new_uuid());
        change.db.add_subject(subject, plan, kind, label)?;
        Ok(subject)
    }

    /// Members by name; one the panel does not have is added with their agency, if it is said.
    fn add_members(&mut self, change: &mut Change<'_>, sheets: &[CopiedSheet]) -> Result<(), OpError> {
        self.members = change.db.list_members()?.into_iter().map(|m| (m.facts.name, m.id)).collect();
        for sheet in sheets {
            if self.members.contains_key(&sheet.member) {
                continue;
            }
            let id = MemberId(change.world.new_uuid());
            let facts = MemberFacts::named(sheet.member.as_str(), sheet.agency.unwrap_or(Agency::Other));
            change.db.put_member(&Member { id, facts })?;
            self.members.insert(sheet.member.clone(), id);
            self.outcome.people_added += 1;
        }
        let panel: BTreeSet<MemberId> = sheets.iter().filter_map(|s| self.members.get(&s.member)).copied().collect();
        let panel: Vec<MemberId> = panel.into_iter().collect();
        change.db.set_round_members(self.round.id, &panel)?;
        Ok(())
    }

    /// The sheets as they stood. Where all sheets of a plan are in, or answers were agreed on it, its comparison is open.
    fn add_sheets(&mut self, change: &mut Change<'_>, copy: &RoundCopy) -> Result<(), OpError> {
        let (mut refusals, mut row) = (Vec::new(), 0);
        let mut all_in: BTreeMap<SubjectId, bool> = BTreeMap::new();
        for sheet in &copy.sheets {
            let subject = self.subject(&sheet.plan)?;
            let missing = || RuleViolation::NotFound { what: Thing::Member, name: sheet.member.clone() };
            let member = self.members.get(&sheet.member).copied().ok_or_else(missing)?;
            let id = self.add_sheet(change, sheet, (subject, member))?;
            for answer in &sheet.answers {
                row += 1;
                match self.add_answer(change, id, answer) {
                    Ok(()) => self.outcome.answers += 1,
                    Err(OpError::Rule(violation)) => refusals.push(RowRefusal { row, violation }),
                    Err(other) => return Err(other),
                }
            }
            change.db.put_threads(id, &sheet.threads)?;
            if sheet.state == SheetState::Submitted {
                self.check_complete(sheet)?;
                change.db.set_sheet_state(id, Some(self.now_ms), sheet.not_blind)?;
            }
            *all_in.entry(subject).or_insert(true) &= sheet.state == SheetState::Submitted;
            self.outcome.sheets += 1;
        }
        if !refusals.is_empty() {
            return Err(OpError::Rows(refusals));
        }
        let mut open: BTreeSet<SubjectId> = all_in.into_iter().filter(|(_, all)| *all).map(|(s, _)| s).collect();
        for agreed in &copy.agreed {
            open.insert(self.subject(&agreed.plan)?);
        }
        for subject in open {
            change.db.open_comparison(self.round.id, subject, self.now_ms, None)?;
        }
        Ok(())
    }

    fn add_sheet(
        &self,
        change: &mut Change<'_>,
        sheet: &CopiedSheet,
        (subject, member): (SubjectId, MemberId),
    ) -> Result<SheetId, OpError> {
        if change.db.get_assignment(self.round.id, subject, member)?.is_some() {
            // The same sheet twice: the second would silently take the place of the first.
            let (member, plan) = (sheet.member.clone(), sheet.plan.clone());
            return Err(RuleViolation::SheetSubmitted { member, plan }.into());
        }
        let id = AssignmentId(change.world.new_uuid());
        let scope = sheet.scope.clone().unwrap_or(Scope::Whole);
        let task = Assignment { id, round: self.round.id, subject, member, scope, locked: false };
        change.db.add_assignment(&task)?;
        let sheet = SheetId(change.world.new_uuid());
        change.db.add_sheet(sheet, task.id, self.now_ms)?;
        Ok(sheet)
    }

    fn add_answer(&self, change: &mut Change<'_>, sheet: SheetId, copied: &CopiedAnswer) -> Result<(), OpError> {
        check_tested(self.tool, &self.round, &copied.criterion)?;
        let given = GivenAnswer { answer: copied.answer.clone(), na_reason: copied.na_reason.clone() };
        check_answer(self.tool, &copied.criterion, &given)?;
        change.db.put_answer(sheet, &copied.criterion, &given, self.now_ms)?;
        let Some(text) = copied.note.as_ref().filter(|text| !text.trim().is_empty()) else { return Ok(()) };
        check_note(text)?;
        let note = Note {
            id: NoteId(change.world.new_uuid()),
            criterion: copied.criterion.clone(),
            kind: copied.note_kind.unwrap_or(NoteKind::Consideration),
            text: text.clone(),
            place: copied.note_place.clone().unwrap_or_default(),
            // What is printed is chosen in the file that prints it.
            in_report: false,
        };
        Ok(change.db.put_note(sheet, &note, self.now_ms)?)
    }

    /// A sheet that is handed in has an answer on everything its member was asked.
    fn check_complete(&self, sheet: &CopiedSheet) -> Result<(), RuleViolation> {
        let facts = &self.round.facts;
        let scope = sheet.scope.as_ref().unwrap_or(&Scope::Whole);
        let mut missing = criteria_in_scope(self.tool, facts.depth, facts.evidence, scope);
        missing.retain(|code| !sheet.answers.iter().any(|answer| answer.criterion == *code));
        if missing.is_empty() {
            return Ok(());
        }
        let (member, plan) = (sheet.member.clone(), sheet.plan.clone());
        Err(RuleViolation::SheetIncomplete { member, plan, missing })
    }

    fn add_agreed(&mut self, change: &mut Change<'_>, copy: &RoundCopy) -> Result<(), OpError> {
        let mut refusals = Vec::new();
        for (at, agreed) in copy.agreed.iter().enumerate() {
            // The tool's own reason stands for an agreed "not applicable"; only whether it is allowed is checked.
            let na_reason = (agreed.answer == NOT_APPLICABLE).then(|| "agreed".to_owned());
            let given = GivenAnswer { answer: agreed.answer.clone(), na_reason };
            let checked = check_tested(self.tool, &self.round, &agreed.criterion)
                .and_then(|()| check_answer(self.tool, &agreed.criterion, &given))
                .and_then(|()| match self.tool.get_answer(&agreed.answer) {
                    Some(_) => check_reason(agreed.reason.as_deref().unwrap_or_default()),
                    None => Err(RuleViolation::UnknownAnswer(agreed.answer.clone())),
                });
            if let Err(violation) = checked {
                refusals.push(RowRefusal { row: self.outcome.answers + at as u64 + 1, violation });
                continue;
            }
            let one = AgreedAnswer {
                subject: self.subject(&agreed.plan)?,
                criterion: agreed.criterion.clone(),
                answer: agreed.answer.clone(),
                reason: agreed.reason.clone(),
                how: AgreedHow::Import,
            };
            change.db.put_agreed(self.round.id, &one, self.now_ms)?;
            self.outcome.agreed += 1;
        }
        if !refusals.is_empty() {
            return Err(OpError::Rows(refusals));
        }
        let mut threads: BTreeMap<SubjectId, Vec<Thread>> = BTreeMap::new();
        for agreed in &copy.agreed_threads {
            threads.entry(self.subject(&agreed.plan)?).or_default().push(agreed.thread.clone());
        }
        for (subject, threads) in threads {
            check_threads(&threads)?;
            change.db.put_agreed_threads(self.round.id, subject, &threads)?;
        }
        for own in &copy.grade_overrides {
            let grade = GradeOverride { grade: own.grade.clone(), reason: own.reason.clone() };
            change.db.set_override(self.round.id, self.subject(&own.plan)?, Some(&grade), self.now_ms)?;
        }
        for result in &copy.plan_results {
            let subject = self.subject(&result.plan)?;
            let result = PlanResult { outcome: result.result, reason: result.reason.clone(), set_ms: self.now_ms };
            change.db.set_plan_result(self.round.id, subject, Some(&result))?;
        }
        Ok(())
    }

    /// Findings in the order written, which is that of their places; the criterion a finding came from is not in a copy.
    fn add_findings(&mut self, change: &mut Change<'_>, findings: &[CopiedFinding]) -> Result<(), OpError> {
        let mut places: BTreeMap<&str, u32> = BTreeMap::new();
        for copied in findings {
            if copied.text.trim().is_empty() {
                return Err(RuleViolation::Empty(Field::Finding).into());
            }
            let place = places.entry(copied.kind.code()).or_default();
            *place += 1;
            let mut sources = Vec::new();
            for plan in &copied.plans {
                sources.push((self.subject(plan)?, String::new()));
            }
            sources.sort();
            sources.dedup();
            let finding = Finding {
                id: FindingId(change.world.new_uuid()),
                kind: copied.kind,
                heading: copied.heading.clone(),
                theme: copied.theme.clone(),
                text: copied.text.clone(),
                public_text: copied.public_text.clone(),
                need: copied.need.clone(),
                service: copied.service.clone(),
                wait: copied.wait.clone(),
                in_report: copied.in_report,
                place: *place,
                sources,
            };
            change.db.put_finding(self.round.id, &finding)?;
            self.outcome.findings += 1;
        }
        Ok(())
    }
}
