//! Answers; groups that hold a plan back; views of single disciplines.

use super::fields::{Form, Look};
use crate::domain::audit_tool::{Answer, AuditTool, Group, View};
use crate::domain::tool_check::Place;
use crate::domain::tool_draft::{free_code, move_item, rename_answer};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, Sign, quiet, quiet_group, section_title};
use egui::Ui;

enum Act {
    Move(usize, bool),
    Remove(usize),
}

/// Moves or removes in a list.
fn carry_out<T>(list: &mut Vec<T>, act: Option<Act>, form: &mut Form<'_>) {
    match act {
        Some(Act::Move(at, down)) => drop(move_item(list, at, down)),
        Some(Act::Remove(at)) if at < list.len() => drop(list.remove(at)),
        _ => return,
    }
    form.typed.clear();
    form.left = true;
}

fn buttons(ui: &mut Ui, what: &str, at: usize) -> Option<Act> {
    let mut act = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (words, does) in [("Up", Act::Move(at, false)), ("Down", Act::Move(at, true)), ("Remove", Act::Remove(at))]
        {
            if Button::link(words).name(&format!("{words}: {what}")).show(ui).clicked() {
                act = Some(does);
            }
        }
    });
    act
}

/// Draws the answers.
pub(super) fn answers(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    section_title(ui, "Answers");
    quiet(
        ui,
        "Two to nine, best first. Points are what an answer earns; without points it is left out of the count. The level \
         is its place on the scale of the agreement figures. The codes not_met, partly, not_evidenced and na have a \
         meaning of their own.",
    );
    ui.add_space(space::STEP);
    let (mut act, mut renamed) = (None, None);
    for (at, answer) in tool.answers.iter_mut().enumerate() {
        let place = Place::Answer(at);
        ui.push_id(("answer", at), |ui| {
            quiet_group(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    let label = format!("Answer {}", at + 1);
                    form.text(ui, &label, (place, "label"), Look::line(220.0), &mut answer.label);
                    if let Some(code) =
                        form.code(ui, &format!("Code of answer {}", at + 1), (place, "code"), &answer.code)
                    {
                        renamed = Some((at, code));
                    }
                    let line = Look::line(80.0);
                    form.maybe_number(ui, &format!("Points {}", at + 1), (place, "points"), line, &mut answer.points);
                    form.maybe_number(ui, &format!("Level {}", at + 1), (place, "level"), line, &mut answer.level);
                    form.maybe_text(ui, &format!("Key {}", at + 1), (place, "key"), line, &mut answer.key);
                });
                act = act.take().or(buttons(ui, &format!("answer {}", answer.label), at));
            });
        });
        ui.add_space(space::STEP);
    }
    carry_out(&mut tool.answers, act, form);
    if let Some((at, code)) = renamed {
        rename_answer(tool, at, &code);
    }
    if Button::link("Add an answer").sign(Sign::Plus).show(ui).clicked() {
        let code = free_code("answer", tool.answers.iter().map(|answer| answer.code.as_str()));
        tool.answers.push(Answer { code, label: String::new(), points: Some(0), level: None, key: None });
        *form.focus = Some((Place::Answer(tool.answers.len() - 1), "label"));
        form.left = true;
    }
}

/// Draws groups and views.
pub(super) fn show(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    section_title(ui, "Groups");
    quiet(ui, "Sections whose points are pooled; the weakest group holds the plan back, where the rule says so.");
    ui.add_space(space::STEP);
    groups(ui, form, tool);
    ui.add_space(space::GROUP);
    section_title(ui, "Views");
    quiet(
        ui,
        "What one discipline looks at across all plans. Its standard: every must criterion met or not applicable, no \
         workshop or core criterion not met, and this share of its points. The codes health and social_care open the \
         screens of the same names.",
    );
    ui.add_space(space::STEP);
    views(ui, form, tool);
}

fn groups(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    let mut act = None;
    for (at, group) in tool.groups.iter_mut().enumerate() {
        let place = Place::Group(at);
        ui.push_id(("group", at), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                if let Some(code) = form.code(ui, &format!("Code of group {}", at + 1), (place, "code"), &group.code) {
                    group.code = code;
                }
                let look = Look::line(300.0);
                form.codes(
                    ui,
                    &format!("Sections of group {}", at + 1),
                    (place, "headings"),
                    look,
                    &mut group.headings,
                );
            });
            act = act.take().or(buttons(ui, &format!("group {}", group.code), at));
        });
        ui.add_space(space::STEP);
    }
    carry_out(&mut tool.groups, act, form);
    if Button::link("Add a group").sign(Sign::Plus).show(ui).clicked() {
        let code = free_code("group", tool.groups.iter().map(|group| group.code.as_str()));
        tool.groups.push(Group { code, headings: Vec::new() });
        *form.focus = Some((Place::Group(tool.groups.len() - 1), "headings"));
        form.left = true;
    }
}

fn views(ui: &mut Ui, form: &mut Form<'_>, tool: &mut AuditTool) {
    let mut act = None;
    for (at, view) in tool.views.iter_mut().enumerate() {
        let place = Place::View(at);
        ui.push_id(("view", at), |ui| {
            quiet_group(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    form.text(ui, &format!("View {}", at + 1), (place, "title"), Look::line(240.0), &mut view.title);
                    if let Some(code) = form.code(ui, &format!("Code of view {}", at + 1), (place, "code"), &view.code)
                    {
                        view.code = code;
                    }
                    let label = format!("Standard of view {}, percent", at + 1);
                    form.number(
                        ui,
                        &label,
                        (place, "standard_from_percent"),
                        Look::line(100.0),
                        &mut view.standard_from_percent,
                    );
                });
                let label = format!("Criteria of view {}", at + 1);
                form.codes(ui, &label, (place, "criteria"), Look::text(2), &mut view.criteria);
                act = act.take().or(buttons(ui, &format!("view {}", view.title), at));
            });
        });
        ui.add_space(space::STEP);
    }
    carry_out(&mut tool.views, act, form);
    if Button::link("Add a view").sign(Sign::Plus).show(ui).clicked() {
        let code = free_code("view", tool.views.iter().map(|view| view.code.as_str()));
        let view = View { code, title: String::new(), criteria: Vec::new(), standard_from_percent: 70 };
        tool.views.push(view);
        *form.focus = Some((Place::View(tool.views.len() - 1), "title"));
        form.left = true;
    }
}
