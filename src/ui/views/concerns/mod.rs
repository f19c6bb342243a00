//! Urgent concerns: the record in front of any screen, and the list of a round.

pub mod form;
pub mod view;
