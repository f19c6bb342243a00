//! The words for what went wrong: what did not happen, why, what to do now. The window and the command line share
//! them. Each list of reasons is matched to its end, so that a new one cannot go without words.

pub mod log;
pub mod packs;

use crate::domain::audit_tool::SubjectKind;
pub use crate::domain::numerals::thousands;
use crate::domain::rules::{CloseObstacle, Field, RuleViolation, Thing};
use crate::domain::sampling::DrawError;
use crate::ops::{OpError, RowRefusal};
use crate::report::kinds::NoReport;
use crate::storage::{StorageError, StorageErrorKind};
use std::path::Path;

/// How many of many are named before "and 12 more": a whole sheet or a whole round is named to its end.
const MOST_NAMED: usize = 100;

/// What to say of something that went wrong. Each part is a sentence or some, or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explained {
    /// What did not happen.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do now.
    pub now: String,
}

impl Explained {
    /// The three parts of an explanation.
    #[must_use]
    pub fn new(what: impl Into<String>, why: impl Into<String>, now: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into(), now: now.into() }
    }

    /// The parts there are, in one line.
    #[must_use]
    pub fn one_line(&self) -> String {
        let parts = [&self.what, &self.why, &self.now];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }
}

/// Words for an operation that did not happen. Nothing was changed.
#[must_use]
pub fn explain(error: &OpError) -> Explained {
    match error {
        OpError::Rule(violation) => explain_rule(violation),
        OpError::Rows(rows) => explain_rows(rows),
        OpError::Storage(error) => explain_storage(error),
        OpError::Cancelled => Explained::new("Stopped. Nothing was changed.", "", ""),
    }
}

/// Words for a report that cannot be made.
#[must_use]
pub fn no_report(why: NoReport) -> Explained {
    let (why, now) = match why {
        NoReport::NeedsPlan => ("This report is about one plan, and none was named.", "Name the plan."),
        NoReport::OfWholeRound => ("This report is about the whole round, not about one plan.", "Leave the plan out."),
        NoReport::NoSuchPlan => ("The plan is not in the sample of this round.", "Check the reference."),
        NoReport::NotAgreed => ("Not every answer is agreed yet, so there is nothing to feed back.", "Agree it first."),
        NoReport::NoView => {
            ("The audit tool of this round has no such view.", "Choose a round on a tool that has one.")
        }
    };
    Explained::new("The report was not made.", why, now)
}

fn explain_rows(rows: &[RowRefusal]) -> Explained {
    let (what, fix) = match rows.len() {
        1 => ("The file was not taken in: one row cannot be used.".to_owned(), "Correct this row"),
        count => (format!("The file was not taken in: {count} rows cannot be used."), "Correct these rows"),
    };
    let why = rows.iter().take(MOST_NAMED).map(explain_row).collect::<Vec<_>>().join("\n");
    let more = rows.len().saturating_sub(MOST_NAMED);
    let why = if more > 0 { format!("{why}\nand {more} more") } else { why };
    Explained::new(what, why, format!("{fix} and bring the file in again. Nothing of it was taken in."))
}

/// As [`explain`], where it is known what the round reads.
#[must_use]
pub fn explain_of(error: &OpError, of: SubjectKind) -> Explained {
    match error {
        OpError::Rule(violation) => explain_rule_of(violation, of),
        _ => explain(error),
    }
}

/// A refused row in one line: "Row 14: Plan K0007 is not in the sample of this round."
#[must_use]
pub fn explain_row(row: &RowRefusal) -> String {
    let explained = explain_rule(&row.violation);
    let why = if explained.why.is_empty() { explained.what } else { explained.why };
    format!("Row {}: {why}", row.row)
}

/// Words for a rule of the field that would have been broken, where it is not known what the round reads.
#[must_use]
pub fn explain_rule(violation: &RuleViolation) -> Explained {
    explain_rule_of(violation, SubjectKind::Plan)
}

