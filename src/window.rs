//! The window of the system around the app: everything that knows eframe.
//!
//! The renderers of remote desktops fail in many ways, so there are three: wgpu, OpenGL, and the processor alone
//! ([`painter`]), which needs no driver. On Linux a machine without a graphics device begins with the processor, because
//! drivers that do without a device are the processor too, only slower: the tour of all places with a county's file took
//! 7 s of its time and 107 MB drawn by our own painter, 13 s and 196 MB by OpenGL (Mesa 22.3, llvmpipe). With a device,
//! adapters drawn by the processor are refused for wgpu, and OpenGL comes next. On Windows they are taken, because WARP
//! is one.
//!
//! The next is tried only where the one before drew nothing: a window that was used and then failed is not to come back
//! empty. The system lets a process begin its events once, and eframe holds its own, so a change between eframe and the
//! processor begins in a new process. One way that was asked for when the program was started is tried alone: it is for
//! finding faults. One that the preferences ask for comes first and the others after it, for nobody could change the
//! preference without a window. Where nothing draws, the words say what to do, the program ends with 1, and the log has
//! the whole reasons.

mod attempt;
mod measure;
pub mod painter;
mod software;
mod standing;
mod telling;

use crate::jobs::worker::shipped_tools;
use crate::jobs::{Config, SystemDialogs, Wake};
use crate::platform::clock::Machine;
use crate::platform::graphics;
use crate::platform::presence::{self, Noticed};
use crate::sample_file::SampleError;
use crate::settings::{self, LEAST_HEIGHT, LEAST_WIDTH, Renderer, WindowPlace};
use crate::ui::app::App;
use crate::ui::cx::Support;
use attempt::{Attempt, attempts, begin_anew};
use measure::Measure;
use software::SoftwareError;
use standing::Standing;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use telling::{End, Failure};

/// Exit code where no window could be opened.
const NO_WINDOW: u8 = 1;

/// Opens the window, on a file where one is named, and returns when it is closed. `without` says how to go on where
/// no window opens; it may be empty.
#[must_use]
pub fn run(file: Option<PathBuf>, renderer: Renderer, without: &str) -> ExitCode {
    log_panics();
    let measure = Rc::new(RefCell::new(Measure::begin()));
    let kept = settings::default_path().map(|path| settings::read(&path)).unwrap_or_default();
    let is_preferred = renderer == Renderer::Auto;
    let asked = if is_preferred { kept.renderer } else { renderer };
    let place = kept.window.unwrap_or_default();
    let drew = Rc::new(Cell::new(false));
    let (mut reasons, mut no_display) = (Vec::new(), false);
    let mut before = None;
    for attempt in attempts(asked, is_preferred, graphics::has_device()) {
        let why = attempt::told().unwrap_or_else(|| telling::why(attempt, asked, is_preferred, &reasons));
        let opened = match attempt {
            attempt if before.is_some_and(|before: Attempt| before.is_eframe() != attempt.is_eframe()) => {
                match begin_anew(attempt, file.as_deref(), &why) {
                    Ok(code) => return code,
                    Err(error) => Err(Failure::of_starting(&error)),
                }
            }
            Attempt::Software => {
                open_software(&why, place, file.clone(), (&drew, &measure)).map_err(|error| Failure::of_pixels(&error))
            }
            attempt => open(attempt, &why, place, file.clone(), (&drew, &measure))
                .map_err(|error| Failure::of_driver(attempt, &error)),
        };
        before = Some(attempt);
        match opened {
            Ok(()) => return ExitCode::SUCCESS,
            Err(failure) => {
                tracing::warn!("{attempt:?}: {}", failure.whole);
                no_display = failure.no_display;
                reasons.push(failure.reason);
                // Another renderer does not bring a display.
                if no_display || drew.get() {
                    break;
                }
            }
        }
    }
    let end = End { was_open: drew.get(), no_display, was_asked_for: !is_preferred };
    telling::say_no_window(end, &reasons, settings::log_path().as_deref(), without);
    ExitCode::from(NO_WINDOW)
}

