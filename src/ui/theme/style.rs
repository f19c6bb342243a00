//! The theme in egui's own terms, for the few of its widgets that are used as they come.

use super::{Theme, Tokens, Type, space};
use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

pub(super) fn style(theme: Theme) -> Style {
    let mut style = Style { visuals: visuals(theme.tokens()), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, Type::Small.font()),
        (TextStyle::Body, Type::Body.font()),
        (TextStyle::Button, Type::Body.font()),
        (TextStyle::Monospace, Type::Body.font()),
        (TextStyle::Heading, Type::Title.font()),
    ]
    .into();
    spacing(&mut style);
    // Over a remote desktop every repaint is paid for, and nothing should move by itself.
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.3;
    style
}

fn spacing(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::STEP, space::STEP);
    spacing.button_padding = vec2(12.0, 6.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(8);
    spacing.indent = space::GROUP;
    spacing.interact_size = vec2(40.0, space::ROW);
    spacing.combo_width = 240.0;
    spacing.combo_height = 10.0 * space::ROW;
    spacing.text_edit_width = 320.0;
    spacing.icon_width = 20.0;
    spacing.icon_width_inner = 12.0;
    spacing.icon_spacing = space::STEP;
    spacing.tooltip_width = 360.0;
    spacing.menu_width = 240.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, handle_min_length: space::ROW, ..ScrollStyle::solid() };
    // A row faded at the edge would be a row that cannot be read.
    spacing.scroll.fade.strength = 0.0;
}

fn visuals(t: &Tokens) -> Visuals {
    let mut visuals = if t.is_dark { Visuals::dark() } else { Visuals::light() };
    visuals.widgets = widgets(t);
    visuals.selection = Selection { bg_fill: t.selection, stroke: Stroke::new(1.0, t.text) };
    visuals.hyperlink_color = t.accent;
    visuals.weak_text_color = Some(t.text_quiet);
    visuals.faint_bg_color = t.surface_raised;
    // The track of a scroll bar.
    visuals.extreme_bg_color = t.surface_raised;
    visuals.text_edit_bg_color = Some(t.surface);
    visuals.code_bg_color = t.surface_raised;
    visuals.warn_fg_color = t.answer_partly.mark;
    visuals.error_fg_color = t.answer_not_met.mark;
    visuals.panel_fill = t.surface;
    visuals.window_fill = t.surface;
    visuals.window_stroke = Stroke::new(t.border_width, t.control_border);
    visuals.window_corner_radius = CornerRadius::same(space::RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(space::RADIUS);
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.text_cursor.stroke = Stroke::new(2.0, t.text);
    visuals.text_cursor.blink = false;
    visuals.striped = false;
    visuals
}

fn widgets(t: &Tokens) -> Widgets {
    // What egui itself fills with `bg_fill` here is the handle of a scroll bar: it must show on the ground.
    let state = |handle: Color32, fill: Color32, border: Stroke, ink: Color32| WidgetVisuals {
        bg_fill: handle,
        weak_bg_fill: fill,
        bg_stroke: border,
        corner_radius: CornerRadius::same(space::RADIUS),
        fg_stroke: Stroke::new(1.5, ink),
        expansion: 0.0,
    };
    let border = |colour| Stroke::new(t.border_width, colour);
    Widgets {
        noninteractive: state(t.surface, t.surface, Stroke::new(1.0, t.line_quiet), t.text),
        inactive: state(t.control_border, t.surface, border(t.control_border), t.text),
        hovered: state(t.text_quiet, t.surface_hover, border(t.text), t.text),
        active: state(t.text, t.accent_soft, border(t.text), t.text),
        open: state(t.text_quiet, t.surface_hover, border(t.text), t.text),
    }
}
