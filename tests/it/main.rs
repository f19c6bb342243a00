//! The one integration binary: everything is tested through the public API.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod arranging;
mod bad_input;
mod blind;
mod care;
mod cohort_import;
mod cpu_renderer;
mod disciplines;
mod exporting;
mod figures;
mod help;
mod installing;
mod layers;
mod layout;
mod main_job;
mod moderation;
mod packs;
mod pictures;
mod program;
mod rounds;
mod strands;
mod tools;
mod trust;
mod undoing;
mod widgets;
