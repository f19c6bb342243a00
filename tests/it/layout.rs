//! What is wrong with the way words stand on a screen: cut at an edge, outside the window, written over one another.
//!
//! Read from what was painted, not from what was asked for, so that no widget can forget it.

use egui::accesskit::Role;
use egui::epaint::{ClippedShape, Shape};
use egui::{Id, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A shade of the next line under a letter is not yet a word over another, in points.
const TOUCH: f32 = 3.0;

/// Words that were painted, where, and the part of the window they may be seen in.
struct Words<'a> {
    text: &'a str,
    rect: Rect,
    clip: Rect,
    is_elided: bool,
    at: usize,
}

const BEYOND: &str = "by how much the contents are wider than the window";

/// Notes by how much what was drawn in `ui` is wider than its room: then the bar of a page is out of sight.
pub(crate) fn note_width(ui: &egui::Ui, room: Rect) {
    let beyond = ui.min_rect().right() - room.right();
    ui.data_mut(|data| data.insert_temp(Id::unique(BEYOND), beyond));
}

/// What is wrong on the screen that was drawn last, a line each.
pub(crate) fn faults<S>(harness: &Harness<S>) -> Vec<String> {
    let (out, screen) = (harness.output(), harness.ctx.content_rect());
    let mut words = Vec::new();
    let mut grounds = Vec::new();
    for (at, ClippedShape { clip_rect, shape, .. }) in out.shapes.iter().enumerate() {
        collect(shape, *clip_rect, at, &mut words, &mut grounds);
    }
    let sideways = sideways(harness);
    let mut found = Vec::new();
    for word in &words {
        let seen = word.clip.intersect(screen);
        // Above and below is what scrolls.
        if !seen.is_positive() || seen.intersect(word.rect).height() < TOUCH {
            continue;
        }
        if word.is_elided {
            found.push(format!("shortened: “{}”", word.text));
        }
        let beyond = (seen.left() - word.rect.left()).max(word.rect.right() - seen.right());
        let scrolls = sideways.iter().any(|area| {
            let area = area.expand(4.0);
            area.x_range().contains(word.clip.left())
                && area.x_range().contains(word.clip.right())
                && area.intersects(word.clip)
        });
        if beyond > 1.0 && !scrolls {
            found.push(format!("cut by {beyond:.0}: “{}”", word.text));
        }
    }
    found.extend(outside(harness, screen, &sideways));
    let beyond = harness.ctx.data(|data| data.get_temp::<f32>(Id::unique(BEYOND))).unwrap_or_default();
    if beyond > 0.5 {
        found.push(format!("the contents are wider than the window by {beyond:.0}"));
    }
    for (nth, one) in words.iter().enumerate() {
        for other in &words[nth + 1..] {
            let both = one.rect.intersect(other.rect).intersect(one.clip).intersect(other.clip).intersect(screen);
            if both.width() < TOUCH || both.height() < TOUCH {
                continue;
            }
            let is_covered =
                grounds.iter().any(|(at, ground)| (one.at..=other.at).contains(at) && ground.contains_rect(both));
            if !is_covered {
                found.push(format!("“{}” lies over “{}”", other.text, one.text));
            }
        }
    }
    found
}

/// Every run of words on the screen that was drawn last.
pub(crate) fn painted_words<S>(harness: &Harness<S>) -> Vec<String> {
    let (mut words, mut grounds) = (Vec::new(), Vec::new());
    for (at, ClippedShape { clip_rect, shape, .. }) in harness.output().shapes.iter().enumerate() {
        collect(shape, *clip_rect, at, &mut words, &mut grounds);
    }
    words.into_iter().map(|word| word.text.to_owned()).collect()
}

fn collect<'a>(shape: &'a Shape, clip: Rect, at: usize, words: &mut Vec<Words<'a>>, grounds: &mut Vec<(usize, Rect)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, at, words, grounds)),
        Shape::Rect(rect) if rect.fill.is_opaque() => grounds.push((at, rect.rect.intersect(clip))),
        // Slanted heads stand over one another by design; what they say is in the tree and under the pointer.
        Shape::Text(text) if text.angle == 0.0 && !text.galley.text().trim().is_empty() => {
            // Row by row: the rectangle of a paragraph is wider than its words.
            for row in &text.galley.rows {
                // From letter to letter: in a line that wraps, a row begins with the room of what stands before it.
                let letters = || row.row.glyphs.iter().filter(|glyph| !glyph.chr.is_whitespace());
                if let (Some(first), Some(last)) = (letters().next(), letters().next_back()) {
                    let corner = text.pos + row.pos.to_vec2();
                    let across = corner.x + first.pos.x..=corner.x + last.pos.x + last.advance_width;
                    words.push(Words {
                        text: text.galley.text(),
                        rect: Rect::from_x_y_ranges(across, corner.y..=corner.y + row.row.size.y),
                        clip,
                        is_elided: text.galley.elided,
                        at,
                    });
                }
            }
        }
        _ => {}
    }
}

/// What can be pressed or read and stands beyond the right edge, where nothing brings it into sight.
fn outside<S>(harness: &Harness<S>, screen: Rect, sideways: &[Rect]) -> Vec<String> {
    let roles = [
        Role::Button,
        Role::Link,
        Role::CheckBox,
        Role::RadioButton,
        Role::ComboBox,
        Role::TextInput,
        Role::Label,
        Role::Heading,
        Role::ColumnHeader,
        Role::ScrollBar,
    ];
    let all = roles.into_iter().flat_map(|role| harness.query_all_by_role(role).map(move |node| (role, node)));
    let beyond = all.filter(|(role, node)| {
        let rect = node.rect();
        // Rows below those in sight of a table belong to it too.
        let scrolls = |area: &&Rect| rect.center().y >= area.top() - 4.0;
        let in_sight = screen.y_range().contains(rect.center().y);
        let is_named = node.accesskit_node().label().is_some_and(|label| !label.is_empty());
        let is_named = is_named || *role == Role::ScrollBar;
        (in_sight && is_named) && rect.right() > screen.right() + 1.0 && !sideways.iter().any(|area| scrolls(&area))
    });
    let words = beyond.map(|(role, node)| {
        let label = node.accesskit_node().label().unwrap_or_default();
        format!("outside by {:.0}: {role:?} “{label}”", node.rect().right() - screen.right())
    });
    words.collect()
}

/// The parts of the screen that scroll sideways, as a screen reader is told.
fn sideways<S>(harness: &Harness<S>) -> Vec<Rect> {
    let areas = harness.query_all_by_role(Role::ScrollView);
    let scrolls = areas.filter(|area| area.accesskit_node().scroll_x_max().is_some_and(|most| most > 0.0));
    // What is typed goes along with the cursor.
    scrolls.chain(harness.query_all_by_role(Role::TextInput)).map(|area| area.rect()).collect()
}
