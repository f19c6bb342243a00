//! The panel: everybody of the area, who sits on this round's, and what is missing before they read anything.

use super::arrangement::{Arrangement, Person};
use super::data::PrepareData;
use super::plans::lines;
use super::state::{PanelForm, PersonForm};
use crate::domain::panel::{Agency, Duty};
use crate::jobs::DialogKind;
use crate::ops::{Arrange, Command, Prepare};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::path_field::{PathField, TABLES};
use crate::ui::theme::{space, tokens};
use crate::ui::views::overview::data::long_date;
use crate::ui::views::{cell_body, cell_quiet, cell_strong};
use crate::ui::widgets::{
    Button, Column, DataTable, Sign, TextField, body, check, choice_list, page_title, quiet, quiet_group,
    section_title, sign, small, strong,
};
use crate::words::counted;
use egui::{Key, Ui};

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut PanelForm) {
    let arrangement = &data.arrangement;
    if arrangement.people.is_empty() {
        page_title(ui, "Bring the panel in");
    } else {
        page_title(ui, "The panel");
        people(ui, arrangement, form);
    }
    if let Some(person) = &mut form.person {
        ui.add_space(space::STEP);
        if editor(ui, cx, arrangement, person) {
            form.person = None;
        }
        return;
    }
    ui.add_space(space::STEP);
    if Button::quiet("Add a person").sign(Sign::Plus).show(ui).clicked() {
        form.person = Some(PersonForm::default());
    }
    ui.add_space(space::GROUP);
    import(ui, cx, form);
    if !arrangement.people.is_empty() {
        ui.add_space(space::GROUP);
        export(ui, cx, form);
    }
}

fn people(ui: &mut Ui, data: &Arrangement, form: &mut PanelForm) {
    let missing = data.panel().filter(|person| person.missing().is_some()).count();
    let here = data.panel().count();
    let words = if data.round.is_some() {
        format!("{} of {} sit on this round’s panel.", here, counted(data.people.len(), "person", "people"))
    } else {
        counted(data.people.len(), "person", "people")
    };
    quiet(ui, &words);
    if missing > 0 {
        ui.horizontal_wrapped(|ui| {
            let ink = tokens(ui).answer_partly.mark;
            sign(ui, Sign::Warning, space::SIGN, ink, "");
            body(
                ui,
                &format!(
                    "{} without a confidentiality undertaking or training on record. Nothing is locked by it.",
                    counted(missing, "member is", "members are")
                ),
            );
        });
    }
    ui.add_space(space::STEP);
    let columns = [
        Column::words("Name", 160.0),
        Column::words("From", 172.0),
        Column::rest("Role").at_least(200.0).in_two_lines(),
        Column::words("Undertaking", 152.0),
        Column::words("Trained", 152.0),
        Column::words("Interests", 84.0),
        Column::words("This round", 90.0),
    ];
    let row_name = |row: usize| data.people.get(row).map(spoken).unwrap_or_default();
    let (salt, name, rows) = ("panel", "People", data.people.len());
    let table = DataTable { salt, name, columns: &columns, rows, row_name: &row_name, opens: true };
    let shown = table.show_within(ui, 10, &mut form.cursor, |ui, row, column| {
        if let Some(person) = data.people.get(row) {
            cell(ui, data, person, column);
        }
    });
    if let Some(person) = shown.opened.and_then(|row| data.people.get(row)) {
        form.person = Some(PersonForm::of(person));
    }
    small(ui, "Enter, or a press on a row, opens a person.");
}

fn cell(ui: &mut Ui, data: &Arrangement, person: &Person, column: usize) {
    let facts = &person.member.facts;
    let day = |ui: &mut Ui, day: Option<jiff::civil::Date>| match day {
        Some(day) => drop(cell_body(ui, &long_date(day))),
        None => {
            let ink = tokens(ui).answer_partly.mark;
            sign(ui, Sign::Warning, space::SIGN, ink, "");
            ui.add_space(space::HALF);
            cell_quiet(ui, "missing");
        }
    };
    match column {
        0 => drop(cell_strong(ui, &facts.name)),
        1 => drop(cell_body(ui, facts.agency.label())),
        2 if facts.duty == Duty::Member => drop(cell_quiet(ui, &facts.role)),
        2 => drop(cell_quiet(ui, facts.duty.label())),
        3 => day(ui, facts.undertaking_on),
        4 => day(ui, facts.trained_on),
        5 => drop(cell_quiet(
            ui,
            &if facts.interests.is_empty() { String::new() } else { facts.interests.len().to_string() },
        )),
        _ if data.round.is_none() => {}
        _ if person.on_panel => drop(cell_body(ui, &counted(person.load, "plan", "plans"))),
        _ => drop(cell_quiet(ui, "not on it")),
    }
}

fn spoken(person: &Person) -> String {
    let facts = &person.member.facts;
    let missing = person.missing().map(|words| format!(", {}", words.to_lowercase())).unwrap_or_default();
    format!("{}, {}{missing}", facts.name, facts.agency.label())
}

