//! Getting the plans ready for their readers: papers, lines of enquiry, holding back, the practice plan. Asked for and
//! shown, never a lock.

use super::arrangement::{Arrangement, PlanCard};
use super::state::ReadyForm;
use crate::domain::audit_tool::SubjectKind;
use crate::domain::round::Papers;
use crate::ops::{Arrange, Command};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::route::Route;
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, TextField, body, check, page_title, quiet, quiet_group, section_title, sign, small,
};
use egui::Ui;
use jiff::civil::Date;

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut ReadyForm) {
    let subject = cx.subject();
    page_title(ui, &format!("Get the {} ready", subject.nouns()));
    quiet(
        ui,
        "Which version each reader should have before them, its appendices, and where to find them. Nothing here keeps \
         anybody from scoring, unless you hold the round back.",
    );
    let Some(round) = &data.round else {
        small(ui, "Make the round first.");
        return;
    };
    let (id, is_open) = (round.id, data.is_open());
    ui.add_space(space::STEP);
    let mut held = round.held_back;
    if is_open && check(ui, "Hold the round back: nobody can score yet", &mut held) {
        cx.run(Command::Arrange(Arrange::HoldBack { round: id, held }));
    }
    if round.held_back {
        small(ui, "Who opens a score sheet is told that you hold the round back. Take the tick away to open scoring.");
    }
    ui.add_space(space::STEP);
    papers(ui, cx, data, form);
    ui.add_space(space::GROUP);
    section_title(ui, "Lines of enquiry");
    small(ui, "What the panel should look for besides the criteria. It stands beside the round and travels in packs.");
    if form.lines_of != Some(id) {
        form.lines_of = Some(id);
        form.lines.clone_from(&round.lines_of_enquiry);
    }
    let field = TextField::new("What to look for").rows(3).width(f32::INFINITY).read_only(!is_open);
    let response = field.show(ui, &mut form.lines);
    crate::ui::views::guarded::point_out(ui, cx, &form.lines);
    if response.lost_focus() && form.lines.trim() != round.lines_of_enquiry {
        cx.run(Command::Arrange(Arrange::SetLines { round: id, text: form.lines.clone() }));
    }
    ui.add_space(space::GROUP);
    practice(ui, cx, data, form);
}

fn papers(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut ReadyForm) {
    section_title(ui, "Papers");
    if data.plans.is_empty() {
        body(ui, &format!("The {} are listed here when the sample is drawn.", cx.subject().nouns()));
        return;
    }
    let subject = cx.subject();
    let ready = data.plans.iter().filter(|plan| plan.papers.ready).count();
    small(ui, &format!("{ready} of {} have their papers. Enter opens one.", subject.count(data.plans.len() as u64)));
    let columns = [
        Column::words(subject.head(), if subject == SubjectKind::Advice { 300.0 } else { 150.0 }),
        Column::words("Version of", 150.0),
        Column::words("Appendices", 220.0),
        Column::rest("Where to find it"),
        Column::words("Papers", 130.0),
    ];
    let row_name = |row: usize| {
        let ready = |plan: &PlanCard| if plan.papers.ready { "papers are there" } else { "papers not ticked" };
        data.plans.get(row).map(|plan| format!("{}, {}", plan.reference, ready(plan))).unwrap_or_default()
    };
    let name = format!("Papers of the {}", subject.nouns());
    let (salt, rows) = ("papers", data.plans.len());
    let table = DataTable { salt, name: &name, columns: &columns, rows, row_name: &row_name, opens: true };
    let shown = table.show_within(ui, 10, &mut form.cursor, |ui, row, column| {
        let Some(plan) = data.plans.get(row) else { return };
        let practice = if plan.practice { " · practice" } else { "" };
        match column {
            0 => drop(cell_strong(ui, &format!("{}{practice}", plan.reference))),
            1 => drop(cell_body(ui, &plan.papers.version_on.map(day_words).unwrap_or_default())),
            2 => drop(cell_quiet(ui, &plan.papers.appendices)),
            3 => drop(cell_quiet(ui, &plan.papers.where_to_find)),
            _ if plan.papers.ready => {
                let ink = tokens(ui).answer_met.mark;
                sign(ui, Sign::Tick, space::SIGN, ink, "");
                ui.add_space(space::HALF);
                cell_body(ui, "There");
            }
            _ => drop(cell_quiet(ui, "Not yet")),
        }
    });
    if let Some(plan) = shown.opened.and_then(|row| data.plans.get(row)) {
        form.open(plan);
    }
    if let Some(plan) = form.subject.and_then(|subject| data.plans.iter().find(|plan| plan.subject == subject)) {
        editor(ui, cx, data, plan, form);
    }
}

