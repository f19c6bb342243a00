//! The results of the round.

mod agreement;
mod breakdown;
pub mod data;
mod front;
mod map;
mod notes;
mod overview;
pub mod plan_rows;
pub mod readers;
pub mod state;
pub mod view;

#[cfg(test)]
mod tests;
