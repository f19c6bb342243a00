//! A value being written, in front of the measures.

use super::state::MeasureForm;
use crate::domain::measure::{Better, Quality, ValueKind};
use crate::ops::{Command, Measuring};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::dialogs::in_front;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, TextField, check, choice_list};
use egui::Ui;

const WIDTH: f32 = 500.0;

/// Draws it. Returns whether it was left.
pub(super) fn show(ui: &Ui, cx: &mut Cx<'_>, form: &mut MeasureForm) -> bool {
    let is_first = !std::mem::replace(&mut form.was_drawn, true);
    let title = if form.id.is_some() { "Change a figure" } else { "Add a figure" };
    let mut done = false;
    let left = in_front(ui, "measure", title, |ui| {
        let label = "What is measured";
        let measure = TextField::new(label).error(form.fault(label)).width(WIDTH).show(ui, &mut form.value.measure);
        if is_first {
            measure.request_focus();
        }
        TextField::new("Definition")
            .hint("Who is counted, exceptions in or out. Another definition is another series")
            .width(WIDTH)
            .show(ui, &mut form.value.definition);
        ui.horizontal_wrapped(|ui| {
            let kinds: Vec<&str> = ValueKind::ALL.iter().map(|kind| kind.label()).collect();
            let chosen = ValueKind::ALL.iter().position(|kind| *kind == form.value.kind);
            if let Some(kind) = choice_list(ui, "Kind", &kinds, chosen, 150.0).and_then(|at| ValueKind::ALL.get(at)) {
                form.value.kind = *kind;
            }
            let ways: Vec<&str> = Better::ALL.iter().map(|way| way.label()).collect();
            let chosen = Better::ALL.iter().position(|way| *way == form.value.better);
            if let Some(way) = choice_list(ui, "Direction", &ways, chosen, 150.0).and_then(|at| Better::ALL.get(at)) {
                form.value.better = *way;
            }
            let all: Vec<&str> = Quality::ALL.iter().map(|quality| quality.label()).collect();
            let quality = form.value.quality.unwrap_or(Quality::Exact);
            let chosen = Quality::ALL.iter().position(|q| *q == quality);
            if let Some(at) = choice_list(ui, "Quality", &all, chosen, 150.0) {
                form.value.quality = Quality::ALL.get(at).copied();
            }
        });
        ui.horizontal_wrapped(|ui| {
            for (at, label) in ["First day", "Last day"].into_iter().enumerate() {
                let error = form.day(at).err().or(form.fault(label));
                if let Some(text) = form.days.get_mut(at) {
                    TextField::new(label).hint(day::HINT).error(error).width(150.0).show(ui, text);
                }
            }
        });
        check(ui, "Part of a year", &mut form.value.part_year);
        ui.horizontal_wrapped(|ui| {
            for (at, label) in ["Count", "Out of", "Figure"].into_iter().enumerate() {
                let error = form.figure(at).err().or(form.fault(label));
                if let Some(text) = form.figures.get_mut(at) {
                    let hint = if at == 2 { "As published" } else { "May stay empty" };
                    TextField::new(label).hint(hint).error(error).width(130.0).show(ui, text);
                }
            }
            TextField::new("Unit").hint("percent, plans …").width(130.0).show(ui, &mut form.value.unit);
        });
        TextField::new("Source").width(WIDTH).show(ui, &mut form.value.source);
        TextField::new("What to know of it").width(WIDTH).show(ui, &mut form.value.note);
        ui.add_space(space::STEP);
        ui.horizontal(|ui| {
            if Button::primary("Save the figure").show(ui).clicked() {
                form.was_tried = true;
                if let Ok(value) = form.made() {
                    cx.run(Command::Measuring(Measuring::Put { id: form.id, value: Box::new(value) }));
                    done = true;
                }
            }
            if let Some(id) = form.id
                && Button::quiet("Remove it").show(ui).clicked()
            {
                cx.run(Command::Measuring(Measuring::Remove(id)));
                done = true;
            }
            done |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    left || done
}
