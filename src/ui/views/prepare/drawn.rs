//! The sample once it is drawn: withdraw a plan, add more in the same order, add one by hand.

use super::arrangement::{Arrangement, PlanCard};
use super::state::{DrawnForm, whole};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::round::SampleOrigin;
use crate::domain::sampling::StratumFact;
use crate::ops::{Arrange, Command};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::route::{Route, Task};
use crate::ui::theme::space;
use crate::ui::views::{cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, TextField, body, page_title, quiet, quiet_group, section_title, small, strong,
};
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut DrawnForm) {
    page_title(ui, "The sample");
    let sampled: Vec<&PlanCard> = data.plans.iter().filter(|plan| !plan.practice).collect();
    let subject = cx.subject();
    quiet(ui, &format!("This round has its sample already: {}.", subject.count(sampled.len() as u64)));
    record(ui, data, subject);
    ui.add_space(space::STEP);
    list(ui, cx, data, &sampled, form);
    for (reference, reason) in &data.withdrawn {
        small(ui, &format!("{reference} was withdrawn: {reason}"));
    }
    if !data.reserves.is_empty() {
        small(ui, &format!("Reserves, in order: {}.", data.reserves.join(", ")));
    }
    ui.add_space(space::STEP);
    if Button::quiet(&format!("Get the {} ready…", subject.nouns())).show(ui).clicked() {
        cx.act(Action::Go(Route::Prepare(Task::Ready)));
    }
    ui.add_space(space::GROUP);
    if data.round.as_ref().and_then(|round| round.draw.as_ref()).is_some_and(|draw| draw.seed.is_some()) {
        top_up(ui, cx, data, form);
        ui.add_space(space::GROUP);
    }
    by_hand(ui, cx, data, form);
}

/// Room for the name of what was drawn: a piece of advice has a long one.
fn columns_width(subject: SubjectKind) -> f32 {
    if subject == SubjectKind::Advice { 400.0 } else { 170.0 }
}

/// How it was drawn, whole: what is needed to repeat it.
fn record(ui: &mut Ui, data: &Arrangement, subject: SubjectKind) {
    let Some(draw) = data.round.as_ref().and_then(|round| round.draw.as_ref()) else { return };
    let Some(seed) = draw.seed else {
        small(ui, &format!("Its {} were chosen, not drawn.", subject.nouns()));
        return;
    };
    let mut parts = vec![format!("Seed {seed}")];
    if let Some(frame) = draw.frame {
        parts.push(format!("drawn from {}", subject.count(frame)));
    }
    if !draw.stratified_by.is_empty() {
        parts.push(format!("divided by {}", fact_words(&draw.stratified_by)));
    }
    if draw.min_per_stratum > 0 {
        parts.push(format!("at least {} from each group", draw.min_per_stratum));
    }
    for filter in &draw.filters {
        parts.push(format!("only {}: {}", filter.fact.label().to_lowercase(), filter.values.join(" or ")));
    }
    if let Some(since) = draw.issued_since {
        parts.push(format!("only issued since {}", crate::ui::views::overview::data::long_date(since)));
    }
    if draw.exclude_last_rounds > 0 {
        parts.push(format!("without plans of the last {} rounds", draw.exclude_last_rounds));
    }
    parts.push(format!("rule {}", draw.algorithm));
    small(ui, &format!("{}.", parts.join(" · ")));
}

