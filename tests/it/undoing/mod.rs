//! What the screens say of a step, whether it can be taken back, against what the file does with it: for every command.

mod beside;
mod steps;

use golden_thread::ops::{
    Actor, Advising, Agreeing, Arrange, Care, Clocking, CohortChange, Command, Concerning, Drafting, Logo, Marking,
    Measuring, Moderating, Outcome, PackCommand, Planning, Prepare, Scoring, Session, Tooling, Viewing,
};
use golden_thread::ui::notice::Doing;
use std::collections::BTreeSet;

/// One list of every command with a name. A new command does not compile before it stands here, and the test fails
/// before it is carried out in it.
macro_rules! commands {
    ($($pattern:pat => $name:literal),* $(,)?) => {
        fn name(command: &Command) -> &'static str {
            match command { $($pattern => $name),* }
        }
        const NAMES: &[&str] = &[$($name),*];
    };
}

commands! {
    Command::Cohort(CohortChange::Import { .. }) => "cohort import",
    Command::Prepare(Prepare::ImportPlans(_)) => "import plans",
    Command::Prepare(Prepare::PutPeople(_)) => "put people",
    Command::Prepare(Prepare::MakeRound(_)) => "make round",
    Command::Prepare(Prepare::TakeInRound { .. }) => "take in round",
    Command::Prepare(Prepare::DrawSample { .. }) => "draw sample",
    Command::Prepare(Prepare::Allocate { .. }) => "allocate",
    Command::Prepare(Prepare::CloseRound(_)) => "close round",
    Command::Scoring(Scoring::SetAnswer { .. }) => "set answer",
    Command::Scoring(Scoring::SetNote { .. }) => "set note",
    Command::Scoring(Scoring::Submit { .. }) => "submit",
    Command::Scoring(Scoring::TakeBack { .. }) => "take sheet back",
    Command::Scoring(Scoring::ChooseNote { .. }) => "choose note",
    Command::Marking(Marking::Flag { .. }) => "flag",
    Command::Marking(Marking::OwnGrade { .. }) => "own grade",
    Command::Marking(Marking::Threads { .. }) => "threads",
    Command::Marking(Marking::AgreeThreads { .. }) => "agree threads",
    Command::Marking(Marking::KeepPhrase { .. }) => "keep phrase",
    Command::Marking(Marking::RemovePhrase { .. }) => "remove phrase",
    Command::Agreeing(Agreeing::Unanimous(_)) => "unanimous",
    Command::Agreeing(Agreeing::ByRule(_)) => "by rule",
    Command::Agreeing(Agreeing::Set { .. }) => "set agreed",
    Command::Moderating(Moderating::OpenEarly { .. }) => "open early",
    Command::Moderating(Moderating::ShowNames { .. }) => "show names",
    Command::Moderating(Moderating::ReturnSheet { .. }) => "return sheet",
    Command::Moderating(Moderating::Reopen { .. }) => "reopen",
    Command::Moderating(Moderating::ReopenByRule(_)) => "reopen by rule",
    Command::Moderating(Moderating::Override { .. }) => "override",
    Command::Moderating(Moderating::PutFinding { .. }) => "put finding",
    Command::Moderating(Moderating::RemoveFinding { .. }) => "remove finding",
    Command::Moderating(Moderating::MoveFinding { .. }) => "move finding",
    Command::Moderating(Moderating::SetResult { .. }) => "set result",
    Command::Moderating(Moderating::TakeProposals(_)) => "take proposals",
    Command::Moderating(Moderating::SendFindings { .. }) => "send findings",
    Command::Moderating(Moderating::RecordReply { .. }) => "record reply",
    Command::Moderating(Moderating::RemoveReply { .. }) => "remove reply",
    Command::Advising(Advising::Import(_)) => "import advice",
    Command::Advising(Advising::Put { .. }) => "put advice",
    Command::Advising(Advising::Remove(_)) => "remove advice",
    Command::Viewing(Viewing::Assign { .. }) => "assign view",
    Command::Viewing(Viewing::SetTarget { .. }) => "set target",
    Command::Concerning(Concerning::Raise { .. }) => "raise concern",
    Command::Concerning(Concerning::Amend { .. }) => "amend concern",
    Command::Concerning(Concerning::Close { .. }) => "close concern",
    Command::Clocking(Clocking::SetPlan { .. }) => "set clocks of a plan",
    Command::Clocking(Clocking::SetLimit { .. }) => "set limit",
    Command::Drafting(Drafting::Begin { .. }) => "begin draft check",
    Command::Drafting(Drafting::BeginSecond { .. }) => "begin second check",
    Command::Drafting(Drafting::Answer { .. }) => "answer draft check",
    Command::Drafting(Drafting::Decide { .. }) => "decide draft check",
    Command::Drafting(Drafting::CloseMonth(_)) => "close month",
    Command::Hearing(_) => "family",
    Command::Arrange(Arrange::PutMember { .. }) => "put member",
    Command::Arrange(Arrange::SetPanel { .. }) => "set panel",
    Command::Arrange(Arrange::Withdraw { .. }) => "withdraw",
    Command::Arrange(Arrange::TopUp { .. }) => "top up",
    Command::Arrange(Arrange::AddByHand { .. }) => "add by hand",
    Command::Arrange(Arrange::AddPractice { .. }) => "add practice",
    Command::Arrange(Arrange::SetPapers { .. }) => "set papers",
    Command::Arrange(Arrange::SetLines { .. }) => "set lines",
    Command::Arrange(Arrange::HoldBack { .. }) => "hold back",
    Command::Arrange(Arrange::Give { .. }) => "give",
    Command::Arrange(Arrange::Take { .. }) => "take",
    Command::Arrange(Arrange::Lock { .. }) => "lock",
    Command::Arrange(Arrange::SetScope { .. }) => "set scope",
    Command::Arrange(Arrange::SetLead { .. }) => "set lead",
    Command::Arrange(Arrange::SetPracticeAnswer { .. }) => "set practice answer",
    Command::Planning(Planning::Add(_)) => "add action",
    Command::Planning(Planning::Change(_)) => "change action",
    Command::Planning(Planning::Remove(_)) => "remove action",
    Command::Planning(Planning::Import(_)) => "import actions",
    Command::Measuring(Measuring::Put { .. }) => "put figure",
    Command::Measuring(Measuring::Remove(_)) => "remove figure",
    Command::Measuring(Measuring::Import(_)) => "import figures",
    Command::Measuring(Measuring::SetNeighbours(_)) => "set neighbours",
    Command::Care(Care::Backup) => "backup",
    Command::Care(Care::SaveCopy(_)) => "save copy",
    Command::Care(Care::Restore { .. }) => "restore",
    Command::Care(Care::ChangePassphrase { .. }) => "change passphrase",
    Command::Care(Care::RekeyBackups { .. }) => "rekey backups",
    Command::Care(Care::KeepUntil { .. }) => "keep until",
    Command::Care(Care::NotAPerson(_)) => "not a person",
    Command::Care(Care::ForgetNotAPerson(_)) => "forget not a person",
    Command::Tools(Tooling::Edit(_)) => "edit tool",
    Command::Tools(Tooling::NewFrom { .. }) => "new tool from",
    Command::Tools(Tooling::SetDraft { .. }) => "set draft",
    Command::Tools(Tooling::DeleteDraft(_)) => "delete draft",
    Command::Tools(Tooling::Publish(_)) => "publish",
    Command::Tools(Tooling::Import(_)) => "import tool",
    Command::Tools(Tooling::SetKnownGrade { .. }) => "set known grade",
    Command::Packs(PackCommand::Make { .. }) => "make packs",
    Command::Packs(PackCommand::Merge(_)) => "merge packs",
    Command::Packs(PackCommand::TakeBack { .. }) => "take merge back",
    Command::Packs(PackCommand::Choose { .. }) => "choose version",
    Command::ReportText(_) => "report text",
    Command::Logo(Logo::Set(_)) => "set logo",
    Command::Logo(Logo::Remove) => "remove logo",
    Command::Undo => "undo",
}

