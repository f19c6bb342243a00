//! A window without eframe, drawn by the processor alone: for machines where no driver draws, as a bare server or some
//! remote desktops. It has one window, and does for it what eframe does: events, the accessibility tree, the clipboard,
//! frames only when something asks for one.
//!
//! No library draws egui 0.37 this way, so [`super::painter`] does; the window's pixels come from softbuffer.

use super::painter::{Canvas, MOST_TEXTURE_SIDE, Painter};
use super::{Window, standing};
use egui::{ViewportCommand, ViewportEvent, ViewportId, ViewportInfo};
use egui_winit::accesskit_winit;
use egui_winit::winit::application::ApplicationHandler;
use egui_winit::winit::dpi::PhysicalSize;
use egui_winit::winit::event::WindowEvent;
use egui_winit::winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy};
use egui_winit::winit::window::{Window as SystemWindow, WindowId};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A minimised window has a frame no more often than this.
const HIDDEN_EVERY: Duration = Duration::from_millis(100);

/// What draws, for "About".
pub(super) const DRAWN_BY: &str = "the processor alone";

/// Why no window opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum SoftwareError {
    /// No display, or it does not answer.
    #[error("no display: {0}")]
    NoDisplay(String),
    /// The display takes no pixels.
    #[error("the display takes no pixels: {0}")]
    NoPixels(String),
}

/// Opens a window and returns when it is closed. `make` makes what is shown in it.
///
/// # Errors
/// Where there is no display, or it takes no pixels.
pub(super) fn open(
    builder: egui::ViewportBuilder,
    make: impl FnOnce(&egui::Context, &SystemWindow) -> Window,
) -> Result<(), SoftwareError> {
    let no_display = |error: &dyn std::fmt::Display| SoftwareError::NoDisplay(error.to_string());
    let event_loop = EventLoop::<Waking>::with_user_event().build().map_err(|error| no_display(&error))?;
    let ctx = egui::Context::default();
    let proxy = event_loop.create_proxy();
    let wake = proxy.clone();
    ctx.set_request_repaint_callback(move |asked| {
        // A closed window needs no frame.
        let _ = wake.send_event(Waking::Repaint(Instant::now().checked_add(asked.delay)));
    });
    let mut program = Program { ctx, builder, proxy, make: Some(make), shown: None, failed: None };
    event_loop.run_app(&mut program).map_err(|error| no_display(&error))?;
    program.failed.map_or(Ok(()), Err)
}

/// What wakes the window besides the system.
#[derive(Debug)]
enum Waking {
    /// A frame is asked for; none: at no time that will come.
    Repaint(Option<Instant>),
    /// The accessibility tree is asked for, or something in it was pressed.
    Accessibility(accesskit_winit::Event),
}

impl From<accesskit_winit::Event> for Waking {
    fn from(event: accesskit_winit::Event) -> Self {
        Self::Accessibility(event)
    }
}

/// The window before and after it is there.
struct Program<Make> {
    ctx: egui::Context,
    builder: egui::ViewportBuilder,
    proxy: EventLoopProxy<Waking>,
    make: Option<Make>,
    shown: Option<Shown>,
    failed: Option<SoftwareError>,
}

/// The window that is shown.
struct Shown {
    ctx: egui::Context,
    system: Arc<SystemWindow>,
    surface: softbuffer::Surface<Arc<SystemWindow>, Arc<SystemWindow>>,
    winit: egui_winit::State,
    info: ViewportInfo,
    painter: Painter,
    window: Window,
    began: Instant,
    /// When the next frame is due, if one is asked for.
    due: Option<Instant>,
    /// When the last frame was drawn.
    drawn: Instant,
    /// How long it took with its drawing, in seconds.
    took_s: Option<f32>,
}

impl<Make: FnOnce(&egui::Context, &SystemWindow) -> Window> Program<Make> {
    fn show(&mut self, event_loop: &ActiveEventLoop, make: Make) -> Result<Shown, SoftwareError> {
        let no_display = |error: &dyn std::fmt::Display| SoftwareError::NoDisplay(error.to_string());
        let no_pixels = |error: &dyn std::fmt::Display| SoftwareError::NoPixels(error.to_string());
        let builder = standing::on_the_largest_screen(self.builder.clone(), event_loop);
        // The accessibility tree must be there before the window is seen.
        let hidden = builder.clone().with_visible(false);
        let system = egui_winit::create_window(&self.ctx, event_loop, &hidden).map_err(|error| no_display(&error))?;
        let system = Arc::new(system);
        let context = softbuffer::Context::new(Arc::clone(&system)).map_err(|error| no_pixels(&error))?;
        let surface = softbuffer::Surface::new(&context, Arc::clone(&system)).map_err(|error| no_pixels(&error))?;
        let scale = Some(system.scale_factor() as f32);
        let sides = Some(MOST_TEXTURE_SIDE);
        let theme = system.theme();
        let mut winit = egui_winit::State::new(self.ctx.clone(), ViewportId::ROOT, event_loop, scale, theme, sides);
        winit.init_accesskit(event_loop, &system, self.proxy.clone());
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, &self.ctx, &system, true);
        let window = make(&self.ctx, &system);
        system.set_visible(true);
        system.request_redraw();
        Ok(Shown {
            ctx: self.ctx.clone(),
            system,
            surface,
            winit,
            info,
            painter: Painter::default(),
            window,
            began: Instant::now(),
            due: None,
            drawn: Instant::now(),
            took_s: None,
        })
    }
}

