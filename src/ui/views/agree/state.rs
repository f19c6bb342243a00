//! Which part, plan and criterion the panel is at, what was skipped, and the reason being written.

use super::closing::state::ClosingScreen;
use super::data::{AgreeData, AgreeItem, AgreePlan};
use super::findings::state::FindingsScreen;
use super::mine::view::MineScreen;
use super::outcomes::view::OutcomesScreen;
use crate::domain::ids::{MemberId, SubjectId};
use std::collections::BTreeSet;

/// The parts of agreeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// One split after the other.
    #[default]
    Answers,
    /// The plans and where each stands.
    Plans,
    /// Findings.
    Findings,
    /// What happens to the plans.
    Outcomes,
    /// Reply and closing.
    Closing,
    /// One's own answers, after closing.
    Mine,
}

/// What is asked in front of the screen, with what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// What.
    pub about: About,
    /// The reason.
    pub reason: String,
    /// The grade chosen, by its place.
    pub grade: Option<usize>,
    /// Whether it has been drawn before.
    pub was_drawn: bool,
}

/// What a reason is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Opening a comparison before all sheets are in.
    OpenEarly(SubjectId),
    /// Handing a sheet back: whose, and their letter.
    Return(SubjectId, MemberId, String),
    /// The panel's own grade.
    Override(SubjectId),
}

/// The state of agreeing.
#[derive(Debug, Default)]
pub struct AgreeScreen {
    /// The part on the screen.
    pub part: Part,
    plan: Option<SubjectId>,
    code: Option<String>,
    /// The reason being written.
    pub reason: String,
    /// An answer that waits for its reason.
    pub waiting: Option<String>,
    /// The reason is to have the keyboard.
    pub focus_reason: bool,
    /// Large type, one criterion, no names.
    pub is_projected: bool,
    /// What is asked in front of the screen.
    pub asking: Option<Asking>,
    /// The row of the plans the keyboard stands on.
    pub plans_cursor: usize,
    /// Findings.
    pub findings: FindingsScreen,
    /// What happens to plans.
    pub outcomes: OutcomesScreen,
    /// Reply and closing.
    pub closing: ClosingScreen,
    /// One's own answers.
    pub mine: MineScreen,
    /// Left for later.
    skipped: BTreeSet<(SubjectId, String)>,
    /// Answers given, to go back to when they are taken back.
    trail: Vec<(SubjectId, String)>,
    /// The golden threads the panel agrees.
    pub threads: super::threads::ThreadsPanel,
    /// Answers sent and not read back yet.
    sent: Vec<(SubjectId, String, String)>,
}

/// How soon a criterion without an agreed answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// To discuss.
    Now,
    /// To discuss, left for later.
    Later,
    /// The rule may settle it.
    ByRule,
}