/// How a step stands to Ctrl+Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It can be taken back.
    Step,
    /// Nothing before it can be taken back any more.
    Ends,
    /// Neither.
    Aside,
    /// It takes the last one back.
    Back,
}

/// What the window says of it.
fn said(doing: Doing, outcome: &Outcome) -> Stands {
    match () {
        () if doing == Doing::Undo => Stands::Back,
        () if doing.can_be_undone() => Stands::Step,
        () if doing.ends_undo(&outcome.value) => Stands::Ends,
        () => Stands::Aside,
    }
}

/// What was carried out, and where the window says another thing than the file does.
#[derive(Default)]
struct Trial {
    carried_out: BTreeSet<&'static str>,
    wrong: Vec<String>,
    phrases: usize,
}

impl Trial {
    /// Carries a command out on top of a step of the same person; what can be taken back is taken back and done again.
    fn run(&mut self, session: &mut Session, actor: &Actor, command: Command) -> Outcome {
        let (name, doing) = (name(&command), Doing::of(&command));
        self.carried_out.insert(name);
        self.step_before(session, actor);
        let before = session.steps_to_take_back(actor);
        let carry_out = |session: &mut Session| {
            session.run(actor, command.clone()).unwrap_or_else(|refused| panic!("{name}: {refused:?}"))
        };
        let mut outcome = carry_out(session);
        let after = session.steps_to_take_back(actor);
        let does = match () {
            () if after == before + 1 => Stands::Step,
            () if after == before => Stands::Aside,
            () if after == 0 && doing != Doing::Undo => Stands::Ends,
            () => Stands::Back,
        };
        let says = said(doing, &outcome);
        if says != does {
            self.wrong.push(format!("{name}: the window says {says:?}, the file does {does:?}"));
        }
        if doing.offers_undo() && does != Stands::Step {
            self.wrong.push(format!("{name}: its notice offers undo, the file does {does:?}"));
        }
        if does == Stands::Step {
            session.run(actor, Command::Undo).unwrap_or_else(|refused| panic!("{name}, taken back: {refused:?}"));
            assert_eq!(session.steps_to_take_back(actor), before, "{name}");
            outcome = carry_out(session);
        }
        outcome
    }