/// Words for a rule of the field that would have been broken; `of`: what the round reads.
#[must_use]
#[allow(clippy::too_many_lines, reason = "one arm for each rule; cut up it would be harder to check for gaps")]
pub fn explain_rule_of(violation: &RuleViolation, of: SubjectKind) -> Explained {
    use RuleViolation as V;
    let (head, noun, nouns) = (of.head(), of.noun(), of.nouns());
    match violation {
        V::NotFound { what, name } => not_found(*what, name),
        V::NameTaken { what, name } => Explained::new(
            format!("{} was not made.", capital(thing(*what))),
            format!("There is already {} named “{name}”.", with_article(*what)),
            "Choose another name.",
        ),
        V::Empty(field) => Explained::new(
            "Nothing was saved.",
            format!("{} is empty.", capital(field_words(*field))),
            format!("Enter {}.", field_words(*field)),
        ),
        V::TooLong { field, limit, unit } => Explained::new(
            "Nothing was saved.",
            format!("{} is too long: the limit is {limit} {unit}.", capital(field_words(*field))),
            "Shorten it.",
        ),
        V::ForbiddenCharacters { field, .. } => Explained::new(
            "Nothing was saved.",
            format!("{} has characters in it that cannot be used there.", capital(field_words(*field))),
            "Type it again by hand; copied text may hold invisible characters.",
        ),
        V::RoundClosed(round) => Explained::new(
            "Nothing was changed.",
            format!("The round “{round}” is closed."),
            "A closed round stays as it is. Make a new round to score again.",
        ),
        V::PassphraseTooShort(least) => Explained::new(
            "The passphrase was not changed.",
            format!("It is shorter than {least} characters."),
            "Take the words proposed, or a longer sentence only you know.",
        ),
        V::NotEncrypted => Explained::new(
            "The passphrase was not changed.",
            "This file has none: anybody can read it.".to_owned(),
            "Make a new file with a passphrase for real work.",
        ),
        V::NoSample(round) => Explained::new(
            "That cannot be done yet.",
            format!("The round “{round}” has no sample."),
            "Draw the sample first.",
        ),
        V::SampleDrawn(round) => Explained::new(
            "No new sample was drawn.",
            format!("The round “{round}” has its sample already."),
            format!("Add {nouns} to it, or withdraw {} with a reason; a sample is not drawn twice.", of.any()),
        ),
        V::PlanNotInSample(plan) => Explained::new(
            "Nothing was saved.",
            format!("{head} {plan} is not in the sample of this round."),
            "Check the reference, and that this is the right round.",
        ),
        V::PlanWithdrawn(plan) => Explained::new(
            "Nothing was saved.",
            format!("{head} {plan} was withdrawn from the sample."),
            format!("Leave it out, or use the {noun} that replaced it."),
        ),
        V::NotAssigned { member, plan } => Explained::new(
            "Nothing was saved.",
            format!("{head} {plan} was not given to {member}."),
            format!("Choose one of the {nouns} given to them, or allocate the {nouns} again."),
        ),
        V::UnknownCriterion(code) => Explained::new(
            "Nothing was saved.",
            format!("The audit tool of this round has no criterion “{code}”."),
            "Check the code against the audit tool.",
        ),
        V::BeyondDepth(code) => Explained::new(
            "Nothing was saved.",
            format!("Criterion {code} is not asked at the depth of this round."),
            "Leave it out; a deeper round would ask it.",
        ),
        V::NotTested(code) => Explained::new(
            "Nothing was saved.",
            format!("Criterion {code} is not put to this panel: the evidence for it was not given to them."),
            "Leave it out; it is reported as not tested.",
        ),
        V::OutsideScope(code) => Explained::new(
            "Nothing was saved.",
            format!("Criterion {code} is not among those given to this panel member."),
            "Leave it to those it was given to.",
        ),
        V::UnknownAnswer(answer) => Explained::new(
            "Nothing was saved.",
            format!("The audit tool of this round has no answer “{answer}”."),
            "Use one of the tool’s answers.",
        ),
        V::NeverNotApplicable(code) => Explained::new(
            "Nothing was saved.",
            format!("“Not applicable” cannot be chosen on {code}: it applies to every {noun}."),
            "Choose another answer.",
        ),
        V::ReasonForNotApplicableMissing(code) => Explained::new(
            "Nothing was saved.",
            format!("“Not applicable” on {code} needs its reason."),
            format!("Say why it does not apply to this {noun}."),
        ),
        V::ReasonWithoutNotApplicable(code) => Explained::new(
            "Nothing was saved.",
            format!("A reason stands beside {code}, but the answer is not “not applicable”."),
            "Take the reason away, or put it in the note.",
        ),
        V::SheetSubmitted { member, plan } => Explained::new(
            "Nothing was changed.",
            format!("The score sheet of {member} on {noun} {plan} is handed in."),
            "Take it back first; that can be done until the comparison opens.",
        ),
        V::SheetIncomplete { member, plan, missing } => Explained::new(
            format!("The score sheet of {member} on {noun} {plan} was not handed in."),
            format!(
                "{} without an answer: {}.",
                counted(missing.len(), "criterion is", "criteria are"),
                listed(missing)
            ),
            "Answer them, then hand in.",
        ),
        V::ComparisonOpen(plan) => Explained::new(
            "The score sheet was not taken back.",
            format!("The comparison of {noun} {plan} is open: others may have seen the sheet."),
            "It stays as handed in. The panel can agree another answer.",
        ),
        V::ComparisonNotOpen(plan) => Explained::new(
            "Nothing was agreed.",
            format!("Not all score sheets of {noun} {plan} are in, so it cannot be compared yet."),
            "Wait until everyone who reads it has handed in.",
        ),
        V::AgreedReasonMissing { plan, criterion } => Explained::new(
            "The answer was not agreed.",
            format!(
                "On {noun} {plan}, {criterion}, the panel’s answer needs its reason: nobody gave this answer, or the \
                 answers given cross met and not met."
            ),
            "Write the reason in a sentence, then choose the answer again.",
        ),
        V::Draw(error) => explain_draw(error),
        V::NoPanel => Explained::new(
            format!("The {nouns} were not allocated."),
            "There is nobody on the panel.",
            "Bring the panel in first.",
        ),
        V::CannotClose(obstacles) => Explained::new(
            "The round was not closed.",
            obstacles
                .iter()
                .take(MOST_NAMED)
                .map(|obstacle| obstacle_words(obstacle, of))
                .collect::<Vec<_>>()
                .join("\n")
                + &and_more(obstacles.len()),
            "Settle these first, then close the round.",
        ),
        V::ToolVersionTaken { code, version } => Explained::new(
            "The audit tool was not taken in.",
            format!(
                "Version {version} of “{code}” is here already, with other content. A published version never changes."
            ),
            "Give the changed tool the next version number.",
        ),
        V::ToolFaults(faults) => Explained::new(
            "The audit tool was not taken in.",
            faults.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join("\n") + &and_more(faults.len()),
            "Correct the tool’s file and bring it in again.",
        ),
        V::DraftFaults(faults) => Explained::new(
            "The audit tool was not published.",
            faults.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join("\n") + &and_more(faults.len()),
            "Put them right in the draft, then publish it.",
        ),
        V::DraftUnchanged(code) => Explained::new(
            "The audit tool was not published.",
            format!("The draft of “{code}” is the same as its newest version."),
            "Change it first, or delete the draft.",
        ),
        V::KeyNeeded => Explained::new(
            "The plans were not taken in.",
            "The plans in this file carry the case system’s references, and this return comes without a key to them. \
             Every plan would look new.",
            "Give the key file (columns “upn” and “reference”) with the return.",
        ),
        V::RowsRejected(count) => Explained::new(
            "The plans were not taken in.",
            format!("{} cannot be used.", counted(*count, "row", "rows")),
            "Correct the rows in the source, or choose to go on without them.",
        ),
        V::HeldBack(round) => Explained::new(
            "Nothing was saved.",
            format!("The audit lead holds the round “{round}” back: scoring has not begun."),
            "Wait until the lead opens it; nothing you wrote before is lost.",
        ),
        V::SheetBegun { member, plan } => Explained::new(
            "The allocation stays as it was.",
            format!("{member} has begun the score sheet of {noun} {plan}."),
            format!("Give the {noun} to somebody else as well: what was written is never thrown away."),
        ),
        V::HasInterest { member, plan } => Explained::new(
            format!("The {noun} was not given."),
            format!("{member} has declared an interest in {noun} {plan}."),
            "Give it to somebody else, or correct the interests on the panel.",
        ),
        V::PlanInSample(plan) => Explained::new(
            "Nothing was added.",
            format!(
                "{head} {plan} is in the sample of this round already, or among its reserves or withdrawn {nouns}."
            ),
            format!("Choose another {noun}."),
        ),
        V::NotForPractice(plan) => Explained::new(
            "Nothing was saved.",
            format!("{head} {plan} is not the practice plan of this round."),
            "The panel agrees the answers on it when its score sheets are in.",
        ),
        V::PracticePlanThere(plan) => Explained::new(
            "Nothing was added.",
            format!("This round practises on {noun} {plan} already."),
            "Withdraw that plan first.",
        ),
        V::UnknownScope(code) => Explained::new(
            "Nothing was changed.",
            format!("The audit tool of this round has no section or view “{code}”."),
            "Choose sections or a view of the tool.",
        ),
        V::NothingToUndo => Explained::new(
            "Nothing was undone.",
            "There is no step of yours that can be taken back. Handing in, drawing and allocating are not undone this way.",
            "",
        ),
        V::UndoOvertaken => Explained::new(
            "Nothing was undone.",
            "What would be undone has been changed again since.",
            "Change it by hand.",
        ),
        V::NotYours => Explained::new("Nothing was changed.", "Only the person it belongs to may do this.", ""),
        V::SheetNotSubmitted(plan) => Explained::new(
            "The score sheet was not handed back.",
            format!("The score sheet on {noun} {plan} is not handed in."),
            "Its member can change it as it is.",
        ),
        V::ReplyBeforeSending => Explained::new(
            "Nothing was saved.",
            "The reply would have come before the findings went out.",
            "Check both dates.",
        ),
        V::FindingHasAction => Explained::new(
            "The finding was not removed.",
            "An action was planned for it.",
            "Remove the action first, or leave the finding out of the report.",
        ),
        V::FindingOutsideRound => Explained::new(
            "The finding was not saved.",
            "It would rest on a plan outside the sample of this round.",
            "Take that plan out of it.",
        ),
        V::DraftDecided(reference) => Explained::new(
            "The check was not changed.",
            format!("The check of the draft of {reference} is decided."),
            "Take the decision back with Ctrl+Z first, or begin another check.",
        ),
        V::DraftIncomplete { reference, missing } => Explained::new(
            "The draft was not decided.",
            format!("On the draft of {reference} these have no answer: {}.", missing.join(", ")),
            "Answer them, then decide.",
        ),
        V::NoSecondCheck(reference) => Explained::new(
            "The second check was not begun.",
            format!(
                "The draft of {reference} is not among those checked twice, its second check is begun already, or you \
                 made the first."
            ),
            "Choose a draft that says a second check is due, as somebody who did not check it.",
        ),
        V::MonthClosed(month) => Explained::new(
            "The draft was not decided.",
            format!("The month {month} of the register is closed."),
            "Open the month again by taking its closing back.",
        ),
        V::MonthNotToClose(month) => Explained::new(
            "The month was not closed.",
            format!("{month} is not over, is closed already, or no draft was decided in it."),
            "Close it when it is over.",
        ),
        V::SecondChecksDue(count) => Explained::new(
            "The month was not closed.",
            format!("{count} of its second checks are still to come."),
            "Have them done first.",
        ),
        V::ClockWithoutLimit(clock) => Explained::new(
            "The limit was not set.",
            format!("\u{201C}{clock}\u{201D} ends on a day that the law names; it has no number of weeks."),
            "Leave this clock as it is.",
        ),
        V::ClockLimitOutOfRange(most) => Explained::new(
            "The limit was not set.",
            format!("A limit is a whole number from 1 to {most}; days to comment are counted in days only."),
            "Type such a number.",
        ),
        V::ThreadNumber(number) => Explained::new(
            "The golden threads were not saved.",
            format!(
                "Each has a number of its own from 1 to {}; {number} does not fit.",
                crate::domain::thread::MAX_THREADS
            ),
            "Give each thread its own number.",
        ),
        V::NobodyActing => {
            Explained::new("Nothing was changed.", "Nobody was named as acting.", "Say who is acting, then try again.")
        }
        V::SheetsNotIn(plan) => Explained::new(
            "Nothing was recorded.",
            format!("Not all score sheets of {noun} {plan} are in. What a family says must sway nobody’s answers."),
            format!("Record it when every sheet of the {noun} is handed in."),
        ),
        V::AdviceDatesCross => Explained::new(
            "The advice was not recorded.",
            "It would have come before it was asked for.",
            "Correct one of the two dates.",
        ),
        V::NotAPercentage(given) => Explained::new(
            "The target was not set.",
            format!("{given} is not a share in percent."),
            "Enter a whole number from 0 to 100.",
        ),
        V::FigureCannotBe => Explained::new(
            "The figure was not saved.",
            "Its counts, its days or its quality contradict each other.",
            "The count is never more than what it is out of, the span does not end before it begins, a figure has a \
             quality, and a target has a figure.",
        ),
        V::Pack(refusal) => packs::explain_refusal(refusal),
        V::NotInAPack => Explained::new(
            "Nothing was changed.",
            "This file is a pack: it holds one panel member’s work and nothing else.",
            "Do this in the audit file of the round.",
        ),
        V::NothingToPack(round) => Explained::new(
            "No pack was made.",
            format!("Nobody reads any {noun} of “{round}” yet."),
            format!("Draw the sample and allocate the {nouns} first."),
        ),
        V::MergeBuiltOn => Explained::new(
            "The pack was not taken back.",
            "Work builds on what it brought: agreed answers, a choice between versions, a changed sheet or a later pack.",
            "Leave it in, or take back the later step first.",
        ),
        V::NothingToChoose => Explained::new(
            "Nothing was changed.",
            "There are no two versions of this score sheet to choose between.",
            "Look at the packs again; somebody may have chosen already.",
        ),
    }
}

