//! The results: their parts, and what stands in front of them.

use super::data::ResultsData;
use super::state::{ResultsScreen, Tab};
use super::{agreement, breakdown, front, map, notes, overview};
use crate::domain::report::ReportKind;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::dialogs::take_key;
use crate::ui::theme::space;
use crate::ui::widgets::{Button, GradeMark, empty_state, grade_letter, page_column, page_title, part_row};
use egui::{Align, Key, Layout, Modifiers, ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &ResultsData, state: &mut ResultsScreen) {
    keys(ui, cx, state);
    ScrollArea::vertical().id_salt((state.tab.name(), state.front.len())).auto_shrink(false).show(ui, |ui| {
        page_column(ui, |ui| {
            if !state.front.is_empty() {
                front::show(ui, data, state);
                return;
            }
            head(ui, cx, data);
            tabs(ui, state);
            ui.add_space(space::STEP);
            match state.tab {
                Tab::Overview if data.results.plan_results.is_empty() => nothing_agreed(ui, cx),
                Tab::Overview => overview::show(ui, data, state),
                Tab::Plans => map::show(ui, data, state),
                Tab::Breakdown if data.results.plan_results.is_empty() => nothing_agreed(ui, cx),
                Tab::Breakdown => breakdown::show(ui, data, state),
                Tab::Agreement => agreement::show(ui, data, state),
                Tab::Notes => notes::notes(ui, cx, data),
            }
        });
    });
}

impl Tab {
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(tab, _)| *tab == self).map_or("", |(_, name)| name)
    }
}

/// T turns pictures into tables and back; Esc leaves what stands in front.
fn keys(ui: &Ui, cx: &Cx<'_>, state: &mut ResultsScreen) {
    if cx.is_blocked || ui.ctx().text_edit_focused() {
        return;
    }
    if take_key(ui, Modifiers::NONE, Key::T) {
        state.shows_table = !state.shows_table;
    }
    if !state.front.is_empty() && take_key(ui, Modifiers::NONE, Key::Escape) {
        state.front.pop();
    }
}

fn nothing_agreed(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = "Grades, gaps and shares are worked out from agreed answers. Agree the first result to see them.";
    if empty_state(ui, "Nothing is fully agreed yet", words, "Agree the result") {
        cx.act(Action::Go(crate::ui::route::Route::Agree));
    }
}

fn tabs(ui: &mut Ui, state: &mut ResultsScreen) {
    ui.add_space(space::STEP);
    part_row(ui, "Parts of the results", &Tab::ALL, &mut state.tab);
    ui.add_space(space::STEP);
}

/// The button that turns a picture into its table, and back.
pub(super) fn table_switch(ui: &mut Ui, state: &mut ResultsScreen) {
    let words = if state.shows_table { "Show as a picture" } else { "Show as a table" };
    if Button::link(words).key("T").show(ui).clicked() {
        state.shows_table = !state.shows_table;
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, data: &ResultsData) {
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 240.0).max(120.0);
        ui.allocate_ui(egui::vec2(room, space::BUTTON), |ui| page_title(ui, "Results"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let reason = data.results.plan_results.is_empty().then_some("Nothing is fully agreed yet");
            // One way out of the file for every report: what looks like a person is shown before any is saved.
            if Button::primary("See the summary as printed").disabled_because(reason).show(ui).clicked() {
                cx.act(Action::SeeReport(ReportKind::Summary));
            }
        });
    });
}

/// The grades of the tool as the widgets take them.
pub(super) fn marks<'a>(data: &'a ResultsData, letters: &'a [String]) -> Vec<GradeMark<'a>> {
    let of = data.grades.len();
    let marks = data.grades.iter().zip(letters).enumerate();
    marks.map(|(place, (name, letter))| GradeMark { letter, name, place, of }).collect()
}

pub(super) fn letters(data: &ResultsData) -> Vec<String> {
    let names: Vec<&str> = data.grades.iter().map(String::as_str).collect();
    (0..names.len()).map(|place| grade_letter(&names, place)).collect()
}
