//! The plans of the sample and how far each is.

pub mod data;
pub mod state;
pub mod view;
