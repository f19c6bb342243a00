//! Every command of a round, carried out where it can be.

use super::Trial;
use golden_thread::domain::access::Viewer;
use golden_thread::domain::audit_tool::{Depth, Evidence};
use golden_thread::domain::finding::FindingKind;
use golden_thread::domain::ids::{MemberId, RoundId, SubjectId};
use golden_thread::domain::plan_result;
use golden_thread::domain::round::{Papers, Purpose, Round};
use golden_thread::domain::sheet::{GivenAnswer, GradeOverride, NoteKind, Scope, SheetOverride};
use golden_thread::domain::thread::Thread;
use golden_thread::exchange::round_json;
use golden_thread::ops::{
    Actor, Agreeing, AnswerTarget, Arrange, CohortChange, Command, FindingDraft, Marking, Moderating, NewRound,
    NoteDraft, Prepare, Scoring, Session, Tooling,
};
use golden_thread::testing::{self, TestFile, draw};
use jiff::civil::date;

const LEAD: Actor = Actor::Lead;

fn new_round(session: &Session, title: &str) -> NewRound {
    NewRound {
        title: title.to_owned(),
        tool: session.find_tool("ehc-plan-audit", None).unwrap().0,
        depth: Depth::Core,
        evidence: Evidence::File,
        purpose: Purpose::Random,
        caution: None,
    }
}

/// From the empty file to a round arranged by hand; the area's own tools.
pub(super) fn the_file(trial: &mut Trial) {
    let (_file, mut session) = TestFile::new();
    let s = &mut session;
    s.put_people(&LEAD, testing::panel(2)).unwrap();
    trial.run(s, &LEAD, Command::Prepare(Prepare::PutPeople(testing::panel(4))));
    let mapped = CohortChange::Import { import: Box::new(testing::cohort(30)), columns: None };
    trial.run(s, &LEAD, Command::Cohort(mapped));
    trial.run(s, &LEAD, Command::Prepare(Prepare::ImportPlans(Box::new(testing::cohort(40)))));
    let new = new_round(s, "Spring");
    trial.run(s, &LEAD, Command::Prepare(Prepare::MakeRound(new)));
    let round = s.round(None).unwrap().id;
    trial.run(s, &LEAD, Command::Prepare(Prepare::DrawSample { round, request: draw(4) }));
    let members: Vec<MemberId> = s.list_members().unwrap().iter().map(|m| m.id).collect();
    let panel = members[..3].to_vec();
    trial.run(s, &LEAD, Command::Arrange(Arrange::SetPanel { round, members: panel }));
    let facts = Box::new(testing::panel(6).remove(5));
    trial.run(s, &LEAD, Command::Arrange(Arrange::PutMember { id: None, facts }));
    trial.run(s, &LEAD, Command::Arrange(Arrange::TopUp { round, add: 1 }));
    trial.run(s, &LEAD, Command::Prepare(Prepare::Allocate { round, per_plan: 2 }));

    let progress = |s: &mut Session| {
        let round = s.round(None).unwrap();
        s.round_progress(&round).unwrap()
    };
    let sampled: Vec<_> = progress(s).sampled().cloned().collect();
    let known: Vec<String> = progress(s).plans.iter().map(|p| p.facts.reference.clone()).collect();
    let mut others = s.list_plans().unwrap().into_iter().map(|p| p.facts.reference).filter(|r| !known.contains(r));
    let (by_hand, practice) = (others.next().unwrap(), others.next().unwrap());
    let reason = "Asked for by the school".to_owned();
    let withdraw = Arrange::Withdraw { round, plan: sampled[4].facts.reference.clone(), reason: reason.clone() };
    let first = sampled[0].sampled.subject;
    let reader = sampled[0].sheets[0].assignment.member;
    let free = panel_without(&members[..3], &sampled[0].sheets.iter().map(|t| t.assignment.member).collect::<Vec<_>>());
    let papers = Papers { ready: true, ..Papers::default() };
    for step in [
        withdraw,
        Arrange::AddByHand { round, plan: by_hand, reason },
        Arrange::AddPractice { round, plan: practice.clone() },
        Arrange::SetPapers { round, subject: first, papers },
        Arrange::SetLines { round, text: "Is provision specified?".to_owned() },
        Arrange::HoldBack { round, held: true },
        Arrange::Lock { round, subject: first, member: reader, locked: true },
        Arrange::SetScope { round, subject: first, member: reader, scope: Scope::Headings(vec!["F".to_owned()]) },
        Arrange::SetLead { round, subject: first, heading: "F".to_owned(), member: Some(reader) },
        Arrange::Give { round, subject: first, member: free },
        Arrange::Take { round, subject: first, member: free },
    ] {
        trial.run(s, &LEAD, Command::Arrange(step));
    }
    let subject = progress(s).plans.iter().find(|p| p.facts.reference == practice).unwrap().sampled.subject;
    let (criterion, answer) = ("F1".to_owned(), Some("met".to_owned()));
    let step = Arrange::SetPracticeAnswer { round, subject, criterion, answer, reason: String::new() };
    trial.run(s, &LEAD, Command::Arrange(step));
    tools(trial, s, first);
}

