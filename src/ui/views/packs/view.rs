//! Packs: make them, bring them back, choose where two versions of a sheet came in.

use super::data::{PacksData, version_words};
use super::state::PacksScreen;
use crate::jobs::DialogKind;
use crate::ops::{Command, Conflict, PackCommand, PackReport};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::dialogs::{Dialog, take_key};
use crate::ui::path_field::{PACKS, PathField, TABLES, typed_path};
use crate::ui::route::Route;
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, body, empty_state, page_column, page_title, quiet, quiet_group, section_title, small,
    small_title, strong,
};
use crate::words::counted;
use crate::words::packs::explain_refusal;
use egui::{Key, Modifiers, ScrollArea, Ui};

/// Differences shown of one sheet before "and more".
const MOST_SHOWN: usize = 60;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PacksData, state: &mut PacksScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Packs");
            if cx.acting.member().is_some() {
                let words = "Packs and their passphrases are for whoever runs the round.";
                if empty_state(ui, "Packs are the audit lead’s", words, "Choose who is acting") {
                    cx.act(Action::Go(Route::Who));
                }
                return;
            }
            quiet(
                ui,
                "A pack is a small encrypted file with one member’s plans and score sheets, and nothing of anybody \
                 else’s. It goes out by stick, mail or a shared folder, and comes back the same way.",
            );
            conflicts(ui, cx, data);
            ui.add_space(space::STEP);
            bring(ui, cx, state);
            ui.add_space(space::GROUP);
            // What is asked for next stands first: packs go out once, and are looked after from then on.
            if data.lines.is_empty() {
                make(ui, cx, data, state);
            } else {
                ledger(ui, cx, data, state);
                ui.add_space(space::GROUP);
                make(ui, cx, data, state);
            }
            ui.add_space(space::GROUP);
            watch(ui, cx, state);
        });
    });
}

fn folder_field<'a>(label: &'a str, hint: &'a str, path_for: PathFor) -> PathField<'a> {
    let title = "Choose a folder";
    PathField { label, hint, error: None, path_for, kind: DialogKind::Folder, title, files: ("", &[]), suggested: "" }
}

fn make(ui: &mut Ui, cx: &mut Cx<'_>, data: &PacksData, state: &mut PacksScreen) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    section_title(ui, "Make packs");
    let readers = counted(data.readers, "member reads", "members read");
    body(ui, &format!("{readers} plans of this round. Each gets a pack with its own fresh passphrase of six words."));
    folder_field("Folder for the packs", "A folder on this machine or a stick", PathFor::PacksFolder).show(
        ui,
        cx,
        &mut state.folder,
    );
    ui.add_space(space::HALF);
    let folder = typed_path(&state.folder);
    let reason = match () {
        () if !cx.round_is_open() => Some("The round is closed"),
        () if data.readers == 0 => Some("Allocate the plans first"),
        () if folder.is_none() => Some("Enter the folder"),
        () => None,
    };
    let pressed = Button::quiet("Make the packs").disabled_because(reason).show(ui).clicked();
    if let (true, Some(folder)) = (pressed, folder) {
        state.shows_passphrases = true;
        cx.run(Command::Packs(PackCommand::Make { round, folder }));
    }
    small(ui, reason.unwrap_or("A file that is there is never replaced: work may be in it."));
}

fn bring(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut PacksScreen) {
    section_title(ui, "Bring packs in");
    let field = PathField {
        label: "Pack that came back",
        hint: "A .gtpack file, or the folder they came back to",
        error: None,
        path_for: PathFor::Pack,
        kind: DialogKind::Open,
        title: "Choose a pack",
        files: PACKS,
        suggested: "",
    };
    let response = field.show(ui, cx, &mut state.bring);
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::HALF);
    let path = typed_path(&state.bring);
    let reason = path.is_none().then_some("Enter the path, or drag packs onto the window");
    let look = Button::quiet("Look at it").disabled_because(reason).show(ui).clicked();
    if let (true, Some(path)) = (look || by_enter, path) {
        cx.act(Action::PreviewPacks(vec![path]));
    }
    small(ui, "Or drag packs onto this window. Nothing is taken in before you say so.");
    let Some(preview) = state.preview.clone() else { return };
    ui.add_space(space::STEP);
    if preview.reports.is_empty() {
        body(ui, "There is no pack there.");
        return;
    }
    for report in &preview.reports {
        for concern in &report.concerns {
            let from = report.member.as_deref().unwrap_or_default();
            strong(ui, &format!("Urgent concern raised by {from}, plan {concern}. Act on it now."));
        }
    }
    for report in &preview.reports {
        quiet_group(ui, |ui| {
            let member = report.member.as_deref().unwrap_or("Not taken in");
            strong(ui, &format!("{member} – {}", report.file));
            body(ui, &report_words(report));
        });
        ui.add_space(space::HALF);
    }
    let brings = preview.reports.iter().filter(|report| report.refusal.is_none()).count();
    let words = format!("Take in {}", counted(brings, "pack", "packs"));
    let none = (brings == 0).then_some("None of them can be taken in");
    ui.horizontal(|ui| {
        if Button::primary(&words).disabled_because(none).show(ui).clicked() {
            cx.run(Command::Packs(PackCommand::Merge(preview.packs.clone())));
            state.preview = None;
            state.bring.clear();
        }
        if Button::quiet("Leave them").show(ui).clicked() {
            state.preview = None;
        }
    });
}

