//! No file is open: open one, make one, see the sample.

pub mod state;
pub mod view;
