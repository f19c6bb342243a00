//! The smallest window of eframe, the baseline of the start: prints when its second frame begins (microseconds since
//! 1970), that is when the first one is on the screen. No target of the package, so nothing builds it by itself; after
//! `cargo build --release --locked`:
//!
//! `rustc --edition 2024 -O tests/tools/hello_window.rs --extern eframe=$(ls -t target/release/deps/libeframe-*.rlib |
//! head -n 1) -L dependency=target/release/deps`

use eframe::egui::{Ui, ViewportBuilder};
use std::time::{SystemTime, UNIX_EPOCH};

struct Hello(u32);

impl eframe::App for Hello {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.0 += 1;
        match (self.0, SystemTime::now().duration_since(UNIX_EPOCH)) {
            (1, _) => ui.ctx().request_repaint(),
            (2, Ok(now)) => println!("{}", now.as_micros()),
            _ => {}
        }
        ui.label("Hello");
    }
}

fn main() -> eframe::Result {
    let viewport = ViewportBuilder::default().with_title("Hello").with_inner_size([1280.0, 800.0]);
    let renderer =
        if std::env::args().any(|word| word == "wgpu") { eframe::Renderer::Wgpu } else { eframe::Renderer::Glow };
    let options = eframe::NativeOptions { viewport, renderer, ..Default::default() };
    eframe::run_native("hello", options, Box::new(|_| Ok(Box::new(Hello(0)))))
}
