//! Sections and criteria: the list at the left, what is chosen there at the right.

use super::editor::edit;
use super::fields::{Form, Look};
use super::state::Editor;
use crate::domain::audit_tool::{AuditTool, Criterion, Depth, Evidence, Kind, Lead, Reference, Verified};
use crate::domain::tool_check::{Place, ToolFault};
use crate::domain::tool_draft::{
    free_code, move_item, move_to_section, new_criterion, new_section, remove_criterion, remove_section,
    rename_criterion, rename_section,
};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, NavItem, choice_list, nav_list, quiet, section_title, small_title};
use crate::words::counted;
use egui::Ui;

/// Width of the list.
const LIST: f32 = 340.0;
/// From this width the list stands beside the form.
const BESIDE_FROM: f32 = 720.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    if ui.available_width() < BESIDE_FROM {
        list(ui, cx, editor);
        ui.add_space(space::GROUP);
        forms(ui, cx, editor);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(LIST);
            list(ui, cx, editor);
        });
        ui.add_space(space::GROUP);
        ui.vertical(|ui| forms(ui, cx, editor));
    });
}

fn flagged(words: String, faults: usize) -> String {
    if faults == 0 { words } else { format!("{words} · {}", counted(faults, "fault", "faults")) }
}

fn in_section(fault: &ToolFault, at: usize) -> bool {
    matches!(fault.place, Place::Section(s) | Place::Criterion(s, _) | Place::Reference(s, _, _) if s == at)
}

fn in_criterion(fault: &ToolFault, section: usize, at: usize) -> bool {
    matches!(fault.place, Place::Criterion(s, c) | Place::Reference(s, c, _) if (s, c) == (section, at))
}

fn list(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    small_title(ui, "Sections");
    let labels: Vec<String> = editor
        .tool
        .headings
        .iter()
        .enumerate()
        .map(|(at, section)| {
            let faults = editor.faults.iter().filter(|fault| in_section(fault, at)).count();
            flagged(format!("{} {}", section.code, section.title), faults)
        })
        .collect();
    if let Some(pressed) = nav(ui, "sections", "Sections", &labels, editor.section) {
        (editor.section, editor.criterion) = (pressed, 0);
    }
    if Button::link("Add a section").sign(crate::ui::widgets::Sign::Plus).show(ui).clicked() {
        let code = free_code("S", editor.tool.headings.iter().map(|section| section.code.as_str()));
        let at = editor.tool.headings.len();
        structure(ui, cx, editor, |tool| tool.headings.push(new_section(code)));
        editor.jump(Place::Section(at), "title");
    }
    let Some(section) = editor.tool.headings.get(editor.section) else { return };
    ui.add_space(space::STEP);
    small_title(ui, &format!("Criteria of {}", section.code));
    let labels: Vec<String> = section
        .criteria
        .iter()
        .enumerate()
        .map(|(at, criterion)| {
            let faults = editor.faults.iter().filter(|fault| in_criterion(fault, editor.section, at)).count();
            flagged(format!("{}  {}", criterion.code, criterion.question), faults)
        })
        .collect();
    let stem = section.code.clone();
    if let Some(pressed) = nav(ui, "criteria", "Criteria", &labels, editor.criterion) {
        editor.criterion = pressed;
    }
    if Button::link("Add a criterion").sign(crate::ui::widgets::Sign::Plus).show(ui).clicked() {
        let code = free_code(&stem, editor.tool.criteria().map(|(_, criterion)| criterion.code.as_str()));
        let section = editor.section;
        structure(ui, cx, editor, |tool| {
            if let Some(section) = tool.headings.get_mut(section) {
                section.criteria.push(new_criterion(code));
            }
        });
        let last = editor.tool.headings.get(section).map_or(0, |section| section.criteria.len().saturating_sub(1));
        editor.jump(Place::Criterion(section, last), "question");
    }
}

fn nav(ui: &mut Ui, salt: &str, name: &str, labels: &[String], current: usize) -> Option<usize> {
    let item = |(at, label)| NavItem { label, icon: None, current: at == current, mine: true, next: false };
    let items: Vec<NavItem<'_>> = labels.iter().map(String::as_str).enumerate().map(item).collect();
    nav_list(ui, salt, name, &items)
}

/// A change of what there is: taken in and sent at once.
fn structure(ui: &Ui, cx: &mut Cx<'_>, editor: &mut Editor, change: impl FnOnce(&mut AuditTool)) {
    change(&mut editor.tool);
    editor.typed.clear();
    editor.change(ui.input(|input| input.time));
    if let Some(command) = editor.take_unsaved() {
        cx.run(command);
    }
}

fn forms(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    let at = editor.section;
    if editor.tool.headings.get(at).is_none() {
        quiet(ui, "The tool has no section yet.");
        return;
    }
    section_form(ui, cx, editor, at);
    ui.add_space(space::GROUP);
    let place = (at, editor.criterion);
    if editor.tool.headings.get(at).is_some_and(|section| editor.criterion < section.criteria.len()) {
        criterion_form(ui, cx, editor, place);
    } else {
        quiet(ui, "The section has no criterion yet.");
    }
}

fn leads() -> Vec<(Lead, &'static str)> {
    Lead::ALL.iter().map(|lead| (*lead, lead.label())).collect()
}