fn not_found(what: Thing, name: &str) -> Explained {
    let why = match (what, name.is_empty()) {
        (Thing::Round, true) => "There is no round yet.".to_owned(),
        (_, true) => format!("There is no such {}.", thing_bare(what)),
        (_, false) => format!("There is no {} “{name}”.", thing_bare(what)),
    };
    let now = match what {
        Thing::Round => "Make a round, or choose one of those there are.",
        Thing::Plan => "Check the reference, or bring the plans in again.",
        Thing::Member => "Check the name as it stands on the panel, or bring the panel in again.",
        Thing::Tool => "Check the code and version of the audit tool.",
        Thing::Grade => "Use one of the grades of the audit tool.",
        Thing::Note => "It may have been deleted. Look at the sheet again.",
        Thing::DraftCheck | Thing::Phrase | Thing::Finding | Thing::Reply | Thing::Action | Thing::Measure => {
            "It may have been removed. Look at the list again."
        }
        Thing::Authority => "Choose one of the authorities the published figures name.",
        Thing::Section => "Use one of the sections of the audit tool.",
        Thing::Reserve => "Draw more reserves, or go on with one plan fewer.",
        Thing::View => "The audit tool of this round has no such view. Choose a round on another tool.",
        Thing::Advice | Thing::Concern => "It may have been removed. Look at the list again.",
    };
    Explained::new("Nothing was changed.", why, now)
}

