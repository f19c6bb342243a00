//! The cohort: all plans known, how they divide, and what is outstanding among them.

mod checks;
pub mod data;
mod pictures;
pub mod state;
mod table;
pub mod view;
