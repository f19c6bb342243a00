//! Figures followed over time: the list, one measure with its charts and tables, values typed and brought in.

mod beside;
pub mod data;
mod form;
mod page;
pub mod state;
pub mod view;
