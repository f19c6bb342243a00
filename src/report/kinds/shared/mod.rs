//! Parts that several kinds of report have.

pub(super) mod after;
pub(super) mod plans;
pub(super) mod round;
pub(super) mod sections;
pub(super) mod year;
