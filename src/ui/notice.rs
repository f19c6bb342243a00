//! Notices: what happened or did not, in words. Words for use cases come from [`crate::words`]; here are those for
//! the rest of what a window does.

use super::action::Action;
use super::theme::NoticeTone;
use crate::domain::audit_tool::SubjectKind;
use crate::jobs::Failure;
use crate::ops::{
    Advising, Agreeing, Arrange, CohortChange, Command, Concerning, Marking, Moderating, PackCommand, Prepare, Scoring,
    Tooling, Viewing,
};
use crate::words::{Explained, counted, explain, explain_of, thousands};
use serde_json::Value;

/// More than these would hide the screen.
const MOST_SHOWN: usize = 3;

/// A notice on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// To put it away by.
    pub id: u64,
    /// Its colour and sign.
    pub tone: NoticeTone,
    /// Its words.
    pub said: Explained,
    /// The words of its button and what it does.
    pub act: Option<(String, Action)>,
}

/// The notices on the screen, newest last.
#[derive(Debug, Default)]
pub struct Notices {
    next: u64,
    shown: Vec<Shown>,
}

impl Notices {
    /// Those on the screen.
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }

    /// Says that something did not happen.
    pub fn problem(&mut self, said: Explained) {
        self.add(NoticeTone::Problem, said, None);
    }

    /// Says that something did not happen, with a button for what helps.
    pub fn problem_with(&mut self, said: Explained, act: (String, Action)) {
        self.add(NoticeTone::Problem, said, Some(act));
    }

    /// Says that something was done, in place of what was said before of other things done.
    pub fn done(&mut self, said: Explained, act: Option<(String, Action)>) {
        self.shown.retain(|notice| notice.tone != NoticeTone::Done);
        self.add(NoticeTone::Done, said, act);
    }

    /// Says what should be known.
    pub fn info(&mut self, said: Explained) {
        self.add(NoticeTone::Info, said, None);
    }

    /// Says what should be known, with something to do about it.
    pub fn offer(&mut self, said: Explained, act: (String, Action)) {
        self.add(NoticeTone::Info, said, Some(act));
    }

    /// Puts one away.
    pub fn dismiss(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Puts away what was done: the person has gone on.
    pub fn leave_screen(&mut self) {
        self.shown.retain(|notice| notice.tone == NoticeTone::Problem);
    }

    /// Puts away those that offer to take something back: another step was taken since.
    pub fn end_undo(&mut self) {
        self.shown.retain(|notice| !matches!(notice.act, Some((_, Action::Undo))));
    }

    /// Puts all away: they belonged to another file.
    pub fn clear(&mut self) {
        self.shown.clear();
    }

    fn add(&mut self, tone: NoticeTone, said: Explained, act: Option<(String, Action)>) {
        // The same words twice tell nothing new.
        self.shown.retain(|notice| notice.said != said);
        self.next += 1;
        self.shown.push(Shown { id: self.next, tone, said, act });
        let beyond = self.shown.len().saturating_sub(MOST_SHOWN);
        self.shown.drain(..beyond);
    }
}

/// Words for a failure.
#[must_use]
pub fn explain_failure(failure: &Failure) -> Explained {
    match failure {
        Failure::Op(error) => explain(error),
        Failure::Import(error) => Explained::new("The file was not read.", error.to_string(), ""),
        Failure::Words(what, why) => Explained::new(format!("{what}."), sentence(why), ""),
        Failure::WouldReplace(path) => Explained::new(
            "Nothing was written.",
            format!("There is a file {} already.", path.display()),
            "Choose another name.",
        ),
        Failure::NotWritten(path, error) => Explained::new(
            format!("{} was not written.", path.display()),
            sentence(&error.to_string()),
            "Check that the folder is there and that you may write in it, or choose another.",
        ),
        Failure::NotTrusted(why, backup) => not_trusted(why, backup.as_deref()),
        Failure::NoFile => Explained::new("Nothing was done.", "No audit file is open.", "Open one first."),
        Failure::Cancelled => Explained::new("Stopped. Nothing was changed.", "", ""),
        Failure::Defect(detail) => Explained::new(
            "This did not work, by a fault of the program.",
            format!("For whoever looks into it: {detail}."),
            "What was saved is safe. Open the file again and go on.",
        ),
    }
}

