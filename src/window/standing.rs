//! Where the window stands: put where it was, on a screen that is still there, and noted while it is used.

use crate::settings::{Screen, WindowPlace};
use egui::{ViewportCommand, pos2};

/// Puts the window where it stood, if it could be taken hold of there.
pub(super) fn put(creation: &eframe::CreationContext<'_>, place: WindowPlace) {
    let Some(window) = creation.winit_window() else { return };
    let Some((x, y)) = place.corner.filter(|_| !place.is_maximised) else { return };
    let screens: Vec<Screen> = window
        .available_monitors()
        .map(|monitor| {
            let (corner, size) = (monitor.position(), monitor.size());
            let side = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
            Screen { corner: (corner.x, corner.y), size: (side(size.width), side(size.height)) }
        })
        .collect();
    if place.can_be_reached(&screens) {
        let points = creation.egui_ctx.pixels_per_point();
        let corner = pos2(x as f32 / points, y as f32 / points);
        creation.egui_ctx.send_viewport_cmd(ViewportCommand::OuterPosition(corner));
    }
}

/// Notes where the window stands: what the system said with this frame, nothing is asked for.
pub(super) fn note(ctx: &egui::Context, place: &mut WindowPlace) {
    ctx.input(|input| {
        let (viewport, points) = (input.viewport(), input.pixels_per_point());
        if viewport.minimized == Some(true) {
            return;
        }
        place.is_maximised = viewport.maximized == Some(true);
        // Filling the screen it keeps the size to go back to.
        if place.is_maximised || viewport.fullscreen == Some(true) {
            return;
        }
        if let (Some(inner), Some(native)) = (viewport.inner_rect, viewport.native_pixels_per_point) {
            // Our own zoom is no size of the window.
            let scale = points / native;
            (place.width, place.height) = (inner.width() * scale, inner.height() * scale);
        }
        if let Some(outer) = viewport.outer_rect {
            place.corner = Some(((outer.min.x * points).round() as i32, (outer.min.y * points).round() as i32));
        }
    });
}
