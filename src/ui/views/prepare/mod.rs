//! The steps before scoring: plans, panel, round, sample, allocation.

mod allocate;
pub mod arrangement;
pub mod bring_back;
mod columns;
pub mod data;
mod drawn;
mod panel;
mod plans;
pub mod plans_data;
mod preview;
mod ready;
mod round;
mod sample;
pub mod state;
pub mod view;