/// As [`explain_failure`], where it is known what the round reads.
#[must_use]
pub fn explain_failure_of(failure: &Failure, subject: SubjectKind) -> Explained {
    match failure {
        Failure::Op(error) => explain_of(error, subject),
        _ => explain_failure(failure),
    }
}

/// A file that is not what its log says is closed.
fn not_trusted(why: &Failure, backup: Option<&std::path::Path>) -> Explained {
    let now = match backup {
        Some(path) => format!("Do not go on with it. Its newest good backup is {}: open that one.", path.display()),
        None => "Do not go on with it. There is no good backup beside it; ask whoever keeps copies of it.".to_owned(),
    };
    Explained::new("The file was closed: it cannot be trusted.", explain_failure(why).why, now)
}

/// In a few words, for the line that says whether work is saved.
#[must_use]
pub fn in_short(failure: &Failure) -> String {
    let said = explain_failure(failure);
    let why = if said.why.is_empty() { said.what } else { said.why };
    why.split_inclusive(". ").next().unwrap_or(&why).trim().trim_end_matches('.').to_owned()
}

fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

/// What kind of change a command is: what is said when it is done, and whether it can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// The file taken care of.
    Care,
    /// An answer or a note: the line at the foot says that it is saved.
    Write,
    /// A note chosen for the report.
    ChooseNote,
    /// A phrase kept.
    Phrase,
    /// A sheet handed in.
    Submit,
    /// A sheet taken back.
    TakeBack,
    /// Plans brought in.
    ImportPlans,
    /// A panel brought in.
    PutPeople,
    /// A round made.
    MakeRound,
    /// A round taken in.
    TakeInRound,
    /// A sample drawn.
    Draw,
    /// Plans allocated.
    Allocate,
    /// A step of arranging a round that shows where it is made.
    Arrange,
    /// A person added or changed.
    PutMember,
    /// A plan withdrawn from the sample.
    Withdraw,
    /// A plan added by hand.
    AddPlan,
    /// More plans drawn.
    TopUp,
    /// A round closed.
    CloseRound,
    /// Unanimous answers taken.
    Unanimous,
    /// Splits settled by rule.
    ByRule,
    /// The panel's answer set.
    SetAgreed,
    /// Something around the agreed answers that can be undone: the line at the foot says that it is saved.
    Moderate,
    /// Something removed that can be had back.
    Remove(Removed),
    /// A comparison opened early.
    OpenEarly,
    /// Names asked for.
    ShowNames,
    /// A sheet handed back.
    ReturnSheet,
    /// Answers settled by rule taken up again.
    ReopenByRule,
    /// Proposed plan results taken.
    TakeProposals,
    /// A file of advice taken in.
    ImportAdvice,
    /// Actions taken in.
    ImportActions,
    /// Figures followed over time taken in.
    ImportMeasures,
    /// The advice register or what a family said, changed by hand.
    Record,
    /// A view given to a member.
    AssignView,
    /// A target set.
    SetTarget,
    /// An urgent concern recorded or brought up to date.
    Concern,
    /// An urgent concern closed.
    CloseConcern,
    /// Packs made.
    MakePacks,
    /// Packs taken in.
    MergePacks,
    /// A merge taken back.
    TakeBackMerge,
    /// A version of a sheet chosen.
    ChooseVersion,
    /// A text or choice of a report: the line at the foot says that it is saved.
    ReportText,
    /// A draft of a tool or a known grade: the line at the foot says that it is saved.
    EditTool,
    /// A draft of a tool deleted.
    DeleteDraft,
    /// A tool published.
    PublishTool,
    /// The logo set: the page shows it.
    Logo,
    /// The last step taken back.
    Undo,
}

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// A finding.
    Finding,
    /// A sending of the findings, with its reply.
    Reply,
    /// A request for advice.
    Advice,
    /// What a family said.
    Family,
    /// An action.
    Action,
    /// A figure followed over time.
    Figure,
    /// A phrase of a member's own.
    Phrase,
    /// The local area's logo.
    Logo,
}

impl Removed {
    fn words(self) -> &'static str {
        match self {
            Self::Finding => "The finding is removed.",
            Self::Reply => "The sending and its reply are removed.",
            Self::Advice => "The request for advice is removed.",
            Self::Family => "The record of what the family said is removed.",
            Self::Action => "The action is removed.",
            Self::Figure => "The figure is removed.",
            Self::Phrase => "The phrase is removed.",
            Self::Logo => "The logo is removed. No report prints it any more.",
        }
    }
}

