//! The ways to draw, in which order they are tried, and how another process takes over.

use crate::settings::Renderer;
use std::path::Path;
use std::process::ExitCode;

/// Why this one draws, for a process that another one began.
const BECAUSE: &str = "GOLDEN_THREAD_DRAWN_BECAUSE";

/// One way to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// wgpu; on Windows by DirectX 12 alone.
    Wgpu,
    /// wgpu with whatever there is.
    AnyWgpu,
    /// OpenGL.
    Glow,
    /// The processor alone.
    Software,
}

impl Attempt {
    /// Whether eframe opens the window.
    pub(super) fn is_eframe(self) -> bool {
        self != Self::Software
    }

    /// How it is asked for when the program is started.
    fn switch(self) -> &'static str {
        match self {
            Self::Wgpu | Self::AnyWgpu => "wgpu",
            Self::Glow => "glow",
            Self::Software => "software",
        }
    }
}

/// What is tried, in turn.
pub(super) fn attempts(asked: Renderer, is_preferred: bool, has_device: bool) -> Vec<Attempt> {
    let usual: &[Attempt] = match has_device {
        true if cfg!(windows) => &[Attempt::Wgpu, Attempt::AnyWgpu, Attempt::Glow, Attempt::Software],
        true => &[Attempt::Wgpu, Attempt::Glow, Attempt::Software],
        false => &[Attempt::Software, Attempt::Glow],
    };
    let first = match asked {
        Renderer::Auto => return usual.to_vec(),
        Renderer::Wgpu => Attempt::AnyWgpu,
        Renderer::Glow => Attempt::Glow,
        Renderer::Software => Attempt::Software,
    };
    if !is_preferred {
        return vec![first];
    }
    let others = usual.iter().copied().filter(|&attempt| attempt != first);
    std::iter::once(first).chain(others).collect()
}

/// Begins this program anew, drawn in another way: on Unix in this process's place. Returns with its end.
pub(super) fn begin_anew(attempt: Attempt, file: Option<&Path>, why: &str) -> std::io::Result<ExitCode> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.args(["--renderer", attempt.switch()]).env(BECAUSE, why);
    if let Some(file) = file {
        command.arg("--").arg(file);
    }
    #[cfg(unix)]
    return Err(std::os::unix::process::CommandExt::exec(&mut command));
    #[cfg(not(unix))]
    {
        let ended = command.status()?;
        Ok(if ended.success() { ExitCode::SUCCESS } else { ExitCode::from(super::NO_WINDOW) })
    }
}

/// Why this one draws, where another process began this one.
pub(super) fn told() -> Option<String> {
    std::env::var(BECAUSE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_driver_is_always_tried_unless_another_alone_was_asked_for() {
        for (asked, has_device) in Renderer::ALL.into_iter().flat_map(|asked| [(asked, true), (asked, false)]) {
            let tried = attempts(asked, true, has_device);
            assert!(tried.contains(&Attempt::Software) && tried.contains(&Attempt::Glow), "{asked:?}");
            let distinct: std::collections::HashSet<String> = tried.iter().map(|at| format!("{at:?}")).collect();
            assert_eq!(distinct.len(), tried.len(), "{asked:?}");
        }
        assert_eq!(attempts(Renderer::Auto, true, false).first(), Some(&Attempt::Software));
        assert_eq!(attempts(Renderer::Auto, true, true).last(), Some(&Attempt::Software));
        assert_eq!(attempts(Renderer::Glow, true, false).first(), Some(&Attempt::Glow));
        for asked in [Renderer::Glow, Renderer::Wgpu, Renderer::Software] {
            assert_eq!(attempts(asked, false, true).len(), 1, "{asked:?}");
        }
    }
}
