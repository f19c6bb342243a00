//! The answers to a question as one row of large buttons.

use super::sign::Sign;
use super::text::galley;
use super::{a11y, key_cap};
use crate::ui::theme::{AnswerTone, Tokens, Type, follow, space, tokens};
use egui::accesskit::Role;
use egui::{
    AsIdSalt, Color32, EventFilter, Id, Key, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

const PADDING: f32 = 12.0;
const GAP: f32 = space::STEP;
const LINE: f32 = 44.0;
/// Height of a button in two lines of words, as they stand in a low window.
const LOW_LINE: f32 = 48.0;

/// One answer of the tool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswerButton<'a> {
    /// The tool's code, given back when it is pressed.
    pub code: &'a str,
    /// The words on it.
    pub label: &'a str,
    /// The key that does the same; the screen listens for it.
    pub key: &'a str,
    /// Its sign.
    pub sign: Sign,
    /// Its colour.
    pub tone: AnswerTone,
    /// Whether it may be chosen here.
    pub enabled: bool,
    /// Why it may not, or when it may; under the pointer and for a screen reader. Empty: nothing.
    pub hint: &'a str,
}

/// Colour and sign of an answer. Codes are the tool's; only four have a meaning of their own, and `full_points` says
/// whether this answer earns all there is.
pub fn answer_look(code: &str, full_points: bool) -> (AnswerTone, Sign) {
    match code {
        "not_met" => (AnswerTone::NotMet, Sign::Cross),
        "partly" => (AnswerTone::Partly, Sign::HalfDisc),
        "not_evidenced" => (AnswerTone::NotEvidenced, Sign::Question),
        "na" => (AnswerTone::NotApplicable, Sign::Dash),
        _ if full_points => (AnswerTone::Met, Sign::Tick),
        _ => (AnswerTone::Other, Sign::Disc),
    }
}

/// Draws the answers, `chosen` filled; `name` says what is asked. Returns the code that was pressed.
///
/// Left and right move among the answers while one of them has the keyboard; all other keys are the screen's.
pub fn answer_row<'a>(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    name: &str,
    answers: &[AnswerButton<'a>],
    chosen: Option<&str>,
) -> Option<&'a str> {
    let grid = Grid::measure(ui, answers);
    let id = ui.make_persistent_id(salt);
    let (_, area) = ui.allocate_space(grid.size(answers.len()));
    let builder =
        UiBuilder::new().max_rect(area).accessibility_role(Role::RadioGroup).accessibility_label(name.to_owned());
    let mut row = ui.new_child(builder);
    let mut pressed = None;
    for (index, answer) in answers.iter().enumerate() {
        let place = Place { rect: grid.cell(area, index), in_line: grid.in_lines };
        if show_answer(&mut row, id.with(answer.code), place, answer, chosen == Some(answer.code)).clicked() {
            pressed = Some(answer.code);
        }
    }
    move_focus(&row, id, answers);
    pressed
}

/// How the buttons fall into rows: as many beside each other as fit, all of one size; where not even three fit, a
/// list with a button a line.
struct Grid {
    columns: usize,
    cell: Vec2,
    /// The sign stands before the words, not above them.
    in_lines: bool,
}

impl Grid {
    fn measure(ui: &Ui, answers: &[AnswerButton]) -> Grid {
        let count = answers.len().max(1);
        let widest_word = answers
            .iter()
            .flat_map(|answer| answer.label.split_whitespace())
            .map(|word| label(ui, word, f32::INFINITY).size().x)
            .fold(space::SIGN_LARGE + GAP + 24.0, f32::max);
        let available = ui.available_width();
        let fitting = (((available + GAP) / (widest_word + 2.0 * PADDING + GAP)).floor() as usize).clamp(1, count);
        if fitting < 3 && count > fitting {
            return Grid { columns: 1, cell: vec2(available, LINE), in_lines: true };
        }
        let columns = count.div_ceil(count.div_ceil(fitting));
        let width = ((available + GAP) / columns as f32 - GAP).clamp(widest_word + 2.0 * PADDING, 200.0);
        // In a low window two rows of large buttons would leave no room for the rest.
        if columns < count && ui.ctx().content_rect().height() < space::LOW_WINDOW {
            return Grid { columns, cell: vec2(width, LOW_LINE), in_lines: true };
        }
        let tallest = answers
            .iter()
            .map(|answer| label(ui, answer.label, width - 2.0 * PADDING).size().y)
            .fold(Type::Strong.line_height(), f32::max);
        let height = PADDING + space::SIGN_LARGE + space::STEP + tallest + PADDING;
        Grid { columns, cell: vec2(width, height), in_lines: false }
    }

    fn size(&self, count: usize) -> Vec2 {
        let rows = count.div_ceil(self.columns).max(1);
        vec2(self.columns as f32 * (self.cell.x + GAP) - GAP, rows as f32 * (self.cell.y + GAP) - GAP)
    }

