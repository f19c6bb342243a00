//! Data of the round for other programs: workbook, tables or a document, with what looks like a person shown first.

use super::checked::looks_ui;
use super::data::ReportsData;
use super::state::ReportsScreen;
use crate::exchange::Look;
use crate::jobs::DialogKind;
use crate::jobs::exports::ExportForm;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, typed_path};
use crate::ui::widgets::{Button, check, choice_list, quiet_group, small};
use egui::{Align, Ui};

/// Draws the part.
pub fn export_ui(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    small(ui, "Answers, agreed answers, reasons, notes and the sample, for other programs.");
    let export = &mut state.export;
    if Button::quiet("Export the round\u{2019}s data…").show(ui).clicked() {
        export.is_open = !export.is_open;
        export.path = data.data_path(export.wanted.plan);
    }
    if export.is_open {
        if std::mem::take(&mut export.bring) {
            ui.scroll_to_cursor(Some(Align::TOP));
        }
        quiet_group(ui, |ui| form(ui, cx, data, state));
    }
}

fn form(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    let export = &mut state.export;
    let forms = ExportForm::ALL.map(ExportForm::label);
    let chosen = ExportForm::ALL.iter().position(|form| *form == export.wanted.form);
    if let Some(form) = choice_list(ui, "Form", &forms, chosen, 240.0).and_then(|at| ExportForm::ALL.get(at)) {
        export.wanted.form = *form;
    }
    let mut plans = vec!["The whole round"];
    plans.extend(data.plans.iter().map(|(_, reference)| reference.as_str()));
    let place = data.plans.iter().position(|(subject, _)| Some(*subject) == export.wanted.plan);
    if let Some(at) = choice_list(ui, "Data of", &plans, Some(place.map_or(0, |at| at + 1)), 240.0) {
        export.wanted.plan = at.checked_sub(1).and_then(|at| data.plans.get(at)).map(|(subject, _)| *subject);
        export.path = data.data_path(export.wanted.plan);
    }
    check(ui, "Letters instead of members\u{2019} names", &mut export.wanted.letters);
    let wanted = export.wanted;
    let concerns = |look: &&Look| wanted.plan.is_none() || look.subject == wanted.plan;
    let looks: Vec<&Look> = data.looks.iter().filter(concerns).collect();
    looks_ui(ui, cx, &looks);
    let (hint, kind, files) = match wanted.form {
        ExportForm::Workbook => ("Path of the workbook.", DialogKind::Save, ("Workbooks", &["xlsx"][..])),
        ExportForm::Tables => ("A new folder: one CSV for each table.", DialogKind::Save, ("", &[][..])),
        ExportForm::Document => {
            ("Path of the document. This program reads it back.", DialogKind::Save, ("JSON", &["json"][..]))
        }
    };
    let suggested = std::path::Path::new(&export.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let field = PathField {
        label: "Export to",
        hint,
        error: None,
        path_for: PathFor::Export,
        kind,
        title: "Export the round\u{2019}s data",
        files,
        suggested: &suggested,
    };
    field.show(ui, cx, &mut export.path);
    let path = typed_path(&export.path);
    let act = if looks.is_empty() { "Export" } else { "Export all the same" };
    ui.horizontal(|ui| {
        let pressed = Button::primary(act).enabled(path.is_some()).show(ui).clicked();
        if let (true, Some(path)) = (pressed, path) {
            cx.act(Action::ExportRound { wanted, path, replace: false });
            export.is_open = false;
        }
        if Button::quiet("Cancel").name("Cancel the export").show(ui).clicked() {
            export.is_open = false;
        }
    });
}
