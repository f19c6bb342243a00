//! Bringing the plans in: choose, say what the columns are, look at what it would do, then do it.

use super::columns;
use super::data::PrepareData;
use super::plans_data::{PlansPreview, PlansRead, Problem};
use super::state::PlansForm;
use crate::jobs::DialogKind;
use crate::ops::{CohortChange, Command};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{COLUMN_FILES, PathField, TABLES};
use crate::ui::theme::{NoticeTone, space};
use crate::ui::views::{cell_body, cell_quiet};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, body, check, page_title, quiet, quiet_group, section_title, small, small_title,
    standing_band,
};
use crate::words::{counted, thousands};
use egui::{Key, Ui};

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut PlansForm) {
    page_title(ui, "Import the plans");
    quiet(
        ui,
        "A list from the case system as CSV or XLSX, or the folder of a SEN2 person-level return. Names, birth dates, \
         addresses and pupil numbers are left behind: only the reference and the facts that sampling needs come in.",
    );
    if data.cohort > 0 {
        small(ui, &format!("There are {} plans now, as of {}.", thousands(data.cohort as u64), data.as_of));
    }
    if let Some(words) = &data.is_old {
        standing_band(ui, NoticeTone::Caution, Sign::Warning, words);
    }
    ui.add_space(space::STEP);
    let field = PathField {
        label: "File or folder",
        hint: "A .csv or .xlsx file, or the folder with the nine files of a SEN2 return",
        error: None,
        path_for: PathFor::Plans,
        kind: DialogKind::Open,
        title: "Choose the plans",
        files: TABLES,
        suggested: "",
    };
    let source = field.show(ui, cx, &mut form.path);
    if Button::link("Choose the folder of a SEN2 return…").show(ui).clicked() {
        cx.ask(PathField { kind: DialogKind::Folder, ..field }.question());
    }
    if source.changed() {
        form.forget_source();
    }
    more_files(ui, cx, form, field);
    ui.add_space(space::HALF);
    let by_enter = source.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let reason = form.source().is_none().then_some("Enter the path of the file or folder");
    let look = Button::quiet("Look at what it would do").disabled_because(reason).show(ui).clicked();
    if (look || by_enter) && form.source().is_some() {
        cx.act(Action::PreviewPlans);
    }
    if let Some(preview) = form.preview.take() {
        ui.add_space(space::GROUP);
        preview_ui(ui, cx, &preview, form);
        // Nothing on this page throws it away while it is drawn.
        form.preview = Some(preview);
    }
}

/// Files that may come with the source; out of the way until somebody has one.
fn more_files(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut PlansForm, field: PathField<'_>) {
    let words = if form.shows_more { "Hide the files that may come with it" } else { "Files that may come with it…" };
    if Button::link(words).show(ui).clicked() {
        form.shows_more = !form.shows_more;
    }
    if !form.shows_more {
        return;
    }
    quiet_group(ui, |ui| {
        let key = PathField {
            label: "Key file",
            hint: "Only for a SEN2 return: the columns upn and reference; may stay empty",
            path_for: PathFor::PlansKey,
            title: "Choose the key file",
            ..field
        };
        let mut changed = key.show(ui, cx, &mut form.key).changed();
        let settings = PathField {
            label: "List of settings",
            hint: "The kinds of settings by their number: the columns urn, name and type; may stay empty",
            path_for: PathFor::PlansSettings,
            title: "Choose the list of settings",
            ..field
        };
        changed |= settings.show(ui, cx, &mut form.settings).changed();
        let map = PathField {
            label: "Columns file",
            hint: "Says what the columns of the list are; made here or by hand; may stay empty",
            path_for: PathFor::PlansMap,
            title: "Choose the columns file",
            files: COLUMN_FILES,
            ..field
        };
        let map_changed = map.show(ui, cx, &mut form.map).changed();
        if changed || map_changed {
            form.preview = None;
        }
        if map_changed {
            form.columns = None;
        }
    });
}

