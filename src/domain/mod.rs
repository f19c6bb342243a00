//! Types and rules of the field. No input or output, no clock, no SQL, no window.

pub mod audit_tool;
pub(crate) mod coded;
pub mod grading;
pub mod ids;
pub mod panel;
pub mod plan;
pub mod standard;
#[cfg(test)]
pub(crate) mod test_tool;
pub mod tool_check;
