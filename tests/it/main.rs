//! The one integration binary: everything is tested through the public API.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod bad_input;
mod blind;
mod cpu_renderer;
mod layers;
mod main_job;
mod packs;
mod pictures;
mod program;
mod rounds;
mod trust;
mod widgets;
