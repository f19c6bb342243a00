//! The reports of a round: chosen, worded, looked at page by page, saved.

pub mod checked;
pub mod data;
pub mod export;
pub mod page;
pub mod state;
pub mod view;
