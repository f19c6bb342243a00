//! What draws the window and why, and why nothing does, in words.

use super::Attempt;
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
pub(super) fn why(asked: Renderer, preferred: bool, failed: &[String]) -> String {
    match (asked, failed.last()) {
        (Renderer::Auto, None) => "it is the first choice and works".to_owned(),
        (Renderer::Auto, Some(reason)) => format!("the first choice does not work here: {reason}"),
        (_, _) if preferred => "the preferences of this computer ask for it".to_owned(),
        (_, _) => "it was asked for when the program was started".to_owned(),
    }
}

/// Whether another way to draw may help: none brings a display.
pub(super) fn has_no_display(error: &eframe::Error) -> bool {
    matches!(error, eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_))
}

/// Why a way to draw failed, short; the log has the whole of it.
pub(super) fn reason(attempt: Attempt, error: &eframe::Error) -> String {
    match error {
        _ if has_no_display(error) => "There is no display here, or it does not answer.".to_owned(),
        eframe::Error::NoGlutinConfigs(_, inner) => format!("OpenGL does not answer ({inner})."),
        eframe::Error::Glutin(inner) => format!("OpenGL does not answer ({inner})."),
        eframe::Error::Wgpu(_) if attempt == Attempt::Wgpu && cfg!(target_os = "linux") => {
            "No graphics card with Vulkan answers.".to_owned()
        }
        eframe::Error::Wgpu(_) => "Neither Vulkan, DirectX nor Metal answers.".to_owned(),
        other => format!("{}.", other.to_string().trim_end_matches('.')),
    }
}

/// What to do where nothing draws.
fn way_out(is_display_there: bool) -> &'static str {
    match (is_display_there, cfg!(target_os = "linux")) {
        (false, _) => "Start it where there is a desktop.",
        (true, true) => {
            "Install OpenGL, which needs no graphics card. On Debian and Ubuntu: apt install libgl1 libegl1 \
             libgl1-mesa-dri."
        }
        (true, false) => "Ask for a driver of the graphics card, or try `--renderer glow` or `--renderer wgpu`.",
    }
}

/// Says on standard error that no window is open, why, and what to do now.
pub(super) fn say_no_window(was_open: bool, no_display: bool, reasons: &[String], log: Option<&Path>, without: &str) {
    let what = if was_open { "The window was closed by the system." } else { "No window could be opened." };
    let mut words = format!("{what}\n");
    for reason in reasons {
        words.push_str(&format!("  {reason}\n"));
    }
    words.push_str(way_out(!no_display));
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
        assert_eq!(why(Renderer::Auto, false, &[]), "it is the first choice and works");
        assert!(why(Renderer::Auto, false, &failed).ends_with("No graphics card with Vulkan answers."));
        assert!(why(Renderer::Glow, true, &[]).contains("preferences"));
        assert!(why(Renderer::Glow, false, &[]).contains("when the program was started"));
    }

    #[test]
    fn a_machine_without_a_display_is_not_told_to_install_a_driver() {
        assert!(!way_out(false).contains("driver") && !way_out(false).contains("nstall"));
        assert_ne!(way_out(true), way_out(false));
    }
}
