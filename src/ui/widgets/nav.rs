//! The places of the window, at its left.

use super::a11y;
use super::icon::{ICON, Icon};
use super::section_list::paint_ground;
use super::sign::Sign;
use super::text::galley;
use crate::ui::theme::{Type, follow_inside, space, tokens};
use egui::accesskit::{AriaCurrent, Role};
use egui::{Align, AsIdSalt, Color32, Id, Rect, Response, Sense, Ui, Vec2, pos2, vec2};

/// Where a place and the words over a group begin.
const LEFT: f32 = 16.0;
/// Between the icon of a place and its words.
const BESIDE: f32 = 10.0;
/// Room for the word and the arrow of the next step.
const NEXT_WIDTH: f32 = 66.0;

/// A place to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavItem<'a> {
    /// Its name.
    pub label: &'a str,
    /// What is drawn before it.
    pub icon: Option<Icon>,
    /// Whether it is shown now.
    pub current: bool,
    /// Whether it belongs to this person's task; the others are drawn quietly.
    pub mine: bool,
    /// Whether the next step is there.
    pub next: bool,
}

/// Draws the places below each other; returns the index of the one that was pressed.
pub fn nav_list(ui: &mut Ui, salt: impl AsIdSalt, name: &str, items: &[NavItem]) -> Option<usize> {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::Navigation, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let mut pressed = None;
        for (index, item) in items.iter().enumerate() {
            if row(ui, id.with(item.label), item).clicked() {
                pressed = Some(index);
            }
        }
        pressed
    })
    .inner
}

/// Draws places in groups, each under its head; returns the index of the one that was pressed, counted through all
/// groups. An empty group is left out.
pub fn nav_groups(ui: &mut Ui, salt: impl AsIdSalt, name: &str, groups: &[(&str, Vec<NavItem>)]) -> Option<usize> {
    let id = ui.make_persistent_id(salt);
    a11y::region(ui, id, Role::Navigation, name, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        let (mut pressed, mut before) = (None, 0);
        for (head, items) in groups.iter().filter(|(_, items)| !items.is_empty()) {
            ui.add_space(if before == 0 { 0.0 } else { space::STEP * 1.5 });
            a11y::region(ui, id.with(head), Role::Group, head, |ui| {
                let ink = tokens(ui).text_quiet;
                let words = galley(ui, head, Type::SmallStrong, ink, f32::INFINITY);
                let (_, rect) = ui.allocate_space(vec2(ui.available_width(), words.size().y + space::HALF));
                ui.painter().galley(pos2(rect.left() + LEFT, rect.top()), words, ink);
                for (index, item) in items.iter().enumerate() {
                    let shown = row(ui, id.with(item.label), item);
                    if item.current && is_news(ui, id, shown.id) && !ui.clip_rect().contains_rect(shown.rect) {
                        shown.scroll_to_me(Some(Align::Center));
                    }
                    if shown.clicked() {
                        pressed = Some(before + index);
                    }
                }
            });
            before += items.len();
        }
        pressed
    })
    .inner
}

fn row(ui: &mut Ui, id: Id, item: &NavItem) -> Response {
    let t = tokens(ui);
    let ink = if item.mine || item.current { t.text } else { t.text_quiet };
    let weight = if item.current { Type::Strong } else { Type::Body };
    let begins = LEFT + item.icon.map_or(0.0, |_| ICON + BESIDE);
    let ends = if item.next { NEXT_WIDTH } else { space::STEP };
    // A long name goes on below: a list is read to the end of its lines.
    let text = galley(ui, item.label, weight, ink, ui.available_width() - begins - ends);
    let size = vec2(ui.available_width(), (text.size().y + space::STEP).max(space::ROW));
    let response = a11y::sense(ui, size, id, Sense::click());
    let spoken = if item.next { format!("{}, next step", item.label) } else { item.label.to_owned() };
    a11y::name(ui, &response, Role::Link, &spoken);
    if item.current {
        a11y::write(ui, id, |node| node.set_aria_current(AriaCurrent::Page));
    }
    let rect = response.rect;
    paint_ground(ui, rect, item.current, response.hovered());
    if let Some(icon) = item.icon {
        let centre = pos2(rect.left() + LEFT + ICON / 2.0, rect.center().y);
        let square = Rect::from_center_size(centre, Vec2::splat(ICON));
        icon.paint(ui.painter(), square, if item.current { t.accent } else { t.text_quiet });
    }
    ui.painter().galley(pos2(rect.left() + begins, rect.center().y - text.size().y / 2.0), text, ink);
    if item.next {
        paint_next(ui, rect, t.accent);
    }
    follow_inside(ui, &response);
    response
}

/// Whether this place of the list was not the one that is shown before, or the list had another height then: it is
/// brought into sight once, and may be scrolled away again.
fn is_news(ui: &Ui, list: Id, place: Id) -> bool {
    let seen = (place, ui.clip_rect().height().round() as i32);
    let key = list.with("the place that was brought into sight");
    ui.data_mut(|data| {
        let before = data.get_temp::<(Id, i32)>(key);
        data.insert_temp(key, seen);
        before != Some(seen)
    })
}

fn paint_next(ui: &Ui, row: Rect, colour: Color32) {
    let words = galley(ui, "Next", Type::SmallStrong, colour, f32::INFINITY);
    let sign = Rect::from_center_size(pos2(row.right() - 18.0, row.center().y), Vec2::splat(14.0));
    Sign::ArrowRight.paint(ui.painter(), sign, colour);
    ui.painter().galley(
        pos2(sign.left() - space::HALF - words.size().x, row.center().y - words.size().y / 2.0),
        words,
        colour,
    );
}
