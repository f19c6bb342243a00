//! The score sheet: one member, one plan.

pub mod data;
mod foot;
mod guidance;
mod keys;
mod note;
mod question;
pub mod state;
pub mod view;

pub use keys::KEYS;