/// What taking a pack in would do, in words.
fn report_words(report: &PackReport) -> String {
    if let Some(refusal) = &report.refusal {
        let said = explain_refusal(refusal);
        return format!("{} {}", said.why, said.now);
    }
    if report.older {
        return "Older than what was taken in before: nothing in it is new.".to_owned();
    }
    if report.new + report.updated + report.unchanged + report.conflicting == 0 {
        return "Nothing is written in it yet.".to_owned();
    }
    let handed_in = if report.handed_in { "All handed in." } else { "Not all handed in." };
    format!(
        "{} new, {} updated, {} unchanged, {} conflicting. {handed_in}",
        report.new, report.updated, report.unchanged, report.conflicting
    )
}

fn ledger(ui: &mut Ui, cx: &mut Cx<'_>, data: &PacksData, state: &mut PacksScreen) {
    if data.lines.is_empty() {
        return;
    }
    section_title(ui, "Out and back");
    let mut columns = vec![Column::words("Member", 150.0), Column::words("Made", 190.0)];
    columns.push(Column::words(if state.shows_passphrases { "Passphrase" } else { "Back" }, 360.0));
    columns.push(Column::rest("File").in_two_lines());
    let row_name = |row: usize| {
        let line = data.lines.get(row);
        line.map(|line| format!("{}, made {}, {}", line.member, line.made, line.back)).unwrap_or_default()
    };
    let table = DataTable {
        salt: "packs",
        name: "Packs out and back",
        columns: &columns,
        rows: data.lines.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, &mut state.cursor, |ui, row, column| {
        let Some(line) = data.lines.get(row) else { return };
        match column {
            0 => drop(cell_strong(ui, &line.member)),
            1 => drop(cell_quiet(ui, &line.made)),
            2 if state.shows_passphrases => drop(cell_body(ui, &line.passphrase)),
            2 => drop(cell_body(ui, &line.back)),
            _ => drop(cell_quiet(ui, &line.file_name)),
        }
    });
    let label = if state.shows_passphrases { "Hide the passphrases" } else { "Show the passphrases" };
    ui.horizontal_wrapped(|ui| {
        if Button::quiet(label).show(ui).clicked() {
            state.shows_passphrases = !state.shows_passphrases;
        }
        take_back(ui, cx, data, state);
    });
    if !state.shows_passphrases {
        return;
    }
    small(ui, "Tell each member their passphrase apart from the file: by phone, or on paper.");
    let field = PathField {
        label: "List of passphrases",
        hint: "A .csv file to print and then destroy",
        error: None,
        path_for: PathFor::Passphrases,
        kind: DialogKind::Save,
        title: "Save the list of passphrases",
        files: TABLES,
        suggested: "passphrases.csv",
    };
    field.show(ui, cx, &mut state.list);
    let path = typed_path(&state.list);
    ui.add_space(space::HALF);
    let reason = path.is_none().then_some("Enter where to save it");
    let pressed = Button::quiet("Save the list").disabled_because(reason).show(ui).clicked();
    if let (true, Some(path)) = (pressed, path) {
        cx.act(Action::SavePassphrases(path));
    }
}

