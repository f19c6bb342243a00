//! Where the window stands: put where it was, on a screen that is still there, and noted while it is used.

use crate::settings::{Screen, WindowPlace};
use egui::{Context, ViewportBuilder, ViewportCommand, pos2};
use egui_winit::winit::event_loop::ActiveEventLoop;
use egui_winit::winit::window::Window as SystemWindow;
use std::time::Duration;

/// So long the window must have stood still before its place is kept: a size is drawn by many steps.
const STANDS_AFTER: Duration = Duration::from_secs(2);

/// Where the window stands, and what of it is kept.
pub(super) struct Standing {
    place: WindowPlace,
    kept: WindowPlace,
    /// When the place was last seen to change, in seconds of the window.
    changed: Option<f64>,
}

impl Standing {
    /// The window was opened at `place`.
    pub(super) fn new(place: WindowPlace) -> Self {
        Self { place, kept: place, changed: None }
    }

    /// Where it stands.
    pub(super) fn place(&self) -> WindowPlace {
        self.place
    }

    /// Notes where the window stands: what the system said with this frame, nothing is asked for. Returns the place
    /// when it is to be kept: a computer that is switched off closes no window.
    pub(super) fn note(&mut self, ctx: &Context) -> Option<WindowPlace> {
        let before = self.place;
        note(ctx, &mut self.place);
        let now = ctx.input(|input| input.time);
        if self.place != before {
            self.changed = Some(now);
            ctx.request_repaint_after(STANDS_AFTER);
        }
        let stands = self.changed.is_some_and(|changed| now - changed >= STANDS_AFTER.as_secs_f64());
        if !stands {
            return None;
        }
        self.changed = None;
        let is_new = self.place != self.kept;
        self.kept = self.place;
        is_new.then_some(self.place)
    }
}

/// No larger than the largest screen: some systems show a larger window not at all.
pub(super) fn on_the_largest_screen(builder: ViewportBuilder, event_loop: &ActiveEventLoop) -> ViewportBuilder {
    let Some(size) = builder.inner_size else { return builder };
    let most = event_loop.available_monitors().fold(egui::Vec2::ZERO, |most, monitor| {
        let size = monitor.size().to_logical::<f32>(monitor.scale_factor());
        most.max(egui::vec2(size.width, size.height))
    });
    if most == egui::Vec2::ZERO { builder } else { builder.with_inner_size(size.min(most)) }
}

/// Puts the window where it stood, if it could be taken hold of there.
pub(super) fn put(ctx: &Context, window: &SystemWindow, place: WindowPlace) {
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
        let points = ctx.pixels_per_point();
        let corner = pos2(x as f32 / points, y as f32 / points);
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(corner));
    }
}

fn note(ctx: &Context, place: &mut WindowPlace) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{RawInput, Rect, ViewportId, ViewportInfo, vec2};

    /// A frame at so many seconds, with a window so wide; what is to be kept then.
    fn seen(standing: &mut Standing, ctx: &Context, at: f64, width: f32) -> Option<f32> {
        let inner = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 800.0));
        let info = ViewportInfo {
            inner_rect: Some(inner),
            native_pixels_per_point: Some(1.0),
            maximized: Some(false),
            ..ViewportInfo::default()
        };
        let viewports = std::iter::once((ViewportId::ROOT, info)).collect();
        let input = RawInput { time: Some(at), viewports, ..RawInput::default() };
        let mut kept = None;
        let mut output = ctx.run_ui(input, |ui| kept = kept.or(standing.note(ui.ctx())));
        output.textures_delta.clear();
        kept.map(|place| place.width)
    }

    #[test]
    fn a_place_is_kept_once_when_the_window_has_stood_still_for_a_while() {
        let ctx = Context::default();
        let mut standing = Standing::new(WindowPlace::default());
        let mut at = |seconds, width| seen(&mut standing, &ctx, seconds, width);
        assert_eq!(at(0.0, 1280.0), None, "as it was opened");
        assert_eq!(at(1.0, 1300.0), None, "it is being drawn larger");
        assert_eq!(at(2.5, 1400.0), None, "it is not yet still");
        assert_eq!(at(4.0, 1400.0), None, "not for long enough");
        assert_eq!(at(4.6, 1400.0), Some(1400.0));
        assert_eq!(at(9.0, 1400.0), None, "once");
        assert_eq!(at(10.0, 1500.0), None);
        assert_eq!(at(11.0, 1400.0), None, "back where it was");
        assert_eq!(at(14.0, 1400.0), None, "nothing new");
    }
}
