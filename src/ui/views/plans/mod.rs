//! The plans of the sample and how far each is.

pub mod data;
mod mine;
pub mod state;
pub mod view;
