//! One discipline across all plans of a round: health and social care.

pub mod data;
mod detail;
mod head;
mod keys;
pub mod state;
pub mod view;