impl Doing {
    /// The kind of a command.
    #[must_use]
    pub fn of(command: &Command) -> Self {
        match command {
            Command::Undo => Self::Undo,
            Command::Cohort(CohortChange::Import { .. }) => Self::ImportPlans,
            Command::Advising(Advising::Import(_)) => Self::ImportAdvice,
            Command::Advising(Advising::Remove(_)) => Self::Remove(Removed::Advice),
            Command::Hearing(hearing) if hearing.said.is_none() => Self::Remove(Removed::Family),
            Command::Advising(_) | Command::Hearing(_) | Command::Clocking(_) | Command::Drafting(_) => Self::Record,
            Command::Viewing(Viewing::Assign { .. }) => Self::AssignView,
            Command::Viewing(Viewing::SetTarget { .. }) => Self::SetTarget,
            Command::Concerning(Concerning::Close { .. }) => Self::CloseConcern,
            Command::Concerning(_) => Self::Concern,
            Command::Arrange(step) => match step {
                Arrange::PutMember { .. } => Self::PutMember,
                Arrange::Withdraw { .. } => Self::Withdraw,
                Arrange::TopUp { .. } => Self::TopUp,
                Arrange::AddByHand { .. } | Arrange::AddPractice { .. } => Self::AddPlan,
                _ => Self::Arrange,
            },
            Command::Packs(packs) => match packs {
                PackCommand::Make { .. } => Self::MakePacks,
                PackCommand::Merge(_) => Self::MergePacks,
                PackCommand::TakeBack { .. } => Self::TakeBackMerge,
                PackCommand::Choose { .. } => Self::ChooseVersion,
            },
            Command::Tools(tooling) => Self::of_tools(tooling),
            Command::Planning(crate::ops::Planning::Import(_)) => Self::ImportActions,
            Command::Planning(crate::ops::Planning::Remove(_)) => Self::Remove(Removed::Action),
            Command::Measuring(crate::ops::Measuring::Remove(_)) => Self::Remove(Removed::Figure),
            Command::Measuring(crate::ops::Measuring::Import(_)) => Self::ImportMeasures,
            Command::Measuring(crate::ops::Measuring::SetNeighbours(_)) => Self::SetTarget,
            Command::Planning(_) | Command::Measuring(_) => Self::Record,
            Command::ReportText(_) => Self::ReportText,
            Command::Logo(crate::ops::Logo::Remove) => Self::Remove(Removed::Logo),
            Command::Logo(crate::ops::Logo::Set(_)) => Self::Logo,
            Command::Care(_) => Self::Care,
            Command::Prepare(prepare) => match prepare {
                Prepare::ImportPlans(_) => Self::ImportPlans,
                Prepare::PutPeople(_) => Self::PutPeople,
                Prepare::MakeRound(_) => Self::MakeRound,
                Prepare::TakeInRound { .. } => Self::TakeInRound,
                Prepare::DrawSample { .. } => Self::Draw,
                Prepare::Allocate { .. } => Self::Allocate,
                Prepare::CloseRound(_) => Self::CloseRound,
            },
            Command::Scoring(scoring) => match scoring {
                Scoring::SetAnswer { .. } | Scoring::SetNote { .. } => Self::Write,
                Scoring::ChooseNote { .. } => Self::ChooseNote,
                Scoring::Submit { .. } => Self::Submit,
                Scoring::TakeBack { .. } => Self::TakeBack,
            },
            Command::Marking(marking) => match marking {
                Marking::KeepPhrase { .. } => Self::Phrase,
                Marking::RemovePhrase { .. } => Self::Remove(Removed::Phrase),
                Marking::Flag { .. }
                | Marking::OwnGrade { .. }
                | Marking::Threads { .. }
                | Marking::AgreeThreads { .. } => Self::Write,
            },
            Command::Agreeing(agreeing) => match agreeing {
                Agreeing::Unanimous(_) => Self::Unanimous,
                Agreeing::ByRule(_) => Self::ByRule,
                Agreeing::Set { .. } => Self::SetAgreed,
            },
            Command::Moderating(moderating) => match moderating {
                Moderating::OpenEarly { .. } => Self::OpenEarly,
                Moderating::ShowNames { .. } => Self::ShowNames,
                Moderating::ReturnSheet { .. } => Self::ReturnSheet,
                Moderating::ReopenByRule(_) => Self::ReopenByRule,
                Moderating::TakeProposals(_) => Self::TakeProposals,
                Moderating::RemoveFinding { .. } => Self::Remove(Removed::Finding),
                Moderating::RemoveReply { .. } => Self::Remove(Removed::Reply),
                Moderating::Reopen { .. }
                | Moderating::Override { .. }
                | Moderating::PutFinding { .. }
                | Moderating::MoveFinding { .. }
                | Moderating::SetResult { .. }
                | Moderating::SendFindings { .. }
                | Moderating::RecordReply { .. } => Self::Moderate,
            },
        }
    }

