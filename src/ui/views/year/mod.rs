//! A year on one page: rounds, measures, actions, themes, training.

pub mod data;
pub mod state;
pub mod view;
