//! The record of an urgent concern, in front of whatever screen the plan is open on.

use crate::domain::ids::{ConcernId, RoundId, SubjectId};
use crate::domain::sheet::{ConcernKind, ConcernReaders};
use crate::ops::{Command, ConcernDraft, ConcernRow, Concerning, ToldWhen};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::dialogs::in_front;
use crate::ui::theme::space;
use crate::ui::views::guarded::point_out;
use crate::ui::views::time_words;
use crate::ui::widgets::{Button, TextField, body, check, choice_list, small, small_title};
use egui::Ui;

/// The record being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernForm {
    round: RoundId,
    subject: SubjectId,
    reference: String,
    /// Of a concern that is there; none: a new one.
    row: Option<ConcernRow>,
    kind: ConcernKind,
    what: String,
    told: String,
    told_at: String,
    is_told_now: bool,
    outcome: String,
    follow_up: String,
    may_see: ConcernReaders,
    was_drawn: bool,
}

/// Whom to tell now: the local procedure says who that is.
const fn tell_now(kind: ConcernKind) -> &'static str {
    match kind {
        ConcernKind::Safeguarding => {
            "Tell now: your designated safeguarding lead, and children’s social care where a child may be at risk of \
             harm. In danger of life: 999."
        }
        ConcernKind::OtherPersonsData => {
            "Tell now: your data protection officer and the manager of the SEND team. A breach may have to be reported \
             within 72 hours."
        }
        ConcernKind::MedicalRisk => {
            "Tell now: the Designated Clinical Officer and the clinician responsible for the child or young person."
        }
        ConcernKind::ProvisionNotInPlace => "Tell now: the manager of the SEND team, who must secure the provision.",
        ConcernKind::WrongVersion => "Tell now: the EHC coordinator of the plan and the manager of the SEND team.",
    }
}

impl ConcernForm {
    /// A new record about a plan.
    #[must_use]
    pub fn new(round: RoundId, subject: SubjectId, reference: String) -> Self {
        Self {
            round,
            subject,
            reference,
            row: None,
            kind: ConcernKind::Safeguarding,
            what: String::new(),
            told: String::new(),
            told_at: String::new(),
            is_told_now: false,
            outcome: String::new(),
            follow_up: String::new(),
            may_see: ConcernReaders::Lead,
            was_drawn: false,
        }
    }

    /// The record of a concern that is there.
    #[must_use]
    pub fn of(row: &ConcernRow) -> Self {
        let concern = &row.concern;
        Self {
            kind: concern.kind,
            what: concern.what.clone(),
            told: concern.told.clone(),
            told_at: row.told_at.map(|at| at.strftime("%d/%m/%Y %H:%M").to_string()).unwrap_or_default(),
            outcome: concern.outcome.clone(),
            follow_up: concern.follow_up.clone(),
            may_see: concern.may_see,
            row: Some(row.clone()),
            ..Self::new(concern.round, concern.subject, row.reference.clone())
        }
    }

    fn told_when(&self) -> Result<ToldWhen, &'static str> {
        if self.is_told_now {
            return Ok(ToldWhen::Now);
        }
        let typed = self.told_at.trim();
        if typed.is_empty() {
            return Ok(ToldWhen::NotYet);
        }
        let at = day::read_with_time(typed).map(ToldWhen::At);
        at.ok_or("Write it as 22/11/2026 14:03, or tick “just now”")
    }

    fn draft(&self) -> Option<ConcernDraft> {
        let told_when = self.told_when().ok().filter(|_| !self.what.trim().is_empty())?;
        Some(ConcernDraft {
            kind: self.kind,
            what: self.what.clone(),
            told: self.told.clone(),
            told_when,
            outcome: self.outcome.clone(),
            follow_up: self.follow_up.clone(),
            may_see: self.may_see,
        })
    }

    fn id(&self) -> Option<ConcernId> {
        self.row.as_ref().map(|row| row.concern.id)
    }

    fn is_closed(&self) -> bool {
        self.row.as_ref().is_some_and(|row| row.concern.closed_ms.is_some())
    }
}

/// Draws it.
pub fn show(ui: &Ui, cx: &mut Cx<'_>, form: &mut ConcernForm) {
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let title = format!("Urgent concern about plan {}", form.reference);
    let left = in_front(ui, "concern", &title, |ui| contents(ui, cx, form, is_first));
    if left {
        cx.act(Action::LeaveConcern);
    }
}

