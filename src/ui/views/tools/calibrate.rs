//! Thresholds against plans the area knows: the grade it would give, where the points are, and how many match.

use super::data::{ToolsData, TrialData};
use super::editor::edit;
use super::fields::Look;
use super::state::Editor;
use crate::domain::audit_tool::AuditTool;
use crate::domain::ids::SubjectId;
use crate::domain::tool_check::Place;
use crate::domain::tool_trial::{TrialRow, fit, grade_words};
use crate::ops::{Command, Tooling};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::theme::tokens;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Column, DataTable, PointRow, Sign, body, choice_list, points_picture, quiet, section_title, sign, small, strong,
};
use crate::words::counted;
use egui::{Key, Ui};
use std::collections::{BTreeMap, BTreeSet};

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ToolsData, trial: Option<&TrialData>, editor: &mut Editor) {
    quiet(
        ui,
        "Say for plans you know which grade you would give them, see where the thresholds put them, and set your own. \
         Reports then say that the thresholds are local, and since when.",
    );
    ui.add_space(space::STEP);
    let Some(trial) = trial.filter(|trial| trial.draft == editor.id) else {
        quiet(ui, "Reading…");
        return;
    };
    if editor.tool.grades.is_empty() {
        body(ui, "The tool has no grades.");
        return;
    }
    let rows = rows(trial, editor);
    if rows.is_empty() {
        body(ui, "No round with this tool, or one much like it, has a fully agreed plan yet.");
        return;
    }
    let none = BTreeMap::new();
    let known = data.known.get(&editor.tool.code).unwrap_or(&none);
    thresholds(ui, cx, editor);
    counts(ui, &rows, known);
    picture(ui, &editor.tool, &rows, known);
    ui.add_space(space::GROUP);
    section_title(ui, "Plans you know");
    table(ui, &editor.tool, &rows, known, &mut editor.cursor);
    chosen(ui, cx, editor, &rows, known);
}

/// Each plan once, from its newest round.
fn rows(trial: &TrialData, editor: &mut Editor) -> Vec<TrialRow> {
    let mut seen = BTreeSet::new();
    editor.tried(trial).iter().flatten().filter(|row| seen.insert(row.subject)).cloned().collect()
}

fn thresholds(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    section_title(ui, "Thresholds");
    small(ui, "Percent of the points from which a plan has the grade. Up and down change one by a point.");
    edit(ui, cx, editor, |ui, form, tool| {
        let last = tool.grades.len().saturating_sub(1);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            for (at, grade) in tool.grades.iter_mut().enumerate().filter(|(at, _)| *at < last) {
                let label = format!("{} from", grade.label);
                let place = (Place::Grade(at), "from_percent");
                form.number(ui, &label, place, Look::line(130.0), &mut grade.from_percent);
            }
        });
    });
}

fn counts(ui: &mut Ui, rows: &[TrialRow], known: &BTreeMap<SubjectId, String>) {
    let fits = fit(rows, known);
    if fits.known == 0 {
        quiet(ui, "No grade is given yet: choose a plan in the list below.");
        return;
    }
    let plans = counted(fits.known, "plan you know", "plans you know");
    strong(
        ui,
        &format!("{} of {plans} have your grade under the draft; {} on their own tool", fits.after, fits.before),
    );
}

/// Points of every plan, a row for each grade given, with the thresholds as lines.
fn picture(ui: &mut Ui, tool: &AuditTool, rows: &[TrialRow], known: &BTreeMap<SubjectId, String>) {
    let lines: Vec<(f64, String)> = tool
        .grades
        .iter()
        .filter(|grade| grade.from_percent > 0)
        .map(|grade| (f64::from(grade.from_percent), format!("{} {} %", grade.label, grade.from_percent)))
        .collect();
    let of_grade = |grade: Option<&str>| -> Vec<(f64, bool)> {
        let given = rows.iter().filter(|row| known.get(&row.subject).map(String::as_str) == grade);
        given
            .filter_map(|row| Some((row.percent_after?, grade.is_none() || row.grade_after.as_deref() == grade)))
            .collect()
    };
    let mut pictured: Vec<PointRow> = tool
        .grades
        .iter()
        .map(|grade| PointRow { name: format!("You say {}", grade.label), points: of_grade(Some(&grade.code)) })
        .collect();
    pictured.push(PointRow { name: "No grade given".to_owned(), points: of_grade(None) });
    ui.add_space(space::STEP);
    points_picture(ui, "points", "Points of the plans against the thresholds", &pictured, &lines);
    small(
        ui,
        "A disc: the draft gives your grade. A cross: it gives another. A plan may be held below its points by the rule.",
    );
}

