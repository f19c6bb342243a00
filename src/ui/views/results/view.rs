//! The results.

use super::data::{NoteRow, ResultsData};
use super::state::ResultsScreen;
use crate::domain::sheet::NoteKind;
use crate::jobs::DialogKind;
use crate::ops::{Command, Scoring};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PDFS, PathField, typed_path};
use crate::ui::theme::{Type, space, tokens};
use crate::ui::views::cell_body;
use crate::ui::widgets::{
    BarRow, Button, Column, DataTable, GradeMark, HeatColumn, HeatMap, HeatRow, body, check, empty_state, figure,
    grade_letter, page_column, page_title, quiet, quiet_group, section_title, small, small_title, stacked_bars, strong,
    text_in,
};
use egui::{Align, Key, Layout, ScrollArea, Ui};

/// Height of the heads of the map, and of the sentence under it; rows beyond the most scroll.
const MAP_HEAD: f32 = 256.0;
const MAP_DETAIL: f32 = 72.0;
const MOST_MAP_ROWS: usize = 24;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ResultsData, state: &mut ResultsScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            head(ui, data, state);
            if data.results.plan_results.is_empty() {
                let words =
                    "Grades, gaps and shares are worked out from agreed answers. Agree the first plan to see them.";
                if empty_state(ui, "No plan is fully agreed yet", words, "Agree the result") {
                    cx.act(Action::Go(crate::ui::route::Route::Agree));
                }
            } else {
                if state.is_saving {
                    saving(ui, cx, data, state);
                }
                headline(ui, data);
                sections(ui, data, state);
                map(ui, data, state);
                gaps(ui, data);
                standards(ui, data);
            }
            agreement(ui, data, state);
            notes(ui, cx, data);
        });
    });
}

fn head(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 240.0).max(120.0);
        ui.allocate_ui(egui::vec2(room, space::BUTTON), |ui| page_title(ui, "Results"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let reason = data.results.plan_results.is_empty().then_some("No plan is fully agreed yet");
            if Button::primary("Save summary as PDF…").disabled_because(reason).show(ui).clicked() {
                state.is_saving = !state.is_saving;
                if state.path.is_empty() {
                    state.path.clone_from(&data.summary_path);
                }
            }
        });
    });
}

fn saving(ui: &mut Ui, cx: &mut Cx<'_>, data: &ResultsData, state: &mut ResultsScreen) {
    ui.add_space(space::STEP);
    quiet_group(ui, |ui| {
        let field = PathField {
            label: "Save the summary as",
            hint: "Path of the PDF. Names of panel members are not in it.",
            error: None,
            path_for: PathFor::Summary,
            kind: DialogKind::Save,
            title: "Save the summary",
            files: PDFS,
            suggested: &data.summary_name,
        };
        let response = field.show(ui, cx, &mut state.path);
        let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let path = typed_path(&state.path);
        ui.horizontal(|ui| {
            let pressed = Button::primary("Save").enabled(path.is_some()).show(ui).clicked();
            if let (true, Some(path)) = (pressed || by_enter, path) {
                cx.act(Action::SaveSummary { path, replace: false });
                state.is_saving = false;
            }
            if Button::quiet("Cancel").show(ui).clicked() {
                state.is_saving = false;
            }
        });
    });
    ui.add_space(space::STEP);
}

fn headline(ui: &mut Ui, data: &ResultsData) {
    ui.add_space(space::STEP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 56.0;
        for headline in &data.headlines {
            ui.vertical(|ui| {
                ui.set_max_width(360.0_f32.min(ui.available_width()));
                figure(ui, &headline.figure, &headline.words);
                text_in(ui, &headline.uncertainty, Type::Small, tokens(ui).text_quiet);
            });
        }
    });
    for words in &data.provisos {
        quiet(ui, words);
    }
}

/// The grades of the tool as the widgets take them.
fn marks<'a>(data: &'a ResultsData, letters: &'a [String]) -> Vec<GradeMark<'a>> {
    let of = data.grades.len();
    let marks = data.grades.iter().zip(letters).enumerate();
    marks.map(|(place, (name, letter))| GradeMark { letter, name, place, of }).collect()
}

fn letters(data: &ResultsData) -> Vec<String> {
    let names: Vec<&str> = data.grades.iter().map(String::as_str).collect();
    (0..names.len()).map(|place| grade_letter(&names, place)).collect()
}

fn sections(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    if data.grades.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Grades by section");
    let letters = letters(data);
    let marks = marks(data, &letters);
    if state.shows_table {
        let mut cursor = 0;
        grades_table(ui, data, &mut cursor);
    } else {
        let rows: Vec<BarRow<'_>> = data
            .bars
            .iter()
            .map(|bar| BarRow { name: &bar.name, counts: &bar.counts, without_grade: bar.without_grade })
            .collect();
        stacked_bars(ui, "bars", "Plans by grade in each section", "Plans", &marks, &rows);
    }
    let words = if state.shows_table { "Show as bars" } else { "Show as a table" };
    if Button::link(words).show(ui).clicked() {
        state.shows_table = !state.shows_table;
    }
}

