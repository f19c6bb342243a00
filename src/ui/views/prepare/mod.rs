//! The steps before scoring: plans, panel, round, sample, allocation.

mod columns;
pub mod data;
mod panel;
mod plans;
pub mod plans_data;
mod round;
mod sample;
pub mod state;
pub mod view;
