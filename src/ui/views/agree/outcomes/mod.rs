//! What happens to the plans after the round.

pub mod data;
pub mod view;