    fn of_tools(tooling: &Tooling) -> Self {
        match tooling {
            Tooling::Edit(_) | Tooling::NewFrom { .. } | Tooling::SetDraft { .. } | Tooling::SetKnownGrade { .. } => {
                Self::EditTool
            }
            Tooling::DeleteDraft(_) => Self::DeleteDraft,
            Tooling::Publish(_) | Tooling::Import(_) => Self::PublishTool,
        }
    }

    /// Whether Ctrl+Z takes it back.
    #[must_use]
    pub fn can_be_undone(self) -> bool {
        let many = matches!(self, Self::Unanimous | Self::ByRule | Self::ReopenByRule | Self::TakeProposals);
        let one = matches!(self, Self::Write | Self::SetAgreed | Self::Moderate | Self::Record | Self::ImportAdvice);
        let one = one || matches!(self, Self::ImportActions | Self::ImportMeasures | Self::Phrase | Self::Logo);
        many || one
            || matches!(self, Self::EditTool | Self::DeleteDraft)
            || matches!(self, Self::Arrange | Self::Withdraw | Self::AddPlan | Self::Remove(_))
    }

    /// Whether what is said of it offers to take it back: something is gone, or many things changed at once.
    #[must_use]
    pub fn offers_undo(self) -> bool {
        let many = matches!(self, Self::Unanimous | Self::ByRule | Self::ReopenByRule | Self::TakeProposals);
        many || matches!(
            self,
            Self::Remove(_) | Self::DeleteDraft | Self::Withdraw | Self::AddPlan | Self::ImportAdvice
        )
    }

    /// Whether nothing before it can be taken back any more.
    #[must_use]
    pub fn is_barrier(self) -> bool {
        let is_aside = matches!(
            self,
            Self::ChooseNote
                | Self::Care
                | Self::ReportText
                | Self::MakePacks
                | Self::PutMember
                | Self::ShowNames
                | Self::SetTarget
                | Self::Concern
                | Self::CloseConcern
        );
        !(self.can_be_undone() || is_aside || self == Self::Undo)
    }

    /// As [`Self::is_barrier`], where what it gave back decides: another content or another passphrase of the file.
    #[must_use]
    pub fn ends_undo(self, value: &Value) -> bool {
        let did = value.get("did").and_then(Value::as_str);
        self.is_barrier() || (self == Self::Care && matches!(did, Some("restore" | "passphrase")))
    }

