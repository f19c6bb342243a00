//! Where the window stood, and where it may stand when it is opened again: screens come and go.

use serde::{Deserialize, Serialize};

/// The least width of the window, in points.
pub const LEAST_WIDTH: f32 = 1024.0;
/// The least height of the window, in points.
pub const LEAST_HEIGHT: f32 = 640.0;
/// So much of the bar at the window's top must lie on a screen, in pixels: enough to take hold of it.
const GRIP: (i32, i32) = (160, 24);
/// No screen is larger than this, in points: what a broken file of preferences says is not believed.
const MOST: f32 = 16_384.0;

/// Where the window stood.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Width of its contents, in points of the system.
    pub width: f32,
    /// Height of its contents, in points of the system.
    pub height: f32,
    /// Its upper left corner, in pixels over all screens; none where the system does not say.
    pub corner: Option<(i32, i32)>,
    /// It filled the screen.
    pub is_maximised: bool,
}

impl Default for WindowPlace {
    fn default() -> Self {
        Self { width: 1280.0, height: 800.0, corner: None, is_maximised: false }
    }
}

/// A screen: its upper left corner and its size, in pixels over all screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Upper left corner.
    pub corner: (i32, i32),
    /// Width and height.
    pub size: (i32, i32),
}

impl WindowPlace {
    /// The size to open with, in points: never below the least, never what no screen has.
    #[must_use]
    pub fn size(&self) -> (f32, f32) {
        let sane = |value: f32, least: f32, usual: f32| match value {
            value if value.is_finite() && value <= MOST => value.max(least),
            _ => usual,
        };
        let usual = Self::default();
        (sane(self.width, LEAST_WIDTH, usual.width), sane(self.height, LEAST_HEIGHT, usual.height))
    }

    /// Whether the window could be taken hold of at its corner on these screens. Without a corner the system chooses.
    #[must_use]
    pub fn can_be_reached(&self, screens: &[Screen]) -> bool {
        let Some((left, top)) = self.corner else { return true };
        screens.iter().any(|screen| {
            let (right, bottom) =
                (screen.corner.0.saturating_add(screen.size.0), screen.corner.1.saturating_add(screen.size.1));
            let seen = left.saturating_add(GRIP.0) <= right && top.saturating_add(GRIP.1) <= bottom;
            // A window that fills its screen begins a few pixels outside it on some systems.
            seen && left >= screen.corner.0.saturating_sub(GRIP.0 / 2) && top >= screen.corner.1.saturating_sub(GRIP.1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Screen = Screen { corner: (0, 0), size: (1920, 1080) };
    const LEFT_OF_IT: Screen = Screen { corner: (-1280, 0), size: (1280, 1024) };

    fn at(x: i32, y: i32) -> WindowPlace {
        WindowPlace { corner: Some((x, y)), ..WindowPlace::default() }
    }

    #[test]
    fn a_window_on_a_screen_that_is_gone_is_not_put_back_there() {
        assert!(at(100, 100).can_be_reached(&[ONE]));
        assert!(at(-8, -8).can_be_reached(&[ONE]), "maximised");
        assert!(!at(-1000, 50).can_be_reached(&[ONE]));
        assert!(at(-1000, 50).can_be_reached(&[ONE, LEFT_OF_IT]));
        assert!(!at(1900, 100).can_be_reached(&[ONE]), "only its edge");
        assert!(!at(100, 1079).can_be_reached(&[ONE]));
        assert!(!at(i32::MAX, i32::MIN).can_be_reached(&[ONE]));
        assert!(!at(0, 0).can_be_reached(&[]));
        assert!(WindowPlace::default().can_be_reached(&[ONE]), "the system chooses");
    }

    #[test]
    fn a_size_is_never_below_the_least_and_never_absurd() {
        let size = |width, height| WindowPlace { width, height, ..WindowPlace::default() }.size();
        assert_eq!(size(1600.0, 900.0), (1600.0, 900.0));
        assert_eq!(size(10.0, -5.0), (LEAST_WIDTH, LEAST_HEIGHT));
        assert_eq!(size(f32::NAN, f32::INFINITY), (1280.0, 800.0));
        assert_eq!(size(1e9, 700.0), (1280.0, 700.0));
    }
}
