//! A sheet of help in front of a screen: titles, paragraphs, lists and keys, written as simple Markdown.

use super::key_cap::key_cap;
use super::text::{body, section_title};
use crate::assets::help_picture;
use crate::ui::theme::{space, tokens};
use egui::accesskit::Role;
use egui::{Align, Layout, Sense, Stroke, StrokeKind, TextureId, Ui, WidgetInfo, vec2};

/// Room for the keys before what they do, in points.
const KEYS: f32 = 150.0;

/// A line of a help sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpLine<'a> {
    /// The title of the sheet: `# …`.
    Title(&'a str),
    /// The title of a part: `## …`.
    Part(&'a str),
    /// Keys and what they do: `` - `1` `2`: … ``.
    Keys(&'a str, &'a str),
    /// A step or a remark: `- …`.
    Item(&'a str),
    /// What a picture shows, and its name: `![…](…)`.
    Picture(&'a str, &'a str),
    /// A paragraph.
    Words(&'a str),
}

/// The lines of a help text; empty lines only divide.
pub fn help_lines(text: &str) -> impl Iterator<Item = HelpLine<'_>> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        if let Some(title) = line.strip_prefix("# ") {
            return HelpLine::Title(title);
        }
        if let Some(part) = line.strip_prefix("## ") {
            return HelpLine::Part(part);
        }
        let picture = line.strip_prefix("![").and_then(|rest| rest.strip_suffix(')')?.split_once("]("));
        if let Some((shows, name)) = picture {
            return HelpLine::Picture(shows, name);
        }
        let Some(item) = line.strip_prefix("- ") else { return HelpLine::Words(line) };
        match item.rsplit_once("`: ") {
            Some((keys, does)) if item.starts_with('`') => HelpLine::Keys(keys, does),
            _ => HelpLine::Item(item),
        }
    })
}

/// The keys in the words before the colon of a line of keys.
pub fn help_keys(keys: &str) -> impl Iterator<Item = &str> {
    keys.split('`').map(str::trim).filter(|key| !key.is_empty())
}

/// The pictures of a help text: what each shows, and its name.
pub fn help_pictures(text: &str) -> impl Iterator<Item = (&str, &str)> {
    help_lines(text)
        .filter_map(|line| if let HelpLine::Picture(shows, name) = line { Some((shows, name)) } else { None })
}

/// Its title.
#[must_use]
pub fn help_title(text: &str) -> &str {
    let titles = help_lines(text).filter_map(|line| if let HelpLine::Title(title) = line { Some(title) } else { None });
    titles.last().unwrap_or("Help")
}

/// Draws all but the title. `texture` gives the pictures that are there.
pub fn help_sheet(ui: &mut Ui, text: &str, texture: &mut dyn FnMut(&Ui, &str) -> Option<TextureId>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for line in help_lines(text) {
        match line {
            HelpLine::Title(_) => {}
            HelpLine::Part(part) => {
                ui.add_space(space::STEP);
                section_title(ui, part);
            }
            HelpLine::Picture(shows, name) => picture(ui, shows, name, texture),
            HelpLine::Words(words) => {
                body(ui, words);
                ui.add_space(space::HALF);
            }
            HelpLine::Item(words) => {
                ui.horizontal_top(|ui| {
                    body(ui, "–");
                    body(ui, words);
                });
            }
            HelpLine::Keys(keys, does) => {
                ui.horizontal_top(|ui| {
                    let room = vec2(KEYS, space::TARGET);
                    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_width(KEYS);
                        for key in help_keys(keys) {
                            key_cap(ui, key);
                        }
                    });
                    body(ui, does);
                });
            }
        }
    }
}

/// A picture with its room: the room is there before the picture, so that nothing jumps.
fn picture(ui: &mut Ui, shows: &str, name: &str, texture: &mut dyn FnMut(&Ui, &str) -> Option<TextureId>) {
    let Some([across, down]) = help_picture(name).and_then(png_size) else { return };
    let width = ui.available_width().min(across);
    ui.add_space(space::STEP);
    let (rect, response) = ui.allocate_exact_size(vec2(width, width * down / across), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, shows));
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0, t.surface_raised);
    if let Some(id) = texture(ui, name) {
        egui::Image::from_texture((id, rect.size())).paint_at(ui, rect);
    }
    ui.painter().rect_stroke(rect, 0, Stroke::new(1.0, t.line_quiet), StrokeKind::Outside);
    ui.add_space(space::STEP);
}

/// Width and height in pixels, from the head of a PNG.
fn png_size(png: &[u8]) -> Option<[f32; 2]> {
    let side = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?) as f32);
    Some([side(16)?, side(20)?]).filter(|[across, down]| *across > 0.0 && *down > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_words_are_told_apart() {
        let lines: Vec<_> = help_lines("# T\n\n## P\n- `Ctrl+Z` `X`: takes back: all\n- plain `x`\nwords").collect();
        use HelpLine as L;
        let keys = L::Keys("`Ctrl+Z` `X", "takes back: all");
        assert_eq!(lines, [L::Title("T"), L::Part("P"), keys, L::Item("plain `x`"), L::Words("words")]);
        assert_eq!(help_keys("`Ctrl+Z` `X").collect::<Vec<_>>(), ["Ctrl+Z", "X"]);
    }
}