/// What is measured, kept over the attempts.
type Measured = Rc<RefCell<Option<Measure>>>;

fn open(
    attempt: Attempt,
    why: &str,
    place: WindowPlace,
    file: Option<PathBuf>,
    (drew, measure): (&Rc<Cell<bool>>, &Measured),
) -> eframe::Result {
    let mut options = eframe::NativeOptions { viewport: viewport(place), ..Default::default() };
    options.renderer = if attempt == Attempt::Glow { eframe::Renderer::Glow } else { eframe::Renderer::Wgpu };
    if attempt == Attempt::Wgpu {
        prefer_hardware(&mut options);
    }
    let (drew, measure) = (Rc::clone(drew), Rc::clone(measure));
    eframe::run_native(
        "golden-thread",
        options,
        Box::new(move |creation| {
            if let Some(window) = creation.winit_window() {
                standing::put(&creation.egui_ctx, window, place);
            }
            let drawn_by = telling::drawn_by(creation);
            Ok(Box::new(Window::new(&creation.egui_ctx, file, (&drawn_by, why), place, (drew, &measure))))
        }),
    )
}

fn open_software(
    why: &str,
    place: WindowPlace,
    file: Option<PathBuf>,
    (drew, measure): (&Rc<Cell<bool>>, &Measured),
) -> Result<(), SoftwareError> {
    software::open(viewport(place), |ctx, window| {
        standing::put(ctx, window, place);
        Window::new(ctx, file, (software::DRAWN_BY, why), place, (Rc::clone(drew), measure))
    })
}

/// What the system is told about the window.
fn viewport(place: WindowPlace) -> egui::ViewportBuilder {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Golden Thread")
        .with_app_id("golden-thread")
        .with_inner_size(<[f32; 2]>::from(place.size()))
        .with_min_inner_size([LEAST_WIDTH, LEAST_HEIGHT])
        .with_maximized(place.is_maximised);
    // Without the icon the window is still the window.
    match eframe::icon_data::from_png_bytes(crate::assets::ICON) {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    }
}

#[cfg(target_os = "linux")]
fn prefer_hardware(options: &mut eframe::NativeOptions) {
    if let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        setup.native_adapter_selector = Some(Arc::new(|adapters, surface| {
            let usable = |a: &&eframe::wgpu::Adapter| surface.is_none_or(|surface| a.is_surface_supported(surface));
            let hardware = |a: &&eframe::wgpu::Adapter| a.get_info().device_type != eframe::wgpu::DeviceType::Cpu;
            let found = adapters.iter().filter(usable).find(hardware).cloned();
            found.ok_or_else(|| "only software adapters".to_owned())
        }));
    }
}

#[cfg(windows)]
fn prefer_hardware(options: &mut eframe::NativeOptions) {
    if let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
        setup.instance_descriptor.backends = eframe::wgpu::Backends::DX12;
    }
}

#[cfg(not(any(target_os = "linux", windows)))]
fn prefer_hardware(_options: &mut eframe::NativeOptions) {}

/// What the app needs of the real machine.
fn config(wake: Wake) -> Config {
    Config {
        world: Arc::new(|| Box::new(Machine)),
        wake,
        tools: Arc::new(shipped_tools),
        sample: Arc::new(make_sample),
        sample_path: settings::sample_path(),
        settings_path: settings::default_path(),
        show_file: Arc::new(|path| opener::open(path).map_err(|error| error.to_string())),
        print_file: Arc::new(crate::platform::printing::print),
    }
}

fn make_sample(path: &Path) -> Result<(), String> {
    let made = crate::sample_file::make(path, Box::new(Machine), true);
    made.map_err(|error| match error {
        SampleError::Op(error) => crate::words::explain(&error).one_line(),
        damaged => format!("What this program carries cannot be read; install it again. {damaged}"),
    })
}

/// The app in its window.
struct Window {
    app: App,
    drew: Rc<Cell<bool>>,
    /// Events kept for the next frame.
    held: Vec<egui::Event>,
    measure: Option<Measure>,
    standing: Standing,
}

