//! The board of actions: overdue on top, then by how they stand; themes and training counted; a file in and out.

use super::data::{ActionsData, FollowAsk};
use super::state::{ActionForm, ActionsScreen, FACTS, count_themes};
use super::{form, page};
use crate::domain::action::{Action as Planned, ActionState};
use crate::jobs::DialogKind;
use crate::ops::{Command, Planning, SeenAction};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::theme::{space, tokens};
use crate::ui::views::{cell_body, cell_quiet, cell_strong, day_words};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, body, choice_list, empty_state, figure, page_column, page_title, quiet,
    section_title, sign, small, strong,
};
use crate::words::counted;
use egui::{Color32, ScrollArea, Ui, vec2};
use jiff::civil::Date;

/// The groups, in their order: what is late first.
const GROUPS: [(ActionState, &str); 4] = [
    (ActionState::Late, "Overdue or late"),
    (ActionState::AtRisk, "At risk"),
    (ActionState::OnTrack, "On track"),
    (ActionState::Done, "Done"),
];

/// Rows of a list before it scrolls by itself.
const ROWS: usize = 14;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ActionsData, state: &mut ActionsScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            page_title(ui, "Actions");
            let open = state.open.and_then(|id| data.actions.iter().find(|seen| seen.action.id == id));
            if let Some(seen) = open {
                if page::show(ui, cx, data, state, seen) {
                    state.left = state.open.take();
                    state.note.clear();
                }
            } else {
                board(ui, cx, data, state);
            }
        });
    });
    if let Some(written) = &mut state.form
        && let Some(left) = form::show(ui, cx, data, written)
    {
        state.has_saved = left == form::Left::Saved && written.is_new;
        state.form = None;
        if let Some(finding) = state.came_from.take().filter(|_| left == form::Left::Unsaved) {
            cx.act(Action::Follow(FollowAsk::BackToFinding(finding)));
        }
    }
}

fn board(ui: &mut Ui, cx: &mut Cx<'_>, data: &ActionsData, state: &mut ActionsScreen) {
    if data.actions.is_empty() {
        let words = "An action says what somebody will do about a finding, by when, and whether it helped. Make one from \
                     a finding of a round, write one here, or bring a table in.";
        if empty_state(ui, "There are no actions yet", words, "Write an action…") {
            state.form = Some(ActionForm::empty());
        }
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::GROUP * 1.5;
            for (of, title) in GROUPS {
                let all = data.actions.iter().filter(|seen| seen.action.state_on(data.today) == of).count();
                figure(ui, &all.to_string(), &format!("{} {}", of.letter(), title.to_lowercase()));
            }
        });
        ui.add_space(space::STEP);
        filters(ui, data, state);
        let write = Button::primary("Write an action…").sign(Sign::Plus).show(ui);
        if std::mem::take(&mut state.has_saved) {
            write.request_focus();
        }
        if write.clicked() {
            state.form = Some(ActionForm::empty());
        }
        for (at, (of, title)) in GROUPS.into_iter().enumerate() {
            let rows = state.listed(data, of);
            if rows.is_empty() {
                continue;
            }
            ui.add_space(space::STEP * 2.0);
            section_title(ui, &format!("{title}: {}", rows.len()));
            let left = state.left.take_if(|left| rows.iter().any(|seen| seen.action.id == *left)).is_some();
            let mut none = 0;
            let cursor = state.cursors.get_mut(at).unwrap_or(&mut none);
            if let Some(opened) = table(ui, data, &rows, title, (cursor, left)) {
                state.open = rows.get(opened).map(|seen| seen.action.id);
            }
        }
        if GROUPS.iter().all(|(of, _)| state.listed(data, *of).is_empty()) {
            quiet(ui, "No action is like this.");
        }
        ui.add_space(space::GROUP);
        themes(ui, data);
    }
    ui.add_space(space::GROUP);
    files(ui, cx, data, state);
}

fn filters(ui: &mut Ui, data: &ActionsData, state: &mut ActionsScreen) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (at, name) in FACTS.into_iter().enumerate() {
            let values = ActionsScreen::options(data, at);
            if values.is_empty() {
                continue;
            }
            let options: Vec<&str> = std::iter::once("All").chain(values.iter().map(String::as_str)).collect();
            let Some(chosen) = state.chosen.get_mut(at) else { continue };
            let place = chosen.as_ref().and_then(|value| values.iter().position(|v| v == value)).map_or(0, |p| p + 1);
            if let Some(pressed) = choice_list(ui, name, &options, Some(place), 180.0) {
                *chosen = pressed.checked_sub(1).and_then(|at| values.get(at)).cloned();
            }
        }
    });
}

fn look(ui: &Ui, state: ActionState) -> (Sign, Color32) {
    let t = tokens(ui);
    match state {
        ActionState::OnTrack => (Sign::Disc, t.accent),
        ActionState::AtRisk => (Sign::HalfDisc, t.answer_partly.mark),
        ActionState::Late => (Sign::Warning, t.answer_not_met.mark),
        ActionState::Done => (Sign::Tick, t.answer_met.mark),
    }
}

