//! Screens as pictures without a GPU or a display: drawn by the program's own painter.
use egui::{Color32, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use golden_thread::window::painter::{Canvas, Painter};

#[derive(Default)]
pub(crate) struct CpuRenderer {
    painter: Painter,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.painter.take(delta);
        self.painter.forget(delta);
    }

    fn render(&mut self, ctx: &egui::Context, out: &FullOutput) -> Result<image::RgbaImage, String> {
        let points = out.pixels_per_point;
        let size = ctx.content_rect().size() * points;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        let mut pixels = vec![0; width * height];
        let mut canvas = Canvas::new(&mut pixels, width);
        canvas.fill(Color32::BLACK);
        self.painter.paint(&mut canvas, points, &ctx.tessellate(out.shapes.clone(), points));
        let bytes = pixels.iter().flat_map(|pixel| [(pixel >> 16) as u8, (pixel >> 8) as u8, *pixel as u8, 255]);
        image::RgbaImage::from_raw(width as u32, height as u32, bytes.collect()).ok_or_else(|| "size".into())
    }
}
