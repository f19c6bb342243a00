//! Findings, gathered from notes and edited for the report.

pub mod data;
pub mod edit;
pub mod state;
pub mod view;
