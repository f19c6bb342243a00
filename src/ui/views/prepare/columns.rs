//! What each column of a source is: its name and some of its values, and a choice beside.

use super::state::PlansForm;
use crate::domain::fact::Fact;
use crate::exchange::{ColumnSeen, REFERENCE, map_of};
use crate::jobs::DialogKind;
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{COLUMN_FILES, PathField};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, choice_list, quiet, section_title, small, strong};
use egui::{Key, Ui, vec2};

/// The words for what a column can be, the reference first, "Leave it out" last.
fn choices() -> Vec<(&'static str, &'static str)> {
    let facts = Fact::ALL.iter().map(|fact| (fact.code(), fact.label()));
    std::iter::once((REFERENCE, "Reference of the plan")).chain(facts).chain([("", "Leave it out")]).collect()
}

/// Draws the columns; a choice is looked at at once.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, columns: &[ColumnSeen], form: &mut PlansForm) {
    section_title(ui, "What the columns are");
    quiet(
        ui,
        "Proposed from their names, or kept from last time. What you choose here is kept for the next list when the \
         plans are imported.",
    );
    ui.add_space(space::STEP);
    let choices = choices();
    let words: Vec<&str> = choices.iter().map(|(_, words)| *words).collect();
    for (at, column) in columns.iter().enumerate() {
        if let Some(chosen) = column_ui(ui, column, &choices, &words) {
            let mut columns = columns.to_vec();
            // No two columns are the same fact: the one chosen last has it.
            if let Some(chosen) = chosen {
                columns.iter_mut().filter(|c| c.is == Some(chosen)).for_each(|c| c.is = None);
            }
            columns[at].is = chosen;
            form.columns = Some(map_of(&columns));
            cx.act(Action::PreviewPlans);
        }
    }
    ui.add_space(space::STEP);
    let field = PathField {
        label: "Save these columns as a file",
        hint: "A small text file for other machines, and for --map on the command line",
        error: None,
        path_for: PathFor::SaveMap,
        kind: DialogKind::Save,
        title: "Save the columns",
        files: COLUMN_FILES,
        suggested: "columns.toml",
    };
    let typed = field.show(ui, cx, &mut form.save_map);
    let by_enter = typed.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let reason = form.save_map.trim().is_empty().then_some("Enter the path of the file");
    let pressed = Button::quiet("Save the columns").disabled_because(reason).show(ui).clicked();
    if (pressed || by_enter) && reason.is_none() {
        cx.act(Action::SaveColumns { replace: false });
    }
}

/// One column; returns what was chosen for it.
fn column_ui(
    ui: &mut Ui,
    column: &ColumnSeen,
    choices: &[(&'static str, &'static str)],
    words: &[&str],
) -> Option<Option<&'static str>> {
    const CHOICE: f32 = 300.0;
    let now = column.is.unwrap_or_default();
    let chosen = choices.iter().position(|(code, _)| *code == now);
    let mut pressed = None;
    let is_wide = ui.available_width() >= 600.0;
    let mut inside = |ui: &mut Ui| {
        let width =
            if is_wide { (ui.available_width() - CHOICE - space::GROUP).max(160.0) } else { ui.available_width() };
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            strong(ui, &column.header);
            small(ui, &examples(column));
        });
        let label = format!("{} is", column.header);
        pressed = ui.push_id(&column.header, |ui| choice_list(ui, &label, words, chosen, CHOICE)).inner;
    };
    if is_wide {
        ui.horizontal_top(inside);
    } else {
        inside(ui);
    }
    let at = pressed.filter(|at| Some(*at) != chosen)?;
    let (code, _) = choices.get(at)?;
    Some((!code.is_empty()).then_some(*code))
}

fn examples(column: &ColumnSeen) -> String {
    match () {
        () if column.is_personal => {
            "Seems to say who somebody is: not shown, and left out unless you choose otherwise".to_owned()
        }
        () if column.examples.is_empty() => "No values in the first rows".to_owned(),
        () => column.examples.join(" · "),
    }
}