impl AgreeScreen {
    /// The plan on the screen: the chosen one, else the first with something to discuss.
    #[must_use]
    pub fn plan<'a>(&self, data: &'a AgreeData) -> Option<&'a AgreePlan> {
        let chosen = self.plan.and_then(|subject| data.get_plan(subject));
        let next = || self.undecided(data, None, true).and_then(|(plan, _)| data.plans.get(plan));
        chosen.or_else(next).or_else(|| data.plans.first())
    }

    /// The criterion on the screen.
    #[must_use]
    pub fn item<'a>(&self, plan: &'a AgreePlan) -> Option<(usize, &'a AgreeItem)> {
        let chosen = self.code.as_deref().and_then(|code| plan.items.iter().position(|item| item.code == code));
        let first = || {
            let open = (0..plan.items.len()).filter_map(|at| Some((self.turn(plan, plan.items.get(at)?)?, at)));
            open.min().map(|(_, at)| at)
        };
        let at = chosen.or_else(first).unwrap_or(0);
        plan.items.get(at).map(|item| (at, item))
    }

    /// The agreed answer, sent but not read back ones too.
    #[must_use]
    pub fn agreed_on<'a>(&'a self, plan: &AgreePlan, item: &'a AgreeItem) -> Option<&'a str> {
        let sent = self.sent.iter().rev().find(|(subject, code, _)| *subject == plan.subject && *code == item.code);
        sent.map(|(.., answer)| answer.as_str()).or(item.agreed.as_ref().map(|settled| settled.answer.as_str()))
    }

    fn turn(&self, plan: &AgreePlan, item: &AgreeItem) -> Option<Turn> {
        match () {
            () if self.agreed_on(plan, item).is_some() => None,
            () if item.by_rule.is_some() => Some(Turn::ByRule),
            () if self.is_skipped(plan, item) => Some(Turn::Later),
            () => Some(Turn::Now),
        }
    }

    /// Whether a criterion was left for later.
    #[must_use]
    pub fn is_skipped(&self, plan: &AgreePlan, item: &AgreeItem) -> bool {
        self.skipped.contains(&(plan.subject, item.code.clone()))
    }

    /// The next criterion without an agreed answer over all plans, round and round from `after`; what was left for
    /// later comes when nothing else is left, what the rule may settle last.
    fn undecided(&self, data: &AgreeData, after: Option<(SubjectId, usize)>, forward: bool) -> Option<(usize, usize)> {
        let places = data.plans.iter().enumerate().flat_map(|(p, plan)| (0..plan.items.len()).map(move |i| (p, i)));
        let mut places: Vec<(usize, usize)> = places.collect();
        let here = after.and_then(|(subject, at)| {
            let plan = data.plans.iter().position(|plan| plan.subject == subject)?;
            Some((plan, at))
        });
        if !forward {
            places.reverse();
        }
        if let Some(here) = here {
            let past = |place: &(usize, usize)| if forward { *place <= here } else { *place >= here };
            let turned = places.iter().position(|place| !past(place)).unwrap_or(0);
            places.rotate_left(turned);
            // Where one stands comes last.
            places.retain(|place| *place != here);
            places.push(here);
        }
        let turn = |place: &(usize, usize)| {
            let plan = data.plans.get(place.0)?;
            self.turn(plan, plan.items.get(place.1)?)
        };
        places
            .into_iter()
            .filter_map(|place| Some((turn(&place)?, place)))
            .min_by_key(|(turn, _)| *turn)
            .map(|(_, p)| p)
    }

    /// How many criteria of a plan are still to be discussed.
    #[must_use]
    pub fn open_count(&self, plan: &AgreePlan) -> usize {
        plan.open_items().filter(|(_, item)| self.agreed_on(plan, item).is_none()).count()
    }

    /// How many criteria are left for later.
    #[must_use]
    pub fn skipped_count(&self, data: &AgreeData) -> usize {
        let items = data.plans.iter().flat_map(|plan| plan.items.iter().map(move |item| (plan, item)));
        items.filter(|(plan, item)| self.turn(plan, item) == Some(Turn::Later)).count()
    }

    /// Goes to a plan.
    pub fn go_to_plan(&mut self, subject: SubjectId) {
        self.plan = Some(subject);
        self.leave_item(None);
    }

    /// Goes to a criterion of the plan on the screen.
    pub fn go_to(&mut self, plan: &AgreePlan, at: usize) {
        self.plan = Some(plan.subject);
        self.leave_item(plan.items.get(at).map(|item| item.code.clone()));
    }

    /// Goes to the next or the last criterion without an agreed answer, on whichever plan.
    pub fn go_to_undecided(&mut self, data: &AgreeData, from: (SubjectId, usize), forward: bool) {
        if let Some((plan, at)) = self.undecided(data, Some(from), forward)
            && let Some(plan) = data.plans.get(plan)
        {
            self.go_to(plan, at);
        }
    }

    /// Leaves the criterion on the screen for later.
    pub fn skip(&mut self, data: &AgreeData, plan: &AgreePlan, at: usize) {
        let Some(item) = plan.items.get(at) else { return };
        if self.turn(plan, item).is_some() {
            self.skipped.insert((plan.subject, item.code.clone()));
        }
        self.go_to_undecided(data, (plan.subject, at), true);
    }

    /// An answer is sent: the next open criterion comes, of this plan or another.
    pub fn sent(&mut self, data: &AgreeData, plan: &AgreePlan, at: usize, answer: &str) {
        let Some(item) = plan.items.get(at) else { return };
        self.sent.push((plan.subject, item.code.clone(), answer.to_owned()));
        self.trail.push((plan.subject, item.code.clone()));
        self.skipped.remove(&(plan.subject, item.code.clone()));
        match self.undecided(data, Some((plan.subject, at)), true) {
            Some(_) => self.go_to_undecided(data, (plan.subject, at), true),
            None => self.go_to(plan, at),
        }
    }

    /// The last step was taken back: its criterion is on the screen again.
    pub fn undone(&mut self) {
        if let Some((subject, code)) = self.trail.pop().filter(|_| self.part == Part::Answers) {
            self.plan = Some(subject);
            self.leave_item(Some(code));
        }
    }

    /// The data was read again: what was sent before is in it.
    pub fn settle(&mut self) {
        self.sent.clear();
    }

    /// Asks for a reason.
    pub fn ask(&mut self, about: About) {
        self.asking = Some(Asking { about, reason: String::new(), grade: None, was_drawn: false });
    }

    fn leave_item(&mut self, code: Option<String>) {
        self.code = code;
        self.reason.clear();
        self.waiting = None;
        self.focus_reason = false;
    }
}