fn panel_without(members: &[MemberId], readers: &[MemberId]) -> MemberId {
    *members.iter().find(|member| !readers.contains(member)).unwrap()
}

fn tools(trial: &mut Trial, s: &mut Session, subject: SubjectId) {
    let (tool, published) = s.find_tool("ehc-plan-audit", None).unwrap();
    trial.run(s, &LEAD, Command::Tools(Tooling::Edit(tool)));
    let draft = s.list_tool_drafts().unwrap().remove(0);
    let mut edited = draft.tool.clone();
    edited.headings[0].criteria[0].question = "Another question?".to_owned();
    trial.run(s, &LEAD, Command::Tools(Tooling::SetDraft { id: draft.id, tool: Box::new(edited) }));
    trial.run(s, &LEAD, Command::Tools(Tooling::Publish(draft.id)));
    let (code, title) = ("own-tool".to_owned(), "Our own tool".to_owned());
    trial.run(s, &LEAD, Command::Tools(Tooling::NewFrom { tool, code, title }));
    let draft = s.list_tool_drafts().unwrap().remove(0).id;
    trial.run(s, &LEAD, Command::Tools(Tooling::DeleteDraft(draft)));
    let mut other = published.clone();
    other.code = "from-elsewhere".to_owned();
    trial.run(s, &LEAD, Command::Tools(Tooling::Import(Box::new(other))));
    let grade = published.grades.first().map(|grade| grade.code.clone());
    let tool_code = "ehc-plan-audit".to_owned();
    trial.run(s, &LEAD, Command::Tools(Tooling::SetKnownGrade { tool_code, subject, grade }));
}

fn given(answer: &str) -> GivenAnswer {
    GivenAnswer { answer: answer.to_owned(), na_reason: None }
}

/// Everyone answers Met, the second reader of each plan otherwise on F3 and F1; all is handed in.
pub(super) fn score(session: &mut Session, round: &Round, plans: impl Fn(usize) -> bool) {
    let tool = session.tool(round.facts.tool).unwrap();
    for (at, plan) in session.round_progress(round).unwrap().sampled().enumerate() {
        for (place, sheet) in plan.sheets.iter().enumerate().filter(|_| plans(at)) {
            let (subject, member) = (plan.sampled.subject, sheet.assignment.member);
            let actor = Actor::Member(sheet.member.clone());
            for (_, c) in tool.tested(round.facts.depth, round.facts.evidence) {
                let answer = match (place, c.code.as_str()) {
                    (1, "F3") => "partly",
                    (1, "F1") => "not_met",
                    _ => "met",
                };
                let target = AnswerTarget { round: round.id, subject, member, criterion: &c.code };
                session.set_answer(&actor, target, Some(given(answer))).unwrap();
            }
            session.submit_sheet(&actor, round.id, subject, member).unwrap();
        }
    }
}

