//! Agreeing: the parts of it, and what is asked in front of them.

use super::data::AgreeData;
use super::state::{AgreeScreen, Part};
use super::{asking, closing, discuss, findings, mine, outcomes, plans, projector};
use crate::domain::audit_tool::SubjectKind;
use crate::ui::cx::Cx;
use crate::ui::theme::{space, tokens};
use crate::ui::widgets::{page_title, part_row, small_title};
use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

/// Draws the screen.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &AgreeData, state: &mut AgreeScreen) {
    asking::show(ui, cx, data, state);
    if state.is_projected && state.plan(data).is_some() {
        projector::show(ui, cx, data, state);
        return;
    }
    let plain = Frame::new().fill(tokens(ui).surface);
    let margin = Margin { left: 24, right: 24, top: 24, bottom: 0 };
    Panel::top("agree parts").resizable(false).show_separator_line(false).frame(plain.inner_margin(margin)).show(
        ui,
        |ui| {
            // In a low window the title must not take the room of what is read.
            if ui.ctx().content_rect().height() >= space::LOW_WINDOW {
                page_title(ui, "Agree the result");
            } else {
                small_title(ui, "Agree the result");
            }
            choose_part(ui, data, state);
        },
    );
    CentralPanel::default().frame(plain).show(ui, |ui| {
        ui.push_id(part_place(state.part), |ui| match state.part {
            Part::Answers => discuss::show(ui, cx, data, state),
            part => {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                        ui.set_max_width(ui.available_width().min(space::READING_WIDTH));
                        match part {
                            Part::Answers => {}
                            Part::Plans => plans::show(ui, cx, data, state),
                            Part::Findings => findings::view::show(ui, cx, &data.findings, &mut state.findings),
                            Part::Outcomes => outcomes::view::show(ui, cx, &data.outcomes, &mut state.outcomes),
                            Part::Closing => closing::view::show(ui, cx, &data.closing, &mut state.closing),
                            Part::Mine => mine::view::show(ui, &data.tool, &data.mine, &mut state.mine),
                        }
                    });
                });
            }
        });
    });
}

const PARTS: [(Part, &str); 6] = [
    (Part::Answers, "Answers"),
    (Part::Plans, "Plans to compare"),
    (Part::Findings, "Findings"),
    (Part::Outcomes, "Plan results"),
    (Part::Closing, "Reply and closing"),
    (Part::Mine, "Your answers"),
];

fn part_place(part: Part) -> usize {
    PARTS.iter().position(|(other, _)| *other == part).unwrap_or_default()
}

fn choose_part(ui: &mut Ui, data: &AgreeData, state: &mut AgreeScreen) {
    let has_own = !data.mine.rows.is_empty();
    if state.part == Part::Mine && !has_own {
        state.part = Part::Answers;
    }
    let words = |(part, label)| match part {
        Part::Plans if data.tool.subject != SubjectKind::Plan => (part, "To compare"),
        Part::Outcomes if data.tool.subject != SubjectKind::Plan => (part, "What happens"),
        _ => (part, label),
    };
    let parts_of = PARTS.into_iter().filter(|(part, _)| *part != Part::Mine || has_own);
    let shown: Vec<(Part, &str)> = parts_of.map(words).collect();
    part_row(ui, "Parts of agreeing", &shown, &mut state.part);
}
