//! The results of the round.

pub mod data;
pub mod state;
pub mod view;