fn table(ui: &mut Ui, tool: &AuditTool, rows: &[TrialRow], known: &BTreeMap<SubjectId, String>, cursor: &mut usize) {
    let columns = [
        Column::words("Plan", 110.0),
        Column::figures("Points", 110.0),
        Column::words("Grade now", 200.0),
        Column::words("Under the draft", 200.0),
        Column::words("Your grade", 200.0),
        Column::rest("Match"),
    ];
    let given = |row: &TrialRow| known.get(&row.subject).map(|grade| grade_words(tool, Some(grade)));
    let matches = |row: &TrialRow| known.get(&row.subject).map(|grade| row.grade_after.as_ref() == Some(grade));
    let row_name = |at: usize| {
        let Some(row) = rows.get(at) else { return String::new() };
        let said = given(row).map_or("no grade given".to_owned(), |grade| format!("you say {grade}"));
        format!("{}, {} under the draft, {said}", row.reference, row.plan.after)
    };
    let table = DataTable {
        salt: "known grades",
        name: "Plans you know",
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let opened = table.show_within(ui, 12, cursor, |ui, at, column| {
        let Some(row) = rows.get(at) else { return };
        match column {
            0 => drop(cell_strong(ui, &row.reference)),
            1 => drop(cell_body(ui, &row.percent_after.map(|p| format!("{p:.1} %")).unwrap_or_default())),
            2 => drop(cell_quiet(ui, &row.plan.before)),
            3 => drop(cell_body(ui, &row.plan.after)),
            4 => drop(cell_body(ui, &given(row).unwrap_or_default())),
            _ => match matches(row) {
                Some(true) => {
                    sign(ui, Sign::Tick, 14.0, tokens(ui).answer_met.mark, "");
                    cell_body(ui, "Yes");
                }
                Some(false) => {
                    sign(ui, Sign::Cross, 14.0, tokens(ui).answer_not_met.mark, "");
                    cell_body(ui, "No");
                }
                None => {}
            },
        }
    });
    if let Some(at) = opened.opened {
        *cursor = at;
    }
}

/// The plan at the cursor: its grade is chosen in a list, or by the digits while the table has the keyboard.
fn chosen(ui: &mut Ui, cx: &mut Cx<'_>, editor: &Editor, rows: &[TrialRow], known: &BTreeMap<SubjectId, String>) {
    let Some(row) = rows.get(editor.cursor) else { return };
    ui.add_space(space::STEP);
    strong(ui, &format!("Plan {}", row.reference));
    quiet(ui, &format!("Under the draft: {}", row.plan.why));
    let mut labels = vec!["No grade given"];
    labels.extend(editor.tool.grades.iter().map(|grade| grade.label.as_str()));
    let now = known.get(&row.subject);
    let place = now.and_then(|code| editor.tool.grade_place(code)).map_or(0, |place| place + 1);
    let mut pressed = choice_list(ui, "The grade you would give it", &labels, Some(place), 260.0);
    small(ui, "Keys, with the list of plans: 1 for the best grade, 2 for the next, 0 for none");
    if !cx.is_blocked && !ui.ctx().text_edit_focused() {
        let keys = [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];
        let by_key = ui.input(|input| keys.iter().position(|key| input.key_pressed(*key) && input.modifiers.is_none()));
        pressed = pressed.or(by_key);
    }
    let Some(pressed) = pressed.filter(|pressed| *pressed < labels.len() && *pressed != place) else { return };
    let grade = pressed.checked_sub(1).and_then(|at| editor.tool.grades.get(at)).map(|grade| grade.code.clone());
    let (tool_code, subject) = (editor.tool.code.clone(), row.subject);
    cx.run(Command::Tools(Tooling::SetKnownGrade { tool_code, subject, grade }));
}
