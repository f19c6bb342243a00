//! The reply to the findings, and closing the round.

pub mod data;
pub mod state;
pub mod view;
