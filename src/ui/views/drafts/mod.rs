//! The running register of drafts before issue: the list, the check of one draft on one screen, month by month.

mod check;
pub mod data;
pub mod state;
pub mod view;
