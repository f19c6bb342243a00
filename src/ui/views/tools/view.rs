//! The screen of the audit tools: what is published, what is being edited, tool files.

use super::data::{ToolRow, ToolsData, TrialData};
use super::state::{NewTool, ToolFileRead, ToolsScreen};
use super::{compare, editor};
use crate::domain::tool_check::MAX_CODE_CHARS;
use crate::jobs::DialogKind;
use crate::ops::{Command, Tooling};
use crate::ui::action::{Action, PathFor, ToolsAct};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, TOOL_FILES};
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, TextField, body, choice_list, page_column, page_title, quiet, quiet_group,
    section_title, small, strong,
};
use crate::words::counted;
use egui::{Key, ScrollArea, Ui};

/// Faults of a file shown before the rest is counted.
const MOST_FAULTS: usize = 60;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ToolsData, trial: Option<&TrialData>, state: &mut ToolsScreen) {
    let is_lead = cx.acting.member().is_none();
    if is_lead {
        state.open_wanted(data);
    } else {
        state.editor = None;
    }
    if let Some(draft) = &mut state.editor {
        let id = draft.id;
        let left = ScrollArea::vertical()
            .id_salt(("editor", id))
            .auto_shrink(false)
            .show(ui, |ui| page_column(ui, |ui| editor::show(ui, cx, data, trial, draft)));
        if left.inner {
            if let Some(command) = draft.take_unsaved() {
                cx.run(command);
            }
            state.editor = None;
        }
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Audit tools");
            quiet(
                ui,
                "What plans are scored against. A published version never changes: an edit makes a draft, and publishing \
                 it makes the next version.",
            );
            drafts(ui, data, state);
            ui.add_space(space::STEP);
            published(ui, data, state);
            chosen(ui, cx, data, state, is_lead);
            if is_lead {
                ui.add_space(space::GROUP);
                bring_in(ui, cx, state);
            }
        });
    });
}

fn drafts(ui: &mut Ui, data: &ToolsData, state: &mut ToolsScreen) {
    if data.drafts.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    section_title(ui, "Drafts");
    for draft in &data.drafts {
        let tool = &draft.tool;
        let from = draft.from_version.map(|from| format!(", from version {from}")).unwrap_or_default();
        let faults = tool.validate().err().map_or(0, |faults| faults.len());
        let stands = if faults == 0 {
            "it can be published".to_owned()
        } else {
            format!("{} to be put right", counted(faults, "thing is", "things are"))
        };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            strong(ui, &tool.title);
            body(ui, &format!("{}{from}: {stands}", tool.code));
            if Button::link("Go on editing").name(&format!("Go on editing {}", tool.title)).show(ui).clicked() {
                state.wanted = Some(draft.id);
            }
        });
    }
}

fn published(ui: &mut Ui, data: &ToolsData, state: &mut ToolsScreen) {
    section_title(ui, "Published");
    let columns = [
        Column::rest("Tool"),
        Column::figures("Version", 84.0),
        Column::words("What is read", 150.0),
        Column::figures("Sections", 92.0),
        Column::figures("Criteria", 92.0),
        Column::words("Published", 160.0),
        Column::words("Used in", 190.0).in_two_lines(),
    ];
    let used = |row: &ToolRow| match row.rounds.as_slice() {
        [] => "no round".to_owned(),
        [one] => one.clone(),
        many => counted(many.len(), "round", "rounds"),
    };
    let row_name = |at: usize| {
        let row = data.tools.get(at);
        row.map(|row| format!("{}, used in {}", row.tool.full_name(), used(row))).unwrap_or_default()
    };
    let table = DataTable {
        salt: "tools",
        name: "Published tools",
        columns: &columns,
        rows: data.tools.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show_within(ui, 12, &mut state.cursor, |ui, at, column| {
        let Some(row) = data.tools.get(at) else { return };
        let tool = &row.tool;
        match column {
            0 => drop(cell_strong(ui, &tool.title)),
            1 => drop(cell_body(ui, &tool.version.to_string())),
            2 => drop(cell_quiet(ui, tool.subject.label())),
            3 => drop(cell_body(ui, &tool.headings.len().to_string())),
            4 => drop(cell_body(ui, &tool.criteria().count().to_string())),
            5 => drop(cell_quiet(ui, &row.published)),
            _ => drop(cell_quiet(ui, &used(row))),
        }
    });
    if let Some(row) = shown.opened.and_then(|at| data.tools.get(at)) {
        state.chosen = Some(row.id);
        (state.against, state.new_tool) = (None, None);
    }
}

fn chosen(ui: &mut Ui, cx: &mut Cx<'_>, data: &ToolsData, state: &mut ToolsScreen, is_lead: bool) {
    let Some(row) = state.chosen.and_then(|id| data.get_tool(id)) else {
        small(ui, "Enter or a click opens a version.");
        return;
    };
    ui.add_space(space::GROUP);
    section_title(ui, &row.tool.full_name());
    small(ui, &format!("Code {}. {}", row.tool.code, row.tool.source));
    if !row.rounds.is_empty() {
        quiet(ui, &format!("Used in {}", row.rounds.join("; ")));
    }
    ui.add_space(space::STEP);
    if is_lead {
        acts(ui, cx, row, state);
        ui.add_space(space::STEP);
        write_file(ui, cx, row, state);
    }
    compare_with(ui, data, row, state);
}

fn acts(ui: &mut Ui, cx: &mut Cx<'_>, row: &ToolRow, state: &mut ToolsScreen) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let older = (!row.is_newest).then_some("Only the newest version is edited; a new tool can begin from this one");
        if Button::primary("Edit").disabled_because(older).show(ui).clicked() {
            cx.run(Command::Tools(Tooling::Edit(row.id)));
        }
        if Button::quiet("New tool from this…").show(ui).clicked() {
            let (from, code) = (row.id, format!("{}-local", row.tool.code));
            state.new_tool = Some(NewTool { from, code, title: String::new() });
        }
    });
    let Some(new) = state.new_tool.as_mut().filter(|new| new.from == row.id) else { return };
    ui.add_space(space::STEP);
    let mut left = false;
    quiet_group(ui, |ui| {
        TextField::new("Title of the new tool").width(420.0).show(ui, &mut new.title);
        let hint = "Letters, digits, _ or -; it stays";
        let field = TextField::new("Code of the new tool").hint(hint).width(260.0).show(ui, &mut new.code);
        let code = new.code.trim();
        let is_code = (1..=MAX_CODE_CHARS).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        let reason = match () {
            () if new.title.trim().is_empty() => Some("Enter a title"),
            () if !is_code => Some("Enter a code of 1 to 32 letters, digits, _ or -"),
            () => None,
        };
        let by_enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let begin = Button::primary("Begin the draft").disabled_because(reason).show(ui).clicked();
            if (begin || by_enter) && reason.is_none() {
                let (tool, code, title) = (new.from, code.to_owned(), new.title.trim().to_owned());
                cx.run(Command::Tools(Tooling::NewFrom { tool, code, title }));
                left = true;
            }
            left |= Button::quiet("Cancel").show(ui).clicked();
        });
    });
    if left {
        state.new_tool = None;
    }
}