fn grades_table(ui: &mut Ui, data: &ResultsData, cursor: &mut usize) {
    let mut columns = vec![Column::rest("Section")];
    columns.extend(data.grades.iter().map(|grade| Column::figures(grade, 130.0)));
    columns.push(Column::figures("No grade", 100.0));
    let row_name = |row: usize| data.bars.get(row).map(|bar| bar.name.clone()).unwrap_or_default();
    let table = DataTable {
        salt: "grades",
        name: "Plans by grade in each section",
        columns: &columns,
        rows: data.bars.len(),
        row_name: &row_name,
        opens: false,
    };
    whole(ui, data.bars.len(), |ui| {
        table.show(ui, cursor, |ui, row, column| {
            let Some(bar) = data.bars.get(row) else { return };
            let words = match column {
                0 => bar.name.clone(),
                at => bar.counts.get(at - 1).copied().unwrap_or(bar.without_grade).to_string(),
            };
            cell_body(ui, &words);
        })
    });
}

/// Room for all rows of a table, so that it does not scroll within the page.
fn whole<R>(ui: &mut Ui, rows: usize, show: impl FnOnce(&mut Ui) -> R) {
    let height = space::ROW * (rows + 1) as f32 + space::STEP;
    ui.allocate_ui(egui::vec2(ui.available_width(), height), show);
}

fn map(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    if data.grades.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Plans by section");
    small(ui, "Move with the arrow keys, or point at a cell, to see how a grade came about.");
    let letters = letters(data);
    let marks = marks(data, &letters);
    let mut columns: Vec<HeatColumn<'_>> =
        data.columns.iter().map(|(code, name)| HeatColumn { code, name, apart: false }).collect();
    columns.push(HeatColumn { code: "", name: "Plan grade", apart: true });
    let rows: Vec<HeatRow<'_>> = data.rows.iter().map(|row| HeatRow { name: &row.plan, places: &row.places }).collect();
    let detail = |row: usize, column: usize| {
        data.rows.get(row).and_then(|row| row.details.get(column)).cloned().unwrap_or_default()
    };
    let name = format!("Grades of {} plans by section", rows.len());
    let map = HeatMap {
        salt: "map",
        name: &name,
        row_heading: "Plan",
        columns: &columns,
        rows: &rows,
        grades: &marks,
        detail: &detail,
    };
    // All of it where it is not too long: a map that scrolls within a page that scrolls is hard to steer.
    let height = MAP_HEAD + MAP_DETAIL + space::ROW * rows.len().min(MOST_MAP_ROWS) as f32;
    ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| map.show(ui, &mut state.map));
}

fn gaps(ui: &mut Ui, data: &ResultsData) {
    ui.add_space(space::GROUP);
    section_title(ui, "Gaps");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(32.0, 12.0);
        for (value, words) in &data.gaps {
            ui.vertical(|ui| {
                ui.set_max_width(172.0);
                figure(ui, value, words);
            });
        }
    });
}

fn standards(ui: &mut Ui, data: &ResultsData) {
    if data.standards.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Health and social care");
    for (title, words) in &data.standards {
        strong(ui, title);
        body(ui, words);
    }
}

fn agreement(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    ui.add_space(space::GROUP);
    section_title(ui, "How far readers agree");
    for words in &data.agreement {
        body(ui, words);
    }
    if data.agreement_by_section.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    let columns = [
        Column::rest("Section"),
        Column::figures("Same answer", 120.0),
        Column::figures("Alpha", 90.0),
        Column::figures("Answers", 100.0),
    ];
    let rows = &data.agreement_by_section;
    let row_name = |row: usize| rows.get(row).map(|cells| cells[0].clone()).unwrap_or_default();
    let table = DataTable {
        salt: "agreement",
        name: "Agreement by section",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: false,
    };
    whole(ui, rows.len(), |ui| {
        table.show(ui, &mut state.agreement_row, |ui, row, column| {
            if let Some(words) = rows.get(row).and_then(|cells| cells.get(column)) {
                cell_body(ui, words);
            }
        })
    });
}

fn notes(ui: &mut Ui, cx: &mut Cx<'_>, data: &ResultsData) {
    if data.notes.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Notes for the report");
    let chosen = data.notes.iter().filter(|note| note.in_report).count();
    quiet(
        ui,
        &format!(
            "Tick what is to be printed: {chosen} of {} chosen. Notes for the panel only are never printed.",
            data.notes.len()
        ),
    );
    ui.add_space(space::HALF);
    for (kind, title) in [(NoteKind::Strength, "Strengths"), (NoteKind::Consideration, "Areas for consideration")] {
        let mut of_kind = data.notes.iter().filter(|note| note.kind == kind).peekable();
        if of_kind.peek().is_some() {
            ui.add_space(space::STEP);
            small_title(ui, title);
        }
        for note in of_kind {
            note_ui(ui, cx, note);
        }
    }
}

fn note_ui(ui: &mut Ui, cx: &mut Cx<'_>, note: &NoteRow) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    ui.push_id(note.id.0, |ui| {
        if !cx.round_is_open() {
            ui.disable();
        }
        let mut ticked = note.in_report;
        let place = if note.place.is_empty() { String::new() } else { format!(" ({})", note.place) };
        let label = format!("{}{place}: {}", note.on, note.text);
        ui.spacing_mut().item_spacing.y = 0.0;
        if check(ui, &label, &mut ticked) {
            cx.run(Command::Scoring(Scoring::ChooseNote { round, note: note.id, in_report: ticked }));
        }
    });
}
