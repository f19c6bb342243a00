//! The steps before scoring: plans, panel, round, sample, allocation.

pub mod data;
mod panel;
mod plans;
mod round;
mod sample;
pub mod state;
pub mod view;