    fn cell(&self, area: Rect, index: usize) -> Rect {
        let (column, row) = (index % self.columns, index / self.columns);
        let offset = vec2(column as f32 * (self.cell.x + GAP), row as f32 * (self.cell.y + GAP));
        Rect::from_min_size(area.min + offset, self.cell)
    }
}

/// Measured in bold always, so that nothing moves when an answer is chosen.
fn label(ui: &Ui, text: &str, width: f32) -> std::sync::Arc<egui::Galley> {
    galley(ui, text, Type::Strong, Color32::PLACEHOLDER, width)
}

/// Where a button is, and whether it is a line of a list.
struct Place {
    rect: Rect,
    in_line: bool,
}

fn show_answer(ui: &mut Ui, id: Id, place: Place, answer: &AnswerButton, chosen: bool) -> Response {
    let enabled = answer.enabled && ui.is_enabled();
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let response = ui.interact(place.rect, id, sense);
    response.widget_info(|| egui::WidgetInfo::selected(Role::RadioButton, enabled, chosen, answer.label));
    a11y::write(ui, response.id, |node| {
        node.set_keyboard_shortcut(answer.key);
        if !answer.hint.is_empty() {
            node.set_description(answer.hint);
        }
    });
    if response.has_focus() {
        let keep = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
    }
    paint_answer(ui, &place, answer, &colours(tokens(ui), answer, chosen, enabled, response.hovered()));
    follow(ui, &response);
    if answer.hint.is_empty() { response } else { response.on_hover_text(answer.hint) }
}

struct Colours {
    fill: Color32,
    border: Color32,
    border_width: f32,
    sign: Color32,
    text: Color32,
    key: Color32,
    weight: Type,
}

fn colours(t: &Tokens, answer: &AnswerButton, chosen: bool, enabled: bool, hovered: bool) -> Colours {
    let tone = t.answer(answer.tone);
    let border_width = if enabled { t.border_width } else { 1.0 };
    if chosen {
        let on = tone.on_mark;
        return Colours {
            fill: tone.mark,
            border: tone.mark,
            border_width,
            sign: on,
            text: on,
            key: on,
            weight: Type::Strong,
        };
    }
    if !enabled {
        let quiet = t.text_quiet;
        let (fill, border) = (t.surface_raised, t.line_quiet);
        return Colours { fill, border, border_width, sign: quiet, text: quiet, key: quiet, weight: Type::Body };
    }
    let (fill, border) = if hovered { (tone.soft, tone.mark) } else { (t.surface, t.control_border) };
    Colours { fill, border, border_width, sign: tone.mark, text: t.text, key: t.text_quiet, weight: Type::Body }
}

fn paint_answer(ui: &Ui, place: &Place, answer: &AnswerButton, colours: &Colours) {
    let rect = place.rect;
    let painter = ui.painter();
    let stroke = Stroke::new(colours.border_width, colours.border);
    painter.rect(rect, space::RADIUS, colours.fill, stroke, StrokeKind::Inside);
    let inner = rect.shrink(PADDING);
    let key = key_cap::size(ui, answer.key);
    let (sign_top, key_top, words) = if place.in_line {
        let middle = rect.center().y;
        let words = inner.width() - space::SIGN_LARGE - key.x - 2.0 * space::STEP;
        (middle - space::SIGN_LARGE / 2.0, middle - key.y / 2.0, words)
    } else {
        (inner.top(), inner.top(), inner.width())
    };
    let sign = Rect::from_min_size(pos2(inner.left(), sign_top), Vec2::splat(space::SIGN_LARGE));
    answer.sign.paint(painter, sign, colours.sign);
    key_cap::paint(ui, painter, pos2(inner.right(), key_top), answer.key, colours.key);
    let text = galley(ui, answer.label, colours.weight, colours.text, words);
    let at = if place.in_line {
        pos2(sign.right() + space::STEP, rect.center().y - text.size().y / 2.0)
    } else {
        pos2(inner.left(), sign.bottom() + space::STEP)
    };
    painter.galley(at, text, colours.text);
}

fn move_focus(ui: &Ui, row: Id, answers: &[AnswerButton]) {
    let open: Vec<Id> = answers.iter().filter(|answer| answer.enabled).map(|answer| row.with(answer.code)).collect();
    let Some(at) = ui.memory(|memory| open.iter().position(|id| memory.has_focus(*id))) else { return };
    let to = if ui.input(|input| input.key_pressed(Key::ArrowRight)) {
        (at + 1).min(open.len() - 1)
    } else if ui.input(|input| input.key_pressed(Key::ArrowLeft)) {
        at.saturating_sub(1)
    } else {
        return;
    };
    ui.memory_mut(|memory| memory.request_focus(open[to]));
}
