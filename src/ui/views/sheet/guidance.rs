//! Beside the question: what good looks like, how to read it, where it comes from, what was written elsewhere.

use super::data::SheetData;
use super::marks;
use super::question::words_of;
use super::state::SheetScreen;
use super::view::grade_chip_of;
use crate::domain::thread::{BreakAt, count_breaks};
use crate::ui::cx::Cx;
use crate::ui::theme::space;
use crate::ui::widgets::{body, quiet_group, reading, small, small_title};
use egui::Ui;

/// Draws it.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let Some(on_desk) = state.current(data) else { return };
    let Some((heading, criterion)) = data.asked(on_desk) else { return };
    if !criterion.good.is_empty() {
        small_title(ui, "What good looks like");
        reading(ui, &criterion.good);
        ui.add_space(space::STEP * 1.5);
    }
    if let Some(anchor) = data.tool().anchor.as_deref() {
        small_title(ui, "How to judge");
        reading(ui, anchor);
        ui.add_space(space::STEP * 1.5);
    }
    if let Some(when) = &criterion.na {
        small_title(ui, "Not applicable only where");
        reading(ui, when);
        ui.add_space(space::STEP * 1.5);
    }
    if criterion.shown_references().next().is_some() {
        small_title(ui, "Where it comes from");
        for reference in criterion.shown_references() {
            reading(ui, &reference.text);
            small(ui, &capital(reference.verified.label()));
        }
        ui.add_space(space::STEP * 1.5);
    }
    if heading.code == "W" {
        thread_so_far(ui, state);
    }
    section_so_far(ui, cx, data, state, &heading.code);
    let code = on_desk.code.clone();
    elsewhere(ui, data, state, &code);
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What the golden thread says to the questions on the plan as a whole.
fn thread_so_far(ui: &mut Ui, state: &SheetScreen) {
    let threads = state.threads.written();
    let checked = threads.iter().filter(|thread| thread.is_checked()).count();
    if checked == 0 {
        return;
    }
    small_title(ui, "Your golden thread");
    let breaks = count_breaks([threads.as_slice()]);
    let places: Vec<&str> = breaks.most_often().into_iter().map(BreakAt::label).collect();
    let broken = threads.iter().filter(|thread| thread.breaks().next().is_some()).count();
    let words = match broken {
        0 => format!("None of {checked} breaks"),
        broken => format!("{broken} of {checked} break, most often at {}", places.join(" and ")),
    };
    small(ui, &words);
    ui.add_space(space::STEP * 1.5);
}

fn section_so_far(ui: &mut Ui, cx: &Cx<'_>, data: &SheetData, state: &mut SheetScreen, code: &str) {
    let grading = state.grading(data);
    let Some(section) = grading.sections.iter().find(|s| s.code == code).filter(|s| s.base > 0) else { return };
    small_title(ui, &format!("Section {code} so far"));
    if section.grade.is_some() {
        grade_chip_of(ui, data, section.grade.as_deref());
    }
    let mut words = format!("{} of {} points", section.points, section.base_points);
    if section.grade.is_none() && !data.tool().grades.is_empty() {
        words.push_str("; too few answers for a grade");
    }
    if !section.capped_by.is_empty() {
        words.push_str(&format!("; held by a gap at {}", section.capped_by.join(", ")));
    }
    small(ui, &words);
    if !data.tool().grades.is_empty() {
        let is_open = state.is_open(data) && cx.round_is_open();
        marks::own_grade_line(ui, data, state, code, is_open);
    }
    ui.add_space(space::STEP * 1.5);
}

fn elsewhere(ui: &mut Ui, data: &SheetData, state: &SheetScreen, here: &str) {
    let notes: Vec<_> =
        data.desk.criteria.iter().filter(|c| c.code != here).filter_map(|c| Some((c, state.note_of(c)?))).collect();
    if notes.is_empty() {
        return;
    }
    small_title(ui, &format!("You wrote elsewhere on this {}", data.tool().subject.noun()));
    for (criterion, note) in notes {
        quiet_group(ui, |ui| {
            let answer = state.answer_of(criterion).map(|given| words_of(data, &given.answer).to_lowercase());
            let answer = answer.map(|words| format!(", {words}")).unwrap_or_default();
            small(ui, &format!("{}{answer}", criterion.code));
            body(ui, &note.text);
        });
    }
}