fn explain_draw(error: &DrawError) -> Explained {
    let (why, now) = match error {
        DrawError::NothingAsked => {
            ("The size of the sample is 0.".to_owned(), "Enter how many plans to draw.".to_owned())
        }
        DrawError::SizeAboveFrame { frame: 0, .. } => (
            "There is no plan to draw from.".to_owned(),
            "Bring the cohort in first, or widen what is drawn from.".to_owned(),
        ),
        DrawError::SizeAboveFrame { size, frame } => (
            format!("{size} plans were asked for, and there are {frame} to draw from."),
            format!("Draw {frame} or fewer, or widen what is drawn from."),
        ),
        DrawError::MinimumsAboveSize { needed, size } => (
            format!("The least number for each group adds up to {needed} plans, and the sample is {size}."),
            format!("Draw {needed} plans or more, or lower the least number for each group."),
        ),
        DrawError::ShareUnderOne { strata } => (
            format!("Some groups are so small that no plan of theirs could be drawn: {}.", listed(strata)),
            "Set a least number for each group, or divide by fewer facts.".to_owned(),
        ),
        DrawError::RepeatedReference(reference) => {
            (format!("The reference {reference} stands twice."), "Bring the plans in again.".to_owned())
        }
        DrawError::UnknownFact(fact) => {
            (format!("Plans cannot be divided by “{fact}”."), "Choose one of the facts there are.".to_owned())
        }
        DrawError::ServiceWithoutAdvice => (
            "The audit tool of this round does not read advice, so there is no service to divide by.".to_owned(),
            "Divide by facts of the plans, or make the round with a tool that reads advice.".to_owned(),
        ),
    };
    Explained::new("No sample was drawn.", why, now)
}

