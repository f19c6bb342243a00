//! The reports of a round. What is chosen stands at the left, the pages at the right; where the window is narrow, above
//! them.

use super::checked::looks_ui;
use super::data::{ReportsData, Wanted};
use super::export::export_ui;
use super::page::{PER_MM, page_ui};
use super::state::{ReportsScreen, Saving, ZOOMS};
use crate::domain::report::{ReportKind, text};
use crate::exchange::Look;
use crate::jobs::DialogKind;
use crate::ops::{Command, Logo, SetReportText};
use crate::ui::action::{Action, PathFor};
use crate::ui::cx::Cx;
use crate::ui::path_field::{PDFS, PICTURES, PathField, typed_path};
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::{
    Button, TextField, body, check, choice_list, level_with_fields, page_title, quiet, quiet_group, section_title,
    small, strong, told,
};
use egui::{Align, Frame, Margin, Panel, ScrollArea, Ui};

/// From this width what is chosen has a column of its own, in points.
const COLUMN_FROM: f32 = 760.0;
const COLUMN: f32 = 330.0;
/// Most height of the pages where they scroll within a page that scrolls, in points.
const PAGES_WITHIN: f32 = 640.0;

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    if ui.available_width() >= COLUMN_FROM {
        let frame = Frame::new().inner_margin(Margin { left: 24, right: 16, top: 24, bottom: 0 });
        Panel::left("report choices").exact_size(COLUMN).resizable(false).frame(frame).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| choices(ui, cx, data, state));
        });
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 24, bottom: 0 }).show(ui, |ui| {
            preview(ui, cx, data, state);
        });
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin::same(space::PAGE_MARGIN as i8)).show(ui, |ui| {
            choices(ui, cx, data, state);
            preview(ui, cx, data, state);
        });
    });
}

fn choices(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    page_title(ui, "Reports");
    kind_and_plan(ui, cx, data, state);
    save(ui, cx, data, state);
    if !data.parts.is_empty() {
        section_title(ui, "Parts");
        parts(ui, cx, data);
    }
    section_title(ui, "Words");
    words(ui, cx, data, state);
    if data.wanted.kind == ReportKind::Learning {
        wording(ui, cx, data, state);
    }
    section_title(ui, "Logo");
    logo(ui, cx, data, state);
    section_title(ui, "Data");
    export_ui(ui, cx, data, state);
}

/// The picture printed beside the title of every report.
fn logo(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    small(ui, "Printed beside the title of every report. A PNG or JPEG under 1 MiB; only its pixels are kept.");
    let field = PathField {
        label: "Picture",
        hint: "Path of the logo.",
        error: None,
        path_for: PathFor::Logo,
        kind: DialogKind::Open,
        title: "Choose the logo",
        files: PICTURES,
        suggested: "",
    };
    let response = field.show(ui, cx, &mut state.logo);
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let path = typed_path(&state.logo);
    ui.horizontal(|ui| {
        let name = if data.has_logo { "Replace the logo" } else { "Use as logo" };
        let pressed = Button::quiet(name).enabled(path.is_some()).show(ui).clicked();
        if let (true, Some(path)) = (pressed || by_enter, path) {
            cx.act(Action::TakeLogo(path));
        }
        if data.has_logo && Button::quiet("Remove the logo").show(ui).clicked() {
            cx.run(Command::Logo(Logo::Remove));
        }
    });
    ui.add_space(space::STEP);
}

/// Wording before and after, for each theme of the learning note.
fn wording(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    section_title(ui, "Wording before and after");
    small(ui, "Invented wording, never a sentence of a child\u{2019}s plan.");
    for (number, (key, shown)) in data.themes.iter().enumerate() {
        strong(ui, &format!("{}. {shown}", number + 1));
        for (label, prefix) in [("Before", text::BEFORE), ("After", text::AFTER)] {
            let name = format!("{prefix}{key}");
            let kept = data.words.get(&name).cloned().unwrap_or_default();
            let typed = state.wording.entry(name.clone()).or_insert_with(|| kept.clone());
            let label = format!("{label}, theme {}", number + 1);
            let field = TextField::new(&label).rows(2).salt((data.wanted.kind, name.as_str()));
            let response = field.width(280.0).show(ui, typed);
            if response.lost_focus() && typed.trim() != kept {
                let value = typed.trim().to_owned();
                set(cx, Some(ReportKind::Learning), &name, value);
            }
        }
    }
}