    /// Something that this person can take back, so that it is seen whether the next step ends that.
    fn step_before(&mut self, session: &mut Session, actor: &Actor) {
        let member = session.list_members().unwrap()[0].id;
        self.phrases += 1;
        session.keep_phrase(actor, member, &format!("Phrase {}", self.phrases)).unwrap();
    }
}

#[test]
fn what_the_window_says_can_be_taken_back_is_what_the_file_takes_back_for_every_command() {
    let mut trial = Trial::default();
    steps::the_file(&mut trial);
    steps::the_round(&mut trial);
    beside::beside(&mut trial);
    beside::packs(&mut trial);
    beside::care(&mut trial);
    let missing: Vec<_> = NAMES.iter().filter(|name| !trial.carried_out.contains(*name)).collect();
    assert!(missing.is_empty(), "not carried out here: {missing:?}");
    assert!(trial.wrong.is_empty(), "{:#?}", trial.wrong);
}

#[test]
fn a_phrase_that_was_removed_comes_back_as_it_was_and_not_where_it_was_kept_again() {
    let (_file, mut session) = golden_thread::testing::TestFile::new();
    session.put_people(&Actor::Lead, golden_thread::testing::panel(2)).unwrap();
    let member = session.list_members().unwrap()[0].id;
    for text in ["Written for the child", "Says who does what"] {
        session.keep_phrase(&Actor::Lead, member, text).unwrap();
    }
    let kept = session.list_phrases(member).unwrap();
    let remove = Command::Marking(Marking::RemovePhrase { member, phrase: kept[0].id });
    session.run(&Actor::Lead, remove.clone()).unwrap();
    assert_eq!(session.list_phrases(member).unwrap(), kept[1..]);
    assert!(session.history().unwrap().pop().unwrap().content.unwrap().contains("Written for the child"));
    session.undo(&Actor::Lead).unwrap();
    assert_eq!(session.list_phrases(member).unwrap(), kept, "in its place");

    session.run(&Actor::Lead, remove).unwrap();
    session.keep_phrase(&Actor::CommandLine, member, &kept[0].text).unwrap();
    session.undo(&Actor::Lead).unwrap_err();
    session.verify().unwrap();
    assert_eq!(session.check().unwrap(), vec![]);
}