/// What stands in the way of closing a round that reads this, in a sentence.
#[must_use]
pub fn obstacle_words(obstacle: &CloseObstacle, of: SubjectKind) -> String {
    let head = of.head();
    match obstacle {
        CloseObstacle::OpenConcern(plan) => format!("{head} {plan}: an urgent concern is open."),
        CloseObstacle::NotAgreed(plan, count) => {
            format!("{head} {plan}: {} without an agreed answer.", counted(*count, "criterion", "criteria"))
        }
        CloseObstacle::NoPlanResult(plan) => {
            format!("{head} {plan}: below Good, and what happens to it is not recorded.")
        }
        CloseObstacle::ReplyDaysRunning { sent_to, due_on } => {
            format!("Findings sent to {sent_to}: they can reply until {}.", due_on.strftime("%-d %B %Y"))
        }
    }
}

/// Words for the disk and the file.
#[must_use]
pub fn explain_storage(error: &StorageError) -> Explained {
    use StorageErrorKind as K;
    let opening = error.during == "opening the file";
    let what = match error.during {
        "opening the file" => "The file was not opened.".to_owned(),
        "making a new file" => "The file was not made.".to_owned(),
        other => format!("Not done while {other}. What was saved before is safe."),
    };
    let (why, now) = match &error.kind {
        K::NoSuchFile(path) => (
            format!("There is no file {}.", path.display()),
            "It may have been moved or renamed. Check the folder and the name.".to_owned(),
        ),
        K::Exists(path) => (
            format!("There is a file {} already.", path.display()),
            "Choose another name, or open the file that is there.".to_owned(),
        ),
        K::Gone(path) => (
            format!("The file {} was moved, deleted or replaced while it was open.", path.display()),
            "Put it back under its name and try again, or save a copy elsewhere: the menu on the left, “File”. The copy \
             holds everything that was saved before."
                .to_owned(),
        ),
        K::NotAFile(path) => {
            (format!("{} is not a file.", path.display()), "Choose an audit file (.gthread).".to_owned())
        }
        K::Locked(who) if who.is_empty() => (
            "It is open somewhere else.".to_owned(),
            "Close it there. One person works in an audit file at a time.".to_owned(),
        ),
        K::Locked(who) => (
            format!("It is open already: {who}."),
            "Close it there. One person works in an audit file at a time.".to_owned(),
        ),
        K::NetworkShare(path) => (
            format!(
                "{} lies on a network share, where a file cannot be kept safe from two people writing at once.",
                folder_of(path)
            ),
            "Copy the file to a folder of this computer and open it there.".to_owned(),
        ),
        K::PassphraseNeeded => ("It is encrypted.".to_owned(), "Enter its passphrase.".to_owned()),
        K::WrongPassphrase => (
            "The passphrase does not open it.".to_owned(),
            "Check capital letters and the keyboard’s language and try again. If you are sure of the passphrase, the \
             first page of the file may be damaged: open a backup."
                .to_owned(),
        ),
        K::NotAnAuditFile => (
            "It is not an audit file.".to_owned(),
            "Choose a file made by Golden Thread (.gthread), or open a backup.".to_owned(),
        ),
        K::Newer { file, ours } => (
            format!(
                "It was made by a newer Golden Thread (form {file}; this program knows {ours}). It was left untouched."
            ),
            "Open it with the newer program.".to_owned(),
        ),
        K::SchemaDiffers(detail) => (
            format!("Its inner form is not that of an audit file ({detail}). It was left untouched."),
            "Open a backup, or the original where this is a copy.".to_owned(),
        ),
        K::Damaged(detail) => (
            format!("Its content is damaged or was changed by another program ({detail})."),
            "Do not go on with it. Open a backup; nothing is exported from a damaged file.".to_owned(),
        ),
        K::DiskFull => (
            "The disk is full.".to_owned(),
            "Free some space, then try again; or save a copy on another disk and go on there.".to_owned(),
        ),
        K::ReadOnly => (
            "The file or its folder cannot be written.".to_owned(),
            "Save a copy in a folder where you may write, such as Documents, and go on there.".to_owned(),
        ),
        K::OldSqlite(version) => (
            format!("The database inside this program ({version}) is older than is safe."),
            "Install Golden Thread again from its source.".to_owned(),
        ),
        K::BadValue(detail) => (
            format!("A value in the file is not what it should be ({detail})."),
            "Open a backup, and have this file looked at.".to_owned(),
        ),
        K::NotConfirmed { is_there } => not_confirmed(*is_there),
        K::Failed(detail) => (
            format!("The disk or the system refused ({detail})."),
            if opening { "Try again. If it fails again, copy the file to this computer." } else { "Try again." }
                .to_owned(),
        ),
    };
    Explained::new(what, why, now)
}

