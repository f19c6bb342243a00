#![allow(clippy::unwrap_used)]
use super::*;
use crate::exchange::tool_file::parse_tool;
use crate::testing::{self, TestFile};
use jiff::civil::date;

struct Register {
    file: TestFile,
    session: Session,
    tool: AuditTool,
    members: Vec<MemberId>,
}

fn register() -> Register {
    let (file, mut session) = TestFile::new();
    let tool = parse_tool(crate::assets::TOOLS[1]).unwrap();
    session.publish_tool(&Actor::Lead, &tool).unwrap();
    session.put_people(&Actor::Lead, testing::panel(3)).unwrap();
    let members = session.list_members().unwrap().into_iter().map(|m| m.id).collect();
    Register { file, session, tool, members }
}

fn actor(n: usize) -> Actor {
    Actor::Member(format!("Member {:02}", n + 1))
}

impl Register {
    /// The same file, opened on another day.
    fn on(self, day: Date) -> Self {
        let Self { file, session, tool, members } = self;
        session.close().unwrap();
        let session = file.open_in(testing::FixedWorld::on(day));
        Self { file, session, tool, members }
    }

    fn begin(&mut self, n: usize) -> DraftCheckId {
        let (reference, draft_on) = (format!("NEW-{n}"), date(2026, 11, 2));
        let begin = Drafting::Begin { reference, draft_on, checker: self.members[0] };
        self.session.run_drafting(&actor(0), begin).unwrap().value.unwrap()
    }

    fn answer(&mut self, by: usize, check: DraftCheckId, answer: &str) {
        let codes: Vec<String> = self.tool.criteria().map(|(_, c)| c.code.clone()).collect();
        for criterion in codes {
            let given = DraftAnswer { answer: answer.to_owned(), ..DraftAnswer::default() };
            self.session.run_drafting(&actor(by), Drafting::Answer { check, criterion, given }).unwrap();
        }
    }

    fn decide(&mut self, by: usize, check: DraftCheckId, decision: DraftDecision, reason: &str) -> Result<(), OpError> {
        let decide = Drafting::Decide { check, decision, reason: reason.to_owned() };
        self.session.run_drafting(&actor(by), decide).map(|_| ())
    }

    /// A decided check that is among those checked twice.
    fn first(&mut self) -> DraftCheckId {
        for n in 0..200 {
            let id = self.begin(n);
            if self.session.store.db().get_draft_check(id).unwrap().unwrap().wants_second() {
                self.answer(0, id, "met");
                self.decide(0, id, DraftDecision::Issue, "").unwrap();
                return id;
            }
        }
        unreachable!("none of two hundred")
    }

    fn row(&mut self, viewer: Option<MemberId>, id: DraftCheckId) -> DraftRow {
        let register = self.session.draft_register(viewer).unwrap();
        register.rows.into_iter().find(|row| row.check.id == id).unwrap()
    }
}

#[test]
fn a_draft_is_decided_only_when_all_twelve_are_answered_and_a_hold_says_why() {
    let mut register = register();
    let id = register.begin(1);
    let refused = register.decide(0, id, DraftDecision::Issue, "").unwrap_err();
    let OpError::Rule(RuleViolation::DraftIncomplete { missing, .. }) = refused else { unreachable!("{refused:?}") };
    assert_eq!(missing.len(), 12);
    register.answer(0, id, "not_met");
    let needs_reason = OpError::Rule(RuleViolation::Empty(Field::Reason)).to_string();
    for decision in [DraftDecision::Hold, DraftDecision::Issue] {
        assert_eq!(register.decide(0, id, decision, " ").unwrap_err().to_string(), needs_reason);
    }
    register.decide(0, id, DraftDecision::Hold, "Section F is not specific").unwrap();
    let row = register.row(None, id);
    assert_eq!(row.check.decision, Some(DraftDecision::Hold));
    assert_eq!(draft_check::to_mend(&register.tool, &row.answers).len(), 12);
    assert!(register.decide(0, id, DraftDecision::Issue, "again").is_err(), "decided once");
    register.session.verify().unwrap();
}

