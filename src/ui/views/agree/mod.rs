//! Agreeing the result.

pub mod data;
pub mod state;
pub mod view;