/// From the first answer to the closed round, which another file takes in.
pub(super) fn the_round(trial: &mut Trial) {
    let (file, mut session) = TestFile::new();
    let s = &mut session;
    let found = testing::round(s, 3, 4);
    let round = found.id;
    let plans: Vec<_> = s.round_progress(&found).unwrap().sampled().cloned().collect();
    let (subject, task) = (plans[0].sampled.subject, plans[0].sheets[0].clone());
    let (member, actor) = (task.assignment.member, Actor::Member(task.member));
    sheet(trial, s, (&found, subject), (member, &actor));
    score(s, &found, |at| at < 2);
    let early =
        Moderating::OpenEarly { round, subject: plans[2].sampled.subject, reason: "A reader is ill".to_owned() };
    trial.run(s, &LEAD, Command::Moderating(early));
    let reason = "Read in the wrong version".to_owned();
    trial.run(s, &LEAD, Command::Moderating(Moderating::ReturnSheet { round, subject, member, reason }));
    s.submit_sheet(&actor, round, subject, member).unwrap();
    score(s, &found, |at| at == 2);
    agree(trial, s, round, subject);
    findings(trial, s, round, subject);
    trial.run(s, &LEAD, Command::Prepare(Prepare::CloseRound(round)));

    let closed = s.round(None).unwrap();
    let snapshot = s.snapshot(&closed, None).unwrap();
    let choice = round_json::Choice { viewer: Viewer::Round, plan: None, letters: false };
    let copy = Box::new(round_json::read(&round_json::write(&snapshot, &choice).to_string()).unwrap());
    drop((file, session));
    let (_file, mut session) = TestFile::new();
    session.put_people(&LEAD, testing::panel(1)).unwrap();
    trial.run(&mut session, &LEAD, Command::Prepare(Prepare::TakeInRound { copy, title: None }));
}

fn sheet(trial: &mut Trial, s: &mut Session, of: (&Round, SubjectId), by: (MemberId, &Actor)) {
    let ((found, subject), (member, actor)) = (of, by);
    let (round, criterion) = (found.id, "F1".to_owned());
    let note = NoteDraft { kind: NoteKind::Strength, text: "Says who does what".to_owned(), place: String::new() };
    let answer = Some(given("partly"));
    let set = Scoring::SetAnswer { round, subject, member, criterion: criterion.clone(), answer };
    trial.run(s, actor, Command::Scoring(set));
    let set = Scoring::SetNote { round, subject, member, criterion: criterion.clone(), note };
    trial.run(s, actor, Command::Scoring(set));
    let tool = s.tool(found.facts.tool).unwrap();
    let grade = tool.grades[0].code.clone();
    let own = Some(SheetOverride { grade, because: "other".to_owned(), reason: "It reads as one plan".to_owned() });
    let threads = vec![Thread { outcome: "1".to_owned(), ..Thread::blank(1) }];
    for marking in [
        Marking::Flag { round, subject, member, criterion, flagged: true },
        Marking::OwnGrade { round, subject, member, heading: "F".to_owned(), own },
        Marking::Threads { round, subject, member, threads },
        Marking::KeepPhrase { member, text: "Written for the child".to_owned() },
    ] {
        trial.run(s, actor, Command::Marking(marking));
    }
    let phrase = s.list_phrases(member).unwrap()[0].id;
    trial.run(s, actor, Command::Marking(Marking::RemovePhrase { member, phrase }));
    for (_, c) in tool.tested(found.facts.depth, found.facts.evidence) {
        let target = AnswerTarget { round, subject, member, criterion: &c.code };
        s.set_answer(actor, target, Some(given("met"))).unwrap();
    }
    trial.run(s, actor, Command::Scoring(Scoring::Submit { round, subject, member }));
    trial.run(s, actor, Command::Scoring(Scoring::TakeBack { round, subject, member }));
}

