//! Types and rules of the field. No input or output, no clock, no SQL, no window.

pub mod access;
pub mod action;
pub mod advice;
pub mod allocation;
pub mod audit_tool;
pub(crate) mod coded;
pub mod cohort_check;
pub mod fact;
pub mod family;
pub mod finding;
pub mod grading;
pub mod identifiers;
pub mod ids;
pub mod leads;
pub mod letters;
pub mod measure;
pub mod moderation;
pub mod pack;
pub mod panel;
pub mod passphrase;
pub mod plan;
pub mod plan_result;
pub mod previous;
pub mod report;
pub mod representation;
pub mod round;
pub mod rules;
pub mod sampling;
pub mod sheet;
pub mod snapshot;
pub mod standard;
#[cfg(test)]
pub(crate) mod test_tool;
pub mod thread;
pub mod tool_check;
pub mod working_days;
