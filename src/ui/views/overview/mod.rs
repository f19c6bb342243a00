//! Where the round stands and what comes next.

pub mod data;
pub mod state;
pub mod view;
