//! On time: every clock of every plan with the days it was worked out from.

mod form;
pub mod state;
pub mod view;
