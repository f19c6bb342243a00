//! Draws what egui tessellated with the processor alone, into the pixels of a window: for machines where neither OpenGL
//! nor Vulkan nor DirectX answers. The pictures of screens in tests and help are drawn by it too.
//!
//! Rows are filled span by span. What counts is the common case: large areas of one colour, which are copied, and the
//! small textured squares of letters. Which pixels a triangle covers follows the top-left rule, so that neighbours
//! neither leave a gap nor draw a pixel twice.

use egui::epaint::{ClippedPrimitive, ImageData, Primitive, Vertex};
use egui::{Color32, ColorImage, TextureId, TexturesDelta};
use std::collections::HashMap;

/// The longest side of a texture, in pixels: the letters' texture grows up to it.
pub const MOST_TEXTURE_SIDE: usize = 8192;

/// The pixels of a window: rows from the top, each pixel 0x00RRGGBB.
#[derive(Debug)]
pub struct Canvas<'a> {
    pixels: &'a mut [u32],
    width: usize,
    height: usize,
}

impl<'a> Canvas<'a> {
    /// A canvas of so many pixels in a row; what is left of the last row is not drawn on.
    #[must_use]
    pub fn new(pixels: &'a mut [u32], width: usize) -> Self {
        let height = pixels.len().checked_div(width).unwrap_or(0);
        Self { pixels, width, height }
    }

    /// Everything in one colour.
    pub fn fill(&mut self, colour: Color32) {
        self.pixels.fill(packed(channels(colour)));
    }

    fn span(&mut self, y: usize, (from, to): (usize, usize)) -> &mut [u32] {
        let start = y * self.width;
        self.pixels.get_mut(start + from..start + to).unwrap_or_default()
    }
}

/// The textures, and the drawing with them.
#[derive(Debug, Default)]
pub struct Painter {
    textures: HashMap<TextureId, ColorImage>,
}

impl Painter {
    /// Takes new and changed textures: before drawing.
    pub fn take(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match change.pos {
                    None => {
                        self.textures.insert(id, (*image).clone());
                    }
                    Some(corner) => {
                        if let Some(texture) = self.textures.get_mut(&id) {
                            put(texture, &image, corner);
                        }
                    }
                }
            }
        }
    }

    /// Lets go of textures: after drawing.
    pub fn forget(&mut self, delta: &mut TexturesDelta) {
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    /// Draws; `points` is how many pixels a point has.
    pub fn paint(&self, canvas: &mut Canvas<'_>, points: f32, primitives: &[ClippedPrimitive]) {
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let clip = Clip {
                left: (clip_rect.min.x * points).round().max(0.0) as i32,
                top: (clip_rect.min.y * points).round().max(0.0) as i32,
                right: (clip_rect.max.x * points).round().min(canvas.width as f32) as i32,
                bottom: (clip_rect.max.y * points).round().min(canvas.height as f32) as i32,
            };
            for corners in mesh.indices.chunks_exact(3) {
                let [a, b, c] = corners else { continue };
                let vertex = |at: &u32| mesh.vertices.get(*at as usize);
                if let (Some(a), Some(b), Some(c)) = (vertex(a), vertex(b), vertex(c))
                    && let Some(triangle) = Triangle::new([a, b, c], points)
                {
                    triangle.draw(canvas, clip, texture);
                }
            }
        }
    }
}

/// Puts a part into a texture.
fn put(texture: &mut ColorImage, part: &ColorImage, [left, top]: [usize; 2]) {
    let [width, height] = part.size;
    for y in 0..height {
        let from = part.pixels.get(y * width..(y + 1) * width);
        let start = (top + y) * texture.size[0] + left;
        if let (Some(from), Some(to)) = (from, texture.pixels.get_mut(start..start + width)) {
            to.copy_from_slice(from);
        }
    }
}