/// How an action stands: sign, letter and words.
pub(super) fn state_mark(ui: &mut Ui, action: &Planned, today: Date) {
    let state = action.state_on(today);
    ui.horizontal(|ui| {
        let (mark, ink) = look(ui, state);
        sign(ui, mark, space::SIGN, ink, "");
        strong(ui, &format!("{} {}", state.letter(), action.state_words(today)));
    });
}

/// Draws a group. `gets_keyboard`: an action of it was left just now.
fn table(
    ui: &mut Ui,
    data: &ActionsData,
    rows: &[&SeenAction],
    name: &str,
    (cursor, gets_keyboard): (&mut usize, bool),
) -> Option<usize> {
    let columns = [
        Column::words("State", 190.0),
        Column::rest("Action").in_two_lines(),
        Column::words("Owner", 160.0),
        Column::words("Due", 150.0),
        Column::words("Since the action", 170.0),
    ];
    let row_name = |at: usize| {
        let Some(seen) = rows.get(at) else { return String::new() };
        let owner = if seen.action.owner.is_empty() { "nobody yet" } else { &seen.action.owner };
        format!("{}, {}, {owner}", seen.action.what, seen.action.state_words(data.today))
    };
    let shown = DataTable {
        salt: name,
        name: &format!("Actions: {}", name.to_lowercase()),
        columns: &columns,
        rows: rows.len(),
        row_name: &row_name,
        opens: true,
    };
    let height = shown.height(ROWS);
    let drawn = ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_max_height(height);
        if gets_keyboard {
            let id = ui.make_persistent_id(name);
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        shown.show(ui, cursor, |ui, at, column| {
            let Some(seen) = rows.get(at) else { return };
            let action = &seen.action;
            match column {
                0 => {
                    let state = action.state_on(data.today);
                    let (mark, ink) = look(ui, state);
                    sign(ui, mark, space::SIGN, ink, "");
                    ui.add_space(space::HALF);
                    cell_body(ui, &format!("{} {}", state.letter(), action.state_words(data.today)));
                }
                1 => drop(cell_strong(ui, &action.what)),
                2 => drop(cell_quiet(ui, &action.owner)),
                3 => drop(cell_quiet(ui, &action.due_on.map(day_words).unwrap_or_default())),
                _ => drop(cell_quiet(ui, &seen.effect.counts().unwrap_or_default())),
            }
        })
    });
    drawn.inner.opened
}

fn themes(ui: &mut Ui, data: &ActionsData) {
    let (themes, training) = count_themes(data);
    for (title, counts) in [("Themes", themes), ("Training topics", training)] {
        if counts.is_empty() {
            continue;
        }
        section_title(ui, title);
        for (theme, n) in counts {
            body(ui, &format!("{theme}: {}", counted(n, "action", "actions")));
        }
        ui.add_space(space::STEP);
    }
}

fn files(ui: &mut Ui, cx: &mut Cx<'_>, data: &ActionsData, state: &mut ActionsScreen) {
    section_title(ui, "Bring in, write out");
    quiet(
        ui,
        "A table (CSV) with the columns what and state, and if you like owner, team, forum, due_on, done_on, theme, \
         criteria, round, progress, evidence, public_line, is_training and made_on.",
    );
    let field = PathField {
        label: "Actions to bring in",
        hint: "A .csv file",
        error: None,
        path_for: PathFor::Actions,
        kind: DialogKind::Open,
        title: "Choose a table of actions",
        files: TABLES,
        suggested: "",
    };
    if field.show(ui, cx, &mut state.path).changed() {
        state.preview = None;
    }
    let reason = state.path.trim().is_empty().then_some("Enter the path of the file");
    if Button::quiet("Look at the actions").disabled_because(reason).show(ui).clicked() {
        cx.act(Action::Follow(FollowAsk::PreviewActions));
    }
    if let Some(drafts) = &state.preview {
        for draft in drafts.iter().take(5) {
            small(ui, &format!("{}: {}", draft.action.state.label(), draft.action.what));
        }
        let label = format!("Take in {}", counted(drafts.len(), "action", "actions"));
        if Button::primary(&label).show(ui).clicked() {
            cx.run(Command::Planning(Planning::Import(drafts.clone())));
            state.preview = None;
            state.path.clear();
        }
    }
    if data.actions.is_empty() || cx.acting.member().is_some() {
        return;
    }
    let field = PathField {
        label: "Where to write the actions",
        hint: "A new .csv file",
        error: None,
        path_for: PathFor::ActionsOut,
        kind: DialogKind::Save,
        title: "Where to write the actions",
        files: TABLES,
        suggested: "actions.csv",
    };
    field.show(ui, cx, &mut state.out);
    let reason = state.out.trim().is_empty().then_some("Enter the path of the file");
    if Button::quiet("Write the actions").disabled_because(reason).show(ui).clicked() {
        cx.act(Action::Follow(FollowAsk::WriteActions));
    }
}
