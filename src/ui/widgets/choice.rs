//! One of several: as a list of rings where there are few, as a list to unfold where there are many.

use super::a11y;
use super::group::fit;
use super::sign::Sign;
use super::text::{galley, label_above};
use crate::ui::theme::{Type, follow, space, tokens};
use egui::accesskit::Role;
use egui::{Color32, ComboBox, Id, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

const RING: f32 = 20.0;

/// Rings under a label. Each option has its words and, under them, what it means, which may be empty. Returns the
/// index that was pressed.
pub fn choice_radio(ui: &mut Ui, label: &str, options: &[(&str, &str)], chosen: Option<usize>) -> Option<usize> {
    let id = ui.make_persistent_id(("choice", label));
    a11y::region(ui, id, Role::RadioGroup, label, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        label_above(ui, label);
        ui.add_space(space::HALF);
        let mut pressed = None;
        for (index, option) in options.iter().enumerate() {
            if ring_row(ui, id.with(index), *option, chosen == Some(index)).clicked() {
                pressed = Some(index);
            }
        }
        ui.add_space(space::STEP);
        pressed
    })
    .inner
}

fn ring_row(ui: &mut Ui, id: Id, (words, meaning): (&str, &str), chosen: bool) -> Response {
    let t = tokens(ui);
    let width = ui.available_width() - RING - space::STEP - space::HALF;
    let text = galley(ui, words, Type::Body, t.text, width);
    let under = (!meaning.is_empty()).then(|| galley(ui, meaning, Type::Small, t.text_quiet, width));
    let text_top = (space::ROW - Type::Body.line_height()) / 2.0;
    let text_width = text.size().x.max(under.as_ref().map_or(0.0, |under| under.size().x));
    let height = text_top + text.size().y + under.as_ref().map_or(0.0, |under| under.size().y + 2.0) + text_top;
    let size = vec2(RING + space::STEP + text_width + space::HALF, height.max(space::ROW));
    let response = a11y::sense(ui, size, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, words));
    if !meaning.is_empty() {
        a11y::write(ui, id, |node| node.set_description(meaning));
    }
    let rect = response.rect;
    let centre = pos2(rect.left() + RING / 2.0 + 1.0, rect.top() + space::ROW / 2.0);
    paint_ring(ui, centre, chosen, response.hovered());
    let left = centre.x + RING / 2.0 + space::STEP;
    let under_top = rect.top() + text_top + text.size().y;
    ui.painter().galley(pos2(left, rect.top() + text_top), text, t.text);
    if let Some(under) = under {
        ui.painter().galley(pos2(left, under_top), under, t.text_quiet);
    }
    follow(ui, &response);
    response
}

fn paint_ring(ui: &Ui, centre: egui::Pos2, chosen: bool, hovered: bool) {
    let t = tokens(ui);
    let border = match (hovered, chosen) {
        (true, _) => t.text,
        (false, true) => t.accent,
        (false, false) => t.control_border,
    };
    let thickness = if chosen { 2.0 } else { t.border_width };
    ui.painter().circle(centre, RING / 2.0 - 0.5, t.surface, Stroke::new(thickness, border));
    if chosen {
        ui.painter().circle_filled(centre, RING / 2.0 - 5.0, t.accent);
    }
}

/// A list to unfold under a label. Returns the index that was chosen.
pub fn choice_list(ui: &mut Ui, label: &str, options: &[&str], chosen: Option<usize>, width: f32) -> Option<usize> {
    let mut pressed = None;
    fit(ui, width);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::HALF;
        let label_id = label_above(ui, label).id;
        let shown = chosen.and_then(|index| options.get(index)).copied().unwrap_or("Choose…");
        let list = ComboBox::from_id_salt(("choice", label))
            .selected_text(shown)
            .width(width)
            .truncate()
            .icon(|ui, rect, visuals, open| {
                let sign = if open { Sign::ChevronUp } else { Sign::ChevronDown };
                sign.paint(
                    ui.painter(),
                    Rect::from_center_size(rect.center(), Vec2::splat(14.0)),
                    visuals.fg_stroke.color,
                );
            })
            .show_ui(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, option) in options.iter().enumerate() {
                    if option_row(ui, label_id.with(index), option, chosen == Some(index)).clicked() {
                        pressed = Some(index);
                        // A press by key or by a screen reader is none of the pointer, which alone would close it.
                        ui.close();
                    }
                }
            });
        let response = list.response.labelled_by(label_id);
        if pressed.is_some() {
            // The option that had the keyboard is gone: it goes back to where it came from.
            response.request_focus();
        }
        a11y::write(ui, response.id, |node| node.set_value(shown));
        follow(ui, &response);
        ui.add_space(space::STEP - space::HALF);
    });
    pressed
}

fn option_row(ui: &mut Ui, id: Id, words: &str, chosen: bool) -> Response {
    let t = tokens(ui);
    let weight = if chosen { Type::Strong } else { Type::Body };
    let text = galley(ui, words, weight, t.text, f32::INFINITY);
    let bold = galley(ui, words, Type::Strong, Color32::PLACEHOLDER, f32::INFINITY);
    let size = vec2((bold.size().x + 2.0 * space::STEP + space::BAR).max(ui.available_width()), space::ROW);
    let response = a11y::sense(ui, size, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), chosen, words));
    super::section_list::paint_ground(ui, response.rect, chosen, response.hovered());
    let at = pos2(response.rect.left() + space::BAR + space::STEP, response.rect.center().y - text.size().y / 2.0);
    ui.painter().galley(at, text, t.text);
    crate::ui::theme::follow_inside(ui, &response);
    response
}
