//! Agreeing the result.

pub mod data;
pub mod state;
pub mod threads;
pub mod view;