fn not_confirmed(is_there: Option<bool>) -> (String, String) {
    let copy = "Save a copy on another disk now, and have this disk looked at before you go on.";
    let (found, now) = match is_there {
        Some(true) => {
            ("The file was closed, opened again and read back: this change is in it, but may not last.", copy)
        }
        Some(false) => (
            "The file was closed, opened again and read back: this change is not in it; everything saved before is.",
            copy,
        ),
        None => (
            "The file was closed and could not be opened again.",
            "Look whether its disk is still there, then open the file again. What was saved before is in it or in its \
             newest backup.",
        ),
    };
    (format!("The disk did not confirm that it was written. {found}"), now.to_owned())
}

/// Whether a failure says that this disk takes no more, so that a copy on another one is worth offering.
#[must_use]
pub fn calls_for_a_copy(error: &OpError) -> bool {
    use StorageErrorKind as K;
    let OpError::Storage(error) = error else { return false };
    match &error.kind {
        K::DiskFull | K::ReadOnly | K::Gone(_) | K::Failed(_) => true,
        K::NotConfirmed { is_there } => is_there.is_some(),
        _ => false,
    }
}

fn folder_of(path: &Path) -> String {
    path.parent().unwrap_or(path).display().to_string()
}

fn thing_bare(what: Thing) -> &'static str {
    match what {
        Thing::Round => "round",
        Thing::Plan => "plan",
        Thing::Member => "panel member",
        Thing::Tool => "audit tool",
        Thing::Grade => "grade",
        Thing::Note => "note",
        Thing::Finding => "finding",
        Thing::Reply => "sending of the findings",
        Thing::Reserve => "reserve",
        Thing::Action => "action",
        Thing::View => "view of the audit tool",
        Thing::Advice => "request for advice",
        Thing::Concern => "urgent concern",
        Thing::Section => "section",
        Thing::Phrase => "phrase",
        Thing::Measure => "figure",
        Thing::Authority => "local authority",
        Thing::DraftCheck => "check of a draft",
    }
}