fn write_file(ui: &mut Ui, cx: &mut Cx<'_>, row: &ToolRow, state: &mut ToolsScreen) {
    let suggested = format!("{}-{}.toml", row.tool.code, row.tool.version);
    let field = PathField {
        label: "Tool file to write",
        hint: "A .toml file",
        error: None,
        path_for: PathFor::ToolOut,
        kind: DialogKind::Save,
        title: "Where to write the tool",
        files: TOOL_FILES,
        suggested: &suggested,
    };
    field.show(ui, cx, &mut state.file_out);
    let reason = state.file_out.trim().is_empty().then_some("Enter where to write it");
    if Button::quiet("Export as TOML").disabled_because(reason).show(ui).clicked() {
        let tool = Box::new((*row.tool).clone());
        cx.act(Action::Tools(ToolsAct::WriteFile { tool, replace: false }));
    }
}

fn compare_with(ui: &mut Ui, data: &ToolsData, row: &ToolRow, state: &mut ToolsScreen) {
    let others: Vec<&ToolRow> =
        compare::in_order(data, &row.tool.code).into_iter().filter(|other| other.id != row.id).collect();
    if others.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    let names: Vec<String> = others.iter().map(|other| other.tool.full_name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let place = state.against.and_then(|id| others.iter().position(|other| other.id == id));
    if let Some(pressed) = choice_list(ui, "Compare it with", &names, place, 460.0) {
        state.against = others.get(pressed).map(|other| other.id);
    }
    let Some(other) = place.and_then(|at| others.get(at)) else { return };
    let is_older = (other.tool.code == row.tool.code) && other.tool.version < row.tool.version;
    let (before, after) = if is_older { (other, &row) } else { (&row, other) };
    quiet(ui, &format!("From {} to {}", before.tool.full_name(), after.tool.full_name()));
    compare::of_versions(ui, &before.tool, &after.tool);
}

fn bring_in(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut ToolsScreen) {
    section_title(ui, "Bring a tool in");
    quiet(
        ui,
        "A tool file (TOML), as exported here or by another area. It is looked at first, and published whole or not at all.",
    );
    let field = PathField {
        label: "Tool file",
        hint: "A .toml file",
        error: None,
        path_for: PathFor::ToolIn,
        kind: DialogKind::Open,
        title: "Choose a tool file",
        files: TOOL_FILES,
        suggested: "",
    };
    let response = field.show(ui, cx, &mut state.file_in);
    if response.changed() {
        state.read = None;
    }
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let reason = state.file_in.trim().is_empty().then_some("Enter the path of the file");
    let look = Button::quiet("Look at the file").disabled_because(reason).show(ui).clicked();
    if (look || by_enter) && reason.is_none() {
        cx.act(Action::Tools(ToolsAct::ReadFile));
    }
    ui.add_space(space::STEP);
    match &state.read {
        None => {}
        Some(ToolFileRead::Faults(lines)) => {
            strong(ui, "The tool cannot be taken in. Correct the file and look at it again.");
            for line in lines.iter().take(MOST_FAULTS) {
                body(ui, line);
            }
            if lines.len() > MOST_FAULTS {
                small(ui, &format!("and {} more", lines.len() - MOST_FAULTS));
            }
        }
        Some(ToolFileRead::Good(tool)) => {
            let words = format!(
                "{}: {}, {}",
                tool.full_name(),
                counted(tool.headings.len(), "section", "sections"),
                counted(tool.criteria().count(), "criterion", "criteria")
            );
            body(ui, &words);
            if Button::primary("Publish it here").show(ui).clicked() {
                cx.run(Command::Tools(Tooling::Import(tool.clone())));
                state.read = None;
                state.file_in.clear();
            }
        }
    }
}