impl Window {
    /// `drawn_by`: what draws, and why this one.
    fn new(
        ctx: &egui::Context,
        file: Option<PathBuf>,
        (drawn_by, why): (&str, &str),
        place: WindowPlace,
        (drew, measure): (Rc<Cell<bool>>, &Measured),
    ) -> Self {
        tracing::info!("{} draws by {drawn_by}: {why}", env!("CARGO_PKG_VERSION"));
        let support = Support { drawn_by: format!("{drawn_by}; {why}"), log: settings::log_path() };
        let mut measure = measure.take();
        if let Some(measure) = &mut measure {
            measure.mark("created");
        }
        let ctx = ctx.clone();
        let wake: Wake = Arc::new(move || ctx.request_repaint());
        let dialogs = Box::new(SystemDialogs::new(Arc::clone(&wake)));
        let noticed = Noticed::default();
        presence::watch(&noticed, &wake);
        let app = App::new(config(wake), dialogs, file).noticing(noticed).supported(support);
        Self { app, drew, held: Vec::new(), measure, standing: Standing::new(place) }
    }

    /// Before a frame: what was typed and pressed.
    fn before(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        if let Some(measure) = &mut self.measure {
            measure.note_enter(&input.events);
        }
        if !self.held.is_empty() {
            self.held.append(&mut input.events);
            input.events = std::mem::take(&mut self.held);
        }
        self.held = part_off_escape(&mut input.events);
        if !self.held.is_empty() {
            ctx.request_repaint();
        }
    }

    fn logic(&mut self, ctx: &egui::Context) {
        if let Some(measure) = &mut self.measure {
            measure.frame_begins();
        }
        self.app.logic(ctx);
    }

    /// `took_s`: how long the frame before took with its drawing, in seconds.
    fn ui(&mut self, ui: &mut egui::Ui, took_s: Option<f32>) {
        self.drew.set(true);
        if let Some(place) = self.standing.note(ui.ctx()) {
            self.app.keep_window(place);
        }
        self.app.ui(ui);
        if let Some(measure) = &mut self.measure {
            measure.frame_ends(ui.ctx(), &mut self.app, took_s);
        }
    }

    fn finish(&mut self) {
        self.app.finish();
        self.app.keep_window(self.standing.place());
    }
}

/// Parts off Esc, and what follows it, where text was typed in the same frame: a field lets go of the keyboard on Esc
/// before it reads the frame's text, so on a slow machine the last letter would be lost.
fn part_off_escape(events: &mut Vec<egui::Event>) -> Vec<egui::Event> {
    let is_escape =
        |event: &egui::Event| matches!(event, egui::Event::Key { key: egui::Key::Escape, pressed: true, .. });
    let Some(at) = events.iter().position(is_escape) else { return Vec::new() };
    let typed = events.iter().take(at).any(|event| matches!(event, egui::Event::Text(_)));
    if typed { events.split_off(at) } else { Vec::new() }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.logic(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.ui(ui, frame.info().cpu_usage);
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, raw_input: &mut egui::RawInput) {
        self.before(ctx, raw_input);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.finish();
    }
}

/// A panic goes to the log, without any content of the file; what was saved is safe.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!("panic at {place}");
        before(info);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Event, Key, Modifiers};

    fn escape() -> Event {
        Event::Key { key: Key::Escape, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    #[test]
    fn the_icon_of_the_window_can_be_read() {
        assert!(viewport(WindowPlace::default()).icon.is_some());
    }

    #[test]
    fn esc_waits_a_frame_for_text_typed_before_it_and_only_then() {
        let mut events = vec![Event::Text("a".to_owned()), escape(), Event::Text("b".to_owned())];
        let held = part_off_escape(&mut events);
        assert_eq!(events, [Event::Text("a".to_owned())]);
        assert_eq!(held, [escape(), Event::Text("b".to_owned())]);
        let mut next = held;
        assert_eq!(part_off_escape(&mut next), []);
        assert_eq!(next.len(), 2);
    }
}
