//! Types and rules of the field. No input or output, no clock, no SQL, no window.

pub mod access;
pub mod audit_tool;
pub(crate) mod coded;
pub mod ids;
pub mod measure;
pub mod panel;
pub mod plan;
pub mod round;
pub mod rules;
pub mod sheet;
pub mod snapshot;
