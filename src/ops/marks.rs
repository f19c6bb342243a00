//! What a member marks on their own sheet besides answers and notes: criteria to come back to, grades of their own,
//! golden threads; and the time they spend.

use super::scoring::{AnswerTarget, OpenSheet, check_criterion, check_reason, sheet_entry, start_sheet};
use super::transact::{Actor, Change, Done, Entry, OpError, Session, Undo};
use super::undo::UndoStep;
use crate::domain::ids::{MemberId, PhraseId, RoundId, SheetId, SubjectId};
use crate::domain::rules::{Field, RuleViolation, Thing};
use crate::domain::sheet::{Because, Phrase, SheetOverride, time_between};
use crate::domain::thread::{Thread, check_threads};
use serde_json::{Value, json};

/// A mark on a sheet, or what belongs to a member beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marking {
    /// Marks a criterion to be come back to, or not.
    Flag {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Who scores.
        member: MemberId,
        /// The criterion.
        criterion: String,
        /// Whether it is to be come back to.
        flagged: bool,
    },
    /// Sets or takes away a grade of the member's own.
    OwnGrade {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Who scores.
        member: MemberId,
        /// The section; "" is the whole plan.
        heading: String,
        /// The grade; none takes it away.
        own: Option<SheetOverride>,
    },
    /// Puts golden threads in place of those on the sheet.
    Threads {
        /// The round.
        round: RoundId,
        /// What is read.
        subject: SubjectId,
        /// Who scores.
        member: MemberId,
        /// The threads; blank ones are left out.
        threads: Vec<Thread>,
    },
    /// Puts golden threads in place of those the panel agreed.
    AgreeThreads {
        /// The round.
        round: RoundId,
        /// What was read.
        subject: SubjectId,
        /// The threads; blank ones are left out.
        threads: Vec<Thread>,
    },
    /// Keeps a phrase.
    KeepPhrase {
        /// Whose.
        member: MemberId,
        /// Its text.
        text: String,
    },
    /// Removes a phrase.
    RemovePhrase {
        /// Whose.
        member: MemberId,
        /// Which.
        phrase: PhraseId,
    },
}

/// How a mark is taken back: what to put back, and what must still be there for that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MarkStep {
    /// A flag, which was turned to this.
    Flag { sheet: SheetId, criterion: String, flagged: bool },
    /// A grade of a member's own.
    OwnGrade { sheet: SheetId, heading: String, before: Option<SheetOverride>, after: Option<SheetOverride> },
    /// The threads of a sheet.
    Threads { sheet: SheetId, before: Vec<Thread>, after: Vec<Thread> },
    /// The threads the panel agreed.
    AgreedThreads { round: RoundId, subject: SubjectId, before: Vec<Thread>, after: Vec<Thread> },
    /// A phrase of a member's own, kept (none before) or removed (none after).
    Phrase { member: MemberId, before: Option<Phrase>, after: Option<Phrase> },
}

impl MarkStep {
    /// Puts back what was there; what changed, for the log.
    pub(super) fn take_back(&self, change: &mut Change<'_>) -> Result<Value, OpError> {
        let still = |is: bool| if is { Ok(()) } else { Err(OpError::from(RuleViolation::UndoOvertaken)) };
        match self {
            Self::Flag { sheet, criterion, flagged } => {
                still(change.db.list_flags(*sheet)?.contains(criterion) == *flagged)?;
                change.db.set_flag(*sheet, criterion, !flagged)?;
                Ok(json!({"criterion": criterion, "flagged": !flagged}))
            }
            Self::OwnGrade { sheet, heading, before, after } => {
                still(change.db.list_own_grades(*sheet)?.get(heading) == after.as_ref())?;
                change.db.set_own_grade(*sheet, heading, before.as_ref())?;
                Ok(json!({"section": heading, "from": after, "to": before}))
            }
            Self::Threads { sheet, before, after } => {
                still(change.db.list_threads(*sheet)? == *after)?;
                change.db.put_threads(*sheet, before)?;
                Ok(json!({"threads": {"from": after, "to": before}}))
            }
            Self::AgreedThreads { round, subject, before, after } => {
                let now = change.db.list_agreed_threads(*round)?.remove(subject).unwrap_or_default();
                still(now == *after)?;
                change.db.put_agreed_threads(*round, *subject, before)?;
                Ok(json!({"agreed_threads": {"from": after, "to": before}, "round": round, "subject": subject}))
            }
            Self::Phrase { member, before, after } => {
                let kept = change.db.list_phrases(*member)?;
                still(after.iter().all(|phrase| kept.contains(phrase)))?;
                still(before.iter().all(|phrase| kept.iter().all(|other| other.text != phrase.text)))?;
                if let Some(phrase) = after {
                    change.db.remove_phrase(*member, phrase.id)?;
                }
                if let Some(phrase) = before {
                    change.db.add_phrase(*member, phrase)?;
                }
                Ok(json!({"phrase": {"from": after, "to": before}}))
            }
        }
    }
}

/// The threads on which something is said, in order of their number.
pub(super) fn without_blank(mut threads: Vec<Thread>) -> Vec<Thread> {
    threads.retain(|thread| !thread.is_blank());
    threads.sort_by_key(|thread| thread.number);
    threads
}