fn thing(what: Thing) -> &'static str {
    match what {
        Thing::Round => "the round",
        Thing::Plan => "the plan",
        Thing::Member => "the panel member",
        Thing::Tool => "the audit tool",
        Thing::Grade => "the grade",
        Thing::Note => "the note",
        Thing::Finding => "the finding",
        Thing::Reply => "the sending of the findings",
        Thing::Reserve => "the reserve",
        Thing::Action => "the action",
        Thing::View => "the view of the audit tool",
        Thing::Advice => "the request for advice",
        Thing::Concern => "the urgent concern",
        Thing::Section => "the section",
        Thing::Phrase => "the phrase",
        Thing::Measure => "the figure",
        Thing::Authority => "the local authority",
        Thing::DraftCheck => "the check of a draft",
    }
}

fn with_article(what: Thing) -> String {
    let article = if matches!(what, Thing::Tool | Thing::Action) { "an" } else { "a" };
    format!("{article} {}", thing_bare(what))
}

fn field_words(field: Field) -> &'static str {
    match field {
        Field::Reference => "the reference",
        Field::RoundTitle => "the title of the round",
        Field::MemberName => "the name of the panel member",
        Field::Note => "the note",
        Field::Reason => "the reason",
        Field::Finding => "the text of the finding",
        Field::SentTo => "to whom the findings went",
        Field::Reply => "the reply",
        Field::LocalArea => "the name of the local area",
        Field::ReportText => "the text",
        Field::Passphrase => "the passphrase",
        Field::Action => "what is to be done",
        Field::Service => "the service",
        Field::Concern => "what the concern is about",
        Field::ThreadLabel => "a label in the golden thread",
        Field::Phrase => "the phrase",
        Field::Measure => "what is measured",
        Field::MeasurePeriod => "the last day of the span",
    }
}

/// "1 row", "12 rows".
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    crate::domain::numerals::counted(count as u64, one, many)
}