impl<Make> Program<Make> {
    /// One frame, and the end where it is wished for or nothing can be drawn.
    fn frame(&mut self, event_loop: &ActiveEventLoop) {
        let Some(shown) = &mut self.shown else { return };
        match shown.frame(event_loop) {
            Ok(true) => event_loop.exit(),
            Ok(false) => {}
            Err(error) => {
                self.failed = Some(error);
                event_loop.exit();
            }
        }
    }
}

impl Shown {
    /// One frame: what is shown, drawn and given to the display. Returns whether the window is to be closed.
    fn frame(&mut self, event_loop: &ActiveEventLoop) -> Result<bool, SoftwareError> {
        self.due = None;
        let began = Instant::now();
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.system, false);
        let mut input = self.winit.take_egui_input(&self.system);
        input.time = Some(self.began.elapsed().as_secs_f64());
        input.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        self.info.events.clear();
        self.window.before(&self.ctx, &mut input);
        let wants_to_close = input.viewport().close_requested();
        let (window, took_s) = (&mut self.window, self.took_s);
        let mut output = self.ctx.run_ui(input, |ui| {
            window.logic(ui.ctx());
            window.ui(ui, took_s);
        });
        self.winit.handle_platform_output_with_event_loop(&self.system, event_loop, output.platform_output);
        let commands = output.viewport_output.remove(&ViewportId::ROOT).map(|of| of.commands).unwrap_or_default();
        let stays = commands.contains(&ViewportCommand::CancelClose);
        // A picture of the window is asked for by nothing here.
        let mut asked = Vec::new();
        egui_winit::process_viewport_commands(&self.ctx, &mut self.info, commands, &self.system, &mut asked);
        if self.info.close_requested() {
            self.system.request_redraw();
        }
        self.painter.take(&mut output.textures_delta);
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let drawn = self.draw(output.pixels_per_point, &primitives);
        self.painter.forget(&mut output.textures_delta);
        drawn?;
        self.drawn = Instant::now();
        self.took_s = Some(began.elapsed().as_secs_f32());
        Ok(wants_to_close && !stays)
    }

    fn draw(&mut self, points: f32, primitives: &[egui::ClippedPrimitive]) -> Result<(), SoftwareError> {
        let PhysicalSize { width, height } = self.system.inner_size();
        // A minimised window has no pixels.
        let (Some(across), Some(down)) = (NonZeroU32::new(width), NonZeroU32::new(height)) else { return Ok(()) };
        let no_pixels = |error: softbuffer::SoftBufferError| SoftwareError::NoPixels(error.to_string());
        self.surface.resize(across, down).map_err(no_pixels)?;
        let mut pixels = self.surface.buffer_mut().map_err(no_pixels)?;
        let mut canvas = Canvas::new(&mut pixels, width as usize);
        canvas.fill(self.ctx.global_style().visuals.panel_fill);
        self.painter.paint(&mut canvas, points, primitives);
        self.system.pre_present_notify();
        pixels.present().map_err(no_pixels)
    }

    fn accessibility(&mut self, event: accesskit_winit::WindowEvent) {
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => self.ctx.enable_accesskit(),
            accesskit_winit::WindowEvent::ActionRequested(asked) => self.winit.on_accesskit_action_request(asked),
            accesskit_winit::WindowEvent::AccessibilityDeactivated => self.ctx.disable_accesskit(),
        }
        self.system.request_redraw();
    }
}

impl<Make: FnOnce(&egui::Context, &SystemWindow) -> Window> ApplicationHandler<Waking> for Program<Make> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let Some(make) = self.make.take() else { return };
        match self.show(event_loop, make) {
            Ok(shown) => self.shown = Some(shown),
            Err(error) => {
                self.failed = Some(error);
                event_loop.exit();
            }
        }
    }

    fn user_event(&mut self, _event_loop: &ActiveEventLoop, waking: Waking) {
        let Some(shown) = &mut self.shown else { return };
        match waking {
            Waking::Repaint(Some(due)) => shown.due = Some(shown.due.map_or(due, |before| before.min(due))),
            Waking::Repaint(None) => {}
            Waking::Accessibility(event) => shown.accessibility(event.window_event),
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _id: WindowId, event: WindowEvent) {
        let Some(shown) = &mut self.shown else { return };
        match event {
            WindowEvent::RedrawRequested => self.frame(event_loop),
            WindowEvent::CloseRequested => {
                shown.info.events.push(ViewportEvent::Close);
                shown.system.request_redraw();
            }
            event => {
                if shown.winit.on_window_event(&shown.system, &event).repaint {
                    shown.system.request_redraw();
                }
            }
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let Some(shown) = &mut self.shown else { return };
        let now = Instant::now();
        let is_hidden = shown.system.is_minimized() == Some(true);
        let due = shown.due.map(|due| if is_hidden { due.max(shown.drawn + HIDDEN_EVERY) } else { due });
        match due {
            // Some systems ask no minimised window for a frame; the screen must be locked in time all the same.
            Some(due) if due <= now && is_hidden => self.frame(event_loop),
            Some(due) if due <= now => {
                shown.due = None;
                shown.system.request_redraw();
                event_loop.set_control_flow(ControlFlow::Wait);
            }
            Some(due) => event_loop.set_control_flow(ControlFlow::WaitUntil(due)),
            None => event_loop.set_control_flow(ControlFlow::Wait),
        }
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        if let Some(shown) = &mut self.shown {
            shown.window.finish();
        }
    }
}