/// Where may be drawn, in pixels: right and bottom are the first outside.
#[derive(Clone, Copy)]
struct Clip {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

/// A point of the window, in pixels.
type Point = (f32, f32);

/// Three corners, clockwise as the eye sees them.
struct Triangle<'a> {
    corners: [&'a Vertex; 3],
    at: [Point; 3],
    /// Twice the area, in pixels.
    area: f32,
}

/// On which side of the line from `a` to `b` a point lies: above 0 is inside.
fn side(a: Point, b: Point, (x, y): Point) -> f32 {
    (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0)
}

/// Whether pixels that lie just on the edge belong to it: on a top or a left one.
fn takes_its_line(a: Point, b: Point) -> bool {
    (a.1 == b.1 && b.0 > a.0) || b.1 < a.1
}

impl<'a> Triangle<'a> {
    /// None: it covers nothing.
    fn new(corners: [&'a Vertex; 3], points: f32) -> Option<Self> {
        let at = corners.map(|corner| (corner.pos.x * points, corner.pos.y * points));
        let area = side(at[0], at[1], at[2]);
        if area == 0.0 || !area.is_finite() {
            return None;
        }
        if area > 0.0 {
            return Some(Self { corners, at, area });
        }
        Some(Self { corners: [corners[0], corners[2], corners[1]], at: [at[0], at[2], at[1]], area: -area })
    }

    fn edges(&self) -> [(Point, Point); 3] {
        let [a, b, c] = self.at;
        [(b, c), (c, a), (a, b)]
    }

    /// How far a pixel's middle lies inside each edge.
    fn sides(&self, x: i32, y: i32) -> [f32; 3] {
        let middle = (x as f32 + 0.5, y as f32 + 0.5);
        self.edges().map(|(a, b)| side(a, b, middle))
    }

    fn covers(&self, x: i32, y: i32) -> bool {
        let sides = self.sides(x, y);
        let edges = self.edges();
        sides.iter().zip(edges).all(|(&side, (a, b))| side > 0.0 || (side == 0.0 && takes_its_line(a, b)))
    }

    /// The pixels of a row that it covers: a first guess from where the edges cross the row, then pixel by pixel.
    fn row(&self, y: i32, (mut from, mut to): (i32, i32)) -> (i32, i32) {
        for (a, b) in self.edges() {
            let slope = a.1 - b.1;
            if slope == 0.0 {
                continue;
            }
            let crossing = -side(a, b, (0.5, y as f32 + 0.5)) / slope;
            if slope > 0.0 {
                from = from.max((crossing.floor() as i32).saturating_sub(1));
            } else {
                to = to.min((crossing.ceil() as i32).saturating_add(2));
            }
        }
        while from < to && !self.covers(from, y) {
            from += 1;
        }
        while from < to && !self.covers(to - 1, y) {
            to -= 1;
        }
        (from, to)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, clip: Clip, texture: &ColorImage) {
        let least = |of: fn(&Point) -> f32| self.at.iter().map(of).fold(f32::MAX, f32::min).floor() as i32;
        let most = |of: fn(&Point) -> f32| self.at.iter().map(of).fold(f32::MIN, f32::max).ceil() as i32;
        let (left, right) = (least(|at| at.0).max(clip.left), most(|at| at.0).min(clip.right));
        let (top, bottom) = (least(|at| at.1).max(clip.top), most(|at| at.1).min(clip.bottom));
        let shade = Shade::of(self, texture);
        for y in top..bottom {
            let (from, to) = self.row(y, (left, right));
            if from >= to {
                continue;
            }
            // None is below nought: the clip begins there.
            let pixels = canvas.span(y as usize, (from as usize, to as usize));
            match &shade {
                Shade::Nothing => return,
                Shade::Covering(colour) => pixels.fill(*colour),
                Shade::Even(colour) => pixels.iter_mut().for_each(|pixel| *pixel = over(*pixel, *colour)),
                Shade::Changing(texel) => {
                    for (pixel, x) in pixels.iter_mut().zip(from..) {
                        *pixel = over(*pixel, self.colour(x, y, texture, *texel));
                    }
                }
            }
        }
    }

    /// The colour of one pixel. `texel`: the texture's colour, where it is the same all over.
    fn colour(&self, x: i32, y: i32, texture: &ColorImage, texel: Option<[f32; 4]>) -> [f32; 4] {
        let share = self.sides(x, y).map(|side| side / self.area);
        let mix = |of: [f32; 3]| of[0] * share[0] + of[1] * share[1] + of[2] * share[2];
        let texel = texel.unwrap_or_else(|| {
            sample(texture, mix(self.corners.map(|corner| corner.uv.x)), mix(self.corners.map(|corner| corner.uv.y)))
        });
        let [a, b, c] = self.corners.map(|corner| channels(corner.color));
        std::array::from_fn(|at| mix([part(a, at), part(b, at), part(c, at)]) * part(texel, at) / 255.0)
    }
}

/// How a triangle is coloured.
enum Shade {
    /// Nothing of it is seen.
    Nothing,
    /// One colour that hides what is below.
    Covering(u32),
    /// One colour that lets what is below through.
    Even([f32; 4]),
    /// From pixel to pixel; with the texture's colour where it is the same all over.
    Changing(Option<[f32; 4]>),
}

impl Shade {
    fn of(triangle: &Triangle<'_>, texture: &ColorImage) -> Self {
        let [a, b, c] = triangle.corners;
        let texel = (a.uv == b.uv && b.uv == c.uv).then(|| sample(texture, a.uv.x, a.uv.y));
        let is_even = a.color == b.color && b.color == c.color;
        match texel {
            _ if is_even && a.color == Color32::TRANSPARENT => Self::Nothing,
            Some(texel) if is_even => {
                let colour = channels(a.color);
                let colour = std::array::from_fn(|at| part(colour, at) * part(texel, at) / 255.0);
                if part(colour, 3) >= 255.0 { Self::Covering(packed(colour)) } else { Self::Even(colour) }
            }
            texel => Self::Changing(texel),
        }
    }
}

/// Red, green, blue, opacity; premultiplied, 0 to 255.
fn channels(colour: Color32) -> [f32; 4] {
    colour.to_array().map(f32::from)
}

fn part(of: [f32; 4], at: usize) -> f32 {
    of.get(at).copied().unwrap_or(0.0)
}

fn packed([red, green, blue, _]: [f32; 4]) -> u32 {
    let byte = |value: f32| u32::from((value + 0.5) as u8);
    byte(red) << 16 | byte(green) << 8 | byte(blue)
}

/// A colour over what is there.
fn over(below: u32, [red, green, blue, opacity]: [f32; 4]) -> u32 {
    let through = 1.0 - opacity / 255.0;
    let channel = |shift: u32, value: f32| value + f32::from((below >> shift) as u8) * through;
    packed([channel(16, red), channel(8, green), channel(0, blue), 255.0])
}

/// The texture's colour at a place, 0 to 1 in both directions, mixed of the four pixels around it.
fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let (width, height) = (texture.size[0] as i32, texture.size[1] as i32);
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (x - left, y - top);
    let pixel = |x: i32, y: i32| {
        let at = y.clamp(0, height - 1) * width + x.clamp(0, width - 1);
        texture.pixels.get(at as usize).map_or([0.0; 4], |&colour| channels(colour))
    };
    let (left, top) = (left as i32, top as i32);
    let (a, b) = (pixel(left, top), pixel(left + 1, top));
    let (c, d) = (pixel(left, top + 1), pixel(left + 1, top + 1));
    std::array::from_fn(|at| {
        let above = part(a, at) * (1.0 - across) + part(b, at) * across;
        let below = part(c, at) * (1.0 - across) + part(d, at) * across;
        above * (1.0 - down) + below * down
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::epaint::Mesh;
    use egui::{Pos2, Rect, pos2};
    use proptest::prelude::*;

    const WIDTH: usize = 40;
    const HEIGHT: usize = 30;

    fn painter() -> Painter {
        let white = ColorImage::new([1, 1], vec![Color32::WHITE]);
        Painter { textures: HashMap::from([(TextureId::default(), white)]) }
    }

    fn mesh(corners: &[(Pos2, Color32)], indices: &[u32]) -> ClippedPrimitive {
        let mut mesh = Mesh::default();
        for &(at, colour) in corners {
            mesh.colored_vertex(at, colour);
        }
        mesh.indices = indices.to_vec();
        ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }
    }

    fn drawn(primitives: &[ClippedPrimitive]) -> Vec<u32> {
        let mut pixels = vec![0; WIDTH * HEIGHT];
        painter().paint(&mut Canvas::new(&mut pixels, WIDTH), 1.0, primitives);
        pixels
    }

    fn at(pixels: &[u32], x: usize, y: usize) -> u32 {
        *pixels.get(y * WIDTH + x).unwrap_or(&u32::MAX)
    }

    fn square(colour: Color32) -> ClippedPrimitive {
        let corners = [pos2(5.0, 4.0), pos2(15.0, 4.0), pos2(15.0, 12.0), pos2(5.0, 12.0)];
        mesh(&corners.map(|at| (at, colour)), &[0, 1, 2, 0, 2, 3])
    }

    #[test]
    fn a_square_fills_its_pixels_and_no_other() {
        let pixels = drawn(&[square(Color32::from_rgb(1, 2, 3))]);
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let inside = (5..15).contains(&x) && (4..12).contains(&y);
                assert_eq!(at(&pixels, x, y), if inside { 0x0001_0203 } else { 0 }, "{x} {y}");
            }
        }
    }

