//! The start screen.

use super::state::{Fault, NewFileForm, StartScreen};
use crate::jobs::DialogKind;
use crate::ops::strength;
use crate::platform::clock::local_datetime;
use crate::settings::Recent;
use crate::ui::action::{Action, PathFor};
use crate::ui::app::{first_card, more_menu};
use crate::ui::cx::Cx;
use crate::ui::dialogs::Dialog;
use crate::ui::path_field::{AUDIT_FILES, PathField, typed_path};
use crate::ui::theme::{space, tokens};
use crate::ui::views::file::data::CareAsk;
use crate::ui::views::overview::data::long_date;
use crate::ui::widgets::{
    Button, Sign, TextField, body, page_title, quiet, quiet_group, reading, section_title, sign, small, strong,
};
use egui::{Align, Key, Layout, ScrollArea, Ui};

/// Width of the screen's one column, in points.
const COLUMN: f32 = 720.0;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, is_opening: bool, state: &mut StartScreen) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        in_the_middle(ui, |ui| {
            ui.horizontal(|ui| {
                page_title_left(ui);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| more_menu(ui, cx));
            });
            quiet(ui, "Panels score sampled Education, Health and Care plans, agree the result, and print it.");
            ui.add_space(space::GROUP);
            if is_opening {
                body(ui, "Opening the file…");
                return;
            }
            if state.is_making {
                making(ui, cx, state);
            } else {
                opening(ui, cx, state);
            }
        });
    });
}

/// A column in the middle of the window: there is nothing else on it.
fn in_the_middle(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let beside = ((ui.available_width() - COLUMN) / 2.0).max(space::PAGE_MARGIN);
    ui.add_space(if ui.available_height() < 560.0 { 16.0 } else { 48.0 });
    ui.horizontal_top(|ui| {
        ui.add_space(beside);
        ui.vertical(|ui| {
            ui.set_max_width(COLUMN.min(ui.available_width() - space::PAGE_MARGIN));
            contents(ui);
            ui.add_space(space::PAGE_MARGIN);
        });
    });
}

fn page_title_left(ui: &mut Ui) {
    let width = (ui.available_width() - 120.0).max(120.0);
    ui.allocate_ui(egui::vec2(width, 34.0), |ui| page_title(ui, "Golden Thread"));
}

fn opening(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut StartScreen) {
    if state.shows_tour {
        first_card(ui, cx);
    }
    if !cx.settings.recent.is_empty() {
        section_title(ui, "Opened last");
        let all = cx.settings.recent.clone();
        // What was worked on last is what most people come for.
        let newest = all.iter().position(|of| !state.gone.contains(&of.path));
        for (at, of) in all.iter().enumerate() {
            recent(ui, cx, of, state.gone.contains(&of.path), newest == Some(at));
        }
        ui.add_space(space::GROUP);
    }
    section_title(ui, "Open an audit file");
    let response = OPEN.show(ui, cx, &mut state.open_path);
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::HALF);
    let path = typed_path(&state.open_path);
    let reason = path.is_none().then_some("Enter the path of the file, or browse for it");
    let pressed = Button::quiet("Open").disabled_because(reason).show(ui).clicked();
    if let (true, Some(path)) = (pressed || by_enter, path) {
        cx.act(Action::Open(path));
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Make a new audit file");
    quiet(ui, "One encrypted file for your local area. It stays on this computer.");
    ui.add_space(space::HALF);
    if Button::quiet("Make a new audit file…").show(ui).clicked() {
        state.is_making = true;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "See how it goes");
    quiet(ui, "A sample with invented plans and people, scored and agreed: look round and try things out.");
    ui.add_space(space::HALF);
    ui.horizontal(|ui| {
        let label = "Open the sample";
        let sample = if cx.settings.recent.is_empty() { Button::primary(label) } else { Button::quiet(label) };
        if sample.show(ui).clicked() {
            cx.act(Action::OpenSample { anew: false });
        }
        if Button::link("Start the sample anew").show(ui).clicked() {
            cx.act(Action::OpenDialog(Dialog::Confirm {
                title: "Start the sample anew?".to_owned(),
                words: "What was tried out in the sample is gone then.".to_owned(),
                act: "Start anew".to_owned(),
                action: Box::new(Action::OpenSample { anew: true }),
            }));
        }
    });
}

