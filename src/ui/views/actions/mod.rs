//! What is done about the findings: the board of actions, one action with what became of it, a file in and out.

pub mod data;
mod form;
mod page;
pub mod state;
pub mod view;
