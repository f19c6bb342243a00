//! The score sheet: sections, the question with its answers, what good looks like; at narrow widths one column less.

use super::data::SheetData;
use super::state::{Overlay, SheetScreen};
use super::{check, foot, guidance, keys, marks, note, question, threads};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::menu::{menu_button, menu_item};
use crate::ui::route::Route;
use crate::ui::theme::{NoticeTone, space, tokens};
use crate::ui::widgets::{
    Button, GradeMark, SectionItem, Sign, grade_chip, grade_letter, section_list, small, small_title, standing_band,
    strong,
};
use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

/// Widths from which the sections and the guidance have columns of their own, in points.
const SECTIONS_FROM: f32 = 760.0;
const GUIDANCE_FROM: f32 = 980.0;
/// Beside the middle column.
const MIDDLE_MARGIN: f32 = 20.0;

/// Draws the sheet.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    if let Some(unsaved) = state.turn_note(data) {
        note::save(cx, data, unsaved);
    }
    state.threads.follow(&data.desk.threads);
    keys::take(ui, cx, data, state);
    note::save_when_still(ui, cx, data, state);
    let width = ui.available_width();
    let plain = |ui: &Ui| Frame::new().fill(tokens(ui).surface);
    foot::show(ui, cx, data, state);
    if width >= SECTIONS_FROM {
        let frame = plain(ui);
        let column = if width >= 1180.0 { 276.0 } else { 232.0 };
        Panel::left("sections").exact_size(column).resizable(false).frame(frame).show(ui, |ui| {
            sections_column(ui, cx, data, state);
        });
    }
    let has_guidance = width >= GUIDANCE_FROM && !state.shows_threads;
    if has_guidance {
        let frame = plain(ui).inner_margin(Margin { left: 20, right: 0, top: 0, bottom: 0 });
        let column = if width >= 1180.0 { 288.0 } else { 248.0 };
        Panel::right("guidance").exact_size(column).resizable(false).frame(frame).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(Margin { left: 0, right: 20, top: 20, bottom: 20 }).show(ui, |ui| {
                    guidance::show(ui, cx, data, state);
                });
            });
        });
    }
    let frame = plain(ui);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        // Room for the bar always, so that nothing moves when it comes.
        let room = ui.available_width() - ui.spacing().scroll.allocated_width() - 2.0 * MIDDLE_MARGIN;
        let mut scroll = ScrollArea::vertical().auto_shrink(false);
        if std::mem::take(&mut state.scroll_up) {
            scroll = scroll.vertical_scroll_offset(0.0);
        }
        scroll.show(ui, |ui| {
            let above = if is_small(ui) {
                4
            } else if width < SECTIONS_FROM {
                8
            } else {
                20
            };
            Frame::new().inner_margin(Margin::symmetric(MIDDLE_MARGIN as i8, above)).show(ui, |ui| {
                ui.set_max_width(room.min(if state.shows_threads { 940.0 } else { 780.0 }));
                if width < SECTIONS_FROM {
                    narrow_head(ui, cx, data, state);
                }
                if state.shows_threads {
                    threads::show(ui, cx, data, state);
                    return;
                }
                question::show(ui, cx, data, state);
                if !has_guidance {
                    ui.add_space(space::GROUP);
                    guidance::show(ui, cx, data, state);
                }
            });
        });
    });
    overlay(ui, cx, data, state);
}

fn sections_column(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 8 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if Button::link(data.tool().subject.heads())
            .name(&format!("Back to the {}", data.tool().subject.nouns()))
            .sign(Sign::ChevronLeft)
            .show(ui)
            .clicked()
        {
            cx.act(Action::Go(Route::Plans));
        }
        ui.add_space(space::HALF);
        small(ui, data.tool().subject.label());
        strong(ui, &data.read_words());
        small(ui, &plan_facts(data));
        marks::document_ui(ui, cx, data, state);
    });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if let Some(pressed) = section_rows(ui, data, state) {
            go_to_section(data, state, pressed);
        }
        ui.add_space(space::GROUP);
        Frame::new().inner_margin(Margin { left: 12, right: 12, top: 0, bottom: 12 }).show(ui, |ui| {
            suggested_grade(ui, cx, data, state);
            if data.has_threads() {
                ui.add_space(space::GROUP);
                marks::thread_words(ui, state);
            }
        });
    });
}