/// Where the path of an audit file is typed or chosen.
const OPEN: PathField<'static> = PathField {
    label: "Audit file",
    hint: "The path of a .gthread file",
    error: None,
    path_for: PathFor::Open,
    kind: DialogKind::Open,
    title: "Open an audit file",
    files: AUDIT_FILES,
    suggested: "",
};

/// Asks the system for an audit file, and opens it.
#[must_use]
pub fn ask_to_open() -> Action {
    Action::Ask(OPEN.question())
}

fn recent(ui: &mut Ui, cx: &mut Cx<'_>, of: &Recent, is_gone: bool, is_newest: bool) {
    let path = &of.path;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let opened = of.opened_at.and_then(local_datetime);
    let opened = opened.map(|at| format!("Opened {}, {}", long_date(at.date()), at.strftime("%H:%M")));
    ui.horizontal(|ui| {
        if is_gone {
            sign(ui, Sign::Warning, 16.0, tokens(ui).text_quiet, "");
            strong(ui, &name);
            body(ui, "Not found");
        } else {
            let words = format!("Open {name}");
            let button = if is_newest { Button::primary(&words) } else { Button::link(&name).name(&words) };
            if button.sign(Sign::Page).show(ui).clicked() {
                cx.act(Action::Open(path.clone()));
            }
        }
        let forget = format!("Forget {name}: take it off this list");
        if Button::link("Forget").small().name(&forget).show(ui).clicked() {
            cx.act(Action::ForgetRecent(path.clone()));
        }
    });
    quiet_group(ui, |ui| {
        small(ui, &folder);
        match opened {
            _ if is_gone => drop(small(ui, "It was moved, renamed or is on a drive that is not connected.")),
            Some(opened) => drop(small(ui, &opened)),
            None => {}
        }
    });
}

fn making(ui: &mut Ui, cx: &mut Cx<'_>, state: &mut StartScreen) {
    if Button::link("Back").sign(Sign::ChevronLeft).show(ui).clicked() {
        state.is_making = false;
    }
    section_title(ui, "Make a new audit file");
    let form = &mut state.new_file;
    let (area, code, place) = (form.error(Fault::NoArea), form.error(Fault::Code), form.error(Fault::NoPath));
    let (short, differs) = (form.error(Fault::Short), form.error(Fault::Differs));
    TextField::new("Local area").hint("As it should stand on reports").error(area).show(ui, &mut form.local_area);
    TextField::new("Code of the local authority")
        .hint("Three digits, such as 314; may stay empty")
        .error(code)
        .width(160.0)
        .show(ui, &mut form.la_code);
    let suggested = format!("{}.gthread", form.local_area.trim().to_lowercase().replace(char::is_whitespace, "-"));
    let field = PathField {
        label: "New file",
        hint: "A folder of this computer, not a network share",
        error: place,
        path_for: PathFor::New,
        kind: DialogKind::Save,
        title: "Make a new audit file",
        files: AUDIT_FILES,
        suggested: &suggested,
    };
    field.show(ui, cx, &mut form.path);
    if Button::quiet("Propose words").show(ui).clicked() {
        cx.act(Action::AskCare(CareAsk::Propose));
    }
    if form.is_proposed {
        body(ui, "Write these words down before you make the file:");
        reading(ui, &form.passphrase);
    }
    let typed = TextField::new("Passphrase")
        .hint("At least 12 characters: four ordinary words are good")
        .password()
        .error(short)
        .show(ui, &mut form.passphrase);
    if typed.changed() {
        form.is_proposed = false;
        form.strength = None;
    }
    if form.strength.is_none() && !form.passphrase.is_empty() {
        form.strength = Some(strength(&form.passphrase, &[form.local_area.trim(), "golden thread"]));
    }
    if let Some(strength) = form.strength.filter(|_| !form.passphrase.is_empty()) {
        body(ui, strength.words());
    }
    TextField::new("Passphrase again").password().error(differs).show(ui, &mut form.again);
    small(
        ui,
        "Keep it where the team can find it: without the passphrase nobody can open the file, and nobody can reset it.",
    );
    ui.add_space(space::STEP);
    if Button::primary("Make the file").show(ui).clicked() {
        try_to_make(cx, form);
    }
}

fn try_to_make(cx: &mut Cx<'_>, form: &mut NewFileForm) {
    form.was_tried = true;
    if form.fault().is_none() {
        cx.act(Action::Create);
    }
}
