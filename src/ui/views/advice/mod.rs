//! The advice register of the whole cohort.

pub mod data;
mod form;
pub mod state;
pub mod view;
