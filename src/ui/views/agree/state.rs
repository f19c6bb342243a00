//! Which plan and criterion the panel is at, and the reason being written.

use super::data::{AgreeData, AgreeItem, AgreePlan};
use crate::domain::ids::SubjectId;

/// The state of agreeing.
#[derive(Debug, Default)]
pub struct AgreeScreen {
    plan: Option<SubjectId>,
    code: Option<String>,
    /// The reason being written.
    pub reason: String,
    /// An answer that waits for its reason.
    pub waiting: Option<String>,
    /// The reason is to have the keyboard.
    pub focus_reason: bool,
    /// The golden threads the panel agrees.
    pub threads: super::threads::ThreadsPanel,
    /// Answers sent and not read back yet.
    sent: Vec<(SubjectId, String, String)>,
}

impl AgreeScreen {
    /// The plan on the screen: the chosen one, else the first with something to discuss.
    #[must_use]
    pub fn plan<'a>(&self, data: &'a AgreeData) -> Option<&'a AgreePlan> {
        let chosen = self.plan.and_then(|subject| data.get_plan(subject));
        chosen.or_else(|| self.next_plan(data)).or_else(|| data.plans.first())
    }

    /// The first plan with something to discuss; else with something the rule would settle.
    fn next_plan<'a>(&self, data: &'a AgreeData) -> Option<&'a AgreePlan> {
        let discuss = data.plans.iter().find(|plan| self.open_count(plan) > 0);
        discuss.or_else(|| data.plans.iter().find(|plan| self.next_open(plan, None).is_some()))
    }

    /// The criterion on the screen.
    #[must_use]
    pub fn item<'a>(&self, plan: &'a AgreePlan) -> Option<(usize, &'a AgreeItem)> {
        let chosen = self.code.as_deref().and_then(|code| plan.items.iter().position(|item| item.code == code));
        let at = chosen.or_else(|| self.next_open(plan, None)).unwrap_or(0);
        plan.items.get(at).map(|item| (at, item))
    }

    /// The agreed answer, sent but not read back ones too.
    #[must_use]
    pub fn agreed_on<'a>(&'a self, plan: &AgreePlan, item: &'a AgreeItem) -> Option<&'a str> {
        let sent = self.sent.iter().rev().find(|(subject, code, _)| *subject == plan.subject && *code == item.code);
        sent.map(|(.., answer)| answer.as_str()).or(item.agreed.as_ref().map(|(answer, ..)| answer.as_str()))
    }

    /// The next criterion without an agreed answer, from the beginning again at the end.
    #[must_use]
    pub fn next_open(&self, plan: &AgreePlan, after: Option<usize>) -> Option<usize> {
        let from = after.map_or(0, |at| at + 1);
        let order = (from..plan.items.len()).chain(0..from.min(plan.items.len()));
        let open = |at: &usize| plan.items.get(*at).is_some_and(|item| self.agreed_on(plan, item).is_none());
        // What the rule would settle comes last: the panel may leave it to the rule.
        let by_rule = |at: usize| plan.items.get(at).is_some_and(|item| item.by_rule.is_some());
        order.filter(open).min_by_key(|at| by_rule(*at))
    }

    /// How many criteria of a plan are still to be discussed.
    #[must_use]
    pub fn open_count(&self, plan: &AgreePlan) -> usize {
        plan.open_items().filter(|(_, item)| self.agreed_on(plan, item).is_none()).count()
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

    /// An answer is sent: the next open criterion comes, of this plan or the next.
    pub fn sent(&mut self, data: &AgreeData, plan: &AgreePlan, at: usize, answer: &str) {
        let Some(item) = plan.items.get(at) else { return };
        self.sent.push((plan.subject, item.code.clone(), answer.to_owned()));
        let here = self.next_open(plan, Some(at));
        match (here, self.next_plan(data)) {
            (Some(next), _) if self.open_count(plan) > 0 => self.go_to(plan, next),
            (_, Some(next)) if self.open_count(next) > 0 => self.go_to_plan(next.subject),
            (Some(next), _) => self.go_to(plan, next),
            (None, Some(next)) => self.go_to_plan(next.subject),
            (None, None) => self.leave_item(Some(item.code.clone())),
        }
    }

    /// The data was read again: what was sent before is in it.
    pub fn settle(&mut self) {
        self.sent.clear();
    }

    fn leave_item(&mut self, code: Option<String>) {
        self.code = code;
        self.reason.clear();
        self.waiting = None;
        self.focus_reason = false;
    }
}
