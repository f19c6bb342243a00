//! Measuring a start and frames, where [`crate::platform::probe::NAMED_BY`] asks for it: a line for each frame, and a
//! tour of all places.

use crate::platform::probe::{Probe, Stretch};
use crate::ui::action::Action;
use crate::ui::app::App;
use crate::ui::route::Route;
use std::time::Duration;

/// Frames drawn at each place of the tour after its data came.
const FRAMES_A_PLACE: u32 = 8;
/// How often the tour looks whether data came.
const LOOKS_EVERY: Duration = Duration::from_millis(15);

/// What is measured of a window.
pub(super) struct Measure {
    probe: Probe,
    /// The frame being drawn.
    frame: Option<Stretch>,
    had_file: bool,
    is_first: bool,
    tour: Option<Tour>,
}

/// Which place is next, and how many frames the one before was drawn.
struct Tour {
    next: usize,
    drawn: u32,
}

impl Measure {
    /// Begins where it was asked for.
    pub(super) fn begin() -> Option<Self> {
        let mut probe = Probe::from_env()?;
        probe.mark("started");
        let tour = Probe::wants_tour().then_some(Tour { next: 0, drawn: 0 });
        Some(Self { probe, frame: None, had_file: false, is_first: true, tour })
    }

    /// Something happened now.
    pub(super) fn mark(&mut self, what: &str) {
        self.probe.mark(what);
    }

    /// Enter was pressed: an encrypted file is opened from here on.
    pub(super) fn note_enter(&mut self, events: &[egui::Event]) {
        let enter =
            |event: &egui::Event| matches!(event, egui::Event::Key { key: egui::Key::Enter, pressed: true, .. });
        if events.iter().any(enter) {
            self.probe.mark("enter");
        }
    }

    /// A frame begins: our own work, without the renderer's.
    pub(super) fn frame_begins(&mut self) {
        self.probe.mark("begin");
        self.frame = Some(Stretch::begin());
    }

    /// Our own work in this frame is done. `cpu_s`: the whole frame before this one, with the renderer, in seconds.
    pub(super) fn frame_ends(&mut self, ctx: &egui::Context, app: &mut App, cpu_s: Option<f32>) {
        let own = self.frame.take().unwrap_or_else(Stretch::begin).micros();
        let before = (cpu_s.unwrap_or_default() * 1e6).round();
        let has_file = app.has_file();
        let place = app.route().place().and_then(|at| Route::PLACES.get(at)).map_or("-", |(label, _)| *label);
        let file = if has_file { "file" } else { "none" };
        self.probe.mark(&format!("frame {} {own} {before} {file} {place}", ctx.cumulative_frame_nr()));
        // The next frame begins when this one is on the screen: that is how its end is known.
        if std::mem::take(&mut self.is_first) || has_file != self.had_file {
            ctx.request_repaint();
        }
        self.had_file = has_file;
        if has_file {
            self.go_on(ctx, app);
        }
    }

    fn go_on(&mut self, ctx: &egui::Context, app: &mut App) {
        let Some(tour) = &mut self.tour else { return };
        ctx.request_repaint_after(LOOKS_EVERY);
        if app.is_busy() {
            return;
        }
        tour.drawn += 1;
        if tour.next > 0 && tour.drawn < FRAMES_A_PLACE {
            return;
        }
        tour.drawn = 0;
        match Route::PLACES.get(tour.next) {
            Some((label, route)) => {
                tour.next += 1;
                self.probe.mark(&format!("go {label}"));
                app.act(Action::Go(*route));
            }
            None => {
                self.tour = None;
                self.probe.mark("toured");
            }
        }
    }
}
