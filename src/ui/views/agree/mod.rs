//! Agreeing the result: what differs, findings, what happens to the plans, reply and closing.

mod asking;
pub mod closing;
pub mod data;
mod discuss;
pub mod findings;
pub mod mine;
pub mod outcomes;
mod plans;
mod projector;
pub mod state;
pub mod threads;
pub mod view;