fn editor(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, plan: &PlanCard, form: &mut ReadyForm) {
    let Some(round) = data.round.as_ref().map(|round| round.id) else { return };
    ui.add_space(space::STEP);
    quiet_group(ui, |ui| {
        crate::ui::widgets::strong(ui, &format!("Papers of {} {}", cx.subject().noun(), plan.reference));
        let day = form.version_on.trim().to_owned();
        let parsed = day::read(&day);
        let error = (!day.is_empty() && parsed.is_none()).then_some(day::FAULT);
        let field = TextField::new("Date of the version to be read").hint(day::HINT).error(error);
        field.width(180.0).salt(plan.subject).show(ui, &mut form.version_on);
        let field = TextField::new("Appendices").hint("Such as: A to F, the health advice of May is missing");
        field.width(560.0).salt(plan.subject).show(ui, &mut form.appendices);
        let field = TextField::new("Where to find it").hint("A folder or a case system, in words; it travels in packs");
        field.width(560.0).salt(plan.subject).show(ui, &mut form.where_to_find);
        check(ui, "The papers are there", &mut form.ready);
        ui.horizontal_wrapped(|ui| {
            let reason = match () {
                () if !data.is_open() => Some("The round is closed"),
                () if error.is_some() => Some("Correct the date"),
                () => None,
            };
            if Button::primary("Save the papers").disabled_because(reason).show(ui).clicked() {
                let papers = Papers {
                    version_on: parsed,
                    appendices: form.appendices.clone(),
                    where_to_find: form.where_to_find.clone(),
                    ready: form.ready,
                };
                let subject = plan.subject;
                cx.run(Command::Arrange(Arrange::SetPapers { round, subject, papers }));
                // On to the next plan that is not ready.
                let at = data.plans.iter().position(|other| other.subject == subject).unwrap_or(0);
                let next = data.plans.iter().enumerate().skip(at + 1).find(|(_, other)| !other.papers.ready);
                match next {
                    Some((row, next)) => {
                        form.cursor = row;
                        form.open(next);
                    }
                    None => form.subject = None,
                }
            }
            if Button::link("Leave it as it was").show(ui).clicked() {
                form.subject = None;
            }
        });
    });
}

fn practice(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut ReadyForm) {
    section_title(ui, "Practice plan");
    let Some(round) = data.round.as_ref().map(|round| round.id) else { return };
    if let Some(plan) = data.plans.iter().find(|plan| plan.practice) {
        body(
            ui,
            &format!(
                "Everybody on the panel scores {} first. It counts nowhere; each sees the agreed answers as soon as their \
                 own sheet is in.",
                plan.reference
            ),
        );
        if Button::quiet("Set its agreed answers…").show(ui).clicked() {
            cx.act(Action::Go(Route::Practice(plan.subject)));
        }
        return;
    }
    small(ui, "A plan that all score first, to find out what the questions mean. It is kept out of every figure.");
    let field = TextField::new("Reference of the practice plan").hint("A plan of the cohort that is not in the sample");
    field.width(220.0).show(ui, &mut form.practice);
    let reason = match () {
        () if !data.is_open() => Some("The round is closed"),
        () if data.plans.is_empty() => Some("Draw the sample first"),
        () if form.practice.trim().is_empty() => Some("Enter a reference"),
        () => None,
    };
    if Button::quiet("Add the practice plan").disabled_because(reason).show(ui).clicked() {
        let plan = std::mem::take(&mut form.practice).trim().to_owned();
        cx.run(Command::Arrange(Arrange::AddPractice { round, plan }));
    }
}

fn day_words(day: Date) -> String {
    crate::ui::views::overview::data::long_date(day)
}