/// Draws the form of a person; true: it is done with.
fn editor(ui: &mut Ui, cx: &mut Cx<'_>, data: &Arrangement, form: &mut PersonForm) -> bool {
    let known = form.id.and_then(|id| data.person(id));
    let title = known.map_or_else(|| "A new person".to_owned(), |person| person.member.facts.name.clone());
    let mut done = false;
    quiet_group(ui, |ui| {
        section_title(ui, &title);
        let salt = form.id;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let missing = form.was_tried && form.facts.name.trim().is_empty();
            let name = TextField::new("Name").error(missing.then_some("Enter a name"));
            name.width(280.0).salt(salt).show(ui, &mut form.facts.name);
            TextField::new("Role").hint("").width(280.0).salt(salt).show(ui, &mut form.facts.role);
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let agencies: Vec<&str> = Agency::ALL.iter().map(|agency| agency.label()).collect();
            let at = Agency::ALL.iter().position(|agency| *agency == form.facts.agency);
            if let Some(agency) = choice_list(ui, "From", &agencies, at, 280.0).and_then(|at| Agency::ALL.get(at)) {
                form.facts.agency = *agency;
            }
            let duties: Vec<&str> = Duty::ALL.iter().map(|duty| duty.label()).collect();
            let at = Duty::ALL.iter().position(|duty| *duty == form.facts.duty);
            if let Some(duty) = choice_list(ui, "Duty", &duties, at, 280.0).and_then(|at| Duty::ALL.get(at)) {
                form.facts.duty = *duty;
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            TextField::new("Team").width(280.0).salt(salt).show(ui, &mut form.facts.team);
            TextField::new("E-mail").width(280.0).salt(salt).show(ui, &mut form.facts.email);
        });
        let error = |text: &str| PersonForm::day(text).is_none().then_some(day::FAULT);
        let (undertaking, trained) = (error(&form.undertaking_on), error(&form.trained_on));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            let field =
                TextField::new("Undertaking signed on").hint("Such as 22/11/2026; empty: not yet").error(undertaking);
            field.width(280.0).salt(salt).show(ui, &mut form.undertaking_on);
            let field = TextField::new("Trained on").hint("Such as 22/11/2026; empty: not yet").error(trained);
            field.width(280.0).salt(salt).show(ui, &mut form.trained_on);
        });
        let hint = "Plans, settings and coordinators they worked with, between semicolons: never given to them";
        TextField::new("Interests").hint(hint).width(584.0).salt(salt).show(ui, &mut form.interests);
        check(ui, "May see health records", &mut form.facts.sees_health);
        if let (Some(round), Some(person)) = (&data.round, known) {
            let mut sits = person.on_panel;
            if data.is_open() && check(ui, &format!("Sits on the panel of {}", round.facts.title), &mut sits) {
                let id = person.member.id;
                let panel = data.people.iter().filter(|p| if p.member.id == id { sits } else { p.on_panel });
                let members = panel.map(|p| p.member.id).collect();
                cx.run(Command::Arrange(Arrange::SetPanel { round: round.id, members }));
            }
        }
        ui.add_space(space::HALF);
        ui.horizontal_wrapped(|ui| {
            let is_wrong = form.facts.name.trim().is_empty() || undertaking.is_some() || trained.is_some();
            if Button::primary("Save the person").show(ui).clicked() {
                form.was_tried = true;
                if !is_wrong {
                    let (id, facts) = (form.id, Box::new(form.filled()));
                    cx.run(Command::Arrange(Arrange::PutMember { id, facts }));
                    done = true;
                }
            }
            if Button::link("Leave it as it was").show(ui).clicked() {
                done = true;
            }
        });
    });
    done
}

fn import(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut PanelForm) {
    section_title(ui, "From a table");
    quiet(
        ui,
        "A table (CSV) with the columns name, agency, role and email, and if you like team, interests, duty, \
         undertaking_on, trained_on and sees_health.",
    );
    ui.add_space(space::STEP);
    let field = PathField {
        label: "Panel",
        hint: "A .csv file",
        error: None,
        path_for: PathFor::Panel,
        kind: DialogKind::Open,
        title: "Choose the panel",
        files: TABLES,
        suggested: "",
    };
    let response = field.show(ui, cx, &mut form.path);
    if response.changed() {
        form.preview = None;
    }
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::HALF);
    let is_empty = form.path.trim().is_empty();
    let reason = is_empty.then_some("Enter the path of the file");
    let look = Button::quiet("Look at it").disabled_because(reason).show(ui).clicked();
    if (look || by_enter) && !is_empty {
        cx.act(Action::PreviewPanel);
    }
    if let Some(preview) = form.preview.clone() {
        ui.add_space(space::GROUP);
        let words = format!("{} read, {} new", counted(preview.people.len(), "person", "people"), preview.added);
        section_title(ui, &words);
        for person in &preview.people {
            body(ui, &format!("{}, {}", person.name, person.agency.label().to_lowercase()));
        }
        lines(ui, "What was not understood", &preview.warnings);
        ui.add_space(space::STEP);
        if Button::primary("Put them on the panel").show(ui).clicked() {
            cx.run(Command::Prepare(Prepare::PutPeople(preview.people.clone())));
        }
        small(ui, "Nobody is taken off the panel by this.");
    }
}

fn export(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut PanelForm) {
    strong(ui, "Write the panel as a table");
    let field = PathField {
        label: "Table to write",
        hint: "A .csv file; it can be changed and brought in again",
        error: None,
        path_for: PathFor::PanelOut,
        kind: DialogKind::Save,
        title: "Write the panel",
        files: TABLES,
        suggested: "panel.csv",
    };
    field.show(ui, cx, &mut form.out);
    ui.add_space(space::HALF);
    let reason = form.out.trim().is_empty().then_some("Enter the path of the file");
    if Button::quiet("Write the panel").disabled_because(reason).show(ui).clicked() {
        cx.act(Action::WritePanel);
    }
}