fn section_form(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, at: usize) {
    let code = editor.tool.headings.get(at).map(|section| section.code.clone()).unwrap_or_default();
    section_title(ui, &format!("Section {code}"));
    edit(ui, cx, editor, |ui, form, tool| {
        let place = Place::Section(at);
        let Some(section) = tool.headings.get_mut(at) else { return };
        form.text(ui, "Section title", (place, "title"), Look::line(520.0), &mut section.title);
        let mut renamed = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            renamed = form.code(ui, "Section code", (place, "code"), &section.code);
            form.choice(ui, "Led by", (place, "lead"), &leads(), &mut section.lead);
            form.number(ui, "Weight", (place, "weight"), Look::line(90.0), &mut section.weight);
        });
        if let Some(code) = renamed {
            rename_section(tool, at, &code);
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (label, down) in [("Move the section up", false), ("Move the section down", true)] {
            if Button::link(label).show(ui).clicked() {
                let mut to = at;
                structure(ui, cx, editor, |tool| to = move_item(&mut tool.headings, at, down));
                editor.section = to;
            }
        }
        let count = editor.tool.headings.get(at).map_or(0, |section| section.criteria.len());
        let label = format!("Remove the section with its {}", counted(count, "criterion", "criteria"));
        if Button::link(&label).show(ui).clicked() {
            structure(ui, cx, editor, |tool| remove_section(tool, at));
            editor.criterion = 0;
        }
    });
}

fn criterion_form(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor, at: (usize, usize)) {
    let (s, c) = at;
    let get = |tool: &AuditTool| tool.headings.get(s).and_then(|section| section.criteria.get(c)).cloned();
    let Some(criterion) = get(&editor.tool) else { return };
    section_title(ui, &format!("Criterion {}", criterion.code));
    edit(ui, cx, editor, |ui, form, tool| {
        let Some(criterion) = tool.headings.get_mut(s).and_then(|section| section.criteria.get_mut(c)) else { return };
        let renamed = criterion_fields(ui, form, criterion, Place::Criterion(s, c));
        references(ui, form, criterion, at);
        if let Some(code) = renamed {
            rename_criterion(tool, at, &code);
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (label, down) in [("Move the criterion up", false), ("Move the criterion down", true)] {
            if Button::link(label).show(ui).clicked() {
                let mut to = c;
                structure(ui, cx, editor, |tool| {
                    if let Some(section) = tool.headings.get_mut(s) {
                        to = move_item(&mut section.criteria, c, down);
                    }
                });
                editor.criterion = to;
            }
        }
        if Button::link("Remove the criterion").show(ui).clicked() {
            structure(ui, cx, editor, |tool| remove_criterion(tool, at));
        }
    });
    let names: Vec<String> =
        editor.tool.headings.iter().map(|section| format!("{} {}", section.code, section.title)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let Some(to) = choice_list(ui, "Section it stands in", &names, Some(s), 320.0).filter(|to| *to != s) {
        let mut moved = at;
        structure(ui, cx, editor, |tool| moved = move_to_section(tool, at, to));
        (editor.section, editor.criterion) = moved;
    }
}

fn criterion_fields(ui: &mut Ui, form: &mut Form<'_>, criterion: &mut Criterion, place: Place) -> Option<String> {
    form.text(ui, "Question", (place, "question"), Look::text(2), &mut criterion.question);
    form.text(ui, "What good looks like", (place, "good"), Look::text(2), &mut criterion.good);
    let mut renamed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        renamed = form.code(ui, "Code", (place, "code"), &criterion.code);
        let kinds = Kind::ALL.iter().map(|kind| (*kind, kind.label())).collect::<Vec<_>>();
        form.choice(ui, "Kind", (place, "kind"), &kinds, &mut criterion.kind);
        let depths = Depth::ALL.iter().map(|depth| (*depth, depth.label())).collect::<Vec<_>>();
        form.choice(ui, "Asked from depth", (place, "depth"), &depths, &mut criterion.depth);
        let evidence = Evidence::ALL.iter().map(|evidence| (*evidence, evidence.label())).collect::<Vec<_>>();
        form.choice(ui, "Needs", (place, "evidence"), &evidence, &mut criterion.evidence);
    });
    quiet(ui, "Led by; none ticked: as its section");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (lead, label) in leads() {
            let mut ticked = criterion.lead.contains(&lead);
            let before = ticked;
            form.tick(ui, label, (place, "lead"), &mut ticked);
            if ticked != before {
                criterion.lead.retain(|has| *has != lead);
                if ticked {
                    criterion.lead.push(lead);
                }
            }
        }
    });
    let look = Look::line(520.0).hint("The reason that makes it so; empty: never");
    form.maybe_text(ui, "Not applicable when", (place, "na"), look, &mut criterion.na);
    let look = Look::line(360.0).hint("Codes of criteria, such as C1; empty: always");
    form.codes(ui, "Not applicable only while these are met", (place, "na_needs"), look, &mut criterion.na_needs);
    renamed
}

fn references(ui: &mut Ui, form: &mut Form<'_>, criterion: &mut Criterion, (s, c): (usize, usize)) {
    let mut gone = None;
    for (at, reference) in criterion.references.iter_mut().enumerate() {
        let place = Place::Reference(s, c, at);
        ui.push_id(("reference", at), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                let label = format!("Reference {}", at + 1);
                form.text(ui, &label, (place, "text"), Look::line(360.0), &mut reference.text);
                let verified = Verified::ALL.iter().map(|v| (*v, v.label())).collect::<Vec<_>>();
                form.choice(ui, "It was", (place, "verified"), &verified, &mut reference.verified);
                if Button::link("Remove").name(&format!("Remove reference {}", at + 1)).show(ui).clicked() {
                    gone = Some(at);
                }
            });
        });
    }
    if let Some(gone) = gone {
        criterion.references.remove(gone);
        form.left = true;
    }
    if Button::link("Add a reference").sign(crate::ui::widgets::Sign::Plus).show(ui).clicked() {
        criterion.references.push(Reference { text: String::new(), verified: Verified::Unchecked });
        *form.focus = Some((Place::Reference(s, c, criterion.references.len() - 1), "text"));
        form.left = true;
    }
    ui.add_space(space::STEP);
}