fn want(cx: &mut Cx<'_>, state: &mut ReportsScreen, wanted: Wanted) {
    if state.wanted != wanted {
        state.wanted = wanted;
        cx.act(Action::ShowReport);
    }
}

fn kind_and_plan(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    let kinds: Vec<&str> = ReportKind::ALL.iter().map(|kind| kind.label()).collect();
    let chosen = ReportKind::ALL.iter().position(|kind| *kind == state.wanted.kind);
    if let Some(kind) = choice_list(ui, "Report", &kinds, chosen, 260.0).and_then(|at| ReportKind::ALL.get(at)) {
        let first = data.plans.first().map(|(subject, _)| *subject);
        want(cx, state, Wanted { kind: *kind, plan: first.filter(|_| *kind == ReportKind::Plan) });
    }
    small(ui, state.wanted.kind.purpose());
    ui.add_space(space::STEP);
    let mut plans: Vec<&str> = data.plans.iter().map(|(_, reference)| reference.as_str()).collect();
    let place = |state: &ReportsScreen| data.plans.iter().position(|(s, _)| Some(*s) == state.wanted.plan);
    match state.wanted.kind {
        ReportKind::Plan if !plans.is_empty() => {
            if let Some(at) = choice_list(ui, cx.subject().head(), &plans, place(state), 260.0) {
                let plan = data.plans.get(at).map(|(subject, _)| *subject);
                want(cx, state, Wanted { kind: ReportKind::Plan, plan });
            }
        }
        ReportKind::Record if !plans.is_empty() => {
            plans.insert(0, "The whole round");
            let chosen = place(state).map_or(0, |at| at + 1);
            if let Some(at) = choice_list(ui, "Record of", &plans, Some(chosen), 260.0) {
                let plan = at.checked_sub(1).and_then(|at| data.plans.get(at)).map(|(subject, _)| *subject);
                want(cx, state, Wanted { kind: ReportKind::Record, plan });
            }
        }
        _ => {}
    }
}

fn save(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    let reason = data.pages.as_ref().err().map(|why| why.why.as_str());
    if Button::primary("Save as PDF…").disabled_because(reason).show(ui).clicked() {
        state.saving = (state.saving != Some(Saving::One)).then_some(Saving::One);
        state.path.clone_from(&data.path);
    }
    if state.wanted.kind == ReportKind::Plan
        && Button::quiet(&format!("Save a sheet for every {}…", cx.subject().noun())).show(ui).clicked()
    {
        state.saving = (state.saving != Some(Saving::All)).then_some(Saving::All);
        state.path = std::path::Path::new(&data.path).with_file_name("plan-feedback").to_string_lossy().into_owned();
    }
    if let Some(saving) = state.saving {
        quiet_group(ui, |ui| saving_form(ui, cx, data, saving, state));
    } else if let Some(saved) = &state.saved {
        let name = saved.file_name().unwrap_or_default().to_string_lossy();
        small(ui, &format!("Saved as {name}."));
        ui.horizontal_wrapped(|ui| {
            if Button::quiet("Open the report").small().show(ui).clicked() {
                cx.act(Action::ShowFile(saved.clone()));
            }
            if Button::quiet("Print…").small().show(ui).clicked() {
                cx.act(Action::PrintFile(saved.clone()));
            }
        });
    } else {
        small(ui, "Saved first, then opened or printed from here.");
    }
    ui.add_space(space::STEP);
}

