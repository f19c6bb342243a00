//! Making a round ready for its readers: papers, lines of enquiry, holding back, plans added by hand, the practice plan.

use super::arrange::{ArrangeUndo, arrange_changes};
use super::sample::sample_changes;
use super::scoring::{check_answer, check_reason, check_tested};
use super::subjects::{drawn_name, subject_of};
use super::transact::{Actor, Changes, Done, Entry, OpError, Session};
use super::undo::UndoStep;
use crate::domain::audit_tool::NOT_APPLICABLE;
use crate::domain::ids::{AssignmentId, MemberId, RoundId, SubjectId};
use crate::domain::plan::plan_reference;
use crate::domain::round::{Papers, Purpose, Round, SampleOrigin, SampleState, SampledPlan};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{AgreedAnswer, AgreedHow, Assignment, GivenAnswer, MAX_REASON_CHARS, Scope, SheetState};
use serde_json::json;
use std::collections::BTreeMap;

/// The stratum of plans that no draw gave.
const BY_HAND: &str = "added by hand";
/// Longest lines of enquiry, in characters: a page and a half.
const MAX_LINES_CHARS: usize = 6_000;

/// The practice plan as one person may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeView {
    /// Its reference.
    pub plan: String,
    /// The person's own answers by criterion, where they have a sheet.
    pub own: BTreeMap<String, GivenAnswer>,
    /// Whether the person's sheet is handed in.
    pub handed_in: bool,
    /// The agreed answers by criterion; none while the person may not see them.
    pub agreed: Option<BTreeMap<String, AgreedAnswer>>,
}