    /// What is said when it was done; none: nothing needs saying. `subject`: what the round looked at reads.
    #[must_use]
    pub fn done(self, value: &Value, subject: SubjectKind) -> Option<Explained> {
        let number = |name: &str| value.get(name).and_then(Value::as_u64).unwrap_or_default();
        let count = |name: &str, one, many| counted(usize::try_from(number(name)).unwrap_or(usize::MAX), one, many);
        let said = match self {
            Self::Write
            | Self::ChooseNote
            | Self::SetAgreed
            | Self::Phrase
            | Self::ReportText
            | Self::EditTool
            | Self::Logo
            | Self::Moderate
            | Self::ShowNames
            | Self::Record
            | Self::SetTarget
            | Self::Arrange => return None,
            Self::Remove(what) => Explained::new(what.words(), "", ""),
            Self::Care => return super::views::file::done(value),
            Self::DeleteDraft | Self::PublishTool => return super::views::tools::done(value),
            Self::ImportActions => {
                let added = count("added", "new action", "new actions");
                Explained::new(format!("{added}, {} brought up to date.", number("updated")), "", "")
            }
            Self::ImportMeasures => {
                let new = usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or(usize::MAX);
                Explained::new(format!("{} taken in.", counted(new, "new figure", "new figures")), "", "")
            }
            Self::OpenEarly => {
                let what = format!("The comparison of the {} is open.", subject.noun());
                Explained::new(what, "The reason is in the log.", "")
            }
            Self::ReturnSheet => Explained::new(
                "The score sheet is with its member again.",
                "What was agreed on the plan stays. Its comparison is closed until the sheet is in again.",
                "",
            ),
            Self::ReopenByRule => {
                let count =
                    counted(value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0), "answer", "answers");
                Explained::new(format!("{count} settled by rule are open again."), "", "")
            }
            Self::TakeProposals => {
                let count = subject.count(value.as_u64().unwrap_or(0));
                Explained::new(format!("What happens is recorded for {count}, as proposed."), "", "")
            }
            Self::ImportAdvice => Explained::new(
                format!("The advice register is in: {}.", count("added", "new request", "new requests")),
                format!("{} brought up to date, {} as before.", number("updated"), number("unchanged")),
                "",
            ),
            Self::AssignView => view_given(&number, subject),
            Self::Concern => Explained::new(
                "The urgent concern is recorded.",
                "",
                "Tell whoever has to know now, under your local procedure: recording it here tells nobody.",
            ),
            Self::CloseConcern => Explained::new("The urgent concern is closed.", "", ""),
            Self::Undo => Explained::new("Taken back.", "", ""),
            Self::Submit => {
                let until = format!("You can take it back until the comparison of this {} opens.", subject.noun());
                Explained::new("Handed in.", "", until)
            }
            Self::TakeBack => Explained::new("Taken back. You can change your answers again.", "", ""),
            Self::ImportPlans => Explained::new(
                format!("The plans are in: {}.", count("added", "new plan", "new plans")),
                format!(
                    "{} brought up to date, {} as before, {} no longer in the source.",
                    thousands(number("updated")),
                    thousands(number("unchanged")),
                    thousands(number("left"))
                ),
                "",
            ),
            Self::PutPeople => Explained::new(
                format!("The panel is in: {}.", count("added", "new member", "new members")),
                format!("{} brought up to date, {} as before.", number("updated"), number("unchanged")),
                "",
            ),
            Self::MakeRound => Explained::new("The round is made.", "", ""),
            Self::TakeInRound => Explained::new(
                "The round is taken in.",
                format!(
                    "{} with {}, {} agreed.",
                    count("sheets", "score sheet", "score sheets"),
                    count("answers", "answer", "answers"),
                    thousands(number("agreed")),
                ),
                "",
            ),
            Self::Draw => Explained::new(
                format!("The sample is drawn: {}.", subject.count(number("size"))),
                format!("From {}, with the seed {}.", subject.count(number("frame")), number("seed")),
                "",
            ),
            Self::MakePacks | Self::MergePacks => super::views::packs::done(value),
            Self::TakeBackMerge => Explained::new("The sheets are as they were before the pack was taken in.", "", ""),
            Self::ChooseVersion => Explained::new("The other version is put aside.", "It stays in the file.", ""),
            Self::Allocate => allocated(value, subject),
            Self::PutMember => Explained::new("The person is saved.", "", ""),
            Self::Withdraw => withdrawn(value, subject),
            Self::AddPlan => {
                let (what, nouns) = (format!("The {} is added.", subject.noun()), subject.nouns());
                Explained::new(what, "", format!("Give it its readers under “Allocate the {nouns}”."))
            }
            Self::TopUp => Explained::new(
                format!("{} added, in the order of the draw.", subject.count_are(number("added"))),
                "",
                format!("Allocate the {} again, so that they get their readers.", subject.nouns()),
            ),
            Self::CloseRound => Explained::new("The round is closed.", "Nothing of it changes any more.", ""),
            Self::Unanimous | Self::ByRule => agreed(self, &number),
        };
        Some(said)
    }
}

fn view_given(number: &dyn Fn(&str) -> u64, subject: SubjectKind) -> Explained {
    let left_out = [
        (number("had"), "theirs already"),
        (number("other_part"), "left out: they have another part of it"),
        (number("interest"), "left out: a declared interest"),
    ];
    let words = left_out.iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = words.map(|(count, why)| format!("{} {why}", subject.count(*count))).collect();
    let why = if words.is_empty() { String::new() } else { format!("{}.", words.join("; ")) };
    Explained::new(format!("Given: the criteria of {}.", subject.count(number("given"))), why, "")
}

