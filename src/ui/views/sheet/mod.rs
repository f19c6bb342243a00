//! The score sheet: one member, one plan.

mod check;
pub mod data;
mod foot;
mod guidance;
mod keys;
mod marks;
mod note;
mod question;
pub mod state;
mod threads;
pub mod view;

pub use keys::{answer_keys, handed_key};