    #[test]
    fn the_common_line_of_two_triangles_is_drawn_once() {
        let half = Color32::from_rgba_premultiplied(100, 100, 100, 128);
        let pixels = drawn(&[square(half)]);
        let seen: Vec<u32> = pixels.iter().copied().filter(|&pixel| pixel != 0).collect();
        assert_eq!(seen.len(), 80);
        assert!(seen.iter().all(|&pixel| pixel == 0x0064_6464), "{seen:x?}");
    }

    #[test]
    fn a_colour_lets_what_is_below_through() {
        let red = Color32::from_rgba_premultiplied(128, 0, 0, 128);
        let pixels = drawn(&[square(Color32::from_rgb(0, 0, 200)), square(red)]);
        assert_eq!(at(&pixels, 8, 8), 0x0080_0064);
    }

    #[test]
    fn nothing_is_drawn_outside_the_clip_or_the_window() {
        let mut large =
            mesh(&[pos2(-1e6, -1e6), pos2(1e6, -1e6), pos2(0.0, 1e6)].map(|at| (at, Color32::WHITE)), &[0, 1, 2]);
        large.clip_rect = Rect::from_min_max(pos2(3.0, 2.0), pos2(7.0, 1e9));
        let pixels = drawn(&[large]);
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let inside = (3..7).contains(&x) && y >= 2;
                assert_eq!(at(&pixels, x, y) != 0, inside, "{x} {y}");
            }
        }
    }

    #[test]
    fn colours_run_from_corner_to_corner() {
        let corners = [
            (pos2(0.0, 0.0), Color32::BLACK),
            (pos2(40.0, 0.0), Color32::WHITE),
            (pos2(40.0, 30.0), Color32::WHITE),
            (pos2(0.0, 30.0), Color32::BLACK),
        ];
        let pixels = drawn(&[mesh(&corners, &[0, 1, 2, 0, 2, 3])]);
        let row: Vec<u32> = (0..WIDTH).map(|x| at(&pixels, x, 10) & 0xff).collect();
        assert!(row.is_sorted() && row.first() < Some(&8) && row.last() > Some(&247), "{row:?}");
    }

    #[test]
    fn a_part_of_a_texture_is_changed_in_its_place() {
        let mut painter = Painter { textures: HashMap::new() };
        let mut delta = TexturesDelta::default();
        let id = TextureId::Managed(7);
        let options = egui::TextureOptions::NEAREST;
        let whole = ColorImage::filled([4, 4], Color32::BLACK);
        delta.set.entry(id).or_default().push(egui::epaint::ImageDelta::full(whole, options));
        let dot = ColorImage::filled([2, 1], Color32::WHITE);
        delta.set.entry(id).or_default().push(egui::epaint::ImageDelta::partial([1, 2], dot, options));
        painter.take(&mut delta);
        let texture = painter.textures.get(&id);
        let white = |texture: &ColorImage| {
            texture.pixels.iter().enumerate().filter(|(_, pixel)| **pixel == Color32::WHITE).map(|(at, _)| at).collect()
        };
        assert_eq!(texture.map(white), Some(vec![9, 10]));
        delta.free.insert(id);
        painter.forget(&mut delta);
        assert!(painter.textures.is_empty());
    }

    proptest! {
        #[test]
        fn a_row_is_just_the_pixels_the_triangle_covers(
            xs in prop::array::uniform3(-20.0_f32..60.0), ys in prop::array::uniform3(-20.0_f32..50.0),
        ) {
            let vertex = |at: usize| Vertex {
                pos: pos2(xs[at], ys[at]), uv: Pos2::ZERO, color: Color32::WHITE,
            };
            let corners = [vertex(0), vertex(1), vertex(2)];
            if let Some(triangle) = Triangle::new([&corners[0], &corners[1], &corners[2]], 1.0) {
                for y in 0..HEIGHT as i32 {
                    let (from, to) = triangle.row(y, (0, WIDTH as i32));
                    for x in 0..WIDTH as i32 {
                        prop_assert_eq!((from..to).contains(&x), triangle.covers(x, y), "{} {}", x, y);
                    }
                }
            }
        }
    }
}