impl Session {
    /// Sets what readers need to read a plan.
    ///
    /// # Errors
    /// When the plan is not in the sample, or a text is too long.
    pub fn set_papers(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        papers: Papers,
    ) -> Result<Done<()>, OpError> {
        self.open_round_by_id(round)?;
        let (appendices, place) = (papers.appendices.trim().to_owned(), papers.where_to_find.trim().to_owned());
        let after = Papers { appendices, where_to_find: place, ..papers };
        for text in [&after.appendices, &after.where_to_find] {
            check_length(text, MAX_REASON_CHARS)?;
        }
        let before = self.sampled_plan(round, subject)?.papers;
        if before == after {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.set_papers(round, subject, &after)?;
            let content = json!({"from": before, "to": after});
            let entry = Entry::new("papers_set", content, arrange_changes()).of_round(round).of_subject(subject);
            Ok(((), Some(entry.undone_by(ArrangeUndo::Papers { round, subject, before, after }.step()))))
        })
    }

    /// Sets the lines of enquiry of a round.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn set_lines_of_enquiry(&mut self, actor: &Actor, round: RoundId, text: &str) -> Result<Done<()>, OpError> {
        let (before, after) = (self.open_round_by_id(round)?.lines_of_enquiry, text.trim().to_owned());
        check_length(&after, MAX_LINES_CHARS)?;
        if before == after {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.set_lines_of_enquiry(round, &after)?;
            let entry = Entry::new("lines_of_enquiry_set", json!({"from": before, "to": after}), arrange_changes());
            let step = ArrangeUndo::Lines { round, before, after }.step();
            Ok(((), Some(entry.of_round(round).undone_by(step))))
        })
    }

    /// Keeps scoring shut, or opens it.
    ///
    /// # Errors
    /// When the round is closed.
    pub fn hold_back(&mut self, actor: &Actor, round: RoundId, held: bool) -> Result<Done<()>, OpError> {
        let before = self.open_round_by_id(round)?.held_back;
        if before == held {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            change.db.set_held_back(round, held)?;
            let changes = Changes { sheets: true, ..arrange_changes() };
            let entry = Entry::new("round_held_back", json!({"from": before, "to": held}), changes);
            let step = ArrangeUndo::Held { round, before, after: held }.step();
            Ok(((), Some(entry.of_round(round).undone_by(step))))
        })
    }

    /// Adds a plan by hand: marked, and kept out of trends. In a round that is no random dip and has no sample yet it
    /// is the first of it.
    ///
    /// # Errors
    /// When there is no reason, no such plan in the cohort, or it is in the sample already.
    pub fn add_by_hand(
        &mut self,
        actor: &Actor,
        round: RoundId,
        reference: &str,
        reason: &str,
    ) -> Result<Done<()>, OpError> {
        let found = self.open_round_by_id(round)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(RuleViolation::Empty(Field::Reason).into());
        }
        check_reason(reason)?;
        if found.draw.is_none() && found.facts.purpose != Purpose::Random {
            return self.choose_sample(actor, round, &[reference.trim().to_owned()], None);
        }
        self.add_plan(actor, &found, reference, Some(reason), Vec::new())
    }

    /// Adds the practice plan: everybody on the panel who may gets it, and it counts nowhere.
    ///
    /// # Errors
    /// When there is one already, no such plan in the cohort, or it is in the sample.
    pub fn add_practice_plan(&mut self, actor: &Actor, round: RoundId, reference: &str) -> Result<Done<()>, OpError> {
        let round = self.open_round_by_id(round)?;
        let sample = self.store.db().list_sample(round.id)?;
        if let Some((_, facts)) = sample.iter().find(|(s, _)| s.practice && s.is_read()) {
            return Err(RuleViolation::PracticePlanThere(facts.reference.clone()).into());
        }
        let panel = self.round_panel(&round)?;
        self.add_plan(actor, &round, reference, None, panel)
    }

    /// `practise` with somebody in it, or no reason, makes it the practice plan.
    fn add_plan(
        &mut self,
        actor: &Actor,
        round: &Round,
        reference: &str,
        reason: Option<&str>,
        practise: Vec<MemberId>,
    ) -> Result<Done<()>, OpError> {
        let reference = reference.trim();
        if round.draw.is_none() {
            return Err(RuleViolation::NoSample(round.facts.title.clone()).into());
        }
        let kind = self.subject_kind(round)?;
        let plans = self.readable(kind, self.list_plans()?)?;
        let missing = || RuleViolation::NotFound { what: Thing::Plan, name: reference.to_owned() };
        let here = || plans.iter().filter(|p| p.left_on.is_none());
        let by_name = here().find(|p| p.facts.reference == reference);
        // The only thing that can be read of a plan goes by the plan's reference.
        let mut of_plan = here().filter(|p| plan_reference(&p.facts.reference) == reference);
        let only = of_plan.next().filter(|_| of_plan.next().is_none());
        let plan = by_name.or(only).ok_or_else(missing)?;
        let sample = self.store.db().list_sample(round.id)?;
        if sample.iter().any(|(s, facts)| drawn_name(kind, s, facts) == plan.facts.reference) {
            return Err(RuleViolation::PlanInSample(reference.to_owned()).into());
        }
        let members = self.list_members()?;
        let may = |id: &MemberId| members.iter().any(|m| m.id == *id && !m.facts.has_interest_in(&plan.facts));
        let readers: Vec<MemberId> = practise.into_iter().filter(may).collect();
        let (order, practice) = (sample.iter().map(|(s, _)| s.order).max().unwrap_or(0) + 1, reason.is_none());
        self.transact(actor, |change| {
            let subject = subject_of(change, kind, plan)?;
            let sampled = SampledPlan {
                subject,
                order,
                stratum: BY_HAND.to_owned(),
                state: SampleState::Sampled,
                origin: SampleOrigin::ByHand,
                reason: reason.map(str::to_owned),
                practice,
                papers: Papers::default(),
                label: String::new(),
            };
            change.db.add_sampled_plan(round.id, &sampled)?;
            let mut tasks = Vec::new();
            for member in readers {
                let id = AssignmentId(change.world.new_uuid());
                let (round, scope, locked) = (round.id, Scope::Whole, false);
                tasks.push(Assignment { id, round, subject, member, scope, locked });
            }
            for task in &tasks {
                change.db.add_assignment(task)?;
            }
            let content = json!({"plan": reference, "reason": reason, "practice": practice, "tasks": tasks});
            let event = if practice { "practice_plan_added" } else { "plan_added_by_hand" };
            let step = ArrangeUndo::Added { round: round.id, subject, tasks }.step();
            let entry = Entry::new(event, content, sample_changes()).undone_by(step);
            Ok(((), Some(entry.of_round(round.id).of_subject(subject))))
        })
    }

    /// Sets the agreed answer on a criterion of the practice plan: the lead beforehand, or the panel later.
    ///
    /// # Errors
    /// When it is not the practice plan, or the answer cannot be given.
    pub fn set_practice_answer(
        &mut self,
        actor: &Actor,
        round: RoundId,
        subject: SubjectId,
        (criterion, answer): (&str, Option<&str>),
        reason: &str,
    ) -> Result<Done<()>, OpError> {
        let found = self.open_round_by_id(round)?;
        let tool = self.tool(found.facts.tool)?;
        if !self.sampled_plan(round, subject)?.practice {
            return Err(RuleViolation::NotForPractice(self.reference_of(round, subject)?).into());
        }
        check_tested(&tool, &found, criterion)?;
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        if let Some(reason) = &reason {
            check_reason(reason)?;
        }
        let after = match answer {
            None => None,
            Some(answer) => {
                let na_reason = (answer == NOT_APPLICABLE).then(|| "agreed".to_owned());
                check_answer(&tool, criterion, &GivenAnswer { answer: answer.to_owned(), na_reason })?;
                let (criterion, answer) = (criterion.to_owned(), answer.to_owned());
                Some(AgreedAnswer { subject, criterion, answer, reason, how: AgreedHow::Panel })
            }
        };
        let agreed = self.store.db().list_agreed(round)?;
        let before = agreed.into_iter().find(|a| a.subject == subject && a.criterion == criterion);
        if before == after {
            return Ok(Done { value: (), changes: Changes::default() });
        }
        self.transact(actor, |change| {
            match &after {
                Some(after) => change.db.put_agreed(round, after, change.world.now_ms())?,
                None => change.db.remove_agreed(round, subject, criterion)?,
            }
            let content = json!({"criterion": criterion, "from": before, "to": after});
            let step = UndoStep::Agreed { round, subject, criterion: criterion.to_owned(), before, after };
            let changes = Changes { agreed: true, ..Changes::default() };
            let entry = Entry::new("practice_answer_set", content, changes).of_round(round).of_subject(subject);
            Ok(((), Some(entry.undone_by(super::transact::Undo::Step(Box::new(step))))))
        })
    }

    /// The practice plan for one person. A member sees the agreed answers once their own sheet is handed in, and
    /// never anybody else's; the lead (no member) sees the agreed answers, which are theirs to set.
    ///
    /// # Errors
    /// When it is not the practice plan of the round, or was not given to the member.
    pub fn practice_view(
        &mut self,
        round: RoundId,
        subject: SubjectId,
        member: Option<MemberId>,
    ) -> Result<PracticeView, OpError> {
        let plan = self.reference_of(round, subject)?;
        if !self.sampled_plan(round, subject)?.practice {
            return Err(RuleViolation::NotForPractice(plan).into());
        }
        let mut view = PracticeView { plan, own: BTreeMap::new(), handed_in: false, agreed: None };
        if let Some(member) = member {
            let db = self.store.db();
            let Some(task) = db.get_assignment(round, subject, member)? else {
                let member = self.names()?.member(member).to_owned();
                return Err(RuleViolation::NotAssigned { member, plan: view.plan }.into());
            };
            if let Some(row) = db.get_sheet_row(task.id)? {
                view.own = db.list_answers(row.id)?;
                view.handed_in = row.state == SheetState::Submitted;
            }
        }
        if member.is_none() || view.handed_in {
            let agreed = self.store.db().list_agreed(round)?.into_iter().filter(|a| a.subject == subject);
            view.agreed = Some(agreed.map(|a| (a.criterion.clone(), a)).collect());
        }
        Ok(view)
    }

    pub(super) fn sampled_plan(&self, round: RoundId, subject: SubjectId) -> Result<SampledPlan, OpError> {
        let sample = self.store.db().list_sample(round)?;
        let found = sample.into_iter().find(|(s, _)| s.subject == subject).map(|(sampled, _)| sampled);
        found.ok_or_else(|| RuleViolation::PlanNotInSample(subject.to_string()).into())
    }
}

fn check_length(text: &str, limit: usize) -> Result<(), RuleViolation> {
    if text.chars().count() > limit {
        return Err(RuleViolation::TooLong { field: Field::Reason, limit, unit: "characters" });
    }
    Ok(())
}