#[test]
fn the_second_checker_learns_nothing_of_the_first_before_deciding() {
    let mut register = register();
    let (first, colleague) = (register.first(), register.members[1]);
    let row = register.row(Some(colleague), first);
    assert!(row.is_hidden && row.answers.is_empty() && row.check.decision.is_none() && row.second_due);
    let months = register.session.draft_register(Some(colleague)).unwrap().months;
    assert_eq!(months, [], "figures over one draft would tell what was answered");

    let own_again = Drafting::BeginSecond { of: first, checker: register.members[0] };
    assert!(register.session.run_drafting(&actor(0), own_again).is_err(), "by another checker only");
    let begin = Drafting::BeginSecond { of: first, checker: colleague };
    let second = register.session.run_drafting(&actor(1), begin.clone()).unwrap().value.unwrap();
    assert!(register.session.run_drafting(&actor(1), begin).is_err(), "one second check only");
    register.answer(1, second, "partly");
    assert!(register.row(Some(colleague), first).is_hidden);
    assert!(register.row(Some(register.members[0]), second).is_hidden, "nor the first of the second");
    register.decide(1, second, DraftDecision::Hold, "Loose wording in F").unwrap();
    assert!(!register.row(Some(colleague), first).is_hidden);

    let month = register.session.draft_register(None).unwrap().months.remove(0);
    assert_eq!((month.agreement.drafts, month.agreement.same_decision), (1, 0));
    assert_eq!((month.agreement.criteria, month.agreement.same_answer), (12, 0));
    assert_eq!((month.checked, month.issued, month.seconds_due), (1, 1, 0));
}

#[test]
fn a_member_answers_only_their_own_checks() {
    let mut register = register();
    let id = register.begin(1);
    let given = DraftAnswer { answer: "met".to_owned(), ..DraftAnswer::default() };
    let answer = Drafting::Answer { check: id, criterion: "A1".to_owned(), given };
    let refused = register.session.run_drafting(&actor(1), answer).unwrap_err();
    assert!(matches!(refused, OpError::Rule(RuleViolation::NotYours)), "{refused:?}");
    let colleague = Some(register.members[1]);
    assert!(register.row(colleague, id).is_hidden);
}

#[test]
fn every_step_of_a_check_is_undone_until_nothing_is_left() {
    let mut register = register();
    let id = register.begin(1);
    register.answer(0, id, "met");
    register.decide(0, id, DraftDecision::Issue, "").unwrap();
    for _ in 0..14 {
        register.session.undo(&actor(0)).unwrap();
    }
    assert!(register.session.draft_register(None).unwrap().rows.is_empty());
    register.session.verify().unwrap();
}

#[test]
fn this_month_is_not_closed_before_it_is_over() {
    let mut register = register();
    let id = register.begin(1);
    register.answer(0, id, "met");
    register.decide(0, id, DraftDecision::Issue, "").unwrap();
    let close = Drafting::CloseMonth("2026-11".to_owned());
    let refused = register.session.run_drafting(&Actor::Lead, close).unwrap_err();
    assert!(matches!(refused, OpError::Rule(RuleViolation::MonthNotToClose(_))), "{refused:?}");
}

#[test]
fn a_month_is_closed_once_its_second_checks_are_in_and_nothing_of_it_changes_any_more() {
    let mut register = register();
    register = register.on(date(2026, 10, 31));
    let (first, late) = (register.first(), register.begin(900));
    register.answer(0, late, "met");
    let colleague = register.members[1];
    let begin = Drafting::BeginSecond { of: first, checker: colleague };
    let second = register.session.run_drafting(&actor(1), begin).unwrap().value.unwrap();
    register.answer(1, second, "met");

    register = register.on(date(2026, 11, 2));
    let close = Drafting::CloseMonth("2026-10".to_owned());
    let due = register.session.run_drafting(&Actor::Lead, close.clone()).unwrap_err();
    assert!(matches!(due, OpError::Rule(RuleViolation::SecondChecksDue(1))), "{due:?}");
    register.decide(1, second, DraftDecision::Issue, "").unwrap();
    let refused = register.session.run_drafting(&actor(0), close.clone()).unwrap_err();
    assert!(matches!(refused, OpError::Rule(RuleViolation::NotYours)), "whoever runs the register: {refused:?}");
    register.session.run_drafting(&Actor::Lead, close.clone()).unwrap();
    let figures = |register: &mut Register| register.session.draft_register(None).unwrap().months;
    let before = figures(&mut register);
    let october = before.iter().find(|month| month.month == "2026-10").unwrap();
    assert!(october.closed && october.agreement.same_decision == 1, "{october:?}");
    assert!(register.session.run_drafting(&Actor::Lead, close).is_err(), "closed once");
    assert!(register.session.undo(&actor(1)).is_err(), "a decision of a closed month stays");
    assert_eq!(figures(&mut register), before);

    register = register.on(date(2026, 10, 31));
    let refused = register.decide(0, late, DraftDecision::Issue, "").unwrap_err();
    assert!(matches!(refused, OpError::Rule(RuleViolation::MonthClosed(_))), "{refused:?}");
    register.session.verify().unwrap();
}
