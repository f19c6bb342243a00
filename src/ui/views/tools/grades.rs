//! Grades with their thresholds, and the rule between answers and grades.

use super::fields::{Form, Look};
use crate::domain::audit_tool::{AuditTool, Grade};
use crate::domain::tool_check::Place;
use crate::domain::tool_draft::{free_code, move_item, rename_grade};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, Sign, quiet, quiet_group, section_title};
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    section_title(ui, "Grades");
    quiet(ui, "Best first; none, or two to six. A share of the points from a threshold on has that grade.");
    ui.add_space(space::STEP);
    grades(ui, form, tool);
    ui.add_space(space::GROUP);
    section_title(ui, "Rule");
    quiet(ui, "What is left empty does not apply.");
    ui.add_space(space::STEP);
    rule(ui, form, tool);
}

enum Act {
    Move(usize, bool),
    Remove(usize),
    Rename(usize, String),
}

fn grades(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    let mut act = None;
    for (at, grade) in tool.grades.iter_mut().enumerate() {
        let place = Place::Grade(at);
        ui.push_id(("grade", at), |ui| {
            quiet_group(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    let label = format!("Grade {}", at + 1);
                    form.text(ui, &label, (place, "label"), Look::line(240.0), &mut grade.label);
                    if let Some(code) =
                        form.code(ui, &format!("Code of grade {}", at + 1), (place, "code"), &grade.code)
                    {
                        act = Some(Act::Rename(at, code));
                    }
                    let label = format!("Threshold of grade {}, percent", at + 1);
                    form.number(ui, &label, (place, "from_percent"), Look::line(120.0), &mut grade.from_percent);
                });
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    form.tick(ui, "Counts as good or better", (place, "good_or_better"), &mut grade.good_or_better);
                    act = act.take().or(buttons(ui, &grade.label, at));
                });
            });
        });
        ui.add_space(space::STEP);
    }
    form.left |= matches!(act, Some(Act::Move(..) | Act::Remove(_)));
    match act {
        Some(Act::Move(at, down)) => drop(move_item(&mut tool.grades, at, down)),
        Some(Act::Remove(at)) if at < tool.grades.len() => drop(tool.grades.remove(at)),
        Some(Act::Rename(at, code)) => rename_grade(tool, at, &code),
        _ => {}
    }
    if Button::link("Add a grade").sign(Sign::Plus).show(ui).clicked() {
        let code = free_code("grade", tool.grades.iter().map(|grade| grade.code.as_str()));
        let from_percent = 0;
        tool.grades.push(Grade { code, label: String::new(), from_percent, good_or_better: false });
        *form.focus = Some((Place::Grade(tool.grades.len() - 1), "label"));
        form.left = true;
    }
}

fn buttons(ui: &mut Ui, label: &str, at: usize) -> Option<Act> {
    let mut act = None;
    for (words, does) in [("Up", Act::Move(at, false)), ("Down", Act::Move(at, true)), ("Remove", Act::Remove(at))] {
        if Button::link(words).name(&format!("{words}: grade {label}")).show(ui).clicked() {
            act = Some(does);
        }
    }
    act
}

fn rule(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    let grades: Vec<(Option<String>, String)> = std::iter::once((None, "No cap".to_owned()))
        .chain(tool.grades.iter().map(|grade| (Some(grade.code.clone()), grade.label.clone())))
        .collect();
    let answers: Vec<(Option<String>, String)> = std::iter::once((None, "Any answer".to_owned()))
        .chain(tool.answers.iter().map(|answer| (Some(answer.code.clone()), answer.label.clone())))
        .collect();
    let rule = &mut tool.rule;
    let at = |field| (Place::Rule, field);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        code(
            ui,
            form,
            "A gap caps its section at",
            "must_not_met_caps_heading_at",
            &grades,
            &mut rule.must_not_met_caps_heading_at,
        );
        code(
            ui,
            form,
            "A gap caps the plan at",
            "must_not_met_caps_plan_at",
            &grades,
            &mut rule.must_not_met_caps_plan_at,
        );
        code(
            ui,
            form,
            "A gap in part caps the plan at",
            "must_partly_caps_plan_at",
            &grades,
            &mut rule.must_partly_caps_plan_at,
        );
        code(ui, form, "The top grade allows no", "top_grade_allows_no", &answers, &mut rule.top_grade_allows_no);
    });
    let mut codes = rule.must_caps_headings.clone().unwrap_or_default();
    let look = Look::line(420.0).hint("Codes of sections; empty: all of them");
    form.codes(ui, "Sections whose gaps hold the plan", at("must_caps_headings"), look, &mut codes);
    rule.must_caps_headings = Some(codes).filter(|codes| !codes.is_empty());
    let numbers = [
        ("Answers a section needs for a grade", "heading_grade_needs_answers", &mut rule.heading_grade_needs_answers),
        (
            "Grades the plan may stand above its weakest group",
            "steps_above_weakest_group",
            &mut rule.steps_above_weakest_group,
        ),
        (
            "Provisional when less than this percent was tested",
            "provisional_under_percent",
            &mut rule.provisional_under_percent,
        ),
    ];
    for (label, field, number) in numbers {
        form.maybe_number(ui, label, at(field), Look::line(120.0), number);
    }
}

/// One code of several, or none.
fn code(
    ui: &mut Ui,
    form: &mut Form<'_>,
    label: &str,
    field: &'static str,
    all: &[(Option<String>, String)],
    value: &mut Option<String>,
) {
    let mut listed: Vec<(usize, &str)> = all.iter().map(|(_, label)| label.as_str()).enumerate().collect();
    let found = all.iter().position(|(code, _)| code == value);
    // A code that names nothing any more stays to be seen, and is among the faults.
    let unknown = value.clone().unwrap_or_default();
    if found.is_none() {
        listed.push((all.len(), &unknown));
    }
    let mut chosen = found.unwrap_or(all.len());
    form.choice(ui, label, (Place::Rule, field), &listed, &mut chosen);
    if let Some((code, _)) = all.get(chosen) {
        value.clone_from(code);
    }
}
