//! After closing: one's own answers against the agreed ones.

pub mod data;
pub mod view;