fn preview_ui(ui: &mut Ui, cx: &mut Cx<'_>, preview: &PlansPreview, form: &mut PlansForm) {
    if let Some(seen) = &preview.columns {
        if preview.asks_about_columns() || form.shows_columns {
            columns::show(ui, cx, seen, form);
        } else if Button::link("Say what the columns are…").show(ui).clicked() {
            form.shows_columns = true;
        }
        ui.add_space(space::GROUP);
    }
    match &preview.read {
        Some(read) => read_ui(ui, cx, preview, read, form),
        None => {
            section_title(ui, "Which column is the reference?");
            body(
                ui,
                "No column is taken for the reference of the plan yet. Choose it above: it is the number by which the \
                 case system knows the plan.",
            );
        }
    }
}

fn read_ui(ui: &mut Ui, cx: &mut Cx<'_>, preview: &PlansPreview, read: &PlansRead, form: &mut PlansForm) {
    let outcome = &read.outcome;
    section_title(ui, "What it would do");
    small(ui, &read.source);
    let plans = |n: u64, words: &str| format!("{} {words}", counted(usize::try_from(n).unwrap_or(0), "plan", "plans"));
    for line in [
        plans(outcome.read, "read"),
        plans(outcome.added, "new"),
        plans(outcome.updated, "brought up to date"),
        plans(outcome.unchanged, "as before"),
        plans(outcome.left, "no longer in the source, and marked so"),
        plans(outcome.rejected, "cannot be used"),
    ] {
        body(ui, &line);
    }
    problems_ui(ui, read, &mut form.cursor);
    ui.add_space(space::STEP);
    let has_rejected = outcome.rejected > 0;
    if has_rejected {
        check(ui, "Go on without these rows", &mut form.skip_rejected);
    }
    let nothing = outcome.added + outcome.updated + outcome.left == 0;
    let reason = match () {
        () if nothing => Some("Nothing would change"),
        () if has_rejected && !form.skip_rejected => Some("Correct the rows, or tick to go on without them"),
        () => None,
    };
    if Button::primary("Import the plans").disabled_because(reason).show(ui).clicked() {
        let mut import = (*read.import).clone();
        import.skip_rejected = form.skip_rejected;
        let columns = preview.column_map();
        cx.run(Command::Cohort(CohortChange::Import { import: Box::new(import), columns }));
    }
    // The line stands always, so that nothing moves under the pointer.
    small(ui, reason.unwrap_or("Nothing has been written so far."));
}

/// What was not understood: file, row, column and what became of it.
fn problems_ui(ui: &mut Ui, read: &PlansRead, cursor: &mut usize) {
    if read.problems.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    small_title(ui, "What was not understood");
    let columns = [
        Column::words("File", 190.0),
        Column::figures("Row", 80.0),
        Column::words("Column", 130.0),
        Column::rest("What became of it"),
    ];
    let row_name = |row: usize| read.problems.get(row).map(Problem::words).unwrap_or_default();
    let table = DataTable {
        salt: "not understood",
        name: "What was not understood",
        columns: &columns,
        rows: read.problems.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, cursor, |ui, row, column| {
        let Some(problem) = read.problems.get(row) else { return };
        match column {
            0 => drop(cell_quiet(ui, &problem.file)),
            1 => drop(cell_quiet(ui, &problem.row)),
            2 => drop(cell_quiet(ui, &problem.column)),
            _ if problem.rejected => drop(cell_body(ui, &format!("Cannot be used: {}", problem.message))),
            _ => drop(cell_body(ui, &problem.message)),
        }
    });
    if read.beyond > 0 {
        small(ui, &format!("and {} more", thousands(read.beyond as u64)));
    }
}

/// Lines under a title, where there are any.
pub(super) fn lines(ui: &mut Ui, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    small_title(ui, title);
    quiet_group(ui, |ui| {
        for line in lines {
            small(ui, line);
        }
    });
}
