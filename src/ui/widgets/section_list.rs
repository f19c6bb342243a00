//! The sections of a sheet: how far each is, and where something is missing.

use super::sign::Sign;
use super::text::galley;
use super::{a11y, progress};
use crate::ui::theme::{Type, follow_inside, space, tokens};
use egui::accesskit::Role;
use egui::{AsIdSalt, Color32, Id, Rect, Response, Sense, Ui, Vec2, pos2, vec2};

const RING: f32 = 18.0;
const PADDING: f32 = 12.0;
const CODE_WIDTH: f32 = 20.0;

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionItem<'a> {
    /// Its letter.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Criteria answered.
    pub done: usize,
    /// Criteria asked.
    pub total: usize,
    /// What is missing or to come back to, in words such as "1 to come back to"; empty: nothing.
    pub flag: &'a str,
    /// Whether the sheet stands in it.
    pub current: bool,
}

impl SectionItem<'_> {
    fn spoken(&self) -> String {
        let flag = if self.flag.is_empty() { String::new() } else { format!(", {}", self.flag) };
        format!("{} {}, {} of {}{flag}", self.code, self.name, self.done, self.total)
    }
}

/// Draws the sections below each other; returns the index of the one that was pressed.
pub fn section_list(ui: &mut Ui, salt: impl AsIdSalt, name: &str, sections: &[SectionItem]) -> Option<usize> {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::ListBox, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let mut pressed = None;
        for (index, section) in sections.iter().enumerate() {
            if row(ui, id.with(section.code), section).clicked() {
                pressed = Some(index);
            }
        }
        pressed
    })
    .inner
}

fn row(ui: &mut Ui, id: Id, section: &SectionItem) -> Response {
    let t = tokens(ui);
    let width = ui.available_width();
    let count = galley(ui, &format!("{} of {}", section.done, section.total), Type::Small, t.text_quiet, f32::INFINITY);
    let flag_width = if section.flag.is_empty() { 0.0 } else { space::SIGN + space::HALF };
    let name_left = PADDING + RING + space::STEP + CODE_WIDTH;
    let name_width = width - name_left - space::STEP - flag_width - count.size().x - PADDING;
    let weight = if section.current { Type::Strong } else { Type::Body };
    let name = galley(ui, section.name, weight, t.text, name_width);
    // The height is that of the bold words, so that the list stays still when the current section changes.
    let bold = galley(ui, section.name, Type::Strong, Color32::PLACEHOLDER, name_width);
    let response = a11y::sense(ui, vec2(width, (bold.size().y + 15.0).max(36.0)), id, Sense::click());
    describe(ui, &response, section);
    let rect = response.rect;
    paint_ground(ui, rect, section.current, response.hovered());
    let painter = ui.painter();
    let first_line = rect.top() + (rect.height() - bold.size().y) / 2.0 + Type::Body.line_height() / 2.0;
    let ring = Rect::from_center_size(pos2(rect.left() + PADDING + RING / 2.0, first_line), Vec2::splat(RING));
    progress::paint_ring(ui, painter, ring, section.done, section.total);
    let code = galley(ui, section.code, Type::Strong, t.text, f32::INFINITY);
    let text_top = first_line - Type::Body.line_height() / 2.0;
    painter.galley(pos2(ring.right() + space::STEP, text_top), code, t.text);
    painter.galley(pos2(rect.left() + name_left, text_top), name, t.text);
    let count_at = pos2(rect.right() - PADDING - count.size().x, first_line - count.size().y / 2.0);
    painter.galley(count_at, count, t.text_quiet);
    if !section.flag.is_empty() {
        let centre = pos2(count_at.x - space::HALF - space::SIGN / 2.0, first_line);
        Sign::Flag.paint(painter, Rect::from_center_size(centre, Vec2::splat(space::SIGN)), t.answer_partly.mark);
    }
    follow_inside(ui, &response);
    if section.flag.is_empty() { response } else { response.on_hover_text(section.flag) }
}

fn describe(ui: &Ui, response: &Response, section: &SectionItem) {
    a11y::name(ui, response, Role::ListBoxOption, &section.spoken());
    a11y::write(ui, response.id, |node| {
        node.set_selected(section.current);
        progress::write_progress(node, section.done, section.total);
    });
}

/// The ground of a row in a list of places to go to: quiet, under the pointer, or current with a bar at its left.
pub(super) fn paint_ground(ui: &Ui, rect: Rect, current: bool, hovered: bool) {
    let t = tokens(ui);
    let painter = ui.painter();
    if current {
        painter.rect_filled(rect, 0, t.accent_soft);
        painter.rect_filled(rect.with_max_x(rect.left() + space::BAR), 0, t.accent);
    } else if hovered {
        painter.rect_filled(rect, 0, t.surface_hover);
    }
}
