//! What families said of their child's plan.

pub mod state;
pub mod view;
