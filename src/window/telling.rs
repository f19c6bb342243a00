//! What draws the window and why, and why nothing does, in words.

use super::Attempt;
use super::software::SoftwareError;
use crate::settings::Renderer;
use std::io::Write;
use std::path::Path;

/// What draws, as the renderer tells of itself.
pub(super) fn drawn_by(creation: &eframe::CreationContext<'_>) -> String {
    use eframe::glow::HasContext as _;
    if let Some(state) = &creation.wgpu_render_state {
        let info = state.adapter.get_info();
        return [format!("{} ({:?})", info.name, info.backend), info.driver, info.driver_info]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
    }
    creation.gl.as_ref().map_or_else(String::new, |gl| {
        let version = gl.version();
        let embedded = if version.is_embedded { " ES" } else { "" };
        format!("OpenGL{embedded} {}.{} {}", version.major, version.minor, version.vendor_info).trim_end().to_owned()
    })
}

/// Why this one draws. `asked`: what was asked for; `preferred`: by the preferences and not when the program was
/// started; `failed`: why those before it do not.
pub(super) fn why(attempt: Attempt, asked: Renderer, preferred: bool, failed: &[String]) -> String {
    match (asked, failed.last()) {
        (Renderer::Auto, None) if attempt == Attempt::Software => "there is no graphics device here".to_owned(),
        (Renderer::Auto, None) => "it is the first choice and works".to_owned(),
        (_, Some(reason)) => format!("the first choice does not work here: {reason}"),
        (_, _) if preferred => "the preferences of this computer ask for it".to_owned(),
        (_, _) => "it was asked for when the program was started".to_owned(),
    }
}

/// Why a way to draw failed.
pub(super) struct Failure {
    /// Short, for a person.
    pub(super) reason: String,
    /// The whole of it, for the log.
    pub(super) whole: String,
    /// No other way helps: none brings a display.
    pub(super) no_display: bool,
}

const NO_DISPLAY: &str = "There is no display here, or it does not answer.";

impl Failure {
    /// OpenGL, Vulkan or DirectX failed.
    pub(super) fn of_driver(attempt: Attempt, error: &eframe::Error) -> Self {
        let no_display = matches!(error, eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_));
        let reason = match error {
            _ if no_display => NO_DISPLAY.to_owned(),
            eframe::Error::NoGlutinConfigs(_, inner) => format!("OpenGL does not answer ({inner})."),
            eframe::Error::Glutin(inner) => format!("OpenGL does not answer ({inner})."),
            eframe::Error::Wgpu(_) if attempt == Attempt::Wgpu && cfg!(target_os = "linux") => {
                "No graphics card with Vulkan answers.".to_owned()
            }
            eframe::Error::Wgpu(_) => "Neither Vulkan, DirectX nor Metal answers.".to_owned(),
            other => format!("{}.", other.to_string().trim_end_matches('.')),
        };
        Self { reason, whole: error.to_string(), no_display }
    }

    /// The processor alone failed.
    pub(super) fn of_pixels(error: &SoftwareError) -> Self {
        let (reason, no_display) = match error {
            SoftwareError::NoDisplay(_) => (NO_DISPLAY, true),
            SoftwareError::NoPixels(_) => ("The display does not take what the processor draws.", false),
        };
        Self { reason: reason.to_owned(), whole: error.to_string(), no_display }
    }

    /// The program could not be begun anew.
    pub(super) fn of_starting(error: &std::io::Error) -> Self {
        let reason = format!("The program could not be started anew to draw by the processor alone ({error}).");
        Self { whole: reason.clone(), reason, no_display: false }
    }
}

/// How it ended.
#[derive(Clone, Copy)]
pub(super) struct End {
    /// There was a window.
    pub(super) was_open: bool,
    /// There is no display.
    pub(super) no_display: bool,
    /// One way to draw was asked for when the program was started, and no other was tried.
    pub(super) was_asked_for: bool,
}

impl End {
    /// What to do now.
    fn way_out(self) -> &'static str {
        match self {
            Self { no_display: true, .. } => "Start it where there is a desktop.",
            Self { was_open: true, .. } => "Start it again; what was answered is saved.",
            Self { was_asked_for: true, .. } => "Start it without `--renderer`: it then takes what works.",
            _ => "Start it on another computer, or ask the help desk for a driver of the graphics card.",
        }
    }
}

/// Says on standard error that no window is open, why, and what to do now.
pub(super) fn say_no_window(end: End, reasons: &[String], log: Option<&Path>, without: &str) {
    let what = if end.was_open { "The window was closed by the system." } else { "No window could be opened." };
    let mut words = format!("{what}\n");
    for reason in reasons {
        words.push_str(&format!("  {reason}\n"));
    }
    words.push_str(end.way_out());
    words.push_str(" Everything can also be done without a window: see `--help`.\n");
    if let Some(path) = log.filter(|path| path.exists()) {
        words.push_str(&format!("The help desk finds more in the log: {}\n", path.display()));
    }
    if !without.is_empty() {
        words.push_str(without);
        words.push('\n');
    }
    // Nobody reads a closed standard error.
    let _ = std::io::stderr().write_all(words.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_why_this_one_draws() {
        let failed = ["No graphics card with Vulkan answers.".to_owned()];
        let why = |asked, preferred, failed| why(Attempt::Glow, asked, preferred, failed);
        assert_eq!(why(Renderer::Auto, false, &[]), "it is the first choice and works");
        assert!(super::why(Attempt::Software, Renderer::Auto, true, &[]).contains("no graphics device"));
        assert!(why(Renderer::Auto, false, &failed).ends_with("No graphics card with Vulkan answers."));
        assert!(why(Renderer::Glow, true, &failed).contains("does not work here"));
        assert!(why(Renderer::Glow, true, &[]).contains("preferences"));
        assert!(why(Renderer::Glow, false, &[]).contains("when the program was started"));
    }

    #[test]
    fn a_machine_without_a_display_is_not_told_to_ask_for_a_driver() {
        let ends = [(false, false), (false, true), (true, false), (true, true)];
        let way = |was_open, was_asked_for, no_display| End { was_open, no_display, was_asked_for }.way_out();
        for (was_open, was_asked_for) in ends {
            let (without, with) = (way(was_open, was_asked_for, true), way(was_open, was_asked_for, false));
            assert!(!without.contains("driver") && !without.contains("renderer"));
            assert_ne!(without, with);
        }
    }
}
