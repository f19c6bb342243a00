//! The window: the only place that knows egui.
//!
//! `theme` holds every colour, size and font as a token named by meaning; `widgets` are pure: they take data, draw,
//! and return what the person did. `views` draw one screen each from data made on the file's thread, and queue
//! actions; [`app::App`] is the one place that carries them out. Nothing here reads a file, a clock or the database.

pub mod action;
pub mod app;
pub mod cx;
pub mod day;
pub mod dialogs;
pub mod help;
pub mod loaded;
pub mod lock;
pub mod menu;
pub mod notice;
pub mod palette;
pub mod path_field;
pub mod route;
pub mod theme;
pub mod views;
pub mod widgets;
