//! Buttons that say the act.

use super::sign::Sign;
use super::text::galley;
use super::{a11y, key_cap};
use crate::ui::theme::{Tokens, Type, follow, space, tokens};
use egui::accesskit::Role;
use egui::{Color32, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// How much a button stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Primary,
    Quiet,
    Link,
}

/// A button. One primary button a screen.
#[must_use = "a button is drawn by `show`"]
pub struct Button<'a> {
    label: &'a str,
    weight: Weight,
    sign: Option<Sign>,
    sign_after: bool,
    key: Option<&'a str>,
    name: Option<&'a str>,
    reason: Option<&'a str>,
    enabled: bool,
    small: bool,
}

impl<'a> Button<'a> {
    fn new(label: &'a str, weight: Weight) -> Self {
        let (sign, key, name, reason) = (None, None, None, None);
        Button { label, weight, sign, sign_after: false, key, name, reason, enabled: true, small: false }
    }

    /// The act of the screen, filled.
    pub fn primary(label: &'a str) -> Self {
        Button::new(label, Weight::Primary)
    }

    /// Any other act, outlined.
    pub fn quiet(label: &'a str) -> Self {
        Button::new(label, Weight::Quiet)
    }

    /// Leads elsewhere, or a small act in a line of text; underlined.
    pub fn link(label: &'a str) -> Self {
        Button::new(label, Weight::Link)
    }

    /// A sign before the words.
    pub fn sign(mut self, sign: Sign) -> Self {
        self.sign = Some(sign);
        self
    }

    /// A sign after the words, such as the arrow of "Next".
    pub fn sign_after(mut self, sign: Sign) -> Self {
        self.sign = Some(sign);
        self.sign_after = true;
        self
    }

    /// The key that does the same, drawn on it.
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// A name for the accessibility tree that says more than the words, such as which plan is opened.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// A row high instead of the height of an act: for bars and tables.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Whether it can be pressed now.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Cannot be pressed while there is a reason, which is shown under the pointer and told to a screen reader.
    pub fn disabled_because(mut self, reason: Option<&'a str>) -> Self {
        self.enabled = self.enabled && reason.is_none();
        self.reason = reason;
        self
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let id = ui.next_auto_id();
        self.show_with_id(ui, id)
    }

    /// Draws it under an identity of its own, so that the keyboard stays on it while its words change.
    pub fn show_with_id(self, ui: &mut Ui, id: Id) -> Response {
        let size = self.size(ui);
        let enabled = self.enabled && ui.is_enabled();
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let response = a11y::sense(ui, size, id, sense);
        self.describe(ui, &response, enabled);
        if ui.is_rect_visible(response.rect) {
            self.paint(ui, &response, enabled);
        }
        follow(ui, &response);
        if self.weight == Weight::Primary && response.clicked() {
            super::field::sent_off(ui.ctx());
        }
        match self.reason {
            Some(reason) if !enabled => response.on_hover_text(reason),
            _ => response,
        }
    }

    fn padding(&self) -> f32 {
        match self.weight {
            Weight::Link => 0.0,
            _ if self.small => 12.0,
            _ => 16.0,
        }
    }

    fn kind(&self) -> Type {
        if self.weight == Weight::Primary { Type::Strong } else { Type::Body }
    }

    fn size(&self, ui: &Ui) -> Vec2 {
        let text = galley(ui, self.label, self.kind(), Color32::PLACEHOLDER, f32::INFINITY).size().x;
        let sign = self.sign.map_or(0.0, |_| space::SIGN + space::STEP);
        let key = self.key.map_or(0.0, |key| key_cap::size(ui, key).x + space::STEP);
        let height = match self.weight {
            Weight::Link => space::TARGET,
            _ if self.small => space::ROW,
            _ => space::BUTTON,
        };
        vec2((text + sign + key + 2.0 * self.padding()).max(space::TARGET), height)
    }

    fn describe(&self, ui: &Ui, response: &Response, enabled: bool) {
        let role = if self.weight == Weight::Link { Role::Link } else { Role::Button };
        let label = self.name.unwrap_or(self.label);
        response.widget_info(|| egui::WidgetInfo::labeled(role, enabled, label));
        a11y::write(ui, response.id, |node| {
            if let Some(key) = self.key {
                node.set_keyboard_shortcut(key);
            }
            if let Some(reason) = self.reason {
                node.set_description(reason);
            }
        });
    }

    fn paint(&self, ui: &Ui, response: &Response, enabled: bool) {
        let t = tokens(ui);
        let ink = self.paint_ground(ui, t, response, enabled);
        let painter = ui.painter();
        let rect = response.rect;
        let text = galley(ui, self.label, self.kind(), ink, f32::INFINITY);
        let mut x = rect.left() + self.padding();
        if let (Some(sign), false) = (self.sign, self.sign_after) {
            sign.paint(painter, sign_rect(x, rect), ink);
            x += space::SIGN + space::STEP;
        }
        let (text_width, text_at) = (text.size().x, pos2(x, rect.center().y - text.size().y / 2.0));
        painter.galley(text_at, text, ink);
        if self.weight == Weight::Link && enabled {
            let thickness = if response.hovered() { 2.0 } else { 1.0 };
            painter.hline(x..=x + text_width, rect.center().y + 9.0, Stroke::new(thickness, ink));
        }
        x += text_width + space::STEP;
        if let (Some(sign), true) = (self.sign, self.sign_after) {
            sign.paint(painter, sign_rect(x, rect), ink);
        }
        if let Some(key) = self.key {
            let corner = pos2(rect.right() - self.padding(), rect.center().y - key_cap::size(ui, key).y / 2.0);
            key_cap::paint(ui, painter, corner, key, ink);
        }
    }

    /// Draws ground and border; returns the colour of what stands on it.
    fn paint_ground(&self, ui: &Ui, t: &Tokens, response: &Response, enabled: bool) -> Color32 {
        let width = if enabled { t.border_width } else { 1.0 };
        let (fill, border, ink) = match (self.weight, enabled) {
            (Weight::Link, true) => return if response.hovered() { t.accent_strong } else { t.accent },
            (Weight::Link, false) => return t.text_quiet,
            (_, false) => (t.surface_raised, t.line_quiet, t.text_quiet),
            (Weight::Primary, true) if response.hovered() => (t.accent_strong, t.accent_strong, t.on_accent),
            (Weight::Primary, true) => (t.accent, t.accent, t.on_accent),
            (Weight::Quiet, true) if response.hovered() => (t.surface_hover, t.text, t.text),
            (Weight::Quiet, true) => (t.surface, t.control_border, t.text),
        };
        let stroke = Stroke::new(width, border);
        ui.painter().rect(response.rect, space::RADIUS, fill, stroke, StrokeKind::Inside);
        ink
    }
}

fn sign_rect(left: f32, row: Rect) -> Rect {
    Rect::from_min_size(pos2(left, row.center().y - space::SIGN / 2.0), Vec2::splat(space::SIGN))
}

/// The act of the screen.
pub fn primary_button(ui: &mut Ui, label: &str) -> Response {
    Button::primary(label).show(ui)
}

/// Any other act.
pub fn quiet_button(ui: &mut Ui, label: &str) -> Response {
    Button::quiet(label).show(ui)
}

/// Leads elsewhere.
pub fn link_button(ui: &mut Ui, label: &str) -> Response {
    Button::link(label).show(ui)
}
