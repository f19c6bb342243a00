//! The practice plan: the lead sets its agreed answers; a member sees them beside their own once theirs are in.

pub mod data;
pub mod state;
pub mod view;
