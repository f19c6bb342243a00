//! The window: the only place that knows egui.
//!
//! `theme` holds every colour, size and font as a token named by meaning; `widgets` are pure: they take data, draw,
//! and return what the person did. Nothing here reads a file, a clock or the database.

pub mod theme;
pub mod widgets;
