//! Draws what egui tessellated on the CPU, so that screens can be looked at without a GPU or a display.
use egui::{
    Color32, ColorImage, FullOutput, TextureId, TexturesDelta,
    epaint::{ClippedPrimitive, ImageData, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use std::collections::HashMap;
#[derive(Default)]
pub(crate) struct CpuRenderer {
    tex: HashMap<TextureId, ColorImage>,
}
impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, deltas) in delta.set.drain() {
            for d in deltas {
                let ImageData::Color(img) = &d.image;
                match d.pos {
                    None => {
                        self.tex.insert(id, (**img).clone());
                    }
                    Some([x0, y0]) => {
                        if let Some(t) = self.tex.get_mut(&id) {
                            for y in 0..img.size[1] {
                                for x in 0..img.size[0] {
                                    let w = t.size[0];
                                    t.pixels[(y0 + y) * w + x0 + x] = img.pixels[y * img.size[0] + x];
                                }
                            }
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.tex.remove(&id);
        }
    }
    fn render(&mut self, ctx: &egui::Context, out: &FullOutput) -> Result<image::RgbaImage, String> {
        let ppp = out.pixels_per_point;
        let size = ctx.content_rect().size() * ppp;
        let (w, h) = (size.x.round() as usize, size.y.round() as usize);
        let mut fb = vec![Color32::TRANSPARENT; w * h];
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(out.shapes.clone(), ppp) {
            let Primitive::Mesh(m) = primitive else { continue };
            let Some(t) = self.tex.get(&m.texture_id) else { continue };
            let c = [
                (clip_rect.min.x * ppp).round().max(0.0) as i32,
                (clip_rect.min.y * ppp).round().max(0.0) as i32,
                (clip_rect.max.x * ppp).round().min(w as f32) as i32,
                (clip_rect.max.y * ppp).round().min(h as f32) as i32,
            ];
            for tri in m.indices.chunks_exact(3) {
                triangle(
                    &mut fb,
                    w,
                    c,
                    t,
                    ppp,
                    [&m.vertices[tri[0] as usize], &m.vertices[tri[1] as usize], &m.vertices[tri[2] as usize]],
                );
            }
        }
        let mut bytes = Vec::with_capacity(w * h * 4);
        for p in fb {
            bytes.extend_from_slice(&p.to_srgba_unmultiplied());
        }
        image::RgbaImage::from_raw(w as u32, h as u32, bytes).ok_or_else(|| "size".into())
    }
}
fn sample(t: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let (tw, th) = (t.size[0] as i32, t.size[1] as i32);
    let (x, y) = (u * tw as f32 - 0.5, v * th as f32 - 0.5);
    let (x0, y0) = (x.floor(), y.floor());
    let (fx, fy) = (x - x0, y - y0);
    let px = |x: i32, y: i32| {
        let c = t.pixels[(y.clamp(0, th - 1) * tw + x.clamp(0, tw - 1)) as usize].to_array();
        c.map(f32::from)
    };
    let (a, b, c, d) = (
        px(x0 as i32, y0 as i32),
        px(x0 as i32 + 1, y0 as i32),
        px(x0 as i32, y0 as i32 + 1),
        px(x0 as i32 + 1, y0 as i32 + 1),
    );
    std::array::from_fn(|i| (a[i] * (1.0 - fx) + b[i] * fx) * (1.0 - fy) + (c[i] * (1.0 - fx) + d[i] * fx) * fy)
}
fn triangle(fb: &mut [Color32], w: usize, clip: [i32; 4], t: &ColorImage, ppp: f32, v: [&Vertex; 3]) {
    let p = v.map(|v| (v.pos.x * ppp, v.pos.y * ppp));
    let area = (p[1].0 - p[0].0) * (p[2].1 - p[0].1) - (p[1].1 - p[0].1) * (p[2].0 - p[0].0);
    if area == 0.0 {
        return;
    }
    let (v, p, area) = if area < 0.0 { ([v[0], v[2], v[1]], [p[0], p[2], p[1]], -area) } else { (v, p, area) };
    let minx = (p.iter().map(|q| q.0).fold(f32::MAX, f32::min).floor() as i32).max(clip[0]);
    let maxx = (p.iter().map(|q| q.0).fold(f32::MIN, f32::max).ceil() as i32).min(clip[2]);
    let miny = (p.iter().map(|q| q.1).fold(f32::MAX, f32::min).floor() as i32).max(clip[1]);
    let maxy = (p.iter().map(|q| q.1).fold(f32::MIN, f32::max).ceil() as i32).min(clip[3]);
    let edge = |a: (f32, f32), b: (f32, f32), x: f32, y: f32| (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0);
    let tl = |a: (f32, f32), b: (f32, f32)| (a.1 == b.1 && b.0 > a.0) || b.1 < a.1; // top-left rule, y down, clockwise
    let cols = v.map(|v| v.color.to_array().map(f32::from));
    let solid = v[0].uv == v[1].uv && v[1].uv == v[2].uv;
    let flat = if solid { sample(t, v[0].uv.x, v[0].uv.y) } else { [0.0; 4] };
    for y in miny..maxy {
        for x in minx..maxx {
            let (fx, fy) = (x as f32 + 0.5, y as f32 + 0.5);
            let e = [edge(p[1], p[2], fx, fy), edge(p[2], p[0], fx, fy), edge(p[0], p[1], fx, fy)];
            let inside = |i: usize, a, b| e[i] > 0.0 || (e[i] == 0.0 && tl(a, b));
            if !(inside(0, p[1], p[2]) && inside(1, p[2], p[0]) && inside(2, p[0], p[1])) {
                continue;
            }
            let b = [e[0] / area, e[1] / area, e[2] / area];
            let tx = if solid {
                flat
            } else {
                sample(
                    t,
                    v[0].uv.x * b[0] + v[1].uv.x * b[1] + v[2].uv.x * b[2],
                    v[0].uv.y * b[0] + v[1].uv.y * b[1] + v[2].uv.y * b[2],
                )
            };
            let src: [f32; 4] =
                std::array::from_fn(|i| (cols[0][i] * b[0] + cols[1][i] * b[1] + cols[2][i] * b[2]) * tx[i] / 255.0);
            let d = &mut fb[y as usize * w + x as usize];
            let da = d.to_array().map(f32::from);
            let k = 1.0 - src[3] / 255.0;
            let o: [u8; 4] = std::array::from_fn(|i| (src[i] + da[i] * k + 0.5).clamp(0.0, 255.0) as u8);
            *d = Color32::from_rgba_premultiplied(o[0], o[1], o[2], o[3]);
        }
    }
}
