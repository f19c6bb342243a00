//! What screens, reports and exports are given: plain data, made here and nowhere else. The blind rule is in what
//! these queries leave out.

pub(super) mod actions;
pub(super) mod board;
mod clock_measures;
pub(super) mod comparison;
mod computed;
pub(super) mod my_work;
mod previous;
pub(super) mod progress;
pub(super) mod sheet;
mod snapshot;
pub(super) mod threads;
mod year;
