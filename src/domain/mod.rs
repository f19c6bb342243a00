//! Types and rules of the field. No input or output, no clock, no SQL, no window.

pub mod allocation;
pub mod audit_tool;
pub(crate) mod coded;
pub mod ids;
pub mod panel;
pub mod plan;
pub mod sampling;
