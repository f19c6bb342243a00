//! The one integration binary: everything is tested through the public API.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cpu_renderer;
mod pictures;
mod widgets;