fn take_back(ui: &mut Ui, cx: &mut Cx<'_>, data: &PacksData, state: &PacksScreen) {
    let line = data.lines.get(state.cursor);
    let Some((line, digest)) = line.and_then(|line| Some((line, line.last?))) else { return };
    let name = format!("Take back what {} sent…", line.member);
    if Button::quiet(&name).show(ui).clicked() {
        let command = Command::Packs(PackCommand::TakeBack { pack: line.id, digest });
        cx.act(Action::OpenDialog(Dialog::Confirm {
            title: "Take the pack back?".to_owned(),
            words: format!(
                "The sheets of {} will be as they were before this pack was taken in. The pack itself stays where it \
                 is and can be brought in again. Urgent concerns stay.",
                line.member
            ),
            act: "Take it back".to_owned(),
            action: Box::new(Action::Run(command)),
        }));
    }
}

fn watch(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut PacksScreen) {
    section_title(ui, "Watch a shared folder");
    if let Some(folder) = state.watched.clone() {
        body(ui, &format!("{folder} is looked at now and then. You are told when packs are back."));
        if Button::quiet("Stop watching").show(ui).clicked() {
            state.watched = None;
            cx.act(Action::WatchPacks(None));
        }
        return;
    }
    folder_field("Shared folder", "The folder members put their packs in", PathFor::WatchFolder).show(
        ui,
        cx,
        &mut state.watch,
    );
    ui.add_space(space::HALF);
    let folder = typed_path(&state.watch);
    let reason = folder.is_none().then_some("Enter the folder");
    let pressed = Button::quiet("Watch it").disabled_because(reason).show(ui).clicked();
    if let (true, Some(folder)) = (pressed, folder) {
        state.watched = Some(folder.display().to_string());
        cx.act(Action::WatchPacks(Some(folder)));
    }
    ui.add_space(space::PAGE_MARGIN);
}

fn conflicts(ui: &mut Ui, cx: &mut Cx<'_>, data: &PacksData) {
    let Some(conflict) = data.conflicts.first() else { return };
    let count = counted(data.conflicts.len(), "sheet waits for your choice", "sheets wait for your choice");
    section_title(ui, &count);
    quiet(
        ui,
        "One sheet was changed in two places. Both are kept; choose the one that counts. The other is put aside.",
    );
    small_title(ui, &format!("Plan {}, {}", conflict.plan, conflict.member));
    sides(ui, cx, data, conflict);
    ui.add_space(space::GROUP);
}

fn sides(ui: &mut Ui, cx: &mut Cx<'_>, data: &PacksData, conflict: &Conflict) {
    let takes_keys = !cx.is_blocked && !ui.ctx().text_edit_focused();
    let count = conflict.versions.len().max(1);
    let width = ((ui.available_width() - 16.0 * (count - 1) as f32) / count as f32).max(220.0);
    ui.horizontal_top(|ui| {
        for (at, version) in conflict.versions.iter().enumerate() {
            ui.vertical(|ui| {
                ui.set_width(width - 16.0);
                let key = (at + 1).to_string();
                let on_sheet = if at == 0 { " It is on the sheet now." } else { "" };
                body(ui, &format!("{}.{on_sheet}", version_words(version)));
                let label = format!("Choose version {key}");
                let pressed = Button::quiet(&label).key(&key).show(ui).clicked();
                let by_key = [Key::Num1, Key::Num2, Key::Num3, Key::Num4].get(at).copied();
                let by_key = takes_keys && by_key.is_some_and(|key| take_key(ui, Modifiers::NONE, key));
                if pressed || by_key {
                    let (assignment, version) = (conflict.assignment, version.id);
                    cx.run(Command::Packs(PackCommand::Choose { assignment, version }));
                }
            });
        }
    });
    ui.add_space(space::STEP);
    let differ = counted(conflict.differ.len(), "criterion differs", "criteria differ");
    if !conflict.may_see {
        body(ui, &format!("{differ}: {}.", conflict.differ.join(", ")));
        small(
            ui,
            "What was answered is shown here when all other sheets of this plan are in; before that only to the member \
             themselves. Ask them which one counts.",
        );
        return;
    }
    strong(ui, &format!("{differ}:"));
    for code in conflict.differ.iter().take(MOST_SHOWN) {
        ui.horizontal_top(|ui| {
            for (at, version) in conflict.versions.iter().enumerate() {
                ui.vertical(|ui| {
                    ui.set_width(width - 16.0);
                    body(ui, &format!("{code}, version {}: {}", at + 1, data.said(version, code)));
                });
            }
        });
    }
    let more = conflict.differ.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        small(ui, &format!("and {more} more"));
    }
}
