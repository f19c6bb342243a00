//! A page of a report painted on the screen from its marks: the same marks of which the PDF is made.

use crate::domain::picture::Picture;
use crate::report::style::{MM_PER_PT, Rgb};
use crate::report::{ImageMark, LineMark, Mark, Page, PathMark, Step, TextRun};
use crate::ui::theme::{BOLD_FAMILY, paper_colour, tokens};
use egui::accesskit::Role;
use egui::epaint::{CubicBezierShape, PathShape, PathStroke};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, ColorImage, FontFamily, FontId, Id, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind,
    TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Points of the screen in a millimetre at 100 %.
pub const PER_MM: f32 = 96.0 / 25.4;

/// The size of a page on the screen.
#[must_use]
pub fn size(page: &Page, per_mm: f32) -> egui::Vec2 {
    vec2(page.width_mm * per_mm, page.height_mm * per_mm)
}

/// Draws a page. `words` are its text for those who cannot see it; what contains `needle` (lower case) stands on a
/// coloured ground.
pub fn page_ui(ui: &mut Ui, page: &Page, per_mm: f32, of: usize, words: &str, needle: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size(page, per_mm), Sense::hover());
    let name = format!("Page {} of {of}", page.number);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    // A record has hundreds of pages: those out of sight have their place and their name, and no more.
    if ui.is_rect_visible(rect) {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(words));
        let t = tokens(ui);
        let paper =
            Paper { painter: ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())), at: rect.min, per_mm };
        ui.painter().rect(
            rect,
            0.0,
            colour(crate::report::style::SURFACE),
            Stroke::new(1.0, t.control_border),
            StrokeKind::Inside,
        );
        for mark in &page.marks {
            paper.mark(mark, needle, t.focus_band);
        }
    }
    response
}

fn colour(rgb: Rgb) -> Color32 {
    paper_colour(rgb.0, rgb.1, rgb.2)
}

struct Paper {
    painter: Painter,
    at: Pos2,
    per_mm: f32,
}

impl Paper {
    fn point(&self, x_mm: f32, y_mm: f32) -> Pos2 {
        pos2(self.at.x + x_mm * self.per_mm, self.at.y + y_mm * self.per_mm)
    }

    fn points(&self, width_pt: f32) -> f32 {
        (width_pt * MM_PER_PT * self.per_mm).max(0.6)
    }

    fn mark(&self, mark: &Mark, needle: &str, found: Color32) {
        match mark {
            Mark::Text(run) => self.text(run, needle, found),
            Mark::Line(line) => self.line(line),
            Mark::Rect(rect) => {
                let corner = self.point(rect.x_mm, rect.y_mm);
                let area = Rect::from_min_size(corner, vec2(rect.width_mm, rect.height_mm) * self.per_mm);
                let fill = rect.fill.map_or(Color32::TRANSPARENT, colour);
                let edge = rect.edge.map_or(Stroke::NONE, |(rgb, width)| Stroke::new(self.points(width), colour(rgb)));
                self.painter.rect(area, 0.0, fill, edge, StrokeKind::Middle);
            }
            Mark::Path(path) => self.path(path),
            Mark::Image(image) => self.image(image),
        }
    }

    /// The picture is handed to the screen once and kept for as long as the report has it.
    fn image(&self, image: &ImageMark) {
        let ctx = self.painter.ctx();
        let id = Id::unique("picture of a report");
        let kept: Option<(Arc<Picture>, TextureHandle)> = ctx.data(|data| data.get_temp(id));
        let texture = match kept.filter(|(picture, _)| Arc::ptr_eq(picture, &image.picture)) {
            Some((_, texture)) => texture,
            None => {
                let size = [image.picture.width() as usize, image.picture.height() as usize];
                let pixels = ColorImage::from_rgb(size, image.picture.rgb());
                let texture = ctx.load_texture("picture of a report", pixels, TextureOptions::LINEAR);
                ctx.data_mut(|data| data.insert_temp(id, (Arc::clone(&image.picture), texture.clone())));
                texture
            }
        };
        let corner = self.point(image.x_mm, image.y_mm);
        let area = Rect::from_min_size(corner, vec2(image.width_mm, image.height_mm) * self.per_mm);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        self.painter.image(texture.id(), area, whole, colour(crate::report::style::SURFACE));
    }

    /// Set to the width the layout gave it, whatever the screen rounds.
    fn text(&self, run: &TextRun, needle: &str, found: Color32) {
        let family = if run.bold { FontFamily::Name(BOLD_FAMILY.into()) } else { FontFamily::Proportional };
        let size = run.size_pt * MM_PER_PT * self.per_mm;
        let text = run.text.trim_end();
        if text.is_empty() {
            return;
        }
        let lay = |spacing: f32| {
            let format = TextFormat {
                font_id: FontId::new(size, family.clone()),
                color: colour(run.colour),
                extra_letter_spacing: spacing,
                ..TextFormat::default()
            };
            let mut job = LayoutJob::single_section(text.to_owned(), format);
            job.wrap.max_width = f32::INFINITY;
            self.painter.layout_job(job)
        };
        let natural = lay(0.0);
        let letters = text.chars().count();
        let wanted = run.width_mm * self.per_mm;
        let spacing = (wanted - natural.size().x) / letters as f32;
        let galley = if letters > 1 && spacing.abs() > 0.01 { lay(spacing) } else { natural };
        let ascent = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(size, |glyph| glyph.pos.y);
        let at = self.point(run.x_mm, run.y_mm) - vec2(0.0, ascent);
        if !needle.is_empty() && text.to_lowercase().contains(needle) {
            let ground = Rect::from_min_size(at, vec2(wanted, galley.size().y));
            self.painter.rect_filled(ground.expand(1.0), 2.0, found);
        }
        self.painter.galley(at, galley, colour(run.colour));
    }

    fn line(&self, line: &LineMark) {
        let ends = [self.point(line.x1_mm, line.y1_mm), self.point(line.x2_mm, line.y2_mm)];
        self.painter.line_segment(ends, Stroke::new(self.points(line.width_pt), colour(line.colour)));
    }

    /// Curves become short lines: signs are small, and a fill needs one outline.
    fn path(&self, path: &PathMark) {
        let mut outlines: Vec<(Vec<Pos2>, bool)> = Vec::new();
        for step in &path.steps {
            match step {
                Step::Move(x, y) => outlines.push((vec![self.point(*x, *y)], false)),
                Step::Line(x, y) => {
                    if let Some((points, _)) = outlines.last_mut() {
                        points.push(self.point(*x, *y));
                    }
                }
                Step::Curve(curve) => {
                    if let Some((points, _)) = outlines.last_mut() {
                        let Some(from) = points.last().copied() else { continue };
                        let [a, b, to] = curve.map(|(x, y)| self.point(x, y));
                        let bezier = CubicBezierShape::from_points_stroke(
                            [from, a, b, to],
                            false,
                            Color32::TRANSPARENT,
                            Stroke::NONE,
                        );
                        points.extend(bezier.flatten(Some(0.1)).into_iter().skip(1));
                    }
                }
                Step::Close => {
                    if let Some((_, closed)) = outlines.last_mut() {
                        *closed = true;
                    }
                }
            }
        }
        let stroke = path.stroke.map_or(Stroke::NONE, |(rgb, width)| Stroke::new(self.points(width), colour(rgb)));
        for (points, closed) in outlines {
            let fill = path.fill.map_or(Color32::TRANSPARENT, colour);
            let closed = closed || path.fill.is_some();
            self.painter.add(Shape::Path(PathShape { points, closed, fill, stroke: PathStroke::from(stroke) }));
        }
    }
}