fn saving_form(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, saving: Saving, state: &mut ReportsScreen) {
    let looks: Vec<&Look> = match (saving, &data.pages) {
        (Saving::One, Ok(paged)) => paged.looks.iter().collect(),
        (Saving::One, Err(_)) => Vec::new(),
        (Saving::All, _) => data.looks.iter().collect(),
    };
    looks_ui(ui, cx, &looks);
    let each = format!("One PDF for each {} that is fully agreed.", cx.subject().noun());
    let (label, hint, kind, files) = match saving {
        Saving::One => ("Save the report as", "Path of the PDF.", DialogKind::Save, PDFS),
        Saving::All => ("Folder for the sheets", each.as_str(), DialogKind::Folder, ("", &[][..])),
    };
    let suggested = std::path::Path::new(&state.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let field = PathField {
        label,
        hint,
        error: None,
        path_for: PathFor::Report,
        kind,
        title: "Save the report",
        files,
        suggested: &suggested,
    };
    let response = field.show(ui, cx, &mut state.path);
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let path = typed_path(&state.path);
    ui.horizontal(|ui| {
        // Where there is something to look at, Enter in the field is no answer to it.
        let (act, by_enter) = if looks.is_empty() { ("Save", by_enter) } else { ("Save all the same", false) };
        let pressed = Button::primary(act).enabled(path.is_some()).show(ui).clicked();
        if let (true, Some(path)) = (pressed || by_enter, path) {
            cx.act(match saving {
                Saving::One => Action::SaveReport { path, replace: false },
                Saving::All => Action::SaveAllSheets(path),
            });
            state.saving = None;
        }
        if Button::quiet("Cancel").show(ui).clicked() {
            state.saving = None;
        }
    });
}

fn set(cx: &mut Cx<'_>, kind: Option<ReportKind>, name: &str, value: impl Into<String>) {
    let Some(round) = cx.round.map(|round| round.id) else { return };
    cx.run(Command::ReportText(SetReportText { round, kind, name: name.to_owned(), value: value.into() }));
}

fn parts(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData) {
    let kind = data.wanted.kind;
    for (code, title, printed) in &data.parts {
        let mut printed = *printed;
        if check(ui, title, &mut printed) {
            set(cx, Some(kind), text::LEFT_OUT, data.left_out_with(code, printed));
        }
    }
    if kind.may_be_published() {
        let mut hides = data.words.get(text::SUPPRESSION).is_none_or(|value| value != "off");
        if check(ui, "Hide counts under 5", &mut hides) {
            set(cx, Some(kind), text::SUPPRESSION, if hides { "" } else { "off" });
        }
    }
    if kind == ReportKind::Plan {
        let mut names = data.words.get(text::GRADE_WORDS).is_some_and(|value| value == "on");
        if check(ui, "Name the grade", &mut names) {
            set(cx, Some(kind), text::GRADE_WORDS, if names { "on" } else { "" });
        }
    }
}

/// A text of the report: kept when the field is left.
struct Words<'a> {
    label: &'a str,
    hint: &'a str,
    name: &'static str,
    rows: usize,
    for_all: bool,
}

fn words(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    let own = |label, hint, name, rows| Words { label, hint, name, rows, for_all: false };
    let all = |label, hint, name| Words { label, hint, name, rows: 1, for_all: true };
    words_ui(
        ui,
        cx,
        data,
        state,
        &own("Covering text", "Printed first. An empty line begins a paragraph.", text::COVERING, 4),
    );
    if data.wanted.kind == ReportKind::Board {
        words_ui(ui, cx, data, state, &own("Decisions asked", "One a line.", text::DECISIONS, 3));
    }
    small(ui, "For every kind of report of this round:");
    let details = Words {
        rows: 2,
        ..all("Local details", "Printed last: whom to ask, where the method is published.", text::LOCAL_DETAILS)
    };
    words_ui(ui, cx, data, state, &details);
    words_ui(ui, cx, data, state, &all("Target in percent", "Good or better, such as 65.", text::TARGET_PERCENT));
    words_ui(
        ui,
        cx,
        data,
        state,
        &all("Local thresholds set on", "YYYY-MM-DD, where the area set its own.", text::THRESHOLDS_SET_ON),
    );
    if data.wanted.kind == ReportKind::Plan {
        quiet(ui, "Reviewers are not named on feedback sheets.");
    }
}

fn words_ui(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen, words: &Words<'_>) {
    let kept = if words.for_all { &data.words_for_all } else { &data.words };
    let kept = kept.get(words.name).cloned().unwrap_or_default();
    let typed = state.words.entry(words.name).or_insert_with(|| kept.clone());
    let field = TextField::new(words.label).hint(words.hint).rows(words.rows).salt((data.wanted.kind, words.name));
    let response = field.width(280.0).show(ui, typed);
    crate::ui::views::guarded::point_out(ui, cx, typed);
    if response.lost_focus() && typed.trim() != kept {
        let kind = (!words.for_all).then_some(data.wanted.kind);
        let value = typed.trim().to_owned();
        set(cx, kind, words.name, value);
    }
}