fn agree(trial: &mut Trial, s: &mut Session, round: RoundId, subject: SubjectId) {
    let found = s.round(None).unwrap();
    trial.run(s, &LEAD, Command::Agreeing(Agreeing::Unanimous(round)));
    trial.run(s, &LEAD, Command::Agreeing(Agreeing::ByRule(round)));
    let (criterion, answer) = ("F1".to_owned(), "not_met".to_owned());
    for plan in s.round_progress(&found).unwrap().sampled() {
        let (subject, criterion, answer) = (plan.sampled.subject, criterion.clone(), answer.clone());
        let reason = Some("Read again together".to_owned());
        trial.run(s, &LEAD, Command::Agreeing(Agreeing::Set { round, subject, criterion, answer, reason }));
    }
    let note = s.snapshot(&found, None).unwrap().sheets.iter().find_map(|sheet| Some(sheet.notes.first()?.id)).unwrap();
    trial.run(s, &LEAD, Command::Scoring(Scoring::ChooseNote { round, note, in_report: true }));
    let threads = vec![Thread { outcome: "1".to_owned(), ..Thread::blank(1) }];
    trial.run(s, &LEAD, Command::Marking(Marking::AgreeThreads { round, subject, threads }));
    let tool = s.tool(found.facts.tool).unwrap();
    let grade = Some(GradeOverride { grade: tool.grades[1].code.clone(), reason: "As a whole".to_owned() });
    let taken_up = "F3".to_owned();
    for step in [
        Moderating::ShowNames { round, subject },
        Moderating::Override { round, subject, grade },
        Moderating::ReopenByRule(round),
        Moderating::Reopen { round, subject, criterion: "A1".to_owned() },
    ] {
        trial.run(s, &LEAD, Command::Moderating(step));
    }
    s.agree_unanimous(&LEAD, round).unwrap();
    s.agree_by_rule(&LEAD, round).unwrap();
    assert!(s.snapshot(&found, None).unwrap().agreed[&subject].contains_key(&taken_up));
}

fn findings(trial: &mut Trial, s: &mut Session, round: RoundId, subject: SubjectId) {
    let found = s.round(None).unwrap();
    let finding = |text: &str| FindingDraft {
        heading: "F".to_owned(),
        text: text.to_owned(),
        ..FindingDraft::blank(FindingKind::Consideration)
    };
    for text in ["Provision is vague", "Outcomes are not measurable"] {
        let put = Moderating::PutFinding { round, id: None, draft: Box::new(finding(text)) };
        trial.run(s, &LEAD, Command::Moderating(put));
    }
    let ids: Vec<_> = s.snapshot(&found, None).unwrap().findings.iter().map(|f| f.id).collect();
    let result = Some((plan_result::Outcome::AmendNow, "Provision is missing".to_owned()));
    for step in [
        Moderating::MoveFinding { round, id: ids[1], up: true },
        Moderating::RemoveFinding { round, id: ids[0] },
        Moderating::SetResult { round, subject, result },
        Moderating::TakeProposals(round),
        Moderating::SendFindings { round, sent_to: "Health".to_owned(), sent_on: date(2026, 11, 13) },
    ] {
        trial.run(s, &LEAD, Command::Moderating(step));
    }
    let id = s.snapshot(&found, None).unwrap().replies[0].id;
    let (reply, changed) = ("All right".to_owned(), String::new());
    let step = Moderating::RecordReply { round, id, replied_on: date(2026, 11, 20), reply, changed };
    trial.run(s, &LEAD, Command::Moderating(step));
    trial.run(s, &LEAD, Command::Moderating(Moderating::RemoveReply { round, id }));
}
