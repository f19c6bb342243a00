//! Choosing who is acting. No secret is asked for, and the screen says so.

use crate::domain::panel::{Duty, Member};
use crate::ui::action::Action;
use crate::ui::cx::{Acting, Cx};
use crate::ui::theme::space;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{Column, DataTable, body, page_column, page_title, quiet};
use egui::{ScrollArea, Ui};

/// Draws the screen; `cursor` is the row the keyboard stands on, 0 being the lead.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, cursor: &mut usize) {
    let Some(file) = cx.file else { return };
    let members = file.members.clone();
    let mut chosen = None;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            ui.set_max_width(ui.available_width().min(860.0));
            page_title(ui, "Who is acting?");
            body(
                ui,
                "Choose your name. No password is asked: on a shared computer everyone sees only their own score sheets \
                 as long as everyone chooses their own name. That rests on good manners.",
            );
            ui.add_space(space::STEP);
            // The list is what one came for: the keyboard is on it at once.
            let table = ui.make_persistent_id("people");
            if ui.memory(|memory| memory.focused().is_none()) && !cx.is_blocked {
                ui.memory_mut(|memory| memory.request_focus(table));
            }
            chosen = people(ui, &members, cx.acting, cursor);
            ui.add_space(space::STEP);
            quiet(ui, "Use the arrow keys and Enter, or press a name.");
        });
    });
    if let Some(row) = chosen {
        cx.act(Action::ActAs(acting_of(&members, row)));
    }
}

fn acting_of(members: &[Member], row: usize) -> Acting {
    let member = row.checked_sub(1).and_then(|at| members.get(at));
    member.map_or(Acting::Lead, |member| Acting::Member { id: member.id, name: member.facts.name.clone() })
}

fn people(ui: &mut Ui, members: &[Member], acting: &Acting, cursor: &mut usize) -> Option<usize> {
    let columns = [Column::rest("Name"), Column::words("From", 210.0), Column::words("Duty", 330.0)];
    let name_of = |row: usize| row.checked_sub(1).and_then(|at| members.get(at));
    let row_name = |row: usize| match name_of(row) {
        None => "Audit lead, runs the round".to_owned(),
        Some(member) => format!("{}, {}", member.facts.name, member.facts.agency.label()),
    };
    let table = DataTable {
        salt: "people",
        name: "People",
        columns: &columns,
        rows: members.len() + 1,
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show(ui, cursor, |ui, row, column| match (column, name_of(row)) {
        (0, None) => drop(cell_strong(ui, "Audit lead")),
        (1, None) => drop(cell_quiet(ui, "Runs the round")),
        (_, None) => drop(cell_quiet(ui, if *acting == Acting::Lead { "Acting now" } else { "" })),
        (0, Some(member)) => drop(cell_strong(ui, &member.facts.name)),
        (1, Some(member)) => drop(cell_body(ui, member.facts.agency.label())),
        (_, Some(member)) => {
            let is_acting = acting.member() == Some(member.id);
            let duty = if member.facts.duty == Duty::Member { &member.facts.role } else { member.facts.duty.label() };
            cell_quiet(ui, if is_acting { "Acting now" } else { duty });
        }
    });
    shown.opened
}