fn plan_facts(data: &SheetData) -> String {
    let facts = &data.desk.facts;
    let year = facts.year_group.map(crate::ui::views::plans::data::year_words);
    let need = facts.primary_need.clone().filter(|need| !need.is_empty());
    [year, need].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn section_rows(ui: &mut Ui, data: &SheetData, state: &SheetScreen) -> Option<usize> {
    let counts = state.sections(data);
    let here = state.current(data).map(|c| c.heading);
    let begun = state.answered(data) > 0;
    let flags: Vec<String> = counts
        .iter()
        .map(|count| {
            let left = count.total - count.done;
            // A section that was begun and left is what is easily forgotten; one that was not begun is no gap yet.
            let is_left = begun && left > 0 && count.done > 0 && Some(count.heading) != here;
            let left = is_left.then(|| format!("{left} without an answer"));
            let back = (count.flagged > 0).then(|| format!("{} to come back to", count.flagged));
            [left, back].into_iter().flatten().collect::<Vec<_>>().join(", ")
        })
        .collect();
    let items: Vec<SectionItem<'_>> = counts
        .iter()
        .zip(&flags)
        .filter_map(|(count, flag)| {
            let heading = data.tool().headings.get(count.heading)?;
            let current = here == Some(count.heading);
            let (code, name) = (heading.code.as_str(), heading.title.as_str());
            Some(SectionItem { code, name, done: count.done, total: count.total, flag, current })
        })
        .collect();
    let list = ui.make_persistent_id("sections");
    let pressed = section_list(ui, "sections", "Sections", &items);
    let current = items.iter().find(|item| item.current).map(|item| list.with(item.code));
    follow_section(ui, current);
    pressed
}

/// Brings the current section into view when it changes; in between the list scrolls as one likes.
fn follow_section(ui: &Ui, current: Option<egui::Id>) {
    let Some(current) = current else { return };
    let seen = egui::Id::unique("section in view");
    let rect = ui.ctx().read_response(current).map(|response| response.rect);
    let (Some(rect), true) = (rect, ui.data(|data| data.get_temp::<egui::Id>(seen)) != Some(current)) else { return };
    ui.data_mut(|data| data.insert_temp(seen, current));
    ui.scroll_to_rect(rect, None);
}

fn go_to_section(data: &SheetData, state: &mut SheetScreen, pressed: usize) {
    let Some(section) = state.sections(data).get(pressed).copied() else { return };
    let criteria = data.desk.criteria.iter().enumerate();
    let mut of_section = criteria.filter(|(_, c)| c.heading == section.heading);
    let first = of_section.clone().next();
    let gap = of_section.find(|(_, c)| state.answer_of(c).is_none());
    if let Some((place, _)) = gap.or(first) {
        state.go_to(data, place);
    }
}

/// What the answers so far come to, quietly: the panel decides.
fn suggested_grade(ui: &mut Ui, cx: &Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let grading = state.grading(data);
    if grading.base == 0 || data.tool().grades.is_empty() || !data.is_whole {
        return;
    }
    small_title(ui, "Your answers so far");
    grade_chip_of(ui, data, grading.grade.as_deref());
    small(ui, &crate::domain::grading::held_sentence(data.tool(), &grading));
    if !grading.complete {
        small(ui, &format!("{} of {} answered; this will change.", grading.answered, grading.tested));
    }
    let is_open = state.is_open(data) && cx.round_is_open();
    marks::own_grade_line(ui, data, state, "", is_open);
}

/// A grade of the tool with its letter.
pub(super) fn grade_chip_of(ui: &mut Ui, data: &SheetData, code: Option<&str>) {
    let tool = data.tool();
    let names: Vec<&str> = tool.grades.iter().map(|g| g.label.as_str()).collect();
    let place = code.and_then(|code| tool.grade_place(code));
    let letter = place.map(|place| grade_letter(&names, place)).unwrap_or_default();
    let mark =
        place.and_then(|place| Some(GradeMark { letter: &letter, name: names.get(place)?, place, of: names.len() }));
    grade_chip(ui, mark);
}

/// Whether the window is both narrow and low, as at 200 %: question and answers must stand in it together.
pub(super) fn is_small(ui: &Ui) -> bool {
    let window = ui.ctx().content_rect();
    window.width() < SECTIONS_FROM && window.height() < space::LOW_WINDOW
}

/// Where there is no room for the sections: a menu of them, and the way back.
fn narrow_head(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    let counts = state.sections(data);
    let here = state.current(data).map(|c| c.heading);
    let code = |heading: usize| data.tool().headings.get(heading).map_or("", |h| h.code.as_str());
    let current = counts.iter().find(|count| Some(count.heading) == here).copied().unwrap_or_default();
    let label = format!("{}: {} of {}", code(current.heading), current.done, current.total);
    ui.horizontal(|ui| {
        if Button::link(data.tool().subject.heads())
            .name(&format!("Back to the {}", data.tool().subject.nouns()))
            .sign(Sign::ChevronLeft)
            .show(ui)
            .clicked()
        {
            cx.act(Action::Go(Route::Plans));
        }
        strong(ui, &data.read_words());
        menu_button(ui, &format!("Section {label}"), &format!("Section {label}. Choose another section"), |ui| {
            for (at, count) in counts.iter().enumerate() {
                let title = data.tool().headings.get(count.heading).map_or("", |h| h.title.as_str());
                let words = format!("{} {title}, {} of {}", code(count.heading), count.done, count.total);
                if menu_item(ui, &words, Some(count.heading) == here, "") {
                    go_to_section(data, state, at);
                }
            }
        });
        if is_small(ui) && !state.shows_threads {
            question::small_head(ui, data, state);
        }
    });
}

fn overlay(ui: &mut Ui, cx: &mut Cx<'_>, data: &SheetData, state: &mut SheetScreen) {
    match state.overlay {
        Overlay::None => {}
        Overlay::HandIn => check::hand_in(ui, cx, data, state),
        Overlay::Check => check::list(ui, data, state),
        Overlay::OwnGrade => marks::own_grade_dialog(ui, cx, data, state),
        Overlay::Phrases => marks::phrases_dialog(ui, cx, data, state),
        Overlay::Document => marks::document_dialog(ui, cx, data, state),
    }
}

/// The band over a sheet that is handed in.
pub(super) fn handed_in_band(ui: &mut Ui, data: &SheetData) {
    let this = data.tool().subject.noun();
    let words = if data.desk.may_take_back {
        format!("Handed in. You can take it back until the comparison of this {this} opens.")
    } else {
        format!("Handed in, and the comparison of this {this} is open: the sheet stays as it is.")
    };
    standing_band(ui, NoticeTone::Info, Sign::Lock, &words);
    ui.add_space(space::STEP);
}