fn listed(words: &[String]) -> String {
    let mut text = words.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = words.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

fn and_more(count: usize) -> String {
    let more = count.saturating_sub(MOST_NAMED);
    if more > 0 { format!("\nand {more} more") } else { String::new() }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Days after which a cohort is old enough to be said so.
pub const OLD_COHORT_DAYS: i32 = 60;

/// That a cohort is old, in one sentence with what to do; none up to [`OLD_COHORT_DAYS`].
#[must_use]
pub fn old_cohort_words(as_of: jiff::civil::Date, today: jiff::civil::Date) -> Option<String> {
    let days = as_of.until(today).map_or(0, |span| span.get_days());
    (days > OLD_COHORT_DAYS).then(|| {
        let day = as_of.strftime("%-d %B %Y");
        format!("These plans are as of {day}, {} days ago. Import a newer list before drawing a sample.", days)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_refusal_names_what_the_round_reads_and_is_a_plan_where_that_is_not_known() {
        let violation = RuleViolation::SheetsNotIn("K7: Physiotherapy".to_owned());
        let said = explain_of(&violation.into(), SubjectKind::Advice);
        assert!(
            said.why.starts_with("Not all score sheets of piece of advice K7: Physiotherapy are in."),
            "{}",
            said.why
        );
        assert_eq!(said.now, "Record it when every sheet of the piece of advice is handed in.");
        let violation = RuleViolation::PlanNotInSample("K7".to_owned());
        assert_eq!(
            explain_rule_of(&violation, SubjectKind::Review).why,
            "Annual review K7 is not in the sample of this round."
        );
        assert_eq!(explain_rule(&violation).why, "Plan K7 is not in the sample of this round.");
        let obstacle = CloseObstacle::OpenConcern("K7".to_owned());
        assert_eq!(obstacle_words(&obstacle, SubjectKind::Draft), "Draft K7: an urgent concern is open.");
    }

    #[test]
    fn rows_are_named_with_their_numbers_and_many_are_counted() {
        let refusal = |row| RowRefusal { row, violation: RuleViolation::PlanNotInSample(format!("K{row:04}")) };
        let one = explain(&OpError::Rows(vec![refusal(14)]));
        assert_eq!(one.why, "Row 14: Plan K0014 is not in the sample of this round.");
        let many = explain(&OpError::Rows((1..=112).map(refusal).collect()));
        assert!(many.what.contains("112 rows"), "{}", many.what);
        assert!(many.why.ends_with("and 12 more"), "{}", many.why);
    }

    #[test]
    fn a_locked_file_says_who_has_it() {
        let kind = StorageErrorKind::Locked("ann on desk-4 since 3 March 2026 at 09:12".to_owned());
        let said = explain(&StorageError::new(kind, "opening the file").into());
        assert_eq!(said.what, "The file was not opened.");
        assert!(said.why.contains("ann on desk-4"), "{}", said.why);
    }

    #[test]
    fn an_incomplete_sheet_names_what_is_missing() {
        let missing = vec!["C1".to_owned(), "D1".to_owned()];
        let violation = RuleViolation::SheetIncomplete { member: "Ann".to_owned(), plan: "K1".to_owned(), missing };
        let said = explain(&violation.into());
        assert_eq!(said.why, "2 criteria are without an answer: C1, D1.");
    }

    #[test]
    fn nothing_says_error_or_invalid_or_shows_code() {
        let name = || "x".to_owned();
        let violations = [
            RuleViolation::NotFound { what: Thing::Member, name: name() },
            RuleViolation::NameTaken { what: Thing::Tool, name: name() },
            RuleViolation::Empty(Field::LocalArea),
            RuleViolation::TooLong { field: Field::Note, limit: 3, unit: "characters" },
            RuleViolation::NoPanel,
            RuleViolation::CannotClose(vec![CloseObstacle::NotAgreed(name(), 3)]),
            RuleViolation::Draw(DrawError::SizeAboveFrame { size: 30, frame: 20 }),
            RuleViolation::KeyNeeded,
            RuleViolation::NothingToUndo,
        ];
        let kinds = [
            StorageErrorKind::NoSuchFile(PathBuf::from("/a")),
            StorageErrorKind::WrongPassphrase,
            StorageErrorKind::Newer { file: 3, ours: 1 },
            StorageErrorKind::DiskFull,
        ];
        let rules = violations.into_iter().map(OpError::from);
        let disks = kinds.into_iter().map(|kind| StorageError::new(kind, "opening the file").into());
        for error in rules.chain(disks) {
            let said = explain(&error).one_line();
            let lower = said.to_lowercase();
            assert!(!lower.contains("error") && !lower.contains("invalid"), "{said}");
            assert!(!said.contains('{') && !said.contains("::") && !said.contains('_'), "{said}");
            assert!(said.ends_with('.'), "{said}");
        }
    }

    #[test]
    fn numbers_have_commas() {
        assert_eq!([0, 999, 1_958, 1_000_000].map(thousands), ["0", "999", "1,958", "1,000,000"]);
    }

    #[test]
    fn a_cohort_is_old_from_its_sixty_first_day() {
        let day = jiff::civil::date(2026, 9, 1);
        assert_eq!(old_cohort_words(day, jiff::civil::date(2026, 10, 31)), None, "60 days");
        let words = old_cohort_words(day, jiff::civil::date(2026, 11, 1)).unwrap_or_default();
        assert!(words.contains("1 September 2026, 61 days ago"), "{words}");
        assert_eq!(old_cohort_words(day, jiff::civil::date(2026, 8, 1)), None, "a cohort of a day to come");
    }
}