impl Session {
    pub(super) fn run_marking(&mut self, actor: &Actor, marking: Marking) -> Result<Done<()>, OpError> {
        match marking {
            Marking::Flag { round, subject, member, criterion, flagged } => {
                self.set_flag(actor, AnswerTarget { round, subject, member, criterion: &criterion }, flagged)
            }
            Marking::OwnGrade { round, subject, member, heading, own } => {
                let target = AnswerTarget { round, subject, member, criterion: "" };
                self.set_own_grade(actor, target, &heading, own)
            }
            Marking::Threads { round, subject, member, threads } => {
                self.set_threads(actor, AnswerTarget { round, subject, member, criterion: "" }, threads)
            }
            Marking::AgreeThreads { round, subject, threads } => {
                self.set_agreed_threads(actor, round, subject, threads)
            }
            Marking::KeepPhrase { member, text } => self.keep_phrase(actor, member, &text),
            Marking::RemovePhrase { member, phrase } => self.remove_phrase(actor, member, phrase),
        }
    }

    /// Changes a sheet and counts the time since its member last did something as spent on it, pauses left out.
    pub(super) fn act_on_sheet(
        &mut self,
        actor: &Actor,
        member: MemberId,
        sheet: &OpenSheet,
        act: impl FnOnce(&mut Change<'_>, SheetId) -> Result<Option<Entry>, OpError>,
    ) -> Result<Done<()>, OpError> {
        let last_ms = self.last_act.filter(|(who, _)| *who == member).map(|(_, at)| at);
        let mut acted_ms = None;
        let done = self.transact(actor, |change| {
            let id = start_sheet(change, sheet)?;
            let entry = act(change, id)?;
            if entry.is_some() {
                let now_ms = change.world.now_ms();
                let spent = time_between(last_ms, now_ms);
                if spent > 0 {
                    change.db.add_spent(id, spent)?;
                }
                acted_ms = Some(now_ms);
            }
            Ok(((), entry))
        })?;
        if let Some(now_ms) = acted_ms {
            self.last_act = Some((member, now_ms));
        }
        Ok(done)
    }

    /// Marks a criterion of a sheet to be come back to, or not.
    ///
    /// # Errors
    /// When the criterion is not asked of the member, or the sheet may not be changed.
    pub fn set_flag(&mut self, actor: &Actor, target: AnswerTarget<'_>, flagged: bool) -> Result<Done<()>, OpError> {
        let round = self.open_round_by_id(target.round)?;
        let tool = self.tool(round.facts.tool)?;
        let sheet = self.open_sheet(&round, target)?;
        check_criterion(&tool, &round, &sheet.assignment, target.criterion)?;
        self.act_on_sheet(actor, target.member, &sheet, |change, id| {
            if change.db.list_flags(id)?.contains(target.criterion) == flagged {
                return Ok(None);
            }
            change.db.set_flag(id, target.criterion, flagged)?;
            let content = json!({"criterion": target.criterion, "flagged": flagged});
            let step = MarkStep::Flag { sheet: id, criterion: target.criterion.to_owned(), flagged };
            Ok(Some(sheet_entry("flag_set", content, target).undone_by(marked(step))))
        })
    }

    /// Sets a grade of the member's own for a section, or the whole plan (`heading` ""), in place of the suggested
    /// one; `None` takes it away.
    ///
    /// # Errors
    /// When the tool has no such section or grade, a reason is missing, or the sheet may not be changed.
    pub fn set_own_grade(
        &mut self,
        actor: &Actor,
        target: AnswerTarget<'_>,
        heading: &str,
        own: Option<SheetOverride>,
    ) -> Result<Done<()>, OpError> {
        let round = self.open_round_by_id(target.round)?;
        let tool = self.tool(round.facts.tool)?;
        if !heading.is_empty() && tool.get_heading(heading).is_none() {
            return Err(RuleViolation::NotFound { what: Thing::Section, name: heading.to_owned() }.into());
        }
        if let Some(own) = &own {
            if tool.get_grade(&own.grade).is_none() {
                return Err(RuleViolation::NotFound { what: Thing::Grade, name: own.grade.clone() }.into());
            }
            let because = Because::from_code(&own.because).ok_or(RuleViolation::Empty(Field::Reason))?;
            if because == Because::Other && own.reason.trim().is_empty() {
                return Err(RuleViolation::Empty(Field::Reason).into());
            }
            check_reason(&own.reason)?;
        }
        let sheet = self.open_sheet(&round, target)?;
        self.act_on_sheet(actor, target.member, &sheet, |change, id| {
            let before = change.db.list_own_grades(id)?.remove(heading);
            if before == own {
                return Ok(None);
            }
            change.db.set_own_grade(id, heading, own.as_ref())?;
            let content = json!({"section": heading, "from": before, "to": own});
            let step = MarkStep::OwnGrade { sheet: id, heading: heading.to_owned(), before, after: own };
            Ok(Some(sheet_entry("own_grade_set", content, target).undone_by(marked(step))))
        })
    }

    /// Puts golden threads in place of those on a sheet; blank ones are left out.
    ///
    /// # Errors
    /// When a number or a label does not fit, or the sheet may not be changed.
    pub fn set_threads(
        &mut self,
        actor: &Actor,
        target: AnswerTarget<'_>,
        threads: Vec<Thread>,
    ) -> Result<Done<()>, OpError> {
        let after = without_blank(threads);
        check_threads(&after)?;
        let round = self.open_round_by_id(target.round)?;
        let sheet = self.open_sheet(&round, target)?;
        self.act_on_sheet(actor, target.member, &sheet, |change, id| {
            let before = change.db.list_threads(id)?;
            if before == after {
                return Ok(None);
            }
            change.db.put_threads(id, &after)?;
            let content = json!({"from": before, "to": after});
            let step = MarkStep::Threads { sheet: id, before, after };
            Ok(Some(sheet_entry("threads_set", content, target).undone_by(marked(step))))
        })
    }
}

pub(super) fn marked(step: MarkStep) -> Undo {
    Undo::Step(Box::new(UndoStep::Mark(step)))
}