/// Codes of facts as people read them.
fn fact_words(codes: &[String]) -> String {
    let label = |code: &String| StratumFact::from_code(code).map_or(code.clone(), |f| f.label().to_lowercase());
    codes.iter().map(label).collect::<Vec<_>>().join(" and ")
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, plans: &[&PlanCard], form: &mut DrawnForm) {
    let subject = cx.subject();
    let columns = [
        Column::words(subject.head(), columns_width(subject)),
        Column::words("How it came in", 220.0),
        Column::rest("Readers").in_two_lines(),
    ];
    let names = |plan: &PlanCard| {
        let name = |task: &super::arrangement::Task| data.person(task.assignment.member);
        let names = plan.tasks.iter().filter_map(name).map(|person| person.member.facts.name.clone());
        names.collect::<Vec<_>>().join(", ")
    };
    let row_name = |row: usize| plans.get(row).map(|p| format!("{}, {}", p.reference, p.origin)).unwrap_or_default();
    let name = format!("{} of the sample", subject.heads());
    let (salt, rows) = ("drawn", plans.len());
    let table = DataTable { salt, name: &name, columns: &columns, rows, row_name: &row_name, opens: true };
    let shown = table.show_within(ui, 10, &mut form.cursor, |ui, row, column| {
        let Some(plan) = plans.get(row) else { return };
        match column {
            0 => drop(cell_strong(ui, &plan.reference)),
            1 => drop(cell_quiet(ui, plan.origin.label())),
            _ => drop(cell_quiet(ui, &names(plan))),
        }
    });
    small(ui, &format!("Enter, or a press on a row, opens what can be done with {}.", subject.any()));
    if let Some(plan) = shown.opened.and_then(|row| plans.get(row)) {
        form.withdraw = Some(plan.reference.clone());
        form.reason.clear();
    }
    let Some(reference) = form.withdraw.clone().filter(|r| plans.iter().any(|plan| plan.reference == *r)) else {
        return;
    };
    let Some(round) = data.round.as_ref().map(|round| round.id) else { return };
    ui.add_space(space::STEP);
    quiet_group(ui, |ui| {
        strong(ui, &format!("Withdraw {} {reference}", subject.noun()));
        small(
            ui,
            "The next reserve of its group comes in. What was scored on it stays in the file and counts no more.",
        );
        let hint = match subject {
            SubjectKind::Plan => "Such as: the plan ceased in October",
            _ => "Such as: it is not what was asked for",
        };
        let field = TextField::new("Why it is withdrawn").hint(hint);
        field.width(560.0).salt(&reference).show(ui, &mut form.reason);
        let reason = match () {
            () if !data.is_open() => Some("The round is closed"),
            () if form.reason.trim().is_empty() => Some("Say why"),
            () => None,
        };
        ui.horizontal_wrapped(|ui| {
            if Button::primary(&format!("Withdraw the {}", subject.noun())).disabled_because(reason).show(ui).clicked()
            {
                let (plan, reason) = (reference.clone(), form.reason.clone());
                cx.run(Command::Arrange(Arrange::Withdraw { round, plan, reason }));
                form.withdraw = None;
            }
            if Button::link("Leave it in").show(ui).clicked() {
                form.withdraw = None;
            }
        });
    });
}

fn top_up(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut DrawnForm) {
    let nouns = cx.subject().nouns();
    section_title(ui, &format!("Add {nouns} in the same order"));
    small(ui, "Adding never takes anything drawn away: it goes on where the draw ended.");
    let Some(round) = data.round.as_ref().map(|round| round.id) else { return };
    let add = whole(&form.add).filter(|add| *add > 0);
    let error = add.is_none().then_some("Enter a number.");
    TextField::new(&format!("{} to add", cx.subject().heads())).error(error).width(120.0).show(ui, &mut form.add);
    let reason = (!data.is_open()).then_some("The round is closed");
    let pressed =
        Button::quiet(&format!("Add these {nouns}")).enabled(add.is_some()).disabled_because(reason).show(ui).clicked();
    if let (true, Some(add)) = (pressed, add) {
        cx.run(Command::Arrange(Arrange::TopUp { round, add }));
    }
}

/// The form that adds a plan by hand.
pub(super) fn by_hand(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut DrawnForm) {
    let subject = cx.subject();
    section_title(ui, &format!("Add {} by hand", subject.any()));
    let Some(round) = data.round.as_ref().map(|round| round.id) else { return };
    small(
        ui,
        match (data.is_random(), subject) {
            (true, _) => {
                "Such as one that worries somebody. It is marked, and kept out of the figures followed over time."
            }
            (false, SubjectKind::Plan) => "A plan the round is about.",
            (false, _) => "One that the round is about.",
        },
    );
    let marked = data.plans.iter().filter(|plan| plan.origin == SampleOrigin::ByHand && !plan.practice).count();
    if marked > 0 && data.is_random() {
        body(ui, &format!("{} added by hand so far.", subject.count(marked as u64)));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        TextField::new("Reference of the plan").width(200.0).show(ui, &mut form.by_hand);
        TextField::new("Why it is added").width(400.0).show(ui, &mut form.by_hand_reason);
    });
    let reason = match () {
        () if !data.is_open() => Some("The round is closed"),
        () if form.by_hand.trim().is_empty() => Some("Enter a reference"),
        () if form.by_hand_reason.trim().is_empty() => Some("Say why"),
        () => None,
    };
    if Button::quiet(&format!("Add the {}", subject.noun())).disabled_because(reason).show(ui).clicked() {
        let plan = std::mem::take(&mut form.by_hand);
        let reason = std::mem::take(&mut form.by_hand_reason);
        cx.run(Command::Arrange(Arrange::AddByHand { round, plan, reason }));
    }
}
