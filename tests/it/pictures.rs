//! Harnesses with the product's fonts and theme, and pictures for people to look at.
//!
//! With `GT_PICTURES=folder` each call of [`picture`] writes a PNG there; without it nothing is drawn or written.

use crate::cpu_renderer::CpuRenderer;
use egui_kittest::Harness;
use golden_thread::ui::theme::{Theme, tokens};
use std::path::PathBuf;

/// A window of `size` points in `theme`, drawn at `scale` pixels a point.
pub(crate) fn window<'a, S: 'a>(
    theme: Theme,
    size: [f32; 2],
    scale: f32,
    state: S,
    mut contents: impl FnMut(&mut egui::Ui, &mut S) + 'a,
) -> Harness<'a, S> {
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_max_steps(12)
        .renderer(CpuRenderer::default())
        .with_context_setup(move |ctx| theme.install(ctx))
        .build_ui_state(
            move |ui, state| {
                // The harness leaves a margin that a window does not have.
                let whole = ui.ctx().content_rect();
                ui.painter().with_clip_rect(whole).rect_filled(whole, 0, tokens(ui).surface);
                let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(whole));
                ui.set_clip_rect(whole);
                contents(&mut ui, state);
            },
            state,
        )
}

/// Keeps a finished PDF under this name in `GT_PICTURES`, if that variable is set.
pub(crate) fn paper(pdf: &std::path::Path, name: &str) {
    let Some(folder) = std::env::var_os("GT_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(pdf, folder.join(name)).unwrap();
}

/// Writes what is on the screen to `GT_PICTURES/name.png`, if that variable is set. With it or without: no word is cut
/// at an edge, none is shortened, none lies over another.
pub(crate) fn picture<S>(harness: &mut Harness<S>, name: &str) {
    let found = crate::layout::faults(harness);
    if let Some(folder) = std::env::var_os("GT_PICTURES").map(PathBuf::from) {
        std::fs::create_dir_all(&folder).unwrap();
        harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
    }
    assert!(found.is_empty(), "on the picture {name}:\n{}", found.join("\n"));
}