fn preview(ui: &mut Ui, cx: &mut Cx<'_>, data: &ReportsData, state: &mut ReportsScreen) {
    let paged = match &data.pages {
        Ok(paged) => paged,
        Err(why) => {
            strong(ui, &why.what);
            body(ui, &why.why);
            quiet(ui, &why.now);
            if Button::quiet("Go to agreeing").show(ui).clicked() {
                cx.act(Action::Go(crate::ui::route::Route::Agree));
            }
            return;
        }
    };
    for warning in &paged.warnings {
        small(ui, warning);
    }
    let count = paged.laid.pages.len();
    tools(ui, data, state, count);
    let per_mm = PER_MM * ZOOMS.get(state.zoom).copied().unwrap_or(100) as f32 / 100.0;
    let needle = state.search.trim().to_lowercase();
    let go_to = state.go_to.take();
    let pages = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = space::STEP * 2.0;
        for (at, page) in paged.laid.pages.iter().enumerate() {
            let words = data.page_texts.get(at).map_or("", String::as_str);
            let response = page_ui(ui, page, per_mm, count, words, &needle);
            if go_to == Some(at) {
                response.scroll_to_me(Some(Align::TOP));
            }
        }
        ui.add_space(space::STEP);
    };
    Frame::new().fill(tokens(ui).surface_raised).inner_margin(Margin::same(8)).show(ui, |ui| {
        let area = ScrollArea::both().id_salt(("pages", data.wanted.kind)).auto_shrink(false);
        let is_within = !ui.available_height().is_finite() || ui.available_height() < PAGES_WITHIN / 2.0;
        let area = if is_within { area.max_height(PAGES_WITHIN).min_scrolled_height(PAGES_WITHIN) } else { area };
        told(ui, "Pages of the report", |ui| area.show(ui, pages));
    });
}

/// Page, size, search.
fn tools(ui: &mut Ui, data: &ReportsData, state: &mut ReportsScreen, count: usize) {
    let page = state.page.min(count.saturating_sub(1));
    ui.horizontal_top(|ui| {
        let names: Vec<String> = (1..=count).map(|n| format!("{n} of {count}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(at) = choice_list(ui, "Page", &names, Some(page), 90.0) {
            go(state, at);
        }
        level_with_fields(ui, space::ROW, |ui| {
            if Button::quiet("Previous").small().name("Previous page").enabled(page > 0).show(ui).clicked() {
                go(state, page.saturating_sub(1));
            }
            if Button::quiet("Next").small().name("Next page").enabled(page + 1 < count).show(ui).clicked() {
                go(state, page + 1);
            }
        });
        let sizes: Vec<String> = ZOOMS.iter().map(|percent| format!("{percent} %")).collect();
        let sizes: Vec<&str> = sizes.iter().map(String::as_str).collect();
        if let Some(at) = choice_list(ui, "Size", &sizes, Some(state.zoom), 80.0) {
            state.zoom = at;
        }
        search(ui, data, state, page);
    });
}

/// What is searched for, and where it stands.
fn search(ui: &mut Ui, data: &ReportsData, state: &mut ReportsScreen, page: usize) {
    let response = TextField::new("Search").width(150.0).show(ui, &mut state.search);
    if state.search.trim().is_empty() {
        return;
    }
    let found = data.find(&state.search);
    let by_enter = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let words = match found.len() {
        0 => "Not found".to_owned(),
        1 => "On 1 page".to_owned(),
        n => format!("On {n} pages"),
    };
    ui.vertical(|ui| {
        small(ui, &words);
        let pressed = Button::link("Next found").enabled(!found.is_empty()).show(ui).clicked();
        if pressed || by_enter || response.changed() {
            let from = if response.changed() { page } else { page + 1 };
            if let Some(at) = found.iter().find(|at| **at >= from).or_else(|| found.first()) {
                go(state, *at);
            }
        }
    });
}

fn go(state: &mut ReportsScreen, page: usize) {
    state.page = page;
    state.go_to = Some(page);
}