fn withdrawn(value: &Value, subject: SubjectKind) -> Explained {
    let (head, nouns) = (subject.head(), subject.nouns());
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let what = format!("{head} {} is withdrawn.", text("withdrawn"));
    match text("replacement") {
        other if other.is_empty() => {
            Explained::new(what, "No reserve is left for it.", format!("Add {nouns} to the sample."))
        }
        other => Explained::new(what, format!("{head} {other} comes in."), format!("Allocate the {nouns} again.")),
    }
}

fn allocated(value: &Value, subject: SubjectKind) -> Explained {
    let uncovered: Vec<&str> =
        value.get("uncovered").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    if uncovered.is_empty() {
        return Explained::new(format!("Every {} has its readers.", subject.noun()), "", "");
    }
    let has = if uncovered.len() == 1 { "has" } else { "have" };
    let plans = format!("{} {has}", subject.count(uncovered.len() as u64));
    let named = uncovered.iter().take(6).copied().collect::<Vec<_>>().join(", ");
    Explained::new(
        format!("The {} are allocated, but {plans} too few readers: {named}.", subject.nouns()),
        "There are too few members, or the others declared an interest.",
        format!("Bring more people in, or ask for fewer readers for each {}.", subject.noun()),
    )
}

fn agreed(doing: Doing, number: &dyn Fn(&str) -> u64) -> Explained {
    let how = if doing == Doing::ByRule { "settled by rule" } else { "taken as unanimous" };
    let (agreed, left) = (number("agreed"), number("to_discuss"));
    let what = match agreed {
        0 => format!("There was nothing to be {how}."),
        1 => format!("1 answer was {how}."),
        many => format!("{} answers were {how}.", thousands(many)),
    };
    let now = if left == 0 { String::new() } else { format!("{} still to be agreed.", thousands(left)) };
    Explained::new(what, "", now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_problem_stays_when_the_person_goes_on_and_done_goes() {
        let mut notices = Notices::default();
        notices.problem(Explained::new("Not saved.", "", ""));
        notices.done(Explained::new("Done.", "", ""), None);
        notices.done(Explained::new("Done too.", "", ""), None);
        assert_eq!(notices.shown().len(), 2);
        notices.leave_screen();
        assert_eq!(notices.shown().iter().map(|n| n.said.what.as_str()).collect::<Vec<_>>(), ["Not saved."]);
    }

    #[test]
    fn undo_in_a_notice_is_offered_only_for_what_can_be_taken_back_and_until_the_next_step() {
        let all = [Doing::Remove(Removed::Finding), Doing::Withdraw, Doing::Unanimous, Doing::Submit, Doing::Draw];
        for doing in all {
            assert!(!doing.offers_undo() || doing.can_be_undone(), "{doing:?}");
        }
        assert!(Doing::Remove(Removed::Reply).offers_undo() && !Doing::Submit.offers_undo());
        let mut notices = Notices::default();
        notices.done(Explained::new("Removed.", "", ""), Some(("Undo".to_owned(), Action::Undo)));
        notices.problem(Explained::new("Not saved.", "", ""));
        notices.end_undo();
        assert_eq!(notices.shown().iter().map(|n| n.said.what.as_str()).collect::<Vec<_>>(), ["Not saved."]);
    }

    #[test]
    fn what_was_brought_in_is_counted() {
        let value = json!({"added": 1958, "updated": 0, "unchanged": 2, "left": 1});
        let said = Doing::ImportPlans.done(&value, SubjectKind::Plan).map(|said| said.what);
        assert_eq!(said.as_deref(), Some("The plans are in: 1,958 new plans."));
    }

    #[test]
    fn plans_without_enough_readers_are_named() {
        let said = Doing::Allocate.done(&json!({"uncovered": ["K1", "K2"]}), SubjectKind::Plan).unwrap_or_default();
        assert!(said.what.contains("2 plans have too few readers: K1, K2"), "{}", said.what);
    }

    #[test]
    fn the_short_form_is_one_clause() {
        let failure = Failure::Words("The summary was not made", "The font is missing. Install again".to_owned());
        assert_eq!(in_short(&failure), "The font is missing");
    }
}