fn contents(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut ConcernForm, is_first: bool) {
    body(
        ui,
        "For what cannot wait for the report. It stands outside blindness and grades. Recording it here tells nobody: \
         follow your local procedure.",
    );
    let kinds: Vec<&str> = ConcernKind::ALL.iter().map(|kind| kind.label()).collect();
    let chosen = ConcernKind::ALL.iter().position(|kind| *kind == form.kind);
    if let Some(kind) =
        choice_list(ui, "What it is about", &kinds, chosen, 320.0).and_then(|at| ConcernKind::ALL.get(at))
    {
        form.kind = *kind;
    }
    small_title(ui, tell_now(form.kind));
    let what = TextField::new("What you saw")
        .hint("Write as if the family will read it: they may. No names.")
        .rows(3)
        .width(f32::INFINITY)
        .show(ui, &mut form.what);
    if is_first {
        what.request_focus();
    }
    point_out(ui, cx, &form.what);
    TextField::new("Who was told")
        .hint("Role and how, such as “Safeguarding lead, by telephone”")
        .width(f32::INFINITY)
        .show(ui, &mut form.told);
    let error = form.told_when().err();
    check(ui, "They were told just now", &mut form.is_told_now);
    if !form.is_told_now {
        TextField::new("When they were told")
            .hint("Such as 22/11/2026 14:03; empty: not yet")
            .error(error)
            .width(220.0)
            .show(ui, &mut form.told_at);
    }
    if form.row.is_some() {
        TextField::new("What happened since").rows(2).width(f32::INFINITY).show(ui, &mut form.follow_up);
        TextField::new("What came of it")
            .hint("Needed to close it")
            .rows(2)
            .width(f32::INFINITY)
            .show(ui, &mut form.outcome);
        point_out(ui, cx, &form.follow_up);
        point_out(ui, cx, &form.outcome);
    }
    let readers: Vec<&str> = ConcernReaders::ALL.iter().map(|readers| readers.label()).collect();
    let chosen = ConcernReaders::ALL.iter().position(|readers| *readers == form.may_see);
    let pressed = choice_list(ui, "Who may see it besides you", &readers, chosen, 380.0);
    if let Some(readers) = pressed.and_then(|at| ConcernReaders::ALL.get(at)) {
        form.may_see = *readers;
    }
    if let Some(row) = &form.row {
        let by = if row.raised_by.is_empty() { String::new() } else { format!(" by {}", row.raised_by) };
        let closed = row.closed_at.map(|at| format!(" Closed {}.", time_words(at))).unwrap_or_default();
        let recorded = row.recorded_at.map(time_words).unwrap_or_default();
        small(ui, &format!("Recorded {recorded}{by}.{closed}"));
    }
    ui.add_space(space::STEP);
    buttons(ui, cx, form);
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, form: &ConcernForm) {
    let draft = form.draft();
    let why = if form.what.trim().is_empty() { "Say what you saw" } else { "Correct the time" };
    let reason = draft.is_none().then_some(why);
    ui.horizontal_wrapped(|ui| {
        let label = if form.row.is_some() { "Save the record" } else { "Record the concern" };
        let pressed = Button::primary(label).disabled_because(reason).show(ui).clicked();
        if let (true, Some(draft)) = (pressed, draft) {
            let (round, subject) = (form.round, form.subject);
            let concerning = match form.id() {
                Some(id) => Concerning::Amend { round, id, draft },
                None => Concerning::Raise { round, subject, draft },
            };
            cx.run(Command::Concerning(concerning));
            cx.act(Action::LeaveConcern);
        }
        if let Some(id) = form.id().filter(|_| !form.is_closed()) {
            let reason = form.outcome.trim().is_empty().then_some("Say what came of it");
            if Button::quiet("Close the concern").disabled_because(reason).show(ui).clicked() {
                let (round, outcome) = (form.round, form.outcome.clone());
                if let Some(draft) = form.draft() {
                    cx.run(Command::Concerning(Concerning::Amend { round, id, draft }));
                }
                cx.run(Command::Concerning(Concerning::Close { round, id, outcome }));
                cx.act(Action::LeaveConcern);
            }
        }
        if Button::quiet("Cancel").show(ui).clicked() {
            cx.act(Action::LeaveConcern);
        }
    });
}
